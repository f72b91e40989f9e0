import { connect } from "../channels/connection.ts";
import type { Instance } from "../instances/instance.ts";
import type { Client } from "./client.ts";
import { type Offer, type Port, portName, postureOf, type Start } from "./offer.ts";
import type { Outcome, Posture } from "./outcome.ts";
import { pdOffer, pdStart } from "./pd-server.ts";
import { unknown } from "./refusal.ts";
import { tikvOffer, tikvStart } from "./tikv-server.ts";

/** A port that is dialled. */
export interface Server {
  readonly instance: Instance;
  readonly port: Port;
}

/**
 * What happens when `client` connects to `server` at a time (milliseconds since the epoch, UTC). Pure and total.
 *
 * 1. Does the server come up at all? PD has to pass a handshake with itself (pd-server.ts); TiKV looks at its files only
 *    (tikv-server.ts).
 * 2. What does its port give and ask? For PD the scheme of the listen URL decides, for TiKV whether ca-path is set.
 * 3. Do transport, certificates, names and lists of both sides fit, in the order of a TLS 1.3 handshake (connection.ts)?
 *
 * The first certain refusal wins. What the files do not show is a doubt: it never makes a success, and gives way to a
 * refusal that is certain without it.
 */
export function handshake(client: Client, server: Server, at: number): Outcome {
  const { instance, port } = server;
  const start = startOf(instance, at);
  if (start.kind === "fails") {
    return {
      kind: "fails",
      by: "server",
      reason: "server-does-not-start",
      step: "server-start",
      detail: `${instance.name} does not start: ${start.detail}`,
      decidedBy: start.decidedBy,
      related: start.related,
    };
  }
  const offer = offerOf(server);
  if (offer === undefined) return unknown(`${instance.name} has no ${portName[port]}`);
  const outcome = connect(client, offer, at);
  if (outcome.kind === "succeeds" && start.kind === "unknown") {
    return unknown(`whether ${instance.name} starts is not in the files: ${start.because}`);
  }
  return outcome;
}

/** What a port gives to a client that it accepts, whether or not the server comes up: the posture of its settings. */
export function serverPosture(server: Server): Posture | "unknown" {
  const offer = offerOf(server);
  return offer === undefined ? "unknown" : postureOf(offer);
}

/** Does an instance come up with its settings and files? */
export function startOf(instance: Instance, at: number): Start {
  return instance.component === "pd" ? pdStart(instance, at) : tikvStart(instance);
}

/** What a port gives and asks; undefined for a port that the instance does not have. */
export function offerOf({ instance, port }: Server): Offer | undefined {
  switch (port) {
    case "pd-client":
    case "pd-peer":
      return instance.component === "pd" ? pdOffer(instance, port) : undefined;
    case "tikv-status":
      return instance.component === "tikv" && instance.statusAddress.kind !== "absent" ? tikvOffer(instance, port) : undefined;
    case "tikv-grpc":
      return instance.component === "tikv" ? tikvOffer(instance, port) : undefined;
    default:
      return port satisfies never;
  }
}
