import type { Node } from "../../model/instances/config-tree.ts";
import type { TomlScanner } from "./toml-scanner.ts";

/** Characters of which numbers, dates and bare words are made. */
const word = /[0-9A-Za-z_+\-.:]*/y;
const integer = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const integerWithZeros = /^[+-]?\d(?:_?\d)*$/;
const radixInteger = /^\+?0(?:x[\da-fA-F](?:_?[\da-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const float = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const floatWithZeros = /^[+-]?\d(?:_?\d)*(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const specialFloat = /^[+-]?(?:inf|nan)$/;
const dateTime = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)?)?$/;
const localTime = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?$/;
/** What BurntSushi/toml 0.3.1 takes (parse.go, itemDatetime). */
const oldDateTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/** A number, a boolean or a time: anything but quotes and brackets. */
export function readScalar(scanner: TomlScanner): Node {
  const start = scanner.at;
  const text = takeWord(scanner);
  const span = scanner.span(start, scanner.at);
  if (text === "true" || text === "false") return { kind: "boolean", span, value: text === "true" };
  const node = readInteger(scanner, text, start) ?? readFloat(scanner, text, start) ?? readTime(scanner, text, start);
  if (node !== undefined) return { ...node, span } as Node;
  throw notAValue(scanner, text, start);
}

function takeWord(scanner: TomlScanner): string {
  const { text, at } = scanner;
  word.lastIndex = at;
  let end = at + (word.exec(text)?.[0].length ?? 0);
  // One blank may stand between a date and a time.
  if (end === at + 10 && text[end] === " " && /^\d{4}-\d\d-\d\d$/.test(text.slice(at, end)) && /\d/.test(text[end + 1] ?? "")) {
    word.lastIndex = end + 1;
    end += 1 + (word.exec(text)?.[0].length ?? 0);
  }
  scanner.at = end;
  return text.slice(at, end);
}

type Value = { readonly kind: "integer" | "float"; readonly value: number | bigint } | { kind: "datetime"; value: string };

function readInteger(scanner: TomlScanner, text: string, start: number): Value | undefined {
  if (radixInteger.test(text)) {
    scanner.note(text.startsWith("+") ? "signed-number-base" : "special-number", start, scanner.at);
    if (text.length > 1000) throw outOfRange(scanner, start);
    return { kind: "integer", value: inRange(scanner, BigInt(text.replace("+", "").replaceAll("_", "")), start) };
  }
  if (!integerWithZeros.test(text)) return undefined;
  if (!integer.test(text)) scanner.note("leading-zero", start, scanner.at);
  const digits = text.replaceAll("_", "").replace("+", "");
  // Longer than any 64-bit number; BigInt of a million digits takes time.
  if (digits.length > 1000) throw outOfRange(scanner, start);
  const value = digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits);
  return { kind: "integer", value: inRange(scanner, value, start) };
}

function inRange(scanner: TomlScanner, value: bigint, start: number): bigint {
  if (BigInt.asIntN(64, value) !== value) throw outOfRange(scanner, start);
  return value;
}

function outOfRange(scanner: TomlScanner, start: number): Error {
  return scanner.mistake("the number does not fit into 64 bits", "write a smaller number", start, scanner.at);
}

function readFloat(scanner: TomlScanner, text: string, start: number): Value | undefined {
  if (specialFloat.test(text)) {
    scanner.note("special-number", start, scanner.at);
    const magnitude = text.endsWith("inf") ? Number.POSITIVE_INFINITY : Number.NaN;
    return { kind: "float", value: text.startsWith("-") ? -magnitude : magnitude };
  }
  if (!floatWithZeros.test(text)) return undefined;
  if (!float.test(text)) scanner.note("leading-zero", start, scanner.at);
  const value = Number(text.replaceAll("_", ""));
  if (!Number.isFinite(value)) throw outOfRange(scanner, start);
  return { kind: "float", value };
}

function readTime(scanner: TomlScanner, text: string, start: number): Value | undefined {
  const date = dateTime.exec(text);
  const time = date === null ? localTime.exec(text) : date.slice(3);
  if (time === null) return undefined;
  const [month = 1, day = 1] = date === null ? [] : [Number(date[2]), Number(date[3])];
  const [, hour, minute, second] = time;
  // The crate toml looks no closer than this (datetime.rs).
  const isNear = month >= 1 && month <= 12 && day >= 1 && day <= 31 && Number(hour ?? 0) <= 24 && Number(minute ?? 0) <= 59;
  if (!isNear || Number(second ?? 0) > 59) {
    throw scanner.mistake("there is no such date or time", "correct it", start, scanner.at);
  }
  const isReal = day <= daysOf(Number(date?.[1] ?? 2000), month) && Number(hour ?? 0) <= 23;
  if (!isReal) scanner.note("impossible-time", start, scanner.at);
  if (!oldDateTime.test(text)) scanner.note("time-form", start, scanner.at);
  return { kind: "datetime", value: text };
}

function daysOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function notAValue(scanner: TomlScanner, text: string, start: number): Error {
  if (text === "") {
    scanner.at = start;
    if (scanner.isLineEnd || scanner.code === 0x23) {
      const equals = scanner.text.slice(0, start).trimEnd().length - 1;
      return scanner.mistake("a value is missing", 'write a value behind the "=" on the same line', equals);
    }
    return scanner.mistake(`${scanner.describe()} is no value`, "put a text in quotes");
  }
  if (/^(true|false|yes|no|on|off)$/i.test(text)) {
    return scanner.mistake("this is no boolean of TOML", "write true or false", start, scanner.at);
  }
  if (/^[+-]?[\d.]/.test(text)) {
    const help = "correct it, or put it in quotes when it is meant as a text";
    return scanner.mistake("this is no number or time of TOML", help, start, scanner.at);
  }
  return scanner.mistake("a text without quotes", "put it in quotes", start, scanner.at);
}
