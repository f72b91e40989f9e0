import type { Problem } from "../../model/environments/environment.ts";
import { type Component, componentName } from "../../model/instances/instance.ts";
import { checkEveryDialect } from "../../model/instances/toml-dialect.ts";
import type { RepoPath } from "../../text/span.ts";
import { markerOfSettings } from "../forms/toml/template.ts";
import { firstUnknown, type PlacedText } from "../placed-text.ts";
import type { ServerConfig } from "../server-draft.ts";
import { readTomlTemplate, type TemplateMarker } from "./toml-template.ts";

/** A configuration that stands inside of another text: an entry of a ConfigMap, a heredoc of a script. */
export interface TomlText {
  readonly config: ServerConfig;
  readonly problems: readonly Problem[];
}

/**
 * Reads a configuration inside of another text, which may be a template or hold variables of what surrounds it: values with
 * a placeholder are unknown, the rest is what it says. Every place lies in the surrounding file. `name` is what messages call it, `file` the
 * file of the repository that the text is all of.
 */
export function readTomlText(text: PlacedText, component: Component, name: string, file?: RepoPath): TomlText {
  const locator = { path: text.span.path, span: (from: number, to: number) => text.slice(from, to) };
  const result = readTomlTemplate(text.value, locator, text.span, text.unknowns);
  if (result.kind === "refused") {
    const because = firstUnknown(text)?.because ?? `${name} cannot be read as TOML`;
    const config: ServerConfig = { kind: "unknown", because, span: firstUnknown(text)?.span ?? text.span };
    if (result.marker !== undefined) return { config, problems: [templateProblem(name, component, result.marker, "unread")] };
    if (text.unknowns !== undefined) return { config, problems: [] };
    const { at, message, help } = result.problem;
    const consequence = `${componentName[component]} does not start with this file`;
    return { config, problems: [{ kind: "syntax", at, message: `${message}: ${consequence}`, help, component }] };
  }
  const { root, features, isTemplate } = result;
  const config: ServerConfig = { kind: "read", root, features, file };
  const refused = isTemplate ? undefined : checkEveryDialect(component, features);
  if (refused !== undefined) return { config, problems: [{ kind: "syntax", ...refused, component }] };
  const marker = isTemplate ? result.marker : markerOfSettings(result.decided);
  return { config, problems: marker === undefined ? [] : [templateProblem(name, component, marker, "read")] };
}

function templateProblem(name: string, component: Component, { at, help }: TemplateMarker, how: "read" | "unread"): Problem {
  const reader = componentName[component];
  const consequence =
    how === "read"
      ? `what it leaves open is not judged, and ${reader} may read anything there`
      : `what ${reader} reads in its place is not judged`;
  return { kind: "template", at, message: `${name} is a template that is not rendered: ${consequence}`, help, component };
}
