import type { Component, Instance } from "../model/instances/instance.ts";
import type { Placement, Stage } from "./stage/stage.ts";

export const engineKinds = ["loopback", "process", "docker"] as const;
export type EngineKind = (typeof engineKinds)[number];

/** A way to run a stage. */
export interface Engine {
  readonly kind: EngineKind;
  /**
   * Can this program dial from the address of an instance? PD's peer port holds the source of a connection against the
   * names in its certificate, so that nobody else can show what a member gets.
   */
  readonly dialsAsInstance: boolean;
  /** What serves for a component: `pd-server v8.5.3 (/usr/local/bin/pd-server)`, `a model of TiKV in this program`. */
  programOf(component: Component): { readonly program: string; readonly isReal: boolean };
  /** Where each instance is to listen, in the order given. Called before the stage is made. */
  place(instances: readonly Instance[]): Promise<readonly Placement[]>;
  /** Starts every instance and returns when each is up or has given up, or when the signal says so. */
  start(stage: Stage, surroundings: EngineSurroundings): Promise<Cluster>;
}

export interface EngineSurroundings {
  readonly signal: AbortSignal;
  /** One line for people: `pd-0 is up after 1.2 s`. */
  progress(line: string): void;
}

/** A port that was free is so no more: another stage on other ports may do. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

export type InstanceState =
  | { readonly kind: "running" }
  /** It gave up or did not come up in time: why, as its log says. */
  | { readonly kind: "stopped"; readonly because: string };

/** A stage that runs. */
export interface Cluster {
  /** By the name of the instance. */
  readonly states: ReadonlyMap<string, InstanceState>;
  /** Stops everything and leaves nothing behind. May be called twice. */
  stop(): Promise<void>;
}
