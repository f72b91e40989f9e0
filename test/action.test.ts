import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const entry = resolve("dist/action.js");
const root = mkdtempSync(join(tmpdir(), "tikv-tls-gate-action-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let runs = 0;

interface Step {
  readonly status: number;
  readonly log: string;
  readonly commands: readonly Command[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly workspace: string;
}

/** Runs the committed bundle as a runner does: environment variables, command files, a workspace. */
function runStep(
  example: string | undefined,
  inputs: Readonly<Record<string, string>>,
  event: string,
  payload: unknown = {},
): Step {
  const folder = join(root, `run-${runs++}`);
  const workspace = join(folder, "workspace");
  mkdirSync(workspace, { recursive: true });
  if (example !== undefined) cpSync(join("examples", example), workspace, { recursive: true });
  for (const file of ["output", "summary", "event.json"])
    writeFileSync(join(folder, file), file === "event.json" ? JSON.stringify(payload) : "");
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const result = spawnSync(process.execPath, [entry], {
    cwd: workspace,
    encoding: "utf8",
    env: {
      ...Object.fromEntries(given),
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: join(folder, "event.json"),
      GITHUB_OUTPUT: join(folder, "output"),
      GITHUB_STEP_SUMMARY: join(folder, "summary"),
    },
  });
  return {
    status: result.status ?? -1,
    log: result.stdout + result.stderr,
    commands: readCommands(result.stdout),
    outputs: readOutputs(readFileSync(join(folder, "output"), "utf8")),
    summary: readFileSync(join(folder, "summary"), "utf8"),
    workspace,
  };
}

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads workflow commands as the runner does: `::name key=value,key=value::message`, percent-encoded. */
function readCommands(log: string): Command[] {
  const decode = (text: string) =>
    text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");
  return log.split("\n").flatMap((line) => {
    const match = /^::([\w-]+)(?: ([^:]*))?::(.*)$/.exec(line);
    if (match === null) return [];
    const pairs = (match[2] ?? "").split(",").filter((pair) => pair !== "");
    const properties = pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), decode(pair.slice(pair.indexOf("=") + 1))]);
    return [{ name: match[1] as string, properties: Object.fromEntries(properties), message: decode(match[3] as string) }];
  });
}

/** Reads the runner's output file: `name<<delimiter`, value, `delimiter`. */
function readOutputs(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm)].map((match) => [match[1], match[3]]));
}

const at = { now: "2026-11-24T00:00:00Z" };

describe("the action, run from its bundle", () => {
  test.each(["push", "schedule", "workflow_dispatch", "merge_group", "pull_request"])("gives a full verdict on %s", (event) => {
    const step = runStep("mistakes", at, event);
    expect(step.status).toBe(1);
    expect(step.outputs["conclusion"]).toBe("failure");
    expect(Number(step.outputs["errors"])).toBeGreaterThan(5);
    expect(step.summary).toContain("plaintext");
    const errors = step.commands.filter((command) => command.name === "error");
    expect(errors.length).toBe(Math.min(10, Number(step.outputs["errors"])));
    for (const { properties } of errors) {
      expect(properties["file"]).toMatch(/^(dev|staging|prod)\//);
      expect(Number(properties["line"])).toBeGreaterThan(0);
    }
  });

  test("is green on a sound repository and writes nothing to annotate", () => {
    const step = runStep("sound", at, "schedule");
    expect(step.log).toContain("success");
    expect(step.status).toBe(0);
    expect(step.outputs).toMatchObject({ conclusion: "success", errors: "0", warnings: "0" });
    expect(step.commands.filter(({ name }) => name === "error" || name === "warning")).toEqual([]);
  });

  test("refuses to be green under pull_request_target, even where all is well", () => {
    const step = runStep("sound", at, "pull_request_target");
    expect(step.status).toBe(1);
    expect(step.outputs["conclusion"]).toBe("failure");
    expect(step.commands.map(({ message }) => message).join()).toContain("pull_request_target");
  });

  test("writes the reports that are asked for and says where", () => {
    const step = runStep("mistakes", { ...at, reports: "sarif=gate.sarif\njson=gate.json" }, "push");
    expect(step.outputs).toMatchObject({ "report-json": "gate.json", "report-sarif": "gate.sarif" });
    expect(JSON.parse(readFileSync(join(step.workspace, "gate.sarif"), "utf8")).version).toBe("2.1.0");
    expect(JSON.parse(readFileSync(join(step.workspace, "gate.json"), "utf8")).conclusion).toBe("failure");
  });

  test("the verdict follows fail-on, and a typo in an input never loosens it", () => {
    expect(runStep("mistakes", { ...at, "fail-on": "never" }, "push").status).toBe(0);
    const typo = runStep("sound", { ...at, "fail-on": "eror" }, "push");
    expect(typo.status).toBe(1);
    expect(typo.log).toContain('input fail-on: "eror" is not one of error, warning, never');
    expect(runStep("sound", { ...at, policy: "strikt" }, "push").status).toBe(1);
  });

  test("an empty workspace is a failure that names the likely cause", () => {
    const step = runStep(undefined, at, "schedule");
    expect(step.status).toBe(1);
    expect(step.log).toContain("actions/checkout");
    expect(runStep(undefined, { ...at, "allow-empty": "true" }, "schedule").status).toBe(0);
  });

  test("an empty workspace is not allowed where the base cannot be read", () => {
    const step = runStep(undefined, { ...at, "allow-empty": "true" }, "pull_request");
    expect(step.status).toBe(1);
    expect(step.summary).toContain("policy/base-missing");
  });
});
