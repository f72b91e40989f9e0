import { statSync } from "node:fs";
import { resolve } from "node:path";
import { judgeTree } from "../gate/gate.ts";
import type { Component } from "../model/instances/instance.ts";
import { type EngineKind, engineKinds } from "../prove/engine.ts";
import type { ProofSurroundings } from "../prove/prove.ts";
import { runbookOf } from "../prove/runbook.ts";
import type { FailOn } from "../report/report.ts";
import { singleLine } from "../text/safe.ts";
import type { Command, Surroundings } from "./command.ts";
import { gateOptions, gateRequest, type PlacedRequest, printMistakes } from "./gate-options.ts";
import { hasTarget, runTarget, targetOptions } from "./handshake-target.ts";
import { describeOptions, type OptionSpecs, type ParsedOptions, parseOptions, UsageError } from "./options.ts";
import { proverOf } from "./prove-environments.ts";
import { outputsOf, reportOptions, writeReport } from "./report-output.ts";

const options: OptionSpecs = {
  engine: {
    type: "string",
    value: "ENGINE",
    choices: engineKinds,
    description: "loopback (models of PD and TiKV), process (pd-server, tikv-server) or docker; default: what is there",
  },
  "pd-server": { type: "string", value: "FILE", description: "the pd-server to start (default: the one on the PATH)" },
  "tikv-server": { type: "string", value: "FILE", description: "the tikv-server to start (default: the one on the PATH)" },
  print: { type: "boolean", description: "print the commands of a verification by hand instead, as Markdown" },
  ...targetOptions,
  ...gateOptions,
  ...reportOptions,
};

export const handshakeCommand: Command = {
  summary: "show by real handshakes what the files say",
  help: `Usage: tikv-tls-gate handshake [PATH] [options]

Starts an ephemeral cluster that looks like each environment, with twins of its certificates (throw-away keys, the same names,
usages, kinds and validity), dials every port in the right way and in wrong ones, and compares what happened with what the
files let expect. The findings of check are in the same report. Keys and certificates live in a private folder that is
removed at the end.

With --target it dials a running port instead, in the same ways, with files that you name. It asks and changes nothing; where
PATH has the instance at this address, what the port does is compared with what the files let expect.

Options:
${describeOptions(options)}

Exit status: 0 the policy is met; 1 findings at or above --fail-on; 2 could not judge or test.

Examples:
  tikv-tls-gate handshake --environment prod
  tikv-tls-gate handshake --pd-server ./pd-server --verbose
  tikv-tls-gate handshake --engine docker --format json=proof.json
  tikv-tls-gate handshake --print --environment prod > verify-prod.md
  tikv-tls-gate handshake --target pd-1.prod:2379 --ca ca.pem --cert client.pem --key client-key.pem
`,

  async run(args, surroundings) {
    const parsed = parseOptions("handshake", args, options, 1);
    const dialsTarget = hasTarget(parsed);
    const outputs = outputsOf(parsed, surroundings);
    const request = await gateRequest(parsed, surroundings, (parsed.text("fail-on") ?? "error") as FailOn);
    if (parsed.flag("print")) return printRunbook(request, surroundings);
    const around: ProofSurroundings = {
      signal: surroundings.interruption?.() ?? new AbortController().signal,
      now: () => surroundings.now + surroundings.elapsed(),
      progress: (line) => {
        if (surroundings.stderr.isTTY === true) surroundings.stderr.write(`${singleLine(line)}\n`);
      },
    };
    if (dialsTarget) return runTarget(parsed, request, outputs, surroundings, around);
    const prove = proverOf(
      {
        engine: parsed.text("engine") as EngineKind | undefined,
        programs: programsOf(parsed, surroundings),
        environment: surroundings.environment,
        chosenBy: "option",
        at: parsed.text("now") === undefined ? undefined : request.now,
      },
      around,
    );
    const result = await judgeTree({ ...request, prove });
    if (result.kind === "refused") return printMistakes(result.mistakes, surroundings, request.places);
    if ((result.report.proofs ?? []).length === 0) {
      surroundings.stderr.write(`tikv-tls-gate: nothing to test: ${singleLine(result.message)}\n`);
      return 2;
    }
    for (const output of outputs) await writeReport(result, output, { parsed, surroundings, root: request.places.root });
    return result.report.conclusion === "success" ? 0 : 1;
  },
};

async function printRunbook(request: PlacedRequest, surroundings: Surroundings): Promise<number> {
  const texts: string[] = [];
  const result = await judgeTree({
    ...request,
    prove: async (environments) => {
      for (const environment of environments) if (environment.instances.length > 0) texts.push(runbookOf(environment));
      return [];
    },
  });
  if (result.kind === "refused") return printMistakes(result.mistakes, surroundings, request.places);
  if (texts.length === 0) {
    surroundings.stderr.write(`tikv-tls-gate: ${singleLine(result.message)}\n`);
    return 2;
  }
  surroundings.stdout.write(texts.join("\n"));
  return 0;
}

function programsOf(parsed: ParsedOptions, { cwd }: Surroundings): Readonly<Partial<Record<Component, string>>> {
  const named = (["pd", "tikv"] as const).flatMap((component) => {
    const option = `${component}-server`;
    const text = parsed.text(option);
    if (text === undefined) return [];
    const file = resolve(cwd, text);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new UsageError(`--${option} ${text}: no such file`);
    return [[component, file] as const];
  });
  return Object.fromEntries(named);
}
