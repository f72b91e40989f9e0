import { buildModel, type Scope } from "../../src/model/build.ts";
import type { Environment, Model } from "../../src/model/environments/environment.ts";
import type { Reading } from "../../src/model/instances/draft.ts";
import type { Instance } from "../../src/model/instances/instance.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import type { RepoPath, Span } from "../../src/text/span.ts";
import { testTime } from "./issue.ts";

/** A whole repository as the real readers and the real model see it. */
export interface Repository {
  readonly reading: Reading;
  readonly model: Model;
  /** The text that a span cuts out of its file. */
  cut(span: Span): string;
  environment(name: string): Environment;
  /** The only instance with this name (in the environment of this name). */
  instance(name: string, environment?: string): Instance;
}

/** Reads files by path and builds the model of them. */
export async function repository(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: { readonly scope?: Scope } = {},
): Promise<Repository> {
  const sources = Object.entries(files).map(([path, content]) =>
    sourceFile(path as RepoPath, typeof content === "string" ? new TextEncoder().encode(content) : content),
  );
  const reading = await readFiles(sources);
  const model = buildModel(reading, options.scope ?? {}, testTime);
  return {
    reading,
    model,
    cut(span) {
      const lines = String(files[span.path])
        .split("\n")
        .slice(span.line - 1, span.endLine);
      lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, span.endColumn - 1);
      return [(lines[0] ?? "").slice(span.column - 1), ...lines.slice(1)].join("\n");
    },
    environment(name) {
      const found = model.environments.find((environment) => environment.name === name);
      if (found === undefined) throw new Error(`no environment ${name}: ${model.environments.map((e) => e.name).join(", ")}`);
      return found;
    },
    instance(name, environment) {
      const all = model.environments.filter((candidate) => environment === undefined || candidate.name === environment);
      const found = all.flatMap(({ instances }) => instances).filter((instance) => instance.name === name);
      if (found.length !== 1) throw new Error(`${found.length} instances are called ${name}`);
      return found[0] as Instance;
    },
  };
}
