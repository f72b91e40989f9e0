import { fstatSync, writeSync } from "node:fs";
import type { Output } from "./command.ts";

type NodeStream = typeof process.stdout;

/**
 * Standard output or standard error. A file or a pipe is written without Node's stream: to make that one takes a tenth of a bare
 * Node's start. A reader that goes away (`| head`) is no error of ours.
 */
export class StandardStream implements Output {
  readonly #descriptor: 1 | 2;
  #stream: NodeStream | undefined;

  constructor(descriptor: 1 | 2) {
    this.#descriptor = descriptor;
    if (!isFileOrPipe(descriptor)) this.#stream = streamOf(descriptor);
  }

  get isTTY(): boolean {
    return this.#stream?.isTTY === true;
  }

  get columns(): number | undefined {
    return this.#stream?.columns;
  }

  write(text: string): void {
    if (this.#stream !== undefined) {
      this.#stream.write(text);
      return;
    }
    const bytes = Buffer.from(text);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
      // A pipe that does not wait for its reader: Node's stream does.
      this.#stream = streamOf(this.#descriptor);
      this.#stream.write(bytes.subarray(written));
    }
  }
}

function isFileOrPipe(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    // To a child of Node a pipe is a socket.
    return stats.isFile() || stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}

function streamOf(descriptor: 1 | 2): NodeStream {
  const stream = descriptor === 1 ? process.stdout : process.stderr;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return stream as NodeStream;
}
