import { handshakeRules } from "./catalogue/handshake.ts";
import { rolloutRules } from "./catalogue/rollout.ts";
import { standingRules } from "./catalogue/standing.ts";
import type { Rule } from "./rule.ts";

/** Every rule, in the order of the ids. */
export const catalogue: readonly Rule[] = [...standingRules, ...handshakeRules, ...rolloutRules].sort((a, b) =>
  a.id < b.id ? -1 : 1,
);
