import { known, type Setting, type Stated } from "../../../model/instances/setting.ts";
import type { Span } from "../../../text/span.ts";

/** Does a name speak of PD or TiKV: `pd`, `tikv-server`, `pd-0.pd-peer`? Whole words only. */
export function namesServer(text: string): boolean {
  return /(?:^|[^a-z])(?:pd|tikv)\d*(?:[^a-z]|$)/i.test(text);
}

/** A list of names that a template or the environment completes is not known. */
export function statedNames(names: readonly Setting<string>[], span: Span): Stated<readonly Setting<string>[]> {
  const filledIn = names.find(({ value }) => isFilledIn(value));
  return filledIn === undefined ? known(names, span) : { kind: "unknown", because: "it is filled in later", span: filledIn.span };
}

/** `{{ host }}`, `$ENV::PD_HOST`, `${PD_HOST}`, `@PD_HOST@`. */
export function isFilledIn(value: string): boolean {
  return /\$[{(\w]|\{\{|\{%|<%|@\w+@/.test(value);
}
