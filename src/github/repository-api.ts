import type { RepositoryApi } from "../discover/github-tree.ts";
import { TreeLost } from "../discover/tree.ts";

/** Answers larger than a blob of the usual limit in base64 are not read. Bytes. */
const longestAnswer = 64 * 1024 * 1024;

/** Reads of one repository through GitHub's REST API. `origin` is `https://api.github.com`, or a server's own address. */
export function repositoryApi(origin: string, repository: string, token: string | undefined): RepositoryApi | undefined {
  if (!/^https?:\/\//.test(origin) || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return undefined;
  const headers = {
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    "user-agent": "tikv-tls-gate",
    ...(token !== undefined && token !== "" && { authorization: `Bearer ${token}` }),
  };
  return {
    repository,
    async get(path) {
      try {
        const answer = await fetch(`${origin}/repos/${repository}/${path}`, { headers, signal: AbortSignal.timeout(30_000) });
        const text = await answer.text();
        if (text.length > longestAnswer) throw new TreeLost(`GitHub's answer for ${repository} is larger than 64 MiB`);
        return { status: answer.status, body: parsed(text) };
      } catch (error) {
        if (error instanceof TreeLost) throw error;
        throw new TreeLost(
          `GitHub does not answer for ${repository} (${error instanceof Error ? error.name : "unknown reason"})`,
        );
      }
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
