import type { FormContext } from "../../src/read/form.ts";
import { readYaml } from "../../src/read/yaml/yaml.ts";

/** A context for a form that looks at no other file and at no certificate. */
export const noContext: FormContext = {
  x509: undefined,
  file: () => undefined,
  files: () => [],
  yaml: (file) => readYaml(file.path, file.text),
};
