import type { Channel } from "../../model/channels/channel.ts";
import type { Environment } from "../../model/environments/environment.ts";
import type { Failure, Step } from "../../model/handshake/outcome.ts";
import type { Instance } from "../../model/instances/instance.ts";
import type { Span } from "../../text/span.ts";

/** A channel that fails, with the instances at its ends; a client outside the cluster is none. */
export interface FailedChannel {
  readonly channel: Channel;
  readonly failure: Failure & { readonly step: Step };
  readonly from?: Instance | undefined;
  readonly to?: Instance | undefined;
}

/** The channels of an environment whose handshake is certain to fail. */
export function* failedChannels(environment: Environment): Generator<FailedChannel> {
  const byName = new Map(environment.instances.map((instance) => [instance.name, instance]));
  for (const channel of environment.channels) {
    const { outcome } = channel;
    if (outcome.kind !== "fails" || outcome.step === undefined) continue;
    const isFromInstance = channel.id !== "client-pd" && channel.id !== "client-tikv" && channel.id !== "status-tikv";
    yield {
      channel,
      failure: { ...outcome, step: outcome.step },
      from: isFromInstance ? byName.get(channel.from) : undefined,
      to: byName.get(channel.to),
    };
  }
}

/** A text that tells places apart. */
export function placeKey({ path, line, column, endLine, endColumn }: Span): string {
  return `${path}:${line}:${column}:${endLine}:${endColumn}`;
}
