import baseline from "../../policies/baseline.json" with { type: "json" };
import pciDss4 from "../../policies/pci-dss-4.json" with { type: "json" };
import strict from "../../policies/strict.json" with { type: "json" };
import tiup from "../../policies/tiup.json" with { type: "json" };
import { type Policy, resolvePolicy } from "../judge/policy.ts";

/** The policies that come with the program, by name. A test holds them against the schema. */
export const bundledPolicies: ReadonlyMap<string, Policy> = new Map(
  ([baseline, strict, pciDss4, tiup] as unknown as readonly Policy[]).map((policy) => [policy.name, policy]),
);

/** The bundled policies with nothing left to extend, in the order in which people meet them. */
export function resolvedPolicies(): readonly Policy[] {
  return [...bundledPolicies.values()].map((policy) => {
    const resolved = resolvePolicy(policy, (name) => bundledPolicies.get(name));
    if (resolved.kind === "refused") throw new Error(`policies/${policy.name}.json: ${resolved.because}`);
    return resolved.policy;
  });
}
