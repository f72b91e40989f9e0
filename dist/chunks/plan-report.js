// a0f9e3455e7f69948ccd0834248356a2bb7e5d20ba4398518d3a2f2f13584d83
(function (exports, require, module, __filename, __dirname) {
const require_words = require("./words.js");
const require_main = require("./main.js");

// src/rollout/operator.ts
/** The tool of an instance, by the form in which it is committed. */
function toolOf({ form }) {
	if (form === "tiup" || form === "tidb-operator-v1" || form === "tidb-operator-v2" || form === "compose") return form;
	if (form === "systemd" || form === "ansible") return "systemd";
	return form === "workloads" || form === "helm-values" || form === "kustomize" ? "kubernetes" : "none";
}
/** The tools of an environment before the change, and after it. */
function toolsOf({ matches }) {
	return [...new Set(matches.flatMap(({ base, head }) => [base, head].flatMap((instance) => instance === void 0 ? [] : [toolOf(instance)])))];
}
/** What the operator's own tool does with the change, or cannot do; whole sentences. */
function toolNotes(plan) {
	return toolsOf(plan).flatMap((tool) => noteFor(tool, plan));
}
function noteFor(tool, plan) {
	const isSwitch = plan.verdict.kind === "full-stop";
	const pds = plan.matches.filter(({ base }) => base?.component === "pd");
	const isMany = pds.length > 1 || pds.some(({ base }) => base !== void 0 && require_words.runsOnSeveral(base));
	switch (tool) {
		case "tiup":
			if (!isSwitch) return ["`edit-config` changes the configuration, `reload` restarts the instances one after the other."];
			return ["`edit-config` refuses a change of enable_tls: only `tiup cluster tls` changes it, and it stops and restarts the cluster.", ...isMany ? ["`tiup cluster tls` takes one PD only: scale PD in to one before it, and out again after it."] : []];
		case "tidb-operator-v1":
			if (!isSwitch) return ["The operator restarts the pods itself when the resource changes, PD first, then TiKV."];
			return ["The operator cannot roll this out: its documentation scales PD to one, patches tlsCluster and changes the peer URL in etcd by hand."];
		case "tidb-operator-v2":
			if (!isSwitch) return ["The operator restarts the pods itself when a group changes."];
			return ["spec.tlsCluster of a Cluster is immutable: TLS can only be set on a new cluster."];
		default: return [];
	}
}
/** Shell commands that restart one component, or one instance of it, where the form says enough for them. */
function restartCommands(instances) {
	return [...new Set(instances.flatMap(commandFor))];
}
function commandFor(instance) {
	const { component } = instance;
	const [name, path] = [forShell(instance.name), forShell(instance.path)];
	const tool = toolOf(instance);
	switch (tool) {
		case "tiup": return [`tiup cluster reload CLUSTER -R ${component}`];
		case "compose": return [`docker compose up -d --no-deps --force-recreate ${name}`];
		case "systemd": return [`systemctl restart UNIT   # ${name}`];
		case "tidb-operator-v1":
		case "tidb-operator-v2":
		case "kubernetes": return [`kubectl apply -f ${path}`];
		case "none": return [];
		default: return tool;
	}
}
/** A name out of the repository as one word of a shell: whoever opened the pull request chose it, and somebody may paste it. */
function forShell(text) {
	return /^[\w.@/][\w.@/-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

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
		case "rolls": return require_words.needsRestart(verdict.members) ? `rolls, with a restart of ${require_words.listed(require_words.componentsOf(verdict.members))}` : "rolls without a restart: the running processes read the new files";
		case "splits":
			if (verdict.isFinal) return `does not fit even when all is restarted: ${require_words.clashWords(verdict.clash)}`;
			return `does not roll as one change: ${require_words.clashWords(verdict.clash)}`;
		case "full-stop": return `needs a full stop: ${require_words.clashWords(verdict.clash)}`;
		case "unknown": return `the files do not decide whether it rolls: ${require_words.clashWords(verdict.clash)}`;
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
			const peers = changesPeerScheme ? require_words.peerWords(plan) : void 0;
			return [
				...peers?.when === "before" ? [plain(peers.what)] : [],
				plain("stop the clients, every TiKV and every PD"),
				plain(`put the new configuration and the new files everywhere${peers?.when === "after" ? ", and leave peer-urls and advertise-peer-urls of PD as they are for now" : ""}`),
				{
					...plain("start every PD, then every TiKV, then the clients"),
					restarts: true,
					commands: restartCommands(restarted)
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
		change: require_words.stepWords(step),
		...rollOf(step.order, step.members)
	};
}
function rollOf(order, members) {
	const restarts = require_words.needsRestart(members);
	const instances = members.filter(({ moves }) => moves.includes("restart")).flatMap(({ match }) => match.head === void 0 ? [] : [match.head]);
	return {
		order: require_words.orderWords(order, members),
		restarts,
		commands: restarts ? restartCommands(instances) : []
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
	return [...cautions, ...toolNotes(plan)];
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
