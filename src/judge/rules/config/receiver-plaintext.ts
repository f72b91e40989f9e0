import { isAtLeast } from "../../../model/instances/version.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { isLoopbackAddress } from "../../settings/url-scheme.ts";
import { writtenText } from "../../settings/written.ts";

export const receiverPlaintext: Rule = {
  id: "config/receiver-plaintext",
  phase: "files",
  meta: () => ({
    title: "Resource usage is sent in plaintext",
    why: "TiKV opens the connection to the receiver of its resource metering (Top SQL) without TLS, whatever [security] says. It carries digests of statements and what each costs.",
    fix: "Leave resource-metering.receiver-address empty, or send through a tunnel that encrypts on the same machine.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "GDPR:32(1)(a)", "CWE-319"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: [
      "tikv: components/resource_metering/src/reporter/single_target.rs (until v5.2 reporter.rs, v5.3 client.rs): cb.connect",
    ],
    versions: "TiKV v5.1 and later; until v5.2.1 the key is resource-metering.agent-address. A loopback address is not reported",
    example: {
      bad: { tikv: `[resource-metering]\nreceiver-address = «"10.0.0.9:10180"»\n` },
      good: { tikv: `[resource-metering]\nreceiver-address = ""\n` },
    },
  }),

  *check(model) {
    for (const instance of model.environments.flatMap((environment) => environment.instances)) {
      if (instance.component !== "tikv" || !isAtLeast(instance.version, "v5.1.0")) continue;
      const key = `resource-metering.${isAtLeast(instance.version, "v5.2.2") ? "receiver" : "agent"}-address`;
      const address = writtenText(instance, key);
      if (address.kind !== "known" || isLoopbackAddress(address.value)) continue;
      yield {
        at: address.span,
        subject: key,
        environment: instance.environment,
        component: "tikv",
        message: `TiKV sends its resource metering to ${shown(address.value)} in plaintext, whatever [security] says`,
        help: `leave ${key} empty, or point it at a tunnel on this machine that encrypts: TiKV has no setting for TLS here`,
      };
    }
  },
};
