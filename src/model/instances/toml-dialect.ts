import type { Span } from "../../text/span.ts";
import type { Component } from "./instance.ts";
import { isAtLeast, type Version } from "./version.ts";

/**
 * Whose TOML: PD reads with BurntSushi/toml 0.3.1 up to v8.5 and with 1.5.0 since v26.3, TiKV with the Rust crate
 * toml 0.5 (the `go.mod` and `Cargo.lock` of their releases).
 */
export type TomlReader = "burntsushi-0.3" | "burntsushi-1.5" | "rust-0.5";

/** A construct on which the three readers, or they and TOML 1.0, disagree. */
export type TomlFeatureName = keyof typeof dialects;

/** One use of such a construct. */
export interface TomlFeature {
  readonly feature: TomlFeatureName;
  readonly at: Span;
}

interface Dialect {
  /** What stands there, as a clause. */
  readonly what: string;
  readonly help: string;
  readonly refusedBy: readonly TomlReader[];
}

const old: readonly TomlReader[] = ["burntsushi-0.3"];
const newer: readonly TomlReader[] = ["burntsushi-1.5"];
const rust: readonly TomlReader[] = ["rust-0.5"];
const others: readonly TomlReader[] = [...newer, ...rust];
const go: readonly TomlReader[] = [...old, ...newer];

/** Held against the three real readers by test/oracles. */
const dialects = {
  "byte-order-mark": { what: "a byte-order mark", help: "save the file as UTF-8 without a byte-order mark", refusedBy: old },
  "dotted-key": { what: "a dotted key", help: "write the key under a table header", refusedBy: old },
  "mixed-array": { what: "an array of values of different types", help: "give all items one type", refusedBy: old },
  "special-number": {
    what: "a hexadecimal, octal, binary or infinite number",
    help: "write it as a decimal number",
    refusedBy: old,
  },
  "time-form": { what: "a time in this form", help: "write it as 2006-01-02T15:04:05Z", refusedBy: old },
  "quote-at-end": { what: "a quote right before the closing quotes", help: "escape the quote", refusedBy: old },
  "blank-continuation": {
    what: "a line continuation before a blank or a Windows line end",
    help: "end the line right after the backslash, with a line feed",
    refusedBy: old,
  },
  "empty-key": { what: "an empty key", help: "name the key", refusedBy: rust },
  "lone-return": { what: "a carriage return without a line feed", help: "end lines with a line feed", refusedBy: others },
  "control-character": { what: "a control character", help: "remove it, or write it as an escape", refusedBy: others },
  "leading-zero": { what: "a number with leading zeros", help: "remove the zeros", refusedBy: others },
  "trailing-comma": { what: "a comma after the last entry of an inline table", help: "remove the comma", refusedBy: others },
  "repeated-inline-key": { what: "the same key twice in an inline table", help: "keep one of them", refusedBy: others },
  "extended-inline-table": {
    what: "a header that extends an inline table",
    help: "write the whole table in one place",
    refusedBy: rust,
  },
  "table-in-two-forms": {
    what: "a table that a dotted key and another form make together",
    help: "write all its keys under one header",
    refusedBy: rust,
  },
  "signed-number-base": { what: "a sign before a hexadecimal, octal or binary number", help: "remove the sign", refusedBy: go },
  "impossible-time": { what: "a date or time that does not exist", help: "correct it", refusedBy: go },
  "delete-in-comment": { what: "a DEL character", help: "remove it", refusedBy: newer },
  "invalid-utf-8": { what: "bytes that are not UTF-8", help: "save the file as UTF-8", refusedBy: others },
} as const satisfies Record<string, Dialect>;

/** Which reader a release has. */
export function tomlReaderOf(component: Component, version: Version): TomlReader {
  if (component === "tikv") return "rust-0.5";
  return isAtLeast(version, "v26.3.0") ? "burntsushi-1.5" : "burntsushi-0.3";
}

export interface DialectProblem {
  readonly at: Span;
  readonly message: string;
  readonly help: string;
}

/**
 * The first construct of a configuration file that this release cannot read, though the file is TOML to another
 * reader; undefined when it reads the file. The release does not start with such a file.
 */
export function checkDialect(
  component: Component,
  version: Version,
  features: readonly TomlFeature[],
): DialectProblem | undefined {
  const reader = tomlReaderOf(component, version);
  return problemOf(features, (refusing) => refusing.includes(reader), `${nameOf[component]} ${version.text}`);
}

/** The same for what every release of the component refuses, when the version is not known yet. */
export function checkEveryDialect(component: Component, features: readonly TomlFeature[]): DialectProblem | undefined {
  const readers: readonly TomlReader[] = component === "tikv" ? ["rust-0.5"] : ["burntsushi-0.3", "burntsushi-1.5"];
  return problemOf(features, (refusing) => readers.every((reader) => refusing.includes(reader)), nameOf[component]);
}

const nameOf: Readonly<Record<Component, string>> = { pd: "PD", tikv: "TiKV" };

function problemOf(
  features: readonly TomlFeature[],
  isRefused: (refusing: readonly TomlReader[]) => boolean,
  who: string,
): DialectProblem | undefined {
  const found = features.find(({ feature }) => isRefused(dialects[feature].refusedBy));
  if (found === undefined) return undefined;
  const { what, help } = dialects[found.feature];
  return { at: found.at, message: `${who} does not read ${what} and does not start with this file`, help };
}
