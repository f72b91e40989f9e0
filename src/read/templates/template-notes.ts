import type { Problem } from "../../model/environments/environment.ts";
import type { Reading } from "../../model/instances/draft.ts";
import { before } from "../../text/cut.ts";
import { folderOf, LineIndex, type RepoPath } from "../../text/span.ts";
import type { FormContext } from "../form.ts";
import type { SourceFile } from "../source-file.ts";

const startsServers =
  /^[ \t]*(?:- )?(?:(?:pd|tikv)_servers[ \t]*:|kind:[ \t]*["']?(?:TidbCluster|TikvCluster|PDGroup|TiKVGroup)\b)/;
const namesServer = /(?:^|[\s"'/])(?:pd-server|tikv-server)(?:["',\s\]]|$)/;

/** Does a manifest or topology plainly speak of PD or TiKV, whatever its template does with it? */
function speaksOfServers(text: string): boolean {
  return text.split(/\r?\n/).some((line) => startsServers.test(line) || namesServer.test(before(line, "#")));
}

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
    if (!isRead && !speaksOfServers(file.text)) return [];
    const what = isRead ? "what it leaves open" : "what it says about PD and TiKV";
    const message = `this file is a template that is not rendered: ${what} is not judged`;
    return [{ kind: "template", at: template.at, message, help: template.help }];
  });
}

/** Where a program's text says that it writes one of the resources that run PD and TiKV: `kind: 'TidbCluster'`, `kind = "TiKVGroup"`. */
const writesCluster = /\bkind["']?\s{0,20}[:=]{1,2}\s{0,20}["'](TidbCluster|TikvCluster|PDGroup|TiKVGroup)["']/;

/** The same for a command line: `['/pd-server', '--client-urls=…']`. */
function writtenCommand(text: string): Written | undefined {
  for (const { 0: start, 1: what = "", index } of text.matchAll(/["'](?:[^\s"']*\/)?(pd-server|tikv-server)["'\s]/g)) {
    const from = index + start.length;
    const rest = /^[^"']*(?:["'][\s,]*)?["']?--/.exec(text.slice(from, from + longestGap));
    if (rest !== null) return { start: index, end: from + rest[0].length, what };
  }
  return undefined;
}

/** Characters between a program and its first flag. */
const longestGap = 250;

interface Written {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

function writtenResource(text: string): Written | undefined {
  const found = writesCluster.exec(text);
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length, what: found[1] as string };
}

/** Jsonnet and Terraform: programs, not templates of a text. Without what comes out of them beside them, their clusters are not judged. */
export function programNotes(files: readonly SourceFile[], readings: readonly Reading[]): readonly Problem[] {
  const programs = files.filter(({ path }) => /\.(?:jsonnet|libsonnet|tf)$/i.test(path));
  if (programs.length === 0) return [];
  const rendered = new Set<RepoPath>(readings.flatMap(({ instances }) => instances.map(({ path }) => folderOf(path))));
  return programs.flatMap(({ path, text }): Problem[] => {
    const found = writtenResource(text) ?? writtenCommand(text);
    if (found === undefined || rendered.has(folderOf(path))) return [];
    const at = new LineIndex(path, text).span(found.start, found.end);
    const tool = /\.tf$/i.test(path) ? "terraform" : "jsonnet";
    const message = `this file is a program for ${tool}: the ${found.what} that it writes is not judged`;
    return [
      { kind: "template", at, message, help: `let ${tool} write it in the workflow, and give the gate the result with --render` },
    ];
  });
}
