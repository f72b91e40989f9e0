import type { Environment } from "../model/environment.ts";
import type { Component } from "../model/instance.ts";
import { newestRelease } from "../model/newest.ts";
import type { Proof } from "../model/trial.ts";
import type { Engine, EngineKind } from "../prove/engine.ts";
import { dockerEngine } from "../prove/engines/docker.ts";
import { loopbackEngine } from "../prove/engines/loopback.ts";
import { processEngine } from "../prove/engines/process.ts";
import { makeStage } from "../prove/make-stage.ts";
import { probe } from "../prove/probe.ts";
import { type ProofSurroundings, proveEnvironment } from "../prove/prove.ts";
import type { Placement } from "../prove/stage.ts";
import { survey } from "../prove/survey.ts";
import { openWorkspace } from "../prove/workspace.ts";
import type { LoadedLaw } from "./gate-law.ts";
import type { Prover } from "./gate-proof.ts";
import { UsageError } from "./options.ts";

/** How the user wants the handshake test to run. */
export interface ProofWish {
  /** Undefined: what the config file says, else the real programs where they are at hand, else models of them. */
  readonly engine?: EngineKind | undefined;
  /** Absolute paths of programs to start. They come from the user alone, never from the repository that is judged. */
  readonly programs: Readonly<Partial<Record<Component, string>>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The time at which validity is judged, where it is not the present: milliseconds since the epoch, UTC. */
  readonly at: number | undefined;
}

/** Runs the handshake test of environments one after another, each in a private folder that goes with it. */
export function proverOf(wish: ProofWish, surroundings: ProofSurroundings): Prover {
  return async (environments, law) => {
    const proofs: Proof[] = [];
    for (const environment of environments.filter(({ instances }) => instances.length > 0)) {
      const engine = await engineFor(wish, law, environment);
      const workspace = openWorkspace();
      try {
        const parts = {
          engine,
          makeStage: (own: Environment, placements: readonly Placement[]) => {
            const now = surroundings.now();
            return makeStage(own, { placements, workspace, at: wish.at ?? now, now });
          },
          probe,
          survey,
        };
        proofs.push(await proveEnvironment(environment, parts, surroundings));
      } finally {
        workspace.remove();
      }
    }
    return proofs;
  };
}

async function engineFor(wish: ProofWish, law: LoadedLaw, environment: Environment): Promise<Engine> {
  const { programs, environment: variables } = wish;
  const wanted = wish.engine ?? (Object.keys(programs).length > 0 ? "process" : law.handshake.engine);
  const real = () => processEngine({ pdServer: programs.pd, tikvServer: programs.tikv, path: variables["PATH"] });
  switch (wanted) {
    case undefined: {
      const engine = await real();
      return "because" in engine ? loopbackEngine() : engine;
    }
    case "loopback":
      return loopbackEngine();
    case "process":
      return orMistake("process", await real());
    case "docker":
      return orMistake("docker", await dockerEngine({ images: imagesOf(law, environment), environment: variables }));
    default:
      return wanted satisfies never;
  }
}

function orMistake(kind: EngineKind, engine: Engine | { readonly because: string }): Engine {
  if (!("because" in engine)) return engine;
  const how = kind === "process" ? "name one with --pd-server FILE, or use" : "use";
  throw new UsageError(`the ${kind} engine cannot run: ${engine.because}; ${how} --engine loopback, which needs nothing`);
}

/** The images of the config file, else the official ones of the version that the files say. */
function imagesOf({ handshake }: LoadedLaw, environment: Environment): Readonly<Record<Component, string>> {
  const versionOf = (component: Component) =>
    environment.instances.find((instance) => instance.component === component)?.version.text ?? newestRelease[component].text;
  return {
    pd: handshake["pd-image"] ?? `pingcap/pd:${versionOf("pd")}`,
    tikv: handshake["tikv-image"] ?? `pingcap/tikv:${versionOf("tikv")}`,
  };
}
