import { v as checkCommand } from "./engine.js";
import { closeSync, openSync, writeFileSync } from "node:fs";

// src/commands/write-text.ts
/** UTF-16 code units that are encoded at once: a report can have 100 MB, and its bytes need not stand in memory beside it. */
const step = 4194304;
/** Writes a file in UTF-8. Throws what the file system throws. */
function writeText(path, text) {
	const file = openSync(path, "w");
	try {
		let start = 0;
		do {
			const end = endOfPart(text, start + step);
			writeFileSync(file, text.slice(start, end));
			start = end;
		} while (start < text.length);
	} finally {
		closeSync(file);
	}
}
/** The two halves of a surrogate pair stay together. */
function endOfPart(text, end) {
	if (end >= text.length) return text.length;
	const last = text.charCodeAt(end - 1);
	return last >= 55296 && last < 56320 ? end - 1 : end;
}

export { checkCommand, writeText as t };