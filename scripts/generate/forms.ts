import { existsSync } from "node:fs";
import type { Form } from "../../src/read/form.ts";
import { forms } from "../../src/read/forms/registry.ts";

/** `docs/forms/`: a page for each registered form, and the page that lists them. */
export function generateForms(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const form of forms) files[`docs/forms/${form.meta.id}.md`] = pageOf(form);
  const rows = forms.map(({ meta }) => `| [${meta.title}](${meta.id}.md) | ${cell(meta.reads)} |`);
  files["docs/forms/README.md"] =
    `# Committed forms\n\nAll forms give the same model, and all rules judge them alike.\n\n| form | read from |\n| --- | --- |\n${rows.join("\n")}\n`;
  return files;
}

function pageOf({ meta }: Form): string {
  const parts = [
    `# ${meta.title}`,
    `## What is read\n\n${meta.reads}`,
    `## What is derived\n\n${meta.derives}`,
    `## What stays unknown\n\n${meta.unknown}`,
  ];
  const example = meta.example ?? `examples/${meta.id}`;
  if (existsSync(example)) parts.push(`## Example\n\n    node dist/cli.js check ${example}`);
  return `${parts.join("\n\n")}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}
