import { describe } from "vitest";
import { ca, leaf } from "../rollout/change.ts";
import { type Attempt, type Texts, testAttempts } from "../support/attempt.ts";

// What a container sees at a path is what its mounts put there, and nothing else: a file of the same name somewhere in the
// repository proves nothing.

const material = {
  "prod/tls/ca.pem": ca("A").pem,
  "prod/tls/pd.pem": leaf("pd in a container", { cn: "pd", issuer: ca("A"), san: ["DNS:pd"] }).pem,
  "prod/tls/tikv.pem": leaf("tikv in a container", { cn: "tikv", issuer: ca("A"), san: ["DNS:tikv"] }).pem,
};
const pdToml = `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`;
const tikvToml = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const composeYaml = `services:
  pd:
    image: pingcap/pd:v8.5.2
    command:
      - --name=pd
      - --config=/etc/pd/pd.toml
      - --client-urls=https://0.0.0.0:2379
      - --advertise-client-urls=https://pd:2379
      - --peer-urls=https://0.0.0.0:2380
      - --advertise-peer-urls=https://pd:2380
    volumes:
      - ./conf/pd.toml:/etc/pd/pd.toml:ro
      - ./tls:/tls:ro
  tikv:
    image: pingcap/tikv:v8.5.2
    command:
      - --config=/etc/tikv/tikv.toml
      - --addr=0.0.0.0:20160
      - --advertise-addr=tikv:20160
      - --status-addr=127.0.0.1:20180
      - --pd=https://pd:2379
    volumes:
      - ./conf/tikv.toml:/etc/tikv/tikv.toml:ro
      - ./tls:/tls:ro
`;
const compose = {
  "prod/compose.yaml": composeYaml,
  "prod/conf/pd.toml": pdToml,
  "prod/conf/tikv.toml": tikvToml,
  ...material,
};

function inCompose(change: (yaml: string) => string, says: string, more: Texts = {}): Attempt {
  return { base: compose, change: { "prod/compose.yaml": change(composeYaml), ...more }, says };
}
const lastMount = (to: string) => (yaml: string) => yaml.replace(/- \.\/tls:\/tls:ro\n$/, `- ${to}\n`);

describe("compose: a certificate that is not where the configuration looks for it", () => {
  testAttempts({
    "the volume goes": inCompose(
      (yaml) => yaml.replace(/ {6}- \.\/tls:\/tls:ro\n$/, ""),
      "config/path-not-found prod/conf/tikv.toml",
    ),
    "the volume goes elsewhere": inCompose(lastMount("./tls:/certs:ro"), "config/path-not-found prod/conf/tikv.toml"),
    "one file of the folder alone": inCompose(
      lastMount("./tls/ca.pem:/tls/ca.pem:ro"),
      'config/path-not-found prod/conf/tikv.toml: cert-path "/tls/tikv.pem" is not in the container',
    ),
    "the path loses its folder": {
      base: compose,
      change: { "prod/conf/tikv.toml": tikvToml.replaceAll("/tls/", "/") },
      says: "config/path-not-found prod/conf/tikv.toml",
    },
    "a named volume": inCompose(lastMount("certs:/tls:ro"), "policy/not-seen prod/conf/tikv.toml"),
    "a volume of a variable": inCompose(lastMount("${CERTS}:/tls:ro"), "policy/not-seen prod/conf/tikv.toml"),
    "a folder of the machine": inCompose(lastMount("/opt/tls:/tls:ro"), "policy/not-seen prod/conf/tikv.toml"),
    "a folder outside of the repository": inCompose(lastMount("../../tls:/tls:ro"), "policy/not-seen prod/conf/tikv.toml"),
    "memory over the folder": inCompose((yaml) => `${yaml}    tmpfs: [/tls]\n`, "policy/not-seen prod/conf/tikv.toml"),
    "a deeper mount over one file": inCompose(
      (yaml) => `${yaml}      - trust:/tls/ca.pem\n`,
      "policy/not-seen prod/conf/tikv.toml",
    ),
    "a target that the files do not say": inCompose(
      (yaml) => `${yaml}      - ./other:\${WHERE}\n`,
      "policy/changed prod/compose.yaml",
    ),
    "an external secret over the file": inCompose(
      (yaml) => `${yaml}    secrets: [{source: ca, target: /tls/ca.pem}]\nsecrets: {ca: {external: true}}\n`,
      "policy/not-seen prod/conf/tikv.toml",
    ),
    "an external config as the configuration": inCompose(
      (yaml) =>
        `${yaml.replace("      - ./conf/tikv.toml:/etc/tikv/tikv.toml:ro\n", "")}    configs: [{source: tikv, target: /etc/tikv/tikv.toml}]\nconfigs: {tikv: {external: true}}\n`,
      "policy/changed prod/compose.yaml",
    ),
    "volumes of another container": inCompose(
      (yaml) => `${yaml}    volumes_from: [sidecar]\n`,
      "policy/changed prod/compose.yaml",
    ),
    "a service that is extended from nowhere": inCompose(
      (yaml) => `${yaml}    extends: {file: ../../common.yaml, service: tikv}\n`,
      "policy/changed prod/compose.yaml",
    ),
    "COMPOSE_FILE names a file that is not there": {
      base: compose,
      change: { "prod/.env": "COMPOSE_FILE=compose.yaml:../../other.yaml\n" },
      says: "policy/changed prod/compose.yaml",
    },
    "COMPOSE_FILE adds a file that turns TLS off": {
      base: compose,
      change: {
        "prod/.env": "COMPOSE_FILE=compose.yaml:local.yaml\n",
        "prod/local.yaml":
          "services:\n  pd:\n    image: pingcap/pd:v8.5.2\n    command: [--name=pd, --client-urls=http://0.0.0.0:2379]\n",
      },
      says: "rollout/downgrade",
    },
    "COMPOSE_FILE is computed": {
      base: compose,
      change: { "prod/.env": "COMPOSE_FILE=compose.yaml:$EXTRA\n" },
      says: "policy/changed prod/compose.yaml",
    },
    "the store of public CAs of the machine": inCompose(
      lastMount("/etc/ssl/certs/ca-certificates.crt:/tls/ca.pem:ro"),
      "trust/public-ca prod/conf/tikv.toml",
    ),
  });
});

const indented = (text: string, by: number) => text.trimEnd().replaceAll(/^/gm, " ".repeat(by));
const secret = (name: string, entries: Readonly<Record<string, string>>) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, namespace: prod}\nstringData:\n${Object.entries(entries)
    .map(([key, pem]) => `  ${key}: |\n${indented(pem, 4)}\n`)
    .join("")}`;
const pdSecret = { "ca.pem": material["prod/tls/ca.pem"], "pd.pem": material["prod/tls/pd.pem"] };
const statefulSet = (volumes: string, more = "") => `apiVersion: v1
kind: ConfigMap
metadata: {name: pd, namespace: prod}
data:
  pd.toml: |
${indented(pdToml, 4)}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: pd, namespace: prod}
spec:
  serviceName: pd
  template:
    metadata: {labels: {app: pd}}
    spec:
${more}      containers:
        - name: pd
          image: pingcap/pd:v8.5.2
          command: [/pd-server, --name=pd, --config=/etc/pd/pd.toml, --client-urls=https://0.0.0.0:2379, --advertise-client-urls=https://pd:2379, --peer-urls=https://0.0.0.0:2380, --advertise-peer-urls=https://pd:2380]
          volumeMounts:
            - {name: config, mountPath: /etc/pd}
            - {name: tls, mountPath: /tls}
      volumes:
        - {name: config, configMap: {name: pd}}
${volumes}`;
const ofSecret = "        - {name: tls, secret: {secretName: pd-tls}}\n";
const pods = { "prod/pd.yaml": statefulSet(ofSecret), "prod/secret.yaml": secret("pd-tls", pdSecret), ...material };

function inPods(change: (yaml: string) => string, says: string): Attempt {
  return { base: pods, change: { "prod/pd.yaml": change(statefulSet(ofSecret)) }, says };
}
const volume = (to: string) => (yaml: string) => yaml.replace(ofSecret, `        - {name: tls, ${to}}\n`);

describe("workloads: a certificate that is not where the configuration looks for it", () => {
  testAttempts({
    "the mount goes": inPods(
      (yaml) => yaml.replace("            - {name: tls, mountPath: /tls}\n", ""),
      "config/path-not-found prod/pd.yaml",
    ),
    "the mount goes elsewhere": inPods(
      (yaml) => yaml.replace("mountPath: /tls}", "mountPath: /certs}"),
      "config/path-not-found prod/pd.yaml",
    ),
    "one entry alone": inPods(
      volume("secret: {secretName: pd-tls, items: [{key: ca.pem, path: ca.pem}]}"),
      'config/path-not-found prod/pd.yaml: cert-path "/tls/pd.pem" is not in the container',
    ),
    "an entry under another name": inPods(
      volume(
        "secret: {secretName: pd-tls, items: [{key: ca.pem, path: root.pem}, {key: pd.pem, path: pd.pem}, {key: pd.key, path: pd.key}]}",
      ),
      "config/path-not-found prod/pd.yaml: cacert-path",
    ),
    "one file by subPath": inPods(
      (yaml) => yaml.replace("mountPath: /tls}", "mountPath: /tls/ca.pem, subPath: ca.pem}"),
      "config/path-not-found prod/pd.yaml: cert-path",
    ),
    "the Secret loses an entry": {
      base: pods,
      change: { "prod/secret.yaml": secret("pd-tls", { "ca.pem": pdSecret["ca.pem"], "server.pem": pdSecret["pd.pem"] }) },
      says: 'config/path-not-found prod/pd.yaml: cert-path "/tls/pd.pem" is not in the container: the Secret pd-tls has no entry pd.pem',
    },
    "a ConfigMap that lacks the entries": inPods(volume("configMap: {name: pd}"), "config/path-not-found prod/pd.yaml"),
    "an emptyDir that something fills": inPods(volume("emptyDir: {}"), "policy/not-seen prod/pd.yaml"),
    "a folder of the machine": inPods(volume("hostPath: {path: /opt/tls}"), "policy/not-seen prod/pd.yaml"),
    "a CSI volume": inPods(volume("csi: {driver: secrets-store.csi.k8s.io}"), "policy/not-seen prod/pd.yaml"),
    "another Secret, not committed": inPods(volume("secret: {secretName: other}"), "policy/not-seen prod/pd.yaml"),
    "an optional Secret that lacks the entry": inPods(
      volume("secret: {secretName: pd-tls, optional: true, items: [{key: ca.crt, path: ca.pem}]}"),
      "policy/not-seen prod/pd.yaml",
    ),
    "a webhook that mounts what it wants": inPods(
      (yaml) =>
        yaml.replace("metadata: {labels: {app: pd}}", 'metadata: {annotations: {vault.hashicorp.com/agent-inject: "true"}}'),
      "policy/not-seen prod/pd.yaml",
    ),
    "the machine's store of public CAs": inPods(
      (yaml) =>
        yaml
          .replace(
            "- {name: tls, mountPath: /tls}",
            "- {name: tls, mountPath: /tls}\n            - {name: public, mountPath: /tls/ca.pem}",
          )
          .concat("        - {name: public, hostPath: {path: /etc/ssl/certs/ca-certificates.crt}}\n"),
      "trust/public-ca prod/pd.yaml",
    ),
  });
});
