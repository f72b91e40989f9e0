import { clustersOf } from "../../../model/channels/clusters.ts";
import { type Component, componentName, type Instance, materialKeys } from "../../../model/instances/instance.ts";
import { shortListOf } from "../../../text/list-of.ts";
import type { Span } from "../../../text/span.ts";
import { transportFailures } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";
import { settingStates } from "../../settings/setting-states.ts";
import { shown } from "../../settings/shown.ts";

export const instancesDiffer: Rule = {
  id: "env/instances-differ",
  phase: "files",
  meta: () => ({
    title: "Instances of one component differ in a TLS setting",
    why: "The weakest instance decides: a client that reaches it gets in where the others would refuse, and an outage depends on which of them is asked.",
    fix: "Give all instances of a component the same TLS settings; only the files behind the paths differ.",
    threats: ["impersonation", "outage"],
    controls: ["PCI-DSS-4.0.1:2.2.7"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    sources: ["tikv: components/security/src/lib.rs", "pd: server/config/config.go"],
    example: {
      bad: {
        files: {
          "prod/tikv-0.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv"]\n`,
          "prod/tikv-1.toml": `«[security]»\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
        },
      },
      good: {
        files: {
          "prod/tikv-0.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv"]\n`,
          "prod/tikv-1.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv"]\n`,
        },
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments.flatMap(clustersOf)) {
      for (const component of ["pd", "tikv"] as const) {
        const instances = environment.instances.filter((instance) => instance.component === component);
        if (instances.length < 2) continue;
        const material = groupsOf(instances, materialOf);
        for (const { few, most, value } of deviations(material)) {
          const [fewSay, mostSay] = [materialText(component, value), materialText(component, most.value)];
          const covers = few.members.flatMap(({ instance }) => transportFailures(instance, { environment, now }));
          yield { ...statement(component, "TLS material", few, most, fewSay, mostSay), covers };
        }
        // Lists are compared among those that agree on the rest: without TLS they mean nothing.
        const alike = material[0]?.members.map(({ instance }) => instance) ?? [];
        for (const key of ["cert-allowed-cn", "cert-allowed-san"]) {
          for (const { few, most, value } of deviations(groupsOf(alike, (instance) => namesOf(instance, key)))) {
            yield statement(component, key, few, most, namesText(key, value), namesText(key, most.value));
          }
        }
      }
    }
  },
};

interface Member {
  readonly instance: Instance;
  readonly at: Span;
}

interface Group {
  readonly value: string;
  readonly members: readonly Member[];
}

type Answer = { readonly value: string; readonly at: Span } | undefined;

/** The instances by what they say, the most common first; those of which it is not known are left out. */
function groupsOf(instances: readonly Instance[], say: (instance: Instance) => Answer): readonly Group[] {
  const groups = new Map<string, Member[]>();
  for (const instance of instances) {
    const answer = say(instance);
    if (answer === undefined) continue;
    const members = groups.get(answer.value);
    const member = { instance, at: answer.at };
    if (members === undefined) groups.set(answer.value, [member]);
    else members.push(member);
  }
  // Of equally many those that say more are what the others should say.
  return [...groups]
    .map(([value, members]): Group => ({ value, members }))
    .sort((a, b) => b.members.length - a.members.length || b.value.length - a.value.length || (a.value < b.value ? -1 : 1));
}

function deviations(groups: readonly Group[]): readonly { readonly few: Group; readonly most: Group; readonly value: string }[] {
  const [most, ...others] = groups;
  return most === undefined ? [] : others.map((few) => ({ few, most, value: few.value }));
}

function materialOf(instance: Instance): Answer {
  const states = settingStates(instance).slice(0, 3);
  if (states.some(({ state }) => state === "unknown")) return undefined;
  const set = states.filter(({ state }) => state === "set").map(({ key }) => key);
  return { value: set.join(", "), at: instance.security.at };
}

function namesOf(instance: Instance, key: string): Answer {
  const state = settingStates(instance).find((candidate) => candidate.key === key);
  return state?.names && { value: state.names.map((name) => JSON.stringify(name)).join(", "), at: state.at };
}

function materialText(component: Component, value: string): string {
  const { ca, certificate, key } = materialKeys[component];
  if (value === "") return "set no TLS material";
  return value === [ca, certificate, key].join(", ") ? `set ${ca}, ${certificate} and ${key}` : `set only ${value}`;
}

function namesText(key: string, value: string): string {
  return value === "" ? `have no ${key}` : `have ${key} = [${shown(value)}]`;
}

function statement(component: Component, what: string, few: Group, most: Group, fewSay: string, mostSay: string) {
  const [first] = few.members as readonly [Member, ...Member[]];
  const [usual] = most.members as readonly [Member, ...Member[]];
  const names = ({ members }: Group) => shortListOf(members.map(({ instance }) => instance.name));
  const plural = (group: Group, text: string) =>
    group.members.length === 1 ? text.replace(/^set/, "sets").replace(/^have/, "has") : text;
  return {
    at: first.at,
    subject: `${component} ${what} ${first.instance.name}`,
    environment: first.instance.environment,
    component,
    message: `${names(few)} ${plural(few, fewSay)}, ${names(most)} ${plural(most, mostSay)}`,
    help: `give all ${componentName[component]} instances of ${first.instance.environment} the same settings`,
    related: [
      { at: usual.at, message: `${usual.instance.name} ${plural({ ...most, members: [usual] }, mostSay)}` },
      ...few.members.slice(1, 6).map(({ at, instance }) => ({ at, message: `${instance.name} says the same` })),
    ],
  };
}
