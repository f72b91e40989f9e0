import type { RepoPath, ServerPath, Span } from "../text/span.ts";
import type { PemFile } from "./certificate.ts";
import type { TableNode } from "./config-tree.ts";
import type { Problem } from "./environment.ts";
import type { Component } from "./instance.ts";
import type { Setting } from "./setting.ts";

/** What a committed form says about one instance, before paths, versions and environments are resolved. */
export interface InstanceDraft {
  readonly component: Component;
  /** Id of the form. */
  readonly form: string;
  readonly path: RepoPath;
  readonly at: Span;
  readonly config: TableNode;
  /** Settings that beat the configuration file, by dotted key (`client-urls`, `server.addr`): flags, generated values. */
  readonly overrides?: ReadonlyMap<string, Setting<string>> | undefined;
  readonly name?: string | undefined;
  readonly version?: Setting<string> | undefined;
  /** Where folders of the server lie in the repository. */
  readonly mounts?: readonly Mount[] | undefined;
  /** What the form knows of its environment; folder and file names decide where it is silent. */
  readonly environment?:
    | { readonly namespace?: string | undefined; readonly cluster?: string | undefined; readonly label?: string | undefined }
    | undefined;
}

/** A path on the server, and the path in the repository (file or folder) that is mounted there. */
export interface Mount {
  readonly server: ServerPath;
  readonly repository: RepoPath;
}

/** What forms found in the files that they claimed. */
export interface Reading {
  readonly instances: readonly InstanceDraft[];
  readonly files: readonly PemFile[];
  readonly problems: readonly Problem[];
}
