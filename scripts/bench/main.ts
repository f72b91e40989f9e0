import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeEstate } from "./estate.ts";
import { measure, ratio } from "./measure.ts";
import { pullRequest } from "./pull-request.ts";

// `npm run bench`: ratios in one run, against named alternatives; writes docs/benchmarks.md.
const node = process.execPath;
const cli = resolve("dist/cli.js");
const work = mkdtempSync(join(tmpdir(), "tikv-tls-gate-bench-"));
const now = "2026-11-24T00:00:00Z";
const lines: string[] = [];
const say = (line: string) => {
  console.log(line);
  lines.push(line);
};

try {
  say("# Benchmarks\n");
  say(
    `Made by \`npm run bench\` with Node ${process.version} on ${process.platform}-${process.arch}. Ratios hold; absolute times depend on the machine.\n`,
  );
  await coldStart();
  await estate();
  await change();
  sizes();
  writeFileSync("docs/benchmarks.md", `${lines.join("\n")}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function coldStart(): Promise<void> {
  say("## Cold start\n\nWhole processes, run in turn with a bare `node -e 0`; the median of the ratios.\n");
  say("| command | loads | ms | bare Node ms | ratio |\n| --- | --- | ---: | ---: | ---: |");
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["--version", "the command line", ["--version"]],
    ["check examples/configs-only", "TOML, YAML (config file)", ["check", "examples/configs-only", "--now", now]],
    ["check examples/sound", "TOML, YAML (config file), X.509 (21 certificates)", ["check", "examples/sound", "--now", now]],
  ];
  for (const [name, loads, args] of cases) {
    const result = await ratio(
      () => measure(node, [cli, ...args]),
      () => measure(node, ["-e", "0"]),
      15,
    );
    say(`| \`${name}\` | ${loads} | ${result.a.toFixed(0)} | ${result.b.toFixed(0)} | ${result.ratio.toFixed(2)} |`);
  }
  say("");
}

async function estate(): Promise<void> {
  const small = join(work, "small");
  const large = join(work, "large");
  mkdirSync(small);
  mkdirSync(large);
  writeEstate(small, 50);
  const { configs, certificates } = writeEstate(large, 500);
  const args = (root: string) => [cli, "check", root, "--now", now, "--format", "json", "--output", join(work, "report.json")];
  say("## A large repository\n");
  say(
    `${configs.length} configurations and ${certificates.length} certificates in 500 environments, judged whole, beside tools that read the same files.\n`,
  );
  const tenth = await measure(node, args(small));
  const whole = await measure(node, args(large));
  const files = configs.length + certificates.length;
  say("| | files | seconds | files a second | peak MiB |\n| --- | ---: | ---: | ---: | ---: |");
  const row = (name: string, count: number, run: { milliseconds: number; peakMiB: number }) =>
    say(
      `| ${name} | ${count} | ${(run.milliseconds / 1000).toFixed(1)} | ${Math.round(count / (run.milliseconds / 1000))} | ${run.peakMiB.toFixed(0)} |`,
    );
  row("tikv-tls-gate, a tenth", files / 10, tenth);
  row("tikv-tls-gate", files, whole);
  for (const tool of alternatives(configs, certificates))
    row(tool.name, tool.count, await measure(tool.command, tool.args, large));
  say(`\nTen times the files cost ${(whole.milliseconds / tenth.milliseconds).toFixed(1)} times the time.\n`);
}

async function change(): Promise<void> {
  const { files, changed, ratio: cost, change: whole, alone } = await pullRequest(work, node, cli, now);
  say("## A pull request\n");
  say(
    `${files} files, ${changed} of them changed: base and head judged, beside the head alone; whole processes in turn, the median of the ratios.\n`,
  );
  say("| | seconds |\n| --- | ---: |");
  say(`| the head alone | ${(alone / 1000).toFixed(2)} |`);
  say(`| the change, with its base | ${(whole / 1000).toFixed(2)} |`);
  say(`\nThe change costs ${cost.toFixed(2)} times its head alone.\n`);
}

interface Alternative {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly count: number;
}

/** conftest and zlint, installed as Go modules; where Go is not there, Python only reading the files stands in. */
function alternatives(configs: readonly string[], certificates: readonly string[]): readonly Alternative[] {
  const bin = join(work, "bin");
  try {
    const env = { ...process.env, GOBIN: bin };
    for (const tool of ["github.com/open-policy-agent/conftest@latest", "github.com/zmap/zlint/v3/cmd/zlint@latest"]) {
      execFileSync("go", ["install", tool], { env, stdio: "ignore" });
    }
  } catch {
    say("Go is not here: Python stands in, and only reads the files.\n");
    return [
      { name: "Python tomllib, reading only", command: "python3", args: ["-c", tomlReader, ...configs], count: configs.length },
      {
        name: "Python cryptography, reading only",
        command: "python3",
        args: ["-c", pemReader, ...certificates],
        count: certificates.length,
      },
    ];
  }
  const policy = join(work, "policy");
  mkdirSync(policy);
  writeFileSync(
    join(policy, "tls.rego"),
    'package main\n\ndeny contains "no certificate" if { not input.security["cert-path"] }\n',
  );
  return [
    {
      name: "conftest test, a two-line policy",
      command: join(bin, "conftest"),
      args: ["test", "--policy", policy, "--no-color", ...configs],
      count: configs.length,
    },
    { name: "zlint", command: join(bin, "zlint"), args: certificates, count: certificates.length },
  ];
}

const tomlReader = "import sys, tomllib\nfor path in sys.argv[1:]: tomllib.load(open(path, 'rb'))";
const pemReader =
  "import sys\nfrom cryptography import x509\nfor path in sys.argv[1:]: x509.load_pem_x509_certificate(open(path, 'rb').read())";

function sizes(): void {
  say("## Size of the bundles\n\n| file | kB |\n| --- | ---: |");
  for (const path of globSync("dist/**/*.js").sort()) say(`| ${path} | ${(statSync(path).size / 1000).toFixed(0)} |`);
}
