import { buildModel } from "../../src/model/build.ts";
import type { Model } from "../../src/model/environments/environment.ts";
import type { InstanceDraft, Reading } from "../../src/model/instances/draft.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { testTime } from "./issue.ts";

/** Reads texts with all forms and builds their model. */
export async function modelOf(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly reading: Reading; readonly model: Model }> {
  const sources = Object.entries(files).map(([path, text]) => sourceFile(path as RepoPath, new TextEncoder().encode(text)));
  const reading = await readFiles(sources);
  return { reading, model: buildModel(reading, {}, testTime) };
}

/** The posture of each channel of the only environment, by its id; several different ones joined. */
export function posturesOf({ environments }: Model): Readonly<Record<string, string>> {
  const postures = new Map<string, Set<string>>();
  for (const { id, posture } of environments.flatMap(({ channels }) => channels)) {
    postures.set(id, (postures.get(id) ?? new Set()).add(posture));
  }
  return Object.fromEntries([...postures].map(([id, set]) => [id, [...set].sort().join(" ")]));
}

/** The values that beat the configuration file, by dotted key. */
export function overridesOf(draft: InstanceDraft | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries([...(draft?.overrides ?? [])].map(([key, { value }]) => [key, value]));
}
