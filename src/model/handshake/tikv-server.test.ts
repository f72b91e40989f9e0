import { describe, expect, test } from "vitest";
import { cluster, dialler, pdToml, tikvToml } from "../../../test/support/cluster.ts";
import { issue, testTime } from "../../../test/support/issue.ts";
import { handshake, serverPosture, startOf } from "./handshake.ts";
import type { Port } from "./offer.ts";
import type { Outcome } from "./outcome.ts";

const ca = issue({ cn: "ca", ca: true });
const otherCa = issue({ cn: "other ca", ca: true });
const tikv = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1", "DNS:tikv-0.prod.svc"] });
const material = { "tls/ca.pem": ca.pem, "tls/tikv.pem": tikv.pem, "tls/tikv-key.pem": tikv.keyPem };

function short(outcome: Outcome): string {
  return outcome.kind === "succeeds" ? outcome.posture : outcome.kind === "fails" ? outcome.reason : "unknown";
}

interface Row {
  readonly config?: Parameters<typeof tikvToml>[0];
  readonly version?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly client?: ReturnType<typeof issue>;
  readonly host?: string;
  readonly transport?: "tls" | "plaintext";
  readonly gives: { readonly grpc: string; readonly status: string };
}

const both = (what: string) => ({ grpc: what, status: what });

/** What another TiKV meets on both ports. */
async function meet(row: Row): Promise<{ grpc: string; status: string }> {
  const shown = row.client ?? tikv;
  const made = await cluster(
    {
      ...material,
      ...row.files,
      "tikv.toml": tikvToml(row.config),
      "dialling.toml": tikvToml({ cert: "/tls/shown.pem", key: "/tls/shown-key.pem" }),
      "tls/shown.pem": shown.pem,
      "tls/shown-key.pem": shown.keyPem,
    },
    { version: row.version ?? "v8.5.7" },
  );
  const instance = made.tikv("tikv");
  const host = { value: row.host ?? "10.0.1.1", span: instance.at, origin: "file" } as const;
  const client = dialler(made.tikv("dialling"), { transport: row.transport ?? "tls", host });
  const meets = (port: Port) => short(handshake(client, { instance, port }, testTime));
  return { grpc: meets("tikv-grpc"), status: meets("tikv-status") };
}

describe("TiKV as server", () => {
  const none = { ca: undefined, cert: undefined, key: undefined };
  const rows: Readonly<Record<string, Row>> = {
    "no ca-path and nothing else is plaintext": { config: none, transport: "plaintext", gives: both("plaintext") },
    "a TLS client meets plaintext": { config: none, gives: both("tls-to-plaintext") },
    "a list without certificates is ignored": {
      config: { ...none, list: ["tidb"] },
      transport: "plaintext",
      gives: both("plaintext"),
    },
    "certificate and key without ca-path do not come up": { config: { ca: undefined }, gives: both("server-does-not-start") },
    "ca-path alone does not come up": { config: { cert: undefined, key: undefined }, gives: both("server-does-not-start") },
    "a key of another certificate does not come up": {
      files: { "tls/tikv-key.pem": otherCa.keyPem },
      gives: both("server-does-not-start"),
    },
    "a CA file without a certificate does not come up": {
      files: { "tls/ca.pem": "nothing\n-----BEGIN X-----\n-----END X-----\n" },
      gives: both("server-does-not-start"),
    },
    "TLS refuses a plaintext client: there is no dual mode": { transport: "plaintext", gives: both("plaintext-to-tls") },
    "without a list the gRPC port demands a certificate and the status port asks nobody": {
      gives: { grpc: "mtls", status: "tls" },
    },
    "with a list of other names the status port still gives its exempt paths": {
      config: { list: ["tidb"] },
      gives: { grpc: "client-not-allowed", status: "mtls" },
    },
    "with a list that names the client": { config: { list: ["tidb", "tikv"] }, gives: both("mtls-identity") },
    "releases compare whole names": { config: { list: ["tik"] }, gives: { grpc: "client-not-allowed", status: "mtls" } },
    "releases do not know wildcards": { config: { list: ["tik*"] }, gives: { grpc: "client-not-allowed", status: "mtls" } },
    "master takes a part of the name": { config: { list: ["ik"] }, version: "master", gives: both("mtls-identity") },
    "master takes everybody for an empty entry": {
      config: { list: ["tidb", ""] },
      version: "master",
      gives: both("mtls"),
    },
    "releases do not admit a named client by an empty entry": {
      config: { list: [""] },
      gives: { grpc: "client-not-allowed", status: "mtls" },
    },
    "of several common names the first one counts": {
      config: { list: ["second"] },
      client: issue({ cn: ["first", "second"], issuer: ca, san: ["IP:10.0.1.1"] }),
      gives: { grpc: "client-not-allowed", status: "mtls" },
    },
    "master holds SANs against cert-allowed-san": {
      config: { sans: ["tikv-1.prod.svc"] },
      version: "master",
      gives: { grpc: "client-not-allowed", status: "mtls" },
    },
    "master wants both lists to admit the client": {
      config: { list: ["tikv"], sans: ["prod.svc"] },
      version: "master",
      gives: both("mtls-identity"),
    },
    "releases do not read cert-allowed-san": {
      config: { sans: ["nobody"] },
      gives: { grpc: "mtls", status: "tls" },
    },
    "a client of another CA": {
      config: { list: ["tikv"] },
      client: issue({ cn: "tikv", issuer: otherCa }),
      gives: both("client-not-trusted"),
    },
    "a client of another CA: the status port without a list does not even look": {
      client: issue({ cn: "tikv", issuer: otherCa }),
      gives: { grpc: "client-not-trusted", status: "tls" },
    },
    "an expired client": {
      config: { list: ["tikv"] },
      client: issue({ cn: "tikv", issuer: ca, from: "2025-01-01", until: "2026-01-01" }),
      gives: both("client-expired"),
    },
    "a client that dials a name which the certificate lacks": { host: "10.0.1.2", gives: both("server-name-mismatch") },
  };

  test.each(Object.entries(rows))("%s", async (_, row) => {
    expect(await meet(row)).toEqual(row.gives);
  });

  test("TiKV's status port asks nobody without a list", async () => {
    const made = await cluster({ ...material, "tikv.toml": tikvToml() });
    const instance = made.tikv("tikv");
    expect(serverPosture({ instance, port: "tikv-status" })).toBe("tls");
    expect(serverPosture({ instance, port: "tikv-grpc" })).toBe("mtls");
  });

  test("TiKV's status port needs the root of an intermediate, its gRPC port does not", async () => {
    const middle = issue({ cn: "middle", issuer: ca, ca: true });
    const leaf = issue({ cn: "tikv", issuer: middle, san: ["IP:10.0.1.1"] });
    const files = { "tls/ca.pem": middle.pem, "tls/tikv.pem": leaf.pem, "tls/tikv-key.pem": leaf.keyPem };
    const config = { list: ["tikv"] };
    expect(await meet({ config, files, client: leaf, gives: both("") })).toEqual({
      grpc: "mtls-identity",
      status: "client-not-trusted",
    });
    const complete = { ...files, "tls/ca.pem": middle.pem + ca.pem };
    expect(await meet({ config, files: complete, client: leaf, gives: both("") })).toEqual(both("mtls-identity"));
  });

  test("an empty status address has no port", async () => {
    const made = await cluster({ ...material, "tikv.toml": tikvToml({ status: "" }) });
    const client = dialler(made.tikv("tikv"));
    const outcome = handshake(client, { instance: made.tikv("tikv"), port: "tikv-status" }, testTime);
    expect(outcome).toEqual({ kind: "unknown", detail: "tikv has no status port" });
    expect(made.environment.channels.filter(({ id }) => id === "status-tikv")).toEqual([]);
  });

  test("a guide's keys (server-cert-path) give plaintext channels", async () => {
    const guide = `[security]\nserver-ca-path = "/tls/ca.pem"\nserver-cert-path = "/tls/tikv.pem"\nserver-key-path = "/tls/tikv-key.pem"`;
    const made = await cluster({ ...material, "tikv.toml": guide });
    expect(startOf(made.tikv("tikv"), testTime)).toEqual({ kind: "starts" });
    expect(new Set(made.environment.channels.map(({ posture }) => posture))).toEqual(new Set(["plaintext"]));
  });

  test("an expired certificate does not keep TiKV from starting", async () => {
    const expired = issue({ cn: "tikv", issuer: ca, key: tikv.privateKey, from: "2025-01-01", until: "2026-01-01" });
    const made = await cluster({ ...material, "tls/tikv.pem": expired.pem, "tikv.toml": tikvToml() });
    expect(startOf(made.tikv("tikv"), testTime)).toEqual({ kind: "starts" });
    expect(made.channel("tikv-tikv").outcome).toMatchObject({ kind: "fails", by: "client", reason: "server-expired" });
  });

  test("two same-named roots without key identifiers: only the first counts in TiKV", async () => {
    const one = issue({ cn: "root", ca: true, withoutKeyIds: true, keyLabel: "root one" });
    const two = issue({ cn: "root", ca: true, withoutKeyIds: true, keyLabel: "root two" });
    const leaf = issue({ cn: "tikv", issuer: two, san: ["IP:10.0.1.1"], withoutKeyIds: true });
    const files = { "tls/tikv.pem": leaf.pem, "tls/tikv-key.pem": leaf.keyPem };
    const meets = (bundle: string) =>
      meet({ config: { list: ["tikv"] }, files: { ...files, "tls/ca.pem": bundle }, client: leaf, gives: both("") });
    expect((await meets(two.pem + one.pem)).grpc).toBe("mtls-identity");
    expect((await meets(one.pem + two.pem)).grpc).not.toBe("mtls-identity");
  });
});

describe("which refusal wins when several hold", () => {
  const expired = issue({ cn: "tikv", issuer: otherCa, san: ["IP:10.0.1.9"], from: "2025-01-01", until: "2026-01-01" });
  const wrongHost = "10.0.1.2";
  const ladder: readonly (readonly [string, Row, string])[] = [
    [
      "the server does not start",
      { config: { cert: undefined }, transport: "plaintext", client: expired, host: wrongHost, gives: both("") },
      "server-does-not-start",
    ],
    [
      "transport",
      { config: { list: ["x"] }, transport: "plaintext", client: expired, host: wrongHost, gives: both("") },
      "plaintext-to-tls",
    ],
    [
      "what the client thinks of the server",
      { config: { list: ["x"] }, client: expired, host: wrongHost, gives: both("") },
      "server-name-mismatch",
    ],
    [
      "the client's chain",
      { config: { list: ["x"] }, client: issue({ cn: "y", issuer: otherCa }), gives: both("") },
      "client-not-trusted",
    ],
    ["the client's name", { config: { list: ["x"] }, gives: both("") }, "client-not-allowed"],
  ];
  test.each(ladder)("%s", async (_, row, reason) => {
    expect((await meet(row)).grpc).toBe(reason);
  });
});

describe("what the files do not show", () => {
  test("a certificate that is not in the repository leaves the outcome open and the posture known", async () => {
    const made = await cluster({ "tikv.toml": tikvToml({ list: ["tikv"] }) });
    expect(made.channel("tikv-tikv")).toMatchObject({ posture: "mtls-identity", outcome: { kind: "unknown" } });
  });

  test("a key that is not in the repository is as it should be", async () => {
    const { "tls/tikv-key.pem": _, ...public_ } = material;
    const made = await cluster({ ...public_, "tikv.toml": tikvToml() });
    expect(made.channel("tikv-tikv").outcome.kind).toBe("succeeds");
  });

  test("a certain refusal stands beside a doubt", async () => {
    const made = await cluster({
      "tls/ca.pem": ca.pem,
      "tikv.toml": tikvToml(),
      "stranger.toml": tikvToml({ ca: undefined, cert: undefined, key: undefined }),
    });
    const [instance, stranger] = [made.tikv("tikv"), made.tikv("stranger")];
    const outcome = handshake(dialler(stranger, { transport: "plaintext" }), { instance, port: "tikv-grpc" }, testTime);
    expect(outcome).toMatchObject({ kind: "fails", reason: "plaintext-to-tls", step: "transport" });
  });

  test("a certain refusal stands after a doubt, too", async () => {
    const { "tls/tikv.pem": _, "tls/tikv-key.pem": __, ...trust } = material;
    const shown = issue({ cn: "stranger", issuer: ca });
    const files = { ...trust, "tls/shown.pem": shown.pem, "tikv.toml": tikvToml({ list: ["tikv"] }) };
    const made = await cluster({ ...files, "dialling.toml": tikvToml({ cert: "/tls/shown.pem", key: "/tls/shown-key.pem" }) });
    const instance = made.tikv("tikv");
    const outcome = handshake(dialler(made.tikv("dialling")), { instance, port: "tikv-grpc" }, testTime);
    expect(outcome).toMatchObject({ kind: "fails", reason: "client-not-allowed" });
  });

  test("TiKV may complete its certificate from a CA file that is not in the repository", async () => {
    const middle = issue({ cn: "middle", issuer: ca, ca: true });
    const leaf = issue({ cn: "tikv", issuer: middle, san: ["IP:10.0.1.1"] });
    const files = { "tls/tikv.pem": leaf.pem, "tls/ca.pem": ca.pem };
    const made = await cluster({ ...files, "tikv.toml": tikvToml({ ca: "/tls/unseen.pem" }), "dialling.toml": tikvToml() });
    expect(made.channel("tikv-tikv", "dialling", "tikv").outcome).toMatchObject({ kind: "unknown" });
    expect(made.channel("tikv-tikv", "dialling", "dialling").outcome).toMatchObject({
      kind: "fails",
      reason: "server-not-trusted",
    });
  });
});

describe("a client whose own files are useless", () => {
  const pd = issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] });
  const withPd = { ...material, "tls/pd.pem": pd.pem, "pd.toml": pdToml() };

  test("TiKV with a CA alone never opens a channel", async () => {
    const made = await cluster({ ...withPd, "tikv.toml": tikvToml({ cert: undefined, key: undefined }) });
    expect(made.channel("tikv-pd").outcome).toMatchObject({
      kind: "fails",
      by: "client",
      reason: "no-client-certificate",
      step: "client-credentials",
      detail: "tikv sets ca-path without cert-path and key-path: its channels never open",
    });
  });

  test("TiKV with the key of another certificate never opens one either", async () => {
    const made = await cluster({ ...withPd, "tls/tikv-key.pem": otherCa.keyPem, "tikv.toml": tikvToml() });
    expect(made.channel("tikv-pd").outcome).toMatchObject({
      kind: "fails",
      by: "client",
      reason: "chain-invalid",
      step: "client-credentials",
      detail: "tikv cannot use its own files: its key-path holds the key of another certificate",
    });
  });

  test("a chain that the server refuses is told from one that the client refuses", async () => {
    const made = await cluster({
      ...withPd,
      "tls/tikv.pem": issue({ cn: "tikv", issuer: otherCa, key: tikv.privateKey }).pem,
      "tikv.toml": tikvToml(),
    });
    expect(made.channel("tikv-pd").outcome).toMatchObject({ by: "server", reason: "client-not-trusted", step: "client-chain" });
    expect(made.channel("tikv-tikv").outcome).toMatchObject({ by: "client", reason: "server-not-trusted", step: "server-chain" });
  });

  test("P-224: TiKV starts with it, and nobody can verify its signature", async () => {
    const small = issue({ cn: "tikv", issuer: ca, key: "p-224", san: ["IP:10.0.1.1"] });
    const made = await cluster({
      ...withPd,
      "tls/tikv.pem": small.pem,
      "tls/tikv-key.pem": small.keyPem,
      "tikv.toml": tikvToml(),
    });
    expect(startOf(made.tikv("tikv"), testTime)).toEqual({ kind: "starts" });
    expect(made.channel("tikv-tikv").outcome).toMatchObject({ reason: "chain-invalid", step: "server-chain" });
    expect(made.channel("tikv-pd").outcome).toMatchObject({ reason: "chain-invalid", step: "client-chain" });
  });
});
