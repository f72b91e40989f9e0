import type { Tier } from "../model/environment.ts";

export const severities = ["off", "note", "warning", "error"] as const;
export type Severity = (typeof severities)[number];

/** What a policy says about one rule. More specific wins: tier over general, variant over severity. */
export interface RuleSetting {
  readonly severity?: Severity | undefined;
  /** Severities of the cases that the rule's metadata names. */
  readonly variants?: Readonly<Record<string, Severity>> | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  readonly tiers?: Readonly<Partial<Record<Tier, Omit<RuleSetting, "tiers">>>> | undefined;
}

/** A policy file (`policies/*.json`). A rule that it does not name is off. */
export interface Policy {
  readonly name: string;
  readonly description: string;
  readonly extends?: string | undefined;
  /** Report sections beside findings, such as `cryptographic-inventory`. */
  readonly sections?: readonly string[] | undefined;
  readonly waivers?: { readonly "max-days"?: number | undefined } | undefined;
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

/** The severity of a finding of a rule in a tier. */
export function severityOf(policy: Policy, rule: string, tier: Tier, variant: string | undefined): Severity {
  const setting = policy.rules[rule];
  if (setting === undefined) return "off";
  const tiered = setting.tiers?.[tier];
  const byVariant = variant === undefined ? undefined : (tiered?.variants?.[variant] ?? setting.variants?.[variant]);
  return byVariant ?? tiered?.severity ?? setting.severity ?? "off";
}

/** The parameters of a rule in a tier. */
export function parametersOf(policy: Policy, rule: string, tier: Tier): Readonly<Record<string, unknown>> {
  const setting = policy.rules[rule];
  return { ...setting?.parameters, ...setting?.tiers?.[tier]?.parameters };
}
