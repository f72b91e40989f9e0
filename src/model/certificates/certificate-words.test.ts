import { expect, test } from "vitest";
import type { PublicKey, Sha256 } from "./certificate.ts";
import { daysText, dayText, keyText, shortText, wholeDays } from "./certificate-words.ts";

const day = 86_400_000;

test("days are counted in UTC and only when they are whole", () => {
  expect(wholeDays(day - 1)).toBe(0);
  expect(wholeDays(day)).toBe(1);
  expect(wholeDays(27 * day - 1)).toBe(26);
  expect(daysText(day - 1)).toBe("less than a day");
  expect(daysText(day)).toBe("1 day");
  expect(daysText(26 * day)).toBe("26 days");
});

test("a day is that of UTC, and a time without a date is no exception", () => {
  expect(dayText(Date.parse("2026-12-20T23:59:59Z"))).toBe("2026-12-20");
  expect(dayText(Date.parse("9999-12-31T23:59:59Z"))).toBe("9999-12-31");
  expect(dayText(Number.NaN)).toBe("an unknown day");
  expect(dayText(1e18)).toBe("an unknown day");
});

test("a stranger's text becomes one short line, and no character is cut in two", () => {
  expect(shortText("CN=a\nb\t c ")).toBe("CN=a b c");
  const long = shortText("😀".repeat(1000));
  expect([...long]).toEqual([..."😀".repeat(79), "…"]);
});

test.each([
  [{ kind: "rsa", bits: 1024 }, "RSA 1024"],
  [{ kind: "ec", bits: 256, curve: "P-256" }, "P-256"],
  [{ kind: "ec", bits: 256, curve: "1.3.36.3.3.2.8.1.1.7" }, "EC on the curve 1.3.36.3.3.2.8.1.1.7"],
  [{ kind: "ec", bits: 256, curve: "explicit" }, "EC with explicit parameters"],
  [{ kind: "ed25519", bits: 256 }, "Ed25519"],
  [{ kind: "dsa", bits: 0 }, "DSA"],
] as const)("the key %o is called %s", (key, text) => {
  expect(keyText({ ...key, spki: "" as Sha256 } satisfies PublicKey)).toBe(text);
});
