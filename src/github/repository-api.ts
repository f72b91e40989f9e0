import type { RepositoryApi } from "../discover/github-tree.ts";
import { TreeLost } from "../discover/tree.ts";
import type { GithubClient } from "./client.ts";

/** Reads of one repository, for the tree of a commit. */
export function repositoryApi(client: GithubClient): RepositoryApi {
  return {
    repository: client.repository,
    async get(path) {
      const { status, body, fault } = await client.send("GET", path);
      if (fault !== undefined) throw new TreeLost(fault);
      return { status, body };
    },
  };
}
