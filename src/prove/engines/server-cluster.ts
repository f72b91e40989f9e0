import { startOf } from "../../model/handshake/handshake.ts";
import type { Cluster, EngineSurroundings, InstanceState } from "../engine.ts";
import type { Stage, TwinInstance } from "../stage/stage.ts";
import type { Child } from "./child.ts";
import { serveInstance } from "./loopback.ts";
import type { ModelPort } from "./model-port.ts";
import { untilServing, whyItEnded } from "./readiness.ts";

/** Starts the real server of an instance; undefined: there is none, and the model serves in its place. */
export type Launch = (instance: TwinInstance) => Child | undefined;

/** Real servers, and models where there are none. */
export class ServerCluster implements Cluster {
  readonly states = new Map<string, InstanceState>();
  /** Names of the instances that could not listen though nothing in their settings says so. */
  readonly takenPorts = new Set<string>();
  readonly #children: Child[] = [];
  readonly #models: ModelPort[] = [];
  readonly #launch: Launch;
  readonly #surroundings: EngineSurroundings;
  readonly #at: number;
  readonly #onAbort = () => void this.stop();

  private constructor(launch: Launch, surroundings: EngineSurroundings, at: number) {
    this.#launch = launch;
    this.#surroundings = surroundings;
    this.#at = at;
    surroundings.signal.addEventListener("abort", this.#onAbort);
  }

  /** Starts all instances of a stage. Whatever goes wrong, nobody is left running when it rejects. */
  static async started(stage: Stage, launch: Launch, surroundings: EngineSurroundings, at: number): Promise<ServerCluster> {
    const cluster = new ServerCluster(launch, surroundings, at);
    try {
      await cluster.#start(stage);
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    this.#surroundings.signal.removeEventListener("abort", this.#onAbort);
    await Promise.all([...this.#children.map((child) => child.stop()), ...this.#models.splice(0).map((port) => port.close())]);
  }

  /** PDs that form the cluster together, then those that join it one after another, then TiKV, which looks for PD first. */
  async #start({ instances }: Stage): Promise<void> {
    const pds = instances.filter(({ twin }) => twin.component === "pd");
    const joining = pds.filter(({ twin }) => twin.component === "pd" && twin.join.kind === "known" && twin.join.value.length > 0);
    await Promise.all(pds.filter((instance) => !joining.includes(instance)).map((instance) => this.#startOne(instance)));
    for (const instance of joining) await this.#startOne(instance);
    await Promise.all(instances.filter(({ twin }) => twin.component === "tikv").map((instance) => this.#startOne(instance)));
  }

  async #startOne(instance: TwinInstance): Promise<void> {
    const { name } = instance.original;
    const { state, isModel } = await this.#run(instance);
    this.states.set(name, state);
    const up = `${name} is up${isModel ? " (a model)" : ""}`;
    this.#surroundings.progress(state.kind === "running" ? up : `${name} does not start: ${state.because}`);
  }

  async #run(instance: TwinInstance): Promise<{ readonly state: InstanceState; readonly isModel: boolean }> {
    if (this.#surroundings.signal.aborted) return { state: { kind: "stopped", because: "the test was stopped" }, isModel: false };
    const child = this.#launch(instance);
    if (child === undefined) return { state: await serveInstance(instance, this.#models, this.#at), isModel: true };
    this.#children.push(child);
    const state = await untilServing(child, instance, this.#surroundings.signal);
    const couldListen = startOf(instance.twin, this.#at).kind !== "fails";
    if (state.kind === "stopped" && couldListen && whyItEnded(child.log.lines).includes("address already in use")) {
      this.takenPorts.add(instance.original.name);
    }
    return { state, isModel: false };
  }
}
