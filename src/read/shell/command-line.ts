import type { Override, UnknownOverride } from "../../model/instances/draft.ts";
import type { Component } from "../../model/instances/instance.ts";
import { fileName, type Span } from "../../text/span.ts";
import { firstUnknown, isWhollyUnknown, type PlacedText } from "../placed-text.ts";
import { behind } from "./shell-words.ts";

/** What the command line of a server says. Flags beat the configuration file (facts of both programs: flag, file, default). */
export interface CommandLine {
  /** By dotted key of the configuration file. */
  readonly overrides: ReadonlyMap<string, Override>;
  readonly unknownOverrides: ReadonlyMap<string, UnknownOverride>;
  /** The path behind `--config`. */
  readonly config: PlacedText | undefined;
  /** PD's `--name`, when it is known. */
  readonly name: string | undefined;
  /** Words that are decided outside the files: they may hold any flag. */
  readonly opaque: UnknownOverride | undefined;
}

/** The settings that flags of each program set (pd: cmd/pd-server/main.go, server/config/config.go; tikv: cmd/tikv-server/src/main.rs). */
const flagKeys: Readonly<Record<Component, Readonly<Record<string, string>>>> = {
  pd: {
    "client-urls": "client-urls",
    "advertise-client-urls": "advertise-client-urls",
    "peer-urls": "peer-urls",
    "advertise-peer-urls": "advertise-peer-urls",
    "initial-cluster": "initial-cluster",
    join: "join",
    cacert: "security.cacert-path",
    cert: "security.cert-path",
    key: "security.key-path",
  },
  tikv: {
    addr: "server.addr",
    A: "server.addr",
    "advertise-addr": "server.advertise-addr",
    "status-addr": "server.status-addr",
    "advertise-status-addr": "server.advertise-status-addr",
    pd: "pd.endpoints",
    "pd-endpoint": "pd.endpoints",
    "pd-endpoints": "pd.endpoints",
  },
};

/** Flags with a value that set nothing which concerns transport. */
const otherFlags = new Set(
  "config C name data-dir s log-file f log-level L metrics-addr labels capacity force-new-cluster".split(" "),
);

/** With one of these the program prints something and ends. */
const endingFlags = /^--?(?:V|version|h|help|config-check|config-info|print-sample-config)(?:=|$)/;

/** Settings of the configuration file that no flag of the program sets, and that concern transport. */
const fileKeys: Readonly<Record<Component, readonly string[]>> = {
  pd: ["security.cert-allowed-cn"],
  tikv: ["security.ca-path", "security.cert-path", "security.key-path", "security.cert-allowed-cn", "security.cert-allowed-san"],
};

/** The settings that concern transport and that flags set. */
export function keysOfFlags(component: Component): readonly string[] {
  return [...new Set(Object.values(flagKeys[component]))];
}

/** All settings that concern transport. */
export function keysOfSettings(component: Component): readonly string[] {
  return [...keysOfFlags(component), ...fileKeys[component]];
}

/** A start of PD or TiKV: the program and what stands behind it. */
export interface ServerCommand {
  readonly component: Component;
  readonly program: PlacedText;
  readonly arguments: readonly PlacedText[];
}

const programs: Readonly<Record<string, Component>> = { "pd-server": "pd", "tikv-server": "tikv" };

/** Programs that start the one behind them, with their options. `env` and `exec` are the usual ones. */
const wrappers = new Set(
  "exec env nohup sudo time nice ionice numactl setsid stdbuf taskset chrt tini dumb-init gosu su-exec chroot unshare command builtin catchsegv strace perf setpriv timeout".split(
    " ",
  ),
);

/**
 * Finds the start of a server in the words of a command: the program itself, or behind programs that start others. PD's
 * microservices (`pd-server services tso`) are programs of their own, and so is a run that only prints or checks something.
 */
export function serverCommand(words: readonly PlacedText[]): ServerCommand | undefined {
  for (const [index, program] of words.slice(0, 24).entries()) {
    const name = fileName(program.value);
    const component = Object.hasOwn(programs, name) ? programs[name] : undefined;
    if (component !== undefined) return startOf(component, program, words.slice(index + 1));
    if (index === 0 && !wrappers.has(name) && !isAssignment(program.value)) return undefined;
  }
  return undefined;
}

function startOf(component: Component, program: PlacedText, rest: readonly PlacedText[]): ServerCommand | undefined {
  const isService = component === "pd" && rest[0]?.value === "services";
  if (isService && rest[1]?.value !== "api") return undefined;
  const words = isService ? rest.slice(2) : rest;
  return endsAtOnce(words) ? undefined : { component, program, arguments: words };
}

/** Does the program only print or check something, and end? */
export function endsAtOnce(words: readonly PlacedText[]): boolean {
  return words.some(({ value }) => endingFlags.test(value));
}

function isAssignment(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word);
}

/** Reads the arguments of a server, without its program: `--k=v`, `--k v`, and one dash as PD's older releases take it. */
export function commandLine(component: Component, words: readonly PlacedText[]): CommandLine {
  const reader = new FlagReader(component);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as PlacedText;
    const flag = /^--?([A-Za-z][\w.-]*)(=)?/.exec(word.value);
    if (flag === null) {
      reader.positional(word);
      continue;
    }
    const name = flag[1] as string;
    if (flag[2] !== undefined) reader.flag(name, behind(word, flag[0].length));
    else if (component === "tikv" && /^-[CA]./.test(word.value)) reader.flag(name.slice(0, 1), behind(word, 2));
    else if (takesValue(component, name) && words[index + 1] !== undefined) reader.flag(name, words[++index] as PlacedText);
    else reader.bare();
  }
  return reader.result();
}

function takesValue(component: Component, name: string): boolean {
  return otherFlags.has(name) || Object.hasOwn(flagKeys[component], name);
}

class FlagReader {
  readonly #component: Component;
  readonly #overrides = new Map<string, Override>();
  readonly #unknown = new Map<string, UnknownOverride>();
  #config: PlacedText | undefined;
  #name: string | undefined;
  #opaque: UnknownOverride | undefined;
  #last: string | undefined;

  constructor(component: Component) {
    this.#component = component;
  }

  flag(name: string, value: PlacedText): void {
    this.#last = undefined;
    if (value.value === "") return;
    if (name === "config" || (name === "C" && this.#component === "tikv")) this.#config = value;
    else if (name === "name") this.#name = firstUnknown(value) === undefined ? value.value : undefined;
    const keys = flagKeys[this.#component];
    const key = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (key === undefined) return;
    this.#last = key;
    this.#set(key, value);
  }

  bare(): void {
    this.#last = undefined;
  }

  /** TiKV takes several endpoints behind one flag; a word that is not known may be any flag. */
  positional(word: PlacedText): void {
    if (isWhollyUnknown(word) || (word.unknowns?.[0]?.from === 0 && !/^\S*:\/\//.test(word.value))) {
      this.#opaque ??= firstUnknown(word);
    } else if (this.#last === "pd.endpoints") this.#set("pd.endpoints", word);
  }

  #set(key: string, value: PlacedText): void {
    const unknown = undecided(key, value);
    // A later flag beats an earlier one; lists of TiKV add up.
    const before = key === "pd.endpoints" ? this.#overrides.get(key) : undefined;
    if (unknown !== undefined) {
      this.#overrides.delete(key);
      this.#unknown.set(key, unknown);
      return;
    }
    if (key === "pd.endpoints" && this.#unknown.has(key)) return;
    this.#unknown.delete(key);
    this.#overrides.set(key, before === undefined ? overrideOf(value) : joined(before, value));
  }

  result(): CommandLine {
    const unknownOverrides = new Map(this.#unknown);
    const opaque = this.#opaque;
    if (opaque !== undefined) {
      for (const key of this.#config === undefined ? keysOfSettings(this.#component) : keysOfFlags(this.#component)) {
        if (!this.#overrides.has(key) && !unknownOverrides.has(key)) unknownOverrides.set(key, opaque);
      }
    }
    return { overrides: this.#overrides, unknownOverrides, config: this.#config, name: this.#name, opaque };
  }
}

function overrideOf({ value, span, slice }: PlacedText): Override {
  return { value, span, origin: "flag", slice };
}

function joined(before: Override, after: PlacedText): Override {
  const first = before.value.length;
  const place = (from: number, to: number): Span => {
    if (from > first) return after.slice(from - first - 1, to - first - 1);
    return before.slice?.(from, Math.min(to, first)) ?? before.span;
  };
  return { value: `${before.value},${after.value}`, span: before.span, origin: "flag", slice: place };
}

/**
 * Is what a value says about TLS decided outside the files? A URL with a known scheme is not, whatever its host; a path
 * that begins with a variable is set all the same.
 */
function undecided(key: string, value: PlacedText): UnknownOverride | undefined {
  const unknown = firstUnknown(value);
  if (unknown === undefined) return undefined;
  if (key.startsWith("security.")) return isWhollyUnknown(value) ? unknown : undefined;
  if (key.startsWith("server.")) return isWhollyUnknown(value) ? unknown : undefined;
  if (key === "pd.endpoints") return isWhollyUnknown(value) ? unknown : undefined;
  const urls = value.value.split(",");
  const hasScheme = (url: string) => /^(?:[^=:/]*=)?https?:\/\//i.test(url);
  return urls.every(hasScheme) ? undefined : unknown;
}
