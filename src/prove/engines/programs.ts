import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { singleLine } from "../../text/safe.ts";
import { startChild } from "./child.ts";

/** A program of the user's that can be started. */
export interface FoundProgram {
  readonly path: string;
  /** `pd-server v8.5.3 (/usr/local/bin/pd-server)`. */
  readonly name: string;
}

/**
 * Finds `pd-server` or `tikv-server`: where the user says, else on the PATH. Relative folders of a PATH are left out:
 * they may lead into the repository, from which nothing is ever run. Undefined: it is not there.
 */
export async function findProgram(
  name: "pd-server" | "tikv-server",
  given: string | undefined,
  path: string | undefined,
): Promise<FoundProgram | undefined> {
  const candidates =
    given === undefined
      ? (path ?? "")
          .split(":")
          .filter(isAbsolute)
          .map((folder) => join(folder, name))
      : [resolve(given)];
  const found = candidates.find(isProgram);
  if (found === undefined) return undefined;
  const file = realpathSync(found);
  return { path: file, name: singleLine(`${name} ${await versionOf(file)} (${found})`) };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    // Not there, or not ours to run.
    return false;
  }
}

const versionMilliseconds = 10_000;

/** What a server says for `-V`: `Release Version: v8.5.3` in PD, `Release Version:   8.5.3` in TiKV; built by hand: `None`. */
async function versionOf(file: string): Promise<string> {
  const child = startChild(file, ["-V"], "/");
  const timer = setTimeout(() => void child.stop(), versionMilliseconds);
  await child.ended;
  clearTimeout(timer);
  const version = child.log.lines
    .map((line) => /^Release Version:\s*(\S{1,60})/.exec(line)?.[1])
    .find((text) => text !== undefined);
  if (version === undefined || version === "None") return "of no release";
  return version.startsWith("v") ? version : `v${version}`;
}
