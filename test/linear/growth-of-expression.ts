import { check } from "recheck";
import { alternativesOf } from "./expressions.ts";

/** How the steps of an expression grow with the text it is tried on, as `recheck` finds it; undefined when it finds no answer. */
export type Growth = "linear" | "polynomial" | "exponential";

/** Milliseconds for one expression. */
const patience = 60_000;

/**
 * Asks `recheck`. It decides most expressions by their automaton, exactly, and searches a text that needs more steps for the
 * others. An expression that is too large for it is linear when each of its outermost alternatives is: at each
 * place they are tried one after the other, and each of them alone takes a number of steps in proportion to the text.
 */
export async function growthOf(source: string, flags: string): Promise<Growth | undefined> {
  const answer = await check(source, flags, { timeout: patience });
  if (answer.status === "vulnerable") return answer.complexity.type;
  if (answer.status === "safe") return "linear";
  const parts = alternativesOf(source);
  if (parts.length === 1) return undefined;
  const growths: (Growth | undefined)[] = [];
  for (const part of parts) growths.push(await growthOf(part, flags));
  if (growths.includes(undefined)) return undefined;
  return growths.find((growth) => growth !== "linear") ?? "linear";
}
