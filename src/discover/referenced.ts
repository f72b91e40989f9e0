import type { SourceFile } from "../read/source-file.ts";
import { fileName, folderOf, joinRepoPath, type RepoPath } from "../text/span.ts";

const kustomization = /^kustomization(?:\.ya?ml)?$/i;

/** More names than any kustomization has: of a longer file the first ones are followed. */
const mostNames = 10_000;

/**
 * Files that kustomizations name: patches, generators and what they take up have any name and any content. All words of a
 * kustomization that could be a path are tried, so that none is missed; one that names nothing costs nothing.
 */
export function* referencedBy(files: readonly SourceFile[]): Iterable<RepoPath> {
  for (const { path, text } of files) {
    if (!kustomization.test(fileName(path))) continue;
    const folder = folderOf(path);
    let count = 0;
    for (const [word] of text.matchAll(/[^\s"'[\]{},=#]+/g)) {
      if (count++ > mostNames) break;
      const target = joinRepoPath(folder, word);
      if (target !== undefined && target !== "") yield target;
    }
  }
}
