/** A place in a text that a program fills in before the cluster sees it. */
export interface Marker {
  /** Offsets, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly help: string;
}

const languages = [
  {
    opening: "{{",
    closing: "}}",
    help: "render it with the program that fills it in (helm template, ansible) and check what comes out",
  },
  {
    opening: "{%",
    closing: "%}",
    help: "render it with the program that fills it in (ansible, jinja2) and check what comes out",
  },
  { opening: "<%", closing: "%>", help: "render it with erb and check what comes out" },
  { opening: "${", closing: "}", help: "render it with envsubst or the program that fills it in, and check what comes out" },
] as const;

const openings = /\{\{|\{%|<%|\$\{(?=[A-Za-z_])/;

/** The first placeholder of a text that stands in no YAML comment. */
export function firstMarker(text: string): Marker | undefined {
  for (let from = 0; from < text.length; ) {
    const index = text.slice(from).search(openings);
    if (index === -1) return undefined;
    const start = from + index;
    const lineStart = text.lastIndexOf("\n", start) + 1;
    if (!/(?:^|\s)#/.test(text.slice(lineStart, start))) return markerAt(text, start);
    const lineEnd = text.indexOf("\n", start);
    from = lineEnd === -1 ? text.length : lineEnd;
  }
  return undefined;
}

function markerAt(text: string, start: number): Marker | undefined {
  const language = languages.find(({ opening }) => text.startsWith(opening, start));
  if (language === undefined) return undefined;
  const line = text.slice(start, start + 200).split("\n", 1)[0] as string;
  const closing = line.indexOf(language.closing, language.opening.length);
  const length = closing === -1 ? language.opening.length : closing + language.closing.length;
  return { start, end: start + length, help: language.help };
}

/** Does a value hold a placeholder? Then nobody knows it before it is filled in. */
export function hasPlaceholder(text: string): boolean {
  return openings.test(text);
}

/** Why a value with a placeholder is not known. */
export const filledInLater = "it holds a placeholder that is filled in later";
