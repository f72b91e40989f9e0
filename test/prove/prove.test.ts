import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { judgeTree } from "../../src/gate/gate.ts";
import type { Environment } from "../../src/model/environments/environment.ts";
import { agrees, observedText, type Proof } from "../../src/model/handshake/trial.ts";
import { attemptsOf } from "../../src/prove/attempts.ts";
import { type Engine, PortTaken } from "../../src/prove/engine.ts";
import { loopbackEngine } from "../../src/prove/engines/loopback.ts";
import { probe } from "../../src/prove/probe/probe.ts";
import { proveEnvironment } from "../../src/prove/prove.ts";
import { makeStage } from "../../src/prove/stage/make-stage.ts";
import type { Stage } from "../../src/prove/stage/stage.ts";
import { openWorkspace, type Workspace } from "../../src/prove/stage/workspace.ts";
import { survey } from "../../src/prove/survey.ts";
import { cluster, pdToml, tikvToml } from "../support/cluster.ts";
import { issue, testTime } from "../support/issue.ts";
import { memoryTree } from "../support/memory-tree.ts";
import { filesOf, party } from "../support/random-environments.ts";
import { staged } from "../support/staged.ts";

const ca = issue({ cn: "ca", ca: true });
const pd = issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] });
const tikv = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] });
const tls = { "tls/ca.pem": ca.pem, "tls/pd.pem": pd.pem, "tls/tikv.pem": tikv.pem };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0).toReversed()) clean();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "prove-"));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const around = { signal: new AbortController().signal, now: () => testTime, progress: () => {} };

/** The test of an environment by an engine, at the time for which test certificates are made. */
async function proofOf(environment: Environment, engine: Engine, lines: string[] = []): Promise<Proof> {
  const root = folder();
  let workspace: Workspace | undefined;
  try {
    return await proveEnvironment(
      environment,
      {
        engine,
        async makeStage(own, placements) {
          workspace?.remove();
          workspace = openWorkspace(root);
          return makeStage(own, { placements, workspace, at: testTime, now: testTime });
        },
        probe,
        survey,
      },
      { ...around, progress: (line) => lines.push(line) },
    );
  } finally {
    workspace?.remove();
  }
}

/** `client-pd pd-client right-client`, for each attempt of a stage. */
async function attemptsIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { environment } = await cluster({ ...tls, ...files }, { version: "v8.5.3" });
  return staged(environment, (stage) =>
    attemptsOf(stage, testTime).map(({ channel, port, kind }) => `${channel} ${port} ${kind}`),
  );
}

describe("the attempts on a stage", () => {
  const wrongWays = ["expired-certificate", "no-certificate", "no-client-usage", "other-ca", "plaintext", "wrong-server-name"];
  const on = (ends: string, ...kinds: readonly string[]) => kinds.map((kind) => `${ends} ${kind}`);

  test("with mutual TLS: every channel by its right client, every port in every wrong way but a name, for want of a list", async () => {
    const attempts = await attemptsIn({ "pd.toml": pdToml(), "tikv.toml": tikvToml() });
    expect(attempts.toSorted()).toEqual(
      [
        ...on("tikv-pd pd-client", "right-client"),
        ...on("pd-pd-client pd-client", "right-client"),
        ...on("pd-pd-peer pd-peer", "right-client", ...wrongWays),
        ...on("tikv-tikv tikv-grpc", "right-client"),
        ...on("client-pd pd-client", "right-client", ...wrongWays),
        ...on("client-tikv tikv-grpc", "right-client", ...wrongWays),
        // TiKV's status port asks nobody for a certificate without a list: there is none that it could refuse.
        ...on("status-tikv tikv-status", "right-client", "no-certificate", "plaintext", "wrong-server-name"),
      ].toSorted(),
    );
  });

  test("with a list of names: also a name that is not in it, and the status port asks", async () => {
    const attempts = await attemptsIn({ "tikv.toml": tikvToml({ list: ["tikv"] }) });
    for (const ends of ["client-tikv tikv-grpc", "status-tikv tikv-status"]) {
      const own = attempts.filter((attempt) => attempt.startsWith(`${ends} `)).toSorted();
      expect(own).toEqual(on(ends, "other-name", "right-client", ...wrongWays).toSorted());
    }
  });

  test("in plaintext: the right client and one without TLS, and nothing about certificates", async () => {
    const nothing = { ca: undefined, cert: undefined, key: undefined };
    const attempts = await attemptsIn({ "tikv.toml": tikvToml(nothing) });
    expect(attempts.toSorted()).toEqual(
      [
        ...on("tikv-tikv tikv-grpc", "right-client"),
        ...on("client-tikv tikv-grpc", "plaintext", "right-client"),
        ...on("status-tikv tikv-status", "plaintext", "right-client"),
      ].toSorted(),
    );
  });

  test("each has a command for the real port, with the real address", async () => {
    const { environment } = await cluster({ ...tls, "pd.toml": pdToml() }, { version: "v8.5.3" });
    const commands = await staged(environment, (stage) => attemptsOf(stage, testTime).map(({ command }) => command));
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) expect(command).toMatch(/10\.0\.0\.1:(2379|2380)/);
  });
});

/** An engine that lies: its servers speak TLS with the right certificates and let anybody in. */
function openDoors(): Engine {
  const honest = loopbackEngine(() => testTime);
  return {
    ...honest,
    async start(stage: Stage) {
      const servers = stage.instances.flatMap(({ listens, credential }) =>
        Object.values(listens).map((address) => {
          const server = createServer({ cert: credential?.certificate, key: credential?.key }, (_, answer) => answer.end("{}"));
          return once(server.listen(address.port, address.host), "listening").then(() => server);
        }),
      );
      const open = await Promise.all(servers);
      expect(open.every((server) => (server.address() as AddressInfo).port > 0)).toBe(true);
      return {
        states: new Map(stage.instances.map(({ original }) => [original.name, { kind: "running" } as const])),
        async stop() {
          for (const server of open) server.closeAllConnections();
          await Promise.all(open.map((server) => new Promise((resolve) => server.close(resolve))));
        },
      };
    },
  };
}

describe("a handshake test", () => {
  test("of servers that let anybody in says so, and that the files let expect another thing", async () => {
    const files = Object.entries({ ...tls, "pd.toml": pdToml() }).map(([path, text]) => [`prod/${path}`, text] as const);
    const config = `version: v8.5\nenvironments:\n  - name: prod\n    tier: production\n    include: ["prod/**"]\n    certificates:\n      /tls: prod/tls\n`;
    const result = await judgeTree({
      tree: memoryTree({ ...Object.fromEntries(files), "tikv-tls-gate.yml": config }),
      now: testTime,
      failOn: "error",
      environments: [],
      policy: undefined,
      config: undefined,
      prove: async (environments) => Promise.all(environments.map((environment) => proofOf(environment, openDoors()))),
    });
    if (result.kind === "refused") throw new Error(JSON.stringify(result.mistakes));
    const { findings, conclusion } = result.report;
    const open = findings.filter(({ rule }) => rule === "handshake/anonymous-accepted");
    expect(open.map(({ message }) => message)).toEqual([
      "the client port of pd-0 served a client that showed no certificate: HTTP 200",
      "the peer port of pd-0 served a client that showed no certificate: HTTP 200",
    ]);
    const differing = findings.filter(({ rule }) => rule === "handshake/differs").map(({ message }) => message);
    for (const who of ["without a certificate", "of another CA", "with an expired certificate"])
      expect(differing).toContainEqual(expect.stringMatching(`^a client ${who} at the client port of pd-0 was served over TLS`));
    expect(conclusion).toBe("failure");
  });

  test("starts once more on other ports when one was taken, and says it when that does not help", async () => {
    const { environment } = await cluster({ ...tls, "pd.toml": pdToml() }, { version: "v8.5.3" });
    const honest = loopbackEngine(() => testTime);
    let starts = 0;
    const unlucky = (failures: number): Engine => ({
      ...honest,
      async start(stage, surroundings) {
        if (starts++ < failures) throw new PortTaken("pd-0 found a port taken");
        return honest.start(stage, surroundings);
      },
    });
    const { trials } = await proofOf(environment, unlucky(1));
    expect(starts).toBe(2);
    expect(trials.filter(({ predicted, observed }) => agrees(predicted, observed) !== true)).toEqual([]);
    starts = 0;
    await expect(proofOf(environment, unlucky(2))).rejects.toThrow(PortTaken);
    expect(starts).toBe(2);
  });

  test("of more members than tell something new starts three, and says which were left out", async () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4, 5].map((n) => [`tikv-${n}.toml`, tikvToml({ addr: `10.0.1.${n}:20160`, status: `10.0.1.${n}:20180` })]),
    );
    const { environment } = await cluster({ ...tls, ...files }, { version: "v8.5.3" });
    const { engine, notes } = await proofOf(
      environment,
      loopbackEngine(() => testTime),
    );
    expect(engine.parts.map(({ instance }) => instance)).toEqual(["tikv-1", "tikv-2", "tikv-3"]);
    expect(notes).toContain("tikv-4, tikv-5 were not started: instances like them were.");
  });

  test("of any environment by models finds nothing that was not predicted", { timeout: 300_000 }, async () => {
    let [served, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(party, { minLength: 1, maxLength: 3 }),
        fc.constantFrom("v8.5.7", "v8.3.0", "v7.5.7"),
        async (parties, version) => {
          const { environment } = await cluster(filesOf(parties), { version });
          const { trials } = await proofOf(
            environment,
            loopbackEngine(() => testTime),
          );
          for (const { channel, from, to, attempt, predicted, observed } of trials) {
            const said = `${channel} ${from} -> ${to} ${attempt}: ${predicted.kind} ${predicted.detail} | ${observedText(observed)}`;
            expect(agrees(predicted, observed), said).not.toBe(false);
            if (observed.kind === "accepted") served++;
            if (observed.kind === "refused") refused++;
          }
        },
      ),
      { seed: 20261124, numRuns: 25 },
    );
    expect(served).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(200);
  });
});
