import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postures, refusals } from "../../src/model/handshake/outcome.ts";
import { pdToml } from "../support/cluster.ts";
import { GoDialler } from "./go-dialler.ts";
import { Pki } from "./identities.ts";
import { observedFailure, observedName, refusalOf } from "./observed.ts";
import { failureName, outcomeName, type ProofServer, plannedPairs } from "./pairs.ts";
import { type Played, play, writeFiles } from "./play.ts";
import { proofPrograms, skipNote } from "./programs.ts";
import { freePort, RunningPd } from "./real-pd.ts";
import { inParallel, Tally } from "./tally.ts";

const quotas = { seed: 20261124, starting: 60, failing: 40, clients: 160, perPort: 16 } as const;
const programs = await proofPrograms();
const page = join(import.meta.dirname, "../../docs/proof.md");

describe("handshake() against a real pd-server and a real Go client", () => {
  test(`every pair ends as predicted${skipNote(programs)}`, { timeout: 300_000 }, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const folder = mkdtempSync(join(tmpdir(), "pd-pairs-"));
    const [tally, differences] = [new Tally(), [] as string[]];
    try {
      const servers = await plannedPairs(folder, Date.now(), quotas);
      writeFiles(folder, servers);
      await using dialler = new GoDialler(programs.client);
      const compare = async (server: ProofServer) =>
        hold(server, await play(folder, server, programs, dialler), tally, differences);
      const [starting, failing] = (["starts", "fails"] as const).map((kind) =>
        servers.filter(({ start }) => start.kind === kind),
      );
      // Those that do not start wait for ten seconds, most of them, and need no processor meanwhile.
      await Promise.all([inParallel(failing ?? [], 12, compare), inParallel(starting ?? [], 5, compare)]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    expect(differences).toEqual([]);
    expect(tally.total).toBeGreaterThanOrEqual(1000);
    for (const posture of postures)
      expect
        .soft(
          tally.countOf((name) => name === posture),
          posture,
        )
        .toBeGreaterThanOrEqual(10);
    for (const reason of refusals)
      expect
        .soft(
          tally.countOf((name) => isOf(reason, name)),
          reason,
        )
        .toBeGreaterThanOrEqual(10);
    // The page shows this table, and no other.
    expect(readFileSync(page, "utf8")).toContain(tally.table("outcome, predicted and observed"));
  });

  test(`a Go program with tls.Config.Certificates keeps back what the server does not ask for${skipNote(programs)}`, async (context) => {
    if ("missing" in programs) return context.skip(programs.missing);
    const folder = mkdtempSync(join(tmpdir(), "pd-pairs-"));
    try {
      const pki = new Pki(Date.now());
      const own = pki.once("pd", { cn: "pd", issuer: pki.ca("root"), san: ["IP:127.0.0.1"] });
      const foreign = pki.once("client", { cn: "client", issuer: pki.ca("other root") });
      const path = (name: string, content: string) => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
      };
      const [ca, cert, key] = [path("ca.pem", pki.ca("root").pem), path("pd.pem", own.pem), path("pd-key.pem", own.keyPem)];
      const [client, peer] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
      const urls = {
        client: `https://${client}`,
        advertise: `https://${client}`,
        peer: `https://${peer}`,
        advertisePeer: `https://${peer}`,
      };
      const config = path(
        "pd.toml",
        pdToml({ ...urls, ca, cert, key, more: `data-dir = ${JSON.stringify(join(folder, "data"))}` }),
      );
      await using pd = new RunningPd(programs, config);
      expect(await pd.until(({ state }) => state === "ready", 40_000)).toBe(true);
      await using dialler = new GoDialler(programs.client);
      const files = { ca, cert: path("client.pem", foreign.pem), key: path("client-key.pem", foreign.keyPem) };
      const question = { ...files, address: client, host: "127.0.0.1", source: "127.0.0.1", path: "/pd/api/v1/version" };
      const [sent, kept] = [await dialler.dial(question), await dialler.dial({ ...question, onlyIfAsked: true })];
      await pd.stop();
      // As PD dials, and as handshake() says.
      expect(observedName(refusalOf(sent, pd.log))).toBe("client-not-trusted by server");
      // As TiDB dials: refused all the same, for another reason.
      expect(observedName(refusalOf(kept, pd.log))).toBe("no-client-certificate by server");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Compares what was predicted for one server and its pairs with what it did. */
function hold(server: ProofServer, played: Played, tally: Tally, differences: string[]): void {
  const { start, design, pairs } = server;
  if (start.kind === "fails") {
    const wanted = failureName(start);
    const seen = played.kind === "ended" ? observedFailure(played.fatal, played.log) : played.kind;
    tally.add(`server-does-not-start (${wanted})`);
    if (seen !== wanted) differences.push(`${design}: ${wanted} predicted (${start.detail}), ${seen} observed`);
    return;
  }
  if (played.kind !== "started") {
    const words = played.kind === "ended" ? played.fatal : played.log.slice(-500);
    differences.push(`${design}: a start predicted, ${played.kind} observed: ${words}`);
    return;
  }
  for (const [index, { client, port, predicted }] of pairs.entries()) {
    const wanted = outcomeName(predicted);
    const observed = played.observed[index];
    const seen = observed === undefined ? "nothing" : observedName(observed);
    tally.add(wanted);
    if (seen !== wanted) {
      differences.push(`${client.design} -> ${port} of ${design}: ${wanted} predicted (${predicted.detail}), ${seen} observed`);
    }
  }
}

/** `chain-invalid by client` is one of `chain-invalid`. */
function isOf(reason: string, name: string): boolean {
  return name.split(" ")[0] === reason;
}
