/** What the command line program gets from its surroundings. */
export interface Surroundings {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Runs one command; returns the exit status (0 met, 1 findings, 2 could not judge). */
export async function main(_arguments: readonly string[], surroundings: Surroundings): Promise<number> {
  surroundings.stderr.write("tikv-tls-gate: no command yet\n");
  return 2;
}
