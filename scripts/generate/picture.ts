/** Of a text report: its most telling parts as an SVG in the colours of the reader's theme, for README.md. */
export function pictureOf(command: string, parts: readonly string[]): string {
  const lines = [`$ ${command}`, "", ...parts.join("\n\n").split("\n")];
  const width = Math.max(...lines.map((line) => line.length)) * 8.43 + 40;
  const height = lines.length * 20 + 36;
  const texts = lines.map((line, index) => (line === "" ? "" : textLine(line, 34 + index * 20))).filter((text) => text !== "");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${height}" viewBox="0 0 ${Math.ceil(width)} ${height}" role="img" aria-labelledby="title">
<title id="title">What tikv-tls-gate reports: a finding on its line, every channel of three environments, and the verdict</title>
<style>
  rect { fill: #f6f8fa; stroke: #d0d7de; }
  text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1f2328; white-space: pre; }
  .bad { fill: #cf222e; } .half { fill: #9a6700; } .good { fill: #1a7f37; } .dim { fill: #59636e; }
  @media (prefers-color-scheme: dark) {
    rect { fill: #151b23; stroke: #3d444d; }
    text { fill: #f0f6fc; }
    .bad { fill: #f85149; } .half { fill: #d29922; } .good { fill: #3fb950; } .dim { fill: #9198a1; }
  }
</style>
<rect x="0.5" y="0.5" width="${Math.ceil(width) - 1}" height="${height - 1}" rx="8"/>
${texts.join("\n")}
</svg>
`;
}

const words = /(✗ plaintext(?:, refused)?(?: ~)?|✗ failed|● mTLS, refused|◐ TLS, refused|◐ TLS|● mTLS|^error|\^{2,}|^\$ .*)/;

function textLine(line: string, y: number): string {
  const spans = line.split(words).map((part) => {
    const name = classOf(part);
    return name === undefined ? escaped(part) : `<tspan class="${name}">${escaped(part)}</tspan>`;
  });
  return `<text x="20" y="${y}" xml:space="preserve">${spans.join("")}</text>`;
}

function classOf(part: string): string | undefined {
  if (!words.test(part)) return undefined;
  if (part.startsWith("$")) return "dim";
  if (part.includes("refused") || /^(✗|error|\^)/.test(part)) return "bad";
  return part.startsWith("◐") ? "half" : "good";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
