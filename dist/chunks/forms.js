// ab85f32425574b1a4e7f187c42249ee5cec66030e93142d78c1c6a8a1c478615
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_main = require("./main.js");
const require_engine = require("./engine.js");
const require_yaml = require("./yaml.js");

// src/read/forms/ansible/variables.ts
/** A value of an INI inventory: a Python literal, else a text (Ansible's ini inventory plugin, _parse_value). */
function iniVariable(text, span) {
	const literal = /^(True|False|None|\d{1,18}|"[^"]*"|'[^']*')\s*(?:#.*)?$/.exec(text)?.[1];
	if (literal === void 0) return {
		value: text,
		span
	};
	const place = span.endColumn - span.column === text.length ? {
		...span,
		endColumn: span.column + literal.length
	} : span;
	if (literal === "True" || literal === "False") return {
		value: literal === "True",
		span: place
	};
	return {
		value: literal === "None" ? "" : literal.replace(/^(["'])(.*)\1$/s, "$2"),
		span: place
	};
}
/** The texts, numbers and booleans of a map in YAML. PyYAML reads the words of YAML 1.1. */
function yamlVariables(node) {
	const variables = /* @__PURE__ */ new Map();
	if (node?.kind !== "table") return variables;
	for (const { key, node: value } of node.entries.values()) {
		const { span } = value;
		if (value.kind === "boolean") variables.set(key, {
			value: value.value,
			span
		});
		else if (value.kind === "integer" || value.kind === "float") variables.set(key, {
			value: String(value.value),
			span
		});
		else if (value.kind === "string") variables.set(key, {
			value: isPlain(span, value.value) ? word(value.value) : value.value,
			span
		});
		else if (value.kind === "unknown" || value.kind === "table" && value.entries.size === 0) variables.set(key, {
			value: "{{ }}",
			span
		});
	}
	return variables;
}
function isPlain(span, text) {
	return span.line === span.endLine && span.endColumn - span.column === text.length;
}
function word(text) {
	if (/^(?:yes|Yes|YES|on|On|ON)$/.test(text)) return true;
	return /^(?:no|No|NO|off|Off|OFF)$/.test(text) ? false : text;
}
/** Looks a variable up in several scopes, the strongest first. */
function lookUp(scopes, name) {
	for (const scope of scopes) {
		const found = scope.get(name);
		if (found !== void 0) return found;
	}
}
/** The deepest chain of variables in variables that is followed. */
const deepest$4 = 8;
/** A text in which `{{ name }}` is replaced by the variable of that name; unknown when that is more than a name. */
function textOf$3(scopes, name, depth = 0) {
	const found = lookUp(scopes, name);
	if (found === void 0 || found.value === "") return require_engine.absent;
	let because;
	const text = String(found.value).replaceAll(/\{\{ {0,4}([A-Za-z_]\w{0,60}) {0,4}\}\}/g, (whole, inner) => {
		const inside = depth < deepest$4 ? textOf$3(scopes, inner, depth + 1) : require_engine.absent;
		if (inside.kind === "known") return inside.value;
		because ??= `${whole} is filled in by Ansible`;
		return "";
	});
	const left = because === void 0 ? require_engine.placeholderIn(text) : void 0;
	if (left !== void 0) because = `${left} is filled in by Ansible`;
	if (because !== void 0) return {
		kind: "unknown",
		because,
		span: found.span
	};
	return {
		kind: "known",
		value: text,
		span: found.span,
		origin: "form"
	};
}
/** An empty table that stands at a place. */
function emptyTable(span) {
	return {
		kind: "table",
		span,
		entries: /* @__PURE__ */ new Map()
	};
}

// src/read/forms/ansible/cluster.ts
/** Variables that tidb-ansible has and no other playbook: without any of them the groups are somebody else's. */
const telling$2 = [
	"enable_tls",
	"tidb_version",
	"process_supervision",
	"deploy_without_tidb",
	"enable_binlog"
];
/** The cluster of an inventory; undefined when it is none of tidb-ansible. */
function clusterOf$1(inventory, context) {
	const near = foldersFrom(require_engine.folderOf(inventory.file.path));
	const conf = (component) => near.flatMap((folder) => ["yml", "yaml"].flatMap((suffix) => fileAt(context, folder, `conf/${component}.${suffix}`) ?? []))[0];
	const files = {
		pd: conf("pd"),
		tikv: conf("tikv")
	};
	const found = files.pd ?? files.tikv;
	const folder = found === void 0 ? require_engine.folderOf(inventory.file.path) : require_engine.folderOf(require_engine.folderOf(found.path));
	const outside = new Outside(inventory, folder, context);
	const all = mergedVariables([outside.group("all"), inventory.groups.get("all")?.variables]);
	if (![all, ...["pd", "tikv"].map((component) => outside.group(`${component}_servers`))].some((scope) => telling$2.some((name) => scope.has(name))) && found === void 0) return void 0;
	const hosts = (component) => hostsIn(inventory, component, outside, all);
	return {
		inventory,
		folder,
		conf: files,
		hosts: {
			pd: hosts("pd"),
			tikv: hosts("tikv")
		}
	};
}
/** Files of variables outside the inventory: beside it, and beside the playbooks. */
var Outside = class {
	#context;
	#folders;
	#known = /* @__PURE__ */ new Map();
	constructor(inventory, playbooks, context) {
		this.#context = context;
		this.#folders = [.../* @__PURE__ */ new Set([playbooks, require_engine.folderOf(inventory.file.path)])];
	}
	group(name) {
		return this.#read(`group_vars/${name}`);
	}
	host(name) {
		return /^[\w.-]+$/.test(name) ? this.#read(`host_vars/${name}`) : /* @__PURE__ */ new Map();
	}
	#read(path) {
		const known = this.#known.get(path);
		if (known !== void 0) return known;
		const variables = mergedVariables(this.#folders.flatMap((folder) => [
			"",
			".yml",
			".yaml"
		].flatMap((suffix) => fileAt(this.#context, folder, path + suffix) ?? [])).reverse().map((file) => yamlVariables(this.#context.yaml(file).documents[0]?.root)));
		this.#known.set(path, variables);
		return variables;
	}
};
function fileAt(context, folder, relative) {
	const path = require_engine.joinRepoPath(folder, relative);
	return path === void 0 ? void 0 : context.file(path);
}
/** A folder and those above it, the nearest first. */
function foldersFrom(folder) {
	return folder === "" ? [folder] : [folder, ...foldersFrom(require_engine.folderOf(folder))];
}
/** Later scopes win. */
function mergedVariables(scopes) {
	return new Map(scopes.flatMap((scope) => [...scope ?? []]));
}
function hostsIn(inventory, component, outside, all) {
	const name = `${component}_servers`;
	const members = /* @__PURE__ */ new Map();
	const variables = [];
	collect(inventory.groups, name, /* @__PURE__ */ new Set(), (group) => {
		for (const host of group.hosts.values()) if (!members.has(host.name)) members.set(host.name, host);
		variables.unshift(group.variables);
	});
	const ofGroup = mergedVariables([...variables.reverse(), outside.group(name)]);
	const hostScopes = everywhere(inventory);
	return [...members.values()].map((host) => ({
		component,
		host,
		scopes: [
			outside.host(host.name),
			hostScopes.get(host.name) ?? host.variables,
			ofGroup,
			all
		]
	}));
}
const inventories = /* @__PURE__ */ new WeakMap();
/** The variables that stand at a host, in whichever groups it is listed. */
function everywhere(inventory) {
	const known = inventories.get(inventory);
	if (known !== void 0) return known;
	const merged = /* @__PURE__ */ new Map();
	for (const group of inventory.groups.values()) for (const { name, variables } of group.hosts.values()) {
		const own = merged.get(name) ?? /* @__PURE__ */ new Map();
		merged.set(name, own);
		for (const [key, variable] of variables) own.set(key, variable);
	}
	inventories.set(inventory, merged);
	return merged;
}
/** A group and its children, the group first; a group that is its own descendant is visited once. */
function collect(groups, name, seen, visit) {
	const group = groups.get(name);
	if (group === void 0 || seen.has(name) || seen.size > 100) return;
	seen.add(name);
	visit(group);
	for (const child of group.children) collect(groups, child, seen, visit);
}
/**
* `enable_tls|default(false)` as Jinja takes it: every text that is not empty is true, `false` in lower case too where the
* inventory is in INI, whose values are literals of Python.
*/
function tlsOf({ scopes, host }, { hosts }) {
	const found = lookUp(scopes, "enable_tls");
	const first = hosts.pd[0] ?? hosts.tikv[0];
	if (found === void 0) return {
		state: "off",
		at: (first?.host ?? host).at,
		because: ""
	};
	const { value, span } = found;
	if (typeof value === "boolean") return {
		state: value ? "on" : "off",
		at: span,
		because: ""
	};
	if (value === "" || value === "0") return {
		state: "off",
		at: span,
		because: ""
	};
	const text = textOf$3(scopes, "enable_tls");
	if (text.kind === "unknown") return {
		state: "unknown",
		at: span,
		because: text.because
	};
	if (/^(?:false|no|off|n|f)$/i.test(value)) return {
		state: "unknown",
		at: span,
		because: `"${value}" is a text, which some of Ansible's tests take for true`
	};
	return {
		state: "on",
		at: span,
		because: ""
	};
}
/** The map of one conf file; undefined when there is none that can be read. */
function confOf(file, context) {
	return file === void 0 ? void 0 : context.yaml(file).documents[0]?.root;
}

// src/read/forms/ansible/deployment.ts
/** What is wrong with the whole cluster is said once, at its first instance (`isFirst`). */
function deploymentOf$1(component, tls, config, isFirst) {
	return {
		tool: "tidb-ansible",
		turnOnTls: "set enable_tls = True in the inventory before the cluster is deployed",
		shieldStatusPort: "let a firewall admit only the monitoring hosts to that port",
		dropped: [],
		managed: [],
		contradictions: isFirst ? [...pathsUnderOff$2(component, tls, config), ...allowList$1(component, tls, config)] : [],
		expects: []
	};
}
function pathsUnderOff$2(component, tls, config) {
	if (tls.state !== "off") return [];
	const consequence = component === "pd" ? "PD listens on http URLs and ignores its certificates" : "TiKV speaks TLS and tidb-ansible's PD does not, so that they cannot talk";
	const kept = [...writtenPaths(config, component).values()].filter(({ node }) => node.kind !== "string" || node.value !== "");
	const [first] = kept;
	if (first === void 0) return [];
	const keys = kept.map(({ key }) => `security.${key}`).join(" and ");
	return [{
		at: first.node.span,
		message: `enable_tls is off, but ${keys} ${kept.length === 1 ? "is" : "are"} set for ${require_engine.componentName[component]}: ${consequence}`,
		help: `set enable_tls = True in the inventory before the cluster is deployed, or remove ${kept.length === 1 ? "the path" : "the paths"}`,
		related: {
			at: tls.at,
			message: "TLS is off for the whole cluster"
		}
	}];
}
/** The roles issue certificates with these common names (roles/pd/tasks/gen_certs.yml, roles/tikv/tasks/gen_certs.yml). */
function allowList$1(component, tls, config) {
	const security = config.entries.get("security")?.node;
	const list = security?.kind === "table" ? security.entries.get("cert-allowed-cn")?.node : void 0;
	if (tls.state !== "on" || list?.kind !== "array" || list.items.length === 0) return [];
	const own = `${component}-server`;
	if (list.items.some((item) => item.kind !== "string" || item.value === own)) return [];
	const who = component === "pd" ? "PD refuses itself and does not start" : "TiKVs refuse each other";
	return [{
		at: list.span,
		message: `this list lacks ${own}, the common name that tidb-ansible gives the certificates of ${require_engine.componentName[component]}: ${who}`,
		help: `add ${own}`,
		related: {
			at: tls.at,
			message: "with this switch tidb-ansible issues the certificates"
		}
	}];
}
/** The three paths, where conf/*.yml sets them. */
function writtenPaths(config, component) {
	const security = config.entries.get("security")?.node;
	const keys = new Set(Object.values(require_engine.materialKeys[component]));
	return new Map(security?.kind === "table" ? [...security.entries].filter(([key]) => keys.has(key)) : []);
}

// src/read/forms/ansible/generated.ts
/** The paths that the roles generate; one that conf/*.yml sets wins (with_default_dicts in roles/pd/tasks/main.yml). */
function pathsOf(host, tls, config) {
	if (tls.state === "off") return [];
	const { component } = host;
	const folder = certificateFolderOf(host);
	const address = addressOf$1(host);
	const stem = `${component}-server-${address.kind === "known" ? address.value : `{{ ${component}_host }}`}`;
	const files = {
		ca: "ca.pem",
		certificate: `${stem}.pem`,
		key: `${stem}-key.pem`
	};
	const written = writtenPaths(config, component);
	return [
		"ca",
		"certificate",
		"key"
	].flatMap((name) => {
		const key = require_engine.materialKeys[component][name];
		if (written.has(key)) return [];
		const route = `security.${key}`;
		if (tls.state === "unknown") return [[route, {
			because: tls.because,
			span: tls.at
		}]];
		return [[route, {
			value: `${folder}/${files[name]}`,
			span: tls.at,
			origin: "form"
		}]];
	});
}
/**
* `pd_cert_dir`, `tikv_cert_dir`: `<deploy_dir>/conf/ssl` unless somebody changed it (group_vars). Stands as `{{ name }}`
* where only Ansible knows it.
*/
function certificateFolderOf({ component, scopes }) {
	const own = textOf$3(scopes, `${component}_cert_dir`);
	if (own.kind !== "absent") return own.kind === "known" ? own.value : `/{{ ${component}_cert_dir }}`;
	const deploy = textOf$3(scopes, "deploy_dir");
	return `${deploy.kind === "known" ? deploy.value : "/{{ deploy_dir }}"}/conf/ssl`;
}
/** `ansible_host`, else the name in the inventory. */
function addressOf$1({ host, scopes }) {
	const address = textOf$3(scopes, "ansible_host");
	if (address.kind !== "absent") return address;
	return {
		kind: "known",
		value: host.name.replace(/:\d{1,5}$/, ""),
		span: host.at,
		origin: "form"
	};
}
/** Undefined where only Ansible knows it. */
function portOf$1({ scopes }, name, fallback) {
	const port = textOf$3(scopes, name);
	return port.kind === "absent" ? String(fallback) : port.kind === "known" ? port.value : void 0;
}
/** The start script passes every URL with the address and one scheme (roles/pd/templates/run_pd_binary.sh.j2). */
function pdFlags$1(host, tls) {
	const address = addressOf$1(host);
	return ["client", "peer"].flatMap((kind) => {
		const port = portOf$1(host, `pd_${kind}_port`, kind === "client" ? 2379 : 2380);
		const keys = [`${kind}-urls`, `advertise-${kind}-urls`];
		const value = address.kind !== "known" || port === void 0 || tls.state === "unknown" ? {
			because: tls.state === "unknown" ? tls.because : "the address is decided by Ansible",
			span: tls.at
		} : {
			value: `${tls.state === "on" ? "https" : "http"}://${address.value}:${port}`,
			span: tls.at,
			origin: "form"
		};
		return keys.map((key) => [key, value]);
	});
}
/** roles/tikv/templates/run_tikv_binary.sh.j2; the status address is the machine's own. */
function tikvFlags$1(host, endpoints) {
	const address = addressOf$1(host);
	const port = portOf$1(host, "tikv_port", 20160);
	const statusPort = portOf$1(host, "tikv_status_port", 20180);
	const joined = (own, number) => own.kind === "known" && number !== void 0 ? {
		value: `${own.value}:${number}`,
		span: own.span,
		origin: "form"
	} : {
		because: "the address is decided by Ansible",
		span: host.host.at
	};
	return [
		["server.addr", joined({
			kind: "known",
			value: "0.0.0.0",
			span: host.host.at,
			origin: "form"
		}, port)],
		["server.advertise-addr", joined(address, port)],
		["server.status-addr", joined(address, statusPort)],
		["pd.endpoints", endpoints]
	];
}
/** No cluster has as many PDs. */
const mostMembers$1 = 64;
function endpointsOf({ hosts, inventory }) {
	const at = hosts.pd[0]?.host.at ?? hosts.tikv[0]?.host.at;
	const parts = hosts.pd.flatMap((pd) => {
		const address = addressOf$1(pd);
		const port = portOf$1(pd, "pd_client_port", 2379);
		return address.kind === "known" && port !== void 0 ? [{
			...address,
			value: `${address.value}:${port}`
		}] : [];
	});
	const span = at ?? {
		path: inventory.file.path,
		line: 1,
		column: 1,
		endLine: 1,
		endColumn: 1
	};
	if (parts.length === 0 || parts.length !== hosts.pd.length || parts.length > mostMembers$1) return {
		because: "the addresses of the PDs are decided by Ansible",
		span
	};
	const ends = [];
	for (const { value } of parts) ends.push((ends.at(-1) ?? -1) + 1 + value.length);
	return {
		value: parts.map((part) => part.value).join(","),
		span,
		origin: "form",
		slice: (_, to) => parts[ends.findIndex((end) => to <= end)]?.span ?? span
	};
}

// src/read/kubernetes/kustomize-nodes.ts
/** What readers of kustomizations and of what they make look up in a tree. */
/** A string at a route of keys. */
function stringAt(root, ...route) {
	const node = require_engine.lookup(root, route, "exact")?.node;
	return node?.kind === "string" ? node : void 0;
}
/** The items of a list under a key; empty where there is none. */
function listAt(root, key) {
	const node = root.entries.get(key)?.node;
	return node?.kind === "array" ? node.items : [];
}
/** The strings of a list under a key. */
function textsAt(root, key) {
	return listAt(root, key).filter((item) => item.kind === "string");
}

// src/read/kubernetes/patch.ts
/** Lists that Kubernetes merges by a key of their items; it replaces all others. */
const mergeKeys = {
	containers: "name",
	initContainers: "name",
	volumes: "name",
	env: "name",
	volumeMounts: "mountPath"
};
/** The tree with a patch merged into it; undefined where the patch deletes it. Lists of custom resources are replaced. */
function mergePatch(target, patch, removes = []) {
	if (textOf$2(patch, "$patch") === "delete") return void 0;
	let result = mergeTables(target, patch, !/\./.test(textOf$2(target, "apiVersion")?.split("/")[0] ?? "") || isKubernetesGroup(target));
	for (const { route, isInList } of removes) {
		const unknown = {
			kind: "unknown",
			span: patch.span,
			because: "a patch takes something away here"
		};
		const changedTree = changed(result, route, isInList ? unknown : void 0, false);
		if (changedTree.kind === "table") result = changedTree;
	}
	return result;
}
const nullLine = /^([ \t]*)(-[ \t]+)?["']?([\w./-]{1,120})["']?[ \t]*:[ \t]*(?:null|~)[ \t]*(?:#.*)?\r?$/;
const keyLine = /^([ \t]*)((?:-[ \t]+)*)["']?([\w./-]{1,120})["']?[ \t]*:/;
/** The keys that a patch sets to null, which readers of values do not see, in the lines of one document. */
function removalsIn(text, { line, endLine }) {
	const lines = text.split("\n");
	const removals = [];
	for (let index = line - 1; index < Math.min(endLine + 1, lines.length) && removals.length < 64; index++) {
		const match = nullLine.exec(lines[index]);
		if (match === null) continue;
		const [, indent = "", dash = "", key = ""] = match;
		removals.push(removalAt(lines, index, line - 1, indent.length + dash.length, dash !== "", key));
	}
	return removals;
}
function removalAt(lines, index, first, column, inItem, key) {
	const route = [key];
	let isInList = inItem;
	if (isInList) route.length = 0;
	let indent = column;
	for (let above = index - 1; above >= first && indent > 0; above--) {
		const match = keyLine.exec(lines[above]);
		if (match === null) continue;
		const [, blanks = "", dashes = "", name = ""] = match;
		const own = blanks.length + dashes.length;
		if (own === indent && dashes !== "") [isInList, route.length, indent] = [
			true,
			0,
			blanks.length + 1
		];
		else if (own < indent) {
			[indent] = [own];
			if (dashes === "") route.unshift(name);
			else [isInList, route.length, indent] = [
				true,
				0,
				blanks.length + 1
			];
		}
	}
	return {
		route,
		isInList
	};
}
function isKubernetesGroup(root) {
	return /^[^/]*\.k8s\.io\//.test(textOf$2(root, "apiVersion") ?? "");
}
function mergeTables(target, patch, isBuiltIn) {
	if (textOf$2(patch, "$patch") === "replace") return {
		...patch,
		entries: without$1(patch, "$patch")
	};
	const entries = new Map(target.entries);
	for (const [key, entry] of patch.entries) {
		const before = entries.get(key);
		const merged = before === void 0 ? entry.node : mergeNodes(before.node, entry.node, key, isBuiltIn);
		if (merged === void 0) entries.delete(key);
		else entries.set(key, {
			...entry,
			node: merged
		});
	}
	return {
		...target,
		entries
	};
}
function mergeNodes(before, after, key, isBuiltIn) {
	if (before.kind === "table" && after.kind === "table") return textOf$2(after, "$patch") === "delete" ? void 0 : mergeTables(before, after, isBuiltIn);
	const mergeKey = isBuiltIn ? mergeKeys[key] : void 0;
	if (before.kind !== "array" || after.kind !== "array" || mergeKey === void 0) return after;
	const items = [...before.items];
	for (const item of after.items) {
		const wanted = item.kind === "table" ? textOf$2(item, mergeKey) : void 0;
		const index = items.findIndex((old) => old.kind === "table" && wanted !== void 0 && textOf$2(old, mergeKey) === wanted);
		const old = items[index];
		if (old?.kind !== "table" || item.kind !== "table") items.push(item);
		else if (textOf$2(item, "$patch") === "delete") items.splice(index, 1);
		else items[index] = mergeTables(old, item, isBuiltIn);
	}
	return {
		...before,
		items
	};
}
/** The tree after RFC 6902 operations. What an operation does that is none of these is not known: the place becomes unknown. */
function applyOperations(root, operations) {
	let result = root;
	for (const operation of operations) {
		if (operation.kind !== "table") continue;
		const route = textOf$2(operation, "path")?.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
		const op = textOf$2(operation, "op");
		if (route === void 0 || route.length === 0 || op === "test") continue;
		const value = operation.entries.get("value")?.node;
		const unknown = {
			kind: "unknown",
			span: operation.span,
			because: "a patch moves or copies a value here"
		};
		result = changed(result, route, op === "remove" ? void 0 : op === "add" || op === "replace" ? value : unknown, op === "add");
	}
	return result.kind === "table" ? result : root;
}
function changed(node, route, value, inserts) {
	const [head, ...rest] = route;
	if (node.kind === "table") {
		const before = node.entries.get(head);
		const entries = new Map(node.entries);
		if (rest.length > 0) {
			if (before === void 0 && value?.kind !== "unknown") return node;
			if (before === void 0) entries.set(head, {
				key: head,
				keySpan: value.span,
				node: value
			});
			else entries.set(head, {
				...before,
				node: changed(before.node, rest, value, inserts)
			});
		} else if (value === void 0) entries.delete(head);
		else entries.set(head, {
			key: head,
			keySpan: before?.keySpan ?? value.span,
			node: value
		});
		return {
			...node,
			entries
		};
	}
	if (node.kind !== "array") return node;
	const items = [...node.items];
	const index = head === "-" ? items.length : chosen(items, head);
	if (Number.isNaN(index) && value?.kind === "unknown") return value;
	if (!Number.isInteger(index) || index < 0 || index > items.length) return node;
	const before = items[index];
	if (rest.length > 0) {
		if (before !== void 0) items[index] = changed(before, rest, value, inserts);
	} else if (value === void 0) items.splice(index, 1);
	else items.splice(index, inserts ? 0 : 1, value);
	return {
		...node,
		items
	};
}
/** The index of an item: a number, or `[name=pd]` as `replacements` have it. */
function chosen(items, part) {
	const [, key, value] = /^\[([\w.-]+)=(.*)\]$/.exec(part) ?? [];
	if (key === void 0) return Number(part);
	const index = items.findIndex((item) => item.kind === "table" && textOf$2(item, key) === value);
	return index === -1 ? NaN : index;
}
/** A tree that was read from a text inside a string, with its places moved to where the string stands. */
function relocated(node, text, outer) {
	const starts = [0];
	for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
	const offset = (line, column) => (starts[line - 1] ?? 0) + column - 1;
	const move = (span) => outer.slice(offset(span.line, span.column), offset(span.endLine, span.endColumn));
	const moved = (inner) => {
		switch (inner.kind) {
			case "table": {
				const entries = [...inner.entries].map(([key, entry]) => [key, {
					key,
					keySpan: move(entry.keySpan),
					node: moved(entry.node)
				}]);
				return {
					kind: "table",
					span: move(inner.span),
					entries: new Map(entries)
				};
			}
			case "array": return {
				kind: "array",
				span: move(inner.span),
				items: inner.items.map(moved)
			};
			case "string": return {
				...inner,
				span: move(inner.span),
				slice: (from, to) => move(inner.slice(from, to))
			};
			default: return {
				...inner,
				span: move(inner.span)
			};
		}
	};
	return moved(node);
}
/** A text of a file as the value of a key: its places are those of the file. */
function fileNode(path, text) {
	const lines = new require_engine.LineIndex(path, text);
	return {
		kind: "string",
		span: lines.span(0, text.length),
		value: text,
		slice: (from, to) => lines.span(from, to)
	};
}
function textOf$2(table, key) {
	const node = table.entries.get(key)?.node;
	return node?.kind === "string" ? node.value : void 0;
}
function without$1(table, key) {
	const entries = new Map(table.entries);
	entries.delete(key);
	return entries;
}

// src/read/kubernetes/generators.ts
/** Reads the generators of a kustomization: entries out of files and literals. */
function generatedBy(root, folder, context) {
	const resources = [];
	const patches = [];
	const secretFiles = [];
	for (const [list, kind] of [["configMapGenerator", "ConfigMap"], ["secretGenerator", "Secret"]]) for (const item of listAt(root, list)) {
		const name = item.kind === "table" ? stringAt(item, "name") : void 0;
		if (item.kind !== "table" || name === void 0) continue;
		if (kind === "Secret") secretFiles.push(...filesOf(item, folder).map(([key, file]) => ({
			secret: name.value,
			key,
			file
		})));
		const object = objectOf(item, name, kind, folder, context);
		const behaviour = stringAt(item, "behavior")?.value;
		if (behaviour !== "merge" && behaviour !== "replace") resources.push(object);
		else patches.push({
			kind: "merge",
			selects: selectorOf(kind, name),
			content: changeOf(object, behaviour),
			removes: []
		});
	}
	return {
		resources,
		patches,
		secretFiles
	};
}
function selectorOf(kind, { value }) {
	return {
		kind,
		name: value.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
	};
}
/** Only the entries change, not what the base says beside them. */
function changeOf(object, behaviour) {
	const data = object.entries.get("data");
	if (data?.node.kind !== "table") return object;
	const { node, keySpan } = data;
	const replace = {
		key: "$patch",
		keySpan,
		node: textNode("replace", keySpan)
	};
	const entries = behaviour === "replace" ? new Map([...node.entries, ["$patch", replace]]) : node.entries;
	return {
		kind: "table",
		span: object.span,
		entries: /* @__PURE__ */ new Map([["data", {
			...data,
			node: {
				...node,
				entries
			}
		}]])
	};
}
function filesOf(item, folder) {
	return textsAt(item, "files").flatMap(({ value }) => {
		const [key, place] = value.includes("=") ? splitAt$1(value) : [require_engine.fileName(value), value];
		const path = require_engine.joinRepoPath(folder, place);
		return path === void 0 ? [] : [[key, path]];
	});
}
function objectOf(item, name, kind, folder, context) {
	const data = kind === "ConfigMap" ? dataOf(item, folder, context) : /* @__PURE__ */ new Map();
	const entry = (key, node) => [key, {
		key,
		keySpan: name.span,
		node
	}];
	const table = (...entries) => ({
		kind: "table",
		span: item.span,
		entries: new Map(entries)
	});
	const namespace = require_engine.lookup(item, ["namespace"], "exact")?.node;
	return table(entry("apiVersion", textNode("v1", name.span)), entry("kind", textNode(kind, name.span)), entry("metadata", table(entry("name", name), ...namespace === void 0 ? [] : [entry("namespace", namespace)])), entry("data", {
		kind: "table",
		span: item.span,
		entries: data
	}));
}
function dataOf(item, folder, context) {
	const data = /* @__PURE__ */ new Map();
	for (const written of textsAt(item, "files")) {
		const [key, place] = written.value.includes("=") ? splitAt$1(written.value) : [require_engine.fileName(written.value), written.value];
		const path = require_engine.joinRepoPath(folder, place);
		const file = path === void 0 ? void 0 : context.file(path);
		if (file !== void 0) data.set(key, {
			key,
			keySpan: written.span,
			node: fileNode(file.path, file.text)
		});
	}
	for (const written of textsAt(item, "literals")) {
		const [key, value] = splitAt$1(written.value);
		const start = key.length + 1;
		const slice = (from, to) => written.slice(start + from, start + to);
		data.set(key, {
			key,
			keySpan: written.span,
			node: {
				kind: "string",
				span: slice(0, value.length),
				value,
				slice
			}
		});
	}
	return data;
}
function textNode(value, span) {
	return {
		kind: "string",
		span,
		value,
		slice: () => span
	};
}
function splitAt$1(text) {
	const equals = text.indexOf("=");
	return equals === -1 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
}

// src/read/kubernetes/unapplied.ts
/** Transformers that touch names, labels and images alone (kustomize: plugin/builtin). */
const harmless = new Set("AnnotationsTransformer ImageTagTransformer LabelTransformer NamespaceTransformer PrefixTransformer PrefixSuffixTransformer ReplicaCountTransformer SuffixTransformer".split(" "));
/** Does an address lead out of the repository? */
function isRemote(value) {
	return /^[a-z+]+:|^[\w.-]+@|^git::|\/\/|\?ref=|^(?:github|gitlab|bitbucket)\.(?:com|org)\//.test(value);
}
/** What a kustomization does beyond what is read of it: remote bases and components, transformers, Helm charts. */
function unappliedOf(root, folder, context) {
	const remote = (key) => textsAt(root, key).filter(({ value }) => isRemote(value));
	return [
		...[...remote("resources"), ...remote("bases")].map(({ value, span }) => {
			return {
				at: span,
				what: `the base ${address(value)}`,
				effect: "adds"
			};
		}),
		...remote("components").map(({ value, span }) => ({
			at: span,
			what: `the component ${address(value)}`,
			effect: "changes"
		})),
		...textsAt(root, "transformers").filter((text) => !isHarmless(text, folder, context)).map((text) => ({
			at: text.span,
			what: transformerName(text),
			effect: "changes"
		})),
		...chartsOf(root)
	];
}
/** Without a user and a token, which some write into addresses. */
function address(value) {
	const text = value.replace(/\/\/[^/@\s]*@/, "//");
	return text.length > 100 ? `${text.slice(0, 99)}\u2026` : text;
}
function transformerName({ value }) {
	return value.includes("\n") ? "a transformer" : `the transformer ${address(value)}`;
}
function isHarmless({ value }, folder, context) {
	if (value.includes("\n")) return harmless.has(/^kind:[ \t]*(\w+)/m.exec(value)?.[1] ?? "");
	const path = isRemote(value) ? void 0 : require_engine.joinRepoPath(folder, value);
	const file = path === void 0 ? void 0 : context.file(path);
	const roots = file === void 0 ? [] : context.yaml(file).documents.map(({ root }) => root);
	return roots.length > 0 && roots.every((root) => root !== void 0 && harmless.has(stringAt(root, "kind")?.value ?? ""));
}
function chartsOf(root) {
	return [...listAt(root, "helmCharts"), ...listAt(root, "helmChartInflationGenerator")].flatMap((item) => {
		const name = item.kind === "table" ? stringAt(item, "name") ?? stringAt(item, "chartName") : void 0;
		return name === void 0 ? [] : [{
			at: name.span,
			what: `the Helm chart ${name.value}`,
			effect: "adds"
		}];
	});
}
/** Keys by which an object is recognised; nobody changes them but to make another object of it. */
const kept = /* @__PURE__ */ new Set([
	"apiVersion",
	"kind",
	"metadata",
	"image",
	"name",
	"baseImage"
]);
/** An object that something unread may change: it is still there, and nothing else is known of it. */
function withEverythingUnknown(root, { at, what }) {
	const because = `${what} may change it`;
	const unknown = (node) => {
		if (node.kind === "table") return opened(node);
		if (node.kind === "array" && node.items.some(({ kind }) => kind === "table")) return {
			...node,
			items: node.items.map(unknown)
		};
		return {
			kind: "unknown",
			span: node.span,
			because
		};
	};
	const opened = (table) => ({
		...table,
		entries: new Map([...table.entries].map(([key, entry]) => [key, kept.has(key) ? entry : {
			...entry,
			node: unknown(entry.node)
		}])),
		open: {
			span: at,
			because
		}
	});
	return opened(root);
}

// src/read/kubernetes/kustomization.ts
const names = /* @__PURE__ */ new Set([
	"kustomization.yaml",
	"kustomization.yml",
	"Kustomization"
]);
/** Is this the file that `kustomize build` looks for in a folder? */
function isKustomization(path) {
	return names.has(require_engine.fileName(path));
}
/** Reads a kustomization; undefined when it is no mapping. */
function readKustomization(file, context) {
	const root = context.yaml(file).documents[0]?.root;
	if (root === void 0) return void 0;
	const folder = require_engine.folderOf(file.path);
	const placesIn = (key) => textsAt(root, key).flatMap(({ value }) => isRemote(value) ? [] : require_engine.joinRepoPath(folder, value) ?? []);
	const components = placesIn("components");
	const places = [
		...placesIn("resources"),
		...placesIn("bases"),
		...components
	];
	const patches = patchesOf(root, folder, context);
	const generated = generatedBy(root, folder, context);
	return {
		path: file.path,
		folder,
		files: places.filter((path) => context.file(path) !== void 0),
		bases: places.filter((path) => context.file(path) === void 0),
		components,
		patches: [...generated.patches, ...patches.flatMap(({ patch }) => patch)],
		patchFiles: patches.flatMap(({ file: path }) => path === void 0 ? [] : [path]),
		generated: generated.resources,
		secretFiles: generated.secretFiles,
		namespace: stringAt(root, "namespace"),
		namePrefix: stringAt(root, "namePrefix")?.value ?? "",
		nameSuffix: stringAt(root, "nameSuffix")?.value ?? "",
		images: listAt(root, "images").filter((item) => item.kind === "table"),
		unapplied: unappliedOf(root, folder, context)
	};
}
function patchesOf(root, folder, context) {
	const merges = textsAt(root, "patchesStrategicMerge").map((node) => node.value.includes("\n") ? inlinePatch(node, void 0, context) : filePatch(node.value, folder, void 0, context));
	const others = [...listAt(root, "patchesJson6902"), ...listAt(root, "patches")].map((item) => {
		if (item.kind === "string") return filePatch(item.value, folder, void 0, context);
		if (item.kind !== "table") return { patch: [] };
		const target = require_engine.lookup(item, ["target"], "exact")?.node;
		const selects = target?.kind === "table" ? {
			kind: stringAt(target, "kind")?.value,
			name: stringAt(target, "name")?.value
		} : void 0;
		const inline = stringAt(item, "patch");
		const path = stringAt(item, "path");
		const source = inline !== void 0 ? inlinePatch(inline, selects, context) : path === void 0 ? { patch: [] } : filePatch(path.value, folder, selects, context);
		return target?.kind === "table" && [...target.entries.keys()].some((key) => /Selector$/.test(key)) ? {
			...source,
			patch: source.patch.map(perhaps)
		} : source;
	});
	return [
		...merges,
		...others,
		{ patch: replacementsOf(root, folder, context) }
	];
}
/** A patch that may or may not be for an object: what it sets is unknown. */
function perhaps(patch) {
	const unknown = (node) => node.kind === "table" ? {
		...node,
		entries: new Map([...node.entries].map(([key, entry]) => [key, {
			...entry,
			node: unknown(entry.node)
		}]))
	} : {
		kind: "unknown",
		span: node.span,
		because: "a patch for some labels may set it"
	};
	if (patch.kind === "json") return {
		...patch,
		operations: patch.operations.map(asReplacement)
	};
	const content = unknown(patch.content);
	return content.kind === "table" ? {
		...patch,
		content
	} : patch;
}
function asReplacement(operation) {
	const path = operation.kind === "table" ? stringAt(operation, "path") : void 0;
	return path === void 0 ? operation : replacementAt(path, path.value);
}
/** `replacements` copy a value from elsewhere, here or in files of their own: where to is what can be said. */
function replacementsOf(root, folder, context) {
	return listAt(root, "replacements").flatMap((item) => {
		const named = item.kind === "table" ? stringAt(item, "path") : void 0;
		const path = named && require_engine.joinRepoPath(folder, named.value);
		const file = path === void 0 ? void 0 : context.file(path);
		return (file === void 0 ? [item] : context.yaml(file).documents.flatMap(({ node }) => node === void 0 ? [] : [node])).flatMap((node) => node.kind === "array" ? node.items : [node]);
	}).flatMap((replacement) => (replacement.kind === "table" ? listAt(replacement, "targets") : []).flatMap((target) => {
		if (target.kind !== "table") return [];
		return [{
			kind: "json",
			selects: {
				kind: literal$1(stringAt(target, "select", "kind")?.value),
				name: literal$1(stringAt(target, "select", "name")?.value)
			},
			operations: textsAt(target, "fieldPaths").map((field) => replacementAt(field, `/${routeOf(field.value).join("/")}`))
		}];
	}));
}
/** `data.pd\\.toml`, `spec.containers.[name=pd].args.0`: dots separate, unless they are escaped or in brackets. */
function routeOf(field) {
	return (field.match(/(?:\\.|\[[^\]]*\]|[^.\\[])+/g) ?? []).map((part) => part.replaceAll(/\\(.)/g, "$1").replaceAll("~", "~0").replaceAll("/", "~1"));
}
function replacementAt({ span }, path) {
	const text = (key, value) => [key, {
		key,
		keySpan: span,
		node: {
			kind: "string",
			span,
			value,
			slice: () => span
		}
	}];
	return {
		kind: "table",
		span,
		entries: new Map([text("op", "replacement"), text("path", path)])
	};
}
function filePatch(name, folder, selects, context) {
	const path = require_engine.joinRepoPath(folder, name);
	const file = path === void 0 ? void 0 : context.file(path);
	if (file === void 0) return { patch: [] };
	return {
		patch: context.yaml(file).documents.flatMap(({ node }) => node === void 0 ? [] : [node]).flatMap((node) => patchOf(node, selects, removalsIn(file.text, node.span))),
		file: path
	};
}
function inlinePatch(text, selects, context) {
	return { patch: context.yaml(inlineFile(text)).documents.flatMap(({ node }) => node === void 0 ? [] : [node]).flatMap((node) => patchOf(relocated(node, text.value, text), selects, removalsIn(text.value, node.span))) };
}
/** The text of a string as a file of its own: its path is the place, so that it is read once. */
function inlineFile(text) {
	const { path, line, column } = text.span;
	const bytes = new TextEncoder().encode(text.value);
	return {
		path: `${path}#${line}:${column}`,
		bytes,
		text: text.value,
		executable: false
	};
}
function patchOf(node, selects, removes) {
	if (node.kind === "array") return selects === void 0 ? [] : [{
		kind: "json",
		selects,
		operations: node.items
	}];
	if (node.kind !== "table") return [];
	const own = {
		kind: literal$1(stringAt(node, "kind")?.value),
		name: literal$1(stringAt(node, "metadata", "name")?.value)
	};
	return [{
		kind: "merge",
		selects: selects ?? own,
		content: node,
		removes
	}];
}
function literal$1(text) {
	return text?.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

// src/read/kubernetes/overlays.ts
/** A base that more than this many overlays use is judged for the first ones. */
const mostOverlays = 64;
const known$1 = /* @__PURE__ */ new WeakMap();
/** Reads the kustomizations of a tree, once. */
function overlaysOf(context) {
	let overlays = known$1.get(context);
	if (overlays === void 0) {
		overlays = readOverlays(context);
		known$1.set(context, overlays);
	}
	return overlays;
}
function readOverlays(context) {
	const all = context.files().flatMap((file) => {
		const read = isKustomization(file.path) ? readKustomization(file, context) : void 0;
		return read === void 0 ? [] : [read];
	});
	const byFolder = new Map(all.map((kustomization) => [kustomization.folder, kustomization]));
	const users = /* @__PURE__ */ new Map();
	for (const user of all) for (const base of user.bases) {
		const used = byFolder.get(base);
		if (used === void 0 || used === user) continue;
		const list = users.get(used);
		if (list === void 0) users.set(used, [user]);
		else list.push(user);
	}
	const chains = new Map(all.map((kustomization) => [kustomization, chainsFrom(kustomization, users).map((chain) => overlayOf(chain, byFolder))]));
	const owners = /* @__PURE__ */ new Map();
	for (const kustomization of all) for (const path of [kustomization.path, ...kustomization.files]) {
		const list = owners.get(path);
		if (list === void 0) owners.set(path, [kustomization]);
		else list.push(kustomization);
	}
	const patches = new Set(all.flatMap(({ patchFiles }) => patchFiles));
	const generated = new Map(all.map((kustomization) => [kustomization.path, kustomization.generated]));
	return {
		of: (path) => (owners.get(path) ?? []).flatMap((kustomization) => chains.get(kustomization) ?? []).slice(0, mostOverlays),
		isPatch: (path) => patches.has(path),
		generatedBy: (path) => generated.get(path) ?? []
	};
}
/** All ways from a kustomization to one that no other starts from. */
function chainsFrom(start, users) {
	const ends = [];
	const open = [[start]];
	for (let chain = open.pop(); chain !== void 0 && ends.length < mostOverlays; chain = open.pop()) {
		const path = chain;
		const next = (users.get(path.at(-1)) ?? []).filter((user) => !path.includes(user));
		if (next.length === 0) ends.push(path);
		for (const user of next.slice(0, mostOverlays)) open.push([...path, user]);
	}
	return ends.sort((a, b) => (a.at(-1)?.path ?? "") < (b.at(-1)?.path ?? "") ? -1 : 1);
}
function overlayOf(chain, byFolder) {
	const last = chain.at(-1);
	const steps = chain.flatMap((kustomization) => [...componentsOf(kustomization, byFolder).filter((component) => !chain.includes(component)), kustomization]);
	const unapplied = steps.flatMap((kustomization) => kustomization.unapplied);
	const unread = unapplied.find(({ effect }) => effect === "changes");
	return {
		folder: chain.length > 1 ? last?.folder : void 0,
		built: last?.folder ?? "",
		secretFiles: steps.toReversed().flatMap(({ secretFiles }) => secretFiles),
		unapplied,
		apply(root) {
			const name = textAt$1(root, "metadata", "name")?.value;
			let result = root;
			for (const kustomization of steps) result = result && changedBy(kustomization, result, name);
			return result && unread !== void 0 ? withEverythingUnknown(result, unread) : result;
		}
	};
}
/** The components that a kustomization names, with those that these name, in the order in which they are applied. */
function componentsOf(kustomization, byFolder) {
	const found = /* @__PURE__ */ new Set();
	const visit = (from) => {
		for (const folder of from.components) {
			const component = byFolder.get(folder);
			if (component === void 0 || component === kustomization || found.has(component) || found.size >= mostOverlays) continue;
			visit(component);
			found.add(component);
		}
	};
	visit(kustomization);
	return [...found];
}
/** `ownName` is the name in the manifest: a patch may go by it after a base has renamed the object. */
function changedBy(kustomization, root, ownName) {
	let result = root;
	for (const patch of kustomization.patches) {
		if (result === void 0 || !isSelected(patch, result, ownName)) continue;
		result = patch.kind === "merge" ? mergePatch(result, patch.content, patch.removes) : applyOperations(result, patch.operations);
	}
	if (result === void 0) return void 0;
	const { namespace, namePrefix, nameSuffix, images } = kustomization;
	const name = textAt$1(result, "metadata", "name");
	const metadata = result.entries.get("metadata");
	if (metadata?.node.kind === "table" && name !== void 0) {
		const entries = new Map(metadata.node.entries);
		const own = entries.get("name");
		const value = namePrefix + name.value + nameSuffix;
		if (own !== void 0 && value !== name.value) entries.set("name", {
			...own,
			node: {
				...name,
				value,
				slice: () => name.span
			}
		});
		if (namespace !== void 0) entries.set("namespace", {
			key: "namespace",
			keySpan: namespace.span,
			node: namespace
		});
		result = {
			...result,
			entries: new Map(result.entries).set("metadata", {
				...metadata,
				node: {
					...metadata.node,
					entries
				}
			})
		};
	}
	return images.length === 0 ? result : withImages(result, images);
}
function isSelected({ selects }, root, ownName) {
	const matches = (pattern, text) => {
		if (pattern === void 0 || pattern === "") return true;
		if (text === void 0 || pattern.length > 200) return false;
		return pattern.replaceAll("\\", "") === text || isMatch(pattern, text);
	};
	if (!matches(selects.kind, textAt$1(root, "kind")?.value)) return false;
	return matches(selects.name, textAt$1(root, "metadata", "name")?.value) || matches(selects.name, ownName);
}
/** Only `.*` and alternatives are understood: an expression of a stranger is never run. */
function isMatch(pattern, text) {
	return pattern.replace(/^\^|\$$/g, "").split("|").some((part) => {
		const [head = "", ...tails] = part.replaceAll("\\", "").split(".*");
		if (tails.length === 0) return head === text;
		const tail = tails.at(-1) ?? "";
		return text.startsWith(head) && text.endsWith(tail) && text.length >= head.length + tail.length;
	});
}
/** `images` changes the name, tag or digest of every `image` field below `containers`. */
function withImages(node, images) {
	if (node.kind === "array") return {
		...node,
		items: node.items.map((item) => withImages(item, images))
	};
	if (node.kind !== "table") return node;
	const entries = new Map(node.entries);
	for (const [key, entry] of entries) {
		const { node: value } = entry;
		if (key !== "image" || value.kind !== "string") entries.set(key, {
			...entry,
			node: withImages(value, images)
		});
		else entries.set(key, {
			...entry,
			node: withImage(value, images)
		});
	}
	return {
		...node,
		entries
	};
}
function withImage(image, images) {
	const [, name = image.value, rest = ""] = /^([^@]*?)((?::[^/:@]*)?(?:@.*)?)$/.exec(image.value) ?? [];
	for (const change of images) {
		if (textAt$1(change, "name")?.value !== name) continue;
		const tag = textAt$1(change, "newTag");
		const digest = textAt$1(change, "digest");
		const newName = textAt$1(change, "newName");
		const place = tag ?? digest ?? newName;
		const suffix = digest !== void 0 ? `@${digest.value}` : tag !== void 0 ? `:${tag.value}` : rest;
		if (place === void 0) continue;
		return {
			kind: "string",
			span: place.span,
			value: (newName?.value ?? name) + suffix,
			slice: () => place.span
		};
	}
	return image;
}
function textAt$1(root, ...route) {
	const node = require_engine.lookup(root, route, "exact")?.node;
	return node?.kind === "string" ? node : void 0;
}

// src/read/kubernetes/resources.ts
/**
* All objects of a file, items of a `List` included, in order. What has no kind or no name is left out. A manifest that
* Kustomize overlays start from gives its objects once per overlay, as the overlay makes them.
*/
function resourcesOf(file, context) {
	const overlays = overlaysOf(context);
	if (overlays.isPatch(file.path)) return [];
	const roots = isKustomization(file.path) ? overlays.generatedBy(file.path) : context.yaml(file).documents.flatMap(({ root }) => root === void 0 ? [] : objectsOf(root));
	const ways = overlays.of(file.path);
	if (ways.length === 0) return roots.flatMap((root) => resourceOf(root, file.path, root, void 0) ?? []);
	return ways.flatMap((overlay) => roots.flatMap((root) => {
		const built = overlay.apply(root);
		return built === void 0 ? [] : resourceOf(built, file.path, root, overlay) ?? [];
	}));
}
/** What makes an object the same one as another in a cluster. Its name must be known. */
function declaredObject({ kind, apiVersion, namespace, name, nameSpan, overlay, root }) {
	if (/[{}$]/.test(name)) return [];
	return [{
		at: nameSpan,
		kind,
		group: apiVersion.includes("/") ? apiVersion.split("/")[0] : "",
		namespace,
		name,
		build: overlay?.built,
		root
	}];
}
function objectsOf(root) {
	const items = nodeAt(root, "items");
	if (textAt(root, "kind")?.value.endsWith("List") !== true || items?.kind !== "array") return [root];
	return items.items.flatMap((item) => item.kind === "table" ? objectsOf(item) : []);
}
function resourceOf(root, path, written, overlay) {
	const kind = textAt(root, "kind");
	const apiVersion = textAt(root, "apiVersion");
	const name = nameAt(root);
	if (kind === void 0 || apiVersion === void 0 || name === void 0) return void 0;
	const labels = nodeAt(root, "metadata", "labels");
	return {
		path,
		apiVersion: apiVersion.value,
		kind: kind.value,
		name: name.value,
		nameSpan: name.span,
		namespace: textAt(root, "metadata", "namespace")?.value,
		labels: new Map(labels?.kind === "table" ? [...labels.entries.values()].flatMap(({ key, node }) => node.kind === "string" ? [[key, node.value]] : []) : []),
		root,
		at: {
			...root.entries.get("kind")?.keySpan ?? kind.span,
			endLine: kind.span.endLine,
			endColumn: kind.span.endColumn
		},
		ownName: nameAt(written)?.value ?? name.value,
		overlay
	};
}
/** The name of an object; of one that a template names, the placeholder. */
function nameAt(root) {
	const node = nodeAt(root, "metadata", "name");
	if (node?.kind === "unknown") return {
		value: placeholderOf(node),
		span: node.span
	};
	return node?.kind === "string" ? node : void 0;
}
/** The placeholder that decides a value, as it stands in the text: whoever looks for one in a name finds it. */
function placeholderOf({ because }) {
	return /\{\{[^}]*\}\}/.exec(because)?.[0] ?? "{{ \u2026 }}";
}
/** Follows keys through tables; undefined where one is missing. */
function nodeAt(root, ...route) {
	if (route.length === 0) return root;
	return root?.kind === "table" ? require_engine.lookup(root, route, "exact")?.node : void 0;
}
/** A string at a route. */
function textAt(root, ...route) {
	const node = nodeAt(root, ...route);
	return node?.kind === "string" ? node : void 0;
}
/** A boolean at a route. */
function booleanAt(root, ...route) {
	const node = nodeAt(root, ...route);
	return node?.kind === "boolean" ? node : void 0;
}
/** The items of a list at a route; empty where there is none. */
function itemsAt(root, ...route) {
	const node = nodeAt(root, ...route);
	return node?.kind === "array" ? node.items : [];
}

// src/read/forms/ansible/ini.ts
/** Splits an INI file into sections and lines, with the place of each. What a line means is the program's business. Never fails. */
function readIni(path, text) {
	const index = new require_engine.LineIndex(path, text);
	const sections = [{
		name: "",
		span: index.span(0, 0),
		lines: []
	}];
	let start = 0;
	for (const raw of text.split("\n")) {
		const content = raw.trim();
		const from = start + raw.indexOf(content);
		start += raw.length + 1;
		if (content === "" || content.startsWith("#") || content.startsWith(";")) continue;
		const header = /^\[([^\]]{1,200})\]\s*(?:[#;].*)?$/.exec(content);
		if (header !== null) {
			const name = header[1].trim();
			sections.push({
				name,
				span: index.span(from, from + content.indexOf("]") + 1),
				lines: []
			});
			continue;
		}
		const slice = (begin, end) => index.span(from + begin, from + end);
		sections.at(-1)?.lines.push({
			text: content,
			span: slice(0, content.length),
			slice
		});
	}
	return sections;
}
/** Reads a line as `key = value`; undefined when it is none. */
function iniSetting(line) {
	const equals = line.text.indexOf("=");
	const key = line.text.slice(0, Math.max(0, equals)).trim();
	if (key === "") return void 0;
	const value = line.text.slice(equals + 1).trim();
	const from = line.text.length - line.text.slice(equals + 1).trimStart().length;
	return {
		key,
		keySpan: line.slice(0, key.length),
		value,
		valueSpan: line.slice(from, from + value.length)
	};
}
/** Splits a line into words. A `#` that begins a word begins a comment. */
function iniWords(line) {
	const words = [];
	for (const match of line.text.matchAll(/(?:[^\s"']|"[^"]*"?|'[^']*'?)+/g)) {
		const [word] = match;
		if (word.startsWith("#")) break;
		words.push({
			text: word.replaceAll(/["']/g, ""),
			span: line.slice(match.index, match.index + word.length)
		});
	}
	return words;
}

// src/read/forms/ansible/inventory.ts
const iniName = /(?:\.ini|^(?:hosts|inventory)[^.]*)$/i;
const yamlName$1 = /\.ya?ml$/i;
const iniGroup = /^[ \t]{0,8}\[(?:pd|tikv)_servers(?::\w+)?\]/m;
const yamlGroup = /^[ \t]{0,40}(?:pd|tikv)_servers[ \t]*:[ \t]*\r?$/m;
const yamlHosts = /^[ \t]{1,40}hosts[ \t]*:/m;
/** By the groups of tidb-ansible. */
function looksLikeInventory(file) {
	const name = require_engine.fileName(file.path);
	if (iniName.test(name)) return iniGroup.test(file.text);
	return yamlName$1.test(name) && yamlGroup.test(file.text) && yamlHosts.test(file.text);
}
/** Reads an inventory. What cannot be read is left out: Ansible's own word on it is not known. */
function readInventory(file, context) {
	return {
		file,
		groups: yamlName$1.test(file.path) ? yamlGroups(file, context) : iniGroups(file)
	};
}
function groupIn(groups, name) {
	let group = groups.get(name);
	if (group === void 0) {
		group = {
			hosts: /* @__PURE__ */ new Map(),
			variables: /* @__PURE__ */ new Map(),
			children: /* @__PURE__ */ new Set()
		};
		groups.set(name, group);
	}
	return group;
}
const budget = () => ({
	hosts: 5e3,
	lines: 1e6
});
function add(group, host, left) {
	if (left.hosts === 0) return;
	left.hosts -= 1;
	group.hosts.set(host.name, host);
}
function iniGroups(file) {
	const groups = /* @__PURE__ */ new Map();
	const left = budget();
	for (const { name, lines } of readIni(file.path, file.text)) {
		const [own = "", kind] = name.split(":").map((part) => part.trim());
		const group = groupIn(groups, own === "" ? "ungrouped" : own);
		for (const line of lines) if (kind === "vars") {
			const setting = iniSetting(line);
			if (setting !== void 0) group.variables.set(setting.key, iniVariable(setting.value, setting.valueSpan));
		} else if (kind === "children") {
			const [child] = iniWords(line);
			if (child !== void 0) group.children.add(child.text);
		} else for (const host of hostsOf(line)) add(group, host, left);
	}
	return groups;
}
/** `name key=value ...`; `node[1:3]` stands for several hosts. */
function hostsOf(line) {
	const [first, ...rest] = iniWords(line);
	if (first === void 0) return [];
	const variables = /* @__PURE__ */ new Map();
	for (const { text, span } of rest) {
		const equals = text.indexOf("=");
		if (equals <= 0) continue;
		const place = span.endColumn - span.column === text.length ? {
			...span,
			column: span.column + equals + 1
		} : span;
		variables.set(text.slice(0, equals), iniVariable(text.slice(equals + 1), place));
	}
	return rangeOf$1(first.text).map((name) => ({
		name,
		at: first.span,
		variables
	}));
}
/** More hosts than that in one line are nobody's cluster. */
const mostHosts = 200;
function rangeOf$1(pattern) {
	const match = /^(.*)\[(\d{1,6}):(\d{1,6})\](.*)$/.exec(pattern);
	if (match === null) return [pattern];
	const [, before = "", from = "0", to = "0", after = ""] = match;
	const count = Math.min(mostHosts, Math.max(0, Number(to) - Number(from) + 1));
	const width = from.startsWith("0") ? from.length : 1;
	return Array.from({ length: count }, (_, index) => `${before}${String(Number(from) + index).padStart(width, "0")}${after}`);
}
function yamlGroups(file, context) {
	const groups = /* @__PURE__ */ new Map();
	const [document] = context.yaml(file).documents;
	if (document?.root !== void 0) addYamlGroups(document.root, {
		groups,
		lines: file.text.split(/\r?\n/),
		left: budget()
	}, 0);
	return groups;
}
const deepest$3 = 20;
function addYamlGroups(table, reading, depth) {
	if (depth > deepest$3) return;
	for (const { key, node } of table.entries.values()) {
		const group = groupIn(reading.groups, key);
		for (const [name, variable] of yamlVariables(nodeAt(node, "vars"))) group.variables.set(name, variable);
		const hosts = node.kind === "table" ? node.entries.get("hosts") : void 0;
		for (const host of hosts?.node.kind === "table" ? hosts.node.entries.values() : []) add(group, {
			name: host.key,
			at: host.keySpan,
			variables: yamlVariables(host.node)
		}, reading.left);
		if (hosts !== void 0) addBareHosts(group, hosts.keySpan, reading);
		const children = nodeAt(node, "children");
		if (children?.kind !== "table") continue;
		for (const child of children.entries.keys()) group.children.add(child);
		addYamlGroups(children, reading, depth + 1);
	}
}
/** Hosts without variables (`10.0.0.1:`) are null in YAML, and nulls are absent from what the reader gives. */
function addBareHosts(group, at, { lines, left }) {
	let indent;
	for (let index = at.line; index < lines.length && left.lines > 0; index++) {
		left.lines -= 1;
		const line = lines[index];
		if (/^\s*(?:#|$)/.test(line)) continue;
		const own = line.search(/\S/);
		if (own < at.column) return;
		indent ??= own;
		const name = own === indent ? /^\s*(["']?)([\w.-]{1,253})\1\s*:\s*(?:#.*)?$/.exec(line)?.[2] : void 0;
		if (name === void 0 || group.hosts.has(name)) continue;
		const column = line.indexOf(name) + 1;
		add(group, {
			name,
			at: {
				path: at.path,
				line: index + 1,
				column,
				endLine: index + 1,
				endColumn: column + name.length
			},
			variables: /* @__PURE__ */ new Map()
		}, left);
	}
}

// src/read/forms/ansible/form.ts
/** What tidb-ansible deploys. */
const ansibleForm = {
	meta: {
		id: "ansible",
		title: "tidb-ansible inventory",
		reads: "inventories of tidb-ansible, in INI and YAML (groups `pd_servers` and `tikv_servers`, and a variable such as `enable_tls`), `group_vars` and `host_vars` beside them, `conf/pd.yml` and `conf/tikv.yml` of the checkout",
		derives: "what its roles generate: the scheme of all URLs from `enable_tls`, addresses from `ansible_host`, the paths below `<deploy_dir>/conf/ssl`; certificates and keys of a committed `conf/ssl`",
		unknown: "facts that Ansible gathers, and values in `{{ }}` that are more than the name of a variable. Playbooks of others are not read"
	},
	needs: ["yaml"],
	claims: looksLikeInventory,
	read(files, context) {
		const instances = [];
		const problems = /* @__PURE__ */ new Map();
		for (const file of files) {
			const cluster = clusterOf$1(readInventory(file, context), context);
			if (cluster === void 0) continue;
			const broken = ["pd", "tikv"].flatMap((component) => brokenConf(cluster, component, context));
			for (const problem of broken) problems.set(problem.at.path, problem);
			if (broken.length > 0) continue;
			const endpoints = endpointsOf(cluster);
			const configs = new Configs(cluster, context);
			for (const hosts of [cluster.hosts.pd, cluster.hosts.tikv]) instances.push(...hosts.map((host, index) => draftOf$4(cluster, host, endpoints, configs, index === 0)));
		}
		return {
			instances,
			files: [],
			problems: [...problems.values()]
		};
	}
};
function brokenConf({ conf }, component, context) {
	const file = conf[component];
	const mistake = file && context.yaml(file).problems[0];
	if (mistake === void 0) return [];
	const message = `${mistake.message}: tidb-ansible cannot read this file`;
	return [{
		kind: "syntax",
		at: mistake.at,
		message,
		help: "correct the YAML at this place",
		component
	}];
}
function draftOf$4(cluster, host, endpoints, configs, isFirst) {
	const { component } = host;
	const tls = tlsOf(host, cluster);
	const config = configs.of(component, tls);
	const generated = [...pathsOf(host, tls, config), ...component === "pd" ? pdFlags$1(host, tls) : tikvFlags$1(host, endpoints)];
	const isKnown = (entry) => "value" in entry[1];
	const version = textOf$3(host.scopes, "tidb_version");
	const { path } = cluster.inventory.file;
	return {
		component,
		form: "ansible",
		path,
		at: host.host.at,
		config,
		overrides: new Map(generated.filter(isKnown)),
		unknownOverrides: new Map(generated.flatMap(([key, value]) => "value" in value ? [] : [[key, value]])),
		name: component === "pd" ? `pd_${host.host.name}` : host.host.name,
		version: version.kind === "known" ? version : void 0,
		mounts: mountsOf$1(cluster, host),
		deployment: deploymentOf$1(component, tls, config, isFirst),
		environment: { cluster: require_engine.fileName(path).replace(/\..*$/, "") }
	};
}
/** The configurations of a cluster; hosts with one switch share one. */
var Configs = class {
	#cluster;
	#context;
	#made = /* @__PURE__ */ new Map();
	constructor(cluster, context) {
		this.#cluster = cluster;
		this.#context = context;
	}
	of(component, tls) {
		const place = this.#made.size < 32 ? [
			tls.at.path,
			tls.at.line,
			tls.at.column
		] : [];
		const key = [
			component,
			tls.state,
			...place
		].join(" ");
		let config = this.#made.get(key);
		if (config === void 0) {
			config = configOf$2(confOf(this.#cluster.conf[component], this.#context), tls, component);
			this.#made.set(key, config);
		}
		return config;
	}
};
/** The keys of `global` are top-level keys of the TOML (roles/pd/templates/pd.toml.j2). Without a conf file nothing is set. */
function configOf$2(conf, tls, component) {
	const entries = /* @__PURE__ */ new Map();
	for (const entry of conf?.entries.values() ?? []) {
		const node = require_engine.withoutPlaceholders(entry.node);
		if (entry.key !== "global") entries.set(entry.key, {
			...entry,
			node: headed$1(node, entry.keySpan)
		});
		else if (node.kind === "table") for (const inside of node.entries.values()) entries.set(inside.key, inside);
	}
	const config = {
		kind: "table",
		span: conf?.span ?? tls.at,
		entries
	};
	const security = entries.get("security") ?? {
		key: "security",
		keySpan: tls.at,
		node: emptyTable(tls.at)
	};
	const isSwitch = security.node.kind === "table" && tls.state === "off" && writtenPaths(config, component).size === 0;
	entries.set("security", isSwitch ? {
		...security,
		node: {
			...security.node,
			span: tls.at
		}
	} : security);
	return config;
}
function headed$1(node, header) {
	if (node.kind !== "table") return node;
	const entries = [...node.entries.values()].map((entry) => ({
		...entry,
		node: headed$1(entry.node, entry.keySpan)
	}));
	return {
		kind: "table",
		span: header,
		entries: new Map(entries.map((entry) => [entry.key, entry]))
	};
}
/** Certificates are made in `conf/ssl` of the checkout and copied from there (group_vars/all.yml, cert_dir). */
function mountsOf$1(cluster, host) {
	const folder = certificateFolderOf(host);
	const repository = require_engine.joinRepoPath(cluster.folder, "conf/ssl");
	return repository === void 0 ? [] : [{
		server: folder,
		repository
	}];
}

// src/read/kubernetes/operators/placeholder.ts
const languages = [
	{
		opening: "{{",
		closing: "}}",
		help: "render it with the program that fills it in (helm template, ansible) and check what comes out"
	},
	{
		opening: "{%",
		closing: "%}",
		help: "render it with the program that fills it in (ansible, jinja2) and check what comes out"
	},
	{
		opening: "<%",
		closing: "%>",
		help: "render it with erb and check what comes out"
	},
	{
		opening: "${",
		closing: "}",
		help: "render it with envsubst or the program that fills it in, and check what comes out"
	}
];
const openings$1 = /\{\{|\{%|<%|\$\{(?=[A-Za-z_])/;
/** The first placeholder of a text that stands in no YAML comment. */
function firstMarker(text) {
	for (let from = 0; from < text.length;) {
		const index = text.slice(from).search(openings$1);
		if (index === -1) return void 0;
		const start = from + index;
		const lineStart = text.lastIndexOf("\n", start) + 1;
		if (!/(?:^|\s)#/.test(text.slice(lineStart, start))) return markerAt(text, start);
		const lineEnd = text.indexOf("\n", start);
		from = lineEnd === -1 ? text.length : lineEnd;
	}
}
function markerAt(text, start) {
	const language = languages.find(({ opening }) => text.startsWith(opening, start));
	if (language === void 0) return void 0;
	const closing = text.slice(start, start + 200).split("\n", 1)[0].indexOf(language.closing, language.opening.length);
	return {
		start,
		end: start + (closing === -1 ? language.opening.length : closing + language.closing.length),
		help: language.help
	};
}
/** Does a value hold a placeholder? Then nobody knows it before it is filled in. */
function hasPlaceholder(text) {
	return openings$1.test(text);
}
/** Why a value with a placeholder is not known. */
const filledInLater = "it holds a placeholder that is filled in later";

// src/read/forms/cert-manager/duration.ts
const units = {
	h: 36e5,
	m: 6e4,
	s: 1e3,
	ms: 1,
	us: .001,
	\u00b5s: .001,
	ns: 1e-6
};
/** Milliseconds of a duration as Go's `time.ParseDuration` reads it: `8760h`, `2160h0m0s`, `1.5h`; undefined for what it refuses. */
function readGoDuration(text) {
	if (!/^(?:\d{1,12}(?:\.\d{1,9})?(?:h|ms|m|s|us|\u00b5s|ns)){1,8}$/.test(text)) return text === "0" ? 0 : void 0;
	let total = 0;
	for (const [, amount, unit] of text.matchAll(/([\d.]+)(h|ms|m|s|us|\u00b5s|ns)/g)) total += Number(amount) * (units[unit ?? ""] ?? 0);
	return total;
}

// src/read/forms/cert-manager/certificate.ts
/** cert-manager: pkg/apis/certmanager/v1/types_certificate.go and const.go. */
const defaultLifetime = 7776e6;
const defaultUsages = ["digital signature", "key encipherment"];
/** What a Certificate will issue. `issuer` is the committed one that it names. */
function requestOf$1(resource, issuer) {
	const { root, name, namespace } = resource;
	const spec = nodeAt(root, "spec");
	const lifetime = durationAt(spec, "duration");
	return {
		name: `Certificate ${name}`,
		at: resource.nameSpan,
		namespace,
		secretName: textOf$1(textAt(spec, "secretName")),
		commonName: nodeAt(spec, "literalSubject") === void 0 ? textOf$1(nodeAt(spec, "commonName")) : hidden$1(spec, "literalSubject"),
		dnsNames: textsOf(nodeAt(spec, "dnsNames")),
		ipAddresses: textsOf(nodeAt(spec, "ipAddresses")),
		usages: usagesOf$1(nodeAt(spec, "usages")),
		defaultUsages,
		lifetime,
		defaultLifetime,
		renewBefore: renewBeforeOf(spec, lifetime),
		keyAlgorithm: lower$1(textOf$1(nodeAt(spec, "privateKey", "algorithm") ?? nodeAt(spec, "keyAlgorithm"))),
		keyBits: numberOf$1(nodeAt(spec, "privateKey", "size") ?? nodeAt(spec, "keySize")),
		hash: require_engine.absent,
		isCa: booleanOf$1(nodeAt(spec, "isCA")),
		issuer: issuerNameOf(spec),
		issuerType: issuer?.type,
		issuerSecret: issuer?.secret
	};
}
/** The Secret that a Certificate fills. */
function secretOf({ root, namespace, name, nameSpan }) {
	const secret = textAt(root, "spec", "secretName");
	if (secret === void 0 || hasPlaceholder(secret.value)) return [];
	return [{
		at: secret.span ?? nameSpan,
		name: secret.value,
		namespace,
		kind: "Certificate",
		resource: name
	}];
}
/** `Issuer/name`, as a Certificate names it; `kind` may be left out. */
function issuerNameOf(spec) {
	const name = textAt(spec, "issuerRef", "name");
	if (name === void 0) return require_engine.absent;
	if (hasPlaceholder(name.value)) return unknown(name);
	return require_engine.known(`${textAt(spec, "issuerRef", "kind")?.value ?? "Issuer"}/${name.value}`, name.span);
}
/** cert-manager renews after two thirds of the lifetime where nothing is said (pkg/util/pki/renewaltime.go). */
function renewBeforeOf(spec, lifetime) {
	const percentage = nodeAt(spec, "renewBeforePercentage");
	if (percentage?.kind !== "integer") return durationAt(spec, "renewBefore");
	if (lifetime.kind === "unknown") return unknown(percentage);
	const whole = lifetime.kind === "known" ? lifetime.value : defaultLifetime;
	return require_engine.known(whole * Number(percentage.value) / 100, percentage.span);
}
function usagesOf$1(node) {
	const usages = textsOf(node);
	if (usages.kind !== "known") return usages;
	if (usages.value.length === 0) return {
		kind: "absent",
		at: usages.span
	};
	return {
		...usages,
		value: usages.value.map((usage) => ({
			...usage,
			value: usageName(usage.value)
		}))
	};
}
function usageName(text) {
	return text === "server auth" ? "serverAuth" : text === "client auth" ? "clientAuth" : text;
}
function durationAt(spec, key) {
	const node = nodeAt(spec, key);
	if (node === void 0) return require_engine.absent;
	const value = node.kind === "string" ? readGoDuration(node.value) : void 0;
	return value === void 0 ? unknown(node) : require_engine.known(value, node.span);
}
function textOf$1(node) {
	if (node === void 0) return require_engine.absent;
	if (node.kind !== "string" || hasPlaceholder(node.value)) return unknown(node);
	return node.value === "" ? {
		kind: "absent",
		at: node.span
	} : require_engine.known(node.value, node.span);
}
function textsOf(node) {
	if (node === void 0) return require_engine.absent;
	if (node.kind !== "array") return unknown(node);
	const values = [];
	for (const item of node.items) {
		if (item.kind !== "string" || hasPlaceholder(item.value)) return unknown(item);
		values.push({
			value: item.value,
			span: item.span,
			origin: "file"
		});
	}
	return require_engine.known(values, node.span);
}
function numberOf$1(node) {
	if (node === void 0) return require_engine.absent;
	return node.kind === "integer" ? require_engine.known(Number(node.value), node.span) : unknown(node);
}
function booleanOf$1(node) {
	if (node === void 0) return require_engine.absent;
	return node.kind === "boolean" ? require_engine.known(node.value, node.span) : unknown(node);
}
function lower$1(stated) {
	return stated.kind === "known" ? {
		...stated,
		value: stated.value.toLowerCase()
	} : stated;
}
function hidden$1(spec, key) {
	const node = nodeAt(spec, key);
	return node === void 0 ? require_engine.absent : unknown(node);
}
function unknown({ span }) {
	return {
		kind: "unknown",
		because: "the manifest does not show it",
		span
	};
}

// src/read/forms/cert-manager/issuer.ts
function issuerOf({ root, kind, name, namespace }) {
	const spec = nodeAt(root, "spec");
	const secret = textAt(spec, "ca", "secretName");
	const has = (key) => nodeAt(spec, key) !== void 0;
	return {
		kind,
		name,
		namespace,
		type: has("selfSigned") ? "self-signed" : has("ca") ? "ca" : has("acme") ? "acme" : "other",
		secret: secret && {
			name: secret.value,
			namespace: kind === "Issuer" ? namespace : void 0
		}
	};
}
/** Issuers by kind and name. */
var Issuers = class {
	#byName = /* @__PURE__ */ new Map();
	constructor(issuers) {
		for (const issuer of issuers) {
			const key = `${issuer.kind}/${issuer.name}`;
			const list = this.#byName.get(key);
			if (list === void 0) this.#byName.set(key, [issuer]);
			else list.push(issuer);
		}
	}
	/** The one that a Certificate of this namespace means; undefined when none is committed, or when those that could be meant differ. */
	find(name, namespace) {
		const fitting = (this.#byName.get(name) ?? []).filter((issuer) => issuer.kind !== "Issuer" || issuer.namespace === void 0 || namespace === void 0 || issuer.namespace === namespace);
		const [first] = fitting;
		return fitting.every((issuer) => issuer.type === first?.type && issuer.secret?.name === first.secret?.name) ? first : void 0;
	}
};

// src/read/forms/cert-manager/form.ts
/** Certificates that cert-manager will issue. */
const certManagerForm = {
	meta: {
		id: "cert-manager",
		title: "cert-manager",
		reads: "resources of kind `Certificate`, `Issuer` and `ClusterIssuer` of `cert-manager.io` (v1 and the versions before it) and `certmanager.k8s.io`: names, usages, `duration`, `renewBefore`, `privateKey` (or the older `keyAlgorithm` and `keySize`), `isCA`, `issuerRef`",
		derives: "the Secret that a Certificate fills, and with cert-manager's defaults what will be in it: RSA 2048, 90 days, renewed after two thirds of them. Without `usages` a certificate has the key usages digital signature and key encipherment and no extended ones, and is good for servers and clients",
		unknown: "what an issuer that is not committed, or a Vault or ACME server, makes of a request; values with a placeholder"
	},
	needs: ["yaml"],
	claims: (file) => /\.(?:ya?ml|json)$/i.test(file.path) && (require_engine.holdsText(file, "cert-manager.io/") || require_engine.holdsText(file, "certmanager.k8s.io/")) && /(?:^|[\s{,])"?kind"?\s*:\s*["']?(?:Certificate|Issuer|ClusterIssuer)\b/.test(file.text),
	read(files, context) {
		const resources = files.flatMap((file) => resourcesOf(file, context)).filter(({ apiVersion }) => /^(?:cert-manager\.io|certmanager\.k8s\.io)\//.test(apiVersion));
		const issuers = new Issuers(resources.filter(({ kind }) => kind === "Issuer" || kind === "ClusterIssuer").map(issuerOf));
		const certificates = resources.filter(({ kind }) => kind === "Certificate");
		return {
			instances: [],
			files: [],
			problems: [],
			secrets: certificates.flatMap(secretOf),
			requests: certificates.map((resource) => {
				const issuer = require_engine.knownValue(issuerNameOf(nodeAt(resource.root, "spec")));
				return requestOf$1(resource, issuer === void 0 ? void 0 : issuers.find(issuer, resource.namespace));
			})
		};
	}
};

// src/read/forms/certificate-requests/names.ts
/** Does a name speak of PD or TiKV: `pd`, `tikv-server`, `pd-0.pd-peer`? Whole words only. */
function namesServer(text) {
	return /(?:^|[^a-z])(?:pd|tikv)\d*(?:[^a-z]|$)/i.test(text);
}
/** A list of names that a template or the environment completes is not known. */
function statedNames(names, span) {
	const filledIn = names.find(({ value }) => isFilledIn(value));
	return filledIn === void 0 ? require_engine.known(names, span) : {
		kind: "unknown",
		because: "it is filled in later",
		span: filledIn.span
	};
}
/** `{{ host }}`, `$ENV::PD_HOST`, `${PD_HOST}`, `@PD_HOST@`. */
function isFilledIn(value) {
	return /\$[{(\w]|\{\{|\{%|<%|@\w+@/.test(value);
}

// src/read/forms/certificate-requests/cfssl.ts
/** cfssl: config/config.go, DefaultConfig: one year, for signing, key encipherment and servers. */
const year = 31536e6;
/** cfssl: csr/csr.go, NewKeyRequest: ECDSA of 256 bits. */
const defaultKey = {
	algorithm: "ecdsa",
	bits: 256
};
/** cfssl: initca/initca.go: a CA lives for five years. */
const caYears = 5 * year;
/** The profiles of a signing configuration, or a signing request. JSON is YAML. */
function readCfssl(file, context) {
	const root = context.yaml(file).documents[0]?.root;
	if (root === void 0) return [];
	const signing = nodeAt(root, "signing");
	if (signing?.kind === "table") return profilesOf(signing, file.path);
	const request = requestOf(root, file.path);
	return request === void 0 ? [] : [request];
}
function profilesOf(signing, path) {
	const profiles = nodeAt(signing, "profiles");
	const named = profiles?.kind === "table" ? [...profiles.entries.values()] : [];
	const fallback = signing.entries.get("default");
	return (named.length > 0 ? named : fallback === void 0 ? [] : [fallback]).flatMap(({ key, keySpan, node }) => {
		if (node.kind !== "table") return [];
		const expiry = nodeAt(node, "expiry") ?? nodeAt(fallback?.node, "expiry");
		const isForClients = /client/i.test(key);
		return [{
			...emptyRequest(`the profile ${key} of ${require_engine.fileName(path)}`, keySpan),
			secretName: require_engine.known(isForClients ? "client" : key, keySpan),
			usages: usagesOf(nodeAt(node, "usages") ?? nodeAt(fallback?.node, "usages")),
			lifetime: durationOf(expiry),
			isCa: booleanOf(nodeAt(node, "ca_constraint", "is_ca"))
		}];
	});
}
function requestOf(root, path) {
	const commonName = textAt(root, "CN");
	const key = nodeAt(root, "key");
	if (commonName === void 0 || key?.kind !== "table") return void 0;
	const hosts = nodeAt(root, "hosts");
	const names = hosts?.kind === "array" ? hosts.items.flatMap((item) => item.kind === "string" ? [item] : []) : [];
	if (![
		require_engine.fileName(path),
		commonName.value,
		...names.map(({ value }) => value)
	].some(namesServer)) return void 0;
	const settings = names.map(({ value, span }) => ({
		value,
		span,
		origin: "file"
	}));
	const isIp = ({ value }) => /^[\d.]+$|:/.test(value);
	const ca = nodeAt(root, "ca");
	return {
		...emptyRequest(require_engine.fileName(path), commonName.span),
		secretName: require_engine.known(require_engine.fileName(path).replace(/(?:-csr)?\.json$/i, ""), commonName.span),
		commonName: require_engine.known(commonName.value, commonName.span),
		dnsNames: hosts === void 0 ? require_engine.absent : statedNames(settings.filter((name) => !isIp(name) || isFilledIn(name.value)), hosts.span),
		ipAddresses: hosts === void 0 ? require_engine.absent : statedNames(settings.filter((name) => isIp(name) || isFilledIn(name.value)), hosts.span),
		lifetime: ca === void 0 ? require_engine.absent : durationOf(nodeAt(ca, "expiry")),
		defaultLifetime: ca === void 0 ? void 0 : caYears,
		keyAlgorithm: lower(textAt(key, "algo")),
		keyBits: numberOf(nodeAt(key, "size")),
		isCa: ca === void 0 ? require_engine.absent : require_engine.known(true, ca.span)
	};
}
function emptyRequest(name, at) {
	return {
		name,
		at,
		namespace: void 0,
		secretName: require_engine.absent,
		commonName: require_engine.absent,
		dnsNames: require_engine.absent,
		ipAddresses: require_engine.absent,
		usages: require_engine.absent,
		defaultUsages: [],
		lifetime: require_engine.absent,
		defaultLifetime: void 0,
		renewBefore: void 0,
		keyAlgorithm: require_engine.absent,
		keyBits: require_engine.absent,
		hash: require_engine.absent,
		isCa: require_engine.absent,
		issuer: require_engine.absent,
		defaultKey
	};
}
function usagesOf(node) {
	if (node?.kind !== "array") return require_engine.absent;
	const names = {
		"server auth": "serverAuth",
		"client auth": "clientAuth"
	};
	const usages = node.items.flatMap((item) => item.kind === "string" ? [{
		value: names[item.value] ?? item.value,
		span: item.span,
		origin: "file"
	}] : []);
	return require_engine.known(usages, node.span);
}
function durationOf(node) {
	if (node === void 0) return require_engine.absent;
	const value = node.kind === "string" ? readGoDuration(node.value) : void 0;
	return value === void 0 ? {
		kind: "unknown",
		because: "it is no duration",
		span: node.span
	} : require_engine.known(value, node.span);
}
function numberOf(node) {
	return node?.kind === "integer" ? require_engine.known(Number(node.value), node.span) : require_engine.absent;
}
function booleanOf(node) {
	return node?.kind === "boolean" ? require_engine.known(node.value, node.span) : require_engine.absent;
}
function lower(node) {
	return node === void 0 ? require_engine.absent : require_engine.known(node.value.toLowerCase(), node.span);
}

// src/read/forms/certificate-requests/openssl.ts
/** Does a text look like a configuration of `openssl req`, or like its extensions? */
function isOpensslRequest(text) {
	return /^[ \t]*\[[ \t]*(?:req|v3_req)[ \t]*\]/m.test(text) || /^[ \t]*subjectAltName[ \t]*=/m.test(text);
}
/** OpenSSL's usages, as messages call them (RFC 5280 4.2.1.12, config(5)). */
const usageNames = {
	serverAuth: "serverAuth",
	clientAuth: "clientAuth"
};
/** The request that a configuration makes; empty when it does not concern PD or TiKV. */
function readOpensslConfig(file) {
	const lines = new require_engine.LineIndex(file.path, file.text);
	const sections = sectionsOf(file.text, lines);
	const req = sections.get("req");
	const chosen = valueIn(req, "req_extensions")?.value ?? "v3_req";
	const extensions = sections.get(chosen) ?? [...sections.values()].find((section) => section.some(({ key }) => key === "subjectAltName"));
	if (extensions === void 0) return [];
	const names = alternativeNames(extensions, sections, lines);
	const commonName = commonNameIn(sections, req);
	if (![
		require_engine.fileName(file.path),
		commonName?.value ?? "",
		...names.dns.map(({ value }) => value)
	].some(namesServer)) return [];
	const usages = valueIn(extensions, "extendedKeyUsage");
	const constraints = valueIn(extensions, "basicConstraints");
	const bits = valueIn(req, "default_bits");
	const place = valueIn(extensions, "subjectAltName") ?? extensions[0];
	if (place === void 0) return [];
	const isCa = constraints !== void 0 && /\bCA\s*:\s*true/i.test(constraints.value);
	return [{
		name: require_engine.fileName(file.path),
		at: place.span,
		namespace: void 0,
		secretName: require_engine.known(secretNameOf(file, names.dns), place.span),
		commonName: statedName(commonName),
		dnsNames: statedNames(names.dns, place.span),
		ipAddresses: statedNames(names.ip, place.span),
		usages: usages === void 0 ? require_engine.absent : usageList(usages, lines),
		defaultUsages: [],
		lifetime: require_engine.absent,
		defaultLifetime: void 0,
		renewBefore: void 0,
		keyAlgorithm: require_engine.absent,
		keyBits: bits !== void 0 && /^\d{1,6}$/.test(bits.value) ? require_engine.known(Number(bits.value), bits.span) : require_engine.absent,
		hash: hashOf(valueIn(req, "default_md")),
		isCa: constraints === void 0 ? require_engine.absent : require_engine.known(isCa, constraints.span),
		issuer: require_engine.absent
	}];
}
function statedName(line) {
	if (line === void 0) return require_engine.absent;
	const { value, span } = line;
	return isFilledIn(value) ? {
		kind: "unknown",
		because: "it is filled in later",
		span
	} : require_engine.known(value, span);
}
/** One component's own file, or one for all of them. */
function secretNameOf(file, dns) {
	const stem = require_engine.fileName(file.path).replace(/\.\w+$/, "");
	if (namesServer(stem)) return stem;
	return ["pd", "tikv"].filter((component) => dns.some(({ value }) => new RegExp(`(?:^|[^a-z])${component}\\d*(?:[^a-z]|$)`, "i").test(value))).join("-");
}
function sectionsOf(text, lines) {
	const sections = /* @__PURE__ */ new Map();
	let current = [];
	sections.set("default", current);
	let offset = 0;
	for (const raw of text.split("\n")) {
		const header = /^\s{0,64}\[\s*([^\]]{1,120}?)\s*\]/.exec(raw);
		const pair = /^(\s{0,64})([\w.]{1,120})([ \t]*=[ \t]*)([^#\r]*)/.exec(raw);
		if (header !== null) {
			const name = header[1];
			current = sections.get(name) ?? [];
			sections.set(name, current);
		} else if (pair !== null) {
			const [, blanks = "", key = "", equals = "", rest = ""] = pair;
			const value = rest.trimEnd();
			const start = offset + blanks.length + key.length + equals.length;
			current.push({
				key,
				value,
				start,
				span: lines.span(offset + blanks.length, start + value.length)
			});
		}
		offset += raw.length + 1;
	}
	return sections;
}
function valueIn(section, key) {
	return section?.findLast((line) => line.key === key);
}
function commonNameIn(sections, req) {
	const section = sections.get(valueIn(req, "distinguished_name")?.value ?? "");
	const isPrompted = valueIn(req, "prompt")?.value !== "no";
	return section?.find(({ key }) => isPrompted ? key === "commonName_default" : key === "CN" || key === "commonName");
}
function alternativeNames(extensions, sections, lines) {
	const names = valueIn(extensions, "subjectAltName");
	const all = [];
	if (names === void 0) return {
		dns: [],
		ip: []
	};
	const section = /@(\w{1,120})/.exec(names.value)?.[1];
	for (const { key, value, span } of section === void 0 ? [] : sections.get(section) ?? []) all.push({
		type: key.replace(/\..*$/, ""),
		setting: {
			value,
			span,
			origin: "file"
		}
	});
	for (const match of names.value.matchAll(/\b(DNS|IP)\s{0,8}:\s{0,8}([^,\s]{1,300})/g)) {
		const from = names.start + match.index;
		all.push({
			type: match[1] ?? "",
			setting: {
				value: match[2] ?? "",
				span: lines.span(from, from + match[0].length),
				origin: "file"
			}
		});
	}
	const of = (type) => all.filter((name) => name.type === type).map(({ setting }) => setting);
	return {
		dns: of("DNS"),
		ip: of("IP")
	};
}
function usageList({ value, span, start }, lines) {
	if (value.startsWith("@")) return {
		kind: "unknown",
		because: "another section lists them",
		span
	};
	const usages = [...value.matchAll(/[^,\s]+/g)].filter(([word]) => word !== "critical");
	return require_engine.known(usages.map(([word, ...rest], index) => {
		const from = start + (usages[index]?.index ?? 0);
		return {
			value: usageNames[word] ?? word,
			span: lines.span(from, from + word.length + rest.length),
			origin: "file"
		};
	}), span);
}
function hashOf(line) {
	return line === void 0 || line.value === "default" ? require_engine.absent : require_engine.known(line.value.toLowerCase(), line.span);
}

// src/read/forms/certificate-requests/form.ts
/** Requests for certificates that cfssl and OpenSSL make. */
const certificateRequestsForm = {
	meta: {
		id: "certificate-requests",
		title: "cfssl and OpenSSL requests",
		reads: "cfssl's `ca-config.json` (profiles with `expiry` and `usages`) and signing requests (`CN`, `hosts`, `key`, `ca.expiry`); OpenSSL configurations with `[req]`, their `req_extensions` or `[v3_req]`, `subjectAltName` sections and `default_bits`",
		derives: "what a certificate that is made with them will be. Only files that concern the cluster are looked at: a configuration or a certificate of PD or TiKV lies with them, or they name PD and TiKV",
		unknown: "what the command line adds: `openssl x509 -days`, `-extfile`, cfssl's `-profile` and `-hostname`"
	},
	needs: ["yaml"],
	claims(file) {
		if (/\.json$/i.test(file.path)) return require_engine.holdsText(file, "\"expiry\"") && require_engine.holdsText(file, "\"usages\"") || require_engine.holdsText(file, "\"CN\"") && require_engine.holdsText(file, "\"key\"");
		return /\.(?:cnf|conf|cfg|ext)$/i.test(file.path) && isOpensslRequest(file.text);
	},
	read(files, context) {
		const requests = [];
		for (const file of files) if (/\.json$/i.test(file.path)) requests.push(...readCfssl(file, context));
		else requests.push(...readOpensslConfig(file));
		return {
			instances: [],
			files: [],
			problems: [],
			requests
		};
	}
};

// src/read/shell/insecure-client.ts
/** What only a cluster's own ports and paths are. */
const clusterTarget = /^https:\/\/.*(?::(?:2379|2380|20160|20180)(?:[/?]|$)|\/pd\/api\/|\/pd\/health)|^https:\/\/[^/]*\b(?:pd|tikv)\d*(?:[.:/-]|$)/i;
/** Does a command dial the cluster without verifying whom it reaches? `client` says who it is, as messages call it. */
function insecureClientIn(words, client) {
	const skipping = words.find(({ value }) => /^--?insecure-skip-(?:tls-)?verify(?:=true)?$/i.test(value));
	if (skipping !== void 0 && words.some(({ value }) => isOfCluster(value))) return {
		at: skipping.span,
		setting: skipping.value,
		client
	};
	const curl = words.findIndex(({ value }) => /^(?:curl|wget)$/.test(require_engine.fileName(value)));
	if (curl === -1) return void 0;
	const rest = words.slice(curl + 1);
	const flag = require_engine.fileName(words[curl]?.value ?? "") === "wget" ? /^--no-check-certificate$/ : /^(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure)$/;
	const insecure = rest.find(({ value }) => flag.test(value));
	if (insecure === void 0 || !rest.some(({ value }) => clusterTarget.test(value))) return void 0;
	return {
		at: insecure.span,
		setting: `${require_engine.fileName(words[curl]?.value ?? "")} ${insecure.value}`,
		client
	};
}
function isOfCluster(word) {
	return clusterTarget.test(word) || /(?:^|\/)(?:pd-ctl|tikv-ctl|pd-server|br|cdc|tiup)$/.test(word) || /:(?:2379|20160|20180)\b/.test(word);
}

// src/read/forms/compose/environment-file.ts
/** The lines `NAME=value` of an environment file, as compose and systemd read them; a value that refers to others is left out. */
function environmentFile(text) {
	return text.split(/\r?\n/).flatMap((line) => {
		const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line);
		if (match === null) return [];
		const [, name, written = ""] = match;
		const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(written);
		const value = quoted === null ? written.replace(/\s+#.*$/, "") : quoted[2];
		return quoted?.[1] !== "'" && value.includes("$") ? [] : [[name, value]];
	});
}

// src/read/forms/compose/project.ts
/** `compose.yaml`, `docker-compose.yml`: what compose takes by itself, with the override beside it. */
const composeName = /^(?:docker-)?compose\b.*\.ya?ml$/i;
const baseName = /^(?:docker-)?compose\.ya?ml$/i;
const overrideName = /^(?:docker-)?compose\.override\.ya?ml$/i;
/** Groups the compose files of a repository into projects. */
function projectsOf(files, context) {
	const read = files.flatMap((file) => composeFilesIn(file, context));
	const byPath = new Map(read.map((file) => [file.path, file]));
	const bases = /* @__PURE__ */ new Map();
	const overrides = /* @__PURE__ */ new Map();
	for (const file of read) {
		if (baseName.test(require_engine.fileName(file.path)) && !bases.has(require_engine.folderOf(file.path))) bases.set(require_engine.folderOf(file.path), file);
		if (overrideName.test(require_engine.fileName(file.path))) overrides.set(require_engine.folderOf(file.path), file);
	}
	const included = pathsOfIncluded(read, byPath);
	const chosen = chosenFiles(read, byPath, context);
	const taken = new Set(chosen.flatMap(({ files }) => files));
	const projects = chosen.flatMap(({ files, because }) => {
		const [first] = files;
		if (first === void 0) return [];
		const project = projectOf(first.path, files, byPath, context);
		return [because === void 0 ? project : leftOpen(project, because)];
	});
	const others = read.flatMap((file) => {
		if (included.has(file.path) || taken.has(file)) return [];
		const base = bases.get(require_engine.folderOf(file.path));
		if (overrideName.test(require_engine.fileName(file.path)) && base !== void 0) return [];
		const override = file === base ? overrides.get(require_engine.folderOf(file.path)) : void 0;
		const together = base !== void 0 && file !== base && addsTo(file, base) ? [base, file] : override === void 0 ? [file] : [file, override];
		return [projectOf(file.path, together, byPath, context)];
	});
	return [...projects, ...others];
}
/** The line of `.env` that says which files make the project; compose reads them in this order. */
const fileLine = /^[ \t]*(?:export[ \t]+)?COMPOSE_FILE[ \t]*=/m;
function chosenFiles(read, byPath, context) {
	return [...new Set(read.map(({ path }) => require_engine.folderOf(path)))].flatMap((folder) => {
		const path = require_engine.joinRepoPath(folder, ".env");
		const file = path === void 0 ? void 0 : context.file(path);
		if (file === void 0 || !fileLine.test(file.text)) return [];
		const variables = new Map(environmentFile(file.text));
		const list = variables.get("COMPOSE_FILE");
		const names = list?.split(variables.get("COMPOSE_PATH_SEPARATOR") ?? ":") ?? [];
		const files = names.map((name) => require_engine.joinRepoPath(folder, name)).flatMap((each) => each === void 0 ? [] : byPath.get(each) ?? []);
		const because = "COMPOSE_FILE names files that are not in the repository";
		if (list !== void 0 && files.length === names.length) return [{ files }];
		const here = read.filter((each) => require_engine.folderOf(each.path) === folder);
		return files.length > 0 ? [{
			files,
			because
		}] : here.map((each) => ({
			files: [each],
			because
		}));
	});
}
/** A project to whose services files may add that are not read. */
function leftOpen(project, because) {
	const services = project.services.map((service) => {
		const open = {
			span: service.entry.keySpan,
			because
		};
		const entries = new Map([...service.table.entries].map(([key, entry]) => [key, key === "image" ? entry : {
			...entry,
			node: {
				kind: "unknown",
				span: entry.keySpan,
				because
			}
		}]));
		return {
			...service,
			table: {
				...service.table,
				entries,
				open
			}
		};
	});
	return {
		...project,
		services
	};
}
/** Files that run as a part of another one. */
function pathsOfIncluded(files, byPath) {
	const direct = new Set(files.flatMap(includesOf));
	const paths = /* @__PURE__ */ new Set();
	for (const file of [...files].sort((a, b) => Number(direct.has(a.path)) - Number(direct.has(b.path)))) {
		if (paths.has(file.path)) continue;
		for (const { path } of includedIn(file, byPath)) paths.add(path);
	}
	return paths;
}
/** Files that one file includes, and those that these include, with what each of them says before what includes it. */
function includedIn(file, byPath) {
	const found = /* @__PURE__ */ new Set();
	const visit = (from, depth) => {
		if (depth > longestChain) return;
		for (const path of includesOf(from)) {
			const other = byPath.get(path);
			if (other === void 0 || other === file || found.has(other)) continue;
			visit(other, depth + 1);
			found.add(other);
		}
	};
	visit(file, 0);
	return [...found];
}
/** `include: [a.yml, {path: [b.yml, c.yml]}]`; what lies on other servers is not in the repository. */
function includesOf({ path, root }) {
	return itemsAt(root, "include").flatMap((item) => {
		const given = item.kind === "table" ? nodeAt(item, "path") : item;
		return (given?.kind === "array" ? given.items : given === void 0 ? [] : [given]).flatMap((text) => text.kind === "string" ? require_engine.joinRepoPath(require_engine.folderOf(path), text.value) ?? [] : []);
	});
}
/** The documents of a file that have services or include others; the key may stand in any YAML file, so a service must look like one. */
function composeFilesIn(file, context) {
	return context.yaml(file).documents.flatMap(({ root }) => {
		const services = nodeAt(root, "services");
		if (root === void 0 || root.entries.has("apiVersion")) return [];
		if (services === void 0 && nodeAt(root, "include")?.kind === "array" && composeName.test(require_engine.fileName(file.path))) return [{
			path: file.path,
			services: {
				kind: "table",
				span: root.span,
				entries: /* @__PURE__ */ new Map()
			},
			root
		}];
		if (services?.kind !== "table") return [];
		return [...services.entries.values()].some(({ node }) => node.kind === "table" && [
			"image",
			"build",
			"command",
			"extends",
			"entrypoint"
		].some((key) => node.entries.has(key))) ? [{
			path: file.path,
			services,
			root
		}] : [];
	});
}
/** Does a file change services of another one, without an image of their own? */
function addsTo(file, base) {
	return [...file.services.entries.values()].some(({ key, node }) => {
		if (node.kind !== "table" || !base.services.entries.has(key)) return false;
		return ![
			"image",
			"build",
			"extends"
		].some((field) => node.entries.has(field));
	});
}
function projectOf(path, files, byPath, context) {
	const merger = new Merger(byPath, context);
	const names = /* @__PURE__ */ new Map();
	const included = new Set(files.flatMap((file) => includedIn(file, byPath)));
	const all = [...included, ...files];
	for (const file of all) for (const entry of file.services.entries.values()) {
		const table = merger.service(file, entry.key);
		if (table === void 0) continue;
		const before = names.get(entry.key);
		names.set(entry.key, {
			name: entry.key,
			entry: before?.entry ?? entry,
			table: before === void 0 ? table : merge(before.table, table),
			folderOf: (node) => require_engine.folderOf(node.span.path),
			includedFrom: before?.includedFrom ?? (included.has(file) ? require_engine.folderOf(file.path) : void 0)
		});
	}
	const root = all.map((file) => file.root).reduce((all, next) => merge(all, next));
	return {
		path,
		files,
		services: [...names.values()],
		root
	};
}
/** A chain of `extends` longer than this is a circle, or nobody's. */
const longestChain = 10;
var Merger = class {
	#files;
	#context;
	constructor(files, context) {
		this.#files = files;
		this.#context = context;
	}
	/** A service of a file with all that it extends. */
	service(file, name, depth = 0) {
		const node = file.services.entries.get(name)?.node;
		if (node?.kind !== "table") return void 0;
		const extended = node.entries.get("extends")?.node;
		if (extended === void 0) return node;
		if (depth > longestChain) return {
			...node,
			open: {
				span: extended.span,
				because: "the service extends itself"
			}
		};
		const service = extended.kind === "string" ? extended.value : textAt(extended, "service")?.value;
		const path = textAt(extended, "file")?.value;
		const other = path === void 0 ? file : this.#file(require_engine.joinRepoPath(require_engine.folderOf(file.path), path));
		const base = service === void 0 || other === void 0 ? void 0 : this.service(other, service, depth + 1);
		if (base !== void 0) return merge(base, node);
		return {
			...node,
			open: {
				span: extended.span,
				because: "what the service extends is not in the repository"
			}
		};
	}
	#file(path) {
		if (path === void 0) return void 0;
		const known = this.#files.get(path);
		if (known !== void 0) return known;
		const source = this.#context.file(path);
		return source === void 0 ? void 0 : composeFilesIn(source, this.#context)[0];
	}
};
/** Lists that are replaced as a whole; all others of a service add up. */
const replaced$1 = /* @__PURE__ */ new Set(["command", "entrypoint"]);
/** Merges as compose does: tables key by key, lists one behind the other, commands and single values replaced. */
function merge(base, over) {
	const entries = new Map(base.entries);
	for (const [key, entry] of over.entries) {
		const before = entries.get(key)?.node;
		const { node } = entry;
		if (before?.kind === "table" && node.kind === "table") entries.set(key, {
			...entry,
			node: merge(before, node)
		});
		else if (before?.kind === "array" && node.kind === "array" && !replaced$1.has(key)) entries.set(key, {
			...entry,
			node: {
				...node,
				items: [...before.items, ...node.items]
			}
		});
		else entries.set(key, entry);
	}
	return {
		...over,
		entries,
		open: over.open ?? base.open
	};
}

// src/read/shell/shell-words.ts
/**
* Splits a command into its words as a POSIX shell does with quotes and backslashes, and expands nothing: what docker
* compose does with a command that is written as one string. A quote that is not closed holds the rest.
*/
function shellWords(text) {
	const words = [];
	const { value } = text;
	for (let at = skipBlanks(value, 0); at < value.length; at = skipBlanks(value, at)) {
		const builder = new require_engine.PlacedBuilder(text);
		const end = readWord(value, at, builder);
		words.push(builder.build(at, end));
		at = end;
	}
	return words;
}
function skipBlanks(value, from) {
	const blanks = /(?:\s|\\\r?\n)*/y;
	blanks.lastIndex = from;
	return from + (blanks.exec(value)?.[0].length ?? 0);
}
function readWord(value, start, builder) {
	let at = start;
	while (at < value.length && !/\s/.test(value[at])) {
		const character = value[at];
		if (character === "'") {
			const close = indexOrEnd$1(value, "'", at + 1);
			builder.copy(at + 1, close);
			at = Math.min(close + 1, value.length);
		} else if (character === "\"") at = copyDoubleQuoted(value, at + 1, builder);
		else if (character === "\\") at = copyEscaped(value, at, builder);
		else if (value.startsWith("{{", at) && value.indexOf("}}", at) !== -1) {
			const close = value.indexOf("}}", at) + 2;
			builder.copy(at, close);
			at = close;
		} else {
			builder.copy(at, at + 1);
			at += 1;
		}
	}
	return at;
}
function copyDoubleQuoted(value, start, builder) {
	let at = start;
	for (; at < value.length && value[at] !== "\""; at++) {
		const isEscape = value[at] === "\\" && /["\\$`\n]/.test(value[at + 1] ?? "");
		if (isEscape) at += 1;
		if (!isEscape || value[at] !== "\n") builder.copy(at, at + 1);
	}
	return Math.min(at + 1, value.length);
}
/** A backslash before a line end joins two lines. */
function copyEscaped(value, at, builder) {
	if (value[at + 1] === "\n") return at + 2;
	if (value[at + 1] === "\r" && value[at + 2] === "\n") return at + 3;
	builder.copy(at + 1, Math.min(at + 2, value.length));
	return at + 2;
}
function indexOrEnd$1(value, wanted, from) {
	const found = value.indexOf(wanted, from);
	return found === -1 ? value.length : found;
}
/** The part of a word behind a prefix: the value of `--name=value`. */
function behind(word, length) {
	return require_engine.partOf(word, length, word.value.length);
}

// src/read/shell/command-line.ts
/** The settings that flags of each program set (pd: cmd/pd-server/main.go, server/config/config.go; tikv: cmd/tikv-server/src/main.rs). */
const flagKeys = {
	pd: {
		"client-urls": "client-urls",
		"advertise-client-urls": "advertise-client-urls",
		"peer-urls": "peer-urls",
		"advertise-peer-urls": "advertise-peer-urls",
		"initial-cluster": "initial-cluster",
		join: "join",
		cacert: "security.cacert-path",
		cert: "security.cert-path",
		key: "security.key-path"
	},
	tikv: {
		addr: "server.addr",
		A: "server.addr",
		"advertise-addr": "server.advertise-addr",
		"status-addr": "server.status-addr",
		"advertise-status-addr": "server.advertise-status-addr",
		pd: "pd.endpoints",
		"pd-endpoint": "pd.endpoints",
		"pd-endpoints": "pd.endpoints"
	}
};
/** Flags with a value that set nothing which concerns transport. */
const otherFlags = new Set("config C name data-dir s log-file f log-level L metrics-addr labels capacity force-new-cluster".split(" "));
/** With one of these the program prints something and ends. */
const endingFlags = /^--?(?:V|version|h|help|config-check|config-info|print-sample-config)(?:=|$)/;
/** Settings of the configuration file that no flag of the program sets, and that concern transport. */
const fileKeys = {
	pd: ["security.cert-allowed-cn"],
	tikv: [
		"security.ca-path",
		"security.cert-path",
		"security.key-path",
		"security.cert-allowed-cn",
		"security.cert-allowed-san"
	]
};
/** The settings that concern transport and that flags set. */
function keysOfFlags(component) {
	return [...new Set(Object.values(flagKeys[component]))];
}
/** All settings that concern transport. */
function keysOfSettings(component) {
	return [...keysOfFlags(component), ...fileKeys[component]];
}
const programs = {
	"pd-server": "pd",
	"tikv-server": "tikv"
};
/** Programs that start the one behind them, with their options. `env` and `exec` are the usual ones. */
const wrappers = new Set("exec env nohup sudo time nice ionice numactl setsid stdbuf taskset chrt tini dumb-init gosu su-exec chroot unshare command builtin catchsegv strace perf setpriv timeout".split(" "));
/**
* Finds the start of a server in the words of a command: the program itself, or behind programs that start others. PD's
* microservices (`pd-server services tso`) are programs of their own, and so is a run that only prints or checks something.
*/
function serverCommand(words) {
	for (const [index, program] of words.slice(0, 24).entries()) {
		const name = require_engine.fileName(program.value);
		const component = Object.hasOwn(programs, name) ? programs[name] : void 0;
		if (component !== void 0) return startOf(component, program, words.slice(index + 1));
		if (index === 0 && !wrappers.has(name) && !isAssignment(program.value)) return void 0;
	}
}
function startOf(component, program, rest) {
	const isService = component === "pd" && rest[0]?.value === "services";
	if (isService && rest[1]?.value !== "api") return void 0;
	const words = isService ? rest.slice(2) : rest;
	return endsAtOnce(words) ? void 0 : {
		component,
		program,
		arguments: words
	};
}
/** Does the program only print or check something, and end? */
function endsAtOnce(words) {
	return words.some(({ value }) => endingFlags.test(value));
}
function isAssignment(word) {
	return /^[A-Za-z_][A-Za-z0-9_]*=/.test(word);
}
/** Reads the arguments of a server, without its program: `--k=v`, `--k v`, and one dash as PD's older releases take it. */
function commandLine(component, words) {
	const reader = new FlagReader(component);
	for (let index = 0; index < words.length; index++) {
		const word = words[index];
		const flag = /^--?([A-Za-z][\w.-]*)(=)?/.exec(word.value);
		if (flag === null) {
			reader.positional(word);
			continue;
		}
		const name = flag[1];
		if (flag[2] !== void 0) reader.flag(name, behind(word, flag[0].length));
		else if (component === "tikv" && /^-[CA]./.test(word.value)) reader.flag(name.slice(0, 1), behind(word, 2));
		else if (takesValue(component, name) && words[index + 1] !== void 0) reader.flag(name, words[++index]);
		else reader.bare();
	}
	return reader.result();
}
function takesValue(component, name) {
	return otherFlags.has(name) || Object.hasOwn(flagKeys[component], name);
}
var FlagReader = class {
	#component;
	#overrides = /* @__PURE__ */ new Map();
	#unknown = /* @__PURE__ */ new Map();
	#config;
	#name;
	#opaque;
	#last;
	constructor(component) {
		this.#component = component;
	}
	flag(name, value) {
		this.#last = void 0;
		if (value.value === "") return;
		if (name === "config" || name === "C" && this.#component === "tikv") this.#config = value;
		else if (name === "name") this.#name = require_engine.firstUnknown(value) === void 0 ? value.value : void 0;
		const keys = flagKeys[this.#component];
		const key = Object.hasOwn(keys, name) ? keys[name] : void 0;
		if (key === void 0) return;
		this.#last = key;
		this.#set(key, value);
	}
	bare() {
		this.#last = void 0;
	}
	/** TiKV takes several endpoints behind one flag; a word that is not known may be any flag. */
	positional(word) {
		if (require_engine.isWhollyUnknown(word) || word.unknowns?.[0]?.from === 0 && !/^\S*:\/\//.test(word.value)) this.#opaque ??= require_engine.firstUnknown(word);
		else if (this.#last === "pd.endpoints") this.#set("pd.endpoints", word);
	}
	#set(key, value) {
		const unknown = undecided(key, value);
		const before = key === "pd.endpoints" ? this.#overrides.get(key) : void 0;
		if (unknown !== void 0) {
			this.#overrides.delete(key);
			this.#unknown.set(key, unknown);
			return;
		}
		if (key === "pd.endpoints" && this.#unknown.has(key)) return;
		this.#unknown.delete(key);
		this.#overrides.set(key, before === void 0 ? overrideOf(value) : joined(before, value));
	}
	result() {
		const unknownOverrides = new Map(this.#unknown);
		const opaque = this.#opaque;
		if (opaque !== void 0) {
			for (const key of this.#config === void 0 ? keysOfSettings(this.#component) : keysOfFlags(this.#component)) if (!this.#overrides.has(key) && !unknownOverrides.has(key)) unknownOverrides.set(key, opaque);
		}
		return {
			overrides: this.#overrides,
			unknownOverrides,
			config: this.#config,
			name: this.#name,
			opaque
		};
	}
};
function overrideOf({ value, span, slice }) {
	return {
		value,
		span,
		origin: "flag",
		slice
	};
}
function joined(before, after) {
	const first = before.value.length;
	const place = (from, to) => {
		if (from > first) return after.slice(from - first - 1, to - first - 1);
		return before.slice?.(from, Math.min(to, first)) ?? before.span;
	};
	return {
		value: `${before.value},${after.value}`,
		span: before.span,
		origin: "flag",
		slice: place
	};
}
/**
* Is what a value says about TLS decided outside the files? A URL with a known scheme is not, whatever its host; a path
* that begins with a variable is set all the same.
*/
function undecided(key, value) {
	const unknown = require_engine.firstUnknown(value);
	if (unknown === void 0) return void 0;
	if (key.startsWith("security.")) return require_engine.isWhollyUnknown(value) ? unknown : void 0;
	if (key.startsWith("server.")) return require_engine.isWhollyUnknown(value) ? unknown : void 0;
	if (key === "pd.endpoints") return require_engine.isWhollyUnknown(value) ? unknown : void 0;
	const urls = value.value.split(",");
	const hasScheme = (url) => /^(?:[^=:/]*=)?https?:\/\//i.test(url);
	return urls.every(hasScheme) ? void 0 : unknown;
}

// src/read/server-draft.ts
/** Makes an instance out of a start: flags beat the file, and a file that is not committed leaves its settings unknown. */
function draftOfStart(start) {
	const line = commandLine(start.component, start.arguments);
	const config = line.config === void 0 ? { kind: "none" } : start.config(line.config);
	const { component, form, path, at, version, mounts, unmounted, deployment, environment } = start;
	return {
		draft: {
			component,
			form,
			path,
			at,
			config: config.kind === "read" ? config.root : {
				kind: "table",
				span: at,
				entries: /* @__PURE__ */ new Map()
			},
			tomlFeatures: config.kind === "read" ? config.features : void 0,
			overrides: line.overrides,
			unknownOverrides: unknownsOf(component, line, config),
			name: start.name ?? line.name,
			version,
			mounts,
			unmounted,
			deployment: deployment && config.kind === "none" ? {
				...withoutFile(component, mounts),
				...deployment
			} : deployment,
			environment
		},
		consumed: config.kind === "read" && config.file !== void 0 ? [config.file] : []
	};
}
/** A start without a configuration file has no `[security]` to write into; only PD has flags for TLS (pd: cmd/pd-server/main.go, tikv: cmd/tikv-server/src/main.rs). */
function withoutFile(component, mounts) {
	if (component === "pd") return { turnOnTls: "start it with --cacert, --cert and --key, and write https into every URL" };
	return { turnOnTls: `write ca-path, cert-path and key-path into [security] of a TOML file,${mounts === void 0 ? "" : " mount it,"} and start TiKV with --config: it has no flags for TLS` };
}
/** An instance of which the files say only that it exists. */
function unknownDraft(start, because, span) {
	const { component, form, path, at, name, version, mounts, unmounted, deployment, environment } = start;
	const unknownOverrides = new Map(keysOfSettings(component).map((key) => [key, {
		because,
		span
	}]));
	return {
		component,
		form,
		path,
		at,
		config: {
			kind: "table",
			span: at,
			entries: /* @__PURE__ */ new Map()
		},
		unknownOverrides,
		name,
		version,
		mounts,
		unmounted,
		deployment,
		environment
	};
}
function unknownsOf(component, line, config) {
	if (config.kind !== "unknown") return line.unknownOverrides;
	const unknowns = new Map(line.unknownOverrides);
	const { because, span } = config;
	for (const key of keysOfSettings(component)) if (!line.overrides.has(key) && !unknowns.has(key)) unknowns.set(key, {
		because,
		span
	});
	return unknowns;
}
/** Reads a configuration file of the repository for a server that is started with it. */
function configInRepository(path, at, context) {
	const file = context.file(path);
	if (file === void 0) return {
		kind: "unknown",
		because: `${path} is not in the repository`,
		span: at
	};
	const { text } = file;
	const result = require_engine.readTomlTemplate(text, new require_engine.LineIndex(path, text), require_engine.firstLine(path, text));
	if (result.kind === "refused") return {
		kind: "unknown",
		because: `${path} cannot be read as TOML`,
		span: at
	};
	return {
		kind: "read",
		root: result.root,
		features: result.features,
		file: path
	};
}
/** The file of the repository behind a path of the server; undefined where no mount, or one of something else, covers it. */
function throughMounts(path, mounts) {
	const found = require_engine.mountOf(require_engine.plainPath(path), mounts);
	if (found === void 0) return void 0;
	const { secret, host, hidden, absent, repository } = found.mount;
	return [
		secret,
		host,
		hidden,
		absent
	].every((other) => other === void 0) ? require_engine.joinRepoPath(repository, found.below) : void 0;
}
const templateSuffixes = [
	".tpl",
	".tmpl",
	".template",
	".j2",
	".jinja",
	".jinja2",
	".erb",
	".gotmpl",
	".in"
];
const namesOf = /* @__PURE__ */ new WeakMap();
/**
* The configuration file of the repository that is meant by a path on a machine or relative to a script: the one in
* its folder or under the root, else the only one whose path ends most like it. Files of the other component never fit.
*/
function configNamed(path, from, component, context) {
	const tail = path.replace(/^(?:\$\{[^}]*\}|\$\(\u2026\))+\/*/, "");
	if (require_engine.hasPlaceholder(tail) || tail === "") return void 0;
	if (!tail.startsWith("/")) {
		for (const target of [require_engine.joinRepoPath(require_engine.folderOf(from), tail), require_engine.toRepoPath(tail)]) if (target !== void 0 && context.file(target) !== void 0) return target;
	}
	let names = namesOf.get(context);
	if (names === void 0) {
		const built = /* @__PURE__ */ new Map();
		for (const file of context.files()) {
			const list = built.get(require_engine.fileName(file.path));
			if (list === void 0) built.set(require_engine.fileName(file.path), [file.path]);
			else list.push(file.path);
		}
		names = built;
		namesOf.set(context, names);
	}
	const name = require_engine.fileName(tail);
	const candidates = names.get(name) ?? templateSuffixes.flatMap((suffix) => names?.get(name + suffix) ?? []);
	if (candidates.length > 64) return void 0;
	return closest(candidates.filter((candidate) => {
		const file = context.file(candidate);
		const owner = file && require_engine.componentOf(file);
		return owner === component || owner === void 0 && /\.toml(?:\.\w+)?$/.test(candidate);
	}), tail, from);
}
function closest(candidates, path, from) {
	const wanted = path.split("/").reverse();
	const place = from.split("/");
	const ranked = candidates.map((candidate) => {
		const parts = candidate.split("/");
		return {
			candidate,
			rank: commonParts([...parts].reverse(), wanted) * 1e3 + commonParts(parts, place)
		};
	});
	const best = Math.max(...ranked.map(({ rank }) => rank));
	const first = ranked.filter(({ rank }) => rank === best);
	return first.length === 1 ? first[0]?.candidate : void 0;
}
function commonParts(a, b) {
	let count = 0;
	while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
	return count;
}

// src/read/shell/image.ts
/** `pingcap/pd:v8.5.5`, `registry.example.com:5000/mirror/pingcap/tikv@sha256:\u2026`, `tikv/pd`. */
const reference = /^(?:.*\/)?(?:pingcap|tikv)\/(pd|tikv)(?::([^@:/\s]+))?(?:@sha256:[0-9a-f]+)?$/;
/** Reads the name of an image; undefined when it is none of PD or TiKV. */
function serverImage(image) {
	const match = reference.exec(image.value);
	if (match === null) return void 0;
	const [, component, tag] = match;
	return {
		component,
		version: tag === void 0 ? void 0 : versionOf$2(image, tag)
	};
}
function versionOf$2(image, tag) {
	const from = image.value.lastIndexOf(`:${tag}`) + 1;
	const part = require_engine.partOf(image, from, from + tag.length);
	if (part.unknowns !== void 0 || require_engine.isWhollyUnknown(part)) return void 0;
	return {
		value: tag.replace(/-(?:amd64|arm64|alpine|enterprise)$/, ""),
		span: part.span,
		origin: "form"
	};
}

// src/read/shell/interpolation.ts
/** Deeper defaults inside defaults nobody writes. */
const deepest$2 = 8;
/** Reads the expansion that begins at a `$`; undefined when there is none. */
function expansionAt(text, at) {
	const plain = /\$([A-Za-z_][A-Za-z0-9_]*|[0-9@*#?!$-])/y;
	plain.lastIndex = at;
	const simple = plain.exec(text);
	if (simple !== null) {
		const to = at + simple[0].length;
		return {
			from: at,
			to,
			name: simple[1],
			operator: "",
			word: [to, to]
		};
	}
	if (text[at + 1] !== "{") return void 0;
	const close = closingBrace(text, at + 2);
	if (close === void 0) return void 0;
	const opening = /\$\{([A-Za-z_][A-Za-z0-9_]*(?:\[[@*]\])?|[0-9@*]+)/y;
	opening.lastIndex = at;
	const match = opening.exec(text);
	const to = close + 1;
	if (match === null) return {
		from: at,
		to,
		name: text.slice(at + 2, close),
		operator: "other",
		word: [close, close]
	};
	const start = at + match[0].length;
	const name = match[1];
	if (start === close) return {
		from: at,
		to,
		name,
		operator: "",
		word: [close, close]
	};
	const operator = /^:?[-+?=]/.exec(text.slice(start, start + 2))?.[0];
	if (operator === void 0) return {
		from: at,
		to,
		name,
		operator: "other",
		word: [close, close]
	};
	return {
		from: at,
		to,
		name,
		operator,
		word: [start + operator.length, close]
	};
}
function closingBrace(text, from) {
	let depth = 1;
	for (let at = from; at < text.length && at < from + 4096; at++) {
		const character = text[at];
		if (character === "\\") at += 1;
		else if (character === "{" && text[at - 1] === "$") depth += 1;
		else if (character === "}" && --depth === 0) return at;
		else if (character === "\n") return void 0;
	}
}
/** Decides an expansion by what is known of its variable. A variable that the files do not set has its default. */
function decide({ name, operator }, lookup) {
	if (operator === "other") return { kind: "unknown" };
	const value = lookup(name);
	const isEmpty = value === void 0 || (typeof value === "string" ? value : value.value) === "";
	const isUnset = operator.startsWith(":") ? isEmpty : value === void 0;
	switch (operator.at(-1)) {
		case "-":
		case "=": return isUnset ? { kind: "word" } : {
			kind: "text",
			text: value
		};
		case "+": return value === void 0 ? { kind: "unknown" } : isUnset ? {
			kind: "text",
			text: ""
		} : { kind: "word" };
		case "?": return isUnset ? { kind: "unknown" } : {
			kind: "text",
			text: value
		};
		default: return value === void 0 ? { kind: "unknown" } : {
			kind: "text",
			text: value
		};
	}
}
/** Expands the variables of a text as docker compose does: `$$` is a `$`, a variable that no file sets is unknown. */
function interpolate(text, lookup, where = "where compose runs") {
	if (!text.value.includes("$")) return text;
	const builder = new require_engine.PlacedBuilder(text);
	interpolateInto(builder, text, 0, text.value.length, lookup, where, 0);
	return builder.build(0, text.value.length);
}
function interpolateInto(builder, text, start, end, lookup, where, depth) {
	const { value } = text;
	let from = start;
	for (let at = value.indexOf("$", start); at !== -1 && at < end; at = value.indexOf("$", from)) {
		builder.copy(from, at);
		const next = value[at + 1];
		const expansion = next !== void 0 && /[A-Za-z_{]/.test(next) ? expansionAt(value, at) : void 0;
		if (next === "$" || expansion === void 0 || expansion.to > end) {
			builder.put("$", at, next === "$" ? at + 2 : at + 1);
			from = next === "$" ? at + 2 : at + 1;
			continue;
		}
		from = expansion.to;
		const expanded = depth > deepest$2 ? { kind: "unknown" } : decide(expansion, lookup);
		if (expanded.kind === "text") builder.put(expanded.text, at, from);
		else if (expanded.kind === "word") interpolateInto(builder, text, ...expansion.word, lookup, where, depth + 1);
		else builder.putUnknown(`\${${expansion.name}}`, `\${${expansion.name}} is set ${where}`, at, from);
	}
	builder.copy(from, end);
}

// src/read/shell/shell-variables.ts
/** A longer value, or one made of values made of values beyond this, is computed rather than written: scripts are hostile. */
const longestValue = 16384;
const deepestValue = 32;
/** The variables of a script at one place of it. */
var ShellVariables = class {
	#lookup;
	#decided;
	#values = /* @__PURE__ */ new Map();
	/** How many values stand inside each other in a variable's. */
	#depths = /* @__PURE__ */ new Map();
	/** The deepest of the variables that this command uses. */
	#used = 0;
	/** What this walk through the script found. */
	decidedInside = /* @__PURE__ */ new Map();
	constructor(lookup, decided) {
		this.#lookup = lookup;
		this.#decided = decided;
	}
	/** A command ends: the next one uses other variables. */
	endCommand() {
		this.#used = 0;
	}
	/** The value as it was assigned, which is used then. */
	value(name) {
		this.#used = Math.max(this.#used, this.#depths.get(name) ?? 0);
		return this.#values.get(name);
	}
	/** The text of a variable; undefined when it is unknown or nobody sets it. */
	text(name) {
		const value = this.value(name);
		if (value === void 0) return this.#decided.has(name) ? void 0 : this.#lookup(name);
		return value.kind === "text" && this.#decided.get(name) !== "replaced" ? value.text : void 0;
	}
	/** May a condition or a function have added to it? */
	isLonger(name) {
		return this.#decided.get(name) === "appended";
	}
	/** Does the script set it anywhere? */
	isAssigned(name) {
		return this.#values.has(name) || this.#decided.has(name);
	}
	/** Sets a variable. `isInside`: in a condition, a loop or a function; `isLonger`: it keeps what it had. */
	assign(name, value, isInside, isLonger) {
		if (isInside && this.decidedInside.get(name) !== "replaced") this.decidedInside.set(name, isLonger ? "appended" : "replaced");
		const isWritten = this.#used < deepestValue && lengthOf(value) <= longestValue;
		const isKnown = isWritten && !isInside && this.#decided.get(name) !== "replaced";
		this.#values.set(name, isKnown ? value : { kind: "unknown" });
		this.#depths.set(name, isWritten ? this.#used + 1 : 0);
	}
};
function lengthOf(value) {
	if (value.kind === "text") return value.text.value.length;
	return value.kind === "words" ? value.words.reduce((sum, word) => sum + word.value.length + 1, 0) : 0;
}

// src/read/shell/shell-word-reader.ts
/** Reads words of a script: quotes taken away, expansions filled in. */
var ShellWordReader = class {
	#value;
	#variables;
	constructor(script, variables) {
		this.#value = script;
		this.#variables = variables;
	}
	/** Copies the characters `from` to `to` with their expansions filled in, as inside double quotes. */
	expandInto(builder, from, to) {
		const value = this.#value;
		let at = from;
		while (at < to) {
			const character = value[at];
			if (character === "$" || character === "`") at = this.#expand(builder, at, true, []);
			else if (character === "\\" && /[\\$`]/.test(value[at + 1] ?? "")) {
				builder.copy(at + 1, at + 2);
				at += 2;
			} else {
				const next = value.slice(at + 1, to).search(/[$`\\]/);
				const end = next === -1 ? to : at + 1 + next;
				builder.copy(at, end);
				at = end;
			}
		}
	}
	/** Reads one word from `from`; returns where it ends. `splits` gets the blanks that an unquoted expansion brings. */
	readWord(from, builder, splits, lists) {
		const value = this.#value;
		let at = from;
		while (at < value.length && !/[\s;&|()<>]/.test(value[at])) {
			const character = value[at];
			if (character === "'") {
				const close = indexOrEnd(value, "'", at + 1);
				builder.copy(at + 1, close);
				at = Math.min(close + 1, value.length);
			} else if (character === "\"") at = this.#doubleQuoted(at + 1, builder, from, lists);
			else if (character === "\\") at = copyEscaped(value, at, builder);
			else if (character === "`" || character === "$") {
				if (value[at + 1] === "'" || value[at + 1] === "\"") at += 1;
				else at = this.#expand(builder, at, false, splits, at === from ? lists : void 0);
			} else if (character === "{" && value[at + 1] === "{") at = this.#placeholder(builder, at);
			else {
				builder.copy(at, at + 1);
				at += 1;
			}
		}
		return at;
	}
	#doubleQuoted(start, builder, wordStart, lists) {
		const value = this.#value;
		let at = start;
		while (at < value.length && value[at] !== "\"") {
			const character = value[at];
			if (character === "\\" && /[\\$`"\n]/.test(value[at + 1] ?? "")) {
				if (value[at + 1] !== "\n") builder.copy(at + 1, at + 2);
				at += 2;
			} else if (character === "$" || character === "`") {
				const isWhole = start === wordStart + 1 && at === start && /^\$\{\w+\[@\]\}"(?:\s|$)/.test(value.slice(at, at + 200));
				at = this.#expand(builder, at, true, [], isWhole ? lists : void 0);
			} else if (character === "{" && value[at + 1] === "{") at = this.#placeholder(builder, at);
			else {
				builder.copy(at, at + 1);
				at += 1;
			}
		}
		return Math.min(at + 1, value.length);
	}
	/** `{{ \u2026 }}` of Go or Jinja templates. */
	#placeholder(builder, at) {
		const close = this.#value.indexOf("}}", at);
		const end = close === -1 ? at + 2 : close + 2;
		const shown = this.#value.slice(at, end);
		const because = `${shown.length > 60 ? "{{ \u2026 }}" : shown} is filled in when the template is rendered`;
		builder.putUnknown("$(\u2026)", because, at, end);
		return end;
	}
	/** Expands what begins at a `$` or a backquote; returns where it ends. */
	#expand(builder, at, isQuoted, splits, lists) {
		const value = this.#value;
		if (value[at] === "`" || value[at + 1] === "(") {
			const end = value[at] === "`" ? Math.min(indexOrEnd(value, "`", at + 1) + 1, value.length) : skipParentheses(value, at + 1);
			const source = value.slice(at, end);
			builder.putUnknown("$(\u2026)", `${source.length > 60 || source.includes("\n") ? "it" : source} is computed when the script runs`, at, end);
			return end;
		}
		const expansion = expansionAt(value, at);
		if (expansion === void 0) {
			builder.copy(at, at + 1);
			return at + 1;
		}
		const { name, to } = expansion;
		const list = name.endsWith("]") ? this.#variables.value(name.replace(/\[[@*]\]$/, "")) : void 0;
		if (list?.kind === "words" && lists !== void 0) {
			lists.push([...list.words]);
			return to;
		}
		const expanded = decide(expansion, (variable) => this.#variables.text(variable));
		const start = builder.length;
		if (expanded.kind === "text") builder.put(expanded.text, at, to);
		else if (expanded.kind === "word") this.expandInto(builder, ...withoutQuotes(value, expansion.word));
		else builder.putUnknown(`\${${name}}`, `\${${name}} is ${this.#whereSet(name)}`, at, to);
		if (!isQuoted && expanded.kind === "text") {
			const text = typeof expanded.text === "string" ? expanded.text : expanded.text.value;
			for (const blank of text.matchAll(/\s/g)) splits.push(start + blank.index);
		}
		if (expanded.kind === "text" && this.#variables.isLonger(name)) {
			splits.push(builder.length);
			builder.put(" ", at, to);
			builder.putUnknown(`\${${name}}`, `\${${name}} is longer in some cases`, at, to);
		}
		return to;
	}
	#whereSet(name) {
		return this.#variables.isAssigned(name) ? "decided when the script runs" : "set where the script runs";
	}
};
function withoutQuotes(value, [from, to]) {
	return to - from >= 2 && value[from] === "\"" && value[to - 1] === "\"" ? [from + 1, to - 1] : [from, to];
}
/** Behind the parenthesis that closes the one at `at`, quotes taken into account. */
function skipParentheses(value, at) {
	let depth = 0;
	for (let index = at; index < value.length; index++) {
		const character = value[index];
		if (character === "\\") index += 1;
		else if (character === "'") index = indexOrEnd(value, "'", index + 1);
		else if (character === "(") depth += 1;
		else if (character === ")" && --depth === 0) return index + 1;
	}
	return value.length;
}
/** Where a text stands, or the end. */
function indexOrEnd(value, wanted, from) {
	const found = value.indexOf(wanted, from);
	return found === -1 ? value.length : found;
}

// src/read/shell/shell-commands.ts
/** Scripts inside scripts (`bash -c '\u2026'`) deeper than this are not looked into. */
const deepestScript = 3;
/**
* The simple commands of a script, with the variables filled in that the script itself sets to a value which does not
* depend on how it runs. What a condition, a loop, a function or another command decides is unknown. Runs nothing.
*/
function shellCommands(script, lookup = () => void 0) {
	return commandsOf(script, lookup, 0);
}
function commandsOf(script, lookup, depth) {
	const first = new ShellReader(script, lookup, /* @__PURE__ */ new Map());
	first.read();
	const { decidedInside } = first.variables;
	const reader = decidedInside.size === 0 ? first : new ShellReader(script, lookup, decidedInside);
	if (reader !== first) reader.read();
	if (depth >= deepestScript) return reader.commands;
	return reader.commands.flatMap((command) => {
		const inner = innerScript(command.words);
		return inner === void 0 ? [command] : commandsOf(inner, lookup, depth + 1);
	});
}
/** The script of `bash -c SCRIPT`, also behind other programs. */
function innerScript(words) {
	const shell = words.slice(0, 24).findIndex(({ value }) => /(?:^|\/)(?:ba|da|k|z|a)?sh$|^su$/.test(value));
	if (shell === -1) return void 0;
	for (let index = shell + 1; index < words.length; index++) {
		const word = words[index].value;
		if (/^-[a-z]*c$/.test(word)) return words[index + 1];
		if (!(word.startsWith("-") || words[index - 1]?.value === "-o" || words[shell]?.value === "su")) return void 0;
	}
}
const openers = /* @__PURE__ */ new Set([
	"if",
	"for",
	"while",
	"until",
	"case",
	"select",
	"{"
]);
const closers = /* @__PURE__ */ new Set([
	"fi",
	"done",
	"esac",
	"}"
]);
const silent = /* @__PURE__ */ new Set([
	"then",
	"do",
	"else",
	"elif",
	"!",
	"in"
]);
const declarations = /* @__PURE__ */ new Set([
	"export",
	"local",
	"readonly",
	"declare",
	"typeset"
]);
var ShellReader = class ShellReader {
	#text;
	#value;
	variables;
	#decided;
	#reader;
	commands = [];
	#at = 0;
	/** Compound commands around this place. */
	#open = [];
	/** Behind `&&` or `||`. */
	#isConditional = false;
	#words = [];
	/** Where the words of this command begin and end, to tell `name=` from `"name="`. */
	#starts = [];
	#outputs = [];
	#heredoc;
	#waiting = [];
	#isPattern = false;
	/** Reads the words of a list, which holds no lists. */
	#isList = false;
	constructor(text, lookup, decided) {
		this.#text = text;
		this.#value = text.value;
		this.variables = new ShellVariables(lookup, decided);
		this.#decided = decided;
		this.#reader = new ShellWordReader(text.value, this.variables);
	}
	read() {
		const value = this.#value;
		while (this.#at < value.length) {
			const character = value[this.#at];
			if (character === "\n") this.#lineEnd();
			else if (/[ \t\r]/.test(character)) this.#at += 1;
			else if (character === "\\" && /^\\\r?\n/.test(value.slice(this.#at, this.#at + 3))) this.#at = value.indexOf("\n", this.#at) + 1;
			else if (character === "#") this.#at = indexOrEnd(value, "\n", this.#at);
			else if (/[;&|()<>]/.test(character)) this.#operator(character);
			else this.#word();
		}
		this.#lineEnd();
	}
	#lineEnd() {
		this.#at += 1;
		for (const waiting of this.#waiting.splice(0)) {
			const text = this.#readHeredoc(waiting);
			const last = this.commands.at(-1);
			if (this.#words.length > 0 || last === void 0) this.#heredoc = text;
			else if (last.heredoc === void 0) this.commands[this.commands.length - 1] = {
				...last,
				heredoc: text
			};
		}
		this.#endCommand("\n");
	}
	#readHeredoc({ end, expands, strips }) {
		const value = this.#value;
		const builder = new require_engine.PlacedBuilder(this.#text);
		const start = this.#at;
		let at = start;
		while (at < value.length) {
			const lineEnd = indexOrEnd(value, "\n", at);
			const line = value.slice(at, lineEnd).replace(/\r$/, "");
			if ((strips ? line.replace(/^\t+/, "") : line) === end) break;
			const from = strips ? at + (/^\t*/.exec(line)?.[0].length ?? 0) : at;
			const to = Math.min(lineEnd + 1, value.length);
			if (expands) this.#reader.expandInto(builder, from, to);
			else builder.copy(from, to);
			at = lineEnd + 1;
		}
		this.#at = Math.min(indexOrEnd(value, "\n", at) + 1, value.length);
		return builder.build(start, Math.min(at, value.length));
	}
	#operator(character) {
		const value = this.#value;
		if (character === "<" || character === ">") {
			this.#redirect();
			return;
		}
		if (character === "(" && this.#words.length === 1 && /^\(\s*\)/.test(value.slice(this.#at, this.#at + 40))) {
			this.#words = [];
			this.#starts = [];
			this.#at = value.indexOf(")", this.#at) + 1;
			return;
		}
		if (character === "(" && this.#words.length === 0 && !this.#isPattern) {
			if (value[this.#at + 1] === "(") {
				this.#at = skipParentheses(value, this.#at);
				return;
			}
			this.#open.push("(");
			this.#at += 1;
			return;
		}
		if (character === ")") {
			if (this.#isPattern) {
				this.#words = [];
				this.#starts = [];
				this.#isPattern = false;
			} else {
				this.#endCommand(")");
				if (this.#open.at(-1) === "(") this.#open.pop();
			}
			this.#at += 1;
			return;
		}
		const operator = /^(?:&&|\|\||;;&?|;&|\|&|[;&|(])/.exec(value.slice(this.#at, this.#at + 3))?.[0] ?? character;
		this.#at += operator.length;
		if (this.#isPattern && operator === "|") return;
		this.#endCommand(operator);
		if (operator.startsWith(";;") && this.#open.at(-1) === "case") this.#isPattern = true;
	}
	#redirect() {
		const value = this.#value;
		const operator = /^(?:<<<|<<-?|<>|>>|>\||[<>]&|[<>])/.exec(value.slice(this.#at, this.#at + 3))?.[0] ?? ">";
		const last = this.#words.at(-1);
		if (last !== void 0 && /^\d$/.test(last.value) && this.#starts.at(-1) === this.#at - 1) {
			this.#words.pop();
			this.#starts.pop();
		}
		const isDescriptor = last !== this.#words.at(-1) && last?.value !== "1";
		if (operator === "<" && value[this.#at + 1] === "(") {
			this.#at = skipParentheses(value, this.#at + 1);
			return;
		}
		this.#at += operator.length;
		while (/[ \t]/.test(value[this.#at] ?? "")) this.#at += 1;
		if (/[\n;&|()<>]|^$/.test(value[this.#at] ?? "")) return;
		if (operator === "<<" || operator === "<<-") {
			const from = this.#at;
			const builder = new require_engine.PlacedBuilder(this.#text);
			this.#at = this.#reader.readWord(from, builder, []);
			const word = value.slice(from, this.#at);
			const end = word.replaceAll(/["'\\]/g, "");
			if (end !== "") this.#waiting.push({
				end,
				expands: word === end,
				strips: operator === "<<-"
			});
			return;
		}
		const target = this.#takeWord();
		if (operator.startsWith(">") && operator !== ">&" && !isDescriptor && target !== void 0) this.#outputs.push(target);
	}
	#takeWord() {
		const from = this.#at;
		const builder = new require_engine.PlacedBuilder(this.#text);
		this.#at = this.#reader.readWord(from, builder, []);
		return this.#at > from ? builder.build(from, this.#at) : void 0;
	}
	#word() {
		const from = this.#at;
		const splits = [];
		const lists = [];
		const builder = new require_engine.PlacedBuilder(this.#text);
		this.#at = this.#reader.readWord(from, builder, splits, lists);
		if (this.#at === from) {
			this.#at += 1;
			return;
		}
		const source = this.#value.slice(from, this.#at);
		if (this.#words.length === 0 && this.#keyword(source)) return;
		const list = /^([A-Za-z_]\w*)(\+?)=$/.exec(source);
		if (list !== null && !this.#isList && this.#value[this.#at] === "(") {
			this.#assignList(list[1], list[2] === "+");
			return;
		}
		const whole = builder.build(from, this.#at);
		const [words] = lists;
		for (const word of words ?? splitAt(whole, splits)) {
			this.#words.push(word);
			this.#starts.push(from);
		}
	}
	/** Keywords count only as they stand, at the place of a command. */
	#keyword(source) {
		if (silent.has(source)) {
			if (source === "in" && this.#open.at(-1) === "case") this.#isPattern = true;
			return true;
		}
		if (source === "esac" && this.#open.at(-1) === "case") this.#isPattern = false;
		else if (this.#isPattern) return false;
		if (openers.has(source)) {
			this.#open.push(source);
			if (source === "for" || source === "select") this.#loopVariable();
			if (source === "case") this.#caseWord();
			return true;
		}
		if (closers.has(source)) {
			this.#open.pop();
			return true;
		}
		if (source === "function") {
			const name = /^[ \t]+[\w:.-]+(?:[ \t]*\([ \t]*\))?/.exec(this.#value.slice(this.#at, this.#at + 200));
			this.#at += name?.[0].length ?? 0;
			return true;
		}
		return false;
	}
	#loopVariable() {
		const match = /^[ \t]+([A-Za-z_]\w*)/.exec(this.#value.slice(this.#at, this.#at + 200));
		if (match === null) return;
		this.variables.assign(match[1], { kind: "unknown" }, true, false);
		const end = this.#value.slice(this.#at).search(/[;\n]/);
		this.#at = end === -1 ? this.#value.length : this.#at + end;
	}
	#caseWord() {
		const match = /^[ \t]+[^\n]{0,400}?[ \t]in(?=\s)/.exec(this.#value.slice(this.#at, this.#at + 500));
		if (match === null) return;
		this.#at += match[0].length;
		this.#isPattern = true;
	}
	#assignList(name, isAppended) {
		const close = skipParentheses(this.#value, this.#at);
		const inner = require_engine.partOf(this.#text, this.#at + 1, Math.max(this.#at + 1, close - 1));
		const reader = new ShellReader(inner, (variable) => this.variables.text(variable), this.#decided);
		reader.#readWords();
		const before = isAppended ? this.variables.value(name) : void 0;
		const words = isAppended && before?.kind === "words" ? [...before.words, ...reader.#words] : reader.#words;
		this.#at = close;
		this.#assign(name, isAppended && before?.kind !== "words" ? { kind: "unknown" } : {
			kind: "words",
			words
		}, isAppended);
	}
	#readWords() {
		this.#isList = true;
		const value = this.#value;
		while (this.#at < value.length) {
			const character = value[this.#at];
			if (/\s/.test(character)) this.#at += 1;
			else if (character === "#") this.#at = indexOrEnd(value, "\n", this.#at);
			else {
				const before = this.#words.length;
				const from = this.#at;
				this.#word();
				if (this.#words.length === before && this.#at === from) this.#at += 1;
			}
		}
	}
	#endCommand(operator) {
		const [words, starts] = [this.#words, this.#starts];
		const command = {
			words,
			outputs: this.#outputs,
			heredoc: this.#heredoc
		};
		this.#words = [];
		this.#starts = [];
		this.#outputs = [];
		this.#heredoc = void 0;
		if (words.length > 0) {
			const rest = this.#assignments(words, starts);
			if (rest.length > 0) this.commands.push({
				...command,
				words: rest
			});
			this.variables.endCommand();
		}
		if (operator !== "\n" || words.length > 0) this.#isConditional = operator === "&&" || operator === "||";
	}
	/** Takes the assignments at the beginning of a command; before a command they are its environment and change nothing. */
	#assignments(words, starts) {
		const isDeclaration = declarations.has(words[0]?.value ?? "");
		let index = isDeclaration ? 1 : 0;
		const found = [];
		for (; index < words.length; index++) {
			const word = words[index];
			if (isDeclaration && /^-\w+$/.test(word.value)) continue;
			const match = /^([A-Za-z_]\w*)(\+?)=/.exec(this.#value.slice(starts[index], (starts[index] ?? 0) + 200));
			if (match === null || !word.value.startsWith(match[0])) break;
			const source = this.#value.slice(starts[index], starts[index + 1] ?? this.#at);
			const isAppended = match[2] === "+";
			const name = match[1];
			const text = require_engine.partOf(word, match[0].length, word.value.length);
			found.push({
				name,
				isAppended,
				isLonger: isAppended || refersTo(source, name),
				text
			});
		}
		const rest = words.slice(index);
		if (words[0]?.value === "read" || words[0]?.value === "getopts") {
			for (const { value } of words.slice(1)) if (/^[A-Za-z_]\w*$/.test(value)) this.#assign(value, { kind: "unknown" }, false);
		}
		if (rest.length > 0 && !isDeclaration) return rest;
		for (const assignment of found) this.#assignText(assignment);
		return isDeclaration ? [] : rest;
	}
	#assignText({ name, isAppended, isLonger, text }) {
		if (!isAppended) {
			this.#assign(name, {
				kind: "text",
				text
			}, isLonger);
			return;
		}
		const before = this.variables.value(name);
		if (before?.kind !== "text") {
			this.#assign(name, { kind: "unknown" }, true);
			return;
		}
		const builder = new require_engine.PlacedBuilder(text);
		builder.put(before.text, 0, 0);
		builder.copy(0, text.value.length);
		this.#assign(name, {
			kind: "text",
			text: builder.build(0, text.value.length)
		}, true);
	}
	#assign(name, value, isLonger) {
		this.variables.assign(name, value, this.#open.length > 0 || this.#isConditional, isLonger);
	}
};
/** Does an assignment use the variable that it sets? */
function refersTo(source, name) {
	return source.includes(`\${${name}}`) || source.includes(`$${name}`);
}
function splitAt(word, splits) {
	if (splits.length === 0) return [word];
	const parts = [];
	let from = 0;
	for (const split of [...splits, word.value.length]) {
		if (split > from) parts.push(require_engine.partOf(word, from, split));
		from = split + 1;
	}
	return parts;
}

// src/read/forms/compose/service.ts
/** Reads one service; undefined when it is neither PD nor TiKV. */
function instanceOf$2(service, project, lookup, context, environment) {
	const reader = new ServiceReader(service, project, lookup, context);
	const found = reader.start();
	if (found === void 0) return void 0;
	const { path } = project;
	const base = {
		component: found.component,
		form: "compose",
		path,
		at: service.entry.keySpan,
		name: service.name,
		version: reader.image()?.version,
		mounts: reader.mounts(),
		unmounted: reader.unmounted(found),
		deployment: require_engine.plainDeployment("docker compose"),
		environment
	};
	if ("because" in found) return {
		draft: unknownDraft(base, found.because, found.span),
		consumed: [],
		problems: []
	};
	const problems = [];
	const config = (wanted) => {
		const read = reader.config(wanted, found.component);
		problems.push(...read.problems);
		return read.config;
	};
	return {
		...draftOfStart({
			...base,
			arguments: found.arguments,
			config
		}),
		problems
	};
}
var ServiceReader = class {
	#service;
	#project;
	#lookup;
	#context;
	#mounts;
	constructor(service, project, lookup, context) {
		this.#service = service;
		this.#project = project;
		this.#lookup = lookup;
		this.#context = context;
	}
	image() {
		const image = textAt(this.#service.table, "image");
		return image && serverImage(interpolate(image, this.#lookup));
	}
	/** The server that runs: the program of the image, of the entrypoint, or inside a shell's script. */
	start() {
		const image = this.image()?.component;
		const hidden = [nodeAt(this.#service.table, "entrypoint"), nodeAt(this.#service.table, "command")].find((node) => node?.kind === "unknown");
		const meant = image ?? (nodeAt(this.#service.table, "image")?.kind === "unknown" ? namedFor(this.#service.name) : void 0);
		if (hidden?.kind === "unknown" && meant !== void 0) return {
			component: meant,
			because: hidden.because,
			span: hidden.span
		};
		const entrypoint = this.#words("entrypoint");
		const command = this.#words("command") ?? [];
		const words = [...entrypoint?.every(({ value }) => value === "") === true ? [] : entrypoint ?? [], ...command];
		if (entrypoint === void 0 || entrypoint.length === 0) {
			const named = serverCommand(words);
			if (named !== void 0) return named;
			if (image === void 0) return this.#inScript(words, image);
			if (/(?:^|\/)(?:ba|da)?sh$/.test(words[0]?.value ?? "")) return this.#inScript(words, image);
			return endsAtOnce(words) ? void 0 : {
				component: image,
				arguments: words
			};
		}
		return serverCommand(words) ?? this.#inScript(words, image);
	}
	#inScript(words, image) {
		const script = innerScript(words) ?? this.#mountedScript(words);
		const place = words[0]?.span ?? this.#service.entry.keySpan;
		if (script === void 0) {
			const name = require_engine.fileName(words[0]?.value ?? "");
			const isScript = /\.sh$/.test(name) || words.some(({ value }) => /\.sh$/.test(value));
			if (image === void 0 || !isScript) return void 0;
			return {
				component: image,
				because: `${words.map(({ value }) => value).find((value) => value.endsWith(".sh"))} decides how it starts`,
				span: place
			};
		}
		for (const command of shellCommands(script)) {
			const found = serverCommand(command.words);
			if (found !== void 0) return {
				...found,
				isScript: true
			};
		}
		if (image === void 0 || !/\.sh\b|(?:pd|tikv)-server/.test(script.value)) return void 0;
		return {
			component: image,
			because: "a script decides how it starts",
			span: place
		};
	}
	/** A script of the repository that is mounted into the container. */
	#mountedScript(words) {
		const script = words.slice(0, 3).find(({ value }) => value.endsWith(".sh"));
		const path = script && throughMounts(script.value, this.mounts());
		const file = path === void 0 ? void 0 : this.#context.file(path);
		if (script === void 0 || file === void 0) return void 0;
		return {
			value: file.text,
			span: script.span,
			slice: () => script.span
		};
	}
	#words(key) {
		const node = nodeAt(this.#service.table, key);
		if (node?.kind === "string") return shellWords(interpolate(node, this.#lookup));
		if (node?.kind !== "array") return void 0;
		return node.items.flatMap((item) => textOf(item)).map((item) => interpolate(item, this.#lookup));
	}
	/** The tests of its health check, as words. */
	healthCheck() {
		const test = nodeAt(this.#service.table, "healthcheck", "test");
		if (test?.kind === "string") return shellCommands(interpolate(test, this.#lookup)).map(({ words }) => words);
		if (test?.kind !== "array") return [];
		const words = test.items.flatMap((item) => textOf(item)).map((item) => interpolate(item, this.#lookup));
		const [first, second] = words;
		if (first?.value === "CMD-SHELL" && second !== void 0) return shellCommands(second).map(({ words: inner }) => inner);
		return [words.slice(1)];
	}
	/** What is where in the container, as far as the files say it: what they do not say hides what lies below it. */
	mounts() {
		if (this.#mounts !== void 0) return this.#mounts;
		const { unread } = this;
		this.#mounts = unread === void 0 ? [
			...this.#volumes(),
			...this.#temporary(),
			...this.#references("configs", "/"),
			...this.#references("secrets", "/run/secrets/")
		].reverse() : [this.#at("/", { hidden: unread })];
		return this.#mounts;
	}
	/** Why not all of its mounts can be told; undefined when they can. */
	get unread() {
		const { table } = this.#service;
		for (const key of [
			"volumes",
			"configs",
			"secrets",
			"tmpfs"
		]) {
			const node = nodeAt(table, key);
			if (node?.kind === "unknown") return node.because;
		}
		if (nodeAt(table, "volumes_from") !== void 0) return "volumes_from mounts what another container has";
		return itemsAt(table, "volumes").map((item) => this.#targetOf(item)).some((target) => target === void 0 || target.includes("${")) ? "a volume has a target that the files do not say" : void 0;
	}
	/** What is at paths that no mount holds: the images of PD and TiKV bring no certificates, a build or a script may. */
	unmounted(start) {
		const { table } = this.#service;
		const { unread } = this;
		if (unread !== void 0) return {
			kind: "unknown",
			because: unread
		};
		if (nodeAt(table, "build") !== void 0 || this.image() === void 0) return void 0;
		if ("because" in start || start.isScript === true) return {
			kind: "unknown",
			because: "a script may make the file when the container starts"
		};
		return {
			kind: "absent",
			because: "no volume, config or secret of the service holds this path"
		};
	}
	#targetOf(item) {
		if (item.kind === "table") {
			const target = textAt(item, "target");
			return target && interpolate(target, this.#lookup).value;
		}
		return item.kind === "string" ? shortVolume(interpolate(item, this.#lookup).value).target : void 0;
	}
	#volumes() {
		return itemsAt(this.#service.table, "volumes").map((item) => {
			const target = this.#targetOf(item) ?? "/";
			if (item.kind === "string") return this.#mount(shortVolume(interpolate(item, this.#lookup).value).source, target, item);
			const source = textAt(item, "source");
			const type = textAt(item, "type")?.value;
			if (source === void 0 || !(type === "bind" || type === void 0 && source !== void 0)) return this.#at(target, { hidden: `a ${type ?? "volume"} is mounted at ${target}` });
			return this.#mount(interpolate(source, this.#lookup).value, target, source);
		});
	}
	#temporary() {
		const node = nodeAt(this.#service.table, "tmpfs");
		return (node?.kind === "array" ? node.items : node === void 0 ? [] : [node]).flatMap((item) => item.kind === "string" ? [this.#at(item.value.split(":")[0], { hidden: "it is in memory, and empty at the start" })] : []);
	}
	#at(server, what, repository = this.#project.path) {
		return {
			server,
			repository,
			...what
		};
	}
	/** One mount; `source` undefined is a volume without a name. */
	#mount(source, target, node) {
		const relative = source?.replace(/^\$\{(?:PWD|PROJECT_DIR|COMPOSE_PROJECT_DIR)\}(?=\/|$)/, ".");
		if (relative !== void 0 && /^\.{1,2}(?:\/|$)/.test(relative) && !relative.includes("${")) {
			const repository = require_engine.joinRepoPath(this.#service.folderOf(node), relative);
			return repository === void 0 ? this.#at(target, { hidden: `${relative} lies outside of the repository` }) : this.#at(target, {}, repository);
		}
		if (relative?.startsWith("/") && !relative.includes("${")) return this.#at(target, { host: relative });
		const what = relative === void 0 ? "a volume without a name" : /^[./~$]/.test(relative) ? relative : `the volume ${relative}`;
		return this.#at(target, { hidden: `${what} is mounted at ${target}, and what it holds is not in the repository` });
	}
	/** `configs:` and `secrets:` of the service, whose files the top level names. */
	#references(kind, folder) {
		return itemsAt(this.#service.table, kind).flatMap((item) => {
			const name = item.kind === "string" ? item.value : textAt(item, "source")?.value;
			if (name === void 0) return [];
			const given = textAt(item, "target")?.value ?? name;
			const server = given.startsWith("/") ? given : folder + given;
			const file = textAt(this.#project.root, kind, name, "file");
			const what = `the ${kind === "configs" ? "config" : "secret"} ${name}`;
			if (file === void 0) return [this.#at(server, { hidden: `${what} is no file of the repository` })];
			const path = interpolate(file, this.#lookup).value;
			return [this.#mount(/^[./]/.test(path) ? path : `./${path}`, server, file)];
		});
	}
	config(path, component) {
		const unknown = require_engine.firstUnknown(path);
		if (unknown !== void 0) return {
			config: {
				kind: "unknown",
				...unknown
			},
			problems: []
		};
		const inline = this.#inlineConfig(path.value, component);
		if (inline !== void 0) return inline;
		const target = throughMounts(path.value, this.mounts());
		const because = `${path.value} is not mounted from the repository`;
		return {
			config: target === void 0 ? {
				kind: "unknown",
				because,
				span: path.span
			} : configInRepository(target, path.span, this.#context),
			problems: []
		};
	}
	/** `configs: {pd: {content: \u2026}}`: the file stands in the compose file. */
	#inlineConfig(path, component) {
		for (const item of itemsAt(this.#service.table, "configs")) {
			const name = item.kind === "string" ? item.value : textAt(item, "source")?.value;
			const content = name === void 0 ? void 0 : textAt(this.#project.root, "configs", name, "content");
			if (content === void 0 || (textAt(item, "target")?.value ?? `/${name}`) !== path) continue;
			return require_engine.readTomlText(interpolate(content, this.#lookup), component, `the content of the config ${name}`);
		}
	}
};
/** The component that a service's name says, where its image is not known: `pd0`, `tikv-1`. */
function namedFor(service) {
	return /(?:^|[-_.])(pd|tikv)(?=[-_.\d]|$)/i.exec(service)?.[1]?.toLowerCase();
}
/** The test of a service's health check, as words of commands. */
function healthCheckOf(service, project, lookup, context) {
	return new ServiceReader(service, project, lookup, context).healthCheck();
}
/** `[host:]container[:options]`, with the variables that nobody knows still in it; a Windows drive keeps its colon. */
function shortVolume(text) {
	const parts = [];
	let depth = 0;
	let from = 0;
	for (let at = 0; at < text.length; at++) {
		if (text.startsWith("${", at)) depth += 1;
		else if (text[at] === "}" && depth > 0) depth -= 1;
		const isDrive = parts.length === 0 && at === 1 && /[\\/]/.test(text[2] ?? "");
		if (text[at] !== ":" || depth > 0 || isDrive) continue;
		parts.push(text.slice(from, at));
		from = at + 1;
	}
	parts.push(text.slice(from));
	const [source, target] = parts;
	return target === void 0 ? {
		source: void 0,
		target: source
	} : {
		source,
		target
	};
}
/** An item of a list of words; a bare number is a word too. */
function textOf(node) {
	if (node.kind === "string") return [node];
	if (node.kind !== "integer" && node.kind !== "boolean" && node.kind !== "float") return [];
	return [{
		kind: "string",
		value: String(node.value),
		span: node.span,
		slice: () => node.span
	}];
}

// src/read/forms/compose/variables.ts
/** The variables that compose fills in: those of the `.env` file beside the compose file, for an included one also of its own. */
var ProjectVariables = class {
	#context;
	#own;
	#byFolder = /* @__PURE__ */ new Map();
	constructor(project, context) {
		this.#context = context;
		this.#own = this.#in(require_engine.folderOf(project.files[0]?.path ?? project.path));
	}
	/** Those of the file that includes a service's file win. */
	of({ includedFrom }) {
		const included = includedFrom === void 0 ? void 0 : this.#in(includedFrom);
		return (name) => this.#own.get(name) ?? included?.get(name);
	}
	#in(folder) {
		let variables = this.#byFolder.get(folder);
		if (variables === void 0) {
			const path = require_engine.joinRepoPath(folder, ".env");
			const file = path === void 0 ? void 0 : this.#context.file(path);
			variables = new Map(file === void 0 ? [] : environmentFile(file.text));
			this.#byFolder.set(folder, variables);
		}
		return variables;
	}
};

// src/read/forms/compose/form.ts
/** docker compose files that run PD and TiKV. */
const composeForm = {
	meta: {
		id: "compose",
		title: "docker compose",
		reads: "`compose.yaml`, `docker-compose.yml` and any other YAML file with `services:` that run an image `pingcap/pd`, `pingcap/tikv` (also under `tikv/` and from mirrors), or `pd-server` and `tikv-server` by command: `command` and `entrypoint` as list, string or folded text, `volumes` in both syntaxes, `configs`, `secrets`, `extends`, `include`, `compose.override.yml`, anchors, `.env` (also its `COMPOSE_FILE`)",
		derives: "the configuration file behind `--config` through the mounts, flags before file before default, the version from the image's tag, certificates in mounted folders (of a path that no mount holds, that the server does not find it), one instance for each service. `${X:-default}` has its default unless `.env` sets it. A file that only changes services of the base file beside it is judged together with it, an included file together with the one that includes it",
		unknown: "variables without a default that no file sets, what volumes, folders of the machine, external configs and secrets hold, services that extend what is not in the repository, configuration files that are not mounted from the repository (all that they could set is unknown), start scripts that are not in the repository. `ports` and `expose` are not read: what a server speaks on a port does not depend on where it is published"
	},
	needs: ["yaml"],
	claims(file) {
		if (!/\.ya?ml$/i.test(file.path)) return false;
		if (/^(?:docker-)?compose\b.*\.ya?ml$/i.test(require_engine.fileName(file.path))) return true;
		return require_engine.holdsText(file, "services:") && [
			"pingcap/",
			"tikv/",
			"pd-server",
			"tikv-server"
		].some((text) => require_engine.holdsText(file, text));
	},
	read(files, context) {
		const found = projectsOf(files, context).map((project) => readProject(project, context));
		const withInstances = found.filter(({ instances }) => instances.length > 0);
		const projectsIn = countBy(withInstances.map(({ project }) => require_engine.folderOf(project.path)));
		const consumed = new Set(found.flatMap((each) => each.consumed));
		const foldersOfOthers = foldersOf(context.files().filter((file) => !consumed.has(file.path) && isConfig(file)));
		return {
			instances: withInstances.flatMap(({ project, instances }) => {
				const folder = require_engine.folderOf(project.path);
				return (projectsIn.get(folder) ?? 0) < 2 && !foldersOfOthers.has(folder) ? instances : instances.map((draft) => inCluster(draft, project));
			}),
			files: [],
			problems: withoutRepeats$1([...found.flatMap(({ problems }) => problems), ...files.flatMap((file) => problemsOf$1(file, context))]),
			consumed: [...consumed],
			insecureClients: withoutRepeats$1(found.flatMap(({ insecureClients }) => insecureClients))
		};
	}
};
function readProject(project, context) {
	const variables = new ProjectVariables(project, context);
	const found = project.services.flatMap((service) => instanceOf$2(service, project, variables.of(service), context, void 0) ?? []);
	const insecureClients = project.services.flatMap((service) => healthCheckOf(service, project, variables.of(service), context).flatMap((words) => insecureClientIn(words, `the health check of ${service.name}`) ?? []));
	return {
		project,
		instances: found.map(({ draft }) => draft),
		consumed: found.flatMap(({ consumed }) => consumed),
		problems: found.flatMap(({ problems }) => problems),
		insecureClients
	};
}
function inCluster(draft, project) {
	const cluster = require_engine.fileName(project.path).replace(/\.ya?ml$/i, "").replace(/(?:^|[._-])(?:docker[._-])?compose(?=$|[._-])/i, "").replace(/^[._-]+/, "");
	return {
		...draft,
		environment: {
			...draft.environment,
			cluster: cluster === "" ? "compose" : cluster
		}
	};
}
function isConfig(file) {
	return /\.toml$/i.test(file.path) && require_engine.componentOf(file) !== void 0;
}
/** All folders that have one of the files somewhere below. */
function foldersOf(files) {
	const folders = /* @__PURE__ */ new Set();
	for (const { path } of files) for (let folder = require_engine.folderOf(path); !folders.has(folder); folder = require_engine.folderOf(folder)) folders.add(folder);
	return folders;
}
/** A service of a base file stands in several projects. */
function withoutRepeats$1(told) {
	return [...new Map(told.map((each) => [`${each.at.path}:${each.at.line}:${each.at.column}`, each])).values()];
}
function countBy(keys) {
	const counts = /* @__PURE__ */ new Map();
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
	return counts;
}
/** A compose file that cannot be read hides servers when it names them. */
function problemsOf$1(file, context) {
	const names = [
		"pingcap/pd",
		"pingcap/tikv",
		"tikv-server",
		"pd-server"
	];
	const { problems } = context.yaml(file);
	const [first] = problems;
	if (first === void 0 || !names.some((text) => require_engine.holdsText(file, text))) return [];
	if (/\{\{|\{%|<%/.test(file.text)) return [{
		kind: "template",
		at: first.at,
		message: "this file is a template that is not rendered: the services in it are not judged",
		help: "render it and check what comes out"
	}];
	return [{
		kind: "syntax",
		at: first.at,
		message: `${lowerFirst(first.message)}: docker compose does not read this file`,
		help: "correct the YAML at this place"
	}];
}
function lowerFirst(text) {
	return text.charAt(0).toLowerCase() + text.slice(1);
}

// src/read/kubernetes/operators/config-text.ts
/** Reads the TOML text in a string of a manifest; every span lies in the manifest. */
function readConfigText(node, component, reader) {
	const locator = {
		path: node.span.path,
		span: (start, end) => node.slice(start, end)
	};
	const result = require_engine.readTomlTemplate(node.value, locator, node.span);
	if (result.kind === "read") {
		const refused = reader.isOldToml === true && !result.isTemplate ? refusedByOldToml(result.features, reader) : void 0;
		const problems = refused === void 0 ? [] : [{
			...refused,
			component
		}];
		if (result.isTemplate && result.marker !== void 0) problems.push(templateProblem$1(result.marker, component, reader));
		return {
			config: withUnknowns(result.root),
			tomlFeatures: result.features,
			problems
		};
	}
	if (result.marker !== void 0) {
		const problems = [templateProblem$1(result.marker, component, reader)];
		return {
			config: unknownConfig(component, result.marker.at, filledInLater),
			problems
		};
	}
	const { at, message, help } = result.problem;
	return {
		config: unknownConfig(component, at, `${reader.field} is no TOML`),
		problems: [{
			kind: "syntax",
			at,
			message: `${message}: ${reader.tool} does not take ${reader.field}`,
			help,
			component
		}]
	};
}
function templateProblem$1({ at, help }, component, { field }) {
	return {
		kind: "template",
		at,
		message: `${field} is a template that is not rendered: what it leaves open is not judged`,
		help,
		component
	};
}
function refusedByOldToml(features, { tool, field }) {
	const version = require_engine.parseVersion("v8.5.0");
	const refused = version && require_engine.checkDialect("pd", version, features);
	if (refused === void 0) return void 0;
	const what = refused.message.replace(/^.* does not read (.*) and does not start with this file$/, "$1");
	return {
		kind: "syntax",
		at: refused.at,
		message: `${tool} does not read ${what} and does not take ${field}`,
		help: refused.help
	};
}
/** A tree whose settings with placeholders are unknown. */
function withUnknowns(table) {
	return {
		...table,
		entries: new Map([...table.entries].map(([key, entry]) => [key, {
			...entry,
			node: replaced(entry.node)
		}]))
	};
}
function replaced(node) {
	switch (node.kind) {
		case "table": return withUnknowns(node);
		case "array": return {
			...node,
			items: node.items.map(replaced)
		};
		case "string": return hasPlaceholder(node.value) ? {
			kind: "unknown",
			span: node.span,
			because: filledInLater
		} : node;
		default: return node;
	}
}
/** A configuration of which nobody knows what it says about TLS. */
function unknownConfig(component, span, because) {
	const keys = [...require_engine.materialNames.map((name) => require_engine.materialKeys[component][name]), "cert-allowed-cn"];
	const unknown = (key) => ({
		key,
		keySpan: span,
		node: {
			kind: "unknown",
			span,
			because
		}
	});
	return tableOf(span, [{
		key: "security",
		keySpan: span,
		node: tableOf(span, keys.map(unknown))
	}]);
}
/** An empty configuration at a place. */
function emptyConfig(span) {
	return tableOf(span, []);
}
function tableOf(span, entries) {
	return {
		kind: "table",
		span,
		entries: new Map(entries.map((entry) => [entry.key, entry]))
	};
}
/** The tree without one dotted key, and with the entry that stood there. Keys are compared exactly. */
function without(table, route) {
	const [key, ...rest] = route;
	const entry = key === void 0 ? void 0 : table.entries.get(key);
	if (key === void 0 || entry === void 0) return {
		config: table,
		taken: void 0
	};
	const entries = new Map(table.entries);
	if (rest.length === 0) {
		entries.delete(key);
		return {
			config: {
				...table,
				entries
			},
			taken: entry
		};
	}
	if (entry.node.kind !== "table") return {
		config: table,
		taken: void 0
	};
	const inner = without(entry.node, rest);
	entries.set(key, {
		...entry,
		node: inner.config
	});
	return {
		config: {
			...table,
			entries
		},
		taken: inner.taken
	};
}
/** Is a setting written, and not as the empty text, which means "not set"? */
function isFilled(node) {
	return !(node.kind === "string" && node.value === "") && !(node.kind === "array" && node.items.length === 0);
}

// src/read/kubernetes/operators/generated.ts
/** The settings that an operator hands to a program by itself, by dotted key. */
var Generated = class {
	overrides = /* @__PURE__ */ new Map();
	unknownOverrides = /* @__PURE__ */ new Map();
	/** Sets a value; where a part of it is decided outside the files the whole is unknown. */
	set(key, value, span) {
		if ("text" in value) this.overrides.set(key, {
			value: value.text,
			span,
			origin: "form"
		});
		else this.unknownOverrides.set(key, {
			because: value.because,
			span
		});
	}
};
/** Joins parts; the first that is not known makes the whole unknown. */
function joinParts(...parts) {
	let text = "";
	for (const part of parts) if (typeof part === "string") text += part;
	else if ("text" in part) text += part.text;
	else return part;
	return { text };
}
/** A name from a manifest. */
function namePart(name) {
	return hasPlaceholder(name) ? { because: `the name ${filledInLater.replace("it ", "")}` } : { text: name };
}
/** A namespace from a manifest, which often leaves it to whoever applies it. */
function namespacePart(namespace) {
	return namespace === void 0 ? { because: "the manifest names no namespace" } : namePart(namespace);
}
/** The scheme of PD's URLs under a switch. */
function schemePart(tls) {
	if (tls.kind === "unknown") return { because: tls.because };
	return { text: tls.kind === "on" ? "https" : "http" };
}
/** Where both operators mount a component's Secret (tidb-operator: pkg/manager/member; v2: api/core/v1alpha1/names.go). */
const certificateFolders = {
	pd: "/var/lib/pd-tls",
	tikv: "/var/lib/tikv-tls"
};
/** The keys of such a Secret, in the order CA, certificate, key. */
const secretKeys = {
	ca: "ca.crt",
	certificate: "tls.crt",
	key: "tls.key"
};
/** The three paths that an operator writes into the configuration, by dotted key. */
function certificatePaths(component) {
	const keys = require_engine.materialKeys[component];
	return [
		"ca",
		"certificate",
		"key"
	].map((name) => [`security.${keys[name]}`, `${certificateFolders[component]}/${secretKeys[name]}`]);
}
/** A Secret at a place of the server. */
function secretMount(server, secret, repository) {
	return {
		server,
		repository,
		secret
	};
}

// src/read/kubernetes/operators/tls-switch.ts
/** Reads a switch at a route of keys (`spec`, `tlsCluster`, `enabled`); what is missing means off. */
function tlsSwitchAt(root, route, otherwise) {
	let at = otherwise;
	let table = root;
	for (const [index, key] of route.entries()) {
		const entry = require_engine.entryOf(table, key, "exact");
		if (entry === void 0 && table.open !== void 0) return {
			kind: "unknown",
			at: table.open.span,
			because: table.open.because
		};
		if (entry === void 0) return {
			kind: "off",
			at,
			isWritten: false
		};
		const { node } = entry;
		if (index === route.length - 1) {
			if (node.kind === "boolean") return node.value ? {
				kind: "on",
				at: node.span
			} : {
				kind: "off",
				at: node.span,
				isWritten: true
			};
			return {
				kind: "unknown",
				at: node.span,
				because: node.kind === "unknown" ? node.because : `${route.slice(1).join(".")}: ${filledInLater}`
			};
		}
		if (node.kind !== "table") return {
			kind: "unknown",
			at: node.span,
			because: node.kind === "unknown" ? node.because : filledInLater
		};
		if (index > 0) at = entry.keySpan;
		table = node;
	}
	return {
		kind: "off",
		at,
		isWritten: false
	};
}
/** A string list at a route, each with its place. */
function stringsAt(root, ...route) {
	const node = nodeAt(root, ...route);
	if (node?.kind !== "array") return [];
	return node.items.flatMap((item) => item.kind === "string" ? [{
		value: item.value,
		span: item.span
	}] : []);
}

// src/read/forms/helm-values/kubeblocks.ts
const folder$1 = "/etc/pki/cluster-tls";
const files = {
	ca: "ca.pem",
	certificate: "cert.pem",
	key: "key.pem"
};
const day = 864e5;
/** The switch of KubeBlocks' TiDB cluster chart; undefined where the values are no such. */
function kubeblocksSwitch(values) {
	const extra = nodeAt(values, "extra");
	if (extra?.kind !== "table") return void 0;
	const entry = extra.entries.get("enableTLSBetweenComponents");
	return entry && tlsSwitchAt(values, ["extra", "enableTLSBetweenComponents"], entry.keySpan);
}
/** PD and TiKV of a KubeBlocks cluster (kubeblocks-addons: addons/tidb/config/*.toml.tpl, scripts/pd_start.sh). */
function kubeblocksDrafts(path, tls) {
	return ["pd", "tikv"].map((component) => {
		const generated = settingsOf$2(component, tls);
		return {
			component,
			form: "helm-values",
			path,
			at: tls.at,
			config: emptyConfig(tls.at),
			overrides: generated.overrides,
			unknownOverrides: generated.unknownOverrides,
			name: component,
			deployment: {
				...require_engine.plainDeployment("KubeBlocks"),
				turnOnTls: "set extra.enableTLSBetweenComponents to true",
				shieldStatusPort: require_engine.statusPortOfPods
			}
		};
	});
}
function settingsOf$2(component, tls) {
	const generated = new Generated();
	const { at } = tls;
	const hidden = { because: "KubeBlocks names the pods by the release" };
	if (component === "pd") {
		const scheme = schemePart(tls);
		generated.set("client-urls", joinParts(scheme, "://0.0.0.0:2379"), at);
		generated.set("peer-urls", joinParts(scheme, "://0.0.0.0:2380"), at);
		generated.set("advertise-client-urls", hidden, at);
		generated.set("advertise-peer-urls", hidden, at);
	} else {
		generated.set("server.addr", { text: "0.0.0.0:20160" }, at);
		generated.set("server.advertise-addr", hidden, at);
		generated.set("server.status-addr", { text: "0.0.0.0:20180" }, at);
		generated.set("pd.endpoints", hidden, at);
	}
	for (const name of [
		"ca",
		"certificate",
		"key"
	]) {
		const key = `security.${require_engine.materialKeys[component][name]}`;
		if (tls.kind === "on") generated.set(key, { text: `${folder$1}/${files[name]}` }, at);
		if (tls.kind === "unknown") generated.set(key, { because: tls.because }, at);
	}
	return generated;
}
/**
* The one certificate that the chart makes for all components when TLS is on, and its CA: sprig's genCA and
* genSignedCert with 36500 days (kubeblocks-addons: addons-cluster/tidb/templates/components-tls-secret.yaml).
*/
function kubeblocksRequests(tls) {
	if (tls.kind !== "on") return [];
	const { at } = tls;
	const base = {
		at,
		namespace: void 0,
		secretName: hidden(at),
		commonName: hidden(at),
		dnsNames: hidden(at),
		ipAddresses: hidden(at),
		defaultUsages: ["serverAuth", "clientAuth"],
		lifetime: require_engine.known(36500 * day, at, "form"),
		defaultLifetime: void 0,
		renewBefore: void 0,
		keyAlgorithm: require_engine.known("rsa", at, "form"),
		keyBits: require_engine.known(2048, at, "form"),
		hash: require_engine.known("sha256", at, "form"),
		issuer: require_engine.absent
	};
	return [{
		...base,
		name: "the CA that KubeBlocks makes",
		isCa: require_engine.known(true, at, "form"),
		usages: require_engine.absent
	}, {
		...base,
		name: "the certificate that KubeBlocks makes",
		isCa: require_engine.known(false, at, "form"),
		usages: require_engine.absent
	}];
}
function hidden(span) {
	return {
		kind: "unknown",
		because: "KubeBlocks makes it from the name of the release",
		span
	};
}

// src/read/kubernetes/operators/image-tag.ts
/** The tag of an image, with its place; undefined where it has none, or a digest alone. */
function imageTag(image) {
	const match = /:([\w][\w.-]*)(?:@sha256:[0-9a-f]+)?$/.exec(image.value);
	const tag = match?.[1];
	if (match === null || tag === void 0 || image.value.slice(0, match.index).endsWith("@sha256")) return void 0;
	return {
		value: tag,
		span: image.slice(match.index + 1, match.index + 1 + tag.length),
		origin: "form"
	};
}

// src/read/forms/helm-values/tidb-cluster-chart.ts
/** The instances that the chart makes of some values. */
function draftsOfChart(values) {
	const version = values.chartVersion && require_engine.parseVersion(values.chartVersion.value);
	const knowsTls = version === void 0 || require_engine.isAtLeast(version, "v1.1.0");
	const at = values.values.entries.get("pd")?.keySpan ?? values.values.span;
	const written = tlsSwitchAt(values.values, ["tlsCluster", "enabled"], at);
	const release = {
		...values,
		tls: knowsTls ? written : {
			kind: "off",
			at: written.at,
			isWritten: false
		},
		knowsTls,
		cluster: textAt(values.values, "clusterName")?.value ?? values.release,
		at
	};
	const drafts = [];
	const problems = [];
	for (const component of ["pd", "tikv"]) {
		const part = nodeAt(values.values, component);
		if (part?.kind !== "table") continue;
		const config = writtenConfig$3(part, component);
		drafts.push(draftOf$3(release, component, part, config));
		problems.push(...config.problems);
	}
	return {
		drafts,
		problems
	};
}
function writtenConfig$3(part, component) {
	const node = nodeAt(part, "config");
	if (node === void 0) return {
		config: emptyConfig(part.span),
		problems: []
	};
	if (node.kind === "string") return readConfigText(node, component, {
		tool: require_engine.componentName[component],
		field: `${component}.config`
	});
	return {
		config: unknownConfig(component, node.span, filledInLater),
		problems: []
	};
}
function draftOf$3(release, component, part, written) {
	const { file, cluster, namespace, values } = release;
	const at = values.entries.get(component)?.keySpan ?? part.span;
	const image = textAt(part, "image");
	const label = cluster === void 0 || hasPlaceholder(cluster) ? void 0 : cluster;
	const generated = settingsOf$1(release, component, at);
	const { config, contradictions } = againstSwitch(release, component, written.config);
	const secrets = secretsOf$2(release, component, at);
	const deployment = {
		tool: "the chart tidb-cluster",
		turnOnTls: "set tlsCluster.enabled to true in these values",
		cannotDoTls: release.knowsTls ? void 0 : `version ${release.chartVersion?.value} of the chart tidb-cluster writes http into every URL and reads no tlsCluster, which comes with v1.1`,
		shieldStatusPort: require_engine.statusPortOfPods,
		dropped: droppedSwitch(release, component),
		managed: [],
		contradictions,
		expects: secrets.expects
	};
	return {
		component,
		form: "helm-values",
		path: file.path,
		at,
		config,
		tomlFeatures: written.tomlFeatures,
		overrides: generated.overrides,
		unknownOverrides: generated.unknownOverrides,
		name: label === void 0 ? component : `${label}-${component}`,
		version: image && imageTag(image),
		mounts: secrets.mounts,
		deployment,
		environment: label === void 0 && namespace === void 0 ? void 0 : {
			namespace,
			cluster: label
		}
	};
}
function settingsOf$1(release, component, at) {
	const { tls, cluster } = release;
	const generated = new Generated();
	const own = cluster === void 0 ? { because: "the name of the release is not in the values" } : namePart(cluster);
	const namespace = release.namespace === void 0 ? { because: "the namespace of the release is not in the values" } : namePart(release.namespace);
	const host = joinParts(own, `-${component}-0.`, own, `-${component}-peer.`, namespace, ".svc");
	const place = tls.kind === "off" && !tls.isWritten ? at : tls.at;
	if (component === "pd") {
		const scheme = schemePart(tls);
		generated.set("client-urls", joinParts(scheme, "://0.0.0.0:2379"), place);
		generated.set("peer-urls", joinParts(scheme, "://0.0.0.0:2380"), place);
		generated.set("advertise-client-urls", joinParts(scheme, "://", host, ":2379"), place);
		generated.set("advertise-peer-urls", joinParts(scheme, "://", host, ":2380"), place);
	} else {
		generated.set("server.addr", { text: "0.0.0.0:20160" }, at);
		generated.set("server.advertise-addr", joinParts(host, ":20160"), at);
		generated.set("server.status-addr", { text: "0.0.0.0:20180" }, at);
		generated.set("pd.endpoints", joinParts(own, "-pd:2379"), at);
	}
	for (const [key, path] of certificatePaths(component)) if (tls.kind === "unknown") generated.set(key, { because: tls.because }, tls.at);
	else if (tls.kind === "on") generated.set(key, { text: path }, tls.at);
	return generated;
}
/**
* With TLS on the chart writes a [security] table of its own behind the text (its _helpers.tpl, pd-configmap.data): one in
* the text makes two, which no TOML reader takes. With TLS off the paths of the text reach the program next to http URLs.
*/
function againstSwitch({ tls }, component, written) {
	const name = require_engine.componentName[component];
	if (tls.kind === "unknown") return {
		config: written,
		contradictions: []
	};
	if (tls.kind === "on") {
		const security = written.entries.get("security");
		if (security === void 0) return {
			config: written,
			contradictions: []
		};
		const message = `tlsCluster is enabled, and the chart then writes a [security] table of its own behind ${component}.config: with this one there are two, and ${name} does not start`;
		const help = `take [security] out of ${component}.config; a list of allowed names needs a TidbCluster resource instead of the chart`;
		const related = {
			at: tls.at,
			message: "TLS is enabled here"
		};
		return {
			config: withoutPaths(written, component).config,
			contradictions: [{
				at: security.node.span,
				message,
				help,
				related
			}]
		};
	}
	const { found } = withoutPaths(written, component);
	const [first] = found;
	if (first === void 0) return {
		config: written,
		contradictions: []
	};
	const follows = component === "pd" ? "PD's URLs stay http and it ignores its certificates" : "PD's URLs stay http";
	return {
		config: written,
		contradictions: [{
			at: tls.isWritten ? tls.at : first.entry.node.span,
			message: `tlsCluster is not enabled, but ${component}.config sets ${found.map(({ key }) => key).join(", ")}: ${follows}`,
			help: "set tlsCluster.enabled to true and leave the paths to the chart",
			...tls.isWritten && { related: {
				at: first.entry.node.span,
				message: `${first.key} is set here`
			} }
		}]
	};
}
function withoutPaths(written, component) {
	let config = written;
	const found = [];
	for (const [key] of certificatePaths(component)) {
		const { config: rest, taken } = without(config, key.split("."));
		config = rest;
		if (taken !== void 0 && isFilled(taken.node)) found.push({
			key,
			entry: taken
		});
	}
	return {
		config,
		found
	};
}
/** A switch that this version of the chart does not read. */
function droppedSwitch(release, component) {
	const entry = release.values.entries.get("tlsCluster");
	if (release.knowsTls || entry === void 0 || component !== "pd") return [];
	return [{
		at: entry.keySpan,
		key: "tlsCluster",
		because: `version ${release.chartVersion?.value} of the chart tidb-cluster does not read it`,
		help: "use v1.1 of the chart or newer",
		concernsTls: true
	}];
}
function secretsOf$2({ tls, cluster, namespace, file }, component, at) {
	if (tls.kind !== "on" || cluster === void 0 || hasPlaceholder(cluster)) return {
		expects: [],
		mounts: []
	};
	const own = {
		name: `${cluster}-${component}-cluster-secret`,
		namespace
	};
	const client = component === "pd" ? [{
		at: tls.at,
		name: `${cluster}-cluster-client-secret`,
		namespace
	}] : [];
	return {
		expects: [{
			at,
			...own
		}, ...client],
		mounts: [secretMount(certificateFolders[component], own, file.path)]
	};
}

// src/read/forms/helm-values/values.ts
const chart = "tidb-cluster";
/** The values of the chart tidb-cluster in a file: of a values file, of a parent chart, or of a Flux HelmRelease. */
function valuesOf(file, context) {
	const releases = resourcesOf(file, context).filter(({ kind, root }) => kind === "HelmRelease" && textAt(root, "spec", "chart", "spec", "chart")?.value === chart).flatMap(({ root, name, namespace }) => {
		const values = nodeAt(root, "spec", "values");
		if (values?.kind !== "table") return [];
		return [{
			file,
			values,
			release: textAt(root, "spec", "releaseName")?.value ?? name,
			namespace: textAt(root, "spec", "targetNamespace")?.value ?? namespace,
			chartVersion: textAt(root, "spec", "chart", "spec", "version")
		}];
	});
	const plain = context.yaml(file).documents.flatMap(({ root }) => {
		if (root === void 0 || root.entries.has("apiVersion")) return [];
		const nested = nodeAt(root, chart);
		const values = nested?.kind === "table" ? nested : root;
		if (!areTidbClusterValues(values)) return [];
		return [{
			file,
			values,
			release: void 0,
			namespace: void 0,
			chartVersion: chartVersionNear(file, context)
		}];
	});
	return [...releases, ...plain];
}
/** `pd` and `tikv` side by side, each with an image of PingCAP's: other charts have one of these words, not both. */
function areTidbClusterValues(values) {
	const parts = [nodeAt(values, "pd"), nodeAt(values, "tikv")];
	const isPart = (part) => nodeAt(part, "replicas") !== void 0 || nodeAt(part, "config") !== void 0;
	const hasImage = (part) => /(?:^|\/)pingcap\/(?:pd|tikv)(?:$|[:@])/.test(textAt(part, "image")?.value ?? "");
	return parts.every(isPart) && parts.some(hasImage);
}
/** What the Chart.yaml of the same folder says of the chart: as itself, or as a dependency. */
function chartVersionNear(file, context) {
	const path = require_engine.joinRepoPath(require_engine.folderOf(file.path), "Chart.yaml");
	const found = path === void 0 ? void 0 : context.file(path);
	const root = found === void 0 || require_engine.fileName(found.path) !== "Chart.yaml" ? void 0 : context.yaml(found).documents[0]?.root;
	if (root === void 0) return void 0;
	if (textAt(root, "name")?.value === chart) return textAt(root, "version");
	const dependency = itemsAt(root, "dependencies").find((item) => textAt(item, "name")?.value === chart);
	return textAt(dependency, "version");
}

// src/read/forms/helm-values/form.ts
const yamlName = /\.ya?ml(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$/i;
/** Values of the Helm charts that make a cluster. */
const helmValuesForm = {
	meta: {
		id: "helm-values",
		title: "Helm values",
		reads: "values of the chart `tidb-cluster` (`pd` and `tikv` side by side with an image of PingCAP's, also under the key `tidb-cluster` of a parent chart and in a Flux `HelmRelease`): `tlsCluster.enabled`, `pd.config` and `tikv.config`; of KubeBlocks' TiDB cluster: `extra.enableTLSBetweenComponents`; the version of the chart in a `Chart.yaml` beside them",
		derives: "what the chart makes of them: the scheme of all URLs, the certificate paths, and the second `[security]` table that it writes when TLS is on; that v1.0 of the chart has no TLS; the certificate that KubeBlocks makes, valid for 36500 days",
		unknown: "the names of the release and of its namespace, and so the names that are dialled, unless a `HelmRelease` or `clusterName` says them; values that stand in other files of the same release, or on helm's command line"
	},
	needs: ["yaml"],
	claims: (file) => yamlName.test(file.path) && require_engine.fileName(file.path) !== "Chart.yaml" && (file.text.includes("enableTLSBetweenComponents") || /^\s*pd:/m.test(file.text) && /^\s*tikv:/m.test(file.text) && (/pingcap\/(?:pd|tikv)/.test(file.text) || file.text.includes("HelmRelease")) && !file.text.includes("TidbCluster")),
	read(files, context) {
		const instances = [];
		const problems = [];
		const requests = [];
		for (const file of files) {
			problems.push(...brokenBy(file, context));
			for (const { root } of context.yaml(file).documents) {
				const tls = root === void 0 || root.entries.has("apiVersion") ? void 0 : kubeblocksSwitch(root);
				if (tls === void 0) continue;
				instances.push(...kubeblocksDrafts(file.path, tls));
				requests.push(...kubeblocksRequests(tls));
			}
			for (const values of valuesOf(file, context)) {
				const made = draftsOfChart(values);
				instances.push(...made.drafts);
				problems.push(...made.problems);
			}
		}
		return {
			instances,
			files: [],
			problems,
			requests
		};
	}
};
/** Values that do not parse, since a program fills them in: `values.yaml.gotmpl` of helmfile. */
function brokenBy(file, context) {
	const { path, text } = file;
	const marker = context.yaml(file).problems.length > 0 && /values[^/]*$/i.test(path) ? firstMarker(text) : void 0;
	if (marker === void 0) return [];
	return [{
		kind: "template",
		at: new require_engine.LineIndex(path, text).span(marker.start, marker.end),
		message: "these values are a template that is not rendered: the cluster that comes out of them is not judged",
		help: marker.help
	}];
}

// src/read/kubernetes/secret-names.ts
/** Where each kind of resource that becomes a Secret names it; the resource's own name where it says nothing. */
const targets = {
	Secret: {
		group: /^v1$/,
		route: []
	},
	SealedSecret: {
		group: /^bitnami\.com\//,
		route: [
			"spec",
			"template",
			"metadata",
			"name"
		]
	},
	ExternalSecret: {
		group: /^(?:external-secrets\.io|kubernetes-client\.io)\//,
		route: [
			"spec",
			"target",
			"name"
		]
	},
	VaultStaticSecret: {
		group: /^secrets\.hashicorp\.com\//,
		route: [
			"spec",
			"destination",
			"name"
		]
	},
	VaultDynamicSecret: {
		group: /^secrets\.hashicorp\.com\//,
		route: [
			"spec",
			"destination",
			"name"
		]
	},
	VaultPKISecret: {
		group: /^secrets\.hashicorp\.com\//,
		route: [
			"spec",
			"destination",
			"name"
		]
	},
	OnePasswordItem: {
		group: /^onepassword\.com\//,
		route: []
	}
};
/** The Secrets that a resource becomes in the cluster; empty for any other resource. */
function secretsOf$1(resource) {
	const { kind, apiVersion, namespace, root, name, nameSpan } = resource;
	if (kind === "SecretProviderClass") return mirroredSecrets(resource);
	const target = Object.hasOwn(targets, kind) ? targets[kind] : void 0;
	if (target === void 0 || !target.group.test(apiVersion)) return [];
	const told = target.route.length === 0 ? void 0 : textAt(root, ...target.route);
	const secret = told?.value ?? name;
	if (hasPlaceholder(secret)) return [];
	const keys = kind === "Secret" ? entryNames(root) : void 0;
	return [{
		at: told?.span ?? nameSpan,
		name: secret,
		namespace,
		kind,
		resource: name,
		...keys && { keys }
	}];
}
/** The names of all entries of a Secret; undefined where others may come: an empty one, one that a controller fills. */
function entryNames(root) {
	const annotations = nodeAt(root, "metadata", "annotations");
	const isFilled = annotations !== void 0 && (annotations.kind !== "table" || [...annotations.entries.keys()].some(fills));
	const parts = [nodeAt(root, "data"), nodeAt(root, "stringData")].filter((part) => part !== void 0);
	if (isFilled || root.open !== void 0 || parts.some((part) => part.kind !== "table" || part.open !== void 0)) return void 0;
	const names = parts.flatMap((part) => part.kind === "table" ? [...part.entries.keys()] : []);
	return names.length === 0 ? void 0 : names;
}
/** Annotations by which a controller copies entries from elsewhere. */
function fills(annotation) {
	return /replicat|reflect|inject|sync|vault|cert-manager/i.test(annotation);
}
/** The CSI driver for secret stores mirrors what it mounts. */
function mirroredSecrets({ root, namespace, name }) {
	return itemsAt(root, "spec", "secretObjects").flatMap((item) => {
		const secret = textAt(item, "secretName");
		if (secret === void 0 || hasPlaceholder(secret.value)) return [];
		return [{
			at: secret.span,
			name: secret.value,
			namespace,
			kind: "SecretProviderClass",
			resource: name
		}];
	});
}
/** Kinds of resources that become Secrets, for a look at a file's text. */
const secretKinds = [...Object.keys(targets), "SecretProviderClass"];

// src/read/forms/kustomize/form.ts
/** Kustomize bases and overlays. What they do to a manifest is applied where manifests are read (src/read/kubernetes/overlays.ts). */
const kustomizeForm = {
	meta: {
		id: "kustomize",
		title: "Kustomize",
		reads: "`kustomization.yaml` with `resources`, `bases` and `components` of the repository, `namespace`, `namePrefix`, `nameSuffix`, `images`, `configMapGenerator`, `secretGenerator`, and patches: strategic merge, as file or inline, and JSON 6902",
		derives: "the manifests as every overlay builds them: an instance in a base is judged once for each overlay that starts from it, in the environment of the overlay's folder, and not by itself; findings point at the line that decides, in the base or in the patch. A file that a generator takes up is an instance where it is mounted",
		unknown: "what `replacements`, and patches that select by label, put in; what a patch takes out of an item of a list, moves or copies; what `vars` fill in. Transformers and components on other servers are not run: all that they may change is unknown, and a note says so. Bases on other servers and Helm charts are not fetched: a note says so where they bring PD and TiKV"
	},
	needs: ["yaml"],
	claims: (file) => isKustomization(file.path),
	read: (files, context) => ({
		instances: [],
		files: [],
		problems: [...changesUnread(context), ...basesUnread(files, context)],
		secrets: files.flatMap((file) => resourcesOf(file, context)).flatMap(secretsOf$1)
	})
};
/** Manifests that run PD or TiKV. */
const speaksOfServers = /\b(?:TidbCluster|TikvCluster|PDGroup|TiKVGroup)\b|[\s"'/](?:pd-server|tikv-server)\b|\b(?:pingcap|tikv)\/(?:pd|tikv)\b/;
/** What may change the servers of this repository, once each. */
function changesUnread(context) {
	const overlays = overlaysOf(context);
	const told = /* @__PURE__ */ new Map();
	for (const file of context.files()) {
		const changes = overlays.of(file.path).flatMap(({ unapplied }) => unapplied.filter(({ effect }) => effect === "changes"));
		if (changes.length === 0 || changes.every((each) => told.has(each)) || !speaksOfServers.test(file.text)) continue;
		for (const each of changes) told.set(each, problemOf$1(each, "is not applied: what it makes of PD and TiKV is not judged"));
	}
	return [...told.values()];
}
/** Bases on other servers and charts: told when the kustomization, or the chart's name, says that PD and TiKV come from there. */
function basesUnread(files, context) {
	return files.flatMap((file) => {
		const kustomization = readKustomization(file, context);
		const adds = kustomization?.unapplied.filter(({ effect }) => effect === "adds") ?? [];
		if (kustomization === void 0 || adds.length === 0) return [];
		const isOurs = [file, ...kustomization.patchFiles.flatMap((path) => context.file(path) ?? [])].some(({ text }) => /\b(?:TidbCluster|TikvCluster|PDGroup|TiKVGroup)\b/.test(text));
		return adds.filter(({ what }) => isOurs || /^the Helm chart (?!.*operator).*(?:tidb|tikv)/.test(what)).map((each) => problemOf$1(each, "is not in the repository: the PD and TiKV that it brings are not judged"));
	});
}
function problemOf$1({ at, what }, consequence) {
	return {
		kind: "template",
		at,
		message: `${what} ${consequence}`,
		help: "let kustomize build write the manifests in the workflow, and give the gate the result with --render"
	};
}

// src/read/forms/script/docker-run.ts
const engines = /^(?:docker|podman|nerdctl)$/;
/** Reads a run of a container of PD or TiKV; undefined for any other command. */
function dockerRun(words, script) {
	const engine = words.slice(0, 6).findIndex(({ value }) => engines.test(require_engine.fileName(value)));
	if (engine === -1) return void 0;
	const run = words.findIndex(({ value }, index) => index > engine && (value === "run" || value === "create"));
	if (run === -1 || run > engine + 4) return void 0;
	const image = words.findIndex((word, index) => index > run && isImage(words, index, word));
	const found = image === -1 ? void 0 : serverImage(words[image]);
	if (found === void 0) return void 0;
	const options = words.slice(run + 1, image);
	const rest = words.slice(image + 1);
	const entrypoint = optionsNamed(options, "--entrypoint")[0];
	const started = serverCommand(entrypoint === void 0 ? rest : [entrypoint, ...rest]);
	if (entrypoint !== void 0 && entrypoint.value !== "" && started === void 0 || endsAtOnce(rest)) return void 0;
	const name = optionsNamed(options, "--name")[0];
	return {
		component: found.component,
		at: words[image],
		arguments: started?.arguments ?? rest,
		version: found.version,
		name: name === void 0 || require_engine.firstUnknown(name) !== void 0 ? void 0 : name.value,
		mounts: [...optionsNamed(options, "-v", "--volume").flatMap((word) => volume(word.value, script))]
	};
}
/** The image is the first word that is neither an option nor the value of one, and names a server. */
function isImage(words, index, word) {
	if (word.value.startsWith("-") || serverImage(word) === void 0) return false;
	return !/^(?:--name|--hostname|-h|-e|--env|-v|--volume|-l|--label)$/.test(words[index - 1]?.value ?? "");
}
/** The values of an option, as the next word or behind `=`. */
function optionsNamed(options, ...names) {
	return options.flatMap((word, index) => {
		if (names.includes(word.value)) return options[index + 1] === void 0 ? [] : [options[index + 1]];
		const name = names.find((each) => each.startsWith("--") && word.value.startsWith(`${each}=`));
		if (name === void 0) return [];
		return [{
			value: word.value.slice(name.length + 1),
			span: word.span,
			slice: () => word.span,
			unknowns: word.unknowns
		}];
	});
}
function volume(text, script) {
	const match = /^((?:\$\{[^}]*\}|\$\(\u2026\)|[^:])+):([^:]+)(?::[^:/]*)?$/.exec(text);
	if (match === null) return [];
	const [, source = "", target = ""] = match;
	const relative = source.replace(/^(?:\$\{PWD\}|\$\(\u2026\))(?=\/|$)/, ".");
	if (!/^\.{1,2}(?:\/|$)/.test(relative)) return [];
	const repository = require_engine.joinRepoPath(require_engine.folderOf(script), relative);
	return repository === void 0 ? [] : [{
		server: target,
		repository
	}];
}

// src/read/forms/script/form.ts
/** Shell scripts that start the servers, as TiUP, people and images have them. */
const scriptForm = {
	meta: {
		id: "script",
		title: "shell scripts",
		reads: "shell scripts that start `pd-server` or `tikv-server`, or run their images with docker, podman or nerdctl: quotes, continued lines, heredocs, `bash -c`; also TOML that a script writes with a heredoc",
		derives: "flags before file before default; variables that the script sets once to a text; `${X:-default}` as its default; the configuration file behind `--config`, or the template of it, when it lies beside the script, under the root, or is the only one that fits; mounts of `docker run -v`",
		unknown: "what a condition, a loop, a function or another command decides; variables that come from outside; a script that is a template with conditions. A script that only mentions the servers is none"
	},
	claims(file) {
		if (!isScript(file)) return false;
		return telling$1.some((text) => require_engine.holdsText(file, text));
	},
	read(files, context) {
		const readings = files.map((file) => readScript(file, context));
		return {
			instances: readings.flatMap(({ instances }) => instances),
			files: [],
			problems: readings.flatMap(({ problems }) => problems),
			consumed: readings.flatMap(({ consumed }) => consumed ?? []),
			insecureClients: readings.flatMap(({ insecureClients }) => insecureClients ?? [])
		};
	}
};
const telling$1 = [
	"pd-server",
	"tikv-server",
	"pingcap/pd",
	"pingcap/tikv",
	"tikv/pd",
	"tikv/tikv",
	"tikv.toml",
	"pd.toml",
	":2379",
	"/pd/api"
];
const scriptName = /\.(?:sh|bash|ksh|zsh|ash)(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$/i;
/** By its name, or by its first line. */
function isScript(file) {
	if (scriptName.test(file.path)) return true;
	if (require_engine.fileName(file.path).includes(".") || file.bytes[0] !== 35 || file.bytes[1] !== 33) return false;
	return /^#!.{0,80}\b(?:ba|da|k|z|a)?sh\b/.test(new TextDecoder().decode(file.bytes.subarray(0, 120)));
}
/** Conditions of template languages: what stands between them may not be in the script. */
const control = /\{%-?\s*(?:if|for|macro|set)\b|\{\{-?\s*(?:if|range|with|define|template|include)\b|<%-?\s*(?:if|for)\b/;
function readScript(file, context) {
	const lines = new require_engine.LineIndex(file.path, file.text);
	const script = {
		value: file.text,
		span: lines.span(0, file.text.length),
		slice: (from, to) => lines.span(from, to)
	};
	const commands = shellCommands(script);
	const starts = commands.flatMap((command) => startIn(command, file.path) ?? []);
	const insecureClients = commands.flatMap(({ words }) => insecureClientIn(words, `the script ${require_engine.fileName(file.path)}`) ?? []);
	const marker = starts.length === 0 ? void 0 : control.exec(file.text);
	if (marker != null) return {
		instances: [],
		files: [],
		problems: [templateProblem(lines, marker)],
		insecureClients
	};
	const written = writtenConfigs(commands);
	const used = /* @__PURE__ */ new Set();
	const problems = [];
	const found = starts.map((start) => {
		const config = (path) => {
			const read = configOf$1(path, start, file.path, written, used, context);
			problems.push(...read.problems);
			return read.config;
		};
		return draftOfStart({
			...start,
			config
		});
	});
	const alone = [...written].flatMap(([path, text]) => used.has(path) ? [] : [ownConfig(file.path, path, text)]);
	return {
		instances: [...found.map(({ draft }) => draft), ...alone.flatMap(({ instances }) => instances)],
		files: [],
		problems: withoutRepeats([...problems, ...alone.flatMap((each) => each.problems)]),
		consumed: found.flatMap(({ consumed }) => consumed),
		insecureClients
	};
}
function startIn({ words }, path) {
	const run = dockerRun(words, path);
	const deployment = require_engine.plainDeployment(run === void 0 ? "the start script" : "docker run");
	if (run !== void 0) return {
		...run,
		form: "script",
		path,
		at: run.at.span,
		deployment
	};
	const command = serverCommand(words);
	if (command === void 0) return void 0;
	const { component, program } = command;
	return {
		component,
		form: "script",
		path,
		at: program.span,
		arguments: command.arguments,
		deployment
	};
}
function configOf$1(path, start, script, written, used, context) {
	const own = written.get(path.value);
	if (own !== void 0) {
		used.add(path.value);
		return require_engine.readTomlText(own, start.component, require_engine.fileName(path.value));
	}
	const mounts = start.mounts ?? [];
	const target = throughMounts(path.value, mounts) ?? (mounts.length > 0 ? void 0 : configNamed(path.value, script, start.component, context));
	if (target !== void 0) return {
		config: configInRepository(target, path.span, context),
		problems: []
	};
	return {
		config: {
			kind: "unknown",
			because: require_engine.firstUnknown(path)?.because ?? `${path.value} is not in the repository`,
			span: path.span
		},
		problems: []
	};
}
/** TOML files that the script writes itself: `cat > pd.toml <<EOF`, `tee tikv.toml <<EOF`. */
function writtenConfigs(commands) {
	const written = /* @__PURE__ */ new Map();
	for (const { words, outputs, heredoc } of commands) {
		if (heredoc === void 0) continue;
		const target = words.some(({ value }) => value === "tee") ? words.at(-1) : outputs.at(-1);
		if (target !== void 0 && /\.(?:toml|conf)$/.test(target.value)) written.set(target.value, heredoc);
	}
	return written;
}
/** A configuration that a script writes for a server that something else starts. */
function ownConfig(script, path, text) {
	const file = require_engine.sourceFile(require_engine.fileName(path), new TextEncoder().encode(text.value));
	const component = require_engine.componentOf(file);
	if (component === void 0) return {
		instances: [],
		problems: []
	};
	const { config, problems } = require_engine.readTomlText(text, component, require_engine.fileName(path));
	if (config.kind !== "read") return {
		instances: [],
		problems
	};
	return {
		instances: [{
			component,
			form: "script",
			path: script,
			at: text.slice(0, Math.max(0, text.value.indexOf("\n"))),
			config: config.root,
			tomlFeatures: config.features
		}],
		problems
	};
}
/** Several starts may read one configuration. */
function withoutRepeats(problems) {
	return [...new Map(problems.map((problem) => [`${problem.at.line}:${problem.at.column}:${problem.kind}`, problem])).values()];
}
function templateProblem(lines, marker) {
	return {
		kind: "template",
		at: lines.span(marker.index, marker.index + marker[0].length),
		message: "this script is a template with conditions that is not rendered: how it starts the servers is not judged",
		help: "render it with the program that fills it in and check what comes out"
	};
}

// src/read/forms/secrets/entries.ts
/** Names of entries that hold certificates or keys whatever is in them. */
const certificateKey = /\.(?:crt|pem|key|cer|cert|der|p12|pfx|jks|keystore|truststore)$/i;
/** Broken Secrets of other programs are none of this gate's business. */
const clusterName = /(?:^|[-_.])(?:pd|tikv|tidb)(?:[-_.]|$)|-cluster-client-secret$/;
/** Reads the certificates and keys in `data` and `stringData`. Of two entries with one key that of `stringData` counts. */
function readSecretEntries(resource, x509) {
	const files = [];
	const problems = [];
	const plain = textsIn(resource, "stringData");
	for (const [key, node] of plain) {
		const file = require_engine.sourceFile(node.span.path, new TextEncoder().encode(node.value));
		if (!certificateKey.test(key) && !node.value.includes("-----BEGIN ")) continue;
		const locator = {
			path: node.span.path,
			span: (start, end) => node.slice(start, end)
		};
		files.push({
			...require_engine.readPemAt(file, locator, node.span, x509),
			secret: identity(resource, key)
		});
	}
	for (const [key, node] of textsIn(resource, "data")) {
		if (plain.has(key)) continue;
		const bytes = decoded(node.value);
		if (bytes === void 0) {
			if (certificateKey.test(key) && clusterName.test(resource.name)) problems.push(notBase64(resource, key, node));
			continue;
		}
		const file = readEncoded(key, node, bytes, x509);
		if (file !== void 0) files.push({
			...file,
			secret: identity(resource, key)
		});
	}
	return {
		files,
		problems
	};
}
function readEncoded(key, node, bytes, x509) {
	const file = require_engine.sourceFile(node.span.path, bytes);
	const format = require_engine.binaryFormat(bytes);
	if (format !== void 0 && (certificateKey.test(key) || format !== "der")) return require_engine.readBinary(file, format, x509, node.span);
	if (!certificateKey.test(key) && !file.text.includes("-----BEGIN ")) return void 0;
	return require_engine.readPemAt(file, {
		path: node.span.path,
		span: () => ({ ...node.span })
	}, node.span, x509);
}
function textsIn(resource, field) {
	const table = nodeAt(resource.root, field);
	const texts = /* @__PURE__ */ new Map();
	if (table?.kind !== "table") return texts;
	for (const [key, { node }] of table.entries) if (node.kind === "string" && node.value.trim() !== "" && !hasPlaceholder(node.value)) texts.set(key, node);
	return texts;
}
function identity({ name, namespace }, key) {
	return {
		name,
		namespace,
		key
	};
}
/** Undefined for what Kubernetes refuses: Go's `encoding/json` takes padded standard base64, line ends do not matter. */
function decoded(text) {
	const packed = text.replaceAll(/[\r\n]/g, "");
	if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return void 0;
	return Buffer.from(packed, "base64");
}
function notBase64({ name }, key, node) {
	const isPem = node.value.includes("-----BEGIN ");
	return {
		kind: "syntax",
		at: isPem ? node.slice(0, node.value.trimEnd().length) : node.span,
		message: `data.${key} of the Secret ${name} is ${isPem ? "PEM" : "no base64"}: Kubernetes refuses this Secret`,
		help: isPem ? "put it under stringData, or encode it with base64" : "encode it with base64"
	};
}

// src/read/forms/secrets/form.ts
/** Kubernetes Secrets, and the resources that become one in the cluster. */
const secretsForm = {
	meta: {
		id: "secrets",
		title: "Kubernetes Secrets",
		reads: "resources of kind `Secret`: certificates, keys and key stores in `data` (base64) and `stringData`; `SealedSecret`, `ExternalSecret`, `VaultStaticSecret`, `VaultPKISecret`, `OnePasswordItem`, `SecretProviderClass`, and Secrets that SOPS has encrypted",
		derives: "which entry of which Secret stands behind a certificate path, through the volume that mounts it: by name and namespace, then the one of the same environment. A private key in a Secret is a committed key, encoded or not",
		unknown: "what is in a Secret that is sealed, encrypted or fetched from a store: it only counts as issued; values with a placeholder; what a template renders"
	},
	needs: ["yaml", "x509"],
	claims: (file) => /\.(?:ya?ml|json)$/i.test(file.path) && secretKinds.some((kind) => require_engine.holdsText(file, kind)) && hints.some((hint) => require_engine.holdsText(file, hint)) && kindLine.test(file.text),
	read(files, context) {
		const entries = [];
		const problems = [];
		const secrets = [];
		const objects = [];
		for (const file of files) {
			const read = /* @__PURE__ */ new Map();
			const isRepeated = /* @__PURE__ */ new Set();
			for (const resource of resourcesOf(file, context)) {
				secrets.push(...secretsOf$1(resource));
				if (resource.kind !== "Secret" || resource.root.entries.has("sops")) continue;
				const found = readSecretEntries(resource, context.x509);
				if (found.files.length > 0) objects.push(...declaredObject(resource));
				const isFirst = !isRepeated.has(placeOf$2(resource.at));
				isRepeated.add(placeOf$2(resource.at));
				if (isFirst) problems.push(...found.problems);
				for (const entry of found.files) {
					const key = placeOf$2(entry.at);
					const before = read.get(key);
					const isElsewhere = before !== void 0 && before.secret?.namespace !== entry.secret?.namespace;
					read.set(key, isElsewhere && before.secret !== void 0 ? {
						...before,
						secret: {
							...before.secret,
							namespace: void 0
						}
					} : before ?? entry);
				}
			}
			entries.push(...read.values());
		}
		return {
			instances: [],
			files: entries,
			problems,
			secrets,
			objects
		};
	}
};
const kindLine = new RegExp(`(?:^|[\\s{,])"?kind"?\\s*:\\s*["']?(?:${secretKinds.join("|")})\\b`);
/** A Secret without any of these has nothing to do with certificates. "LS0tLS1CRUdJT" is "-----BEGIN" in base64. */
const hints = [
	"LS0tLS1CRUdJT",
	"-----BEGIN",
	"tls",
	".crt",
	".pem",
	".p12",
	".pfx",
	".jks",
	"secretName",
	"cluster-secret",
	"client-secret"
];
function placeOf$2({ line, column }) {
	return `${line}:${column}`;
}

// src/read/forms/systemd/unit.ts
/** Reads a unit file: sections, comments (`#`, `;`), and lines that a backslash continues (systemd.syntax(7)). */
function unitSettings(file) {
	const lines = new require_engine.LineIndex(file.path, file.text);
	const source = {
		value: file.text,
		span: lines.span(0, file.text.length),
		slice: (from, to) => lines.span(from, to)
	};
	const settings = [];
	let section = "";
	let at = 0;
	while (at < file.text.length) {
		const { builder, from, end, first } = logicalLine(source, at);
		at = end;
		const header = /^\s*\[([^\]]*)\]/.exec(first);
		if (header !== null) section = header[1];
		const match = /^\s*([A-Za-z][A-Za-z0-9]*)\s*=[ \t]*/.exec(first);
		if (header !== null || match === null) continue;
		const start = from + match[0].length;
		settings.push({
			section,
			key: match[1],
			value: builder(start)
		});
	}
	return settings;
}
/** A line with those that continue it. A comment between them does not end it. */
function logicalLine(source, at) {
	const { value } = source;
	const pieces = [];
	let end = at;
	for (let isFirst = true; end < value.length; isFirst = false) {
		const newline = value.indexOf("\n", end);
		const lineEnd = newline === -1 ? value.length : newline;
		const line = value.slice(end, lineEnd).replace(/\r$/, "");
		const from = end;
		end = Math.min(lineEnd + 1, value.length);
		if (/^\s*[#;]/.test(line)) {
			if (isFirst) break;
			continue;
		}
		const isContinued = line.endsWith("\\");
		pieces.push({
			from,
			to: from + line.length - (isContinued ? 1 : 0)
		});
		if (!isContinued) break;
	}
	const first = pieces[0];
	return {
		from: at,
		end: Math.max(end, at + 1),
		first: first === void 0 ? "" : value.slice(first.from, first.to),
		builder(start) {
			const builder = new require_engine.PlacedBuilder(source);
			for (const [index, { from, to }] of pieces.entries()) {
				if (index > 0) builder.put(" ", from, from);
				builder.copy(index === 0 ? Math.min(start, to) : from, to);
			}
			return builder.build(start, Math.max(start, pieces.at(-1)?.to ?? start));
		}
	};
}
const unitName = /\.service(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$/i;
/** Puts drop-ins to the unit of their folder's name, which lies beside the folder. */
function unitsOf$1(files) {
	const units = /* @__PURE__ */ new Map();
	const isDropIn = (file) => /\.service\.d\/[^/]+\.conf$/i.test(file.path);
	for (const file of files.filter((each) => !isDropIn(each))) {
		const name = require_engine.fileName(file.path);
		units.set(file.path, {
			path: file.path,
			name,
			settings: [...unitSettings(file)]
		});
	}
	for (const file of files.filter(isDropIn)) {
		const key = require_engine.folderOf(file.path).replace(/\.d$/i, "");
		const unit = units.get(key) ?? {
			path: file.path,
			name: require_engine.fileName(key),
			settings: []
		};
		units.set(key, unit);
		unit.settings.push(...unitSettings(file));
	}
	return [...units.values()];
}
/** Is this the path of a unit or of a drop-in? */
function isUnitPath(path) {
	return unitName.test(path) || /\.service\.d\/[^/]+\.conf$/i.test(path);
}

// src/read/forms/systemd/form.ts
/** systemd units and their drop-ins. */
const systemdForm = {
	meta: {
		id: "systemd",
		title: "systemd units",
		reads: "`*.service` and `*.service.d/*.conf` whose `ExecStart` runs `pd-server` or `tikv-server`, directly or through a shell: continued lines, quotes, `Environment`, `EnvironmentFile` when the repository has it, `ExecStart=` that resets",
		derives: "flags before file before default; a unit and its drop-ins are one instance; the configuration file behind `--config` when one file of the repository fits its path",
		unknown: "specifiers (`%i`), variables of files that are not in the repository, start scripts that are not in the repository (all that they could set is unknown)"
	},
	claims(file) {
		if (!isUnitPath(file.path)) return false;
		return /[^/]*(?:pd|tikv)[^/]*\.service\.d\//i.test(file.path) || telling.some((text) => require_engine.holdsText(file, text));
	},
	read(files, context) {
		const found = unitsOf$1(files).flatMap((unit) => instanceOf$1(unit, context) ?? []);
		return {
			instances: found.map(({ draft }) => draft),
			files: [],
			problems: [],
			consumed: found.flatMap(({ consumed }) => consumed)
		};
	}
};
const telling = [
	"pd-server",
	"tikv-server",
	"run_pd",
	"run_tikv"
];
function instanceOf$1(unit, context) {
	const start = execStart(unit);
	if (start === void 0) return void 0;
	const words = wordsOf(start, lookupOf(unit, context));
	const base = {
		form: "systemd",
		path: unit.path,
		name: instanceName$1(unit),
		deployment: require_engine.plainDeployment("systemd")
	};
	const command = commandIn(words);
	if (command !== void 0) {
		const { component, program } = command;
		return draftOfStart({
			...base,
			component,
			at: program.span,
			arguments: command.arguments,
			config: (path) => configOf(path, unit, component, context)
		});
	}
	const script = tiupScript(words);
	if (script === void 0 || hasScript(script.path, unit.path, context)) return void 0;
	const because = `${require_engine.fileName(script.path)} decides how it starts`;
	return {
		draft: unknownDraft({
			...base,
			component: script.component,
			at: script.at.span
		}, because, script.at.span),
		consumed: []
	};
}
/** The last `ExecStart`; an empty one takes those before it away. */
function execStart(unit) {
	let last;
	for (const { section, key, value } of unit.settings) {
		if (section !== "Service" || key !== "ExecStart") continue;
		last = value.value.trim() === "" ? void 0 : value;
	}
	if (last === void 0) return void 0;
	const prefix = /^\s*[-@+!:|]*/.exec(last.value)?.[0].length ?? 0;
	return require_engine.partOf(last, prefix, last.value.length);
}
/** The words of a command, with specifiers and variables filled in; a variable that stands alone without braces splits. */
function wordsOf(start, lookup) {
	return shellWords(start).flatMap((word) => {
		const filled = fill$1(word, lookup);
		return /^\$[A-Za-z_]\w*$/.test(word.value) && filled.unknowns === void 0 ? shellWords(filled) : [filled];
	});
}
function fill$1(text, lookup) {
	if (!/[$%{]/.test(text.value)) return text;
	const builder = new require_engine.PlacedBuilder(text);
	const { value } = text;
	let at = 0;
	while (at < value.length) {
		const expansion = value[at] === "$" ? expansionAt(value, at) : void 0;
		const template = value.startsWith("{{", at) ? value.indexOf("}}", at) + 2 : 1;
		if (value.startsWith("$$", at) || value.startsWith("%%", at)) {
			builder.copy(at, at + 1);
			at += 2;
		} else if (expansion !== void 0) {
			const known = lookup(expansion.name);
			const shown = `\${${expansion.name}}`;
			if (known === void 0) builder.putUnknown(shown, `${shown} is set on the machine`, at, expansion.to);
			else builder.put(known, at, expansion.to);
			at = expansion.to;
		} else if (/^%[A-Za-z]/.test(value.slice(at, at + 2))) {
			builder.putUnknown("$(\u2026)", `${value.slice(at, at + 2)} is filled in by systemd`, at, at + 2);
			at += 2;
		} else if (template > 1) {
			builder.putUnknown("$(\u2026)", "it is filled in when the template is rendered", at, template);
			at = template;
		} else {
			builder.copy(at, at + 1);
			at += 1;
		}
	}
	return builder.build(0, value.length);
}
function lookupOf(unit, context) {
	const variables = /* @__PURE__ */ new Map();
	for (const { section, key, value } of unit.settings) {
		if (section !== "Service") continue;
		if (key === "Environment") for (const word of shellWords(value)) {
			const equals = word.value.indexOf("=");
			if (equals > 0) variables.set(word.value.slice(0, equals), require_engine.partOf(word, equals + 1, word.value.length));
		}
		else if (key === "EnvironmentFile") {
			const file = environmentFileAt(value.value.trim().replace(/^-/, ""), unit.path, context);
			for (const [name, text] of file === void 0 ? [] : environmentFile(file)) variables.set(name, text);
		}
	}
	return (name) => variables.get(name);
}
/** A file of the machine lies in the repository under its whole path, or by its name beside the unit. */
function environmentFileAt(path, from, context) {
	const folder = require_engine.folderOf(from);
	for (const target of [require_engine.toRepoPath(path), require_engine.joinRepoPath(folder, require_engine.fileName(path))]) {
		const file = target === void 0 ? void 0 : context.file(target);
		if (file !== void 0) return file.text;
	}
}
function commandIn(words) {
	const direct = serverCommand(words);
	if (direct !== void 0) return direct;
	const script = innerScript(words);
	if (script === void 0) return void 0;
	for (const { words: inner } of shellCommands(script)) {
		const found = serverCommand(inner);
		if (found !== void 0) return found;
	}
}
/** `ExecStart=/bin/bash -c '/tidb-deploy/pd-2379/scripts/run_pd.sh'`, as TiUP and tidb-ansible write units. */
function tiupScript(words) {
	for (const word of words) {
		const match = /(?:^|\s)(\S*\/?run_(pd|tikv)(?:-\w+)?\.sh)(?:\s|$)/.exec(word.value);
		if (match !== null) return {
			component: match[2],
			path: match[1],
			at: word
		};
	}
}
/** Then the script itself is the instance. */
function hasScript(path, from, context) {
	const name = require_engine.fileName(path);
	const folder = require_engine.folderOf(from);
	return [
		require_engine.joinRepoPath(folder, name),
		require_engine.joinRepoPath(folder, `scripts/${name}`),
		require_engine.joinRepoPath(folder, `../scripts/${name}`),
		require_engine.toRepoPath(path)
	].some((target) => target !== void 0 && context.file(target) !== void 0);
}
function configOf(path, unit, component, context) {
	const unknown = require_engine.firstUnknown(path);
	const target = configNamed(path.value, unit.path, component, context);
	if (target !== void 0) return configInRepository(target, path.span, context);
	return {
		kind: "unknown",
		because: unknown?.because ?? `${path.value} is not in the repository`,
		span: path.span
	};
}
/** `tikv@20160.service` is an instance of `tikv@.service`. */
function instanceName$1(unit) {
	return unit.name.replace(/\.service.*$/i, "").replace(/@$/, "");
}

// src/read/kubernetes/operators/environment-hint.ts
/** Labels in which people write the environment. */
const environmentLabels = [
	"environment",
	"env",
	"app.kubernetes.io/environment"
];
/** What a resource knows of its environment: one cluster is one by namespace and name, in whatever files it lies. */
function environmentHint$1(resource, cluster) {
	const label = environmentLabels.map((key) => resource.labels.get(key)).find((text) => text !== void 0);
	const told = (text) => text === void 0 || hasPlaceholder(text) ? void 0 : text;
	return {
		namespace: told(resource.namespace),
		cluster: told(cluster),
		label: told(label),
		folder: resource.overlay?.folder
	};
}

// src/read/kubernetes/operators/manifests.ts
const manifestName = /\.(?:ya?ml|json)(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$/i;
/** Is this a manifest, or the template of one, that speaks of a resource of this API group? By name and text alone. */
function mayHold(file, group, kinds) {
	return manifestName.test(file.path) && file.text.includes(group) && kinds.some((kind) => file.text.includes(kind));
}
/** The resources of some kinds of one API group (`pingcap.com`), in order. */
function resourcesOfKinds(file, context, group, kinds) {
	return resourcesOf(file, context).filter(({ apiVersion, kind }) => apiVersion.startsWith(`${group}/`) && kinds.includes(kind));
}
/**
* What keeps the documents of some kinds in a file from being read. A file that breaks off at a template's marks is a
* template; `read` is how many documents of these kinds were read all the same.
*/
function problemsOf(file, context, group, kinds, read) {
	const [mistake] = context.yaml(file).problems;
	if (mistake === void 0 || read >= mentions(file.text, kinds)) return [];
	const { path, text } = file;
	if (!new RegExp(`^[ \\t]*apiVersion:[ \\t]*["']?${group.replaceAll(".", "\\.")}/`, "m").test(text)) return [];
	const what = kinds.join(" or ");
	const marker = firstMarker(text);
	if (marker !== void 0) return [{
		kind: "template",
		at: new require_engine.LineIndex(path, text).span(marker.start, marker.end),
		message: `this manifest is a template that is not rendered: the ${what} that comes out of it is not judged`,
		help: marker.help
	}];
	const message = `${mistake.message}: Kubernetes does not take this manifest, and its ${what} is not judged`;
	return [{
		kind: "syntax",
		at: mistake.at,
		message,
		help: "correct the YAML"
	}];
}
function mentions(text, kinds) {
	return [...text.matchAll(new RegExp(`^[ \\t]*kind:[ \\t]*["']?(?:${kinds.join("|")})["']?[ \\t]*$`, "gm"))].length;
}

// src/read/kubernetes/operators/nearest.ts
/** Things by name, so that looking one up is not a search through all. */
function byName(things) {
	const map = /* @__PURE__ */ new Map();
	for (const thing of things) {
		const list = map.get(thing.name);
		if (list === void 0) map.set(thing.name, [thing]);
		else list.push(thing);
	}
	return map;
}
/**
* The one that a reference from a file means: of the namespace, where both say one; of several the nearest (the same
* file, the same folder, the longest common path). Undefined when none fits or two are equally near.
*/
function nearest(all, wanted) {
	const inNamespace = (all.get(wanted.name) ?? []).filter(({ namespace }) => namespace === wanted.namespace || namespace === void 0 || wanted.namespace === void 0);
	const ofBuild = inNamespace.filter(({ build }) => build === wanted.build);
	const fitting = ofBuild.length > 0 ? ofBuild : inNamespace;
	let best;
	let bestScore = -1;
	let isUnique = false;
	for (const thing of fitting) {
		const score = closeness(thing.path, wanted.from) + (thing.namespace === wanted.namespace ? .5 : 0);
		if (score < bestScore) continue;
		isUnique = score > bestScore;
		bestScore = score;
		best = thing;
	}
	return isUnique ? best : void 0;
}
function closeness(a, b) {
	if (a === b) return Number.MAX_SAFE_INTEGER;
	const [left, right] = [require_engine.folderOf(a).split("/"), require_engine.folderOf(b).split("/")];
	let common = 0;
	while (common < left.length && common < right.length && left[common] === right[common]) common++;
	return common * 1e3 - (left.length - common) - (right.length - common) + 500;
}

// src/read/forms/tidb-operator-v1/cluster.ts
/** Reads what concerns the whole of a TidbCluster. */
function tidbClusterOf(resource) {
	const reference = textAt(resource.root, "spec", "cluster", "name");
	const namespace = textAt(resource.root, "spec", "cluster", "namespace")?.value ?? resource.namespace;
	return {
		path: resource.path,
		name: resource.name,
		namespace: resource.namespace,
		build: resource.overlay?.folder,
		resource,
		tls: tlsSwitchAt(resource.root, [
			"spec",
			"tlsCluster",
			"enabled"
		], resource.at),
		joins: reference === void 0 || reference.value === "" ? void 0 : {
			name: reference.value,
			namespace,
			span: reference.span
		}
	};
}
/** The part of a TidbCluster that describes a component. */
function componentSpec(cluster, component) {
	const node = nodeAt(cluster.resource.root, "spec", component);
	return node?.kind === "table" ? node : void 0;
}
/** `baseImage` with `version`, else the tag of `image` (pkg/apis/pingcap/v1alpha1/tidbcluster.go, PDImage). */
function versionOf$1(root, spec) {
	const image = textAt(spec, "image");
	const version = textAt(spec, "version") ?? textAt(root, "spec", "version");
	const hasBase = textAt(spec, "baseImage") !== void 0 || image === void 0;
	if (hasBase && version !== void 0) return {
		value: version.value,
		span: version.span,
		origin: "form"
	};
	const tagged = hasBase ? textAt(spec, "baseImage") : image;
	return tagged === void 0 ? void 0 : imageTag(tagged);
}

// src/read/forms/tidb-operator-v1/config-maps.ts
/**
* The ConfigMaps of a tree that stand for `config`: without it the operator makes none and mounts the one that is there,
* as the chart tidb-cluster renders it. They are looked for only when a cluster needs one.
*/
var OperatorConfigMaps = class {
	#context;
	#used = [];
	#all;
	constructor(context) {
		this.#context = context;
	}
	/** The one of a component: `<cluster>-pd`, `<cluster>-tikv`. */
	entryFor(cluster, component) {
		this.#all ??= byName(this.#context.files().flatMap((file) => this.#mapsOf(file)));
		const { resource, namespace, build, path } = cluster;
		const found = nearest(this.#all, {
			name: `${resource.ownName}-${component}`,
			namespace,
			build,
			from: path
		});
		if (found !== void 0) this.#used.push(found.node.span);
		return found;
	}
	/** The texts that belong to a cluster. */
	get used() {
		return this.#used;
	}
	#mapsOf(file) {
		if (!/\.ya?ml$/i.test(file.path) || !require_engine.holdsText(file, "config-file") || !require_engine.holdsText(file, "ConfigMap")) return [];
		return resourcesOf(file, this.#context).flatMap((resource) => mapOf(resource) ?? []);
	}
};
function mapOf({ kind, root, path, ownName, namespace, overlay }) {
	const node = kind === "ConfigMap" ? textAt(root, "data", "config-file") : void 0;
	return node && {
		path,
		name: ownName,
		namespace,
		build: overlay?.folder,
		node
	};
}
/** Reads the configuration in such a ConfigMap, which reaches the program as it is. */
function readEntry$1({ node, name }, component) {
	return readConfigText(node, component, {
		tool: "the program",
		field: `config-file of the ConfigMap ${name}`
	});
}

// src/read/forms/tidb-operator-v1/contradictions.ts
/** Certificate paths that a person wrote: overwritten with TLS on, passed on next to http URLs with TLS off. */
function ownPaths(written, cluster, component) {
	const { tls } = cluster;
	if (tls.kind === "unknown") return {
		config: written,
		managed: [],
		contradictions: []
	};
	let config = written;
	const found = [];
	for (const [key, path] of certificatePaths(component)) {
		const { config: rest, taken } = without(config, key.split("."));
		if (tls.kind === "on") config = rest;
		if (taken !== void 0 && isFilled(taken.node)) found.push({
			key,
			path,
			entry: taken
		});
	}
	if (tls.kind === "on") {
		const managed = found.filter(({ entry, path }) => entry.node.kind !== "string" || entry.node.value !== path).map(({ key, path, entry }) => ({
			at: entry.node.span,
			key,
			effect: "overwritten",
			because: `tlsCluster is enabled, and tidb-operator v1 writes ${path} in its place`,
			help: "remove it",
			entry: {
				key: entry.keySpan,
				value: entry.node.span
			}
		}));
		return {
			config,
			managed,
			contradictions: []
		};
	}
	const [first] = found;
	return {
		config,
		managed: [],
		contradictions: first === void 0 ? [] : [pathsUnderOff$1(cluster, component, found)]
	};
}
function pathsUnderOff$1({ tls }, component, found) {
	const keys = found.map(({ key }) => key).join(", ");
	const place = found[0].entry.node.span;
	const message = `tlsCluster is not enabled, but spec.${component}.config sets ${keys}: ${component === "pd" ? "PD's URLs stay http and it ignores its certificates" : "TiKV has certificates of its own while the URLs of PD stay http"}`;
	const help = "set spec.tlsCluster.enabled to true and leave the paths to the operator";
	if (tls.kind !== "off" || !tls.isWritten) return {
		at: place,
		message,
		help
	};
	return {
		at: tls.at,
		message,
		help,
		related: {
			at: place,
			message: `${found[0]?.key} is set here`
		},
		correction: {
			at: tls.at,
			kind: "boolean",
			was: "false",
			to: "true",
			isCertain: false
		}
	};
}
/** With TLS on and no `config` the operator makes no configuration file, and so sets no certificate in one. */
function configMissing(cluster, component, at) {
	if (cluster.tls.kind !== "on") return [];
	return [{
		at,
		message: `tlsCluster is enabled, but spec.${component} has no config: tidb-operator v1 then makes no configuration for ${require_engine.componentName[component]} and sets no certificates`,
		help: `write config: {} under ${component}`,
		related: {
			at: cluster.tls.at,
			message: "TLS is enabled here"
		}
	}];
}
/** What disagrees in the resource as a whole; told once, with its first instance. */
function clusterContradictions(cluster, joined) {
	return [
		...againstJoined(cluster, joined),
		...clientsOnly(cluster),
		...discoveryOnly(cluster)
	];
}
/** A heterogeneous cluster has to say the same as the one that it joins (docs: deploy-heterogeneous-tidb-cluster). */
function againstJoined(cluster, joined) {
	const own = cluster.tls;
	const other = joined?.tls;
	if (joined === void 0 || other === void 0 || own.kind === "unknown" || other.kind === "unknown") return [];
	if (own.kind === other.kind) return [];
	const follows = own.kind === "on" ? `what it starts dials ${joined.name} by TLS and finds plaintext` : `what it starts dials ${joined.name} in plaintext and is refused`;
	const [here, there] = own.kind === "on" ? ["enabled", "not enabled"] : ["not enabled", "enabled"];
	return [{
		at: own.kind === "off" && !own.isWritten ? cluster.joins?.span ?? own.at : own.at,
		message: `tlsCluster is ${here} here, but it is ${there} in ${joined.name}, which this cluster joins: ${follows}`,
		help: "set spec.tlsCluster.enabled to the same value in both",
		related: {
			at: other.at,
			message: `tlsCluster of ${joined.name} is ${there}`
		}
	}];
}
/** TLS for MySQL clients next to plaintext between the components looks like more than it is. */
function clientsOnly({ resource, tls }) {
	const enabled = booleanAt(resource.root, "spec", "tidb", "tlsClient", "enabled");
	if (tls.kind !== "off" || enabled?.value !== true) return [];
	return [{
		at: enabled.span,
		message: "tidb.tlsClient is enabled, but tlsCluster is not: only connections of MySQL clients to TiDB are encrypted, and all between TiDB, PD and TiKV stays plaintext",
		help: "set spec.tlsCluster.enabled to true as well"
	}];
}
function discoveryOnly({ resource, tls }) {
	const enabled = booleanAt(resource.root, "spec", "tlsCluster", "enableDiscoveryMTLS");
	if (tls.kind !== "off" || enabled?.value !== true) return [];
	return [{
		at: enabled.span,
		message: "enableDiscoveryMTLS is true, but tlsCluster is not enabled: it has no effect without it",
		help: "set spec.tlsCluster.enabled to true as well"
	}];
}

// src/read/forms/tidb-operator-v1/dashboard.ts
/** Where the operator mounts the Secret of TiDB's MySQL clients (pkg/manager/member/pd_member_manager.go). */
const folder = "/var/lib/tidb-client-tls";
/** With `tidb.tlsClient` the operator makes PD's dashboard dial TiDB by TLS, whatever `config` says (getPDConfigMap). */
function withDashboard(config, root, version) {
	const enabled = booleanAt(root, "spec", "tidb", "tlsClient", "enabled");
	if (enabled?.value !== true) return config;
	const skip = textAt(root, "metadata", "annotations", "tidb.tidb.pingcap.com/skip-tls-when-connect-tidb");
	const release = version && require_engine.parseVersion(version.value);
	if (skip !== void 0 || release !== void 0 && !require_engine.isAtLeast(release, "v4.0.0")) return config;
	const skipsCa = booleanAt(root, "spec", "tidb", "tlsClient", "skipInternalClientCA")?.value === true;
	const at = enabled.span;
	const dashboard = config.entries.get("dashboard");
	if (dashboard !== void 0 && dashboard.node.kind !== "table") return config;
	const entries = new Map(dashboard?.node.kind === "table" ? dashboard.node.entries : []);
	const set = (key, file) => entries.set(key, textEntry(key, `${folder}/${file}`, at));
	if (!skipsCa) set("tidb-cacert-path", "ca.crt");
	set("tidb-cert-path", "tls.crt");
	set("tidb-key-path", "tls.key");
	const node = {
		kind: "table",
		span: dashboard?.node.span ?? at,
		entries
	};
	return {
		...config,
		entries: new Map([...config.entries, ["dashboard", {
			key: "dashboard",
			keySpan: dashboard?.keySpan ?? at,
			node
		}]])
	};
}
function textEntry(key, value, at) {
	return {
		key,
		keySpan: at,
		node: {
			kind: "string",
			span: at,
			value,
			slice: () => at
		}
	};
}

// src/read/forms/tidb-operator-v1/generated-settings.ts
/**
* The settings that tidb-operator v1 hands to PD or TiKV: the flags of its start scripts (pkg/manager/member/startscript/v2)
* and, where it writes a configuration, the certificate paths. `at` is the component's key in the resource.
*/
function generatedSettings$1(cluster, component, at, hasConfig) {
	const generated = new Generated();
	if (component === "pd") pdFlags(generated, cluster, at);
	else tikvFlags(generated, cluster, at);
	const { tls } = cluster;
	for (const [key, path] of certificatePaths(component)) if (tls.kind === "unknown") generated.set(key, { because: tls.because }, tls.at);
	else if (tls.kind === "on" && hasConfig) generated.set(key, { text: path }, tls.at);
	return generated;
}
function pdFlags(generated, cluster, at) {
	const { tls } = cluster;
	const scheme = schemePart(tls);
	const place = tls.kind === "off" && !tls.isWritten ? at : tls.at;
	const host = podHost$1(cluster, "pd");
	generated.set("client-urls", joinParts(scheme, "://0.0.0.0:2379"), place);
	generated.set("peer-urls", joinParts(scheme, "://0.0.0.0:2380"), place);
	generated.set("advertise-client-urls", joinParts(scheme, "://", host, ":2379"), place);
	generated.set("advertise-peer-urls", joinParts(scheme, "://", host, ":2380"), place);
	const { root } = cluster.resource;
	const joined = stringsAt(root, "spec", "pdAddresses");
	const list = nodeAt(root, "spec", "pdAddresses");
	if (joined.length === 0 || list === void 0 || prefersAddresses(root)) return;
	if (joined.some(({ value }) => hasPlaceholder(value))) {
		generated.set("join", { because: "spec.pdAddresses holds a placeholder" }, list.span);
		return;
	}
	generated.overrides.set("join", joinedOverride(joined, list.span));
}
function joinedOverride(items, span) {
	const starts = [];
	let length = 0;
	for (const { value } of items) {
		starts.push(length);
		length += value.length + 1;
	}
	return {
		value: items.map(({ value }) => value).join(","),
		span,
		origin: "form",
		slice: (from) => items[starts.findLastIndex((start) => start <= from)]?.span ?? span
	};
}
function tikvFlags(generated, cluster, at) {
	const { root } = cluster.resource;
	const listen = booleanAt(root, "spec", "preferIPv6")?.value === true ? "[::]" : "0.0.0.0";
	const host = podHost$1(cluster, "tikv");
	generated.set("server.addr", { text: `${listen}:20160` }, at);
	generated.set("server.advertise-addr", joinParts(host, ":20160"), at);
	generated.set("server.status-addr", { text: `${listen}:20180` }, at);
	if (booleanAt(root, "spec", "enableDynamicConfiguration")?.value === true) generated.set("server.advertise-status-addr", joinParts(host, ":20180"), at);
	generated.set("pd.endpoints", pdEndpoints(cluster), at);
}
/** `<cluster>-pd:2379`, of the cluster that is joined where there is no PD of its own (tikv_start_script.go). */
function pdEndpoints(cluster) {
	const { root } = cluster.resource;
	const addresses = stringsAt(root, "spec", "pdAddresses");
	if (addresses.length > 0 && prefersAddresses(root)) return joinParts(...addresses.map(({ value }, index) => joinParts(index === 0 ? "" : ",", namePart(value))));
	if (booleanAt(root, "spec", "acrossK8s")?.value === true) return { because: "the discovery service tells TiKV where PD is" };
	const hasOwnPd = nodeAt(root, "spec", "pd")?.kind === "table";
	const owner = cluster.joins === void 0 || hasOwnPd ? cluster.name : cluster.joins.name;
	return joinParts(namePart(owner), "-pd:2379");
}
function prefersAddresses(root) {
	return stringsAt(root, "spec", "startScriptV2FeatureFlags").some(({ value }) => value === "PreferPDAddressesOverDiscovery");
}
/** The first pod's name in the peer service: `basic-pd-0.basic-pd-peer.ns.svc[.cluster.local]`. */
function podHost$1({ name, namespace, resource }, component) {
	const domain = textAt(resource.root, "spec", "clusterDomain");
	const suffix = domain === void 0 || domain.value === "" ? "" : joinParts(".", namePart(domain.value));
	const own = namePart(name);
	return joinParts(own, `-${component}-0.`, own, `-${component}-peer.`, namespacePart(namespace), ".svc", suffix);
}

// src/read/forms/tidb-operator-v1/map-form.ts
/**
* The fields of the structs through which tidb-operator v1 passes a `config` that is a mapping (pkg/apis/pingcap/v1alpha1:
* pd_config.go, tikv_config.go): whatever else stands there never reaches the program.
*/
const topFields = {
	pd: new Set(`force-new-cluster enable-grpc-gateway initial-cluster-token lease log log-file log-level tso-save-interval metric schedule
    replication namespace pd-server cluster-version quota-backend-bytes auto-compaction-mode auto-compaction-retention-v2
    tikv-interval election-interval enable-prevote security label-property namespace-classifier dashboard`.split(/\s+/)),
	tikv: new Set(`log-level log-file log-format slow-log-file slow-log-threshold log-rotation-timespan log-rotation-size
    refresh-config-interval panic-when-unexpected-key-or-data server storage raftstore rocksdb coprocessor readpool raftdb
    import gc pd security pessimistic-txn backup`.split(/\s+/))
};
const securityFields = {
	pd: new Set("cacert-path cert-path key-path cert-allowed-cn".split(" ")),
	tikv: new Set("ca-path cert-path key-path cert-allowed-cn override-ssl-target cipher-file encryption".split(" "))
};
/** A `config` that is a mapping, as it reaches the program, and what is lost on the way. */
function readMapForm(map, component) {
	const dropped = [];
	const field = `spec.${component}.config`;
	const drop = (entry, key) => {
		const isDotted = entry.key.includes(".");
		dropped.push({
			at: entry.keySpan,
			key,
			because: isDotted ? `the map form of ${field} takes no dotted keys, and tidb-operator v1 drops it without a word` : `the map form of ${field} has no such field, and tidb-operator v1 drops it without a word`,
			help: isDotted ? "write it under the key of its table, or the whole config as a TOML text (config: |)" : "write the config as a TOML text (config: |), which reaches the program as it is",
			concernsTls: /^security(?:\.|$)|(?:^|\.)(?:tls|ssl|ca|cert|key)-/.test(key)
		});
	};
	const kept = (table, prefix, fields) => {
		const entries = /* @__PURE__ */ new Map();
		for (const [key, entry] of table.entries) if (fields.has(key)) entries.set(key, entry);
		else drop(entry, `${prefix}${key}`);
		return {
			...table,
			entries
		};
	};
	const top = kept(map, "", topFields[component]);
	const security = top.entries.get("security");
	const entries = new Map(top.entries);
	if (security?.node.kind === "table") entries.set("security", {
		...security,
		node: kept(security.node, "security.", securityFields[component])
	});
	return {
		config: headed(withUnknowns({
			...top,
			entries
		})),
		dropped
	};
}
/** A table of a manifest is known by its key, as one of TOML is by its header. */
function headed(table) {
	const entries = [...table.entries].map(([key, entry]) => {
		const { node } = entry;
		return [key, node.kind === "table" ? {
			...entry,
			node: headed({
				...node,
				span: entry.keySpan
			})
		} : entry];
	});
	return {
		...table,
		entries: new Map(entries)
	};
}

// src/read/forms/tidb-operator-v1/form.ts
const group$1 = "pingcap.com";
const kinds$2 = ["TidbCluster"];
/** A TidbCluster of tidb-operator v1. */
const tidbOperatorV1Form = {
	meta: {
		id: "tidb-operator-v1",
		title: "tidb-operator v1",
		reads: "resources of kind `TidbCluster` (`pingcap.com/v1alpha1`): `spec.tlsCluster`, `spec.pd` and `spec.tikv` with their `config`, written as a TOML text or as a mapping, `spec.cluster` of heterogeneous clusters, `spec.pdAddresses`, versions and images",
		derives: "what the operator makes of them: the scheme of all URLs, the certificate paths under `/var/lib/pd-tls` and `/var/lib/tikv-tls`, the names of the Secrets (`<cluster>-pd-cluster-secret`, `<cluster>-tikv-cluster-secret`, `<cluster>-cluster-client-secret`), and the names that are dialled: `<cluster>-pd` by TiKV, `<cluster>-pd-0.<cluster>-pd-peer.<namespace>.svc` by other PDs, which stands for all pods; what is lost of a `config` that is a mapping; without `config` the ConfigMap `<cluster>-pd` or `<cluster>-tikv` that the chart renders beside the resource",
		unknown: "host names, where the manifest names no namespace; the certificates, where no Secret is committed; values with a placeholder, and manifests that are templates"
	},
	needs: ["yaml"],
	claims: (file) => mayHold(file, `${group$1}/`, kinds$2),
	read(files, context) {
		const problems = [];
		const clusters = [];
		for (const file of files) {
			const resources = resourcesOfKinds(file, context, group$1, kinds$2);
			clusters.push(...resources.map(tidbClusterOf));
			problems.push(...problemsOf(file, context, group$1, kinds$2, resources.length));
		}
		const named = byName(clusters);
		const maps = new OperatorConfigMaps(context);
		const instances = [];
		for (const cluster of clusters) {
			const { joins, path, build } = cluster;
			const joined = joins && nearest(named, {
				...joins,
				build,
				from: path
			});
			instances.push(...instancesOf(cluster, joined === cluster ? void 0 : joined, maps, problems));
		}
		return {
			instances,
			files: [],
			problems,
			consumedTexts: maps.used,
			objects: clusters.flatMap(({ resource }) => declaredObject(resource))
		};
	}
};
function instancesOf(cluster, joined, maps, problems) {
	const instances = [];
	for (const component of ["pd", "tikv"]) {
		const spec = componentSpec(cluster, component);
		if (spec === void 0) continue;
		const made = instanceOf(cluster, component, spec, {
			shared: instances.length === 0 ? clusterContradictions(cluster, joined) : [],
			maps
		});
		instances.push(made.draft);
		problems.push(...made.problems);
	}
	return instances;
}
function instanceOf(cluster, component, spec, { shared, maps }) {
	const { resource, joins } = cluster;
	const at = keySpanOf$1(resource.root, component);
	const committed = writtenConfig$2(spec, component, at);
	const map = committed.isPresent ? void 0 : maps.entryFor(cluster, component);
	const written = map === void 0 ? committed : {
		...committed,
		...readEntry$1(map, component)
	};
	const paths = map !== void 0 && cluster.tls.kind === "on" ? untouched(written.config) : ownPaths(written.config, cluster, component);
	const version = versionOf$1(resource.root, spec);
	const config = component === "pd" && written.isPresent ? withDashboard(paths.config, resource.root, version) : paths.config;
	const generated = generatedSettings$1(cluster, component, at, written.isPresent);
	const secrets = secretsOf(cluster, component, at);
	const deployment = {
		tool: "tidb-operator v1",
		turnOnTls: howToTurnOn(cluster.name),
		shieldStatusPort: require_engine.statusPortOfPods,
		dropped: written.dropped,
		managed: paths.managed,
		contradictions: [
			...shared,
			...paths.contradictions,
			...written.isPresent || map !== void 0 ? [] : configMissing(cluster, component, at)
		],
		expects: secrets.expects
	};
	return {
		draft: {
			component,
			form: tidbOperatorV1Form.meta.id,
			path: resource.path,
			at: cluster.tls.kind === "off" && cluster.tls.isWritten ? cluster.tls.at : at,
			config,
			overrides: generated.overrides,
			unknownOverrides: generated.unknownOverrides,
			name: hasPlaceholder(cluster.name) ? component : `${cluster.name}-${component}`,
			version,
			mounts: secrets.mounts,
			deployment,
			environment: environmentHint$1(resource, joins?.name ?? cluster.name)
		},
		problems: written.problems
	};
}
function untouched(config) {
	return {
		config,
		managed: [],
		contradictions: []
	};
}
/** The component's key in the resource. */
function keySpanOf$1(root, component) {
	const spec = nodeAt(root, "spec");
	return (spec?.kind === "table" ? spec.entries.get(component)?.keySpan : void 0) ?? root.span;
}
function writtenConfig$2(spec, component, at) {
	const node = require_engine.lookup(spec, ["config"], "exact")?.node;
	const field = `spec.${component}.config`;
	const nothing = {
		problems: [],
		dropped: []
	};
	if (node === void 0) return {
		...nothing,
		config: emptyConfig(at),
		isPresent: false
	};
	switch (node.kind) {
		case "string": return {
			...nothing,
			...readConfigText(node, component, {
				tool: "tidb-operator v1",
				field,
				isOldToml: true
			}),
			isPresent: true
		};
		case "table": {
			const { config, dropped } = readMapForm(node, component);
			return {
				...nothing,
				config: {
					...config,
					span: at
				},
				dropped,
				isPresent: true
			};
		}
		default: {
			const because = node.kind === "unknown" ? node.because : filledInLater;
			return {
				...nothing,
				config: unknownConfig(component, node.span, because),
				isPresent: true
			};
		}
	}
}
/** The Secrets that have to exist for TLS, by their fixed names (pkg/util/util.go, ClusterTLSSecretName). */
function secretsOf({ name, namespace, tls, resource }, component, at) {
	if (tls.kind !== "on" || hasPlaceholder(name)) return {
		expects: [],
		mounts: []
	};
	const own = {
		name: `${name}-${component}-cluster-secret`,
		namespace
	};
	const expects = [{
		at,
		...own
	}];
	if (component === "pd") {
		expects.push({
			at: tls.at,
			name: `${name}-cluster-client-secret`,
			namespace
		});
		const discovery = booleanAt(resource.root, "spec", "tlsCluster", "enableDiscoveryMTLS");
		if (discovery?.value === true) expects.push({
			at: discovery.span,
			name: `${name}-discovery-cluster-secret`,
			namespace
		});
	}
	return {
		expects,
		mounts: [secretMount(certificateFolders[component], own, resource.path)]
	};
}
/** docs-tidb-operator: enable-tls-between-components.md. */
function howToTurnOn(name) {
	const secrets = [
		"pd-cluster",
		"tikv-cluster",
		"cluster-client"
	].map((part) => `${name}-${part}-secret`);
	return `issue ${hasPlaceholder(name) ? "the Secrets of its components" : `${secrets.slice(0, 2).join(", ")} and ${secrets[2]}`} and set spec.tlsCluster.enabled to true; a running cluster is switched with one PD left`;
}

// src/read/forms/tidb-operator-v2/cluster.ts
/** Reads a Cluster; TLS that is not written is off (api/core/v1alpha1/cluster_types.go). */
function clusterOf(resource) {
	const { path, name, namespace } = resource;
	const tls = tlsSwitchAt(resource.root, [
		"spec",
		"tlsCluster",
		"enabled"
	], resource.at);
	return {
		path,
		name,
		namespace,
		build: resource.overlay?.folder,
		resource,
		tls
	};
}
/** The operator's own client, where it verifies nobody. */
function insecureClients({ resource, tls }) {
	const skips = booleanAt(resource.root, "spec", "security", "tls", "client", "insecureSkipTLSVerify");
	if (skips?.value !== true || tls.kind === "off") return [];
	return [{
		at: skips.span,
		setting: "insecureSkipTLSVerify: true",
		client: "tidb-operator"
	}];
}
/** The name of the Secret with which the operator connects (pkg/apiutil/core/v1alpha1/cluster.go). */
function clientSecret({ resource, name }) {
	return textAt(resource.root, "spec", "security", "tls", "client", "certKeyPair", "name")?.value ?? `${name}-cluster-client-secret`;
}
function hasFeature({ root }, name) {
	return itemsAt(root, "spec", "featureGates").some((gate) => textAt(gate, "name")?.value === name);
}
/** `<service>.<namespace>`, in FQDN mode with `.svc.<domain>` (pkg/apiutil/core/v1alpha1/cluster.go, ServiceHost). */
function serviceHost(service, cluster, namespace) {
	const { root } = cluster.resource;
	const base = joinParts(service, ".", namespacePart(namespace));
	if (textAt(root, "spec", "dns", "mode")?.value !== "FQDN") return base;
	const domain = textAt(root, "spec", "dns", "clusterDomain")?.value ?? "cluster.local";
	return joinParts(base, ".svc.", namePart(domain));
}
/** The number of a port that a group may set. */
function portAt(spec, name, usual) {
	const node = spec?.entries.get("server")?.node;
	const ports = node?.kind === "table" ? node.entries.get("ports")?.node : void 0;
	const port = ports?.kind === "table" ? ports.entries.get(name)?.node : void 0;
	const number = port?.kind === "table" ? port.entries.get("port")?.node : void 0;
	return number?.kind === "integer" ? Number(number.value) : usual;
}

// src/read/forms/tidb-operator-v2/generated-settings.ts
/** What tidb-operator v2 writes over the configuration of a group (pkg/configs/pd/config.go and tikv/config.go, Overlay). */
function generatedSettings(group, pdGroup) {
	const generated = new Generated();
	const { component, cluster } = group;
	if (component === "pd") pdSettings(generated, group);
	else tikvSettings(generated, group, pdGroup);
	for (const [key, path] of certificatePaths(component)) {
		const tls = cluster?.tls;
		if (tls === void 0) generated.set(key, notCommitted(group), clusterPlace(group));
		else if (tls.kind === "unknown") generated.set(key, { because: tls.because }, tls.at);
		else if (tls.kind === "on") generated.set(key, { text: path }, tls.at);
	}
	return generated;
}
function pdSettings(generated, group) {
	const { cluster, resource } = group;
	const scheme = cluster === void 0 ? notCommitted(group) : schemePart(cluster.tls);
	const place = cluster !== void 0 && !(cluster.tls.kind === "off" && !cluster.tls.isWritten) ? cluster.tls.at : resource.at;
	const client = portAt(group.spec, "client", 2379);
	const peer = portAt(group.spec, "peer", 2380);
	const host = podHost(group, "pd");
	generated.set("client-urls", joinParts(scheme, `://[::]:${client}`), place);
	generated.set("peer-urls", joinParts(scheme, `://[::]:${peer}`), place);
	generated.set("advertise-client-urls", joinParts(scheme, "://", host, `:${client}`), place);
	generated.set("advertise-peer-urls", joinParts(scheme, "://", host, `:${peer}`), place);
}
function tikvSettings(generated, group, pdGroup) {
	const { at } = group.resource;
	const client = portAt(group.spec, "client", 20160);
	const status = portAt(group.spec, "status", 20180);
	const host = podHost(group, "tikv");
	generated.set("server.addr", { text: `[::]:${client}` }, at);
	generated.set("server.advertise-addr", joinParts(host, `:${client}`), at);
	generated.set("server.status-addr", { text: `[::]:${status}` }, at);
	generated.set("server.advertise-status-addr", joinParts(host, `:${status}`), at);
	generated.set("pd.endpoints", pdEndpoint(group, pdGroup), at);
}
/** The URL of the PD service (pkg/apiutil/core/v1alpha1/pd.go, PDServiceURL); its scheme means nothing to TiKV. */
function pdEndpoint(group, pdGroup) {
	const { cluster, namespace } = group;
	if (cluster === void 0) return notCommitted(group);
	if (hasFeature(cluster.resource, "MultiPDGroup")) {
		const own = textAt(cluster.resource.root, "spec", "customizedPDServiceName")?.value;
		const service = own === void 0 ? joinParts(namePart(cluster.name), "-pd") : namePart(own);
		return joinParts(serviceHost(service, cluster, namespace), ":2379");
	}
	if (pdGroup === void 0) return { because: `no committed PDGroup belongs to the Cluster ${cluster.name}` };
	const service = joinParts(namePart(pdGroup.name), "-pd");
	const port = portAt(pdGroup.spec, "client", 2379);
	return joinParts(serviceHost(service, cluster, pdGroup.namespace ?? namespace), `:${port}`);
}
/** A pod of a group; the operator gives each a random end (pkg/apiutil/core/v1alpha1/instance.go, PodName, InstanceHost). */
function podHost(group, component) {
	const { cluster, name, namespace } = group;
	if (cluster === void 0) return notCommitted(group);
	const own = namePart(name);
	const service = hasFeature(cluster.resource, "ClusterSubdomain") ? joinParts(namePart(cluster.name), "-cluster") : joinParts(own, `-${component}-peer`);
	return joinParts(own, `-${component}-xxxxxx.`, serviceHost(service, cluster, namespace));
}
function notCommitted({ clusterName }) {
	return { because: clusterName === "" ? "the group names no Cluster" : `no committed Cluster is called ${clusterName}` };
}
function clusterPlace({ resource }) {
	return textAt(resource.root, "spec", "cluster", "name")?.span ?? resource.at;
}

// src/read/forms/tidb-operator-v2/managed-settings.ts
/** What the operator sets by itself and refuses to take (pkg/configs/pd/config.go and tikv/config.go, Validate). */
const managedKeys = {
	pd: `name data-dir client-urls peer-urls advertise-client-urls advertise-peer-urls initial-cluster initial-cluster-state
  initial-cluster-token join security.cacert-path security.cert-path security.key-path`.split(/\s+/),
	tikv: `server.addr server.advertise-addr server.status-addr server.advertise-status-addr storage.data-dir pd.endpoints
  security.ca-path security.cert-path security.key-path`.split(/\s+/)
};
/** The settings that tidb-operator v2 refuses, and the configuration without them. */
function managedSettings(written, component) {
	let config = written;
	const managed = [];
	for (const key of managedKeys[component]) {
		const { config: rest, taken } = without(config, key.split("."));
		config = rest;
		if (taken === void 0 || !isFilled(taken.node)) continue;
		managed.push({
			at: taken.keySpan,
			key,
			effect: "refused",
			because: "tidb-operator v2 refuses it (field is managed by operator, cannot be set in config file), whether TLS is on or off",
			help: "remove it: the operator sets it by itself",
			entry: {
				key: taken.keySpan,
				value: taken.node.span
			}
		});
	}
	return {
		config,
		managed
	};
}

// src/read/forms/tidb-operator-v2/secrets.ts
/** The volume in which the operator mounts a component's Secret (api/core/v1alpha1/names.go, VolumeNameClusterTLS). */
const tlsVolume = "ti-tls";
/**
* The Secrets of one group: `<group>-<component>-cluster-secret`, unless `security.tls.cluster` or an overlay of the pod
* names others. `at` is the group's name.
*/
function secretsOfGroup(group, component, spec) {
	const { namespace, path } = group;
	const folder = certificateFolders[component];
	const overlaid = overlaidSecret(spec);
	const usual = {
		value: `${group.name}-${component}-cluster-secret`,
		span: group.nameSpan
	};
	const pair = overlaid ?? textAt(spec, "security", "tls", "cluster", "certKeyPair", "name") ?? usual;
	const ca = overlaid ?? textAt(spec, "security", "tls", "cluster", "ca", "name") ?? usual;
	const distinct = ca.value === pair.value ? [pair] : [pair, ca];
	if (distinct.some(({ value }) => hasPlaceholder(value))) return {
		expects: [],
		mounts: []
	};
	const mounts = [secretMount(folder, {
		name: pair.value,
		namespace
	}, path)];
	if (ca.value !== pair.value) {
		const caFile = `${folder}/ca.crt`;
		mounts.push({
			server: caFile,
			repository: path,
			secret: {
				name: ca.value,
				namespace,
				key: "ca.crt"
			}
		});
	}
	return {
		expects: distinct.map(({ value, span }) => ({
			at: span,
			name: value,
			namespace
		})),
		mounts
	};
}
/** A pod overlay merges into the operator's pod, by the name of the volume. */
function overlaidSecret(spec) {
	const volume = itemsAt(spec, "overlay", "pod", "spec", "volumes").find((item) => textAt(item, "name")?.value === tlsVolume);
	return textAt(volume, "secret", "secretName");
}

// src/read/forms/tidb-operator-v2/form.ts
const apiGroup = "core.pingcap.com";
const componentOfKind = /* @__PURE__ */ new Map([["PDGroup", "pd"], ["TiKVGroup", "tikv"]]);
const kinds$1 = ["Cluster", ...componentOfKind.keys()];
/** Clusters and groups of tidb-operator v2. */
const tidbOperatorV2Form = {
	meta: {
		id: "tidb-operator-v2",
		title: "tidb-operator v2",
		reads: "resources of the kinds `Cluster`, `PDGroup` and `TiKVGroup` (`core.pingcap.com/v1alpha1`), in one file or several: `spec.tlsCluster` of the Cluster, `spec.template.spec` of the groups with its TOML text `config`, the Secrets that `security.tls.cluster` or an overlay names, `spec.dns` and feature gates",
		derives: "the scheme of all URLs, the certificate paths, the Secrets by the group's name (`<group>-pd-cluster-secret`), and the names that are dialled: the service `<group>-pd.<namespace>` by TiKV, `<group>-pd-xxxxxx.<group>-pd-peer.<namespace>` by other PDs, where `xxxxxx` stands for the random end of a pod's name; settings that the operator refuses",
		unknown: "TLS of a group whose Cluster is not committed; host names, where the manifest names no namespace; the certificates, where no Secret is committed; values with a placeholder, and manifests that are templates"
	},
	needs: ["yaml"],
	claims: (file) => mayHold(file, `${apiGroup}/`, kinds$1),
	read(files, context) {
		const problems = [];
		const clusters = [];
		const found = [];
		for (const file of files) {
			const resources = resourcesOfKinds(file, context, apiGroup, kinds$1);
			clusters.push(...resources.filter(({ kind }) => kind === "Cluster").map(clusterOf));
			found.push(...resources.filter(({ kind }) => componentOfKind.has(kind)));
			problems.push(...problemsOf(file, context, apiGroup, kinds$1, resources.length));
		}
		const named = byName(clusters);
		const made = draftsOf$1(found.map((resource) => {
			const { path, name, namespace } = resource;
			const clusterName = textAt(resource.root, "spec", "cluster", "name")?.value ?? "";
			const build = resource.overlay?.folder;
			const spec = nodeAt(resource.root, "spec", "template", "spec");
			return {
				path,
				name,
				namespace,
				build,
				resource,
				component: componentOfKind.get(resource.kind),
				clusterName,
				cluster: nearest(named, {
					name: clusterName,
					namespace,
					build,
					from: path
				}),
				spec: spec?.kind === "table" ? spec : void 0
			};
		}));
		return {
			instances: made.drafts,
			files: [],
			problems: [...problems, ...made.problems],
			objects: [...clusters.map(({ resource }) => resource), ...found].flatMap(declaredObject),
			insecureClients: clusters.flatMap((cluster) => insecureClients(cluster))
		};
	}
};
function draftsOf$1(groups) {
	const pdGroups = byName(groups.filter(({ component }) => component === "pd").map((group) => ({
		...group,
		name: group.clusterName,
		group
	})));
	const drafts = [];
	const problems = [];
	const clientsExpected = /* @__PURE__ */ new Set();
	for (const group of groups) {
		const { clusterName, namespace, build, path } = group;
		const pdGroup = nearest(pdGroups, {
			name: clusterName,
			namespace,
			build,
			from: path
		})?.group;
		const expectsClient = group.cluster !== void 0 && !clientsExpected.has(group.cluster);
		if (group.cluster !== void 0) clientsExpected.add(group.cluster);
		const made = draftOf$2(group, pdGroup, expectsClient);
		drafts.push(made.draft);
		problems.push(...made.problems);
	}
	return {
		drafts,
		problems
	};
}
function draftOf$2(group, pdGroup, expectsClient) {
	const { resource, component, cluster, spec } = group;
	const written = writtenConfig$1(group);
	const { config, managed } = managedSettings(written.config, component);
	const generated = generatedSettings(group, pdGroup);
	const secrets = cluster?.tls.kind === "on" ? secretsOfGroup(resource, component, spec) : {
		expects: [],
		mounts: []
	};
	const deployment = {
		tool: "tidb-operator v2",
		turnOnTls: "set spec.tlsCluster.enabled to true in a Cluster that is made anew: the operator lets nobody change it",
		shieldStatusPort: require_engine.statusPortOfPods,
		dropped: [],
		managed,
		contradictions: [],
		expects: [...secrets.expects, ...expectsClient ? operatorsOwn(cluster) : []]
	};
	const version = textAt(spec, "version") ?? textAt(resource.root, "spec", "version");
	return {
		draft: {
			component,
			form: tidbOperatorV2Form.meta.id,
			path: resource.path,
			at: resource.at,
			config,
			overrides: generated.overrides,
			unknownOverrides: generated.unknownOverrides,
			name: instanceName(group),
			version: version && {
				value: version.value,
				span: version.span,
				origin: "form"
			},
			mounts: secrets.mounts,
			deployment,
			environment: environmentHint$1(resource, group.clusterName === "" ? resource.name : group.clusterName)
		},
		problems: written.problems
	};
}
/** A group that is called `pd` makes pods called `pd-pd-\u2026`, which says no more than `pd`. */
function instanceName({ name, component }) {
	if (hasPlaceholder(name)) return component;
	return name.split("-").includes(component) ? name : `${name}-${component}`;
}
/** The Secret with which the operator itself connects; told once for each Cluster. */
function operatorsOwn(cluster) {
	if (cluster?.tls.kind !== "on") return [];
	const name = clientSecret(cluster);
	return hasPlaceholder(name) ? [] : [{
		at: cluster.tls.at,
		name,
		namespace: cluster.namespace
	}];
}
function writtenConfig$1({ spec, resource, component }) {
	const node = spec && require_engine.lookup(spec, ["config"], "exact")?.node;
	if (node === void 0) return {
		config: emptyConfig(resource.at),
		problems: []
	};
	if (node.kind === "string") return readConfigText(node, component, {
		tool: "tidb-operator v2",
		field: "spec.template.spec.config"
	});
	const because = node.kind === "unknown" ? node.because : filledInLater;
	const config = unknownConfig(component, node.span, because);
	if (node.kind === "unknown") return {
		config,
		problems: []
	};
	return {
		config,
		problems: [{
			kind: "syntax",
			at: node.span,
			message: "spec.template.spec.config is no text: tidb-operator v2 takes TOML as a text, and Kubernetes refuses this manifest",
			help: "write it as a TOML text (config: |)",
			component
		}]
	};
}

// src/read/forms/tikv-operator/form.ts
const group = "tikv.org";
const kinds = ["TikvCluster"];
/** A TikvCluster of tikv-operator, which knows no TLS. */
const tikvOperatorForm = {
	meta: {
		id: "tikv-operator",
		title: "tikv-operator",
		reads: "resources of kind `TikvCluster` (`tikv.org/v1alpha1`): `spec.pd` and `spec.tikv` with their `config`, versions and images",
		derives: "that nothing is encrypted: the operator writes `http` into all URLs, and no setting of the resource changes that; the names that are dialled, `<cluster>-pd` and `<cluster>-pd-0.<cluster>-pd-peer.<namespace>.svc`",
		unknown: "host names, where the manifest names no namespace; values with a placeholder, and manifests that are templates",
		example: "examples/tikv-operator-plaintext"
	},
	needs: ["yaml"],
	claims: (file) => mayHold(file, `${group}/`, kinds),
	read(files, context) {
		const instances = [];
		const problems = [];
		for (const file of files) {
			const resources = resourcesOfKinds(file, context, group, kinds);
			problems.push(...problemsOf(file, context, group, kinds, resources.length));
			for (const resource of resources) for (const component of ["pd", "tikv"]) {
				const spec = nodeAt(resource.root, "spec", component);
				if (spec?.kind !== "table") continue;
				const written = writtenConfig(spec, component);
				instances.push(draftOf$1(resource, component, spec, written.config));
				problems.push(...written.problems);
			}
		}
		return {
			instances,
			files: [],
			problems
		};
	}
};
function draftOf$1(resource, component, spec, config) {
	const parent = nodeAt(resource.root, "spec");
	const at = (parent?.kind === "table" ? parent.entries.get(component)?.keySpan : void 0) ?? resource.at;
	return {
		component,
		form: tikvOperatorForm.meta.id,
		path: resource.path,
		at,
		config,
		...settingsOf(resource, component, at),
		name: hasPlaceholder(resource.name) ? component : `${resource.name}-${component}`,
		version: versionOf(resource, spec),
		deployment: {
			tool: "tikv-operator",
			cannotDoTls: "tikv-operator writes http into every URL and mounts no certificates, whatever the resource says",
			shieldStatusPort: require_engine.statusPortOfPods,
			dropped: [],
			managed: [],
			contradictions: [],
			expects: []
		},
		environment: environmentHint$1(resource, resource.name)
	};
}
/** What the start scripts say (tikv-operator: pkg/manager/member/template.go); the scheme is always http (helper.go, Scheme). */
function settingsOf({ name, namespace }, component, at) {
	const generated = new Generated();
	const own = namePart(name);
	const host = joinParts(own, `-${component}-0.`, own, `-${component}-peer.`, namespacePart(namespace), ".svc");
	if (component === "pd") {
		generated.set("client-urls", { text: "http://0.0.0.0:2379" }, at);
		generated.set("peer-urls", { text: "http://0.0.0.0:2380" }, at);
		generated.set("advertise-client-urls", joinParts("http://", host, ":2379"), at);
		generated.set("advertise-peer-urls", joinParts("http://", host, ":2380"), at);
	} else {
		generated.set("server.addr", { text: "0.0.0.0:20160" }, at);
		generated.set("server.advertise-addr", joinParts(host, ":20160"), at);
		generated.set("server.status-addr", { text: "0.0.0.0:20180" }, at);
		generated.set("pd.endpoints", joinParts(own, "-pd:2379"), at);
	}
	return {
		overrides: generated.overrides,
		unknownOverrides: generated.unknownOverrides
	};
}
function versionOf(resource, spec) {
	const version = textAt(spec, "version") ?? textAt(resource.root, "spec", "version");
	if (version !== void 0) return {
		value: version.value,
		span: version.span,
		origin: "form"
	};
	const image = textAt(spec, "image") ?? textAt(spec, "baseImage");
	return image && imageTag(image);
}
function writtenConfig(spec, component) {
	const node = nodeAt(spec, "config");
	switch (node?.kind) {
		case "table": return {
			config: withUnknowns(node),
			problems: []
		};
		case "string": return readConfigText(node, component, {
			tool: "tikv-operator",
			field: `spec.${component}.config`
		});
		case "unknown": return {
			config: unknownConfig(component, node.span, filledInLater),
			problems: []
		};
		default: return {
			config: emptyConfig(spec.span),
			problems: []
		};
	}
}

// src/read/forms/tiup/settings.ts
const emptyMap = {
	settings: /* @__PURE__ */ new Map(),
	clashes: []
};
/** Flattens a map of settings, whatever it mixes. */
function flatten(node) {
	if (node?.kind !== "table" || node.entries.size === 0) return emptyMap;
	const settings = /* @__PURE__ */ new Map();
	const clashes = [];
	const walk = (table, prefix) => {
		for (const entry of table.entries.values()) {
			const parts = [...prefix, ...partsOf(entry)];
			if (entry.node.kind === "table") {
				walk(entry.node, parts);
				continue;
			}
			const key = parts.map(({ name }) => name).join(".");
			const setting = {
				key,
				parts,
				node: require_engine.withoutPlaceholders(entry.node),
				isDotted: prefix.length === 0
			};
			const other = settings.get(key);
			if (other !== void 0) clashes.push({
				first: other,
				second: setting
			});
			settings.set(key, setting);
		}
	};
	walk(node, []);
	return {
		settings,
		clashes
	};
}
/** The parts of a dotted key, each with its own place as far as the key is written plainly or in plain quotes. */
function partsOf({ key, keySpan }) {
	const names = key.split(".");
	const width = keySpan.line === keySpan.endLine ? keySpan.endColumn - keySpan.column : -1;
	const quote = width === key.length ? 0 : width === key.length + 2 ? 1 : void 0;
	if (names.length === 1 || quote === void 0) return names.map((name) => ({
		name,
		span: keySpan
	}));
	let column = keySpan.column + quote;
	return names.map((name) => {
		const span = {
			...keySpan,
			column,
			endColumn: column + name.length
		};
		column = span.endColumn + 1;
		return {
			name,
			span
		};
	});
}
/**
* The one configuration that TiUP writes: later maps win over earlier ones, key by key (server_config.go, MergeConfig).
* `security` is where a `[security]` table would be written, when no setting makes one; with `isSwitch` it is what turns
* TLS on, and stands for the table as long as none of the `owned` keys is set.
*/
function mergedTree(root, maps, security) {
	const tree = {
		kind: "table",
		span: root,
		entries: /* @__PURE__ */ new Map()
	};
	const tables = /* @__PURE__ */ new Set([tree]);
	for (const settings of maps) for (const setting of settings.values()) insert(tree, setting, tables);
	const { at, isSwitch, owned } = security;
	const written = tree.entries.get("security");
	if (written === void 0) tree.entries.set("security", {
		key: "security",
		keySpan: at,
		node: {
			kind: "table",
			span: at,
			entries: /* @__PURE__ */ new Map()
		}
	});
	else if (isSwitch && written.node.kind === "table" && !owned.some((key) => maps.some((settings) => settings.has(key)))) tree.entries.set("security", {
		...written,
		node: {
			...written.node,
			span: at
		}
	});
	return tree;
}
function insert(tree, { parts, node }, tables) {
	let table = tree;
	for (const { name, span } of parts.slice(0, -1)) {
		const inside = table.entries.get(name)?.node;
		if (inside?.kind === "table" && tables.has(inside)) {
			table = inside;
			continue;
		}
		const made = {
			kind: "table",
			span,
			entries: /* @__PURE__ */ new Map()
		};
		tables.add(made);
		table.entries.set(name, {
			key: name,
			keySpan: span,
			node: made
		});
		table = made;
	}
	const last = parts.at(-1);
	if (last !== void 0) table.entries.set(last.name, {
		key: last.name,
		keySpan: last.span,
		node
	});
}

// src/read/forms/tiup/topology.ts
const nameOfTopology = /(?:\.ya?ml(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in|example|sample|bak|old))*|^[^.]*)$/i;
const serverLists = /^[ \t]{0,8}["']?(?:pd|tikv)_servers["']?[ \t]*:/m;
const hostField = /(?:^|[\s,{])["']?host["']?[ \t]*:/m;
/** By a list of servers, whatever the file is called. */
function looksLikeTopology(file) {
	return nameOfTopology.test(require_engine.fileName(file.path)) && serverLists.test(file.text) && hostField.test(file.text);
}
/** The topology in a document: its root, or the `topology` of a meta.yaml. Undefined for other tools' files. */
function topologyIn(file, document) {
	const inside = nodeAt(document, "topology");
	const isMeta = inside?.kind === "table" && (document.entries.has("tidb_version") || document.entries.has("user"));
	const root = isMeta ? inside : document;
	const servers = {
		pd: serversOf(root, "pd"),
		tikv: serversOf(root, "tikv")
	};
	if (![...servers.pd, ...servers.tikv].some(({ host }) => host.kind !== "absent")) return void 0;
	const isScaleOut = !isMeta && isForNewNodes(root);
	const tls = switchOf(root, isScaleOut);
	if ("message" in tls) return tls;
	const inherited = (component) => isScaleOut ? flatten(void 0) : flatten(nodeAt(root, "server_configs", component));
	const version = (component) => settingAt(root, "component_versions", component) ?? (isMeta ? settingAt(document, "tidb_version") : void 0);
	return {
		file,
		root,
		isMeta,
		isScaleOut,
		tls,
		servers,
		serverConfigs: {
			pd: inherited("pd"),
			tikv: inherited("tikv")
		},
		versions: {
			pd: version("pd"),
			tikv: version("tikv")
		}
	};
}
function settingAt(root, ...route) {
	const node = textAt(root, ...route);
	return node === void 0 || require_engine.placeholderIn(node.value) !== void 0 ? void 0 : {
		value: node.value,
		span: node.span,
		origin: "form"
	};
}
function serversOf(root, component) {
	return itemsAt(root, `${component}_servers`).flatMap((item) => {
		if (item.kind !== "table") return [];
		const entry = item.entries.get("host");
		const at = entry === void 0 ? item.span : upTo(entry.keySpan, entry.node.span);
		return [{
			component,
			table: item,
			host: scalarAt(item, "host"),
			at
		}];
	});
}
function upTo(from, to) {
	return {
		...from,
		endLine: to.endLine,
		endColumn: to.endColumn
	};
}
/** A cluster has both components, and what only a whole cluster has; new nodes have neither. */
function isForNewNodes(root) {
	const has = (key) => root.entries.has(key);
	if (!has("pd_servers") || !has("tikv_servers")) return true;
	return ![
		"global",
		"server_configs",
		"monitored",
		"monitoring_servers"
	].some(has);
}
/**
* yaml.v3 takes the words of YAML 1.1 too where a boolean is wanted, some of them, and refuses all other text
* (gopkg.in/yaml.v3, decode.go).
*/
const words = {
	y: true,
	Y: true,
	yes: true,
	on: true,
	n: false,
	N: false,
	no: false,
	off: false
};
function switchOf(root, isScaleOut) {
	if (isScaleOut) return {
		state: "unknown",
		at: (root.entries.get("pd_servers") ?? root.entries.get("tikv_servers"))?.keySpan ?? root.span,
		because: "enable_tls is a setting of the running cluster"
	};
	const global = root.entries.get("global");
	const node = nodeAt(root, "global", "enable_tls");
	if (node === void 0) {
		const servers = root.entries.get("pd_servers") ?? root.entries.get("tikv_servers");
		return {
			state: "off",
			at: global?.keySpan ?? servers?.keySpan ?? root.span,
			because: ""
		};
	}
	const unknown = hiddenBecause(node);
	if (unknown !== void 0) return {
		state: "unknown",
		at: node.span,
		because: unknown
	};
	const value = node.kind === "boolean" ? node.value : node.kind === "string" ? words[node.value] : void 0;
	if (value !== void 0) return {
		state: value ? "on" : "off",
		at: node.span,
		because: ""
	};
	return {
		kind: "syntax",
		at: node.span,
		message: "enable_tls is neither true nor false: TiUP refuses this file",
		help: "write true or false, without quotes"
	};
}
/** Why a value is not in the file; undefined when it is. A placeholder without quotes reads as a map in YAML. */
function hiddenBecause(node) {
	if (node.kind === "unknown") return node.because;
	if (node.kind === "table") return "a placeholder is filled in elsewhere";
	const found = node.kind === "string" ? require_engine.placeholderIn(node.value) : void 0;
	return found === void 0 ? void 0 : `${found} is filled in elsewhere`;
}
/** A text or number of a table, as text. A string's span is the text without quotes. */
function scalarAt(table, key) {
	const node = nodeAt(table, key);
	if (node === void 0) return require_engine.absent;
	const because = hiddenBecause(node);
	if (because !== void 0) return {
		kind: "unknown",
		because,
		span: node.span
	};
	if (node.kind === "string") return node.value === "" ? {
		kind: "absent",
		at: node.span
	} : require_engine.known(node.value, node.slice(0, node.value.length), "form");
	return node.kind === "integer" || node.kind === "float" ? require_engine.known(String(node.value), node.span, "form") : require_engine.absent;
}

// src/read/forms/tiup/deployment.ts
/** The three keys that TiUP owns. */
function ownedKeys(component) {
	const keys = require_engine.materialKeys[component];
	return [
		keys.ca,
		keys.certificate,
		keys.key
	].map((key) => `security.${key}`);
}
/** What TiUP does with a topology beside starting the programs: as one instance, and (`isFirst`) for all of its kind. */
function deploymentOf(topology, server, own, generated, isFirst) {
	const shared = topology.serverConfigs[server.component];
	return {
		tool: "TiUP",
		turnOnTls: "deploy with enable_tls: true in global; a running cluster is switched by tiup cluster tls <name> enable, with one PD left",
		shieldStatusPort: "let a firewall admit only the monitoring hosts to that port",
		dropped: [...deleted(topology, server, own), ...isFirst ? ignored(topology) : []],
		managed: [...managed(topology, server, own, generated), ...isFirst ? [...overwritten(topology, server, shared, generated), ...byChance(shared)] : []],
		contradictions: [
			...advertised(topology, server),
			...pathsUnderOff(topology, server, own, true),
			...allowList(topology, server, own),
			...isFirst ? [
				...pathsUnderOff(topology, server, shared, false),
				...allowList(topology, server, shared),
				...refusedParts(topology)
			] : []
		],
		expects: []
	};
}
/** With TLS off TiUP deletes the three dotted keys from an instance's own config, and no others (pd.go, setTLSConfig). */
function deleted({ tls }, { component }, own) {
	if (tls.state !== "off") return [];
	return ownedKeys(component).flatMap((key) => {
		const setting = own.settings.get(key);
		if (setting === void 0 || !setting.isDotted || isEmpty(setting)) return [];
		return [{
			at: placeOf$1(setting),
			key,
			because: "TiUP deletes it from the configuration of an instance while enable_tls is off",
			help: "set enable_tls: true in global when the cluster is deployed, and leave the three paths to TiUP",
			concernsTls: true
		}];
	});
}
/** `ParseTopologyYaml` with `ignoreGlobal` deletes the three parts (parse_topology.go). */
function ignored({ isScaleOut, root }) {
	if (!isScaleOut) return [];
	return [
		"global",
		"monitored",
		"server_configs"
	].flatMap((key) => {
		const entry = root.entries.get(key);
		if (entry === void 0) return [];
		return [{
			at: entry.keySpan,
			key,
			because: "TiUP ignores it when nodes are added: the running cluster's own holds for them",
			help: "set it in the running cluster with tiup cluster edit-config, or in config of each new node",
			concernsTls: nodeAt(entry.node, "enable_tls") !== void 0 || key === "server_configs" && ["pd", "tikv"].some((part) => concernsTls(flatten(nodeAt(entry.node, part))))
		}];
	});
}
function concernsTls({ settings }) {
	return [...settings.keys()].some((key) => key.startsWith("security."));
}
/** An instance's own paths under TLS: the dotted form is overwritten, a nested one meets TiUP's own key in a Go map. */
function managed(topology, server, own, { overrides }) {
	if (topology.tls.state !== "on") return byChance(own);
	return [...ownedKeys(server.component).flatMap((key) => {
		const setting = own.settings.get(key);
		if (setting === void 0 || isSame(setting, overrides.get(key))) return [];
		if (setting.isDotted) return topology.isMeta ? [] : [overwrite(setting)];
		return [{
			at: placeOf$1(setting),
			key,
			effect: "left-to-chance",
			because: "TiUP sets the dotted key beside this nested one, and either of the two ends up in the file",
			help: "remove it: TiUP sets the three paths itself when enable_tls is on",
			entry: entryOf(setting)
		}];
	}), ...byChance(own)];
}
function overwritten({ tls }, server, shared, generated) {
	if (tls.state !== "on") return [];
	return ownedKeys(server.component).flatMap((key) => {
		const setting = shared.settings.get(key);
		return setting === void 0 || isEmpty(setting) || isSame(setting, generated.overrides.get(key)) ? [] : [overwrite(setting)];
	});
}
function overwrite(setting) {
	return {
		at: placeOf$1(setting),
		key: setting.key,
		effect: "overwritten",
		because: "TiUP writes the path of its own certificate there when enable_tls is on",
		help: "remove it: TiUP issues the certificates and sets the three paths itself",
		entry: entryOf(setting)
	};
}
function entryOf({ parts, node }) {
	const [first, last] = [parts[0], parts.at(-1)];
	if (first === void 0 || last === void 0) return void 0;
	return {
		key: first.span.line === last.span.line ? {
			...first.span,
			endColumn: last.span.endColumn
		} : last.span,
		value: node.span
	};
}
/** One key in two forms in one map. */
function byChance({ clashes }) {
	return clashes.filter(({ second, first }) => second.key.startsWith("security.") && !sameValue(first, second)).map(({ second }) => ({
		at: placeOf$1(second),
		key: second.key,
		effect: "left-to-chance",
		because: "it stands here twice, dotted and nested, and either of the two ends up in the file",
		help: "keep one of the two"
	}));
}
/** A `http` URL of PD under a switch that is on, the reverse, and a host that TiUP's certificate does not name. */
function advertised(topology, server) {
	return (server.component === "pd" ? ["advertise_client_addr", "advertise_peer_addr"] : ["advertise_addr", "advertise_status_addr"]).flatMap((key) => {
		const written = scalarAt(server.table, key);
		if (written.kind !== "known") return [];
		const at = written.span;
		return [...server.component === "pd" ? schemeOf(topology, key, written).map((fault) => ({
			...fault,
			at
		})) : [], ...topology.tls.state === "on" ? unnamed(server, key, written.value).map((fault) => ({
			...fault,
			at
		})) : []];
	});
}
function schemeOf({ tls }, key, { value, span }) {
	const { scheme } = require_engine.readUrl(value);
	if (tls.state === "unknown" || scheme !== "http" && scheme !== "https") return [];
	const isOn = tls.state === "on";
	if (scheme === "https" === isOn) return [];
	return [{
		message: `enable_tls is ${isOn ? "on" : "off"}, but ${key} says ${scheme}, and TiUP uses it as it is written: ${key === "advertise_client_addr" ? `PD serves ${isOn ? "TLS" : "plaintext"} there, cannot reach itself and does not start` : `PD serves ${isOn ? "TLS" : "plaintext"} there, and other PDs cannot dial it`}`,
		help: `write ${isOn ? "https" : "http"} instead of ${scheme}, or leave ${key} out`,
		related: {
			at: tls.at,
			message: `TLS is ${isOn ? "on" : "off"} for the whole cluster`
		},
		...isOn && { correction: {
			at: span,
			kind: "string",
			was: value,
			to: value.replace(/http/i, "https"),
			isCertain: key === "advertise_client_addr"
		} }
	}];
}
/** TiUP issues for localhost, 127.0.0.1 and the instance's `host` (pkg/cluster/task/tls.go). Nobody verifies the status address by default. */
function unnamed(server, key, value) {
	const { host } = server;
	if (host.kind !== "known" || key === "advertise_status_addr") return [];
	const dialled = (server.component === "pd" ? require_engine.readUrl(value).host : require_engine.splitAddress(value).host).toLowerCase();
	const names = [
		"localhost",
		"127.0.0.1",
		host.value.replace(/^\[|\]$/g, "").toLowerCase()
	];
	if (dialled === "" || names.includes(dialled)) return [];
	const who = key === "advertise_client_addr" ? "PD, which dials itself there, does not start" : key === "advertise_peer_addr" ? "other PDs refuse it" : "other TiKVs and TiDB refuse it";
	return [{
		message: `${key} has ${dialled}, but TiUP issues this certificate for ${host.value}, localhost and 127.0.0.1 alone: ${who}`,
		help: `use ${dialled} as host (manage_host may keep the address for SSH), or advertise ${host.value}`,
		related: {
			at: server.at,
			message: "TiUP issues the certificate for this host"
		}
	}];
}
/** TiUP leaves these paths in the configuration; the URLs stay http. */
function pathsUnderOff({ tls }, { component }, { settings }, isOwn) {
	if (tls.state !== "off") return [];
	const consequence = component === "pd" ? "PD listens on http URLs and ignores its certificates" : "TiKV speaks TLS and TiUP's PD does not, so that they cannot talk";
	const kept = ownedKeys(component).flatMap((key) => {
		const setting = settings.get(key);
		return setting === void 0 || isEmpty(setting) || isOwn && setting.isDotted ? [] : [setting];
	});
	const [first] = kept;
	if (first === void 0) return [];
	const keys = kept.map(({ key }) => key).join(" and ");
	return [{
		at: placeOf$1(first),
		message: `enable_tls is off, but ${keys} ${kept.length === 1 ? "is" : "are"} set for ${require_engine.componentName[component]}: ${consequence}`,
		help: `set enable_tls: true in global when the cluster is deployed, or remove ${kept.length === 1 ? "the path" : "the paths"}`,
		related: {
			at: tls.at,
			message: "TLS is off for the whole cluster"
		}
	}];
}
/**
* TiUP's certificates have the component's name as their common name (pkg/cluster/task/tls.go). A list of PD is a list of
* servers that it dials too, itself first; on its client port it is enforced from the second entry on.
*/
function allowList(topology, { component }, { settings }) {
	const setting = settings.get("security.cert-allowed-cn");
	if (topology.tls.state !== "on" || setting?.node.kind !== "array" || setting.node.items.length === 0) return [];
	const { items } = setting.node;
	if (items.some((item) => item.kind !== "string")) return [];
	const listed = new Set(items.map((item) => item.kind === "string" ? item.value : ""));
	const missing = dialling(topology, component, items.length).filter((name) => !listed.has(name));
	if (missing.length === 0) return [];
	const consequence = component === "pd" && missing.includes("pd") ? "PD refuses itself and does not start" : `${require_engine.componentName[component]} refuses ${missing.length === 1 ? "it" : "them"}`;
	const names = missing.join(" and ");
	return [{
		at: setting.node.span,
		message: `this list lacks ${names}, ${missing.length === 1 ? "a common name" : "common names"} that TiUP gives its certificates: ${consequence}`,
		help: `add ${names}, and the name of TiUP's own client certificate, <cluster>-client`,
		related: {
			at: topology.tls.at,
			message: "with this switch TiUP issues the certificates"
		}
	}];
}
function dialling(topology, component, entries) {
	const tidb = itemsAt(topology.root, "tidb_servers").length > 0 ? ["tidb"] : [];
	if (component === "tikv") return ["tikv", ...tidb];
	const version = require_engine.parseVersion(topology.versions.pd?.value ?? "");
	return entries > 1 && (version === void 0 || require_engine.isAtLeast(version, "v8.4.0")) ? [
		"pd",
		"tikv",
		...tidb
	] : ["pd"];
}
/** `component ... is not supported in TLS enabled cluster` (pkg/cluster/spec/validate.go, validateTLSEnabled). */
function refusedParts({ tls, root }) {
	if (tls.state !== "on") return [];
	return ["tispark_masters", "tispark_workers"].flatMap((key) => {
		const entry = root.entries.get(key);
		if (entry?.node.kind !== "array" || entry.node.items.length === 0) return [];
		return [{
			at: entry.keySpan,
			message: `enable_tls is on, but ${key} has entries: TiUP refuses TiSpark in a cluster with TLS`,
			help: `remove ${key}`,
			related: {
				at: tls.at,
				message: "TLS is on for the whole cluster"
			}
		}];
	});
}
function placeOf$1({ node }) {
	return node.span;
}
function isEmpty({ node }) {
	return node.kind === "string" && node.value === "";
}
function isSame({ node }, override) {
	return node.kind === "string" && node.value === override?.value;
}
function sameValue(a, b) {
	return a.node.kind === "string" && b.node.kind === "string" && a.node.value === b.node.value;
}

// src/read/forms/tiup/fields.ts
const known = new Map(Object.entries({
	topology: `global monitored component_versions component_sources server_configs tidb_servers tikv_servers tiflash_servers
    tiproxy_servers pd_servers tso_servers scheduling_servers resource_manager_servers router_servers tidb_dashboard_servers
    pump_servers drainer_servers cdc_servers kvcdc_servers tispark_masters tispark_workers monitoring_servers grafana_servers
    alertmanager_servers`,
	global: `user group ssh_port ssh_type enable_tls listen_host deploy_dir data_dir log_dir resource_control os arch custom
    systemd_mode pd_mode`,
	pd: `host manage_host listen_host advertise_client_addr advertise_peer_addr ssh_port imported patched ignore_exporter name
    client_port peer_port deploy_dir data_dir log_dir source numa_node config resource_control arch os`,
	tikv: `host manage_host listen_host advertise_addr ssh_port imported patched ignore_exporter port status_port
    advertise_status_addr deploy_dir data_dir log_dir offline source numa_node numa_cores config resource_control arch os`
}).map(([place, names]) => [place, names.trim().split(/\s+/)]));
const types = {
	topology: "the topology",
	global: "global",
	pd: "pd_servers",
	tikv: "tikv_servers"
};
/** The fields by which people steer how instances talk: a typing error in these is told. */
const steering = new Set("enable_tls listen_host advertise_client_addr advertise_peer_addr advertise_addr".split(" "));
/** Fields of PD that TiKV has under another name, and the reverse. */
const counterparts = /* @__PURE__ */ new Map([
	["pd advertise_addr", "advertise_client_addr"],
	["tikv advertise_client_addr", "advertise_addr"],
	["tikv advertise_peer_addr", "advertise_addr"]
]);
/** The first field that TiUP certainly does not know, or an entry without host. */
function refusedField(topology) {
	if (topology.isMeta) return void 0;
	const found = [...unknownIn(topology.root, "topology")];
	if (!topology.isScaleOut) found.push(...unknownIn(topology.root.entries.get("global")?.node, "global"));
	for (const component of ["pd", "tikv"]) for (const { table, host, at } of topology.servers[component]) {
		if (host.kind === "absent") return {
			kind: "syntax",
			at,
			message: `an entry of ${component}_servers has no host: TiUP refuses this file`,
			help: "give every entry a host",
			component
		};
		found.push(...unknownIn(table, component));
	}
	return found[0];
}
function unknownIn(node, place) {
	if (node?.kind !== "table") return [];
	const names = known.get(place) ?? [];
	return [...node.entries.values()].flatMap((entry) => names.includes(entry.key) ? [] : problemOf(entry, place, names));
}
function problemOf({ key, keySpan }, place, names) {
	const meant = names.find((name) => steering.has(name) && (isMeant(key, name) || counterparts.get(`${place} ${key}`) === name));
	const elsewhere = [...known].find(([other, list]) => other !== place && list.some((name) => steering.has(name) && name === key));
	if (meant === void 0 && elsewhere === void 0 && !/tls|ssl|secur|cert/i.test(key)) return [];
	const where = place === "topology" ? "at the top" : `in ${types[place]}`;
	const help = meant !== void 0 ? `write ${meant}` : elsewhere !== void 0 ? `move it to ${types[elsewhere[0]]}` : "write enable_tls: true in global to turn TLS on, and settings of PD and TiKV in server_configs";
	return [{
		kind: "syntax",
		at: keySpan,
		message: `TiUP has no field ${key} ${where} and refuses this file`,
		help
	}];
}
function isMeant(key, name) {
	const plain = (text) => text.toLowerCase().replaceAll(/[-_. ]/g, "");
	return plain(key) === plain(name) || key.length < 40 && require_main.editDistance(plain(key), plain(name), 3) <= 1;
}

// src/read/forms/tiup/generated.ts
/** No cluster has as many PDs; a list of all of them for each of them would grow without bound. */
const mostMembers = 64;
/** The settings that TiUP generates for all instances of a topology. */
var Generator = class {
	#topology;
	#endpoints;
	#members;
	constructor(topology) {
		this.#topology = topology;
		this.#endpoints = this.#list((pd) => {
			const address = addressOf(pd.host, portOf(pd, "client_port", 2379));
			return address.kind === "known" ? address : void 0;
		});
		this.#members = this.#list((pd) => {
			const name = scalarAt(pd.table, "name");
			const url = this.#advertised(pd, "peer");
			const own = name.kind === "absent" ? defaultPdName(pd) : name.kind === "known" ? name.value : void 0;
			if (own === void 0 || url.kind !== "known") return void 0;
			return {
				...url,
				value: `${own}=${url.value}`
			};
		});
	}
	/** Flags of the start script and the paths of the configuration (pkg/cluster/spec/pd.go and tikv.go, InitConfig). */
	of(server) {
		const overrides = /* @__PURE__ */ new Map();
		const unknown = /* @__PURE__ */ new Map();
		for (const [key, setting] of [...this.#paths(server), ...this.#flags(server)]) if ("value" in setting) overrides.set(key, setting);
		else unknown.set(key, setting);
		return {
			overrides,
			unknown
		};
	}
	/** The three paths that TiUP writes over whatever is configured when TLS is on (setTLSConfig). */
	#paths(server) {
		const { tls } = this.#topology;
		if (tls.state === "off") return [];
		const folder = deployFolderOf(this.#topology, server);
		const { component } = server;
		const names = {
			ca: "ca.crt",
			certificate: `${component}.crt`,
			key: `${component}.pem`
		};
		return [
			"ca",
			"certificate",
			"key"
		].map((name) => {
			const key = `security.${require_engine.materialKeys[component][name]}`;
			if (tls.state === "unknown") return [key, {
				because: tls.because,
				span: tls.at
			}];
			return [key, {
				value: `${folder}/tls/${names[name]}`,
				span: tls.at,
				origin: "form"
			}];
		});
	}
	#flags(server) {
		return server.component === "pd" ? this.#pdFlags(server) : this.#tikvFlags(server);
	}
	#pdFlags(pd) {
		const listen = this.#listenHost(pd);
		return [
			["client-urls", settled(this.#url(addressOf(listen, portOf(pd, "client_port", 2379))), pd.at)],
			["peer-urls", settled(this.#url(addressOf(listen, portOf(pd, "peer_port", 2380))), pd.at)],
			["advertise-client-urls", settled(this.#advertised(pd, "client"), pd.at)],
			["advertise-peer-urls", settled(this.#advertised(pd, "peer"), pd.at)],
			[this.#topology.isScaleOut ? "join" : "initial-cluster", this.#members]
		];
	}
	#tikvFlags(tikv) {
		const listen = this.#listenHost(tikv);
		const port = portOf(tikv, "port", 20160);
		const statusPort = portOf(tikv, "status_port", 20180);
		const advertised = (key, fallback) => settled(orElse(scalarAt(tikv.table, key), fallback), tikv.at);
		const status = ["server.advertise-status-addr", advertised("advertise_status_addr", addressOf(tikv.host, statusPort))];
		return [
			["server.addr", settled(addressOf(listen, port), tikv.at)],
			["server.advertise-addr", advertised("advertise_addr", addressOf(tikv.host, port))],
			["server.status-addr", settled(addressOf(listen, statusPort), tikv.at)],
			...this.#takesStatusAddress ? [status] : [],
			["pd.endpoints", this.#endpoints]
		];
	}
	/** Since v4.0.1 (pkg/tidbver). */
	get #takesStatusAddress() {
		const version = require_engine.parseVersion(this.#topology.versions.tikv?.value ?? "");
		return version === void 0 || require_engine.isAtLeast(version, "v4.0.1");
	}
	/** Used as it is written, whatever its scheme; else the host with the scheme of the cluster. */
	#advertised(pd, port) {
		const written = scalarAt(pd.table, `advertise_${port}_addr`);
		if (written.kind !== "absent") return written;
		return this.#url(addressOf(pd.host, portOf(pd, `${port}_port`, port === "client" ? 2379 : 2380)));
	}
	/** The switch decides the scheme: it is the place that a person changes. */
	#url(address) {
		const { tls } = this.#topology;
		if (address.kind !== "known") return address;
		if (tls.state === "unknown") return {
			kind: "unknown",
			because: tls.because,
			span: tls.at
		};
		return {
			...address,
			value: `${tls.state === "on" ? "https" : "http"}://${address.value}`,
			span: tls.at
		};
	}
	#listenHost(server) {
		const { root, isScaleOut, tls } = this.#topology;
		const own = scalarAt(server.table, "listen_host");
		if (own.kind !== "absent") return own;
		if (isScaleOut) return {
			kind: "unknown",
			because: "listen_host is a setting of the running cluster",
			span: tls.at
		};
		const global = scalarAt(nodeAt(root, "global"), "listen_host");
		if (global.kind !== "absent") return global;
		const { host } = server;
		if (host.kind !== "known") return host;
		const span = root.entries.get("global")?.keySpan ?? host.span;
		return {
			...host,
			value: host.value.includes(":") ? "::" : "0.0.0.0",
			span
		};
	}
	/** One value for each PD, with commas between; each keeps its own place. */
	#list(partOf) {
		const { servers, isScaleOut, tls, root } = this.#topology;
		const span = root.entries.get("pd_servers")?.keySpan ?? tls.at;
		if (isScaleOut) return {
			because: "the PDs of the running cluster are not in this file",
			span
		};
		if (servers.pd.length > mostMembers) return {
			because: `pd_servers has more than ${mostMembers} entries`,
			span
		};
		const parts = servers.pd.map(partOf);
		const known = parts.filter((part) => part !== void 0);
		if (known.length < parts.length || known.length === 0) return {
			because: "not every PD's address is in the file",
			span
		};
		return listed(known, span);
	}
};
function listed(parts, span) {
	const ends = [];
	for (const { value } of parts) ends.push((ends.at(-1) ?? -1) + 1 + value.length);
	return {
		value: parts.map(({ value }) => value).join(","),
		span,
		origin: "form",
		slice: (_, to) => parts[ends.findIndex((end) => to <= end)]?.span ?? span
	};
}
function settled(stated, span) {
	switch (stated.kind) {
		case "known": return {
			value: stated.value,
			span: stated.span,
			origin: "form"
		};
		case "unknown": return {
			because: stated.because,
			span: stated.span
		};
		case "absent": return {
			because: "the host is not in the file",
			span
		};
		default: return stated;
	}
}
function orElse(stated, fallback) {
	return stated.kind === "absent" ? fallback : stated;
}
function portOf(server, key, fallback) {
	const written = scalarAt(server.table, key);
	return written.kind === "absent" ? {
		kind: "known",
		value: String(fallback),
		span: server.at,
		origin: "form"
	} : written;
}
/** `host:port`, with brackets around an IPv6 address; the place is the host's. */
function addressOf(host, port) {
	if (host.kind !== "known") return host;
	if (port.kind !== "known") return port;
	const name = host.value.includes(":") && !host.value.startsWith("[") ? `[${host.value}]` : host.value;
	return {
		...host,
		value: `${name}:${port.value}`
	};
}
/** `pd-<host>-<port>` (spec.go, setCustomDefaults). */
function defaultPdName({ host, table }) {
	const port = scalarAt(table, "client_port");
	if (host.kind !== "known" || port.kind === "unknown") return void 0;
	return `pd-${host.value}-${port.kind === "known" ? port.value : 2379}`;
}
/**
* Where an instance is deployed on its machine, as an absolute path (parse_topology.go, ExpandRelativeDir). A part that is
* not in the file stands there as `{{ name }}`: that the paths are set is certain all the same.
*/
function deployFolderOf({ root }, server) {
	const global = nodeAt(root, "global");
	const own = shownAt(server.table, "deploy_dir");
	const portKey = server.component === "pd" ? "client_port" : "port";
	const port = shownAt(server.table, portKey) ?? (server.component === "pd" ? "2379" : "20160");
	const folder = own ?? `${shownAt(global, "deploy_dir") ?? "deploy"}/${server.component}-${port}`;
	return (/^[/{]/.test(folder) ? `/${folder}` : `/home/${shownAt(global, "user") ?? "tidb"}/${folder}`).replaceAll(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "");
}
function shownAt(table, key) {
	const stated = scalarAt(table, key);
	return stated.kind === "known" ? stated.value.trim() : stated.kind === "unknown" ? `{{ ${key} }}` : void 0;
}

// src/read/forms/tiup/form.ts
/** What TiUP deploys: topology files, and the meta.yaml that it keeps of a cluster. */
const tiupForm = {
	meta: {
		id: "tiup",
		title: "TiUP topology",
		reads: "topology files of `tiup cluster`, whatever they are called: YAML with `pd_servers` or `tikv_servers`; `meta.yaml` of a deployed cluster, with its version; files for `scale-out`",
		derives: "what TiUP generates: the scheme of all URLs from `global.enable_tls`, addresses and PD's members from the hosts, the paths below `<deploy_dir>/tls`; one configuration for each instance out of `server_configs` and its own `config`, dotted or nested; certificates and keys of a committed `tls` and `config-cache`",
		unknown: "everything that a file for `scale-out` inherits from the running cluster: whether TLS is on, `server_configs`, the other PDs; values with placeholders. Components other than PD and TiKV, and clusters of DM, are not read"
	},
	needs: ["yaml"],
	claims: looksLikeTopology,
	read(files, context) {
		const topologies = [];
		const problems = [];
		for (const file of files) {
			const topology = topologyOf(file, context);
			if (topology === void 0) continue;
			if ("message" in topology) problems.push(topology);
			else topologies.push(topology);
		}
		const clusters = clustersOf(topologies);
		return {
			instances: topologies.flatMap((topology) => draftsOf(topology, clusters.get(topology), context)),
			files: [],
			problems
		};
	}
};
/** One topology is one cluster. New nodes belong to the one whose topology lies beside them, when it is the only one there. */
function clustersOf(topologies) {
	const whole = /* @__PURE__ */ new Map();
	for (const topology of topologies) {
		if (topology.isScaleOut) continue;
		const folder = require_engine.folderOf(topology.file.path);
		whole.set(folder, whole.has(folder) ? "several" : topology);
	}
	return new Map(topologies.map((topology) => {
		const beside = topology.isScaleOut ? whole.get(require_engine.folderOf(topology.file.path)) : void 0;
		return [topology, require_engine.fileName((beside === void 0 || beside === "several" ? topology : beside).file.path).replace(/\..*$/, "") || "topology"];
	}));
}
function topologyOf(file, context) {
	const { documents, problems, duplicates } = context.yaml(file);
	const [mistake] = problems;
	if (mistake !== void 0) return brokenFile(file, mistake.at, mistake.message);
	const [document] = documents;
	if (document?.root === void 0) return void 0;
	const topology = topologyIn(file, document.root);
	if (topology === void 0 || "message" in topology) return topology;
	const [twice] = duplicates;
	if (twice !== void 0) return refusal(twice.at, `the key ${twice.key} stands twice in one map`, "keep one of the two");
	return refusedField(topology) ?? tooLarge(topology) ?? topology;
}
function brokenFile(file, at, message) {
	const marker = require_engine.templateMark(file, at);
	if (marker === void 0) return refusal(at, message, "correct the YAML at this place");
	return {
		kind: "template",
		at: marker.at,
		message: "this topology is a template that is not rendered: what TiUP reads in its place is not judged",
		help: marker.help
	};
}
function refusal(at, message, help) {
	return {
		kind: "syntax",
		at,
		message: `${message}: TiUP refuses this file`,
		help
	};
}
/** Every instance with settings of its own has a whole configuration of its own. */
const mostSettings = 2e6;
function tooLarge({ serverConfigs, servers, root, file }) {
	if (["pd", "tikv"].reduce((sum, component) => {
		return sum + servers[component].filter(({ table }) => table.entries.has("config")).length * serverConfigs[component].settings.size;
	}, 0) <= mostSettings) return void 0;
	return {
		kind: "unreadable",
		at: root.entries.get("server_configs")?.keySpan ?? root.span,
		message: `${file.path} has more settings for more instances than any cluster: it is not judged`,
		help: "split the file, or leave it out of the repository"
	};
}
function draftsOf(topology, cluster, context) {
	const generator = new Generator(topology);
	return ["pd", "tikv"].flatMap((component) => {
		const trees = new Trees(topology, component);
		return topology.servers[component].map((server, index) => draftOf(topology, server, generator, trees, index === 0, cluster, context));
	});
}
function draftOf(topology, server, generator, trees, isFirst, cluster, context) {
	const { component, at } = server;
	const { path } = topology.file;
	const own = flatten(nodeAt(server.table, "config"));
	const generated = generator.of(server);
	const byChance = nestedPaths(topology, server, own, generated.overrides);
	const overrides = new Map([...generated.overrides].filter(([key]) => !byChance.has(key)));
	return {
		component,
		form: "tiup",
		path,
		at,
		config: trees.of(own),
		overrides,
		unknownOverrides: new Map([
			...generated.unknown,
			...byChance,
			...inherited(topology, own)
		]),
		name: nameOf(server),
		version: topology.versions[component],
		mounts: mountsOf(topology, server, context),
		deployment: deploymentOf(topology, server, own, generated, isFirst),
		environment: { cluster }
	};
}
/** A nested path of an instance meets TiUP's own dotted key in one map: nobody knows which of the two is written. */
function nestedPaths({ tls }, { component }, { settings }, overrides) {
	if (tls.state !== "on") return /* @__PURE__ */ new Map();
	return new Map(ownedKeys(component).flatMap((key) => {
		const setting = settings.get(key);
		if (setting === void 0 || setting.isDotted) return [];
		if (setting.node.kind === "string" && setting.node.value === overrides.get(key)?.value) return [];
		return [[key, {
			because: "TiUP's own path and this one meet by chance",
			span: setting.node.span
		}]];
	}));
}
/** What a new node takes from the running cluster beside the paths: its list of names may be set there. */
function inherited({ isScaleOut, tls }, own) {
	if (!isScaleOut || own.settings.has("security.cert-allowed-cn")) return [];
	return [["security.cert-allowed-cn", {
		because: "server_configs are those of the running cluster",
		span: tls.at
	}]];
}
function nameOf({ table, host, component }) {
	const name = scalarAt(table, "name");
	if (component === "pd" && name.kind === "known") return name.value;
	const port = scalarAt(table, component === "pd" ? "client_port" : "port");
	if (host.kind !== "known" || port.kind === "unknown") return `${component}-server`;
	return `${host.value}:${port.kind === "known" ? port.value : component === "pd" ? 2379 : 20160}`;
}
/** The configurations of all instances of one component; those without settings of their own share one. */
var Trees = class {
	#topology;
	#shared;
	#component;
	#common;
	constructor(topology, component) {
		this.#topology = topology;
		this.#component = component;
		this.#shared = topology.serverConfigs[component];
	}
	of(own) {
		if (own === emptyMap) {
			this.#common ??= this.#merge(/* @__PURE__ */ new Map());
			return this.#common;
		}
		return this.#merge(this.#kept(own));
	}
	#merge(own) {
		const { root, tls } = this.#topology;
		const entry = root.entries.get(`${this.#component}_servers`);
		const at = this.#securityPlace() ?? tls.at;
		const owned = ownedKeys(this.#component);
		const security = {
			at,
			isSwitch: tls.state === "off",
			owned
		};
		return mergedTree(entry?.keySpan ?? root.span, [this.#shared.settings, own], security);
	}
	/** Where a setting of `[security]` would be added: with TLS on in `server_configs`, with TLS off the switch comes first. */
	#securityPlace() {
		const { root, tls, isScaleOut } = this.#topology;
		if (tls.state !== "on" || isScaleOut) return void 0;
		const configs = root.entries.get("server_configs");
		return (configs?.node.kind === "table" ? configs.node.entries.get(this.#component) : void 0)?.keySpan ?? configs?.keySpan;
	}
	/** With TLS off TiUP deletes its three keys, where they are written as dotted ones (setTLSConfig). */
	#kept({ settings }) {
		if (this.#topology.tls.state !== "off") return settings;
		const deleted = ownedKeys(this.#component).filter((key) => settings.get(key)?.isDotted === true);
		return deleted.length === 0 ? settings : new Map([...settings].filter(([key]) => !deleted.includes(key)));
	}
};
/**
* TiUP keeps what it issues beside its meta.yaml: `tls/ca.crt` and, for each instance, `config-cache/pd-<host>-<port>.crt`
* (pkg/cluster/task/tls.go). What is not there was never committed: a file elsewhere that is called alike is another one.
*/
function mountsOf(topology, server, context) {
	if (topology.tls.state === "off") return [];
	const here = require_engine.folderOf(topology.file.path);
	const tls = require_engine.joinRepoPath(here, "tls");
	if (tls === void 0) return [];
	const onServer = `${deployFolderOf(topology, server)}/tls`;
	const { component, host } = server;
	const port = scalarAt(server.table, component === "pd" ? "client_port" : "port");
	const number = port.kind === "known" ? port.value : component === "pd" ? "2379" : "20160";
	const stem = host.kind === "known" ? `${component}-${host.value}-${number}` : void 0;
	const cached = ["crt", "pem"].flatMap((suffix) => {
		const repository = stem === void 0 ? void 0 : require_engine.joinRepoPath(here, `config-cache/${stem}.${suffix}`);
		if (repository === void 0 || context.file(repository) === void 0) return [];
		return [{
			server: `${onServer}/${component}.${suffix}`,
			repository
		}];
	});
	return [{
		server: onServer,
		repository: tls
	}, ...cached];
}

// src/read/forms/workloads/clusters.ts
/**
* Tells clusters of one namespace apart: by the label of their chart or application, else by what stands before `pd`
* and `tikv` in their names (`basic-pd`, `basic-tikv`). Only where every one of them has both components: else the names
* mean something else.
*/
function withClusters(named) {
	const places = /* @__PURE__ */ new Map();
	for (const item of named) {
		const { environment, path } = item.draft;
		const key = [environment?.folder ?? require_engine.folderOf(path), environment?.namespace ?? ""].join("\n");
		const list = places.get(key);
		if (list === void 0) places.set(key, [item]);
		else list.push(item);
	}
	return [...places.values()].flatMap((items) => {
		const byCluster = /* @__PURE__ */ new Map();
		for (const item of items) {
			const cluster = item.label ?? prefixOf(item.name);
			const list = byCluster.get(cluster);
			if (list === void 0) byCluster.set(cluster, [item]);
			else list.push(item);
		}
		const isComplete = (list) => new Set(list.map(({ draft }) => draft.component)).size === 2;
		if (!((byCluster.size > 1 || items.every(({ label }) => label !== void 0)) && [...byCluster.values()].every(isComplete))) return items.map(({ draft }) => draft);
		return [...byCluster].flatMap(([cluster, list]) => list.map(({ draft }) => ({
			...draft,
			environment: {
				...draft.environment,
				cluster
			}
		})));
	});
}
function prefixOf(name) {
	return name.replace(/(?:^|[-_.])(?:pd|tikv)(?:[-_.].*)?$/i, "");
}

// src/read/forms/workloads/config-maps.ts
/** The ConfigMaps of a tree, and which of their entries a workload reads. */
var ConfigMaps = class {
	#byName = /* @__PURE__ */ new Map();
	#all;
	#used = /* @__PURE__ */ new Set();
	constructor(resources) {
		this.#all = resources.filter(({ kind }) => kind === "ConfigMap");
		for (const map of this.#all) {
			const key = keyOf$1(map.overlay?.folder, map.ownName);
			const list = this.#byName.get(key);
			if (list === void 0) this.#byName.set(key, [map]);
			else list.push(map);
		}
	}
	/** The one that a workload names: of the same build and namespace; of several the one that lies closest. */
	find(name, from) {
		const own = this.#byName.get(keyOf$1(from.overlay?.folder, name)) ?? [];
		const fitting = (own.length > 0 ? own : this.#byName.get(keyOf$1(void 0, name)) ?? []).filter(({ namespace }) => namespace === void 0 || from.namespace === void 0 || namespace === from.namespace);
		if (fitting.length > 64) return void 0;
		const ranks = fitting.map(({ path }) => commonStart(path, from.path));
		const best = Math.max(...ranks);
		const closest = fitting.filter((_, index) => ranks[index] === best);
		return closest.length === 1 ? closest[0] : void 0;
	}
	/** Notes that a workload reads this entry. */
	use(entry) {
		this.#used.add(identityOf(entry));
	}
	/** Those with an entry that a workload reads, or that holds a configuration of PD or TiKV. */
	withConfigurations() {
		return this.#all.filter((map) => entriesOf(map).some((entry) => this.#used.has(identityOf(entry)) || componentOfEntry(entry) !== void 0));
	}
	/** Entries that hold a configuration of PD or TiKV and that no workload reads. */
	unused() {
		return this.#all.flatMap((map) => entriesOf(map).flatMap((entry) => {
			if (this.#used.has(identityOf(entry))) return [];
			const component = componentOfEntry(entry);
			return component === void 0 ? [] : [{
				...entry,
				component
			}];
		}));
	}
};
function keyOf$1(folder, name) {
	return `${folder ?? ""}\n${name}`;
}
/** A ConfigMap that two builds share is read in both. */
function identityOf({ map, key }) {
	return `${map.path}\n${map.overlay?.folder ?? ""}\n${map.namespace ?? ""}\n${map.ownName}\n${key}`;
}
/** The texts of a ConfigMap. */
function entriesOf(map) {
	const data = nodeAt(map.root, "data");
	if (data?.kind !== "table") return [];
	return [...data.entries.values()].flatMap(({ key, node }) => node.kind === "string" ? [{
		map,
		key,
		node
	}] : []);
}
/** Whose configuration an entry is, by its key, its ConfigMap's name and its content. */
function componentOfEntry({ map, key, node }) {
	const name = /\.toml$/i.test(key) ? key : /^[\w.-]+$/.test(key) && !/\.\w{1,5}$|script/i.test(key) ? `${key}.toml` : void 0;
	if (name === void 0 || !/^[ \t]*(?:\[|[\w."-]+[ \t]*=)/m.test(node.value)) return void 0;
	return require_engine.componentOf(require_engine.sourceFile(`${map.ownName.replaceAll("/", "-")}/${name}`, new TextEncoder().encode(node.value)));
}
/** Reads the TOML of an entry; every place lies in the file that holds the entry. */
function readEntry({ node, key, map }, component) {
	const file = node.span.path === map.path ? void 0 : node.span.path;
	return require_engine.readTomlText(node, component, `${key} of the ConfigMap ${map.name}`, file);
}
/** What a draft knows of the environment of an object. */
function environmentHint({ namespace, overlay }, cluster) {
	const told = (text) => text === void 0 || /[{}$]/.test(text) ? void 0 : text;
	return {
		namespace: told(namespace),
		cluster: told(cluster),
		folder: overlay?.folder
	};
}
function commonStart(a, b) {
	const [left, right] = [a.split("/"), b.split("/")];
	let count = 0;
	while (count < left.length && left[count] === right[count]) count += 1;
	return count;
}

// src/read/forms/workloads/variables.ts
/** The variables of a container's environment, as far as the manifest shows them. The name of the pod stands for all replicas. */
function variablesOf({ table, pods }) {
	const values = /* @__PURE__ */ new Map();
	for (const item of itemsAt(table, "env")) {
		const name = textAt(item, "name")?.value;
		if (name === void 0) continue;
		const value = textAt(item, "value");
		const field = textAt(item, "valueFrom", "fieldRef", "fieldPath")?.value;
		if (value !== void 0) values.set(name, expanded(value, (inner) => values.get(inner)));
		else if (field === "metadata.name") values.set(name, pods.firstName);
		else if (field === "metadata.namespace") values.set(name, pods.resource.namespace);
		else values.set(name, void 0);
	}
	if (!values.has("HOSTNAME")) values.set("HOSTNAME", pods.firstName);
	return (name) => values.get(name);
}
/** A text of `command`, `args` or `env` as the kubelet expands it: `$(NAME)` alone, `$$(` is a `$(`. */
function expanded(text, lookup) {
	if (!text.value.includes("$(")) return text;
	const builder = new require_engine.PlacedBuilder(text);
	const { value } = text;
	let from = 0;
	for (const match of value.matchAll(/\$?\$\(([A-Za-z_][\w.-]{0,120})\)/g)) {
		const [whole, name = ""] = match;
		const end = match.index + whole.length;
		builder.copy(from, match.index);
		from = end;
		const known = lookup(name);
		if (whole.startsWith("$$")) builder.copy(match.index + 1, end);
		else if (known === void 0) builder.putUnknown(`\${${name}}`, `$(${name}) is known when the pod runs`, match.index, end);
		else builder.put(known, match.index, end);
	}
	builder.copy(from, value.length);
	return builder.build(0, value.length);
}

// src/read/forms/workloads/volumes.ts
/** The volumes of one container. */
var Volumes = class {
	#places;
	/** Why not all mounts can be told; undefined when they can. */
	unread;
	#owner;
	#maps;
	#mounts;
	constructor({ table, pods }, maps) {
		this.#owner = pods.resource;
		this.#maps = maps;
		const volumes = new Map(itemsAt(pods.spec, "volumes").map((volume) => [textAt(volume, "name")?.value, volumeOf(volume)]));
		const mounts = itemsAt(table, "volumeMounts");
		this.#places = mounts.flatMap((mount) => {
			const server = textAt(mount, "mountPath")?.value;
			const name = textAt(mount, "name")?.value;
			if (server === void 0 || hasPlaceholder(server)) return [];
			const volume = volumes.get(name) ?? hiddenVolume(name);
			const subPath = textAt(mount, "subPath")?.value.replace(/^\/+|\/+$/g, "");
			const isOpen = nodeAt(mount, "subPathExpr") !== void 0 || nodeAt(mount, "subPath")?.kind === "unknown";
			return [{
				server: require_engine.plainPath(server).replace(/\/+$/, ""),
				subPath: subPath || void 0,
				volume: isOpen ? hiddenVolume(name) : volume
			}];
		});
		this.unread = whyUnread(table, pods.spec) ?? (this.#places.length < mounts.length ? "a mount has a path that is filled in later" : injected(pods.root));
	}
	/** The entry of a ConfigMap behind a path of the container; a clause where there is none. */
	configAt(path) {
		if (this.unread !== void 0) return { because: this.unread };
		const plain = require_engine.plainPath(path);
		const place = [...this.#places].sort((a, b) => b.server.length - a.server.length).find(({ server }) => plain === server || plain.startsWith(`${server}/`));
		if (place === void 0) return { because: `${path} is part of the image, or made when the pod starts` };
		if (place.volume.kind === "hidden") return place.volume;
		if (place.volume.kind === "host") return { because: `${path} is a file of the machine` };
		const below = plain.slice(place.server.length + 1);
		const file = [place.subPath, below].filter(Boolean).join("/");
		for (const source of place.volume.sources) {
			if (source.kind !== "config-map") continue;
			const map = this.#maps.find(source.name, this.#owner);
			if (map === void 0) return { because: `the ConfigMap ${source.name} is not in the repository` };
			const key = keyOf(source, file);
			const entry = entriesOf(map).find((candidate) => candidate.key === key);
			if (entry !== void 0) return entry;
		}
		return { because: `nothing in the repository holds ${path}` };
	}
	/** What is where in the container. A mount that cannot be told hides all of them. */
	mounts() {
		this.#mounts ??= this.unread === void 0 ? this.#places.flatMap((place) => this.#mountsOf(place)) : [this.#at("/", { hidden: this.unread })];
		return this.#mounts;
	}
	#at(server, what) {
		return {
			server,
			repository: this.#owner.path,
			...what
		};
	}
	#mountsOf(place) {
		const { server, subPath, volume } = place;
		switch (volume.kind) {
			case "hidden": return [this.#at(server, { hidden: volume.because })];
			case "host": return [this.#at(server, { host: require_engine.plainPath(`${volume.path}/${subPath ?? ""}`).replace(/\/+$/, "") })];
			case "parts": return [...volume.sources.flatMap((source) => this.#entries(place, source)), this.#rest(place, volume)];
			default: return volume;
		}
	}
	/** The files of a volume that can be told one by one. */
	#entries({ server, subPath }, source) {
		const { namespace, overlay } = this.#owner;
		const { name, items, isOptional } = source;
		const mount = (file, what) => {
			if (subPath === void 0) return [this.#at(`${server}/${file}`, what)];
			if (file === subPath) return [this.#at(server, what)];
			return file.startsWith(`${subPath}/`) ? [this.#at(`${server}${file.slice(subPath.length)}`, what)] : [];
		};
		if (source.kind === "config-map") return (this.#keysOfMap(source) ?? []).flatMap((key) => {
			const file = items === void 0 ? key : items.get(key);
			return file === void 0 ? [] : mount(file, { hidden: `it is in the ConfigMap ${name}, whose certificates are not read` });
		});
		const generated = overlay?.secretFiles.filter(({ secret }) => secret === name) ?? [];
		if (generated.length > 0) return generated.flatMap(({ key, file: repository }) => {
			const file = items === void 0 ? key : items.get(key);
			return file === void 0 ? [] : mount(file, {}).map((each) => ({
				...each,
				repository
			}));
		});
		return [...items ?? []].flatMap(([key, file]) => mount(file, { secret: {
			name,
			namespace,
			key,
			isOptional
		} }));
	}
	/** What is in a volume beside them. */
	#rest({ server, subPath }, { name, sources, isWhole }) {
		const { namespace, overlay } = this.#owner;
		const isGenerated = (source) => overlay?.secretFiles.some(({ secret }) => secret === source.name) === true;
		const whole = sources.filter(({ kind, items }) => kind === "secret" && items === void 0);
		const [secret] = whole;
		const hidden = (because) => this.#at(server, { hidden: because });
		if (whole.some(isGenerated)) return hidden(`the Secret ${secret?.name} is generated with it or without it`);
		if (whole.length > 1) return hidden(`several Secrets are mounted at ${server}`);
		if (secret !== void 0) {
			const isOptional = secret.isOptional || sources.length > 1 || !isWhole;
			return this.#at(server, { secret: {
				name: secret.name,
				namespace,
				key: subPath,
				isOptional
			} });
		}
		if (!isWhole || sources.some(({ isOptional }) => isOptional)) return hidden(`it may be in the volume ${name}`);
		const unread = sources.find((source) => source.kind === "config-map" && this.#keysOfMap(source) === void 0);
		if (unread !== void 0 && unread.items === void 0) return hidden(`the ConfigMap ${unread.name} is not in the repository`);
		return this.#at(server, { absent: `the volume ${name} that is mounted at ${server || "/"} has no such file` });
	}
	/** All keys of a ConfigMap; undefined where the repository does not say them. */
	#keysOfMap({ name }) {
		const map = this.#maps.find(name, this.#owner);
		const parts = [nodeAt(map?.root, "data"), nodeAt(map?.root, "binaryData")].filter((part) => part !== void 0);
		if (map === void 0 || map.root.open !== void 0 || parts.length === 0) return void 0;
		if (parts.some((part) => part.kind !== "table" || part.open !== void 0)) return void 0;
		return parts.flatMap((part) => part.kind === "table" ? [...part.entries.keys()] : []);
	}
	/** The Secrets without which the pod does not start. */
	expects() {
		const { namespace } = this.#owner;
		const secrets = this.#places.flatMap(({ volume }) => volume.kind === "parts" ? volume.sources.filter(({ kind, isOptional }) => kind === "secret" && !isOptional) : []);
		return [...new Map(secrets.map((source) => [source.name, source])).values()].map(({ name, node }) => ({
			at: node.span,
			name,
			namespace
		}));
	}
};
/** A list that a patch or a template leaves open. */
function whyUnread(container, spec) {
	for (const node of [
		nodeAt(container, "volumeMounts"),
		nodeAt(spec, "volumes"),
		...itemsAt(container, "volumeMounts")
	]) if (node?.kind === "unknown") return node.because;
}
/** Annotations by which a webhook puts volumes of its own into the pod. */
function injected(template) {
	const annotations = nodeAt(template, "metadata", "annotations");
	if (annotations?.kind === "unknown") return annotations.because;
	if (annotations?.kind !== "table") return void 0;
	for (const [name, { node }] of annotations.entries) {
		const isOff = node.kind === "string" && /^(?:false|disabled)$/i.test(node.value) || node.kind === "boolean" && !node.value;
		if (/inject|vault|csi|secretless|spiffe/i.test(name) && !isOff) return `the annotation ${name} lets a webhook mount more`;
	}
}
function hiddenVolume(name) {
	return {
		kind: "hidden",
		because: name === void 0 ? "its volume has no name" : `what the volume ${name} holds is not in the repository`
	};
}
function keyOf({ items }, file) {
	if (items === void 0) return file;
	return [...items].find(([, name]) => name === file)?.[0];
}
function volumeOf(volume) {
	const name = textAt(volume, "name")?.value;
	const host = textAt(volume, "hostPath", "path")?.value;
	if (host?.startsWith("/") && !hasPlaceholder(host)) return {
		kind: "host",
		path: host
	};
	const parts = nodeAt(volume, "projected") === void 0 ? [volume] : itemsAt(volume, "projected", "sources");
	const sources = parts.flatMap((part) => sourceOf(part, part !== volume) ?? []);
	if (sources.length === 0) return hiddenVolume(name);
	const isKnown = (part) => nodeAt(part, "serviceAccountToken") !== void 0 || nodeAt(part, "downwardAPI") !== void 0;
	const others = parts.filter((part) => sourceOf(part, part !== volume) === void 0 && !isKnown(part));
	return {
		kind: "parts",
		name: name ?? "",
		sources,
		isWhole: others.length === 0
	};
}
function sourceOf(part, isProjected) {
	const secret = textAt(part, "secret", isProjected ? "name" : "secretName");
	const node = secret ?? textAt(part, "configMap", "name");
	if (node === void 0 || hasPlaceholder(node.value)) return void 0;
	const field = secret === void 0 ? "configMap" : "secret";
	return {
		kind: secret === void 0 ? "config-map" : "secret",
		name: node.value,
		node,
		items: itemsOf(nodeAt(part, field)),
		isOptional: booleanAt(part, field, "optional")?.value === true || nodeAt(part, field, "optional")?.kind === "unknown"
	};
}
function itemsOf(source) {
	const items = itemsAt(source, "items");
	if (items.length === 0) return void 0;
	return new Map(items.flatMap((item) => {
		const [key, path] = [textAt(item, "key")?.value, textAt(item, "path")?.value];
		return key === void 0 || path === void 0 ? [] : [[key, path]];
	}));
}

// src/read/forms/workloads/container.ts
/** Reads one container. */
var ContainerReader = class {
	#container;
	#maps;
	#volumes;
	#lookup;
	#command;
	#arguments;
	constructor(container, maps) {
		this.#container = container;
		this.#maps = maps;
		this.#volumes = new Volumes(container, maps);
		this.#lookup = variablesOf(container);
		this.#command = this.#words(itemsAt(container.table, "command"));
		this.#arguments = this.#words(itemsAt(container.table, "args"));
	}
	/** The instance that it is; undefined when it runs neither PD nor TiKV. */
	instance() {
		const found = this.#start();
		if (found === void 0) return void 0;
		const { resource } = this.#container.pods;
		const image = textAt(this.#container.table, "image");
		const problems = [];
		const base = {
			component: found.component,
			form: "workloads",
			path: resource.path,
			at: resource.nameSpan,
			name: resource.name,
			version: image && serverImage(image)?.version,
			mounts: this.#volumes.mounts(),
			unmounted: this.#unmounted(found),
			deployment: {
				...require_engine.plainDeployment(`the ${resource.kind} ${resource.name}`),
				expects: this.#volumes.expects()
			},
			environment: environmentHint(resource)
		};
		if ("because" in found) return {
			draft: unknownDraft(base, found.because, found.span),
			consumed: [],
			problems
		};
		const config = (wanted) => {
			const read = this.#config(wanted, found.component);
			problems.push(...read.problems);
			return read.config;
		};
		return {
			...draftOfStart({
				...base,
				arguments: found.arguments,
				config
			}),
			problems
		};
	}
	/** Its probes, hooks and commands that dial the cluster without verification. */
	insecureClients() {
		const { table, name } = this.#container;
		return [
			["the readiness probe", this.#words(itemsAt(table, "readinessProbe", "exec", "command"))],
			["the liveness probe", this.#words(itemsAt(table, "livenessProbe", "exec", "command"))],
			["the startup probe", this.#words(itemsAt(table, "startupProbe", "exec", "command"))],
			["the start hook", this.#words(itemsAt(table, "lifecycle", "postStart", "exec", "command"))],
			["the stop hook", this.#words(itemsAt(table, "lifecycle", "preStop", "exec", "command"))],
			["the container", [...this.#command, ...this.#arguments]]
		].flatMap(([what, words]) => {
			const client = what === "the container" ? `the container ${name}` : `${what} of ${name}`;
			const script = innerScript(words);
			return (script === void 0 ? [words] : shellCommands(script, this.#lookup).map((command) => command.words)).flatMap((command) => insecureClientIn(command, client) ?? []);
		});
	}
	/** What is at paths that no volume holds: the images of PD and TiKV bring no certificates, scripts may make some. */
	#unmounted(start) {
		const { table, pods } = this.#container;
		const image = textAt(table, "image");
		const { unread } = this.#volumes;
		if (unread !== void 0) return {
			kind: "unknown",
			because: unread
		};
		if (image === void 0 || serverImage(image) === void 0) return void 0;
		if ("because" in start || start.isScript === true) return {
			kind: "unknown",
			because: "a script may make the file when the container starts"
		};
		if (table.open !== void 0 || pods.spec.open !== void 0) return {
			kind: "unknown",
			because: (table.open ?? pods.spec.open)?.because ?? ""
		};
		return {
			kind: "absent",
			because: "no volume of the container holds this path"
		};
	}
	#start() {
		const { table } = this.#container;
		const image = textAt(table, "image");
		const component = image && serverImage(image)?.component;
		const hidden = [nodeAt(table, "command"), nodeAt(table, "args")].find((node) => node?.kind === "unknown");
		if (hidden?.kind === "unknown" && component !== void 0) return {
			component,
			because: hidden.because,
			span: hidden.span
		};
		const words = [...this.#command, ...this.#arguments];
		if (this.#command.length === 0) {
			const named = serverCommand(words);
			if (named !== void 0) return named;
			const isShell = /(?:^|\/)(?:ba|da)?sh$/.test(words[0]?.value ?? "");
			if (component === void 0 || isShell) return this.#inScript(words, component);
			return endsAtOnce(words) ? void 0 : {
				component,
				arguments: words
			};
		}
		return serverCommand(words) ?? this.#inScript(words, component);
	}
	#inScript(words, image) {
		const script = innerScript(words) ?? this.#mountedScript(words);
		const [first] = words;
		if (script === void 0) {
			const file = words.find(({ value }) => value.endsWith(".sh"));
			if (image === void 0 || file === void 0 || first === void 0) return void 0;
			return {
				component: image,
				because: `${require_engine.fileName(file.value)} decides how it starts`,
				span: file.span
			};
		}
		for (const command of shellCommands(script, this.#lookup)) {
			const found = serverCommand(command.words);
			if (found !== void 0) return {
				...found,
				isScript: true
			};
		}
		if (image === void 0 || first === void 0 || !/\.sh\b|(?:pd|tikv)-server/.test(script.value)) return void 0;
		return {
			component: image,
			because: "a script decides how it starts",
			span: first.span
		};
	}
	/** A script that a ConfigMap holds. */
	#mountedScript(words) {
		for (const { value } of words.slice(0, 3)) {
			if (!value.startsWith("/")) continue;
			const entry = this.#volumes.configAt(value);
			if (!("because" in entry)) return entry.node;
		}
	}
	#config(wanted, component) {
		const unknown = (because) => ({
			config: {
				kind: "unknown",
				because,
				span: wanted.span
			},
			problems: []
		});
		if (require_engine.isWhollyUnknown(wanted)) return unknown("the path of its configuration file is known when the pod runs");
		const entry = this.#volumes.configAt(wanted.value);
		if ("because" in entry) return unknown(entry.because);
		this.#maps.use(entry);
		return readEntry(entry, component);
	}
	#words(items) {
		return items.flatMap((item) => {
			if (item.kind === "string") return [expanded(item, this.#lookup)];
			return item.kind === "unknown" ? [unknownWord(item)] : [];
		});
	}
};
/** A word that a patch may put there: what it says is not known, and that there is one is. */
function unknownWord({ span, because }) {
	return {
		value: "$(\u2026)",
		span,
		slice: () => span,
		unknowns: [{
			from: 0,
			to: 4,
			because
		}]
	};
}

// src/read/forms/workloads/pods.ts
/** Where each kind of workload has its pods' specification. */
const routes = {
	Pod: ["spec"],
	StatefulSet: [
		"spec",
		"template",
		"spec"
	],
	Deployment: [
		"spec",
		"template",
		"spec"
	],
	DaemonSet: [
		"spec",
		"template",
		"spec"
	],
	ReplicaSet: [
		"spec",
		"template",
		"spec"
	],
	ReplicationController: [
		"spec",
		"template",
		"spec"
	],
	Job: [
		"spec",
		"template",
		"spec"
	],
	CronJob: [
		"spec",
		"jobTemplate",
		"spec",
		"template",
		"spec"
	]
};
/** Resources that forms of their own read, and whose containers stand for something else. */
const ownForms = /^(?:[\w.-]*\.)?(?:pingcap\.com|tikv\.org|kubeblocks\.io)\//;
const builtIn = /^(?:v1$|apps\/|batch\/|extensions\/)/;
/**
* The pods that a resource makes: of a kind of Kubernetes where its specification has them, of any other kind wherever it
* holds a list of containers (Argo's Rollout, Kruise's CloneSet, Knative's Service, resources of a chart's own).
*/
function podsOf(resource) {
	const { kind, name, apiVersion, root } = resource;
	if (ownForms.test(apiVersion)) return [];
	const firstName = kind === "StatefulSet" ? `${name}-0` : kind === "Pod" ? name : void 0;
	const route = Object.hasOwn(routes, kind) && builtIn.test(apiVersion) ? routes[kind] : void 0;
	if (route === void 0) return templatesIn(root).map((pods) => ({
		resource,
		firstName,
		...pods
	}));
	const spec = nodeAt(root, ...route);
	const template = nodeAt(root, ...route.slice(0, -1));
	return spec?.kind === "table" && template?.kind === "table" ? [{
		resource,
		spec,
		root: template,
		firstName
	}] : [];
}
/** Deeper than any resource holds a template, and more of them than any has. */
const deepest$1 = 12;
const most = 100;
function templatesIn(root) {
	const found = [];
	const visit = (node, parent, depth) => {
		if (depth > deepest$1 || found.length >= most) return;
		if (node.kind === "array") for (const item of node.items) visit(item, parent, depth + 1);
		if (node.kind !== "table") return;
		if (itemsAt(node, "containers").some((item) => nodeAt(item, "image") !== void 0 || nodeAt(item, "command") !== void 0)) found.push({
			spec: node,
			root: parent
		});
		else for (const { node: inner } of node.entries.values()) visit(inner, node, depth + 1);
	};
	visit(root, root, 0);
	return found;
}
/** Containers that run together, and those that run before them. */
function containersOf(pods) {
	return [...itemsAt(pods.spec, "containers"), ...itemsAt(pods.spec, "initContainers")].flatMap((table) => table.kind === "table" ? [{
		pods,
		table,
		name: textAt(table, "name")?.value ?? pods.resource.name
	}] : []);
}

// src/read/forms/workloads/form.ts
/** Kubernetes workloads without an operator. */
const workloadsForm = {
	meta: {
		id: "workloads",
		title: "Kubernetes workloads",
		reads: "`StatefulSet`, `Deployment`, `DaemonSet`, `Pod`, `Job`, `CronJob` and any other kind that holds a pod template (Argo's `Rollout`, Kruise's `CloneSet`, Knative's `Service`) with a container that runs PD or TiKV, by its image or its `command` and `args`, also inside `sh -c` and in a script that a ConfigMap holds; ConfigMaps with a configuration of PD or TiKV under any key; `kind: List`",
		derives: "the configuration file behind `--config` through `volumeMounts`, flags before file before default; certificate paths through volumes of Secrets (whole, by `items`, `subPath`, projected); the version from the image's tag; `$(NAME)` from `env`, with the first pod's name for all. A ConfigMap that no workload in the repository mounts is an instance by itself. Probes, hooks and commands that dial the cluster without verification are told",
		unknown: "addresses that a pod gets when it runs (`status.podIP`); configurations on other volumes, all that they could set; scripts in an image; what a template renders, also one inside of a ConfigMap (a note says so, and the rest of it is judged)"
	},
	needs: ["yaml"],
	claims(file) {
		if (isKustomization(file.path)) return require_engine.holdsText(file, "onfigMapGenerator");
		if (!/\.(?:ya?ml|json)$/i.test(file.path) || !require_engine.holdsText(file, "apiVersion")) return false;
		if (require_engine.holdsText(file, "ConfigMap") && configHints.some((hint) => require_engine.holdsText(file, hint))) return true;
		return workloadHints.some((hint) => require_engine.holdsText(file, hint)) && [
			"ontainers",
			"ConfigMap",
			"List"
		].some((text) => require_engine.holdsText(file, text));
	},
	read(files, context) {
		const claimed = files.flatMap((file) => resourcesOf(file, context));
		const resources = [...claimed, ...namesakes(files, claimed, context)];
		const maps = new ConfigMaps(resources);
		const withServers = /* @__PURE__ */ new Set();
		const named = [];
		const problems = /* @__PURE__ */ new Map();
		const insecureClients = /* @__PURE__ */ new Map();
		const consumed = /* @__PURE__ */ new Set();
		const servers = /* @__PURE__ */ new Set();
		for (const resource of resources) for (const container of podsOf(resource).flatMap(containersOf)) {
			const reader = new ContainerReader(container, maps);
			for (const client of reader.insecureClients()) insecureClients.set(placeOf(client.at), client);
			const found = reader.instance();
			if (found === void 0) continue;
			withServers.add(resource.path);
			servers.add(resource);
			named.push({
				draft: found.draft,
				name: resource.name,
				label: resource.labels.get("app.kubernetes.io/instance")
			});
			for (const path of found.consumed) consumed.add(path);
			for (const problem of found.problems) problems.set(placeOf(problem.at), problem);
		}
		for (const entry of maps.unused()) {
			const { config, problems: told } = readEntry(entry, entry.component);
			for (const problem of told) problems.set(placeOf(problem.at), problem);
			if (config.kind !== "read" || told.some(({ kind }) => kind === "syntax")) continue;
			const { map } = entry;
			if (config.file !== void 0) consumed.add(config.file);
			named.push({
				draft: {
					component: entry.component,
					form: "workloads",
					path: entry.node.span.path,
					at: keySpanOf(map.root, entry.key) ?? map.nameSpan,
					config: config.root,
					tomlFeatures: config.features,
					unknownOverrides: entry.component === "pd" ? require_engine.urlsOfTemplate(config.root) : void 0,
					name: map.name,
					deployment: {
						...require_engine.plainDeployment(`the ConfigMap ${map.name}`),
						isUnmounted: true
					},
					environment: environmentHint(map)
				},
				name: map.name,
				label: map.labels.get("app.kubernetes.io/instance")
			});
		}
		return {
			instances: withClusters(named),
			files: [],
			problems: [...problems.values(), ...files.flatMap((file) => unreadProblem(file, context, withServers))],
			consumed: [...consumed],
			objects: [...servers, ...maps.withConfigurations()].flatMap(declaredObject),
			insecureClients: [...insecureClients.values()]
		};
	}
};
/** Objects elsewhere with the name of one that counts here: whichever is applied last is the one that the servers get. */
function namesakes(files, resources, context) {
	const pods = resources.flatMap(podsOf);
	const names = /* @__PURE__ */ new Set([...pods.map(({ resource }) => resource.ownName), ...pods.flatMap(({ spec }) => itemsAt(spec, "volumes").flatMap((volume) => textAt(volume, "configMap", "name")?.value ?? []))]);
	if (names.size === 0) return [];
	const claimed = new Set(files);
	const kinds = /* @__PURE__ */ new Set(["ConfigMap", ...pods.map(({ resource }) => resource.kind)]);
	return context.files().filter((file) => !claimed.has(file) && mayName(file, names)).flatMap((file) => resourcesOf(file, context)).filter(({ kind, ownName }) => kinds.has(kind) && names.has(ownName));
}
/** A name stands in a manifest as it is, unless it is written with escapes. */
function mayName(file, names) {
	if (!/\.(?:ya?ml|json)$/i.test(file.path) || !require_engine.holdsText(file, "apiVersion")) return false;
	if (/\\[xuU]/.test(file.text)) return true;
	for (const [, name] of file.text.matchAll(/["']?name["']?\s*:\s*["']?([\w.-]{1,253})/g)) if (names.has(name ?? "")) return true;
	return false;
}
const workloadHints = [
	"pd-server",
	"tikv-server",
	"pingcap/pd",
	"pingcap/tikv",
	"tikv/pd",
	"tikv/tikv",
	":2379",
	":20160",
	":20180"
];
const configHints = [
	"[security]",
	"client-urls",
	"raftstore",
	"[pd]",
	"[pd-server]",
	"[readpool",
	"[storage"
];
function placeOf({ path, line, column }) {
	return `${path}\n${line}:${column}`;
}
function keySpanOf(root, key) {
	const data = root.entries.get("data")?.node;
	return data?.kind === "table" ? data.entries.get(key)?.keySpan : void 0;
}
/** A manifest that names the servers and cannot be read hides them. */
function unreadProblem(file, context, withServers) {
	const [mistake] = context.yaml(file).problems;
	if (mistake === void 0 || !/^[ \t-]*image:[ \t]*["']?\S*(?:pingcap|tikv)\/(?:pd|tikv)\b/m.test(file.text) || withServers.has(file.path)) return [];
	if (!/^kind:[ \t]*["']?(?:Pod|StatefulSet|Deployment|DaemonSet|List)\b/m.test(file.text)) return [];
	return [/\{\{|\{%|<%/.test(file.text) ? {
		kind: "template",
		at: mistake.at,
		message: "this manifest is a template that is not rendered: the servers in it are not judged",
		help: "render it (helm template) and check what comes out"
	} : {
		kind: "syntax",
		at: mistake.at,
		message: `${mistake.message}: Kubernetes does not take this manifest, and the servers in it are not judged`,
		help: "correct the YAML"
	}];
}

// src/read/forms/registry.ts
var registry_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ forms: () => forms });
/** All forms, asked in this order; the first that claims a file reads it. */
const forms = [
	require_engine.pemForm,
	require_engine.tomlForm,
	tiupForm,
	composeForm,
	systemdForm,
	scriptForm,
	ansibleForm,
	helmValuesForm,
	tidbOperatorV1Form,
	tidbOperatorV2Form,
	tikvOperatorForm,
	secretsForm,
	certManagerForm,
	workloadsForm,
	kustomizeForm,
	certificateRequestsForm
];

// src/read/yaml/yaml-gaps.ts
/** Puts what branches and inclusions may bring into the trees of a masked YAML text. */
var YamlGaps = class {
	#mask;
	#lines;
	constructor(mask, lines) {
		this.#mask = mask;
		this.#lines = lines;
	}
	/** The placeholder that fills a part of the text, in whole or in part. */
	placeholderIn(start, end) {
		return firstIn(this.#mask.placeholders, start, end);
	}
	/** A value that is unknown because of the given piece. */
	unknown(span, { shown }) {
		return {
			kind: "unknown",
			span,
			because: `decided by a template: ${shown}`
		};
	}
	unknownAt(piece) {
		return this.unknown(this.#lines.span(piece.start, piece.end), piece);
	}
	/** The gap in a block scalar, which would have more or other lines. */
	gapIn(start, end) {
		return firstIn(this.#mask.gaps, start, end);
	}
	/** The gap that stands where the value of a key would, of which nothing else is left: `spec:` and then `{{ toYaml .Values.spec }}`. */
	gapInsteadOfValue(pair) {
		const from = pair.key.range?.[1];
		const isEmpty = pair.value === null || require_yaml.isScalar(pair.value) && pair.value.value === null;
		if (from === void 0 || !isEmpty) return void 0;
		const gap = firstIn(this.#mask.gaps, from, Number.POSITIVE_INFINITY);
		if (gap === void 0 || gap.start - from > 1e4) return void 0;
		return /^\s*:(?:\s|#[^\n]*(?:\n|$))*$/.test(this.#mask.text.slice(from, gap.start)) ? gap : void 0;
	}
	/** Marks what each gap may bring to the collections around it. `nodeOf` gives the node of the tree. */
	apply(document, nodeOf) {
		const [from, , to] = document.contents?.range ?? [
			0,
			0,
			0
		];
		const start = document.range?.[0] ?? from;
		const end = Math.max(document.range?.[2] ?? to, to);
		for (let index = indexFrom(this.#mask.gaps, start); index < this.#mask.gaps.length; index++) {
			const gap = this.#mask.gaps[index];
			if (gap.start >= end) break;
			const levels = this.#levelsAround(document.contents, gap.start);
			for (const level of this.#affected(levels, gap)) this.#mark(level, gap, nodeOf(level.node));
		}
	}
	#levelsAround(root, offset) {
		const levels = [];
		for (let node = root; require_yaml.isMap(node) || require_yaml.isSeq(node);) {
			const { items } = node;
			const last = items[lastBefore(items, offset)];
			const first = items[0];
			const [at] = (require_yaml.isPair(first) ? first.key : first)?.range ?? [0];
			const column = this.#lines.span(at, at).column - 1 - (require_yaml.isSeq(node) ? 2 : 0);
			levels.push({
				node,
				column,
				pair: require_yaml.isPair(last) ? last : void 0
			});
			node = require_yaml.isPair(last) ? last.value : last;
			if (require_yaml.isScalar(node) && (node.range?.[0] ?? offset) < offset && offset < (node.range?.[1] ?? 0)) return [];
		}
		return levels;
	}
	/** The collections that the lines of a gap belong to, by their indentation; where that does not tell, all around it. */
	#affected(levels, gap) {
		const indent = gap.kind === "branch" ? indentOf(gap.content) : this.#indentOfHole(gap);
		if (indent === void 0) return levels;
		const exact = levels.filter(({ column }) => column === indent);
		return exact.length > 0 ? exact.slice(-1) : levels.filter(({ column }) => column <= indent).slice(-1);
	}
	#indentOfHole(gap) {
		const nindent = /\bn?indent\s+(\d{1,3})/.exec(gap.content)?.[1];
		if (nindent !== void 0) return Number(nindent);
		const column = this.#lines.span(gap.start, gap.start).column - 1;
		return column === 0 ? void 0 : column;
	}
	#mark({ node, pair }, gap, target) {
		if (pair !== void 0 && this.gapInsteadOfValue(pair) === gap) return;
		if (target?.kind === "array") target.items.push(this.unknownAt(gap));
		if (target?.kind !== "table" || !require_yaml.isMap(node)) return;
		const keys = gap.kind === "branch" ? keysOf(gap.content) : void 0;
		if (keys === void 0) {
			const { span, because } = this.unknownAt(gap);
			target.open ??= {
				span,
				because
			};
			return;
		}
		for (const { key, at } of keys) {
			const span = this.#lines.span(gap.start + at, gap.start + at + key.length);
			target.entries.set(key, {
				key,
				keySpan: span,
				node: this.unknown(span, gap)
			});
		}
	}
};
function firstIn(pieces, start, end) {
	const found = pieces[indexFrom(pieces, start)];
	return found !== void 0 && found.start < end ? found : void 0;
}
/** The index of the first piece that ends behind an offset. */
function indexFrom(pieces, offset) {
	let low = 0;
	let high = pieces.length;
	while (low < high) {
		const middle = low + high >> 1;
		if (pieces[middle].end <= offset) low = middle + 1;
		else high = middle;
	}
	return low;
}
/** The index of the last item of a collection that begins before an offset; -1 when none does. */
function lastBefore(items, offset) {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = low + high >> 1;
		const item = items[middle];
		if (((require_yaml.isPair(item) ? item.key : item)?.range?.[0] ?? 0) < offset) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}
function contentLines(content) {
	return content.split("\n").filter((line) => !/^\s*(?:#|$)/.test(line));
}
/** The indentation of the least indented line of a branch. */
function indentOf(content) {
	const indents = contentLines(content).map((line) => line.search(/\S/));
	return indents.length === 0 ? void 0 : indents.reduce((least, indent) => Math.min(least, indent));
}
/** The keys at the least indentation of a branch; undefined when other lines stand there too. */
function keysOf(content) {
	const indent = indentOf(content);
	const keys = [];
	let at = 0;
	for (const line of content.split("\n")) {
		const start = at;
		at += line.length + 1;
		if (/^\s*(?:#|$)/.test(line) || line.search(/\S/) !== indent) continue;
		const key = /^\s*(["']?)([\w./-]{1,200})\1\s*:(?:\s|$)/.exec(line)?.[2];
		if (key === void 0) return void 0;
		keys.push({
			key,
			at: start + line.indexOf(key)
		});
	}
	return keys;
}

// src/read/yaml/yaml-strings.ts
/**
* For every UTF-16 unit of a YAML string's value the offset of its source in the file, and one more for the end. Made
* by reading the scalar once more as YAML 1.2 (chapters 7.3 and 8.1) says; empty where the two readings differ, so that a
* span is never wrong: the caller then points at the whole scalar.
*/
function yamlStringOffsets(text, scalar, value) {
	const [start, end] = scalar.range ?? [0, 0];
	const units = unitsOf(text.slice(start, end), scalar.type ?? "PLAIN", value);
	if (units.map((unit) => unit.text).join("") !== value) return [];
	return [...units.flatMap(({ text: part, at }) => new Array(part.length).fill(start + at)), end];
}
function unitsOf(source, type, value) {
	switch (type) {
		case "BLOCK_LITERAL":
		case "BLOCK_FOLDED": return blockUnits(source, type === "BLOCK_FOLDED", value);
		case "QUOTE_DOUBLE": return foldFlow(doubleQuoted(source));
		case "QUOTE_SINGLE": return foldFlow(singleQuoted(source));
		default: return foldFlow(Array.from({ length: source.length }, (_, at) => ({
			text: source[at],
			at
		})));
	}
}
function linesOf$1(source) {
	const lines = [];
	let at = 0;
	for (const text of source.split("\n")) {
		lines.push({
			text: text.endsWith("\r") ? text.slice(0, -1) : text,
			at
		});
		at += text.length + 1;
	}
	return lines;
}
/** Chapter 8.1: the header, then lines without their indentation; chomping decides about the end. */
function blockUnits(source, isFolded, value) {
	const [header, ...body] = linesOf$1(source);
	const indicator = /^[|>][-+]?(\d)?[-+]?/.exec(header.text);
	const chomping = /[-+]/.exec(indicator?.[0] ?? "")?.[0] ?? "";
	const lines = source.endsWith("\n") ? body.slice(0, -1) : body;
	const margin = marginOf(lines.map(({ text }) => text));
	const indent = indicator?.[1] === void 0 ? margin : Math.max(0, margin - marginOf(value.split("\n")));
	const content = lines.map((line) => ({
		text: line.text.slice(indent),
		at: line.at + Math.min(indent, line.text.length)
	}));
	let last = content.length;
	while (last > 0 && content[last - 1].text === "") last -= 1;
	const kept = content.slice(0, last);
	const units = isFolded ? foldBlock(kept) : literal(kept);
	const breakAt = (line) => ({
		text: "\n",
		at: line.at + line.text.length
	});
	if (chomping === "-" || kept.length === 0 && chomping !== "+") return units;
	const ending = kept.length > 0 ? [breakAt(kept.at(-1))] : [];
	if (chomping === "+") for (const line of content.slice(last)) ending.push(breakAt(line));
	return [...units, ...ending];
}
/** How far the first line that is not empty is indented. */
function marginOf(lines) {
	return lines.find((line) => line.trim() !== "")?.search(/[^ ]/) ?? 0;
}
function characters(line) {
	return Array.from({ length: line.text.length }, (_, index) => ({
		text: line.text[index],
		at: line.at + index
	}));
}
function literal(lines) {
	return lines.flatMap((line, index) => {
		const before = lines[index - 1];
		return before === void 0 ? characters(line) : [{
			text: "\n",
			at: before.at + before.text.length
		}, ...characters(line)];
	});
}
/** Chapter 8.1.3: a single break between two lines that are not more indented becomes a blank. */
function foldBlock(lines) {
	const units = [];
	let previous;
	let empty = [];
	for (const line of lines) {
		if (line.text === "") {
			empty.push(line);
			continue;
		}
		if (previous === void 0) units.push(...empty.map((each) => ({
			text: "\n",
			at: each.at
		})));
		else {
			const isIndented = /^[ \t]/.test(line.text) || /^[ \t]/.test(previous.text);
			const breakAt = previous.at + previous.text.length;
			if (isIndented) units.push({
				text: "\n",
				at: breakAt
			}, ...empty.map((each) => ({
				text: "\n",
				at: each.at
			})));
			else if (empty.length === 0) units.push({
				text: " ",
				at: breakAt
			});
			else units.push(...empty.map((each) => ({
				text: "\n",
				at: each.at
			})));
		}
		units.push(...characters(line));
		previous = line;
		empty = [];
	}
	return units;
}
function singleQuoted(source) {
	const units = [];
	for (let at = 1; at < source.length - 1; at++) {
		units.push({
			text: source[at],
			at
		});
		if (source[at] === "'" && source[at + 1] === "'") at += 1;
	}
	return units;
}
const escapes = {
	"0": "\0",
	a: "\x07",
	b: "\b",
	t: "	",
	"	": "	",
	n: "\n",
	v: "\v",
	f: "\f",
	r: "\r",
	e: "\x1B",
	" ": " ",
	"\"": "\"",
	"/": "/",
	"\\": "\\",
	N: "\u0085",
	_: "\xA0",
	L: "\u2028",
	P: "\u2029"
};
/** An escaped character is marked by a leading NUL so that folding leaves it alone; `foldFlow` takes the mark away. */
function doubleQuoted(source) {
	const units = [];
	for (let at = 1; at < source.length - 1; at++) {
		const character = source[at];
		if (character !== "\\") {
			units.push({
				text: character,
				at
			});
			continue;
		}
		const next = source[at + 1];
		const width = {
			x: 2,
			u: 4,
			U: 8
		}[next];
		if (width !== void 0) {
			const code = Number.parseInt(source.slice(at + 2, at + 2 + width), 16);
			units.push({
				text: `\0${code <= 1114111 ? String.fromCodePoint(code) : ""}`,
				at
			});
			at += 1 + width;
		} else if (next === "\n" || next === "\r") {
			const skipped = /^\r?\n[ \t]*/.exec(source.slice(at + 1))?.[0].length ?? 0;
			at += skipped;
		} else {
			units.push({
				text: `\0${escapes[next] ?? next}`,
				at
			});
			at += 1;
		}
	}
	return units;
}
/** Chapter 7.3: a break inside a flow scalar becomes a blank, n + 1 breaks become n; blanks around breaks vanish. */
function foldFlow(units) {
	const folded = [];
	for (let index = 0; index < units.length; index++) {
		const unit = units[index];
		if (unit.text.startsWith("\0") && unit.text.length > 1) {
			folded.push({
				text: unit.text.slice(1),
				at: unit.at
			});
			continue;
		}
		if (unit.text !== "\n" && unit.text !== "\r") {
			folded.push(unit);
			continue;
		}
		while (folded.length > 0 && /^[ \t]$/.test(folded.at(-1).text)) folded.pop();
		let breaks = 0;
		let next = index;
		for (; next < units.length && /^[ \t\r\n]$/.test(units[next].text); next++) if (units[next].text === "\n") breaks += 1;
		if (breaks === 1) folded.push({
			text: " ",
			at: unit.at
		});
		else for (let count = 1; count < breaks; count++) folded.push({
			text: "\n",
			at: unit.at
		});
		index = next - 1;
	}
	return folded;
}

// src/read/yaml/yaml-template.ts
const openings = /\{\{|\{%|\{#|<%/;
/**
* Takes the template out of a YAML text (Helm, Jinja, ERB); undefined for a plain one. Placeholders in quotes and in block scalars stay: there the
* text is YAML as it is, and whoever reads the string sees them. Linear in the length of the text.
*/
function maskYamlTemplate(text) {
	if (!openings.test(text)) return void 0;
	const pieces = [...piecesOf(text)];
	const [first] = pieces;
	if (first === void 0) return void 0;
	return {
		...new YamlMasker(text, pieces).run(),
		first
	};
}
function linesOf(text) {
	const lines = [];
	for (let start = 0; start <= text.length;) {
		const end = text.indexOf("\n", start);
		const stop = end === -1 ? text.length : end;
		lines.push({
			start,
			text: text.slice(start, stop)
		});
		start = stop + 1;
	}
	return lines;
}
const opensBlockScalar = /(?:^|[:\-?]\s+|^\s*)(?:[&!]\S{1,100}\s+){0,2}[|>][-+0-9]{0,2}\s*(?:\s#.*)?$/;
/** Pieces that are no part of a string as YAML reads it. */
function* piecesOf(text) {
	const scanner = new require_engine.TemplateScanner(text);
	const lines = linesOf(text);
	let quote = "";
	let scalarIndent;
	let skipTo = 0;
	for (const [index, line] of lines.entries()) {
		const indent = line.text.search(/\S/);
		if (line.start + line.text.length < skipTo || indent === -1 && quote === "") continue;
		let isInScalar = false;
		if (scalarIndent !== void 0) {
			if (indent > scalarIndent) continue;
			isInScalar = startsPiece(line.text) && goesOn(lines, index, scalarIndent);
			if (!isInScalar) scalarIndent = void 0;
		}
		for (let at = Math.max(0, skipTo - line.start); at < line.text.length; at++) {
			const character = line.text[at];
			if (quote === "'" || quote === "\"") {
				if (character === "\\" && quote === "\"") at += 1;
				else if (character === quote) quote = "";
				else if (character === "{" || character === "<") {
					const token = scanner.tokenAt(line.start + at, line.start + line.text.length);
					if (token === void 0) continue;
					at = token.end - line.start - 1;
					if (text.slice(token.start, token.end).includes(quote)) yield {
						...token,
						isInQuotes: true,
						isInScalar
					};
				}
				continue;
			}
			if (character === "#" && (at === 0 || /\s/.test(line.text[at - 1]))) break;
			if ((character === "\"" || character === "'") && /^$|[\s[{,(:-]/.test(line.text[at - 1] ?? "")) quote = character;
			if (character !== "{" && character !== "<") continue;
			const token = scanner.tokenAt(line.start + at, text.length);
			if (token === void 0) continue;
			yield {
				...token,
				isInQuotes: false,
				isInScalar
			};
			skipTo = token.end;
			at = token.end - line.start - 1;
		}
		if (quote === "" && !isInScalar && opensBlockScalar.test(line.text)) scalarIndent = Math.max(indent, 0);
	}
}
function startsPiece(line) {
	return /^\s*(?:\{\{|\{%|\{#|<%)/.test(line);
}
/** More directives in a row than anybody writes; a hostile text must not be searched to its end for each. */
const mostDirectives = 40;
/** Does the block scalar go on behind directives that are less indented than its text? */
function goesOn(lines, from, scalarIndent) {
	for (let index = from; index < Math.min(lines.length, from + mostDirectives); index++) {
		const { text } = lines[index];
		const indent = text.search(/\S/);
		if (indent === -1 || indent <= scalarIndent && startsPiece(text)) continue;
		return indent > scalarIndent;
	}
	return false;
}
var YamlMasker = class {
	#text;
	#pieces;
	#parts = [];
	#placeholders = [];
	#gaps = [];
	#at = 0;
	/** The last line with content before `#at`. */
	#lastContent;
	constructor(text, pieces) {
		this.#text = text;
		this.#pieces = pieces;
	}
	run() {
		const pieces = this.#pieces;
		const branches = branchesOf(pieces);
		const guards = /* @__PURE__ */ new Set();
		for (let index = 0; index < pieces.length; index++) {
			const piece = pieces[index];
			if (piece.isInQuotes) this.#value(piece.start, piece.end, piece);
			else if (guards.has(piece) || piece.role === "silent") this.#replace(piece.start, piece.end, blanks);
			else if (piece.role === "open") {
				const branch = branches.get(index);
				const last = branch?.closer ?? pieces.length;
				const closer = pieces[last];
				if (closer !== void 0 && this.#isGuard(piece, branch)) {
					guards.add(closer);
					this.#replace(piece.start, piece.end, blanks);
					continue;
				}
				this.#branch(piece, closer?.end ?? this.#text.length, pieces.slice(index, last + 1));
				index = last;
			} else if (this.#isAlone(piece)) this.#gap(piece, piece.end, "hole", this.#text.slice(piece.start, piece.end));
			else this.#value(piece.start, piece.end, piece);
		}
		this.#parts.push(this.#text.slice(this.#at));
		return {
			text: this.#parts.join(""),
			placeholders: this.#placeholders,
			gaps: this.#gaps
		};
	}
	/** Does a branch hold whole documents? Then it decides whether they are there, not what they say. */
	#isGuard(opener, branch) {
		if (branch === void 0 || branch.hasElse || !isLineStart(this.#text, opener.start)) return false;
		return isDocumentEnd(lastContent(this.#text.slice(this.#at, opener.start)) ?? this.#lastContent) && isDocumentEnd(contentBehind(this.#text, this.#pieces[branch.closer].end));
	}
	#branch(piece, end, pieces) {
		const source = this.#text.slice(piece.start, end);
		if (!isLineStart(this.#text, piece.start)) {
			const stop = source.includes("\n") ? piece.end : end;
			this.#value(piece.start, stop, piece);
			if (stop < end) this.#replace(stop, end, blanks);
			return;
		}
		let content = "";
		let at = piece.start;
		for (const inner of pieces) {
			content += this.#text.slice(at, inner.start) + (inner.role === "value" ? fill : blanks)(this.#text.slice(inner.start, inner.end));
			at = inner.end;
		}
		this.#gap(piece, end, "branch", content + this.#text.slice(at, end));
	}
	#gap({ start, shown, help }, end, kind, content) {
		this.#gaps.push({
			kind,
			start,
			end,
			shown,
			help,
			content
		});
		this.#replace(start, end, blanks);
	}
	#value(start, end, { shown, help }) {
		this.#placeholders.push({
			start,
			end,
			shown,
			help
		});
		this.#replace(start, end, fill);
	}
	#replace(start, end, by) {
		if (start < this.#at) return;
		const before = this.#text.slice(this.#at, start);
		this.#lastContent = by === fill ? "value" : lastContent(before) ?? this.#lastContent;
		this.#parts.push(before, by(this.#text.slice(start, end)));
		this.#at = end;
	}
	#isAlone(piece) {
		return isLineStart(this.#text, piece.start) && /^[ \t\r]*(?:#|\n|$)/.test(this.#text.slice(piece.end, piece.end + 200));
	}
};
/** The branches that are closed, by the index of the piece that opens them. */
function branchesOf(pieces) {
	const branches = /* @__PURE__ */ new Map();
	const open = [];
	for (const [index, { role, isInQuotes }] of pieces.entries()) {
		if (isInQuotes) continue;
		const innermost = open.at(-1);
		if (role === "open") open.push({
			index,
			hasElse: false
		});
		if (role === "else" && innermost !== void 0) innermost.hasElse = true;
		if (role === "close" && open.pop() !== void 0 && innermost !== void 0) branches.set(innermost.index, {
			closer: index,
			hasElse: innermost.hasElse
		});
	}
	return branches;
}
function isDocumentEnd(line) {
	return line === void 0 || /^(?:---|\.\.\.)/.test(line);
}
function lastContent(text) {
	let end = text.length;
	while (end > 0) {
		const start = text.lastIndexOf("\n", end - 1) + 1;
		const line = text.slice(start, end);
		if (!/^\s*(?:#|$)/.test(line)) return line;
		end = start - 1;
	}
}
/** The next line with content behind an offset, directives left aside; of a long gap none is looked for. */
function contentBehind(text, offset) {
	let start = offset;
	for (let count = 0; count < mostDirectives; count++) {
		if (start >= text.length) return void 0;
		const end = text.indexOf("\n", start);
		const line = text.slice(start, end === -1 ? text.length : end);
		if (!/^\s*(?:#|$)/.test(line) && !startsPiece(line)) return line;
		if (end === -1) return void 0;
		start = end + 1;
	}
	return "";
}
function isLineStart(text, offset) {
	let at = offset - 1;
	while (text[at] === " " || text[at] === "	") at -= 1;
	return at < 0 || text[at] === "\n";
}
function fill(text) {
	return text.replaceAll(/[^\r\n]/g, "_");
}
function blanks(text) {
	return text.replaceAll(/[^\r\n]/g, " ");
}

// src/read/yaml/yaml.ts
var yaml_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ readYaml: () => readYaml });
/** What a document may hold when its aliases are written out; a "billion laughs" file has more. */
const mostNodes = 2e5;
const deepest = 200;
/**
* Reads YAML 1.2 (with merge keys) with the place of every key and value. Aliases share the node of their anchor, so a
* small file stays small. Null values count as absent; values with a tag of their own are `unknown`. A template that nobody
* rendered is read as far as it goes: what it puts in, and what its branches enclose, is `unknown`. Never throws.
*/
function readYaml(path, source) {
	const lines = new require_engine.LineIndex(path, source);
	const mask = maskYamlTemplate(source);
	if (mask === void 0) return readMasked(path, source, lines, void 0);
	return {
		...readMasked(path, mask.text, lines, new YamlGaps(mask, lines)),
		template: {
			at: lines.span(mask.first.start, mask.first.end),
			help: mask.first.help
		}
	};
}
function readMasked(path, text, lines, gaps) {
	const problems = [];
	const duplicates = [];
	const documents = [];
	let parsed;
	try {
		const options = {
			uniqueKeys: false,
			logLevel: "silent",
			lineCounter: new require_yaml.LineCounter(),
			keepSourceTokens: true,
			strict: true
		};
		const result = require_yaml.parseAllDocuments(text, options);
		parsed = Array.isArray(result) ? result : [];
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		return {
			documents,
			problems: [{
				at: require_engine.firstLine(path, text),
				message: "nested too deeply"
			}],
			duplicates
		};
	}
	for (const document of parsed) {
		const [mistake] = document.errors;
		if (mistake !== void 0) {
			const [start, end] = mistake.pos;
			problems.push({
				at: lines.span(start, Math.max(end, start + 1)),
				message: firstSentence(mistake.message)
			});
			continue;
		}
		const converter = new Converter(text, lines, document, duplicates, gaps);
		const node = converter.convert(document.contents);
		gaps?.apply(document, (part) => converter.nodeOf(part));
		if (converter.refusal !== void 0) problems.push({
			at: require_engine.firstLine(path, text),
			message: converter.refusal
		});
		else documents.push({
			node,
			root: node?.kind === "table" ? node : void 0
		});
	}
	return {
		documents,
		problems,
		duplicates
	};
}
function rangeOf(node) {
	const [start, end] = node.range ?? [0, 0];
	return [start, end];
}
/** The parser's messages go on with an excerpt of the file. */
function firstSentence(message) {
	return message.split("\n")[0].replace(/ at line \d+, column \d+:?$/, "");
}
/** How many characters of the file stand for the character of a string that begins at `at`: escapes have several. */
function writtenLength(text, { type }, at) {
	if (type === "QUOTE_SINGLE") return text.startsWith("''", at) ? 2 : 1;
	if (type !== "QUOTE_DOUBLE" || text[at] !== "\\") return 1;
	return 2 + ({
		x: 2,
		u: 4,
		U: 8
	}[text[at + 1] ?? ""] ?? 0);
}
var Converter = class {
	#text;
	#lines;
	#document;
	#duplicates;
	#anchors = /* @__PURE__ */ new Map();
	#sizes = /* @__PURE__ */ new Map();
	#open = /* @__PURE__ */ new Set();
	#gaps;
	refusal;
	constructor(text, lines, document, duplicates, gaps) {
		this.#gaps = gaps;
		this.#text = text;
		this.#lines = lines;
		this.#document = document;
		this.#duplicates = duplicates;
	}
	/** What a part of the document became. */
	nodeOf(part) {
		return this.#anchors.get(part);
	}
	convert(node, depth = 0) {
		if (node === null || node === void 0 || this.refusal !== void 0) return void 0;
		if (depth > deepest) {
			this.refusal = "nested too deeply";
			return;
		}
		if (require_yaml.isAlias(node)) return this.#alias(node, depth);
		if (this.#anchors.has(node)) return this.#anchors.get(node);
		this.#open.add(node);
		const converted = this.#own(node, depth);
		this.#open.delete(node);
		this.#anchors.set(node, converted);
		return converted;
	}
	#alias(alias, depth) {
		const target = alias.resolve(this.#document);
		if (target === void 0 || this.#open.has(target)) {
			const because = target === void 0 ? "an alias without an anchor" : "an alias to itself";
			return {
				kind: "unknown",
				span: this.#span(alias),
				because
			};
		}
		return this.convert(target, depth);
	}
	#own(node, depth) {
		if (node.tag?.startsWith("!") === true) return {
			kind: "unknown",
			span: this.#span(node),
			because: "the value has a tag of its own"
		};
		if (require_yaml.isMap(node)) return this.#sized(this.#table(node, depth));
		if (require_yaml.isSeq(node)) return this.#sized(this.#array(node, depth));
		if (require_yaml.isScalar(node)) return this.#scalar(node);
	}
	#table(map, depth) {
		const entries = /* @__PURE__ */ new Map();
		const merged = /* @__PURE__ */ new Map();
		let open;
		for (const pair of map.items) {
			if (!require_yaml.isPair(pair)) continue;
			const key = pair.key;
			if (!require_yaml.isScalar(key)) continue;
			const filled = this.#gaps?.placeholderIn(...rangeOf(key));
			if (filled !== void 0) {
				open ??= {
					span: this.#span(key),
					because: `decided by a template: ${filled.shown}`
				};
				continue;
			}
			const name = String(key.value);
			if (name === "<<" && key.type === "PLAIN") {
				for (const entry of this.#mergedEntries(pair.value, depth)) if (!merged.has(entry.key)) merged.set(entry.key, entry);
				continue;
			}
			if (entries.has(name)) this.#duplicates.push({
				at: this.#span(key),
				key: name
			});
			const node = this.#valueOf(pair, depth);
			if (node === void 0) entries.delete(name);
			else entries.set(name, {
				key: name,
				keySpan: this.#span(key),
				node
			});
		}
		for (const [name, entry] of merged) if (!entries.has(name)) entries.set(name, entry);
		return {
			kind: "table",
			span: this.#span(map),
			entries,
			...open !== void 0 && { open }
		};
	}
	/** A key without a value may get one from a template. */
	#valueOf(pair, depth) {
		const gap = this.#gaps?.gapInsteadOfValue(pair);
		if (gap !== void 0) return this.#gaps?.unknownAt(gap);
		return this.convert(pair.value, depth + 1);
	}
	#mergedEntries(value, depth) {
		return (require_yaml.isSeq(value) ? value.items : [value]).flatMap((source) => {
			const node = this.convert(source, depth + 1);
			return node?.kind === "table" ? [...node.entries.values()] : [];
		});
	}
	#array(sequence, depth) {
		const items = sequence.items.flatMap((item) => this.convert(item, depth + 1) ?? []);
		return {
			kind: "array",
			span: this.#span(sequence),
			items
		};
	}
	#scalar(scalar) {
		const span = this.#span(scalar);
		const { value } = scalar;
		switch (typeof value) {
			case "string": return this.#string(scalar, value, span);
			case "boolean": return {
				kind: "boolean",
				span,
				value
			};
			case "bigint": return {
				kind: "integer",
				span,
				value
			};
			case "number": return {
				kind: Number.isInteger(value) ? "integer" : "float",
				span,
				value
			};
			default: return;
		}
	}
	#string(scalar, value, span) {
		const piece = this.#gaps?.placeholderIn(...rangeOf(scalar)) ?? this.#gaps?.gapIn(...rangeOf(scalar));
		if (piece !== void 0 && this.#gaps !== void 0) return this.#gaps.unknown(span, piece);
		let offsets;
		const slice = (from, to) => {
			offsets ??= yamlStringOffsets(this.#text, scalar, value);
			const start = offsets[from];
			const last = to > from ? offsets[to - 1] : start;
			if (start === void 0 || last === void 0) return span;
			return this.#lines.span(start, to > from ? last + writtenLength(this.#text, scalar, last) : start);
		};
		return {
			kind: "string",
			span,
			value,
			slice
		};
	}
	/** Counts nodes as if every alias were written out, and gives up on a file that grows without bound. */
	#sized(node) {
		let size = 1;
		const children = node.kind === "table" ? [...node.entries.values()].map((entry) => entry.node) : node.kind === "array" ? node.items : [];
		for (const child of children) size += this.#sizes.get(child) ?? 1;
		this.#sizes.set(node, size);
		if (size > mostNodes) this.refusal = "its aliases write out to more than anybody can read";
		return node;
	}
	#span(node) {
		const [start, end] = node.range ?? [0, 0];
		let last = end;
		while (last > start && /\s/.test(this.#text[last - 1])) last -= 1;
		return this.#lines.span(start, last);
	}
};

Object.defineProperty(exports, "registry_exports", {
  enumerable: true,
  get: function () {
    return registry_exports;
  }
});
Object.defineProperty(exports, "yaml_exports", {
  enumerable: true,
  get: function () {
    return yaml_exports;
  }
});
})
