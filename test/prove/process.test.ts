import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { Port } from "../../src/model/handshake/offer.ts";
import { type Cluster, type Engine, PortTaken } from "../../src/prove/engine.ts";
import { endLeftovers } from "../../src/prove/engines/leftovers.ts";
import { processEngine } from "../../src/prove/engines/process.ts";
import { type ProbeRequest, probe } from "../../src/prove/probe/probe.ts";
import type { CredentialKind, Stage } from "../../src/prove/stage/stage.ts";
import { survey } from "../../src/prove/survey.ts";
import { type Issued, issue } from "../support/issue.ts";
import { realPdServer, realPdVersion } from "../support/real-pd-server.ts";
import { type PartySpec, stageByHand, surroundings } from "../support/stage.ts";

const pdServer = await realPdServer();
const whole = pdServer === undefined ? " (skipped: no pd-server, node scripts/pd-server.ts builds one)" : "";
const limits = { signal: new AbortController().signal, milliseconds: 5000 };

// A real server goes by the real time.
const day = 86_400_000;
const around = { from: new Date(Date.now() - 30 * day).toISOString(), until: new Date(Date.now() + 30 * day).toISOString() };
const past = { from: new Date(Date.now() - 60 * day).toISOString(), until: new Date(Date.now() - 30 * day).toISOString() };
const ca = issue({ cn: "ca", ca: true });
const server = issue({ cn: "pd", issuer: ca, san: ["IP:127.0.0.1"], ...around });
const clients: Partial<Record<CredentialKind, Issued>> = {
  right: issue({ cn: "pd", issuer: ca, ...around }),
  "other-ca": issue({ cn: "pd", issuer: issue({ cn: "other", ca: true }), ...around }),
  "other-name": issue({ cn: "stranger", issuer: ca, ...around }),
  expired: issue({ cn: "pd", issuer: ca, ...past }),
  "no-client-usage": issue({ cn: "pd", issuer: ca, usages: ["serverAuth"], ...around }),
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "process-"));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A program that is no server, to see what becomes of those that misbehave. */
function script(text: string): string {
  const file = join(folder(), "pd-server");
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = -V ]; then echo 'Release Version: v8.1.0'; exit 0; fi\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function engineFor(program: string): Promise<Engine> {
  const engine = await processEngine({ pdServer: program, path: "" });
  if ("because" in engine) throw new Error(engine.because);
  return engine;
}

async function started(
  program: string,
  parties: readonly PartySpec[],
  signal?: AbortSignal,
): Promise<{ stage: Stage; cluster: Cluster; engine: Engine; lines: readonly string[] }> {
  const engine = await engineFor(program);
  const stage = await stageByHand(engine, { folder: folder(), version: realPdVersion, parties, clients });
  const around = surroundings(signal);
  const cluster = await engine.start(stage, around);
  cleanups.push(() => cluster.stop());
  return { stage, cluster, engine, lines: around.lines };
}

async function verdict(stage: Stage, port: Port, kind: CredentialKind | "none" | "plaintext", speaks: ProbeRequest["speaks"]) {
  const [instance] = stage.instances;
  const address = instance?.listens[port];
  if (instance === undefined || address === undefined) throw new Error(`no ${port}`);
  const credential = kind === "none" || kind === "plaintext" ? undefined : stage.clientOf(instance, port, kind);
  const verify = { ca: ca.pem, host: "127.0.0.1", as: "go" } as const;
  const transport = kind === "plaintext" ? "plaintext" : "tls";
  return (await probe({ address, transport, speaks, credential, verify }, limits)).observed;
}

const secured = { component: "pd", ca: ca.pem, leaf: server } as const;

describe(`a real pd-server${whole}`, () => {
  test.skipIf(pdServer === undefined)(
    "comes up with mutual TLS and refuses whom the model says, with the alerts that were measured",
    async () => {
      const { stage, cluster, engine } = await started(pdServer ?? "", [{ ...secured, list: ["pd"] }]);
      expect(cluster.states.get("pd-0")).toEqual({ kind: "running" });
      expect(engine.programOf("pd")).toMatchObject({
        isReal: true,
        program: expect.stringMatching(/^pd-server of no release \(/),
      });
      expect(engine.programOf("tikv")).toEqual({ isReal: false, program: "a model of TiKV in this program" });
      for (const port of ["pd-client", "pd-peer"] as const) {
        expect(await verdict(stage, port, "right", "http")).toMatchObject({ kind: "accepted", over: "tls", protocol: "TLSv1.3" });
        const alerts = { none: 116, "other-ca": 48, expired: 45, "no-client-usage": 42 } as const;
        for (const [kind, alert] of Object.entries(alerts)) {
          const observed = await verdict(stage, port, kind as CredentialKind, "http");
          expect(observed, kind).toMatchObject({ kind: "refused", by: "server" });
          // Now and then the reset overtakes the alert.
          expect("detail" in observed && observed.detail, kind).toMatch(new RegExp(`alert ${alert},|is reset`));
        }
        expect(await verdict(stage, port, "plaintext", "http")).toMatchObject({
          kind: "refused",
          by: "server",
          during: "transport",
        });
      }
      expect(await verdict(stage, "pd-client", "right", "grpc")).toMatchObject({
        answer: expect.stringMatching(/^SETTINGS frame/),
      });
      expect(await verdict(stage, "pd-client", "other-name", "http")).toMatchObject({ kind: "accepted" });
      expect(await verdict(stage, "pd-peer", "other-name", "http")).toMatchObject({ kind: "refused", by: "server" });
    },
  );

  test.skipIf(pdServer === undefined)(
    "comes up as a cluster of three, whose followers are seen to serve as well as the leader",
    async () => {
      const engine = await engineFor(pdServer ?? "");
      const parties = [secured, secured, secured];
      const stage = await stageByHand(engine, { folder: folder(), version: realPdVersion, parties, clients, isCluster: true });
      const cluster = await engine.start(stage, surroundings());
      cleanups.push(() => cluster.stop());
      expect([...cluster.states].toSorted()).toEqual(["pd-0", "pd-1", "pd-2"].map((name) => [name, { kind: "running" }]));
      for (const { listens, credential } of stage.instances) {
        const address = listens["pd-client"] ?? { host: "", port: 0 };
        const request = { address, transport: "tls", speaks: "http", credential, path: "/pd/api/v1/leader" } as const;
        expect((await probe(request, limits)).observed).toMatchObject({ kind: "accepted", answer: "HTTP 200" });
      }
    },
  );

  test.skipIf(pdServer === undefined)("offers with an RSA certificate what Go before 1.22 offers, 3DES among it", async () => {
    const leaf = issue({ cn: "pd", issuer: ca, san: ["IP:127.0.0.1"], key: "rsa-2048", ...around });
    const { stage } = await started(pdServer ?? "", [{ ...secured, leaf }]);
    const [instance] = stage.instances;
    const found = instance && (await survey(stage, instance, "pd-client", limits));
    expect(found).toMatchObject({ protocols: ["TLSv1.2", "TLSv1.3"], presentsTwin: true, resumption: "tickets" });
    expect(found?.groups.toSorted()).toEqual(["P-256", "P-384", "P-521", "X25519"]);
    expect(found?.suites.map(({ name }) => name).toSorted()).toEqual(
      [
        ...["AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA", "DES-CBC3-SHA"].flatMap((name) => [
          name,
          `ECDHE-RSA-${name}`,
        ]),
        ...["ECDHE-RSA-CHACHA20-POLY1305", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"],
      ].toSorted(),
    );
  });

  test.skipIf(pdServer === undefined)("gives up with two names, and says why", async () => {
    const { cluster, lines } = await started(pdServer ?? "", [{ ...secured, list: ["pd", "tikv"] }]);
    const because = expect.stringContaining("only supports one CN");
    expect(cluster.states.get("pd-0")).toEqual({ kind: "stopped", because });
    expect(lines).toEqual([expect.stringMatching(/^pd-0 does not start: it exits with status 1: .*only supports one CN/)]);
  });

  test.skipIf(pdServer === undefined)("serves in plaintext what has an http URL, and TiKV is served by the model", async () => {
    const { stage, cluster } = await started(pdServer ?? "", [
      { ...secured, scheme: "http" },
      { component: "tikv", ca: ca.pem, leaf: server },
    ]);
    expect(Object.fromEntries(cluster.states)).toEqual({ "pd-0": { kind: "running" }, "tikv-1": { kind: "running" } });
    expect(await verdict(stage, "pd-client", "plaintext", "http")).toMatchObject({ kind: "accepted", over: "plaintext" });
    expect(await verdict(stage, "pd-client", "plaintext", "grpc")).toMatchObject({ kind: "accepted", over: "plaintext" });
    expect(await verdict(stage, "pd-client", "right", "http")).toMatchObject({ kind: "refused" });
  });

  test.skipIf(pdServer === undefined)("asks for other ports once when one is taken, and leaves nobody behind", async () => {
    const engine = await engineFor(pdServer ?? "");
    const stage = await stageByHand(engine, { folder: folder(), version: realPdVersion, parties: [secured], clients });
    const { host, port } = stage.instances[0]?.listens["pd-peer"] ?? { host: "", port: 0 };
    const squatter = createServer();
    await once(squatter.listen(port, host), "listening");
    cleanups.push(() => squatter.close());
    await expect(engine.start(stage, surroundings())).rejects.toThrow(PortTaken);
    expect(endLeftovers(stage.folder)).toBe(0);
    const cluster = await engine.start(stage, surroundings());
    cleanups.push(() => cluster.stop());
    expect(cluster.states.get("pd-0")).toMatchObject({
      kind: "stopped",
      because: expect.stringContaining("address already in use"),
    });
  });
});

describe("a program that is no server", () => {
  test("is named by what it says for -V", async () => {
    const program = script("exit 0");
    expect((await engineFor(program)).programOf("pd")).toEqual({ isReal: true, program: `pd-server v8.1.0 (${program})` });
  });

  test("and ends without a log line is quoted, made safe", async () => {
    const { cluster } = await started(script(`printf 'no such file \\033[31m\\n'; exit 0`), [secured]);
    expect(cluster.states.get("pd-0")).toEqual({
      kind: "stopped",
      because: "it exits with status 0: no such file \\u{1b}[31m",
    });
  });

  test("and sees nothing of our environment", async () => {
    process.env["GRPC_SSL_CIPHER_SUITES"] = "x";
    cleanups.push(() => delete process.env["GRPC_SSL_CIPHER_SUITES"]);
    const { cluster, stage } = await started(script(`env | cut -d= -f1 | sort | tr '\\n' ' '; echo "in $HOME"; exit 3`), [
      secured,
    ]);
    const state = cluster.states.get("pd-0");
    expect(state?.kind === "stopped" && state.because).toMatch(
      new RegExp(`^it exits with status 3: (OLDPWD )?HOME (OLDPWD )?PATH PWD (SHLVL )?TMPDIR TZ (_ )?in ${stage.folder}$`),
    );
  });

  test("and neither serves nor ends is killed when the test is stopped, however it resists", async () => {
    const stop = new AbortController();
    const running = started(script(`trap '' TERM; echo up; while :; do sleep 1; done`), [secured], stop.signal);
    await sleep(300);
    stop.abort();
    const { cluster, stage } = await running;
    expect(cluster.states.get("pd-0")).toEqual({ kind: "stopped", because: "the test was stopped" });
    await cluster.stop();
    expect(endLeftovers(stage.folder)).toBe(0);
  });

  test("is said to be missing where it is", async () => {
    expect(await processEngine({ path: "/nowhere:relative" })).toEqual({ because: "there is no pd-server on the PATH" });
    expect(await processEngine({ pdServer: "/nowhere/pd", path: "" })).toEqual({
      because: "/nowhere/pd is no program that can be started: no pd-server",
    });
  });
});

describe("when this program itself is ended", () => {
  /** Runs a program of ours that starts a server which never ends, and waits until it does. */
  async function parent(): Promise<{ readonly ours: ChildProcess; readonly theirs: number; readonly home: string }> {
    const home = folder();
    const server = script("exec sleep 1000");
    const source = `
      import { startChild } from ${JSON.stringify(join(import.meta.dirname, "../../src/prove/engines/child.ts"))};
      import { recordProcesses } from ${JSON.stringify(join(import.meta.dirname, "../../src/prove/engines/leftovers.ts"))};
      const child = startChild(${JSON.stringify(server)}, [], ${JSON.stringify(home)});
      setTimeout(() => { recordProcesses(${JSON.stringify(home)}, [child.pid]); console.log("pid " + child.pid); }, 300);
      setInterval(() => {}, 1000);`;
    writeFileSync(join(home, "parent.mts"), source);
    const node = join(import.meta.dirname, "../../node_modules/.bin/node");
    const ours = spawn(node, [join(home, "parent.mts")], { stdio: ["ignore", "pipe", "inherit"] });
    const [said] = (await once(ours.stdout, "data")) as [Buffer];
    return { ours, theirs: Number(said.toString().replace(/\D/g, "")), home };
  }

  /** proc(5): the 22nd field. */
  function startOf(pid: number): string {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
  }

  function isAlive(pid: number): boolean {
    try {
      return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.startsWith("Z") === false;
    } catch {
      return false;
    }
  }

  async function untilGone(pid: number): Promise<void> {
    while (isAlive(pid)) await sleep(20);
  }

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("by %s, its servers end with it", async (signal) => {
    const { ours, theirs } = await parent();
    expect(isAlive(theirs)).toBe(true);
    ours.kill(signal);
    expect(await once(ours, "exit")).toEqual([null, signal]);
    await untilGone(theirs);
  });

  test("by SIGKILL, the next run ends them, and nobody else who has got their number", async () => {
    const { ours, theirs, home } = await parent();
    ours.kill("SIGKILL");
    await once(ours, "exit");
    expect(isAlive(theirs)).toBe(true);
    const entries = JSON.parse(readFileSync(join(home, "processes.json"), "utf8"));
    writeFileSync(
      join(home, "processes.json"),
      JSON.stringify([
        { ...entries[0], started: "1" },
        { pid: process.pid, started: startOf(process.pid) },
      ]),
    );
    expect(endLeftovers(home)).toBe(0);
    writeFileSync(join(home, "processes.json"), JSON.stringify(entries));
    expect(endLeftovers(home)).toBe(1);
    await untilGone(theirs);
    expect(endLeftovers(home)).toBe(0);
  });
});
