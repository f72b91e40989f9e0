import type { Span } from "../../text/span.ts";
import type { Component, Instance } from "../instances/instance.ts";
import type { Setting } from "../instances/setting.ts";
import type { Held } from "./credentials.ts";
import type { Failure, Posture } from "./outcome.ts";

export const ports = ["pd-client", "pd-peer", "tikv-grpc", "tikv-status"] as const;
export type Port = (typeof ports)[number];

/** The program that has a port. */
export function componentOf(port: Port): Component {
  return port === "pd-client" || port === "pd-peer" ? "pd" : "tikv";
}

/** The ports that an instance has. */
export function portsOf(instance: Instance): readonly Port[] {
  if (instance.component === "pd") return ["pd-client", "pd-peer"];
  return instance.statusAddress.kind === "absent" ? ["tikv-grpc"] : ["tikv-grpc", "tikv-status"];
}

export const portName: Readonly<Record<Port, string>> = {
  "pd-client": "client port",
  "pd-peer": "peer port",
  "tikv-grpc": "gRPC port",
  "tikv-status": "status port",
};

/** Which names a port accepts in a client certificate that verifies. */
export type NameRule =
  | { readonly kind: "any" }
  | {
      readonly kind: "listed";
      /** `cert-allowed-cn`; empty when only the other list is set. */
      readonly commonNames: readonly Setting<string>[];
      /** `cert-allowed-san`. */
      readonly sans: readonly Setting<string>[];
      readonly at: Span;
      /** Requests that any certificate of the CA may make. */
      readonly exempt?: string | undefined;
    }
  | { readonly kind: "unknown"; readonly because: string };

/** What a TLS port asks of its clients. */
export type ClientCheck =
  | { readonly kind: "none" }
  | { readonly kind: "certificate"; readonly names: NameRule }
  | { readonly kind: "unknown"; readonly because: string };

/** What a port gives and asks, as the settings of its instance say, whether or not the program comes up with them. */
export interface Offer {
  readonly instance: Instance;
  readonly port: Port;
  /** `both`: PD with an http and an https URL on one port. */
  readonly transport: "plaintext" | "tls" | "both" | "unknown";
  /** Why the transport is not known. */
  readonly because?: string | undefined;
  /** For TLS clients. */
  readonly check: ClientCheck;
  /** The deciding settings, the most decisive first. */
  readonly evidence: readonly Span[];
}

/** Does a program come up with its settings and files? */
export type Start =
  | { readonly kind: "starts" }
  | { readonly kind: "unknown"; readonly because: string }
  | {
      readonly kind: "fails";
      readonly step: StartStep;
      /** One clause: `it sets cert-path but not key-path`. */
      readonly detail: string;
      readonly decidedBy: Span;
      readonly related?: Span | undefined;
      /** PD's handshake with itself: how it ends. */
      readonly refusal?: Failure | undefined;
    };

/** In the order in which the programs stumble over them. */
export type StartStep =
  | "incomplete-material"
  | "allow-list-version"
  | "address"
  | "unreadable-material"
  | "https-without-certificate"
  | "two-schemes-on-peer-address"
  | "advertised-scheme"
  | "self-handshake";

/** The first step that certainly fails, else the first doubt, else a start. */
export function firstFault(checks: readonly (Start | undefined)[]): Start {
  return (
    checks.find((check) => check?.kind === "fails") ?? checks.find((check) => check?.kind === "unknown") ?? { kind: "starts" }
  );
}

/** Material with which the program does not come up. With some it does, and fails in every handshake. */
export function unreadable(held: Held<unknown>): Start | undefined {
  if (held.kind !== "broken" || held.effect === "refuses-everybody") return undefined;
  return { kind: "fails", step: "unreadable-material", detail: held.because, decidedBy: held.at, related: held.related };
}

/** What a port gives to a client that it accepts. */
export function postureOf(offer: Offer): Posture | "unknown" {
  switch (offer.transport) {
    case "plaintext":
    case "both": // Whoever dials plaintext is served: the port protects nobody who does not ask for it.
      return "plaintext";
    case "unknown":
      return "unknown";
    case "tls":
      return tlsPosture(offer.check);
    default:
      return offer.transport satisfies never;
  }
}

/** What an accepted TLS client gets. */
export function tlsPosture(check: ClientCheck): Posture | "unknown" {
  switch (check.kind) {
    case "none":
      return "tls";
    case "unknown":
      return "unknown";
    case "certificate":
      return check.names.kind === "listed" ? "mtls-identity" : check.names.kind === "any" ? "mtls" : "unknown";
    default:
      return check satisfies never;
  }
}
