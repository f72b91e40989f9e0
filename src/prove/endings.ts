const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The part of `process` that is needed here. */
export type Host = Pick<NodeJS.Process, "pid" | "on" | "off" | "kill" | "listenerCount">;

/**
 * What is to be done when a process ends: one listener serves for all of it. Whoever else listens to a signal (to stop in
 * good order) is left to end the process, and the deeds are done then.
 */
class Endings {
  readonly #host: Host;
  readonly #open = new Set<() => void>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Returns what takes it back. */
  add(act: () => void): () => void {
    if (this.#open.size === 0) this.#listen("on");
    this.#open.add(act);
    return () => {
      if (this.#open.delete(act) && this.#open.size === 0) this.#listen("off");
    };
  }

  #listen(how: "on" | "off"): void {
    for (const signal of signals) this.#host[how](signal, this.#onSignal);
    this.#host[how]("exit", this.#onExit);
  }

  /** The last one first: servers end before the folder goes that they write to. */
  readonly #onExit = () => {
    const acts = [...this.#open].toReversed();
    this.#open.clear();
    this.#listen("off");
    for (const act of acts) act();
  };

  readonly #onSignal = (signal: NodeJS.Signals) => {
    if (this.#host.listenerCount(signal) > 1) return;
    this.#onExit();
    this.#host.kill(this.#host.pid, signal);
  };
}

const endings = new WeakMap<Host, Endings>();

/**
 * Something to do, without waiting for anything, when this program ends or is ended by a signal; the answer takes it
 * back. After SIGKILL nothing is done: what is left then the next run finds.
 */
export function atTheEnd(act: () => void, host: Host = process): () => void {
  const known = endings.get(host) ?? new Endings(host);
  endings.set(host, known);
  return known.add(act);
}
