import { testRule } from "../../../../test/support/rule-tester.ts";
import { managedSetting } from "./managed-setting.ts";

const v1 = (config: string) =>
  `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: basic, namespace: db}\nspec:\n  version: v8.5.2\n  tlsCluster: {enabled: true}\n  pd:\n    replicas: 3\n    config:\n      security:\n        ${config}\n`;
const v2 = (config: string) =>
  `apiVersion: core.pingcap.com/v1alpha1\nkind: Cluster\nmetadata: {name: basic, namespace: db}\nspec: {tlsCluster: {enabled: true}}\n---\napiVersion: core.pingcap.com/v1alpha1\nkind: PDGroup\nmetadata: {name: pd, namespace: db}\nspec:\n  cluster: {name: basic}\n  template:\n    spec:\n      version: v8.5.2\n      config: |\n        [security]\n        ${config}\n`;

testRule(managedSetting, {
  valid: {
    "an allow list is the user's, in v1": { files: { "a.yaml": v1("cert-allowed-cn: [TiDB]") } },
    "and in v2": { files: { "a.yaml": v2('cert-allowed-cn = ["TiDB"]') } },
  },
  invalid: {
    "v1 writes its own path": {
      files: { "a.yaml": v1("cacert-path: «/tls/ca.pem»") },
      says: "security.cacert-path is set by hand: tlsCluster is enabled, and tidb-operator v1 writes /var/lib/pd-tls/ca.crt in its place",
      helps: "remove it",
    },
    "v2 refuses it": {
      files: { "a.yaml": v2('«cacert-path» = "/tls/ca.crt"') },
      says: "security.cacert-path is set by hand: tidb-operator v2 refuses it (field is managed by operator, cannot be set in config file), whether TLS is on or off",
      variant: "refused-or-chance",
    },
    "TiUP has its own beside it": {
      files: {
        "t.yaml": `
          global:
            enable_tls: true
          pd_servers:
            - host: 10.0.1.1
          tikv_servers:
            - host: 10.0.1.2
              config:
                security:
                  redact-info-log: false
                  ca-path: «/mine/ca.pem»
        `,
      },
      says: "security.ca-path is set by hand: TiUP sets the dotted key beside this nested one, and either of the two ends up in the file",
      variant: "refused-or-chance",
    },
  },
});
