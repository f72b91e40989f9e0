import { describe, expect, test } from "vitest";
import { modelOf, overridesOf, posturesOf } from "../../../../test/support/model-of.ts";

const resource = (kind: string, name: string, spec: string) =>
  `apiVersion: core.pingcap.com/v1alpha1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: prod\nspec:\n${spec}`;
const cluster = (tls: boolean) => resource("Cluster", "tc", `  tlsCluster:\n    enabled: ${tls}\n`);
const group = (kind: "PDGroup" | "TiKVGroup", name: string, config = `""`) =>
  resource(
    kind,
    name,
    `  cluster:\n    name: tc\n  replicas: 3\n  template:\n    spec:\n      version: v8.5.2\n      config: ${config}\n`,
  );
const files = (tls: boolean, tikvConfig?: string) => ({
  "0.yaml": cluster(tls),
  "1.yaml": group("PDGroup", "pd"),
  "2.yaml": group("TiKVGroup", "kv", tikvConfig),
});

describe("tidb-operator v2", () => {
  // tidb-operator main: pkg/configs/pd/config.go, pkg/configs/tikv/config.go
  test("TLS on, over three files: injected paths and Secrets by the group's name", async () => {
    const { reading, model } = await modelOf(files(true));
    expect(posturesOf(model)).toMatchObject({ "client-pd": "mtls", "pd-pd-peer": "mtls", "client-tikv": "mtls" });
    const tikv = reading.instances.find(({ component }) => component === "tikv");
    expect(overridesOf(tikv)["security.ca-path"]).toBe("/var/lib/tikv-tls/ca.crt");
    expect(tikv?.deployment?.expects.map(({ name }) => name)).toContain("kv-tikv-cluster-secret");
  });

  test("TLS off is plaintext", async () => {
    const { model } = await modelOf(files(false));
    expect(posturesOf(model)).toMatchObject({ "client-pd": "plaintext", "client-tikv": "plaintext" });
  });

  test("mistake: a managed setting is refused", async () => {
    const { reading } = await modelOf(files(true, `|\n        [security]\n        ca-path = "/mine/ca.pem"`));
    const managed = reading.instances.flatMap(({ deployment }) => deployment?.managed ?? []);
    expect(managed.map(({ key, effect }) => [key, effect])).toEqual([["security.ca-path", "refused"]]);
  });

  test("mistake: a group whose Cluster is not in the repository: nobody knows", async () => {
    const { model } = await modelOf({ "2.yaml": group("TiKVGroup", "kv") });
    expect(posturesOf(model)).toMatchObject({ "client-tikv": "unknown" });
  });
});
