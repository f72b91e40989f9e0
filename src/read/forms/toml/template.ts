import { lookup, type TableNode } from "../../../model/instances/config-tree.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import { materialKeys } from "../../../model/instances/instance.ts";
import { before } from "../../../text/cut.ts";
import { fileName, type Span } from "../../../text/span.ts";
import type { SourceFile } from "../../source-file.ts";
import type { DecidedSetting, TemplateMarker } from "../../toml/toml-template.ts";

/** A place that a program fills in before PD or TiKV reads the file. */
export type Marker = TemplateMarker;

const templateName = /\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in)$/i;

/** The first marker of a file that does not parse, when markers may be why: it stands in front of the mistake in a file named as a template, else in its line. */
export function markerOfBroken(file: SourceFile, mistake: Span, first: Marker | undefined): Marker | undefined {
  if (first === undefined || first.at.line > mistake.line) return undefined;
  if (templateName.test(fileName(file.path))) return first;
  return first.at.line === mistake.line || hasMarker(file, mistake.line) ? first : undefined;
}

function hasMarker({ text }: SourceFile, line: number): boolean {
  return /\{\{|\{%|<%|\$[{(][A-Za-z_]/.test(before(text.split("\n", line).at(-1) ?? "", "#"));
}

/** Settings that decide about TLS, by their full names in lower case. */
const concerns =
  /^(?:security\.|(?:advertise-)?(?:client|peer)-urls$|initial-cluster$|join$|server\.(?:advertise-)?(?:status-)?addr$|pd\.endpoints|metric\.address$|pd-server\.metric-storage$|dashboard\.|resource-metering\.receiver-address$)/;

/** In a file that is valid before it is rendered: the first setting about transport that a template decides. */
export function markerOfSettings(decided: readonly DecidedSetting[]): Marker | undefined {
  return decided.find(({ key }) => concerns.test(key.toLowerCase()));
}

/** Where a template decides about PD's certificate, what renders it writes PD's command line too, which sets the URLs. */
export function urlsOfTemplate(root: TableNode): InstanceDraft["unknownOverrides"] {
  const certificate = lookup(root, ["security", materialKeys.pd.certificate], "any-case")?.node;
  if (certificate?.kind !== "unknown") return undefined;
  const unset = ["client-urls", "peer-urls"].filter((key) => lookup(root, [key], "any-case") === undefined);
  return new Map(unset.map((key) => [key, { because: certificate.because, span: certificate.span }]));
}
