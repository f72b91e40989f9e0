import { isMachine } from "../environments/environment-word.ts";
import { entryOf } from "./config-tree.ts";
import type { InstanceDraft } from "./draft.ts";

/**
 * A name for each instance of one environment: PD's own `name`, else the file's name, else (for `tikv.toml`,
 * `config.toml`) the folder of the machine. Unique: a name that is taken gets a number.
 */
export function instanceNames(drafts: readonly InstanceDraft[]): readonly string[] {
  const wanted = drafts.map(ownName);
  const claimed = new Set(wanted);
  const seen = new Map<string, number>();
  return wanted.map((name) => {
    let number = (seen.get(name) ?? 0) + 1;
    let unique = name;
    // The first of a name keeps it; a number never takes a name that somebody has as his own.
    if (number > 1) {
      for (unique = `${name}-${number}`; claimed.has(unique); number++) unique = `${name}-${number + 1}`;
      claimed.add(unique);
    }
    seen.set(name, number);
    return unique;
  });
}

function ownName(draft: InstanceDraft): string {
  if (draft.name !== undefined && draft.name !== "") return draft.name;
  if (draft.component === "pd") {
    // PD compares keys without regard to case (server/config/config.go, BurntSushi/toml).
    const name = entryOf(draft.config, "name", "any-case")?.node;
    if (name?.kind === "string" && name.value.trim() !== "") return name.value.trim();
  }
  const parts = draft.path.split("/");
  const stem = (parts.pop() ?? "").replace(/\.[^.]*$/, "");
  if (!/^(?:pd|tikv|config|conf|configuration|server)$/i.test(stem)) return stem;
  // The machine's folder is near: prod/tikv-1/conf/tikv.toml.
  const machine = parts.slice(-3).reverse().find(isMachine);
  return machine ?? draft.component;
}
