import { expect, test } from "vitest";
import { modelOf, posturesOf } from "../../../../test/support/model-of.ts";

const values = (tls: string) => `clusterName: demo
${tls}pd:
  replicas: 3
  image: pingcap/pd:v4.0.0
  config: |
    [log]
    level = "info"
tikv:
  replicas: 3
  image: pingcap/tikv:v4.0.0
  config: |
    log-level = "info"
`;

test("values of the tidb-cluster chart with TLS", async () => {
  const { model } = await modelOf({ "values.yaml": values("tlsCluster:\n  enabled: true\n") });
  expect(posturesOf(model)).toMatchObject({ "client-pd": "mtls", "client-tikv": "mtls" });
});

test("without the switch they are plaintext", async () => {
  const { model } = await modelOf({ "values.yaml": values("") });
  expect(posturesOf(model)).toMatchObject({ "client-pd": "plaintext", "client-tikv": "plaintext" });
});

test("values of another chart are none", async () => {
  const { reading } = await modelOf({ "values.yaml": "image: nginx\nreplicas: 2\nconfig: |\n  a = 1\n# pd tikv\n" });
  expect(reading.instances).toEqual([]);
});
