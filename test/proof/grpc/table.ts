import type { Posture, Refusal } from "../../../src/model/handshake/outcome.ts";
import { lacksAlgorithm } from "./differences.ts";
import type { Observed } from "./observe.ts";
import type { Pair } from "./pairs.ts";
import type { Meeting } from "./predict.ts";

export interface Result {
  readonly pair: Pair;
  readonly meeting: Meeting;
  readonly predicted: Posture | Refusal | "unknown";
  readonly observed: Observed;
  /** Why this core is no judge of this pair. */
  readonly difference: string | undefined;
}

/** Did the prediction come true: the posture, or the side that refuses and its reason? */
export function agrees({ pair, meeting: { outcome }, observed }: Result): boolean {
  if (outcome.kind === "succeeds") return observed.kind === "succeeds" && observed.posture === outcome.posture;
  if (outcome.kind === "unknown" || observed.kind !== "fails") return false;
  if (lacksAlgorithm(pair.shape)) return true;
  return observed.by === outcome.by && observed.reasons.includes(outcome.reason);
}

/** One result as a person reads it in a failed test. */
export function inShort({ pair: { shape, faults }, meeting: { outcome }, predicted, observed }: Result): string {
  const wrong = faults.map(({ name }) => name).join(" and ") || "nothing wrong";
  const seen =
    observed.kind === "succeeds"
      ? observed.posture
      : `${observed.kind === "fails" ? `refused by the ${observed.by}, ${observed.reasons.join(" or ")}` : "unclear"}: ${observed.text}`;
  return `${shape.channel} ${shape.server.version}, ${wrong}: predicted ${predicted} (${outcome.detail}), observed ${seen}`;
}

/** How many pairs of each kind came out as predicted, by channel, and what was left out. */
export function tableOf(all: readonly Result[]): string {
  const compared = all.filter(({ difference }) => difference === undefined);
  const kinds = [...new Set(compared.map(({ predicted }) => predicted))].sort();
  const row = (name: string, of: (result: Result) => boolean) => {
    const cells = (["tikv-tikv", "client-tikv"] as const).map((channel) => {
      const list = compared.filter((result) => result.pair.shape.channel === channel && of(result));
      return `${list.filter(agrees).length}/${list.length}`.padStart(11);
    });
    return `${name.padEnd(24)} ${cells.join("  ")}\n`;
  };
  const names = all.flatMap(({ difference }) => difference ?? []);
  const left = [...new Set(names)].map((name) => `  ${names.filter((other) => other === name).length} ${name}\n`);
  return [
    `\n${"as predicted/pairs".padEnd(24)}   tikv-tikv  client-tikv\n`,
    ...kinds.map((kind) => row(kind, ({ predicted }) => predicted === kind)),
    row("all", () => true),
    left.length > 0 ? "left out, since this core differs from TiKV's:\n" : "",
    ...left,
  ].join("");
}
