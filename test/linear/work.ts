import { Session } from "node:inspector/promises";

/**
 * Counts what code does instead of timing it: how often each block of each function runs, as V8 counts it, and what the
 * methods of strings and arrays that V8 does by itself have to look at. Not counted are the steps inside of a regular
 * expression: these are linear, as `linear.test.ts` demands of each; each call counts the text from where it began to its end.
 * V8 counts blocks only of modules that are loaded after `start`.
 */
export class WorkCounter implements AsyncDisposable {
  readonly #session = new Session();
  readonly #natives = new Natives();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post("Profiler.enable");
    await this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** The work of one run. */
  async of(run: () => unknown): Promise<number> {
    await this.#blocks();
    this.#natives.start();
    try {
      await run();
    } finally {
      this.#natives.stop();
    }
    return this.#natives.steps + (await this.#blocks());
  }

  /** Blocks that ran since the last time. */
  async #blocks(): Promise<number> {
    const { result } = await this.#session.post("Profiler.takePreciseCoverage");
    let sum = 0;
    for (const { functions } of result) for (const { ranges } of functions) for (const { count } of ranges) sum += count;
    return sum;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.post("Profiler.stopPreciseCoverage");
    this.#session.disconnect();
  }
}

type Method = (this: unknown, ...values: readonly unknown[]) => unknown;
type Cost = (self: string | readonly unknown[], values: readonly unknown[], result: unknown) => number;

const lengthOf = (value: unknown) => (typeof value === "string" || Array.isArray(value) ? value.length : 0);
const searched: Cost = (self, [, from], result) => (result === -1 ? self.length : Number(result)) - Number(from ?? 0) + 1;
const whole: Cost = (self) => self.length;
const made: Cost = (_, __, result) => lengthOf(result);
const cutOff: Cost = (self, _, result) => self.length - lengthOf(result);

const onBoth: Readonly<Record<string, Cost>> = {
  indexOf: searched,
  lastIndexOf: (self, [, from], result) => Math.min(self.length, Number(from ?? self.length)) - Number(result),
  includes: (self, _, result) => (result === true ? 1 : self.length),
  concat: made,
};
const onStrings: Readonly<Record<string, Cost>> = {
  split: whole,
  replaceAll: whole,
  toLowerCase: whole,
  toUpperCase: whole,
  trim: cutOff,
  trimEnd: cutOff,
  trimStart: cutOff,
  repeat: made,
};
const onArrays: Readonly<Record<string, Cost>> = {
  join: made,
  slice: made,
  toReversed: made,
  toSorted: made,
  sort: made,
  shift: whole,
  splice: whole,
  unshift: whole,
};

/** The natives whose cost is what they look at, as far as their arguments and result say; replaced while they are counted. */
class Natives {
  steps = 0;
  readonly #undo: (() => void)[] = [];

  start(): void {
    this.steps = 0;
    for (const [name, cost] of Object.entries({ ...onBoth, ...onStrings })) this.#wrap(String.prototype, name, cost);
    for (const [name, cost] of Object.entries({ ...onBoth, ...onArrays })) this.#wrap(Array.prototype, name, cost);
    this.#wrapExpressions();
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #wrap(owner: object, name: string, cost: Cost): void {
    const original = (owner as Record<string, Method>)[name] as Method;
    const replace = (value: unknown) => Object.defineProperty(owner, name, { configurable: true, writable: true, value });
    const add = (steps: number) => {
      this.steps += Math.max(0, steps);
    };
    replace(function counted(this: string | readonly unknown[], ...values: readonly unknown[]) {
      const result = original.apply(this, [...values]);
      add(cost(this, values, result));
      return result;
    });
    this.#undo.push(() => replace(original));
  }

  #wrapExpressions(): void {
    const { exec } = RegExp.prototype;
    const add = (steps: number) => {
      this.steps += steps;
    };
    RegExp.prototype.exec = function counted(text) {
      const from = this.global || this.sticky ? this.lastIndex : 0;
      const found = exec.call(this, text);
      if (found !== null) add(found.index + found[0].length - from + 1);
      else add(this.sticky || (this.source.startsWith("^") && !this.multiline) ? 1 : text.length - from + 1);
      return found;
    };
    this.#undo.push(() => {
      RegExp.prototype.exec = exec;
    });
  }
}
