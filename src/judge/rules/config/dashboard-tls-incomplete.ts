import { lookup } from "../../../model/instances/config-tree.ts";
import type { PdInstance } from "../../../model/instances/instance.ts";
import { keyCaseOf } from "../../../model/instances/typed.ts";
import type { Rule } from "../../rule.ts";
import { writtenText } from "../../settings/written.ts";

const keys = ["tidb-cacert-path", "tidb-cert-path", "tidb-key-path"] as const;
type Key = (typeof keys)[number];

export const dashboardTlsIncomplete: Rule = {
  id: "config/dashboard-tls-incomplete",
  phase: "files",
  meta: () => ({
    title: "Only part of the dashboard's certificate paths is set",
    why: "With a lone certificate or key the dashboard talks to TiDB in plaintext and says nothing of it; beside a CA half a pair is refused; and without a CA it trusts whatever the machine trusts.",
    fix: "Set tidb-cacert-path, and tidb-cert-path and tidb-key-path both or neither.",
    threats: ["eavesdropping", "man-in-the-middle", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: ["pd: server/config/config.go, ToTiDBTLSConfig; etcd: client/pkg/transport/listener.go, ClientConfig"],
    versions: "PD, all versions. The CA alone is complete: TiDB is verified and no certificate is shown",
    example: {
      bad: { pd: `«[dashboard]»\ntidb-cert-path = "/tls/dashboard.pem"\n` },
      good: {
        pd: `[dashboard]\ntidb-cacert-path = "/tls/ca.pem"\ntidb-cert-path = "/tls/dashboard.pem"\ntidb-key-path = "/tls/dashboard.key"\n`,
      },
    },
  }),

  *check(model) {
    for (const instance of model.environments.flatMap((environment) => environment.instances)) {
      if (instance.component !== "pd") continue;
      const set = setKeys(instance);
      const consequence = set && whatFollows(set);
      if (set === undefined || consequence === undefined) continue;
      const missing = keys.filter((key) => !set.includes(key));
      yield {
        at: lookup(instance.config, ["dashboard"], keyCaseOf.pd)?.node.span ?? instance.at,
        subject: "dashboard",
        environment: instance.environment,
        component: "pd",
        channels: ["dashboard-tidb"],
        message: `sets ${set.join(" and ")} but not ${missing.join(" and ")}: ${consequence}`,
        help: `set ${missing.join(" and ")} too`,
      };
    }
  },
};

/** The keys that are set; undefined when a placeholder decides. */
function setKeys(instance: PdInstance): readonly Key[] | undefined {
  const stated = keys.map((key) => ({ key, kind: writtenText(instance, `dashboard.${key}`).kind }));
  if (stated.some(({ kind }) => kind === "unknown")) return undefined;
  return stated.filter(({ kind }) => kind === "known").map(({ key }) => key);
}

function whatFollows(set: readonly Key[]): string | undefined {
  if (set.length === 0 || set.length === keys.length) return undefined;
  if (set.includes("tidb-cacert-path")) {
    return set.length === 1 ? undefined : "PD refuses half a pair (KeyFile and CertFile must both be present)";
  }
  return set.length === 1
    ? "the dashboard talks to TiDB in plaintext and does not say so"
    : "the dashboard verifies TiDB against the machine's own trust store, which does not hold a private CA";
}
