import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { prepareExample } from "../src/cli/example.ts";
import { secretBehind } from "../src/facts/secret-keys.ts";
import { judgeTree } from "../src/gate/gate.ts";
import { describedRules } from "../src/judge/catalogue/described-rules.ts";
import { catalogue } from "../src/judge/catalogue.ts";
import { judge } from "../src/judge/judge.ts";
import type { Policy } from "../src/judge/policy.ts";
import type { Example, Rule, Statement } from "../src/judge/rule.ts";
import { stringsIn, writtenEntries } from "../src/judge/settings/written.ts";
import type { Model } from "../src/model/environments/environment.ts";
import { sourceFile } from "../src/read/source-file.ts";
import { formatNames, formats } from "../src/report/formats.ts";
import type { RepoPath, Span } from "../src/text/span.ts";
import { exampleTree } from "./support/example-tree.ts";
import { issue, testTime } from "./support/issue.ts";

// A rule carries all that it means: nothing else in src/ knows one by its id, and what it points at is said by itself.

const ids = new Set(catalogue.map(({ id }) => id));
const groups = [...new Set([...ids].map((id) => id.slice(0, id.indexOf("/"))))];

describe("no other module knows a rule", () => {
  /** What `--help` shows as an example. */
  const inHelp: Readonly<Record<string, readonly string[]>> = {
    "src/cli/explain.ts": ["config/tls-off", "cert/san-mismatch"],
    "src/cli/fix.ts": ["config/unknown-key"],
    "src/cli/main.ts": ["config/tls-off"],
  };
  const modules = globSync("src/**/*.ts").filter(
    (path) => !/\.test\.ts$|^src\/judge\/(?:rules|catalogue)\/|\/generated\//.test(path),
  );
  const named = new RegExp(`\\b(?:${groups.join("|")})/(?:[a-z]+(?:-[a-z]+)*)?`, "g");

  test.each(modules)("%s", (path) => {
    const code = readFileSync(path, "utf8")
      .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gm, "")
      .replaceAll(/(?:from|import\() ?"[^"]*"/g, "");
    const found = (code.match(named) ?? []).filter((text) => ids.has(text) || (text.endsWith("/") && code.includes(`"${text}"`)));
    expect([...new Set(found)]).toEqual(inHelp[path] ?? []);
  });
});

const examples = catalogue.flatMap((rule) => {
  const { bad, good } = rule.meta().example;
  return [["bad", bad] as const, ["good", good] as const].map(([kind, one]) => [`${rule.id}, ${kind}`, rule, one] as const);
});

/** A private key in the places where people put one, and secrets beside it, in files that are wrong in other ways too. */
const key = issue({ cn: "tikv", key: "rsa-1024" });
const planted: Readonly<Record<string, string>> = {
  "prod/both.pem": key.pem + key.keyPem,
  "prod/broken.key": key.keyPem.replace(/^(.{20}).*$/m, "$1!"),
  "prod/plain.key": key.keyPem,
  "prod/tikv.toml": `[security]
ca-path = "prod/both.pem"
cert-path = "prod/plain.key"
key-path = "prod/broken.key"
passphrase = "hunter2hunter2"
[security.encryption.master-key]
type = "kms"
endpoint = "http://user:hunter2hunter2@kms"
password = ["hunter2hunter2"]
[security.encryption.master-key.aws]
Secret-Access-Key = "hunter2hunter2"
session-token = "hunter2hunter2"
`,
  "prod/pd.toml": `client-urls = "https://10.0.0.1:2379"
[security]
cacert-path = "prod/plain.key"
cert-path = "prod/both.pem"
key-path = "prod/both.pem"
SSLKEYBytes = "hunter2hunter2"
shared-key = "hunter2hunter2"
[pd-server]
metric-storage = "http://admin:hunter2hunter2@prometheus"
`,
  "prod/secret.yaml": `apiVersion: v1
kind: Secret
metadata: { name: tikv }
stringData:
  password: hunter2hunter2
  tls.key: |
${key.keyPem.replaceAll(/^/gm, "    ")}
`,
};

function filesOf({ files, tikv, pd }: Example) {
  const texts = { ...files, ...(tikv !== undefined && { "tikv.toml": tikv }), ...(pd !== undefined && { "pd.toml": pd }) };
  return Object.entries(texts).map(([path, text]) =>
    sourceFile(path as RepoPath, new TextEncoder().encode(text.replaceAll(/[«»]/g, ""))),
  );
}

/** Where keys and other secrets stand. */
function secretsOf({ files, environments }: Model): readonly Span[] {
  const keys = files.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === "private-key" || block.label.endsWith("PRIVATE KEY") ? [block.span] : [])),
  );
  const entries = environments.flatMap(({ instances }) => instances).flatMap(({ config }) => [...writtenEntries(config)]);
  const secrets = entries.filter(({ entry }) => secretBehind(entry.key) !== undefined && stringsIn(entry.node).length > 0);
  const settings = secrets.map(({ entry: { keySpan, node } }) => ({
    ...keySpan,
    endLine: node.span.endLine,
    endColumn: node.span.endColumn,
  }));
  return [...keys, ...settings];
}

function pointsInto({ at, related = [] }: Statement, secret: Span): boolean {
  const isInside = (place: Span) =>
    place.path === secret.path &&
    (place.line > secret.line || (place.line === secret.line && place.column >= secret.column)) &&
    (place.line < secret.endLine || (place.line === secret.endLine && place.column < secret.endColumn));
  return [at, ...related.map((place) => place.at)].some(isInside);
}

const severe: Policy = {
  name: "everything",
  description: "",
  rules: Object.fromEntries([...ids].map((id) => [id, { severity: "error" }])),
};

describe("a finding that points at a secret says so", () => {
  test.each([...examples, ["secrets everywhere", catalogue[0] as Rule, { files: planted }] as const])(
    "%s",
    async (_, owner, example) => {
      const { model, context } = await prepareExample(owner, example, filesOf(example), { now: testTime });
      const secrets = secretsOf(model);
      const findings = judge(model, { ...context, rules: catalogue, policyOf: () => severe });
      const forgetful = findings.filter(
        ({ isSecret, statement }) => isSecret !== true && secrets.some((secret) => pointsInto(statement, secret)),
      );
      expect(forgetful.map(({ rule }) => `${rule.id} points at a secret: it needs \`pointsAtSecret: true\``)).toEqual([]);
    },
  );
});

describe("no report shows a secret, whatever rule points at its line", () => {
  async function reports(example: Example): Promise<string> {
    const tree = exampleTree(example, { "everything.json": JSON.stringify(severe) });
    const result = await judgeTree({
      tree,
      now: example.now === undefined ? testTime : Date.parse(example.now),
      failOn: "error",
      environments: [],
      policy: "everything.json",
    });
    if (result.kind !== "judged") return "";
    const options = { verbose: true, width: 200, rules: describedRules(), lineOf: result.lineOf };
    const shown = await Promise.all(formatNames.map(async (name) => (await formats[name]())(result.report, options)));
    return shown.join("\n");
  }

  test("of a repository full of them", async () => {
    const shown = await reports({ files: planted });
    expect(shown).toContain("key/committed");
    expect(shown).toContain("config/secret-inline");
    expect(shown).not.toContain("hunter2");
    for (const line of key.keyPem.split("\n").slice(1, -2)) expect(shown).not.toContain(line.slice(4, 36));
  });

  test.each(examples)("of the example of %s", async (_, __, example) => {
    const bodies = filesOf(example).flatMap(({ text }) => [
      ...text.matchAll(/-----BEGIN [A-Z ]*PRIVATE KEY-----\n([\s\S]*?)-----END/g),
    ]);
    if (bodies.length === 0) return;
    const shown = await reports(example);
    for (const [, body = ""] of bodies) for (const line of body.trim().split("\n")) expect(shown).not.toContain(line.trim());
  });
});
