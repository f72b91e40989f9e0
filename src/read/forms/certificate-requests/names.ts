/** Does a name speak of PD or TiKV: `pd`, `tikv-server`, `pd-0.pd-peer`? Whole words only. */
export function namesServer(text: string): boolean {
  return /(?:^|[^a-z])(?:pd|tikv)\d*(?:[^a-z]|$)/i.test(text);
}
