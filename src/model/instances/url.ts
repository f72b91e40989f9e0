import type { StringNode } from "./config-tree.ts";
import type { Url } from "./instance.ts";
import type { Setting } from "./setting.ts";

/**
 * Splits one URL of PD's lists. Not a general URL parser: it keeps what was written, so that rules can say what PD
 * refuses (a missing scheme or port, blanks), and it never fails.
 */
export function readUrl(text: string): Url {
  const match = /^(?:([^:/]*):\/\/)?(\[[^\]]*\]?|[^:/]*)(?::([^/]*))?/.exec(text.trim());
  const port = match?.[3];
  return {
    text,
    scheme: match?.[1]?.toLowerCase(),
    host: (match?.[2] ?? "").replace(/^\[|\]$/g, ""),
    port: port !== undefined && /^\d{1,5}$/.test(port) ? Number(port) : undefined,
  };
}

/** Splits a comma-separated list (`client-urls`); every part keeps its own place in the file. */
export function splitList(node: StringNode): Setting<string>[] {
  const parts: Setting<string>[] = [];
  let from = 0;
  for (const part of node.value.split(",")) {
    const to = from + part.length;
    parts.push({ value: part, span: node.slice(from, to), origin: "file" });
    from = to + 1;
  }
  return parts;
}

/** An `address:port` as TiKV writes it: host without brackets, and port. */
export function splitAddress(text: string): { readonly host: string; readonly port: number | undefined } {
  const { host, port } = readUrl(text.replace(/^https?:\/\//, ""));
  return { host, port };
}

/** A literal IPv4 or IPv6 address? */
export function isIpLiteral(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(":");
}

/** An address that means "this machine only". */
export function isLoopback(host: string): boolean {
  return host === "localhost" || /^127(\.\d{1,3}){3}$/.test(host) || host === "::1";
}

/** An address that means "all interfaces of this machine". */
export function isUnspecified(host: string): boolean {
  return host === "0.0.0.0" || /^[0:]+$/.test(host);
}

/** Does a value hold a part that only the deployment knows: `${HOST}`, `$(…)`, `{{ host }}`, `<%= host %>`, `@HOST@`? */
export function hasPlaceholder(text: string): boolean {
  return /\$[{(A-Z_]|\{\{|\{%|<%|@[A-Z][A-Z0-9_.]*@|__[A-Z]/.test(text);
}
