import type { RepoPath, Span } from "../../text/span.ts";
import type { TableNode } from "./config-tree.ts";
import type { Setting, Stated } from "./setting.ts";

/**
 * What the form in which an instance was committed says about TLS beside the instance's settings. Adapters fill it, the
 * rules of the group deploy/ read it: so no rule knows a form.
 */
export interface Deployment {
  /** As messages call it: `TiUP`, `tidb-operator v1`, `docker compose`. */
  readonly tool: string;
  /** Why this form cannot carry TLS at all, as a clause; undefined where it can. */
  readonly cannotDoTls?: string | undefined;
  /** How TLS is turned on with this tool, as a help says it; undefined where the instance's own settings do it. */
  readonly turnOnTls?: string | undefined;
  /** How TiKV's status port is kept from strangers where the tool sets its address, as a help says it; undefined where status-addr is the user's. */
  readonly shieldStatusPort?: string | undefined;
  /** A configuration that no workload of the repository reads. */
  readonly isUnmounted?: boolean | undefined;
  readonly dropped: readonly DroppedSetting[];
  readonly managed: readonly ManagedSetting[];
  readonly contradictions: readonly Contradiction[];
  readonly expects: readonly ExpectedSecret[];
}

/** Tools of Kubernetes let TiKV's status server listen on every address of its pod: their probes and Prometheus dial it there. */
export const statusPortOfPods = "let a NetworkPolicy admit only the metrics scraper to port 20180";

/** A deployment about which the form says nothing special. */
export function plainDeployment(tool: string): Deployment {
  return { tool, dropped: [], managed: [], contradictions: [], expects: [] };
}

/** A setting that the form drops before it reaches the program. */
export interface DroppedSetting {
  readonly at: Span;
  /** Dotted key, or the name of the part that is dropped. */
  readonly key: string;
  /** A clause: `the map form of spec.tikv.config has no such field`. */
  readonly because: string;
  readonly help: string;
  readonly concernsTls: boolean;
}

/** A setting that the form's tool owns, set by hand. */
export interface ManagedSetting {
  readonly at: Span;
  readonly key: string;
  /** What the tool does with it: refuses to deploy, puts its own value there, or either, by chance. */
  readonly effect: "refused" | "overwritten" | "left-to-chance";
  /** A clause: `tidb-operator v2 refuses it: field is managed by operator`. */
  readonly because: string;
  readonly help: string;
  /** Its key and value, where taking them out is all that is to be done. */
  readonly entry?: { readonly key: Span; readonly value: Span } | undefined;
}

/** The switch of a form disagrees with what is committed beside it. */
export interface Contradiction {
  /** The switch, or the setting: what a person should change. */
  readonly at: Span;
  /** A clause: `enable_tls is false, but server_configs.tikv sets security.ca-path: TiKV speaks TLS and PD does not`. */
  readonly message: string;
  readonly help: string;
  readonly related?: { readonly at: Span; readonly message: string } | undefined;
  /** The text that would agree, in the place of another. `isCertain`: the instance does not start as it stands. */
  readonly correction?:
    | {
        readonly at: Span;
        readonly kind: "string" | "boolean";
        readonly was: string;
        readonly to: string;
        readonly isCertain: boolean;
      }
    | undefined;
}

/** A Secret that must exist for the instance to start with TLS. */
export interface ExpectedSecret {
  /** What names it: the component's name in the resource, a volume. */
  readonly at: Span;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** A Secret that something committed declares, with or without content. */
export interface DeclaredSecret {
  readonly at: Span;
  readonly name: string;
  readonly namespace: string | undefined;
  /** `Secret`, `SealedSecret`, `ExternalSecret`, `Certificate`. */
  readonly kind: string;
  /** The resource's own name, when it differs from the Secret's. */
  readonly resource: string;
  /** The names of all its entries, where the resource says them. */
  readonly keys?: readonly string[] | undefined;
}

/** An object of a cluster that concerns PD or TiKV: a workload, a configuration, a Secret with certificates. */
export interface DeclaredObject {
  /** Its name. */
  readonly at: Span;
  readonly kind: string;
  /** The API group; empty for Kubernetes' core. */
  readonly group: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** The folder of the Kustomize overlay that builds it; undefined where it is applied as it stands. */
  readonly build: RepoPath | undefined;
  readonly root: TableNode;
}

/** A certificate that something committed will issue: a cert-manager Certificate, a cfssl or OpenSSL request. */
export interface CertificateRequest {
  /** As messages call it: `Certificate basic-pd-cluster`, `openssl.cnf`. */
  readonly name: string;
  readonly at: Span;
  readonly namespace: string | undefined;
  /** The Secret (or, for files, the base name) that will hold it. */
  readonly secretName: Stated<string>;
  readonly commonName: Stated<string>;
  readonly dnsNames: Stated<readonly Setting<string>[]>;
  readonly ipAddresses: Stated<readonly Setting<string>[]>;
  /** `serverAuth`, `clientAuth`, others as written. Absent: the issuer's default, which `defaultUsages` tells. */
  readonly usages: Stated<readonly Setting<string>[]>;
  readonly defaultUsages: readonly string[];
  /** Milliseconds. Absent: `defaultLifetime`. */
  readonly lifetime: Stated<number>;
  readonly defaultLifetime: number | undefined;
  /** Milliseconds before the end. Undefined where the tool does not renew. */
  readonly renewBefore: Stated<number> | undefined;
  /** `rsa`, `ecdsa`, `ed25519`; absent: RSA 2048 as cert-manager makes it, unless `defaultKey` says otherwise. */
  readonly keyAlgorithm: Stated<string>;
  /** Bits; for ECDSA the field size. */
  readonly keyBits: Stated<number>;
  readonly hash: Stated<string>;
  readonly isCa: Stated<boolean>;
  /** `Issuer/name`, `ClusterIssuer/name`. */
  readonly issuer: Stated<string>;
  /** What the committed issuer of that name does; undefined where none is committed, or several differ. */
  readonly issuerType?: "self-signed" | "ca" | "acme" | "other" | undefined;
  /** The Secret that holds the CA of the committed issuer. */
  readonly issuerSecret?: { readonly name: string; readonly namespace: string | undefined } | undefined;
  /** The key that is made where `keyAlgorithm` is absent; undefined: RSA 2048. */
  readonly defaultKey?: { readonly algorithm: string; readonly bits: number } | undefined;
}

/** A client of the cluster that skips verification. */
export interface InsecureClient {
  readonly at: Span;
  /** The setting as it is written: `--insecure-skip-verify`, `curl -k`. */
  readonly setting: string;
  /** Who it is: `the readiness probe of tikv`, `job backup`. */
  readonly client: string;
}
