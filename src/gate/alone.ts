import { configPaths } from "../config/config-paths.ts";
import type { Refused } from "../config/mistake.ts";
import { conclude, type Judgement, weigh } from "../judge/judge.ts";
import { compareSeverities, type Policy, severityOf } from "../judge/policy.ts";
import type { Rule } from "../judge/rule.ts";
import type { Model } from "../model/environments/environment.ts";
import type { Span } from "../text/span.ts";
import type { MissingBase } from "./base.ts";
import { type ConfigRequest, configWithoutBase, loadConfig, waiversOf } from "./effective-config.ts";
import { type Extent, extentOf, sceneWithin } from "./extent.ts";
import { type JudgedTree, withFixes, withNotes } from "./judged-tree.ts";
import { type ProofRequest, proofsOf, rulesFor } from "./proof.ts";
import { type Head, type ListedHead, listHead, modelled, readHead } from "./revision.ts";

/** A tree, judged by itself. */
export interface JudgedAlone extends JudgedTree {
  readonly kind: "alone";
}

/**
 * Judges a tree by its own config: the steps of a change without its guard and its comparison. Where a base was asked for and
 * is `missing`, nothing that the tree brings counts: no config file, no policy, no waiver; and that is an error.
 */
export async function judgeAlone(
  request: ConfigRequest & ProofRequest & { readonly now: number },
  tree: Head,
  missing: MissingBase | undefined,
): Promise<JudgedAlone | Refused> {
  const config = await (missing === undefined ? loadConfig(request, tree) : configWithoutBase(request, tree));
  if (config.kind === "refused") return config;
  const listed = await listHead(tree, config.folder);
  const extent = extentOf(listed.judged, listed.rendered.paths);
  const head = modelled(await readHead(listed, config.configFile), config.scope, request.now, extent);
  const { files } = head;
  const model = withNotes(head.model, [listed.note]);
  const scene = sceneWithin({ model, findings: [] }, extent, config);
  const proofs = await proofsOf(request, { model, extent }, config, missing === undefined ? "accepted" : "change");
  const rules = await rulesFor({ proofs: proofs !== undefined, base: false });
  const judgement: Judgement = {
    rules,
    proofs,
    now: request.now,
    policyOf: missing === undefined ? config.policyOf : (environment) => withFloor(config.policyOf(environment), rules),
    gate: {
      configFile: config.configFile,
      references: config.references,
      waivers: missing === undefined ? waiversOf(config, files) : [],
      baseMissing: missing && { at: placeIn(scene.model, listed, extent), base: missing.name, because: missing.because },
    },
  };
  const weighed = weigh(model, judgement);
  const findings = conclude(model, judgement, weighed);
  return {
    kind: "alone",
    config,
    configOf: "head",
    extent,
    model,
    files,
    proofs,
    gate: weighed.gate,
    findings: await withFixes(findings, files),
  };
}

/** A place of what is reported on: what is said elsewhere is not reported. */
function placeIn({ environments, files }: Model, { entries, judged }: ListedHead, extent: Extent | undefined): Span {
  const entry = entries.find(({ path }) => extent === undefined || extent.holds(path));
  const path = entry?.path ?? (judged || (configPaths[0] as (typeof configPaths)[number]));
  return environments[0]?.at ?? files[0]?.at ?? { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** Whatever policy the run asks for, it cannot switch off that this is said. */
function withFloor(policy: Policy, rules: readonly Rule[]): Policy {
  const floors = rules.flatMap(({ id, leastWithoutBase: least }) => {
    if (least === undefined) return [];
    const severity = severityOf(policy, id, "production", undefined);
    return [[id, { severity: compareSeverities(severity, least) > 0 ? severity : least }] as const];
  });
  return { ...policy, rules: { ...policy.rules, ...Object.fromEntries(floors) } };
}
