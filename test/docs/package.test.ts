import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Packed {
  readonly files: readonly { readonly path: string; readonly mode: number }[];
  readonly unpackedSize: number;
}

test("the npm package has all that its users read or run, nothing of the tests, and less than 5 MB", () => {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" });
  const packed = JSON.parse(stdout) as readonly Packed[] | Readonly<Record<string, Packed>>;
  const [{ files, unpackedSize } = { files: [], unpackedSize: 0 }] = Object.values(packed);
  const paths = files.map(({ path }) => path);
  const wanted = ["README.md", "LICENSE", "CHANGELOG.md", "action.yml", "dist/cli.js", "dist/action.js", "dist/licenses.txt"];
  expect(paths).toEqual(expect.arrayContaining([...wanted, ...globSync("policies/*.json"), ...globSync("src/schemas/*.json")]));
  expect(paths.filter((path) => /^(test|scripts|examples|docs)\/|\.ts$/.test(path))).toEqual([]);
  expect(unpackedSize).toBeLessThan(5_000_000);
});

test("every schema has an id as SchemaStore names them, and each its own", () => {
  const ids = globSync("src/schemas/*.schema.json").map(
    (path) => (JSON.parse(readFileSync(path, "utf8")) as { $id?: string }).$id ?? path,
  );
  for (const id of ids) expect(id).toMatch(/^https:\/\/json\.schemastore\.org\/tikv-tls-gate(-[a-z]+)?\.json$/);
  expect(new Set(ids).size).toBe(ids.length);
});
