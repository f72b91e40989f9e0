import type { RepoPath } from "../text/span.ts";

/** Where a folder has its config file; the first that exists counts. */
export const configPaths = [
  ".github/tikv-tls-gate.yml",
  ".github/tikv-tls-gate.yaml",
  "tikv-tls-gate.yml",
  "tikv-tls-gate.yaml",
] as readonly string[] as readonly RepoPath[];
