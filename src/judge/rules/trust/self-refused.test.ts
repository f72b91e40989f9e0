import { pdToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { selfRefused } from "./self-refused.ts";

const ca = issue({ cn: "ca", ca: true });
const leaf = (more: Parameters<typeof issue>[0] = {}) => issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"], ...more }).pem;
const files = (toml: string, pem = leaf(), caPem = ca.pem) => ({
  files: { "prod/pd.toml": toml, "prod/tls/ca.pem": caPem, "prod/tls/pd.pem": pem },
});
const mark = (toml: string, value: string) => toml.replace(value, `«${value}»`);
const http = { client: "http://10.0.0.1:2379", peer: "http://10.0.0.1:2380" };

testRule(selfRefused, {
  valid: {
    "a certificate that fits": files(pdToml({ list: ["pd", "tikv"] })),
    "with http nobody looks": files(pdToml({ ...http, list: ["tikv"] })),
    "an advertised address that nobody wrote": files(pdToml({ client: "https://0.0.0.0:2379", peer: "https://0.0.0.0:2380" })),
    "another CA: trust/untrusted speaks": files(pdToml(), leaf(), issue({ cn: "other", ca: true }).pem),
    "the certificate is not in the repository": {
      files: { "prod/pd.toml": pdToml({ list: ["tikv"] }), "prod/tls/ca.pem": ca.pem },
    },
    "up to v8.3 an empty entry is no list": { ...files(pdToml({ list: [""] })), version: "v8.3.0" },
  },
  invalid: {
    "its own name is not the one on its list": {
      ...files(mark(pdToml({ list: ["tikv"] }), `["tikv"]`)),
      says: "PD does not start: it dials its own client URL and refuses itself, as the client, by its own cert-allowed-cn: the certificate of pd-0 has the common name pd, which is not in cert-allowed-cn of pd-0",
      helps: "add the common name of PD's own certificate to cert-allowed-cn",
    },
    "its advertised host is not among its names": {
      ...files(mark(pdToml({ advertise: "https://pd.prod.svc:2379" }), "https://pd.prod.svc:2379")),
      says: "PD does not start: it dials its own client URL and refuses itself, as the client, by the names of its certificate: pd-0 dials pd.prod.svc, which the certificate of pd-0 does not name",
    },
    "its certificate has ended": {
      ...files(mark(pdToml(), `"/tls/ca.pem"`), leaf({ from: "2025-01-01", until: "2026-01-01" })),
      says: "PD does not start: it dials its own client URL and refuses itself, as the client, by the dates of its certificate: pd-0 refuses the certificate of pd-0: CN=pd expired on 2026-01-01",
    },
    "its certificate is for servers only": {
      ...files(mark(pdToml(), `"/tls/ca.pem"`), leaf({ usages: ["serverAuth"] })),
      says: "PD does not start: it dials its own client URL and refuses itself, as the server, by the extended key usage of its certificate: pd-0 refuses the certificate of pd-0: its extended key usage does not include clientAuth",
      helps: "issue the certificate with both usages, serverAuth and clientAuth",
    },
  },
});
