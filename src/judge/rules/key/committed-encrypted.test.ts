import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { committedEncrypted } from "./committed-encrypted.ts";

const { pdConfig, tikvConfig, key, encryptedKey } = certificateExamples;
const markedKey = encryptedKey.replace("-----BEGIN ENCRYPTED PRIVATE KEY-----", "«$&»");
const traditional = `-----BEGIN RSA PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-256-CBC,0123456789ABCDEF0123456789ABCDEF

MAA=
-----END RSA PRIVATE KEY-----
`;

testRule(committedEncrypted, {
  valid: {
    "a key in plaintext is key/committed's": { files: { "prod/pd.toml": pdConfig, "prod/pd.key": key } },
    "the encrypted key of another program": { files: { "prod/pd.toml": pdConfig, "web/site.key": encryptedKey } },
  },
  invalid: {
    "PD's key": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.key": markedKey },
      says: "the private key of pd-0 is encrypted and nothing asks for the passphrase: PD does not start",
      helps: "remove the key from the repository, and deploy it unencrypted in a file that only the server's user can read",
    },
    "TiKV's key, in the traditional encoding": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.key": traditional.replace("-----BEGIN RSA PRIVATE KEY-----", "«$&»") },
      says: "the private key of tikv-0 is encrypted and nothing asks for the passphrase: TiKV does not come up",
    },
    "a key that no configuration names": {
      files: { "prod/pd.toml": pdConfig, "prod/spare.key": markedKey },
      says: "an encrypted private key is committed: anyone who guesses its passphrase has the key",
    },
  },
});
