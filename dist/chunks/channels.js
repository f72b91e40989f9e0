// fbe19ba317d28f02d8c1fc22b3e5940826a86eec18d4df8c13e2a988b8a4e198
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_main = require("./main.js");

// src/cli/channels.ts
const options = {
	...require_engine.gateOptions,
	format: {
		type: "string",
		value: "FORMAT",
		choices: require_engine.channelFormatNames,
		description: "text (default), mermaid or json"
	}
};
const channelsCommand = {
	summary: "show who talks to whom, and how safely",
	help: `Usage: tikv-tls-gate channels [PATH] [options]

Shows every connection of every environment: who dials whom, what the server gives, and whether the handshake succeeds.

Options:
${require_main.describeOptions(options)}

Examples:
  tikv-tls-gate channels
  tikv-tls-gate channels deploy --environment prod
  tikv-tls-gate channels --format mermaid
`,
	async run(args, surroundings) {
		const parsed = require_main.parseOptions("channels", args, options, 1);
		const request = await require_engine.gateRequest(parsed, surroundings, "never");
		const result = await require_engine.judgeTree(request);
		if (result.kind === "refused") return require_engine.printMistakes(result.mistakes, surroundings, request.places);
		if (result.kind === "empty") {
			surroundings.stderr.write(`tikv-tls-gate: ${result.message}\n`);
			return 2;
		}
		const format = parsed.text("format") ?? "text";
		const render = await require_engine.channelFormats[format]();
		surroundings.stdout.write(render(result.report, {
			width: surroundings.stdout.columns ?? 100,
			docsUrl: require_main.docsUrl
		}));
		return 0;
	}
};

exports.channelsCommand = channelsCommand;
})
