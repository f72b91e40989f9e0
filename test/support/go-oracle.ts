import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface GoQuestion {
  readonly leaf?: Buffer;
  readonly sent?: readonly Buffer[];
  readonly anchors?: readonly Buffer[];
  readonly usage?: "serverAuth" | "clientAuth";
  readonly at?: number;
  readonly hosts?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
}

/** Empty texts mean success. */
export interface GoAnswer {
  readonly parses: string;
  readonly verifies: string;
  readonly hosts: readonly boolean[] | null;
  readonly pair: string;
  readonly sent: number;
  readonly pool: string;
  readonly anchors: number;
}

/** Is Go there? The tests that need it are skipped where it is not. */
export const hasGo = spawnSync("go", ["version"]).status === 0;

/** Asks Go's crypto/x509 (test/oracles/go-verify). Builds the program in a temporary folder; Go's cache makes that quick. */
export function askGo(questions: readonly GoQuestion[]): GoAnswer[] {
  const folder = mkdtempSync(join(tmpdir(), "go-verify-"));
  try {
    const program = join(folder, "goverify");
    const source = join(import.meta.dirname, "../oracles/go-verify");
    const build = spawnSync("go", ["build", "-o", program, "."], { cwd: source, env: { ...process.env, CGO_ENABLED: "0" } });
    if (build.status !== 0) throw new Error(`go build: ${build.stderr}`);
    const input = questions.map((question) => JSON.stringify(question, base64)).join("\n");
    const run = spawnSync(program, { input, encoding: "utf8", maxBuffer: 1 << 28 });
    if (run.status !== 0) throw new Error(`goverify: ${run.stderr}`);
    return run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Buffers have become `{type: "Buffer", data}` when they get here. */
function base64(_key: string, value: unknown): unknown {
  const isBuffer = typeof value === "object" && value !== null && "type" in value && value.type === "Buffer" && "data" in value;
  return isBuffer ? Buffer.from(value.data as number[]).toString("base64") : value;
}
