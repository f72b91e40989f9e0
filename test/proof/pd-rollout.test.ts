import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type ExpectStatic, test } from "vitest";
import { workingTree } from "../../src/discover/working-tree.ts";
import { baseOfRef } from "../../src/gate/find-base.ts";
import { judgeTree } from "../../src/gate/gate.ts";
import type { Block, Order } from "../../src/rollout/order.ts";
import { planOf, type Verdict } from "../../src/rollout/plan.ts";
import type { Member, MoveKind } from "../../src/rollout/states.ts";
import type { Step } from "../../src/rollout/steps.ts";
import { needsRestart } from "../../src/rollout/words.ts";
import { inShort, modelOf, type Settings, withClients } from "../rollout/change.ts";
import { gitRepository } from "../support/git-repository.ts";
import { GoDialler } from "./go-dialler.ts";
import { Pki } from "./identities.ts";
import { type Credentials, eventually, PdCluster, Poller } from "./pd-cluster.ts";
import { proofPrograms, skipNote } from "./programs.ts";
import type { Programs } from "./real-pd.ts";
import { clusterFiles, type Files, type MemberName, memberLeaf, memberNames } from "./rollout-files.ts";

const programs = await proofPrograms();
const now = Date.now();
const pki = new Pki(now);
const [root, otherRoot] = [pki.ca("root").pem, pki.ca("other root").pem];

const secured = (ca: string, by: "root" | "other root", label = "") =>
  clusterFiles(() => ({}), { ca, ...memberLeaf(pki, by, label) });
const inClear = clusterFiles(() => ({ client: "http", peer: "http", material: false }), undefined);
const onBothSchemes = clusterFiles(() => ({ client: "both", advertise: "http", peer: "http" }), {
  ca: root,
  ...memberLeaf(pki, "root"),
});

async function verdictOf(before: Files, after: Files, settings: Settings = {}): Promise<Verdict> {
  const of = (files: Files) => modelOf(files, { version: "v8.0.0", ...settings });
  const [base, head] = [await of(before), await of(after)];
  const [only, ...others] = planOf(base, head, now).environments;
  if (only === undefined || others.length > 0) throw new Error("not one environment");
  return only.verdict;
}

/** Real servers, and a client that is polling while something is done to them. */
interface Stage {
  readonly cluster: PdCluster;
  readonly poller: Poller;
  readonly expect: ExpectStatic;
}

/** A rollout by the moves of its plan, member after member; after each the whole cluster is well. */
async function follow({ cluster, poller, expect }: Stage, wanted: Rollout): Promise<void> {
  const { order, members, files, clients } = wanted;
  const make = async (kind: MoveKind, name: string): Promise<void> => {
    const member = memberNames.find((known) => known === name);
    if (member === undefined) poller.switchTo(clients);
    else await move(cluster, member, kind, files, poller.credentials);
    expect(await cluster.settles(poller.credentials), `${name}: ${kind}`).toBe(true);
  };
  for (const [name, kind] of movesOf(order, members)) await make(kind, name);
  poller.switchTo(clients);
  expect(await cluster.settles(clients), "at the end").toBe(true);
}

interface Rollout {
  readonly order: Order;
  readonly members: readonly Member[];
  readonly files: Files;
  /** With what the clients dial afterwards. */
  readonly clients: Credentials;
}

function movesOf(order: Order, members: readonly Member[]): readonly (readonly [string, MoveKind])[] {
  switch (order.kind) {
    case "any":
    case "one-by-one": {
      const isRestarting = order.kind === "one-by-one" || needsRestart(members);
      return members.flatMap(({ name, moves }) =>
        moves.filter((kind) => isRestarting || kind !== "restart").map((kind) => [name, kind] as const),
      );
    }
    case "layers":
      return order.layers.flatMap((blocks) => blockMoves(blocks, members));
    case "around": {
      const clients = (all: typeof order.before) => blockMoves(all, members);
      return [...clients(order.before), ...movesOf(order.servers, members), ...clients(order.after)];
    }
    case "moves":
      return order.moves.map(({ member, kind }) => [member.name, kind] as const);
    default:
      return order satisfies never;
  }
}

function blockMoves(blocks: readonly Block[], members: readonly Member[]): readonly (readonly [string, MoveKind])[] {
  return blocks.flatMap(({ component, kind }) =>
    members
      .filter((member) => member.component === component && member.moves.includes(kind))
      .map(({ name }) => [name, kind] as const),
  );
}

async function move(cluster: PdCluster, name: MemberName, kind: MoveKind, files: Files, credentials: Credentials): Promise<void> {
  switch (kind) {
    case "put-files":
      return cluster.putFiles(name, files);
    case "restart":
      cluster.configure(name, files);
      cluster.putFiles(name, files);
      return cluster.restart(name);
    case "update-member": {
      const via = memberNames.find((other) => other !== name) ?? name;
      const scheme = files[`prod/${name}.toml`]?.includes('peer-urls = "https:') ? "https" : "http";
      const { status, error } = await cluster.updatePeerUrl(name, scheme, via, credentials);
      if (status !== 200) throw new Error(`member update: ${status} ${error}`);
      return;
    }
    case "start":
    case "stop":
    case "switch":
    case "trust-both":
    case "renew":
    case "trust-new":
      throw new Error(`no plan of the proof has ${kind} for a PD`);
    default:
      kind satisfies never;
  }
}

/** What a plan that rolls has in common with a step of one that does not. */
function rolling(verdict: Verdict): Pick<Rollout, "order" | "members"> {
  if (verdict.kind !== "rolls") throw new Error(`the plan says ${inShort(verdict)}`);
  return verdict;
}

function stepsOf(verdict: Verdict): readonly Step[] {
  if (verdict.kind !== "splits" || verdict.steps === undefined) throw new Error(`the plan says ${inShort(verdict)}`);
  return verdict.steps;
}

function clashOf(verdict: Verdict): string {
  if (!("clash" in verdict)) throw new Error(`the plan says ${inShort(verdict)}`);
  const { exchange } = verdict.clash.trouble;
  return `${exchange.channel}: ${exchange.outcome.kind === "fails" ? exchange.outcome.reason : exchange.outcome.kind}`;
}

/** A folder, a Go client with certificates by both roots, and three members; all is gone afterwards. */
async function withCluster(
  real: Programs,
  files: Files,
  first: "root" | "clear",
  act: (cluster: PdCluster, clients: Readonly<Record<"root" | "other root" | "clear", Credentials>>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pd-rollout-"));
  try {
    const clients = {
      root: clientFiles(folder, "root"),
      "other root": clientFiles(folder, "other root"),
      clear: { plaintext: true },
    };
    await using dialler = new GoDialler(real.client);
    await using cluster = await PdCluster.start(real, dialler, folder, files);
    if (!(await cluster.settles(clients[first])))
      throw new Error(`the cluster does not form:\n${cluster.logOf("pd-0").slice(-2000)}`);
    await act(cluster, clients);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A client that trusts both roots, as one does that is prepared for a change. */
function clientFiles(folder: string, by: "root" | "other root"): Credentials {
  const own = join(folder, `client of ${by}`);
  mkdirSync(own, { recursive: true });
  const { pem, keyPem } = pki.once(`client of ${by}`, { cn: "client", issuer: pki.ca(by) });
  const credentials = { ca: join(own, "ca.pem"), cert: join(own, "cert.pem"), key: join(own, "key.pem") };
  writeFileSync(credentials.ca, root + otherRoot);
  writeFileSync(credentials.cert, pem);
  writeFileSync(credentials.key, keyPem);
  return credentials;
}

/** The files of a declared client in one of its states: exactly what it trusts then, and no more. */
function credentialsIn(folder: string, { trusts, by }: Client): Credentials {
  const own = mkdtempSync(join(folder, "state-"));
  const { pem, keyPem } = ownOfClient(by);
  const credentials = { ca: join(own, "ca.pem"), cert: join(own, "cert.pem"), key: join(own, "key.pem") };
  writeFileSync(credentials.ca, trusts);
  writeFileSync(credentials.cert, pem);
  writeFileSync(credentials.key, keyPem);
  return credentials;
}

/** What a client has, as its moves change it. */
interface Client {
  readonly trusts: string;
  readonly by: "root" | "other root";
}

/** The tree in which servers and declared clients trust some CAs and have certificates by one. */
function declared(trusts: string, by: Client["by"]): Files {
  const { pem } = ownOfClient(by);
  return { ...secured(trusts, by), "clients/ca.pem": trusts, "clients/app.pem": pem };
}

function ownOfClient(by: Client["by"]): { readonly pem: string; readonly keyPem: string } {
  return pki.once(`declared client of ${by}`, { cn: "client", issuer: pki.ca(by) });
}

/** The tree that one step of a plan leads to. */
function after(step: Step, { ca, by }: { readonly ca: string; readonly by: Client["by"] }): { ca: string; by: Client["by"] } {
  let next = { ca, by };
  for (const { part, to } of step.changes) {
    if (part === "ca") next = { ...next, ca: to === "both" ? otherRoot + root : otherRoot };
    else if (part === "certificate") next = { ...next, by: "other root" };
    else throw new Error(`no plan of the proof changes ${part}`);
  }
  return next;
}

function moved(client: Client, kind: MoveKind, to: Client): Client {
  switch (kind) {
    case "trust-both":
      return { ...client, trusts: otherRoot + root };
    case "renew":
      return { ...client, by: to.by };
    case "trust-new":
      return { ...client, trusts: to.trusts };
    default:
      throw new Error(`no client does ${kind}`);
  }
}

const configFile = `version: v8.0.0
environments:
  - { name: prod, tier: production, include: ["prod/**"], certificates: { /tls: prod/tls }, clients: { ca: clients/ca.pem, certificate: clients/app.pem } }
`;

/** What the whole gate says of a change: its conclusion, and the errors that it brings. Keys are never committed. */
async function gateOf(before: Files, after: Files): Promise<{ readonly conclusion: string; readonly errors: readonly string[] }> {
  const committed = (files: Files) => ({
    ...Object.fromEntries(Object.entries(files).filter(([path]) => !path.endsWith("-key.pem"))),
    "tikv-tls-gate.yml": configFile,
  });
  const repository = gitRepository(committed(before));
  try {
    repository.git("checkout", "--quiet", "-b", "topic");
    repository.write(committed(after));
    repository.commit();
    const base = await baseOfRef(repository.folder, "main");
    const tree = workingTree(repository.folder);
    const result = await judgeTree({ tree, now, failOn: "error", environments: [], base, only: "new" });
    if (result.kind === "refused") throw new Error(result.mistakes.map(({ message }) => message).join());
    const errors = result.report.findings.filter(({ severity, state }) => severity === "error" && state !== "unchanged");
    return { conclusion: result.report.conclusion, errors: errors.map(({ rule }) => rule) };
  } finally {
    repository.remove();
  }
}

/** A client that polled all the time was never turned away, and two of three members were always there. */
async function expectUndisturbed({ poller, expect }: Stage): Promise<void> {
  await poller.stop();
  expect(poller.refusals).toEqual([]);
  expect(poller.minorities).toBe(0);
  expect(poller.served).toBeGreaterThan(30);
}

describe.concurrent("the rolling plans on three real PDs, with a client that polls all of them all the time", () => {
  test(`a leaf renewal and a change of the CA in separate steps roll${skipNote(programs)}`, {
    timeout: 240_000,
  }, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const { expect } = context;
    const start = secured(root, "root");
    const renewed = secured(root, "root", "renewed");
    const bundled = secured(otherRoot + root, "root", "renewed");
    const reissued = secured(otherRoot + root, "other root");
    const moved = secured(otherRoot, "other root");
    await withCluster(programs, start, "root", async (cluster, clients) => {
      await using poller = new Poller(cluster, clients.root);
      const stage = { cluster, poller, expect };
      // Without a restart: PD reads certificate and key at every handshake.
      const renewal = rolling(await verdictOf(start, renewed));
      expect(needsRestart(renewal.members)).toBe(false);
      await follow(stage, { ...renewal, files: renewed, clients: clients.root });
      for (const name of memberNames) {
        const { peer } = await cluster.ask(name, clients.root, "/pd/api/v1/version");
        expect(peer).toBe(fingerprint(renewed));
        expect(peer).not.toBe(fingerprint(start));
      }
      await follow(stage, { ...rolling(await verdictOf(renewed, bundled)), files: bundled, clients: clients.root });
      await follow(stage, { ...rolling(await verdictOf(bundled, reissued)), files: reissued, clients: clients["other root"] });
      await follow(stage, { ...rolling(await verdictOf(reissued, moved)), files: moved, clients: clients["other root"] });
      await expectUndisturbed(stage);
    });
  });

  test(`a change of the CA rolls in the steps that its plan finds by itself${skipNote(programs)}`, {
    timeout: 240_000,
  }, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const { expect } = context;
    const [start, bundled, moved] = [secured(root, "root"), secured(otherRoot + root, "root"), secured(otherRoot, "other root")];
    const verdict = await verdictOf(start, moved);
    expect(inShort(verdict)).toBe("splits: ca=both any; ca=new certificate=new pd put-files > pd restart");
    const [first, second] = stepsOf(verdict);
    if (first === undefined || second === undefined) throw new Error("two steps");
    await withCluster(programs, start, "root", async (cluster, clients) => {
      await using poller = new Poller(cluster, clients.root);
      const stage = { cluster, poller, expect };
      await follow(stage, { ...first, files: bundled, clients: clients["other root"] });
      await follow(stage, { ...second, files: moved, clients: clients["other root"] });
      await expectUndisturbed(stage);
    });
  });

  test(`a change of the CA with a declared client rolls by the plan's own steps, each green by the gate${skipNote(programs)}`, {
    timeout: 240_000,
  }, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const { expect } = context;
    const [start, goal] = [declared(root, "root"), declared(otherRoot, "other root")];
    const atOnce = await verdictOf(start, goal, withClients);
    expect(await gateOf(start, goal)).toEqual({ conclusion: "failure", errors: ["rollout/split"] });
    await withCluster(programs, start, "root", async (cluster) => {
      const folder = mkdtempSync(join(tmpdir(), "pd-rollout-client-"));
      try {
        let client: Client = { trusts: root, by: "root" };
        await using poller = new Poller(cluster, credentialsIn(folder, client));
        const stage = { cluster, poller, expect };
        let here: { ca: string; by: Client["by"] } = { ca: root, by: "root" };
        for (const step of stepsOf(atOnce)) {
          const next = after(step, here);
          const [before, then] = [declared(here.ca, here.by), declared(next.ca, next.by)];
          expect(await gateOf(before, then)).toEqual({ conclusion: "success", errors: [] });
          const { order, members } = rolling(await verdictOf(before, then, withClients));
          for (const [name, kind] of movesOf(order, members)) {
            const member = memberNames.find((known) => known === name);
            if (member === undefined) {
              client = moved(client, kind, { trusts: next.ca, by: next.by });
              poller.switchTo(credentialsIn(folder, client));
            } else await move(cluster, member, kind, then, poller.credentials);
            expect(await cluster.settles(poller.credentials), `${name}: ${kind}`).toBe(true);
          }
          here = next;
        }
        expect([client, here]).toEqual([
          { trusts: otherRoot, by: "other root" },
          { ca: otherRoot, by: "other root" },
        ]);
        await expectUndisturbed(stage);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });

  test(`a CA that is swapped in one step splits the cluster${skipNote(programs)}`, { timeout: 240_000 }, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const { expect } = context;
    const [start, moved] = [secured(root, "root"), secured(otherRoot, "other root")];
    const verdict = await verdictOf(start, moved);
    expect(verdict.kind).toBe("splits");
    expect(clashOf(verdict)).toBe("pd-pd-client: server-not-trusted");
    await withCluster(programs, start, "root", async (cluster, clients) => {
      cluster.configure("pd-2", moved);
      cluster.putFiles("pd-2", moved);
      await cluster.restart("pd-2");
      // It refuses both others, and they refuse it.
      expect(await eventually(() => unhealthyPeers(cluster.latestLogOf("pd-2"), /signed by unknown authority/) === 2)).toBe(true);
      expect(await eventually(() => unhealthyPeers(cluster.logOf("pd-0"), /signed by unknown authority/) > 0)).toBe(true);
      expect(await eventually(async () => (await cluster.healthy("pd-0", clients.root))?.join() === "pd-0,pd-1")).toBe(true);
      expect(cluster.latestLogOf("pd-2")).not.toContain("ready to serve");
      // Back with its old files it is one of them again.
      cluster.configure("pd-2", start);
      cluster.putFiles("pd-2", start);
      await cluster.restart("pd-2");
      expect(await cluster.settles(clients.root)).toBe(true);
    });
  });

  test(`TLS turned on member by member leaves no leader${skipNote(programs)}`, { timeout: 240_000 }, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const { expect } = context;
    const verdict = await verdictOf(inClear, secured(root, "root"));
    expect(verdict.kind).toBe("splits");
    // etcd keeps the http URLs of members that it knows.
    expect(clashOf(verdict)).toBe("pd-pd-peer: plaintext-to-tls");
    await withCluster(programs, inClear, "clear", async (cluster, clients) => {
      for (const name of memberNames) {
        cluster.configure(name, secured(root, "root"));
        cluster.putFiles(name, secured(root, "root"));
        await cluster.restart(name);
      }
      for (const name of memberNames) {
        const isLost = () => unhealthyPeers(cluster.latestLogOf(name), /EOF/) === 2;
        expect(await eventually(isLost), name).toBe(true);
        expect(cluster.latestLogOf(name)).toContain("first record does not look like a TLS handshake");
        expect(await cluster.ask(name, clients.root, "/pd/api/v1/leader")).not.toMatchObject({ status: 200 });
      }
    });
  });

  test(`TLS is turned on in the steps that the plan has for PD alone${skipNote(programs)}`, {
    timeout: 240_000,
  }, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const { expect } = context;
    const verdict = await verdictOf(inClear, secured(root, "root"));
    expect(inShort(verdict)).toBe(
      "splits: ca=new client-urls=both clients=new pd restart > client switch; client-urls=new advertise-client=new peer-urls=new one-by-one",
    );
    const [first, second] = stepsOf(verdict);
    if (first === undefined || second === undefined) throw new Error("two steps");
    await withCluster(programs, inClear, "clear", async (cluster, clients) => {
      await using poller = new Poller(cluster, clients.clear);
      const stage = { cluster, poller, expect };
      await follow(stage, { ...first, files: onBothSchemes, clients: clients.root });
      await follow(stage, { ...second, files: secured(root, "root"), clients: clients.root });
      await expectUndisturbed(stage);
    });
  });
});

function fingerprint(files: Files): string {
  return new X509Certificate(files["prod/tls/pd.pem"] ?? "").fingerprint256.replaceAll(":", "").toLowerCase();
}

/** Members that the log of another one calls unhealthy for a reason. */
function unhealthyPeers(log: string, reason: RegExp): number {
  const lines = log.split("\n").filter((line) => line.includes("prober detected unhealthy status") && reason.test(line));
  return new Set(lines.map((line) => /remote-peer-id=(\w+)/.exec(line)?.[1])).size;
}
