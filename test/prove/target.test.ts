import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Ajv } from "ajv";
import { afterEach, describe, expect, test } from "vitest";
import type { Port } from "../../src/model/handshake/offer.ts";
import { loopbackEngine } from "../../src/prove/engines/loopback.ts";
import { issue } from "../support/issue.ts";
import { startCommand } from "../support/run-command.ts";
import { type PartySpec, stageByHand, surroundings } from "../support/stage.ts";

// A running port goes by the real time.
const day = 86_400_000;
const dates = { from: new Date(Date.now() - 30 * day).toISOString(), until: new Date(Date.now() + 90 * day).toISOString() };
const caDates = { from: new Date(Date.now() - 300 * day).toISOString(), until: new Date(Date.now() + 1500 * day).toISOString() };
const ca = issue({ cn: "ca", ca: true, ...caDates });
const leaf = issue({ cn: "server", issuer: ca, san: ["IP:127.0.0.1"], ...dates });
const client = issue({ cn: "client", issuer: ca, usages: ["clientAuth"], ...dates });
const stranger = issue({ cn: "client", issuer: issue({ cn: "other", ca: true, ...caDates }), ...dates });
const secured = { ca: ca.pem, leaf } as const;

const schema = JSON.parse(readFileSync(new URL("../../src/schemas/report.schema.json", import.meta.url), "utf8"));
const isReport = new Ajv({ strict: false }).compile(schema);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "target-"));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** The files of a person who looks at a port. */
function person(shows: { readonly pem: string; readonly keyPem: string } = client): readonly string[] {
  const own = folder();
  const put = (name: string, text: string) => {
    writeFileSync(join(own, name), text);
    return join(own, name);
  };
  return ["--ca", put("ca.pem", ca.pem), "--cert", put("cert.pem", shows.pem), "--key", put("key.pem", shows.keyPem)];
}

/** Servers that run, and a repository that describes them: without keys, as it should be. */
async function running(...parties: readonly PartySpec[]) {
  const home = folder();
  const engine = loopbackEngine();
  const stage = await stageByHand(engine, { folder: home, version: "v8.5.3", parties, now: Date.now() });
  const cluster = await engine.start(stage, surroundings());
  cleanups.push(() => cluster.stop());
  const root = folder();
  mkdirSync(join(root, "tls"));
  for (const name of readdirSync(join(home, "tls")))
    if (!name.endsWith("key.pem")) writeFileSync(join(root, "tls", name), readFileSync(join(home, "tls", name)));
  for (const { configFile, original } of stage.instances)
    writeFileSync(join(root, `${original.name}.toml`), readFileSync(configFile));
  const scope = `    include: ["**"]\n    certificates:\n      ${join(home, "tls")}: tls\n`;
  writeFileSync(join(root, "tikv-tls-gate.yml"), `version: v8.5\nenvironments:\n  - name: prod\n    tier: development\n${scope}`);
  const at = (port: Port, index = 0): readonly string[] => {
    const address = stage.instances[index]?.listens[port];
    return ["--target", `${address?.host}:${address?.port}`, "--port", port];
  };
  return { root, at };
}

async function dial(args: readonly string[]) {
  const temporary = folder();
  const { status, stdout, stderr } = await startCommand(["handshake", ...args, "--format", "json"], { TMPDIR: temporary }).result;
  expect(readdirSync(temporary)).toEqual([]);
  expect(stdout).not.toContain("PRIVATE KEY");
  const report = stdout === "" ? undefined : JSON.parse(stdout);
  if (report !== undefined) expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  const proof = report?.proofs[0];
  const trials = (proof?.trials ?? []) as { attempt: string; predicted: string; observed: string; agrees: boolean | null }[];
  const findings = (report?.findings ?? []) as { rule: string; message: string }[];
  return {
    status,
    stderr,
    proof,
    seen: Object.fromEntries(trials.map(({ attempt, observed }) => [attempt, observed])),
    agreed: Object.fromEntries(trials.map(({ attempt, agrees }) => [attempt, agrees])),
    messages: findings.filter(({ rule }) => rule.startsWith("handshake/")).map(({ rule, message }) => `${rule}: ${message}`),
  };
}

const onlyRight = {
  "right-client": "accepted",
  "no-certificate": "refused",
  plaintext: "refused",
  "other-ca": "refused",
  "wrong-server-name": "refused",
};
const allAgree = Object.fromEntries(Object.keys(onlyRight).map((attempt) => [attempt, true]));

describe("handshake --target", () => {
  test.each(["pd-client", "tikv-grpc"] as const)("finds a %s port to be what the files say", async (port) => {
    const { root, at } = await running({ component: port === "pd-client" ? "pd" : "tikv", ...secured });
    const { status, stderr, seen, agreed, proof, messages } = await dial([root, ...at(port), ...person()]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(seen).toEqual(onlyRight);
    expect(agreed).toEqual(allAgree);
    expect(messages.filter((message) => !message.startsWith("handshake/weak-cipher"))).toEqual([]);
    expect(proof).toMatchObject({ engine: "target", environment: "prod", notes: [] });
    expect(proof.surveys).toMatchObject([{ port, protocols: ["TLSv1.2", "TLSv1.3"], presentsTwin: true }]);
  });

  test("finds that TiKV's status port asks nobody without a list, as the files let expect", async () => {
    const { root, at } = await running({ component: "tikv", ...secured });
    const { seen, agreed, messages } = await dial([root, ...at("tikv-status"), ...person()]);
    expect(seen).toEqual({ ...onlyRight, "no-certificate": "accepted", "other-ca": "accepted" });
    expect(agreed).toEqual(allAgree);
    expect(messages).toContainEqual(expect.stringMatching(/^handshake\/anonymous-accepted: the status port of tikv-0/));
  });

  test("tells the drift: a port that runs with less than what is in the files", async () => {
    const { root, at } = await running({ component: "pd", leaf });
    const file = join(root, "pd-0.toml");
    writeFileSync(join(root, "tls/pd-0-ca.pem"), ca.pem);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/cert-path = "(.*)pd-0-cert.pem"/, `cacert-path = "$1pd-0-ca.pem"\n$&`));
    const { status, seen, messages } = await dial([root, ...at("pd-client"), ...person()]);
    expect(status).toBe(1);
    expect(seen).toMatchObject({ "right-client": "accepted", "no-certificate": "accepted", "other-ca": "accepted" });
    expect(messages).toContainEqual(
      expect.stringMatching(/^handshake\/differs: a client without a certificate at the client port of pd-0 was served over TLS/),
    );
    expect(messages).toContainEqual(expect.stringMatching(/^handshake\/anonymous-accepted: the client port of pd-0/));
  });

  test("tells the drift: another certificate than the one in the files", async () => {
    const { root, at } = await running({ component: "pd", ...secured });
    writeFileSync(join(root, "tls/pd-0-cert.pem"), issue({ cn: "server", issuer: ca, san: ["IP:127.0.0.1"], ...dates }).pem);
    const { status, messages } = await dial([root, ...at("pd-client"), ...person()]);
    expect(status).toBe(1);
    expect(messages).toContain(
      "handshake/differs: the client port of pd-0 shows another certificate than the one in its cert-path",
    );
  });

  test("dials in the wrong ways alone without a certificate, and says so", async () => {
    const { root, at } = await running({ component: "pd", ...secured });
    const { status, seen, proof } = await dial([root, ...at("pd-client")]);
    expect(status).toBe(0);
    expect(seen).toEqual({ "no-certificate": "refused", plaintext: "refused", "other-ca": "refused" });
    expect(proof.notes).toEqual([
      "Without --ca every server certificate was accepted, and no other server name was tried.",
      "Without --cert and --key nobody dialled as the right client.",
    ]);
  });
});

describe("handshake --target where no file says what the port should do", () => {
  const empty = () => {
    const root = folder();
    writeFileSync(join(root, "README.md"), "nothing here\n");
    return root;
  };

  async function sServer(...args: readonly string[]): Promise<readonly string[]> {
    const own = folder();
    for (const [name, text] of Object.entries({ "ca.pem": ca.pem, "cert.pem": leaf.pem, "key.pem": leaf.keyPem }))
      writeFileSync(join(own, name), text);
    const finder = createTcpServer().listen(0, "127.0.0.1");
    await once(finder, "listening");
    const { port } = finder.address() as AddressInfo;
    finder.close();
    await once(finder, "close");
    const files = ["-cert", "cert.pem", "-key", "key.pem", "-CAfile", "ca.pem"];
    const server = spawn("openssl", ["s_server", "-accept", `127.0.0.1:${port}`, ...files, "-www", "-quiet", ...args], {
      cwd: own,
      stdio: "ignore",
    });
    cleanups.push(() => server.kill());
    while (!(await answers(port))) await sleep(20);
    return ["--target", `127.0.0.1:${port}`, "--port", "pd-client"];
  }

  test("shows what openssl s_server does, predicts nothing, and exits 0 when the right client is served", async () => {
    const { status, stderr, seen, agreed, proof } = await dial([
      empty(),
      ...(await sServer("-Verify", "1", "-verify_return_error")),
      ...person(),
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(seen).toMatchObject({ "right-client": "accepted", "no-certificate": "refused", "other-ca": "refused" });
    expect(Object.values(agreed).every((agrees) => agrees === null)).toBe(true);
    expect(proof.notes[0]).toMatch(/^Nothing in the files says what 127\.0\.0\.1:\d+ should do/);
    expect(proof.surveys[0].protocols).toContain("TLSv1.3");
  });

  test("exits 1 with one sentence when the right client is refused", async () => {
    const target = await sServer("-Verify", "1", "-verify_return_error");
    const { status, stderr, seen } = await dial([empty(), ...target, ...person(stranger)]);
    expect(status).toBe(1);
    expect(seen).toMatchObject({ "right-client": "refused" });
    expect(stderr).toMatch(/^tikv-tls-gate: the right client is not served: refused by the server [^\n]*\n$/);
  });

  test("asks by GET alone", async () => {
    const asked = new Set<string>();
    const server = createServer({ cert: leaf.pem, key: leaf.keyPem }, ({ method, url }, answer) => {
      asked.add(`${method} ${url}`);
      answer.end("{}");
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    cleanups.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const { status } = await dial([empty(), "--target", `127.0.0.1:${port}`, "--port", "tikv-status", ...person()]);
    expect(status).toBe(0);
    expect([...asked]).toEqual(["GET /status"]);
  });

  test("and nobody answers: exits 2 with one sentence", async () => {
    const { status, stderr } = await dial([empty(), "--target", "127.0.0.1:1", "--port", "pd-client"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "tikv-tls-gate: --target 127.0.0.1:1: nobody answers at this address: ECONNREFUSED\n",
    });
  });
});

describe("handshake --target at a port that takes connections and says nothing", () => {
  async function silent() {
    const connected: (() => void)[] = [];
    const first = new Promise<void>((resolve) => connected.push(resolve));
    const server = createTcpServer((socket) => {
      connected[0]?.();
      socket.on("error", () => socket.destroy());
      cleanups.push(() => socket.destroy());
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    cleanups.push(() => server.close());
    return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, first };
  }

  test("gives up, and exits 2 with one sentence", { timeout: 90_000 }, async () => {
    const { address } = await silent();
    const { status, stderr } = await dial(["examples/sound", "--target", address, "--port", "pd-client", ...person()]);
    expect(status).toBe(2);
    expect(stderr).toBe(`tikv-tls-gate: --target ${address}: no answer came in 3 s in the TLS handshake\n`);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("is ended by %s at once", async (signal, status) => {
    const { address, first } = await silent();
    const { child, result } = startCommand(["handshake", "examples/sound", "--target", address, "--port", "tikv-grpc"]);
    await first;
    child.kill(signal);
    expect(await result).toEqual({
      status,
      stdout: "",
      stderr: "tikv-tls-gate: interrupted; what the test had started is stopped and removed\n",
    });
  });
});

describe("what goes wrong on the command line of --target", () => {
  test.each([
    [["--target", "pd-1"], "--target pd-1: not an address such as 10.0.0.1:2379 or [::1]:20160"],
    [
      ["--target", "pd-1:4000"],
      "--target pd-1:4000: say which port it is with --port (pd-client, pd-peer, tikv-grpc, tikv-status)",
    ],
    [["--cert", "a.pem"], "--cert needs --target HOST:PORT: it is about a running port"],
    [["--target", "pd-1:2379", "--ca", "no/such.pem"], "--ca no/such.pem: cannot be read (ENOENT)"],
    [["--target", "pd-1:2379", "--cert", "package.json"], "--cert needs --key"],
    [["--target", "pd-1:2379", "--key", "package.json"], "--key needs --cert"],
    [
      ["--target", "pd-1:2379", "--engine", "loopback"],
      "--engine does not go with --target: nothing is started, and time is the present",
    ],
    [
      ["--target", "127.0.0.1:2379", "--instance", "pd-9", "--environment", "prod"],
      "--instance pd-9: no instance of this name has a pd-client port; did you mean pd-1?",
    ],
    [
      ["--target", "127.0.0.1:2379", "--instance", "pd-1"],
      "--instance pd-1: there are pd-1 of dev, pd-1 of staging, pd-1 of prod; say which with --environment",
    ],
  ])("%j", async (args, sentence) => {
    const { status, stdout, stderr } = await startCommand(["handshake", "examples/sound", ...args]).result;
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: `tikv-tls-gate: ${sentence}\n` });
  });
});

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
