import { type Tier, tiers } from "../model/environments/environment.ts";

export const severities = ["off", "note", "warning", "error"] as const;
export type Severity = (typeof severities)[number];

/** Negative where the first is the lower one. */
export function compareSeverities(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** What a policy says about one rule. More specific wins: tier over general, variant over severity. */
export interface RuleSetting {
  readonly severity?: Severity | undefined;
  /** Severities of the cases that the rule's metadata names. */
  readonly variants?: Readonly<Record<string, Severity>> | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  readonly tiers?: Readonly<Partial<Record<Tier, Omit<RuleSetting, "tiers">>>> | undefined;
}

/** A policy file (`policies/*.json`). A rule that neither it nor what it extends names is off. */
export interface Policy {
  readonly $schema?: string | undefined;
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
  const [setting] = ownSetting(policy, rule);
  return (setting && saidSeverity(setting, tier, variant)) ?? "off";
}

/** The parameters of a rule in a tier. */
export function parametersOf(policy: Policy, rule: string, tier: Tier): Readonly<Record<string, unknown>> {
  const [setting] = ownSetting(policy, rule);
  return { ...setting?.parameters, ...setting?.tiers?.[tier]?.parameters };
}

/** What `resolvePolicy` gives: one policy without `extends`, or why there is none. */
export type ResolvedPolicy =
  | { readonly kind: "policy"; readonly policy: Policy }
  | { readonly kind: "refused"; readonly because: string };

const maximumDepth = 20;

/** Puts a policy on top of those that it extends. `find` knows every policy by the text that `extends` writes. */
export function resolvePolicy(policy: Policy, find: (reference: string) => Policy | undefined): ResolvedPolicy {
  const layers = [policy];
  const chain: string[] = [];
  for (let top = policy; top.extends !== undefined; ) {
    const next = find(top.extends);
    if (next === undefined) return { kind: "refused", because: `${top.name} extends ${top.extends}, which is no policy` };
    if (chain.includes(top.extends) || layers.includes(next)) {
      return { kind: "refused", because: `policies extend each other in a circle: ${[...chain, top.extends].join(", ")}` };
    }
    if (layers.length === maximumDepth)
      return { kind: "refused", because: `more than ${maximumDepth} policies extend each other` };
    chain.push(top.extends);
    layers.push(next);
    top = next;
  }
  return { kind: "policy", policy: layers.length === 1 ? policy : flattened(layers) };
}

/**
 * The upper policy speaks first: what it says about a rule in general also beats what a lower one says about a tier or
 * a case, so that `"severity": "error"` means error everywhere.
 */
function flattened(layers: readonly Policy[]): Policy {
  const [top] = layers as readonly [Policy, ...Policy[]];
  const ids = [...new Set([...layers].reverse().flatMap((layer) => Object.keys(layer.rules)))];
  const firstOf = <T>(pick: (layer: Policy) => T | undefined) => layers.map(pick).find((value) => value !== undefined);
  const days = firstOf((layer) => layer.waivers?.["max-days"]);
  return {
    name: top.name,
    description: top.description,
    sections: [...new Set([...layers].reverse().flatMap((layer) => layer.sections ?? []))],
    ...(days !== undefined && { waivers: { "max-days": days } }),
    rules: Object.fromEntries(ids.map((id) => [id, flattenedRule(layers, id)])),
  };
}

function flattenedRule(layers: readonly Policy[], id: string): RuleSetting {
  const settings = layers.flatMap((layer) => ownSetting(layer, id));
  const variants = new Set(
    settings
      .flatMap((setting) => [setting, ...Object.values(setting.tiers ?? {})])
      .flatMap((part) => Object.keys(part.variants ?? {})),
  );
  const inTier = (tier: Tier): Omit<RuleSetting, "tiers"> => {
    const say = (variant: string | undefined) =>
      settings.map((setting) => saidSeverity(setting, tier, variant)).find((severity) => severity !== undefined) ?? "off";
    return {
      severity: say(undefined),
      variants: Object.fromEntries([...variants].map((variant) => [variant, say(variant)])),
      parameters: Object.assign(
        {},
        ...[...settings].reverse().flatMap((setting) => [setting.parameters, setting.tiers?.[tier]?.parameters]),
      ),
    };
  };
  return { tiers: Object.fromEntries(tiers.map((tier) => [tier, inTier(tier)])) };
}

/** Rule ids come from files of strangers: `constructor` is no rule. */
function ownSetting(policy: Policy, id: string): readonly RuleSetting[] {
  const setting = Object.hasOwn(policy.rules, id) ? policy.rules[id] : undefined;
  return setting === undefined ? [] : [setting];
}

function saidSeverity(setting: RuleSetting, tier: Tier, variant: string | undefined): Severity | undefined {
  const tiered = setting.tiers?.[tier];
  const byVariant = variant === undefined ? undefined : (tiered?.variants?.[variant] ?? setting.variants?.[variant]);
  return byVariant ?? tiered?.severity ?? setting.severity;
}
