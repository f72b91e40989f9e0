import { clashInWords, environmentPlans, placeOfClash, stepsInWords, type Verdict } from "../../channels/rollout.ts";
import type { Rule } from "../../rule.ts";

const peers = (scheme: string, index: number) =>
  `name = "pd-${index}"\nclient-urls = "https://10.0.0.${index}:2379"\npeer-urls = ${scheme === "https" && index === 1 ? "«" : ""}"${scheme}://10.0.0.${index}:2380"${scheme === "https" && index === 1 ? "»" : ""}\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`;

export const split: Rule = {
  id: "rollout/split",
  phase: "change",
  meta: () => ({
    title: "Old and new instances refuse each other while the change rolls out",
    why: "A rolling restart has old and new instances side by side. Where these refuse each other, regions lose their leaders and PD loses its quorum in the middle of it: an outage by a change that looks right before and after.",
    fix: "Take the change apart into the steps that the finding names, each rolled out by itself.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:6.5.1"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "tikv: components/security/src/lib.rs (files are read again for new channels, and by the server when the certificate changes)",
      "measured on PD v6.5 to v26.3: certificate and key are read at every handshake, the CA at the start; peer URLs live in etcd",
    ],
    example: {
      bad: {
        files: { "prod/pd-1.toml": peers("https", 1), "prod/pd-2.toml": peers("https", 2) },
        base: { "prod/pd-1.toml": peers("http", 1), "prod/pd-2.toml": peers("http", 2) },
      },
      good: {
        files: { "prod/pd-1.toml": peers("http", 1), "prod/pd-2.toml": peers("http", 2) },
        base: {
          "prod/pd-1.toml": peers("http", 1).replace("cert-path", `cert-allowed-cn = []\ncert-path`),
          "prod/pd-2.toml": peers("http", 2),
        },
      },
    },
  }),

  *check(model, context) {
    for (const plan of environmentPlans(model, context)) {
      const { verdict } = plan;
      if (verdict.kind !== "splits") continue;
      const { clash, isFinal } = verdict;
      const at = placeOfClash(plan, clash);
      if (at === undefined) continue;
      const { to, trouble } = clash;
      const when = isFinal ? "once everything is restarted" : "while the change rolls out";
      yield {
        at,
        subject: `${trouble.exchange.channel} ${trouble.exchange.outcome.kind === "fails" ? trouble.exchange.outcome.reason : ""}`,
        environment: plan.name,
        component: to.component === "client" ? undefined : to.component,
        channels: [trouble.exchange.channel],
        message: `${when}, ${clashInWords(clash)}`,
        help: helpFor(verdict),
      };
    }
  },
};

function helpFor({ isFinal, steps, clash: { from, to } }: Extract<Verdict, { kind: "splits" }>): string {
  const whom = `${from.name} and ${to === from ? "its own files" : to.name}`;
  if (isFinal) return `make ${whom} fit each other in the new configuration: no order of restarts helps`;
  if (steps === undefined)
    return `change ${whom} in separate steps in which they fit each other: no sequence was found in which the clients that the config file declares reach all servers at every step`;
  return `make it ${steps.length === 1 ? "in this way" : `${steps.length} separate changes`}: ${stepsInWords(steps)}`;
}
