import { randomBytes, randomInt } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { type Port, portsOf } from "../../model/handshake/offer.ts";
import type { Component, Instance } from "../../model/instances/instance.ts";
import { singleLine } from "../../text/safe.ts";
import { atTheEnd } from "../endings.ts";
import type { Cluster, Engine } from "../engine.ts";
import { placeHere } from "../place.ts";
import type { Placement, Stage, TwinInstance } from "../stage/stage.ts";
import { type Child, startChild } from "./child.ts";
import { type Docker, dockerOf } from "./docker-cli.ts";
import { loopbackEngine } from "./loopback.ts";
import { ServerCluster } from "./server-cluster.ts";

export interface DockerOptions {
  /** As the config file names them, or the usual ones of the version: `pingcap/pd:v8.5.3`. */
  readonly images: Readonly<Record<Component, string>>;
  /** Of this process: where docker's daemon is. */
  readonly environment: NodeJS.ProcessEnv;
  readonly progress?: (line: string) => void;
  readonly now?: () => number;
}

const pullMilliseconds = 300_000;

/** All that this program makes in docker has this label; its value says which process of ours made it. */
const label = "tikv-tls-gate.owner";

/**
 * Runs the images of PD and TiKV in a network of their own that leads nowhere else. An image of TiKV that cannot be had is
 * replaced by the model, and the report says so. `because`: there is no docker, or no image of PD.
 */
export async function dockerEngine(options: DockerOptions): Promise<Engine | { readonly because: string }> {
  const docker = dockerOf(options.environment);
  const version = await docker.run(["version", "--format", "{{.Server.Version}}"]);
  if (version.kind === "failed") return { because: `there is no docker: ${version.because}` };
  await removeLeftovers(docker);
  const pd = await findImage(docker, options.images.pd, options.progress);
  if ("because" in pd) return { because: `there is no image ${singleLine(options.images.pd)}: ${pd.because}` };
  const tikv = await findImage(docker, options.images.tikv, options.progress);
  return new DockerEngine(docker, { pd, tikv: "because" in tikv ? undefined : tikv }, options.now ?? Date.now);
}

interface Image {
  /** Its id: what is run is what was looked at. */
  readonly id: string;
  readonly name: string;
}

async function findImage(
  docker: Docker,
  image: string,
  progress?: (line: string) => void,
): Promise<Image | { readonly because: string }> {
  // The name comes from a configuration file: it must not be taken for an option.
  if (!/^[a-z0-9][\w./:@-]*$/i.test(image)) return { because: "this is no name of an image" };
  const look = () => docker.run(["image", "inspect", "--format", "{{.Id}}", image]);
  let found = await look();
  if (found.kind === "failed") {
    progress?.(`pulling ${image}`);
    const pulled = await docker.run(["pull", "--quiet", image], pullMilliseconds);
    if (pulled.kind === "failed") return { because: pulled.because };
    found = await look();
  }
  if (found.kind === "failed") return { because: found.because };
  return { id: found.output, name: `${image} (${found.output.slice(0, 19)})` };
}

class DockerEngine implements Engine {
  readonly kind = "docker";
  readonly dialsAsInstance = false;
  readonly #docker: Docker;
  readonly #images: Readonly<Record<Component, Image | undefined>>;
  readonly #now: () => number;
  #network: Network | undefined;

  constructor(docker: Docker, images: Readonly<Record<Component, Image | undefined>>, now: () => number) {
    this.#docker = docker;
    this.#images = images;
    this.#now = now;
  }

  programOf(component: Component): ReturnType<Engine["programOf"]> {
    const image = this.#images[component];
    return image === undefined
      ? loopbackEngine().programOf(component)
      : { program: `${component}-server of ${image.name}`, isReal: true };
  }

  /** Each server has an address of its own, as in a real cluster; models listen on this machine's side of the network. */
  async place(instances: readonly Instance[]): Promise<readonly Placement[]> {
    this.#network ??= await openNetwork(this.#docker);
    const { prefix, gateway } = this.#network;
    const models = instances.filter(({ component }) => this.#images[component] === undefined);
    const here = await placeHere(models, gateway);
    return instances.map((instance, index) => {
      const model = here[models.indexOf(instance)];
      if (model !== undefined) return model;
      const host = `${prefix}.${firstHost + index}`;
      return Object.fromEntries(portsOf(instance).map((port) => [port, { host, port: usualPorts[port] }]));
    });
  }

  async start(stage: Stage, surroundings: Parameters<Engine["start"]>[1]): Promise<Cluster> {
    const network = this.#network;
    if (network === undefined) throw new Error("a stage is started before it was placed");
    const launch = (instance: TwinInstance) => {
      const image = this.#images[instance.twin.component];
      return image === undefined ? undefined : runContainer(this.#docker, image, network, stage, instance);
    };
    const leave = async () => {
      this.#network = undefined;
      await network.close();
    };
    try {
      const cluster = await ServerCluster.started(stage, launch, surroundings, this.#now());
      const stop = async () => {
        await cluster.stop();
        await leave();
      };
      return { states: cluster.states, stop };
    } catch (error) {
      await leave();
      throw error;
    }
  }
}

const usualPorts: Readonly<Record<Port, number>> = {
  "pd-client": 2379,
  "pd-peer": 2380,
  "tikv-grpc": 20160,
  "tikv-status": 20180,
};

/** Below it are the network's own address and this machine's. */
const firstHost = 10;

interface Network {
  readonly name: string;
  /** The first three numbers of its addresses. */
  readonly prefix: string;
  /** The address of this machine in it. */
  readonly gateway: string;
  close(): Promise<void>;
}

/** Networks of these are tried: docker gives fixed addresses in a range that was asked for only, and some may be in use. */
const mostTries = 20;

/** A bridge without a way out (`--internal`), of private addresses that docker finds free. */
async function openNetwork(docker: Docker): Promise<Network> {
  const name = `tikv-tls-gate-${randomBytes(6).toString("hex")}`;
  const takeBack = atTheEnd(() => {
    docker.runNow(["rm", "--force", ...containersIn(name)]);
    docker.runNow(["network", "rm", name]);
  });
  const close = async () => {
    await docker.run(["network", "rm", name]);
    takeBack();
  };
  let because = "";
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const prefix = `10.${randomInt(100, 255)}.${randomInt(0, 255)}`;
    const options = ["--internal", "--subnet", `${prefix}.0/24`, "--gateway", `${prefix}.1`, "--label", `${label}=${ownMark()}`];
    const made = await docker.run(["network", "create", ...options, name]);
    if (made.kind === "done") return { name, prefix, gateway: `${prefix}.1`, close };
    because = made.because;
    if (!/overlap/i.test(because)) break;
  }
  await close();
  throw new Error(`docker makes no network: ${because}`);
}

/** Containers are named after their network and a number, so that nobody has to be asked which there are. */
function containersIn(network: string): readonly string[] {
  return Array.from({ length: 20 }, (_, index) => `${network}-${index}`);
}

function runContainer(docker: Docker, image: Image, network: Network, stage: Stage, instance: TwinInstance): Child {
  const name = `${network.name}-${stage.instances.indexOf(instance)}`;
  const host = Object.values(instance.listens)[0]?.host ?? "";
  // The mount point has to be there before the folder above it is mounted read-only.
  mkdirSync(instance.dataFolder, { recursive: true });
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const args = [
    ...["run", "--rm", "--pull", "never", "--name", name, "--label", `${label}=${ownMark()}`],
    ...["--network", network.name, "--ip", host],
    ...["--memory", "2g", "--memory-swap", "2g", "--pids-limit", "1024", "--cpus", "2"],
    ...["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--user", user],
    ...["--read-only", "--tmpfs", "/tmp:mode=1777", "--tmpfs", `${instance.dataFolder}:mode=1777,size=1g`],
    ...["--mount", `type=bind,source=${stage.folder},target=${stage.folder},readonly`, "--workdir", instance.folder],
    ...[image.id, `--config=${instance.configFile}`],
  ];
  const child = startChild("docker", args, "/", docker.environment);
  return {
    ...child,
    async stop() {
      await docker.run(["rm", "--force", name]);
      await child.stop();
    },
  };
}

/** This process, such that no other, here or on another machine with the same daemon, is taken for it. */
function ownMark(): string {
  return `${hostname()}/${process.pid}/${startOfProcess(process.pid) ?? ""}`;
}

/** In clock ticks since boot (proc(5)); undefined: there is no such process, or no /proc. */
function startOfProcess(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

/** Removes what runs of this program that were killed have left in docker. */
async function removeLeftovers(docker: Docker): Promise<void> {
  for (const [list, remove] of [
    [
      ["ps", "--all"],
      ["rm", "--force"],
    ],
    [
      ["network", "ls"],
      ["network", "rm"],
    ],
  ] as const) {
    const name = list[0] === "ps" ? "{{.Names}}" : "{{.Name}}";
    const found = await docker.run([...list, "--filter", `label=${label}`, "--format", `${name} {{.Label "${label}"}}`]);
    if (found.kind === "failed" || found.output === "") continue;
    const left = found.output.split("\n").map((line) => line.split(" ") as [string, string]);
    const orphans = left.filter(([, mark = ""]) => !isAlive(mark)).map(([orphan]) => orphan);
    if (orphans.length > 0) await docker.run([...remove, ...orphans]);
  }
}

/** Of what others own nothing is known: it counts as alive. */
function isAlive(mark: string): boolean {
  const [host, pid = "", started] = mark.split("/");
  if (host !== hostname() || !/^\d+$/.test(pid)) return true;
  if (started !== "") return startOfProcess(Number(pid)) === started;
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}
