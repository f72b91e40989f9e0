import type { Client } from "../../src/model/handshake/client.ts";
import { handshake, startOf } from "../../src/model/handshake/handshake.ts";
import type { Start } from "../../src/model/handshake/offer.ts";
import type { Outcome } from "../../src/model/handshake/outcome.ts";
import type { Instance } from "../../src/model/instances/instance.ts";
import type { Setting } from "../../src/model/instances/setting.ts";
import { parseVersion, type Version } from "../../src/model/instances/version.ts";
import type { RepoPath, ServerPath } from "../../src/text/span.ts";
import { seeded } from "../support/random-chains.ts";
import { type Repository, repository } from "../support/repository.ts";
import {
  alternativeNames,
  chains,
  commonNames,
  type FileKind,
  fileKinds,
  fittingTrust,
  type IdentityDesign,
  identityFiles,
  Pki,
  strangerFor,
  trusts,
} from "./identities.ts";
import { noAlgorithm } from "./observed.ts";

/** What the real binary is (scripts/lib/proof-programs.ts). */
export const provenVersion = parseVersion("v8.0.0") as Version;

/** How PD listens and what it advertises; the ports are replaced when it is started. */
const layouts: Readonly<Record<string, Layout>> = {
  "https on both": { client: "https://A:2379", advertise: "https://A:2379", peer: "https://A:2380" },
  "http on both": { client: "http://A:2379", advertise: "http://A:2379", peer: "http://A:2380" },
  "client http, peer https": { client: "http://A:2379", advertise: "http://A:2379", peer: "https://A:2380" },
  "client https, peer http": { client: "https://A:2379", advertise: "https://A:2379", peer: "http://A:2380" },
  "both on the client port, advertised http": {
    client: "http://A:2379,https://A:2379",
    advertise: "http://A:2379",
    peer: "https://A:2380",
  },
  "both on the client port, advertised https": {
    client: "https://A:2379,http://A:2379",
    advertise: "https://A:2379",
    peer: "https://A:2380",
  },
  "advertised by name": { client: "https://A:2379", advertise: "https://localhost:2379", peer: "https://A:2380" },
  "upper case scheme": { client: "HTTPS://A:2379", advertise: "HTTPS://A:2379", peer: "HTTPS://A:2380" },
  "https advertised as http": { client: "https://A:2379", advertise: "http://A:2379", peer: "https://A:2380" },
  "http advertised as https": { client: "http://A:2379", advertise: "https://A:2379", peer: "https://A:2380" },
  "both on the peer port": {
    client: "http://A:2379",
    advertise: "http://A:2379",
    peer: "http://A:2380,https://A:2380",
    advertisePeer: "https://A:2380",
  },
  "without a scheme": { client: "A:2379", advertise: "https://A:2379", peer: "https://A:2380" },
  "without a port": { client: "https://A", advertise: "https://A:2379", peer: "https://A:2380" },
  "a blank before": { client: " https://A:2379", advertise: "https://A:2379", peer: "https://A:2380" },
  "listening on a name": { client: "https://pd.invalid:2379", advertise: "https://A:2379", peer: "https://A:2380" },
};

interface Layout {
  readonly client: string;
  readonly advertise: string;
  readonly peer: string;
  readonly advertisePeer?: string;
}

const lists: readonly (readonly string[] | undefined)[] = [
  undefined,
  [],
  ["pd"],
  ["client"],
  [""],
  ["PD"],
  ["*"],
  ["pd", "client"],
];

/** One server: a configuration with its files, as the readers and the model see it. */
export interface ProofServer {
  readonly name: string;
  readonly design: string;
  readonly config: string;
  /** Files beside `config`, by name. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly instance: Instance;
  readonly start: Start;
  readonly pairs: readonly Pair[];
  /** A certificate of its CA that is on no list. */
  readonly hasStranger: boolean;
}

export interface ProofClient {
  readonly name: string;
  readonly design: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly hasIdentity: boolean;
  readonly client: Client;
  readonly host: string;
  readonly source: string;
  readonly plaintext: boolean;
  /** With TLS 1.2, whose signature algorithms are not bound to a curve, a key on P-224 would do. */
  readonly needsNewest: boolean;
}

export interface Pair {
  readonly client: ProofClient;
  readonly port: "pd-client" | "pd-peer";
  readonly predicted: Outcome;
}

export interface Quotas {
  readonly seed: number;
  /** Servers that start, and that do not. */
  readonly starting: number;
  readonly failing: number;
  readonly clients: number;
  /** Pairs on each port of each server that starts. */
  readonly perPort: number;
}

/** All that the proof starts and dials, with what is predicted; `folder` is where the files will lie. */
export async function plannedPairs(folder: string, now: number, quotas: Quotas): Promise<readonly ProofServer[]> {
  const pki = new Pki(now);
  const dice = new Dice(quotas.seed);
  const clients = await plannedClients(folder, pki, dice, quotas.clients);
  const servers = await plannedServers(folder, now, pki, dice, quotas);
  const counts = new Map<string, number>();
  return servers.map((server) => ({ ...server, pairs: choosePairs(server, clients, now, quotas.perPort, dice, counts) }));
}

class Dice {
  readonly #random: () => number;
  constructor(seed: number) {
    this.#random = seeded(seed);
  }
  chance(probability: number): boolean {
    return this.#random() < probability;
  }
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T;
  }
  shuffled<T>(list: readonly T[]): readonly T[] {
    const keyed = list.map((item) => [this.#random(), item] as const);
    return keyed.sort((a, b) => a[0] - b[0]).map(([, item]) => item);
  }
}

function identityDesign(dice: Dice, role: "server" | "client"): IdentityDesign {
  const isSound = dice.chance(0.35);
  return {
    chain: isSound ? "plain" : dice.pick(Object.keys(chains)),
    cn: dice.chance(0.5) ? "pd" : dice.pick(Object.keys(commonNames)),
    san: dice.chance(0.6) ? (role === "server" ? "address and name" : "address") : dice.pick(Object.keys(alternativeNames)),
    files: dice.chance(0.85) ? "as they are" : dice.pick<FileKind>(fileKinds),
  };
}

function inWords({ chain, cn, san, files }: IdentityDesign): string {
  return `${chain}, CN ${cn}, SAN ${san}${files === "as they are" ? "" : `, ${files}`}`;
}

async function plannedClients(folder: string, pki: Pki, dice: Dice, count: number): Promise<readonly ProofClient[]> {
  const drafts = Array.from({ length: count }, (_, index) => {
    const identity = dice.chance(0.12) ? undefined : identityDesign(dice, "client");
    const trust = dice.chance(0.55) ? "all roots" : dice.pick(Object.keys(trusts));
    const plaintext = dice.chance(0.06);
    const files: Record<string, string | Uint8Array> = { "ca.pem": (trusts[trust] as (typeof trusts)[string]).content(pki) };
    if (identity !== undefined) {
      const { certificate, key } = identityFiles(pki, identity, "client");
      Object.assign(files, { "cert.pem": certificate, "key.pem": key });
    }
    const host = dice.chance(0.75) ? "127.0.0.1" : dice.pick(["pd.svc", "PD.SVC", "pd.elsewhere", "127.0.0.9", "localhost"]);
    const source = dice.chance(0.75) ? "127.0.0.1" : "127.0.0.9";
    const shown = plaintext ? "plaintext" : `CA ${trust}; ${identity === undefined ? "no certificate" : inWords(identity)}`;
    return {
      name: `client-${index}`,
      design: `${shown}; dials ${host} from ${source}`,
      files,
      hasIdentity: identity !== undefined,
      needsNewest: identity?.chain === "key p-224",
      host,
      source,
      plaintext,
    };
  });
  const texts = drafts.map(({ name, files }) => ({ name, files, config: configText(`${folder}/${name}`, files, {}) }));
  const read = await readAll(folder, texts);
  return drafts.map((draft) => {
    const { security } = read.instance(draft.name, draft.name);
    const setting = (value: string): Setting<string> => ({ value, span: security.at, origin: "file" });
    const client: Client = {
      name: draft.name,
      program: "other",
      security,
      transport: draft.plaintext ? "plaintext" : "tls",
      host: setting(draft.host),
      source: setting(draft.source),
    };
    return { ...draft, client };
  });
}

interface ServerDraft extends Pick<ProofServer, "name" | "design" | "config" | "files" | "hasStranger"> {
  /** Servers of one sort are much alike. */
  readonly sort: string;
}

/** Why a server does not start, in short: `self-handshake: server-expired`. */
export function failureName({ step, refusal }: Extract<Start, { kind: "fails" }>): string {
  if (refusal === undefined) return step;
  return `${step}: ${refusal.reason}${refusal.step === "server-allow-list" ? " (allow list)" : ""}`;
}

async function plannedServers(
  folder: string,
  now: number,
  pki: Pki,
  dice: Dice,
  { starting, failing }: Quotas,
): Promise<readonly Omit<ProofServer, "pairs">[]> {
  const drafts = Array.from({ length: (starting + failing) * 8 }, (_, index) =>
    serverDraft(folder, `server-${index}`, pki, dice),
  );
  const read = await readAll(folder, drafts);
  const chosen: Omit<ProofServer, "pairs">[] = [];
  const counts = new Map<string, number>();
  // Round after round a server of each sort, so that rare ones come before the quota is full.
  for (let most = 1; most <= starting + failing; most++) {
    for (const draft of drafts) {
      const instance = read.instance(draft.name, draft.name);
      const start = startOf(instance, now);
      // Without a CA file PD trusts what this machine trusts, and what refuses it comes behind that.
      if (start.kind === "fails" && start.step === "self-handshake" && draft.files["ca.pem"] === undefined) continue;
      if (start.kind === "unknown" || chosen.some(({ name }) => name === draft.name)) continue;
      const isStarting = start.kind === "starts";
      const total = chosen.filter((server) => (server.start.kind === "starts") === isStarting).length;
      const sort = start.kind === "fails" ? failureName(start) : draft.sort;
      if (total >= (isStarting ? starting : failing) || (counts.get(sort) ?? 0) >= most) continue;
      counts.set(sort, (counts.get(sort) ?? 0) + 1);
      chosen.push({ ...draft, instance, start });
    }
  }
  return chosen;
}

const soundLayouts = ["https on both", "client http, peer https", "both on the client port, advertised http", "https on both"];

function serverDraft(folder: string, name: string, pki: Pki, dice: Dice): ServerDraft {
  const layout = dice.chance(0.6) ? dice.pick(soundLayouts) : dice.pick(Object.keys(layouts));
  const identity = identityDesign(dice, "server");
  const fitting = fittingTrust(identity.chain);
  const trust = dice.chance(0.65) ? fitting : dice.pick(Object.keys(trusts));
  const list = dice.chance(0.5) ? undefined : dice.pick(lists);
  const given = dice.chance(0.8) ? "all" : dice.pick(["no CA", "CA alone", "no key", "no certificate", "none"]);
  const { certificate, key } = identityFiles(pki, identity, "server");
  const files: Record<string, string | Uint8Array> = {};
  if (!["no CA", "none"].includes(given)) files["ca.pem"] = (trusts[trust] as (typeof trusts)[string]).content(pki);
  if (!["CA alone", "no certificate", "none"].includes(given)) files["cert.pem"] = certificate;
  if (!["CA alone", "no key", "none"].includes(given)) files["key.pem"] = key;
  const config = configText(`${folder}/${name}`, files, { layout: layouts[layout] as Layout, list });
  const shown = given === "all" ? `CA ${trust}; ${inWords(identity)}` : `${given}; CA ${trust}; ${inWords(identity)}`;
  const stranger = strangerFor(pki, trust);
  const controls = stranger && { "stranger.pem": stranger.certificate, "stranger-key.pem": stranger.key };
  return {
    name,
    sort: `${layout}; ${given}; ${list === undefined ? "no list" : "list"}`,
    design: `${layout}; ${shown}; list ${list === undefined ? "absent" : JSON.stringify(list)}`,
    config,
    files: { ...files, ...controls },
    hasStranger: stranger !== undefined,
  };
}

function configText(
  folder: string,
  files: Readonly<Record<string, unknown>>,
  { layout, list }: { readonly layout?: Layout; readonly list?: readonly string[] | undefined },
): string {
  const lines = [`name = "${folder.slice(folder.lastIndexOf("/") + 1)}"`, `data-dir = "${folder}/data"`];
  if (layout !== undefined) {
    const { client, advertise, peer, advertisePeer = peer } = layout;
    const urls = {
      "client-urls": client,
      "advertise-client-urls": advertise,
      "peer-urls": peer,
      "advertise-peer-urls": advertisePeer,
    };
    for (const [key, value] of Object.entries(urls))
      lines.push(`${key} = "${value.replaceAll("//A", "//127.0.0.1").replace(/^A/, "127.0.0.1")}"`);
  }
  lines.push("[security]");
  for (const [key, file] of [
    ["cacert-path", "ca.pem"],
    ["cert-path", "cert.pem"],
    ["key-path", "key.pem"],
  ] as const) {
    if (files[file] !== undefined) lines.push(`${key} = "${folder}/${file}"`);
  }
  if (list !== undefined) lines.push(`cert-allowed-cn = ${JSON.stringify(list)}`);
  return `${lines.join("\n")}\n`;
}

/** Each configuration is an environment of its own, whose files lie beside it. */
function readAll(folder: string, parties: readonly Pick<ProofServer, "name" | "config" | "files">[]): Promise<Repository> {
  const files = Object.fromEntries(
    parties.flatMap(({ name, config, files: own }) => [
      [`${name}/pd.toml`, config] as const,
      ...Object.entries(own).map(([file, content]) => [`${name}/${file}`, content] as const),
    ]),
  );
  const environments = parties.map(({ name }) => ({
    name,
    tier: "production" as const,
    include: [`${name}/**`],
    mounts: [{ server: `${folder}/${name}` as ServerPath, repository: name as RepoPath }],
  }));
  return repository(files, { scope: { version: { pd: provenVersion }, environments } });
}

/** Pairs of one server, those with the rarest outcome first, and no outcome that the files do not decide. */
function choosePairs(
  server: Omit<ProofServer, "pairs">,
  clients: readonly ProofClient[],
  now: number,
  perPort: number,
  dice: Dice,
  counts: Map<string, number>,
): readonly Pair[] {
  if (server.start.kind !== "starts") return [];
  return (["pd-client", "pd-peer"] as const).flatMap((port) => {
    const candidates = dice.shuffled(clients).flatMap((client): Pair[] => {
      const predicted = handshake(client.client, { instance: server.instance, port }, now);
      if (predicted.kind === "unknown") return [];
      // Whether a name is asked of an accepted client shows on a stranger of the same CA only.
      if (predicted.kind === "succeeds" && predicted.posture.startsWith("mtls") && !server.hasStranger) return [];
      return [{ client, port, predicted }];
    });
    const chosen: Pair[] = [];
    const countOf = ({ predicted }: Pair) => counts.get(outcomeName(predicted)) ?? 0;
    while (chosen.length < perPort) {
      const left = candidates.filter((pair) => !chosen.includes(pair) && sameIn(chosen, pair) < mostAlike);
      const [first, ...rest] = left;
      if (first === undefined) break;
      const rarest = rest.reduce((a, b) => (countOf(b) < countOf(a) ? b : a), first);
      counts.set(outcomeName(rarest.predicted), countOf(rarest) + 1);
      chosen.push(rarest);
    }
    return chosen;
  });
}

/** Pairs of one port with the same outcome. */
const mostAlike = 4;

function sameIn(chosen: readonly Pair[], { predicted }: Pair): number {
  return chosen.filter((pair) => outcomeName(pair.predicted) === outcomeName(predicted)).length;
}

/** `mtls`; `client-usage by server`; the one reason with two checks behind it is told apart. */
export function outcomeName(outcome: Outcome): string {
  switch (outcome.kind) {
    case "succeeds":
      return outcome.posture;
    case "fails": {
      if (outcome.detail.includes(" cannot verify the key of ")) return noAlgorithm;
      const which = outcome.step === "client-source-address" ? " (source address)" : "";
      return `${outcome.reason} by ${outcome.by}${which}`;
    }
    case "unknown":
      return "unknown";
    default:
      return outcome satisfies never;
  }
}
