import { maskedThroughout } from "../text/masked.ts";
import { nearest } from "../text/nearest.ts";
import type { Span } from "../text/span.ts";

/** Something wrong with what the user wrote for this program: it ends the run before anything is judged (status 2). */
export interface Mistake {
  /** Undefined where it was not written in a file: on the command line. */
  readonly at?: Span | undefined;
  /** One clause without a full stop. */
  readonly message: string;
  readonly help: string;
}

export interface Refused {
  readonly kind: "refused";
  /** Never empty; in the order of their places. */
  readonly mistakes: readonly Mistake[];
}

const maximumMistakes = 20;

/** A list of mistakes in the order of their places, cut where more would help nobody. */
export function refused(mistakes: readonly Mistake[]): Refused {
  const order = (mistake: Mistake) => (mistake.at?.line ?? 0) * 100_000 + (mistake.at?.column ?? 0);
  const shown = [...mistakes].sort((a, b) => order(a) - order(b)).slice(0, maximumMistakes);
  return { kind: "refused", mistakes: shown.map((mistake) => maskedThroughout(mistake)) };
}

/** `did you mean X?`, else all that is possible. */
export function choice(word: string, known: readonly string[]): string {
  const near = nearest(word.slice(0, 100), known);
  if (near !== undefined) return `did you mean ${near}?`;
  if (known.length === 0) return "leave it out";
  return known.length > 12 ? "see the catalogue: tikv-tls-gate rules" : `possible: ${known.join(", ")}`;
}
