import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Mistake } from "../config/mistake.ts";
import type { RepositoryApi } from "../discover/github-tree.ts";
import { type Places, placesOf, typedBelow } from "../discover/places.ts";
import type { RenderedSource } from "../discover/rendered.ts";
import { workingTree } from "../discover/working-tree.ts";
import type { BaseRequest } from "../gate/base.ts";
import type { GateRequest } from "../gate/gate.ts";
import { singleLine } from "../text/safe.ts";
import { folderOf, type RepoPath, toRepoPath } from "../text/span.ts";
import type { Surroundings } from "./command.ts";
import { type OptionSpecs, type ParsedOptions, UsageError } from "./options.ts";
import { shownFrom, typedPaths } from "./standing.ts";

/** The options that every command takes which builds the model. */
export const gateOptions: OptionSpecs = {
  policy: {
    type: "string",
    value: "NAME|FILE",
    description: "a bundled policy (baseline, strict, pci-dss-4, tiup) or a policy file, from where you stand",
  },
  config: {
    type: "string",
    value: "FILE",
    description: "config file (default: the nearest .github/tikv-tls-gate.yml or tikv-tls-gate.yml from PATH upwards)",
  },
  environment: { type: "string", multiple: true, value: "NAME", description: "judge only this environment" },
  render: {
    type: "string",
    multiple: true,
    value: "PATH",
    description: "rendered templates (a file or folder), judged in place of the templates",
  },
  base: {
    type: "string",
    value: "REF",
    description: "judge the tree as a change of this commit, by the config file, policy and waivers that it has there",
  },
  only: {
    type: "string",
    value: "all|new",
    choices: ["all", "new"],
    description: "with --base: new lets only findings decide that the change brings or makes worse (default all)",
  },
  now: { type: "string", value: "RFC3339", description: "the time at which validity is judged (default: the present)" },
};

/** A request, and where it judges. */
export interface PlacedRequest extends GateRequest {
  readonly places: Places;
}

/** What the options ask for. */
export async function gateRequest(
  parsed: ParsedOptions,
  surroundings: Surroundings,
  failOn: GateRequest["failOn"],
): Promise<PlacedRequest> {
  const { cwd } = surroundings;
  const path = resolve(cwd, parsed.positionals[0] ?? ".");
  const places = placesOf(path);
  const { root, judged } = places;
  const ref = parsed.text("base");
  if (ref === undefined && parsed.text("only") !== undefined)
    throw new UsageError("--only needs --base: without one nothing is new");
  return {
    tree: { ...workingTree(root), name: path },
    places,
    judged,
    typed: typedPaths(root, cwd),
    base: ref === undefined ? undefined : await baseNamed(root, ref),
    only: parsed.text("only") === "new" ? "new" : "all",
    now: timeOf(parsed.text("now"), surroundings.now),
    failOn,
    policy: parsed.text("policy"),
    config: parsed.text("config"),
    environments: parsed.list("environment"),
    rendered: renderedSources(parsed.list("render"), cwd, root),
  };
}

/** The base that --base names; `api` reads what the checkout does not have of it. */
export async function baseNamed(path: string, ref: string, api?: RepositoryApi): Promise<BaseRequest> {
  const [{ isCommitName }, { baseOfRef }] = await Promise.all([import("../discover/git.ts"), import("../gate/find-base.ts")]);
  if (!isCommitName(ref)) throw new UsageError(`--base ${ref}: not the name of a commit`);
  return baseOfRef(path, ref, api);
}

/** The sources of --render: inside the root under their own paths, elsewhere as the user names them. */
export function renderedSources(names: readonly string[], cwd: string, root: string): readonly RenderedSource[] {
  return names.map((name) => {
    const path = resolve(cwd, name);
    const tree = workingTree(path);
    const shown = typedBelow(root, cwd, name) ?? toRepoPath(name) ?? toRepoPath(basename(path));
    const folder = statSync(path).isFile() ? folderOf(shown ?? ("" as RepoPath)) : (shown ?? ("" as RepoPath));
    return { name, folder, tree };
  });
}

/** Reads an RFC 3339 time (or date); milliseconds since the epoch, UTC. A time that does not parse is a mistake, never "now". */
export function timeOf(text: string | undefined, present: number): number {
  if (text === undefined) return present;
  const isTime = /^\d{4}-\d\d-\d\d([Tt]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d))?$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(`--now ${text}: not an RFC 3339 time such as 2026-11-24T00:00:00Z`);
  return time;
}

/** Tells the mistakes in the config file or policy; gives the exit status. */
export function printMistakes(mistakes: readonly Mistake[], { stderr, cwd }: Surroundings, { root }: Places): number {
  const shown = stderr.isTTY === true ? shownFrom(root, cwd) : (path: string) => path;
  for (const { at, message, help } of mistakes) {
    const place = at === undefined ? "" : `${shown(at.path)}:${at.line}:${at.column}: `;
    stderr.write(`tikv-tls-gate: ${singleLine(`${place}${message}`)}\n${help === "" ? "" : `  ${singleLine(help)}\n`}`);
  }
  return 2;
}
