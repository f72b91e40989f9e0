import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";
import { type Port, portsOf } from "../model/handshake/offer.ts";
import type { Instance } from "../model/instances/instance.ts";
import { PortTaken } from "./engine.ts";
import type { Address, Placement } from "./stage/stage.ts";

/**
 * Everything listens here. One address for all instances: a connection over the loopback interface comes from 127.0.0.1
 * whatever it leads to, and PD's peer port holds the source address against the names in the client's certificate.
 */
export function placeOnLoopback(instances: readonly Instance[]): Promise<readonly Placement[]> {
  return placeHere(instances, "127.0.0.1");
}

/** A free port of an address of this machine for each port of each instance. All are taken at once, so that they differ. */
export async function placeHere(instances: readonly Instance[], host: string): Promise<readonly Placement[]> {
  const taken: Server[] = [];
  try {
    const placements: Placement[] = [];
    for (const instance of instances) {
      const placement: Partial<Record<Port, Address>> = {};
      for (const port of portsOf(instance)) placement[port] = { host, port: await take(taken, host) };
      placements.push(placement);
    }
    return placements;
  } finally {
    await Promise.all(taken.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

/** Below the ports that systems give to outgoing connections (Linux: from 32768), so that none of these gets in between. */
const [lowest, highest] = [20_000, 32_000];

/** Listens on a port that is free, so that nobody else gets it meanwhile. */
async function take(taken: Server[], host: string): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(lowest, highest);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, host, () => resolve(true));
    });
    if (!isFree) continue;
    taken.push(server);
    return port;
  }
  throw new PortTaken(`no free port between ${lowest} and ${highest} on ${host}`);
}
