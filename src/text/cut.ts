/**
 * Cuts of a text in one pass. An expression such as `/x+$/` or `/\..*$/` is tried again at every character of a long run,
 * and takes the square of its length.
 */

/** The text before the first `mark`; all of it where there is none. */
export function before(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at === -1 ? text : text.slice(0, at);
}

/** The text without the characters of `cut` at its end. */
export function withoutTrailing(text: string, cut: string): string {
  let end = text.length;
  while (end > 0 && cut.includes(text[end - 1] as string)) end -= 1;
  return text.slice(0, end);
}

/** The text without the characters of `cut` at its beginning. */
export function withoutLeading(text: string, cut: string): string {
  let start = 0;
  while (start < text.length && cut.includes(text[start] as string)) start += 1;
  return text.slice(start);
}

export const digits = "0123456789";
