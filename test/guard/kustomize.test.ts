import { describe } from "vitest";
import { type Attempt, type Texts, testAttempts } from "../support/attempt.ts";

// A base is sound, and something between it and the cluster makes it weaker. What the gate does not read exactly as
// kustomize, Flux or Argo CD read it leaves nothing certain.

const args = (scheme: string) =>
  `[--name=pd, --config=/etc/pd/pd.toml, "--client-urls=${scheme}://0.0.0.0:2379", "--advertise-client-urls=${scheme}://pd:2379", "--peer-urls=${scheme}://0.0.0.0:2380", "--advertise-peer-urls=${scheme}://pd:2380"]`;
const toml = `[security]\ncacert-path = "/tls/ca.crt"\ncert-path = "/tls/tls.crt"\nkey-path = "/tls/tls.key"\n`;
const indented = (text: string, by: number) => text.trimEnd().replaceAll(/^/gm, " ".repeat(by));
const pod = (spec = "") => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: pd}
spec:
  template:
    spec:
      containers:
        - name: pd
          image: pingcap/pd:v8.5.2
          command: [/pd-server]
          args: ${args("https")}
          volumeMounts: [{name: config, mountPath: /etc/pd}, {name: tls, mountPath: /tls}]
      volumes: [{name: config, configMap: {name: pd-config}}, {name: tls, secret: {secretName: pd-tls}}]
${spec}`;
const overlay = "resources: [../../base]\n";
const base: Texts = {
  "base/kustomization.yaml": "resources: [pd.yaml]\nconfigMapGenerator: [{name: pd-config, files: [pd.toml=conf/server]}]\n",
  "base/conf/server": toml,
  "base/pd.yaml": pod(),
  "overlays/prod/kustomization.yaml": overlay,
};

const weak = `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: pd}\nspec: {template: {spec: {containers: [{name: pd, args: ${args("http")}}]}}}\n`;
const operations = `- {op: replace, path: /spec/template/spec/containers/0/args, value: ${args("http")}}\n`;

const red = "rollout/downgrade";
const inOverlay = (kustomization: string, files: Texts = {}): Attempt => ({
  base,
  change: { "overlays/prod/kustomization.yaml": overlay + kustomization, ...files },
  says: red,
});
const at = (name: string, text: string) => ({ [`overlays/prod/${name}`]: text });
const patched = (target: string, patch = operations) =>
  inOverlay(`patches:\n- target: ${target}\n  patch: |-\n${indented(patch, 4)}\n`);

describe("a patch of Kustomize", () => {
  testAttempts({
    "in a file of any name": inOverlay("patches: [{path: notes}]\n", at("notes", weak)),
    "in a document": inOverlay("patches: [{path: README.md}]\n", at("README.md", weak)),
    "in a file as a table of another program": inOverlay("patches: [{path: data.csv}]\n", at("data.csv", weak)),
    "in a file that is not there": inOverlay("patches: [{path: gone.yaml}]\n"),
    "in a file outside of the repository": inOverlay("patches: [{path: ../../../gone.yaml}]\n"),
    "on another server": inOverlay("patches: [{path: 'https://example.com/patch.yaml'}]\n"),
    "in another encoding": inOverlay("patches: [{path: patch.yaml}]\n", at("patch.yaml", weak.split("").join("\0"))),
    "as the second of a file": inOverlay(
      "patches: [{path: p.yaml}]\n",
      at("p.yaml", `${weak.replaceAll("http:", "https:")}---\n${weak}`),
    ),
    "in a List": inOverlay(
      "patches: [{path: p.yaml}]\n",
      at("p.yaml", `apiVersion: v1\nkind: List\nitems:\n  -\n${indented(weak, 4)}\n`),
    ),
    "by patchesStrategicMerge": inOverlay("patchesStrategicMerge: [p]\n", at("p", weak)),
    "by patchesJson6902": inOverlay(
      `patchesJson6902:\n- target: {group: apps, version: v1, kind: StatefulSet, name: pd}\n  patch: |-\n${indented(operations, 4)}\n`,
    ),
    "for an expression": patched('{name: "p.*"}'),
    "for an expression that is not understood": patched('{name: "[p]d"}'),
    "for an anchored expression": patched('{name: "^pd$"}'),
    "for labels": patched('{labelSelector: "a!=b"}'),
    "for a group": patched("{group: apps}"),
    "for everything": patched("{}"),
    "of the whole object": patched("{kind: StatefulSet}", `- {op: replace, path: "", value: {}}\n`),
    "that moves": patched(
      "{kind: StatefulSet}",
      "- {op: move, from: /spec/template/spec/containers/0/args, path: /metadata/x}\n",
    ),
    "that copies": patched(
      "{kind: StatefulSet}",
      "- {op: copy, from: /spec/template/spec/containers/0/command, path: /spec/template/spec/containers/0/args}\n",
    ),
    "that replaces a list": inOverlay(
      "patches: [{path: p.yaml}]\n",
      at("p.yaml", weak.replace("containers: [", "containers: [{$patch: replace}, ")),
    ),
    "that takes the settings away by null": inOverlay(
      "patches: [{path: p.yaml}]\n",
      at("p.yaml", weak.replace(args("http"), "null")),
    ),
    "with options": inOverlay(`patches:\n- path: p.yaml\n  options: {allowNameChange: true}\n`, at("p.yaml", weak)),
    "of the generated ConfigMap": inOverlay(
      "patches: [{path: p.yaml}]\n",
      at("p.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: pd-config}\ndata: {pd.toml: 'log-level = \"info\"'}\n"),
    ),
  });
});

describe("another construct of Kustomize", () => {
  testAttempts({
    "behavior: replace with an environment file": inOverlay(
      "configMapGenerator: [{name: pd-config, behavior: replace, envs: [x]}]\n",
      at("x", 'pd.toml=log-level = "info"\n'),
    ),
    "behavior: merge with a file that is not there": inOverlay(
      "configMapGenerator: [{name: pd-config, behavior: merge, files: [pd.toml=gone]}]\n",
    ),
    "behavior: merge with a literal": inOverlay(
      "configMapGenerator: [{name: pd-config, behavior: merge, literals: ['pd.toml=log-level = \"info\"']}]\n",
    ),
    "a component": inOverlay("components: [part]\n", {
      ...at("part/kustomization.yaml", "kind: Component\npatches: [{path: p}]\n"),
      ...at("part/p", weak),
    }),
    "a component of a component": inOverlay("components: [part]\n", {
      ...at("part/kustomization.yaml", "kind: Component\ncomponents: [inner]\n"),
      ...at("part/inner/Kustomization", "kind: Component\npatches: [{path: p}]\n"),
      ...at("part/inner/p", weak),
    }),
    "a component on another server": inOverlay("components: ['https://github.com/example/parts//tls?ref=v1']\n"),
    "a transformer": inOverlay(
      "transformers: [t.yaml]\n",
      at("t.yaml", "apiVersion: builtin\nkind: PatchTransformer\nmetadata: {name: t}\npath: p\n"),
    ),
    "a generator": inOverlay(
      "generators: [g.yaml]\n",
      at(
        "g.yaml",
        "apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: pd-config}\nbehavior: replace\nliterals: [pd.toml=x]\n",
      ),
    ),
    "a schema of its own": inOverlay("openapi: {path: schema.json}\n", at("schema.json", "{}")),
    configurations: inOverlay("configurations: [c.yaml]\n", at("c.yaml", "varReference: []\n")),
    "a field that nobody knows": inOverlay("rewrites: [{path: spec}]\n"),
    "a replacement": inOverlay(
      "replacements:\n- source: {kind: StatefulSet, name: pd, fieldPath: metadata.name}\n  targets: [{select: {kind: StatefulSet}, fieldPaths: ['spec.template.spec.containers.[name=pd].args']}]\n",
    ),
    "a replacement in a part of a value": inOverlay(
      "replacements:\n- source: {kind: StatefulSet, name: pd, fieldPath: metadata.name}\n  targets: [{select: {kind: StatefulSet}, fieldPaths: ['spec.template.spec.containers.*.args.2'], options: {delimiter: '='}}]\n",
    ),
    "a second kustomization beside it": {
      base,
      change: { "overlays/prod/kustomization.yml": `${overlay}patches: [{path: p}]\n`, ...at("p", weak) },
      says: red,
    },
    "a key twice": inOverlay(`patches: []\npatches: [{path: p}]\n`, at("p", weak)),
    "another name of the file": {
      base,
      change: {
        "overlays/prod/kustomization.yaml": undefined,
        ...at("Kustomization", `${overlay}patches: [{path: p}]\n`),
        ...at("p", weak),
      },
      says: red,
    },
  });
});

const flux = (fields: string) => ({
  "clusters/prod.yaml": `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: tikv}\nspec:\n  path: ./overlays/prod\n${indented(fields, 2)}\n`,
});
const argo = (fields: string) => ({
  "clusters/prod.yaml": `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: tikv}\nspec:\n  source:\n    path: overlays/prod\n${indented(fields, 4)}\n`,
});
const delivered = (change: Texts): Attempt => ({ base: { ...base, ...flux("prune: true") }, change, says: red });
const patchText = `patches:\n- patch: |\n${indented(weak, 4)}\n`;

describe("what delivers it", () => {
  testAttempts({
    "patches of Flux": delivered(flux(patchText)),
    "components of Flux": delivered(flux("components: [../part]")),
    "JSON patches of Flux": delivered(flux("patchesJson6902: [{target: {kind: StatefulSet}, patch: []}]")),
    "merge patches of Flux": delivered(flux("patchesStrategicMerge: [{kind: StatefulSet}]")),
    "patches of Argo CD": delivered(argo(`kustomize:\n${indented(patchText, 2)}`)),
    "components of Argo CD": delivered(argo("kustomize: {components: [../part]}")),
    "a plugin of Argo CD": delivered(argo("plugin: {name: own}")),
    "an ApplicationSet": delivered({
      "clusters/prod.yaml": `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: tikv}\nspec:\n  template:\n    spec:\n      source:\n        path: 'overlays/{{name}}'\n        kustomize:\n${indented(patchText, 10)}\n`,
    }),
    "what Flux fills in": {
      base: { ...base, "base/conf/server": toml.replace("[security]", '# "${NOTE}"\n[security]') },
      change: flux("postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}"),
      says: red,
    },
  });
});

const values = `clusterName: basic
tlsCluster: {enabled: true}
pd:
  replicas: 3
  image: pingcap/pd:v8.5.2
tikv:
  replicas: 3
  image: pingcap/tikv:v8.5.2
`;
const chart: Texts = { "charts/prod/Chart.yaml": "name: tidb-cluster\nversion: v1.6.0\n", "charts/prod/values.yaml": values };
const installed = (fields: string) => ({
  "charts/app.yaml": `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: tikv}\nspec:\n  source:\n    path: charts/prod\n    helm:\n${indented(fields, 6)}\n`,
});
const release = (fields: string) => ({
  "charts/prod/release.yaml": `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: basic, namespace: prod}\nspec:\n  chart: {spec: {chart: tidb-cluster, version: v1.6.0}}\n${indented(fields, 2)}\n  values:\n${indented(values, 4)}\n`,
});

describe("values of a chart that come from elsewhere", () => {
  const set = (change: Texts): Attempt => ({ base: chart, change, says: red });
  testAttempts({
    "parameters of Argo CD": set(installed("parameters: [{name: tlsCluster.enabled, value: 'false'}]")),
    "values of Argo CD": set(installed("values: 'tlsCluster: {enabled: false}'")),
    "values of Argo CD as an object": set(installed("valuesObject: {tlsCluster: {enabled: false}}")),
    "files of values of Argo CD": set(installed("valueFiles: [other.yaml]")),
    "post-renderers of Flux": {
      base: release("interval: 1h"),
      change: release("postRenderers: [{kustomize: {patches: []}}]"),
      says: red,
    },
  });
});
