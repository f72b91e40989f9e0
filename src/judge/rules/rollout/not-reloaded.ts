import { type Component, componentName } from "../../../model/instances/instance.ts";
import { grouped } from "../../../text/grouped.ts";
import { listOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { placeKey } from "../../channels/channel-ends.ts";
import { type Change, environmentPlans } from "../../channels/rollout.ts";
import type { Rule } from "../../rule.ts";

const config = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const otherCa = certificateExamples.shallowCa;

export const notReloaded: Rule = {
  id: "rollout/not-reloaded",
  phase: "change",
  meta: () => ({
    title: "A new CA or key without a new certificate is not picked up",
    why: "The file is in place and the running servers silently go on with the old one: a CA that was removed is still trusted, and one that was added is not, until the next restart surprises somebody.",
    fix: "Restart what uses the file once it is in place. Write CA and key first and the certificate last: TiKV looks at the time of the certificate file alone.",
    threats: ["outage", "impersonation"],
    controls: ["PCI-DSS-4.0.1:6.5.1", "CWE-672"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: [
      "tikv: components/security/src/lib.rs, is_modified (the certificate file's time)",
      "measured on PD v6.5 to v26.3: the CA file is read at the start only",
    ],
    example: {
      bad: {
        files: { "prod/tikv.toml": config, "prod/tls/ca.pem": `«${otherCa.trimEnd()}»\n` },
        base: { "prod/tls/ca.pem": certificateExamples.ca },
      },
      good: {
        files: { "prod/tikv.toml": config, "prod/tls/ca.pem": otherCa },
        base: { "prod/tls/ca.pem": `# the same certificate\n${otherCa}` },
      },
    },
  }),

  *check(model, context) {
    for (const { changes, name } of environmentPlans(model, context)) {
      const stale = changes.filter(
        ({ isFile, effect, part, what }) => isFile && (effect === "restart" || isKeyAlone(part, what, changes)),
      );
      for (const same of grouped<string, Change>(stale, ({ at }) => placeKey(at)).values()) {
        const [first] = same;
        if (first === undefined) continue;
        const components = [...new Set(same.map(({ component }) => component))].sort();
        const users = listOf(components.map((component) => componentName[component]));
        yield {
          at: first.at,
          subject: `${first.what} ${components.join(" ")}`,
          environment: name,
          component: components.length === 1 ? components[0] : undefined,
          message: messageOf(first, components),
          help:
            first.part === "ca"
              ? `restart ${users} one instance after the other when the file is in place`
              : "put the certificate of this key in place with it, the certificate last",
        };
      }
    }
  },
};

/** PD reads a key at every handshake: a new one beside the old certificate breaks each of them. */
function isKeyAlone(part: Change["part"], what: string, changes: readonly Change[]): boolean {
  return part === "certificate" && what === "the key file" && !changes.some((change) => change.what === "the certificate file");
}

function messageOf({ what, part }: Change, components: readonly Component[]): string {
  const [only] = components;
  if (components.length > 1 || only === undefined) {
    return part === "ca"
      ? `PD and TiKV do not pick up ${what} while running: without a new certificate they go on with the old one`
      : `${what} is new and the certificate is not: PD refuses every new handshake, and TiKV goes on with the old key until it is restarted`;
  }
  if (only === "tikv")
    return `TiKV looks for new files by the time of the certificate file alone: it goes on with the old ${what.replace("the ", "")}`;
  return part === "ca"
    ? `PD reads ${what} at its start only: it goes on with the old one`
    : `${what} is new and the certificate is not: PD refuses every new handshake until they fit`;
}
