import type { Channel } from "../../src/model/channels/channel.ts";
import type { Environment } from "../../src/model/environments/environment.ts";
import { makeStage } from "../../src/prove/stage/make-stage.ts";
import type { Placement, Stage } from "../../src/prove/stage/stage.ts";
import type { Workspace } from "../../src/prove/stage/workspace.ts";
import { testTime } from "./issue.ts";

/** A private folder in memory: what lies on a disk is the matter of workspace.test.ts. */
function memoryWorkspace(): Workspace & { readonly files: ReadonlyMap<string, string> } {
  const folder = "/stage";
  const files = new Map<string, string>();
  return {
    folder,
    files,
    write(path, content) {
      files.set(`${folder}/${path}`, Buffer.from(content).toString("utf8"));
      return `${folder}/${path}`;
    },
    remove: () => files.clear(),
  };
}

/** An address for each instance, or one for all. */
function placementsFor(environment: Environment, where: "one" | "each"): readonly Placement[] {
  return environment.instances.map((instance, index): Placement => {
    const host = where === "one" ? "127.0.0.1" : `127.0.0.${index + 1}`;
    const port = 30_000 + index * 10;
    return instance.component === "pd"
      ? { "pd-client": { host, port }, "pd-peer": { host, port: port + 1 } }
      : { "tikv-grpc": { host, port }, "tikv-status": { host, port: port + 1 } };
  });
}

/** Makes a stage in memory, and hands it on with the texts of its files. */
export async function staged<T>(
  environment: Environment,
  use: (stage: Stage, files: ReadonlyMap<string, string>) => T,
  where: "one" | "each" = "each",
  now = testTime,
) {
  const workspace = memoryWorkspace();
  const placements = placementsFor(environment, where);
  return use(await makeStage(environment, { placements, workspace, at: testTime, now }), workspace.files);
}

const inCluster = new Set(["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer", "client-tikv", "tikv-tikv", "status-tikv"]);

/** The channels inside of the cluster, by who dials whom. */
export function judged({ channels }: Environment): ReadonlyMap<string, Channel> {
  return new Map(
    channels.filter(({ id }) => inCluster.has(id)).map((channel) => [`${channel.id} ${channel.from} ${channel.to}`, channel]),
  );
}
