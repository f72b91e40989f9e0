/**
 * JSON that is safe to print anywhere: what terminals and editors obey (C1 controls, bidirectional marks, line
 * separators) is escaped, and so is `##[`, which GitHub's runner takes for a command wherever it stands in a line
 * (runner: src/Runner.Common/ActionCommand.cs). All of these can stand only inside strings. Half surrogate pairs, which
 * strict readers refuse, become U+FFFD.
 */
export function jsonText(value: unknown): string {
  const text = withoutHalves(JSON.stringify(value, undefined, 2));
  // The report of a large repository has 100 MB: a step that has nothing to do is left out.
  const printable = notPlain.test(text) ? text.replaceAll(unprintable, unicodeEscape) : text;
  return `${printable.replaceAll("##[", "#\\u0023[")}\n`;
}

/** JSON.stringify escapes halves of surrogate pairs, and nothing else, by `\\ud...`. */
function withoutHalves(text: string): string {
  if (!text.includes("\\ud")) return text;
  return text.replace(/\\(?:ud[0-9a-f]{3}|.)/g, (escaped) => (escaped.startsWith("\\ud") ? "\uFFFD" : escaped));
}

const notPlain = /[^ -~\n]/;

// JSON.stringify escapes the controls in strings; the line feeds between them are its own.
const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

function unicodeEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}
