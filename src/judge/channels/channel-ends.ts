import type { Channel, ChannelId } from "../../model/channels/channel.ts";
import type { Environment } from "../../model/environments/environment.ts";
import { startOf } from "../../model/handshake/handshake.ts";
import type { StartStep } from "../../model/handshake/offer.ts";
import type { Failure, Refusal, Step } from "../../model/handshake/outcome.ts";
import type { Instance } from "../../model/instances/instance.ts";
import type { Span } from "../../text/span.ts";
import type { FailureKey } from "../rule.ts";

/** A channel that fails, with the instances at its ends; a client outside the cluster is none. */
export interface FailedChannel {
  readonly key: FailureKey;
  readonly channel: Channel;
  readonly failure: Failure;
  readonly from?: Instance | undefined;
  readonly to?: Instance | undefined;
  readonly cause: Cause;
}

/** What a failure comes from. Where PD refuses itself at start, that refusal: nobody reaches it for the same reason. */
export interface Cause {
  /** The instance that does not come up, or cannot use its own files. */
  readonly faulty?: Instance | undefined;
  /** Why it does not come up. */
  readonly start?: StartStep | undefined;
  readonly step: Step | undefined;
  readonly reason: Refusal;
  /** Who proves itself in the step that fails, and to whom. */
  readonly presenter?: Instance | undefined;
  readonly verifier?: Instance | undefined;
  /** The other half, such as the certificate that is refused. */
  readonly related?: Span | undefined;
}

/** The channels of an environment that certainly fail, and the same by who is at one of their ends and by what they are about. */
export interface Failures {
  readonly all: readonly FailedChannel[];
  of(instance: Instance): readonly FailedChannel[];
  /** Those whose cause lies at a place. */
  about(place: Span): readonly FailedChannel[];
}

const memo = new WeakMap<Environment, { readonly now: number; readonly failures: Failures }>();

/** The channels of an environment that certainly fail, at a time (milliseconds since the epoch, UTC). */
export function failuresOf(environment: Environment, now: number): Failures {
  const known = memo.get(environment);
  if (known?.now === now) return known.failures;
  const failures = collect(environment, now);
  memo.set(environment, { now, failures });
  return failures;
}

function collect(environment: Environment, now: number): Failures {
  const byName = new Map(environment.instances.map((instance) => [instance.name, instance]));
  const all: FailedChannel[] = [];
  const byInstance = new Map<Instance, FailedChannel[]>();
  const byPlace = new Map<string, FailedChannel[]>();
  for (const channel of environment.channels) {
    const { id, outcome } = channel;
    if (outcome.kind !== "fails") continue;
    const from = isFromClient(id) ? undefined : byName.get(channel.from);
    const to = byName.get(channel.to);
    const cause = causeOf(outcome, { from, to, now });
    const key: FailureKey = `${environment.name}\n${id}\n${channel.from}\n${channel.to}`;
    const failed: FailedChannel = { key, channel, failure: outcome, from, to, cause };
    all.push(failed);
    for (const end of new Set([from, to])) if (end !== undefined) add(byInstance, end, failed);
    if (cause.related !== undefined) add(byPlace, placeKey(cause.related), failed);
  }
  return {
    all,
    of: (instance) => byInstance.get(instance) ?? [],
    about: (place) => byPlace.get(placeKey(place)) ?? [],
  };
}

function add<K>(map: Map<K, FailedChannel[]>, key: K, failed: FailedChannel): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [failed]);
  else list.push(failed);
}

/** These clients are parties of their own, though an instance may have their name. */
function isFromClient(id: ChannelId): boolean {
  return id === "client-pd" || id === "client-tikv" || id === "status-tikv";
}

type Ends = Pick<FailedChannel, "from" | "to">;

function causeOf(failure: Failure, { from, to, now }: Ends & { readonly now: number }): Cause {
  const start = failure.step === "server-start" && to !== undefined ? startOf(to, now) : undefined;
  if (start?.kind !== "fails") return refusalAt(failure, { from, to });
  const own = start.refusal && refusalAt(start.refusal, { from: to, to });
  return { step: failure.step, reason: failure.reason, related: start.related, ...own, faulty: to, start: start.step };
}

function refusalAt({ step, reason, related }: Failure, { from, to }: Ends): Cause {
  switch (step) {
    case "server-chain":
    case "server-name":
    case "server-allow-list":
      return { step, reason, related, presenter: to, verifier: from };
    case "client-certificate":
    case "client-chain":
    case "client-allow-list":
    case "client-source-address":
      return { step, reason, related, presenter: from, verifier: to };
    case "client-credentials":
      return { step, reason, related, faulty: from };
    case "server-start":
      return { step, reason, related, faulty: to };
    case "transport":
    case undefined:
      return { step, reason, related };
    default:
      return step satisfies never;
  }
}

/** A text that tells places apart. */
export function placeKey({ path, line, column, endLine, endColumn }: Span): string {
  return `${path}:${line}:${column}:${endLine}:${endColumn}`;
}
