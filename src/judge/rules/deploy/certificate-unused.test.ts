import { issue, marked } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { certificateUnused } from "./certificate-unused.ts";

const { pdConfig, sound } = certificateExamples;
const ca = issue({ cn: "root", ca: true });
const pem = (cn: string) => issue({ cn, issuer: ca }).pem;
const certificate = (name: string) =>
  `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: x, namespace: db}\nspec:\n  secretName: ${name}\n  issuerRef: {name: ca}\n`;
const cluster = `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: basic, namespace: db}\nspec:\n  version: v8.5.2\n  tlsCluster: {enabled: true}\n  pd: {replicas: 3, config: {}}\n`;

testRule(certificateUnused, {
  valid: {
    "the one that PD names": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": sound } },
    "certificates of clients and other programs": {
      files: {
        "prod/pd.toml": pdConfig,
        "prod/pd.pem": sound,
        "prod/client.pem": pem("c"),
        "prod/tidb.pem": pem("t"),
        "prod/pd-client.pem": pem("p"),
      },
    },
    "one that PD may name on a path that leads elsewhere": {
      files: { "prod/pd.toml": pdConfig.replace("pd.pem", "server.pem"), "prod/pd.pem": sound },
    },
    "a CA": { files: { "prod/pd.toml": pdConfig, "prod/pd.pem": sound, "prod/pd-ca.pem": ca.pem } },
    "a Certificate that the cluster expects": {
      files: { "prod/tc.yaml": cluster, "prod/tls.yaml": certificate("basic-pd-cluster-secret") },
    },
    "a Certificate without any cluster": { files: { "prod/tls.yaml": certificate("basic-pd-cluster-secret") } },
    "the operator's client certificate": {
      files: { "prod/tc.yaml": cluster, "prod/tls.yaml": certificate("basic-cluster-client-secret") },
    },
  },
  invalid: {
    "an old one beside the one that PD names": {
      files: { "prod/pd.toml": pdConfig, "prod/pd.pem": sound, "prod/pd-2025.pem": marked(pem("old")) },
      says: "no configuration names prod/pd-2025.pem: every PD of prod uses another certificate",
    },
    "a Certificate for a Secret that the cluster does not expect": {
      files: { "prod/tc.yaml": cluster, "prod/tls.yaml": certificate("«other-pd-cluster-secret»") },
      says: "Certificate x fills the Secret other-pd-cluster-secret, which no component mounts: basic-pd expects basic-pd-cluster-secret",
      helps: "fill basic-pd-cluster-secret instead, or remove the Certificate",
      related: ["basic-pd expects basic-pd-cluster-secret"],
    },
    "a second one beside the one that the cluster expects": {
      files: {
        "prod/tc.yaml": cluster,
        "prod/tls.yaml": `${certificate("basic-pd-cluster-secret")}---\n${certificate("«other-pd-cluster-secret»")}`,
      },
      says: "Certificate x fills the Secret other-pd-cluster-secret, which no component mounts: basic-pd expects basic-pd-cluster-secret",
      helps: "remove the Certificate",
    },
  },
});
