import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../../src/judge/catalogue.ts";

test("docs/fixes.md names every rule: with its fixes, or with the reason why it has none", () => {
  const page = readFileSync("docs/fixes.md", "utf8");
  const [, reasons = ""] = page.split("## Rules without one, and why");
  for (const { meta } of catalogue) {
    const group = meta.id.slice(0, meta.id.indexOf("/") + 1);
    if ((meta.fixes ?? []).length > 0) expect(page).toContain(`[${meta.id}](rules/${meta.id}.md#automatic-fix)`);
    else expect(reasons.includes(`\`${meta.id}\``) || reasons.includes(`\`${group}\``), meta.id).toBe(true);
  }
});
