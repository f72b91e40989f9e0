import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { chunksOf } from "../scripts/bench/measure.ts";

const work = mkdtempSync(join(tmpdir(), "chunks-"));
afterAll(() => rmSync(work, { recursive: true }));
const cli = resolve("dist/cli.js");
const chunks = (...args: readonly string[]) => chunksOf(work, process.execPath, [cli, ...args]);

describe("a run loads what it needs and no more", () => {
  const plain = join(work, "plain");
  cpSync("examples/configs-only/deploy", plain, { recursive: true });

  test("the version needs no engine", () => {
    expect(chunks("--version")).toEqual(["start"]);
  });

  test("plain configurations need no reader of YAML, of X.509 or of other forms", () => {
    const loaded = chunks("check", plain);
    expect(loaded).toContain("engine");
    expect(loaded).toEqual(["start", "engine", "rolldown-runtime", "text"]);
  });

  test("certificates need X.509", () => {
    expect(chunks("check", "examples/sound")).toContain("x509");
  });

  test("the handshake test is loaded where it runs, and nowhere else", () => {
    const handshake = ["handshake", "examples/sound", "--environment", "dev", "--engine", "loopback"];
    expect(chunks(...handshake)).toContain("runbook");
    for (const command of ["check", "channels"]) expect(chunks(command, "examples/sound")).not.toContain("runbook");
    expect(chunks("fix", "examples/sound")).not.toContain("runbook");
  });

  test("the action loads it with its input alone", () => {
    const step = (handshake: string) => {
      const environment = {
        INPUT_HANDSHAKE: handshake,
        GITHUB_WORKSPACE: resolve("examples/sound"),
        GITHUB_EVENT_NAME: "schedule",
      };
      return chunksOf(work, process.execPath, [resolve("dist/action.js")], environment);
    };
    const loaded = step("off");
    expect(loaded).toContain("engine");
    expect(loaded).not.toContain("runbook");
    // Of packages no more: no HTTP client.
    expect(loaded.filter((name) => name.startsWith("npm-"))).toEqual(["npm-actions-core", "npm-yaml"]);
    expect(step("loopback")).toContain("runbook");
  });

  test("the config file needs the YAML reader, but not the forms that are written in YAML", () => {
    const loaded = chunks("check", "examples/configs-only");
    expect(loaded).toContain("npm-yaml");
    expect(loaded).not.toContain("registry");
  });

  test("a manifest needs both", () => {
    writeFileSync(join(plain, "cluster.yaml"), "apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: db}\n");
    const loaded = chunks("check", plain);
    expect(loaded).toContain("npm-yaml");
    expect(loaded).toContain("registry");
  });
});
