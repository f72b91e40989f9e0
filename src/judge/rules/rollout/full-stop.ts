import {
  clashInWords,
  environmentPlans,
  peersInWords,
  placeOfClash,
  stepsInWords,
  toolStepsInWords,
} from "../../channels/rollout.ts";
import type { Rule } from "../../rule.ts";

const plain = `[pd]\nendpoints = ["10.0.0.1:2379"]\n`;
const secured = `${plain}\n[security]\nca-path = «"/tls/ca.pem"»\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;

export const fullStop: Rule = {
  id: "rollout/full-stop",
  phase: "change",
  meta: () => ({
    title: "The change cannot be rolled out: the whole cluster has to stop",
    why: "TiKV's port speaks TLS or plaintext, never both, and so do its dials: an instance that is switched alone talks to no other. Started as a rolling restart the change is an outage in the middle. To turn TLS on is right and can only be done in this way, so that it is a warning in `baseline`; where a running cluster may not stop (`strict`), it is an error that somebody waives for the planned window.",
    fix: "Plan a window: stop PD and TiKV (and their clients), change all of it, start all of it. Peer URLs are not part of it: etcd stores them, and they are changed one member after the other while PD has its certificates.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:6.5.1"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: [
      "tikv: components/security/src/lib.rs, SecurityManager::bind (one listener, one mode)",
      "tiup: pkg/cluster/manager/tls.go (stops and restarts, one PD only)",
      "measured on PD v8.5.7: three members restarted with https peer URLs elect no leader, since etcd stores the old ones",
    ],
    example: {
      bad: { files: { "prod/tikv.toml": secured }, base: { "prod/tikv.toml": plain } },
      good: {
        files: { "prod/tikv.toml": secured.replaceAll(/[«»]/g, "") },
        base: { "prod/tikv.toml": secured.replaceAll(/[«»]/g, "").replace("10.0.0.1", "10.0.0.2") },
      },
    },
  }),

  *check(model, context) {
    for (const plan of environmentPlans(model, context)) {
      const { verdict } = plan;
      if (verdict.kind !== "full-stop") continue;
      const { clash, pdSteps } = verdict;
      const at = placeOfClash(plan, clash);
      if (at === undefined) continue;
      const byTool = toolStepsInWords(plan);
      const peers = plan.changesPeerScheme ? peersInWords(plan) : undefined;
      const etcd = peers === undefined ? "" : `; leave the peer URLs out of it, and ${peers.when} it, ${peers.what}`;
      const alone = pdSteps === undefined ? "" : `; PD alone can be rolled: ${stepsInWords(pdSteps)}`;
      yield {
        at,
        subject: `full stop ${clash.trouble.exchange.channel}`,
        environment: plan.name,
        component: clash.to.component === "client" ? undefined : clash.to.component,
        channels: [clash.trouble.exchange.channel],
        message: `this change needs all of ${plan.name} stopped, since ${clashInWords(clash)}`,
        help: byTool ?? `stop PD, TiKV and their clients, change all of them, and start them again${etcd}${alone}`,
      };
    }
  },
};
