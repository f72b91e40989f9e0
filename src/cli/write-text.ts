import { closeSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UsageError } from "./options.ts";

/** UTF-16 code units that are encoded at once: a report can have 100 MB, and its bytes need not stand in memory beside it. */
const step = 4 * 1024 * 1024;

/** Writes a file in UTF-8 and makes the folders that hold it. `name` is what the user calls it: a file that cannot be written is a `UsageError`. */
export function writeText(path: string, text: string, name: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeParts(path, text);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    throw new UsageError(`cannot write ${name}: ${reasons[String(error.code)] ?? error.code}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  EISDIR: "it is a folder",
  EEXIST: "a file stands where a folder is needed",
  ENOTDIR: "a file stands where a folder is needed",
  ENOSPC: "the disk is full",
};

function writeParts(path: string, text: string): void {
  const file = openSync(path, "w");
  try {
    let start = 0;
    do {
      const end = endOfPart(text, start + step);
      writeFileSync(file, text.slice(start, end));
      start = end;
    } while (start < text.length);
  } finally {
    closeSync(file);
  }
}

/** The two halves of a surrogate pair stay together. */
function endOfPart(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
}
