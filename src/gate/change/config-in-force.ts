import { configPaths } from "../../config/config-paths.ts";
import type { Refused } from "../../config/mistake.ts";
import { TreeError } from "../../discover/tree.ts";
import type { ConfiguredReference, GateChange } from "../../judge/rule.ts";
import type { RepoPath, Span } from "../../text/span.ts";
import type { MissingBase, PresentBase } from "../base.ts";
import { type ConfigRequest, type EffectiveConfig, loadConfig } from "../effective-config.ts";
import type { Head, Listing, Named } from "../revision.ts";
import { brokenConfig } from "./config-changes.ts";

/** The configs of a change. */
export interface ChangeConfigs {
  readonly kind: "configs";
  /** The one that both sides are judged by. */
  readonly inForce: EffectiveConfig;
  /** Whose it is: the base's, or on a first adoption the one that the change brings. */
  readonly from: "accepted" | "change";
  /** What the head would have after the merge; undefined when it is broken. */
  readonly head: EffectiveConfig | undefined;
  /** Where the change began, to tell what it alters; undefined on a first adoption. */
  readonly began: EffectiveConfig | undefined;
  /** What is wrong with the head's. */
  readonly broken?: GateChange;
  /** An assumption of the report. */
  readonly note?: string | undefined;
}

/** Chooses the config that a change is judged by: that of its base, where there is one. */
export async function configsOf(request: ConfigRequest, head: Head, base: PresentBase): Promise<ChangeConfigs | MissingBase> {
  const old = await attemptConfig(request, base.tip ?? base, "may-be-absent");
  const next = await attemptConfig(request, head, old.kind === "config" ? "may-be-absent" : "must-exist");
  const isFirst = next.kind === "config" && !holdsConfig(old, base.tip ?? base);
  if (isFirst && (old.kind === "refused" || next.configFile !== undefined) && (await base.bringsGate?.()) === true) {
    return { kind: "configs", inForce: next, from: "change", head: next, began: undefined, note: adoptionNote(next) };
  }
  if (old.kind === "refused") {
    // It gave no verdict either, and only a change can put it right.
    const because = `its config file or policy cannot be used: ${old.mistakes[0]?.message ?? ""}`;
    return { kind: "missing", name: base.name, because };
  }
  if (next.kind === "refused") {
    const [first] = next.mistakes;
    const broken = brokenConfig(first?.at ?? startOf(old.configFile), first?.message ?? "it cannot be read");
    return { kind: "configs", inForce: old, from: "accepted", head: undefined, began: old, broken };
  }
  const began = base.tip === undefined ? old : await attemptConfig(request, base, "may-be-absent");
  const configs = { inForce: old, from: "accepted", head: next, began: began.kind === "config" ? began : old } as const;
  return { kind: "configs", ...configs, note: isFirst && next.configFile !== undefined ? laterNote(next.configFile) : undefined };
}

/** Has a tree a config file that counts, or one for any of its folders? */
function holdsConfig(config: EffectiveConfig | Refused, { entries }: Listing): boolean {
  if (config.kind === "config" && config.configFile !== undefined) return true;
  return entries.some(({ path }) => configPaths.some((name) => path === name || path.endsWith(`/${name}`)));
}

function adoptionNote({ configFile }: EffectiveConfig): string {
  const what = configFile === undefined ? "the policy" : configFile;
  return `First adoption: this change brings the workflow that runs the gate, and the base has no config file; ${what} of this change counts already.`;
}

function laterNote(configFile: RepoPath): string {
  return `${configFile} of this change counts after the merge: the base has no config file, and until then the bundled policy counts in the environments that are found by name.`;
}

/** What the config file names in both sides: what the change adds to it or takes from it is not looked for. */
export function sharedReferences({ inForce, head }: ChangeConfigs): readonly ConfiguredReference[] {
  if (head === undefined) return inForce.references;
  const key = ({ kind, environment, text }: ConfiguredReference) => `${kind}\n${environment}\n${text}`;
  const known = new Set(inForce.references.map(key));
  return head.references.filter((reference) => known.has(key(reference)));
}

/** A config file that is a link or too large is a mistake in it, not an end of the run. */
async function attemptConfig(
  request: ConfigRequest,
  tree: Named,
  absence: "must-exist" | "may-be-absent",
): Promise<EffectiveConfig | Refused> {
  try {
    return await loadConfig(request, tree, absence);
  } catch (error) {
    if (error instanceof TreeError)
      return { kind: "refused", mistakes: [{ message: error.message, help: "commit a regular file" }] };
    throw error;
  }
}

function startOf(configFile: RepoPath | undefined): Span {
  const path = configFile ?? ("tikv-tls-gate.yml" as RepoPath);
  return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
