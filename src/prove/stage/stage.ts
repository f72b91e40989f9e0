import type { Environment } from "../../model/environments/environment.ts";
import type { Port } from "../../model/handshake/offer.ts";
import type { Instance, Security } from "../../model/instances/instance.ts";

/** Where a port of a twin listens. */
export interface Address {
  /** An IP address. */
  readonly host: string;
  readonly port: number;
}

/** Host and port as an address writes them: `10.0.0.1:2379`, `[::1]:2379`. */
export function addressText({ host, port }: Address): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Where an engine wants an instance to listen: one address per port that the component has. */
export type Placement = Readonly<Partial<Record<Port, Address>>>;

/** What a party shows and trusts, as text for this program's sockets and as files for commands and servers. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
  /** What the party trusts. */
  readonly ca: string;
  /** Absolute paths in the private folder. */
  readonly files: { readonly certificate: string; readonly key: string; readonly ca: string };
  /** The same as the model sees it: what predictions are made with. */
  readonly security: Security;
}

/** Clients that are made to be let in or refused, each signed by a twin of a CA that the server trusts (but for `other-ca`). */
export type CredentialKind = "right" | "other-ca" | "other-name" | "expired" | "no-client-usage";

export interface TwinInstance {
  readonly original: Instance;
  /** The rewritten configuration, read back by the program's own readers: predictions are made on it. */
  readonly twin: Instance;
  readonly listens: Placement;
  /** Absolute paths. */
  readonly configFile: string;
  readonly folder: string;
  readonly dataFolder: string;
  /** What it shows and trusts as a client; undefined where it dials in plaintext. */
  readonly credential: Credential | undefined;
}

/** An environment made ready to be started: twins of its certificates, its configurations with other paths and addresses. */
export interface Stage {
  readonly environment: Environment;
  /** The same environment made of the twins. */
  readonly twin: Environment;
  /** Absolute path of the private folder. */
  readonly folder: string;
  readonly instances: readonly TwinInstance[];
  /**
   * A client of one port of an instance; undefined where there can be none (the port trusts no CA whose twin could sign;
   * it has no list that could refuse a name).
   */
  clientOf(instance: TwinInstance, port: Port, kind: CredentialKind): Credential | undefined;
  /** Each setting that was rewritten: `pd-0: client-urls https://pd-0.prod:2379 -> https://127.0.0.1:41234`. `STAGE` is the folder. */
  readonly rewrites: readonly string[];
  /** What stands in for files that are not committed, and what a twin cannot imitate; sentences. */
  readonly notes: readonly string[];
}
