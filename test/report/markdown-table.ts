/** The cells of each row of a Markdown document's tables, cut where GitHub's Markdown cuts (GFM 4.10: `\|` is no edge). */
export function tableRows(markdown: string): readonly (readonly string[])[] {
  return markdown
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => [...line.slice(1).matchAll(/((?:\\.|[^|\\])*)\|/g)].map((match) => (match[1] ?? "").trim()));
}
