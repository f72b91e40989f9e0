import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ChangedFile } from "./fix-run.ts";
import { UsageError } from "./options.ts";

/**
 * Puts new contents in the place of files, each in one step, so that nobody ever sees half of one. Refuses, before it
 * writes anything, when a file is not what was judged any more: changed, replaced by a link, or behind one.
 */
export function replaceFiles(path: string, files: readonly ChangedFile[]): void {
  const real = realpathSync(path);
  const root = statSync(real).isDirectory() ? real : dirname(real);
  const modes = files.map((file) => checked(root, file));
  for (const [index, file] of files.entries()) replace(join(root, file.path), file, modes[index] as number);
}

/** The mode of a file that is as it was judged. */
function checked(root: string, { path, before }: ChangedFile): number {
  const refuse = (because: string) => new UsageError(`${path}: ${because}; nothing was written`);
  const target = join(root, path);
  try {
    if (realpathSync(dirname(target)) !== dirname(target)) throw refuse("a symbolic link leads to it");
    const file = openSync(target, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const stats = fstatSync(file);
      if (!stats.isFile()) throw refuse("is no regular file");
      if (!readFileSync(file).equals(before)) throw refuse("changed while it was judged");
      return stats.mode & 0o7777;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refuse(`cannot be opened (${codeOf(error)})`);
  }
}

function replace(target: string, { path, after }: ChangedFile, mode: number): void {
  const beside = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomBytes(6).toString("hex")}`);
  try {
    const file = openSync(beside, "wx", 0o600);
    try {
      writeFileSync(file, after);
      fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new UsageError(`cannot write ${path}: ${codeOf(error)}`);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown reason";
}
