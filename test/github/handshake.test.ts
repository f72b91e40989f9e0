import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { ActionStep } from "../support/action-step.ts";
import { pullRequestPayload, schedulePayload } from "../support/github-events.ts";
import { type GithubServer, githubServer } from "../support/github-server.ts";
import { changedRepository, soundTexts, type Texts } from "../support/pull-request.ts";

const folder = mkdtempSync(join(tmpdir(), "tikv-tls-gate-handshake-"));
const open: { close?(): void; remove?(): void }[] = [{ remove: () => rmSync(folder, { recursive: true }) }];
let server: GithubServer;
let step: ActionStep;
let runs = 0;

beforeEach(async () => {
  server = await githubServer();
  step = new ActionStep(server);
  open.push(server, step);
});
afterAll(() => {
  for (const one of open.toReversed()) {
    one.close?.();
    one.remove?.();
  }
});

function folderOfItsOwn(): string {
  const own = join(folder, String(++runs));
  mkdirSync(own);
  return own;
}

function workspaceOf(before: Texts, after: Texts = {}) {
  const change = changedRepository(before, after);
  open.push(change.repository);
  return { ...change, workspace: change.repository.folder };
}

/** A program that writes down how it was started and fails. */
function program(path: string, record: string, answers = ""): void {
  writeFileSync(path, `#!/bin/sh\necho "$@" >> ${record}\n${answers}\nexit 1\n`, { mode: 0o755 });
}

const path = process.env["PATH"] ?? "";

describe("handshake: loopback", () => {
  test("tests in the same judgement, folds the progress, tells the time, and leaves no key anywhere", async () => {
    const { workspace } = workspaceOf(soundTexts());
    const temporary = folderOfItsOwn();
    const inputs = { handshake: "loopback", reports: "json=report.json\nsarif=report.sarif\ntext=report.txt" };
    const environment = { TMPDIR: temporary };
    const result = await step.run(workspace, { event: "schedule", payload: schedulePayload(), inputs, environment });
    expect([result.status, result.outputs["conclusion"]]).toEqual([0, "success"]);

    const lines = result.log.split("\n");
    const [begin, end] = ["::group::Handshake test (loopback engine)", "::endgroup::"].map((line) => lines.indexOf(line));
    const progress = lines.findIndex((line) => / attempts$/.test(line));
    expect([begin === -1, end === -1, progress > (begin ?? 0) && progress < (end ?? 0)]).toEqual([false, false, true]);
    expect(lines.slice((end ?? 0) + 1).join("\n")).toMatch(/handshake test of .*: \d+ attempts: .* as predicted; \d+\.\d s/);

    const texts = ["json", "sarif", "txt"].map((end) => readFileSync(join(workspace, `report.${end}`), "utf8"));
    const [{ environment: name, engine, trials }] = JSON.parse(texts[0] ?? "").proofs;
    expect([engine, trials.length > 20]).toEqual(["loopback", true]);
    expect(result.summary).toContain(`Handshake test of ${name}: loopback engine`);
    expect(result.summary).toContain(`<summary>Verify the TLS of ${name} by hand</summary>`);
    expect(result.summary).toContain("openssl s_client -connect");
    for (const text of [result.log, result.summary, ...texts, ...Object.values(result.outputs)])
      expect(text).not.toContain("PRIVATE KEY");
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("a repository without a cluster is not quietly green", async () => {
    const certificate = Object.entries(soundTexts()).find(([name]) => name.endsWith(".pem"));
    const { workspace } = workspaceOf(Object.fromEntries([certificate ?? []]));
    const run = (more: object) =>
      step.run(workspace, { event: "schedule", payload: {}, inputs: { handshake: "loopback", ...more } });
    const result = await run({});
    expect([result.status, result.outputs["conclusion"]]).toEqual([1, "failure"]);
    expect(result.log).toContain("::error::nothing was judged in ");
    expect((await run({ "allow-empty": "true" })).status).toBe(0);
  });

  test("a mistyped engine is a failure, and off is off", async () => {
    const { workspace } = workspaceOf(soundTexts());
    const run = (handshake: string) => step.run(workspace, { event: "schedule", payload: {}, inputs: { handshake } });
    const typo = await run("dokcer");
    expect([typo.status, typo.outputs["conclusion"]]).toEqual([1, "failure"]);
    expect(typo.log).toContain('input handshake: "dokcer" is not one of off, loopback, process, docker');
    const off = await run("off");
    expect([off.status, off.log.includes("Handshake test")]).toEqual([0, false]);
  });
});

describe("handshake: process runs nothing from the repository", () => {
  test.each(["a folder of the workspace", "a link to such a folder", "a folder with a link to such a program"])(
    "not from %s on the PATH",
    async (way) => {
      const own = folderOfItsOwn();
      const record = join(own, "record");
      const { workspace } = workspaceOf(soundTexts());
      mkdirSync(join(workspace, "bin"));
      program(join(workspace, "bin/pd-server"), record);
      const outside = join(own, "outside");
      if (way.startsWith("a link")) symlinkSync(join(workspace, "bin"), outside);
      else mkdirSync(outside);
      if (way.endsWith("program")) symlinkSync(join(workspace, "bin/pd-server"), join(outside, "pd-server"));
      const first = way.startsWith("a folder of") ? join(workspace, "bin") : outside;
      const environment = { PATH: `${first}:bin:${path}` };
      const inputs = { handshake: "process" };
      const result = await step.run(workspace, { event: "schedule", payload: {}, inputs, environment });
      expect([result.status, result.outputs["conclusion"]]).toEqual([1, "failure"]);
      expect(result.commands.filter(({ name }) => name === "error").map(({ data }) => data)).toEqual([
        "the process engine cannot run: there is no pd-server on the PATH; put one on the PATH, outside of the workspace, or use handshake: loopback, which needs nothing",
      ]);
      expect(existsSync(record)).toBe(false);
    },
  );

  test("from the runner's own PATH", async () => {
    const own = folderOfItsOwn();
    const record = join(own, "record");
    program(join(own, "pd-server"), record);
    const { workspace } = workspaceOf(soundTexts());
    const environment = { PATH: `${own}:${path}` };
    const inputs = { handshake: "process" };
    const result = await step.run(workspace, { event: "schedule", payload: {}, inputs, environment });
    expect(readFileSync(record, "utf8")).toContain("--config=");
    // It does not start, which is not what the files let expect.
    expect([result.status, result.summary.includes("handshake/differs")]).toEqual([1, true]);
  });
});

test("docker is not led to a folder of the workspace for plug-ins and credential helpers", async () => {
  const own = folderOfItsOwn();
  const record = join(own, "record");
  program(join(own, "docker"), record, `echo "config $DOCKER_CONFIG home $HOME" >> ${record}`);
  const { workspace } = workspaceOf(soundTexts());
  const run = (HOME: string, DOCKER_CONFIG: string) => {
    const environment = { PATH: `${own}:${path}`, HOME, DOCKER_CONFIG };
    return step.run(workspace, { event: "schedule", payload: {}, inputs: { handshake: "docker" }, environment });
  };
  expect((await run(workspace, join(workspace, ".docker"))).status).toBe(1);
  expect((await run(own, join(own, ".docker"))).status).toBe(1);
  const told = readFileSync(record, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("config"));
  expect(told).toEqual(["config  home ", `config ${join(own, ".docker")} home ${own}`]);
});

describe("handshake: docker takes images from the law in force", () => {
  const config = (registry: string) => `handshake:\n  pd-image: ${registry}/pd:1\n  tikv-image: ${registry}/tikv:1\n`;
  const named = ".github/tikv-tls-gate.yml";
  const workflow = { ".github/workflows/gate.yml": "jobs: {a: {steps: [{uses: tikv-tls-gate/tikv-tls-gate@v1}]}}\n" };

  /** The images that a run on a pull request asks docker for; this docker has none. */
  async function asked(before: Texts, after: Texts, missingBase = false) {
    const own = folderOfItsOwn();
    const record = join(own, "record");
    program(join(own, "docker"), record, 'case "$1" in version) echo 27.0; exit 0;; ps|network) exit 0;; esac');
    const { workspace, base, head } = workspaceOf(before, after);
    const payload = pullRequestPayload({ base: missingBase ? "0123456789".repeat(4) : base, head, from: "fork" });
    const environment = { PATH: `${own}:${path}` };
    const result = await step.run(workspace, { event: "pull_request", payload, inputs: { handshake: "docker" }, environment });
    expect([result.status, result.outputs["conclusion"]]).toEqual([1, "failure"]);
    expect(result.log).toMatch(
      /^::error::the docker engine cannot run: there is no image .*use handshake: loopback, which needs nothing$/m,
    );
    return readFileSync(record, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("pull "))
      .map((line) => line.split(" ").at(-1));
  }

  test("of the base, whatever the pull request says", async () => {
    const before = { ...soundTexts(), [named]: config("base.example") };
    expect(await asked(before, { [named]: config("evil.example") })).toEqual(["base.example/pd:1"]);
    expect(await asked(before, { [named]: undefined })).toEqual(["base.example/pd:1"]);
  });

  test("of the release when the base names none", async () => {
    const release = [expect.stringMatching(/^pingcap\/pd:v\d/)];
    expect(await asked({ ...soundTexts(), ...workflow }, { [named]: config("evil.example") })).toEqual(release);
  });

  test("of the release when the change brings the first config file, or its base cannot be had", async () => {
    const release = [expect.stringMatching(/^pingcap\/pd:v\d/)];
    expect(await asked(soundTexts(), { [named]: config("evil.example") })).toEqual(release);
    const before = { ...soundTexts(), [named]: config("base.example") };
    expect(await asked(before, { [named]: config("evil.example") }, true)).toEqual(release);
  });
});
