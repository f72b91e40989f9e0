// 53f7da501e154e7f25503504215a42b18fa57569a82c93baff17b71c72705070
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
let node_fs = require("node:fs");
let node_path = require("node:path");

// src/cli/standing.ts
/** Bytes of a config file or policy outside of the root. */
const longestFile = 1048576;
/** Where the paths lead that a user types who stands in `cwd`: into the root, or to a file elsewhere. */
function typedPaths(root, cwd) {
	return (text) => {
		const path = require_engine.typedBelow(root, cwd, text);
		if (path !== void 0) return {
			kind: "inside",
			path
		};
		const file = (0, node_path.resolve)(cwd, text);
		return {
			kind: "outside",
			name: text.replaceAll("\\", "/"),
			read: () => textOf(file)
		};
	};
}
async function textOf(file) {
	if ((0, node_fs.statSync)(file, { throwIfNoEntry: false })?.isFile() !== true) return void 0;
	const tree = require_engine.workingTree(file);
	const [entry] = await tree.list();
	return entry && new TextDecoder().decode(await tree.read(entry, longestFile));
}
/** How a path of a report is shown on a terminal: from where the user stands, so that it can be clicked. */
function shownFrom(root, cwd) {
	const here = require_engine.realFolder(cwd);
	return (path) => (0, node_path.relative)(here, (0, node_path.join)(root, path)) || ".";
}

Object.defineProperty(exports, "shownFrom", {
  enumerable: true,
  get: function () {
    return shownFrom;
  }
});
Object.defineProperty(exports, "typedPaths", {
  enumerable: true,
  get: function () {
    return typedPaths;
  }
});
})
