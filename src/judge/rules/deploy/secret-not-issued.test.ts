import { testRule } from "../../../../test/support/rule-tester.ts";
import { secretNotIssued } from "./secret-not-issued.ts";

const metadata = (name: string, namespace: string) =>
  namespace === "" ? `{name: ${name}}` : `{name: ${name}, namespace: ${namespace}}`;
const certificate = (name: string, namespace = "db") =>
  `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: ${metadata(name, namespace)}\nspec:\n  secretName: ${name}\n  issuerRef: {name: ca}\n---\n`;

/** A cluster of tidb-operator v2 that expects `<group>-pd-cluster-secret`. */
const v2 = (pd: string, tikv: string, namespace = "db") =>
  `apiVersion: core.pingcap.com/v1alpha1
kind: Cluster
metadata: ${metadata("tls", namespace)}
spec: {tlsCluster: {enabled: true}}
---
apiVersion: core.pingcap.com/v1alpha1
kind: PDGroup
metadata: ${metadata(pd, namespace)}
spec: {cluster: {name: tls}, template: {spec: {version: v8.5.2}}}
---
apiVersion: core.pingcap.com/v1alpha1
kind: TiKVGroup
metadata: ${metadata(tikv, namespace)}
spec: {cluster: {name: tls}, template: {spec: {version: v8.5.2}}}
`;

const sealed =
  "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: pd-pd-cluster-secret, namespace: db}\nspec: {encryptedData: {tls.crt: x}}\n---\n";

testRule(secretNotIssued, {
  valid: {
    "every Secret has its Certificate": {
      files: {
        "prod/cluster.yaml": v2("pd", "tikv"),
        "prod/tls.yaml":
          certificate("pd-pd-cluster-secret") +
          certificate("tikv-tikv-cluster-secret") +
          certificate("tls-cluster-client-secret"),
      },
    },
    "a SealedSecret counts": {
      files: {
        "prod/cluster.yaml": v2("pd", "tikv"),
        "prod/tls.yaml": sealed + certificate("tikv-tikv-cluster-secret") + certificate("tls-cluster-client-secret"),
      },
    },
    "none is committed: all are made by hand": { files: { "prod/cluster.yaml": v2("pd", "tikv") } },
    "Certificates of another program": {
      files: { "prod/cluster.yaml": v2("pd", "tikv"), "prod/web.yaml": certificate("web-tls") },
    },
    "Certificates of another cluster, in a folder of its own": {
      files: {
        "clusters/one/cluster.yaml": v2("pd", "tikv", ""),
        "clusters/two/cluster.yaml": v2("two", "two", ""),
        "clusters/two/tls.yaml": ["two-pd-cluster", "two-tikv-cluster", "tls-cluster-client", "old-pd-cluster"]
          .map((name) => certificate(`${name}-secret`, ""))
          .join(""),
      },
    },
    "Certificates of a cluster in another namespace": {
      files: { "prod/cluster.yaml": v2("pd", "tikv"), "prod/web.yaml": certificate("tls-pd-cluster-secret", "other") },
    },
  },
  invalid: {
    "the documented example of v2: Secrets named after the cluster, groups that expect their own names": {
      files: {
        "prod/cluster.yaml": v2("«pd»", "«tikv»"),
        "prod/tls.yaml":
          certificate("tls-pd-cluster-secret") +
          certificate("tls-tikv-cluster-secret") +
          certificate("tls-cluster-client-secret"),
      },
      says: [
        "PD expects the Secret pd-pd-cluster-secret, which nothing here issues, and Certificate tls-pd-cluster-secret makes tls-pd-cluster-secret, which nobody expects: its pods do not start",
        "TiKV expects the Secret tikv-tikv-cluster-secret, which nothing here issues, and Certificate tls-tikv-cluster-secret makes tls-tikv-cluster-secret, which nobody expects: its pods do not start",
      ],
      helps: [
        "issue it as pd-pd-cluster-secret, or make the component expect tls-pd-cluster-secret",
        "issue it as tikv-tikv-cluster-secret, or make the component expect tls-tikv-cluster-secret",
      ],
      related: ["the Secret that is issued instead", "the Secret that is issued instead"],
    },
    "one of several is missing": {
      files: {
        "prod/cluster.yaml": v2("pd", "«tikv»"),
        "prod/tls.yaml": certificate("pd-pd-cluster-secret") + certificate("tls-cluster-client-secret"),
      },
      says: "TiKV expects the Secret tikv-tikv-cluster-secret, which nothing here issues, and others of this cluster are: its pods do not start",
    },
  },
});
