import { clusterAround } from "../../../model/channels/clusters.ts";
import { type Environment, pdsOf } from "../../../model/environments/environment.ts";
import {
  componentName,
  type Instance,
  type MaterialName,
  materialKeys,
  materialNames,
} from "../../../model/instances/instance.ts";
import { listOf } from "../../../text/list-of.ts";
import { failuresOf } from "../../channels/channel-ends.ts";
import { startFailures, transportFailures, type Where } from "../../channels/covers.ts";
import type { FailureKey, Rule } from "../../rule.ts";
import { listenUrls, pdPorts } from "../../settings/pd-urls.ts";

export const tlsIncomplete: Rule = {
  id: "config/tls-incomplete",
  phase: "files",
  meta: () => ({
    title: "Only part of CA, certificate and key is set",
    why: "TiKV dials PD before it validates [security], so a gap shows up as plaintext or as an endless retry; PD does not start, or serves in plaintext without a warning.",
    fix: "Set all three paths: CA, certificate and key.",
    threats: ["eavesdropping", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "tikv: components/security/src/lib.rs, SecurityConfig::validate and SecurityManager::connect; components/server/src/server.rs",
      "pd: server/config/config.go; etcd: client/pkg/transport, measured on pd-server v6.5 to v26.3",
    ],
    example: {
      bad: { tikv: `«[security]»\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
      good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        const { component, security } = instance;
        const isConfigured = (name: MaterialName) => security[name].kind !== "absent";
        const keys = materialKeys[component];
        const set = materialNames.filter(isConfigured).map((name) => keys[name]);
        const missing = materialNames.filter((name) => !isConfigured(name)).map((name) => keys[name]);
        // PD without a CA but with the rest is config/client-certificate-not-required.
        const isOneWayPd = component === "pd" && missing.length === 1 && security.ca.kind === "absent";
        if (set.length === 0 || missing.length === 0 || isOneWayPd) continue;
        yield {
          at: security.at,
          subject: "security",
          environment: instance.environment,
          component,
          covers: coversOf(instance, { environment, now }),
          message: `sets ${listOf(set)} but not ${listOf(missing)}: ${consequence(instance, schemeOfPds(clusterAround(instance, environment)))}`,
          help: `set ${listOf(missing)} too: ${componentName[component]} takes all three or none`,
        };
      }
    }
  },
};

/** It does not come up, or dials in plaintext where nobody takes that, or is the one without TLS among its kind. */
function coversOf(instance: Instance, where: Where): readonly FailureKey[] {
  const dialled = failuresOf(where.environment, where.now).of(instance);
  return [
    ...startFailures(instance, where, ["incomplete-material"]),
    ...dialled.filter(({ from, cause }) => from === instance && cause.step === "transport").map(({ key }) => key),
    ...transportFailures(instance, where),
  ];
}

/** What the client ports of an environment's PDs speak, as far as the files agree on it. */
function schemeOfPds(environment: Environment): string | undefined {
  const schemes = new Set(pdsOf(environment).flatMap((pd) => listenUrls(pd, "client").map(({ value }) => value.scheme)));
  return schemes.size === 1 ? [...schemes][0] : undefined;
}

function consequence(instance: Instance, pdScheme: string | undefined): string {
  const { security } = instance;
  if (instance.component === "tikv") {
    if (security.ca.kind !== "absent") return "TiKV never reaches PD and retries without end";
    const refused = "exits with `ca, cert and private key should be all configured`";
    if (pdScheme === "http") return `TiKV dials PD in plaintext and then ${refused}`;
    if (pdScheme === "https") return "TiKV dials PD in plaintext, which PD refuses, and retries without end";
    return `TiKV dials PD in plaintext, retries without end where PD speaks TLS and ${refused} where it does not`;
  }
  if (security.certificate.kind !== "absent" || security.key.kind !== "absent") {
    return "PD does not start (KeyFile and CertFile must both be present)";
  }
  const urls = pdPorts.flatMap((port) => listenUrls(instance, port));
  if (urls.some(({ value }) => value.scheme === "https")) return "PD does not start (KeyFile and CertFile are not presented)";
  const isShown = instance.clientUrls.kind === "known" && instance.peerUrls.kind === "known";
  return isShown && urls.every(({ origin }) => origin !== "default")
    ? "PD serves in plaintext without a warning"
    : "PD serves in plaintext without a warning where its URLs are http, and does not start where one is https";
}
