import type { Channel } from "./channel.ts";
import type { ClientCredentials } from "./environment.ts";
import type { Instance } from "./instance.ts";

/** Every pair that talks in an environment, with its posture and the outcome of its handshake. */
export function channelsOf(
  _instances: readonly Instance[],
  _clients: ClientCredentials | undefined,
  _at: number,
): readonly Channel[] {
  return [];
}
