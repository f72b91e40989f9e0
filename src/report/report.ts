import type { ChannelId } from "../model/channels/channel.ts";
import type { Tier } from "../model/environments/environment.ts";
import type { Posture, Refusal } from "../model/handshake/outcome.ts";
import type { Component } from "../model/instances/instance.ts";

export type FailOn = "error" | "warning" | "never";

/** The report, schema version 1: what `--format json` prints and every other reporter renders. A contract (docs/report.md). */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: "tikv-tls-gate"; readonly version: string };
  /** RFC 3339, UTC. */
  readonly now: string;
  readonly policy: { readonly name: string; readonly source: string };
  /** The config file that counted; null where there was none. */
  readonly configFile?: string | null;
  /** The folder or file that the report is about; left out for the whole repository. */
  readonly judged?: string;
  readonly conclusion: "success" | "failure";
  /** The severity from which a finding that is not waived makes the conclusion a failure. */
  readonly failOn?: FailOn;
  readonly counts: { readonly error: number; readonly warning: number; readonly note: number; readonly waived: number };
  /** What the program assumed where the files and the config file say nothing; sentences. */
  readonly assumptions: readonly string[];
  readonly environments: readonly ReportEnvironment[];
  readonly certificates: readonly ReportCertificate[];
  readonly findings: readonly ReportFinding[];
  /** There when the tree was judged as a change of a base. */
  readonly comparison?: ReportComparison;
  /** Every waiver, in the order of path and line. */
  readonly waivers?: readonly ReportWaiver[];
  /** The handshake tests that ran, one per environment. */
  readonly proofs?: readonly ReportProof[];
}

/** A handshake test of one environment. */
export interface ReportProof {
  readonly environment: string;
  readonly engine: "loopback" | "process" | "docker" | "target";
  /** What served, instance by instance; a model is not the real program. */
  readonly parts: readonly { readonly instance: string; readonly program: string; readonly isReal: boolean }[];
  readonly trials: readonly ReportTrial[];
  readonly surveys: readonly ReportSurvey[];
  readonly notes: readonly string[];
  /** Each setting that was rewritten to run here. */
  readonly rewrites: readonly string[];
  readonly milliseconds: number;
}

export interface ReportTrial {
  readonly channel: ChannelId;
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly attempt: string;
  readonly predicted: "succeeds" | "fails" | "unknown";
  readonly prediction: string;
  readonly observed: "accepted" | "refused" | "inconclusive";
  readonly observation: string;
  /** Null where one of the two does not say. */
  readonly agrees: boolean | null;
  readonly command: string;
}

export interface ReportSurvey {
  readonly instance: string;
  readonly port: string;
  readonly protocols: readonly string[];
  readonly askedProtocols: readonly string[];
  readonly suites: readonly { readonly protocol: string; readonly name: string }[];
  readonly groups: readonly string[];
  readonly resumption: string;
  /** Null where it could not be compared. */
  readonly presentsTwin: boolean | null;
  readonly command: string;
}

export interface ReportComparison {
  /** The commit that it was compared with. */
  readonly base: string;
  /** Whose config file, policy and waivers counted: the base's; the head's where the base does not use the gate yet. */
  readonly config?: "base" | "head";
  /** `new`: findings that are `unchanged` do not decide. */
  readonly only: "all" | "new";
  readonly counts: { readonly new: number; readonly worsened: number; readonly unchanged: number; readonly fixed: number };
  /** What the base has and the head has not; places are of the base. */
  readonly fixed: readonly ReportFixed[];
}

export interface ReportFixed {
  readonly rule: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly environment: string | null;
  readonly fingerprint: string;
}

export interface ReportWaiver {
  readonly rule: string;
  /** Where it stands. */
  readonly path: string;
  readonly line: number;
  /** What it speaks about: a pattern, or the path of the file in which it is a comment. */
  readonly covers: string;
  readonly reason: string | null;
  readonly owner: string | null;
  readonly until: string | null;
  /** Findings that it matches. */
  readonly findings: number;
  /** `pending`: it comes with the change and does not count yet; `revoked`: the change removes it, and it counts until the merge. */
  readonly state: "counts" | "expired" | "invalid" | "pending" | "revoked";
}

export interface ReportEnvironment {
  readonly name: string;
  readonly tier: Tier;
  /** What says the tier: `the word prod` in a folder's or file's name, a label or namespace; `the config file`; or `assumed`. */
  readonly tierFrom?: string;
  /** The names of the instances that belong together; left out where all do. */
  readonly clusters?: readonly (readonly string[])[];
  /** A policy of its own, as the config file names it. */
  readonly policy?: string;
  readonly instances: readonly { readonly component: Component; readonly name: string; readonly path: string }[];
  readonly channels: readonly ReportChannel[];
}

export interface ReportChannel {
  readonly id: ChannelId;
  readonly from: string;
  readonly to: string;
  readonly posture: Posture | "unknown";
  readonly handshake: "succeeds" | "fails" | "unknown";
  readonly reason: Refusal | null;
  readonly detail: string;
  readonly evidence: readonly { readonly path: string; readonly line: number }[];
}

export interface ReportCertificate {
  readonly path: string;
  readonly line: number;
  readonly subject: string;
  readonly issuer: string;
  /** RFC 3339, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly sha256: string;
  /** `RSA 2048`, `P-256`. */
  readonly key: string;
  readonly signature: string;
  /** What it serves as: `tikv server`, `pd client`, `trust anchor`. */
  readonly roles: readonly string[];
  /** Where it lies, and whose configurations name it. */
  readonly environments?: readonly string[];
}

export interface ReportPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type ReportEdit = ReportPlace & { readonly text: string };

/** The edits of a fix that would write down a secret; under a symbol, so that no output has them. */
export const withheldEdits = Symbol("withheld edits");

export interface ReportFix {
  readonly description: string;
  readonly safety: "safe" | "unsafe";
  /** Empty where they would show a secret: then only `fix` makes them. */
  readonly edits: readonly ReportEdit[];
  readonly [withheldEdits]?: readonly ReportEdit[];
}

/** What is to be done to the files, for whoever changes them: nothing of it may be shown. */
export function editsToApply(fix: ReportFix): readonly ReportEdit[] {
  return fix[withheldEdits] ?? fix.edits;
}

export interface ReportFinding extends ReportPlace {
  readonly rule: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly help: string;
  readonly environment: string | null;
  readonly component: Component | null;
  readonly channels: readonly ChannelId[];
  readonly threats: readonly string[];
  readonly controls: readonly string[];
  readonly related: readonly (ReportPlace & { readonly message: string })[];
  readonly fix: null | ReportFix;
  readonly fingerprint: string;
  /** What stands at its places is a secret, or a key: the lines are not to be shown. */
  readonly secret?: true;
  /** Against the base; `new` with whatever had none there. */
  readonly state?: "new" | "unchanged" | "worsened";
  readonly waiver: null | { readonly reason: string; readonly owner: string; readonly until: string };
}
