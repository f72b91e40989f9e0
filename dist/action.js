#!/usr/bin/env node
let node_fs = require("node:fs");
let node_module = require("node:module");
let node_path = require("node:path");
let node_vm = require("node:vm");

// src/start.ts
/** Characters of `// ` and a SHA-256. */
const digestLength = 67;
const builtin = (0, node_module.createRequire)(__filename);
const folder = cacheFolder();
const loaded = /* @__PURE__ */ new Map();
const toKeep = [];
process.on("exit", () => toKeep.forEach(keep));
load((0, node_path.join)(__dirname, "chunks", (0, node_path.basename)(__filename)));
/** As Node's `require` for the chunks, which know each other and Node's own modules alone. */
function load(path) {
	const known = loaded.get(path);
	if (known !== void 0) return known.exports;
	const module = { exports: {} };
	loaded.set(path, module);
	const require$1 = (name) => name.startsWith(".") ? load((0, node_path.join)((0, node_path.dirname)(path), name)) : builtin(name);
	compile(path).runInThisContext()(module.exports, require$1, module, path, (0, node_path.dirname)(path));
	return module.exports;
}
/** A chunk is a function in ASCII behind a line with the digest of its text (scripts/lib/bundle.ts). */
function compile(path) {
	const source = (0, node_fs.readFileSync)(path, "latin1");
	if (folder === void 0) return new node_vm.Script(source, { filename: path });
	const file = (0, node_path.join)(folder, (0, node_path.basename)(path, ".js"));
	const digest = source.slice(0, digestLength);
	const before = read(file);
	const cachedData = before?.bytes.toString("latin1", 0, digestLength) === digest ? before.bytes.subarray(digestLength) : void 0;
	const script = new node_vm.Script(source, {
		filename: path,
		...cachedData !== void 0 && { cachedData }
	});
	if (cachedData === void 0 || script.cachedDataRejected === true || isOld(before)) toKeep.push({
		file,
		digest,
		script
	});
	return script;
}
/** What has run since a chunk was kept is learned once a day. */
function isOld(kept) {
	return kept === void 0 || kept.age > 864e5;
}
/** Code is run from a file of the user's own alone. */
function read(file) {
	let descriptor;
	try {
		descriptor = (0, node_fs.openSync)(file, "r");
		const { uid, mtimeMs } = (0, node_fs.fstatSync)(descriptor);
		if (process.getuid !== void 0 && uid !== process.getuid()) return void 0;
		return {
			bytes: (0, node_fs.readFileSync)(descriptor),
			age: Date.now() - mtimeMs
		};
	} catch {
		return;
	} finally {
		if (descriptor !== void 0) (0, node_fs.closeSync)(descriptor);
	}
}
/** Whole or not at all: several runs may write at once. What cannot be kept is compiled again next time. */
function keep({ file, digest, script }) {
	try {
		(0, node_fs.mkdirSync)((0, node_path.dirname)(file), {
			recursive: true,
			mode: 448
		});
		const part = `${file}.${process.pid}`;
		(0, node_fs.writeFileSync)(part, Buffer.concat([Buffer.from(digest, "latin1"), script.createCachedData()]), { mode: 384 });
		(0, node_fs.renameSync)(part, file);
	} catch {}
}
function cacheFolder() {
	const { NODE_DISABLE_COMPILE_CACHE: off, XDG_CACHE_HOME: caches, LOCALAPPDATA: windows, HOME: home } = process.env;
	if (off === "1") return void 0;
	const root = caches || windows || home && (0, node_path.join)(home, ".cache");
	if (!root || !(0, node_path.isAbsolute)(root)) return void 0;
	return (0, node_path.join)(root, "tikv-tls-gate", `${process.version}-${process.arch}`);
}
