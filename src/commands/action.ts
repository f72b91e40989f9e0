import { readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { TreeError } from "../discover/tree.ts";
import { workingTree } from "../discover/working-tree.ts";
import { changeOfEvent } from "../github/event.ts";
import { repositoryApi } from "../github/repository-api.ts";
import type { Toolkit } from "../github/toolkit.ts";
import { catalogue } from "../judge/catalogue.ts";
import { type FormatName, formats } from "../report/formats.ts";
import { annotationLevels, annotationText, chooseAnnotations, leftOutText } from "../report/github.ts";
import type { FailOn, Report } from "../report/report.ts";
import { docsUrl } from "../text/tool.ts";
import type { Surroundings } from "./command.ts";
import { baseOfEvent, baseOfRef } from "./find-base.ts";
import { type GateResult, type Judged, judgeTree } from "./gate.ts";
import type { BaseRequest } from "./gate-base.ts";
import { renderedSources, timeOf } from "./gate-options.ts";
import { UsageError } from "./options.ts";

/** GitHub drops a step's summary that is larger. Bytes. */
const summaryLimit = 1024 * 1024 - 1024;

/** Runs the gate as a step of a workflow; returns the exit status of the step: 0 met, 1 not met or not judged. */
export async function runAction(
  toolkit: Toolkit,
  surroundings: Pick<Surroundings, "environment" | "now" | "elapsed">,
): Promise<number> {
  try {
    return await judgeStep(toolkit, surroundings);
  } catch (error) {
    const isExpected = error instanceof UsageError || error instanceof TreeError;
    const message = error instanceof Error ? error.message : String(error);
    toolkit.output("conclusion", "failure");
    toolkit.fail(isExpected ? message : `internal error, please report it: ${message}`);
    return 1;
  }
}

async function judgeStep(toolkit: Toolkit, { environment, now }: Pick<Surroundings, "environment" | "now">): Promise<number> {
  if (environment["GITHUB_EVENT_NAME"] === "pull_request_target") {
    throw new UsageError(
      "under pull_request_target the workspace holds the base branch, not the change, so the gate cannot judge it and is not green; use the event pull_request, which needs no write token here",
    );
  }
  const workspace = environment["GITHUB_WORKSPACE"] ?? process.cwd();
  const reports = toolkit.lines("reports").map((line) => reportTarget(line, workspace));
  const root = resolve(workspace, toolkit.input("path") || ".");
  const only = onlyOf(toolkit.input("only"));
  const result = await judgeTree({
    tree: workingTree(root),
    base: await baseOf(toolkit, environment, root, relative(workspace, root)),
    only,
    now: timeOf(toolkit.input("now") || undefined, now),
    failOn: failOnOf(toolkit.input("fail-on")),
    policy: toolkit.input("policy") || undefined,
    config: toolkit.input("config") || undefined,
    environments: toolkit.lines("environments"),
    rendered: renderedSources(toolkit.lines("render"), workspace, root),
  });
  if (result.kind === "refused") {
    for (const { at, message } of result.mistakes)
      toolkit.fail(at === undefined ? message : `${at.path}:${at.line}:${at.column}: ${message}`);
    toolkit.output("conclusion", "failure");
    return 1;
  }
  if (result.kind === "empty" && toolkit.input("allow-empty") !== "true") {
    throw new UsageError(`${result.message}; is there a step actions/checkout before this one?`);
  }
  return await tell(result, reports, toolkit);
}

/** Summary first: it is the whole story, and nothing that goes wrong later may lose it. */
async function tell(
  result: Exclude<GateResult, { kind: "refused" }>,
  reports: readonly ReportTarget[],
  toolkit: Toolkit,
): Promise<number> {
  const { report } = result;
  await toolkit.summary((await renderAs("markdown", result))(report));
  for (const { format, file, path } of reports) {
    writeFileSync(path, (await renderAs(format, result))(report));
    if (format === "json" || format === "sarif") toolkit.output(`report-${format}`, file);
  }
  annotate(report, toolkit);
  toolkit.output("conclusion", report.conclusion);
  toolkit.output("errors", report.counts.error);
  toolkit.output("warnings", report.counts.warning);
  toolkit.output("notes", report.counts.note);
  toolkit.output("waived", report.counts.waived);
  const { error, warning, note, waived } = report.counts;
  toolkit.info(
    `${report.conclusion}: ${error} errors, ${warning} warnings, ${note} notes, ${waived} waived (policy ${report.policy.name})`,
  );
  return report.conclusion === "success" ? 0 : 1;
}

function annotate(report: Report, toolkit: Toolkit): void {
  const { shown, left } = chooseAnnotations(report);
  for (const finding of shown) {
    const { title, text } = annotationText(finding);
    const { path: file, line, column, endLine, endColumn } = finding;
    toolkit.annotate(annotationLevels[finding.severity], text, {
      title,
      file,
      line,
      ...(endLine === line && { column, endColumn }),
    });
  }
  if (left > 0) toolkit.info(leftOutText(left));
}

async function renderAs(format: FormatName, judged: Judged): Promise<(report: Report) => string> {
  const render = await formats[format]();
  return (report) =>
    render(report, {
      color: false,
      width: 100,
      quiet: false,
      verbose: false,
      lineOf: judged.lineOf,
      rules: catalogue.map(({ meta }) => meta),
      docsUrl,
      limit: format === "markdown" ? summaryLimit : undefined,
    });
}

interface ReportTarget {
  readonly format: FormatName;
  /** As the user wrote it. */
  readonly file: string;
  readonly path: string;
}

function reportTarget(line: string, workspace: string): ReportTarget {
  const [, format, file] = /^\s*([\w-]+)\s*=\s*(\S.*?)\s*$/.exec(line) ?? [];
  if (format === undefined || file === undefined || !Object.hasOwn(formats, format)) {
    throw new UsageError(`input reports: "${line}" is not FORMAT=FILE with one of ${Object.keys(formats).join(", ")}`);
  }
  return { format: format as FormatName, file, path: resolve(workspace, file) };
}

/** What the run is a change of: what the input says, else the event. */
async function baseOf(
  toolkit: Toolkit,
  environment: Surroundings["environment"],
  path: string,
  prefix: string,
): Promise<BaseRequest | undefined> {
  const ref = toolkit.input("base");
  if (ref !== "") return baseOfRef(path, ref);
  const change = changeOfEvent(environment["GITHUB_EVENT_NAME"] ?? "", payloadOf(environment["GITHUB_EVENT_PATH"]));
  const origin = environment["GITHUB_API_URL"] ?? "https://api.github.com";
  const api = repositoryApi(origin, environment["GITHUB_REPOSITORY"] ?? "", toolkit.input("token"));
  const below = prefix.split("\\").join("/");
  return baseOfEvent(path, change, api, below.startsWith("..") ? undefined : below, environment["GITHUB_SHA"]);
}

/** The event's payload; undefined when there is none that can be read. */
function payloadOf(path: string | undefined): unknown {
  if (path === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function onlyOf(text: string): "all" | "new" {
  if (text === "" || text === "all") return "all";
  if (text === "new") return "new";
  throw new UsageError(`input only: "${text}" is not one of all, new`);
}

function failOnOf(text: string): FailOn {
  if (text === "") return "error";
  if (text === "error" || text === "warning" || text === "never") return text;
  throw new UsageError(`input fail-on: "${text}" is not one of error, warning, never`);
}
