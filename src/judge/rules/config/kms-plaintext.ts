import type { TikvInstance } from "../../../model/instances/instance.ts";
import { isAtLeast } from "../../../model/instances/version.ts";
import { httpsFix } from "../../changes.ts";
import type { Rule } from "../../rule.ts";
import { isLoopbackAddress, isPlainHttp } from "../../settings/url-scheme.ts";
import { writtenText } from "../../settings/written.ts";

export const kmsPlaintext: Rule = {
  id: "config/kms-plaintext",
  phase: "files",
  meta: () => ({
    title: "Encryption keys are fetched in plaintext",
    why: "TiKV sends its data keys to the key management service to be wrapped and unwrapped, and takes the URL as it is written. Over http anyone on the way reads the keys, and with them the data at rest.",
    fix: "Use an https:// endpoint, or leave it empty for the cloud's own.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "GDPR:32(1)(a)", "CWE-319"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: [
      "tikv: components/cloud/aws/src/util.rs (no https_only), components/cloud/azure/src/kms.rs, components/encryption/export/src/lib.rs",
    ],
    versions:
      "TiKV v4.0 and later: endpoint for AWS (vendor empty or aws), since v7.2 keyvault-url and hsm-url for Azure; Google's address is fixed. PD accepts an endpoint and does not use it. A loopback address is not reported",
    example: {
      bad: {
        tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"\nregion = "eu-west-1"\nendpoint = «"http://kms.internal:8080"»\n`,
      },
      good: {
        tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"\nregion = "eu-west-1"\nendpoint = "https://kms.internal:8443"\n`,
      },
    },
  }),

  *check(model) {
    for (const instance of model.environments.flatMap((environment) => environment.instances)) {
      if (instance.component !== "tikv") continue;
      for (const key of endpointKeys(instance)) {
        const endpoint = writtenText(instance, key);
        if (endpoint.kind !== "known" || !isPlainHttp(endpoint.value) || isLoopbackAddress(endpoint.value)) continue;
        yield {
          at: endpoint.span,
          subject: key,
          environment: instance.environment,
          component: "tikv",
          channels: ["tikv-kms"],
          message: `${key} is an http:// URL: TiKV exchanges its encryption keys with the key management service in plaintext`,
          help: "write an https:// URL; with AWS the key may also be left out",
          fix: httpsFix(endpoint),
        };
      }
    }
  },
};

/** The settings that TiKV really dials, by the type and the vendor of each master key. */
function endpointKeys(instance: TikvInstance): readonly string[] {
  const keys: string[] = [];
  for (const table of ["security.encryption.master-key", "security.encryption.previous-master-key"]) {
    const type = writtenText(instance, `${table}.type`);
    if (type.kind !== "known" || type.value !== "kms" || !isAtLeast(instance.version, "v4.0.0")) continue;
    const vendor = writtenText(instance, `${table}.vendor`);
    const isAws = vendor.kind === "absent" || (vendor.kind === "known" && vendor.value === "aws");
    // TiKV before v5.0 knows no other vendor, and no key for it.
    if (isAws || !isAtLeast(instance.version, "v5.0.0")) keys.push(`${table}.endpoint`);
    else if (vendor.kind === "known" && vendor.value === "azure" && isAtLeast(instance.version, "v7.2.0")) {
      keys.push(`${table}.azure.keyvault-url`, `${table}.azure.hsm-url`);
    }
  }
  return keys;
}
