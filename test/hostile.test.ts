import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formatNames } from "../src/report/formats.ts";
import { type Issued, issue } from "./support/issue.ts";

const entry = resolve("dist/cli.js");
const root = mkdtempSync(join(tmpdir(), "tikv-tls-gate-hostile-"));
const secret = issue({ cn: "tikv" });

const names = [
  "::error::pwned%0A.toml",
  "line\nbreak-tikv.toml",
  "<script>alert(1)</script>-tikv.toml",
  "@everyone #1 `tick` |pipe| tikv.toml",
  "\u001b[31mred-tikv.toml",
  "\u202egnp.tikv.toml",
  "]]>&lt;-tikv.toml",
];

beforeAll(() => {
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const name of names) write(`prod/${name}`, '[security]\nserver-cert-path = "::error::\u001b[0m<b>@team</b>"\n');
  write("prod/tikv.toml", `[security]\nca-path = "/t/ca.pem"\ncert-path = "/t/tikv.pem"\nkey-path = "/t/tikv-key.pem"\n`);
  write("prod/t/tikv.pem", secret.pem);
  write("prod/t/tikv-key.pem", secret.keyPem);
  write("prod/t/ca.pem", crossSigned());
  write("prod/nul/tikv.toml", 'a = "\0"\n');
  write("prod/broken/tikv.toml", "[security\nca-path = \n");
  write("prod/deep/tikv.toml", `a = ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`);
  write("prod/tables/tikv.toml", `[${new Array(10_000).fill("a").join(".")}]\n`);
  write("prod/t/garbage.pem", "-----BEGIN CERTIFICATE-----\nMIIBAAAA////\n-----END CERTIFICATE-----\n".repeat(50));
  write("prod/t/garbage.der", Buffer.from([0x30, 0x82, 0xff, 0xff, 1, 2, 3]));
  write("prod/t/bundle.pem", secret.pem.repeat(5000));
  write("prod/huge/tikv.toml", "");
  truncateSync(join(root, "prod/huge/tikv.toml"), 100_000_000);
  symlinkSync("/etc", join(root, "prod/etc"));
  symlinkSync("/etc/passwd", join(root, "prod/passwd-tikv.toml"));
  symlinkSync("..", join(root, "prod/loop"));
  spawnSync("mkfifo", [join(root, "prod/fifo-tikv.toml")]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Two CAs that signed each other, as certificates of both. */
function crossSigned(): string {
  const a = issue({ cn: "a", ca: true, keyLabel: "a" });
  const b = issue({ cn: "b", ca: true, keyLabel: "b" });
  const sign = (subject: Issued, cn: string, by: Issued) => issue({ cn, ca: true, key: subject.privateKey, issuer: by }).pem;
  return sign(a, "a", b) + sign(b, "b", a);
}

function run(format: string): { status: number | null; stdout: string; stderr: string; signal: string | null } {
  const args = [entry, "check", root, "--now", "2026-11-24T00:00:00Z", "--format", format];
  return spawnSync(process.execPath, args, { encoding: "utf8", env: {}, timeout: 20_000, maxBuffer: 1e9 });
}

describe("a hostile repository", () => {
  test.each([...formatNames])(
    "is judged as %s: no crash, no hang, nothing for a terminal or a runner to obey, no secret",
    (format) => {
      const { status, stdout: printed, stderr, signal } = run(format);
      // Lines of a calendar end with CRLF (RFC 5545).
      const stdout = format === "ics" ? printed.replaceAll("\r\n", "\n") : printed;
      expect({ status, signal, stderr }).toEqual({ status: 1, signal: null, stderr: "" });
      // Line ends and tabs are ours; every other control character, and every bidirectional one, could come from a file only.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(stdout).not.toContain("root:x:0:0");
      const body = secret.keyPem.split("\n").slice(1, 3);
      for (const line of body) expect(stdout).not.toContain(line);
      if (format !== "github") expect(stdout).not.toMatch(/^::/m);
      if (format === "github")
        expect([...stdout.matchAll(/^::([\w-]+)/gm)].every(([, name]) => /^(error|warning|notice)$/.test(name ?? ""))).toBe(true);
      // What stands in a code span mentions nobody.
      const prose = stdout.replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, "");
      if (format === "markdown") expect(prose.match(/<script>|@everyone|@team/)).toBeNull();
    },
  );

  test("what could not be read is told, file by file", () => {
    const { findings } = JSON.parse(run("json").stdout) as { findings: { rule: string; path: string }[] };
    const unreadable = findings.filter(({ rule }) => rule === "policy/unreadable").map(({ path }) => path);
    expect(unreadable.sort()).toEqual(["prod/fifo-tikv.toml", "prod/huge/tikv.toml", "prod/passwd-tikv.toml"]);
    const syntax = new Set(findings.filter(({ rule }) => rule === "config/syntax").map(({ path }) => path));
    for (const path of ["prod/broken/tikv.toml", "prod/deep/tikv.toml", "prod/tables/tikv.toml", "prod/nul/tikv.toml"]) {
      expect(syntax, path).toContain(path);
    }
  });
});
