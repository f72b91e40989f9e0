// e54c9d5d675ea072082811a04740ecf25efeae059481008599bcce47629414ac
(function (exports, require, module, __filename, __dirname) {
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
		at: isFile ? fileSpan(after, head) : placeOf(after, head),
		was: isFile ? fileSpan(before, base) : placeOf(before, base),
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
function placeOf(material, { security }) {
	if (material.kind === "absent") return material.at ?? security.at;
	return material.path?.span ?? security.at;
}
/** A new file's first certificate or key: the file itself is the changed place. */
function fileSpan(material, instance) {
	if (material.kind !== "seen") return placeOf(material, instance);
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
		const server = portOf(channel.id) === void 0 ? void 0 : byName.get(channel.to);
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
	const [before, after] = [old && sideOf(old, direction), fresh && sideOf(fresh, direction)];
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
function sideOf({ channel, server }, direction) {
	const { posture, outcome, evidence, id } = channel;
	const port = portOf(id);
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
/** The port that serves a channel; undefined for endpoints outside the cluster. */
function portOf(id) {
	switch (id) {
		case "client-pd":
		case "tikv-pd":
		case "pd-pd-client": return "pd-client";
		case "pd-pd-peer": return "pd-peer";
		case "client-tikv":
		case "tikv-tikv": return "tikv-grpc";
		case "status-tikv": return "tikv-status";
		default: return;
	}
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
/** `a`, `a and b`, `a, b and c`. */
function listed(words) {
	return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
/** What an order asks for, as a clause; `members` are the ones that it speaks about. */
function orderWords(order, members) {
	const whom = listed(componentsOf(members).filter((name) => name !== "clients"));
	switch (order.kind) {
		case "any": return needsRestart(members) ? `restart ${restarted(members)}` : "in any order, without a restart";
		case "one-by-one": return `one ${whom} after the other, each completely before the next`;
		case "layers": return order.layers.map((layer) => listed(layer.map(blockWords))).join("; then ");
		case "moves": return order.moves.map(({ member, kind }) => moveWords(kind, member.name)).join("; then ");
		default: return order;
	}
}
/** `PD and TiKV one after the other`; by their names where not all of a component are restarted. */
function restarted(members) {
	const moving = members.filter(({ moves }) => moves.includes("restart"));
	return `${listed([...new Set(moving.map(({ component }) => component))].map((component) => {
		const own = moving.filter((member) => member.component === component);
		return own.length === members.filter((member) => member.component === component).length || own.length > 5 ? memberKind(component) : listed(own.map(({ name }) => name));
	}).sort())}${moving.length > 1 ? " one after the other, in any order" : ""}`;
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
	return listed(changes.map(({ part, to }) => partWords(part, to, members)));
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

Object.defineProperty(exports, "clashWords", {
  enumerable: true,
  get: function () {
    return clashWords;
  }
});
Object.defineProperty(exports, "componentsOf", {
  enumerable: true,
  get: function () {
    return componentsOf;
  }
});
Object.defineProperty(exports, "listed", {
  enumerable: true,
  get: function () {
    return listed;
  }
});
Object.defineProperty(exports, "needsRestart", {
  enumerable: true,
  get: function () {
    return needsRestart;
  }
});
Object.defineProperty(exports, "orderWords", {
  enumerable: true,
  get: function () {
    return orderWords;
  }
});
Object.defineProperty(exports, "peerWords", {
  enumerable: true,
  get: function () {
    return peerWords;
  }
});
Object.defineProperty(exports, "planOf", {
  enumerable: true,
  get: function () {
    return planOf;
  }
});
Object.defineProperty(exports, "portOf", {
  enumerable: true,
  get: function () {
    return portOf;
  }
});
Object.defineProperty(exports, "runsOnSeveral", {
  enumerable: true,
  get: function () {
    return runsOnSeveral;
  }
});
Object.defineProperty(exports, "stepWords", {
  enumerable: true,
  get: function () {
    return stepWords;
  }
});
})
