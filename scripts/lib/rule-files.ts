import { globSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Rule } from "../../src/judge/rule.ts";

/** One rule with the file that exports it. */
export interface RuleFile {
  readonly path: string;
  readonly name: string;
  readonly rule: Rule;
}

/** The rules as their files lie, in the order of the ids. Does not need the catalogue, which is made of them. */
export async function ruleFiles(): Promise<readonly RuleFile[]> {
  const paths = globSync("src/judge/rules/*/*.ts").filter((path) => !path.endsWith(".test.ts"));
  const files = await Promise.all(paths.map(ruleFile));
  return files.sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
}

async function ruleFile(path: string): Promise<RuleFile> {
  const exported = (await import(pathToFileURL(resolve(path)).href)) as Readonly<Record<string, Rule>>;
  const id = path.slice("src/judge/rules/".length, -".ts".length);
  const name = camel(basename(path, ".ts"));
  const rule = exported[name];
  if (rule?.id !== id) throw new Error(`${path} exports no ${name} with the id ${id}`);
  return { path, name, rule };
}

export function camel(text: string): string {
  return text.replaceAll(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase());
}
