import { testRule } from "../../../../test/support/rule-tester.ts";
import { settingDropped } from "./setting-dropped.ts";

const cluster = (config: string) =>
  `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: basic, namespace: db}\nspec:\n  version: v8.5.2\n  tlsCluster: {enabled: true}\n  tikv:\n    replicas: 3\n    config:${config}\n`;

testRule(settingDropped, {
  valid: {
    "a TOML text takes dotted keys": { files: { "a.yaml": cluster(' |\n      security.cert-allowed-cn = ["TiDB"]') } },
    "the map form under the table's key": { files: { "a.yaml": cluster("\n      security:\n        cert-allowed-cn: [TiDB]") } },
  },
  invalid: {
    "a dotted key in the map form": {
      files: { "a.yaml": cluster("\n      «security.cert-allowed-cn»: [TiDB]") },
      says: "security.cert-allowed-cn never reaches TiKV: the map form of spec.tikv.config takes no dotted keys, and tidb-operator v1 silently drops it",
      variant: "tls-setting",
    },
  },
});
