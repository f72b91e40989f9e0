import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

/** A small repository: texts by path. */
export type Files = Readonly<Record<string, string>>;

/** What a change of a text may bring: marks of all forms, and what decides about TLS. */
export const words: readonly string[] = [
  ..."\n \t\"'\\$`{}[]()#/.,:;=-&*|>@%!?~<\0\ufeff\r".split(""),
  ...[
    "${",
    "${A:-b}",
    "$(",
    "{{ x }}",
    "{% if x %}",
    "<%= x %>",
    "\\\n",
    "---\n",
    "[security]\n",
    "[[a]]\n",
    "<<: *a",
    "&a ",
    "*a",
    "!!binary ",
    "null",
  ],
  ...[
    "http://",
    "https://",
    "0.0.0.0",
    "[::]:2379",
    "localhost",
    "pd-0.prod.svc:2379",
    ":20160",
    "true",
    "false",
    "[]",
    "{}",
    "''",
    '"tikv"',
    "v6.5.0",
    "99999999999999999999",
  ],
  ...[
    "ca-path",
    "cert-path",
    "key-path",
    "cacert-path",
    "cert-allowed-cn",
    "client-urls",
    "peer-urls",
    "advertise-",
    "status-addr",
    "enable_tls",
    "tlsCluster",
    "secretName",
  ],
  ...[
    "-----BEGIN CERTIFICATE-----\n",
    "-----END CERTIFICATE-----\n",
    "-----BEGIN PRIVATE KEY-----\n",
    "-----END PRIVATE KEY-----\n",
    "MIIB",
    "LS0tLS1CRUdJTi",
  ],
  ...[
    "# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @a because later\n",
    "kind: Secret\n",
    "kind: StatefulSet\n",
    "apiVersion: v1\n",
    "pd-server ",
    "tikv-server ",
    "docker run ",
    "password: x",
    "\ud800",
  ],
];

/** The examples, each with its files; bytes that are no text are left out. */
export const corpus: readonly Files[] = readdirSync("examples").map((name) => {
  const folder = join("examples", name);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path, "utf8")];
    }),
  );
});

/** One change of one file. Positions are shares of the length, so that they mean something for every text. */
type Change =
  | { readonly kind: "insert" | "repeat"; readonly at: number; readonly text: string; readonly times: number }
  | { readonly kind: "remove" | "copy" | "flip"; readonly at: number; readonly length: number }
  | { readonly kind: "der"; readonly at: number; readonly byte: number; readonly cut: number }
  | { readonly kind: "line"; readonly at: number; readonly to: number }
  | { readonly kind: "rename"; readonly to: string }
  | { readonly kind: "drop" };

const share = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("insert" as const),
      at: share,
      text: fc.constantFrom(...words),
      times: fc.constant(1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("repeat" as const),
      at: share,
      text: fc.constantFrom(...words),
      times: fc.integer({ min: 2, max: 400 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("remove" as const, "copy" as const),
      at: share,
      length: fc.integer({ min: 1, max: 200 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("flip" as const), at: share, length: fc.integer({ min: 1, max: 255 }) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("line" as const), at: share, to: share }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("rename" as const),
      to: fc.constantFrom(
        "prod/pd.toml",
        "dev/tikv.toml",
        "compose.yaml",
        "a.service",
        "run.sh",
        "inventory.ini",
        "values.yaml",
        "kustomization.yaml",
        "ca.pem",
        ".env",
        "openssl.cnf",
        "x.json",
        "tikv-tls-gate.yml",
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("der" as const),
      at: share,
      byte: fc.nat(255),
      cut: fc.constantFrom(0, 0, 0, 1, 2, 40),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("drop" as const) }) },
);

/** Some changes, each of the file whose number it names, modulo how many there are. */
export const mutation: fc.Arbitrary<readonly (readonly [number, Change])[]> = fc.array(fc.tuple(fc.nat(1000), change), {
  minLength: 1,
  maxLength: 6,
});

export function mutated(files: Files, changes: readonly (readonly [number, Change])[]): Files {
  const result = new Map(Object.entries(files));
  for (const [number, each] of changes) {
    const path = [...result.keys()][number % Math.max(1, result.size)];
    if (path === undefined) return {};
    const text = result.get(path) ?? "";
    if (each.kind === "drop" || each.kind === "rename") {
      result.delete(path);
      if (each.kind === "rename") result.set(each.to, text);
    } else result.set(path, changedText(text, each));
  }
  return Object.fromEntries(result);
}

/** A text of a mutation does not grow without bound. */
const longest = 20_000;

function changedText(text: string, change: Exclude<Change, { kind: "drop" | "rename" }>): string {
  const at = Math.floor(change.at * text.length);
  switch (change.kind) {
    case "insert":
    case "repeat":
      return (text.slice(0, at) + change.text.repeat(change.times) + text.slice(at)).slice(0, longest);
    case "remove":
      return text.slice(0, at) + text.slice(at + change.length);
    case "copy":
      return (text.slice(0, at + change.length) + text.slice(at)).slice(0, longest);
    case "flip":
      return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ change.length) + text.slice(at + 1);
    case "der":
      return withChangedDer(text, change);
    case "line": {
      const lines = text.split("\n");
      const [line = ""] = lines.splice(Math.floor(change.at * (lines.length - 1)), 1);
      lines.splice(Math.floor(change.to * lines.length), 0, line);
      return lines.join("\n");
    }
    default:
      return change satisfies never;
  }
}

/** Changes bytes of the DER in the first PEM block behind a place: what a base64 decoder takes and an ASN.1 reader does not. */
function withChangedDer(text: string, { at, byte, cut }: Extract<Change, { kind: "der" }>): string {
  const begin = text.indexOf("-----BEGIN ", Math.floor(at * text.length));
  const [start, end] = [text.indexOf("\n", begin) + 1, text.indexOf("-----END ", begin)];
  if (begin === -1 || start === 0 || end === -1) return text;
  const der = Buffer.from(text.slice(start, end), "base64");
  if (der.length === 0) return text;
  const place = Math.floor(at * 7919) % der.length;
  der[place] = byte;
  const changed = Buffer.concat([der.subarray(0, place), der.subarray(Math.min(der.length, place + cut))]);
  return `${text.slice(0, start)}${changed.toString("base64").replaceAll(/.{64}/g, "$&\n")}\n${text.slice(end)}`;
}

/** A head and the base that it changes: one example, changed twice. */
export function repositoriesFrom(seeds: readonly Files[]): fc.Arbitrary<ChangedRepository> {
  return fc.tuple(fc.constantFrom(...seeds), mutation, mutation, fc.boolean()).map(([files, forHead, forBase, isFromBase]) => {
    const base = isFromBase ? mutated(files, forBase) : files;
    return { base, head: mutated(isFromBase ? base : files, forHead) };
  });
}

export interface ChangedRepository {
  readonly head: Files;
  readonly base: Files;
}
