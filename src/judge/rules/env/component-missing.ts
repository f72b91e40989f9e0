import { comparableEnvironments } from "../../../model/environments/environment.ts";
import { type Component, componentName } from "../../../model/instances/instance.ts";
import { listOf } from "../../../text/list-of.ts";
import type { Rule } from "../../rule.ts";

const components: readonly Component[] = ["pd", "tikv"];

export const componentMissing: Rule = {
  id: "env/component-missing",
  phase: "files",
  meta: () => ({
    title: "An environment has no configuration of a component that others have",
    why: "A cluster needs both PD and TiKV. Where the configuration of one of them is not in the repository, half of the channels are not judged there.",
    fix: "Commit the component's configuration, or correct which files belong to the environment.",
    threats: ["eavesdropping"],
    controls: ["PCI-DSS-4.0.1:2.2.7"],
    policies: { baseline: "warning", strict: "warning" },
    since: "0.1.0",
    sources: ["this program's environments: docs/config-file.md"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": `name = "pd-0"\n`,
          "prod/tikv.toml": "[security]\n",
          "dev/tikv.toml": "«[security]»\n",
        },
      },
      good: {
        files: {
          "prod/pd.toml": `name = "pd-0"\n`,
          "prod/tikv.toml": "[security]\n",
          "dev/pd.toml": `name = "pd-0"\n`,
          "dev/tikv.toml": "[security]\n",
        },
      },
    },
  }),

  *check(model) {
    const environments = comparableEnvironments(model);
    const present = environments.map(({ instances }) => new Set(instances.map((instance) => instance.component)));
    for (const [index, environment] of environments.entries()) {
      // One that matches no file at all is policy/config-stale.
      if (environment.instances.length + environment.files.length === 0) continue;
      const missing = components.filter((component) => present[index]?.has(component) === false);
      const elsewhere = missing.flatMap((component) => {
        const other = present.findIndex((has) => has.has(component));
        return other === -1 ? [] : [{ component, other: environments[other] }];
      });
      const [first] = elsewhere;
      if (first?.other === undefined) continue;
      const names = listOf(elsewhere.map(({ component }) => componentName[component]));
      const only = elsewhere.length === 1 ? first.component : undefined;
      yield {
        at: environment.at,
        subject: elsewhere.map(({ component }) => component).join(" "),
        environment: environment.name,
        component: only,
        message: `${environment.name} has no configuration of ${names}, ${first.other.name} has one: its channels to ${names} are not judged`,
        help: "commit it here, or declare in the config file which files belong to this environment",
        related: [{ at: first.other.at, message: `${first.other.name} begins here` }],
      };
    }
  },
};
