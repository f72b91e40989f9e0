import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { realPdServer } from "../support/real-pd-server.ts";
import { type RunningCommand, startCommand } from "../support/run-command.ts";

const pdServer = await realPdServer();
const whole = pdServer === undefined ? " (skipped: no pd-server, node scripts/pd-server.ts builds one)" : "";
const options = ["--environment", "prod", "--now", "2026-11-24T00:00:00Z"];
const sound = ["handshake", "examples/sound", ...options];
const interrupted = "tikv-tls-gate: interrupted; what the test had started is stopped and removed\n";
/** The command itself has to come to an end long before. */
const patience = { timeout: 90_000 };

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanups.splice(0)) clean();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "endings-"));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A program in the place of `pd-server`, in POSIX shell. */
function script(text: string): string {
  const file = join(folder(), "pd-server");
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = -V ]; then echo 'Release Version: v8.5.3'; exit 0; fi\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A run with a temporary folder of its own. */
function start(...args: string[]): RunningCommand & { readonly temporary: string } {
  const temporary = folder();
  return { temporary, ...startCommand([...sound, ...args], { TMPDIR: temporary }) };
}

/** Waits for a file in the private folder of a run; gives its path. */
async function untilThere(temporary: string, name: string): Promise<string> {
  for (;;) {
    const found = readdirSync(temporary).map((own) => join(temporary, own, name));
    const there = found.find((path) => existsSync(path));
    if (there !== undefined) return there;
    await sleep(5);
  }
}

/** The servers that a run has started, once there are as many as the example has. */
async function untilStarted(temporary: string): Promise<readonly number[]> {
  for (;;) {
    const text = readFileSync(await untilThere(temporary, "processes.json"), "utf8");
    const entries = text.endsWith("]") ? (JSON.parse(text) as { readonly pid: number }[]) : [];
    if (entries.length === 3) return entries.map(({ pid }) => pid);
    await sleep(5);
  }
}

function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.startsWith("Z") === false;
  } catch {
    return false;
  }
}

async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await sleep(20);
}

/** The example as the real server of the tests takes it: one name in its list. */
function soundBefore(): string {
  const root = join(folder(), "sound");
  cpSync("examples/sound", root, { recursive: true });
  for (const name of ["pd-1", "pd-2", "pd-3"]) {
    const file = join(root, `deploy/prod/${name}.toml`);
    writeFileSync(file, readFileSync(file, "utf8").replace(/cert-allowed-cn = .*/, `cert-allowed-cn = ["pd"]`));
  }
  return root;
}

describe.skipIf(!existsSync("/proc/self/stat"))("handshake, ended at any moment", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "by %s while servers start: they are stopped, the folder goes, and it says so",
    patience,
    async (signal, status) => {
      const { child, result, temporary } = start("--pd-server", script("exec sleep 1000"));
      const servers = await untilStarted(temporary);
      child.kill(signal);
      expect(await result).toEqual({ status, stdout: "", stderr: interrupted });
      expect(servers.filter(isAlive)).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s while it dials: the same", patience, async (signal, status) => {
    const { child, result, temporary } = start("--engine", "loopback");
    await untilThere(temporary, "clients");
    child.kill(signal);
    expect(await result).toEqual({ status, stdout: "", stderr: interrupted });
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("by a second SIGINT at once, also from servers that resist the first", patience, async () => {
    const { child, result, temporary } = start("--pd-server", script("trap '' TERM; while :; do sleep 1; done"));
    const servers = await untilStarted(temporary);
    child.kill("SIGINT");
    await sleep(200);
    child.kill("SIGINT");
    await result;
    await untilGone(servers);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("by SIGKILL: the next run ends its servers and removes its folder", patience, async () => {
    const { child, result, temporary } = start("--pd-server", script("exec sleep 1000"));
    const servers = await untilStarted(temporary);
    child.kill("SIGKILL");
    await result;
    expect(servers.filter(isAlive)).toEqual(servers);
    expect(readdirSync(temporary)).toHaveLength(1);
    const next = await startCommand([...sound, "--engine", "loopback"], { TMPDIR: temporary }).result;
    expect(next.status).toBe(0);
    await untilGone(servers);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe("handshake with servers that fail", () => {
  test.skipIf(pdServer === undefined)(`SIGKILL of a server while it is dialled is told${whole}`, patience, async () => {
    const temporary = folder();
    const args = ["handshake", soundBefore(), ...options, "--pd-server", pdServer ?? ""];
    const { result } = startCommand(args, { TMPDIR: temporary });
    const [server = 0] = await untilStarted(temporary);
    await untilThere(temporary, "clients");
    process.kill(server, "SIGKILL");
    const { status, stdout, stderr } = await result;
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout.replace(/\s+/g, " ")).toMatch(/could not be shown|did not start/);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("one that exits at once is quoted", patience, async () => {
    const { result, temporary } = start("--pd-server", script("echo 'no space on this moon'; exit 3"));
    const { status, stdout, stderr } = await result;
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout.replace(/\s+/g, " ")).toContain("did not start (it exits with status 3: no space on this moon)");
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("one that hangs is given up, and said not to serve", patience, async () => {
    const { result, temporary } = start("--pd-server", script("exec sleep 1000"));
    const servers = await untilStarted(temporary);
    const { status, stdout, stderr } = await result;
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout.replace(/\s+/g, " ")).toContain("did not start (it does not serve after 25 s)");
    expect(servers.filter(isAlive)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("one whose port was taken is started once more on other ports", patience, async () => {
    const starts = join(folder(), "starts");
    const { result } = start(
      "--pd-server",
      script(`echo x >> '${starts}'; echo '[FATAL] [error="listen tcp: bind: address already in use"]'; exit 1`),
    );
    const { status, stdout, stderr } = await result;
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toContain("address already in use");
    expect(readFileSync(starts, "utf8")).toBe("x\n".repeat(6));
  });
});

describe("handshake without room", () => {
  test("says in one sentence that its folder cannot be made", async () => {
    const missing = join(folder(), "missing");
    const { status, stdout, stderr } = await startCommand([...sound, "--engine", "loopback"], { TMPDIR: missing }).result;
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(`tikv-tls-gate: the handshake test cannot run: no private folder can be made in ${missing} (ENOENT)\n`);
  });

  const mounted = join(tmpdir(), "handshake-full-disk");
  mkdirSync(mounted, { recursive: true });
  const inSmall = (size: string) => [
    "unshare",
    "-rm",
    "sh",
    "-c",
    `mount -t tmpfs -o size=${size} tmpfs '${mounted}' && "$@"; status=$?; ls -A '${mounted}' >&2; exit $status`,
    "sh",
  ];
  const [program = "", ...rest] = [...inSmall("16k"), "true"];
  const canMount = spawnSync(program, rest).status === 0;
  test.skipIf(!canMount)(
    `says in one sentence that the disk is full, and leaves nothing${canMount ? "" : " (skipped: nothing can be mounted here)"}`,
    async () => {
      for (const size of ["8k", "32k", "100k", "100k,nr_inodes=2"]) {
        const { result } = startCommand([...sound, "--engine", "loopback"], { TMPDIR: mounted }, inSmall(size));
        expect(await result, size).toEqual({
          status: 2,
          stdout: "",
          stderr: "tikv-tls-gate: the handshake test cannot run: its private folder cannot be written (ENOSPC)\n",
        });
      }
    },
  );
});
