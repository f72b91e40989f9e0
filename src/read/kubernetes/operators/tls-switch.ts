import { entryOf, type TableNode } from "../../../model/instances/config-tree.ts";
import type { Span } from "../../../text/span.ts";
import { nodeAt } from "../../nodes.ts";
import { filledInLater } from "./placeholder.ts";

/** What a resource says about TLS between the components. */
export type TlsSwitch =
  | { readonly kind: "on"; readonly at: Span }
  /** Written as false, or not written: then `at` is the nearest part that is. */
  | { readonly kind: "off"; readonly at: Span; readonly isWritten: boolean }
  | { readonly kind: "unknown"; readonly at: Span; readonly because: string };

/** Reads a switch at a route of keys (`spec`, `tlsCluster`, `enabled`); what is missing means off. */
export function tlsSwitchAt(root: TableNode, route: readonly string[], otherwise: Span): TlsSwitch {
  let at = otherwise;
  let table = root;
  for (const [index, key] of route.entries()) {
    const entry = entryOf(table, key, "exact");
    if (entry === undefined && table.open !== undefined) {
      return { kind: "unknown", at: table.open.span, because: table.open.because };
    }
    if (entry === undefined) return { kind: "off", at, isWritten: false };
    const { node } = entry;
    if (index === route.length - 1) {
      if (node.kind === "boolean")
        return node.value ? { kind: "on", at: node.span } : { kind: "off", at: node.span, isWritten: true };
      // `{{ .Values.tls }}` without quotes reads as a mapping.
      return {
        kind: "unknown",
        at: node.span,
        because: node.kind === "unknown" ? node.because : `${route.slice(1).join(".")}: ${filledInLater}`,
      };
    }
    if (node.kind !== "table") {
      return { kind: "unknown", at: node.span, because: node.kind === "unknown" ? node.because : filledInLater };
    }
    if (index > 0) at = entry.keySpan;
    table = node;
  }
  return { kind: "off", at, isWritten: false };
}

/** A string list at a route, each with its place. */
export function stringsAt(
  root: TableNode,
  ...route: readonly string[]
): readonly { readonly value: string; readonly span: Span }[] {
  const node = nodeAt(root, ...route);
  if (node?.kind !== "array") return [];
  return node.items.flatMap((item) => (item.kind === "string" ? [{ value: item.value, span: item.span }] : []));
}
