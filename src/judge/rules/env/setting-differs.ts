import { comparableEnvironments, type Environment } from "../../../model/environments/environment.ts";
import { type Component, componentName, type Instance } from "../../../model/instances/instance.ts";
import { postureDifferences, serverOf } from "../../channels/posture-differences.ts";
import type { Rule, Statement } from "../../rule.ts";
import { type SettingState, setsUpTls, settingStates } from "../../settings/setting-states.ts";

export const settingDiffers: Rule = {
  id: "env/setting-differs",
  phase: "files",
  meta: () => ({
    title: "A TLS setting is there in one environment and not in another",
    why: "An allow list or a CA that only one environment has is a difference that nobody tests: it shows when the change reaches the other one.",
    fix: "Set the same TLS settings in all environments; only names and files differ.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:2.2.7"],
    policies: { baseline: "note", strict: "warning" },
    since: "0.1.0",
    sources: ["tikv: components/security/src/lib.rs", "pd: server/config/config.go"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["tikv"]\n`,
          "dev/pd.toml": `«[security]»\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
        },
      },
      good: {
        files: {
          "prod/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["tikv"]\n`,
          "dev/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["tikv"]\n`,
        },
      },
    },
  }),

  *check(model) {
    // Where a channel's posture differs, env/posture-differs has said so, and why.
    const said = new Set(
      postureDifferences(model).flatMap(({ environment, channels }) =>
        channels.map(({ id }) => `${environment.name}\n${serverOf(id)}`),
      ),
    );
    for (const component of ["pd", "tikv"] as const) {
      const sides = comparableEnvironments(model).flatMap((environment) => sideOf(environment, component));
      if (sides.length < 2) continue;
      for (const key of new Set(sides.flatMap(({ settings }) => [...settings.keys()]))) {
        const is = (side: Side, value: Said) => side.settings.get(key)?.said === value;
        const having =
          sides.find((side) => is(side, "absolute")) ?? sides.find((side) => is(side, "relative") || is(side, "set"));
        if (having === undefined) continue;
        for (const side of sides) {
          const here = side.settings.get(key);
          const there = having.settings.get(key);
          const isTold =
            said.has(`${side.environment.name}\n${component}`) || said.has(`${having.environment.name}\n${component}`);
          if (here === undefined || there === undefined || here.said === there.said || isTold) continue;
          yield statementFor(key, component, side.environment, here, having.environment, there);
        }
      }
    }
  },
};

/** What all instances of a component in an environment say alike. */
type Said = "set" | "absent" | "absolute" | "relative";

interface Common {
  readonly said: Said;
  readonly state: SettingState;
}

interface Side {
  readonly environment: Environment;
  readonly settings: ReadonlyMap<string, Common>;
}

/** Settings in which the instances of one environment disagree are left out: env/instances-differ speaks. */
function sideOf(environment: Environment, component: Component): readonly Side[] {
  const instances = environment.instances.filter((instance) => instance.component === component);
  if (instances.length === 0 || !instances.every(setsUpTls)) return [];
  const settings = new Map<string, Common>();
  const mixed = new Set<string>();
  for (const state of instances.flatMap((instance: Instance) => settingStates(instance))) {
    const { key } = state;
    const said = state.state === "unknown" ? undefined : state.state === "absent" ? "absent" : (state.shape ?? "set");
    const before = settings.get(key);
    if (said === undefined || (before !== undefined && before.said !== said)) mixed.add(key);
    else if (before === undefined) settings.set(key, { said, state });
  }
  for (const key of mixed) settings.delete(key);
  return [{ environment, settings }];
}

function statementFor(
  key: string,
  component: Component,
  here: Environment,
  { said, state }: Common,
  other: Environment,
  there: Common,
): Statement {
  const name = componentName[component];
  const isShape = said === "relative" && there.said === "absolute";
  const message = isShape
    ? `${name}'s ${key} is relative in ${here.name} and absolute in ${other.name}: in one of them it depends on the server's working directory`
    : `${name} sets no ${key} in ${here.name}, and one in ${other.name}`;
  return {
    at: state.at,
    subject: `${component} ${key}`,
    environment: here.name,
    component,
    message,
    help: isShape
      ? "write the absolute path in both"
      : `set ${key} here too, or remove it there (${there.state.at.path}:${there.state.at.line})`,
    related: [{ at: there.state.at, message: `${other.name} ${isShape ? "writes an absolute path" : "sets it"}` }],
  };
}
