import type { Instance, Security } from "./instance.ts";
import type { Outcome, Posture } from "./outcome.ts";
import type { Setting } from "./setting.ts";

/** A party that dials. */
export interface Client {
  /** As messages call it. */
  readonly name: string;
  /** PD dials as Go, TiKV as gRPC core; `other` is a Go client (TiDB, pd-ctl) unless it says otherwise. */
  readonly program: "pd" | "tikv" | "other";
  /** Undefined: a client of which nothing is known but that it is set up rightly for the server. */
  readonly instance?: Instance | undefined;
  readonly security?: Security | undefined;
  /** How it dials: TLS, plaintext, or `unknown`. */
  readonly transport: "tls" | "plaintext" | "unknown";
  /** The host that it dials; undefined when the files do not say. */
  readonly host?: Setting<string> | undefined;
}

/** A port that is dialled. */
export interface Server {
  readonly instance: Instance;
  readonly port: "pd-client" | "pd-peer" | "tikv-grpc" | "tikv-status";
}

/** What happens when `client` connects to `server` at a time (milliseconds since the epoch, UTC). Pure and total. */
export function handshake(_client: Client, _server: Server, _at: number): Outcome {
  return { kind: "unknown", detail: "not predicted" };
}

/** What the server side of a port gives to a client that it accepts. */
export function serverPosture(_server: Server, _at: number): Posture | "unknown" {
  return "unknown";
}
