import { describe, expect, test } from "vitest";
import { formReader, overridesOf, posturesOf } from "../../../../test/support/form-reading.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { tlsOff } from "../../../judge/rules/config/tls-off.ts";
import { unknownKey } from "../../../judge/rules/config/unknown-key.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import type { Span } from "../../../text/span.ts";

const { read, model, draft } = formReader("topology.yaml");

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

describe("TLS off", () => {
  test("without enable_tls everything is plaintext", async () => {
    const made = posturesOf(await model(cluster("")));
    expect(made).toMatchObject({ "client-pd": "plaintext", "pd-pd-peer": "plaintext", "client-tikv": "plaintext" });
  });

  test.each(["false", "no", "off", "n"])("enable_tls: %s", async (word) => {
    expect(overridesOf(await draft(cluster(`  enable_tls: ${word}`), "pd"))["client-urls"]).toBe("http://0.0.0.0:2379");
  });

  testRule(tlsOff, {
    valid: { "TLS is on": { files: { "topology.yaml": cluster(on) } } },
    invalid: {
      "the switch is what a person changes": {
        files: { "topology.yaml": "global:\n  enable_tls: ««false»»\npd_servers:\n  - host: a\ntikv_servers:\n  - host: b\n" },
        says: [
          "sets no cacert-path, cert-path or key-path: PD serves its client and peer ports in plaintext",
          "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
        ],
      },
      "without a switch it is global that lacks it": {
        files: {
          "topology.yaml":
            "««global»»:\n  user: tidb\nserver_configs:\n  tikv:\n    security.cert-allowed-cn: [tidb]\npd_servers:\n  - host: a\ntikv_servers:\n  - host: b\n",
        },
        says: [
          "sets no cacert-path, cert-path or key-path: PD serves its client and peer ports in plaintext",
          "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
        ],
      },
    },
  });
});

describe("one configuration out of server_configs and config", () => {
  const text = `global:
  enable_tls: true
server_configs:
  tikv:
    security.cert-allowed-cn: [tidb]
    security:
      redact-info-log: true
    log:
      file.filename: /log/tikv.log
pd_servers:
  - host: a
tikv_servers:
  - host: b
  - host: c
    config:
      "security.cert-allowed-cn": [tikv, tidb]
      log: { level: warn }
`;

  test("dotted, nested and mixed keys make one tree, and the instance wins key by key", async () => {
    const [first, second] = (await read(text)).instances.filter(({ component }) => component === "tikv");
    const names = ({ config }: InstanceDraft) => {
      const security = config.entries.get("security")?.node;
      const list = security?.kind === "table" ? security.entries.get("cert-allowed-cn")?.node : undefined;
      return list?.kind === "array" ? list.items.map((item) => item.kind === "string" && item.value) : undefined;
    };
    expect(names(first as InstanceDraft)).toEqual(["tidb"]);
    expect(names(second as InstanceDraft)).toEqual(["tikv", "tidb"]);
    const log = second?.config.entries.get("log")?.node;
    expect(log?.kind === "table" && [...log.entries.keys()].sort()).toEqual(["file", "level"]);
  });

  test("each part of a dotted key has its own place", async () => {
    const second = (await read(text)).instances.at(-1);
    const security = second?.config.entries.get("security");
    const list = security?.node.kind === "table" ? security.node.entries.get("cert-allowed-cn") : undefined;
    expect(cut(text, list?.keySpan as Span)).toBe("cert-allowed-cn");
    expect(cut(text, security?.keySpan as Span)).toBe("security");
    expect(list?.keySpan.line).toBe(16);
  });

  testRule(unknownKey, {
    valid: {
      "keys that TiKV knows": {
        files: { "topology.yaml": cluster(on, "server_configs: { tikv: { storage.reserve-space: 5M } }") },
      },
    },
    invalid: {
      "a key that TiKV does not know, in the YAML file": {
        files: {
          "topology.yaml":
            "global:\n  enable_tls: true\nserver_configs:\n  tikv:\n    security.«cert-allowed-cns»: [tidb]\npd_servers:\n  - host: a\ntikv_servers:\n  - host: b\n",
        },
        says: "TiKV v8.5.7 does not know security.cert-allowed-cns and ignores it: it keeps nobody out",
      },
    },
  });
});

describe("files for scale-out", () => {
  const text = "tikv_servers:\n  - host: 10.0.1.9\n    config:\n      log.level: warn\n";

  test("nothing says whether the cluster has TLS", async () => {
    expect(posturesOf(await model(text))).toEqual({ "client-tikv": "unknown", "tikv-tikv": "unknown", "status-tikv": "unknown" });
  });

  test("global and server_configs in them are ignored", async () => {
    const whole = `global:\n  enable_tls: true\nserver_configs:\n  tikv:\n    log.level: warn\n${text}`;
    const tikv = await draft(whole, "tikv");
    expect(tikv.deployment?.dropped.map(({ key, at, concernsTls }) => [key, cut(whole, at), concernsTls])).toEqual([
      ["global", "global", true],
      ["server_configs", "server_configs", false],
    ]);
    expect(posturesOf(await model(whole))["client-tikv"]).toBe("unknown");
  });

  test("new nodes belong to the only cluster beside them", async () => {
    const files = { "east/topology.yaml": cluster(on), "east/scale-out.yaml": text, "west/topology.yaml": cluster("") };
    const made = await model(files);
    const counts = made.environments.map(({ name, instances }) => [name, instances.length]);
    expect(counts).toEqual([
      ["east/topology", 3],
      ["west/topology", 2],
    ]);
  });

  test("a list of names may come from the running cluster", async () => {
    const [environment] = (await model(text)).environments;
    expect(environment?.instances[0]?.security.allowedCn.kind).toBe("unknown");
  });
});

describe("what TiUP refuses", () => {
  const problems = async (text: string) =>
    (await read(text)).problems.map(({ kind, at, message }) => [kind, cut(text, at), message]);

  test.each([
    ["  enable-tls: true", "enable-tls", "TiUP has no field enable-tls in global and refuses this file"],
    ["  tls: true", "tls", "TiUP has no field tls in global and refuses this file"],
    ['  enable_tls: "true"', '"true"', "enable_tls is neither true nor false: TiUP refuses this file"],
  ])("%s", async (global, place, message) => {
    expect(await problems(cluster(global))).toEqual([["syntax", place, message]]);
    expect((await read(cluster(global))).instances).toEqual([]);
  });

  test("the switch at the top level, and TiKV's field for a PD", async () => {
    expect(await problems(`enable_tls: true\n${cluster("")}`)).toMatchObject([["syntax", "enable_tls", expect.any(String)]]);
    const wrong = "global: {}\npd_servers:\n  - host: a\n    advertise_addr: b\ntikv_servers:\n  - host: c\n";
    expect(await problems(wrong)).toMatchObject([["syntax", "advertise_addr", expect.any(String)]]);
  });

  test("an entry without host, a key that stands twice, broken YAML", async () => {
    expect(await problems("tikv_servers:\n  - host: a\n  - port: 20161\n")).toMatchObject([
      ["syntax", "port: 20161", "an entry of tikv_servers has no host: TiUP refuses this file"],
    ]);
    expect(await problems(cluster("  user: root"))).toMatchObject([
      ["syntax", "user", "the key user stands twice in one map: TiUP refuses this file"],
    ]);
    expect((await read(cluster("  user: [a"))).problems).toMatchObject([{ kind: "syntax" }]);
  });

  test("fields of other releases are none of its mistakes", async () => {
    expect(await problems(cluster("  some_new_field: 1"))).toEqual([]);
  });
});

describe("templates", () => {
  test("a switch inside a template's branch is unknown", async () => {
    const text =
      "global:\n{{- if .TLS }}\n  enable_tls: true\n{{- end }}\npd_servers:\n  - host: {{ .Host }}\ntikv_servers:\n  - host: a\n";
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "unknown", "client-tikv": "unknown" });
  });

  test("a placeholder for the switch makes it unknown, and the rest is read", async () => {
    const text = cluster(`  enable_tls: "\${TLS}"`);
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "unknown", "client-tikv": "unknown" });
  });

  test("a placeholder for a host leaves the posture known", async () => {
    const text = `global:\n  enable_tls: false\npd_servers:\n  - host: \${PD}\ntikv_servers:\n  - host: '{{ tikv }}'\n`;
    expect(posturesOf(await model(text))).toMatchObject({ "client-tikv": "plaintext", "tikv-tikv": "plaintext" });
  });

  test("a placeholder for deploy_dir leaves the posture known too", async () => {
    const text = cluster(`${on}\n  deploy_dir: "\${DIR}"`);
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "mtls", "client-tikv": "mtls" });
    expect(overridesOf(await draft(text, "pd"))["security.cert-path"]).toBe("/{{ deploy_dir }}/pd-2379/tls/pd.crt");
  });

  test("a placeholder in a list of names makes the list unknown", async () => {
    const text = cluster(on, `server_configs:\n  tikv:\n    security.cert-allowed-cn: ["\${NAME}"]`);
    const [environment] = (await model(text)).environments;
    const tikv = environment?.instances.find(({ component }) => component === "tikv");
    expect(tikv?.security.allowedCn.kind).toBe("unknown");
  });
});

describe("what is no topology of TiUP", () => {
  test.each([
    ["a cluster of DM", "global: { enable_tls: true }\nmaster_servers:\n  - host: a\nworker_servers:\n  - host: b\n"],
    ["an inventory of Ansible", "all:\n  children:\n    pd_servers:\n      hosts:\n        - host: a\n"],
    ["a list of names for a role", "pd_servers:\n  - 10.0.1.1\nothers:\n  - host: a\n"],
  ])("%s", async (_, text) => {
    const { instances, problems } = await read(text);
    expect([instances, problems]).toEqual([[], []]);
  });

  test("a document that shows a topology", async () => {
    expect((await read({ "docs/topology.md": cluster("") })).instances).toEqual([]);
  });
});

test("two topologies in one folder are two clusters", async () => {
  const made = await model({ "deploy/blue.yaml": cluster(on), "deploy/green.yaml": cluster("") });
  expect(made.environments.map(({ instances }) => instances.length)).toEqual([2, 2]);
});

test("a file with thousands of members is read in a moment", async () => {
  const hosts = (from: number) => Array.from({ length: 5_000 }, (_, index) => `  - host: h${from + index}`).join("\n");
  const text = `global:\n${on}\npd_servers:\n${hosts(0)}\ntikv_servers:\n${hosts(10_000)}\n`;
  const start = performance.now();
  expect((await read(text)).instances).toHaveLength(10_000);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test.each([".", "a."])("a key of many thousands of parts is read, and no deeper than TOML is: %s", async (part) => {
  const text = cluster("", `server_configs: {pd: {"${part.repeat(40_000)}b": 1, "${part.repeat(3)}c": 2}}`);
  const made = await model(text);
  expect(made.environments.flatMap(({ instances }) => instances).map(({ component }) => component)).toEqual(["pd", "tikv"]);
});
