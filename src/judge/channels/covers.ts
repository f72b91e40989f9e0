import type { JudgedFile } from "../../model/certificates/uses.ts";
import { clusterAround } from "../../model/channels/clusters.ts";
import { type Environment, pdsOf } from "../../model/environments/environment.ts";
import type { StartStep } from "../../model/handshake/offer.ts";
import type { Refusal } from "../../model/handshake/outcome.ts";
import type { Instance } from "../../model/instances/instance.ts";
import type { Span } from "../../text/span.ts";
import type { FailureKey } from "../rule.ts";
import { type Cause, type FailedChannel, failuresOf } from "./channel-ends.ts";

/** Which failing channels a statement is the specific word about. What nobody covers is stated in general. */

/** An environment at a time (milliseconds since the epoch, UTC). */
export interface Where {
  readonly environment: Environment;
  readonly now: number;
}

/** Nobody reaches an instance that does not come up, and it reaches nobody with files that it cannot use. */
export function startFailures(instance: Instance, { environment, now }: Where, steps: readonly StartStep[]): FailureKey[] {
  return keysOf(failuresOf(environment, now).of(instance), ({ faulty, start, step }) => {
    if (faulty !== instance) return false;
    return start === undefined ? step === "client-credentials" && usesFiles(steps) : steps.includes(start);
  });
}

function usesFiles(steps: readonly StartStep[]): boolean {
  return steps.includes("incomplete-material") || steps.includes("unreadable-material");
}

/** What an instance presents is refused, for one of some reasons. */
export function refusalsOf(presenter: Instance, { environment, now }: Where, reasons: readonly Refusal[]): FailureKey[] {
  return keysOf(
    failuresOf(environment, now).of(presenter),
    (cause) => cause.presenter === presenter && reasons.includes(cause.reason),
  );
}

/** A chain of certificates is refused, whatever its dates and usages. */
export const chainRefusals: readonly Refusal[] = ["server-not-trusted", "client-not-trusted", "chain-invalid"];

/** Failures that are about a certificate, a key or a whole file, in every environment that uses the file. */
export function failuresAbout(
  { environment, uses }: JudgedFile,
  now: number,
  { places, reasons }: { readonly places: readonly Span[]; readonly reasons: readonly Refusal[] },
): FailureKey[] {
  const environments = new Set([environment, ...uses.map((use) => use.environment)]);
  return [...environments].flatMap((used) => {
    const failures = failuresOf(used, now);
    return places.flatMap((place) => keysOf(failures.about(place), ({ reason }) => reasons.includes(reason)));
  });
}

/** How a file ends that its program cannot use: it does not come up, dials nobody, or is refused by everybody. */
export const uselessFile: readonly Refusal[] = ["server-does-not-start", "chain-invalid"];

/**
 * An instance without TLS and its own kind do not understand each other. Others do not understand it either; that is said
 * for itself, but where PD's URLs are not written (a flag may set them, and the statement about them says so), and where
 * nothing says which PD a TiKV dials.
 */
export function transportFailures(instance: Instance, { environment, now }: Where): FailureKey[] {
  return failuresOf(environment, now)
    .of(instance)
    .filter(({ from, to, cause }) => {
      const isOwnKind = from?.component === to?.component;
      if (isOwnKind && (cause.step === "transport" || cause.step === "client-certificate")) return true;
      return cause.step === "transport" && to === instance && (hasDefaultUrls(to) || leadsNowhere(from, environment));
    })
    .map(({ key }) => key);
}

function hasDefaultUrls(instance: Instance): boolean {
  return instance.component === "pd" && instance.clientUrls.kind === "known" && instance.clientUrls.origin === "default";
}

/** With several PDs in an environment and no pd.endpoints. */
function leadsNowhere(from: Instance | undefined, environment: Environment): boolean {
  if (from?.component !== "tikv" || pdsOf(clusterAround(from, environment)).length < 2) return false;
  return from.pdEndpoints.kind !== "known" || from.pdEndpoints.origin === "default";
}

function keysOf(failed: readonly FailedChannel[], isCovered: (cause: Cause) => boolean): FailureKey[] {
  return failed.filter(({ cause }) => isCovered(cause)).map(({ key }) => key);
}
