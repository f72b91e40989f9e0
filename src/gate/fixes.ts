import { settleFix } from "../fix/settle.ts";
import { TextLines } from "../fix/text-lines.ts";
import type { Finding } from "../judge/judge.ts";
import type { SourceFile } from "../read/source-file.ts";
import type { RepoPath } from "../text/span.ts";

/** The findings with the edits of their fixes, as far as the texts of the files allow them. */
export function settleFixes(findings: readonly Finding[], files: readonly SourceFile[]): readonly Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const lines = new Map<RepoPath, TextLines | undefined>();
  const linesOf = (path: RepoPath) => {
    if (!lines.has(path)) {
      const file = byPath.get(path);
      lines.set(path, file && new TextLines(path, file.text));
    }
    return lines.get(path);
  };
  return findings.map((finding) => {
    const { fix } = finding.statement;
    return fix === undefined ? finding : { ...finding, fix: settleFix(fix, linesOf) };
  });
}
