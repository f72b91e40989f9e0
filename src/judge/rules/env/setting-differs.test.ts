import { testRule } from "../../../../test/support/rule-tester.ts";
import { settingDiffers } from "./setting-differs.ts";

const pd = `cacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`;
const listed = `[security]\n${pd}cert-allowed-cn = ["tikv"]\n`;

testRule(settingDiffers, {
  valid: {
    "one environment alone: env/instances-differ speaks": {
      files: { "prod/pd-0.toml": listed, "prod/pd-1.toml": `[security]\n${pd}` },
    },
    "other names in the list are no difference": {
      files: { "prod/pd.toml": listed, "dev/pd.toml": listed.replace('"tikv"', '"tikv", "pd"') },
    },
    "without any TLS the posture differs: env/posture-differs speaks": {
      files: { "prod/pd.toml": listed, "dev/pd.toml": "[security]" },
    },
    "instances that disagree among themselves are not compared": {
      files: { "prod/pd.toml": listed, "dev/pd-0.toml": listed, "dev/pd-1.toml": `[security]\n${pd}` },
    },
  },
  invalid: {
    "an allow list that PD does not enforce on its client port": {
      files: { "prod/pd.toml": listed, "dev/pd.toml": `«[security]»\n${pd}` },
      says: "PD sets no cert-allowed-cn in dev, and one in prod",
      helps: "set cert-allowed-cn here too, or remove it there (prod/pd.toml:5)",
      related: ["prod sets it"],
    },
    "an empty list is none": {
      files: { "prod/pd.toml": listed, "dev/pd.toml": `[security]\n${pd}cert-allowed-cn = «[]»\n` },
      says: "PD sets no cert-allowed-cn in dev, and one in prod",
    },
    "a relative path": {
      files: {
        "prod/pd.toml": `[security]\n${pd}`,
        "dev/pd.toml": `[security]\n${pd}`.replace('"/tls/ca.pem"', '«"tls/ca.pem"»'),
      },
      says: "PD's cacert-path is relative in dev and absolute in prod: in one of them it depends on the server's working directory",
    },
  },
});
