// 3ada0b8fe4b51d4e05664dbfbd80902fa332559ba75fdf8299c22f8d4aac9d03
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_plan_report = require("./plan-report.js");

// src/commands/reported-change.ts
/** What reporters may ask about a change; each answer is worked out once. `now`: milliseconds since the epoch, UTC. */
function reportedChange(sides, base, now, environments) {
	const { moved } = sides;
	const before = new Map(sides.base.files.map((file) => [file.path, file]));
	const after = new Map(sides.head.files.map((file) => [file.path, file]));
	const known = /* @__PURE__ */ new Map();
	let plan;
	return {
		plan() {
			plan ??= require_plan_report.planReport(require_engine.planOf(sides.base.model, sides.head.model, now), base, now, environments);
			return plan;
		},
		linesOf(name) {
			const path = name;
			const file = after.get(path);
			if (file === void 0) return void 0;
			const lines = known.get(path) ?? require_engine.changedLines(before.get(moved.get(path) ?? path)?.text, file.text);
			known.set(path, lines);
			return lines;
		}
	};
}

exports.reportedChange = reportedChange;
})
