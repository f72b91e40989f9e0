import { createHash } from "node:crypto";
import type { Environment, Model, Tier } from "../model/environment.ts";
import { compareSpans } from "../text/span.ts";
import { type Policy, parametersOf, type Severity, severities, severityOf } from "./policy.ts";
import { defaultsOf, type Gate, type Rule, type RuleMeta, type Statement, type Waiver } from "./rule.ts";

/** A statement with what the policy makes of it. */
export interface Finding {
  readonly rule: RuleMeta;
  readonly severity: Exclude<Severity, "off">;
  readonly statement: Statement;
  readonly environment: Environment | undefined;
  /** Stable over moved lines: 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly waiver?: Waiver | undefined;
}

export interface Judgement {
  readonly rules: readonly Rule[];
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
  /** The policy of an environment, or of the run where a place lies in none. */
  policyOf(environment: Environment | undefined): Policy;
  readonly gate: Gate;
}

/** Runs the rules over the model and grades what they state, sorted by severity (worst first), then place. */
export function judge(model: Model, judgement: Judgement): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  const byName = new Map(model.environments.map((environment) => [environment.name, environment]));
  for (const rule of judgement.rules) {
    const { id } = rule.meta;
    const statements = rule.check(model, {
      now: judgement.now,
      gate: judgement.gate,
      parameters: (environment) => ({
        ...defaultsOf(rule.meta),
        ...parametersOf(judgement.policyOf(environment), id, tierOf(environment)),
      }),
    });
    for (const statement of statements) {
      const named = statement.environment === undefined ? undefined : byName.get(statement.environment);
      const environment = named ?? model.environmentOf(statement.at.path);
      const severity = severityOf(judgement.policyOf(environment), id, tierOf(environment), statement.variant);
      if (severity === "off") continue;
      const identity = [id, environment?.name ?? "", statement.component ?? "", statement.subject].join("\n");
      const count = seen.get(identity) ?? 0;
      seen.set(identity, count + 1);
      const fingerprint = createHash("sha256").update(`${identity}\n${count}`).digest("hex");
      findings.push({ rule: rule.meta, severity, statement, environment, fingerprint });
    }
  }
  return findings.sort(
    (a, b) =>
      severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
      compareSpans(a.statement.at, b.statement.at) ||
      (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0),
  );
}

/** A place that lies in no environment is judged as production. */
function tierOf(environment: Environment | undefined): Tier {
  return environment?.tier ?? "production";
}
