import type { Problem } from "../model/environments/environment.ts";
import { type SourceFile, sourceFile } from "../read/source-file.ts";
import type { RepoPath } from "../text/span.ts";
import { type Candidate, candidateOf, isTellingPath, tellingText } from "./candidate.ts";
import { referencedBy } from "./referenced.ts";
import { type Tree, type TreeEntry, TreeError } from "./tree.ts";
import { tooLarge } from "./working-tree.ts";

const mebibyte = 1024 * 1024;

/** Bytes of one file. A bundle of 5,000 certificates has about 10 MB; a configuration has some kilobytes. */
const limits: Readonly<Record<Exclude<Candidate, "skip">, number>> = {
  config: mebibyte,
  certificate: 16 * mebibyte,
  form: mebibyte,
  "key-search": mebibyte,
};

/** Bytes of all files that are kept: what is left of them limits the next file. */
const totalLimit = 256 * mebibyte;

/**
 * What two trees that share most of their content share: `known` gives the file when the same content was read at the
 * same path before (`skipped`: it was read and not wanted); `seen` hears of every content that is read.
 */
export interface Sharing {
  known?(entry: TreeEntry): SourceFile | "skipped" | undefined;
  seen?(entry: TreeEntry, bytes: Uint8Array, file: SourceFile | undefined): void;
}

export interface Collection {
  readonly files: readonly SourceFile[];
  /** Files that should have been judged and could not be read, of kind `unreadable`. */
  readonly problems: readonly Problem[];
}

/**
 * Reads what may matter in a tree. By name: TOML, and certificates and keys. By content: manifests, scripts and
 * inventories that speak of PD, TiKV or certificates, and any other text that is not source code and holds PEM.
 * `entries` is what the tree lists.
 */
export async function collect(tree: Tree, entries: readonly TreeEntry[], sharing: Sharing = {}): Promise<Collection> {
  const files: SourceFile[] = [];
  const problems: Problem[] = [];
  let total = 0;
  await tree.prepare?.(entries.filter((entry) => isRead(entry) && sharing.known?.(entry) === undefined));
  for (const entry of entries) {
    const candidate = candidateOf(entry.path);
    if (candidate === "skip" || (entry.kind === "link" && entry.staysInside === true)) continue;
    const known = entry.kind === "file" ? sharing.known?.(entry) : undefined;
    if (known !== undefined) {
      if (known !== "skipped") files.push(known);
      continue;
    }
    const bytes = await readOf(tree, entry, Math.min(limits[candidate], Math.max(0, totalLimit - total)));
    if (typeof bytes === "string") {
      if (candidate === "config" || candidate === "certificate") problems.push(unreadable(entry.path, bytes));
    } else if (isWanted(candidate, entry.path, bytes)) {
      total += bytes.length;
      const file = sourceFile(entry.path, bytes, entry.executable);
      files.push(file);
      sharing.seen?.(entry, bytes, file);
    } else sharing.seen?.(entry, bytes, undefined);
  }
  const kept = new Set(files.map(({ path }) => path));
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  for (const path of referencedBy(files)) {
    const entry = byPath.get(path);
    if (kept.has(path) || entry?.kind !== "file") continue;
    kept.add(path);
    const bytes = await readOf(tree, entry, Math.min(mebibyte, Math.max(0, totalLimit - total)));
    if (typeof bytes === "string") continue;
    total += bytes.length;
    files.push(sourceFile(path, bytes, entry.executable));
  }
  return { files, problems };
}

function isRead({ kind, path }: TreeEntry): boolean {
  return kind === "file" && candidateOf(path) !== "skip";
}

/** The bytes of an entry, or why it has none. */
async function readOf(tree: Tree, entry: TreeEntry, limit: number): Promise<Uint8Array | string> {
  if (entry.kind === "link") return "is a symbolic link that leaves the repository";
  if (entry.kind === "other") return "is no regular file";
  try {
    const bytes = await tree.read(entry, limit);
    return bytes.length > limit ? tooLarge(limit) : bytes;
  } catch (error) {
    if (error instanceof TreeError) return error.because;
    throw error;
  }
}

function isWanted(candidate: Candidate, path: RepoPath, bytes: Uint8Array): boolean {
  if (candidate === "config" || candidate === "certificate") return true;
  return holdsPem(bytes) || (candidate === "form" && (isTellingPath(path) || tellingText.test(asLatin1(bytes))));
}

/** Every byte as one character: no decoding, and enough to find words of ASCII. */
function asLatin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

/** Every PEM block begins with this, private keys too. */
const armour = Buffer.from("-----BEGIN ");
/** The same in base64, as manifests, values and cloud-init hold it. */
const encodedArmour = Buffer.from("LS0tLS1CRUdJTi");

function holdsPem(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return content.includes(armour) || content.includes(encodedArmour);
}

function unreadable(path: RepoPath, because: string): Problem {
  return {
    kind: "unreadable",
    at: { path, line: 1, column: 1, endLine: 1, endColumn: 1 },
    message: `this file ${because}: it was not read, and what it says is not judged`,
    help: "commit it as a regular file of a usual size, or leave it out of the repository",
  };
}
