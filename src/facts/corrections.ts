import { editDistance } from "../text/nearest.ts";
import { indexedName, type Key, type KeyCatalogue, keyCatalogue, type Program } from "./key-catalogue.ts";
import { lastRelease, nextRelease, readsKey, type Standing } from "./releases.ts";
import { meantMaterial } from "./tls-words.ts";

/** What was most likely meant by a key that a release does not read. `to` is a dotted name that the release reads. */
export type Correction =
  /** A later release reads it; `before`: so did an earlier one (a back-port that this minor lacks). */
  | { readonly kind: "too-new"; readonly since: string; readonly before: string | undefined }
  | { readonly kind: "removed"; readonly lastIn: string; readonly to: string | undefined }
  | {
      readonly kind: "misspelt" | "renamed" | "other-spelling" | "other-table" | "other-program" | "tls-words" | "near";
      readonly to: string;
    }
  /** A key of the other program that has no counterpart in this one. */
  | { readonly kind: "of-other-program" }
  /** A switch or a check that neither program has: TLS follows from the paths alone. */
  | { readonly kind: "no-switch" };

/** Finds the key that was meant: other releases first, then known mistakes, then spelling, then other tables, then what is near. */
export function correctionOf(
  program: Program,
  catalogue: KeyCatalogue,
  place: Standing,
  route: readonly string[],
  key: Key | undefined,
): Correction | undefined {
  const name = route.join(".");
  const reads = (target: string) => {
    const found = catalogue.find(target);
    return found !== undefined && readsKey(catalogue, found, place.index) ? found.name : undefined;
  };
  const known = key === undefined ? undefined : inOtherRelease(catalogue, key, place, reads);
  if (known !== undefined) return known;
  const misspelt = readIfSet(reads, catalogue.misspelt.get(name));
  if (misspelt !== undefined) return { kind: "misspelt", to: misspelt };
  const renamed = readIfSet(reads, catalogue.renamed.get(name));
  if (renamed !== undefined) return { kind: "renamed", to: renamed };
  const spelt = spelledOtherwise(catalogue, program, route, reads);
  if (spelt !== undefined) return { kind: "other-spelling", to: spelt };
  const ours = counterpart(program, route);
  if (ours !== undefined && reads(ours) !== undefined) return { kind: "other-program", to: ours };
  const elsewhere = inOtherTable(catalogue, program, route, reads);
  if (elsewhere !== undefined) return { kind: "other-table", to: elsewhere };
  const meant = meantMaterial(program, route);
  if (meant === "switch") return { kind: "no-switch" };
  if (meant !== undefined) return { kind: "tls-words", to: meant };
  const other = program === "pd" ? "tikv" : "pd";
  if (keyCatalogue(other).find(name) !== undefined) return { kind: "of-other-program" };
  const near = nearSibling(catalogue, program, route, place);
  return near === undefined ? undefined : { kind: "near", to: near };
}

function readIfSet(reads: (target: string) => string | undefined, target: string | undefined): string | undefined {
  return target === undefined ? undefined : reads(target);
}

function inOtherRelease(
  catalogue: KeyCatalogue,
  key: Key,
  place: Standing,
  reads: (target: string) => string | undefined,
): Correction | undefined {
  const before = lastRelease(catalogue, key, place.index);
  const since = nextRelease(catalogue, key, place.index);
  if (since !== undefined) return { kind: "too-new", since, before };
  if (before === undefined) return undefined;
  return { kind: "removed", lastIn: before, to: readIfSet(reads, catalogue.renamed.get(key.name)) };
}

/** `CertAllowedCN`, `cert_allowed_cn` and `Cert-Allowed-CN` all become `cert-allowed-cn`. */
export function kebabCase(text: string): string {
  return text
    .replaceAll("_", "-")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

interface Spellings {
  /** Real names by their kebab-case spelling. */
  readonly whole: ReadonlyMap<string, string>;
  /** Real names by the kebab-case spelling of their last part. */
  readonly byLastPart: ReadonlyMap<string, readonly string[]>;
  /** Last parts by the table that holds them. */
  readonly siblings: ReadonlyMap<string, readonly Key[]>;
}

const spellings = new WeakMap<KeyCatalogue, Spellings>();

function spellingsOf(catalogue: KeyCatalogue): Spellings {
  const cached = spellings.get(catalogue);
  if (cached !== undefined) return cached;
  const whole = new Map<string, string>();
  const byLastPart = new Map<string, string[]>();
  const siblings = new Map<string, Key[]>();
  const add = <T>(map: Map<string, T[]>, at: string, value: T) => {
    const list = map.get(at);
    if (list === undefined) map.set(at, [value]);
    else list.push(value);
  };
  for (const key of catalogue.all()) {
    const { name } = key;
    if (key.aliasOf === undefined) whole.set(kebabCase(name), name);
    add(byLastPart, kebabCase(lastPart(name)), name);
    add(siblings, parentOf(name).replaceAll("[]", "").toLowerCase(), key);
  }
  const made = { whole, byLastPart, siblings };
  spellings.set(catalogue, made);
  return made;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

function spelledOtherwise(
  catalogue: KeyCatalogue,
  program: Program,
  route: readonly string[],
  reads: (target: string) => string | undefined,
): string | undefined {
  const { whole } = spellingsOf(catalogue);
  const real = readIfSet(
    reads,
    whole.get(kebabCase(route.join("."))) ?? whole.get(route.join(".").toLowerCase().replaceAll("_", "-")),
  );
  // A quoted key with dots in it names the right setting in a way that no reader follows.
  return real === undefined || (program === "pd" && real.toLowerCase() === route.join(".").toLowerCase() && !hasDot(route))
    ? undefined
    : real;
}

function hasDot(route: readonly string[]): boolean {
  return route.some((part) => part.includes("."));
}

/** PD's spelling in TiKV, and the reverse. */
function counterpart(program: Program, route: readonly string[]): string | undefined {
  const last = kebabCase(route.at(-1) ?? "");
  const isNearSecurity = route.length === 1 || kebabCase(route[0] ?? "") === "security";
  if (!isNearSecurity) return undefined;
  if (program === "tikv" && last === "cacert-path") return "security.ca-path";
  if (program === "pd" && last === "ca-path") return "security.cacert-path";
  return undefined;
}

/** The same last part in exactly one other table, or in `[security]` among several. */
function inOtherTable(
  catalogue: KeyCatalogue,
  program: Program,
  route: readonly string[],
  reads: (target: string) => string | undefined,
): string | undefined {
  const last = kebabCase(route.at(-1) ?? "");
  const places = (spellingsOf(catalogue).byLastPart.get(last) ?? []).filter(
    (name) => reads(name) !== undefined && !name.includes("*"),
  );
  const inSecurity = places.find((name) => name === `security.${last}`);
  if (inSecurity !== undefined) return inSecurity;
  const own = indexedName(program, route.join("."));
  const others = places.filter((name) => indexedName(program, name) !== own && !name.includes("[]"));
  return others.length === 1 ? others[0] : undefined;
}

/** Longest key that is compared letter by letter: no real one is longer. */
const longestKey = 64;

/** The key of the same table that differs in the fewest letters, at most a third of them. */
function nearSibling(catalogue: KeyCatalogue, program: Program, route: readonly string[], place: Standing): string | undefined {
  const word = kebabCase(route.at(-1) ?? "");
  if (word.length > longestKey || word.length < 3) return undefined;
  const parent = route.slice(0, -1).join(".");
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const key of spellingsOf(catalogue).siblings.get(parent.toLowerCase()) ?? []) {
    if (key.aliasOf !== undefined || !readsKey(catalogue, key, place.index)) continue;
    const distance = editDistance(word, kebabCase(lastPart(key.name)), limit);
    if (distance < bestDistance) {
      best = key.name;
      bestDistance = distance;
    }
  }
  return best !== undefined && indexedName(program, best) !== indexedName(program, route.join(".")) ? best : undefined;
}
