import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { onlyComponent, usePlaces } from "../../certificates/certificate-statement.ts";
import { committedKeys } from "../../certificates/committed-keys.ts";
import type { Rule } from "../../rule.ts";

export const permissions: Rule = {
  id: "key/permissions",
  phase: "files",
  pointsAtSecret: true,
  meta: () => ({
    title: "A key file is open to more users than its server",
    why: "PD and TiKV do not look at the mode of a key file. What copies the file to a server with its mode gives every user of that machine the key.",
    fix: "Give key files mode 0600 and the server's user as owner.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-732"],
    policies: { baseline: "warning", strict: "warning" },
    since: "0.1.0",
    sources: [
      "git knows two modes of files, 100644 and 100755",
      "tikv: components/security/src/lib.rs opens the file and looks at no permission bits",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.key": certificateExamples.key.replace("-----BEGIN PRIVATE KEY-----", "«$&»"),
        },
        executable: ["prod/pd.key"],
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.key": certificateExamples.key } },
    },
  }),

  *check(model) {
    const told = new Set<string>();
    for (const { judged, key, at } of committedKeys(model)) {
      const { file } = judged;
      if (file.executable !== true || key.encrypted || told.has(file.path) || isScript.test(file.path)) continue;
      told.add(file.path);
      yield {
        at,
        subject: `mode ${file.path}`,
        environment: judged.environment.name,
        component: onlyComponent(judged.uses),
        message:
          "this key file has mode 100755 in git: where it is copied with its mode, every user of the machine can read the key",
        help: "remove the bit (git update-index --chmod=-x) and deploy the key with mode 0600",
        related: usePlaces(judged.uses),
      };
    }
  },
};

/** A script has to be executable; that it holds a key is key/committed's. */
const isScript = /\.(sh|bash|zsh|ksh|py|pl|rb|command|run)$/i;
