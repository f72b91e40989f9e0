import { testRule } from "../../../../test/support/rule-tester.ts";
import { overridden } from "./overridden.ts";

testRule(overridden, {
  valid: {
    "a flag with another address and the same scheme": {
      pd: `client-urls = "https://127.0.0.1:2379"`,
      flags: { "client-urls": "https://10.0.0.1:2379,https://10.0.0.2:2379" },
    },
    "an empty setting that a flag fills": { pd: `[security]\ncert-path = ""`, flags: { "security.cert-path": "/tls/pd.pem" } },
    "the same path": { pd: `[security]\ncert-path = "/tls/pd.pem"`, flags: { "security.cert-path": "/tls/pd.pem" } },
    "no override": { pd: `client-urls = "https://10.0.0.1:2379"` },
    "TiKV's addresses decide nothing about TLS": {
      tikv: `[server]\naddr = "127.0.0.1:20160"`,
      flags: { "server.addr": "0.0.0.0:20160" },
    },
    "an empty flag does not clear the file's value": {
      pd: `[security]\ncert-path = "/tls/pd.pem"`,
      flags: { "security.cert-path": "" },
    },
  },
  invalid: {
    "another scheme": {
      pd: `peer-urls = «"https://10.0.0.1:2380"»`,
      flags: { "peer-urls": "http://10.0.0.1:2380" },
      says: "peer-urls is https://10.0.0.1:2380 here, but a command line flag sets http://10.0.0.1:2380: this line has no effect",
      helps: "write the same value in both places, or remove it from this file",
      related: ["a command line flag sets http://10.0.0.1:2380"],
    },
    "another CA": {
      pd: `[security]\ncacert-path = «"/tls/new-ca.pem"»`,
      flags: { "security.cacert-path": "/tls/old-ca.pem" },
      says: "security.cacert-path is /tls/new-ca.pem here, but a command line flag sets /tls/old-ca.pem: this line has no effect",
    },
  },
});
