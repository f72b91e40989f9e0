import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, describe, expect, test } from "vitest";
import { issue } from "../support/issue.ts";
import { realPdServer } from "../support/real-pd-server.ts";
import { type CommandResult, startCommand } from "../support/run-command.ts";

const pdServer = await realPdServer();
const whole = pdServer === undefined ? " (skipped: no pd-server, node scripts/pd-server.ts builds one)" : "";
const now = ["--now", "2026-11-24T00:00:00Z"];
const loopback = ["--engine", "loopback"];
const sound = ["handshake", "examples/sound", "--environment", "prod", ...now];

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "handshake-"));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Runs the command with a temporary folder of its own, which has to be empty afterwards. */
async function run(args: readonly string[]): Promise<CommandResult> {
  const temporary = folder();
  const result = await startCommand(args, { TMPDIR: temporary }).result;
  expect(readdirSync(temporary)).toEqual([]);
  return result;
}

interface SeenTrial {
  readonly attempt: string;
  readonly predicted: string;
  readonly observed: string;
  readonly agrees: boolean | null;
}

async function runJson(args: readonly string[]) {
  const { status, stdout, stderr } = await run([...args, "--format", "json"]);
  expect(stderr).toBe("");
  const report = JSON.parse(stdout);
  const trials: readonly SeenTrial[] = report.proofs[0].trials;
  return { status, text: stdout, report, trials, rules: report.findings.map(({ rule }: { rule: string }) => rule) as string[] };
}

/** One PD with mutual TLS, and what a test wants to be otherwise. */
function repository(options: { readonly version?: string; readonly until?: string; readonly list?: string } = {}): string {
  const root = folder();
  const ca = issue({ cn: "ca", ca: true, from: "2020-01-01", until: "2040-01-01" });
  const until = options.until ?? "2027-02-01";
  const pd = issue({ cn: "pd", issuer: ca, san: ["DNS:pd.prod"], from: "2026-10-01", until });
  const put = (name: string, text: string) => writeFileSync(join(root, name), text);
  mkdirSync(join(root, "prod/tls"), { recursive: true });
  put("prod/tls/ca.pem", ca.pem);
  put("prod/tls/pd.pem", pd.pem);
  put(
    "prod/pd.toml",
    `name = "pd-0"
client-urls = "https://0.0.0.0:2379"
peer-urls = "https://0.0.0.0:2380"
advertise-client-urls = "https://pd.prod:2379"
advertise-peer-urls = "https://pd.prod:2380"
initial-cluster = "pd-0=https://pd.prod:2380"
[security]
cacert-path = "/tls/ca.pem"
cert-path = "/tls/pd.pem"
key-path = "/tls/pd-key.pem"
${options.list === undefined ? "" : `cert-allowed-cn = ${options.list}\n`}`,
  );
  put(
    "tikv-tls-gate.yml",
    `version: ${options.version ?? "v8.5"}\nenvironments:\n  - name: prod\n    tier: production\n    include: ["prod/**"]\n    certificates:\n      /tls: prod/tls\n`,
  );
  return root;
}

describe("handshake by models", () => {
  test("shows that a sound environment does what its files say, exits 0 and leaves nothing behind", async () => {
    const { status, stdout, stderr } = await run([...sound, ...loopback]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/prod: loopback engine \(a model of PD in this program for pd-1, pd-2, pd-3; a model of TiKV/);
    expect(stdout.replace(/\s+/g, " ")).toMatch(/(\d+) attempts: \1 as predicted;/);
  });

  test("prints what its page shows", async () => {
    const { stdout } = await run([...sound, ...loopback]);
    const page = readFileSync("docs/handshake.md", "utf8");
    const shown = /```text\n(Handshake test\n[^`]*)```/.exec(page)?.[1] ?? "the page shows nothing";
    const timeless = (text: string) => text.replace(/\d+\.\d s$/m, "TIME");
    expect(timeless(stdout)).toContain(timeless(shown));
  });

  test("exits 1 where the files themselves are wrong, and still finds what was predicted", async () => {
    const { status, trials, rules } = await runJson([
      "handshake",
      "examples/mistakes",
      "--environment",
      "prod",
      ...now,
      ...loopback,
    ]);
    expect(status).toBe(1);
    expect(trials.length).toBeGreaterThan(0);
    expect(trials.filter(({ agrees }) => agrees === false)).toEqual([]);
    expect(rules).not.toContain("handshake/differs");
  });

  test("gives a JSON report that the schema takes, without a line of a key", async () => {
    const { status, text, report, trials } = await runJson([...sound, ...loopback, "--verbose"]);
    expect(status).toBe(0);
    const schema = JSON.parse(readFileSync(new URL("../../src/schemas/report.schema.json", import.meta.url), "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(new Set(trials.map(({ attempt }) => attempt))).toEqual(
      new Set([
        "right-client",
        "no-certificate",
        "other-ca",
        "other-name",
        "expired-certificate",
        "no-client-usage",
        "plaintext",
        "wrong-server-name",
      ]),
    );
    expectNoKeys(text);
  });

  test("judges validity at the time of --now: what is expired then is refused then", async () => {
    const root = repository({ until: "2027-02-01" });
    const at = async (time: string) => {
      const { trials, rules } = await runJson(["handshake", root, ...loopback, "--now", time]);
      expect(trials.filter(({ agrees }) => agrees === false)).toEqual([]);
      const right = trials.filter(({ attempt }) => attempt === "right-client");
      expect(right.length).toBeGreaterThan(0);
      return { observed: new Set(right.map(({ observed }) => observed)), rules };
    };
    expect((await at("2026-11-24T00:00:00Z")).observed).toEqual(new Set(["accepted"]));
    const later = await at("2027-03-01T00:00:00Z");
    expect(later.observed).toEqual(new Set(["refused"]));
    expect(later.rules).toContain("handshake/failed");
    expect((await at("2026-09-01T00:00:00Z")).observed).toEqual(new Set(["refused"]));
  });

  test("names an environment that is not there, and a folder in which there is nothing", async () => {
    const unknown = await run(["handshake", "examples/sound", "--environment", "pord", ...loopback]);
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
    expect(unknown.stderr).toContain("--environment pord: there is no such environment");
    const empty = await run(["handshake", "docs", ...loopback]);
    expect(empty).toMatchObject({ status: 2, stdout: "" });
    expect(empty.stderr).toMatch(/^tikv-tls-gate: nothing to test: [^\n]*\n$/);
  });
});

describe("handshake without what it needs", () => {
  test("says in one sentence that the process engine has no program, and what to do", async () => {
    expect(await run([...sound, "--engine", "process"])).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "tikv-tls-gate: the process engine cannot run: there is no pd-server on the PATH; name one with --pd-server FILE, or use --engine loopback, which needs nothing\n",
    });
  });

  test("says which program is not there", async () => {
    expect(await run([...sound, "--pd-server", "/no/such/pd-server"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "tikv-tls-gate: --pd-server /no/such/pd-server: no such file\n",
    });
  });
});

describe("handshake --print", () => {
  test("gives the commands of a verification by hand with the cluster's own addresses and files, and starts nothing", async () => {
    const { status, stdout, stderr } = await run([...sound, "--print"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const part of [
      "pd-1.prod.db.example:2379",
      "tikv-1.prod.db.example:20160",
      "openssl s_client",
      "rejected connection",
      "/etc/tikv/tls/ca.pem",
    ]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toContain("127.0.0.1");
    expectNoKeys(stdout);
  });
});

describe(`handshake by a real pd-server${whole}`, () => {
  const real = ["--pd-server", pdServer ?? ""];

  test.skipIf(pdServer === undefined)(
    "shows three members that do what the files say of v8.0",
    { timeout: 120_000 },
    async () => {
      const root = join(folder(), "sound");
      cpSync("examples/sound", root, { recursive: true });
      edit(join(root, "tikv-tls-gate.yml"), (text) => text.replace("v8.5", "v8.0"));
      for (const name of ["pd-1", "pd-2", "pd-3"])
        edit(join(root, `deploy/prod/${name}.toml`), (text) => text.replace(/cert-allowed-cn = .*/, `cert-allowed-cn = ["pd"]`));
      const { status, text, report, trials, rules } = await runJson([
        "handshake",
        root,
        "--environment",
        "prod",
        ...real,
        "--verbose",
      ]);
      expect(report.proofs[0].engine).toBe("process");
      expect(trials.filter(({ agrees }) => agrees !== true)).toEqual([]);
      expect(trials.length).toBeGreaterThan(50);
      expect(rules).not.toContain("handshake/differs");
      expect(rules).not.toContain("handshake/failed");
      // One name guards PD's peer port only: the files' own fault, seen in both ways.
      expect(status).toBe(1);
      expectNoKeys(text);
    },
  );

  test.skipIf(pdServer === undefined)(
    "finds that an old PD is not what v8.5 was predicted to be",
    { timeout: 120_000 },
    async () => {
      const { status, rules, text } = await runJson(["handshake", repository({ list: `["pd", "tikv"]` }), ...real]);
      expect(status).toBe(1);
      expect(rules).toContain("handshake/differs");
      expect(text).toContain("only supports one CN");
    },
  );
});

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

/** PEM by its label, and PKCS#8 in base64 by its first bytes: for a key on P-256 or P-384, Ed25519 and RSA of 2048 to 4096 bits. */
function expectNoKeys(text: string): void {
  expect(text).not.toMatch(/PRIVATE KEY/);
  expect(text).not.toMatch(/MI(GHAgEAMBMGByqGSM49|G2AgEAMBAGByqGSM49)|MC4CAQAwBQYDK2Vw|MII[EJ][\w+/]{2}IBADANBgkqhkiG9w0BAQEF/);
}

test("the search for keys finds one", () => {
  const ec = spawnSync("openssl", ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], { encoding: "utf8" });
  const body = ec.stdout.split("\n").slice(1, -2).join("");
  expect(() => expectNoKeys(body)).toThrow();
  const rsa = spawnSync("openssl", ["genpkey", "-algorithm", "RSA"], { encoding: "utf8" });
  expect(() => expectNoKeys(rsa.stdout.split("\n").slice(1, -2).join(""))).toThrow();
});
