import type { Contradiction } from "../../../model/instances/deployment.ts";
import { fixBy } from "../../changes.ts";
import type { Fix, Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const tlsFlagDiffers: Rule = {
  id: "deploy/tls-flag-differs",
  phase: "files",
  meta: () => ({
    title: "The switch for TLS disagrees with what is committed beside it",
    why: "Tools like TiUP and tidb-operator decide with one switch whether a whole cluster speaks TLS. Settings beside it that say something else leave half of it in plaintext, or a cluster whose parts cannot reach each other.",
    fix: "Turn the switch on where certificates are configured, and remove settings that contradict it.",
    threats: ["eavesdropping", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.1", "CWE-319"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    fixes: ["safe", "unsafe"],
    sources: [
      "tiup: pkg/cluster/spec/pd.go, pkg/cluster/spec/tikv.go",
      "tidb-operator: pkg/manager/member, docs: deploy a heterogeneous cluster",
      "etcd: server/embed/etcd.go (certificates of an http URL are ignored)",
    ],
    example: {
      bad: {
        files: {
          "prod/topology.yaml":
            'global:\n  enable_tls: true\npd_servers:\n  - host: 10.0.0.1\n    advertise_client_addr: "«http://10.0.0.1:2379»"\ntikv_servers:\n  - host: 10.0.1.1\n',
        },
      },
      good: {
        files: {
          "prod/topology.yaml":
            "global:\n  enable_tls: true\npd_servers:\n  - host: 10.0.0.1\ntikv_servers:\n  - host: 10.0.1.1\n",
        },
      },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const { component, deployment } of environment.instances) {
        for (const { at, message, help, related, correction } of deployment?.contradictions ?? []) {
          yield {
            at,
            subject: "switch",
            environment: environment.name,
            component,
            message,
            help,
            fix: correction && fixOf(correction),
            ...(related && { related: [related] }),
          };
        }
      }
    }
  },
};

/** A switch turns a whole cluster, which a person has to decide; a URL with which PD does not start is just wrong. */
function fixOf({ at, kind, was, to, isCertain }: NonNullable<Contradiction["correction"]>): Fix | undefined {
  const change = { kind: kind === "boolean" ? "literal" : "value", at, was, to } as const;
  return fixBy(`write ${shown(to)} instead of ${shown(was)}`, isCertain ? "safe" : "unsafe", change);
}
