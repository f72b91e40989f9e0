import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { nodesHere } from "../lib/other-nodes.ts";
import { writeEstate } from "./estate.ts";
import { handshakeRows } from "./handshake.ts";
import { writeManifests } from "./manifests.ts";
import { chunksOf, measure, ratio } from "./measure.ts";
import { pullRequest } from "./pull-request.ts";

// `npm run bench`: ratios in one run, against named alternatives; writes docs/benchmarks.md. `npm run bench -- handshake sizes`
// runs these sections alone, and only prints them.
const node = process.execPath;
const cli = resolve("dist/cli.js");
const work = mkdtempSync(join(tmpdir(), "tikv-tls-gate-bench-"));
const now = "2026-11-24T00:00:00Z";
const lines: string[] = [];
const say = (line: string) => {
  console.log(line);
  lines.push(line);
};

const sections: Readonly<Record<string, () => void | Promise<void>>> = {
  "cold-start": coldStart,
  manifests,
  estate,
  change,
  handshake,
  packages,
  sizes,
};
const wanted = process.argv.slice(2);

try {
  const unknown = wanted.find((name) => !Object.hasOwn(sections, name));
  if (unknown !== undefined) throw new Error(`no section ${unknown}: there are ${Object.keys(sections).join(", ")}`);
  say("# Benchmarks\n");
  say(
    `Made by \`npm run bench\` with Node ${process.version} on ${process.platform}-${process.arch}. Ratios hold; absolute times depend on the machine.\n`,
  );
  for (const [name, run] of Object.entries(sections)) if (wanted.length === 0 || wanted.includes(name)) await run();
  if (wanted.length === 0) writeFileSync("docs/benchmarks.md", `${lines.join("\n")}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function coldStart(): Promise<void> {
  const plain = join(work, "plain");
  cpSync("examples/configs-only/deploy", plain, { recursive: true });
  const at = ["--now", now];
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["--version", ["--version"]],
    ["check, 18 configurations and no YAML", ["check", plain, ...at]],
    ["check examples/configs-only", ["check", "examples/configs-only", ...at]],
    ["check examples/sound", ["check", "examples/sound", ...at]],
  ];
  say(
    "## Cold start\n\nWhole processes, run in turn with a bare `node -e 0` of the same Node; the median of the ratios. " +
      "`examples/sound` has three environments with 18 configurations and 21 certificates, whose signatures are verified; its config file " +
      "is YAML. Each run is a first one: nothing that an earlier run compiled is kept, as on a hosted runner.\n",
  );
  say("| Node | command | loads of `dist/chunks` | ms | bare Node ms | ratio |\n| --- | --- | --- | ---: | ---: | ---: |");
  for (const program of nodesHere()) {
    const version = execFileSync(program, ["--version"], { encoding: "utf8" }).trim();
    for (const [name, args] of cases) await coldRow(program, version, name, args);
  }
  say("");
}

async function coldRow(program: string, version: string, name: string, args: readonly string[]): Promise<void> {
  const nothingKept = { NODE_DISABLE_COMPILE_CACHE: "1" };
  const result = await ratio(
    () => measure(program, [cli, ...args], ".", nothingKept),
    () => measure(program, ["-e", "0"], ".", nothingKept),
    31,
  );
  const loads = chunksOf(work, program, [cli, ...args]).join(", ");
  const figures = `${result.a.toFixed(0)} | ${result.b.toFixed(0)} | ${result.ratio.toFixed(2)}`;
  say(`| ${version} | ${name} | ${loads} | ${figures} |`);
}

/** What 2,000 manifests cost of which three matter, beside reading their bytes and no more. */
async function manifests(): Promise<void> {
  const root = join(work, "manifests");
  mkdirSync(root);
  const paths = writeManifests(root);
  const list = join(work, "manifests.json");
  writeFileSync(list, JSON.stringify(paths.map((path) => join(root, path))));
  const reader =
    "const fs = require('node:fs'); for (const path of JSON.parse(fs.readFileSync(process.argv[1]))) fs.readFileSync(path)";
  const result = await ratio(
    () => measure(node, [cli, "check", root, "--now", now]),
    () => measure(node, ["-e", reader, list]),
    9,
  );
  const alone = await ratio(
    () => measure(node, [cli, "check", join(root, "database"), "--now", now]),
    () => measure(node, ["-e", "0"]),
    9,
  );
  say("## Many manifests, few that matter\n");
  say(`${paths.length} manifests, 3 of them of a TiKV cluster; whole processes in turn, the median of the ratios.\n`);
  say("| | ms |\n| --- | ---: |");
  say(`| a program that only reads the bytes of all | ${result.b.toFixed(0)} |`);
  say(`| the three that matter, judged alone | ${alone.a.toFixed(0)} |`);
  say(`| all, judged | ${result.a.toFixed(0)} |`);
  const more = result.a - alone.a;
  const reading = result.b - alone.b;
  say(
    `\nJudging all costs ${result.ratio.toFixed(2)} times only reading them. The ${paths.length - 3} others add ${more.toFixed(0)} ms ` +
      `to the three; to read them takes ${reading.toFixed(0)} ms beyond the start of Node.\n`,
  );
}

async function estate(): Promise<void> {
  const small = join(work, "small");
  const large = join(work, "large");
  mkdirSync(small);
  mkdirSync(large);
  writeEstate(small, 50);
  const { configs, certificates } = writeEstate(large, 500);
  const args = (root: string) => [cli, "check", root, "--now", now];
  const json = ["--format", "json", "--output", join(work, "report.json")];
  const pems = certificates.map((path) => [path, readFileSync(join(large, path))] as const);
  say("## A large repository\n");
  say(
    `${configs.length} configurations and ${certificates.length} certificates in 500 environments, judged whole, beside tools that read the same files; one that takes more than three seconds for a tenth of them reads a tenth.\n`,
  );
  const tenth = await measure(node, args(small));
  const whole = await measure(node, args(large));
  const withJson = await measure(node, [...args(large), ...json]);
  const files = configs.length + certificates.length;
  const comparisons: string[] = [];
  say("| | files | seconds | files a second | peak MiB |\n| --- | ---: | ---: | ---: | ---: |");
  const row = (name: string, count: number, run: { milliseconds: number; peakMiB: number }) =>
    say(
      `| ${name} | ${count} | ${(run.milliseconds / 1000).toFixed(1)} | ${Math.round(count / (run.milliseconds / 1000))} | ${run.peakMiB.toFixed(0)} |`,
    );
  row("tikv-tls-gate, a tenth", files / 10, tenth);
  row("tikv-tls-gate", files, whole);
  const size = statSync(join(work, "report.json")).size / 1024 / 1024;
  row(`tikv-tls-gate, with a JSON report of every channel (${size.toFixed(0)} MiB)`, files, withJson);
  for (const path of certificates) rmSync(join(large, path));
  row("tikv-tls-gate, the configurations alone", configs.length, await measure(node, args(large)));
  for (const [path, text] of pems) writeFileSync(join(large, path), text);
  for (const tool of alternatives(configs, certificates)) {
    const sample = tool.files.slice(0, tool.files.length / 10);
    const first = await measure(tool.command, [...tool.args, ...sample], large);
    // A slow one reads a tenth: what it costs grows with the files.
    const isSlow = first.milliseconds > 3000;
    const chosen = isSlow ? sample : tool.files;
    const runTool = () => measure(tool.command, [...tool.args, ...chosen], large);
    row(`${tool.name}${isSlow ? ", a tenth" : ""}`, chosen.length, isSlow ? first : await runTool());
    const beside = await ratio(() => measure(node, args(large)), runTool, 3);
    const factor = files / chosen.length / beside.ratio;
    comparisons.push(`${factor.toFixed(2)} times as many files a second as ${tool.name}`);
  }
  say(`\nIn turn with each, the median of the ratios: the gate judges ${comparisons.join(", and ")}.`);
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

/** What it takes to see with real connections what the files say. */
async function handshake(): Promise<void> {
  say("## The handshake test\n");
  say(
    "One environment of `examples/sound` (three PDs, three TiKVs) on twins: every port dialled right and wrong, and asked for protocols, " +
      "suites, groups, resumption and certificate. Whole processes, the median of three; `testssl.sh`, once, asks one port of another server on this machine.\n",
  );
  say("| | ports | attempts | seconds | target |\n| --- | ---: | ---: | ---: | --- |");
  for (const { name, ports, attempts, milliseconds, target } of await handshakeRows(work, node, cli, now)) {
    const time = typeof milliseconds === "number" ? (milliseconds / 1000).toFixed(1) : milliseconds.missing;
    const limit = target === undefined ? "" : `under ${target / 1000}`;
    say(`| ${name} | ${ports} | ${attempts ?? ""} | ${time} | ${limit} |`);
  }
  say(
    "\nThe `pd-server` is the one of v8.0 that docs/proof.md tells of; its environment has one name in `cert-allowed-cn`, with which it starts.\n",
  );
}

interface Alternative {
  readonly name: string;
  readonly command: string;
  /** What stands before the files. */
  readonly args: readonly string[];
  readonly files: readonly string[];
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
      { name: "Python tomllib, reading only", command: "python3", args: ["-c", tomlReader], files: configs },
      {
        name: "Python cryptography, reading only",
        command: "python3",
        args: ["-c", pemReader],
        files: certificates,
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
      args: ["test", "--policy", policy, "--no-color"],
      files: configs,
    },
    { name: "zlint", command: join(bin, "zlint"), args: [], files: certificates },
  ];
}

const tomlReader = "import sys, tomllib\nfor path in sys.argv[1:]: tomllib.load(open(path, 'rb'))";
const pemReader =
  "import sys\nfrom cryptography import x509\nfor path in sys.argv[1:]: x509.load_pem_x509_certificate(open(path, 'rb').read())";

/** What a package adds to the bundle, and to a first run that loads it. */
async function packages(): Promise<void> {
  say("## Packages\n\nEach is a file of its own in `dist/chunks`, and costs a run what it takes to load where it is loaded.\n");
  say("| package | kB | ms to load | loaded by a plain check |\n| --- | ---: | ---: | --- |");
  const plain = chunksOf(work, node, [cli, "check", "examples/sound", "--now", now]);
  for (const path of globSync("dist/chunks/npm-*.js").sort()) {
    const name = basename(path, ".js");
    const nothingKept = { NODE_DISABLE_COMPILE_CACHE: "1" };
    const { a, b } = await ratio(
      () => measure(node, ["-e", "require(process.argv[1])", resolve(path)], ".", nothingKept),
      () => measure(node, ["-e", "0"], ".", nothingKept),
      15,
    );
    const size = (statSync(path).size / 1000).toFixed(0);
    say(
      `| ${name.replace("npm-", "")} | ${size} | ${Math.max(0, a - b).toFixed(0)} | ${plain.includes(name) ? "yes, for its config file" : "no"} |`,
    );
  }
  say("");
}

function sizes(): void {
  say("## Size of the bundles\n\n| file | kB |\n| --- | ---: |");
  for (const path of globSync("dist/**/*.js").sort()) say(`| ${path} | ${(statSync(path).size / 1000).toFixed(0)} |`);
}
