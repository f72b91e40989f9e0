import type { Rule } from "../../rule.ts";

export const settingDropped: Rule = {
  id: "deploy/setting-dropped",
  phase: "files",
  meta: () => ({
    title: "A setting is lost on its way to the program",
    why: "The file says that something is on, and no server ever hears of it: nothing in the logs says so.",
    fix: "Write the setting in the form that the tool passes on.",
    threats: ["eavesdropping", "impersonation"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1188"],
    policies: { baseline: { severity: "warning", variants: { "tls-setting": "error" } }, strict: "error" },
    since: "0.1.0",
    sources: [
      "tidb-operator v1: pkg/apis/pingcap/v1alpha1/tidb_config_wraper.go, pd_config.go, tikv_config.go",
      "tiup: pkg/cluster/spec/parse_topology.go",
    ],
    variants: { "tls-setting": "the setting decides about TLS" },
    example: {
      bad: {
        files: {
          "prod/cluster.yaml":
            'apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  version: v8.5.2\n  tlsCluster:\n    enabled: true\n  pd:\n    replicas: 3\n    config: {}\n  tikv:\n    replicas: 3\n    config:\n      «security.cert-allowed-cn»: ["TiDB"]\n',
        },
      },
      good: {
        files: {
          "prod/cluster.yaml":
            'apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  version: v8.5.2\n  tlsCluster:\n    enabled: true\n  pd:\n    replicas: 3\n    config: {}\n  tikv:\n    replicas: 3\n    config:\n      security:\n        cert-allowed-cn: ["TiDB"]\n',
        },
      },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const { component, deployment } of environment.instances) {
        for (const { at, key, because, help, concernsTls } of deployment?.dropped ?? []) {
          yield {
            at,
            subject: key,
            environment: environment.name,
            component,
            message: `${key} never reaches ${component === "pd" ? "PD" : "TiKV"}: ${because}`,
            help,
            ...(concernsTls && { variant: "tls-setting" }),
          };
        }
      }
    }
  },
};
