/** Counts by name, in the order of the names. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Of all names that a test accepts. */
  countOf(isMeant: (name: string) => boolean): number {
    return [...this.#counts].reduce((sum, [name, count]) => (isMeant(name) ? sum + count : sum), 0);
  }

  /** A Markdown table. */
  table(what: string): string {
    const rows = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `| ${name} | ${count} |`);
    return [`| ${what} | pairs |`, "| --- | ---: |", ...rows].join("\n");
  }
}

/** Works through a list, so many at a time. */
export async function inParallel<T>(list: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = [...list];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
