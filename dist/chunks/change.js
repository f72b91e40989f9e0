// 9ae054ae095f312951b7c13962530b3201d3f1fd2bfb95249cf2d706b1096165
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_main = require("./main.js");
const require_engine = require("./engine.js");

// src/rollout/material-change.ts
function materialChange(before, after) {
	if (before.kind === "absent" || after.kind === "absent") return before.kind === after.kind ? "same" : "set-or-unset";
	const isSamePath = before.path !== void 0 && before.path.value === after.path?.value;
	if (before.kind === "unseen" && after.kind === "unseen") return isSamePath || before.path === void 0 && after.path === void 0 && before.because === after.because ? "same" : "unseen";
	if (before.kind === "unseen" || after.kind === "unseen") return "unseen";
	const isSameContent = hasSameContent(before.file, after.file);
	if (isSamePath) return isSameContent ? "same" : "content";
	return isSameContent ? "path" : "path-and-content";
}
/** Is the file behind an unchanged path another one? What left the repository, or came into it, may be. */
function isReplaced(before, after) {
	if (before.kind === "absent" || after.kind === "absent") return false;
	if (before.path === void 0 || before.path.value !== after.path?.value) return false;
	return before.kind === "seen" && after.kind === "seen" ? !hasSameContent(before.file, after.file) : before.kind !== after.kind;
}
/** Do two files hold the same, as far as a program can tell? */
function hasSameContent(a, b) {
	return a === b || contentOf(a) === contentOf(b);
}
const contents = /* @__PURE__ */ new WeakMap();
function contentOf(file) {
	let content = contents.get(file);
	if (content === void 0) {
		const { format, startsWithByteOrderMark, hasNul, hasIndentedBlock } = file;
		content = [
			format,
			startsWithByteOrderMark,
			hasNul,
			hasIndentedBlock,
			...file.blocks.map(blockOf)
		].join("\n");
		contents.set(file, content);
	}
	return content;
}
function blockOf(block) {
	switch (block.kind) {
		case "certificate": return `${block.label} ${block.certificate.sha256}`;
		case "private-key": return `${block.label} ${block.key.encrypted} ${block.key.publicKey?.spki ?? ""}`;
		case "broken": return `broken ${block.label} ${block.level} ${block.because}`;
		case "other": return `other ${block.label}`;
		default: return block;
	}
}

// src/rollout/parts.ts
/** The parts of a configuration that can be changed one at a time. */
const parts = [
	"ca",
	"certificate",
	"list",
	"client-urls",
	"advertise-client",
	"peer-urls",
	"clients",
	"rest"
];
/** Which parts of an environment change, and what each can be made of. */
function blendsOf(matches) {
	const blends = /* @__PURE__ */ new Map();
	for (const part of parts) {
		let changes = false;
		let mixes = false;
		for (const { base, head } of matches) {
			if (base === void 0 || head === void 0) {
				changes ||= part === "rest";
				continue;
			}
			if (!changesIn(part, base, head)) continue;
			changes = true;
			mixes ||= canBeBoth(part, base, head);
		}
		if (part === "certificate" && matches.some(turnsOn)) continue;
		if (changes) blends.set(part, mixes ? [
			"old",
			"both",
			"new"
		] : ["old", "new"]);
	}
	return blends;
}
function turnsOn({ base, head }) {
	if (base === void 0 || head === void 0) return false;
	return base.security.ca.kind === "absent" !== (head.security.ca.kind === "absent");
}
/** Does one instance change in a part? */
function changesIn(part, base, head) {
	switch (part) {
		case "ca": return materialChange(base.security.ca, head.security.ca) !== "same";
		case "certificate": return ["certificate", "key"].some((name) => materialChange(base.security[name], head.security[name]) !== "same");
		case "list": return listText(base.security.allowedCn) !== listText(head.security.allowedCn) || sansOf(base) !== sansOf(head);
		case "client-urls": return bothPd(base, head, (pd) => urlsText(pd.clientUrls));
		case "advertise-client": return bothPd(base, head, (pd) => urlsText(pd.advertiseClientUrls));
		case "peer-urls": return bothPd(base, head, (pd) => `${urlsText(pd.peerUrls)}\n${urlsText(pd.advertisePeerUrls)}`);
		case "clients": return false;
		case "rest": return restOf(base) !== restOf(head);
		default: return part;
	}
}
function bothPd(base, head, text) {
	return base.component === "pd" && head.component === "pd" && text(base) !== text(head);
}
/** What of the other settings decides who can talk. */
function restOf(instance) {
	const { version } = instance;
	if (instance.component === "pd") return version.text;
	const { advertiseAddress, address, pdEndpoints } = instance;
	return [
		version.text,
		statedText(advertiseAddress),
		statedText(address),
		listText(pdEndpoints)
	].join("\n");
}
function sansOf({ security }) {
	return listText(security.allowedSan);
}
function statedText(stated) {
	return stated.kind === "known" ? stated.value : stated.kind;
}
/** A list in words that are equal for equal lists; the order of names says nothing. An empty list is none. */
function listText(stated) {
	if (stated.kind !== "known") return stated.kind === "absent" ? "" : `unknown ${stated.because}`;
	return stated.value.map(({ value }) => value).sort().join("\n");
}
function urlsText(stated) {
	return stated.kind === "known" ? stated.value.map(({ value }) => value.text.trim()).join(",") : stated.kind;
}
function canBeBoth(part, base, head) {
	const [before, after] = [base.security, head.security];
	switch (part) {
		case "ca": return before.ca.kind === "seen" && after.ca.kind === "seen" && materialChange(before.ca, after.ca) !== "path";
		case "list": return listText(before.allowedCn) !== "" && listText(after.allowedCn) !== "" && bothKnown(before, after);
		case "client-urls": return base.component === "pd" && head.component === "pd" && schemesOf(base.clientUrls) !== schemesOf(head.clientUrls);
		default: return false;
	}
}
function bothKnown(before, after) {
	return before.allowedCn.kind === "known" && after.allowedCn.kind === "known";
}
/** `http`, `https`, or both, in order. */
function schemesOf(urls) {
	if (urls.kind !== "known") return urls.kind;
	return [...new Set(urls.value.map(({ value }) => value.scheme ?? "none"))].sort().join(",");
}
/** One instance in a configuration between before and after. The same choice gives the same object. */
var Blender = class {
	#made = /* @__PURE__ */ new Map();
	instance({ id, base, head }, choice) {
		if (base === void 0 || head === void 0) return (choice.rest ?? "new") === "old" ? base : head;
		const wanted = parts.filter((part) => changesIn(part, base, head));
		const blend = (part) => choice[part] ?? (part === "certificate" ? choice.ca : void 0) ?? "new";
		if (wanted.every((part) => blend(part) === "old")) return base;
		if (wanted.every((part) => blend(part) === "new")) return head;
		const key = [id, ...wanted.map((part) => `${part}=${blend(part)}`)].join(" ");
		let made = this.#made.get(key);
		if (made === void 0) {
			made = blended(base, head, blend);
			this.#made.set(key, made);
		}
		return made;
	}
};
function blended(base, head, blend) {
	const security = blendedSecurity(base.security, head.security, blend);
	const rest = blend("rest") === "old" ? base : head;
	if (rest.component === "tikv") return {
		...rest,
		name: head.name,
		security
	};
	return {
		...rest,
		...blendedUrls(base, head, blend),
		name: head.name,
		security
	};
}
function blendedSecurity(base, head, blend) {
	const pair = blend("certificate") === "old" ? base : head;
	const list = blend("list");
	return {
		at: head.at,
		ca: blend("ca") === "both" ? bundle(base.ca, head.ca) : blend("ca") === "old" ? base.ca : head.ca,
		certificate: pair.certificate,
		key: pair.key,
		allowedCn: list === "both" ? union(base.allowedCn, head.allowedCn) : (list === "old" ? base : head).allowedCn,
		allowedSan: list === "both" ? union(base.allowedSan, head.allowedSan) : (list === "old" ? base : head).allowedSan
	};
}
const bundles = /* @__PURE__ */ new WeakMap();
/** A file with the certificates of both; they are read once, whoever trusts them. */
function bundle(before, after) {
	if (before.kind !== "seen" || after.kind !== "seen") return after;
	let byHead = bundles.get(before.file);
	if (byHead === void 0) {
		byHead = /* @__PURE__ */ new WeakMap();
		bundles.set(before.file, byHead);
	}
	let file = byHead.get(after.file);
	if (file === void 0) {
		file = {
			...after.file,
			blocks: [...after.file.blocks, ...before.file.blocks]
		};
		byHead.set(after.file, file);
	}
	return {
		...after,
		file
	};
}
function union(before, after) {
	if (before.kind !== "known" || after.kind !== "known") return after;
	if (before.value.length === 0 || after.value.length === 0) return before.value.length === 0 ? before : after;
	const names = new Set(after.value.map(({ value }) => value));
	return {
		...after,
		value: [...after.value, ...before.value.filter(({ value }) => !names.has(value))]
	};
}
function blendedUrls(base, head, blend) {
	const listen = blend("client-urls");
	const clientUrls = listen === "both" ? joined(base.clientUrls, head.clientUrls) : (listen === "old" ? base : head).clientUrls;
	const advertised = blend("advertise-client") === "old" ? base : head;
	const peer = blend("peer-urls") === "old" ? base : head;
	return {
		clientUrls,
		advertiseClientUrls: !(advertised.advertiseClientUrls === advertised.clientUrls) ? advertised.advertiseClientUrls : clientUrls === advertised.clientUrls ? clientUrls : withoutUnreliableHosts(advertised.clientUrls),
		peerUrls: peer.peerUrls,
		advertisePeerUrls: peer.advertisePeerUrls
	};
}
function joined(before, after) {
	return before.kind === "known" && after.kind === "known" ? {
		...after,
		value: [...before.value, ...after.value]
	} : after;
}
/** A listen address that nobody wrote as the one to dial stays one of which nothing is known. */
function withoutUnreliableHosts(urls) {
	if (urls.kind !== "known") return urls;
	const value = urls.value.map((url) => require_engine.isLoopback(url.value.host) || /^[0.:]+$/.test(url.value.host) ? {
		...url,
		value: {
			...url.value,
			host: ""
		}
	} : url);
	return {
		...urls,
		value
	};
}

// src/rollout/changes.ts
/** What a change does to one instance that exists before and after. */
function changesOf({ base, head }) {
	if (base === void 0 || head === void 0 || base === head) return [];
	return [
		...require_engine.materialNames.flatMap((name) => materialChanges(name, base, head)),
		...listChanges(base, head),
		...addressChanges(base, head)
	];
}
function materialChanges(name, base, head) {
	const [before, after] = [base.security[name], head.security[name]];
	const kind = materialChange(before, after);
	if (kind === "same") return [];
	const isFile = kind === "content" || kind === "unseen" && pathOf(before) === pathOf(after);
	const fileName = {
		ca: "CA file",
		certificate: "certificate file",
		key: "key file"
	}[name];
	const part = name === "ca" ? "ca" : "certificate";
	return [{
		instance: head,
		component: head.component,
		part,
		what: isFile ? `the ${fileName}` : require_engine.materialKeys[head.component][name],
		before: isFile ? contentText(before) : pathOf(before),
		after: isFile ? contentText(after) : pathOf(after),
		at: isFile ? fileSpan(after, head) : placeOf$1(after, head),
		was: isFile ? fileSpan(before, base) : placeOf$1(before, base),
		effect: isFile && isReadAnew(name, base, head) ? "next-handshake" : "restart",
		isFile
	}];
}
/** PD reads certificate and key at every handshake; TiKV all three when the time of the certificate file changes. */
function isReadAnew(name, base, head) {
	if (head.component === "pd") return name !== "ca";
	return isReplaced(base.security.certificate, head.security.certificate);
}
function pathOf(material) {
	return material.kind === "absent" ? "not set" : material.path?.value ?? "set by the deployment";
}
function contentText(material) {
	if (material.kind !== "seen") return "not in the repository";
	const names = material.file.blocks.flatMap((block) => block.kind === "certificate" ? [`${block.certificate.subject.text || "no subject"} (${block.certificate.sha256.slice(0, 8)})`] : []);
	return names.length === 0 ? "no certificate" : names.slice(0, 3).join(", ");
}
function placeOf$1(material, { security }) {
	if (material.kind === "absent") return material.at ?? security.at;
	return material.path?.span ?? security.at;
}
/** A new file's first certificate or key: the file itself is the changed place. */
function fileSpan(material, instance) {
	if (material.kind !== "seen") return placeOf$1(material, instance);
	return material.file.blocks[0]?.span ?? material.file.at;
}
function listChanges(base, head) {
	return [["cert-allowed-cn", "allowedCn"], ["cert-allowed-san", "allowedSan"]].flatMap(([what, name]) => {
		const [before, after] = [base.security[name], head.security[name]];
		if (listText(before) === listText(after)) return [];
		return [made(base, head, "list", what, stated(before), stated(after), placed(before, base), placed(after, head))];
	});
}
function stated(list) {
	if (list.kind === "unknown") return "set by the deployment";
	if (list.kind === "absent" || list.value.length === 0) return "not set";
	return list.value.map(({ value }) => value).join(", ");
}
function placed(value, { security }) {
	return value.kind === "absent" ? value.at ?? security.at : value.span;
}
function addressChanges(base, head) {
	const changes = [];
	const add = (part, what, before, after, was, at) => {
		if (before !== after) changes.push(made(base, head, part, what, before, after, was, at));
	};
	if (base.component === "pd" && head.component === "pd") {
		const urls = (part, what, of) => add(part, what, urlsText(of(base)), urlsText(of(head)), placed(of(base), base), placed(of(head), head));
		const isOwn = (name, listen) => base[name] !== base[listen] || head[name] !== head[listen];
		urls("client-urls", "client-urls", (pd) => pd.clientUrls);
		if (isOwn("advertiseClientUrls", "clientUrls")) urls("advertise-client", "advertise-client-urls", (pd) => pd.advertiseClientUrls);
		urls("peer-urls", "peer-urls", (pd) => pd.peerUrls);
		if (isOwn("advertisePeerUrls", "peerUrls")) urls("peer-urls", "advertise-peer-urls", (pd) => pd.advertisePeerUrls);
	}
	if (base.component === "tikv" && head.component === "tikv") {
		const text = (value) => value.kind === "known" ? value.value : value.kind;
		const [before, after] = [base.advertiseAddress, head.advertiseAddress];
		add("rest", "server.advertise-addr", text(before), text(after), placed(before, base), placed(after, head));
		const [old, fresh] = [base.pdEndpoints, head.pdEndpoints];
		add("rest", "pd.endpoints", stated(old), stated(fresh), placed(old, base), placed(fresh, head));
	}
	if (base.version.text !== head.version.text) add("rest", "version", base.version.text, head.version.text, base.versionSpan ?? base.at, head.versionSpan ?? head.at);
	return changes;
}
function made(base, head, part, what, before, after, was, at) {
	return {
		instance: head,
		component: base.component,
		part,
		what,
		before,
		after,
		at,
		was,
		effect: "restart",
		isFile: false
	};
}
/** Does the change matter to who can talk at all? */
function isTouched({ base, head }) {
	if (base === void 0 || head === void 0) return true;
	return base !== head && [
		"ca",
		"certificate",
		"list",
		"client-urls",
		"advertise-client",
		"peer-urls",
		"rest"
	].some((part) => changesIn(part, base, head));
}
/** `PD`, `TiKV`; what dials from outside. */
function memberKind(component) {
	return component === "client" ? "clients" : require_engine.componentName[component];
}

// src/rollout/match.ts
/**
* Environments of two models: by name; a renamed one by the instances that it has in common with what is left. The order
* is the head's, then what was removed.
*/
function matchEnvironments(base, head) {
	const left = new Map(base.environments.map((environment) => [environment.name, environment]));
	const found = /* @__PURE__ */ new Map();
	for (const environment of head.environments) {
		const same = left.get(environment.name);
		if (same === void 0) continue;
		found.set(environment, same);
		left.delete(environment.name);
	}
	const owners = /* @__PURE__ */ new Map();
	for (const environment of left.values()) for (const instance of environment.instances) for (const key of keysOf(instance)) owners.set(key, environment);
	for (const environment of head.environments) {
		if (found.has(environment)) continue;
		const owner = environment.instances.flatMap(keysOf).map((key) => owners.get(key)).find((one) => one !== void 0 && left.has(one.name));
		if (owner === void 0) continue;
		found.set(environment, owner);
		left.delete(owner.name);
	}
	return [...head.environments.map((environment) => ({
		base: found.get(environment),
		head: environment
	})), ...[...left.values()].map((environment) => ({ base: environment }))];
}
/**
* Instances of one environment before and after. Each way of recognition is tried for all before the next, weaker one: the
* same name in the same file, the same address, the same file, the same name, and at last the only one of its kind.
*/
function matchInstances({ base, head }) {
	const before = new Set(base?.instances ?? []);
	const after = new Set(head?.instances ?? []);
	const found = /* @__PURE__ */ new Map();
	const ways = [
		(instance) => `${instance.path}\n${instance.name}`,
		addressOf,
		(instance) => instance.path,
		(instance) => instance.name,
		() => "only one"
	];
	for (const way of ways) {
		const [old, fresh] = [uniqueBy(before, way), uniqueBy(after, way)];
		for (const [key, instance] of fresh) {
			const match = old.get(key);
			if (instance === void 0 || match === void 0) continue;
			found.set(instance, match);
			before.delete(match);
			after.delete(instance);
		}
	}
	return [...(head?.instances ?? []).map((instance) => ({
		base: found.get(instance),
		head: instance
	})), ...[...before].map((instance) => ({ base: instance }))].map((match, index) => ({
		...match,
		id: String(index)
	}));
}
/**
* The same instance with what says nothing taken out of the difference: its name, and why a file that is not in the
* repository is not. A doubt is then the same doubt before and after.
*/
function withoutMereWords(match) {
	const { base, head } = match;
	if (base === void 0 || head === void 0) return match;
	const unseen = require_engine.materialNames.filter((name) => {
		const [before, after] = [base.security[name], head.security[name]];
		return after.kind === "unseen" && before.kind === "unseen" && materialChange(before, after) === "same";
	});
	const same = Object.fromEntries(unseen.map((name) => [name, base.security[name]]));
	return {
		...match,
		base: base.name === head.name ? base : {
			...base,
			name: head.name
		},
		head: unseen.length === 0 ? head : {
			...head,
			security: {
				...head.security,
				...same
			}
		}
	};
}
/** Instances by a key, with `undefined` where several have the same one. */
function uniqueBy(instances, keyOf) {
	const map = /* @__PURE__ */ new Map();
	for (const instance of instances) {
		const key = keyOf(instance);
		if (key === void 0) continue;
		const full = `${instance.component} ${key}`;
		map.set(full, map.has(full) ? void 0 : instance);
	}
	return map;
}
/** The address at which others find an instance; undefined when its files do not say. */
function addressOf(instance) {
	if (instance.component === "tikv") {
		const { advertiseAddress } = instance;
		if (require_engine.advertisedHost(instance) === void 0 || advertiseAddress.kind !== "known") return void 0;
		const { host, port } = require_engine.splitAddress(advertiseAddress.value);
		return `${host}:${port ?? ""}`;
	}
	const host = require_engine.advertisedClientTargets(instance)[0]?.host;
	const { advertiseClientUrls } = instance;
	if (host === void 0 || advertiseClientUrls.kind !== "known") return void 0;
	return `${host.value}:${advertiseClientUrls.value[0]?.value.port ?? ""}`;
}
function keysOf(instance) {
	const address = addressOf(instance);
	return [`file ${instance.path}`, ...address === void 0 ? [] : [`${instance.component} ${address}`]];
}

// src/rollout/outside.ts
/** The clients of an environment: they dial as its servers want to be dialled. */
function outsideOf({ instances, clients }) {
	const uniform = (component) => {
		const all = instances.filter((instance) => instance.component === component).flatMap(transportsTo);
		const [first] = all;
		return all.every((one) => one === first) && first !== "unknown" ? first : void 0;
	};
	return {
		transport: {
			pd: uniform("pd"),
			tikv: uniform("tikv")
		},
		security: clients === void 0 ? void 0 : require_engine.clientSecurity(clients)
	};
}
function transportsTo(instance) {
	if (instance.component === "pd") return require_engine.advertisedClientTargets(instance).map(({ transport }) => transport);
	const transport = require_engine.offerOf({
		instance,
		port: "tikv-grpc"
	})?.transport;
	return [transport === "tls" || transport === "plaintext" ? transport : "unknown"];
}
/** Do clients have to change too? */
function isSameOutside(a, b) {
	return a.transport.pd === b.transport.pd && a.transport.tikv === b.transport.tikv && a.security === b.security;
}
/** The clients as a member of the rollout: one, since they all have to reach everything. */
function outsideMember(from, to) {
	const words = (text) => isSameOutside(from, to) ? "" : text;
	const base = {
		dials: [],
		outside: from,
		words: words("as they dial today")
	};
	const isChanged = !isSameOutside(from, to);
	return {
		id: "clients",
		name: "clients outside (TiDB, pd-ctl)",
		component: "client",
		states: isChanged ? [base, {
			dials: [],
			outside: to,
			words: words("as they dial after the change")
		}] : [base],
		moves: isChanged ? ["switch"] : [],
		match: { id: "clients" }
	};
}
/** What happens when clients dial an instance; undefined where nothing is known of how they dial. */
function outsideOutcomes({ transport, security }, server, at) {
	const dialling = transport[server.component];
	if (dialling === void 0) return [];
	const hosts = server.component === "pd" ? require_engine.advertisedClientTargets(server).map(({ host }) => host) : [require_engine.advertisedHost(server)];
	const port = server.component === "pd" ? "pd-client" : "tikv-grpc";
	return hosts.map((host) => {
		return require_engine.handshake({
			name: "a client",
			program: "other",
			security,
			transport: dialling,
			host
		}, {
			instance: server,
			port
		}, at);
	});
}

// src/rollout/talk.ts
/** Answers who can talk, each question once. `index` holds every PD that there is or will be, in all its states. */
var Talks = class {
	#at;
	#index;
	#endpoints = /* @__PURE__ */ new Map();
	#known = /* @__PURE__ */ new Map();
	constructor(at, index) {
		this.#at = at;
		this.#index = index;
	}
	/** All that two different members say to each other, in both directions. */
	between(a, stateOfA, b, stateOfB) {
		if (stateOfA.outside !== void 0) return this.#fromOutside(a, stateOfA, b, stateOfB);
		if (stateOfB.outside !== void 0) return this.#fromOutside(b, stateOfB, a, stateOfA);
		if (stateOfA.serves === void 0 || stateOfB.serves === void 0) return [];
		if (a.component === "tikv" && b.component === "tikv") return [...this.#oneWay("tikv-tikv", a, stateOfA, b, stateOfB), ...this.#oneWay("tikv-tikv", b, stateOfB, a, stateOfA)];
		if (a.component === "tikv") return this.#oneWay("tikv-pd", a, stateOfA, b, stateOfB);
		if (b.component === "tikv") return this.#oneWay("tikv-pd", b, stateOfB, a, stateOfA);
		return [
			...this.#oneWay("pd-pd-client", a, stateOfA, b, stateOfB),
			...this.#oneWay("pd-pd-client", b, stateOfB, a, stateOfA),
			this.#raft(a, stateOfA, b, stateOfB)
		];
	}
	/** Does a program that is restarted in a state come up, and does a running PD still reach itself? */
	alone(member, { serves, isFresh }) {
		if (serves === void 0) return void 0;
		const start = require_engine.startOf(serves, this.#at);
		const channel = member.component === "pd" ? "pd-pd-client" : "tikv-tikv";
		if (start.kind === "starts") return void 0;
		if (start.kind === "unknown") return {
			channel,
			from: member,
			to: member,
			outcome: {
				kind: "unknown",
				detail: `whether ${serves.name} starts is not in the files: ${start.because}`
			}
		};
		if (isFresh !== true && start.refusal !== void 0) return {
			channel,
			from: member,
			to: member,
			outcome: start.refusal
		};
		const { detail, decidedBy, related } = start;
		return {
			channel,
			from: member,
			to: member,
			outcome: {
				kind: "fails",
				by: "server",
				reason: "server-does-not-start",
				step: "server-start",
				detail: `${serves.name} does not start: ${detail}`,
				decidedBy,
				related
			}
		};
	}
	#fromOutside(clients, { outside }, to, { serves }) {
		if (outside === void 0 || serves === void 0) return [];
		const channel = serves.component === "pd" ? "client-pd" : "client-tikv";
		return outsideOutcomes(outside, serves, this.#at).map((outcome) => ({
			channel,
			from: clients,
			to,
			outcome
		}));
	}
	#oneWay(channel, from, dialling, to, serving) {
		const server = serving.serves;
		const isSettled = dialling.isFresh === true && serving.isFresh === true;
		return dialling.dials.map((client) => ({
			channel,
			from,
			to,
			outcome: this.#outcome(channel, client, server, to, isSettled)
		}));
	}
	/** Raft between two PDs needs one connection, whoever opened it (measured). */
	#raft(a, stateOfA, b, stateOfB) {
		const ways = [...this.#oneWay("pd-pd-peer", a, stateOfA, b, stateOfB), ...this.#oneWay("pd-pd-peer", b, stateOfB, a, stateOfA)];
		return ways.find(({ outcome }) => outcome.kind === "succeeds") ?? ways.find(({ outcome }) => outcome.kind === "unknown") ?? ways[0];
	}
	#outcome(channel, client, server, to, isSettled) {
		return child(child(child(this.#known, client, () => /* @__PURE__ */ new Map()), server, () => /* @__PURE__ */ new Map()), isSettled ? channel : `${channel} meanwhile`, () => this.#ask(channel, client, server, to, isSettled));
	}
	#ask(channel, client, server, { match }, isSettled) {
		const at = this.#at;
		if (channel === "pd-pd-peer") return require_engine.fromPdToPeerPort(client, server, at).outcome;
		if (channel === "pd-pd-client") {
			if (isSettled) return require_engine.fromPdToClientPort(client, server, at).outcome;
			const targets = require_engine.advertisedClientTargets(server);
			return require_engine.allOf(targets.map((target) => require_engine.handshake(require_engine.pdClient(client, target), {
				instance: server,
				port: "pd-client"
			}, at)));
		}
		const tikv = client;
		if (server.component === "tikv") return require_engine.handshake(require_engine.tikvClient(tikv, require_engine.advertisedHost(server)), {
			instance: server,
			port: "tikv-grpc"
		}, at);
		const endpoints = child(this.#endpoints, tikv, () => require_engine.endpointHosts(tikv, this.#index));
		const hosts = [match.base, match.head].filter((pd) => pd?.component === "pd" && addressOf(pd) === addressOf(server)).flatMap((pd) => endpoints.hostsTo(pd));
		return require_engine.fromTikvToPd(tikv, server, {
			...endpoints,
			hostsTo: () => hosts
		}, at).outcome;
	}
};
/**
* What of a change may matter to two members and is hidden behind files that are not in the repository: a narrower allow
* list while the other's certificate is not seen, or a path to a file that is not seen. One clause, or undefined.
*/
function hiddenTouch(a, b) {
	return hiddenFor(a, b) ?? hiddenFor(b, a);
}
function hiddenFor({ match, name }, other) {
	const { base, head } = match;
	if (base === void 0 || head === void 0 || base === head) return void 0;
	for (const part of [
		"ca",
		"certificate",
		"key"
	]) {
		const [before, after] = [base.security[part], head.security[part]];
		if (after.kind !== "unseen" || before.kind === "absent") continue;
		if (!(before.kind === "unseen" && before.path?.value === after.path?.value) && part !== "key") return `${name} gets another ${part === "ca" ? "CA" : "certificate"} file, which is not in the repository`;
	}
	if (!narrows(base, head)) return void 0;
	const peer = other.match.head ?? other.match.base;
	if (peer === void 0 || require_engine.identityOf(peer.security, peer).kind === "held") return void 0;
	if (head.component === "tikv" && peer.component === "pd") return void 0;
	if (require_engine.trustOf(peer.security, peer, "serverAuth").kind === "absent" && require_engine.identityOf(peer.security, peer).kind === "absent") return void 0;
	return `${name} allows fewer names, and the certificate of ${other.name} is not in the repository`;
}
/** Does a server accept fewer names afterwards? */
function narrows(base, head) {
	return ["allowedCn", "allowedSan"].some((list) => {
		const [before, after] = [base.security[list], head.security[list]];
		if (after.kind !== "known" || after.value.length === 0) return after.kind === "unknown" && before.kind !== "unknown";
		if (before.kind !== "known" || before.value.length === 0) return true;
		const names = new Set(after.value.map(({ value }) => value));
		return before.value.some(({ value }) => !names.has(value));
	});
}
function child(map, key, make) {
	const known = map.get(key);
	if (known !== void 0) return known;
	const made = make();
	map.set(key, made);
	return made;
}

// src/rollout/order.ts
/** A member pair beyond this number is judged against the first two of each component only. */
const fullLimit = 40;
/** The single moves of more instances than these are not searched. */
const singleLimit = 7;
function exchangeKey({ channel, from, to }) {
	return `${channel} ${(channel === "pd-pd-peer" ? [from.id, to.id].sort() : [from.id, to.id]).join(" ")}`;
}
/** What every pair says before the rollout begins. */
function baselineOf(members, talks) {
	const baseline = /* @__PURE__ */ new Map();
	const add = (exchange) => baseline.set(exchangeKey(exchange), exchange.outcome);
	for (const [a, b] of pairsOf(members)) {
		const [first, second] = [members[a], members[b]];
		const [stateOfA, stateOfB] = [settled(first), settled(second)];
		if (stateOfA !== void 0 && stateOfB !== void 0) for (const exchange of talks.between(first, stateOfA, second, stateOfB)) add(exchange);
	}
	for (const member of members) {
		const exchange = member.states[0] && talks.alone(member, member.states[0]);
		if (exchange !== void 0) add(exchange);
	}
	return baseline;
}
/** A member before anything is done, with nothing under way. */
function settled({ states }) {
	return states[0] && {
		...states[0],
		isFresh: true
	};
}
/** Every mixture of two members, and every state of one, in which something goes wrong that did not before. */
function troublesOf(members, talks, baseline) {
	const troubles = [];
	for (const [a, member] of members.entries()) {
		if (member.moves.length === 0) continue;
		for (const [i, state] of member.states.entries()) {
			const exchange = talks.alone(member, state);
			const kind = exchange && weigh(exchange, baseline);
			if (kind !== void 0 && exchange !== void 0) troubles.push({
				kind,
				exchange,
				a,
				i,
				b: a,
				j: i
			});
		}
	}
	for (const [a, b] of pairsOf(members)) {
		const [first, second] = [members[a], members[b]];
		if (first.moves.length + second.moves.length === 0) continue;
		for (const [i, stateOfA] of first.states.entries()) for (const [j, stateOfB] of second.states.entries()) {
			const trouble = worst(talks.between(first, stateOfA, second, stateOfB), baseline);
			if (trouble !== void 0) troubles.push({
				...trouble,
				a,
				i,
				b,
				j
			});
		}
	}
	return troubles;
}
function worst(exchanges, baseline) {
	let found;
	for (const exchange of exchanges) {
		const kind = weigh(exchange, baseline);
		if (kind === "fails") return {
			kind,
			exchange
		};
		if (kind === "unknown") found ??= {
			kind,
			exchange
		};
	}
	return found;
}
/** What failed before, and what is as unknown as it was, is no news. */
function weigh(exchange, baseline) {
	const { outcome, from, to } = exchange;
	if (outcome.kind === "succeeds") return void 0;
	const before = baseline.get(exchangeKey(exchange));
	if (before?.kind === "fails") return void 0;
	if (outcome.kind === "fails") return "fails";
	if (hiddenTouch(from, to) !== void 0) return "unknown";
	if (before?.kind === "unknown") return before.detail === outcome.detail ? void 0 : "unknown";
	if (before !== void 0) return "unknown";
	return isUnknownAlike(exchange, baseline) ? void 0 : "unknown";
}
/** Somebody new of whom no more and no less is known than of the others of his kind. */
function isUnknownAlike({ channel }, baseline) {
	const [alike, unknown] = [/* @__PURE__ */ new Set(), [...baseline.values()].some(({ kind }) => kind === "unknown")];
	for (const [key, before] of baseline) if (key.startsWith(`${channel} `)) alike.add(before.kind === "unknown");
	return alike.size === 0 ? unknown : alike.has(true);
}
/** All pairs of members; among very many, everybody with the first two of each component. */
function* pairsOf(members) {
	if (members.length <= fullLimit) {
		for (let a = 0; a < members.length; a++) for (let b = a + 1; b < members.length; b++) yield [a, b];
		return;
	}
	const chosen = [];
	for (const component of [
		"pd",
		"tikv",
		"client"
	]) {
		const all = members.flatMap((member, index) => member.component === component ? [index] : []);
		const moving = all.filter((index) => members[index].moves.length > 0);
		chosen.push(.../* @__PURE__ */ new Set([...all.slice(0, 2), ...moving.slice(0, 2)]));
	}
	const first = new Set(chosen);
	for (const a of chosen) for (let b = 0; b < members.length; b++) if (b !== a && (!first.has(b) || a < b)) yield a < b ? [a, b] : [b, a];
}
/**
* The least that has to be kept so that no trouble is met: nothing; one after the other; as few layers as will do; the order
* of single moves.
* Undefined where nothing avoids them. `mostLayers` bounds the search.
*/
function orderAround(members, troubles, mostLayers) {
	if (troubles.length === 0) return { kind: "any" };
	if (troubles.some((trouble) => isUnavoidable(members, trouble))) return void 0;
	if (troubles.every((trouble) => isBetweenTwoUnfinished(members, trouble))) return { kind: "one-by-one" };
	return layered(members, troubles, mostLayers) ?? singly(members, troubles);
}
/** In one member alone, at the very beginning or at the very end. */
function isUnavoidable(members, { a, i, b, j }) {
	const last = (index) => members[index].moves.length;
	return a === b || i === 0 && j === 0 || i === last(a) && j === last(b);
}
/** Only while one member has begun and not finished, and the other has too. */
function isBetweenTwoUnfinished(members, { a, i, b, j }) {
	const isBusy = (member, done) => done > 0 && done < (members[member]?.moves.length ?? 0);
	return isBusy(a, i) && isBusy(b, j);
}
function layered(members, troubles, mostLayers) {
	const blocks = blocksOf(members);
	const numberOf = new Map(blocks.map((block, index) => [keyOf(block), index]));
	const movesOf = members.map(({ component, moves }) => moves.map((kind) => numberOf.get(keyOf({
		component,
		kind
	}))));
	const chains = [...new Set(movesOf.map((moves) => moves.join(",")))].map((text) => text === "" ? [] : text.split(",").map(Number));
	const checks = distinctChecks(troubles, movesOf);
	for (let count = 2; count <= Math.min(mostLayers, blocks.length); count++) for (const layers of surjections(blocks.length, count)) {
		if (!chains.every((chain) => chain.every((block, at) => at === 0 || at_(layers, chain[at - 1]) <= at_(layers, block))) || checks.some((check) => isReachable(check, layers))) continue;
		return {
			kind: "layers",
			layers: Array.from({ length: count }, (_, layer) => blocks.filter((_, block) => layers[block] === layer))
		};
	}
}
function at_(layers, block) {
	return layers[block ?? -1] ?? 0;
}
function blocksOf(members) {
	const blocks = /* @__PURE__ */ new Map();
	for (const { component, moves } of members) for (const kind of moves) blocks.set(keyOf({
		component,
		kind
	}), {
		component,
		kind
	});
	return [...blocks.values()];
}
function keyOf({ component, kind }) {
	return `${component} ${kind}`;
}
function distinctChecks(troubles, movesOf) {
	const checks = /* @__PURE__ */ new Map();
	for (const { a, i, b, j } of troubles) {
		const [first, second] = [movesOf[a] ?? [], movesOf[b] ?? []];
		const done = [first[i - 1], second[j - 1]].filter((block) => block !== void 0);
		const next = [first[i], second[j]].filter((block) => block !== void 0);
		checks.set(`${done} / ${next}`, {
			done,
			next
		});
	}
	return [...checks.values()];
}
/** Is there a moment at which all of `done` may be done and all of `next` may not? */
function isReachable({ done, next }, layers) {
	const latest = Math.max(-1, ...done.map((block) => at_(layers, block)));
	return next.every((block) => latest <= at_(layers, block));
}
/** Every way to deal `size` things out to `count` layers with none left empty. */
function* surjections(size, count) {
	const layers = new Array(size).fill(0);
	for (;;) {
		if (new Set(layers).size === count) yield layers;
		let at = size - 1;
		while (at >= 0 && layers[at] === count - 1) layers[at--] = 0;
		if (at < 0) return;
		layers[at] = (layers[at] ?? 0) + 1;
	}
}
/** Breadth-first search over the states of all members. */
function singly(members, troubles) {
	const moving = members.flatMap(({ moves }, index) => moves.length > 0 ? [index] : []);
	if (moving.length > 7) return void 0;
	const start = members.map(() => 0);
	const goal = members.map(({ moves }) => moves.length).join(",");
	const from = /* @__PURE__ */ new Map([[start.join(","), void 0]]);
	const queue = [start];
	for (let state = queue.shift(); state !== void 0; state = queue.shift()) {
		const here = state.join(",");
		if (here === goal) return {
			kind: "moves",
			moves: movesTo(here, from, members)
		};
		for (const member of moving) {
			if (state[member] === members[member]?.moves.length) continue;
			const next = state.map((done, index) => index === member ? done + 1 : done);
			if (from.has(next.join(",")) || troubles.some(({ a, i, b, j }) => next[a] === i && next[b] === j)) continue;
			from.set(next.join(","), {
				before: here,
				member
			});
			queue.push(next);
		}
	}
}
function movesTo(goal, from, members) {
	const moves = [];
	for (let here = goal, step = from.get(here); step !== void 0; here = step.before, step = from.get(here)) {
		const member = members[step.member];
		const done = Number(here.split(",")[step.member]);
		moves.unshift({
			member,
			kind: member.moves[done - 1]
		});
	}
	return moves;
}

// src/rollout/posture-diff.ts
/** The channels of one environment before and after: matched by id and by the instances at their ends. */
function postureDiff({ base, head }, matches) {
	const before = keyed(base, new Map(matches.map((match) => [match.base, match.id])));
	const after = keyed(head, new Map(matches.map((match) => [match.head, match.id])));
	const changed = /* @__PURE__ */ new Map();
	let unchanged = 0;
	for (const key of /* @__PURE__ */ new Set([...before.keys(), ...after.keys()])) {
		const [old, fresh] = [before.get(key), after.get(key)];
		const change = compared(old, fresh);
		if (change === void 0) {
			unchanged++;
			continue;
		}
		const group = JSON.stringify([
			change.id,
			change.direction,
			sideKey(change.before),
			sideKey(change.after)
		]);
		const known = changed.get(group);
		changed.set(group, known === void 0 ? change : {
			...known,
			pairs: known.pairs + 1
		});
	}
	return {
		unchanged,
		changed: [...changed.values()]
	};
}
function keyed(environment, ids) {
	const map = /* @__PURE__ */ new Map();
	if (environment === void 0) return map;
	const byName = new Map(environment.instances.map((instance) => [instance.name, instance]));
	for (const channel of environment.channels) {
		const server = require_engine.portOf(channel.id) === void 0 ? void 0 : byName.get(channel.to);
		const end = (name) => ids.get(byName.get(name)) ?? name;
		let key = `${channel.id}\n${end(channel.from)}\n${end(channel.to)}`;
		while (map.has(key)) key += "'";
		map.set(key, {
			channel,
			server
		});
	}
	return map;
}
function compared(old, fresh) {
	const direction = directionOf(old?.channel, fresh?.channel);
	if (direction === void 0) return void 0;
	const [before, after] = [old && sideOf$1(old, direction), fresh && sideOf$1(fresh, direction)];
	const { channel, server } = fresh ?? old;
	const { id, from, to } = channel;
	return {
		id,
		from,
		to,
		pairs: 1,
		before,
		after,
		direction,
		component: server?.component ?? (old?.server ?? fresh?.server)?.component
	};
}
function directionOf(before, after) {
	if (before === void 0) return "added";
	if (after === void 0) return "removed";
	if (before.posture !== after.posture) {
		if (after.posture === "unknown") return before.posture === "plaintext" ? "stronger" : "hidden";
		if (before.posture === "unknown") return after.posture === "plaintext" ? "weaker" : "shown";
		return require_engine.comparePostures(after.posture, before.posture) < 0 ? "weaker" : "stronger";
	}
	return before.outcome.kind === after.outcome.kind ? void 0 : "handshake";
}
/** A posture is decided by the server's settings, a refusal by whoever refuses. */
function sideOf$1({ channel, server }, direction) {
	const { posture, outcome, evidence, id } = channel;
	const port = require_engine.portOf(id);
	const offer = server === void 0 || port === void 0 ? void 0 : require_engine.offerOf({
		instance: server,
		port
	});
	const at = (direction === "handshake" && outcome.kind === "fails" ? outcome.decidedBy : void 0) ?? offer?.evidence[0] ?? evidence[0];
	return {
		posture,
		handshake: outcome.kind,
		detail: outcome.detail,
		at
	};
}
function sideKey(side) {
	return side && [
		side.posture,
		side.handshake,
		side.at?.path,
		side.at?.line
	];
}

// src/rollout/states.ts
/**
* The processes of one instance: two where its configuration runs on several machines, so that old and new stand side by
* side. `canUpdate`: the peer URL that etcd stores is changed too, as a step of its own.
*/
function membersOf(match, from, to, canUpdate) {
	const instance = to ?? from;
	if (instance === void 0) return [];
	const { states, moves } = lifeOf(from, to, canUpdate);
	const { component } = instance;
	const member = {
		id: match.id,
		name: instance.name,
		component,
		states,
		moves,
		match
	};
	if (!runsOnSeveral(instance)) return [member];
	return [member, {
		...member,
		id: `${match.id}b`,
		name: `another ${instance.name}`
	}];
}
const oneFileManyMachines = /^(?:tidb-operator|tikv-operator|workloads|helm-values|kustomize)/;
/** Does one committed configuration stand for several machines? Kubernetes makes pods of it; a file without an own address is copied. */
function runsOnSeveral(instance) {
	if (oneFileManyMachines.test(instance.form)) return true;
	if (instance.component === "tikv") return require_engine.advertisedHost(instance) === void 0;
	return require_engine.advertisedClientTargets(instance).every(({ host }) => host === void 0);
}
function lifeOf(from, to, canUpdate) {
	const absent = {
		dials: [],
		words: "which is not there"
	};
	if (from === void 0 || to === void 0) {
		const state = (instance) => ({
			serves: instance,
			dials: [instance],
			isFresh: true,
			words: ""
		});
		if (to !== void 0) return {
			states: [absent, state(to)],
			moves: ["start"]
		};
		return from === void 0 ? {
			states: [absent],
			moves: []
		} : {
			states: [state(from), absent],
			moves: ["stop"]
		};
	}
	const before = {
		serves: from,
		dials: [from],
		words: "with its old configuration"
	};
	if (from === to) return {
		states: [{
			...before,
			isFresh: true,
			words: ""
		}],
		moves: []
	};
	const states = [before];
	const moves = [];
	const filed = withNewFiles(from, to);
	if (filed !== void 0) {
		states.push(filed);
		moves.push("put-files");
	}
	const isStoredElsewhere = from.component === "pd" && to.component === "pd" && movesPeerUrl(from, to);
	if (isStoredElsewhere && canUpdate) {
		states.push(storingPeerUrlOf(to, states.at(-1)));
		moves.push("update-member");
	}
	const after = {
		serves: to,
		dials: [to],
		isFresh: true,
		words: "restarted with its new configuration"
	};
	states.push(isStoredElsewhere && !canUpdate ? storingPeerUrlOf(from, after) : after);
	moves.push("restart");
	return {
		states,
		moves
	};
}
/** Do others dial the peer port with another scheme? */
function movesPeerUrl(from, to) {
	return schemesOf(from.advertisePeerUrls) !== schemesOf(to.advertisePeerUrls);
}
const stored = /* @__PURE__ */ new WeakMap();
function storingPeerUrlOf(pd, state) {
	const change = (instance) => {
		let byPd = stored.get(instance);
		if (byPd === void 0) {
			byPd = /* @__PURE__ */ new WeakMap();
			stored.set(instance, byPd);
		}
		let made = byPd.get(pd);
		if (made === void 0) {
			made = {
				...instance,
				advertisePeerUrls: pd.advertisePeerUrls
			};
			byPd.set(pd, made);
		}
		return made;
	};
	return {
		...state,
		serves: state.serves && change(state.serves),
		dials: state.dials.map(change)
	};
}
const filed = /* @__PURE__ */ new WeakMap();
/** The old process after the files behind its paths were replaced; undefined when none is. */
function withNewFiles(from, to) {
	const replaced = [
		"ca",
		"certificate",
		"key"
	].filter((name) => isReplaced(from.security[name], to.security[name]));
	if (replaced.length === 0) return void 0;
	let byHead = filed.get(from);
	if (byHead === void 0) {
		byHead = /* @__PURE__ */ new WeakMap();
		filed.set(from, byHead);
	}
	let state = byHead.get(to);
	if (state === void 0) {
		const disk = {
			...from.security,
			...Object.fromEntries(replaced.map((name) => [name, to.security[name]]))
		};
		const words = "with its old configuration and the new files";
		state = {
			...from.component === "pd" ? pdWith(from, disk) : tikvWith(from, disk, replaced.includes("certificate")),
			words
		};
		byHead.set(to, state);
	}
	return state;
}
/** PD reads certificate and key at every handshake, and its CA file at the start only (measured on v6.5 to v26.3). */
function pdWith(from, disk) {
	const instance = {
		...from,
		security: {
			...disk,
			ca: from.security.ca
		}
	};
	return {
		serves: instance,
		dials: [instance]
	};
}
/**
* TiKV's server reads all three files again when the certificate file's time changes, and keeps what it has when they do
* not load; a CA or a key alone it never notices. Its clients read them for every new channel, while open channels keep
* what they have (tikv: components/security/src/lib.rs).
*/
function tikvWith(from, disk, isNoticed) {
	const instance = {
		...from,
		security: disk
	};
	return {
		serves: isNoticed && isReloaded(instance) ? instance : from,
		dials: [from, instance]
	};
}
function isReloaded(instance) {
	const { security } = instance;
	if (require_engine.statedAs(security.ca) !== "set") return true;
	const loaded = [require_engine.trustOf(security, instance, "clientAuth"), require_engine.identityOf(security, instance)];
	if (loaded.some((held) => held.kind === "broken" && held.effect === "aborts")) return true;
	return loaded.every((held) => held.kind !== "broken");
}

// src/rollout/steps.ts
/** More configurations between before and after than these are not searched. */
const mostNodes = 400;
/** The members of a rollout from one configuration to another. */
function membersBetween(ground, from, to, canUpdate) {
	const { matches, blender, before, after } = ground;
	const members = matches.flatMap((match) => membersOf(match, blender.instance(match, from), blender.instance(match, to), canUpdate));
	const outside = (choice) => (choice.clients ?? "new") === "old" ? before : after;
	return [...members, outsideMember(outside(from), outside(to))];
}
/** The configuration before the change, and the one after it. */
function ends(blends) {
	const all = (blend) => Object.fromEntries([...blends.keys()].map((part) => [part, blend]));
	return {
		old: all("old"),
		fresh: all("new")
	};
}
/** The parts that change, with the clients' own where they have to dial differently. */
function withClients(blends, before, after) {
	return isSameOutside(before, after) ? blends : new Map([...blends, ["clients", ["old", "new"]]]);
}
/**
* The shortest sequence of separate changes of which each can be rolled out by itself, by breadth-first search over the
* configurations that can be made of old and new parts. No part goes back. `avoids`: what must not be met on the way.
*/
function searchSteps(ground, blends, avoids) {
	const nodes = nodesOf(blends);
	if (nodes.length > mostNodes) return void 0;
	const { old, fresh } = ends(blends);
	const [start, goal] = [nameOf(old), nameOf(fresh)];
	const reached = /* @__PURE__ */ new Map([[start, {
		before: void 0,
		cost: 0
	}]]);
	const byName = new Map(nodes.map((node) => [nameOf(node), node]));
	for (let front = [start]; front.length > 0 && !reached.has(goal);) {
		const next = /* @__PURE__ */ new Map();
		for (const name of front) {
			const { cost } = reached.get(name);
			for (const to of forwards(byName.get(name), nodes)) {
				const key = nameOf(to);
				if (reached.has(key) || (next.get(key)?.cost ?? Number.POSITIVE_INFINITY) <= cost) continue;
				const step = stepBetween(ground, byName.get(name), to, avoids);
				if (step === void 0) continue;
				const total = cost + costOf(step.order);
				if (total < (next.get(key)?.cost ?? Number.POSITIVE_INFINITY)) next.set(key, {
					before: name,
					step,
					cost: total
				});
			}
		}
		for (const [key, found] of next) reached.set(key, found);
		front = [...next.keys()];
	}
	const steps = [];
	for (let here = reached.get(goal); here?.step !== void 0; here = reached.get(here.before ?? start)) steps.unshift(here.step);
	return steps.length === 0 ? void 0 : steps;
}
function costOf(order) {
	return order.kind === "layers" ? order.layers.length : order.kind === "one-by-one" ? 1 : 0;
}
function stepBetween(ground, from, to, avoids) {
	const members = membersBetween(ground, from, to, true);
	const troubles = troublesOf(members, ground.talks, ground.baseline);
	const wanted = avoids === "refusals" ? troubles.filter(({ kind }) => kind === "fails") : troubles;
	const order = orderAround(members, wanted, 3);
	if (order === void 0 || order.kind === "moves") return void 0;
	return {
		changes: Object.keys(to).flatMap((part) => from[part] === to[part] ? [] : [{
			part,
			to: to[part]
		}]),
		order,
		members,
		isUndecided: wanted.length < troubles.length
	};
}
const ranks = [
	"old",
	"both",
	"new"
];
/** The configurations in which some parts are further and none is behind, the nearest first. */
function forwards(from, nodes) {
	const distance = (to) => {
		let sum = 0;
		for (const part of Object.keys(to)) {
			const by = ranks.indexOf(to[part]) - ranks.indexOf(from[part]);
			if (by < 0) return -1;
			if (by > 0) sum++;
		}
		return sum;
	};
	return nodes.map((to) => [to, distance(to)]).filter(([, by]) => by > 0).sort((a, b) => a[1] - b[1]).map(([to]) => to);
}
function nodesOf(blends) {
	let nodes = [{}];
	for (const [part, all] of blends) nodes = nodes.flatMap((node) => all.map((blend) => ({
		...node,
		[part]: blend
	})));
	return nodes;
}
function nameOf(choice) {
	return Object.entries(choice).map(([part, blend]) => `${part}=${blend}`).sort().join(" ");
}

// src/rollout/plan.ts
const plans = /* @__PURE__ */ new WeakMap();
/** What a change does to every environment, and how it can be rolled out. `at`: milliseconds since the epoch, UTC. */
function planOf(base, head, at) {
	const byTime = remembered(remembered(plans, base, () => /* @__PURE__ */ new WeakMap()), head, () => /* @__PURE__ */ new Map());
	const known = byTime.get(at);
	if (known !== void 0) return known;
	const plan = { environments: matchEnvironments(base, head).map((match) => environmentPlan(match, at)) };
	byTime.set(at, plan);
	return plan;
}
function environmentPlan(match, at) {
	const { base, head } = match;
	const matches = matchInstances(match);
	const peers = matches.some(({ base: before, head: after }) => before?.component === "pd" && after?.component === "pd" && hasOtherPeerScheme(before, after));
	return {
		name: (head ?? base)?.name ?? "",
		renamedFrom: base !== void 0 && head !== void 0 && base.name !== head.name ? base.name : void 0,
		match,
		matches,
		diff: postureDiff(match, matches),
		changes: matches.flatMap(changesOf),
		verdict: verdictOf(match, matches, at),
		changesPeerScheme: peers
	};
}
function hasOtherPeerScheme(before, after) {
	const scheme = ({ advertisePeerUrls }) => advertisePeerUrls.kind === "known" ? advertisePeerUrls.value.map(({ value }) => value.scheme).join(",") : "";
	return scheme(before) !== scheme(after);
}
function verdictOf(match, matches, at) {
	const { base, head } = match;
	if (!((base?.instances.length ?? 0) > 0)) return (head?.instances.length ?? 0) > 0 ? { kind: "added" } : { kind: "nothing" };
	if (base === void 0 || head === void 0 || head.instances.length === 0) return { kind: "removed" };
	const [before, after] = [outsideOf(base), outsideOf(head)];
	const clientsChange = !isSameOutside(before, after) && (base.clients !== void 0 || head.clients !== void 0);
	if (!matches.some(isTouched) && !clientsChange) return { kind: "nothing" };
	return searched(match, matches.map(withoutMereWords), at);
}
/** Simulates the change as it is; where that fails, looks for separate changes that do not. */
function searched(match, matches, at) {
	const ground = groundOf(match, matches, at);
	const blends = withClients(blendsOf(matches), ground.before, ground.after);
	const { old, fresh } = ends(blends);
	const members = membersBetween(ground, old, fresh, false);
	const troubles = troublesOf(members, ground.talks, ground.baseline);
	const refusals = troubles.filter(({ kind }) => kind === "fails");
	const [lasting] = sortedClashes(lastingRefusals(ground, old, fresh, refusals.some((trouble) => isAtEnd(members, trouble))));
	if (lasting !== void 0) return {
		kind: "splits",
		clash: lasting,
		isFinal: true,
		steps: void 0
	};
	const order = orderAround(members, troubles, 4);
	if (order !== void 0) return {
		kind: "rolls",
		order,
		members
	};
	const doubt = troubles.find(({ kind }) => kind === "unknown");
	if (doubt !== void 0 && orderAround(members, refusals, 4) !== void 0) return {
		kind: "unknown",
		clash: clashOf(members, doubt)
	};
	const [first] = sortedClashes(refusals.map((trouble) => clashOf(members, trouble)));
	if (first === void 0) return { kind: "nothing" };
	const steps = searchSteps(ground, blends, "refusals-and-doubts") ?? searchSteps(ground, blends, "refusals");
	if (steps !== void 0) return {
		kind: "splits",
		clash: first,
		isFinal: false,
		steps
	};
	return {
		kind: "full-stop",
		clash: first,
		pdSteps: pdAlone(match, matches, at)
	};
}
/** Where the whole cluster has to stop: the steps in which its PDs could be rolled for themselves. */
function pdAlone(match, matches, at) {
	const isPd = ({ base, head }) => (head ?? base)?.component === "pd";
	const own = matches.filter(isPd);
	if (own.length === 0 || own.length === matches.length || !own.some(isTouched)) return void 0;
	const ground = groundOf(match, own, at);
	const blends = withClients(blendsOf(own), ground.before, ground.after);
	return searchSteps(ground, blends, "refusals-and-doubts") ?? searchSteps(ground, blends, "refusals");
}
/** What stays the same through the whole search: who there is, how clients dial, and what every pair says today. */
function groundOf({ base, head }, matches, at) {
	const sides = matches.flatMap((match) => [match.base, match.head]);
	const talks = new Talks(at, require_engine.endpointIndex(sides.filter((instance) => instance?.component === "pd")));
	const instances = (side) => matches.flatMap((match) => match[side] ?? []);
	const before = outsideOf({
		instances: instances("base"),
		clients: base?.clients
	});
	const ground = {
		matches,
		before,
		after: outsideOf({
			instances: instances("head"),
			clients: head?.clients
		}),
		talks,
		baseline: /* @__PURE__ */ new Map(),
		blender: new Blender()
	};
	const running = matches.flatMap((match) => membersOf(match, match.base, match.head, false));
	return {
		...ground,
		baseline: baselineOf([...running, outsideMember(before, before)], talks)
	};
}
function isAtEnd(members, { a, i, b, j }) {
	return i === members[a]?.moves.length && j === members[b]?.moves.length;
}
/** What is refused when all is done. A stored peer URL that nobody changed is no fault of the configuration. */
function lastingRefusals(ground, old, fresh, isRefused) {
	if (!isRefused) return [];
	const members = membersBetween(ground, old, fresh, true);
	return troublesOf(members, ground.talks, ground.baseline).filter((trouble) => trouble.kind === "fails" && isAtEnd(members, trouble)).map((trouble) => clashOf(members, trouble));
}
/** What says most first: a transport that does not fit, then the rest in their order, then what does not start. */
function sortedClashes(clashes) {
	const rank = ({ trouble: { exchange: { outcome } } }) => {
		if (outcome.kind !== "fails") return 3;
		if (outcome.step === "transport") return 0;
		return outcome.reason === "server-does-not-start" ? 2 : 1;
	};
	const isAhead = ({ from, fromState }) => from.component === "client" && fromState === from.states[1]?.words ? 1 : 0;
	return [...clashes].sort((a, b) => rank(a) - rank(b) || isAhead(a) - isAhead(b));
}
function clashOf(members, trouble) {
	const { exchange, a, i, b, j } = trouble;
	const { from, to, outcome } = exchange;
	const stateOf = (member) => (member === members[a] ? member.states[i] : member.states[b === a ? i : j])?.words ?? "";
	return {
		trouble,
		from,
		to,
		fromState: stateOf(from),
		toState: stateOf(to),
		detail: (outcome.kind === "unknown" ? hiddenTouch(from, to) : void 0) ?? outcome.detail
	};
}
function remembered(map, key, make) {
	const known = map.get(key);
	if (known !== void 0) return known;
	const made = make();
	map.set(key, made);
	return made;
}

// src/rollout/words.ts
/** What an order asks for, as a clause; `members` are the ones that it speaks about. */
function orderWords(order, members) {
	const whom = require_engine.listOf(componentsOf(members).filter((name) => name !== "clients"));
	switch (order.kind) {
		case "any": return needsRestart(members) ? `restart ${restarted(members)}` : "in any order, without a restart";
		case "one-by-one": return `one ${whom} after the other, each completely before the next`;
		case "layers": return order.layers.map((layer) => require_engine.listOf(layer.map(blockWords))).join("; then ");
		case "moves": return order.moves.map(({ member, kind }) => moveWords(kind, member.name)).join("; then ");
		default: return order;
	}
}
/** `PD and TiKV one after the other`; by their names where not all of a component are restarted. */
function restarted(members) {
	const moving = members.filter(({ moves }) => moves.includes("restart"));
	const words = [...new Set(moving.map(({ component }) => component))].map((component) => {
		const own = moving.filter((member) => member.component === component);
		return own.length === members.filter((member) => member.component === component).length || own.length > 5 ? memberKind(component) : require_engine.listOf(own.map(({ name }) => name));
	});
	return `${require_engine.listOf(words.sort())}${moving.length > 1 ? " one after the other, in any order" : ""}`;
}
/** The components of which something is done, in the order of their names. */
function componentsOf(members) {
	return [...new Set(members.filter(({ moves }) => moves.length > 0).map(({ component }) => memberKind(component)))].sort();
}
/** Does anything change that a running process does not read? A restart that only confirms new files is none. */
function needsRestart(members) {
	return members.some(({ moves, states }) => {
		const [filed, after] = [states.at(-2)?.serves, states.at(-1)?.serves];
		if (moves.at(-1) !== "restart" || filed === void 0 || after === void 0) return false;
		return parts.some((part) => changesIn(part, filed, after));
	});
}
function blockWords({ component, kind }) {
	return moveWords(kind, component === "client" ? "the clients" : `every ${memberKind(component)}`);
}
function moveWords(kind, whom) {
	switch (kind) {
		case "put-files": return `put the new files on ${whom}`;
		case "update-member": return `change the peer URL of ${whom} in etcd (member update)`;
		case "restart": return `restart ${whom} with the new configuration`;
		case "start": return `start ${whom}`;
		case "stop": return `stop ${whom}`;
		case "switch": return `let ${whom} dial in the new way`;
		default: return kind;
	}
}
/** Who refuses whom in which states, and why: one clause. */
function clashWords({ from, to, fromState, toState, detail }) {
	if (from === to) return `${named(from, fromState)}: ${detail}`;
	return `${named(from, fromState)} and ${named(to, toState)} do not connect: ${detail}`;
}
function named({ name }, state) {
	return state === "" ? name : `${name} ${state}`;
}
/** What is done in one of several separate changes, as a clause in the imperative. */
function stepWords({ changes, members }) {
	return require_engine.listOf(changes.map(({ part, to }) => partWords(part, to, members)));
}
function partWords(part, to, members) {
	switch (part) {
		case "ca": return caWords(to, members);
		case "certificate": return "put the new certificates and keys in place of the old ones";
		case "list": return to === "both" ? "allow the old and the new names together in the lists" : "leave only the new names in the allow lists";
		case "client-urls": return to === "both" ? "let PD listen with http and https on one port (client-urls with both)" : "leave PD only its new client-urls";
		case "advertise-client": return "advertise the new client URLs";
		case "peer-urls": return "give each PD its new peer URL, in etcd by member update and then in peer-urls";
		case "clients": return "let the clients dial in the new way";
		case "rest": return "bring the remaining settings (addresses, endpoints, versions, instances) to their new state";
		default: return part;
	}
}
function caWords(to, members) {
	const isSet = (instance) => instance !== void 0 && instance.security.ca.kind !== "absent";
	for (const { states } of members) {
		const [before, after] = [states[0]?.serves, states.at(-1)?.serves];
		if (before === void 0 || after === void 0 || isSet(before) === isSet(after)) continue;
		return isSet(after) ? "set CA, certificate and key" : "take CA, certificate and key out";
	}
	return to === "both" ? "put the old and the new CA together into the CA files" : "leave only the new CA in the CA files";
}
/**
* When and how the peer URLs are changed that etcd stores: while PD has its certificates, one member after the other. All
* stopped and all started with others elect no leader (measured on v8.5.7), and an update needs a leader itself.
*/
function peerWords({ matches }) {
	return {
		when: matches.some(({ head }) => head?.component === "pd" && head.security.ca.kind === "absent") ? "before" : "after",
		what: "one PD after the other: change its peer URL in etcd (member update), then restart it with the new peer-urls"
	};
}

// src/judge/channels/rollout.ts
/** What the change does to every environment; nothing where there is no base. */
function environmentPlans(model, { base, now }) {
	return base === void 0 ? [] : planOf(base, model, now).environments;
}
/** The changed place of the head that a clash comes from: of the two that clash, the part that the refusal is about. */
function placeOfClash({ changes, match }, { trouble, from, to }) {
	const ends = new Set([from.match.head, to.match.head].map((instance) => instance && `${instance.component} ${instance.name}`));
	const own = changes.filter(({ instance: { component, name } }) => ends.has(`${component} ${name}`));
	const { outcome } = trouble.exchange;
	const wanted = outcome.kind === "fails" ? partsFor(outcome.step) : [];
	const all = own.length > 0 ? own : changes;
	for (const part of wanted) {
		const change = all.find((one) => one.part === part);
		if (change !== void 0) return change.at;
	}
	return all[0]?.at ?? (to.match.base === void 0 ? to : from).match.head?.at ?? match.head?.at;
}
function partsFor(step) {
	switch (step) {
		case "transport": return [
			"client-urls",
			"advertise-client",
			"peer-urls",
			"ca"
		];
		case "server-chain":
		case "client-chain": return ["ca", "certificate"];
		case "server-name": return ["rest", "certificate"];
		case "server-allow-list":
		case "client-allow-list": return ["list", "certificate"];
		default: return [
			"certificate",
			"ca",
			"list"
		];
	}
}
/** Who refuses whom in which states, and why: one clause. */
const clashInWords = clashWords;
/** The order of a rollout, as a clause. */
const orderInWords = orderWords;
/** When and how the peer URLs are changed that etcd stores. */
const peersInWords = peerWords;
/** Separate changes in words: `(1) ...; (2) ...`. */
function stepsInWords(steps) {
	return steps.map((step, index) => `(${index + 1}) ${stepWords(step)}: ${orderWords(step.order, step.members)}`).join("; ");
}
/** `prod/tikv.toml:4`, as a message names a place of the base. */
function placeText({ path, line }) {
	return `${path}:${line}`;
}
/**
* Components of which an environment has no configuration any more, or one in a file that does not parse. One instance of
* several that is given up takes nothing from the others.
*/
function* lostInstances(plan, model) {
	const broken = new Set(model.problems.map(({ at }) => at.path));
	for (const component of ["pd", "tikv"]) {
		const gone = plan.matches.flatMap(({ base, head }) => base?.component === component && head === void 0 ? [base] : []);
		const lost = plan.matches.some(({ head }) => head?.component === component) ? gone.filter(({ path }) => broken.has(path)) : gone;
		const names = new Set(lost.map(({ name }) => name));
		const served = (plan.match.base?.channels.filter(({ id, to }) => names.has(to) && require_engine.portOf(id) !== void 0) ?? []).filter(({ posture }) => posture !== "unknown" && posture !== "plaintext");
		const [first, ...more] = served.map(({ posture }) => posture).filter((posture) => posture !== "unknown");
		const [instance] = lost;
		if (instance === void 0 || first === void 0) continue;
		const posture = more.reduce((best, one) => require_engine.comparePostures(one, best) > 0 ? one : best, first);
		yield {
			component,
			at: model.problems.find(({ at }) => at.path === instance.path)?.at ?? plan.match.head?.at ?? instance.security.at,
			was: instance.security.at,
			posture,
			channels: [...new Set(served.map(({ id }) => id))]
		};
	}
}

// src/judge/rules/policy/not-seen.ts
const notSeen = {
	id: "policy/not-seen",
	meta: () => ({
		title: "The change takes something out of the gate's sight",
		why: "What the gate cannot see it cannot judge: a certificate that was checked and is now on a volume that nobody commits, or a configuration that nothing mounts any more, would let a weaker cluster pass in silence.",
		fix: "Keep what decides about TLS where the repository shows it; or merge its removal on its own, with a reason.",
		threats: ["man-in-the-middle", "eavesdropping"],
		controls: ["PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:4.2.1"],
		since: "0.1.0",
		sources: ["this program's own model of mounts and files: docs/forms.md"],
		example: {
			bad: {
				files: {
					"prod/compose.yaml": "services:\n  tikv:\n    image: pingcap/tikv:v8.5.2\n    command: [--config=/etc/tikv.toml]\n    volumes: [./tikv.toml:/etc/tikv.toml, certs:/tls]\n",
					"prod/tikv.toml": "[security]\nca-path = \u00ab\"/tls/ca.pem\"\u00bb\ncert-path = \"/tls/tikv.pem\"\nkey-path = \"/tls/tikv.key\"\n",
					"prod/tls/ca.pem": require_engine.certificateExamples.ca
				},
				base: { "prod/compose.yaml": "services:\n  tikv:\n    image: pingcap/tikv:v8.5.2\n    command: [--config=/etc/tikv.toml]\n    volumes: [./tikv.toml:/etc/tikv.toml, ./tls:/tls]\n" }
			},
			good: {
				files: {
					"prod/compose.yaml": "services:\n  tikv:\n    image: pingcap/tikv:v8.5.2\n    command: [--config=/etc/tikv.toml]\n    volumes: [./tikv.toml:/etc/tikv.toml, ./tls:/tls]\n",
					"prod/tikv.toml": "[security]\nca-path = \"/tls/ca.pem\"\ncert-path = \"/tls/tikv.pem\"\nkey-path = \"/tls/tikv.key\"\n",
					"prod/tls/ca.pem": require_engine.certificateExamples.ca
				},
				base: { "prod/tikv.toml": "[security]\n" }
			}
		}
	}),
	*check(model, context) {
		for (const { name, matches } of environmentPlans(model, context)) for (const match of matches) {
			yield* lostMaterial(name, match);
			yield* unmountedConfig(name, match);
		}
	}
};
/** A certificate that the base found in the repository and the head does not. A key is better off elsewhere. */
function* lostMaterial(environment, { base, head }) {
	if (base === void 0 || head === void 0) return;
	for (const name of ["ca", "certificate"]) {
		const [before, after] = [base.security[name], head.security[name]];
		if (before.kind !== "seen" || after.kind !== "unseen" || after.path === void 0) continue;
		if (after.isAbsent === true || after.publicStore !== void 0) continue;
		const key = require_engine.materialKeys[head.component][name];
		yield {
			at: after.path.span,
			subject: `not seen security.${key}`,
			environment,
			component: head.component,
			message: `${key} "${require_engine.shown(after.path.value)}" is no longer seen: the base found ${require_engine.shown(before.file.path)} there, and now ${after.because}`,
			help: "keep the certificate where the configuration leads to it, or say in the gate's config file (certificates:) where it lies"
		};
	}
}
/** A configuration that a workload mounted, and that stands alone now: whatever runs reads another one. */
function* unmountedConfig(environment, { base, head }) {
	if (head?.deployment?.isUnmounted !== true || base?.deployment === void 0 || base.deployment.isUnmounted === true) return;
	yield {
		at: head.at,
		subject: `not seen ${head.component} unmounted`,
		environment,
		component: head.component,
		message: `nothing in the repository mounts ${require_engine.shown(head.deployment.tool)} any more: in the base ${require_engine.shown(base.deployment.tool)} read it, and what runs now is not seen`,
		help: "keep the workload that mounts it where the gate reads it, or remove the ConfigMap with it"
	};
}

// src/judge/rules/rollout/downgrade.ts
const downgrade = {
	id: "rollout/downgrade",
	meta: () => ({
		title: "The change makes a channel weaker",
		why: "What was encrypted or proven before this change is not any more: traffic that nobody could read or change on the way can be read and changed once it is merged.",
		fix: "Keep the setting that protected the channel, or have the weaker posture accepted on its own, with a reason.",
		threats: [
			"eavesdropping",
			"man-in-the-middle",
			"impersonation"
		],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"PCI-DSS-4.0.1:6.5.1",
			"NIST-SP-800-52r2:3.1",
			"CWE-757"
		],
		since: "0.1.0",
		sources: ["pd: server/config/config.go", "tikv: components/security/src/lib.rs, SecurityManager::bind"],
		example: {
			bad: {
				files: { "prod/tikv.toml": `\u00ab[security]\u00bb\n` },
				base: { "prod/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` }
			},
			good: {
				files: { "prod/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
				base: { "prod/tikv.toml": "[security]\n" }
			}
		}
	}),
	*check(model, context) {
		for (const plan of environmentPlans(model, context)) {
			const falls = /* @__PURE__ */ new Map();
			for (const { id, before, after, direction, component } of plan.diff.changed) {
				if (direction !== "weaker" && direction !== "hidden" || before === void 0 || after === void 0) continue;
				const at = after.at ?? plan.match.head?.at;
				if (at === void 0) continue;
				const key = `${require_engine.placeKey(at)} ${before.posture} ${after.posture}`;
				const known = falls.get(key);
				if (known !== void 0) known.channels.add(id);
				else falls.set(key, {
					at,
					was: before.at,
					before: before.posture,
					after: after.posture,
					component,
					channels: /* @__PURE__ */ new Set([id])
				});
			}
			for (const here of require_engine.grouped([...falls.values()], ({ at }) => require_engine.placeKey(at)).values()) yield statementOf(plan.name, here);
			for (const { component, at, was, posture, channels } of lostInstances(plan, model)) yield {
				at,
				subject: `${component} removed`,
				environment: plan.name,
				component,
				channels,
				message: `no configuration of ${require_engine.componentName[component]} is left in ${plan.name}: at ${placeText(was)} it gave ${require_engine.postureText[posture]}, and nothing says what runs now`,
				help: `keep the configuration where it is recognised for as long as ${require_engine.componentName[component]} runs`
			};
		}
	}
};
function statementOf(environment, falls) {
	const [first] = falls;
	const channels = [...new Set(falls.flatMap((fall) => [...fall.channels]))];
	const place = first.was === void 0 ? "" : ` (before: ${placeText(first.was)})`;
	return {
		at: first.at,
		subject: falls.map((fall) => `${[...fall.channels].join(" ")} ${fall.after}`).join(" "),
		environment,
		component: first.component,
		channels,
		message: `${falls.map(clauseOf).join("; ")}${place}`,
		help: "keep the setting that protected the channel before"
	};
}
function clauseOf({ before, after, channels }) {
	const [ids, isOne] = [require_engine.listOf([...channels]), channels.size === 1];
	const old = before === "unknown" ? "what the files did not say" : require_engine.postureText[before];
	if (after === "unknown") return `the files no longer say what ${ids} ${isOne ? "gives" : "give"}: it was ${old}`;
	return `${ids} ${isOne ? "falls" : "fall"} from ${old} to ${require_engine.postureText[after]}`;
}

// src/judge/rules/rollout/full-stop.ts
const plain$1 = `[pd]\nendpoints = ["10.0.0.1:2379"]\n`;
const secured = `${plain$1}\n[security]\nca-path = \u00ab"/tls/ca.pem"\u00bb\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const fullStop = {
	id: "rollout/full-stop",
	meta: () => ({
		title: "The change cannot be rolled out: the whole cluster has to stop",
		why: "TiKV's port speaks TLS or plaintext, never both, and so do its dials: an instance that is switched alone talks to no other. Started as a rolling restart the change is an outage in the middle.",
		fix: "Plan a window: stop PD and TiKV (and their clients), change all of it, start all of it. Peer URLs are not part of it: etcd stores them, and they are changed one member after the other while PD has its certificates.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:6.5.1"],
		since: "0.1.0",
		sources: [
			"tikv: components/security/src/lib.rs, SecurityManager::bind (one listener, one mode)",
			"tiup: pkg/cluster/manager/tls.go (stops and restarts, one PD only)",
			"measured on PD v8.5.7: three members restarted with https peer URLs elect no leader, since etcd stores the old ones"
		],
		example: {
			bad: {
				files: { "prod/tikv.toml": secured },
				base: { "prod/tikv.toml": plain$1 }
			},
			good: {
				files: { "prod/tikv.toml": secured.replaceAll(/[\u00ab\u00bb]/g, "") },
				base: { "prod/tikv.toml": secured.replaceAll(/[\u00ab\u00bb]/g, "").replace("10.0.0.1", "10.0.0.2") }
			}
		}
	}),
	*check(model, context) {
		for (const plan of environmentPlans(model, context)) {
			const { verdict } = plan;
			if (verdict.kind !== "full-stop") continue;
			const { clash, pdSteps } = verdict;
			const at = placeOfClash(plan, clash);
			if (at === void 0) continue;
			const peers = plan.changesPeerScheme ? peersInWords(plan) : void 0;
			const etcd = peers === void 0 ? "" : `; leave the peer URLs out of it, and ${peers.when} it, ${peers.what}`;
			const alone = pdSteps === void 0 ? "" : `; PD alone can be rolled: ${stepsInWords(pdSteps)}`;
			yield {
				at,
				subject: `full stop ${clash.trouble.exchange.channel}`,
				environment: plan.name,
				component: clash.to.component === "client" ? void 0 : clash.to.component,
				channels: [clash.trouble.exchange.channel],
				message: `this change needs all of ${plan.name} stopped, since ${clashInWords(clash)}`,
				help: `stop PD, TiKV and their clients, change all of them, and start them again${etcd}${alone}`
			};
		}
	}
};

// src/judge/rules/rollout/not-reloaded.ts
const config = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const otherCa = require_engine.certificateExamples.shallowCa;
const notReloaded = {
	id: "rollout/not-reloaded",
	meta: () => ({
		title: "A new CA or key without a new certificate is not picked up",
		why: "The file is in place and the running servers go on with the old one, without a word: a CA that was taken out is still trusted, and one that was put in is not, until the next restart surprises somebody.",
		fix: "Restart what uses the file once it is in place. Write CA and key first and the certificate last: TiKV looks at the time of the certificate file alone.",
		threats: ["outage", "impersonation"],
		controls: ["PCI-DSS-4.0.1:6.5.1", "CWE-672"],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs, is_modified (the certificate file's time)", "measured on PD v6.5 to v26.3: the CA file is read at the start only"],
		example: {
			bad: {
				files: {
					"prod/tikv.toml": config,
					"prod/tls/ca.pem": otherCa.replace(/-----BEGIN[\s\S]*END CERTIFICATE-----/, "\u00ab$&\u00bb")
				},
				base: { "prod/tls/ca.pem": require_engine.certificateExamples.ca }
			},
			good: {
				files: {
					"prod/tikv.toml": config,
					"prod/tls/ca.pem": otherCa
				},
				base: { "prod/tls/ca.pem": `# the same certificate\n${otherCa}` }
			}
		}
	}),
	*check(model, context) {
		for (const { changes, name } of environmentPlans(model, context)) {
			const stale = changes.filter(({ isFile, effect, part, what }) => isFile && (effect === "restart" || isKeyAlone(part, what, changes)));
			for (const same of require_engine.grouped(stale, ({ at }) => require_engine.placeKey(at)).values()) {
				const [first] = same;
				if (first === void 0) continue;
				const components = [...new Set(same.map(({ component }) => component))].sort();
				const users = require_engine.listOf(components.map((component) => require_engine.componentName[component]));
				yield {
					at: first.at,
					subject: `${first.what} ${components.join(" ")}`,
					environment: name,
					component: components.length === 1 ? components[0] : void 0,
					message: messageOf(first, components),
					help: first.part === "ca" ? `restart ${users} one instance after the other when the file is in place` : "put the certificate of this key in place with it, the certificate last"
				};
			}
		}
	}
};
/** PD reads a key at every handshake: a new one beside the old certificate breaks each of them. */
function isKeyAlone(part, what, changes) {
	return part === "certificate" && what === "the key file" && !changes.some((change) => change.what === "the certificate file");
}
function messageOf({ what, part }, components) {
	const [only] = components;
	if (components.length > 1 || only === void 0) return part === "ca" ? `PD and TiKV do not pick up ${what} while running: without a new certificate they go on with the old one` : `${what} is new and the certificate is not: PD refuses every new handshake, and TiKV goes on with the old key until it is restarted`;
	if (only === "tikv") return `TiKV looks for new files by the time of the certificate file alone: it goes on with the old ${what.replace("the ", "")}`;
	return part === "ca" ? `PD reads ${what} at its start only: it goes on with the old one` : `${what} is new and the certificate is not: PD refuses every new handshake until they fit`;
}

// src/judge/rules/rollout/restart.ts
const listing = (names) => `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ${names}\n`;
const restart = {
	id: "rollout/restart",
	meta: () => ({
		title: "The change takes effect only after a restart",
		why: "PD and TiKV read certificates while they run, but paths, allow lists and addresses at their start only: until then the cluster runs with the old ones, whatever the repository says.",
		fix: "Restart the component that the finding names, in the order that it names.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:6.5.1"],
		since: "0.1.0",
		sources: ["tikv: src/config/mod.rs (security is not online-changeable)", "measured on PD v6.5 to v26.3: paths, allow list and URLs need a restart"],
		example: {
			bad: {
				files: { "prod/tikv.toml": listing(`\u00ab["tikv", "pd"]\u00bb`) },
				base: { "prod/tikv.toml": listing(`["tikv"]`) }
			},
			good: {
				files: { "prod/tikv.toml": listing(`["tikv", "pd"]`) },
				base: { "prod/tikv.toml": listing(`["pd", "tikv"]`) }
			}
		}
	}),
	*check(model, context) {
		for (const plan of environmentPlans(model, context)) {
			const { verdict, changes, name } = plan;
			if (verdict.kind !== "rolls" && verdict.kind !== "unknown") continue;
			const waiting = changes.filter(({ effect, isFile }) => effect === "restart" && !isFile);
			for (const [component, own] of require_engine.grouped(waiting, (change) => change.component)) {
				const [first] = own;
				if (first === void 0) continue;
				const what = require_engine.listOf([...new Set(own.map((change) => change.what))]);
				const order = verdict.kind === "rolls" ? orderInWords(verdict.order, verdict.members) : "what else has to be kept the files do not decide";
				yield {
					at: first.at,
					subject: `restart ${what}`,
					environment: name,
					component,
					message: `${require_engine.componentName[component]} reads ${what} at its start only: the change takes effect when it is restarted`,
					help: verdict.kind === "rolls" ? order : `restart ${require_engine.componentName[component]} one instance after the other; ${order}`
				};
			}
		}
	}
};

// src/judge/rules/rollout/split.ts
const peers = (scheme, index) => `name = "pd-${index}"\nclient-urls = "https://10.0.0.${index}:2379"\npeer-urls = ${scheme === "https" && index === 1 ? "\u00ab" : ""}"${scheme}://10.0.0.${index}:2380"${scheme === "https" && index === 1 ? "\u00bb" : ""}\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`;
const split = {
	id: "rollout/split",
	meta: () => ({
		title: "Old and new instances refuse each other while the change rolls out",
		why: "A rolling restart has old and new instances side by side. Where these refuse each other, regions lose their leaders and PD loses its quorum in the middle of it: an outage by a change that looks right before and after.",
		fix: "Take the change apart into the steps that the finding names, each rolled out by itself.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:6.5.1"],
		since: "0.1.0",
		sources: ["tikv: components/security/src/lib.rs (files are read again for new channels, and by the server when the certificate changes)", "measured on PD v6.5 to v26.3: certificate and key are read at every handshake, the CA at the start; peer URLs live in etcd"],
		example: {
			bad: {
				files: {
					"prod/pd-1.toml": peers("https", 1),
					"prod/pd-2.toml": peers("https", 2)
				},
				base: {
					"prod/pd-1.toml": peers("http", 1),
					"prod/pd-2.toml": peers("http", 2)
				}
			},
			good: {
				files: {
					"prod/pd-1.toml": peers("http", 1),
					"prod/pd-2.toml": peers("http", 2)
				},
				base: {
					"prod/pd-1.toml": peers("http", 1).replace("cert-path", `cert-allowed-cn = []\ncert-path`),
					"prod/pd-2.toml": peers("http", 2)
				}
			}
		}
	}),
	*check(model, context) {
		for (const plan of environmentPlans(model, context)) {
			const { verdict } = plan;
			if (verdict.kind !== "splits") continue;
			const { clash, isFinal, steps } = verdict;
			const at = placeOfClash(plan, clash);
			if (at === void 0) continue;
			const { from, to, trouble } = clash;
			const when = isFinal ? "once everything is restarted" : "while the change rolls out";
			yield {
				at,
				subject: `${trouble.exchange.channel} ${trouble.exchange.outcome.kind === "fails" ? trouble.exchange.outcome.reason : ""}`,
				environment: plan.name,
				component: to.component === "client" ? void 0 : to.component,
				channels: [trouble.exchange.channel],
				message: `${when}, ${clashInWords(clash)}`,
				help: isFinal || steps === void 0 ? `make ${from.name} and ${to === from ? "its own files" : to.name} fit each other in the new configuration: no order of restarts helps` : `make it ${steps.length === 1 ? "in this way" : `${steps.length} separate changes`}: ${stepsInWords(steps)}`
			};
		}
	}
};

// src/judge/catalogue/rollout.ts
var rollout_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ rolloutRules: () => rolloutRules });
/** The rules of a change: `rollout/`, and those of other groups that look at the base. */
const rolloutRules = [
	notSeen,
	downgrade,
	fullStop,
	notReloaded,
	restart,
	split
];

// src/gate/change/outlook.ts
/** Names in one sentence. */
const mostNames = 3;
/** What a waiver covers, in words that survive a move: it excuses no more than that before the merge. */
function coveredKey(rule, { component, subject }) {
	return JSON.stringify([
		rule,
		component,
		subject
	]);
}
function outlookText(now, later) {
	const [have, get] = [countsText(countOf(now)), countsText(countOf(later))];
	const [less, more] = [notIn(now, later), notIn(later, now)];
	if (less.length === 0 && more.length === 0) return `the findings stay the same (${have})`;
	return `now the gate has ${have}, then it would have ${get} (${less.length > 0 ? `no longer ${namesOf$1(less)}` : `newly ${namesOf$1(more)}`})`;
}
function countOf(findings) {
	const counts = {
		error: 0,
		warning: 0,
		note: 0
	};
	for (const { severity, waiver } of findings) if (waiver === void 0) counts[severity]++;
	return counts;
}
function countsText({ error, warning, note }) {
	return `${counted(error, "error")}, ${counted(warning, "warning")} and ${counted(note, "note")}`;
}
/** What of some open findings the others do not have as severely, worst first. */
function notIn(findings, others) {
	const key = ({ rule, statement }) => `${coveredKey(rule.id, statement)}\n${statement.at.path}`;
	const rank = ({ severity }) => require_engine.severities.indexOf(severity);
	const open = others.filter(({ waiver }) => waiver === void 0);
	const known = new Map([...open].sort((a, b) => rank(a) - rank(b)).map((finding) => [key(finding), rank(finding)]));
	return findings.filter((finding) => finding.waiver === void 0 && rank(finding) > (known.get(key(finding)) ?? 0)).sort((a, b) => rank(b) - rank(a));
}
function namesOf$1(findings) {
	return listed([...new Set(findings.map(({ rule, statement }) => `${rule.id} in ${statement.at.path}`))]);
}
function listed(texts) {
	const shown = texts.slice(0, mostNames);
	return texts.length > mostNames ? `${shown.join(", ")} and ${texts.length - mostNames} more` : shown.join(", ");
}
function counted(count, noun) {
	return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

// src/gate/change/waiver-standing.ts
/**
* The waivers in their standing: those of both trees at the place where the head has them; those that the change brings,
* which do not count yet; those that it takes away from the config file, which count until the merge.
*/
function standingWaivers(base, head, moved) {
	const waiting = require_engine.grouped(base, waiverKey);
	const standing = head.map((waiver) => {
		const path = waiver.line === void 0 ? waiver.path : moved.get(waiver.path) ?? waiver.path;
		return waiting.get(waiverKey({
			...waiver,
			path
		}))?.shift() === void 0 ? {
			...waiver,
			standing: "pending"
		} : waiver;
	});
	const left = [...waiting.values()].flat().filter(({ line }) => line === void 0);
	return [...standing, ...left.map((waiver) => ({
		...waiver,
		standing: "revoked"
	}))];
}
/** What makes a waiver the same one: all but its place in the file. */
function waiverKey({ rule, path, reason, owner, until, line }) {
	return JSON.stringify([
		line === void 0 ? "config" : "comment",
		rule,
		path,
		reason,
		owner,
		until
	]);
}
/** Before the merge a comment excuses what it excused in the base, and a moved file is excused where it was too. */
function coverage(before, moved) {
	const covered = /* @__PURE__ */ new Map();
	for (const { waiver, rule, statement } of before) {
		if (waiver?.line === void 0) continue;
		const key = waiverKey(waiver);
		covered.set(key, (covered.get(key) ?? /* @__PURE__ */ new Set()).add(coveredKey(rule.id, statement)));
	}
	return (waiver, rule, statement) => {
		if (waiver.line !== void 0) {
			const path = moved.get(waiver.path) ?? waiver.path;
			return covered.get(waiverKey({
				...waiver,
				path
			}))?.has(coveredKey(rule, statement)) === true;
		}
		const old = moved.get(statement.at.path);
		if (old === void 0) return true;
		const glob = require_engine.parseGlob(waiver.path);
		return !("because" in glob) && glob.matches(old);
	};
}
/** The waivers that a change brings, each with what it would cover. `settled` have their matches counted. */
function waiverChanges(settled) {
	return settled.filter(({ standing, invalid }) => standing === "pending" && invalid === void 0).map(({ at, rule, path, matches, until }) => ({
		at,
		subject: `waiver ${rule} ${path}`,
		message: `this change brings a waiver of ${rule} until ${until}: it counts after the merge, and would then cover ${counted(matches, "finding")}`,
		help: "have it approved and merged by itself first, or put the cause of the findings right"
	}));
}

// src/gate/change/config-changes.ts
/** What a change does to the config file and the policies; nothing when it means the same as before. */
function configChanges(base, head, outlook) {
	const changes = [];
	const add = (path, at, what) => {
		const { now, later } = outlook();
		changes.push({
			at,
			subject: `changed ${path}`,
			message: `${listed(what)}: this counts after the merge, the change itself is judged by the base; ${outlookText(now, later)}`,
			help: "have it reviewed as what it is, a change of the gate; put it into a pull request of its own where it can be"
		});
	};
	const said = scopeDifferences(base, head);
	const config = head.configFile ?? base.configFile;
	if (said.length > 0 && config !== void 0) add(config, changedLine(config, base.texts.get(config), head.texts.get(config)), said);
	for (const path of /* @__PURE__ */ new Set([...base.texts.keys(), ...head.texts.keys()])) {
		if (path === base.configFile || path === head.configFile || base.texts.get(path) === head.texts.get(path)) continue;
		const rules = ruleDifferences(base.policy, head.policy);
		const what = rules.length > 0 ? rules : [`policy file ${path} differs`];
		add(path, changedLine(path, base.texts.get(path), head.texts.get(path)), what);
	}
	return changes;
}
/** The config file that a change brings cannot be used. */
function brokenConfig(at, because) {
	return {
		at,
		subject: `broken ${at.path}`,
		variant: "broken",
		message: `the gate cannot be configured with this after the merge: ${because}; the change itself is judged by the base`,
		help: "correct it: after the merge every check would end without a verdict"
	};
}
function scopeDifferences(base, head) {
	if (base.configFile !== head.configFile) {
		if (head.configFile === void 0) return [`the config file ${base.configFile} is taken away`];
		if (base.configFile === void 0) return [`the gate gets its first config file ${head.configFile}`];
	}
	const said = base.configFile === head.configFile ? [] : [`${head.configFile} takes the place of ${base.configFile}`];
	if (base.policy.name !== head.policy.name) said.push(`policy ${base.policy.name} becomes ${head.policy.name}`);
	if (asText(base.scope.version) !== asText(head.scope.version)) said.push("the version whose behaviour applies changes");
	const before = new Map((base.scope.environments ?? []).map((environment) => [environment.name, environment]));
	const after = new Map((head.scope.environments ?? []).map((environment) => [environment.name, environment]));
	for (const [name, old] of before) {
		const next = after.get(name);
		if (next === void 0) said.push(`environment ${name} is no longer declared`);
		else {
			if (old.tier !== next.tier) said.push(`environment ${name} becomes ${next.tier} instead of ${old.tier}`);
			if (asText(old.include) !== asText(next.include)) said.push(`environment ${name} includes ${next.include.join(", ")} instead of ${old.include.join(", ")}`);
			if (old.policy !== next.policy) said.push(`environment ${name} gets ${next.policy === void 0 ? "no policy of its own" : `policy ${next.policy}`}`);
			if (asText(old.mounts) !== asText(next.mounts)) said.push(`environment ${name} has its certificates elsewhere`);
			if (asText(pathsOf(old.clients)) !== asText(pathsOf(next.clients))) said.push(`environment ${name} has other clients`);
		}
	}
	for (const name of after.keys()) if (!before.has(name)) said.push(`environment ${name} is declared`);
	if (said.length === 0 && asText([...before.keys()]) !== asText([...after.keys()])) said.push("the order of the environments changes");
	const kept = new Set(head.waivers.map(waiverKey));
	const gone = base.waivers.filter((waiver) => !kept.has(waiverKey(waiver))).length;
	if (gone > 0) said.push(`${gone === 1 ? "a waiver is" : `${gone} waivers are`} taken away or altered`);
	return said;
}
function pathsOf(clients) {
	return [clients?.ca ?? null, clients?.certificate ?? null];
}
function ruleDifferences(base, head) {
	const tiers = [
		"production",
		"staging",
		"development"
	];
	return [.../* @__PURE__ */ new Set([...Object.keys(base.rules), ...Object.keys(head.rules)])].sort().flatMap((rule) => {
		for (const tier of tiers) {
			const [old, next] = [require_engine.severityOf(base, rule, tier, void 0), require_engine.severityOf(head, rule, tier, void 0)];
			if (old !== next) return [`${rule} becomes ${next} instead of ${old}${tier === "production" ? "" : ` in ${tier}`}`];
		}
		const own = (policy) => Object.hasOwn(policy.rules, rule) ? asText(policy.rules[rule]) : "";
		return own(base) === own(head) ? [] : [`${rule} is set in another way`];
	});
}
/** The first line of the head's text that the base's does not have in its place; for a file that went, its old first line. */
function changedLine(path, base, head) {
	if (head === void 0) return {
		path,
		line: 1,
		column: 1,
		endLine: 1,
		endColumn: 1
	};
	const [old, lines] = [(base ?? "").split("\n"), head.split("\n")];
	const first = base === void 0 ? 0 : lines.findIndex((line, index) => line !== old[index]);
	const line = Math.min(first === -1 ? lines.length - 1 : first, Math.max(0, lines.length - (head.endsWith("\n") ? 2 : 1)));
	const start = lines.slice(0, line).reduce((sum, text) => sum + text.length + 1, 0);
	return new require_engine.LineIndex(path, head).span(start, start + (lines[line] ?? "").replace(/\r$/, "").length);
}
function asText(value) {
	return JSON.stringify(value) ?? "";
}

// src/gate/base.ts
var base_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ listBase: () => listBase });
/** A base whose trees cannot be listed is missing. `judged` is the folder or file of the head that is reported on. */
async function listBase(request, judged = "") {
	if (request.kind === "missing") return request;
	const { name, tree, tip } = request;
	try {
		const part = {
			folder: "",
			named: judged
		};
		return {
			kind: "tree",
			name,
			tree,
			entries: await tree.list(part),
			tip: tip && {
				tree: tip,
				entries: await tip.list(part)
			},
			isInUse: () => isInUse(request.root ?? tip ?? tree)
		};
	} catch (error) {
		if (error instanceof require_main.TreeError || error instanceof require_main.TreeLost) return {
			kind: "missing",
			name,
			because: error.message
		};
		throw error;
	}
}
/** Where continuous integration is configured. */
const workflowFiles = /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.circleci\/config\.yml|azure-pipelines\.yml|Jenkinsfile|\.drone\.yml|bitbucket-pipelines\.yml|\.pre-commit-config\.yaml|\.github\/actions\/.*\.ya?ml)$/;
/** Longer ones are not looked into. Bytes. */
const longestWorkflow = 1048576;
async function isInUse(root) {
	for (const entry of await root.list()) {
		if (entry.kind !== "file" || !workflowFiles.test(entry.path)) continue;
		try {
			if (new TextDecoder().decode(await root.read(entry, longestWorkflow)).includes("tikv-tls-gate")) return true;
		} catch (error) {
			if (error instanceof require_main.TreeError) return true;
			throw error;
		}
	}
	return false;
}

// src/gate/change/plan.ts
/** Plans a change by one config for both sides: the base's; on a first adoption, where the base has none, the head's. */
async function planChange(request) {
	const base = request.base && await listBase(request.base, request.judged);
	if (base === void 0) return {
		kind: "missing",
		name: "",
		because: "no commit is given"
	};
	if (base.kind === "missing") return base;
	const tree = await require_engine.headOf(request);
	if (tree.kind === "refused") return tree;
	const old = await require_engine.loadConfig(request, base.tip ?? base, "may-be-absent");
	const config = old.kind === "config" && old.configFile === void 0 ? await require_engine.loadConfig(request, tree, "may-be-absent") : old;
	if (config.kind === "refused") return config;
	const head = await require_engine.listHead(tree, config.folder);
	const content = await require_engine.readBoth(head, {
		tree: base.tree,
		entries: await base.tree.list(head.part)
	});
	const before = require_engine.modelled(content.base, config.scope, request.now);
	const after = require_engine.modelled(content.head, config.scope, request.now);
	return {
		kind: "planned",
		plan: planOf(before.model, after.model, request.now),
		base: base.name,
		touched: require_engine.touchedNames([before, after], require_engine.extentOf(head.judged))
	};
}

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
	const isMany = pds.length > 1 || pds.some(({ base }) => base !== void 0 && runsOnSeveral(base));
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

// src/gate/change/reported-change.ts
var reported_change_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ reportedChange: () => reportedChange });
/** What reporters may ask about a change; each answer is worked out once. `now`: milliseconds since the epoch, UTC. */
function reportedChange(revisions, base, now, environments) {
	const { moved } = revisions;
	const before = new Map(revisions.base.files.map((file) => [file.path, file]));
	const after = new Map(revisions.head.files.map((file) => [file.path, file]));
	const known = /* @__PURE__ */ new Map();
	let plan;
	return {
		plan() {
			plan ??= planReport(planOf(revisions.base.model, revisions.head.model, now), base, now, environments);
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
/** The plan as data, for every format. `now`: milliseconds since the epoch, UTC. */
function planReport(plan, base, now, environments) {
	const chosen = plan.environments.filter(({ name, renamedFrom }) => environments?.some((wanted) => wanted === name || wanted === renamedFrom) !== false);
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
		case "rolls": return needsRestart(verdict.members) ? `rolls, with a restart of ${require_engine.listOf(componentsOf(verdict.members))}` : "rolls without a restart: the running processes read the new files";
		case "splits":
			if (verdict.isFinal) return `does not fit even when all is restarted: ${clashWords(verdict.clash)}`;
			return `does not roll as one change: ${clashWords(verdict.clash)}`;
		case "full-stop": return `needs a full stop: ${clashWords(verdict.clash)}`;
		case "unknown": return `the files do not decide whether it rolls: ${clashWords(verdict.clash)}`;
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
			const peers = changesPeerScheme ? peerWords(plan) : void 0;
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
		change: stepWords(step),
		...rollOf(step.order, step.members)
	};
}
function rollOf(order, members) {
	const restarts = needsRestart(members);
	const instances = members.filter(({ moves }) => moves.includes("restart")).flatMap(({ match }) => match.head === void 0 ? [] : [match.head]);
	return {
		order: orderWords(order, members),
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

// src/gate/change/compare.ts
/**
* Compares the findings of two trees that were judged by the same policies. A finding is the same when rule, component and
* subject are, in the same file or in the file that it was moved to; lines and environment may have changed. What is
* left is matched by environment, between files of which one went and the other came.
*/
function compareFindings(base, head, files) {
	const pathsOf = (side) => new Set(files[side].entries.map(({ path }) => path));
	const [inBase, inHead] = [pathsOf("base"), pathsOf("head")];
	const counterparts = counterpartsOf(base.map((finding) => traitsOf(finding, /* @__PURE__ */ new Map(), inHead)), head.map((finding) => traitsOf(finding, files.moved, inBase)));
	const matched = new Set(counterparts.values());
	return {
		findings: head.map((finding, index) => ({
			...finding,
			state: stateOf(finding, base[counterparts.get(index) ?? -1])
		})),
		fixed: base.filter(({ waiver }, index) => !matched.has(index) && waiver === void 0)
	};
}
/** The likest first: where one place has several findings of one kind, a counterpart is not taken from its own twin. */
const likeness = [
	({ kind, path, environment, message }) => [
		...kind,
		path,
		environment,
		message
	],
	({ kind, path, environment }) => [
		...kind,
		path,
		environment
	],
	({ kind, path }) => [...kind, path],
	({ kind, environment, isOnBothSides }) => isOnBothSides ? void 0 : [...kind, environment]
];
/** For positions in the head the position in the base; each is taken once. */
function counterpartsOf(base, head) {
	const counterparts = /* @__PURE__ */ new Map();
	const taken = /* @__PURE__ */ new Set();
	for (const wordsOf of likeness) {
		const keyOf = (traits) => JSON.stringify(wordsOf(traits));
		const open = [...base.entries()].filter(([index]) => !taken.has(index));
		const waiting = require_engine.grouped(open, ([, traits]) => keyOf(traits));
		for (const [index, traits] of head.entries()) {
			if (counterparts.has(index) || wordsOf(traits) === void 0) continue;
			const [found] = waiting.get(keyOf(traits))?.shift() ?? [];
			if (found === void 0) continue;
			counterparts.set(index, found);
			taken.add(found);
		}
	}
	return counterparts;
}
function traitsOf({ rule, environment, statement }, moved, inOther) {
	const { path } = statement.at;
	return {
		kind: [
			rule.id,
			statement.component ?? "",
			withoutMoves(statement.subject, moved)
		],
		path: moved.get(path) ?? path,
		environment: environment?.name ?? "",
		message: statement.message,
		isOnBothSides: inOther.has(path)
	};
}
/** A subject that names a file names it by its old path. */
function withoutMoves(subject, moved) {
	if (moved.size === 0 || !/[./]/.test(subject)) return subject;
	return subject.split(" ").map((word) => moved.get(word) ?? word).join(" ");
}
/** A waiver that is gone makes a finding worse too: it counts again. */
function stateOf(finding, before) {
	if (before === void 0) return "new";
	if (finding.waiver !== void 0) return "unchanged";
	return before.waiver !== void 0 || require_engine.severities.indexOf(finding.severity) > require_engine.severities.indexOf(before.severity) ? "worsened" : "unchanged";
}

// src/gate/change/config-in-force.ts
/** Chooses the config that a change is judged by: that of its base, where there is one. */
async function configsOf(request, head, base) {
	const old = await attemptConfig(request, base.tip ?? base, "may-be-absent");
	const next = await attemptConfig(request, head, old.kind === "config" ? "may-be-absent" : "must-exist");
	if (old.kind === "refused") {
		const because = `its config file or policy cannot be used: ${old.mistakes[0]?.message ?? ""}`;
		return {
			kind: "missing",
			name: base.name,
			because
		};
	}
	if (next.kind === "refused") {
		const [first] = next.mistakes;
		return {
			kind: "configs",
			inForce: old,
			from: "accepted",
			head: void 0,
			began: old,
			broken: brokenConfig(first?.at ?? startOf(old.configFile), first?.message ?? "it cannot be read")
		};
	}
	if (old.configFile === void 0 && next.configFile !== void 0 && !await base.isInUse()) return {
		kind: "configs",
		inForce: next,
		from: "change",
		head: next,
		began: void 0,
		note: `First adoption: the base has no config file, and no workflow there runs this gate; ${next.configFile} of this change counts already.`
	};
	const began = base.tip === void 0 ? old : await attemptConfig(request, base, "may-be-absent");
	return {
		kind: "configs",
		inForce: old,
		from: "accepted",
		head: next,
		began: began.kind === "config" ? began : old
	};
}
/** What the config file names in both sides: what the change adds to it or takes from it is not looked for. */
function sharedReferences({ inForce, head }) {
	if (head === void 0) return inForce.references;
	const key = ({ kind, environment, text }) => `${kind}\n${environment}\n${text}`;
	const known = new Set(inForce.references.map(key));
	return head.references.filter((reference) => known.has(key(reference)));
}
/** A config file that is a link or too large is a mistake in it, not an end of the run. */
async function attemptConfig(request, tree, absence) {
	try {
		return await require_engine.loadConfig(request, tree, absence);
	} catch (error) {
		if (error instanceof require_main.TreeError) return {
			kind: "refused",
			mistakes: [{
				message: error.message,
				help: "commit a regular file"
			}]
		};
		throw error;
	}
}
function startOf(configFile) {
	return {
		path: configFile ?? "tikv-tls-gate.yml",
		line: 1,
		column: 1,
		endLine: 1,
		endColumn: 1
	};
}

// src/gate/change/moved-files.ts
/** From so large a part of the old lines on, a new file is the old one at another place. */
const sharedPart = .5;
/** More files than these are followed by their whole content alone. */
const mostCompared = 300;
/** Where the files are that went: new path -> old path, among what both trees read. */
function movesBetween(base, head) {
	const [before, after] = [new Set(base.entries.map(({ path }) => path)), new Set(head.entries.map(({ path }) => path))];
	const gone = base.files.filter(({ path }) => !after.has(path));
	const come = head.files.filter(({ path }) => !before.has(path));
	return gone.length === 0 || come.length === 0 ? /* @__PURE__ */ new Map() : movedFiles(gone, come);
}
/**
* Follows files that went away: new path -> old path. The same content first, then the file that holds at least half of
* the old one's lines, whatever it adds to them.
*/
function movedFiles(gone, come) {
	const moves = /* @__PURE__ */ new Map();
	const followed = /* @__PURE__ */ new Set();
	const follow = (to, from) => {
		moves.set(to.path, from.path);
		followed.add(from.path);
	};
	for (const keyOf of [(file) => `${require_engine.fileName(file.path)}\n${file.text}`, (file) => file.text]) {
		const waiting = require_engine.grouped(come.filter(({ path }) => !moves.has(path)), keyOf);
		for (const from of gone) {
			const to = followed.has(from.path) || from.text.trim() === "" ? void 0 : waiting.get(keyOf(from))?.pop();
			if (to !== void 0) follow(to, from);
		}
	}
	const left = gone.filter(({ path }) => !followed.has(path)).slice(0, mostCompared);
	const candidates = come.filter(({ path }) => !moves.has(path)).slice(0, mostCompared);
	const lines = new Map(candidates.map(({ path, text }) => [path, linesOf(text)]));
	for (const from of left) {
		const old = linesOf(from.text);
		const best = candidates.filter(({ path }) => !moves.has(path)).map((to) => ({
			to,
			score: partOf(old, lines.get(to.path)) + (require_engine.fileName(to.path) === require_engine.fileName(from.path) ? .01 : 0)
		})).sort((a, b) => b.score - a.score)[0];
		if (best !== void 0 && best.score >= sharedPart) follow(best.to, from);
	}
	return moves;
}
/** Lines that say something: a blank one, or a brace alone, is in every file. */
function linesOf(text) {
	return new Set(text.split("\n").map((line) => line.trim()).filter((line) => /[\p{L}\p{N}]/u.test(line)));
}
function partOf(old, lines) {
	if (old.size === 0) return 0;
	let shared = 0;
	for (const line of old) if (lines.has(line)) shared++;
	return shared / old.size;
}

// src/gate/change/hidden-files.ts
/** What the gate judged and would no longer judge. */
async function findHidden(revisions) {
	return [...await hiddenFiles(revisions), ...openedFiles(revisions)];
}
/** What is said of hidden files. `findings` are the base's. */
function hiddenChanges(hidden, findings) {
	const open = require_engine.grouped(findings.filter(({ waiver }) => waiver === void 0), ({ statement }) => statement.at.path);
	return hidden.map((file) => hiddenChange(file, open.get(file.path) ?? []));
}
function hiddenChange({ path, to, because }, lost) {
	const names = lost.length === 0 ? "" : `, and ${counted(lost.length, "finding")} there ${lost.length === 1 ? "goes" : "go"} unseen (${namesOf$1(lost)})`;
	const what = path === to ? `the base judged ${path}` : `the base judged this as ${path}`;
	return {
		at: {
			path: to,
			line: 1,
			column: 1,
			endLine: 1,
			endColumn: 1
		},
		subject: `hidden ${path}`,
		variant: "not-judged",
		message: `${what}, the head does not: ${because}${names}`,
		help: "keep it where and as the gate reads it; or delete it when nothing runs with it any more"
	};
}
/** Paths that the gate judges: of configurations, of certificates and keys, and of files that do not parse. */
function judgedPaths({ model, reading, replaced }) {
	const paths = /* @__PURE__ */ new Set([...reading.consumed ?? [], ...replaced]);
	for (const { instances } of model.environments) for (const { path } of instances) paths.add(path);
	for (const { path } of model.files) paths.add(path);
	for (const { kind, at } of model.problems) if (kind === "syntax") paths.add(at.path);
	return paths;
}
/** More new files than these, and longer ones (bytes), are not looked into for what went. */
const mostLookedInto = 2e3;
const longest = 1048576;
/** Files that the base judged, which the head still has, there or elsewhere, and does not judge. */
async function hiddenFiles({ base, head, moved }) {
	const now = new Map([...moved].map(([to, from]) => [from, to]));
	const judged = judgedPaths(head);
	const lost = [...judgedPaths(base)].filter((path) => !judged.has(path) && !judged.has(now.get(path) ?? path)).sort();
	if (lost.length === 0) return [];
	const everything = await listEverything(head);
	const byPath = new Map(everything.map((entry) => [entry.path, entry]));
	const own = new Map(head.entries.map((entry) => [entry.path, entry]));
	const hidden = [];
	const gone = [];
	for (const path of lost) {
		const to = now.get(path) ?? path;
		const entry = byPath.get(to);
		if (entry === void 0) gone.push(path);
		else hidden.push({
			path,
			to,
			because: await whyUnjudged(entry, own.has(to), head)
		});
	}
	const links = hidden.filter(({ path, to }) => path === to && byPath.get(path)?.kind === "link").map(({ path }) => path);
	const elsewhere = await foundElsewhere([...gone, ...links], base, head, everything);
	const isFollowed = (path) => [...elsewhere].some(([to, from]) => from === path && judged.has(to));
	const stays = hidden.filter(({ path }) => !links.includes(path) || !isFollowed(path));
	for (const [to, path] of elsewhere) {
		const entry = byPath.get(to);
		if (entry === void 0 || judged.has(to) || links.includes(path)) continue;
		stays.push({
			path,
			to,
			because: await whyUnjudged(entry, own.has(to), head)
		});
	}
	return stays;
}
/** Files whose TLS settings the base states and the head leaves to whoever renders them: what it says is not judged any more. */
function openedFiles({ base, head, moved }) {
	const stated = /* @__PURE__ */ new Map();
	for (const { instances } of base.model.environments) for (const instance of instances) {
		const key = `${instance.component} ${instance.path}`;
		stated.set(key, stated.get(key) !== false && !leavesOpen(instance));
	}
	const opened = /* @__PURE__ */ new Map();
	for (const instance of head.model.environments.flatMap(({ instances }) => instances)) {
		const { component, path } = instance;
		const old = moved.get(path) ?? path;
		if (stated.get(`${component} ${old}`) !== true || !leavesOpen(instance)) continue;
		opened.set(path, {
			path: old,
			to: path,
			because: "it is a template that is not rendered, and leaves its TLS settings open"
		});
	}
	return [...opened.values()];
}
/** Is a path of TLS material a placeholder? */
function leavesOpen({ security }) {
	return require_engine.materialNames.some((name) => {
		const material = security[name];
		return material.kind === "unseen" && material.path === void 0;
	});
}
async function listEverything(head) {
	try {
		return await head.tree.listEverything?.() ?? head.entries;
	} catch (error) {
		if (error instanceof require_main.TreeError) return head.entries;
		throw error;
	}
}
/** Looks for files that went in all that came, whatever its name. */
async function foundElsewhere(lost, base, head, everything) {
	if (lost.length === 0) return /* @__PURE__ */ new Map();
	const before = new Set(base.entries.map(({ path }) => path));
	const readBefore = new Map(base.files.map((file) => [file.path, file]));
	const come = [];
	const candidates = everything.filter(({ kind, path }) => kind === "file" && !before.has(path)).sort(ownNameFirst(lost));
	for (const entry of candidates.slice(0, mostLookedInto)) try {
		come.push({
			path: entry.path,
			text: new TextDecoder().decode(await head.tree.read(entry, longest))
		});
	} catch (error) {
		if (!(error instanceof require_main.TreeError)) throw error;
	}
	return movedFiles(lost.flatMap((path) => readBefore.get(path) ?? []), come);
}
/** What has the name of a file that went is looked into first. */
function ownNameFirst(lost) {
	const stems = new Set(lost.map(stemOf));
	const rank = ({ path }) => stems.has(stemOf(path)) ? 0 : 1;
	return (a, b) => rank(a) - rank(b);
}
function stemOf(path) {
	return path.slice(path.lastIndexOf("/") + 1).replace(/\..*$/, "");
}
async function whyUnjudged(entry, isListed, head) {
	if (!isListed) return "it lies in a folder of other people's code or of build output";
	if (entry.kind === "link") return "it is a symbolic link";
	if (entry.kind === "other") return "it is no regular file";
	const problem = head.reading.problems.find(({ at }) => at.path === entry.path);
	if (problem?.kind === "template") return "it is a template that is not rendered";
	if (problem?.kind === "unreadable") return problem.message.replace(/^this file /, "it ").replace(/: it was not read.*$/, "");
	if (require_engine.candidateOf(entry.path) === "skip") return "no file of this name is taken for a configuration, a certificate or a key";
	if (head.reading.instances.some(({ path }) => path === entry.path)) return "no declared environment includes it";
	try {
		await head.tree.read(entry, longest);
	} catch (error) {
		if (error instanceof require_main.TreeError) return `it ${error.because}`;
		throw error;
	}
	return "it is not recognised as a configuration, a certificate or a key";
}

// src/gate/change/lowered-environments.ts
/** Files that the change moves to where less is asked. */
function loweredChanges({ base, head, moved }, judged) {
	const lowered = [...judgedPaths(head)].flatMap((path) => {
		const [was, is] = [base.model.environmentOf(moved.get(path) ?? path), head.model.environmentOf(path)];
		return was !== void 0 && is !== void 0 && isLower(is, was) ? [{
			was,
			is
		}] : [];
	});
	return [...require_engine.grouped(lowered, ({ is }) => is.name).values()].flatMap((of) => loweredChange(strictest(of), head.model, judged));
}
function isLower(is, was) {
	return isLowerTier(is.tier, was.tier) || is.tier === was.tier && is.policy !== was.policy;
}
function strictest(lowered) {
	return lowered.reduce((most, other) => isLowerTier(most.was.tier, other.was.tier) ? other : most);
}
function loweredChange({ was, is }, model, { head, judgement }) {
	const before = require_engine.weigh(judgedAs(model, is.name, was), judgement);
	const own = ({ findings }) => findings.filter(({ environment }) => environment?.name === is.name);
	const [now, asBefore] = [own(head), own(before)];
	const [have, had] = [countOf(now), countOf(asBefore)];
	if (!(had.error > have.error || had.error === have.error && had.warning > have.warning)) return [];
	return [{
		at: is.at,
		subject: `lowered ${is.name}`,
		variant: had.error > have.error ? "lower-tier" : void 0,
		message: `the base judged these files as ${was.tier} (environment ${was.name}), the head as ${is.tier} (environment ${is.name}): there they have ${countsText(have)}, as ${was.tier} ${countsText(had)} (${namesOf$1(notIn(asBefore, now))})`,
		help: "put the findings right, or merge the move of a sound cluster first"
	}];
}
/** The same model with one environment judged as another. */
function judgedAs(model, name, { tier, policy }) {
	const changed = new Map(model.environments.map((environment) => [environment.name, environment.name === name ? {
		...environment,
		tier,
		policy
	} : environment]));
	return {
		...model,
		environments: [...changed.values()],
		environmentOf: (path) => {
			const found = model.environmentOf(path);
			return found && changed.get(found.name);
		}
	};
}
/** Weakest last: what is asked of a later one is never more than of an earlier. */
const tierOrder = [
	"production",
	"staging",
	"development"
];
function isLowerTier(tier, than) {
	return tierOrder.indexOf(tier) > tierOrder.indexOf(than);
}

// src/gate/change/guard.ts
/** Concludes the judgement of the head, with what the change does to the gate that judges it. */
async function guardChange(revisions, configs, judged) {
	const { head, judgement } = judged;
	const hidden = await findHidden(revisions);
	const gate = {
		...head.gate,
		changes: gateChanges(revisions, configs, {
			...judged,
			hidden
		})
	};
	return {
		gate,
		extent: withFollowed(revisions.extent, hidden),
		findings: require_engine.conclude(revisions.head.model, judgement, {
			...head,
			gate
		})
	};
}
function withFollowed(extent, hidden) {
	if (extent === void 0) return void 0;
	const followed = new Set(hidden.filter(({ path }) => extent.holds(path)).map(({ to }) => to));
	return { holds: (path) => extent.holds(path) || followed.has(path) };
}
/** What is different after the merge in config and policies, in waivers, and in what the gate sees. */
function gateChanges(revisions, configs, judged) {
	const { head, began, broken } = configs;
	return [
		...broken === void 0 ? [] : [broken],
		...head === void 0 || began === void 0 ? [] : configChanges(began, head, () => ({
			now: judged.head.findings,
			later: afterMerge(revisions.head, configs, judged)
		})),
		...waiverChanges(judged.head.gate.waivers),
		...hiddenChanges(judged.hidden, judged.base),
		...loweredChanges(revisions, judged)
	];
}
/** As the head will be judged when it is the base: by its own config, with all its waivers, and as no change. */
function afterMerge(revision, { head: config }, { judgement }) {
	if (config === void 0) return [];
	const { rules, now } = judgement;
	const { model, files } = require_engine.modelled(revision, config.scope, now);
	return require_engine.weigh(model, {
		rules,
		now,
		policyOf: config.policyOf,
		gate: { waivers: require_engine.waiversOf(config, files) }
	}).findings;
}

// src/gate/change/judge-revisions.ts
/** Judges base and head. The handshake test runs for the head alone. */
async function judgeRevisions(request, { base, head, moved, extent }, configs) {
	const { now } = request;
	const { inForce } = configs;
	const { policyOf, configFile, references } = inForce;
	const oldWaivers = require_engine.waiversOf(inForce, base.files);
	const before = require_engine.judge(base.model, {
		rules: await require_engine.rulesFor({
			proofs: false,
			base: true
		}),
		now,
		policyOf,
		gate: {
			configFile,
			references,
			waivers: oldWaivers
		}
	});
	const proofs = await require_engine.proofsOf(request, {
		model: head.model,
		extent
	}, inForce, configs.from);
	const judgement = {
		rules: await require_engine.rulesFor({
			proofs: proofs !== void 0,
			base: true
		}),
		proofs,
		now,
		policyOf,
		gate: {
			configFile: configs.head?.configFile ?? configFile,
			references: sharedReferences(configs),
			waivers: standingWaivers(oldWaivers, require_engine.waiversOf(configs.head ?? inForce, head.files), moved)
		},
		base: base.model,
		countsFor: coverage(before, moved)
	};
	return {
		base: before,
		head: require_engine.weigh(head.model, judgement),
		judgement,
		proofs
	};
}

// src/gate/change/revisions.ts
/** Reads and models both sides by one scope, that of the config in force. `now`: milliseconds since the epoch, UTC. */
async function readRevisions(head, base, scope, now) {
	const { judged, rendered } = head;
	const content = await require_engine.readBoth(head, {
		tree: base.tree,
		entries: await base.tree.list(head.part)
	});
	const moved = movesBetween(content.base, content.head);
	const before = require_engine.modelled(content.base, scope, now);
	const followed = [...moved].flatMap(([to, from]) => require_main.liesIn(from, judged) ? [to] : []);
	const extent = require_engine.extentOf(judged, [...rendered.paths, ...followed]);
	return {
		base: before,
		head: modelledAsChange(content.head, scope, before.model, {
			moved,
			extent,
			now
		}),
		moved,
		extent
	};
}
/** A file that moved out of everything that the base's config file includes stays in its environment until the merge. */
function modelledAsChange(content, scope, before, { moved, extent, now }) {
	const alone = require_engine.modelled(content, scope, now, extent);
	if (scope.environments === void 0) return alone;
	const pins = /* @__PURE__ */ new Map();
	for (const [to, from] of moved) {
		const environment = alone.model.environmentOf(to) === void 0 ? before.environmentOf(from) : void 0;
		if (environment === void 0 || "because" in require_engine.parseGlob(to) || /[*?{}]/.test(to)) continue;
		pins.set(environment.name, [...pins.get(environment.name) ?? [], to]);
	}
	if (pins.size === 0) return alone;
	const environments = scope.environments.map((environment) => ({
		...environment,
		include: [...environment.include, ...pins.get(environment.name) ?? []]
	}));
	return require_engine.modelled(content, {
		...scope,
		environments
	}, now, extent);
}

// src/gate/change/change.ts
var change_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ judgeChange: () => judgeChange });
/** Judges head and base by one config, the base's, and says what the change does to that config. */
async function judgeChange(request, tree, listedBase) {
	const configs = await configsOf(request, tree, listedBase);
	if (configs.kind === "missing") return configs;
	const listedHead = await require_engine.listHead(tree, configs.inForce.folder);
	const revisions = await readRevisions(listedHead, listedBase, configs.inForce.scope, request.now);
	const judged = await judgeRevisions(request, revisions, configs);
	const guarded = await guardChange(revisions, configs, judged);
	const compared = compareFindings(judged.base, guarded.findings, revisions);
	const findings = await require_engine.withFixes(compared.findings, revisions.head.files);
	const { model, files } = revisions.head;
	return {
		kind: "change",
		base: listedBase.name,
		config: configs.inForce,
		configOf: configs.from === "accepted" ? "base" : "head",
		extent: guarded.extent,
		model: require_engine.withNotes(model, [configs.note, listedHead.note]),
		files,
		proofs: judged.proofs,
		gate: guarded.gate,
		findings,
		fixed: compared.fixed,
		revisions
	};
}

Object.defineProperty(exports, "base_exports", {
  enumerable: true,
  get: function () {
    return base_exports;
  }
});
Object.defineProperty(exports, "change_exports", {
  enumerable: true,
  get: function () {
    return change_exports;
  }
});
Object.defineProperty(exports, "configChanges", {
  enumerable: true,
  get: function () {
    return configChanges;
  }
});
Object.defineProperty(exports, "planChange", {
  enumerable: true,
  get: function () {
    return planChange;
  }
});
Object.defineProperty(exports, "planReport", {
  enumerable: true,
  get: function () {
    return planReport;
  }
});
Object.defineProperty(exports, "reported_change_exports", {
  enumerable: true,
  get: function () {
    return reported_change_exports;
  }
});
Object.defineProperty(exports, "rolloutRules", {
  enumerable: true,
  get: function () {
    return rolloutRules;
  }
});
Object.defineProperty(exports, "rollout_exports", {
  enumerable: true,
  get: function () {
    return rollout_exports;
  }
});
Object.defineProperty(exports, "waiverChanges", {
  enumerable: true,
  get: function () {
    return waiverChanges;
  }
});
})
