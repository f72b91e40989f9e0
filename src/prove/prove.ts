import type { Environment } from "../model/environments/environment.ts";
import type { Port } from "../model/handshake/offer.ts";
import type { EnginePart, Observed, Proof, Survey, Trial } from "../model/handshake/trial.ts";
import { type Component, componentName, type Instance } from "../model/instances/instance.ts";
import { type Attempt, attemptsOf } from "./attempts.ts";
import { addressByHand, word } from "./by-hand.ts";
import { type Cluster, type Engine, PortTaken } from "./engine.ts";
import type { ProbeLimits, ProbeRequest, ProbeResult } from "./probe/probe.ts";
import type { Placement, Stage, TwinInstance } from "./stage/stage.ts";

/** What a handshake test is made of; tests put others in their place. */
export interface ProofParts {
  readonly engine: Engine;
  makeStage(environment: Environment, placements: readonly Placement[]): Promise<Stage>;
  probe(request: ProbeRequest, limits: ProbeLimits): Promise<ProbeResult>;
  /** Enumerates what a TLS port offers; undefined where nothing is served. */
  survey(
    stage: Stage,
    instance: TwinInstance,
    port: Port,
    limits: ProbeLimits,
  ): Promise<Omit<Survey, "environment" | "command"> | undefined>;
}

export interface ProofSurroundings {
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** One line for people: `pd-0 is up after 1.2 s`. */
  progress(line: string): void;
}

/** The user or the system ended the test; everything that it started is stopped and removed. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly signal: "SIGINT" | "SIGTERM";

  constructor(signal: "SIGINT" | "SIGTERM") {
    super("interrupted; what the test had started is stopped and removed");
    this.signal = signal;
  }
}

/** Throws `Interrupted` once the signal says so. */
export function stopIfInterrupted({ aborted, reason }: AbortSignal): void {
  if (aborted) throw new Interrupted(reason === "SIGTERM" ? "SIGTERM" : "SIGINT");
}

/** More instances of a component than these tell nothing new and cost time: these are started. */
const mostOfAComponent = 3;

const probeMilliseconds = 3000;

/** So many connections at once: PD and TiKV answer them side by side, and TiKV's status port one by one. */
const atOnce = 8;

/**
 * Runs the handshake test of one environment: stages twins, starts them, dials every port right and wrong, asks what the
 * TLS ports offer, and stops everything. Rejects when the stage cannot be made or started at all.
 */
export async function proveEnvironment(
  environment: Environment,
  parts: ProofParts,
  surroundings: ProofSurroundings,
): Promise<Proof> {
  const { engine } = parts;
  const began = surroundings.now();
  const chosen = (["pd", "tikv"] as const).flatMap((component) => chooseOf(environment, component));
  surroundings.progress(`${environment.name}: starting ${chosen.map(({ name }) => name).join(", ")} (${engine.kind} engine)`);
  const { stage, cluster } = await startStage({ ...environment, instances: chosen }, parts, surroundings);
  try {
    stopIfInterrupted(surroundings.signal);
    const attempts = attemptsOf(stage, surroundings.now()).filter((attempt) => canBeMade(attempt, engine));
    surroundings.progress(`${environment.name}: ${attempts.length} attempts`);
    const limits = { signal: surroundings.signal, milliseconds: probeMilliseconds };
    const trials = await inTurns(attempts, (attempt) => tryOne(environment.name, attempt, cluster, parts, limits));
    stopIfInterrupted(surroundings.signal);
    surroundings.progress(`${environment.name}: asking for protocols and suites`);
    const surveys = await surveyAll(environment.name, stage, cluster, parts, limits);
    stopIfInterrupted(surroundings.signal);
    return {
      environment: environment.name,
      engine: { kind: engine.kind, parts: chosen.map((instance) => partOf(engine, instance)) },
      trials,
      surveys,
      notes: [...peerNotes(engine, chosen), ...versionNotes(engine, chosen), ...leftOut(environment, chosen), ...stage.notes],
      rewrites: stage.rewrites,
      milliseconds: surroundings.now() - began,
    };
  } finally {
    await cluster.stop();
  }
}

/** A port can be taken between the moment it was found free and the start: then once more, on others. */
async function startStage(
  environment: Environment,
  { engine, makeStage }: ProofParts,
  surroundings: ProofSurroundings,
): Promise<{ readonly stage: Stage; readonly cluster: Cluster }> {
  for (let isLast = false; ; isLast = true) {
    const stage = await makeStage(environment, await engine.place(environment.instances));
    try {
      return { stage, cluster: await engine.start(stage, surroundings) };
    } catch (error) {
      if (isLast || !(error instanceof PortTaken)) throw error;
    }
  }
}

/** The first ones, and those whose TLS settings are not like any before. */
function chooseOf({ instances }: Environment, component: Component): readonly Instance[] {
  const own = instances.filter((instance) => instance.component === component);
  const seen = new Set<string>();
  const differing = own.filter(({ security }) => {
    const text = JSON.stringify([security.allowedCn.kind, security.ca.kind, security.certificate.kind, security.key.kind]);
    return seen.has(text) ? false : seen.add(text) !== undefined;
  });
  const ordered = [...new Set([...differing, ...own])];
  const chosen = new Set(ordered.slice(0, Math.max(mostOfAComponent, differing.length)));
  return own.filter((instance) => chosen.has(instance)).slice(0, 2 * mostOfAComponent);
}

function canBeMade({ channel, kind }: Attempt, { dialsAsInstance }: Engine): boolean {
  return dialsAsInstance || channel !== "pd-pd-peer" || kind !== "right-client";
}

function peerNotes({ dialsAsInstance }: Engine, chosen: readonly Instance[]): readonly string[] {
  if (dialsAsInstance || !chosen.some(({ component }) => component === "pd")) return [];
  return [
    "PD's peer ports were dialled in the wrong ways only: PD holds the address of who dials against the names in the certificate, and this program has not the address of a member.",
  ];
}

/** Predictions are made for the version that the files say, whatever program is at hand. */
function versionNotes(engine: Engine, chosen: readonly Instance[]): readonly string[] {
  return (["pd", "tikv"] as const).flatMap((component) => {
    const { program, isReal } = engine.programOf(component);
    const versions = new Set(chosen.filter((instance) => instance.component === component).map(({ version }) => version.text));
    if (!isReal || versions.size === 0) return [];
    return [`What was predicted holds for ${componentName[component]} ${[...versions].join(", ")}; what ran is ${program}.`];
  });
}

function leftOut({ instances }: Environment, chosen: readonly Instance[]): readonly string[] {
  const others = instances.filter((instance) => !chosen.includes(instance)).map(({ name }) => name);
  if (others.length === 0) return [];
  const names = others.length > 5 ? `${others.slice(0, 5).join(", ")} and ${others.length - 5} more` : others.join(", ");
  return [`${names} were not started: instances like them were.`];
}

function partOf(engine: Engine, { name, component }: Instance): EnginePart {
  return { instance: name, ...engine.programOf(component) };
}

async function tryOne(
  environment: string,
  attempt: Attempt,
  cluster: Cluster,
  parts: ProofParts,
  limits: ProbeLimits,
): Promise<Trial> {
  const { channel, from, to, port, kind, predicted, request, command } = attempt;
  const state = cluster.states.get(to.original.name);
  const observed: Observed =
    state?.kind === "stopped"
      ? { kind: "refused", by: "server", during: "start", detail: state.because }
      : (await parts.probe(request, limits)).observed;
  return { environment, channel, from, to: to.original.name, port, attempt: kind, predicted, observed, command };
}

async function surveyAll(
  environment: string,
  stage: Stage,
  cluster: Cluster,
  parts: ProofParts,
  limits: ProbeLimits,
): Promise<readonly Survey[]> {
  const running = stage.instances.filter(({ original }) => cluster.states.get(original.name)?.kind !== "stopped");
  const ports = running.flatMap((instance) => (Object.keys(instance.listens) as Port[]).map((port) => ({ instance, port })));
  const surveys = await inTurns(ports, async ({ instance, port }): Promise<readonly Survey[]> => {
    const found = await parts.survey(stage, instance, port, limits);
    if (found === undefined) return [];
    return [{ ...found, environment, command: `openssl s_client -connect ${word(addressByHand(instance.original, port))}` }];
  });
  return surveys.flat();
}

/** Runs a task for each value, a few at once; results keep the order of the values. */
async function inTurns<T, R>(values: readonly T[], run: (value: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = new Array<R>(values.length);
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < values.length; index = next++) results[index] = await run(values[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, values.length) }, worker));
  return results;
}
