import type { ChannelId } from "../model/channels/channel.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import type { Proof, Survey, Trial } from "../model/handshake/trial.ts";
import type { Component } from "../model/instances/instance.ts";
import type { RepoPath, Span } from "../text/span.ts";
import type { RuleSetting, Severity } from "./policy.ts";

export type Threat = "man-in-the-middle" | "eavesdropping" | "impersonation" | "outage";

/** A JSON Schema (draft-07 subset) of one parameter. The name of a parameter carries its unit (`days`, `bits`). */
export interface ParameterSchema {
  readonly type: "integer" | "number" | "boolean" | "string" | "array";
  readonly items?: { readonly type: "string"; readonly enum?: readonly string[] };
  readonly minimum?: number;
  readonly enum?: readonly string[];
  readonly description: string;
  /** What holds where a policy says nothing. */
  readonly default: unknown;
}

/** The bundled policies that name every rule; the others extend one of them. */
export const namingPolicies = ["baseline", "strict"] as const;
export type NamingPolicy = (typeof namingPolicies)[number];

/** A severity in every tier, or a severity with what differs by tier and case, and with parameters. */
export type PolicyDefault = Severity | (RuleSetting & { readonly severity: Severity });

export interface RuleMeta {
  /** A noun phrase or clause without a full stop. */
  readonly title: string;
  /** What an attacker or an outage gains from it: one to three sentences, for a reviewer who knows nothing of TLS. */
  readonly why: string;
  /** How to put it right, in general; a finding's own `help` is specific. */
  readonly fix: string;
  readonly threats: readonly Threat[];
  /** `PCI-DSS-4.0.1:4.2.1`, `NIST-SP-800-52r2:3.1`, `HIPAA:164.312(e)(1)`, `GDPR:32(1)(a)`, `CWE-319`. */
  readonly controls: readonly string[];
  /** What the bundled policies that name every rule make of it; `npm run generate` writes it into `policies/`. */
  readonly policies: Readonly<Record<NamingPolicy, PolicyDefault>>;
  /** Version of this program in which the rule came. */
  readonly since: string;
  /** Files of PD or TiKV, RFC sections: what the rule's claims rest on. */
  readonly sources: readonly string[];
  /** Which versions of the judged programs it speaks about, for the page; default: all. */
  readonly versions?: string;
  /**
   * Names of cases that a policy can grade apart from the rule's own severity, with what each means
   * (`tls-setting`: "the key is, or is near to, a TLS setting").
   */
  readonly variants?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, ParameterSchema>>;
  /** What kinds of fixes its findings can carry; none when it is left out. */
  readonly fixes?: readonly Safety[];
  readonly example: { readonly bad: Example; readonly good: Example };
}

/**
 * Files of an example or a test: TikV's or PD's TOML alone under `tikv` or `pd`, or any files by path. « » stand around
 * the exact spans of the findings.
 */
export interface Example {
  readonly tikv?: string;
  readonly pd?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Paths whose mode has the executable bit. */
  readonly executable?: readonly string[];
  /** Paths of `files` that are links out of the repository: never read. */
  readonly unreadable?: readonly string[];
  /** Files of the base, for a rule about a change: those that are not as in the example; an empty text stands for no file. */
  readonly base?: Readonly<Record<string, string>>;
  /** Why there is no base though one was asked for. */
  readonly baseMissing?: string;
  /** Flags on the command line of every instance, by dotted key (`client-urls`): `withFlags` applies them. */
  readonly flags?: Readonly<Record<string, string>>;
  /** What the handshake test saw in the example's environment. */
  readonly seen?: {
    readonly trials?: readonly Omit<Trial, "environment" | "command">[];
    readonly surveys?: readonly Omit<Survey, "environment" | "command">[];
  };
  /** Version of PD and TiKV; default: the newest release. */
  readonly version?: string;
  /** RFC 3339; default: the time at which the test certificates are valid. */
  readonly now?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export type Safety = "safe" | "unsafe";

/**
 * One change of a fix, as a rule means it: it knows places and values, and not how the file quotes, indents or ends its
 * lines. `settleFix` looks at the text and makes edits of it, or refuses where the text is not what the rule takes it for.
 */
export type Change =
  /** Puts a text at a place, whatever stands there. */
  | { readonly kind: "text"; readonly at: Span; readonly text: string }
  /**
   * Puts another string in the place of `was` (undefined: of whatever one stands there); quotes around it stay. Several
   * strings become several items of its list.
   */
  | { readonly kind: "value"; readonly at: Span; readonly was: string | undefined; readonly to: string | readonly string[] }
  /** Puts a number or a boolean in the place of `was`; quotes around it go. */
  | { readonly kind: "literal"; readonly at: Span; readonly was: string; readonly to: string }
  /** A new entry on a line of its own: behind another entry, or behind the header of an empty table. */
  | { readonly kind: "entry"; readonly behind: Anchor; readonly key: string; readonly value: string | readonly string[] }
  /** Strings in an empty list. */
  | { readonly kind: "list"; readonly at: Span; readonly texts: readonly string[] }
  /** More strings in a list, behind the item that stands last. */
  | { readonly kind: "items"; readonly behind: Span; readonly texts: readonly string[] }
  /** Takes an entry with its lines away. */
  | { readonly kind: "removal"; readonly key: Span; readonly value: Span }
  /** Moves an entry into another table, with its value and the comment behind it as they stand. */
  | { readonly kind: "move"; readonly key: Span; readonly value: Span; readonly to: Anchor; readonly as: string };

/** Where an entry is put: behind an entry of the same table (`newTable`: under a new header), or behind the header of a table. */
export type Anchor = { readonly key: Span; readonly value: Span; readonly newTable?: string } | { readonly header: Span };

export interface Fix {
  readonly description: string;
  /** `safe`: what works as the files stand works on, and no channel gets weaker (docs/fixes.md). */
  readonly safety: Safety;
  readonly changes: readonly Change[];
}

/** A replacement of one span by a text, byte for byte. An empty span is an insertion. */
export interface Edit {
  readonly at: Span;
  readonly text: string;
}

/** A fix as it is written into the files. */
export interface SettledFix {
  readonly description: string;
  readonly safety: Safety;
  /** In the order of their places, apart from each other. */
  readonly edits: readonly Edit[];
}

/** One channel of one environment that fails: `ENVIRONMENT\nCHANNEL\nFROM\nTO`. `failuresOf` makes it. */
export type FailureKey = string;

/** What a rule says about one place. Severity, tier, waiver and fingerprint come from the judge. */
export interface Statement {
  readonly at: Span;
  /** One sentence without a full stop: what is there and what follows from it. Never a secret's value. */
  readonly message: string;
  /** What to do, as it can be followed. */
  readonly help: string;
  /** What the statement is about, in words that survive moved lines: a key's route, a certificate's SHA-256. */
  readonly subject: string;
  /** Name of the environment, when the place lies in none or in several. */
  readonly environment?: string | undefined;
  readonly component?: Component | undefined;
  readonly channels?: readonly ChannelId[] | undefined;
  readonly related?: readonly { readonly at: Span; readonly message: string }[] | undefined;
  /** One of `meta.variants`. */
  readonly variant?: string | undefined;
  readonly fix?: Fix | undefined;
  /** The failing channels that this explains: the general rule about them need not speak beside it. */
  readonly covers?: readonly FailureKey[] | undefined;
  /**
   * What it is about, where several rules speak of one fact (a private key that is committed, weak and published): of findings of one
   * environment with the same text here only the severest is said, and of equals the last by its rule's id.
   */
  readonly fact?: string | undefined;
  /** Beside this, what rules of some groups say about its file means nothing. */
  readonly coversFile?: readonly string[] | undefined;
}

/** What a rule may know beside the model. */
export interface Context {
  /** The time at which validity is judged: milliseconds since the epoch, UTC. */
  readonly now: number;
  /** The rule's parameters as the policy of this environment (or, without one, of the run) sets them for its tier. */
  parameters(environment: Environment | undefined): Readonly<Record<string, unknown>>;
  /** The configuration of the gate itself, as far as it is judged. */
  readonly gate: Gate;
  /** What the model is a change of; undefined where it is judged by itself. */
  readonly base?: Model | undefined;
  /** What the handshake test saw, where it ran. */
  readonly proofs?: readonly Proof[] | undefined;
  /**
   * For a rule that is general: does a finding of another rule, no less severe than one of this rule would be there, say
   * why this channel fails? Without it nothing is covered.
   */
  isCovered?(failure: FailureKey, environment: Environment): boolean;
}

/** A waiver as written, valid or not. */
export interface Waiver {
  readonly rule: string;
  /** Glob over paths; the path itself for a comment. */
  readonly path: string;
  /** Line of a comment; undefined for a waiver of the config file. */
  readonly line?: number | undefined;
  /** For a comment: the last line that it speaks about. It stands alone above that line, or behind it. */
  readonly lastLine?: number | undefined;
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  /** `YYYY-MM-DD`, inclusive, UTC; undefined when missing or malformed. */
  readonly until: string | undefined;
  readonly at: Span;
  /** Why it does not count; undefined when it is well-formed. One clause without a full stop. */
  readonly invalid?: string | undefined;
  /** The findings that it matched in this run. Filled by the judge before the rules of the phase `gate` run. */
  readonly matches: number;
  /**
   * In the judgement of a change: `pending` came with the change and does not count yet; `revoked` stands in the base
   * alone and counts until the merge. Undefined: it stands in both, or nothing is compared.
   */
  readonly standing?: "pending" | "revoked" | undefined;
}

/** What a change does to the gate that judges it. */
export interface GateChange {
  readonly at: Span;
  readonly subject: string;
  readonly message: string;
  readonly help: string;
  /** One of the variants of policy/changed. */
  readonly variant?: string | undefined;
}

/** Something of the repository that the config file names. */
export interface ConfiguredReference {
  readonly kind: "environment" | "certificates" | "client";
  /** Name of the environment. */
  readonly environment: string;
  /** The patterns of an environment; a path in the repository for the others. */
  readonly text: string;
  readonly at: Span;
}

export interface Gate {
  /** The config file, when there is one. */
  readonly configFile?: RepoPath | undefined;
  readonly waivers: readonly Waiver[];
  readonly references?: readonly ConfiguredReference[] | undefined;
  readonly changes?: readonly GateChange[] | undefined;
  /** A base was asked for and could not be had: why, and a place to say it. */
  readonly baseMissing?: { readonly at: Span; readonly base: string; readonly because: string } | undefined;
  /** Ids of the rules that ran. Filled by the judge before the rules of the phase `gate` run. */
  readonly judged?: ReadonlySet<string> | undefined;
}

/**
 * What a rule looks at, in the order in which rules run: the files of one tree; a change against its base (it runs where
 * there is one); what the handshake test saw (where it ran); in general, what no finding so far covers; the gate itself,
 * with every waiver weighed.
 */
export const phases = ["files", "change", "handshake", "general", "gate"] as const;
export type Phase = (typeof phases)[number];

/** What is known of a rule that is not loaded. */
export type KnownRule = Pick<Rule, "isWaivable">;

/** Every rule by its id, also those that are loaded for some runs alone. */
export type KnownRules = ReadonlyMap<string, KnownRule>;

export interface Rule {
  /** `group/name`, as its file lies under `rules/`. */
  readonly id: string;
  readonly phase: Phase;
  /**
   * What stands at the places of its findings is a secret: no report shows the lines. Of a private key, and of a setting that
   * is known to hold a secret, the judge sees it by itself, whichever rule points at it.
   */
  readonly pointsAtSecret?: true | undefined;
  /** False: a waiver of its findings is invalid, as of what the gate says about itself. */
  readonly isWaivable?: false | undefined;
  /** Without a base the policy is of the change itself: it cannot make the findings of this rule less than that. */
  readonly leastWithoutBase?: Exclude<Severity, "off"> | undefined;
  /** A function: a check starts sooner without the texts of all the rules that have nothing to say. */
  meta(): RuleMeta;
  check(model: Model, context: Context): Iterable<Statement>;
}

/** The defaults of a rule's parameters. */
export function defaultsOf(rule: Rule): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(rule.meta().parameters ?? {}).map(([name, schema]) => [name, schema.default]));
}
