import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "vitest";
import { pdClient } from "../../src/model/channels/channels.ts";
import { advertisedClientTargets, advertisedPeerTargets } from "../../src/model/channels/dialling.ts";
import { handshake, serverPosture, startOf } from "../../src/model/handshake/handshake.ts";
import type { Posture } from "../../src/model/handshake/outcome.ts";
import { allOf } from "../../src/model/handshake/outcome.ts";
import type { PdInstance } from "../../src/model/instances/instance.ts";
import { modelOf } from "../rollout/change.ts";
import { GoDialler } from "./go-dialler.ts";
import { Pki } from "./identities.ts";
import { isServed } from "./observed.ts";
import { type Credentials, eventually, PdCluster } from "./pd-cluster.ts";
import { proofPrograms, skipNote } from "./programs.ts";
import { clusterFiles, type Files, type MemberName, memberLeaf, memberNames } from "./rollout-files.ts";

const programs = await proofPrograms();
const now = Date.now();
const pki = new Pki(now);
const ca = pki.ca("root").pem;
const shared = { ca, ...memberLeaf(pki, "root") };

interface Case {
  readonly files: Files;
  /** Who is in the cluster, as each of them tells; empty: no leader. Written down before it ran. */
  readonly members: readonly MemberName[];
  readonly postures: { readonly client: Posture; readonly peer: Posture };
  /** What the logs say where not all are in. */
  readonly says?: RegExp;
}

/** A member with a certificate of its own: its name is its common name. */
function named(name: MemberName, by: "root" | "other root" = "root") {
  return memberLeaf(pki, by, name, name);
}

const cases: Readonly<Record<string, Case>> = {
  plaintext: {
    files: clusterFiles(() => ({ client: "http", peer: "http", material: false }), undefined),
    members: memberNames,
    postures: { client: "plaintext", peer: "plaintext" },
  },
  "plaintext beside certificates": {
    files: clusterFiles(() => ({ client: "http", peer: "http" }), shared),
    members: memberNames,
    postures: { client: "plaintext", peer: "plaintext" },
  },
  "plaintext for clients, mutual TLS between members": {
    files: clusterFiles(() => ({ client: "http", peer: "https" }), shared),
    members: memberNames,
    postures: { client: "plaintext", peer: "mtls" },
  },
  "mutual TLS": {
    files: clusterFiles(() => ({}), shared),
    members: memberNames,
    postures: { client: "mtls", peer: "mtls" },
  },
  "an allow list with the name that all share": {
    files: clusterFiles(() => ({ list: ["pd"] }), shared),
    members: memberNames,
    postures: { client: "mtls", peer: "mtls-identity" },
  },
  "allow lists that name their owners only": {
    files: clusterFiles((name) => ({ list: [name], ...named(name) }), shared),
    members: [],
    postures: { client: "mtls", peer: "mtls-identity" },
    says: /client certificate authentication failed/,
  },
  "one member with a certificate of another CA": {
    files: clusterFiles((name) => (name === "pd-2" ? named(name, "other root") : {}), shared),
    // Its own handshake with itself fails too.
    members: ["pd-0", "pd-1"],
    postures: { client: "mtls", peer: "mtls" },
    says: /signed by unknown authority/,
  },
  "one member with TLS among plaintext ones that have certificates": {
    files: clusterFiles((name) => (name === "pd-2" ? {} : { client: "http", peer: "http" }), shared),
    members: memberNames,
    postures: { client: "plaintext", peer: "plaintext" },
  },
  "one member with plaintext among those with TLS": {
    files: clusterFiles((name) => (name === "pd-2" ? { client: "http", peer: "http" } : {}), shared),
    members: memberNames,
    postures: { client: "mtls", peer: "mtls" },
  },
};

/** What the model says: who starts, who has a raft connection with a majority, and whom each of these reaches by its client URL. */
function predictedMembers(pds: readonly PdInstance[]): readonly string[] {
  const raft = (a: PdInstance, b: PdInstance) => a === b || dialsPeer(a, b) || dialsPeer(b, a);
  const able = pds.filter((pd) => startOf(pd, now).kind === "starts");
  const inside = able.filter((pd) => able.filter((other) => raft(pd, other)).length > pds.length / 2);
  const reaches = (a: PdInstance, b: PdInstance) =>
    allOf(advertisedClientTargets(b).map((target) => handshake(pdClient(a, target), { instance: b, port: "pd-client" }, now)))
      .kind === "succeeds";
  return inside.filter((pd) => inside.every((other) => reaches(other, pd))).map(({ name }) => name);
}

function dialsPeer(from: PdInstance, to: PdInstance): boolean {
  return advertisedPeerTargets(to).every(
    (target) => handshake(pdClient(from, target), { instance: to, port: "pd-peer" }, now).kind === "succeeds",
  );
}

describe.concurrent("three real PDs form a cluster, or do not, as predicted", () => {
  test.for(Object.entries(cases))(
    `%s${skipNote(programs)}`,
    { timeout: 240_000 },
    async ([, { files, members, postures, says }], context) => {
      if ("missing" in programs) return context.skip(programs.missing);
      const { expect } = context;
      const [environment] = (await modelOf(files, { version: "v8.0.0" })).environments;
      const pds = (environment?.instances ?? []).filter((instance) => instance.component === "pd");
      expect(pds.map(({ name }) => name)).toEqual(memberNames);
      expect(predictedMembers(pds)).toEqual(members);
      const first = pds[0] as PdInstance;
      expect(serverPosture({ instance: first, port: "pd-client" })).toBe(postures.client);
      expect(serverPosture({ instance: first, port: "pd-peer" })).toBe(postures.peer);

      const folder = mkdtempSync(join(tmpdir(), "pd-clusters-"));
      try {
        await using dialler = new GoDialler(programs.client);
        await using cluster = await PdCluster.start(programs, dialler, folder, files);
        const credentials = clientFiles(folder);
        const dials = (name: MemberName): Credentials => (isClear(files, name) ? { plaintext: true } : credentials);
        const told = async (name: MemberName) => (await cluster.healthy(name, dials(name)))?.join();
        for (const name of members) {
          expect(await eventually(async () => (await told(name)) === members.join()), `${name}: ${await told(name)}`).toBe(true);
        }
        if (says === undefined) return;
        const logs = () => memberNames.map((name) => cluster.logOf(name)).join("");
        expect(await eventually(() => says.test(logs()))).toBe(true);
        for (const name of memberNames.filter((outside) => !members.includes(outside))) {
          expect(isServed(await cluster.ask(name, dials(name), "/pd/api/v1/leader")), name).toBe(false);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  test(`TLS without client certificates, where the machines trust the CA${skipNote(programs)}`, {
    timeout: 240_000,
  }, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const { expect } = context;
    const { "prod/tls/ca.pem": _, ...withoutCa } = clusterFiles(() => ({}), shared);
    const files = Object.fromEntries(
      Object.entries(withoutCa).map(([path, text]) => [path, text.replace(/^cacert-path.*\n/m, "")]),
    );
    const [environment] = (await modelOf(files, { version: "v8.0.0" })).environments;
    const first = environment?.instances[0] as PdInstance;
    expect(serverPosture({ instance: first, port: "pd-client" })).toBe("tls");
    // What a machine trusts is not in the files.
    expect(startOf(first, now).kind).toBe("unknown");

    const folder = mkdtempSync(join(tmpdir(), "pd-clusters-"));
    try {
      await using dialler = new GoDialler(programs.client);
      const { ca: trusted } = clientFiles(folder);
      const anonymous: Credentials = { ...(trusted && { ca: trusted }) };
      {
        await using cluster = await PdCluster.start(programs, dialler, join(folder, "trusting"), files, trusted);
        expect(await cluster.settles(anonymous)).toBe(true);
      }
      await using cluster = await PdCluster.start(programs, dialler, join(folder, "not"), files);
      const refuses = (name: MemberName) => /signed by unknown authority/.test(cluster.logOf(name));
      expect(await eventually(() => memberNames.every(refuses))).toBe(true);
      expect(isServed(await cluster.ask("pd-0", anonymous, "/pd/api/v1/leader"))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function isClear(files: Files, name: MemberName): boolean {
  return files[`prod/${name}.toml`]?.includes('\nclient-urls = "http:') ?? false;
}

/** A client that trusts both roots. */
function clientFiles(folder: string): Credentials {
  const { pem, keyPem } = pki.once("client", { cn: "client", issuer: pki.ca("root") });
  const credentials = { ca: join(folder, "ca.pem"), cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  writeFileSync(credentials.ca, ca + pki.ca("other root").pem);
  writeFileSync(credentials.cert, pem);
  writeFileSync(credentials.key, keyPem);
  return credentials;
}
