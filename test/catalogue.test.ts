import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { knownRules } from "../src/judge/catalogue/known-rules.ts";
import { catalogue } from "../src/judge/catalogue.ts";

/** The ids of rules are a contract with users' policies. */
const promised = [
  "config/syntax config/template config/unknown-key config/wrong-type config/tls-off config/tls-incomplete",
  "config/client-certificate-not-required config/plaintext-url config/https-without-certificate config/scheme-mismatch",
  "config/allow-list-missing config/allow-list-loose config/status-anonymous config/receiver-plaintext config/address-invalid",
  "config/endpoint-scheme config/secret-inline config/allow-list-single config/allow-list-version config/path-not-found",
  "config/path-relative config/path-same-file config/status-address-exposed config/metrics-plaintext config/kms-plaintext",
  "config/object-storage-plaintext config/dashboard-tls-incomplete config/overridden config/cipher-setting-ignored",
  "cert/unreadable cert/expired cert/not-yet-valid cert/expires-soon cert/validity-too-long cert/weak-key cert/weak-signature",
  "cert/known-key cert/self-signed cert/ca-as-leaf cert/not-a-ca cert/path-length cert/server-usage-missing",
  "cert/client-usage-missing cert/san-missing cert/san-mismatch cert/wildcard cert/shared cert/serial cert/unsupported",
  "trust/untrusted trust/chain-incomplete trust/handshake-fails trust/locked-out trust/self-refused trust/public-ca",
  "trust/ca-bundle trust/ca-mismatch trust/ca-key-committed",
  "key/committed key/committed-encrypted key/mismatch key/weak key/permissions",
  "env/posture-differs env/setting-differs env/component-missing env/certificate-profile-differs env/ca-shared",
  "env/identity-shared env/instances-differ",
  "rollout/downgrade rollout/split rollout/full-stop rollout/restart rollout/not-reloaded policy/changed",
  "policy/waiver-expired policy/waiver-unused policy/waiver-invalid policy/unreadable",
  "handshake/failed handshake/plaintext-accepted handshake/anonymous-accepted handshake/untrusted-accepted",
  "handshake/name-accepted handshake/weak-protocol handshake/weak-cipher handshake/differs",
]
  .join(" ")
  .split(" ");

describe("the catalogue", () => {
  test("has every promised rule", () => {
    const ids = catalogue.map(({ id }) => id);
    expect(promised.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test("every rule is sorted, known, documented and tested", () => {
    const ids = catalogue.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect([...knownRules.keys()]).toEqual(ids);
    const pages = new Set(globSync("docs/rules/*/*.md").map((path) => path.slice("docs/rules/".length, -".md".length)));
    expect(ids.filter((id) => !pages.has(id))).toEqual([]);
    const tests = new Set(
      globSync("src/judge/rules/*/*.test.ts").map((path) => path.slice("src/judge/rules/".length, -".test.ts".length)),
    );
    expect(ids.filter((id) => !tests.has(id))).toEqual([]);
  });

  test.each(catalogue.map(({ id, meta }) => [id, meta()] as const))(
    "%s says why, how to fix it and on what it rests",
    (_, meta) => {
      for (const text of [meta.title, meta.why, meta.fix]) expect(text).not.toMatch(/PLACEHOLDER|^\s*$/);
      expect(meta.title).not.toMatch(/\.$/);
      expect(meta.threats.length, "threats").toBeGreaterThan(0);
      expect(meta.controls.length, "controls").toBeGreaterThan(0);
      expect(meta.sources.length, "sources").toBeGreaterThan(0);
      expect(meta.since).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );

  test("no generated page has an example about which the rule says nothing", () => {
    const silent = globSync("docs/rules/*/*.md").filter((path) => !/The gate says:\n\n> /.test(readFileSync(path, "utf8")));
    expect(silent).toEqual([]);
  });
});
