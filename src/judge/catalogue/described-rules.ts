import { catalogue } from "../catalogue.ts";
import type { RuleMeta } from "../rule.ts";

/** Every rule with what is written about it, in the order of the ids. */
export function describedRules(): readonly (RuleMeta & { readonly id: string })[] {
  return catalogue.map(({ id, meta }) => ({ id, ...meta() }));
}
