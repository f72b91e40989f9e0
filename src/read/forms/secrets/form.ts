import type { PemFile } from "../../../model/certificates/certificate.ts";
import type { Problem } from "../../../model/environments/environment.ts";
import type { DeclaredObject, DeclaredSecret } from "../../../model/instances/deployment.ts";
import type { Form } from "../../form.ts";
import { declaredObject, resourcesOf } from "../../kubernetes/resources.ts";
import { secretKinds, secretsOf } from "../../kubernetes/secret-names.ts";
import { holdsText } from "../../x509/pem.ts";
import { readSecretEntries } from "./entries.ts";

/** Kubernetes Secrets, and the resources that become one in the cluster. */
export const secretsForm: Form = {
  meta: {
    id: "secrets",
    title: "Kubernetes Secrets",
    reads:
      "resources of kind `Secret`: certificates, keys and key stores in `data` (base64) and `stringData`; `SealedSecret`, `ExternalSecret`, `VaultStaticSecret`, `VaultPKISecret`, `OnePasswordItem`, `SecretProviderClass`, and Secrets that SOPS has encrypted",
    derives:
      "which entry of which Secret stands behind a certificate path, through the volume that mounts it: by name and namespace, then the one of the same environment. A private key in a Secret is a committed key, encoded or not",
    unknown:
      "what is in a Secret that is sealed, encrypted or fetched from a store: it only counts as issued; values with a placeholder; what a template renders",
  },
  needs: ["yaml", "x509"],

  claims: (file) =>
    /\.(?:ya?ml|json)$/i.test(file.path) &&
    secretKinds.some((kind) => holdsText(file, kind)) &&
    hints.some((hint) => holdsText(file, hint)) &&
    [...file.text.matchAll(kindLine)].some(([, kind]) => kind !== undefined && secretKinds.includes(kind)),

  read(files, context) {
    const entries: PemFile[] = [];
    const problems: Problem[] = [];
    const secrets: DeclaredSecret[] = [];
    const objects: DeclaredObject[] = [];
    for (const file of files) {
      // A base gives its Secrets once per overlay: what is in them is the same, and is told once.
      const read = new Map<string, PemFile>();
      const isRepeated = new Set<string>();
      for (const resource of resourcesOf(file, context)) {
        secrets.push(...secretsOf(resource));
        if (resource.kind !== "Secret" || resource.root.entries.has("sops")) continue;
        const found = readSecretEntries(resource, context.x509);
        if (found.files.length > 0) objects.push(...declaredObject(resource));
        const isFirst = !isRepeated.has(placeOf(resource.at));
        isRepeated.add(placeOf(resource.at));
        if (isFirst) problems.push(...found.problems);
        for (const entry of found.files) {
          const key = placeOf(entry.at);
          const before = read.get(key);
          const isElsewhere = before !== undefined && before.secret?.namespace !== entry.secret?.namespace;
          read.set(
            key,
            isElsewhere && before.secret !== undefined
              ? { ...before, secret: { ...before.secret, namespace: undefined } }
              : (before ?? entry),
          );
        }
      }
      entries.push(...read.values());
    }
    return { instances: [], files: entries, problems, secrets, objects };
  },
};

const kindLine = /(?:^|[\s{,])"?kind"?\s*:\s*["']?(\w+)/g;

/** A Secret without any of these has nothing to do with certificates. "LS0tLS1CRUdJT" is "-----BEGIN" in base64. */
const hints = [
  "LS0tLS1CRUdJT",
  "-----BEGIN",
  "tls",
  ".crt",
  ".pem",
  ".p12",
  ".pfx",
  ".jks",
  "secretName",
  "cluster-secret",
  "client-secret",
];

function placeOf({ line, column }: PemFile["at"]): string {
  return `${line}:${column}`;
}
