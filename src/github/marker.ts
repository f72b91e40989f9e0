/**
 * The hidden first line by which this program knows again what it wrote. It proves nothing by itself: anybody can write
 * one, so the author is looked at too.
 */
export interface Marker {
  readonly kind: "comment" | "suggestion" | "issue";
  /** What keeps apart two of a kind in one place. */
  readonly key: string;
  /** The workflow run that wrote it; runs count up. */
  readonly run?: number | undefined;
}

/** The line of a marker: an HTML comment without blanks or dashes of a stranger's in it. */
export function markerLine({ kind, key, run }: Marker): string {
  const ran = run === undefined ? "" : ` run=${run}`;
  return `<!-- tikv-tls-gate:${kind} key=${encoded(key)}${ran} -->`;
}

/** Reads the marker at the start of a text. */
export function readMarker(text: string): Marker | undefined {
  const [, kind, key, run] = /^<!-- tikv-tls-gate:(comment|suggestion|issue) key=(\S*?)(?: run=(\d{1,15}))? -->/.exec(text) ?? [];
  if (kind === undefined || key === undefined) return undefined;
  return { kind: kind as Marker["kind"], key: decoded(key), run: run === undefined ? undefined : Number(run) };
}

/** The text below the marker's line. */
export function withoutMarker(text: string): string {
  return text.replace(/^<!--[^\n]*-->\r?\n?/, "");
}

function encoded(key: string): string {
  return encodeURIComponent(key.toWellFormed()).replace(
    /[-!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
