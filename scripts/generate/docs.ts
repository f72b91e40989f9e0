import { readFileSync } from "node:fs";
import { rulePage } from "../../src/cli/rule-page.ts";
import { resolvedPolicies } from "../../src/config/bundled-policies.ts";
import { catalogue } from "../../src/judge/catalogue.ts";
import type { Rule } from "../../src/judge/rule.ts";
import { fixesPage } from "./fixes.ts";
import { outputOf } from "./output-of.ts";

const commands = ["check", "channels", "plan", "fix", "handshake", "rules", "explain"] as const;

/** The rule pages, the page of the command line, and the parts of README.md that are made of other files. */
export async function generateDocs(): Promise<Record<string, string>> {
  const policies = resolvedPolicies();
  const files: Record<string, string> = {};
  for (const rule of catalogue) files[`docs/rules/${rule.id}.md`] = await rulePage(rule, policies);
  files["docs/rules/README.md"] = await ruleIndex();
  files["docs/fixes.md"] = await fixesPage();
  files["docs/command-line.md"] = await commandLinePage();
  files["README.md"] = await readme();
  return files;
}

async function ruleIndex(): Promise<string> {
  const groups = new Map<string, Rule[]>();
  for (const rule of catalogue) {
    const group = rule.id.slice(0, rule.id.indexOf("/"));
    groups.set(group, [...(groups.get(group) ?? []), rule]);
  }
  const parts = [...groups].map(([group, rules]) => {
    const rows = rules.map(({ id, meta }) => `| [${id}](${id}.md) | ${meta().title} | ${(meta().fixes ?? []).join(", ")} |`);
    return `## ${group}\n\n| rule | finds | [automatic fix](../fixes.md) |\n| --- | --- | --- |\n${rows.join("\n")}`;
  });
  return `# Rules\n\n${catalogue.length} rules. \`tikv-tls-gate explain RULE\` prints the same pages.\n\n${parts.join("\n\n")}\n`;
}

async function commandLinePage(): Promise<string> {
  const pages = [`# Command line\n\n\`\`\`text\n${await outputOf(["--help"])}\`\`\``];
  for (const command of commands) pages.push(`## ${command}\n\n\`\`\`text\n${await outputOf([command, "--help"])}\`\`\``);
  return `${pages.join("\n\n")}\n`;
}

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
async function readme(): Promise<string> {
  const output = await outputOf(["check", "examples/mistakes", "--now", "2026-11-24T00:00:00Z"]);
  const parts: Record<string, string> = {
    output: `\`\`\`text\n$ node dist/cli.js check examples/mistakes\n${excerpt(output)}\`\`\``,
    inputs: inputTable("inputs"),
    outputs: inputTable("outputs"),
  };
  let text = readFileSync("README.md", "utf8");
  for (const [name, content] of Object.entries(parts)) {
    text = text.replace(
      new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
      (_, begin: string, end: string) => `${begin}${content}\n${end}`,
    );
  }
  return text;
}

/** The beginning of a report (its first findings), the matrix of the channels, and the verdict. */
function excerpt(output: string): string {
  const blocks = output.split(/\n\n(?=\S)/);
  const matrix = blocks.findIndex((block) => block.startsWith("Channels"));
  const shown = [...blocks.slice(0, 3), "[...]", blocks[matrix], "[...]", blocks.at(-1)];
  return shown.join("\n\n");
}

function inputTable(section: "inputs" | "outputs"): string {
  const lines = readFileSync("action.yml", "utf8").split("\n");
  const start = lines.indexOf(`${section}:`) + 1;
  const rows: string[] = [];
  for (const [index, line] of lines.slice(start).entries()) {
    if (/^\S/.test(line)) break;
    const name = /^ {2}([\w-]+):$/.exec(line)?.[1];
    const description = /^ {4}description: (.*)$/.exec(lines[start + index + 1] ?? "")?.[1];
    if (name !== undefined && description !== undefined) rows.push(`| \`${name}\` | ${description} |`);
  }
  return `| ${section.slice(0, -1)} | meaning |\n| --- | --- |\n${rows.join("\n")}`;
}
