import type { Policy } from "../judge/policy.ts";
import { validate } from "../schemas/generated/policy.ts";
import type { RepoPath } from "../text/span.ts";
import { mistakesOf } from "./config-schema.ts";
import { type Refused, refused } from "./mistake.ts";
import { readYaml } from "./yaml-document.ts";

/** Reads one policy file, YAML or JSON. */
export function readPolicyFile(path: RepoPath, text: string): { readonly kind: "read"; readonly policy: Policy } | Refused {
  const document = readYaml(path, text, "values");
  if (document.kind === "refused") return document;
  const mistakes = mistakesOf(document, validate);
  if (mistakes.length > 0) return refused(mistakes);
  const written = document.value as Omit<Policy, "description"> & Partial<Policy>;
  return { kind: "read", policy: { description: "", ...written } };
}
