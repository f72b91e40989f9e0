import { ruleIds } from "../config/bundled-policies.ts";
import type { Refused } from "../config/mistake.ts";
import { type Tree, type TreeEntry, TreeError } from "../discover/tree.ts";
import { conclude, type Finding, type Judgement, judge, type Weighed, weigh } from "../judge/judge.ts";
import type { ConfiguredReference, Gate, GateChange, Rule, Waiver } from "../judge/rule.ts";
import { commentWaivers } from "../judge/waivers.ts";
import { buildModel, type Scope } from "../model/build.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import type { Proof } from "../model/handshake/trial.ts";
import type { SourceFile } from "../read/source-file.ts";
import { parseGlob } from "../text/glob.ts";
import type { RepoPath } from "../text/span.ts";
import { hiddenFiles, judgedPaths, type ListedBase, movesBetween, openedFiles } from "./base.ts";
import { type ComparedFinding, type Comparison, compareFindings } from "./compare.ts";
import { type Content, contentsOf, type Head } from "./content.ts";
import {
  brokenLaw,
  coveredKey,
  hiddenChanges,
  isLowerTier,
  judgedAs,
  type Law,
  type LoweredEnvironment,
  lawChanges,
  loweredChanges,
  standingWaivers,
  waiverChanges,
  waiverKey,
} from "./guard.ts";
import { type LawRequest, type LoadedLaw, loadLaw } from "./law.ts";
import { type ProofRequest, proofsOf, rulesFor } from "./proof.ts";

type MissingBase = Extract<ListedBase, { kind: "missing" }>;
type PresentBase = Extract<ListedBase, { kind: "tree" }>;

/** A change, judged by the law of its base. */
export interface JudgedChange {
  readonly kind: "judged";
  readonly model: Model;
  readonly findings: readonly ComparedFinding[];
  readonly gate: Gate;
  readonly law: LoadedLaw;
  readonly files: readonly SourceFile[];
  readonly comparison: Comparison;
  readonly proofs?: readonly Proof[] | undefined;
  readonly sides: Sides;
}

/** The two sides of a change as they were read and modelled. */
export interface Sides {
  readonly base: { readonly model: Model; readonly files: readonly SourceFile[] };
  readonly head: { readonly model: Model; readonly files: readonly SourceFile[] };
  /** New path -> old path. */
  readonly moved: ReadonlyMap<RepoPath, RepoPath>;
}

/** Judges head and base by one law, the base's, and says what the change does to that law. */
export async function judgeChange(
  request: LawRequest & ProofRequest & { readonly now: number },
  head: Head,
  base: PresentBase,
): Promise<JudgedChange | MissingBase> {
  const laws = await lawsOf(request, head, base);
  if (laws.kind === "missing") return laws;
  const { law } = laws;
  const content = await contentsOf(head, base);
  const moved = movesBetween(content.base, content.head);
  const untested = await rulesFor({ proofs: false, base: true });
  const before = judgeBase(content.base, law, untested, request.now);
  const model = modelOfHead(content.head, law.scope, before.model, moved, request.now);

  const comments = commentsOf(content.head.files);
  const newWaivers = laws.head === undefined ? law.waivers : laws.head.waivers;
  const waivers = standingWaivers([...law.waivers, ...commentsOf(content.base.files)], [...newWaivers, ...comments], moved);
  const proofs = await proofsOf(request, model, law, law === laws.head ? "change" : "accepted");
  const judgement: Judgement = {
    rules: proofs === undefined ? untested : await rulesFor({ proofs: true, base: true }),
    proofs,
    now: request.now,
    policyOf: law.policyOf,
    gate: {
      configFile: laws.head?.configFile ?? law.configFile,
      references: laws.head === undefined ? law.references : sharedReferences(law.references, laws.head.references),
      waivers,
    },
    base: before.model,
    countsFor: coverage(before.findings, moved),
  };
  const weighed = weigh(model, judgement);
  const paths = { base: judgedPaths(before.model, content.base), head: judgedPaths(model, content.head) };
  const changes: readonly GateChange[] = [
    ...(laws.broken ?? []),
    ...(laws.head === undefined || laws.began === undefined
      ? []
      : lawChanges(laws.began, laws.head, () => ({
          now: weighed.findings,
          later: judgeAlone(content.head, laws.head as LoadedLaw, untested, request.now).findings,
        }))),
    ...waiverChanges(weighed.gate.waivers),
    ...hiddenChanges(
      [...(await hiddenFiles(content.base, content.head, paths, moved)), ...openedFiles(before.model, model, moved)],
      before.findings,
    ),
    ...loweredChanges(loweredEnvironments(before.model, model, paths.head, moved, judgement, weighed)),
  ];
  const gate = { ...weighed.gate, changes };
  const findings = conclude(model, judgement, { findings: weighed.findings, gate });
  const [inBase, inHead] = [base.entries, head.entries].map((entries) => new Set(entries.map(({ path }) => path)));
  const comparison = compareFindings(before.findings, findings, {
    moved,
    isInBase: (path) => inBase?.has(path) === true,
    isInHead: (path) => inHead?.has(path) === true,
  });
  const assumptions = laws.note === undefined ? model.assumptions : [laws.note, ...model.assumptions];
  const sides: Sides = {
    base: { model: before.model, files: content.base.files },
    head: { model, files: content.head.files },
    moved,
  };
  return {
    kind: "judged",
    model: { ...model, assumptions },
    findings: comparison.findings,
    gate,
    law,
    files: content.head.files,
    comparison,
    sides,
    proofs,
  };
}

interface Laws {
  readonly kind: "laws";
  /** The one that counts. */
  readonly law: LoadedLaw;
  /** What the head would have after the merge; undefined when it is broken. */
  readonly head: LoadedLaw | undefined;
  /** Where the change began, to tell what it alters; undefined on a first adoption. */
  readonly began: Law | undefined;
  readonly broken?: readonly GateChange[];
  readonly note?: string;
}

async function lawsOf(request: LawRequest, head: Head, base: PresentBase): Promise<Laws | MissingBase> {
  const old = await attemptLaw(request, base.law.tree, base.law.entries, "may-be-absent");
  const next = await attemptLaw(request, head.tree, head.entries, old.kind === "law" ? "may-be-absent" : "must-exist");
  if (old.kind === "refused") {
    // It gave no verdict either, and only a change can put it right.
    return {
      kind: "missing",
      name: base.name,
      because: `its config file or policy cannot be used: ${old.mistakes[0]?.message ?? ""}`,
    };
  }
  if (next.kind === "refused") {
    const [first] = next.mistakes;
    const at = first?.at ?? {
      path: (old.configFile ?? "tikv-tls-gate.yml") as RepoPath,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    };
    return {
      kind: "laws",
      law: old,
      head: undefined,
      began: old,
      broken: [brokenLaw(at, first?.message ?? "it cannot be read")],
    };
  }
  if (old.configFile === undefined && next.configFile !== undefined && !(await base.isInUse())) {
    const note = `First adoption: the base has no config file, and no workflow there runs this gate; ${next.configFile} of this change counts already.`;
    return { kind: "laws", law: next, head: next, began: undefined, note };
  }
  const began = base.law.tree === base.tree ? old : await attemptLaw(request, base.tree, base.entries, "may-be-absent");
  return { kind: "laws", law: old, head: next, began: began.kind === "law" ? began : old };
}

/** A config file that is a link or too large is a mistake in it, not an end of the run. */
async function attemptLaw(
  request: LawRequest,
  tree: Tree,
  entries: readonly TreeEntry[],
  unless: "must-exist" | "may-be-absent",
): Promise<LoadedLaw | Refused> {
  try {
    return await loadLaw(request, tree, entries, unless);
  } catch (error) {
    if (error instanceof TreeError)
      return { kind: "refused", mistakes: [{ message: error.message, help: "commit a regular file" }] };
    throw error;
  }
}

function judgeBase(
  content: Content,
  law: LoadedLaw,
  rules: readonly Rule[],
  now: number,
): { readonly model: Model; readonly findings: readonly Finding[] } {
  const model = buildModel(content.reading, law.scope, now);
  const gate = {
    configFile: law.configFile,
    references: law.references,
    waivers: [...law.waivers, ...commentsOf(content.files)],
  };
  return { model, findings: judge(model, { rules, now, policyOf: law.policyOf, gate }) };
}

/** As the head will be judged when it is the base. */
function judgeAlone(content: Content, law: LoadedLaw, rules: readonly Rule[], now: number): Weighed {
  const model = buildModel(content.reading, law.scope, now);
  const waivers = [...law.waivers, ...commentsOf(content.files)];
  return weigh(model, { rules, now, policyOf: law.policyOf, gate: { waivers } });
}

function commentsOf(files: readonly SourceFile[]): readonly Waiver[] {
  return files.flatMap(({ path, text }) => commentWaivers(path, text, ruleIds));
}

/** A file that moved out of everything that the base's config file includes stays in its environment until the merge. */
function modelOfHead(
  { reading }: Content,
  scope: Scope,
  before: Model,
  moved: ReadonlyMap<RepoPath, RepoPath>,
  now: number,
): Model {
  const model = buildModel(reading, scope, now);
  if (scope.environments === undefined) return model;
  const pins = new Map<string, RepoPath[]>();
  for (const [to, from] of moved) {
    const environment = model.environmentOf(to) === undefined ? before.environmentOf(from) : undefined;
    if (environment === undefined || "because" in parseGlob(to) || /[*?{}]/.test(to)) continue;
    pins.set(environment.name, [...(pins.get(environment.name) ?? []), to]);
  }
  if (pins.size === 0) return model;
  const environments = scope.environments.map((environment) => ({
    ...environment,
    include: [...environment.include, ...(pins.get(environment.name) ?? [])],
  }));
  return buildModel(reading, { ...scope, environments }, now);
}

/** Before the merge a comment excuses what it excused in the base, and a moved file is excused where it was too. */
function coverage(before: readonly Finding[], moved: ReadonlyMap<RepoPath, RepoPath>): NonNullable<Judgement["countsFor"]> {
  const covered = new Map<string, Set<string>>();
  for (const { waiver, rule, statement } of before) {
    if (waiver?.line === undefined) continue;
    const key = waiverKey(waiver);
    covered.set(key, (covered.get(key) ?? new Set()).add(coveredKey(rule.id, statement)));
  }
  return (waiver, rule, statement) => {
    if (waiver.line !== undefined) {
      const path = moved.get(waiver.path as RepoPath) ?? waiver.path;
      return covered.get(waiverKey({ ...waiver, path }))?.has(coveredKey(rule, statement)) === true;
    }
    const old = moved.get(statement.at.path);
    if (old === undefined) return true;
    const glob = parseGlob(waiver.path);
    return !("because" in glob) && glob.matches(old);
  };
}

function sharedReferences(
  base: readonly ConfiguredReference[],
  head: readonly ConfiguredReference[],
): readonly ConfiguredReference[] {
  const key = ({ kind, environment, text }: ConfiguredReference) => `${kind}\n${environment}\n${text}`;
  const known = new Set(base.map(key));
  return head.filter((reference) => known.has(key(reference)));
}

/** Environments with files that lay in one of a higher tier, or of another policy. */
function loweredEnvironments(
  base: Model,
  head: Model,
  paths: ReadonlySet<RepoPath>,
  moved: ReadonlyMap<RepoPath, RepoPath>,
  judgement: Judgement,
  weighed: Weighed,
): readonly LoweredEnvironment[] {
  const was = new Map<Environment, Environment>();
  for (const path of paths) {
    const [old, now] = [base.environmentOf(moved.get(path) ?? path), head.environmentOf(path)];
    if (old === undefined || now === undefined) continue;
    const isOther = isLowerTier(now.tier, old.tier) || (now.tier === old.tier && now.policy !== old.policy);
    const known = was.get(now);
    if (isOther && (known === undefined || isLowerTier(known.tier, old.tier))) was.set(now, old);
  }
  return [...was].map(([environment, { name, tier, policy }]) => {
    const { findings } = weigh(judgedAs(head, new Map([[environment.name, { tier, policy }]])), judgement);
    const own = (list: readonly Finding[]) => list.filter((finding) => finding.environment?.name === environment.name);
    return { environment, was: { name, tier, policy }, outlook: { now: own(weighed.findings), later: own(findings) } };
  });
}
