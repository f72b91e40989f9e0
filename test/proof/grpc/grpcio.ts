import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where Python finds gRPC core, or why it is not there. */
export type Grpcio =
  | { readonly kind: "installed"; readonly folder: string }
  | { readonly kind: "missing"; readonly because: string };

const cache = join(import.meta.dirname, "../../../node_modules/.cache/tikv-tls-gate");
const requirements = join(import.meta.dirname, "requirements.txt");

/**
 * Installs PyPI's grpcio, pinned by hash, into the cache folder; the second call finds it there. Never throws: a machine
 * without Python or without PyPI skips the tests and says why.
 */
export function installGrpcio(): Grpcio {
  const tag = run("python3", ["-c", "import sys; print(sys.implementation.cache_tag)"]);
  if (tag.status !== 0) return { kind: "missing", because: `no python3: ${tag.text}` };
  const pins = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = join(cache, `grpcio-${tag.text}-${pins}`);
  if (existsSync(folder)) return { kind: "installed", folder };
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, "grpcio-unfinished-"));
  try {
    const strict = ["--require-hashes", "--only-binary=:all:", "--no-deps", "--retries=1", "--timeout=15"];
    const pip = run("python3", ["-m", "pip", "install", "--quiet", "--target", unfinished, ...strict, "-r", requirements]);
    if (pip.status !== 0) return { kind: "missing", because: `pip cannot install grpcio: ${pip.text}` };
    // Whole or not at all; another test file may have been quicker.
    if (!existsSync(folder)) renameSync(unfinished, folder);
    return { kind: "installed", folder };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** `text` is the output, or the last line of what went wrong. */
function run(program: string, options: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr, error } = spawnSync(program, options, { encoding: "utf8", timeout: 120_000 });
  const text = status === 0 ? stdout : (error?.message ?? stderr.trim().split("\n").at(-1) ?? "");
  return { status, text: text.trim() };
}
