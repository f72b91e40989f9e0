import { join } from "node:path";
import { main } from "../../src/cli/main.ts";
import type { Report } from "../../src/report/report.ts";
import { testTime } from "../support/issue.ts";

export interface Said {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as a user does who stands in a folder. */
export async function standing(
  cwd: string,
  args: readonly string[],
  { isTTY = false }: { readonly isTTY?: boolean } = {},
): Promise<Said> {
  let [out, err] = ["", ""];
  const status = await main(args, {
    cwd,
    environment: { NO_COLOR: "1" },
    stdout: { write: (part: string) => (out += part), isTTY, columns: 120 },
    stderr: { write: (part: string) => (err += part), isTTY },
    now: testTime,
    elapsed: () => 0,
  });
  return { status, out, err };
}

/** The JSON report of `check` from a folder below (or above) a root. */
export async function reportFrom(root: string, folder: string, args: readonly string[] = []): Promise<Report> {
  const { out, err } = await standing(join(root, folder), ["check", ...args, "--format", "json"]);
  if (out === "") throw new Error(err);
  return JSON.parse(out) as Report;
}
