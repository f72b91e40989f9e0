import type { PemFile } from "../../src/model/certificates/certificate.ts";
import type { InstanceDraft } from "../../src/model/instances/draft.ts";
import type { Component } from "../../src/model/instances/instance.ts";
import { firstLine, type RepoPath } from "../../src/text/span.ts";

/** An instance with an empty configuration, for tests of names and places; PD when the path says so. */
export function draftAt(path: string, more: Partial<InstanceDraft> = {}): InstanceDraft {
  const component: Component = /(?:^|[/._-])pd/i.test(path) ? "pd" : "tikv";
  const at = firstLine(path as RepoPath, "x");
  return {
    component,
    form: "toml",
    path: path as RepoPath,
    at,
    config: { kind: "table", span: at, entries: new Map() },
    ...more,
  };
}

/** A file that stands for certificates in tests that never look into it. */
export function pemAt(path: string): PemFile {
  return {
    path: path as RepoPath,
    at: firstLine(path as RepoPath, "x"),
    format: "pem",
    blocks: [],
    startsWithByteOrderMark: false,
    hasNul: false,
    hasIndentedBlock: false,
  };
}
