import type { TikvInstance } from "../../../model/instances/instance.ts";
import { listingFix } from "../../channels/connecting-names.ts";
import { hasEntries, nameListsOf } from "../../channels/name-lists.ts";
import { verifiesClients } from "../../channels/verification.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { exposedStatusAddress } from "../../settings/status-address.ts";

export const statusAnonymous: Rule = {
  id: "config/status-anonymous",
  phase: "files",
  meta: () => ({
    title: "TiKV's status port asks for no client certificate",
    why: "The status port encrypts, but asks for a client certificate only when there is a list of allowed names. Without one, anyone who reaches the port can change the configuration (POST /config), pause the gRPC server and read keys of the data (/region).",
    fix: "List the allowed names in cert-allowed-cn, or bind status-addr to 127.0.0.1.",
    threats: ["impersonation", "outage"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "NIST-SP-800-52r2:3.5", "CWE-306"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: [
      "tikv: src/server/status_server/mod.rs, tls_acceptor and check_cert (v5.4 to master)",
      "measured on TiKV's acceptor with OpenSSL 1.1.1 and 3.5",
    ],
    example: {
      bad: {
        tikv: `[server]\nstatus-addr = «"0.0.0.0:20180"»\n[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
      },
      good: {
        tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv", "prometheus"]\n`,
      },
    },
  }),

  *check(model) {
    for (const [environment, instance] of model.environments.flatMap((environment) =>
      environment.instances.map((instance) => [environment, instance] as const),
    )) {
      if (instance.component !== "tikv" || verifiesClients(instance) !== "yes") continue;
      const address = exposedStatusAddress(instance);
      const isListed = nameListsOf(instance).some((list) => list.mayBeRead && hasEntries(list) !== "no");
      if (address === undefined || isListed) continue;
      yield {
        at: address.origin === "default" ? instance.security.at : address.span,
        subject: "server.status-addr",
        environment: instance.environment,
        component: "tikv",
        channels: ["status-tikv"],
        message: `status-addr ${shown(address.value)} asks for no client certificate, since no names are allowed in cert-allowed-cn: anyone who reaches it can POST /config`,
        help: `set cert-allowed-cn to the common names of all that connect, the metrics scraper's among them, or ${wayAround(instance)}`,
        fix: listingFix(instance, environment),
      };
    }
  },
};

function wayAround({ deployment }: TikvInstance): string {
  if (deployment?.shieldStatusPort === undefined) return "bind status-addr to 127.0.0.1";
  return `${deployment.shieldStatusPort}: ${deployment.tool} sets status-addr by itself`;
}
