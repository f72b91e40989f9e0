import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { growingTexts } from "./growing.ts";

const root = join(import.meta.dirname, "../..");
const count = [...growingTexts()].length;
/** One of so many here; all of them with GROWTH=all, each night. */
const every = process.env["GROWTH"] === "all" ? 1 : 41;
const length = 3000;
const most = 2.5;

interface Measured {
  readonly name: string;
  /** Steps for a text, and for one that is twice as long. */
  readonly work: readonly [number, number];
}

/** In a process of its own: V8 counts the blocks of what is loaded after it was told to. */
function measure(): readonly Measured[] {
  const node = join(root, "node_modules/.bin/node");
  const args = [join(root, "test/linear/measure.ts"), String(length), String(every), String(every >> 1)];
  const printed = execFileSync(node, args, {
    cwd: root,
    encoding: "utf8",
    env: { PATH: "/usr/bin:/bin", NODE_NO_WARNINGS: "1" },
    maxBuffer: 1e9,
  });
  return printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Measured);
}

test("twice the text is at most two and a half times the work, whatever grows in whatever form", () => {
  const measured = measure();
  expect(measured.length).toBeGreaterThanOrEqual(Math.floor(count / every));
  const grown = measured.filter(({ work: [one, two] }) => two > most * one);
  expect(grown.map(({ name, work }) => `${name}: ${work.join(" -> ")}`)).toEqual([]);
}, 3_600_000);
