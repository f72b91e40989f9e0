import { buildModel } from "../../src/model/build.ts";
import type { Model } from "../../src/model/environments/environment.ts";
import type { InstanceDraft, Reading } from "../../src/model/instances/draft.ts";
import type { Component } from "../../src/model/instances/instance.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { testTime } from "./issue.ts";

/** Texts by path, or the text of the one file. */
type Files = Readonly<Record<string, string>> | string;

interface FormReader {
  read(files: Files): Promise<Reading>;
  model(files: Files): Promise<Model>;
  /** The first instance of a component. */
  draft(files: Files, component: Component): Promise<InstanceDraft>;
}

/** Reads texts as all forms see them; a single text is the file of this name. */
export function formReader(name: string): FormReader {
  const read = async (files: Files) => {
    const named = typeof files === "string" ? { [name]: files } : files;
    return readFiles(Object.entries(named).map(([path, text]) => sourceFile(path as RepoPath, new TextEncoder().encode(text))));
  };
  return {
    read,
    model: async (files) => buildModel(await read(files), {}, testTime),
    async draft(files, component) {
      const found = (await read(files)).instances.find((instance) => instance.component === component);
      if (found === undefined) throw new Error(`no ${component}`);
      return found;
    },
  };
}

/** What beats the configuration file, by dotted key. */
export function overridesOf({ overrides }: InstanceDraft): Readonly<Record<string, string>> {
  return Object.fromEntries([...(overrides ?? [])].map(([key, { value }]) => [key, value]));
}

/** The posture of each channel; of several with one id that of the last. */
export function posturesOf({ environments }: Model): Readonly<Record<string, string>> {
  return Object.fromEntries(environments.flatMap(({ channels }) => channels.map(({ id, posture }) => [id, posture])));
}
