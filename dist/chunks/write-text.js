// 0a0872913f55d76f9da672991c339d313795c53fb280dc35ef334ebc1154698d
(function (exports, require, module, __filename, __dirname) {
let node_fs = require("node:fs");

// src/commands/write-text.ts
/** UTF-16 code units that are encoded at once: a report can have 100 MB, and its bytes need not stand in memory beside it. */
const step = 4194304;
/** Writes a file in UTF-8. Throws what the file system throws. */
function writeText(path, text) {
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

Object.defineProperty(exports, "writeText", {
  enumerable: true,
  get: function () {
    return writeText;
  }
});
})
