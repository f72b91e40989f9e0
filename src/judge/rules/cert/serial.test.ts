import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { serial } from "./serial.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const other = issue({ cn: "other root", ca: true });
const seven = issue({ cn: "pd", issuer: ca, serial: 7n }).pem;

testRule(serial, {
  valid: {
    "one number from two issuers": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": seven,
        "prod/tikv.pem": issue({ cn: "tikv", issuer: other, serial: 7n }).pem,
      },
    },
    "a copy of one certificate": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": seven, "prod/copy.pem": seven } },
    "a large number whose first bit is not the sign": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca, serial: 0xffn }).pem },
    },
  },
  invalid: {
    "a negative number": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": marked(issue({ issuer: ca, serial: -5n }).pem) },
      says: "pd-0's certificate has a serial number that is negative: Go programs built since Go 1.23 do not read it",
      helps: "reissue it with a random positive serial number",
    },
    zero: {
      files: { "prod/pd.toml": pdConfig, "prod/ca.pem": marked(issue({ cn: "root", ca: true, serial: 0n }).pem) },
      says: "the CA certificate CN=root has a serial number that is 0: revocation lists and inventories cannot name it",
    },
    "one issuer gives a number twice, in two environments": {
      files: {
        "dev/pd.toml": pdConfig,
        "dev/pd.pem": seven,
        "prod/tikv-0.toml": tikvConfig,
        "prod/tikv.pem": marked(issue({ cn: "tikv", issuer: ca, serial: 7n }).pem),
      },
      says: "tikv-0's certificate has the serial number of another certificate of CN=root: revoking one means both",
      helps: "let the CA give each certificate a serial number of its own, and reissue one of the two",
      related: ["CN=pd has it too"],
    },
  },
});
