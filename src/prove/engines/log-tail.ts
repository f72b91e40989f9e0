/** The end of what a program says, in lines. What is older is forgotten, however much it says. */
export class LogTail {
  static readonly #mostLines = 400;
  static readonly #longestLine = 2000;
  readonly #lines: string[] = [];
  #rest = "";
  readonly #listeners = new Set<(line: string) => void>();

  /** Calls for each line from now on. */
  onLine(listener: (line: string) => void): void {
    this.#listeners.add(listener);
  }

  push(chunk: Buffer): void {
    const pieces = (this.#rest + chunk.toString("utf8")).split("\n");
    this.#rest = (pieces.pop() ?? "").slice(0, LogTail.#longestLine);
    for (const piece of pieces) this.#add(piece);
  }

  /** Takes what is left as a line: the program ended. */
  end(): void {
    if (this.#rest !== "") this.#add(this.#rest);
    this.#rest = "";
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  #add(text: string): void {
    const line = text.slice(0, LogTail.#longestLine);
    this.#lines.push(line);
    if (this.#lines.length > LogTail.#mostLines) this.#lines.shift();
    for (const listener of this.#listeners) listener(line);
  }
}
