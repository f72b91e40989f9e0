import type { Problem } from "../../../model/environments/environment.ts";
import { LineIndex } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import type { SourceFile } from "../../source-file.ts";
import { type Resource, resourcesOf } from "../resources.ts";
import { firstMarker } from "./placeholder.ts";

const manifestName = /\.(?:ya?ml|json)(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$/i;

/** Is this a manifest, or the template of one, that speaks of a resource of this API group? By name and text alone. */
export function mayHold(file: SourceFile, group: string, kinds: readonly string[]): boolean {
  return manifestName.test(file.path) && file.text.includes(group) && kinds.some((kind) => file.text.includes(kind));
}

/** The resources of some kinds of one API group (`pingcap.com`), in order. */
export function resourcesOfKinds(
  file: SourceFile,
  context: FormContext,
  group: string,
  kinds: readonly string[],
): readonly Resource[] {
  return resourcesOf(file, context).filter(({ apiVersion, kind }) => apiVersion.startsWith(`${group}/`) && kinds.includes(kind));
}

/**
 * What keeps the documents of some kinds in a file from being read. A file that breaks off at a template's marks is a
 * template; `read` is how many documents of these kinds were read all the same.
 */
export function problemsOf(
  file: SourceFile,
  context: FormContext,
  group: string,
  kinds: readonly string[],
  read: number,
): readonly Problem[] {
  const [mistake] = context.yaml(file).problems;
  if (mistake === undefined || read >= mentions(file.text, kinds)) return [];
  const { path, text } = file;
  // Another file may only talk of the resource: a chart's notes, a script that makes one.
  if (!groups(text).includes(group)) return [];
  const what = kinds.join(" or ");
  const marker = firstMarker(text);
  if (marker !== undefined) {
    return [
      {
        kind: "template",
        at: new LineIndex(path, text).span(marker.start, marker.end),
        message: `this manifest is a template that is not rendered: the ${what} that comes out of it is not judged`,
        help: marker.help,
      },
    ];
  }
  const message = `${mistake.message}: Kubernetes does not take this manifest, and its ${what} is not judged`;
  return [{ kind: "syntax", at: mistake.at, message, help: "correct the YAML" }];
}

function mentions(text: string, kinds: readonly string[]): number {
  const lines = text.matchAll(/^[ \t]*kind:[ \t]*["']?(\w+)["']?[ \t]*$/gm);
  return [...lines].filter(([, kind]) => kind !== undefined && kinds.includes(kind)).length;
}

function groups(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/^[ \t]*apiVersion:[ \t]*["']?([^\s"'/]+)\//gm)].map(([, group]) => group);
}
