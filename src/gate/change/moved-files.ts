import { grouped } from "../../text/grouped.ts";
import { fileName, type RepoPath } from "../../text/span.ts";
import type { Content } from "../revision.ts";

/** A file as far as it is compared with others. */
export interface ComparedFile {
  readonly path: RepoPath;
  readonly text: string;
}

/** From so large a part of the old lines on, a new file is the old one at another place. */
const sharedPart = 0.5;

/** More files than these are followed by their whole content alone. */
const mostCompared = 300;

/** Where the files are that went: new path -> old path, among what both trees read. */
export function movesBetween(base: Content, head: Content): ReadonlyMap<RepoPath, RepoPath> {
  const [before, after] = [new Set(base.entries.map(({ path }) => path)), new Set(head.entries.map(({ path }) => path))];
  const gone = base.files.filter(({ path }) => !after.has(path));
  const come = head.files.filter(({ path }) => !before.has(path));
  return gone.length === 0 || come.length === 0 ? new Map() : movedFiles(gone, come);
}

/**
 * Follows files that went away: new path -> old path. The same content first, then the file that holds at least half of
 * the old one's lines, whatever it adds to them.
 */
export function movedFiles(gone: readonly ComparedFile[], come: readonly ComparedFile[]): ReadonlyMap<RepoPath, RepoPath> {
  const moves = new Map<RepoPath, RepoPath>();
  const followed = new Set<RepoPath>();
  const follow = (to: ComparedFile, from: ComparedFile) => {
    moves.set(to.path, from.path);
    followed.add(from.path);
  };
  // Under its own name first, then under any.
  for (const keyOf of [(file: ComparedFile) => `${fileName(file.path)}\n${file.text}`, (file: ComparedFile) => file.text]) {
    const waiting = grouped(
      come.filter(({ path }) => !moves.has(path)),
      keyOf,
    );
    for (const from of gone) {
      const to = followed.has(from.path) || from.text.trim() === "" ? undefined : waiting.get(keyOf(from))?.pop();
      if (to !== undefined) follow(to, from);
    }
  }
  const left = gone.filter(({ path }) => !followed.has(path)).slice(0, mostCompared);
  const candidates = come.filter(({ path }) => !moves.has(path)).slice(0, mostCompared);
  const lines = new Map(candidates.map(({ path, text }) => [path, linesOf(text)] as const));
  for (const from of left) {
    const old = linesOf(from.text);
    const scored = candidates
      .filter(({ path }) => !moves.has(path))
      .map((to) => ({
        to,
        score: partOf(old, lines.get(to.path) as ReadonlySet<string>) + (fileName(to.path) === fileName(from.path) ? 0.01 : 0),
      }))
      .sort((a, b) => b.score - a.score);
    const best = scored[0];
    if (best !== undefined && best.score >= sharedPart) follow(best.to, from);
  }
  return moves;
}

/** Lines that say something: a blank one, or a brace alone, is in every file. */
function linesOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => /[\p{L}\p{N}]/u.test(line)),
  );
}

function partOf(old: ReadonlySet<string>, lines: ReadonlySet<string>): number {
  if (old.size === 0) return 0;
  let shared = 0;
  for (const line of old) if (lines.has(line)) shared++;
  return shared / old.size;
}
