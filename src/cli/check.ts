import { judgeTree } from "../gate/gate.ts";
import type { FailOn } from "../report/report.ts";
import type { Command } from "./command.ts";
import { gateOptions, gateRequest, printMistakes } from "./gate-options.ts";
import { describeOptions, type OptionSpecs, parseOptions } from "./options.ts";
import { outputsOf, reportOptions, writeReport } from "./report-output.ts";

const options: OptionSpecs = {
  ...gateOptions,
  ...reportOptions,
  "allow-empty": { type: "boolean", description: "exit 0 when there is nothing to check" },
};

export const checkCommand: Command = {
  summary: "judge a repository or a folder",
  help: `Usage: tikv-tls-gate check [PATH] [options]

Judges the TiKV and PD configurations and the certificates in a repository, a folder or a file (default ".") against a policy.
Of a folder inside a git checkout the whole checkout is read, so that names, certificates and findings are those of the whole,
and the report is about the folder. Paths in reports are those from the root of the checkout, on a terminal from where you stand.

Options:
${describeOptions(options)}

Exit status: 0 the policy is met; 1 findings at or above --fail-on; 2 could not judge (usage, policy or config file, nothing to check).

Examples:
  tikv-tls-gate check
  tikv-tls-gate check deploy --policy strict
  tikv-tls-gate check --environment prod --fail-on warning
  tikv-tls-gate check --format text --format sarif=gate.sarif --format json=gate.json
  tikv-tls-gate check --base origin/main --only new
  tikv-tls-gate check --now 2027-03-01T00:00:00Z     what fails on that day
`,

  async run(args, surroundings) {
    const parsed = parseOptions("check", args, options, 1);
    const outputs = outputsOf(parsed, surroundings);
    const failOn = (parsed.text("fail-on") ?? "error") as FailOn;
    const request = await gateRequest(parsed, surroundings, failOn);
    const result = await judgeTree(request);
    if (result.kind === "refused") return printMistakes(result.mistakes, surroundings, request.places);
    if (result.kind === "empty" && !parsed.flag("allow-empty")) {
      surroundings.stderr.write(`tikv-tls-gate: ${result.message}\n`);
      return 2;
    }
    for (const output of outputs) await writeReport(result, output, { parsed, surroundings, root: request.places.root });
    return result.report.conclusion === "success" ? 0 : 1;
  },
};
