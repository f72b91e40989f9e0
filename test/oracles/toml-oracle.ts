import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Node } from "../../src/model/instances/config-tree.ts";
import type { TomlReader } from "../../src/model/instances/toml-dialect.ts";

const here = import.meta.dirname;
const cache = join(here, "../../node_modules/.cache/oracles");

const folders = {
  "burntsushi-0.3": "go-toml-0.3",
  "burntsushi-1.5": "go-toml-1.5",
  "rust-0.5": "rust-toml",
} as const satisfies Record<TomlReader, string>;

/** A program with the real reader, or the reason why there is none here. */
export type Oracle = { readonly program: string } | { readonly missing: string };

/** Builds the program around one of the real readers, once for each state of its sources. */
export function buildOracle(reader: TomlReader): Oracle {
  return buildProgram(folders[reader], reader === "rust-0.5" ? "cargo" : "go");
}

/** The same for a program in Go of another folder here. */
export function buildGoOracle(folder: string): Oracle {
  return buildProgram(folder, "go");
}

function buildProgram(folder: string, tool: "go" | "cargo"): Oracle {
  const version = spawnSync(tool, [tool === "go" ? "version" : "--version"], { encoding: "utf8" });
  if (version.status !== 0) return { missing: `${tool} is not installed` };
  const source = join(here, folder);
  const program = join(cache, `${folder}-${digest(source)}`);
  if (existsSync(program)) return { program };
  const work = `${program}.${process.pid}.build`;
  mkdirSync(cache, { recursive: true });
  cpSync(source, work, { recursive: true });
  const built = build(tool, work);
  if (built.status !== 0) {
    const said = `${built.stdout}${built.stderr}`;
    if (/dial tcp|lookup |network|resolve host|timed? ?out|download/i.test(said))
      return { missing: "no network to fetch the reader" };
    throw new Error(`${folder} does not build:\n${said}`);
  }
  renameSync(join(work, tool === "go" ? "oracle" : "target/release/oracle"), program);
  return { program };
}

function build(tool: "go" | "cargo", cwd: string) {
  return tool === "go"
    ? spawnSync("go", ["build", "-buildvcs=false", "-o", "oracle", "."], { cwd, encoding: "utf8" })
    : spawnSync("cargo", ["build", "--release", "--locked", "--target-dir", "target"], { cwd, encoding: "utf8" });
}

function digest(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (/\.(go|mod|sum|rs|toml|lock)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** What a real reader says of each document: `ok` and the tree, or `no` and its message. */
export function ask(program: string, documents: readonly Uint8Array[]): readonly string[] {
  const input = documents.map((document) => `${Buffer.from(document).toString("hex")}\n`).join("");
  const run = spawnSync(program, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`${program}: ${run.stderr}`);
  return run.stdout.split("\n").slice(0, -1);
}

/** A tree as the oracle programs print it. */
export function canonical(node: Node): string {
  switch (node.kind) {
    case "table": {
      const entries = [...node.entries.values()].map((entry) => `${hexadecimal(entry.key)}=${canonical(entry.node)}`);
      return `{${entries.sort().join(",")}}`;
    }
    case "array":
      return `[${node.items.map(canonical).join(",")}]`;
    case "string":
      return `s${hexadecimal(node.value.replaceAll("\r\n", "\n"))}`;
    case "integer":
      return `i${node.value}`;
    case "float":
      return Number.isNaN(node.value) ? "fnan" : `f${bits(Number(node.value))}`;
    case "boolean":
      return String(node.value);
    case "datetime":
      return "d";
    case "unknown":
      return "unknown";
    default:
      return node satisfies never;
  }
}

function hexadecimal(text: string): string {
  return Buffer.from(text, "utf8").toString("hex");
}

function bits(value: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString("hex");
}
