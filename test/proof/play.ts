import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Answer, Dial, GoDialler } from "./go-dialler.ts";
import { isServed, type Observed, postureOf, refusalOf } from "./observed.ts";
import type { Pair, ProofServer } from "./pairs.ts";
import { freePort, type Programs, RunningPd } from "./real-pd.ts";

/** What a real server did: which pairs it showed, or how it ended. */
export type Played =
  | { readonly kind: "started"; readonly observed: readonly Observed[]; readonly log: string }
  | { readonly kind: "ended"; readonly code: number | null; readonly fatal: string; readonly log: string }
  | { readonly kind: "neither"; readonly log: string };

/** Old servers wait for ten seconds before they give up on themselves. */
const patience = 40_000;

/** Writes the files of all servers and clients of the proof. */
export function writeFiles(folder: string, servers: readonly ProofServer[]): void {
  const parties = new Map<string, Readonly<Record<string, string | Uint8Array>>>();
  for (const { name, files, pairs } of servers) {
    parties.set(name, files);
    for (const { client } of pairs) parties.set(client.name, client.files);
  }
  for (const [name, files] of parties) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, name, file), content);
  }
}

/** Starts one server on free ports, dials all of its pairs, and stops it. */
export async function play(folder: string, server: ProofServer, programs: Programs, dialler: GoDialler): Promise<Played> {
  for (let attempt = 0; ; attempt++) {
    const played = await playOnce(folder, server, attempt, programs, dialler);
    // Somebody else took the port between its choice and its use.
    if (attempt === 2 || played.kind === "started" || !played.log.includes("address already in use")) return played;
    if (server.start.kind === "fails" && server.start.step === "two-schemes-on-peer-address") return played;
  }
}

async function playOnce(
  folder: string,
  server: ProofServer,
  attempt: number,
  programs: Programs,
  dialler: GoDialler,
): Promise<Played> {
  const ports = { "pd-client": await freePort(), "pd-peer": await freePort() };
  const file = join(folder, server.name, `pd-${attempt}.toml`);
  const text = server.config.replace(/:(2379|2380)\b/g, (_, port) => `:${ports[port === "2379" ? "pd-client" : "pd-peer"]}`);
  writeFileSync(file, text);
  const data = join(folder, server.name, `data-${attempt}`);
  await using pd = new RunningPd(programs, file, ["--data-dir", data, "--log-file="]);
  await pd.until(({ state }) => state !== "starting", patience);
  if (pd.state === "ended") return { kind: "ended", code: pd.exitCode, fatal: fatalOf(pd.log), log: pd.log };
  if (pd.state === "starting") return { kind: "neither", log: pd.log };
  const dialled = await Promise.all(server.pairs.map((pair) => dialPair(folder, server, pair, ports[pair.port], dialler)));
  await pd.stop();
  const observed = server.pairs.map(({ client }, index): Observed => {
    const { answer, anonymous, stranger } = dialled[index] as Dialled;
    if (!isServed(answer)) return refusalOf(answer, pd.log);
    return postureOf(client.plaintext, { anonymous, stranger }, pd.log);
  });
  return { kind: "started", observed, log: pd.log };
}

interface Dialled {
  readonly answer: Answer;
  readonly anonymous: Answer;
  readonly stranger: Answer | undefined;
}

async function dialPair(
  folder: string,
  server: ProofServer,
  { client, port, predicted }: Pair,
  number: number,
  dialler: GoDialler,
): Promise<Dialled> {
  const own = (name: string) => join(folder, client.name, name);
  const base: Dial = {
    address: `127.0.0.1:${number}`,
    host: client.host,
    source: client.source,
    plaintext: client.plaintext,
    ca: own("ca.pem"),
    path: port === "pd-client" ? "/pd/api/v1/version" : "/version",
    // Every other client offers TLS 1.2 only: what is decided is the same.
    ...(!client.needsNewest && Number(client.name.replace(/\D+/, "")) % 2 === 1 && { maxVersion: "1.2" as const }),
  };
  const identity = client.hasIdentity ? { cert: own("cert.pem"), key: own("key.pem") } : {};
  const dial = (question: Dial) => dialUntilTold(dialler, question);
  const answer = await dial({ ...base, ...identity });
  if (predicted.kind !== "succeeds" && !isServed(answer)) return { answer, anonymous: answer, stranger: undefined };
  const anonymous = await dial(base);
  if (!server.hasStranger) return { answer, anonymous, stranger: undefined };
  const other = (name: string) => join(folder, server.name, name);
  const stranger = await dial({ ...base, cert: other("stranger.pem"), key: other("stranger-key.pem") });
  return { answer, anonymous, stranger };
}

/** On a busy machine a dial may time out, or PD may look for its leader again. */
async function dialUntilTold(dialler: GoDialler, question: Dial): Promise<Answer> {
  for (let left = 20; ; left--) {
    const answer = await dialler.dial(question);
    const isBusy = answer.error.includes("i/o timeout") || (answer.stage === "done" && answer.status >= 500);
    if (!isBusy || left === 0) return answer;
    await delay(250);
  }
}

/** The line with which PD gives up, or its only line. */
function fatalOf(log: string): string {
  const lines = log.trim().split("\n");
  return lines.find((line) => line.includes("[FATAL]")) ?? lines.find((line) => line.startsWith("panic:")) ?? lines.at(-1) ?? "";
}
