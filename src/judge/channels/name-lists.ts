import { knows } from "../../facts/keys.ts";
import { readsAllowedSan } from "../../model/handshake/allow-list.ts";
import { lookup } from "../../model/instances/config-tree.ts";
import type { Instance } from "../../model/instances/instance.ts";
import type { Setting, Stated } from "../../model/instances/setting.ts";
import { keyCaseOf } from "../../model/instances/typed.ts";
import { isAtLeast } from "../../model/instances/version.ts";
import type { Answer } from "./verification.ts";

/** A list of allowed names as an instance's configuration has it. */
export interface NameList {
  readonly key: "cert-allowed-cn" | "cert-allowed-san";
  readonly names: Stated<readonly Setting<string>[]>;
  /** Does the instance's version know the key? If not it passes over it in silence. */
  readonly isRead: boolean;
  /** Or might it? Patch releases and betas after those that were read may have keys of master. */
  readonly mayBeRead: boolean;
}

/** The lists that a component has in some version: PD `cert-allowed-cn` alone, TiKV that one since v3.1.0 and `cert-allowed-san` on master. */
export function nameListsOf(instance: Instance): readonly NameList[] {
  let lists = known.get(instance);
  if (lists === undefined) {
    lists = readLists(instance);
    known.set(instance, lists);
  }
  return lists;
}

const known = new WeakMap<Instance, readonly NameList[]>();

function readLists(instance: Instance): readonly NameList[] {
  const { component, version, security } = instance;
  const readsCn = component === "pd" || isAtLeast(version, "v3.1.0");
  const byCn: NameList = {
    key: "cert-allowed-cn",
    names: unlessWrongType(instance, "cert-allowed-cn", security.allowedCn),
    isRead: readsCn,
    mayBeRead: readsCn,
  };
  if (component === "pd") return [byCn];
  const bySan: NameList = {
    key: "cert-allowed-san",
    names: unlessWrongType(instance, "cert-allowed-san", security.allowedSan),
    isRead: readsAllowedSan(component, version),
    mayBeRead: knows("tikv", version, ["security", "cert-allowed-san"]),
  };
  return [byCn, bySan];
}

/** A list of another type than a list is written, not missing: config/wrong-type speaks. */
function unlessWrongType({ config, component }: Instance, key: string, names: NameList["names"]): NameList["names"] {
  const node = lookup(config, ["security", key], keyCaseOf[component])?.node;
  if (node === undefined || node.kind === "array" || node.kind === "unknown") return names;
  return { kind: "unknown", because: "it is no list", span: node.span };
}

/** Does a list hold at least one entry? */
export function hasEntries({ names }: NameList): Answer {
  if (names.kind === "unknown") return "unknown";
  return names.kind === "known" && names.value.length > 0 ? "yes" : "no";
}
