/**
 * Finds the secrets in a text by how they are written, and leaves them out. Every text of a repository passes here on its way
 * to an output. It errs on the side of hiding: what is hidden without need costs a reader one look into the file.
 * All of it is linear in the length of the text.
 */

import { looksRandom } from "./looks-random.ts";

/** Offsets in UTF-16 code units, the end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What stands in the place of a secret. */
export const mask = "…";

/** A sentence of a message, a name, a value: without the secrets that it quotes. */
export function masked(text: string): string {
  return withoutStretches(text, merged(inAnyText(text)));
}

/** Keys of data whose values are no text of a repository, and those that name its files. */
const keptKeys: ReadonlySet<string> = new Set(["path", "fingerprint", "sha256", "severity", "base", "now"]);

/** Plain data with every text in it masked. */
export function maskedThroughout<T>(value: T, mask: (text: string) => string = masked): T {
  if (typeof value === "string") return mask(value) as T;
  if (Array.isArray(value)) return value.map((item) => maskedThroughout(item, mask)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, keptKeys.has(key) ? part : maskedThroughout(part, mask)]);
  return Object.fromEntries(entries) as T;
}

/** Masks as `masked` does, and remembers: a report says the same of many. */
export function maskingMemo(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let shown = known.get(text);
    if (shown === undefined) {
      shown = masked(text);
      known.set(text, shown);
    }
    return shown;
  };
}

/** A line of a file, or all lines of one, which has as many lines afterwards: also what the name of a key calls a secret is left out. */
export function maskedLines(text: string): string {
  return withoutStretches(text, secretsInLines(text));
}

/** The secrets in the text of a file or in a line of one, in their order, apart from each other. */
export function secretsInLines(text: string): readonly Stretch[] {
  const found = merged([...inAnyText(text), ...byKeys(text), ...bytesOfKeys(text), ...bodies(text)]);
  return found.length === 0 ? found : outside(found, certificates(text));
}

/** The bodies of certificates, which are public: nothing but base64 between the two marks. */
function certificates(text: string): readonly Stretch[] {
  if (!text.includes("CERTIFICATE-----")) return [];
  const blocks = text.matchAll(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END /g);
  return [...blocks].map(({ 0: block, index }) => ({ start: index, end: index + block.length }));
}

/** Those that begin in none of the others; both lists are in order. */
function outside(stretches: readonly Stretch[], others: readonly Stretch[]): readonly Stretch[] {
  let next = 0;
  return stretches.filter(({ start }) => {
    while (next < others.length && (others[next] as Stretch).end <= start) next += 1;
    const other = others[next];
    return other === undefined || start < other.start;
  });
}

/** Line ends stay, so that a text has as many lines as before. */
function withoutStretches(text: string, stretches: readonly Stretch[]): string {
  if (stretches.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of stretches) {
    const inside = text.slice(start, end);
    const ends = inside.includes("\n") ? inside.replaceAll(/[^\n]+/g, mask) : mask;
    parts.push(text.slice(from, start), ends);
    from = end;
  }
  return [...parts, text.slice(from)].join("");
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const inOrder = stretches.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start || a.end - b.end);
  const apart: Stretch[] = [];
  for (const stretch of inOrder) {
    const last = apart.at(-1);
    if (last === undefined || stretch.start >= last.end) apart.push(stretch);
    else if (stretch.end > last.end) apart[apart.length - 1] = { start: last.start, end: stretch.end };
  }
  return apart;
}

function inAnyText(text: string): readonly Stretch[] {
  // Nothing is as short as this and still a secret that can be told by its looks.
  if (text.length < 6) return [];
  return [...privateKeys(text), ...inUrls(text), ...credentials(text), ...inFlags(text), ...assigned(text), ...randomRuns(text)];
}

/** What a private key's PEM holds, to its end or that of the text. */
function* privateKeys(text: string): Generator<Stretch> {
  for (const { 0: header, index } of text.matchAll(/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/g)) {
    const start = index + header.length;
    const end = text.indexOf("-----END ", start);
    yield { start, end: end === -1 ? text.length : end };
    if (end === -1) return;
  }
}

/** Passwords before a host, and parameters of a query whose name calls them a secret. */
function* inUrls(text: string): Generator<Stretch> {
  if (!text.includes("://")) return;
  for (const { 0: url, index } of text.matchAll(/:\/\/[^\s"'`<>]+/g)) {
    let start = index;
    // Several URLs in one list: `http://a:1,http://b:2`.
    for (const part of url.split(/,(?=[a-z])/)) {
      const scheme = part.indexOf("://");
      const password = scheme === -1 ? undefined : passwordIn(part.slice(scheme + 3));
      if (password !== undefined) yield { start: start + scheme + 3 + password.start, end: start + scheme + 3 + password.end };
      start += part.length + 1;
    }
  }
  for (const { 0: whole, 1: name = "", 2: value = "", index } of text.matchAll(/[?&;]([\w.-]{1,80})=([^&#;\s"'`<>,)]+)/g)) {
    if (namesSecret(name) || /signature$/i.test(name))
      yield { start: index + whole.length - value.length, end: index + whole.length };
  }
}

/** `user:password@host` without a scheme. A digest of an image has an `@` too, and a mount of compose a slash behind its colon. */
function* credentials(text: string): Generator<Stretch> {
  if (!text.includes("@")) return;
  for (const { 0: word, index } of text.matchAll(/[^\s"'`<>,]+/g)) {
    const [colon, at] = [word.indexOf(":"), word.lastIndexOf("@")];
    if (colon < 1 || at < colon + 2 || word[colon + 1] === "/" || /^@sha\d/.test(word.slice(at, at + 5))) continue;
    if (/^[\w.[]/.test(word.slice(at + 1, at + 2))) yield { start: index + colon + 1, end: index + at };
  }
}

/** In what follows `://`. A colon before a port is none before a password; a name alone is a token when it looks random. */
function passwordIn(rest: string): Stretch | undefined {
  const end = rest.lastIndexOf("@");
  if (end === -1) return undefined;
  const user = /^[^\s/:@?#]*/.exec(rest)?.[0].length ?? 0;
  if (rest[user] !== ":") return user === end && (looksRandom(rest.slice(0, end)) || end >= 32) ? { start: 0, end } : undefined;
  if (/^:\d{1,5}(?:[/?#,]|$)/.test(rest.slice(user, user + 8))) return undefined;
  return { start: user + 1, end };
}

/** `-u user:password`, `--password x`, `Authorization: Bearer x` */
function* inFlags(text: string): Generator<Stretch> {
  const userFlags = /(?:^|[\s"'\x60])(?:-[uU]|--user|--proxy-user)(?:[=\s]|["'],?\s?)["']?([^\s:"'\x60]*):([^\s"'\x60]+)/g;
  for (const { 0: whole, 1: user = "", 2: password = "", index } of text.matchAll(userFlags)) {
    // `docker run --user 1000:1000`
    if (/^\d*$/.test(user) && /^\d+$/.test(password)) continue;
    yield { start: index + whole.length - password.length, end: index + whole.length };
  }
  for (const { 0: whole, 1: name = "", index } of text.matchAll(
    /(?:^|[\s"'\x60,[])--?([A-Za-z][\w.-]*)(?:=|\s{1,8}|["'],?\s{0,4})/g,
  )) {
    if (!namesSecret(name)) continue;
    const start = index + whole.length;
    yield* kept(text, start, endOfValue(text, start, /[\s,\]]/));
  }
  for (const { 0: whole, index } of text.matchAll(
    /\bauthorization["']?\s{0,4}[:=]\s{0,4}["']?(?:(?:basic|bearer|token|digest)\s{1,4})?/gi,
  )) {
    const start = index + whole.length;
    yield { start, end: endOfValue(text, start, /\s/) };
  }
  for (const { 0: whole, 1: token = "", index } of text.matchAll(/\bbearer\s{1,4}([\w.~+/=-]{8,})/gi)) {
    if (/\d/.test(token) || token.length >= 24) yield { start: index + whole.length - token.length, end: index + whole.length };
  }
}

/** `password="…"`, `token=…`: in a sentence too, since no sentence is written so. */
function* assigned(text: string): Generator<Stretch> {
  for (const start of valuesBehind(text, /^\\?["']?\s{0,20}=\s{0,20}(?=\S)/)) {
    yield* kept(text, start, endOfValue(text, start, /[\s,;&)\]}]/));
  }
}

/** `key: value` of a file, to the end of what the key has on its line. */
function* byKeys(text: string): Generator<Stretch> {
  for (const start of valuesBehind(text, /^\\?["']?\s{0,20}[:=][^\S\n]{0,40}/)) {
    const lineEnd = indexOrEnd(text, "\n", start);
    const isMarked = /^["'[{]/.test(text.slice(start, start + 1));
    const end = isMarked ? Math.min(lineEnd, endOfValue(text, start, /[,\]}]/)) : withoutComment(text, start, lineEnd);
    yield* kept(text, start, end);
  }
}

/** Where the values of keys begin whose names speak of a secret. What lies inside of another value is not looked at again. */
function* valuesBehind(text: string, sign: RegExp): Generator<number> {
  let done = 0;
  for (const { 0: word, index } of text.matchAll(/[A-Za-z][\w.-]*/g)) {
    if (index < done || !namesSecret(word)) continue;
    const end = index + word.length;
    const found = sign.exec(text.slice(end, end + 64))?.[0];
    if (found === undefined) continue;
    done = Math.min(indexOrEnd(text, "\n", end), end + longestValue);
    yield end + found.length;
  }
}

/** A path, a hole that somebody fills in, a reference, a switch and a table with names of its own are no secrets. */
function* kept(text: string, start: number, end: number): Generator<Stretch> {
  const value = text
    .slice(start, Math.min(end, start + 300))
    .replace(/^["']/, "")
    .replace(/["'\s]{1,20}$/, "");
  const isHarmless =
    /^\.{0,2}(?:\/[a-z0-9_.-]+)+$/.test(value) ||
    /^(?:\{\{|\{%|\$[({A-Z_]|<|%\(|@)|^(?:true|false|null|yes|no|on|off|~|!vault.*|ENC\[.*|[|>][-+]?)?$|^\[?\{/i.test(value);
  if (!isHarmless) yield { start, end };
}

function withoutComment(text: string, start: number, lineEnd: number): number {
  const comment = text.slice(start, lineEnd).search(/\s#/);
  return comment === -1 ? lineEnd : start + comment;
}

/** A list of the bytes of a file: `SSLKEYBytes = [45, 45, 45, …]`. */
function* bytesOfKeys(text: string): Generator<Stretch> {
  for (const { 0: whole, index } of text.matchAll(/\d{1,3}(?:\s{0,8},\s{0,8}\d{1,3}){7,}/g))
    yield { start: index, end: index + whole.length };
}

/** A line that is nothing but base64, and a long run of it anywhere. */
function* bodies(text: string): Generator<Stretch> {
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9+/]+={0,2}/g)) {
    if (run.length < 40) continue;
    const isAlone = isBlank(text, index - 1) && isBlank(text, index + run.length);
    if (run.length >= 100 || isAlone || run.startsWith("LS0tLS1CRUdJT")) yield { start: index, end: index + run.length };
  }
}

function isBlank(text: string, at: number): boolean {
  return /^\s?$/.test(text[at] ?? "");
}

/** What looks like no word of any language, and the tokens of well-known services. */
function* randomRuns(text: string): Generator<Stretch> {
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9+/_=-]+/g)) {
    if (run.length < 16 || text.slice(Math.max(0, index - 7), index) === "sha256:") continue;
    if (looksRandom(run)) yield { start: index, end: index + run.length };
  }
}

/** Where a value ends that begins at an offset: behind its closing quote, or before one of the characters that end a bare one. */
function endOfValue(text: string, start: number, stop: RegExp): number {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    const end = text.slice(start, start + longestValue).search(stop);
    return end === -1 ? Math.min(text.length, start + longestValue) : start + end;
  }
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === quote || text[at] === "\n") return text[at] === quote ? at + 1 : at;
  }
  return text.length;
}

/** A bare value that is longer is hidden by its looks. */
const longestValue = 4096;

/** Does a name speak of a secret? Paths, names and places of secrets are none. */
export function namesSecret(name: string): boolean {
  const flat = name.toLowerCase().replaceAll(/[_.-]/g, "");
  if (!secretName.test(flat)) return false;
  return !/(?:path|file|filename|name|ref|dir|namespace|class|type|provider|enabled|method|ttl|duration|length|size|algorithm|id)$/.test(
    flat.replace(/keyid$/, "key"),
  );
}

const secretName =
  /secret|passw|passphrase|^pass$|pwd$|token|credential|accesskey|privatekey|apikey|accountkey|sharedkey|encryptionkey|signingkey|clientkeydata|clientcertificate$|^sas$|^sig$|^x(?:amz|goog)signature$|sslkeybytes|tlskey$|authkey/;

function indexOrEnd(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at;
}
