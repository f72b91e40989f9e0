import { type Mistake, type Refused, refused } from "../config/mistake.ts";
import { collectRendered, type RenderedSource } from "../discover/rendered.ts";
import type { Problem } from "../model/environments/environment.ts";
import type { SourceFile } from "../read/source-file.ts";
import type { RepoPath } from "../text/span.ts";

export interface Rendered {
  readonly kind: "rendered";
  readonly files: readonly SourceFile[];
  readonly problems: readonly Problem[];
  readonly paths: ReadonlySet<RepoPath>;
}

/** What the user gives with --render. A source without anything to judge is a mistake: its templates would go unjudged. */
export async function loadRendered(sources: readonly RenderedSource[]): Promise<Rendered | Refused> {
  const files = new Map<RepoPath, SourceFile>();
  const problems: Problem[] = [];
  const mistakes: Mistake[] = [];
  for (const source of sources) {
    const found = await collectRendered(source);
    if (found.files.length === 0 && found.problems.length === 0) {
      const help = "name what the renderer wrote: a file, or a folder of files";
      mistakes.push({ message: `--render ${source.name}: no configuration of PD or TiKV is in it`, help });
    }
    for (const file of found.files) files.set(file.path, file);
    problems.push(...found.problems);
  }
  if (mistakes.length > 0) return refused(mistakes);
  return { kind: "rendered", files: [...files.values()], problems, paths: new Set(files.keys()) };
}
