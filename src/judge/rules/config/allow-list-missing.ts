import type { Instance } from "../../../model/instances/instance.ts";
import { isAtLeast } from "../../../model/instances/version.ts";
import { listingFix } from "../../channels/connecting-names.ts";
import { hasEntries, nameListsOf } from "../../channels/name-lists.ts";
import { verifiesClients } from "../../channels/verification.ts";
import type { Rule } from "../../rule.ts";

export const allowListMissing: Rule = {
  id: "config/allow-list-missing",
  phase: "files",
  meta: () => ({
    title: "No list of allowed names",
    why: "The server verifies that a client's certificate comes from its CA, and checks nothing else: anyone with any certificate of that CA, a metrics scraper's or a developer's, can read and write the data.",
    fix: "List in cert-allowed-cn the common names of everything that connects, the server's own among them.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5", "HIPAA:164.312(e)(1)", "CWE-863"],
    policies: { baseline: "off", strict: { severity: "warning", tiers: { production: { severity: "error" } } } },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: ["tikv: components/security/src/lib.rs, check_common_name", "pd: server/config/config.go, GenEmbedEtcdConfig"],
    example: {
      bad: {
        tikv: `«[security]»\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
      },
      good: {
        tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv", "tidb", "pd"]\n`,
      },
    },
  }),

  *check(model) {
    for (const [environment, instance] of model.environments.flatMap((environment) =>
      environment.instances.map((instance) => [environment, instance] as const),
    )) {
      // A list that the version does not read is written all the same: config/allow-list-version speaks.
      const isListed = nameListsOf(instance).some((list) => hasEntries(list) !== "no");
      if (isListed || verifiesClients(instance) !== "yes") continue;
      yield {
        at: instance.security.at,
        subject: "security.cert-allowed-cn",
        environment: instance.environment,
        component: instance.component,
        channels:
          instance.component === "pd" ? ["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer"] : ["client-tikv", "tikv-tikv"],
        message: `lists no allowed names: any certificate of the CA ${admission(instance)}`,
        help: remedy(instance),
        fix: listingFix(instance, environment),
      };
    }
  },
};

function admission({ component }: Instance): string {
  return component === "pd"
    ? "may connect to PD, as a client and as another PD"
    : "may connect to TiKV, as a client and as another TiKV";
}

function remedy({ component, version }: Instance): string {
  if (component === "tikv")
    return `set cert-allowed-cn to the common names of all that connect, such as ["tikv", "tidb", "pd"], TiKV's own among them`;
  return isAtLeast(version, "v8.4.0")
    ? "set cert-allowed-cn to the common names of all that connect, PD's own among them, and at least two: PD enforces a single one on the peer port only"
    : "set cert-allowed-cn to the common name of PD's own certificates: this version takes one name, for the peer port; the client port takes lists from v8.4 on";
}
