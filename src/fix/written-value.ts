/** Quotes as they stand around a string: also those of TOML inside a double-quoted scalar of YAML. */
const quotes = ['\\"', '"', "'"] as const;

/** The text in the way in which `was` is written at a place: bare, or between quotes; undefined where that is not certain. */
export function quotedLike(written: string, was: string, text: string): string | undefined {
  if (written === was) return isBare(text) ? text : undefined;
  const quote = quotes.find((mark) => written === `${mark}${was}${mark}`);
  return quote === undefined ? undefined : inQuotes(quote, text);
}

/** The text in the quotes, or without, of another string of whatever value. */
export function quotedAs(written: string, text: string): string | undefined {
  const quote = quotes.find((mark) => written.length > mark.length && written.startsWith(mark) && written.endsWith(mark));
  if (quote !== undefined) return inQuotes(quote, text);
  return isBare(written) ? (isBare(text) ? text : inQuotes('"', text)) : undefined;
}

/** A value as both TOML and YAML read it. */
export function writtenValue(value: string | readonly string[]): string | undefined {
  if (typeof value === "string") return inQuotes('"', value);
  const items = value.map((item) => inQuotes('"', item));
  return items.some((item) => item === undefined) ? undefined : `[${items.join(", ")}]`;
}

/** No text that needs an escape is written. */
function inQuotes(quote: string, text: string): string | undefined {
  return /["'\\\p{Cc}]/u.test(text) ? undefined : `${quote}${text}${quote}`;
}

/** Is a text the same string without quotes, in YAML, in a flag, and as part of a longer string? */
function isBare(text: string): boolean {
  return (
    text !== "" && !/[\p{Cc}"'\\,#{}[\]&*!|>%@`]|^[\s?:-]|: |\s$|:$/u.test(text.replace(/^(https?:\/\/)\[[\da-f:.]+\]/i, "$1ip"))
  );
}
