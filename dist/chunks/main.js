// f9702c4384766285dd63208816b734196ed6e7ebb56c69a038fbf5ea0e0b2f7d
(function (exports, require, module, __filename, __dirname) {
let node_fs = require("node:fs");
let node_util = require("node:util");

// src/cli/interruption.ts
/**
* A signal that aborts at the first Ctrl-C, or when a workflow is cancelled; a second one ends the process at once. It stays
* a listener for that: whoever tidies up at a signal that nobody else hears ends the process then and there.
*/
function interruption() {
	const controller = new AbortController();
	for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]]) process.on(signal, () => {
		if (controller.signal.aborted) process.exit(status);
		controller.abort(signal);
	});
	return controller.signal;
}

// src/discover/tree.ts
/** Does a path lie in a folder, or is it the folder (or the one file) itself? The empty folder holds all. */
function liesIn(path, folder) {
	return folder === "" || path === folder || path.startsWith(`${folder}/`);
}
/** A tree, or a file of it, that could not be read; the message stands alone. */
var TreeError = class extends Error {
	name = "TreeError";
	/** The message without the name of the file: `is no regular file`. */
	because;
	constructor(message, because = message) {
		super(message);
		this.because = because;
	}
};
/** A tree stopped answering: what was not read yet is not known, and nobody may take it for absent. */
var TreeLost = class extends Error {
	name = "TreeLost";
};
/** The order of a tree's entries: by UTF-16 units, the same on every machine. */
function compareEntries(a, b) {
	return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

// src/text/safe.ts
/**
* Text that comes from the judged repository, on its way out. File names, keys and values are the choice of whoever
* opened the pull request: none may act on a terminal, a page, a Markdown reader or the log of a workflow.
*/
/**
* What is not seen as what it is: controls (C0, C1, DEL), format characters (direction, zero width, tags), separators
* of lines and paragraphs, lone surrogates, private use, code points that are none; and those that are drawn as nothing
* though their class says otherwise (fillers, joiners, variation selectors).
*/
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]|[\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5|[\u180b-\u180d]|\u180f|\p{Variation_Selector}/gu;
/** Most texts: printable ASCII is seen as what it is, and needs no tables of Unicode. */
const notPlain = /[^ -~]/;
const named = {
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t"
};
/** What a terminal shows as it is: everything unseen becomes an escape (`\n`, `\u{202e}`). Idempotent. */
function forTerminal(text) {
	if (!notPlain.test(text)) return text;
	return text.replace(unseen, (character) => named[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
/**
* One line for a log or any plain text: as for a terminal, and GitHub's runner takes no part of it for a command
* (runner: src/Runner.Common/ActionCommand.cs). Idempotent.
*/
function singleLine(text) {
	return forTerminal(text).replace(/^( *):(?=:)/, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[");
}
const entities = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
/** Text and attribute values of HTML and XML. */
function forHtml(text) {
	return singleLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
/** Splits what GitHub would link: invisible on the page. */
const splitter = "&#8203;";
/** Text inside a line, a table cell or a link's text of GitHub's Markdown: nothing in it is markup, mention, reference or link. */
function forMarkdown(text) {
	return forHtml(text).replace(/[\\`*_{}[\]()!|~$^]/g, "\\$&").replace(/@|#(?!39;)/g, `$&${splitter}`).replace(/:(?=\/\/)|\bGH(?=-\d)|\bwww(?=\.)|:(?=[\w+-]+:)/gi, `$&${splitter}`).replace(/^ +/, (blanks) => "&#32;".repeat(blanks.length)).replace(/^[-+=]|^\d+(?=[.)\\])/, (start) => /\d/.test(start) ? `${start}${splitter}` : `\\${start}`);
}
/** Code inside a line or a table cell of Markdown. */
function codeSpan(text) {
	const line = singleLine(text);
	return line === "" || /[`|]|^ | $/.test(line) ? `<code>${forMarkdown(text)}</code>` : `\`${line}\``;
}
/** A repository path as part of a URL: every part percent-encoded, the `/` between them kept. */
function urlPath(path) {
	return path.replace(/\p{Surrogate}/gu, "\ufffd").split("/").map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)).join("/");
}

// src/text/tool.ts
/** The version of this program. */
const toolVersion = "0.1.0";
/** Where the pages of the rules are, without a slash at the end. */
const docsUrl = "https://github.com/tikv-tls-gate/tikv-tls-gate/blob/v0.1.0/docs/rules";

// src/text/nearest.ts
/** Damerau-Levenshtein distance (restricted), no more than `limit`; `limit + 1` stands for "further". */
function editDistance(a, b, limit) {
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let beforeLast = [];
	let last = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const cost = a[row - 1] === b[column - 1] ? 0 : 1;
			let best = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) best = Math.min(best, beforeLast[column - 2] + 1);
			current.push(best);
		}
		beforeLast = last;
		last = current;
	}
	return Math.min(last[b.length], limit + 1);
}
/** The candidate that a person most likely meant; undefined when none is near (a third of its letters, at least 2). */
function nearest(word, candidates) {
	const limit = Math.max(2, Math.floor(word.length / 3));
	let best;
	let bestDistance = limit + 1;
	for (const candidate of candidates) {
		const distance = editDistance(word, candidate, limit);
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}

// src/cli/options.ts
/** A usage mistake: one sentence for standard error, exit status 2. */
var UsageError = class extends Error {
	name = "UsageError";
};
/** Parses the arguments of one command; an unknown option or a bad value is a `UsageError` that names the nearest valid one. */
function parseOptions(command, args, specs, most) {
	const options = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, {
		type: spec.type,
		multiple: spec.multiple ?? false
	}]));
	const { values, positionals, tokens } = (0, node_util.parseArgs)({
		args: [...args],
		options,
		allowPositionals: true,
		strict: false,
		tokens: true
	});
	const see = `see: tikv-tls-gate ${command} --help`;
	for (const token of tokens) {
		if (token.kind !== "option") continue;
		const spec = specs[token.name];
		if (spec === void 0) {
			const near = nearest(token.name, Object.keys(specs));
			throw new UsageError(`unknown option ${token.rawName}${near === void 0 ? "" : `, did you mean --${near}?`}; ${see}`);
		}
		if (spec.type === "string" && (token.value === void 0 || token.value === "")) throw new UsageError(`option ${token.rawName} needs a value (${spec.value}); ${see}`);
		if (spec.type === "boolean" && token.value !== void 0) throw new UsageError(`option ${token.rawName} takes no value; ${see}`);
		if (spec.choices !== void 0 && !spec.choices.includes(token.value)) throw new UsageError(`${token.rawName} ${token.value}: not one of ${spec.choices.join(", ")}${suggestion(token.value, spec.choices)}`);
	}
	if (positionals.length > most) throw new UsageError(`unexpected argument ${positionals[most]}; ${see}`);
	return {
		positionals,
		text: (name) => {
			const value = values[name];
			return typeof value === "string" ? value : void 0;
		},
		list: (name) => (values[name] ?? []).slice(),
		flag: (name) => values[name] === true
	};
}
/** `; did you mean X?` when one of the candidates is near. */
function suggestion(word, candidates) {
	const near = nearest(word, candidates);
	return near === void 0 ? "" : `; did you mean ${near}?`;
}
/** The option part of a `--help` text. */
function describeOptions(specs) {
	const rows = Object.entries(specs).map(([name, spec]) => [`--${name}${spec.type === "string" ? ` ${spec.value}` : ""}`, spec]);
	const width = Math.max(...rows.map(([left]) => left.length)) + 2;
	return rows.map(([left, spec]) => `  ${left.padEnd(width)}${spec.description}${spec.multiple ? " (repeatable)" : ""}`).join("\n");
}

// src/cli/main.ts
const commands = {
	check: async () => (await Promise.resolve().then(() => require("./engine.js")).then((n) => n.check_exports)).checkCommand,
	channels: async () => (await Promise.resolve().then(() => require("./channels.js"))).channelsCommand,
	plan: async () => (await Promise.resolve().then(() => require("./plan.js"))).planCommand,
	fix: async () => (await Promise.resolve().then(() => require("./fix.js")).then((n) => n.fix_exports)).fixCommand,
	handshake: async () => (await Promise.resolve().then(() => require("./handshake.js"))).handshakeCommand,
	rules: async () => (await Promise.resolve().then(() => require("./rules.js"))).rulesCommand,
	explain: async () => (await Promise.resolve().then(() => require("./explain.js"))).explainCommand
};
/** Commands that the program will have; asked for today they say so instead of guessing. */
const later = { init: "writing a starting config" };
const usage = `tikv-tls-gate ${toolVersion}: a policy gate for TLS in TiKV clusters

Usage:
  tikv-tls-gate check [PATH] [options]      judge a repository or a folder, default "."
  tikv-tls-gate channels [PATH] [options]   show who talks to whom, and how safely
  tikv-tls-gate plan [PATH] --base REF      show what changes against a commit, and how to roll it out
  tikv-tls-gate fix [PATH] [--write]        put right what can be put right, as a diff or in the files
  tikv-tls-gate handshake [PATH] [options]  show by real handshakes what the files say
  tikv-tls-gate rules [--format json]       list the rules
  tikv-tls-gate explain RULE                show one rule's page

Each command has --help. Exit status: 0 the policy is met, 1 findings, 2 could not judge.

Examples:
  tikv-tls-gate check
  tikv-tls-gate check deploy --policy strict --format text --format sarif=gate.sarif
  tikv-tls-gate channels --format mermaid
  tikv-tls-gate explain config/tls-off
`;
/** Runs the command line; returns the exit status. Bad input and bad usage end in one sentence on standard error and 2. */
async function main(args, surroundings) {
	const [name, ...rest] = args;
	if (name === void 0) {
		surroundings.stderr.write(usage);
		return 2;
	}
	if (name === "--help" || name === "-h" || name === "help") {
		surroundings.stdout.write(usage);
		return 0;
	}
	if (name === "--version" || name === "-V") {
		surroundings.stdout.write(`${toolVersion}\n`);
		return 0;
	}
	try {
		return await (await find(name, args)).run(rest, surroundings);
	} catch (error) {
		if (error instanceof UsageError || error instanceof TreeError) {
			surroundings.stderr.write(`tikv-tls-gate: ${singleLine(error.message)}\n`);
			return 2;
		}
		if (error instanceof Error && error.name === "Interrupted") {
			surroundings.stderr.write(`tikv-tls-gate: ${error.message}\n`);
			return "signal" in error && error.signal === "SIGTERM" ? 143 : 130;
		}
		const message = error instanceof Error ? error.message : String(error);
		surroundings.stderr.write(`tikv-tls-gate: internal error, please report it: ${singleLine(message)}\n`);
		if (surroundings.environment["TIKV_TLS_GATE_DEBUG"] !== void 0 && error instanceof Error) surroundings.stderr.write(`${error.stack}\n`);
		return 2;
	}
}
async function find(name, args) {
	const load = Object.hasOwn(commands, name) ? commands[name] : void 0;
	if (load === void 0) {
		if (Object.hasOwn(later, name)) throw new UsageError(`${name}: ${later[name]} is not part of version ${toolVersion} yet`);
		const hint = name.startsWith("-") ? "; options follow the command" : suggestion(name, Object.keys(commands));
		throw new UsageError(`unknown command ${name}${hint}; see: tikv-tls-gate --help`);
	}
	const command = await load();
	if (!args.includes("--help") && !args.includes("-h")) return command;
	return {
		...command,
		async run(_, { stdout }) {
			stdout.write(command.help);
			return 0;
		}
	};
}

// src/cli/standard-stream.ts
/**
* Standard output or standard error. A file or a pipe is written without Node's stream: to make that one takes a tenth of a bare
* Node's start. A reader that goes away (`| head`) is no error of ours.
*/
var StandardStream = class {
	#descriptor;
	#stream;
	constructor(descriptor) {
		this.#descriptor = descriptor;
		if (!isFileOrPipe(descriptor)) this.#stream = streamOf(descriptor);
	}
	get isTTY() {
		return this.#stream?.isTTY === true;
	}
	get columns() {
		return this.#stream?.columns;
	}
	write(text) {
		if (this.#stream !== void 0) {
			this.#stream.write(text);
			return;
		}
		const bytes = Buffer.from(text);
		let written = 0;
		try {
			while (written < bytes.length) written += (0, node_fs.writeSync)(this.#descriptor, bytes, written);
		} catch (error) {
			const { code } = error;
			if (code === "EPIPE") return;
			if (code !== "EAGAIN") throw error;
			this.#stream = streamOf(this.#descriptor);
			this.#stream.write(bytes.subarray(written));
		}
	}
};
function isFileOrPipe(descriptor) {
	try {
		const stats = (0, node_fs.fstatSync)(descriptor);
		return stats.isFile() || stats.isFIFO() || stats.isSocket();
	} catch {
		return false;
	}
}
function streamOf(descriptor) {
	const stream = descriptor === 1 ? process.stdout : process.stderr;
	stream.on("error", (error) => {
		if (error.code !== "EPIPE") throw error;
	});
	return stream;
}

Object.defineProperty(exports, "StandardStream", {
  enumerable: true,
  get: function () {
    return StandardStream;
  }
});
Object.defineProperty(exports, "TreeError", {
  enumerable: true,
  get: function () {
    return TreeError;
  }
});
Object.defineProperty(exports, "TreeLost", {
  enumerable: true,
  get: function () {
    return TreeLost;
  }
});
Object.defineProperty(exports, "UsageError", {
  enumerable: true,
  get: function () {
    return UsageError;
  }
});
Object.defineProperty(exports, "codeSpan", {
  enumerable: true,
  get: function () {
    return codeSpan;
  }
});
Object.defineProperty(exports, "compareEntries", {
  enumerable: true,
  get: function () {
    return compareEntries;
  }
});
Object.defineProperty(exports, "describeOptions", {
  enumerable: true,
  get: function () {
    return describeOptions;
  }
});
Object.defineProperty(exports, "docsUrl", {
  enumerable: true,
  get: function () {
    return docsUrl;
  }
});
Object.defineProperty(exports, "editDistance", {
  enumerable: true,
  get: function () {
    return editDistance;
  }
});
Object.defineProperty(exports, "forHtml", {
  enumerable: true,
  get: function () {
    return forHtml;
  }
});
Object.defineProperty(exports, "forMarkdown", {
  enumerable: true,
  get: function () {
    return forMarkdown;
  }
});
Object.defineProperty(exports, "forTerminal", {
  enumerable: true,
  get: function () {
    return forTerminal;
  }
});
Object.defineProperty(exports, "interruption", {
  enumerable: true,
  get: function () {
    return interruption;
  }
});
Object.defineProperty(exports, "liesIn", {
  enumerable: true,
  get: function () {
    return liesIn;
  }
});
Object.defineProperty(exports, "main", {
  enumerable: true,
  get: function () {
    return main;
  }
});
Object.defineProperty(exports, "nearest", {
  enumerable: true,
  get: function () {
    return nearest;
  }
});
Object.defineProperty(exports, "parseOptions", {
  enumerable: true,
  get: function () {
    return parseOptions;
  }
});
Object.defineProperty(exports, "singleLine", {
  enumerable: true,
  get: function () {
    return singleLine;
  }
});
Object.defineProperty(exports, "suggestion", {
  enumerable: true,
  get: function () {
    return suggestion;
  }
});
Object.defineProperty(exports, "toolVersion", {
  enumerable: true,
  get: function () {
    return toolVersion;
  }
});
Object.defineProperty(exports, "urlPath", {
  enumerable: true,
  get: function () {
    return urlPath;
  }
});
})
