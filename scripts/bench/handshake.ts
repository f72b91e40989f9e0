import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";
import { issue } from "../../test/support/issue.ts";
import { buildGoProgram } from "../lib/go-program.ts";
import { pdServer } from "../lib/proof-programs.ts";
import { measure, type Run } from "./measure.ts";

/** One way to look at a cluster's TLS by real connections. */
export interface HandshakeRow {
  readonly name: string;
  readonly ports: number;
  readonly attempts: number | undefined;
  /** Median of the runs, of whole processes; or why there is none. */
  readonly milliseconds: number | { readonly missing: string };
  /** What it is to stay under. */
  readonly target?: number;
}

/** The whole handshake test of one environment, three PDs and three TiKVs, on each engine; and testssl.sh at one port. */
export async function handshakeRows(work: string, node: string, cli: string, now: string): Promise<readonly HandshakeRow[]> {
  const report = join(work, "handshake.json");
  const prove = async (root: string, engine: readonly string[]) => {
    const args = [cli, "handshake", root, "--environment", "prod", "--now", now, "--format", `json=${report}`, ...engine];
    const milliseconds = await median(3, () => measure(node, args), [0, 1]);
    const { trials } = JSON.parse(readFileSync(report, "utf8")).proofs[0];
    return { ports: 12, attempts: trials.length as number, milliseconds };
  };
  const pd = await buildGoProgram(pdServer);
  return [
    { name: "models of PD and TiKV", target: 3000, ...(await prove("examples/sound", ["--engine", "loopback"])) },
    {
      name: "real `pd-server`, model of TiKV",
      target: 20_000,
      ...("missing" in pd
        ? { ports: 12, attempts: undefined, milliseconds: pd }
        : await prove(forThisPd(work), ["--engine", "process", "--pd-server", pd.program])),
    },
    await testssl(),
  ];
}

/** The pd-server at hand is one of v8.0, which with two names in its list does not start for want of a certificate with both. */
function forThisPd(work: string): string {
  const root = join(work, "sound");
  cpSync("examples/sound", root, { recursive: true });
  const config = join(root, "tikv-tls-gate.yml");
  writeFileSync(config, readFileSync(config, "utf8").replace(/^version: .*$/m, "version: v8.0"));
  const folder = join(root, "deploy/prod");
  for (const name of readdirSync(folder).filter((file) => /^pd-.*\.toml$/.test(file))) {
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), text.replace(/^cert-allowed-cn = .*$/m, 'cert-allowed-cn = ["pd"]'));
  }
  return root;
}

/** The same questions to one port, without the attempts: protocols, suites of each, groups. */
async function testssl(): Promise<HandshakeRow> {
  const row = { name: "`testssl.sh -p -E -f`: protocols, suites and groups", ports: 1, attempts: undefined };
  const program = ["testssl.sh", "testssl"].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (program === undefined) return { ...row, milliseconds: { missing: "not installed" } };
  const { pem, keyPem } = issue({ cn: "bench", san: ["IP:127.0.0.1"] });
  const server = createServer({ cert: pem, key: keyPem }, (socket) => socket.end());
  server.on("tlsClientError", () => {});
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const args = ["--quiet", "--warnings", "batch", "--color", "0", "-p", "-E", "-f", `127.0.0.1:${port}`];
  try {
    return { ...row, milliseconds: await median(1, () => measure(program, args)) };
  } finally {
    server.close();
  }
}

async function median(runs: number, run: () => Promise<Run>, good?: readonly number[]): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const { milliseconds, status } = await run();
    if (good !== undefined && !good.includes(status)) throw new Error(`the handshake test ends with status ${status}`);
    times.push(milliseconds);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
