/**
 * Text that comes from the judged repository, on its way out. File names, keys and values are the choice of whoever
 * opened the pull request: none may act on a terminal, a page, a Markdown reader or the log of a workflow.
 */

/**
 * What is not seen as what it is: controls (C0, C1, DEL), format characters (direction, zero width, tags), separators
 * of lines and paragraphs, lone surrogates, private use, code points that are none; and those that are drawn as nothing
 * though their class says otherwise (fillers, joiners, variation selectors).
 */
const unseen = String.raw`[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|[\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\u180b-\u180d]|\u180f|\p{Variation_Selector}`;

/** Most texts: printable ASCII is seen as what it is, and needs no tables of Unicode. A literal would load them when it is parsed. */
const notPlain = /[^ -~]/;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** What a terminal shows as it is: everything unseen becomes an escape (`\n`, `\u{202e}`). Idempotent. */
export function forTerminal(text: string): string {
  if (!notPlain.test(text)) return text;
  return text.replace(
    new RegExp(unseen, "gu"),
    (character) => named[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/**
 * One line for a log or any plain text: as for a terminal, and GitHub's runner takes no part of it for a command
 * (runner: src/Runner.Common/ActionCommand.cs). Idempotent.
 */
export function singleLine(text: string): string {
  return forTerminal(text)
    .replace(/^( *):(?=:)/, "$1\\u{3a}")
    .replaceAll("##[", "#\\u{23}[");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text and attribute values of HTML and XML. */
export function forHtml(text: string): string {
  return singleLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Splits what GitHub would link: invisible on the page. */
const splitter = "&#8203;";

/** Text inside a line, a table cell or a link's text of GitHub's Markdown: nothing in it is markup, mention, reference or link. */
export function forMarkdown(text: string): string {
  return forHtml(text)
    .replace(/[\\`*_{}[\]()!|~$^]/g, "\\$&")
    .replace(/@|#(?!39;)/g, `$&${splitter}`)
    .replace(/:(?=\/\/)|\bGH(?=-\d)|\bwww(?=\.)|:(?=[\w+-]+:)/gi, `$&${splitter}`)
    .replace(/^ +/, (blanks) => "&#32;".repeat(blanks.length))
    .replace(/^[-+=]|^\d+(?=[.)\\])/, (start) => (/\d/.test(start) ? `${start}${splitter}` : `\\${start}`));
}

/** Code inside a line or a table cell of Markdown. */
export function codeSpan(text: string): string {
  const line = singleLine(text);
  const needsTags = line === "" || /[`|]|^ | $/.test(line);
  return needsTags ? `<code>${forMarkdown(text)}</code>` : `\`${line}\``;
}

/** A repository path as part of a URL: every part percent-encoded, the `/` between them kept. */
export function urlPath(path: string): string {
  return path
    .toWellFormed()
    .split("/")
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`))
    .join("/");
}
