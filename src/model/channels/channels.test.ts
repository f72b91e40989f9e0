import { describe, expect, test } from "vitest";
import { cluster, pdToml, tikvToml } from "../../../test/support/cluster.ts";
import { issue } from "../../../test/support/issue.ts";
import type { RepoPath } from "../../text/span.ts";
import { pairLimit } from "./channels.ts";

const ca = issue({ cn: "ca", ca: true });
const pd = issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] });
const tikv = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] });
const material = { "tls/ca.pem": ca.pem, "tls/pd.pem": pd.pem, "tls/tikv.pem": tikv.pem };
const sound = { ...material, "pd.toml": pdToml(), "tikv.toml": tikvToml() };

describe("the pairs of an environment", () => {
  test("one PD and one TiKV talk to each other and to their own kind", async () => {
    const { environment } = await cluster(sound);
    const rows = environment.channels.map(
      ({ id, from, to, posture, outcome }) => `${id} ${from} > ${to}: ${posture}, ${outcome.kind}`,
    );
    expect(rows).toEqual([
      "client-pd client > pd-0: mtls, succeeds",
      "tikv-pd tikv > pd-0: mtls, succeeds",
      "pd-pd-client pd-0 > pd-0: mtls, succeeds",
      "pd-pd-peer pd-0 > pd-0: mtls, succeeds",
      "client-tikv client > tikv: mtls, succeeds",
      "tikv-tikv tikv > tikv: mtls, succeeds",
      "status-tikv monitoring > tikv: tls, succeeds",
    ]);
  });

  test("evidence points at the deciding settings, the most decisive first", async () => {
    const made = await cluster({ ...sound, "pd.toml": pdToml({ list: ["pd", "tikv"] }) });
    const text = pdToml({ list: ["pd", "tikv"] }).split("\n");
    const lines = made.channel("client-pd").evidence.map(({ line }) => text[line - 1]);
    expect(lines).toEqual([
      'cert-allowed-cn = ["pd","tikv"]',
      'cacert-path = "/tls/ca.pem"',
      'client-urls = "https://10.0.0.1:2379"',
    ]);
  });

  test("of many instances each meets itself and the first, both ways", async () => {
    const count = pairLimit + 1;
    const files = Object.fromEntries(Array.from({ length: count }, (_, index) => [`tikv-${index}.toml`, tikvToml()]));
    const { environment } = await cluster({ ...material, ...files });
    const pairs = environment.channels.filter(({ id }) => id === "tikv-tikv").map(({ from, to }) => `${from} ${to}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs.length).toBe(3 * count - 2);
    expect(pairs).toContain("tikv-7 tikv-7");
  });
});

describe("where TiKV finds PD", () => {
  const tikvPd = async (endpoints: readonly string[] | undefined, config: Parameters<typeof pdToml>[0] = {}) => {
    const made = await cluster({
      ...sound,
      "pd.toml": pdToml(config),
      "tikv.toml": endpoints === undefined ? tikvToml().replace(/endpoints.*/, "") : tikvToml({ endpoints }),
    });
    return made.channel("tikv-pd").outcome;
  };

  test("an entry that leads to a committed PD is judged against it", async () => {
    expect(await tikvPd(["10.0.0.1:2379"])).toMatchObject({ kind: "succeeds" });
  });
  test("a scheme in an entry means nothing", async () => {
    expect(await tikvPd(["http://10.0.0.1:2379"])).toMatchObject({ kind: "succeeds" });
  });
  test("beside one that leads to a committed PD the others are members that are not committed", async () => {
    expect(await tikvPd(["10.0.0.1:2379", "10.0.0.2:2379", "10.0.0.3:2379"])).toMatchObject({ kind: "succeeds" });
  });
  test("where none leads to a committed PD and the certificate names none of them, it is refused", async () => {
    expect(await tikvPd(["pd-a:2379", "pd-b:2379"])).toMatchObject({ kind: "fails", reason: "server-name-mismatch" });
  });
  test("where none leads to a committed PD and the certificate names one of them, nobody knows", async () => {
    expect(await tikvPd(["pd-a:2379", "10.0.0.1:12379"])).toMatchObject({ kind: "unknown" });
  });
  test("the default is where TiKV looks only on paper", async () => {
    expect(await tikvPd(undefined)).toMatchObject({ kind: "unknown" });
  });
  test("a PD that listens on all interfaces and advertises nothing is at an address that is not in the files", async () => {
    const config = { client: "https://0.0.0.0:2379", peer: "https://0.0.0.0:2380" };
    expect(await tikvPd(["10.0.0.1:2379"], config)).toMatchObject({ kind: "unknown" });
  });
  test("two of three PDs that TiKV names are dialled by their advertised URLs", async () => {
    const made = await cluster({
      ...sound,
      "pd-1.toml": pdToml({ name: "pd-1", client: "https://10.0.0.2:2379", peer: "https://10.0.0.2:2380" }),
    });
    expect(made.channel("tikv-pd", "tikv", "pd-0").outcome.kind).toBe("succeeds");
    expect(made.channel("tikv-pd", "tikv", "pd-1").outcome).toMatchObject({ kind: "fails", reason: "server-does-not-start" });
  });
});

describe("PD among itself", () => {
  test("with certificates and http its region sync is refused by the others for ever", async () => {
    const http = (host: string) => ({ client: `http://${host}:2379`, peer: `http://${host}:2380` });
    const made = await cluster({
      ...material,
      "pd.toml": pdToml(http("10.0.0.1")),
      "pd-1.toml": pdToml({ name: "pd-1", ...http("10.0.0.2") }),
    });
    expect(made.channel("pd-pd-client", "pd-0", "pd-0").outcome).toMatchObject({ kind: "succeeds", posture: "plaintext" });
    expect(made.channel("pd-pd-client", "pd-0", "pd-1").outcome).toMatchObject({
      kind: "fails",
      by: "client",
      reason: "tls-to-plaintext",
    });
  });

  test("two PDs that each list only themselves refuse each other", async () => {
    const other = issue({ cn: "other", issuer: ca, san: ["IP:10.0.0.2"] });
    const made = await cluster({
      ...material,
      "tls/other.pem": other.pem,
      "pd.toml": pdToml({ list: ["pd"] }),
      "pd-1.toml": pdToml({
        name: "pd-1",
        cert: "/tls/other.pem",
        client: "https://10.0.0.2:2379",
        peer: "https://10.0.0.2:2380",
        list: ["other"],
      }),
    });
    expect(made.channel("pd-pd-client", "pd-0", "pd-1").outcome).toMatchObject({
      kind: "fails",
      by: "client",
      reason: "server-not-trusted",
      step: "server-allow-list",
      detail: "the certificate of pd-1 has the common name other, which is not in cert-allowed-cn of pd-0",
    });
    expect(made.channel("pd-pd-client", "pd-0", "pd-0").outcome.kind).toBe("succeeds");
  });
});

describe("clients outside the cluster", () => {
  const scope = (clients: Record<string, RepoPath>) => ({
    environments: [{ name: "prod", tier: "production" as const, include: ["prod/**"], mounts: [], clients }],
  });
  const path = (name: string) => `prod/tls/${name}` as RepoPath;

  test("without declared credentials a client is set up rightly", async () => {
    const made = await cluster({ ...sound, "tikv.toml": tikvToml({ list: ["tikv"] }) });
    expect(made.channel("client-tikv").outcome).toMatchObject({ kind: "succeeds", posture: "mtls-identity" });
  });
  test("no client accepts an expired server", async () => {
    const expired = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"], from: "2025-01-01", until: "2026-01-01" });
    const made = await cluster({ ...sound, "tls/tikv.pem": expired.pem });
    expect(made.channel("client-tikv").outcome).toMatchObject({ kind: "fails", reason: "server-expired" });
  });
  test("a declared client that the list does not name is refused", async () => {
    const files = {
      ...sound,
      "tls/client.pem": issue({ cn: "tidb", issuer: ca }).pem,
      "tikv.toml": tikvToml({ list: ["tikv"] }),
    };
    const made = await cluster(files, { scope: scope({ ca: path("ca.pem"), certificate: path("client.pem") }) });
    expect(made.channel("client-tikv").outcome).toMatchObject({ kind: "fails", reason: "client-not-allowed" });
    expect(made.channel("client-pd").outcome).toMatchObject({ kind: "succeeds", posture: "mtls" });
  });
  test("a declared client with a CA alone shows no certificate", async () => {
    const made = await cluster(sound, { scope: scope({ ca: path("ca.pem") }) });
    expect(made.channel("client-pd").outcome).toMatchObject({ kind: "fails", reason: "no-client-certificate" });
  });
});

describe("what goes out of the cluster", () => {
  const postures = async (files: Record<string, string>) => {
    const { environment } = await cluster(files);
    const inside = ["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer", "client-tikv", "tikv-tikv", "status-tikv"];
    return environment.channels
      .filter(({ id }) => !inside.includes(id))
      .map(({ id, to, posture, outcome }) => `${id} ${to}: ${posture}, ${outcome.kind}`);
  };

  test("PD's URLs decide by their scheme, a push gateway without one is plaintext", async () => {
    expect(
      await postures({
        "pd.toml": `name = "pd"\n[metric]\naddress = "push:9091"\n[pd-server]\nmetric-storage = "https://prometheus:9090"`,
      }),
    ).toEqual(["pd-metric-storage prometheus: tls, unknown", "pd-metric-push push: plaintext, unknown"]);
  });
  test("TiKV's receiver is plaintext whatever [security] says, and [metric] is dead", async () => {
    const more = `[resource-metering]\nreceiver-address = "10.0.9.9:10080"\n[metric]\naddress = "push:9091"`;
    expect(await postures({ ...material, "tikv.toml": tikvToml({ more }) })).toEqual([
      "tikv-metric-push 10.0.9.9:10080: plaintext, unknown",
    ]);
  });
  test("the key service is dialled as its URL says", async () => {
    const more = `[security.encryption.master-key]\ntype = "kms"\nendpoint = "http://kms.local"\n[security.encryption.previous-master-key.azure]\nkeyvault-url = "https://vault.azure.net/"`;
    expect(await postures({ "tikv.toml": more })).toEqual([
      "tikv-kms kms.local: plaintext, unknown",
      "tikv-kms vault.azure.net: tls, unknown",
    ]);
  });
  test("the dashboard's CA alone is TLS, a key alone is plaintext", async () => {
    expect(await postures({ "pd.toml": `name = "pd"\n[dashboard]\ntidb-cacert-path = "/ca.pem"` })).toEqual([
      "dashboard-tidb tidb: tls, unknown",
    ]);
    expect(await postures({ "pd.toml": `name = "pd"\n[dashboard]\ntidb-key-path = "/key.pem"` })).toEqual([
      "dashboard-tidb tidb: plaintext, unknown",
    ]);
  });
});

test("a status address that TiKV cannot bind, and a push that is off, have no channel", async () => {
  const ids = async (status: string, interval: string) => {
    const { environment } = await cluster({
      "pd.toml": `${pdToml()}\n[metric]\naddress = "http://push:9091"\ninterval = "${interval}"\n`,
      "tikv.toml": tikvToml({ status }),
    });
    return environment.channels.map(({ id }) => id).filter((id) => id === "status-tikv" || id === "pd-metric-push");
  };
  expect(await ids("tikv-0:20180", "0s")).toEqual([]);
  expect(await ids("10.0.1.1:20180", "15s")).toEqual(["status-tikv", "pd-metric-push"]);
  expect(await ids("${HOST}:20180", "15s")).toContain("status-tikv");
});
