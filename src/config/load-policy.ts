import { type Policy, resolvePolicy } from "../judge/policy.ts";
import { type RepoPath, type Span, toRepoPath } from "../text/span.ts";
import { bundledPolicies } from "./bundled-policies.ts";
import { choice, type Refused, refused } from "./mistake.ts";

/** The name of a policy and where it was written. */
export interface PolicyReference {
  readonly text: string;
  /** Undefined on the command line. */
  readonly at?: Span | undefined;
}

/** A policy that can be judged with: nothing is left to extend. */
export interface LoadedPolicy {
  readonly kind: "policy";
  readonly policy: Policy;
  /** `bundled`, or the path of its file. */
  readonly source: string;
}

/** More than `resolvePolicy` accepts: what is longer is refused there. */
const maximumFiles = 20;

/** The YAML reader and the validator are loaded for a policy of the repository alone. */
const policyFile = () => import("./policy-file.ts");

/** Finds a policy by name or path, with all that it extends. `textOf` reads a file of the repository; undefined when there is none. */
export async function loadPolicy(
  reference: PolicyReference,
  textOf: (path: RepoPath) => Promise<string | undefined>,
): Promise<LoadedPolicy | Refused> {
  const found = new Map<string, Policy>();
  for (let next: string | undefined = reference.text; next !== undefined && !found.has(next) && found.size <= maximumFiles; ) {
    const path = toRepoPath(next);
    const bundled = bundledPolicies.get(next);
    const text = bundled === undefined && path !== undefined && path !== "" ? await textOf(path) : undefined;
    if (bundled === undefined && text === undefined) return missing(next, reference, found);
    const read =
      bundled === undefined
        ? (await policyFile()).readPolicyFile(path as RepoPath, text as string)
        : { kind: "read" as const, policy: bundled };
    if (read.kind === "refused") return read;
    found.set(next, read.policy);
    next = read.policy.extends;
  }
  const resolved = resolvePolicy(found.get(reference.text) as Policy, (name) => found.get(name));
  if (resolved.kind === "refused") {
    return refused([
      { at: reference.at, message: `${reference.text}: ${resolved.because}`, help: "let the chain end in a bundled policy" },
    ]);
  }
  return { kind: "policy", policy: resolved.policy, source: bundledPolicies.has(reference.text) ? "bundled" : reference.text };
}

function missing(name: string, reference: PolicyReference, found: ReadonlyMap<string, Policy>): Refused {
  const names = [...bundledPolicies.keys()];
  const by = found.size === 0 ? "" : `, which ${[...found.keys()].pop()} extends`;
  const message = `${name}${by}: no such file, and no bundled policy has this name (${names.join(", ")})`;
  return refused([{ at: reference.at, message, help: choice(name, names) }]);
}
