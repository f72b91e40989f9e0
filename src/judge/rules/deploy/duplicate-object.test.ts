import { testRule } from "../../../../test/support/rule-tester.ts";
import { duplicateObject } from "./duplicate-object.ts";

const map = (metadata: string, path = "/tls/ca.pem") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: ${metadata}\ndata:\n  pd.toml: |\n    [security]\n    cacert-path = "${path}"\n`;
const cluster = (name: string, enabled: boolean) =>
  `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: ${name}, namespace: db}\nspec:\n  tlsCluster: {enabled: ${enabled}}\n  pd: {replicas: 3, config: ""}\n`;

testRule(duplicateObject, {
  valid: {
    "other names": { files: { "prod/a.yaml": map("{name: pd-a}"), "prod/b.yaml": map("{name: pd-b}", "/b") } },
    "other namespaces": {
      files: { "prod/a.yaml": map("{name: pd, namespace: a}"), "prod/b.yaml": map("{name: pd, namespace: b}", "/b") },
    },
    "a namespace that only one says": {
      files: { "prod/a.yaml": map("{name: pd, namespace: a}"), "prod/b.yaml": map("{name: pd}", "/b") },
    },
    "other environments": { files: { "prod/a.yaml": map("{name: pd}"), "dev/a.yaml": map("{name: pd}", "/b") } },
    "variants among examples": {
      files: { "examples/tls/pd.yaml": map("{name: pd}"), "examples/tls/pd-plain.yaml": map("{name: pd}", "/b") },
    },
    "a copy": { files: { "prod/a.yaml": map("{name: pd}"), "prod/b.yaml": map("{name: pd}") } },
    "what a program names": {
      files: { "prod/a.yaml": map('{name: "${NAME}"}'), "prod/b.yaml": map('{name: "${NAME}"}', "/b") },
    },
    "a base and the patches of its overlays": {
      files: {
        "base/kustomization.yaml": "resources: [pd.yaml]\n",
        "base/pd.yaml": map("{name: pd}"),
        "overlays/prod/kustomization.yaml": "resources: [../../base]\npatches: [{path: pd.yaml}]\n",
        "overlays/prod/pd.yaml": map("{name: pd}", "/prod"),
        "overlays/staging/kustomization.yaml": "resources: [../../base]\npatches: [{path: pd.yaml}]\n",
        "overlays/staging/pd.yaml": map("{name: pd}", "/staging"),
      },
    },
  },
  invalid: {
    "in two files": {
      files: { "prod/a.yaml": map("{name: pd}"), "prod/b.yaml": map("{name: «pd»}", "/b") },
      says: "the ConfigMap pd stands at prod/a.yaml:3 too, with another content: the one that is applied last counts",
      helps: "keep one of the two",
      related: ["the other ConfigMap pd"],
    },
    "in one file of an example": {
      files: { "examples/pd.yaml": `${map("{name: pd}")}---\n${map("{name: «pd»}", "/b")}` },
      says: "the ConfigMap pd stands at examples/pd.yaml:3 too, with another content: the one that is applied last counts",
    },
    "in one file": {
      files: { "prod/a.yaml": `${cluster("basic", true)}---\n${cluster("«basic»", false)}` },
      says: "the TidbCluster basic in namespace db stands at prod/a.yaml:3 too, with another content: the one that is applied last counts",
    },
    "in the manifests of one overlay": {
      files: {
        "base/kustomization.yaml": "resources: [pd.yaml]\n",
        "base/pd.yaml": map("{name: pd}"),
        "overlays/prod/kustomization.yaml": "resources: [../../base, other.yaml]\n",
        "overlays/prod/other.yaml": map("{name: «pd»}", "/prod"),
      },
      says: "the ConfigMap pd stands at base/pd.yaml:3 too, with another content: the one that is applied last counts",
    },
  },
});
