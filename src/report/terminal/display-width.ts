/** Columns that a text takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** A literal would load the tables of Unicode when it is parsed, in every run. */
const combining = String.raw`^[\p{Mn}\p{Me}\p{Cf}]$`;

/** Columns of one code point: 0 for combining ones, 2 for wide ones. */
export function characterWidth(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300 || isPlainSymbol(code)) return 1;
  if (new RegExp(combining, "u").test(character)) return 0;
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Arrows, box drawing, geometric shapes, dingbats: what our own tables are drawn with. Spares a regular expression of Unicode. */
function isPlainSymbol(code: number): boolean {
  return code >= 0x2190 && code < 0x2c00;
}

/** East Asian wide and full-width blocks, and emoji (Unicode, EastAsianWidth.txt, W and F, by block). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** Breaks a text into lines of at most `width` columns, at blanks; a longer word stays whole. */
export function wrapText(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let taken = 0;
  for (const word of text.split(" ")) {
    const columns = displayWidth(word);
    if (line !== "" && taken + 1 + columns > width) {
      lines.push(line);
      line = word;
      taken = columns;
    } else {
      taken += columns + (line === "" ? 0 : 1);
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Fills a text with blanks up to `width` columns. */
export function padText(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}
