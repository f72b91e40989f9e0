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

const cluster = (spec: string) =>
  `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: basic, namespace: db}\nspec:\n${spec}`;

async function problemsIn(files: Readonly<Record<string, string>>) {
  const { model, cut } = await repository(files);
  return {
    model,
    problems: model.problems.map(({ kind, message, at }) => `${kind} ${cut(at)}: ${message}`),
    postures: model.environments.flatMap(({ name, channels }) => channels.map(({ id, posture }) => `${name} ${id} ${posture}`)),
  };
}

test("a component changes the manifests of the overlay that names it, before the overlay's own patches", async () => {
  const { model } = await repository({
    "base/kustomization.yaml": "resources: [tc.yaml]\n",
    "base/tc.yaml": cluster("  version: v8.5.2\n  pd: {replicas: 1, config: {}}\n"),
    "components/tls/kustomization.yaml":
      "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: tls.yaml}]\n",
    "components/tls/tls.yaml": cluster("  tlsCluster: {enabled: true}\n"),
    "overlays/prod/kustomization.yaml": "resources: [../../base]\ncomponents: [../../components/tls]\n",
    "overlays/dev/kustomization.yaml": "resources: [../../base]\n",
    "overlays/qa/kustomization.yaml":
      "resources: [../../base]\ncomponents: [../../components/tls]\npatches: [{path: off.yaml}]\n",
    "overlays/qa/off.yaml": cluster("  tlsCluster: {enabled: false}\n"),
  });
  expect(schemesOf(model.environments)).toEqual({
    "prod production": ["base/tc.yaml https"],
    "dev development": ["base/tc.yaml http"],
    "qa development": ["base/tc.yaml http"],
  });
});

test.each([
  [
    "a component on another server",
    "components: [https://user:t0ken@git.example.com/org/repo//tls?ref=v1]",
    "template https://user:t0ken@git.example.com/org/repo//tls?ref=v1: the component https://git.example.com/org/repo//tls?ref=v1 is not applied: what it makes of PD and TiKV is not judged",
  ],
  [
    "a transformer of one's own",
    "transformers: [mesh.yaml]",
    "template mesh.yaml: the transformer mesh.yaml is not applied: what it makes of PD and TiKV is not judged",
  ],
])("%s may change everything: all is unknown, and that is told", async (_, line, told) => {
  const { problems, postures } = await problemsIn({
    "base/kustomization.yaml": "resources: [tc.yaml, pod.yaml]\n",
    "base/tc.yaml": cluster("  version: v8.5.2\n  pd: {replicas: 1, config: {}}\n  tikv: {replicas: 1, config: {}}\n"),
    "base/pod.yaml": pod('["--client-urls=http://0.0.0.0:2379"]'),
    "overlays/prod/kustomization.yaml": `resources: [../../base]\n${line}\n`,
    "overlays/prod/mesh.yaml": "apiVersion: example.com/v1\nkind: Mesh\nmetadata: {name: mesh}\n",
  });
  expect(problems).toEqual([told]);
  expect(postures.filter((posture) => !posture.endsWith(" unknown"))).toEqual([]);
  expect(postures).toContain("overlays/prod/basic client-tikv unknown");
  expect(postures).toContain("overlays/prod client-pd unknown");
});

test("a transformer of labels and names changes nothing that is judged", async () => {
  const { problems, postures } = await problemsIn({
    ...base,
    "base/pd.yaml": pod('["--client-urls=http://0.0.0.0:2379"]'),
    "overlays/prod/kustomization.yaml": "resources: [../../base]\ntransformers: [labels.yaml]\n",
    "overlays/prod/labels.yaml": "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: l}\nlabels: {a: b}\n",
  });
  expect(problems).toEqual([]);
  expect(postures).toContain("prod client-pd plaintext");
});

test("a patch for a cluster of a base on another server says that the cluster is not judged", async () => {
  const remote = "https://github.com/example/tidb//base?ref=v1";
  const { problems, model } = await problemsIn({
    "overlays/prod/kustomization.yaml": `resources: ["${remote}"]\npatches: [{path: tls.yaml}]\n`,
    "overlays/prod/tls.yaml": cluster("  tlsCluster: {enabled: false}\n"),
  });
  expect(model.environments).toEqual([]);
  expect(problems).toEqual([
    `template "${remote}": the base ${remote} is not in the repository: the PD and TiKV that it brings are not judged`,
  ]);
});

test("bases and charts of other programs are nobody's business here", async () => {
  const { problems } = await problemsIn({
    ...base,
    "overlays/prod/kustomization.yaml":
      "resources: [../../base, https://github.com/cert-manager/cert-manager/releases/download/v1/cert-manager.yaml]\nhelmCharts: [{name: tidb-operator}, {name: redis}]\n",
  });
  expect(problems).toEqual([]);
});

test("a Helm chart that brings TiKV is told", async () => {
  const { problems } = await problemsIn({
    "prod/kustomization.yaml": "helmCharts:\n- name: tidb-cluster\n  repo: https://charts.pingcap.org\n",
  });
  expect(problems).toEqual([
    "template tidb-cluster: the Helm chart tidb-cluster is not in the repository: the PD and TiKV that it brings are not judged",
  ]);
});

test.each(["merge", "replace"])("a generator with behavior %s changes the ConfigMap of the base", async (behaviour) => {
  const { model } = await repository({
    "base/kustomization.yaml": "resources: [pd.yaml]\nconfigMapGenerator:\n- name: pd-config\n  files: [pd.toml]\n",
    "base/pd.toml": '[security]\ncert-path = "/tls/base.crt"\n',
    "base/pd.yaml": `${pod("[--config=/etc/pd/pd.toml]")}      volumeMounts: [{name: config, mountPath: /etc/pd}]\n  volumes: [{name: config, configMap: {name: pd-config}}]\n`,
    "overlays/prod/kustomization.yaml": `resources: [../../base]\nconfigMapGenerator:\n- name: pd-config\n  behavior: ${behaviour}\n  files: [pd.toml]\n`,
    "overlays/prod/pd.toml": '[security]\ncert-path = "/tls/prod.crt"\n',
    "overlays/dev/kustomization.yaml": "resources: [../../base]\n",
  });
  const paths = model.environments.map(({ name, instances }) => {
    const certificate = instances[0]?.security.certificate;
    return [name, instances.length, certificate?.kind === "unseen" && certificate.path?.value];
  });
  expect(paths).toEqual([
    ["dev", 1, "/tls/base.crt"],
    ["prod", 1, "/tls/prod.crt"],
  ]);
});

test("what a replacement copies is unknown, also one in a file of its own and into the entry of a ConfigMap", async () => {
  const { model } = await repository({
    ...base,
    "base/kustomization.yaml": "resources: [pd.yaml, cm.yaml]\n",
    "base/pd.yaml": pod('["--config=/x/pd.toml", "--client-urls=http://0.0.0.0:2379", "--peer-urls=http://0.0.0.0:2380"]'),
    "base/cm.yaml":
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tikv}\ndata:\n  tikv.toml: |\n    [raftstore]\n    sync-log = true\n",
    "overlays/prod/kustomization.yaml": "resources: [../../base]\nreplacements: [{path: urls.yaml}]\n",
    "overlays/prod/urls.yaml":
      "- source: {kind: Service, name: pd}\n  targets:\n  - select: {kind: Pod, name: pd}\n    fieldPaths: ['spec.containers.[name=pd].args.1']\n  - select: {kind: ConfigMap}\n    fieldPaths: ['data.tikv\\.toml']\n",
  });
  const [pd, ...others] = model.environments.flatMap(({ instances }) => instances);
  expect(others).toEqual([]);
  if (pd?.component !== "pd") throw new Error("no PD");
  expect([pd.clientUrls.kind, pd.peerUrls.kind]).toEqual(["unknown", "known"]);
});

test("what a replacement may make is unknown where the manifest says nothing", async () => {
  const { model } = await repository({
    "prod/kustomization.yaml":
      "resources: [tc.yaml]\nreplacements:\n- source: {kind: Settings}\n  targets:\n  - select: {kind: TidbCluster}\n    fieldPaths: [spec.tlsCluster.enabled]\n    options: {create: true}\n",
    "prod/tc.yaml": cluster("  version: v8.5.2\n  tikv: {replicas: 1, config: {}}\n"),
  });
  const postures = model.environments.flatMap(({ channels }) => channels.map(({ id, posture }) => `${id} ${posture}`));
  expect(postures).toContain("client-tikv unknown");
  expect(postures.filter((posture) => posture.endsWith("plaintext"))).toEqual([]);
});

test("a kustomization that something else fills in: names and values with a placeholder are unknown, the rest is applied", async () => {
  const { model } = await repository({
    ...base,
    "overlays/prod/kustomization.yaml":
      "resources: [../../base]\nnamespace: ${CLUSTER_ENV}\npatches:\n- target: {kind: Pod, name: pd}\n  patch: |-\n    - op: replace\n      path: /spec/containers/0/args\n      value: ['--client-urls=${SCHEME}://0.0.0.0:2379', '--peer-urls=http://0.0.0.0:2380']\n",
  });
  const postures = model.environments.flatMap(({ name, channels }) =>
    channels.map(({ id, posture }) => `${name} ${id} ${posture}`),
  );
  expect(postures).toEqual(["prod client-pd unknown", "prod pd-pd-client unknown", "prod pd-pd-peer plaintext"]);
});

test("a variable of Kustomize in a flag is unknown", async () => {
  const { model } = await repository({
    ...base,
    "base/pd.yaml": pod('["--client-urls=$(SCHEME)://0.0.0.0:2379"]'),
    "overlays/prod/kustomization.yaml":
      "resources: [../../base]\nvars:\n- name: SCHEME\n  objref: {kind: ConfigMap, name: x, apiVersion: v1}\n",
  });
  expect(schemesOf(model.environments)).toEqual({ "prod production": ["unknown"] });
});

test("a patch finds an object by its own name, though the base gives it another", async () => {
  const { model } = await repository({
    "base/kustomization.yaml": "resources: [pd.yaml]\nnamePrefix: live-\n",
    "base/pd.yaml": pod('["--client-urls=https://0.0.0.0:2379"]'),
    "overlays/prod/kustomization.yaml":
      "resources: [../../base]\npatches:\n- target: {kind: Pod, name: pd}\n  patch: |-\n    - {op: replace, path: /spec/containers/0/args/0, value: '--client-urls=http://0.0.0.0:2379'}\n",
  });
  expect(schemesOf(model.environments)).toEqual({ "prod production": ["base/pd.yaml http"] });
});
