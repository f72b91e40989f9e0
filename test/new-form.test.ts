import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const copy = mkdtempSync(join(tmpdir(), "tikv-tls-gate-new-form-"));
const alone = mkdtempSync(join(tmpdir(), "tikv-tls-gate-nomad-"));
afterAll(() => {
  for (const folder of [copy, alone]) rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: copy, encoding: "utf8" });
const node = (...args: string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
const changed = () => {
  git("add", "-A");
  return git("diff", "--cached", "--name-only").trim().split("\n");
};

/** A job of Nomad, as little of it as makes an instance. */
const form = `import { plainDeployment } from "../../../model/instances/deployment.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import { LineIndex } from "../../../text/span.ts";
import type { Form } from "../../form.ts";

/** Jobs of Nomad that run PD. */
export const nomadForm: Form = {
  meta: { id: "nomad", title: "Nomad jobs", reads: "jobs", derives: "nothing", unknown: "the rest" },
  claims: ({ path }) => path.endsWith(".nomad.json"),
  read: (files) => ({
    instances: files.map((file): InstanceDraft => {
      const at = new LineIndex(file.path, file.text).span(0, 3);
      const config = { kind: "table", span: at, entries: new Map() } as const;
      const value = /--client-urls=([^"]*)/.exec(file.text)?.[1] ?? "";
      const overrides = new Map([["client-urls", { value, span: at, origin: "command-line" as const }]]);
      return { component: "pd", form: "nomad", path: file.path, at, config, overrides, deployment: plainDeployment("Nomad") };
    }),
    files: [],
    problems: [],
  }),
};
`;

test("a new form takes one folder, one line of registration and an example; its page and the list of forms are generated", {
  timeout: 120_000,
}, () => {
  for (const path of [
    "src",
    "test",
    "scripts",
    "policies",
    "docs",
    "examples",
    "package.json",
    "tsconfig.json",
    "action.yml",
    "biome.json",
    "README.md",
  ]) {
    cpSync(path, join(copy, path), { recursive: true });
  }
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, ".gitignore"), "node_modules\n");
  node("scripts/generate.ts");
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "before");

  mkdirSync(join(copy, "src/read/forms/nomad"));
  writeFileSync(join(copy, "src/read/forms/nomad/form.ts"), form);
  mkdirSync(join(copy, "examples/nomad"));
  writeFileSync(join(copy, "examples/nomad/pd.nomad.json"), '{"args": ["--client-urls=http://0.0.0.0:2379"]}\n');
  const registry = join(copy, "src/read/forms/registry.ts");
  const registered = readFileSync(registry, "utf8")
    .replace('import type { Form } from "../form.ts";\n', '$&import { nomadForm } from "./nomad/form.ts";\n')
    .replace("  workloadsForm,\n", "$&  nomadForm,\n");
  writeFileSync(registry, registered);
  const written = changed();
  expect(written).toEqual(["examples/nomad/pd.nomad.json", "src/read/forms/nomad/form.ts", "src/read/forms/registry.ts"]);

  // Every rule judges it; none knows it. In a root of its own: in a folder of examples it would be one of development.
  cpSync(join(copy, "examples/nomad"), alone, { recursive: true });
  const { status, stdout } = node("src/cli.ts", "check", alone, "--format", "json");
  const report = JSON.parse(stdout);
  expect(status).toBe(1);
  expect(report.environments.map((each: { instances: unknown }) => each.instances)).toEqual([
    [{ component: "pd", name: "pd.nomad", path: "pd.nomad.json" }],
  ]);
  expect(report.findings.map(({ rule, path }: Record<string, string>) => [rule, path])).toEqual([
    ["config/tls-off", "pd.nomad.json"],
  ]);

  expect(node("scripts/generate.ts").stderr).toBe("");
  expect(changed().filter((path) => !written.includes(path))).toEqual([
    "docs/fixes.md",
    "docs/forms/README.md",
    "docs/forms/nomad.md",
  ]);
  expect(readFileSync(join(copy, "docs/forms/README.md"), "utf8")).toContain("[Nomad jobs](nomad.md)");
});
