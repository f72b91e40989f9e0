import { type Correction, correctionOf } from "./corrections.ts";
import { type Key, type KeyCatalogue, type KeyType, keyCatalogue, type Program } from "./key-catalogue.ts";
import { comesBefore, nextRelease, type Release, readsKey, type Standing, standingOf } from "./releases.ts";

/** What a release makes of a key. `unsure`: the catalogue did not read this release, and a neighbour of it knows the key. */
export type Verdict =
  | { readonly kind: "known"; readonly key: Key }
  /** Inside a table whose keys are the user's own (labels). */
  | { readonly kind: "free" }
  | { readonly kind: "unsure" }
  | { readonly kind: "unknown"; readonly correction: Correction | undefined };

/** Does this release read the key at this route? An `unsure` one counts as read. */
export function knows(program: Program, release: Release, route: readonly string[]): boolean {
  const catalogue = keyCatalogue(program);
  const found = findKey(catalogue, route);
  if (found === "free") return true;
  return found !== undefined && isKnownOrUnsure(catalogue, found, standing(program, release));
}

/** The key at this route, when the release reads it; names that are the user's own are no keys. */
export function knownKey(program: Program, release: Release, route: readonly string[]): Key | undefined {
  const catalogue = keyCatalogue(program);
  const found = findKey(catalogue, route);
  if (found === undefined || found === "free") return undefined;
  return readsKey(catalogue, found, standing(program, release).index) ? found : undefined;
}

/** What this release makes of the key at this route, with the key that was most likely meant where it does not know it. */
export function verdict(program: Program, release: Release, route: readonly string[]): Verdict {
  const catalogue = keyCatalogue(program);
  const found = findKey(catalogue, route);
  if (found === "free") return { kind: "free" };
  const place = standing(program, release);
  if (found !== undefined && readsKey(catalogue, found, place.index)) return { kind: "known", key: found };
  if (found !== undefined && isKnownOrUnsure(catalogue, found, place)) return { kind: "unsure" };
  const correction = correctionOf(program, catalogue, place, route, found);
  // A release that nobody has read may have a key that none of the others has: PD v3.0 reads namespace-classifier.
  if (place.kind === "newer" && correction === undefined) return { kind: "unsure" };
  if (place.kind === "older" && (correction === undefined || correction.kind === "near")) return { kind: "unsure" };
  return { kind: "unknown", correction };
}

/** The type that a key has in a release. */
export function typeIn(program: Program, release: Release, key: Key): KeyType {
  const catalogue = keyCatalogue(program);
  const { index } = standing(program, release);
  const earlier = key.was?.find(({ until }) => index <= (catalogue.positions.get(until) ?? -1));
  return earlier?.type ?? key.type;
}

/** Does this release's own `--config-check` miss unknown keys in this table (given by its dotted name) and those inside it? */
export function isBlindTable(program: Program, release: Release, table: string): boolean {
  const catalogue = keyCatalogue(program);
  const { index } = standing(program, release);
  for (const [blind, since] of catalogue.blind) {
    if ((table === blind || table.startsWith(`${blind}.`)) && !comesBefore(catalogue, index, since)) return true;
  }
  return false;
}

const standings = { pd: new WeakMap<Release, Standing>(), tikv: new WeakMap<Release, Standing>() };

function standing(program: Program, release: Release): Standing {
  const cached = standings[program].get(release);
  if (cached !== undefined) return cached;
  const made = standingOf(keyCatalogue(program), release);
  standings[program].set(release, made);
  return made;
}

/** Not read by the release at hand, but that was not read by the catalogue either, and a later or earlier one has the key. */
function isKnownOrUnsure(catalogue: KeyCatalogue, key: Key, place: Standing): boolean {
  if (readsKey(catalogue, key, place.index)) return true;
  switch (place.kind) {
    case "listed":
    case "newer":
      return false;
    case "older":
      return true;
    case "stand-in":
      return nextRelease(catalogue, key, place.index) !== undefined;
    default:
      return place.kind satisfies never;
  }
}

const keysByRoute = new WeakMap<KeyCatalogue, Map<string, Key>>();

/** Names under a map are the user's own, and are not kept without end. */
const mostKept = 10_000;

/** The key at a route, walked to once: most configurations set the same few dozen keys. */
function findKey(catalogue: KeyCatalogue, route: readonly string[]): Key | "free" | undefined {
  const kept = keysByRoute.get(catalogue) ?? new Map<string, Key>();
  const name = route.join("\0");
  const known = kept.get(name);
  if (known !== undefined) return known;
  const key = walkTo(catalogue, route);
  if (key === undefined || key === "free" || kept.size >= mostKept) return key;
  kept.set(name, key);
  keysByRoute.set(catalogue, kept);
  return key;
}

/** Walks a route through the catalogue; names under a map are free, or stand as `*` in the catalogue. */
function walkTo(catalogue: KeyCatalogue, route: readonly string[]): Key | "free" | undefined {
  let name = "";
  let key: Key | undefined;
  for (const part of route) {
    // A quoted key with a dot in it is one name, not a route.
    if (part.includes(".")) return isFree(catalogue, key) ? "free" : undefined;
    if (isFree(catalogue, key)) return "free";
    if (key?.type.startsWith("map<") === true) {
      name = `${name}.*${key.type.startsWith("map<array<") ? "[]" : ""}`;
      key = undefined;
      continue;
    }
    if (key?.type === "array<table>") name = `${name}[]`;
    name = name === "" ? part : `${name}.${part}`;
    key = catalogue.find(name);
    if (key === undefined) return undefined;
  }
  return key ?? (route.length > 0 ? "free" : undefined);
}

function isFree(catalogue: KeyCatalogue, key: Key | undefined): boolean {
  if (key === undefined) return false;
  if (catalogue.openTables.has(key.name) || key.type === "map") return true;
  return key.type.startsWith("map<") && !key.type.includes("table");
}
