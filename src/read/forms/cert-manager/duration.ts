const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 1e-3, µs: 1e-3, ns: 1e-6 };

/** Milliseconds of a duration as Go's `time.ParseDuration` reads it: `8760h`, `2160h0m0s`, `1.5h`; undefined for what it refuses. */
export function readGoDuration(text: string): number | undefined {
  if (!/^(?:\d{1,12}(?:\.\d{1,9})?(?:h|ms|m|s|us|µs|ns)){1,8}$/.test(text)) return text === "0" ? 0 : undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d{1,12}(?:\.\d{1,9})?)(h|ms|m|s|us|µs|ns)/g))
    total += Number(amount) * (units[unit ?? ""] ?? 0);
  return total;
}
