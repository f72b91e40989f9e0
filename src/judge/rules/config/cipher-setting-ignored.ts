import { certificatesOf } from "../../../model/certificates/certificate.ts";
import { componentName, type Instance, type PdInstance } from "../../../model/instances/instance.ts";
import { compareVersions, isAtLeast, parseVersion } from "../../../model/instances/version.ts";
import { fixBy, removeEntry } from "../../changes.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { releaseOf } from "../../settings/tls-state.ts";
import { unknownKeysOf } from "../../settings/unknown-keys.ts";

export const cipherSettingIgnored: Rule = {
  id: "config/cipher-setting-ignored",
  phase: "files",
  meta: () => ({
    title: "A cipher suite or TLS version setting that the component does not have",
    why: "Neither PD nor TiKV has a setting for TLS versions or cipher suites: a file that restricts them restricts nothing, and an audit that reads it is misled.",
    fix: "Remove the setting; restrict what clients offer, or set GRPC_SSL_CIPHER_SUITES in TiKV's environment for TLS 1.2.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "PCI-DSS-4.0.1:12.3.3", "NIST-SP-800-52r2:3.3", "CWE-757"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    fixes: ["safe"],
    sources: [
      "gRPC core 1.44: ssl_utils.cc and ssl_transport_security.h, measured with OpenSSL 1.1.1t and 3.5.2",
      "openssl crate: ssl/connector.rs, mozilla_modern (TiKV's status port), measured",
      "pd: etcd's transport and Go's crypto/tls, measured on pd-server v6.5 to v26.3",
    ],
    example: {
      bad: {
        tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n«min-tls-version» = "1.3"\n`,
      },
      good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        for (const { route, entry, choosesCiphers } of unknownKeysOf(instance)) {
          if (!choosesCiphers) continue;
          const { component } = instance;
          const does = component === "pd" ? "only logs a warning" : "ignores it";
          yield {
            at: entry.keySpan,
            subject: route.join("."),
            environment: instance.environment,
            component,
            message: `${releaseOf(instance)} has no setting ${shown(route.join("."))} and ${does}: ${negotiated(instance)}`,
            help: component === "pd" ? pdHelp : tikvHelp,
            fix: fixBy(`remove ${shown(entry.key)}`, "safe", removeEntry(entry)),
          };
        }
      }
    }
  },
};

const pdHelp = `remove it: ${componentName.pd} takes versions and suites from Go's defaults, and only what clients offer narrows them`;
const tikvHelp =
  "remove it: the environment variable GRPC_SSL_CIPHER_SUITES changes the TLS 1.2 suites of the gRPC port, and nothing changes its versions, TLS 1.3 or the status port";

function negotiated(instance: Instance): string {
  if (instance.component === "pd") return negotiatedByPd(instance);
  return "its gRPC port takes TLS 1.2 (ECDHE with AES-GCM) and 1.3, its status port TLS 1.2 alone with two CBC suites among them";
}

/** Go up to the `go 1.21` line of go.mod, as in PD up to v8.3, still offers static RSA and 3DES to an RSA certificate. */
function negotiatedByPd(pd: PdInstance): string {
  const since = "both ports take TLS 1.2 and 1.3 with ECDHE, two CBC suites among those of 1.2";
  const end = parseVersion("v8.4.0");
  const isOld = isAtLeast(pd.version, "v6.5.0") && end !== undefined && compareVersions(pd.version, end) < 0;
  return isOld && !hasEcdsaCertificate(pd) ? `${since}, and with an RSA certificate also static RSA and 3DES` : since;
}

function hasEcdsaCertificate({ security }: PdInstance): boolean {
  const { certificate } = security;
  const leaf = certificate.kind === "seen" ? certificatesOf(certificate.file)[0] : undefined;
  return leaf !== undefined && leaf.publicKey.kind === "ec";
}
