import { beforeAll, describe, expect, test } from "vitest";
import { type Cluster, cluster, dialler, pdToml, tikvToml } from "../../../test/support/cluster.ts";
import { issue, testTime } from "../../../test/support/issue.ts";
import { repository } from "../../../test/support/repository.ts";
import { handshake, serverPosture, startOf } from "./handshake.ts";
import type { Outcome } from "./outcome.ts";

const ca = issue({ cn: "ca", ca: true });
const otherCa = issue({ cn: "other ca", ca: true });
const pd = issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] });
const tikv = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] });
const material = {
  "tls/ca.pem": ca.pem,
  "tls/pd.pem": pd.pem,
  "tls/pd-key.pem": pd.keyPem,
  "tls/tikv.pem": tikv.pem,
  "tls/tikv-key.pem": tikv.keyPem,
};
/** The first release that takes several names, and the last that takes one. */
const newer = "v8.4.0";
const older = "v8.3.0";

function short(outcome: Outcome): string {
  return outcome.kind === "succeeds" ? outcome.posture : outcome.kind === "fails" ? outcome.reason : "unknown";
}

interface Row {
  readonly config?: Parameters<typeof pdToml>[0];
  readonly version?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** The client's certificate; default: the one of TiKV, at 10.0.1.1. Null: it has none. */
  readonly client?: ReturnType<typeof issue> | null;
  readonly transport?: "tls" | "plaintext";
  readonly gives: { readonly client: string; readonly peer: string };
}

/** What a TiKV-like client (a PD program on the peer port) meets on both ports of a PD. */
async function meet(row: Row): Promise<{ client: string; peer: string }> {
  const shown = row.client === null ? undefined : (row.client ?? tikv);
  const files = {
    ...material,
    ...row.files,
    "pd.toml": pdToml(row.config),
    // A second PD is the client: its own list is empty and it trusts the CA.
    "other.pd.toml": pdToml({
      name: "dialling",
      cert: shown === undefined ? undefined : "/tls/shown.pem",
      key: shown === undefined ? undefined : "/tls/shown-key.pem",
    }),
    ...(shown && { "tls/shown.pem": shown.pem, "tls/shown-key.pem": shown.keyPem }),
  };
  const made = await cluster(files, { version: row.version ?? newer });
  const server = made.pd("pd-0");
  const at = { value: "10.0.0.1", span: server.at, origin: "file" } as const;
  const client = dialler(made.pd("dialling"), {
    transport: row.transport ?? "tls",
    host: at,
    source: { ...at, value: "10.0.1.1" },
  });
  return {
    client: short(handshake(client, { instance: server, port: "pd-client" }, testTime)),
    peer: short(handshake(client, { instance: server, port: "pd-peer" }, testTime)),
  };
}

const both = (what: string) => ({ client: what, peer: what });
const http = { client: "http://10.0.0.1:2379", peer: "http://10.0.0.1:2380" };
const noStart = both("server-does-not-start");

describe("PD as server, row by row", () => {
  const rows: Readonly<Record<string, Row>> = {
    "a certificate without a key does not start": { config: { key: undefined }, gives: noStart },
    "a key without a certificate does not start, with http either": { config: { cert: undefined, ...http }, gives: noStart },
    "up to v8.3 two names do not start": { config: { list: ["pd", "tikv"] }, version: older, gives: noStart },
    "up to v8.3 two names do not start with http either": {
      config: { list: ["pd", "tikv"], ...http },
      version: older,
      gives: noStart,
    },
    "a key of another certificate does not start": { files: { "tls/pd-key.pem": tikv.keyPem }, gives: noStart },
    "a key of another certificate does not start with http either": {
      config: http,
      files: { "tls/pd-key.pem": tikv.keyPem },
      gives: noStart,
    },
    "a certificate file without a certificate does not start": { files: { "tls/pd.pem": pd.keyPem }, gives: noStart },
    "https without certificates does not start": { config: { ca: undefined, cert: undefined, key: undefined }, gives: noStart },
    "https on the peer port alone without certificates does not start": {
      config: { cert: undefined, key: undefined, client: http.client },
      gives: noStart,
    },
    "http and https on one peer address do not start": {
      config: { peer: "http://10.0.0.1:2380,https://10.0.0.1:2380" },
      gives: noStart,
    },
    "listening with https and advertising http does not start": {
      config: { advertise: "http://10.0.0.1:2379" },
      gives: noStart,
    },
    "listening with http and advertising https does not start": {
      config: { ...http, advertise: "https://10.0.0.1:2379" },
      gives: noStart,
    },
    "a URL without a scheme does not start": { config: { client: "10.0.0.1:2379" }, gives: noStart },
    "a URL without a port does not start": { config: { peer: "https://10.0.0.1" }, gives: noStart },
    "a blank after a comma does not start": {
      config: { client: "https://10.0.0.1:2379, https://10.0.0.1:2479" },
      gives: noStart,
    },
    "listening on a host name does not start": { config: { client: "https://pd-0:2379", peer: http.peer }, gives: noStart },

    "refused by itself: its CA does not know its certificate": { files: { "tls/ca.pem": otherCa.pem }, gives: noStart },
    "refused by itself: its certificate does not name the advertised host": {
      config: { advertise: "https://10.0.0.9:2379" },
      gives: noStart,
    },
    "refused by itself: its own common name is not the one on the list": { config: { list: ["tikv"] }, gives: noStart },
    "refused by itself: its own common name is not among those on the list": {
      config: { list: ["tikv", "tidb"] },
      gives: noStart,
    },
    "refused by itself: from v8.4 an empty entry is a name that PD does not have": { config: { list: [""] }, gives: noStart },

    "http is plaintext, whatever certificates are set": { config: http, transport: "plaintext", gives: both("plaintext") },
    "http meets a TLS client with plaintext": { config: http, gives: both("tls-to-plaintext") },
    "http without certificates but with a CA starts": {
      config: { ...http, cert: undefined, key: undefined },
      transport: "plaintext",
      gives: both("plaintext"),
    },
    "http and https on one client address serve a plaintext client": {
      config: { client: "http://10.0.0.1:2379,https://10.0.0.1:2379" },
      transport: "plaintext",
      gives: { client: "plaintext", peer: "plaintext-to-tls" },
    },
    "http and https on one client address serve a TLS client as https does": {
      config: { client: "https://10.0.0.1:2379,http://10.0.0.1:2379", advertise: "https://10.0.0.1:2379" },
      gives: both("mtls"),
    },
    "https refuses a plaintext client": { transport: "plaintext", gives: both("plaintext-to-tls") },

    "https refuses a client without a certificate": { client: null, gives: both("no-client-certificate") },
    "https refuses a client of another CA": {
      client: issue({ cn: "tikv", issuer: otherCa, san: ["IP:10.0.1.1"] }),
      gives: both("client-not-trusted"),
    },
    "https refuses an expired client": {
      client: issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"], from: "2025-01-01", until: "2026-01-01" }),
      gives: both("client-expired"),
    },
    "https refuses a client that is not valid yet": {
      client: issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"], from: "2027-01-01", until: "2028-01-01" }),
      gives: both("client-expired"),
    },
    "https refuses a client whose usages lack clientAuth": {
      client: issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"], usages: ["serverAuth"] }),
      gives: both("client-usage"),
    },
    "no list admits every certificate of the CA": { gives: both("mtls") },
    "an empty list admits every certificate of the CA": { config: { list: [] }, gives: both("mtls") },
    "up to v8.3 a list of one empty entry is none": { config: { list: [""] }, version: older, gives: both("mtls") },
    "one name is not enforced on the client port": {
      config: { list: ["pd"] },
      gives: { client: "mtls", peer: "client-not-allowed" },
    },
    "one name is not enforced on the client port up to v8.3 either": {
      config: { list: ["pd"] },
      version: older,
      gives: { client: "mtls", peer: "client-not-allowed" },
    },
    "one name that fits": { config: { list: ["pd"] }, client: pd, gives: { client: "mtls", peer: "client-not-allowed" } },
    "one name that fits, from an address that the certificate names": {
      config: { list: ["pd"] },
      client: issue({ cn: "pd", issuer: ca, san: ["IP:10.0.1.1"] }),
      gives: { client: "mtls", peer: "mtls-identity" },
    },
    "two names that fit": { config: { list: ["pd", "tikv"] }, gives: both("mtls-identity") },
    "two names that do not fit": { config: { list: ["pd", "tidb"] }, gives: both("client-not-allowed") },
    "names are compared with regard to case": { config: { list: ["pd", "TiKV"] }, gives: both("client-not-allowed") },
    "there are no wildcards": { config: { list: ["pd", "*"] }, gives: both("client-not-allowed") },
    "of several common names the last one counts": {
      config: { list: ["pd", "second"] },
      client: issue({ cn: ["first", "second"], issuer: ca, san: ["IP:10.0.1.1"] }),
      gives: both("mtls-identity"),
    },
    "an empty entry beside others admits a certificate without a common name": {
      config: { list: ["pd", ""] },
      client: issue({ organization: "nobody", issuer: ca, san: ["IP:10.0.1.1"] }),
      gives: both("mtls-identity"),
    },
    "the peer port alone compares the client's SANs with its address": {
      client: issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.2"] }),
      gives: { client: "mtls", peer: "client-not-allowed" },
    },
    "a client with DNS names alone: only a lookup tells": {
      client: issue({ cn: "tikv", issuer: ca, san: ["DNS:tikv-0"] }),
      gives: { client: "mtls", peer: "unknown" },
    },
    "a client without names passes the comparison": {
      client: issue({ cn: "tikv", issuer: ca }),
      gives: both("mtls"),
    },
  };

  test.each(Object.entries(rows))("%s", async (_, row) => {
    expect(await meet(row)).toEqual(row.gives);
  });
});

describe("PD without a CA asks nobody for a certificate", () => {
  test("whether it starts depends on the machine's own trust store", async () => {
    const made = await cluster({ ...material, "pd.toml": pdToml({ ca: undefined, list: ["pd", "tikv"] }) });
    const server = { instance: made.pd("pd-0"), port: "pd-client" } as const;
    expect(serverPosture(server)).toBe("tls");
    expect(startOf(server.instance, testTime).kind).toBe("unknown");
  });
});

describe("PD at start, step by step", () => {
  const steps: Readonly<Record<string, [Parameters<typeof pdToml>[0], Record<string, string>, string]>> = {
    "self-handshake for an expired certificate": [
      {},
      {
        "tls/pd.pem": issue({
          cn: "pd",
          issuer: ca,
          san: ["IP:10.0.0.1"],
          key: pd.privateKey,
          from: "2025-01-01",
          until: "2026-01-01",
        }).pem,
      },
      "server-expired",
    ],
    "self-handshake for a certificate without serverAuth": [
      {},
      { "tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"], key: pd.privateKey, usages: ["clientAuth"] }).pem },
      "server-usage",
    ],
    "self-handshake for a certificate without clientAuth": [
      {},
      { "tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"], key: pd.privateKey, usages: ["serverAuth"] }).pem },
      "client-usage",
    ],
    "self-handshake for its own list": [{ list: ["x", "y"] }, {}, "server-not-trusted"],
    "self-handshake for its advertised host": [{ advertise: "https://pd.example:2379" }, {}, "server-name-mismatch"],
  };

  test.each(Object.entries(steps))("%s", async (_, [config, files, reason]) => {
    const made = await cluster({ ...material, ...files, "pd.toml": pdToml(config) });
    const start = startOf(made.pd("pd-0"), testTime);
    expect(start).toMatchObject({ kind: "fails", step: "self-handshake", refusal: { reason } });
  });

  test("with http nobody looks at usages and names", async () => {
    const files = { "tls/pd.pem": issue({ cn: "pd", issuer: otherCa, key: pd.privateKey, usages: ["clientAuth"] }).pem };
    const made = await cluster({ ...material, ...files, "pd.toml": pdToml(http) });
    expect(startOf(made.pd("pd-0"), testTime)).toEqual({ kind: "starts" });
  });

  test("an advertised address that nobody wrote is not held against the certificate", async () => {
    const config = pdToml({ client: "https://0.0.0.0:2379", peer: "https://0.0.0.0:2380" });
    const made = await cluster({ ...material, "pd.toml": config });
    expect(startOf(made.pd("pd-0"), testTime).kind).toBe("unknown");
  });
});

test("with two advertised URLs of which one lets it in, nobody knows whether PD starts", async () => {
  const advertise = "https://10.0.0.1:2379,https://10.0.0.9:2379";
  const made = await cluster({ ...material, "pd.toml": pdToml({ advertise }), "tikv.toml": tikvToml() });
  const instance = made.pd("pd-0");
  expect(startOf(instance, testTime).kind).toBe("unknown");
  const host = { value: "10.0.0.1", span: instance.at, origin: "file" } as const;
  const outcome = handshake(dialler(made.tikv("tikv"), { host }), { instance, port: "pd-client" }, testTime);
  expect(outcome).toMatchObject({ kind: "unknown", detail: expect.stringContaining("whether pd-0 starts is not in the files") });
});

describe("what breaks expectation in PD", () => {
  let posture: (list: readonly string[]) => Promise<Record<"client" | "peer", string>>;
  beforeAll(() => {
    posture = async (list) => {
      const made = await cluster({ ...material, "pd.toml": pdToml({ list }) }, { version: newer });
      const instance = made.pd("pd-0");
      return {
        client: serverPosture({ instance, port: "pd-client" }),
        peer: serverPosture({ instance, port: "pd-peer" }),
      };
    };
  });

  test("PD's list going from two names to one opens its client port", async () => {
    expect(await posture(["pd", "tikv"])).toEqual({ client: "mtls-identity", peer: "mtls-identity" });
    expect(await posture(["pd"])).toEqual({ client: "mtls", peer: "mtls-identity" });
  });

  test("PD with certificates and default URLs is plaintext", async () => {
    const security = `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd-key.pem"`;
    const made: Cluster = await cluster({ ...material, "pd.toml": security, "tikv.toml": tikvToml() });
    expect(made.channel("client-pd").posture).toBe("plaintext");
    expect(made.channel("pd-pd-peer").posture).toBe("plaintext");
    expect(made.channel("tikv-pd")).toMatchObject({
      posture: "plaintext",
      outcome: { kind: "fails", reason: "tls-to-plaintext" },
    });
  });

  test("empty strings are TLS off, not half-configured", async () => {
    const made = await cluster({
      "pd.toml": `name = "pd-0"\n[security]\ncacert-path = ""\ncert-path = ""\nkey-path = ""`,
      "tikv.toml": `[server]\naddr = "10.0.1.1:20160"\n[security]\nca-path = ""\ncert-path = ""\nkey-path = ""`,
    });
    expect(made.environment.channels.map(({ posture }) => posture)).toEqual(made.environment.channels.map(() => "plaintext"));
    expect(startOf(made.pd("pd-0"), testTime)).toEqual({ kind: "starts" });
    expect(startOf(made.tikv("tikv"), testTime)).toEqual({ kind: "starts" });
  });
});

test("what decides a port's posture comes first: the list where it is enforced, else the CA", async () => {
  const { model, cut } = await repository({
    "pd.toml":
      'client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n[security]\ncacert-path = "/ca"\ncert-path = "/c"\nkey-path = "/k"\ncert-allowed-cn = ["pd"]\n',
  });
  const places = model.environments[0]?.channels.map(({ id, evidence }) => [id, evidence[0] && cut(evidence[0])]);
  expect(Object.fromEntries(places ?? [])).toMatchObject({ "client-pd": '"/ca"', "pd-pd-peer": '["pd"]' });
});
