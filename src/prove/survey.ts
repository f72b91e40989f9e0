import { identityOf, presentationOf } from "../model/handshake/credentials.ts";
import type { Port } from "../model/handshake/offer.ts";
import type { Survey } from "../model/handshake/trial.ts";
import type { Instance } from "../model/instances/instance.ts";
import { sha256 } from "../read/x509/x509-key.ts";
import { type HelloAnswer, readAnswer, writeHello } from "./probe/hello.ts";
import type { ProbeLimits } from "./probe/probe.ts";
import { openPlaintext } from "./probe/probe-connection.ts";
import { groupCodes, groupName, hasCurve, suiteName, suitesOf } from "./probe/suites.ts";
import type { Address, Stage, TwinInstance } from "./stage/stage.ts";

/** What a port offers, without who it is. */
export type Offered = Pick<Survey, "protocols" | "askedProtocols" | "suites" | "groups" | "resumption" | "preference"> & {
  /** DER of the chain that is presented, leaf first; undefined where it could not be seen. */
  readonly presented?: readonly Uint8Array[] | undefined;
};

const versions = [
  ["SSLv3", 0x0300],
  ["TLSv1", 0x0301],
  ["TLSv1.1", 0x0302],
  ["TLSv1.2", 0x0303],
  ["TLSv1.3", 0x0304],
] as const;

/**
 * Asks the port of a twin what it offers and compares the chain that it presents with the twin's; undefined when nobody
 * answers there in TLS.
 */
export async function survey(
  _stage: Stage,
  instance: TwinInstance,
  port: Port,
  limits: ProbeLimits,
): Promise<Omit<Survey, "environment" | "command"> | undefined> {
  const address = instance.listens[port];
  if (address === undefined) return undefined;
  const offered = await surveyAddress(address, limits);
  if (offered === undefined) return undefined;
  const { presented, ...found } = offered;
  return {
    instance: instance.original.name,
    port,
    ...found,
    presentsTwin: presentsFilesOf(instance.twin, presented, Date.now()),
  };
}

/**
 * Asks a port for one thing at a time, as the well-known scanners do: all suites of a version are offered, the chosen one
 * is taken out, until none is left that the server takes. The hellos are written by hand, so that it does not matter what
 * this program's OpenSSL can do. Undefined: nobody answers in TLS. `serverName` is sent along where it is given.
 */
export async function surveyAddress(address: Address, limits: ProbeLimits, serverName?: string): Promise<Offered | undefined> {
  const ask = (version: number, suites: readonly number[], groups: readonly number[]) =>
    sayHello(address, { version, suites, groups, serverName }, limits);
  const accepted = await Promise.all(
    versions.map(([, version]) => takeOut(suitesOf(version), (left) => ask(version, left, groupCodes), version)),
  );
  const byVersion = versions.map(([name, version], index) => ({ name, version, answers: accepted[index] ?? [] }));
  const spoken = byVersion.filter(({ answers }) => answers.length > 0);
  if (spoken.length === 0) return undefined;
  const clear = spoken
    .toReversed()
    .flatMap(({ answers }) => answers)
    .find(({ certificates }) => certificates !== undefined);
  return {
    protocols: spoken.map(({ name }) => name),
    askedProtocols: versions.map(([name]) => name),
    suites: spoken.flatMap(({ name, answers }) => answers.map(({ suite }) => ({ protocol: name, name: suiteName(suite) }))),
    groups: await groupsOf(spoken, ask),
    preference: await preferenceOf(spoken, ask),
    resumption: clear?.resumption ?? "unknown",
    presented: clear?.certificates,
  };
}

type Chosen = Extract<HelloAnswer, { kind: "chosen" }>;
type Spoken = readonly { readonly version: number; readonly answers: readonly Chosen[] }[];
type Ask = (version: number, suites: readonly number[], groups: readonly number[]) => Promise<Chosen | undefined>;

/** Offers suites, takes out the chosen one, and offers the rest. */
async function takeOut(
  suites: readonly number[],
  ask: (left: readonly number[]) => Promise<Chosen | undefined>,
  version: number,
): Promise<readonly Chosen[]> {
  const found: Chosen[] = [];
  for (let left = suites; left.length > 0; ) {
    const answer = await ask(left);
    // An older version, or what was not offered, is no answer to this question.
    if (answer === undefined || answer.version !== version || !left.includes(answer.suite)) break;
    found.push(answer);
    left = left.filter((suite) => suite !== answer.suite);
  }
  return found;
}

/** The same with groups: in the newest version and, where it is another, in TLS 1.2. */
async function groupsOf(spoken: Spoken, ask: Ask): Promise<readonly string[]> {
  const found = new Set<number>();
  for (const { version, answers } of spoken.toReversed()) {
    const suites = answers.map(({ suite }) => suite).filter((suite) => version >= 0x0304 || hasCurve(suite));
    if (version < 0x0303 || suites.length === 0) continue;
    const left = await takeOutGroups(found, (groups) => ask(version, suites, groups));
    if (version < 0x0304 && found.size > 0) await addOneByOne(found, left, (groups) => ask(version, suites, groups));
  }
  return [...found].map(groupName);
}

async function takeOutGroups(
  found: Set<number>,
  ask: (groups: readonly number[]) => Promise<Chosen | undefined>,
): Promise<readonly number[]> {
  for (let left = groupCodes; left.length > 0; ) {
    const { group } = (await ask(left)) ?? {};
    if (group === undefined || !left.includes(group)) return left;
    found.add(group);
    left = left.filter((code) => code !== group);
  }
  return [];
}

/**
 * Up to TLS 1.2 the list of groups is also the list of curves that an ECDSA certificate may have (RFC 8422 5.1): a server
 * falls silent when that of its certificate is taken out. The rest is offered one by one, before those that are known.
 */
async function addOneByOne(
  found: Set<number>,
  left: readonly number[],
  ask: (groups: readonly number[]) => Promise<Chosen | undefined>,
): Promise<void> {
  const known = [...found];
  for (const code of left) if (!found.has(code) && (await ask([code, ...known]))?.group === code) found.add(code);
}

/** Whoever keeps to its choice when the client turns its list round has an order of its own. */
async function preferenceOf(spoken: Spoken, ask: Ask): Promise<"server" | "client" | "unknown"> {
  for (const { version, answers } of spoken) {
    const suites = answers.map(({ suite }) => suite);
    const [first] = suites;
    if (first === undefined || suites.length < 2) continue;
    const turned = await ask(version, suites.toReversed(), groupCodes);
    if (turned !== undefined) return turned.suite === first ? "server" : "client";
  }
  return "unknown";
}

async function sayHello(
  address: Address,
  hello: Parameters<typeof writeHello>[0],
  limits: ProbeLimits,
): Promise<Chosen | undefined> {
  const line = openPlaintext(address, limits);
  try {
    if (!(await line.isOpen)) return undefined;
    line.say(writeHello(hello));
    const answer = await line.hear(readAnswer);
    return answer?.kind === "chosen" ? answer : undefined;
  } finally {
    line.close();
  }
}

/** Is a chain byte for byte what the instance's files (and, where OpenSSL completes a chain, its CA file) make it send? */
export function presentsFilesOf(
  instance: Instance,
  presented: readonly Uint8Array[] | undefined,
  at: number,
): boolean | "unknown" {
  const identity = identityOf(instance.security, instance);
  if (presented === undefined || identity.kind !== "held") return "unknown";
  const { leaf, sent, mayHoldMore } = presentationOf(instance.security, instance, identity.value, at);
  const wanted = [leaf, ...sent].map((certificate) => certificate.sha256);
  const seen = presented.map((der) => sha256(der));
  if (mayHoldMore && seen.length > wanted.length) seen.length = wanted.length;
  return seen.length === wanted.length && seen.every((digest, index) => digest === wanted[index]);
}
