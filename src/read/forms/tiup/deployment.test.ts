import { describe, expect, test } from "vitest";
import { formReader, overridesOf, posturesOf } from "../../../../test/support/form-reading.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { plaintextUrl } from "../../../judge/rules/config/plaintext-url.ts";
import type { Span } from "../../../text/span.ts";

const { model, draft } = formReader("topology.yaml");

/** The smallest cluster: one PD and one TiKV. `more` follows at the top level. */
const cluster = (global: string, more = "") => `global:
  user: tidb
${global}
${more}
pd_servers:
  - host: 10.0.1.1
tikv_servers:
  - host: 10.0.1.2
`;

const on = "  enable_tls: true";

describe("settings that TiUP owns", () => {
  const deployment = async (text: string, component: "pd" | "tikv" = "tikv") => {
    const { deployment: found } = await draft(text, component);
    if (found === undefined) throw new Error("no deployment");
    return found;
  };
  const withConfig = (global: string, config: string, shared = "") =>
    `global:\n${global}\n${shared}\npd_servers:\n  - host: 10.0.1.1\ntikv_servers:\n  - host: 10.0.1.2\n    config:\n${config}\n`;

  test("with TLS on its paths are written over those of the user", async () => {
    const text = cluster(on, "server_configs:\n  tikv:\n    security.ca-path: /mine/ca.pem");
    const { managed } = await deployment(text);
    expect(managed).toMatchObject([{ key: "security.ca-path", effect: "overwritten" }]);
    expect(cut(text, managed[0]?.at as Span)).toBe("/mine/ca.pem");
    expect(overridesOf(await draft(text, "tikv"))["security.ca-path"]).toBe("/home/tidb/deploy/tikv-20160/tls/ca.crt");
  });

  test("a nested path of an instance meets TiUP's own by chance, and the file is not known", async () => {
    const text = withConfig(on, "      security:\n        ca-path: /mine/ca.pem");
    expect((await deployment(text)).managed).toMatchObject([{ key: "security.ca-path", effect: "left-to-chance" }]);
    const [environment] = (await model(text)).environments;
    const tikv = environment?.instances.find(({ component }) => component === "tikv");
    expect(tikv?.security.ca).toMatchObject({ kind: "unseen", because: "TiUP's own path and this one meet by chance" });
    expect(tikv?.security.certificate).toMatchObject({
      kind: "unseen",
      path: { value: "/home/tidb/deploy/tikv-20160/tls/tikv.crt" },
    });
  });

  test("what TiUP wrote back into a meta.yaml is nobody's mistake", async () => {
    const text = `user: tidb
tidb_version: v8.5.3
topology:
  global: { enable_tls: true }
  pd_servers: [{ host: 10.0.1.1 }]
  tikv_servers: [{ host: 10.0.1.2, deploy_dir: /new, config: { security.ca-path: /old/tls/ca.crt } }]
`;
    expect((await deployment(text)).managed).toEqual([]);
  });

  test("with TLS off it deletes the dotted keys of an instance", async () => {
    const text = withConfig("  enable_tls: false", "      security.ca-path: /mine/ca.pem");
    const { dropped, contradictions } = await deployment(text);
    expect(dropped).toMatchObject([{ key: "security.ca-path", concernsTls: true }]);
    expect(contradictions).toEqual([]);
    expect(posturesOf(await model(text))["client-tikv"]).toBe("plaintext");
  });

  test("with TLS off paths in server_configs stay: TiKV speaks TLS and PD does not", async () => {
    const shared = `server_configs:
  tikv:
    security.ca-path: /mine/ca.pem
    security.cert-path: /mine/tikv.pem
    security.key-path: /mine/tikv.key`;
    const text = cluster("  enable_tls: false", shared);
    const { contradictions } = await deployment(text);
    expect(contradictions.map(({ at, message }) => [cut(text, at), message])).toEqual([
      [
        "/mine/ca.pem",
        "enable_tls is off, but security.ca-path and security.cert-path and security.key-path are set for TiKV: TiKV speaks TLS and TiUP's PD does not, so that they cannot talk",
      ],
    ]);
    const [environment] = (await model(text)).environments;
    expect(environment?.channels.find(({ id }) => id === "tikv-pd")?.outcome.kind).toBe("fails");
  });

  test("empty paths say nothing", async () => {
    const text = cluster("", 'server_configs:\n  tikv:\n    security.ca-path: ""');
    expect((await deployment(text)).contradictions).toEqual([]);
  });

  test("an allow list without the names of TiUP's certificates locks them out", async () => {
    const shared = "server_configs:\n  pd:\n    security.cert-allowed-cn: [tidb, ops]\ntidb_servers:\n  - host: c";
    const text = cluster(on, shared);
    const { contradictions } = await deployment(text, "pd");
    expect(contradictions.map(({ message }) => message)).toEqual([
      "this list lacks pd and tikv, common names that TiUP gives its certificates: PD refuses itself and does not start",
    ]);
    expect(cut(text, contradictions[0]?.at as Span)).toBe("[tidb, ops]");
  });

  test("PD enforces a single name on its peer port only: TiKV need not be listed", async () => {
    const text = cluster(on, "server_configs:\n  pd:\n    security.cert-allowed-cn: [pd]");
    expect((await deployment(text, "pd")).contradictions).toEqual([]);
  });

  test("TiSpark is refused with TLS", async () => {
    const text = cluster(on, "tispark_masters:\n  - host: c");
    expect((await deployment(text, "pd")).contradictions).toMatchObject([
      { message: "enable_tls is on, but tispark_masters has entries: TiUP refuses TiSpark in a cluster with TLS" },
    ]);
  });
});

describe("advertised addresses", () => {
  const advertising = (global: string, client: string) =>
    `global:\n${global}\npd_servers:\n  - host: 10.0.1.1\n    advertise_client_addr: ${client}\ntikv_servers:\n  - host: 10.0.1.2\n`;

  test.each([
    [on, "http://10.0.1.1:2379", "enable_tls is on, but advertise_client_addr says http", "http://10.0.1.1:2379"],
    [
      "  enable_tls: false",
      '"https://10.0.1.1:2379"',
      "enable_tls is off, but advertise_client_addr says https",
      "https://10.0.1.1:2379",
    ],
  ])("under %s, %s contradicts the switch, and PD does not start", async (global, client, says, place) => {
    const text = advertising(global, client);
    const pd = await draft(text, "pd");
    expect(pd.deployment?.contradictions).toHaveLength(1);
    expect(pd.deployment?.contradictions[0]?.message).toContain(says);
    expect(cut(text, pd.deployment?.contradictions[0]?.at as Span)).toBe(place);
    const [environment] = (await model(text)).environments;
    expect(environment?.channels.find(({ id }) => id === "client-pd")?.outcome).toMatchObject({
      kind: "fails",
      reason: "server-does-not-start",
    });
  });

  test("a host that TiUP's certificate does not name", async () => {
    const text = advertising(on, "https://pd.example.com:2379");
    expect((await draft(text, "pd")).deployment?.contradictions.map(({ message }) => message)).toEqual([
      "advertise_client_addr has pd.example.com, but TiUP issues this certificate for 10.0.1.1, localhost and 127.0.0.1 alone: PD, which dials itself there, does not start",
    ]);
  });

  test("the same host says nothing, and without TLS no host does", async () => {
    expect((await draft(advertising(on, "https://10.0.1.1:12379"), "pd")).deployment?.contradictions).toEqual([]);
    const off = advertising("  enable_tls: false", "http://pd.example.com:2379");
    expect((await draft(off, "pd")).deployment?.contradictions).toEqual([]);
  });

  testRule(plaintextUrl, {
    valid: {},
    invalid: {
      "the address as it is written is marked": {
        files: { "topology.yaml": advertising(on, "«http://10.0.1.1:2379»") },
        says: "advertise-client-urls has http://10.0.1.1:2379 although certificate and key are set: PD advertises a plaintext URL to TiKV, other PDs and every client",
      },
    },
  });
});
