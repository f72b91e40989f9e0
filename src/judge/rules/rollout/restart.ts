import { type Component, componentName } from "../../../model/instances/instance.ts";
import { grouped } from "../../../text/grouped.ts";
import { listOf } from "../../../text/list-of.ts";
import { type Change, environmentPlans, orderInWords } from "../../channels/rollout.ts";
import type { Rule } from "../../rule.ts";

const listing = (names: string) =>
  `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ${names}\n`;

export const restart: Rule = {
  id: "rollout/restart",
  phase: "change",
  meta: () => ({
    title: "The change takes effect only after a restart",
    why: "PD and TiKV read certificates while they run, but paths, allow lists and addresses at their start only: until then the cluster runs with the old ones, whatever the repository says.",
    fix: "Restart the component that the finding names, in the order that it names.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:6.5.1"],
    policies: { baseline: "note", strict: "note" },
    since: "0.1.0",
    sources: [
      "tikv: src/config/mod.rs (security is not online-changeable)",
      "measured on PD v6.5 to v26.3: paths, allow list and URLs need a restart",
    ],
    example: {
      bad: { files: { "prod/tikv.toml": listing(`«["tikv", "pd"]»`) }, base: { "prod/tikv.toml": listing(`["tikv"]`) } },
      good: { files: { "prod/tikv.toml": listing(`["tikv", "pd"]`) }, base: { "prod/tikv.toml": listing(`["pd", "tikv"]`) } },
    },
  }),

  *check(model, context) {
    for (const plan of environmentPlans(model, context)) {
      const { verdict, changes, name } = plan;
      if (verdict.kind !== "rolls" && verdict.kind !== "unknown") continue;
      // A CA file behind an unchanged path: rollout/not-reloaded speaks.
      const waiting = changes.filter(({ effect, isFile }) => effect === "restart" && !isFile);
      for (const [component, own] of grouped<Component, Change>(waiting, (change) => change.component)) {
        const [first] = own;
        if (first === undefined) continue;
        const what = listOf([...new Set(own.map((change) => change.what))]);
        const order =
          verdict.kind === "rolls"
            ? orderInWords(verdict.order, verdict.members)
            : "what else has to be kept the files do not decide";
        yield {
          at: first.at,
          subject: `restart ${what}`,
          environment: name,
          component,
          message: `${componentName[component]} reads ${what} at its start only: the change takes effect when it is restarted`,
          help: verdict.kind === "rolls" ? order : `restart ${componentName[component]} one instance after the other; ${order}`,
        };
      }
    }
  },
};
