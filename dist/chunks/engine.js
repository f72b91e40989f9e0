// 42e55ef0adf6877b17db1d00ff6b7776623b03ada143db46cd1b8a21bf5845fe
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_main = require("./main.js");
const require_standing = require("./standing.js");
let node_fs = require("node:fs");
let node_module = require("node:module");
let node_path = require("node:path");
let node_buffer = require("node:buffer");

// src/discover/vendored.ts
/** Folders whose content is not the repository's own, by name alone. */
const always = /* @__PURE__ */ new Set([
	".git",
	".hg",
	".svn",
	"node_modules",
	"bower_components",
	".terraform",
	".venv",
	"__pycache__",
	".tox",
	".nox",
	".gradle"
]);
/** Folders that are somebody else's code or build output only beside the file of a tool that makes them. */
const beside = {
	vendor: [
		"go.mod",
		"composer.json",
		"Gemfile",
		"Cargo.toml"
	],
	target: [
		"Cargo.toml",
		"pom.xml",
		"build.sbt"
	]
};
/** Is this folder left out? `siblings` are the names beside it. */
function isVendored(name, siblings) {
	if (always.has(name)) return true;
	return Object.hasOwn(beside, name) && (beside[name] ?? []).some((sibling) => siblings.has(sibling));
}

// src/discover/working-tree.ts
/** Far above any repository of configurations; a tree beyond them is refused as a whole, not judged in part. */
const treeLimits = {
	entries: 2e5,
	depth: 100,
	file: 16777216
};
/** The tree of a folder, or of one file. Throws `TreeError` when there is none. */
function workingTree(path, limits = treeLimits) {
	const stats = rootStats(path);
	if (!stats.isDirectory() && !stats.isFile()) {
		const because = "is neither a folder nor a regular file";
		throw new require_main.TreeError(`${path}: ${because}`, because);
	}
	const real = attempt(path, () => (0, node_fs.realpathSync)(path));
	const folder = stats.isDirectory() ? real : (0, node_path.dirname)(real);
	const only = stats.isDirectory() ? void 0 : [new WorkingFile(folder, (0, node_path.basename)(real))];
	return {
		name: path,
		list: async (part) => only ?? listPart({
			name: path,
			root: folder,
			limits
		}, part ?? whole),
		listEverything: async () => only ?? walk$1({
			name: path,
			root: folder,
			limits
		}, whole.folder, "everything"),
		look: (inside) => entryAt(folder, inside),
		read: async (entry, limit) => readRegularFile(folder, entry, Math.min(limit ?? limits.file, limits.file))
	};
}
function rootStats(path) {
	return attempt(path, () => (0, node_fs.statSync)(path));
}
/** A regular file; its size and mode are looked up when it is read, or when somebody asks: most files nobody asks about. */
var WorkingFile = class {
	kind = "file";
	path;
	#folder;
	#stats;
	constructor(folder, path) {
		this.#folder = folder;
		this.path = path;
	}
	get size() {
		return this.#look()?.size ?? 0;
	}
	get executable() {
		return ((this.#look()?.mode ?? 0) & 73) !== 0;
	}
	remember(stats) {
		this.#stats = stats;
	}
	#look() {
		this.#stats ??= (0, node_fs.lstatSync)((0, node_path.join)(this.#folder, this.path), { throwIfNoEntry: false }) ?? "gone";
		return this.#stats === "gone" ? void 0 : this.#stats;
	}
};
const whole = {
	folder: "",
	named: ""
};
/** The part's own entries, and those of what was named, if a vendored folder holds it. */
function listPart(tree, { folder, named }) {
	const own = walk$1(tree, folder);
	if (own.some(({ path }) => require_main.liesIn(path, named))) return own;
	const file = entryAt(tree.root, named);
	const others = file === void 0 ? walk$1(tree, named) : [file];
	return [...own, ...others].sort(require_main.compareEntries);
}
/** What is no folder, at a path; undefined where nothing is, or where a folder on the way is a link. */
function entryAt(root, path) {
	const full = (0, node_path.join)(root, path);
	const stats = attempt(path, () => statsAt(full));
	if (stats === void 0 || stats.isDirectory()) return void 0;
	return attempt(path, () => (0, node_fs.realpathSync)((0, node_path.dirname)(full))) === (0, node_path.dirname)(full) ? entryOf$1(root, path, stats) : void 0;
}
function statsAt(path) {
	try {
		return (0, node_fs.lstatSync)(path);
	} catch (error) {
		if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return void 0;
		throw error;
	}
}
/** Never descends into a link, so no loop can hold it, and nothing outside the root is seen. */
function walk$1({ name, root, limits }, start, extent = "own") {
	const entries = [];
	const waiting = [{
		path: start,
		depth: 0
	}];
	for (let folder = waiting.pop(); folder !== void 0; folder = waiting.pop()) {
		if (folder.depth > limits.depth) throw new require_main.TreeError(`${name}: more than ${limits.depth} folders lie inside each other`);
		const children = childrenOf(root, folder.path);
		const names = new Set(children.map((child) => child.name));
		for (const child of children) {
			const path = folder.path === "" ? child.name : `${folder.path}/${child.name}`;
			if (child.isDirectory()) {
				if (!(extent === "own" ? isVendored(child.name, names) : child.name === ".git")) waiting.push({
					path,
					depth: folder.depth + 1
				});
			} else if (child.name !== ".git") entries.push(entryOf$1(root, path, child));
		}
		if (entries.length > limits.entries) throw new require_main.TreeError(`${name}: holds more than ${limits.entries.toLocaleString("en")} files; name a folder inside it`);
	}
	return entries.sort(require_main.compareEntries);
}
function childrenOf(root, path) {
	return attempt(path === "" ? root : path, () => (0, node_fs.readdirSync)((0, node_path.join)(root, path), { withFileTypes: true }));
}
function entryOf$1(root, path, child) {
	if (child.isFile()) return new WorkingFile(root, path);
	if (child.isSymbolicLink()) return {
		path,
		kind: "link",
		size: 0,
		executable: false,
		staysInside: staysInside$1(root, (0, node_path.join)(root, path))
	};
	return {
		path,
		kind: "other",
		size: 0,
		executable: false
	};
}
function staysInside$1(root, link) {
	const target = targetOf$1(link);
	return target === root || target.startsWith(root.endsWith(node_path.sep) ? root : root + node_path.sep);
}
/** Where a link ends. A link into nothing, or into itself, ends where its text says. */
function targetOf$1(link) {
	try {
		return (0, node_fs.realpathSync)(link);
	} catch (error) {
		if (codeOf(error) === void 0) throw error;
	}
	try {
		return (0, node_path.resolve)((0, node_path.dirname)(link), (0, node_fs.readlinkSync)(link));
	} catch (error) {
		if (codeOf(error) === void 0) throw error;
		return node_path.sep;
	}
}
/** Opens without following a link or waiting for a FIFO, looks at what was opened, and reads no more than the limit. */
function readRegularFile(root, entry, limit) {
	const refuse = (because) => new require_main.TreeError(`${entry.path}: ${because}`, because);
	if (entry.kind !== "file") throw refuse("is no regular file");
	const flags = node_fs.constants.O_RDONLY | (node_fs.constants.O_NOFOLLOW ?? 0) | (node_fs.constants.O_NONBLOCK ?? 0);
	return attempt(entry.path, () => {
		const descriptor = (0, node_fs.openSync)((0, node_path.join)(root, entry.path), flags);
		try {
			const stats = (0, node_fs.fstatSync)(descriptor);
			if (!stats.isFile()) throw refuse("is no regular file");
			if (stats.size > limit) throw refuse(tooLarge(limit));
			if (entry instanceof WorkingFile) entry.remember(stats);
			const bytes = readUpTo(descriptor, stats.size + 1);
			if (bytes.length > stats.size) throw refuse("grew while it was read");
			return bytes;
		} finally {
			(0, node_fs.closeSync)(descriptor);
		}
	});
}
function readUpTo(descriptor, limit) {
	const bytes = Buffer.allocUnsafe(limit);
	let length = 0;
	for (;;) {
		const count = (0, node_fs.readSync)(descriptor, bytes, length, limit - length, null);
		length += count;
		if (count === 0 || length >= limit - 1) return bytes.subarray(0, length);
	}
}
/** What is said of a file over a limit of bytes. */
function tooLarge(limit) {
	const mebibytes = limit / 1024 / 1024;
	return Number.isInteger(mebibytes) && limit > 0 ? `is larger than ${mebibytes} MiB` : "is more than may be read beside all other configurations and certificates";
}
/** Runs a call to the file system; its error becomes a sentence. */
function attempt(name, call) {
	try {
		return call();
	} catch (error) {
		const code = codeOf(error);
		if (code === void 0) throw error;
		const because = code === "ENOENT" && name.includes("\ufffd") ? "has a name that is not UTF-8" : sentences[code] ?? `cannot be read (${code})`;
		throw new require_main.TreeError(`${name}: ${because}`, because);
	}
}
/** What is said behind the name of a file. */
const sentences = {
	ENOENT: "does not exist",
	ENOTDIR: "does not exist",
	EACCES: "may not be read by this user",
	EPERM: "may not be read by this user",
	ELOOP: "is a symbolic link, and is not followed",
	ENAMETOOLONG: "has a path too long to be opened",
	ERR_INVALID_ARG_VALUE: "does not exist"
};
/** The code of an error of the file system (`ENOENT`); undefined for any other error. */
function codeOf(error) {
	if (error instanceof require_main.TreeError || !(error instanceof Error) || !("code" in error)) return void 0;
	return typeof error.code === "string" ? error.code : void 0;
}

// src/discover/places.ts
/**
* The places of a folder or file: the root is git's top level, that of a worktree or submodule too, found by its `.git` alone, so that
* no program runs and no owner matters. Where there is none: `instead`, if the path lies in it, else the folder itself.
* Throws `TreeError` when there is no such path.
*/
function placesOf(path, instead) {
	const stats = attempt(path, () => (0, node_fs.statSync)(path));
	if (!stats.isDirectory() && !stats.isFile()) {
		const because = "is neither a folder nor a regular file";
		throw new require_main.TreeError(`${path}: ${because}`, because);
	}
	const real = attempt(path, () => (0, node_fs.realpathSync)(path));
	const folder = stats.isDirectory() ? real : (0, node_path.dirname)(real);
	const topLevel = topLevelOf(folder);
	const root = topLevel ?? enclosing(instead, folder) ?? folder;
	return {
		root,
		judged: below(root, real) ?? (0, node_path.basename)(real),
		isCheckout: topLevel !== void 0
	};
}
/** A path as the root sees it; undefined outside of it. Both are absolute; links are not followed. */
function below(root, path) {
	const between = (0, node_path.relative)(root, path);
	if (between === ".." || between.startsWith(`..${node_path.sep}`) || (0, node_path.isAbsolute)(between)) return void 0;
	return between.split(node_path.sep).join("/");
}
/** A path that the user typed, as the root sees it, links of its folder followed; undefined when it leads elsewhere. */
function typedBelow(root, cwd, typed) {
	const path = (0, node_path.resolve)(cwd, typed);
	return below(root, path) ?? below(root, (0, node_path.join)(realFolder((0, node_path.dirname)(path)), (0, node_path.basename)(path)));
}
/** A folder without links on the way; one that is not there stays as its text says. */
function realFolder(path) {
	try {
		return (0, node_fs.realpathSync)(path);
	} catch {
		return path;
	}
}
function enclosing(outer, folder) {
	if (outer === void 0) return void 0;
	const real = realFolder((0, node_path.resolve)(outer));
	return below(real, folder) === void 0 ? void 0 : real;
}
function topLevelOf(folder) {
	for (let next = folder;; next = (0, node_path.dirname)(next)) {
		if (isTopLevel(next)) return next;
		if ((0, node_path.dirname)(next) === next) return void 0;
	}
}
/** As git looks (setup.c): a folder `.git` with a HEAD, or a file that says where one is, in a worktree or submodule. */
function isTopLevel(folder) {
	const git = (0, node_path.join)(folder, ".git");
	const stats = statsOf(git);
	if (stats?.isDirectory() === true) return statsOf((0, node_path.join)(git, "HEAD")) !== void 0;
	return stats?.isFile() === true && beginningOf(git) === "gitdir: ";
}
function statsOf(path) {
	try {
		return (0, node_fs.statSync)(path, { throwIfNoEntry: false });
	} catch {
		return;
	}
}
function beginningOf(path) {
	const bytes = Buffer.alloc(8);
	try {
		const file = (0, node_fs.openSync)(path, "r");
		try {
			return bytes.toString("latin1", 0, (0, node_fs.readSync)(file, bytes));
		} finally {
			(0, node_fs.closeSync)(file);
		}
	} catch {
		return "";
	}
}

// src/text/span.ts
/** Makes a repository path out of `/`- or `\`-separated text; undefined when it would leave the root. */
function toRepoPath(text) {
	const parts = [];
	for (const part of text.replaceAll("\\", "/").split("/")) {
		if (part === "" || part === ".") continue;
		if (part !== "..") parts.push(part);
		else if (parts.pop() === void 0) return void 0;
	}
	return parts.join("/");
}
/** Joins a folder of the repository and a relative path; undefined when the result would leave the root. */
function joinRepoPath(folder, relative) {
	return toRepoPath(`${folder}/${relative}`);
}
/** The folder that holds a file; the empty path is the root. */
function folderOf(path) {
	return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
/** The last part of a path. */
function fileName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
/** Order of places in a report: by path, then line, then column. */
function compareSpans(a, b) {
	if (a.path !== b.path) return a.path < b.path ? -1 : 1;
	return a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn;
}
/** Turns offsets (UTF-16 code units from 0) of one text into lines and columns. */
var LineIndex = class {
	#starts = [0];
	#length;
	path;
	constructor(path, text) {
		this.path = path;
		this.#length = text.length;
		for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
	}
	/** The span from offset `start` to offset `end` (exclusive). */
	span(start, end) {
		const from = this.#position(start);
		const to = this.#position(Math.max(start, end));
		return {
			path: this.path,
			line: from.line,
			column: from.column,
			endLine: to.line,
			endColumn: to.column
		};
	}
	/** Most offsets lie in the line of the one before, or in the next: these cost no search. */
	#last = 0;
	#position(offset) {
		const wanted = Math.min(Math.max(offset, 0), this.#length);
		const starts = this.#starts;
		let low = 0;
		let high = starts.length - 1;
		if (starts[this.#last] <= wanted) {
			low = this.#last;
			if (wanted < (starts[low + 1] ?? Number.POSITIVE_INFINITY)) high = low;
			else if (wanted < (starts[low + 2] ?? Number.POSITIVE_INFINITY)) high = ++low;
		}
		while (low < high) {
			const middle = low + high + 1 >> 1;
			if (this.#starts[middle] <= wanted) low = middle;
			else high = middle - 1;
		}
		this.#last = low;
		return {
			line: low + 1,
			column: wanted - this.#starts[low] + 1
		};
	}
};
/** Where a finding about a whole file points: its first line, without the line end. */
function firstLine(path, text) {
	const end = text.search(/\r?\n/);
	return {
		path,
		line: 1,
		column: 1,
		endLine: 1,
		endColumn: (end === -1 ? text.length : end) + 1
	};
}

// src/cli/gate-options.ts
/** The options that every command takes which builds the model. */
const gateOptions = {
	policy: {
		type: "string",
		value: "NAME|FILE",
		description: "a bundled policy (baseline, strict, pci-dss-4, tiup) or a policy file, from where you stand"
	},
	config: {
		type: "string",
		value: "FILE",
		description: "config file (default: the nearest .github/tikv-tls-gate.yml or tikv-tls-gate.yml from PATH upwards)"
	},
	environment: {
		type: "string",
		multiple: true,
		value: "NAME",
		description: "judge only this environment"
	},
	render: {
		type: "string",
		multiple: true,
		value: "PATH",
		description: "rendered templates (a file or folder), judged in place of the templates"
	},
	base: {
		type: "string",
		value: "REF",
		description: "judge the tree as a change of this commit, by the config file, policy and waivers that it has there"
	},
	only: {
		type: "string",
		value: "all|new",
		choices: ["all", "new"],
		description: "with --base: new lets only findings decide that the change brings or makes worse (default all)"
	},
	now: {
		type: "string",
		value: "RFC3339",
		description: "the time at which validity is judged (default: the present)"
	}
};
/** What the options ask for. */
async function gateRequest(parsed, surroundings, failOn) {
	const { cwd } = surroundings;
	const path = (0, node_path.resolve)(cwd, parsed.positionals[0] ?? ".");
	const places = placesOf(path);
	const { root, judged } = places;
	const ref = parsed.text("base");
	if (ref === void 0 && parsed.text("only") !== void 0) throw new require_main.UsageError("--only needs --base: without one nothing is new");
	return {
		tree: {
			...workingTree(root),
			name: path
		},
		places,
		judged,
		typed: require_standing.typedPaths(root, cwd),
		base: ref === void 0 ? void 0 : await baseNamed(root, ref),
		only: parsed.text("only") === "new" ? "new" : "all",
		now: timeOf(parsed.text("now"), surroundings.now),
		failOn,
		policy: parsed.text("policy"),
		config: parsed.text("config"),
		environments: parsed.list("environment"),
		rendered: renderedSources(parsed.list("render"), cwd, root)
	};
}
/** The base that --base names. */
async function baseNamed(path, ref) {
	const [{ isCommitName }, { baseOfRef }] = await Promise.all([Promise.resolve().then(() => require("./base.js")).then((n) => n.git_exports), Promise.resolve().then(() => require("./base.js")).then((n) => n.find_base_exports)]);
	if (!isCommitName(ref)) throw new require_main.UsageError(`--base ${ref}: not the name of a commit`);
	return baseOfRef(path, ref);
}
/** The sources of --render: inside the root under their own paths, elsewhere as the user names them. */
function renderedSources(names, cwd, root) {
	return names.map((name) => {
		const path = (0, node_path.resolve)(cwd, name);
		const tree = workingTree(path);
		const shown = typedBelow(root, cwd, name) ?? toRepoPath(name) ?? toRepoPath((0, node_path.basename)(path));
		return {
			name,
			folder: (0, node_fs.statSync)(path).isFile() ? folderOf(shown ?? "") : shown ?? "",
			tree
		};
	});
}
/** Reads an RFC 3339 time (or date); milliseconds since the epoch, UTC. A time that does not parse is a mistake, never "now". */
function timeOf(text, present) {
	if (text === void 0) return present;
	const time = /^\d{4}-\d\d-\d\d([Tt]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : NaN;
	if (Number.isNaN(time)) throw new require_main.UsageError(`--now ${text}: not an RFC 3339 time such as 2026-11-24T00:00:00Z`);
	return time;
}
/** Tells the mistakes in the config file or policy; gives the exit status. */
function printMistakes(mistakes, { stderr, cwd }, { root }) {
	const shown = stderr.isTTY === true ? require_standing.shownFrom(root, cwd) : (path) => path;
	for (const { at, message, help } of mistakes) {
		const place = at === void 0 ? "" : `${shown(at.path)}:${at.line}:${at.column}: `;
		stderr.write(`tikv-tls-gate: ${require_main.singleLine(`${place}${message}`)}\n${help === "" ? "" : `  ${require_main.singleLine(help)}\n`}`);
	}
	return 2;
}

// src/cli/rules-listed.ts
/** Formats that list every rule, also those that found nothing. */
const listing = /* @__PURE__ */ new Set(["sarif", "junit"]);
/** What a format has to know of the rules; undefined where it is content with the findings. */
async function rulesListedBy(format) {
	return listing.has(format) ? (await Promise.resolve().then(() => require("./catalogue.js")).then((n) => n.described_rules_exports)).describedRules() : void 0;
}

// src/cli/write-text.ts
/** UTF-16 code units that are encoded at once: a report can have 100 MB, and its bytes need not stand in memory beside it. */
const step = 4194304;
/** Writes a file in UTF-8 and makes the folders that hold it. `name` is what the user calls it: a file that cannot be written is a `UsageError`. */
function writeText(path, text, name) {
	try {
		(0, node_fs.mkdirSync)((0, node_path.dirname)(path), { recursive: true });
		writeParts(path, text);
	} catch (error) {
		if (!(error instanceof Error) || !("code" in error)) throw error;
		throw new require_main.UsageError(`cannot write ${name}: ${reasons[String(error.code)] ?? error.code}`);
	}
}
const reasons = {
	EACCES: "this user may not write there",
	EPERM: "this user may not write there",
	EROFS: "the file system is read-only",
	EISDIR: "it is a folder",
	EEXIST: "a file stands where a folder is needed",
	ENOTDIR: "a file stands where a folder is needed",
	ENOSPC: "the disk is full"
};
function writeParts(path, text) {
	const file = (0, node_fs.openSync)(path, "w");
	try {
		let start = 0;
		do {
			const end = endOfPart(text, start + step);
			(0, node_fs.writeFileSync)(file, text.slice(start, end));
			start = end;
		} while (start < text.length);
	} finally {
		(0, node_fs.closeSync)(file);
	}
}
/** The two halves of a surrogate pair stay together. */
function endOfPart(text, end) {
	if (end >= text.length) return text.length;
	const last = text.charCodeAt(end - 1);
	return last >= 55296 && last < 56320 ? end - 1 : end;
}

// src/discover/listed-tree.ts
/** Does an entry know the id of its content? */
function isGitEntry(entry) {
	return "blob" in entry;
}
/** The id that git gives to a content; `like` is an id of the repository, which says with which hash. */
function blobId(bytes, like) {
	const { createHash } = (0, node_module.createRequire)(require("url").pathToFileURL(__filename).href)("node:crypto");
	return createHash(like.length === 64 ? "sha256" : "sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
/** The entries of a listing as a working tree would have them: submodules and vendored folders are left out, links know where they lead. */
async function entriesOf(listed, targetOf, part = {
	folder: "",
	named: ""
}) {
	const own = await entriesBelow(part.folder, listed, targetOf);
	if (own.some(({ path }) => require_main.liesIn(path, part.named))) return own;
	return [...own, ...await entriesBelow(part.named, listed, targetOf)].sort(require_main.compareEntries);
}
async function entriesBelow(folder, all, targetOf) {
	const listed = all.filter(({ path }) => require_main.liesIn(path, folder));
	const isLeftOut = vendoredIn(listed, folder);
	const entries = [];
	for (const { path, mode, id, size } of listed) {
		if (mode === "160000" || isLeftOut(path)) continue;
		const common = {
			path,
			blob: id,
			size: size ?? 0
		};
		if (mode === "120000") {
			const target = await targetOf(id);
			entries.push({
				...common,
				kind: "link",
				executable: false,
				staysInside: staysInside(path, target)
			});
		} else entries.push({
			...common,
			kind: mode.startsWith("100") ? "file" : "other",
			executable: mode === "100755"
		});
	}
	return entries.sort(require_main.compareEntries);
}
/** Only by its text: a link over another link is taken to lead where it says. */
function staysInside(path, target) {
	if (target.startsWith("/") || target.includes("\0")) return false;
	const end = node_path.posix.normalize(node_path.posix.join(node_path.posix.dirname(path), target));
	return end !== ".." && !end.startsWith("../");
}
/** Tells of each path whether a folder between `start` and it is vendored, as the walk of a working tree decides it. */
function vendoredIn(listed, start) {
	const names = /* @__PURE__ */ new Map();
	const note = (path) => {
		for (let rest = path; rest !== "";) {
			const slash = rest.lastIndexOf("/");
			const folder = rest.slice(0, Math.max(0, slash));
			const known = names.get(folder);
			const name = rest.slice(slash + 1);
			if (known?.has(name)) return;
			if (known === void 0) names.set(folder, /* @__PURE__ */ new Set([name]));
			else known.add(name);
			rest = folder;
		}
	};
	for (const { path } of listed) note(path);
	const folders = /* @__PURE__ */ new Map([
		["", false],
		[folderOf(start), false],
		[start, false]
	]);
	const isOut = (folder) => {
		const known = folders.get(folder);
		if (known !== void 0) return known;
		const slash = folder.lastIndexOf("/");
		const above = folder.slice(0, Math.max(0, slash));
		const result = isOut(above) || isVendored(folder.slice(slash + 1), names.get(above) ?? /* @__PURE__ */ new Set());
		folders.set(folder, result);
		return result;
	};
	return (path) => isOut(path.slice(0, Math.max(0, path.lastIndexOf("/"))));
}
/** Depth and number of entries as in a working tree; beyond them a tree is refused as a whole. */
function checkSize(name, listed, most) {
	if (listed.length > most) throw new require_main.TreeError(`${name}: holds more than ${most.toLocaleString("en")} files`);
	if (listed.some(({ path }) => path.split("/").length > 110)) throw new require_main.TreeError(`${name}: more than 110 folders lie inside each other`);
}

// src/config/mistake.ts
const maximumMistakes = 20;
/** A list of mistakes in the order of their places, cut where more would help nobody. */
function refused$1(mistakes) {
	const order = (mistake) => (mistake.at?.line ?? 0) * 1e5 + (mistake.at?.column ?? 0);
	return {
		kind: "refused",
		mistakes: [...mistakes].sort((a, b) => order(a) - order(b)).slice(0, maximumMistakes)
	};
}
/** `did you mean X?`, else all that is possible. */
function choice(word, known) {
	const near = require_main.nearest(word.slice(0, 100), known);
	if (near !== void 0) return `did you mean ${near}?`;
	if (known.length === 0) return "leave it out";
	return known.length > 12 ? "see the catalogue: tikv-tls-gate rules" : `possible: ${known.join(", ")}`;
}

// src/text/glob.ts
const maximumLength = 1e3;
const maximumAlternatives = 64;
/** Reads a pattern; a sentence where it is none. */
function parseGlob(text) {
	if (text.length > maximumLength) return { because: `a pattern has at most ${maximumLength} characters` };
	if (text.startsWith("!")) return { because: "a pattern cannot exclude: leave files out by patterns that do not match them" };
	if (/[[\]\\]/.test(text)) return { because: "a pattern knows *, **, ? and {a,b} only, and / between the parts" };
	const expanded = expandBraces(text);
	if (!Array.isArray(expanded)) return expanded;
	const alternatives = [];
	for (const alternative of expanded) {
		const parts = alternative.split("/").filter((part) => part !== "" && part !== ".");
		if (parts.includes("..")) return { because: "a pattern stays inside the repository: it has no .." };
		if (parts.length === 0) return { because: "an empty pattern matches nothing" };
		if (parts.some((part) => part !== "**" && part.includes("**"))) return { because: "** stands alone between two /: write a/**/b" };
		alternatives.push(parts);
	}
	return {
		text,
		roots: alternatives.map((parts) => {
			const first = parts.findIndex((part) => /[*?]/.test(part));
			return parts.slice(0, first === -1 ? parts.length : first).join("/");
		}),
		matches(path) {
			const parts = path.split("/");
			return alternatives.some((alternative) => matchParts(alternative, parts));
		}
	};
}
/** Dynamic programming over the parts: the time is the product of the two lengths, whatever the pattern. */
function matchParts(pattern, path) {
	let reachable = [true, ...path.map(() => false)];
	for (const part of pattern) {
		const next = new Array(path.length + 1).fill(false);
		for (let index = 0; index <= path.length; index++) if (part === "**") next[index] = reachable[index] === true || index > 0 && next[index - 1] === true;
		else next[index] = index > 0 && reachable[index - 1] === true && matchPart(part, path[index - 1]);
		reachable = next;
	}
	const last = pattern[pattern.length - 1];
	if (last === void 0 || /[*?]/.test(last)) return reachable[path.length] === true;
	return reachable.some((isReached, index) => isReached && index > 0);
}
/** `*` and `?` in one part, with the usual two pointers: no backtracking but to the last star. */
function matchPart(pattern, text) {
	let at = 0;
	let star = -1;
	let resume = 0;
	for (let index = 0; index < text.length;) if (at < pattern.length && (pattern[at] === "?" || pattern[at] !== "*" && pattern[at] === text[index])) {
		at++;
		index++;
	} else if (pattern[at] === "*") {
		star = at++;
		resume = index;
	} else if (star !== -1) {
		at = star + 1;
		index = ++resume;
	} else return false;
	while (pattern[at] === "*") at++;
	return at === pattern.length;
}
function expandBraces(text) {
	let expanded = [""];
	for (let index = 0; index < text.length;) {
		const character = text[index];
		if (character === "}") return { because: "a } without a { before it" };
		let choices = [character];
		let next = index + 1;
		if (character === "{") {
			const end = text.indexOf("}", index);
			if (end === -1) return { because: "a { without a } behind it" };
			const inside = text.slice(index + 1, end);
			if (inside.includes("{")) return { because: "braces do not nest" };
			choices = inside.split(",");
			next = end + 1;
		}
		if (expanded.length * choices.length > maximumAlternatives) return { because: `braces make more than ${maximumAlternatives} patterns` };
		expanded = expanded.flatMap((prefix) => choices.map((choice) => prefix + choice));
		index = next;
	}
	return expanded;
}

// src/judge/waivers.ts
/** Days that a waiver may reach ahead where no policy says how many. */
const defaultMaximumDays = 365;
const dayInMilliseconds = 864e5;
const marker = "tikv-tls-gate:";
const form = "# tikv-tls-gate: allow RULE until YYYY-MM-DD by @OWNER because REASON";
/** Can findings of this rule be waived at all? Not what the gate says about itself, nor what contradicts it. */
function isWaivable(rule) {
	return !rule.startsWith("policy/") && rule !== "handshake/differs";
}
/** Checks what can be checked without a policy. `known` holds every rule id. */
function waiverOf(draft, known) {
	const until = draft.until === void 0 || endOf$1(draft.until) === void 0 ? void 0 : draft.until;
	const owner = text(draft.owner);
	const reason = text(draft.reason);
	return {
		...draft,
		until,
		owner,
		reason,
		invalid: draft.invalid ?? faultOf$2({
			...draft,
			owner,
			reason
		}, known),
		matches: 0
	};
}
function faultOf$2(draft, known) {
	if (!known.has(draft.rule)) {
		const near = require_main.nearest(draft.rule.slice(0, 100), known);
		return `there is no rule ${draft.rule}${near === void 0 ? "" : `, the nearest is ${near}`}`;
	}
	if (!isWaivable(draft.rule)) return `findings of ${draft.rule} cannot be waived`;
	const missing = [
		...draft.until === void 0 ? ["an end date"] : [],
		...draft.owner === void 0 ? ["an owner"] : [],
		...draft.reason === void 0 ? ["a reason"] : []
	];
	if (missing.length > 0) return `it has no ${missing.map((word) => word.replace(/^an? /, "")).join(", no ")}`;
	if (draft.until !== void 0 && endOf$1(draft.until) === void 0) return `"${draft.until}" is no date of the form 2026-12-31`;
	if (draft.line === void 0) {
		const glob = parseGlob(draft.path);
		if ("because" in glob) return `its path is no pattern: ${glob.because}`;
	}
}
/** Milliseconds at which a date is over: it counts to its end, in UTC. Undefined when it is no date. */
function endOf$1(date) {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
	if (match === null) return void 0;
	const start = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
	return new Date(start).toISOString().startsWith(date) ? start + dayInMilliseconds : void 0;
}
/** Is it past its date? */
function isExpired(waiver, now) {
	const end = waiver.until === void 0 ? void 0 : endOf$1(waiver.until);
	return end !== void 0 && now >= end;
}
/** Why a policy does not accept a waiver's date; undefined when it does. */
function tooFarAhead(waiver, policy, now) {
	const end = waiver.until === void 0 ? void 0 : endOf$1(waiver.until);
	if (end === void 0) return void 0;
	const days = Math.round((end - dayInMilliseconds - Math.floor(now / dayInMilliseconds) * dayInMilliseconds) / dayInMilliseconds);
	const allowed = policy.waivers?.["max-days"] ?? defaultMaximumDays;
	return days > allowed ? `it ends in ${days} days; policy ${policy.name} allows ${allowed}` : void 0;
}
/** Which waivers speak about a place, by their positions in the list; the waivers of the same rule are tried alone. */
var WaiverIndex = class {
	#byRule = /* @__PURE__ */ new Map();
	#byLine = /* @__PURE__ */ new Map();
	constructor(waivers) {
		for (const [position, waiver] of waivers.entries()) if (waiver.line === void 0) {
			const glob = parseGlob(waiver.path);
			push$2(this.#byRule, waiver.rule, {
				position,
				glob: "because" in glob ? void 0 : glob
			});
		} else for (let line = waiver.line; line <= (waiver.lastLine ?? waiver.line); line++) push$2(this.#byLine, `${waiver.rule}\n${waiver.path}\n${line}`, position);
	}
	/** Positions of all that match, comments first. */
	at(rule, place) {
		const comments = this.#byLine.get(`${rule}\n${place.path}\n${place.line}`) ?? [];
		const entries = this.#byRule.get(rule) ?? [];
		return [...comments, ...entries.filter(({ glob }) => glob?.matches(place.path) === true).map(({ position }) => position)];
	}
};
/** Finds the waivers that stand as comments in a text. One pass; only lines with the marker are looked into. */
function commentWaivers(path, text, known) {
	if (!text.includes(marker)) return [];
	const lines = new LineIndex(path, text);
	const found = [];
	for (let at = text.indexOf(marker); at !== -1;) {
		const lineStart = text.lastIndexOf("\n", at) + 1;
		const nextBreak = text.indexOf("\n", at);
		const lineEnd = nextBreak === -1 ? text.length : nextBreak;
		const hash = hashBefore(text, at);
		if (hash >= lineStart) {
			const written = text.slice(at + 14, lineEnd).trimEnd();
			const span = lines.span(hash, at + 14 + written.length);
			const standsAlone = text.slice(lineStart, hash).trim() === "";
			found.push({
				draft: {
					...readComment(written),
					path,
					line: span.line,
					at: span
				},
				standsAlone
			});
		}
		at = text.indexOf(marker, lineEnd);
	}
	let below = 0;
	const last = found.map(({ draft }) => draft.line ?? 0);
	for (let index = found.length - 1; index >= 0; index--) {
		const line = last[index];
		if (found[index]?.standsAlone !== true) continue;
		below = found[index + 1]?.standsAlone === true && found[index + 1]?.draft.line === line + 1 ? below : line + 1;
		last[index] = below;
	}
	return found.map(({ draft }, index) => waiverOf({
		...draft,
		lastLine: last[index]
	}, known));
}
/** The `#` that opens the comment, with only blanks between it and the marker; -1 where there is none. */
function hashBefore(text, at) {
	let index = at - 1;
	while (text[index] === " " || text[index] === "	") index--;
	return text[index] === "#" ? index : -1;
}
function readComment(written) {
	const [allow, rule = "", ...words] = written.trim().split(/\s+/);
	if (allow !== "allow" || rule === "") return {
		rule,
		invalid: `it is not of the form "${form}"`
	};
	const because = words.indexOf("because");
	const head = because === -1 ? words : words.slice(0, because);
	const reason = because === -1 ? void 0 : words.slice(because + 1).join(" ");
	const given = {};
	for (let index = 0; index < head.length; index += 2) {
		const word = head[index];
		if (word !== "until" && word !== "by" || given[word] !== void 0) return {
			rule,
			reason,
			invalid: `"${word}" is not understood: write "${form}"`
		};
		given[word] = head[index + 1] ?? "";
	}
	return {
		rule,
		until: text(given.until),
		owner: given.by,
		reason
	};
}
function text(value) {
	return value === void 0 || value.trim() === "" ? void 0 : value;
}
function push$2(map, key, value) {
	const list = map.get(key);
	if (list === void 0) map.set(key, [value]);
	else list.push(value);
}

// src/model/certificates/certificate.ts
/** RFC 5280 6.1: subject and issuer are the same name. */
function isSelfIssued(certificate) {
	return certificate.subject.der === certificate.issuer.der;
}
/** The certificates of a file, in order. */
function certificatesOf(file) {
	let certificates = certificatesByFile.get(file);
	if (certificates === void 0) {
		certificates = file.blocks.flatMap((block) => block.kind === "certificate" ? [block.certificate] : []);
		certificatesByFile.set(file, certificates);
	}
	return certificates;
}
const certificatesByFile = /* @__PURE__ */ new WeakMap();
/** The private keys of a file, in order. */
function keysOf$2(file) {
	return file.blocks.flatMap((block) => block.kind === "private-key" ? [block.key] : []);
}

// src/model/environments/environment.ts
const tiers = [
	"production",
	"staging",
	"development"
];
/**
* The environments that are deployments of one cluster, as far as anybody says so. Folders without a word for their tier are
* more likely clusters of their own: one such may stand for production, several are not compared; examples never are.
*/
function comparableEnvironments(model) {
	const deployed = model.environments.filter(({ isIllustration }) => isIllustration !== true);
	const told = deployed.filter(({ tierIsAssumed }) => tierIsAssumed !== true);
	return deployed.length - told.length <= 1 ? deployed : told;
}
/** The PD instances of an environment. */
function pdsOf(environment) {
	return environment.instances.filter((instance) => instance.component === "pd");
}
/** The TiKV instances of an environment. */
function tikvsOf(environment) {
	return environment.instances.filter((instance) => instance.component === "tikv");
}

// src/model/instances/instance.ts
/** How people write the two names. */
const componentName = {
	pd: "PD",
	tikv: "TiKV"
};
/** The three pieces of TLS material, under the key that each program has for them. */
const materialKeys = {
	pd: {
		ca: "cacert-path",
		certificate: "cert-path",
		key: "key-path"
	},
	tikv: {
		ca: "ca-path",
		certificate: "cert-path",
		key: "key-path"
	}
};
const materialNames = [
	"ca",
	"certificate",
	"key"
];
/** Are all three pieces of material configured? */
function hasAllMaterial(security) {
	return materialNames.every((name) => security[name].kind !== "absent");
}
/** Is none of them? */
function hasNoMaterial(security) {
	return materialNames.every((name) => security[name].kind === "absent");
}

// src/model/certificates/uses.ts
const cache$5 = /* @__PURE__ */ new WeakMap();
/** Who uses which file of the repository as what. A file that nobody names is not in the map. */
function usesOf(model) {
	const cached = cache$5.get(model);
	if (cached !== void 0) return cached;
	const uses = /* @__PURE__ */ new Map();
	const add = (file, use) => {
		const list = uses.get(file);
		if (list === void 0) uses.set(file, [use]);
		else list.push(use);
	};
	for (const environment of model.environments) {
		for (const instance of environment.instances) for (const as of materialNames) {
			const material = instance.security[as];
			if (material.kind === "seen") add(material.file, {
				environment,
				instance,
				as,
				path: material.path
			});
		}
		for (const as of ["ca", "certificate"]) {
			const material = environment.clients?.[as];
			if (material?.kind === "seen") add(material.file, {
				environment,
				as,
				path: material.path
			});
		}
	}
	cache$5.set(model, uses);
	return uses;
}
const judgedFiles = /* @__PURE__ */ new WeakMap();
/** The files that are judged, once each, in the order of the model. Keys and certificates of other programs stay alone. */
function filesToJudge(model) {
	const cached = judgedFiles.get(model);
	if (cached !== void 0) return cached;
	const uses = usesOf(model);
	const inside = /* @__PURE__ */ new Map();
	for (const environment of model.environments) for (const file of environment.files) if (!inside.has(file)) inside.set(file, environment);
	const judged = [.../* @__PURE__ */ new Set([...model.files, ...inside.keys()])].flatMap((file) => {
		const users = uses.get(file) ?? [];
		const place = model.environmentOf(file.path) ?? inside.get(file);
		const environment = environmentOfUsers(users, place) ?? place;
		return environment === void 0 || !(inside.has(file) || users.length > 0) ? [] : [{
			file,
			environment,
			uses: users
		}];
	});
	judgedFiles.set(model, judged);
	return judged;
}
function environmentOfUsers(users, place) {
	const tier = tiers.find((candidate) => users.some(({ environment }) => environment.tier === candidate));
	const highest = users.map(({ environment }) => environment).filter((environment) => environment.tier === tier);
	return highest.find((environment) => environment === place) ?? highest[0];
}
const presented = /* @__PURE__ */ new WeakMap();
/** The certificates that instances present, once per file. */
function presentedCertificates(model) {
	const cached = presented.get(model);
	if (cached !== void 0) return cached;
	const found = filesToJudge(model).flatMap((judged) => {
		const presenters = judged.uses.filter((use) => use.as === "certificate" && use.instance !== void 0);
		const [leaf, ...sent] = certificatesOf(judged.file);
		return leaf === void 0 || presenters.length === 0 ? [] : [{
			...judged,
			leaf,
			sent,
			presenters
		}];
	});
	presented.set(model, found);
	return found;
}

// src/model/channels/channel.ts
/** The pairs that talk in a cluster (DESIGN: words). The last six are outgoing and exist where the config names them. */
const channelIds = [
	"client-pd",
	"tikv-pd",
	"pd-pd-client",
	"pd-pd-peer",
	"client-tikv",
	"tikv-tikv",
	"status-tikv",
	"pd-metric-storage",
	"pd-metric-push",
	"tikv-metric-push",
	"dashboard-tidb",
	"tikv-kms",
	"tikv-object-storage"
];
/** The port that serves a channel; undefined for endpoints outside the cluster. */
function portOf(id) {
	switch (id) {
		case "client-pd":
		case "tikv-pd":
		case "pd-pd-client": return "pd-client";
		case "pd-pd-peer": return "pd-peer";
		case "client-tikv":
		case "tikv-tikv": return "tikv-grpc";
		case "status-tikv": return "tikv-status";
		default: return;
	}
}

// src/model/handshake/trial.ts
/** Did the wire do what was predicted? Undefined where one of the two does not say. */
function agrees(predicted, observed) {
	if (predicted.kind === "unknown" || observed.kind === "inconclusive") return void 0;
	if (predicted.kind === "fails") return observed.kind === "refused";
	return observed.kind === "accepted" && predicted.posture === "plaintext" === (observed.over === "plaintext");
}
/** What was seen, as one clause. */
function observedText(observed) {
	switch (observed.kind) {
		case "accepted": return `served over ${observed.over === "plaintext" ? "plaintext" : [observed.protocol ?? "TLS", observed.suite].filter(Boolean).join(" ")} (${observed.answer})`;
		case "refused":
			if (observed.during === "start") return `it did not start (${observed.detail})`;
			return `refused by the ${observed.by} (${observed.detail})`;
		case "inconclusive": return observed.because;
		default: return observed;
	}
}

// src/model/handshake/outcome.ts
/** What a channel gives to a client that is accepted, weakest first: the order is the meaning. */
const postures = [
	"plaintext",
	"tls",
	"mtls",
	"mtls-identity"
];
/** Negative when `a` is weaker than `b`. */
function comparePostures(a, b) {
	return postures.indexOf(a) - postures.indexOf(b);
}
/** Is `a` weaker, where a posture may be unknown? Nothing is weaker than plaintext, so that the unknown cannot hide there. */
function isWeaker(a, b) {
	if (a === b || b === "plaintext") return false;
	if (a === "plaintext" || a === "unknown") return true;
	return b !== "unknown" && comparePostures(a, b) < 0;
}
/**
* Several things that all have to go well: the first refusal decides, whatever is unknown before it; else the first
* that is unknown; else the first.
*/
function allOf(outcomes) {
	return outcomes.find((outcome) => outcome.kind === "fails") ?? outcomes.find((outcome) => outcome.kind === "unknown") ?? outcomes[0] ?? {
		kind: "unknown",
		detail: "nothing is dialled"
	};
}

// src/report/verdict.ts
/** Worst first. */
const severities$1 = [
	"error",
	"warning",
	"note"
];
/** Does a finding of this severity fail a run that fails from `failOn` on? */
function isAtOrAbove(severity, failOn) {
	switch (failOn) {
		case "never": return false;
		case "error": return severity === "error";
		case "warning": return severity !== "note";
		default: return failOn;
	}
}
/** Is this finding one of those that make the conclusion a failure? */
function decides(report, finding) {
	if (report.comparison?.only === "new" && finding.state === "unchanged") return false;
	return report.conclusion === "failure" && finding.waiver === null && isAtOrAbove(finding.severity, report.failOn ?? "error");
}
/** `2 errors, 1 warning, 1 waived`. */
function countsText(counts) {
	const parts = severities$1.filter((severity) => counts[severity] > 0).map((severity) => plural(counts[severity], severity));
	if (counts.waived > 0) parts.push(`${counts.waived} waived`);
	return parts.length === 0 ? "no findings" : parts.join(", ");
}
/** `2 new, 1 fixed, 3 unchanged against 0123456789ab`; undefined where nothing is compared. */
function comparisonText({ comparison }) {
	if (comparison === void 0) return void 0;
	const { counts, base, only } = comparison;
	const parts = [
		"new",
		"worsened",
		"fixed",
		"unchanged"
	].flatMap((state) => counts[state] === 0 ? [] : [`${counts[state]} ${state}`]);
	return `${parts.length === 0 ? "no findings on either side" : parts.join(", ")} against ${base}${only === "new" ? "; only what is new or worse decides" : ""}`;
}
/** By what was judged, with a base whose it is; paths apart, since each format shows them in its own way. */
function basisParts({ policy, configFile, comparison, environments }) {
	const isFile = policy.source !== "bundled" && policy.source !== "";
	const isConfigured = configFile !== null && configFile !== void 0;
	return [
		`policy ${policy.name}`,
		...isFile ? [
			" (",
			{ path: policy.source },
			")"
		] : [],
		...environments.flatMap((environment) => environment.policy === void 0 ? [] : [`, ${environment.policy} for ${environment.name}`]),
		...isConfigured ? [", config file ", { path: configFile }] : [", no config file"],
		...comparison?.config === "base" ? [" of the base"] : []
	];
}
/** `policy strict, config file tikv-tls-gate.yml`. `shownPath` says how paths are shown. */
function basisText(report, shownPath = (path) => path) {
	return basisParts(report).map((part) => typeof part === "string" ? part : shownPath(part.path)).join("");
}
/** `1 error`, `2 errors`. */
function plural(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
/** Counts of some findings, as the report counts all. */
function countFindings(findings) {
	const counts = {
		error: 0,
		warning: 0,
		note: 0,
		waived: 0
	};
	for (const finding of findings) counts[finding.waiver === null ? finding.severity : "waived"] += 1;
	return counts;
}
/** Findings by environment, the worst environment first. */
function groupFindings(report, findings = report.findings) {
	const byName = /* @__PURE__ */ new Map();
	for (const finding of findings) {
		const list = byName.get(finding.environment);
		if (list === void 0) byName.set(finding.environment, [finding]);
		else list.push(finding);
	}
	const tiers = new Map(report.environments.map((environment) => [environment.name, environment.tier]));
	return [...byName].map(([name, list]) => ({
		environment: name ?? void 0,
		tier: name === null ? void 0 : tiers.get(name),
		findings: list,
		counts: countFindings(list)
	})).sort((a, b) => worseFirst(a.counts, b.counts) || compareTexts(a.environment ?? "\uffff", b.environment ?? "\uffff"));
}
/** The environments of a report, the one with the worst findings first. */
function environmentsWorstFirst(report) {
	const counts = new Map(groupFindings(report).map((group) => [group.environment, group.counts]));
	const none = countFindings([]);
	return [...report.environments].sort((a, b) => worseFirst(counts.get(a.name) ?? none, counts.get(b.name) ?? none) || compareTexts(a.name, b.name));
}
/** Waived findings last, else worst first; the order among equals is the report's. */
function worstFirst(findings) {
	const rank = (finding) => severities$1.indexOf(finding.severity) + (finding.waiver === null ? 0 : severities$1.length);
	return [...findings].sort((a, b) => rank(a) - rank(b));
}
/** By code units: the same on every machine. */
function compareTexts(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
function worseFirst(a, b) {
	return b.error - a.error || b.warning - a.warning || b.note - a.note || b.waived - a.waived;
}

// src/report/matrix.ts
/** A row per channel that exists somewhere, a column per environment, the worst environment first. */
function matrixOf(report) {
	const environments = environmentsWorstFirst(report);
	const columns = environments.map(cellsOf$1);
	return {
		environments,
		rows: channelIds.filter((id) => columns.some((column) => column.has(id))).map((id) => ({
			id,
			cells: columns.map((column) => column.get(id))
		}))
	};
}
const pairsOf$1 = /* @__PURE__ */ new WeakMap();
/** Lets an environment be counted without its `channels`: a large repository has hundreds of thousands, and to make them takes long. */
function countBy(environment, pairs) {
	pairsOf$1.set(environment, pairs);
}
/** The cells of one environment. */
function cellsOf$1(environment) {
	const cells = /* @__PURE__ */ new Map();
	for (const { id, posture, handshake } of pairsOf$1.get(environment)?.() ?? environment.channels) {
		let cell = cells.get(id);
		if (cell === void 0) {
			cell = {
				posture,
				pairs: 0,
				failed: 0,
				undecided: 0
			};
			cells.set(id, cell);
		}
		if (isWeaker(posture, cell.posture)) cell.posture = posture;
		cell.pairs += 1;
		if (handshake === "fails") cell.failed += 1;
		if (handshake === "unknown") cell.undecided += 1;
	}
	return cells;
}
/** How people read a posture: a sign for the eye, words for everybody. */
const postureText$1 = {
	plaintext: "\u2717 plaintext",
	tls: "\u25d0 TLS",
	mtls: "\u25cf mTLS",
	"mtls-identity": "\u25c6 mTLS + names",
	unknown: "? unknown"
};
/** What the words of `postureText` mean. */
const postureMeaning = {
	plaintext: "anyone on the path reads and changes the traffic",
	tls: "encrypted, the client proves nothing",
	mtls: "encrypted, both sides hold a certificate of a trusted CA",
	"mtls-identity": "as mTLS, and only listed names are accepted",
	unknown: "the files do not say"
};
/** Stands behind the posture of a cell in which a handshake is undecided. */
const undecidedSign = "~";
/** Words and signs that occur and what they mean, the weakest posture first. */
function legendOf(matrix) {
	const cells = matrix.rows.flatMap((row) => row.cells.filter((cell) => cell !== void 0));
	const entries = [
		"plaintext",
		"unknown",
		"tls",
		"mtls",
		"mtls-identity"
	].filter((posture) => cells.some((cell) => cell.posture === posture)).map((posture) => [postureText$1[posture], postureMeaning[posture]]);
	if (cells.some((cell) => cell.failed > 0)) entries.push(["refused", "the handshake of a pair fails"]);
	if (cells.some(isUndecided)) entries.push([undecidedSign, "the files do not decide every handshake"]);
	return entries;
}
/** `\u25cf mTLS, 2 of 9 refused`, `\u25cf mTLS ~`. */
function cellText(cell) {
	if (cell === void 0) return "\u2013";
	const posture = postureText$1[cell.posture];
	if (cell.failed > 0) return `${posture}, ${cell.failed === cell.pairs ? "refused" : `${cell.failed} of ${cell.pairs} refused`}`;
	return isUndecided(cell) ? `${posture} ${undecidedSign}` : posture;
}
function isUndecided({ posture, failed, undecided }) {
	return undecided > 0 && failed === 0 && posture !== "unknown";
}

// src/report/assemble.ts
/** Makes the one report of a run. The order of everything in it depends on its content alone. */
function assemble(model, findings, options) {
	const { comparison } = options;
	const reported = findings.map(reportFinding).sort(compareFindings);
	const isCounted = (finding) => finding.waiver === null && !(comparison?.only === "new" && finding.state === "unchanged");
	const fails = reported.some((finding) => isCounted(finding) && isAtOrAbove(finding.severity, options.failOn));
	return {
		schemaVersion: 1,
		tool: {
			name: "tikv-tls-gate",
			version: options.version
		},
		now: timestamp(options.now),
		policy: {
			name: options.policy.name,
			source: options.policy.source
		},
		configFile: options.configFile ?? null,
		...options.judged !== void 0 && options.judged !== "" && { judged: options.judged },
		conclusion: fails ? "failure" : "success",
		failOn: options.failOn,
		counts: countFindings(reported),
		assumptions: [...model.assumptions],
		environments: model.environments.map(reportEnvironment).sort((a, b) => compareTexts(a.name, b.name)),
		certificates: reportCertificates(model, options.whole ?? model),
		findings: reported,
		...comparison !== void 0 && { comparison: {
			base: comparison.base,
			config: comparison.config,
			only: comparison.only,
			counts: {
				new: reported.filter(({ state }) => state === "new").length,
				worsened: reported.filter(({ state }) => state === "worsened").length,
				unchanged: reported.filter(({ state }) => state === "unchanged").length,
				fixed: comparison.fixed.length
			},
			fixed: comparison.fixed.map(reportFinding).sort(compareFindings).map(reportFixed)
		} },
		...options.waivers !== void 0 && { waivers: options.waivers.map((waiver) => reportWaiver(waiver, options.now)).sort(compareWaivers) },
		...options.proofs !== void 0 && { proofs: options.proofs.map(reportProof) }
	};
}
function reportProof({ environment, engine, trials, surveys, notes, rewrites, milliseconds }) {
	return {
		environment,
		engine: engine.kind,
		parts: engine.parts.map(({ instance, program, isReal }) => ({
			instance,
			program,
			isReal
		})),
		trials: trials.map(reportTrial),
		surveys: surveys.map(({ environment: _, presentsTwin, ...survey }) => ({
			...survey,
			presentsTwin: presentsTwin === "unknown" ? null : presentsTwin
		})),
		notes: [...notes],
		rewrites: [...rewrites],
		milliseconds: Math.round(milliseconds)
	};
}
function reportTrial({ channel, from, to, port, attempt, predicted, observed, command }) {
	return {
		channel,
		from,
		to,
		port,
		attempt,
		predicted: predicted.kind,
		prediction: predicted.detail,
		observed: observed.kind,
		observation: observedText(observed),
		agrees: agrees(predicted, observed) ?? null,
		command
	};
}
function reportFixed({ rule, severity, message, path, line, environment, fingerprint }) {
	return {
		rule,
		severity,
		message,
		path,
		line,
		environment,
		fingerprint
	};
}
function reportWaiver(waiver, now) {
	const { rule, path, at, reason, owner, until, matches } = waiver;
	const place = {
		rule,
		path: at.path,
		line: at.line,
		covers: path
	};
	const words = {
		reason: reason ?? null,
		owner: owner ?? null,
		until: until ?? null
	};
	return {
		...place,
		...words,
		findings: matches,
		state: stateOf(waiver, now)
	};
}
function stateOf(waiver, now) {
	if (waiver.invalid !== void 0) return "invalid";
	if (isExpired(waiver, now)) return "expired";
	return waiver.standing ?? "counts";
}
function compareWaivers(a, b) {
	return compareTexts(a.path, b.path) || a.line - b.line || compareTexts(a.rule, b.rule) || compareTexts(a.covers, b.covers);
}
function reportEnvironment(environment) {
	const byComponent = (a, b) => compareTexts(a.component, b.component) || compareTexts(a.path, b.path) || compareTexts(a.name, b.name);
	let channels;
	const report = {
		name: environment.name,
		tier: environment.tier,
		...environment.policy !== void 0 && { policy: environment.policy },
		instances: [...environment.instances].sort(byComponent).map(({ component, name, path }) => ({
			component,
			name,
			path
		})),
		get channels() {
			const linesOf = lineCollector();
			channels ??= sortedChannels(environment.channels).map((channel) => reportChannel(channel, linesOf));
			return channels;
		}
	};
	countBy(report, () => environment.channels.map(({ id, posture, outcome }) => ({
		id,
		posture,
		handshake: outcome.kind
	})));
	return report;
}
/** In the order of the ids; pairs by their names. */
function sortedChannels(channels) {
	const byId = new Map(channelIds.map((id) => [id, []]));
	for (const channel of channels) byId.get(channel.id)?.push(channel);
	const byNames = (a, b) => compareTexts(a.from, b.from) || compareTexts(a.to, b.to);
	return [...byId.values()].flatMap((pairs) => pairs.sort(byNames));
}
function reportChannel({ id, from, to, posture, outcome, evidence }, linesOf) {
	return {
		id,
		from,
		to,
		posture,
		handshake: outcome.kind,
		reason: outcome.kind === "fails" ? outcome.reason : null,
		detail: outcome.detail,
		evidence: linesOf(evidence)
	};
}
/** The distinct lines of some places; channels that rest on the same list of places share theirs. */
function lineCollector() {
	const known = /* @__PURE__ */ new Map();
	return (places) => {
		let lines = known.get(places);
		if (lines === void 0) {
			lines = distinctLines(places);
			known.set(places, lines);
		}
		return lines;
	};
}
function distinctLines(places) {
	const lines = [];
	for (const { path, line } of places) if (!lines.some((known) => known.line === line && known.path === path)) lines.push({
		path,
		line
	});
	return lines;
}
function reportFinding({ rule, severity, statement, environment, fingerprint, waiver, state, fix }) {
	const { at, message, help, component, channels, related } = statement;
	const { threats, controls } = rule.meta();
	return {
		rule: rule.id,
		severity,
		message,
		help,
		...placeOf$5(at),
		environment: environment?.name ?? null,
		component: component ?? null,
		channels: channelIds.filter((id) => channels?.includes(id)),
		threats: [...threats],
		controls: [...controls],
		related: (related ?? []).map((other) => ({
			...placeOf$5(other.at),
			message: other.message
		})),
		fix: fix === void 0 ? null : {
			description: fix.description,
			safety: fix.safety,
			edits: fix.edits.map((edit) => ({
				...placeOf$5(edit.at),
				text: edit.text
			}))
		},
		fingerprint,
		...state !== void 0 && { state },
		waiver: waiver === void 0 || waiver.invalid !== void 0 ? null : {
			reason: waiver.reason ?? "",
			owner: waiver.owner ?? "",
			until: waiver.until ?? ""
		}
	};
}
function placeOf$5({ path, line, column, endLine, endColumn }) {
	return {
		path,
		line,
		column,
		endLine,
		endColumn
	};
}
function compareFindings(a, b) {
	return severities$1.indexOf(a.severity) - severities$1.indexOf(b.severity) || compareTexts(a.path, b.path) || a.line - b.line || a.column - b.column || a.endLine - b.endLine || a.endColumn - b.endColumn || compareTexts(a.rule, b.rule) || compareTexts(a.environment ?? "", b.environment ?? "") || compareTexts(a.message, b.message) || compareTexts(a.fingerprint, b.fingerprint);
}
function reportCertificates({ files }, whole) {
	const own = new Set(files);
	return filesToJudge(whole).filter(({ file }) => own.has(file)).flatMap(({ file, uses, environment }) => {
		const names = [environment, ...uses.map((use) => use.environment)].map(({ name }) => name);
		const environments = [...new Set(names)].sort(compareTexts);
		return certificatesOf(file).map((certificate, index) => ({
			certificate,
			roles: rolesOf(uses, index),
			environments
		}));
	}).sort((a, b) => compareSpans(a.certificate.span, b.certificate.span)).map(({ certificate, roles, environments }) => ({
		path: certificate.span.path,
		line: certificate.span.line,
		subject: certificate.subject.text,
		issuer: certificate.issuer.text,
		notBefore: timestamp(certificate.notBefore),
		notAfter: timestamp(certificate.notAfter),
		sha256: certificate.sha256,
		key: keyText$2(certificate.publicKey),
		signature: signatureText$1(certificate.signature),
		roles,
		environments
	}));
}
/** What the certificate at a place in its file serves as. PD and TiKV dial with the certificate that they serve with. */
function rolesOf(uses, index) {
	const roles = /* @__PURE__ */ new Set();
	for (const { instance, as } of uses) {
		const party = instance?.component ?? "client";
		if (as === "ca") roles.add(`trust anchor of ${party}`);
		if (as !== "certificate") continue;
		if (index > 0) roles.add(`intermediate of ${party}`);
		else if (party === "client") roles.add("client");
		else roles.add(`${party} server`).add(`${party} client`);
	}
	return [...roles].sort(compareTexts);
}
function keyText$2({ kind, bits, curve }) {
	switch (kind) {
		case "rsa": return `RSA ${bits}`;
		case "rsa-pss": return `RSA-PSS ${bits}`;
		case "dsa": return `DSA ${bits}`;
		case "ec": return curve ?? `EC ${bits}`;
		case "ed25519": return "Ed25519";
		case "ed448": return "Ed448";
		case "unknown": return "unknown";
		default: return kind;
	}
}
function signatureText$1({ kind, hash, oid }) {
	const names = {
		rsa: "RSA",
		"rsa-pss": "RSA-PSS",
		ecdsa: "ECDSA",
		dsa: "DSA",
		ed25519: "Ed25519",
		ed448: "Ed448"
	};
	if (kind === "unknown") return oid === "" ? "unknown" : oid;
	return hash === void 0 ? names[kind] : `${names[kind]} with ${hash.replace(/^sha(?=\d)/, "SHA-").replace("md5", "MD5")}`;
}
/** RFC 3339 in UTC, to the second. Years of more than four digits, which RFC 3339 cannot write, become 9999. */
function timestamp(milliseconds) {
	const latest = Date.UTC(9999, 11, 31, 23, 59, 59);
	const earliest = Date.UTC(1900, 0, 1);
	return new Date(Number.isNaN(milliseconds) ? 0 : Math.min(Math.max(milliseconds, earliest), latest)).toISOString().replace(/\.\d{3}Z$/, "Z");
}

// src/config/config-paths.ts
/** Where a folder has its config file; the first that exists counts. */
const configPaths = [
	".github/tikv-tls-gate.yml",
	".github/tikv-tls-gate.yaml",
	"tikv-tls-gate.yml",
	"tikv-tls-gate.yaml"
];

// src/text/sha256.ts
/**
* SHA-256 (FIPS 180-4) of a text in UTF-8, as 64 hexadecimal digits. For names that have to be stable, not for secrets:
* `node:crypto` takes a third of a bare Node's start to load, and a few short texts are hashed sooner without it.
*/
function sha256Text(text) {
	const padded = withPadding(new TextEncoder().encode(text));
	const hash = Int32Array.from(initialHash);
	const schedule = /* @__PURE__ */ new Int32Array(64);
	for (let offset = 0; offset < padded.byteLength; offset += 64) compress(hash, schedule, padded, offset);
	return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
/** The bytes, a one bit, zeros, and the number of bits in eight octets: a multiple of 64 octets. */
function withPadding(bytes) {
	const padded = new Uint8Array((bytes.length + 8 >> 6) * 64 + 64);
	padded.set(bytes);
	padded[bytes.length] = 128;
	const view = new DataView(padded.buffer);
	view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
	view.setUint32(padded.length - 4, bytes.length << 3 >>> 0);
	return view;
}
function compress(hash, schedule, block, offset) {
	const w = (index) => schedule[index] ?? 0;
	for (let t = 0; t < 16; t++) schedule[t] = block.getInt32(offset + 4 * t);
	for (let t = 16; t < 64; t++) {
		const [early, late] = [w(t - 15), w(t - 2)];
		const low = rotate(early, 7) ^ rotate(early, 18) ^ early >>> 3;
		const high = rotate(late, 17) ^ rotate(late, 19) ^ late >>> 10;
		schedule[t] = w(t - 16) + low + w(t - 7) + high;
	}
	let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
	for (let t = 0; t < 64; t++) {
		const one = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (e & f ^ ~e & g) + (constants[t] ?? 0) + w(t);
		const two = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + (a & b ^ a & c ^ b & c);
		[h, g, f, e, d, c, b, a] = [
			g,
			f,
			e,
			d + one | 0,
			c,
			b,
			a,
			one + two | 0
		];
	}
	for (const [index, word] of [
		a,
		b,
		c,
		d,
		e,
		f,
		g,
		h
	].entries()) hash[index] = (hash[index] ?? 0) + word;
}
function rotate(word, bits) {
	return word >>> bits | word << 32 - bits;
}
/** The first 32 bits of the fractional parts of the square roots of the first eight primes. */
const initialHash = primeRoots(8, Math.sqrt);
/** The same of the cube roots of the first 64 primes. */
const constants = primeRoots(64, Math.cbrt);
function primeRoots(count, root) {
	const primes = [];
	for (let number = 2; primes.length < count; number++) if (primes.every((prime) => number % prime !== 0)) primes.push(number);
	return Int32Array.from(primes, (prime) => root(prime) % 1 * 2 ** 32 | 0);
}

// src/judge/policy.ts
const severities = [
	"off",
	"note",
	"warning",
	"error"
];
/** The severity of a finding of a rule in a tier. */
function severityOf(policy, rule, tier, variant) {
	const [setting] = ownSetting(policy, rule);
	return (setting && saidSeverity(setting, tier, variant)) ?? "off";
}
/** The parameters of a rule in a tier. */
function parametersOf(policy, rule, tier) {
	const [setting] = ownSetting(policy, rule);
	return {
		...setting?.parameters,
		...setting?.tiers?.[tier]?.parameters
	};
}
const maximumDepth$1 = 20;
/** Puts a policy on top of those that it extends. `find` knows every policy by the text that `extends` writes. */
function resolvePolicy(policy, find) {
	const layers = [policy];
	const chain = [];
	for (let top = policy; top.extends !== void 0;) {
		const next = find(top.extends);
		if (next === void 0) return {
			kind: "refused",
			because: `${top.name} extends ${top.extends}, which is no policy`
		};
		if (chain.includes(top.extends) || layers.includes(next)) return {
			kind: "refused",
			because: `policies extend each other in a circle: ${[...chain, top.extends].join(", ")}`
		};
		if (layers.length === maximumDepth$1) return {
			kind: "refused",
			because: `more than ${maximumDepth$1} policies extend each other`
		};
		chain.push(top.extends);
		layers.push(next);
		top = next;
	}
	return {
		kind: "policy",
		policy: layers.length === 1 ? policy : flattened(layers)
	};
}
/**
* The upper policy speaks first: what it says about a rule in general also beats what a lower one says about a tier or
* a case, so that `"severity": "error"` means error everywhere.
*/
function flattened(layers) {
	const [top] = layers;
	const ids = [...new Set([...layers].reverse().flatMap((layer) => Object.keys(layer.rules)))];
	const firstOf = (pick) => layers.map(pick).find((value) => value !== void 0);
	const days = firstOf((layer) => layer.waivers?.["max-days"]);
	return {
		name: top.name,
		description: top.description,
		sections: [...new Set([...layers].reverse().flatMap((layer) => layer.sections ?? []))],
		...days !== void 0 && { waivers: { "max-days": days } },
		rules: Object.fromEntries(ids.map((id) => [id, flattenedRule(layers, id)]))
	};
}
function flattenedRule(layers, id) {
	const settings = layers.flatMap((layer) => ownSetting(layer, id));
	const variants = new Set(settings.flatMap((setting) => [setting, ...Object.values(setting.tiers ?? {})]).flatMap((part) => Object.keys(part.variants ?? {})));
	const inTier = (tier) => {
		const say = (variant) => settings.map((setting) => saidSeverity(setting, tier, variant)).find((severity) => severity !== void 0) ?? "off";
		return {
			severity: say(void 0),
			variants: Object.fromEntries([...variants].map((variant) => [variant, say(variant)])),
			parameters: Object.assign({}, ...[...settings].reverse().flatMap((setting) => [setting.parameters, setting.tiers?.[tier]?.parameters]))
		};
	};
	return { tiers: Object.fromEntries(tiers.map((tier) => [tier, inTier(tier)])) };
}
/** Rule ids come from files of strangers: `constructor` is no rule. */
function ownSetting(policy, id) {
	const setting = Object.hasOwn(policy.rules, id) ? policy.rules[id] : void 0;
	return setting === void 0 ? [] : [setting];
}
function saidSeverity(setting, tier, variant) {
	const tiered = setting.tiers?.[tier];
	return (variant === void 0 ? void 0 : tiered?.variants?.[variant] ?? setting.variants?.[variant]) ?? tiered?.severity ?? setting.severity;
}

// src/judge/rule.ts
/** The defaults of a rule's parameters. */
function defaultsOf(rule) {
	return Object.fromEntries(Object.entries(rule.meta().parameters ?? {}).map(([name, schema]) => [name, schema.default]));
}

// src/judge/judge.ts
/**
* Runs the rules over the model and grades what they state, sorted by severity (worst first), then place. Waived
* findings stay, with their waiver; they decide nothing. The rules of `policy/` run last: they see what each waiver did.
*/
function judge(model, judgement) {
	return conclude(model, judgement, weigh(model, judgement));
}
/** The first half of `judge`: all rules but those of `policy/`, with the waivers weighed and their matches counted. */
function weigh(model, judgement) {
	return settle(model, judgement);
}
/** The second half of `judge`: what the rules of `policy/` say about the gate, and the order. */
function conclude(model, judgement, { findings, gate }) {
	const about = graded(model, judgement, {
		rules: judgement.rules.filter(isAboutTheGate),
		gate
	});
	return [...findings, ...about].sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || compareSpans(a.statement.at, b.statement.at) || (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0));
}
/** What the rules of `policy/` see: the gate with every waiver weighed and its matches counted. */
function settledGate(model, judgement) {
	return settle(model, judgement).gate;
}
function settle(model, judgement) {
	const rules = judgement.rules.filter((rule) => !isAboutTheGate(rule));
	const isGeneral = ({ precedence }) => precedence === "general";
	const { gate } = judgement;
	const specific = graded(model, judgement, {
		rules: rules.filter((rule) => !isGeneral(rule)),
		gate
	});
	const covered = severestCovers(specific);
	const general = graded(model, judgement, {
		rules: rules.filter(isGeneral),
		gate,
		covered
	});
	const { findings, waivers } = waived(withoutCovered([...specific, ...general]), model, judgement);
	const judged = new Set(judgement.rules.map(({ id }) => id));
	return {
		findings,
		gate: {
			...gate,
			waivers,
			judged
		}
	};
}
function severestCovers(findings) {
	const severest = /* @__PURE__ */ new Map();
	for (const { severity, statement } of findings) for (const failure of statement.covers ?? []) {
		const other = severest.get(failure);
		if (other === void 0 || isLower(other, severity)) severest.set(failure, severity);
	}
	return severest;
}
/** Without what a finding that is no less severe makes meaningless in its own file. */
function withoutCovered(findings) {
	const byFile = /* @__PURE__ */ new Map();
	for (const finding of findings) {
		const { path } = finding.statement.at;
		if (finding.statement.coversFile !== void 0) byFile.set(path, [...byFile.get(path) ?? [], finding]);
	}
	if (byFile.size === 0) return findings;
	return findings.filter(({ rule, severity, statement }) => {
		const group = rule.id.slice(0, rule.id.indexOf("/"));
		return !(byFile.get(statement.at.path) ?? []).some((other) => other.rule !== rule && other.statement.coversFile?.includes(group) && !isLower(other.severity, severity));
	});
}
function isLower(a, b) {
	return severities.indexOf(a) < severities.indexOf(b);
}
function isAboutTheGate(rule) {
	return rule.id.startsWith("policy/");
}
function graded(model, judgement, { rules, gate, covered }) {
	const findings = [];
	const seen = /* @__PURE__ */ new Map();
	const told = /* @__PURE__ */ new Set();
	const byName = new Map(model.environments.map((environment) => [environment.name, environment]));
	for (const rule of rules) {
		const { id } = rule;
		const statements = rule.check(model, {
			now: judgement.now,
			gate,
			base: judgement.base,
			proofs: judgement.proofs,
			isCovered: (failure, environment) => {
				const by = covered?.get(failure);
				return by !== void 0 && !isLower(by, severityOf(judgement.policyOf(environment), id, environment.tier, void 0));
			},
			parameters: (environment) => ({
				...defaultsOf(rule),
				...parametersOf(judgement.policyOf(environment), id, tierOf(environment))
			})
		});
		for (const statement of statements) {
			const environment = (statement.environment === void 0 ? void 0 : byName.get(statement.environment)) ?? model.environmentOf(statement.at.path);
			const severity = severityOf(judgement.policyOf(environment), id, tierOf(environment), statement.variant);
			if (severity === "off") continue;
			const { path, line, column, endLine, endColumn } = statement.at;
			const sentence = [
				id,
				environment?.name,
				path,
				line,
				column,
				endLine,
				endColumn,
				statement.message
			].join("\n");
			if (told.has(sentence)) continue;
			told.add(sentence);
			const identity = [
				id,
				environment?.name ?? "",
				statement.component ?? "",
				statement.subject
			].join("\n");
			const count = seen.get(identity) ?? 0;
			seen.set(identity, count + 1);
			const fingerprint = sha256Text(`${identity}\n${count}`);
			findings.push({
				rule,
				severity,
				statement,
				environment,
				fingerprint
			});
		}
	}
	return findings;
}
/** Gives each finding the first waiver that counts for it, and each waiver the number of findings that it matched. */
function waived(found, model, judgement) {
	const { gate, now } = judgement;
	const index = new WaiverIndex(gate.waivers);
	const matching = found.map(({ rule, statement }) => isWaivable(rule.id) ? index.at(rule.id, statement.at) : []);
	const matched = gate.waivers.map(() => []);
	for (const [at, finding] of found.entries()) for (const position of matching[at] ?? []) matched[position]?.push(finding);
	const settled = gate.waivers.map((waiver, position) => {
		const own = matched[position] ?? [];
		const faults = [waiver.line === void 0 ? void 0 : model.environmentOf(waiver.path), ...own.map(({ environment }) => environment)].map((environment) => tooFarAhead(waiver, judgement.policyOf(environment), now));
		return {
			...waiver,
			matches: own.length,
			invalid: waiver.invalid ?? faults.find((fault) => fault !== void 0)
		};
	});
	return {
		findings: found.map((finding, at) => {
			const waiver = (matching[at] ?? []).flatMap((position) => settled[position] ?? []).find((candidate) => candidate.standing !== "pending" && candidate.invalid === void 0 && !isExpired(candidate, now) && judgement.countsFor?.(candidate, finding.rule.id, finding.statement) !== false);
			return waiver === void 0 ? finding : {
				...finding,
				waiver
			};
		}),
		waivers: settled
	};
}
/** A place that lies in no environment is judged as production. */
function tierOf(environment) {
	return environment?.tier ?? "production";
}

// policies/baseline.json
var baseline_default = {
	$schema: "../src/schemas/policy.schema.json",
	name: "baseline",
	description: "What no cluster should ship without: the default.",
	waivers: { "max-days": 365 },
	rules: {
		"config/syntax": { "severity": "error" },
		"config/template": { "severity": "note" },
		"config/unknown-key": {
			"severity": "warning",
			"variants": { "tls-setting": "error" }
		},
		"config/wrong-type": { "severity": "error" },
		"config/key-ambiguous": { "severity": "error" },
		"config/tls-off": {
			"severity": "error",
			"tiers": {
				"staging": { "severity": "warning" },
				"development": { "severity": "note" }
			}
		},
		"config/tls-incomplete": { "severity": "error" },
		"config/client-certificate-not-required": {
			"severity": "error",
			"tiers": { "development": { "severity": "warning" } }
		},
		"config/plaintext-url": { "severity": "error" },
		"config/https-without-certificate": { "severity": "error" },
		"config/scheme-mismatch": { "severity": "error" },
		"config/allow-list-missing": { "severity": "off" },
		"config/allow-list-loose": {
			"severity": "warning",
			"variants": { "intruder": "error" }
		},
		"config/status-anonymous": { "severity": "warning" },
		"config/receiver-plaintext": { "severity": "warning" },
		"config/address-invalid": { "severity": "error" },
		"config/endpoint-scheme": { "severity": "warning" },
		"config/secret-inline": { "severity": "error" },
		"config/allow-list-single": { "severity": "warning" },
		"config/allow-list-version": { "severity": "error" },
		"config/path-not-found": {
			"severity": "warning",
			"variants": { "not-mounted": "error" }
		},
		"config/path-relative": { "severity": "warning" },
		"config/path-same-file": { "severity": "error" },
		"config/status-address-exposed": { "severity": "warning" },
		"config/metrics-plaintext": { "severity": "warning" },
		"config/kms-plaintext": { "severity": "error" },
		"config/object-storage-plaintext": { "severity": "warning" },
		"config/dashboard-tls-incomplete": { "severity": "warning" },
		"config/overridden": { "severity": "warning" },
		"config/cipher-setting-ignored": { "severity": "warning" },
		"cert/unreadable": { "severity": "error" },
		"cert/expired": { "severity": "error" },
		"cert/not-yet-valid": { "severity": "error" },
		"cert/expires-soon": {
			"severity": "warning",
			"parameters": { "days": 30 }
		},
		"cert/validity-too-long": {
			"severity": "note",
			"parameters": {
				"days": 3680,
				"ca-days": 0
			}
		},
		"cert/weak-key": {
			"severity": "error",
			"parameters": {
				"rsa-bits": 2048,
				"curves": [
					"P-256",
					"P-384",
					"P-521"
				]
			}
		},
		"cert/weak-signature": { "severity": "error" },
		"cert/known-key": { "severity": "error" },
		"cert/self-signed": {
			"severity": "error",
			"tiers": { "development": { "severity": "note" } }
		},
		"cert/ca-as-leaf": { "severity": "warning" },
		"cert/not-a-ca": { "severity": "error" },
		"cert/path-length": { "severity": "error" },
		"cert/server-usage-missing": { "severity": "error" },
		"cert/client-usage-missing": { "severity": "error" },
		"cert/san-missing": { "severity": "error" },
		"cert/san-mismatch": { "severity": "error" },
		"cert/wildcard": { "severity": "off" },
		"cert/shared": {
			"severity": "note",
			"variants": { "across-tiers": "error" },
			"parameters": {
				"components": true,
				"instances": false,
				"environments": true
			}
		},
		"cert/serial": { "severity": "warning" },
		"cert/unsupported": { "severity": "error" },
		"trust/untrusted": { "severity": "error" },
		"trust/chain-incomplete": { "severity": "error" },
		"trust/handshake-fails": { "severity": "error" },
		"trust/locked-out": { "severity": "error" },
		"trust/self-refused": { "severity": "error" },
		"trust/public-ca": { "severity": "error" },
		"trust/ca-bundle": { "severity": "warning" },
		"trust/ca-mismatch": { "severity": "error" },
		"trust/ca-key-committed": { "severity": "error" },
		"key/committed": {
			"severity": "error",
			"tiers": { "development": { "severity": "warning" } }
		},
		"key/committed-encrypted": { "severity": "note" },
		"key/mismatch": { "severity": "error" },
		"key/weak": { "severity": "error" },
		"key/permissions": { "severity": "warning" },
		"env/posture-differs": {
			"severity": "warning",
			"variants": { "production-weaker": "error" }
		},
		"env/setting-differs": { "severity": "note" },
		"env/component-missing": { "severity": "warning" },
		"env/certificate-profile-differs": { "severity": "note" },
		"env/ca-shared": { "severity": "error" },
		"env/identity-shared": { "severity": "error" },
		"env/instances-differ": { "severity": "warning" },
		"deploy/tls-flag-differs": { "severity": "error" },
		"deploy/managed-setting": {
			"severity": "warning",
			"variants": { "refused-or-chance": "error" }
		},
		"deploy/setting-dropped": {
			"severity": "warning",
			"variants": { "tls-setting": "error" }
		},
		"deploy/secret-not-issued": { "severity": "error" },
		"deploy/certificate-unused": { "severity": "note" },
		"deploy/certificate-request": {
			"severity": "warning",
			"variants": {
				"usage": "error",
				"names": "error",
				"weak-key": "error",
				"lifetime": "note",
				"renewal": "error",
				"self-signed": "error"
			},
			"parameters": {
				"days": 3680,
				"ca-days": 0,
				"rsa-bits": 2048,
				"curves": [
					"P-256",
					"P-384",
					"P-521"
				]
			}
		},
		"deploy/duplicate-object": { "severity": "error" },
		"deploy/insecure-client": { "severity": "error" },
		"rollout/downgrade": { "severity": "error" },
		"rollout/split": { "severity": "error" },
		"rollout/full-stop": { "severity": "warning" },
		"rollout/restart": { "severity": "note" },
		"rollout/not-reloaded": { "severity": "warning" },
		"policy/not-seen": { "severity": "error" },
		"policy/changed": {
			"severity": "warning",
			"variants": {
				"not-judged": "error",
				"lower-tier": "error",
				"broken": "error"
			}
		},
		"policy/base-missing": { "severity": "warning" },
		"policy/waiver-expired": { "severity": "warning" },
		"policy/waiver-unused": { "severity": "note" },
		"policy/waiver-expires-soon": {
			"severity": "note",
			"parameters": { "days": 14 }
		},
		"policy/waiver-invalid": { "severity": "error" },
		"policy/unreadable": { "severity": "warning" },
		"policy/config-stale": {
			"severity": "warning",
			"variants": { "environment-empty": "error" }
		},
		"handshake/failed": { "severity": "error" },
		"handshake/plaintext-accepted": {
			"severity": "error",
			"tiers": {
				"staging": { "severity": "warning" },
				"development": { "severity": "note" }
			}
		},
		"handshake/anonymous-accepted": {
			"severity": "error",
			"variants": { "status": "warning" }
		},
		"handshake/untrusted-accepted": { "severity": "error" },
		"handshake/name-accepted": { "severity": "error" },
		"handshake/weak-protocol": { "severity": "error" },
		"handshake/weak-cipher": {
			"severity": "error",
			"variants": {
				"no-aead": "note",
				"outside-list": "note"
			}
		},
		"handshake/differs": { "severity": "error" }
	}
};

// policies/pci-dss-4.json
var pci_dss_4_default = {
	$schema: "../src/schemas/policy.schema.json",
	name: "pci-dss-4",
	description: "strict, and the cryptographic inventory that PCI DSS 4.0.1 asks for (requirements 2.2.7, 4.2.1, 4.2.1.1, 4.2.1.2, 12.3.3).",
	"extends": "strict",
	sections: ["cryptographic-inventory"],
	rules: {}
};

// policies/strict.json
var strict_default = {
	$schema: "../src/schemas/policy.schema.json",
	name: "strict",
	description: "NIST SP 800-52r2 and Mozilla's intermediate profile, allow lists, short lifetimes.",
	waivers: { "max-days": 180 },
	rules: {
		"config/syntax": { "severity": "error" },
		"config/template": { "severity": "warning" },
		"config/unknown-key": { "severity": "error" },
		"config/wrong-type": { "severity": "error" },
		"config/key-ambiguous": { "severity": "error" },
		"config/tls-off": { "severity": "error" },
		"config/tls-incomplete": { "severity": "error" },
		"config/client-certificate-not-required": { "severity": "error" },
		"config/plaintext-url": { "severity": "error" },
		"config/https-without-certificate": { "severity": "error" },
		"config/scheme-mismatch": { "severity": "error" },
		"config/allow-list-missing": {
			"severity": "warning",
			"tiers": { "production": { "severity": "error" } }
		},
		"config/allow-list-loose": { "severity": "error" },
		"config/status-anonymous": { "severity": "error" },
		"config/receiver-plaintext": { "severity": "error" },
		"config/address-invalid": { "severity": "error" },
		"config/endpoint-scheme": { "severity": "warning" },
		"config/secret-inline": { "severity": "error" },
		"config/allow-list-single": { "severity": "error" },
		"config/allow-list-version": { "severity": "error" },
		"config/path-not-found": { "severity": "error" },
		"config/path-relative": { "severity": "warning" },
		"config/path-same-file": { "severity": "error" },
		"config/status-address-exposed": { "severity": "error" },
		"config/metrics-plaintext": { "severity": "error" },
		"config/kms-plaintext": { "severity": "error" },
		"config/object-storage-plaintext": { "severity": "error" },
		"config/dashboard-tls-incomplete": { "severity": "error" },
		"config/overridden": { "severity": "warning" },
		"config/cipher-setting-ignored": { "severity": "error" },
		"cert/unreadable": { "severity": "error" },
		"cert/expired": { "severity": "error" },
		"cert/not-yet-valid": { "severity": "error" },
		"cert/expires-soon": {
			"severity": "error",
			"parameters": { "days": 45 }
		},
		"cert/validity-too-long": {
			"severity": "error",
			"parameters": {
				"days": 398,
				"ca-days": 3650
			}
		},
		"cert/weak-key": {
			"severity": "error",
			"parameters": {
				"rsa-bits": 2048,
				"curves": ["P-256", "P-384"]
			}
		},
		"cert/weak-signature": { "severity": "error" },
		"cert/known-key": { "severity": "error" },
		"cert/self-signed": { "severity": "error" },
		"cert/ca-as-leaf": { "severity": "error" },
		"cert/not-a-ca": { "severity": "error" },
		"cert/path-length": { "severity": "error" },
		"cert/server-usage-missing": { "severity": "error" },
		"cert/client-usage-missing": { "severity": "error" },
		"cert/san-missing": { "severity": "error" },
		"cert/san-mismatch": { "severity": "error" },
		"cert/wildcard": { "severity": "warning" },
		"cert/shared": {
			"severity": "warning",
			"variants": { "across-tiers": "error" },
			"parameters": {
				"components": true,
				"instances": true,
				"environments": true
			}
		},
		"cert/serial": { "severity": "warning" },
		"cert/unsupported": { "severity": "error" },
		"trust/untrusted": { "severity": "error" },
		"trust/chain-incomplete": { "severity": "error" },
		"trust/handshake-fails": { "severity": "error" },
		"trust/locked-out": { "severity": "error" },
		"trust/self-refused": { "severity": "error" },
		"trust/public-ca": { "severity": "error" },
		"trust/ca-bundle": { "severity": "warning" },
		"trust/ca-mismatch": { "severity": "error" },
		"trust/ca-key-committed": { "severity": "error" },
		"key/committed": { "severity": "error" },
		"key/committed-encrypted": { "severity": "warning" },
		"key/mismatch": { "severity": "error" },
		"key/weak": { "severity": "error" },
		"key/permissions": { "severity": "warning" },
		"env/posture-differs": { "severity": "error" },
		"env/setting-differs": { "severity": "warning" },
		"env/component-missing": { "severity": "warning" },
		"env/certificate-profile-differs": { "severity": "warning" },
		"env/ca-shared": { "severity": "error" },
		"env/identity-shared": { "severity": "error" },
		"env/instances-differ": { "severity": "error" },
		"deploy/tls-flag-differs": { "severity": "error" },
		"deploy/managed-setting": { "severity": "error" },
		"deploy/setting-dropped": { "severity": "error" },
		"deploy/secret-not-issued": { "severity": "error" },
		"deploy/certificate-unused": { "severity": "warning" },
		"deploy/certificate-request": {
			"severity": "error",
			"parameters": {
				"days": 398,
				"ca-days": 3650,
				"rsa-bits": 2048,
				"curves": ["P-256", "P-384"]
			}
		},
		"deploy/duplicate-object": { "severity": "error" },
		"deploy/insecure-client": { "severity": "error" },
		"rollout/downgrade": { "severity": "error" },
		"rollout/split": { "severity": "error" },
		"rollout/full-stop": { "severity": "warning" },
		"rollout/restart": { "severity": "note" },
		"rollout/not-reloaded": { "severity": "error" },
		"policy/not-seen": { "severity": "error" },
		"policy/changed": { "severity": "error" },
		"policy/base-missing": { "severity": "error" },
		"policy/waiver-expired": { "severity": "error" },
		"policy/waiver-unused": { "severity": "warning" },
		"policy/waiver-expires-soon": {
			"severity": "warning",
			"parameters": { "days": 14 }
		},
		"policy/waiver-invalid": { "severity": "error" },
		"policy/unreadable": { "severity": "error" },
		"policy/config-stale": { "severity": "error" },
		"handshake/failed": { "severity": "error" },
		"handshake/plaintext-accepted": { "severity": "error" },
		"handshake/anonymous-accepted": { "severity": "error" },
		"handshake/untrusted-accepted": { "severity": "error" },
		"handshake/name-accepted": { "severity": "error" },
		"handshake/weak-protocol": { "severity": "error" },
		"handshake/weak-cipher": {
			"severity": "error",
			"variants": { "no-aead": "warning" }
		},
		"handshake/differs": { "severity": "error" }
	}
};

// policies/tiup.json
var tiup_default = {
	$schema: "../src/schemas/policy.schema.json",
	name: "tiup",
	description: "baseline, with the certificates that TiUP makes accepted: a CA of 50 years, leaves of 10.",
	"extends": "baseline",
	rules: { "cert/validity-too-long": { "parameters": {
		"days": 3680,
		"ca-days": 18280
	} } }
};

// src/config/bundled-policies.ts
/** The policies that come with the program, by name. A test holds them against the schema. */
const bundledPolicies = new Map([
	baseline_default,
	strict_default,
	pci_dss_4_default,
	tiup_default
].map((policy) => [policy.name, policy]));
/** Every rule's id: `baseline` names them all, also those of commands that judge something else. */
const ruleIds = new Set(Object.keys(baseline_default.rules));
/** The bundled policies with nothing left to extend, in the order in which people meet them. */
function resolvedPolicies() {
	return [...bundledPolicies.values()].map((policy) => {
		const resolved = resolvePolicy(policy, (name) => bundledPolicies.get(name));
		if (resolved.kind === "refused") throw new Error(`policies/${policy.name}.json: ${resolved.because}`);
		return resolved.policy;
	});
}

// src/config/load-policy.ts
/** More than `resolvePolicy` accepts: what is longer is refused there. */
const maximumFiles = 20;
/** The YAML reader and the validator are loaded for a policy of the repository alone. */
const policyFile = () => Promise.resolve().then(() => require("./policy.js")).then((n) => n.policy_file_exports);
/** Finds a policy by name or path, with all that it extends. `textOf` reads a file of the repository; undefined when there is none. */
async function loadPolicy(reference, textOf) {
	const found = /* @__PURE__ */ new Map();
	let source = "bundled";
	for (let next = reference.text; next !== void 0 && !found.has(next) && found.size <= maximumFiles;) {
		const bundled = bundledPolicies.get(next);
		const place = (found.size === 0 ? reference.typed : void 0) ?? placeOf$4(next, reference.folder);
		const text = bundled === void 0 ? await readAt(place, textOf) : void 0;
		if (bundled === void 0 && (text === void 0 || place === void 0)) return missing(next, reference, found);
		let read = {
			kind: "read",
			policy: bundled
		};
		if (place !== void 0 && text !== void 0) {
			const path = place.kind === "inside" ? place.path : place.name;
			read = (await policyFile()).readPolicyFile(path, text);
			if (found.size === 0) source = path;
		}
		if (read.kind === "refused") return read;
		found.set(next, read.policy);
		next = read.policy.extends;
	}
	const resolved = resolvePolicy(found.get(reference.text), (name) => found.get(name));
	if (resolved.kind === "refused") return refused$1([{
		at: reference.at,
		message: `${reference.text}: ${resolved.because}`,
		help: "let the chain end in a bundled policy"
	}]);
	return {
		kind: "policy",
		policy: resolved.policy,
		source
	};
}
function placeOf$4(text, folder) {
	const path = folder === void 0 ? toRepoPath(text) : joinRepoPath(folder, text);
	return path === void 0 || path === "" ? void 0 : {
		kind: "inside",
		path
	};
}
async function readAt(place, textOf) {
	if (place === void 0) return void 0;
	return place.kind === "inside" ? textOf(place.path) : place.read();
}
function missing(name, reference, found) {
	const names = [...bundledPolicies.keys()];
	const message = `${name}${found.size === 0 ? "" : `, which ${[...found.keys()].pop()} extends`}: no such file, and no bundled policy has this name (${names.join(", ")})`;
	return refused$1([{
		at: reference.at,
		message,
		help: choice(name, names)
	}]);
}

// src/model/environments/environment-word.ts
const words$1 = new Map([
	[
		"production",
		"production",
		"prod",
		"prd",
		"\u751f\u4ea7"
	],
	["production", "live"],
	[
		"staging",
		"staging",
		"stage",
		"stg"
	],
	["staging", "uat"],
	[
		"staging",
		"preproduction",
		"preprod",
		"pre",
		"\u9884\u53d1"
	],
	[
		"development",
		"development",
		"dev",
		"nonprod",
		"nonproduction",
		"\u5f00\u53d1"
	],
	["development", "local"],
	["development", "docker"],
	["development", "playground"],
	["development", "sandbox"],
	["development", "demo"],
	[
		"development",
		"lab",
		"labs"
	],
	["development", "\u5355\u673a"],
	[
		"development",
		"test",
		"tests",
		"testing",
		"testdata",
		"\u6d4b\u8bd5"
	],
	["development", "qa"],
	["development", "ci"],
	["development", "e2e"],
	[
		"development",
		"fixture",
		"fixtures"
	],
	[
		"development",
		"example",
		"examples",
		"sample",
		"samples"
	],
	["development", "benchmark"]
].flatMap(([tier, id, ...others]) => [id, ...others].map((text) => [text, {
	id,
	tier
}])));
/** Words of a script without blanks: they stand inside longer names (`01.\u751f\u4ea7\u96c6\u7fa4`). */
const unspaced = [...words$1].filter(([text]) => /[^\0-\u007f]/.test(text));
const strictestFirst = [
	"production",
	"staging",
	"development"
];
/** Folders that show or test something: each is a case of its own, and no deployment of the cluster beside it. */
const illustrations = new Set("tests testdata test-data fixture fixtures example examples sample samples benchmark lab labs e2e".split(" "));
/** Does the word stand for an example or a test case? `test` alone may well be an environment. */
function isIllustration(word) {
	return illustrations.has(word.text.toLowerCase()) || illustrations.has(word.name.toLowerCase());
}
/** Words that say what a file or folder holds and not which cluster it belongs to. */
const transparent = new Set("pd tikv conf config configs etc tls ssl cert certs certificate certificates pki pem secret secrets key keys security node nodes host hosts server servers store stores script scripts bin".split(" "));
const machine = /^(?:.*[-_])?(?:pd|tikv|store|node|host|server|instance|member|replica)s?[-_]?\d+$/;
/** Is this a folder that does not separate clusters: of a component, of certificates, of one machine? */
function isTransparent(segment) {
	const name = segment.toLowerCase();
	return transparent.has(name) || isMachine(name);
}
/** Is this the name of one machine: `pd-0`, `tikv1`, `10.0.1.5`, `kv3.db.example.com`, `2`? */
function isMachine(segment) {
	const name = segment.toLowerCase();
	if (machine.test(name) || /^\d+$/.test(name) || /^(?:ip-)?\d{1,3}(?:[.-]\d{1,3}){3}$/.test(name)) return true;
	return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z][a-z0-9-]*$/.test(name);
}
const known$3 = /* @__PURE__ */ new Map();
/** Names are the user's own, and are not kept without end. */
const mostKept$1 = 1e4;
/** The environment's word in one name; of several the strictest. Whole words only: `latest` holds no `test`. */
function environmentWord(segment) {
	if (known$3.has(segment)) return known$3.get(segment);
	const word = findWord(segment);
	if (known$3.size < mostKept$1) known$3.set(segment, word);
	return word;
}
function findWord(segment) {
	const raw = joinQualified(segment.split(/[\s._-]+/).filter((token) => token !== ""));
	const found = raw.flatMap((text, index) => {
		const word = lookUp(text.toLowerCase());
		return word === void 0 ? [] : [{
			...word,
			text,
			index
		}];
	});
	found.sort((a, b) => strictestFirst.indexOf(a.tier) - strictestFirst.indexOf(b.tier) || a.index - b.index);
	const [best] = found;
	if (best === void 0) return void 0;
	const isWhole = words$1.has(best.text.toLowerCase().replace(/[._-]/g, ""));
	const kept = raw.filter((_, index) => !isSilent(raw, index));
	const others = kept.filter((token) => !(isWhole && token === best.text));
	const name = kept.length === raw.length ? segment : kept.join("-");
	return {
		id: best.id,
		tier: best.tier,
		text: best.text,
		rest: others.join("-").toLowerCase(),
		name
	};
}
function lookUp(token) {
	return words$1.get(token.replace(/[._-]/g, "")) ?? words$1.get(token.replace(/\d+$/, "")) ?? unspaced.find(([text]) => token.includes(text))?.[1];
}
/** `pre-prod` and `non-prod` are words of their own, and not production. */
function joinQualified(tokens) {
	const joined = [];
	for (const token of tokens) {
		const last = joined[joined.length - 1];
		if (last !== void 0 && /^(?:pre|non)$/i.test(last) && /^(?:prod|production)$/i.test(token)) joined[joined.length - 1] = `${last}-${token}`;
		else joined.push(token);
	}
	return joined;
}
function isSilent(tokens, index) {
	const token = tokens[index].toLowerCase();
	if (isTransparent(token) && !/^\d+$/.test(token)) return true;
	const before = tokens[index - 1]?.toLowerCase();
	return /^\d+$/.test(token) && before !== void 0 && transparent.has(before);
}

// src/model/environments/environments.ts
/** Environments as the config file declares them: the first one whose patterns match a file has it. */
function declaredEnvironments(declared, drafts) {
	const candidates = /* @__PURE__ */ new Map();
	for (const [order, { include }] of declared.entries()) for (const pattern of include) {
		const glob = parseGlob(pattern);
		if ("because" in glob) continue;
		for (const root of new Set(glob.roots)) push$1(candidates, root, {
			order,
			glob
		});
	}
	const orderOf = memo$1((path) => {
		let best = declared.length;
		for (const prefix of [path, ...foldersAbove(path)]) for (const { order, glob } of candidates.get(prefix) ?? []) if (order < best && glob.matches(path)) best = order;
		return best;
	});
	const draftsBy = /* @__PURE__ */ new Map();
	for (const draft of sortedByPath(drafts)) {
		const byOverlay = orderOf(placeOf$3(draft));
		push$1(draftsBy, byOverlay < declared.length ? byOverlay : orderOf(draft.path), draft);
	}
	const plans = declared.map((environment, order) => ({
		name: environment.name,
		tier: environment.tier,
		tierIsAssumed: false,
		isIllustration: false,
		declared: environment,
		drafts: draftsBy.get(order) ?? []
	}));
	return {
		plans,
		of: (path) => plans[orderOf(path)],
		isNamedFor: () => true
	};
}
/** Environments found in folder and file names. */
function foundEnvironments(drafts) {
	const groups = groupDrafts(sortedByPath(drafts));
	const neighbourhood = new Neighbourhood(groups);
	const byAnchor = mapBy(groups, (group) => group.anchor.key);
	const byWord = mapBy(groups, (group) => group.anchor.word?.id ?? "");
	const byDraft = new Map(groups.flatMap((group) => group.drafts.map((draft) => [placeOf$3(draft), group])));
	const names = nameGroups(groups);
	const planOf = new Map(groups.map((group) => [group, planFor(group, names.get(group))]));
	const of = memo$1((path) => {
		const anchor = anchorOf(path);
		const named = anchor.word === void 0 ? void 0 : groupNamedBy(anchor, path, byAnchor, byWord);
		const group = byDraft.get(path) ?? named ?? neighbourhood.of(path);
		return group && planOf.get(group);
	});
	return {
		plans: [...planOf.values()],
		of,
		isNamedFor: (path) => anchorOf(path).word !== void 0
	};
}
function planFor(group, name) {
	const { word } = group.anchor;
	const tier = word?.tier ?? "production";
	const isExample = word !== void 0 && isIllustration(word);
	return {
		name,
		tier,
		tierIsAssumed: word === void 0,
		isIllustration: isExample,
		drafts: group.drafts
	};
}
/**
* Drafts under one anchor are one cluster, unless two or more of the parts below it (`prod/east`, `prod/west`) have a
* PD and a TiKV of their own.
*/
function groupDrafts(drafts) {
	const byAnchor = /* @__PURE__ */ new Map();
	for (const draft of drafts) {
		const anchor = anchorOfDraft(draft);
		const parts = byAnchor.get(anchor.key) ?? /* @__PURE__ */ new Map();
		byAnchor.set(anchor.key, parts);
		const part = anchor.part ?? anchor.rest;
		const group = parts.get(part) ?? {
			anchor,
			drafts: []
		};
		parts.set(part, group);
		group.drafts.push(draft);
	}
	return [...byAnchor.values()].flatMap((parts) => {
		const groups = [...parts.values()];
		const isComplete = ({ drafts: members }) => new Set(members.map((draft) => draft.component)).size === 2;
		const [first] = groups;
		if (first === void 0) return [];
		if (groups.filter(isComplete).length >= 2) return groups;
		const isSpread = groups.length > 1 && first.anchor.part !== void 0;
		return [{
			anchor: {
				...first.anchor,
				rest: "",
				above: isSpread ? "" : first.anchor.above
			},
			drafts: sortedByPath(groups.flatMap((group) => group.drafts))
		}];
	});
}
/** The path that says which environment a draft is of: its own, or that of the overlay that builds it. */
function placeOf$3({ path, environment }) {
	return environment?.folder === void 0 ? path : `${environment.folder}/kustomization.yaml`;
}
/**
* Labels and namespaces say which environment a manifest is of, the path where these are silent; an example stays one. Objects of one namespace
* and name are of one cluster, in whatever folders they lie.
*/
function anchorOfDraft(draft) {
	const place = placeOf$3(draft);
	const anchor = anchorOf(place);
	const { label, namespace, cluster } = draft.environment ?? {};
	if (label === void 0 && namespace === void 0 && cluster === void 0) return anchor;
	const word = wordOfDraft$1(draft, anchor.word);
	const isOfPath = word !== void 0 && word.id === anchor.word?.id;
	const own = {
		word,
		rest: anchor.rest,
		above: anchor.above
	};
	const name = cluster ?? namespace ?? label ?? "";
	const named = isOfPath ? {
		...own,
		name: anchor.name,
		label: anchor.label
	} : {
		...own,
		name: word?.text ?? name,
		label: word?.id ?? name
	};
	const object = `${namespace ?? ""}\n${cluster ?? ""}\n${word?.id ?? ""}`;
	if (namespace === void 0 || cluster === void 0) return {
		...named,
		key: `${anchor.key}\n${object}`
	};
	return {
		...named,
		key: `\n\n${object}`,
		part: isOfPath ? `${anchor.key}/${anchor.rest}` : folderOf(place)
	};
}
function wordOfDraft$1({ environment }, ofPath) {
	if (ofPath !== void 0 && isIllustration(ofPath)) return ofPath;
	const { label, namespace, cluster } = environment ?? {};
	const told = [label, namespace].map((text) => text === void 0 ? void 0 : environmentWord(text));
	const ofCluster = cluster === void 0 ? void 0 : environmentWord(cluster);
	const isCopied = ofCluster !== void 0 && isIllustration(ofCluster);
	return told.find((word) => word !== void 0) ?? ofPath ?? (isCopied ? void 0 : ofCluster);
}
/** The nearest part of a path that has an environment's word, the file's own name first; else its folder. */
function anchorOf(path) {
	const folders = folderOf(path).split("/").filter((part) => part !== "");
	const folder = wordFolder(folders);
	const stem = fileName(path).replace(/\.(?:toml|ya?ml|json|conf|pem|crt|cer|key|der|p12|pfx|jks)$/i, "");
	const word = environmentWord(stem.replace(/(?:^|[._-])docker[._-]compose(?=$|[._-])/i, ""));
	if (word !== void 0 && word.id !== folder?.word?.id) {
		const base = withoutTrailing(folders);
		return {
			word,
			key: keyOf$2(base, word.id),
			rest: word.rest,
			above: base.join("/"),
			name: word.text,
			label: word.id
		};
	}
	if (folder !== void 0) return folder;
	const base = withoutTrailing(folders).join("/");
	return {
		key: `\n${base}`,
		rest: "",
		above: base,
		name: "",
		label: ""
	};
}
function wordFolder(folders) {
	for (let index = folders.length - 1; index >= 0; index--) {
		const segment = folders[index];
		const word = environmentWord(segment);
		if (word === void 0 || word.id === "local" && folders[index - 1] === "usr") continue;
		const above = folders.slice(0, index);
		const rest = folders.slice(index + 1).filter((part) => !isTransparent(part));
		const [name, label] = word.rest === "" ? [word.text, word.id] : [word.name, word.name.toLowerCase()];
		return {
			word,
			key: keyOf$2(above, label),
			rest: rest.join("/"),
			above: above.join("/"),
			name,
			label
		};
	}
}
/** Folders of components and machines say nothing: `pd/prod` and `tikv/prod` are one environment. */
function keyOf$2(above, label) {
	return `${above.filter((part) => !isTransparent(part)).join("/")}\n${label}`;
}
function withoutTrailing(folders) {
	let end = folders.length;
	while (end > 0 && isTransparent(folders[end - 1])) end--;
	return folders.slice(0, end);
}
/** The one environment that a file's own words name: of this very place, else the only one in the tree with that word. */
function groupNamedBy(anchor, path, byAnchor, byWord) {
	const here = byAnchor.get(anchor.key) ?? [];
	const exact = here.length === 1 ? here[0] : here.find((group) => group.anchor.rest === anchor.rest);
	if (exact !== void 0 || here.length > 0) return exact;
	const alike = byWord.get(anchor.word?.id ?? "") ?? [];
	if (alike.length < 2) return alike[0];
	if (alike.length > 64) return void 0;
	const distance = alike.map((group) => commonParts(joined$1(group.anchor.above, group.anchor.name), path));
	const best = Math.max(...distance);
	return best > 0 && distance.indexOf(best) === distance.lastIndexOf(best) ? alike[distance.indexOf(best)] : void 0;
}
/** Which environments are at home in a folder, and which have configs somewhere below it. */
var Neighbourhood = class {
	#home = /* @__PURE__ */ new Map();
	#below = /* @__PURE__ */ new Map();
	constructor(groups) {
		const add = (map, folder, group) => {
			const before = map.get(folder);
			map.set(folder, before === void 0 || before === group ? group : "several");
		};
		for (const group of groups) for (const draft of group.drafts) {
			const place = placeOf$3(draft);
			const folders = folderOf(place).split("/");
			const base = withoutTrailing(folders).length;
			for (let end = base; end <= folders.length; end++) add(this.#home, folders.slice(0, end).join("/"), group);
			for (const folder of foldersAbove(place)) add(this.#below, folder, group);
		}
	}
	/**
	* The environment of the nearest folder above a file that is home to one. Beside the configs (`tls/` next to `conf/`),
	* and under the root, which also holds what has nothing to do with TiKV, only folders count that say no more than
	* "certificates lie here".
	*/
	of(path) {
		let isPlain = true;
		let inside;
		for (const folder of foldersAbove(path)) {
			if (inside !== void 0) isPlain &&= isTransparent(inside) || /(?:^|[._-])(?:pd|tikv|tidb)(?:[._-]|$)/i.test(inside);
			inside = fileName(folder);
			const found = (folder === "" && !isPlain ? void 0 : this.#home.get(folder)) ?? (isPlain ? this.#below.get(folder) : void 0);
			if (found !== void 0) return found === "several" ? void 0 : found;
		}
	}
};
/** The word alone where it is unique, else as many folders before it as it takes, then the cluster's name; `default` for the root. */
function nameGroups(groups) {
	const alike = ({ anchor }) => joined$1(joined$1(anchor.above, anchor.label), anchor.rest);
	const suffixes = /* @__PURE__ */ new Map();
	for (const group of groups) for (const suffix of suffixesOf(alike(group))) suffixes.set(suffix, (suffixes.get(suffix) ?? 0) + 1);
	const shortOf = (group) => {
		const { above, name: own, rest, word } = group.anchor;
		const shown = suffixesOf(joined$1(joined$1(above, own), rest) || "default");
		const unique = suffixesOf(alike(group)).findIndex((suffix) => suffixes.get(suffix) === 1);
		return shown[word === void 0 || unique === -1 ? shown.length - 1 : unique];
	};
	const byShort = mapBy(groups, shortOf);
	const names = /* @__PURE__ */ new Map();
	const taken = /* @__PURE__ */ new Set();
	for (const [short, namesakes] of byShort) for (const group of namesakes) {
		const own = namesakes.length === 1 ? short : joined$1(short, clusterOf(group));
		let name = own;
		for (let number = 2; taken.has(name); number++) name = `${own}-${number}`;
		taken.add(name);
		names.set(group, name);
	}
	return names;
}
/** What tells an environment from one whose folders have the same name: its cluster; empty where nobody says it. */
function clusterOf({ drafts }) {
	return drafts.find(({ environment }) => environment?.cluster !== void 0)?.environment?.cluster ?? "";
}
function suffixesOf(path) {
	const parts = path.split("/");
	return parts.map((_, index) => parts.slice(parts.length - 1 - index).join("/"));
}
/** The folders of a path from the nearest to the root, which is the empty text. */
function foldersAbove(path) {
	const folders = [];
	let folder = folderOf(path);
	for (; folder !== ""; folder = folderOf(folder)) folders.push(folder);
	return [...folders, folder];
}
function sortedByPath(drafts) {
	return [...drafts].sort((a, b) => a.path === b.path ? a.at.line - b.at.line : a.path < b.path ? -1 : 1);
}
function commonParts(a, b) {
	const [left, right] = [a.split("/"), b.split("/")];
	const end = left.findIndex((part, index) => part !== right[index]);
	return end === -1 ? left.length : end;
}
function joined$1(folder, rest) {
	return [folder, rest].filter((part) => part !== "").join("/");
}
function push$1(map, key, value) {
	const list = map.get(key);
	if (list === void 0) map.set(key, [value]);
	else list.push(value);
}
function mapBy(values, keyFor) {
	const map = /* @__PURE__ */ new Map();
	for (const value of values) push$1(map, keyFor(value), value);
	return map;
}
function memo$1(compute) {
	const known = /* @__PURE__ */ new Map();
	return (path) => {
		if (known.has(path)) return known.get(path);
		const value = compute(path);
		known.set(path, value);
		return value;
	};
}

// src/gate/effective-config.ts
/** All waivers of a tree: of its config file, and those that stand in its files as comments. */
function waiversOf({ waivers }, files) {
	return [...waivers, ...files.flatMap(({ path, text }) => commentWaivers(path, text, ruleIds))];
}
/** Files of the config: of the tree, and outside of it those that the user names. */
var NamedFiles = class {
	texts = /* @__PURE__ */ new Map();
	#tree;
	#entries;
	constructor({ tree, entries }) {
		this.#tree = tree;
		this.#entries = entries && new Map(entries.map((entry) => [entry.path, entry]));
	}
	has(path) {
		return this.#look(path) !== void 0;
	}
	async text(path) {
		const entry = this.#look(path);
		if (entry === void 0) return void 0;
		if (entry.kind !== "file") throw new require_main.TreeError(`${entry.path}: is no regular file of the repository`);
		const text = new TextDecoder().decode(await this.#tree.read(entry));
		this.texts.set(entry.path, text);
		return text;
	}
	#look(path) {
		return this.#entries === void 0 ? this.#tree.look?.(path) : this.#entries.get(path);
	}
};
/**
* Reads the config file and the policies of a tree. `absence` says what a `--config` file means that is not there: a mistake, or no config
* file.
*/
async function loadConfig(request, tree, absence = "must-exist") {
	const files = new NamedFiles(tree);
	const place = placeOfConfig(request, files);
	const config = await readConfig$1(request, place, files, absence);
	if (config?.kind === "refused") return config;
	const folder = config === void 0 ? top$1 : place?.folder ?? top$1;
	const load = (reference) => loadPolicy({
		folder,
		...reference
	}, (path) => files.text(path));
	const run = await load(wantedPolicy(request, config));
	const ofEnvironments = /* @__PURE__ */ new Map();
	const mistakes = run.kind === "policy" ? [] : run.mistakes.map((mistake) => onCommandLine(mistake, request));
	for (const reference of config?.environmentPolicies ?? []) {
		if (ofEnvironments.has(reference.text)) continue;
		const result = await load(reference);
		if (result.kind === "policy") ofEnvironments.set(reference.text, result);
		else mistakes.push(...result.mistakes);
	}
	if (run.kind === "refused" || mistakes.length > 0) return refused$1(mistakes);
	return {
		kind: "config",
		configFile: config?.path,
		folder,
		texts: files.texts,
		scope: config?.scope ?? {},
		policy: run.policy,
		policySource: run.source,
		policyOf: (environment) => (environment?.policy === void 0 ? run : ofEnvironments.get(environment.policy) ?? run).policy,
		waivers: config?.waivers ?? [],
		references: config?.references ?? [],
		handshake: config?.handshake ?? {}
	};
}
const top$1 = "";
/** What the user names speaks of the whole tree; else the nearest one of the judged folder and those above, of that folder. */
function placeOfConfig({ config, judged = top$1, typed = typedInTree }, files) {
	if (config !== void 0) {
		const place = typed(config);
		return place.kind === "inside" ? {
			path: place.path,
			folder: top$1
		} : {
			path: place.name,
			folder: top$1,
			read: place.read
		};
	}
	for (const folder of /* @__PURE__ */ new Set([judged, ...foldersAbove(judged)])) for (const candidate of configPaths) {
		const path = joinRepoPath(folder, candidate);
		if (files.has(path)) return {
			path,
			folder
		};
	}
}
function typedInTree(text) {
	const path = toRepoPath(text);
	return path === void 0 ? {
		kind: "outside",
		name: text,
		read: async () => void 0
	} : {
		kind: "inside",
		path
	};
}
async function readConfig$1(request, place, files, absence) {
	if (place === void 0) return void 0;
	const text = await (place.read === void 0 ? files.text(place.path) : place.read());
	if (text === void 0) {
		if (absence === "may-be-absent") return void 0;
		const message = `--config ${request.config ?? place.path}: no such file`;
		return refused$1([{
			message,
			help: `without the option ${configPaths.join(", ")} are looked for`
		}]);
	}
	const { readConfigFile } = await Promise.resolve().then(() => require("./config.js")).then((n) => n.config_file_exports);
	return readConfigFile({
		path: place.path,
		folder: place.folder
	}, text, ruleIds);
}
function wantedPolicy(request, config) {
	if (request.policy !== void 0) return {
		text: request.policy,
		typed: (request.typed ?? typedInTree)(request.policy)
	};
	return config?.policy ?? { text: [...bundledPolicies.keys()][0] };
}
function onCommandLine(mistake, request) {
	return request.policy !== void 0 && mistake.at === void 0 ? {
		...mistake,
		message: `--policy ${mistake.message}`
	} : mistake;
}

// src/gate/extent.ts
/** The extent of a judged folder or file, with files elsewhere that count as of it; undefined for the whole tree. */
function extentOf(judged, others = []) {
	if (judged === void 0 || judged === "") return void 0;
	const more = new Set(others);
	return { holds: (path) => require_main.liesIn(path, judged) || more.has(path) };
}
/**
* What concerns the part: its instances and files, the certificates that they use wherever these lie, and what is found there. An
* environment that lies wholly in it counts with all that is said of it, one that does in part with what is related to the part. What is
* said of config file and policies is said in every run.
*/
function sceneWithin({ model, findings }, extent, config) {
	if (extent === void 0) return {
		model,
		findings
	};
	const used = usedFiles(model, extent);
	const whole = new Set(model.environments.filter((environment) => isWhole(environment, extent)).map(({ name }) => name));
	const touched = new Set(environmentsIn(model, extent).map(({ name }) => name));
	return {
		model: modelWithin(model, extent, used),
		findings: findings.filter(({ statement: { at, related }, environment: { name } = { name: "" } }) => {
			if (extent.holds(at.path) || isOfConfig(at.path, config) || used.has(at.path) || whole.has(name)) return true;
			return touched.has(name) && (related ?? []).some((place) => extent.holds(place.at.path));
		})
	};
}
/** Is it the config file or a policy file? */
function isOfConfig(path, { configFile, texts }) {
	return path === configFile || texts.has(path);
}
/** The environments with something in the part. */
function environmentsIn(model, extent) {
	if (extent === void 0) return model.environments;
	return model.environments.filter(({ instances, files }) => instances.some((instance) => isMember(instance, extent)) || files.some(({ path }) => extent.holds(path)));
}
/** The names of the environments with something in the part, of several models; undefined for all of the whole tree. */
function touchedNames(sides, extent) {
	return extent && sides.flatMap(({ model }) => environmentsIn(model, extent).map(({ name }) => name));
}
function modelWithin(model, extent, used) {
	const environments = new Map(environmentsIn(model, extent).map((environment) => [environment.name, environmentWithin(environment, extent)]));
	return {
		...model,
		environments: [...environments.values()],
		files: model.files.filter(({ path }) => extent.holds(path) || used.has(path)),
		problems: model.problems.filter(({ at }) => extent.holds(at.path)),
		environmentOf(path) {
			const environment = model.environmentOf(path);
			return environment && environments.get(environment.name);
		}
	};
}
/** Its instances in the part, and the channels at one end of which one of them is. */
function environmentWithin(environment, extent) {
	if (isWhole(environment, extent)) return environment;
	const instances = environment.instances.filter((instance) => isMember(instance, extent));
	const names = new Set(instances.map(({ name }) => name));
	return {
		...environment,
		instances,
		files: environment.files.filter(({ path }) => extent.holds(path)),
		channels: environment.channels.filter(({ from, to }) => names.has(from) || names.has(to))
	};
}
function isWhole({ instances }, extent) {
	return instances.length > 0 && instances.every((instance) => isMember(instance, extent));
}
/** An instance is where its file is, and where the overlay is that builds it. */
function isMember({ path, overlay }, extent) {
	return extent.holds(path) || overlay !== void 0 && extent.holds(overlay);
}
function usedFiles(model, extent) {
	const used = /* @__PURE__ */ new Set();
	for (const environment of model.environments) {
		const members = environment.instances.filter((instance) => isMember(instance, extent));
		const clients = isWhole(environment, extent) ? [environment.clients?.ca, environment.clients?.certificate] : [];
		const materials = members.flatMap(({ security }) => materialNames.map((name) => security[name]));
		for (const material of [...materials, ...clients]) if (material?.kind === "seen") used.add(material.file);
	}
	return new Set([...used].map(({ path }) => path));
}

// src/gate/judged-tree.ts
/** The last step of a judgement. What settles fixes is loaded where there is one. */
async function withFixes(findings, files) {
	if (findings.every(({ statement }) => statement.fix === void 0)) return findings;
	const { settleFixes } = await Promise.resolve().then(() => require("./fix.js")).then((n) => n.settle_exports);
	return settleFixes(findings, files);
}
/** A model with more that was assumed, said first. */
function withNotes(model, notes) {
	return {
		...model,
		assumptions: [...notes.filter((note) => note !== void 0), ...model.assumptions]
	};
}

// src/judge/certificates/certificate-examples.ts
/** Configurations, certificates and keys that the pages of the rules show; valid from 2026-06-01 to 2027-06-01. */
const certificateExamples = {
	pdConfig: `name = "pd-0"
client-urls = "https://0.0.0.0:2379"
advertise-client-urls = "https://pd-0.pd-peer.prod.svc:2379"

[security]
cacert-path = "/tls/ca.pem"
cert-path = "/tls/pd.pem"
key-path = "/tls/pd.key"`,
	tikvConfig: `[server]
addr = "0.0.0.0:20160"
advertise-addr = "tikv-0.tikv-peer.prod.svc:20160"

[pd]
endpoints = ["pd-0.pd-peer.prod.svc:2379"]

[security]
ca-path = "/tls/ca.pem"
cert-path = "/tls/tikv.pem"
key-path = "/tls/tikv.key"`,
	sound: `-----BEGIN CERTIFICATE-----
MIIBvjCCAWOgAwIBAgIJAbrqYItsR/SGMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEGE2j95Z4lmNr
4VzA9Yk607okgA+6PGd2qX+KK2TgR2MbMvsSDJRInRyA4+m+uuj1SaKMwCYxKPZd
Zq8Mo/kbf6OBoTCBnjAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0lBBYwFAYIKwYBBQUH
AwEGCCsGAQUFBwMCMC0GA1UdEQQmMCSCFXBkLTAucGQtcGVlci5wcm9kLnN2Y4IL
cGQucHJvZC5zdmMwHQYDVR0OBBYEFH12dljw6OZ6wV/ChiOt2+zXtCegMB8GA1Ud
IwQYMBaAFJ/y7i/yqKwNu/eoM2+UN/Low6LLMAoGCCqGSM49BAMCA0kAMEYCIQD6
OqKMZz+SO2TrE5+m0/qbfGnA0g0Jh5HScPUis4iMAwIhAJQcgBtYCYgC9qoNw4yX
htV+b2rOc0p4GFkChHg+eNpW
-----END CERTIFICATE-----`,
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgB4cA8hQQsAyu42ox
Ty9lMavTmDttPlxbtC5fSEexFtehRANCAAQYTaP3lniWY2vhXMD1iTrTuiSAD7o8
Z3apf4orZOBHYxsy+xIMlEidHIDj6b666PVJoozAJjEo9l1mrwyj+Rt/
-----END PRIVATE KEY-----`,
	encryptedKey: `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIH0MF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBC/wFYWBLvLjYqwHJB3
oN0/AgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQIAS9JDYu0PcVBN74
0eaNfgSBkCnmLjxqUEQq2Ra/vByST2F3OKoy7g8ObrEVUZXHVDxhnI5Jmf1hRB8G
kaZtuDySyX/BylAm5RkSTXle7Wxs2PPwLP6uk2ZAq2Wuo/H++iyk1NHUKl+i8fZ1
l5WALKf74u7l8K8/kQDLpSppD1G6qFY9N7nBSk8BkyLM3f61ReVi5tPs5BlWlBFu
P5xZHqHdeg==
-----END ENCRYPTED PRIVATE KEY-----`,
	weakPrivateKey: `-----BEGIN PRIVATE KEY-----
MHgCAQAwEAYHKoZIzj0CAQYFK4EEACEEYTBfAgEBBBxfHh/tYllN9Pw+4sc4ZU09
RpQKhGfocCId0wtKoTwDOgAENk+xYU01zVjs/VNgDdN7oVLsnWRdboH+w2GdNPXs
2ELz3LcoluS1TJtXurmZOrmc43hI0OWTm9A=
-----END PRIVATE KEY-----`,
	ca: `-----BEGIN CERTIFICATE-----
MIIBYzCCAQmgAwIBAgIJAQ6rCBb40YI9MAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjQwMTAxMDAwMDAwWhcNMzMwMTAxMDAwMDAwWjAVMRMw
EQYDVQQDDApleGFtcGxlIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEV89X
Ub79Gj2XuwzaS50VVk00eRRd7BAKzzTacPSLCCKRlDnSjJc+f/uoMMr1FHtjKrmS
oa9QIr9G76Wk6krtTaNCMEAwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMC
AQYwHQYDVR0OBBYEFJ/y7i/yqKwNu/eoM2+UN/Low6LLMAoGCCqGSM49BAMCA0gA
MEUCICMtaklVDXVyagIPIo/gg8vzfZrAtfx7L8P4KO99mvMWAiEAzvGCuCxgqXN+
iCGvBp3oTWRBnoOm8tbx4oJBTaG9hqY=
-----END CERTIFICATE-----`,
	weakKey: `-----BEGIN CERTIFICATE-----
MIIBsjCCAVigAwIBAgIJAVO/oWewLv5+MAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wME4wEAYHKoZIzj0CAQYFK4EEACEDOgAE1B3zRJdiYT48WWN6
aToB2mU7ebVweoBoAiZDxWYUeVT0njIKLRqSH16wL3LoONeI/FkgK37xvOqjgaEw
gZ4wDgYDVR0PAQH/BAQDAgeAMB0GA1UdJQQWMBQGCCsGAQUFBwMBBggrBgEFBQcD
AjAtBgNVHREEJjAkghVwZC0wLnBkLXBlZXIucHJvZC5zdmOCC3BkLnByb2Quc3Zj
MB0GA1UdDgQWBBQ7T+ZL6IcnK0Rtt3KJXYc1RCeCQTAfBgNVHSMEGDAWgBSf8u4v
8qisDbv3qDNvlDfy6MOiyzAKBggqhkjOPQQDAgNIADBFAiB36dNIz5OR7Dr9ug8d
dqO9aUZT+tWyP2dJtTBjBWcCQAIhANGAiMHFSiSd31mxqGib3WGS/TdXDVyGl4QQ
Zr/o1l9A
-----END CERTIFICATE-----`,
	sha1: `-----BEGIN CERTIFICATE-----
MIIBuzCCAWKgAwIBAgIJAVqm+8WkNFvbMAkGByqGSM49BAEwFTETMBEGA1UEAwwK
ZXhhbXBsZSBDQTAeFw0yNjA2MDEwMDAwMDBaFw0yNzA2MDEwMDAwMDBaMA8xDTAL
BgNVBAMMBHBkLTAwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARyjIsl6u3k6LZ4
0c6sYM/3t39fHoPCb7WJV0pe1l6bOc/KRWGHCRYjGfBhPeqGyj9PYICA6FVf7hNE
Zi6npF05o4GhMIGeMA4GA1UdDwEB/wQEAwIHgDAdBgNVHSUEFjAUBggrBgEFBQcD
AQYIKwYBBQUHAwIwLQYDVR0RBCYwJIIVcGQtMC5wZC1wZWVyLnByb2Quc3Zjggtw
ZC5wcm9kLnN2YzAdBgNVHQ4EFgQUrBZty8WQAWavmy4vMBQlOJh9/P0wHwYDVR0j
BBgwFoAUn/LuL/KorA2796gzb5Q38ujDosswCQYHKoZIzj0EAQNIADBFAiAkbWeH
uJZhv6JQ5Y4s1oylN4QdQSoKpVBzeKnH5IAFdwIhAIDaVamVrzT8tFhAbh3eKLfm
c4oQOxwIGhy3lZLHQl0U
-----END CERTIFICATE-----`,
	knownKey: `-----BEGIN CERTIFICATE-----
MIIBvjCCAWOgAwIBAgIJATVkVMn5xi6cMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERIQpJcG78xaM
zT5K92OTxq0K9coHy+UPl4bzzk0xIxDf88I8PS9EGo34RPDHfPahA9I/MRwCnkEa
7pYL/xVl16OBoTCBnjAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0lBBYwFAYIKwYBBQUH
AwEGCCsGAQUFBwMCMC0GA1UdEQQmMCSCFXBkLTAucGQtcGVlci5wcm9kLnN2Y4IL
cGQucHJvZC5zdmMwHQYDVR0OBBYEFHwrhEaCj50DUis124wcoGpBlOvzMB8GA1Ud
IwQYMBaAFJ/y7i/yqKwNu/eoM2+UN/Low6LLMAoGCCqGSM49BAMCA0kAMEYCIQD4
YvjwSZDo0HLNIeFUbhz0Jc2cd599sKpxYP8RCtr9KgIhAPjH1yK82lsAZi9Tfltb
EWAZGItuxbwrNO/jjes2FPem
-----END CERTIFICATE-----`,
	selfSigned: `-----BEGIN CERTIFICATE-----
MIIBlDCCATqgAwIBAgIJAftty0oqKHWaMAoGCCqGSM49BAMCMA8xDTALBgNVBAMM
BHBkLTAwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0wCwYDVQQD
DARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE5E7vhbErmCivUU7DpGAC
jBZcRpKZjYss6WT+DtcGBcipEqs/HP8uA0mzvFVxKOgt4vhQoZSy0ec4uonyPiRS
z6N/MH0wDgYDVR0PAQH/BAQDAgeAMB0GA1UdJQQWMBQGCCsGAQUFBwMBBggrBgEF
BQcDAjAtBgNVHREEJjAkghVwZC0wLnBkLXBlZXIucHJvZC5zdmOCC3BkLnByb2Qu
c3ZjMB0GA1UdDgQWBBRkbEz5gxtRi/pClkCBw0NLg8CBZjAKBggqhkjOPQQDAgNI
ADBFAiAvcsrDqu54XE8hV+RQfbki4zT4TYOZeGRA0yxomI5QeQIhAOm7KQuPBLDI
yUwJ4r1QdhankQec6hP59z2qGzNl22Nw
-----END CERTIFICATE-----`,
	caAsLeaf: `-----BEGIN CERTIFICATE-----
MIIBrjCCAVWgAwIBAgIJAa7TQNpCNZxGMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjQwMTAxMDAwMDAwWhcNMzMwMTAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEF0+5QEmzwQpj
LgiZI+KcPKR/6pBJ3p/Ikw9X06Yc7w3rg1mef6aFnmPgMNk4x2jbBv2Mq/pL9Q8+
7ZHNwUtKVqOBkzCBkDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAt
BgNVHREEJjAkghVwZC0wLnBkLXBlZXIucHJvZC5zdmOCC3BkLnByb2Quc3ZjMB0G
A1UdDgQWBBTEH3OiVxB4i9GOCFFblZmt4h8dvjAfBgNVHSMEGDAWgBSf8u4v8qis
Dbv3qDNvlDfy6MOiyzAKBggqhkjOPQQDAgNHADBEAiBz+ufs2k14RLMecSK+cHx5
9mUU0r94/PN2AWS1JEIXmgIgXTGyKP/oc/hAUU6azvg9FxVU5X5/JU08XLZi4su5
tiY=
-----END CERTIFICATE-----`,
	shallowCa: `-----BEGIN CERTIFICATE-----
MIIBZzCCAQygAwIBAgIJAVFw03Zj1enKMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CnNoYWxsb3cgQ0EwHhcNMjQwMTAxMDAwMDAwWhcNMzMwMTAxMDAwMDAwWjAVMRMw
EQYDVQQDDApzaGFsbG93IENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8/dD
WoA1qsIOLRQZ93JmZAnOzAXxeg3rWiSiCoGFVS1NOccXwohukIhXFKDowUkgtuxo
gqjQ7WucsOX4vOmhaqNFMEMwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8E
BAMCAQYwHQYDVR0OBBYEFE+OOUaRVSn+G9Yl0DGzVMtn6CeoMAoGCCqGSM49BAMC
A0kAMEYCIQDnRTIRGp7+SqtRWzdz8XMiLZMb9CuwwmxYy4XUSqJVsQIhAMdlwCVw
H+BqDXqUtdjrlhWUSDxa7KHapNc0ZTRd2eZX
-----END CERTIFICATE-----`,
	deepChain: `-----BEGIN CERTIFICATE-----
MIIBvjCCAWOgAwIBAgIJAUj+RzRaInzrMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmJldHdlZW4gQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE4HhcGDNC+xQf
bk60m/7kfAUEoJ3NRY+WXH3SahFMuphgTpBSSWURROWe0SfmISR+OpImBXYV8SM/
EaXf4gSSRqOBoTCBnjAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0lBBYwFAYIKwYBBQUH
AwEGCCsGAQUFBwMCMC0GA1UdEQQmMCSCFXBkLTAucGQtcGVlci5wcm9kLnN2Y4IL
cGQucHJvZC5zdmMwHQYDVR0OBBYEFAjy0qYSOR8JLwrNwGZbfXYUC6jYMB8GA1Ud
IwQYMBaAFOJsi9hicZ5eZ4COTpxMJBqqCLm7MAoGCCqGSM49BAMCA0kAMEYCIQDK
ck36cMN5ZnPTTym9BrUcQSzRpy/ruTFiUjLMNEfGtgIhALWBv9vsB4LIV6m9dxV7
8ZpI32LfOV0oLZiUUPd5cHZ2
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBgzCCASqgAwIBAgIJAY9tn1LDos4sMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CnNoYWxsb3cgQ0EwHhcNMjQwMTAxMDAwMDAwWhcNMzMwMTAxMDAwMDAwWjAVMRMw
EQYDVQQDDApiZXR3ZWVuIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEyonp
tOHTRiDtOqDiYXyELl/sVt3Fp1CFphvrPhB0MHx3J5mZwzYK4VKX2flELmcp6dyq
RFD1KxCyX4gEeQ2xpaNjMGEwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMC
AQYwHQYDVR0OBBYEFOJsi9hicZ5eZ4COTpxMJBqqCLm7MB8GA1UdIwQYMBaAFE+O
OUaRVSn+G9Yl0DGzVMtn6CeoMAoGCCqGSM49BAMCA0cAMEQCIBexwS/HvS9BEStC
gEeXTnr9VAcy/UBiTzDmpAYr804rAiAMt8LuVVmbs+ogW24r7PLnENNIeebWXI55
KPEAq4zSqA==
-----END CERTIFICATE-----`,
	clientOnly: `-----BEGIN CERTIFICATE-----
MIIBsjCCAVmgAwIBAgIJARzjiU8PBG5DMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEuIHVv+3UzIlW
8yj5oz8tOeRNBBmnfQ+rowLzEkp+1gaZD1qim2u4gK1l30ZIi3jvHpXPZppsaS7H
1/xw8id3laOBlzCBlDAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUH
AwIwLQYDVR0RBCYwJIIVcGQtMC5wZC1wZWVyLnByb2Quc3ZjggtwZC5wcm9kLnN2
YzAdBgNVHQ4EFgQU1AROz5XN7K6MQQk0eVJdPxp+368wHwYDVR0jBBgwFoAUn/Lu
L/KorA2796gzb5Q38ujDosswCgYIKoZIzj0EAwIDRwAwRAIgXnmQzpeS4GFrTzjY
72mui/LyDjkPchcz5xcIRSecyQoCIA8ZvsF0iMkSR1js0c9wylmHQgkNDuhu82Mi
H/cDRf7Q
-----END CERTIFICATE-----`,
	serverOnly: `-----BEGIN CERTIFICATE-----
MIIBszCCAVmgAwIBAgIJAYefOoUG2IskMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEmDXww46vRTX1
Ui2lzhe2BziQQtroefEZY31vSMPg/fzWay7O1tYIq8wDH3FrbCoyWGOMz0rLrSvf
x9DYgzbpl6OBlzCBlDAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUH
AwEwLQYDVR0RBCYwJIIVcGQtMC5wZC1wZWVyLnByb2Quc3ZjggtwZC5wcm9kLnN2
YzAdBgNVHQ4EFgQUrIj6XXRf7gajz/3+7T0O66FXCHIwHwYDVR0jBBgwFoAUn/Lu
L/KorA2796gzb5Q38ujDosswCgYIKoZIzj0EAwIDSAAwRQIgZV5oHcPqrBHxmdPs
VNYnNWqExlY8ZWSv6FwZGIjHMIQCIQCCPllsBM/o1Kt+arSf0Bwb8uyQK6XTmuk1
1QsMYKQiRA==
-----END CERTIFICATE-----`,
	withoutSan: `-----BEGIN CERTIFICATE-----
MIIBjDCCATKgAwIBAgIJAb+8cjavJ8YNMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAELNwf9vJAMe9x
okvTRQQ6A2a96a7bhK/w3M4Hrdcr4jOltug3WraHMaEaqVhL9tPf17qbKkshg5Pv
ndCAUW/KgaNxMG8wDgYDVR0PAQH/BAQDAgeAMB0GA1UdJQQWMBQGCCsGAQUFBwMB
BggrBgEFBQcDAjAdBgNVHQ4EFgQUQ3jVo3OpaNdKGq4SChehxUYwihQwHwYDVR0j
BBgwFoAUn/LuL/KorA2796gzb5Q38ujDosswCgYIKoZIzj0EAwIDSAAwRQIhAJhC
9zUzKlr50+QCzeJ8/1EXzBSX15lwAix1G+ISXoGwAiAsOwXOPA6ehc3soMuqGS4n
VpYZJ1RDbhzwJY1XFMkJkA==
-----END CERTIFICATE-----`,
	wildcard: `-----BEGIN CERTIFICATE-----
MIIBpjCCAUugAwIBAgIJAc+J6/Q38ZUYMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIXTQ8o9Cmoor
Jz2M48J+N0ClquzrmIT+yYtjBM4ey54OBmGrp7YxEyV3C0qulauJJIYNPPtN7S2d
cY5kEpi8AKOBiTCBhjAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0lBBYwFAYIKwYBBQUH
AwEGCCsGAQUFBwMCMBUGA1UdEQQOMAyCCioucHJvZC5zdmMwHQYDVR0OBBYEFMBr
/JAPkhP8J5T3SmjZurgXd1WKMB8GA1UdIwQYMBaAFJ/y7i/yqKwNu/eoM2+UN/Lo
w6LLMAoGCCqGSM49BAMCA0kAMEYCIQCT9kUWHChl8/PfekqeL2SrI+x2Buu2l3bx
0acTXd7ChAIhAMBEa3iAlphfGLEkUjoh7t9STfFJXJAiLZNLgB3dSMyh
-----END CERTIFICATE-----`,
	negativeSerial: `-----BEGIN CERTIFICATE-----
MIIBtTCCAVugAwIBAgIB+zAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDApleGFtcGxl
IENBMB4XDTI2MDYwMTAwMDAwMFoXDTI3MDYwMTAwMDAwMFowDzENMAsGA1UEAwwE
cGQtMDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLTC122TaTln+05Pcel0PrmR
yrx1cWcy4OFRfEBOGGLu15tJ8NHlEou/vdRvGOUnj9YPDdaT3+At/t7tFW4Qfeaj
gaEwgZ4wDgYDVR0PAQH/BAQDAgeAMB0GA1UdJQQWMBQGCCsGAQUFBwMBBggrBgEF
BQcDAjAtBgNVHREEJjAkghVwZC0wLnBkLXBlZXIucHJvZC5zdmOCC3BkLnByb2Qu
c3ZjMB0GA1UdDgQWBBRjVQkqMLd1pvFb6uB2SviUM+V7SjAfBgNVHSMEGDAWgBSf
8u4v8qisDbv3qDNvlDfy6MOiyzAKBggqhkjOPQQDAgNIADBFAiAFtLkqt5rJbxeD
8zUmU++RPQkq9uGL0hG+1ztNITDGNQIhANK1GqJZzF41ouKaS9LQlUExH1L0Smec
c3TvcsjAj80c
-----END CERTIFICATE-----`,
	unknownCritical: `-----BEGIN CERTIFICATE-----
MIIB0DCCAXegAwIBAgIJAXTmmByDt/QKMAoGCCqGSM49BAMCMBUxEzARBgNVBAMM
CmV4YW1wbGUgQ0EwHhcNMjYwNjAxMDAwMDAwWhcNMjcwNjAxMDAwMDAwWjAPMQ0w
CwYDVQQDDARwZC0wMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEu6Yx+AiSjSHw
FM7FeGkP7MUCAc7XG/LbKeYKs0rGTfCETws4pF+71oUXzNfhmoIQibo2zmdm6DeK
VjACffNPHqOBtTCBsjAOBgNVHQ8BAf8EBAMCB4AwHQYDVR0lBBYwFAYIKwYBBQUH
AwEGCCsGAQUFBwMCMC0GA1UdEQQmMCSCFXBkLTAucGQtcGVlci5wcm9kLnN2Y4IL
cGQucHJvZC5zdmMwHQYDVR0OBBYEFE285Dd1t+qMRQcpwqKq1a+Nik44MB8GA1Ud
IwQYMBaAFJ/y7i/yqKwNu/eoM2+UN/Low6LLMBIGCSsGAQQBg7IDAQEB/wQCBQAw
CgYIKoZIzj0EAwIDRwAwRAIgNinJcW1fNN1e5pM82L8d3HArxoNUG9aM1pAnnkVe
/ccCIFzSikQQ6Vnps/f3S4vcig03/rqUoFWPUJ6mSG0uCsPt
-----END CERTIFICATE-----`
};

// src/model/certificates/certificate-words.ts
/** How messages write what stands in certificates. Days are counted in UTC. */
const millisecondsPerDay = 864e5;
/** `2026-12-20`: the day in UTC of a time in milliseconds since the epoch. */
function dayText(time) {
	return Math.abs(time) <= 864e13 ? new Date(time).toISOString().slice(0, -14) : "an unknown day";
}
/** Whole days in a duration of milliseconds; a day that has begun does not count. */
function wholeDays(duration) {
	return Math.floor(duration / millisecondsPerDay);
}
/** `1 day`, `26 days`; below one day `less than a day`. */
function daysText$1(duration) {
	const days = wholeDays(duration);
	return days < 1 ? "less than a day" : `${days} ${days === 1 ? "day" : "days"}`;
}
/** `RSA 1024`, `P-256`, `Ed25519`. */
function keyText$1(key) {
	switch (key.kind) {
		case "rsa": return `RSA ${key.bits}`;
		case "rsa-pss": return `RSA-PSS ${key.bits}`;
		case "dsa": return key.bits === 0 ? "DSA" : `DSA ${key.bits}`;
		case "ec": return curveText(key.curve);
		case "ed25519": return "Ed25519";
		case "ed448": return "Ed448";
		case "unknown": return "of an unknown kind";
		default: return key.kind;
	}
}
function curveText(curve) {
	if (curve === void 0 || curve === "unknown") return "EC on an unknown curve";
	if (curve === "explicit") return "EC with explicit parameters";
	return /^[0-9.]+$/.test(curve) ? `EC on the curve ${curve}` : curve;
}
/** `sha256:0123456789abcdef`: enough to find it, short enough to read. */
function fingerprintText(hash) {
	return `sha256:${hash.slice(0, 16)}`;
}
/** The subject as messages write it, or the fingerprint where it is empty. Names are chosen by strangers: long ones are cut. */
function subjectText(certificate) {
	return shortText(certificate.subject.text) || fingerprintText(certificate.sha256);
}
/** One line of at most 80 characters of a text that a stranger chose. */
function shortText(text) {
	const line = text.replaceAll(/\s+/g, " ").trim();
	return line.length <= 80 ? line : `${[...line.slice(0, 160)].slice(0, 79).join("")}\u2026`;
}

// src/text/list-of.ts
/** `a`, `a and b`, `a, b and c`. */
function listOf(words, conjunction = "and") {
	if (words.length < 2) return words.join("");
	return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}
/** The same; of more than `most` the rest is counted: `a, b and 5 more`. */
function shortListOf(words, most = 3) {
	return listOf(words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words);
}

// src/judge/certificates/certificate-statement.ts
/** What rules about certificates and keys share: how they name a certificate, and what PD and TiKV make of a bad one. */
const userTexts = /* @__PURE__ */ new WeakMap();
/** `pd-0`, `pd-0 and tikv-0`, `pd-0, pd-1 and 3 more`; clients have no names. Asked for each block of a file, so it is kept. */
function usersText(uses) {
	const known = userTexts.get(uses);
	if (known !== void 0) return known;
	const text = shortListOf([...new Set(uses.map((use) => use.instance?.name ?? "clients"))]);
	userTexts.set(uses, text);
	return text;
}
/** `pd-0's certificate`, `the certificate of pd-0 and tikv-0`. */
function ownersText(uses) {
	const names = usersText(uses);
	const [first] = uses;
	return new Set(uses.map((use) => use.instance?.name)).size === 1 && first?.instance !== void 0 ? `${names}'s certificate` : `the certificate of ${names}`;
}
/** May issue certificates: says so, or is a version 1 certificate that signs itself (which cannot say it). */
function isCa(certificate) {
	return certificate.basicConstraints?.ca ?? (certificate.version === 1 && isSelfSigned$1(certificate));
}
/** Subject and issuer are one name, and its own key verifies it. */
function isSelfSigned$1(certificate) {
	return certificate.subject.der === certificate.issuer.der && certificate.isSignedBy(certificate);
}
/** The first certificate of a file: the one that its users present. The blocks behind it are sent along. */
function isLeafOf(file, certificate) {
	const first = file.blocks.find((block) => block.kind === "certificate");
	return first?.kind === "certificate" && first.certificate === certificate;
}
/** The uses that present this certificate as their own. */
function presentersOf({ file, uses }, certificate) {
	return isLeafOf(file, certificate) ? uses.filter((use) => use.as === "certificate") : [];
}
/** How a message calls a certificate: by who presents it, else by its subject. */
function titleOf$2(judged, certificate) {
	const presenters = presentersOf(judged, certificate);
	if (presenters.length > 0) return ownersText(presenters);
	return `the ${isCa(certificate) ? "CA " : ""}certificate ${subjectText(certificate)}`;
}
/** A statement about one certificate, with the settings that name its file as related places. */
function statementAbout(judged, certificate, words) {
	return {
		at: certificate.span,
		subject: certificate.sha256,
		environment: judged.environment.name,
		component: onlyComponent(judged.uses),
		related: usePlaces(judged.uses),
		...words
	};
}
const onlyComponents = /* @__PURE__ */ new WeakMap();
/** The component, when all users are of one. Kept like the text above. */
function onlyComponent(uses) {
	let only = onlyComponents.get(uses);
	if (only === void 0) {
		const first = uses[0]?.instance?.component;
		only = { component: uses.every((use) => use.instance?.component === first) ? first : void 0 };
		onlyComponents.set(uses, only);
	}
	return only.component;
}
/** The settings that name a file, at most three. */
function usePlaces(uses) {
	return uses.slice(0, 3).map((use) => ({
		at: use.path.span,
		message: usePlaceText(use)
	}));
}
function usePlaceText({ instance, as }) {
	return instance === void 0 ? "clients use it" : `${instance.name} names it as ${materialKeys[instance.component][as]}`;
}
/** The channels on which a component shows its certificate. */
const channelsOfCertificate = {
	pd: [
		"client-pd",
		"tikv-pd",
		"pd-pd-client",
		"pd-pd-peer"
	],
	tikv: [
		"client-tikv",
		"tikv-tikv",
		"status-tikv",
		"tikv-pd"
	]
};
/** The consequences for all users, each once; `otherwise` when there are none. */
function fatesText(uses, fates, otherwise) {
	const texts = /* @__PURE__ */ new Set();
	for (const { instance } of uses) {
		const text = instance === void 0 ? void 0 : fateOf(instance, fates);
		if (text !== void 0) texts.add(text);
	}
	return shortListOf([...texts], 4) || otherwise;
}
function fateOf(instance, fates) {
	return instance.component === "pd" ? fates.pd(instance) : fates.tikv(instance);
}
/**
* PD dials its own advertised client URL at start and exits when that fails; over `http://` it never looks at the
* certificate (pd: server/server.go; measured on v6.5 to v26.3).
*/
function pdDoesNotStart(instance) {
	const urls = instance.advertiseClientUrls;
	return urls.kind === "known" && urls.value.some((url) => url.value.scheme === "https") ? "PD does not start" : "PD does not start with https URLs";
}
/** `TiKV v8.5.7`. */
function tikvText(instance) {
	return `TiKV ${instance.version.text}`;
}

// src/judge/rules/cert/ca-as-leaf.ts
const caAsLeaf = {
	id: "cert/ca-as-leaf",
	meta: () => ({
		title: "A CA certificate is used as a server certificate",
		why: "The key lies on a server, in reach of all that runs there, and it can issue certificates for every other member and client of the cluster.",
		fix: "Keep the CA's key off the servers and issue a certificate with CA:FALSE for each of them.",
		threats: ["impersonation"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["RFC 5280 4.2.1.9", "measured on TiKV's gRPC core: it works, nothing warns"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.caAsLeaf}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model) {
		for (const presented of presentedCertificates(model)) {
			const { leaf, presenters } = presented;
			if (leaf.basicConstraints?.ca !== true) continue;
			yield statementAbout(presented, leaf, {
				message: `${ownersText(presenters)} is a CA: who takes the key from the server can issue certificates for the whole cluster`,
				help: "issue a certificate with CA:FALSE for the server, and keep this key off it"
			});
		}
	}
};

// src/model/instances/newest.ts
/** The newest release of each program that the rules know: what holds where neither the files nor the config file name one. */
const newestRelease = {
	pd: {
		major: 8,
		minor: 5,
		patch: 7,
		text: "v8.5.7"
	},
	tikv: {
		major: 8,
		minor: 5,
		patch: 7,
		text: "v8.5.7"
	}
};

// src/model/handshake/client.ts
/** A client that is no instance reads files and verifies as PD does: TiDB, TiCDC, BR and pd-ctl are Go programs too. */
function programOf(client) {
	if (client.instance !== void 0) return client.instance;
	const component = client.program === "tikv" ? "tikv" : "pd";
	return {
		component,
		version: newestRelease[component]
	};
}

// src/model/certificates/chain-parts.ts
/** A refusal that is about a certificate. */
function refuse(reason, certificate, detail) {
	return {
		kind: "refused",
		reason,
		certificate,
		detail
	};
}
/** Out of its dates at a time (milliseconds since the epoch)? Both ends are inclusive. */
function outOfDate(certificate, at) {
	const date = (time) => new Date(time).toISOString().slice(0, 10);
	if (at < certificate.notBefore) return refuse("not-yet-valid", certificate, `${titleOf$1(certificate)} is valid from ${date(certificate.notBefore)} on only`);
	if (at > certificate.notAfter) return refuse("expired", certificate, `${titleOf$1(certificate)} ended on ${date(certificate.notAfter)}`);
}
/** How a message calls a certificate. */
function titleOf$1(certificate) {
	return nameText$1(certificate.subject) ?? "a certificate without a name";
}
/** The text of a name; undefined for the empty one. */
function nameText$1(name) {
	return name.text === "" ? void 0 : name.text;
}
function issuerTitle(certificate) {
	return nameText$1(certificate.issuer) ?? "a CA without a name";
}
/** Groups anchors by a key of their subject; made once per list. */
function bySubject(cache, list, key) {
	const cached = cache.get(list);
	if (cached !== void 0) return cached;
	const groups = /* @__PURE__ */ new Map();
	for (const certificate of list) {
		const group = groups.get(key(certificate.subject));
		if (group === void 0) groups.set(key(certificate.subject), [certificate]);
		else group.push(certificate);
	}
	cache.set(list, groups);
	return groups;
}

// src/model/certificates/ip-address.ts
/** Canonical text of an address of 4 or 16 bytes, as `inet_ntop` writes it (RFC 5952): what gRPC compares. */
function ipText(bytes) {
	if (bytes.length === 4) return bytes.join(".");
	const groups = Array.from({ length: 8 }, (_, index) => (bytes[index * 2] ?? 0) << 8 | (bytes[index * 2 + 1] ?? 0));
	if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 65535) return `::ffff:${bytes.subarray(12).join(".")}`;
	const { start, length } = longestZeros(groups);
	const hex = (part) => part.map((group) => group.toString(16)).join(":");
	return length < 2 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}
function longestZeros(groups) {
	let best = {
		start: 0,
		length: 0
	};
	let length = 0;
	for (const [index, group] of groups.entries()) {
		length = group === 0 ? length + 1 : 0;
		if (length > best.length) best = {
			start: index - length + 1,
			length
		};
	}
	return best;
}
/** The bytes of a literal address: 4 for IPv4, 16 for IPv6; undefined for anything else. No brackets, no zone. */
function parseIp(text) {
	return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}
function parseIpv4(text) {
	if (text > ":" || text < "0") return void 0;
	const parts = text.split(".", 5);
	if (parts.length !== 4) return void 0;
	const bytes = parts.map((part) => /^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256);
	return bytes.every((byte) => byte < 256) ? Uint8Array.from(bytes) : void 0;
}
function parseIpv6(text) {
	if (text.length > 45) return void 0;
	const halves = text.split("::");
	if (halves.length > 2) return void 0;
	const [head, tail] = halves.map((half, index) => groupsOf$1(half, index === halves.length - 1));
	if (head === void 0) return void 0;
	if (halves.length === 1) return head.length === 16 ? Uint8Array.from(head) : void 0;
	if (tail === void 0 || head.length + tail.length > 14) return void 0;
	return Uint8Array.from([
		...head,
		...new Array(16 - head.length - tail.length).fill(0),
		...tail
	]);
}
/** The bytes of colon-separated groups; the last of the address may be an IPv4 address. */
function groupsOf$1(text, endsAddress) {
	if (text === "") return [];
	const bytes = [];
	const groups = text.split(":");
	for (const [index, group] of groups.entries()) {
		const ipv4 = endsAddress && index === groups.length - 1 && group.includes(".") ? parseIpv4(group) : void 0;
		if (ipv4 !== void 0) bytes.push(...ipv4);
		else if (/^[0-9a-fA-F]{1,4}$/.test(group)) bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255);
		else return void 0;
	}
	return bytes;
}

// src/model/certificates/name-constraints.ts
const forms = [
	"dns",
	"ip",
	"uri",
	"email"
];
/** Go's `checkChainConstraints`: every CA's constraints bind the alternative names of all certificates below it. */
function goConstraintViolation(path) {
	return violation(path, goMatches$1, () => true, (certificate) => certificate.subjectAltName);
}
/** OpenSSL's `check_name_constraints`: self-issued CAs are left out, and a leaf without a DNS name is judged by its common names. */
function openSslConstraintViolation(path) {
	return violation(path, openSslMatches, (certificate, index) => index === 0 || !isSelfIssued(certificate), openSslNames);
}
function openSslNames(certificate, index) {
	const names = certificate.subjectAltName ?? {
		dns: [],
		ip: [],
		uri: [],
		email: []
	};
	if (index !== 0 || names.dns.length > 0) return names;
	const hosts = certificate.subject.commonNames.filter((name) => /^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)+$/.test(name));
	return {
		...names,
		dns: hosts
	};
}
/** OpenSSL's bound (crypto/x509/v3_ncons.c, NAME_CONSTR_MAX_CHECK). Go before 1.26 stops earlier, Go 1.26 does not need one. */
const mostComparisons = 1 << 20;
function count(names) {
	return forms.reduce((sum, form) => sum + (names?.[form].length ?? 0), 0);
}
function violation(path, matches, isJudged, namesOf) {
	for (const [above, ca] of path.entries()) {
		const constraints = ca.nameConstraints;
		if (constraints === void 0) continue;
		for (const [index, certificate] of path.slice(0, above).entries()) {
			if (!isJudged(certificate, index)) continue;
			const names = namesOf(certificate, index);
			if (count(names) * (count(constraints.permitted) + count(constraints.excluded)) > mostComparisons) return refuse("chain-invalid", certificate, `the name constraints of ${titleOf$1(ca)} take too many comparisons`);
			for (const form of forms) for (const name of names?.[form] ?? []) {
				const { permitted, excluded } = constraints;
				const isPermitted = permitted[form].length === 0 || permitted[form].some((entry) => matches(form, name, entry, "permitted"));
				if (isPermitted && !excluded[form].some((entry) => matches(form, name, entry, "excluded"))) continue;
				const verb = isPermitted ? "excludes" : "does not permit";
				return refuse("chain-invalid", certificate, `${titleOf$1(ca)} ${verb} the name ${name} (name constraints)`);
			}
		}
	}
}
const goMatches$1 = (form, name, constraint, side) => {
	switch (form) {
		case "ip": return isInRange(name, constraint);
		case "dns": return isBelow(lower$1(name), lower$1(constraint)) || side === "excluded" && wildcardCovers(lower$1(name), lower$1(constraint));
		case "uri": return isBelow(hostOf$1(name) ?? "", lower$1(constraint));
		case "email": return constraint.includes("@") ? sameMailbox(name, constraint) : isBelow(domainOf(name), lower$1(constraint));
		default: return form;
	}
};
/** RFC 5280 leaves it open; Go lets an excluded `a.b` exclude `*.b` too. */
function wildcardCovers(name, constraint) {
	const dot = constraint.indexOf(".");
	return name.startsWith("*") && dot > 0 && constraint.slice(dot) === name.slice(name.indexOf("."));
}
const openSslMatches = (form, name, constraint) => {
	switch (form) {
		case "ip": return isInRange(name, constraint);
		case "dns": return isBelow(lower$1(name), lower$1(constraint));
		case "uri": {
			const host = hostOf$1(name);
			if (host === void 0) return false;
			return constraint.startsWith(".") ? host.endsWith(lower$1(constraint)) : host === lower$1(constraint);
		}
		case "email": {
			if (constraint.includes("@")) return sameMailbox(name, constraint);
			const domain = domainOf(name);
			return constraint.startsWith(".") ? domain.endsWith(lower$1(constraint)) : domain === lower$1(constraint);
		}
		default: return form;
	}
};
/** `svc` covers itself and what is below it, `.svc` only what is below it, the empty text everything. */
function isBelow(name, constraint) {
	if (constraint === "" || name === constraint) return true;
	return name.endsWith(constraint.startsWith(".") ? constraint : `.${constraint}`);
}
function isInRange(address, range) {
	const [base = "", prefix = ""] = range.split("/");
	const [a, b] = [parseIp(address), parseIp(base)];
	if (a === void 0 || b === void 0 || a.length !== b.length) return false;
	const bits = Number(prefix);
	return a.every((byte, index) => {
		const mask = 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - index * 8)));
		return (byte & mask) === ((b[index] ?? 0) & mask);
	});
}
function hostOf$1(uri) {
	const match = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@]+)/.exec(uri);
	return match?.[1] === void 0 ? void 0 : lower$1(match[1]);
}
function domainOf(mailbox) {
	return lower$1(mailbox.slice(mailbox.lastIndexOf("@") + 1));
}
function sameMailbox(a, b) {
	const local = (mailbox) => mailbox.slice(0, Math.max(0, mailbox.lastIndexOf("@")));
	return local(a) === local(b) && domainOf(a) === domainOf(b);
}
function lower$1(text) {
	return text.toLowerCase();
}

// src/model/certificates/chain-go.ts
/** Go's bound on the work for one leaf (crypto/x509/verify.go, maxChainSignatureChecks). */
const signatureChecks = 100;
/** `Certificate.Verify` of Go's crypto/x509 (verify.go), with the CA file as roots and the sent chain as intermediates. */
function verifyAsGo(request) {
	const { leaf } = request;
	const invalid = refusedByGoItself(request);
	if (invalid !== void 0) return invalid;
	if (request.anchors.some(({ sha256 }) => sha256 === leaf.sha256)) return firstUsable([[leaf]], request);
	const search = {
		request,
		checks: 0,
		hint: void 0
	};
	const paths = buildPaths([leaf], search);
	if (paths.length > 0) return firstUsable(paths, request);
	return search.hint ?? refuse("unknown-authority", leaf, `its issuer ${issuerTitle(leaf)} is not in the CA file`);
}
/** What Go refuses in a certificate before it looks at the name that was dialled, and then for a chain. */
function refusedByGoItself({ leaf, sent, at }) {
	for (const certificate of [leaf, ...sent]) if (certificate.goRefuses !== void 0) return refuse("chain-invalid", certificate, `Go cannot parse ${titleOf$1(certificate)} (${certificate.goRefuses})`);
	return goInvalid(leaf, "leaf", [], at);
}
/** `buildChains`: first the roots, then what was sent, each in the order of how well the key identifiers fit. */
function buildPaths(path, search) {
	const child = path.at(-1);
	const { anchors, sent } = search.request;
	const paths = [];
	for (const [role, list] of [["root", anchors], ["intermediate", sent]]) for (const candidate of candidates(child, list)) {
		search.checks += 1;
		if (search.checks > signatureChecks) {
			search.hint ??= refuse("chain-invalid", child, "Go gives up after 100 signature checks: too many possible issuers");
			return paths;
		}
		if (hasUnknownKey(candidate) || isInPath(candidate, path)) continue;
		const wrong = goNotSignedBy(child, candidate) ?? goInvalid(candidate, role, path, search.request.at);
		if (wrong !== void 0) search.hint ??= wrong;
		else if (role === "root") paths.push([...path, candidate]);
		else paths.push(...buildPaths([...path, candidate], search));
	}
	return paths;
}
const groups$2 = /* @__PURE__ */ new WeakMap();
/** `findPotentialParents`. */
function candidates(child, list) {
	const named = bySubject(groups$2, list, (name) => name.der).get(child.issuer.der) ?? [];
	if (named.length < 2) return named;
	const wanted = child.authorityKeyId ?? "";
	const rank = ({ subjectKeyId = "" }) => {
		if (subjectKeyId === wanted) return 0;
		return subjectKeyId === "" || wanted === "" ? 1 : 2;
	};
	return [
		0,
		1,
		2
	].flatMap((wantedRank) => named.filter((candidate) => rank(candidate) === wantedRank));
}
/** Key kinds of which Go keeps no public key; such a certificate signs nothing. */
function hasUnknownKey({ publicKey, goRefuses }) {
	return goRefuses !== void 0 || [
		"rsa-pss",
		"ed448",
		"unknown"
	].includes(publicKey.kind);
}
/** `alreadyInChain`: same name, key and alternative names. */
function isInPath(candidate, path) {
	const names = (certificate) => JSON.stringify(certificate.subjectAltName);
	for (const certificate of path) {
		if (certificate.subject.der !== candidate.subject.der || certificate.publicKey.spki !== candidate.publicKey.spki) continue;
		const [a, b] = [names(certificate), names(candidate)];
		if (a === b) return true;
		if (a === void 0 || b === void 0) return false;
	}
	return false;
}
/** `CheckSignatureFrom`. */
function goNotSignedBy(child, issuer) {
	if (issuer.version === 3 && issuer.basicConstraints === void 0 || issuer.basicConstraints?.ca === false) return refuse("chain-invalid", issuer, `${titleOf$1(issuer)} is not a CA (no CA:TRUE)`);
	if (issuer.keyUsage !== void 0 && issuer.keyUsage.size > 0 && !issuer.keyUsage.has("keyCertSign")) return refuse("chain-invalid", issuer, `the key usage of ${titleOf$1(issuer)} does not allow it to sign certificates`);
	const unsupported = goUnsupportedSignature(child);
	if (unsupported !== void 0) return refuse("chain-invalid", child, unsupported);
	if (child.isSignedBy(issuer)) return void 0;
	return refuse("unknown-authority", child, `the CA file has a ${titleOf$1(issuer)}, but with another key than the one that signed it`);
}
/** Signature algorithms that Go refuses or does not have (x509.go, signatureAlgorithmDetails). */
function goUnsupportedSignature(certificate) {
	const { kind, hash, saltLength } = certificate.signature;
	const says = (what) => `${titleOf$1(certificate)} is signed with ${what}, which Go refuses`;
	if (hash === "md5" || hash === "sha1" || hash === "md2") return says(hash === "sha1" ? "SHA-1" : hash.toUpperCase());
	switch (kind) {
		case "ed25519": return;
		case "rsa":
		case "ecdsa": return digestLengths.has(hash ?? "") ? void 0 : says(hash ?? "an unknown hash");
		case "rsa-pss": return digestLengths.get(hash ?? "") === saltLength ? void 0 : says(`RSA-PSS and a salt of ${saltLength} bytes`);
		case "dsa": return says("DSA");
		case "ed448": return says("Ed448");
		case "unknown": return says(`algorithm ${certificate.signature.oid}`);
		default: return kind;
	}
}
/** The hashes that Go accepts in signatures, with their lengths in bytes: the only salt length that it accepts. */
const digestLengths = /* @__PURE__ */ new Map([
	["sha256", 32],
	["sha384", 48],
	["sha512", 64]
]);
/** Critical extensions that Go does not handle though OpenSSL does. */
const notInGo = /* @__PURE__ */ new Set([
	"2.16.840.1.113730.1.1",
	"1.3.6.1.5.5.7.1.7",
	"1.3.6.1.5.5.7.1.8",
	"1.3.6.1.5.5.7.1.14",
	"1.3.6.1.5.5.7.48.1.5"
]);
/** `isValid`. Key usage is ignored there on purpose. */
function goInvalid(certificate, role, path, at) {
	const critical = certificate.unknownCritical[0] ?? certificate.critical?.find((oid) => isUnhandled(certificate, oid));
	if (critical !== void 0) return refuse("chain-invalid", certificate, `${titleOf$1(certificate)} has the critical extension ${critical}, which Go does not know`);
	const dates = outOfDate(certificate, at);
	if (dates !== void 0) return dates;
	const basic = certificate.basicConstraints;
	if (role === "intermediate" && basic?.ca !== true) return refuse("chain-invalid", certificate, `${titleOf$1(certificate)} is not a CA (no CA:TRUE)`);
	if (basic?.pathLength !== void 0 && path.length - 1 > basic.pathLength) return refuse("chain-invalid", certificate, tooLong(certificate, basic.pathLength, path.length - 1));
}
function tooLong(certificate, allowed, found) {
	return `${titleOf$1(certificate)} allows ${allowed} CAs below it, and there are ${found}`;
}
function isUnhandled(certificate, oid) {
	if (oid === "2.5.29.30") return certificate.nameConstraints?.hasOtherForms === true;
	if (oid === "2.5.29.17") return Object.values(certificate.subjectAltName ?? {}).every((names) => names.length === 0);
	return notInGo.has(oid);
}
/** The first path whose usages and name constraints hold; what is wrong with one when none does. */
function firstUsable(paths, { leaf, usage }) {
	let wrong;
	for (const path of paths) {
		const without = path.findLast((certificate) => !allows(certificate, usage));
		const refused = without === void 0 ? goConstraintViolation(path) : refuse("usage", without, usageText(without, leaf, usage));
		if (refused === void 0) return {
			kind: "verified",
			path
		};
		wrong ??= refused;
	}
	return wrong ?? refuse("unknown-authority", leaf, `its issuer ${issuerTitle(leaf)} is not in the CA file`);
}
/** `checkChainForKeyUsage`: a CA's extended key usage limits what it issued. */
function allows({ extendedKeyUsage }, usage) {
	return extendedKeyUsage === void 0 || extendedKeyUsage.size === 0 || extendedKeyUsage.has(usage) || extendedKeyUsage.has("anyExtendedKeyUsage");
}
function usageText(certificate, leaf, usage) {
	return `${certificate === leaf ? "its extended key usage" : `the extended key usage of ${titleOf$1(certificate)}`} does not include ${usage}`;
}

// src/model/certificates/host-name.ts
/**
* Does the certificate name the host that was dialled? `host` is a name or a literal address, without brackets and port.
* Go: crypto/x509/verify.go, VerifyHostname. gRPC: src/core/tsi/ssl_transport_security.cc, tsi_ssl_peer_matches_name.
*/
function coversHost(certificate, host, check) {
	let answers = covered[check].get(certificate);
	if (answers === void 0) {
		answers = /* @__PURE__ */ new Map();
		covered[check].set(certificate, answers);
	}
	let answer = answers.get(host);
	if (answer === void 0) {
		answer = check === "go" ? goCovers(certificate, host) : grpcCovers(certificate, host);
		answers.set(host, answer);
	}
	return answer;
}
/** Everybody dials a server by the same few hosts. */
const covered = {
	go: /* @__PURE__ */ new WeakMap(),
	grpc: /* @__PURE__ */ new WeakMap()
};
function goCovers(certificate, host) {
	const names = certificate.subjectAltName;
	const address = parseIp(host);
	if (address !== void 0) {
		const wanted = ipv4Mapped(address);
		return names?.ip.some((ip) => ip === host || sameAddress(parseIp(ip), wanted)) ?? false;
	}
	const candidate = lower(host);
	const isValidHost = isGoHostName(candidate, "input");
	return names?.dns.some((pattern) => isValidHost && isGoHostName(pattern, "pattern") ? goMatches(lower(pattern), candidate) : goEquals(pattern, host)) ?? false;
}
/** Names that are no host names must be equal as they are (matchExactly). */
function goEquals(pattern, host) {
	return host !== "" && host !== "." && pattern !== "" && pattern !== "." && lower(pattern) === lower(host);
}
/** `validHostname`: in the name that is dialled a trailing dot is fine; in a pattern the first label may be `*`. */
function isGoHostName(name, as) {
	const host = as === "input" ? name.replace(/\.$/, "") : name;
	if (host === "" || host === "*") return false;
	return host.split(".").every((part, index) => {
		if (part === "*" && as === "pattern" && index === 0) return true;
		return /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(part);
	});
}
/** `matchHostnames`: a wildcard is a whole first label and stands for exactly one. */
function goMatches(pattern, name) {
	const patterns = pattern.split(".");
	const parts = name.replace(/\.$/, "").split(".");
	if (patterns.length !== parts.length) return false;
	return patterns.every((part, index) => index === 0 && part === "*" || part === parts[index]);
}
function ipv4Mapped(address) {
	return address.length === 16 && address.subarray(0, 10).every((byte) => byte === 0) && address[10] === 255 && address[11] === 255 ? address.subarray(12) : address;
}
function sameAddress(a, wanted) {
	return a !== void 0 && ipText(ipv4Mapped(a)) === ipText(wanted);
}
/**
* gRPC keeps all alternative names in one list and compares an address as text with every one of them, so that an
* address written as a DNS name matches too. The common name counts only when there is no alternative name at all.
*/
function grpcCovers(certificate, host) {
	const names = certificate.subjectAltName ?? {
		dns: [],
		ip: [],
		uri: [],
		email: []
	};
	const all = [
		...names.dns,
		...names.uri,
		...names.email,
		...names.ip
	];
	if (parseIp(host) !== void 0) return all.includes(host);
	if (all.some((entry) => grpcMatches(host, entry))) return true;
	const commonName = certificate.subject.commonNames[0];
	return all.length === 0 && commonName !== void 0 && grpcMatches(host, commonName);
}
/** `does_entry_match_name`. */
function grpcMatches(host, entry) {
	if (entry === "") return false;
	const name = host.replace(/\.$/, "");
	const pattern = entry.replace(/\.$/, "");
	if (lower(name) === lower(pattern)) return true;
	if (!pattern.startsWith("*")) return false;
	if (pattern.length < 3 || pattern[1] !== ".") return false;
	const dot = name.indexOf(".");
	if (dot === -1 || dot >= name.length - 2) return false;
	const subdomain = name.slice(dot + 1);
	if (!subdomain.includes(".") || subdomain.indexOf(".") === subdomain.length - 1) return false;
	return lower(pattern.slice(2)) === lower(subdomain);
}
function lower(text) {
	return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

// src/model/instances/version.ts
const master = {
	major: Number.POSITIVE_INFINITY,
	minor: 0,
	patch: 0,
	text: "master"
};
/** Reads `v8.5.7`, `8.5`, `v8`, `nightly`, `HEAD` or `master`; a missing part is the newest (Infinity), so `v8.5` is its last patch release. */
function parseVersion(text) {
	const trimmed = text.trim();
	if (/^(master|nightly|HEAD)$/.test(trimmed)) return master;
	const match = /^v?(\d{1,3})(?:\.(\d{1,3}))?(?:\.(\d{1,4}))?(?:-[0-9A-Za-z.-]+)?$/.exec(trimmed);
	if (match === null) return void 0;
	const part = (group) => group === void 0 ? Number.POSITIVE_INFINITY : Number(group);
	const text_ = trimmed.startsWith("v") ? trimmed : `v${trimmed}`;
	return {
		major: part(match[1]),
		minor: part(match[2]),
		patch: part(match[3]),
		text: text_
	};
}
/** Negative when `a` is older than `b`. */
function compareVersions(a, b) {
	const difference = (x, y) => x === y ? 0 : x < y ? -1 : 1;
	return difference(a.major, b.major) || difference(a.minor, b.minor) || difference(a.patch, b.patch);
}
/** Is `version` the release `since` (such as `v8.4.0`) or newer? */
function isAtLeast(version, since) {
	let bound = bounds.get(since);
	if (bound === void 0) {
		bound = parseVersion(since);
		if (bound === void 0) throw new Error(`not a version: ${since}`);
		bounds.set(since, bound);
	}
	return compareVersions(version, bound) >= 0;
}
/** The few releases that this program itself names, asked for at every connection. */
const bounds = /* @__PURE__ */ new Map();

// src/model/handshake/allow-list.ts
/**
* Every release of PD and TiKV compares whole names (pd: etcd's transport, AllowedCNs; tikv: components/security/src/lib.rs,
* match_peer_names). TiKV's unreleased master asks `name.contains(entry)`, so that an empty entry admits everybody.
*/
function matchingOf(component, version) {
	return component === "tikv" && readsAllowedSan(component, version) ? "substring" : "exact";
}
/** Does this version know `cert-allowed-san`? TiKV's unreleased master alone. */
function readsAllowedSan(component, version) {
	return component === "tikv" && version.major === Number.POSITIVE_INFINITY;
}
/** Does one entry admit one name? */
function entryAdmits(entry, name, matching) {
	return matching === "substring" ? name.includes(entry) : name === entry;
}
/**
* The common name that a program compares: PD the last one (Go's pkix.Name keeps the last), TiKV the first (gRPC core's
* x509_common_name). A certificate without one counts as the empty name in both.
*/
function comparedCommonName(component, certificate) {
	const names = certificate.subject.commonNames;
	return (component === "pd" ? names.at(-1) : names[0]) ?? "";
}
/** The names that TiKV's master holds against `cert-allowed-san`; the status server does not look at e-mail addresses. */
function comparedSans(certificate, port) {
	const names = certificate.subjectAltName;
	if (names === void 0) return [];
	return [
		...names.dns,
		...names.uri,
		...names.ip,
		...port === "tikv-grpc" ? names.email : []
	];
}
/** Does a list of entries admit at least one of these names? */
function listAdmits(entries, names, matching) {
	return entries.some(({ value }) => names.some((name) => entryAdmits(value, name, matching)));
}
/** Does a list tell nobody apart? A substring match with an empty entry admits every name. */
function admitsEveryName(entries, matching) {
	return matching === "substring" && entries.some(({ value }) => value === "");
}
/** Is the list made of one empty entry? */
function isOneEmptyEntry(entries) {
	return entries.length === 1 && entries[0]?.value === "";
}

// src/model/certificates/chain-openssl.ts
/**
* `X509_verify_cert` with X509_V_FLAG_PARTIAL_CHAIN and X509_V_FLAG_TRUSTED_FIRST, which gRPC core sets on its store
* (ssl_transport_security.cc), and the security level that OpenSSL's TLS has by default: 1 in 1.1.1, 2 since 3.2.
*/
function verifyAsOpenSsl(request, version) {
	const { leaf, at, usage } = request;
	const weak = keyRefusal$1(leaf, version);
	if (weak !== void 0) return weak;
	const built = buildPath(request, version);
	if ("kind" in built) return built;
	return extensionsRefusal(built.path, usage) ?? levelRefusal(built.path, version) ?? signatureRefusal(built.path, at) ?? openSslConstraintViolation(built.path) ?? {
		kind: "verified",
		path: built.path
	};
}
/** `build_chain`: as soon as an issuer is in the CA file the path ends there. What was sent is used once, so that it terminates. */
function buildPath(request, version) {
	const { leaf, anchors, at } = request;
	const path = [leaf];
	let left = [...request.sent];
	for (;;) {
		const current = path.at(-1);
		const anchor = trustedIssuer(current, anchors, version, at);
		if (anchor !== void 0 && !isSelfSigned(current)) return {
			path: [...path, anchor],
			trustedFrom: path.length
		};
		if (anchor?.sha256 === current.sha256) return {
			path: [...path.slice(0, -1), anchor],
			trustedFrom: path.length - 1
		};
		const issuer = isSelfSigned(current) ? void 0 : bestIssuer(current, left, version, at);
		if (issuer === void 0) break;
		path.push(issuer);
		left = left.filter((certificate) => certificate !== issuer);
	}
	if (anchors.some(({ sha256 }) => sha256 === leaf.sha256)) return {
		path,
		trustedFrom: 0
	};
	const last = path.at(-1);
	if (isSelfSigned(last)) return refuse("unknown-authority", last, `${titleOf$1(last)} is self-signed and not in the CA file`);
	return refuse("unknown-authority", last, `its issuer ${issuerTitle(last)} is not in the CA file`);
}
const groups$1 = /* @__PURE__ */ new WeakMap();
function nameKey(name) {
	return name.canonical ?? name.der;
}
/** `X509_STORE_CTX_get1_issuer`: the first one of the CA file that fits and is within its dates, else the one that ends last. */
function trustedIssuer(child, anchors, version, at) {
	return bestIssuer(child, bySubject(groups$1, anchors, nameKey).get(nameKey(child.issuer)) ?? [], version, at);
}
function bestIssuer(child, candidates, version, at) {
	let best;
	for (const candidate of candidates) {
		if (!mayHaveIssued(candidate, child, version)) continue;
		if (outOfDate(candidate, at) === void 0) return candidate;
		if (best === void 0 || candidate.notAfter > best.notAfter) best = candidate;
	}
	return best;
}
/** `X509_check_issued`: names and key identifiers only. No signature is tried, so of two that fit the first is taken. */
function mayHaveIssued(issuer, child, version) {
	if (nameKey(issuer.subject) !== nameKey(child.issuer)) return false;
	const { authorityKeyId, authority } = child;
	if (authorityKeyId !== void 0 && issuer.subjectKeyId !== void 0 && authorityKeyId !== issuer.subjectKeyId) return false;
	if (authority?.serial !== void 0 && authority.serial !== issuer.serial) return false;
	if (authority?.issuer !== void 0 && nameKey(authority.issuer) !== nameKey(issuer.issuer)) return false;
	return version === "openssl-1.1.1" ? maySign(issuer) : fitsKey(child, issuer.publicKey);
}
function fitsKey({ signature }, { kind }) {
	switch (signature.kind) {
		case "rsa": return kind === "rsa";
		case "rsa-pss": return kind === "rsa" || kind === "rsa-pss";
		case "ecdsa": return kind === "ec";
		case "dsa":
		case "ed25519":
		case "ed448": return kind === signature.kind;
		case "unknown": return false;
		default: return signature.kind;
	}
}
function maySign({ keyUsage }) {
	return keyUsage === void 0 || keyUsage.has("keyCertSign");
}
/** EXFLAG_SS: self-issued, and the key identifiers do not say otherwise. */
function isSelfSigned(certificate) {
	if (nameKey(certificate.subject) !== nameKey(certificate.issuer)) return false;
	const { authorityKeyId, subjectKeyId, authority, serial } = certificate;
	if (authorityKeyId !== void 0 && subjectKeyId !== void 0 && authorityKeyId !== subjectKeyId) return false;
	return authority?.serial === void 0 || authority.serial === serial;
}
/** `check_extensions`: critical extensions, who may be a CA, usages of the whole path, path lengths. */
function extensionsRefusal(path, usage) {
	let below = 0;
	for (const [index, certificate] of path.entries()) {
		const critical = certificate.unknownCritical[0];
		if (critical !== void 0) return refuse("chain-invalid", certificate, `${titleOf$1(certificate)} has the critical extension ${critical}, which OpenSSL does not know`);
		if (index > 0) {
			const standing = caStanding(certificate);
			if (standing === "no" || standing === "tolerated" && index + 1 < path.length) return refuse("chain-invalid", certificate, notCaText(certificate));
		}
		const usageRefusal = index === 0 ? leafUsageRefusal(certificate, usage) : caUsageRefusal(certificate, usage);
		if (usageRefusal !== void 0) return usageRefusal;
		const allowed = certificate.basicConstraints?.pathLength;
		if (index > 1 && allowed !== void 0 && below > allowed) return refuse("chain-invalid", certificate, `${titleOf$1(certificate)} allows ${allowed} CAs below it, and there are ${below}`);
		if (index > 0 && !isSelfIssued(certificate)) below += 1;
	}
}
/** `check_ca`: without basicConstraints only a self-signed version 1 root, or one whose key usage lets it sign, at the end of the path. */
function caStanding(certificate) {
	if (!maySign(certificate)) return "no";
	if (certificate.basicConstraints !== void 0) return certificate.basicConstraints.ca ? "yes" : "no";
	if (certificate.version === 1 && isSelfIssued(certificate)) return "tolerated";
	return certificate.keyUsage === void 0 ? "no" : "tolerated";
}
function notCaText(certificate) {
	if (!maySign(certificate)) return `the key usage of ${titleOf$1(certificate)} does not allow it to sign certificates`;
	return `${titleOf$1(certificate)} is not a CA (no CA:TRUE)`;
}
/** Old usages that OpenSSL counts as serverAuth: server gated cryptography of Netscape and Microsoft. */
const serverUsages = [
	"serverAuth",
	"2.16.840.1.113730.4.1",
	"1.3.6.1.4.1.311.10.3.3"
];
function hasUsage({ extendedKeyUsage }, usage) {
	return extendedKeyUsage === void 0 || (usage === "serverAuth" ? serverUsages : [usage]).some((name) => extendedKeyUsage.has(name));
}
function caUsageRefusal(certificate, usage) {
	if (hasUsage(certificate, usage)) return void 0;
	return refuse("usage", certificate, `the extended key usage of ${titleOf$1(certificate)} does not include ${usage}`);
}
/** `check_purpose_ssl_client`, `check_purpose_ssl_server`. */
function leafUsageRefusal(leaf, usage) {
	if (!hasUsage(leaf, usage)) return refuse("usage", leaf, `its extended key usage does not include ${usage}`);
	const { keyUsage } = leaf;
	if (keyUsage === void 0 || keyUsage.has("digitalSignature") || keyUsage.has("keyAgreement")) return void 0;
	if (usage === "serverAuth" && keyUsage.has("keyEncipherment")) return void 0;
	return refuse("usage", leaf, "its key usage does not include digitalSignature");
}
/** `check_auth_level`: keys of all CAs, signatures of all but the last one of the path. */
function levelRefusal(path, version) {
	for (const [index, certificate] of path.entries()) {
		const weak = keyRefusal$1(certificate, version);
		if (weak !== void 0) return weak;
		const { hash } = certificate.signature;
		if (index < path.length - 1 && hash !== void 0 && isWeakHash(hash, version)) return refuse("chain-invalid", certificate, `${titleOf$1(certificate)} is signed with ${hash.toUpperCase()}, which is too weak for OpenSSL`);
	}
}
/** Keys with explicit curve parameters fail in 3.5 and pass in 1.1.1 (measured on both). */
function keyRefusal$1(certificate, version) {
	const { publicKey } = certificate;
	if (publicKey.curve === "explicit" && version === "openssl-3.5") return refuse("chain-invalid", certificate, `the key of ${titleOf$1(certificate)} has explicit curve parameters, which OpenSSL refuses`);
	if (isStrongKey(publicKey, version)) return void 0;
	return refuse("chain-invalid", certificate, `the key of ${titleOf$1(certificate)} is too weak for OpenSSL (${keyText(publicKey)})`);
}
/** Level 1 wants 80 bits of security, level 2 112. SHA-1 counts as 80 in 1.1.1 and as 63 in 3.x. */
function isWeakHash(hash, version) {
	return hash === "md5" || hash === "md2" || hash === "sha1" && version === "openssl-3.5";
}
/** Does the key reach the security level? */
function isStrongKey({ kind, bits }, version) {
	switch (kind) {
		case "rsa":
		case "rsa-pss":
		case "dsa": return bits >= (version === "openssl-3.5" ? 2048 : 1024);
		case "ec": return bits === 0 || bits >= (version === "openssl-3.5" ? 224 : 160);
		case "ed25519":
		case "ed448": return true;
		case "unknown": return false;
		default: return kind;
	}
}
function keyText({ kind, curve, bits }) {
	return curve === void 0 ? `${kind.toUpperCase()}, ${bits} bits` : `EC on ${curve}`;
}
/** `internal_verify`: from the end of the path to the leaf, signatures and dates; the last one's own signature is not checked. */
function signatureRefusal(path, at) {
	for (let index = path.length - 1; index >= 0; index -= 1) {
		const certificate = path[index];
		const issuer = path[index + 1];
		if (issuer !== void 0 && !certificate.isSignedBy(issuer)) {
			const text = `the CA file or the chain has a ${titleOf$1(issuer)}, but with another key than the one that signed it`;
			return refuse("unknown-authority", certificate, text);
		}
		const dates = outOfDate(certificate, at);
		if (dates !== void 0) return dates;
	}
}

// src/model/certificates/chain.ts
/** Builds and verifies a path from a leaf to an anchor. */
function verifyChain(request) {
	return request.verifier === "go" ? verifyAsGo(request) : verifyAsOpenSsl(request, request.verifier);
}
/**
* What a program sends behind its leaf. Go sends the certificate file as it is. OpenSSL, when that file holds the leaf
* alone, adds the issuer that its own CA file has (ssl_add_cert_chain); the store accepts partial chains, so it stops there.
*/
function sentChain(identity, ownAnchors, verifier, at) {
	if (verifier === "go" || identity.sent.length > 0) return identity.sent;
	const issuer = trustedIssuer(identity.leaf, ownAnchors, verifier, at);
	return issuer === void 0 || issuer.sha256 === identity.leaf.sha256 ? [] : [issuer];
}

// src/model/handshake/loading.ts
/** Whose verification a program uses. TiKV v8.5.5 and newer carries OpenSSL 3.5, all before it and the betas of v9.0 carry 1.1.1. */
function verifierOf$1(program, version) {
	if (program === "pd") return "go";
	const isBeta = version.major === 9 && /-(alpha|beta|rc)/.test(version.text);
	return isAtLeast(version, "v8.5.5") && !isBeta ? "openssl-3.5" : "openssl-1.1.1";
}
/**
* How a program reads `cert-path`. PD: `tls.X509KeyPair` of Go; TiKV: `ssl_ctx_use_certificate_chain` of gRPC core.
* Both measured, block by block.
*/
function loadIdentity(program, version, file) {
	const verifier = verifierOf$1(program, version);
	return verifier === "go" ? goIdentity(file) : openSslIdentity(file, verifier);
}
/** How a program reads its CA file. `usage` is what it verifies with it: OpenSSL obeys the settings of `TRUSTED CERTIFICATE`. */
function loadTrust(program, version, file, usage) {
	const verifier = verifierOf$1(program, version);
	return verifier === "go" ? goTrust(file) : openSslTrust(file, verifier, usage);
}
/** How a program reads `key-path`. */
function loadKey(program, version, file) {
	const verifier = verifierOf$1(program, version);
	return verifier === "go" ? goKey(file) : openSslKey(file, verifier);
}
/** Does the key belong to the certificate? Undefined when the key does not show its public half. */
function keyFits(key, certificate) {
	return key.publicKey && key.publicKey.spki === certificate.publicKey.spki;
}
function refused(at, because, effect = "does-not-start") {
	return {
		kind: "refused",
		because,
		effect,
		at
	};
}
/** Blocks whose BEGIN is where both programs look for it: at the start of a line, and not behind a byte-order mark. */
function visibleBlocks(file, verifier) {
	if (file.format !== "pem") return [];
	return file.blocks.filter(({ begins }) => begins === "line" || begins === "behind-byte-order-mark" && verifier === "openssl-3.5");
}
/** `encoding/pem` passes over a block without an END line or with a body that is not base64. */
function goBlocks(file) {
	return visibleBlocks(file, "go").filter((block) => block.kind !== "broken" || block.level === "der");
}
function noPem(file) {
	if (file.format !== "pem") return `it is ${formatNames$1[file.format]}, and Go reads PEM only`;
	if (file.startsWithByteOrderMark) return "it begins with a byte-order mark, behind which Go finds no PEM block";
	return "it holds no PEM block";
}
const formatNames$1 = {
	der: "a DER file",
	pkcs12: "a PKCS#12 store",
	jks: "a Java key store"
};
function goIdentity(file) {
	const blocks = goBlocks(file);
	if (blocks.length === 0) return refused(file.at, noPem(file));
	const [first, ...rest] = blocks.filter(({ label }) => label === "CERTIFICATE");
	const found = blocks[0];
	if (first === void 0) {
		if (blocks.some(({ label }) => isKeyLabel(label))) return refused(found.span, "it holds a private key where the certificate should be");
		return refused(found.span, `it has a ${found.label} block, and Go reads CERTIFICATE blocks only`);
	}
	if (first.kind !== "certificate") return refused(first.span, `its first certificate does not parse: ${becauseOf(first)}`);
	const wrong = first.certificate.goRefuses ?? goKeyKindRefusal(first.certificate.publicKey);
	if (wrong !== void 0) return refused(first.span, `Go refuses the certificate (${wrong})`);
	const sent = [];
	for (const block of rest) {
		if (block.kind !== "certificate") return refused(block.span, `a certificate behind the first does not parse: ${becauseOf(block)}`, "refuses-everybody");
		sent.push(block.certificate);
	}
	return {
		kind: "loaded",
		leaf: first.certificate,
		sent
	};
}
function becauseOf(block) {
	return block.kind === "broken" ? block.because : "it is no certificate";
}
/** Keys that `tls.X509KeyPair` does not take. It takes P-224, with which no handshake of TLS 1.3 succeeds (`peerKeyRefusal`). */
function goKeyKindRefusal({ kind }) {
	switch (kind) {
		case "rsa":
		case "ed25519":
		case "ec": return;
		case "rsa-pss":
		case "dsa":
		case "ed448":
		case "unknown": return "tls: unknown public key algorithm";
		default: return kind;
	}
}
function isKeyLabel(label) {
	return label === "PRIVATE KEY" || label.endsWith(" PRIVATE KEY");
}
/** etcd's `tlsutil.NewCertPool`: every block, whatever its label, must be a certificate. */
function goTrust(file) {
	const anchors = [];
	for (const block of goBlocks(file)) switch (block.kind) {
		case "certificate":
			if (block.trust !== void 0) return refused(block.span, "Go refuses a TRUSTED CERTIFICATE block (x509: trailing data)");
			if (block.certificate.goRefuses !== void 0) return refused(block.span, `Go refuses the certificate (${block.certificate.goRefuses})`);
			anchors.push(block.certificate);
			break;
		case "private-key": return refused(block.span, "a private key stands in it, and PD reads every block as a certificate");
		case "broken": return refused(block.span, `a ${block.label} block in it is no certificate: ${block.because}`);
		case "other": return refused(block.span, `a ${block.label} block stands in it, and PD reads every block as a certificate`);
		default: return block;
	}
	return {
		kind: "loaded",
		anchors
	};
}
/** `tls.X509KeyPair`: the first block whose label says private key decides. */
function goKey(file) {
	const blocks = goBlocks(file);
	if (blocks.length === 0) return refused(file.at, noPem(file));
	const block = blocks.find(({ label }) => isKeyLabel(label));
	if (block === void 0) {
		const holds = blocks[0]?.label === "CERTIFICATE" ? "a certificate" : `a ${blocks[0]?.label} block`;
		return refused(blocks[0].span, `it holds ${holds} where the private key should be`);
	}
	if (block.kind !== "private-key") return refused(block.span, `the key does not parse: ${becauseOf(block)}`);
	const { key } = block;
	if (key.encrypted) return refused(block.span, "the key is encrypted, and PD cannot ask for a password");
	if (key.encoding === "openssh" || key.encoding === "dsa") return refused(block.span, `Go cannot use a ${block.label} block`);
	const kind = key.publicKey && (goKeyKindRefusal(key.publicKey) ?? goCurveRefusal(key.publicKey));
	return kind === void 0 ? {
		kind: "loaded",
		key
	} : refused(block.span, `Go refuses the key (${kind})`);
}
function goCurveRefusal({ curve }) {
	if (curve === void 0 || [
		"P-224",
		"P-256",
		"P-384",
		"P-521"
	].includes(curve)) return void 0;
	return "x509: unknown elliptic curve";
}
/** A NUL byte ends TiKV's process: its bindings make a C string of the file. DER always has one. */
function nulRefusal(file) {
	if (!file.hasNul) return void 0;
	const what = file.format === "pem" ? "it holds a NUL byte" : `it is ${formatNames$1[file.format]}`;
	return refused(file.at, `${what}, at which the process aborts`, "aborts");
}
/** Labels that OpenSSL reads as a certificate. */
const certificateLabels = [
	"CERTIFICATE",
	"X509 CERTIFICATE",
	"TRUSTED CERTIFICATE"
];
/** The certificates of a file up to the first block that OpenSSL cannot read, and that block. */
function openSslCertificates(file, verifier) {
	const certificates = [];
	for (const block of visibleBlocks(file, verifier)) if (block.kind === "certificate") certificates.push(block);
	else if (block.kind === "broken" && (block.level === "pem" || certificateLabels.includes(block.label))) return {
		certificates,
		stoppedAt: block
	};
	return {
		certificates,
		stoppedAt: void 0
	};
}
function openSslIdentity(file, verifier) {
	const nul = nulRefusal(file);
	if (nul !== void 0) return nul;
	const { certificates, stoppedAt } = openSslCertificates(file, verifier);
	const [first, ...rest] = certificates;
	if (first === void 0) return refused(stoppedAt?.span ?? file.at, stoppedAt ? `its first block does not parse: ${stoppedAt.because}` : noCertificate(file));
	if (first.label === "TRUSTED CERTIFICATE") return refused(first.span, "gRPC refuses a TRUSTED CERTIFICATE block as its own certificate");
	const weak = weakness(first.certificate, verifier);
	if (weak !== void 0) return refused(first.span, weak);
	const sent = rest.filter(({ label }) => label !== "TRUSTED CERTIFICATE");
	for (const { certificate, span } of sent) {
		const why = weakness(certificate, verifier);
		if (why !== void 0) return refused(span, `behind the first certificate: ${why}`, "refuses-everybody");
	}
	return {
		kind: "loaded",
		leaf: first.certificate,
		sent: sent.map(({ certificate }) => certificate)
	};
}
function noCertificate(file) {
	if (file.hasIndentedBlock) return "its PEM blocks are indented, and OpenSSL does not see such a block";
	if (file.startsWithByteOrderMark && file.blocks.length > 0) return "it begins with a byte-order mark, behind which OpenSSL 1.1.1 finds no block";
	return "it holds no certificate";
}
/** What OpenSSL's security level refuses in a certificate that a program presents (`ssl_security_cert`). */
function weakness(certificate, verifier) {
	const { kind, bits, curve } = certificate.publicKey;
	if (!isStrongKey(certificate.publicKey, verifier)) return `OpenSSL refuses the key (${curve ?? `${kind.toUpperCase()}, ${bits} bits`})`;
	const { hash } = certificate.signature;
	if (certificate.subject.der === certificate.issuer.der || hash === void 0 || !isWeakHash(hash, verifier)) return void 0;
	return `OpenSSL refuses the signature hash ${hash.toUpperCase()}`;
}
function openSslTrust(file, verifier, usage) {
	const nul = nulRefusal(file);
	if (nul !== void 0) return nul;
	const { certificates, stoppedAt } = openSslCertificates(file, verifier);
	if (certificates.length === 0) return refused(stoppedAt?.span ?? file.at, stoppedAt ? `its first block does not parse: ${stoppedAt.because}` : noCertificate(file));
	return {
		kind: "loaded",
		anchors: certificates.filter(({ trust }) => trust === void 0 || isTrustedFor(trust, usage)).map(({ certificate }) => certificate),
		stoppedAt
	};
}
function isTrustedFor(trust, usage) {
	const names = [usage, "anyExtendedKeyUsage"];
	if (trust.rejected.some((name) => names.includes(name))) return false;
	return trust.trusted === void 0 || trust.trusted.some((name) => names.includes(name));
}
/** `PEM_read_bio_PrivateKey`: the first block with a label of a key that OpenSSL knows. */
function openSslKey(file, verifier) {
	const nul = nulRefusal(file);
	if (nul !== void 0) return nul;
	for (const block of visibleBlocks(file, verifier)) {
		if (block.kind === "broken" && (block.level === "pem" || openSslKeyLabels.includes(block.label))) return refused(block.span, `a ${block.label} block does not parse: ${block.because}`);
		if (block.kind !== "private-key" || !openSslKeyLabels.includes(block.label)) continue;
		if (block.key.encrypted) return refused(block.span, "the key is encrypted, and TiKV cannot ask for a password");
		return {
			kind: "loaded",
			key: block.key
		};
	}
	return refused(file.at, file.hasIndentedBlock ? noCertificate(file) : "it holds no private key that OpenSSL reads");
}
const openSslKeyLabels = [
	"PRIVATE KEY",
	"ENCRYPTED PRIVATE KEY",
	"RSA PRIVATE KEY",
	"EC PRIVATE KEY",
	"DSA PRIVATE KEY"
];
/**
* Why a handshake fails on the kind of the peer's key, whatever its chain: TLS needs a signature algorithm that both
* sides have. Undefined when it does not. Measured pair by pair with gRPC core on both OpenSSLs and with Go.
*/
function peerKeyRefusal({ kind, curve, bits }, by, peer) {
	const none = (what) => `TLS has no signature algorithm for ${what}`;
	switch (kind) {
		case "rsa": return by === "go" && bits > 8192 ? "Go refuses an RSA key of more than 8192 bits" : void 0;
		case "ed25519": return;
		case "rsa-pss":
		case "ed448": return by === "go" ? `Go does not know ${kind === "ed448" ? "Ed448" : "RSA-PSS"} keys` : void 0;
		case "ec":
			if (curve === void 0 || [
				"P-256",
				"P-384",
				"P-521"
			].includes(curve)) return void 0;
			if (curve === "explicit") return by === "openssl-1.1.1" && peer === "openssl-1.1.1" ? void 0 : none("explicit curve parameters");
			if (brainpool.test(curve) && by === "openssl-3.5" && peer === "openssl-3.5") return void 0;
			return none(curve);
		case "dsa":
		case "unknown": return none(kind === "dsa" ? "DSA keys" : "a key of this kind");
		default: return kind;
	}
}
/** brainpoolP256r1, P384r1, P512r1: the ones with a TLS 1.3 code point (RFC 8734). */
const brainpool = /^1\.3\.36\.3\.3\.2\.8\.1\.1\.(7|11|13)$/;

// src/model/handshake/credentials.ts
/** Is a path set? `undecided` when only the deployment knows. */
function statedAs(material) {
	if (material.kind === "absent") return "absent";
	return material.kind === "unseen" && material.path === void 0 ? "undecided" : "set";
}
/** Where a path is written; for a missing one, where it belongs. */
function materialPlace(security, name) {
	const material = security[name];
	if (material.kind === "absent") return material.at ?? security.at;
	return material.path?.span ?? security.at;
}
/** Whose verification a program runs. */
function verifierOf({ component, version }) {
	if (component === "pd") return "go";
	let verifier = verifiers.get(version);
	if (verifier === void 0) {
		verifier = verifierOf$1(component, version);
		verifiers.set(version, verifier);
	}
	return verifier;
}
const verifiers = /* @__PURE__ */ new WeakMap();
const identities = perVerifier(() => /* @__PURE__ */ new WeakMap());
const chains = perVerifier(() => /* @__PURE__ */ new WeakMap());
const trusts$1 = perVerifier(() => perUsage(() => /* @__PURE__ */ new WeakMap()));
const heldTrusts = perVerifier(() => perUsage(() => /* @__PURE__ */ new WeakMap()));
/** The certificate and key of a party as its program reads them. A key that is not in the repository is as it should be. */
function identityOf(security, program) {
	return kept(identities[verifierOf(program)], security, readIdentity, program, void 0);
}
function readIdentity(security, program) {
	const { certificate, key } = security;
	const stated = [statedAs(certificate), statedAs(key)];
	if (stated.every((state) => state === "absent")) return { kind: "absent" };
	const undecided = [certificate, key].find((material) => statedAs(material) === "undecided");
	if (undecided?.kind === "unseen") return {
		kind: "undecided",
		because: undecided.because
	};
	if (stated.includes("absent")) {
		const [set, missing] = certificate.kind === "absent" ? ["key", "certificate"] : ["certificate", "key"];
		const names = materialKeys[program.component];
		return {
			kind: "broken",
			effect: "does-not-start",
			because: `it sets ${names[set]} but not ${names[missing]}`,
			at: materialPlace(security, set),
			related: security.at
		};
	}
	return pairUp(security, program);
}
function pairUp({ certificate, key }, program) {
	const { component, version } = program;
	const chain = certificate.kind === "seen" ? kept(chains[verifierOf(program)], certificate.file, readChain, program, void 0) : void 0;
	if (chain?.kind === "refused" && certificate.kind === "seen") return broken("cert-path", certificate.path.span, chain);
	if (key.kind === "seen") {
		const read = loadKey(component, version, key.file);
		if (read.kind === "refused") return broken("key-path", key.path.span, read);
		if (chain?.kind === "loaded" && keyFits(read.key, chain.leaf) === false) return {
			kind: "broken",
			effect: "does-not-start",
			because: "its key-path holds the key of another certificate",
			at: key.path.span,
			related: read.key.span
		};
	}
	if (certificate.kind === "seen" && chain?.kind === "loaded") return {
		kind: "held",
		value: {
			leaf: chain.leaf,
			sent: chain.sent
		},
		at: certificate.path.span
	};
	const because = certificate.kind === "unseen" ? certificate.because : "it is not read";
	const at = certificate.kind === "unseen" ? certificate.path?.span : void 0;
	return {
		kind: "unseen",
		because: `its certificate cannot be seen: ${because}`,
		at
	};
}
function readChain(file, { component, version }) {
	return loadIdentity(component, version, file);
}
function broken(key, at, { because, effect, at: related }) {
	return {
		kind: "broken",
		effect,
		because: `its ${key} cannot be used: ${because}`,
		at,
		related
	};
}
/** The CA certificates that a party trusts to prove servers, or clients, as its program reads them. */
function trustOf(security, program, usage) {
	return kept(heldTrusts[verifierOf(program)][usage], security, readTrust, program, usage);
}
function readTrust({ ca }, program, usage) {
	switch (ca.kind) {
		case "absent": return { kind: "absent" };
		case "unseen": {
			const because = `its CA file cannot be seen: ${ca.because}`;
			return ca.path === void 0 ? {
				kind: "undecided",
				because
			} : {
				kind: "unseen",
				because,
				at: ca.path.span
			};
		}
		case "seen": {
			const read = kept(trusts$1[verifierOf(program)][usage], ca.file, readAnchors, program, usage);
			if (read.kind === "refused") return broken(materialKeys[program.component].ca, ca.path.span, read);
			return {
				kind: "held",
				value: read.anchors,
				at: ca.path.span
			};
		}
		default: return ca;
	}
}
function readAnchors(file, { component, version }, usage) {
	return loadTrust(component, version, file, usage);
}
const presentations = perVerifier(() => /* @__PURE__ */ new WeakMap());
/** What a party sends when it proves itself at a time (milliseconds since the epoch). */
function presentationOf(security, program, identity, at) {
	const memo = presentations[verifierOf(program)];
	const known = memo.get(security);
	if (known?.at === at) return known.presentation;
	const presentation = present(security, program, identity, at);
	memo.set(security, {
		at,
		presentation
	});
	return presentation;
}
function present(security, program, identity, at) {
	const verifier = verifierOf(program);
	if (verifier === "go" || identity.sent.length > 0) return {
		...identity,
		mayHoldMore: false
	};
	const own = trustOf(security, program, "serverAuth");
	if (own.kind !== "held") return {
		...identity,
		mayHoldMore: own.kind !== "absent"
	};
	return {
		leaf: identity.leaf,
		sent: sentChain(identity, own.value, verifier, at),
		mayHoldMore: false
	};
}
const verified = perVerifier(() => perUsage(() => /* @__PURE__ */ new WeakMap()));
/** Verifies a chain once per identity, trust store, program and time. Undefined: what the files do not show decides. */
function verify(presented, trust) {
	const result = verifyOnce(presented, trust);
	return presented.mayHoldMore && result.kind === "refused" && result.reason === "unknown-authority" ? void 0 : result;
}
function verifyOnce(presented, { anchors, verifier, usage, at }) {
	const memo = verified[verifier][usage];
	let results = memo.get(anchors);
	if (results === void 0) {
		results = /* @__PURE__ */ new Map();
		memo.set(anchors, results);
	}
	const known = results.get(presented);
	if (known?.at === at) return known.result;
	const result = verifyChain({
		leaf: presented.leaf,
		sent: presented.sent,
		anchors,
		verifier,
		usage,
		at
	});
	results.set(presented, {
		at,
		result
	});
	return result;
}
/**
* What `make` makes of a key, made once. Every pair of instances asks: a closure for each would be most of what they cost,
* so that its arguments come along.
*/
function kept(memo, key, make, program, more) {
	let value = memo.get(key);
	if (value === void 0) {
		value = make(key, program, more);
		memo.set(key, value);
	}
	return value;
}
/** One memo for each verifier: a file that serves PD and TiKV is read by both. */
function perVerifier(make) {
	return {
		go: make(),
		"openssl-1.1.1": make(),
		"openssl-3.5": make()
	};
}
function perUsage(make) {
	return {
		serverAuth: make(),
		clientAuth: make()
	};
}

// src/model/handshake/refusal.ts
function refusal(by, reason, step, places) {
	return {
		kind: "fails",
		by,
		reason,
		step,
		...places
	};
}
/** A chain that the verifying side refuses, in the words of an outcome. */
function chainRefusal(result, { by, who, whose, decidedBy }) {
	if (result === void 0) return unknown(`the CA file of ${whose} may complete its chain, and is not in the repository`);
	if (result.kind === "verified") return void 0;
	const judged = by === "client" ? "server" : "client";
	const step = `${judged}-chain`;
	const places = {
		detail: `${who} refuses the certificate of ${whose}: ${result.detail}`,
		decidedBy,
		related: result.certificate.span
	};
	switch (result.reason) {
		case "unknown-authority": return refusal(by, `${judged}-not-trusted`, step, places);
		case "expired":
		case "not-yet-valid": return refusal(by, `${judged}-expired`, step, places);
		case "usage": return refusal(by, `${judged}-usage`, step, places);
		case "chain-invalid": return refusal(by, "chain-invalid", step, places);
		default: return result.reason;
	}
}
/** A certificate whose kind of key the two sides have no signature algorithm for. */
function keyRefusal(leaf, because, { by, who, whose, decidedBy }) {
	const detail = `${who} cannot verify the key of ${whose}: ${because}`;
	return refusal(by, "chain-invalid", by === "client" ? "server-chain" : "client-chain", {
		detail,
		decidedBy,
		related: leaf.span
	});
}
/** A certificate file with which the presenting side comes up, and which no peer takes. */
function uselessIdentity(held, { by, who, whose }) {
	const detail = `${who} refuses the certificate of ${whose}: ${held.because}`;
	return refusal(by, "chain-invalid", by === "client" ? "server-chain" : "client-chain", {
		detail,
		decidedBy: held.at,
		related: held.related
	});
}
/** An outcome that the files do not decide. */
function unknown(detail) {
	return {
		kind: "unknown",
		detail
	};
}
/** Why something that is set cannot be judged. */
function whyNotHeld(held) {
	return held.kind === "absent" || held.kind === "held" ? "it presents no certificate" : held.because;
}
/** A common name as messages say it. */
function inWords(commonName) {
	return commonName === "" ? "no common name" : `the common name ${commonName}`;
}

// src/model/handshake/client-checks.ts
/** Of a certificate or CA file that the program cannot use. TiKV's channel then fails with "empty address list". */
function clientHoldsUsableFiles(client) {
	const { security } = client;
	if (security === void 0) return void 0;
	const program = programOf(client);
	const identity = identityOf(security, program);
	const trust = trustOf(security, program, "serverAuth");
	const fault = trust.kind === "broken" ? trust : identity;
	const isHarmless = fault.kind === "broken" && fault.effect === "refuses-everybody" && verifierOf(program) === "go";
	if (fault.kind === "broken" && !isHarmless) return refusal("client", "chain-invalid", "client-credentials", {
		detail: `${client.name} cannot use its own files: ${fault.because}`,
		decidedBy: fault.at,
		related: fault.related
	});
	if (identity.kind === "undecided") return unknown(`whether ${client.name} has its certificate and key is decided outside the files`);
	if (client.program !== "tikv" || identity.kind !== "absent") return void 0;
	return refusal("client", "no-client-certificate", "client-credentials", {
		detail: `${client.name} sets ca-path without cert-path and key-path: its channels never open`,
		decidedBy: materialPlace(security, "ca"),
		related: security.at
	});
}
/** What Go refuses in the server's certificate before it looks for the name that it dialled. */
function clientTakesCertificate(client, offer, at) {
	const { instance } = offer;
	const server = identityOf(instance.security, instance);
	if (server.kind !== "held") return void 0;
	const { leaf, sent } = presentationOf(instance.security, instance, server.value, at);
	const refused = refusedByGoItself({
		leaf,
		sent,
		at
	});
	if (refused === void 0) return void 0;
	const decidedBy = client.security === void 0 ? void 0 : materialPlace(client.security, "ca");
	return chainRefusal(refused, {
		by: "client",
		who: client.name,
		whose: instance.name,
		decidedBy
	});
}
/** PD by Go against cacert-path, else the system's store; TiKV by OpenSSL against ca-path. */
function clientVerifiesChain(client, offer, at) {
	const { instance } = offer;
	const program = programOf(client);
	const server = identityOf(instance.security, instance);
	if (server.kind === "broken") return uselessIdentity(server, sidesOf$1(client, offer));
	if (server.kind !== "held") return unknown(`${instance.name}: ${whyNotHeld(server)}`);
	const presented = presentationOf(instance.security, instance, server.value, at);
	const verifier = verifierOf(program);
	const useless = peerKeyRefusal(presented.leaf.publicKey, verifier, verifierOf(instance));
	if (useless !== void 0) return keyRefusal(presented.leaf, useless, sidesOf$1(client, offer));
	const trust = client.security === void 0 ? trustedAsIs(presented.leaf) : trustOf(client.security, program, "serverAuth");
	if (trust.kind === "absent") return unknown(`${client.name} has no CA file and trusts what its machine trusts`);
	if (trust.kind !== "held") return unknown(`${client.name}: ${whyNotHeld(trust)}`);
	const result = verify(presented, {
		anchors: trust.value,
		verifier,
		usage: "serverAuth",
		at
	});
	return result?.kind === "verified" ? void 0 : chainRefusal(result, sidesOf$1(client, offer));
}
/** The client verifies the server. */
function sidesOf$1({ name, security }, { instance }) {
	const decidedBy = security === void 0 ? void 0 : materialPlace(security, "ca");
	return {
		by: "client",
		who: name,
		whose: instance.name,
		decidedBy
	};
}
const asIs = /* @__PURE__ */ new WeakMap();
/** What a client trusts that is set up rightly: this very certificate. Its dates and usages are checked all the same. */
function trustedAsIs(leaf) {
	let anchors = asIs.get(leaf);
	if (anchors === void 0) {
		anchors = [leaf];
		asIs.set(leaf, anchors);
	}
	return {
		kind: "held",
		value: anchors,
		at: leaf.span
	};
}
/** The host that was dialled has to be in the server's certificate. */
function clientFindsName(client, offer) {
	if (client.security === void 0) return void 0;
	if (client.host === void 0) return unknown(`the address at which ${client.name} reaches ${offer.instance.name} is not in the files`);
	const server = identityOf(offer.instance.security, offer.instance);
	if (server.kind !== "held") return void 0;
	const check = client.program === "tikv" ? "grpc" : "go";
	const { leaf } = server.value;
	if (coversHost(leaf, client.host.value, check)) return void 0;
	return refusal("client", "server-name-mismatch", "server-name", {
		detail: `${client.name} dials ${client.host.value}, which the certificate of ${offer.instance.name} does not name`,
		decidedBy: client.host.span,
		related: leaf.span
	});
}
/**
* The names that a client asks of servers: PD's list works both ways (pd: pkg/utils/grpcutil). Undefined: any name, as
* PD before v8.4 takes a list of one empty entry too.
*/
function serverNamesOf(client) {
	if (client.program !== "pd" || client.security === void 0) return void 0;
	const list = client.security.allowedCn;
	if (list.kind === "absent" || list.kind === "known" && list.value.length === 0) return void 0;
	const old = !isAtLeast(programOf(client).version, "v8.4.0");
	return list.kind === "known" && old && isOneEmptyEntry(list.value) ? void 0 : list;
}
/** PD refuses to dial a server whose common name is not in its list. */
function clientListsServer(client, offer) {
	const list = serverNamesOf(client);
	if (list === void 0) return void 0;
	if (list.kind === "unknown") return unknown(`the names that ${client.name} allows are decided outside the files: ${list.because}`);
	const server = identityOf(offer.instance.security, offer.instance);
	if (server.kind !== "held") return void 0;
	const commonName = comparedCommonName("pd", server.value.leaf);
	if (listAdmits(list.value, [commonName], "exact")) return void 0;
	return refusal("client", "server-not-trusted", "server-allow-list", {
		detail: `the certificate of ${offer.instance.name} has ${inWords(commonName)}, which is not in cert-allowed-cn of ${client.name}`,
		decidedBy: list.span,
		related: server.value.leaf.span
	});
}

// src/model/handshake/offer.ts
/** The program that has a port. */
function componentOf$1(port) {
	return port === "pd-client" || port === "pd-peer" ? "pd" : "tikv";
}
/** The ports that an instance has. */
function portsOf(instance) {
	if (instance.component === "pd") return ["pd-client", "pd-peer"];
	return instance.statusAddress.kind === "absent" ? ["tikv-grpc"] : ["tikv-grpc", "tikv-status"];
}
const portName = {
	"pd-client": "client port",
	"pd-peer": "peer port",
	"tikv-grpc": "gRPC port",
	"tikv-status": "status port"
};
/** The first step that certainly fails, else the first doubt, else a start. */
function firstFault(checks) {
	return checks.find((check) => check?.kind === "fails") ?? checks.find((check) => check?.kind === "unknown") ?? { kind: "starts" };
}
/** Material with which the program does not come up. With some it does, and fails in every handshake. */
function unreadable$3(held) {
	if (held.kind !== "broken" || held.effect === "refuses-everybody") return void 0;
	return {
		kind: "fails",
		step: "unreadable-material",
		detail: held.because,
		decidedBy: held.at,
		related: held.related
	};
}
/** What a port gives to a client that it accepts. */
function postureOf(offer) {
	switch (offer.transport) {
		case "plaintext":
		case "both": return "plaintext";
		case "unknown": return "unknown";
		case "tls": return tlsPosture(offer.check);
		default: return offer.transport;
	}
}
/** What an accepted TLS client gets. */
function tlsPosture(check) {
	switch (check.kind) {
		case "none": return "tls";
		case "unknown": return "unknown";
		case "certificate": return check.names.kind === "listed" ? "mtls-identity" : check.names.kind === "any" ? "mtls" : "unknown";
		default: return check;
	}
}

// src/model/instances/url.ts
/**
* Splits one URL of PD's lists. Not a general URL parser: it keeps what was written, so that rules can say what PD
* refuses (a missing scheme or port, blanks), and it never fails.
*/
function readUrl(text) {
	const match = /^(?:([^:/]*):\/\/)?(\[[^\]]*\]?|[^:/]*)(?::([^/]*))?/.exec(text.trim());
	const port = match?.[3];
	return {
		text,
		scheme: match?.[1]?.toLowerCase(),
		host: (match?.[2] ?? "").replace(/^\[|\]$/g, ""),
		port: port !== void 0 && /^\d{1,5}$/.test(port) ? Number(port) : void 0
	};
}
/** Splits a comma-separated list (`client-urls`); every part keeps its own place in the file. */
function splitList(node) {
	const parts = [];
	let from = 0;
	for (const part of node.value.split(",")) {
		const to = from + part.length;
		parts.push({
			value: part,
			span: node.slice(from, to),
			origin: "file"
		});
		from = to + 1;
	}
	return parts;
}
/** An `address:port` as TiKV writes it: host without brackets, and port. */
function splitAddress(text) {
	const { host, port } = readUrl(text.replace(/^https?:\/\//, ""));
	return {
		host,
		port
	};
}
/** A literal IPv4 or IPv6 address? */
function isIpLiteral(host) {
	return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(":");
}
/** An address that means "this machine only". */
function isLoopback(host) {
	return host === "localhost" || /^127(\.\d{1,3}){3}$/.test(host) || host === "::1";
}
/** Does a value hold a part that only the deployment knows: `${HOST}`, `$(\u2026)`, `{{ host }}`, `<%= host %>`, `@HOST@`? */
function hasPlaceholder(text) {
	return /\$[{(A-Z_]|\{\{|\{%|<%|@[A-Z][A-Z0-9_.]*@|__[A-Z]/.test(text);
}

// src/model/handshake/server-checks.ts
/** A port with a CA demands a client certificate. */
function serverGetsCertificate(client, offer) {
	const { check } = offer;
	if (check.kind === "none" || client.security === void 0) return void 0;
	if (check.kind === "unknown") return unknown(`whether ${offer.instance.name} asks for a client certificate is decided outside the files: ${check.because}`);
	const identity = identityOf(client.security, programOf(client));
	if (identity.kind === "undecided") return unknown(`${client.name}: ${identity.because}`);
	if (identity.kind !== "absent") return void 0;
	return refusal("server", "no-client-certificate", "client-certificate", {
		detail: `${client.name} has no certificate and the ${portName[offer.port]} of ${offer.instance.name} demands one`,
		decidedBy: materialPlace(offer.instance.security, "ca"),
		related: client.security.at
	});
}
/** The client's chain against the server's CA file. */
function serverVerifiesChain(client, offer, at) {
	if (offer.check.kind !== "certificate" || client.security === void 0) return void 0;
	const { instance } = offer;
	const identity = identityOf(client.security, programOf(client));
	if (identity.kind === "absent") return void 0;
	if (identity.kind === "unseen" || identity.kind === "undecided") return unknown(`${client.name}: ${whyNotHeld(identity)}`);
	if (identity.kind === "broken") return uselessIdentity(identity, sidesOf(client, offer));
	const program = programOf(client);
	const presented = presentationOf(client.security, program, identity.value, at);
	const verifier = verifierOf(instance);
	const useless = peerKeyRefusal(presented.leaf.publicKey, verifier, verifierOf(program));
	if (useless !== void 0 && verifierOf(program) !== "go") return keyRefusal(presented.leaf, useless, sidesOf(client, offer));
	const trust = trustOf(instance.security, instance, "clientAuth");
	if (trust.kind === "absent") return void 0;
	if (trust.kind !== "held") return unknown(`${instance.name}: ${whyNotHeld(trust)}`);
	const verified = verify(presented, {
		anchors: trust.value,
		verifier,
		usage: "clientAuth",
		at
	});
	const result = offer.port === "tikv-status" ? endingInRoot(verified, trust.value) : verified;
	return result?.kind === "verified" ? void 0 : chainRefusal(result, sidesOf(client, offer));
}
/** The server verifies the client. */
function sidesOf({ name }, { instance }) {
	return {
		by: "server",
		who: instance.name,
		whose: name,
		decidedBy: materialPlace(instance.security, "ca")
	};
}
/** Go sends its certificate before it finds no algorithm to sign with: chain and name are judged before that. */
function serverVerifiesSignature(client, offer) {
	if (offer.check.kind !== "certificate" || client.security === void 0) return void 0;
	const { instance } = offer;
	const program = programOf(client);
	const identity = identityOf(client.security, program);
	if (identity.kind !== "held" || verifierOf(program) !== "go") return void 0;
	const useless = peerKeyRefusal(identity.value.leaf.publicKey, verifierOf(instance), "go");
	return useless === void 0 ? void 0 : keyRefusal(identity.value.leaf, useless, sidesOf(client, offer));
}
/**
* TiKV's status port, unlike its gRPC port, does not set X509_V_FLAG_PARTIAL_CHAIN: an intermediate in ca-path is no
* anchor without its root (measured: "unable to get issuer certificate").
*/
function endingInRoot(result, anchors) {
	if (result === void 0 || result.kind === "refused") return result;
	const path = [...result.path];
	for (let end = path.at(-1); end !== void 0; end = path.at(-1)) {
		const last = end;
		if (last.subject.der === last.issuer.der && last.isSignedBy(last)) return {
			kind: "verified",
			path
		};
		const issuer = anchors.find((anchor) => anchor.subject.der === last.issuer.der && !path.includes(anchor) && last.isSignedBy(anchor));
		if (issuer === void 0) return {
			kind: "refused",
			reason: "unknown-authority",
			certificate: last,
			detail: `the status port needs the root behind ${last.subject.text} in the CA file`
		};
		path.push(issuer);
	}
	return result;
}
/** The allow list of the port: one more check after chain, dates and usage. */
function serverAllowsNames(client, offer) {
	if (offer.check.kind !== "certificate" || client.security === void 0) return void 0;
	const { names } = offer.check;
	if (names.kind === "any") return void 0;
	if (names.kind === "unknown") return unknown(`the names that ${offer.instance.name} allows are decided outside the files: ${names.because}`);
	const identity = identityOf(client.security, programOf(client));
	if (identity.kind !== "held" || names.exempt !== void 0) return void 0;
	if (admits(names, identity.value.leaf, offer)) return void 0;
	const commonName = comparedCommonName(offer.instance.component, identity.value.leaf);
	return refusal("server", "client-not-allowed", "client-allow-list", {
		detail: `the certificate of ${client.name} has ${inWords(commonName)}, which ${offer.instance.name} does not allow`,
		decidedBy: names.at,
		related: identity.value.leaf.span
	});
}
function admits(names, leaf, { instance, port }) {
	const matching = matchingOf(instance.component, instance.version);
	const { commonNames, sans } = names;
	const byName = commonNames.length === 0 || listAdmits(commonNames, [comparedCommonName(instance.component, leaf)], matching);
	if (sans.length === 0 || port !== "tikv-grpc" && port !== "tikv-status") return byName;
	return byName && listAdmits(sans, comparedSans(leaf, port), matching);
}
/**
* PD's peer port compares the client certificate's SANs with the connection's source address (etcd:
* client/pkg/transport/listener_tls.go, checkCertSAN). A DNS name is looked up: only the name that the client
* advertises itself is known to lead to it.
*/
function serverFindsSource(client, offer) {
	if (offer.port !== "pd-peer" || offer.check.kind !== "certificate" || client.security === void 0) return void 0;
	const identity = identityOf(client.security, programOf(client));
	if (identity.kind !== "held") return void 0;
	const { leaf } = identity.value;
	const { dns = [], ip = [] } = leaf.subjectAltName ?? {};
	if (dns.length === 0 && ip.length === 0) return void 0;
	const source = client.source?.value;
	const doubt = () => unknown(`whether the names of ${client.name}'s certificate fit the address that it dials from is not in the files`);
	if (source === void 0) return doubt();
	if (ip.includes(source) || dns.some((name) => name.toLowerCase() === source.toLowerCase())) return void 0;
	if (dns.length > 0 || !isIpLiteral(source)) return doubt();
	return refusal("server", "client-not-allowed", "client-source-address", {
		detail: `the certificate of ${client.name} names ${ip.join(" and ")}, and it dials the peer port of ${offer.instance.name} from ${source}`,
		decidedBy: materialPlace(offer.instance.security, "ca"),
		related: leaf.span
	});
}

// src/model/channels/connection.ts
/**
* What happens on a port whose server is up. The checks stand in the order of a TLS 1.3 handshake: transport, what the
* client thinks of the server, what the server thinks of the client. The first that certainly refuses wins, also over
* a doubt before it: a doubt can only turn into one more refusal.
*/
function connect(client, offer, at) {
	switch (client.transport) {
		case "plaintext": return connectPlainly(client, offer);
		case "tls": return connectByTls(client, offer, at);
		case "unknown": {
			const ways = [connectByTls(client, offer, at), connectPlainly(client, offer)];
			return ways.every((way) => way.kind === "fails") ? allOf(ways) : unknown(`whether ${client.name} dials with TLS is decided outside the files`);
		}
		default: return client.transport;
	}
}
function connectPlainly(client, offer) {
	const { name } = offer.instance;
	const port = portName[offer.port];
	switch (offer.transport) {
		case "plaintext":
		case "both": return {
			kind: "succeeds",
			posture: "plaintext",
			detail: `${name} serves its ${port} in plaintext`
		};
		case "unknown": return unknown(`whether ${name} serves its ${port} with TLS is not known: ${offer.because}`);
		case "tls": return {
			kind: "fails",
			by: "server",
			reason: "plaintext-to-tls",
			step: "transport",
			detail: `${client.name} dials in plaintext and the ${port} of ${name} takes TLS only`,
			decidedBy: offer.evidence.at(-1),
			related: transportPlace(client)
		};
		default: return offer.transport;
	}
}
function connectByTls(client, offer, at) {
	const { name } = offer.instance;
	const port = portName[offer.port];
	const own = clientHoldsUsableFiles(client);
	if (own?.kind === "fails") return own;
	if (offer.transport === "plaintext") return {
		kind: "fails",
		by: "client",
		reason: "tls-to-plaintext",
		step: "transport",
		detail: `${client.name} dials with TLS and the ${port} of ${name} is plaintext`,
		decidedBy: transportPlace(client),
		related: offer.evidence[0]
	};
	return decide(client, offer, at, offer.transport === "unknown" ? unknown(`whether ${name} serves its ${port} with TLS is not known: ${offer.because}`) : void 0) ?? accepted(client, offer);
}
const whatServerThinks = [
	serverGetsCertificate,
	serverVerifiesChain,
	serverAllowsNames,
	serverVerifiesSignature,
	serverFindsSource
];
/** In the order of a TLS 1.3 handshake. Go looks for the name before it builds a chain (crypto/x509: verify.go); gRPC core after. */
const checks = {
	go: [
		clientHoldsUsableFiles,
		clientTakesCertificate,
		clientFindsName,
		clientVerifiesChain,
		clientListsServer,
		...whatServerThinks
	],
	grpc: [
		clientHoldsUsableFiles,
		clientVerifiesChain,
		clientFindsName,
		...whatServerThinks
	]
};
/** Runs the checks in order: the first refusal, else the first doubt, else nothing to object. */
function decide(client, offer, at, before) {
	let doubt = before;
	for (const check of checks[client.program === "tikv" ? "grpc" : "go"]) {
		const objection = check(client, offer, at);
		if (objection?.kind === "fails") return objection;
		doubt ??= objection;
	}
	return doubt;
}
const mutual = {
	kind: "succeeds",
	posture: "mtls",
	detail: "both sides prove themselves, whatever their names"
};
const mutualByName = {
	kind: "succeeds",
	posture: "mtls-identity",
	detail: "both sides prove themselves, and the client's name is allowed"
};
function accepted(client, offer) {
	const { check } = offer;
	const posture = tlsPosture(check);
	switch (posture) {
		case "unknown": return unknown(`what ${offer.instance.name} asks of its clients is decided outside the files`);
		case "tls": return {
			kind: "succeeds",
			posture,
			detail: `${offer.instance.name} proves itself and asks nobody for a certificate`
		};
		case "mtls": return mutual;
		default: return identified(client, offer);
	}
}
/** With paths that are exempt from the name, a client that is not listed still gets these. */
function identified(client, offer) {
	const names = offer.check.kind === "certificate" && offer.check.names.kind === "listed" ? offer.check.names : void 0;
	if (names?.exempt === void 0 || client.security === void 0) return mutualByName;
	const identity = identityOf(client.security, programOf(client));
	if (identity.kind !== "held" || admits(names, identity.value.leaf, offer)) return mutualByName;
	return {
		kind: "succeeds",
		posture: "mtls",
		detail: `its name is not allowed, but ${names.exempt} take any certificate of the CA`
	};
}
/** What makes the client dial as it does. */
function transportPlace({ program, security, host }) {
	if (security === void 0) return void 0;
	return program === "tikv" ? materialPlace(security, "ca") : host?.span ?? security.at;
}

// src/model/channels/dialling.ts
/**
* What PD dials itself and others by, and what TiKV and clients dial after the first contact: the client URLs that PD
* advertises (pd: server/server.go; tikv: components/pd_client/src/util.rs).
*/
function advertisedClientTargets(pd) {
	return once(clientTargets, pd, () => targetsOf(pd.advertiseClientUrls, pd.clientUrls));
}
/** What other PDs dial for raft. The URLs of a running member are stored in etcd; these are what it was made with. */
function advertisedPeerTargets(pd) {
	return once(peerTargets, pd, () => targetsOf(pd.advertisePeerUrls, pd.peerUrls));
}
const clientTargets = /* @__PURE__ */ new WeakMap();
const peerTargets = /* @__PURE__ */ new WeakMap();
const hosts = /* @__PURE__ */ new WeakMap();
/** Each instance is dialled by all others. */
function once(memo, key, make) {
	let value = memo.get(key);
	if (value === void 0) {
		value = make();
		memo.set(key, value);
	}
	return value;
}
function targetsOf(advertised, listening) {
	if (advertised.kind !== "known") return [{
		host: void 0,
		transport: "unknown"
	}];
	const isOwn = !isSamePlace$1(advertised, listening);
	return advertised.value.map((url) => {
		const { scheme, host } = url.value;
		const transport = scheme === "https" ? "tls" : scheme === "http" ? "plaintext" : "unknown";
		return {
			host: reliableHost({
				...url,
				value: host
			}, isOwn),
			transport
		};
	});
}
/** What other TiKVs, TiDB and PD's tools dial: the address that TiKV registers in PD (tikv: src/server/raft_server.rs). */
function advertisedHost(tikv) {
	return once(hosts, tikv, () => ({ host: hostOf(tikv.advertiseAddress, tikv.address) })).host;
}
/** What monitoring dials: the status address that TiKV registers in PD. */
function advertisedStatusHost(tikv) {
	return hostOf(tikv.advertiseStatusAddress, tikv.statusAddress);
}
function hostOf(advertised, listening) {
	if (advertised.kind !== "known") return void 0;
	const { host } = splitAddress(advertised.value);
	return reliableHost({
		...advertised,
		value: host
	}, !isSamePlace$1(advertised, listening));
}
/**
* A listen address of this machine or of all its interfaces (as the defaults are) that nobody wrote as the one to dial
* says nothing about the real address: a flag or another machine gives it.
*/
function reliableHost(host, isAdvertised) {
	if (host.value === "" || hasPlaceholder(host.value)) return void 0;
	return !isAdvertised && (isLoopback(host.value) || isUnspecified(host.value)) ? void 0 : host;
}
function isUnspecified(host) {
	return host === "0.0.0.0" || /^[0:]+$/.test(host);
}
/** Is the advertised value the listen address, since nothing else was written? */
function isSamePlace$1(advertised, listening) {
	return advertised === listening;
}
/**
* Finds the PDs behind the entries of `pd.endpoints`, by host and port. Schemes are stripped: they mean nothing to TiKV
* (components/pd_client/src/util.rs, trim_http_prefix). Once one entry leads to a committed PD, the others are members
* that are not committed, and nothing is said about them.
*/
function endpointHosts(tikv, index) {
	const endpoints = tikv.pdEndpoints;
	if (endpoints.kind !== "known" || endpoints.origin === "default") return {
		hostsTo: () => [],
		candidates: [],
		isKnown: false
	};
	const matched = /* @__PURE__ */ new Map();
	const hosts = [];
	for (const endpoint of endpoints.value) {
		const { host, port } = splitAddress(endpoint.value);
		if (host === "" || hasPlaceholder(endpoint.value)) continue;
		const setting = {
			...endpoint,
			value: host
		};
		hosts.push(setting);
		for (const pd of index.get(addressKey(host, port)) ?? []) {
			const list = matched.get(pd) ?? [];
			list.push(setting);
			matched.set(pd, list);
		}
	}
	const isKnown = hosts.length > 0 || endpoints.value.length === 0;
	return {
		hostsTo: (pd) => matched.get(pd) ?? [],
		candidates: matched.size === 0 ? hosts : [],
		isKnown
	};
}
/** Builds the index of an environment. */
function endpointIndex(pds) {
	const index = /* @__PURE__ */ new Map();
	for (const pd of pds) {
		const urls = [pd.advertiseClientUrls, pd.clientUrls].flatMap((stated) => stated.kind === "known" ? stated.value : []);
		for (const key of new Set(urls.map(({ value }) => addressKey(value.host, value.port)))) {
			const list = index.get(key);
			if (list === void 0) index.set(key, [pd]);
			else list.push(pd);
		}
	}
	return index;
}
function addressKey(host, port) {
	return `${host.toLowerCase()}:${port ?? ""}`;
}

// src/model/handshake/pd-server.ts
/** Up to v8.3 PD takes one allowed name at most; from v8.4 on it takes several (pd#8518). */
function takesSeveralNames(pd) {
	return isAtLeast(pd.version, "v8.4.0");
}
const offers$1 = /* @__PURE__ */ new WeakMap();
/** What PD's client or peer port gives and asks (pd: server/config/config.go, etcd: embed/etcd.go). */
function pdOffer(pd, port) {
	let both = offers$1.get(pd);
	if (both === void 0) {
		both = {
			client: readOffer(pd, "pd-client"),
			peer: readOffer(pd, "pd-peer")
		};
		offers$1.set(pd, both);
	}
	return port === "pd-client" ? both.client : both.peer;
}
function readOffer(pd, port) {
	const urls = port === "pd-client" ? pd.clientUrls : pd.peerUrls;
	const check = clientCheck(pd, port);
	if (urls.kind !== "known") return {
		instance: pd,
		port,
		transport: "unknown",
		because: urls.kind === "unknown" ? urls.because : "PD's listen URLs are not known",
		check,
		evidence: [pd.security.at]
	};
	const clear = urls.value.filter(({ value }) => value.scheme === "http");
	const secured = urls.value.filter(({ value }) => value.scheme === "https");
	const base = {
		instance: pd,
		port,
		check
	};
	if (clear.length > 0) {
		const transport = secured.length > 0 ? "both" : "plaintext";
		return {
			...base,
			transport,
			evidence: [...spans(clear), ...spans(secured)]
		};
	}
	if (secured.length === 0) return {
		...base,
		transport: "unknown",
		because: "its listen URLs have no scheme that is known",
		evidence: [urls.span]
	};
	return {
		...base,
		transport: "tls",
		evidence: [...checkEvidence(pd, check), ...spans(secured)]
	};
}
function spans(settings) {
	return settings.map(({ span }) => span);
}
/** What decides comes first: the list where it is enforced, else the CA. */
function checkEvidence({ security }, check) {
	const list = security.allowedCn;
	const evidence = list.kind === "absent" ? [] : [list.span];
	if (security.ca.kind !== "absent") {
		const ca = materialPlace(security, "ca");
		return check.kind === "certificate" && check.names.kind === "any" ? [ca, ...evidence] : [...evidence, ca];
	}
	return [materialPlace(security, "certificate")];
}
/** cacert-path alone makes both ports ask for a client certificate (pd: server/config/config.go, genEmbedEtcdConfig). */
function clientCheck(pd, port) {
	const { ca } = pd.security;
	switch (statedAs(ca)) {
		case "absent": return { kind: "none" };
		case "undecided": return {
			kind: "unknown",
			because: ca.kind === "unseen" ? ca.because : "cacert-path is not known"
		};
		default: return {
			kind: "certificate",
			names: pdNames(pd, port)
		};
	}
}
function pdNames(pd, port) {
	const list = pd.security.allowedCn;
	if (list.kind === "unknown") return {
		kind: "unknown",
		because: list.because
	};
	if (list.kind === "absent" || list.value.length === 0) return { kind: "any" };
	if (!takesSeveralNames(pd) && isOneEmptyEntry(list.value)) return { kind: "any" };
	if (list.value.length === 1 && port === "pd-client") return { kind: "any" };
	return {
		kind: "listed",
		commonNames: list.value,
		sans: [],
		at: list.span
	};
}
const starts$1 = /* @__PURE__ */ new WeakMap();
/** Does PD come up? The checks in the order in which it stumbles over them, each as measured on real servers. */
function pdStart(pd, at) {
	let byTime = starts$1.get(pd);
	if (byTime === void 0) {
		byTime = /* @__PURE__ */ new Map();
		starts$1.set(pd, byTime);
	}
	let start = byTime.get(at);
	if (start === void 0) {
		start = firstFault([
			listThatVersionTakes(pd),
			bindableUrls(pd),
			addressTakenByHttp(pd),
			completePair(pd),
			readableMaterial$1(pd),
			certificateForHttps(pd),
			oneSchemePerPeerAddress(pd),
			advertisedScheme(pd)
		]);
		if (start.kind !== "fails") start = firstFault([selfHandshake(pd, at), start]);
		byTime.set(at, start);
	}
	return start;
}
/** `KeyFile and CertFile must both be present`, whatever the URLs. */
function completePair({ security }) {
	const states = [statedAs(security.certificate), statedAs(security.key)];
	if (states.includes("undecided")) return {
		kind: "unknown",
		because: "its certificate and key are decided outside the files"
	};
	if (states[0] === states[1]) return void 0;
	const [set, missing] = states[0] === "set" ? ["certificate", "key"] : ["key", "certificate"];
	return {
		kind: "fails",
		step: "incomplete-material",
		detail: `it sets ${set === "key" ? "key-path but not cert-path" : "cert-path but not key-path"}`,
		decidedBy: materialPlace(security, set),
		related: materialPlace(security, missing)
	};
}
/** `only supports one CN` up to v8.3, also with http URLs. */
function listThatVersionTakes(pd) {
	const list = pd.security.allowedCn;
	if (takesSeveralNames(pd) || list.kind !== "known" || list.value.length < 2) return void 0;
	return {
		kind: "fails",
		step: "allow-list-version",
		detail: `it lists ${list.value.length} names in cert-allowed-cn, and PD ${pd.version.text} takes one`,
		decidedBy: list.span
	};
}
/** PD refuses a URL without scheme or port, one after a blank, and a host name to listen on. */
function bindableUrls(pd) {
	const lists = [
		[
			"client-urls",
			pd.clientUrls,
			"listen"
		],
		[
			"peer-urls",
			pd.peerUrls,
			"listen"
		],
		[
			"advertise-client-urls",
			pd.advertiseClientUrls,
			"advertise"
		],
		[
			"advertise-peer-urls",
			pd.advertisePeerUrls,
			"advertise"
		]
	];
	for (const [key, urls, use] of lists) {
		if (urls.kind !== "known") continue;
		for (const { value, span } of urls.value) {
			const fault = urlFault$1(value, use);
			if (fault !== void 0) return {
				kind: "fails",
				step: "address",
				detail: `it has ${fault} in ${key}`,
				decidedBy: span
			};
		}
	}
}
function urlFault$1(url, use) {
	if (hasPlaceholder(url.text)) return void 0;
	if (url.scheme === void 0) return "a URL without a scheme";
	if (/^\s/.test(url.text)) return "a blank before a URL";
	if (url.scheme !== "http" && url.scheme !== "https") return void 0;
	if (url.port === void 0) return "a URL without a port";
	const isName = url.host !== "" && url.host !== "localhost" && !isIpLiteral(url.host);
	return use === "listen" && isName ? "a host name, which PD cannot listen on," : void 0;
}
/** All files are loaded before a URL is looked at, so that http does not save a broken one. */
function readableMaterial$1(pd) {
	const { security } = pd;
	const program = {
		component: "pd",
		version: pd.version
	};
	const identity = identityOf(security, program);
	if (identity.kind === "absent" || identity.kind === "undecided") return void 0;
	return unreadable$3(identity) ?? unreadable$3(trustOf(security, program, "clientAuth"));
}
/** `TLS key/cert must be provided for client url`, `KeyFile and CertFile are not presented`. */
function certificateForHttps({ clientUrls, peerUrls, security }) {
	if (statedAs(security.certificate) !== "absent" || statedAs(security.key) !== "absent") return void 0;
	const secured = [clientUrls, peerUrls].flatMap(listed).find(({ value }) => value.scheme === "https");
	if (secured === void 0) return void 0;
	return {
		kind: "fails",
		step: "https-without-certificate",
		detail: `it listens on ${secured.value.text} without a certificate`,
		decidedBy: secured.span,
		related: security.at
	};
}
/** Peer ports are opened in the order of their URLs; only one with https asks for a certificate (etcd: embed/etcd.go). */
function addressTakenByHttp(pd) {
	return listed(pd.peerUrls)[0]?.value.scheme === "http" ? oneSchemePerPeerAddress(pd) : void 0;
}
/** `bind: address already in use`; the client port, unlike this one, serves both on one address. */
function oneSchemePerPeerAddress({ peerUrls }) {
	const schemes = /* @__PURE__ */ new Map();
	for (const url of listed(peerUrls)) {
		const { scheme, host, port } = url.value;
		const address = `${host}:${port}`;
		const other = schemes.get(address);
		if (other !== void 0 && other.value.scheme !== scheme) return {
			kind: "fails",
			step: "two-schemes-on-peer-address",
			detail: `it listens with http and https on one peer address, ${address}`,
			decidedBy: url.span,
			related: other.span
		};
		schemes.set(address, url);
	}
}
/** PD cannot reach itself where it advertises one scheme and serves the other. */
function advertisedScheme({ clientUrls, advertiseClientUrls }) {
	if (advertiseClientUrls.kind === "unknown" || clientUrls.kind === "unknown") return {
		kind: "unknown",
		because: "its client URLs are decided outside the files"
	};
	const listening = listed(clientUrls);
	for (const { value, span } of listed(advertiseClientUrls)) {
		const behind = listening.filter((url) => url.value.port === value.port);
		if (behind.length === 0 || behind.some((url) => url.value.scheme === value.scheme)) continue;
		return {
			kind: "fails",
			step: "advertised-scheme",
			detail: `it advertises ${value.text} and serves ${behind[0]?.value.scheme} on that port: it cannot reach itself`,
			decidedBy: span,
			related: behind[0]?.span
		};
	}
}
/** PD dials each advertised client URL as a TLS client and exits when none lets it in (pd: server/server.go, startEtcd). */
function selfHandshake(pd, at) {
	const offer = pdOffer(pd, "pd-client");
	const outcomes = advertisedClientTargets(pd).map((target) => {
		const client = {
			name: pd.name,
			program: "pd",
			instance: pd,
			security: pd.security,
			...target
		};
		return connect(client, offer, at);
	});
	const failures = outcomes.flatMap((outcome) => outcome.kind === "fails" ? [outcome] : []);
	const [refusal] = failures;
	if (refusal !== void 0 && failures.length === outcomes.length) {
		const { detail } = refusal;
		const decidedBy = refusal.decidedBy ?? pd.security.at;
		return {
			kind: "fails",
			step: "self-handshake",
			detail: `it is refused by itself when it dials its own client URL: ${detail}`,
			decidedBy,
			related: refusal.related,
			refusal
		};
	}
	const doubt = outcomes.find((outcome) => outcome.kind !== "succeeds");
	return doubt === void 0 ? void 0 : {
		kind: "unknown",
		because: doubt.detail
	};
}
function listed(stated) {
	return stated.kind === "known" ? stated.value : [];
}

// src/model/instances/setting.ts
const absent = { kind: "absent" };
/** A stated value made of a setting. */
function known$2(value, span, origin = "file") {
	return {
		kind: "known",
		value,
		span,
		origin
	};
}
/** The value when the files show it. */
function knownValue(stated) {
	return stated.kind === "known" ? stated.value : void 0;
}
/** The place of a stated value, when it has one. */
function placeOf$2(stated) {
	return stated.kind === "absent" ? stated.at : stated.span;
}

// src/model/handshake/tikv-server.ts
const offers = /* @__PURE__ */ new WeakMap();
/** What TiKV's gRPC or status port gives and asks. */
function tikvOffer(tikv, port) {
	let both = offers.get(tikv);
	if (both === void 0) {
		both = {
			grpc: grpcOffer(tikv),
			status: statusOffer(tikv)
		};
		offers.set(tikv, both);
	}
	return port === "tikv-grpc" ? both.grpc : both.status;
}
/**
* One test switches TLS: `ca_path.is_empty()`. With a CA the port demands a client certificate that verifies, for every
* service; there is no dual mode (tikv: components/security/src/lib.rs, SecurityManager::bind).
*/
function grpcOffer(tikv) {
	const { security } = tikv;
	const base = {
		instance: tikv,
		port: "tikv-grpc"
	};
	const evidence = [materialPlace(security, "ca")];
	switch (statedAs(security.ca)) {
		case "absent": return {
			...base,
			transport: "plaintext",
			check: { kind: "none" },
			evidence
		};
		case "undecided": {
			const because = security.ca.kind === "unseen" ? security.ca.because : "ca-path is not known";
			return {
				...base,
				transport: "unknown",
				because,
				check: {
					kind: "unknown",
					because
				},
				evidence
			};
		}
		default: {
			const check = {
				kind: "certificate",
				names: tikvNames(tikv)
			};
			return {
				...base,
				transport: "tls",
				check,
				evidence: [...listPlaces(tikv), ...evidence]
			};
		}
	}
}
/**
* The status port is TLS only with all three paths, and asks for a client certificate only when a list of names is set;
* four paths are exempt from the name (tikv: src/server/status_server/mod.rs).
*/
function statusOffer(tikv) {
	const { security } = tikv;
	const base = {
		instance: tikv,
		port: "tikv-status"
	};
	const states = materialNames.map((name) => statedAs(security[name]));
	const missing = materialNames.filter((_, index) => states[index] === "absent");
	if (missing.length > 0) {
		const evidence = missing.slice(0, 1).map((name) => materialPlace(security, name));
		return {
			...base,
			transport: "plaintext",
			check: { kind: "none" },
			evidence
		};
	}
	const evidence = [...listPlaces(tikv), materialPlace(security, "ca")];
	if (states.includes("undecided")) {
		const because = "its certificate paths are decided outside the files";
		return {
			...base,
			transport: "unknown",
			because,
			check: {
				kind: "unknown",
				because
			},
			evidence
		};
	}
	return {
		...base,
		transport: "tls",
		check: statusCheck(tikv),
		evidence
	};
}
function statusCheck(tikv) {
	const { allowedCn } = tikv.security;
	const names = tikvNames(tikv);
	if (names.kind === "unknown") return names;
	const setSan = readsAllowedSan("tikv", tikv.version) ? knownValue(tikv.security.allowedSan) ?? [] : [];
	if ((knownValue(allowedCn) ?? []).length === 0 && setSan.length === 0) return { kind: "none" };
	const exempt = "GET /metrics, /status, /config and /debug/pprof/profile";
	return {
		kind: "certificate",
		names: names.kind === "listed" ? {
			...names,
			exempt
		} : names
	};
}
/** Where the lists stand, set or not: without one, `[security]` is where it belongs. */
function listPlaces({ security, version }) {
	return (readsAllowedSan("tikv", version) ? [security.allowedCn, security.allowedSan] : [security.allowedCn]).flatMap((list) => list.kind === "absent" ? [] : [list.span]);
}
/** Both lists have to admit the client where both are set. A list that admits everybody is none. */
function tikvNames(tikv) {
	const { allowedCn, allowedSan } = tikv.security;
	const matching = matchingOf("tikv", tikv.version);
	const readsSan = readsAllowedSan("tikv", tikv.version);
	for (const list of readsSan ? [allowedCn, allowedSan] : [allowedCn]) if (list.kind === "unknown") return {
		kind: "unknown",
		because: list.because
	};
	const commonNames = knownValue(allowedCn) ?? [];
	const sans = readsSan ? knownValue(allowedSan) ?? [] : [];
	const tellsApart = (entries) => entries.length > 0 && !admitsEveryName(entries, matching);
	if (!tellsApart(commonNames) && !tellsApart(sans)) return { kind: "any" };
	return {
		kind: "listed",
		commonNames,
		sans,
		at: commonNames.length > 0 && allowedCn.kind === "known" ? allowedCn.span : allowedSan.kind === "known" ? allowedSan.span : tikv.security.at
	};
}
const starts = /* @__PURE__ */ new WeakMap();
/**
* Does TiKV come up? It dials PD before it validates its configuration, so that a gap shows as an endless retry. It looks
* at no date, name or usage of its own certificate.
*/
function tikvStart(tikv) {
	let start = starts.get(tikv);
	if (start === void 0) {
		start = firstFault([completeMaterial(tikv), readableMaterial(tikv)]);
		starts.set(tikv, start);
	}
	return start;
}
/** `ca, cert and private key should be all configured.` (tikv: components/security/src/lib.rs, SecurityConfig::validate). */
function completeMaterial({ security }) {
	const having = (wanted) => materialNames.filter((name) => statedAs(security[name]) === wanted);
	const [set, missing] = [having("set"), having("absent")];
	if (missing.length === 0 || missing.length === 3) return set.length === 3 || missing.length === 3 ? void 0 : undecidedMaterial;
	if (set.length === 0) return undecidedMaterial;
	const keys = (names) => names.map((name) => materialKeys.tikv[name]).join(" and ");
	return {
		kind: "fails",
		step: "incomplete-material",
		detail: `it sets ${keys(set)} but not ${keys(missing)}`,
		decidedBy: materialPlace(security, set[0] ?? "ca"),
		related: materialPlace(security, missing[0] ?? "ca")
	};
}
const undecidedMaterial = {
	kind: "unknown",
	because: "its certificate paths are decided outside the files"
};
/** A fault in a file shows as `BindFail`; DER or a NUL byte aborts the process (grpcio: src/security/credentials.rs). */
function readableMaterial({ security, version }) {
	if (statedAs(security.ca) !== "set") return void 0;
	const program = {
		component: "tikv",
		version
	};
	return unreadable$3(trustOf(security, program, "clientAuth")) ?? unreadable$3(identityOf(security, program));
}

// src/model/handshake/handshake.ts
/**
* What happens when `client` connects to `server` at a time (milliseconds since the epoch, UTC). Pure and total.
*
* 1. Does the server come up at all? PD has to pass a handshake with itself (pd-server.ts); TiKV looks at its files only
*    (tikv-server.ts).
* 2. What does its port give and ask? For PD the scheme of the listen URL decides, for TiKV whether ca-path is set.
* 3. Do transport, certificates, names and lists of both sides fit, in the order of a TLS 1.3 handshake (connection.ts)?
*
* The first certain refusal wins. What the files do not show is a doubt: it never makes a success, and gives way to a
* refusal that is certain without it.
*/
function handshake(client, server, at) {
	const { instance, port } = server;
	const start = startOf$2(instance, at);
	if (start.kind === "fails") return {
		kind: "fails",
		by: "server",
		reason: "server-does-not-start",
		step: "server-start",
		detail: `${instance.name} does not start: ${start.detail}`,
		decidedBy: start.decidedBy,
		related: start.related
	};
	const offer = offerOf(server);
	if (offer === void 0) return unknown(`${instance.name} has no ${portName[port]}`);
	const outcome = connect(client, offer, at);
	if (outcome.kind === "succeeds" && start.kind === "unknown") return unknown(`whether ${instance.name} starts is not in the files: ${start.because}`);
	return outcome;
}
/** What a port gives to a client that it accepts, whether or not the server comes up: the posture of its settings. */
function serverPosture(server) {
	const offer = offerOf(server);
	return offer === void 0 ? "unknown" : postureOf(offer);
}
/** Does an instance come up with its settings and files? */
function startOf$2(instance, at) {
	return instance.component === "pd" ? pdStart(instance, at) : tikvStart(instance);
}
/** What a port gives and asks; undefined for a port that the instance does not have. */
function offerOf({ instance, port }) {
	switch (port) {
		case "pd-client":
		case "pd-peer": return instance.component === "pd" ? pdOffer(instance, port) : void 0;
		case "tikv-status": return instance.component === "tikv" && instance.statusAddress.kind !== "absent" ? tikvOffer(instance, port) : void 0;
		case "tikv-grpc": return instance.component === "tikv" ? tikvOffer(instance, port) : void 0;
		default: return port;
	}
}

// src/judge/channels/channel-ends.ts
const memo = /* @__PURE__ */ new WeakMap();
/** The channels of an environment that certainly fail, at a time (milliseconds since the epoch, UTC). */
function failuresOf(environment, now) {
	const known = memo.get(environment);
	if (known?.now === now) return known.failures;
	const failures = collect$4(environment, now);
	memo.set(environment, {
		now,
		failures
	});
	return failures;
}
function collect$4(environment, now) {
	const byName = new Map(environment.instances.map((instance) => [instance.name, instance]));
	const all = [];
	const byInstance = /* @__PURE__ */ new Map();
	const byPlace = /* @__PURE__ */ new Map();
	for (const channel of environment.channels) {
		const { id, outcome } = channel;
		if (outcome.kind !== "fails") continue;
		const from = isFromClient(id) ? void 0 : byName.get(channel.from);
		const to = byName.get(channel.to);
		const cause = causeOf(outcome, {
			from,
			to,
			now
		});
		const failed = {
			key: `${environment.name}\n${id}\n${channel.from}\n${channel.to}`,
			channel,
			failure: outcome,
			from,
			to,
			cause
		};
		all.push(failed);
		for (const end of /* @__PURE__ */ new Set([from, to])) if (end !== void 0) add(byInstance, end, failed);
		if (cause.related !== void 0) add(byPlace, placeKey(cause.related), failed);
	}
	return {
		all,
		of: (instance) => byInstance.get(instance) ?? [],
		about: (place) => byPlace.get(placeKey(place)) ?? []
	};
}
function add(map, key, failed) {
	const list = map.get(key);
	if (list === void 0) map.set(key, [failed]);
	else list.push(failed);
}
/** These clients are parties of their own, though an instance may have their name. */
function isFromClient(id) {
	return id === "client-pd" || id === "client-tikv" || id === "status-tikv";
}
function causeOf(failure, { from, to, now }) {
	const start = failure.step === "server-start" && to !== void 0 ? startOf$2(to, now) : void 0;
	if (start?.kind !== "fails") return refusalAt(failure, {
		from,
		to
	});
	const own = start.refusal && refusalAt(start.refusal, {
		from: to,
		to
	});
	return {
		step: failure.step,
		reason: failure.reason,
		related: start.related,
		...own,
		faulty: to,
		start: start.step
	};
}
function refusalAt({ step, reason, related }, { from, to }) {
	switch (step) {
		case "server-chain":
		case "server-name":
		case "server-allow-list": return {
			step,
			reason,
			related,
			presenter: to,
			verifier: from
		};
		case "client-certificate":
		case "client-chain":
		case "client-allow-list":
		case "client-source-address": return {
			step,
			reason,
			related,
			presenter: from,
			verifier: to
		};
		case "client-credentials": return {
			step,
			reason,
			related,
			faulty: from
		};
		case "server-start": return {
			step,
			reason,
			related,
			faulty: to
		};
		case "transport":
		case void 0: return {
			step,
			reason,
			related
		};
		default: return step;
	}
}
/** A text that tells places apart. */
function placeKey({ path, line, column, endLine, endColumn }) {
	return `${path}:${line}:${column}:${endLine}:${endColumn}`;
}

// src/judge/channels/covers.ts
/** Nobody reaches an instance that does not come up, and it reaches nobody with files that it cannot use. */
function startFailures(instance, { environment, now }, steps) {
	return keysOf$1(failuresOf(environment, now).of(instance), ({ faulty, start, step }) => {
		if (faulty !== instance) return false;
		return start === void 0 ? step === "client-credentials" && usesFiles(steps) : steps.includes(start);
	});
}
function usesFiles(steps) {
	return steps.includes("incomplete-material") || steps.includes("unreadable-material");
}
/** What an instance presents is refused, for one of some reasons. */
function refusalsOf(presenter, { environment, now }, reasons) {
	return keysOf$1(failuresOf(environment, now).of(presenter), (cause) => cause.presenter === presenter && reasons.includes(cause.reason));
}
/** A chain of certificates is refused, whatever its dates and usages. */
const chainRefusals = [
	"server-not-trusted",
	"client-not-trusted",
	"chain-invalid"
];
/** Failures that are about a certificate, a key or a whole file, in every environment that uses the file. */
function failuresAbout({ environment, uses }, now, { places, reasons }) {
	return [.../* @__PURE__ */ new Set([environment, ...uses.map((use) => use.environment)])].flatMap((used) => {
		const failures = failuresOf(used, now);
		return places.flatMap((place) => keysOf$1(failures.about(place), ({ reason }) => reasons.includes(reason)));
	});
}
/** How a file ends that its program cannot use: it does not come up, dials nobody, or is refused by everybody. */
const uselessFile = ["server-does-not-start", "chain-invalid"];
/**
* An instance without TLS and its own kind do not understand each other. Others do not understand it either; that is said
* for itself, but where PD's URLs are not written (a flag may set them, and the statement about them says so), and where
* nothing says which PD a TiKV dials.
*/
function transportFailures(instance, { environment, now }) {
	return failuresOf(environment, now).of(instance).filter(({ from, to, cause }) => {
		if (from?.component === to?.component && (cause.step === "transport" || cause.step === "client-certificate")) return true;
		return cause.step === "transport" && to === instance && (hasDefaultUrls(to) || leadsNowhere(from, environment));
	}).map(({ key }) => key);
}
function hasDefaultUrls(instance) {
	return instance.component === "pd" && instance.clientUrls.kind === "known" && instance.clientUrls.origin === "default";
}
/** With several PDs in an environment and no pd.endpoints. */
function leadsNowhere(from, environment) {
	if (from?.component !== "tikv" || pdsOf(environment).length < 2) return false;
	return from.pdEndpoints.kind !== "known" || from.pdEndpoints.origin === "default";
}
function keysOf$1(failed, isCovered) {
	return failed.filter(({ cause }) => isCovered(cause)).map(({ key }) => key);
}

// src/judge/rules/cert/client-usage-missing.ts
const clientUsageMissing = {
	id: "cert/client-usage-missing",
	meta: () => ({
		title: "A certificate that PD or TiKV dials with is not meant for clients",
		why: "PD and TiKV show the certificate that they serve with when they dial each other, too. One for servers alone is refused there: PD refuses itself, and TiKV is refused by PD and by every other TiKV.",
		fix: "Issue the certificate with both usages, serverAuth and clientAuth.",
		threats: ["outage"],
		controls: ["NIST-SP-800-52r2:3.2", "CWE-295"],
		since: "0.1.0",
		sources: ["RFC 5280 4.2.1.3 and 4.2.1.12: absent means any usage", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core (which wants digitalSignature or keyAgreement of a client, as Go does not)"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.serverOnly}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const presented of presentedCertificates(model)) {
			const { leaf } = presented;
			const presenters = presented.presenters.filter(isAskedForCertificate);
			const words = wordsFor(leaf, presenters);
			if (words === void 0) continue;
			const component = onlyComponent(presenters);
			yield statementAbout({
				...presented,
				uses: presenters
			}, leaf, {
				...words,
				channels: component === void 0 ? void 0 : channelsOfCertificate[component],
				covers: failuresAbout(presented, now, {
					places: [leaf.span],
					reasons: ["client-usage"]
				})
			});
		}
	}
};
/** PD without a CA asks nobody for a certificate, itself neither; TiKV always does. */
function isAskedForCertificate({ instance }) {
	return instance.component === "tikv" || instance.security.ca.kind !== "absent";
}
function wordsFor(leaf, presenters) {
	if (presenters.length === 0) return void 0;
	const usages = leaf.extendedKeyUsage;
	const help = "reissue it with the extended key usages serverAuth and clientAuth";
	const refusedTikv = () => "PD and every other TiKV refuse TiKV when it dials them";
	if (usages !== void 0 && !usages.has("clientAuth")) {
		const isAny = usages.has("anyExtendedKeyUsage");
		const consequence = fatesText(presenters, isAny ? {
			pd: () => void 0,
			tikv: () => "every other TiKV refuses TiKV when it dials, PD does not"
		} : {
			pd: pdDoesNotStart,
			tikv: refusedTikv
		}, "");
		if (consequence === "") return void 0;
		return {
			message: `${ownersText(presenters)} is for ${shortListOf([...usages], 4) || "nothing"}, not for clients: ${consequence}`,
			help
		};
	}
	const dialsTikv = presenters.filter(({ instance }) => instance.component === "tikv");
	const { keyUsage } = leaf;
	if (keyUsage === void 0 || keyUsage.has("digitalSignature") || keyUsage.has("keyAgreement") || dialsTikv.length === 0) return;
	return {
		message: `${ownersText(dialsTikv)} has a key usage without digitalSignature: every other TiKV refuses TiKV when it dials`,
		help: "reissue it with the key usage digitalSignature"
	};
}

// src/judge/certificates/certificate-dates.ts
/** Is it valid at a time (milliseconds since the epoch, UTC)? Both ends count (RFC 5280 4.1.2.5). */
function isValidAt(certificate, at) {
	return certificate.notBefore <= at && at <= certificate.notAfter;
}
/**
* Is this a file of CAs of which at least one is valid? Then one that is not is a rotation, harmless by itself: what it
* leaves untrusted shows where the certificates are verified, and trust/ca-bundle speaks about the dead weight.
*/
function isRotation({ file, uses }, at) {
	if (uses.some((use) => use.as !== "ca")) return false;
	const all = certificatesOf(file);
	return all.every(isCa) && all.some((certificate) => isValidAt(certificate, at));
}
/** What follows from dates that are not met. */
function fateOfDates(judged, certificate) {
	const presenters = presentersOf(judged, certificate);
	if (presenters.length > 0) {
		const tikv = () => "TiKV starts and every peer refuses it";
		return fatesText(presenters, {
			pd: pdDoesNotStart,
			tikv
		}, "PD and TiKV refuse the clients that show it");
	}
	return isCa(certificate) ? "PD and TiKV refuse every certificate that it issued" : "PD and TiKV refuse whoever shows it";
}

// src/judge/rules/cert/expired.ts
const expired = {
	id: "cert/expired",
	meta: () => ({
		title: "A certificate is past its end",
		why: "Whoever is dialled with an expired certificate is refused by every peer; PD dials itself at start and does not come up. TiKV does come up, and looks healthy until somebody connects.",
		fix: "Issue a new certificate; renew certificates by a machine, well before they end.",
		threats: ["outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"PCI-DSS-4.0.1:4.2.1.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-324"
		],
		since: "0.1.0",
		sources: ["RFC 5280 4.1.2.5", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core with OpenSSL 1.1.1 and 3.5"],
		example: {
			bad: {
				files: {
					"prod/pd.toml": certificateExamples.pdConfig,
					"prod/pd.pem": `\u00ab${certificateExamples.sound}\u00bb`
				},
				now: "2027-07-01T00:00:00Z"
			},
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const judged of filesToJudge(model)) {
			const out = certificatesOf(judged.file).filter((certificate) => now > certificate.notAfter);
			if (out.length === 0 || isRotation(judged, now)) continue;
			for (const certificate of out) yield statementAbout(judged, certificate, {
				message: `${titleOf$2(judged, certificate)} ended on ${dayText(certificate.notAfter)}, ${daysText$1(now - certificate.notAfter)} ago: ${fateOfDates(judged, certificate)}`,
				help: "issue a new certificate, then replace the key file first and the certificate file last",
				covers: failuresAbout(judged, now, {
					places: [certificate.span],
					reasons: ["server-expired", "client-expired"]
				})
			});
		}
	}
};

// src/judge/rules/cert/expires-soon.ts
const expiresSoon = {
	id: "cert/expires-soon",
	meta: () => ({
		title: "A certificate ends soon",
		why: "On the day after its end every peer refuses it. A cluster in which all certificates were issued together stops together.",
		fix: "Issue a new certificate now. TiKV takes it when the certificate file changes, PD at the next handshake; a new CA needs a restart of both.",
		threats: ["outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"PCI-DSS-4.0.1:4.2.1.1",
			"CWE-324"
		],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs (reload when the certificate file's time changes)", "measured on PD v6.5 to v26.3 (certificate and key are read at every handshake, the CA at start)"],
		parameters: { days: {
			type: "integer",
			minimum: 0,
			description: "A certificate with fewer whole days left than this (UTC) is a finding.",
			default: 30
		} },
		example: {
			bad: {
				files: {
					"prod/pd.toml": certificateExamples.pdConfig,
					"prod/pd.pem": `\u00ab${certificateExamples.sound}\u00bb`
				},
				now: "2027-05-20T00:00:00Z"
			},
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now, parameters }) {
		for (const judged of filesToJudge(model)) {
			const { days: wanted } = parameters(judged.environment);
			const days = Number(wanted);
			const certificates = certificatesOf(judged.file);
			const ends = latestEnds(certificates);
			for (const certificate of certificates) {
				const left = certificate.notAfter - now;
				if (left < 0 || wholeDays(left) >= days) continue;
				if ((ends.get(nameAndKey(certificate)) ?? 0) > certificate.notAfter) continue;
				yield statementAbout(judged, certificate, {
					message: `${titleOf$2(judged, certificate)} ends on ${dayText(certificate.notAfter)}, in ${daysText$1(left)}; the policy asks for ${days}`,
					help: helpFor$6(judged, certificate)
				});
			}
		}
	}
};
/** Of the CAs of a file, the latest end of each name and key. */
function latestEnds(certificates) {
	const ends = /* @__PURE__ */ new Map();
	for (const certificate of certificates) {
		if (!isCa(certificate)) continue;
		const key = nameAndKey(certificate);
		ends.set(key, Math.max(certificate.notAfter, ends.get(key) ?? certificate.notAfter));
	}
	return ends;
}
function nameAndKey({ subject, publicKey }) {
	return `${subject.der} ${publicKey.spki}`;
}
function helpFor$6(judged, certificate) {
	if (isCa(certificate) && presentersOf(judged, certificate).length === 0) return "put the new CA into the CA files beside this one and restart one instance after another, then reissue the certificates";
	return onlyComponent(judged.uses) === "pd" ? "replace certificate and key together: PD reads both at every handshake" : "replace the key file first, the certificate file last: TiKV reloads when the latter changes";
}

// src/facts/known-key-hashes.ts
/** SHA-256 of the DER SubjectPublicKeyInfo, and one public place of the private key: repository and path. */
const knownKeyHashes = /* @__PURE__ */ new Map([
	["01252f9d773d12d1de0a15ac4c96d0bc938a27bd780c43018f863a94313f6912", "etcd-io/etcd: tests/manual/docker-static-ip/certs-metrics-proxy/server.key.insecure"],
	["024a7872c00bdb89d365b89bc6967cab25194c57669861e8359c5de54f474cac", "grpc/grpc-go: testdata/x509/client_with_spiffe_key.pem"],
	["02f5995e447394d48bed7fb57dcd704b86aeb4eed3d0027dded8bdc91b0e2ace", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_trust_key.pem"],
	["032339dce1a9e5ba06e46a137889b21d8fb8c4bb7869c16cabfc06d4ddc64647", "etcd-io/etcd: integration/fixtures/server-wildcard.key.insecure"],
	["05813dba5b805e8f899894df6a8c6b1bff9a749647ca4d90e4117be9d53b2f80", "etcd-io/etcd: integration/fixtures/server-revoked.key.insecure"],
	["05bb743278e5cd34252c8dadd1aa74513906b8af0b1b4055d970e219a04c671e", "etcd-io/etcd: tests/fixtures/server-ipv6.key.insecure"],
	["07dacb8ccbdd57d8df853ec926e55e6cd5bf2fc4f92a6ee49bb6299bfa48227c", "grpc/grpc-go: examples/features/advancedtls/creds/client_key.pem"],
	["080de301e0208393bf7eae3c2c1ab4a5e2eb71135933660683a52cbb84aec68b", "grpc/grpc-go: examples/data/x509/client_ca_key.pem"],
	["0bb992057a569d16100f6ecfda6199f2ebbd428a9cf246f85f0c3133326dd381", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_trust_key.pem"],
	["0f6ab8f93cf7184c00918628eb0b1e52777794d9e31d4b778b7c9c4c2489250b", "etcd-io/etcd: integration/fixtures/server-revoked.key.insecure"],
	["107476343e9179e7434defdd7b599b5e873a5222e6f0011fac22a0c61fb0c823", "etcd-io/etcd: tests/manual/docker-dns/certs-san-dns/server-3.key.insecure"],
	["1364d34d402def45b91e17a826d5182ef405d806bfccac3a5a2a9cb29370dfbe", "grpc/grpc-go: testdata/x509/client2_key.pem"],
	["14be332404a93569ed84dc290bc1e91c863c3e03a4a1d9d9a7dc40094e92c3c7", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_trust_key.pem"],
	["1506e1e3abe9bbdf95dc1159caede2791848ca098623e233eab4e0523da01a62", "etcd-io/etcd: tests/fixtures/server-ecdsa.key.insecure"],
	["15960038749ad2e3ad3db6c02722f221e140031900e8dafa09ea56217af7117c", "etcd-io/etcd: tests/fixtures/server2.key.insecure"],
	["1ae146f0552e686451979a1a5d93870e53469444b51466fc552c91fc1b6477fa", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_cert.key"],
	["1c832a17c707cdc534b01246bac8f74fd3bccdfc181ed9870ddffe0cacb4af32", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_malicious_client_trust_key.pem"],
	["1d6243406d4c3107aaedf2406df668dd1f889de033cc7ef07759f08dc35fb1ba", "etcd-io/etcd: tests/fixtures/server-wildcard.key.insecure"],
	["21b9045f059ae3f7eddb508b7cede976f64097894c659dc1066baca0381e3cb8", "grpc/grpc-go: testdata/spiffe_end2end/leaf_signed_by_intermediate.key"],
	["226acd9b52f5731987d46521bbe02fa88045f9eb0c4a262690022d23cbb5eef2", "golang/go: src/crypto/tls/example_test.go"],
	["24007af9a23d0fe44c3f5d0971c3f4f481df1b71f70f37881dc003777a834bc0", "tikv/pd: tests/integrations/client/cert/pd-server-key.pem"],
	["26be8791d8fcde93fbd2bfd2751ef576d65e391e3f7b9d559f3a75998183c044", "golang/go: src/crypto/tls/handshake_test.go"],
	["2d230042f7fc8456fee30461a8e4d4f64ae5f7d7e0718cfa26bd1eec0a5b72f4", "pingcap/tispark: config/cert/pem/client-pkcs8.key"],
	["355ddb16b7640454dd0810efa30c0c67393e17c3e71d1a2de733353a7e6d3f78", "grpc/grpc-go: testdata/x509/server2_key.pem"],
	["36d8eec387c52ed33e4fcd991da164da372adddc7a59693cc6d9c6dfe11e769d", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_cert.key"],
	["37477d1094ea527065d48e6549fbdf945c75649be9c9616038e4408a72e9a25f", "etcd-io/etcd: integration/fixtures/server.key.insecure"],
	["38178f7be061280c1003160d32be00ea6598252135e2b219966ae550fbd69cda", "grpc/grpc-go: examples/data/x509/server_key.pem"],
	["389f9ede520dbc33d2aebc489246ad89e221d1ec15f693c348c58b08219367aa", "golang/go: src/net/http/internal/testcert/testcert.go"],
	["3975702e506a1a310bc7d03bf96f455d92d1fe99d0e2ba510f6392380cf7ca04", "grpc/grpc-go: testdata/spiffe_end2end/server.key"],
	["3af7a4f8794f9e36fe49b7e4fcf9c5398265774ded4d2a56db0168d955fde9f1", "etcd-io/etcd: integration/fixtures/server-wildcard.key.insecure"],
	["3b52a6975a699f41b6db8f47d2533cc1df420115cd556c7aded02b2559710871", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_trust_key.pem"],
	["3cf60f2688dc7d374179e08775f975ff38d2afa000121d43e18d29f17fdd492b", "etcd-io/etcd: tests/fixtures/CommonName-root.key"],
	["3d8d89ff76568150226df63d516036e7fe00ebad6280633c2e8a376604dac8c7", "etcd-io/etcd: tests/fixtures/server3.key.insecure"],
	["3e299dc934c8f44c9e80cbfffa27ded5db9e63c765299c655d7d4907e81a971b", "tikv/pd: tests/integrations/client/cert/ca-key.pem"],
	["3f85b94951e5424f5585ecc5e5c60aad97ecf6449306f24d483dddab79331657", "etcd-io/etcd: integration/fixtures/server-wildcard.key.insecure"],
	["401c13b84b980730114d37a311b765ca381891f78dd301258a4a790e448be6b5", "etcd-io/etcd: integration/fixtures/server3.key.insecure"],
	["436291bac68609ce9d051b10f752f918f32872e914f066df3412cc951d6b187b", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_malicious_client_trust_key.pem"],
	["45ee529a99e9b0c7d379d8ac54ab0d8caf2442e1f1f32e64fdca963a47c960fd", "etcd-io/etcd: tests/fixtures/server-ip.key.insecure"],
	["4b03da5383cda59c218088530e3cada16a3025b59305d9965214121a8cef68a9", "etcd-io/etcd: integration/fixtures/server.key.insecure"],
	["4c51c1245580aa487c62d0051afce20180761c5257715ca2d566e07917a41fe3", "tikv/grpc-rs: tests-and-examples/certs/root.key"],
	["4c768435d4e7584e0924a0b14912412610e5368e2261c9c80a834d88df01df27", "pingcap/tispark: config/cert/pem/root.key"],
	["4e365202ad5ecf7f204c034646056a92e56c05227561d8b5869dbd1cf6fca104", "etcd-io/etcd: integration/fixtures/server2.key.insecure"],
	["4ee18bf6ce8d8375390eac9cd958518597916d9b3f6163db1d1af835e8e1f37d", "etcd-io/etcd: tests/manual/docker-static-ip/certs/server.key.insecure"],
	["528d8890bfc5355bd7a6ee1004e5f4fe80b5f910a5859718f406d7972dad38bd", "pingcap/tispark: config/cert/pem/tidb.key"],
	["52c3c572c85a8f754eaa2c4aba17f331fbebb6bce5702e9b97f87e0e53f98f30", "etcd-io/etcd: tests/manual/docker-dns/certs-gateway/server.key.insecure"],
	["540101906e8daff636d6cd4b16d3607921383c2aa511eebc4d49f3e58521f320", "golang/go: src/crypto/rsa/rsa_test.go"],
	["5413f7b8b04394de85f2a48de5cc58854767be26785ebad0953089f780362f6f", "grpc/grpc-go: testdata/spiffe_end2end/ca.key"],
	["587125d7590f83223c44c4a007c03db29ff255bd47c5f053bd8b118bfe790f39", "golang/go: src/crypto/rsa/rsa_test.go"],
	["58b36188cdb99d597c9c0ea1f0196e79f636409c16befd6c4ff366c941f18f89", "etcd-io/etcd: tests/fixtures/server-wildcard.key.insecure"],
	["599624fab957acc476e5a9fa71eba590c6b918ed14b26b37d47cb7e0ca37dcc9", "tikv/tikv: components/test_util/data/key.pem"],
	["5d2c9394e69d9116f52dd7d665698f7672c54089001d1bf8e094c96a8d6ec345", "golang/go: src/crypto/rsa/rsa_test.go"],
	["5ffb1e31f1050f853f06a1419095d7674e4ed6e7bb31c57cfc9276e3319eea48", "etcd-io/etcd: tests/manual/docker-dns/certs-san-dns/server-1.key.insecure"],
	["60c95ac82afe19f69fcf5d26726fcd7ccca890b8322dbeb88f9da2f2b396f364", "etcd-io/etcd: integration/fixtures/server-ecdsa.key.insecure"],
	["6273baf5a56ed290c5a21b2983d2bcd4a7ce907e059c25434071986dcca6bb46", "etcd-io/etcd: tests/fixtures/server2.key.insecure"],
	["6289866c61021fcd9401ef46aaee1258e8e5b40f8a7261cf27f0744f1b1dee2d", "etcd-io/etcd: tests/fixtures/server-serverusage.key.insecure"],
	["64142de75b0326397c58c1e6894eb44b9af63d5e50cf7005dc40614fb34adcc2", "tikv/pd: tests/integrations/client/cert-expired/pd-server-key.pem"],
	["6664ab55a68482ba120d74ed72a7c4c37c014dbb72e4c060c1f7319e39891364", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_cert.key"],
	["67decd2df706f3bdbfaaeeb55c45c3d307f7afdf097e6e393640cb8f4637e510", "etcd-io/etcd: tests/manual/docker-dns/certs-common-name-auth/server.key.insecure"],
	["686001c4ef4e9210c1d26cffc1b340043f6b5ca6d7e08fa8a8fd1b5defa982e4", "pingcap/tispark: config/cert/pem/pd.key"],
	["6894cf1bb65b11106401094088184673629644cadf138898d7f9f200aa9ffbb6", "etcd-io/etcd: tests/manual/docker-dns/certs-wildcard/server.key.insecure"],
	["69712c61b92bf66a8ef5d59e62c4ac1cb8844c69cb8db986a8b37477befc3d0c", "grpc/grpc-go: security/advancedtls/testdata/server_key_3.pem"],
	["6f4397c051a520effb5313dd1fdad0441434cac0a22b89c614e9d8a4ae28ac1d", "etcd-io/etcd: tests/manual/docker-dns/certs-san-dns/server-2.key.insecure"],
	["73d818a021325ca66bd55f50b6b47f64c7d7b8408f2e5b2aaf2e8fc302c41364", "etcd-io/etcd: integration/fixtures/server-ecdsa.key.insecure"],
	["74484a1885d9005ff50f336d4e6f2cd354f929b0df4c964c36ae8b6f1b31f273", "etcd-io/etcd: tests/fixtures/ed25519-private-key.pem"],
	["7561afc4479a08265bf0cde9835e3ebaa99846223d6a7c544c04b30299168645", "etcd-io/etcd: tests/fixtures/server-ipv6.key.insecure"],
	["76a40ff8b96916f035544e3262130c75dbade42f419b89e8c3445836bc644bf0", "golang/go: src/crypto/tls/handshake_test.go"],
	["77c013569a20543277d47d8ce82dc714c266df7e5c7704574d22fe5f71c5a4cf", "golang/go: src/crypto/rsa/rsa_test.go"],
	["7989522d0b0789d02b0d500e89cc8f8e9fdf430616f5aa16fbb3c98a8fe23c4f", "grpc/grpc-go: testdata/x509/client_ca_key.pem"],
	["79a2cd687bcab96d4cd3482a57ec5cd75d075db4922edf2c275e1853373b31a8", "grpc/grpc-go: security/advancedtls/testdata/client_trust_key_2.pem"],
	["79e5b7ff5ed23a47b14b4cfd5ea7169f52e57661ab7aae2b48b91065a2ee83c6", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_cert.key"],
	["7ae4dbe034a4da5d14efc15980e9debcb8a91a6589104fc2f4ae66fd950e18be", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_trust_key.pem"],
	["7bc5547890c3425c52f07a5a1b776207281c36b4aebe42a01df85f8120f943e5", "etcd-io/etcd: tests/fixtures/server.key.insecure"],
	["7fa9faf1e3a7e522386da03803a4b0b5c74a1bf57654dc687e7640f624c3d559", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_trust_key.pem"],
	["80f9f3d524d60d78bd24e2466b71cafb38fba66d3b6f61008e650224738ad59c", "tikv/grpc-rs: proto/data/server1.key"],
	["813b7772a21dcd5985d96b54e5f0e8ef9b374eececd9d887ab2825a699055b0f", "grpc/grpc-go: testdata/spiffe_end2end/leaf_signed_by_intermediate.key"],
	["8307d2086d0bc8cb5f921d8ad01b092a93800e3c8bba33ca71069744899724a5", "grpc/grpc-go: security/advancedtls/testdata/client_key_1.pem"],
	["843e9848fda589c4852209bd4b71ab641e0ca2606d16b5ea8680613e705c57e3", "pingcap/tiflow: sync_diff_inspector/tests/conf/tidb.key"],
	["853fbe0ea31b771d2cea042beff5fb67ae4baabd5e73744d6be169efb4fe8db4", "grpc/grpc-go: security/advancedtls/testdata/server_key_2.pem"],
	["8758df7b04d35d92a3ab853e01030db451478296118eea6c20109d007184977a", "pingcap/tiflow: dm/tests/openapi/tls_conf/tidb.key"],
	["886e6a5164b514cffad400b6f743278cce86b69c33aea86a78d3ea816ce186f4", "etcd-io/etcd: integration/fixtures/server3.key.insecure"],
	["88d21592bd10d4429df6149b93bb14bdee207aecaab75a7b2425d07b782ac0b4", "etcd-io/etcd: integration/fixtures/server-ip.key.insecure"],
	["8917bd2291b53146a8dd31c366bb867cd54787fb89b8dce2ee2cdbda06fbbb5d", "etcd-io/etcd: tests/fixtures/server-revoked.key.insecure"],
	["8bbd7d523e34c51d1050fa1385f9805eb9796d8db830afd8a9fb6f4d54039421", "pingcap/tispark: config/cert/pem/tikv.key"],
	["8e1f3425d5cfaa4f39000771f996597211edfbcb2f311246294cb845e692f603", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_cert.key"],
	["8eee974b38e1d2598c9a519c921b644bb7aaee48e28354a63bfc0382138a102e", "pingcap/tiflow: pkg/httputil/_certificates/server-key.pem"],
	["8fb6bad671cfe698393c453357da61b56d757ab8c0f3fb9c87f2849e63131878", "golang/go: src/crypto/rsa/example_test.go"],
	["91ba10eb597b0fe677368fac891e9f24e5772036825535e3bd4e393fb02e9491", "tikv/pd: tests/integrations/client/cert-expired/ca-key.pem"],
	["93a742e223d68806e56729301793010e48ecff36cb5822ba61d481c186dbdeec", "etcd-io/etcd: tests/fixtures/client-clientusage.key.insecure"],
	["97814711f3e00266aaba86066a7ff26592284fa3a2eb1a6ea71eeb4bac24b030", "grpc/grpc-go: testdata/x509/spiffe_key.pem"],
	["994fdeaa20d7b3d708031a7d53ca148dd6785cf9a455b79654623fd0670dbce8", "etcd-io/etcd: integration/fixtures/server.key.insecure"],
	["9a9e5b0f404f4e2d4386e38b04ac91e535946dc2a7f8d84a31404b476e5c35e1", "golang/go: src/crypto/x509/x509_test_import.go"],
	["9b715b418a6f415a4e11dfe1c3becb5a7454dc14f6f9e84c6c0638760779af82", "etcd-io/etcd: tests/manual/docker-dns-srv/certs/server.key.insecure"],
	["9b89e969501911de4e6fc92e6c986f3ff5a917bb0f99156582422ffd6aead001", "tikv/grpc-rs: tests-and-examples/certs/client1.key"],
	["9e14505fcbac9c930cbd6fd1ab145f6773ab5aa7543c112ddb5ec9191cb042e5", "grpc/grpc-go: testdata/x509/multiple_uri_key.pem"],
	["9e8ed260a1da434d14c2c117110b581f5c091c27e31806a3d3afb4de875792cd", "grpc/grpc-go: examples/features/advancedtls/creds/ca_key.pem"],
	["a0cf6f00c4f38149812fb1cec81c3e658414c1a0fcf5b344eb37324ced340886", "grpc/grpc-go: testdata/spiffe_end2end/server.key"],
	["a3cb10600b972b57fe2cf07a98486332da8f315ece02755a0f61e7e2299b778b", "etcd-io/etcd: integration/fixtures/server2.key.insecure"],
	["a42028c9dca37d65f56b95c8acd22e8fb1a7915ef5d5cb988361c6cc53e01bb1", "etcd-io/etcd: tests/fixtures/server-ecdsa.key.insecure"],
	["a7abd6eb1f96727c626fe7b53a3fcde4b92b4b092bdf1b8ff22fda3c66a75974", "etcd-io/etcd: tests/fixtures/server3.key.insecure"],
	["a8e0ef11099be868c6096954e93087f6d1b73305998b103989318160f1d8dc7a", "etcd-io/etcd: tests/fixtures/client-nocn.key.insecure"],
	["a966992050beefe356dd2219c30595377e991748f14dbb4e0c24935e15721a3c", "golang/go: src/crypto/rsa/rsa_test.go"],
	["ab451bd6795841b48a3f1951bf3fd9ad84aa22de7c485d2bc61700d41c418281", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_trust_key.pem"],
	["ad5b0c4f65fbf0fff46b21a2dd838d9fe80b2c34e6c94e7c3e126a5bf468cf2c", "pingcap/tiflow: dm/tests/tls/conf/other.key"],
	["b2826a5439e55ac291fc97314e5f1beadb7aa77982a0f6c741975544000b2188", "golang/go: src/crypto/rsa/rsa_test.go"],
	["b4ba34fe1a7a87678ab8fdf74357e987dd4a02d631078b8b319a448423c22765", "etcd-io/etcd: tests/integration/fixtures-expired/server-ip.key.insecure"],
	["b558dc64c9cd74fd9c39a332fd808f8303e08fdecb4efa6edc653ed28fc8c045", "grpc/grpc-go: security/advancedtls/testdata/client_key_2.pem"],
	["b59456a6e8c0855ac348e1c0233dbfacff27c98064d10f61051870b6a9de637b", "etcd-io/etcd: tests/fixtures/client-nocn.key.insecure"],
	["b6e416fac5a5c3bcdbc7119688157206d8edf666d4f618b35f65847ef588ed13", "tikv/grpc-rs: tests-and-examples/certs/server2.key"],
	["b82fd8cd7dc4d5c54883e6a1eda07b826bc332247e968387da682bc5574cca6c", "pingcap/tiflow: pkg/httputil/_certificates/client-key.pem"],
	["ba83b53b1fe7ad187af1961aa074260d1110bcf1d274586893388314afcb9f1a", "grpc/grpc-go: testdata/spiffe_end2end/intermediate_ca.key"],
	["bb6079cff7cb3e961c0eca457dccfc23ea576b0eefd169fe9a608ad0558cd7d8", "grpc/grpc-go: examples/data/x509/client_key.pem"],
	["bb6790281b457f24b8d304fe93262d9ce8da666f9c61fe1263d6459a97abefb2", "etcd-io/etcd: tests/manual/docker-dns/certs-common-name-multi/server-1.key.insecure"],
	["bbb3a427090d44d741d44bf7171a179dd4c9a7fdac3a2e649f2f6fa0488aadc9", "golang/go: src/crypto/tls/handshake_server_test.go"],
	["bf316d88c4133650ca6e3e209ed5357dde07a025679033aab3746a8f7e929a81", "grpc/grpc-go: testdata/spiffe_end2end/ca.key"],
	["c14ba17d31caa82f9ea52289d38bf93d836216a042584a41540820b75bf28627", "etcd-io/etcd: integration/fixtures/server-ip.key.insecure"],
	["c1b28474c4ed0f4430ee0b3a01ce3b956442e824c3fc327dda51d50aaabd2e5d", "etcd-io/etcd: pkg/proxy/fixtures/server.key.insecure"],
	["c31febf30b5236e0799f855ef4ace7a79f5dd278fe81ee3d805d0fd9c9aa4f00", "grpc/grpc-go: testdata/spiffe_end2end/client.key"],
	["c36f2b4f37a5bfabca50ab8f9dc943b6c1635bfbedf0d52c992a8db8577473de", "grpc/grpc-go: testdata/x509/client1_key.pem"],
	["c4ec14f544aa03ed472dfa913d706e72b893d14dc931ef0c525725663cafed2f", "grpc/grpc-go: security/advancedtls/testdata/server_trust_key_1.pem"],
	["c572ee45dc72a0e6a3534c345f6c69a9140b44b30a4a7120eaf5fbdc5c32b43b", "grpc/grpc-go: security/advancedtls/testdata/another_client_key_1.pem"],
	["c5f58a1a4f51091e3e10a97da6363b0a5a7f8084dee04d5975896736a262c595", "tikv/pd: tests/integrations/client/cert/client-key.pem"],
	["c6fe93244d6283f19999eb384244af87f2211fb8d98409a372b6cc003b4e5fbf", "tikv/pd: tests/integrations/client/cert-expired/client-key.pem"],
	["c7a7c73c2461c7d4213ddcaec2ff3a6a1f29cd988b94dec5b9033df651d96bb5", "tikv/grpc-rs: tests-and-examples/certs/server1.key"],
	["ca222fcb29b17d16d50a7016803db3a5d1e42d6c855f8bb2f4fc45742d732b4b", "etcd-io/etcd: integration/fixtures/server-ip.key.insecure"],
	["cb15126db146afebc29e29fdf65d8c7c4d2de7b7172fabc2d598df6249cc5324", "etcd-io/etcd: tests/manual/docker-dns/certs-common-name-multi/server-3.key.insecure"],
	["cc5a87a0f01543546e4f595961a35f09dfa6cf64448f143dffa8b3ccde8d0f6b", "grpc/grpc-go: security/advancedtls/testdata/server_trust_key_2.pem"],
	["ccd0bd54be7c2f073849f89e481faffa5024c95057aa3a7c310f62826127698a", "etcd-io/etcd: integration/fixtures/server-ipv6.key.insecure"],
	["cddee030f20092e1c8adc119c7412f62136a5339c0fc07e0b5fa7fd74509bee9", "etcd-io/etcd: tests/fixtures/server-ip.key.insecure"],
	["ce3aa306f6b578932664a6ef81bead27247efec825737b4b4cf1c5676c099e8f", "golang/go: src/crypto/tls/tls_test.go"],
	["cf5e47b50cc8ecfa023ff89f4a6c1f53570a9ca6a33695ddaeddde1114eeeaa9", "etcd-io/etcd: tests/fixtures/server-revoked.key.insecure"],
	["cfb9f4eb10d03eb9d78b14befd8255537511bab138b608298f090e109733ff44", "etcd-io/etcd: tests/fixtures/server.key.insecure"],
	["d241ac3f55baf05bf943d09a47def7c0b192ebc9fce284be7e5c9a25e376b0bf", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_cert.key"],
	["d291b79f5898570749eaf1075b7dbb7e2243bab0b9ed77df56c3a756dabb4d87", "etcd-io/etcd: tests/manual/docker-dns/certs-common-name-multi/server-2.key.insecure"],
	["d2a0a5612abf0fcf20679306947b7c7f9438d9cb1e0145a0e94f8ef7996f59a8", "etcd-io/etcd: integration/fixtures/server.key.insecure"],
	["d4574cbe8bd17db2ebc1784396a979b777067b8398f7dbdc9e26c010eb146ef0", "grpc/grpc-go: security/advancedtls/testdata/client_trust_key_1.pem"],
	["d4eb5262125578ee031a0ae436fe24de3920ffe24f5023a9af7a84c54abab074", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_malicious_client_trust_key.pem"],
	["d77dbda858229110fd3037043ca310855a9381d0c5283fccda3d975f7dd2d8c5", "grpc/grpc-go: examples/data/x509/ca_key.pem"],
	["d781b70a7f0ee36fa872eb4a360e5fd934f347823d024528a117a688f8a17a40", "pingcap/tiflow: sync_diff_inspector/tests/conf/client.key"],
	["d8b1d52d113b01ed09e888077cb581a58ce3cca70adb6b196dcf487f221a0afd", "grpc/grpc-go: testdata/x509/server_ca_key.pem"],
	["d8e5c1148c31ab04e443449490e2e0915ae7d49abf9e2337ca60b0f08d96e5a8", "grpc/grpc-go: testdata/spiffe_end2end/client.key"],
	["dbb3664cdff33e1f529497c8bc91c3389a0232011ae4aeec8bbcfe712fadc7e9", "grpc/grpc-go: security/advancedtls/testdata/server_key_localhost_1.pem"],
	["dc6e020e53e066397392e1cbc46c20c2b5ff74ec6af20ded82296d44a2715194", "grpc/grpc-go: examples/features/advancedtls/creds/server_key.pem"],
	["ddbf71c3174a7d363fb0dc1333bbfbf160d289e57bb12adbaa2515ef010f8b0d", "etcd-io/etcd: integration/fixtures/server2.key.insecure"],
	["de600bb9cc846f37396da95d77456c7d459a5f2111b4d5d5dc7476a3e5fe457d", "golang/go: src/crypto/rsa/rsa_test.go"],
	["dea8e111acd3ca1bd2fe45515202a7fbd12b8c6ff5967fa4d35bd87068f4209e", "etcd-io/etcd: integration/fixtures/server-ecdsa.key.insecure"],
	["e099b78ddedbcdb929e75c44473477d562dee820afa3292c582832cd57a8b41e", "grpc/grpc-go: testdata/x509/server1_key.pem"],
	["e0cd6460605fb818fb84316d0c936ec922103241f20e94f1cf5b9fa03313bf75", "etcd-io/etcd: integration/fixtures/server-revoked.key.insecure"],
	["e156fa5bb9673db29989c7bfd2faedda7df13f221df0a203b5701862a2b85757", "golang/go: src/crypto/tls/tls_test.go"],
	["e56447c310df61e57d8db4d8f787d15d75f969605e7fa89e26adb54266f60c45", "grpc/grpc-go: testdata/spiffe_end2end/intermediate_ca.key"],
	["e7c98a2e73e33d7de4216988d748b814cded1b9b9b73b7ea83eadfc99a8d827d", "golang/go: src/crypto/x509/x509_test.go"],
	["e8a544f0d65c107f8eb75f25995d14554331b5391d593933752612f385c27120", "etcd-io/etcd: tests/manual/docker-dns/certs/server.key.insecure"],
	["e97178009fc19e705c9257bae47fc004100da041363792d493098ac7fea922e9", "golang/go: src/crypto/tls/handshake_test.go"],
	["ea3fb3f37f54f6b5a51f9811d7dbbf2911c8cec44f64d3009a42ed82ad50ac2e", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_client_cert.key"],
	["eaf6384f6355f12665cf29ad14c4a82949f69f59836db69540fb52fbb4abdaf4", "grpc/grpc-go: security/advancedtls/testdata/server_key_1.pem"],
	["eb66d8f0338bebb2418d1a4e79e910dceac1bee4065a80c4d604c76c4dad6e03", "etcd-io/etcd: tests/manual/docker-dns-srv/certs-wildcard/server.key.insecure"],
	["f2c1786fc5603b1e5a975644e0ebb9584bb36859977026d2a17224aafc106720", "etcd-io/etcd: tests/docker-dns-srv/certs/server.key.insecure"],
	["f53153d1ba8bd8f50c2ff129fc5120266377386c6966c1c2600ebc0d7542109e", "tikv/grpc-rs: proto/data/server1.key"],
	["f99c0a0363a2d05d9d067f7bc747588f62a0888c7eff3ee726b0425fbd9bd801", "etcd-io/etcd: tests/integration/fixtures-expired/server.key.insecure"],
	["fabc704936d58187500b16e1cc65cdf54c42cfa510031657bd7ed9fdf6505a58", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_cert.key"],
	["face5633bcb3eb775f305575288a859f3afce07fa40ca5b94a108e07b3f551a4", "grpc/grpc-go: security/advancedtls/testdata/crl/provider_server_trust_key.pem"],
	["fc7575b99276181ddc2ceded6d0c4a423b025ae39a0a1f94363dd2545f0331a4", "golang/go: src/crypto/x509/platform_root_key.pem"],
	["fed33f73dfa91af8a5be03c3237a9533934002ade26cd9253273db4f2bdd4709", "etcd-io/etcd: tests/manual/docker-dns-srv/certs-gateway/server.key.insecure"],
	["ffb04b41bf14ff10b03576a89f7df673e814f98db3e6f3f23cbdf687b1385d52", "pingcap/tiflow: dm/master/tls_for_test/dm.key"]
]);

// src/facts/known-keys.ts
/**
* Where the private half of a key is published: `owner/name: path` of a public test suite or example; undefined for a key
* that none of those known to this program holds.
* @param spki SHA-256 of the DER SubjectPublicKeyInfo, lower-case hexadecimal
*/
function publicOriginOf(spki) {
	return knownKeyHashes.get(spki);
}

// src/judge/rules/cert/known-key.ts
const knownKey$1 = {
	id: "cert/known-key",
	meta: () => ({
		title: "The private key of a certificate is published",
		why: "Test suites and examples ship certificates with their keys. A cluster that took them over is open to everyone who knows the same page.",
		fix: "Make a new key and a certificate for it, and distrust the CA if its key is the published one.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"PCI-DSS-4.0.1:2.2.7",
			"CWE-321",
			"CWE-798"
		],
		since: "0.1.0",
		sources: ["the keys in clear of the repositories tikv/tikv, tikv/pd, pingcap/tiflow, pingcap/tispark, etcd-io/etcd, tikv/grpc-rs, grpc/grpc-go and golang/go"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.knownKey}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model) {
		for (const judged of filesToJudge(model)) for (const block of judged.file.blocks) {
			if (block.kind !== "certificate") continue;
			const { certificate } = block;
			const origin = publicOriginOf(certificate.publicKey.spki);
			if (origin === void 0) continue;
			const consequence = isCa(certificate) ? "anyone can issue certificates that the cluster accepts" : "anyone can pose as its owner";
			yield statementAbout(judged, certificate, {
				message: `the private key of ${titleOf$2(judged, certificate)} is published (${origin}): ${consequence}`,
				help: "make a new key and a certificate for it"
			});
		}
	}
};

// src/judge/rules/cert/not-a-ca.ts
const notACa = {
	id: "cert/not-a-ca",
	meta: () => ({
		title: "A certificate in a CA file is no CA",
		why: "It vouches for nobody but itself: certificates that it issued are refused, and its owner is accepted whatever the CA says.",
		fix: "Put the certificate of the issuing CA into the CA file; reissue a CA that lacks CA:TRUE or the usage certSign.",
		threats: ["outage", "impersonation"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["RFC 5280 4.2.1.3 and 4.2.1.9", "measured on TiKV's gRPC core: every certificate of the file is an anchor, a leaf admits itself only"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/ca.pem": `\u00ab${certificateExamples.sound}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/ca.pem": certificateExamples.ca
			} }
		}
	}),
	*check(model, { now }) {
		const presented = new Set(presentedCertificates(model).map(({ leaf }) => leaf.sha256));
		for (const judged of filesToJudge(model)) {
			const uses = judged.uses.filter((use) => use.as === "ca");
			if (uses.length === 0) continue;
			for (const block of judged.file.blocks) {
				if (block.kind !== "certificate") continue;
				const { certificate } = block;
				const lack = lackOf(certificate);
				if (lack === void 0 || presented.has(certificate.sha256) && isSelfSigned$1(certificate)) continue;
				yield statementAbout({
					...judged,
					uses
				}, certificate, {
					message: `${subjectText(certificate)} in the CA file of ${usersText(uses)} is no CA (${lack}): certificates that it issued are refused, it itself is accepted`,
					help: "put the certificate of the CA that issues into this file instead",
					covers: failuresAbout(judged, now, {
						places: [certificate.span],
						reasons: chainRefusals
					})
				});
			}
		}
	}
};
/** What keeps a certificate from being a CA. Version 1 has no extensions: a self-signed one counts in both programs. */
function lackOf(certificate) {
	if (certificate.basicConstraints === void 0) return certificate.version !== 3 && isSelfSigned$1(certificate) ? void 0 : "it has no basic constraints";
	if (!certificate.basicConstraints.ca) return "CA:FALSE";
	return certificate.keyUsage === void 0 || certificate.keyUsage.has("keyCertSign") ? void 0 : "its key usage lacks certSign";
}

// src/judge/rules/cert/not-yet-valid.ts
const notYetValid = {
	id: "cert/not-yet-valid",
	meta: () => ({
		title: "A certificate is before its begin",
		why: "Every peer refuses it until then, as if it were expired; PD dials itself at start and does not come up.",
		fix: "Wait, or issue a certificate that is valid now; look at the clock of the machine that issues.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: ["RFC 5280 4.1.2.5", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core with OpenSSL 1.1.1 and 3.5"],
		example: {
			bad: {
				files: {
					"prod/pd.toml": certificateExamples.pdConfig,
					"prod/pd.pem": `\u00ab${certificateExamples.sound}\u00bb`
				},
				now: "2026-05-01T00:00:00Z"
			},
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const judged of filesToJudge(model)) {
			const out = certificatesOf(judged.file).filter((certificate) => now < certificate.notBefore);
			if (out.length === 0 || isRotation(judged, now)) continue;
			for (const certificate of out) yield statementAbout(judged, certificate, {
				message: `${titleOf$2(judged, certificate)} begins on ${dayText(certificate.notBefore)}, in ${daysText$1(certificate.notBefore - now)}: until then ${fateOfDates(judged, certificate)}`,
				help: "use a certificate that is valid now",
				covers: failuresAbout(judged, now, {
					places: [certificate.span],
					reasons: ["server-expired", "client-expired"]
				})
			});
		}
	}
};

// src/judge/rules/cert/path-length.ts
const pathLength = {
	id: "cert/path-length",
	meta: () => ({
		title: "A chain is deeper than one of its CAs allows",
		why: "A CA can limit how many CAs may stand below it. PD and TiKV refuse a chain that has more, though every signature in it is right.",
		fix: "Issue the certificate from the CA that stands one step higher, or reissue the CA with a larger path length.",
		threats: ["outage"],
		controls: ["NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: [
			"RFC 5280 4.2.1.9",
			"measured on TiKV's gRPC core: it starts, and is refused everywhere",
			"Go: crypto/x509, isValid (TooManyIntermediates)"
		],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.deepChain,
				"prod/ca.pem": `\u00ab${certificateExamples.shallowCa}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound,
				"prod/ca.pem": certificateExamples.ca
			} }
		}
	}),
	*check(model, { now }) {
		const told = /* @__PURE__ */ new Set();
		const byFile = /* @__PURE__ */ new Map();
		const caSetOf = (file) => {
			const set = byFile.get(file) ?? caSet(certificatesOf(file));
			byFile.set(file, set);
			return set;
		};
		for (const presented of presentedCertificates(model)) {
			const anchorFiles = new Set(presented.presenters.flatMap(({ instance }) => instance.security.ca.kind === "seen" ? [instance.security.ca.file] : []));
			const ways = anchorFiles.size === 0 ? [caSet([])] : [...anchorFiles].map(caSetOf);
			for (const anchors of ways) {
				const overrun = overrunOf(presented.leaf, presented.sent, anchors);
				if (overrun === void 0 || told.has(overrun.ca)) continue;
				told.add(overrun.ca);
				const allowed = overrun.ca.basicConstraints?.pathLength ?? 0;
				const judged = {
					...presented,
					uses: presented.presenters
				};
				yield statementAbout(judged, overrun.ca, {
					message: `the CA ${subjectText(overrun.ca)} allows ${countText$1(allowed)} below it, but the chain of ${ownersText(presented.presenters)} has ${overrun.below}: ${overrun.refusedBy}`,
					help: `issue the certificate from a CA with ${countText$1(allowed)} between, or reissue ${subjectText(overrun.ca)} with pathlen:${overrun.below}`,
					covers: presented.presenters.flatMap(({ instance, environment }) => refusalsOf(instance, {
						environment,
						now
					}, ["chain-invalid"]))
				});
			}
		}
	}
};
function countText$1(count) {
	return count === 0 ? "no CA" : `${count} ${count === 1 ? "CA" : "CAs"}`;
}
function caSet(certificates) {
	const bySubject = /* @__PURE__ */ new Map();
	for (const certificate of certificates) {
		const same = bySubject.get(certificate.subject.der);
		if (same === void 0) bySubject.set(certificate.subject.der, [certificate]);
		else same.push(certificate);
	}
	return {
		bySubject,
		hashes: new Set(certificates.map(({ sha256 }) => sha256))
	};
}
/**
* Walks from the leaf upwards to the first trust anchor and counts the CAs on the way. RFC 5280 (6.1.4) and OpenSSL leave
* out self-issued ones; Go counts them too (measured on Go 1.26).
*/
function overrunOf(leaf, sent, anchors) {
	const sentSet = caSet(sent);
	const visited = /* @__PURE__ */ new Set([leaf.sha256]);
	let all = 0;
	let counted = 0;
	let current = leaf;
	while (!anchors.hashes.has(current.sha256)) {
		const issuers = issuersOf(current, [anchors, sentSet], visited);
		const next = issuers.find((issuer) => all <= limitOf(issuer)) ?? issuers.find((issuer) => counted <= limitOf(issuer)) ?? issuers[0];
		if (next === void 0) return void 0;
		if (counted > limitOf(next)) return {
			ca: next,
			below: counted,
			refusedBy: "every peer refuses it"
		};
		if (all > limitOf(next)) return {
			ca: next,
			below: all,
			refusedBy: "PD and other Go programs refuse it, TiKV does not count self-issued CAs"
		};
		visited.add(next.sha256);
		all += 1;
		if (!isSelfIssued(next)) counted += 1;
		current = next;
	}
}
function limitOf({ basicConstraints }) {
	return basicConstraints?.pathLength ?? Number.POSITIVE_INFINITY;
}
/** As many CAs of one name are looked at; more than a handful never share a name for a good reason. */
const namesakeLimit = 32;
function issuersOf(certificate, sets, visited) {
	return sets.flatMap(({ bySubject }) => (bySubject.get(certificate.issuer.der) ?? []).slice(0, namesakeLimit)).filter((candidate) => !visited.has(candidate.sha256) && certificate.isSignedBy(candidate));
}

// src/judge/rules/cert/san-mismatch.ts
const sanMismatch = {
	id: "cert/san-mismatch",
	meta: () => ({
		title: "A server's certificate does not name an address that peers dial",
		why: "The dialling side compares the host that it dialled with the names in the certificate and hangs up when none fits. TiKV's log shows nothing of it; PD, which dials itself at start, does not come up.",
		fix: "Issue the certificate with every name and address under which peers dial the server.",
		threats: ["outage", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-297"
		],
		since: "0.1.0",
		sources: [
			"Go: crypto/x509, VerifyHostname",
			"gRPC core 1.44: src/core/tsi/ssl_transport_security.cc, tsi_ssl_peer_matches_name",
			"pd: server/server.go (PD dials its advertised client URLs at start)"
		],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig.replace("pd-0.pd-peer.prod.svc", "10.0.0.1"),
				"prod/pd.pem": `\u00ab${certificateExamples.sound}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		const endpoints = /* @__PURE__ */ new Map();
		const groupsOf = (environment) => {
			const known = endpoints.get(environment) ?? endpointGroups$1(environment);
			endpoints.set(environment, known);
			return known;
		};
		for (const presented of presentedCertificates(model)) {
			const { leaf, presenters } = presented;
			const names = [...leaf.subjectAltName?.dns ?? [], ...leaf.subjectAltName?.ip ?? []];
			if (names.length === 0) continue;
			const missed = presenters.flatMap(({ instance, environment }) => instance.component === "pd" ? missedOfPd(instance, leaf, groupsOf(environment)) : missedOfTikv(instance, leaf));
			const distinct = [...new Map(missed.map((miss) => [`${miss.host.value} ${miss.consequence}`, miss])).values()];
			if (distinct.length === 0) continue;
			const component = onlyComponent(presenters);
			const hosts = [...new Set(distinct.map(({ host }) => host.value))];
			yield statementAbout({
				...presented,
				uses: presenters
			}, leaf, {
				message: `${ownersText(presenters)} covers only ${shortListOf(names.map(shortText))}: ${shortListOf(distinct.map(({ consequence }) => consequence))}`,
				help: `reissue it with ${shortListOf(hosts.map(nameText), 6)} as well`,
				channels: component === void 0 ? void 0 : channelsOfCertificate[component],
				covers: presenters.flatMap(({ instance, environment }) => refusalsOf(instance, {
					environment,
					now
				}, ["server-name-mismatch"])),
				related: distinct.slice(0, 5).map(({ host }) => ({
					at: host.span,
					message: "the address that is dialled"
				}))
			});
		}
	}
};
function nameText(host) {
	return `${isIpLiteral(host) ? "IP" : "DNS"}:${shortText(host)}`;
}
function missedOfPd(pd, leaf, endpoints) {
	const own = secured$1(advertisedClientTargets(pd));
	const isReachable = own.some((host) => coversHost(leaf, host.value, "go"));
	return [
		...misses(own, leaf, "go", (host) => isReachable ? `clients refuse it at ${host}` : `${pdDoesNotStart(pd)}, since it dials itself as ${host}`),
		...misses(secured$1(advertisedPeerTargets(pd)), leaf, "go", (host) => `other PDs dial ${host} and refuse it`),
		...endpoints.flatMap((group) => missedOfEndpoints(pd, leaf, group))
	];
}
function secured$1(targets) {
	return targets.flatMap(({ host, transport }) => host === void 0 || transport !== "tls" ? [] : [host]);
}
function missedOfEndpoints(pd, leaf, { tikv, hosts }) {
	const words = (host) => `${tikv.name} dials ${host} and refuses it`;
	const missed = misses(hosts.candidates, leaf, "grpc", words);
	const guessed = missed.length === hosts.candidates.length ? missed : [];
	return [...misses(hosts.hostsTo(pd), leaf, "grpc", words), ...guessed];
}
function missedOfTikv(tikv, leaf) {
	const host = advertisedHost(tikv);
	if (host === void 0) return [];
	const byTikv = misses([host], leaf, "grpc", (value) => `other TiKVs and TiDB dial ${value} and refuse it`);
	if (byTikv.length > 0) return byTikv;
	return misses([host], leaf, "go", (value) => `TiDB and other Go programs dial ${value} and refuse it`);
}
function misses(hosts, leaf, check, words) {
	return hosts.filter((host) => !coversHost(leaf, host.value, check)).map((host) => ({
		host,
		consequence: words(shortText(host.value))
	}));
}
/** As many different lists of endpoints are looked at; an environment has one, as a rule, and the work stays linear. */
const groupLimit = 64;
function endpointGroups$1(environment) {
	const index = endpointIndex(pdsOf(environment));
	const groups = /* @__PURE__ */ new Map();
	for (const tikv of tikvsOf(environment)) {
		const { pdEndpoints, security } = tikv;
		if (pdEndpoints.kind !== "known" || security.ca.kind === "absent" || groups.size >= groupLimit) continue;
		const key = pdEndpoints.value.map(({ value }) => value).join(" ");
		if (!groups.has(key)) groups.set(key, {
			tikv,
			hosts: endpointHosts(tikv, index)
		});
	}
	return [...groups.values()];
}

// src/judge/rules/cert/san-missing.ts
const sanMissing = {
	id: "cert/san-missing",
	meta: () => ({
		title: "A server's certificate names no host",
		why: "Clients compare the host that they dial with the subject alternative names. Go programs (PD, TiDB) do not look at the common name at all; TiKV does for host names, never for addresses.",
		fix: "Issue the certificate with every name and address that peers dial as subject alternative names.",
		threats: ["outage", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-297"
		],
		since: "0.1.0",
		sources: [
			"RFC 6125 6.4.4",
			"Go: crypto/x509, VerifyHostname",
			"measured on PD v6.5 to v26.3 and on TiKV's gRPC core"
		],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.withoutSan}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const presented of presentedCertificates(model)) {
			const { leaf, presenters } = presented;
			if (namesAHost(leaf)) continue;
			const component = onlyComponent(presenters);
			yield statementAbout({
				...presented,
				uses: presenters
			}, leaf, {
				message: `${ownersText(presenters)} ${whatItHas(leaf)}: ${fatesText(presenters, {
					pd: pdDoesNotStart,
					tikv: () => leaf.subjectAltName === void 0 ? "TiDB and other Go programs refuse TiKV, other TiKVs accept it by the common name at best" : "every peer refuses TiKV"
				}, "every peer refuses it")}`,
				help: "reissue it with every name and address that peers dial as subject alternative names",
				channels: component === void 0 ? void 0 : channelsOfCertificate[component],
				covers: presenters.flatMap(({ instance, environment }) => refusalsOf(instance, {
					environment,
					now
				}, ["server-name-mismatch"]))
			});
		}
	}
};
function namesAHost({ subjectAltName }) {
	return subjectAltName !== void 0 && subjectAltName.dns.length + subjectAltName.ip.length > 0;
}
function whatItHas({ subjectAltName }) {
	return subjectAltName === void 0 ? "has no subject alternative name" : "has no host name or address among its subject alternative names";
}

// src/judge/rules/cert/self-signed.ts
const selfSigned = {
	id: "cert/self-signed",
	meta: () => ({
		title: "A server's certificate is self-signed",
		why: "A peer can trust it only by listing this very certificate. It cannot be replaced without touching every peer at once, so it is not replaced, and verification is what gets switched off instead.",
		fix: "Run a small CA (cert-manager, cfssl, openssl) and issue the certificate from it.",
		threats: ["impersonation", "outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["measured on TiKV's gRPC core: a self-signed certificate works where the CA file lists it"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.selfSigned}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model) {
		for (const presented of presentedCertificates(model)) {
			const { leaf, presenters } = presented;
			if (!isSelfSigned$1(leaf)) continue;
			yield statementAbout(presented, leaf, {
				message: `${ownersText(presenters)} is self-signed: only peers whose CA file lists this very certificate accept it, and replacing it touches them all at once`,
				help: "issue it from a CA, and put that CA into the CA files"
			});
		}
	}
};

// src/judge/rules/cert/serial.ts
const serial = {
	id: "cert/serial",
	meta: () => ({
		title: "A serial number is not positive, or is used twice by one issuer",
		why: "Issuer and serial number are the name of a certificate: revocation lists, logs and inventories find it by them. Go refuses to read a negative one.",
		fix: "Let the CA give each certificate a random positive serial number.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1.1"],
		since: "0.1.0",
		sources: ["RFC 5280 4.1.2.2", "Go 1.23 and later: crypto/x509, ParseCertificate (negative serial number)"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.negativeSerial}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		const seen = /* @__PURE__ */ new Map();
		for (const judged of filesToJudge(model)) for (const block of judged.file.blocks) {
			if (block.kind !== "certificate") continue;
			const { certificate } = block;
			const title = titleOf$2(judged, certificate);
			if (certificate.serial <= 0n) {
				const consequence = certificate.serial < 0n ? "Go programs built since Go 1.23 do not read it" : "revocation lists and inventories cannot name it";
				yield statementAbout(judged, certificate, {
					message: `${title} has a serial number that is ${certificate.serial < 0n ? "negative" : "0"}: ${consequence}`,
					help: "reissue it with a random positive serial number",
					covers: failuresAbout(judged, now, {
						places: [certificate.span],
						reasons: uselessFile
					})
				});
			}
			const identity = `${certificate.issuer.der} ${certificate.serial}`;
			const first = seen.get(identity);
			if (first === void 0) seen.set(identity, certificate);
			else if (first.sha256 !== certificate.sha256) yield statementAbout(judged, certificate, {
				message: `${title} has the serial number of another certificate of ${shortText(certificate.issuer.text) || "the same issuer"}: revoking one means both`,
				help: "let the CA give each certificate a serial number of its own, and reissue one of the two",
				related: [{
					at: first.span,
					message: `${subjectText(first)} has it too`
				}]
			});
		}
	}
};

// src/judge/rules/cert/server-usage-missing.ts
const serverUsageMissing = {
	id: "cert/server-usage-missing",
	meta: () => ({
		title: "A server's certificate is not meant for servers",
		why: "An extended key usage without serverAuth tells every client to refuse the certificate when a server shows it. TiKV comes up all the same and cannot be reached.",
		fix: "Issue the certificate with both usages, serverAuth and clientAuth: PD and TiKV serve and dial with one certificate.",
		threats: ["outage"],
		controls: ["NIST-SP-800-52r2:3.2", "CWE-295"],
		since: "0.1.0",
		sources: ["RFC 5280 4.2.1.12: absent means any usage", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core (which refuses anyExtendedKeyUsage, as Go does not)"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.clientOnly}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const presented of presentedCertificates(model)) {
			const { leaf, presenters } = presented;
			const usages = leaf.extendedKeyUsage;
			if (usages === void 0 || usages.has("serverAuth")) continue;
			const component = onlyComponent(presenters);
			const consequence = usages.has("anyExtendedKeyUsage") ? "TiKV refuses it, though PD and other Go programs take anyExtendedKeyUsage for serverAuth" : fatesText(presenters, {
				pd: pdDoesNotStart,
				tikv: () => "TiKV starts and every peer refuses it"
			}, "every peer refuses it");
			yield statementAbout({
				...presented,
				uses: presenters
			}, leaf, {
				message: `${ownersText(presenters)} is for ${shortListOf([...usages], 4) || "nothing"}, not for servers: ${consequence}`,
				help: "reissue it with the extended key usages serverAuth and clientAuth",
				channels: component === void 0 ? void 0 : channelsOfCertificate[component],
				covers: failuresAbout(presented, now, {
					places: [leaf.span],
					reasons: ["server-usage"]
				})
			});
		}
	}
};

// src/judge/rules/cert/shared.ts
const shared = {
	id: "cert/shared",
	meta: () => ({
		title: "One certificate serves several components, instances or environments",
		why: "Who takes the key from one place can pose as all the others, and an allow list cannot tell them apart. Replacing it touches all of them at once.",
		fix: "Issue a certificate with a key of its own for each component of each environment.",
		threats: ["impersonation"],
		controls: ["PCI-DSS-4.0.1:4.2.1.1", "NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: ["NIST SP 800-57 part 1, 5.2: a key serves one purpose", "tikv and pd: allow lists compare names of certificates"],
		variants: { "across-tiers": "production and another tier share it" },
		parameters: {
			components: {
				type: "boolean",
				description: "Is it a finding when one certificate serves PD and TiKV?",
				default: true
			},
			instances: {
				type: "boolean",
				description: "Is it a finding when it serves several instances of one component?",
				default: false
			},
			environments: {
				type: "boolean",
				description: "Is it a finding when it serves several environments?",
				default: true
			}
		},
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/tikv.toml": certificateExamples.tikvConfig.replace("\"/tls/tikv.pem\"", "\u00ab\"/tls/pd.pem\"\u00bb"),
				"prod/pd.pem": certificateExamples.sound
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/tikv.toml": certificateExamples.tikvConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { parameters }) {
		const byKey = /* @__PURE__ */ new Map();
		for (const { file, leaf, presenters } of presentedCertificates(model)) for (const use of presenters) {
			const entry = {
				file,
				leaf,
				use
			};
			const same = byKey.get(leaf.publicKey.spki);
			if (same === void 0) byKey.set(leaf.publicKey.spki, [entry]);
			else same.push(entry);
		}
		for (const entries of byKey.values()) {
			if (entries.length < 2) continue;
			entries.sort((a, b) => compareSpans(a.use.path.span, b.use.path.span));
			yield* acrossEnvironments(entries, parameters);
			for (const inside of groups(entries, ({ use }) => use.environment.name)) {
				yield* acrossComponents(inside, parameters);
				for (const alike of groups(inside, ({ use }) => use.instance.component)) yield* acrossInstances(alike, parameters);
			}
		}
	}
};
function isAsked(parameters, kind) {
	return parameters[kind] === true;
}
function groups(entries, by) {
	const groups = /* @__PURE__ */ new Map();
	for (const entry of entries) {
		const group = groups.get(by(entry));
		if (group === void 0) groups.set(by(entry), [entry]);
		else group.push(entry);
	}
	return [...groups.values()];
}
function* acrossEnvironments(entries, parameters) {
	const [first] = entries;
	const second = entries.find(({ use }) => use.environment !== first?.use.environment);
	if (first === void 0 || second === void 0 || !isAsked(parameters(second.use.environment), "environments")) return;
	const environments = [...new Set(entries.map(({ use }) => use.environment))];
	const others = environments.filter(({ tier }) => tier !== "production");
	const isAcrossTiers = others.length > 0 && others.length < environments.length;
	const names = shortListOf(environments.map(({ name }) => name));
	yield statement$2(first, second, {
		message: isAcrossTiers ? `${names} share ${whatIsShared(first, second)}: who takes the key from ${shortListOf(others.map(({ name }) => name))} can pose as a server of production` : `${names} share ${whatIsShared(first, second)}: who takes the key from one can pose as a server of the others`,
		help: "issue certificates with keys of their own for each environment",
		variant: isAcrossTiers ? "across-tiers" : void 0
	});
}
function* acrossComponents(entries, parameters) {
	const [first] = entries;
	const second = entries.find(({ use }) => use.instance.component !== first?.use.instance.component);
	if (first === void 0 || second === void 0 || !isAsked(parameters(second.use.environment), "components")) return;
	yield statement$2(first, second, {
		message: `PD and TiKV (${usersText(entries.map(({ use }) => use))}) share ${whatIsShared(first, second)}: who takes the key from one can pose as the other, and an allow list cannot tell them apart`,
		help: "issue a certificate with a key of its own for each component"
	});
}
function* acrossInstances(entries, parameters) {
	const [first, second] = entries;
	if (first === void 0 || second === void 0 || !isAsked(parameters(second.use.environment), "instances")) return;
	yield statement$2(first, second, {
		message: `${usersText(entries.map(({ use }) => use))} share ${whatIsShared(first, second)}: who takes the key from one can pose as the others`,
		help: `issue a certificate with a key of its own for each ${componentName[first.use.instance.component]}`
	});
}
function whatIsShared(first, second) {
	return first.leaf.sha256 === second.leaf.sha256 ? `one certificate (${fingerprintText(first.leaf.sha256)})` : "one key, in different certificates";
}
/** Points at the second use: the path in its configuration, or the block where it has a file of its own. */
function statement$2(first, second, words) {
	const isCopy = first.file !== second.file;
	return {
		at: isCopy ? second.leaf.span : second.use.path.span,
		subject: second.leaf.publicKey.spki,
		environment: second.use.environment.name,
		component: second.use.instance.component,
		related: [{
			at: isCopy ? first.leaf.span : first.use.path.span,
			message: `${first.use.instance.name} uses it first`
		}],
		...words
	};
}

// src/model/certificates/key-strength.ts
/** What nobody should use whatever a policy says: NIST SP 800-57 part 1, table 2 (112 bits), and curves that both programs know. */
const commonLimits = {
	rsaBits: 2048,
	curves: [
		"P-256",
		"P-384",
		"P-521"
	]
};
/** NIST SP 800-89, 5.3.3 and FIPS 186-5, A.1.1: the public exponent is odd and above 2^16. */
const smallestExponent = 65537n;
/** Why a key is weak, or a kind that one of the programs cannot use; undefined when it is neither. */
function weaknessOf(key, limits) {
	const wanted = wantedText(limits);
	switch (key.kind) {
		case "rsa":
		case "rsa-pss":
			if (key.bits < limits.rsaBits) return {
				kind: "short",
				what: `an RSA key of ${key.bits} bits`,
				wanted
			};
			if (key.exponent !== void 0 && (key.exponent < smallestExponent || key.exponent % 2n === 0n)) return {
				kind: "exponent",
				what: `an RSA key with ${exponentText(key.exponent)}`,
				wanted
			};
			return key.kind === "rsa" ? void 0 : {
				kind: "unusable",
				what: "a key bound to RSA-PSS",
				wanted
			};
		case "dsa": return {
			kind: "dsa",
			what: `a ${keyText$1(key)} key`,
			wanted
		};
		case "ec":
			if (key.curve === void 0 || limits.curves.includes(key.curve)) return void 0;
			return {
				kind: "curve",
				what: key.curve === "explicit" ? "an EC key with explicit parameters" : `a key on the curve ${key.curve}`,
				wanted
			};
		case "ed448": return {
			kind: "unusable",
			what: "an Ed448 key",
			wanted
		};
		case "unknown": return {
			kind: "unusable",
			what: "a key of a kind that PD does not know",
			wanted
		};
		case "ed25519": return;
		default: return key.kind;
	}
}
function exponentText(exponent) {
	return exponent < 1000000n ? `the public exponent ${exponent}` : "an even public exponent";
}
function wantedText({ rsaBits, curves }) {
	return shortListOf([`RSA of ${rsaBits} bits or more`, ...curves], 6).replace(/ and (?!.* and )/, " or ");
}

// src/judge/rules/cert/unreadable.ts
const unreadable$2 = {
	id: "cert/unreadable",
	meta: () => ({
		title: "A certificate or key file cannot be read as what it is configured for",
		why: "PD does not start with a file that it cannot read, and says so. TiKV does not come up either, or drops the rest of a CA file without a word; at a NUL byte (DER has one) its process aborts, also when the file changes under a running server.",
		fix: "Put PEM into the file: the leaf first and its intermediates behind it, or the CA certificates, or one unencrypted key.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: [
			"RFC 7468",
			"Go: crypto/tls, X509KeyPair; etcd: client/pkg/tlsutil, NewCertPool",
			"gRPC core 1.44: src/core/tsi/ssl_transport_security.cc; grpcio 0.10.4: src/security/credentials.rs (a NUL byte panics)"
		],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": "\u00ab-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIJ\n-----END CERTIFICATE-----\u00bb\n"
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const judged of filesToJudge(model)) {
			const told = /* @__PURE__ */ new Set();
			for (const fault of faultsOf(judged)) {
				told.add(fault.at);
				yield faultStatement(judged, fault, now);
			}
			for (const block of judged.file.blocks) if (block.kind === "broken" && !told.has(block.span)) yield brokenStatement(judged, block);
		}
	}
};
function faultsOf({ file, uses }) {
	const faults = /* @__PURE__ */ new Map();
	const loaded = /* @__PURE__ */ new Map();
	for (const use of uses) {
		if (use.instance === void 0) continue;
		const { component, version } = use.instance;
		const way = `${use.as} ${component} ${version.text}`;
		if (!loaded.has(way)) loaded.set(way, refusalOf(file, use.as, use.instance));
		const refusal = loaded.get(way);
		if (refusal === void 0 || isToldElsewhere(file, refusal, use)) continue;
		const key = `${use.as} ${refusal.because}`;
		const fault = faults.get(key) ?? {
			...refusal,
			as: use.as,
			hit: [],
			consequences: /* @__PURE__ */ new Set()
		};
		fault.hit.push(use);
		fault.consequences.add(consequenceOf$2(refusal, use.instance));
		faults.set(key, fault);
	}
	return [...faults.values()];
}
function refusalOf(file, as, { component, version }) {
	const result = loadAs(file, as, component, version);
	if (result.kind === "refused") return result;
	if (!("anchors" in result) || result.anchors.length > 0 || component !== "pd") return void 0;
	return {
		kind: "refused",
		because: whyEmpty(file),
		effect: "trusts-nobody",
		at: file.blocks[0]?.span ?? file.at
	};
}
function whyEmpty(file) {
	if (file.format !== "pem") return "it is no PEM file, and Go reads PEM only";
	if (file.startsWithByteOrderMark) return "it begins with a byte-order mark, behind which Go finds no PEM block";
	return "it holds no certificate that Go can see";
}
function loadAs(file, as, component, version) {
	switch (as) {
		case "certificate": return loadIdentity(component, version, file);
		case "ca": return loadTrust(component, version, file, "serverAuth");
		case "key": return loadKey(component, version, file);
		default: return as;
	}
}
/**
* A certificate that parses and is refused for its key, its hash or its serial number has a rule of its own, and so has an
* encrypted key. A key block in a CA file is trust/ca-bundle's, certificate and key exchanged config/path-same-file's.
*/
function isToldElsewhere(file, { at }, { as, instance }) {
	const block = file.blocks.find(({ span }) => span === at);
	switch (block?.kind) {
		case "certificate": {
			const { certificate, label } = block;
			if (as === "key") return isExchanged(instance);
			if (label !== "CERTIFICATE") return false;
			return weaknessOf(certificate.publicKey, commonLimits) !== void 0 || certificate.serial < 0n || certificate.goRefuses === void 0 || instance?.component !== "pd";
		}
		case "private-key":
			if (as === "certificate") return isExchanged(instance);
			if (as === "ca") return file.blocks.some(({ kind }) => kind === "certificate");
			return block.key.encrypted || (block.key.publicKey && weaknessOf(block.key.publicKey, commonLimits)) !== void 0;
		default: return as === "key" && isExchanged(instance);
	}
}
/** cert-path leads to a key and key-path to a certificate. */
function isExchanged(instance) {
	if (instance === void 0) return false;
	const { certificate, key } = instance.security;
	const holds = (file, kind) => file.blocks.some((block) => block.kind === kind);
	return certificate.kind === "seen" && key.kind === "seen" && !holds(certificate.file, "certificate") && holds(certificate.file, "private-key") && !holds(key.file, "private-key") && holds(key.file, "certificate");
}
function consequenceOf$2({ effect }, instance) {
	if (instance.component === "pd") {
		if (effect === "trusts-nobody") return pdDoesNotStart(instance);
		return effect === "refuses-everybody" ? "every peer refuses PD" : pdFate(instance);
	}
	switch (effect) {
		case "aborts": return `${tikvText(instance)} aborts, also while it runs`;
		case "refuses-everybody": return `${tikvText(instance)} starts, and no handshake with it succeeds`;
		case "does-not-start":
		case "trusts-nobody": return `${tikvText(instance)} does not come up`;
		default: return effect;
	}
}
/** Certificate and key are loaded whatever the scheme of the URLs (pd: measured on v6.5 to v26.3). */
function pdFate(instance) {
	return instance.security.certificate.kind === "absent" ? pdDoesNotStart(instance) : "PD does not start";
}
const fileNames = {
	ca: "CA file",
	certificate: "certificate file",
	key: "key file"
};
function faultStatement(judged, { at, because, as, hit, consequences }, now) {
	return {
		at,
		subject: `${as} file: ${because}`,
		environment: judged.environment.name,
		component: onlyComponent(hit),
		message: `the ${fileNames[as]} of ${usersText(hit)} cannot be used (${shortText(because)}): ${[...consequences].join(", ")}`,
		help: helpFor$5(as),
		covers: hit.flatMap((use) => unusable(use, now)),
		related: usePlaces(hit)
	};
}
/** Who does not come up with the file, or comes up and is refused for what it holds. */
function unusable({ instance, environment, as }, now) {
	const where = {
		environment,
		now
	};
	const started = startFailures(instance, where, ["unreadable-material"]);
	return as === "certificate" ? [...started, ...refusalsOf(instance, where, ["chain-invalid"])] : started;
}
function helpFor$5(as) {
	switch (as) {
		case "certificate": return "put the certificate into this file as PEM, and its intermediates behind it";
		case "ca": return "put the certificates of the CAs into this file as PEM, and nothing else";
		case "key": return "put the private key into this file as PEM, without a passphrase";
		default: return as;
	}
}
/** A broken block that no user stumbles over, or none that is known. */
function brokenStatement(judged, block) {
	return {
		at: block.span,
		subject: `broken ${block.label} in ${judged.file.path}`,
		environment: judged.environment.name,
		component: onlyComponent(judged.uses),
		message: `${block.label === "" ? "this file" : `this ${shortText(block.label)} block`} cannot be read (${shortText(block.because)})${whatIsLost(judged, block)}`,
		help: "replace it by the whole block, or remove it",
		related: usePlaces(judged.uses)
	};
}
/** OpenSSL stops at the first such block; those behind it are lost already. */
function whatIsLost({ file, uses }, block) {
	if (block !== file.blocks.find(({ kind }) => kind === "broken")) return "";
	const behind = file.blocks.slice(file.blocks.indexOf(block) + 1).filter(({ kind }) => kind === "certificate");
	if (!uses.some(({ as, instance }) => as !== "key" && instance?.component === "tikv")) return "";
	const [first] = behind;
	if (first?.kind !== "certificate") return ": TiKV drops it without a word";
	return `: TiKV drops it and all behind it (${shortText(first.certificate.subject.text) || fingerprintText(first.certificate.sha256)}${behind.length > 1 ? ` and ${behind.length - 1} more` : ""}) without a word`;
}

// src/judge/rules/cert/unsupported.ts
const unsupported = {
	id: "cert/unsupported",
	meta: () => ({
		title: "A certificate has a critical extension that PD and TiKV do not know",
		why: "Critical means: who does not understand this must refuse the certificate. Both programs do.",
		fix: "Issue the certificate without the extension, or not as critical.",
		threats: ["outage"],
		controls: ["NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: ["RFC 5280 4.2", "measured on TiKV's gRPC core; Go: crypto/x509, Verify (unhandled critical extension)"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.unknownCritical}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const judged of filesToJudge(model)) for (const block of judged.file.blocks) {
			if (block.kind !== "certificate" || block.certificate.unknownCritical.length === 0) continue;
			const { certificate } = block;
			const oids = shortListOf(certificate.unknownCritical);
			const otherwise = isCa(certificate) ? "they refuse every certificate that rests on it" : "they refuse whoever shows it";
			const consequence = fatesText(presentersOf(judged, certificate), {
				pd: pdDoesNotStart,
				tikv: () => "TiKV starts and every peer refuses it"
			}, otherwise);
			yield statementAbout(judged, certificate, {
				message: `${titleOf$2(judged, certificate)} has a critical extension that PD and TiKV do not know (${oids}): ${consequence}`,
				help: "reissue it without the extension",
				covers: failuresAbout(judged, now, {
					places: [certificate.span],
					reasons: uselessFile
				})
			});
		}
	}
};

// src/judge/rules/cert/validity-too-long.ts
const validityTooLong = {
	id: "cert/validity-too-long",
	meta: () => ({
		title: "A certificate is valid for too long",
		why: "PD and TiKV check no revocation lists: a stolen key opens the cluster until its certificate ends. Whoever renews often also knows how to.",
		fix: "Issue certificates for a shorter time, and let a machine renew them.",
		threats: ["impersonation"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-324"
		],
		since: "0.1.0",
		sources: [
			"CA/Browser Forum Baseline Requirements 6.3.2 (398 days)",
			"tikv: neither CRL nor OCSP is checked (components/security/src/lib.rs)",
			"pd: there is no key for revocation lists (server/config/config.go)"
		],
		parameters: {
			days: {
				type: "integer",
				minimum: 1,
				description: "The longest lifetime of a certificate that is no CA, in whole days.",
				default: 3680
			},
			"ca-days": {
				type: "integer",
				minimum: 0,
				description: "The longest lifetime of a CA, in whole days; 0: no limit.",
				default: 0
			}
		},
		example: {
			bad: {
				files: {
					"prod/pd.toml": certificateExamples.pdConfig,
					"prod/pd.pem": `\u00ab${certificateExamples.sound}\u00bb`
				},
				parameters: { days: 90 }
			},
			good: {
				files: {
					"prod/pd.toml": certificateExamples.pdConfig,
					"prod/pd.pem": certificateExamples.sound
				},
				parameters: { days: 398 }
			}
		}
	}),
	*check(model, { now, parameters }) {
		for (const judged of filesToJudge(model)) {
			const limits = parameters(judged.environment);
			for (const block of judged.file.blocks) {
				if (block.kind !== "certificate") continue;
				const { certificate } = block;
				const isOfCa = isCa(certificate);
				const limit = Number(limits[isOfCa ? "ca-days" : "days"]);
				const lifetime = wholeDays(certificate.notAfter - certificate.notBefore);
				if (limit === 0 || lifetime <= limit || now > certificate.notAfter) continue;
				yield statementAbout(judged, certificate, {
					message: `${titleOf$2(judged, certificate)} is valid for ${lifetime} days, the policy allows ${limit}: PD and TiKV check no revocation, so a stolen key opens the cluster until it ends`,
					help: `issue it for ${limit} days or less`
				});
			}
		}
	}
};

// src/judge/rules/cert/weak-key.ts
const weakKey = {
	id: "cert/weak-key",
	meta: () => ({
		title: "A certificate has a weak key, or one that PD or TiKV cannot use",
		why: "Who finds the private half of a weak key poses as its owner, and TLS shows no trace of it. Some kinds of keys are strong but end in a server that does not start, or that every peer refuses.",
		fix: "Use P-256, or RSA of 2048 bits or more: both programs, and all clients, take these in every version.",
		threats: [
			"impersonation",
			"man-in-the-middle",
			"outage"
		],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-326"
		],
		since: "0.1.0",
		sources: [
			"NIST SP 800-57 part 1, 5.6.1",
			"NIST SP 800-89 5.3.3",
			"measured on PD v6.5 to v26.3 and on TiKV's gRPC core with OpenSSL 1.1.1 and 3.5"
		],
		versions: "TiKV v8.5.5 and later (OpenSSL 3.5) does not start with RSA under 2048 bits, earlier ones do; PD starts with RSA 1024.",
		parameters: {
			"rsa-bits": {
				type: "integer",
				minimum: 1024,
				description: "The smallest RSA modulus, in bits.",
				default: 2048
			},
			curves: {
				type: "array",
				items: {
					type: "string",
					enum: [
						"P-256",
						"P-384",
						"P-521"
					]
				},
				description: "The curves of EC keys that are allowed.",
				default: [
					"P-256",
					"P-384",
					"P-521"
				]
			}
		},
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.weakKey}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { parameters, now }) {
		for (const judged of filesToJudge(model)) {
			const { "rsa-bits": rsaBits, curves } = parameters(judged.environment);
			const limits = {
				rsaBits: Number(rsaBits),
				curves: Array.isArray(curves) ? curves.map(String) : []
			};
			for (const block of judged.file.blocks) {
				if (block.kind !== "certificate") continue;
				const { certificate } = block;
				const weakness = weaknessOf(certificate.publicKey, limits);
				if (weakness === void 0) continue;
				yield statementAbout(judged, certificate, {
					message: `${titleOf$2(judged, certificate)} has ${weakness.what}: ${consequence$5(judged, certificate, weakness)}`,
					help: `make a new key (${weakness.wanted}) and a certificate for it`,
					covers: failuresAbout(judged, now, {
						places: [certificate.span],
						reasons: uselessFile
					})
				});
			}
		}
	}
};
function consequence$5(judged, certificate, weakness) {
	const { publicKey } = certificate;
	return fatesText(presentersOf(judged, certificate), {
		pd: (instance) => weakness.kind === "unusable" || peerKeyRefusal(publicKey, "go", "go") !== void 0 ? pdDoesNotStart(instance) : void 0,
		tikv: (instance) => fateOfTikv(publicKey, instance)
	}, general(weakness, certificate));
}
/** What follows at once from a key that TiKV serves with; undefined where everybody takes it. */
function fateOfTikv(key, instance) {
	const verifier = verifierOf$1("tikv", instance.version);
	if (key.kind === "unknown") return void 0;
	if (verifier !== "go" && !isStrongKey(key, verifier)) return `${tikvText(instance)} does not start`;
	if (peerKeyRefusal(key, verifier, verifier) !== void 0) return "TiKV starts and every peer refuses it";
	if (peerKeyRefusal(key, "go", verifier) === void 0) return void 0;
	return "TiKV starts, and PD, TiDB and other Go programs refuse it";
}
function general({ kind, wanted }, certificate) {
	if (kind === "unusable") return "PD and other Go programs cannot use it";
	if (kind === "curve") return `the policy allows ${wanted}`;
	return isCa(certificate) ? "who breaks the key issues certificates that the cluster accepts" : "who breaks the key poses as its owner";
}

// src/judge/rules/cert/weak-signature.ts
const weakHashes = /* @__PURE__ */ new Set([
	"md2",
	"md4",
	"md5",
	"sha1"
]);
const weakSignature = {
	id: "cert/weak-signature",
	meta: () => ({
		title: "A certificate is signed with MD5 or SHA-1",
		why: "Two certificates with one such signature can be made: one for an honest request, one that opens the cluster. Go has stopped to accept both hashes, and so has TiKV from v8.5.5 on.",
		fix: "Let the CA sign with SHA-256.",
		threats: [
			"impersonation",
			"man-in-the-middle",
			"outage"
		],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-328"
		],
		since: "0.1.0",
		sources: ["Go: crypto/x509, checkSignature (InsecureAlgorithmError)", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core with OpenSSL 1.1.1 and 3.5"],
		versions: "TiKV before v8.5.5 (OpenSSL 1.1.1) starts with SHA-1; no version starts with MD5.",
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.sha1}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const judged of filesToJudge(model)) for (const block of judged.file.blocks) {
			if (block.kind !== "certificate") continue;
			const { certificate } = block;
			const { hash } = certificate.signature;
			if (hash === void 0 || !weakHashes.has(hash) || isSelfSigned$1(certificate)) continue;
			const name = hash === "sha1" ? "SHA-1" : hash.toUpperCase();
			yield statementAbout(judged, certificate, {
				message: `${titleOf$2(judged, certificate)} is signed with ${name}: ${consequence$4(judged, certificate, hash)}`,
				help: "reissue it with a SHA-256 signature",
				covers: failuresAbout(judged, now, {
					places: [certificate.span],
					reasons: uselessFile
				})
			});
		}
	}
};
function consequence$4(judged, certificate, hash) {
	const presenters = presentersOf(judged, certificate);
	const otherwise = "Go programs (PD, TiDB) and TiKV from v8.5.5 on refuse what rests on it";
	if (presenters.length === 0) return otherwise;
	return fatesText(presenters, {
		pd: pdDoesNotStart,
		tikv: (instance) => hasWeakHash(hash, instance) ? `${tikvText(instance)} does not start` : `${tikvText(instance)} starts, and PD, TiDB and other Go programs refuse it`
	}, otherwise);
}
function hasWeakHash(hash, { version }) {
	const verifier = verifierOf$1("tikv", version);
	return verifier !== "go" && isWeakHash(hash, verifier);
}

// src/judge/rules/cert/wildcard.ts
const wildcard = {
	id: "cert/wildcard",
	meta: () => ({
		title: "A wildcard is broader than the component's own service",
		why: "Who takes the key of one server can pose as every host under the wildcard, also as those of other programs and other clusters.",
		fix: "Name the hosts, or put the wildcard below a name that only this component's members have, such as *.basic-tikv-peer.prod.svc.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: ["RFC 6125 7.2", "the operator's documented names: *.<cluster>-pd-peer, *.<cluster>-tikv-peer"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `\u00ab${certificateExamples.wildcard}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model) {
		for (const presented of presentedCertificates(model)) {
			const { leaf, presenters } = presented;
			const components = new Set(presenters.map(({ instance }) => instance.component));
			const broad = (leaf.subjectAltName?.dns ?? []).filter((name) => isBroad(name, components)).map(shortText);
			if (broad.length === 0) continue;
			yield statementAbout({
				...presented,
				uses: presenters
			}, leaf, {
				message: `${ownersText(presenters)} names ${shortListOf(broad)}: its key can pose as every host under it, also of other programs`,
				help: `name the hosts, or use ${[...components].map((component) => `*.<cluster>-${component}-peer.<namespace>.svc`).join(" and ")}`
			});
		}
	}
};
/**
* A wildcard is the component's own when the label below it has the component's name as a word, as in
* `*.basic-tikv-peer.prod.svc` or `*.pd.prod.example.com`. Only `*.` in front is a wildcard to Go and to gRPC core.
*/
function isBroad(name, components) {
	const lower = name.toLowerCase();
	if (!lower.startsWith("*.")) return lower === "*";
	const words = new Set((lower.split(".")[1] ?? "").split(/[-_]/));
	return ![...components].some((component) => words.has(component));
}

// src/model/instances/config-tree.ts
/**
* Finds the entry of one key in one table. Under `any-case` several spellings of one key decide by chance (Go walks the
* map in random order and each spelling sets the field; facts: pd.md section 2): then its value is `unknown`.
*/
function entryOf(table, key, keyCase) {
	if (keyCase === "exact") return table.entries.get(key);
	const spellings = spellingsOf$1(table).get(foldedKey(key));
	const first = spellings?.[0];
	if (first === void 0 || spellings?.length === 1) return first;
	const because = `${spellings?.map((spelling) => spelling.key).join(" and ")} are one key to PD, and chance decides which counts`;
	return {
		...first,
		node: {
			kind: "unknown",
			span: first.keySpan,
			because
		}
	};
}
const spellings$1 = /* @__PURE__ */ new WeakMap();
/** The entries of a table by their folded keys, each list in the order of the file. */
function spellingsOf$1(table) {
	const known = spellings$1.get(table);
	if (known !== void 0) return known;
	const made = /* @__PURE__ */ new Map();
	for (const entry of table.entries.values()) {
		const key = foldedKey(entry.key);
		const list = made.get(key);
		if (list === void 0) made.set(key, [entry]);
		else list.push(entry);
	}
	spellings$1.set(table, made);
	return made;
}
/** A key as Go's `strings.EqualFold` compares it: the long s is an s, and JavaScript's lower case knows the Kelvin sign. */
function foldedKey(key) {
	return key.toLowerCase().replaceAll("\u017f", "s");
}
/**
* Follows a dotted route of keys from a table; undefined where a part is missing or is no table. Where a template may have
* put it, the entry is `unknown`.
*/
function lookup(root, route, keyCase) {
	let table = root;
	for (let index = 0; index < route.length; index++) {
		const entry = entryOf(table, route[index], keyCase);
		const isLast = index === route.length - 1;
		if (entry === void 0) return table.open?.tablesOnly === true && isLast ? void 0 : openEntry(table, route);
		if (isLast) return entry;
		if (entry.node.kind === "unknown") return {
			...entry,
			key: route.at(-1)
		};
		if (entry.node.kind !== "table") return void 0;
		table = entry.node;
	}
}
function openEntry({ open }, route) {
	if (open === void 0) return void 0;
	const { span, because } = open;
	return {
		key: route.at(-1),
		keySpan: span,
		node: {
			kind: "unknown",
			span,
			because
		}
	};
}
/** Do two trees hold the same, wherever they stand? What is unknown is never the same. */
function holdsSame(a, b) {
	if (a.kind !== b.kind || a.kind === "unknown") return false;
	if (a.kind === "table" && b.kind === "table") {
		if (a.open !== void 0 || b.open !== void 0 || a.entries.size !== b.entries.size) return false;
		return [...a.entries].every(([key, { node }]) => {
			const other = b.entries.get(key)?.node;
			return other !== void 0 && holdsSame(node, other);
		});
	}
	if (a.kind === "array" && b.kind === "array") return a.items.length === b.items.length && a.items.every((item, index) => holdsSame(item, b.items[index]));
	return "value" in a && "value" in b && a.value === b.value;
}

// src/model/instances/ambiguous-keys.ts
/** More tables than any configuration has: deeper ones are not walked. */
const deepest$1 = 32;
/** The keys of a draft that chance decides; none for TiKV, which compares keys exactly (facts: tikv.md section 2). */
function ambiguousKeysOf({ component, config, overrides }) {
	if (component === "tikv") return [];
	const found = [];
	collect$3(config, "", found);
	for (const [key, { span, origin }] of overrides ?? []) {
		if (origin !== "form" || !key.startsWith("security.") || found.some((other) => other.key === "security")) continue;
		const other = otherSpelling(config, key.split("."));
		if (other !== void 0 && !found.some((known) => known.key === key)) found.push({
			key,
			spellings: [{
				text: key,
				at: span
			}, other],
			isTable: false
		});
	}
	return found;
}
function collect$3(table, above, found) {
	if (above.split(".").length > deepest$1) return;
	for (const [folded, entries] of spellingsOf$1(table)) {
		const key = above === "" ? folded : `${above}.${folded}`;
		if (entries.length > 1) {
			const spellings = entries.map((entry) => ({
				text: entry.key,
				at: entry.keySpan
			}));
			found.push({
				key,
				spellings,
				isTable: entries.some(({ node }) => node.kind === "table")
			});
		}
		for (const { node } of entries) for (const inner of tablesIn(node)) collect$3(inner, key, found);
	}
}
function tablesIn(node) {
	if (node.kind === "table") return [node];
	return node.kind === "array" ? node.items.filter((item) => item.kind === "table") : [];
}
/** The entry at a route when a part of it is not spelt as the route says: the form's own key stands beside it. */
function otherSpelling(root, route) {
	let table = root;
	const written = [];
	for (const [index, part] of route.entries()) {
		const entry = spellingsOf$1(table).get(foldedKey(part))?.[0];
		if (entry === void 0) return void 0;
		written.push(entry.key);
		if (index === route.length - 1) return written.join(".") === route.join(".") ? void 0 : {
			text: written.join("."),
			at: entry.keySpan
		};
		if (entry.node.kind !== "table") return void 0;
		table = entry.node;
	}
}

// src/model/instances/typed.ts
/** PD compares keys without regard to case, TiKV exactly (facts: pd.md section 2, tikv.md section 2). */
const keyCaseOf = {
	pd: "any-case",
	tikv: "exact"
};
/** Reads the settings that concern transport out of a draft, with the programs' defaults and the precedence flag, form, file. */
function typedInstance(draft, context) {
	const ambiguousKeys = ambiguousKeysOf(draft);
	const settings = new Settings(draft, ambiguousKeys);
	const base = {
		name: context.name,
		environment: context.environment,
		path: draft.path,
		overlay: draft.environment?.folder,
		form: draft.form,
		at: draft.at,
		version: context.version,
		versionSpan: context.versionSpan,
		config: draft.config,
		tomlFeatures: draft.tomlFeatures,
		deployment: draft.deployment,
		...ambiguousKeys.length > 0 && { ambiguousKeys },
		security: readSecurity(draft, settings, context)
	};
	if (draft.component === "tikv") {
		const address = settings.text("server.addr", "127.0.0.1:20160");
		const statusAddress = settings.text("server.status-addr", "127.0.0.1:20180");
		return {
			...base,
			component: "tikv",
			address,
			advertiseAddress: orElse(settings.text("server.advertise-addr"), address),
			statusAddress,
			advertiseStatusAddress: orElse(settings.text("server.advertise-status-addr"), statusAddress),
			pdEndpoints: settings.strings("pd.endpoints", ["127.0.0.1:2379"])
		};
	}
	const clientUrls = settings.urls("client-urls", "http://127.0.0.1:2379");
	const peerUrls = settings.urls("peer-urls", "http://127.0.0.1:2380");
	return {
		...base,
		component: "pd",
		clientUrls,
		peerUrls,
		advertiseClientUrls: orElse(settings.urls("advertise-client-urls"), clientUrls),
		advertisePeerUrls: orElse(settings.urls("advertise-peer-urls"), peerUrls),
		initialCluster: settings.members("initial-cluster"),
		join: settings.urls("join")
	};
}
function readSecurity(draft, settings, context) {
	const table = lookup(draft.config, ["security"], keyCaseOf[draft.component]);
	const keys = materialKeys[draft.component];
	const material = (name) => {
		const path = settings.text(`security.${keys[name]}`);
		switch (path.kind) {
			case "absent": return {
				kind: "absent",
				at: path.at
			};
			case "unknown": return {
				kind: "unseen",
				because: path.because
			};
			case "known": return context.resolve({
				...path,
				value: path.value
			}, name);
			default: return path;
		}
	};
	return {
		at: table?.node.span ?? draft.at,
		ca: material("ca"),
		certificate: material("certificate"),
		key: material("key"),
		allowedCn: settings.strings("security.cert-allowed-cn"),
		allowedSan: settings.strings("security.cert-allowed-san")
	};
}
function orElse(stated, fallback) {
	return stated.kind === "absent" ? fallback : stated;
}
/** Looks settings up by dotted key, overrides first. A value of a wrong type is absent here: config/wrong-type speaks. */
var Settings = class {
	#draft;
	#ambiguous;
	constructor(draft, ambiguous) {
		this.#draft = draft;
		this.#ambiguous = ambiguous;
	}
	text(key, fallback) {
		const override = this.#draft.overrides?.get(key);
		const chance = override?.origin === "flag" ? void 0 : this.#leftToChance(key);
		if (chance !== void 0) return chance;
		if (override !== void 0 && override.value !== "") return known$2(override.value, override.span, override.origin);
		const hidden = this.#draft.unknownOverrides?.get(key);
		if (hidden !== void 0) return {
			kind: "unknown",
			...hidden
		};
		const node = this.#node(key);
		if (node?.kind === "unknown") return {
			kind: "unknown",
			because: node.because,
			span: node.span
		};
		if (node?.kind === "string" && node.value !== "") return known$2(node.value, node.span);
		if (node?.kind === "string" && (fallback === void 0 || key === "server.status-addr")) return {
			kind: "absent",
			at: node.span
		};
		return fallback === void 0 ? absent : known$2(fallback, this.#draft.at, "default");
	}
	strings(key, fallback) {
		const override = this.#draft.overrides?.get(key);
		const chance = override?.origin === "flag" ? void 0 : this.#leftToChance(key);
		if (chance !== void 0) return chance;
		if (override !== void 0 && override.value !== "") return known$2(partsOf$2(override), override.span, override.origin);
		const outside = this.#draft.unknownOverrides?.get(key);
		if (outside !== void 0) return {
			kind: "unknown",
			...outside
		};
		const node = this.#node(key);
		if (node?.kind === "unknown") return {
			kind: "unknown",
			because: node.because,
			span: node.span
		};
		if (node?.kind === "array") {
			const hidden = node.items.find((item) => item.kind === "unknown");
			if (hidden?.kind === "unknown") return {
				kind: "unknown",
				because: hidden.because,
				span: hidden.span
			};
			const items = node.items.filter((item) => item.kind === "string");
			return known$2(items.map((item) => ({
				value: item.value,
				span: item.span,
				origin: "file"
			})), node.span);
		}
		if (fallback === void 0) return absent;
		const { at } = this.#draft;
		return known$2(fallback.map((value) => ({
			value,
			span: at,
			origin: "default"
		})), at, "default");
	}
	urls(key, fallback) {
		const stated = this.text(key, fallback);
		if (stated.kind !== "known") return stated;
		const node = this.#node(key);
		const override = this.#override(key, stated);
		const parts = stated.origin === "file" && node?.kind === "string" ? splitList(node) : override !== void 0 ? partsOf$2(override) : stated.value.split(",").map((value) => ({
			...stated,
			value
		}));
		return {
			...stated,
			value: parts.map((part) => ({
				...part,
				value: readUrl(part.value)
			}))
		};
	}
	members(key) {
		const stated = this.text(key);
		if (stated.kind !== "known") return stated;
		const node = this.#node(key);
		const source = stated.origin === "file" && node?.kind === "string" ? node : this.#override(key, stated);
		let from = 0;
		const members = stated.value.split(",").map((part) => {
			const equals = part.indexOf("=") + 1;
			const span = source?.slice?.(from + equals, from + part.length) ?? stated.span;
			from += part.length + 1;
			const url = {
				value: readUrl(part.slice(equals)),
				span,
				origin: stated.origin
			};
			return {
				name: part.slice(0, Math.max(0, equals - 1)).trim(),
				url
			};
		});
		return {
			...stated,
			value: members
		};
	}
	/** The setting of a key, or of a table above it, that stands in several spellings. */
	#leftToChance(key) {
		const [first, second] = this.#ambiguous.find((ambiguous) => ambiguous.key === key || key.startsWith(`${ambiguous.key}.`))?.spellings ?? [];
		if (first === void 0 || second === void 0) return void 0;
		return {
			kind: "unknown",
			because: `PD takes ${first.text} and ${second.text} for one key`,
			span: second.at
		};
	}
	/** The override that a stated value comes from. */
	#override(key, { origin }) {
		return origin === "flag" || origin === "form" ? this.#draft.overrides?.get(key) : void 0;
	}
	#node(key) {
		return lookup(this.#draft.config, key.split("."), keyCaseOf[this.#draft.component])?.node;
	}
};
/** The parts of a comma-separated override, each with its own place where that is known. */
function partsOf$2(override) {
	let from = 0;
	return override.value.split(",").map((value) => {
		const span = override.slice?.(from, from + value.length) ?? override.span;
		from += value.length + 1;
		return {
			value,
			span,
			origin: override.origin
		};
	});
}

// src/judge/settings/written.ts
/**
* The string under a dotted key, as the configuration file of an instance writes it: for settings that the typed view
* does not carry. A value of another type is absent here (config/wrong-type speaks); a placeholder is unknown.
*/
function writtenText(instance, key) {
	const node = lookup(instance.config, key.split("."), keyCaseOf[instance.component])?.node;
	if (node?.kind === "unknown") return {
		kind: "unknown",
		because: node.because,
		span: node.span
	};
	if (node?.kind !== "string") return absent;
	if (node.value === "") return {
		kind: "absent",
		at: node.span
	};
	if (isPlaceholder(node.value)) return {
		kind: "unknown",
		because: "the value is a placeholder",
		span: node.span
	};
	return known$2(node.value, node.span);
}
/** Does a value hold a part that is filled in when the file is deployed (`${KEY}`, `{{ key }}`, `<key>`)? */
function isPlaceholder(text) {
	return /\$[{(]|\{\{|<%|%\{|^\$[A-Z_][A-Z0-9_]*$|^<[^<>]*>$|^@@?\w+@@?$|^__\w+__$|^%\w+%$/.test(text);
}
/** A longer route keeps its end: input is hostile, and a route for each of many nested tables must not cost their square. */
const longestRoute = 200;
const entriesByRoot = /* @__PURE__ */ new WeakMap();
/** Every key of a configuration at any depth, arrays included, in the order of the file. */
function writtenEntries(root) {
	let entries = entriesByRoot.get(root);
	if (entries === void 0) {
		entries = walk(root);
		entriesByRoot.set(root, entries);
	}
	return entries;
}
/** Needs no stack. */
function walk(root) {
	const entries = [];
	const open = [];
	const push = (node, route) => {
		const prefix = route === "" ? "" : `${route.length > longestRoute ? "\u2026" : route}.`;
		const found = entriesIn(node);
		for (let index = found.length - 1; index >= 0; index--) {
			const entry = found[index];
			open.push({
				route: prefix + entry.key,
				entry
			});
		}
	};
	push(root, "");
	for (let next = open.pop(); next !== void 0; next = open.pop()) {
		entries.push(next);
		const { kind } = next.entry.node;
		if (kind === "table" || kind === "array") push(next.entry.node, next.route);
	}
	return entries;
}
/** The entries of a table, or of the tables in an array, however deep the array is nested. */
function entriesIn(node) {
	if (node.kind === "table") return [...node.entries.values()];
	const entries = [];
	const open = [node];
	for (let next = open.pop(); next !== void 0; next = open.pop()) if (next.kind === "table") for (const entry of next.entries.values()) entries.push(entry);
	else if (next.kind === "array") for (const item of next.items.toReversed()) open.push(item);
	return entries;
}
/** The strings of a value: itself, or those in an array. */
function stringsIn(node) {
	if (node.kind === "string") return [node];
	if (node.kind !== "array") return [];
	const strings = [];
	const open = [node];
	for (let next = open.pop(); next !== void 0; next = open.pop()) if (next.kind === "string") strings.push(next);
	else if (next.kind === "array") for (const item of next.items.toReversed()) open.push(item);
	return strings;
}

// src/judge/changes.ts
/** A fix of one change, where the change can be named. */
function fixBy(description, safety, ...changes) {
	const known = changes.filter((change) => change !== void 0);
	return known.length === changes.length ? {
		description,
		safety,
		changes: known
	} : void 0;
}
/** Puts another string in the place of a setting, wherever it is written: in the configuration, a form's field, a flag. */
function setValue({ value, span, origin }, to) {
	return origin === "default" ? void 0 : {
		kind: "value",
		at: span,
		was: value,
		to
	};
}
/** `https` for `http` in a URL that leads out of the cluster: whether something answers TLS there, no file says. */
function httpsFix$1(url) {
	return /^http:/i.test(url.value) ? fixBy("write https instead of http", "unsafe", setValue(url, url.value.replace(/^http/i, "https"))) : void 0;
}
/** A new entry in a table that an instance's configuration has. */
function addEntry(instance, table, key, value) {
	const behind = anchorIn(tableAt(instance, table));
	return behind && {
		kind: "entry",
		behind,
		key,
		value
	};
}
/** Takes an entry out. */
function removeEntry({ keySpan, node }) {
	return {
		kind: "removal",
		key: keySpan,
		value: node.span
	};
}
/** Moves an entry into another table, which is made behind everything else where there is none. */
function moveEntry(instance, { keySpan, node }, table, as) {
	const found = tableAt(instance, table);
	const to = found === void 0 && table.length > 0 ? anchorOfNew(instance, table.join(".")) : anchorIn(found);
	return to && {
		kind: "move",
		key: keySpan,
		value: node.span,
		to,
		as
	};
}
/** Strings for a list that is written and has none. */
function fillList(list, texts) {
	if (list.kind !== "known" || list.origin !== "file" || list.value.length > 0) return void 0;
	return {
		kind: "list",
		at: list.span,
		texts
	};
}
/** Adds strings to a list that has some. */
function addItems(items, texts) {
	const last = items.at(-1);
	return last?.origin === "file" && texts.length > 0 ? {
		kind: "items",
		behind: last.span,
		texts
	} : void 0;
}
/** The table of a route, as an instance's configuration writes it. */
function tableAt(instance, route) {
	if (route.length === 0) return instance.config;
	const node = lookup(instance.config, route, keyCaseOf[instance.component])?.node;
	return node?.kind === "table" ? node : void 0;
}
/** Behind the last plain entry of a table, else behind its header. A key behind an inner table would be the inner table's. */
function anchorIn(table) {
	if (table === void 0) return void 0;
	const last = lastOf([...table.entries.values()].filter(({ node }) => isPlain(node)));
	return last === void 0 ? { header: table.span } : {
		key: last.keySpan,
		value: last.node.span
	};
}
function anchorOfNew(instance, table) {
	const last = lastOf(writtenEntries(instance.config).map(({ entry }) => entry).filter(({ node }) => isPlain(node)));
	return last && {
		key: last.keySpan,
		value: last.node.span,
		newTable: table
	};
}
function lastOf(entries) {
	return entries.reduce((last, entry) => last === void 0 || compareSpans(last.keySpan, entry.keySpan) < 0 ? entry : last, void 0);
}
function isPlain(node) {
	return node.kind !== "table" && node.kind !== "unknown" && !(node.kind === "array" && node.items.some(({ kind }) => kind === "table"));
}

// src/judge/settings/pd-urls.ts
/** PD's four lists of its own URLs, by port: what it listens on, and what it tells others to dial. */
const pdPorts = ["client", "peer"];
const channelsOfPort = {
	client: [
		"client-pd",
		"tikv-pd",
		"pd-pd-client"
	],
	peer: ["pd-pd-peer"]
};
/** The URLs of a port that the files show; empty where only the deployment knows them. */
function listenUrls(pd, port) {
	return shownUrls(port === "client" ? pd.clientUrls : pd.peerUrls);
}
/** The advertised URLs of a port where they are set by themselves; PD advertises its listen URLs otherwise. */
function advertisedUrls(pd, port) {
	const listen = port === "client" ? pd.clientUrls : pd.peerUrls;
	const advertised = port === "client" ? pd.advertiseClientUrls : pd.advertisePeerUrls;
	return advertised === listen ? [] : shownUrls(advertised);
}
/**
* Does PD advertise its client URL in a scheme that it does not listen in? It dials itself there at start, and exits
* (measured on v6.5 to v26.3).
*/
function refusesItselfByScheme(pd) {
	const schemes = new Set(listenUrls(pd, "client").map(({ value }) => value.scheme));
	return schemes.size === 1 && advertisedUrls(pd, "client").some(({ value }) => !schemes.has(value.scheme));
}
/** A URL with `https` for `http`; undefined where the file does not write it itself. */
function withHttps(url) {
	return setValue({
		...url,
		value: url.value.text
	}, url.value.text.replace(/http/i, "https"));
}
/** The URLs of a stated list; none where it is absent or unknown. */
function shownUrls(stated) {
	return stated.kind === "known" ? stated.value : [];
}
/** Are certificate and key both set, so that PD can serve TLS? */
function hasCertificate({ security }) {
	return security.certificate.kind !== "absent" && security.key.kind !== "absent";
}
/** Is neither of them? */
function lacksCertificate({ security }) {
	return security.certificate.kind === "absent" && security.key.kind === "absent";
}

// src/judge/settings/shown.ts
const longest = 80;
/** A value of the user's as a message quotes it: cut to a readable length, without credentials in a URL. */
function shown(value) {
	const plain = value.replaceAll(/\/\/[^/@\s,]*@/g, "//\u2026@");
	return plain.length > longest ? `${plain.slice(0, longest)}\u2026` : plain;
}

// src/judge/rules/config/address-invalid.ts
const addressInvalid = {
	id: "config/address-invalid",
	meta: () => ({
		title: "An address that the component refuses or cannot resolve",
		why: "TiKV's addresses carry no scheme and PD's URLs must: people who turn TLS on change the wrong one, and the server does not start, dials nobody, or runs without its status port.",
		fix: "Write address:port for TiKV and scheme://address:port for PD.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1284"],
		since: "0.1.0",
		fixes: ["safe"],
		sources: ["tikv: components/tikv_util/src/config.rs (check_addr), components/server/src/common.rs, components/pd_client/src/util.rs", "pd: server/config/config.go and etcd's transport, measured on pd-server v8.5.7"],
		example: {
			bad: { tikv: `[server]\naddr = \u00ab"https://0.0.0.0:20160"\u00bb\n` },
			good: { tikv: `[server]\naddr = "0.0.0.0:20160"\n` }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const instance of environment.instances) if (instance.component === "tikv") yield* ofTikv(instance);
		else for (const found of ofPd(instance)) yield {
			...found,
			covers: startFailures(instance, {
				environment,
				now
			}, ["address"])
		};
	}
};
function* ofTikv(tikv) {
	const { address, statusAddress } = tikv;
	const advertise = tikv.advertiseAddress === address ? void 0 : tikv.advertiseAddress;
	const advertiseStatus = tikv.advertiseStatusAddress === statusAddress ? void 0 : tikv.advertiseStatusAddress;
	const refuses = "TiKV does not start (invalid addr)";
	yield* checked(tikv, "server.addr", address, (text) => formFault(text, refuses) ?? literalFault(text, "TiKV does not start"));
	yield* checked(tikv, "server.advertise-addr", advertise, (text) => formFault(text, refuses) ?? unspecifiedFault(text, "advertise-addr"));
	const goesOn = "TiKV runs on without its status server (failed to bind addr for status service)";
	yield* checked(tikv, "server.status-addr", statusAddress, (text) => formFault(text, refuses) ?? literalFault(text, goesOn));
	yield* checked(tikv, "server.advertise-status-addr", advertiseStatus, (text) => formFault(text, refuses) ?? unspecifiedFault(text, "advertise-status-addr") ?? usedTwice(tikv, text));
	yield* checked(tikv, "resource-metering.receiver-address", writtenText(tikv, "resource-metering.receiver-address"), (text) => withoutFix(schemeFault(text, "TiKV cannot resolve it and sends nothing")));
	if (tikv.pdEndpoints.kind !== "known") return;
	for (const endpoint of tikv.pdEndpoints.value) yield* checked(tikv, "pd.endpoints", {
		kind: "known",
		...endpoint
	}, endpointFault, ["tikv-pd"]);
}
function* checked(instance, key, stated, faultOf, channels) {
	if (stated?.kind !== "known" || stated.origin === "default" || isPlaceholder(stated.value)) return;
	const fault = faultOf(stated.value);
	if (fault === void 0) return;
	yield {
		at: stated.span,
		subject: `${key} ${stated.value}`,
		environment: instance.environment,
		component: instance.component,
		...channels && { channels },
		message: `${key} is ${shown(stated.value)}, ${fault.what}`,
		help: fault.help,
		fix: fault.meant === void 0 ? void 0 : fixBy(fault.help, "safe", setValue(stated, fault.meant))
	};
}
function withoutFix(fault) {
	return fault && {
		what: fault.what,
		help: fault.help
	};
}
/** What TiKV's `check_addr` refuses: anything but `host:port`, `ip:port` and `[v6]:port`. */
function formFault(text, consequence) {
	const withScheme = schemeFault(text, consequence);
	if (withScheme !== void 0) return withScheme;
	const port = /^(?:\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(text)?.[1];
	if (port !== void 0 && Number(port) <= 65535) return void 0;
	return {
		what: `which is no address:port: ${consequence}`,
		help: "write address:port, an IPv6 address in brackets"
	};
}
function schemeFault(text, consequence) {
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1];
	if (scheme === void 0) return void 0;
	return {
		what: `but this address takes no scheme: ${consequence}`,
		help: `write it without ${scheme}://`,
		meant: text.slice(scheme.length + 3)
	};
}
/** Both listeners parse a literal socket address at run time: `localhost` is a name too. */
function literalFault(text, consequence) {
	const host = text.slice(0, text.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1");
	if (parseIp(host.replace(/%.*$/, "")) !== void 0) return void 0;
	return {
		what: `but TiKV listens on literal addresses only: ${consequence}`,
		help: "write the IP address, and the name in advertise-addr"
	};
}
function unspecifiedFault(text, key) {
	const bytes = parseIp(text.slice(0, text.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1"));
	if (bytes === void 0 || bytes.some((byte) => byte !== 0)) return void 0;
	return {
		what: `which nobody can dial: TiKV does not start (invalid ${key})`,
		help: "write the address that others dial"
	};
}
function usedTwice({ advertiseAddress }, text) {
	if (advertiseAddress.kind !== "known" || advertiseAddress.value !== text) return void 0;
	return {
		what: "which is advertise-addr too: TiKV does not start (advertise-status-addr has already been used)",
		help: "give it the port of status-addr"
	};
}
/** TiKV cuts lower-case `http://` and `https://` off and gives the rest to its resolver (measured on its gRPC core). */
function endpointFault(text) {
	const retries = "TiKV cannot resolve it and retries PD without end";
	if (text.includes(",")) return {
		what: `several endpoints in one string: ${retries}`,
		help: "write each endpoint as a string of its own",
		meant: text.split(",").map((part) => part.trim()).filter((part) => part !== "")
	};
	if (/^\s|\s$/.test(text)) return {
		what: `with a blank at its ${/^\s/.test(text) ? "start" : "end"}: ${retries}`,
		help: "remove the blank",
		meant: text.trim()
	};
	const rest = text.replace(/^https?:\/\//, "");
	const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(rest)?.[1];
	if (scheme !== void 0) return {
		what: `whose scheme TiKV does not cut off (it knows http and https in lower case): ${retries}`,
		help: `write it without ${scheme}://`,
		meant: rest.slice(scheme.length + 3)
	};
	if (/:\d+\/?$/.test(rest)) return void 0;
	return {
		what: "without a port: TiKV does not dial 2379 by itself",
		help: "add the port of PD, :2379 by default"
	};
}
function* ofPd(pd) {
	for (const port of pdPorts) {
		for (const url of listenUrls(pd, port)) yield* checkedUrl(pd, `${port}-urls`, url, urlFault(url.value) ?? bindFault(url.value), channelsOfPort[port]);
		for (const url of advertisedUrls(pd, port)) yield* checkedUrl(pd, `advertise-${port}-urls`, url, urlFault(url.value), channelsOfPort[port]);
	}
}
function* checkedUrl(pd, key, url, fault, channels) {
	if (fault === void 0 || url.origin === "default" || isPlaceholder(url.value.text)) return;
	const text = url.value.text === "" ? "an empty URL" : shown(url.value.text);
	yield {
		at: url.span,
		subject: `${key} ${url.value.text}`,
		environment: pd.environment,
		component: "pd",
		channels,
		message: `${key} has ${text}, ${fault.what}`,
		help: fault.help,
		fix: fault.meant === void 0 ? void 0 : fixBy(fault.help, "safe", setValue({
			...url,
			value: url.value.text
		}, fault.meant))
	};
}
function urlFault({ text, scheme, host, port }) {
	if (text.trim() === "") return {
		what: "left by a comma: PD does not start (missing port in address)",
		help: "remove the comma"
	};
	if (/^\s|\s$/.test(text)) return {
		what: `with a blank at its ${/^\s/.test(text) ? "start" : "end"}: PD does not start (ErrURLParse)`,
		help: "remove the blank",
		meant: text.trim()
	};
	if (scheme === void 0) return {
		what: `without a scheme: PD does not start${/^[\d[]/.test(text) ? " (ErrURLParse)" : ""}`,
		help: `write https://${host}${port === void 0 ? "" : `:${port}`}`
	};
	if (scheme !== "http" && scheme !== "https") return void 0;
	if (port === void 0 && !/:\d+/.test(text.slice(scheme.length + 3))) return {
		what: "without a port: PD does not start (missing port in address)",
		help: "add the port"
	};
}
function bindFault({ scheme, host }) {
	if (scheme !== "http" && scheme !== "https") return void 0;
	if (host === "localhost" || host === "" || parseIp(host.replace(/%.*$/, "")) !== void 0) return void 0;
	return {
		what: "but PD listens on literal addresses only: it does not start (expected IP in URL for binding)",
		help: "listen on an IP address, such as 0.0.0.0, and keep the name in the advertised URL"
	};
}

// src/facts/generated/pd-keys.ts
/** Keys of PD's configuration, JSON: [key, type, since, until, more]; an empty version is an open end. */
const pdKeys$1 = `{"versions":["v5.0.6","v5.1.0","v5.1.1","v5.1.2","v5.1.3","v5.1.4","v5.1.5","v5.2.0","v5.2.1","v5.2.2","v5.2.3","v5.2.4","v5.3.0","v5.3.1","v5.3.2","v5.3.3","v5.3.4","v5.4.0","v5.4.1","v5.4.2","v5.4.3","v6.0.0","v6.1.0","v6.1.1","v6.1.2","v6.1.3","v6.1.4","v6.1.5","v6.1.6","v6.1.7","v6.2.0","v6.3.0","v6.4.0","v6.5.0","v6.5.1","v6.5.2","v6.5.3","v6.5.4","v6.5.5","v6.5.6","v6.5.7","v6.5.8","v6.5.9","v6.5.10","v6.5.11","v6.5.12","v6.6.0","v7.0.0","v7.1.0","v7.1.1","v7.1.2","v7.1.3","v7.1.4","v7.1.5","v7.1.6","v7.2.0","v7.3.0","v7.4.0","v7.5.0","v7.5.1","v7.5.2","v7.5.3","v7.5.4","v7.5.5","v7.5.6","v7.5.7","v7.6.0","v8.0.0","v8.1.0","v8.1.1","v8.1.2","v8.2.0","v8.3.0","v8.4.0","v8.5.0","v8.5.1","v8.5.2","v8.5.3","v8.5.4","v8.5.5","v8.5.6","v8.5.7","v26.3.0","v26.3.1","v26.3.2","v26.3.3","v26.3.4","master"],
"openTables":[],
"renamed":[],
"misspelt":[],
"blind":[],
"keys":[
["advertise-client-urls","string","",""],
["advertise-peer-urls","string","",""],
["auto-compaction-mode","string","",""],
["auto-compaction-retention","string","",""],
["client-urls","string","",""],
["cluster-version","table","",""],
["cluster-version.Major","integer","",""],
["cluster-version.Metadata","string","",""],
["cluster-version.Minor","integer","",""],
["cluster-version.Patch","integer","",""],
["cluster-version.PreRelease","string","",""],
["ConfigCheck","boolean","","v6.5.12"],
["controller","table","v7.0.0",""],
["controller.degraded-mode-wait-duration","duration","v7.0.0",""],
["controller.enable-controller-trace-log","boolean","v7.1.3",""],
["controller.ltb-max-wait-duration","duration","v7.1.3",""],
["controller.ltb-token-rpc-max-delay","duration","v7.1.6","",{"except":["v8.0.0..v8.0.0"]}],
["controller.push-metrics-address","string","master",""],
["controller.push-metrics-interval","string","master",""],
["controller.request-unit","table","v7.0.0",""],
["controller.request-unit.read-base-cost","float","v6.6.0",""],
["controller.request-unit.read-cost-per-byte","float","v6.6.0",""],
["controller.request-unit.read-cpu-ms-cost","float","v6.6.0",""],
["controller.request-unit.read-per-batch-base-cost","float","v7.2.0",""],
["controller.request-unit.write-base-cost","float","v6.6.0",""],
["controller.request-unit.write-cost-per-byte","float","v6.6.0",""],
["controller.request-unit.write-per-batch-base-cost","float","v7.2.0",""],
["controller.ru-version-policy","table","v26.3.0",""],
["controller.ru-version-policy.Default","integer","v26.3.0",""],
["controller.ru-version-policy.Overrides","map<integer>","v26.3.0",""],
["dashboard","table","",""],
["dashboard.disable-custom-prom-addr","boolean","v8.4.0",""],
["dashboard.disable-telemetry","boolean","","v5.4.3"],
["dashboard.enable-experimental","boolean","",""],
["dashboard.enable-telemetry","boolean","",""],
["dashboard.internal-proxy","boolean","",""],
["dashboard.public-path-prefix","string","",""],
["dashboard.temp-dir","string","v26.3.0",""],
["dashboard.tidb-cacert-path","string","",""],
["dashboard.tidb-cert-path","string","",""],
["dashboard.tidb-key-path","string","",""],
["data-dir","string","",""],
["DisableStrictReconfigCheck","boolean","",""],
["election-interval","duration","",""],
["enable-local-tso","boolean","",""],
["enable-prevote","boolean","",""],
["EnableGRPCGateway","boolean","",""],
["ForceNewCluster","boolean","",""],
["HeartbeatStreamBindInterval","duration","",""],
["initial-cluster","string","",""],
["initial-cluster-state","string","",""],
["initial-cluster-token","string","",""],
["join","string","",""],
["keyspace","table","v6.6.0",""],
["keyspace.check-region-split-interval","duration","v7.2.0",""],
["keyspace.meta-service-groups","map<string>","master",""],
["keyspace.pre-alloc","array<string>","v6.6.0",""],
["keyspace.wait-region-split","boolean","v7.2.0",""],
["keyspace.wait-region-split-timeout","duration","v7.2.0",""],
["label-property","map<array<table>>","",""],
["label-property.*[].key","string","",""],
["label-property.*[].value","string","",""],
["labels","map<string>","",""],
["LeaderPriorityCheckInterval","duration","",""],
["lease","integer","",""],
["log","table","",""],
["log-file","string","",""],
["log-level","string","",""],
["log.development","boolean","",""],
["log.disable-caller","boolean","",""],
["log.disable-error-verbose","boolean","",""],
["log.disable-stacktrace","boolean","",""],
["log.disable-timestamp","boolean","",""],
["log.error-output-path","string","v6.5.12",""],
["log.file","table","",""],
["log.file.filename","string","",""],
["log.file.max-backups","integer","",""],
["log.file.max-days","integer","",""],
["log.file.max-size","integer","",""],
["log.format","string","",""],
["log.level","string","",""],
["max-concurrent-tso-proxy-streamings","integer","v7.2.0",""],
["max-request-bytes","integer","v5.4.0",""],
["metering","table","v26.3.0",""],
["metering.aws","table","v26.3.0",""],
["metering.aws.access-key","string","v26.3.0",""],
["metering.aws.assume-role-arn","string","v26.3.0",""],
["metering.aws.s3-force-path-style","boolean","v26.3.0",""],
["metering.aws.secret-access-key","string","v26.3.0",""],
["metering.aws.session-token","string","v26.3.0",""],
["metering.azure","table","v26.3.0",""],
["metering.azure.account-key","string","v26.3.0",""],
["metering.azure.account-name","string","v26.3.0",""],
["metering.azure.sas-token","string","v26.3.0",""],
["metering.bucket","string","v26.3.0",""],
["metering.endpoint","string","v26.3.0",""],
["metering.localfs","table","v26.3.0",""],
["metering.localfs.base-path","string","v26.3.0",""],
["metering.localfs.create-dirs","boolean","v26.3.0",""],
["metering.localfs.permissions","string","v26.3.0",""],
["metering.oss","table","v26.3.0",""],
["metering.oss.access-key","string","v26.3.0",""],
["metering.oss.assume-role-arn","string","v26.3.0",""],
["metering.oss.secret-access-key","string","v26.3.0",""],
["metering.oss.session-token","string","v26.3.0",""],
["metering.prefix","string","v26.3.0",""],
["metering.region","string","v26.3.0",""],
["metering.shared-pool-id","string","v26.3.0",""],
["metering.type","string","v26.3.0",""],
["metric","table","",""],
["metric.address","string","",""],
["metric.interval","duration","",""],
["metric.job","string","",""],
["micro-service","table","v8.0.0",""],
["micro-service.enable-resource-manager-fallback","boolean","v26.3.0",""],
["micro-service.enable-scheduling-fallback","boolean","v8.0.0",""],
["micro-service.enable-tso-dynamic-switching","boolean","v26.3.0",""],
["name","string","",""],
["pd-server","table","",""],
["pd-server.block-safe-point-v1","boolean","v7.3.0",""],
["pd-server.dashboard-address","string","",""],
["pd-server.enable-gogc-tuner","boolean","v6.6.0",""],
["pd-server.flow-round-by-digit","integer","v5.1.0",""],
["pd-server.gc-tuner-threshold","float","v6.6.0",""],
["pd-server.key-type","string","",""],
["pd-server.max-gap-reset-ts","duration","",""],
["pd-server.metric-storage","string","",""],
["pd-server.min-resolved-ts-persistence-interval","duration","v6.0.0",""],
["pd-server.runtime-services","array<string>","",""],
["pd-server.server-memory-limit","float","v6.6.0",""],
["pd-server.server-memory-limit-gc-trigger","float","v6.6.0",""],
["pd-server.trace-region-flow","boolean","","v8.5.4",{"except":["v6.5.12..v6.5.12","v7.5.7..v7.5.7"]}],
["pd-server.use-region-storage","boolean","",""],
["peer-urls","string","",""],
["quota-backend-bytes","size","",""],
["replication","table","",""],
["replication-mode","table","",""],
["replication-mode.dr-auto-sync","table","",""],
["replication-mode.dr-auto-sync.dr","string","",""],
["replication-mode.dr-auto-sync.dr-replicas","integer","",""],
["replication-mode.dr-auto-sync.label-key","string","",""],
["replication-mode.dr-auto-sync.pause-region-split","boolean","v6.1.0",""],
["replication-mode.dr-auto-sync.primary","string","",""],
["replication-mode.dr-auto-sync.primary-replicas","integer","",""],
["replication-mode.dr-auto-sync.wait-async-timeout","duration","","v6.2.0"],
["replication-mode.dr-auto-sync.wait-recover-timeout","duration","v6.5.9","",{"except":["v7.0.0..v7.0.0"]}],
["replication-mode.dr-auto-sync.wait-store-timeout","duration","",""],
["replication-mode.dr-auto-sync.wait-sync-timeout","duration","","v6.2.0"],
["replication-mode.replication-mode","string","",""],
["replication.enable-placement-rules","boolean","",""],
["replication.enable-placement-rules-cache","boolean","v5.3.0",""],
["replication.isolation-level","string","",""],
["replication.location-labels","array<string>","",""],
["replication.max-replicas","integer","",""],
["replication.strictly-match-label","boolean","",""],
["schedule","table","",""],
["schedule.affinity-schedule-limit","integer","v8.5.5",""],
["schedule.default-store-limit","table","master",""],
["schedule.default-store-limit.add-peer","float","master",""],
["schedule.default-store-limit.remove-peer","float","master",""],
["schedule.disable-location-replacement","boolean","",""],
["schedule.disable-make-up-replica","boolean","",""],
["schedule.disable-raft-learner","boolean","",""],
["schedule.disable-remove-down-replica","boolean","",""],
["schedule.disable-remove-extra-replica","boolean","",""],
["schedule.disable-replace-offline-replica","boolean","",""],
["schedule.enable-cross-table-merge","boolean","",""],
["schedule.enable-debug-metrics","boolean","",""],
["schedule.enable-diagnostic","boolean","v6.3.0",""],
["schedule.enable-heartbeat-breakdown-metrics","boolean","v8.0.0",""],
["schedule.enable-heartbeat-concurrent-runner","boolean","v8.2.0",""],
["schedule.enable-joint-consensus","boolean","",""],
["schedule.enable-location-replacement","boolean","",""],
["schedule.enable-make-up-replica","boolean","",""],
["schedule.enable-one-way-merge","boolean","",""],
["schedule.enable-remove-down-replica","boolean","",""],
["schedule.enable-remove-extra-replica","boolean","",""],
["schedule.enable-replace-offline-replica","boolean","",""],
["schedule.enable-tikv-split-region","boolean","v6.3.0",""],
["schedule.enable-witness","boolean","v6.5.0",""],
["schedule.halt-scheduling","boolean","v6.5.3","",{"except":["v7.0.0..v7.0.0","v7.1.6..v7.1.6"]}],
["schedule.high-space-ratio","float","",""],
["schedule.hot-region-cache-hits-threshold","integer","",""],
["schedule.hot-region-schedule-limit","integer","",""],
["schedule.hot-regions-reserved-days","integer","v5.3.0",""],
["schedule.hot-regions-write-interval","duration","v5.3.0",""],
["schedule.leader-schedule-limit","integer","",""],
["schedule.leader-schedule-policy","string","",""],
["schedule.low-space-ratio","float","",""],
["schedule.max-affinity-merge-region-size","integer","v8.5.5",""],
["schedule.max-merge-region-keys","integer","",""],
["schedule.max-merge-region-size","integer","",""],
["schedule.max-movable-hot-peer-size","integer","v6.1.0",""],
["schedule.max-pending-peer-count","integer","",""],
["schedule.max-snapshot-count","integer","",""],
["schedule.max-store-down-time","duration","",""],
["schedule.max-store-preparing-time","duration","v6.1.0",""],
["schedule.merge-schedule-limit","integer","",""],
["schedule.patrol-region-interval","duration","",""],
["schedule.patrol-region-worker-count","integer","v8.5.0",""],
["schedule.region-schedule-limit","integer","",""],
["schedule.region-score-formula-version","string","",""],
["schedule.replica-schedule-limit","integer","",""],
["schedule.scheduler-max-waiting-operator","integer","",""],
["schedule.schedulers","array<table>","",""],
["schedule.schedulers-payload","map<any>","","v8.1.2"],
["schedule.schedulers[].args","array<string>","",""],
["schedule.schedulers[].args-payload","string","",""],
["schedule.schedulers[].disable","boolean","",""],
["schedule.schedulers[].type","string","",""],
["schedule.slow-store-evicting-affected-store-ratio-threshold","float","v6.6.0",""],
["schedule.split-merge-interval","duration","",""],
["schedule.split-scatter-schedule-limit","integer","v8.5.7","v8.5.7"],
["schedule.store-balance-rate","float","",""],
["schedule.store-limit","map<table>","",""],
["schedule.store-limit-mode","string","","v7.1.6"],
["schedule.store-limit-version","string","v7.1.0",""],
["schedule.store-limit.*.add-peer","float","",""],
["schedule.store-limit.*.remove-peer","float","",""],
["schedule.switch-witness-interval","duration","v6.5.0",""],
["schedule.tolerant-size-ratio","float","",""],
["schedule.witness-schedule-limit","integer","v6.6.0",""],
["security","table","",""],
["security.cacert-path","string","",""],
["security.cert-allowed-cn","array<string>","",""],
["security.cert-path","string","",""],
["security.encryption","table","",""],
["security.encryption.data-encryption-method","string","",""],
["security.encryption.data-key-rotation-period","duration","",""],
["security.encryption.master-key","table","",""],
["security.encryption.master-key.endpoint","string","",""],
["security.encryption.master-key.key-id","string","",""],
["security.encryption.master-key.path","string","",""],
["security.encryption.master-key.region","string","",""],
["security.encryption.master-key.type","string","",""],
["security.key-path","string","",""],
["security.redact-info-log","boolean|string","","",{"was":[{"type":"boolean","until":"v8.2.0"}]}],
["security.SSLCABytes","array<integer>","v5.3.0",""],
["security.SSLCertBytes","array<integer>","v5.3.0",""],
["security.SSLKEYBytes","array<integer>","v5.3.0",""],
["tick-interval","duration","",""],
["tso-proxy-recv-from-client-timeout","duration","v7.2.0",""],
["tso-save-interval","duration","",""],
["tso-update-physical-interval","duration","",""],
["Version","boolean","","v6.5.12"],
["WarningMsgs","array<string>","",""]
]}`;

// src/facts/generated/tikv-keys.ts
/** Keys of TiKV's configuration, JSON: [key, type, since, until, more]; an empty version is an open end. */
const tikvKeys$1 = `{"versions":["v3.0.0","v3.0.1","v3.0.2","v3.0.3","v3.0.4","v3.0.5","v3.0.6","v3.0.7","v3.0.8","v3.0.9","v3.0.10","v3.0.11","v3.0.12","v3.0.13","v3.0.14","v3.0.15","v3.0.16","v3.0.17","v3.0.18","v3.0.19","v3.0.20","v3.1.0","v3.1.1","v3.1.2","v4.0.0","v4.0.1","v4.0.2","v4.0.3","v4.0.4","v4.0.5","v4.0.6","v4.0.7","v4.0.8","v4.0.9","v4.0.10","v4.0.11","v4.0.12","v4.0.13","v4.0.14","v4.0.15","v4.0.16","v5.0.0","v5.0.1","v5.0.2","v5.0.3","v5.0.4","v5.0.5","v5.0.6","v5.1.0","v5.1.1","v5.1.2","v5.1.3","v5.1.4","v5.1.5","v5.2.0","v5.2.1","v5.2.2","v5.2.3","v5.2.4","v5.3.0","v5.3.1","v5.3.2","v5.3.3","v5.3.4","v5.4.0","v5.4.1","v5.4.2","v5.4.3","v6.0.0","v6.1.0","v6.1.1","v6.1.2","v6.1.3","v6.1.4","v6.1.5","v6.1.6","v6.1.7","v6.2.0","v6.3.0","v6.4.0","v6.5.0","v6.5.1","v6.5.2","v6.5.3","v6.5.4","v6.5.5","v6.5.6","v6.5.7","v6.5.8","v6.5.9","v6.5.10","v6.5.11","v6.5.12","v6.6.0","v7.0.0","v7.1.0","v7.1.1","v7.1.2","v7.1.3","v7.1.4","v7.1.5","v7.1.6","v7.2.0","v7.3.0","v7.4.0","v7.5.0","v7.5.1","v7.5.2","v7.5.3","v7.5.4","v7.5.5","v7.5.6","v7.5.7","v7.6.0","v8.0.0","v8.1.0","v8.1.1","v8.1.2","v8.2.0","v8.3.0","v8.4.0","v8.5.0","v8.5.1","v8.5.2","v8.5.3","v8.5.4","v8.5.5","v8.5.6","v8.5.7","v9.0.0-beta.1","v9.0.0-beta.2.pre","HEAD"],
"openTables":["server.labels"],
"renamed":[["log-level","log.level"],["log-file","log.file.filename"],["log-format","log.format"],["log-rotation-timespan","log.file.max-days"],["log-rotation-size","log.file.max-size"],["raftstore.region-max-size","coprocessor.region-max-size"],["raftstore.region-split-size","coprocessor.region-split-size"],["server.end-point-concurrency","readpool.coprocessor.normal-concurrency"],["server.end-point-stack-size","readpool.coprocessor.stack-size"],["server.end-point-max-tasks","readpool.coprocessor.max-tasks-per-worker-normal"],["rocksdb.auto-tuned","rocksdb.rate-limiter-auto-tuned"],["server.snap-max-write-bytes-per-sec","server.snap-io-max-bytes-per-sec"],["raftstore.enable-partitioned-raft-kv-compatible-learner","raftstore.enable-v2-compatible-learner"],["backup.gcp_v2_enable","backup.gcp-v2-enable"],["log-backup.gcp_v2_enable","log-backup.gcp-v2-enable"],["raftstore.report-min-resolved-ts-interval","raftstore.pd-report-min-resolved-ts-interval"],["resource-metering.agent-address","resource-metering.receiver-address"],["resource-metering.report-agent-interval","resource-metering.report-receiver-interval"],["causal-ts.available-interval","causal-ts.alloc-ahead-buffer"],["range-cache-engine","in-memory-engine"],["range-cache-engine.enabled","in-memory-engine.enable"],["range-cache-engine.gc-interval","in-memory-engine.gc-run-interval"],["range-cache-engine.soft-limit-threshold","in-memory-engine.evict-threshold"],["range-cache-engine.hard-limit-threshold","in-memory-engine.capacity"],["range-cache-engine.load-evict-interval","in-memory-engine.load-evict-interval"],["in-memory-engine.enabled","in-memory-engine.enable"],["in-memory-engine.gc-interval","in-memory-engine.gc-run-interval"],["in-memory-engine.soft-limit-threshold","in-memory-engine.evict-threshold"],["in-memory-engine.hard-limit-threshold","in-memory-engine.capacity"],["in-memory-engine.stop-load-limit-threshold","in-memory-engine.stop-load-threshold"],["log-backup.io-threads","log-backup.num-threads"],["log-backup.temp-file-size-limit-per-task","log-backup.file-size-limit"],["security.encryption.master-key.access-key","security.encryption.master-key.aws.access-key"],["security.encryption.master-key.secret-access-key","security.encryption.master-key.aws.secret-access-key"],["security.encryption.previous-master-key.access-key","security.encryption.previous-master-key.aws.access-key"],["security.encryption.previous-master-key.secret-access-key","security.encryption.previous-master-key.aws.secret-access-key"],["readpool.storage.max-tasks-high","readpool.storage.max-tasks-per-worker-high"],["readpool.storage.max-tasks-normal","readpool.storage.max-tasks-per-worker-normal"],["readpool.storage.max-tasks-low","readpool.storage.max-tasks-per-worker-low"],["readpool.coprocessor.max-tasks-high","readpool.coprocessor.max-tasks-per-worker-high"],["readpool.coprocessor.max-tasks-normal","readpool.coprocessor.max-tasks-per-worker-normal"],["readpool.coprocessor.max-tasks-low","readpool.coprocessor.max-tasks-per-worker-low"]],
"misspelt":[["raftstore.raft_log_reserve_max_ticks","raftstore.raft-log-reserve-max-ticks"],["raft-engine.recovery_mode","raft-engine.recovery-mode"],["rocksdb.defaultcf.titan.level_merge","rocksdb.defaultcf.titan.level-merge"],["backup.batch","backup.batch-size"],["raftdb.optimize-filters-for-hits","raftdb.defaultcf.optimize-filters-for-hits"],["coprocessor-v2.enable-region-bucket","coprocessor.enable-region-bucket"],["coprocessor-v2.region-bucket-size","coprocessor.region-bucket-size"],["coprocessor.report-region-buckets-tick-interval","raftstore.report-region-buckets-tick-interval"],["coprocessor-v2.report-region-buckets-tick-interval","raftstore.report-region-buckets-tick-interval"],["rocksdb.defaultcf.whole_key_filtering","rocksdb.defaultcf.whole-key-filtering"],["pessimistic-txn.wait-up-delay-duration","pessimistic-txn.wake-up-delay-duration"],["gc.auto-compaction.tombstone-num-threshold","gc.auto-compaction.tombstones-num-threshold"],["gc.auto-compaction.tombstone-percent-threshold","gc.auto-compaction.tombstones-percent-threshold"]],
"blind":[["raftstore","v4.0.0"],["raft-engine","v5.0.0"],["security.encryption.master-key","v4.0.0"],["security.encryption.previous-master-key","v4.0.0"]],
"keys":[
["abort-on-panic","boolean","v5.0.2",""],
["backup","table","v4.0.3",""],
["backup.auto-tune-refresh-interval","duration","v5.3.0",""],
["backup.auto-tune-remain-threads","integer","v5.3.0",""],
["backup.batch-size","integer","v4.0.10",""],
["backup.enable-auto-tune","boolean","v5.3.0",""],
["backup.gcp-v2-enable","boolean","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["backup.gcp_v2_enable","boolean","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"],"aliasOf":"backup.gcp-v2-enable"}],
["backup.hadoop","table","v5.3.0",""],
["backup.hadoop.home","string","v5.3.0",""],
["backup.hadoop.linux-user","string","v5.3.0",""],
["backup.io-thread-size","integer","v5.4.0",""],
["backup.num-threads","integer","v4.0.3",""],
["backup.s3-multi-part-size","size","v5.3.2",""],
["backup.sst-max-size","size","v4.0.11",""],
["causal-ts","table","v6.1.0",""],
["causal-ts.alloc-ahead-buffer","duration","v6.4.0",""],
["causal-ts.available-interval","duration","v6.3.0","v6.3.0"],
["causal-ts.renew-batch-max-size","integer","v6.3.0",""],
["causal-ts.renew-batch-min-size","integer","v6.1.0",""],
["causal-ts.renew-interval","duration","v6.1.0",""],
["cdc","table","v4.0.5",""],
["cdc.hibernate-regions-compatible","boolean","v5.0.0",""],
["cdc.incremental-fetch-speed-limit","size","v6.5.6","",{"except":["v6.6.0..v7.1.2","v7.2.0..v7.4.0"]}],
["cdc.incremental-scan-concurrency","integer","v4.0.14","",{"except":["v5.0.0..v5.0.1"]}],
["cdc.incremental-scan-concurrency-limit","integer","v7.6.0",""],
["cdc.incremental-scan-speed-limit","size","v4.0.13",""],
["cdc.incremental-scan-threads","integer","v4.0.14","",{"except":["v5.0.0..v5.0.1"]}],
["cdc.incremental-scan-ts-filter-ratio","float","v5.4.0",""],
["cdc.min-ts-interval","duration","v4.0.5",""],
["cdc.old-value-cache-memory-quota","size","v5.0.3",""],
["cdc.old-value-cache-size","integer","v5.0.0","",{"deprecated":true}],
["cdc.raw-min-ts-outlier-threshold","duration","v6.2.0","v6.4.0"],
["cdc.sink-memory-quota","size","v4.0.14","",{"except":["v5.0.0..v5.0.2"]}],
["cdc.tso-worker-threads","integer","v6.2.0",""],
["cfg-path","string","v4.0.0",""],
["coprocessor","table","",""],
["coprocessor-v2","table","v5.1.0",""],
["coprocessor-v2.coprocessor-plugin-directory","string","v5.1.0",""],
["coprocessor.batch-split-limit","integer","",""],
["coprocessor.consistency-check-method","enum","v5.0.0","",{"enum":["raw","mvcc"]}],
["coprocessor.enable-region-bucket","boolean","v6.0.0",""],
["coprocessor.perf-level","enum","v5.0.0","",{"enum":["uninitialized","disable","enable-count","enable-time-except-for-mutex","enable-time-and-cpu-time-except-for-mutex","enable-time","out-of-bounds",0,1,2,3,4,5,6]}],
["coprocessor.prefer-approximate-bucket","boolean","v6.1.0",""],
["coprocessor.region-bucket-merge-size-ratio","float","v6.1.0",""],
["coprocessor.region-bucket-size","size","v6.0.0",""],
["coprocessor.region-max-keys","integer","",""],
["coprocessor.region-max-size","size","",""],
["coprocessor.region-size-threshold-for-approximate","size","v6.0.0",""],
["coprocessor.region-split-keys","integer","",""],
["coprocessor.region-split-size","size","",""],
["coprocessor.split-region-on-table","boolean","",""],
["enable-io-snoop","boolean","v5.0.0",""],
["gc","table","v3.0.6",""],
["gc.auto-compaction","table","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.bottommost-level-force","boolean","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.check-interval","duration","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.mvcc-read-aware-enabled","boolean","v8.5.6","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.mvcc-read-weight","float","v8.5.6","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.mvcc-scan-threshold","integer","v8.5.6","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.redundant-rows-percent-threshold","integer","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.redundant-rows-threshold","integer","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.tombstones-num-threshold","integer","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.auto-compaction.tombstones-percent-threshold","integer","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["gc.batch-keys","integer","v3.0.6",""],
["gc.compaction-filter-skip-version-check","boolean","v5.0.0",""],
["gc.enable-compaction-filter","boolean","v5.0.0",""],
["gc.max-write-bytes-per-sec","size","v3.0.6",""],
["gc.num-threads","integer","v6.5.8","",{"except":["v6.6.0..v7.1.3","v7.2.0..v7.5.0"]}],
["gc.ratio-threshold","float","v3.0.6",""],
["import","table","",""],
["import.import-dir","string","","v3.1.2"],
["import.import-mode-timeout","duration","v5.0.0",""],
["import.max-open-engines","integer","","v3.1.2"],
["import.max-prepare-duration","duration","","v3.1.2"],
["import.memory-use-ratio","float","v6.5.0",""],
["import.min-available-ratio","float","","v3.1.2"],
["import.num-import-jobs","integer","","v3.1.2"],
["import.num-import-sst-jobs","integer","","v3.1.2"],
["import.num-threads","integer","",""],
["import.region-split-size","size","","v3.1.2"],
["import.stream-channel-window","integer","",""],
["import.upload-speed-limit","size","","v3.1.2"],
["in-memory-engine","table","v8.4.0",""],
["in-memory-engine.capacity","size","v8.5.0",""],
["in-memory-engine.cross-check-interval","duration","v8.4.0",""],
["in-memory-engine.enable","boolean","v8.5.0",""],
["in-memory-engine.enabled","boolean","v8.4.0","v8.4.0"],
["in-memory-engine.evict-threshold","size","v8.5.0",""],
["in-memory-engine.expected-region-size","size","v8.4.0","v8.4.0"],
["in-memory-engine.gc-interval","duration","v8.4.0","v8.4.0"],
["in-memory-engine.gc-run-interval","duration","v8.5.0",""],
["in-memory-engine.hard-limit-threshold","size","v8.4.0","v8.4.0"],
["in-memory-engine.load-evict-interval","duration","v8.4.0",""],
["in-memory-engine.mvcc-amplification-threshold","integer","v8.4.0",""],
["in-memory-engine.soft-limit-threshold","size","v8.4.0","v8.4.0"],
["in-memory-engine.stop-load-limit-threshold","size","v8.4.0","v8.4.0"],
["in-memory-engine.stop-load-threshold","size","v8.5.0",""],
["log","table","v5.4.0",""],
["log-backup","table","v6.1.0",""],
["log-backup.enable","boolean","v6.1.0",""],
["log-backup.file-size-limit","size","v6.2.0",""],
["log-backup.gcp-v2-enable","boolean","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["log-backup.gcp_v2_enable","boolean","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"],"aliasOf":"log-backup.gcp-v2-enable"}],
["log-backup.initial-scan-concurrency","integer","v6.5.7","",{"except":["v6.6.0..v7.1.1","v7.2.0..v7.4.0"]}],
["log-backup.initial-scan-pending-memory-quota","size","v6.1.0",""],
["log-backup.initial-scan-rate-limit","size","v6.2.0",""],
["log-backup.io-threads","integer","v6.1.0","v6.1.7"],
["log-backup.max-flush-interval","duration","v6.1.0",""],
["log-backup.min-ts-interval","duration","v6.5.4","",{"except":["v6.6.0"]}],
["log-backup.num-threads","integer","v6.1.0",""],
["log-backup.s3-multi-part-size","size","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["log-backup.temp-file-memory-quota","size","v7.3.0",""],
["log-backup.temp-file-size-limit-per-task","size","v6.1.0","v6.1.7"],
["log-backup.temp-path","string","v6.1.0",""],
["log-file","string","","",{"deprecated":true}],
["log-format","enum","v4.0.7","",{"enum":["text","json"],"deprecated":true}],
["log-level","enum","","",{"enum":["fatal","critical","error","warning","warn","info","debug","trace"],"deprecated":true}],
["log-rotation-size","size","v4.0.0","",{"deprecated":true}],
["log-rotation-timespan","duration","","",{"deprecated":true}],
["log.enable-timestamp","boolean","v5.4.0",""],
["log.file","table","v5.4.0",""],
["log.file.filename","string","v5.4.0",""],
["log.file.max-backups","integer","v5.4.0",""],
["log.file.max-days","integer","v5.4.0",""],
["log.file.max-size","integer","v5.4.0",""],
["log.format","enum","v5.4.0","",{"enum":["text","json"]}],
["log.level","enum","v5.4.0","",{"enum":["fatal","critical","error","warning","warn","info","debug","trace"]}],
["memory","table","v7.5.0",""],
["memory-usage-high-water","float","v5.1.0",""],
["memory-usage-limit","size","v5.1.0",""],
["memory.enable-heap-profiling","boolean","v7.5.0",""],
["memory.enable-thread-exclusive-arena","boolean","v7.5.7","",{"except":["v7.6.0..v8.0.0"]}],
["memory.profiling-sample-per-bytes","size","v7.5.0",""],
["metric","table","",""],
["metric.address","string","",""],
["metric.interval","duration","",""],
["metric.job","string","",""],
["panic-when-unexpected-key-or-data","boolean","",""],
["pd","table","",""],
["pd.enable-forwarding","boolean","v5.0.0",""],
["pd.endpoints","list","","",{"items":"string"}],
["pd.retry-interval","duration","",""],
["pd.retry-log-every","integer","",""],
["pd.retry-max-count","integer","",""],
["pd.update-interval","duration","v4.0.3",""],
["pessimistic-txn","table","",""],
["pessimistic-txn.enabled","boolean","","v4.0.16"],
["pessimistic-txn.in-memory","boolean","v5.4.0",""],
["pessimistic-txn.in-memory-instance-size-limit","size","v8.4.0",""],
["pessimistic-txn.in-memory-peer-size-limit","size","v8.4.0",""],
["pessimistic-txn.monitor-membership-interval","integer","","v3.0.2"],
["pessimistic-txn.pipelined","boolean","v4.0.0",""],
["pessimistic-txn.wait-for-lock-timeout","duration","","",{"was":[{"type":"integer","until":"v3.1.2"}],"alsoInteger":true}],
["pessimistic-txn.wake-up-delay-duration","duration","","",{"was":[{"type":"integer","until":"v3.1.2"}],"alsoInteger":true}],
["quota","table","v6.0.0",""],
["quota.background-cpu-time","integer","v6.1.6",""],
["quota.background-iops-limit","integer","HEAD",""],
["quota.background-read-bandwidth","size","v6.1.6",""],
["quota.background-write-bandwidth","size","v6.1.6",""],
["quota.enable-auto-tune","boolean","v6.1.6",""],
["quota.foreground-cpu-time","integer","v6.0.0",""],
["quota.foreground-read-bandwidth","size","v6.0.0",""],
["quota.foreground-write-bandwidth","size","v6.0.0",""],
["quota.max-delay-duration","duration","v6.0.0",""],
["raft-engine","table","v5.0.0",""],
["raft-engine.batch-compression-threshold","size","v5.1.0",""],
["raft-engine.bytes-per-sync","size","v5.0.0",""],
["raft-engine.cache-limit","size","v5.0.0","v5.2.4"],
["raft-engine.compression-level","integer","v7.4.0",""],
["raft-engine.dir","string","v5.0.0",""],
["raft-engine.enable","boolean","v5.0.0",""],
["raft-engine.enable-log-recycle","boolean","v6.2.0",""],
["raft-engine.format-version","enum","v6.2.0","",{"enum":[1,2]}],
["raft-engine.memory-limit","size","v6.1.0",""],
["raft-engine.prefill-for-recycle","boolean","v6.5.3","",{"except":["v6.6.0"]}],
["raft-engine.prefill-limit","size","v6.5.3","",{"except":["v6.6.0..v7.0.0"]}],
["raft-engine.purge-rewrite-garbage-ratio","float","v5.4.0",""],
["raft-engine.purge-rewrite-threshold","size","v5.4.0",""],
["raft-engine.purge-threshold","size","v5.0.0",""],
["raft-engine.recovery-mode","enum","v5.0.0","",{"enum":["absolute-consistency","tolerate-tail-corruption","tolerate-corrupted-tail-records","tolerate-any-corruption"]}],
["raft-engine.recovery-read-block-size","size","v5.4.0",""],
["raft-engine.recovery-threads","integer","v5.4.0",""],
["raft-engine.spill-dir","string","v6.5.3","",{"except":["v6.6.0..v7.0.0"]}],
["raft-engine.target-file-size","size","v5.0.0",""],
["raftdb","table","",""],
["raftdb.allow-concurrent-memtable-write","boolean","",""],
["raftdb.bytes-per-sync","size","",""],
["raftdb.compaction-readahead-size","size","",""],
["raftdb.create-if-missing","boolean","",""],
["raftdb.defaultcf","table","",""],
["raftdb.defaultcf.block-based-bloom-filter","boolean","",""],
["raftdb.defaultcf.block-cache-size","size","",""],
["raftdb.defaultcf.block-size","size","",""],
["raftdb.defaultcf.bloom-filter-bits-per-key","integer","",""],
["raftdb.defaultcf.bottommost-level-compression","enum","v5.0.0","",{"enum":["no","snappy","zlib","bzip2","lz4","lz4hc","zstd","zstd-not-final","disable"]}],
["raftdb.defaultcf.bottommost-zstd-compression-dict-size","integer","v5.0.0",""],
["raftdb.defaultcf.bottommost-zstd-compression-sample-size","integer","v5.0.0",""],
["raftdb.defaultcf.cache-index-and-filter-blocks","boolean","",""],
["raftdb.defaultcf.checksum","enum","v6.3.0","",{"enum":["no","crc32c","xxhash","xxhash64","xxh3"]}],
["raftdb.defaultcf.compaction-guard-max-output-file-size","size","v5.0.0",""],
["raftdb.defaultcf.compaction-guard-min-output-file-size","size","v5.0.0",""],
["raftdb.defaultcf.compaction-pri","enum","","",{"enum":["by-compensated-size","oldest-largest-seq-first","oldest-smallest-seq-first","min-overlapping-ratio",0,1,2,3]}],
["raftdb.defaultcf.compaction-style","enum","","",{"enum":["level","universal","fifo","none",0,1,2,3]}],
["raftdb.defaultcf.compression-per-level","list","","",{"items":"string"}],
["raftdb.defaultcf.disable-auto-compactions","boolean","",""],
["raftdb.defaultcf.disable-block-cache","boolean","",""],
["raftdb.defaultcf.disable-write-stall","boolean","v5.2.0",""],
["raftdb.defaultcf.dynamic-level-bytes","boolean","",""],
["raftdb.defaultcf.enable-compaction-guard","boolean","v5.0.0",""],
["raftdb.defaultcf.enable-doubly-skiplist","boolean","v3.0.4",""],
["raftdb.defaultcf.force-consistency-checks","boolean","v3.0.5",""],
["raftdb.defaultcf.format-version","integer","v6.3.0",""],
["raftdb.defaultcf.hard-pending-compaction-bytes-limit","size","",""],
["raftdb.defaultcf.level0-file-num-compaction-trigger","integer","",""],
["raftdb.defaultcf.level0-slowdown-writes-trigger","integer","",""],
["raftdb.defaultcf.level0-stop-writes-trigger","integer","",""],
["raftdb.defaultcf.max-bytes-for-level-base","size","",""],
["raftdb.defaultcf.max-bytes-for-level-multiplier","integer","",""],
["raftdb.defaultcf.max-compaction-bytes","size","",""],
["raftdb.defaultcf.max-compactions","integer","v6.6.0",""],
["raftdb.defaultcf.max-write-buffer-number","integer","",""],
["raftdb.defaultcf.min-write-buffer-number-to-merge","integer","",""],
["raftdb.defaultcf.num-levels","integer","",""],
["raftdb.defaultcf.optimize-filters-for-hits","boolean","",""],
["raftdb.defaultcf.optimize-filters-for-memory","boolean","v7.2.0",""],
["raftdb.defaultcf.periodic-compaction-seconds","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["raftdb.defaultcf.pin-l0-filter-and-index-blocks","boolean","",""],
["raftdb.defaultcf.prepopulate-block-cache","enum","v6.3.0","",{"enum":["disabled","flush-only"]}],
["raftdb.defaultcf.prop-keys-index-distance","integer","",""],
["raftdb.defaultcf.prop-size-index-distance","integer","",""],
["raftdb.defaultcf.read-amp-bytes-per-bit","integer","",""],
["raftdb.defaultcf.ribbon-filter-above-level","integer","v7.2.0",""],
["raftdb.defaultcf.soft-pending-compaction-bytes-limit","size","",""],
["raftdb.defaultcf.target-file-size-base","size","",""],
["raftdb.defaultcf.titan","table","",""],
["raftdb.defaultcf.titan.blob-cache-size","size","",""],
["raftdb.defaultcf.titan.blob-file-compression","enum","","",{"enum":["no","snappy","zlib","bz2","lz4","lz4hc","zstd","zstd-not-final"]}],
["raftdb.defaultcf.titan.blob-run-mode","enum","v3.0.1","",{"enum":["normal","read-only","fallback"]}],
["raftdb.defaultcf.titan.discardable-ratio","float","",""],
["raftdb.defaultcf.titan.gc-merge-rewrite","boolean","v4.0.0","",{"deprecated":true}],
["raftdb.defaultcf.titan.level-merge","boolean","v4.0.0",""],
["raftdb.defaultcf.titan.max-gc-batch-size","size","",""],
["raftdb.defaultcf.titan.max-sorted-runs","integer","v4.0.0",""],
["raftdb.defaultcf.titan.merge-small-file-threshold","size","",""],
["raftdb.defaultcf.titan.min-blob-size","size","",""],
["raftdb.defaultcf.titan.min-gc-batch-size","size","",""],
["raftdb.defaultcf.titan.range-merge","boolean","v4.0.0",""],
["raftdb.defaultcf.titan.sample-ratio","float","","",{"deprecated":true}],
["raftdb.defaultcf.titan.shared-blob-cache","boolean","v8.0.0",""],
["raftdb.defaultcf.titan.zstd-dict-size","size","v7.6.0",""],
["raftdb.defaultcf.ttl","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["raftdb.defaultcf.use-bloom-filter","boolean","",""],
["raftdb.defaultcf.whole-key-filtering","boolean","",""],
["raftdb.defaultcf.write-buffer-limit","size","v7.4.0",""],
["raftdb.defaultcf.write-buffer-size","size","",""],
["raftdb.enable-pipelined-write","boolean","",""],
["raftdb.enable-snapshot-sequence-number-check","boolean","HEAD",""],
["raftdb.enable-statistics","boolean","",""],
["raftdb.enable-unordered-write","boolean","v4.0.0",""],
["raftdb.info-log-dir","string","",""],
["raftdb.info-log-keep-log-file-num","integer","","",{"deprecated":true}],
["raftdb.info-log-level","enum","v5.0.0","",{"enum":["error","fatal","info","warn","debug"],"deprecated":true}],
["raftdb.info-log-max-size","size","","",{"deprecated":true}],
["raftdb.info-log-roll-time","duration","","",{"deprecated":true}],
["raftdb.max-background-flushes","integer","v4.0.9",""],
["raftdb.max-background-jobs","integer","",""],
["raftdb.max-manifest-file-size","size","",""],
["raftdb.max-open-files","integer","",""],
["raftdb.max-sub-compactions","integer","",""],
["raftdb.max-total-wal-size","size","",""],
["raftdb.stats-dump-period","duration","",""],
["raftdb.titan","table","v4.0.0",""],
["raftdb.titan.dirname","string","v4.0.0",""],
["raftdb.titan.disable-gc","boolean","v4.0.0",""],
["raftdb.titan.enabled","boolean","v4.0.0",""],
["raftdb.titan.max-background-gc","integer","v4.0.0",""],
["raftdb.titan.purge-obsolete-files-period","duration","v4.0.0",""],
["raftdb.use-direct-io-for-flush-and-compaction","boolean","",""],
["raftdb.wal-bytes-per-sync","size","",""],
["raftdb.wal-dir","string","",""],
["raftdb.wal-recovery-mode","enum","","",{"enum":["tolerate-corrupted-tail-records","absolute-consistency","point-in-time","skip-any-corrupted-records",0,1,2,3]}],
["raftdb.wal-size-limit","size","",""],
["raftdb.wal-ttl-seconds","integer","",""],
["raftdb.writable-file-max-buffer-size","size","",""],
["raftstore","table","",""],
["raftstore.abnormal-leader-missing-duration","duration","",""],
["raftstore.adaptive-batch-enabled","boolean","HEAD",""],
["raftstore.adaptive-high-qps-threshold","integer","HEAD",""],
["raftstore.allow-remove-leader","boolean","","v5.3.4"],
["raftstore.apply-low-priority-pool-size","integer","v5.1.0",""],
["raftstore.apply-max-batch-size","integer","",""],
["raftstore.apply-pool-size","integer","",""],
["raftstore.apply-reschedule-duration","duration","v4.0.0",""],
["raftstore.apply-yield-duration","duration","v4.0.0",""],
["raftstore.apply-yield-write-size","size","v6.4.0",""],
["raftstore.capacity","size","",""],
["raftstore.check-leader-lease-interval","duration","v6.0.0",""],
["raftstore.check-long-uncommitted-interval","duration","v6.3.0",""],
["raftstore.check-peers-availability-interval","duration","v6.4.0",""],
["raftstore.check-request-snapshot-interval","duration","v6.6.0",""],
["raftstore.check-then-compact-force-bottommost-level","boolean","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"],"deprecated":true}],
["raftstore.check-then-compact-top-n","integer","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"],"deprecated":true}],
["raftstore.clean-stale-peer-delay","duration","","",{"deprecated":true}],
["raftstore.clean-stale-ranges-tick","integer","v6.3.0",""],
["raftstore.cleanup-import-sst-interval","duration","",""],
["raftstore.cmd-batch","boolean","v5.2.0",""],
["raftstore.cmd-batch-concurrent-ready-max-count","integer","v5.3.0",""],
["raftstore.compaction-filter-enabled","boolean","v7.5.7","",{"except":["v7.6.0..v8.5.3","v9.0.0-beta.1..v9.0.0-beta.2.pre"],"deprecated":true}],
["raftstore.consistency-check-interval","duration","",""],
["raftstore.dev-assert","boolean","v3.0.16","",{"except":["v3.1.0..v4.0.1"]}],
["raftstore.disk-hang-timeout","duration","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["raftstore.early-apply","boolean","v4.0.0","v4.0.16"],
["raftstore.enable-partitioned-raft-kv-compatible-learner","boolean","v7.1.0","",{"aliasOf":"raftstore.enable-v2-compatible-learner"}],
["raftstore.enable-v2-compatible-learner","boolean","v7.1.0",""],
["raftstore.evict-cache-on-memory-ratio","float","v5.2.0",""],
["raftstore.follower-read-max-log-gap","integer","v7.4.0",""],
["raftstore.future-poll-size","integer","",""],
["raftstore.gc-peer-check-interval","duration","v7.4.0",""],
["raftstore.hibernate-regions","boolean","",""],
["raftstore.hibernate-timeout","duration","v3.0.17","v4.0.16",{"except":["v3.1.0..v4.0.4"]}],
["raftstore.inspect-cpu-util-thd","float","v7.5.1",""],
["raftstore.inspect-interval","duration","v5.2.0",""],
["raftstore.inspect-kvdb-interval","duration","v7.5.5","",{"except":["v7.6.0..v8.1.1","v8.2.0..v8.4.0"]}],
["raftstore.inspect-network-interval","duration","v8.5.5","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["raftstore.io-reschedule-concurrent-max-count","integer","v5.2.0",""],
["raftstore.io-reschedule-hotpot-duration","duration","v5.2.0",""],
["raftstore.leader-transfer-max-log-lag","integer","",""],
["raftstore.local-read-batch-size","integer","",""],
["raftstore.lock-cf-compact-bytes-threshold","size","",""],
["raftstore.lock-cf-compact-interval","duration","",""],
["raftstore.long-uncommitted-base-threshold","duration","v6.3.0",""],
["raftstore.max-apply-unpersisted-log-limit","integer","v8.1.0",""],
["raftstore.max-entry-cache-warmup-duration","duration","v6.4.0",""],
["raftstore.max-leader-missing-duration","duration","",""],
["raftstore.max-manual-flush-rate","float","v7.2.0",""],
["raftstore.max-peer-down-duration","duration","",""],
["raftstore.max-snapshot-file-raw-size","size","v6.1.0",""],
["raftstore.merge-check-tick-interval","duration","",""],
["raftstore.merge-max-log-gap","integer","",""],
["raftstore.messages-per-tick","integer","",""],
["raftstore.min-pending-apply-region-count","integer","v7.1.6","",{"except":["v7.2.0..v7.5.3","v7.6.0"]}],
["raftstore.notify-capacity","integer","",""],
["raftstore.pd-heartbeat-tick-interval","duration","",""],
["raftstore.pd-report-min-resolved-ts-interval","duration","v7.6.0",""],
["raftstore.pd-store-heartbeat-tick-interval","duration","",""],
["raftstore.peer-stale-state-check-interval","duration","",""],
["raftstore.perf-level","enum","v3.0.15","",{"except":["v3.1.0..v4.0.1"],"enum":["uninitialized","disable","enable-count","enable-time-except-for-mutex","enable-time-and-cpu-time-except-for-mutex","enable-time","out-of-bounds",0,1,2,3,4,5,6]}],
["raftstore.periodic-full-compact-start-max-cpu","float","v7.6.0",""],
["raftstore.periodic-full-compact-start-times","list","v7.6.0","",{"items":"string"}],
["raftstore.prevote","boolean","",""],
["raftstore.raft-base-tick-interval","duration","",""],
["raftstore.raft-election-timeout-ticks","integer","",""],
["raftstore.raft-engine-purge-interval","duration","v5.0.0",""],
["raftstore.raft-entry-cache-life-time","duration","",""],
["raftstore.raft-entry-max-size","size","",""],
["raftstore.raft-heartbeat-ticks","integer","",""],
["raftstore.raft-log-compact-sync-interval","duration","v5.2.4",""],
["raftstore.raft-log-gc-count-limit","integer","",""],
["raftstore.raft-log-gc-size-limit","size","",""],
["raftstore.raft-log-gc-threshold","integer","",""],
["raftstore.raft-log-gc-tick-interval","duration","",""],
["raftstore.raft-log-reserve-max-ticks","integer","v5.0.0",""],
["raftstore.raft-max-election-timeout-ticks","integer","",""],
["raftstore.raft-max-inflight-msgs","integer","",""],
["raftstore.raft-max-size-per-msg","size","",""],
["raftstore.raft-min-election-timeout-ticks","integer","",""],
["raftstore.raft-msg-flush-interval","duration","v5.3.0","",{"deprecated":true}],
["raftstore.raft-read-index-retry-interval-ticks","integer","v8.5.4","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["raftstore.raft-reject-transfer-leader-duration","duration","","",{"deprecated":true}],
["raftstore.raft-store-max-leader-lease","duration","",""],
["raftstore.raft-write-batch-size-hint","size","v8.3.0",""],
["raftstore.raft-write-size-limit","size","v5.2.0",""],
["raftstore.raft-write-wait-duration","duration","v8.3.0",""],
["raftstore.raftdb-path","string","",""],
["raftstore.reactive-memory-lock-tick-interval","duration","v6.0.0",""],
["raftstore.reactive-memory-lock-timeout-tick","integer","v6.0.0",""],
["raftstore.region-compact-check-interval","duration","","",{"deprecated":true}],
["raftstore.region-compact-check-step","integer","","",{"deprecated":true}],
["raftstore.region-compact-min-redundant-rows","integer","v6.5.8","",{"except":["v6.6.0..v7.0.0"],"deprecated":true}],
["raftstore.region-compact-min-tombstones","integer","","",{"deprecated":true}],
["raftstore.region-compact-redundant-rows-percent","integer","v6.5.8","",{"except":["v6.6.0..v7.0.0"],"deprecated":true}],
["raftstore.region-compact-tombstones-percent","integer","","",{"deprecated":true}],
["raftstore.region-max-size","size","","",{"deprecated":true}],
["raftstore.region-split-check-diff","size","",""],
["raftstore.region-split-size","size","","",{"deprecated":true}],
["raftstore.region-worker-tick-interval","duration","v6.3.0",""],
["raftstore.renew-leader-lease-advance-duration","duration","v6.0.0",""],
["raftstore.report-min-resolved-ts-interval","duration","v6.0.0","v7.5.7"],
["raftstore.report-region-buckets-tick-interval","duration","v6.1.0",""],
["raftstore.report-region-flow-interval","duration","",""],
["raftstore.request-voter-replicated-index-interval","duration","v6.6.0",""],
["raftstore.right-derive-when-split","boolean","",""],
["raftstore.skip-manual-compaction-in-clean-up-worker","boolean","v8.0.0","v9.0.0-beta.2.pre",{"except":["v8.5.4..v8.5.7"]}],
["raftstore.slow-trend-network-io-factor","float","v7.6.0",""],
["raftstore.slow-trend-unsensitive-cause","float","v6.6.0",""],
["raftstore.slow-trend-unsensitive-result","float","v6.6.0",""],
["raftstore.snap-apply-batch-size","size","",""],
["raftstore.snap-apply-copy-symlink","boolean","v6.5.3","",{"except":["v6.6.0..v7.1.6"]}],
["raftstore.snap-gc-timeout","duration","",""],
["raftstore.snap-generator-pool-size","integer","v5.4.0",""],
["raftstore.snap-mgr-gc-tick-interval","duration","",""],
["raftstore.snap-wait-split-duration","duration","v7.2.0",""],
["raftstore.split-region-check-tick-interval","duration","",""],
["raftstore.store-io-notify-capacity","integer","v5.2.0",""],
["raftstore.store-io-pool-size","integer","v5.2.0",""],
["raftstore.store-low-priority-pool-size","integer","v5.1.0",""],
["raftstore.store-max-batch-size","integer","",""],
["raftstore.store-pool-size","integer","",""],
["raftstore.store-reschedule-duration","duration","v4.0.0",""],
["raftstore.sync-log","boolean","","v4.0.16",{"except":["v3.0.19..v3.0.20"]}],
["raftstore.unreachable-backoff","duration","v5.1.5","",{"except":["v5.2.0..v5.4.2","v6.0.0..v6.1.1","v6.2.0"]}],
["raftstore.use-delete-range","boolean","",""],
["raftstore.waterfall-metrics","boolean","v5.2.0",""],
["range-cache-engine","table","v8.2.0","v8.3.0"],
["range-cache-engine.enabled","boolean","v8.2.0","v8.3.0"],
["range-cache-engine.expected-region-size","size","v8.2.0","v8.3.0"],
["range-cache-engine.gc-interval","duration","v8.2.0","v8.3.0"],
["range-cache-engine.hard-limit-threshold","size","v8.2.0","v8.3.0"],
["range-cache-engine.load-evict-interval","duration","v8.2.0","v8.3.0"],
["range-cache-engine.soft-limit-threshold","size","v8.2.0","v8.3.0"],
["readpool","table","",""],
["readpool.coprocessor","table","",""],
["readpool.coprocessor.high-concurrency","integer","",""],
["readpool.coprocessor.low-concurrency","integer","",""],
["readpool.coprocessor.max-tasks-per-worker-high","integer","",""],
["readpool.coprocessor.max-tasks-per-worker-low","integer","",""],
["readpool.coprocessor.max-tasks-per-worker-normal","integer","",""],
["readpool.coprocessor.normal-concurrency","integer","",""],
["readpool.coprocessor.stack-size","size","",""],
["readpool.coprocessor.use-unified-pool","boolean","v4.0.0",""],
["readpool.storage","table","",""],
["readpool.storage.high-concurrency","integer","",""],
["readpool.storage.low-concurrency","integer","",""],
["readpool.storage.max-tasks-per-worker-high","integer","",""],
["readpool.storage.max-tasks-per-worker-low","integer","",""],
["readpool.storage.max-tasks-per-worker-normal","integer","",""],
["readpool.storage.normal-concurrency","integer","",""],
["readpool.storage.stack-size","size","",""],
["readpool.storage.use-unified-pool","boolean","v4.0.0",""],
["readpool.unified","table","v4.0.0",""],
["readpool.unified.auto-adjust-pool-size","boolean","v6.3.0",""],
["readpool.unified.cpu-threshold","float","v8.5.5","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["readpool.unified.max-tasks-per-worker","integer","v4.0.0",""],
["readpool.unified.max-thread-count","integer","v4.0.0",""],
["readpool.unified.min-thread-count","integer","v4.0.0",""],
["readpool.unified.stack-size","size","v4.0.0",""],
["region-cache-memory-limit","size","v7.6.0","v8.1.2"],
["resolved-ts","table","v5.1.0",""],
["resolved-ts.advance-ts-interval","duration","v5.1.0",""],
["resolved-ts.enable","boolean","v5.1.0",""],
["resolved-ts.incremental-scan-concurrency","integer","v6.5.7","",{"except":["v6.6.0..v7.1.2","v7.2.0..v7.3.0"]}],
["resolved-ts.memory-quota","size","v6.5.7","",{"except":["v6.6.0..v7.1.2","v7.2.0..v7.3.0"]}],
["resolved-ts.memory-quota-active-check-interval","duration","v8.5.6","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resolved-ts.memory-quota-exceeded-backoff-duration","duration","v8.5.6","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resolved-ts.scan-lock-pool-size","integer","v5.1.0",""],
["resource-control","table","v6.6.0",""],
["resource-control.admission-max-delayed-count","integer","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.baseline-burst-pct","float","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.bg-compaction-pressure-threshold","float","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.bg-cpu-throttle-threshold","float","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.bg-write-io-ceiling","size","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.bg-write-io-floor","size","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.enable-fair-scheduling","boolean","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.enable-read-admission-control","boolean","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.enable-write-admission-control","boolean","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.enabled","boolean","v6.6.0",""],
["resource-control.fg-cpu-throttle-threshold","float","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.historical-usage-window-mins","integer","v8.5.7","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-control.priority-ctl-strategy","enum","v8.4.0","",{"enum":["aggressive","moderate","conservative"]}],
["resource-metering","table","v5.1.0",""],
["resource-metering.agent-address","string","v5.1.0","v5.2.1"],
["resource-metering.enable-network-io-collection","boolean","v8.5.6","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["resource-metering.enabled","boolean","v5.1.0","v5.3.4"],
["resource-metering.max-resource-groups","integer","v5.1.0",""],
["resource-metering.precision","duration","v5.1.0",""],
["resource-metering.receiver-address","string","v5.2.2",""],
["resource-metering.report-agent-interval","duration","v5.1.0","v5.2.1"],
["resource-metering.report-receiver-interval","duration","v5.2.2",""],
["rocksdb","table","",""],
["rocksdb.allow-concurrent-memtable-write","boolean","v6.6.0",""],
["rocksdb.auto-tuned","boolean","","",{"deprecated":true}],
["rocksdb.bytes-per-sync","size","",""],
["rocksdb.compaction-readahead-size","size","",""],
["rocksdb.create-if-missing","boolean","",""],
["rocksdb.defaultcf","table","",""],
["rocksdb.defaultcf.block-based-bloom-filter","boolean","",""],
["rocksdb.defaultcf.block-cache-size","size","",""],
["rocksdb.defaultcf.block-size","size","",""],
["rocksdb.defaultcf.bloom-filter-bits-per-key","integer","",""],
["rocksdb.defaultcf.bottommost-level-compression","enum","v5.0.0","",{"enum":["no","snappy","zlib","bzip2","lz4","lz4hc","zstd","zstd-not-final","disable"]}],
["rocksdb.defaultcf.bottommost-zstd-compression-dict-size","integer","v5.0.0",""],
["rocksdb.defaultcf.bottommost-zstd-compression-sample-size","integer","v5.0.0",""],
["rocksdb.defaultcf.cache-index-and-filter-blocks","boolean","",""],
["rocksdb.defaultcf.checksum","enum","v6.3.0","",{"enum":["no","crc32c","xxhash","xxhash64","xxh3"]}],
["rocksdb.defaultcf.compaction-guard-max-output-file-size","size","v5.0.0",""],
["rocksdb.defaultcf.compaction-guard-min-output-file-size","size","v5.0.0",""],
["rocksdb.defaultcf.compaction-pri","enum","","",{"enum":["by-compensated-size","oldest-largest-seq-first","oldest-smallest-seq-first","min-overlapping-ratio",0,1,2,3]}],
["rocksdb.defaultcf.compaction-style","enum","","",{"enum":["level","universal","fifo","none",0,1,2,3]}],
["rocksdb.defaultcf.compression-per-level","list","","",{"items":"string"}],
["rocksdb.defaultcf.disable-auto-compactions","boolean","",""],
["rocksdb.defaultcf.disable-block-cache","boolean","",""],
["rocksdb.defaultcf.disable-write-stall","boolean","v5.2.0",""],
["rocksdb.defaultcf.dynamic-level-bytes","boolean","",""],
["rocksdb.defaultcf.enable-compaction-guard","boolean","v5.0.0",""],
["rocksdb.defaultcf.enable-doubly-skiplist","boolean","v3.0.4",""],
["rocksdb.defaultcf.force-consistency-checks","boolean","v3.0.5",""],
["rocksdb.defaultcf.format-version","integer","v6.3.0",""],
["rocksdb.defaultcf.hard-pending-compaction-bytes-limit","size","",""],
["rocksdb.defaultcf.level0-file-num-compaction-trigger","integer","",""],
["rocksdb.defaultcf.level0-slowdown-writes-trigger","integer","",""],
["rocksdb.defaultcf.level0-stop-writes-trigger","integer","",""],
["rocksdb.defaultcf.max-bytes-for-level-base","size","",""],
["rocksdb.defaultcf.max-bytes-for-level-multiplier","integer","",""],
["rocksdb.defaultcf.max-compaction-bytes","size","",""],
["rocksdb.defaultcf.max-compactions","integer","v6.6.0",""],
["rocksdb.defaultcf.max-write-buffer-number","integer","",""],
["rocksdb.defaultcf.min-write-buffer-number-to-merge","integer","",""],
["rocksdb.defaultcf.num-levels","integer","",""],
["rocksdb.defaultcf.optimize-filters-for-hits","boolean","",""],
["rocksdb.defaultcf.optimize-filters-for-memory","boolean","v7.2.0",""],
["rocksdb.defaultcf.periodic-compaction-seconds","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["rocksdb.defaultcf.pin-l0-filter-and-index-blocks","boolean","",""],
["rocksdb.defaultcf.prepopulate-block-cache","enum","v6.3.0","",{"enum":["disabled","flush-only"]}],
["rocksdb.defaultcf.prop-keys-index-distance","integer","",""],
["rocksdb.defaultcf.prop-size-index-distance","integer","",""],
["rocksdb.defaultcf.read-amp-bytes-per-bit","integer","",""],
["rocksdb.defaultcf.ribbon-filter-above-level","integer","v7.2.0",""],
["rocksdb.defaultcf.soft-pending-compaction-bytes-limit","size","",""],
["rocksdb.defaultcf.target-file-size-base","size","",""],
["rocksdb.defaultcf.titan","table","",""],
["rocksdb.defaultcf.titan.blob-cache-size","size","",""],
["rocksdb.defaultcf.titan.blob-file-compression","enum","","",{"enum":["no","snappy","zlib","bz2","lz4","lz4hc","zstd","zstd-not-final"]}],
["rocksdb.defaultcf.titan.blob-run-mode","enum","v3.0.1","",{"enum":["normal","read-only","fallback"]}],
["rocksdb.defaultcf.titan.discardable-ratio","float","",""],
["rocksdb.defaultcf.titan.gc-merge-rewrite","boolean","v4.0.0","",{"deprecated":true}],
["rocksdb.defaultcf.titan.level-merge","boolean","v4.0.0",""],
["rocksdb.defaultcf.titan.max-gc-batch-size","size","",""],
["rocksdb.defaultcf.titan.max-sorted-runs","integer","v4.0.0",""],
["rocksdb.defaultcf.titan.merge-small-file-threshold","size","",""],
["rocksdb.defaultcf.titan.min-blob-size","size","",""],
["rocksdb.defaultcf.titan.min-gc-batch-size","size","",""],
["rocksdb.defaultcf.titan.range-merge","boolean","v4.0.0",""],
["rocksdb.defaultcf.titan.sample-ratio","float","","",{"deprecated":true}],
["rocksdb.defaultcf.titan.shared-blob-cache","boolean","v8.0.0",""],
["rocksdb.defaultcf.titan.zstd-dict-size","size","v7.6.0",""],
["rocksdb.defaultcf.ttl","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["rocksdb.defaultcf.use-bloom-filter","boolean","",""],
["rocksdb.defaultcf.whole-key-filtering","boolean","",""],
["rocksdb.defaultcf.write-buffer-limit","size","v7.4.0",""],
["rocksdb.defaultcf.write-buffer-size","size","",""],
["rocksdb.enable-multi-batch-write","boolean","v4.0.0",""],
["rocksdb.enable-pipelined-write","boolean","",""],
["rocksdb.enable-snapshot-sequence-number-check","boolean","HEAD",""],
["rocksdb.enable-statistics","boolean","",""],
["rocksdb.enable-unordered-write","boolean","v4.0.0",""],
["rocksdb.info-log-dir","string","",""],
["rocksdb.info-log-keep-log-file-num","integer","","",{"deprecated":true}],
["rocksdb.info-log-level","enum","v5.0.0","",{"enum":["error","fatal","info","warn","debug"],"deprecated":true}],
["rocksdb.info-log-max-size","size","","",{"deprecated":true}],
["rocksdb.info-log-roll-time","duration","","",{"deprecated":true}],
["rocksdb.lockcf","table","",""],
["rocksdb.lockcf.block-based-bloom-filter","boolean","",""],
["rocksdb.lockcf.block-cache-size","size","",""],
["rocksdb.lockcf.block-size","size","",""],
["rocksdb.lockcf.bloom-filter-bits-per-key","integer","",""],
["rocksdb.lockcf.bottommost-level-compression","enum","v5.0.0","",{"enum":["no","snappy","zlib","bzip2","lz4","lz4hc","zstd","zstd-not-final","disable"]}],
["rocksdb.lockcf.bottommost-zstd-compression-dict-size","integer","v5.0.0",""],
["rocksdb.lockcf.bottommost-zstd-compression-sample-size","integer","v5.0.0",""],
["rocksdb.lockcf.cache-index-and-filter-blocks","boolean","",""],
["rocksdb.lockcf.checksum","enum","v6.3.0","",{"enum":["no","crc32c","xxhash","xxhash64","xxh3"]}],
["rocksdb.lockcf.compaction-guard-max-output-file-size","size","v5.0.0",""],
["rocksdb.lockcf.compaction-guard-min-output-file-size","size","v5.0.0",""],
["rocksdb.lockcf.compaction-pri","enum","","",{"enum":["by-compensated-size","oldest-largest-seq-first","oldest-smallest-seq-first","min-overlapping-ratio",0,1,2,3]}],
["rocksdb.lockcf.compaction-style","enum","","",{"enum":["level","universal","fifo","none",0,1,2,3]}],
["rocksdb.lockcf.compression-per-level","list","","",{"items":"string"}],
["rocksdb.lockcf.disable-auto-compactions","boolean","",""],
["rocksdb.lockcf.disable-block-cache","boolean","",""],
["rocksdb.lockcf.disable-write-stall","boolean","v5.2.0",""],
["rocksdb.lockcf.dynamic-level-bytes","boolean","",""],
["rocksdb.lockcf.enable-compaction-guard","boolean","v5.0.0",""],
["rocksdb.lockcf.enable-doubly-skiplist","boolean","v3.0.4",""],
["rocksdb.lockcf.force-consistency-checks","boolean","v3.0.5",""],
["rocksdb.lockcf.format-version","integer","v6.3.0",""],
["rocksdb.lockcf.hard-pending-compaction-bytes-limit","size","",""],
["rocksdb.lockcf.level0-file-num-compaction-trigger","integer","",""],
["rocksdb.lockcf.level0-slowdown-writes-trigger","integer","",""],
["rocksdb.lockcf.level0-stop-writes-trigger","integer","",""],
["rocksdb.lockcf.max-bytes-for-level-base","size","",""],
["rocksdb.lockcf.max-bytes-for-level-multiplier","integer","",""],
["rocksdb.lockcf.max-compaction-bytes","size","",""],
["rocksdb.lockcf.max-compactions","integer","v6.6.0",""],
["rocksdb.lockcf.max-write-buffer-number","integer","",""],
["rocksdb.lockcf.min-write-buffer-number-to-merge","integer","",""],
["rocksdb.lockcf.num-levels","integer","",""],
["rocksdb.lockcf.optimize-filters-for-hits","boolean","",""],
["rocksdb.lockcf.optimize-filters-for-memory","boolean","v7.2.0",""],
["rocksdb.lockcf.periodic-compaction-seconds","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["rocksdb.lockcf.pin-l0-filter-and-index-blocks","boolean","",""],
["rocksdb.lockcf.prepopulate-block-cache","enum","v6.3.0","",{"enum":["disabled","flush-only"]}],
["rocksdb.lockcf.prop-keys-index-distance","integer","",""],
["rocksdb.lockcf.prop-size-index-distance","integer","",""],
["rocksdb.lockcf.read-amp-bytes-per-bit","integer","",""],
["rocksdb.lockcf.ribbon-filter-above-level","integer","v7.2.0",""],
["rocksdb.lockcf.soft-pending-compaction-bytes-limit","size","",""],
["rocksdb.lockcf.target-file-size-base","size","",""],
["rocksdb.lockcf.titan","table","",""],
["rocksdb.lockcf.titan.blob-cache-size","size","",""],
["rocksdb.lockcf.titan.blob-file-compression","enum","","",{"enum":["no","snappy","zlib","bz2","lz4","lz4hc","zstd","zstd-not-final"]}],
["rocksdb.lockcf.titan.blob-run-mode","enum","v3.0.1","",{"enum":["normal","read-only","fallback"]}],
["rocksdb.lockcf.titan.discardable-ratio","float","",""],
["rocksdb.lockcf.titan.gc-merge-rewrite","boolean","v4.0.0","",{"deprecated":true}],
["rocksdb.lockcf.titan.level-merge","boolean","v4.0.0",""],
["rocksdb.lockcf.titan.max-gc-batch-size","size","",""],
["rocksdb.lockcf.titan.max-sorted-runs","integer","v4.0.0",""],
["rocksdb.lockcf.titan.merge-small-file-threshold","size","",""],
["rocksdb.lockcf.titan.min-blob-size","size","",""],
["rocksdb.lockcf.titan.min-gc-batch-size","size","",""],
["rocksdb.lockcf.titan.range-merge","boolean","v4.0.0",""],
["rocksdb.lockcf.titan.sample-ratio","float","","",{"deprecated":true}],
["rocksdb.lockcf.titan.shared-blob-cache","boolean","v8.0.0",""],
["rocksdb.lockcf.titan.zstd-dict-size","size","v7.6.0",""],
["rocksdb.lockcf.ttl","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["rocksdb.lockcf.use-bloom-filter","boolean","",""],
["rocksdb.lockcf.whole-key-filtering","boolean","",""],
["rocksdb.lockcf.write-buffer-limit","size","v7.4.0",""],
["rocksdb.lockcf.write-buffer-size","size","",""],
["rocksdb.max-background-flushes","integer","v4.0.9",""],
["rocksdb.max-background-jobs","integer","",""],
["rocksdb.max-manifest-file-size","size","",""],
["rocksdb.max-open-files","integer","",""],
["rocksdb.max-sub-compactions","integer","",""],
["rocksdb.max-total-wal-size","size","",""],
["rocksdb.raftcf","table","",""],
["rocksdb.raftcf.block-based-bloom-filter","boolean","",""],
["rocksdb.raftcf.block-cache-size","size","",""],
["rocksdb.raftcf.block-size","size","",""],
["rocksdb.raftcf.bloom-filter-bits-per-key","integer","",""],
["rocksdb.raftcf.bottommost-level-compression","enum","v5.0.0","",{"enum":["no","snappy","zlib","bzip2","lz4","lz4hc","zstd","zstd-not-final","disable"]}],
["rocksdb.raftcf.bottommost-zstd-compression-dict-size","integer","v5.0.0",""],
["rocksdb.raftcf.bottommost-zstd-compression-sample-size","integer","v5.0.0",""],
["rocksdb.raftcf.cache-index-and-filter-blocks","boolean","",""],
["rocksdb.raftcf.checksum","enum","v6.3.0","",{"enum":["no","crc32c","xxhash","xxhash64","xxh3"]}],
["rocksdb.raftcf.compaction-guard-max-output-file-size","size","v5.0.0",""],
["rocksdb.raftcf.compaction-guard-min-output-file-size","size","v5.0.0",""],
["rocksdb.raftcf.compaction-pri","enum","","",{"enum":["by-compensated-size","oldest-largest-seq-first","oldest-smallest-seq-first","min-overlapping-ratio",0,1,2,3]}],
["rocksdb.raftcf.compaction-style","enum","","",{"enum":["level","universal","fifo","none",0,1,2,3]}],
["rocksdb.raftcf.compression-per-level","list","","",{"items":"string"}],
["rocksdb.raftcf.disable-auto-compactions","boolean","",""],
["rocksdb.raftcf.disable-block-cache","boolean","",""],
["rocksdb.raftcf.disable-write-stall","boolean","v5.2.0",""],
["rocksdb.raftcf.dynamic-level-bytes","boolean","",""],
["rocksdb.raftcf.enable-compaction-guard","boolean","v5.0.0",""],
["rocksdb.raftcf.enable-doubly-skiplist","boolean","v3.0.4",""],
["rocksdb.raftcf.force-consistency-checks","boolean","v3.0.5",""],
["rocksdb.raftcf.format-version","integer","v6.3.0",""],
["rocksdb.raftcf.hard-pending-compaction-bytes-limit","size","",""],
["rocksdb.raftcf.level0-file-num-compaction-trigger","integer","",""],
["rocksdb.raftcf.level0-slowdown-writes-trigger","integer","",""],
["rocksdb.raftcf.level0-stop-writes-trigger","integer","",""],
["rocksdb.raftcf.max-bytes-for-level-base","size","",""],
["rocksdb.raftcf.max-bytes-for-level-multiplier","integer","",""],
["rocksdb.raftcf.max-compaction-bytes","size","",""],
["rocksdb.raftcf.max-compactions","integer","v6.6.0",""],
["rocksdb.raftcf.max-write-buffer-number","integer","",""],
["rocksdb.raftcf.min-write-buffer-number-to-merge","integer","",""],
["rocksdb.raftcf.num-levels","integer","",""],
["rocksdb.raftcf.optimize-filters-for-hits","boolean","",""],
["rocksdb.raftcf.optimize-filters-for-memory","boolean","v7.2.0",""],
["rocksdb.raftcf.periodic-compaction-seconds","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["rocksdb.raftcf.pin-l0-filter-and-index-blocks","boolean","",""],
["rocksdb.raftcf.prepopulate-block-cache","enum","v6.3.0","",{"enum":["disabled","flush-only"]}],
["rocksdb.raftcf.prop-keys-index-distance","integer","",""],
["rocksdb.raftcf.prop-size-index-distance","integer","",""],
["rocksdb.raftcf.read-amp-bytes-per-bit","integer","",""],
["rocksdb.raftcf.ribbon-filter-above-level","integer","v7.2.0",""],
["rocksdb.raftcf.soft-pending-compaction-bytes-limit","size","",""],
["rocksdb.raftcf.target-file-size-base","size","",""],
["rocksdb.raftcf.titan","table","",""],
["rocksdb.raftcf.titan.blob-cache-size","size","",""],
["rocksdb.raftcf.titan.blob-file-compression","enum","","",{"enum":["no","snappy","zlib","bz2","lz4","lz4hc","zstd","zstd-not-final"]}],
["rocksdb.raftcf.titan.blob-run-mode","enum","v3.0.1","",{"enum":["normal","read-only","fallback"]}],
["rocksdb.raftcf.titan.discardable-ratio","float","",""],
["rocksdb.raftcf.titan.gc-merge-rewrite","boolean","v4.0.0","",{"deprecated":true}],
["rocksdb.raftcf.titan.level-merge","boolean","v4.0.0",""],
["rocksdb.raftcf.titan.max-gc-batch-size","size","",""],
["rocksdb.raftcf.titan.max-sorted-runs","integer","v4.0.0",""],
["rocksdb.raftcf.titan.merge-small-file-threshold","size","",""],
["rocksdb.raftcf.titan.min-blob-size","size","",""],
["rocksdb.raftcf.titan.min-gc-batch-size","size","",""],
["rocksdb.raftcf.titan.range-merge","boolean","v4.0.0",""],
["rocksdb.raftcf.titan.sample-ratio","float","","",{"deprecated":true}],
["rocksdb.raftcf.titan.shared-blob-cache","boolean","v8.0.0",""],
["rocksdb.raftcf.titan.zstd-dict-size","size","v7.6.0",""],
["rocksdb.raftcf.ttl","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["rocksdb.raftcf.use-bloom-filter","boolean","",""],
["rocksdb.raftcf.whole-key-filtering","boolean","",""],
["rocksdb.raftcf.write-buffer-limit","size","v7.4.0",""],
["rocksdb.raftcf.write-buffer-size","size","",""],
["rocksdb.rate-bytes-per-sec","size","",""],
["rocksdb.rate-limiter-auto-tuned","boolean","v5.0.0",""],
["rocksdb.rate-limiter-mode","enum","","",{"enum":["read-only","write-only","all-io",1,2,3]}],
["rocksdb.rate-limiter-refill-period","duration","v5.0.0",""],
["rocksdb.stats-dump-period","duration","",""],
["rocksdb.titan","table","",""],
["rocksdb.titan.dirname","string","",""],
["rocksdb.titan.disable-gc","boolean","",""],
["rocksdb.titan.enabled","boolean","",""],
["rocksdb.titan.max-background-gc","integer","",""],
["rocksdb.titan.purge-obsolete-files-period","duration","",""],
["rocksdb.track-and-verify-wals-in-manifest","boolean","v6.5.9","",{"except":["v6.6.0..v7.1.4","v7.2.0..v7.5.1","v7.6.0"]}],
["rocksdb.use-direct-io-for-flush-and-compaction","boolean","",""],
["rocksdb.ver-defaultcf","table","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.block-based-bloom-filter","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.block-cache-size","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.block-size","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.bloom-filter-bits-per-key","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.bottommost-level-compression","enum","v5.0.0","v5.0.6",{"enum":["no","snappy","zlib","bzip2","lz4","lz4hc","zstd","zstd-not-final","disable"]}],
["rocksdb.ver-defaultcf.bottommost-zstd-compression-dict-size","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.bottommost-zstd-compression-sample-size","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.cache-index-and-filter-blocks","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.compaction-guard-max-output-file-size","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.compaction-guard-min-output-file-size","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.compaction-pri","enum","v5.0.0","v5.0.6",{"enum":["by-compensated-size","oldest-largest-seq-first","oldest-smallest-seq-first","min-overlapping-ratio",0,1,2,3]}],
["rocksdb.ver-defaultcf.compaction-style","enum","v5.0.0","v5.0.6",{"enum":["level","universal",0,1]}],
["rocksdb.ver-defaultcf.compression-per-level","list","v5.0.0","v5.0.6",{"items":"string"}],
["rocksdb.ver-defaultcf.disable-auto-compactions","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.disable-block-cache","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.dynamic-level-bytes","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.enable-compaction-guard","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.enable-doubly-skiplist","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.force-consistency-checks","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.hard-pending-compaction-bytes-limit","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.level0-file-num-compaction-trigger","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.level0-slowdown-writes-trigger","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.level0-stop-writes-trigger","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.max-bytes-for-level-base","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.max-bytes-for-level-multiplier","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.max-compaction-bytes","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.max-write-buffer-number","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.min-write-buffer-number-to-merge","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.num-levels","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.optimize-filters-for-hits","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.pin-l0-filter-and-index-blocks","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.prop-keys-index-distance","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.prop-size-index-distance","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.read-amp-bytes-per-bit","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.soft-pending-compaction-bytes-limit","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.target-file-size-base","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan","table","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.blob-cache-size","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.blob-file-compression","enum","v5.0.0","v5.0.6",{"enum":["no","snappy","zlib","bz2","lz4","lz4hc","zstd","zstd-not-final"]}],
["rocksdb.ver-defaultcf.titan.blob-run-mode","enum","v5.0.0","v5.0.6",{"enum":["normal","read-only","fallback"]}],
["rocksdb.ver-defaultcf.titan.discardable-ratio","float","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.gc-merge-rewrite","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.level-merge","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.max-gc-batch-size","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.max-sorted-runs","integer","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.merge-small-file-threshold","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.min-blob-size","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.min-gc-batch-size","size","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.range-merge","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.titan.sample-ratio","float","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.use-bloom-filter","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.whole-key-filtering","boolean","v5.0.0","v5.0.6"],
["rocksdb.ver-defaultcf.write-buffer-size","size","v5.0.0","v5.0.6"],
["rocksdb.wal-bytes-per-sync","size","",""],
["rocksdb.wal-dir","string","",""],
["rocksdb.wal-recovery-mode","enum","","",{"enum":["tolerate-corrupted-tail-records","absolute-consistency","point-in-time","skip-any-corrupted-records",0,1,2,3]}],
["rocksdb.wal-size-limit","size","",""],
["rocksdb.wal-ttl-seconds","integer","",""],
["rocksdb.writable-file-max-buffer-size","size","",""],
["rocksdb.write-buffer-flush-oldest-first","boolean","v6.6.0",""],
["rocksdb.write-buffer-limit","size","v6.6.0",""],
["rocksdb.write-buffer-stall-ratio","float","v6.6.0",""],
["rocksdb.writecf","table","",""],
["rocksdb.writecf.block-based-bloom-filter","boolean","",""],
["rocksdb.writecf.block-cache-size","size","",""],
["rocksdb.writecf.block-size","size","",""],
["rocksdb.writecf.bloom-filter-bits-per-key","integer","",""],
["rocksdb.writecf.bottommost-level-compression","enum","v5.0.0","",{"enum":["no","snappy","zlib","bzip2","lz4","lz4hc","zstd","zstd-not-final","disable"]}],
["rocksdb.writecf.bottommost-zstd-compression-dict-size","integer","v5.0.0",""],
["rocksdb.writecf.bottommost-zstd-compression-sample-size","integer","v5.0.0",""],
["rocksdb.writecf.cache-index-and-filter-blocks","boolean","",""],
["rocksdb.writecf.checksum","enum","v6.3.0","",{"enum":["no","crc32c","xxhash","xxhash64","xxh3"]}],
["rocksdb.writecf.compaction-guard-max-output-file-size","size","v5.0.0",""],
["rocksdb.writecf.compaction-guard-min-output-file-size","size","v5.0.0",""],
["rocksdb.writecf.compaction-pri","enum","","",{"enum":["by-compensated-size","oldest-largest-seq-first","oldest-smallest-seq-first","min-overlapping-ratio",0,1,2,3]}],
["rocksdb.writecf.compaction-style","enum","","",{"enum":["level","universal","fifo","none",0,1,2,3]}],
["rocksdb.writecf.compression-per-level","list","","",{"items":"string"}],
["rocksdb.writecf.disable-auto-compactions","boolean","",""],
["rocksdb.writecf.disable-block-cache","boolean","",""],
["rocksdb.writecf.disable-write-stall","boolean","v5.2.0",""],
["rocksdb.writecf.dynamic-level-bytes","boolean","",""],
["rocksdb.writecf.enable-compaction-guard","boolean","v5.0.0",""],
["rocksdb.writecf.enable-doubly-skiplist","boolean","v3.0.4",""],
["rocksdb.writecf.force-consistency-checks","boolean","v3.0.5",""],
["rocksdb.writecf.format-version","integer","v6.3.0",""],
["rocksdb.writecf.hard-pending-compaction-bytes-limit","size","",""],
["rocksdb.writecf.level0-file-num-compaction-trigger","integer","",""],
["rocksdb.writecf.level0-slowdown-writes-trigger","integer","",""],
["rocksdb.writecf.level0-stop-writes-trigger","integer","",""],
["rocksdb.writecf.max-bytes-for-level-base","size","",""],
["rocksdb.writecf.max-bytes-for-level-multiplier","integer","",""],
["rocksdb.writecf.max-compaction-bytes","size","",""],
["rocksdb.writecf.max-compactions","integer","v6.6.0",""],
["rocksdb.writecf.max-write-buffer-number","integer","",""],
["rocksdb.writecf.min-write-buffer-number-to-merge","integer","",""],
["rocksdb.writecf.num-levels","integer","",""],
["rocksdb.writecf.optimize-filters-for-hits","boolean","",""],
["rocksdb.writecf.optimize-filters-for-memory","boolean","v7.2.0",""],
["rocksdb.writecf.periodic-compaction-seconds","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["rocksdb.writecf.pin-l0-filter-and-index-blocks","boolean","",""],
["rocksdb.writecf.prepopulate-block-cache","enum","v6.3.0","",{"enum":["disabled","flush-only"]}],
["rocksdb.writecf.prop-keys-index-distance","integer","",""],
["rocksdb.writecf.prop-size-index-distance","integer","",""],
["rocksdb.writecf.read-amp-bytes-per-bit","integer","",""],
["rocksdb.writecf.ribbon-filter-above-level","integer","v7.2.0",""],
["rocksdb.writecf.soft-pending-compaction-bytes-limit","size","",""],
["rocksdb.writecf.target-file-size-base","size","",""],
["rocksdb.writecf.titan","table","",""],
["rocksdb.writecf.titan.blob-cache-size","size","",""],
["rocksdb.writecf.titan.blob-file-compression","enum","","",{"enum":["no","snappy","zlib","bz2","lz4","lz4hc","zstd","zstd-not-final"]}],
["rocksdb.writecf.titan.blob-run-mode","enum","v3.0.1","",{"enum":["normal","read-only","fallback"]}],
["rocksdb.writecf.titan.discardable-ratio","float","",""],
["rocksdb.writecf.titan.gc-merge-rewrite","boolean","v4.0.0","",{"deprecated":true}],
["rocksdb.writecf.titan.level-merge","boolean","v4.0.0",""],
["rocksdb.writecf.titan.max-gc-batch-size","size","",""],
["rocksdb.writecf.titan.max-sorted-runs","integer","v4.0.0",""],
["rocksdb.writecf.titan.merge-small-file-threshold","size","",""],
["rocksdb.writecf.titan.min-blob-size","size","",""],
["rocksdb.writecf.titan.min-gc-batch-size","size","",""],
["rocksdb.writecf.titan.range-merge","boolean","v4.0.0",""],
["rocksdb.writecf.titan.sample-ratio","float","","",{"deprecated":true}],
["rocksdb.writecf.titan.shared-blob-cache","boolean","v8.0.0",""],
["rocksdb.writecf.titan.zstd-dict-size","size","v7.6.0",""],
["rocksdb.writecf.ttl","duration","v6.5.4","",{"except":["v6.6.0..v7.1.1"]}],
["rocksdb.writecf.use-bloom-filter","boolean","",""],
["rocksdb.writecf.whole-key-filtering","boolean","",""],
["rocksdb.writecf.write-buffer-limit","size","v7.4.0",""],
["rocksdb.writecf.write-buffer-size","size","",""],
["security","table","",""],
["security.ca-path","string","",""],
["security.cert-allowed-cn","list","v3.1.0","",{"items":"string"}],
["security.cert-allowed-san","list","HEAD","",{"items":"string"}],
["security.cert-path","string","",""],
["security.cipher-file","string","","v3.1.2"],
["security.encryption","table","v4.0.0",""],
["security.encryption.data-encryption-method","enum","v4.0.0","",{"enum":["unknown","plaintext","aes128-ctr","aes192-ctr","aes256-ctr","sm4-ctr"]}],
["security.encryption.data-key-rotation-period","duration","v4.0.0",""],
["security.encryption.enable-file-dictionary-log","boolean","v4.0.9",""],
["security.encryption.file-dictionary-rewrite-threshold","integer","v4.0.9",""],
["security.encryption.master-key","table","v4.0.0",""],
["security.encryption.master-key.access-key","string","v4.0.0","v4.0.16"],
["security.encryption.master-key.aws","table","v8.4.0",""],
["security.encryption.master-key.aws.access-key","string","v8.4.0",""],
["security.encryption.master-key.aws.secret-access-key","string","v8.4.0",""],
["security.encryption.master-key.azure","table","v7.2.0",""],
["security.encryption.master-key.azure.client-certificate","string","v7.2.0",""],
["security.encryption.master-key.azure.client-certificate-password","string","v7.2.0",""],
["security.encryption.master-key.azure.client-certificate-path","string","v7.2.0",""],
["security.encryption.master-key.azure.client-id","string","v7.2.0",""],
["security.encryption.master-key.azure.client-secret","string","v7.2.0",""],
["security.encryption.master-key.azure.hsm-name","string","v7.2.0",""],
["security.encryption.master-key.azure.hsm-url","string","v7.2.0",""],
["security.encryption.master-key.azure.keyvault-url","string","v7.2.0",""],
["security.encryption.master-key.azure.tenant-id","string","v7.2.0",""],
["security.encryption.master-key.endpoint","string","v4.0.0",""],
["security.encryption.master-key.gcp","table","v8.0.0",""],
["security.encryption.master-key.gcp.credential-file-path","string","v8.0.0",""],
["security.encryption.master-key.key-id","string","v4.0.0",""],
["security.encryption.master-key.path","string","v4.0.0",""],
["security.encryption.master-key.region","string","v4.0.0",""],
["security.encryption.master-key.secret-access-key","string","v4.0.0","v4.0.16"],
["security.encryption.master-key.type","enum","v4.0.0","",{"enum":["plaintext","file","kms"]}],
["security.encryption.master-key.vendor","string","v5.0.0",""],
["security.encryption.previous-master-key","table","v4.0.0",""],
["security.encryption.previous-master-key.access-key","string","v4.0.0","v4.0.16"],
["security.encryption.previous-master-key.aws","table","v8.4.0",""],
["security.encryption.previous-master-key.aws.access-key","string","v8.4.0",""],
["security.encryption.previous-master-key.aws.secret-access-key","string","v8.4.0",""],
["security.encryption.previous-master-key.azure","table","v7.2.0",""],
["security.encryption.previous-master-key.azure.client-certificate","string","v7.2.0",""],
["security.encryption.previous-master-key.azure.client-certificate-password","string","v7.2.0",""],
["security.encryption.previous-master-key.azure.client-certificate-path","string","v7.2.0",""],
["security.encryption.previous-master-key.azure.client-id","string","v7.2.0",""],
["security.encryption.previous-master-key.azure.client-secret","string","v7.2.0",""],
["security.encryption.previous-master-key.azure.hsm-name","string","v7.2.0",""],
["security.encryption.previous-master-key.azure.hsm-url","string","v7.2.0",""],
["security.encryption.previous-master-key.azure.keyvault-url","string","v7.2.0",""],
["security.encryption.previous-master-key.azure.tenant-id","string","v7.2.0",""],
["security.encryption.previous-master-key.endpoint","string","v4.0.0",""],
["security.encryption.previous-master-key.gcp","table","v8.0.0",""],
["security.encryption.previous-master-key.gcp.credential-file-path","string","v8.0.0",""],
["security.encryption.previous-master-key.key-id","string","v4.0.0",""],
["security.encryption.previous-master-key.path","string","v4.0.0",""],
["security.encryption.previous-master-key.region","string","v4.0.0",""],
["security.encryption.previous-master-key.secret-access-key","string","v4.0.0","v4.0.16"],
["security.encryption.previous-master-key.type","enum","v4.0.0","",{"enum":["plaintext","file","kms"]}],
["security.encryption.previous-master-key.vendor","string","v5.0.0",""],
["security.key-path","string","",""],
["security.redact-info-log","enum","v4.0.8","",{"was":[{"type":"boolean","until":"v8.2.0"}],"enum":[true,false,"","on","ON","off","OFF","marker","MARKER","true","TRUE","True","false","FALSE","False"]}],
["server","table","",""],
["server.addr","string","",""],
["server.advertise-addr","string","",""],
["server.advertise-status-addr","string","v4.0.1",""],
["server.background-thread-count","integer","v5.0.0",""],
["server.concurrent-recv-snap-limit","integer","",""],
["server.concurrent-send-snap-limit","integer","",""],
["server.enable-request-batch","boolean","v4.0.0",""],
["server.end-point-batch-row-limit","integer","",""],
["server.end-point-concurrency","integer","","",{"deprecated":true}],
["server.end-point-enable-batch-if-possible","boolean","",""],
["server.end-point-max-bg-concurrency","integer","HEAD",""],
["server.end-point-max-concurrency","integer","v4.0.0",""],
["server.end-point-max-tasks","integer","","",{"deprecated":true}],
["server.end-point-memory-quota","size","v7.5.3","",{"except":["v7.6.0..v8.1.2"]}],
["server.end-point-perf-level","enum","v6.1.0","",{"enum":["uninitialized","disable","enable-count","enable-time-except-for-mutex","enable-time-and-cpu-time-except-for-mutex","enable-time","out-of-bounds",0,1,2,3,4,5,6]}],
["server.end-point-recursion-limit","integer","",""],
["server.end-point-request-max-handle-duration","duration","",""],
["server.end-point-slow-log-threshold","duration","v3.0.20","",{"except":["v3.1.0..v4.0.8"]}],
["server.end-point-stack-size","size","","",{"deprecated":true}],
["server.end-point-stream-batch-row-limit","integer","",""],
["server.end-point-stream-channel-size","integer","",""],
["server.forward-max-connections-per-address","integer","v5.0.0",""],
["server.graceful-shutdown-timeout","duration","v8.5.5","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["server.grpc-compression-type","enum","","",{"enum":["none","deflate","gzip"]}],
["server.grpc-concurrency","integer","",""],
["server.grpc-concurrent-stream","integer","",""],
["server.grpc-gzip-compression-level","integer","v6.2.0",""],
["server.grpc-keepalive-time","duration","",""],
["server.grpc-keepalive-timeout","duration","",""],
["server.grpc-memory-pool-quota","size","v3.0.4",""],
["server.grpc-min-message-size-to-compress","integer","v6.2.0",""],
["server.grpc-raft-conn-num","integer","",""],
["server.grpc-stream-initial-window-size","size","",""],
["server.health-feedback-interval","duration","v8.0.0",""],
["server.heavy-load-threshold","integer","",""],
["server.heavy-load-wait-duration","duration","",""],
["server.inspect-network-interval","duration","v8.5.5","",{"except":["v9.0.0-beta.1..v9.0.0-beta.2.pre"]}],
["server.labels","map","",""],
["server.max-grpc-send-msg-len","integer","v3.0.15","",{"except":["v3.1.0..v3.1.2"]}],
["server.raft-client-backoff-step","duration","v5.0.0","v6.3.0",{"except":["v6.1.7"]}],
["server.raft-client-grpc-send-msg-buffer","integer","v5.0.4","",{"except":["v5.1.0"]}],
["server.raft-client-initial-reconnect-backoff","duration","v6.1.7","",{"except":["v6.2.0..v6.3.0"]}],
["server.raft-client-max-backoff","duration","v6.1.7","",{"except":["v6.2.0..v6.3.0"]}],
["server.raft-client-queue-size","integer","v5.0.4","",{"except":["v5.1.0"]}],
["server.raft-msg-max-batch-size","integer","v5.0.4","",{"except":["v5.1.0"]}],
["server.reject-messages-on-memory-ratio","float","v5.2.0",""],
["server.request-batch-enable-cross-command","boolean","v4.0.0","v4.0.16"],
["server.request-batch-wait-duration","duration","v4.0.0","v4.0.16"],
["server.simplify-metrics","boolean","v6.1.1",""],
["server.snap-io-max-bytes-per-sec","size","v7.0.0",""],
["server.snap-max-total-size","size","",""],
["server.snap-max-write-bytes-per-sec","size","","",{"aliasOf":"server.snap-io-max-bytes-per-sec"}],
["server.snap-min-ingest-size","size","v7.5.7","",{"except":["v7.6.0..v8.1.1","v8.2.0..v8.3.0"]}],
["server.stats-concurrency","integer","",""],
["server.status-addr","string","",""],
["server.status-thread-pool-size","integer","",""],
["slow-log-file","string","v4.0.0",""],
["slow-log-threshold","duration","v4.0.0",""],
["split","table","v4.0.0",""],
["split.byte-threshold","integer","v5.0.0",""],
["split.detect-times","integer","v4.0.0",""],
["split.grpc-thread-cpu-overload-threshold-ratio","float","v6.2.0",""],
["split.key-threshold","integer","v4.0.11",""],
["split.qps-threshold","integer","v4.0.0",""],
["split.region-cpu-overload-threshold-ratio","float","v6.2.0",""],
["split.sample-num","integer","v4.0.0",""],
["split.sample-threshold","integer","v4.0.0",""],
["split.size-threshold","integer","v4.0.11",""],
["split.split-balance-score","float","v4.0.0",""],
["split.split-contained-score","float","v4.0.0",""],
["split.unified-read-pool-thread-cpu-overload-threshold-ratio","float","v6.2.0",""],
["storage","table","",""],
["storage.api-version","integer","v5.3.0",""],
["storage.background-error-recovery-window","duration","v6.1.0",""],
["storage.block-cache","table","",""],
["storage.block-cache.capacity","size","",""],
["storage.block-cache.high-pri-pool-ratio","float","",""],
["storage.block-cache.low-pri-pool-ratio","float","v8.0.0",""],
["storage.block-cache.memory-allocator","string","v3.0.3",""],
["storage.block-cache.num-shard-bits","integer","",""],
["storage.block-cache.shared","boolean","",""],
["storage.block-cache.strict-capacity-limit","boolean","",""],
["storage.data-dir","string","",""],
["storage.enable-async-apply-prewrite","boolean","v5.0.0",""],
["storage.enable-ttl","boolean","v5.0.0",""],
["storage.engine","enum","v6.6.0","",{"enum":["raft-kv","raft-kv2","partitioned-raft-kv"]}],
["storage.flow-control","table","v5.2.0",""],
["storage.flow-control.enable","boolean","v5.2.0",""],
["storage.flow-control.hard-pending-compaction-bytes-limit","size","v5.2.0",""],
["storage.flow-control.l0-files-threshold","integer","v5.2.0",""],
["storage.flow-control.memtables-threshold","integer","v5.2.0",""],
["storage.flow-control.soft-pending-compaction-bytes-limit","size","v5.2.0",""],
["storage.gc-ratio-threshold","float","",""],
["storage.io-rate-limit","table","v5.1.0",""],
["storage.io-rate-limit.compaction-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.export-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.flush-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.foreground-read-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.foreground-write-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.gc-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.import-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.level-zero-compaction-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.load-balance-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.max-bytes-per-sec","size","v5.1.0",""],
["storage.io-rate-limit.mode","enum","v5.1.0","",{"enum":["write-only","read-only","all-io"]}],
["storage.io-rate-limit.other-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.replication-priority","enum","v5.1.0","",{"enum":["low","medium","high"]}],
["storage.io-rate-limit.strict","boolean","v5.1.0",""],
["storage.max-key-size","integer","",""],
["storage.max-ts","table","v8.5.7",""],
["storage.max-ts.action-on-invalid-update","string","v8.5.7",""],
["storage.max-ts.cache-sync-interval","duration","v8.5.7",""],
["storage.max-ts.max-drift","duration","v8.5.7",""],
["storage.memory-quota","size","v8.0.0",""],
["storage.reserve-raft-space","size","v6.5.0",""],
["storage.reserve-space","size","v4.0.0",""],
["storage.scheduler-concurrency","integer","",""],
["storage.scheduler-notify-capacity","integer","","v3.1.2"],
["storage.scheduler-pending-write-threshold","size","",""],
["storage.scheduler-worker-pool-size","integer","",""],
["storage.ttl-check-poll-interval","duration","v5.0.0",""],
["storage.txn-status-cache-capacity","integer","v7.5.0",""]
]}`;

// src/facts/key-catalogue.ts
const decoded = /* @__PURE__ */ new Map();
/** The catalogue of a program, decoded when it is first asked for. */
function keyCatalogue(program) {
	const existing = decoded.get(program);
	if (existing !== void 0) return existing;
	const data = JSON.parse(program === "pd" ? pdKeys$1 : tikvKeys$1);
	const rows = /* @__PURE__ */ new Map();
	for (const row of data.keys) rows.set(indexedName(program, row[0]), row);
	const keys = /* @__PURE__ */ new Map();
	const find = (name) => {
		const index = indexedName(program, name);
		const row = rows.get(index);
		if (row === void 0) return void 0;
		const key = keys.get(index) ?? keyOfRow(row);
		keys.set(index, key);
		return key;
	};
	const made = {
		find,
		all: () => data.keys.map(keyOfRow),
		versions: data.versions,
		positions: new Map(data.versions.map((version, index) => [version, index])),
		openTables: new Set(data.openTables),
		renamed: new Map(data.renamed),
		misspelt: new Map(data.misspelt),
		blind: new Map(data.blind)
	};
	decoded.set(program, made);
	return made;
}
/** The name under which a program finds a key: PD's TOML reader compares without regard to case, TiKV's exactly. */
function indexedName(program, name) {
	return program === "pd" ? name.toLowerCase() : name;
}
function keyOfRow([name, type, since, until, more]) {
	return {
		name,
		type,
		since,
		until,
		...more
	};
}

// src/facts/releases.ts
const numbers = /* @__PURE__ */ new Map();
function numbersOf(version) {
	const known = numbers.get(version);
	if (known !== void 0) return known;
	const match = /^v(\d+)\.(\d+)\.(\d+)/.exec(version);
	const made = [
		Number(match?.[1] ?? Number.POSITIVE_INFINITY),
		Number(match?.[2] ?? 0),
		Number(match?.[3] ?? 0)
	];
	numbers.set(version, made);
	return made;
}
/** Negative when `listed` is older than the release. */
function compare(listed, release) {
	const [major, minor, patch] = numbersOf(listed);
	const order = (a, b) => a === b ? 0 : a < b ? -1 : 1;
	return order(major, release.major) || order(minor, release.minor) || order(patch, release.patch);
}
/** Finds the place of a release: `v8.5` is the newest patch release of it that is listed. */
function standingOf(catalogue, release) {
	const { versions, positions } = catalogue;
	const head = versions.length - 1;
	if (release.major === Number.POSITIVE_INFINITY) return {
		index: head,
		kind: "listed"
	};
	const exact = positions.get(release.text);
	if (exact !== void 0) return {
		index: exact,
		kind: "listed"
	};
	let index = head - 1;
	while (index >= 0 && compare(versions[index], release) > 0) index -= 1;
	if (index < 0) return {
		index: 0,
		kind: "older"
	};
	const [major, minor, patch] = numbersOf(versions[index]);
	const isWhole = !release.text.includes("-") && !versions[index].includes("-");
	const isSameMinor = release.major === major && (release.minor === minor || release.minor === Number.POSITIVE_INFINITY);
	if (isSameMinor && isWhole && (release.patch === patch || release.patch === Number.POSITIVE_INFINITY)) return {
		index,
		kind: "listed"
	};
	return index === head - 1 && !isSameMinor ? {
		index: head,
		kind: "newer"
	} : {
		index,
		kind: "stand-in"
	};
}
/** Does the release at this position read the key? */
function readsKey(catalogue, key, index) {
	const { positions } = catalogue;
	const at = (version, open) => version === "" ? open : positions.get(version) ?? open;
	if (index < at(key.since, 0) || index > at(key.until, catalogue.versions.length - 1)) return false;
	return !(key.except ?? []).some((range) => {
		const [from = "", to = from] = range.split("..");
		return index >= at(from, 0) && index <= at(to, 0);
	});
}
/** The first release after a position that reads the key. */
function nextRelease(catalogue, key, index) {
	for (let at = index + 1; at < catalogue.versions.length; at++) if (readsKey(catalogue, key, at)) return catalogue.versions[at];
}
/** The last release before a position that reads the key. */
function lastRelease(catalogue, key, index) {
	for (let at = index - 1; at >= 0; at--) if (readsKey(catalogue, key, at)) return catalogue.versions[at];
}
/** Does the release at this position come before the named one? */
function comesBefore(catalogue, index, version) {
	return index < (catalogue.positions.get(version) ?? 0);
}

// src/facts/tls-words.ts
/** The settings that decide about TLS, by dotted name. */
const tlsSettings = {
	tikv: /* @__PURE__ */ new Set([
		"security",
		"security.ca-path",
		"security.cert-path",
		"security.key-path",
		"security.cert-allowed-cn",
		"security.cert-allowed-san"
	]),
	pd: /* @__PURE__ */ new Set([
		"security",
		"security.cacert-path",
		"security.cert-path",
		"security.key-path",
		"security.cert-allowed-cn",
		"client-urls",
		"peer-urls",
		"advertise-client-urls",
		"advertise-peer-urls",
		"initial-cluster",
		"join",
		"dashboard.tidb-cacert-path",
		"dashboard.tidb-cert-path",
		"dashboard.tidb-key-path"
	])
};
/** Is this one of the settings that decide about TLS? `name` as the program's reference writes it. */
function isTlsSetting(program, name) {
	return tlsSettings[program].has(name);
}
/** Words that say nothing about which piece is meant: `server-cert-path`, `ssl-cert`, `client-cert-file` are all a certificate. */
const fillers = /* @__PURE__ */ new Set([
	"server",
	"client",
	"peer",
	"cluster",
	"ssl",
	"tls",
	"path",
	"file",
	"pem",
	"trusted",
	"x509",
	"mtls",
	"public"
]);
const tlsWords = /* @__PURE__ */ new Set([
	"tls",
	"ssl",
	"mtls",
	"https"
]);
const caWords = /* @__PURE__ */ new Set([
	"ca",
	"cacert",
	"cacerts",
	"ca-cert",
	"ca-certs",
	"ca-crt",
	"ca-certificate",
	"ca-bundle",
	"root-ca",
	"root-cert"
]);
const certificateWords = /* @__PURE__ */ new Set([
	"cert",
	"certs",
	"crt",
	"certificate"
]);
const keyWords = /* @__PURE__ */ new Set([
	"key",
	"private-key",
	"privatekey",
	"pkey",
	"cert-key"
]);
const allowWords = /* @__PURE__ */ new Set([
	"verify-cn",
	"allowed-cn",
	"allowed-cns",
	"cert-allow-cn",
	"cert-allowed-cns",
	"allow-cn",
	"cert-allowed-names"
]);
const switchWords = /* @__PURE__ */ new Set([
	"enabled",
	"enable",
	"enforce",
	"require",
	"required",
	"mode",
	"on"
]);
const verifyWords = /* @__PURE__ */ new Set([
	"verify",
	"client-auth",
	"cert-auth",
	"verify-client",
	"verify-peer",
	"verify-mode",
	"require-client-cert",
	"client-cert-auth",
	"insecure-skip-verify",
	"skip-verify"
]);
/**
* What was meant by a key in the words of guides and of other programs: the dotted name of a setting, `switch` for one
* that neither program has (both take TLS from the paths alone), or undefined.
*/
function meantMaterial(program, route) {
	const last = words(route.at(-1) ?? "");
	const inSecurity = route.length === 2 && words(route[0] ?? "").join("-") === "security";
	const outside = route.slice(0, -1).flatMap(words);
	const isAboutTls = inSecurity || last.some((word) => tlsWords.has(word)) || outside.some((word) => tlsWords.has(word));
	const whole = last.join("-");
	const rest = last.filter((word) => !fillers.has(word)).join("-");
	const names = {
		ca: program === "pd" ? "cacert-path" : "ca-path",
		certificate: "cert-path",
		key: "key-path"
	};
	if (caWords.has(rest) || caWords.has(whole)) return isAboutTls || route.length === 1 ? `security.${names.ca}` : void 0;
	if (!(isAboutTls || route.length === 1 && last.length > 1)) return void 0;
	if (certificateWords.has(rest)) return `security.${names.certificate}`;
	if (keyWords.has(rest)) return `security.${names.key}`;
	if (allowWords.has(rest) || allowWords.has(whole)) return "security.cert-allowed-cn";
	if (verifyWords.has(rest) || verifyWords.has(whole)) return "switch";
	if (isTlsTable(route) && rest === "") return "security";
	const saysTls = last.some((word) => tlsWords.has(word));
	return rest === "" && saysTls || switchWords.has(rest) ? "switch" : void 0;
}
/** `[tls]`, `[ssl]`, `[security.tls]`: a table that says TLS and nothing else. */
function isTlsTable(route) {
	const last = words(route.at(-1) ?? "");
	return last.length === 1 && tlsWords.has(last[0] ?? "");
}
function words(text) {
	return text.replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1-$2").replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase().split(/[-_.]/).filter((word) => word !== "");
}
/** Names of cipher and protocol settings that neither program has, by what they would choose. */
const cipherName = /^(?:(?:ssl|tls|tls1?3|grpc|https?|client|server|cluster|peer)-)*(?:cipher(?:s|-suites?|-list|s-list)?|(?:min|max|minimum|maximum)-(?:tls|ssl)?-?(?:protocol-)?(?:version|protocol)|(?:tls|ssl)-(?:min|max|minimum|maximum)-(?:protocol-)?version|min-(?:tls|ssl)|(?:tls|ssl)-(?:protocol-)?versions?|(?:tls|ssl)-protocols?|(?:tls|ssl)-(?:min|max)|protocols?|ecdh-curves?|curves?|curve-preferences)$/;
/** Is this a name for a cipher suite or TLS version setting? `name` is one key, not a route. */
function isCipherName(name) {
	const whole = words(name).join("-");
	return whole.length <= 64 && cipherName.test(whole);
}

// src/facts/corrections.ts
/** Finds the key that was meant: other releases first, then known mistakes, then spelling, then other tables, then what is near. */
function correctionOf(program, catalogue, place, route, key) {
	const name = route.join(".");
	const reads = (target) => {
		const found = catalogue.find(target);
		return found !== void 0 && readsKey(catalogue, found, place.index) ? found.name : void 0;
	};
	const known = key === void 0 ? void 0 : inOtherRelease(catalogue, key, place, reads);
	if (known !== void 0) return known;
	const misspelt = readIfSet(reads, catalogue.misspelt.get(name));
	if (misspelt !== void 0) return {
		kind: "misspelt",
		to: misspelt
	};
	const renamed = readIfSet(reads, catalogue.renamed.get(name));
	if (renamed !== void 0) return {
		kind: "renamed",
		to: renamed
	};
	const spelt = spelledOtherwise(catalogue, program, route, reads);
	if (spelt !== void 0) return {
		kind: "other-spelling",
		to: spelt
	};
	const ours = counterpart(program, route);
	if (ours !== void 0 && reads(ours) !== void 0) return {
		kind: "other-program",
		to: ours
	};
	const elsewhere = inOtherTable(catalogue, program, route, reads);
	if (elsewhere !== void 0) return {
		kind: "other-table",
		to: elsewhere
	};
	const meant = meantMaterial(program, route);
	if (meant === "switch") return { kind: "no-switch" };
	if (meant !== void 0) return {
		kind: "tls-words",
		to: meant
	};
	if (keyCatalogue(program === "pd" ? "tikv" : "pd").find(name) !== void 0) return { kind: "of-other-program" };
	const near = nearSibling(catalogue, program, route, place);
	return near === void 0 ? void 0 : {
		kind: "near",
		to: near
	};
}
function readIfSet(reads, target) {
	return target === void 0 ? void 0 : reads(target);
}
function inOtherRelease(catalogue, key, place, reads) {
	const before = lastRelease(catalogue, key, place.index);
	const since = nextRelease(catalogue, key, place.index);
	if (since !== void 0) return {
		kind: "too-new",
		since,
		before
	};
	if (before === void 0) return void 0;
	return {
		kind: "removed",
		lastIn: before,
		to: readIfSet(reads, catalogue.renamed.get(key.name))
	};
}
/** `CertAllowedCN`, `cert_allowed_cn` and `Cert-Allowed-CN` all become `cert-allowed-cn`. */
function kebabCase(text) {
	return text.replaceAll("_", "-").replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1-$2").replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
const spellings = /* @__PURE__ */ new WeakMap();
function spellingsOf(catalogue) {
	const cached = spellings.get(catalogue);
	if (cached !== void 0) return cached;
	const whole = /* @__PURE__ */ new Map();
	const byLastPart = /* @__PURE__ */ new Map();
	const siblings = /* @__PURE__ */ new Map();
	const add = (map, at, value) => {
		const list = map.get(at);
		if (list === void 0) map.set(at, [value]);
		else list.push(value);
	};
	for (const key of catalogue.all()) {
		const { name } = key;
		if (key.aliasOf === void 0) whole.set(kebabCase(name), name);
		add(byLastPart, kebabCase(lastPart$1(name)), name);
		add(siblings, parentOf$1(name).replaceAll("[]", "").toLowerCase(), key);
	}
	const made = {
		whole,
		byLastPart,
		siblings
	};
	spellings.set(catalogue, made);
	return made;
}
function lastPart$1(name) {
	return name.slice(name.lastIndexOf(".") + 1);
}
function parentOf$1(name) {
	return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}
function spelledOtherwise(catalogue, program, route, reads) {
	const { whole } = spellingsOf(catalogue);
	const real = readIfSet(reads, whole.get(kebabCase(route.join("."))) ?? whole.get(route.join(".").toLowerCase().replaceAll("_", "-")));
	return real === void 0 || program === "pd" && real.toLowerCase() === route.join(".").toLowerCase() && !hasDot(route) ? void 0 : real;
}
function hasDot(route) {
	return route.some((part) => part.includes("."));
}
/** PD's spelling in TiKV, and the reverse. */
function counterpart(program, route) {
	const last = kebabCase(route.at(-1) ?? "");
	if (!(route.length === 1 || kebabCase(route[0] ?? "") === "security")) return void 0;
	if (program === "tikv" && last === "cacert-path") return "security.ca-path";
	if (program === "pd" && last === "ca-path") return "security.cacert-path";
}
/** The same last part in exactly one other table, or in `[security]` among several. */
function inOtherTable(catalogue, program, route, reads) {
	const last = kebabCase(route.at(-1) ?? "");
	const places = (spellingsOf(catalogue).byLastPart.get(last) ?? []).filter((name) => reads(name) !== void 0 && !name.includes("*"));
	const inSecurity = places.find((name) => name === `security.${last}`);
	if (inSecurity !== void 0) return inSecurity;
	const own = indexedName(program, route.join("."));
	const others = places.filter((name) => indexedName(program, name) !== own && !name.includes("[]"));
	return others.length === 1 ? others[0] : void 0;
}
/** Longest key that is compared letter by letter: no real one is longer. */
const longestKey = 64;
/** The key of the same table that differs in the fewest letters, at most a third of them. */
function nearSibling(catalogue, program, route, place) {
	const word = kebabCase(route.at(-1) ?? "");
	if (word.length > longestKey || word.length < 3) return void 0;
	const parent = route.slice(0, -1).join(".");
	const limit = Math.max(1, Math.floor(word.length / 3));
	let best;
	let bestDistance = limit + 1;
	for (const key of spellingsOf(catalogue).siblings.get(parent.toLowerCase()) ?? []) {
		if (key.aliasOf !== void 0 || !readsKey(catalogue, key, place.index)) continue;
		const distance = require_main.editDistance(word, kebabCase(lastPart$1(key.name)), limit);
		if (distance < bestDistance) {
			best = key.name;
			bestDistance = distance;
		}
	}
	return best !== void 0 && indexedName(program, best) !== indexedName(program, route.join(".")) ? best : void 0;
}

// src/facts/keys.ts
/** Does this release read the key at this route? An `unsure` one counts as read. */
function knows(program, release, route) {
	const catalogue = keyCatalogue(program);
	const found = findKey(catalogue, route);
	if (found === "free") return true;
	return found !== void 0 && isKnownOrUnsure(catalogue, found, standing(program, release));
}
/** The key at this route, when the release reads it; names that are the user's own are no keys. */
function knownKey(program, release, route) {
	const catalogue = keyCatalogue(program);
	const found = findKey(catalogue, route);
	if (found === void 0 || found === "free") return void 0;
	return readsKey(catalogue, found, standing(program, release).index) ? found : void 0;
}
/** What this release makes of the key at this route, with the key that was most likely meant where it does not know it. */
function verdict(program, release, route) {
	const catalogue = keyCatalogue(program);
	const found = findKey(catalogue, route);
	if (found === "free") return { kind: "free" };
	const place = standing(program, release);
	if (found !== void 0 && readsKey(catalogue, found, place.index)) return {
		kind: "known",
		key: found
	};
	if (found !== void 0 && isKnownOrUnsure(catalogue, found, place)) return { kind: "unsure" };
	const correction = correctionOf(program, catalogue, place, route, found);
	if (place.kind === "newer" && correction === void 0) return { kind: "unsure" };
	if (place.kind === "older" && (correction === void 0 || correction.kind === "near")) return { kind: "unsure" };
	return {
		kind: "unknown",
		correction
	};
}
/** The type that a key has in a release. */
function typeIn(program, release, key) {
	const catalogue = keyCatalogue(program);
	const { index } = standing(program, release);
	return (key.was?.find(({ until }) => index <= (catalogue.positions.get(until) ?? -1)))?.type ?? key.type;
}
/** Does this release's own `--config-check` miss unknown keys in this table (given by its dotted name) and those inside it? */
function isBlindTable(program, release, table) {
	const catalogue = keyCatalogue(program);
	const { index } = standing(program, release);
	for (const [blind, since] of catalogue.blind) if ((table === blind || table.startsWith(`${blind}.`)) && !comesBefore(catalogue, index, since)) return true;
	return false;
}
const standings = {
	pd: /* @__PURE__ */ new WeakMap(),
	tikv: /* @__PURE__ */ new WeakMap()
};
function standing(program, release) {
	const cached = standings[program].get(release);
	if (cached !== void 0) return cached;
	const made = standingOf(keyCatalogue(program), release);
	standings[program].set(release, made);
	return made;
}
/** Not read by the release at hand, but that was not read by the catalogue either, and a later or earlier one has the key. */
function isKnownOrUnsure(catalogue, key, place) {
	if (readsKey(catalogue, key, place.index)) return true;
	switch (place.kind) {
		case "listed":
		case "newer": return false;
		case "older": return true;
		case "stand-in": return nextRelease(catalogue, key, place.index) !== void 0;
		default: return place.kind;
	}
}
const keysByRoute = /* @__PURE__ */ new WeakMap();
/** Names under a map are the user's own, and are not kept without end. */
const mostKept = 1e4;
/** The key at a route, walked to once: most configurations set the same few dozen keys. */
function findKey(catalogue, route) {
	const kept = keysByRoute.get(catalogue) ?? /* @__PURE__ */ new Map();
	const name = route.join("\0");
	const known = kept.get(name);
	if (known !== void 0) return known;
	const key = walkTo(catalogue, route);
	if (key === void 0 || key === "free" || kept.size >= mostKept) return key;
	kept.set(name, key);
	keysByRoute.set(catalogue, kept);
	return key;
}
/** Walks a route through the catalogue; names under a map are free, or stand as `*` in the catalogue. */
function walkTo(catalogue, route) {
	let name = "";
	let key;
	for (const part of route) {
		if (part.includes(".")) return isFree(catalogue, key) ? "free" : void 0;
		if (isFree(catalogue, key)) return "free";
		if (key?.type.startsWith("map<") === true) {
			name = `${name}.*${key.type.startsWith("map<array<") ? "[]" : ""}`;
			key = void 0;
			continue;
		}
		if (key?.type === "array<table>") name = `${name}[]`;
		name = name === "" ? part : `${name}.${part}`;
		key = catalogue.find(name);
		if (key === void 0) return void 0;
	}
	return key ?? (route.length > 0 ? "free" : void 0);
}
function isFree(catalogue, key) {
	if (key === void 0) return false;
	if (catalogue.openTables.has(key.name) || key.type === "map") return true;
	return key.type.startsWith("map<") && !key.type.includes("table");
}

// src/judge/channels/name-lists.ts
/** The lists that a component has in some version: PD `cert-allowed-cn` alone, TiKV that one since v3.1.0 and `cert-allowed-san` on master. */
function nameListsOf(instance) {
	let lists = known$1.get(instance);
	if (lists === void 0) {
		lists = readLists(instance);
		known$1.set(instance, lists);
	}
	return lists;
}
const known$1 = /* @__PURE__ */ new WeakMap();
function readLists(instance) {
	const { component, version, security } = instance;
	const readsCn = component === "pd" || isAtLeast(version, "v3.1.0");
	const byCn = {
		key: "cert-allowed-cn",
		names: unlessWrongType(instance, "cert-allowed-cn", security.allowedCn),
		isRead: readsCn,
		mayBeRead: readsCn
	};
	if (component === "pd") return [byCn];
	return [byCn, {
		key: "cert-allowed-san",
		names: unlessWrongType(instance, "cert-allowed-san", security.allowedSan),
		isRead: readsAllowedSan(component, version),
		mayBeRead: knows("tikv", version, ["security", "cert-allowed-san"])
	}];
}
/** A list of another type than a list is written, not missing: config/wrong-type speaks. */
function unlessWrongType({ config, component }, key, names) {
	const node = lookup(config, ["security", key], keyCaseOf[component])?.node;
	if (node === void 0 || node.kind === "array" || node.kind === "unknown") return names;
	return {
		kind: "unknown",
		because: "it is no list",
		span: node.span
	};
}
/** Does a list hold at least one entry? */
function hasEntries({ names }) {
	if (names.kind === "unknown") return "unknown";
	return names.kind === "known" && names.value.length > 0 ? "yes" : "no";
}

// src/judge/channels/verification.ts
/**
* Does at least one port demand and verify client certificates? TiKV: when CA, certificate and key are set
* (components/security/src/lib.rs, bind). PD: when they are, on each port whose listen URL is `https` (etcd's transport).
*/
function verifiesClients(instance) {
	if (instance.component === "tikv") return hasMaterial(instance.security);
	return either(verifiesOnPort(instance, "client"), verifiesOnPort(instance, "peer"));
}
/** The same of one port of PD. */
function verifiesOnPort(pd, port) {
	return both(hasMaterial(pd.security), servesHttps(port === "client" ? pd.clientUrls : pd.peerUrls));
}
/** Are CA, certificate and key all set? A path that is a placeholder may turn out to be empty. */
function hasMaterial(security) {
	return materialNames.map((name) => isConfigured(security[name])).reduce(both);
}
function isConfigured(material) {
	if (material.kind === "absent") return "no";
	return material.kind === "unseen" && material.path === void 0 ? "unknown" : "yes";
}
function servesHttps(urls) {
	if (urls.kind === "unknown") return "unknown";
	return urls.kind === "known" && urls.value.some(({ value }) => value.scheme === "https") ? "yes" : "no";
}
function both(a, b) {
	if (a === "no" || b === "no") return "no";
	return a === "unknown" || b === "unknown" ? "unknown" : "yes";
}
function either(a, b) {
	if (a === "yes" || b === "yes") return "yes";
	return a === "unknown" || b === "unknown" ? "unknown" : "no";
}

// src/judge/rules/config/allow-list-loose.ts
const allowListLoose = {
	id: "config/allow-list-loose",
	meta: () => ({
		title: "An allowed name that admits more, or fewer, than it says",
		why: "PD and the releases of TiKV compare whole names; there are no patterns, and an empty name stands for certificates without a common name. TiKV's master looks for the entry anywhere in a name. A list that reads as strict can so admit strangers, or nobody.",
		fix: "Write each name in full, exactly as it stands in the certificate.",
		threats: ["impersonation", "outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.5",
			"CWE-863",
			"CWE-625"
		],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: [
			"tikv: components/security/src/lib.rs, match_peer_names (exact in every release, substring on master since pull request 17865)",
			"grpc: src/core/tsi/ssl_transport_security.cc, an absent common name is the empty one",
			"pd: etcd's transport, AllowedCNs; measured on PD v5.4 to v26.3"
		],
		variants: { intruder: "somebody gets in whom the entry does not name" },
		example: {
			bad: {
				tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv", \u00ab"*.prod"\u00bb]\n`,
				version: "v8.5.7"
			},
			good: {
				tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv", "tidb.prod"]\n`,
				version: "v8.5.7"
			}
		}
	}),
	*check(model) {
		for (const environment of model.environments) {
			const seen = /* @__PURE__ */ new Map();
			for (const instance of environment.instances) {
				if (verifiesClients(instance) === "no") continue;
				for (const list of nameListsOf(instance)) {
					if (!list.isRead || list.names.kind !== "known") continue;
					const names = seen.get(instance.component) ?? seenNames(environment, instance.component);
					seen.set(instance.component, names);
					for (const entry of list.names.value) {
						const verdict = judgeEntry(entry, list.names.value, list, instance, names);
						if (verdict === void 0) continue;
						yield {
							at: entry.span,
							subject: `security.${list.key}: ${entry.value}`,
							environment: instance.environment,
							component: instance.component,
							...verdict
						};
					}
				}
			}
		}
	}
};
function judgeEntry(entry, entries, list, instance, seen) {
	if (instance.component === "pd" && entries.length > 1 && !isAtLeast(instance.version, "v8.4.0")) return void 0;
	if (isPlaceholder(entry.value)) return void 0;
	const matching = matchingOf(instance.component, instance.version);
	if (entry.value === "") return emptyEntry(entries, list, instance, matching);
	const literal = notAName(entry, list, seen, matching) ?? otherCase(entry, entries, list, seen);
	if (literal !== void 0) return literal;
	return matching === "substring" ? substringEntry(entry.value, list, seen) : void 0;
}
const takeItOut = "take the empty entry out and write the names of all that connect";
function emptyEntry(entries, list, instance, matching) {
	if (matching === "substring") {
		const names = list.key === "cert-allowed-cn" ? "every common name, and certificates without one" : "every subject alternative name";
		return {
			message: `an empty entry in ${list.key} admits ${names}: TiKV ${instance.version.text} looks for it anywhere in the name`,
			help: takeItOut,
			variant: "intruder"
		};
	}
	if (instance.component === "pd" && entries.length === 1) return emptyEntryAlone(instance);
	return {
		message: `an empty entry in ${list.key} admits every certificate of the CA that has no common name`,
		help: takeItOut,
		variant: "intruder"
	};
}
/** Measured: v8.3 and older do not check at all; later ones want certificates without a common name, PD's own too. */
function emptyEntryAlone(pd) {
	const { certificate } = pd.security;
	const own = certificate.kind === "seen" ? certificatesOf(certificate.file)[0] : void 0;
	const ownName = own === void 0 ? void 0 : comparedCommonName("pd", own);
	if (!isAtLeast(pd.version, "v8.4.0")) return {
		message: `an empty entry alone in cert-allowed-cn switches the check off in PD ${pd.version.text}: any certificate of the CA may connect to the peer port too`,
		help: "write the common name of PD's own certificates instead",
		variant: "intruder"
	};
	if (ownName === "") return {
		message: "an empty entry alone in cert-allowed-cn admits every certificate of the CA that has no common name to the peer port, and any certificate of the CA to the client port",
		help: takeItOut,
		variant: "intruder"
	};
	const dialsItself = verifiesOnPort(pd, "client") === "yes";
	const about = ownName === void 0 ? "and PD does not start unless its own has none" : `and PD's own has one (${shown(ownName)}): PD refuses itself and does not start`;
	return {
		message: `an empty entry alone in cert-allowed-cn admits only certificates without a common name${dialsItself ? `, ${about}` : ""}`,
		help: takeItOut
	};
}
/** An entry in the form of a pattern, of several names, or of another field than the one that is compared. */
function notAName(entry, list, seen, matching) {
	const { value } = entry;
	const form = formOf(value);
	if (form === void 0 || list.key === "cert-allowed-cn" && seen.commonNames.has(value)) return void 0;
	const name = list.key === "cert-allowed-cn" ? "common name" : "subject alternative name";
	const admitted = matching === "substring" ? `a ${name} with just this text in it` : `a ${name} of just this text`;
	return {
		message: `${list.key} takes "${shown(value)}" literally, ${form.as}: it admits nobody but ${admitted}`,
		help: form.help,
		fix: form.meant && fixBy(form.help, "unsafe", setValue(entry, form.meant))
	};
}
function formOf(value) {
	if (/^[\w.-]+$/.test(value)) return void 0;
	if (/[*?^$|]/.test(value)) return {
		as: "not as a pattern",
		help: "write each name in full: there are no patterns"
	};
	if (/^[^\s,;]+(?:[,;]\s*[^\s,;]+)+$/.test(value) && !value.includes("=")) return {
		as: "not as several names",
		help: "make each name an entry of its own",
		meant: value.split(/[,;]\s*/)
	};
	if (/^(?:CN|O|OU)\s*=/i.test(value)) {
		const name = /^CN\s*=\s*([^,=/]+)$/i.exec(value)?.[1]?.trim();
		return {
			as: "not as a distinguished name",
			help: "write the common name alone, without CN=",
			...name && { meant: [name] }
		};
	}
	const prefixed = /^(?:DNS|IP|URI|email):(.+)$/i.exec(value)?.[1];
	if (/^(?:DNS|IP|URI|email):/i.test(value)) return {
		as: "prefix and all",
		help: "write the name alone, without the prefix",
		...prefixed && { meant: [prefixed] }
	};
	if (value.trim() !== value) return {
		as: "blanks and all",
		help: "take the blanks away",
		meant: [value.trim()]
	};
}
/** An entry that is the common name of a committed certificate but for upper and lower case. */
function otherCase(entry, entries, list, seen) {
	const { value } = entry;
	if (list.key !== "cert-allowed-cn" || seen.commonNames.has(value)) return void 0;
	const meant = seen.byLowerCase.get(value.toLowerCase());
	if (meant === void 0 || entries.some((other) => other.value === meant.name)) return void 0;
	return {
		message: `cert-allowed-cn "${shown(value)}" does not admit the common name "${shown(meant.name)}": upper and lower case count`,
		help: `write "${shown(meant.name)}"`,
		fix: fixBy(`write "${shown(meant.name)}"`, "unsafe", setValue(entry, meant.name)),
		related: [{
			at: meant.certificate.span,
			message: `its common name is "${shown(meant.name)}"`
		}]
	};
}
function substringEntry(value, list, seen) {
	const name = list.key === "cert-allowed-cn" ? "common name" : "subject alternative name";
	const intruder = list.key === "cert-allowed-cn" ? seen.holding(value) : void 0;
	return {
		message: `${list.key} "${shown(value)}" admits the ${name} "${shown(intruder?.name ?? nameAround(value))}" too: TiKV's master looks for an entry anywhere in the name`,
		help: "let this CA issue certificates to the components of this cluster alone: TiKV's master has no exact match",
		variant: "intruder",
		...intruder && { related: [{
			at: intruder.certificate.span,
			message: `its common name is "${shown(intruder.name)}"`
		}] }
	};
}
/** A name that a stranger could have and that holds the entry. */
function nameAround(value) {
	if (/^\d+(?:\.\d+){3}$/.test(value)) return `${value}.example`;
	return value.startsWith(".") ? `stranger${value}` : `not-${value}-really`;
}
function seenNames(environment, component) {
	const commonNames = /* @__PURE__ */ new Map();
	const byLowerCase = /* @__PURE__ */ new Map();
	for (const certificate of environment.files.flatMap(certificatesOf)) {
		if (certificate.basicConstraints?.ca === true) continue;
		const name = comparedCommonName(component, certificate);
		if (name === "" || commonNames.has(name)) continue;
		commonNames.set(name, {
			name,
			certificate
		});
		byLowerCase.set(name.toLowerCase(), {
			name,
			certificate
		});
	}
	const all = [...commonNames.values()];
	const found = /* @__PURE__ */ new Map();
	const holding = (text) => {
		if (!found.has(text)) found.set(text, all.find(({ name }) => name !== text && name.includes(text)));
		return found.get(text);
	};
	return {
		commonNames,
		byLowerCase,
		holding
	};
}

// src/judge/channels/connecting-names.ts
/**
* The common names of all that connects to an instance, as far as the files show it: the environment's instances, and its
* clients where the config file names them. Undefined where a certificate of them is not committed or has no name, and
* where the instance's version cannot enforce a list of these names.
*/
function connectingNames(instance, environment) {
	const { component, version } = instance;
	const leaves = environment.instances.map((other) => {
		const identity = identityOf(other.security, other);
		return identity.kind === "held" ? identity.value.leaf : void 0;
	});
	const client = environment.clients?.certificate;
	if (client !== void 0) leaves.push(client.kind === "seen" ? certificatesOf(client.file)[0] : void 0);
	const names = new Set(leaves.map((leaf) => leaf === void 0 ? "" : comparedCommonName(component, leaf)));
	if (names.has("")) return void 0;
	if (component === "pd" && (names.size < 2 || !isAtLeast(version, "v8.4.0"))) return void 0;
	return [...names].sort();
}
/** A list of all that connects, where an instance has none. Who is not in the files (TiDB, a scraper) is kept out by it. */
function listingFix(instance, environment) {
	const names = connectingNames(instance, environment);
	if (names === void 0) return void 0;
	const { allowedCn } = instance.security;
	const change = allowedCn.kind === "absent" ? addEntry(instance, ["security"], "cert-allowed-cn", names) : fillList(allowedCn, names);
	return fixBy(`allow the common names of the committed certificates: ${names.map(shown).join(", ")}`, "unsafe", change);
}
/** The same for a list that has names, but not all. */
function completingFix(instance, names) {
	const { allowedCn } = instance.security;
	if (allowedCn.kind !== "known") return void 0;
	const missing = names.filter((name) => allowedCn.value.every(({ value }) => value !== name));
	return fixBy(`allow ${missing.map(shown).join(", ")} too`, "unsafe", addItems(allowedCn.value, missing));
}

// src/judge/rules/config/allow-list-missing.ts
const allowListMissing = {
	id: "config/allow-list-missing",
	meta: () => ({
		title: "No list of allowed names",
		why: "The server verifies that a client's certificate comes from its CA, and asks no further: whoever holds any certificate of that CA, a metrics scraper's or a developer's, can read and write the data.",
		fix: "List in cert-allowed-cn the common names of everything that connects, the server's own among them.",
		threats: ["impersonation"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.5",
			"HIPAA:164.312(e)(1)",
			"CWE-863"
		],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: ["tikv: components/security/src/lib.rs, check_common_name", "pd: server/config/config.go, GenEmbedEtcdConfig"],
		example: {
			bad: { tikv: `\u00ab[security]\u00bb\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
			good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv", "tidb", "pd"]\n` }
		}
	}),
	*check(model) {
		for (const [environment, instance] of model.environments.flatMap((environment) => environment.instances.map((instance) => [environment, instance]))) {
			if (nameListsOf(instance).some((list) => hasEntries(list) !== "no") || verifiesClients(instance) !== "yes") continue;
			yield {
				at: instance.security.at,
				subject: "security.cert-allowed-cn",
				environment: instance.environment,
				component: instance.component,
				channels: instance.component === "pd" ? [
					"client-pd",
					"tikv-pd",
					"pd-pd-client",
					"pd-pd-peer"
				] : ["client-tikv", "tikv-tikv"],
				message: `lists no allowed names: any certificate of the CA ${admission(instance)}`,
				help: remedy(instance),
				fix: listingFix(instance, environment)
			};
		}
	}
};
function admission({ component }) {
	return component === "pd" ? "may connect to PD, as a client and as another PD" : "may connect to TiKV, as a client and as another TiKV";
}
function remedy({ component, version }) {
	if (component === "tikv") return `set cert-allowed-cn to the common names of all that connect, such as ["tikv", "tidb", "pd"], TiKV's own among them`;
	return isAtLeast(version, "v8.4.0") ? "set cert-allowed-cn to the common names of all that connect, PD's own among them, and at least two: PD enforces a single one on the peer port only" : "set cert-allowed-cn to the common name of PD's own certificates: this version takes one name, for the peer port; the client port takes lists from v8.4 on";
}

// src/judge/rules/config/allow-list-single.ts
const allowListSingle = {
	id: "config/allow-list-single",
	meta: () => ({
		title: "A single allowed name does not guard PD's client port",
		why: "PD enforces a cert-allowed-cn of one entry between PDs only. Everything else (its API, TiKV, TiDB, pd-ctl) goes through the client port, where any certificate of the CA is then accepted, although the file reads as if it were not.",
		fix: "List two names or more: from the second on, PD v8.4 and later enforce the list on both ports.",
		threats: ["impersonation"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.5",
			"CWE-863"
		],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: ["pd v8.5: server/config/config.go:716, kept compatible with pull request 2305", "measured on PD v5.4 to v26.3"],
		versions: "PD, all versions: up to v8.3 one name is all that it takes, and it guards the peer port",
		example: {
			bad: { pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = [\u00ab"pd"\u00bb]\n` },
			good: { pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["pd", "tikv", "tidb"]\n` }
		}
	}),
	*check(model) {
		for (const [environment, instance] of model.environments.flatMap((environment) => environment.instances.map((instance) => [environment, instance]))) {
			const { allowedCn } = instance.security;
			if (instance.component !== "pd" || allowedCn.kind !== "known" || allowedCn.value.length !== 1) continue;
			const [entry] = allowedCn.value;
			if (entry === void 0 || entry.value === "" || isPlaceholder(entry.value)) continue;
			if (verifiesOnPort(instance, "client") !== "yes") continue;
			yield {
				at: entry.span,
				subject: "security.cert-allowed-cn",
				environment: instance.environment,
				component: "pd",
				channels: [
					"client-pd",
					"tikv-pd",
					"pd-pd-client"
				],
				message: `PD ${instance.version.text} enforces a list of one name on the peer port only: any certificate of the CA may connect to the client port`,
				help: isAtLeast(instance.version, "v8.4.0") ? "list the common names of all that connect, PD's own among them: from two names on PD enforces the list on both ports" : "upgrade PD to v8.4 or later and list the common names of all that connect: this version does not start with two names",
				fix: completingFix(instance, connectingNames(instance, environment) ?? [])
			};
		}
	}
};

// src/judge/rules/config/allow-list-version.ts
const allowListVersion = {
	id: "config/allow-list-version",
	meta: () => ({
		title: "An allow list that this version ignores or refuses to start with",
		why: "A list that the running version does not know is passed over in silence: the file says who may connect, and everybody with a certificate of the CA does. A list that it refuses stops PD.",
		fix: "Use the list that the version enforces, or upgrade to one that knows this list.",
		threats: ["impersonation", "outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.5",
			"CWE-863"
		],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs; cert-allowed-san came after v9.0.0-beta.2 (pull request 17865), cert-allowed-cn with v3.1.0", "pd up to v8.3: pkg/utils/grpcutil, ErrSecurityConfig; lists since v8.4.0 (pull request 8518)"],
		versions: "cert-allowed-san: every TiKV release; cert-allowed-cn: TiKV before v3.1, and PD up to v8.3 when it has two names or more",
		example: {
			bad: {
				tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-san = \u00ab["tidb.prod.svc"]\u00bb\n`,
				version: "v8.5.7"
			},
			good: {
				tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tidb", "tikv"]\n`,
				version: "v8.5.7"
			}
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const instance of environment.instances) if (instance.component === "tikv") yield* ignoredByTikv(instance);
		else yield* refusedByPd(instance, startFailures(instance, {
			environment,
			now
		}, ["allow-list-version"]));
	}
};
function* refusedByPd(instance, covers) {
	const { allowedCn } = instance.security;
	if (allowedCn.kind !== "known" || isAtLeast(instance.version, "v8.4.0")) return;
	const second = allowedCn.value[1];
	if (second === void 0) return;
	yield {
		at: second.span,
		subject: "security.cert-allowed-cn",
		environment: instance.environment,
		component: "pd",
		covers,
		message: `PD ${instance.version.text} takes one name in cert-allowed-cn and this is the second: it does not start (only supports one CN)`,
		help: "leave the common name of PD's own certificates alone in the list, or upgrade PD to v8.4 or later"
	};
}
function* ignoredByTikv(instance) {
	if (verifiesClients(instance) === "no") return;
	const lists = nameListsOf(instance);
	const isEnforced = lists.some((list) => list.mayBeRead && hasEntries(list) !== "no");
	for (const list of lists) {
		if (list.mayBeRead || list.names.kind !== "known" || list.names.value.length === 0) continue;
		const rest = isEnforced ? "it checks cert-allowed-cn alone" : "any certificate of the CA may connect";
		yield {
			at: list.names.span,
			subject: `security.${list.key}`,
			environment: instance.environment,
			component: "tikv",
			channels: [
				"client-tikv",
				"tikv-tikv",
				"status-tikv"
			],
			message: `TiKV ${instance.version.text} does not know ${list.key} and ignores it: ${rest}`,
			help: list.key === "cert-allowed-san" ? "list common names in cert-allowed-cn: no release of TiKV reads cert-allowed-san" : "upgrade TiKV to v3.1 or later, the first that reads cert-allowed-cn"
		};
	}
}

// src/judge/settings/tls-state.ts
/** The keys of the three pieces of TLS material, as a clause names them: `ca-path, cert-path and key-path`. */
function materialClause({ component }, conjunction = "and") {
	const keys = materialKeys[component];
	return listOf([
		keys.ca,
		keys.certificate,
		keys.key
	], conjunction);
}
/** How an instance gets its TLS material, as a help says it: by its tool's switch, else in its own file. */
function howToTurnOnTls(instance) {
	return instance.deployment?.turnOnTls ?? `set ${materialClause(instance)} in ${securityTable(instance)}`;
}
/** `[security]`, with its file where that is not the one that starts the server. */
function securityTable({ config, at }) {
	return config.span.path === at.path ? "[security]" : `[security] of ${shown(config.span.path)}`;
}
/** `TiKV v8.5.7`. */
function releaseOf({ component, version }) {
	return `${componentName[component]} ${version.text}`;
}
/** Does one of PD's listen URLs say `https`? */
function listensOnHttps({ clientUrls, peerUrls }) {
	return [clientUrls, peerUrls].some((urls) => urls.kind === "known" && urls.value.some(({ value }) => value.scheme === "https"));
}
/** Does the program certainly not come up, or reach nobody, with the pieces of TLS material that are set? */
function cannotRun(instance) {
	if (instance.component === "tikv") return !hasNoMaterial(instance.security) && consequenceOfGap(instance) !== void 0;
	return consequenceOfGap(instance) === "PD does not start";
}
/**
* What the program does with just the pieces of TLS material that are set; undefined when all three are.
* TiKV looks at `ca_path` alone to choose TLS and dials PD before it validates (components/security/src/lib.rs,
* components/server/src/server.rs); PD looks at certificate and key when a URL says https (measured).
*/
function consequenceOfGap(instance) {
	const { component, security } = instance;
	const isSet = {
		ca: security.ca.kind !== "absent",
		certificate: security.certificate.kind !== "absent",
		key: security.key.kind !== "absent"
	};
	if (isSet.ca && isSet.certificate && isSet.key) return void 0;
	if (component === "tikv") {
		if (hasNoMaterial(security)) return "this server listens in plaintext";
		return isSet.ca ? "TiKV never reaches PD and retries without end" : "TiKV dials PD in plaintext and does not come up";
	}
	if (isSet.certificate && isSet.key) return "PD asks no client for a certificate";
	if (isSet.certificate || isSet.key) return "PD does not start";
	if (listensOnHttps(instance)) return "PD does not start";
	return "this server listens in plaintext";
}

// src/judge/settings/unknown-keys.ts
const cache$4 = /* @__PURE__ */ new WeakMap();
/** The keys of an instance's configuration that its release does not read, in the order of the file. */
function unknownKeysOf(instance) {
	const cached = cache$4.get(instance);
	if (cached !== void 0) return cached;
	const found = [];
	collect$2(instance, instance.config, [], found);
	cache$4.set(instance, found);
	return found;
}
const meanings = /* @__PURE__ */ new WeakMap();
/** How many unknown keys of one table were meant as the setting `target`. */
function countMeaning(instance, table, target) {
	let counts = meanings.get(instance);
	if (counts === void 0) {
		const made = /* @__PURE__ */ new Map();
		for (const unknown of unknownKeysOf(instance)) {
			const to = targetOf(unknown);
			if (to === void 0) continue;
			const ofTable = made.get(unknown.table) ?? /* @__PURE__ */ new Map();
			ofTable.set(to, (ofTable.get(to) ?? 0) + 1);
			made.set(unknown.table, ofTable);
		}
		counts = made;
		meanings.set(instance, counts);
	}
	return counts.get(table)?.get(target) ?? 0;
}
/** The dotted name of the setting that was most likely meant. */
function targetOf({ correction }) {
	return correction !== void 0 && "to" in correction ? correction.to : void 0;
}
function collect$2(instance, table, above, found) {
	const { component } = instance;
	for (const entry of table.entries.values()) {
		const route = [...above, entry.key];
		const answer = answerOf(instance, route, found.length);
		switch (answer.kind) {
			case "unknown":
				found.push({
					route,
					entry,
					table,
					correction: answer.correction,
					concernsTls: concernsTls(component, route, entry, answer.correction),
					choosesCiphers: isCipherName(entry.key) || entry.key === "cipher-file"
				});
				break;
			case "known":
				collectInside(instance, entry, route, found);
				break;
			case "free": if (component === "pd" && above.length > 0) collectInside(instance, entry, route, found);
		}
	}
}
/** From here on no correction is looked for: a file with so many unknown keys is no configuration, and it takes time. */
const mostCorrected = 1e3;
function answerOf({ component, version }, route, count) {
	if (count < mostCorrected || knows(component, version, route)) return verdict(component, version, route);
	return {
		kind: "unknown",
		correction: void 0
	};
}
function collectInside(instance, { node }, route, found) {
	if (node.kind === "table") collect$2(instance, node, route, found);
	if (node.kind !== "array" || instance.component !== "pd") return;
	for (const item of node.items) if (item.kind === "table") collect$2(instance, item, route, found);
}
function concernsTls(component, route, entry, correction) {
	const target = correction !== void 0 && "to" in correction ? correction.to : void 0;
	if (target !== void 0 && isTlsSetting(component, target)) return true;
	if (correction?.kind === "no-switch") return true;
	if (correction?.kind !== "too-new" && correction?.kind !== "removed" && meantMaterial(component, route) !== void 0) return true;
	if (correction?.kind === "too-new" || correction?.kind === "removed") return isTlsSetting(component, route.join("."));
	const parts = route.map(kebabCase);
	if (parts.length === 2 && parts[0] === "security") return !target?.startsWith("security.encryption") && target !== "security.redact-info-log";
	return entry.node.kind === "table" && [...entry.node.entries.keys()].some((key) => namesMaterial(component, key));
}
function namesMaterial(component, key) {
	const meant = meantMaterial(component, ["tls", key]);
	return meant !== void 0 && meant !== "switch" && /ca|cert|crt|[-_]path$/i.test(key);
}

// src/judge/rules/config/cipher-setting-ignored.ts
const cipherSettingIgnored = {
	id: "config/cipher-setting-ignored",
	meta: () => ({
		title: "A cipher suite or TLS version setting that the component does not have",
		why: "Neither PD nor TiKV has a setting for TLS versions or cipher suites: a file that restricts them restricts nothing, and an audit that reads it is misled.",
		fix: "Remove the setting; restrict what clients offer, or set GRPC_SSL_CIPHER_SUITES in TiKV's environment for TLS 1.2.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"PCI-DSS-4.0.1:12.3.3",
			"NIST-SP-800-52r2:3.3",
			"CWE-757"
		],
		since: "0.1.0",
		fixes: ["safe"],
		sources: [
			"gRPC core 1.44: ssl_utils.cc and ssl_transport_security.h, measured with OpenSSL 1.1.1t and 3.5.2",
			"openssl crate: ssl/connector.rs, mozilla_modern (TiKV's status port), measured",
			"pd: etcd's transport and Go's crypto/tls, measured on pd-server v6.5 to v26.3"
		],
		example: {
			bad: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n\u00abmin-tls-version\u00bb = "1.3"\n` },
			good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const instance of environment.instances) for (const { route, entry, choosesCiphers } of unknownKeysOf(instance)) {
			if (!choosesCiphers) continue;
			const { component } = instance;
			const does = component === "pd" ? "only logs a warning" : "ignores it";
			yield {
				at: entry.keySpan,
				subject: route.join("."),
				environment: instance.environment,
				component,
				message: `${releaseOf(instance)} has no setting ${shown(route.join("."))} and ${does}: ${negotiated(instance)}`,
				help: component === "pd" ? pdHelp : tikvHelp,
				fix: fixBy(`remove ${shown(entry.key)}`, "safe", removeEntry(entry))
			};
		}
	}
};
const pdHelp = `remove it: ${componentName.pd} takes versions and suites from Go's defaults, and only what clients offer narrows them`;
const tikvHelp = "remove it: the environment variable GRPC_SSL_CIPHER_SUITES changes the TLS 1.2 suites of the gRPC port, and nothing changes its versions, TLS 1.3 or the status port";
function negotiated(instance) {
	if (instance.component === "pd") return negotiatedByPd(instance);
	return "its gRPC port takes TLS 1.2 (ECDHE with AES-GCM) and 1.3, its status port TLS 1.2 alone with two CBC suites among them";
}
/** Go up to the `go 1.21` line of go.mod, as in PD up to v8.3, still offers static RSA and 3DES to an RSA certificate. */
function negotiatedByPd(pd) {
	const since = "both ports take TLS 1.2 and 1.3 with ECDHE, two CBC suites among those of 1.2";
	const end = parseVersion("v8.4.0");
	return isAtLeast(pd.version, "v6.5.0") && end !== void 0 && compareVersions(pd.version, end) < 0 && !hasEcdsaCertificate(pd) ? `${since}, and with an RSA certificate also static RSA and 3DES` : since;
}
function hasEcdsaCertificate({ security }) {
	const { certificate } = security;
	const leaf = certificate.kind === "seen" ? certificatesOf(certificate.file)[0] : void 0;
	return leaf !== void 0 && leaf.publicKey.kind === "ec";
}

// src/judge/rules/config/client-certificate-not-required.ts
const clientCertificateNotRequired = {
	id: "config/client-certificate-not-required",
	meta: () => ({
		title: "PD with certificate and key but no CA",
		why: "PD asks for a client certificate only when cacert-path is set. Without it anyone who reaches the port may read and change the cluster; with a private CA PD does not even start, since it does not trust itself.",
		fix: "Set cacert-path to the CA that issues the certificates of PD, TiKV and the clients.",
		threats: ["impersonation", "outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.5",
			"CWE-306"
		],
		since: "0.1.0",
		sources: ["pd: server/config/config.go (ClientTLSInfo.ClientCertAuth), measured on pd-server v6.5 to v26.3"],
		example: {
			bad: { pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncert-path = \u00ab"/tls/pd.pem"\u00bb\nkey-path = "/tls/pd.key"\n` },
			good: { pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n` }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const pd of pdsOf(environment)) {
			if (pd.security.ca.kind !== "absent" || !hasCertificate(pd) || !mayServeTls(pd)) continue;
			const list = pd.security.allowedCn.kind === "known" && pd.security.allowedCn.value.length > 0;
			const { certificate } = pd.security;
			yield {
				at: (certificate.kind === "absent" ? void 0 : certificate.path)?.span ?? pd.security.at,
				subject: "security.cert-path",
				environment: pd.environment,
				component: "pd",
				channels: [
					"client-pd",
					"tikv-pd",
					"pd-pd-client",
					"pd-pd-peer"
				],
				message: `cert-path and key-path are set but cacert-path is not: ${releaseOf(pd)} asks no client for a certificate${list ? ", cert-allowed-cn or not," : ""} and does not start unless the machine's own trust store holds the issuer of its certificate`,
				help: "set cacert-path to the CA that issues the certificates of PD, TiKV and the clients"
			};
		}
	}
};
function mayServeTls(pd) {
	return listensOnHttps(pd) || pd.clientUrls.kind === "unknown" || pd.peerUrls.kind === "unknown";
}

// src/judge/rules/config/dashboard-tls-incomplete.ts
const keys = [
	"tidb-cacert-path",
	"tidb-cert-path",
	"tidb-key-path"
];
const dashboardTlsIncomplete = {
	id: "config/dashboard-tls-incomplete",
	meta: () => ({
		title: "Only part of the dashboard's certificate paths is set",
		why: "With a lone certificate or key the dashboard talks to TiDB in plaintext and says nothing of it; beside a CA half a pair is refused; and without a CA it trusts whatever the machine trusts.",
		fix: "Set tidb-cacert-path, and tidb-cert-path and tidb-key-path both or neither.",
		threats: [
			"eavesdropping",
			"man-in-the-middle",
			"outage"
		],
		controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
		since: "0.1.0",
		sources: ["pd: server/config/config.go, ToTiDBTLSConfig; etcd: client/pkg/transport/listener.go, ClientConfig"],
		versions: "PD, all versions. The CA alone is complete: TiDB is verified and no certificate is shown",
		example: {
			bad: { pd: `\u00ab[dashboard]\u00bb\ntidb-cert-path = "/tls/dashboard.pem"\n` },
			good: { pd: `[dashboard]\ntidb-cacert-path = "/tls/ca.pem"\ntidb-cert-path = "/tls/dashboard.pem"\ntidb-key-path = "/tls/dashboard.key"\n` }
		}
	}),
	*check(model) {
		for (const instance of model.environments.flatMap((environment) => environment.instances)) {
			if (instance.component !== "pd") continue;
			const set = setKeys(instance);
			const consequence = set && whatFollows(set);
			if (set === void 0 || consequence === void 0) continue;
			const missing = keys.filter((key) => !set.includes(key));
			yield {
				at: lookup(instance.config, ["dashboard"], keyCaseOf.pd)?.node.span ?? instance.at,
				subject: "dashboard",
				environment: instance.environment,
				component: "pd",
				channels: ["dashboard-tidb"],
				message: `sets ${set.join(" and ")} but not ${missing.join(" and ")}: ${consequence}`,
				help: `set ${missing.join(" and ")} too`
			};
		}
	}
};
/** The keys that are set; undefined when a placeholder decides. */
function setKeys(instance) {
	const stated = keys.map((key) => ({
		key,
		kind: writtenText(instance, `dashboard.${key}`).kind
	}));
	if (stated.some(({ kind }) => kind === "unknown")) return void 0;
	return stated.filter(({ kind }) => kind === "known").map(({ key }) => key);
}
function whatFollows(set) {
	if (set.length === 0 || set.length === keys.length) return void 0;
	if (set.includes("tidb-cacert-path")) return set.length === 1 ? void 0 : "PD refuses half a pair (KeyFile and CertFile must both be present)";
	return set.length === 1 ? "the dashboard talks to TiDB in plaintext and does not say so" : "the dashboard verifies TiDB against the machine's own trust store, which does not hold a private CA";
}

// src/judge/rules/config/endpoint-scheme.ts
const endpointScheme = {
	id: "config/endpoint-scheme",
	meta: () => ({
		title: "A scheme in pd.endpoints that says the opposite of what happens",
		why: "TiKV cuts the scheme off and decides by ca-path alone: https without certificates reads as protected and is plaintext.",
		fix: "Set the certificates, or write the endpoint without a scheme.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
		since: "0.1.0",
		fixes: ["safe"],
		sources: ["tikv: components/pd_client/src/util.rs (trim_http_prefix, the same in all tags)", "tikv v6.5 to v7.0: components/backup-stream/src/metadata/store/lazy_etcd.rs keeps the scheme"],
		example: {
			bad: { tikv: `[pd]\nendpoints = [\u00ab"https://pd-0:2379"\u00bb]\n` },
			good: { tikv: `[pd]\nendpoints = ["pd-0:2379"]\n` }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const tikv of tikvsOf(environment)) {
			if (tikv.pdEndpoints.kind !== "known") continue;
			for (const endpoint of tikv.pdEndpoints.value) yield* judged$1(tikv, endpoint);
		}
	}
};
function* judged$1(tikv, endpoint) {
	const scheme = /^https?:\/\//.exec(endpoint.value)?.[0];
	const { ca } = tikv.security;
	const base = {
		at: endpoint.span,
		subject: `pd.endpoints ${endpoint.value}`,
		environment: tikv.environment,
		component: "tikv",
		channels: ["tikv-pd"]
	};
	if (scheme === "https://" && ca.kind === "absent") yield {
		...base,
		message: `${shown(endpoint.value)} says https, but without ca-path TiKV cuts the scheme off and dials PD in plaintext`,
		help: howToTurnOnTls(tikv)
	};
	if (scheme === "http://" && ca.kind !== "absent" && !(ca.kind === "unseen" && ca.path === void 0)) {
		const breaks = breaksLogBackup(tikv);
		const what = breaks ? "though log backup keeps it, dials PD in plaintext and fails" : "whatever the scheme says";
		const bare = endpoint.value.slice(scheme.length);
		yield {
			...base,
			message: `${shown(endpoint.value)} says http, but with ca-path TiKV ${tikv.version.text} cuts the scheme off and dials PD with TLS, ${what}`,
			help: breaks ? "write https instead of http" : "write the endpoint without a scheme",
			fix: fixBy(breaks ? "write https instead of http" : "cut the scheme off, as TiKV does", "safe", setValue(endpoint, breaks ? `https://${bare}` : bare))
		};
	}
}
/** v6.5 to v7.0: log backup has an etcd client of its own that keeps a given scheme. */
function breaksLogBackup({ version }) {
	const end = parseVersion("v7.1.0");
	return isAtLeast(version, "v6.5.0") && end !== void 0 && compareVersions(version, end) < 0;
}

// src/judge/rules/config/https-without-certificate.ts
const httpsWithoutCertificate = {
	id: "config/https-without-certificate",
	meta: () => ({
		title: "An https URL of PD without a certificate",
		why: "PD cannot serve TLS without a certificate and its key: it exits at start.",
		fix: "Set cacert-path, cert-path and key-path in [security].",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-1188"],
		since: "0.1.0",
		sources: ["etcd: server/embed, ErrStartEtcd of PD, measured on pd-server v6.5 to v26.3"],
		example: {
			bad: { pd: `client-urls = "\u00abhttps://10.0.0.1:2379\u00bb"\n` },
			good: { pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n` }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const pd of pdsOf(environment)) {
			if (!lacksCertificate(pd)) continue;
			const covers = startFailures(pd, {
				environment,
				now
			}, ["https-without-certificate"]);
			for (const found of judged(pd)) yield {
				...found,
				covers
			};
		}
	}
};
const prints = {
	client: "TLS key/cert (--cert-file, --key-file) must be provided",
	peer: "cannot listen on TLS: KeyFile and CertFile are not presented"
};
function* judged(pd) {
	for (const port of pdPorts) for (const url of listenUrls(pd, port)) {
		if (url.value.scheme !== "https") continue;
		yield {
			...place(pd, url, `${port}-urls`),
			channels: channelsOfPort[port],
			message: `${port}-urls has ${shown(url.value.text.trim())} but cert-path and key-path are not set: PD does not start (${prints[port]})`
		};
	}
	if (pd.security.ca.kind !== "absent") return;
	for (const url of shownUrls(pd.join)) {
		if (url.value.scheme !== "https") continue;
		yield {
			...place(pd, url, "join"),
			channels: ["pd-pd-client"],
			message: `join has ${shown(url.value.text.trim())} but cacert-path, cert-path and key-path are not set: PD does not join a cluster with a private CA and exits`
		};
	}
}
function place(pd, url, key) {
	return {
		at: url.span,
		subject: `${key} ${url.value.host}`,
		environment: pd.environment,
		component: "pd",
		help: howToTurnOnTls(pd)
	};
}

// src/judge/rules/config/key-ambiguous.ts
const keyAmbiguous = {
	id: "config/key-ambiguous",
	meta: () => ({
		title: "One key of PD in several spellings",
		why: "PD reads keys in any case, so Client-Urls and client-urls are one setting, and Go's random order of maps decides at every start which of the two counts. A second spelling can turn TLS off at some starts and leave it on at others.",
		fix: "Keep one spelling of the key, in lower case.",
		threats: [
			"eavesdropping",
			"man-in-the-middle",
			"outage"
		],
		controls: [
			"PCI-DSS-4.0.1:2.2.7",
			"PCI-DSS-4.0.1:4.2.1",
			"CWE-178"
		],
		since: "0.1.0",
		sources: ["BurntSushi/toml 0.3.1 and 1.5.0: decode.go, unifyStruct (strings.EqualFold over a Go map), measured on pd-server", "tikv: serde compares keys exactly, so TiKV is not concerned"],
		example: {
			bad: { pd: `client-urls = "https://10.0.0.1:2379"\n\u00abClient-Urls\u00bb = "http://10.0.0.1:2379"\n` },
			good: { pd: `client-urls = "https://10.0.0.1:2379"\n` }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const instance of environment.instances) for (const ambiguous of instance.ambiguousKeys ?? []) {
			const [first, ...others] = ambiguous.spellings;
			const last = others.at(-1);
			if (first === void 0 || last === void 0) continue;
			yield {
				at: last.at,
				subject: ambiguous.key,
				environment: environment.name,
				component: instance.component,
				message: messageOf$2(ambiguous),
				help: `keep one spelling of ${shown(ambiguous.key)}, in lower case`,
				related: [{
					at: first.at,
					message: `${shown(first.text)} stands here`
				}]
			};
		}
	}
};
function messageOf$2({ spellings, isTable }) {
	const [first, last] = [spellings[0], spellings.at(-1)];
	const what = isTable ? "table" : "key";
	const place = first === void 0 ? "" : ` (${first.at.path}:${first.at.line})`;
	return `${shown(last?.text ?? "")} is the same ${what} to PD as ${shown(first?.text ?? "")}${place}: chance decides at every start which of them counts`;
}

// src/judge/settings/url-scheme.ts
/** Does a URL say `http`? Schemes have no case (RFC 3986 3.1). */
function isPlainHttp(url) {
	return readUrl(url).scheme === "http";
}
/** Does a URL or an `address:port` stay on the machine? What is sent there no network sees. */
function isLoopbackAddress(text) {
	const { scheme, host } = readUrl(text);
	return isLoopback(scheme === void 0 ? splitAddress(text).host : host.replace(/^.*@/, ""));
}

// src/judge/rules/config/kms-plaintext.ts
const kmsPlaintext = {
	id: "config/kms-plaintext",
	meta: () => ({
		title: "Encryption keys are fetched in clear",
		why: "TiKV sends its data keys to the key management service to be wrapped and unwrapped, and takes the URL as it is written. Over http anyone on the way reads the keys, and with them the data at rest.",
		fix: "Use an https:// endpoint, or leave it empty for the cloud's own.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"HIPAA:164.312(e)(1)",
			"GDPR:32(1)(a)",
			"CWE-319"
		],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: ["tikv: components/cloud/aws/src/util.rs (no https_only), components/cloud/azure/src/kms.rs, components/encryption/export/src/lib.rs"],
		versions: "TiKV v4.0 and later: endpoint for AWS (vendor empty or aws), since v7.2 keyvault-url and hsm-url for Azure; Google's address is fixed. PD accepts an endpoint and does not use it. A loopback address is not reported",
		example: {
			bad: { tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"\nregion = "eu-west-1"\nendpoint = \u00ab"http://kms.internal:8080"\u00bb\n` },
			good: { tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"\nregion = "eu-west-1"\nendpoint = "https://kms.internal:8443"\n` }
		}
	}),
	*check(model) {
		for (const instance of model.environments.flatMap((environment) => environment.instances)) {
			if (instance.component !== "tikv") continue;
			for (const key of endpointKeys(instance)) {
				const endpoint = writtenText(instance, key);
				if (endpoint.kind !== "known" || !isPlainHttp(endpoint.value) || isLoopbackAddress(endpoint.value)) continue;
				yield {
					at: endpoint.span,
					subject: key,
					environment: instance.environment,
					component: "tikv",
					channels: ["tikv-kms"],
					message: `${key} is an http:// URL: TiKV exchanges its encryption keys with the key management service in clear`,
					help: "write an https:// URL; with AWS the key may also be left out",
					fix: httpsFix$1(endpoint)
				};
			}
		}
	}
};
/** The settings that TiKV really dials, by the type and the vendor of each master key. */
function endpointKeys(instance) {
	const keys = [];
	for (const table of ["security.encryption.master-key", "security.encryption.previous-master-key"]) {
		const type = writtenText(instance, `${table}.type`);
		if (type.kind !== "known" || type.value !== "kms" || !isAtLeast(instance.version, "v4.0.0")) continue;
		const vendor = writtenText(instance, `${table}.vendor`);
		if (vendor.kind === "absent" || vendor.kind === "known" && vendor.value === "aws" || !isAtLeast(instance.version, "v5.0.0")) keys.push(`${table}.endpoint`);
		else if (vendor.kind === "known" && vendor.value === "azure" && isAtLeast(instance.version, "v7.2.0")) keys.push(`${table}.azure.keyvault-url`, `${table}.azure.hsm-url`);
	}
	return keys;
}

// src/judge/rules/config/metrics-plaintext.ts
const metricsPlaintext = {
	id: "config/metrics-plaintext",
	meta: () => ({
		title: "Metrics are pushed or fetched in clear",
		why: "Metrics tell how the cluster is laid out, how busy it is and when it is weak. Over http anyone on the way can read them, and can answer for the metric storage with what he likes.",
		fix: "Use an https:// URL, or leave the setting empty and let a scraper fetch the metrics over TLS.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"HIPAA:164.312(e)(1)",
			"CWE-319"
		],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: ["pd: pkg/utils/metricutil/metricutil.go (push; no scheme is http), server/api/metric.go (metric storage)", "tikv until v4.0: components/tikv_util/src/metrics/mod.rs, run_prometheus; later versions push nothing (setup.rs)"],
		versions: "PD: all; TiKV: metric.address until v4.0, later versions do not push. A loopback address is not reported",
		example: {
			bad: { pd: `[metric]\naddress = \u00ab"10.0.0.9:9091"\u00bb\n[pd-server]\nmetric-storage = \u00ab"http://prometheus.prod:9090"\u00bb\n` },
			good: { pd: `[metric]\naddress = "https://push.prod:9091"\n[pd-server]\nmetric-storage = "https://prometheus.prod:9090"\n` }
		}
	}),
	*check(model) {
		for (const instance of model.environments.flatMap((environment) => environment.instances)) for (const { key, channel, what } of metricSettings(instance)) {
			const url = writtenText(instance, key);
			if (url.kind !== "known" || isLoopbackAddress(url.value)) continue;
			const hasNoScheme = readUrl(url.value).scheme === void 0;
			if (!isPlainHttp(url.value) && !(hasNoScheme && key === "metric.address")) continue;
			yield {
				at: url.span,
				subject: key,
				environment: instance.environment,
				component: instance.component,
				channels: [channel],
				message: `${what} ${shown(url.value)} in clear${hasNoScheme ? ": an address without a scheme is http" : ""}`,
				help: `write an https:// URL, or leave ${key} empty`,
				fix: httpsFix$1(url)
			};
		}
	}
};
function metricSettings(instance) {
	const pushes = !hasNoInterval(instance);
	if (instance.component === "tikv") return !isAtLeast(instance.version, "v5.0.0") && pushes ? [{
		key: "metric.address",
		channel: "tikv-metric-push",
		what: "TiKV pushes its metrics to"
	}] : [];
	const storage = {
		key: "pd-server.metric-storage",
		channel: "pd-metric-storage",
		what: "PD queries metrics at"
	};
	return pushes ? [{
		key: "metric.address",
		channel: "pd-metric-push",
		what: "PD pushes its metrics to"
	}, storage] : [storage];
}
/** `interval = "0s"` turns pushing off in both programs. */
function hasNoInterval({ config, component }) {
	const node = lookup(config, ["metric", "interval"], keyCaseOf[component])?.node;
	return node?.kind === "string" && /^0*(?:\.0*)?(?:ns|us|\u00b5s|ms|s|m|h)?$/.test(node.value) && node.value !== "";
}

// src/judge/rules/config/object-storage-plaintext.ts
const objectStoragePlaintext = {
	id: "config/object-storage-plaintext",
	meta: () => ({
		title: "An object store is reached in clear",
		why: "A backup or a log backup is the data itself. With an http:// endpoint it crosses the network in plaintext, with the signatures of the requests beside it.",
		fix: "Use an https:// endpoint.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"HIPAA:164.312(e)(1)",
			"GDPR:32(1)(a)",
			"CWE-319"
		],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: ["pd: server/config, metering.endpoint (since v26.3)", "br: storage URLs, parameter endpoint"],
		versions: "tikv.toml has no key for an object store, in any version: it comes with each backup task. Judged are storage URLs (s3://...?endpoint=http://...) wherever a configuration holds one, and PD's metering.endpoint since v26.3. A loopback address is not reported",
		example: {
			bad: {
				pd: `[metering]\ntype = "s3"\nbucket = "metering"\nendpoint = \u00ab"http://minio.prod:9000"\u00bb\n`,
				version: "v26.3.4"
			},
			good: {
				pd: `[metering]\ntype = "s3"\nbucket = "metering"\nendpoint = "https://minio.prod:9000"\n`,
				version: "v26.3.4"
			}
		}
	}),
	*check(model) {
		for (const instance of model.environments.flatMap((environment) => environment.instances)) {
			yield* meteringEndpoint(instance);
			for (const { route, entry } of writtenEntries(instance.config)) for (const node of stringsIn(entry.node)) {
				const scheme = plainEndpoint(node.value);
				if (scheme !== void 0) yield storageUrl(instance, route, node, scheme);
			}
		}
	}
};
function* meteringEndpoint(instance) {
	if (instance.component !== "pd" || !isAtLeast(instance.version, "v26.3.0")) return;
	const type = writtenText(instance, "metering.type");
	const endpoint = writtenText(instance, "metering.endpoint");
	if (type.kind === "known" && type.value === "localfs") return;
	if (endpoint.kind !== "known" || !isPlainHttp(endpoint.value) || isLoopbackAddress(endpoint.value)) return;
	yield {
		at: endpoint.span,
		subject: "metering.endpoint",
		environment: instance.environment,
		component: "pd",
		message: "metering.endpoint is an http:// URL: PD writes what it meters to the object store in clear",
		help: "write an https:// endpoint",
		fix: httpsFix$1(endpoint)
	};
}
function storageUrl({ environment, component }, route, node, scheme) {
	const { value, span } = node;
	return {
		at: span,
		subject: route,
		environment,
		component,
		...component === "tikv" && { channels: ["tikv-object-storage"] },
		message: `${shown(route)} holds a ${scheme}:// URL with an http:// endpoint: what ${componentName[component]} keeps there crosses the network in clear`,
		help: "write an https:// endpoint into the URL",
		fix: fixBy("write https instead of http", "unsafe", {
			kind: "value",
			at: span,
			was: value,
			to: value.replace(/([?&]endpoint=http)(?=:|%3a)/i, "$1s")
		})
	};
}
/** The scheme of a storage URL whose `endpoint` parameter is plain http (percent-encoded or not). */
function plainEndpoint(text) {
	if (!text.includes("://")) return void 0;
	const match = /^(s3|gs|gcs|azure|azblob|ks3|oss|cos):\/\/[^?#]*\?(?:[^#]*&)?endpoint=([^&#]*)/i.exec(text);
	const endpoint = match?.[2]?.replaceAll(/%3a/gi, ":").replaceAll(/%2f/gi, "/");
	if (match?.[1] === void 0 || endpoint === void 0 || !isPlainHttp(endpoint) || isLoopbackAddress(endpoint)) return void 0;
	return match[1].toLowerCase();
}

// src/judge/rules/config/overridden.ts
const overridden = {
	id: "config/overridden",
	meta: () => ({
		title: "A TLS setting without effect, since something else overrides it",
		why: "A flag, TiUP or the operator beats the configuration file. Whoever reviews the file sees a setting that the server never uses.",
		fix: "Give the setting one value, or leave it out of the file.",
		threats: ["eavesdropping"],
		controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1188"],
		since: "0.1.0",
		sources: ["pd: server/config/config.go (flag, then file, then default; measured)", "tikv: components/server/src/setup.rs"],
		example: {
			bad: {
				pd: `client-urls = \u00ab"https://10.0.0.1:2379"\u00bb\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
				flags: { "client-urls": "http://10.0.0.1:2379" }
			},
			good: {
				pd: `client-urls = "https://10.0.0.1:2379"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
				flags: { "client-urls": "https://10.0.0.1:2379" }
			}
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const instance of environment.instances) for (const { key, value, span, origin, misleads } of effectiveSettings(instance)) {
			if (origin === "default" || origin === "file") continue;
			const written = lookup(instance.config, key.split("."), keyCaseOf[instance.component])?.node;
			if (written?.kind !== "string" || written.value === "" || !misleads(written.value)) continue;
			const who = origin === "flag" ? "a command line flag" : "the deployment";
			yield {
				at: written.span,
				subject: key,
				environment: instance.environment,
				component: instance.component,
				message: `${key} is ${shown(written.value)} here, but ${who} sets ${shown(value)}: this line has no effect`,
				help: "write the same value in both places, or remove it from this file",
				related: [{
					at: span,
					message: `${who} sets ${shown(value)}`
				}]
			};
		}
	}
};
function effectiveSettings(instance) {
	return [...paths(instance), ...instance.component === "pd" ? urlLists(instance) : []];
}
function paths({ component, security }) {
	return materialNames.flatMap((name) => {
		const material = security[name];
		const path = material.kind === "absent" ? void 0 : material.path;
		if (path === void 0) return [];
		return [{
			key: `security.${materialKeys[component][name]}`,
			value: path.value,
			span: path.span,
			origin: path.origin,
			misleads: (written) => written !== path.value
		}];
	});
}
/** Of URLs only the scheme decides about TLS; a flag with another address is how deployments are made. */
function urlLists(pd) {
	return [
		["client-urls", pd.clientUrls],
		["peer-urls", pd.peerUrls],
		["advertise-client-urls", pd.advertiseClientUrls],
		["advertise-peer-urls", pd.advertisePeerUrls],
		["join", pd.join]
	].flatMap(([key, stated]) => {
		if (stated.kind !== "known") return [];
		const value = stated.value.map((url) => url.value.text).join(",");
		const misleads = (written) => schemesOf(written.split(",").map(readUrl)) !== schemesOf(stated.value.map((url) => url.value));
		return [{
			key,
			value,
			span: stated.span,
			origin: stated.origin,
			misleads
		}];
	});
}
function schemesOf(urls) {
	return listOf([...new Set(urls.map(({ scheme }) => scheme ?? ""))].sort());
}

// src/judge/rules/config/path-not-found.ts
const pathNotFound = {
	id: "config/path-not-found",
	meta: () => ({
		title: "A configured certificate path leads to no committed file",
		why: "The environment commits its certificates, and this path names none of them: most likely it is misspelt or was left behind by a renaming. PD does not start without the file; TiKV never reaches PD and retries without end.",
		fix: "Correct the path, commit the file, or tell the gate where the server's folder lies in the repository (certificates: in its config file).",
		threats: ["outage"],
		controls: ["CWE-73"],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: ["tikv: components/security/src/lib.rs, load_certs", "measured on PD v6.5 to v26.3: open ...: no such file or directory"],
		versions: "all; keys are looked for only among the mounts of a container: a key that is not committed is as it should be",
		variants: { "not-mounted": "all mounts of the container are known, and none of them holds the path" },
		example: {
			bad: { files: {
				"prod/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = \u00ab"/tls/pd-server.pem"\u00bb\nkey-path = "/tls/pd.key"\n`,
				"prod/pd.pem": certificateExamples.sound
			} },
			good: { files: {
				"prod/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model) {
		for (const environment of model.environments) {
			const committed = /* @__PURE__ */ new Map();
			for (const instance of environment.instances) {
				for (const name of materialNames) {
					const material = instance.security[name];
					if (material.kind !== "unseen" || material.isAbsent !== true || material.path === void 0) continue;
					const key = materialKeys[instance.component][name];
					yield {
						at: material.path.span,
						subject: `security.${key}`,
						variant: "not-mounted",
						environment: environment.name,
						component: instance.component,
						message: `${key} "${shown(material.path.value)}" is not in the container: ${material.because}; ${missingClause(instance)}`,
						help: `mount the file at this path, or name the path at which it is mounted`
					};
				}
				for (const name of ["ca", "certificate"]) {
					const material = instance.security[name];
					if (material.kind !== "unseen" || material.expected !== true || material.path === void 0) continue;
					const key = materialKeys[instance.component][name];
					const files = committed.get(name) ?? filesOf(environment, name);
					committed.set(name, files);
					const { value, span } = material.path;
					const found = nearestFile(value, files);
					yield {
						at: span,
						subject: `security.${key}`,
						environment: environment.name,
						component: instance.component,
						message: `${key} "${shown(value)}" leads to no file although ${environment.name} commits its certificates: ${material.because}${found === void 0 ? "" : `, the nearest is ${found.path}`}`,
						help: `correct the path, commit the file, or say in the gate's config file (certificates:) where ${shown(folderOnServer(value))} lies in this repository`,
						fix: found && spellingFix(material.path, found)
					};
				}
			}
		}
	}
};
/** What the server does without the file (facts: pd.md and tikv.md section 2). */
function missingClause({ component }) {
	return component === "pd" ? "PD does not start" : "TiKV never reaches PD and retries without end";
}
/** The files of an environment that hold certificates of the kind that a setting wants. */
function filesOf(environment, name) {
	return environment.files.filter((file) => certificatesOf(file).some((certificate) => (certificate.basicConstraints?.ca === true || isSelfIssued(certificate)) === (name === "ca")));
}
/** The file whose name is the most alike; of many files the first hundred have to do, so that a run stays linear. */
function nearestFile(path, files) {
	const wanted = fileName(path);
	const distance = (file) => require_main.editDistance(wanted, fileName(file.path), 32);
	return files.slice(0, 100).map((file) => ({
		file,
		far: distance(file)
	})).reduce((best, next) => best !== void 0 && best.far <= next.far ? best : next, void 0)?.file;
}
/** A name that differs by a letter or two; the server may have the other file all the same. */
function spellingFix(path, { path: file }) {
	const [written, committed] = [fileName(path.value), fileName(file)];
	if (written === committed || require_main.editDistance(written, committed, 2) > 2) return void 0;
	const to = `${path.value.slice(0, path.value.length - written.length)}${committed}`;
	return fixBy(`write ${shown(committed)}, the committed file of the most similar name`, "unsafe", setValue(path, to));
}
function folderOnServer(path) {
	const folder = folderOf(path);
	return folder === "" ? "its folder" : folder;
}

// src/judge/rules/config/path-relative.ts
const pathRelative = {
	id: "config/path-relative",
	meta: () => ({
		title: "A relative certificate path",
		why: "PD and TiKV resolve a relative path against the folder from which they are started, not against the folder of the file: a service manager, a person at a shell and a container each start them elsewhere, and the server then finds no certificate, or another one.",
		fix: "Write the whole path, from the root of the server's file system.",
		threats: ["outage"],
		controls: ["CWE-426"],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs, File::open", "measured on PD v6.5 to v26.3"],
		example: {
			bad: { tikv: `[security]\nca-path = \u00ab"tls/ca.pem"\u00bb\ncert-path = \u00ab"tls/tikv.pem"\u00bb\nkey-path = \u00ab"tls/tikv.key"\u00bb\n` },
			good: { tikv: `[security]\nca-path = "/etc/tikv/tls/ca.pem"\ncert-path = "/etc/tikv/tls/tikv.pem"\nkey-path = "/etc/tikv/tls/tikv.key"\n` }
		}
	}),
	*check(model) {
		for (const instance of model.environments.flatMap((environment) => environment.instances)) for (const { key, path } of certificatePaths(instance)) {
			if (path.origin === "default" || !isRelative(path.value)) continue;
			const { component } = instance;
			const home = path.value.startsWith("~") ? "; it does not know ~ either" : "";
			yield {
				at: path.span,
				subject: key,
				environment: instance.environment,
				component,
				message: `${key} "${shown(path.value)}" is relative: ${componentName[component]} looks for it in the folder from which it is started${home}`,
				help: "write the whole path on the server, beginning with /"
			};
		}
	}
};
function* certificatePaths(instance) {
	for (const name of materialNames) {
		const material = instance.security[name];
		if (material.kind !== "absent" && material.path !== void 0) yield {
			key: `security.${materialKeys[instance.component][name]}`,
			path: material.path
		};
	}
	if (instance.component !== "pd") return;
	for (const name of [
		"cacert",
		"cert",
		"key"
	]) {
		const key = `dashboard.tidb-${name}-path`;
		const path = writtenText(instance, key);
		if (path.kind === "known") yield {
			key,
			path
		};
	}
}
function isRelative(path) {
	return !/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path) && !isPlaceholder(path);
}

// src/judge/rules/config/path-same-file.ts
const pathSameFile = {
	id: "config/path-same-file",
	meta: () => ({
		title: "CA, certificate and key settings name the same file, or are swapped",
		why: "A copied line or a swapped pair keeps the server from coming up: PD exits, and TiKV never reaches PD and retries without end. A private key in the file that serves as CA is moreover handed to everybody who gets the CA.",
		fix: "Let each setting name its own file. TiUP writes the certificate to NAME.crt and the private key to NAME.pem.",
		threats: ["outage", "impersonation"],
		controls: ["CWE-522"],
		since: "0.1.0",
		fixes: ["safe"],
		sources: [
			"measured on PD v7.5 to v26.3: a private key in cacert-path (malformed tbs certificate), swapped files (PEM inputs may have been switched)",
			"measured on TiKV's gRPC core: Could not load any root certificate, Invalid private key",
			"tiup: pkg/cluster/task/tls.go"
		],
		versions: "all; certificate and key in one file, and a self-signed certificate that is its own CA, are legal and no finding",
		example: {
			bad: { tikv: `[security]\nca-path = "/tls/ca.crt"\ncert-path = \u00ab"/tls/tikv.pem"\u00bb\nkey-path = "/tls/tikv.crt"\n` },
			good: { tikv: `[security]\nca-path = "/tls/ca.crt"\ncert-path = "/tls/tikv.crt"\nkey-path = "/tls/tikv.pem"\n` }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const instance of environment.instances) {
			const finding = sameAsCa(instance) ?? sameAsCertificate(instance) ?? swapped(instance);
			if (finding === void 0) continue;
			const covers = startFailures(instance, {
				environment,
				now
			}, ["unreadable-material"]);
			yield {
				subject: "security",
				environment: instance.environment,
				component: instance.component,
				covers,
				...finding
			};
		}
	}
};
/** CA and key in one file: never in PD; in TiKV only where the file really holds both. */
function sameAsCa(instance) {
	const { ca, key } = instance.security;
	const caPath = pathOf(ca);
	const keyPath = pathOf(key);
	if (caPath === void 0 || keyPath === void 0 || !isSamePath(caPath.value, keyPath.value)) return void 0;
	const keys = materialKeys[instance.component];
	const what = `${keys.ca} and ${keys.key} name the same file`;
	const about = {
		at: keyPath.span,
		help: `let ${keys.ca} name the CA's certificate and ${keys.key} the private key of this server`
	};
	if (instance.component === "pd") return {
		...about,
		message: `${what}: PD does not start, a private key in its CA file is a malformed certificate to it`
	};
	const content = contentOf(ca);
	switch (content) {
		case "both": return;
		case "key": return {
			...about,
			message: `${what}, which holds no certificate: ${neverComesUp(instance)}`
		};
		case "certificate": return {
			...about,
			message: `${what}, which holds no private key: ${neverComesUp(instance)}`
		};
		case void 0: return {
			...about,
			message: `${what}: TiKV comes up only if it holds both, and then everybody who gets the CA file gets the private key`
		};
		default: return content;
	}
}
/** Certificate and key in one file are legal; a file that is seen to lack one of them is not. */
function sameAsCertificate(instance) {
	const { certificate, key } = instance.security;
	const certificatePath = pathOf(certificate);
	const keyPath = pathOf(key);
	if (certificatePath === void 0 || keyPath === void 0) return void 0;
	const content = contentOf(certificate);
	if (!isSamePath(certificatePath.value, keyPath.value) || content === void 0 || content === "both") return void 0;
	const [missing, wrong] = content === "key" ? ["certificate", certificatePath] : ["private key", keyPath];
	return {
		at: wrong.span,
		message: `cert-path and key-path name the same file, which holds no ${missing}: ${neverComesUp(instance)}`,
		help: `let ${content === "key" ? "cert-path" : "key-path"} name the file with the ${missing}`
	};
}
/** By what the files hold, where they are seen; else by names that leave no doubt. */
function swapped(instance) {
	const { certificate, key } = instance.security;
	const certificatePath = pathOf(certificate);
	const keyPath = pathOf(key);
	if (certificatePath === void 0 || keyPath === void 0 || isSamePath(certificatePath.value, keyPath.value)) return void 0;
	const cert = {
		content: contentOf(certificate),
		name: kindByName(certificatePath.value)
	};
	const other = {
		content: contentOf(key),
		name: kindByName(keyPath.value)
	};
	const certIsKey = cert.content === "key" || cert.content === void 0 && cert.name !== "certificate";
	const keyIsCert = other.content === "certificate" || other.content === void 0 && other.name !== "key";
	const isSure = cert.content === "key" || other.content === "certificate" || cert.name === "key" || other.name === "certificate";
	if (!certIsKey || !keyIsCert || !isSure) return void 0;
	const reason = cert.content === "key" || other.content === "certificate" ? "by what they hold" : "by their names";
	return {
		at: certificatePath.span,
		message: `cert-path names ${shown(fileName(certificatePath.value))} and key-path ${shown(fileName(keyPath.value))}: ${reason}, certificate and key are swapped, and ${neverComesUp(instance)}`,
		help: `set cert-path to "${shown(keyPath.value)}" and key-path to "${shown(certificatePath.value)}"`,
		related: [{
			at: keyPath.span,
			message: "this is the certificate"
		}],
		fix: fixBy("swap cert-path and key-path", "safe", setValue(certificatePath, keyPath.value), setValue(keyPath, certificatePath.value))
	};
}
function neverComesUp({ component }) {
	return component === "pd" ? `${componentName.pd} does not start` : `${componentName.tikv} never reaches PD and retries without end`;
}
function pathOf(material) {
	return material.kind === "absent" ? void 0 : material.path;
}
/** What a file holds; undefined when it is not seen, or holds something that cannot be read. */
function contentOf(material) {
	if (material.kind !== "seen" || material.file.blocks.some((block) => block.kind === "broken")) return void 0;
	const hasCertificate = certificatesOf(material.file).length > 0;
	const hasKey = keysOf$2(material.file).length > 0;
	if (hasCertificate) return hasKey ? "both" : "certificate";
	return hasKey ? "key" : void 0;
}
/** `.pem` alone says nothing: it is the certificate for most people and the private key for TiUP. */
function kindByName(path) {
	const name = fileName(path).toLowerCase();
	if (/\.key$|(?:^|[-_.])key\.pem$/.test(name)) return "key";
	return /\.(?:crt|cer|cert)$|(?:^|[-_.])(?:cert|crt)\.pem$/.test(name) ? "certificate" : void 0;
}
function isSamePath(a, b) {
	return normalized(a) === normalized(b);
}
function normalized(path) {
	const parts = [];
	for (const part of path.split("/")) {
		if (part === "" || part === ".") continue;
		if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
		else if (part !== ".." || !path.startsWith("/")) parts.push(part);
	}
	return `${path.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}

// src/judge/rules/config/plaintext-url.ts
const plaintextUrl = {
	id: "config/plaintext-url",
	meta: () => ({
		title: "An http URL of PD although TLS is set up",
		why: "PD takes the scheme of each URL, not [security]: with http it serves plaintext next to a complete set of certificates and only logs that it ignores them.",
		fix: "Write https in every URL of PD; on a running cluster the peer URLs that etcd has stored have to change too.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.1",
			"HIPAA:164.312(e)(1)",
			"CWE-319"
		],
		since: "0.1.0",
		fixes: ["safe", "unsafe"],
		sources: ["pd: server/config/config.go and etcd's embed package, measured on pd-server v6.5 to v26.3"],
		example: {
			bad: { pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "\u00abhttp://10.0.0.1:2380\u00bb"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n` },
			good: { pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n` }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const pd of pdsOf(environment)) {
			if (!hasCertificate(pd)) continue;
			const where = {
				environment,
				now
			};
			const covers = [...startFailures(pd, where, ["two-schemes-on-peer-address"]), ...transportFailures(pd, where)];
			for (const found of statements(pd)) yield {
				...found,
				covers
			};
		}
	}
};
function* statements(pd) {
	yield* defaults(pd);
	for (const port of pdPorts) {
		yield* listening(pd, port);
		yield* advertised(pd, port);
	}
	yield* dialled$1(pd);
}
function isHttp({ value }) {
	return value.scheme === "http";
}
/** Listen URLs that nobody set: a flag of the command line may, and this file does not show it. */
function* defaults(pd) {
	const unset = pdPorts.filter((port) => listenUrls(pd, port).some((url) => url.origin === "default" && isHttp(url)));
	if (unset.length === 0) return;
	const keys = unset.map((port) => `${port}-urls`);
	const isOne = keys.length === 1;
	const flags = keys.map((key) => `--${key}`).join(" and ");
	yield {
		at: pd.at,
		subject: keys.join(" "),
		environment: pd.environment,
		component: "pd",
		channels: unset.flatMap((port) => channelsOfPort[port]),
		message: `${keys.join(" and ")} ${isOne ? "is" : "are"} not set: PD listens in plaintext on ${isOne ? "its http default" : "their http defaults"} and ignores the certificates, unless ${flags} ${isOne ? "says" : "say"} https`,
		help: `set ${keys.join(" and ")} to https URLs in this file`
	};
}
function* listening(pd, port) {
	const urls = listenUrls(pd, port);
	const secure = urls.find(({ value }) => value.scheme === "https");
	for (const url of urls.filter((url) => isHttp(url) && url.origin !== "default")) yield statement$1(pd, url, `${port}-urls`, listenConsequence(pd, port, url, secure), channelsOfPort[port]);
}
function listenConsequence(pd, port, { value }, secure) {
	const ignored = isDecided(pd) ? " and ignores the certificates" : "";
	if (secure === void 0) return `PD serves its ${port} port in plaintext${ignored}`;
	const sharesPort = secure.value.host === value.host && secure.value.port === value.port;
	if (port === "peer" && sharesPort) return "PD cannot listen twice on one peer address and does not start (bind: address already in use)";
	return `PD accepts plaintext on its ${port} port beside TLS`;
}
function* advertised(pd, port) {
	const who = port === "client" ? "TiKV, other PDs and every client are told to dial PD in plaintext" : "other PDs are told to dial this one in plaintext";
	for (const url of advertisedUrls(pd, port).filter(isHttp)) yield statement$1(pd, url, `advertise-${port}-urls`, who, channelsOfPort[port]);
}
function* dialled$1(pd) {
	for (const url of shownUrls(pd.join).filter(isHttp)) yield statement$1(pd, url, "join", "PD asks the cluster in plaintext and cannot join one that serves TLS", ["pd-pd-client"]);
	if (pd.initialCluster.kind !== "known") return;
	for (const { name, url } of pd.initialCluster.value) {
		if (!isHttp(url)) continue;
		yield statement$1(pd, url, "initial-cluster", `raft traffic to ${name === "" ? "the member" : name} goes in plaintext`, ["pd-pd-peer"]);
	}
}
/** A configuration file that is not committed may set certificates or not: the scheme decides all the same. */
function circumstance(pd) {
	return isDecided(pd) ? " although certificate and key are set" : ", which decides whatever certificates are set elsewhere";
}
function isDecided({ security }) {
	return statedAs(security.certificate) === "set" && statedAs(security.key) === "set";
}
/** Where PD does not start as it stands, https locks nobody out; else the peers and clients of a running cluster follow. */
function safetyOf$1(pd, { value }, key) {
	if (key === "client-urls" || key === "advertise-client-urls") return refusesItselfByScheme(pd) ? "safe" : "unsafe";
	const own = [...advertisedUrls(pd, "peer"), ...listenUrls(pd, "peer")][0]?.value;
	const isListedAsHttp = own?.scheme === "https" && own.host === value.host && own.port === value.port;
	return key === "initial-cluster" && isListedAsHttp ? "safe" : "unsafe";
}
function statement$1(pd, url, key, consequence, channels) {
	const https = url.value.text.replace(/http/i, "https");
	const canFollow = !pdPorts.some((port) => key === `${port}-urls` && listenUrls(pd, port).some(({ value }) => value.text === https));
	return {
		at: url.span,
		subject: `${key} ${url.value.host}`,
		environment: pd.environment,
		component: "pd",
		channels,
		message: `${key} has ${shown(url.value.text.trim())}${circumstance(pd)}: ${consequence}`,
		help: "write https instead of http",
		fix: canFollow ? fixBy("write https instead of http", safetyOf$1(pd, url, key), withHttps(url)) : void 0
	};
}

// src/judge/rules/config/receiver-plaintext.ts
const receiverPlaintext = {
	id: "config/receiver-plaintext",
	meta: () => ({
		title: "Resource usage is sent in clear",
		why: "TiKV opens the connection to the receiver of its resource metering (Top SQL) without TLS, whatever [security] says. It carries digests of statements and what each costs.",
		fix: "Leave resource-metering.receiver-address empty, or send through a tunnel that encrypts on the same machine.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"HIPAA:164.312(e)(1)",
			"GDPR:32(1)(a)",
			"CWE-319"
		],
		since: "0.1.0",
		sources: ["tikv: components/resource_metering/src/reporter/single_target.rs (until v5.2 reporter.rs, v5.3 client.rs): cb.connect"],
		versions: "TiKV v5.1 and later; until v5.2.1 the key is resource-metering.agent-address. A loopback address is not reported",
		example: {
			bad: { tikv: `[resource-metering]\nreceiver-address = \u00ab"10.0.0.9:10180"\u00bb\n` },
			good: { tikv: `[resource-metering]\nreceiver-address = ""\n` }
		}
	}),
	*check(model) {
		for (const instance of model.environments.flatMap((environment) => environment.instances)) {
			if (instance.component !== "tikv" || !isAtLeast(instance.version, "v5.1.0")) continue;
			const key = `resource-metering.${isAtLeast(instance.version, "v5.2.2") ? "receiver" : "agent"}-address`;
			const address = writtenText(instance, key);
			if (address.kind !== "known" || isLoopbackAddress(address.value)) continue;
			yield {
				at: address.span,
				subject: key,
				environment: instance.environment,
				component: "tikv",
				message: `TiKV sends its resource metering to ${shown(address.value)} in clear, whatever [security] says`,
				help: `leave ${key} empty, or point it at a tunnel on this machine that encrypts: TiKV has no setting for TLS here`
			};
		}
	}
};

// src/judge/rules/config/scheme-mismatch.ts
const schemeMismatch = {
	id: "config/scheme-mismatch",
	meta: () => ({
		title: "URLs of one PD, or members of an initial cluster, disagree on the scheme",
		why: "PD dials its own advertised client URL at start and exits when its port does not speak that scheme; members that are listed with another scheme are dialled in it, so that raft runs in clear to some of them or not at all.",
		fix: "Use one scheme in all URLs of the cluster.",
		threats: ["outage", "eavesdropping"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
		since: "0.1.0",
		fixes: ["safe", "unsafe"],
		sources: ["pd: server/server.go, ErrEtcdMemberList; etcd: server/embed; measured on pd-server v6.5 to v26.3"],
		example: {
			bad: { pd: `client-urls = "https://10.0.0.1:2379"\nadvertise-client-urls = "\u00abhttp://10.0.0.1:2379\u00bb"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n` },
			good: { pd: `client-urls = "https://10.0.0.1:2379"\nadvertise-client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n` }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const pd of pdsOf(environment)) {
			const where = {
				environment,
				now
			};
			const covers = [...startFailures(pd, where, ["advertised-scheme"]), ...transportFailures(pd, where)];
			for (const port of pdPorts) for (const found of listenAgainstAdvertised(pd, port)) yield {
				...found,
				covers
			};
			yield* members(pd);
		}
	}
};
function schemeOf({ value }) {
	return value.scheme === "http" || value.scheme === "https" ? value.scheme : void 0;
}
function* listenAgainstAdvertised(pd, port) {
	const listen = listenUrls(pd, port);
	const served = new Set(listen.map(schemeOf));
	const own = listen[0];
	if (own === void 0 || served.has(void 0)) return;
	for (const url of advertisedUrls(pd, port)) {
		const scheme = schemeOf(url);
		if (scheme === void 0 || served.has(scheme)) continue;
		const isListenLater = own.origin === "file" && url.origin === "file" && own.span.path === url.span.path && compareSpans(own.span, url.span) > 0;
		const [later, earlier] = isListenLater ? [own, url] : [url, own];
		const [laterKey, earlierKey] = isListenLater ? [`${port}-urls`, `advertise-${port}-urls`] : [`advertise-${port}-urls`, `${port}-urls`];
		const beside = earlier.origin === "default" ? `${earlierKey} is not set and ${schemeOf(earlier)} by default` : `${earlierKey} is ${schemeOf(earlier)}`;
		yield {
			at: later.span,
			subject: `${laterKey} ${later.value.host}`,
			environment: pd.environment,
			component: "pd",
			channels: channelsOfPort[port],
			message: `${laterKey} has ${shown(later.value.text.trim())} while ${beside}: ${consequence$3(port, scheme)}`,
			help: "use the same scheme in both, https where certificates are set",
			fix: httpsFix(pd, scheme === "http" ? url : own, port === "client" ? "safe" : "unsafe"),
			related: [{
				at: earlier.span,
				message: `${earlierKey} has ${shown(earlier.value.text.trim())}`
			}]
		};
	}
}
function consequence$3(port, advertised) {
	if (port === "peer") return "other PDs cannot dial this one";
	return advertised === "https" ? "PD dials itself with TLS, finds plaintext and exits (authentication handshake failed: EOF)" : "PD dials itself in plaintext, finds TLS and exits (error reading server preface: EOF)";
}
function* members(pd) {
	if (pd.initialCluster.kind !== "known") return;
	const list = pd.initialCluster.value;
	const ownName = nameOf$1(pd);
	const advertised = [...advertisedUrls(pd, "peer"), ...listenUrls(pd, "peer")][0];
	const first = list.find(({ url }) => schemeOf(url) !== void 0);
	for (const { name, url } of list) {
		const scheme = schemeOf(url);
		if (scheme === void 0 || first === void 0) continue;
		const own = advertised === void 0 ? void 0 : schemeOf(advertised);
		const base = {
			at: url.span,
			subject: `initial-cluster ${name}`,
			environment: pd.environment,
			component: "pd",
			channels: channelsOfPort.peer
		};
		if (name === ownName && own !== void 0 && own !== scheme && advertised?.origin !== "default") yield {
			...base,
			message: `initial-cluster lists this PD as ${shown(url.value.text.trim())}, but it advertises ${own} to its peers: PD does not start (--initial-cluster has ${scheme}, missing from --initial-advertise-peer-urls)`,
			help: "write the URL as in advertise-peer-urls",
			fix: scheme === "http" ? httpsFix(pd, url, "safe") : void 0,
			related: [{
				at: advertised?.span ?? pd.at,
				message: `it advertises ${shown(advertised?.value.text.trim() ?? "")}`
			}]
		};
		else if (scheme !== schemeOf(first.url)) {
			const clear = scheme === "http" ? name : first.name;
			yield {
				...base,
				message: `initial-cluster lists ${name} with ${scheme} and ${first.name} with ${schemeOf(first.url)}: each member is dialled in its own scheme, ${clear} in plaintext`,
				help: "use one scheme for all members",
				fix: scheme === "http" ? httpsFix(pd, url, "unsafe") : void 0,
				related: [{
					at: first.url.span,
					message: `${first.name} has ${schemeOf(first.url)}`
				}]
			};
		}
	}
}
/** Without certificates https cannot be served, and http would be no correction. */
function httpsFix(pd, url, safety) {
	return hasCertificate(pd) ? fixBy("write https instead of http", safety, withHttps(url)) : void 0;
}
/** PD's `name`, which initial-cluster refers to; its default holds the machine's name. */
function nameOf$1({ config }) {
	const node = lookup(config, ["name"], "any-case")?.node;
	return node?.kind === "string" ? node.value : void 0;
}

// src/facts/secret-keys.ts
/**
* Last parts of keys, in lower case with dashes, whose values are secrets, and what each is. Real keys of TiKV
* (components/encryption/src/config.rs: `aws.*`, `azure.*`, until v4.0 beside `key-id`) and PD (`metering.*`,
* `security.SSLKEYBytes`), and names under which the same things are written by mistake.
*/
const secretKeys = /* @__PURE__ */ new Map([
	["access-key", "an access key"],
	["access-key-id", "an access key"],
	["secret-access-key", "a secret access key"],
	["secret-key", "a secret key"],
	["session-token", "a session token"],
	["account-key", "an account key"],
	["shared-key", "a shared key"],
	["sas-token", "an access token"],
	["client-secret", "a client secret"],
	["client-certificate", "a client certificate with its private key"],
	["client-certificate-password", "a password"],
	["password", "a password"],
	["passphrase", "a password"],
	["sslkeybytes", "a private key"]
]);
/** Parameters of storage URLs that are secrets beside those above: signatures that stand for their key. */
const secretUrlParameters = /* @__PURE__ */ new Map([
	["sig", "a signature"],
	["x-amz-signature", "a signature"],
	["x-goog-signature", "a signature"]
]);
/** What the value of a key is when it is a secret. `_` counts as `-`, and case does not count. */
function secretBehind(key) {
	return secretKeys.get(key.toLowerCase().replaceAll("_", "-"));
}

// src/judge/rules/config/secret-inline.ts
const secretInline = {
	id: "config/secret-inline",
	meta: () => ({
		title: "A secret written into a configuration file",
		why: "Everybody who can read the repository, a backup of it or a build log has the secret, and its history keeps it after it was taken out. TiKV also logs its configuration at start and returns it from GET /config, without a check of the name.",
		fix: "Revoke the secret, take it out of the file, and let the deployment put a new one in; better, give the machine a role so that there is no secret.",
		threats: ["impersonation", "eavesdropping"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"GDPR:32(1)(a)",
			"CWE-798",
			"CWE-312"
		],
		since: "0.1.0",
		sources: ["tikv: components/encryption/src/config.rs; src/server/status_server/mod.rs, GET /config", "pd: pkg/utils/grpcutil, TLSConfig (SSLKEYBytes); metering.* since v26.3"],
		example: {
			bad: { tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"\nregion = "eu-west-1"\n[security.encryption.master-key.aws]\n\u00absecret-access-key\u00bb = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"\n` },
			good: { tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"\nregion = "eu-west-1"\n[security.encryption.master-key.aws]\nsecret-access-key = "\${AWS_SECRET_ACCESS_KEY}"\n` }
		}
	}),
	*check(model) {
		for (const instance of model.environments.flatMap((environment) => environment.instances)) for (const written of writtenEntries(instance.config)) {
			const secret = secretIn(written, instance.component);
			if (secret === void 0) continue;
			yield {
				at: written.entry.keySpan,
				subject: written.route,
				environment: instance.environment,
				component: instance.component,
				message: `${shown(written.route)} holds ${secret}: everybody who can read this repository or its history has it`,
				help: `revoke it, take it out of the file and let the deployment put a new one in, or give ${componentName[instance.component]} a role that needs none`
			};
		}
	}
};
/** What kind of secret an entry holds; the value itself never leaves this function. */
function secretIn({ entry }, component) {
	const kind = secretBehind(entry.key);
	if (kind !== void 0 && stringsIn(entry.node).some(({ value }) => isSecret(value))) return kind;
	if (kind !== void 0 && component === "pd" && isKeyBytes(entry.key, entry.node)) return kind;
	for (const { value } of stringsIn(entry.node)) {
		const inUrl = secretInUrl(value);
		if (inUrl !== void 0) return `${inUrl} in its URL`;
	}
}
/** A value, and not a hole for one, a reference to a vault, ciphertext, a path, or a PEM key (key/committed speaks). */
function isSecret(value) {
	if (value.trim() === "" || isPlaceholder(value) || value.includes("-----BEGIN")) return false;
	if (/^(?:[*x\u2022.]+|redacted|change-?_?me|todo|none|null)$/i.test(value.trim())) return false;
	if (/^(?:ENC\[|\$ANSIBLE_VAULT|!vault|(?:vault|op|ssm|awssm|gcpsm|azkv|ref\+\w+|env|file|arn:aws:(?:ssm|secretsmanager)):)/i.test(value)) return false;
	return !/^\.{0,2}(?:\/[a-z0-9_.-]+)+$/.test(value);
}
/** `SSLKEYBytes = [45, 45, 45, ...]`: a key file byte by byte. */
function isKeyBytes(key, node) {
	return key.toLowerCase() === "sslkeybytes" && node.kind === "array" && node.items.some((item) => item.kind === "integer");
}
/** What kind of secret a URL carries: a password before the host, or a parameter such as `secret-access-key`. */
function secretInUrl(text) {
	if (!text.includes("://")) return void 0;
	const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@:]*:([^/?#@]*)@)?[^?#]*(?:\?([^#]*))?/i.exec(text);
	if (match === null) return void 0;
	if (match[1] !== void 0 && isSecret(match[1])) return "a password";
	for (const parameter of (match[2] ?? "").split("&")) {
		const equals = parameter.indexOf("=");
		if (equals === -1) continue;
		const name = parameter.slice(0, equals);
		const kind = secretBehind(name) ?? secretUrlParameters.get(name.toLowerCase());
		if (kind !== void 0 && isSecret(parameter.slice(equals + 1))) return kind;
	}
}

// src/judge/settings/status-address.ts
/**
* The address of TiKV's status server when other machines can reach it. TiKV needs a literal address here: with a host
* name it runs on without a status server, and with a scheme it does not start (config/address-invalid says which).
*/
function exposedStatusAddress({ statusAddress }) {
	if (statusAddress.kind !== "known") return void 0;
	const match = /^(?:\[([^\]]+)\]|([\d.]+)):\d{1,5}$/.exec(statusAddress.value);
	const bytes = parseIp(match?.[1] ?? match?.[2] ?? "");
	if (bytes === void 0) return void 0;
	const canonical = ipText(bytes).replace(/^::ffff:/, "");
	return isLoopback(canonical) ? void 0 : statusAddress;
}

// src/judge/rules/config/status-address-exposed.ts
const statusAddressExposed = {
	id: "config/status-address-exposed",
	meta: () => ({
		title: "TiKV's status port listens beyond loopback without TLS",
		why: "The status port serves metrics, the configuration and profiles, takes changes of the configuration (POST /config) and returns keys of the data (/region), here in plaintext and from anyone who reaches it.",
		fix: "Set ca-path, cert-path, key-path and cert-allowed-cn, or bind status-addr to 127.0.0.1.",
		threats: [
			"eavesdropping",
			"man-in-the-middle",
			"impersonation"
		],
		controls: [
			"PCI-DSS-4.0.1:2.2.7",
			"PCI-DSS-4.0.1:4.2.1",
			"HIPAA:164.312(e)(1)",
			"CWE-319",
			"CWE-306"
		],
		since: "0.1.0",
		sources: ["tikv: src/server/status_server/mod.rs (TLS when all three paths are set)"],
		example: {
			bad: { tikv: `[server]\nstatus-addr = \u00ab"0.0.0.0:20180"\u00bb\n` },
			good: { tikv: `[server]\nstatus-addr = "127.0.0.1:20180"\n` }
		}
	}),
	*check(model) {
		for (const instance of model.environments.flatMap((environment) => environment.instances)) {
			if (instance.component !== "tikv" || !hasNoMaterial(instance.security)) continue;
			const address = exposedStatusAddress(instance);
			if (address === void 0) continue;
			yield {
				at: address.span,
				subject: "server.status-addr",
				environment: instance.environment,
				component: "tikv",
				channels: ["status-tikv"],
				message: `status-addr ${shown(address.value)} listens beyond this machine in plaintext: anyone who reaches it can read the configuration and POST /config`,
				help: helpFor$4(instance)
			};
		}
	}
};
function helpFor$4(instance) {
	const { tool, cannotDoTls, turnOnTls, shieldStatusPort } = instance.deployment ?? {};
	if (shieldStatusPort === void 0) return turnOnTls === void 0 ? `set ca-path, cert-path, key-path and cert-allowed-cn in ${securityTable(instance)}, or bind status-addr to 127.0.0.1` : `bind status-addr to 127.0.0.1, or ${turnOnTls}`;
	if (cannotDoTls !== void 0) return `${shieldStatusPort}: ${tool} cannot turn TLS on`;
	return `turn TLS on and set cert-allowed-cn, or ${shieldStatusPort}: ${tool} sets status-addr by itself`;
}

// src/judge/rules/config/status-anonymous.ts
const statusAnonymous = {
	id: "config/status-anonymous",
	meta: () => ({
		title: "TiKV's status port asks for no client certificate",
		why: "The status port encrypts, but asks for a client certificate only when there is a list of allowed names. Without one, whoever reaches the port can change the configuration (POST /config), pause the gRPC server and read keys of the data (/region).",
		fix: "List the allowed names in cert-allowed-cn, or bind status-addr to 127.0.0.1.",
		threats: ["impersonation", "outage"],
		controls: [
			"PCI-DSS-4.0.1:2.2.7",
			"NIST-SP-800-52r2:3.5",
			"CWE-306"
		],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: ["tikv: src/server/status_server/mod.rs, tls_acceptor and check_cert (v5.4 to master)", "measured on TiKV's acceptor with OpenSSL 1.1.1 and 3.5"],
		example: {
			bad: { tikv: `[server]\nstatus-addr = \u00ab"0.0.0.0:20180"\u00bb\n[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
			good: { tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv", "prometheus"]\n` }
		}
	}),
	*check(model) {
		for (const [environment, instance] of model.environments.flatMap((environment) => environment.instances.map((instance) => [environment, instance]))) {
			if (instance.component !== "tikv" || verifiesClients(instance) !== "yes") continue;
			const address = exposedStatusAddress(instance);
			const isListed = nameListsOf(instance).some((list) => list.mayBeRead && hasEntries(list) !== "no");
			if (address === void 0 || isListed) continue;
			yield {
				at: address.origin === "default" ? instance.security.at : address.span,
				subject: "server.status-addr",
				environment: instance.environment,
				component: "tikv",
				channels: ["status-tikv"],
				message: `status-addr ${shown(address.value)} asks for no client certificate, since no names are allowed in cert-allowed-cn: anyone who reaches it can POST /config`,
				help: `set cert-allowed-cn to the common names of all that connect, the metrics scraper's among them, or ${wayAround(instance)}`,
				fix: listingFix(instance, environment)
			};
		}
	}
};
function wayAround({ deployment }) {
	if (deployment?.shieldStatusPort === void 0) return "bind status-addr to 127.0.0.1";
	return `${deployment.shieldStatusPort}: ${deployment.tool} sets status-addr by itself`;
}

// src/model/instances/toml-dialect.ts
const old = ["burntsushi-0.3"];
const newer = ["burntsushi-1.5"];
const rust = ["rust-0.5"];
const others = [...newer, ...rust];
const go = [...old, ...newer];
/** Held against the three real readers by test/oracles. */
const dialects = {
	"byte-order-mark": {
		what: "a byte-order mark",
		help: "save the file as UTF-8 without a byte-order mark",
		refusedBy: old
	},
	"dotted-key": {
		what: "a dotted key",
		help: "write the key under a table header",
		refusedBy: old
	},
	"mixed-array": {
		what: "an array of values of different types",
		help: "give all items one type",
		refusedBy: old
	},
	"special-number": {
		what: "a hexadecimal, octal, binary or infinite number",
		help: "write it as a decimal number",
		refusedBy: old
	},
	"time-form": {
		what: "a time in this form",
		help: "write it as 2006-01-02T15:04:05Z",
		refusedBy: old
	},
	"quote-at-end": {
		what: "a quote right before the closing quotes",
		help: "escape the quote",
		refusedBy: old
	},
	"blank-continuation": {
		what: "a line continuation before a blank or a Windows line end",
		help: "end the line right after the backslash, with a line feed",
		refusedBy: old
	},
	"empty-key": {
		what: "an empty key",
		help: "name the key",
		refusedBy: rust
	},
	"lone-return": {
		what: "a carriage return without a line feed",
		help: "end lines with a line feed",
		refusedBy: others
	},
	"control-character": {
		what: "a control character",
		help: "remove it, or write it as an escape",
		refusedBy: others
	},
	"leading-zero": {
		what: "a number with leading zeros",
		help: "remove the zeros",
		refusedBy: others
	},
	"trailing-comma": {
		what: "a comma after the last entry of an inline table",
		help: "remove the comma",
		refusedBy: others
	},
	"repeated-inline-key": {
		what: "the same key twice in an inline table",
		help: "keep one of them",
		refusedBy: others
	},
	"extended-inline-table": {
		what: "a header that extends an inline table",
		help: "write the whole table in one place",
		refusedBy: rust
	},
	"table-in-two-forms": {
		what: "a table that a dotted key and another form make together",
		help: "write all its keys under one header",
		refusedBy: rust
	},
	"signed-number-base": {
		what: "a sign before a hexadecimal, octal or binary number",
		help: "remove the sign",
		refusedBy: go
	},
	"impossible-time": {
		what: "a date or time that does not exist",
		help: "correct it",
		refusedBy: go
	},
	"delete-in-comment": {
		what: "a DEL character",
		help: "remove it",
		refusedBy: newer
	},
	"invalid-utf-8": {
		what: "bytes that are not UTF-8",
		help: "save the file as UTF-8",
		refusedBy: others
	}
};
/** Which reader a release has. */
function tomlReaderOf(component, version) {
	if (component === "tikv") return "rust-0.5";
	return isAtLeast(version, "v26.3.0") ? "burntsushi-1.5" : "burntsushi-0.3";
}
/**
* The first construct of a configuration file that this release cannot read, though the file is TOML to another
* reader; undefined when it reads the file. The release does not start with such a file.
*/
function checkDialect(component, version, features) {
	const reader = tomlReaderOf(component, version);
	return problemOf(features, (refusing) => refusing.includes(reader), `${nameOf[component]} ${version.text}`);
}
/** The same for what every release of the component refuses, when the version is not known yet. */
function checkEveryDialect(component, features) {
	const readers = component === "tikv" ? ["rust-0.5"] : ["burntsushi-0.3", "burntsushi-1.5"];
	return problemOf(features, (refusing) => readers.every((reader) => refusing.includes(reader)), nameOf[component]);
}
const nameOf = {
	pd: "PD",
	tikv: "TiKV"
};
function problemOf(features, isRefused, who) {
	const found = features.find(({ feature }) => isRefused(dialects[feature].refusedBy));
	if (found === void 0) return void 0;
	const { what, help } = dialects[found.feature];
	return {
		at: found.at,
		message: `${who} does not read ${what} and does not start with this file`,
		help
	};
}

// src/judge/rules/config/syntax.ts
/** A configuration that its own program cannot read says nothing. What a certificate or a key in it is worth is another matter. */
const coversFile = [
	"config",
	"env",
	"trust",
	"deploy"
];
const syntax = {
	id: "config/syntax",
	meta: () => ({
		title: "A configuration that its program cannot read",
		why: "PD and TiKV do not start with a file that they cannot parse; PD since v7.0 even ends with status 0. What such a file says about TLS is not judged.",
		fix: "Correct the syntax at the place that is named.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1286"],
		since: "0.1.0",
		sources: ["TOML 1.0; TiKV: toml 0.5; PD: BurntSushi/toml 0.3.1 up to v8.5 and 1.5.0 since v26.3"],
		example: {
			bad: { tikv: `[security]\nca-path = \u00ab/\u00bbtls/ca.pem\n` },
			good: { tikv: `[security]\nca-path = "/tls/ca.pem"\n` }
		}
	}),
	*check(model) {
		for (const { kind, at, message, help, component, environment } of model.problems) {
			if (kind !== "syntax") continue;
			yield {
				at,
				subject: "syntax",
				message,
				help,
				component,
				environment,
				coversFile
			};
		}
		for (const environment of model.environments) for (const { component, version, tomlFeatures } of environment.instances) {
			const refused = checkDialect(component, version, tomlFeatures ?? []);
			if (refused !== void 0) yield {
				...refused,
				subject: "syntax",
				component,
				environment: environment.name,
				coversFile
			};
		}
	}
};

// src/judge/rules/config/template.ts
const template = {
	id: "config/template",
	meta: () => ({
		title: "A template that is not rendered",
		why: "What a template says depends on values that are not in this file: whether TLS is on cannot be judged here.",
		fix: "Render the template in the workflow and let the gate judge what comes out.",
		threats: ["eavesdropping", "outage"],
		controls: ["PCI-DSS-4.0.1:2.2.7"],
		since: "0.1.0",
		sources: ["Go templates, Jinja, ERB and shell placeholders"],
		example: {
			bad: { files: { "tikv.toml": `[security]\n\u00ab{{- if .Values.tls }}\u00bb\nca-path = "/tls/ca.pem"\n{{- end }}\n` } },
			good: { tikv: `[security]\nca-path = "/tls/ca.pem"\n` }
		}
	}),
	*check(model) {
		for (const { kind, at, message, help, component, environment } of model.problems) {
			if (kind !== "template") continue;
			yield {
				at,
				subject: "template",
				message,
				help,
				component,
				environment
			};
		}
	}
};

// src/judge/rules/config/tls-incomplete.ts
const tlsIncomplete = {
	id: "config/tls-incomplete",
	meta: () => ({
		title: "Only part of CA, certificate and key is set",
		why: "TiKV dials PD before it validates [security], so a gap shows up as plaintext or as an endless retry; PD does not start, or serves in plaintext without a warning.",
		fix: "Set all three paths: CA, certificate and key.",
		threats: ["eavesdropping", "outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs, SecurityConfig::validate and SecurityManager::connect; components/server/src/server.rs", "pd: server/config/config.go; etcd: client/pkg/transport, measured on pd-server v6.5 to v26.3"],
		example: {
			bad: { tikv: `\u00ab[security]\u00bb\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
			good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) {
			const pdScheme = schemeOfPds(environment);
			for (const instance of environment.instances) {
				const { component, security } = instance;
				const isConfigured = (name) => security[name].kind !== "absent";
				const keys = materialKeys[component];
				const set = materialNames.filter(isConfigured).map((name) => keys[name]);
				const missing = materialNames.filter((name) => !isConfigured(name)).map((name) => keys[name]);
				const isOneWayPd = component === "pd" && missing.length === 1 && security.ca.kind === "absent";
				if (set.length === 0 || missing.length === 0 || isOneWayPd) continue;
				yield {
					at: security.at,
					subject: "security",
					environment: instance.environment,
					component,
					covers: coversOf(instance, {
						environment,
						now
					}),
					message: `sets ${listOf(set)} but not ${listOf(missing)}: ${consequence$2(instance, pdScheme)}`,
					help: `set ${listOf(missing)} too: ${componentName[component]} takes all three or none`
				};
			}
		}
	}
};
/** It does not come up, or dials in plaintext where nobody takes that, or is the one without TLS among its kind. */
function coversOf(instance, where) {
	const dialled = failuresOf(where.environment, where.now).of(instance);
	return [
		...startFailures(instance, where, ["incomplete-material"]),
		...dialled.filter(({ from, cause }) => from === instance && cause.step === "transport").map(({ key }) => key),
		...transportFailures(instance, where)
	];
}
/** What the client ports of an environment's PDs speak, as far as the files agree on it. */
function schemeOfPds(environment) {
	const schemes = new Set(pdsOf(environment).flatMap((pd) => listenUrls(pd, "client").map(({ value }) => value.scheme)));
	return schemes.size === 1 ? [...schemes][0] : void 0;
}
function consequence$2(instance, pdScheme) {
	const { security } = instance;
	if (instance.component === "tikv") {
		if (security.ca.kind !== "absent") return "TiKV never reaches PD and retries without end";
		const refused = "exits with `ca, cert and private key should be all configured`";
		if (pdScheme === "http") return `TiKV dials PD in plaintext and then ${refused}`;
		if (pdScheme === "https") return "TiKV dials PD in plaintext, which PD refuses, and retries without end";
		return `TiKV dials PD in plaintext, retries without end where PD speaks TLS and ${refused} where it does not`;
	}
	if (security.certificate.kind !== "absent" || security.key.kind !== "absent") return "PD does not start (KeyFile and CertFile must both be present)";
	const urls = pdPorts.flatMap((port) => listenUrls(instance, port));
	if (urls.some(({ value }) => value.scheme === "https")) return "PD does not start (KeyFile and CertFile are not presented)";
	return instance.clientUrls.kind === "known" && instance.peerUrls.kind === "known" && urls.every(({ origin }) => origin !== "default") ? "PD serves in plaintext without a warning" : "PD serves in plaintext without a warning where its URLs are http, and does not start where one is https";
}

// src/judge/settings/wrong-types.ts
const cache$3 = /* @__PURE__ */ new WeakMap();
/** The settings of an instance whose type its release certainly refuses, in the order of the file. */
function wrongTypesOf(instance) {
	const cached = cache$3.get(instance);
	if (cached !== void 0) return cached;
	const found = [];
	collect$1(instance, instance.config, [], found);
	cache$3.set(instance, found);
	return found;
}
function collect$1(instance, table, above, found) {
	const { component, version } = instance;
	for (const entry of table.entries.values()) {
		const route = [...above, entry.key];
		const key = knownKey(component, version, route);
		if (key === void 0) continue;
		const expected = expectedOf(typeIn(component, version, key), key.alsoInteger === true);
		if (expected !== void 0) {
			const isTls = isTlsSetting(component, key.name);
			for (const node of refusedOf(instance, expected, entry.node, isTls)) found.push({
				route,
				entry,
				node,
				expected,
				isTlsSetting: isTls
			});
		}
		if (entry.node.kind === "table" && expected === "table") collect$1(instance, entry.node, route, found);
	}
}
/** The types about which both readers are certain; others have readers of their own in the programs. */
function expectedOf(type, alsoInteger) {
	switch (type) {
		case "string":
		case "boolean":
		case "integer":
		case "float":
		case "table":
		case "size": return type;
		case "duration": return alsoInteger ? void 0 : type;
		case "list":
		case "array<string>": return "list";
		default: return;
	}
}
function refusedOf(instance, expected, node, isTls) {
	if (node.kind === "unknown") return [];
	switch (expected) {
		case "string": return node.kind === "string" ? [] : [node];
		case "list":
			if (node.kind !== "array") return isTls || instance.component === "tikv" ? [node] : [];
			return isTls ? node.items.filter((item) => item.kind !== "string" && item.kind !== "unknown") : [];
		case "table":
			if (node.kind === "table") return [];
			return node.kind !== "array" || isTls && (instance.component === "pd" || node.items.some((item) => item.kind === "table")) ? [node] : [];
		case "boolean":
		case "integer": return node.kind === expected ? [] : [node];
		case "float":
			if (node.kind === "integer") return takesIntegerAsFloat(instance) ? [] : [node];
			return node.kind === "float" ? [] : [node];
		case "size": return node.kind === "string" || node.kind === "integer" || instance.component === "pd" ? [] : [node];
		case "duration": return node.kind === "string" || instance.component === "pd" ? [] : [node];
		default: return expected;
	}
}
/** Would the release certainly refuse this value under the setting of this dotted name? */
function refusesValue(instance, name, node) {
	const { component, version } = instance;
	const key = knownKey(component, version, name.split("."));
	if (key === void 0) return false;
	const expected = expectedOf(typeIn(component, version, key), key.alsoInteger === true);
	return expected !== void 0 && refusedOf(instance, expected, node, isTlsSetting(component, key.name)).length > 0;
}
/** PD up to v8.5 reads TOML with a library that refuses `1` where a float is meant (measured; v26.3 and TiKV take it). */
function takesIntegerAsFloat({ component, version }) {
	return component === "tikv" || isAtLeast(version, "v26.3.0");
}

// src/judge/rules/config/tls-off.ts
const tlsOff = {
	id: "config/tls-off",
	meta: () => ({
		title: "No TLS material at all",
		why: "Without CA, certificate and key everything that this server sends and receives can be read and changed on the way, and anybody who reaches its ports may use it.",
		fix: "Set CA, certificate and key in [security]; on a running cluster this needs all of it stopped once.",
		threats: [
			"eavesdropping",
			"man-in-the-middle",
			"impersonation"
		],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.1",
			"HIPAA:164.312(e)(1)",
			"GDPR:32(1)(a)",
			"CWE-319"
		],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs, SecurityManager::bind", "pd: server/config/config.go"],
		example: {
			bad: { tikv: `\u00ab[security]\u00bb\nca-path = ""\ncert-path = ""\nkey-path = ""\n` },
			good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const instance of environment.instances) {
			if (!hasNoMaterial(instance.security)) continue;
			if (instance.component === "pd" && listensOnHttps(instance)) continue;
			yield {
				at: instance.security.at,
				subject: "security",
				environment: instance.environment,
				component: instance.component,
				channels: channelsOf$1[instance.component],
				covers: transportFailures(instance, {
					environment,
					now
				}),
				message: messageOf$1(instance),
				help: helpFor$3(instance)
			};
		}
	}
};
const channelsOf$1 = {
	pd: [
		"client-pd",
		"tikv-pd",
		"pd-pd-client",
		"pd-pd-peer"
	],
	tikv: [
		"client-tikv",
		"tikv-tikv",
		"status-tikv",
		"tikv-pd"
	]
};
function helpFor$3(instance) {
	const { deployment } = instance;
	if (deployment?.cannotDoTls !== void 0) return `deploy it with something that can turn TLS on: ${deployment.tool} cannot`;
	const urls = instance.component === "pd" && deployment?.turnOnTls === void 0 ? ", and write https into every URL" : "";
	return howToTurnOnTls(instance) + urls;
}
function messageOf$1(instance) {
	const cannot = instance.deployment?.cannotDoTls;
	if (cannot !== void 0) return `${instance.component === "pd" ? "PD serves" : "TiKV listens and dials"} in plaintext: ${cannot}`;
	const wrong = wrongTypesOf(instance).filter(({ isTlsSetting, route }) => isTlsSetting && !/allowed/i.test(route.at(-1) ?? ""));
	if (wrong.length > 0) {
		const keys = listOf(wrong.map(({ route }) => route.join(".")));
		return `sets no ${materialClause(instance, "or")} that ${releaseOf(instance)} can read: it does not start, since ${keys} ${wrong.length === 1 ? "has" : "have"} a wrong type`;
	}
	const endpoints = instance.component === "pd" ? "PD serves its client and peer ports in plaintext" : "TiKV listens in plaintext and dials PD and other stores in plaintext";
	const causes = unknownKeysOf(instance).filter(meansMaterial);
	const cause = causes.length === 0 ? "" : `, since it does not know ${enumerated(causes)}`;
	return `sets no ${materialClause(instance, "or")}: ${endpoints}${cause}`;
}
/** The first names; a file may hold thousands. */
function enumerated(causes) {
	const names = causes.map(({ route }) => shown(route.join(".")));
	return listOf(names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names);
}
/** Was this unknown key, or what stands in this unknown table, meant to turn TLS on? */
function meansMaterial(unknown) {
	if (!unknown.concernsTls || unknown.choosesCiphers) return false;
	const to = targetOf(unknown);
	return to === "security" || /^security\.(ca|cacert|cert|key)-path$/.test(to ?? "") || to === void 0 && unknown.entry.node.kind === "table";
}

// src/judge/rules/config/unknown-key.ts
const unknownKey = {
	id: "config/unknown-key",
	meta: () => ({
		title: "A key that this version does not know",
		why: "TiKV ignores unknown keys without a word and PD logs one warning, so a misspelt TLS setting leaves a server that looks protected in its file and listens in plaintext.",
		fix: "Rename the key to the one that the version reads, or remove it.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:2.2.7",
			"PCI-DSS-4.0.1:4.2.1",
			"CWE-319",
			"CWE-1188"
		],
		since: "0.1.0",
		fixes: ["safe", "unsafe"],
		sources: ["tikv: src/config/mod.rs and the structs that it holds, at every release tag", "pd: server/config/config.go, by reflection over Config, at 18 releases and the main branch"],
		variants: { "tls-setting": "the key is, or is near to, a TLS setting" },
		example: {
			bad: { tikv: `[security]\nca-path = "/tls/ca.pem"\n\u00abserver-cert-path\u00bb = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
			good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const instance of environment.instances) for (const unknown of unknownKeysOf(instance)) {
			if (unknown.choosesCiphers || isIgnoredAllowList(instance, unknown)) continue;
			const fix = fixOf$2(instance, unknown);
			yield {
				at: unknown.entry.keySpan,
				subject: unknown.route.join("."),
				environment: instance.environment,
				component: instance.component,
				message: messageOf(instance, unknown),
				help: helpOf$1(instance, unknown),
				...unknown.concernsTls && { variant: "tls-setting" },
				...fix && { fix }
			};
		}
	}
};
/** A list of allowed names that only another version reads: config/allow-list-version says who may connect instead. */
function isIgnoredAllowList(instance, { route, entry, correction }) {
	const isAllowList = /^security\.cert-allowed-(cn|san)$/.test(route.join("."));
	const isFilled = entry.node.kind === "array" && entry.node.items.length > 0;
	return instance.component === "tikv" && isAllowList && isFilled && correction?.kind === "too-new" && verifiesClients(instance) !== "no";
}
function messageOf(instance, unknown) {
	const name = shown(unknown.route.join("."));
	const aside = asideOf(instance, unknown.correction);
	const who = `${releaseOf(instance)} does not know ${name}${aside === "" ? "" : `, ${aside},`}`;
	if (isGcOfTikv3(instance, unknown)) return `${who} and does not start`;
	const what = instance.component === "pd" ? "and only logs a warning" : "and ignores it";
	const consequence = unknown.concernsTls ? consequenceOf$1(instance, unknown) : void 0;
	if (consequence !== void 0) return `${who} ${what}: ${consequence}`;
	return `${who} ${what}${isBlindTable(instance.component, instance.version, unknown.route.slice(0, -1).join(".")) ? ", and --config-check does not report it either" : ""}`;
}
/** TiKV v3.0.6 to v3.1.2 is the one that refuses an unknown key, in `[gc]`. */
function isGcOfTikv3({ component, version }, { route }) {
	const from = parseVersion("v3.0.6");
	const to = parseVersion("v3.1.2");
	if (component !== "tikv" || route[0] !== "gc" || route.length < 2 || from === void 0 || to === void 0) return false;
	return compareVersions(version, from) >= 0 && compareVersions(version, to) <= 0;
}
function asideOf(instance, correction) {
	const other = instance.component === "pd" ? "TiKV" : "PD";
	switch (correction?.kind) {
		case "too-new": return correction.before === void 0 ? `which comes with ${releaseName(correction.since)}` : `which ${correction.before} had and ${releaseName(correction.since)} has again`;
		case "removed": return `which went after ${correction.lastIn}`;
		case "other-program": return `${other}'s spelling of ${lastPart(correction.to)}`;
		case "of-other-program": return `a key of ${other}`;
		default: return "";
	}
}
function releaseName(version) {
	return version === "HEAD" || version === "master" ? "the unreleased main branch" : version;
}
/** What follows for the connections of this instance, when the key was meant to protect them. */
function consequenceOf$1(instance, unknown) {
	const meant = targetOf(unknown) ?? unknown.route.join(".");
	if (meant.toLowerCase().startsWith("security.cert-allowed-")) return "it keeps nobody out";
	if (unknown.correction !== void 0 && "to" in unknown.correction && !meant.startsWith("security")) return void 0;
	return consequenceOfGap(instance) ?? "it has no effect";
}
function helpOf$1(instance, unknown) {
	const { correction } = unknown;
	if (correction === void 0) return "remove it";
	switch (correction.kind) {
		case "of-other-program": return "remove it";
		case "too-new": return /^v/.test(correction.since) ? `remove it, or upgrade to ${correction.since}` : "remove it until a release reads it";
		case "no-switch": return `remove it: TLS is on when ${materialClause(instance)} are set`;
		case "removed": return correction.to === void 0 ? "remove it" : moveTo(instance, unknown, correction.to);
		default: return moveTo(instance, unknown, correction.to);
	}
}
function isTable({ entry }) {
	return entry.node.kind === "table";
}
function moveTo(instance, unknown, to) {
	const target = lastPart(to);
	if (isTable(unknown)) return `rename it to [${to}]`;
	const parent = parentOf(to);
	const here = unknown.route.slice(0, -1).join(".");
	if (instance.component === "pd" ? here.toLowerCase() === parent.toLowerCase() : here === parent) return isTaken(instance, unknown, target) ? `remove it: ${target} is set beside it` : `rename it to ${target}`;
	const where = parent === "" ? "the top of the file" : `[${parent}]`;
	return unknown.entry.key === target ? `move it to ${where}` : `move it to ${where} as ${target}`;
}
function isTaken({ component }, { table }, key) {
	return entryOf(table, key, keyCaseOf[component]) !== void 0;
}
/**
* What `helpOf` says, as changes. One that sets a TLS setting changes what the server speaks, and a guess or a successor may
* mean something else: a person has to decide those, unless the server cannot run as it stands.
*/
function fixOf$2(instance, unknown) {
	const { entry, correction, concernsTls } = unknown;
	const help = helpOf$1(instance, unknown);
	if (help.startsWith("remove it")) {
		const isCertain = correction?.kind === "of-other-program" || correction?.kind === "removed" || help.includes(" beside it");
		const isSwitchOfTls = correction?.kind === "no-switch" && hasAllMaterial(instance.security);
		if (!isCertain && correction?.kind !== "no-switch") return void 0;
		return fixBy(`remove ${shown(entry.key)}`, !concernsTls || isSwitchOfTls ? "safe" : "unsafe", removeEntry(entry));
	}
	const to = targetOf(unknown);
	if (to === void 0 || countMeaning(instance, unknown.table, to) > 1 || refusesValue(instance, to, entry.node)) return void 0;
	if (help.startsWith("rename")) {
		const name = isTable(unknown) ? to : lastPart(to);
		if (isTable(unknown) && !isOneHeader(instance, unknown, to)) return void 0;
		const change = {
			kind: "value",
			at: entry.keySpan,
			was: entry.key,
			to: name
		};
		return fixBy(`rename ${shown(entry.key)} to ${name}`, safetyOf(instance, unknown, to), change);
	}
	if (isTable(unknown) || isSet(instance, to)) return void 0;
	const table = parentOf(to) === "" ? [] : parentOf(to).split(".");
	return fixBy(help.replace(/^move it/, `move ${shown(entry.key)}`), safetyOf(instance, unknown, to), moveEntry(instance, entry, table, lastPart(to)));
}
function safetyOf(instance, { correction, concernsTls }, to) {
	if (to.startsWith("security.cert-allowed-")) return "unsafe";
	if (concernsTls) return cannotRun(instance) && correction?.kind !== "near" ? "safe" : "unsafe";
	return correction?.kind === "other-spelling" || correction?.kind === "misspelt" ? "safe" : "unsafe";
}
/** A table at the top that stands under one header, next to none of the right name. */
function isOneHeader(instance, { route, entry }, to) {
	if (route.length > 1 || to.includes(".") || isSet(instance, to) || entry.node.kind !== "table") return false;
	return [...entry.node.entries.values()].every(({ node }) => node.kind !== "table");
}
function isSet({ config, component }, to) {
	return lookup(config, to.split("."), keyCaseOf[component]) !== void 0;
}
function lastPart(name) {
	return name.slice(name.lastIndexOf(".") + 1);
}
/** The table of a dotted name; `[]` in it marks a list of tables. */
function parentOf(name) {
	return name.slice(0, Math.max(0, name.lastIndexOf("."))).replaceAll("[]", "");
}

// src/judge/rules/config/wrong-type.ts
const wrongType = {
	id: "config/wrong-type",
	meta: () => ({
		title: "A setting of a type that the component rejects",
		why: "One value of a wrong type keeps the whole program from starting, and PD since v7.0 ends with status 0, so that a supervisor may take it for success.",
		fix: "Write the value as the type that the program expects.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1284"],
		since: "0.1.0",
		fixes: ["safe"],
		sources: ["tikv: cmd/tikv-server/src/main.rs (panics on a file that serde refuses)", "pd: BurntSushi/toml 0.3.1 up to v8.5 and 1.5.0 since v26.3, measured on pd-server"],
		example: {
			bad: { tikv: `[security]\ncert-allowed-cn = \u00ab"tidb"\u00bb\n` },
			good: { tikv: `[security]\ncert-allowed-cn = ["tidb"]\n` }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const instance of environment.instances) for (const wrong of wrongTypesOf(instance)) {
			const name = wrong.route.join(".");
			const isItem = wrong.node !== wrong.entry.node;
			yield {
				at: wrong.node.span,
				subject: name,
				environment: instance.environment,
				component: instance.component,
				message: `${isItem ? `an item of ${name}` : name} is ${kindName[wrong.node.kind]}, not ${expectedName[isItem ? "string" : wrong.expected]}: ${consequence$1(instance, wrong)}`,
				help: helpOf(wrong),
				fix: fixOf$1(wrong)
			};
		}
	}
};
const kindName = {
	table: "a table",
	array: "a list",
	string: "a string",
	integer: "an integer",
	float: "a float",
	boolean: "a boolean",
	datetime: "a date",
	unknown: "a placeholder"
};
const expectedName = {
	string: "a string",
	list: "a list of strings",
	table: "a table",
	boolean: "a boolean",
	integer: "an integer",
	float: "a float",
	size: "a size (`\"8MiB\"`)",
	duration: "a duration (`\"10s\"`)"
};
function consequence$1(instance, wrong) {
	const printed = instance.component === "pd" ? printedByPd(instance, wrong) : printedByTikv(wrong);
	const does = `${releaseOf(instance)} does not start`;
	const status = instance.component === "pd" && isAtLeast(instance.version, "v7.0.0") ? " and exits with status 0" : "";
	return printed === void 0 ? `${does}${status}` : `${does}${status} (${printed})`;
}
/** The words of `serde` in TiKV's panic message. Only for TLS settings: other values may be secrets. */
function printedByTikv({ route, node, entry, expected, isTlsSetting }) {
	const got = serdeName(node, isTlsSetting);
	const wants = node !== entry.node || expected === "string" ? "a string" : expected === "list" ? "a sequence" : void 0;
	if (got === void 0 || wants === void 0) return void 0;
	return `invalid type: ${got}, expected ${wants} for key \`${route.join(".")}\``;
}
function serdeName(node, showsValue) {
	const value = "value" in node && showsValue ? node.value : void 0;
	if (value === void 0 && "value" in node) return void 0;
	switch (node.kind) {
		case "string": return `string "${shown(node.value)}"`;
		case "integer": return `integer \`${value}\``;
		case "boolean": return `boolean \`${value}\``;
		case "float": return `floating point \`${value}\``;
		case "array": return "sequence";
		case "table":
		case "datetime": return "map";
		default: return;
	}
}
/** BurntSushi/toml names Go types; the two versions word it differently. */
function printedByPd({ version }, { node, entry, expected }) {
	const got = goName[node.kind];
	const wants = node !== entry.node ? "string" : goExpected[expected];
	if (got === void 0 || wants === void 0) return void 0;
	return isAtLeast(version, "v26.3.0") ? `incompatible types: TOML value has type ${got.replace("interface {}", "any")}; destination has type ${wants}` : `toml: cannot load TOML value of type ${got} into a Go ${wants}`;
}
const goName = {
	string: "string",
	integer: "int64",
	float: "float64",
	boolean: "bool",
	array: "[]interface {}",
	table: "map[string]interface {}",
	datetime: "time.Time"
};
const goExpected = {
	string: "string",
	list: "slice",
	float: "float",
	boolean: "boolean",
	integer: "integer"
};
function helpOf({ node, entry, expected }) {
	if (node !== entry.node) return "write every item as a string in quotes";
	switch (expected) {
		case "list": return node.kind === "string" ? "put the string in brackets" : "write a list of strings";
		case "float": return node.kind === "integer" ? "write it with a decimal point" : "write a number with a decimal point";
		case "boolean": return "write true or false, without quotes";
		case "integer": return "write a whole number, without quotes";
		case "string": return node.kind === "array" ? "write one string, with commas between its parts" : "write it as a string in quotes";
		case "table": return "write its settings under a table header";
		case "size":
		case "duration": return "write it as a string in quotes, with a unit";
		default: return expected;
	}
}
/** The program does not start with the value as it is: no other reading of it can lock anybody out. */
function fixOf$1(wrong) {
	const { node, entry } = wrong;
	return node === entry.node ? fixBy(helpOf(wrong), "safe", ...changesOf(wrong)) : void 0;
}
function changesOf({ node, expected }) {
	const start = {
		...node.span,
		endLine: node.span.line,
		endColumn: node.span.column
	};
	const end = {
		...node.span,
		line: node.span.endLine,
		column: node.span.endColumn
	};
	if (expected === "list" && node.kind === "string" && !/[,;\s]/.test(node.value) && node.value !== "") return [{
		kind: "text",
		at: start,
		text: "["
	}, {
		kind: "text",
		at: end,
		text: "]"
	}];
	if (expected === "float" && node.kind === "integer") return [{
		kind: "text",
		at: end,
		text: ".0"
	}];
	if (node.kind !== "string") return [void 0];
	return [expected === "boolean" && /^(?:true|false)$/.test(node.value) || expected === "integer" && /^(?:0|[1-9]\d{0,15})$/.test(node.value) ? {
		kind: "literal",
		at: node.span,
		was: node.value,
		to: node.value
	} : void 0];
}

// src/judge/certificates/issued-secrets.ts
/** All Secrets that instances expect. */
function expectationsOf(model) {
	const byName = /* @__PURE__ */ new Map();
	for (const environment of model.environments) for (const instance of environment.instances) for (const expected of instance.deployment?.expects ?? []) {
		const list = byName.get(expected.name);
		if (list === void 0) byName.set(expected.name, [{
			environment,
			instance,
			expected
		}]);
		else list.push({
			environment,
			instance,
			expected
		});
	}
	return byName;
}
/** Who expects this Secret. */
function expectersOf(secret, expectations) {
	return (expectations.get(secret.name) ?? []).filter(({ expected }) => isSameNamespace(expected, secret));
}
/** Can these two lie in one namespace? */
function isSameNamespace(a, b) {
	return a.namespace === void 0 || b.namespace === void 0 || a.namespace === b.namespace;
}
/**
* Can what stands at a place be meant for an environment? Another cluster's files are not, unless both are told to lie in
* one namespace; a file of no environment can be anybody's who lies in the same part of the repository.
*/
function isMeantFor(environment, { path }, namespaces, model) {
	const own = model.environmentOf(path);
	if (own !== void 0) return own === environment || namespaces === "same";
	const others = model.environments.filter(({ instances }) => instances.length > 0);
	const part = (of) => of.split("/", 1)[0];
	return others.length < 2 || namespaces === "same" || part(path) === part(environment.at.path);
}
/** Are two namespaces written, and the same? */
function sharedNamespace(a, b) {
	return a.namespace !== void 0 && a.namespace === b.namespace ? "same" : "unknown";
}
/** The Secret that a request fills, when it says so. */
function secretOfRequest({ secretName, namespace }) {
	const name = knownValue(secretName);
	return name === void 0 ? void 0 : {
		name,
		namespace
	};
}
/** `Certificate tls-pd`, `the Secret tls-pd`, `SealedSecret tls-pd`. */
function declaredText({ kind, resource }) {
	return `${kind === "Secret" ? "the Secret" : kind} ${resource}`;
}
/** What stands behind the cluster's own name in the Secrets of tidb-operator: `pd-cluster-secret`; undefined for others. */
function roleOfSecret(name) {
	const role = /(?:^|-)(pd|tikv|client)(?:-cluster)?-secret$/.exec(name)?.[1];
	if (role === "client") return /-cluster-client-secret$/.test(name) ? "client" : void 0;
	return role;
}

// src/judge/certificates/request-names.ts
const dialled = /* @__PURE__ */ new WeakMap();
const endpointsOf = /* @__PURE__ */ new WeakMap();
/** The hosts of which the files say that an instance is dialled under them, by TLS. */
function dialledHosts(instance, environment) {
	const known = dialled.get(environment) ?? /* @__PURE__ */ new WeakMap();
	dialled.set(environment, known);
	const hosts = known.get(instance) ?? (instance.component === "pd" ? hostsOfPd(instance, environment) : hostsOfTikv(instance));
	known.set(instance, hosts);
	return hosts;
}
function hostsOfPd(pd, environment) {
	const groups = endpointsOf.get(environment) ?? endpointGroups(environment);
	endpointsOf.set(environment, groups);
	return [
		...secured(advertisedClientTargets(pd)).map((host) => ({
			host,
			check: "go",
			who: "PD and its clients dial"
		})),
		...secured(advertisedPeerTargets(pd)).map((host) => ({
			host,
			check: "go",
			who: "other PDs dial"
		})),
		...groups.flatMap(({ name, hosts }) => [...hosts.hostsTo(pd), ...pdsOf(environment).length === 1 ? hosts.candidates.slice(0, 1) : []].map((host) => ({
			host,
			check: "grpc",
			who: `${name} dials`
		})))
	].filter(isTelling);
}
function hostsOfTikv(tikv) {
	const host = advertisedHost(tikv);
	return host === void 0 ? [] : [{
		host,
		check: "go",
		who: "TiDB and other TiKVs dial"
	}].filter(isTelling);
}
function isTelling({ host }) {
	return host.value !== "" && !hasPlaceholder(host.value);
}
function secured(targets) {
	return targets.flatMap(({ host, transport }) => host === void 0 || transport !== "tls" ? [] : [host]);
}
/** One TiKV for each list of endpoints; an environment has one list, as a rule. */
function endpointGroups(environment) {
	const index = endpointIndex(pdsOf(environment));
	const groups = /* @__PURE__ */ new Map();
	for (const tikv of tikvsOf(environment)) {
		const { pdEndpoints, security } = tikv;
		if (pdEndpoints.kind !== "known" || security.ca.kind === "absent" || groups.size >= 64) continue;
		const key = pdEndpoints.value.map(({ value }) => value).join(" ");
		if (!groups.has(key)) groups.set(key, {
			name: tikv.name,
			hosts: endpointHosts(tikv, index)
		});
	}
	return [...groups.values()];
}

// src/judge/certificates/request-faults.ts
/** Usages of keys, which are no extended ones (cert-manager: pkg/apis/certmanager/v1/types.go; RFC 5280 4.2.1.3). */
const keyUsages = new Set("signing,digital signature,content commitment,key encipherment,key agreement,data encipherment,cert sign,crl sign,encipher only,decipher only".split(","));
const usageWords = {
	serverAuth: "server auth",
	clientAuth: "client auth"
};
/** Usages that the certificate will lack. Without any extended usage it is good for all (RFC 5280 4.2.1.12). */
function usageFault(request, { servers, isClient, isCa }) {
	const { usages, at } = request;
	if (usages.kind !== "known" || isCa || servers.size === 0 && !isClient) return void 0;
	const given = usages.value.map(({ value }) => value);
	const extended = given.filter((usage) => !keyUsages.has(usage));
	const missing = (servers.size > 0 ? ["serverAuth", "clientAuth"] : ["clientAuth"]).filter((usage) => !extended.includes(usage));
	const place = usages.span ?? at;
	if (extended.length > 0 && missing.length > 0) return {
		variant: "usage",
		at: place,
		message: `asks for ${shortListOf(extended.map((usage) => usageWords[usage] ?? shortText(usage)))} without ${shortListOf(missing.map((usage) => usageWords[usage] ?? usage))}: ${consequenceOf(missing, servers)}`,
		help: `add ${shortListOf(missing.map((usage) => usageWords[usage] ?? usage))} to the usages`,
		fix: usagesFix(request, missing.map((usage) => usageWords[usage] ?? usage))
	};
	const plain = given.filter((usage) => keyUsages.has(usage));
	const signs = plain.some((usage) => [
		"signing",
		"digital signature",
		"key agreement"
	].includes(usage));
	if (plain.length === 0 || signs || !servers.has("tikv")) return void 0;
	return {
		variant: "usage",
		at: place,
		message: `asks for ${shortListOf(plain.map(shortText))} without digital signature: every other TiKV refuses TiKV when it dials`,
		help: "add digital signature to the usages",
		fix: usagesFix(request, ["digital signature"])
	};
}
/** More usages refuse nobody. OpenSSL's own words are others. */
function usagesFix({ usages, renewBefore }, words) {
	if (usages.kind !== "known" || renewBefore === void 0) return void 0;
	return fixBy(`add ${shortListOf(words)}`, "safe", addItems(usages.value, words));
}
function consequenceOf(missing, servers) {
	if (servers.size === 0) return "PD and TiKV refuse the client that shows it";
	if (servers.has("pd")) return "PD does not start, since it dials itself";
	if (missing.includes("serverAuth")) return "TiKV starts and every peer refuses it";
	return "PD and every other TiKV refuse TiKV when it dials them";
}
/** Names that peers dial and that the certificate will not have. */
function namesFault(request, { servers, expecters, isCa }) {
	const { dnsNames, ipAddresses, commonName } = request;
	if (isCa || servers.size === 0 || dnsNames.kind === "unknown" || ipAddresses.kind === "unknown") return void 0;
	const dns = valuesOf(dnsNames);
	const ip = valuesOf(ipAddresses);
	const isPrivate = (name) => !name.includes(".") || /\.(?:svc|local|internal|lan|cluster)$|\.svc\./.test(name);
	const inside = dns.find(isPrivate) ?? ip[0];
	if (request.issuerType === "acme" && inside !== void 0 && request.issuer.kind === "known") return {
		variant: "names",
		at: request.issuer.span,
		message: `asks an ACME server for ${shown(inside)}: public CAs issue for public names only, and the certificate is never made`,
		help: "use an issuer with a CA of the cluster's own"
	};
	const named = {
		subject: { commonNames: commonName.kind === "known" ? [commonName.value] : [] },
		subjectAltName: dns.length + ip.length === 0 ? void 0 : {
			dns,
			ip,
			uri: [],
			email: []
		}
	};
	if (named.subjectAltName === void 0 && request.renewBefore !== void 0) return {
		variant: "names",
		at: placeOf$2(dnsNames) ?? request.at,
		message: "asks for a certificate without names: every peer that dials the server refuses it",
		help: "list the names under which peers dial the server in dnsNames"
	};
	const misses = expecters.flatMap(({ instance, environment }) => dialledHosts(instance, environment).filter(({ host, check }) => !coversHost(named, host.value, check)));
	const distinct = [...new Map(misses.map((miss) => [miss.host.value, miss])).values()];
	if (distinct.length === 0) return void 0;
	const hosts = distinct.map(({ host }) => host.value);
	return {
		variant: "names",
		at: placeOf$2(dnsNames) ?? request.at,
		message: `does not cover ${shortListOf(hosts.map(shortText))}: ${shortListOf([...new Set(distinct.map(({ who, host }) => `${who} ${shortText(host.value)}`))])} and will refuse the server`,
		help: `add ${shortListOf(hosts.map((host) => `${shortText(host)} to ${isIpLiteral(host) ? "ipAddresses" : "dnsNames"}`), 6)}`,
		fix: namesFix(request, hosts),
		related: distinct.slice(0, 3).map(({ host }) => ({
			at: host.span,
			message: "the address that is dialled"
		}))
	};
}
/** Names that are added to lists which have some. */
function namesFix({ dnsNames, ipAddresses }, hosts) {
	const isIp = (host) => isIpLiteral(host);
	const dns = hosts.filter((host) => !isIp(host));
	const ip = hosts.filter(isIp);
	const changes = [...dns.length > 0 ? [dnsNames.kind === "known" ? addItems(dnsNames.value, dns) : void 0] : [], ...ip.length > 0 ? [ipAddresses.kind === "known" ? addItems(ipAddresses.value, ip) : void 0] : []];
	return fixBy(`add ${shortListOf(hosts.map(shortText), 6)}`, "safe", ...changes);
}
/** A key that is too weak, or of a kind that PD or TiKV cannot use. */
function keyFault$1(request, limits) {
	const { keyAlgorithm, keyBits, defaultKey = {
		algorithm: "rsa",
		bits: 2048
	} } = request;
	if (keyAlgorithm.kind === "unknown" || keyBits.kind === "unknown") return void 0;
	const algorithm = knownValue(keyAlgorithm) ?? defaultKey.algorithm;
	const isDefaultKind = algorithm === defaultKey.algorithm;
	const bits = knownValue(keyBits) ?? (isDefaultKind ? defaultKey.bits : algorithm === "rsa" ? 2048 : 256);
	const kind = algorithm === "ecdsa" ? "ec" : algorithm;
	if (kind !== "rsa" && kind !== "ec") return void 0;
	const key = {
		kind,
		bits,
		curve: kind === "ec" ? `P-${bits}` : void 0,
		spki: ""
	};
	const weakness = weaknessOf(key, limits);
	if (weakness === void 0) return void 0;
	return {
		variant: "weak-key",
		at: placeOf$2(keyBits) ?? placeOf$2(keyAlgorithm) ?? request.at,
		message: `asks for ${weakness.what}: ${weakness.kind === "curve" ? `the policy allows ${weakness.wanted}` : "who breaks the key poses as its owner"}`,
		help: `ask for ${weakness.wanted}`,
		fix: kind === "rsa" && keyBits.kind === "known" ? literalFix(keyBits, String(limits.rsaBits), "safe") : void 0
	};
}
/** A lifetime that the policy forbids; `limit` in whole days, 0 for none. */
function lifetimeFault(request, limit) {
	const lifetime = effective(request.lifetime, request.defaultLifetime);
	if (lifetime === void 0 || limit === 0 || wholeDays(lifetime) <= limit) return void 0;
	return {
		variant: "lifetime",
		at: placeOf$2(request.lifetime) ?? request.at,
		message: `asks for ${wholeDays(lifetime)} days, the policy allows ${limit}: PD and TiKV check no revocation, so a stolen key opens the cluster until it ends`,
		help: `ask for ${limit} days or less`,
		fix: durationFix(request.lifetime, limit * 24, "unsafe")
	};
}
/** A renewal that the tool refuses (cert-manager: internal/apis/certmanager/validation/certificate.go). */
function renewalFault({ renewBefore, lifetime, defaultLifetime }) {
	const whole = effective(lifetime, defaultLifetime);
	if (renewBefore?.kind !== "known" || whole === void 0) return void 0;
	const fiveMinutes = 3e5;
	if (renewBefore.value >= whole) return {
		variant: "renewal",
		at: renewBefore.span,
		message: `is to be renewed ${daysText$1(renewBefore.value)} before its end and lives ${daysText$1(whole)}: cert-manager refuses it, and nothing is issued`,
		help: "give renewBefore a part of duration, a third for instance",
		fix: durationFix(renewBefore, whole / 3 / hour, "safe")
	};
	if (renewBefore.value >= fiveMinutes) return void 0;
	return {
		variant: "renewal",
		at: renewBefore.span,
		message: "is to be renewed less than five minutes before its end: cert-manager refuses it, and nothing is issued",
		help: "give renewBefore a part of duration, a third for instance",
		fix: durationFix(renewBefore, whole / 3 / hour, "safe")
	};
}
/** A leaf from an issuer that lets every certificate sign itself. */
function selfSignedFault({ issuer, issuerType }, { isCa, servers, isClient }) {
	if (isCa || issuerType !== "self-signed" || issuer.kind !== "known" || servers.size === 0 && !isClient) return void 0;
	return {
		variant: "self-signed",
		at: issuer.span,
		message: `comes from ${shown(issuer.value)}, which lets every certificate sign itself: its ca.crt is itself, and no peer trusts it`,
		help: "issue a CA with it, make an Issuer of that CA (spec.ca.secretName), and name that one here"
	};
}
function effective(stated, fallback) {
	return stated.kind === "unknown" ? void 0 : knownValue(stated) ?? fallback;
}
function valuesOf(stated) {
	return stated.kind === "known" ? stated.value.map(({ value }) => value) : [];
}
const hour = 36e5;
/** Another number of whole hours, in the notation of Go. */
function durationFix(stated, hours, safety) {
	if (stated.kind !== "known" || stated.origin !== "file" || hours < 1) return void 0;
	const text = `${Math.floor(hours)}h`;
	return fixBy(`write ${text}`, safety, {
		kind: "value",
		at: stated.span,
		was: void 0,
		to: text
	});
}
function literalFix({ value, span }, to, safety) {
	return fixBy(`write ${to}`, safety, {
		kind: "literal",
		at: span,
		was: String(value),
		to
	});
}

// src/judge/rules/deploy/certificate-request.ts
const certificateRequest = {
	id: "deploy/certificate-request",
	meta: () => ({
		title: "A certificate will be issued that the cluster refuses or the policy forbids",
		why: "What is wrong in the request shows when the certificate is issued or renewed: pods that no longer start, peers that refuse each other, at a time that nobody chose.",
		fix: "Correct the request before the certificate is made.",
		threats: [
			"outage",
			"impersonation",
			"man-in-the-middle"
		],
		controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		fixes: ["safe", "unsafe"],
		sources: [
			"cert-manager: pkg/apis/certmanager/v1/types_certificate.go, pkg/util/pki/renewaltime.go, internal/apis/certmanager/validation/certificate.go",
			"RFC 5280 4.2.1.12 (no extended key usage: any)",
			"cfssl: config/config.go, csr/csr.go"
		],
		variants: {
			usage: "the certificate will not be for servers and clients, as PD and TiKV need it",
			names: "it will not have a name that peers dial",
			"weak-key": "its key will be weak",
			lifetime: "it will live longer than the policy allows",
			renewal: "its renewal does not fit its lifetime, so that it is never issued",
			"self-signed": "it will sign itself, so that nobody trusts it"
		},
		parameters: {
			days: {
				type: "integer",
				minimum: 1,
				description: "The longest lifetime of a certificate that is no CA, in whole days.",
				default: 3680
			},
			"ca-days": {
				type: "integer",
				minimum: 0,
				description: "The longest lifetime of a CA, in whole days; 0: no limit.",
				default: 0
			},
			"rsa-bits": {
				type: "integer",
				minimum: 1024,
				description: "The smallest RSA modulus, in bits.",
				default: 2048
			},
			curves: {
				type: "array",
				items: {
					type: "string",
					enum: [
						"P-256",
						"P-384",
						"P-521"
					]
				},
				description: "The curves of EC keys that are allowed.",
				default: [
					"P-256",
					"P-384",
					"P-521"
				]
			}
		},
		example: {
			bad: { files: { "prod/certificates.yaml": example$2("\u00ab[server auth]\u00bb") } },
			good: { files: { "prod/certificates.yaml": example$2("[server auth, client auth]") } }
		}
	}),
	*check(model, { parameters }) {
		const expectations = expectationsOf(model);
		const cas = secretsOfCas(model, expectations);
		const told = /* @__PURE__ */ new Set();
		for (const request of model.requests ?? []) {
			const whole = roleOf(request, expectations, cas, model);
			for (const [environment, role] of whole === void 0 ? [] : byEnvironment(whole, request, model)) {
				const limits = parameters(environment);
				const { curves: allowed } = limits;
				const curves = Array.isArray(allowed) ? allowed.map(String) : [];
				const faults = [
					usageFault(request, role),
					namesFault(request, role),
					selfSignedFault(request, role),
					keyFault$1(request, {
						rsaBits: Number(limits["rsa-bits"]),
						curves
					}),
					lifetimeFault(request, Number(limits[role.isCa ? "ca-days" : "days"])),
					renewalFault(request)
				];
				for (const fault of faults) {
					if (fault === void 0) continue;
					const place = `${environment?.name ?? ""}\n${fault.at.path}:${fault.at.line}:${fault.at.column}\n${fault.message}`;
					if (told.has(place)) continue;
					told.add(place);
					yield statementOf$2(request, role, fault, environment);
				}
			}
		}
	}
};
function statementOf$2(request, { servers }, fault, environment) {
	const [component, other] = [...servers];
	const { at, variant, help, related, fix } = fault;
	return {
		at,
		subject: `${request.name} ${variant}`,
		environment: environment?.name,
		component: other === void 0 ? component : void 0,
		message: `${request.name} ${fault.message}`,
		help,
		variant,
		related,
		fix
	};
}
/**
* Environments use the same names: a request is for the instances of its own environment where these expect it, else for
* those of every environment that does.
*/
function byEnvironment(role, { at }, model) {
	const own = model.environmentOf(at.path);
	const environments = new Set(role.expecters.map(({ environment }) => environment));
	if (environments.size === 0) return /* @__PURE__ */ new Map([[own, role]]);
	const meant = own !== void 0 && environments.has(own) ? [own] : [...environments];
	return new Map(meant.map((environment) => [environment, {
		...role,
		expecters: role.expecters.filter((expectation) => expectation.environment === environment)
	}]));
}
/** What a request is for; undefined when it is another program's. */
function roleOf(request, expectations, cas, model) {
	const secret = secretOfRequest(request);
	if (secret === void 0) return void 0;
	const expecters = expectersOf(secret, expectations);
	const isCa = knownValue(request.isCa) === true;
	if (isCa) return cas.has(secret.name) ? {
		servers: /* @__PURE__ */ new Set(),
		isClient: false,
		isCa,
		expecters
	} : void 0;
	if (request.renewBefore === void 0) return roleOfFile(secret.name, request, model);
	const byName = roleOfSecret(secret.name);
	if (byName === "client") return {
		servers: /* @__PURE__ */ new Set(),
		isClient: true,
		isCa,
		expecters: []
	};
	const servers = new Set(expecters.map(({ instance }) => instance.component));
	if (byName !== void 0 && servers.size === 0) servers.add(byName);
	return servers.size === 0 ? void 0 : {
		servers,
		isClient: false,
		isCa,
		expecters
	};
}
/** A file of cfssl or OpenSSL, which concerns the cluster whose configurations lie with it. */
function roleOfFile(name, { at }, model) {
	if (model.environmentOf(at.path) === void 0) return void 0;
	const words = name.toLowerCase().split(/[^a-z]+/);
	const servers = new Set(["pd", "tikv"].filter((component) => words.includes(component)));
	return {
		servers,
		isClient: servers.size === 0 && words.includes("client"),
		isCa: false,
		expecters: []
	};
}
/** The Secrets that hold the CAs of the cluster's issuers. */
function secretsOfCas(model, expectations) {
	const requests = model.requests ?? [];
	const names = /* @__PURE__ */ new Set();
	for (const request of requests) {
		const secret = secretOfRequest(request);
		if (secret === void 0 || request.issuerSecret === void 0) continue;
		if ((roleOfSecret(secret.name) !== void 0 || expectersOf(secret, expectations).length > 0) && isSameNamespace(request.issuerSecret, request)) names.add(request.issuerSecret.name);
	}
	return names;
}
/** A Certificate for PD with these usages. */
function example$2(usages) {
	return `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: basic-pd-cluster-secret
  namespace: db
spec:
  secretName: basic-pd-cluster-secret
  duration: 8760h
  renewBefore: 360h
  usages: ${usages}
  dnsNames: [basic-pd, "*.basic-pd-peer.db.svc"]
  issuerRef:
    name: basic-ca
`;
}

// src/judge/rules/deploy/certificate-unused.ts
const certificateUnused = {
	id: "deploy/certificate-unused",
	meta: () => ({
		title: "A certificate of the cluster is used by nobody",
		why: "A certificate that nobody mounts is a name that does not fit, or a key that opens the cluster and that nobody looks after.",
		fix: "Use it where it belongs, or take it away.",
		threats: ["outage", "impersonation"],
		controls: ["PCI-DSS-4.0.1:4.2.1.1"],
		since: "0.1.0",
		sources: ["tidb-operator: the names of the Secrets it mounts (pkg/util/util.go; api/core/v1alpha1/cluster_types.go)"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound,
				"prod/pd-old.pem": `\u00ab${certificateExamples.sound}\u00bb`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model) {
		yield* unusedRequests(model);
		yield* unusedFiles(model);
	}
};
/** Certificates with the name of a component's Secret, beside clusters that expect others. */
function* unusedRequests(model) {
	const expectations = expectationsOf(model);
	const all = [...expectations.values()].flat();
	const told = /* @__PURE__ */ new Set();
	for (const request of model.requests ?? []) {
		const secret = secretOfRequest(request);
		const role = secret && roleOfSecret(secret.name);
		if (secret === void 0 || role !== "pd" && role !== "tikv" || request.renewBefore === void 0) continue;
		const near = all.find(({ instance, expected, environment }) => instance.component === role && isSameNamespace(expected, secret) && isMeantFor(environment, request.at, sharedNamespace(expected, secret), model));
		const place = `${request.at.path}:${request.at.line}`;
		if (near === void 0 || expectersOf(secret, expectations).length > 0 || told.has(place)) continue;
		told.add(place);
		yield {
			at: request.secretName.kind === "known" ? request.secretName.span : request.at,
			subject: secret.name,
			environment: near.environment.name,
			component: role,
			message: `${request.name} fills the Secret ${shown(secret.name)}, which no component mounts: ${near.instance.name} expects ${shown(near.expected.name)}`,
			help: isIssued(near.expected, model) ? "take the Certificate away" : `fill ${shown(near.expected.name)} instead, or take the Certificate away`,
			related: [{
				at: near.expected.at,
				message: `${near.instance.name} expects ${near.expected.name}`
			}]
		};
	}
}
function isIssued(wanted, model) {
	return (model.secrets ?? []).some((secret) => secret.name === wanted.name && isSameNamespace(secret, wanted));
}
/** Files whose name speaks of a component all of whose instances have their certificate in another file. */
function* unusedFiles(model) {
	const uses = usesOf(model);
	for (const environment of model.environments) {
		const served = componentsWithCertificates(environment);
		if (served.size === 0) continue;
		for (const file of environment.files) {
			const [leaf] = certificatesOf(file);
			const component = componentOfFile(file);
			if (leaf === void 0 || component === void 0 || isCa(leaf) || uses.has(file) || !served.has(component)) continue;
			const name = file.secret === void 0 ? file.path : `${file.secret.key} of the Secret ${file.secret.name}`;
			yield {
				at: leaf.span,
				subject: leaf.sha256,
				environment: environment.name,
				component,
				message: `no configuration names ${shown(name)}: every ${component === "pd" ? "PD" : "TiKV"} of ${environment.name} uses another certificate`,
				help: "take it away, with its key, or name it in the configuration that it is for"
			};
		}
	}
}
/** Components of which the certificate of every instance is in the repository. */
function componentsWithCertificates({ instances }) {
	const isSeen = ({ security }) => security.certificate.kind === "seen";
	return new Set(["pd", "tikv"].filter((component) => {
		const own = instances.filter((instance) => instance.component === component);
		return own.length > 0 && own.every(isSeen);
	}));
}
function componentOfFile({ path, secret }) {
	const words = (secret?.name ?? fileName(path)).toLowerCase().split(/[^a-z]+/);
	if (words.includes("client") || words.includes("ctl")) return void 0;
	const [isPd, isTikv] = [words.includes("pd"), words.includes("tikv")];
	return isPd === isTikv ? void 0 : isPd ? "pd" : "tikv";
}

// src/judge/grouped.ts
/** Values by a key, in their order. */
function grouped$1(values, keyOf) {
	const groups = /* @__PURE__ */ new Map();
	for (const value of values) {
		const key = keyOf(value);
		const list = groups.get(key);
		if (list === void 0) groups.set(key, [value]);
		else list.push(value);
	}
	return groups;
}

// src/judge/rules/deploy/duplicate-object.ts
const configMap = (name, path) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  pd.toml: |\n    [security]\n    cacert-path = "${path}"\n`;
const duplicateObject = {
	id: "deploy/duplicate-object",
	meta: () => ({
		title: "Two objects of one kind, namespace and name",
		why: "Whichever of the two is applied last replaces the other, so the cluster may run with the configuration that nobody reviewed as the one that counts.",
		fix: "Keep one of them, or give them names or namespaces of their own.",
		threats: ["outage", "eavesdropping"],
		controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-694"],
		since: "0.1.0",
		sources: ["Kubernetes: the API server keeps one object per group, kind, namespace and name"],
		example: {
			bad: { files: {
				"prod/pd-0.yaml": configMap("pd", "/tls/ca.pem"),
				"prod/pd-1.yaml": configMap("\u00abpd\u00bb", "/old/ca.pem")
			} },
			good: { files: { "prod/pd-0.yaml": configMap("pd", "/tls/ca.pem") } }
		}
	}),
	*check(model) {
		for (const objects of grouped$1([...model.objects ?? []].sort((a, b) => compareSpans(a.at, b.at)), identityIn(model)).values()) {
			const [first, ...others] = objects;
			if (first === void 0 || identityIn(model)(first) === "") continue;
			for (const other of others) {
				if (isSamePlace(first, other) || holdsSame(first.root, other.root)) continue;
				const { kind, name, namespace } = other;
				const where = namespace === void 0 ? "" : ` in namespace ${shown(namespace)}`;
				yield {
					at: other.at,
					subject: `${kind} ${name}`,
					environment: model.environmentOf(other.at.path)?.name,
					message: `the ${kind} ${shown(name)}${where} stands at ${first.at.path}:${first.at.line} too, with another content: the one that is applied last counts`,
					help: "keep one of the two",
					related: [{
						at: first.at,
						message: `the other ${kind} ${shown(name)}`
					}]
				};
			}
		}
	}
};
/** Objects of one environment, or of one build of Kustomize, that replace each other; empty for what nothing applies. */
function identityIn(model) {
	return ({ at, build, group, kind, namespace, name }) => {
		const environment = build === void 0 ? model.environmentOf(at.path)?.name : `build ${build}`;
		return environment === void 0 ? "" : JSON.stringify([
			environment,
			group,
			kind,
			namespace ?? null,
			name
		]);
	};
}
function isSamePlace({ at: a }, { at: b }) {
	return a.path === b.path && a.line === b.line && a.column === b.column;
}

// src/judge/rules/deploy/insecure-client.ts
const insecureClient = {
	id: "deploy/insecure-client",
	meta: () => ({
		title: "A client of the cluster does not verify whom it talks to",
		why: "Whoever answers in place of the server gets what the client sends, its credentials included, and the client believes what comes back.",
		fix: "Give the client the cluster's CA (and its own certificate) and take the option away.",
		threats: ["man-in-the-middle", "impersonation"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:4.5",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["curl(1): -k, --insecure", "tidb-operator v2: api/core/v1alpha1/common_types.go (insecureSkipTLSVerify)"],
		example: {
			bad: { files: { "prod/pd.yaml": example$1("\u00ab-k\u00bb, ") } },
			good: { files: { "prod/pd.yaml": example$1("--cacert, /tls/ca.crt, ") } }
		}
	}),
	*check(model) {
		for (const { at, setting, client } of model.insecureClients ?? []) yield {
			at,
			subject: `${client} ${setting}`,
			message: `${client} runs with ${shown(setting)}: it trusts whoever answers, also somebody in between`,
			help: "take it away and name the cluster's CA instead (and a client certificate where the server asks for one)"
		};
	}
};
/** A pod of PD whose probe runs curl with these options. */
function example$1(options) {
	return `apiVersion: v1
kind: Pod
metadata:
  name: pd
spec:
  containers:
    - name: pd
      image: pingcap/pd:v8.5.5
      readinessProbe:
        exec:
          command: [curl, ${options}"https://pd:2379/health"]
`;
}

// src/judge/rules/deploy/managed-setting.ts
const managedSetting = {
	id: "deploy/managed-setting",
	meta: () => ({
		title: "A setting that the deployment tool owns is set by hand",
		why: "The tool refuses it, puts its own value in its place, or lets chance decide: who reads the file believes in a certificate or an address that no server uses.",
		fix: "Take the setting out and let the tool write it.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:2.2.7"],
		since: "0.1.0",
		fixes: ["safe", "unsafe"],
		sources: [
			"tidb-operator v2: pkg/configs/pd/config.go, pkg/configs/tikv/config.go",
			"tidb-operator v1: pkg/manager/member/pd_member_manager.go, pkg/manager/member/utils.go",
			"tiup: pkg/cluster/spec/server_config.go"
		],
		variants: { "refused-or-chance": "the tool refuses to deploy with it, or which of two values counts is left to chance" },
		example: {
			bad: { files: { "prod/cluster.yaml": "apiVersion: core.pingcap.com/v1alpha1\nkind: Cluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  tlsCluster:\n    enabled: true\n---\napiVersion: core.pingcap.com/v1alpha1\nkind: PDGroup\nmetadata:\n  name: pd\n  namespace: db\nspec:\n  cluster:\n    name: basic\n  replicas: 3\n  template:\n    spec:\n      version: v8.5.2\n      config: |\n        [security]\n        \u00abcacert-path\u00bb = \"/tls/ca.crt\"\n" } },
			good: { files: { "prod/cluster.yaml": "apiVersion: core.pingcap.com/v1alpha1\nkind: Cluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  tlsCluster:\n    enabled: true\n---\napiVersion: core.pingcap.com/v1alpha1\nkind: PDGroup\nmetadata:\n  name: pd\n  namespace: db\nspec:\n  cluster:\n    name: basic\n  replicas: 3\n  template:\n    spec:\n      version: v8.5.2\n      config: |\n        [security]\n        cert-allowed-cn = [\"TiDB\"]\n" } }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const { component, deployment } of environment.instances) for (const { at, key, effect, because, help, entry } of deployment?.managed ?? []) {
			const change = entry && {
				kind: "removal",
				key: entry.key,
				value: entry.value
			};
			yield {
				at,
				subject: key,
				environment: environment.name,
				component,
				message: `${key} is set by hand: ${because}`,
				help,
				fix: change && fixBy(`remove ${shown(key)}`, effect === "left-to-chance" ? "unsafe" : "safe", change),
				...effect !== "overwritten" && { variant: "refused-or-chance" }
			};
		}
	}
};

// src/judge/rules/deploy/secret-not-issued.ts
const secretNotIssued = {
	id: "deploy/secret-not-issued",
	meta: () => ({
		title: "A component waits for a Secret that nothing issues",
		why: "A pod whose Secret does not exist is never started: the cluster stays down until somebody finds the name that does not fit.",
		fix: "Issue the Secret under the name that the component expects.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1"],
		since: "0.1.0",
		sources: ["tidb-operator v1: pkg/util/util.go (<cluster>-pd-cluster-secret)", "tidb-operator v2: api/core/v1alpha1/cluster_types.go (<group>-pd-cluster-secret: by the group's name)"],
		example: {
			bad: { files: { "prod/pd.yaml": example("\u00abpd-tls\u00bb") } },
			good: { files: { "prod/pd.yaml": example("pd-cluster-secret") } }
		}
	}),
	*check(model) {
		const expectations = expectationsOf(model);
		const declared = /* @__PURE__ */ new Map();
		for (const secret of model.secrets ?? []) {
			const list = declared.get(secret.name);
			if (list === void 0) declared.set(secret.name, [secret]);
			else list.push(secret);
		}
		const fitting = ({ expected }) => (declared.get(expected.name) ?? []).filter((secret) => isSameNamespace(secret, expected));
		const isIssued = (expectation) => fitting(expectation).length > 0;
		const isIssuedHere = (expectation) => fitting(expectation).some(({ at, namespace }) => isMeantFor(expectation.environment, at, sharedNamespace({ namespace }, expectation.expected), model));
		const all = [...expectations.values()].flat();
		const issuing = new Set(all.filter(isIssuedHere).map(({ environment }) => environment));
		const leftOver = leftOverSecrets(model, (secret) => expectersOf(secret, expectations).length > 0);
		const told = /* @__PURE__ */ new Set();
		for (const expectation of all) {
			if (isIssued(expectation)) continue;
			const { environment, instance, expected } = expectation;
			const meant = leftOver.find((secret) => isSameNamespace(secret, expected) && roleOfSecret(secret.name) === (roleOfSecret(expected.name) ?? instance.component) && isMeantFor(environment, secret.at, sharedNamespace(secret, expected), model));
			if (meant === void 0 && !issuing.has(environment)) continue;
			const { path, line, column } = expected.at;
			const place = `${environment.name}\n${path}:${line}:${column}\n${expected.name}`;
			if (told.has(place)) continue;
			told.add(place);
			const others = meant === void 0 ? "others of this cluster are" : `${declaredText(meant)} makes ${shown(meant.name)}, which nobody expects`;
			yield {
				at: expected.at,
				subject: expected.name,
				environment: environment.name,
				component: instance.component,
				message: `${componentName[instance.component]} expects the Secret ${shown(expected.name)}, which nothing here issues, and ${others}: its pods do not start`,
				help: meant === void 0 ? `issue ${shown(expected.name)}, or declare it (SealedSecret, ExternalSecret) where it is made elsewhere` : `issue it as ${shown(expected.name)}, or make the component expect ${shown(meant.name)}`,
				...meant && { related: [{
					at: meant.at,
					message: "the Secret that is issued instead"
				}] }
			};
		}
	}
};
/** Secrets with the names of the cluster's that no instance expects; a model has few. */
function leftOverSecrets(model, isExpected) {
	return (model.secrets ?? []).filter((secret) => ["pd", "tikv"].includes(roleOfSecret(secret.name) ?? "") && !isExpected(secret)).slice(0, 256);
}
/** A pod of PD that mounts a Secret, beside a Certificate that makes one. */
function example(name) {
	return `apiVersion: v1
kind: Pod
metadata:
  name: pd
spec:
  containers:
    - name: pd
      image: pingcap/pd:v8.5.5
      volumeMounts:
        - {name: tls, mountPath: /tls}
  volumes:
    - name: tls
      secret:
        secretName: ${name}
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: pd
spec:
  secretName: pd-cluster-secret
  dnsNames: [pd]
  issuerRef:
    name: ca
`;
}

// src/judge/rules/deploy/setting-dropped.ts
const settingDropped = {
	id: "deploy/setting-dropped",
	meta: () => ({
		title: "A setting is lost on its way to the program",
		why: "The file says that something is on, and no server ever hears of it: nothing in the logs tells.",
		fix: "Write the setting in the form that the tool passes on.",
		threats: ["eavesdropping", "impersonation"],
		controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1188"],
		since: "0.1.0",
		sources: ["tidb-operator v1: pkg/apis/pingcap/v1alpha1/tidb_config_wraper.go, pd_config.go, tikv_config.go", "tiup: pkg/cluster/spec/parse_topology.go"],
		variants: { "tls-setting": "the setting decides about TLS" },
		example: {
			bad: { files: { "prod/cluster.yaml": "apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  version: v8.5.2\n  tlsCluster:\n    enabled: true\n  pd:\n    replicas: 3\n    config: {}\n  tikv:\n    replicas: 3\n    config:\n      \u00absecurity.cert-allowed-cn\u00bb: [\"TiDB\"]\n" } },
			good: { files: { "prod/cluster.yaml": "apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata:\n  name: basic\n  namespace: db\nspec:\n  version: v8.5.2\n  tlsCluster:\n    enabled: true\n  pd:\n    replicas: 3\n    config: {}\n  tikv:\n    replicas: 3\n    config:\n      security:\n        cert-allowed-cn: [\"TiDB\"]\n" } }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const { component, deployment } of environment.instances) for (const { at, key, because, help, concernsTls } of deployment?.dropped ?? []) yield {
			at,
			subject: key,
			environment: environment.name,
			component,
			message: `${key} never reaches ${component === "pd" ? "PD" : "TiKV"}: ${because}`,
			help,
			...concernsTls && { variant: "tls-setting" }
		};
	}
};

// src/judge/rules/deploy/tls-flag-differs.ts
const tlsFlagDiffers = {
	id: "deploy/tls-flag-differs",
	meta: () => ({
		title: "The switch for TLS disagrees with what is committed beside it",
		why: "Tools like TiUP and tidb-operator decide with one switch whether a whole cluster speaks TLS. Settings beside it that say something else leave half of it in plaintext, or a cluster whose parts cannot reach each other.",
		fix: "Turn the switch on where certificates are configured, and take settings away that contradict it.",
		threats: ["eavesdropping", "outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.1",
			"CWE-319"
		],
		since: "0.1.0",
		fixes: ["safe", "unsafe"],
		sources: [
			"tiup: pkg/cluster/spec/pd.go, pkg/cluster/spec/tikv.go",
			"tidb-operator: pkg/manager/member, docs: deploy a heterogeneous cluster",
			"etcd: server/embed/etcd.go (certificates of an http URL are ignored)"
		],
		example: {
			bad: { files: { "prod/topology.yaml": "global:\n  enable_tls: true\npd_servers:\n  - host: 10.0.0.1\n    advertise_client_addr: \"\u00abhttp://10.0.0.1:2379\u00bb\"\ntikv_servers:\n  - host: 10.0.1.1\n" } },
			good: { files: { "prod/topology.yaml": "global:\n  enable_tls: true\npd_servers:\n  - host: 10.0.0.1\ntikv_servers:\n  - host: 10.0.1.1\n" } }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const { component, deployment } of environment.instances) for (const { at, message, help, related, correction } of deployment?.contradictions ?? []) yield {
			at,
			subject: "switch",
			environment: environment.name,
			component,
			message,
			help,
			fix: correction && fixOf(correction),
			...related && { related: [related] }
		};
	}
};
/** A switch turns a whole cluster, which a person has to decide; a URL with which PD does not start is just wrong. */
function fixOf({ at, kind, was, to, isCertain }) {
	const change = {
		kind: kind === "boolean" ? "literal" : "value",
		at,
		was,
		to
	};
	return fixBy(`write ${shown(to)} instead of ${shown(was)}`, isCertain ? "safe" : "unsafe", change);
}

// src/judge/rules/env/ca-shared.ts
const { tikvConfig: tikvConfig$2, ca } = certificateExamples;
const caShared = {
	id: "env/ca-shared",
	meta: () => ({
		title: "Production trusts a CA that serves another tier too",
		why: "A certificate that was issued for a test machine opens production: the CA is all that a server without an allow list asks for.",
		fix: "Give each tier a CA of its own, and trust only that one.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"PCI-DSS-4.0.1:6.5.3",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs", "pd: server/config/config.go: every certificate of the CA is accepted"],
		example: {
			bad: { files: {
				"prod/tikv.toml": tikvConfig$2.replace("\"/tls/ca.pem\"", "\u00ab\"/tls/ca.pem\"\u00bb"),
				"prod/ca.pem": ca,
				"dev/tikv.toml": tikvConfig$2,
				"dev/ca.pem": ca
			} },
			good: { files: {
				"prod/tikv.toml": tikvConfig$2,
				"prod/ca.pem": ca,
				"dev/tikv.toml": tikvConfig$2
			} }
		}
	}),
	*check(model) {
		const elsewhere = otherTiers(model);
		if (elsewhere.size === 0) return;
		for (const environment of model.environments) {
			if (environment.tier !== "production") continue;
			const told = /* @__PURE__ */ new Set();
			const trusted = environment.instances.flatMap((instance) => {
				const material = instance.security.ca;
				return material.kind === "seen" ? [{
					instance,
					at: material.path.span,
					cas: certificatesOf(material.file)
				}] : [];
			});
			trusted.sort((a, b) => compareSpans(a.at, b.at));
			for (const { instance, at, cas } of trusted) {
				const shared = cas.filter((certificate) => !told.has(keyOf$1(certificate)) && evidenceFor(certificate, elsewhere).length > 0);
				const [first] = shared;
				if (first === void 0) continue;
				for (const certificate of shared) told.add(keyOf$1(certificate));
				const evidence = shared.flatMap((certificate) => evidenceFor(certificate, elsewhere));
				const others = [...new Set(evidence.map((one) => one.environment.name))];
				yield {
					at,
					subject: shared.map((certificate) => certificate.publicKey.spki).join(" "),
					environment: environment.name,
					component: instance.component,
					message: `${environment.name} trusts ${shortListOf([...new Set(shared.map(subjectText))])}, which issues for ${shortListOf(others)} too: a certificate from there opens ${environment.name}`,
					help: `give ${environment.name} a CA of its own`,
					related: firstOfEach(evidence).map((one) => ({
						at: one.at,
						message: one.message
					}))
				};
			}
		}
	}
};
/** CAs that other tiers trust, by their own name, and by their issuer's; certificates that they present, by their issuer's. */
function otherTiers(model) {
	const byName = /* @__PURE__ */ new Map();
	const add = (name, evidence) => {
		const list = byName.get(name);
		if (list === void 0) byName.set(name, [evidence]);
		else if (list.length < maximumEvidence) list.push(evidence);
	};
	for (const environment of model.environments) {
		if (environment.tier === "production") continue;
		for (const { security } of environment.instances) {
			if (security.ca.kind !== "seen") continue;
			const at = security.ca.path.span;
			for (const certificate of certificatesOf(security.ca.file)) {
				const evidence = {
					environment,
					at,
					certificate,
					message: `${environment.name} trusts it here`
				};
				add(certificate.subject.der, evidence);
				if (certificate.issuer.der !== certificate.subject.der) add(certificate.issuer.der, {
					...evidence,
					message: `${environment.name} trusts a CA here that it has issued`
				});
			}
		}
	}
	for (const { leaf, presenters } of presentedCertificates(model)) for (const { environment, path } of presenters) {
		if (environment.tier === "production") continue;
		add(leaf.issuer.der, {
			environment,
			at: path.span,
			certificate: leaf,
			message: `${environment.name} presents a certificate of it here`
		});
	}
	return byName;
}
const maximumEvidence = 256;
function evidenceFor(ca, others) {
	return (others.get(ca.subject.der) ?? []).filter(({ certificate }) => keyOf$1(certificate) === keyOf$1(ca) || certificate.issuer.der === ca.subject.der && certificate.isSignedBy(ca));
}
function keyOf$1({ subject, publicKey }) {
	return `${subject.der} ${publicKey.spki}`;
}
function firstOfEach(evidence) {
	const seen = /* @__PURE__ */ new Set();
	return evidence.filter(({ environment }) => !seen.has(environment) && seen.add(environment)).slice(0, 6);
}

// src/judge/rules/env/certificate-profile-differs.ts
const { tikvConfig: tikvConfig$1, sound: sound$1, serverOnly } = certificateExamples;
const certificateProfileDiffers = {
	id: "env/certificate-profile-differs",
	meta: () => ({
		title: "Certificates of one component are made differently in two environments",
		why: "Another key kind, lifetime or usage behaves differently in a handshake: what works in a test does not have to work in production.",
		fix: "Issue the certificates of all environments by one profile.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:12.3.3"],
		since: "0.1.0",
		sources: [
			"RFC 5280 4.2.1.12: what a usage permits",
			"pd: Go's crypto/x509",
			"tikv: gRPC core's OpenSSL"
		],
		example: {
			bad: { files: {
				"prod/tikv.toml": tikvConfig$1,
				"prod/tikv.pem": sound$1,
				"dev/tikv.toml": tikvConfig$1,
				"dev/tikv.pem": `\u00ab${serverOnly}\u00bb`
			} },
			good: { files: {
				"prod/tikv.toml": tikvConfig$1,
				"prod/tikv.pem": sound$1,
				"dev/tikv.toml": tikvConfig$1
			} }
		}
	}),
	*check(model) {
		for (const component of ["pd", "tikv"]) {
			const profiles = profilesOf(model, component);
			const reference = profiles.find(({ environment }) => environment.tier === "production") ?? profiles[0];
			if (reference === void 0) continue;
			for (const profile of profiles) {
				const differences = profile === reference ? [] : differencesOf(profile, reference);
				if (differences.length === 0) continue;
				const { environment, certificate } = profile;
				yield {
					at: certificate.span,
					subject: certificate.sha256,
					environment: environment.name,
					component,
					message: `${environment.name}'s ${componentName[component]} certificate has ${listOf(differences)}, unlike ${reference.environment.name}'s`,
					help: `issue it by the profile of ${reference.environment.name} (${reference.certificate.span.path}:${reference.certificate.span.line}), or the other by this one`,
					related: [{
						at: reference.certificate.span,
						message: `the certificate of ${reference.environment.name}`
					}]
				};
			}
		}
	}
};
function profilesOf(model, component) {
	const byEnvironment = /* @__PURE__ */ new Map();
	for (const { leaf, presenters } of presentedCertificates(model)) for (const { environment, instance } of presenters) {
		if (instance.component !== component) continue;
		const leaves = byEnvironment.get(environment) ?? /* @__PURE__ */ new Set();
		byEnvironment.set(environment, leaves.add(leaf));
	}
	return comparableEnvironments(model).flatMap((environment) => {
		const leaves = [...byEnvironment.get(environment) ?? []].sort((a, b) => compareSpans(a.span, b.span));
		const [certificate] = leaves;
		if (certificate === void 0) return [];
		const common = (facet) => {
			const values = new Set(leaves.map(facet));
			return values.size === 1 ? [...values][0] : void 0;
		};
		return [{
			environment,
			certificate,
			key: common((leaf) => keyText$1(leaf.publicKey)),
			signature: common(signatureText),
			usages: common(usagesText),
			lifetime: common((leaf) => wholeDays(leaf.notAfter - leaf.notBefore))
		}];
	});
}
function differencesOf(here, there) {
	const differences = [];
	const add = (mine, other, text) => {
		if (mine !== void 0 && other !== void 0 && mine !== other) differences.push(`${text(mine)} (not ${other})`);
	};
	add(here.key, there.key, (key) => `the key ${key}`);
	add(here.signature, there.signature, (signature) => `the signature ${signature}`);
	add(here.usages, there.usages, (usages) => `the usages ${usages}`);
	const [mine, other] = [here.lifetime, there.lifetime];
	if (mine !== void 0 && other !== void 0 && Math.max(mine, other) > 1.5 * Math.min(mine, other)) differences.push(`a lifetime of ${mine} days (not ${other})`);
	return differences;
}
function signatureText({ signature }) {
	return [signature.kind, signature.hash].filter((part) => part !== void 0).join(" with ");
}
function usagesText({ extendedKeyUsage }) {
	return extendedKeyUsage === void 0 ? "any" : [...extendedKeyUsage].sort().join(" and ");
}

// src/judge/rules/env/component-missing.ts
const components = ["pd", "tikv"];
const componentMissing = {
	id: "env/component-missing",
	meta: () => ({
		title: "An environment has no configuration of a component that others have",
		why: "A cluster needs both PD and TiKV. Where the configuration of one of them is not in the repository, half of the channels are not judged there.",
		fix: "Commit the component's configuration, or correct which files belong to the environment.",
		threats: ["eavesdropping"],
		controls: ["PCI-DSS-4.0.1:2.2.7"],
		since: "0.1.0",
		sources: ["this program's environments: docs/config-file.md"],
		example: {
			bad: { files: {
				"prod/pd.toml": `name = "pd-0"\n`,
				"prod/tikv.toml": "[security]\n",
				"dev/tikv.toml": "\u00ab[security]\u00bb\n"
			} },
			good: { files: {
				"prod/pd.toml": `name = "pd-0"\n`,
				"prod/tikv.toml": "[security]\n",
				"dev/pd.toml": `name = "pd-0"\n`,
				"dev/tikv.toml": "[security]\n"
			} }
		}
	}),
	*check(model) {
		const environments = comparableEnvironments(model);
		const present = environments.map(({ instances }) => new Set(instances.map((instance) => instance.component)));
		for (const [index, environment] of environments.entries()) {
			if (environment.instances.length + environment.files.length === 0) continue;
			const elsewhere = components.filter((component) => present[index]?.has(component) === false).flatMap((component) => {
				const other = present.findIndex((has) => has.has(component));
				return other === -1 ? [] : [{
					component,
					other: environments[other]
				}];
			});
			const [first] = elsewhere;
			if (first?.other === void 0) continue;
			const names = listOf(elsewhere.map(({ component }) => componentName[component]));
			const only = elsewhere.length === 1 ? first.component : void 0;
			yield {
				at: environment.at,
				subject: elsewhere.map(({ component }) => component).join(" "),
				environment: environment.name,
				component: only,
				message: `${environment.name} has no configuration of ${names}, ${first.other.name} has one: its channels to ${names} are not judged`,
				help: "commit it here, or declare in the config file which files belong to this environment",
				related: [{
					at: first.other.at,
					message: `${first.other.name} begins here`
				}]
			};
		}
	}
};

// src/judge/rules/env/identity-shared.ts
const { pdConfig, sound } = certificateExamples;
const identityShared = {
	id: "env/identity-shared",
	meta: () => ({
		title: "One certificate or key is used in two environments",
		why: "Whoever holds the key of the weaker environment is, to every peer and every allow list, the stronger environment's server.",
		fix: "Issue certificates with keys of their own for each environment.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-321"
		],
		since: "0.1.0",
		sources: ["NIST SP 800-57 part 1, 5.2: a key serves one purpose"],
		example: {
			bad: { files: {
				"dev/pd.toml": pdConfig,
				"dev/pd.pem": sound,
				"prod/pd.toml": pdConfig.replace("\"/tls/pd.pem\"", "\u00ab\"/tls/pd.pem\"\u00bb"),
				"prod/pd.pem": sound
			} },
			good: { files: {
				"dev/pd.toml": pdConfig,
				"prod/pd.toml": pdConfig,
				"prod/pd.pem": sound
			} }
		}
	}),
	*check(model) {
		const byKey = /* @__PURE__ */ new Map();
		for (const { leaf, presenters } of presentedCertificates(model)) {
			const uses = byKey.get(leaf.publicKey.spki) ?? [];
			byKey.set(leaf.publicKey.spki, uses);
			for (const use of presenters) uses.push({
				leaf,
				use
			});
		}
		for (const uses of byKey.values()) {
			uses.sort((a, b) => compareSpans(a.use.path.span, b.use.path.span));
			const [first] = uses;
			if (first === void 0) continue;
			const told = /* @__PURE__ */ new Set([first.use.environment]);
			for (const { leaf, use } of uses) {
				if (told.has(use.environment)) continue;
				told.add(use.environment);
				const inside = uses.filter((other) => other.use.environment === use.environment).map((other) => other.use.instance.name);
				const what = leaf.sha256 === first.leaf.sha256 ? "certificate" : "key (in another certificate)";
				yield {
					at: use.path.span,
					subject: leaf.publicKey.spki,
					environment: use.environment.name,
					component: use.instance.component,
					message: `${shortListOf(inside)} of ${use.environment.name} and ${first.use.instance.name} of ${first.use.environment.name} share one ${what}, ${subjectText(leaf)}: who takes the key in one environment is a server of the other`,
					help: `issue a certificate with a key of its own for ${use.environment.name}`,
					related: [{
						at: first.use.path.span,
						message: `${first.use.environment.name} uses it here`
					}]
				};
			}
		}
	}
};

// src/judge/settings/setting-states.ts
const known = /* @__PURE__ */ new WeakMap();
/** The TLS settings of an instance: three paths and the lists of names that its version reads. */
function settingStates(instance) {
	let states = known.get(instance);
	if (states === void 0) {
		states = readStates(instance);
		known.set(instance, states);
	}
	return states;
}
function readStates(instance) {
	const paths = materialNames.map((name) => pathState(instance, name));
	const lists = nameListsOf(instance).filter((list) => list.isRead);
	const { at } = instance.security;
	return [...paths, ...lists.map((list) => {
		const answer = hasEntries(list);
		const state = answer === "yes" ? "set" : answer === "no" ? "absent" : "unknown";
		const names = list.names.kind === "known" ? namesOf$1(list.names.value) : list.names.kind === "absent" ? [] : void 0;
		return {
			key: list.key,
			state,
			at: list.names.kind === "absent" ? list.names.at ?? at : list.names.span,
			names
		};
	})];
}
function pathState(instance, name) {
	const key = materialKeys[instance.component][name];
	const material = instance.security[name];
	if (material.kind === "absent") return {
		key,
		state: "absent",
		at: material.at ?? instance.security.at
	};
	if (material.path === void 0) return {
		key,
		state: "unknown",
		at: instance.security.at
	};
	const { value, span } = material.path;
	return {
		key,
		state: "set",
		at: span,
		shape: value.startsWith("/") ? "absolute" : "relative"
	};
}
function namesOf$1(settings) {
	return [...new Set(settings.map(({ value }) => value))].sort();
}
/** Does an instance set up TLS at all, as far as the files say? */
function setsUpTls({ security }) {
	return !hasNoMaterial(security);
}

// src/judge/rules/env/instances-differ.ts
const instancesDiffer = {
	id: "env/instances-differ",
	meta: () => ({
		title: "Instances of one component differ in a TLS setting",
		why: "The weakest instance decides: whoever reaches it gets in where the others would refuse, and an outage depends on which of them is asked.",
		fix: "Give all instances of a component the same TLS settings; only the files behind the paths differ.",
		threats: ["impersonation", "outage"],
		controls: ["PCI-DSS-4.0.1:2.2.7"],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs", "pd: server/config/config.go"],
		example: {
			bad: { files: {
				"prod/tikv-0.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv"]\n`,
				"prod/tikv-1.toml": `\u00ab[security]\u00bb\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`
			} },
			good: { files: {
				"prod/tikv-0.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv"]\n`,
				"prod/tikv-1.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tikv"]\n`
			} }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const component of ["pd", "tikv"]) {
			const instances = environment.instances.filter((instance) => instance.component === component);
			if (instances.length < 2) continue;
			const material = groupsOf(instances, materialOf);
			for (const { few, most, value } of deviations(material)) {
				const [fewSay, mostSay] = [materialText(component, value), materialText(component, most.value)];
				const covers = few.members.flatMap(({ instance }) => transportFailures(instance, {
					environment,
					now
				}));
				yield {
					...statement(component, "TLS material", few, most, fewSay, mostSay),
					covers
				};
			}
			const alike = material[0]?.members.map(({ instance }) => instance) ?? [];
			for (const key of ["cert-allowed-cn", "cert-allowed-san"]) for (const { few, most, value } of deviations(groupsOf(alike, (instance) => namesOf(instance, key)))) yield statement(component, key, few, most, namesText(key, value), namesText(key, most.value));
		}
	}
};
/** The instances by what they say, the most common first; those of which it is not known are left out. */
function groupsOf(instances, say) {
	const groups = /* @__PURE__ */ new Map();
	for (const instance of instances) {
		const answer = say(instance);
		if (answer === void 0) continue;
		const members = groups.get(answer.value);
		const member = {
			instance,
			at: answer.at
		};
		if (members === void 0) groups.set(answer.value, [member]);
		else members.push(member);
	}
	return [...groups].map(([value, members]) => ({
		value,
		members
	})).sort((a, b) => b.members.length - a.members.length || b.value.length - a.value.length || (a.value < b.value ? -1 : 1));
}
function deviations(groups) {
	const [most, ...others] = groups;
	return most === void 0 ? [] : others.map((few) => ({
		few,
		most,
		value: few.value
	}));
}
function materialOf(instance) {
	const states = settingStates(instance).slice(0, 3);
	if (states.some(({ state }) => state === "unknown")) return void 0;
	return {
		value: states.filter(({ state }) => state === "set").map(({ key }) => key).join(", "),
		at: instance.security.at
	};
}
function namesOf(instance, key) {
	const state = settingStates(instance).find((candidate) => candidate.key === key);
	return state?.names && {
		value: state.names.map((name) => JSON.stringify(name)).join(", "),
		at: state.at
	};
}
function materialText(component, value) {
	const { ca, certificate, key } = materialKeys[component];
	if (value === "") return "set no TLS material";
	return value === [
		ca,
		certificate,
		key
	].join(", ") ? `set ${ca}, ${certificate} and ${key}` : `set only ${value}`;
}
function namesText(key, value) {
	return value === "" ? `have no ${key}` : `have ${key} = [${shown(value)}]`;
}
function statement(component, what, few, most, fewSay, mostSay) {
	const [first] = few.members;
	const [usual] = most.members;
	const names = ({ members }) => shortListOf(members.map(({ instance }) => instance.name));
	const plural = (group, text) => group.members.length === 1 ? text.replace(/^set/, "sets").replace(/^have/, "has") : text;
	return {
		at: first.at,
		subject: `${component} ${what} ${first.instance.name}`,
		environment: first.instance.environment,
		component,
		message: `${names(few)} ${plural(few, fewSay)}, ${names(most)} ${plural(most, mostSay)}`,
		help: `give all ${componentName[component]} instances of ${first.instance.environment} the same settings`,
		related: [{
			at: usual.at,
			message: `${usual.instance.name} ${plural({
				...most,
				members: [usual]
			}, mostSay)}`
		}, ...few.members.slice(1, 6).map(({ at, instance }) => ({
			at,
			message: `${instance.name} says the same`
		}))]
	};
}

// src/judge/channels/posture-differences.ts
/** What everybody writes of a posture. */
const postureText = {
	plaintext: "plaintext",
	tls: "TLS without client certificates",
	mtls: "mutual TLS",
	"mtls-identity": "mutual TLS with an allow list"
};
/** The component that serves a channel; undefined for endpoints outside the cluster. */
function serverOf(id) {
	const port = portOf(id);
	return port && componentOf$1(port);
}
const cache$2 = /* @__PURE__ */ new WeakMap();
/**
* Each environment's weakest posture on each channel, against the strongest that another environment gives. Channels that
* one setting decides are one difference. Where a posture is unknown nothing is said.
*/
function postureDifferences(model) {
	const cached = cache$2.get(model);
	if (cached !== void 0) return cached;
	const differences = compared(model);
	cache$2.set(model, differences);
	return differences;
}
function compared(model) {
	const byCause = /* @__PURE__ */ new Map();
	const weakest = weakestByChannel(model);
	for (const id of channelIds) {
		const all = weakest.get(id) ?? [];
		const strongest = all.reduce((best, one) => best === void 0 || comparePostures(one.posture, best.posture) > 0 ? one : best, void 0);
		if (strongest === void 0) continue;
		const { environment: stronger, posture: strongerPosture, at: strongerAt } = strongest;
		for (const { environment, posture, at } of all) {
			if (comparePostures(posture, strongerPosture) >= 0) continue;
			const key = `${environment.name}\n${placeKey(at)}`;
			const cause = byCause.get(key) ?? {
				environment,
				at,
				channels: []
			};
			byCause.set(key, cause);
			cause.channels.push({
				id,
				posture,
				stronger,
				strongerPosture,
				strongerAt
			});
		}
	}
	return [...byCause.values()];
}
function weakestByChannel(model) {
	const byChannel = /* @__PURE__ */ new Map();
	for (const environment of comparableEnvironments(model)) {
		const byName = new Map(environment.instances.map((instance) => [instance.name, instance]));
		for (const [id, channel] of weakestOf(environment.channels)) {
			if (channel.posture === "unknown") continue;
			const at = placeOf$1(channel, byName.get(channel.to)) ?? environment.at;
			const entry = {
				environment,
				posture: channel.posture,
				at
			};
			const entries = byChannel.get(id);
			if (entries === void 0) byChannel.set(id, [entry]);
			else entries.push(entry);
		}
	}
	return byChannel;
}
/** The first of the weakest pairs of each channel; above plaintext one that is unknown leaves the weakest unknown. */
function weakestOf(channels) {
	const weakest = /* @__PURE__ */ new Map();
	for (const channel of channels) {
		const before = weakest.get(channel.id);
		if (before === void 0 || isWeaker(channel.posture, before.posture)) weakest.set(channel.id, channel);
	}
	return weakest;
}
/** What decides a posture lies on the server's side; the first evidence of a channel may be why its handshake fails. */
function placeOf$1({ id, evidence }, server) {
	const port = portOf(id);
	return (port === void 0 || server === void 0 ? void 0 : offerOf({
		instance: server,
		port
	}))?.evidence[0] ?? evidence[0];
}

// src/judge/rules/env/posture-differs.ts
const postureDiffers = {
	id: "env/posture-differs",
	meta: () => ({
		title: "A channel is weaker in one environment than in another",
		why: "What is tested in one environment is not what runs in the other. When production is the weaker one, the protection that somebody set up never arrived where it counts.",
		fix: "Set the same CA, certificate, key and allow list in all environments; only names and files differ.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:2.2.7",
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.1"
		],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs", "pd: server/config/config.go"],
		variants: { "production-weaker": "a production environment gives less than another one" },
		example: {
			bad: { files: {
				"prod/tikv.toml": `\u00ablog-level = "info"\u00bb\n`,
				"dev/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`
			} },
			good: { files: {
				"prod/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
				"dev/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`
			} }
		}
	}),
	*check(model) {
		for (const { environment, at, channels } of postureDifferences(model)) {
			const [first] = channels;
			if (first === void 0) continue;
			const isProduction = environment.tier === "production";
			const isWeaker = isProduction && channels.some(({ stronger }) => stronger.tier !== "production");
			yield {
				at,
				subject: channels.map(({ id }) => id).join(" "),
				environment: environment.name,
				component: serverOf(first.id),
				channels: channels.map(({ id }) => id),
				message: `${clausesOf(environment, channels)}${isWeaker ? ": production is the weaker one" : ""}`,
				help: `set here what ${first.stronger.name} sets (${first.strongerAt.path}:${first.strongerAt.line})`,
				related: [{
					at: first.strongerAt,
					message: `${first.stronger.name} gives ${postureText[first.strongerPosture]}`
				}],
				...isProduction && { variant: "production-weaker" }
			};
		}
	}
};
/** One clause for the channels that go from the same to the same. */
function clausesOf(environment, channels) {
	const groups = /* @__PURE__ */ new Map();
	for (const { id, posture, stronger, strongerPosture } of channels) {
		const end = `${postureText[posture]} in ${environment.name} and ${postureText[strongerPosture]} in ${stronger.name}`;
		const ids = groups.get(end);
		if (ids === void 0) groups.set(end, [id]);
		else ids.push(id);
	}
	return [...groups].map(([end, ids]) => `${listOf(ids)} ${ids.length === 1 ? "gives" : "give"} ${end}`).join("; ");
}

// src/judge/rules/env/setting-differs.ts
const settingDiffers = {
	id: "env/setting-differs",
	meta: () => ({
		title: "A TLS setting is there in one environment and not in another",
		why: "An allow list or a CA that only one environment has is a difference that nobody tests: it shows when the change reaches the other one.",
		fix: "Set the same TLS settings in all environments; only names and files differ.",
		threats: ["impersonation"],
		controls: ["PCI-DSS-4.0.1:2.2.7"],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs", "pd: server/config/config.go"],
		example: {
			bad: { files: {
				"prod/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["tikv"]\n`,
				"dev/pd.toml": `\u00ab[security]\u00bb\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`
			} },
			good: { files: {
				"prod/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["tikv"]\n`,
				"dev/pd.toml": `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\ncert-allowed-cn = ["tikv"]\n`
			} }
		}
	}),
	*check(model) {
		const said = new Set(postureDifferences(model).flatMap(({ environment, channels }) => channels.map(({ id }) => `${environment.name}\n${serverOf(id)}`)));
		for (const component of ["pd", "tikv"]) {
			const sides = comparableEnvironments(model).flatMap((environment) => sideOf$1(environment, component));
			if (sides.length < 2) continue;
			for (const key of new Set(sides.flatMap(({ settings }) => [...settings.keys()]))) {
				const is = (side, value) => side.settings.get(key)?.said === value;
				const having = sides.find((side) => is(side, "absolute")) ?? sides.find((side) => is(side, "relative") || is(side, "set"));
				if (having === void 0) continue;
				for (const side of sides) {
					const here = side.settings.get(key);
					const there = having.settings.get(key);
					const isTold = said.has(`${side.environment.name}\n${component}`) || said.has(`${having.environment.name}\n${component}`);
					if (here === void 0 || there === void 0 || here.said === there.said || isTold) continue;
					yield statementFor(key, component, side.environment, here, having.environment, there);
				}
			}
		}
	}
};
/** Settings in which the instances of one environment disagree are left out: env/instances-differ speaks. */
function sideOf$1(environment, component) {
	const instances = environment.instances.filter((instance) => instance.component === component);
	if (instances.length === 0 || !instances.every(setsUpTls)) return [];
	const settings = /* @__PURE__ */ new Map();
	const mixed = /* @__PURE__ */ new Set();
	for (const state of instances.flatMap((instance) => settingStates(instance))) {
		const { key } = state;
		const said = state.state === "unknown" ? void 0 : state.state === "absent" ? "absent" : state.shape ?? "set";
		const before = settings.get(key);
		if (said === void 0 || before !== void 0 && before.said !== said) mixed.add(key);
		else if (before === void 0) settings.set(key, {
			said,
			state
		});
	}
	for (const key of mixed) settings.delete(key);
	return [{
		environment,
		settings
	}];
}
function statementFor(key, component, here, { said, state }, other, there) {
	const name = componentName[component];
	const isShape = said === "relative" && there.said === "absolute";
	const message = isShape ? `${name}'s ${key} is relative in ${here.name} and absolute in ${other.name}: in one of them it depends on the server's working directory` : `${name} sets no ${key} in ${here.name}, and one in ${other.name}`;
	return {
		at: state.at,
		subject: `${component} ${key}`,
		environment: here.name,
		component,
		message,
		help: isShape ? "write the absolute path in both" : `set ${key} here too, or take it away there (${there.state.at.path}:${there.state.at.line})`,
		related: [{
			at: there.state.at,
			message: `${other.name} ${isShape ? "writes an absolute path" : "sets it"}`
		}]
	};
}

// src/judge/certificates/committed-keys.ts
const cache$1 = /* @__PURE__ */ new WeakMap();
/**
* The private keys of the environments' files and of the files that a configuration names, and those that lie elsewhere
* and belong to a certificate of theirs. The keys of other programs in the repository are none of this gate's business.
*/
function committedKeys(model) {
	const cached = cache$1.get(model);
	if (cached !== void 0) return cached;
	const judgedFiles = filesToJudge(model);
	const owners = ownersByKey(judgedFiles);
	const inside = new Set(judgedFiles.map(({ file }) => file));
	const keys = [...judgedFiles.flatMap((judged) => keysIn(judged, owners)), ...model.files.flatMap((file) => {
		if (inside.has(file)) return [];
		return file.blocks.flatMap((block) => {
			const unlocks = block.kind === "private-key" ? ownerOf(block.key, owners) : void 0;
			if (block.kind !== "private-key" || unlocks === void 0) return [];
			return [{
				judged: {
					file,
					environment: unlocks.judged.environment,
					uses: []
				},
				key: block.key,
				at: firstLineOf(block),
				unlocks
			}];
		});
	})];
	cache$1.set(model, keys);
	return keys;
}
function keysIn(judged, owners) {
	return judged.file.blocks.flatMap((block) => block.kind === "private-key" ? [{
		judged,
		key: block.key,
		at: firstLineOf(block),
		unlocks: ownerOf(block.key, owners)
	}] : []);
}
function ownerOf(key, owners) {
	return key.publicKey === void 0 ? void 0 : owners.get(key.publicKey.spki);
}
/** The certificate of each key: a CA first, then one that somebody presents, else the first that has the key. */
function ownersByKey(files) {
	const owners = /* @__PURE__ */ new Map();
	const ranks = /* @__PURE__ */ new Map();
	for (const judged of files) for (const block of judged.file.blocks) {
		if (block.kind !== "certificate") continue;
		const { certificate } = block;
		const rank = isCa(certificate) ? 3 : presentersOf(judged, certificate).length > 0 ? 2 : 1;
		const { spki } = certificate.publicKey;
		if (rank <= (ranks.get(spki) ?? 0)) continue;
		ranks.set(spki, rank);
		owners.set(spki, {
			judged,
			certificate
		});
	}
	return owners;
}
/** The BEGIN line of a block; all of a binary file's span, which is one place already. */
function firstLineOf({ span, label }) {
	if (span.endLine === span.line) return span;
	return {
		...span,
		endLine: span.line,
		endColumn: span.column + `-----BEGIN ${label}-----`.length
	};
}

// src/judge/rules/key/committed.ts
const committed = {
	id: "key/committed",
	meta: () => ({
		title: "A private key is committed in clear",
		why: "Everyone who can read the repository, a fork, a clone on a lost laptop or a cache of the CI has the key and can pose as its owner; deleting the file does not take it out of the history.",
		fix: "Make a new key and a new certificate, keep the key in a secret store, and treat the committed one as stolen.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"PCI-DSS-4.0.1:4.2.1.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-798",
			"CWE-321"
		],
		since: "0.1.0",
		sources: ["RFC 5958, RFC 8017 A.1.2, RFC 5915: the encodings of private keys"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound,
				"prod/pd.key": certificateExamples.key.replace("-----BEGIN PRIVATE KEY-----", "\u00ab$&\u00bb")
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model) {
		for (const committedKey of committedKeys(model)) {
			const { judged, key, at, unlocks } = committedKey;
			if (key.encrypted) continue;
			yield {
				at,
				subject: unlocks?.certificate.sha256 ?? key.publicKey?.spki ?? "private key",
				environment: judged.environment.name,
				component: onlyComponent(judged.uses),
				message: messageFor$2(committedKey),
				help: "make a new key and a certificate for it, and count this one as stolen: it stays in the history when the file goes",
				related: unlocks === void 0 ? usePlaces(judged.uses) : [{
					at: unlocks.certificate.span,
					message: "the certificate that it unlocks"
				}, ...usePlaces(judged.uses)]
			};
		}
	}
};
function messageFor$2({ judged, key, unlocks }) {
	if (unlocks === void 0) {
		const users = judged.uses.filter((use) => use.as === "key");
		const kind = key.publicKey === void 0 ? "" : ` (${keyText$1(key.publicKey)})`;
		return users.length > 0 ? `the private key of ${usersText(users)} is committed${kind}: who reads the repository can pose as ${usersText(users)}` : `a private key is committed${kind}, of no certificate here: who reads the repository has it`;
	}
	const { certificate } = unlocks;
	const which = [shortText(certificate.subject.text), fingerprintText(certificate.sha256)].filter((part) => part !== "").join(", ");
	if (isCa(certificate)) return `the private key of a CA (${which}) is committed: who reads the repository can issue certificates that the cluster accepts`;
	const presenters = presentersOf(unlocks.judged, certificate);
	return presenters.length > 0 ? `the private key of ${ownersText(presenters)} (${which}) is committed: who reads the repository can pose as ${usersText(presenters)}` : `the private key of a certificate (${which}) is committed: who reads the repository can pose as its owner`;
}

// src/judge/rules/key/committed-encrypted.ts
const committedEncrypted = {
	id: "key/committed-encrypted",
	meta: () => ({
		title: "An encrypted private key is committed",
		why: "Its secrecy hangs on one passphrase that can be guessed without limit and outlives every copy. PD and TiKV cannot use it as it is: neither asks for a passphrase.",
		fix: "Keep the key in a secret store; on the servers it lies unencrypted, in a file that only the server's user reads.",
		threats: ["impersonation", "outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-522"],
		since: "0.1.0",
		sources: ["measured on PD v6.5 to v26.3 (failed to parse private key) and on TiKV's gRPC core (Invalid private key)"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.key": certificateExamples.encryptedKey.replace("-----BEGIN ENCRYPTED PRIVATE KEY-----", "\u00ab$&\u00bb")
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound
			} }
		}
	}),
	*check(model, { now }) {
		for (const committedKey of committedKeys(model)) {
			const { judged, key, at } = committedKey;
			if (!key.encrypted) continue;
			yield {
				at,
				subject: `encrypted private key ${judged.file.path}`,
				environment: judged.environment.name,
				component: onlyComponent(judged.uses),
				message: messageFor$1(committedKey),
				help: "take the key out of the repository, and deploy it unencrypted in a file that only the server's user can read",
				covers: judged.uses.flatMap((use) => use.instance === void 0 || use.as !== "key" ? [] : startFailures(use.instance, {
					environment: use.environment,
					now
				}, ["unreadable-material"])),
				related: usePlaces(judged.uses)
			};
		}
	}
};
function messageFor$1({ judged, key }) {
	const users = judged.uses.filter((use) => use.as === "key");
	if (users.length === 0) return `${whatItIs(key)} is committed: who guesses its passphrase has the key`;
	const consequence = fatesText(users, {
		pd: pdDoesNotStart,
		tikv: () => "TiKV does not come up"
	}, "nobody can use it");
	return `the private key of ${usersText(users)} is encrypted and nothing asks for the passphrase: ${consequence}`;
}
function whatItIs({ encoding }) {
	switch (encoding) {
		case "pkcs12": return "a PKCS#12 store with a private key";
		case "jks": return "a Java key store with a private key";
		default: return "an encrypted private key";
	}
}

// src/judge/rules/key/mismatch.ts
const mismatch = {
	id: "key/mismatch",
	meta: () => ({
		title: "The key is not the key of the certificate",
		why: "No handshake can succeed with such a pair: PD exits, and TiKV never reaches PD and retries without end.",
		fix: "Configure the key that the certificate was issued for.",
		threats: ["outage"],
		controls: ["NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: ["Go: crypto/tls, X509KeyPair", "measured on PD v6.5 to v26.3 and on TiKV's gRPC core (Invalid private key)"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig.replace("\"/tls/pd.key\"", "\u00ab\"/tls/pd.key\"\u00bb"),
				"prod/pd.pem": certificateExamples.selfSigned,
				"prod/pd.key": certificateExamples.key
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound,
				"prod/pd.key": certificateExamples.key
			} }
		}
	}),
	*check(model, { now }) {
		let owners;
		for (const environment of model.environments) for (const instance of environment.instances) {
			const { certificate, key } = instance.security;
			if (certificate.kind !== "seen" || key.kind !== "seen") continue;
			const [leaf] = certificatesOf(certificate.file);
			const publicKey = keysOf$2(key.file)[0]?.publicKey;
			if (leaf === void 0 || publicKey === void 0 || publicKey.spki === leaf.publicKey.spki) continue;
			owners ??= new Map(filesToJudge(model).flatMap(({ file }) => certificatesOf(file).map((owner) => [owner.publicKey.spki, subjectText(owner)])));
			yield {
				at: key.path.span,
				subject: `security.key-path ${instance.name}`,
				environment: environment.name,
				component: instance.component,
				covers: startFailures(instance, {
					environment,
					now
				}, ["unreadable-material"]),
				message: `${instance.name}'s key-path holds ${whoseKey(publicKey, owners)}, not that of its certificate (${subjectText(leaf)}, ${fingerprintText(leaf.sha256)}): ${consequence(instance)}`,
				help: "configure the key that this certificate was issued for, or reissue the certificate for this key",
				related: [{
					at: leaf.span,
					message: "the certificate"
				}, {
					at: keysOf$2(key.file)[0]?.span ?? key.file.at,
					message: "the key"
				}]
			};
		}
	}
};
function whoseKey({ spki }, owners) {
	const owner = owners.get(spki);
	return owner === void 0 ? "another key" : `the key of ${owner}`;
}
function consequence(instance) {
	return instance.component === "pd" ? pdDoesNotStart(instance) : "TiKV never reaches PD and retries without end";
}

// src/judge/rules/key/permissions.ts
const permissions = {
	id: "key/permissions",
	meta: () => ({
		title: "A key file is open to more users than its server",
		why: "PD and TiKV do not look at the mode of a key file. What copies the file to a server with its mode gives every user of that machine the key.",
		fix: "Give key files mode 0600 and the server's user as owner.",
		threats: ["impersonation"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-732"],
		since: "0.1.0",
		sources: ["git knows two modes of files, 100644 and 100755", "tikv: components/security/src/lib.rs opens the file and looks at no permission bits"],
		example: {
			bad: {
				files: {
					"prod/pd.toml": certificateExamples.pdConfig,
					"prod/pd.key": certificateExamples.key.replace("-----BEGIN PRIVATE KEY-----", "\u00ab$&\u00bb")
				},
				executable: ["prod/pd.key"]
			},
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.key": certificateExamples.key
			} }
		}
	}),
	*check(model) {
		const told = /* @__PURE__ */ new Set();
		for (const { judged, key, at } of committedKeys(model)) {
			const { file } = judged;
			if (file.executable !== true || key.encrypted || told.has(file.path) || isScript.test(file.path)) continue;
			told.add(file.path);
			yield {
				at,
				subject: `mode ${file.path}`,
				environment: judged.environment.name,
				component: onlyComponent(judged.uses),
				message: "this key file has mode 100755 in git: where it is copied with its mode, every user of the machine can read the key",
				help: "take the bit away (git update-index --chmod=-x) and deploy the key with mode 0600",
				related: usePlaces(judged.uses)
			};
		}
	}
};
/** A script has to be executable; that it holds a key is key/committed's. */
const isScript = /\.(sh|bash|zsh|ksh|py|pl|rb|command|run)$/i;

// src/judge/rules/key/weak.ts
const weak = {
	id: "key/weak",
	meta: () => ({
		title: "A committed key is weak whatever certificate it has",
		why: "Who breaks the key, or finds it in a public test suite, poses as its owner, and a new certificate for the same key changes nothing.",
		fix: "Make a new key: P-256, or RSA of 2048 bits or more.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-326"
		],
		since: "0.1.0",
		sources: ["NIST SP 800-57 part 1, 5.6.1", "NIST SP 800-89 5.3.3"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.key": certificateExamples.weakPrivateKey.replace("-----BEGIN PRIVATE KEY-----", "\u00ab$&\u00bb")
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.key": certificateExamples.key
			} }
		}
	}),
	*check(model, { now }) {
		for (const { judged, key, at } of committedKeys(model)) {
			const fault = key.publicKey === void 0 ? void 0 : faultOf$1(key.publicKey);
			if (fault === void 0 || key.publicKey === void 0) continue;
			yield {
				at,
				subject: key.publicKey.spki,
				environment: judged.environment.name,
				component: onlyComponent(judged.uses),
				message: `this private key is ${fault}`,
				help: "make a new key (P-256, or RSA of 2048 bits or more) and a certificate for it",
				covers: judged.uses.flatMap((use) => use.instance === void 0 || use.as !== "key" ? [] : startFailures(use.instance, {
					environment: use.environment,
					now
				}, ["unreadable-material"])),
				related: usePlaces(judged.uses)
			};
		}
	}
};
function faultOf$1(key) {
	const origin = publicOriginOf(key.spki);
	if (origin !== void 0) return `published (${origin}): anyone can pose as its owner`;
	const weakness = weaknessOf(key, commonLimits);
	if (weakness === void 0) return void 0;
	switch (weakness.kind) {
		case "short":
		case "exponent":
		case "dsa": return `${weakness.what}: who breaks it poses as its owner, whatever certificate it has`;
		case "curve": return key.bits > 0 && key.bits < 256 ? `${weakness.what}: who breaks it poses as its owner, whatever certificate it has` : void 0;
		case "unusable": return;
		default: return weakness.kind;
	}
}

// src/judge/rules/policy/base-missing.ts
const baseMissing$1 = {
	id: "policy/base-missing",
	meta: () => ({
		title: "What the change starts from could not be read",
		why: "Without the base the change is judged by the config file, policy and waivers that it brings itself: it can excuse what it weakens. No policy can switch this finding off.",
		fix: "Let the checkout have the base commit (fetch-depth: 0 of actions/checkout), or give the step a token that may read the repository.",
		threats: ["man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:6.5.1"],
		since: "0.1.0",
		sources: ["this program: docs/config-file.md, the gate guards itself"],
		example: {
			bad: {
				files: { "deploy/prod/tikv.toml": "\u00ab\u00bb[security]\n" },
				baseMissing: "git does not have it"
			},
			good: { files: { "deploy/prod/tikv.toml": "[security]\n" } }
		}
	}),
	*check(_, { gate }) {
		if (gate.baseMissing === void 0) return;
		const { at, base, because } = gate.baseMissing;
		yield {
			at,
			subject: "base",
			message: `the base ${base} could not be read (${because}): the change is judged alone, by the config file, policy and waivers that it brings itself`,
			help: "check out with fetch-depth: 0, or give the step a token that may read the repository"
		};
	}
};

// src/judge/rules/policy/changed.ts
const changed = {
	id: "policy/changed",
	meta: () => ({
		title: "The change alters the gate that judges it",
		why: "A gate that the change can edit is no gate: whoever weakens a cluster could let the check look away in the same pull request. So the base's law judges the change, and what it does to the law is shown.",
		fix: "Have a change of the config file, a policy or a waiver reviewed as such, best in a pull request of its own; keep what the gate judges where it can read it.",
		threats: ["man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:2.2.7"],
		variants: {
			"not-judged": "a file that the base judged is still there, and the head does not judge it",
			"lower-tier": "files with errors move to an environment of which less is asked",
			broken: "the config file or policy that the change brings cannot be used"
		},
		since: "0.1.0",
		sources: ["this program's config file: docs/config-file.md"],
		example: {
			bad: {
				files: {
					"tikv-tls-gate.yml": "environments:\n  - name: prod\n\u00ab    tier: development\u00bb\n    include: [deploy/prod/**]\n",
					"deploy/prod/tikv.toml": "[security]\n"
				},
				base: { "tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n" }
			},
			good: {
				files: {
					"tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n",
					"deploy/prod/tikv.toml": "[security]\n"
				},
				base: { "tikv-tls-gate.yml": "# the same, without this line\nenvironments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n" }
			}
		}
	}),
	*check(_, { gate }) {
		yield* gate.changes ?? [];
	}
};

// src/judge/rules/policy/config-stale.ts
const configStale = {
	id: "policy/config-stale",
	meta: () => ({
		title: "The config file names what is not in the repository",
		why: "An environment whose patterns match no file is not judged at all, and a folder of certificates that is not there leaves every channel unknown: the check is green because it looks elsewhere.",
		fix: "Correct the pattern or path in the config file, or take the entry away.",
		threats: ["man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:2.2.7"],
		variants: { "environment-empty": "a declared environment has no configuration and no certificate" },
		since: "0.1.0",
		sources: ["this program's config file: docs/config-file.md"],
		example: {
			bad: { files: {
				"tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: \u00ab[deploy/prd/**]\u00bb\n",
				"deploy/prod/tikv.toml": "[security]\n"
			} },
			good: { files: {
				"tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n",
				"deploy/prod/tikv.toml": "[security]\n"
			} }
		}
	}),
	*check(model, { gate }) {
		const references = gate.references ?? [];
		if (references.length === 0) return;
		const byName = new Map(model.environments.map((environment) => [environment.name, environment]));
		const paths = /* @__PURE__ */ new Set();
		for (const { path } of model.files) for (const prefix of prefixesOf$1(path)) paths.add(prefix);
		for (const reference of references) {
			const { kind, environment, text, at } = reference;
			const found = byName.get(environment);
			if (kind === "environment" ? (found?.instances.length ?? 0) + (found?.files.length ?? 0) > 0 : paths.has(text)) continue;
			const near = kind === "environment" ? void 0 : require_main.nearest(text, paths);
			yield {
				at,
				subject: `${kind} ${environment} ${text}`,
				environment,
				variant: kind === "environment" ? "environment-empty" : void 0,
				message: messageFor(reference),
				help: near === void 0 ? "correct it, or take it away" : `correct it, or take it away; the nearest path is ${near}`
			};
		}
	}
};
function messageFor({ kind, environment, text }) {
	switch (kind) {
		case "environment": return `no configuration and no certificate matches ${text}: environment ${environment} is not judged`;
		case "certificates": return `no certificate lies in ${text}: what environment ${environment} serves and trusts stays unknown`;
		case "client": return `${text} is not in the repository: the clients of environment ${environment} stay unknown`;
		default: return kind;
	}
}
function* prefixesOf$1(path) {
	for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) yield path.slice(0, end);
}

// src/judge/rules/policy/unreadable.ts
const unreadable$1 = {
	id: "policy/unreadable",
	meta: () => ({
		title: "A file that should have been judged could not be read",
		why: "What the gate does not read it cannot judge: a configuration or a key in such a file passes unseen.",
		fix: "Commit the file itself, of a usual size, inside the repository; or take it away.",
		threats: ["man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:2.2.7"],
		since: "0.1.0",
		sources: ["this program's limits: docs/config-file.md"],
		example: {
			bad: {
				files: { "prod/tikv.toml": "\u00ab\u00bb/etc/tikv/tikv.toml" },
				unreadable: ["prod/tikv.toml"]
			},
			good: { files: { "prod/tikv.toml": "[security]\n" } }
		}
	}),
	*check(model) {
		for (const { kind, at, message, help, component, environment } of model.problems) if (kind === "unreadable") yield {
			at,
			subject: at.path,
			message,
			help,
			component,
			environment
		};
	}
};

// src/judge/rules/policy/waiver-expired.ts
const waiverExpired = {
	id: "policy/waiver-expired",
	meta: () => ({
		title: "A waiver is past its end date",
		why: "The exception was granted for a time, and the time is over: the findings that it covered count again.",
		fix: "Put the cause of the finding right, or have the waiver granted anew with another date.",
		threats: ["man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:12.3.1"],
		since: "0.1.0",
		sources: ["this program's waivers: docs/config-file.md"],
		example: {
			bad: { tikv: `\u00ab# tikv-tls-gate: allow config/tls-incomplete until 2026-11-23 by @storage because it is behind a mesh\u00bb\n[security]\nca-path = "/tls/ca.pem"\n` },
			good: { tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-11-24 by @storage because it is behind a mesh\n[security]\nca-path = "/tls/ca.pem"\n` }
		}
	}),
	*check(_, { gate, now }) {
		for (const waiver of gate.waivers) {
			const { rule, path, at, until, matches } = waiver;
			if (waiver.standing === "revoked") continue;
			if (waiver.invalid !== void 0 || matches === 0 || !isExpired(waiver, now)) continue;
			const counted = matches === 1 ? "the finding that it covers counts" : `the ${matches} findings that it covers count`;
			yield {
				at,
				subject: `${rule} ${path}`,
				message: `this waiver of ${rule} ended on ${until}: ${counted} again`,
				help: "put the cause right and take the waiver away, or have it granted anew with a later date"
			};
		}
	}
};

// src/judge/rules/policy/waiver-expires-soon.ts
const day$1 = 864e5;
const waiverExpiresSoon = {
	id: "policy/waiver-expires-soon",
	meta: () => ({
		title: "A waiver is near its end date",
		why: "On the day after, the findings that it covers count again, and the check of whoever changes something next is red.",
		fix: "Put the cause of the finding right before that day, or have the waiver granted anew with another date.",
		threats: ["man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:12.3.1"],
		since: "0.1.0",
		sources: ["this program's waivers: docs/config-file.md"],
		parameters: { days: {
			type: "integer",
			minimum: 0,
			description: "days before its last day from which on a waiver is told of",
			default: 14
		} },
		example: {
			bad: { tikv: `\u00ab# tikv-tls-gate: allow config/tls-incomplete until 2026-12-08 by @storage because it is behind a mesh\u00bb\n[security]\nca-path = "/tls/ca.pem"\n` },
			good: { tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-12-09 by @storage because it is behind a mesh\n[security]\nca-path = "/tls/ca.pem"\n` }
		}
	}),
	*check(_, { gate, now, parameters }) {
		const days = Number(parameters(void 0)["days"]);
		for (const { rule, path, at, until, owner, matches, invalid, standing } of gate.waivers) {
			const end = until === void 0 || invalid !== void 0 || standing === "revoked" ? void 0 : endOf$1(until);
			const left = end === void 0 ? -1 : Math.ceil((end - now) / day$1) - 1;
			if (left < 0 || left > days || matches === 0) continue;
			const when = left === 0 ? "today" : left === 1 ? "tomorrow" : `in ${left} days`;
			const covered = matches === 1 ? "the finding that it covers counts" : `the ${matches} findings that it covers count`;
			yield {
				at,
				subject: `${rule} ${path}`,
				message: `this waiver of ${rule} by ${owner} ends ${when} (${until}): from the day after ${covered} again`,
				help: "put the cause right and take the waiver away, or have it granted anew with a later date"
			};
		}
	}
};

// src/judge/rules/policy/waiver-invalid.ts
const waiverInvalid = {
	id: "policy/waiver-invalid",
	meta: () => ({
		title: "A waiver lacks what makes it one, or reaches further than the policy allows",
		why: "An exception that nobody answers for, or that never ends, is how a weak setting stays for good. Such a waiver counts for nothing.",
		fix: "Give the waiver a rule that exists, a reason, an owner, and an end date within the policy's limit.",
		threats: ["man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:12.3.1"],
		since: "0.1.0",
		sources: ["this program's waivers: docs/config-file.md"],
		example: {
			bad: { tikv: `\u00ab# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @storage\u00bb\n[security]\nca-path = "/tls/ca.pem"\n` },
			good: { tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @storage because it moves behind TLS in December\n[security]\nca-path = "/tls/ca.pem"\n` }
		}
	}),
	*check(_, { gate }) {
		for (const { rule, path, at, invalid, standing } of gate.waivers) {
			if (invalid === void 0 || standing === "revoked") continue;
			yield {
				at,
				subject: `${rule} ${path}`,
				message: `this waiver${rule === "" ? "" : ` of ${rule}`} does not count: ${invalid}`,
				help: "give it the id of a rule, a reason, an owner, and an end date (2026-12-31) that the policy allows; or take it away"
			};
		}
	}
};

// src/judge/rules/policy/waiver-unused.ts
const waiverUnused = {
	id: "policy/waiver-unused",
	meta: () => ({
		title: "A waiver matches no finding",
		why: "It was for something that is gone, or it is misplaced. A forgotten waiver covers the next finding of its kind that nobody has looked at.",
		fix: "Take the waiver away, or correct its path.",
		threats: ["man-in-the-middle"],
		controls: ["PCI-DSS-4.0.1:12.3.1"],
		since: "0.1.0",
		sources: ["this program's waivers: docs/config-file.md"],
		example: {
			bad: { tikv: `\u00ab# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @storage because it is behind a mesh\u00bb\n[security]\n` },
			good: { tikv: `# tikv-tls-gate: allow config/tls-incomplete until 2026-12-31 by @storage because it is behind a mesh\n[security]\nca-path = "/tls/ca.pem"\n` }
		}
	}),
	*check(_, { gate }) {
		for (const { rule, path, line, at, invalid, matches, standing } of gate.waivers) {
			if (standing === "revoked") continue;
			if (invalid !== void 0 || matches > 0 || gate.judged?.has(rule) === false) continue;
			const where = line === void 0 ? `in ${path}` : "on its line or the next";
			yield {
				at,
				subject: `${rule} ${path}`,
				message: `this waiver of ${rule} matches no finding ${where}`,
				help: "take it away, or correct its path or place"
			};
		}
	}
};

// src/judge/rules/trust/ca-bundle.ts
const caBundle = {
	id: "trust/ca-bundle",
	meta: () => ({
		title: "A CA file holds what does not belong there",
		why: "Everything in a CA file is trusted: a server's certificate there is accepted whatever its CA says, an expired CA hides that the file was not kept, and a private key there ends PD's start.",
		fix: "Keep exactly the CAs in the file that issue for the cluster now, or will after the change that is under way.",
		threats: ["outage", "impersonation"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: ["etcd: client/pkg/tlsutil, NewCertPool (PD parses every block as a certificate)", "measured on TiKV's gRPC core: all certificates are trust anchors, keys are skipped"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/ca.pem": `${certificateExamples.ca}\n\u00ab${certificateExamples.ca.trim()}\u00bb\n`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/ca.pem": `${certificateExamples.ca}\n${certificateExamples.shallowCa}`
			} }
		}
	}),
	*check(model, { now }) {
		for (const judged of filesToJudge(model)) {
			const uses = judged.uses.filter((use) => use.as === "ca");
			if (uses.length === 0) continue;
			const bundle = {
				...judged,
				uses
			};
			const hasCa = judged.file.blocks.some((block) => block.kind === "certificate" && isCa(block.certificate));
			const isKept = isRotation(judged, now);
			const seen = /* @__PURE__ */ new Set();
			for (const block of judged.file.blocks) {
				const words = block.kind === "certificate" ? faultOf(bundle, block.certificate, {
					seen,
					hasCa,
					isKept,
					now
				}) : keyFault(bundle, block);
				if (words === void 0) continue;
				yield {
					at: block.span,
					subject: block.kind === "certificate" ? block.certificate.sha256 : "private key in a CA file",
					environment: judged.environment.name,
					component: onlyComponent(uses),
					covers: failuresAbout(bundle, now, {
						places: [block.span],
						reasons: uselessFile
					}),
					related: usePlaces(uses),
					...words
				};
			}
		}
	}
};
function faultOf(bundle, certificate, { seen, hasCa, isKept, now }) {
	const subject = subjectText(certificate);
	if (seen.has(certificate.sha256)) return {
		message: `${subject} stands in the CA file of ${usersText(bundle.uses)} a second time`,
		help: "remove this block"
	};
	seen.add(certificate.sha256);
	if (isKept && now > certificate.notAfter) return {
		message: `the CA ${subject} in the CA file of ${usersText(bundle.uses)} ended on ${dayText(certificate.notAfter)}: it vouches for nobody any more`,
		help: "remove this block"
	};
	if (!hasCa || isCa(certificate) || isSelfSigned$1(certificate)) return void 0;
	return {
		message: `${subject} in the CA file of ${usersText(bundle.uses)} is a server's or client's certificate among CAs: it is accepted whatever its CA says`,
		help: "remove this block: the CA that issued it is enough"
	};
}
function keyFault({ uses }, block) {
	if (block.kind !== "private-key") return void 0;
	const fate = uses.some((use) => use.instance?.component === "pd") ? "PD reads every block as a certificate and does not start" : "it goes wherever the CA file goes";
	return {
		message: `a private key stands in the CA file of ${usersText(uses)}: ${fate}`,
		help: "take the key out of this file, and count it as stolen: a CA file is handed to everybody"
	};
}

// src/judge/certificates/ca-key-example.ts
/** A CA and its key, for the page of trust/ca-key-committed. The key was made for this file and opens nothing. */
const caKeyExample = {
	certificate: `-----BEGIN CERTIFICATE-----
MIIBaTCCAQ+gAwIBAgIJAUyUjpPZsuD6MAoGCCqGSM49BAMCMBgxFjAUBgNVBAMM
DWxhYm9yYXRvcnkgQ0EwHhcNMjQwMTAxMDAwMDAwWhcNMzMwMTAxMDAwMDAwWjAY
MRYwFAYDVQQDDA1sYWJvcmF0b3J5IENBMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEagCix23znApLmoDa1mYEuuPAPUhKaA9k85bLYsHt0T6yMeZ3F30IIYm4MBN/
EnhxB1fYTLK5IUVH27X7HCQL+qNCMEAwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8B
Af8EBAMCAQYwHQYDVR0OBBYEFEVuaJkqZ9wqLuP4n4uXq0ES/xJzMAoGCCqGSM49
BAMCA0gAMEUCIQDq+UcdRiBSaCVAtAmP61qNQBhWLLsmXCIg6JoCiW7c7AIgOPIo
Eb3kjWEFzXfd7muR/Jgv7Gjx4tUJgLakxJFuKMQ=
-----END CERTIFICATE-----`,
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQggXHRArWm9I92z+Q3
EgjXVhHqK6BFf+loiYG3quIDIXmhRANCAARqAKLHbfOcCkuagNrWZgS648A9SEpo
D2Tzlstiwe3RPrIx5ncXfQghibgwE38SeHEHV9hMsrkhRUfbtfscJAv6
-----END PRIVATE KEY-----`
};

// src/judge/rules/trust/ca-key-committed.ts
const caKeyCommitted = {
	id: "trust/ca-key-committed",
	meta: () => ({
		title: "The private key of a trusted CA is in the repository",
		why: "Whoever has the key of the CA issues certificates with any name: it opens every port of the cluster, and it can stand between any two of its machines. Renewing the servers' certificates does not help while the CA is trusted.",
		fix: "Make a new CA with a key outside the repository, roll it out (both CAs in every file first), and take the old one out.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-798",
			"CWE-321"
		],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs and pd: server/config/config.go (the CA file decides who may connect)"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/ca.pem": caKeyExample.certificate,
				"prod/ca.key": caKeyExample.key.replace("-----BEGIN PRIVATE KEY-----", "\u00ab$&\u00bb")
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/ca.pem": caKeyExample.certificate
			} }
		}
	}),
	*check(model) {
		const trusted = /* @__PURE__ */ new Map();
		for (const judged of filesToJudge(model)) {
			const uses = judged.uses.filter((use) => use.as === "ca");
			if (uses.length === 0) continue;
			for (const certificate of certificatesOf(judged.file)) {
				if (!isCa(certificate) || trusted.has(certificate.publicKey.spki)) continue;
				trusted.set(certificate.publicKey.spki, {
					judged: {
						...judged,
						uses
					},
					subject: subjectText(certificate)
				});
			}
		}
		for (const { judged, key, at } of committedKeys(model)) {
			const ca = key.publicKey && trusted.get(key.publicKey.spki);
			if (ca === void 0) continue;
			const { uses } = ca.judged;
			const users = new Set(uses.map((use) => use.instance?.name)).size;
			yield {
				at,
				subject: key.publicKey?.spki ?? "private key",
				environment: judged.environment.name,
				component: onlyComponent(uses),
				channels: [
					"client-pd",
					"tikv-pd",
					"pd-pd-client",
					"pd-pd-peer",
					"client-tikv",
					"tikv-tikv"
				],
				message: `this is the private key of the CA ${ca.subject}, which ${usersText(uses)} ${users === 1 ? "trusts" : "trust"}: whoever reads the repository can issue a certificate with any name`,
				help: "make a new CA and keep its key out of the repository, then replace every certificate and take this CA out of the CA files",
				related: usePlaces(uses)
			};
		}
	}
};

// src/judge/certificates/trust-groups.ts
const cache = /* @__PURE__ */ new WeakMap();
/**
* The instances of an environment whose CA files are in the repository, by what they trust: two belong together when they
* trust one key of one name, or one trusts what a CA of the other issued. The largest group comes first.
*/
function trustGroups(environment) {
	const cached = cache.get(environment);
	if (cached !== void 0) return cached;
	const groups = grouped(environment);
	cache.set(environment, groups);
	return groups;
}
function grouped(environment) {
	const stores = /* @__PURE__ */ new Map();
	for (const instance of environment.instances) {
		const trust = trustOf(instance.security, instance, "clientAuth");
		if (trust.kind !== "held" || trust.value.length === 0) continue;
		const users = stores.get(trust.value);
		if (users === void 0) stores.set(trust.value, [instance]);
		else users.push(instance);
	}
	const joined = new Joined();
	const certificates = new Map([...stores.keys()].flatMap((anchors) => anchors.map((anchor) => [anchor.sha256, anchor])));
	for (const anchors of stores.keys()) for (const anchor of anchors) joined.join(keyOf(anchors[0] ?? anchor), keyOf(anchor));
	const bySubject = /* @__PURE__ */ new Map();
	for (const certificate of certificates.values()) {
		const same = bySubject.get(certificate.subject.der);
		if (same === void 0) bySubject.set(certificate.subject.der, [certificate]);
		else if (same.length < sameNameLimit) same.push(certificate);
	}
	for (const certificate of certificates.values()) for (const issuer of bySubject.get(certificate.issuer.der) ?? []) if (issuer !== certificate && certificate.isSignedBy(issuer)) joined.join(keyOf(issuer), keyOf(certificate));
	const groups = /* @__PURE__ */ new Map();
	for (const [anchors, instances] of stores) {
		const root = joined.rootOf(anchors[0] === void 0 ? "" : keyOf(anchors[0]));
		groups.set(root, [...groups.get(root) ?? [], ...instances]);
	}
	return [...groups.values()].map((instances) => ({ instances })).sort((a, b) => b.instances.length - a.instances.length);
}
/** As many CAs of one name are compared: nobody has more, and the work stays linear. */
const sameNameLimit = 16;
function keyOf({ subject, publicKey }) {
	return `${subject.der} ${publicKey.spki}`;
}
/** Sets that grow together (union-find). */
var Joined = class {
	#parents = /* @__PURE__ */ new Map();
	rootOf(item) {
		let root = item;
		for (let parent = this.#parents.get(root); parent !== void 0; parent = this.#parents.get(root)) root = parent;
		for (let at = item; at !== root;) {
			const next = this.#parents.get(at) ?? root;
			this.#parents.set(at, root);
			at = next;
		}
		return root;
	}
	join(a, b) {
		const [rootA, rootB] = [this.rootOf(a), this.rootOf(b)];
		if (rootA !== rootB) this.#parents.set(rootB, rootA);
	}
};

// src/judge/rules/trust/ca-mismatch.ts
const caMismatch = {
	id: "trust/ca-mismatch",
	meta: () => ({
		title: "Instances of one environment trust different CAs",
		why: "A certificate that one side accepts the other refuses: the instances cannot talk to each other. Where it was meant as a change of the CA, the step with both CAs in every file is missing.",
		fix: "Give all instances the same CA file; during a change of the CA one that holds both.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
		since: "0.1.0",
		sources: [
			"tikv: components/security/src/lib.rs",
			"pd: server/config/config.go",
			"PD and TiKV read their CA file only when they start"
		],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd-1.toml": certificateExamples.pdConfig.replaceAll("pd-0", "pd-1"),
				"prod/tikv.toml": certificateExamples.tikvConfig.replace(`"/tls/ca.pem"`, `\u00ab"/tls/tikv-ca.pem"\u00bb`),
				"prod/ca.pem": certificateExamples.ca,
				"prod/tikv-ca.pem": certificateExamples.shallowCa
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/tikv.toml": certificateExamples.tikvConfig.replace("/tls/ca.pem", "/tls/tikv-ca.pem"),
				"prod/ca.pem": certificateExamples.ca,
				"prod/tikv-ca.pem": `${certificateExamples.shallowCa}\n${certificateExamples.ca}`
			} }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) {
			const groups = trustGroups(environment);
			const [most, ...others] = groups;
			if (most === void 0 || others.length === 0) continue;
			const talking = talkingGroups(environment, groups);
			const failed = failuresBetween(groups, failuresOf(environment, now).all);
			for (const group of others) {
				const [first] = group.instances;
				if (first === void 0 || talking.has(group)) continue;
				const { component, security } = first;
				const also = group.instances.length === 1 ? "" : ` and ${group.instances.length - 1} more`;
				yield {
					at: materialPlace(security, "ca"),
					subject: `security.${materialKeys[component].ca}`,
					environment: environment.name,
					component,
					channels: [
						"tikv-pd",
						"pd-pd-client",
						"pd-pd-peer",
						"tikv-tikv"
					],
					covers: failed.get(group) ?? [],
					message: `${first.name}${also} ${trusts(group)} ${casText(first)}, and ${shortListOf(most.instances.map(({ name }) => name))} ${trusts(most)} ${casText(most.instances[0])}: no CA is trusted by both, so they refuse each other`,
					help: "put the CAs of both into one file and give it to all instances",
					related: most.instances.slice(0, 1).map((other) => ({
						at: materialPlace(other.security, "ca"),
						message: `the CA file of ${other.name}`
					}))
				};
			}
		}
	}
};
/**
* The groups whose every TLS channel from and to the largest group succeeds all the same: each side sends a chain that
* the other's CA leads to, as cross-signed CAs allow.
*/
function talkingGroups({ channels }, groups) {
	const [most] = groups;
	const groupOf = new Map(groups.flatMap((group) => group.instances.map(({ name }) => [name, group])));
	const talking = /* @__PURE__ */ new Set();
	const silent = /* @__PURE__ */ new Set();
	for (const { from, to, outcome } of channels) {
		const [a, b] = [groupOf.get(from), groupOf.get(to)];
		if (a === void 0 || b === void 0 || a === b || a !== most && b !== most) continue;
		(outcome.kind === "succeeds" && outcome.posture !== "plaintext" ? talking : silent).add(a === most ? b : a);
	}
	for (const group of silent) talking.delete(group);
	return talking;
}
/** The chains that one group shows and another does not trust, by either of the two. */
function failuresBetween(groups, failures) {
	const groupOf = new Map(groups.flatMap((group) => group.instances.map((instance) => [instance, group])));
	const between = new Map(groups.map((group) => [group, []]));
	for (const { key, cause } of failures) {
		const [a, b] = [cause.presenter && groupOf.get(cause.presenter), cause.verifier && groupOf.get(cause.verifier)];
		if (a === void 0 || b === void 0 || a === b || !chainRefusals.includes(cause.reason)) continue;
		for (const group of [a, b]) between.get(group)?.push(key);
	}
	return between;
}
function trusts({ instances }) {
	return instances.length === 1 ? "trusts" : "trust";
}
function casText(instance) {
	if (instance === void 0) return "none";
	const trust = trustOf(instance.security, instance, "clientAuth");
	const anchors = trust.kind === "held" ? trust.value : [];
	return shortListOf(anchors.map(subjectText));
}

// src/judge/certificates/own-chain.ts
/** Undefined where certificate or CA is not in the repository, or cannot be loaded. */
function ownChain(instance, at) {
	const { security } = instance;
	const identity = identityOf(security, instance);
	const trust = trustOf(security, instance, "serverAuth");
	if (identity.kind !== "held" || trust.kind !== "held") return void 0;
	const presented = presentationOf(security, instance, identity.value, at);
	const result = verify(presented, {
		anchors: trust.value,
		verifier: verifierOf(instance),
		usage: "serverAuth",
		at
	});
	return result === void 0 ? void 0 : {
		instance,
		presented,
		anchors: trust.value,
		result
	};
}
/** Does the own CA file not know the issuer, or find the chain invalid? Dates and usages are matters of the certificate alone. */
function isUntrusted({ result }) {
	return result.kind === "refused" && (result.reason === "unknown-authority" || result.reason === "chain-invalid");
}
/** As many different CA files of an environment are tried; there is one, as a rule, and the work stays linear. */
const trustLimit = 16;
/**
* The intermediates that an instance should send and does not: certificates of the repository that close the way from
* what it sends to the CAs that it, or somebody else in its environment, trusts. Undefined when nothing is missing.
*/
function missingIntermediates(model, environment, own, at) {
	const { instance, presented } = own;
	const trusters = trustersOf(environment);
	if (!isUntrusted(own) && trusters.every(({ anchors }) => anchors === own.anchors)) return void 0;
	const others = trusters.filter(({ anchors }) => anchors !== own.anchors);
	for (const { refusing, anchors } of [{
		refusing: instance,
		anchors: own.anchors
	}, ...others]) {
		const trust = {
			anchors,
			verifier: verifierOf(refusing),
			usage: "serverAuth",
			at
		};
		const result = verify(presented, trust);
		if (result?.kind !== "refused" || result.reason !== "unknown-authority") continue;
		const missing = [];
		for (let end = result.certificate; end !== void 0 && missing.length < maximumDepth;) {
			end = issuerOf(model, end);
			if (end === void 0 || missing.includes(end)) break;
			missing.push(end);
			const closed = verifyChain({
				...trust,
				leaf: presented.leaf,
				sent: [...presented.sent, ...missing]
			});
			if (closed.kind === "verified" || closed.reason !== "unknown-authority") return {
				missing,
				refusing
			};
		}
	}
}
/** No real chain is deeper. */
const maximumDepth = 8;
const trustersByEnvironment = /* @__PURE__ */ new WeakMap();
/** The different CA files of an environment, each with the first instance that has it. */
function trustersOf(environment) {
	const cached = trustersByEnvironment.get(environment);
	if (cached !== void 0) return cached;
	const byAnchors = /* @__PURE__ */ new Map();
	for (const instance of environment.instances) {
		if (byAnchors.size >= trustLimit) break;
		const trust = trustOf(instance.security, instance, "serverAuth");
		if (trust.kind === "held" && !byAnchors.has(trust.value)) byAnchors.set(trust.value, instance);
	}
	const list = [...byAnchors].map(([anchors, refusing]) => ({
		refusing,
		anchors
	}));
	trustersByEnvironment.set(environment, list);
	return list;
}
const issuers = /* @__PURE__ */ new WeakMap();
/** As many CAs of one name are tried. */
const candidateLimit = 16;
/** A CA of the repository that issued a certificate and was itself issued by another. */
function issuerOf(model, certificate) {
	let byName = issuers.get(model);
	if (byName === void 0) {
		byName = issuersByName(model);
		issuers.set(model, byName);
	}
	return (byName.get(certificate.issuer.der) ?? []).find((candidate) => certificate.isSignedBy(candidate));
}
function issuersByName(model) {
	const byName = /* @__PURE__ */ new Map();
	for (const file of model.files) for (const certificate of certificatesOf(file)) {
		if (!isCa(certificate) || certificate.subject.der === certificate.issuer.der) continue;
		const list = byName.get(certificate.subject.der);
		if (list === void 0) byName.set(certificate.subject.der, [certificate]);
		else if (list.length < candidateLimit && !list.some(({ sha256 }) => sha256 === certificate.sha256)) list.push(certificate);
	}
	return byName;
}

// src/judge/rules/trust/chain-incomplete.ts
/** The two blocks of an example: the leaf, and the intermediate that issued it. */
const [leafOnly = "", intermediate = ""] = certificateExamples.deepChain.split(/(?<=-----END CERTIFICATE-----\n)/);
const chainIncomplete = {
	id: "trust/chain-incomplete",
	meta: () => ({
		title: "An intermediate is missing from a certificate file",
		why: "A peer builds the chain from what is sent and from its own CA file: where the intermediate is in neither, it does not find the way to the root and refuses.",
		fix: "Put the intermediates behind the certificate into one file, the certificate first.",
		threats: ["outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["RFC 8446 4.4.2: the sender's certificate comes first, each following one certifies the one before", "measured on PD v7.5 to v26.3 and on TiKV's gRPC core, which completes a lone certificate from its own ca-path"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig.replace(`"/tls/pd.pem"`, `\u00ab"/tls/pd.pem"\u00bb`),
				"prod/pd.pem": leafOnly,
				"prod/ca.pem": certificateExamples.shallowCa,
				"prod/intermediate.pem": intermediate
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": `${leafOnly}\n${intermediate}`,
				"prod/ca.pem": certificateExamples.shallowCa
			} }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const instance of environment.instances) {
			const own = ownChain(instance, now);
			const gap = own && missingIntermediates(model, environment, own, now);
			if (own === void 0 || gap === void 0) continue;
			const { name, component, security } = instance;
			const names = shortListOf(gap.missing.map(subjectText));
			const whose = gap.refusing === instance ? "its own CA file" : `the CA file of ${gap.refusing.name}`;
			yield {
				at: materialPlace(security, "certificate"),
				subject: `security.${materialKeys[component].certificate}`,
				environment: environment.name,
				component,
				channels: channelsOfCertificate[component],
				covers: refusalsOf(instance, {
					environment,
					now
				}, chainRefusals),
				message: `${name} sends its certificate without ${names}, and ${whose} does not have it either: ${gap.refusing === instance ? "every peer" : gap.refusing.name} refuses it`,
				help: `append ${names} to the file behind ${materialKeys[component].certificate}, after the certificate`,
				related: [...gap.missing.map(({ span }) => ({
					at: span,
					message: "the missing intermediate"
				})), {
					at: materialPlace(gap.refusing.security, "ca"),
					message: "the CA file that does not lead to it"
				}]
			};
		}
	}
};

// src/judge/rules/trust/handshake-fails.ts
const handshakeFails = {
	id: "trust/handshake-fails",
	precedence: "general",
	meta: () => ({
		title: "Two committed instances refuse each other",
		why: "Each configuration looks right by itself, and the two do not fit: the cluster does not form, or an instance that is restarted does not come back.",
		fix: "Change the side that is wrong so that transport, certificates and names of both fit.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1"],
		since: "0.1.0",
		sources: [
			"Go: crypto/tls; etcd: client/pkg/transport (PD)",
			"gRPC core: src/core/tsi/ssl_transport_security.cc; tikv: components/security/src/lib.rs",
			"measured on PD v5.4 to v26.3 and on TiKV's gRPC core"
		],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig.replaceAll("https://", "http://"),
				"prod/tikv.toml": certificateExamples.tikvConfig.replace(`"/tls/ca.pem"`, `\u00ab"/tls/ca.pem"\u00bb`)
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/tikv.toml": certificateExamples.tikvConfig
			} }
		}
	}),
	*check(model, { now, isCovered }) {
		for (const environment of model.environments) {
			const causes = /* @__PURE__ */ new Map();
			for (const failed of failuresOf(environment, now).all) {
				if (isCovered?.(failed.key, environment)) continue;
				const { step, reason, related, decidedBy } = failed.failure;
				const place = related ?? decidedBy;
				const key = `${step} ${reason} ${place === void 0 ? failed.channel.to : placeKey(place)}`;
				const same = causes.get(key);
				if (same === void 0) causes.set(key, [failed]);
				else same.push(failed);
			}
			for (const same of causes.values()) yield statementOf$1(environment, same);
		}
	}
};
function statementOf$1(environment, same) {
	const [first] = same;
	const { channel, failure, from, to } = first;
	const refusing = failure.by === "server" ? to : from;
	const pairs = new Set(same.map(({ channel: { from: a, to: b } }) => `${a} ${b}`));
	const more = pairs.size === 1 ? "" : `, and ${pairs.size - 1} more ${pairs.size === 2 ? "pair fails" : "pairs fail"} for the same reason`;
	return {
		at: failure.decidedBy ?? failure.related ?? environment.at,
		subject: `${channel.id} ${failure.step} ${failure.reason}`,
		environment: environment.name,
		component: refusing?.component,
		channels: [...new Set(same.map(({ channel: { id } }) => id))],
		message: failure.step === "server-start" ? `${failure.detail}, so that nobody can connect to it` : `${channel.from} cannot connect to ${channel.to}: ${failure.detail}${more}`,
		help: helpFor$2(failure, channel.from, channel.to),
		related: failure.related === void 0 ? [] : [{
			at: failure.related,
			message: sideOf(failure, channel)
		}]
	};
}
/** Whose the other half is. */
function sideOf({ step, by }, { from, to }) {
	switch (step) {
		case "server-start":
		case "client-credentials": return "what it does not fit";
		default: return `on the side of ${by === "server" ? from : to}`;
	}
}
function helpFor$2({ reason, step }, from, to) {
	if (step === "client-credentials") return `give ${from} a CA file, a certificate and a key that it can use`;
	switch (reason) {
		case "server-does-not-start": return `change what is marked so that ${to} starts`;
		case "server-name-mismatch": return `issue the certificate of ${to} with the host that ${from} dials`;
		case "plaintext-to-tls": return `set up TLS for ${from} as for ${to}: CA, certificate and key`;
		case "tls-to-plaintext": return `serve TLS on ${to}, with certificates and https URLs, before ${from} dials it so`;
		case "no-client-certificate": return `give ${from} a certificate and key of the CA that ${to} trusts`;
		case "client-not-allowed": return step === "client-source-address" ? `issue the certificate of ${from} with the address that it dials from` : `add the name of ${from} to the allow list of ${to}`;
		case "server-not-trusted": return `put the CA that issued the certificate of ${to} into the CA file of ${from}`;
		case "client-not-trusted": return `put the CA that issued the certificate of ${from} into the CA file of ${to}`;
		case "server-usage":
		case "client-usage": return "issue the certificate with both usages, serverAuth and clientAuth, by CAs that allow them";
		default: return `issue the certificate anew so that ${from} and ${to} both accept it`;
	}
}

// src/judge/rules/trust/locked-out.ts
/** The example's certificate is made for these names; its common name is pd-0. */
const tikvConfig = certificateExamples.tikvConfig.trim().replace("tikv-0.tikv-peer.prod.svc", "pd.prod.svc");
const lockedOut = {
	id: "trust/locked-out",
	meta: () => ({
		title: "An allow list refuses a component that has to connect",
		why: "A certificate that verifies is not enough where a list of names is set: whoever is missing from it cannot connect, however often it retries. PD also refuses to dial a PD that it does not list.",
		fix: "List the common name of every component that connects, the component's own included.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5"],
		since: "0.1.0",
		fixes: ["unsafe"],
		sources: ["tikv: components/security/src/lib.rs, check_common_name", "pd: server/config/config.go; pkg/utils/grpcutil (the list works for PD's own dials too)"],
		versions: "PD up to v8.3 takes one name; from v8.4 on two or more are enforced on the client port too.",
		example: {
			bad: { files: {
				"prod/tikv.toml": `${tikvConfig}\ncert-allowed-cn = \u00ab["tidb", "pd"]\u00bb\n`,
				"prod/tikv.pem": certificateExamples.sound,
				"prod/ca.pem": certificateExamples.ca
			} },
			good: { files: {
				"prod/tikv.toml": `${tikvConfig}\ncert-allowed-cn = ["tidb", "pd", "pd-0"]\n`,
				"prod/tikv.pem": certificateExamples.sound,
				"prod/ca.pem": certificateExamples.ca
			} }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) {
			const locks = /* @__PURE__ */ new Map();
			for (const failed of failuresOf(environment, now).all) {
				const found = lockOf(environment, failed);
				if (found === void 0) continue;
				const lock = locks.get(placeKey(found.at)) ?? found;
				locks.set(placeKey(found.at), lock);
				for (const [name, certificate] of found.refused) lock.refused.set(name, certificate);
				lock.channels.add(failed.channel.id);
				lock.covers.push(failed.key);
			}
			for (const lock of locks.values()) yield statementOf(environment, lock);
		}
	}
};
function lockOf(environment, { channel, failure, from, to }) {
	const { step, decidedBy } = failure;
	if (step !== "client-allow-list" && step !== "server-allow-list" || decidedBy === void 0) return void 0;
	const isListOfServer = step === "client-allow-list";
	const owner = isListOfServer ? to : from;
	const refused = isListOfServer ? from ?? environment.clients : to;
	const certificate = refused && certificateOf(refused);
	if (owner === void 0 || certificate === void 0) return void 0;
	const name = isListOfServer ? channel.from : channel.to;
	return {
		at: decidedBy,
		owner,
		refused: /* @__PURE__ */ new Map([[name, certificate]]),
		channels: /* @__PURE__ */ new Set(),
		covers: []
	};
}
function certificateOf(party) {
	if ("security" in party) {
		const identity = identityOf(party.security, party);
		return identity.kind === "held" ? identity.value.leaf : void 0;
	}
	return party.certificate.kind === "seen" ? certificatesOf(party.certificate.file)[0] : void 0;
}
function statementOf(environment, { at, owner, refused, channels, covers }) {
	const { component, name } = owner;
	const [first = ["", void 0]] = refused;
	const [who, certificate] = first;
	const names = new Set([...refused.values()].map((leaf) => comparedCommonName(component, leaf)));
	const missing = [...names].filter((commonName) => commonName !== "");
	const commonName = certificate === void 0 ? "" : comparedCommonName(component, certificate);
	const others = refused.size === 1 ? "" : `, and ${refused.size - 1} more`;
	const called = commonName === "" ? "no common name" : `the common name ${shortText(commonName)}`;
	return {
		at,
		subject: "security.cert-allowed-cn",
		environment: environment.name,
		component,
		channels: [...channels],
		covers,
		message: `the allow list of ${name} refuses ${who === name ? "its own kind" : who}, whose certificate has ${called}${others}`,
		help: helpFor$1(owner, missing),
		fix: missing.length === names.size && at === placeOf$2(owner.security.allowedCn) ? completingFix(owner, missing) : void 0,
		related: [...refused].slice(0, 3).map(([party, leaf]) => ({
			at: leaf.span,
			message: `the certificate of ${party}`
		}))
	};
}
function helpFor$1({ component, version }, missing) {
	if (missing.length === 0) return "issue the certificate with a common name, and add that to the list";
	if (component === "pd" && !isAtLeast(version, "v8.4.0")) return `give all certificates one common name: ${componentName[component]} ${version.text} takes a single one in cert-allowed-cn`;
	return `add ${shortListOf(missing.map(shortText), 6)} to the list`;
}

// src/judge/certificates/public-cas.ts
/**
* Organisations whose business is to issue to the public, as they stand in the subjects of their roots and intermediates:
* owners of roots in Mozilla's CA program (CCADB, "Included CA Certificates"), among them all of Node's own list. A
* private CA does not carry these names.
*/
const organisations = /* @__PURE__ */ new Set([
	"Internet Security Research Group",
	"Let's Encrypt",
	"Digital Signature Trust Co.",
	"IdenTrust",
	"DigiCert Inc",
	"DigiCert, Inc.",
	"Baltimore",
	"GeoTrust Inc.",
	"GeoTrust, Inc.",
	"thawte, Inc.",
	"VeriSign, Inc.",
	"Symantec Corporation",
	"QuoVadis Limited",
	"GlobalSign",
	"GlobalSign nv-sa",
	"Sectigo Limited",
	"COMODO CA Limited",
	"Comodo CA Limited",
	"The USERTRUST Network",
	"AddTrust AB",
	"ZeroSSL",
	"ZeroSSL GmbH",
	"The Go Daddy Group, Inc.",
	"GoDaddy.com, Inc.",
	"Starfield Technologies, Inc.",
	"Google Trust Services",
	"Google Trust Services LLC",
	"Entrust, Inc.",
	"Entrust.net",
	"AffirmTrust",
	"SSL Corporation",
	"SSL Corp",
	"Buypass AS-983163327",
	"SwissSign AG",
	"Unizeto Technologies S.A.",
	"Asseco Data Systems S.A.",
	"Actalis S.p.A./03358520967",
	"Actalis S.p.A.",
	"Hellenic Academic and Research Institutions Cert. Authority",
	"Hellenic Academic and Research Institutions CA",
	"T-Systems Enterprise Services GmbH",
	"D-Trust GmbH",
	"TrustAsia Technologies, Inc.",
	"China Financial Certification Authority",
	"GUANG DONG CERTIFICATE AUTHORITY CO.,LTD.",
	"BEIJING CERTIFICATE AUTHORITY",
	"UniTrust",
	"iTrusChina Co.,Ltd.",
	"WoSign CA Limited",
	"TAIWAN-CA",
	"SECOM Trust.net",
	"SECOM Trust Systems CO.,LTD.",
	"SECOM Trust Systems Co., Ltd.",
	"Cybertrust Japan Co., Ltd.",
	"Certainly",
	"SecureTrust Corporation",
	"Trustwave Holdings, Inc.",
	"Dhimyotis",
	"Firmaprofesional SA",
	"WISeKey",
	"OISTE Foundation",
	"Disig a.s.",
	"Microsec Ltd.",
	"NetLock Kft.",
	"IZENPE S.A.",
	"ACCV",
	"FNMT-RCM",
	"Krajowa Izba Rozliczeniowa S.A.",
	"eMudhra Technologies Limited",
	"eMudhra Inc",
	"CERTSIGN SA",
	"ANF Autoridad de Certificacion",
	"Agence Nationale de Certification Electronique"
]);
/** Public roots and intermediates of owners that may well have private CAs too. */
const commonNames = /^Amazon Root CA \d$|^Amazon (RSA 2048|ECDSA \d+) M\d\d$|^Microsoft (RSA|ECC) Root Certificate Authority 2017$|^Microsoft Azure (RSA |ECC )?TLS Issuing CA \d\d$|^Atos TrustedRoot Root CA |^Telia (Root CA v2|(EC|RSA) TLS Root CA v\d)$|^NAVER Global Root Certification Authority$|^Telekom Security TLS (ECC|RSA) Root \d+$|^HiPKI Root CA - G1$|^Hongkong Post Root CA \d$|^TUBITAK Kamu SM SSL Kok Sertifikasi|^Autoridad de Certificacion Firmaprofesional |^\(STAGING\) /;
/** Is this a root or an intermediate of a CA that issues to everybody? By its names: nobody calls a private CA so. */
function isPublicCa({ subject }) {
	const organisation = attribute(subject.text, "O");
	return organisation !== void 0 && organisations.has(organisation) || subject.commonNames.some((name) => commonNames.test(name));
}
/** The value of one attribute of an RFC 4514 text, its escapes undone. */
function attribute(text, type) {
	return new RegExp(String.raw`(?:^|[^\\][,+])${type}=((?:\\.|[^,+\\])*)`).exec(text)?.[1]?.replaceAll(/\\(.)/g, "$1");
}
/** ISRG Root X2, a root of Let's Encrypt, for the page of the rule. */
const publicCaExample = `-----BEGIN CERTIFICATE-----
MIICGzCCAaGgAwIBAgIQQdKd0XLq7qeAwSxs6S+HUjAKBggqhkjOPQQDAzBPMQsw
CQYDVQQGEwJVUzEpMCcGA1UEChMgSW50ZXJuZXQgU2VjdXJpdHkgUmVzZWFyY2gg
R3JvdXAxFTATBgNVBAMTDElTUkcgUm9vdCBYMjAeFw0yMDA5MDQwMDAwMDBaFw00
MDA5MTcxNjAwMDBaME8xCzAJBgNVBAYTAlVTMSkwJwYDVQQKEyBJbnRlcm5ldCBT
ZWN1cml0eSBSZXNlYXJjaCBHcm91cDEVMBMGA1UEAxMMSVNSRyBSb290IFgyMHYw
EAYHKoZIzj0CAQYFK4EEACIDYgAEzZvVn4CDCuwJSvMWSj5cz3es3mcFDR0HttwW
+1qLFNvicWDEukWVEYmO6gbf9yoWHKS5xcUy4APgHoIYOIvXRdgKam7mAHf7AlF9
ItgKbppbd9/w+kHsOdx1ymgHDB/qo0IwQDAOBgNVHQ8BAf8EBAMCAQYwDwYDVR0T
AQH/BAUwAwEB/zAdBgNVHQ4EFgQUfEKWrt5LSDv6kviejM9ti6lyN5UwCgYIKoZI
zj0EAwMDaAAwZQIwe3lORlCEwkSHRhtFcP9Ymd70/aTSVaYgLXTWNLxBo1BfASdW
tL4ndQavEi51mI38AjEAi/V3bNTIZargCyzuFJ0nN6T5U6VR5CmD1/iQMVtCnwr1
/q4AaOeMSQ+2b1tbFfLn
-----END CERTIFICATE-----`;

// src/judge/rules/trust/public-ca.ts
const publicCa = {
	id: "trust/public-ca",
	meta: () => ({
		title: "A CA file trusts a public web CA, or is the system's store of them",
		why: "A public CA issues to everybody who shows control of some name, without knowing the cluster: whoever gets a certificate there passes as a client, and without an allow list has all the data.",
		fix: "Issue the cluster's certificates from a private CA that issues for nothing else, and trust only that.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["Mozilla's CA certificate program: the owners of included roots (CCADB)", "tikv: components/security/src/lib.rs"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/ca.pem": `\u00ab${publicCaExample}\u00bb\n`
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/ca.pem": certificateExamples.ca
			} }
		}
	}),
	*check(model) {
		for (const environment of model.environments) for (const instance of environment.instances) {
			const { ca } = instance.security;
			if (ca.kind !== "unseen" || ca.publicStore === void 0 || ca.path === void 0) continue;
			const key = materialKeys[instance.component].ca;
			const store = ca.publicStore === ca.path.value ? "" : ` (${shown(ca.publicStore)})`;
			yield {
				at: ca.path.span,
				subject: `security.${key}`,
				environment: environment.name,
				component: instance.component,
				channels: [
					"client-pd",
					"tikv-pd",
					"client-tikv",
					"tikv-tikv"
				],
				message: `${key} "${shown(ca.path.value)}" is the system's store of public web CAs${store}: whoever gets a certificate from one of them may connect`,
				help: "issue the cluster's certificates from a private CA and name a file that holds that CA alone"
			};
		}
		for (const judged of filesToJudge(model)) {
			const uses = judged.uses.filter((use) => use.as === "ca");
			if (uses.length === 0) continue;
			const seen = /* @__PURE__ */ new Set();
			for (const block of judged.file.blocks) {
				if (block.kind !== "certificate" || !isCa(block.certificate) || seen.has(block.certificate.sha256)) continue;
				const { certificate } = block;
				seen.add(certificate.sha256);
				if (!isPublicCa(certificate)) continue;
				yield statementAbout({
					...judged,
					uses
				}, certificate, {
					message: `${subjectText(certificate)} in the CA file of ${usersText(uses)} is a public web CA: whoever gets a certificate there may connect`,
					help: "issue the cluster's certificates from a private CA and trust that alone",
					channels: [
						"client-pd",
						"tikv-pd",
						"client-tikv",
						"tikv-tikv"
					]
				});
			}
		}
	}
};

// src/judge/rules/trust/self-refused.ts
const selfRefused = {
	id: "trust/self-refused",
	meta: () => ({
		title: "PD refuses itself at start",
		why: "PD dials its own advertised client URL when it starts, as a TLS client with its own certificate, CA file and allow list. What does not survive a full mutual handshake with itself does not come up: it exits after some seconds, up to v8.3 with nothing but a timeout in its log.",
		fix: "Make the certificate fit its own configuration: its CA in cacert-path, the advertised host among its names, both usages, valid dates, and its own common name in cert-allowed-cn.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-295"],
		since: "0.1.0",
		sources: ["pd: server/server.go, startEtcd; pkg/utils/grpcutil", "measured on PD v5.4 to v26.3"],
		example: {
			bad: { files: {
				"prod/pd.toml": `${certificateExamples.pdConfig.trim()}\ncert-allowed-cn = \u00ab["tikv", "tidb"]\u00bb\n`,
				"prod/pd.pem": certificateExamples.sound,
				"prod/ca.pem": certificateExamples.ca
			} },
			good: { files: {
				"prod/pd.toml": `${certificateExamples.pdConfig.trim()}\ncert-allowed-cn = ["pd-0", "tikv", "tidb"]\n`,
				"prod/pd.pem": certificateExamples.sound,
				"prod/ca.pem": certificateExamples.ca
			} }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const pd of pdsOf(environment)) {
			const start = startOf$2(pd, now);
			if (start.kind !== "fails" || start.refusal === void 0) continue;
			const own = ownChain(pd, now);
			if (own !== void 0 && isUntrusted(own)) continue;
			const { by, detail, step } = start.refusal;
			yield {
				at: start.decidedBy,
				subject: `self-handshake ${step}`,
				environment: environment.name,
				component: "pd",
				channels: [
					"client-pd",
					"tikv-pd",
					"pd-pd-client",
					"pd-pd-peer"
				],
				message: `PD does not start: it dials its own client URL and refuses itself, as the ${by}, by ${checkOf(start.refusal)}: ${detail}`,
				covers: startFailures(pd, {
					environment,
					now
				}, ["self-handshake"]),
				help: helpFor(start.refusal),
				related: start.related === void 0 ? [] : [{
					at: start.related,
					message: "the certificate in question"
				}]
			};
		}
	}
};
/** The step of the handshake, in words. */
function checkOf({ reason, step }) {
	switch (reason) {
		case "server-expired":
		case "client-expired": return "the dates of its certificate";
		case "server-usage":
		case "client-usage": return "the extended key usage of its certificate";
		case "server-name-mismatch": return "the names of its certificate";
		default: return step === "server-allow-list" || step === "client-allow-list" ? "its own cert-allowed-cn" : "its own CA file";
	}
}
function helpFor({ reason, step }) {
	switch (reason) {
		case "server-expired":
		case "client-expired": return "issue a certificate that is valid today";
		case "server-usage":
		case "client-usage": return "issue the certificate with both usages, serverAuth and clientAuth";
		case "server-name-mismatch": return "issue the certificate with the host of advertise-client-urls, or advertise a host that it names";
		default: return step === "server-allow-list" || step === "client-allow-list" ? "add the common name of PD's own certificate to cert-allowed-cn" : "put the CA that issued the certificate into the file of cacert-path";
	}
}

// src/judge/rules/trust/untrusted.ts
const untrusted = {
	id: "trust/untrusted",
	meta: () => ({
		title: "An instance's own CA does not verify its own certificate",
		why: "The instances of a cluster trust one CA and dial their own kind: whoever is not verified by its own CA file is refused by its peers. PD dials itself at start and does not come up.",
		fix: "Put the CA that issued the certificate into the CA file, or issue the certificate from the CA that is in it.",
		threats: ["outage"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.2",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["Go: crypto/x509, Verify; pd: server/server.go (PD dials its advertised client URLs at start)", "OpenSSL: X509_verify_cert, with partial chains, as gRPC core sets it; measured on both"],
		example: {
			bad: { files: {
				"prod/pd.toml": certificateExamples.pdConfig.replace(`"/tls/pd.pem"`, `\u00ab"/tls/pd.pem"\u00bb`),
				"prod/pd.pem": certificateExamples.sound,
				"prod/ca.pem": certificateExamples.shallowCa
			} },
			good: { files: {
				"prod/pd.toml": certificateExamples.pdConfig,
				"prod/pd.pem": certificateExamples.sound,
				"prod/ca.pem": certificateExamples.ca
			} }
		}
	}),
	*check(model, { now }) {
		for (const environment of model.environments) for (const instance of environment.instances) {
			const own = ownChain(instance, now);
			if (own === void 0 || !isUntrusted(own) || own.result.kind !== "refused") continue;
			if (missingIntermediates(model, environment, own, now) !== void 0) continue;
			const { name, component, security } = instance;
			const keys = materialKeys[component];
			const fate = instance.component === "pd" ? pdDoesNotStart(instance) : "every TiKV refuses every other";
			yield {
				at: materialPlace(security, "certificate"),
				subject: `security.${keys.certificate}`,
				environment: environment.name,
				component,
				channels: channelsOfCertificate[component],
				covers: refusalsOf(instance, {
					environment,
					now
				}, chainRefusals),
				message: `${name}'s own CA file does not verify its certificate (${shortText(own.result.detail)}): ${fate}`,
				help: `put the CA that issued ${shortText(own.result.certificate.subject.text) || "it"} into the file of ${keys.ca}, or issue the certificate anew from the CA in it`,
				related: [{
					at: materialPlace(security, "ca"),
					message: `the CA file that ${componentName[component]} trusts`
				}, {
					at: own.result.certificate.span,
					message: "the certificate that is not verified"
				}]
			};
		}
	}
};

// src/judge/catalogue/standing.ts
/** The rules that judge every tree. */
const standingRules = [
	caAsLeaf,
	clientUsageMissing,
	expired,
	expiresSoon,
	knownKey$1,
	notACa,
	notYetValid,
	pathLength,
	sanMismatch,
	sanMissing,
	selfSigned,
	serial,
	serverUsageMissing,
	shared,
	unreadable$2,
	unsupported,
	validityTooLong,
	weakKey,
	weakSignature,
	wildcard,
	addressInvalid,
	allowListLoose,
	allowListMissing,
	allowListSingle,
	allowListVersion,
	cipherSettingIgnored,
	clientCertificateNotRequired,
	dashboardTlsIncomplete,
	endpointScheme,
	httpsWithoutCertificate,
	keyAmbiguous,
	kmsPlaintext,
	metricsPlaintext,
	objectStoragePlaintext,
	overridden,
	pathNotFound,
	pathRelative,
	pathSameFile,
	plaintextUrl,
	receiverPlaintext,
	schemeMismatch,
	secretInline,
	statusAddressExposed,
	statusAnonymous,
	syntax,
	template,
	tlsIncomplete,
	tlsOff,
	unknownKey,
	wrongType,
	certificateRequest,
	certificateUnused,
	duplicateObject,
	insecureClient,
	managedSetting,
	secretNotIssued,
	settingDropped,
	tlsFlagDiffers,
	caShared,
	certificateProfileDiffers,
	componentMissing,
	identityShared,
	instancesDiffer,
	postureDiffers,
	settingDiffers,
	committed,
	committedEncrypted,
	mismatch,
	permissions,
	weak,
	baseMissing$1,
	changed,
	configStale,
	unreadable$1,
	waiverExpired,
	waiverExpiresSoon,
	waiverInvalid,
	waiverUnused,
	caBundle,
	caKeyCommitted,
	caMismatch,
	chainIncomplete,
	handshakeFails,
	lockedOut,
	publicCa,
	selfRefused,
	untrusted
];

// src/gate/proof.ts
/**
* What the handshake test of the chosen environments sees; undefined where none is asked for. `from` says where the config
* stands: a change that is not merged yet (a first adoption, a base that is missing) chooses no image to run.
*/
async function proofsOf({ prove, environments }, { model, extent }, config, from) {
	if (prove === void 0) return void 0;
	const chosen = environmentsIn(model, extent).filter(({ name }) => environments.length === 0 || environments.includes(name));
	const { engine, ...images } = config.handshake;
	if (from === "accepted" || Object.keys(images).length === 0) return prove(chosen, config);
	const note = `The images that ${config.configFile ?? "the config file"} names were not used: it is part of the change, and a change does not choose what runs.`;
	return (await prove(chosen, {
		...config,
		handshake: { engine }
	})).map((proof) => proof.engine.kind === "docker" ? {
		...proof,
		notes: [...proof.notes, note]
	} : proof);
}
/**
* Rules about the handshake test run where it ran, and rules about a change where there is one: a waiver of theirs is not
* unused for want of a test or of a base.
*/
async function rulesFor(has) {
	const { handshakeRules } = has.proofs ? await Promise.resolve().then(() => require("./proof.js")).then((n) => n.handshake_exports) : { handshakeRules: [] };
	const { rolloutRules } = has.base ? await Promise.resolve().then(() => require("./change.js")).then((n) => n.rollout_exports) : { rolloutRules: [] };
	return [
		...standingRules,
		...handshakeRules,
		...rolloutRules
	];
}

// src/read/source-file.ts
/** Makes a source file; the text is decoded when it is first asked for. */
function sourceFile(path, bytes, executable = false) {
	let text;
	return {
		path,
		bytes,
		executable,
		get text() {
			text ??= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
			return text;
		}
	};
}

// src/discover/candidate.ts
const certificateSuffixes = new Set("pem crt cert cer ca-bundle der key p7b p7c p8 pk8 p12 pfx jks keystore truststore csr crl".split(" "));
/** Compressed, compiled, drawn or recorded: never a configuration, and no PEM can stand in it. */
const binarySuffixes = new Set(`png jpg jpeg gif ico bmp webp tif tiff psd svgz pdf zip gz tgz tar bz2 xz zst lz4 br 7z rar jar war ear class so dylib dll
  exe o a obj lib bin wasm pyc pyo rlib rmeta woff woff2 ttf otf eot mp3 mp4 m4a mov avi webm ogg flac wav sqlite sqlite3 db
  parquet avro orc npy npz pkl iso dmg img deb rpm apk msi pack idx sst snap pb xls xlsx doc docx ppt pptx`.split(/\s+/));
/** Source code, documents and lock files: keys in them are examples of libraries and pages, not what a server uses. */
const sourceSuffixes = new Set(`go rs js mjs cjs ts mts cts jsx tsx vue svelte py pyi ipynb java kt kts scala groovy clj c h cc cpp cxx hpp hh m mm cs fs vb
  rb php pl pm lua r jl dart swift ex exs erl hrl hs ml mli nim zig v sv vhd asm s sql proto thrift graphql css scss sass less
  html htm xhtml svg map md mdx markdown rst adoc asciidoc tex bib diff patch lock sum csv tsv log po pot snapshot`.split(/\s+/));
/** Configurations of other tools, by their fixed names. */
const foreignNames = new Set(`cargo.toml pyproject.toml rustfmt.toml .rustfmt.toml clippy.toml .clippy.toml rust-toolchain.toml deny.toml book.toml
  netlify.toml wrangler.toml fly.toml taplo.toml .taplo.toml uv.toml poetry.toml pipfile gopkg.toml .gitleaks.toml
  .golangci.toml cross.toml nextest.toml typos.toml _typos.toml package.json package-lock.json tsconfig.json`.split(/\s+/));
/** Suffixes of templates: `tikv.toml.j2`. */
const wrapping = /(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))+$/;
/** `tikv.conf`, `pd-0.cfg` */
const namedConfig = /(?:tikv|(?:^|[^a-z])pd(?:[^a-z]|$)).*\.(?:conf|cfg|config)$/;
/** What is done with a file of this path. */
function candidateOf(path) {
	const name = fileName(path).toLowerCase();
	if (foreignNames.has(name)) return "skip";
	const plain = name.replace(wrapping, "");
	const dot = plain.lastIndexOf(".");
	const suffix = dot === -1 ? "" : plain.slice(dot + 1);
	if (suffix === "toml" || namedConfig.test(plain)) return "config";
	if (certificateSuffixes.has(suffix)) return "certificate";
	if (binarySuffixes.has(suffix) || sourceSuffixes.has(suffix)) return "skip";
	return formSuffixes.has(suffix) || suffix === plain.slice(1) || dot === -1 ? "form" : "key-search";
}
/** What deployments are written in; scripts, inventories and environment files often have no suffix. */
const formSuffixes = new Set("yaml yml json jsonnet libsonnet tf ini inventory cfg cnf conf config ext env service sh bash ksh zsh ash".split(" "));
/** Files that speak of a cluster by their name: what compose, Kustomize and tidb-ansible read whatever is in it. */
const tellingName = /^(?:kustomization(?:\.ya?ml)?|(?:docker-)?compose\b.*\.ya?ml|\.env|.*\.env|(?:pd|tikv|tidb)(?:[-_.].*)?|all\.ya?ml|hosts(?:\.ini)?|inventory(?:\.ini)?)$/;
/** Is the name of a `form` file enough to keep it? */
function isTellingPath(path) {
	return tellingName.test(fileName(path).toLowerCase()) || /(?:^|\/)[^/]*(?:pd|tikv)[^/]*\.service\.d\//i.test(path);
}
/**
* What a text of a form has when it matters: the programs and their settings, the tools that deploy them, Secrets, and
* requests for certificates. Searched in the bytes as Latin-1; without alternatives that begin alike, so that it is fast.
*/
const tellingText = /tikv|TiKV|Tikv|TIKV|pingcap|tidb|TiDB|Tidb|pd-server|pd_servers|run_pd|(?:client|peer)-urls|cacert-path|cert-manager\.io|(?:^|[\n"' {,])kind["']?: *["']?(?:[A-Za-z]*Secret|List|Kustomization|ConfigMap)\b|tlsCluster|(?:^|[\n ])op: *(?:add|replace|remove)\b|"(?:algo|signing)"|subjectAltName|fieldPaths|apiVersion: *builtin\b|distinguished_name|basicConstraints|:2379/;

// src/discover/referenced.ts
const kustomization = /^kustomization(?:\.ya?ml)?$/i;
/** More names than any kustomization has: of a longer file the first ones are followed. */
const mostNames = 1e4;
/**
* Files that kustomizations name: patches, generators and what they take up have any name and any content. All words of a
* kustomization that could be a path are tried, so that none is missed; one that names nothing costs nothing.
*/
function* referencedBy(files) {
	for (const { path, text } of files) {
		if (!kustomization.test(fileName(path))) continue;
		const folder = folderOf(path);
		let count = 0;
		for (const [word] of text.matchAll(/[^\s"'[\]{},=#]+/g)) {
			if (count++ > mostNames) break;
			const target = joinRepoPath(folder, word);
			if (target !== void 0 && target !== "") yield target;
		}
	}
}

// src/discover/collect.ts
const mebibyte = 1048576;
/** Bytes of one file. A bundle of 5,000 certificates has about 10 MB; a configuration has some kilobytes. */
const limits = {
	config: mebibyte,
	certificate: 16 * mebibyte,
	form: mebibyte,
	"key-search": mebibyte
};
/** Bytes of all files that are kept: what is left of them limits the next file. */
const totalLimit = 256 * mebibyte;
/**
* Reads what may matter in a tree. By name: TOML, and certificates and keys. By content: manifests, scripts and
* inventories that speak of PD, TiKV or certificates, and any other text that is not source code and holds PEM.
* `entries` is what the tree lists.
*/
async function collect(tree, entries, sharing = {}) {
	const files = [];
	const problems = [];
	let total = 0;
	for (const entry of entries) {
		const candidate = candidateOf(entry.path);
		if (candidate === "skip" || entry.kind === "link" && entry.staysInside === true) continue;
		const known = entry.kind === "file" ? sharing.known?.(entry) : void 0;
		if (known !== void 0) {
			if (known !== "skipped") files.push(known);
			continue;
		}
		const bytes = await readOf(tree, entry, Math.min(limits[candidate], Math.max(0, totalLimit - total)));
		if (typeof bytes === "string") {
			if (candidate === "config" || candidate === "certificate") problems.push(unreadable(entry.path, bytes));
		} else if (isWanted(candidate, entry.path, bytes)) {
			total += bytes.length;
			const file = sourceFile(entry.path, bytes, entry.executable);
			files.push(file);
			sharing.seen?.(entry, bytes, file);
		} else sharing.seen?.(entry, bytes, void 0);
	}
	const kept = new Set(files.map(({ path }) => path));
	const byPath = new Map(entries.map((entry) => [entry.path, entry]));
	for (const path of referencedBy(files)) {
		const entry = byPath.get(path);
		if (kept.has(path) || entry?.kind !== "file") continue;
		kept.add(path);
		const bytes = await readOf(tree, entry, Math.min(mebibyte, Math.max(0, totalLimit - total)));
		if (typeof bytes === "string") continue;
		total += bytes.length;
		files.push(sourceFile(path, bytes, entry.executable));
	}
	return {
		files,
		problems
	};
}
/** The bytes of an entry, or why it has none. */
async function readOf(tree, entry, limit) {
	if (entry.kind === "link") return "is a symbolic link that leaves the repository";
	if (entry.kind === "other") return "is no regular file";
	try {
		const bytes = await tree.read(entry, limit);
		return bytes.length > limit ? tooLarge(limit) : bytes;
	} catch (error) {
		if (error instanceof require_main.TreeError) return error.because;
		throw error;
	}
}
function isWanted(candidate, path, bytes) {
	if (candidate === "config" || candidate === "certificate") return true;
	return holdsPem$1(bytes) || candidate === "form" && (isTellingPath(path) || tellingText.test(asLatin1(bytes)));
}
/** Every byte as one character: no decoding, and enough to find words of ASCII. */
function asLatin1(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
/** Every PEM block begins with this, private keys too. */
const armour = Buffer.from("-----BEGIN ");
function holdsPem$1(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(armour);
}
function unreadable(path, because) {
	return {
		kind: "unreadable",
		at: {
			path,
			line: 1,
			column: 1,
			endLine: 1,
			endColumn: 1
		},
		message: `this file ${because}: it was not read, and what it says is not judged`,
		help: "commit it as a regular file of a usual size, or leave it out of the repository"
	};
}

// src/discover/rendered.ts
/** The files of one source, under the paths by which a report calls them. */
async function collectRendered({ tree, folder }) {
	const { files, problems } = await collect(tree, await tree.list());
	const under = (path) => folder === "" ? path : `${folder}/${path}`;
	return {
		files: files.map(({ path, bytes, executable }) => sourceFile(under(path), bytes, executable)),
		problems: problems.map((problem) => ({
			...problem,
			at: {
				...problem.at,
				path: under(problem.at.path)
			}
		}))
	};
}

// src/model/instances/mounts.ts
/** An absolute path without `.`, `..` and repeated slashes; a relative one as it is. */
function plainPath(path) {
	if (!path.startsWith("/") || !/\/\/|\/\.{1,2}(?:\/|$)/.test(path)) return path;
	const parts = [];
	for (const part of path.split("/")) if (part === "..") parts.pop();
	else if (part !== "" && part !== ".") parts.push(part);
	return `/${parts.join("/")}`;
}
/** The mount that decides what is at a path: the longest that covers it, of several at one place the first; and what is below it. */
function mountOf(path, mounts) {
	let longest;
	for (const mount of mounts) {
		const server = plainPath(mount.server).replace(/\/+$/, "");
		if (path !== server && !path.startsWith(`${server}/`)) continue;
		if (server.length > (longest?.length ?? -1)) longest = {
			mount,
			below: path.slice(server.length),
			length: server.length
		};
	}
	return longest;
}

// src/model/certificates/public-store.ts
/**
* Where systems keep the CAs that they trust for the web, as one file: Go's list (crypto/x509/root_linux.go, root_bsd.go,
* root_darwin.go), the packages ca-certificates of Debian, Red Hat, Alpine, SUSE and Arch, and OpenSSL's own default.
*/
const files = /* @__PURE__ */ new Set([
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/ssl/certs/ca-bundle.crt",
	"/etc/ssl/certs/ca-bundle.trust.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/ssl/cert.pem",
	"/etc/ssl1.1/cert.pem",
	"/etc/pki/tls/cert.pem",
	"/etc/pki/tls/cacert.pem",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/pki/tls/certs/ca-bundle.trust.crt",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
	"/etc/pki/ca-trust/extracted/openssl/ca-bundle.trust.crt",
	"/etc/ca-certificates/extracted/tls-ca-bundle.pem",
	"/etc/certs/ca-certificates.crt",
	"/etc/openssl/certs/ca-certificates.crt",
	"/var/lib/ca-certificates/ca-bundle.pem",
	"/usr/lib/ssl/cert.pem",
	"/usr/local/etc/ssl/cert.pem",
	"/usr/local/etc/openssl/cert.pem",
	"/usr/local/share/certs/ca-root-nss.crt",
	"/usr/local/ssl/cert.pem",
	"/opt/homebrew/etc/ca-certificates/cert.pem",
	"/usr/local/etc/ca-certificates/cert.pem"
]);
/** The same as folders; only files that a system puts there itself, since people put their own CA beside them. */
const folders = /* @__PURE__ */ new Set([
	"/etc/ssl/certs",
	"/etc/pki/tls/certs",
	"/etc/pki/ca-trust/extracted/pem",
	"/etc/pki/ca-trust/extracted/pem/directory-hash",
	"/usr/lib/ssl/certs",
	"/usr/share/ca-certificates",
	"/usr/share/ca-certificates/mozilla",
	"/var/lib/ca-certificates/pem",
	"/var/lib/ca-certificates/openssl",
	"/system/etc/security/cacerts"
]);
/** Mozilla's roots as Debian and Red Hat name their files: `ISRG_Root_X1.pem`, `DigiCert_Global_Root_G2.crt`. */
const rootFile = /^(?:AC_RAIZ|ACCVRAIZ|AffirmTrust|Actalis|Amazon_Root|Atos_Trusted|Baltimore|Buypass|CFCA|COMODO|Certainly|Certigna|Certum|D-TRUST|DigiCert|Entrust|GDCA|GTS_Root|GlobalSign|Go_Daddy|HARICA|Hongkong_Post|ISRG_Root|IdenTrust|Izenpe|Let_s_Encrypt|Microsec|Microsoft_RSA|Microsoft_ECC|NetLock|OISTE|QuoVadis|SSL\.com|SecureSign|SecureTrust|Security_Communication|Sectigo|Starfield|SwissSign|T-TeleSec|TWCA|TrustAsia|Trustwave|USERTrust|UCA_|VeriSign|XRamp|certSIGN|ePKI|emSign|vTrus)/;
/** Is this path of a machine the system's store of public CAs, or a part of it? */
function isPublicStore(path) {
	const plain = path.replace(/\/+$/, "");
	if (files.has(plain) || folders.has(plain)) return true;
	if (plain.startsWith("/usr/share/ca-certificates/mozilla/")) return true;
	if (/\/certifi\/cacert\.pem$/.test(plain)) return true;
	const slash = plain.lastIndexOf("/");
	const name = plain.slice(slash + 1);
	return folders.has(plain.slice(0, slash)) && (rootFile.test(name) || /^[0-9a-f]{8}\.\d$/.test(name));
}

// src/model/certificates/material.ts
/** Beyond this many files of one name the place does not tell them apart, and the search stays linear. */
const maximumCandidates = 64;
/** Finds the file of the repository behind a path on the server. */
var MaterialResolver = class {
	#files;
	#environments;
	/** By environment (or none), then by file name, or by the last two telling parts of the path. */
	#byName = /* @__PURE__ */ new Map();
	/** By name and the folder above that is neither of certificates, nor of a component, nor of a machine. */
	#byFolder = /* @__PURE__ */ new Map();
	/** By name and the folder above that is not of certificates: the machine's, where machines have folders. */
	#byHome = /* @__PURE__ */ new Map();
	/** Entries of Kubernetes Secrets, by the Secret's name and the key; and all entries of a Secret by its name. */
	#secrets = /* @__PURE__ */ new Map();
	#secretNames = /* @__PURE__ */ new Map();
	#fileNames;
	#commits = /* @__PURE__ */ new Map();
	#declared = /* @__PURE__ */ new Map();
	constructor(files, environments, secrets = []) {
		for (const secret of secrets) push(this.#declared, secret.name, secret);
		this.#files = new Map(files.filter((file) => file.secret === void 0).map((file) => [file.path, file]));
		this.#fileNames = new Set(files.map((file) => fileName(file.path)));
		this.#environments = environments;
		for (const file of files) {
			const environment = environments.of(file.path);
			if (file.secret !== void 0) {
				push(this.#secrets, entryKey(file.secret.name, file.secret.key), file);
				push(this.#secretNames, file.secret.name, file);
				this.#commit(environment, file);
				continue;
			}
			const names = this.#byName.get(environment) ?? /* @__PURE__ */ new Map();
			this.#byName.set(environment, names);
			const telling = tellingParts(file.path);
			push(names, fileName(file.path), file);
			if (telling.length > 1) push(names, telling.slice(-2).join("/"), file);
			push(this.#byFolder, `${folderWithout(file.path, isTransparent)}\n${fileName(file.path)}`, file);
			push(this.#byHome, `${folderWithout(file.path, isCertificateFolder)}\n${fileName(file.path)}`, file);
			this.#commit(environment, file);
		}
	}
	/** Declared folders first (the longest that fits), then the form's, then by place and name in the environment. */
	resolve(path, as, draft, environment) {
		const unseen = (because) => ({
			kind: "unseen",
			path,
			because,
			expected: this.#commits.get(environment)?.has(as) === true
		});
		const unknown = (because) => ({
			kind: "unseen",
			path,
			because,
			expected: false
		});
		const place = plainPath(path.value);
		const target = mounted(place, environment.declared?.mounts ?? []) ?? mounted(place, draft.mounts ?? []);
		switch (target?.kind) {
			case "secret": return this.#inSecret({
				path,
				as
			}, target.secret, draft, environment);
			case "file": {
				const file = this.#files.get(target.file);
				return file === void 0 ? unseen(`${target.file} is not in the repository`) : {
					kind: "seen",
					path,
					file
				};
			}
			case "host":
				if (as === "ca" && isPublicStore(target.path)) return {
					...unknown(publicStoreClause),
					publicStore: target.path
				};
				return unknown(`it is ${target.path} of the machine`);
			case "hidden": return unknown(target.because);
			case "absent": return {
				...unknown(target.because),
				isAbsent: true
			};
		}
		if (as === "ca" && isPublicStore(place)) return {
			...unknown(publicStoreClause),
			publicStore: place
		};
		if (draft.unmounted !== void 0) {
			const { kind, because } = draft.unmounted;
			return kind === "absent" && place.startsWith("/") ? {
				...unknown(because),
				isAbsent: true
			} : unknown(because);
		}
		const direct = this.#relative(path.value, draft.path);
		if (direct !== void 0) return {
			kind: "seen",
			path,
			file: direct
		};
		const fitting = this.#fitting(path.value, draft, environment);
		const [first, second] = fitting;
		if (first === void 0) return unseen("the file is not in the repository");
		if (second === void 0 || fitting.every((file) => hasSameContent(file, first))) return {
			kind: "seen",
			path,
			file: first
		};
		return {
			kind: "unseen",
			path,
			because: `several files fit: ${first.path}, ${second.path}`,
			expected: false
		};
	}
	/**
	* The entry of a Secret. Manifests seldom say their namespace and environments use the same names: one that names it
	* comes first, then one of the same environment, then the one that lies closest.
	*/
	#inSecret({ path, as }, wanted, draft, environment) {
		const { name, namespace, key } = wanted;
		const isInNamespace = (file) => namespace === void 0 || file.secret?.namespace === void 0 || file.secret.namespace === namespace;
		let fitting = (this.#secrets.get(entryKey(name, key)) ?? []).filter(isInNamespace);
		if (fitting.length === 0) {
			if (wanted.isOptional !== true && as !== "key" && this.#lacks(wanted)) return {
				kind: "unseen",
				path,
				because: `the Secret ${name} has no entry ${key}`,
				expected: false,
				isAbsent: true
			};
			return {
				kind: "unseen",
				path,
				because: (this.#secretNames.get(name) ?? []).some(isInNamespace) ? `the Secret ${name} has no certificate under ${key}` : `the Secret ${name} is not in the repository`,
				expected: false
			};
		}
		if (fitting.length > maximumCandidates) return {
			kind: "unseen",
			path,
			because: `many Secrets are called ${name}`,
			expected: false
		};
		for (const rank of [
			(file) => Number(file.secret?.namespace === namespace),
			(file) => Number(this.#environments.of(file.path) === environment),
			(file) => commonStart(partsOf$1(file.path), partsOf$1(draft.path))
		]) {
			if (fitting.length < 2) break;
			const highest = Math.max(...fitting.map(rank));
			fitting = fitting.filter((file) => rank(file) === highest);
		}
		const [first, second] = fitting;
		if (second === void 0 || fitting.every((file) => hasSameContent(file, first))) return {
			kind: "seen",
			path,
			file: first
		};
		return {
			kind: "unseen",
			path,
			because: `several Secrets are called ${name}`,
			expected: false
		};
	}
	/** Is every Secret of this name in the repository known to have no such entry? A key that is not committed may still be there. */
	#lacks({ name, namespace, key }) {
		const declared = (this.#declared.get(name) ?? []).filter((secret) => namespace === void 0 || secret.namespace === void 0 || secret.namespace === namespace);
		return declared.length > 0 && declared.every(({ keys }) => keys !== void 0 && !keys.includes(key));
	}
	/** A path that is relative to the config's folder or to the root names its file outright. */
	#relative(path, from) {
		if (path.startsWith("/")) return void 0;
		for (const target of [joinRepoPath(folderOf(from), path), toRepoPath(path)]) {
			const file = target === void 0 ? void 0 : this.#files.get(target);
			if (file !== void 0) return file;
		}
	}
	/** The best files, all equally good. Own files first, then files of the folders above, then files of no environment. */
	#fitting(path, draft, environment) {
		const name = fileName(path);
		if (!this.#fileNames.has(name)) return [];
		const own = best(this.#named(environment, path, draft), path, draft);
		if (own.length > 0) return own;
		for (const folder of foldersAbove(draft.path)) {
			const shared = this.#byFolder.get(`${folder}\n${name}`) ?? [];
			if (shared.length > maximumCandidates) continue;
			const found = best(shared.filter((file) => this.#isShared(file, environment)), path, draft);
			if (found.length > 0) return found;
		}
		return best(this.#named(void 0, path, draft), path, draft);
	}
	#named(environment, path, draft) {
		const names = this.#byName.get(environment);
		const telling = tellingParts(path);
		const found = (telling.length > 1 ? names?.get(telling.slice(-2).join("/")) : void 0) ?? names?.get(fileName(path)) ?? [];
		if (found.length <= maximumCandidates) return found;
		const home = this.#byHome.get(`${folderWithout(draft.path, isCertificateFolder)}\n${fileName(path)}`) ?? [];
		return home.length > maximumCandidates ? [] : home.filter((file) => this.#environments.of(file.path) === environment);
	}
	/** A file in a folder above is shared, unless its own words give it to another environment. */
	#isShared(file, environment) {
		const owner = this.#environments.of(file.path);
		if (owner === void 0 || owner === environment) return true;
		return environment.declared === void 0 && !this.#environments.isNamedFor(file.path);
	}
	#commit(environment, file) {
		const roles = this.#commits.get(environment) ?? /* @__PURE__ */ new Set();
		this.#commits.set(environment, roles);
		for (const certificate of certificatesOf(file)) roles.add(certificate.basicConstraints?.ca === true || isSelfIssued(certificate) ? "ca" : "certificate");
	}
};
const publicStoreClause = "it is the machine's store of public CAs";
function entryKey(name, key) {
	return `${name}\n${key}`;
}
/** Where the longest mount that covers a path leads to; undefined when none does. */
function mounted(path, mounts) {
	const longest = mountOf(path, mounts);
	if (longest === void 0) return void 0;
	const { mount, below } = longest;
	if (mount.hidden !== void 0) return {
		kind: "hidden",
		because: mount.hidden
	};
	if (mount.absent !== void 0) return {
		kind: "absent",
		because: mount.absent
	};
	if (mount.host !== void 0) return {
		kind: "host",
		path: plainPath(mount.host + below)
	};
	if (mount.secret !== void 0) {
		const { name, namespace, key = below.replace(/^\/+/, ""), isOptional } = mount.secret;
		return {
			kind: "secret",
			secret: {
				name,
				namespace,
				key,
				isOptional
			}
		};
	}
	const file = joinRepoPath(mount.repository, below);
	return file === void 0 ? {
		kind: "hidden",
		because: "it lies outside of the repository"
	} : {
		kind: "file",
		file
	};
}
/** Those with the longest common end, then the closest to the config, then with the longest end as written. */
function best(files, path, draft) {
	const name = fileName(path);
	const wanted = tellingParts(path);
	const written = partsOf$1(path);
	const isOfAnother = otherOwner(path, draft);
	let fitting = files.filter((file) => fileName(file.path) === name && !isOfAnother(file.path));
	for (const rank of [
		(file) => commonEnd(tellingParts(file.path), wanted),
		(file) => commonStart(partsOf$1(file.path), partsOf$1(draft.path)),
		(file) => commonEnd(partsOf$1(file.path), written)
	]) {
		if (fitting.length < 2) return fitting;
		const highest = Math.max(...fitting.map(rank));
		fitting = fitting.filter((file) => rank(file) === highest);
	}
	return fitting;
}
/**
* Does a file lie in a folder of the other component, or of another machine than the config's, that the path does not
* name? Then it is not the file meant, however well its name fits.
*/
function otherOwner(path, draft) {
	const config = partsOf$1(draft.path).slice(0, -1);
	const wanted = partsOf$1(path);
	const hasMachine = config.some(isMachine);
	const isOther = (part) => !wanted.includes(part) && (isOfOther(part, draft.component) || hasMachine && isMachine(part));
	return (file) => {
		const parts = partsOf$1(file);
		return parts.slice(commonStart(parts, config), -1).some(isOther);
	};
}
function isOfOther(part, component) {
	const tokens = part.toLowerCase().split(/[\s._-]+/);
	const has = (name) => tokens.some((token) => token.replace(/s?\d*$/, "") === name);
	return component === "pd" ? has("tikv") && !has("pd") : has("pd") && !has("tikv");
}
function hasSameContent(a, b) {
	const digests = (file) => file.blocks.map((block) => block.kind === "certificate" ? block.certificate.sha256 : block.kind).join(" ");
	const isTelling = a.blocks.length > 0 && a.blocks.every((block) => block.kind === "certificate");
	return a === b || isTelling && digests(a) === digests(b);
}
/** The parts of a path without folders that only say "certificates lie here"; the file's name stays. */
function tellingParts(path) {
	const parts = partsOf$1(path);
	return parts.filter((part, index) => index === parts.length - 1 || !isCertificateFolder(part));
}
function isCertificateFolder(part) {
	return /^(?:tls|ssl|certs?|certificates?|pki|pem|secrets?|keys?|conf|configs?|etc|security)$/i.test(part);
}
/** The folder of a file without trailing folders of some sort. */
function folderWithout(path, isSilent) {
	const parts = partsOf$1(path).slice(0, -1);
	while (parts.length > 0 && isSilent(parts[parts.length - 1])) parts.pop();
	return parts.join("/");
}
function partsOf$1(path) {
	const parts = path.split("/");
	return parts.includes("") || parts.includes(".") ? parts.filter((part) => part !== "" && part !== ".") : parts;
}
function commonEnd(a, b) {
	let count = 0;
	while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
	return count;
}
function commonStart(a, b) {
	let count = 0;
	while (count < a.length && count < b.length && a[count] === b[count]) count++;
	return count;
}
function push(map, key, item) {
	const list = map.get(key);
	if (list === void 0) map.set(key, [item]);
	else list.push(item);
}

// src/model/channels/outgoing.ts
/**
* What an instance dials beyond the cluster, where its configuration names it. The server is not committed: whether the
* handshake succeeds is not known, whether it is encrypted is.
*/
function outgoingChannels(instance) {
	return (instance.component === "pd" ? pdOutgoing(instance) : tikvOutgoing(instance)).filter((channel) => channel !== void 0);
}
function pdOutgoing(instance) {
	return [
		byUrl(instance, "pd-metric-storage", "pd-server.metric-storage"),
		byUrl(instance, "pd-metric-push", "metric.address"),
		dashboardToTidb(instance)
	];
}
function tikvOutgoing(instance) {
	const masterKeys = ["master-key", "previous-master-key"].map((table) => `security.encryption.${table}`);
	return [receiver(instance), ...masterKeys.flatMap((key) => [
		byUrl(instance, "tikv-kms", `${key}.endpoint`),
		byUrl(instance, "tikv-kms", `${key}.azure.keyvault-url`),
		byUrl(instance, "tikv-kms", `${key}.azure.hsm-url`)
	])];
}
/** Top SQL and resource metering: plaintext gRPC whatever [security] says (tikv: components/resource_metering, single_target.rs). */
function receiver(instance) {
	const node = textAt(instance, "resource-metering.receiver-address");
	if (node === void 0) return void 0;
	return outgoing(instance, "tikv-metric-push", node.kind === "string" ? node.value : "receiver", "plaintext", [node.span]);
}
/** A channel whose URL decides: `https` is TLS at least, and what the server asks of PD or TiKV is not known. */
function byUrl(instance, id, key) {
	const node = textAt(instance, key);
	if (node === void 0) return void 0;
	if (node.kind === "unknown") return outgoing(instance, id, key, "unknown", [node.span]);
	const { scheme, host } = readUrl(node.value);
	return outgoing(instance, id, host === "" ? key : host, scheme === "https" ? "tls" : scheme === "http" || id === "pd-metric-push" ? "plaintext" : "unknown", [node.span]);
}
/**
* PD's dashboard to TiDB: a CA alone, or certificate and key, make it TLS; one of the two without a CA is plaintext, and
* one of the two with a CA is an error (pd: server/config/config.go, ToTiDBTLSConfig).
*/
function dashboardToTidb(instance) {
	const [ca, certificate, key] = [
		"cacert",
		"cert",
		"key"
	].map((name) => textAt(instance, `dashboard.tidb-${name}-path`));
	const set = [
		ca,
		certificate,
		key
	].filter((node) => node !== void 0);
	if (set.length === 0) return void 0;
	const places = set.map((node) => node.span);
	if (set.some((node) => node.kind === "unknown")) return outgoing(instance, "dashboard-tidb", "tidb", "unknown", places);
	return outgoing(instance, "dashboard-tidb", "tidb", ca !== void 0 || certificate !== void 0 && key !== void 0 ? "tls" : "plaintext", places);
}
function outgoing(instance, id, to, posture, evidence) {
	return {
		id,
		from: id === "dashboard-tidb" ? "dashboard" : instance.name,
		to,
		posture,
		outcome: {
			kind: "unknown",
			detail: `${to} is not in the repository`
		},
		evidence
	};
}
/** A text that is set, or a placeholder for one. What a template may yet add names no channel. */
function textAt({ config, component }, key) {
	let node = config;
	for (const part of key.split(".")) node = node?.kind === "table" ? entryOf(node, part, keyCaseOf[component])?.node : void 0;
	if (node?.kind === "unknown") return node;
	return node?.kind === "string" && node.value !== "" ? node : void 0;
}

// src/model/channels/channels.ts
/**
* Every pair that talks in an environment, with its posture and the outcome of its handshake. One configuration usually
* runs on several machines, so that an instance dials its own kind also when it is alone.
*/
function channelsOf(instances, clients, at) {
	const pds = instances.filter((instance) => instance.component === "pd");
	const tikvs = instances.filter((instance) => instance.component === "tikv");
	const channels = [];
	for (const pd of pds) channels.push(fromClient("client-pd", pd, "pd-client", advertisedClientTargets(pd), clients, at));
	const index = endpointIndex(pds);
	const endpoints = new Map(tikvs.map((tikv) => [tikv, endpointHosts(tikv, index)]));
	for (const [tikv, pd] of pairsOf(tikvs, pds)) channels.push(fromTikvToPd(tikv, pd, endpoints.get(tikv), at));
	const pdPairs = [...pairsOf(pds, pds, withItself(pds))];
	for (const [from, to] of pdPairs) channels.push(fromPdToClientPort(from, to, at));
	for (const [from, to] of pdPairs) channels.push(fromPdToPeerPort(from, to, at));
	for (const tikv of tikvs) channels.push(fromClient("client-tikv", tikv, "tikv-grpc", [tikvTarget(tikv)], clients, at));
	const servers = new Map(tikvs.map((tikv) => [tikv, {
		instance: tikv,
		port: "tikv-grpc"
	}]));
	for (const [from, to] of pairsOf(tikvs, tikvs, withItself(tikvs))) {
		const server = servers.get(to);
		const outcome = handshake(tikvClient(from, advertisedHost(to)), server, at);
		channels.push(channel("tikv-tikv", from.name, server, outcome, clientPlace(from)));
	}
	for (const tikv of tikvs) {
		if (tikv.statusAddress.kind === "absent") continue;
		const target = {
			host: advertisedStatusHost(tikv),
			transport: "unknown"
		};
		channels.push(fromClient("status-tikv", tikv, "tikv-status", [target], clients, at));
	}
	for (const instance of instances) channels.push(...outgoingChannels(instance));
	return channels;
}
/**
* All pairs of two lists, or where these would be too many a star through the first of each. With one list on both sides
* the diagonal belongs to it.
*/
function* pairsOf(from, to, diagonal = []) {
	const [firstFrom, firstTo] = [from[0], to[0]];
	if (firstFrom === void 0 || firstTo === void 0) return;
	if (from.length * to.length <= 4096) {
		for (const a of from) for (const b of to) yield [a, b];
		return;
	}
	for (const a of from) yield [a, firstTo];
	for (const b of to.slice(1)) yield [firstFrom, b];
	yield* diagonal.slice(1);
}
/** Each instance with itself: the other machines that run the same configuration. */
function withItself(instances) {
	return instances.map((instance) => [instance, instance]);
}
/** A client outside the cluster: `client` for data, `monitoring` for the status port. It dials as the server is known to be. */
function fromClient(id, instance, port, targets, clients, at) {
	const server = {
		instance,
		port
	};
	const name = id === "status-tikv" ? "monitoring" : "client";
	const security = clients === void 0 ? void 0 : clientSecurity(clients);
	const outcomes = targets.map((target) => {
		const transport = transportTo(server, target);
		return handshake({
			name,
			program: "other",
			security,
			transport,
			host: target.host
		}, server, at);
	});
	return channel(id, name, server, allOf(outcomes), security?.at);
}
/** Whoever dials a port of TiKV from outside knows from its own settings whether to use TLS: it is taken to be right. */
function transportTo(server, target) {
	const offer = offerOf(server);
	if (target.transport !== "unknown" || offer === void 0 || offer.transport === "unknown") return target.transport;
	return offer.transport === "tls" ? "tls" : "plaintext";
}
const clientSecurities = /* @__PURE__ */ new WeakMap();
/** The declared credentials in the shape of an instance's own; the key that belongs to them is never in the repository. */
function clientSecurity(clients) {
	const { ca, certificate } = clients;
	const known = clientSecurities.get(clients);
	if (known !== void 0) return known;
	const path = certificate.kind === "absent" ? void 0 : certificate.path;
	const place = path?.span ?? (ca.kind === "absent" ? ca.at : ca.path?.span);
	if (place === void 0) return void 0;
	const security = {
		at: place,
		ca,
		certificate,
		key: certificate.kind === "absent" ? certificate : {
			kind: "unseen",
			path,
			because: "keys are not declared"
		},
		allowedCn: absent,
		allowedSan: absent
	};
	clientSecurities.set(clients, security);
	return security;
}
/**
* TiKV dials the entries of pd.endpoints, then the client URLs that PD reports. Where no entry leads to a committed PD,
* the entries lead to the committed ones all the same, nobody knows which to which: a PD is refused only when it fits
* none of them.
*/
function fromTikvToPd(tikv, pd, endpoints, at) {
	const server = {
		instance: pd,
		port: "pd-client"
	};
	const dial = (host) => handshake(tikvClient(tikv, host), server, at);
	const outcomes = distinctHosts(endpoints.hostsTo(pd), advertisedClientTargets(pd)).map(dial);
	if (endpoints.candidates.length > 0) {
		const candidates = endpoints.candidates.map(dial);
		const refused = candidates.filter((outcome) => outcome.kind === "fails");
		const someFit = refused.length < candidates.length;
		outcomes.push(someFit && refused.length > 0 ? unknown(`which entry of pd.endpoints leads to ${pd.name} is not in the files`) : allOf(candidates));
	}
	if (!endpoints.isKnown) outcomes.push(dial(void 0));
	return channel("tikv-pd", tikv.name, server, allOf(outcomes), clientPlace(tikv));
}
/** Each host once, as it stands last: of one that is written on both sides the one that PD reports. */
function distinctHosts(written, reported) {
	const hosts = [];
	const add = (host) => {
		const same = hosts.findIndex((other) => other?.value === host?.value);
		if (same === -1) hosts.push(host);
		else hosts[same] = host;
	};
	written.forEach(add);
	for (const { host } of reported) add(host);
	return hosts;
}
/** TLS or not is one test for all of TiKV's channels: is ca-path set? (tikv: components/security/src/lib.rs, connect). */
function tikvClient(tikv, host) {
	const { security } = tikv;
	const transport = {
		set: "tls",
		absent: "plaintext",
		undecided: "unknown"
	}[statedAs(security.ca)];
	return {
		name: tikv.name,
		program: "tikv",
		instance: tikv,
		security,
		transport,
		host
	};
}
/**
* PD's etcd client and HTTP requests follow the scheme of the URL. Its own gRPC dials (region sync, forwarding) take the
* host alone and use TLS if and only if certificates are set (pd: pkg/utils/grpcutil, GetClientConn); they go to others.
*/
function fromPdToClientPort(from, to, at) {
	const server = {
		instance: to,
		port: "pd-client"
	};
	const targets = advertisedClientTargets(to);
	const dials = targets.map((target) => pdClient(from, target));
	if (from !== to) {
		const transport = byCertificate(from.security);
		for (const target of targets) if (target.transport !== transport) dials.push(pdClient(from, {
			...target,
			transport
		}));
	}
	return channel("pd-pd-client", from.name, server, allOf(dials.map((dial) => handshake(dial, server, at))), clientPlace(from));
}
function byCertificate({ certificate, key }) {
	const states = [statedAs(certificate), statedAs(key)];
	if (states.includes("absent")) return "plaintext";
	return states.includes("undecided") ? "unknown" : "tls";
}
/** Raft between PDs: each dials the peer URLs of the others. */
function fromPdToPeerPort(from, to, at) {
	const server = {
		instance: to,
		port: "pd-peer"
	};
	const outcomes = advertisedPeerTargets(to).map((target) => handshake(pdClient(from, target), server, at));
	return channel("pd-pd-peer", from.name, server, allOf(outcomes), clientPlace(from));
}
function pdClient(pd, target) {
	const source = advertisedPeerTargets(pd)[0]?.host;
	return {
		name: pd.name,
		program: "pd",
		instance: pd,
		security: pd.security,
		...target,
		source
	};
}
function tikvTarget(tikv) {
	return {
		host: advertisedHost(tikv),
		transport: "unknown"
	};
}
/** What a person changes to change how an instance dials. */
function clientPlace({ component, security }) {
	return materialPlace(security, component === "pd" ? "certificate" : "ca");
}
function channel(id, from, server, outcome, client) {
	const offer = offerOf(server);
	const usual = offer === void 0 ? distinctPlaces([client]) : usualEvidence(offer, client);
	const evidence = outcome.kind === "fails" ? distinctPlaces([
		outcome.decidedBy,
		...usual,
		outcome.related
	]) : usual;
	return {
		id,
		from,
		to: server.instance.name,
		posture: serverPosture(server),
		outcome,
		evidence
	};
}
const usualEvidences = /* @__PURE__ */ new WeakMap();
/** What decides where nothing fails: the same list for all channels of one port and one client. */
function usualEvidence(offer, client) {
	let byClient = usualEvidences.get(offer);
	if (byClient === void 0) {
		byClient = /* @__PURE__ */ new Map();
		usualEvidences.set(offer, byClient);
	}
	let evidence = byClient.get(client);
	if (evidence === void 0) {
		evidence = distinctPlaces([...offer.evidence, client]);
		byClient.set(client, evidence);
	}
	return evidence;
}
function distinctPlaces(places) {
	const distinct = [];
	for (const place of places) if (place !== void 0 && !distinct.some((other) => isSameSpan(other, place))) distinct.push(place);
	return distinct;
}
function isSameSpan(a, b) {
	return a === b || compareSpans(a, b) === 0;
}

// src/model/instances/instance-names.ts
/**
* A name for each instance of one environment: PD's own `name`, else the file's name, else (for `tikv.toml`,
* `config.toml`) the folder of the machine. Unique: a name that is taken gets a number.
*/
function instanceNames(drafts) {
	const wanted = drafts.map(ownName);
	const claimed = new Set(wanted);
	const seen = /* @__PURE__ */ new Map();
	return wanted.map((name) => {
		let number = (seen.get(name) ?? 0) + 1;
		let unique = name;
		if (number > 1) {
			for (unique = `${name}-${number}`; claimed.has(unique); number++) unique = `${name}-${number + 1}`;
			claimed.add(unique);
		}
		seen.set(name, number);
		return unique;
	});
}
function ownName(draft) {
	if (draft.name !== void 0 && draft.name !== "") return draft.name;
	if (draft.component === "pd") {
		const name = entryOf(draft.config, "name", "any-case")?.node;
		if (name?.kind === "string" && name.value.trim() !== "") return name.value.trim();
	}
	const parts = draft.path.split("/");
	const stem = (parts.pop() ?? "").replace(/\.[^.]*$/, "");
	if (!/^(?:pd|tikv|config|conf|configuration|server)$/i.test(stem)) return stem;
	return parts.slice(-3).reverse().find(isMachine) ?? draft.component;
}

// src/model/build.ts
/**
* Builds the model of a tree: environments, instances, identities, channels. Judges nothing. `isReported` tells of which files what was
* assumed is worth saying; of all when undefined.
*/
function buildModel(reading, scope, now, isReported = (_) => true) {
	const map = scope.environments === void 0 ? foundEnvironments(reading.instances) : declaredEnvironments(scope.environments, reading.instances);
	const resolver = new MaterialResolver(reading.files, map, reading.secrets);
	const filesByPath = new Map(reading.files.map((file) => [file.path, file]));
	const filesByPlan = /* @__PURE__ */ new Map();
	for (const file of sorted(reading.files)) {
		const plan = map.of(file.path);
		if (plan === void 0) continue;
		const list = filesByPlan.get(plan);
		if (list === void 0) filesByPlan.set(plan, [file]);
		else list.push(file);
	}
	const environments = /* @__PURE__ */ new Map();
	for (const plan of map.plans) {
		const files = filesByPlan.get(plan) ?? [];
		const instances = instancesOf(plan, scope, resolver);
		const clients = plan.declared?.clients && clientsOf(plan.declared.clients, filesByPath);
		const at = instances[0]?.at ?? files[0]?.at ?? plan.declared?.at;
		if (at === void 0) continue;
		const channels = channelsOf(instances, clients, now);
		const { name, tier, tierIsAssumed, isIllustration } = plan;
		environments.set(plan, {
			name,
			tier,
			tierIsAssumed,
			isIllustration,
			policy: plan.declared?.policy,
			instances,
			clients,
			files,
			at,
			channels
		});
	}
	const environmentOf = (path) => {
		const plan = map.of(path);
		return plan && environments.get(plan);
	};
	const list = [...environments.values()];
	const judged = scope.environments === void 0 ? void 0 : insideOf(list, scope.environments);
	const isInside = (path) => judged === void 0 || environmentOf(path) !== void 0;
	return {
		environments: list,
		files: sorted(reading.files.filter((file) => judged === void 0 || judged(file) || isInside(file.path))),
		problems: reading.problems.filter((problem) => isInside(problem.at.path)),
		requests: (reading.requests ?? []).filter(({ at }) => isInside(at.path)),
		secrets: reading.secrets,
		objects: (reading.objects ?? []).filter(({ at }) => isInside(at.path)),
		insecureClients: (reading.insecureClients ?? []).filter(({ at }) => isInside(at.path)),
		assumptions: assumptionsOf(map.plans, list, scope, {
			isReported,
			outside: [...reading.instances, ...reading.files].map(({ path }) => path).filter((path) => !isInside(path))
		}),
		environmentOf
	};
}
function instancesOf(plan, scope, resolver) {
	const names = instanceNames(plan.drafts);
	return plan.drafts.map((draft, index) => typedInstance(draft, {
		name: names[index],
		environment: plan.name,
		...versionOf(draft, scope),
		resolve: (path, as) => resolver.resolve(path, as, draft, plan)
	}));
}
function versionOf(draft, scope) {
	const declared = scope.version?.[draft.component];
	if (declared !== void 0) return {
		version: declared,
		versionSpan: scope.versionSpan
	};
	const told = draft.version && parseVersion(draft.version.value);
	if (told !== void 0) return {
		version: told,
		versionSpan: draft.version?.span
	};
	return { version: newestRelease[draft.component] };
}
function clientsOf(declared, files) {
	const material = (path, span) => {
		const file = path === void 0 ? void 0 : files.get(path);
		if (path === void 0) return { kind: "absent" };
		if (file === void 0) return {
			kind: "unseen",
			because: `${path} is not in the repository`
		};
		return {
			kind: "seen",
			path: {
				value: `/${path}`,
				span: span ?? file.at,
				origin: "form"
			},
			file
		};
	};
	return {
		ca: material(declared.ca, declared.caSpan),
		certificate: material(declared.certificate, declared.certificateSpan)
	};
}
/** Files outside of all environments are judged too when an environment names them or mounts their folder. */
function insideOf(environments, declared) {
	const used = /* @__PURE__ */ new Set();
	for (const { instances, clients } of environments) {
		const materials = instances.flatMap(({ security }) => materialNames.map((name) => security[name]));
		for (const material of [
			...materials,
			clients?.ca,
			clients?.certificate
		]) if (material?.kind === "seen") used.add(material.file);
	}
	const folders = new Set(declared.flatMap(({ mounts }) => mounts.map((mount) => mount.repository)));
	return (file) => used.has(file) || [...prefixesOf(file.path)].some((prefix) => folders.has(prefix));
}
function* prefixesOf(path) {
	for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) yield path.slice(0, end);
}
function assumptionsOf(all, environments, scope, { isReported, outside: left }) {
	const plans = all.filter(({ drafts }) => drafts.some((draft) => isReported(draft.path) || isReported(placeOf$3(draft))));
	const sentences = [];
	if (scope.environments === void 0 && plans.length > 0) {
		const names = plans.map(({ name, tier }) => `${name} (${tier})`);
		sentences.push(`No config file declares environments: ${shortListOf(names, 6)} ${plans.length === 1 ? "was" : "were"} found by folder and file names.`);
	}
	const assumed = plans.filter((plan) => plan.tierIsAssumed).map((plan) => plan.name);
	if (assumed.length > 0) sentences.push(`No folder or file name says which tier ${shortListOf(assumed, 6)} ${assumed.length === 1 ? "belongs" : "belong"} to: judged as production.`);
	const instances = environments.flatMap((environment) => environment.instances);
	sentences.push(...versionAssumptions(instances.filter(({ path }) => isReported(path))));
	const outside = new Set(scope.environments === void 0 ? [] : left.filter(isReported));
	if (outside.size > 0) {
		const paths = [...outside].sort();
		sentences.push(`${counted(outside.size, "file")} outside of all declared environments ${outside.size === 1 ? "is" : "are"} not judged: ${shortListOf(paths, 6)}.`);
	}
	return sentences;
}
function versionAssumptions(instances) {
	const components = /* @__PURE__ */ new Map();
	for (const { component, versionSpan, version } of instances) if (versionSpan === void 0 && version === newestRelease[component]) components.set(component, (components.get(component) ?? 0) + 1);
	return [...components].map(([component, count]) => `No version is given for ${counted(count, `${componentName[component]} configuration`)}: judged as ${newestRelease[component].text}, the newest release known.`);
}
function counted(count, what) {
	return `${count} ${what}${count === 1 ? "" : "s"}`;
}
function sorted(files) {
	return [...files].sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

// src/read/x509/x509-binary-store.ts
/** The format of a binary file, by its first bytes; undefined for text. */
function binaryFormat(bytes) {
	const buffer = bufferOf(bytes);
	if (buffer.length >= 12 && javaMagics.has(buffer.readUInt32BE(0))) return "jks";
	const start = contentOffset(buffer);
	if (start === void 0) return void 0;
	return buffer.subarray(start, start + 3).equals(version3) && buffer.subarray(start + 3, start + 24).includes(pkcs7) ? "pkcs12" : "der";
}
const javaMagics = /* @__PURE__ */ new Set([4277010157, 3469659854]);
/** INTEGER 3, the version of PKCS#12, and the beginning of the OIDs of PKCS#7 content. */
const version3 = Buffer.from("020103", "hex");
const pkcs7 = Buffer.from("06092a864886f70d0107", "hex");
/** Bags of PKCS#12 (RFC 7292 4.2.1, 4.2.2): a plain key and an encrypted one. */
const keyBag = Buffer.from("060b2a864886f70d010c0a0101", "hex");
const shroudedKeyBag = Buffer.from("060b2a864886f70d010c0a0102", "hex");
/** Offset of the content of a SEQUENCE whose length is that of the file, give or take a final line end. */
function contentOffset(buffer) {
	const first = buffer[1];
	if (buffer[0] !== 48 || first === void 0) return void 0;
	if (first < 128) return first + 2 === buffer.length ? 2 : void 0;
	const size = first & 127;
	return size >= 1 && size <= 4 && buffer.length > size + 2 ? size + 2 : void 0;
}
/** Reads a binary file: one certificate, one key, or a store of which only its kind is told. */
function readBinary(file, format, x509, at = firstLine(file.path, "")) {
	return {
		path: file.path,
		at,
		format,
		blocks: (format === "der" ? derBlocks(file.bytes, at, x509) : storeBlocks(bufferOf(file.bytes), format, at)).map((content) => ({
			...content,
			begins: "line"
		})),
		startsWithByteOrderMark: false,
		hasNul: true,
		hasIndentedBlock: false
	};
}
function derBlocks(bytes, span, x509) {
	if (x509 === void 0) return [{
		kind: "other",
		span,
		label: ""
	}];
	const key = x509.privateKey(bytes, span, void 0);
	if (!("because" in key)) return [{
		kind: "private-key",
		span,
		label: "",
		key
	}];
	const certificate = x509.certificate(bytes, span);
	if (!("because" in certificate)) return [{
		kind: "certificate",
		span,
		label: "",
		certificate
	}];
	return [{
		kind: "broken",
		span,
		label: "",
		level: "der",
		because: certificate.because
	}];
}
function storeBlocks(bytes, format, span) {
	const key = (encrypted) => [{
		kind: "private-key",
		span,
		label: "",
		key: {
			span,
			encoding: format,
			encrypted
		}
	}];
	if (format === "jks") return javaStoreHoldsKey(bytes) ? key(true) : [{
		kind: "other",
		span,
		label: ""
	}];
	if (bytes.includes(keyBag)) return key(false);
	return bytes.includes(shroudedKeyBag) ? key(true) : [{
		kind: "other",
		span,
		label: ""
	}];
}
/** Entries of a Java key store: tag 1 is a private key, 2 a certificate, 3 (JCEKS) a secret key. What cannot be walked counts as a key. */
function javaStoreHoldsKey(bytes) {
	const entries = bytes.readUInt32BE(8);
	let at = 12;
	for (let entry = 0; entry < entries; entry += 1) {
		if (at + 6 > bytes.length || bytes.readUInt32BE(at) !== 2) return true;
		at += 6 + bytes.readUInt16BE(at + 4) + 8;
		if (at + 2 > bytes.length) return true;
		at += 2 + bytes.readUInt16BE(at);
		if (at + 4 > bytes.length) return true;
		at += 4 + bytes.readUInt32BE(at);
	}
	return false;
}
function bufferOf(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

// src/read/x509/pem.ts
/** Reads every block of a PEM file, or the one object of a binary file (DER, PKCS#12, JKS). */
function readPem(file, x509) {
	const format = binaryFormat(file.bytes);
	if (format !== void 0) return readBinary(file, format, x509);
	return {
		path: file.path,
		at: firstLine(file.path, file.text),
		format: "pem",
		blocks: from(file, readBlocks(file, x509, () => true)),
		startsWithByteOrderMark: file.text.startsWith("\ufeff"),
		hasNul: file.bytes.includes(0),
		hasIndentedBlock: /^[ \t]+-----BEGIN /m.test(file.text)
	};
}
/** Reads a PEM text that stands inside another file (an entry of a Secret): `lines` says where its characters are, `at` where it is. */
function readPemAt(file, lines, at, x509) {
	return {
		path: file.path,
		at,
		format: "pem",
		blocks: from(file, readBlocks(file, x509, () => true, lines)),
		startsWithByteOrderMark: file.text.startsWith("\ufeff"),
		hasNul: file.bytes.includes(0),
		hasIndentedBlock: /^[ \t]+-----BEGIN /m.test(file.text)
	};
}
const sources = /* @__PURE__ */ new WeakMap();
function from(file, blocks) {
	sources.set(blocks, file);
	return blocks;
}
/** What a file was read from, for whoever has to write one of the same shape; undefined for a binary file and for keys found in a text of another kind. */
function sourceOf(file) {
	return sources.get(file.blocks);
}
/**
* Finds private keys in a text of any kind: a script, an `.env`, a YAML or TOML file that another form reads. Line ends
* that are written as `\n` inside quotes are understood. Undefined when there is none, and for source code and documents.
*/
function keysInText(file, x509) {
	if (isSourceOrDocument(file) || !holdsText(file, "PRIVATE KEY-----")) return void 0;
	const blocks = readBlocks(file, x509, (label) => label.endsWith("PRIVATE KEY")).filter(({ kind }) => kind === "private-key");
	if (blocks.length === 0) return void 0;
	return {
		path: file.path,
		at: firstLine(file.path, file.text),
		format: "pem",
		blocks,
		startsWithByteOrderMark: file.text.startsWith("\ufeff"),
		hasNul: file.bytes.includes(0),
		hasIndentedBlock: blocks.some(({ span }) => span.column > 1)
	};
}
/** Program text and documents: a PEM block in them is an example or a test. */
function isSourceOrDocument(file) {
	return /\.([cm]?[jt]sx?|go|rs|py|java|kt|scala|rb|php|[ch]|cc|cpp|hpp|cs|swift|pl|lua|proto|sql|mdx?|rst|adoc|html?|css|svg|ipynb|snap|golden|patch|diff)$/i.test(file.path);
}
/** Do the bytes hold a text? Cheaper than decoding the file. */
function holdsText(file, text) {
	return Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length).includes(text);
}
const marks = /-----(BEGIN|END) ([^\r\n-]{1,64})-----/g;
/** Finds the PEM blocks of a text, in the order in which `readPem` reads them. */
function findBlocks(text) {
	const found = [...text.matchAll(marks)].map((match) => ({
		label: match[2] ?? "",
		start: match.index,
		end: match.index + match[0].length,
		begins: match[1] === "BEGIN"
	}));
	return found.flatMap((begin, index) => {
		if (!begin.begins) return [];
		const { label, start } = begin;
		const end = found[index + 1];
		if (end !== void 0 && !end.begins && end.label === label) return [{
			label,
			start,
			end: end.end,
			body: {
				start: begin.end,
				end: end.start
			}
		}];
		const wrongEnd = end === void 0 || end.begins ? void 0 : end.label;
		return [{
			label,
			start,
			end: endWithoutEndLine(text, begin, end),
			wrongEnd
		}];
	});
}
function readBlocks(file, x509, wanted, lines = new LineIndex(file.path, file.text)) {
	return findBlocks(file.text).filter(({ label }) => wanted(label)).map(({ label, start, end, body, wrongEnd }) => {
		const span = lines.span(start, end);
		const begins = beginsAt(file.text, start);
		if (body !== void 0) return {
			...readBlock(label, file.text.slice(body.start, body.end), span, x509),
			begins
		};
		return {
			kind: "broken",
			span,
			label,
			level: "pem",
			because: wrongEnd === void 0 ? `it has no END ${label} line` : `its last line says END ${wrongEnd}`,
			begins
		};
	});
}
function beginsAt(text, start) {
	if (start === 0 || text[start - 1] === "\n") return "line";
	return start === 1 && text.startsWith("\ufeff") ? "behind-byte-order-mark" : "inside-line";
}
/** Where a block without an END line ends: with its wrong END line, or before the next BEGIN, without the line end. */
function endWithoutEndLine(text, begin, next) {
	if (next !== void 0 && !next.begins) return next.end;
	let end = next?.start ?? text.length;
	while (end > begin.end && /\s/.test(text[end - 1] ?? "")) end -= 1;
	return end;
}
function readBlock(label, body, span, x509) {
	const { headers, base64 } = splitHeaders(body);
	const isKey = label.endsWith("PRIVATE KEY");
	const der = decodeBase64(base64);
	if (der === void 0) return {
		kind: "broken",
		span,
		label,
		level: "pem",
		because: "its body is not base64"
	};
	if (isKey && /^Proc-Type: *4, *ENCRYPTED/m.test(headers)) return {
		kind: "private-key",
		span,
		label,
		key: {
			span,
			encoding: encodingOf$1(label),
			encrypted: true
		}
	};
	if (x509 === void 0) return {
		kind: "other",
		span,
		label
	};
	if (isKey) {
		const key = x509.privateKey(der, span, label);
		return "because" in key ? {
			kind: "broken",
			span,
			label,
			level: "der",
			...key
		} : {
			kind: "private-key",
			span,
			label,
			key
		};
	}
	switch (label) {
		case "CERTIFICATE":
		case "X509 CERTIFICATE": {
			const read = x509.certificate(der, span);
			if ("because" in read) return {
				kind: "broken",
				span,
				label,
				level: "der",
				because: read.because
			};
			return {
				kind: "certificate",
				span,
				label,
				certificate: read
			};
		}
		case "TRUSTED CERTIFICATE": {
			const read = x509.trustedCertificate?.(der, span) ?? { because: "its trust settings are not read" };
			if ("because" in read) return {
				kind: "broken",
				span,
				label,
				level: "der",
				because: read.because
			};
			return {
				kind: "certificate",
				span,
				label,
				...read
			};
		}
		default: return {
			kind: "other",
			span,
			label
		};
	}
}
/** RFC 1421 headers stand before the body, with a blank line between. */
function splitHeaders(body) {
	if (!body.includes(":")) return {
		headers: "",
		base64: body
	};
	const text = body.replace(/\\r\\n|\\n|\r\n?/g, "\n").replace(/^[ \t]*\n/, "");
	const blank = text.search(/\n[ \t]*\n/);
	if (blank === -1) return {
		headers: "",
		base64: body
	};
	return {
		headers: text.slice(0, blank).replace(/^[ \t]+/gm, ""),
		base64: text.slice(blank)
	};
}
/** Undefined for what is not base64. Blanks anywhere and line ends written as `\n` do not matter. */
function decodeBase64(text) {
	const packed = text.replace(/\\r|\\n|\s/g, "");
	if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return void 0;
	return Buffer.from(packed, "base64");
}
function encodingOf$1(label) {
	switch (label) {
		case "RSA PRIVATE KEY": return "pkcs1";
		case "EC PRIVATE KEY": return "sec1";
		case "DSA PRIVATE KEY": return "dsa";
		default: return "unknown";
	}
}

// src/read/forms/pem/form.ts
/** Certificates and keys: PEM bundles, DER, and key stores. */
const pemForm = {
	meta: {
		id: "pem",
		title: "certificates and keys",
		reads: "PEM files and bundles, DER, and PKCS#12 and Java key stores as far as they show without a password",
		derives: "which configuration names which file, by mounts, place and name",
		unknown: "keys that are not in the repository, as it should be; what a key store holds behind its password",
		example: "examples/sound"
	},
	needs: ["x509"],
	claims(file) {
		const name = fileName(file.path).toLowerCase();
		if (certificateNames.test(name)) return true;
		if (binaryNames.test(name)) return binaryFormat(file.bytes) !== void 0 || holdsPem(file);
		return !structuredNames.test(name) && !isSourceOrDocument(file) && holdsPem(file) && beginsWithPem(file);
	},
	read: (files, context) => ({
		instances: [],
		files: files.map((file) => ({
			...readPem(file, context.x509),
			executable: file.executable
		})),
		problems: []
	})
};
/** Whatever is in them: a configuration may name them. */
const certificateNames = /\.(pem|crt|cer|cert|der|ca-bundle)$/;
/** Other programs have files of these names too (Keynote's `.key`): only when the content fits. */
const binaryNames = /\.(key|p8|pk8|p12|pfx|jks|keystore|truststore|priv)$/;
/** What other forms read; `keysInText` finds the keys in it. */
const structuredNames = /\.(toml|ya?ml|jsonc?|xml|tpl|j2|tmpl|tf|hcl|lock|sum)$/;
function holdsPem(file) {
	return holdsText(file, "-----BEGIN ") && /-----BEGIN ((X509 |TRUSTED )?CERTIFICATE|([A-Z0-9]{1,16} )?PRIVATE KEY)-----/.test(file.text);
}
/**
* Does it begin with a block, but for comments and what openssl writes above one? A script or a configuration that makes
* or holds a block is no certificate file.
*/
function beginsWithPem({ text }) {
	return text.slice(0, text.indexOf("-----BEGIN ")).replace(/^\uFEFF/, "").split("\n").every((line) => /^\s*$|^#(?!!)|^(Bag|Key) Attributes|^\s+\w+: |^(subject|issuer) ?=/.test(line));
}

// src/read/templates/template-tokens.ts
const languages = [
	{
		opening: "{{",
		closing: "}}",
		help: "render it with the program that fills it in (helm template, ansible, consul-template) and check what comes out",
		role: goRole
	},
	{
		opening: "{%",
		closing: "%}",
		help: "render it with the program that fills it in (ansible, jinja2) and check what comes out",
		role: jinjaRole
	},
	{
		opening: "{#",
		closing: "#}",
		help: "render it with jinja2 and check what comes out",
		role: () => "silent"
	},
	{
		opening: "<%",
		closing: "%>",
		help: "render it with erb and check what comes out",
		role: erbRole
	}
];
const shellHelp = "render it with envsubst or the program that fills it in, and check what comes out";
/** Each is tried at one place. All are bounded: the text is hostile. */
const variables = [
	/\$\{[A-Za-z_][\w.]{0,80}(?:[^\w.}\n][^}\n]{0,200})?\}/y,
	/\$\([A-Za-z_][^()\n]{0,200}\)/y,
	/\$[A-Z_][A-Z0-9_]{1,80}(?![A-Za-z0-9_])/y,
	/@[A-Z][A-Z0-9_.]{1,80}@/y,
	/__[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){0,8}__(?![A-Za-z0-9_])/y
];
/** Where a piece may begin. */
const tokenStart = "\\{\\{|\\{%|\\{#|<%|\\$[{(A-Z_]|@[A-Z]|__[A-Z]";
const anyStart = new RegExp(tokenStart);
/** Can this text hold a piece of a template at all? Cheap. */
function mayHoldTemplate(text) {
	return anyStart.test(text);
}
/** Finds the pieces of one text; keeps in mind which closing marks it has no more of, so that a hostile text costs one pass. */
var TemplateScanner = class {
	#text;
	#exhausted = /* @__PURE__ */ new Set();
	constructor(text) {
		this.#text = text;
	}
	/** The piece that begins at an offset and ends before `limit`; undefined when none does. */
	tokenAt(start, limit) {
		const language = languages.find(({ opening }) => this.#text.startsWith(opening, start));
		return language === void 0 ? this.#variable(start, limit) : this.#block(language, start, limit);
	}
	#block({ opening, closing, help, role }, start, limit) {
		if (this.#exhausted.has(closing)) return void 0;
		const at = this.#text.indexOf(closing, start + opening.length);
		if (at === -1) {
			this.#exhausted.add(closing);
			return;
		}
		const end = at + closing.length;
		if (end > limit) return void 0;
		const inside = this.#text.slice(start + opening.length, Math.min(at, start + 4e3));
		return {
			start,
			end,
			role: role(inside),
			shown: shownBlock(opening, inside, closing),
			help
		};
	}
	#variable(start, limit) {
		if (/[A-Za-z0-9_]/.test(this.#text[start - 1] ?? "") && this.#text[start] === "_") return void 0;
		for (const pattern of variables) {
			pattern.lastIndex = start;
			const found = pattern.exec(this.#text)?.[0];
			if (found === void 0 || start + found.length > limit) continue;
			return {
				start,
				end: start + found.length,
				role: "value",
				shown: shownVariable(found),
				help: shellHelp
			};
		}
	}
};
/** A literal inside may be a secret: only the path of a value is shown. */
function shownBlock(opening, inside, closing) {
	const plain = inside.replace(/^[-=~+]+|[-~+]+$/g, "").trim();
	const [path] = /^[.$]?[A-Za-z_][\w.$-]{0,60}(?=\s*(?:\||$))/.exec(plain) ?? [];
	return path === void 0 ? `${opening} \u2026 ${closing}` : `${opening} ${path} ${closing}`;
}
function shownVariable(found) {
	const [name] = /[A-Za-z_][\w.]*/.exec(found) ?? [""];
	if (found.startsWith("${")) return `\${${name}}`;
	return found.startsWith("$(") ? "$(\u2026)" : found;
}
function wordOf$1(inside) {
	const plain = inside.replace(/^[-~+]+|[-~+]+$/g, "").trim();
	const word = /^[A-Za-z_]+/.exec(plain)?.[0] ?? "";
	return {
		word,
		rest: plain.slice(word.length).trim()
	};
}
/** text/template: actions. */
function goRole(inside) {
	const { word, rest } = wordOf$1(inside);
	if ([
		"if",
		"with",
		"range",
		"define",
		"block"
	].includes(word)) return "open";
	if (word === "else") return "else";
	if (word === "end" && rest === "") return "close";
	if (word === "break" || word === "continue") return "silent";
	return word === "" && /^(?:\/\*|\$\w*(?:\s*,\s*\$\w+)?\s*:?=[^=])/.test(rest) ? "silent" : "value";
}
/** Jinja 2: statements. */
function jinjaRole(inside) {
	const { word, rest } = wordOf$1(inside);
	if (word === "elif" || word === "else") return "else";
	if (word.startsWith("end")) return "close";
	if (word === "set") return rest.includes("=") ? "silent" : "open";
	if ([
		"import",
		"from",
		"do",
		"break",
		"continue"
	].includes(word)) return "silent";
	return word === "include" || word === "extends" ? "value" : "open";
}
/** ERB: Ruby statements. */
function erbRole(inside) {
	if (inside.startsWith("=") || inside.startsWith("-=")) return "value";
	if (inside.startsWith("#")) return "silent";
	const { word, rest } = wordOf$1(inside);
	if ([
		"else",
		"elsif",
		"when",
		"in",
		"rescue"
	].includes(word)) return "else";
	if (word === "end" || inside.trim() === "}") return "close";
	if ([
		"if",
		"unless",
		"case",
		"for",
		"while",
		"until",
		"begin"
	].includes(word)) return "open";
	return /(?:\bdo|\{)\s*(?:\|[^|]*\|)?$/.test(`${word} ${rest}`) ? "open" : "silent";
}

// src/read/templates/placeholders.ts
/**
* Takes the template out of a TOML text: placeholders become strings of the same length, branches, loops and inclusions
* become blanks and are listed as gaps. Linear in the length of the text.
*/
function maskPlaceholders(text) {
	if (!mayHoldTemplate(text)) return {
		text,
		placeholders: [],
		gaps: [],
		pieces: []
	};
	const found = [...tokensOfToml(text)];
	const mask = new Mask(text);
	const whole = wholeGuard(text, found);
	for (const token of whole) mask.blank(token);
	const guards = new Set(whole);
	mask.take(found.filter((token) => !guards.has(token)));
	return {
		...mask.result(),
		pieces: found
	};
}
/** Pieces outside comments, with the strings of TOML in mind. */
function* tokensOfToml(text) {
	const scanner = new TemplateScanner(text);
	const next = new RegExp(`${tokenStart}|#|"""|'''|"|'|\\\\|\\n`, "g");
	let quote = "";
	let lineEnd = -1;
	for (let match = next.exec(text); match !== null; match = next.exec(text)) {
		const { 0: mark, index } = match;
		if (mark === "\n") {
			if (quote.length === 1) quote = "";
		} else if (mark === "\\") {
			if (quote.startsWith("\"")) next.lastIndex = index + 2;
		} else if (mark.startsWith("\"") || mark.startsWith("'")) {
			if (quote === "") quote = mark;
			else if (mark.startsWith(quote)) [quote, next.lastIndex] = ["", index + quote.length];
			else next.lastIndex = index + 1;
		} else if (mark === "#") {
			if (quote !== "") continue;
			const end = text.indexOf("\n", index);
			if (end === -1) return;
			next.lastIndex = end;
		} else {
			if (lineEnd < index) lineEnd = endOfLine(text, index);
			const token = scanner.tokenAt(index, quote === "" ? text.length : lineEnd);
			if (token === void 0) {
				next.lastIndex = index + 1;
				continue;
			}
			next.lastIndex = token.end;
			yield {
				...token,
				isInString: quote !== ""
			};
		}
	}
}
function endOfLine(text, from) {
	const end = text.indexOf("\n", from);
	return end === -1 ? text.length : end;
}
/**
* The first and last piece of a guard around all there is (`{{ if .enabled }} \u2026 {{ end }}`): it decides whether the file is
* there, not what it says.
*/
function wholeGuard(text, found) {
	const opener = found.find(({ role }) => role !== "silent");
	if (opener?.role !== "open" || !isEmpty(withoutTokens(text, 0, opener.start, found))) return [];
	let depth = 0;
	for (const token of found) {
		if (token.isInString || token.start < opener.start) continue;
		if (token.role === "open") depth += 1;
		if (token.role === "else" && depth === 1) return [];
		if (token.role === "close") depth -= 1;
		if (depth > 0) continue;
		return isEmpty(text.slice(token.end)) ? [opener, token] : [];
	}
	return [];
}
function withoutTokens(text, from, to, tokens) {
	let rest = "";
	let at = from;
	for (const { start, end } of tokens) {
		if (start >= to) break;
		rest += text.slice(at, start);
		at = end;
	}
	return rest + text.slice(at, to);
}
/** Nothing but blanks and comments? */
function isEmpty(text) {
	return text.split("\n").every((line) => /^\s*(?:#|$)/.test(line));
}
/** Fills up placeholders and blanks gaps. */
var Mask = class {
	#text;
	#edits = [];
	#placeholders = [];
	#gaps = [];
	constructor(text) {
		this.#text = text;
	}
	result() {
		return {
			text: edited(this.#text, this.#edits),
			placeholders: this.#placeholders,
			gaps: this.#gaps
		};
	}
	blank({ start, end }) {
		this.#edits.push({
			start,
			end,
			text: blanks(this.#text.slice(start, end))
		});
		this.#edits.sort((a, b) => a.start - b.start);
	}
	take(found) {
		const text = this.#text;
		const guards = this.#edits.splice(0);
		for (let index = 0; index < found.length;) {
			const token = found[index];
			const last = token.role === "open" && !token.isInString ? closerOf(found, index) : index;
			const region = {
				...token,
				end: found[last].end,
				parts: found.slice(index, last + 1)
			};
			const isUnclosed = last === index && token.role === "open" && !token.isInString;
			index = last + 1;
			if (token.isInString) this.#inString(token);
			else if (token.role === "silent") this.#silence(token);
			else if (token.role === "open") this.#branch(isUnclosed ? {
				...region,
				end: text.length,
				parts: found.slice(last)
			} : region);
			else if (isAlone(text, token, found, index - 1)) this.#hole(token);
			else index = this.#value(region, found, index);
			if (isUnclosed && token.role === "open") break;
		}
		this.#edits.push(...guards);
		this.#edits.sort((a, b) => a.start - b.start);
	}
	#silence({ start, end }) {
		this.#edits.push({
			start,
			end,
			text: blanks(this.#text.slice(start, end))
		});
	}
	#inString({ start, end, shown, help }) {
		this.#edits.push({
			start,
			end,
			text: "_".repeat(end - start)
		});
		this.#placeholders.push({
			start,
			end,
			shown,
			help
		});
	}
	#hole({ start, end, shown, help }) {
		this.#gaps.push({
			kind: "hole",
			start,
			end,
			shown,
			help,
			content: ""
		});
		this.#edits.push({
			start,
			end,
			text: blanks(this.#text.slice(start, end))
		});
	}
	#branch({ start, end, shown, help, parts }) {
		const source = this.#text.slice(start, end);
		if (!source.includes("\n") && !isLineStart(this.#text, start)) {
			this.#fill(start, end, {
				shown,
				help
			});
			return;
		}
		const inner = parts.map((part) => ({
			start: part.start - start,
			end: part.end - start,
			text: fillOf(part, source, start)
		}));
		this.#gaps.push({
			kind: "branch",
			start,
			end,
			shown,
			help,
			content: edited(source, inner)
		});
		this.#edits.push({
			start,
			end,
			text: blanks(source)
		});
	}
	/** A value without quotes, with what sticks to it, other pieces too. */
	#value(token, found, next) {
		let { end } = token;
		let index = next;
		for (;;) {
			while (isBare(this.#text[end])) end += 1;
			const following = found[index];
			if (following === void 0 || following.start !== end || following.isInString || following.role !== "value") break;
			end = following.end;
			index += 1;
		}
		let { start } = token;
		while (start > 0 && isBare(this.#text[start - 1])) start -= 1;
		this.#fill(start, end, token);
		return index;
	}
	#fill(start, end, { shown, help }) {
		this.#edits.push({
			start,
			end,
			text: `"${"_".repeat(end - start - 2)}"`
		});
		this.#placeholders.push({
			start,
			end,
			shown,
			help
		});
	}
};
function fillOf({ start, end, role, isInString }, source, offset) {
	const part = source.slice(start - offset, end - offset);
	return role === "value" && !isInString ? part.replaceAll(/[^\r\n]/g, "\u00a7") : blanks(part);
}
function isBare(character) {
	return character !== void 0 && /[\w.+%-]/.test(character);
}
/** The piece that closes a branch; the branch itself when nothing does. */
function closerOf(found, opener) {
	let depth = 0;
	for (let index = opener; index < found.length; index++) {
		const { role, isInString } = found[index];
		if (isInString) continue;
		if (role === "open") depth += 1;
		if (role === "close") depth -= 1;
		if (depth === 0) return index;
	}
	return opener;
}
/** More pieces in one line than anybody writes; a hostile line of many must not cost their square. */
const mostBeside = 32;
/** Does a line hold nothing but pieces of a template? */
function isAlone(text, token, found, index) {
	let { start, end } = token;
	for (let before = index - 1; before >= Math.max(0, index - mostBeside); before--) {
		if (found[before].end !== start) break;
		start = found[before].start;
	}
	for (let after = index + 1; after < index + mostBeside && found[after]?.start === end; after++) end = found[after].end;
	return isLineStart(text, start) && isLineEnd(text, end);
}
/** Do only blanks stand between the beginning of the line and an offset? */
function isLineStart(text, offset) {
	let at = offset - 1;
	while (text[at] === " " || text[at] === "	") at -= 1;
	return at < 0 || text[at] === "\n";
}
/** Do only blanks and a comment stand between an offset and the end of the line? */
function isLineEnd(text, offset) {
	let at = offset;
	while (text[at] === " " || text[at] === "	" || text[at] === "\r") at += 1;
	return at >= text.length || text[at] === "\n" || text[at] === "#";
}
function blanks(text) {
	return text.replaceAll(/[^\r\n]/g, " ");
}
/** The text with parts replaced by others of the same length; `edits` are in order and do not overlap. */
function edited(text, edits) {
	const parts = [];
	let at = 0;
	for (const edit of edits) {
		if (edit.start < at) continue;
		parts.push(text.slice(at, edit.start), edit.text);
		at = edit.end;
	}
	parts.push(text.slice(at));
	return parts.join("");
}

// src/read/toml/branch-lines.ts
const part = `(?:[\\w-]{1,80}|"[^"\\n]{0,80}"|'[^'\\n]{0,80}')`;
const route = `${part}(?:[ \\t]{0,4}\\.[ \\t]{0,4}${part}){0,8}`;
const headerLine = new RegExp(`^\\[{1,2}[ \\t]{0,4}(${route})[ \\t]{0,4}\\]{1,2}[ \\t]*(?:#|$)`);
const keyLine = new RegExp(`^(${route})[ \\t]{0,32}=`);
/** The headers and keys of a branch; a line that is neither (`header` and `key` undefined) may be anything. */
function* linesOf$1(content) {
	let at = 0;
	for (const line of content.split("\n")) {
		const text = line.trim();
		const start = at + line.length - line.trimStart().length;
		at += line.length + 1;
		if (text === "" || text.startsWith("#")) continue;
		const header = headerLine.exec(text)?.[1];
		const key = header === void 0 ? keyLine.exec(text)?.[1] : void 0;
		const place = {
			at: start,
			length: (header === void 0 ? key : text)?.length ?? text.length
		};
		if (header !== void 0) yield {
			...place,
			header: partsOf(header)
		};
		else if (key !== void 0) yield {
			...place,
			key: partsOf(key)
		};
		else yield place;
	}
}
function partsOf(text) {
	return [...text.matchAll(/"([^"]*)"|'([^']*)'|[\w-]+/g)].map((match) => match[1] ?? match[2] ?? match[0]);
}

// src/read/toml/toml-scanner.ts
/** Ends the reading of one text at its first mistake. Never leaves `readToml`. */
var TomlMistake = class extends Error {
	at;
	help;
	constructor(at, message, help) {
		super(message);
		this.at = at;
		this.help = help;
	}
};
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const hash = 35;
const deleteCode = 127;
/** A position in a TOML text: blanks, comments, line ends, and what to say when something else stands there. */
var TomlScanner = class {
	text;
	lines;
	features = [];
	at = 0;
	constructor(text, lines) {
		this.text = text;
		this.lines = lines;
		if (text.charCodeAt(0) === 65279) {
			this.note("byte-order-mark", 0, 1);
			this.at = 1;
		}
	}
	get isAtEnd() {
		return this.at >= this.text.length;
	}
	/** The UTF-16 unit here; NaN at the end. */
	get code() {
		return this.text.charCodeAt(this.at);
	}
	/** Takes one unit when it is the given one. */
	take(code) {
		if (this.code !== code) return false;
		this.at += 1;
		return true;
	}
	skipBlanks() {
		while (this.code === space || this.code === tab) this.at += 1;
	}
	/** Takes a line end when one stands here. BurntSushi/toml 0.3.1 takes a lone carriage return as one (lex.go, isNL). */
	takeLineEnd() {
		if (this.take(lineFeed)) return true;
		if (this.code !== carriageReturn) return false;
		if (this.text.charCodeAt(this.at + 1) === lineFeed) this.at += 1;
		else this.note("lone-return", this.at, this.at + 1);
		this.at += 1;
		return true;
	}
	/** Takes blanks, comments and line ends. */
	skipLines() {
		do {
			this.skipBlanks();
			this.skipComment();
		} while (this.takeLineEnd());
	}
	skipComment() {
		if (!this.take(hash)) return;
		while (!this.isLineEnd) if (this.code === deleteCode) this.note("delete-in-comment", this.at, ++this.at);
		else this.checkCharacter();
	}
	/** Takes one unit of a comment or a string; a NUL is refused by all readers. */
	checkCharacter() {
		const { code } = this;
		if (code < space && code !== tab || code === deleteCode) {
			if (code === 0) throw this.mistake("a NUL character", "remove it: all readers of TOML refuse it");
			this.note("control-character", this.at, this.at + 1);
		}
		this.at += 1;
	}
	/** What may follow a statement: a comment, a line end, the end. */
	endStatement(what) {
		this.skipBlanks();
		this.skipComment();
		if (this.isAtEnd || this.takeLineEnd()) return;
		throw this.mistake(`${this.describe()} follows ${what} on its line`, "put each setting and each header on a line of its own");
	}
	note(feature, start, end) {
		this.features.push({
			feature,
			at: this.span(start, end)
		});
	}
	span(start, end) {
		return this.lines.span(start, end);
	}
	/** Does the line, or the text, end here? */
	get isLineEnd() {
		const { code } = this;
		return code === lineFeed || code === carriageReturn || this.isAtEnd;
	}
	/** A mistake that starts at `start` (here, when not given) and ends at `end` (a character later). */
	mistake(message, help, start = this.at, end = start + 1) {
		return new TomlMistake(this.span(start, Math.min(end, this.text.length)), message, help);
	}
	/** What stands here, for a message. */
	describe() {
		const code = this.text.codePointAt(this.at);
		if (code === void 0) return "the end of the file";
		if (code === lineFeed || code === carriageReturn) return "a line end";
		if (code === 34 || code === 39) return "a quote";
		return code > space && code < 127 ? String.fromCodePoint(code) : `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
	}
	/** The end of the line that holds an offset. */
	lineEnd(offset) {
		const end = this.text.slice(offset, offset + 2e3).search(/[\r\n]/);
		return end === -1 ? Math.min(offset + 2e3, this.text.length) : offset + end;
	}
};

// src/read/toml/toml-strings.ts
const doubleQuote = 34;
const singleQuote = 39;
const backslash = 92;
const shortEscapes = {
	b: "\b",
	t: "	",
	n: "\n",
	f: "\f",
	r: "\r",
	"\"": "\"",
	"\\": "\\"
};
/** A key or value in quotes, starting here. */
function readString(scanner) {
	const { start, end, value, offset } = readQuoted(scanner);
	return {
		kind: "string",
		span: scanner.span(start, end),
		value,
		slice: (from, to) => scanner.span(offset(from), offset(to))
	};
}
/** A quoted key: its text alone. */
function readQuotedKey(scanner) {
	const { at, code } = scanner;
	if (scanner.text.charCodeAt(at + 1) === code && scanner.text.charCodeAt(at + 2) === code) throw scanner.mistake("a key cannot be a multi-line string", "quote the key once", at, at + 3);
	return readQuoted(scanner).value;
}
function readQuoted(scanner) {
	const { text, code: quote, at: start } = scanner;
	return text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote ? readMultiline(scanner, quote, start) : readLine(scanner, quote, start);
}
function readLine(scanner, quote, start) {
	const { text } = scanner;
	scanner.at += 1;
	let pieces;
	for (;;) {
		const { code, at } = scanner;
		if (code === quote) {
			scanner.at += 1;
			const plain = {
				start,
				end: at + 1,
				value: text.slice(start + 1, at),
				offset: (index) => start + 1 + index
			};
			return pieces === void 0 ? plain : pieces.close(start, at, at + 1);
		}
		if (scanner.isAtEnd || code === 10 || code === 13) throw scanner.mistake("the string that begins here has no closing quote on its line", "close the quote", start, at);
		if (code === backslash && quote === doubleQuote) {
			pieces ??= new Pieces(text, start + 1);
			pieces.escape(at, readEscape(scanner), scanner.at);
		} else scanner.checkCharacter();
	}
}
function readMultiline(scanner, quote, start) {
	const { text } = scanner;
	scanner.at += 3;
	if (scanner.code === 10) scanner.at += 1;
	else if (scanner.code === 13 && text.charCodeAt(scanner.at + 1) === 10) scanner.at += 2;
	const pieces = new Pieces(text, scanner.at);
	for (;;) {
		const { code, at } = scanner;
		if (code === quote && text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote) {
			let end = at + 3;
			while (end < at + 5 && text.charCodeAt(end) === quote) end += 1;
			if (end > at + 3) scanner.note("quote-at-end", at, end);
			scanner.at = end;
			return pieces.close(start, end - 3, end);
		}
		if (scanner.isAtEnd) {
			const quotes = text.slice(start, start + 3);
			throw scanner.mistake("the string that begins here is not closed", `close it with ${quotes}`, start, scanner.lineEnd(start));
		}
		if (code === backslash && quote === doubleQuote) {
			const isContinued = skipContinuation(scanner);
			pieces.escape(at, isContinued ? "" : readEscape(scanner), scanner.at);
		} else if (code === 10) scanner.at += 1;
		else if (code === 13 && text.charCodeAt(at + 1) === 10) scanner.at += 2;
		else scanner.checkCharacter();
	}
}
const continuation = /\\[ \t]*\r?\n[ \t\r\n]*/y;
/** A backslash at the end of a line takes all white space up to the next character away. */
function skipContinuation(scanner) {
	continuation.lastIndex = scanner.at;
	const length = continuation.exec(scanner.text)?.[0].length;
	if (length === void 0) return false;
	if (!(scanner.text.charCodeAt(scanner.at + 1) === 10)) scanner.note("blank-continuation", scanner.at, scanner.at + 1);
	scanner.at += length;
	return true;
}
function readEscape(scanner) {
	const { text, at } = scanner;
	const letter = text.charAt(at + 1);
	const short = Object.hasOwn(shortEscapes, letter) ? shortEscapes[letter] : void 0;
	if (short !== void 0) {
		scanner.at += 2;
		return short;
	}
	const length = letter === "u" ? 4 : letter === "U" ? 8 : 0;
	const digits = text.slice(at + 2, at + 2 + length);
	if (length > 0 && digits.length === length && /^[0-9a-fA-F]+$/.test(digits)) {
		const code = Number.parseInt(digits, 16);
		if (code <= 1114111 && (code < 55296 || code > 57343)) {
			scanner.at += 2 + length;
			return String.fromCodePoint(code);
		}
	}
	const end = Math.min(at + 2 + length, scanner.lineEnd(at));
	throw scanner.mistake("a backslash begins an escape that TOML does not know", "double the backslash, or put the text in single quotes", at, end);
}
/** Collects the value of a string with escapes, and where its parts stand. */
var Pieces = class {
	#text;
	#done = [];
	/** For each part: where it begins in the value and in the file, and whether one escape makes all of it. */
	#parts = [];
	#length = 0;
	#from;
	constructor(text, from) {
		this.#text = text;
		this.#from = from;
	}
	escape(start, value, end) {
		this.#plain(start);
		this.#add(value, start, true);
		this.#from = end;
	}
	close(start, contentEnd, end) {
		this.#plain(contentEnd);
		const parts = this.#parts;
		const length = this.#length;
		const offset = (index) => {
			if (index >= length) return contentEnd;
			let low = 0;
			let high = parts.length - 1;
			while (low < high) {
				const middle = low + high + 1 >> 1;
				if ((parts[middle]?.value ?? 0) <= index) low = middle;
				else high = middle - 1;
			}
			const part = parts[low];
			if (part === void 0) return contentEnd;
			return part.isEscape ? part.file : part.file + index - part.value;
		};
		return {
			start,
			end,
			value: this.#done.join(""),
			offset
		};
	}
	#plain(to) {
		if (to > this.#from) this.#add(this.#text.slice(this.#from, to), this.#from, false);
	}
	#add(value, file, isEscape) {
		if (value === "") return;
		this.#done.push(value);
		this.#parts.push({
			value: this.#length,
			file,
			isEscape
		});
		this.#length += value.length;
	}
};
/** Does a quote stand here? */
function isQuote(code) {
	return code === doubleQuote || code === singleQuote;
}

// src/read/toml/toml-tables.ts
/** Builds the tables of one text, and refuses what is defined twice. */
var TomlTables = class {
	#scanner;
	#origins = /* @__PURE__ */ new Map();
	/** The items of arrays that headers make (`[[name]]`). */
	#arrays = /* @__PURE__ */ new Map();
	root;
	constructor(scanner, rootSpan) {
		this.#scanner = scanner;
		this.root = this.table("root", rootSpan);
	}
	table(origin, span) {
		const table = {
			kind: "table",
			span,
			entries: /* @__PURE__ */ new Map()
		};
		this.#origins.set(table, origin);
		return table;
	}
	/** The table that a header opens. */
	open(parts, span, kind) {
		const last = parts.at(-1);
		if (last === void 0) return this.root;
		const parent = this.#parent(parts.slice(0, -1));
		return kind === "array" ? this.#openItem(parent, last, span) : this.#openTable(parent, last, span);
	}
	#parent(parts) {
		let table = this.root;
		for (const part of parts) {
			const node = table.entries.get(part.name)?.node;
			const inside = node === void 0 ? void 0 : this.#inside(node);
			if (node !== void 0 && inside === void 0) throw this.#twice(part, "is no table");
			const origin = inside && this.#origins.get(inside);
			if (origin === "inline") this.#note("extended-inline-table", part);
			if (origin === "dotted") this.#note("table-in-two-forms", part);
			table = inside ?? this.#add(table, part, this.table("implied", this.#spanOf(part)));
		}
		return table;
	}
	/** Where keys go that a header or a dotted key addresses through this node. */
	#inside(node) {
		const items = this.#arrays.get(node);
		if (items !== void 0) return items.at(-1);
		return node.kind === "table" ? node : void 0;
	}
	#openTable(parent, part, span) {
		const existing = parent.entries.get(part.name)?.node;
		if (existing === void 0) return this.#add(parent, part, this.table("header", span));
		const origin = this.#origins.get(existing);
		if (existing.kind !== "table" || origin !== "implied" && origin !== "dotted") throw this.#twice(part, "is defined already");
		if (origin === "dotted") this.#note("table-in-two-forms", part);
		const table = existing;
		table.span = span;
		this.#origins.set(table, "header");
		parent.entries.set(part.name, {
			key: part.name,
			keySpan: this.#spanOf(part),
			node: table
		});
		return table;
	}
	#openItem(parent, part, span) {
		const existing = parent.entries.get(part.name)?.node;
		const made = this.table("header", span);
		const items = existing === void 0 ? void 0 : this.#arrays.get(existing);
		if (items !== void 0) items.push(made);
		else if (existing !== void 0) throw this.#twice(part, "is defined already, and not by double brackets");
		else {
			const list = [made];
			const array = {
				kind: "array",
				span,
				items: list
			};
			this.#arrays.set(array, list);
			parent.entries.set(part.name, {
				key: part.name,
				keySpan: this.#spanOf(part),
				node: array
			});
		}
		return made;
	}
	/** Puts a value under a key, dotted or not, that stands in `table`. */
	set(table, parts, value) {
		let target = table;
		for (const part of parts.slice(0, -1)) {
			const existing = target.entries.get(part.name)?.node;
			if (existing === void 0) target = this.#add(target, part, this.table("dotted", this.#spanOf(part)));
			else {
				const inside = this.#inside(existing);
				if (inside === void 0) throw this.#twice(part, "is defined already");
				if (this.#origins.get(inside) !== "dotted") this.#note("table-in-two-forms", part);
				target = inside;
			}
		}
		const last = parts.at(-1);
		if (last === void 0) return;
		const previous = target.entries.get(last.name)?.node;
		if (previous !== void 0) {
			if (this.#origins.get(previous) === "dotted" && value.kind !== "table") {
				this.#note("table-in-two-forms", last);
				return;
			}
			if (this.#origins.get(target) !== "inline") throw this.#twice(last, "is set already");
			this.#note("repeated-inline-key", last);
		}
		target.entries.set(last.name, {
			key: last.name,
			keySpan: this.#spanOf(last),
			node: value
		});
	}
	#add(parent, part, table) {
		parent.entries.set(part.name, {
			key: part.name,
			keySpan: this.#spanOf(part),
			node: table
		});
		return table;
	}
	#spanOf(part) {
		return this.#scanner.span(part.start, part.end);
	}
	#note(feature, part) {
		this.#scanner.note(feature, part.start, part.end);
	}
	#twice(part, because) {
		return this.#scanner.mistake(`this key ${because} above`, "keep it in one place", part.start, part.end);
	}
};

// src/read/toml/toml-values.ts
/** Characters of which numbers, dates and bare words are made. */
const word = /[0-9A-Za-z_+\-.:]*/y;
const integer = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const integerWithZeros = /^[+-]?\d(?:_?\d)*$/;
const radixInteger = /^\+?0(?:x[\da-fA-F](?:_?[\da-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const float = /^[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const floatWithZeros = /^[+-]?\d(?:_?\d)*(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?$/;
const specialFloat = /^[+-]?(?:inf|nan)$/;
const dateTime = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)?)?$/;
const localTime = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?$/;
/** What BurntSushi/toml 0.3.1 takes (parse.go, itemDatetime). */
const oldDateTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?$/;
/** A number, a boolean or a time: anything but quotes and brackets. */
function readScalar(scanner) {
	const start = scanner.at;
	const text = takeWord(scanner);
	const span = scanner.span(start, scanner.at);
	if (text === "true" || text === "false") return {
		kind: "boolean",
		span,
		value: text === "true"
	};
	const node = readInteger(scanner, text, start) ?? readFloat(scanner, text, start) ?? readTime(scanner, text, start);
	if (node !== void 0) return {
		...node,
		span
	};
	throw notAValue(scanner, text, start);
}
function takeWord(scanner) {
	const { text, at } = scanner;
	word.lastIndex = at;
	let end = at + (word.exec(text)?.[0].length ?? 0);
	if (end === at + 10 && text[end] === " " && /^\d{4}-\d\d-\d\d$/.test(text.slice(at, end)) && /\d/.test(text[end + 1] ?? "")) {
		word.lastIndex = end + 1;
		end += 1 + (word.exec(text)?.[0].length ?? 0);
	}
	scanner.at = end;
	return text.slice(at, end);
}
function readInteger(scanner, text, start) {
	if (radixInteger.test(text)) {
		scanner.note(text.startsWith("+") ? "signed-number-base" : "special-number", start, scanner.at);
		if (text.length > 1e3) throw outOfRange(scanner, start);
		return {
			kind: "integer",
			value: inRange(scanner, BigInt(text.replace("+", "").replaceAll("_", "")), start)
		};
	}
	if (!integerWithZeros.test(text)) return void 0;
	if (!integer.test(text)) scanner.note("leading-zero", start, scanner.at);
	const digits = text.replaceAll("_", "").replace("+", "");
	if (digits.length > 1e3) throw outOfRange(scanner, start);
	return {
		kind: "integer",
		value: inRange(scanner, digits.startsWith("-") ? -BigInt(digits.slice(1)) : BigInt(digits), start)
	};
}
function inRange(scanner, value, start) {
	if (BigInt.asIntN(64, value) !== value) throw outOfRange(scanner, start);
	return value;
}
function outOfRange(scanner, start) {
	return scanner.mistake("the number does not fit into 64 bits", "write a smaller number", start, scanner.at);
}
function readFloat(scanner, text, start) {
	if (specialFloat.test(text)) {
		scanner.note("special-number", start, scanner.at);
		const magnitude = text.endsWith("inf") ? Number.POSITIVE_INFINITY : NaN;
		return {
			kind: "float",
			value: text.startsWith("-") ? -magnitude : magnitude
		};
	}
	if (!floatWithZeros.test(text)) return void 0;
	if (!float.test(text)) scanner.note("leading-zero", start, scanner.at);
	const value = Number(text.replaceAll("_", ""));
	if (!Number.isFinite(value)) throw outOfRange(scanner, start);
	return {
		kind: "float",
		value
	};
}
function readTime(scanner, text, start) {
	const date = dateTime.exec(text);
	const time = date === null ? localTime.exec(text) : date.slice(3);
	if (time === null) return void 0;
	const [month = 1, day = 1] = date === null ? [] : [Number(date[2]), Number(date[3])];
	const [, hour, minute, second] = time;
	if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && Number(hour ?? 0) <= 24 && Number(minute ?? 0) <= 59) || Number(second ?? 0) > 59) throw scanner.mistake("there is no such date or time", "correct it", start, scanner.at);
	if (!(day <= daysOf(Number(date?.[1] ?? 2e3), month) && Number(hour ?? 0) <= 23)) scanner.note("impossible-time", start, scanner.at);
	if (!oldDateTime.test(text)) scanner.note("time-form", start, scanner.at);
	return {
		kind: "datetime",
		value: text
	};
}
function daysOf(year, month) {
	const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
	return month === 2 ? isLeap ? 29 : 28 : [
		4,
		6,
		9,
		11
	].includes(month) ? 30 : 31;
}
function notAValue(scanner, text, start) {
	if (text === "") {
		scanner.at = start;
		if (scanner.isLineEnd || scanner.code === 35) {
			const equals = scanner.text.slice(0, start).trimEnd().length - 1;
			return scanner.mistake("a value is missing", "write a value behind the \"=\" on the same line", equals);
		}
		return scanner.mistake(`${scanner.describe()} is no value`, "put a text in quotes");
	}
	if (/^(true|false|yes|no|on|off)$/i.test(text)) return scanner.mistake("this is no boolean of TOML", "write true or false", start, scanner.at);
	if (/^[+-]?[\d.]/.test(text)) return scanner.mistake("this is no number or time of TOML", "correct it, or put it in quotes when it is meant as a text", start, scanner.at);
	return scanner.mistake("a text without quotes", "put it in quotes", start, scanner.at);
}

// src/read/toml/toml.ts
/** Deeper than any configuration of PD or TiKV (5 levels), far from what a stack holds. */
const deepest = 100;
/**
* Reads TOML with the place of every key and value: TOML 1.0, and what any of the readers of PD and TiKV takes beyond
* it, noted as a feature. Never throws on bad input: the first mistake comes back as a problem at its place.
*/
function readToml(path, text) {
	return readTomlAt(text, new LineIndex(path, text), firstLine(path, text));
}
/** Reads TOML that stands inside another file: a block scalar of a manifest, a heredoc. `root` is the place of the whole text. */
function readTomlAt(text, locator, root) {
	const scanner = new TomlScanner(text, locator);
	try {
		return {
			kind: "read",
			root: new TomlReader(scanner, root).read(),
			features: scanner.features
		};
	} catch (error) {
		if (!(error instanceof TomlMistake)) throw error;
		return {
			kind: "refused",
			problem: {
				at: error.at,
				message: error.message,
				help: error.help
			}
		};
	}
}
const dot = 46;
const comma = 44;
const equals = 61;
const leftBracket = 91;
const rightBracket = 93;
const leftBrace = 123;
const rightBrace = 125;
const bareKey = /[A-Za-z0-9_-]+/y;
var TomlReader = class {
	#scanner;
	#tables;
	constructor(scanner, rootSpan) {
		this.#scanner = scanner;
		this.#tables = new TomlTables(scanner, rootSpan);
	}
	read() {
		const scanner = this.#scanner;
		let table = this.#tables.root;
		let depth = 0;
		for (;;) {
			scanner.skipLines();
			if (scanner.isAtEnd) return this.#tables.root;
			if (scanner.code === leftBracket) {
				const header = this.#header();
				table = header.table;
				depth = header.depth;
				scanner.endStatement("a table header");
			} else {
				this.#pair(table, depth);
				scanner.endStatement("a value");
			}
		}
	}
	#header() {
		const scanner = this.#scanner;
		const start = scanner.at;
		scanner.at += 1;
		const kind = scanner.take(leftBracket) ? "array" : "table";
		scanner.skipBlanks();
		const parts = this.#key();
		this.#checkDepth(parts.length, start);
		const closing = kind === "array" ? "]]" : "]";
		if (!scanner.text.startsWith(closing, scanner.at)) {
			const lineEnd = scanner.lineEnd(start);
			throw scanner.mistake(`the table header is not closed by ${closing}`, `close it with ${closing}`, start, lineEnd);
		}
		scanner.at += closing.length;
		return {
			table: this.#tables.open(parts, scanner.span(start, scanner.at), kind),
			depth: parts.length
		};
	}
	#pair(table, depth) {
		const scanner = this.#scanner;
		const start = scanner.at;
		const parts = this.#key();
		this.#checkDepth(depth + parts.length, start);
		if (parts.length > 1) scanner.note("dotted-key", start, parts.at(-1)?.end ?? start);
		if (!scanner.take(equals)) throw this.#noEquals(start, parts.at(-1)?.end ?? start);
		scanner.skipBlanks();
		this.#tables.set(table, parts, this.#value(depth + parts.length));
	}
	#noEquals(start, end) {
		const scanner = this.#scanner;
		const message = `${scanner.describe()} stands where "=" should follow the key`;
		const help = "write key = value, the value on the same line";
		return scanner.isLineEnd ? scanner.mistake(message, help, start, end) : scanner.mistake(message, help);
	}
	/** One key or several with dots between, and the blanks behind. */
	#key() {
		const scanner = this.#scanner;
		const parts = [];
		do {
			scanner.skipBlanks();
			const start = scanner.at;
			const name = this.#keyPart();
			if (name === "") scanner.note("empty-key", start, scanner.at);
			parts.push({
				name,
				start,
				end: scanner.at
			});
			scanner.skipBlanks();
		} while (scanner.take(dot));
		return parts;
	}
	#keyPart() {
		const scanner = this.#scanner;
		if (isQuote(scanner.code)) return readQuotedKey(scanner);
		bareKey.lastIndex = scanner.at;
		const name = bareKey.exec(scanner.text)?.[0];
		if (name === void 0) throw scanner.mistake(`${scanner.describe()} stands where a key should be`, "quote the key when it holds other characters than letters, digits, - and _");
		scanner.at += name.length;
		return name;
	}
	#value(depth) {
		const { code } = this.#scanner;
		if (isQuote(code)) return readString(this.#scanner);
		if (code === leftBracket) return this.#array(depth + 1);
		if (code === leftBrace) return this.#inlineTable(depth + 1);
		return readScalar(this.#scanner);
	}
	#array(depth) {
		const scanner = this.#scanner;
		const start = scanner.at;
		this.#checkDepth(depth, start);
		scanner.at += 1;
		const items = [];
		for (;;) {
			scanner.skipLines();
			if (scanner.take(rightBracket)) break;
			this.#checkOpen(start, "array", "]");
			const item = this.#value(depth);
			if (items[0] !== void 0 && items[0].kind !== item.kind) scanner.features.push({
				feature: "mixed-array",
				at: item.span
			});
			items.push(item);
			scanner.skipLines();
			if (scanner.take(rightBracket)) break;
			this.#checkOpen(start, "array", "]");
			if (!scanner.take(comma)) throw scanner.mistake(`${scanner.describe()} follows an item of an array`, "put a comma between the items, and ] behind the last");
		}
		return {
			kind: "array",
			span: scanner.span(start, scanner.at),
			items
		};
	}
	#inlineTable(depth) {
		const scanner = this.#scanner;
		const start = scanner.at;
		this.#checkDepth(depth, start);
		scanner.at += 1;
		const table = this.#tables.table("inline", scanner.span(start, start + 1));
		scanner.skipBlanks();
		let isClosed = scanner.take(rightBrace);
		while (!isClosed) {
			this.#checkOpen(start, "inline table", "}");
			this.#pair(table, depth);
			scanner.skipBlanks();
			isClosed = scanner.take(rightBrace);
			if (isClosed) break;
			this.#checkOpen(start, "inline table", "}");
			const commaAt = scanner.at;
			if (!scanner.take(comma)) throw scanner.mistake(`${scanner.describe()} follows an entry of an inline table`, "put a comma between the entries, and } behind the last");
			scanner.skipBlanks();
			isClosed = scanner.take(rightBrace);
			if (isClosed) scanner.note("trailing-comma", commaAt, commaAt + 1);
		}
		table.span = scanner.span(start, scanner.at);
		return table;
	}
	/** An array must end before the file does, an inline table before its line does. */
	#checkOpen(start, what, closing) {
		const scanner = this.#scanner;
		const isBroken = closing === "}" && (scanner.code === 10 || scanner.code === 13);
		if (!scanner.isAtEnd && !isBroken) return;
		const where = isBroken ? " on its line" : "";
		throw scanner.mistake(`the ${what} that begins here is not closed${where}`, `close it with ${closing}${where}`, start, scanner.lineEnd(start));
	}
	#checkDepth(depth, start) {
		if (depth <= deepest) return;
		throw this.#scanner.mistake(`more than ${deepest} tables or arrays stand inside each other`, "nest them less", start);
	}
};

// src/read/toml/toml-template.ts
/**
* Reads TOML that may be a template nobody rendered: values that a template puts in are `unknown`, so is all that a branch
* may set, and the rest is what it says. Never throws on bad input. `root` is the place of the whole text. `variables` are
* parts that what surrounds the text fills in (a script its heredoc): they are unknown too, and make it no template.
*/
function readTomlTemplate(written, locator, root, variables = []) {
	const text = withNamedVariables(written, variables);
	if (!mayHoldTemplate(text)) {
		const result = readTomlAt(text, locator, root);
		const nothing = {
			marker: void 0,
			isTemplate: false
		};
		return result.kind === "read" ? {
			...result,
			...nothing,
			decided: []
		} : {
			...result,
			...nothing
		};
	}
	const offsets = new Offsets(locator);
	const plain = readTomlAt(text, offsets, root);
	const masked = maskPlaceholders(text);
	const first = masked.pieces.find((piece) => variableAt(piece, variables) === void 0);
	const marker = first && {
		at: locator.span(first.start, first.end),
		help: first.help
	};
	if (plain.kind === "read") {
		const tree = new TemplateTree(text, masked, offsets, locator, variables);
		return {
			...plain,
			root: tree.build(plain.root),
			marker,
			isTemplate: false,
			decided: tree.decided
		};
	}
	if (masked.pieces.length === 0) return {
		...plain,
		marker,
		isTemplate: false
	};
	const result = readTomlAt(masked.text, offsets, root);
	if (result.kind === "refused") return {
		...plain,
		marker,
		isTemplate: false
	};
	const tree = new TemplateTree(text, masked, offsets, locator, variables);
	return {
		...result,
		root: tree.build(result.root),
		marker,
		isTemplate: true,
		decided: tree.decided
	};
}
/** A command's output stands as `$(\u2026)`, which is no piece of any language: it gets a name of the same length. */
function withNamedVariables(text, variables) {
	let result = "";
	let at = 0;
	for (const { from, to } of variables) {
		if (from < at || !text.startsWith("$(", from)) continue;
		result += `${text.slice(at, from)}\${${"x".repeat(Math.max(1, to - from - 3))}}`;
		at = to;
	}
	return result + text.slice(at);
}
function variableAt({ start, end }, variables) {
	let low = 0;
	let high = variables.length;
	while (low < high) {
		const middle = low + high >> 1;
		if (variables[middle].to <= start) low = middle + 1;
		else high = middle;
	}
	const found = variables[low];
	return found !== void 0 && found.from < end ? found : void 0;
}
/** A locator that remembers the offsets of every span it gives. */
var Offsets = class {
	#inner;
	#of = /* @__PURE__ */ new WeakMap();
	constructor(inner) {
		this.#inner = inner;
	}
	get path() {
		return this.#inner.path;
	}
	span(start, end) {
		const span = { ...this.#inner.span(start, end) };
		this.#of.set(span, [start, end]);
		return span;
	}
	of(span) {
		return this.#of.get(span);
	}
};
function firstFrom(entries, offset) {
	let low = 0;
	let high = entries.length;
	while (low < high) {
		const middle = low + high >> 1;
		if (entries[middle].offset < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}
/** Puts what is unknown into the tree of a masked text. */
var TemplateTree = class {
	#text;
	#masked;
	/** Gaps inside of a value, which is unknown as a whole. */
	#inValues = /* @__PURE__ */ new Set();
	#offsets;
	#locator;
	#placeholders;
	#gaps;
	#variables;
	#sections = [];
	decided = [];
	constructor(text, masked, offsets, locator, variables) {
		this.#text = text;
		this.#masked = masked;
		this.#offsets = offsets;
		this.#locator = locator;
		this.#placeholders = new Ranges(masked.placeholders);
		this.#gaps = new Ranges(masked.gaps);
		this.#variables = variables;
	}
	build(root) {
		const table = this.#table(root, []);
		this.#sections.push({
			offset: -1,
			table,
			route: []
		});
		this.#sections.sort((a, b) => a.offset - b.offset);
		this.#applyGaps(table);
		return table;
	}
	/** `decided by a template: {{ .Values.tls }}`, or what is said of a variable. */
	#because(by) {
		return variableAt(by, this.#variables)?.because ?? `decided by a template: ${by.shown}`;
	}
	#unknown(span, by) {
		return {
			kind: "unknown",
			span,
			because: this.#because(by)
		};
	}
	#node(node, route) {
		const [start, end] = this.#offsets.of(node.span) ?? [0, 0];
		switch (node.kind) {
			case "table": {
				const gap = this.#isInline(node) ? this.#gapsIn(start, end) : void 0;
				return gap === void 0 ? this.#table(node, route) : this.#unknown(node.span, gap);
			}
			case "array": {
				const gap = this.#isOfHeaders(node) ? void 0 : this.#gapsIn(start, end);
				if (gap !== void 0) return this.#unknown(node.span, gap);
				return {
					...node,
					items: node.items.map((item) => this.#node(item, route))
				};
			}
			case "string": {
				const placeholder = this.#placeholders.within(start, end);
				if (placeholder === void 0) return node;
				if (variableAt(placeholder, this.#variables) === void 0) {
					const at = this.#locator.span(placeholder.start, placeholder.end);
					this.decided.push({
						key: route.join("."),
						at,
						help: placeholder.help
					});
				}
				return this.#url(node, placeholder, start, end) ?? this.#unknown(node.span, placeholder);
			}
			default: return node;
		}
	}
	/** `http://{{ ip }}:2379`: whoever fills it in, it stays plaintext. Only a list whose every part says its scheme. */
	#url(node, placeholder, start, end) {
		const isUrl = (part) => /^\s*(?:[\w.-]*=)?https?:\/\//i.test(part);
		if (placeholder.start < start + 8 || !node.value.split(",").every(isUrl)) return void 0;
		const value = this.#text.slice(start + 1, end - 1);
		if (/[\\\n]/.test(value) || value.length !== node.value.length || !value.split(",").every(isUrl)) return void 0;
		return {
			...node,
			value
		};
	}
	/** The first gap in a value; those inside it decide nothing else. */
	#gapsIn(start, end) {
		const [first, ...others] = this.#gaps.allWithin(start, end);
		for (const gap of [first, ...others]) if (gap !== void 0) this.#inValues.add(gap);
		return first;
	}
	/** Is it an array that headers make (`[[name]]`)? */
	#isOfHeaders({ span, items }) {
		const first = items[0] && this.#offsets.of(items[0].span)?.[0];
		return first !== void 0 && first === this.#offsets.of(span)?.[0];
	}
	#isInline(node) {
		const [start] = this.#offsets.of(node.span) ?? [-1];
		return this.#masked.text[start] === "{";
	}
	#table(node, route) {
		const table = {
			kind: "table",
			span: node.span,
			entries: /* @__PURE__ */ new Map()
		};
		const [start] = this.#offsets.of(node.span) ?? [-1];
		if (this.#masked.text[start] === "[") this.#sections.push({
			offset: start,
			table,
			route
		});
		for (const entry of node.entries.values()) {
			const placeholder = this.#placeholders.within(...this.#offsets.of(entry.keySpan) ?? [0, 0]);
			if (placeholder === void 0) table.entries.set(entry.key, {
				...entry,
				node: this.#node(entry.node, [...route, entry.key])
			});
			else table.open = {
				span: entry.keySpan,
				because: this.#because(placeholder)
			};
		}
		return table;
	}
	/** What branches and inclusions may set: in the tables in which they stand, and in those that they may open. */
	#applyGaps(root) {
		const sections = this.#sections;
		const astray = [];
		let current = 0;
		for (const gap of this.#masked.gaps) {
			if (this.#inValues.has(gap)) continue;
			while ((sections[current + 1]?.offset ?? Number.POSITIVE_INFINITY) < gap.start) current += 1;
			const section = sections[current];
			const why = this.#because(gap);
			if (gap.kind === "hole") {
				const span = this.#locator.span(gap.start, gap.end);
				section.table.open ??= {
					span,
					because: why
				};
				root.open ??= {
					span,
					because: why,
					tablesOnly: true
				};
				continue;
			}
			const opened = this.#applyBranch(gap, section, root, why);
			if (opened.length > 0) astray.push({
				gap,
				section,
				opened
			});
		}
		this.#applyAstray(astray);
	}
	/** Keys behind a branch with headers may belong to the last of these. */
	#applyAstray(astray) {
		if (astray.length === 0) return;
		const keys = this.#keysBySection();
		let possible = [];
		for (const [index, { gap, section, opened }] of astray.entries()) {
			const next = astray[index + 1];
			const isSame = astray[index - 1]?.section === section;
			possible = [.../* @__PURE__ */ new Set([...isSame ? possible : [], ...opened])].slice(-8);
			const list = keys.get(section.table) ?? [];
			const limit = next?.section === section ? next.gap.start : Number.POSITIVE_INFINITY;
			for (let at = firstFrom(list, gap.end); (list[at]?.offset ?? limit) < limit; at++) {
				const { entry } = list[at];
				const node = this.#unknown(entry.node.span, gap);
				section.table.entries.set(entry.key, {
					...entry,
					node
				});
				for (const table of possible) if (!table.entries.has(entry.key)) table.entries.set(entry.key, {
					...entry,
					node
				});
			}
		}
	}
	#keysBySection() {
		const placed = ({ table }) => [...table.entries.values()].flatMap((entry) => {
			const offset = this.#offsets.of(entry.keySpan)?.[0];
			return offset === void 0 || entry.node.kind === "table" && !this.#isInline(entry.node) ? [] : [{
				entry,
				offset
			}];
		});
		return new Map(this.#sections.map((section) => [section.table, placed(section).sort((left, right) => left.offset - right.offset)]));
	}
	/** Gives the tables that the branch may open. */
	#applyBranch(gap, section, root, why) {
		let tables = [section.table];
		const opened = [];
		for (const { header, key, at, length } of linesOf$1(gap.content)) {
			const span = this.#locator.span(gap.start + at, gap.start + at + length);
			if (header !== void 0) {
				const table = this.#reach(root, header, span);
				if (table === void 0) continue;
				tables = [table];
				opened.push(table);
			} else if (key === void 0) for (const table of tables) table.open ??= {
				span,
				because: why
			};
			else for (const table of tables) {
				const holder = this.#reach(table, key.slice(0, -1), span);
				const name = key.at(-1);
				holder?.entries.set(name, {
					key: name,
					keySpan: span,
					node: {
						kind: "unknown",
						span,
						because: why
					}
				});
			}
		}
		return [...new Set(opened)];
	}
	#reach(root, route, span) {
		let table = root;
		for (const key of route) {
			const node = table.entries.get(key)?.node;
			if (node === void 0) {
				const made = {
					kind: "table",
					span,
					entries: /* @__PURE__ */ new Map()
				};
				table.entries.set(key, {
					key,
					keySpan: span,
					node: made
				});
				table = made;
			} else if (node.kind === "table") table = node;
			else return void 0;
		}
		return table;
	}
};
/** Ranges in order that do not overlap. */
var Ranges = class {
	#ranges;
	constructor(ranges) {
		this.#ranges = [...ranges].sort((a, b) => a.start - b.start);
	}
	/** The first that shares a character with `start` to `end`. */
	within(start, end) {
		const found = this.#ranges[this.#after(start)];
		return found !== void 0 && found.start < end ? found : void 0;
	}
	/** All that share a character with `start` to `end`. */
	allWithin(start, end) {
		const found = [];
		for (let index = this.#after(start); (this.#ranges[index]?.start ?? end) < end; index++) found.push(this.#ranges[index]);
		return found;
	}
	/** The index of the first that ends behind an offset. */
	#after(offset) {
		let low = 0;
		let high = this.#ranges.length;
		while (low < high) {
			const middle = low + high >> 1;
			if (this.#ranges[middle].end <= offset) low = middle + 1;
			else high = middle;
		}
		return low;
	}
};

// src/read/forms/toml/recognise.ts
/** Keys and tables that TiKV knows and PD does not, with what they weigh against other programs that have them too. */
const tikvKeys = {
	raftstore: 3,
	rocksdb: 2,
	raftdb: 3,
	"raft-engine": 3,
	readpool: 3,
	coprocessor: 2,
	"coprocessor-v2": 3,
	"resolved-ts": 3,
	"causal-ts": 3,
	"in-memory-engine": 3,
	"resource-metering": 3,
	"log-backup": 2,
	quota: 1,
	storage: 1,
	server: 1,
	"storage.block-cache": 3,
	"storage.reserve-space": 3,
	"storage.enable-ttl": 3,
	"storage.api-version": 3,
	"storage.scheduler-concurrency": 3,
	"storage.scheduler-worker-pool-size": 3,
	"server.addr": 1,
	"server.advertise-addr": 1,
	"server.status-addr": 1,
	"server.advertise-status-addr": 2,
	"server.grpc-concurrency": 2,
	"server.labels": 2,
	"pd.endpoints": 2,
	"security.ca-path": 2
};
/** The same for PD, in lower case: it compares keys without regard to case. */
const pdKeys = {
	"client-urls": 3,
	"advertise-client-urls": 3,
	"peer-urls": 3,
	"advertise-peer-urls": 3,
	"initial-cluster": 3,
	"initial-cluster-state": 1,
	"tso-save-interval": 3,
	"tso-update-physical-interval": 3,
	"quota-backend-bytes": 2,
	"election-interval": 2,
	"enable-local-tso": 3,
	"pd-server": 3,
	"replication-mode": 3,
	"label-property": 2,
	schedule: 2,
	replication: 1,
	dashboard: 1,
	"schedule.max-merge-region-size": 3,
	"schedule.leader-schedule-limit": 3,
	"schedule.region-schedule-limit": 3,
	"schedule.replica-schedule-limit": 3,
	"schedule.low-space-ratio": 3,
	"replication.max-replicas": 2,
	"replication.location-labels": 3,
	"security.cacert-path": 3
};
/** Keys of other programs of the family: such a file is none of ours, unless its name says so. */
const foreignKeys = new Set(`backend-endpoints listen-addr advertise-listen-addr
  tidb tikv-client performance plan-cache prepared-plan-cache opentracing isolation-read security.cluster-ssl-ca security.ssl-ca
  flash profiles users quotas tcp_port http_port mark_cache_size server.engine-addr raftstore.enable-region-cache-engine
  lightning mydumper tikv-importer checkpoint post-restore
  master-addr source-id relay-dir from mysql-instances ssl-ca
  syncer pd-urls drainer
  sink mounter changefeed per-table-memory-quota
  proxy balance tsdb continuous-profiling advertise-address`.split(/\s+/));
/** Tables of build tools: Rust and Python. A crate may be called tikv. */
const buildKeys = new Set("package workspace dependencies dev-dependencies features build-system tool".split(" "));
/** A file name with one of these words names a program beside the servers. */
const otherPrograms = new Set("client importer lightning ctl recover dump tso scheduling proxy learner tiflash flash br cdc".split(" "));
const configName = /\.toml(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$|\.(?:conf|cfg|config)$/i;
/** Build tools' files by name, whatever is in them. */
const buildName = /^(?:cargo|pyproject|rustfmt|clippy|deny|netlify|book|pipfile|poetry|uv|rust-toolchain)\b/i;
const recognised = /* @__PURE__ */ new WeakMap();
/** Whose configuration a file is, by its name and content; undefined when it is none, or when nobody can tell. */
function componentOf(file) {
	let known = recognised.get(file);
	if (known === void 0) {
		known = { component: recognise(file) };
		recognised.set(file, known);
	}
	return known.component;
}
function recognise(file) {
	const name = fileName(file.path);
	if (!configName.test(name) || buildName.test(name)) return void 0;
	const named = componentNamed(name);
	const isToml = /\.toml/i.test(name);
	if (!isToml && named === void 0) return void 0;
	const keys = keysOf(file.text);
	const points = {
		tikv: sum(keys, tikvKeys) + (/(?:^|[^a-z])(?:store|kv)(?:[^a-z]|$)/i.test(name) ? 1 : 0),
		pd: sum(inLowerCase(keys), pdKeys)
	};
	const isOfBuild = holdsOneOf(keys, buildKeys);
	const isForeign = isOfBuild || holdsOneOf(keys, foreignKeys);
	const isTelling = isToml ? !isOfBuild : !isForeign && named !== void 0 && points[named] > 0;
	if (named !== void 0 && (points[named] >= 3 || isTelling)) return named;
	if (isForeign) return void 0;
	const likelier = points.tikv > points.pd ? "tikv" : "pd";
	if (points.tikv === points.pd) return void 0;
	const isHinted = componentNamed(file.path.slice(0, -name.length)) === likelier;
	return points[likelier] >= (isHinted ? 1 : 3) ? likelier : void 0;
}
/** The component that a name speaks of, when it speaks of one alone and of no program beside it. */
function componentNamed(text) {
	const words = text.toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
	if (words.some((word) => otherPrograms.has(word))) return void 0;
	const isTikv = words.some((word) => word.includes("tikv"));
	return isTikv === words.includes("pd") ? void 0 : isTikv ? "tikv" : "pd";
}
function sum(keys, points) {
	let total = 0;
	for (const key of keys) if (Object.hasOwn(points, key)) total += points[key] ?? 0;
	return total;
}
/** A header or a key at the beginning of a line. Every repetition is bounded: the text is hostile. */
const line = /^[ \t]{0,32}(?:\[{1,2}[ \t]{0,8}([\w."'-]{1,120})[ \t]{0,8}\]|([\w."'-]{1,120}(?:[ \t]{0,4}\.[ \t]{0,4}[\w"'-]{1,60}){0,4})[ \t]{0,32}=)/gm;
/**
* The full names of the keys and tables of a text, with those of the tables around them. Looks at lines alone, so that
* it works for a broken file and a template too.
*/
function keysOf(text) {
	const keys = /* @__PURE__ */ new Set();
	let table = "";
	const searched = text.startsWith("\ufeff") ? text.slice(1) : text;
	line.lastIndex = 0;
	for (let found = line.exec(searched); found !== null; found = line.exec(searched)) {
		const header = found[1];
		const route = plain(header ?? found[2] ?? "");
		if (header !== void 0) table = `${route}.`;
		const full = header === void 0 ? table + route : route;
		keys.add(full);
		const dot = full.indexOf(".");
		if (dot === -1) continue;
		const next = full.indexOf(".", dot + 1);
		keys.add(full.slice(0, dot));
		if (next !== -1) keys.add(full.slice(0, next));
	}
	return keys;
}
function inLowerCase(keys) {
	const lower = /* @__PURE__ */ new Set();
	for (const key of keys) lower.add(key.toLowerCase());
	return lower;
}
function holdsOneOf(keys, wanted) {
	for (const key of keys) if (wanted.has(key)) return true;
	return false;
}
function plain(key) {
	return /["' \t]/.test(key) ? key.replaceAll(/["' \t]/g, "") : key;
}

// src/read/forms/toml/template.ts
const templateName$1 = /\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in)$/i;
/** The first marker of a file that does not parse, when markers may be why: it stands in front of the mistake in a file named as a template, else in its line. */
function markerOfBroken(file, mistake, first) {
	if (first === void 0 || first.at.line > mistake.line) return void 0;
	if (templateName$1.test(fileName(file.path))) return first;
	return first.at.line === mistake.line || hasMarker(file, mistake.line) ? first : void 0;
}
function hasMarker({ text }, line) {
	return /\{\{|\{%|<%|\$[{(][A-Za-z_]/.test(text.split("\n", line).at(-1)?.replace(/#.*$/, "") ?? "");
}
/** Settings that decide about TLS, by their full names in lower case. */
const concerns = /^(?:security\.|(?:advertise-)?(?:client|peer)-urls$|initial-cluster$|join$|server\.(?:advertise-)?(?:status-)?addr$|pd\.endpoints|metric\.address$|pd-server\.metric-storage$|dashboard\.|resource-metering\.receiver-address$)/;
/** In a file that is valid before it is rendered: the first setting about transport that a template decides. */
function markerOfSettings(decided) {
	return decided.find(({ key }) => concerns.test(key.toLowerCase()));
}
/** Where a template decides about PD's certificate, what renders it writes PD's command line too, which sets the URLs. */
function urlsOfTemplate(root) {
	const certificate = lookup(root, ["security", materialKeys.pd.certificate], "any-case")?.node;
	if (certificate?.kind !== "unknown") return void 0;
	const unset = ["client-urls", "peer-urls"].filter((key) => lookup(root, [key], "any-case") === void 0);
	return new Map(unset.map((key) => [key, {
		because: certificate.because,
		span: certificate.span
	}]));
}

// src/read/forms/toml/form.ts
/** A configuration file of PD or TiKV as the server reads it. */
const tomlForm = {
	meta: {
		id: "toml",
		title: "plain TOML",
		reads: "configuration files of PD and TiKV: by their name (`tikv-0.toml`, `pd.toml`), else by keys that only one of the two knows, whatever their name",
		derives: "the programs' defaults for what is not set",
		unknown: "flags on a command line that is not committed; in a template that is not rendered ([how to render it](../templates.md)) every value with a placeholder, and all that a branch may set",
		example: "examples/sound"
	},
	claims: (file) => componentOf(file) !== void 0,
	read(files) {
		const instances = [];
		const problems = [];
		for (const file of files) {
			const component = componentOf(file);
			if (component === void 0) continue;
			const read = readConfig(file, component);
			instances.push(...read.instances);
			problems.push(...read.problems);
		}
		return {
			instances,
			files: [],
			problems
		};
	}
};
function readConfig(file, component) {
	const { path, text } = file;
	const at = firstLine(path, text);
	const result = readTomlTemplate(text, new LineIndex(path, text), at);
	if (result.kind === "refused") {
		const marker = markerOfBroken(file, result.problem.at, result.marker);
		if (marker !== void 0) return {
			instances: [],
			problems: [unreadTemplate(marker, component)]
		};
		const { message, help } = result.problem;
		const consequence = `${componentName[component]} does not start with this file`;
		return {
			instances: [],
			problems: [{
				kind: "syntax",
				at: result.problem.at,
				message: `${message}: ${consequence}`,
				help,
				component
			}]
		};
	}
	const { root, features, isTemplate } = result;
	const tomlFeatures = [...encodingOf(file), ...features];
	const refused = isTemplate ? void 0 : checkEveryDialect(component, tomlFeatures);
	if (refused !== void 0) return {
		instances: [],
		problems: [{
			kind: "syntax",
			...refused,
			component
		}]
	};
	const marker = isTemplate ? result.marker : markerOfSettings(result.decided);
	const problems = marker === void 0 ? [] : [readTemplate(marker, component)];
	return {
		instances: [{
			component,
			form: "toml",
			path,
			at,
			config: root,
			tomlFeatures,
			unknownOverrides: component === "pd" ? urlsOfTemplate(root) : void 0
		}],
		problems
	};
}
function unreadTemplate(marker, component) {
	const message = `this file is a template that is not rendered: what ${componentName[component]} reads in its place is not judged`;
	return {
		kind: "template",
		at: marker.at,
		message,
		help: marker.help,
		component
	};
}
function readTemplate(marker, component) {
	const message = `this file is a template that is not rendered: what it leaves open is not judged, and ${componentName[component]} may read anything there`;
	return {
		kind: "template",
		at: marker.at,
		message,
		help: marker.help,
		component
	};
}
/** Bytes that are no UTF-8 show as U+FFFD in the text. */
function encodingOf({ path, text, bytes }) {
	const at = text.indexOf("\ufffd");
	if (at === -1 || (0, node_buffer.isUtf8)(bytes)) return [];
	return [{
		feature: "invalid-utf-8",
		at: new LineIndex(path, text).span(at, at + 1)
	}];
}

// src/read/templates/template-notes.ts
/** Where a manifest or topology plainly speaks of PD or TiKV, whatever its template does with it. */
const speaksOfServers = /^[ \t]*(?:- )?(?:(?:pd|tikv)_servers[ \t]*:|kind:[ \t]*["']?(?:TidbCluster|TikvCluster|PDGroup|TiKVGroup)\b)|^[^#\n]{0,200}?[\s"'/](?:pd-server|tikv-server)(?=["',\s\]]|$)/m;
/**
* A note for each YAML file that was read although nobody rendered it, and for each of which a template encloses all that it says, at
* its first directive. `files` are those that forms read as YAML. A file whose form has spoken of the template already gets none.
*/
function yamlTemplateNotes(files, readings, context) {
	const told = new Set(readings.flatMap(({ problems }) => problems.flatMap(({ kind, at }) => kind === "template" ? [at.path] : [])));
	const read = new Set(readings.flatMap(({ instances }) => instances.map(({ path }) => path)));
	return [...new Set(files)].flatMap((file) => {
		if (told.has(file.path) || !/\{[{%#]|<%/.test(file.text)) return [];
		const { template } = context.yaml(file);
		if (template === void 0) return [];
		const isRead = read.has(file.path);
		if (!isRead && !speaksOfServers.test(file.text)) return [];
		const message = `this file is a template that is not rendered: ${isRead ? "what it leaves open" : "what it says of PD and TiKV"} is not judged`;
		return [{
			kind: "template",
			at: template.at,
			message,
			help: template.help
		}];
	});
}
/** Where a program's text says that it writes one of the resources that run PD and TiKV: `kind: 'TidbCluster'`, `kind = "TiKVGroup"`. */
const writesCluster = /\bkind["']?\s{0,20}[:=]{1,2}\s{0,20}["'](TidbCluster|TikvCluster|PDGroup|TiKVGroup)["']/;
/** The same for a command line: `['/pd-server', '--client-urls=\u2026']`. */
const writesCommand = /["'](?:\S{0,100}\/)?(pd-server|tikv-server)["'\s][^"']{0,200}["']?\s{0,20},?\s{0,20}["']?--/;
/** Jsonnet and Terraform: programs, not templates of a text. Without what comes out of them beside them, their clusters are not judged. */
function programNotes(files, readings) {
	const programs = files.filter(({ path }) => /\.(?:jsonnet|libsonnet|tf)$/i.test(path));
	if (programs.length === 0) return [];
	const rendered = new Set(readings.flatMap(({ instances }) => instances.map(({ path }) => folderOf(path))));
	return programs.flatMap(({ path, text }) => {
		const found = writesCluster.exec(text) ?? writesCommand.exec(text);
		if (found === null || rendered.has(folderOf(path))) return [];
		const at = new LineIndex(path, text).span(found.index, found.index + found[0].length);
		const tool = /\.tf$/i.test(path) ? "terraform" : "jsonnet";
		return [{
			kind: "template",
			at,
			message: `this file is a program for ${tool}: the ${found[1]} that it writes is not judged`,
			help: `let ${tool} write it in the workflow, and give the gate the result with --render`
		}];
	});
}

// src/read/read.ts
/**
* Reads every file with all forms that claim it; the order in which the files come changes nothing. The readers of X.509
* and of YAML load only when a file needs them. `gateConfig` is the gate's own config file, which by its schema is of no form.
*/
async function readFiles(files, cache, gateConfig) {
	const forms = await formsFor(files, gateConfig);
	const claimed = new Map(forms.map((form) => [form, []]));
	const withKeysInText = [];
	const needs = /* @__PURE__ */ new Set();
	for (const file of [...files].sort(byPathOrder)) {
		const claiming = forms.filter((form) => form.claims(file));
		for (const form of claiming) {
			claimed.get(form)?.push(file);
			for (const need of form.needs ?? []) needs.add(need);
		}
		if (claiming.some((form) => form.meta.id === "pem") || !holdsText(file, "PRIVATE KEY-----")) continue;
		withKeysInText.push(file);
		needs.add("x509");
	}
	const context = await contextOf(files, needs, cache);
	const ahead = [];
	const readings = forms.flatMap((form) => {
		const list = claimed.get(form);
		if (list.length === 0) return [];
		const read = cache !== void 0 && readsFilesAlone.has(form.meta.id) ? list.map((file) => cache.reading(form.meta.id, file, () => form.read([file], context))) : [form.read(list, context)];
		if (form === pemForm) ahead.push(verifyAhead(read, context));
		return read;
	});
	await Promise.all(ahead);
	const merged = merge(readings, withKeysInText, context, cache);
	const inYaml = forms.flatMap((form) => form.needs?.includes("yaml") === true ? claimed.get(form) ?? [] : []);
	const notes = [...yamlTemplateNotes(inYaml, readings, context), ...programNotes(files, readings)];
	return notes.length === 0 ? merged : {
		...merged,
		problems: [...merged.problems, ...notes]
	};
}
async function verifyAhead(readings, { x509 }) {
	await x509?.verifyAhead?.(readings.flatMap(({ files }) => files.flatMap(certificatesOf)));
}
/** Names that no other form claims: a repository of plain files loads no other form. */
const plainNames = /\.(?:toml|pem|crt|cert|cer|der|key)$/i;
async function formsFor(files, gateConfig) {
	if (files.every(({ path }) => plainNames.test(path) || path === gateConfig)) return [pemForm, tomlForm];
	const { forms } = await Promise.resolve().then(() => require("./forms.js")).then((n) => n.registry_exports);
	return forms;
}
/** Forms that look at no other file than the one they read: what they found in one content holds wherever it stands again. */
const readsFilesAlone = /* @__PURE__ */ new Set(["pem", "toml"]);
async function contextOf(files, needs, cache) {
	const byPath = new Map(files.map((file) => [file.path, file]));
	const x509 = needs.has("x509") ? await loadX509() : void 0;
	const read = needs.has("yaml") ? await loadYaml() : void 0;
	const documents = /* @__PURE__ */ new Map();
	return {
		x509,
		file: (path) => byPath.get(path),
		files: () => [...byPath.values()].sort(byPathOrder),
		yaml(file) {
			let result = cache?.yaml.get(file) ?? documents.get(file.path);
			if (result === void 0) {
				if (read === void 0) throw new Error("a form that reads YAML says so in its needs");
				result = read(file.path, file.text);
				documents.set(file.path, result);
				cache?.yaml.set(file, result);
			}
			return result;
		}
	};
}
function merge(readings, withKeysInText, context, cache) {
	const consumed = new Set(readings.flatMap((reading) => reading.consumed ?? []));
	const texts = new Set(readings.flatMap((reading) => (reading.consumedTexts ?? []).map(startOf$1)));
	const files = readings.flatMap((reading) => reading.files);
	const known = new Set(files.flatMap((file) => file.blocks.map((block) => placeOf(file, block.span.line))));
	const keys = withKeysInText.flatMap((file) => {
		const search = () => keysInText(file, context.x509);
		const found = cache === void 0 ? search() : cache.keys(file, search);
		const blocks = found?.blocks.filter((block) => !known.has(placeOf(found, block.span.line))) ?? [];
		return found === void 0 || blocks.length === 0 ? [] : [{
			...found,
			blocks,
			executable: file.executable
		}];
	});
	return {
		instances: readings.flatMap((reading) => reading.instances).filter(({ form, path }) => form !== "toml" || !consumed.has(path)).filter(({ form, config }) => form !== "workloads" || !texts.has(startOf$1(config.span))),
		files: [...files, ...keys],
		problems: readings.flatMap((reading) => reading.problems),
		requests: readings.flatMap((reading) => reading.requests ?? []),
		secrets: readings.flatMap((reading) => reading.secrets ?? []),
		objects: readings.flatMap((reading) => reading.objects ?? []),
		insecureClients: readings.flatMap((reading) => reading.insecureClients ?? []),
		consumed: [...consumed]
	};
}
function startOf$1({ path, line, column }) {
	return `${path}\n${line}:${column}`;
}
function placeOf({ path }, line) {
	return `${path}\n${line}`;
}
function byPathOrder(a, b) {
	return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
async function loadX509() {
	const { x509Reader } = await Promise.resolve().then(() => require("./x509.js")).then((n) => n.x509_exports);
	return x509Reader;
}
async function loadYaml() {
	return (await Promise.resolve().then(() => require("./forms.js")).then((n) => n.yaml_exports)).readYaml;
}

// src/read/reading-cache.ts
/** What was read from files that several trees share: a file that is the same object in both is read once. */
var ReadingCache = class {
	yaml = /* @__PURE__ */ new WeakMap();
	#readings = /* @__PURE__ */ new WeakMap();
	#keys = /* @__PURE__ */ new WeakMap();
	reading(form, file, read) {
		const byForm = this.#readings.get(file) ?? /* @__PURE__ */ new Map();
		this.#readings.set(file, byForm);
		const reading = byForm.get(form) ?? read();
		byForm.set(form, reading);
		return reading;
	}
	keys(file, search) {
		const known = this.#keys.get(file) ?? { found: search() };
		this.#keys.set(file, known);
		return known.found;
	}
};

// src/read/rendered.ts
/**
* What was read, without the templates in whose place rendered files are judged. A template gives way to rendered files that have all
* of its components, and that are of its environment when its path says one; keys and certificates in it stay.
*/
function withoutRenderedTemplates(reading, rendered) {
	const results = reading.instances.filter(({ path }) => rendered.has(path));
	if (results.length === 0) return reading;
	const templates = reading.problems.filter(({ kind, at }) => kind === "template" && !rendered.has(at.path)).map(({ at }) => at.path);
	const drafts = new Map(templates.map((path) => [path, []]));
	for (const draft of reading.instances) drafts.get(draft.path)?.push(draft);
	const replaced = new Set(templates.filter((path) => isReplaced(path, drafts.get(path) ?? [], results)));
	const stays = (path) => !replaced.has(path);
	return {
		...reading,
		instances: reading.instances.filter(({ path }) => stays(path)),
		problems: reading.problems.filter(({ kind, at }) => kind !== "template" || stays(at.path)),
		requests: reading.requests?.filter(({ at }) => stays(at.path)),
		secrets: reading.secrets?.filter(({ at }) => stays(at.path)),
		objects: reading.objects?.filter(({ at }) => stays(at.path)),
		insecureClients: reading.insecureClients?.filter(({ at }) => stays(at.path))
	};
}
function isReplaced(path, drafts, results) {
	const word = wordOf(path);
	const alike = word === void 0 ? results : results.filter((result) => wordOfDraft(result) === word);
	return alike.length > 0 && drafts.every(({ component }) => alike.some((result) => result.component === component));
}
function wordOfDraft({ path, environment }) {
	return [environment?.label, environment?.namespace].map((text) => text === void 0 ? void 0 : environmentWord(text)).find((word) => word !== void 0)?.id ?? wordOf(path);
}
/** The environment that the nearest part of a path names. */
function wordOf(path) {
	return path.split("/").reduce((nearest, part) => environmentWord(part)?.id ?? nearest, void 0);
}

// src/gate/revision.ts
const top = "";
/** The tree that is judged, with what the user gives with --render. */
async function headOf({ tree, judged = top, rendered: sources = [] }) {
	const rendered = await readRendered(sources);
	if ("kind" in rendered) return rendered;
	return {
		kind: "head",
		tree,
		judged,
		entries: tree.look === void 0 ? await tree.list({
			folder: top,
			named: judged
		}) : void 0,
		rendered
	};
}
/**
* Lists what the config file speaks for, so that what is reported on is read with all that it belongs to. Where that is too much, or may
* not be read, the part alone is: it was named. Rejects with `TreeError` when that cannot be read either.
*/
async function listHead({ tree, judged, rendered }, folder) {
	const part = {
		folder: require_main.liesIn(judged, folder) ? folder : judged,
		named: judged
	};
	try {
		return {
			tree,
			judged,
			rendered,
			part,
			entries: await tree.list(part)
		};
	} catch (error) {
		if (!(error instanceof require_main.TreeError) || part.folder === judged) throw error;
		const note = `Only ${judged} was read, and nothing beside it: ${error.message}.`;
		const alone = {
			folder: judged,
			named: judged
		};
		return {
			tree,
			judged,
			rendered,
			part: alone,
			entries: await tree.list(alone),
			note
		};
	}
}
/** A source without anything to judge is a mistake: its templates would go unjudged. */
async function readRendered(sources) {
	const files = /* @__PURE__ */ new Map();
	const problems = [];
	const mistakes = [];
	for (const source of sources) {
		const found = await collectRendered(source);
		if (found.files.length === 0 && found.problems.length === 0) mistakes.push({
			message: `--render ${source.name}: no configuration of PD or TiKV is in it`,
			help: "name what the renderer wrote: a file, or a folder of files"
		});
		for (const file of found.files) files.set(file.path, file);
		problems.push(...found.problems);
	}
	if (mistakes.length > 0) return refused$1(mistakes);
	return {
		files: [...files.values()],
		problems,
		paths: new Set(files.keys())
	};
}
const nothingRendered = {
	files: [],
	problems: [],
	paths: /* @__PURE__ */ new Set()
};
/** `configFile` is the gate's own, read and found sound. */
async function readHead(head, configFile) {
	return read(head, await collect(head.tree, head.entries), head.rendered, void 0, configFile);
}
/** Reads head and base: what did not change is read from the disk and parsed once. */
async function readBoth(head, base) {
	const shared = /* @__PURE__ */ new Map();
	const old = new Map(base.entries.map((entry) => [entry.path, entry]));
	const sharing = { seen(entry, bytes, file) {
		const before = old.get(entry.path);
		if (before?.kind !== "file" || !isGitEntry(before) || before.executable !== entry.executable) return;
		if (before.size !== 0 && before.size !== bytes.length) return;
		if (before.blob === blobId(bytes, before.blob)) shared.set(entry.path, file ?? "skipped");
	} };
	const cache = new ReadingCache();
	const collected = await collect(head.tree, head.entries, sharing);
	const before = await collect(base.tree, base.entries, { known: ({ path }) => shared.get(path) });
	return {
		head: await read(head, collected, head.rendered, cache),
		base: await read(base, before, nothingRendered, cache)
	};
}
/** `now`: milliseconds since the epoch, UTC; `extent` is what will be reported on. */
function modelled(content, scope, now, extent) {
	return {
		...content,
		model: buildModel(content.reading, scope, now, extent?.holds)
	};
}
async function read({ tree, entries }, committed, rendered, cache, configFile) {
	const { paths } = rendered;
	const files = [...committed.files.filter(({ path }) => !paths.has(path)), ...rendered.files];
	const problems = [...committed.problems.filter(({ at }) => !paths.has(at.path)), ...rendered.problems];
	const whole = await readFiles(files, cache, configFile);
	const reading = withoutRenderedTemplates(whole, paths);
	const left = new Set(reading.instances.map(({ path }) => path));
	return {
		tree,
		entries,
		files,
		replaced: new Set(whole.instances.map(({ path }) => path).filter((path) => !left.has(path))),
		reading: {
			...reading,
			problems: [...problems, ...reading.problems]
		}
	};
}

// src/gate/alone.ts
/**
* Judges a tree by its own config: the steps of a change without its guard and its comparison. `missing` is a base that was
* asked for and is not there: a finding says so, whatever the policy.
*/
async function judgeAlone(request, tree, missing) {
	const config = await loadConfig(request, tree);
	if (config.kind === "refused") return config;
	const listed = await listHead(tree, config.folder);
	const extent = extentOf(listed.judged, listed.rendered.paths);
	const head = modelled(await readHead(listed, config.configFile), config.scope, request.now, extent);
	const { files } = head;
	const model = withNotes(head.model, [listed.note]);
	const proofs = await proofsOf(request, {
		model,
		extent
	}, config, missing === void 0 ? "accepted" : "change");
	const judgement = {
		rules: await rulesFor({
			proofs: proofs !== void 0,
			base: false
		}),
		proofs,
		now: request.now,
		policyOf: missing === void 0 ? config.policyOf : (environment) => withFloor(config.policyOf(environment)),
		gate: {
			configFile: config.configFile,
			references: config.references,
			waivers: waiversOf(config, files),
			baseMissing: missing && baseMissing(missing, {
				...head,
				...sceneWithin({
					model,
					findings: []
				}, extent, config)
			}, config)
		}
	};
	const weighed = weigh(model, judgement);
	const findings = conclude(model, judgement, weighed);
	return {
		kind: "alone",
		config,
		configOf: "head",
		extent,
		model,
		files,
		proofs,
		gate: weighed.gate,
		findings: await withFixes(findings, files)
	};
}
function baseMissing({ name, because }, { model, entries }, { configFile }) {
	const start = {
		path: configFile ?? entries[0]?.path ?? configPaths[0],
		line: 1,
		column: 1,
		endLine: 1,
		endColumn: 1
	};
	return {
		at: model.environments[0]?.at ?? model.files[0]?.at ?? start,
		base: name,
		because
	};
}
/** The policy comes from the change here: it cannot switch off that this is said. */
function withFloor(policy) {
	const id = "policy/base-missing";
	const isError = severityOf(policy, id, "production", void 0) === "error";
	return {
		...policy,
		rules: {
			...policy.rules,
			[id]: { severity: isError ? "error" : "warning" }
		}
	};
}

// src/gate/gate.ts
/**
* Judges a tree: discover, read, model, judge, report. With a base the change is judged by the base's config. Rejects with
* `TreeError` when the tree cannot be read at all.
*/
async function judgeTree(request) {
	const head = await headOf(request);
	if (head.kind === "refused") return head;
	const base = request.base && await (await Promise.resolve().then(() => require("./change.js")).then((n) => n.base_exports)).listBase(request.base, request.judged);
	const change = base?.kind === "tree" ? await attemptChange(request, head, base) : base;
	const judged = change?.kind === "change" ? change : await judgeAlone(request, head, change);
	if (judged.kind === "refused") return judged;
	const scene = sceneWithin(judged, judged.extent, judged.config);
	return unknownEnvironments(request.environments, scene.model) ?? reported(request, judged, scene);
}
/** A base that stops answering while it is read is one that is missing. */
async function attemptChange(request, head, base) {
	try {
		const { judgeChange } = await Promise.resolve().then(() => require("./change.js")).then((n) => n.change_exports);
		return await judgeChange(request, head, base);
	} catch (error) {
		if (error instanceof require_main.TreeLost) return {
			kind: "missing",
			name: base.name,
			because: error.message
		};
		throw error;
	}
}
async function reported(request, judged, { model, findings }) {
	const { now, failOn, environments, tree } = request;
	const { config, files, gate, proofs, extent } = judged;
	const isSaid = ({ path }) => extent === void 0 || extent.holds(path) || isOfConfig(path, config);
	const isChosen = (environment) => environment === void 0 || environments.length === 0 || environments.includes(environment.name);
	const chosen = (findings) => findings.filter(({ environment }) => isChosen(environment));
	const report = assemble(chosenModel(model, isChosen), chosen(findings), {
		version: require_main.toolVersion,
		now,
		failOn,
		policy: {
			name: config.policy.name,
			source: config.policySource
		},
		configFile: config.configFile,
		judged: request.judged,
		whole: extent && chosenModel(judged.model, isChosen),
		waivers: gate.waivers.filter(({ at }) => isSaid(at)),
		proofs,
		comparison: judged.kind === "change" ? {
			base: judged.base,
			config: judged.configOf,
			only: request.only ?? "all",
			fixed: chosen(fixedIn(judged, request))
		} : void 0
	});
	const isEmpty = model.environments.every(({ instances }) => instances.length === 0) && model.files.length === 0;
	const saysNothing = model.problems.length === 0 && !(gate.changes ?? []).some(({ at }) => isSaid(at));
	return {
		kind: isEmpty && saysNothing ? "empty" : "judged",
		message: `nothing to check in ${tree.name}: looked for TiKV and PD in TOML files, TiUP topologies, Kubernetes manifests, compose files, start scripts, systemd units and Ansible inventories, and for certificates (PEM, DER)`,
		report,
		lineOf: lineReader(files),
		change: judged.kind === "change" ? await changeOf(judged, request) : void 0
	};
}
/** What the change repairs in the part that is reported on. */
function fixedIn({ fixed, revisions, config }, { judged: part }) {
	return sceneWithin({
		model: revisions.base.model,
		findings: fixed
	}, extentOf(part), config).findings;
}
async function changeOf({ revisions, base, extent }, { now, environments }) {
	const { reportedChange } = await Promise.resolve().then(() => require("./change.js")).then((n) => n.reported_change_exports);
	const touched = touchedNames([revisions.base, revisions.head], extent);
	return reportedChange(revisions, base, now, environments.length > 0 ? environments : touched);
}
function unknownEnvironments(wanted, model) {
	const names = model.environments.map(({ name }) => name);
	const unknown = wanted.filter((name) => !names.includes(name));
	if (unknown.length === 0) return void 0;
	return refused$1(unknown.map((name) => ({
		message: `--environment ${name}: there is no such environment`,
		help: choice(name, names)
	})));
}
/** What the chosen environments are concerned with. */
function chosenModel(model, isChosen) {
	return {
		...model,
		environments: model.environments.filter(isChosen),
		files: model.files.filter((file) => isChosen(model.environmentOf(file.path)))
	};
}
function lineReader(files) {
	const byPath = new Map(files.map((file) => [file.path, file]));
	const split = /* @__PURE__ */ new Map();
	return (path, line) => {
		let lines = split.get(path);
		if (lines === void 0) {
			lines = byPath.get(path)?.text.split(/\r?\n/) ?? [];
			split.set(path, lines);
		}
		return lines[line - 1];
	};
}

// src/report/formats.ts
const formatNames = [
	"text",
	"json",
	"sarif",
	"markdown",
	"junit",
	"rdjson",
	"github",
	"ics"
];
/** Each format loads when it is asked for. */
const formats = {
	text: async () => (await Promise.resolve().then(() => text_exports)).renderText,
	json: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.json_exports)).renderJson,
	sarif: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.sarif_exports)).renderSarif,
	markdown: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.markdown_exports)).renderMarkdown,
	junit: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.junit_exports)).renderJunit,
	rdjson: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.rdjson_exports)).renderRdjson,
	github: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.github_exports)).renderGithub,
	ics: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.calendar_exports)).renderCalendar
};
const channelFormatNames = [
	"text",
	"mermaid",
	"json"
];
/** Likewise for the channels alone. */
const channelFormats = {
	text: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.channels_exports)).renderChannels,
	mermaid: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.mermaid_exports)).renderMermaid,
	json: async () => (await Promise.resolve().then(() => require("./reports.js")).then((n) => n.channels_exports)).renderChannelsJson
};

// src/report/proof.ts
const attemptText = {
	"right-client": "right client",
	"no-certificate": "no certificate",
	"other-ca": "another CA",
	"other-name": "name not in the list",
	"expired-certificate": "expired certificate",
	"no-client-usage": "certificate not for clients",
	plaintext: "no TLS",
	"wrong-server-name": "wrong server name"
};
/**
* `prod: process engine (pd-server v8.5.3 for pd-0; a model of TiKV in this program for tikv-0)`; for a running port
* `what answers at 10.0.0.1:2379, as pd-0 of prod`.
*/
function engineText({ environment, engine, parts }) {
	if (engine === "target") return parts.map(({ program, instance }) => environment === "" ? program : `${program}, as ${instance} of ${environment}`).join("; ");
	const byProgram = /* @__PURE__ */ new Map();
	for (const { program, instance } of parts) byProgram.set(program, [...byProgram.get(program) ?? [], instance]);
	const said = [...byProgram].map(([program, names]) => `${program} for ${names.join(", ")}`).join("; ");
	return `${environment}: ${engine} engine${said === "" ? "" : ` (${said})`}`;
}
/** `34 attempts: 33 as predicted, 1 not as predicted; 4.2 s`. */
function countText({ trials, milliseconds }) {
	const count = (agrees) => trials.filter((trial) => trial.agrees === agrees).length;
	const parts = [
		`${count(true)} as predicted`,
		...count(false) > 0 ? [`${count(false)} not as predicted`] : [],
		...count(null) > 0 ? [`${count(null)} without a prediction or an answer`] : []
	];
	return `${plural(trials.length, "attempt")}: ${parts.join(", ")}; ${(milliseconds / 1e3).toFixed(1)} s`;
}
/** The trials of a proof in as few rows as say everything. */
function trialRows({ trials }) {
	const groups = /* @__PURE__ */ new Map();
	for (const trial of trials) {
		const { channel, attempt, predicted, observed, agrees } = trial;
		const key = [
			channel,
			attempt,
			predicted,
			observed,
			agrees
		].join("\n");
		groups.set(key, [...groups.get(key) ?? [], trial]);
	}
	return [...groups.values()].map((group) => {
		const [first] = group;
		return {
			channel: first.channel,
			attempt: attemptText[first.attempt] ?? first.attempt,
			predicted: {
				succeeds: "served",
				fails: "refused",
				unknown: "unknown"
			}[first.predicted],
			observed: {
				accepted: "served",
				refused: "refused",
				inconclusive: "no answer"
			}[first.observed],
			agrees: first.agrees,
			count: group.length,
			first
		};
	});
}
/** Rows of one channel that ended alike and as predicted in one: `7 wrong ways`. */
function shortRows(rows) {
	const short = [];
	for (const row of rows) {
		const isAlike = (other) => other.channel === row.channel && other.predicted === row.predicted && other.observed === row.observed && other.agrees === true && row.agrees === true && other.first.attempt !== "right-client";
		const index = row.first.attempt === "right-client" ? -1 : short.findIndex(isAlike);
		const known = short[index];
		if (known === void 0) short.push(row);
		else short[index] = {
			...known,
			attempt: joined(known.attempt, row.attempt),
			count: known.count + row.count
		};
	}
	return short;
}
/** `no TLS`, `no TLS, no certificate`, `3 wrong ways`. */
function joined(attempts, attempt) {
	const ways = /^(\d+) wrong ways$/.exec(attempts)?.[1];
	if (ways !== void 0) return `${Number(ways) + 1} wrong ways`;
	return attempts.includes(", ") ? "3 wrong ways" : `${attempts}, ${attempt}`;
}
/** `client port of pd-0: TLS 1.2, TLS 1.3; 8 suites; groups X25519, P-256; resumption by tickets`, alike ports in one line. */
function surveyTexts({ surveys }) {
	const groups = /* @__PURE__ */ new Map();
	for (const { instance, port, protocols, suites, groups: curves, resumption } of surveys) {
		const versions = protocols.map((name) => name.replace(/^TLSv1$/, "TLS 1.0").replace("TLSv", "TLS ").replace("SSLv3", "SSL 3.0"));
		const text = [
			versions.length === 0 ? "no TLS" : versions.join(", "),
			...suites.length === 0 ? [] : [suites.map(({ name }) => name).join(", ")],
			...curves.length === 0 ? [] : [`groups ${curves.join(", ")}`],
			...resumption === "unknown" ? [] : [resumption === "none" ? "no resumption" : `resumption by ${resumption}`]
		].join("; ");
		groups.set(text, [...groups.get(text) ?? [], `${instance} (${port})`]);
	}
	return [...groups].map(([text, ports]) => `${ports.join(", ")}: ${text}`);
}

// src/cli/inside.ts
/** Does a path lie in a folder, or is it the folder? Both are absolute; links are not followed. */
function isInside(path, folder) {
	const below = (0, node_path.relative)(folder, path);
	return below !== ".." && !below.startsWith(`..${node_path.sep}`) && !(0, node_path.isAbsolute)(below);
}

// src/report/options.ts
/** The address of a rule's page, where the pages have an address. */
function pageOf(rule, { docsUrl }) {
	if (docsUrl === void 0) return void 0;
	return `${docsUrl}/${require_main.urlPath(rule)}.md`;
}
/** A path of the repository as a relative URI reference (RFC 3986), which is never empty. */
function uriOf(path) {
	return require_main.urlPath(path) || ".";
}
/** Half a surrogate pair, which no UTF-8 text can hold, becomes U+FFFD. */
function wellFormed(text) {
	return text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

// src/report/expiry.ts
/** How far ahead the reports that people read look, in days. */
const expiryHorizon = 90;
const day = 864e5;
/** The certificates that have ended or end within the horizon, the first to end first. */
function certificatesEnding(report) {
	const now = Date.parse(report.now);
	const dayOf = ({ left }) => Math.floor(left / day);
	return report.certificates.map((certificate) => ({
		certificate,
		left: Date.parse(certificate.notAfter) - now
	})).filter((ending) => dayOf(ending) <= 90).sort((a, b) => dayOf(a) - dayOf(b) || compareTexts(a.certificate.path, b.certificate.path));
}
/** `in 26 days`, `today`, `3 days ago`, `less than a day ago`: whole days, as findings count them. */
function daysText({ left }) {
	const days = Math.floor(Math.abs(left) / day);
	if (left < 0) return `${days === 0 ? "less than a day" : plural(days, "day")} ago`;
	return days === 0 ? "today" : `in ${plural(days, "day")}`;
}

// src/cli/report-output.ts
/** The options of every command that prints a report. */
const reportOptions = {
	format: {
		type: "string",
		multiple: true,
		value: "F[=FILE]",
		description: `${formatNames.join(", ")}; text when none is given`
	},
	output: {
		type: "string",
		value: "FILE",
		description: "write the report of --format there instead of standard output"
	},
	"fail-on": {
		type: "string",
		value: "LEVEL",
		choices: [
			"error",
			"warning",
			"never"
		],
		description: "lowest severity that gives exit status 1 (default error)"
	},
	"no-color": {
		type: "boolean",
		description: "no colour on a terminal (the variable NO_COLOR does the same)"
	},
	quiet: {
		type: "boolean",
		description: "findings and verdict only"
	},
	verbose: {
		type: "boolean",
		description: "what was assumed, and notes in full"
	}
};
/** Where the reports go. A format that is not there, or two reports into one place, is a `UsageError`. */
function outputsOf(parsed, { cwd }) {
	const wanted = parsed.list("format").length === 0 ? ["text"] : parsed.list("format");
	const output = parsed.text("output");
	const targets = wanted.map((text) => {
		const equals = text.indexOf("=");
		const name = equals === -1 ? text : text.slice(0, equals);
		if (!Object.hasOwn(formats, name)) throw new require_main.UsageError(`--format ${name}: not one of ${formatNames.join(", ")}${require_main.suggestion(name, formatNames)}`);
		const file = equals === -1 ? output : text.slice(equals + 1);
		if (file === "") throw new require_main.UsageError(`--format ${text}: no file behind the equals sign`);
		return {
			format: name,
			file: file === void 0 ? void 0 : (0, node_path.resolve)(cwd, file)
		};
	});
	if (targets.filter(({ file }) => file === void 0).length > 1) throw new require_main.UsageError("two reports on standard output; give one a file: --format json=FILE");
	if (targets.filter(({ file }) => output !== void 0 && file === (0, node_path.resolve)(cwd, output)).length > 1) throw new require_main.UsageError(`two reports into ${output}; give one a file of its own: --format json=FILE`);
	return targets;
}
/** Renders a report and writes it. */
async function writeReport(judged, target, { parsed, surroundings, root }) {
	const { stdout, environment, cwd } = surroundings;
	const toTerminal = target.file === void 0 && stdout.isTTY === true;
	const text = (await formats[target.format]())(judged.report, {
		color: toTerminal && !parsed.flag("no-color") && (environment["NO_COLOR"] ?? "") === "",
		width: (toTerminal ? stdout.columns : void 0) ?? 100,
		quiet: parsed.flag("quiet"),
		verbose: parsed.flag("verbose"),
		lineOf: judged.lineOf,
		shownPath: toTerminal ? require_standing.shownFrom(root, cwd) : void 0,
		change: judged.change,
		rules: await rulesListedBy(target.format),
		docsUrl: require_main.docsUrl,
		elapsedMs: toTerminal ? surroundings.elapsed() : void 0
	});
	if (target.file === void 0) {
		stdout.write(text);
		return;
	}
	writeText(target.file, text, target.file);
}

// src/cli/check.ts
var check_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ checkCommand: () => checkCommand });
const options = {
	...gateOptions,
	...reportOptions,
	"allow-empty": {
		type: "boolean",
		description: "exit 0 when there is nothing to check"
	}
};
const checkCommand = {
	summary: "judge a repository or a folder",
	help: `Usage: tikv-tls-gate check [PATH] [options]

Judges the TiKV and PD configurations and the certificates in a repository or folder (default ".") against a policy.

Options:
${require_main.describeOptions(options)}

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
		const parsed = require_main.parseOptions("check", args, options, 1);
		const outputs = outputsOf(parsed, surroundings);
		const failOn = parsed.text("fail-on") ?? "error";
		const request = await gateRequest(parsed, surroundings, failOn);
		const result = await judgeTree(request);
		if (result.kind === "refused") return printMistakes(result.mistakes, surroundings, request.places);
		if (result.kind === "empty" && !parsed.flag("allow-empty")) {
			surroundings.stderr.write(`tikv-tls-gate: ${result.message}\n`);
			return 2;
		}
		for (const output of outputs) await writeReport(result, output, {
			parsed,
			surroundings,
			root: request.places.root
		});
		return result.report.conclusion === "success" ? 0 : 1;
	}
};

// src/model/handshake/suite.ts
/** The worst fault of a suite; undefined for a modern one. */
function suiteFault(name) {
	if (/^TLS_(AES|CHACHA20)_/.test(name)) return void 0;
	if (/NULL/.test(name)) return "no-encryption";
	if (/^(ADH|AECDH)-|_anon_/.test(name)) return "no-authentication";
	if (!/^(ECDHE|DHE|EDH)-/.test(name)) return "no-forward-secrecy";
	return /GCM|CHACHA20|CCM/.test(name) ? void 0 : "no-aead";
}

// src/text/line-diff.ts
/** GitHub's diffs show so many lines around a change. */
const context = 3;
/** Texts that are further apart than so many added and removed lines are not compared line by line between their common ends. */
const mostEdits = 1e3;
/** The lines of `after` that differ from `before`; all of them when there was no text before. */
function changedLines(before, after) {
	const changed = /* @__PURE__ */ new Set();
	const gaps = /* @__PURE__ */ new Set();
	let count = 0;
	let isGap = false;
	for (const { kind } of diffLines(before ?? "", after)) {
		if (kind === "-") {
			isGap = true;
			continue;
		}
		if (kind === " " && isGap) gaps.add(count);
		isGap = false;
		count += 1;
		if (kind === "+") changed.add(count);
	}
	if (isGap) gaps.add(count);
	const shown = /* @__PURE__ */ new Set();
	const show = (from, to) => {
		for (let line = Math.max(1, from); line <= Math.min(count, to); line++) shown.add(line);
	};
	for (const line of changed) show(line - context, line + context);
	for (const gap of gaps) show(gap - context + 1, gap + context);
	const sides = [...gaps].flatMap((gap) => [gap, gap + 1]).filter((line) => line >= 1 && line <= count);
	return {
		isChanged: (line) => changed.has(line),
		isShown: (line) => shown.has(line),
		touched: [.../* @__PURE__ */ new Set([...changed, ...sides])].sort((a, b) => a - b)
	};
}
/** A shortest list of removed and added lines that makes `after` of `before`; what goes stands before what comes. */
function diffLines(before, after) {
	const [old, fresh] = [linesOf(before), linesOf(after)];
	let start = 0;
	while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
	let [oldEnd, end] = [old.length, fresh.length];
	while (oldEnd > start && end > start && old[oldEnd - 1] === fresh[end - 1]) {
		oldEnd--;
		end--;
	}
	const as = (kind, lines) => lines.map((text) => ({
		kind,
		text
	}));
	const between = [];
	let [seen, at] = [start, start];
	for (const [oldLine, line] of commonLines(old.slice(start, oldEnd), fresh.slice(start, end))) {
		between.push(...as("-", old.slice(seen, start + oldLine)), ...as("+", fresh.slice(at, start + line)));
		between.push({
			kind: " ",
			text: fresh[start + line]
		});
		[seen, at] = [start + oldLine + 1, start + line + 1];
	}
	between.push(...as("-", old.slice(seen, oldEnd)), ...as("+", fresh.slice(at, end)));
	return [
		...as(" ", fresh.slice(0, start)),
		...between,
		...as(" ", fresh.slice(end))
	];
}
/** The lines of a text, each with its end. */
function linesOf(text) {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
/**
* Pairs of indexes of lines that both texts have, in order: a longest common subsequence (Myers, "An O(ND) Difference
* Algorithm and Its Variations", 1986). None when the texts are too far apart.
*/
function commonLines(old, fresh) {
	const most = Math.min(old.length + fresh.length, mostEdits);
	const offset = most + 1;
	const reach = new Int32Array(2 * offset + 1);
	const history = [];
	for (let edits = 0; edits <= most; edits++) {
		history.push(reach.slice(offset - edits - 1, offset + edits + 2));
		for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
			const [below, above] = [reach[offset + diagonal - 1] ?? 0, reach[offset + diagonal + 1] ?? 0];
			let x = diagonal === -edits || diagonal !== edits && below < above ? above : below + 1;
			while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x++;
			reach[offset + diagonal] = x;
			if (x >= old.length && x - diagonal >= fresh.length) return walkBack(history, old.length, fresh.length);
		}
	}
	return [];
}
function walkBack(history, oldLength, length) {
	const pairs = [];
	let [x, y] = [oldLength, length];
	for (let edits = history.length - 1; edits >= 0; edits--) {
		const reach = history[edits];
		const at = (diagonal) => reach[diagonal + edits + 1] ?? 0;
		const diagonal = x - y;
		const before = diagonal === -edits || diagonal !== edits && at(diagonal - 1) < at(diagonal + 1) ? diagonal + 1 : diagonal - 1;
		const [fromX, fromY] = edits === 0 ? [0, 0] : [at(before), at(before) - before];
		while (x > fromX && y > fromY) pairs.push([--x, --y]);
		[x, y] = [fromX, fromY];
	}
	return pairs.reverse();
}

// src/model/instances/flags.ts
/** A reading whose instances were all started with these flags, by dotted key (`client-urls`): for examples and tests. */
function withFlags(reading, flags) {
	return {
		...reading,
		instances: reading.instances.map((draft) => {
			const given = Object.entries(flags).map(([key, value]) => [key, {
				value,
				span: draft.at,
				origin: "flag"
			}]);
			return {
				...draft,
				overrides: new Map([...draft.overrides ?? [], ...given])
			};
		})
	};
}

// src/report/terminal/paint.ts
/** Paints with ANSI sequences, or not at all. */
function painter(isColored) {
	const sgr = (code) => (text) => isColored ? `\u001B[${code}m${text}\u001B[0m` : text;
	const colors = {
		error: sgr(31),
		warning: sgr(33),
		note: sgr(36)
	};
	return {
		bold: sgr(1),
		dim: sgr(2),
		good: sgr(32),
		path: sgr(4),
		severity: (severity, text) => colors[severity](text)
	};
}

// src/report/terminal/join-lines.ts
/**
* Joins lines of output so that GitHub's runner takes none of them for a command. It reads `::name::` at the start of a
* line, after blanks, and `##[name]` anywhere in it (runner: src/Runner.Common/ActionCommand.cs).
*/
function joinLines(lines) {
	return lines.map((line) => `${line.replaceAll("##[", "##\\[").replace(/^(\s*)::/, "$1\\::")}\n`).join("");
}

// src/report/terminal/display-width.ts
/** Columns that a text takes in a terminal. */
function displayWidth(text) {
	let width = 0;
	for (const character of text) width += characterWidth(character);
	return width;
}
/** Columns of one code point: 0 for combining ones, 2 for wide ones. */
function characterWidth(character) {
	const code = character.codePointAt(0) ?? 0;
	if (code < 768 || isPlainSymbol(code)) return 1;
	if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) return 0;
	return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
/** Arrows, box drawing, geometric shapes, dingbats: what our own tables are drawn with. Spares a regular expression of Unicode. */
function isPlainSymbol(code) {
	return code >= 8592 && code < 11264;
}
/** East Asian wide and full-width blocks, and emoji (Unicode, EastAsianWidth.txt, W and F, by block). */
const wide = [
	[4352, 4447],
	[11904, 12350],
	[12353, 19903],
	[19968, 40959],
	[40960, 42191],
	[44032, 55203],
	[63744, 64255],
	[65072, 65135],
	[65280, 65376],
	[65504, 65510],
	[127744, 128591],
	[128640, 128767],
	[129280, 129535],
	[131072, 262141]
];
/** Breaks a text into lines of at most `width` columns, at blanks; a longer word stays whole. */
function wrapText(text, width) {
	const lines = [];
	let line = "";
	let taken = 0;
	for (const word of text.split(" ")) {
		const columns = displayWidth(word);
		if (line !== "" && taken + 1 + columns > width) {
			lines.push(line);
			line = word;
			taken = columns;
		} else {
			taken += columns + (line === "" ? 0 : 1);
			line = line === "" ? word : `${line} ${word}`;
		}
	}
	return [...lines, line];
}
/** Fills a text with blanks up to `width` columns. */
function padText(text, width) {
	return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

// src/read/templates/filled-in.ts
/** The first part of a text that a program fills in before the text is used, as messages show it: `{{ ip }}`, `${IP}`. */
function placeholderIn(text) {
	for (const token of tokensOf(text)) return token.shown;
}
function* tokensOf(text) {
	if (!mayHoldTemplate(text)) return;
	const scanner = new TemplateScanner(text);
	for (const { index } of text.matchAll(new RegExp(tokenStart, "g"))) {
		const token = scanner.tokenAt(index, text.length);
		if (token !== void 0) yield token;
	}
}
/** A tree in which every string with a placeholder is unknown. Shares what has none. */
function withoutPlaceholders(node) {
	switch (node.kind) {
		case "string": {
			const found = placeholderIn(node.value);
			return found === void 0 ? node : {
				kind: "unknown",
				span: node.span,
				because: `${found} is filled in elsewhere`
			};
		}
		case "array": {
			const items = node.items.map(withoutPlaceholders);
			return items.every((item, index) => item === node.items[index]) ? node : {
				...node,
				items
			};
		}
		case "table": {
			const entries = [...node.entries.values()].map((entry) => ({
				...entry,
				node: withoutPlaceholders(entry.node)
			}));
			return entries.every((entry) => entry.node === node.entries.get(entry.key)?.node) ? node : {
				...node,
				entries: new Map(entries.map((entry) => [entry.key, entry]))
			};
		}
		default: return node;
	}
}
const templateName = /\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in)$/i;
/**
* The first piece of a template in a YAML file that does not parse, when the template is why: it stands at or above the
* line of the mistake, or the name says so. Comments do not count.
*/
function templateMark(file, mistake) {
	const lines = new LineIndex(file.path, file.text);
	let commentEnd = 0;
	for (const { start, end, help } of tokensOf(file.text)) {
		if (start < commentEnd) continue;
		const lineStart = file.text.lastIndexOf("\n", start) + 1;
		if (/(?:^|\s)#/.test(file.text.slice(lineStart, start))) {
			const lineEnd = file.text.indexOf("\n", start);
			commentEnd = lineEnd === -1 ? file.text.length : lineEnd;
			continue;
		}
		const at = lines.span(start, end);
		return at.line <= mistake.line || templateName.test(file.path) ? {
			at,
			help
		} : void 0;
	}
}

// src/model/instances/deployment.ts
/** Tools of Kubernetes let TiKV's status server listen on every address of its pod: their probes and Prometheus dial it there. */
const statusPortOfPods = "let a NetworkPolicy admit only the metrics scraper to port 20180";
/** A deployment about which the form says nothing special. */
function plainDeployment(tool) {
	return {
		tool,
		dropped: [],
		managed: [],
		contradictions: [],
		expects: []
	};
}

// src/read/placed-text.ts
/** The first unknown part of a text as a clause with its place; undefined when all of it is known. */
function firstUnknown(text) {
	const [part] = text.unknowns ?? [];
	return part === void 0 ? void 0 : {
		because: part.because,
		span: text.slice(part.from, part.to)
	};
}
/** Is the text nothing but one unknown part? */
function isWhollyUnknown(text) {
	const [part] = text.unknowns ?? [];
	return part !== void 0 && part.from === 0 && part.to === text.value.length;
}
/** The characters `from` to `to` of a text, as a text. */
function partOf(text, from, to) {
	const unknowns = text.unknowns?.flatMap((part) => part.to <= from || part.from >= to ? [] : [{
		...part,
		from: Math.max(part.from, from) - from,
		to: Math.min(part.to, to) - from
	}]);
	return {
		value: text.value.slice(from, to),
		span: text.slice(from, to),
		slice: (start, end) => text.slice(from + start, from + end),
		unknowns: unknowns?.length ? unknowns : void 0
	};
}
/** Builds a text out of parts of another one and of what is put in their place. */
var PlacedBuilder = class {
	#source;
	#segments = [];
	#unknowns = [];
	#parts = [];
	#length = 0;
	constructor(source) {
		this.#source = source;
	}
	get length() {
		return this.#length;
	}
	/** Takes characters of the source as they stand. */
	copy(from, to) {
		if (to <= from) return;
		const last = this.#segments.at(-1);
		if (last?.isCopy === true && last.to === from) {
			this.#segments[this.#segments.length - 1] = {
				...last,
				to,
				length: last.length + to - from
			};
			this.#carry(this.#source, from, to);
			this.#append(this.#source.value.slice(from, to));
			return;
		}
		this.#carry(this.#source, from, to);
		this.#segments.push({
			at: this.#length,
			length: to - from,
			from,
			to,
			isCopy: true
		});
		this.#append(this.#source.value.slice(from, to));
	}
	/** Puts a text where `from` to `to` of the source stand. */
	put(text, from, to) {
		const inner = typeof text === "string" ? void 0 : text;
		const value = typeof text === "string" ? text : text.value;
		if (value === "") return;
		if (inner !== void 0) this.#carry(inner, 0, value.length);
		this.#segments.push({
			at: this.#length,
			length: value.length,
			from,
			to,
			isCopy: false,
			inner
		});
		this.#append(value);
	}
	/** Puts something unknown there. `shown` is how it stands in the value. */
	putUnknown(shown, because, from, to) {
		this.#unknowns.push({
			from: this.#length,
			to: this.#length + shown.length,
			because
		});
		this.put(shown, from, to);
	}
	/** The text, which stands for the characters `from` to `to` of the source. */
	build(from, to) {
		const segments = this.#segments;
		const source = this.#source;
		const unknowns = this.#unknowns;
		let span;
		return {
			value: this.#parts.join(""),
			get span() {
				span ??= source.slice(from, to);
				return span;
			},
			slice: (start, end) => placeIn(segments, source, start, end) ?? source.slice(from, to),
			unknowns: unknowns.length > 0 ? unknowns : void 0
		};
	}
	#append(value) {
		this.#parts.push(value);
		this.#length += value.length;
	}
	#carry(text, from, to) {
		for (const part of text.unknowns ?? []) {
			if (part.to <= from || part.from >= to) continue;
			const start = this.#length + Math.max(part.from, from) - from;
			this.#unknowns.push({
				because: part.because,
				from: start,
				to: this.#length + Math.min(part.to, to) - from
			});
		}
	}
};
/** What lies in one run has its own place there; what crosses runs has the place that it stands for in the source. */
function placeIn(segments, source, start, end) {
	const first = segments[indexOf(segments, start)];
	const last = segments[indexOf(segments, Math.max(end - 1, start))];
	if (first === void 0 || last === void 0) return void 0;
	if (first === last && first.inner !== void 0) return first.inner.slice(start - first.at, end - first.at);
	const from = first.isCopy ? first.from + start - first.at : first.from;
	const to = last.isCopy ? last.from + end - last.at : last.to;
	return source.slice(from, Math.max(from, to));
}
/** The segment that holds a character of the text that was built; the last one for its end. */
function indexOf(segments, at) {
	let low = 0;
	let high = segments.length - 1;
	while (low < high) {
		const middle = low + high + 1 >> 1;
		if (segments[middle].at <= at) low = middle;
		else high = middle - 1;
	}
	return low;
}

// src/read/toml/toml-text.ts
/**
* Reads a configuration inside of another text, which may be a template or hold variables of what surrounds it: values with
* a placeholder are unknown, the rest is what it says. Every place lies in the surrounding file. `name` is what messages call it, `file` the
* file of the repository that the text is all of.
*/
function readTomlText(text, component, name, file) {
	const locator = {
		path: text.span.path,
		span: (from, to) => text.slice(from, to)
	};
	const result = readTomlTemplate(text.value, locator, text.span, text.unknowns);
	if (result.kind === "refused") {
		const config = {
			kind: "unknown",
			because: firstUnknown(text)?.because ?? `${name} cannot be read as TOML`,
			span: firstUnknown(text)?.span ?? text.span
		};
		if (result.marker !== void 0) return {
			config,
			problems: [templateProblem(name, component, result.marker, "unread")]
		};
		if (text.unknowns !== void 0) return {
			config,
			problems: []
		};
		const { at, message, help } = result.problem;
		return {
			config,
			problems: [{
				kind: "syntax",
				at,
				message: `${message}: ${`${componentName[component]} does not start with this file`}`,
				help,
				component
			}]
		};
	}
	const { root, features, isTemplate } = result;
	const config = {
		kind: "read",
		root,
		features,
		file
	};
	const refused = isTemplate ? void 0 : checkEveryDialect(component, features);
	if (refused !== void 0) return {
		config,
		problems: [{
			kind: "syntax",
			...refused,
			component
		}]
	};
	const marker = isTemplate ? result.marker : markerOfSettings(result.decided);
	return {
		config,
		problems: marker === void 0 ? [] : [templateProblem(name, component, marker, "read")]
	};
}
function templateProblem(name, component, { at, help }, how) {
	const reader = componentName[component];
	return {
		kind: "template",
		at,
		message: `${name} is a template that is not rendered: ${how === "read" ? `what it leaves open is not judged, and ${reader} may read anything there` : `what ${reader} reads in its place is not judged`}`,
		help,
		component
	};
}

// src/report/matrix-lines.ts
const gap = "  ";
/** The channel matrix as a table, in as many tables side by side as `width` needs, with a legend of what occurs. */
function matrixLines(report, width) {
	const matrix = matrixOf(report);
	if (matrix.rows.length === 0) return [];
	const header = ["channel", ...matrix.environments.map(({ name }) => shorten(require_main.singleLine(name), 32))];
	const rows = matrix.rows.map(({ id, cells }) => [id, ...cells.map(cellText)]);
	const widths = header.map((title, column) => [title, ...rows.map((row) => row[column] ?? "")].reduce((widest, text) => Math.max(widest, displayWidth(text)), 0));
	return [...columnsThatFit(widths, width - 2).map((columns) => [header, ...rows].map((row) => `  ${columns.map((column) => padText(row[column] ?? "", widths[column] ?? 0)).join(gap)}`.trimEnd())).flatMap((table) => [...table, ""]), ...legendOf(matrix).map(([words, meaning]) => `  ${padText(words, 16)} ${meaning}`)];
}
/** Deals the columns out to tables; the first column, the names of the rows, stands in each. */
function columnsThatFit(widths, width) {
	const tables = [];
	let taken = Number.POSITIVE_INFINITY;
	widths.forEach((columns, column) => {
		if (column === 0) return;
		taken += 2 + columns;
		if (taken > width) {
			tables.push([0]);
			taken = (widths[0] ?? 0) + 2 + columns;
		}
		tables.at(-1)?.push(column);
	});
	return tables;
}
/** Cuts a text to so many columns. */
function shorten(text, columns) {
	if (displayWidth(text) <= columns) return text;
	let short = "";
	for (const character of text) {
		if (displayWidth(short + character) >= columns) break;
		short += character;
	}
	return `${short}\u2026`;
}

// src/report/terminal/excerpt.ts
/** Is the value at the places of this rule's findings a secret? */
function pointsAtSecret(rule) {
	return rule.startsWith("key/") || rule === "config/secret-inline" || rule === "trust/ca-key-committed";
}
const tabStop = 4;
/** A longer line was made by a machine for machines; to look through it for secrets would take longer than it is worth. */
const longestLine = 1e4;
/** Shows one line with its span, in at most `width` columns; undefined when nothing of it is to be shown. No secret is. */
function excerptOf(raw, place, width, isSecret) {
	if (raw.length > longestLine) return void 0;
	const shown = withoutSecrets(raw.replace(/[\r\n]+$/, ""), isSecret);
	const start = Math.min(Math.max(0, place.column - 1), shown.length);
	const end = place.endLine > place.line ? shown.length : Math.max(start, Math.min(place.endColumn - 1, shown.length));
	const cells = fitColumns(cellsOf(shown, start, width), start, width);
	const text = cells.map((cell) => cell.text).join("");
	const found = cells.findIndex((cell) => cell.offset >= start);
	const before = found === -1 ? cells : cells.slice(0, found);
	const marked = cells.slice(before.length).filter((cell) => cell.offset < end);
	const underline = " ".repeat(widthOf(before)) + "^".repeat(Math.max(1, widthOf(marked)));
	return text.trim() === "" ? void 0 : {
		text: text.trimEnd(),
		underline
	};
}
function widthOf(cells) {
	return cells.reduce((sum, cell) => sum + cell.width, 0);
}
/** The characters around the span: what could be visible. */
function cellsOf(line, start, width) {
	const from = Math.max(0, start - width);
	const to = Math.min(line.length, start + 2 * width);
	const cells = from > 0 ? [{
		...ellipsis,
		offset: -1
	}] : [];
	let column = from > 0 ? 1 : 0;
	let offset = from;
	for (const character of line.slice(from, to)) {
		const cell = cellOf(character, column, offset);
		cells.push(cell);
		column += cell.width;
		offset += character.length;
	}
	if (to < line.length) cells.push(ellipsis);
	return cells;
}
function cellOf(character, column, offset) {
	if (character >= " " && character <= "~") return {
		text: character,
		width: 1,
		offset
	};
	const text = character === "	" ? " ".repeat(tabStop - column % tabStop) : require_main.forTerminal(character);
	return {
		text,
		width: text === character ? characterWidth(character) : displayWidth(text),
		offset
	};
}
/** Marks that something is cut off; after the last character unless it is said to be before the first. */
const ellipsis = {
	text: "\u2026",
	width: 1,
	offset: Number.POSITIVE_INFINITY
};
/** Cuts a line to `width` columns so that the begin of the span stays visible, with something before it. */
function fitColumns(cells, start, width) {
	if (widthOf(cells) <= width) return cells;
	const found = cells.findIndex((cell) => cell.offset >= start);
	let first = found === -1 ? cells.length : found;
	for (let room = Math.floor(width / 3); first > 0; first -= 1) {
		room -= cells[first - 1]?.width ?? 0;
		if (room < 0) break;
	}
	const kept = first > 0 ? [{
		...ellipsis,
		offset: -1
	}] : [];
	let room = width - kept.length - 1;
	for (const cell of cells.slice(first)) {
		if (cell.width > room) return [...kept, ellipsis];
		kept.push(cell);
		room -= cell.width;
	}
	return kept;
}
const beginsPem = /-----BEGIN [A-Z0-9 ]{1,40}-----/;
const beginsPrivateKey = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----/;
/** `-----BEGIN ` in base64, as a Kubernetes Secret holds it. */
const encodedPem = /LS0tLS1CRUdJTi/;
/** A name that speaks of a secret, and what follows it up to the value. Paths and names of secrets are none. */
const secretName = /(?:secret|passw|token|credential|access[-_.]?key|private[-_.]?key|api[-_.]?key|account[-_.]?key|sas)(?![\w.-]{0,60}(?:path|file|name|ref)\b)[\w.-]{0,60}["']?\s{0,20}[=:]\s*/i;
const credentialsInUrl = /:\/\/[^\s/:@"']{0,256}:(?=[^\s/@"']{1,512}@)/;
/** The body of a PEM block or another long run of base64. */
const longBase64 = /[A-Za-z0-9+/]{100}|^\s*[A-Za-z0-9+/]{40,}={0,2}\s*$/;
/** The part of a line that may be shown: all of it, or what stands before a secret and `\u2026`. */
function withoutSecrets(line, isSecret) {
	const visible = line.slice(0, visibleLength(line, isSecret));
	return visible === line ? line : `${visible}\u2026`;
}
function visibleLength(line, isSecret) {
	const cuts = [
		endOf(isSecret ? beginsPem : beginsPrivateKey, line),
		endOf(secretName, line),
		endOf(credentialsInUrl, line),
		startOf(encodedPem, line),
		startOf(longBase64, line)
	].filter((cut) => cut !== void 0);
	const byName = isSecret && !beginsPem.test(line) ? endOf(/^[^=:]{0,200}[=:]\s*/, line) ?? 0 : line.length;
	return Math.min(byName, ...cuts);
}
function endOf(pattern, line) {
	const match = pattern.exec(line);
	return match === null ? void 0 : match.index + match[0].length;
}
function startOf(pattern, line) {
	return pattern.exec(line)?.index;
}

// src/report/terminal/text.ts
var text_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ renderText: () => renderText });
/** The report for a person at a terminal: the worst first, the verdict last, where the eye is when the program ends. */
function renderText(report, options) {
	const layout = {
		...options,
		width: Math.max(40, options.width ?? 100),
		paint: painter(options.color === true)
	};
	const sections = [findingLines(report, layout)];
	if (options.quiet !== true) sections.push(channelLines(report, layout), ...(report.proofs ?? []).map((proof) => proofLines(proof, layout)), endingLines(report, layout), assumptionLines(report, layout));
	sections.push(verdictLines(report, layout));
	return joinLines(sections.filter((lines) => lines.length > 0).flatMap((lines, index) => index === 0 ? lines : ["", ...lines]));
}
function findingLines(report, layout) {
	const shown = report.findings.filter((finding) => finding.waiver === null || layout.verbose === true);
	return groupFindings(report, shown).flatMap((group, index) => [
		...index === 0 ? [] : [""],
		layout.paint.bold(titleOf(group)),
		...group.findings.flatMap((finding) => ["", ...oneFinding(finding, layout)])
	]);
}
function titleOf({ environment, tier, counts }) {
	return `${environment === void 0 ? "outside of the environments" : require_main.singleLine(environment)}${tier === void 0 || tier === environment ? "" : ` (${tier})`}: ${countsText(counts)}`;
}
function oneFinding(finding, layout) {
	const { paint, width } = layout;
	const severity = finding.waiver === null ? paint.severity(finding.severity, finding.severity) : paint.dim(`waived ${finding.severity}`);
	const indented = (text) => wrapText(require_main.singleLine(text), width - 2).map((line) => `  ${line}`);
	const state = finding.state === void 0 ? "" : `  ${paint.dim(`(${finding.state})`)}`;
	const lines = [
		`${severity} ${paint.bold(require_main.singleLine(finding.rule))}  ${paint.path(placeText(finding, layout))}${state}`,
		...excerptLines(finding, finding, layout),
		...indented(finding.message),
		...indented(`help: ${finding.help}`)
	];
	for (const place of finding.related) lines.push(`  ${paint.path(placeText(place, layout))}`, ...excerptLines(finding, place, layout), ...indented(place.message));
	if (finding.fix !== null) lines.push(...indented(`fix (${finding.fix.safety}): ${finding.fix.description}`));
	if (finding.waiver !== null) {
		const { until, owner, reason } = finding.waiver;
		lines.push(...indented(`waived until ${until} by ${owner}: ${reason}`));
	}
	if (layout.verbose === true) lines.push(...bearings(finding).flatMap(indented));
	return lines;
}
function bearings({ threats, controls, channels }) {
	return Object.entries({
		channels,
		threats,
		controls
	}).flatMap(([name, list]) => list.length === 0 ? [] : [`${name}: ${list.join(", ")}`]);
}
function placeText({ path, line, column }, { shownPath = asItIs }) {
	return `${require_main.singleLine(shownPath(path))}:${line}:${column}`;
}
function asItIs(path) {
	return path;
}
function excerptLines(finding, place, { lineOf, paint, width }) {
	const raw = lineOf?.(place.path, place.line);
	if (raw === void 0) return [];
	const gutter = String(place.line);
	const excerpt = excerptOf(wellFormed(raw), place, width - gutter.length - 5, pointsAtSecret(finding.rule));
	if (excerpt === void 0) return [];
	return [`  ${paint.dim(`${gutter} |`)} ${excerpt.text}`, `  ${paint.dim(`${" ".repeat(gutter.length)} |`)} ${paint.severity(finding.severity, excerpt.underline)}`];
}
function channelLines(report, { width, paint }) {
	const lines = matrixLines(report, width);
	return lines.length === 0 ? [] : [
		paint.bold("Channels"),
		"",
		...lines
	];
}
/** Predicted beside observed: what differs is marked and told in full; --verbose tells all in full. */
function proofLines(proof, { paint, width, verbose }) {
	const rows = verbose === true ? trialRows(proof) : shortRows(trialRows(proof));
	const cells = rows.map(({ channel, attempt, predicted, observed, count }) => [
		channel,
		attempt,
		predicted,
		observed,
		`\u00d7${count}`
	]);
	const head = [
		"channel",
		"attempt",
		"predicted",
		"observed",
		""
	];
	const widths = head.map((title, column) => Math.max(...[title, ...cells.map((row) => row[column] ?? "")].map(displayWidth)));
	const line = (row) => row.map((cell, column) => padText(require_main.singleLine(cell), widths[column] ?? 0)).join("  ").trimEnd();
	const wrapped = (text, indent) => wrapText(require_main.singleLine(text), width - indent).map((part) => `${" ".repeat(indent)}${part}`);
	const { rewrites } = proof;
	const listed = [
		...surveyTexts(proof),
		...proof.notes,
		...verbose === true ? rewrites.map((rewrite) => `rewritten to run here: ${rewrite}`) : rewrites.length > 0 ? [`${plural(rewrites.length, "setting")} rewritten to run here (paths, addresses, data folders); --verbose names them`] : []
	].flatMap((text) => wrapText(require_main.singleLine(text), width - 4).map((part, index) => `${index === 0 ? "  - " : "    "}${part}`));
	return [
		paint.bold("Handshake test"),
		"",
		...wrapped(engineText(proof), 2),
		...wrapped(countText(proof), 2),
		"",
		`    ${line(head)}`,
		...rows.flatMap((row, index) => {
			const mark = row.agrees === false ? paint.severity("error", "\u2717") : row.agrees === true ? paint.good("\u2713") : "\u00b7";
			const more = verbose === true || row.agrees === false ? [row.first.observation, row.first.command] : [];
			return [`  ${mark} ${line(cells[index] ?? [])}`, ...more.flatMap((text) => wrapped(text, 6).map((part) => paint.dim(part)))];
		}),
		...listed.length === 0 ? [] : ["", ...listed]
	];
}
/** So many certificates are named when not everything is asked for. */
const endingShown = 10;
function endingLines(report, { paint, verbose, shownPath = asItIs }) {
	const ending = certificatesEnding(report);
	if (ending.length === 0) return [];
	const shown = verbose === true ? ending : ending.slice(0, endingShown);
	const left = ending.length - shown.length;
	return [
		paint.bold(`Certificates that end within ${90} days`),
		"",
		...shown.map((end) => {
			const { certificate } = end;
			const roles = certificate.roles.length === 0 ? "" : ` (${certificate.roles.join(", ")})`;
			return `  ${`${certificate.notAfter.slice(0, 10)}, ${daysText(end)}`}  ${require_main.singleLine(`${shownPath(certificate.path)}:${certificate.line}  ${certificate.subject}${roles}`)}`;
		}),
		...left === 0 ? [] : [`  and ${left} more; --verbose names them`]
	];
}
function assumptionLines({ assumptions }, { paint, width }) {
	if (assumptions.length === 0) return [];
	const items = assumptions.flatMap((assumption) => wrapText(require_main.singleLine(assumption), width - 4).map((line, index) => `${index === 0 ? "  - " : "    "}${line}`));
	return [
		paint.bold("Assumed"),
		"",
		...items
	];
}
function verdictLines(report, { paint, elapsedMs, verbose, shownPath }) {
	const hasFailed = report.conclusion === "failure";
	const instances = report.environments.reduce((sum, environment) => sum + environment.instances.length, 0);
	const only = report.judged === void 0 ? "" : `only ${require_main.singleLine(shownPath?.(report.judged) ?? report.judged)}: `;
	const extent = [
		plural(report.environments.length, "environment"),
		plural(instances, "instance"),
		plural(report.certificates.length, "certificate")
	].join(", ");
	const time = elapsedMs === void 0 ? "" : `; ${elapsedMs < 1e3 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1e3).toFixed(1)} s`}`;
	const waived = report.counts.waived > 0 && verbose !== true ? "; --verbose shows what is waived" : "";
	const verdict = hasFailed ? paint.severity("error", "\u2717 failed") : paint.good("\u2713 passed");
	const compared = comparisonText(report);
	return [...compared === void 0 ? [] : [`change: ${require_main.singleLine(compared)}`], `${verdict}: ${countsText(report.counts)} (${require_main.singleLine(basisText(report, shownPath))}; ${only}${extent}${time}${waived})`];
}

Object.defineProperty(exports, "LineIndex", {
  enumerable: true,
  get: function () {
    return LineIndex;
  }
});
Object.defineProperty(exports, "PlacedBuilder", {
  enumerable: true,
  get: function () {
    return PlacedBuilder;
  }
});
Object.defineProperty(exports, "TemplateScanner", {
  enumerable: true,
  get: function () {
    return TemplateScanner;
  }
});
Object.defineProperty(exports, "absent", {
  enumerable: true,
  get: function () {
    return absent;
  }
});
Object.defineProperty(exports, "admits", {
  enumerable: true,
  get: function () {
    return admits;
  }
});
Object.defineProperty(exports, "advertisedClientTargets", {
  enumerable: true,
  get: function () {
    return advertisedClientTargets;
  }
});
Object.defineProperty(exports, "advertisedHost", {
  enumerable: true,
  get: function () {
    return advertisedHost;
  }
});
Object.defineProperty(exports, "advertisedPeerTargets", {
  enumerable: true,
  get: function () {
    return advertisedPeerTargets;
  }
});
Object.defineProperty(exports, "advertisedStatusHost", {
  enumerable: true,
  get: function () {
    return advertisedStatusHost;
  }
});
Object.defineProperty(exports, "agrees", {
  enumerable: true,
  get: function () {
    return agrees;
  }
});
Object.defineProperty(exports, "allOf", {
  enumerable: true,
  get: function () {
    return allOf;
  }
});
Object.defineProperty(exports, "baseNamed", {
  enumerable: true,
  get: function () {
    return baseNamed;
  }
});
Object.defineProperty(exports, "basisParts", {
  enumerable: true,
  get: function () {
    return basisParts;
  }
});
Object.defineProperty(exports, "basisText", {
  enumerable: true,
  get: function () {
    return basisText;
  }
});
Object.defineProperty(exports, "below", {
  enumerable: true,
  get: function () {
    return below;
  }
});
Object.defineProperty(exports, "binaryFormat", {
  enumerable: true,
  get: function () {
    return binaryFormat;
  }
});
Object.defineProperty(exports, "buildModel", {
  enumerable: true,
  get: function () {
    return buildModel;
  }
});
Object.defineProperty(exports, "bundledPolicies", {
  enumerable: true,
  get: function () {
    return bundledPolicies;
  }
});
Object.defineProperty(exports, "candidateOf", {
  enumerable: true,
  get: function () {
    return candidateOf;
  }
});
Object.defineProperty(exports, "cellText", {
  enumerable: true,
  get: function () {
    return cellText;
  }
});
Object.defineProperty(exports, "cellsOf", {
  enumerable: true,
  get: function () {
    return cellsOf$1;
  }
});
Object.defineProperty(exports, "certificateExamples", {
  enumerable: true,
  get: function () {
    return certificateExamples;
  }
});
Object.defineProperty(exports, "certificatesEnding", {
  enumerable: true,
  get: function () {
    return certificatesEnding;
  }
});
Object.defineProperty(exports, "certificatesOf", {
  enumerable: true,
  get: function () {
    return certificatesOf;
  }
});
Object.defineProperty(exports, "changedLines", {
  enumerable: true,
  get: function () {
    return changedLines;
  }
});
Object.defineProperty(exports, "channelFormatNames", {
  enumerable: true,
  get: function () {
    return channelFormatNames;
  }
});
Object.defineProperty(exports, "channelFormats", {
  enumerable: true,
  get: function () {
    return channelFormats;
  }
});
Object.defineProperty(exports, "checkDialect", {
  enumerable: true,
  get: function () {
    return checkDialect;
  }
});
Object.defineProperty(exports, "checkSize", {
  enumerable: true,
  get: function () {
    return checkSize;
  }
});
Object.defineProperty(exports, "check_exports", {
  enumerable: true,
  get: function () {
    return check_exports;
  }
});
Object.defineProperty(exports, "choice", {
  enumerable: true,
  get: function () {
    return choice;
  }
});
Object.defineProperty(exports, "clientSecurity", {
  enumerable: true,
  get: function () {
    return clientSecurity;
  }
});
Object.defineProperty(exports, "commentWaivers", {
  enumerable: true,
  get: function () {
    return commentWaivers;
  }
});
Object.defineProperty(exports, "comparePostures", {
  enumerable: true,
  get: function () {
    return comparePostures;
  }
});
Object.defineProperty(exports, "compareSpans", {
  enumerable: true,
  get: function () {
    return compareSpans;
  }
});
Object.defineProperty(exports, "compareTexts", {
  enumerable: true,
  get: function () {
    return compareTexts;
  }
});
Object.defineProperty(exports, "comparedCommonName", {
  enumerable: true,
  get: function () {
    return comparedCommonName;
  }
});
Object.defineProperty(exports, "comparisonText", {
  enumerable: true,
  get: function () {
    return comparisonText;
  }
});
Object.defineProperty(exports, "componentName", {
  enumerable: true,
  get: function () {
    return componentName;
  }
});
Object.defineProperty(exports, "componentOf", {
  enumerable: true,
  get: function () {
    return componentOf;
  }
});
Object.defineProperty(exports, "componentOf$1", {
  enumerable: true,
  get: function () {
    return componentOf$1;
  }
});
Object.defineProperty(exports, "conclude", {
  enumerable: true,
  get: function () {
    return conclude;
  }
});
Object.defineProperty(exports, "configPaths", {
  enumerable: true,
  get: function () {
    return configPaths;
  }
});
Object.defineProperty(exports, "countText", {
  enumerable: true,
  get: function () {
    return countText;
  }
});
Object.defineProperty(exports, "countsText", {
  enumerable: true,
  get: function () {
    return countsText;
  }
});
Object.defineProperty(exports, "coversHost", {
  enumerable: true,
  get: function () {
    return coversHost;
  }
});
Object.defineProperty(exports, "daysText", {
  enumerable: true,
  get: function () {
    return daysText;
  }
});
Object.defineProperty(exports, "decides", {
  enumerable: true,
  get: function () {
    return decides;
  }
});
Object.defineProperty(exports, "defaultsOf", {
  enumerable: true,
  get: function () {
    return defaultsOf;
  }
});
Object.defineProperty(exports, "diffLines", {
  enumerable: true,
  get: function () {
    return diffLines;
  }
});
Object.defineProperty(exports, "endingInRoot", {
  enumerable: true,
  get: function () {
    return endingInRoot;
  }
});
Object.defineProperty(exports, "endpointHosts", {
  enumerable: true,
  get: function () {
    return endpointHosts;
  }
});
Object.defineProperty(exports, "endpointIndex", {
  enumerable: true,
  get: function () {
    return endpointIndex;
  }
});
Object.defineProperty(exports, "engineText", {
  enumerable: true,
  get: function () {
    return engineText;
  }
});
Object.defineProperty(exports, "entriesOf", {
  enumerable: true,
  get: function () {
    return entriesOf;
  }
});
Object.defineProperty(exports, "entryAdmits", {
  enumerable: true,
  get: function () {
    return entryAdmits;
  }
});
Object.defineProperty(exports, "entryOf", {
  enumerable: true,
  get: function () {
    return entryOf;
  }
});
Object.defineProperty(exports, "environmentsWorstFirst", {
  enumerable: true,
  get: function () {
    return environmentsWorstFirst;
  }
});
Object.defineProperty(exports, "extentOf", {
  enumerable: true,
  get: function () {
    return extentOf;
  }
});
Object.defineProperty(exports, "fileName", {
  enumerable: true,
  get: function () {
    return fileName;
  }
});
Object.defineProperty(exports, "findBlocks", {
  enumerable: true,
  get: function () {
    return findBlocks;
  }
});
Object.defineProperty(exports, "firstLine", {
  enumerable: true,
  get: function () {
    return firstLine;
  }
});
Object.defineProperty(exports, "firstUnknown", {
  enumerable: true,
  get: function () {
    return firstUnknown;
  }
});
Object.defineProperty(exports, "folderOf", {
  enumerable: true,
  get: function () {
    return folderOf;
  }
});
Object.defineProperty(exports, "formats", {
  enumerable: true,
  get: function () {
    return formats;
  }
});
Object.defineProperty(exports, "fromPdToClientPort", {
  enumerable: true,
  get: function () {
    return fromPdToClientPort;
  }
});
Object.defineProperty(exports, "fromPdToPeerPort", {
  enumerable: true,
  get: function () {
    return fromPdToPeerPort;
  }
});
Object.defineProperty(exports, "fromTikvToPd", {
  enumerable: true,
  get: function () {
    return fromTikvToPd;
  }
});
Object.defineProperty(exports, "gateOptions", {
  enumerable: true,
  get: function () {
    return gateOptions;
  }
});
Object.defineProperty(exports, "gateRequest", {
  enumerable: true,
  get: function () {
    return gateRequest;
  }
});
Object.defineProperty(exports, "groupFindings", {
  enumerable: true,
  get: function () {
    return groupFindings;
  }
});
Object.defineProperty(exports, "grouped", {
  enumerable: true,
  get: function () {
    return grouped$1;
  }
});
Object.defineProperty(exports, "handshake", {
  enumerable: true,
  get: function () {
    return handshake;
  }
});
Object.defineProperty(exports, "hasPlaceholder", {
  enumerable: true,
  get: function () {
    return hasPlaceholder;
  }
});
Object.defineProperty(exports, "headOf", {
  enumerable: true,
  get: function () {
    return headOf;
  }
});
Object.defineProperty(exports, "holdsText", {
  enumerable: true,
  get: function () {
    return holdsText;
  }
});
Object.defineProperty(exports, "identityOf", {
  enumerable: true,
  get: function () {
    return identityOf;
  }
});
Object.defineProperty(exports, "inWords", {
  enumerable: true,
  get: function () {
    return inWords;
  }
});
Object.defineProperty(exports, "ipText", {
  enumerable: true,
  get: function () {
    return ipText;
  }
});
Object.defineProperty(exports, "isAtLeast", {
  enumerable: true,
  get: function () {
    return isAtLeast;
  }
});
Object.defineProperty(exports, "isGitEntry", {
  enumerable: true,
  get: function () {
    return isGitEntry;
  }
});
Object.defineProperty(exports, "isInside", {
  enumerable: true,
  get: function () {
    return isInside;
  }
});
Object.defineProperty(exports, "isIpLiteral", {
  enumerable: true,
  get: function () {
    return isIpLiteral;
  }
});
Object.defineProperty(exports, "isLoopback", {
  enumerable: true,
  get: function () {
    return isLoopback;
  }
});
Object.defineProperty(exports, "isSelfIssued", {
  enumerable: true,
  get: function () {
    return isSelfIssued;
  }
});
Object.defineProperty(exports, "isWhollyUnknown", {
  enumerable: true,
  get: function () {
    return isWhollyUnknown;
  }
});
Object.defineProperty(exports, "joinLines", {
  enumerable: true,
  get: function () {
    return joinLines;
  }
});
Object.defineProperty(exports, "joinRepoPath", {
  enumerable: true,
  get: function () {
    return joinRepoPath;
  }
});
Object.defineProperty(exports, "judge", {
  enumerable: true,
  get: function () {
    return judge;
  }
});
Object.defineProperty(exports, "judgeTree", {
  enumerable: true,
  get: function () {
    return judgeTree;
  }
});
Object.defineProperty(exports, "keyCaseOf", {
  enumerable: true,
  get: function () {
    return keyCaseOf;
  }
});
Object.defineProperty(exports, "keyFits", {
  enumerable: true,
  get: function () {
    return keyFits;
  }
});
Object.defineProperty(exports, "keysOf", {
  enumerable: true,
  get: function () {
    return keysOf$2;
  }
});
Object.defineProperty(exports, "known", {
  enumerable: true,
  get: function () {
    return known$2;
  }
});
Object.defineProperty(exports, "knownValue", {
  enumerable: true,
  get: function () {
    return knownValue;
  }
});
Object.defineProperty(exports, "legendOf", {
  enumerable: true,
  get: function () {
    return legendOf;
  }
});
Object.defineProperty(exports, "listAdmits", {
  enumerable: true,
  get: function () {
    return listAdmits;
  }
});
Object.defineProperty(exports, "listHead", {
  enumerable: true,
  get: function () {
    return listHead;
  }
});
Object.defineProperty(exports, "listOf", {
  enumerable: true,
  get: function () {
    return listOf;
  }
});
Object.defineProperty(exports, "loadConfig", {
  enumerable: true,
  get: function () {
    return loadConfig;
  }
});
Object.defineProperty(exports, "loadIdentity", {
  enumerable: true,
  get: function () {
    return loadIdentity;
  }
});
Object.defineProperty(exports, "loadKey", {
  enumerable: true,
  get: function () {
    return loadKey;
  }
});
Object.defineProperty(exports, "loadTrust", {
  enumerable: true,
  get: function () {
    return loadTrust;
  }
});
Object.defineProperty(exports, "lookup", {
  enumerable: true,
  get: function () {
    return lookup;
  }
});
Object.defineProperty(exports, "matchingOf", {
  enumerable: true,
  get: function () {
    return matchingOf;
  }
});
Object.defineProperty(exports, "materialKeys", {
  enumerable: true,
  get: function () {
    return materialKeys;
  }
});
Object.defineProperty(exports, "materialNames", {
  enumerable: true,
  get: function () {
    return materialNames;
  }
});
Object.defineProperty(exports, "matrixLines", {
  enumerable: true,
  get: function () {
    return matrixLines;
  }
});
Object.defineProperty(exports, "matrixOf", {
  enumerable: true,
  get: function () {
    return matrixOf;
  }
});
Object.defineProperty(exports, "modelled", {
  enumerable: true,
  get: function () {
    return modelled;
  }
});
Object.defineProperty(exports, "mountOf", {
  enumerable: true,
  get: function () {
    return mountOf;
  }
});
Object.defineProperty(exports, "newestRelease", {
  enumerable: true,
  get: function () {
    return newestRelease;
  }
});
Object.defineProperty(exports, "observedText", {
  enumerable: true,
  get: function () {
    return observedText;
  }
});
Object.defineProperty(exports, "offerOf", {
  enumerable: true,
  get: function () {
    return offerOf;
  }
});
Object.defineProperty(exports, "outputsOf", {
  enumerable: true,
  get: function () {
    return outputsOf;
  }
});
Object.defineProperty(exports, "pageOf", {
  enumerable: true,
  get: function () {
    return pageOf;
  }
});
Object.defineProperty(exports, "painter", {
  enumerable: true,
  get: function () {
    return painter;
  }
});
Object.defineProperty(exports, "parseGlob", {
  enumerable: true,
  get: function () {
    return parseGlob;
  }
});
Object.defineProperty(exports, "parseIp", {
  enumerable: true,
  get: function () {
    return parseIp;
  }
});
Object.defineProperty(exports, "parseVersion", {
  enumerable: true,
  get: function () {
    return parseVersion;
  }
});
Object.defineProperty(exports, "partOf", {
  enumerable: true,
  get: function () {
    return partOf;
  }
});
Object.defineProperty(exports, "pdClient", {
  enumerable: true,
  get: function () {
    return pdClient;
  }
});
Object.defineProperty(exports, "pdsOf", {
  enumerable: true,
  get: function () {
    return pdsOf;
  }
});
Object.defineProperty(exports, "peerKeyRefusal", {
  enumerable: true,
  get: function () {
    return peerKeyRefusal;
  }
});
Object.defineProperty(exports, "pemForm", {
  enumerable: true,
  get: function () {
    return pemForm;
  }
});
Object.defineProperty(exports, "placeKey", {
  enumerable: true,
  get: function () {
    return placeKey;
  }
});
Object.defineProperty(exports, "placeholderIn", {
  enumerable: true,
  get: function () {
    return placeholderIn;
  }
});
Object.defineProperty(exports, "placesOf", {
  enumerable: true,
  get: function () {
    return placesOf;
  }
});
Object.defineProperty(exports, "plainDeployment", {
  enumerable: true,
  get: function () {
    return plainDeployment;
  }
});
Object.defineProperty(exports, "plainPath", {
  enumerable: true,
  get: function () {
    return plainPath;
  }
});
Object.defineProperty(exports, "plural", {
  enumerable: true,
  get: function () {
    return plural;
  }
});
Object.defineProperty(exports, "portName", {
  enumerable: true,
  get: function () {
    return portName;
  }
});
Object.defineProperty(exports, "portOf", {
  enumerable: true,
  get: function () {
    return portOf;
  }
});
Object.defineProperty(exports, "portsOf", {
  enumerable: true,
  get: function () {
    return portsOf;
  }
});
Object.defineProperty(exports, "postureOf", {
  enumerable: true,
  get: function () {
    return postureOf;
  }
});
Object.defineProperty(exports, "postureText", {
  enumerable: true,
  get: function () {
    return postureText;
  }
});
Object.defineProperty(exports, "postureText$1", {
  enumerable: true,
  get: function () {
    return postureText$1;
  }
});
Object.defineProperty(exports, "presentationOf", {
  enumerable: true,
  get: function () {
    return presentationOf;
  }
});
Object.defineProperty(exports, "printMistakes", {
  enumerable: true,
  get: function () {
    return printMistakes;
  }
});
Object.defineProperty(exports, "programOf", {
  enumerable: true,
  get: function () {
    return programOf;
  }
});
Object.defineProperty(exports, "proofsOf", {
  enumerable: true,
  get: function () {
    return proofsOf;
  }
});
Object.defineProperty(exports, "readBinary", {
  enumerable: true,
  get: function () {
    return readBinary;
  }
});
Object.defineProperty(exports, "readBoth", {
  enumerable: true,
  get: function () {
    return readBoth;
  }
});
Object.defineProperty(exports, "readFiles", {
  enumerable: true,
  get: function () {
    return readFiles;
  }
});
Object.defineProperty(exports, "readPem", {
  enumerable: true,
  get: function () {
    return readPem;
  }
});
Object.defineProperty(exports, "readPemAt", {
  enumerable: true,
  get: function () {
    return readPemAt;
  }
});
Object.defineProperty(exports, "readToml", {
  enumerable: true,
  get: function () {
    return readToml;
  }
});
Object.defineProperty(exports, "readTomlTemplate", {
  enumerable: true,
  get: function () {
    return readTomlTemplate;
  }
});
Object.defineProperty(exports, "readTomlText", {
  enumerable: true,
  get: function () {
    return readTomlText;
  }
});
Object.defineProperty(exports, "readUrl", {
  enumerable: true,
  get: function () {
    return readUrl;
  }
});
Object.defineProperty(exports, "readsAllowedSan", {
  enumerable: true,
  get: function () {
    return readsAllowedSan;
  }
});
Object.defineProperty(exports, "realFolder", {
  enumerable: true,
  get: function () {
    return realFolder;
  }
});
Object.defineProperty(exports, "refused", {
  enumerable: true,
  get: function () {
    return refused$1;
  }
});
Object.defineProperty(exports, "renderedSources", {
  enumerable: true,
  get: function () {
    return renderedSources;
  }
});
Object.defineProperty(exports, "reportOptions", {
  enumerable: true,
  get: function () {
    return reportOptions;
  }
});
Object.defineProperty(exports, "resolvedPolicies", {
  enumerable: true,
  get: function () {
    return resolvedPolicies;
  }
});
Object.defineProperty(exports, "ruleIds", {
  enumerable: true,
  get: function () {
    return ruleIds;
  }
});
Object.defineProperty(exports, "rulesFor", {
  enumerable: true,
  get: function () {
    return rulesFor;
  }
});
Object.defineProperty(exports, "rulesListedBy", {
  enumerable: true,
  get: function () {
    return rulesListedBy;
  }
});
Object.defineProperty(exports, "secretBehind", {
  enumerable: true,
  get: function () {
    return secretBehind;
  }
});
Object.defineProperty(exports, "sentChain", {
  enumerable: true,
  get: function () {
    return sentChain;
  }
});
Object.defineProperty(exports, "serverNamesOf", {
  enumerable: true,
  get: function () {
    return serverNamesOf;
  }
});
Object.defineProperty(exports, "settledGate", {
  enumerable: true,
  get: function () {
    return settledGate;
  }
});
Object.defineProperty(exports, "severities", {
  enumerable: true,
  get: function () {
    return severities;
  }
});
Object.defineProperty(exports, "severities$1", {
  enumerable: true,
  get: function () {
    return severities$1;
  }
});
Object.defineProperty(exports, "severityOf", {
  enumerable: true,
  get: function () {
    return severityOf;
  }
});
Object.defineProperty(exports, "shortListOf", {
  enumerable: true,
  get: function () {
    return shortListOf;
  }
});
Object.defineProperty(exports, "shown", {
  enumerable: true,
  get: function () {
    return shown;
  }
});
Object.defineProperty(exports, "sourceFile", {
  enumerable: true,
  get: function () {
    return sourceFile;
  }
});
Object.defineProperty(exports, "sourceOf", {
  enumerable: true,
  get: function () {
    return sourceOf;
  }
});
Object.defineProperty(exports, "splitAddress", {
  enumerable: true,
  get: function () {
    return splitAddress;
  }
});
Object.defineProperty(exports, "standingRules", {
  enumerable: true,
  get: function () {
    return standingRules;
  }
});
Object.defineProperty(exports, "startOf", {
  enumerable: true,
  get: function () {
    return startOf$2;
  }
});
Object.defineProperty(exports, "statedAs", {
  enumerable: true,
  get: function () {
    return statedAs;
  }
});
Object.defineProperty(exports, "statusPortOfPods", {
  enumerable: true,
  get: function () {
    return statusPortOfPods;
  }
});
Object.defineProperty(exports, "suiteFault", {
  enumerable: true,
  get: function () {
    return suiteFault;
  }
});
Object.defineProperty(exports, "surveyTexts", {
  enumerable: true,
  get: function () {
    return surveyTexts;
  }
});
Object.defineProperty(exports, "takesSeveralNames", {
  enumerable: true,
  get: function () {
    return takesSeveralNames;
  }
});
Object.defineProperty(exports, "templateMark", {
  enumerable: true,
  get: function () {
    return templateMark;
  }
});
Object.defineProperty(exports, "tiers", {
  enumerable: true,
  get: function () {
    return tiers;
  }
});
Object.defineProperty(exports, "tikvClient", {
  enumerable: true,
  get: function () {
    return tikvClient;
  }
});
Object.defineProperty(exports, "tikvsOf", {
  enumerable: true,
  get: function () {
    return tikvsOf;
  }
});
Object.defineProperty(exports, "timeOf", {
  enumerable: true,
  get: function () {
    return timeOf;
  }
});
Object.defineProperty(exports, "toRepoPath", {
  enumerable: true,
  get: function () {
    return toRepoPath;
  }
});
Object.defineProperty(exports, "tomlForm", {
  enumerable: true,
  get: function () {
    return tomlForm;
  }
});
Object.defineProperty(exports, "tooLarge", {
  enumerable: true,
  get: function () {
    return tooLarge;
  }
});
Object.defineProperty(exports, "touchedNames", {
  enumerable: true,
  get: function () {
    return touchedNames;
  }
});
Object.defineProperty(exports, "transportTo", {
  enumerable: true,
  get: function () {
    return transportTo;
  }
});
Object.defineProperty(exports, "treeLimits", {
  enumerable: true,
  get: function () {
    return treeLimits;
  }
});
Object.defineProperty(exports, "trialRows", {
  enumerable: true,
  get: function () {
    return trialRows;
  }
});
Object.defineProperty(exports, "trustOf", {
  enumerable: true,
  get: function () {
    return trustOf;
  }
});
Object.defineProperty(exports, "typedBelow", {
  enumerable: true,
  get: function () {
    return typedBelow;
  }
});
Object.defineProperty(exports, "uriOf", {
  enumerable: true,
  get: function () {
    return uriOf;
  }
});
Object.defineProperty(exports, "urlsOfTemplate", {
  enumerable: true,
  get: function () {
    return urlsOfTemplate;
  }
});
Object.defineProperty(exports, "verifierOf", {
  enumerable: true,
  get: function () {
    return verifierOf;
  }
});
Object.defineProperty(exports, "verifierOf$1", {
  enumerable: true,
  get: function () {
    return verifierOf$1;
  }
});
Object.defineProperty(exports, "verifyChain", {
  enumerable: true,
  get: function () {
    return verifyChain;
  }
});
Object.defineProperty(exports, "waiverOf", {
  enumerable: true,
  get: function () {
    return waiverOf;
  }
});
Object.defineProperty(exports, "waiversOf", {
  enumerable: true,
  get: function () {
    return waiversOf;
  }
});
Object.defineProperty(exports, "weigh", {
  enumerable: true,
  get: function () {
    return weigh;
  }
});
Object.defineProperty(exports, "wellFormed", {
  enumerable: true,
  get: function () {
    return wellFormed;
  }
});
Object.defineProperty(exports, "withFixes", {
  enumerable: true,
  get: function () {
    return withFixes;
  }
});
Object.defineProperty(exports, "withFlags", {
  enumerable: true,
  get: function () {
    return withFlags;
  }
});
Object.defineProperty(exports, "withNotes", {
  enumerable: true,
  get: function () {
    return withNotes;
  }
});
Object.defineProperty(exports, "withoutPlaceholders", {
  enumerable: true,
  get: function () {
    return withoutPlaceholders;
  }
});
Object.defineProperty(exports, "workingTree", {
  enumerable: true,
  get: function () {
    return workingTree;
  }
});
Object.defineProperty(exports, "worstFirst", {
  enumerable: true,
  get: function () {
    return worstFirst;
  }
});
Object.defineProperty(exports, "wrapText", {
  enumerable: true,
  get: function () {
    return wrapText;
  }
});
Object.defineProperty(exports, "writeReport", {
  enumerable: true,
  get: function () {
    return writeReport;
  }
});
Object.defineProperty(exports, "writeText", {
  enumerable: true,
  get: function () {
    return writeText;
  }
});
})
