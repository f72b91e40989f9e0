import type { Node } from "../../model/instances/config-tree.ts";
import { LineIndex, type Span } from "../../text/span.ts";
import type { SourceFile } from "../source-file.ts";
import { mayHoldTemplate, TemplateScanner, type TemplateToken, tokenStarts } from "./template-tokens.ts";

/** The first part of a text that a program fills in before the text is used, as messages show it: `{{ ip }}`, `${IP}`. */
export function placeholderIn(text: string): string | undefined {
  for (const token of tokensOf(text)) return token.shown;
  return undefined;
}

function* tokensOf(text: string): Generator<TemplateToken> {
  if (!mayHoldTemplate(text)) return;
  const scanner = new TemplateScanner(text);
  for (const { index } of text.matchAll(tokenStarts)) {
    const token = scanner.tokenAt(index, text.length);
    if (token !== undefined) yield token;
  }
}

/** A tree in which every string with a placeholder is unknown. Shares what has none. */
export function withoutPlaceholders(node: Node): Node {
  switch (node.kind) {
    case "string": {
      const found = placeholderIn(node.value);
      return found === undefined ? node : { kind: "unknown", span: node.span, because: `${found} is filled in elsewhere` };
    }
    case "array": {
      const items = node.items.map(withoutPlaceholders);
      return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
    }
    case "table": {
      const entries = [...node.entries.values()].map((entry) => ({ ...entry, node: withoutPlaceholders(entry.node) }));
      const isSame = entries.every((entry) => entry.node === node.entries.get(entry.key)?.node);
      return isSame ? node : { ...node, entries: new Map(entries.map((entry) => [entry.key, entry])) };
    }
    default:
      return node;
  }
}

const templateName = /\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in)$/i;

/**
 * The first piece of a template in a YAML file that does not parse, when the template is why: it stands at or above the
 * line of the mistake, or the name says so. Comments do not count.
 */
export function templateMark(file: SourceFile, mistake: Span): { readonly at: Span; readonly help: string } | undefined {
  const lines = new LineIndex(file.path, file.text);
  let commentEnd = 0;
  for (const { start, end, help } of tokensOf(file.text)) {
    if (start < commentEnd) continue;
    const lineStart = file.text.lastIndexOf("\n", start) + 1;
    if (/(?:^|\s)#/.test(file.text.slice(lineStart, start))) {
      const lineEnd = file.text.indexOf("\n", start);
      commentEnd = lineEnd === -1 ? file.text.length : lineEnd;
      continue;
    }
    const at = lines.span(start, end);
    return at.line <= mistake.line || templateName.test(file.path) ? { at, help } : undefined;
  }
  return undefined;
}
