import { expect, test } from "vitest";
import { daysText } from "../../src/report/expiry.ts";
import { sampleReport } from "./sample-report.ts";

const day = 86_400_000;

test.each([
  [26.9 * day, "in 26 days"],
  [day, "in 1 day"],
  [day - 1, "today"],
  [0, "today"],
  [-1, "less than a day ago"],
  [-day, "1 day ago"],
  [-14.8 * day, "14 days ago"],
])("%d milliseconds are left: %s", (left, text) => {
  const [certificate] = sampleReport.certificates;
  if (certificate === undefined) throw new Error("the sample has no certificate");
  expect(daysText({ certificate, left })).toBe(text);
});
