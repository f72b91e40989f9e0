import { tmpdir } from "node:os";
import type { EffectiveConfig } from "../gate/effective-config.ts";
import type { Prover } from "../gate/proof.ts";
import type { Environment } from "../model/environments/environment.ts";
import type { Proof } from "../model/handshake/trial.ts";
import type { Component } from "../model/instances/instance.ts";
import { newestRelease } from "../model/instances/newest.ts";
import { type Engine, type EngineKind, PortTaken } from "../prove/engine.ts";
import { dockerEngine } from "../prove/engines/docker.ts";
import { loopbackEngine } from "../prove/engines/loopback.ts";
import { processEngine } from "../prove/engines/process.ts";
import { probe } from "../prove/probe/probe.ts";
import { type ProofSurroundings, proveEnvironment } from "../prove/prove.ts";
import { makeStage } from "../prove/stage/make-stage.ts";
import type { Placement } from "../prove/stage/stage.ts";
import { openWorkspace, type Workspace } from "../prove/stage/workspace.ts";
import { survey } from "../prove/survey.ts";
import { UsageError } from "./options.ts";

/** How the user wants the handshake test to run. */
export interface ProofWish {
  /** Undefined: what the config file says, else the real programs where they are at hand, else models of them. */
  readonly engine?: EngineKind | undefined;
  /** Absolute paths of programs to start. They come from the user alone, never from the repository that is judged. */
  readonly programs: Readonly<Partial<Record<Component, string>>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where the engine was chosen: what to do when it cannot run is said in these words. */
  readonly chosenBy: "option" | "input";
  /** The time at which validity is judged, where it is not the present: milliseconds since the epoch, UTC. */
  readonly at: number | undefined;
}

/** Runs the handshake test of environments one after another, each in a private folder that goes with it. */
export function proverOf(wish: ProofWish, surroundings: ProofSurroundings): Prover {
  return async (environments, config) => {
    const proofs: Proof[] = [];
    for (const environment of environments.filter(({ instances }) => instances.length > 0)) {
      const engine = await engineFor(wish, config, environment);
      let workspace: Workspace | undefined;
      try {
        const parts = {
          engine,
          makeStage: async (own: Environment, placements: readonly Placement[]) => {
            // A stage on other ports is one from scratch.
            workspace?.remove();
            workspace = openWorkspace();
            const now = surroundings.now();
            return makeStage(own, { placements, workspace, at: wish.at ?? now, now });
          },
          probe,
          survey,
        };
        proofs.push(await proveEnvironment(environment, parts, surroundings));
      } catch (error) {
        throw mistakeOf(error);
      } finally {
        workspace?.remove();
      }
    }
    return proofs;
  };
}

async function engineFor(wish: ProofWish, config: EffectiveConfig, environment: Environment): Promise<Engine> {
  const { programs, environment: variables } = wish;
  const wanted = wish.engine ?? (Object.keys(programs).length > 0 ? "process" : config.handshake.engine);
  const real = () => processEngine({ pdServer: programs.pd, tikvServer: programs.tikv, path: variables["PATH"] });
  switch (wanted) {
    case undefined: {
      const engine = await real();
      return "because" in engine ? loopbackEngine() : engine;
    }
    case "loopback":
      return loopbackEngine();
    case "process":
      return orMistake("process", await real(), wish);
    case "docker":
      return orMistake("docker", await dockerEngine({ images: imagesOf(config, environment), environment: variables }), wish);
    default:
      return wanted satisfies never;
  }
}

function orMistake(kind: EngineKind, engine: Engine | { readonly because: string }, { chosenBy }: ProofWish): Engine {
  if (!("because" in engine)) return engine;
  const isOption = chosenBy === "option";
  const place = isOption ? "name one with --pd-server FILE" : "put one on the PATH, outside of the workspace";
  const how = kind === "process" ? `${place}, or use` : "use";
  const other = isOption ? "--engine loopback" : "handshake: loopback";
  throw new UsageError(`the ${kind} engine cannot run: ${engine.because}; ${how} ${other}, which needs nothing`);
}

/** What the machine refuses (a full disk, no free port) is no fault of this program: one sentence. */
function mistakeOf(error: unknown): unknown {
  const cannot = "the handshake test cannot run";
  if (error instanceof PortTaken) return new UsageError(`${cannot}: ${error.message}`);
  if (!(error instanceof Error && "code" in error && "syscall" in error)) return error;
  return error.syscall === "mkdtemp"
    ? new UsageError(`${cannot}: no private folder can be made in ${tmpdir()} (${error.code})`)
    : new UsageError(`${cannot}: its private folder cannot be written (${error.code})`);
}

/** The images of the config file, else the official ones of the version that the files say. */
function imagesOf({ handshake }: EffectiveConfig, environment: Environment): Readonly<Record<Component, string>> {
  const versionOf = (component: Component) =>
    environment.instances.find((instance) => instance.component === component)?.version.text ?? newestRelease[component].text;
  return {
    pd: handshake["pd-image"] ?? `pingcap/pd:${versionOf("pd")}`,
    tikv: handshake["tikv-image"] ?? `pingcap/tikv:${versionOf("tikv")}`,
  };
}
