import type fc from "fast-check";
import { vi } from "vitest";

// Set up by vitest.fuzz.config.ts alone: a property runs as its test asks, and then for FUZZ_SECONDS (10) with FUZZ_SEED
// (the time). A failure prints seed and path, with which `fc.assert` finds the same case again.
const milliseconds = 1000 * Number(process.env["FUZZ_SECONDS"] ?? 10);
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);

vi.mock("fast-check", async (importOriginal) => {
  const real = await importOriginal<{ default: typeof fc }>();
  const longer = { seed, numRuns: 1_000_000_000, interruptAfterTimeLimit: milliseconds, markInterruptAsFailure: false };
  // First as the test asks: some count afterwards what they have seen.
  const assert = (property: fc.IRawProperty<unknown>, parameters: fc.Parameters<unknown> = {}) => {
    const again = () => real.default.assert(property, { ...parameters, ...longer });
    const first: unknown = real.default.assert(property, parameters);
    return first instanceof Promise ? first.then(again) : again();
  };
  return { ...real, default: { ...real.default, assert } };
});
