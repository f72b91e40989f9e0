import type { Refused } from "../../config/mistake.ts";
import { type Plan, planOf } from "../../rollout/plan.ts";
import { listBase, type MissingBase } from "../base.ts";
import { loadConfig } from "../effective-config.ts";
import { extentOf, touchedNames } from "../extent.ts";
import type { GateRequest } from "../gate.ts";
import { headOf, listHead, modelled, readBoth } from "../revision.ts";

/** How a change rolls out. */
export interface PlannedChange {
  readonly kind: "planned";
  readonly plan: Plan;
  /** What reports call the base. */
  readonly base: string;
  /** The environments with something in the judged folder, on either side; undefined for all. */
  readonly touched: readonly string[] | undefined;
}

/** Plans a change by one config for both sides: the base's; where the base has none, the head's, since a plan judges nothing. */
export async function planChange(request: GateRequest): Promise<PlannedChange | MissingBase | Refused> {
  const base = request.base && (await listBase(request.base, request.judged));
  if (base === undefined) return { kind: "missing", name: "", because: "no commit is given" };
  if (base.kind === "missing") return base;
  const tree = await headOf(request);
  if (tree.kind === "refused") return tree;
  const old = await loadConfig(request, base.tip ?? base, "may-be-absent");
  const config = old.kind === "config" && old.configFile === undefined ? await loadConfig(request, tree, "may-be-absent") : old;
  if (config.kind === "refused") return config;
  const head = await listHead(tree, config.folder);
  const content = await readBoth(head, { tree: base.tree, entries: await base.tree.list(head.part) });
  const before = modelled(content.base, config.scope, request.now);
  const after = modelled(content.head, config.scope, request.now);
  const plan = planOf(before.model, after.model, request.now);
  return { kind: "planned", plan, base: base.name, touched: touchedNames([before, after], extentOf(head.judged)) };
}
