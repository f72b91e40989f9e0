import type { Instance, Security } from "../instances/instance.ts";
import { newestRelease } from "../instances/newest.ts";
import type { Setting } from "../instances/setting.ts";
import type { Program } from "./credentials.ts";

/** A party that dials. */
export interface Client {
  /** As messages call it. */
  readonly name: string;
  /** PD dials as Go, TiKV as gRPC core; `other` is a Go client (TiDB, pd-ctl). */
  readonly program: "pd" | "tikv" | "other";
  /** Undefined: a client of which nothing is known but that it is set up rightly for the server. */
  readonly instance?: Instance | undefined;
  readonly security?: Security | undefined;
  /** How it dials: TLS, plaintext, or `unknown`. */
  readonly transport: "tls" | "plaintext" | "unknown";
  /** The host that it dials; undefined when the files do not say. */
  readonly host?: Setting<string> | undefined;
  /** The host that it dials from, as its own settings advertise it; undefined when the files do not say. */
  readonly source?: Setting<string> | undefined;
}

/** A client that is no instance reads files and verifies as PD does: TiDB, TiCDC, BR and pd-ctl are Go programs too. */
export function programOf(client: Client): Program {
  if (client.instance !== undefined) return client.instance;
  const component = client.program === "tikv" ? "tikv" : "pd";
  return { component, version: newestRelease[component] };
}
