import type { RepoPath, ServerPath, Span } from "../../text/span.ts";
import type { PemFile } from "../certificates/certificate.ts";
import type { Problem } from "../environments/environment.ts";
import type { TableNode } from "./config-tree.ts";
import type { CertificateRequest, DeclaredObject, DeclaredSecret, Deployment, InsecureClient } from "./deployment.ts";
import type { Component } from "./instance.ts";
import type { Setting } from "./setting.ts";
import type { TomlFeature } from "./toml-dialect.ts";

/** What a committed form says about one instance, before paths, versions and environments are resolved. */
export interface InstanceDraft {
  readonly component: Component;
  /** Id of the form. */
  readonly form: string;
  readonly path: RepoPath;
  readonly at: Span;
  readonly config: TableNode;
  /** What not every reader of TOML takes: `checkDialect` decides once the version is known. */
  readonly tomlFeatures?: readonly TomlFeature[] | undefined;
  /** Settings that beat the configuration file, by dotted key (`client-urls`, `server.addr`): flags, generated values. */
  readonly overrides?: ReadonlyMap<string, Override> | undefined;
  /** Settings that beat the configuration file with a value that only the deployment knows, by dotted key. */
  readonly unknownOverrides?: ReadonlyMap<string, UnknownOverride> | undefined;
  readonly name?: string | undefined;
  readonly version?: Setting<string> | undefined;
  /** Where folders of the server lie in the repository. */
  readonly mounts?: readonly Mount[] | undefined;
  /** What is at paths that no mount holds; undefined: files of the machine, looked for by their name in the repository. */
  readonly unmounted?: Unmounted | undefined;
  /** What the form says beside the settings; undefined for a plain configuration file. */
  readonly deployment?: Deployment | undefined;
  /** What the form knows of its environment; folder and file names decide where it is silent. */
  readonly environment?:
    | {
        readonly namespace?: string | undefined;
        readonly cluster?: string | undefined;
        readonly label?: string | undefined;
        /** The folder that stands for the environment, when it is not the draft's own: a Kustomize overlay. */
        readonly folder?: RepoPath | undefined;
      }
    | undefined;
}

/** A setting that beats the configuration file. */
export interface Override extends Setting<string> {
  /** The place of the characters `from` to `to` (exclusive) of the value; without it the whole span stands for each. */
  slice?(from: number, to: number): Span;
}

/** A setting that beats the configuration file, or a file that is not committed, with a value that the files do not show. */
export interface UnknownOverride {
  /** A clause: `${SCHEME} is set where compose runs`. */
  readonly because: string;
  readonly span: Span;
}

/** What is at the paths of a container that no mount holds: nothing (all mounts and the image are known), or what nobody can say. */
export interface Unmounted {
  readonly kind: "absent" | "unknown";
  /** A clause: `no volume of the container holds it`. */
  readonly because: string;
}

/** A path on the server, and what is mounted there: a file or folder of the repository, or one of the others below. */
export interface Mount {
  readonly server: ServerPath;
  readonly repository: RepoPath;
  /** A Kubernetes Secret. Then `repository` is the file that mentions it. */
  readonly secret?:
    | {
        readonly name: string;
        readonly namespace: string | undefined;
        /** The one key that is mounted, `server` being its file; undefined: every key is a file below `server`. */
        readonly key?: string | undefined;
        /** The pod starts without the Secret or the key. */
        readonly isOptional?: boolean | undefined;
      }
    | undefined;
  /** A folder or file of the machine, by its absolute path there: what it holds is not in the repository. */
  readonly host?: string | undefined;
  /** What is there is not known, as a clause: `it is on the volume data`. It hides what lies below. */
  readonly hidden?: string | undefined;
  /** Nothing is there, as a clause: `the ConfigMap pd-tls has no entry of this name`. */
  readonly absent?: string | undefined;
}

/** What forms found in the files that they claimed. */
export interface Reading {
  readonly instances: readonly InstanceDraft[];
  readonly files: readonly PemFile[];
  readonly problems: readonly Problem[];
  readonly requests?: readonly CertificateRequest[] | undefined;
  readonly secrets?: readonly DeclaredSecret[] | undefined;
  readonly objects?: readonly DeclaredObject[] | undefined;
  readonly insecureClients?: readonly InsecureClient[] | undefined;
  /** Files that another form took into an instance of its own (a TOML file that a compose service mounts): no instances by themselves. */
  readonly consumed?: readonly RepoPath[] | undefined;
  /** Texts inside of files (an entry of a ConfigMap) that this form took into an instance of its own: no instances by themselves. */
  readonly consumedTexts?: readonly Span[] | undefined;
}
