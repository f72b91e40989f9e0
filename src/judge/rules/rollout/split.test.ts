import { ca, material, pdLeaf, sound } from "../../../../test/rollout/change.ts";
import { pdToml } from "../../../../test/support/cluster.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { split } from "./split.ts";

const text = (files: Readonly<Record<string, string | Uint8Array>>) => files as Readonly<Record<string, string>>;
const marked = (pem: string) => pem.replace(/-----BEGIN[\s\S]*?-----END [A-Z]+-----/, "«$&»");

testRule(split, {
  valid: {
    "no base": { files: text(sound()) },
    "leaves are renewed": { files: text(sound({ files: { "prod/tls/pd.pem": pdLeaf("A", "2") } })), base: text(sound()) },
    "both CAs are trusted first": {
      files: text(sound({ files: { "prod/tls/ca.pem": ca("A").pem + ca("B").pem } })),
      base: text(sound()),
    },
  },
  invalid: {
    "the CA is swapped in one step": {
      files: text(sound({ files: { ...material("B"), "prod/tls/ca.pem": marked(ca("B").pem) } })),
      base: text(sound()),
      says: "while the change rolls out, pd-0 with its old configuration and the new files: pd-0 refuses the certificate of pd-0: its issuer CN=B is not in the CA file",
      helps:
        "make it 3 separate changes: (1) put the old and the new CA together into the CA files: restart PD and TiKV one after the other, in any order; (2) put the new certificates and keys in place of the old ones: in any order, without a restart; (3) leave only the new CA in the CA files: restart PD and TiKV one after the other, in any order",
    },
    "TiKV's name goes from PD's list": {
      files: {
        ...text(sound({ pds: 1, tikvs: 1 })),
        "prod/pd-0.toml": pdToml({ list: ["pd", "tidb"] }).replace(`["pd","tidb"]`, `«["pd","tidb"]»`),
      },
      base: text(sound({ pds: 1, tikvs: 1, pd: () => ({ list: ["pd", "tikv"] }) })),
      says: "once everything is restarted, tikv-1 and pd-0 restarted with its new configuration do not connect: the certificate of tikv-1 has the common name tikv, which pd-0 does not allow",
      helps: "make tikv-1 and pd-0 fit each other in the new configuration: no order of restarts helps",
    },
  },
});
