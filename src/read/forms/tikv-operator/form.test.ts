import { expect, test } from "vitest";
import { modelOf, posturesOf } from "../../../../test/support/model-of.ts";

const resource = (apiVersion: string) =>
  `apiVersion: ${apiVersion}\nkind: TikvCluster\nmetadata:\n  name: basic\nspec:\n  version: v4.0.0\n  pd:\n    replicas: 1\n    config: {}\n  tikv:\n    replicas: 1\n    config: {}\n`;

// tikv-operator: pkg/apis/tikv/v1alpha1/helper.go, IsTLSClusterEnabled
test("a TikvCluster is plaintext whatever it says, and says that its operator cannot do better", async () => {
  const { reading, model } = await modelOf({ "tikv.yaml": resource("tikv.org/v1alpha1") });
  expect(posturesOf(model)).toMatchObject({ "client-pd": "plaintext", "pd-pd-peer": "plaintext", "client-tikv": "plaintext" });
  expect(reading.instances.map(({ deployment }) => deployment?.cannotDoTls)).toEqual(
    new Array(2).fill(expect.stringContaining("tikv-operator")),
  );
});

test("another group's TikvCluster is none", async () => {
  expect((await modelOf({ "tikv.yaml": resource("example.org/v1") })).reading.instances).toEqual([]);
});
