import { secretBehind } from "../facts/secret-keys.ts";
import type { Model } from "../model/environments/environment.ts";
import type { RepoPath, Span } from "../text/span.ts";
import { stringsIn, writtenEntries } from "./settings/written.ts";

/**
 * Does a place begin on a line with a secret: within a private key, whether it can be read or not, or in a setting whose
 * value is one? So a rule need not know that it may point at one.
 */
export function secretLines({ files, environments }: Model): (place: Span) => boolean {
  const byFile = new Map<RepoPath, Set<number>>();
  const add = (path: RepoPath, from: number, to: number) => {
    const lines = byFile.get(path) ?? new Set<number>();
    byFile.set(path, lines);
    for (let line = from; line <= to; line++) lines.add(line);
  };
  for (const { blocks } of files) {
    for (const { kind, label, span } of blocks) {
      if (kind === "private-key" || label.endsWith("PRIVATE KEY")) add(span.path, span.line, span.endLine);
    }
  }
  for (const { config } of environments.flatMap(({ instances }) => instances)) {
    for (const { entry } of writtenEntries(config)) {
      if (secretBehind(entry.key) === undefined || stringsIn(entry.node).length === 0) continue;
      add(entry.keySpan.path, entry.keySpan.line, entry.node.span.endLine);
    }
  }
  return ({ path, line }) => byFile.get(path)?.has(line) === true;
}
