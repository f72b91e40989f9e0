// d2d94ac403e3ff2ee3e384875730514721a6f10b27deb004d9810c65c31c8242
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_prove = require("./prove.js");
const require_main = require("./main.js");
let node_fs = require("node:fs");
let node_path = require("node:path");

// src/cli/handshake-target.ts
const usualPorts = {
	2379: "pd-client",
	2380: "pd-peer",
	20160: "tikv-grpc",
	20180: "tikv-status"
};
const ports = Object.values(usualPorts);
/** What goes with `--target`. */
const targetOnly = {
	port: {
		type: "string",
		value: "PORT",
		choices: ports,
		description: "with --target: which port it is; default by its number (2379, 2380, 20160, 20180)"
	},
	ca: {
		type: "string",
		value: "FILE",
		description: "with --target: the CAs that the client trusts (PEM)"
	},
	cert: {
		type: "string",
		value: "FILE",
		description: "with --target: the certificate that the right client shows (PEM)"
	},
	key: {
		type: "string",
		value: "FILE",
		description: "with --target: its private key (PEM); read, and never printed"
	},
	"server-name": {
		type: "string",
		value: "NAME",
		description: "with --target: the name that the server's certificate has to have (default: the host)"
	},
	instance: {
		type: "string",
		value: "NAME",
		description: "with --target: which instance of PATH it is (default: the one that has this address)"
	}
};
const targetOptions = {
	target: {
		type: "string",
		value: "HOST:PORT",
		description: "dial a running port instead, and change nothing there"
	},
	...targetOnly
};
/** What says how twins are run, or for when: a running port has neither. */
const withoutTarget = [
	"engine",
	"pd-server",
	"tikv-server",
	"print",
	"now"
];
/** Is a running port meant? Options that do not go together are a `UsageError`. */
function hasTarget(parsed) {
	const isGiven = (name) => parsed.text(name) !== void 0 || parsed.flag(name);
	if (parsed.text("target") === void 0) {
		const lone = Object.keys(targetOnly).find(isGiven);
		if (lone !== void 0) throw new require_main.UsageError(`--${lone} needs --target HOST:PORT: it is about a running port`);
		return false;
	}
	const strange = withoutTarget.find(isGiven);
	if (strange !== void 0) throw new require_main.UsageError(`--${strange} does not go with --target: nothing is started, and time is the present`);
	return true;
}
/** Runs `handshake --target`; gives the exit status. */
async function runTarget(parsed, request, outputs, surroundings, around) {
	const dialled = dialledBy(parsed, surroundings);
	const found = await environmentsOf(request);
	if ("mistakes" in found) return require_engine.printMistakes(found.mistakes, surroundings, request.places);
	const expected = expectedAt(found.environments, dialled, parsed.text("instance"));
	const proof = await require_prove.proveTarget({
		...dialled,
		expected
	}, around);
	const silence = nobodyThere(proof);
	if (silence !== void 0) throw new require_main.UsageError(`--target ${require_prove.addressText(dialled.address)}: ${silence}`);
	const judged = await require_engine.judgeTree({
		...request,
		...expected === void 0 ? {
			tree: nothing,
			judged: void 0,
			config: void 0,
			environments: []
		} : { environments: [expected.environment] },
		prove: async () => [proof]
	});
	if (judged.kind === "refused") return require_engine.printMistakes(judged.mistakes, surroundings, request.places);
	for (const output of outputs) await require_engine.writeReport(judged, output, {
		parsed,
		surroundings,
		root: request.places.root
	});
	if (expected !== void 0) return judged.report.conclusion === "success" ? 0 : 1;
	const right = proof.trials.find(({ attempt }) => attempt === "right-client");
	if (right === void 0 || right.observed.kind === "accepted") return 0;
	surroundings.stderr.write(`tikv-tls-gate: the right client is not served: ${require_main.singleLine(require_engine.observedText(right.observed))}\n`);
	return 1;
}
/** A tree without a file: nothing in it says what the port should do. */
const nothing = {
	name: "no files",
	list: async () => [],
	read: async () => /* @__PURE__ */ new Uint8Array()
};
async function environmentsOf(request) {
	let seen = [];
	const result = await require_engine.judgeTree({
		...request,
		prove: async (environments) => {
			seen = environments;
			return [];
		}
	});
	return result.kind === "refused" ? { mistakes: result.mistakes } : { environments: seen };
}
function dialledBy(parsed, surroundings) {
	const address = addressOf(parsed.text("target") ?? "");
	const port = parsed.text("port") ?? usualPorts[address.port];
	if (port === void 0) throw new require_main.UsageError(`--target ${require_prove.addressText(address)}: say which port it is with --port (${ports.join(", ")})`);
	const file = (option) => {
		const path = parsed.text(option);
		return path === void 0 ? void 0 : {
			path,
			text: textOf(option, path, surroundings)
		};
	};
	const [certificate, key] = [file("cert"), file("key")];
	if (certificate === void 0 !== (key === void 0)) throw new require_main.UsageError(`--${certificate === void 0 ? "key" : "cert"} needs --${certificate === void 0 ? "cert" : "key"}`);
	return {
		address,
		port,
		serverName: parsed.text("server-name") ?? address.host,
		ca: file("ca"),
		identity: certificate && key && {
			certificate,
			key
		}
	};
}
function addressOf(text) {
	const { host, port } = require_engine.splitAddress(text);
	if (text.includes("/") || text.includes("@") || host === "" || port === void 0 || port < 1 || port > 65535) throw new require_main.UsageError(`--target ${text}: not an address such as 10.0.0.1:2379 or [::1]:20160`);
	return {
		host,
		port
	};
}
/** The most that a PEM file of the user's may have, in bytes. */
const mostOfAFile = 4194304;
function textOf(option, path, { cwd }) {
	try {
		const bytes = (0, node_fs.readFileSync)((0, node_path.resolve)(cwd, path));
		if (bytes.length > mostOfAFile) throw new require_main.UsageError(`--${option} ${path}: too large for a PEM file`);
		return bytes.toString("utf8");
	} catch (error) {
		if (error instanceof require_main.UsageError) throw error;
		throw new require_main.UsageError(`--${option} ${path}: cannot be read (${error.code ?? "unknown reason"})`);
	}
}
/** The instance of the files that the port belongs to. */
function expectedAt(environments, { address, port }, name) {
	const own = environments.flatMap((environment) => environment.instances.map((instance) => ({
		environment: environment.name,
		instance
	}))).filter(({ instance }) => instance.component === require_engine.componentOf$1(port));
	const found = own.filter(({ instance }) => name === void 0 ? require_prove.isAddressOf(instance, port, address) : instance.name === name);
	if (found.length > 1) {
		const shown = found.slice(0, 5).map((one) => `${one.instance.name} of ${one.environment}`);
		const what = name === void 0 ? `--target ${require_prove.addressText(address)} is the address of` : `--instance ${name}: there are`;
		throw new require_main.UsageError(`${what} ${shown.join(", ")}; say which with --environment${name === void 0 ? " and --instance" : ""}`);
	}
	if (name !== void 0 && found.length === 0) {
		const names = own.map(({ instance }) => instance.name);
		throw new require_main.UsageError(`--instance ${name}: no instance of this name has a ${port} port${require_main.suggestion(name, names)}`);
	}
	return found[0];
}
/** Why nothing can be said, where not one attempt found anybody. */
function nobodyThere({ trials, surveys }) {
	const [first] = trials;
	if (surveys.length > 0 || first === void 0 || first.observed.kind !== "inconclusive") return void 0;
	return trials.every(({ observed }) => observed.kind === "inconclusive") ? first.observed.because : void 0;
}

// src/cli/handshake.ts
const options = {
	engine: {
		type: "string",
		value: "ENGINE",
		choices: require_prove.engineKinds,
		description: "loopback (models of PD and TiKV), process (pd-server, tikv-server) or docker; default: what is there"
	},
	"pd-server": {
		type: "string",
		value: "FILE",
		description: "the pd-server to start (default: the one on the PATH)"
	},
	"tikv-server": {
		type: "string",
		value: "FILE",
		description: "the tikv-server to start (default: the one on the PATH)"
	},
	print: {
		type: "boolean",
		description: "print the commands of a verification by hand instead, as Markdown"
	},
	...targetOptions,
	...require_engine.gateOptions,
	...require_engine.reportOptions
};
const handshakeCommand = {
	summary: "show by real handshakes what the files say",
	help: `Usage: tikv-tls-gate handshake [PATH] [options]

Starts an ephemeral cluster that looks like each environment, with twins of its certificates (throw-away keys, the same names,
usages, kinds and validity), dials every port in the right way and in wrong ones, and compares what happened with what the
files let expect. The findings of check are in the same report. Keys and certificates live in a private folder that is
removed at the end.

With --target it dials a running port instead, in the same ways, with files that you name. It asks and changes nothing; where
PATH has the instance at this address, what the port does is compared with what the files let expect.

Options:
${require_main.describeOptions(options)}

Exit status: 0 the policy is met; 1 findings at or above --fail-on; 2 could not judge or test.

Examples:
  tikv-tls-gate handshake --environment prod
  tikv-tls-gate handshake --pd-server ./pd-server --verbose
  tikv-tls-gate handshake --engine docker --format json=proof.json
  tikv-tls-gate handshake --print --environment prod > verify-prod.md
  tikv-tls-gate handshake --target pd-1.prod:2379 --ca ca.pem --cert client.pem --key client-key.pem
`,
	async run(args, surroundings) {
		const parsed = require_main.parseOptions("handshake", args, options, 1);
		const dialsTarget = hasTarget(parsed);
		const outputs = require_engine.outputsOf(parsed, surroundings);
		const request = await require_engine.gateRequest(parsed, surroundings, parsed.text("fail-on") ?? "error");
		if (parsed.flag("print")) return printRunbook(request, surroundings);
		const around = {
			signal: surroundings.interruption?.() ?? new AbortController().signal,
			now: () => surroundings.now + surroundings.elapsed(),
			progress: (line) => {
				if (surroundings.stderr.isTTY === true) surroundings.stderr.write(`${require_main.singleLine(line)}\n`);
			}
		};
		if (dialsTarget) return runTarget(parsed, request, outputs, surroundings, around);
		const prove = require_prove.proverOf({
			engine: parsed.text("engine"),
			programs: programsOf(parsed, surroundings),
			environment: surroundings.environment,
			chosenBy: "option",
			at: parsed.text("now") === void 0 ? void 0 : request.now
		}, around);
		const result = await require_engine.judgeTree({
			...request,
			prove
		});
		if (result.kind === "refused") return require_engine.printMistakes(result.mistakes, surroundings, request.places);
		if ((result.report.proofs ?? []).length === 0) {
			surroundings.stderr.write(`tikv-tls-gate: nothing to test: ${require_main.singleLine(result.message)}\n`);
			return 2;
		}
		for (const output of outputs) await require_engine.writeReport(result, output, {
			parsed,
			surroundings,
			root: request.places.root
		});
		return result.report.conclusion === "success" ? 0 : 1;
	}
};
async function printRunbook(request, surroundings) {
	const texts = [];
	const result = await require_engine.judgeTree({
		...request,
		prove: async (environments) => {
			for (const environment of environments) if (environment.instances.length > 0) texts.push(require_prove.runbookOf(environment));
			return [];
		}
	});
	if (result.kind === "refused") return require_engine.printMistakes(result.mistakes, surroundings, request.places);
	if (texts.length === 0) {
		surroundings.stderr.write(`tikv-tls-gate: ${require_main.singleLine(result.message)}\n`);
		return 2;
	}
	surroundings.stdout.write(texts.join("\n"));
	return 0;
}
function programsOf(parsed, { cwd }) {
	const named = ["pd", "tikv"].flatMap((component) => {
		const option = `${component}-server`;
		const text = parsed.text(option);
		if (text === void 0) return [];
		const file = (0, node_path.resolve)(cwd, text);
		if ((0, node_fs.statSync)(file, { throwIfNoEntry: false })?.isFile() !== true) throw new require_main.UsageError(`--${option} ${text}: no such file`);
		return [[component, file]];
	});
	return Object.fromEntries(named);
}

exports.handshakeCommand = handshakeCommand;
})
