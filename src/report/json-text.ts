import { wellFormed } from "./options.ts";

/**
 * JSON that is safe to print anywhere: what terminals and editors obey (C1 controls, bidirectional marks, line
 * separators) is escaped, and so is `##[`, which GitHub's runner takes for a command wherever it stands in a line
 * (runner: src/Runner.Common/ActionCommand.cs). All of these can stand only inside strings. Half surrogate pairs, which
 * strict readers refuse, become U+FFFD.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, (_, item: unknown) => (typeof item === "string" ? wellFormed(item) : item), 2);
  return `${text.replaceAll(unprintable, unicodeEscape).replaceAll("##[", "#\\u0023[")}\n`;
}

// JSON.stringify escapes the controls in strings; the line feeds between them are its own.
const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

function unicodeEscape(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}
