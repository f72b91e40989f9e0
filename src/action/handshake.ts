import { realpathSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import type { Surroundings } from "../cli/command.ts";
import { isInside } from "../cli/inside.ts";
import { UsageError } from "../cli/options.ts";
import { proverOf } from "../cli/prove-environments.ts";
import type { Prover } from "../gate/proof.ts";
import type { Toolkit } from "../github/toolkit.ts";
import type { Environment } from "../model/environments/environment.ts";
import type { EngineKind } from "../prove/engine.ts";
import { Interrupted } from "../prove/prove.ts";
import { runbookOf } from "../prove/runbook.ts";
import { forHtml, singleLine } from "../text/safe.ts";

/** Where a step runs its handshake test. */
export interface HandshakeStep {
  readonly toolkit: Toolkit;
  readonly environment: Surroundings["environment"];
  /** Folders that hold what is judged: nothing in them is ever run. */
  readonly judged: readonly string[];
  readonly signal: AbortSignal;
  /** The time at which validity is judged, where it is not the present: milliseconds since the epoch, UTC. */
  readonly at: number | undefined;
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

/** The handshake test as part of a step's judgement. */
export interface StepHandshake {
  readonly prove: Prover;
  /** How the tested environments are verified by hand, as Markdown of at most so many bytes; what does not fit is named. */
  runbooks(room: number): string;
}

export function stepHandshake(engine: EngineKind, step: HandshakeStep): StepHandshake {
  const { toolkit, signal, at } = step;
  const tested: Environment[] = [];
  const environment = withoutJudged(step.environment, step.judged);
  const prove = proverOf(
    { engine, programs: {}, environment, chosenBy: "input", at },
    { signal, now: step.now, progress: (line) => toolkit.info(singleLine(line)) },
  );
  return {
    async prove(environments, config) {
      toolkit.startGroup(`Handshake test (${engine} engine)`);
      try {
        const proofs = await prove(environments, config);
        tested.push(...environments.filter(({ name }) => proofs.some((proof) => proof.environment === name)));
        return proofs;
      } catch (error) {
        if (error instanceof UsageError || error instanceof Interrupted) throw new UsageError(error.message);
        throw new UsageError(`the handshake test cannot run: ${error instanceof Error ? error.message : String(error)}`);
      } finally {
        toolkit.endGroup();
      }
    },
    runbooks: (room) => runbookSections(tested, room),
  };
}

function runbookSections(environments: readonly Environment[], room: number): string {
  let text = "";
  for (const environment of environments) {
    const title = `Verify the TLS of ${forHtml(environment.name)} by hand`;
    const whole = `\n<details><summary>${title}</summary>\n\n${runbookOf(environment)}\n</details>\n`;
    const short = `\n${title}: too long for this page, <code>tikv-tls-gate handshake --print</code> writes it.\n`;
    text += [whole, short].find((section) => Buffer.byteLength(text + section) <= room) ?? "";
  }
  return text;
}

/** What is started by its name: a link to it may lead into the workspace, too. */
const programs = ["pd-server", "tikv-server", "docker"];

/** An environment that leads to no program in these folders, by no way that a workflow's step before may have set. */
export function withoutJudged(
  environment: Surroundings["environment"],
  folders: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const judged = folders.flatMap((folder) => [resolve(folder), realPathOf(folder)]);
  const isJudged = (path: string) =>
    [resolve(path), realPathOf(path)].some((own) => judged.some((folder) => isInside(own, folder)));
  const folderIn = (name: string) => {
    const path = environment[name];
    return path === undefined || !isAbsolute(path) || isJudged(path) ? undefined : path;
  };
  const isSafe = (folder: string) =>
    isAbsolute(folder) && !isJudged(folder) && programs.every((program) => !isJudged(join(folder, program)));
  const path = (environment["PATH"] ?? "").split(delimiter).filter(isSafe);
  // Docker runs plug-ins and credential helpers from below these.
  return { ...environment, PATH: path.join(delimiter), HOME: folderIn("HOME"), DOCKER_CONFIG: folderIn("DOCKER_CONFIG") };
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there: nothing in it can be run.
    return resolve(path);
  }
}
