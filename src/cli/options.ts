import { parseArgs } from "node:util";
import { nearest } from "../text/nearest.ts";

/** A usage mistake: one sentence for standard error, exit status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface OptionSpec {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** `FILE`, `NAME`: what stands for the value in the help. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly description: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export interface ParsedOptions {
  readonly positionals: readonly string[];
  /** The value of a single string option. */
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Parses the arguments of one command; an unknown option or a bad value is a `UsageError` that names the nearest valid one. */
export function parseOptions(command: string, args: readonly string[], specs: OptionSpecs, most: number): ParsedOptions {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, { type: spec.type, multiple: spec.multiple ?? false }]),
  );
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const see = `see: tikv-tls-gate ${command} --help`;
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const spec = specs[token.name];
    if (spec === undefined) {
      const near = nearest(token.name, Object.keys(specs));
      throw new UsageError(`unknown option ${token.rawName}${near === undefined ? "" : `, did you mean --${near}?`}; ${see}`);
    }
    if (spec.type === "string" && (token.value === undefined || token.value === "")) {
      throw new UsageError(`option ${token.rawName} needs a value (${spec.value}); ${see}`);
    }
    if (spec.type === "boolean" && token.value !== undefined)
      throw new UsageError(`option ${token.rawName} takes no value; ${see}`);
    if (spec.choices !== undefined && !spec.choices.includes(token.value as string)) {
      throw new UsageError(
        `${token.rawName} ${token.value}: not one of ${spec.choices.join(", ")}${suggestion(token.value as string, spec.choices)}`,
      );
    }
  }
  if (positionals.length > most) throw new UsageError(`unexpected argument ${positionals[most]}; ${see}`);
  return {
    positionals,
    text: (name) => {
      const value = values[name];
      return typeof value === "string" ? value : undefined;
    },
    list: (name) => ((values[name] ?? []) as string[]).slice(),
    flag: (name) => values[name] === true,
  };
}

/** `; did you mean X?` when one of the candidates is near. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  const near = nearest(word, candidates);
  return near === undefined ? "" : `; did you mean ${near}?`;
}

/** The option part of a `--help` text. */
export function describeOptions(specs: OptionSpecs): string {
  const rows = Object.entries(specs).map(
    ([name, spec]) => [`--${name}${spec.type === "string" ? ` ${spec.value}` : ""}`, spec] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows
    .map(([left, spec]) => `  ${left.padEnd(width)}${spec.description}${spec.multiple ? " (repeatable)" : ""}`)
    .join("\n");
}
