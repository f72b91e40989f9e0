import { testRule } from "../../../../test/support/rule-tester.ts";
import { endpointScheme } from "./endpoint-scheme.ts";

const security = '[security]\nca-path = "/a"\ncert-path = "/b"\nkey-path = "/c"';

testRule(endpointScheme, {
  valid: {
    "https with certificates": { tikv: `[pd]\nendpoints = ["https://pd-0:2379"]\n${security}` },
    "http without certificates": { tikv: `[pd]\nendpoints = ["http://pd-0:2379"]` },
    "no scheme": { tikv: `[pd]\nendpoints = ["pd-0:2379"]\n${security}` },
    "an upper-case scheme is not cut off: config/address-invalid speaks": { tikv: `[pd]\nendpoints = ["HTTPS://pd-0:2379"]` },
  },
  invalid: {
    "https without certificates": {
      tikv: `[pd]\nendpoints = ["pd-0:2379", «"https://pd-1:2379"»]`,
      says: "https://pd-1:2379 says https, but without ca-path TiKV cuts the scheme off and dials PD in plaintext",
      helps: "set ca-path, cert-path and key-path in [security]",
    },
    "the CA alone decides": {
      tikv: `[pd]\nendpoints = [«"https://pd-1:2379"»]\n[security]\ncert-path = "/b"\nkey-path = "/c"`,
      says: "https://pd-1:2379 says https, but without ca-path TiKV cuts the scheme off and dials PD in plaintext",
    },
    "http with certificates": {
      tikv: `[pd]\nendpoints = [«"http://pd-0:2379"»]\n${security}`,
      says: "http://pd-0:2379 says http, but with ca-path TiKV v8.5.7 cuts the scheme off and dials PD with TLS, whatever the scheme says",
      helps: "write the endpoint without a scheme",
    },
    "log backup before v6.5 is not known to differ": {
      tikv: `[pd]\nendpoints = [«"http://pd-0:2379"»]\n${security}`,
      version: "v6.4.0",
      says: "http://pd-0:2379 says http, but with ca-path TiKV v6.4.0 cuts the scheme off and dials PD with TLS, whatever the scheme says",
    },
    "v6.5 to v7.0: log backup keeps the scheme": {
      tikv: `[pd]\nendpoints = [«"http://pd-0:2379"»]\n${security}`,
      version: "v6.5.0",
      says: "http://pd-0:2379 says http, but with ca-path TiKV v6.5.0 cuts the scheme off and dials PD with TLS, though log backup keeps it, dials PD in plaintext and fails",
      helps: "write https instead of http",
    },
    "the last of these": {
      tikv: `[pd]\nendpoints = [«"http://pd-0:2379"»]\n${security}`,
      version: "v7.0",
      says: "http://pd-0:2379 says http, but with ca-path TiKV v7.0 cuts the scheme off and dials PD with TLS, though log backup keeps it, dials PD in plaintext and fails",
    },
    "v7.1: log backup goes through the PD client": {
      tikv: `[pd]\nendpoints = [«"http://pd-0:2379"»]\n${security}`,
      version: "v7.1.0",
      says: "http://pd-0:2379 says http, but with ca-path TiKV v7.1.0 cuts the scheme off and dials PD with TLS, whatever the scheme says",
    },
  },
});
