import fc from "fast-check";
import { expect, test } from "vitest";
import { knownRules } from "../judge/catalogue/known-rules.ts";
import type { RepoPath } from "../text/span.ts";
import { type GateConfig, readConfigFile } from "./config-file.ts";

const path = { path: ".github/tikv-tls-gate.yml" as RepoPath, folder: "" as RepoPath };

function read(text: string): GateConfig {
  const result = readConfigFile(path, text, knownRules);
  if (result.kind === "refused") throw new Error(JSON.stringify(result.mistakes));
  return result;
}

/** `line:column message; help` of each mistake. */
function mistakes(text: string): readonly string[] {
  const result = readConfigFile(path, text, knownRules);
  if (result.kind === "config") throw new Error("it was accepted");
  return result.mistakes.map(({ at, message, help }) => `${at?.line}:${at?.column} ${message}; ${help}`);
}

const whole = `version: v8.5
policy: strict
environments:
  - name: prod
    tier: production
    include: [deploy/prod/**]
    policy: pci-dss-4
    certificates:
      /etc/tikv/tls: deploy/prod/tls
    clients: {ca: deploy/prod/tls/ca.pem, certificate: clients/app.pem}
  - {name: dev, tier: development, include: ["deploy/dev"]}
waivers:
  - rule: cert/expires-soon
    path: deploy/dev/**
    reason: "replaced by the new issuer in December"
    owner: "@storage-team"
    until: 2026-12-31
handshake: {engine: docker, pd-image: "pingcap/pd:v8.5.3"}
`;

test("the file that the design shows is read whole", () => {
  const config = read(whole);
  expect(config.scope.version?.pd).toMatchObject({ major: 8, minor: 5, text: "v8.5" });
  expect(config.scope.versionSpan).toMatchObject({ line: 1, column: 10 });
  expect(config.policy).toMatchObject({ text: "strict", at: { line: 2, column: 9, endColumn: 15 } });
  expect(config.environmentPolicies.map(({ text }) => text)).toEqual(["pci-dss-4"]);
  expect(config.scope.environments).toMatchObject([
    {
      name: "prod",
      tier: "production",
      include: ["deploy/prod/**"],
      policy: "pci-dss-4",
      mounts: [{ server: "/etc/tikv/tls", repository: "deploy/prod/tls" }],
      clients: { ca: "deploy/prod/tls/ca.pem", certificate: "clients/app.pem", caSpan: { line: 10, column: 19 } },
    },
    { name: "dev", tier: "development", include: ["deploy/dev"], mounts: [] },
  ]);
  expect(config.waivers).toMatchObject([
    { rule: "cert/expires-soon", until: "2026-12-31", owner: "@storage-team", at: { line: 13 } },
  ]);
  expect(config.waivers[0]?.invalid).toBeUndefined();
  expect(config.handshake).toEqual({ engine: "docker", "pd-image": "pingcap/pd:v8.5.3" });
  expect(config.references.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    "environment deploy/prod/**",
    "certificates deploy/prod/tls",
    "client deploy/prod/tls/ca.pem",
    "client clients/app.pem",
    "environment deploy/dev",
  ]);
});

test("a version that looks like a number keeps its text", () => {
  expect(read("version: 8.5\n").scope.version?.tikv?.text).toBe("v8.5");
  expect(read("version: {pd: v7.5, tikv: 8.10}\n").scope.version).toMatchObject({ pd: { minor: 5 }, tikv: { minor: 10 } });
});

const prod = "environments:\n  - name: prod\n    tier: production\n    include: [a]\n";

test.each([
  ["polcy: strict\n", ['1:1 the file has no setting "polcy"; did you mean policy?']],
  ["environments: []\n", ["1:15 environments is empty; write at least one value, or leave it out"]],
  [
    "environments:\n  - name: prod\n    tier: prod\n    include: [a]\n",
    ['3:11 environments[0].tier cannot be "prod"; possible: production, staging, development'],
  ],
  [
    "environments:\n  - name: prod\n    tier: producton\n    include: [a]\n",
    ['3:11 environments[0].tier cannot be "producton"; did you mean production?'],
  ],
  [
    "environments:\n  - name: prod\n    tier: staging\n    inclde: [a]\n",
    ['2:5 environments[0] has no "include"; add include', '4:5 environments[0] has no setting "inclde"; did you mean include?'],
  ],
  [
    "environments:\n  - name: prod\n    tier: staging\n    include: deploy/**\n",
    ["4:14 environments[0].include is not a list; write a list"],
  ],
  [
    "environments:\n  - name: prod\n    tier: staging\n    include: ['!x']\n",
    [
      `4:15 "!x" is no pattern: a pattern cannot exclude: leave files out by patterns that do not match them; write deploy/prod/**`,
    ],
  ],
  [
    `${prod}  - name: prod\n    tier: staging\n    include: [b]\n`,
    ["5:11 environments[0] is called prod too; give each its own name"],
  ],
  [`${prod}    certificates: {tls: deploy/tls}\n`, ['5:20 "tls" is no path on a server; write it from the root: /etc/tikv/tls']],
  [
    `${prod}    certificates: {/tls: ../../etc}\n`,
    ['5:26 "../../etc" leaves the repository; write a path from the root of the repository: deploy/prod/tls'],
  ],
  ["version: latest\n", ['1:10 "latest" is no version; write v8.5 or v8.5.7']],
  ["version: [1]\n", ["1:10 version is not a text or a map (key: value); write a text or a map (key: value)"]],
  ["waivers:\n  - path: a\n", ['2:5 waivers[0] has no "rule"; add rule']],
  [
    "waivers:\n  - rule: cert/expired\n    path: a\n    expires: 2026-12-31\n",
    ['4:5 waivers[0] has no setting "expires"; possible: rule, path, reason, owner, until'],
  ],
  ["handshake: {engine: podman}\n", ['1:21 handshake.engine cannot be "podman"; possible: loopback, process, docker']],
  ["policy: strict\npolicy: baseline\n", ['2:1 "policy" is set twice, first in line 1; keep one of them']],
  [
    "a: &x 1\npolicy: *x\n",
    ["1:7 anchors are not used here; leave the anchor out", "2:9 aliases are not used here; write the value itself"],
  ],
  ["policy: !!js/function x\n", ["1:9 Unresolved tag: tag:yaml.org,2002:js/function; correct the YAML"]],
  ["", ["1:1 the file is not a map (key: value); write a map (key: value)"]],
  ["- a\n", ["1:1 the file is not a map (key: value); write a map (key: value)"]],
])("%j is refused", (text, expected) => expect(mistakes(text)).toEqual(expected));

test("YAML that does not parse is told with its place", () => {
  expect(mistakes("policy: [a\nversion: 1\n")[0]).toMatch(/^2:1 /);
  expect(mistakes("owner: @team\n")[0]).toMatch(/^1:8 Plain value cannot start with reserved character @; correct the YAML$/);
});

test("a waiver that lacks something is read, and does not count", () => {
  const [one, two] = read(
    "waivers:\n  - {rule: cert/expird, path: a}\n  - {rule: cert/expired, path: a, until: 2026-2-1, owner: x, reason: y}\n",
  ).waivers;
  expect(one?.invalid).toBe("there is no rule cert/expird, the nearest is cert/expired");
  expect(two?.invalid).toBe(`"2026-2-1" is no date of the form 2026-12-31`);
});

test("hostile texts are refused in a bounded time and throw nothing", () => {
  const bombs = [
    "[".repeat(100_000),
    "- ".repeat(60_000),
    "{a: ".repeat(30_000),
    Array.from({ length: 15_000 }, (_, index) => `k${index}:`).join("\n"),
    "a: &a [x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]",
    "__proto__: {policy: strict}",
    "constructor: x",
    `policy: ${"x".repeat(200_000)}`,
  ];
  const started = process.cpuUsage();
  for (const bomb of bombs) expect(readConfigFile(path, bomb, knownRules).kind).toBe("refused");
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
});

test("no mutation of a good file throws, and every mistake has a place inside the file", () => {
  const lines = whole.split("\n").length;
  fc.assert(
    fc.property(
      fc.nat(whole.length),
      fc.nat(6),
      fc.constantFrom("", "\t", ":", "- ", "{", "]", "&a ", "*a", "\u0000", "'", "\n", "? "),
      (at, cut, put) => {
        const result = readConfigFile(path, whole.slice(0, at) + put + whole.slice(at + cut), knownRules);
        if (result.kind === "config") return;
        expect(result.mistakes.length).toBeGreaterThan(0);
        for (const { at: place, message, help } of result.mistakes) {
          expect(place?.line).toBeLessThanOrEqual(lines + 1);
          expect(message).not.toMatch(/^$|\n|\.$/);
          expect(help).not.toBe("");
        }
      },
    ),
    { numRuns: 500, seed: 4 },
  );
});
