import { expect } from "vitest";
import { type FixRun, runFixes } from "../../src/cli/fix-run.ts";
import type { Report, ReportFinding } from "../../src/report/report.ts";
import { testTime } from "./issue.ts";
import { memoryTree } from "./memory-tree.ts";

export interface FixingOptions {
  readonly policy?: string;
  /** Only fixes of this rule. */
  readonly rule?: string;
  readonly safeOnly?: boolean;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

function runOn(files: Files, { policy, rule, safeOnly }: FixingOptions) {
  const request = {
    tree: memoryTree(files),
    now: testTime,
    failOn: "error" as const,
    policy,
    config: undefined,
    environments: [],
  };
  return runFixes(
    request,
    (finding) => (rule === undefined || finding.rule === rule) && (safeOnly !== true || finding.fix.safety === "safe"),
  );
}

/** What `fix` makes of some files: the run, and the texts of all files behind it. */
export async function fixing(files: Files, options: FixingOptions = {}) {
  const run = await runOn(files, options);
  if (run.kind !== "fixed") throw new Error(JSON.stringify(run));
  return { run: run as FixRun, files: { ...files, ...Object.fromEntries(run.files.map(({ path, after }) => [path, after])) } };
}

/** The text of the only file, after the fixes of one rule. */
export async function fixed(path: string, text: string, rule: string): Promise<string> {
  const { files } = await fixing({ [path]: text }, { rule });
  return String(files[path]);
}

/**
 * Fixes some files and holds the result against what a fix promises, by means of its own: what was fixed is gone, no
 * channel is weaker, no handshake broken, comments are kept, and a second run finds nothing to do. New findings are given
 * back, for the caller to judge.
 */
export async function expectBetter(files: Files, options: FixingOptions = {}): Promise<readonly ReportFinding[]> {
  if ((await runOn(files, options)).kind === "empty") return [];
  const { run, files: after } = await fixing(files, options);
  const told = (report: Report, { rule, path, message }: ReportFinding) =>
    report.findings.filter((other) => other.rule === rule && other.path === path && other.message === message).length;
  for (const finding of run.applied) {
    if (told(run.before, finding) === 0) continue; // One that came up on the way.
    expect(told(run.after, finding), `${finding.rule} at ${finding.path}:${finding.line}`).toBeLessThan(
      told(run.before, finding),
    );
  }
  expectNoWeaker(run.before, run.after);
  for (const file of run.files) expect(commentsIn(file.after)).toEqual(commentsIn(Buffer.from(file.before).toString("utf8")));
  const again = await fixing(after, options);
  expect(again.run.applied.map(({ rule, path, line }) => `${rule} ${path}:${line}`)).toEqual([]);
  expect(again.run.files).toEqual([]);
  const old = new Set(
    run.before.findings.map(({ rule, environment, path, message }) => `${rule}\n${environment}\n${path}\n${message}`),
  );
  const places = new Map<string, number>();
  for (const { rule, path } of run.before.findings) places.set(`${rule}\n${path}`, (places.get(`${rule}\n${path}`) ?? 0) + 1);
  return run.after.findings.filter(
    ({ rule, environment, path, message, severity }) =>
      severity !== "note" && !old.has(`${rule}\n${environment}\n${path}\n${message}`) && !places.has(`${rule}\n${path}`),
  );
}

const strength = ["plaintext", "tls", "mtls", "mtls-identity"];

function expectNoWeaker(before: Report, after: Report): void {
  const channels = (report: Report) =>
    new Map(
      report.environments.flatMap(({ name, channels }) =>
        channels.map((channel) => [`${name} ${channel.id} ${channel.from} ${channel.to}`, channel] as const),
      ),
    );
  const now = channels(after);
  for (const [name, channel] of channels(before)) {
    const later = now.get(name);
    if (later === undefined) continue;
    expect(strength.indexOf(later.posture), `the posture of ${name}`).toBeGreaterThanOrEqual(strength.indexOf(channel.posture));
    if (channel.handshake === "succeeds") expect(later.handshake, `the handshake of ${name}`).not.toBe("fails");
  }
}

/** Comments on lines of their own, in any order: a line that moves takes its place with it. */
function commentsIn(text: string): readonly string[] {
  return (text.match(/^[ \t]*#.*$/gm) ?? []).map((comment) => comment.trim()).sort();
}
