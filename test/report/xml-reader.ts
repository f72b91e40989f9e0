export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Reads a document of elements, attributes and text as XML 1.0 wants it; throws at the first thing that it does not. */
export function readXml(source: string): XmlElement {
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(source)) throw new Error("a character that XML has not");
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const sticky = new RegExp(pattern.source, "uy");
    sticky.lastIndex = at;
    const match = sticky.exec(source);
    if (match === null) return undefined;
    at = sticky.lastIndex;
    return match;
  };
  const need = (pattern: RegExp): RegExpExecArray => {
    const match = take(pattern);
    if (match === undefined) throw new Error(`${pattern.source} expected at ${at}: ${JSON.stringify(source.slice(at, at + 40))}`);
    return match;
  };
  const decode = (raw: string): string => {
    if (raw.includes("]]>")) throw new Error("]]> in text");
    return raw.replaceAll(/&([^;]*);?/g, (whole, name: string) => {
      const code = /^#(\d+)$/.exec(name)?.[1];
      const known = code === undefined ? entities[name] : String.fromCodePoint(Number(code));
      if (known === undefined || !whole.endsWith(";")) throw new Error(`${whole} is no reference`);
      return known;
    });
  };
  const element = (): XmlElement => {
    const name = need(/<([A-Za-z][\w.-]*)/)[1] ?? "";
    const attributes: Record<string, string> = {};
    for (
      let match = take(/\s+([A-Za-z][\w.-]*)="([^<"]*)"/);
      match !== undefined;
      match = take(/\s+([A-Za-z][\w.-]*)="([^<"]*)"/)
    ) {
      const [, key = "", value = ""] = match;
      if (key in attributes) throw new Error(`${key} stands twice`);
      attributes[key] = decode(value.replaceAll(/\s/g, " "));
    }
    if (take(/\s*\/>/) !== undefined) return { name, attributes, children: [], text: "" };
    need(/\s*>/);
    const children: XmlElement[] = [];
    let text = "";
    for (;;) {
      text += decode(take(/[^<]+/)?.[0] ?? "");
      if (take(new RegExp(`</${name}>`)) !== undefined) return { name, attributes, children, text };
      children.push(element());
    }
  };
  need(/<\?xml version="1\.0" encoding="UTF-8"\?>\s*/);
  const root = element();
  need(/\s*$/);
  return root;
}
