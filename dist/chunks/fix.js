// eecf5af07624b83c030439a9732b7a892d030e04258fb029f2e6d1ad3f41a07c
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_main = require("./main.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_crypto = require("node:crypto");

// src/commands/edited-tree.ts
/** A tree over which edits can be laid without touching it. Each file of it is read once. */
var EditedTree = class {
	#tree;
	#read = /* @__PURE__ */ new Map();
	constructor(tree) {
		this.#tree = tree;
	}
	/** The tree with other texts in place of some of its files. */
	with(texts) {
		return {
			name: this.#tree.name,
			list: () => this.#tree.list(),
			read: async (entry, limit) => {
				const text = texts.get(entry.path);
				if (text !== void 0) return new TextEncoder().encode(text);
				const known = this.#read.get(entry.path);
				if (known !== void 0 && (limit === void 0 || known.length <= limit)) return known;
				const bytes = await this.#tree.read(entry, limit);
				this.#read.set(entry.path, bytes);
				return bytes;
			}
		};
	}
	/** What a file held when it was read; undefined where it was not. */
	bytesOf(path) {
		return this.#read.get(path);
	}
};

// src/commands/fix-run.ts
/** A fix can make room for another one; a run that goes on for longer than this goes round in circles. */
const mostRounds = 10;
/** So far is looked ahead: a key that is put right turns TLS on, and then the scheme of a URL has to follow. */
const mostFollowing = 3;
/**
* Makes the wanted fixes in memory: as many at once as do not touch each other, then again until none is left. Every
* state is judged by the whole gate, and fixes after which the files are not better are taken back.
*/
async function runFixes(request, isWanted) {
	const tree = new EditedTree(request.tree);
	const first = await require_engine.judgeTree({
		...request,
		tree: tree.with(/* @__PURE__ */ new Map())
	});
	if (first.kind !== "judged") return first.kind === "refused" ? first : {
		kind: "empty",
		message: first.message
	};
	const bench = {
		textOf: (path) => decoded(tree.bytesOf(path)),
		async judge(texts) {
			const judged = await require_engine.judgeTree({
				...request,
				tree: tree.with(texts)
			});
			return judged.kind === "refused" ? void 0 : judged.report;
		}
	};
	const refused = /* @__PURE__ */ new Map();
	const isOpen = (finding) => !refused.has(keyOf(finding)) && isWanted(finding);
	let state = {
		texts: /* @__PURE__ */ new Map(),
		report: first.report,
		applied: []
	};
	for (let round = 0; round < mostRounds; round++) {
		const candidates = candidatesIn(state, isOpen);
		if (candidates.length === 0) break;
		const result = await attempt(candidates, state, isOpen, bench);
		for (const refusal of result.refused) refused.set(keyOf(refusal.finding), refusal);
		state = result.state;
	}
	const changed = [...state.texts].map(([path, after]) => ({
		path,
		before: tree.bytesOf(path) ?? /* @__PURE__ */ new Uint8Array(),
		after
	}));
	return {
		kind: "fixed",
		before: first.report,
		after: state.report,
		applied: state.applied,
		refused: [...refused.values()],
		files: changed.sort((a, b) => a.path < b.path ? -1 : 1)
	};
}
function candidatesIn({ report }, isOpen) {
	return require_engine.withoutOverlaps(report.findings.filter(isFixable).filter(isOpen));
}
/**
* One round. Where all fixes together are not accepted, halves of them are tried, down to each by itself. A group that is
* accepted with what follows from it ends the round: the places of the others have moved.
*/
async function attempt(candidates, start, isOpen, bench) {
	const accepted = [];
	const refused = [];
	let state = start;
	const waiting = [candidates];
	for (let group = waiting.pop(); group !== void 0; group = waiting.pop()) {
		const made = await make([...accepted, ...group], start, bench);
		const because = made === void 0 ? "the gate could not judge any more" : objection(group, state, made);
		if (made !== void 0 && because === void 0) {
			accepted.push(...group);
			state = made;
			continue;
		}
		const further = made && await lookAhead(made, state, group, isOpen, bench);
		if (further !== void 0) return {
			refused: [],
			state: further
		};
		const [finding] = group;
		if (group.length === 1 && finding !== void 0) refused.push({
			finding,
			because: because ?? ""
		});
		else waiting.push(...halves(group).toReversed());
	}
	return {
		refused,
		state
	};
}
async function make(fixes, start, bench) {
	const edits = fixes.flatMap(({ fix }) => fix.edits);
	const edited = require_engine.applyEdits(edits, (path) => start.texts.get(path) ?? bench.textOf(path));
	const texts = new Map([...start.texts, ...edited]);
	const report = await bench.judge(texts);
	return report && {
		texts,
		report,
		applied: [...start.applied, ...fixes]
	};
}
/** Is it good together with the fixes that become possible by it, or that had no room beside it? */
async function lookAhead(made, before, group, isOpen, bench) {
	const known = new Set(before.report.findings.map(({ fingerprint }) => fingerprint));
	const paths = new Set(group.map(({ path }) => path));
	const follows = ({ fingerprint, path }) => !known.has(fingerprint) || paths.has(path);
	let state = made;
	for (let step = 0; step < mostFollowing; step++) {
		const following = candidatesIn(state, (finding) => isOpen(finding) && follows(finding));
		if (following.length === 0) return void 0;
		const next = await make(following, state, bench);
		if (next === void 0) return void 0;
		if (objection(group, before, next) === void 0) return next;
		state = next;
	}
}
/** Fixes of several environments bring nothing new at all: one must not pay for another. */
function objection(group, { report: before }, { report: after }) {
	const because = require_engine.objectionTo(group, before, after);
	const isMixed = new Set(group.map(({ environment }) => environment)).size > 1;
	return because ?? (isMixed && require_engine.broughtBy(before, after).length > 0 ? "some of them bring findings" : void 0);
}
/** Environments stay whole as long as there are several, then files: what belongs together works together. */
function halves(group) {
	const keys = [
		({ environment }) => environment ?? "",
		({ path }) => path,
		(_, index) => String(index)
	];
	for (const key of keys) {
		const names = [...new Set(group.map(key))];
		if (names.length < 2) continue;
		const first = new Set(names.slice(0, names.length >> 1));
		return [true, false].map((isFirst) => group.filter((finding, index) => first.has(key(finding, index)) === isFirst));
	}
	return [];
}
function isFixable(finding) {
	return finding.fix !== null && finding.fix.edits.length > 0 && finding.waiver === null;
}
function keyOf({ fingerprint, fix }) {
	return `${fingerprint}\n${fix.description}`;
}
function decoded(bytes) {
	return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
}

// src/commands/fix-summary.ts
/** So many findings without a fix are told one by one; of more only the rules. */
const mostTold = 10;
/** What was fixed, what could be and was not, and what is left for a person. */
function fixSummary(run, options) {
	const { applied, refused, after, files } = run;
	const paint = require_engine.painter(options.isColored);
	const lines = [];
	const part = (title, rows) => {
		if (rows.length > 0) lines.push(paint.bold(title), ...rows.map((row) => `  ${row}`), "");
	};
	part(`${options.isWritten ? "Fixed" : "To fix"}: ${count(applied.length, "finding")} in ${count(files.length, "file")}`, applied.map((finding) => `${place(finding)} ${require_main.singleLine(finding.fix.description)}${mark(finding.fix.safety)}`));
	const left = after.findings.filter(({ waiver }) => waiver === null);
	const told = new Set(refused.map(({ finding }) => finding.fingerprint));
	part("Not fixed, since the files would not be better", refused.map(({ finding, because }) => `${place(finding)} ${require_main.singleLine(finding.fix.description)}: ${require_main.singleLine(because)}`));
	const unsafe = left.filter(isFixable).filter(({ fix, fingerprint }) => fix.safety === "unsafe" && !told.has(fingerprint));
	if (!options.unsafeIsAllowed) part("For a person to decide (--unsafe makes these)", unsafe.map((finding) => `${place(finding)} ${require_main.singleLine(finding.fix.description)}`));
	const unfixable = left.filter((finding) => finding.fix === null && finding.severity !== "note");
	part(`Without a fix: ${count(unfixable.length, "finding")}`, withoutFix(unfixable, options.isVerbose));
	if (lines.length === 0) lines.push("Nothing to fix.", "");
	if (applied.length > 0) {
		const when = options.isWritten ? "" : ", once it is in the files";
		lines.push(`In which order it can be rolled out${when}: tikv-tls-gate plan --base HEAD`);
	}
	return `${lines.join("\n").trimEnd()}\n`;
}
function withoutFix(findings, isVerbose) {
	if (isVerbose || findings.length <= mostTold) return findings.map((finding) => `${place(finding)} ${require_main.singleLine(finding.help)}`);
	const rules = /* @__PURE__ */ new Map();
	for (const { rule } of findings) rules.set(rule, (rules.get(rule) ?? 0) + 1);
	return [...rules].map(([rule, number]) => `${rule}: ${number}`).concat("--verbose tells what to do for each");
}
function place({ path, line, rule }) {
	return `${require_main.singleLine(path)}:${line} ${rule}:`;
}
function mark(safety) {
	return safety === "unsafe" ? " (unsafe)" : "";
}
function count(number, noun) {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

// src/commands/replace-files.ts
/**
* Puts new contents in the place of files, each in one step, so that nobody ever sees half of one. Refuses, before it
* writes anything, when a file is not what was judged any more: changed, replaced by a link, or behind one.
*/
function replaceFiles(path, files) {
	const real = (0, node_fs.realpathSync)(path);
	const root = (0, node_fs.statSync)(real).isDirectory() ? real : (0, node_path.dirname)(real);
	const modes = files.map((file) => checked(root, file));
	for (const [index, file] of files.entries()) replace((0, node_path.join)(root, file.path), file, modes[index]);
}
/** The mode of a file that is as it was judged. */
function checked(root, { path, before }) {
	const refuse = (because) => new require_main.UsageError(`${path}: ${because}; nothing was written`);
	const target = (0, node_path.join)(root, path);
	try {
		if ((0, node_fs.realpathSync)((0, node_path.dirname)(target)) !== (0, node_path.dirname)(target)) throw refuse("a symbolic link leads to it");
		const file = (0, node_fs.openSync)(target, node_fs.constants.O_RDONLY | (node_fs.constants.O_NOFOLLOW ?? 0) | (node_fs.constants.O_NONBLOCK ?? 0));
		try {
			const stats = (0, node_fs.fstatSync)(file);
			if (!stats.isFile()) throw refuse("is no regular file");
			if (!(0, node_fs.readFileSync)(file).equals(before)) throw refuse("changed while it was judged");
			return stats.mode & 4095;
		} finally {
			(0, node_fs.closeSync)(file);
		}
	} catch (error) {
		if (error instanceof require_main.UsageError) throw error;
		throw refuse(`cannot be opened (${codeOf(error)})`);
	}
}
function replace(target, { path, after }, mode) {
	const beside = (0, node_path.join)((0, node_path.dirname)(target), `.${(0, node_path.basename)(target).slice(0, 100)}.${(0, node_crypto.randomBytes)(6).toString("hex")}`);
	try {
		const file = (0, node_fs.openSync)(beside, "wx", 384);
		try {
			(0, node_fs.writeFileSync)(file, after);
			(0, node_fs.fchmodSync)(file, mode);
			(0, node_fs.fsyncSync)(file);
		} finally {
			(0, node_fs.closeSync)(file);
		}
		(0, node_fs.renameSync)(beside, target);
	} catch (error) {
		(0, node_fs.rmSync)(beside, { force: true });
		throw new require_main.UsageError(`cannot write ${path}: ${codeOf(error)}`);
	}
}
function codeOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown reason";
}

// src/commands/fix.ts
const { policy, config, environment, now } = require_engine.gateOptions;
const options = {
	write: {
		type: "boolean",
		description: "change the files; without it the changes are printed as a diff"
	},
	unsafe: {
		type: "boolean",
		description: "also the fixes that a person has to decide: they change who may connect, or how"
	},
	rule: {
		type: "string",
		multiple: true,
		value: "RULE",
		description: "only fixes of this rule"
	},
	policy,
	config,
	environment,
	now,
	output: {
		type: "string",
		value: "FILE",
		description: "write the diff there instead of standard output"
	},
	"fail-on": {
		type: "string",
		value: "LEVEL",
		choices: [
			"error",
			"warning",
			"never"
		],
		description: "lowest severity of what is left that gives exit status 1 (default error)"
	},
	"no-color": {
		type: "boolean",
		description: "no colour on a terminal (the variable NO_COLOR does the same)"
	},
	verbose: {
		type: "boolean",
		description: "tell every finding that is left, with what to do"
	}
};
const fixCommand = {
	summary: "put right what can be put right",
	help: `Usage: tikv-tls-gate fix [PATH] [--write] [--unsafe] [options]

Corrects what the gate finds, as far as the correction follows from the files: as a diff for git apply, or in the files
with --write. Comments and formatting stay. The result is judged before it is shown: a fix that would bring another finding,
weaken a channel or break a handshake is not made. Waived findings are left alone.

Options:
${require_main.describeOptions(options)}

Exit status: 0 nothing to change (or, with --write, everything is changed) and nothing left at or above --fail-on; 1 there are
changes to make, or findings left; 2 could not judge, or could not write.

Examples:
  tikv-tls-gate fix
  tikv-tls-gate fix deploy --write
  tikv-tls-gate fix --unsafe --environment prod
  tikv-tls-gate fix --rule config/unknown-key > fix.patch && git apply fix.patch
`,
	async run(args, surroundings) {
		const parsed = require_main.parseOptions("fix", args, options, 1);
		const rules = new Set(parsed.list("rule"));
		for (const id of rules) if (!require_engine.ruleIds.has(id)) throw new require_main.UsageError(`--rule ${id}: no such rule${require_main.suggestion(id, require_engine.ruleIds)}`);
		if (parsed.flag("write") && parsed.text("output") !== void 0) throw new require_main.UsageError("--write changes the files and --output writes a diff: give one of them");
		const request = await require_engine.gateRequest(parsed, surroundings, parsed.text("fail-on") ?? "error");
		const run = await runFixes(request, ({ rule, fix }) => (rules.size === 0 || rules.has(rule)) && (fix.safety === "safe" || parsed.flag("unsafe")));
		if (run.kind === "refused") return require_engine.printMistakes(run.mistakes, surroundings);
		if (run.kind === "empty") {
			surroundings.stderr.write(`tikv-tls-gate: ${require_main.singleLine(run.message)}\n`);
			return 2;
		}
		return conclude(run, parsed, surroundings);
	}
};
function conclude(run, parsed, surroundings) {
	const isWriting = parsed.flag("write");
	if (isWriting) replaceFiles((0, node_path.resolve)(surroundings.cwd, parsed.positionals[0] ?? "."), run.files);
	else printDiff(run, parsed, surroundings);
	const summary = fixSummary(run, {
		isWritten: isWriting,
		isVerbose: parsed.flag("verbose"),
		unsafeIsAllowed: parsed.flag("unsafe"),
		isColored: isColored(isWriting ? surroundings.stdout : surroundings.stderr, parsed, surroundings)
	});
	(isWriting ? surroundings.stdout : surroundings.stderr).write(summary);
	return run.after.conclusion === "failure" || !isWriting && run.files.length > 0 ? 1 : 0;
}
function isColored(stream, parsed, { environment: variables }) {
	return stream.isTTY === true && !parsed.flag("no-color") && (variables["NO_COLOR"] ?? "") === "";
}
/**
* A diff in a pipe or a file is exact. On a terminal, and in the log of a workflow, no line of it may act: there it is
* made visible, and where that changed something it is no patch any more.
*/
function printDiff({ files }, parsed, surroundings) {
	const { stdout, stderr, cwd, environment: variables } = surroundings;
	const folder = folderBetween(cwd, (0, node_path.resolve)(cwd, parsed.positionals[0] ?? "."));
	const lines = files.flatMap(({ path, before, after }) => require_engine.unifiedDiff(`${folder}${path}`, Buffer.from(before).toString("utf8"), after));
	const output = parsed.text("output");
	if (output !== void 0) {
		require_engine.writeText((0, node_path.resolve)(cwd, output), lines.map((line) => `${line}\n`).join(""));
		return;
	}
	const shown = stdout.isTTY === true || variables["GITHUB_ACTIONS"] === "true" ? lines.map(visible) : lines;
	const paint = isColored(stdout, parsed, surroundings) ? painted : (line) => line;
	stdout.write(shown.map((line) => `${paint(line)}\n`).join(""));
	if (stdout.isTTY !== true && shown.some((line, index) => line !== lines[index])) stderr.write("tikv-tls-gate: characters that could act on the log are escaped in this diff; --output FILE writes it as it is\n");
}
/** Names in the diff are those from where it was asked for, as far as they lie below; `git apply` takes them from there. */
function folderBetween(cwd, path) {
	const root = (0, node_fs.statSync)(path).isDirectory() ? path : (0, node_path.dirname)(path);
	const between = require_engine.toRepoPath((0, node_path.relative)(cwd, root));
	return between === void 0 || between === "" || (0, node_path.isAbsolute)((0, node_path.relative)(cwd, root)) ? "" : `${between}/`;
}
/** Tabs and the carriage return at the end of a line are no danger in a diff. */
function visible(line) {
	const end = line.endsWith("\r") ? "\r" : "";
	return line.slice(0, line.length - end.length).split("	").map(require_main.forTerminal).join("	").replace(/^([ +-]\s*):(?=:)/, "$1\\u{3a}").replaceAll("##[", "#\\u{23}[").concat(end);
}
function painted(line) {
	const code = /^(?:---|\+\+\+) /.test(line) ? 1 : line.startsWith("@@") ? 36 : line.startsWith("+") ? 32 : line.startsWith("-") ? 31 : 0;
	return code === 0 ? line : `\u001B[${code}m${line}\u001B[0m`;
}

exports.fixCommand = fixCommand;
})
