import type { CertificateRequest } from "../../../model/instances/deployment.ts";
import { absent, known, type Setting, type Stated } from "../../../model/instances/setting.ts";
import { before } from "../../../text/cut.ts";
import { fileName, LineIndex, type Span } from "../../../text/span.ts";
import type { SourceFile } from "../../source-file.ts";
import { isFilledIn, namesServer, statedNames } from "./names.ts";

/** Does a text look like a configuration of `openssl req`, or like its extensions? */
export function isOpensslRequest(text: string): boolean {
  return /^[ \t]*\[[ \t]*(?:req|v3_req)[ \t]*\]/m.test(text) || /^[ \t]*subjectAltName[ \t]*=/m.test(text);
}

interface Line {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
  /** Offset of the value. */
  readonly start: number;
}

/** OpenSSL's usages, as messages call them (RFC 5280 4.2.1.12, config(5)). */
const usageNames: Readonly<Record<string, string>> = { serverAuth: "serverAuth", clientAuth: "clientAuth" };

/** The request that a configuration makes; empty when it does not concern PD or TiKV. */
export function readOpensslConfig(file: SourceFile): readonly CertificateRequest[] {
  const lines = new LineIndex(file.path, file.text);
  const sections = sectionsOf(file.text, lines);
  const req = sections.get("req");
  const chosen = valueIn(req, "req_extensions")?.value ?? "v3_req";
  const extensions =
    sections.get(chosen) ?? [...sections.values()].find((section) => section.some(({ key }) => key === "subjectAltName"));
  if (extensions === undefined) return [];
  const names = alternativeNames(extensions, sections, lines);
  const commonName = commonNameIn(sections, req);
  const isOurs = [fileName(file.path), commonName?.value ?? "", ...names.dns.map(({ value }) => value)].some(namesServer);
  if (!isOurs) return [];
  const usages = valueIn(extensions, "extendedKeyUsage");
  const constraints = valueIn(extensions, "basicConstraints");
  const bits = valueIn(req, "default_bits");
  const place = valueIn(extensions, "subjectAltName") ?? extensions[0];
  if (place === undefined) return [];
  const isCa = constraints !== undefined && /\bCA\s*:\s*true/i.test(constraints.value);
  return [
    {
      name: fileName(file.path),
      at: place.span,
      namespace: undefined,
      secretName: known(secretNameOf(file, names.dns), place.span),
      commonName: statedName(commonName),
      dnsNames: statedNames(names.dns, place.span),
      ipAddresses: statedNames(names.ip, place.span),
      usages: usages === undefined ? absent : usageList(usages, lines),
      defaultUsages: [],
      // `openssl x509 -days` says it; `default_days` is read by `openssl ca` alone.
      lifetime: absent,
      defaultLifetime: undefined,
      renewBefore: undefined,
      keyAlgorithm: absent,
      keyBits: bits !== undefined && /^\d{1,6}$/.test(bits.value) ? known(Number(bits.value), bits.span) : absent,
      hash: hashOf(valueIn(req, "default_md")),
      isCa: constraints === undefined ? absent : known(isCa, constraints.span),
      issuer: absent,
    },
  ];
}

function statedName(line: Line | undefined): Stated<string> {
  if (line === undefined) return absent;
  const { value, span } = line;
  return isFilledIn(value) ? { kind: "unknown", because: "it is filled in later", span } : known(value, span);
}

/** One component's own file, or one for all of them. */
function secretNameOf(file: SourceFile, dns: readonly Setting<string>[]): string {
  const stem = fileName(file.path).replace(/\.\w+$/, "");
  if (namesServer(stem)) return stem;
  const has = (component: RegExp) => dns.some(({ value }) => component.test(value));
  const isPd = has(/(?:^|[^a-z])pd\d*(?:[^a-z]|$)/i);
  const isTikv = has(/(?:^|[^a-z])tikv\d*(?:[^a-z]|$)/i);
  return [isPd ? "pd" : [], isTikv ? "tikv" : []].flat().join("-");
}

function sectionsOf(text: string, lines: LineIndex): ReadonlyMap<string, readonly Line[]> {
  const sections = new Map<string, Line[]>();
  let current: Line[] = [];
  sections.set("default", current);
  let offset = 0;
  for (const raw of text.split("\n")) {
    const header = /^\s{0,64}\[([^\]]{1,120})\]/.exec(raw);
    const pair = /^(\s{0,64})([\w.]{1,120})([ \t]*=[ \t]*)([^#\r]*)/.exec(raw);
    if (header !== null) {
      const name = (header[1] as string).trim();
      current = sections.get(name) ?? [];
      sections.set(name, current);
    } else if (pair !== null) {
      const [, blanks = "", key = "", equals = "", rest = ""] = pair;
      const value = rest.trimEnd();
      const start = offset + blanks.length + key.length + equals.length;
      current.push({ key, value, start, span: lines.span(offset + blanks.length, start + value.length) });
    }
    offset += raw.length + 1;
  }
  return sections;
}

function valueIn(section: readonly Line[] | undefined, key: string): Line | undefined {
  return section?.findLast((line) => line.key === key);
}

function commonNameIn(sections: ReadonlyMap<string, readonly Line[]>, req: readonly Line[] | undefined): Line | undefined {
  const section = sections.get(valueIn(req, "distinguished_name")?.value ?? "");
  const isPrompted = valueIn(req, "prompt")?.value !== "no";
  return section?.find(({ key }) => (isPrompted ? key === "commonName_default" : key === "CN" || key === "commonName"));
}

interface Names {
  readonly dns: readonly Setting<string>[];
  readonly ip: readonly Setting<string>[];
}

function alternativeNames(extensions: readonly Line[], sections: ReadonlyMap<string, readonly Line[]>, lines: LineIndex): Names {
  const names = valueIn(extensions, "subjectAltName");
  const all: { type: string; setting: Setting<string> }[] = [];
  if (names === undefined) return { dns: [], ip: [] };
  const section = /@(\w{1,120})/.exec(names.value)?.[1];
  for (const { key, value, span } of section === undefined ? [] : (sections.get(section) ?? [])) {
    all.push({ type: before(key, "."), setting: { value, span, origin: "file" } });
  }
  for (const match of names.value.matchAll(/\b(DNS|IP)\s{0,8}:\s{0,8}([^,\s]{1,300})/g)) {
    const from = names.start + match.index;
    all.push({
      type: match[1] ?? "",
      setting: { value: match[2] ?? "", span: lines.span(from, from + match[0].length), origin: "file" },
    });
  }
  const of = (type: string) => all.filter((name) => name.type === type).map(({ setting }) => setting);
  return { dns: of("DNS"), ip: of("IP") };
}

function usageList({ value, span, start }: Line, lines: LineIndex): Stated<readonly Setting<string>[]> {
  if (value.startsWith("@")) return { kind: "unknown", because: "another section lists them", span };
  const usages = [...value.matchAll(/[^,\s]+/g)].filter(([word]) => word !== "critical");
  return known(
    usages.map(([word, ...rest], index): Setting<string> => {
      const from = start + (usages[index]?.index ?? 0);
      return { value: usageNames[word] ?? word, span: lines.span(from, from + word.length + rest.length), origin: "file" };
    }),
    span,
  );
}

function hashOf(line: Line | undefined): Stated<string> {
  return line === undefined || line.value === "default" ? absent : known(line.value.toLowerCase(), line.span);
}
