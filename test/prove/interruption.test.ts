import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "tikv-tls-gate-interruption-"));
afterAll(() => rmSync(folder, { recursive: true }));
const temporary = mkdtempSync(join(folder, "tmp-"));
const said = "interrupted; what the test had started is stopped and removed";

/** Interrupts a handshake test once it has made its private folder. */
async function interrupted(child: ChildProcess, signal: "SIGINT" | "SIGTERM") {
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => (log += part));
  const ended = once(child, "close");
  while (readdirSync(temporary).length === 0 && child.exitCode === null) await sleep(20);
  child.kill(signal);
  const [status, by] = await ended;
  return { status, by, log, left: readdirSync(temporary) };
}

describe("an interrupted handshake test says so and leaves nothing", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("on the command line: %s", async (signal, status) => {
    const args = [resolve("dist/cli.js"), "handshake", "examples/sound", "--engine", "loopback"];
    const child = spawn(process.execPath, args, { env: { ...process.env, TMPDIR: temporary } });
    const result = await interrupted(child, signal);
    expect(result).toMatchObject({ status, by: null, left: [] });
    expect(result.log).toContain(said);
  });

  test("in a workflow, where the step fails", async () => {
    const env = {
      PATH: process.env["PATH"],
      TMPDIR: temporary,
      INPUT_HANDSHAKE: "loopback",
      GITHUB_WORKSPACE: resolve("examples/sound"),
      GITHUB_EVENT_NAME: "schedule",
    };
    const result = await interrupted(spawn(process.execPath, [resolve("dist/action.js")], { env }), "SIGINT");
    expect(result).toMatchObject({ status: 1, by: null, left: [] });
    expect(result.log).toContain(`::error::${said}`);
  });
});
