import type { Reading } from "../model/draft.ts";
import type { RepoPath } from "../text/span.ts";
import type { Form, FormContext, X509Reader } from "./form.ts";
import { forms } from "./forms/registry.ts";
import type { SourceFile } from "./source-file.ts";

/** Reads every file with the first form that claims it. X.509 code loads only when a file looks like a certificate or key. */
export async function readFiles(files: readonly SourceFile[]): Promise<Reading> {
  const claimed = new Map<Form, SourceFile[]>();
  for (const file of files) {
    const form = forms.find((candidate) => candidate.claims(file));
    if (form === undefined) continue;
    const list = claimed.get(form);
    if (list === undefined) claimed.set(form, [file]);
    else list.push(file);
  }
  const byPath = new Map<RepoPath, SourceFile>(files.map((file) => [file.path, file]));
  const x509 = [...claimed.keys()].some((form) => form.meta.id === "pem") ? await loadX509() : undefined;
  const context: FormContext = { x509, file: (path) => byPath.get(path) };
  const readings = [...claimed].map(([form, list]) => form.read(list, context));
  return {
    instances: readings.flatMap((reading) => reading.instances),
    files: readings.flatMap((reading) => reading.files),
    problems: readings.flatMap((reading) => reading.problems),
  };
}

async function loadX509(): Promise<X509Reader> {
  const { x509Reader } = await import("./x509.ts");
  return x509Reader;
}
