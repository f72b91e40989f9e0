import type { ServerPath, Span } from "../../text/span.ts";
import { type AmbiguousKey, ambiguousKeysOf } from "./ambiguous-keys.ts";
import { type KeyCase, lookup, type Node, type StringNode } from "./config-tree.ts";
import type { InstanceDraft, Override } from "./draft.ts";
import {
  type Component,
  type Instance,
  type Material,
  type MaterialName,
  materialKeys,
  type Security,
  type Url,
} from "./instance.ts";
import { absent, known, type Setting, type Stated } from "./setting.ts";
import { readUrl, splitList } from "./url.ts";
import type { Version } from "./version.ts";

/** PD compares keys without regard to case, TiKV exactly (facts: pd.md section 2, tikv.md section 2). */
export const keyCaseOf: Readonly<Record<Component, KeyCase>> = { pd: "any-case", tikv: "exact" };

/** What an instance needs beside its draft. */
export interface TypingContext {
  readonly name: string;
  readonly environment: string;
  readonly version: Version;
  readonly versionSpan?: Span | undefined;
  /** Finds the file of the repository behind a configured path. */
  resolve(path: Setting<ServerPath>, as: MaterialName): Material;
}

/** Reads the settings that concern transport out of a draft, with the programs' defaults and the precedence flag, form, file. */
export function typedInstance(draft: InstanceDraft, context: TypingContext): Instance {
  const ambiguousKeys = ambiguousKeysOf(draft);
  const settings = new Settings(draft, ambiguousKeys);
  const base = {
    name: context.name,
    environment: context.environment,
    path: draft.path,
    overlay: draft.environment?.folder,
    form: draft.form,
    at: draft.at,
    version: context.version,
    versionSpan: context.versionSpan,
    config: draft.config,
    tomlFeatures: draft.tomlFeatures,
    deployment: draft.deployment,
    ...(ambiguousKeys.length > 0 && { ambiguousKeys }),
    security: readSecurity(draft, settings, context),
  };
  if (draft.component === "tikv") {
    const address = settings.text("server.addr", "127.0.0.1:20160");
    const statusAddress = settings.text("server.status-addr", "127.0.0.1:20180");
    return {
      ...base,
      component: "tikv",
      address,
      advertiseAddress: orElse(settings.text("server.advertise-addr"), address),
      statusAddress,
      advertiseStatusAddress: orElse(settings.text("server.advertise-status-addr"), statusAddress),
      pdEndpoints: settings.strings("pd.endpoints", ["127.0.0.1:2379"]),
    };
  }
  const clientUrls = settings.urls("client-urls", "http://127.0.0.1:2379");
  const peerUrls = settings.urls("peer-urls", "http://127.0.0.1:2380");
  return {
    ...base,
    component: "pd",
    clientUrls,
    peerUrls,
    advertiseClientUrls: orElse(settings.urls("advertise-client-urls"), clientUrls),
    advertisePeerUrls: orElse(settings.urls("advertise-peer-urls"), peerUrls),
    initialCluster: settings.members("initial-cluster"),
    join: settings.urls("join"),
  };
}

function readSecurity(draft: InstanceDraft, settings: Settings, context: TypingContext): Security {
  const table = lookup(draft.config, ["security"], keyCaseOf[draft.component]);
  const keys = materialKeys[draft.component];
  const material = (name: MaterialName): Material => {
    const path = settings.text(`security.${keys[name]}`);
    switch (path.kind) {
      case "absent":
        return { kind: "absent", at: path.at };
      case "unknown":
        return { kind: "unseen", because: path.because };
      case "known":
        return context.resolve({ ...path, value: path.value as ServerPath }, name);
      default:
        return path satisfies never;
    }
  };
  return {
    at: table?.node.span ?? draft.at,
    ca: material("ca"),
    certificate: material("certificate"),
    key: material("key"),
    allowedCn: settings.strings("security.cert-allowed-cn"),
    allowedSan: settings.strings("security.cert-allowed-san"),
  };
}

function orElse<T>(stated: Stated<T>, fallback: Stated<T>): Stated<T> {
  return stated.kind === "absent" ? fallback : stated;
}

/** Looks settings up by dotted key, overrides first. A value of a wrong type is absent here: config/wrong-type speaks. */
class Settings {
  readonly #draft: InstanceDraft;
  readonly #ambiguous: readonly AmbiguousKey[];

  constructor(draft: InstanceDraft, ambiguous: readonly AmbiguousKey[]) {
    this.#draft = draft;
    this.#ambiguous = ambiguous;
  }

  text(key: string, fallback?: string): Stated<string> {
    const override = this.#draft.overrides?.get(key);
    const chance = override?.origin === "flag" ? undefined : this.#leftToChance(key);
    if (chance !== undefined) return chance;
    if (override !== undefined && override.value !== "") return known(override.value, override.span, override.origin);
    const hidden = this.#draft.unknownOverrides?.get(key);
    if (hidden !== undefined) return { kind: "unknown", ...hidden };
    const node = this.#node(key);
    if (node?.kind === "unknown") return { kind: "unknown", because: node.because, span: node.span };
    if (node?.kind === "string" && node.value !== "") return known(node.value, node.span);
    // An empty status-addr turns the status server off; an empty listen address falls back to the default.
    if (node?.kind === "string" && (fallback === undefined || key === "server.status-addr")) {
      return { kind: "absent", at: node.span };
    }
    return fallback === undefined ? absent : known(fallback, this.#draft.at, "default");
  }

  strings(key: string, fallback?: readonly string[]): Stated<readonly Setting<string>[]> {
    const override = this.#draft.overrides?.get(key);
    const chance = override?.origin === "flag" ? undefined : this.#leftToChance(key);
    if (chance !== undefined) return chance;
    if (override !== undefined && override.value !== "") return known(partsOf(override), override.span, override.origin);
    const outside = this.#draft.unknownOverrides?.get(key);
    if (outside !== undefined) return { kind: "unknown", ...outside };
    const node = this.#node(key);
    if (node?.kind === "unknown") return { kind: "unknown", because: node.because, span: node.span };
    if (node?.kind === "array") {
      const hidden = node.items.find((item) => item.kind === "unknown");
      if (hidden?.kind === "unknown") return { kind: "unknown", because: hidden.because, span: hidden.span };
      const items = node.items.filter((item): item is StringNode => item.kind === "string");
      return known(
        items.map((item): Setting<string> => ({ value: item.value, span: item.span, origin: "file" })),
        node.span,
      );
    }
    if (fallback === undefined) return absent;
    const { at } = this.#draft;
    return known(
      fallback.map((value): Setting<string> => ({ value, span: at, origin: "default" })),
      at,
      "default",
    );
  }

  urls(key: string, fallback?: string): Stated<readonly Setting<Url>[]> {
    const stated = this.text(key, fallback);
    if (stated.kind !== "known") return stated;
    const node = this.#node(key);
    const override = this.#override(key, stated);
    const parts =
      stated.origin === "file" && node?.kind === "string"
        ? splitList(node)
        : override !== undefined
          ? partsOf(override)
          : stated.value.split(",").map((value): Setting<string> => ({ ...stated, value }));
    return { ...stated, value: parts.map((part) => ({ ...part, value: readUrl(part.value) })) };
  }

  members(key: string): Stated<readonly { readonly name: string; readonly url: Setting<Url> }[]> {
    const stated = this.text(key);
    if (stated.kind !== "known") return stated;
    const node = this.#node(key);
    const source = stated.origin === "file" && node?.kind === "string" ? node : this.#override(key, stated);
    let from = 0;
    const members = stated.value.split(",").map((part) => {
      const equals = part.indexOf("=") + 1;
      const span = source?.slice?.(from + equals, from + part.length) ?? stated.span;
      from += part.length + 1;
      const url = { value: readUrl(part.slice(equals)), span, origin: stated.origin };
      return { name: part.slice(0, Math.max(0, equals - 1)).trim(), url };
    });
    return { ...stated, value: members };
  }

  /** The setting of a key, or of a table above it, that stands in several spellings. */
  #leftToChance(key: string): { readonly kind: "unknown"; readonly because: string; readonly span: Span } | undefined {
    const found = this.#ambiguous.find((ambiguous) => ambiguous.key === key || key.startsWith(`${ambiguous.key}.`));
    const [first, second] = found?.spellings ?? [];
    if (first === undefined || second === undefined) return undefined;
    return { kind: "unknown", because: `PD takes ${first.text} and ${second.text} for one key`, span: second.at };
  }

  /** The override that a stated value comes from. */
  #override(key: string, { origin }: Setting<string>): Override | undefined {
    return origin === "flag" || origin === "form" ? this.#draft.overrides?.get(key) : undefined;
  }

  #node(key: string): Node | undefined {
    return lookup(this.#draft.config, key.split("."), keyCaseOf[this.#draft.component])?.node;
  }
}

/** The parts of a comma-separated override, each with its own place where that is known. */
function partsOf(override: Override): readonly Setting<string>[] {
  let from = 0;
  return override.value.split(",").map((value): Setting<string> => {
    const span = override.slice?.(from, from + value.length) ?? override.span;
    from += value.length + 1;
    return { value, span, origin: override.origin };
  });
}
