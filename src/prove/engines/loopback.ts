import { startOf } from "../../model/handshake/handshake.ts";
import type { Port } from "../../model/handshake/offer.ts";
import { componentName } from "../../model/instances/instance.ts";
import type { Cluster, Engine, InstanceState } from "../engine.ts";
import { placeOnLoopback } from "../place.ts";
import type { Address, Stage, TwinInstance } from "../stage/stage.ts";
import { type ModelPort, openModelPort } from "./model-port.ts";

/**
 * Servers of this program that speak as PD and TiKV were measured to. They show that the files fit together and that
 * sockets say what the model says; that the real programs do so too, only the real programs show.
 */
export function loopbackEngine(now: () => number = Date.now): Engine {
  return {
    kind: "loopback",
    dialsAsInstance: true,
    programOf: (component) => ({ program: `a model of ${componentName[component]} in this program`, isReal: false }),
    place: placeOnLoopback,
    async start(stage: Stage, { progress }): Promise<Cluster> {
      const open: ModelPort[] = [];
      const states = new Map<string, InstanceState>();
      for (const instance of stage.instances) {
        const state = await serveInstance(instance, open, now());
        states.set(instance.original.name, state);
        const { name } = instance.original;
        progress(state.kind === "running" ? `${name} is up (a model)` : `${name} does not start: ${state.because}`);
      }
      return { states, stop: async () => void (await Promise.all(open.splice(0).map((port) => port.close()))) };
    },
  };
}

/** Serves all ports of an instance by the model, unless the model says that the program would not come up. */
export async function serveInstance(instance: TwinInstance, open: ModelPort[], at: number): Promise<InstanceState> {
  const start = startOf(instance.twin, at);
  if (start.kind === "fails") return { kind: "stopped", because: start.detail };
  for (const [port, address] of Object.entries(instance.listens) as [Port, Address][]) {
    const opened = await openModelPort(instance, port, address, at);
    if ("because" in opened) return { kind: "stopped", because: opened.because };
    open.push(opened);
  }
  return { kind: "running" };
}
