import { hasNoMaterial, type Instance, type MaterialName, materialKeys, materialNames } from "../../model/instances/instance.ts";
import type { Setting } from "../../model/instances/setting.ts";
import type { Span } from "../../text/span.ts";
import { hasEntries, nameListsOf } from "../channels/name-lists.ts";

/** What an instance says about one TLS setting, in a form that can be compared. */
export interface SettingState {
  readonly key: string;
  /** `unknown` cannot be compared. */
  readonly state: "set" | "absent" | "unknown";
  /** The setting; where it is missing, the place where it belongs. */
  readonly at: Span;
  /** For paths: `absolute` or `relative`. */
  readonly shape?: "absolute" | "relative" | undefined;
  /** For lists of names: the names, sorted; undefined where they are not known. */
  readonly names?: readonly string[] | undefined;
}

const known = new WeakMap<Instance, readonly SettingState[]>();

/** The TLS settings of an instance: three paths and the lists of names that its version reads. */
export function settingStates(instance: Instance): readonly SettingState[] {
  let states = known.get(instance);
  if (states === undefined) {
    states = readStates(instance);
    known.set(instance, states);
  }
  return states;
}

function readStates(instance: Instance): readonly SettingState[] {
  const paths = materialNames.map((name) => pathState(instance, name));
  const lists = nameListsOf(instance).filter((list) => list.isRead);
  const { at } = instance.security;
  return [
    ...paths,
    ...lists.map((list): SettingState => {
      const answer = hasEntries(list);
      const state = answer === "yes" ? "set" : answer === "no" ? "absent" : "unknown";
      const names = list.names.kind === "known" ? namesOf(list.names.value) : list.names.kind === "absent" ? [] : undefined;
      return { key: list.key, state, at: list.names.kind === "absent" ? (list.names.at ?? at) : list.names.span, names };
    }),
  ];
}

function pathState(instance: Instance, name: MaterialName): SettingState {
  const key = materialKeys[instance.component][name];
  const material = instance.security[name];
  if (material.kind === "absent") return { key, state: "absent", at: material.at ?? instance.security.at };
  if (material.path === undefined) return { key, state: "unknown", at: instance.security.at };
  const { value, span } = material.path;
  return { key, state: "set", at: span, shape: value.startsWith("/") ? "absolute" : "relative" };
}

function namesOf(settings: readonly Setting<string>[]): readonly string[] {
  return [...new Set(settings.map(({ value }) => value))].sort();
}

/** Does an instance set up TLS at all, as far as the files say? */
export function setsUpTls({ security }: Instance): boolean {
  return !hasNoMaterial(security);
}
