import type { Glob } from "../text/glob.ts";
import { parseGlob } from "../text/glob.ts";
import { nearest } from "../text/nearest.ts";
import { LineIndex, type RepoPath, type Span } from "../text/span.ts";
import type { Policy } from "./policy.ts";
import type { KnownRules, Waiver } from "./rule.ts";

/** A waiver as the config file has it; nothing is checked yet. */
export interface WaiverDraft {
  readonly rule: string;
  readonly path: string;
  readonly line?: number | undefined;
  readonly lastLine?: number | undefined;
  readonly reason?: string | undefined;
  readonly owner?: string | undefined;
  readonly until?: string | undefined;
  readonly at: Span;
  /** A fault that the reader saw; the checks here come after it. */
  readonly invalid?: string | undefined;
}

/** Days that a waiver may reach ahead where no policy says how many. */
const defaultMaximumDays = 365;
const dayInMilliseconds = 86_400_000;
const marker = "tikv-tls-gate:";
const form = "# tikv-tls-gate: allow RULE until YYYY-MM-DD by @OWNER because REASON";

/** Checks what can be checked without a policy. */
export function waiverOf(draft: WaiverDraft, known: KnownRules): Waiver {
  const until = draft.until === undefined || endOf(draft.until) === undefined ? undefined : draft.until;
  const owner = text(draft.owner);
  const reason = text(draft.reason);
  return { ...draft, until, owner, reason, invalid: draft.invalid ?? faultOf({ ...draft, owner, reason }, known), matches: 0 };
}

function faultOf(draft: WaiverDraft, known: KnownRules): string | undefined {
  const rule = known.get(draft.rule);
  if (rule === undefined) {
    const near = nearest(draft.rule.slice(0, 100), known.keys());
    return `there is no rule ${draft.rule}${near === undefined ? "" : `, the nearest is ${near}`}`;
  }
  if (rule.isWaivable === false) return `findings of ${draft.rule} cannot be waived`;
  const missing = [
    ...(draft.until === undefined ? ["an end date"] : []),
    ...(draft.owner === undefined ? ["an owner"] : []),
    ...(draft.reason === undefined ? ["a reason"] : []),
  ];
  if (missing.length > 0) return `it has no ${missing.map((word) => word.replace(/^an? /, "")).join(", no ")}`;
  if (draft.until !== undefined && endOf(draft.until) === undefined) return `"${draft.until}" is no date of the form 2026-12-31`;
  if (draft.line === undefined) {
    const glob = parseGlob(draft.path);
    if ("because" in glob) return `its path is no pattern: ${glob.because}`;
  }
  return undefined;
}

/** Milliseconds at which a date is over: it counts to its end, in UTC. Undefined when it is no date. */
export function endOf(date: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return undefined;
  const start = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(start).toISOString().startsWith(date) ? start + dayInMilliseconds : undefined;
}

/** Is it past its date? */
export function isExpired(waiver: Waiver, now: number): boolean {
  const end = waiver.until === undefined ? undefined : endOf(waiver.until);
  return end !== undefined && now >= end;
}

/** Why a policy does not accept a waiver's date; undefined when it does. */
export function tooFarAhead(waiver: Waiver, policy: Policy, now: number): string | undefined {
  const end = waiver.until === undefined ? undefined : endOf(waiver.until);
  if (end === undefined) return undefined;
  const days = Math.round(
    (end - dayInMilliseconds - Math.floor(now / dayInMilliseconds) * dayInMilliseconds) / dayInMilliseconds,
  );
  const allowed = policy.waivers?.["max-days"] ?? defaultMaximumDays;
  return days > allowed ? `it ends in ${days} days; policy ${policy.name} allows ${allowed}` : undefined;
}

/** Comments of one rule above one line that count. More are nobody's: they match nothing, which is told of each. */
const mostComments = 100;

/** Between a comment and the line below all of a long stack stand comments alone, of which nothing is found. */
function linesOf(first: number, last: number): readonly number[] {
  const length = Math.min(last - first + 1, mostComments);
  const lines = Array.from({ length }, (_, index) => first + index);
  return last - first < mostComments ? lines : [...lines, last];
}

/** Which waivers speak about a place, by their positions in the list; the waivers of the same rule are tried alone. */
export class WaiverIndex {
  readonly #byRule = new Map<string, { readonly position: number; readonly glob: Glob | undefined }[]>();
  readonly #byLine = new Map<string, number[]>();

  constructor(waivers: readonly Waiver[]) {
    for (const [position, waiver] of waivers.entries()) {
      if (waiver.line === undefined) {
        const glob = parseGlob(waiver.path);
        push(this.#byRule, waiver.rule, { position, glob: "because" in glob ? undefined : glob });
      } else {
        for (const line of linesOf(waiver.line, waiver.lastLine ?? waiver.line)) {
          push(this.#byLine, `${waiver.rule}\n${waiver.path}\n${line}`, position);
        }
      }
    }
  }

  /** Positions of all that match, comments first; of those of one rule for one line the first ones. */
  at(rule: string, place: Span): readonly number[] {
    const comments = this.#byLine.get(`${rule}\n${place.path}\n${place.line}`)?.slice(0, mostComments) ?? [];
    const entries = this.#byRule.get(rule) ?? [];
    return [...comments, ...entries.filter(({ glob }) => glob?.matches(place.path) === true).map(({ position }) => position)];
  }
}

/** Finds the waivers that stand as comments in a text. One pass; only lines with the marker are looked into. */
export function commentWaivers(path: RepoPath, text: string, known: KnownRules): readonly Waiver[] {
  if (!text.includes(marker)) return [];
  const lines = new LineIndex(path, text);
  const found: { readonly draft: WaiverDraft; readonly standsAlone: boolean }[] = [];
  for (let at = text.indexOf(marker); at !== -1; ) {
    const lineStart = text.lastIndexOf("\n", at) + 1;
    const nextBreak = text.indexOf("\n", at);
    const lineEnd = nextBreak === -1 ? text.length : nextBreak;
    const hash = hashBefore(text, at);
    if (hash >= lineStart) {
      const written = text.slice(at + marker.length, lineEnd).trimEnd();
      const span = lines.span(hash, at + marker.length + written.length);
      const standsAlone = text.slice(lineStart, hash).trim() === "";
      found.push({ draft: { ...readComment(written), path, line: span.line, at: span }, standsAlone });
    }
    at = text.indexOf(marker, lineEnd);
  }
  // Waivers that stand alone one below the other all speak about the first line after them.
  let below = 0;
  const last = found.map(({ draft }) => draft.line ?? 0);
  for (let index = found.length - 1; index >= 0; index--) {
    const line = last[index] as number;
    if (found[index]?.standsAlone !== true) continue;
    const isStacked = found[index + 1]?.standsAlone === true && found[index + 1]?.draft.line === line + 1;
    below = isStacked ? below : line + 1;
    last[index] = below;
  }
  return found.map(({ draft }, index) => waiverOf({ ...draft, lastLine: last[index] }, known));
}

/** The `#` that opens the comment, with only blanks between it and the marker; -1 where there is none. */
function hashBefore(text: string, at: number): number {
  let index = at - 1;
  while (text[index] === " " || text[index] === "\t") index--;
  return text[index] === "#" ? index : -1;
}

function readComment(written: string): Pick<WaiverDraft, "rule" | "until" | "owner" | "reason" | "invalid"> {
  const [allow, rule = "", ...words] = written.trim().split(/\s+/);
  if (allow !== "allow" || rule === "") return { rule, invalid: `it is not of the form "${form}"` };
  const because = words.indexOf("because");
  const head = because === -1 ? words : words.slice(0, because);
  const reason = because === -1 ? undefined : words.slice(because + 1).join(" ");
  const given: { until?: string | undefined; by?: string | undefined } = {};
  for (let index = 0; index < head.length; index += 2) {
    const word = head[index];
    if ((word !== "until" && word !== "by") || given[word] !== undefined) {
      return { rule, reason, invalid: `"${word}" is not understood: write "${form}"` };
    }
    given[word] = head[index + 1] ?? "";
  }
  return { rule, until: text(given.until), owner: given.by, reason };
}

function text(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
