import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A Go program that is built from a module of the project. */
export interface GoProgram {
  readonly name: string;
  /** Folder with go.mod, go.sum and sources. */
  readonly module: string;
  /** What to build: an import path, or `.` for the module's own package. */
  readonly package: string;
  readonly tags?: string;
}

/** The path of a program, or the reason why there is none here. */
export type Built = { readonly program: string } | { readonly missing: string };

/** Where programs are kept: outside of what git sees. */
export const cacheFolder = join(import.meta.dirname, "../../node_modules/.cache/tikv-tls-gate");

/**
 * Builds a program once for each state of its module and each version of Go; a second call returns its path at once.
 * Two processes that ask at the same time build it once.
 */
export async function buildGoProgram(wanted: GoProgram, folder: string = cacheFolder): Promise<Built> {
  const go = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" });
  if (go.status !== 0) return { missing: "Go is not installed" };
  const program = join(folder, `${wanted.name}-${digest(wanted, go.stdout.trim())}`);
  mkdirSync(folder, { recursive: true });
  while (!existsSync(program)) {
    const release = lock(`${program}.lock`);
    if (release === undefined) {
      await delay(250);
      continue;
    }
    try {
      const said = existsSync(program) ? undefined : await build(wanted, program);
      if (said !== undefined) return { missing: reasonOf(wanted, said) };
    } finally {
      release();
    }
  }
  return { program };
}

/** Undefined when it is built; else what Go says. */
async function build({ module, package: target, tags }: GoProgram, program: string): Promise<string | undefined> {
  const work = `${program}.build`;
  rmSync(work, { recursive: true, force: true });
  cpSync(module, work, { recursive: true });
  const options = ["-mod=readonly", "-buildvcs=false", ...(tags === undefined ? [] : ["-tags", tags])];
  const env = { ...process.env, CGO_ENABLED: "0", GOTOOLCHAIN: "local", GOFLAGS: "", GOWORK: "off" };
  const child = spawn("go", ["build", ...options, "-o", "program", target], {
    cwd: work,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const status = await new Promise((resolve) => child.on("close", resolve));
  if (status === 0) renameSync(join(work, "program"), program);
  rmSync(work, { recursive: true, force: true });
  return status === 0 ? undefined : said;
}

/** Without a network this is no fault of the project; everything else is. */
function reasonOf({ name }: GoProgram, said: string): string {
  const last = said.trim().split("\n").at(-1) ?? "";
  const isNetwork =
    /dial tcp|lookup |no such host|timed? ?out|GOPROXY|proxyconnect|connection refused|reading https?:|module lookup/i;
  if (isNetwork.test(said)) return `the Go module proxy does not give the sources of ${name}: ${last}`;
  if (/requires go >= |invalid go version|unknown directive/.test(said)) return `this Go is too old for ${name}: ${last}`;
  throw new Error(`${name} does not build:\n${said}`);
}

/** Holds a lock until it is released, or its owner is gone; undefined when another process has it. */
function lock(path: string): (() => void) | undefined {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    if (isLeft(path)) rmSync(path, { force: true });
    return undefined;
  }
  return () => rmSync(path, { force: true });
}

/** A lock whose process has ended. */
function isLeft(path: string): boolean {
  try {
    const owner = Number(readFileSync(path, "utf8"));
    // Between its making and the writing of the number a lock is empty.
    if (owner === 0) return Date.now() - statSync(path).mtimeMs > 10_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return error.code === "ESRCH";
  }
}

function digest({ module, package: target, tags = "" }: GoProgram, version: string): string {
  const hash = createHash("sha256").update(JSON.stringify([target, tags, version]));
  for (const name of readdirSync(module).sort()) hash.update(name).update(readFileSync(join(module, name)));
  return hash.digest("hex").slice(0, 16);
}
