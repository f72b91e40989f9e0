import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../../src/judge/catalogue.ts";

test("docs/fixes.md names every rule: with its fixes, or with the reason why it has none", () => {
  const page = readFileSync("docs/fixes.md", "utf8");
  const [, reasons = ""] = page.split("## Rules without one, and why");
  for (const { id, meta } of catalogue) {
    const group = id.slice(0, id.indexOf("/") + 1);
    if ((meta().fixes ?? []).length > 0) expect(page).toContain(`[${id}](rules/${id}.md#automatic-fix)`);
    else expect(reasons.includes(`\`${id}\``) || reasons.includes(`\`${group}\``), id).toBe(true);
  }
});
