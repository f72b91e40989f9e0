import { testRule } from "../../../../test/support/rule-tester.ts";
import { postureDiffers } from "./posture-differs.ts";

const tls = `ca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const secured = `[security]\n${tls}`;
const listed = `[security]\n${tls}cert-allowed-cn = ["tikv"]\n`;
const pdSecurity = `security = { cacert-path = "/tls/ca.pem", cert-path = "/tls/pd.pem", key-path = "/tls/pd.key" }`;

testRule(postureDiffers, {
  valid: {
    "an example beside production is no deployment of it": {
      files: {
        "prod/tikv.toml": "[security]\nca-path = '/tls/ca.pem'\ncert-path = '/tls/a.pem'\nkey-path = '/tls/a-key.pem'\n",
        "examples/tikv.toml": "[security]\n",
      },
    },
    "two clusters of which nobody says that they are one": {
      files: {
        "alpha/tikv.toml": "[security]\nca-path = '/tls/ca.pem'\ncert-path = '/tls/a.pem'\nkey-path = '/tls/a-key.pem'\n",
        "beta/tikv.toml": "[security]\n",
      },
    },
    "one environment alone": { files: { "prod/tikv.toml": "[security]", "prod/tikv-1.toml": secured } },
    "the same everywhere": { files: { "prod/tikv.toml": secured, "dev/tikv.toml": secured } },
    "plaintext everywhere: config/tls-off speaks": { files: { "prod/tikv.toml": "[security]", "dev/tikv.toml": "[security]" } },
    "another component": { files: { "prod/tikv.toml": secured, "dev/pd.toml": `name = "pd"` } },
  },
  invalid: {
    "production in plaintext is the weaker one, and one setting is one finding": {
      files: { "prod/tikv.toml": `«log-level = "info"»`, "staging/tikv.toml": secured },
      says: "client-tikv and tikv-tikv give plaintext in prod and mutual TLS in staging; status-tikv gives plaintext in prod and TLS without client certificates in staging: production is the weaker one",
      helps: "set here what staging sets (staging/tikv.toml:2)",
      variant: "production-weaker",
      related: ["staging gives mutual TLS"],
    },
    "an allow list that only production has": {
      files: { "prod/tikv.toml": listed, "dev/tikv.toml": secured.replace('"/tls/ca.pem"', '«"/tls/ca.pem"»') },
      // TiKV's status port asks for a client certificate only when a list of names is set.
      says: "client-tikv and tikv-tikv give mutual TLS in dev and mutual TLS with an allow list in prod; status-tikv gives TLS without client certificates in dev and mutual TLS with an allow list in prod",
    },
    "each weaker environment once, against the strongest": {
      files: {
        "prod/tikv.toml": listed,
        "staging/tikv.toml": secured.replace('"/tls/ca.pem"', '«"/tls/ca.pem"»'),
        "dev/tikv.toml": `«[security]»\n`,
      },
      says: [
        "client-tikv, tikv-tikv and status-tikv give plaintext in dev and mutual TLS with an allow list in prod",
        "client-tikv and tikv-tikv give mutual TLS in staging and mutual TLS with an allow list in prod; status-tikv gives TLS without client certificates in staging and mutual TLS with an allow list in prod",
      ],
    },
    "production weaker than another production": {
      files: { "prod/tikv.toml": listed, "live/tikv.toml": `«[security]»` },
      says: "client-tikv, tikv-tikv and status-tikv give plaintext in live and mutual TLS with an allow list in prod",
      variant: "production-weaker",
    },
    "the setting that decides, also where the handshake fails for another reason": {
      files: {
        "prod/pd.toml": `
          advertise-peer-urls = "https://pd.prod:2380"
          peer-urls = "«http://0.0.0.0:2380»"
          client-urls = "https://0.0.0.0:2379"
          advertise-client-urls = "https://pd.prod:2379"
          ${pdSecurity}`,
        "staging/pd.toml": `
          peer-urls = "https://0.0.0.0:2380"
          client-urls = "https://0.0.0.0:2379"
          advertise-client-urls = "https://pd.staging:2379"
          ${pdSecurity}`,
      },
      says: "pd-pd-peer gives plaintext in prod and mutual TLS in staging: production is the weaker one",
    },
    "the weakest instance counts": {
      files: { "prod/tikv-0.toml": secured, "prod/tikv-1.toml": "«[security]»", "staging/tikv.toml": secured },
      says: "client-tikv and tikv-tikv give plaintext in prod and mutual TLS in staging; status-tikv gives plaintext in prod and TLS without client certificates in staging: production is the weaker one",
      variant: "production-weaker",
    },
  },
});
