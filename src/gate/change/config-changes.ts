import { type Policy, severityOf } from "../../judge/policy.ts";
import type { GateChange } from "../../judge/rule.ts";
import type { Tier } from "../../model/environments/environment.ts";
import { LineIndex, type RepoPath, type Span } from "../../text/span.ts";
import type { EffectiveConfig } from "../effective-config.ts";
import { listed, type Outlook, outlookText } from "./outlook.ts";
import { waiverKey } from "./waiver-standing.ts";

/** What of a config a change can alter so that the gate judges otherwise. */
export type ComparedConfig = Pick<EffectiveConfig, "configFile" | "texts" | "scope" | "policy" | "waivers">;

/** What a change does to the config file and the policies; nothing when it means the same as before. */
export function configChanges(base: ComparedConfig, head: ComparedConfig, outlook: () => Outlook): readonly GateChange[] {
  const changes: GateChange[] = [];
  const add = (path: RepoPath, at: Span, what: readonly string[]) => {
    const { now, later } = outlook();
    changes.push({
      at,
      subject: `changed ${path}`,
      message: `${listed(what)}: this counts after the merge, the change itself is judged by the base; ${outlookText(now, later)}`,
      help: "have it reviewed as what it is, a change of the gate; put it into a pull request of its own where it can be",
    });
  };
  const said = scopeDifferences(base, head);
  const config = head.configFile ?? base.configFile;
  if (said.length > 0 && config !== undefined)
    add(config, changedLine(config, base.texts.get(config), head.texts.get(config)), said);
  for (const path of new Set([...base.texts.keys(), ...head.texts.keys()])) {
    if (path === base.configFile || path === head.configFile || base.texts.get(path) === head.texts.get(path)) continue;
    const rules = ruleDifferences(base.policy, head.policy);
    const what = rules.length > 0 ? rules : [`policy file ${path} differs`];
    add(path, changedLine(path, base.texts.get(path), head.texts.get(path)), what);
  }
  return changes;
}

/** The config file that a change brings cannot be used. */
export function brokenConfig(at: Span, because: string): GateChange {
  return {
    at,
    subject: `broken ${at.path}`,
    variant: "broken",
    message: `the gate cannot be configured with this after the merge: ${because}; the change itself is judged by the base`,
    help: "correct it: after the merge every check would end without a verdict",
  };
}

function scopeDifferences(base: ComparedConfig, head: ComparedConfig): readonly string[] {
  if (base.configFile !== head.configFile) {
    if (head.configFile === undefined) return [`the config file ${base.configFile} is removed`];
    if (base.configFile === undefined) return [`the gate gets its first config file ${head.configFile}`];
  }
  const said = base.configFile === head.configFile ? [] : [`${head.configFile} takes the place of ${base.configFile}`];
  if (base.policy.name !== head.policy.name) said.push(`policy ${base.policy.name} becomes ${head.policy.name}`);
  if (asText(base.scope.version) !== asText(head.scope.version)) said.push("the version whose behaviour applies changes");
  const before = new Map((base.scope.environments ?? []).map((environment) => [environment.name, environment]));
  const after = new Map((head.scope.environments ?? []).map((environment) => [environment.name, environment]));
  for (const [name, old] of before) {
    const next = after.get(name);
    if (next === undefined) said.push(`environment ${name} is no longer declared`);
    else {
      if (old.tier !== next.tier) said.push(`environment ${name} becomes ${next.tier} instead of ${old.tier}`);
      if (asText(old.include) !== asText(next.include))
        said.push(`environment ${name} includes ${next.include.join(", ")} instead of ${old.include.join(", ")}`);
      if (old.policy !== next.policy)
        said.push(`environment ${name} gets ${next.policy === undefined ? "no policy of its own" : `policy ${next.policy}`}`);
      if (asText(old.mounts) !== asText(next.mounts)) said.push(`environment ${name} has its certificates elsewhere`);
      if (asText(pathsOf(old.clients)) !== asText(pathsOf(next.clients))) said.push(`environment ${name} has other clients`);
    }
  }
  for (const name of after.keys()) if (!before.has(name)) said.push(`environment ${name} is declared`);
  if (said.length === 0 && asText([...before.keys()]) !== asText([...after.keys()]))
    said.push("the order of the environments changes");
  const kept = new Set(head.waivers.map(waiverKey));
  const gone = base.waivers.filter((waiver) => !kept.has(waiverKey(waiver))).length;
  if (gone > 0) said.push(`${gone === 1 ? "a waiver is" : `${gone} waivers are`} removed or changed`);
  return said;
}

function pathsOf(
  clients: { readonly ca?: string | undefined; readonly certificate?: string | undefined } | undefined,
): readonly unknown[] {
  return [clients?.ca ?? null, clients?.certificate ?? null];
}

function ruleDifferences(base: Policy, head: Policy): readonly string[] {
  const tiers: readonly Tier[] = ["production", "staging", "development"];
  const rules = [...new Set([...Object.keys(base.rules), ...Object.keys(head.rules)])].sort();
  return rules.flatMap((rule) => {
    for (const tier of tiers) {
      const [old, next] = [severityOf(base, rule, tier, undefined), severityOf(head, rule, tier, undefined)];
      if (old !== next) return [`${rule} becomes ${next} instead of ${old}${tier === "production" ? "" : ` in ${tier}`}`];
    }
    const own = (policy: Policy) => (Object.hasOwn(policy.rules, rule) ? asText(policy.rules[rule]) : "");
    return own(base) === own(head) ? [] : [`${rule} is set in another way`];
  });
}

/** The first line of the head's text that the base's does not have in its place; for a file that went, its old first line. */
function changedLine(path: RepoPath, base: string | undefined, head: string | undefined): Span {
  if (head === undefined) return { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const [old, lines] = [(base ?? "").split("\n"), head.split("\n")];
  const first = base === undefined ? 0 : lines.findIndex((line, index) => line !== old[index]);
  const line = Math.min(first === -1 ? lines.length - 1 : first, Math.max(0, lines.length - (head.endsWith("\n") ? 2 : 1)));
  const start = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
  return new LineIndex(path, head).span(start, start + (lines[line] ?? "").replace(/\r$/, "").length);
}

function asText(value: unknown): string {
  return JSON.stringify(value) ?? "";
}
