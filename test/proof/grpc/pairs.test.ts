import { beforeAll, describe, expect, test } from "vitest";
import { postures, refusals } from "../../../src/model/handshake/outcome.ts";
import { connectProxy } from "./connect-proxy.ts";
import { coreHere } from "./core.ts";
import { differences } from "./differences.ts";
import { observe } from "./observe.ts";
import { type Pair, pairsOf } from "./pairs.ts";
import { GoClient, GrpcPeer } from "./peers.ts";
import { meetingOf } from "./predict.ts";
import { releases } from "./shapes.ts";
import { agrees, inShort, type Result, tableOf } from "./table.ts";

const core = coreHere();

if (core.kind === "missing") process.stderr.write(`skipped: the proof on gRPC core: ${core.because}\n`);

describe.skipIf(core.kind === "missing")("what handshake() predicts is what gRPC core does", () => {
  let results: readonly Result[] = [];

  beforeAll(async () => {
    if (core.kind === "missing") return;
    const versions = core.kind === "tikv" ? releases[core.openssl] : Object.values(releases).flat();
    results = await askAll(pairsOf(versions), core);
    process.stdout.write(tableOf(results));
  }, 600_000);

  test("for more than 1,000 pairs of a client and a TiKV", () => {
    const compared = results.filter(({ difference }) => difference === undefined);
    expect(compared.filter((result) => !agrees(result)).map(inShort)).toEqual([]);
    expect(results.filter(({ predicted }) => predicted === "unknown").map(inShort)).toEqual([]);
    expect(compared.length).toBeGreaterThan(1000);
    // A gRPC port never gives `tls`: it asks everybody for a certificate.
    const wanted = [...postures.filter((posture) => posture !== "tls"), ...refusals];
    expect(wanted.filter((kind) => compared.filter(({ predicted }) => predicted === kind).length < 10)).toEqual([]);
  });

  test("nothing is left out that this core does as predicted", () => {
    const differs = (name: string) => results.some((result) => result.difference === name && !agrees(result));
    const idle = differences.filter(({ name }) => core.kind === "grpcio" && !differs(name));
    expect(idle.map(({ name }) => name)).toEqual([]);
  });

  test("one fault is given the reason that is known for it", () => {
    const wrong = results.filter(({ pair: { faults }, meeting: { outcome } }) => {
      const gives = faults.length === 1 ? faults[0]?.gives : undefined;
      if (gives === undefined) return false;
      return outcome.kind !== "fails" || outcome.by !== gives.by || outcome.reason !== gives.reason;
    });
    expect(wrong.map(inShort)).toEqual([]);
  });
});

/** One after the other: a line in the log of a side belongs to the pair that is being asked about. */
async function askAll(pairs: readonly Pair[], core: ConstructorParameters<typeof GrpcPeer>[0]): Promise<readonly Result[]> {
  await using server = new GrpcPeer(core);
  await using tikv = new GrpcPeer(core);
  await using go = new GoClient();
  await using proxy = await connectProxy();
  const bench = { server, tikv, go, proxy: proxy.address };
  const results: Result[] = [];
  for (const pair of pairs) {
    const meeting = await meetingOf(pair.shape);
    const { outcome } = meeting;
    const predicted = outcome.kind === "succeeds" ? outcome.posture : outcome.kind === "fails" ? outcome.reason : "unknown";
    const difference =
      core.kind === "grpcio" ? differences.find(({ applies }) => applies(pair.shape, meeting.dialling))?.name : undefined;
    results.push({ pair, meeting, predicted, difference, observed: await observe(pair.shape, meeting, bench) });
  }
  return results;
}
