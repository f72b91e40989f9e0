import { ca, material, pdLeaf, sound, tikvLeaf } from "../../../../test/rollout/change.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { notReloaded } from "./not-reloaded.ts";

const text = (files: Readonly<Record<string, string | Uint8Array>>) => files as Readonly<Record<string, string>>;
const both = ca("A").pem + ca("B").pem;
const marked = (pem: string) => pem.replace(/-----BEGIN[\s\S]*?-----END [A-Z]+-----/, "«$&»");

testRule(notReloaded, {
  valid: {
    "no base": { files: text(sound()) },
    "new leaves": { files: text(sound({ files: { "prod/tls/pd.pem": pdLeaf("A", "2") } })), base: text(sound()) },
    "TiKV reads the CA with its new certificate": {
      files: text(sound({ pds: 0, files: { "prod/tls/ca.pem": both, "prod/tls/tikv.pem": tikvLeaf("A", "2") } })),
      base: text(sound({ pds: 0 })),
    },
  },
  invalid: {
    "a CA alone": {
      files: text(sound({ files: { "prod/tls/ca.pem": marked(both) } })),
      base: text(sound()),
      says: "PD and TiKV do not pick up the CA file while running: without a new certificate they go on with the old one",
      helps: "restart PD and TiKV one instance after the other when the file is in place",
    },
    "PD does not read a CA with its new certificate either": {
      files: text(
        sound({
          files: {
            ...material("A"),
            "prod/tls/ca.pem": marked(both),
            "prod/tls/tikv.pem": tikvLeaf("A", "2"),
            "prod/tls/pd.pem": pdLeaf("A", "2"),
          },
        }),
      ),
      base: text(sound()),
      says: "PD reads the CA file at its start only: it goes on with the old one",
      helps: "restart PD one instance after the other when the file is in place",
    },
  },
});
