import { issue, type KeySpec, testKey } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { weak } from "./weak.ts";

const { pdConfig } = certificateExamples;
const keyOf = (spec: KeySpec) => testKey(spec).export({ type: "pkcs8", format: "pem" }) as string;
const pd = (pem: string) => ({ "prod/pd.toml": pdConfig, "prod/pd.key": pem });
const markedKey = (spec: KeySpec) => keyOf(spec).replace("-----BEGIN PRIVATE KEY-----", "«$&»");

/** testRSA2048 of RFC 9500, section 2.1: published to be used in tests, and shipped by Go's. */
const published = `-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEAsPnoGUOnrpiSqt4XynxA+HRP7S+BSObI6qJ7fQAVSPtRkqso
tWxQYLEYzNEx5ZSHTGypibVsJylvCfuToDTfMul8b/CZjP2Ob0LdpYrNH6l5hvFE
89FU1nZQF15oVLOpUgA7wGiHuEVawrGfey92UE68mOyUVXGweJIVDdxqdMoPvNNU
l86BU02vlBiESxOuox+dWmuVV7vfYZ79Toh/LUK43YvJh+rhv4nKuF7iHjVjBd9s
B6iDjj70HFldzOQ9r8SRI+9NirupPTkF5AKNe6kUhKJ1luB7S27ZkvB3tSTT3P59
3VVJvnzOjaA1z6Cz+4+eRvcysqhrRgFlwI9TEwIDAQABAoIBAEEYiyDP29vCzx/+
dS3LqnI5BjUuJhXUnc6AWX/PCgVAO+8A+gZRgvct7PtZb0sM6P9ZcLrweomlGezI
FrL0/6xQaa8bBr/ve/a8155OgcjFo6fZEw3Dz7ra5fbSiPmu4/b/kvrg+Br1l77J
aun6uUAs1f5B9wW+vbR7tzbT/mxaUeDiBzKpe15GwcvbJtdIVMa2YErtRjc1/5B2
BGVXyvlJv0SIlcIEMsHgnAFOp1ZgQ08aDzvilLq8XVMOahAhP1O2A3X8hKdXPyrx
IVWE9bS9ptTo+eF6eNl+d7htpKGEZHUxinoQpWEBTv+iOoHsVunkEJ3vjLP3lyI/
fY0NQ1ECgYEA3RBXAjgvIys2gfU3keImF8e/TprLge1I2vbWmV2j6rZCg5r/AS0u
pii5CvJ5/T5vfJPNgPBy8B/yRDs+6PJO1GmnlhOkG9JAIPkv0RBZvR0PMBtbp6nT
Y3yo1lwamBVBfY6rc0sLTzosZh2aGoLzrHNMQFMGaauORzBFpY5lU50CgYEAzPHl
u5DI6Xgep1vr8QvCUuEesCOgJg8Yh1UqVoY/SmQh6MYAv1I9bLGwrb3WW/7kqIoD
fj0aQV5buVZI2loMomtU9KY5SFIsPV+JuUpy7/+VE01ZQM5FdY8wiYCQiVZYju9X
Wz5LxMNoz+gT7pwlLCsC4N+R8aoBk404aF1gum8CgYAJ7VTq7Zj4TFV7Soa/T1eE
k9y8a+kdoYk3BASpCHJ29M5R2KEA7YV9wrBklHTz8VzSTFTbKHEQ5W5csAhoL5Fo
qoHzFFi3Qx7MHESQb9qHyolHEMNx6QdsHUn7rlEnaTTyrXh3ifQtD6C0yTmFXUIS
CW9wKApOrnyKJ9nI0HcuZQKBgQCMtoV6e9VGX4AEfpuHvAAnMYQFgeBiYTkBKltQ
XwozhH63uMMomUmtSG87Sz1TmrXadjAhy8gsG6I0pWaN7QgBuFnzQ/HOkwTm+qKw
AsrZt4zeXNwsH7QXHEJCFnCmqw9QzEoZTrNtHJHpNboBuVnYcoueZEJrP8OnUG3r
UjmopwKBgAqB2KYYMUqAOvYcBnEfLDmyZv9BTVNHbR2lKkMYqv5LlvDaBxVfilE0
2riO4p6BaAdvzXjKeRrGNEKoHNBpOSfYCOM16NjL8hIZB1CaV3WbT5oY+jp7Mzd5
7d56RZOE+ERK2uz/7JX9VSsM/LbH9pJibd4e8mikDS9ntciqOH/3
-----END RSA PRIVATE KEY-----
`;

testRule(weak, {
  valid: {
    "P-256": { files: pd(keyOf("p-256")) },
    "RSA 2048": { files: pd(keyOf("rsa-2048")) },
    Ed25519: { files: pd(keyOf("ed25519")) },
    "secp256k1 is strong, though nobody can use it: cert/weak-key speaks": { files: pd(keyOf("secp256k1")) },
    "an RSA-PSS key is strong, though PD cannot use it": { files: pd(keyOf("rsa-pss-2048")) },
    "a weak certificate without its key": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ key: "rsa-1024" }).pem },
    },
  },
  invalid: {
    "RSA 1024": {
      files: pd(markedKey("rsa-1024")),
      says: "this private key is an RSA key of 1024 bits: anyone who breaks it can pose as its owner, whatever certificate it has",
      helps: "make a new key (P-256, or RSA of 2048 bits or more) and a certificate for it",
    },
    "P-224": {
      files: pd(markedKey("p-224")),
      says: "this private key is a key on the curve P-224: anyone who breaks it can pose as its owner, whatever certificate it has",
    },
    DSA: {
      files: pd(markedKey("dsa-2048")),
      says: "this private key is a DSA 2048 key: anyone who breaks it can pose as its owner, whatever certificate it has",
    },
    "a published key, however strong": {
      files: pd(published.replace("-----BEGIN RSA PRIVATE KEY-----", "«$&»")),
      says: "this private key is published (golang/go: src/crypto/rsa/example_test.go): anyone can pose as its owner",
    },
    "a small public exponent": {
      files: pd(markedKey("rsa-2048-e3")),
      says: "this private key is an RSA key with the public exponent 3: anyone who breaks it can pose as its owner, whatever certificate it has",
    },
  },
});
