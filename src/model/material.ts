import type { RepoPath, ServerPath } from "../text/span.ts";
import { fileName, folderOf, joinRepoPath } from "../text/span.ts";
import type { PemFile } from "./certificate.ts";
import type { Mount } from "./draft.ts";
import type { Material } from "./instance.ts";
import type { Setting } from "./setting.ts";

/** Finds the file of the repository behind a path on the server, by mounts, then by place and name. */
export function resolveMaterial(
  path: Setting<ServerPath>,
  from: RepoPath,
  mounts: readonly Mount[],
  files: ReadonlyMap<RepoPath, PemFile>,
): Material {
  for (const mount of mounts) {
    if (path.value !== mount.server && !path.value.startsWith(`${mount.server}/`)) continue;
    const target = joinRepoPath(mount.repository, path.value.slice(mount.server.length));
    const file = target === undefined ? undefined : files.get(target);
    if (file !== undefined) return { kind: "seen", path, file };
  }
  const beside = joinRepoPath(folderOf(from), fileName(path.value));
  const file = beside === undefined ? undefined : files.get(beside);
  if (file !== undefined) return { kind: "seen", path, file };
  return { kind: "unseen", path, because: "the file is not in the repository" };
}
