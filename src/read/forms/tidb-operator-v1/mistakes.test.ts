import { describe, expect, test } from "vitest";
import { formReader, overridesOf, posturesOf } from "../../../../test/support/form-reading.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { allowListLoose } from "../../../judge/rules/config/allow-list-loose.ts";
import { tlsOff } from "../../../judge/rules/config/tls-off.ts";
import { managedSetting } from "../../../judge/rules/deploy/managed-setting.ts";
import { settingDropped } from "../../../judge/rules/deploy/setting-dropped.ts";
import { tlsFlagDiffers } from "../../../judge/rules/deploy/tls-flag-differs.ts";
import type { RepoPath } from "../../../text/span.ts";
import { sourceFile } from "../../source-file.ts";
import { tidbOperatorV1Form } from "./form.ts";

const { read, model, draft } = formReader("prod/tidb-cluster.yaml");

/** A TidbCluster; `spec` is more of its spec, `pd` and `tikv` more of these parts. */
function cluster(
  parts: {
    readonly tls?: string;
    readonly spec?: string;
    readonly pd?: string;
    readonly tikv?: string;
    readonly name?: string;
  } = {},
): string {
  const { tls = "", spec = "", pd = "    config: {}\n", tikv = "    config: {}\n", name = "basic" } = parts;
  return `apiVersion: pingcap.com/v1alpha1
kind: TidbCluster
metadata:
  name: ${name}
  namespace: db
spec:
  version: v8.5.2
${tls}${spec}  pd:
    baseImage: pingcap/pd
${pd}  tikv:
    baseImage: pingcap/tikv
${tikv}`;
}

const on = "  tlsCluster:\n    enabled: true\n";
const off = "  tlsCluster:\n    enabled: false\n";

describe("with tlsCluster", () => {
  test("PD gets https URLs, the certificates of its Secret and the names of its pods", async () => {
    const pd = await draft(cluster({ tls: on }), "pd");
    expect(overridesOf(pd)).toEqual({
      "client-urls": "https://0.0.0.0:2379",
      "peer-urls": "https://0.0.0.0:2380",
      "advertise-client-urls": "https://basic-pd-0.basic-pd-peer.db.svc:2379",
      "advertise-peer-urls": "https://basic-pd-0.basic-pd-peer.db.svc:2380",
      "security.cacert-path": "/var/lib/pd-tls/ca.crt",
      "security.cert-path": "/var/lib/pd-tls/tls.crt",
      "security.key-path": "/var/lib/pd-tls/tls.key",
    });
    expect(pd.mounts).toEqual([
      {
        server: "/var/lib/pd-tls",
        repository: "prod/tidb-cluster.yaml",
        secret: { name: "basic-pd-cluster-secret", namespace: "db" },
      },
    ]);
    expect(pd.deployment?.expects.map(({ name }) => name)).toEqual(["basic-pd-cluster-secret", "basic-cluster-client-secret"]);
  });

  test("TiKV dials the service of PD and advertises its pod", async () => {
    const tikv = await draft(cluster({ tls: on, spec: "  enableDynamicConfiguration: true\n" }), "tikv");
    expect(overridesOf(tikv)).toEqual({
      "server.addr": "0.0.0.0:20160",
      "server.advertise-addr": "basic-tikv-0.basic-tikv-peer.db.svc:20160",
      "server.status-addr": "0.0.0.0:20180",
      "server.advertise-status-addr": "basic-tikv-0.basic-tikv-peer.db.svc:20180",
      "pd.endpoints": "basic-pd:2379",
      "security.ca-path": "/var/lib/tikv-tls/ca.crt",
      "security.cert-path": "/var/lib/tikv-tls/tls.crt",
      "security.key-path": "/var/lib/tikv-tls/tls.key",
    });
    expect(tikv.deployment?.expects.map(({ name }) => name)).toEqual(["basic-tikv-cluster-secret"]);
  });

  test("what the switch decides points at its value", async () => {
    const text = cluster({ tls: on });
    const span = (await draft(text, "pd")).overrides?.get("security.cert-path")?.span;
    expect(span && cut(text, span)).toBe("true");
  });

  test("all channels ask for certificates", async () => {
    const postures = posturesOf(await model(cluster({ tls: on })));
    expect(postures).toMatchObject({ "client-pd": "mtls", "pd-pd-peer": "mtls", "client-tikv": "mtls", "tikv-pd": "mtls" });
  });

  test("clusterDomain ends every name of a pod", async () => {
    const text = cluster({ tls: on, spec: "  clusterDomain: cluster.local\n" });
    expect(overridesOf(await draft(text, "pd"))["advertise-peer-urls"]).toBe(
      "https://basic-pd-0.basic-pd-peer.db.svc.cluster.local:2380",
    );
  });

  test("without a namespace the names are unknown, and the scheme is not", async () => {
    const pd = await draft(cluster({ tls: on }).replace("  namespace: db\n", ""), "pd");
    expect(overridesOf(pd)["client-urls"]).toBe("https://0.0.0.0:2379");
    expect(pd.unknownOverrides?.get("advertise-client-urls")?.because).toBe("the manifest names no namespace");
  });

  test("enableDiscoveryMTLS needs a Secret of its own", async () => {
    const pd = await draft(cluster({ tls: `${on}    enableDiscoveryMTLS: true\n` }), "pd");
    expect(pd.deployment?.expects.map(({ name }) => name)).toContain("basic-discovery-cluster-secret");
  });

  test("tidb.tlsClient makes the dashboard dial TiDB by TLS", async () => {
    const text = cluster({ tls: on, spec: "  tidb:\n    tlsClient:\n      enabled: true\n" });
    expect(posturesOf(await model(text))["dashboard-tidb"]).toBe("tls");
  });
});

describe("the version", () => {
  test.each([
    ["of the cluster", cluster(), "v8.5.2"],
    ["of the component", cluster({ pd: "    version: v7.1.0\n    config: {}\n" }), "v7.1.0"],
    [
      "of the image",
      cluster({ pd: "    config: {}\n" }).replace(
        "    baseImage: pingcap/pd\n",
        "    image: hub.example:5000/pingcap/pd:v3.0.1\n",
      ),
      "v3.0.1",
    ],
  ])("is that %s", async (_, text, version) => {
    const found = (await draft(text, "pd")).version;
    expect(found?.value).toBe(version);
    expect(found && cut(text, found.span)).toBe(version);
  });
});

describe("config as a TOML text", () => {
  const text = cluster({ tls: on, pd: '    config: |\n      [security]\n        cert-allowed-cn = ["TiDB", ""]\n' });

  testRule(allowListLoose, {
    valid: { "no list": { files: { "prod/tidb-cluster.yaml": cluster({ tls: on }) } } },
    invalid: {
      "a place in the text is a place in the manifest": {
        files: { "prod/tidb-cluster.yaml": text.replace('""', '«""»') },
        says: "an empty entry in cert-allowed-cn admits every certificate of the CA that has no common name",
      },
    },
  });

  test("text that is no TOML is told at its place", async () => {
    const broken = cluster({ tls: on, pd: "    config: |\n      [security\n" });
    const { problems } = await read(broken);
    expect(problems).toMatchObject([{ kind: "syntax", at: { line: 13 } }]);
    expect(problems[0]?.message).toContain("tidb-operator v1 does not take spec.pd.config");
  });

  test("the operator's TOML reader knows no dotted keys, also for TiKV", async () => {
    const dotted = cluster({ tls: on, tikv: '    config: |\n      security.cert-allowed-cn = ["TiDB"]\n' });
    const { problems } = await read(dotted);
    expect(problems.map(({ message }) => message)).toEqual([
      "tidb-operator v1 does not read a dotted key and does not take spec.tikv.config",
    ]);
    expect(problems[0] && cut(dotted, problems[0].at)).toBe("security.cert-allowed-cn");
  });
});

describe("config as a mapping", () => {
  testRule(settingDropped, {
    valid: {
      "fields that the operator has": {
        files: {
          "prod/tidb-cluster.yaml": cluster({
            tls: on,
            tikv: "    config:\n      security:\n        cert-allowed-cn: [TiDB]\n      storage:\n        reserve-space: 1GB\n",
          }),
        },
      },
    },
    invalid: {
      "a field of [security] that it does not have": {
        files: {
          "prod/tidb-cluster.yaml": cluster({
            tls: on,
            tikv: "    config:\n      security:\n        «cert-allowed-san»: [a]\n",
          }),
        },
        says: "security.cert-allowed-san never reaches TiKV: the map form of spec.tikv.config has no such field, and tidb-operator v1 silently drops it",
        helps: "write the config as a TOML text (config: |), which reaches the program as it is",
        variant: "tls-setting",
      },
      "a dotted key": {
        files: { "prod/tidb-cluster.yaml": cluster({ tls: on, pd: "    config:\n      «security.cert-allowed-cn»: [TiDB]\n" }) },
        says: "security.cert-allowed-cn never reaches PD: the map form of spec.pd.config takes no dotted keys, and tidb-operator v1 silently drops it",
        variant: "tls-setting",
      },
      "a table that came after the operator's structs": {
        files: {
          "prod/tidb-cluster.yaml": cluster({ tls: on, tikv: "    config:\n      «log-backup»:\n        enable: true\n" }),
        },
        says: "log-backup never reaches TiKV: the map form of spec.tikv.config has no such field, and tidb-operator v1 silently drops it",
      },
    },
  });

  test("what is dropped is no setting of the instance", async () => {
    const text = cluster({ tls: on, pd: "    config:\n      security.cert-allowed-cn: [TiDB, other]\n" });
    expect((await draft(text, "pd")).config.entries.size).toBe(0);
  });
});

describe("certificate paths by hand", () => {
  testRule(managedSetting, {
    valid: {
      "the operator's own path": {
        files: {
          "prod/tidb-cluster.yaml": cluster({
            tls: on,
            pd: "    config: |\n      [security]\n      cert-path = '/var/lib/pd-tls/tls.crt'\n",
          }),
        },
      },
    },
    invalid: {
      "another path is overwritten": {
        files: {
          "prod/tidb-cluster.yaml": cluster({
            tls: on,
            pd: "    config: |\n      [security]\n      cert-path = «'/tls/pd.crt'»\n",
          }),
        },
        says: "security.cert-path is set by hand: tlsCluster is enabled, and tidb-operator v1 writes /var/lib/pd-tls/tls.crt in its place",
        helps: "remove it",
      },
    },
  });

  test("PD then has the operator's path and no other", async () => {
    const made = await model(cluster({ tls: on, pd: "    config: |\n      [security]\n      cert-path = '/tls/pd.crt'\n" }));
    const pd = made.environments[0]?.instances.find(({ component }) => component === "pd");
    expect(pd?.security.certificate).toMatchObject({ path: { value: "/var/lib/pd-tls/tls.crt", origin: "form" } });
  });
});

describe("the switch", () => {
  const paths =
    "    config: |\n      [security]\n      ca-path = '/tls/ca.crt'\n      cert-path = '/tls/t.crt'\n      key-path = '/tls/t.key'\n";

  testRule(tlsFlagDiffers, {
    valid: {
      "on, with config in both": { files: { "prod/tidb-cluster.yaml": cluster({ tls: on }) } },
      "off, without paths": { files: { "prod/tidb-cluster.yaml": cluster({ tls: off }) } },
      "a heterogeneous cluster that says the same": {
        files: { "prod/tidb-cluster.yaml": `${cluster({ tls: on })}---\n${heterogeneous(on)}` },
      },
    },
    invalid: {
      "off, with paths in the config of TiKV": {
        files: { "prod/tidb-cluster.yaml": cluster({ tls: off.replace("false", "«false»"), tikv: paths }) },
        says: "tlsCluster is not enabled, but spec.tikv.config sets security.ca-path, security.cert-path, security.key-path: TiKV has certificates of its own while the URLs of PD stay http",
        related: ["security.ca-path is set here"],
      },
      "not written, with a path in the config of PD": {
        files: {
          "prod/tidb-cluster.yaml": cluster({ pd: "    config: |\n      [security]\n      cert-path = «'/tls/pd.crt'»\n" }),
        },
        says: "tlsCluster is not enabled, but spec.pd.config sets security.cert-path: PD's URLs stay http and it ignores its certificates",
      },
      "on, without config": {
        files: { "prod/tidb-cluster.yaml": cluster({ tls: on, tikv: "" }).replace("  tikv:", "  «tikv»:") },
        says: "tlsCluster is enabled, but spec.tikv has no config: tidb-operator v1 then makes no configuration for TiKV and sets no certificates",
        helps: "write config: {} under tikv",
        related: ["TLS is enabled here"],
      },
      "for MySQL clients alone": {
        files: { "prod/tidb-cluster.yaml": cluster({ spec: "  tidb:\n    tlsClient:\n      enabled: «true»\n" }) },
        says: "tidb.tlsClient is enabled, but tlsCluster is not: only connections of MySQL clients to TiDB are encrypted, and all between TiDB, PD and TiKV stays plaintext",
      },
      "a heterogeneous cluster without it": {
        files: {
          "prod/tidb-cluster.yaml": `${cluster({ tls: on })}---\n${heterogeneous("").replace("name: basic", "name: «basic»")}`,
        },
        says: "tlsCluster is not enabled here, but it is enabled in basic, which this cluster joins: what it starts dials basic in plaintext and is refused",
        related: ["tlsCluster of basic is enabled"],
      },
    },
  });

  testRule(tlsOff, {
    valid: { "it is on": { files: { "prod/tidb-cluster.yaml": cluster({ tls: on }) } } },
    invalid: {
      "written as false, it is what a person changes": {
        files: { "prod/tidb-cluster.yaml": cluster({ tls: off.replace("false", "««false»»") }) },
        says: [
          "sets no cacert-path, cert-path or key-path: PD serves its client and peer ports in plaintext",
          "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
        ],
      },
      "not written, the components are told": {
        files: { "prod/tidb-cluster.yaml": cluster().replace("  pd:", "  «pd»:").replace("  tikv:", "  «tikv»:") },
        says: [
          "sets no cacert-path, cert-path or key-path: PD serves its client and peer ports in plaintext",
          "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
        ],
      },
    },
  });
});

describe("heterogeneous clusters", () => {
  test("dial the PD of the cluster that they join, with a Secret of their own, in one environment", async () => {
    const made = await read({ "prod/a.yaml": cluster({ tls: on }), "prod/b.yaml": heterogeneous(on) });
    const tikv = made.instances.find(({ path }) => path === "prod/b.yaml");
    expect(tikv && overridesOf(tikv)["pd.endpoints"]).toBe("basic-pd:2379");
    expect(tikv?.deployment?.expects.map(({ name }) => name)).toEqual(["extra-tikv-cluster-secret"]);
    const { environments } = await model({ "prod/a.yaml": cluster({ tls: on }), "prod/b.yaml": heterogeneous(on) });
    expect(environments).toHaveLength(1);
  });
});

describe("without config", () => {
  const map = (security: string) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: basic-pd
  namespace: db
data:
  config-file: |
    [replication]
    max-replicas = 3
${security}`;

  test("the ConfigMap that the chart renders is the configuration, and no instance by itself", async () => {
    const security =
      "    [security]\n    cacert-path = '/var/lib/pd-tls/ca.crt'\n    cert-path = '/var/lib/pd-tls/tls.crt'\n    key-path = '/var/lib/pd-tls/tls.key'\n";
    const made = await read({ "prod/tc.yaml": cluster({ tls: on, pd: "" }), "prod/pd.yaml": map(security) });
    const pds = made.instances.filter(({ component }) => component === "pd");
    expect(pds).toHaveLength(1);
    expect(pds[0]?.deployment?.contradictions).toEqual([]);
    const postures = posturesOf(await model({ "prod/tc.yaml": cluster({ tls: on, pd: "" }), "prod/pd.yaml": map(security) }));
    expect(postures["client-pd"]).toBe("mtls");
  });
});

describe("what is not known", () => {
  test("a switch that a template fills in makes all channels unknown", async () => {
    const text = cluster({ tls: "  tlsCluster:\n    enabled: {{ .Values.tls }}\n" });
    const { problems } = await read(text);
    expect(problems.map(({ kind }) => kind)).toEqual(["template"]);
    expect(posturesOf(await model(text))).toMatchObject({
      "client-pd": "unknown",
      "pd-pd-peer": "unknown",
      "client-tikv": "unknown",
    });
  });

  test("a switch in a branch of a template is unknown too", async () => {
    const text = cluster({ tls: `{{- if .Values.tls }}\n${on}{{- end }}\n` });
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "unknown", "client-tikv": "unknown" });
  });

  test("a cluster whose name is a placeholder has unknown names and a known scheme", async () => {
    const pd = await draft(cluster({ tls: on, name: "{{ .Release.Name }}" }), "pd");
    expect(overridesOf(pd)["client-urls"]).toBe("https://0.0.0.0:2379");
    expect(pd.unknownOverrides?.has("advertise-client-urls")).toBe(true);
    expect(pd.deployment?.expects).toEqual([]);
  });

  test("an allowed name with a placeholder leaves the list unknown", async () => {
    const text = cluster({ tls: on, pd: '    config: |\n      [security]\n      cert-allowed-cn = ["${CN}"]\n' });
    const pd = (await model(text)).environments[0]?.instances.find(({ component }) => component === "pd");
    expect(pd?.security.allowedCn.kind).toBe("unknown");
  });
});

describe("what is none of ours", () => {
  test.each([
    ["a TidbMonitor", "apiVersion: pingcap.com/v1alpha1\nkind: TidbMonitor\nmetadata:\n  name: TidbCluster\n"],
    ["a TidbCluster of another group", cluster().replace("pingcap.com/v1alpha1", "example.com/v1")],
    ["a text that speaks of one", "note: |\n  apiVersion: pingcap.com/v1alpha1\n  kind: TidbCluster\n"],
  ])("%s", async (_, text) => {
    expect((await read(text)).instances).toEqual([]);
  });

  test("a file without the word is not even parsed", () => {
    const file = sourceFile("a.yaml" as RepoPath, new TextEncoder().encode("kind: Service\n"));
    expect(tidbOperatorV1Form.claims(file)).toBe(false);
  });
});

/** A cluster of TiKV alone that joins `basic`. */
function heterogeneous(tls: string): string {
  return `apiVersion: pingcap.com/v1alpha1
kind: TidbCluster
metadata:
  name: extra
  namespace: db
spec:
  version: v8.5.2
${tls}  cluster:
    name: basic
  tikv:
    baseImage: pingcap/tikv
    config: {}
`;
}
