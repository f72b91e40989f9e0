import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { dockerEngine } from "../../src/prove/engines/docker.ts";
import { probe } from "../../src/prove/probe/probe.ts";
import { issue } from "../support/issue.ts";
import { realPdServer, realPdVersion } from "../support/real-pd-server.ts";
import { stageByHand, surroundings } from "../support/stage.ts";

const pdServer = await realPdServer();
const hasDocker = spawnSync("docker", ["version"]).status === 0;
const missing = !hasDocker
  ? "no docker daemon answers"
  : pdServer === undefined
    ? "no pd-server, node scripts/pd-server.ts builds one"
    : undefined;
const title = missing === undefined ? "" : ` (skipped: ${missing})`;

const images = { pd: "tikv-tls-gate-test-pd:v8.0", tikv: "tikv-tls-gate.invalid/tikv:v8.0" };
const limits = { signal: new AbortController().signal, milliseconds: 5000 };
const day = 86_400_000;
const around = { from: new Date(Date.now() - day).toISOString(), until: new Date(Date.now() + 30 * day).toISOString() };
const ca = issue({ cn: "ca", ca: true });

const docker = (...args: string[]) => spawnSync("docker", args, { encoding: "utf8" }).stdout.trim();
const left = () => [
  docker("ps", "-aq", "--filter", "label=tikv-tls-gate.owner"),
  docker("network", "ls", "-q", "--filter", "label=tikv-tls-gate.owner"),
];

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

/** Certificates for the addresses that a server may get: docker chooses the network. */
function serverFor(address: string) {
  return issue({ cn: "pd", issuer: ca, san: [`IP:${address}`], ...around });
}

describe.skipIf(missing !== undefined)(`a pd-server in docker${title}`, () => {
  beforeAll(() => {
    const context = mkdtempSync(join(tmpdir(), "image-"));
    copyFileSync(pdServer ?? "", join(context, "pd-server"));
    writeFileSync(join(context, "Dockerfile"), 'FROM scratch\nCOPY pd-server /pd-server\nENTRYPOINT ["/pd-server"]\n');
    const build = spawnSync("docker", ["build", "-q", "-t", images.pd, context], { encoding: "utf8" });
    rmSync(context, { recursive: true });
    if (build.status !== 0) throw new Error(build.stderr);
  }, 120_000);

  afterAll(() => void docker("image", "rm", images.pd));

  test("serves in a network without a way out, unprivileged, and is gone afterwards", async () => {
    const engine = await dockerEngine({ images, environment: process.env });
    if ("because" in engine) throw new Error(engine.because);
    expect(engine.programOf("pd")).toMatchObject({
      isReal: true,
      program: expect.stringMatching(/^pd-server of tikv-tls-gate-test-pd:v8\.0 \(sha256:/),
    });
    expect(engine.programOf("tikv")).toEqual({ isReal: false, program: "a model of TiKV in this program" });
    const folder = mkdtempSync(join(tmpdir(), "docker-"));
    cleanups.push(() => rmSync(folder, { recursive: true }));
    const parties = (address: string) => [{ component: "pd", ca: ca.pem, leaf: serverFor(address) } as const];
    const draft = await stageByHand(engine, { folder, version: realPdVersion, parties: parties("127.0.0.1") });
    const address = draft.instances[0]?.listens["pd-client"];
    if (address === undefined) throw new Error("no address");
    const clients = { right: issue({ cn: "client", issuer: ca, ...around }) };
    const stage = await stageByHand(engine, { folder, version: realPdVersion, parties: parties(address.host), clients });
    const cluster = await engine.start(stage, surroundings());
    cleanups.push(() => cluster.stop());
    expect(Object.fromEntries(cluster.states)).toEqual({ "pd-0": { kind: "running" } });

    const [container = "", network = ""] = left();
    const inspected = JSON.parse(docker("inspect", container))[0];
    expect(inspected.HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      Privileged: false,
      Memory: 2 * 2 ** 30,
      PidsLimit: 1024,
      PortBindings: {},
    });
    expect(inspected.Mounts).toEqual([expect.objectContaining({ Source: folder, Destination: folder, RW: false })]);
    expect(JSON.parse(docker("network", "inspect", network))[0].Internal).toBe(true);

    const verify = { ca: ca.pem, host: address.host, as: "go" } as const;
    const ask = async (credential: { certificate: string; key: string } | undefined) =>
      (await probe({ address, transport: "tls", speaks: "http", credential, verify }, limits)).observed;
    expect(await ask({ certificate: clients.right.pem, key: clients.right.keyPem })).toMatchObject({ kind: "accepted" });
    expect(await ask(undefined)).toMatchObject({ kind: "refused", by: "server" });
    await cluster.stop();
    expect(left()).toEqual(["", ""]);
  }, 120_000);

  test.each(["SIGTERM", "SIGKILL"] as const)(
    "is gone when this program is ended by %s, at the latest with the next run",
    async (signal) => {
      const folder = mkdtempSync(join(tmpdir(), "docker-"));
      cleanups.push(() => rmSync(folder, { recursive: true }));
      const from = (file: string) => JSON.stringify(join(import.meta.dirname, "../..", file));
      const source = `
      import { dockerEngine } from ${from("src/prove/engines/docker.ts")};
      import { stageByHand, surroundings } from ${from("test/support/stage.ts")};
      const engine = await dockerEngine({ images: ${JSON.stringify(images)}, environment: process.env });
      const stage = await stageByHand(engine, { folder: ${JSON.stringify(folder)}, parties: [{ component: "pd", scheme: "http" }] });
      await engine.start(stage, surroundings());
      console.log("up");
      setInterval(() => {}, 1000);`;
      writeFileSync(join(folder, "parent.mts"), source);
      const ours = spawn(join(import.meta.dirname, "../../node_modules/.bin/node"), [join(folder, "parent.mts")], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      cleanups.push(() => ours.kill("SIGKILL"));
      await once(ours.stdout, "data");
      expect(left()).toEqual([expect.stringMatching(/^\w+$/), expect.stringMatching(/^\w+$/)]);
      ours.kill(signal);
      await once(ours, "exit");
      if (signal === "SIGKILL") {
        expect(left()).not.toEqual(["", ""]);
        await dockerEngine({ images, environment: process.env });
      }
      for (let wait = 0; wait < 50 && left().join("") !== ""; wait++) await sleep(100);
      expect(left()).toEqual(["", ""]);
    },
    120_000,
  );
});

describe("without what it needs", () => {
  test("the engine says so", async () => {
    const environment = { PATH: process.env["PATH"], DOCKER_HOST: "unix:///nowhere/docker.sock" };
    expect(await dockerEngine({ images, environment })).toEqual({ because: expect.stringMatching(/^there is no docker: /) });
  });

  test.skipIf(!hasDocker)("the name of an image is never an option of docker", async () => {
    const engine = await dockerEngine({ images: { ...images, pd: "--privileged" }, environment: process.env });
    expect(engine).toEqual({ because: "there is no image --privileged: this is no name of an image" });
  });
});
