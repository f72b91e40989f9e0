import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { liesIn } from "../../src/discover/tree.ts";
import type { Report } from "../../src/report/report.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { reportFrom } from "./stand.ts";

/*
 * One run, one story, from wherever it is told: a report about a folder or file holds what the report about the whole root says of it, and
 * nothing that the other does not say.
 */
const work = realpathSync(mkdtempSync(join(tmpdir(), "tikv-tls-gate-laws-")));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function checkoutOf(example: string): string {
  const root = join(work, example);
  cpSync(join("examples", example), root, { recursive: true });
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  return root;
}

/** Every folder and file of a root. */
function placesIn(root: string): readonly string[] {
  const files = globSync("**/*", { cwd: root, withFileTypes: true }).map((entry) =>
    join(entry.parentPath, entry.name).slice(root.length + 1),
  );
  return files.filter((path) => !path.startsWith(".git")).sort();
}

const isIn = (folder: string) => (entry: { readonly path: string }) => liesIn(entry.path as RepoPath, folder as RepoPath);

function expectPartOf(whole: Report, part: Report, folder: string): void {
  expect(part.judged).toBe(folder);
  expect([part.configFile, part.policy]).toEqual([whole.configFile, whole.policy]);
  expect(part.findings.filter(isIn(folder))).toEqual(whole.findings.filter(isIn(folder)));
  for (const finding of part.findings) expect(whole.findings).toContainEqual(finding);
  expect(part.certificates.filter(isIn(folder))).toEqual(whole.certificates.filter(isIn(folder)));
  for (const certificate of part.certificates) expect(whole.certificates).toContainEqual(certificate);
  for (const { name, tier, instances, channels } of part.environments) {
    const same = whole.environments.find((environment) => environment.name === name);
    expect(same?.tier).toBe(tier);
    expect(same?.instances).toEqual(expect.arrayContaining([...instances]));
    expect(same?.channels).toEqual(expect.arrayContaining([...channels]));
  }
  const instances = ({ environments }: Report) => environments.flatMap((environment) => environment.instances);
  expect(instances(part)).toEqual(expect.arrayContaining(instances(whole).filter(isIn(folder))));
}

describe.each(readdirSync("examples"))("examples/%s", (example) => {
  const root = checkoutOf(example);
  const places = placesIn(root);

  test("the whole root is the same from everywhere, by relative and by absolute path", async () => {
    const whole = await reportFrom(root, ".");
    for (const folder of new Set(places.map((path) => dirname(path)))) {
      const up = folder === "." ? "." : folder.replace(/[^/]+/g, "..");
      for (const path of [up, root]) expect(await reportFrom(root, folder, [path])).toEqual(whole);
    }
  });

  test("a folder, or one file, is told as in the report of the whole, however it is named", async () => {
    const whole = await reportFrom(root, ".", ["--allow-empty"]);
    for (const place of places) {
      const part = await reportFrom(root, ".", [place, "--allow-empty"]);
      expectPartOf(whole, part, place);
      expect(await reportFrom(work, example, [join(root, place), "--allow-empty"])).toEqual(part);
      const beside = dirname(place);
      expect(await reportFrom(root, beside, [place.slice(beside === "." ? 0 : beside.length + 1), "--allow-empty"])).toEqual(
        part,
      );
    }
  });
});
