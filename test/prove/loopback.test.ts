import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Port } from "../../src/model/handshake/offer.ts";
import type { Observed } from "../../src/model/handshake/trial.ts";
import type { Cluster } from "../../src/prove/engine.ts";
import { loopbackEngine } from "../../src/prove/engines/loopback.ts";
import { type ProbeRequest, probe } from "../../src/prove/probe/probe.ts";
import type { Address, CredentialKind, Stage } from "../../src/prove/stage/stage.ts";
import { survey } from "../../src/prove/survey.ts";
import { type Issued, issue, testTime } from "../support/issue.ts";
import { type PartySpec, stageByHand, surroundings } from "../support/stage.ts";

const ca = issue({ cn: "ca", ca: true });
const otherCa = issue({ cn: "other", ca: true });
const server = issue({ cn: "server", issuer: ca, san: ["IP:127.0.0.1"] });
const clients: Partial<Record<CredentialKind, Issued>> = {
  right: issue({ cn: "server", issuer: ca }),
  "other-ca": issue({ cn: "server", issuer: otherCa }),
  "other-name": issue({ cn: "stranger", issuer: ca }),
  expired: issue({ cn: "server", issuer: ca, from: "2026-01-01", until: "2026-02-01" }),
  "no-client-usage": issue({ cn: "server", issuer: ca, usages: ["serverAuth"] }),
};
const limits = { signal: new AbortController().signal, milliseconds: 5000 };
const secured = { ca: ca.pem, leaf: server } as const;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function started(version: string, ...parties: PartySpec[]): Promise<{ stage: Stage; cluster: Cluster }> {
  const engine = loopbackEngine(() => testTime);
  const folder = mkdtempSync(join(tmpdir(), "stage-"));
  const stage = await stageByHand(engine, { folder, version, parties, clients, now: testTime });
  const cluster = await engine.start(stage, surroundings());
  open.push(async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true });
  });
  return { stage, cluster };
}

/** Dials a port of the first instance as a client of a kind. */
async function dial(
  stage: Stage,
  port: Port,
  kind: CredentialKind | "none" | "plaintext",
  more: Partial<ProbeRequest> = {},
): Promise<Observed> {
  const [instance] = stage.instances;
  const address = instance?.listens[port];
  if (instance === undefined || address === undefined) throw new Error(`no ${port}`);
  const credential = kind === "none" || kind === "plaintext" ? undefined : stage.clientOf(instance, port, kind);
  const { observed } = await probe(
    {
      address,
      transport: kind === "plaintext" ? "plaintext" : "tls",
      speaks: port === "tikv-grpc" ? "grpc" : "http",
      credential,
      verify: { ca: ca.pem, host: "127.0.0.1", as: "go", at: testTime },
      ...more,
    },
    limits,
  );
  return observed;
}

const kinds = ["right", "none", "other-ca", "other-name", "expired", "no-client-usage", "plaintext"] as const;

async function kindsOf(stage: Stage, port: Port, more: Partial<ProbeRequest> = {}): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const kind of kinds) {
    const observed = await dial(stage, port, kind, more);
    found[kind] =
      observed.kind === "refused"
        ? `refused by ${observed.by}`
        : `${observed.kind} ${"over" in observed ? observed.over : observed.because}`;
  }
  return found;
}

const onlyRight = {
  right: "accepted tls",
  none: "refused by server",
  "other-ca": "refused by server",
  "other-name": "refused by server",
  expired: "refused by server",
  "no-client-usage": "refused by server",
  plaintext: "refused by server",
};

describe("a model of PD", () => {
  test("with a CA and without a list takes any certificate of the CA on both ports, by HTTP and by gRPC", async () => {
    const { stage } = await started("v8.5.3", { component: "pd", ...secured });
    const wanted = { ...onlyRight, "other-name": "accepted tls" };
    expect(await kindsOf(stage, "pd-client")).toEqual(wanted);
    expect(await kindsOf(stage, "pd-client", { speaks: "grpc" })).toEqual(wanted);
    expect(await kindsOf(stage, "pd-peer")).toEqual(wanted);
  });

  test("enforces one name on the peer port only", async () => {
    const { stage } = await started("v8.5.3", { component: "pd", ...secured, list: ["server"] });
    expect(await kindsOf(stage, "pd-client")).toEqual({ ...onlyRight, "other-name": "accepted tls" });
    expect(await kindsOf(stage, "pd-peer")).toEqual(onlyRight);
  });

  test("enforces two names on both ports from v8.4 on, and does not start with them before", async () => {
    const list = ["server", "tikv"];
    const { stage } = await started("v8.5.3", { component: "pd", ...secured, list });
    expect(await kindsOf(stage, "pd-client")).toEqual(onlyRight);
    const older = await started("v8.1.0", { component: "pd", ...secured, list });
    expect(older.cluster.states.get("pd-0")).toMatchObject({
      kind: "stopped",
      because: expect.stringContaining("PD v8.1.0 takes one"),
    });
  });

  test("serves in plaintext what has an http URL, also with certificates, and on one port beside https", async () => {
    const { stage } = await started("v8.5.3", { component: "pd", ...secured, scheme: "http" });
    expect(await dial(stage, "pd-client", "plaintext")).toMatchObject({ kind: "accepted", over: "plaintext" });
    expect(await dial(stage, "pd-client", "plaintext", { speaks: "grpc" })).toMatchObject({
      kind: "accepted",
      over: "plaintext",
    });
    expect(await dial(stage, "pd-client", "right")).toMatchObject({ kind: "refused" });
    expect(await dial(stage, "pd-peer", "right")).toMatchObject({ kind: "refused", by: "client", during: "transport" });
    const both = await started("v8.5.3", { component: "pd", ...secured, scheme: "both" });
    expect(await dial(both.stage, "pd-client", "plaintext")).toMatchObject({ kind: "accepted", over: "plaintext" });
    expect(await dial(both.stage, "pd-client", "right")).toMatchObject({ kind: "accepted", over: "tls" });
    expect(await dial(both.stage, "pd-client", "none")).toMatchObject({ kind: "refused", by: "server" });
  });

  test("ends an HTTP/2 connection to the peer port without a byte", async () => {
    const { stage } = await started("v8.5.3", { component: "pd", ...secured });
    expect(await dial(stage, "pd-peer", "right", { speaks: "grpc" })).toMatchObject({ kind: "refused", by: "server" });
  });

  test("looks at the source address on the peer port", async () => {
    const { stage } = await started("v8.5.3", { component: "pd", ...secured });
    const elsewhere = issue({ cn: "server", issuer: ca, san: ["IP:10.0.0.9"] });
    const credential = { certificate: elsewhere.pem, key: elsewhere.keyPem };
    expect(await dial(stage, "pd-peer", "right", { credential })).toMatchObject({ kind: "refused", by: "server" });
    expect(await dial(stage, "pd-client", "right", { credential })).toMatchObject({ kind: "accepted" });
  });
});

describe("a model of TiKV", () => {
  test("takes any certificate of the CA on the gRPC port when no list is set", async () => {
    const { stage } = await started("v8.5.3", { component: "tikv", ...secured });
    expect(await kindsOf(stage, "tikv-grpc")).toEqual({ ...onlyRight, "other-name": "accepted tls" });
  });

  test("refuses a name by the answer to a request on the gRPC port, over a connection that stands", async () => {
    const { stage } = await started("v8.5.3", { component: "tikv", ...secured, list: ["server"] });
    expect(await kindsOf(stage, "tikv-grpc")).toEqual(onlyRight);
    expect(await dial(stage, "tikv-grpc", "other-name")).toEqual({
      kind: "refused",
      by: "server",
      during: "request",
      detail: "it answers the health check with grpc-status 16: Common name check fail",
    });
  });

  test("asks nobody for a certificate on the status port without a list, and everybody with one", async () => {
    const without = await started("v8.5.3", { component: "tikv", ...secured });
    expect(await dial(without.stage, "tikv-status", "none")).toMatchObject({ kind: "accepted", protocol: "TLSv1.2" });
    const { stage } = await started("v8.5.3", { component: "tikv", ...secured, list: ["server"] });
    expect(await kindsOf(stage, "tikv-status", { path: "/region/1" })).toEqual(onlyRight);
    expect(await dial(stage, "tikv-status", "other-name")).toMatchObject({ kind: "accepted", answer: "HTTP 200" });
    expect(await dial(stage, "tikv-status", "other-name", { path: "/region/1" })).toMatchObject({ during: "request" });
  });

  test("serves both ports in plaintext without certificates, and speaks first on the gRPC port", async () => {
    const { stage } = await started("v8.5.3", { component: "tikv" });
    expect(await dial(stage, "tikv-grpc", "plaintext")).toMatchObject({ answer: "SETTINGS frame, grpc-status 0" });
    expect(await dial(stage, "tikv-status", "plaintext")).toMatchObject({ answer: "HTTP 200" });
    expect(await dial(stage, "tikv-grpc", "none")).toMatchObject({ kind: "refused", by: "client", during: "transport" });
  });

  test("does not answer whoever does not offer h2", async () => {
    const { stage } = await started("v8.5.3", { component: "tikv", ...secured });
    expect(await dial(stage, "tikv-grpc", "right", { speaks: "http" })).toMatchObject({ kind: "refused", by: "server" });
  });
});

describe("others see a model as we do", () => {
  const s_client = (address: Address, ...args: string[]) =>
    new Promise<{ readonly status: number | null; readonly output: string }>((resolve) => {
      const child = spawn("openssl", ["s_client", "-connect", `${address.host}:${address.port}`, "-ign_eof", ...args]);
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
      child.stdin.end("GET /version HTTP/1.0\r\n\r\n");
      child.on("close", (status) => resolve({ status, output }));
    });

  test("openssl s_client: the chain, the CA names of gRPC core, the group, the answer and the refusal", async () => {
    const { stage } = await started("v8.5.3", { component: "pd", ...secured }, { component: "tikv", ...secured });
    const [pd, tikv] = stage.instances;
    const [client, grpc] = [pd?.listens["pd-client"], tikv?.listens["tikv-grpc"]];
    const right = pd && stage.clientOf(pd, "pd-client", "right");
    if (client === undefined || grpc === undefined || right === undefined) throw new Error("not placed");
    const own = ["-cert", right.files.certificate, "-key", right.files.key, "-CAfile", right.files.ca];
    const accepted = await s_client(client, ...own);
    expect(accepted.output).toMatch(/TLSv1\.3, Cipher is TLS_AES_128_GCM_SHA256|TLSv1\.3, Cipher is TLS_AES_256_GCM_SHA384/);
    expect(accepted.output).toContain("HTTP/1.1 200 OK");
    const refused = await s_client(client, "-CAfile", right.files.ca);
    expect(refused.output).not.toContain("HTTP/1.1");
    const asked = await s_client(grpc, ...own, "-alpn", "h2");
    expect(asked.output).toContain("Acceptable client certificate CA names\nCN = ca\n");
    expect(asked.output).toContain("Server Temp Key: ECDH, prime256v1, 256 bits");
    expect(asked.output).toContain("ALPN protocol: h2");
    expect((await s_client(grpc, ...own, "-alpn", "h2", "-groups", "X25519:P-384")).output).not.toContain("ALPN protocol: h2");
  });

  const python = grpcioPath();
  test.skipIf(python === undefined)(
    `gRPC core by grpcio: the health check of TiKV, and its refusals${python === undefined ? " (skipped: no grpcio)" : ""}`,
    async () => {
      const { stage } = await started("v8.5.3", { component: "tikv", ...secured, list: ["server"] });
      const [instance] = stage.instances;
      const address = instance?.listens["tikv-grpc"];
      if (instance === undefined || address === undefined) throw new Error("not placed");
      const call = async (kind: CredentialKind) => {
        const files = stage.clientOf(instance, "tikv-grpc", kind)?.files;
        const source = `
import sys, grpc
read = lambda p: open(p, "rb").read()
creds = grpc.ssl_channel_credentials(read(sys.argv[1]), read(sys.argv[2]), read(sys.argv[3]))
channel = grpc.secure_channel(sys.argv[4], creds)
try:
    print("OK", channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=10).hex())
except grpc.RpcError as error:
    print(error.code().name)
`;
        const args = [
          "-c",
          source,
          files?.ca ?? "",
          files?.key ?? "",
          files?.certificate ?? "",
          `${address.host}:${address.port}`,
        ];
        const child = spawn("python3", args, { env: { ...process.env, PYTHONPATH: python } });
        let output = "";
        child.stdout.on("data", (chunk) => (output += chunk));
        await new Promise((resolve) => child.on("close", resolve));
        return output.trim();
      };
      expect(await call("right")).toBe("OK 0801");
      expect(await call("other-name")).toBe("UNAUTHENTICATED");
      expect(await call("other-ca")).toBe("UNAVAILABLE");
    },
  );
});

/** Where grpcio lies: on Python's own path (empty), or in the cache of this project. */
function grpcioPath(): string | undefined {
  const cache = join(import.meta.dirname, "../../node_modules/.cache/tikv-tls-gate");
  const folders = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith("grpcio-")) : [];
  return ["", ...folders.map((name) => join(cache, name))].find(
    (path) => spawnSync("python3", ["-c", "import grpc"], { env: { ...process.env, PYTHONPATH: path } }).status === 0,
  );
}

describe("the survey of a model", () => {
  test("finds on TiKV's gRPC port what gRPC core was measured to offer", async () => {
    const { stage } = await started("v8.5.3", { component: "tikv", ...secured });
    const [instance] = stage.instances;
    const found = instance && (await survey(stage, instance, "tikv-grpc", limits));
    expect(found).toMatchObject({
      protocols: ["TLSv1.2", "TLSv1.3"],
      groups: ["P-256"],
      preference: "client",
      resumption: "tickets",
      presentsTwin: true,
    });
    expect(found?.suites.map(({ name }) => name).toSorted()).toEqual([
      "ECDHE-ECDSA-AES128-GCM-SHA256",
      "ECDHE-ECDSA-AES256-GCM-SHA384",
      "TLS_AES_128_GCM_SHA256",
      "TLS_AES_256_GCM_SHA384",
      "TLS_CHACHA20_POLY1305_SHA256",
    ]);
  });

  test("finds on PD's ports what Go was measured to offer since v8.4, and the leaf alone, as the file has it", async () => {
    const { stage } = await started("v8.5.3", { component: "pd", ...secured });
    const [instance] = stage.instances;
    for (const port of ["pd-client", "pd-peer"] as const) {
      const found = instance && (await survey(stage, instance, port, limits));
      expect(found).toMatchObject({ protocols: ["TLSv1.2", "TLSv1.3"], resumption: "tickets", presentsTwin: true });
      expect(found?.groups.toSorted()).toEqual(["P-256", "P-384", "P-521", "X25519"]);
      expect(found?.suites.flatMap(({ protocol, name }) => (protocol === "TLSv1.2" ? [name] : [])).toSorted()).toEqual([
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES128-SHA",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-AES256-SHA",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
      ]);
    }
  });

  test("finds TLS 1.2 alone on TiKV's status port, with the suites of an RSA certificate", async () => {
    const leaf = issue({ cn: "server", issuer: ca, san: ["IP:127.0.0.1"], key: "rsa-2048" });
    const { stage } = await started("v8.5.3", { component: "tikv", ca: ca.pem, leaf });
    const [instance] = stage.instances;
    const found = instance && (await survey(stage, instance, "tikv-status", limits));
    expect(found?.protocols).toEqual(["TLSv1.2"]);
    expect(found?.suites.map(({ name }) => name).toSorted()).toEqual([
      "ECDHE-RSA-AES128-GCM-SHA256",
      "ECDHE-RSA-AES128-SHA256",
      "ECDHE-RSA-AES256-GCM-SHA384",
      "ECDHE-RSA-AES256-SHA384",
      "ECDHE-RSA-CHACHA20-POLY1305",
    ]);
  });

  test("finds every group of a port that speaks TLS 1.2 alone, also with the certificate of one curve", async () => {
    const { stage } = await started("v8.5.3", { component: "tikv", ...secured });
    const [instance] = stage.instances;
    const found = instance && (await survey(stage, instance, "tikv-status", limits));
    expect(found?.groups.toSorted()).toEqual(["P-256", "P-384", "P-521", "X25519"]);
  });

  test("says nothing of a plaintext port", async () => {
    const { stage } = await started("v8.5.3", { component: "tikv" });
    const [instance] = stage.instances;
    expect(instance && (await survey(stage, instance, "tikv-grpc", limits))).toBeUndefined();
  });
});
