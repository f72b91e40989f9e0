import { testRule } from "../../../../test/support/rule-tester.ts";
import { plaintextUrl } from "./plaintext-url.ts";

const security = '[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"';

testRule(plaintextUrl, {
  valid: {
    "https everywhere, in any case": {
      pd: `client-urls = "HTTPS://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\ninitial-cluster = "pd=https://10.0.0.1:2380"\n${security}`,
    },
    "http without certificates: config/tls-off speaks": { pd: `client-urls = "http://10.0.0.1:2379"` },
    "http with a configuration file that is not committed: config/tls-off speaks": {
      files: {
        "prod/docker-compose.yml":
          "services:\n  pd:\n    image: pingcap/pd:v8.5.2\n    command: --name=pd --config=/pd.toml --client-urls=http://0.0.0.0:2379 --peer-urls=http://0.0.0.0:2380 --advertise-client-urls=http://pd:2379\n",
      },
    },
    "a flag says https where the file says nothing": {
      pd: security,
      flags: { "client-urls": "https://10.0.0.1:2379", "peer-urls": "https://10.0.0.1:2380" },
    },
  },
  invalid: {
    "certificates and default URLs are plaintext": {
      pd: `«[security]»\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"`,
      says: "client-urls and peer-urls are not set: PD listens in plaintext on their http defaults and ignores the certificates, unless --client-urls and --peer-urls say https",
      helps: "set client-urls and peer-urls to https URLs in this file",
    },
    "one default is left": {
      pd: `«client-urls = "https://10.0.0.1:2379"»\n${security}`,
      says: "peer-urls is not set: PD listens in plaintext on its http default and ignores the certificates, unless --peer-urls says https",
    },
    "each kind of URL": {
      pd: `
        client-urls = "«http://10.0.0.1:2379»"
        peer-urls = "«http://10.0.0.1:2380»"
        advertise-client-urls = "«http://pd:2379»"
        advertise-peer-urls = "«http://pd:2380»"
        initial-cluster = "pd-1=«http://pd:2380»,pd-2=https://pd-2:2380"
        join = "https://pd-2:2379,«http://pd-3:2379»"
        ${security.replaceAll("\n", "\n        ")}`,
      says: [
        "client-urls has http://10.0.0.1:2379 although certificate and key are set: PD serves its client port in plaintext and ignores the certificates",
        "peer-urls has http://10.0.0.1:2380 although certificate and key are set: PD serves its peer port in plaintext and ignores the certificates",
        "advertise-client-urls has http://pd:2379 although certificate and key are set: PD advertises a plaintext URL to TiKV, other PDs and every client",
        "advertise-peer-urls has http://pd:2380 although certificate and key are set: PD advertises a plaintext URL to other PDs",
        "initial-cluster has http://pd:2380 although certificate and key are set: raft traffic to pd-1 goes in plaintext",
        "join has http://pd-3:2379 although certificate and key are set: PD asks the cluster in plaintext and cannot join one that serves TLS",
      ],
    },
    "http beside https on one client port": {
      pd: `client-urls = "«http://10.0.0.1:2379»,https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n${security}`,
      says: "client-urls has http://10.0.0.1:2379 although certificate and key are set: PD accepts plaintext on its client port beside TLS",
      helps: "write https instead of http",
    },
    "http beside https on one peer port": {
      pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380,«http://10.0.0.1:2380»"\n${security}`,
      says: "peer-urls has http://10.0.0.1:2380 although certificate and key are set: PD cannot listen twice on one peer address and does not start (bind: address already in use)",
    },
    "PD does not start as it is": {
      pd: `client-urls = "https://10.0.0.1:2379"\nadvertise-client-urls = "«http://10.0.0.1:2379»"\npeer-urls = "https://10.0.0.1:2380"\n${security}`,
      says: "advertise-client-urls has http://10.0.0.1:2379 although certificate and key are set: PD advertises a plaintext URL to TiKV, other PDs and every client",
    },
  },
});
