import type { Client } from "../model/handshake/client.ts";
import { handshake } from "../model/handshake/handshake.ts";
import { componentOf, type Port } from "../model/handshake/offer.ts";
import type { Outcome } from "../model/handshake/outcome.ts";
import type { AttemptKind, Proof, Survey, Trial } from "../model/handshake/trial.ts";
import type { Instance, Material, Security } from "../model/instances/instance.ts";
import { absent } from "../model/instances/setting.ts";
import { isIpLiteral } from "../model/instances/url.ts";
import { sourceFile } from "../read/source-file.ts";
import { readPem } from "../read/x509/pem.ts";
import { x509Reader } from "../read/x509/x509.ts";
import type { RepoPath, ServerPath, Span } from "../text/span.ts";
import { outsideChannel } from "./attempts.ts";
import { addressByHand, commandWith, word } from "./by-hand.ts";
import { type ProbeLimits, type ProbeRequest, probe } from "./probe/probe.ts";
import { type ProofSurroundings, stopIfInterrupted } from "./prove.ts";
import { type Address, addressText } from "./stage/stage.ts";
import { presentsFilesOf, surveyAddress } from "./survey.ts";
import { commonName, issueCertificate, keyPemOf, pemOf } from "./twins/issue-certificate.ts";
import { newKey, presentDates } from "./twins/stand-ins.ts";
import { spkiOf } from "./twins/twin-key.ts";

/** A PEM file of the user's. */
export interface UserFile {
  /** As the user names it. */
  readonly path: string;
  readonly text: string;
}

/** A running port, and what the user shows it. */
export interface Target {
  /** A host name or an IP address. */
  readonly address: Address;
  readonly port: Port;
  /** The name that the server's certificate has to have. */
  readonly serverName: string;
  /** Undefined: whoever answers is believed, and what a client would say of the certificate is not known. */
  readonly ca: UserFile | undefined;
  readonly identity: { readonly certificate: UserFile; readonly key: UserFile } | undefined;
  /** What the port is in the files, which says what it should do. */
  readonly expected: { readonly environment: string; readonly instance: Instance } | undefined;
}

const probeMilliseconds = 3000;

/**
 * Dials a running port in the right way and in wrong ones, with the user's own files, and asks what it offers. It reads
 * only: `GET /status`, gRPC's health check, and hellos that end before a session.
 */
export async function proveTarget(target: Target, surroundings: ProofSurroundings): Promise<Proof> {
  const began = surroundings.now();
  const limits = { signal: surroundings.signal, milliseconds: probeMilliseconds };
  const { address, serverName, expected, port } = target;
  const name = expected?.instance.name ?? addressText(address);
  const trials: Trial[] = [];
  // One after another: this is somebody's running server.
  for (const attempt of attemptsAt(target, began)) {
    surroundings.progress(`${name}: ${attempt.kind}`);
    trials.push(await tryOne(target, name, attempt, began, limits));
    stopIfInterrupted(surroundings.signal);
  }
  surroundings.progress(`${name}: asking for protocols and suites`);
  const offered = await surveyAddress(address, limits, isIpLiteral(serverName) ? undefined : serverName);
  stopIfInterrupted(surroundings.signal);
  return {
    environment: expected?.environment ?? "",
    engine: { kind: "target", parts: [{ instance: name, program: `what answers at ${addressText(address)}`, isReal: true }] },
    trials,
    surveys: offered === undefined ? [] : [surveyOf(target, name, port, offered, began)],
    notes: notesOf(target),
    rewrites: [],
    milliseconds: surroundings.now() - began,
  };
}

function surveyOf(
  { address, expected }: Target,
  name: string,
  port: Port,
  { presented, ...offered }: NonNullable<Awaited<ReturnType<typeof surveyAddress>>>,
  at: number,
): Survey {
  return {
    environment: expected?.environment ?? "",
    instance: name,
    port,
    ...offered,
    presentsTwin: expected === undefined ? "unknown" : presentsFilesOf(expected.instance, presented, at),
    command: `openssl s_client -connect ${word(addressText(address))}`,
  };
}

function notesOf({ address, ca, expected, identity }: Target): readonly string[] {
  return [
    ...(expected === undefined
      ? [`Nothing in the files says what ${addressText(address)} should do: what was seen is shown, and nothing was predicted.`]
      : []),
    ...(ca === undefined ? ["Without --ca every server certificate was accepted, and no other server name was tried."] : []),
    ...(identity === undefined ? ["Without --cert and --key nobody dialled as the right client."] : []),
  ];
}

interface Attempt {
  readonly kind: AttemptKind;
  readonly transport: "tls" | "plaintext";
  readonly shows: Target["identity"];
  /** The name that the client expects of the server. */
  readonly host: string;
}

function attemptsAt({ identity, serverName, ca }: Target, at: number): readonly Attempt[] {
  const tls = { transport: "tls", host: serverName } as const;
  const attempts: Attempt[] = [
    { ...tls, kind: "no-certificate", shows: undefined },
    { kind: "plaintext", transport: "plaintext", shows: undefined, host: serverName },
    { ...tls, kind: "other-ca", shows: stranger(at) },
  ];
  if (ca !== undefined) attempts.push({ ...tls, kind: "wrong-server-name", shows: identity, host: "another.invalid" });
  return identity === undefined ? attempts : [{ ...tls, kind: "right-client", shows: identity }, ...attempts];
}

/** A client of a CA that nobody knows; it lives in memory only. */
function stranger(at: number): NonNullable<Target["identity"]> {
  const key = newKey();
  const der = issueCertificate({
    subject: commonName("tikv-tls-gate"),
    issuer: commonName("stranger CA"),
    spki: spkiOf(key),
    signer: newKey(),
    use: ["serverAuth", "clientAuth"],
    ...presentDates(at),
  });
  return {
    certificate: { path: "stranger.pem", text: pemOf("CERTIFICATE", der) },
    key: { path: "stranger-key.pem", text: keyPemOf(key) },
  };
}

async function tryOne(target: Target, name: string, attempt: Attempt, at: number, limits: ProbeLimits): Promise<Trial> {
  const { address, port, expected, ca, identity } = target;
  const { observed } = await probe(requestOf(target, attempt), limits);
  const files = {
    ca: ca?.path ?? "CA",
    certificate: identity?.certificate.path ?? "CERTIFICATE",
    key: identity?.key.path ?? "KEY",
  };
  return {
    environment: expected?.environment ?? "",
    channel: outsideChannel[port],
    from: "client",
    to: name,
    port,
    attempt: attempt.kind,
    predicted: predictionOf(target, attempt, at),
    observed,
    command: commandWith(addressText(address), files, port, attempt.kind),
  };
}

function requestOf({ address, port, ca }: Target, { transport, shows, host }: Attempt): ProbeRequest {
  const speaks = port === "tikv-grpc" ? "grpc" : "http";
  if (transport === "plaintext") return { address, transport, speaks };
  return {
    address,
    transport,
    speaks,
    credential: shows && { certificate: shows.certificate.text, key: shows.key.text },
    verify: ca && { ca: ca.text, host, as: "go" },
  };
}

function predictionOf({ ca, port, expected }: Target, { transport, shows, host }: Attempt, at: number): Outcome {
  if (expected === undefined) return { kind: "unknown", detail: "the files do not say what this port should do" };
  const client: Client = {
    name: "client",
    program: "other",
    transport,
    host: { value: host, span: placeIn("the command line"), origin: "flag" },
    security: securityOf(ca, shows),
  };
  return handshake(client, { instance: expected.instance, port }, at);
}

function securityOf(ca: UserFile | undefined, shows: Target["identity"]): Security {
  return {
    at: placeIn("the command line"),
    ca: ca === undefined ? { kind: "unseen", because: "no --ca was given" } : materialOf(ca),
    certificate: materialOf(shows?.certificate),
    key: materialOf(shows?.key),
    allowedCn: absent,
    allowedSan: absent,
  };
}

function materialOf(file: UserFile | undefined): Material {
  if (file === undefined) return { kind: "absent" };
  const { path, text } = file;
  return {
    kind: "seen",
    path: { value: path as ServerPath, span: placeIn(path), origin: "flag" },
    file: readPem(sourceFile(path as RepoPath, new TextEncoder().encode(text)), x509Reader),
  };
}

function placeIn(path: string): Span {
  return { path: path as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** Is this an address at which the files say that an instance has this port? */
export function isAddressOf(instance: Instance, port: Port, address: Address): boolean {
  if (instance.component !== componentOf(port)) return false;
  return [addressByHand(instance, port), ...statedAddresses(instance, port)].includes(addressText(address));
}

function statedAddresses(instance: Instance, port: Port): readonly string[] {
  if (instance.component === "tikv") {
    const { advertiseAddress, address, advertiseStatusAddress, statusAddress } = instance;
    const stated = port === "tikv-status" ? [advertiseStatusAddress, statusAddress] : [advertiseAddress, address];
    return stated.flatMap((one) => (one.kind === "known" ? [one.value] : []));
  }
  const { advertisePeerUrls, peerUrls, advertiseClientUrls, clientUrls } = instance;
  const lists = port === "pd-peer" ? [advertisePeerUrls, peerUrls] : [advertiseClientUrls, clientUrls];
  const urls = lists.flatMap((list) => (list.kind === "known" ? list.value : []));
  return urls.flatMap(({ value: { host, port: number } }) => (number === undefined ? [] : [addressText({ host, port: number })]));
}
