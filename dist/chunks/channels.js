import { b as gateRequest, nt as channelFormatNames, rt as channelFormats, w as judgeTree, x as printMistakes, y as gateOptions } from "./engine.js";
import { i as parseOptions, o as docsUrl, r as describeOptions } from "./main.js";

// src/commands/channels.ts
const options = {
	...gateOptions,
	format: {
		type: "string",
		value: "FORMAT",
		choices: channelFormatNames,
		description: "text (default), mermaid or json"
	}
};
const channelsCommand = {
	summary: "show who talks to whom, and how safely",
	help: `Usage: tikv-tls-gate channels [PATH] [options]

Shows every connection of every environment: who dials whom, what the server gives, and whether the handshake succeeds.

Options:
${describeOptions(options)}

Examples:
  tikv-tls-gate channels
  tikv-tls-gate channels deploy --environment prod
  tikv-tls-gate channels --format mermaid
`,
	async run(args, surroundings) {
		const parsed = parseOptions("channels", args, options, 1);
		const result = await judgeTree(await gateRequest(parsed, surroundings, "never"));
		if (result.kind === "refused") return printMistakes(result.mistakes, surroundings);
		if (result.kind === "empty") {
			surroundings.stderr.write(`tikv-tls-gate: ${result.message}\n`);
			return 2;
		}
		const format = parsed.text("format") ?? "text";
		const render = await channelFormats[format]();
		surroundings.stdout.write(render(result.report, {
			width: surroundings.stdout.columns ?? 100,
			docsUrl
		}));
		return 0;
	}
};

export { channelsCommand };