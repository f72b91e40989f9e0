import { counted } from "../text/counted.ts";
import type { ReportProof, ReportTrial } from "./report.ts";

const attemptText: Readonly<Record<string, string>> = {
  "right-client": "right client",
  "no-certificate": "no certificate",
  "other-ca": "another CA",
  "other-name": "name not in the list",
  "expired-certificate": "expired certificate",
  "no-client-usage": "certificate not for clients",
  plaintext: "no TLS",
  "wrong-server-name": "wrong server name",
};

/**
 * `prod: process engine (pd-server v8.5.3 for pd-0; a model of TiKV in this program for tikv-0)`; for a running port
 * `what answers at 10.0.0.1:2379, as pd-0 of prod`.
 */
export function engineText({ environment, engine, parts }: ReportProof): string {
  if (engine === "target") {
    return parts
      .map(({ program, instance }) => (environment === "" ? program : `${program}, as ${instance} of ${environment}`))
      .join("; ");
  }
  const byProgram = new Map<string, string[]>();
  for (const { program, instance } of parts) byProgram.set(program, [...(byProgram.get(program) ?? []), instance]);
  const said = [...byProgram].map(([program, names]) => `${program} for ${names.join(", ")}`).join("; ");
  return `${environment}: ${engine} engine${said === "" ? "" : ` (${said})`}`;
}

/** `34 attempts: 33 as predicted, 1 not as predicted; 4.2 s`. */
export function countText({ trials, milliseconds }: ReportProof): string {
  const count = (agrees: boolean | null) => trials.filter((trial) => trial.agrees === agrees).length;
  const parts = [
    `${count(true)} as predicted`,
    ...(count(false) > 0 ? [`${count(false)} not as predicted`] : []),
    ...(count(null) > 0 ? [`${count(null)} without a prediction or an answer`] : []),
  ];
  return `${counted(trials.length, "attempt")}: ${parts.join(", ")}; ${(milliseconds / 1000).toFixed(1)} s`;
}

/** One row for the attempts of a kind on a channel that ended alike: channel, attempt, predicted, observed, how many. */
export interface TrialRow {
  readonly channel: string;
  readonly attempt: string;
  readonly predicted: string;
  readonly observed: string;
  readonly agrees: boolean | null;
  readonly count: number;
  readonly first: ReportTrial;
}

/** The trials of a proof in as few rows as say everything. */
export function trialRows({ trials }: ReportProof): readonly TrialRow[] {
  const groups = new Map<string, ReportTrial[]>();
  for (const trial of trials) {
    const { channel, attempt, predicted, observed, agrees } = trial;
    const key = [channel, attempt, predicted, observed, agrees].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), trial]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [ReportTrial, ...ReportTrial[]];
    return {
      channel: first.channel,
      attempt: attemptText[first.attempt] ?? first.attempt,
      predicted: { succeeds: "served", fails: "refused", unknown: "unknown" }[first.predicted],
      observed: { accepted: "served", refused: "refused", inconclusive: "no answer" }[first.observed],
      agrees: first.agrees,
      count: group.length,
      first,
    };
  });
}

/** Rows of one channel that ended alike and as predicted in one: `7 wrong ways`. */
export function shortRows(rows: readonly TrialRow[]): readonly TrialRow[] {
  const short: TrialRow[] = [];
  for (const row of rows) {
    const isAlike = (other: TrialRow) =>
      other.channel === row.channel &&
      other.predicted === row.predicted &&
      other.observed === row.observed &&
      other.agrees === true &&
      row.agrees === true &&
      other.first.attempt !== "right-client";
    const index = row.first.attempt === "right-client" ? -1 : short.findIndex(isAlike);
    const known = short[index];
    if (known === undefined) short.push(row);
    else short[index] = { ...known, attempt: joined(known.attempt, row.attempt), count: known.count + row.count };
  }
  return short;
}

/** `no TLS`, `no TLS, no certificate`, `3 wrong ways`. */
function joined(attempts: string, attempt: string): string {
  const ways = /^(\d+) wrong ways$/.exec(attempts)?.[1];
  if (ways !== undefined) return `${Number(ways) + 1} wrong ways`;
  return attempts.includes(", ") ? "3 wrong ways" : `${attempts}, ${attempt}`;
}

/** `client port of pd-0: TLS 1.2, TLS 1.3; 8 suites; groups X25519, P-256; resumption by tickets`, alike ports in one line. */
export function surveyTexts({ surveys }: ReportProof): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { instance, port, protocols, suites, groups: curves, resumption } of surveys) {
    const versions = protocols.map((name) =>
      name
        .replace(/^TLSv1$/, "TLS 1.0")
        .replace("TLSv", "TLS ")
        .replace("SSLv3", "SSL 3.0"),
    );
    const text = [
      versions.length === 0 ? "no TLS" : versions.join(", "),
      ...(suites.length === 0 ? [] : [suites.map(({ name }) => name).join(", ")]),
      ...(curves.length === 0 ? [] : [`groups ${curves.join(", ")}`]),
      ...(resumption === "unknown" ? [] : [resumption === "none" ? "no resumption" : `resumption by ${resumption}`]),
    ].join("; ");
    groups.set(text, [...(groups.get(text) ?? []), `${instance} (${port})`]);
  }
  return [...groups].map(([text, ports]) => `${ports.join(", ")}: ${text}`);
}
