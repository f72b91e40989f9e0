import type { Problem } from "../../model/environments/environment.ts";
import type { Reading } from "../../model/instances/draft.ts";
import { folderOf, LineIndex, type RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import type { SourceFile } from "../source-file.ts";

/** Where a manifest or topology plainly speaks of PD or TiKV, whatever its template does with it. */
const speaksOfServers =
  /^[ \t]*(?:- )?(?:(?:pd|tikv)_servers[ \t]*:|kind:[ \t]*["']?(?:TidbCluster|TikvCluster|PDGroup|TiKVGroup)\b)|^[^#\n]{0,200}?[\s"'/](?:pd-server|tikv-server)(?=["',\s\]]|$)/m;

/**
 * A note for each YAML file that was read although nobody rendered it, and for each of which a template encloses all that it says, at
 * its first directive. `files` are those that forms read as YAML. A file whose form has spoken of the template already gets none.
 */
export function yamlTemplateNotes(
  files: readonly SourceFile[],
  readings: readonly Reading[],
  context: FormContext,
): readonly Problem[] {
  const told = new Set(
    readings.flatMap(({ problems }) => problems.flatMap(({ kind, at }) => (kind === "template" ? [at.path] : []))),
  );
  const read = new Set(readings.flatMap(({ instances }) => instances.map(({ path }) => path)));
  return [...new Set(files)].flatMap((file): Problem[] => {
    if (told.has(file.path) || !/\{[{%#]|<%/.test(file.text)) return [];
    const { template } = context.yaml(file);
    if (template === undefined) return [];
    const isRead = read.has(file.path);
    if (!isRead && !speaksOfServers.test(file.text)) return [];
    const what = isRead ? "what it leaves open" : "what it says of PD and TiKV";
    const message = `this file is a template that is not rendered: ${what} is not judged`;
    return [{ kind: "template", at: template.at, message, help: template.help }];
  });
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
