/** `a`, `a and b`, `a, b and c`. */
export function listOf(words: readonly string[], conjunction: "and" | "or" = "and"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** The same; of more than `most` the rest is counted: `a, b and 5 more`. */
export function shortListOf(words: readonly string[], most = 3): string {
  return listOf(words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words);
}
