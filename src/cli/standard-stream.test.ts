import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";

const work = mkdtempSync(join(tmpdir(), "standard-stream-"));
afterAll(() => rmSync(work, { recursive: true }));

const stream = JSON.stringify(resolve("src/cli/standard-stream.ts"));
const program = (body: string) => [
  "--input-type=module",
  "--eval",
  `const { StandardStream } = await import(${stream}); const out = new StandardStream(1); ${body}`,
];
/** More than a pipe holds at once, with characters of several bytes. */
const long = "const text = 'päper ✓ '.repeat(200_000); out.write(text); out.write('end');";
const expected = `${"päper ✓ ".repeat(200_000)}end`;

test("a long text arrives whole in a file", () => {
  const file = openSync(join(work, "out"), "w");
  spawnSync(process.execPath, program(long), { stdio: ["ignore", file, "inherit"] });
  closeSync(file);
  expect(readFileSync(join(work, "out"), "utf8") === expected).toBe(true);
});

test("and in a pipe whose reader is slow", async () => {
  const child = spawn(process.execPath, program(long), { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => setTimeout(resolve, 300));
  let text = "";
  child.stdout.setEncoding("utf8");
  for await (const part of child.stdout) text += part;
  expect(text === expected).toBe(true);
});

test("also in a pipe that does not wait for its reader", () => {
  // A Node that makes a stream of its pipe sets it so, for all that share it, while it lives.
  const ready = join(work, "ready");
  const other = `process.stdout; require("node:fs").writeFileSync(${JSON.stringify(ready)}, ""); setTimeout(() => {}, 4000)`;
  const wait = `until [ -e "${ready}" ]; do sleep 0.1; done`;
  const { stdout } = spawnSync(
    "sh",
    [
      "-c",
      `("$0" --eval "$1" & ${wait}; exec "$0" --input-type=module --eval "$2") | (sleep 1; cat)`,
      process.execPath,
      other,
    ].concat(program(long).at(-1) as string),
    { encoding: "utf8", maxBuffer: 16 * 1024 * 1024 },
  );
  expect(stdout === expected).toBe(true);
}, 20_000);

test("a reader that goes away is no error", () => {
  const command = `"${process.execPath}" --input-type=module --eval "$1" | head -c 10`;
  const body = program(`${long} process.stderr.write("went on");`).at(-1) as string;
  const { stdout, stderr } = spawnSync("sh", ["-c", command, "sh", body], { encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "päper ✓".slice(0, 7), stderr: "went on" });
});

test("a file and a pipe are no terminal, and have no width", () => {
  const { stdout } = spawnSync(process.execPath, program("out.write(JSON.stringify([out.isTTY, out.columns ?? null]));"), {
    encoding: "utf8",
  });
  expect(stdout).toBe("[false,null]");
});
