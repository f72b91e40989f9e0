import { closeSync, openSync, writeFileSync } from "node:fs";

/** UTF-16 code units that are encoded at once: a report can have 100 MB, and its bytes need not stand in memory beside it. */
const step = 4 * 1024 * 1024;

/** Writes a file in UTF-8. Throws what the file system throws. */
export function writeText(path: string, text: string): void {
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
