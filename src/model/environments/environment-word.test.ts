import { expect, test } from "vitest";
import { environmentWord, isTransparent } from "./environment-word.ts";

test.each([
  ["prod", "production", "production", "prod", ""],
  ["Production", "production", "production", "Production", ""],
  ["prd", "production", "production", "prd", ""],
  ["live", "live", "production", "live", ""],
  ["01.生产集群", "production", "production", "生产集群", "01-生产集群"],
  ["生产", "production", "production", "生产", ""],
  ["预发", "preproduction", "staging", "预发", ""],
  ["测试", "test", "development", "测试", ""],
  ["stg", "staging", "staging", "stg", ""],
  ["uat", "uat", "staging", "uat", ""],
  ["pre-prod", "preproduction", "staging", "pre-prod", ""],
  ["pre_production", "preproduction", "staging", "pre-production", ""],
  ["non-prod", "development", "development", "non-prod", ""],
  ["tikv-prod-eu", "production", "production", "prod", "eu"],
  ["pd-1.dev.internal", "development", "development", "dev", "internal"],
  ["prod-certs", "production", "production", "prod", ""],
  ["prod-1", "production", "production", "prod", "1"],
  ["tikv-1-prod", "production", "production", "prod", ""],
  ["prod2", "production", "production", "prod2", "prod2"],
  ["test-prod", "production", "production", "prod", "test"],
  ["manualTestEnv", "test", "development", "Test", "manual-env"],
  ["e2eCluster", "e2e", "development", "e2e", "cluster"],
  ["integration_tests", "test", "development", "tests", "integration"],
  ["nonProdCluster", "development", "development", "non-Prod", "cluster"],
  [".github", "github", "development", "github", ""],
  ["dockerfiles", "docker", "development", "dockerfiles", ""],
  ["hack", "hack", "development", "hack", ""],
  ["pd.example", "example", "development", "example", ""],
])("%s is %s (%s)", (segment, id, tier, text, rest) => {
  expect(environmentWord(segment)).toMatchObject({ id, tier, text, rest });
});

test.each([
  ["tikv-prod", "prod"],
  ["tikv-1.prod.eu", "prod-eu"],
  ["01.生产集群", "01.生产集群"],
  ["prod-1", "prod-1"],
  ["Prod_EU", "Prod_EU"],
])("%s is called %s", (segment, name) => expect(environmentWord(segment)?.name).toBe(name));

test.each([
  "latest",
  "latestRelease",
  "TiDB",
  "hackathon",
  "attest",
  "contest",
  "product",
  "producer",
  "develop-ment",
  "cluster",
  "default",
  "tls",
  "premium",
  "precision",
  "deliver",
  "tikv",
])("%s is no environment's word", (segment) => expect(environmentWord(segment)).toBeUndefined());

test.each([
  "pd",
  "TiKV",
  "conf",
  "tls",
  "certs",
  "pd-0",
  "tikv1",
  "store-2",
  "node3",
  "10.0.1.5",
  "ip-10-0-1-5",
  "kv3.db.example.com",
  "basic-tikv-0",
])("%s does not separate clusters", (segment) => expect(isTransparent(segment)).toBe(true));

test.each(["prod", "east", "cluster-1", "a", "tidb", "v8.5", "v8.5.7"])("%s does", (segment) =>
  expect(isTransparent(segment)).toBe(false),
);
