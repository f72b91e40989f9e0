import { sourceFile } from "../read/source-file.ts";
import type { RepoPath } from "../text/span.ts";
import { type Collection, collect } from "./collect.ts";
import type { Tree } from "./tree.ts";

/** A file or folder of rendered templates that the user names. */
export interface RenderedSource {
  /** As the user wrote it. */
  readonly name: string;
  /** The folder that stands before the paths of its files in a report; empty for the root. */
  readonly folder: RepoPath;
  readonly tree: Tree;
}

/** The files of one source, under the paths by which a report calls them. */
export async function collectRendered({ tree, folder }: RenderedSource): Promise<Collection> {
  const { files, problems } = await collect(tree, await tree.list());
  const under = (path: RepoPath) => (folder === "" ? path : (`${folder}/${path}` as RepoPath));
  return {
    files: files.map(({ path, bytes, executable }) => sourceFile(under(path), bytes, executable)),
    problems: problems.map((problem) => ({ ...problem, at: { ...problem.at, path: under(problem.at.path) } })),
  };
}
