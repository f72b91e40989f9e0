import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { askGo, hasGo } from "../../../test/support/go-oracle.ts";
import { type ChainCase, randomChains } from "../../../test/support/random-chains.ts";
import { issueAndRead } from "../../../test/support/read-certificate.ts";
import { verifyChain } from "./chain.ts";
import { coversHost } from "./host-name.ts";

const hosts = ["a.svc", "x.a.svc", "10.0.0.1", "10.9.9.9", "other", "A.SVC.", "svc"];

describe.skipIf(!hasGo)("Go's crypto/x509 says the same as our reading of it", () => {
  test("600 random chains and the names of their leaves", () => {
    const cases = randomChains(600, 20261124);
    const answers = askGo(
      cases.map(({ leaf, sent, anchors, usage, at }) => ({
        leaf: leaf.issued.der,
        sent: sent.map(({ issued }) => issued.der),
        anchors: anchors.map(({ issued }) => issued.der),
        usage,
        at,
        hosts,
      })),
    );
    const differences: string[] = [];
    let verified = 0;
    for (const [index, { leaf, sent, anchors, usage, at }] of cases.entries()) {
      const answer = answers[index];
      if (answer === undefined) throw new Error("an answer is missing");
      const certificates = (list: typeof sent) => list.map(({ certificate }) => certificate);
      const request = { leaf: leaf.certificate, sent: certificates(sent), usage, at };
      const parsed = certificates(anchors).filter(({ goRefuses }) => goRefuses === undefined);
      const ours = verifyChain({ ...request, anchors: parsed, verifier: "go" });
      if ((ours.kind === "verified") !== (answer.verifies === "")) {
        differences.push(`${index}: Go says "${answer.verifies}", we say ${ours.kind === "refused" ? ours.detail : "verified"}`);
      }
      if ((answer.parses === "") !== (leaf.certificate.goRefuses === undefined)) differences.push(`${index}: ${answer.parses}`);
      if (leaf.certificate.goRefuses !== undefined) expect(leaf.certificate.goRefuses).toBe(answer.parses);
      if (answer.hosts !== null) expect(hosts.map((host) => coversHost(leaf.certificate, host, "go"))).toEqual(answer.hosts);
      if (ours.kind === "verified") verified += 1;
    }
    expect(differences).toEqual([]);
    // Neither all right nor all wrong: the cases are worth asking.
    expect(verified).toBeGreaterThan(100);
    expect(verified).toBeLessThan(500);
  });
});

describe.skipIf(!hasGo)("Go's VerifyHostname says the same as our reading of it", () => {
  test("for every pair of some 25 names in certificates and 25 names that are dialled", () => {
    const labels = ["a", "*", "a*", "*a", "A", "-a", "a-", "a_b", "ä", "", "1"];
    const names = ["a.svc", "*.svc", "a.*.svc", "*.*.svc", ".svc", "svc.", "*.", "*", "", ".", "10.0.0.1", "::1", "a.b.c.svc"];
    const dns = [...names, ...labels.map((label) => `${label}.b.svc`)].filter((name) => !name.includes("ä"));
    const hosts = [...names, ...labels.map((label) => `${label}.b.svc`), "A.B.SVC.", "a.b.svc..", "10.0.0.1."];
    const parties = dns.map((name) => issueAndRead({ cn: "a.svc", san: [`DNS:${name}`, "IP:10.0.0.2", "IP:::1"] }));
    const answers = askGo(parties.map(({ issued }) => ({ leaf: issued.der, hosts })));
    for (const [index, { certificate }] of parties.entries()) {
      const ours = hosts.map((host) => `${dns[index]} for ${host}: ${coversHost(certificate, host, "go")}`);
      expect(ours).toEqual(hosts.map((host, at) => `${dns[index]} for ${host}: ${answers[index]?.hosts?.[at]}`));
    }
  });
});

const openssl = spawnSync("openssl", ["version"], { encoding: "utf8" }).stdout ?? "";

// Security level 2 is what OpenSSL 3.5 has by default and 3.0 has on demand. In between nothing changed in these checks.
describe.skipIf(!/^OpenSSL 3\./.test(openssl))("OpenSSL 3 says the same as our reading of it", () => {
  test("160 random chains, partial chains allowed, security level 2", async () => {
    const cases = randomChains(160, 20261125);
    const folder = mkdtempSync(join(tmpdir(), "openssl-verify-"));
    const differences: string[] = [];
    let verified = 0;
    try {
      for (const [index, example] of cases.entries()) {
        const certificates = (list: ChainCase["sent"]) => list.map(({ certificate }) => certificate);
        const ours = verifyChain({
          leaf: example.leaf.certificate,
          sent: certificates(example.sent),
          anchors: certificates(example.anchors),
          verifier: "openssl-3.5",
          usage: example.usage,
          at: example.at,
        });
        const theirs = await opensslVerify(folder, example);
        if (ours.kind === "verified") verified += 1;
        if ((ours.kind === "verified") !== (theirs === "")) {
          differences.push(`${index}: OpenSSL says "${theirs}", we say ${ours.kind === "refused" ? ours.detail : "verified"}`);
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(differences).toEqual([]);
    expect(verified).toBeGreaterThan(30);
    expect(verified).toBeLessThan(130);
  });
});

/** What `openssl verify` says; the empty text when it is satisfied. */
async function opensslVerify(folder: string, { leaf, sent, anchors, usage, at }: ChainCase): Promise<string> {
  const pem = (list: ChainCase["sent"]) => list.map(({ issued }) => issued.pem).join("");
  const [leafFile, sentFile, anchorsFile] = ["leaf.pem", "sent.pem", "anchors.pem"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(leafFile, leaf.issued.pem);
  writeFileSync(sentFile, pem(sent));
  writeFileSync(anchorsFile, pem(anchors));
  const options = ["-partial_chain", "-auth_level", "2", "-purpose", usage === "serverAuth" ? "sslserver" : "sslclient"];
  const files = ["-no-CApath", "-no-CAstore", ...(anchors.length > 0 ? ["-CAfile", anchorsFile] : ["-no-CAfile"])];
  const untrusted = sent.length > 0 ? ["-untrusted", sentFile] : [];
  const child = spawn("openssl", ["verify", ...options, "-attime", String(at / 1000), ...files, ...untrusted, leafFile]);
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  child.stderr.on("data", (chunk) => (text += chunk));
  const status = await new Promise((resolve) => child.on("close", resolve));
  return status === 0 ? "" : (/error \d+ at .*/.exec(text)?.[0] ?? text);
}
