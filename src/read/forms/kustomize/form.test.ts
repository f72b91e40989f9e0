import { expect, test } from "vitest";
import { repository } from "../../../../test/support/repository.ts";

const pod = (args: string) => `apiVersion: v1
kind: Pod
metadata:
  name: pd
spec:
  containers:
    - name: pd
      image: pingcap/pd:v8.5.2
      args: ${args}
`;
const base = {
  "base/kustomization.yaml": "resources: [pd.yaml]\n",
  "base/pd.yaml": pod('["--client-urls=https://0.0.0.0:2379"]'),
};

function schemesOf(environments: Awaited<ReturnType<typeof repository>>["model"]["environments"]): Record<string, unknown> {
  return Object.fromEntries(
    environments.map(({ name, tier, instances }) => [
      `${name} ${tier}`,
      instances.map((instance) =>
        instance.component === "pd" && instance.clientUrls.kind === "known"
          ? `${instance.path} ${instance.clientUrls.value[0]?.value.scheme}`
          : "unknown",
      ),
    ]),
  );
}

test("a base is judged once for each overlay, in the overlay's environment, and not by itself", async () => {
  const { model } = await repository({
    ...base,
    "overlays/prod/kustomization.yaml": "resources: [../../base]\nnamespace: tikv\n",
    "overlays/dev/kustomization.yaml": "bases:\n- ../../base\n",
  });
  expect(schemesOf(model.environments)).toEqual({
    "dev development": ["base/pd.yaml https"],
    "prod production": ["base/pd.yaml https"],
  });
});

test("a base that nothing starts from is judged by itself", async () => {
  const { model } = await repository(base);
  expect(schemesOf(model.environments)).toEqual({ "base production": ["base/pd.yaml https"] });
});

test("a strategic merge patch changes the container of its name, and the finding's place is the patch's", async () => {
  const { model, cut } = await repository({
    ...base,
    "overlays/dev/kustomization.yaml": "resources: [../../base]\npatchesStrategicMerge: [pd.yaml]\n",
    "overlays/dev/pd.yaml":
      'apiVersion: v1\nkind: Pod\nmetadata: {name: pd}\nspec:\n  containers:\n    - name: pd\n      args: ["--client-urls=http://0.0.0.0:2379"]\n',
  });
  expect(schemesOf(model.environments)).toEqual({ "dev development": ["base/pd.yaml http"] });
  const [instance] = model.environments[0]?.instances ?? [];
  if (instance?.component !== "pd" || instance.clientUrls.kind !== "known") throw new Error("no PD");
  expect(instance.version.text).toBe("v8.5.2");
  const span = instance.clientUrls.value[0]?.span;
  expect([span?.path, cut(span as never)]).toEqual(["overlays/dev/pd.yaml", "http://0.0.0.0:2379"]);
});

test("an inline JSON 6902 patch", async () => {
  const { model, cut } = await repository({
    ...base,
    "overlays/dev/kustomization.yaml":
      "resources: [../../base]\npatches:\n- target: {kind: Pod, name: pd}\n  patch: |-\n    - op: replace\n      path: /spec/containers/0/args/0\n      value: --client-urls=http://0.0.0.0:2379\n",
  });
  const [instance] = model.environments[0]?.instances ?? [];
  if (instance?.component !== "pd" || instance.clientUrls.kind !== "known") throw new Error("no PD");
  expect(cut(instance.clientUrls.value[0]?.span as never)).toBe("http://0.0.0.0:2379");
});

test("a patch for another object changes nothing", async () => {
  const { model } = await repository({
    ...base,
    "overlays/dev/kustomization.yaml":
      "resources: [../../base]\npatches:\n- target: {kind: Pod, name: tikv}\n  patch: |-\n    - {op: remove, path: /spec/containers/0/args}\n",
  });
  expect(schemesOf(model.environments)).toEqual({ "dev development": ["base/pd.yaml https"] });
});

test("a custom resource: its switch, and a null that takes it away", async () => {
  const cluster = (spec: string) =>
    `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: basic, namespace: db}\nspec:\n${spec}`;
  const files = {
    "base/kustomization.yaml": "resources: [tc.yaml]\n",
    "base/tc.yaml": cluster("  version: v8.5.2\n  tlsCluster:\n    enabled: true\n  pd: {replicas: 1, config: {}}\n"),
    "overlays/prod/kustomization.yaml": "resources: [../../base]\n",
    "overlays/dev/kustomization.yaml": "resources: [../../base]\npatches: [{path: tls.yaml}]\n",
    "overlays/qa/kustomization.yaml": "resources: [../../base]\npatches: [{path: tls.yaml}]\n",
    "overlays/dev/tls.yaml": cluster("  tlsCluster:\n    enabled: false\n"),
    "overlays/qa/tls.yaml": cluster("  tlsCluster: null\n"),
  };
  const { model } = await repository(files);
  expect(schemesOf(model.environments)).toEqual({
    "prod production": ["base/tc.yaml https"],
    "dev development": ["base/tc.yaml http"],
    "qa development": ["base/tc.yaml http"],
  });
});

test("what a patch for some labels sets is unknown", async () => {
  const { model } = await repository({
    ...base,
    "overlays/dev/kustomization.yaml":
      "resources: [../../base]\npatches:\n- target: {kind: Pod, labelSelector: tier=db}\n  patch: |-\n    - {op: replace, path: /spec/containers/0/args, value: [--client-urls=http://0.0.0.0:2379]}\n",
  });
  expect(schemesOf(model.environments)).toEqual({ "dev development": ["unknown"] });
});

test("generators: the configuration is read where it lies and is no instance by itself, the Secret's files are found", async () => {
  const { model, reading, cut } = await repository({
    "k8s/kustomization.yaml":
      "resources: [pd.yaml]\nconfigMapGenerator:\n- name: pd-config\n  files: [pd.toml=conf/pd.toml]\nsecretGenerator:\n- name: pd-tls\n  files: [tls.crt=certs/pd.pem]\n",
    "k8s/conf/pd.toml": '[security]\ncert-path = "/tls/tls.crt"\n',
    "k8s/certs/pd.pem": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "k8s/pd.yaml": `${pod("[--config=/etc/pd/pd.toml]")}      volumeMounts:\n        - {name: config, mountPath: /etc/pd}\n        - {name: tls, mountPath: /tls}\n  volumes:\n    - {name: config, configMap: {name: pd-config}}\n    - {name: tls, secret: {secretName: pd-tls}}\n`,
  });
  const instances = model.environments.flatMap((environment) => environment.instances);
  expect(instances.map(({ form, path }) => [form, path])).toEqual([["workloads", "k8s/pd.yaml"]]);
  const certificate = instances[0]?.security.certificate;
  expect(certificate?.kind === "seen" && [certificate.file.path, cut(certificate.path.span), certificate.path.span.path]).toEqual(
    ["k8s/certs/pd.pem", '"/tls/tls.crt"', "k8s/conf/pd.toml"],
  );
  expect(reading.secrets?.map(({ name, kind }) => [kind, name])).toEqual([["Secret", "pd-tls"]]);
});

test("images and prefixes", async () => {
  const { model } = await repository({
    ...base,
    "overlays/prod/kustomization.yaml":
      "resources: [../../base]\nnamePrefix: live-\nimages: [{name: pingcap/pd, newTag: v7.5.0}]\n",
  });
  expect(model.environments[0]?.instances.map(({ name, version }) => [name, version.text])).toEqual([["live-pd", "v7.5.0"]]);
});

test("kustomizations that start from each other end", async () => {
  const { model } = await repository({
    "a/kustomization.yaml": "resources: [../b, pd.yaml]\n",
    "b/kustomization.yaml": "resources: [../a]\n",
    "a/pd.yaml": pod("[]"),
  });
  expect(model.environments.length).toBe(1);
});
