import { _ as TreeLost, g as TreeError, n as UsageError } from "./main.js";
import { Bt as treeLimits, G as entriesOf, K as isGitEntry, W as checkSize, zt as tooLarge } from "./engine.js";
import { a as notice, c as warning, i as info, l as summary, n as getInput, o as setFailed, r as getMultilineInput, s as setOutput, t as error } from "./actions.js";
import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { spawn } from "node:child_process";

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
function textAt(value, ...path) {
	const found = valueAt(value, ...path);
	return typeof found === "string" ? found : void 0;
}
function valueAt(value, ...path) {
	let found = value;
	for (const key of path) {
		if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return void 0;
		found = found[key];
	}
	return found;
}

// src/github/repository-api.ts
/** Answers larger than a blob of the usual limit in base64 are not read. Bytes. */
const longestAnswer = 67108864;
/** Reads of one repository through GitHub's REST API. `origin` is `https://api.github.com`, or a server's own address. */
function repositoryApi(origin, repository, token) {
	if (!/^https?:\/\//.test(origin) || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return void 0;
	const headers = {
		accept: "application/vnd.github+json",
		"x-github-api-version": "2022-11-28",
		"user-agent": "tikv-tls-gate",
		...token !== void 0 && token !== "" && { authorization: `Bearer ${token}` }
	};
	return {
		repository,
		async get(path) {
			try {
				const answer = await fetch(`${origin}/repos/${repository}/${path}`, {
					headers,
					signal: AbortSignal.timeout(3e4)
				});
				const text = await answer.text();
				if (text.length > longestAnswer) throw new TreeLost(`GitHub's answer for ${repository} is larger than 64 MiB`);
				return {
					status: answer.status,
					body: parsed(text)
				};
			} catch (error) {
				if (error instanceof TreeLost) throw error;
				throw new TreeLost(`GitHub does not answer for ${repository} (${error instanceof Error ? error.name : "unknown reason"})`);
			}
		}
	};
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

// src/discover/git.ts
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
		const child = spawn("git", gitArguments(args), {
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
			reject(new TreeError(error.code === "ENOENT" ? "the program git is not here" : `git cannot be run (${error.code})`));
		});
		child.once("close", (status, signal) => {
			if (length > outputLimit) reject(new TreeError("git lists more than 256 MiB"));
			else if (signal !== null) reject(new TreeError(`git did not end within ${milliseconds / 1e3} seconds`));
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
	const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
	const folder = isFolder ? path : dirname(path);
	const { status, stdout, fault } = await git(folder, ["rev-parse", "--show-prefix"]);
	if (status !== 0) throw new TreeError(`${path} lies in no git repository${fault === "" ? "" : ` (${fault})`}`);
	return {
		folder,
		prefix: [stdout.toString("utf8").replace(/\n$/, "").replace(/\/$/, ""), isFolder ? "" : basename(path)].filter((part) => part !== "").join("/")
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
	return {
		name,
		async list() {
			const listed = await listOf$1(checkout, commit, name);
			checkSize(name, listed, treeLimits.entries);
			return entriesOf(listed, async (id) => new TextDecoder().decode(await objects.read(id, 4096)));
		},
		read: (entry, limit) => readBlob(entry, Math.min(limit ?? treeLimits.file, treeLimits.file), (id) => objects.read(id, treeLimits.file))
	};
}
/** Reads the blob of an entry within a limit of bytes. */
async function readBlob(entry, limit, read) {
	const refuse = (because) => new TreeError(`${entry.path}: ${because}`, because);
	if (entry.kind !== "file" || !isGitEntry(entry)) throw refuse("is no regular file");
	if (entry.size > limit) throw refuse(tooLarge(limit));
	const bytes = await read(entry.blob);
	if (bytes.length > limit) throw refuse(tooLarge(limit));
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
	if (status !== 0) throw new TreeError(`${name}: git does not list it${fault === "" ? "" : ` (${fault})`}`);
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
	if (path === prefix) return basename(path);
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
			if (!isObjectId(id)) return reject(new TreeError(`${id.slice(0, 80)} is no object id`));
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
		const child = spawn("git", gitArguments(["cat-file", "--batch"]), {
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
		const end = () => this.#fail(new TreeLost("git ended before it gave what was asked for"));
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
				this.#settle().reject(new TreeLost(`git does not have object ${next.id.slice(0, 12)}`));
				continue;
			}
			const end = line + 1 + Number(size);
			if (this.#length < end + 1) return;
			const bytes = Uint8Array.prototype.slice.call(this.#joined().subarray(line + 1, end));
			this.#drop(end + 1);
			const { resolve, reject, limit } = this.#settle();
			if (type === "blob" && bytes.length <= limit) resolve(bytes);
			else reject(new TreeError(`object ${next.id.slice(0, 12)} is no blob of a usual size`));
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
	return {
		name,
		async list() {
			if (!isObjectId(commit)) throw new TreeError(`${name} is no full commit id`);
			const below = (await listOf(api, commit, name)).flatMap((item) => {
				const path = pathBelow(prefix, item.path);
				return path === void 0 ? [] : [{
					...item,
					path
				}];
			});
			checkSize(name, below, treeLimits.entries);
			return entriesOf(below, async (id) => new TextDecoder().decode(await blob(id)));
		},
		read: (entry, limit) => readBlob(entry, Math.min(limit ?? treeLimits.file, treeLimits.file), blob)
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
		if (++requests > mostRequests) throw new TreeError(`${name}: has more folders than are asked for one by one (${mostRequests})`);
		const answer = await ask(api, `git/trees/${next.id}`);
		if (answer.truncated === true) throw new TreeError(`${name}: GitHub does not list all of folder ${next.folder || "/"}`);
		const items = itemsOf(answer, next.folder, name);
		files.push(...items.files);
		waiting.push(...items.folders);
	}
	return files;
}
function itemsOf(answer, folder, name) {
	if (!Array.isArray(answer.tree)) throw new TreeLost(`${name}: GitHub's answer holds no tree`);
	const files = [];
	const folders = [];
	for (const item of answer.tree) {
		const { path, mode, sha, size, type } = item ?? {};
		if (typeof path !== "string" || typeof mode !== "string" || typeof sha !== "string" || !isObjectId(sha)) throw new TreeLost(`${name}: GitHub's answer holds an entry without path, mode or id`);
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
	if (typeof content !== "string" || encoding !== "base64") throw new TreeLost(`${name}: GitHub's answer holds no content`);
	return new Uint8Array(Buffer.from(content, "base64"));
}
async function ask(api, path) {
	const { status, body } = await api.get(path);
	if (status === 200) return body ?? {};
	const told = body?.message;
	const message = typeof told === "string" ? `: ${told.slice(0, 200)}` : "";
	throw new TreeLost(`GitHub answers ${status} for ${api.repository}${because[status] ?? ""}${message}`);
}
const because = {
	401: " (the token does not count)",
	403: " (the token may not read it, or too many requests were made)",
	404: " (not there, or the token may not read it)",
	429: " (too many requests were made)"
};

// src/commands/find-base.ts
/** The base of a command line: where HEAD left the named commit's history. Its law is the named commit's own. */
async function baseOfRef(path, ref) {
	if (!isCommitName(ref)) throw new UsageError(`--base ${ref}: not the name of a commit`);
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
async function baseOfEvent(path, change, api, prefix, sha) {
	switch (change.kind) {
		case "none": return;
		case "unknown": return {
			kind: "missing",
			name: "of this event",
			because: change.because
		};
		case "branch":
		case "state": return attempt(change.base, async () => await fromCheckout(path, change, sha) ?? fromApi(change, api, prefix));
		default: return change;
	}
}
async function fromCheckout(path, change, sha) {
	let checkout;
	try {
		checkout = await checkoutOf(path);
	} catch (error) {
		if (error instanceof TreeError) return void 0;
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
async function fromApi(change, api, prefix) {
	const { base, head } = change;
	if (api === void 0 || prefix === void 0) return {
		kind: "missing",
		name: base,
		because: "the checkout does not have it, and it cannot be fetched"
	};
	const began = change.kind === "branch" && head !== void 0 ? await githubMergeBase(api, base, head) : base;
	const root = githubTree(api, base);
	const law = prefix === "" ? root : githubTree(api, base, prefix);
	return {
		kind: "tree",
		tree: began === void 0 || began === base ? law : githubTree(api, began, prefix),
		law,
		root,
		name: (began ?? base).slice(0, 12)
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
	const law = tip === began ? tree : gitTree(checkout, tip);
	return {
		kind: "tree",
		tree,
		law,
		root: checkout.prefix === "" ? law : gitTree({
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
		if (error instanceof TreeError || error instanceof TreeLost) return {
			kind: "missing",
			name,
			because: error.message
		};
		throw error;
	}
}

// src/github/toolkit.ts
const annotations = {
	error,
	warning,
	notice
};
/** The toolkit of GitHub's runner. */
const githubToolkit = {
	input: (name) => getInput(name),
	lines: (name) => getMultilineInput(name),
	output: (name, value) => setOutput(name, value),
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
	info: (text) => info(text),
	warning: (text) => warning(text),
	async summary(markdown) {
		await summary.addRaw(markdown, true).write({ overwrite: true });
	},
	fail: (message) => setFailed(message)
};

export { changeOfEvent as a, repositoryApi as i, baseOfEvent as n, baseOfRef as r, githubToolkit as t };