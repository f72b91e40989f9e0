import { testRule } from "../../../../test/support/rule-tester.ts";
import { tlsIncomplete } from "./tls-incomplete.ts";

const plainPd = 'client-urls = "http://10.0.0.1:2379"\npeer-urls = "http://10.0.0.1:2380"';
const tlsPd = 'client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"';

testRule(tlsIncomplete, {
  valid: {
    "none of them: config/tls-off speaks": { tikv: `[security]\ncert-allowed-cn = ["pd"]` },
    "empty strings are not set": { tikv: `[security]\nca-path = ""\ncert-path = ""\nkey-path = ""` },
    "PD without a CA: config/client-certificate-not-required speaks": {
      pd: `[security]\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"`,
    },
  },
  invalid: {
    "only the CA": {
      tikv: `
        log-level = "info"
        «[security]»
        ca-path = "/tls/ca.pem"`,
      says: "sets ca-path but not cert-path and key-path: TiKV never reaches PD and retries without end",
      helps: "set cert-path and key-path too: TiKV takes all three or none",
    },
    "CA and certificate: the same, since no credentials load": {
      tikv: `«[security]»\nca-path = "/a"\ncert-path = "/b"`,
      says: "sets ca-path and cert-path but not key-path: TiKV never reaches PD and retries without end",
    },
    "no CA beside a PD in plaintext": {
      tikv: `«[security]»\ncert-path = "/b"\nkey-path = "/c"`,
      pd: plainPd,
      says: "sets cert-path and key-path but not ca-path: TiKV dials PD in plaintext and then exits with `ca, cert and private key should be all configured`",
    },
    "no CA beside a PD with TLS": {
      tikv: `«[security]»\ncert-path = "/b"\nkey-path = "/c"`,
      pd: `${tlsPd}\n[security]\ncacert-path = "/a"\ncert-path = "/b"\nkey-path = "/c"`,
      says: "sets cert-path and key-path but not ca-path: TiKV dials PD in plaintext, which PD refuses, and retries without end",
    },
    "no CA and no PD in sight": {
      tikv: `«[security]»\nkey-path = "/c"`,
      says: "sets key-path but not ca-path and cert-path: TiKV dials PD in plaintext, retries without end where PD speaks TLS and exits with `ca, cert and private key should be all configured` where it does not",
    },
    "PD with a certificate and no key, whatever the URLs": {
      pd: `${plainPd}\n«[security]»\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"`,
      says: "sets cacert-path and cert-path but not key-path: PD does not start (KeyFile and CertFile must both be present)",
    },
    "PD with the CA alone and https": {
      pd: `${tlsPd}\n«[security]»\ncacert-path = "/tls/ca.pem"`,
      says: "sets cacert-path but not cert-path and key-path: PD does not start (KeyFile and CertFile are not presented)",
    },
    "PD with the CA alone and http is silent": {
      pd: `${plainPd}\n«[security]»\ncacert-path = "/tls/ca.pem"`,
      says: "sets cacert-path but not cert-path and key-path: PD serves in plaintext without a warning",
    },
    "PD with the CA alone and URLs that flags may set": {
      pd: `«[security]»\ncacert-path = "/tls/ca.pem"`,
      says: "sets cacert-path but not cert-path and key-path: PD serves in plaintext without a warning where its URLs are http, and does not start where one is https",
    },
  },
});
