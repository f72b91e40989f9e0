import { isAtLeast } from "../../../model/instances/version.ts";
import { completingFix, connectingNames } from "../../channels/connecting-names.ts";
import { verifiesOnPort } from "../../channels/verification.ts";
import type { Rule } from "../../rule.ts";
import { isPlaceholder } from "../../settings/written.ts";

export const allowListSingle: Rule = {
  id: "config/allow-list-single",
  phase: "files",
  meta: () => ({
    title: "A single allowed name does not guard PD's client port",
    why: "PD enforces a cert-allowed-cn of one entry between PDs only. Everything else (its API, TiKV, TiDB, pd-ctl) goes through the client port, where any certificate of the CA is then accepted, although the file reads as if it were not.",
    fix: "List two names or more: from the second on, PD v8.4 and later enforce the list on both ports.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5", "CWE-863"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: ["pd v8.5: server/config/config.go:716, kept compatible with pull request 2305", "measured on PD v5.4 to v26.3"],
    versions: "PD, all versions: up to v8.3 one name is all that it takes, and it guards the peer port",
    example: {
      bad: {
        pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = [«"pd"»]\n`,
      },
      good: {
        pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["pd", "tikv", "tidb"]\n`,
      },
    },
  }),

  *check(model) {
    for (const [environment, instance] of model.environments.flatMap((environment) =>
      environment.instances.map((instance) => [environment, instance] as const),
    )) {
      const { allowedCn } = instance.security;
      if (instance.component !== "pd" || allowedCn.kind !== "known" || allowedCn.value.length !== 1) continue;
      const [entry] = allowedCn.value;
      // A single empty entry is config/allow-list-loose; a placeholder may become several.
      if (entry === undefined || entry.value === "" || isPlaceholder(entry.value)) continue;
      if (verifiesOnPort(instance, "client") !== "yes") continue;
      yield {
        at: entry.span,
        subject: "security.cert-allowed-cn",
        environment: instance.environment,
        component: "pd",
        channels: ["client-pd", "tikv-pd", "pd-pd-client"],
        message: `PD ${instance.version.text} enforces a list of one name on the peer port only: any certificate of the CA may connect to the client port`,
        help: isAtLeast(instance.version, "v8.4.0")
          ? "list the common names of all that connect, PD's own among them: from two names on PD enforces the list on both ports"
          : "upgrade PD to v8.4 or later and list the common names of all that connect: this version does not start with two names",
        fix: completingFix(instance, connectingNames(instance, environment) ?? []),
      };
    }
  },
};
