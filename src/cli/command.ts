/** What a command gets from its surroundings: everything that is not pure comes in here. */
export interface Surroundings {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
  /** Milliseconds since the process began. */
  elapsed(): number;
  /** From this call on an interruption (Ctrl-C, a signal to end) aborts instead of ending the process at once. */
  interruption?(): AbortSignal;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** One command of the program. */
export interface Command {
  readonly summary: string;
  /** The text of `--help`. */
  readonly help: string;
  /** Runs it; the result is the exit status: 0 met, 1 findings, 2 could not judge. */
  run(args: readonly string[], surroundings: Surroundings): Promise<number>;
}
