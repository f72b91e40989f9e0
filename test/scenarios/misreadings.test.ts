import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/judge/catalogue.ts";
import { type Finding, judge } from "../../src/judge/judge.ts";
import type { Policy } from "../../src/judge/policy.ts";
import { buildModel } from "../../src/model/build.ts";
import type { Channel } from "../../src/model/channels/channel.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import type { RepoPath, Span } from "../../src/text/span.ts";
import { issue, testTime } from "../support/issue.ts";

/** The severities of the rules that these misreadings concern, as both bundled policies have them in production. */
const policy: Policy = {
  name: "misreadings",
  description: "what the catalogue says about production",
  rules: {
    "config/unknown-key": { severity: "warning", variants: { "tls-setting": "error" } },
    "config/tls-off": { severity: "error" },
    "config/tls-incomplete": { severity: "error" },
    "config/plaintext-url": { severity: "error" },
  },
};

interface Judged {
  readonly channels: readonly Channel[];
  /** `file rule: severity "text"`, where the text is what stands in the file at the finding's place. */
  readonly findings: readonly string[];
}

async function judged(files: Readonly<Record<string, string>>): Promise<Judged> {
  const sources = Object.entries(files).map(([path, text]) => sourceFile(path as RepoPath, new TextEncoder().encode(text)));
  const model = buildModel(await readFiles(sources), {}, testTime);
  const findings = judge(model, { rules: catalogue, now: testTime, policyOf: () => policy, gate: { waivers: [] } });
  const told = ({ rule, severity, statement }: Finding) =>
    `${statement.at.path} ${rule.id}: ${severity} ${textAt(files, statement.at)}`;
  return { channels: model.environments.flatMap((environment) => environment.channels), findings: findings.map(told).sort() };
}

function textAt(files: Readonly<Record<string, string>>, { path, line, column, endColumn }: Span): string {
  return (files[path] ?? "").split("\n")[line - 1]?.slice(column - 1, endColumn - 1) ?? "";
}

function posturesOf(channels: readonly Channel[]): Readonly<Record<string, string>> {
  return Object.fromEntries(channels.map((channel) => [channel.id, channel.posture]));
}

const allPlaintext = {
  "client-pd": "plaintext",
  "tikv-pd": "plaintext",
  "pd-pd-client": "plaintext",
  "pd-pd-peer": "plaintext",
  "client-tikv": "plaintext",
  "tikv-tikv": "plaintext",
  "status-tikv": "plaintext",
};

describe("the three ways to misread a configuration that cost most", () => {
  test("a guide's keys look like TLS: every channel is plaintext, and each key is an error", async () => {
    const { channels, findings } = await judged({
      "prod/pd.toml": [
        `client-urls = "http://10.0.0.1:2379"`,
        `peer-urls = "http://10.0.0.1:2380"`,
        "[security]",
        `ca-path = "/tls/ca.pem"`,
        `server-cert-path = "/tls/pd.pem"`,
        `server-key-path = "/tls/pd-key.pem"`,
      ].join("\n"),
      "prod/tikv.toml": [
        "[server]",
        `addr = "10.0.0.2:20160"`,
        "[pd]",
        `endpoints = ["10.0.0.1:2379"]`,
        "[security]",
        `ca-cert-path = "/tls/ca.pem"`,
        `server-cert-path = "/tls/tikv.pem"`,
        `server-key-path = "/tls/tikv-key.pem"`,
      ].join("\n"),
    });
    expect(posturesOf(channels)).toEqual(allPlaintext);
    expect(findings.filter((finding) => finding.includes("config/unknown-key"))).toEqual([
      "prod/pd.toml config/unknown-key: error ca-path",
      "prod/pd.toml config/unknown-key: error server-cert-path",
      "prod/pd.toml config/unknown-key: error server-key-path",
      "prod/tikv.toml config/unknown-key: error ca-cert-path",
      "prod/tikv.toml config/unknown-key: error server-cert-path",
      "prod/tikv.toml config/unknown-key: error server-key-path",
    ]);
  });

  test("PD with certificates and its default URLs is plaintext, whatever [security] says", async () => {
    const ca = issue({ cn: "ca", ca: true });
    const { channels, findings } = await judged({
      "prod/pd.toml": [
        `name = "pd-0"`,
        "[security]",
        `cacert-path = "/tls/ca.pem"`,
        `cert-path = "/tls/pd.pem"`,
        `key-path = "/tls/pd-key.pem"`,
        `cert-allowed-cn = ["pd", "tikv"]`,
      ].join("\n"),
      "prod/tikv.toml": [
        "[security]",
        `ca-path = "/tls/ca.pem"`,
        `cert-path = "/tls/tikv.pem"`,
        `key-path = "/tls/tikv-key.pem"`,
      ].join("\n"),
      "prod/tls/ca.pem": ca.pem,
      "prod/tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:127.0.0.1"] }).pem,
      "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["IP:127.0.0.1"] }).pem,
    });
    const postures = posturesOf(channels);
    expect(["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer"].map((id) => postures[id])).toEqual([
      "plaintext",
      "plaintext",
      "plaintext",
      "plaintext",
    ]);
    // TiKV follows its own files and dials by TLS: it is refused by the plaintext port.
    expect(channels.find(({ id }) => id === "tikv-pd")?.outcome).toMatchObject({ kind: "fails", reason: "tls-to-plaintext" });
    const aboutUrls = findings.filter((finding) => finding.startsWith("prod/pd.toml config/plaintext-url: error"));
    expect(aboutUrls.length).toBeGreaterThan(0);
  });

  test("empty strings are TLS off, not half-configured", async () => {
    const { channels, findings } = await judged({
      "prod/pd.toml": `[security]\ncacert-path = ""\ncert-path = ""\nkey-path = ""\n`,
      "prod/tikv.toml": `[security]\nca-path = ""\ncert-path = ""\nkey-path = ""\ncert-allowed-cn = []\n`,
    });
    expect(posturesOf(channels)).toEqual(allPlaintext);
    expect(findings).toEqual([
      "prod/pd.toml config/tls-off: error [security]",
      "prod/tikv.toml config/tls-off: error [security]",
    ]);
  });

  test("one path among empty strings is half-configured, not off", async () => {
    const { findings } = await judged({
      "prod/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = ""\nkey-path = ""\n`,
    });
    expect(findings).toEqual(["prod/tikv.toml config/tls-incomplete: error [security]"]);
  });
});
