import type { Channel } from "../../src/model/channels/channel.ts";
import { channelsOf } from "../../src/model/channels/channels.ts";
import { handshake, startOf } from "../../src/model/handshake/handshake.ts";
import type { Instance, Security } from "../../src/model/instances/instance.ts";
import { testTime } from "../support/issue.ts";

/** One machine: what its process was started with, what it holds in memory, and what lies on its disk. */
interface Machine {
  readonly old: Instance;
  readonly fresh: Instance;
  readonly hasFiles: boolean;
  readonly isRestarted: boolean;
}

type Step = "files" | "restart";

/** TiDB and its like: they dial all with TLS or all in plaintext, as the cluster does before the change or after it. */
interface Outside {
  readonly dials: "tls" | "plaintext";
  readonly willDial: "tls" | "plaintext";
}

/**
 * Walks through every interleaving of "put the files" and "restart" on all machines, without any of the simulation's own
 * parts: a process is what PD or TiKV makes of its start, its memory and its disk, and the whole cluster is asked anew after
 * each step by the same function that draws the channel matrix.
 */
export function walkAll(pairs: readonly (readonly [old: Instance, fresh: Instance])[]): {
  readonly all: boolean;
  readonly some: boolean;
} {
  const start: readonly Machine[] = pairs.map(([old, fresh]) => ({ old, fresh, hasFiles: false, isRestarted: false }));
  const outside: Outside = { dials: transportTo(pairs[0]?.[0]), willDial: transportTo(pairs[0]?.[1]) };
  const broken = new Set(refusedIn(start, outside));
  const safe = new Map<string, boolean>();
  const isSafe = (machines: readonly Machine[], clients: Outside) => {
    const key = `${clients.dials} ${machines.map(({ hasFiles, isRestarted }) => `${hasFiles}${isRestarted}`).join()}`;
    let known = safe.get(key);
    if (known === undefined) {
      known = refusedIn(machines, clients).every((refusal) => broken.has(refusal));
      safe.set(key, known);
    }
    return known;
  };
  let all = true;
  let some = false;
  const walk = (machines: readonly Machine[], clients: Outside, wasSafe: boolean): void => {
    const isStillSafe = wasSafe && isSafe(machines, clients);
    const next = machines.flatMap((machine, index) => stepsFor(machine).map((step) => [index, step] as const));
    const canSwitch = clients.dials !== clients.willDial;
    if (next.length === 0 && !canSwitch) {
      all &&= isStillSafe;
      some ||= isStillSafe;
    }
    if (canSwitch) walk(machines, { ...clients, dials: clients.willDial }, isStillSafe);
    for (const [index, step] of next) {
      const moved = machines.map((machine, at) => (at === index ? after(machine, step) : machine));
      walk(moved, clients, isStillSafe);
    }
  };
  walk(start, outside, true);
  return { all, some };
}

function transportTo(instance: Instance | undefined): Outside["dials"] {
  return instance?.security.ca.kind === "absent" ? "plaintext" : "tls";
}

function stepsFor({ old, fresh, hasFiles, isRestarted }: Machine): readonly Step[] {
  if (isRestarted || isLike(old, fresh)) return [];
  return hasFiles || !hasNewFiles(old, fresh) ? ["restart"] : ["files"];
}

function after(machine: Machine, step: Step): Machine {
  return step === "files" ? { ...machine, hasFiles: true } : { ...machine, isRestarted: true };
}

const three = ["ca", "certificate", "key"] as const;

function fileText(security: Security, name: (typeof three)[number]): string {
  const material = security[name];
  if (material.kind !== "seen") return material.kind;
  return material.file.blocks.map((block) => (block.kind === "certificate" ? block.certificate.sha256 : block.kind)).join();
}

function pathText(security: Security, name: (typeof three)[number]): string {
  const material = security[name];
  return material.kind === "absent" ? "" : (material.path?.value ?? "?");
}

function isOther(old: Security, fresh: Security, name: (typeof three)[number]): boolean {
  return pathText(old, name) === pathText(fresh, name) && fileText(old, name) !== fileText(fresh, name);
}

function hasNewFiles(old: Instance, fresh: Instance): boolean {
  return three.some((name) => isOther(old.security, fresh.security, name));
}

function isLike(old: Instance, fresh: Instance): boolean {
  const text = (instance: Instance) => {
    const { security } = instance;
    const names = security.allowedCn.kind === "known" ? security.allowedCn.value.map(({ value }) => value) : [];
    const urls =
      instance.component === "pd"
        ? [instance.clientUrls, instance.advertiseClientUrls].map((stated) =>
            stated.kind === "known" ? stated.value.map(({ value }) => value.text) : "",
          )
        : [instance.advertiseAddress.kind === "known" ? instance.advertiseAddress.value : ""];
    return JSON.stringify([three.map((name) => [pathText(security, name), fileText(security, name)]), [...names].sort(), urls]);
  };
  return text(old) === text(fresh);
}

/** The process as a server, and the ways in which it may dial. */
function faces({ old, fresh, hasFiles, isRestarted }: Machine): {
  readonly serves: Instance;
  readonly dials: readonly Instance[];
} {
  if (isRestarted) return { serves: fresh, dials: [fresh] };
  if (!hasFiles) return { serves: old, dials: [old] };
  const disk: Record<string, unknown> = { ...old.security };
  for (const name of three) if (isOther(old.security, fresh.security, name)) disk[name] = fresh.security[name];
  const security = disk as unknown as Security;
  if (old.component === "pd") {
    // PD: certificate and key at every handshake, the CA at the start.
    const process: Instance = { ...old, security: { ...security, ca: old.security.ca } };
    return { serves: process, dials: [process] };
  }
  // TiKV: a new channel reads the disk, an open one keeps what it has; the server looks when the certificate is another.
  const process: Instance = { ...old, security };
  return { serves: isOther(old.security, fresh.security, "certificate") ? process : old, dials: [old, process] };
}

/** Every connection of the cluster that is refused, as text. */
function refusedIn(machines: readonly Machine[], { dials: transport }: Outside): readonly string[] {
  const refused: string[] = [];
  const present = machines.map(faces);
  const add = (channels: readonly Channel[], id: Channel["id"], from: Instance, to: Instance) => {
    const channel = channels.find((one) => one.id === id && one.from === from.name && one.to === to.name);
    return channel?.outcome.kind === "fails";
  };
  machines.forEach((machine, a) => {
    const me = present[a] as ReturnType<typeof faces>;
    if (startOf(me.serves, testTime).kind === "fails") refused.push(`${machine.old.name} alone`);
    const port = me.serves.component === "pd" ? "pd-client" : "tikv-grpc";
    const client = { name: "TiDB", program: "other", transport } as const;
    if (handshake(client, { instance: me.serves, port }, testTime).kind === "fails") refused.push(`TiDB ${machine.old.name}`);
    machines.forEach((_, b) => {
      if (a === b) return;
      const peer = present[b] as ReturnType<typeof faces>;
      for (const client of me.dials) {
        const channels = channelsOf([[client, peer.serves]], undefined, testTime);
        for (const id of ["tikv-pd", "pd-pd-client", "tikv-tikv"] as const) {
          if (add(channels, id, client, peer.serves)) refused.push(`${id} ${client.name} ${peer.serves.name}`);
        }
        if (a < b && client.component === "pd" && peer.serves.component === "pd") {
          const back = channelsOf([[peer.serves, client]], undefined, testTime);
          if (add(channels, "pd-pd-peer", client, peer.serves) && add(back, "pd-pd-peer", peer.serves, client)) {
            refused.push(`raft ${client.name} ${peer.serves.name}`);
          }
        }
      }
    });
  });
  return refused;
}
