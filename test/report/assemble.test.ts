import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/judge/judge.ts";
import type { Rule, Statement } from "../../src/judge/rule.ts";
import { buildModel } from "../../src/model/build.ts";
import type { Channel } from "../../src/model/channels/channel.ts";
import type { Model } from "../../src/model/environments/environment.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import { type AssembleOptions, assemble } from "../../src/report/assemble.ts";
import type { RepoPath, Span } from "../../src/text/span.ts";
import { issue, testTime } from "../support/issue.ts";

const options: AssembleOptions = {
  version: "0.1.0",
  now: testTime,
  policy: { name: "strict", source: "bundled" },
  failOn: "error",
};

const empty: Model = { environments: [], files: [], problems: [], assumptions: [], environmentOf: () => undefined };

const rule: Rule = {
  id: "config/tls-off",
  phase: "files",
  meta: () => ({
    title: "t",
    why: "w",
    fix: "f",
    threats: ["eavesdropping"],
    controls: ["CWE-319"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [],
    example: { bad: {}, good: {} },
  }),
  check: () => [],
};

function span(path: string, line = 1, column = 1): Span {
  return { path: path as RepoPath, line, column, endLine: line, endColumn: column + 3 };
}

function finding(severity: Finding["severity"], at: Span, more: Partial<Statement> = {}): Finding {
  const statement: Statement = { at, message: "m", help: "h", subject: "s", ...more };
  return { rule, severity, statement, environment: undefined, fingerprint: "0".repeat(64) };
}

const waiver = {
  rule: "config/tls-off",
  path: "**",
  reason: "r",
  owner: "@o",
  until: "2026-12-31",
  at: span("w"),
  matches: 1,
} as const;

async function modelOf(files: Readonly<Record<string, string>>): Promise<Model> {
  const sources = Object.entries(files).map(([path, text]) => sourceFile(path as RepoPath, new TextEncoder().encode(text)));
  return buildModel(await readFiles(sources), {}, testTime);
}

describe("the conclusion", () => {
  test.each<readonly [Finding["severity"] | undefined, AssembleOptions["failOn"], string]>([
    ["error", "error", "failure"],
    ["error", "warning", "failure"],
    ["error", "never", "success"],
    ["warning", "error", "success"],
    ["warning", "warning", "failure"],
    ["note", "warning", "success"],
    [undefined, "warning", "success"],
  ])("of a finding of severity %s, failing from %s on, is %s", (severity, failOn, conclusion) => {
    const findings = severity === undefined ? [] : [finding(severity, span("a"))];
    expect(assemble(empty, findings, { ...options, failOn }).conclusion).toBe(conclusion);
  });

  test("a waived finding decides nothing and counts as waived alone", () => {
    const report = assemble(empty, [{ ...finding("error", span("a")), waiver }], options);
    expect(report.conclusion).toBe("success");
    expect(report.counts).toEqual({ error: 0, warning: 0, note: 0, waived: 1 });
    expect(report.findings[0]?.waiver).toEqual({ reason: "r", owner: "@o", until: "2026-12-31" });
  });

  test("a waiver that is not valid waives nothing", () => {
    const invalid = { ...waiver, owner: undefined, invalid: "it has no owner" };
    const report = assemble(empty, [{ ...finding("error", span("a")), waiver: invalid }], options);
    expect(report.conclusion).toBe("failure");
    expect(report.findings[0]?.waiver).toBeNull();
  });
});

describe("findings", () => {
  test("come worst first, then by place, in whatever order they were made", () => {
    const made = [
      finding("note", span("a", 1)),
      finding("error", span("b", 2)),
      finding("error", span("b", 1, 9)),
      finding("error", span("b", 1, 2)),
      finding("warning", span("a", 1)),
      finding("error", span("B", 7)),
    ];
    const expected = ["error B:7:1", "error b:1:2", "error b:1:9", "error b:2:1", "warning a:1:1", "note a:1:1"];
    for (const order of [made, made.toReversed(), made.toSorted(() => -1)]) {
      const { findings } = assemble(empty, order, options);
      expect(findings.map(({ severity, path, line, column }) => `${severity} ${path}:${line}:${column}`)).toEqual(expected);
    }
  });

  test("carry what rule and statement say, and null where they say nothing", () => {
    const [bare] = assemble(empty, [finding("error", span("a"))], options).findings;
    expect(bare).toEqual({
      rule: "config/tls-off",
      severity: "error",
      message: "m",
      help: "h",
      path: "a",
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 4,
      environment: null,
      component: null,
      channels: [],
      threats: ["eavesdropping"],
      controls: ["CWE-319"],
      related: [],
      fix: null,
      fingerprint: "0".repeat(64),
      waiver: null,
    });
    const fix = { description: "d", safety: "safe", edits: [{ at: span("a"), text: "x" }] } as const;
    const related = [{ at: span("b", 2), message: "there" }];
    const full = finding("error", span("a"), { component: "tikv", channels: ["tikv-tikv", "client-pd"], related });
    expect(assemble(empty, [{ ...full, fix }], options).findings[0]).toMatchObject({
      component: "tikv",
      channels: ["client-pd", "tikv-tikv"],
      related: [{ path: "b", line: 2, column: 1, endLine: 2, endColumn: 4, message: "there" }],
      fix: { description: "d", safety: "safe", edits: [{ path: "a", line: 1, column: 1, endLine: 1, endColumn: 4, text: "x" }] },
    });
  });
});

test("channels come in the order of the design, with the reason of a refusal and each place once", () => {
  const channel = (id: Channel["id"], from: string, outcome: Channel["outcome"]): Channel => ({
    id,
    from,
    to: "x",
    posture: "mtls",
    outcome,
    evidence: [span("a", 3, 1), span("a", 3, 9), span("b")],
  });
  const model: Model = {
    ...empty,
    environments: [
      {
        name: "prod",
        tier: "production",
        instances: [],
        files: [],
        at: span("a"),
        channels: [
          channel("tikv-tikv", "b", { kind: "succeeds", posture: "mtls", detail: "d" }),
          channel("tikv-pd", "b", { kind: "fails", by: "server", reason: "client-not-trusted", detail: "e" }),
          channel("tikv-pd", "a", { kind: "unknown", detail: "f" }),
        ],
      },
    ],
  };
  expect(assemble(model, [], options).environments[0]?.channels).toEqual([
    { id: "tikv-pd", from: "a", to: "x", posture: "mtls", handshake: "unknown", reason: null, detail: "f", evidence: places },
    {
      id: "tikv-pd",
      from: "b",
      to: "x",
      posture: "mtls",
      handshake: "fails",
      reason: "client-not-trusted",
      detail: "e",
      evidence: places,
    },
    { id: "tikv-tikv", from: "b", to: "x", posture: "mtls", handshake: "succeeds", reason: null, detail: "d", evidence: places },
  ]);
});

const places = [
  { path: "a", line: 3 },
  { path: "b", line: 1 },
];

describe("certificates", () => {
  const root = issue({ cn: "root", ca: true, key: "rsa-2048" });
  const intermediate = issue({ cn: "sub", ca: true, issuer: root, key: "p-384" });
  const leaf = issue({ cn: "node", issuer: intermediate, san: ["DNS:node"] });
  const tikv = '[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/node.pem"\nkey-path = "/tls/node.key"\n';
  const pd = tikv.replace("ca-path", "cacert-path").replace("[security]", 'client-urls = "https://a:2379"\n[security]');

  test("every block of every file stands with its own line, dates and roles; PD and TiKV dial with what they serve with", async () => {
    const model = await modelOf({
      "prod/tikv.toml": tikv,
      "prod/pd.toml": pd,
      "prod/ca.pem": root.pem,
      "prod/node.pem": leaf.pem + intermediate.pem,
      "prod/stray.pem": root.pem,
    });
    const { certificates } = assemble(model, [], options);
    expect(certificates.map(({ path, line, key, roles }) => ({ path, line, key, roles }))).toEqual([
      { path: "prod/ca.pem", line: 1, key: "RSA 2048", roles: ["trust anchor of pd", "trust anchor of tikv"] },
      { path: "prod/node.pem", line: 1, key: "P-256", roles: ["pd client", "pd server", "tikv client", "tikv server"] },
      {
        path: "prod/node.pem",
        line: leaf.pem.trimEnd().split("\n").length + 1,
        key: "P-384",
        roles: ["intermediate of pd", "intermediate of tikv"],
      },
      { path: "prod/stray.pem", line: 1, key: "RSA 2048", roles: [] },
    ]);
    expect(certificates[1]).toMatchObject({
      notBefore: "2026-06-01T00:00:00Z",
      notAfter: "2027-06-01T00:00:00Z",
      signature: "ECDSA with SHA-256",
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(certificates[0]?.signature).toBe("RSA with SHA-256");
  });

  test("the order of the files changes nothing", async () => {
    const files = { "a/tikv.toml": tikv, "a/ca.pem": root.pem, "b/pd.toml": pd, "b/node.pem": leaf.pem };
    const backwards = Object.fromEntries(Object.entries(files).reverse());
    expect(assemble(await modelOf(backwards), [], options)).toEqual(assemble(await modelOf(files), [], options));
  });
});
