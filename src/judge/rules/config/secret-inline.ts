import { secretBehind, secretUrlParameters } from "../../../facts/secret-keys.ts";
import type { Node } from "../../../model/instances/config-tree.ts";
import { type Component, componentName } from "../../../model/instances/instance.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { isPlaceholder, stringsIn, type WrittenEntry, writtenEntries } from "../../settings/written.ts";

export const secretInline: Rule = {
  id: "config/secret-inline",
  phase: "files",
  pointsAtSecret: true,
  meta: () => ({
    title: "A secret written into a configuration file",
    why: "Everybody who can read the repository, a backup of it or a build log has the secret, and its history keeps it after it was removed. TiKV also logs its configuration at start and returns it from GET /config, without a check of the name.",
    fix: "Revoke the secret, remove it from the file, and let the deployment put a new one in; better, give the machine a role so that there is no secret.",
    threats: ["impersonation", "eavesdropping"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "GDPR:32(1)(a)", "CWE-798", "CWE-312"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "tikv: components/encryption/src/config.rs; src/server/status_server/mod.rs, GET /config",
      "pd: pkg/utils/grpcutil, TLSConfig (SSLKEYBytes); metering.* since v26.3",
    ],
    example: {
      bad: {
        tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"\nregion = "eu-west-1"\n[security.encryption.master-key.aws]\n«secret-access-key» = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"\n`,
      },
      good: {
        tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"\nregion = "eu-west-1"\n[security.encryption.master-key.aws]\nsecret-access-key = "\${AWS_SECRET_ACCESS_KEY}"\n`,
      },
    },
  }),

  *check(model) {
    for (const instance of model.environments.flatMap((environment) => environment.instances)) {
      for (const written of writtenEntries(instance.config)) {
        const secret = secretIn(written, instance.component);
        if (secret === undefined) continue;
        yield {
          at: written.entry.keySpan,
          subject: written.route,
          environment: instance.environment,
          component: instance.component,
          message: `${shown(written.route)} holds ${secret}: everybody who can read this repository or its history has it`,
          help: `revoke it, remove it from the file and let the deployment put a new one in, or give ${componentName[instance.component]} a role that needs none`,
        };
      }
    }
  },
};

/** What kind of secret an entry holds; the value itself never leaves this function. */
function secretIn({ entry }: WrittenEntry, component: Component): string | undefined {
  const kind = secretBehind(entry.key);
  if (kind !== undefined && stringsIn(entry.node).some(({ value }) => isSecret(value))) return kind;
  if (kind !== undefined && component === "pd" && isKeyBytes(entry.key, entry.node)) return kind;
  for (const { value } of stringsIn(entry.node)) {
    const inUrl = secretInUrl(value);
    if (inUrl !== undefined) return `${inUrl} in its URL`;
  }
  return undefined;
}

/** A value, and not a hole for one, a reference to a vault, ciphertext, a path, or a PEM key (key/committed speaks). */
function isSecret(value: string): boolean {
  if (value.trim() === "" || isPlaceholder(value) || value.includes("-----BEGIN")) return false;
  if (/^(?:[*x•.]+|redacted|change-?_?me|todo|none|null)$/i.test(value.trim())) return false;
  if (
    /^(?:ENC\[|\$ANSIBLE_VAULT|!vault|(?:vault|op|ssm|awssm|gcpsm|azkv|ref\+\w+|env|file|arn:aws:(?:ssm|secretsmanager)):)/i.test(
      value,
    )
  )
    return false;
  // Paths are lower case; a random key that begins with a slash is not.
  return !/^\.{0,2}(?:\/[a-z0-9_.-]+)+$/.test(value);
}

/** `SSLKEYBytes = [45, 45, 45, ...]`: a key file byte by byte. */
function isKeyBytes(key: string, node: Node): boolean {
  return key.toLowerCase() === "sslkeybytes" && node.kind === "array" && node.items.some((item) => item.kind === "integer");
}

/** What kind of secret a URL carries: a password before the host, or a parameter such as `secret-access-key`. */
function secretInUrl(text: string): string | undefined {
  if (!text.includes("://")) return undefined;
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@:]*:([^/?#@]*)@)?[^?#]*(?:\?([^#]*))?/i.exec(text);
  if (match === null) return undefined;
  if (match[1] !== undefined && isSecret(match[1])) return "a password";
  for (const parameter of (match[2] ?? "").split("&")) {
    const equals = parameter.indexOf("=");
    if (equals === -1) continue;
    const name = parameter.slice(0, equals);
    const kind = secretBehind(name) ?? secretUrlParameters.get(name.toLowerCase());
    if (kind !== undefined && isSecret(parameter.slice(equals + 1))) return kind;
  }
  return undefined;
}
