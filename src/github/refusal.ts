import { textAt } from "../text/json-value.ts";
import { type Answer, answerText } from "./client.ts";

/** Why something could not be written, and what would let it: one line for a warning. */
export function refusalText(what: string, answer: Answer, permission: string): string {
  const said = `${what}: ${answerText(answer)}`;
  if (answer.status === 401) return `${said}; the token does not count`;
  const isLimit = /rate limit/i.test(textAt(answer.body, "message") ?? "");
  if (isLimit || (answer.status !== 403 && answer.status !== 404)) return said;
  return `${said}; it needs "${permission}" in the job's permissions, which the token of a pull request from a fork never has`;
}
