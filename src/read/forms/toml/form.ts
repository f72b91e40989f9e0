import { isUtf8 } from "node:buffer";
import type { Problem } from "../../../model/environments/environment.ts";
import type { InstanceDraft, Reading } from "../../../model/instances/draft.ts";
import { type Component, componentName } from "../../../model/instances/instance.ts";
import { checkEveryDialect, type TomlFeature } from "../../../model/instances/toml-dialect.ts";
import { firstLine, LineIndex } from "../../../text/span.ts";
import type { Form } from "../../form.ts";
import type { SourceFile } from "../../source-file.ts";
import { readTomlTemplate } from "../../toml/toml-template.ts";
import { componentOf } from "./recognise.ts";
import { type Marker, markerOfBroken, markerOfSettings, urlsOfTemplate } from "./template.ts";

/** A configuration file of PD or TiKV as the server reads it. */
export const tomlForm: Form = {
  meta: {
    id: "toml",
    title: "plain TOML",
    reads:
      "configuration files of PD and TiKV: by their name (`tikv-0.toml`, `pd.toml`), else by keys that only one of the two knows, whatever their name",
    derives: "the programs' defaults for what is not set",
    unknown:
      "flags on a command line that is not committed; in a template that is not rendered ([how to render it](../templates.md)) every value with a placeholder, and all that a branch may set",
    example: "examples/sound",
  },

  claims: (file) => componentOf(file) !== undefined,

  read(files) {
    const instances: InstanceDraft[] = [];
    const problems: Problem[] = [];
    for (const file of files) {
      const component = componentOf(file);
      if (component === undefined) continue;
      const read = readConfig(file, component);
      instances.push(...read.instances);
      problems.push(...read.problems);
    }
    return { instances, files: [], problems };
  },
};

function readConfig(file: SourceFile, component: Component): Pick<Reading, "instances" | "problems"> {
  const { path, text } = file;
  const at = firstLine(path, text);
  const result = readTomlTemplate(text, new LineIndex(path, text), at);
  if (result.kind === "refused") {
    const marker = markerOfBroken(file, result.problem.at, result.marker);
    if (marker !== undefined) return { instances: [], problems: [unreadTemplate(marker, component)] };
    const { message, help } = result.problem;
    const consequence = `${componentName[component]} does not start with this file`;
    return {
      instances: [],
      problems: [{ kind: "syntax", at: result.problem.at, message: `${message}: ${consequence}`, help, component }],
    };
  }
  const { root, features, isTemplate } = result;
  const tomlFeatures = [...encodingOf(file), ...features];
  const refused = isTemplate ? undefined : checkEveryDialect(component, tomlFeatures);
  if (refused !== undefined) return { instances: [], problems: [{ kind: "syntax", ...refused, component }] };
  const marker = isTemplate ? result.marker : markerOfSettings(result.decided);
  const problems = marker === undefined ? [] : [readTemplate(marker, component)];
  const unknownOverrides = component === "pd" ? urlsOfTemplate(root) : undefined;
  return { instances: [{ component, form: "toml", path, at, config: root, tomlFeatures, unknownOverrides }], problems };
}

function unreadTemplate(marker: Marker, component: Component): Problem {
  const message = `this file is a template that is not rendered: what ${componentName[component]} reads in its place is not judged`;
  return { kind: "template", at: marker.at, message, help: marker.help, component };
}

function readTemplate(marker: Marker, component: Component): Problem {
  const message = `this file is a template that is not rendered: what it leaves open is not judged, and ${componentName[component]} may read anything there`;
  return { kind: "template", at: marker.at, message, help: marker.help, component };
}

/** Bytes that are no UTF-8 show as U+FFFD in the text. */
function encodingOf({ path, text, bytes }: SourceFile): readonly TomlFeature[] {
  const at = text.indexOf("\uFFFD");
  if (at === -1 || isUtf8(bytes)) return [];
  return [{ feature: "invalid-utf-8", at: new LineIndex(path, text).span(at, at + 1) }];
}
