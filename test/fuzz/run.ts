/**
 * Fuzzes the whole gate and counts: `node test/fuzz/run.ts COUNT [SEED]`. Guided by coverage: what runs a block of src that
 * nothing before it ran becomes a seed for what follows. A crash, a report that depends on the order of the files, and an input
 * that takes more than a second are written below node_modules/.cache/fuzz, and end it with status 1.
 */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import fc from "fast-check";
import { type ChangedRepository, corpus, type Files, repositoriesFrom } from "./repositories.ts";

const [count = 1000, seed = Date.now() % 2 ** 31] = process.argv.slice(2).map(Number);
const batch = 25;
const mostSeeds = 400;
/** Milliseconds of the processor; of several runs the fastest counts. */
const slow = 1000;
const folder = "node_modules/.cache/fuzz";

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: false, detailed: true });
const { tryRepository } = await import("./try-repository.ts");

const ran = new Set<string>();
/** How many blocks of src ran for the first time since the last question. */
async function newBlocks(): Promise<number> {
  const before = ran.size;
  const { result } = await session.post("Profiler.takePreciseCoverage");
  for (const { url, functions } of result) {
    if (!url.includes("/src/")) continue;
    for (const { ranges } of functions) {
      for (const range of ranges) if (range.count > 0) ran.add(`${url} ${range.startOffset}-${range.endOffset}`);
    }
  }
  return ran.size - before;
}

const found: string[] = [];
let slowest = 0;

function keep(what: string, input: ChangedRepository): void {
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ what, ...input }, undefined, 2);
  const path = join(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`);
  writeFileSync(path, text);
  found.push(`${path}: ${what}`);
  process.stderr.write(`${found.at(-1)}\n`);
}

async function tryOne(input: ChangedRepository, index: number): Promise<void> {
  const { head, base } = input;
  try {
    let milliseconds = await timed(() => tryRepository(head, base));
    for (let again = 0; again < 3 && milliseconds > slow; again++)
      milliseconds = Math.min(milliseconds, await timed(() => tryRepository(head, base)));
    slowest = Math.max(slowest, milliseconds);
    if (milliseconds > slow) keep(`takes ${Math.round(milliseconds)} ms`, input);
    if (index % 5 === 0 && (await tryRepository(head, undefined)) !== (await tryRepository(head, undefined, true)))
      keep("its report depends on the order of the files", input);
  } catch (error) {
    keep(error instanceof Error ? (error.stack ?? error.message) : String(error), input);
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const seeds: Files[] = [...corpus];
const begun = performance.now();
for (let done = 0; done < count; done += batch) {
  const inputs = fc.sample(repositoriesFrom(seeds), { numRuns: Math.min(batch, count - done), seed: (seed + done) % 2 ** 31 });
  for (const [index, input] of inputs.entries()) await tryOne(input, done + index);
  if ((await newBlocks()) > 0 && done > 0) {
    seeds.push(...inputs.map(({ head }) => head));
    if (seeds.length > mostSeeds) seeds.splice(corpus.length, seeds.length - mostSeeds);
  }
  if ((done / batch) % 40 === 0) report(done + inputs.length);
}
report(count);
process.exitCode = found.length === 0 ? 0 : 1;

function report(done: number): void {
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stdout.write(
    `${done} inputs in ${seconds} s, seed ${seed}: ${ran.size} blocks, ${seeds.length} seeds, slowest ${Math.round(slowest)} ms, ${found.length} found\n`,
  );
}
