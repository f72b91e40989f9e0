import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openWorkspace, removeStale } from "./workspace.ts";

const base = mkdtempSync(join(tmpdir(), "workspaces-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

function newRoot(): string {
  return mkdtempSync(join(base, "root-"));
}

const module = new URL("./workspace.ts", import.meta.url).href;

/** Runs a program that opens a workspace below `root`, writes a key into it, tells so, and goes on with `then`. */
async function child(root: string, then: string) {
  const program = `
    import { openWorkspace } from ${JSON.stringify(module)};
    const workspace = openWorkspace(${JSON.stringify(root)});
    workspace.write("a/key.pem", "key");
    console.log(workspace.folder);
    ${then}`;
  const started = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "ignore"] });
  const [folder] = (await once(started.stdout, "data")) as [Buffer];
  return { process: started, folder: folder.toString().trim() };
}

const wait = "setInterval(() => {}, 1000);";

async function ended(started: ReturnType<typeof spawn>): Promise<readonly [number | null, NodeJS.Signals | null]> {
  return started.exitCode === null && started.signalCode === null
    ? ((await once(started, "exit")) as [number | null, NodeJS.Signals | null])
    : [started.exitCode, started.signalCode];
}

describe("a private folder", () => {
  test("is for this user alone, and so are its folders and files", () => {
    const workspace = openWorkspace(newRoot());
    const file = workspace.write("pd/tls/key.pem", "key");
    expect(readFileSync(file, "utf8")).toBe("key");
    const mode = (path: string) => (lstatSync(path).mode & 0o777).toString(8);
    expect([workspace.folder, join(workspace.folder, "pd"), join(workspace.folder, "pd/tls"), file].map(mode)).toEqual([
      "700",
      "700",
      "700",
      "600",
    ]);
    workspace.remove();
    workspace.remove();
    expect(existsSync(workspace.folder)).toBe(false);
  });

  test("takes no file outside of it, and none twice", () => {
    const workspace = openWorkspace(newRoot());
    expect(() => workspace.write("../key.pem", "key")).toThrow("a file would lie outside of the private folder");
    workspace.write("key.pem", "key");
    expect(() => workspace.write("key.pem", "key")).toThrow("EEXIST");
    workspace.remove();
  });

  test.each([
    ["ends", "", [0, null]],
    ["exits", "process.exit(3);", [3, null]],
    ["throws", "throw new Error('x');", [1, null]],
    ["rejects", "await Promise.reject(new Error('x'));", [1, null]],
  ] as const)("goes when its process %s", async (_, then, end) => {
    const root = newRoot();
    const { process: started } = await child(root, then);
    expect(await ended(started)).toEqual(end);
    expect(readdirSync(root)).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("goes on %s, of which the process dies as ever", async (signal) => {
    const root = newRoot();
    const { process: started } = await child(root, wait);
    started.kill(signal);
    expect(await ended(started)).toEqual([null, signal]);
    expect(readdirSync(root)).toEqual([]);
  });

  test("stays on a signal for whoever else listens to it, until that one ends the process", async () => {
    const root = newRoot();
    const then = `process.on("SIGTERM", async () => {
      await new Promise((done) => setTimeout(done, 50));
      const { existsSync } = await import("node:fs");
      process.exit(existsSync(workspace.folder) ? 7 : 8);
    }); ${wait}`;
    const { process: started } = await child(root, then);
    started.kill("SIGTERM");
    expect(await ended(started)).toEqual([7, null]);
    expect(readdirSync(root)).toEqual([]);
  });

  test("goes with another one of the same process", async () => {
    const root = newRoot();
    const { process: started } = await child(root, `openWorkspace(${JSON.stringify(root)}); ${wait}`);
    started.kill("SIGTERM");
    expect(await ended(started)).toEqual([null, "SIGTERM"]);
    expect(readdirSync(root)).toEqual([]);
  });

  test("that SIGKILL left is removed by the next run", async () => {
    const root = newRoot();
    const { process: started, folder } = await child(root, wait);
    started.kill("SIGKILL");
    await ended(started);
    expect(existsSync(join(folder, "a/key.pem"))).toBe(true);
    const workspace = openWorkspace(root);
    expect(existsSync(folder)).toBe(false);
    workspace.remove();
  });
});

describe("what is left alone", () => {
  test("the folder of a process that lives", async () => {
    const root = newRoot();
    const { process: started, folder } = await child(root, wait);
    removeStale(root, Date.now());
    expect(existsSync(join(folder, "a/key.pem"))).toBe(true);
    started.kill("SIGTERM");
    await ended(started);
  });

  test("links, whatever they lead to, and files", () => {
    const root = newRoot();
    const elsewhere = mkdtempSync(join(base, "elsewhere-"));
    writeFileSync(join(elsewhere, "keep"), "");
    symlinkSync(elsewhere, join(root, "tikv-tls-gate-aaaaaa"));
    writeFileSync(join(root, "tikv-tls-gate-bbbbbb"), "");
    removeStale(root, Date.now() + 1e12);
    expect(readdirSync(root).sort()).toEqual(["tikv-tls-gate-aaaaaa", "tikv-tls-gate-bbbbbb"]);
    expect(existsSync(join(elsewhere, "keep"))).toBe(true);
  });

  test("what a link inside of a stale folder leads to", async () => {
    const root = newRoot();
    const elsewhere = mkdtempSync(join(base, "elsewhere-"));
    writeFileSync(join(elsewhere, "keep"), "");
    const { process: started, folder } = await child(root, wait);
    started.kill("SIGKILL");
    await ended(started);
    symlinkSync(elsewhere, join(folder, "link"));
    removeStale(root, Date.now());
    expect([existsSync(folder), existsSync(join(elsewhere, "keep"))]).toEqual([false, true]);
  });

  test("a folder that is just being made, but not one that never got its lock", () => {
    const root = newRoot();
    const folder = join(root, "tikv-tls-gate-cccccc");
    mkdirSync(folder);
    removeStale(root, Date.now());
    expect(existsSync(folder)).toBe(true);
    utimesSync(folder, 1_000_000_000, 1_000_000_000);
    removeStale(root, Date.now());
    expect(existsSync(folder)).toBe(false);
  });

  test("a folder of another container, whose processes are not to be seen", () => {
    const root = newRoot();
    const workspace = openWorkspace(root);
    const lock = join(workspace.folder, "owner.json");
    const owner = JSON.parse(readFileSync(lock, "utf8")) as { place: string };
    writeFileSync(lock, JSON.stringify({ ...owner, pid: 4_000_000, place: `${owner.place.split(" ")[0]} pid:[1]` }));
    removeStale(root, Date.now() + 1e12);
    expect(existsSync(workspace.folder)).toBe(true);
    workspace.remove();
  });

  test("nothing where the number of the process went to another one since", () => {
    const root = newRoot();
    const workspace = openWorkspace(root);
    const lock = join(workspace.folder, "owner.json");
    const owner = JSON.parse(readFileSync(lock, "utf8")) as { started: string };
    expect(owner.started).toMatch(/^\d+$/);
    writeFileSync(lock, JSON.stringify({ ...owner, started: "1" }));
    removeStale(root, Date.now());
    expect(existsSync(workspace.folder)).toBe(false);
    workspace.remove();
  });

  test.each(["", "null", "[]", "{", '{"pid":"1"}'])("a young folder with the lock %j", (text) => {
    const root = newRoot();
    const folder = join(root, "tikv-tls-gate-dddddd");
    mkdirSync(folder);
    writeFileSync(join(folder, "owner.json"), text);
    removeStale(root, Date.now());
    expect(existsSync(folder)).toBe(true);
  });

  test("a root that is not there", () => {
    expect(() => removeStale(join(base, "nowhere"), Date.now())).not.toThrow();
  });
});
