import type { Span } from "../text/span.ts";

/** A text of which every character knows its place in a file, whatever was taken out or put in on the way to its value. */
export interface PlacedText {
  readonly value: string;
  readonly span: Span;
  /** The place of the characters `from` to `to` (exclusive) of `value`. */
  slice(from: number, to: number): Span;
  /** Parts that only the deployment knows, in order. In the value they stand as `${NAME}` or `$(…)`. */
  readonly unknowns?: readonly UnknownPart[] | undefined;
}

/** A part of a text that is decided outside the files, by its place in the value. */
export interface UnknownPart {
  readonly from: number;
  readonly to: number;
  /** A clause: `${PORT} is set where the script runs`. */
  readonly because: string;
}

/** The first unknown part of a text as a clause with its place; undefined when all of it is known. */
export function firstUnknown(text: PlacedText): { readonly because: string; readonly span: Span } | undefined {
  const [part] = text.unknowns ?? [];
  return part === undefined ? undefined : { because: part.because, span: text.slice(part.from, part.to) };
}

/** Is the text nothing but one unknown part? */
export function isWhollyUnknown(text: PlacedText): boolean {
  const [part] = text.unknowns ?? [];
  return part !== undefined && part.from === 0 && part.to === text.value.length;
}

/** The unknown parts that share a character with `from` to `to`. They stand in order, and apart from each other. */
function* unknownsBetween({ unknowns = [] }: PlacedText, from: number, to: number): Generator<UnknownPart> {
  let low = 0;
  let high = unknowns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((unknowns[middle] as UnknownPart).to <= from) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < unknowns.length; index++) {
    const part = unknowns[index] as UnknownPart;
    if (part.from >= to) return;
    yield part;
  }
}

/** The characters `from` to `to` of a text, as a text. */
export function partOf(text: PlacedText, from: number, to: number): PlacedText {
  const unknowns = [...unknownsBetween(text, from, to)].map((part) => ({
    ...part,
    from: Math.max(part.from, from) - from,
    to: Math.min(part.to, to) - from,
  }));
  return {
    value: text.value.slice(from, to),
    span: text.slice(from, to),
    slice: (start, end) => text.slice(from + start, from + end),
    unknowns: unknowns.length > 0 ? unknowns : undefined,
  };
}

/** What may be put into one text: variables made of variables double at each step. */
const longestPut = 16_384;
const tooLong = "$(…)";

/** A run of characters of the text that is built. */
interface Segment {
  readonly at: number;
  readonly length: number;
  /** The characters of the source that it stands for. */
  readonly from: number;
  readonly to: number;
  /** A copy of these characters; else something that was put in their place. */
  readonly isCopy: boolean;
  /** What was put in, when it has a place of its own: the value of a variable. */
  readonly inner?: PlacedText | undefined;
}

/** Builds a text out of parts of another one and of what is put in their place. */
export class PlacedBuilder {
  readonly #source: PlacedText;
  readonly #segments: Segment[] = [];
  readonly #unknowns: UnknownPart[] = [];
  readonly #parts: string[] = [];
  #length = 0;
  /** Characters that came from elsewhere. */
  #put = 0;

  constructor(source: PlacedText) {
    this.#source = source;
  }

  get length(): number {
    return this.#length;
  }

  /** Takes characters of the source as they stand. */
  copy(from: number, to: number): void {
    if (to <= from) return;
    const last = this.#segments.at(-1);
    if (last?.isCopy === true && last.to === from) {
      this.#segments[this.#segments.length - 1] = { ...last, to, length: last.length + to - from };
      this.#carry(this.#source, from, to);
      this.#append(this.#source.value.slice(from, to));
      return;
    }
    this.#carry(this.#source, from, to);
    this.#segments.push({ at: this.#length, length: to - from, from, to, isCopy: true });
    this.#append(this.#source.value.slice(from, to));
  }

  /** Puts a text where `from` to `to` of the source stand. */
  put(text: string | PlacedText, from: number, to: number): void {
    const inner = typeof text === "string" ? undefined : text;
    const value = typeof text === "string" ? text : text.value;
    if (value === "") return;
    if (this.#put + value.length > longestPut) {
      this.#unknowns.push({ from: this.#length, to: this.#length + tooLong.length, because: "it is longer than anybody writes" });
      this.#segments.push({ at: this.#length, length: tooLong.length, from, to, isCopy: false });
      this.#append(tooLong);
      return;
    }
    this.#put += value.length;
    if (inner !== undefined) this.#carry(inner, 0, value.length);
    this.#segments.push({ at: this.#length, length: value.length, from, to, isCopy: false, inner });
    this.#append(value);
  }

  /** Puts something unknown there. `shown` is how it stands in the value. */
  putUnknown(shown: string, because: string, from: number, to: number): void {
    this.#unknowns.push({ from: this.#length, to: this.#length + shown.length, because });
    this.put(shown, from, to);
  }

  /** The text, which stands for the characters `from` to `to` of the source. */
  build(from: number, to: number): PlacedText {
    const segments = this.#segments;
    const source = this.#source;
    const unknowns = this.#unknowns;
    let span: Span | undefined;
    return {
      value: this.#parts.join(""),
      get span() {
        span ??= source.slice(from, to);
        return span;
      },
      slice: (start, end) => placeIn(segments, source, start, end) ?? source.slice(from, to),
      unknowns: unknowns.length > 0 ? unknowns : undefined,
    };
  }

  #append(value: string): void {
    this.#parts.push(value);
    this.#length += value.length;
  }

  #carry(text: PlacedText, from: number, to: number): void {
    for (const part of unknownsBetween(text, from, to)) {
      const start = this.#length + Math.max(part.from, from) - from;
      this.#unknowns.push({ because: part.because, from: start, to: this.#length + Math.min(part.to, to) - from });
    }
  }
}

/** What lies in one run has its own place there; what crosses runs has the place that it stands for in the source. */
function placeIn(segments: readonly Segment[], source: PlacedText, start: number, end: number): Span | undefined {
  const first = segments[indexOf(segments, start)];
  const last = segments[indexOf(segments, Math.max(end - 1, start))];
  if (first === undefined || last === undefined) return undefined;
  if (first === last && first.inner !== undefined) return first.inner.slice(start - first.at, end - first.at);
  const from = first.isCopy ? first.from + start - first.at : first.from;
  const to = last.isCopy ? last.from + end - last.at : last.to;
  return source.slice(from, Math.max(from, to));
}

/** The segment that holds a character of the text that was built; the last one for its end. */
function indexOf(segments: readonly Segment[], at: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle] as Segment).at <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
