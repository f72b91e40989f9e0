import { fileName } from "../../../text/span.ts";
import type { Form } from "../../form.ts";
import type { SourceFile } from "../../source-file.ts";
import { holdsText, isSourceOrDocument, readPem } from "../../x509/pem.ts";
import { binaryFormat } from "../../x509/x509-binary-store.ts";

/** Certificates and keys: PEM bundles, DER, and key stores. */
export const pemForm: Form = {
  meta: {
    id: "pem",
    title: "certificates and keys",
    reads: "PEM files and bundles, DER, and PKCS#12 and Java key stores as far as they show without a password",
    derives: "which configuration names which file, by mounts, place and name",
    unknown: "keys that are not in the repository, as it should be; what a key store holds behind its password",
    example: "examples/sound",
  },

  needs: ["x509"],

  claims(file) {
    const name = fileName(file.path).toLowerCase();
    if (certificateNames.test(name)) return true;
    if (binaryNames.test(name)) return binaryFormat(file.bytes) !== undefined || holdsPem(file);
    return !structuredNames.test(name) && !isSourceOrDocument(file) && holdsPem(file) && beginsWithPem(file);
  },

  read: (files, context) => ({
    instances: [],
    files: files.map((file) => ({ ...readPem(file, context.x509), executable: file.executable })),
    problems: [],
  }),
};

/** Whatever is in them: a configuration may name them. */
const certificateNames = /\.(pem|crt|cer|cert|der|ca-bundle)$/;

/** Other programs have files of these names too (Keynote's `.key`): only when the content fits. */
const binaryNames = /\.(key|p8|pk8|p12|pfx|jks|keystore|truststore|priv)$/;

/** What other forms read; `keysInText` finds the keys in it. */
const structuredNames = /\.(toml|ya?ml|jsonc?|xml|tpl|j2|tmpl|tf|hcl|lock|sum)$/;

function holdsPem(file: SourceFile): boolean {
  return (
    holdsText(file, "-----BEGIN ") &&
    /-----BEGIN ((X509 |TRUSTED )?CERTIFICATE|([A-Z0-9]{1,16} )?PRIVATE KEY)-----/.test(file.text)
  );
}

/**
 * Does it begin with a block, but for comments and what openssl writes above one? A script or a configuration that makes
 * or holds a block is no certificate file.
 */
function beginsWithPem({ text }: SourceFile): boolean {
  const above = text.slice(0, text.indexOf("-----BEGIN ")).replace(/^\uFEFF/, "");
  return above.split("\n").every((line) => /^\s*$|^#(?!!)|^(Bag|Key) Attributes|^\s+\w+: |^(subject|issuer) ?=/.test(line));
}
