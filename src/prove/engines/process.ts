import type { Component } from "../../model/instances/instance.ts";
import { type Engine, PortTaken } from "../engine.ts";
import { placeOnLoopback } from "../place.ts";
import type { TwinInstance } from "../stage/stage.ts";
import { startChild } from "./child.ts";
import { recordProcesses } from "./leftovers.ts";
import { loopbackEngine } from "./loopback.ts";
import { type FoundProgram, findProgram } from "./programs.ts";
import { ServerCluster } from "./server-cluster.ts";

export interface ProcessOptions {
  /** Files that the user names; what is not named is looked for on the PATH. */
  readonly pdServer?: string | undefined;
  readonly tikvServer?: string | undefined;
  readonly path: string | undefined;
  readonly now?: () => number;
}

/**
 * Runs the real `pd-server`, and the real `tikv-server` where it is there (else the model of TiKV, and the report says
 * so). `because`: there is no `pd-server`.
 */
export async function processEngine(options: ProcessOptions): Promise<Engine | { readonly because: string }> {
  const [pd, tikv] = await Promise.all([
    findProgram("pd-server", options.pdServer, options.path),
    findProgram("tikv-server", options.tikvServer, options.path),
  ]);
  const missing = (name: string, file: string) => ({ because: `${file} is no program that can be started: no ${name}` });
  if (options.tikvServer !== undefined && tikv === undefined) return missing("tikv-server", options.tikvServer);
  if (pd === undefined) {
    return options.pdServer === undefined
      ? { because: "there is no pd-server on the PATH" }
      : missing("pd-server", options.pdServer);
  }
  return engineOf({ pd, tikv }, options.now ?? Date.now);
}

type Programs = Readonly<Record<Component, FoundProgram | undefined>>;

function engineOf(programs: Programs, now: () => number): Engine {
  // A stage on other ports may do; when it does not, the instance is said not to start, and why.
  let mayRetry = true;
  return {
    kind: "process",
    dialsAsInstance: true,
    programOf(component) {
      const program = programs[component];
      return program === undefined ? loopbackEngine().programOf(component) : { program: program.name, isReal: true };
    },
    place: placeOnLoopback,
    async start(stage, surroundings) {
      const pids: number[] = [];
      const launch = (instance: TwinInstance) => {
        const program = programs[instance.twin.component];
        if (program === undefined) return undefined;
        const child = startChild(program.path, [`--config=${instance.configFile}`], instance.folder);
        if (child.pid !== undefined) pids.push(child.pid);
        try {
          recordProcesses(stage.folder, pids);
        } catch (error) {
          // A full disk: whoever cannot be written down is not left running.
          void child.stop();
          throw error;
        }
        return child;
      };
      const cluster = await ServerCluster.started(stage, launch, surroundings, now());
      const taken = [...cluster.takenPorts];
      if (taken.length > 0 && mayRetry && !surroundings.signal.aborted) {
        mayRetry = false;
        await cluster.stop();
        throw new PortTaken(`${taken.join(" and ")} found a port taken`);
      }
      return cluster;
    },
  };
}
