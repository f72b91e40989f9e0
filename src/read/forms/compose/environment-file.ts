/** The lines `NAME=value` of an environment file, as compose and systemd read them; a value that refers to others is left out. */
export function environmentFile(text: string): readonly (readonly [string, string])[] {
  return text.split(/\r?\n/).flatMap((line): (readonly [string, string])[] => {
    const equals = line.indexOf("=");
    const name = line
      .slice(0, Math.max(0, equals))
      .trim()
      .replace(/^export\s+/, "");
    if (!/^[A-Za-z_]\w*$/.test(name)) return [];
    const { value, quote } = writtenValue(line.slice(equals + 1).trim());
    return quote !== "'" && value.includes("$") ? [] : [[name, value]];
  });
}

/** The value without its quotes and the comment behind it. A quote ends at the first of its kind that no backslash escapes. */
function writtenValue(written: string): { readonly value: string; readonly quote?: string | undefined } {
  const quote = /^["']/.exec(written)?.[0];
  const end = quote === undefined ? -1 : closingQuote(written, quote);
  if (end !== -1 && /^(?:$|\s+#)/.test(written.slice(end + 1))) return { value: written.slice(1, end), quote };
  const comment = written.search(/\s#/);
  return { value: comment === -1 ? written : written.slice(0, comment).trimEnd() };
}

function closingQuote(text: string, quote: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}
