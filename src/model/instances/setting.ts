import type { Span } from "../../text/span.ts";

/** Where a value comes from; a later one in this list beats an earlier one. */
export type Origin = "default" | "file" | "form" | "flag";

/** A value and the place that a person would change. */
export interface Setting<T> {
  readonly value: T;
  readonly span: Span;
  readonly origin: Origin;
}

/**
 * What the files say about one setting. `absent` covers the empty string, which both programs read as "not set"; `at`
 * is then the place of that string. `unknown` is a value that only the deployment knows (a placeholder, a flag that
 * is not committed): it is never "safe" and never "missing".
 */
export type Stated<T> =
  | ({ readonly kind: "known" } & Setting<T>)
  | { readonly kind: "absent"; readonly at?: Span | undefined }
  | { readonly kind: "unknown"; readonly because: string; readonly span: Span };

export const absent: Stated<never> = { kind: "absent" };

/** A stated value made of a setting. */
export function known<T>(value: T, span: Span, origin: Origin = "file"): Stated<T> {
  return { kind: "known", value, span, origin };
}

/** The value when the files show it. */
export function knownValue<T>(stated: Stated<T>): T | undefined {
  return stated.kind === "known" ? stated.value : undefined;
}

/** The place of a stated value, when it has one. */
export function placeOf<T>(stated: Stated<T>): Span | undefined {
  return stated.kind === "absent" ? stated.at : stated.span;
}
