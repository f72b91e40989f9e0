/**
 * Asks recheck about every regular expression of src that `test/linear/checked.json` does not list yet, and writes down what
 * it says; with `--all` about every one. The test beside that list demands that nothing in src is missing there.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { expressionsOf } from "../test/linear/expressions.ts";
import { growthOf } from "../test/linear/growth-of-expression.ts";

const ledger = "test/linear/checked.json";
const asksAll = process.argv.includes("--all");
const { literal } = expressionsOf("src");
const known = new Set<string>(asksAll ? [] : JSON.parse(readFileSync(ledger, "utf8")));
const wanted = new Map(literal.map((each) => [`/${each.source}/${each.flags}`, each]));
const waiting = [...wanted].filter(([text]) => !known.has(text));
const refused: string[] = [];

async function ask(): Promise<void> {
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [text, { source, flags, at }] = next;
    const growth = await growthOf(source, flags);
    if (growth === "linear") known.add(text);
    else refused.push(`${at}: ${text}: ${growth ?? "recheck finds no answer"}`);
  }
}

await Promise.all([ask(), ask()]);
writeFileSync(ledger, `${JSON.stringify([...known].filter((text) => wanted.has(text)).sort(), undefined, 2)}\n`);
for (const line of refused) console.error(line);
process.exit(refused.length === 0 ? 0 : 1);
