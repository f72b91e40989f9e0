import { type ChannelId, channelIds } from "../model/channels/channel.ts";
import { isWeaker, type Posture } from "../model/handshake/outcome.ts";
import type { Report, ReportChannel, ReportEnvironment } from "./report.ts";
import { environmentsWorstFirst } from "./verdict.ts";

/** All pairs of one channel in one environment. */
export interface Cell {
  /** The weakest of the pairs. `unknown` hides behind no stronger one: it may be weaker. */
  readonly posture: Posture | "unknown";
  readonly pairs: number;
  /** Pairs whose handshake fails. */
  readonly failed: number;
  /** Pairs whose handshake the files do not decide. */
  readonly undecided: number;
}

export interface Matrix {
  readonly environments: readonly ReportEnvironment[];
  readonly rows: readonly { readonly id: ChannelId; readonly cells: readonly (Cell | undefined)[] }[];
}

/** A row per channel that exists somewhere, a column per environment, the worst environment first. */
export function matrixOf(report: Report): Matrix {
  const environments = environmentsWorstFirst(report);
  const columns = environments.map(cellsOf);
  const rows = channelIds
    .filter((id) => columns.some((column) => column.has(id)))
    .map((id) => ({ id, cells: columns.map((column) => column.get(id)) }));
  return { environments, rows };
}

type Pair = Pick<ReportChannel, "id" | "posture" | "handshake">;

const pairsOf = new WeakMap<ReportEnvironment, () => readonly Pair[]>();

/** Lets an environment be counted without its `channels`: a large repository has hundreds of thousands, and to make them takes long. */
export function countBy(environment: ReportEnvironment, pairs: () => readonly Pair[]): void {
  pairsOf.set(environment, pairs);
}

/** The cells of one environment. */
export function cellsOf(environment: ReportEnvironment): ReadonlyMap<ChannelId, Cell> {
  const cells = new Map<ChannelId, { -readonly [key in keyof Cell]: Cell[key] }>();
  for (const { id, posture, handshake } of pairsOf.get(environment)?.() ?? environment.channels) {
    let cell = cells.get(id);
    if (cell === undefined) {
      cell = { posture, pairs: 0, failed: 0, undecided: 0 };
      cells.set(id, cell);
    }
    if (isWeaker(posture, cell.posture)) cell.posture = posture;
    cell.pairs += 1;
    if (handshake === "fails") cell.failed += 1;
    if (handshake === "unknown") cell.undecided += 1;
  }
  return cells;
}

/** How people read a posture: a sign for the eye, words for everybody. */
export const postureText: Readonly<Record<Posture | "unknown", string>> = {
  plaintext: "✗ plaintext",
  tls: "◐ TLS",
  mtls: "● mTLS",
  "mtls-identity": "◆ mTLS + names",
  unknown: "? unknown",
};

/** What the words of `postureText` mean. */
const postureMeaning: Readonly<Record<Posture | "unknown", string>> = {
  plaintext: "anyone on the path reads and changes the traffic",
  tls: "encrypted, the client proves nothing",
  mtls: "encrypted, both sides hold a certificate of a trusted CA",
  "mtls-identity": "as mTLS, and only listed names are accepted",
  unknown: "the files do not say",
};

/** Stands behind the posture of a cell in which a handshake is undecided. */
const undecidedSign = "~";

/** Words and signs that occur and what they mean, the weakest posture first. */
export function legendOf(matrix: Matrix): readonly (readonly [words: string, meaning: string])[] {
  const cells = matrix.rows.flatMap((row) => row.cells.filter((cell) => cell !== undefined));
  const order = ["plaintext", "unknown", "tls", "mtls", "mtls-identity"] as const;
  const seen = order.filter((posture) => cells.some((cell) => cell.posture === posture));
  const entries: (readonly [string, string])[] = seen.map((posture) => [postureText[posture], postureMeaning[posture]]);
  if (cells.some((cell) => cell.failed > 0)) entries.push(["refused", "the handshake of a pair fails"]);
  if (cells.some(isUndecided)) entries.push([undecidedSign, "the files do not decide every handshake"]);
  return entries;
}

/** `● mTLS, 2 of 9 refused`, `● mTLS ~`. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "–";
  const posture = postureText[cell.posture];
  if (cell.failed > 0) return `${posture}, ${cell.failed === cell.pairs ? "refused" : `${cell.failed} of ${cell.pairs} refused`}`;
  return isUndecided(cell) ? `${posture} ${undecidedSign}` : posture;
}

function isUndecided({ posture, failed, undecided }: Cell): boolean {
  return undecided > 0 && failed === 0 && posture !== "unknown";
}
