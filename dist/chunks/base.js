// ad4143f4bbafe75a9997804b11563b1df28f12a2561c2290f07ff9128a976c51
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_main = require("./main.js");
const require_engine = require("./engine.js");
const require_actions = require("./actions.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_child_process = require("node:child_process");

// src/discover/git.ts
var git_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({
	git: () => git,
	gitArguments: () => gitArguments,
	gitEnvironment: () => gitEnvironment,
	isCommitName: () => isCommitName,
	isObjectId: () => isObjectId
});
/**
* How `git` is called in a checkout that nobody vouches for: no shell, no program that its configuration names (hooks, file
* system monitor, pager, credential helper, ssh command, remote helper), no object that something else replaces, no question.
*/
const settings = [
	"core.fsmonitor=false",
	"core.hooksPath=/dev/null",
	"core.alternateRefsCommand=true",
	"core.askPass=true",
	"core.sshCommand=false",
	"credential.helper=",
	"gc.auto=0",
	"maintenance.auto=false",
	"submodule.recurse=false",
	"safe.directory=*",
	"safe.bareRepository=explicit"
];
/** Variables that reach git; what would point it to another repository or run a program does not. */
const passed = [
	"PATH",
	"HOME",
	"USERPROFILE",
	"SystemRoot",
	"TMPDIR",
	"TEMP",
	"XDG_CONFIG_HOME",
	"GIT_CONFIG_GLOBAL",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"http_proxy",
	"https_proxy",
	"no_proxy",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY"
];
/** More than any listing of a tree that is within its limits. Bytes. */
const outputLimit = 268435456;
function gitArguments(args) {
	return [
		"--no-pager",
		"--no-replace-objects",
		"--literal-pathspecs",
		...settings.flatMap((item) => ["-c", item]),
		...args
	];
}
function gitEnvironment() {
	return {
		...Object.fromEntries(passed.flatMap((name) => process.env[name] === void 0 ? [] : [[name, process.env[name]]])),
		LC_ALL: "C",
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_TERMINAL_PROMPT: "0",
		GIT_ASKPASS: "true",
		GIT_NO_LAZY_FETCH: "1",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_ALLOW_PROTOCOL: "https:http"
	};
}
/** Runs one git command to its end. Rejects with `TreeError` when git is not there or says too much. */
function git(folder, args, milliseconds = 12e4) {
	return new Promise((resolve, reject) => {
		const child = (0, node_child_process.spawn)("git", gitArguments(args), {
			cwd: folder,
			env: gitEnvironment(),
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			],
			shell: false,
			windowsHide: true,
			timeout: milliseconds
		});
		const parts = [];
		let length = 0;
		let fault = "";
		child.stdout.on("data", (part) => {
			length += part.length;
			if (length > outputLimit) child.kill();
			else parts.push(part);
		});
		child.stderr.on("data", (part) => {
			if (fault.length < 2e3) fault += part.toString("utf8");
		});
		child.once("error", (error) => {
			reject(new require_main.TreeError(error.code === "ENOENT" ? "the program git is not here" : `git cannot be run (${error.code})`));
		});
		child.once("close", (status, signal) => {
			if (length > outputLimit) reject(new require_main.TreeError("git lists more than 256 MiB"));
			else if (signal !== null) reject(new require_main.TreeError(`git did not end within ${milliseconds / 1e3} seconds`));
			else resolve({
				status: status ?? -1,
				stdout: Buffer.concat(parts),
				fault: firstLineOf(fault)
			});
		});
	});
}
function firstLineOf(text) {
	return (text.split("\n").map((part) => part.trim()).find((part) => part !== "") ?? "").replace(/^(?:fatal|error): /, "").slice(0, 300);
}
/** A text that git can take for nothing but the name of a commit: no option, no range, no path, no search. */
function isCommitName(text) {
	return text.length <= 250 && /^[A-Za-z0-9_][A-Za-z0-9_./@{}^~+-]*$/.test(text) && !/\.\.|@\{[^0-9}]|\^\{(?!commit\}$)/.test(text);
}
/** A full object id: SHA-1, or SHA-256 in repositories that use it. */
function isObjectId(text) {
	return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

// src/discover/git-tree.ts
/** The checkout in which a folder or file lies. Rejects with `TreeError` when it lies in none. */
async function checkoutOf(path) {
	const isFolder = (0, node_fs.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
	const folder = isFolder ? path : (0, node_path.dirname)(path);
	const { status, stdout, fault } = await git(folder, ["rev-parse", "--show-prefix"]);
	if (status !== 0) throw new require_main.TreeError(`${path} lies in no git repository${fault === "" ? "" : ` (${fault})`}`);
	return {
		folder,
		prefix: [stdout.toString("utf8").replace(/\n$/, "").replace(/\/$/, ""), isFolder ? "" : (0, node_path.basename)(path)].filter((part) => part !== "").join("/")
	};
}
/** The full id of the commit that a name stands for; undefined when there is none here. */
async function commitOf({ folder }, name) {
	if (!isCommitName(name)) return void 0;
	const { status, stdout } = await git(folder, [
		"rev-parse",
		"--verify",
		"--quiet",
		"--end-of-options",
		`${name}^{commit}`
	]);
	const id = stdout.toString("utf8").trim();
	return status === 0 && isObjectId(id) ? id : void 0;
}
/** The parents of a commit, first parent first; a shallow clone may not know them. */
async function parentsOf({ folder }, commit) {
	const { status, stdout } = await git(folder, [
		"cat-file",
		"commit",
		commit
	]);
	if (status !== 0) return [];
	const [head = ""] = stdout.toString("utf8").split("\n\n", 1);
	return [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1]);
}
/** The best common ancestor; undefined when there is none or the clone is too shallow to know it. */
async function mergeBaseOf({ folder }, a, b) {
	const { status, stdout } = await git(folder, [
		"merge-base",
		"--end-of-options",
		a,
		b
	]);
	const id = stdout.toString("utf8").trim();
	return status === 0 && isObjectId(id) ? id : void 0;
}
/**
* Fetches one commit without its history, from where the checkout came from: over HTTP alone, by its address and not by
* the remote's name, since settings of a remote can name programs. False when it cannot be had.
*/
async function fetchCommit(checkout, commit) {
	if (!isObjectId(commit)) return false;
	const { stdout } = await git(checkout.folder, [
		"config",
		"--get",
		"remote.origin.url"
	]);
	const address = stdout.toString("utf8").trim();
	if (!/^https?:\/\/[^\s]+$/.test(address)) return false;
	const { status } = await git(checkout.folder, [
		"fetch",
		...[
			"--quiet",
			"--depth=1",
			"--no-tags",
			"--no-recurse-submodules",
			"--no-write-fetch-head"
		],
		"--upload-pack=git-upload-pack",
		"--end-of-options",
		address,
		commit
	]);
	return status === 0 && await commitOf(checkout, commit) === commit;
}
/** The tree of a commit, read through git's objects: nothing is checked out. Rejects nothing; its methods do. */
function gitTree(checkout, commit, name = `commit ${commit.slice(0, 12)}`) {
	const objects = new Objects(checkout.folder);
	let all;
	return {
		name,
		async list(part) {
			all ??= listOf$1(checkout, commit, name);
			const listed = await all;
			require_engine.checkSize(name, listed, require_engine.treeLimits.entries);
			return require_engine.entriesOf(listed, async (id) => new TextDecoder().decode(await objects.read(id, 4096)), part);
		},
		read: (entry, limit) => readBlob(entry, Math.min(limit ?? require_engine.treeLimits.file, require_engine.treeLimits.file), (id) => objects.read(id, require_engine.treeLimits.file))
	};
}
/** Reads the blob of an entry within a limit of bytes. */
async function readBlob(entry, limit, read) {
	const refuse = (because) => new require_main.TreeError(`${entry.path}: ${because}`, because);
	if (entry.kind !== "file" || !require_engine.isGitEntry(entry)) throw refuse("is no regular file");
	if (entry.size > limit) throw refuse(require_engine.tooLarge(limit));
	const bytes = await read(entry.blob);
	if (bytes.length > limit) throw refuse(require_engine.tooLarge(limit));
	return bytes;
}
async function listOf$1({ folder, prefix }, commit, name) {
	const { status, stdout, fault } = await git(folder, [
		"ls-tree",
		"-r",
		"-z",
		"--long",
		"--full-tree",
		commit
	]);
	if (status !== 0) throw new require_main.TreeError(`${name}: git does not list it${fault === "" ? "" : ` (${fault})`}`);
	const listed = [];
	for (const line of stdout.toString("utf8").split("\0")) {
		const tab = line.indexOf("	");
		if (tab === -1) continue;
		const [mode = "", , id = "", size = ""] = line.slice(0, tab).split(/ +/);
		const path = pathBelow(prefix, line.slice(tab + 1));
		if (path !== void 0) listed.push({
			path,
			mode,
			id,
			size: size === "-" ? void 0 : Number(size)
		});
	}
	return listed;
}
/** The path as seen from the judged folder; undefined outside of it. For one judged file: its own name. */
function pathBelow(prefix, path) {
	if (prefix === "") return path;
	if (path === prefix) return (0, node_path.basename)(path);
	return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : void 0;
}
/** One `git cat-file --batch` that lives as long as this program, and keeps it alive only while an answer is awaited. */
var Objects = class {
	#folder;
	#waiting = [];
	#child;
	#parts = [];
	#length = 0;
	constructor(folder) {
		this.#folder = folder;
	}
	read(id, limit) {
		return new Promise((resolve, reject) => {
			if (!isObjectId(id)) return reject(new require_main.TreeError(`${id.slice(0, 80)} is no object id`));
			this.#waiting.push({
				id,
				limit,
				resolve,
				reject
			});
			const child = this.#start();
			if (this.#waiting.length === 1) holdOpen(child, "ref");
			child.stdin.write(`${id}\n`);
		});
	}
	#start() {
		if (this.#child !== void 0) return this.#child;
		const child = (0, node_child_process.spawn)("git", gitArguments(["cat-file", "--batch"]), {
			cwd: this.#folder,
			env: gitEnvironment(),
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			],
			shell: false,
			windowsHide: true
		});
		this.#child = child;
		child.stdout.on("data", (part) => {
			this.#parts.push(part);
			this.#length += part.length;
			this.#answer();
		});
		const end = () => this.#fail(new require_main.TreeLost("git ended before it gave what was asked for"));
		child.once("error", end).once("close", end);
		child.stdin.on("error", () => void 0);
		child.stderr.resume();
		return child;
	}
	/** Every answer is `id SP type SP size LF content LF`, or `id SP missing LF`. */
	#answer() {
		for (let next = this.#waiting[0]; next !== void 0; next = this.#waiting[0]) {
			const begin = this.#parts.length > 1 && this.#headerSplits() ? this.#joined() : this.#parts[0];
			const line = begin?.indexOf(10) ?? -1;
			if (begin === void 0 || line === -1) return;
			const [, type = "", size = ""] = begin.subarray(0, line).toString("latin1").split(" ");
			if (type === "missing" || size === "") {
				this.#drop(line + 1);
				this.#settle().reject(new require_main.TreeLost(`git does not have object ${next.id.slice(0, 12)}`));
				continue;
			}
			const end = line + 1 + Number(size);
			if (this.#length < end + 1) return;
			const bytes = Uint8Array.prototype.slice.call(this.#joined().subarray(line + 1, end));
			this.#drop(end + 1);
			const { resolve, reject, limit } = this.#settle();
			if (type === "blob" && bytes.length <= limit) resolve(bytes);
			else reject(new require_main.TreeError(`object ${next.id.slice(0, 12)} is no blob of a usual size`));
		}
	}
	#headerSplits() {
		return this.#parts[0]?.includes(10) !== true;
	}
	#joined() {
		if (this.#parts.length !== 1) this.#parts = [Buffer.concat(this.#parts)];
		return this.#parts[0];
	}
	#drop(count) {
		const rest = this.#joined().subarray(count);
		this.#parts = rest.length === 0 ? [] : [rest];
		this.#length = rest.length;
	}
	#settle() {
		const wanted = this.#waiting.shift();
		if (this.#waiting.length === 0 && this.#child !== void 0) holdOpen(this.#child, "unref");
		return wanted;
	}
	#fail(error) {
		this.#child = void 0;
		this.#parts = [];
		this.#length = 0;
		for (const { reject } of this.#waiting.splice(0)) reject(error);
	}
};
/** Whether an idle git keeps this program from ending. Pipes of a child are sockets, which the types do not say. */
function holdOpen(child, how) {
	child[how]();
	for (const stream of [
		child.stdin,
		child.stdout,
		child.stderr
	]) stream[how]?.();
}

// src/discover/github-tree.ts
/** Requests for one tree: a listing that GitHub cuts is asked for folder by folder. */
const mostRequests = 2e3;
/** The tree of a commit through GitHub's API, for a checkout without its history. */
function githubTree(api, commit, prefix = "") {
	const name = `commit ${commit.slice(0, 12)}`;
	const blob = async (id) => contentOf(await ask(api, `git/blobs/${id}`), name);
	let all;
	return {
		name,
		async list(part) {
			if (!isObjectId(commit)) throw new require_main.TreeError(`${name} is no full commit id`);
			all ??= listOf(api, commit, name);
			const below = (await all).flatMap((item) => {
				const path = pathBelow(prefix, item.path);
				return path === void 0 ? [] : [{
					...item,
					path
				}];
			});
			require_engine.checkSize(name, below, require_engine.treeLimits.entries);
			return require_engine.entriesOf(below, async (id) => new TextDecoder().decode(await blob(id)), part);
		},
		read: (entry, limit) => readBlob(entry, Math.min(limit ?? require_engine.treeLimits.file, require_engine.treeLimits.file), blob)
	};
}
/** The best common ancestor of two commits; undefined when GitHub does not tell. */
async function githubMergeBase(api, base, head) {
	if (!isObjectId(base) || !isObjectId(head)) return void 0;
	const { status, body } = await api.get(`compare/${base}...${head}?per_page=1`);
	const id = status === 200 ? body?.merge_base_commit?.sha : void 0;
	return typeof id === "string" && isObjectId(id) ? id : void 0;
}
async function listOf(api, commit, name) {
	const whole = await ask(api, `git/trees/${commit}?recursive=1`);
	if (whole.truncated !== true) return itemsOf(whole, "", name).files;
	const files = [];
	const waiting = [{
		id: commit,
		folder: ""
	}];
	for (let requests = 1, next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		if (++requests > mostRequests) throw new require_main.TreeError(`${name}: has more folders than are asked for one by one (${mostRequests})`);
		const answer = await ask(api, `git/trees/${next.id}`);
		if (answer.truncated === true) throw new require_main.TreeError(`${name}: GitHub does not list all of folder ${next.folder || "/"}`);
		const items = itemsOf(answer, next.folder, name);
		files.push(...items.files);
		waiting.push(...items.folders);
	}
	return files;
}
function itemsOf(answer, folder, name) {
	if (!Array.isArray(answer.tree)) throw new require_main.TreeLost(`${name}: GitHub's answer holds no tree`);
	const files = [];
	const folders = [];
	for (const item of answer.tree) {
		const { path, mode, sha, size, type } = item ?? {};
		if (typeof path !== "string" || typeof mode !== "string" || typeof sha !== "string" || !isObjectId(sha)) throw new require_main.TreeLost(`${name}: GitHub's answer holds an entry without path, mode or id`);
		const full = folder === "" ? path : `${folder}/${path}`;
		if (type === "tree") folders.push({
			id: sha,
			folder: full
		});
		else files.push({
			path: full,
			mode,
			id: sha,
			size: typeof size === "number" ? size : void 0
		});
	}
	return {
		files,
		folders
	};
}
function contentOf(body, name) {
	const { content, encoding } = body ?? {};
	if (typeof content !== "string" || encoding !== "base64") throw new require_main.TreeLost(`${name}: GitHub's answer holds no content`);
	return new Uint8Array(Buffer.from(content, "base64"));
}
async function ask(api, path) {
	const { status, body } = await api.get(path);
	if (status === 200) return body ?? {};
	const told = body?.message;
	const message = typeof told === "string" ? `: ${told.slice(0, 200)}` : "";
	throw new require_main.TreeLost(`GitHub answers ${status} for ${api.repository}${because[status] ?? ""}${message}`);
}
const because = {
	401: " (the token does not count)",
	403: " (the token may not read it, or too many requests were made)",
	404: " (not there, or the token may not read it)",
	429: " (too many requests were made)"
};

// src/gate/find-base.ts
var find_base_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({
	baseOfEvent: () => baseOfEvent,
	baseOfRef: () => baseOfRef
});
/** The base of a command line: where HEAD left the named commit's history. The config that counts is the named commit's own. */
async function baseOfRef(path, ref) {
	if (!isCommitName(ref)) return {
		kind: "missing",
		name: ref,
		because: "this is not the name of a commit"
	};
	return attempt(ref, async () => {
		const checkout = await checkoutOf(path);
		const tip = await presentCommit(checkout, ref);
		if (tip === void 0) return {
			kind: "missing",
			name: ref,
			because: "there is no such commit here"
		};
		const head = await commitOf(checkout, "HEAD");
		return fromGit(checkout, (head === void 0 ? void 0 : await mergeBaseOf(checkout, tip, head)) ?? tip, tip);
	});
}
/** The base of a workflow's event; undefined when the event is about no change. */
async function baseOfEvent(path, change, api, sha) {
	switch (change.kind) {
		case "none": return;
		case "unknown": return {
			kind: "missing",
			name: "of this event",
			because: change.because
		};
		case "branch":
		case "state": return attempt(change.base, async () => await fromCheckout(path, change, sha) ?? fromApi(change, api));
		default: return change;
	}
}
async function fromCheckout(path, change, sha) {
	let checkout;
	try {
		checkout = await checkoutOf(path);
	} catch (error) {
		if (error instanceof require_main.TreeError) return void 0;
		throw error;
	}
	const head = await commitOf(checkout, "HEAD");
	const [first, second, ...more] = head === void 0 ? [] : await parentsOf(checkout, head);
	const isMerge = change.kind === "branch" && head !== void 0 && head === sha && second === change.head && more.length === 0;
	const tip = await presentCommit(checkout, isMerge && first !== void 0 ? first : change.base);
	if (tip === void 0) return void 0;
	if (isMerge || change.kind === "state" || head === void 0) return fromGit(checkout, tip, tip);
	return fromGit(checkout, await mergeBaseOf(checkout, tip, head) ?? tip, tip);
}
async function fromApi(change, api) {
	const { base, head } = change;
	if (api === void 0) return {
		kind: "missing",
		name: base,
		because: "the checkout does not have it, and it cannot be fetched"
	};
	const began = change.kind === "branch" && head !== void 0 ? await githubMergeBase(api, base, head) : base;
	const tip = githubTree(api, base);
	if (began === void 0 || began === base) return {
		kind: "tree",
		tree: tip,
		name: base.slice(0, 12)
	};
	return {
		kind: "tree",
		tree: githubTree(api, began),
		tip,
		name: began.slice(0, 12)
	};
}
/** A commit that is here, or that a shallow clone can still get: by its id alone. */
async function presentCommit(checkout, name) {
	const here = await commitOf(checkout, name);
	if (here !== void 0) return here;
	return await fetchCommit(checkout, name) ? name : void 0;
}
function fromGit(checkout, began, tip) {
	const tree = gitTree(checkout, began);
	const atTip = tip === began ? void 0 : gitTree(checkout, tip);
	return {
		kind: "tree",
		tree,
		tip: atTip,
		root: checkout.prefix === "" ? atTip ?? tree : gitTree({
			...checkout,
			prefix: ""
		}, tip),
		name: began.slice(0, 12)
	};
}
async function attempt(name, find) {
	try {
		return await find();
	} catch (error) {
		if (error instanceof require_main.TreeError || error instanceof require_main.TreeLost) return {
			kind: "missing",
			name,
			because: error.message
		};
		throw error;
	}
}

// src/github/json-value.ts
/** A text deep in a value that came as JSON. */
function textAt(value, ...path) {
	const found = valueAt(value, ...path);
	return typeof found === "string" ? found : void 0;
}
/** A number deep in a value that came as JSON. */
function numberAt(value, ...path) {
	const found = valueAt(value, ...path);
	return typeof found === "number" ? found : void 0;
}
/** What lies deep in a value that came as JSON; inherited names are not there. */
function valueAt(value, ...path) {
	let found = value;
	for (const key of path) {
		if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return void 0;
		found = found[key];
	}
	return found;
}

// src/github/event.ts
/** Events that carry `pull_request` and run on its merge commit. */
const pullRequestEvents = /* @__PURE__ */ new Set([
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment"
]);
/** Reads base and head of an event from its payload (docs.github.com: webhook events and payloads). */
function changeOfEvent(name, payload) {
	if (pullRequestEvents.has(name)) {
		const base = idAt(payload, "pull_request", "base", "sha");
		const head = idAt(payload, "pull_request", "head", "sha");
		return base === void 0 || head === void 0 ? unsaid(name, "pull_request.base.sha") : {
			kind: "branch",
			base,
			head
		};
	}
	if (name === "merge_group") {
		const base = idAt(payload, "merge_group", "base_sha");
		const head = idAt(payload, "merge_group", "head_sha");
		return base === void 0 ? unsaid(name, "merge_group.base_sha") : {
			kind: "state",
			base,
			head
		};
	}
	if (name !== "push") return { kind: "none" };
	const before = textAt(payload, "before");
	if (before !== void 0 && /^0+$/.test(before)) return { kind: "none" };
	if (valueAt(payload, "deleted") === true) return { kind: "none" };
	const base = idAt(payload, "before");
	return base === void 0 ? unsaid(name, "before") : {
		kind: "state",
		base,
		head: idAt(payload, "after")
	};
}
/** The pull request of an event, where it has one that the job may write to; a queued group has none. */
function pullRequestOf(name, payload) {
	if (!pullRequestEvents.has(name)) return void 0;
	const number = numberAt(payload, "pull_request", "number") ?? numberAt(payload, "number");
	const head = idAt(payload, "pull_request", "head", "sha");
	return number === void 0 || !Number.isSafeInteger(number) || head === void 0 ? void 0 : {
		number,
		head
	};
}
/** The commit whose checks the event's run belongs to: of a pull request its head, not the merge that was checked out. */
function checkedCommit(name, payload, sha) {
	return pullRequestOf(name, payload)?.head ?? sha;
}
function unsaid(name, field) {
	return {
		kind: "unknown",
		because: `the payload of ${name} has no ${field}`
	};
}
function idAt(value, ...path) {
	const text = textAt(value, ...path);
	return text !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : void 0;
}

// src/github/repository-api.ts
/** Reads of one repository, for the tree of a commit. */
function repositoryApi(client) {
	return {
		repository: client.repository,
		async get(path) {
			const { status, body, fault } = await client.send("GET", path);
			if (fault !== void 0) throw new require_main.TreeLost(fault);
			return {
				status,
				body
			};
		}
	};
}

// src/github/client.ts
/** Answers larger than a blob of the usual limit in base64 are not read. Characters. */
const longestAnswer = 67108864;
/** A page has 100 elements; longer lists are not read to their end. */
const mostPages = 50;
/** Requests are sent so often at most. */
const mostAttempts = 3;
/** Waits of one client: one by itself, and all together. Milliseconds. */
const longestWait = 6e4;
const longestWaiting = 12e4;
/**
* A client for GitHub's REST API; undefined when address or repository are none. A request that a rate limit refuses is
* sent again after the time that GitHub asks for, within bounds (docs.github.com: rate limits for the REST API); one that
* the server fails at, when it may be sent twice.
*/
function githubClient(options, surroundings) {
	const { origin, repository } = options;
	if (!/^https?:\/\/[^\s]+$/.test(origin) || !/^[\w-]+\/(?!\.\.?$)[\w.-]+$/.test(repository)) return void 0;
	const attempt = attempts(options, surroundings);
	const send = (method, path, more = {}) => {
		const address = /^https?:\/\//.test(path) ? path : `${origin}/repos/${repository}/${path}`;
		return attempt(method, address, {
			...more,
			repeatable: more.repeatable ?? method === "GET"
		});
	};
	let login;
	return {
		repository,
		send,
		async list(path) {
			const items = [];
			let next = path;
			for (let page = 0; next !== void 0 && page < mostPages; page++) {
				const answer = await send("GET", next);
				if (answer.status !== 200 || !Array.isArray(answer.body)) return {
					kind: "failed",
					answer
				};
				items.push(...answer.body);
				next = answer.next?.startsWith(`${origin}/`) ? answer.next : void 0;
			}
			return {
				kind: "list",
				items
			};
		},
		login() {
			login ??= attempt("POST", options.graphql ?? `${origin}/graphql`, {
				body: { query: "query { viewer { login } }" },
				repeatable: true
			}).then(({ status, body }) => status === 200 ? textAt(body, "data", "viewer", "login") : void 0);
			return login;
		}
	};
}
function attempts({ token = "", repository }, surroundings) {
	const { now, sleep, log } = surroundings;
	let waited = 0;
	let lost;
	return async (method, address, options) => {
		if (lost !== void 0) return lost;
		for (let tries = 1;; tries++) {
			const { answer, wait } = await once(method, address, options, token, repository, surroundings.fetch, now, tries);
			if (wait === void 0 || tries === mostAttempts) {
				if (answer.fault !== void 0 && tries === mostAttempts) lost = answer;
				return answer;
			}
			if (wait.milliseconds > longestWait || waited + wait.milliseconds > longestWaiting) return answer;
			waited += wait.milliseconds;
			log(`GitHub ${wait.because}: asked again in ${Math.ceil(wait.milliseconds / 1e3)} s`);
			await sleep(wait.milliseconds);
		}
	};
}
async function once(method, address, { body, repeatable }, token, repository, send, now, tries) {
	const again = {
		milliseconds: 1e3 * tries,
		because: "does not answer"
	};
	let response;
	let text;
	try {
		response = await send(address, {
			method,
			headers: headersOf(token, body !== void 0),
			...body !== void 0 && { body: JSON.stringify(body) },
			signal: AbortSignal.timeout(3e4)
		});
		text = await response.text();
	} catch (error) {
		return {
			answer: {
				status: 0,
				body: void 0,
				fault: `GitHub does not answer for ${repository} (${error instanceof Error ? error.name : "unknown reason"})`
			},
			wait: repeatable ? again : void 0
		};
	}
	if (text.length > longestAnswer) return { answer: {
		status: 0,
		body: void 0,
		fault: `GitHub's answer for ${repository} is larger than 64 MiB`
	} };
	const answer = {
		status: response.status,
		body: parsed(text),
		next: nextPage(response.headers.get("link"))
	};
	const limited = limitWait(response, answer, now());
	if (limited !== void 0) return {
		answer,
		wait: {
			milliseconds: limited,
			because: "limits the rate of requests"
		}
	};
	return {
		answer,
		wait: response.status >= 500 && repeatable ? {
			...again,
			because: `answers ${response.status}`
		} : void 0
	};
}
function headersOf(token, hasBody) {
	return {
		accept: "application/vnd.github+json",
		"x-github-api-version": "2022-11-28",
		"user-agent": "tikv-tls-gate",
		...token !== "" && { authorization: `Bearer ${token}` },
		...hasBody && { "content-type": "application/json" }
	};
}
/**
* How long to wait until a request that a rate limit refused may be sent again, in milliseconds: `retry-after`, else
* `x-ratelimit-reset` when nothing remains, else a minute; undefined for any other answer. A 403 is most often a missing
* permission.
*/
function limitWait({ status, headers }, { body }, now) {
	if (status !== 403 && status !== 429) return void 0;
	const after = headers.get("retry-after");
	if (after !== null && /^\d+$/.test(after)) return Number(after) * 1e3;
	const reset = headers.get("x-ratelimit-reset");
	if (headers.get("x-ratelimit-remaining") === "0" && reset !== null && /^\d+$/.test(reset)) return Math.max(1e3, Number(reset) * 1e3 - now);
	return /secondary rate limit|abuse detection/i.test(textAt(body, "message") ?? "") ? 6e4 : void 0;
}
/** `<https://api.github.com/...&page=2>; rel="next"` (RFC 8288). */
function nextPage(link) {
	return /<([^<>]+)>\s*;[^<]*\brel="?next"?/.exec(link ?? "")?.[1];
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** What an answer that is not the hoped-for one says, as a clause: `GitHub answers 403 (Resource not accessible by integration)`. */
function answerText({ status, body, fault }) {
	if (fault !== void 0) return fault;
	const message = textAt(body, "message");
	return `GitHub answers ${status}${message === void 0 ? "" : ` (${require_main.singleLine(message.slice(0, 200))})`}`;
}

// src/github/toolkit.ts
const annotations = {
	error: require_actions.error,
	warning: require_actions.warning,
	notice: require_actions.notice
};
/** The toolkit of GitHub's runner. */
const githubToolkit = {
	input: (name) => require_actions.getInput(name),
	lines: (name) => require_actions.getMultilineInput(name),
	output: (name, value) => require_actions.setOutput(name, value),
	annotate(level, message, { title, file, line, column, endColumn }) {
		const columns = column === void 0 || endColumn === void 0 ? {} : {
			startColumn: column,
			endColumn
		};
		annotations[level](message, {
			title,
			file,
			startLine: line,
			endLine: line,
			...columns
		});
	},
	info: (text) => require_actions.info(text),
	startGroup: (title) => require_actions.startGroup(title),
	endGroup: () => require_actions.endGroup(),
	warning: (text) => require_actions.warning(text),
	async summary(markdown) {
		await require_actions.summary.addRaw(markdown, true).write({ overwrite: true });
	},
	fail: (message) => require_actions.setFailed(message)
};

// src/github/refusal.ts
/** Why something could not be written, and what would let it: one line for a warning. */
function refusalText(what, answer, permission) {
	const said = `${what}: ${answerText(answer)}`;
	if (answer.status === 401) return `${said}; the token does not count`;
	if (/rate limit/i.test(textAt(answer.body, "message") ?? "") || answer.status !== 403 && answer.status !== 404) return said;
	return `${said}; it needs "${permission}" in the job's permissions, which the token of a pull request from a fork never has`;
}

// src/github/check-run.ts
/** A request of the Checks API carries so many annotations at most (docs.github.com: create a check run). */
const annotationsPerRequest = 50;
/** Pages of pull requests get slow from hundreds on. */
const mostCheckAnnotations = 200;
/** The Checks API's limits of texts, in characters. */
const longestTitle = 255;
const longestSummary = 65535;
const permission$3 = "checks: write";
/** Makes a check run of its own: created with the first annotations, fed with the others, then completed. */
async function createCheckRun(client, run) {
	const [first = [], ...others] = batchesOf(run.annotations.slice(0, 200));
	const verdict = {
		status: "completed",
		conclusion: run.conclusion,
		completed_at: run.now
	};
	const created = await client.send("POST", "check-runs", { body: {
		name: run.name,
		head_sha: run.commit,
		started_at: run.now,
		...run.detailsUrl !== void 0 && { details_url: run.detailsUrl },
		...others.length === 0 ? verdict : { status: "in_progress" },
		output: outputOf(run, first)
	} });
	const id = numberAt(created.body, "id");
	if (created.status !== 201 || id === void 0) return {
		carried: 0,
		warning: refusalText("the check run was not made", created, permission$3)
	};
	let carried = first.length;
	for (const [index, batch] of others.entries()) {
		const body = {
			...index === others.length - 1 && verdict,
			output: outputOf(run, batch)
		};
		const answer = await client.send("PATCH", `check-runs/${id}`, { body });
		if (answer.status !== 200) {
			await client.send("PATCH", `check-runs/${id}`, {
				body: verdict,
				repeatable: true
			});
			return {
				carried,
				warning: refusalText("the check run lacks annotations", answer, permission$3)
			};
		}
		carried += batch.length;
	}
	return { carried };
}
function batchesOf(all) {
	const count = Math.ceil(all.length / annotationsPerRequest);
	return Array.from({ length: count }, (_, index) => all.slice(index * annotationsPerRequest, (index + 1) * annotationsPerRequest));
}
function outputOf({ title, summary }, annotations) {
	return {
		title: title.slice(0, longestTitle),
		summary: summary.slice(0, longestSummary),
		annotations: annotations.map(({ path, line, columns, level, title: head, text }) => ({
			path,
			start_line: line,
			end_line: line,
			...columns !== void 0 && {
				start_column: columns.from,
				end_column: columns.to
			},
			annotation_level: level,
			title: head,
			message: text
		}))
	};
}

// src/github/marker.ts
/** The line of a marker: an HTML comment without blanks or dashes of a stranger's in it. */
function markerLine({ kind, key, run }) {
	const ran = run === void 0 ? "" : ` run=${run}`;
	return `<!-- tikv-tls-gate:${kind} key=${encoded(key)}${ran} -->`;
}
/** Reads the marker at the start of a text. */
function readMarker(text) {
	const [, kind, key, run] = /^<!-- tikv-tls-gate:(comment|suggestion|issue) key=(\S*?)(?: run=(\d{1,15}))? -->/.exec(text) ?? [];
	if (kind === void 0 || key === void 0) return void 0;
	return {
		kind,
		key: decoded(key),
		run: run === void 0 ? void 0 : Number(run)
	};
}
/** The text below the marker's line. */
function withoutMarker(text) {
	return text.replace(/^<!--[^\n]*-->\r?\n?/, "");
}
function encoded(key) {
	return encodeURIComponent(key.replace(/\p{Surrogate}/gu, "\ufffd")).replace(/[-!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function decoded(key) {
	try {
		return decodeURIComponent(key);
	} catch {
		return key;
	}
}

// src/github/living-issue.ts
const permission$2 = "issues: write";
/** Keeps the one issue of a repository: opens it, keeps it up to date, closes it when there is nothing to say. */
async function keepIssue(client, text) {
	const login = await client.login();
	if (login === void 0) return failed$1("the issue was not written: GitHub does not tell whose the token is");
	const listed = await client.list(`issues?state=open&creator=${encodeURIComponent(login)}&per_page=100`);
	if (listed.kind === "failed") return failed$1(refusalText("the issues could not be read", listed.answer, permission$2));
	const own = listed.items.find((item) => isOwn(item, login, text.key));
	const number = numberAt(own, "number");
	if (text.markdown === void 0) {
		if (number === void 0) return { kind: "not-needed" };
		const body = bodyOf(text.key, text.farewell);
		return told(await client.send("PATCH", `issues/${number}`, {
			body: {
				body,
				state: "closed",
				state_reason: "completed"
			},
			repeatable: true
		}), "closed");
	}
	const body = bodyOf(text.key, text.markdown);
	if (number === void 0) return told(await client.send("POST", "issues", { body: {
		title: text.title,
		body
	} }), "created");
	const before = (textAt(own, "body") ?? "").replaceAll("\r\n", "\n").trimEnd();
	if (withoutMarker(before) === withoutMarker(body) && textAt(own, "title") === text.title) return { kind: "unchanged" };
	return told(await client.send("PATCH", `issues/${number}`, {
		body: {
			title: text.title,
			body
		},
		repeatable: true
	}), "updated");
}
/** GitHub lists pull requests among the issues. */
function isOwn(item, login, key) {
	const marker = readMarker(textAt(item, "body") ?? "");
	return marker?.kind === "issue" && marker.key === key && textAt(item, "user", "login") === login && valueAt(item, "pull_request") === void 0;
}
function bodyOf(key, markdown) {
	return `${markerLine({
		kind: "issue",
		key
	})}\n${markdown.trimEnd()}`;
}
function told(answer, kind) {
	if (answer.status === 200 || answer.status === 201) return { kind };
	return failed$1(refusalText("the issue was not written", answer, permission$2));
}
function failed$1(warning) {
	return {
		kind: "failed",
		warning
	};
}

// src/github/sticky-comment.ts
const permission$1 = "pull-requests: write";
/**
* Writes the one comment of a job: the one with its marker by its own author, in place, or a new one. What somebody else
* wrote is left alone, whatever marker it bears. Nothing is written when nothing would change, or when a newer head or run
* has spoken.
*/
async function stickComment(client, text) {
	const { pull, key, run, markdown } = text;
	const listed = await client.list(`issues/${pull.number}/comments?per_page=100`);
	if (listed.kind === "failed") return failed(listed);
	const own = await ownComment(client, listed.items, key);
	if (own.kind === "unknown") return {
		kind: "failed",
		warning: own.warning
	};
	if (own.kind === "none" && text.unless === "update-only") return { kind: "not-needed" };
	if (own.kind === "found" && withoutMarker(own.body) === withoutCarriage(markdown)) return { kind: "unchanged" };
	if (own.kind === "found" && own.run > run) return { kind: "stale" };
	const now = await client.send("GET", `pulls/${pull.number}`);
	if (now.status !== 200) return {
		kind: "failed",
		warning: refusalText("the comment was not written", now, permission$1)
	};
	if (textAt(now.body, "head", "sha") !== pull.head) return { kind: "stale" };
	const body = `${markerLine({
		kind: "comment",
		key,
		run
	})}\n${withoutCarriage(markdown)}`;
	const answer = own.kind === "found" ? await client.send("PATCH", `issues/comments/${own.id}`, {
		body: { body },
		repeatable: true
	}) : await client.send("POST", `issues/${pull.number}/comments`, { body: { body } });
	if (answer.status !== 200 && answer.status !== 201) return {
		kind: "failed",
		warning: refusalText("the comment was not written", answer, permission$1)
	};
	return { kind: own.kind === "found" ? "updated" : "created" };
}
function failed({ answer }) {
	return {
		kind: "failed",
		warning: refusalText("the comments could not be read", answer, permission$1)
	};
}
async function ownComment(client, items, key) {
	const marked = items.filter((item) => {
		const marker = readMarker(textAt(item, "body") ?? "");
		return marker?.kind === "comment" && marker.key === key;
	});
	if (marked.length === 0) return { kind: "none" };
	const login = await client.login();
	if (login === void 0) return {
		kind: "unknown",
		warning: "the comment was not written: GitHub does not tell whose the token is, and there is a comment with its marker"
	};
	const own = marked.find((item) => textAt(item, "user", "login") === login);
	const id = numberAt(own, "id");
	if (id === void 0) return { kind: "none" };
	const body = withoutCarriage(textAt(own, "body") ?? "");
	return {
		kind: "found",
		id,
		body,
		run: readMarker(body)?.run ?? 0
	};
}
/** GitHub may give line ends back as it pleases, and cuts blanks at the end. */
function withoutCarriage(text) {
	return text.replaceAll("\r\n", "\n").trimEnd();
}

// src/github/suggestions.ts
/** So many in one pull request; more help nobody. */
const mostSuggestions = 20;
const permission = "pull-requests: write";
/** Offers suggestions as one review: those whose lines the pull request's diff shows, and that were not offered before. */
async function offerSuggestions(client, pull, all) {
	if (all.length === 0) return { kind: "not-needed" };
	const failed = (what, answer) => ({
		kind: "failed",
		warning: refusalText(what, answer, permission)
	});
	const files = await client.list(`pulls/${pull.number}/files?per_page=100`);
	if (files.kind === "failed") return failed("the diff could not be read", files.answer);
	const shown = shownLines(files.items);
	const fitting = all.filter(({ path, line, current }) => current.every((text, index) => shown.get(path)?.get(line + index) === text));
	if (fitting.length === 0) return { kind: "not-needed" };
	const before = await client.list(`pulls/${pull.number}/comments?per_page=100`);
	if (before.kind === "failed") return failed("the review comments could not be read", before.answer);
	const known = await offeredKeys(client, before.items);
	const fresh = fitting.filter(({ key }) => !known.has(key)).slice(0, Math.max(0, mostSuggestions - known.size));
	if (fresh.length === 0) return { kind: "unchanged" };
	const now = await client.send("GET", `pulls/${pull.number}`);
	if (now.status !== 200) return failed("the suggestions were not written", now);
	if (textAt(now.body, "head", "sha") !== pull.head) return { kind: "stale" };
	const answer = await client.send("POST", `pulls/${pull.number}/reviews`, { body: {
		commit_id: pull.head,
		event: "COMMENT",
		body: `tikv-tls-gate can put ${fresh.length === 1 ? "one place" : `${fresh.length} places`} right.`,
		comments: fresh.map(commentOf)
	} });
	return answer.status === 200 || answer.status === 201 ? { kind: "created" } : failed("the suggestions were not written", answer);
}
/** A marker counts when its author is this token's own: nobody else keeps a suggestion back. */
async function offeredKeys(client, items) {
	const marked = items.flatMap((item) => {
		const marker = readMarker(textAt(item, "body") ?? "");
		return marker?.kind === "suggestion" ? [{
			item,
			key: marker.key
		}] : [];
	});
	if (marked.length === 0) return /* @__PURE__ */ new Set();
	const login = await client.login();
	const own = marked.filter(({ item }) => login === void 0 || textAt(item, "user", "login") === login);
	return new Set(own.map(({ key }) => key));
}
function commentOf({ key, path, line, endLine, replacement, reason }) {
	const longest = Math.max(2, ...(replacement.match(/`+/g) ?? []).map(({ length }) => length));
	const fence = "`".repeat(longest + 1);
	const place = endLine === line ? {} : {
		start_line: line,
		start_side: "RIGHT"
	};
	const marker = markerLine({
		kind: "suggestion",
		key
	});
	return {
		path,
		line: endLine,
		side: "RIGHT",
		...place,
		body: `${marker}\n${reason}\n\n${fence}suggestion\n${replacement}\n${fence}`
	};
}
/** The lines that a diff shows on its right side, by path and number. Large and binary files have no diff. */
function shownLines(files) {
	const shown = /* @__PURE__ */ new Map();
	for (const file of files) {
		const [path, patch] = [textAt(file, "filename"), textAt(file, "patch")];
		if (path === void 0 || patch === void 0) continue;
		shown.set(path, rightSide(patch));
	}
	return shown;
}
function rightSide(patch) {
	const lines = /* @__PURE__ */ new Map();
	let at = 0;
	for (const line of patch.split("\n")) {
		const start = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line)?.[1];
		if (start !== void 0) at = Number(start);
		else if (line.startsWith("+") || line.startsWith(" ")) lines.set(at++, line.slice(1));
	}
	return lines;
}

Object.defineProperty(exports, "baseOfEvent", {
  enumerable: true,
  get: function () {
    return baseOfEvent;
  }
});
Object.defineProperty(exports, "changeOfEvent", {
  enumerable: true,
  get: function () {
    return changeOfEvent;
  }
});
Object.defineProperty(exports, "checkedCommit", {
  enumerable: true,
  get: function () {
    return checkedCommit;
  }
});
Object.defineProperty(exports, "createCheckRun", {
  enumerable: true,
  get: function () {
    return createCheckRun;
  }
});
Object.defineProperty(exports, "find_base_exports", {
  enumerable: true,
  get: function () {
    return find_base_exports;
  }
});
Object.defineProperty(exports, "git_exports", {
  enumerable: true,
  get: function () {
    return git_exports;
  }
});
Object.defineProperty(exports, "githubClient", {
  enumerable: true,
  get: function () {
    return githubClient;
  }
});
Object.defineProperty(exports, "githubToolkit", {
  enumerable: true,
  get: function () {
    return githubToolkit;
  }
});
Object.defineProperty(exports, "keepIssue", {
  enumerable: true,
  get: function () {
    return keepIssue;
  }
});
Object.defineProperty(exports, "offerSuggestions", {
  enumerable: true,
  get: function () {
    return offerSuggestions;
  }
});
Object.defineProperty(exports, "pullRequestOf", {
  enumerable: true,
  get: function () {
    return pullRequestOf;
  }
});
Object.defineProperty(exports, "repositoryApi", {
  enumerable: true,
  get: function () {
    return repositoryApi;
  }
});
Object.defineProperty(exports, "stickComment", {
  enumerable: true,
  get: function () {
    return stickComment;
  }
});
})
