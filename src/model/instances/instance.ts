import type { RepoPath, ServerPath, Span } from "../../text/span.ts";
import type { PemFile } from "../certificates/certificate.ts";
import type { AmbiguousKey } from "./ambiguous-keys.ts";
import type { TableNode } from "./config-tree.ts";
import type { Deployment } from "./deployment.ts";
import type { Setting, Stated } from "./setting.ts";
import type { TomlFeature } from "./toml-dialect.ts";
import type { Version } from "./version.ts";

export type Component = "pd" | "tikv";

/** How people write the two names. */
export const componentName: Readonly<Record<Component, string>> = { pd: "PD", tikv: "TiKV" };

/** The three pieces of TLS material, under the key that each program has for them. */
export const materialKeys = {
  pd: { ca: "cacert-path", certificate: "cert-path", key: "key-path" },
  tikv: { ca: "ca-path", certificate: "cert-path", key: "key-path" },
} as const satisfies Record<Component, Record<MaterialName, string>>;

export const materialNames = ["ca", "certificate", "key"] as const;
export type MaterialName = (typeof materialNames)[number];

/** A configured path and what the repository shows of the file behind it. */
export type Material =
  | { readonly kind: "absent"; readonly at?: Span | undefined }
  /** The path is set; the file is not in the repository (as it should be for keys), or the path is a placeholder. */
  | {
      readonly kind: "unseen";
      readonly path?: Setting<ServerPath> | undefined;
      readonly because: string;
      /** The environment commits files of this kind (CA or leaf certificates), and this one is not among them. */
      readonly expected?: boolean | undefined;
      /** Nothing is mounted at the path: the server does not find the file. */
      readonly isAbsent?: boolean | undefined;
      /** It is the machine's store of public CAs, at this path of the machine. */
      readonly publicStore?: string | undefined;
    }
  | { readonly kind: "seen"; readonly path: Setting<ServerPath>; readonly file: PemFile };

export interface Security {
  /** `[security]`, or the first line of the file: where a missing setting belongs. */
  readonly at: Span;
  readonly ca: Material;
  readonly certificate: Material;
  readonly key: Material;
  /** `cert-allowed-cn`. An empty list is `known` with no entries. */
  readonly allowedCn: Stated<readonly Setting<string>[]>;
  /** `cert-allowed-san`: TiKV after v9.0.0-beta only; for others it is an unknown key and not read. */
  readonly allowedSan: Stated<readonly Setting<string>[]>;
}

/** One URL of a list that a setting holds, with its own place inside the value. */
export interface Url {
  /** As written. */
  readonly text: string;
  /** Lower case; undefined when there is none. */
  readonly scheme?: string | undefined;
  /** Without brackets. Empty when the text has none. */
  readonly host: string;
  readonly port?: number | undefined;
}

interface InstanceBase {
  /** Unique in its environment: the `name` of the configuration, else made from the file's path. */
  readonly name: string;
  /** Name of the environment that it belongs to. */
  readonly environment: string;
  /** The file that a person edits to change this instance. */
  readonly path: RepoPath;
  /** The folder of the Kustomize overlay that builds it; undefined where none does. */
  readonly overlay?: RepoPath | undefined;
  /** Id of the form that it was committed in. */
  readonly form: string;
  /** First line of the file, or of the part that describes the instance. */
  readonly at: Span;
  readonly version: Version;
  /** Where the version comes from; undefined when it is assumed (newest release). */
  readonly versionSpan?: Span | undefined;
  /** All that was written in the configuration file, for rules about keys. */
  readonly config: TableNode;
  /** What not every reader of TOML takes; `checkDialect` says whether this version does. */
  readonly tomlFeatures?: readonly TomlFeature[] | undefined;
  /** Keys that stand in several spellings of which chance chooses one: their settings are unknown. */
  readonly ambiguousKeys?: readonly AmbiguousKey[] | undefined;
  readonly security: Security;
  /** What the form says beside the settings; undefined for a plain configuration file. */
  readonly deployment?: Deployment | undefined;
}

export interface PdInstance extends InstanceBase {
  readonly component: "pd";
  /** Never absent: PD has defaults (`http://127.0.0.1:2379`, `:2380`) for the listen URLs, and these for the others. */
  readonly clientUrls: Stated<readonly Setting<Url>[]>;
  readonly peerUrls: Stated<readonly Setting<Url>[]>;
  readonly advertiseClientUrls: Stated<readonly Setting<Url>[]>;
  readonly advertisePeerUrls: Stated<readonly Setting<Url>[]>;
  /** `name=url,...` */
  readonly initialCluster: Stated<readonly { readonly name: string; readonly url: Setting<Url> }[]>;
  readonly join: Stated<readonly Setting<Url>[]>;
}

export interface TikvInstance extends InstanceBase {
  readonly component: "tikv";
  /** `server.addr`, default `127.0.0.1:20160`. */
  readonly address: Stated<string>;
  /** `server.advertise-addr`, else the address. */
  readonly advertiseAddress: Stated<string>;
  /** `server.status-addr`, default `127.0.0.1:20180`; absent when it is the empty string (no status server). */
  readonly statusAddress: Stated<string>;
  readonly advertiseStatusAddress: Stated<string>;
  /** `pd.endpoints`, default `["127.0.0.1:2379"]`. */
  readonly pdEndpoints: Stated<readonly Setting<string>[]>;
}

export type Instance = PdInstance | TikvInstance;

/** Are all three pieces of material configured? */
export function hasAllMaterial(security: Security): boolean {
  return materialNames.every((name) => security[name].kind !== "absent");
}

/** Is none of them? */
export function hasNoMaterial(security: Security): boolean {
  return materialNames.every((name) => security[name].kind === "absent");
}
