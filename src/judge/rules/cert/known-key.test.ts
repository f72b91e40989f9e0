import { expect, test } from "vitest";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { publicOriginOf } from "../../../facts/known-keys.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { knownKey } from "./known-key.ts";

const { pdConfig, tikvConfig, knownKey: published } = certificateExamples;

testRule(knownKey, {
  valid: {
    "a key of one's own": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": issue({ cn: "pd-0" }).pem } },
    "a test certificate where tests lie": { files: { "prod/pd.toml": pdConfig, "fixtures/server.pem": published } },
  },
  invalid: {
    "TiKV's certificate for the key of etcd's test suite": {
      files: { "prod/tikv-0.toml": tikvConfig, "prod/tikv.pem": `«${published}»` },
      says: "the private key of tikv-0's certificate is published (etcd-io/etcd: tests/fixtures/server-ecdsa.key.insecure): anyone can pose as its owner",
      helps: "make a new key and a certificate for it",
    },
  },
});

test("the keys of the certificates that TiKV's tests and TiSpark's examples ship are known", () => {
  // openssl x509 -pubkey | openssl pkey -pubin -outform der | sha256sum, on the published certificates
  expect(publicOriginOf("599624fab957acc476e5a9fa71eba590c6b918ed14b26b37d47cb7e0ca37dcc9")).toBe(
    "tikv/tikv: components/test_util/data/key.pem",
  );
  expect(publicOriginOf("4c768435d4e7584e0924a0b14912412610e5368e2261c9c80a834d88df01df27")).toBe(
    "pingcap/tispark: config/cert/pem/root.key",
  );
});
