import type { InstanceDraft } from "../../../model/draft.ts";
import type { Problem } from "../../../model/environment.ts";
import type { Component } from "../../../model/instance.ts";
import { fileName, firstLine } from "../../../text/span.ts";
import type { Form } from "../../form.ts";
import type { SourceFile } from "../../source-file.ts";
import { readToml } from "../../toml.ts";

/** A configuration file of PD or TiKV as the server reads it. */
export const tomlForm: Form = {
  meta: {
    id: "toml",
    title: "plain TOML",
    reads: "`tikv.toml` and `pd.toml` files, recognised by their content",
    derives: "the programs' defaults for what is not set",
    unknown: "flags on a command line that is not committed",
  },

  claims: (file) => file.path.endsWith(".toml") && componentOf(file) !== undefined,

  read(files) {
    const instances: InstanceDraft[] = [];
    const problems: Problem[] = [];
    for (const file of files) {
      const component = componentOf(file) as Component;
      const result = readToml(file.path, file.text);
      if (result.kind === "refused") {
        problems.push({ kind: "syntax", ...result.problem, help: "correct the syntax", component });
        continue;
      }
      const at = firstLine(file.path, file.text);
      instances.push({ component, form: "toml", path: file.path, at, config: result.root });
    }
    return { instances, files: [], problems };
  },
};

function componentOf(file: SourceFile): Component | undefined {
  const name = fileName(file.path);
  if (/tikv/i.test(name)) return "tikv";
  if (/\bpd\b/i.test(name)) return "pd";
  return undefined;
}
