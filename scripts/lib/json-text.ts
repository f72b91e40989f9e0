/** As the formatter would write it: lists of plain values on one line where they fit. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replaceAll(/^( *.*?)\[\n([^[\]{}]*?)\n *\](,?)$/gm, (whole, head: string, items: string, end: string) => {
    const line = `${head}[${items.trim().replaceAll(/\n */g, " ")}]${end}`;
    return line.length <= 130 ? line : whole;
  })}\n`;
}
