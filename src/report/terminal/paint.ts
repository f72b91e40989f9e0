import type { Severity } from "../verdict.ts";

/** Colours of the text for terminals. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  path(text: string): string;
  severity(severity: Severity, text: string): string;
}

/** Paints with ANSI sequences, or not at all. */
export function painter(isColored: boolean): Paint {
  const sgr = (code: number) => (text: string) => (isColored ? `\u001B[${code}m${text}\u001B[0m` : text);
  const colors = { error: sgr(31), warning: sgr(33), note: sgr(36) };
  return { bold: sgr(1), dim: sgr(2), good: sgr(32), path: sgr(4), severity: (severity, text) => colors[severity](text) };
}
