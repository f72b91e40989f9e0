import type { Span } from "../../text/span.ts";
import type { Port } from "../handshake/offer.ts";
import type { Outcome, Posture } from "../handshake/outcome.ts";

/** The pairs that talk in a cluster (DESIGN: words). The last six are outgoing and exist where the config names them. */
export const channelIds = [
  "client-pd",
  "tikv-pd",
  "pd-pd-client",
  "pd-pd-peer",
  "client-tikv",
  "tikv-tikv",
  "status-tikv",
  "pd-metric-storage",
  "pd-metric-push",
  "tikv-metric-push",
  "dashboard-tidb",
  "tikv-kms",
  "tikv-object-storage",
] as const;
export type ChannelId = (typeof channelIds)[number];

/** The port that serves a channel; undefined for endpoints outside the cluster. */
export function portOf(id: ChannelId): Port | undefined {
  switch (id) {
    case "client-pd":
    case "tikv-pd":
    case "pd-pd-client":
      return "pd-client";
    case "pd-pd-peer":
      return "pd-peer";
    case "client-tikv":
    case "tikv-tikv":
      return "tikv-grpc";
    case "status-tikv":
      return "tikv-status";
    default:
      return undefined;
  }
}

/** A directed pair: who dials, and the server endpoint. */
export interface Channel {
  readonly id: ChannelId;
  /** Name of the client party: an instance's name, or `client`, `monitoring`, `dashboard`. */
  readonly from: string;
  /** Name of the instance that serves, or the host of an outgoing endpoint. */
  readonly to: string;
  /** What the server side gives to an accepted client, whether or not this client is. */
  readonly posture: Posture | "unknown";
  readonly outcome: Outcome;
  /** The settings that decide posture and outcome, the most decisive first. */
  readonly evidence: readonly Span[];
}
