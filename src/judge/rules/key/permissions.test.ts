import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { permissions } from "./permissions.ts";

const { pdConfig, key, encryptedKey, sound } = certificateExamples;
const executable = ["prod/pd.key"];

testRule(permissions, {
  valid: {
    "a key file without the executable bit": { files: { "prod/pd.toml": pdConfig, "prod/pd.key": key } },
    "an executable file with a certificate alone": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": sound },
      executable: ["prod/pd.pem"],
    },
    "a script with a key in it has to be executable": {
      files: { "prod/pd.toml": pdConfig, "prod/deploy.sh": `#!/bin/sh\ncat > pd.key <<EOF\n${key}\nEOF\n` },
      executable: ["prod/deploy.sh"],
    },
    "an encrypted key": { files: { "prod/pd.toml": pdConfig, "prod/pd.key": encryptedKey }, executable },
  },
  invalid: {
    "an executable key file, told once for two keys": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.key": `${key.replace("-----BEGIN PRIVATE KEY-----", "«$&»")}\n${issue().keyPem}`,
      },
      executable,
      says: "this key file has mode 100755 in git: where it is copied with its mode, every user of the machine can read the key",
      helps: "remove the bit (git update-index --chmod=-x) and deploy the key with mode 0600",
      related: ["pd-0 names it as key-path"],
    },
  },
});
