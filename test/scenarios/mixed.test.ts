import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { unrelatedKeys } from "../../src/judge/certificates/committed-keys.ts";
import { modelOf } from "../support/model-of.ts";

const root = "examples/mixed/";

test("examples/mixed: four clusters, two variants, and a key of another program", async () => {
  const paths = globSync(`${root}**/*`, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`);
  const files = Object.fromEntries(paths.map((path) => [path.slice(root.length), readFileSync(path, "utf8")]));
  const { model } = await modelOf(files);
  const clusters = model.environments.map(({ name, clusters: all = [] }) => [
    name,
    all.map((names) => [...names].sort().join(" ")).sort(),
  ]);
  expect(Object.fromEntries(clusters)).toEqual({
    dev: ["downstream-pd downstream-tikv", "upstream-pd upstream-tikv"],
    prod: ["pd-east tikv-east", "pd-west tikv-west"],
    tests: ["pd tikv-tls", "pd-2 tikv"],
  });
  const refused = model.environments.flatMap(({ channels }) => channels).filter(({ outcome }) => outcome.kind === "fails");
  expect(refused).toEqual([]);
  expect(unrelatedKeys(model).map(({ file }) => file.path)).toEqual(["web/testdata/site.key"]);
});
