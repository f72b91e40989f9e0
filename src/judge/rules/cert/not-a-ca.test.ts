import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { notACa } from "./not-a-ca.ts";

const { pdConfig, tikvConfig } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const own = issue({ cn: "own", ca: false });
const caFile = (pem: string) => ({ "prod/tikv-0.toml": tikvConfig, "prod/ca.pem": pem });

testRule(notACa, {
  valid: {
    "a CA": { files: caFile(ca.pem) },
    "a CA without any key usage, which means every usage": { files: caFile(issue({ cn: "root", ca: true, keyUsage: null }).pem) },
    "a version 1 root, which has no extensions": { files: caFile(issue({ cn: "old root", version: 1 }).pem) },
    "a self-signed server certificate that peers list on purpose: cert/self-signed speaks": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": own.pem, "prod/ca.pem": own.pem },
    },
    "a leaf where leaves belong": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ issuer: ca }).pem } },
  },
  invalid: {
    "a leaf": {
      files: caFile(marked(issue({ cn: "tikv", issuer: ca, ca: false }).pem)),
      says: "CN=tikv in the CA file of tikv-0 is no CA (CA:FALSE): certificates that it issued are refused, it itself is accepted",
      helps: "put the certificate of the CA that issues into this file instead",
    },
    "a leaf behind the CA, without basic constraints": {
      files: caFile(ca.pem + marked(issue({ cn: "tikv", issuer: ca }).pem)),
      says: "CN=tikv in the CA file of tikv-0 is no CA (it has no basic constraints): certificates that it issued are refused, it itself is accepted",
    },
    "a CA that may not sign certificates": {
      files: caFile(marked(issue({ cn: "root", ca: true, keyUsage: ["cRLSign"] }).pem)),
      says: "CN=root in the CA file of tikv-0 is no CA (its key usage lacks certSign): certificates that it issued are refused, it itself is accepted",
    },
  },
});
