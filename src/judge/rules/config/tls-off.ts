import type { ChannelId } from "../../../model/channels/channel.ts";
import { type Component, hasNoMaterial, type Instance } from "../../../model/instances/instance.ts";
import { listOf } from "../../../text/list-of.ts";
import { transportFailures } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";
import { type PdPort, plaintextPortsByUrls } from "../../settings/pd-urls.ts";
import { shown } from "../../settings/shown.ts";
import { howToTurnOnTls, listensOnHttps, materialClause, releaseOf } from "../../settings/tls-state.ts";
import { targetOf, type UnknownKey, unknownKeysOf } from "../../settings/unknown-keys.ts";
import { wrongTypesOf } from "../../settings/wrong-types.ts";

export const tlsOff: Rule = {
  id: "config/tls-off",
  phase: "files",
  meta: () => ({
    title: "No TLS material at all",
    why: "Without CA, certificate and key everything that this server sends and receives can be read and changed on the way, and anybody who reaches its ports may use it.",
    fix: "Set CA, certificate and key in [security]; on a running cluster this needs all of it stopped once.",
    threats: ["eavesdropping", "man-in-the-middle", "impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.1", "HIPAA:164.312(e)(1)", "GDPR:32(1)(a)", "CWE-319"],
    policies: {
      baseline: { severity: "error", tiers: { staging: { severity: "warning" }, development: { severity: "note" } } },
      strict: "error",
    },
    since: "0.1.0",
    sources: ["tikv: components/security/src/lib.rs, SecurityManager::bind", "pd: server/config/config.go"],
    example: {
      bad: { tikv: `«[security]»\nca-path = ""\ncert-path = ""\nkey-path = ""\n` },
      good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        const byUrls = instance.component === "pd" ? plaintextPortsByUrls(instance) : [];
        if (!hasNoMaterial(instance.security) && byUrls.length === 0) continue;
        // PD with an https URL and no certificate does not start: config/https-without-certificate speaks.
        if (instance.component === "pd" && listensOnHttps(instance)) continue;
        yield {
          at: instance.security.at,
          subject: "security",
          environment: instance.environment,
          component: instance.component,
          channels: channelsOf[instance.component],
          covers: transportFailures(instance, { environment, now }),
          message: byUrls.length > 0 ? messageByUrls(byUrls) : messageOf(instance),
          help: helpFor(instance),
        };
      }
    }
  },
};

const channelsOf: Readonly<Record<Component, readonly ChannelId[]>> = {
  pd: ["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer"],
  tikv: ["client-tikv", "tikv-tikv", "status-tikv", "tikv-pd"],
};

function helpFor(instance: Instance): string {
  const { deployment } = instance;
  if (deployment?.cannotDoTls !== undefined) return `deploy it with something that can turn TLS on: ${deployment.tool} cannot`;
  // PD's URLs are http by default, and decide whatever certificates are set.
  const urls = instance.component === "pd" && deployment?.turnOnTls === undefined ? ", and write https into every URL" : "";
  return howToTurnOnTls(instance) + urls;
}

/** The configuration file is not committed; the URLs decide all the same. */
function messageByUrls(ports: readonly PdPort[]): string {
  const keys = listOf(ports.map((port) => `${port}-urls`));
  const served = `${listOf(ports)} ${ports.length === 1 ? "port" : "ports"}`;
  return `${keys} ${ports.length === 1 ? "says" : "say"} http: PD serves its ${served} in plaintext, whatever its configuration file sets`;
}

function messageOf(instance: Instance): string {
  const cannot = instance.deployment?.cannotDoTls;
  if (cannot !== undefined) {
    const what = instance.component === "pd" ? "PD serves" : "TiKV listens and dials";
    return `${what} in plaintext: ${cannot}`;
  }
  const wrong = wrongTypesOf(instance).filter(({ isTlsSetting, route }) => isTlsSetting && !/allowed/i.test(route.at(-1) ?? ""));
  if (wrong.length > 0) {
    const keys = listOf(wrong.map(({ route }) => route.join(".")));
    return `sets no ${materialClause(instance, "or")} that ${releaseOf(instance)} can read: it does not start, since ${keys} ${wrong.length === 1 ? "has" : "have"} a wrong type`;
  }
  const endpoints =
    instance.component === "pd"
      ? "PD serves its client and peer ports in plaintext"
      : "TiKV listens in plaintext and dials PD and other stores in plaintext";
  const causes = unknownKeysOf(instance).filter(meansMaterial);
  const cause = causes.length === 0 ? "" : `, since it does not know ${enumerated(causes)}`;
  return `sets no ${materialClause(instance, "or")}: ${endpoints}${cause}`;
}

/** The first names; a file may hold thousands. */
function enumerated(causes: readonly UnknownKey[]): string {
  const names = causes.map(({ route }) => shown(route.join(".")));
  return listOf(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names);
}

/** Was this unknown key, or what stands in this unknown table, meant to turn TLS on? */
function meansMaterial(unknown: UnknownKey): boolean {
  if (!unknown.concernsTls || unknown.choosesCiphers) return false;
  const to = targetOf(unknown);
  return (
    to === "security" ||
    /^security\.(ca|cacert|cert|key)-path$/.test(to ?? "") ||
    (to === undefined && unknown.entry.node.kind === "table")
  );
}
