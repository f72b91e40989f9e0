import type { Finding } from "../../judge/judge.ts";
import type { Environment } from "../../model/environments/environment.ts";
import { type Instance, materialNames } from "../../model/instances/instance.ts";
import type { EnvironmentPlan, Plan } from "../../rollout/plan.ts";
import type { RepoPath } from "../../text/span.ts";

/**
 * What a change fixed, without what it only made pointless: a certificate that nobody shows any more, since TLS was turned
 * off where it was used, is no better than before. `fixed`: findings of the base that the head does not have.
 */
export function withoutTurnedOff(fixed: readonly Finding[], { environments }: Plan): readonly Finding[] {
  const off = new Map(environments.map((plan) => [plan.renamedFrom ?? plan.name, pathsTurnedOff(plan)]));
  return fixed.filter(({ environment, statement }) => {
    const components = environment && off.get(environment.name)?.get(statement.at.path);
    if (components === undefined) return true;
    return statement.component !== undefined && !components.has(statement.component);
  });
}

/** The files that described TLS of instances which serve plaintext now: their configuration, and what it named. */
function pathsTurnedOff({ match, matches }: EnvironmentPlan): ReadonlyMap<RepoPath, ReadonlySet<Instance["component"]>> {
  const paths = new Map<RepoPath, Set<Instance["component"]>>();
  const stillUsed = new Set<RepoPath>();
  for (const { base, head } of matches) {
    if (base === undefined) continue;
    const isOff = head !== undefined && serves(match.base, base) === "tls" && serves(match.head, head) === "plaintext";
    if (!isOff) for (const path of filesOf(base)) stillUsed.add(path);
    else for (const path of [base.path, ...filesOf(base)]) paths.set(path, (paths.get(path) ?? new Set()).add(base.component));
  }
  return new Map([...paths].filter(([path]) => !stillUsed.has(path)));
}

function filesOf({ security }: Instance): readonly RepoPath[] {
  return materialNames.flatMap((name) => {
    const material = security[name];
    return material.kind === "seen" ? [material.file.path] : [];
  });
}

/** TLS on one of its ports at least, plaintext on all, or nothing that is known. */
function serves(environment: Environment | undefined, { name, component }: Instance): "tls" | "plaintext" | undefined {
  const postures = (environment?.channels ?? []).flatMap(({ id, to, posture }) =>
    to === name && id.includes(component) && posture !== "unknown" ? [posture] : [],
  );
  if (postures.length === 0) return undefined;
  return postures.every((posture) => posture === "plaintext") ? "plaintext" : "tls";
}
