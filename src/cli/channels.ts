import { judgeTree } from "../gate/gate.ts";
import { type ChannelFormatName, channelFormatNames, channelFormats } from "../report/formats.ts";
import { docsUrl } from "../text/tool.ts";
import type { Command } from "./command.ts";
import { gateOptions, gateRequest, printMistakes } from "./gate-options.ts";
import { describeOptions, type OptionSpecs, parseOptions } from "./options.ts";

const options: OptionSpecs = {
  ...gateOptions,
  format: {
    type: "string",
    value: "FORMAT",
    choices: channelFormatNames,
    description: "text (default), mermaid or json",
  },
  "explain-environments": {
    type: "boolean",
    description: "show instead which files are in which environment and cluster, and why",
  },
};

export const channelsCommand: Command = {
  summary: "show who talks to whom, and how safely",
  help: `Usage: tikv-tls-gate channels [PATH] [options]

Shows every connection of every environment: who dials whom, what the server gives, and whether the handshake succeeds.

Options:
${describeOptions(options)}

Examples:
  tikv-tls-gate channels
  tikv-tls-gate channels deploy --environment prod
  tikv-tls-gate channels --format mermaid
  tikv-tls-gate channels --explain-environments      which file is where, and why
`,

  async run(args, surroundings) {
    const parsed = parseOptions("channels", args, options, 1);
    const request = await gateRequest(parsed, surroundings, "never");
    const result = await judgeTree(request);
    if (result.kind === "refused") return printMistakes(result.mistakes, surroundings, request.places);
    if (result.kind === "empty") {
      surroundings.stderr.write(`tikv-tls-gate: ${result.message}\n`);
      return 2;
    }
    if (parsed.flag("explain-environments")) {
      const { environmentsText } = await import("../report/terminal/environments-text.ts");
      surroundings.stdout.write(environmentsText(result.report));
      return 0;
    }
    const format = (parsed.text("format") ?? "text") as ChannelFormatName;
    const render = await channelFormats[format]();
    surroundings.stdout.write(render(result.report, { width: surroundings.stdout.columns ?? 100, docsUrl }));
    return 0;
  },
};
