import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { handshakeFails } from "./handshake-fails.ts";

const ca = issue({ cn: "ca", ca: true });
const other = issue({ cn: "other ca", ca: true });
const material = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/both.pem": ca.pem + other.pem,
  "prod/tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] }).pem,
  "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] }).pem,
  "prod/tls/stranger.pem": issue({ cn: "tikv", issuer: other, san: ["IP:10.0.1.1"] }).pem,
};
const none = { ca: undefined, cert: undefined, key: undefined };
const mark = (toml: string, value: string) => toml.replace(value, `«${value}»`);
const http = { client: "http://10.0.0.1:2379", peer: "http://10.0.0.1:2380" };

testRule(handshakeFails, {
  valid: {
    "both sides fit": { files: { ...material, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml() } },
    "nothing is known of the certificates": { files: { "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml() } },
    "half of the material: config/tls-incomplete speaks": {
      files: { ...material, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml({ ca: undefined }) },
    },
    "a name that is not covered: cert/san-mismatch speaks": {
      files: { ...material, "prod/tikv.toml": tikvToml({ addr: "10.9.9.9:20160" }) },
    },
    "an expired certificate: cert/expired speaks": {
      files: { ...material, "prod/tikv.toml": tikvToml() },
      now: "2028-01-01T00:00:00Z",
    },
    "an allow list: trust/locked-out speaks": { files: { ...material, "prod/tikv.toml": tikvToml({ list: ["x"] }) } },
    "a certificate that its own CA file does not know: trust/untrusted speaks": {
      files: { ...material, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml({ cert: "/tls/stranger.pem" }) },
    },
    "a key that nobody can verify with: cert/weak-key speaks": {
      files: {
        ...material,
        "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, key: "p-224", san: ["IP:10.0.1.1"] }).pem,
        "prod/pd.toml": pdToml(),
        "prod/tikv.toml": tikvToml(),
      },
    },
    "CAs without overlap: trust/ca-mismatch speaks": {
      files: {
        ...material,
        "prod/other.pem": other.pem,
        "prod/pd.toml": pdToml(),
        "prod/tikv.toml": tikvToml({ ca: "/tls/other.pem", cert: "/tls/stranger.pem" }),
      },
    },
    "PD among itself with http: config/plaintext-url speaks": {
      files: {
        "prod/pd-0.toml": pdToml(http),
        "prod/pd-1.toml": pdToml({ name: "pd-1", client: "http://10.0.0.2:2379", peer: "http://10.0.0.2:2380" }),
      },
    },
    "two TiKVs of which one has TLS: env/instances-differ speaks": {
      files: { ...material, "prod/tikv-0.toml": tikvToml(), "prod/tikv-1.toml": tikvToml({ ...none, addr: "10.0.1.2:20160" }) },
    },
    "two PDs, one without TLS, and nothing says which one TiKV dials": {
      files: {
        "prod/pd-0.toml": pdToml(),
        "prod/pd-1.toml": pdToml({ name: "pd-1", ...http, ...none }),
        "prod/tikv.toml": tikvToml().replace(/endpoints.*/, ""),
      },
    },
    "PD's URLs may come from flags: config/plaintext-url speaks": {
      files: {
        "prod/pd.toml": pdToml().replace(/(client|peer)-urls.*/g, ""),
        "prod/tikv.toml": tikvToml(),
      },
    },
  },
  invalid: {
    "TiKV in plaintext at a PD with TLS": {
      files: { "prod/pd.toml": mark(pdToml(), "https://10.0.0.1:2379"), "prod/tikv.toml": tikvToml(none) },
      says: "tikv cannot connect to pd-0: tikv dials in plaintext and the client port of pd-0 takes TLS only",
      helps: "set up TLS for tikv as for pd-0: CA, certificate and key",
    },
    "two TiKVs with TLS at a PD in plaintext are one cause": {
      files: {
        "prod/pd.toml": pdToml(http),
        "prod/tikv-0.toml": mark(tikvToml(), `"/tls/ca.pem"`),
        "prod/tikv-1.toml": tikvToml({ addr: "10.0.1.2:20160" }),
      },
      says: "tikv-0 cannot connect to pd-0: tikv-0 dials with TLS and the client port of pd-0 is plaintext, and 1 more pair fails for the same reason",
      helps: "serve TLS on pd-0, with certificates and https URLs, before tikv-0 dials it so",
    },
    "PD trusts one CA, TiKV two, and TiKV's certificate is of the second": {
      files: {
        ...material,
        "prod/pd.toml": mark(pdToml(), `"/tls/ca.pem"`),
        "prod/tikv.toml": tikvToml({ ca: "/tls/both.pem", cert: "/tls/stranger.pem" }),
      },
      says: "tikv cannot connect to pd-0: pd-0 refuses the certificate of tikv: its issuer CN=other ca is not in the CA file",
      helps: "put the CA that issued the certificate of tikv into the CA file of pd-0",
      related: ["on the side of tikv"],
    },
    "a PD dials the peer port of another from an address that its certificate does not name": {
      files: {
        ...material,
        "prod/tls/pd-1.pem": issue({ cn: "pd-1", issuer: ca, san: ["IP:10.0.0.2"] }).pem,
        "prod/pd-0.toml": mark(pdToml(), `"/tls/ca.pem"`),
        "prod/pd-1.toml": pdToml({
          name: "pd-1",
          cert: "/tls/pd-1.pem",
          client: "https://10.0.0.2:2379",
          peer: "https://10.0.0.3:2380",
        }),
      },
      says: "pd-1 cannot connect to pd-0: the certificate of pd-1 names 10.0.0.2, and it dials the peer port of pd-0 from 10.0.0.3",
      helps: "issue the certificate of pd-1 with the address that it dials from",
    },
  },
});
