import { certificatesOf, type PemFile } from "../model/certificates/certificate.ts";
import type { Reading } from "../model/instances/draft.ts";
import type { RepoPath, Span } from "../text/span.ts";
import type { Form, FormContext, FormNeed, X509Reader } from "./form.ts";
import { pemForm } from "./forms/pem/form.ts";
import { tomlForm } from "./forms/toml/form.ts";
import type { ReadingCache } from "./reading-cache.ts";
import type { SourceFile } from "./source-file.ts";
import { programNotes, yamlTemplateNotes } from "./templates/template-notes.ts";
import { mayHoldEncodedKey } from "./x509/encoded-keys.ts";
import { holdsText, keysInText } from "./x509/pem.ts";
import type { readYaml, YamlResult } from "./yaml/yaml.ts";

/**
 * Reads every file with all forms that claim it; the order in which the files come changes nothing. The readers of X.509
 * and of YAML load only when a file needs them. `gateConfig` is the gate's own config file, which by its schema is of no form.
 */
export async function readFiles(
  files: readonly SourceFile[],
  cache?: ReadingCache,
  gateConfig?: RepoPath | undefined,
): Promise<Reading> {
  const forms = await formsFor(files, gateConfig);
  const claimed = new Map<Form, SourceFile[]>(forms.map((form) => [form, []]));
  const withKeysInText: SourceFile[] = [];
  const needs = new Set<FormNeed>();
  for (const file of [...files].sort(byPathOrder)) {
    const claiming = forms.filter((form) => form.claims(file));
    for (const form of claiming) {
      claimed.get(form)?.push(file);
      for (const need of form.needs ?? []) needs.add(need);
    }
    if (claiming.some((form) => form.meta.id === "pem") || !mayHoldKey(file)) continue;
    withKeysInText.push(file);
    needs.add("x509");
  }
  const context = await contextOf(files, needs, cache);
  const ahead: Promise<void>[] = [];
  // In the order of the registry, not of the files.
  const readings = forms.flatMap((form) => {
    const list = claimed.get(form) as readonly SourceFile[];
    if (list.length === 0) return [];
    const isAlone = cache !== undefined && readsFilesAlone.has(form.meta.id);
    const read = isAlone
      ? list.map((file) => cache.reading(form.meta.id, file, () => form.read([file], context)))
      : [form.read(list, context)];
    // While the other forms are read, which come behind this one.
    if (form === pemForm) ahead.push(verifyAhead(read, context));
    return read;
  });
  await Promise.all(ahead);
  const merged = merge(readings, withKeysInText, context, cache);
  const inYaml = forms.flatMap((form) => (form.needs?.includes("yaml") === true ? (claimed.get(form) ?? []) : []));
  const notes = [...yamlTemplateNotes(inYaml, readings, context), ...programNotes(files, readings)];
  return notes.length === 0 ? merged : { ...merged, problems: [...merged.problems, ...notes] };
}

/** Cheap: without the reader of X.509. */
function mayHoldKey(file: SourceFile): boolean {
  return holdsText(file, "PRIVATE KEY-----") || mayHoldEncodedKey(file);
}

async function verifyAhead(readings: readonly Reading[], { x509 }: FormContext): Promise<void> {
  await x509?.verifyAhead?.(readings.flatMap(({ files }) => files.flatMap(certificatesOf)));
}

/** Names that no other form claims: a repository of plain files loads no other form. */
const plainNames = /\.(?:toml|pem|crt|cert|cer|der|key)$/i;

async function formsFor(files: readonly SourceFile[], gateConfig: RepoPath | undefined): Promise<readonly Form[]> {
  if (files.every(({ path }) => plainNames.test(path) || path === gateConfig)) return [pemForm, tomlForm];
  const { forms } = await import("./forms/registry.ts");
  return forms;
}

/** Forms that look at no other file than the one they read: what they found in one content holds wherever it stands again. */
const readsFilesAlone: ReadonlySet<string> = new Set(["pem", "toml"]);

async function contextOf(
  files: readonly SourceFile[],
  needs: ReadonlySet<FormNeed>,
  cache: ReadingCache | undefined,
): Promise<FormContext> {
  const byPath = new Map<RepoPath, SourceFile>(files.map((file) => [file.path, file]));
  const x509 = needs.has("x509") ? await loadX509() : undefined;
  const read = needs.has("yaml") ? await loadYaml() : undefined;
  const documents = new Map<RepoPath, YamlResult>();
  return {
    x509,
    file: (path) => byPath.get(path),
    files: () => [...byPath.values()].sort(byPathOrder),
    yaml(file) {
      let result = cache?.yaml.get(file) ?? documents.get(file.path);
      if (result === undefined) {
        if (read === undefined) throw new Error("a form that reads YAML says so in its needs");
        result = read(file.path, file.text);
        documents.set(file.path, result);
        cache?.yaml.set(file, result);
      }
      return result;
    },
  };
}

function merge(
  readings: readonly Reading[],
  withKeysInText: readonly SourceFile[],
  context: FormContext,
  cache: ReadingCache | undefined,
): Reading {
  const consumed = new Set(readings.flatMap((reading) => reading.consumed ?? []));
  const texts = new Set(readings.flatMap((reading) => (reading.consumedTexts ?? []).map(startOf)));
  const files = readings.flatMap((reading) => reading.files);
  // A key that a form already knows (an entry of a Secret) is not told twice.
  const known = new Set(files.flatMap((file) => file.blocks.map((block) => placeOf(file, block.span.line))));
  // In a block scalar the text begins on the line below.
  const isKnown = (file: PemFile, line: number) => known.has(placeOf(file, line)) || known.has(placeOf(file, line - 1));
  const keys = withKeysInText.flatMap((file): readonly PemFile[] => {
    const search = () => keysInText(file, context.x509);
    const found = cache === undefined ? search() : cache.keys(file, search);
    const blocks = found?.blocks.filter((block) => !isKnown(found, block.span.line)) ?? [];
    return found === undefined || blocks.length === 0 ? [] : [{ ...found, blocks, executable: file.executable }];
  });
  return {
    instances: readings
      .flatMap((reading) => reading.instances)
      .filter(({ form, path }) => form !== "toml" || !consumed.has(path))
      .filter(({ form, config }) => form !== "workloads" || !texts.has(startOf(config.span))),
    files: [...files, ...keys],
    problems: readings.flatMap((reading) => reading.problems),
    requests: readings.flatMap((reading) => reading.requests ?? []),
    secrets: readings.flatMap((reading) => reading.secrets ?? []),
    objects: readings.flatMap((reading) => reading.objects ?? []),
    insecureClients: readings.flatMap((reading) => reading.insecureClients ?? []),
    consumed: [...consumed],
  };
}

function startOf({ path, line, column }: Span): string {
  return `${path}\n${line}:${column}`;
}

function placeOf({ path }: PemFile, line: number): string {
  return `${path}\n${line}`;
}

function byPathOrder(a: SourceFile, b: SourceFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

async function loadX509(): Promise<X509Reader> {
  const { x509Reader } = await import("./x509/x509.ts");
  return x509Reader;
}

async function loadYaml(): Promise<typeof readYaml> {
  const yaml = await import("./yaml/yaml.ts");
  return yaml.readYaml;
}
