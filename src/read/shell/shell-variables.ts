import type { PlacedText } from "../placed-text.ts";
import type { Lookup } from "./interpolation.ts";

/** A variable of a script: a text, a list of words, or something computed. */
export type Value =
  | { readonly kind: "text"; readonly text: PlacedText }
  | { readonly kind: "words"; readonly words: readonly PlacedText[] }
  | { readonly kind: "unknown" };

/** Variables that get a value where it is not certain that, or how often, the script comes by. */
export type DecidedInside = ReadonlyMap<string, "appended" | "replaced">;

/** A longer value, or one made of values made of values beyond this, is computed rather than written: scripts are hostile. */
const longestValue = 16_384;
const deepestValue = 32;

/** The variables of a script at one place of it. */
export class ShellVariables {
  readonly #lookup: Lookup;
  readonly #decided: DecidedInside;
  readonly #values = new Map<string, Value>();
  /** How many values stand inside each other in a variable's. */
  readonly #depths = new Map<string, number>();
  /** The deepest of the variables that this command uses. */
  #used = 0;
  /** What this walk through the script found. */
  readonly decidedInside = new Map<string, "appended" | "replaced">();

  constructor(lookup: Lookup, decided: DecidedInside) {
    this.#lookup = lookup;
    this.#decided = decided;
  }

  /** A command ends: the next one uses other variables. */
  endCommand(): void {
    this.#used = 0;
  }

  /** The value as it was assigned, which is used then. */
  value(name: string): Value | undefined {
    this.#used = Math.max(this.#used, this.#depths.get(name) ?? 0);
    return this.#values.get(name);
  }

  /** The text of a variable; undefined when it is unknown or nobody sets it. */
  text(name: string): string | PlacedText | undefined {
    const value = this.value(name);
    if (value === undefined) return this.#decided.has(name) ? undefined : this.#lookup(name);
    return value.kind === "text" && this.#decided.get(name) !== "replaced" ? value.text : undefined;
  }

  /** May a condition or a function have added to it? */
  isLonger(name: string): boolean {
    return this.#decided.get(name) === "appended";
  }

  /** Does the script set it anywhere? */
  isAssigned(name: string): boolean {
    return this.#values.has(name) || this.#decided.has(name);
  }

  /** Sets a variable. `isInside`: in a condition, a loop or a function; `isLonger`: it keeps what it had. */
  assign(name: string, value: Value, isInside: boolean, isLonger: boolean): void {
    if (isInside && this.decidedInside.get(name) !== "replaced") this.decidedInside.set(name, isLonger ? "appended" : "replaced");
    const isWritten = this.#used < deepestValue && lengthOf(value) <= longestValue;
    const isKnown = isWritten && !isInside && this.#decided.get(name) !== "replaced";
    this.#values.set(name, isKnown ? value : { kind: "unknown" });
    this.#depths.set(name, isWritten ? this.#used + 1 : 0);
  }
}

function lengthOf(value: Value): number {
  if (value.kind === "text") return value.text.value.length;
  return value.kind === "words" ? value.words.reduce((sum, word) => sum + word.value.length + 1, 0) : 0;
}
