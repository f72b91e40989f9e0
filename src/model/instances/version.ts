/** A release of PD or TiKV. `master` is the unreleased head of the main branch, newer than every release. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** As the user or the catalogue writes it: `v8.5.7`, `master`. */
  readonly text: string;
}

export const master: Version = { major: Number.POSITIVE_INFINITY, minor: 0, patch: 0, text: "master" };

/** Reads `v8.5.7`, `8.5`, `v8`, `nightly`, `HEAD` or `master`; a missing part is the newest (Infinity), so `v8.5` is its last patch release. */
export function parseVersion(text: string): Version | undefined {
  const trimmed = text.trim();
  if (/^(master|nightly|HEAD)$/.test(trimmed)) return master;
  const match = /^v?(\d{1,3})(?:\.(\d{1,3}))?(?:\.(\d{1,4}))?(?:-[0-9A-Za-z.-]+)?$/.exec(trimmed);
  if (match === null) return undefined;
  const part = (group: string | undefined) => (group === undefined ? Number.POSITIVE_INFINITY : Number(group));
  const text_ = trimmed.startsWith("v") ? trimmed : `v${trimmed}`;
  return { major: part(match[1]), minor: part(match[2]), patch: part(match[3]), text: text_ };
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: Version, b: Version): number {
  const difference = (x: number, y: number) => (x === y ? 0 : x < y ? -1 : 1);
  return difference(a.major, b.major) || difference(a.minor, b.minor) || difference(a.patch, b.patch);
}

/** Is `version` the release `since` (such as `v8.4.0`) or newer? */
export function isAtLeast(version: Version, since: string): boolean {
  let bound = bounds.get(since);
  if (bound === undefined) {
    bound = parseVersion(since);
    if (bound === undefined) throw new Error(`not a version: ${since}`);
    bounds.set(since, bound);
  }
  return compareVersions(version, bound) >= 0;
}

/** The few releases that this program itself names, asked for at every connection. */
const bounds = new Map<string, Version>();
