import type { Surroundings } from "../cli/command.ts";
import { UsageError } from "../cli/options.ts";
import type { Toolkit } from "../github/toolkit.ts";
import type { EngineKind } from "../prove/engine.ts";
import type { FailOn } from "../report/report.ts";

/** What the action is asked to write on GitHub beside annotations and summary. */
export interface Wishes {
  /** `auto`: when there is something to say, and to keep an older comment right. */
  readonly comment: "never" | "auto" | "always";
  /** Jobs with keys of their own have comments of their own. */
  readonly commentKey: string;
  /** The name of a check run of its own; undefined for none. */
  readonly checkName: string | undefined;
  readonly suggestions: boolean;
  readonly issue: boolean;
}

/** Reads the inputs about writing; one that is mistyped is a usage mistake. */
export function wishesOf(toolkit: Toolkit, environment: Surroundings["environment"]): Wishes {
  return {
    comment: commentOf(toolkit.input("comment")),
    commentKey: toolkit.input("comment-key") || defaultKey(toolkit, environment),
    checkName: toolkit.input("check-name") || undefined,
    suggestions: isOn(toolkit, "suggestions"),
    issue: isOn(toolkit, "issue"),
  };
}

export function onlyOf(text: string): "all" | "new" {
  if (text === "" || text === "all") return "all";
  if (text === "new") return "new";
  throw new UsageError(`input only: "${text}" is not one of all, new`);
}

export function failOnOf(text: string): FailOn {
  if (text === "") return "error";
  if (text === "error" || text === "warning" || text === "never") return text;
  throw new UsageError(`input fail-on: "${text}" is not one of error, warning, never`);
}

/** The engine of the handshake test; undefined: it is off. */
export function handshakeOf(text: string): EngineKind | undefined {
  if (text === "" || text === "off" || text === "false") return undefined;
  if (text === "loopback" || text === "process" || text === "docker") return text;
  throw new UsageError(`input handshake: "${text}" is not one of off, loopback, process, docker`);
}

function commentOf(text: string): Wishes["comment"] {
  if (text === "" || text === "never" || text === "false") return "never";
  if (text === "auto" || text === "true") return "auto";
  if (text === "always") return text;
  throw new UsageError(`input comment: "${text}" is not one of never, auto, always`);
}

function isOn(toolkit: Toolkit, name: string): boolean {
  const text = toolkit.input(name);
  if (text === "" || text === "false") return false;
  if (text === "true") return true;
  throw new UsageError(`input ${name}: "${text}" is not one of true, false`);
}

/** Jobs of a matrix have one name: what they judge, and by what, keeps them apart. */
function defaultKey(toolkit: Toolkit, environment: Surroundings["environment"]): string {
  const job = [environment["GITHUB_WORKFLOW"] ?? "", environment["GITHUB_JOB"] ?? ""];
  const judged = [...["path", "config"].map((name) => toolkit.input(name)), ...toolkit.lines("environments")];
  return [...job, ...judged].filter((part) => part !== "").join("/");
}
