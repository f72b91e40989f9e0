#!/usr/bin/env node
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, isAbsolute, join } from "node:path";
import { Script } from "node:vm";

/*
 * dist/cli.js and dist/action.js: run the file of the same name in dist/chunks and what it loads, and keep the code that V8 compiled
 * for the next run. Node's own compile cache has only what is compiled when a file is loaded, which is not the functions that run
 * later, and Node 20 has none. NODE_DISABLE_COMPILE_CACHE=1 switches this off, as it does Node's.
 */

interface Kept {
  readonly file: string;
  readonly digest: string;
  readonly script: Script;
}

interface Loaded {
  exports: unknown;
}

/** Characters of `// ` and a SHA-256. */
const digestLength = 67;
const builtin = createRequire(__filename);
const folder = cacheFolder();
const loaded = new Map<string, Loaded>();
const toKeep: Kept[] = [];

process.on("exit", () => toKeep.forEach(keep));
load(join(__dirname, "chunks", basename(__filename)));

/** As Node's `require` for the chunks, which know each other and Node's own modules alone. */
function load(path: string): unknown {
  const known = loaded.get(path);
  if (known !== undefined) return known.exports;
  const module: Loaded = { exports: {} };
  loaded.set(path, module);
  const require = (name: string) => (name.startsWith(".") ? load(join(dirname(path), name)) : builtin(name));
  compile(path).runInThisContext()(module.exports, require, module, path, dirname(path));
  return module.exports;
}

/** A chunk is a function in ASCII behind a line with the digest of its text (scripts/lib/bundle.ts). */
function compile(path: string): Script {
  const source = readFileSync(path, "latin1");
  if (folder === undefined) return new Script(source, { filename: path });
  const file = join(folder, basename(path, ".js"));
  const digest = source.slice(0, digestLength);
  const before = read(file);
  const cachedData =
    before?.bytes.toString("latin1", 0, digestLength) === digest ? before.bytes.subarray(digestLength) : undefined;
  const script = new Script(source, { filename: path, ...(cachedData !== undefined && { cachedData }) });
  if (cachedData === undefined || script.cachedDataRejected === true || isOld(before)) toKeep.push({ file, digest, script });
  return script;
}

/** What has run since a chunk was kept is learned once a day. */
function isOld(kept: { readonly age: number } | undefined): boolean {
  return kept === undefined || kept.age > 24 * 60 * 60 * 1000;
}

/** Code is run from a file of the user's own alone. */
function read(file: string): { readonly bytes: Buffer; readonly age: number } | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const { uid, mtimeMs } = fstatSync(descriptor);
    if (process.getuid !== undefined && uid !== process.getuid()) return undefined;
    return { bytes: readFileSync(descriptor), age: Date.now() - mtimeMs };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Whole or not at all: several runs may write at once. What cannot be kept is compiled again next time. */
function keep({ file, digest, script }: Kept): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const part = `${file}.${process.pid}`;
    writeFileSync(part, Buffer.concat([Buffer.from(digest, "latin1"), script.createCachedData()]), { mode: 0o600 });
    renameSync(part, file);
  } catch {
    // A home that cannot be written, or a full disk.
  }
}

function cacheFolder(): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: off, XDG_CACHE_HOME: caches, LOCALAPPDATA: windows, HOME: home } = process.env;
  if (off === "1") return undefined;
  const root = caches || windows || (home && join(home, ".cache"));
  // A relative path would lie in the repository, whose files are never run.
  if (!root || !isAbsolute(root)) return undefined;
  return join(root, "tikv-tls-gate", `${process.version}-${process.arch}`);
}
