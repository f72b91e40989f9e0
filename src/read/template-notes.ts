import type { Reading } from "../model/draft.ts";
import type { Problem } from "../model/environment.ts";
import { folderOf, LineIndex, type RepoPath } from "../text/span.ts";
import type { FormContext } from "./form.ts";
import type { SourceFile } from "./source-file.ts";

/**
 * A note for each YAML file that was read although nobody rendered it, at its first directive. `isYaml` says which forms read YAML. A file whose form
 * has spoken of the template already gets none.
 */
export function yamlTemplateNotes(
  readings: readonly Reading[],
  context: FormContext,
  isYaml: (form: string) => boolean,
): readonly Problem[] {
  const told = new Set(
    readings.flatMap(({ problems }) => problems.flatMap(({ kind, at }) => (kind === "template" ? [at.path] : []))),
  );
  const notes: Problem[] = [];
  for (const { path, form } of readings.flatMap(({ instances }) => instances)) {
    const file = context.file(path);
    if (file === undefined || !isYaml(form) || told.has(path)) continue;
    told.add(path);
    const { template } = context.yaml(file);
    if (template === undefined) continue;
    const message = "this file is a template that is not rendered: what it leaves open is not judged";
    notes.push({ kind: "template", at: template.at, message, help: template.help });
  }
  return notes;
}

/** Where a program's text says that it writes one of the resources that run PD and TiKV: `kind: 'TidbCluster'`, `kind = "TiKVGroup"`. */
const writesCluster = /\bkind["']?\s{0,20}[:=]{1,2}\s{0,20}["'](TidbCluster|TikvCluster|PDGroup|TiKVGroup)["']/;
/** The same for a command line: `['/pd-server', '--client-urls=…']`. */
const writesCommand = /["'](?:\S{0,100}\/)?(pd-server|tikv-server)["'\s][^"']{0,200}["']?\s{0,20},?\s{0,20}["']?--/;

/** Jsonnet and Terraform: programs, not templates of a text. Without what comes out of them beside them, their clusters are not judged. */
export function programNotes(files: readonly SourceFile[], readings: readonly Reading[]): readonly Problem[] {
  const programs = files.filter(({ path }) => /\.(?:jsonnet|libsonnet|tf)$/i.test(path));
  if (programs.length === 0) return [];
  const rendered = new Set<RepoPath>(readings.flatMap(({ instances }) => instances.map(({ path }) => folderOf(path))));
  return programs.flatMap(({ path, text }): Problem[] => {
    const found = writesCluster.exec(text) ?? writesCommand.exec(text);
    if (found === null || rendered.has(folderOf(path))) return [];
    const at = new LineIndex(path, text).span(found.index, found.index + found[0].length);
    const tool = /\.tf$/i.test(path) ? "terraform" : "jsonnet";
    const message = `this file is a program for ${tool}: the ${found[1]} that it writes is not judged`;
    return [
      { kind: "template", at, message, help: `let ${tool} write it in the workflow, and give the gate the result with --render` },
    ];
  });
}
