import { describe } from "vitest";
import { type Attempt, testAttempts } from "../support/attempt.ts";
import { soundTexts } from "../support/pull-request.ts";

// PD reads keys in any case and decides between two spellings by chance: a second one is a way to turn TLS off at some starts.

const base = soundTexts();
const pd = base["prod/pd-0.toml"] ?? "";

function inPd(change: (toml: string) => string, says: string): Attempt {
  return { base, change: { "prod/pd-0.toml": change(pd) }, says };
}

const tiup = (pdConfig: string) => `global:
  user: tidb
  enable_tls: true
server_configs:
  pd:
${pdConfig.replaceAll(/^/gm, "    ")}
pd_servers:
  - host: 10.0.0.1
tikv_servers:
  - host: 10.0.0.2
`;
const topology = { "prod/topology.yaml": tiup("log.level: info") };

const operator = (toml: string) => `apiVersion: pingcap.com/v1alpha1
kind: TidbCluster
metadata:
  name: basic
  namespace: prod
spec:
  version: v8.5.2
  tlsCluster:
    enabled: true
  pd:
    replicas: 3
    config: |
${toml.replaceAll(/^/gm, "      ")}
  tikv:
    replicas: 3
    config: |
      log-level = "info"
`;
const cluster = { "prod/cluster.yaml": operator('[log]\nlevel = "info"') };

describe("a second spelling of a key of PD", () => {
  testAttempts({
    "Client-Urls beside client-urls": inPd(
      (toml) => `Client-Urls = "http://10.0.0.1:2379"\n${toml}`,
      "config/key-ambiguous prod/pd-0.toml",
    ),
    "of the advertised URL": inPd(
      (toml) => `ADVERTISE-client-urls = "http://10.0.0.1:2379"\nadvertise-client-urls = "https://10.0.0.1:2379"\n${toml}`,
      "config/key-ambiguous prod/pd-0.toml",
    ),
    "of [security], empty": inPd((toml) => `${toml}\n[Security]\n`, "config/key-ambiguous prod/pd-0.toml"),
    "of [security], with an empty CA": inPd(
      (toml) => `${toml}\n[SECURITY]\ncacert-path = ""\n`,
      "config/key-ambiguous prod/pd-0.toml",
    ),
    "of cacert-path": inPd(
      (toml) => toml.replace(/^cert-path/m, 'CACert-path = ""\ncert-path'),
      "config/key-ambiguous prod/pd-0.toml",
    ),
    "of cert-allowed-cn": inPd(
      (toml) => `${toml}\ncert-allowed-cn = ["pd", "tikv"]\nCert-Allowed-CN = [""]\n`,
      "config/key-ambiguous prod/pd-0.toml",
    ),
    "with the letter that Go folds into s": inPd(
      (toml) => `${toml}\n["\u017fecurity"]\ncacert-path = ""\n`,
      "config/key-ambiguous prod/pd-0.toml",
    ),
    "with the Kelvin sign": inPd(
      (toml) => toml.replace(/^key-path/m, '"\u212aey-path" = "/other"\nkey-path'),
      "config/key-ambiguous prod/pd-0.toml",
    ),
    "and the posture is unknown": inPd(
      (toml) => `Client-Urls = "http://10.0.0.1:2379"\n${toml}`,
      "rollout/downgrade prod/pd-0.toml: the files no longer say what client-pd",
    ),
    "under TiUP's server_configs, beside what TiUP writes": {
      base: topology,
      change: { "prod/topology.yaml": tiup('Security.cacert-path: ""') },
      says: "config/key-ambiguous prod/topology.yaml",
    },
    "under TiUP's server_configs, dotted and nested": {
      base: topology,
      change: { "prod/topology.yaml": tiup("log.level: info\nLog:\n  level: debug") },
      says: "config/key-ambiguous prod/topology.yaml",
    },
    "in a TidbCluster, beside what the operator writes": {
      base: cluster,
      change: { "prod/cluster.yaml": operator('[Security]\ncacert-path = ""') },
      says: "config/key-ambiguous prod/cluster.yaml",
    },
  });
});
