import { resolve } from "node:path";
import type { Surroundings } from "../cli/command.ts";
import { baseNamed, renderedSources, timeOf } from "../cli/gate-options.ts";
import { UsageError } from "../cli/options.ts";
import { rulesListedBy } from "../cli/rules-listed.ts";
import { typedPaths } from "../cli/standing.ts";
import { writeText } from "../cli/write-text.ts";
import type { Mistake } from "../config/mistake.ts";
import { below, checkoutsIn, type Places, placesOf, realFolder } from "../discover/places.ts";
import { TreeError } from "../discover/tree.ts";
import { workingTree } from "../discover/working-tree.ts";
import { workflowOfRun } from "../gate/adoption.ts";
import { baseOfEvent } from "../gate/find-base.ts";
import { type GateRequest, type Judged, judgeTree } from "../gate/gate.ts";
import type { GithubClient } from "../github/client.ts";
import { changeOfEvent, ownLawNote } from "../github/event.ts";
import { repositoryApi } from "../github/repository-api.ts";
import type { Toolkit } from "../github/toolkit.ts";
import { type FormatName, formats } from "../report/formats.ts";
import { annotationLevels, annotationOf, chooseAnnotations, leftOutText } from "../report/machine/annotation.ts";
import type { RenderOptions } from "../report/options.ts";
import { countText, engineText } from "../report/proof.ts";
import type { Report } from "../report/report.ts";
import { basisText } from "../report/verdict.ts";
import { before } from "../text/cut.ts";
import { forMarkdown, singleLine } from "../text/safe.ts";
import { docsUrl } from "../text/tool.ts";
import type { StepHandshake } from "./handshake.ts";
import { failOnOf, handshakeOf, onlyOf, type Wishes, wishesOf } from "./inputs.ts";
import type { Desk } from "./publish.ts";
import { clientOf, payloadOf, workflowRun } from "./workflow-run.ts";

/** GitHub drops a step's summary that is larger. Bytes. */
const summaryLimit = 1024 * 1024 - 1024;

/** One step of a workflow: where it runs and what it is asked for. */
interface Step {
  readonly toolkit: Toolkit;
  readonly environment: Surroundings["environment"];
  readonly workspace: string;
  readonly payload: unknown;
  readonly wishes: Wishes;
  readonly reports: readonly ReportTarget[];
  readonly client: GithubClient | undefined;
  readonly surroundings: StepSurroundings;
}

interface PlacedStep extends Step {
  readonly places: Places;
}

type StepSurroundings = Pick<Surroundings, "environment" | "now" | "elapsed" | "interruption">;

/** Runs the gate as a step of a workflow; returns the exit status of the step: 0 met, 1 not met or not judged. */
export async function runAction(toolkit: Toolkit, surroundings: StepSurroundings): Promise<number> {
  let step: Step | undefined;
  try {
    step = stepOf(toolkit, surroundings);
    const places = placesOf(resolve(step.workspace, toolkit.input("path") || "."), step.workspace);
    return await judgeStep({ ...step, places });
  } catch (error) {
    const isExpected = error instanceof UsageError || error instanceof TreeError;
    const message = error instanceof Error ? error.message : String(error);
    return await refuse([isExpected ? message : `internal error, please report it: ${message}`], toolkit, step);
  }
}

function stepOf(toolkit: Toolkit, surroundings: StepSurroundings): Step {
  const { environment } = surroundings;
  if (environment["GITHUB_EVENT_NAME"] === "pull_request_target") {
    throw new UsageError(
      "under pull_request_target the workspace holds the base branch, not the change, so the gate cannot judge it and is not green; use the event pull_request, which needs no write token here",
    );
  }
  const workspace = environment["GITHUB_WORKSPACE"] ?? process.cwd();
  return {
    toolkit,
    environment,
    workspace,
    payload: payloadOf(environment["GITHUB_EVENT_PATH"]),
    wishes: wishesOf(toolkit, environment),
    reports: toolkit.lines("reports").map((line) => reportTarget(line, workspace)),
    client: clientOf(toolkit, environment),
    surroundings,
  };
}

/** `actions/checkout` can put the repository into a folder: then nothing of its own is found where the step looks. */
function warnOfPlaces({ toolkit, places, workspace }: PlacedStep): void {
  if (places.isCheckout || places.root !== realFolder(workspace)) return;
  const names = checkoutsIn(places.root).map(singleLine);
  if (names.length === 0) return;
  toolkit.warning(
    `the workspace is no checkout, but ${names.join(", ")} in it ${names.length === 1 ? "is" : "are"}: give path: ${names[0]}, so that its config file counts and reports name files as the repository does`,
  );
}

async function judgeStep(step: PlacedStep): Promise<number> {
  warnOfPlaces(step);
  const { toolkit, workspace } = step;
  const { root, judged } = step.places;
  const now = timeOf(toolkit.input("now") || undefined, step.surroundings.now);
  const handshake = await handshakeIn(step, now);
  const { base, note } = await baseOf(step);
  const result = await judgeTree({
    tree: { ...workingTree(root), name: resolve(workspace, toolkit.input("path") || ".") },
    judged,
    typed: typedPaths(root, workspace),
    only: onlyOf(toolkit.input("only")),
    base,
    note,
    now,
    failOn: failOnOf(toolkit.input("fail-on")),
    policy: toolkit.input("policy") || undefined,
    config: toolkit.input("config") || undefined,
    environments: toolkit.lines("environments"),
    rendered: renderedSources(toolkit.lines("render"), workspace, root),
    prove: handshake?.prove,
  });
  if (result.kind === "refused") return await refuse(result.mistakes.map(mistakeText), toolkit, step);
  if (result.kind === "empty" && toolkit.input("allow-empty") !== "true") {
    throw new UsageError(`${result.message}; is there a step actions/checkout before this one?`);
  }
  const { proofs } = result.report;
  if (proofs?.length === 0 && toolkit.input("allow-empty") !== "true") {
    throw new UsageError("input handshake: there is nothing to test, the files configure no PD and no TiKV");
  }
  return await tell(result, step, handshake, note);
}

/** The handshake test, where it is asked for: loading it loads the engines. */
async function handshakeIn(step: PlacedStep, now: number): Promise<StepHandshake | undefined> {
  const { toolkit, environment, workspace, places, surroundings } = step;
  const engine = handshakeOf(toolkit.input("handshake"));
  if (engine === undefined) return undefined;
  return (await import("./handshake.ts")).stepHandshake(engine, {
    toolkit,
    environment,
    judged: [workspace, places.root],
    signal: surroundings.interruption?.() ?? new AbortController().signal,
    at: toolkit.input("now") === "" ? undefined : now,
    now: () => surroundings.now + surroundings.elapsed(),
  });
}

function mistakeText({ at, message }: Mistake): string {
  return at === undefined ? message : `${at.path}:${at.line}:${at.column}: ${message}`;
}

/** Fails without a verdict; `step` is there once the inputs are read. */
async function refuse(reasons: readonly string[], toolkit: Toolkit, step: Step | undefined): Promise<number> {
  for (const reason of reasons) toolkit.fail(reason);
  toolkit.output("conclusion", "failure");
  if (step === undefined) return 1;
  const { wishes } = step;
  await attempt(step, wishes.comment !== "never", async (desk) => {
    await (await import("./publish.ts")).publishRefusal(reasons[0] ?? "", wishes, desk);
  });
  return 1;
}

/** Summary first: it is the whole story, and nothing that goes wrong later may lose it. What GitHub's API does decides nothing. */
async function tell(
  result: Judged,
  step: Step,
  handshake: StepHandshake | undefined,
  remark: string | undefined,
): Promise<number> {
  const { report } = result;
  const { toolkit, wishes, reports } = step;
  const options = renderOptions(result);
  const above = remark === undefined ? "" : `> ${forMarkdown(remark)}\n\n`;
  const limit = summaryLimit - Buffer.byteLength(above);
  const summary = `${above}${(await formats.markdown())(report, { ...options, limit })}`;
  await toolkit.summary(summary + (handshake?.runbooks(summaryLimit - Buffer.byteLength(summary)) ?? ""));
  for (const proof of report.proofs ?? [])
    toolkit.info(singleLine(`handshake test of ${engineText(proof)}: ${countText(proof)}`));
  for (const { format, file, path } of reports) {
    const render = await formats[format]();
    writeText(path, render(report, { ...options, rules: await rulesListedBy(format) }), file);
    if (format === "json" || format === "sarif" || format === "ics") toolkit.output(`report-${format}`, file);
  }
  outputVerdict(report, toolkit);
  let carried = 0;
  const { checkName } = wishes;
  await attempt(step, checkName !== undefined, async (desk) => {
    carried = await (await import("./publish.ts")).publishCheck(report, checkName ?? "", { ...desk, options });
  });
  annotate(report, carried, options, step);
  await attempt(step, wishes.comment !== "never" || wishes.suggestions || wishes.issue, async (desk) => {
    await (await import("./publish.ts")).publishWords(report, wishes, { ...desk, options });
  });
  const { error, warning, note, waived } = report.counts;
  toolkit.info(
    `${report.conclusion}: ${error} errors, ${warning} warnings, ${note} notes, ${waived} waived (${singleLine(basisText(report))})`,
  );
  return report.conclusion === "success" ? 0 : 1;
}

function outputVerdict({ conclusion, counts }: Report, toolkit: Toolkit): void {
  toolkit.output("conclusion", conclusion);
  toolkit.output("errors", counts.error);
  toolkit.output("warnings", counts.warning);
  toolkit.output("notes", counts.note);
  toolkit.output("waived", counts.waived);
}

/** Writes on GitHub, where that is wished for: whatever goes wrong there is a warning. */
async function attempt(step: Step, isWished: boolean, write: (desk: Omit<Desk, "options">) => Promise<void>): Promise<void> {
  if (!isWished) return;
  const { toolkit, client, environment, payload } = step;
  if (client === undefined)
    return toolkit.warning("nothing was written on GitHub: GITHUB_REPOSITORY or GITHUB_API_URL names none");
  try {
    await write({ client, toolkit, run: workflowRun(environment, payload) });
  } catch (error) {
    toolkit.warning(`not all was written on GitHub: ${error instanceof Error ? error.message : "unknown reason"}`);
  }
}

/** The first `carried` findings have their annotations in the check run. */
function annotate(report: Report, carried: number, options: RenderOptions, step: Step): void {
  const { toolkit } = step;
  const { shown, left } = chooseAnnotations(report, carried);
  for (const finding of shown) {
    const { severity, title, text, path, line, column, endLine, endColumn } = annotationOf(finding, options);
    toolkit.annotate(annotationLevels[severity], text, {
      title,
      file: path,
      line,
      ...(endLine === line && endColumn > column && { column, endColumn }),
    });
  }
  if (left > 0) toolkit.info(leftOutText(left));
}

function renderOptions({ lineOf, change }: Judged): RenderOptions {
  return { color: false, width: 100, quiet: false, verbose: false, lineOf, change, docsUrl };
}

interface ReportTarget {
  readonly format: FormatName;
  /** As the user wrote it. */
  readonly file: string;
  readonly path: string;
}

function reportTarget(line: string, workspace: string): ReportTarget {
  const format = before(line, "=").trim();
  const file = line.slice(line.indexOf("=") + 1).trim();
  if (!line.includes("=") || file === "" || !Object.hasOwn(formats, format)) {
    throw new UsageError(`input reports: "${line}" is not FORMAT=FILE with one of ${Object.keys(formats).join(", ")}`);
  }
  return { format: format as FormatName, file, path: resolve(workspace, file) };
}

/** What the run is a change of: what the input says, else the event; a note where it says none. */
async function baseOf(step: PlacedStep): Promise<Pick<GateRequest, "base" | "note">> {
  const { toolkit, environment, payload, client, places, workspace } = step;
  const ref = toolkit.input("base");
  // What lies outside of the workspace is not what the event is about.
  const isOwn = below(realFolder(workspace), places.root) !== undefined;
  const api = isOwn && client !== undefined ? repositoryApi(client) : undefined;
  if (ref !== "") return { base: await baseNamed(places.root, ref, api) };
  const event = environment["GITHUB_EVENT_NAME"] ?? "";
  const change = changeOfEvent(event, payload);
  const where = { root: places.root, api, workflow: workflowOfRun(environment), sha: environment["GITHUB_SHA"] };
  return { base: await baseOfEvent(change, where), note: ownLawNote(event, change) };
}
