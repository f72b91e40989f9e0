import { readFileSync } from "node:fs";
import { rulePage } from "../../src/cli/rule-page.ts";
import { resolvedPolicies } from "../../src/config/bundled-policies.ts";
import { keyCatalogue } from "../../src/facts/key-catalogue.ts";
import { catalogue } from "../../src/judge/catalogue.ts";
import type { Rule } from "../../src/judge/rule.ts";
import { supportedPairs } from "../lib/handshake-by-release.ts";
import { fixesPage } from "./fixes.ts";
import { outputOf } from "./output-of.ts";
import { pictureOf } from "./picture.ts";

const commands = ["check", "channels", "plan", "fix", "handshake", "rules", "explain"] as const;

/** The rule pages, the page of the command line, the picture, and the parts of other pages that are made of other files. */
export async function generateDocs(): Promise<Record<string, string>> {
  const policies = resolvedPolicies();
  const files: Record<string, string> = {};
  for (const rule of catalogue) files[`docs/rules/${rule.id}.md`] = await rulePage(rule, policies);
  files["docs/rules/README.md"] = await ruleIndex();
  files["docs/fixes.md"] = await fixesPage();
  files["docs/command-line.md"] = await commandLinePage();
  files["docs/picture.svg"] = await picture();
  files["docs/action.md"] = filled("docs/action.md", { inputs: inputTable("inputs"), outputs: inputTable("outputs") });
  files["README.md"] = filled("README.md", { releases: releaseTable() });
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

/** A page with what stands between `<!-- name -->` and `<!-- /name -->` replaced. */
function filled(path: string, parts: Readonly<Record<string, string>>): string {
  let text = readFileSync(path, "utf8");
  for (const [name, content] of Object.entries(parts)) {
    const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!place.test(text)) throw new Error(`${path} has no place for ${name}`);
    text = text.replace(place, (_, begin: string, end: string) => `${begin}${content}\n${end}`);
  }
  return text;
}

/** The first finding about a URL in plaintext, the matrix of the channels, and the verdict. */
async function picture(): Promise<string> {
  const blocks = (await outputOf(["check", "examples/mistakes", "--now", "2026-11-24T00:00:00Z"])).split(/\n\n(?=\S)/);
  const shown = [/^error config\/plaintext-url/, /^Channels/, /^✗ failed/].map((start) =>
    blocks.find((block) => start.test(block)),
  );
  const parts = shown.flatMap((block) => (block === undefined ? [] : [block.trimEnd().replace(/\n\n {2}✗[\s\S]*$/, "")]));
  return pictureOf("tikv-tls-gate check examples/mistakes", parts);
}

/** Which releases the catalogues of keys know, and which the weekly handshake test starts. */
function releaseTable(): string {
  const rows = (["pd", "tikv"] as const).map((program) => {
    const released = keyCatalogue(program).versions.slice(0, -1);
    const tested = [...new Set(supportedPairs().map((pair) => pair[program]))];
    return `| ${program === "pd" ? "PD" : "TiKV"} | ${released[0]} to ${released.at(-1)} (${released.length}) | ${tested.join(", ")} |`;
  });
  return `| | releases whose keys are known | started each week by the handshake test |\n| --- | --- | --- |\n${rows.join("\n")}`;
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
