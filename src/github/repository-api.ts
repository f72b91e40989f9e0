import type { ApiAnswer, RepositoryApi } from "../discover/github-tree.ts";
import { TreeLost } from "../discover/tree.ts";
import type { Answer, GithubClient } from "./client.ts";

/** Reads of one repository, for the tree of a commit. */
export function repositoryApi(client: GithubClient): RepositoryApi {
  return {
    repository: client.repository,
    get: async (path) => given(await client.send("GET", path)),
    query: async (query) => given(await client.query(query)),
  };
}

function given({ status, body, fault }: Answer): ApiAnswer {
  if (fault !== undefined) throw new TreeLost(fault);
  return { status, body };
}
