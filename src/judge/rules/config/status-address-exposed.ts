import { hasNoMaterial, type TikvInstance } from "../../../model/instances/instance.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { exposedStatusAddress } from "../../settings/status-address.ts";
import { securityTable } from "../../settings/tls-state.ts";

export const statusAddressExposed: Rule = {
  id: "config/status-address-exposed",
  phase: "files",
  meta: () => ({
    title: "TiKV's status port listens beyond loopback without TLS",
    why: "The status port serves metrics, the configuration and profiles, takes changes of the configuration (POST /config) and returns keys of the data (/region), here in plaintext and from anyone who reaches it.",
    fix: "Set ca-path, cert-path, key-path and cert-allowed-cn, or bind status-addr to 127.0.0.1.",
    threats: ["eavesdropping", "man-in-the-middle", "impersonation"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "CWE-319", "CWE-306"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: ["tikv: src/server/status_server/mod.rs (TLS when all three paths are set)"],
    example: {
      bad: { tikv: `[server]\nstatus-addr = «"0.0.0.0:20180"»\n` },
      good: { tikv: `[server]\nstatus-addr = "127.0.0.1:20180"\n` },
    },
  }),

  *check(model) {
    for (const instance of model.environments.flatMap((environment) => environment.instances)) {
      // With a part of the material TiKV does not come up: config/tls-incomplete speaks.
      if (instance.component !== "tikv" || !hasNoMaterial(instance.security)) continue;
      const address = exposedStatusAddress(instance);
      if (address === undefined) continue;
      yield {
        at: address.span,
        subject: "server.status-addr",
        environment: instance.environment,
        component: "tikv",
        channels: ["status-tikv"],
        message: `status-addr ${shown(address.value)} listens beyond this machine in plaintext: anyone who reaches it can read the configuration and POST /config`,
        help: helpFor(instance),
      };
    }
  },
};

function helpFor(instance: TikvInstance): string {
  const { tool, cannotDoTls, turnOnTls, shieldStatusPort } = instance.deployment ?? {};
  if (shieldStatusPort === undefined) {
    return turnOnTls === undefined
      ? `set ca-path, cert-path, key-path and cert-allowed-cn in ${securityTable(instance)}, or bind status-addr to 127.0.0.1`
      : `bind status-addr to 127.0.0.1, or ${turnOnTls}`;
  }
  if (cannotDoTls !== undefined) return `${shieldStatusPort}: ${tool} cannot turn TLS on`;
  return `turn TLS on and set cert-allowed-cn, or ${shieldStatusPort}: ${tool} sets status-addr by itself`;
}
