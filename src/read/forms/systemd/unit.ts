import { fileName, folderOf, LineIndex, type RepoPath } from "../../../text/span.ts";
import { PlacedBuilder, type PlacedText } from "../../placed-text.ts";
import type { SourceFile } from "../../source-file.ts";

/** One `Key=value` of a unit file. */
export interface UnitSetting {
  readonly section: string;
  readonly key: string;
  /** Continued lines are joined by a blank. */
  readonly value: PlacedText;
}

/** Reads a unit file: sections, comments (`#`, `;`), and lines that a backslash continues (systemd.syntax(7)). */
export function unitSettings(file: SourceFile): readonly UnitSetting[] {
  const lines = new LineIndex(file.path, file.text);
  const source: PlacedText = {
    value: file.text,
    span: lines.span(0, file.text.length),
    slice: (from, to) => lines.span(from, to),
  };
  const settings: UnitSetting[] = [];
  let section = "";
  let at = 0;
  while (at < file.text.length) {
    const { builder, from, end, first } = logicalLine(source, at);
    at = end;
    const header = /^\s*\[([^\]]*)\]/.exec(first);
    if (header !== null) section = header[1] as string;
    const match = /^\s*([A-Za-z][A-Za-z0-9]*)\s*=[ \t]*/.exec(first);
    if (header !== null || match === null) continue;
    const start = from + match[0].length;
    settings.push({ section, key: match[1] as string, value: builder(start) });
  }
  return settings;
}

/** A line with those that continue it. A comment between them does not end it. */
function logicalLine(source: PlacedText, at: number) {
  const { value } = source;
  const pieces: { from: number; to: number }[] = [];
  let end = at;
  for (let isFirst = true; end < value.length; isFirst = false) {
    const newline = value.indexOf("\n", end);
    const lineEnd = newline === -1 ? value.length : newline;
    const line = value.slice(end, lineEnd).replace(/\r$/, "");
    const from = end;
    end = Math.min(lineEnd + 1, value.length);
    if (/^\s*[#;]/.test(line)) {
      if (isFirst) break;
      continue;
    }
    const isContinued = line.endsWith("\\");
    pieces.push({ from, to: from + line.length - (isContinued ? 1 : 0) });
    if (!isContinued) break;
  }
  const first = pieces[0];
  return {
    from: at,
    end: Math.max(end, at + 1),
    first: first === undefined ? "" : value.slice(first.from, first.to),
    builder(start: number): PlacedText {
      const builder = new PlacedBuilder(source);
      for (const [index, { from, to }] of pieces.entries()) {
        if (index > 0) builder.put(" ", from, from);
        builder.copy(index === 0 ? Math.min(start, to) : from, to);
      }
      return builder.build(start, Math.max(start, pieces.at(-1)?.to ?? start));
    },
  };
}

/** A unit with its drop-ins: `pd.service` and `pd.service.d/*.conf`. */
export interface Unit {
  /** The file that a person edits: the unit, or a drop-in alone. */
  readonly path: RepoPath;
  /** `pd.service` */
  readonly name: string;
  readonly settings: readonly UnitSetting[];
}

const unitName = /\.service(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$/i;

/** Puts drop-ins to the unit of their folder's name, which lies beside the folder. */
export function unitsOf(files: readonly SourceFile[]): readonly Unit[] {
  const units = new Map<string, { path: RepoPath; name: string; settings: UnitSetting[] }>();
  const isDropIn = (file: SourceFile) => /\.service\.d\/[^/]+\.conf$/i.test(file.path);
  for (const file of files.filter((each) => !isDropIn(each))) {
    const name = fileName(file.path);
    units.set(file.path, { path: file.path, name, settings: [...unitSettings(file)] });
  }
  for (const file of files.filter(isDropIn)) {
    const folder = folderOf(file.path);
    const key = folder.replace(/\.d$/i, "");
    const unit = units.get(key) ?? { path: file.path, name: fileName(key), settings: [] };
    units.set(key, unit);
    unit.settings.push(...unitSettings(file));
  }
  return [...units.values()];
}

/** Is this the path of a unit or of a drop-in? */
export function isUnitPath(path: string): boolean {
  return unitName.test(path) || /\.service\.d\/[^/]+\.conf$/i.test(path);
}
