import type { ChannelId } from "../model/channels/channel.ts";
import type { Tier } from "../model/environments/environment.ts";
import type { Posture } from "../model/handshake/outcome.ts";
import type { Component } from "../model/instances/instance.ts";

/** The rollout plan of a change, schema version 1: what `plan --format json` prints and the other formats render (docs/rollout.md). */
export interface PlanReport {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "tikv-tls-gate"; readonly version: string };
  /** RFC 3339, UTC. */
  readonly now: string;
  /** The commit that the tree is a change of. */
  readonly base: string;
  readonly environments: readonly PlannedEnvironment[];
}

export type PlanVerdict = "nothing" | "added" | "removed" | "rolls" | "splits" | "full-stop" | "unknown";

export interface PlannedEnvironment {
  readonly name: string;
  readonly renamedFrom: string | null;
  readonly tier: Tier;
  readonly verdict: PlanVerdict;
  /** One sentence without a full stop. */
  readonly summary: string;
  readonly channels: { readonly unchanged: number; readonly changed: readonly PlannedChannel[] };
  readonly changes: readonly PlannedChange[];
  /** What to do, in this order; empty where nothing can be done as the change is. */
  readonly steps: readonly PlannedStep[];
  /** Where all of it has to stop: the steps in which PD alone could be rolled. */
  readonly pdSteps: readonly PlannedStep[];
  /** What the plan cannot see or does not do; sentences. */
  readonly cautions: readonly string[];
}

export interface PlannedPlace {
  readonly path: string;
  readonly line: number;
}

export interface PlannedSide {
  readonly posture: Posture | "unknown";
  readonly handshake: "succeeds" | "fails" | "unknown";
  readonly detail: string;
  readonly place: PlannedPlace | null;
}

export interface PlannedChannel {
  readonly id: ChannelId;
  readonly from: string;
  readonly to: string;
  /** How many pairs change in this way. */
  readonly pairs: number;
  readonly direction: "stronger" | "weaker" | "handshake" | "hidden" | "shown" | "added" | "removed";
  readonly before: PlannedSide | null;
  readonly after: PlannedSide | null;
}

export interface PlannedChange {
  readonly component: Component;
  readonly instance: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
  readonly place: PlannedPlace;
  readonly was: PlannedPlace;
  readonly effect: "next-handshake" | "restart";
}

export interface PlannedStep {
  /** What is changed, in the imperative; empty where it is the change as a whole. */
  readonly change: string;
  /** In which order. */
  readonly order: string;
  readonly restarts: boolean;
  readonly commands: readonly string[];
}
