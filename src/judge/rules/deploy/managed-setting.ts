import { fixBy } from "../../changes.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const managedSetting: Rule = {
  id: "deploy/managed-setting",
  phase: "files",
  meta: () => ({
    title: "A setting that the deployment tool owns is set by hand",
    why: "The tool refuses it, puts its own value in its place, or lets chance decide: anyone who reads the file believes in a certificate or an address that no server uses.",
    fix: "Remove the setting and let the tool write it.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:2.2.7"],
    policies: { baseline: { severity: "warning", variants: { "refused-or-chance": "error" } }, strict: "error" },
    since: "0.1.0",
    fixes: ["safe", "unsafe"],
    sources: [
      "tidb-operator v2: pkg/configs/pd/config.go, pkg/configs/tikv/config.go",
      "tidb-operator v1: pkg/manager/member/pd_member_manager.go, pkg/manager/member/utils.go",
      "tiup: pkg/cluster/spec/server_config.go",
    ],
    variants: {
      "refused-or-chance": "the tool refuses to deploy with it, or which of two values counts is left to chance",
    },
    example: {
      bad: {
        files: {
          "prod/cluster.yaml":
            'apiVersion: core.pingcap.com/v1alpha1\nkind: Cluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  tlsCluster:\n    enabled: true\n---\napiVersion: core.pingcap.com/v1alpha1\nkind: PDGroup\nmetadata:\n  name: pd\n  namespace: db\nspec:\n  cluster:\n    name: basic\n  replicas: 3\n  template:\n    spec:\n      version: v8.5.2\n      config: |\n        [security]\n        «cacert-path» = "/tls/ca.crt"\n',
        },
      },
      good: {
        files: {
          "prod/cluster.yaml":
            'apiVersion: core.pingcap.com/v1alpha1\nkind: Cluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  tlsCluster:\n    enabled: true\n---\napiVersion: core.pingcap.com/v1alpha1\nkind: PDGroup\nmetadata:\n  name: pd\n  namespace: db\nspec:\n  cluster:\n    name: basic\n  replicas: 3\n  template:\n    spec:\n      version: v8.5.2\n      config: |\n        [security]\n        cert-allowed-cn = ["TiDB"]\n',
        },
      },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const { component, deployment } of environment.instances) {
        for (const { at, key, effect, because, help, entry } of deployment?.managed ?? []) {
          const change = entry && ({ kind: "removal", key: entry.key, value: entry.value } as const);
          yield {
            at,
            subject: key,
            environment: environment.name,
            component,
            message: `${key} is set by hand: ${because}`,
            help,
            fix: change && fixBy(`remove ${shown(key)}`, effect === "left-to-chance" ? "unsafe" : "safe", change),
            ...(effect !== "overwritten" && { variant: "refused-or-chance" }),
          };
        }
      }
    }
  },
};
