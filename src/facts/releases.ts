import type { Key, KeyCatalogue } from "./key-catalogue.ts";

/** A release as the model writes it: a missing part is Infinity (the newest), the main branch has an infinite `major`. */
export interface Release {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly text: string;
}

/**
 * Where a release stands in a catalogue. `listed`: the catalogue read exactly this one. `stand-in`: a patch release, a
 * hot fix or a beta that it did not read; the listed one before it speaks for it. `older`, `newer`: beyond its ends.
 */
export interface Standing {
  readonly index: number;
  readonly kind: "listed" | "stand-in" | "older" | "newer";
}

const numbers = new Map<string, readonly [number, number, number]>();

function numbersOf(version: string): readonly [number, number, number] {
  const known = numbers.get(version);
  if (known !== undefined) return known;
  const match = /^v(\d+)\.(\d+)\.(\d+)/.exec(version);
  const made = [Number(match?.[1] ?? Number.POSITIVE_INFINITY), Number(match?.[2] ?? 0), Number(match?.[3] ?? 0)] as const;
  numbers.set(version, made);
  return made;
}

/** Negative when `listed` is older than the release. */
function compare(listed: string, release: Release): number {
  const [major, minor, patch] = numbersOf(listed);
  const order = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return order(major, release.major) || order(minor, release.minor) || order(patch, release.patch);
}

/** Finds the place of a release: `v8.5` is the newest patch release of it that is listed. */
export function standingOf(catalogue: KeyCatalogue, release: Release): Standing {
  const { versions, positions } = catalogue;
  const head = versions.length - 1;
  if (release.major === Number.POSITIVE_INFINITY) return { index: head, kind: "listed" };
  const exact = positions.get(release.text);
  if (exact !== undefined) return { index: exact, kind: "listed" };
  let index = head - 1;
  while (index >= 0 && compare(versions[index] as string, release) > 0) index -= 1;
  if (index < 0) return { index: 0, kind: "older" };
  const [major, minor, patch] = numbersOf(versions[index] as string);
  const isWhole = !release.text.includes("-") && !(versions[index] as string).includes("-");
  const isSameMinor = release.major === major && (release.minor === minor || release.minor === Number.POSITIVE_INFINITY);
  if (isSameMinor && isWhole && (release.patch === patch || release.patch === Number.POSITIVE_INFINITY)) {
    return { index, kind: "listed" };
  }
  return index === head - 1 && !isSameMinor ? { index: head, kind: "newer" } : { index, kind: "stand-in" };
}

/** Does the release at this position read the key? */
export function readsKey(catalogue: KeyCatalogue, key: Key, index: number): boolean {
  const { positions } = catalogue;
  const at = (version: string, open: number) => (version === "" ? open : (positions.get(version) ?? open));
  if (index < at(key.since, 0) || index > at(key.until, catalogue.versions.length - 1)) return false;
  return !(key.except ?? []).some((range) => {
    const [from = "", to = from] = range.split("..");
    return index >= at(from, 0) && index <= at(to, 0);
  });
}

/** The first release after a position that reads the key. */
export function nextRelease(catalogue: KeyCatalogue, key: Key, index: number): string | undefined {
  for (let at = index + 1; at < catalogue.versions.length; at++) if (readsKey(catalogue, key, at)) return catalogue.versions[at];
  return undefined;
}

/** The last release before a position that reads the key. */
export function lastRelease(catalogue: KeyCatalogue, key: Key, index: number): string | undefined {
  for (let at = index - 1; at >= 0; at--) if (readsKey(catalogue, key, at)) return catalogue.versions[at];
  return undefined;
}

/** Does the release at this position come before the named one? */
export function comesBefore(catalogue: KeyCatalogue, index: number, version: string): boolean {
  return index < (catalogue.positions.get(version) ?? 0);
}
