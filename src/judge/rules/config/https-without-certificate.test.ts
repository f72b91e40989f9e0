import { testRule } from "../../../../test/support/rule-tester.ts";
import { httpsWithoutCertificate } from "./https-without-certificate.ts";

testRule(httpsWithoutCertificate, {
  valid: {
    "http without certificates": { pd: `client-urls = "http://10.0.0.1:2379"\npeer-urls = "http://10.0.0.1:2380"` },
    "https with them": {
      pd: `client-urls = "https://10.0.0.1:2379"\n[security]\ncacert-path = "/a"\ncert-path = "/b"\nkey-path = "/c"`,
    },
    "a certificate without a key: config/tls-incomplete speaks": {
      pd: `client-urls = "https://10.0.0.1:2379"\n[security]\ncert-path = "/b"`,
    },
    "only advertised: config/scheme-mismatch speaks": {
      pd: `client-urls = "http://10.0.0.1:2379"\nadvertise-client-urls = "https://pd:2379"`,
    },
  },
  invalid: {
    "both ports": {
      pd: `client-urls = "«https://10.0.0.1:2379»"\npeer-urls = "http://10.0.0.1:2380,«https://10.0.0.1:2381»"`,
      says: [
        "client-urls has https://10.0.0.1:2379 but cert-path and key-path are not set: PD does not start (TLS key/cert (--cert-file, --key-file) must be provided)",
        "peer-urls has https://10.0.0.1:2381 but cert-path and key-path are not set: PD does not start (cannot listen on TLS: KeyFile and CertFile are not presented)",
      ],
      helps: ["set cacert-path, cert-path and key-path in [security]", "set cacert-path, cert-path and key-path in [security]"],
    },
    "the CA alone is no certificate": {
      pd: `client-urls = "«https://10.0.0.1:2379»"\n[security]\ncacert-path = "/a"`,
      says: "client-urls has https://10.0.0.1:2379 but cert-path and key-path are not set: PD does not start (TLS key/cert (--cert-file, --key-file) must be provided)",
    },
    "join with https and nothing to verify it with": {
      pd: `join = "«https://pd:2379»"`,
      says: "join has https://pd:2379 but cacert-path, cert-path and key-path are not set: PD does not join a cluster with a private CA and exits",
    },
  },
});
