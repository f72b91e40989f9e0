// 81b3dca07e648c46abe965967eb361e3339585dec508054165676e3cf8abe012
(function (exports, require, module, __filename, __dirname) {
const require_engine = require("./engine.js");
const require_main = require("./main.js");

// src/commands/plan-report.ts
/** The plan as data, for every format. `now`: milliseconds since the epoch, UTC. */
function planReport(plan, base, now, environments) {
	const chosen = plan.environments.filter(({ name }) => environments.length === 0 || environments.includes(name));
	return {
		schemaVersion: 1,
		tool: {
			name: "tikv-tls-gate",
			version: require_main.toolVersion
		},
		now: new Date(now).toISOString().replace(".000Z", "Z"),
		base,
		environments: chosen.map(reportOf)
	};
}
function reportOf(plan) {
	const { verdict, diff, match } = plan;
	return {
		name: plan.name,
		renamedFrom: plan.renamedFrom ?? null,
		tier: (match.head ?? match.base)?.tier ?? "production",
		verdict: verdict.kind,
		summary: summaryOf(plan),
		channels: {
			unchanged: diff.unchanged,
			changed: diff.changed.map(({ id, from, to, pairs, direction, before, after }) => ({
				id,
				from,
				to,
				pairs,
				direction,
				before: sideOf(before),
				after: sideOf(after)
			}))
		},
		changes: plan.changes.map(({ component, instance, what, before, after, at, was, effect }) => ({
			component,
			instance: instance.name,
			what,
			before,
			after,
			place: placeOf(at),
			was: placeOf(was),
			effect
		})),
		steps: stepsOf(plan),
		pdSteps: verdict.kind === "full-stop" ? (verdict.pdSteps ?? []).map(stepOf) : [],
		cautions: cautionsOf(plan)
	};
}
function sideOf(side) {
	if (side === void 0) return null;
	const { posture, handshake, detail, at } = side;
	return {
		posture,
		handshake,
		detail,
		place: at === void 0 ? null : placeOf(at)
	};
}
function placeOf({ path, line }) {
	return {
		path,
		line
	};
}
function summaryOf({ verdict }) {
	switch (verdict.kind) {
		case "nothing": return "nothing changes that decides who can talk";
		case "added": return "the environment is new: there is nothing to roll";
		case "removed": return "the environment has no configuration any more";
		case "rolls": return require_engine.needsRestart(verdict.members) ? `rolls, with a restart of ${require_engine.listOf(require_engine.componentsOf(verdict.members))}` : "rolls without a restart: the running processes read the new files";
		case "splits":
			if (verdict.isFinal) return `does not fit even when all is restarted: ${require_engine.clashWords(verdict.clash)}`;
			return `does not roll as one change: ${require_engine.clashWords(verdict.clash)}`;
		case "full-stop": return `needs a full stop: ${require_engine.clashWords(verdict.clash)}`;
		case "unknown": return `the files do not decide whether it rolls: ${require_engine.clashWords(verdict.clash)}`;
		default: return verdict;
	}
}
function stepsOf(plan) {
	const { verdict, matches, changesPeerScheme } = plan;
	switch (verdict.kind) {
		case "rolls": return [{
			change: "",
			...rollOf(verdict.order, verdict.members)
		}];
		case "splits": return (verdict.steps ?? []).map(stepOf);
		case "full-stop": {
			const restarted = matches.flatMap(({ head }) => head ?? []);
			const peers = changesPeerScheme ? require_engine.peerWords(plan) : void 0;
			return [
				...peers?.when === "before" ? [plain(peers.what)] : [],
				plain("stop the clients, every TiKV and every PD"),
				plain(`put the new configuration and the new files everywhere${peers?.when === "after" ? ", and leave peer-urls and advertise-peer-urls of PD as they are for now" : ""}`),
				{
					...plain("start every PD, then every TiKV, then the clients"),
					restarts: true,
					commands: require_engine.restartCommands(restarted)
				},
				...peers?.when === "after" ? [plain(peers.what)] : []
			];
		}
		default: return [];
	}
}
function plain(change) {
	return {
		change,
		order: "",
		restarts: false,
		commands: []
	};
}
function stepOf(step) {
	return {
		change: require_engine.stepWords(step),
		...rollOf(step.order, step.members)
	};
}
function rollOf(order, members) {
	const restarts = require_engine.needsRestart(members);
	const instances = members.filter(({ moves }) => moves.includes("restart")).flatMap(({ match }) => match.head === void 0 ? [] : [match.head]);
	return {
		order: require_engine.orderWords(order, members),
		restarts,
		commands: restarts ? require_engine.restartCommands(instances) : []
	};
}
function cautionsOf(plan) {
	const { verdict, changes, match, matches } = plan;
	if (verdict.kind === "nothing" || verdict.kind === "added" || verdict.kind === "removed") return [];
	const cautions = [];
	if (match.head?.clients === void 0 && changes.some(({ part }) => part === "ca" || part === "certificate")) cautions.push("What credentials TiDB, TiCDC, BR, pd-ctl and monitoring have is not in the files: they have to trust what the servers show at every step.");
	const removed = changes.filter(({ part, before, after }) => part === "list" && after !== "not set" && namesOf(before).some((name) => !namesOf(after).includes(name)));
	const names = [...new Set(removed.flatMap(({ before, after }) => namesOf(before).filter((name) => name !== "not set" && !namesOf(after).includes(name))))];
	if (names.length > 0) cautions.push(`No longer allowed: ${names.join(", ")}. Whoever outside of the files has such a name is refused.`);
	if (plan.changesPeerScheme) cautions.push("Peer URLs live in etcd: advertise-peer-urls of a running member has no effect, its stored URL is changed by member update.");
	if (changes.some(({ what }) => what === "the certificate file")) cautions.push("Write CA and key first and the certificate last: TiKV looks at the time of the certificate file alone.");
	if ((verdict.kind === "splits" ? verdict.steps : verdict.kind === "full-stop" ? verdict.pdSteps : void 0)?.some(({ isUndecided }) => isUndecided)) cautions.push("Not all certificates are in the repository: in these steps what the files do not decide is taken to succeed.");
	const isAlone = (component) => matches.every(({ base, head }) => (head ?? base)?.component !== component);
	if (isAlone("tikv") && verdict.kind !== "rolls") cautions.push("No TiKV is among the files: TiKV speaks TLS or plaintext and never both, and dials PD as it does everything else.");
	return [...cautions, ...require_engine.toolNotes(plan)];
}
function namesOf(text) {
	return text.split(", ");
}

Object.defineProperty(exports, "planReport", {
  enumerable: true,
  get: function () {
    return planReport;
  }
});
})
