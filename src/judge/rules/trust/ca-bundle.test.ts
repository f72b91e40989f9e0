import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { caBundle } from "./ca-bundle.ts";

const ca = issue({ cn: "ca", ca: true });
const old = issue({ cn: "old ca", ca: true, from: "2020-01-01", until: "2025-01-01" });
const next = issue({ cn: "next ca", ca: true });
const leaf = issue({ cn: "tidb", issuer: ca });
const own = issue({ cn: "tikv", san: ["IP:10.0.1.1"] });
const tikv = (bundle: string) => ({ files: { "prod/tikv.toml": tikvToml(), "prod/tls/ca.pem": bundle } });
const pd = (bundle: string) => ({ files: { "prod/pd.toml": pdToml(), "prod/tls/ca.pem": bundle } });

testRule(caBundle, {
  valid: {
    "one CA": tikv(ca.pem),
    "two CAs, as during a change": tikv(ca.pem + next.pem),
    "an expired CA alone: cert/expired speaks": tikv(old.pem),
    "a certificate that is its own CA": tikv(own.pem),
    "a client's certificate alone in the file: cert/not-a-ca speaks": tikv(leaf.pem),
    "a file that is no CA file": { files: { "prod/tikv.toml": tikvToml(), "prod/tls/tikv.pem": leaf.pem + ca.pem + ca.pem } },
  },
  invalid: {
    "a CA twice": {
      ...tikv(ca.pem + next.pem + marked(ca.pem)),
      says: "CN=ca stands in the CA file of tikv a second time",
      helps: "remove this block",
    },
    "an expired CA beside a good one": {
      ...tikv(marked(old.pem) + ca.pem),
      says: "the CA CN=old ca in the CA file of tikv expired on 2025-01-01: no certificate that it issued is accepted any more",
    },
    "a client's certificate among CAs": {
      ...tikv(ca.pem + marked(leaf.pem)),
      says: "CN=tidb in the CA file of tikv is a server's or client's certificate among CAs: it is accepted whatever its CA says",
    },
    "a private key, which ends PD's start": {
      ...pd(ca.pem + marked(leaf.keyPem)),
      says: "a private key stands in the CA file of pd-0: PD reads every block as a certificate and does not start",
    },
    "a private key, which TiKV skips": {
      ...tikv(ca.pem + marked(leaf.keyPem)),
      says: "a private key stands in the CA file of tikv: it goes wherever the CA file goes",
      helps: "remove the key from this file, and count it as stolen: a CA file is handed to everybody",
    },
  },
});
