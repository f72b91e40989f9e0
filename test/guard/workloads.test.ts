import { describe } from "vitest";
import { ca, leaf } from "../rollout/change.ts";
import { type Attempt, type Texts, testAttempts } from "../support/attempt.ts";

// A server runs from whatever holds a pod template, with the ConfigMap that it mounts, and with the object of a name that was
// applied last.

const material = {
  "prod/ca.pem": ca("A").pem,
  "prod/pd.pem": leaf("pd in a container", { cn: "pd", issuer: ca("A"), san: ["DNS:pd"] }).pem,
};
const toml = (tls: boolean) =>
  tls
    ? `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`
    : 'log-level = "info"\n[schedule]\n';
const indented = (text: string, by: number) => text.trimEnd().replaceAll(/^/gm, " ".repeat(by));
const configMap = (tls: boolean, name = "pd") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: prod}\ndata:\n  pd.toml: |\n${indented(toml(tls), 4)}\n`;
const template = (scheme: string) => `template:
  metadata: {labels: {app: pd}}
  spec:
    containers:
      - name: pd
        image: pingcap/pd:v8.5.2
        command: [/pd-server, --name=pd, --config=/etc/pd/pd.toml, --client-urls=${scheme}://0.0.0.0:2379, --advertise-client-urls=${scheme}://pd:2379, --peer-urls=${scheme}://0.0.0.0:2380, --advertise-peer-urls=${scheme}://pd:2380]
        volumeMounts: [{name: config, mountPath: /etc/pd}, {name: tls, mountPath: /tls}]
    volumes: [{name: config, configMap: {name: pd}}, {name: tls, secret: {secretName: pd-tls}}]
`;
const object = (apiVersion: string, kind: string, scheme = "https", name = "pd") =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: prod}\nspec:\n${indented(template(scheme), 2)}\n`;
const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: pd-tls, namespace: prod}\nstringData:\n  ca.pem: |\n${indented(material["prod/ca.pem"], 4)}\n  pd.pem: |\n${indented(material["prod/pd.pem"], 4)}\n`;
const base: Texts = {
  "prod/pd.yaml": object("apps/v1", "StatefulSet"),
  "prod/config.yaml": configMap(true),
  "prod/secret.yaml": secret,
};

/** The same cluster under another kind, in plaintext. */
const underKind = (apiVersion: string, kind: string): Attempt => ({
  base,
  change: { "prod/pd.yaml": object(apiVersion, kind, "http") },
  says: "rollout/downgrade prod/pd.yaml",
});
const deep = (path: readonly string[], apiVersion: string, kind: string): Attempt => ({
  base,
  change: {
    "prod/pd.yaml": `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: pd, namespace: prod}\n${path
      .map((key, depth) => `${"  ".repeat(depth)}${key}:\n`)
      .join("")}${indented(template("http"), 2 * path.length)}\n`,
  },
  says: "rollout/downgrade prod/pd.yaml",
});

describe("a server in another wrapping", () => {
  testAttempts({
    "Argo's Rollout": underKind("argoproj.io/v1alpha1", "Rollout"),
    "Kruise's CloneSet": underKind("apps.kruise.io/v1alpha1", "CloneSet"),
    "Kruise's StatefulSet": underKind("apps.kruise.io/v1beta1", "StatefulSet"),
    "Knative's Service": underKind("serving.knative.dev/v1", "Service"),
    "a resource of a chart's own": underKind("example.com/v1", "Database"),
    "deep in a resource": deep(["spec", "groups", "pd"], "example.com/v1", "Database"),
    "in a template of jobs": deep(["spec", "jobTemplate", "spec"], "batch/v1", "CronJob"),
    "beside the StatefulSet": {
      base,
      change: { "prod/rollout.yaml": object("argoproj.io/v1alpha1", "Rollout", "http", "pd-1") },
      says: "config/plaintext-url prod/rollout.yaml",
    },
  });
});

describe("a configuration that nobody reads", () => {
  testAttempts({
    "the workload goes and its ConfigMap stays": {
      base,
      change: { "prod/pd.yaml": undefined },
      says: "policy/not-seen prod/config.yaml: nothing in the repository mounts the ConfigMap pd any more",
    },
    "the workload mounts another one that is not committed": {
      base,
      change: { "prod/pd.yaml": object("apps/v1", "StatefulSet").replace("configMap: {name: pd}", "configMap: {name: other}") },
      says: "policy/changed prod/pd.yaml",
    },
  });
});

describe("two objects of one name", () => {
  const second = (path: string, text: string): Attempt => ({
    base,
    change: { [path]: text },
    says: "deploy/duplicate-object prod/",
  });
  testAttempts({
    "a second ConfigMap": second("prod/z.yaml", configMap(false)),
    "a second ConfigMap before the first": second("prod/a.yaml", configMap(false)),
    "a second ConfigMap in a folder below": second("prod/more/config.yaml", configMap(false)),
    "a second ConfigMap in the same file": second("prod/config.yaml", `${configMap(true)}---\n${configMap(false)}`),
    "a second ConfigMap in a List": second(
      "prod/z.yaml",
      `apiVersion: v1\nkind: List\nitems:\n  -\n${indented(configMap(false), 4)}\n`,
    ),
    "a second StatefulSet": second("prod/z.yaml", object("apps/v1", "StatefulSet", "http")),
    "a second Secret": second("prod/z.yaml", secret.replaceAll("pd.pem", "other.pem")),
    "a ConfigMap as JSON": second(
      "prod/z.json",
      JSON.stringify({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "pd", namespace: "prod" },
        data: { "pd.toml": toml(false) },
      }),
    ),
  });
});
