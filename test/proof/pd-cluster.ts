import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Answer, GoDialler } from "./go-dialler.ts";
import { isServed } from "./observed.ts";
import { freePort, type Programs, RunningPd } from "./real-pd.ts";
import { type Files, hostOf, type MemberName, memberNames } from "./rollout-files.ts";

/** With what a client dials; paths of files. */
export interface Credentials {
  readonly plaintext?: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** How long anything may take that has to happen; in milliseconds. */
const patience = 40_000;

/** Three real PDs on loopback addresses, each with a folder of its own. Ends with `await using`. */
export class PdCluster implements AsyncDisposable {
  readonly #programs: Programs;
  readonly #dialler: GoDialler;
  readonly #folder: string;
  readonly #ports: { readonly client: number; readonly peer: number };
  #folders = 0;
  readonly #running = new Map<MemberName, RunningPd>();
  readonly #logs = new Map<MemberName, string>();

  readonly #systemTrust: string | undefined;

  private constructor(
    programs: Programs,
    dialler: GoDialler,
    folder: string,
    ports: { readonly client: number; readonly peer: number },
    systemTrust: string | undefined,
  ) {
    this.#systemTrust = systemTrust;
    this.#programs = programs;
    this.#dialler = dialler;
    this.#folder = folder;
    this.#ports = ports;
  }

  /** Starts all three with the files of a repository; `systemTrust`: a file that stands for what their machines trust. */
  static async start(
    programs: Programs,
    dialler: GoDialler,
    folder: string,
    files: Files,
    systemTrust?: string,
  ): Promise<PdCluster> {
    const ports = { client: await freePort(), peer: await freePort() };
    const cluster = new PdCluster(programs, dialler, folder, ports, systemTrust);
    for (const name of memberNames) {
      cluster.configure(name, files);
      cluster.putFiles(name, files);
      cluster.begin(name);
    }
    return cluster;
  }

  /** Writes a member's configuration, with its true ports and paths; it counts from the next start on. */
  configure(name: MemberName, files: Files): void {
    mkdirSync(this.#of(name), { recursive: true });
    const text = (files[`prod/${name}.toml`] ?? "")
      .replace(/:(2379|2380)\b/g, (_, port) => `:${port === "2379" ? this.#ports.client : this.#ports.peer}`)
      .replaceAll('"/tls/', `"${join(this.#of(name), "tls")}/`);
    writeFileSync(join(this.#of(name), "pd.toml"), text);
  }

  /** Replaces the certificate files of a member all at once, by one link: PD reads certificate and key at every handshake. */
  putFiles(name: MemberName, files: Files): void {
    const folder = join(this.#of(name), `tls-${this.#folders++}`);
    mkdirSync(folder, { recursive: true });
    for (const [path, content] of Object.entries(files)) {
      const file = /^prod\/tls\/(.*)$/.exec(path)?.[1];
      if (file !== undefined) writeFileSync(join(folder, file), content);
    }
    symlinkSync(folder, `${folder}.link`);
    renameSync(`${folder}.link`, join(this.#of(name), "tls"));
  }

  begin(name: MemberName): void {
    const more = ["--data-dir", join(this.#of(name), "data"), "--log-file="];
    this.#running.set(name, new RunningPd(this.#programs, join(this.#of(name), "pd.toml"), more, this.#systemTrust));
  }

  async stop(name: MemberName): Promise<void> {
    const running = this.#running.get(name);
    await running?.stop();
    this.#logs.set(name, this.logOf(name));
    this.#running.delete(name);
  }

  async restart(name: MemberName): Promise<void> {
    await this.stop(name);
    this.begin(name);
  }

  /** All that a member has written since the cluster was started. */
  logOf(name: MemberName): string {
    return `${this.#logs.get(name) ?? ""}${this.#running.get(name)?.log ?? ""}`;
  }

  /** What it has written since its last start. */
  latestLogOf(name: MemberName): string {
    return this.#running.get(name)?.log ?? "";
  }

  hasEnded(name: MemberName): boolean {
    return this.#running.get(name)?.state !== "starting" && this.#running.get(name)?.state !== "ready";
  }

  /** One request to a member's client port. */
  ask(name: MemberName, credentials: Credentials, path: string, body?: string): Promise<Answer> {
    const host = hostOf(name);
    return this.#dialler.dial({ ...credentials, address: `${host}:${this.#ports.client}`, host, path, body });
  }

  /** Which members the others reach, as one of them tells; undefined when it does not answer. */
  async healthy(name: MemberName, credentials: Credentials): Promise<readonly string[] | undefined> {
    const answer = await this.ask(name, credentials, "/pd/api/v1/health");
    if (!isServed(answer)) return undefined;
    const members = JSON.parse(answer.body) as readonly { readonly name: string; readonly health: boolean }[];
    return members.flatMap((member) => (member.health ? [member.name] : [])).sort();
  }

  /** Waits until every member tells that these are healthy; false when that does not happen. */
  async settles(credentials: Credentials, wanted: readonly MemberName[] = memberNames): Promise<boolean> {
    return eventually(async () => {
      for (const name of wanted) {
        if ((await this.healthy(name, credentials))?.join() !== wanted.join()) return false;
        if (!isServed(await this.ask(name, credentials, "/pd/api/v1/leader"))) return false;
      }
      return true;
    });
  }

  /** Changes the peer URL that etcd stores of a member (`etcdctl member update`), by way of another one. */
  async updatePeerUrl(name: MemberName, scheme: "http" | "https", via: MemberName, credentials: Credentials): Promise<Answer> {
    const { body } = await this.ask(via, credentials, "/pd/api/v1/members");
    // The numbers have 64 bits.
    const id = new RegExp(`"name":\\s*"${name}",\\s*"member_id":\\s*(\\d+)`).exec(body)?.[1];
    const peerURLs = [`${scheme}://${hostOf(name)}:${this.#ports.peer}`];
    return this.ask(via, credentials, "/v3/cluster/member/update", JSON.stringify({ ID: id, peerURLs }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#running.values()].map((running) => running.stop()));
  }

  #of(name: MemberName): string {
    return join(this.#folder, name);
  }
}

/** Asks again and again until the answer is yes; no when it is not in time. */
export async function eventually(condition: () => boolean | Promise<boolean>, longest: number = patience): Promise<boolean> {
  const deadline = Date.now() + longest;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() > deadline) return false;
    await delay(100);
  }
}

/** A client that dials every member all the time, as TiDB does: each in its turn, without a pause that matters. */
export class Poller implements AsyncDisposable {
  readonly #cluster: PdCluster;
  #credentials: Credentials;
  #isOver = false;
  readonly #done: Promise<void>;
  /** Answers that are neither served nor a port that does not listen, or a PD without a leader at the moment. */
  readonly refusals: string[] = [];
  served = 0;
  /** Rounds in which fewer than two of three members accepted the client. */
  minorities = 0;

  constructor(cluster: PdCluster, credentials: Credentials) {
    this.#cluster = cluster;
    this.#credentials = credentials;
    this.#done = this.#poll();
  }

  get credentials(): Credentials {
    return this.#credentials;
  }

  /** From now on it dials with others. */
  switchTo(credentials: Credentials): void {
    this.#credentials = credentials;
  }

  async #poll(): Promise<void> {
    while (!this.#isOver) {
      const answers = await Promise.all(
        memberNames.map((name) => this.#cluster.ask(name, this.#credentials, "/pd/api/v1/version")),
      );
      for (const [index, answer] of answers.entries()) {
        if (isServed(answer)) this.served += 1;
        else if (isTurnedAway(answer)) this.refusals.push(`${memberNames[index]}: ${answer.stage}: ${answer.error}`);
      }
      if (answers.filter(({ stage }) => stage === "done").length < 2) this.minorities += 1;
      await delay(50);
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#done;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** A handshake that one side refused; a process that ends in its middle is none. */
function isTurnedAway({ stage, error }: Answer): boolean {
  if (stage === "done" || stage === "connect") return false;
  return !/EOF|reset by peer|broken pipe|i\/o timeout/.test(error);
}
