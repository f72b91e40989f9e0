import { firstLine } from "../../../text/span.ts";
import type { Form } from "../../form.ts";
import { readPem } from "../../pem.ts";

/** Certificates and keys: PEM bundles and DER files. */
export const pemForm: Form = {
  meta: {
    id: "pem",
    title: "certificates and keys",
    reads: "PEM files and bundles, DER",
    derives: "which configuration names which file",
    unknown: "keys that are not in the repository",
  },

  claims: (file) => /\.(pem|crt|cer|key|der)$/.test(file.path),

  read: (files, context) => ({
    instances: [],
    files: files.map((file) => ({ ...readPem(file, context.x509), at: firstLine(file.path, file.text) })),
    problems: [],
  }),
};
