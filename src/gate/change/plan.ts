import type { Refused } from "../../config/mistake.ts";
import { type Plan, planOf } from "../../rollout/plan.ts";
import { listBase, type MissingBase } from "../base.ts";
import { loadConfig } from "../effective-config.ts";
import type { GateRequest } from "../gate.ts";
import { listHead, modelled, readBoth } from "../revision.ts";

/** How a change rolls out. */
export interface PlannedChange {
  readonly kind: "planned";
  readonly plan: Plan;
  /** What reports call the base. */
  readonly base: string;
}

/** Plans a change by one config for both sides: the base's; on a first adoption, where the base has none, the head's. */
export async function planChange(request: GateRequest): Promise<PlannedChange | MissingBase | Refused> {
  const base = request.base && (await listBase(request.base));
  if (base === undefined) return { kind: "missing", name: "", because: "no commit is given" };
  if (base.kind === "missing") return base;
  const head = await listHead(request.tree, request.rendered ?? []);
  if (head.kind === "refused") return head;
  const old = await loadConfig(request, base.tip ?? base, "may-be-absent");
  const config = old.kind === "config" && old.configFile === undefined ? await loadConfig(request, head, "may-be-absent") : old;
  if (config.kind === "refused") return config;
  const content = await readBoth(head, base);
  const before = modelled(content.base, config.scope, request.now);
  const after = modelled(content.head, config.scope, request.now);
  return { kind: "planned", plan: planOf(before.model, after.model, request.now), base: base.name };
}
