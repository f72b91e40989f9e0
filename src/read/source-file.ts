import type { RepoPath } from "../text/span.ts";

/** A file of the tree whose content was read. */
export interface SourceFile {
  readonly path: RepoPath;
  readonly bytes: Uint8Array;
  /** UTF-8; a byte that is none becomes U+FFFD. A byte-order mark stays. Line ends are not changed. */
  readonly text: string;
  /** The executable bit of its mode. */
  readonly executable: boolean;
}

/** Makes a source file; the text is decoded when it is first asked for. */
export function sourceFile(path: RepoPath, bytes: Uint8Array, executable = false): SourceFile {
  let text: string | undefined;
  return {
    path,
    bytes,
    executable,
    get text() {
      text ??= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
      return text;
    },
  };
}
