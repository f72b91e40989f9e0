import type { Environment, Model } from "../../model/environments/environment.ts";
import { offerOf } from "../../model/handshake/handshake.ts";
import { portName } from "../../model/handshake/offer.ts";
import type { Survey, Trial } from "../../model/handshake/trial.ts";
import { type Component, componentName, type Instance } from "../../model/instances/instance.ts";
import { grouped } from "../../text/grouped.ts";
import { shortListOf } from "../../text/list-of.ts";
import type { Span } from "../../text/span.ts";
import type { Context, Statement } from "../rule.ts";
import { placeKey } from "./channel-ends.ts";

/** A trial with the line that decides what its port gives and asks. */
export interface PlacedTrial {
  readonly trial: Trial;
  readonly at: Span;
  readonly component: Component;
  /** The one that serves. */
  readonly instance: Instance;
}

/** The trials of all handshake tests that ran, on instances which the model has. */
export function trialsOf(model: Model, context: Context): readonly PlacedTrial[] {
  return (context.proofs ?? []).flatMap(({ environment, trials }) => {
    const own = model.environments.find(({ name }) => name === environment);
    if (own === undefined) return [];
    return trials.flatMap((trial) => {
      const instance = own.instances.find(({ name }) => name === trial.to);
      if (instance === undefined) return [];
      return [{ trial, at: placeOfTrial(own, instance, trial), component: instance.component, instance }];
    });
  });
}

/** For the right client the channel's own evidence; for a wrong one what the port asks. */
function placeOfTrial(environment: Environment, instance: Instance, trial: Trial): Span {
  const channel =
    trial.attempt === "right-client"
      ? environment.channels.find(({ id, from, to }) => id === trial.channel && from === trial.from && to === trial.to)
      : undefined;
  return channel?.evidence[0] ?? offerOf({ instance, port: trial.port })?.evidence[0] ?? instance.at;
}

/**
 * One statement for the trials that went wrong in the same way at the same place; one for all that a server does not
 * start for the same reason. `servers` is `the client port of pd-0`, or the instances alone where they do not start.
 */
export function* statementsOf(
  placed: readonly PlacedTrial[],
  say: (first: PlacedTrial, servers: string) => Pick<Statement, "message" | "help"> & { readonly variant?: string | undefined },
): Generator<Statement> {
  for (const group of grouped(placed, keyOf).values()) {
    const [first] = group as [PlacedTrial, ...PlacedTrial[]];
    const { environment, attempt, port } = first.trial;
    const names = [...new Set(group.map(({ trial }) => trial.to))];
    const shownNames = shortListOf(names, 4);
    yield {
      at: first.at,
      subject: startFault(first.trial) === undefined ? `${port} ${attempt}` : "start",
      environment,
      component: first.component,
      channels: [...new Set(group.map(({ trial }) => trial.channel))],
      ...say(first, startFault(first.trial) === undefined ? `the ${portName[port]} of ${shownNames}` : shownNames),
    };
  }
}

function keyOf({ at, trial }: PlacedTrial): string {
  const fault = startFault(trial);
  return fault === undefined
    ? `${placeKey(at)} ${trial.environment} ${trial.port} ${trial.attempt}`
    : `${trial.environment} start ${fault}`;
}

/** Why the server of a trial did not start, as its log says; undefined where it did. */
export function startFault({ observed }: Trial): string | undefined {
  return observed.kind === "refused" && observed.during === "start" ? observed.detail : undefined;
}

/** A survey with the line that decides about its port. */
export interface PlacedSurvey {
  readonly survey: Survey;
  readonly at: Span;
  readonly component: Component;
  /** `the client port of pd-0`. */
  readonly server: string;
}

/** The surveys of all handshake tests that ran. */
export function surveysOf(model: Model, context: Context): readonly PlacedSurvey[] {
  return (context.proofs ?? []).flatMap(({ environment, surveys }) => {
    const own = model.environments.find(({ name }) => name === environment);
    return surveys.flatMap((survey) => {
      const instance = own?.instances.find(({ name }) => name === survey.instance);
      if (instance === undefined) return [];
      const at = offerOf({ instance, port: survey.port })?.evidence[0] ?? instance.at;
      return [{ survey, at, component: instance.component, server: `the ${portName[survey.port]} of ${instance.name}` }];
    });
  });
}

/** What to set so that a port demands certificates. */
export function demandsCertificates(component: Component): string {
  return component === "pd"
    ? "set cacert-path, cert-path and key-path in PD's [security], and make every URL https"
    : `set ca-path, cert-path and key-path in ${componentName.tikv}'s [security]`;
}
