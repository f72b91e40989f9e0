import { testRule } from "../../../../test/support/rule-tester.ts";
import { clientCertificateNotRequired } from "./client-certificate-not-required.ts";

const https = 'client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"';
const pair = 'cert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"';

testRule(clientCertificateNotRequired, {
  valid: {
    "http URLs have no TLS to ask in: config/plaintext-url speaks": {
      pd: `client-urls = "http://10.0.0.1:2379"\npeer-urls = "http://10.0.0.1:2380"\n[security]\n${pair}`,
    },
    "a certificate without a key: config/tls-incomplete speaks": { pd: `${https}\n[security]\ncert-path = "/tls/pd.pem"` },
    "TiKV without a CA has no TLS: config/tls-incomplete speaks": { tikv: `[security]\n${pair}` },
  },
  invalid: {
    "no CA": {
      pd: `${https}\n[security]\ncert-path = «"/tls/pd.pem"»\nkey-path = "/tls/pd.key"`,
      says: "cert-path and key-path are set but cacert-path is not: PD v8.5.7 asks no client for a certificate and does not start unless the machine's own trust store holds the issuer of its certificate",
      helps: "set cacert-path to the CA that issues the certificates of PD, TiKV and the clients",
    },
    "one https URL is enough, and an allow list does not help": {
      pd: `client-urls = "https://10.0.0.1:2379"\n[security]\ncacert-path = ""\ncert-path = «"/tls/pd.pem"»\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["pd", "tikv"]`,
      says: "cert-path and key-path are set but cacert-path is not: PD v8.5.7 asks no client for a certificate, cert-allowed-cn or not, and does not start unless the machine's own trust store holds the issuer of its certificate",
    },
  },
});
