import type { RepoPath } from "../text/span.ts";

/** Where the config file is looked for; the first that exists counts. */
export const configPaths = [".github/tikv-tls-gate.yml", "tikv-tls-gate.yml"] as readonly string[] as readonly RepoPath[];
