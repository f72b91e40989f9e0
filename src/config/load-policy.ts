import { type Policy, resolvePolicy } from "../judge/policy.ts";
import { joinRepoPath, type RepoPath, type Span, toRepoPath } from "../text/span.ts";
import { bundledPolicies } from "./bundled-policies.ts";
import { choice, type Refused, refused } from "./mistake.ts";

/** The name of a policy and where it was written. */
export interface PolicyReference {
  readonly text: string;
  /** Undefined on the command line. */
  readonly at?: Span | undefined;
  /** Where the path leads that the user typed; undefined for one that a file writes. */
  readonly typed?: TypedPath | undefined;
  /** The folder to which the path in a file, and all that a policy extends, is relative; the root when undefined. */
  readonly folder?: RepoPath | undefined;
}

/** Where a path that the user typed leads: into the judged tree, or elsewhere on this machine. */
export type TypedPath =
  | { readonly kind: "inside"; readonly path: RepoPath }
  /** `name` is what reports call it; `read` gives undefined when there is no such file. */
  | { readonly kind: "outside"; readonly name: RepoPath; readonly read: () => Promise<string | undefined> };

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
  let source = "bundled";
  for (let next: string | undefined = reference.text; next !== undefined && !found.has(next) && found.size <= maximumFiles; ) {
    const bundled = bundledPolicies.get(next);
    const typed = found.size === 0 ? reference.typed : undefined;
    const place = typed ?? placeOf(next, reference.folder);
    const text = bundled === undefined ? await readAt(place, textOf) : undefined;
    if (bundled === undefined && (text === undefined || place === undefined)) return missing(next, reference, found);
    let read: ReadPolicy = { kind: "read", policy: bundled as Policy };
    if (place !== undefined && text !== undefined) {
      const path = place.kind === "inside" ? place.path : place.name;
      read = (await policyFile()).readPolicyFile(path, text);
      if (found.size === 0) source = path;
    }
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
  return { kind: "policy", policy: resolved.policy, source };
}

type ReadPolicy = Refused | { readonly kind: "read"; readonly policy: Policy };

function placeOf(text: string, folder: RepoPath | undefined): TypedPath | undefined {
  const path = folder === undefined ? toRepoPath(text) : joinRepoPath(folder, text);
  return path === undefined || path === "" ? undefined : { kind: "inside", path };
}

async function readAt(
  place: TypedPath | undefined,
  textOf: (path: RepoPath) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (place === undefined) return undefined;
  return place.kind === "inside" ? textOf(place.path) : place.read();
}

function missing(name: string, reference: PolicyReference, found: ReadonlyMap<string, Policy>): Refused {
  const names = [...bundledPolicies.keys()];
  const by = found.size === 0 ? "" : `, which ${[...found.keys()].pop()} extends`;
  const message = `${name}${by}: no such file, and no bundled policy has this name (${names.join(", ")})`;
  return refused([{ at: reference.at, message, help: choice(name, names) }]);
}
