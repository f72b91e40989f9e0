import { describe, expect, test } from "vitest";
import { formReader, overridesOf, posturesOf } from "../../../../test/support/form-reading.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { insecureClient } from "../../../judge/rules/deploy/insecure-client.ts";
import { managedSetting } from "../../../judge/rules/deploy/managed-setting.ts";

const { read, model, draft } = formReader("prod/cluster.yaml");

function cluster(spec = "  tlsCluster:\n    enabled: true\n", name = "basic"): string {
  return `apiVersion: core.pingcap.com/v1alpha1
kind: Cluster
metadata:
  name: ${name}
  namespace: db
spec:
${spec}`;
}

/** A group of the Cluster `basic`; `more` is more of `spec.template.spec`. */
function group(kind: "PDGroup" | "TiKVGroup", name: string, more = ""): string {
  return `---
apiVersion: core.pingcap.com/v1alpha1
kind: ${kind}
metadata:
  name: ${name}
  namespace: db
spec:
  cluster:
    name: basic
  replicas: 3
  template:
    spec:
      version: v8.5.2
${more}      volumes: []
`;
}

const both = group("PDGroup", "meta") + group("TiKVGroup", "store");

describe("with tlsCluster", () => {
  test("names, Secrets and certificates go by the group, not by the Cluster", async () => {
    const pd = await draft(cluster() + both, "pd");
    expect(overridesOf(pd)).toEqual({
      "client-urls": "https://[::]:2379",
      "peer-urls": "https://[::]:2380",
      "advertise-client-urls": "https://meta-pd-xxxxxx.meta-pd-peer.db:2379",
      "advertise-peer-urls": "https://meta-pd-xxxxxx.meta-pd-peer.db:2380",
      "security.cacert-path": "/var/lib/pd-tls/ca.crt",
      "security.cert-path": "/var/lib/pd-tls/tls.crt",
      "security.key-path": "/var/lib/pd-tls/tls.key",
    });
    expect(pd.deployment?.expects.map(({ name }) => name)).toEqual(["meta-pd-cluster-secret", "basic-cluster-client-secret"]);
  });

  test("TiKV dials the service of the PD group", async () => {
    const tikv = await draft(cluster() + both, "tikv");
    expect(overridesOf(tikv)).toMatchObject({
      "pd.endpoints": "meta-pd.db:2379",
      "server.advertise-addr": "store-tikv-xxxxxx.store-tikv-peer.db:20160",
      "server.advertise-status-addr": "store-tikv-xxxxxx.store-tikv-peer.db:20180",
    });
    expect(tikv.deployment?.expects.map(({ name }) => name)).toEqual(["store-tikv-cluster-secret"]);
  });

  test("in FQDN mode the names end with the domain", async () => {
    const text = cluster("  tlsCluster:\n    enabled: true\n  dns:\n    mode: FQDN\n") + both;
    expect(overridesOf(await draft(text, "tikv"))["pd.endpoints"]).toBe("meta-pd.db.svc.cluster.local:2379");
  });

  test("all channels ask for certificates, also with a file for each resource", async () => {
    const made = await model({
      "prod/00-cluster.yaml": cluster(),
      "prod/01-pd.yaml": group("PDGroup", "meta"),
      "prod/02-tikv.yaml": group("TiKVGroup", "store"),
    });
    expect(made.environments).toHaveLength(1);
    expect(posturesOf(made)).toMatchObject({ "client-pd": "mtls", "pd-pd-peer": "mtls", "client-tikv": "mtls" });
  });

  test("a group may name Secrets of its own, one for the CA and one for the pair", async () => {
    const security =
      "      security:\n        tls:\n          cluster:\n            ca:\n              name: my-ca\n            certKeyPair:\n              name: my-pair\n";
    const text = cluster() + group("TiKVGroup", "store", security);
    const tikv = await draft(text, "tikv");
    expect(tikv.mounts?.map(({ server, secret }) => [server, secret?.name, secret?.key])).toEqual([
      ["/var/lib/tikv-tls", "my-pair", undefined],
      ["/var/lib/tikv-tls/ca.crt", "my-ca", "ca.crt"],
    ]);
    const [first] = tikv.deployment?.expects ?? [];
    expect(first && cut(text, first.at)).toBe("my-pair");
  });

  test("an overlay of the pod may put another Secret into the operator's volume", async () => {
    const overlay =
      "      overlay:\n        pod:\n          spec:\n            volumes:\n            - name: ti-tls\n              secret:\n                secretName: rotated\n";
    const tikv = await draft(cluster() + group("TiKVGroup", "store", overlay), "tikv");
    expect(tikv.mounts?.map(({ secret }) => secret?.name)).toEqual(["rotated"]);
  });
});

test("without tlsCluster everything is plaintext", async () => {
  const postures = posturesOf(await model(cluster("  paused: false\n") + both));
  expect(postures).toMatchObject({ "client-pd": "plaintext", "pd-pd-peer": "plaintext", "client-tikv": "plaintext" });
});

test("the Cluster of a Kustomize overlay decides for the groups of that overlay", async () => {
  const base = { "base/kustomization.yaml": "resources: [all.yaml]\n", "base/all.yaml": cluster() + both };
  const patch =
    "apiVersion: core.pingcap.com/v1alpha1\nkind: Cluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  tlsCluster:\n    enabled: false\n";
  const made = await read({
    ...base,
    "overlays/dev/kustomization.yaml": "resources: [../../base]\npatches:\n- path: off.yaml\n",
    "overlays/dev/off.yaml": patch,
    "overlays/prod/kustomization.yaml": "resources: [../../base]\n",
  });
  const schemes = made.instances
    .filter(({ component }) => component === "pd")
    .map((pd) => [pd.environment?.folder, overridesOf(pd)["client-urls"]]);
  expect(schemes).toEqual([
    ["overlays/dev", "http://[::]:2379"],
    ["overlays/prod", "https://[::]:2379"],
  ]);
});

describe("what the operator refuses", () => {
  const config = (text: string) => `      config: |\n${text.replace(/^/gm, "        ")}\n`;

  testRule(managedSetting, {
    valid: {
      "a list of names is the user's": {
        files: { "prod/cluster.yaml": cluster() + group("PDGroup", "meta", config('[security]\ncert-allowed-cn = ["TiDB"]')) },
      },
      "an empty path is none": {
        files: { "prod/cluster.yaml": cluster() + group("PDGroup", "meta", config('[security]\ncert-path = ""')) },
      },
    },
    invalid: {
      "a certificate path, also with TLS off": {
        files: {
          "prod/cluster.yaml":
            cluster("  paused: false\n") + group("TiKVGroup", "store", config("[security]\n«ca-path» = '/tls/ca.crt'")),
        },
        says: "security.ca-path is set by hand: tidb-operator v2 refuses it (field is managed by operator, cannot be set in config file), whether TLS is on or off",
        helps: "remove it: the operator sets it by itself",
        variant: "refused-or-chance",
      },
      "a URL": {
        files: {
          "prod/cluster.yaml": cluster() + group("PDGroup", "meta", config('«advertise-client-urls» = "http://pd:2379"')),
        },
        says: "advertise-client-urls is set by hand: tidb-operator v2 refuses it (field is managed by operator, cannot be set in config file), whether TLS is on or off",
      },
    },
  });

  test("a config that is a mapping is told", async () => {
    const { problems } = await read(cluster() + group("PDGroup", "meta", "      config:\n        lease: 3\n"));
    expect(problems).toMatchObject([{ kind: "syntax" }]);
    expect(problems[0]?.message).toContain("is no text");
  });
});

testRule(insecureClient, {
  valid: { "the operator verifies": { files: { "prod/cluster.yaml": cluster() + both } } },
  invalid: {
    "the operator verifies nobody": {
      files: {
        "prod/cluster.yaml":
          cluster(
            "  tlsCluster:\n    enabled: true\n  security:\n    tls:\n      client:\n        insecureSkipTLSVerify: «true»\n",
          ) + both,
      },
      says: "tidb-operator runs with insecureSkipTLSVerify: true: it trusts any server that answers, also one in between",
    },
  },
});

describe("what is not known", () => {
  test("TLS of a group whose Cluster is not committed", async () => {
    const postures = posturesOf(await model(both));
    expect(postures).toMatchObject({ "client-pd": "unknown", "pd-pd-peer": "unknown", "client-tikv": "unknown" });
    expect((await draft(both, "pd")).unknownOverrides?.get("client-urls")?.because).toBe("no committed Cluster is called basic");
  });

  test("which of two Clusters of one name is meant", async () => {
    const postures = posturesOf(
      await model({ "a/c.yaml": cluster(), "b/c.yaml": cluster("  paused: false\n"), "c/g.yaml": both }),
    );
    expect(postures["client-pd"]).toBe("unknown");
  });

  test("a switch that a template fills in", async () => {
    const text = cluster("  tlsCluster:\n    enabled: {{ .Values.tls }}\n") + both;
    expect((await read(text)).problems.map(({ kind }) => kind)).toEqual(["template"]);
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "unknown", "client-tikv": "unknown" });
  });
});

test("a Cluster of another program is none of ours", async () => {
  const text = cluster().replace("core.pingcap.com/v1alpha1", "cluster.x-k8s.io/v1beta1");
  expect((await read(text)).instances).toEqual([]);
});
