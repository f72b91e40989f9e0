import { type ChannelId, channelIds } from "../model/channel.ts";
import { comparePostures, type Posture } from "../model/outcome.ts";
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

type Cells = ReadonlyMap<ChannelId, Cell>;

const kept = new WeakMap<ReportEnvironment, Cells>();

/** The cells of one environment. */
export function cellsOf(environment: ReportEnvironment): Cells {
  return kept.get(environment) ?? countCells(environment.channels);
}

/** Counts an environment's cells before anybody asks for its pairs: of these a large repository has hundreds of thousands. */
export function keepCells(environment: ReportEnvironment, pairs: Iterable<Pair>): void {
  kept.set(environment, countCells(pairs));
}

type Pair = Pick<ReportChannel, "id" | "posture" | "handshake">;

function countCells(pairs: Iterable<Pair>): Cells {
  const cells = new Map<ChannelId, { -readonly [key in keyof Cell]: Cell[key] }>();
  for (const { id, posture, handshake } of pairs) {
    let cell = cells.get(id);
    if (cell === undefined) {
      cell = { posture, pairs: 0, failed: 0, undecided: 0 };
      cells.set(id, cell);
    }
    cell.posture = weaker(cell.posture, posture);
    cell.pairs += 1;
    if (handshake === "fails") cell.failed += 1;
    if (handshake === "unknown") cell.undecided += 1;
  }
  return cells;
}

/** Nothing is weaker than plaintext, so that the unknown cannot hide there. */
function weaker(a: Posture | "unknown", b: Posture | "unknown"): Posture | "unknown" {
  if (a === "plaintext" || b === "plaintext") return "plaintext";
  if (a === "unknown" || b === "unknown") return "unknown";
  return comparePostures(a, b) <= 0 ? a : b;
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
