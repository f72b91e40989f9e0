// ca00f2e48164992286ca4392632dde076c2da6ec407163f38004fe0b1434d6a9
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_main = require("./main.js");
const require_engine = require("./engine.js");
const require_x509 = require("./x509.js");
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_util = require("node:util");
let node_child_process = require("node:child_process");
let node_net = require("node:net");
let node_http = require("node:http");
let node_events = require("node:events");
let node_tls = require("node:tls");
let node_crypto = require("node:crypto");
let node_http2 = require("node:http2");
let node_os = require("node:os");
let node_timers_promises = require("node:timers/promises");

// src/prove/engine.ts
const engineKinds = [
	"loopback",
	"process",
	"docker"
];
/** A port that was free is so no more: another stage on other ports may do. */
var PortTaken = class extends Error {
	name = "PortTaken";
};

// src/prove/endings.ts
const signals = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
/**
* What is to be done when a process ends: one listener serves for all of it. Whoever else listens to a signal (to stop in
* good order) is left to end the process, and the deeds are done then.
*/
var Endings = class {
	#host;
	#open = /* @__PURE__ */ new Set();
	constructor(host) {
		this.#host = host;
	}
	/** Returns what takes it back. */
	add(act) {
		if (this.#open.size === 0) this.#listen("on");
		this.#open.add(act);
		return () => {
			if (this.#open.delete(act) && this.#open.size === 0) this.#listen("off");
		};
	}
	#listen(how) {
		for (const signal of signals) this.#host[how](signal, this.#onSignal);
		this.#host[how]("exit", this.#onExit);
	}
	/** The last one first: servers end before the folder goes that they write to. */
	#onExit = () => {
		const acts = [...this.#open].toReversed();
		this.#open.clear();
		this.#listen("off");
		for (const act of acts) act();
	};
	#onSignal = (signal) => {
		if (this.#host.listenerCount(signal) > 1) return;
		this.#onExit();
		this.#host.kill(this.#host.pid, signal);
	};
};
const endings = /* @__PURE__ */ new WeakMap();
/**
* Something to do, without waiting for anything, when this program ends or is ended by a signal; the answer takes it
* back. After SIGKILL nothing is done: what is left then the next run finds.
*/
function atTheEnd(act, host = process) {
	const known = endings.get(host) ?? new Endings(host);
	endings.set(host, known);
	return known.add(act);
}

// src/prove/place.ts
/**
* Everything listens here. One address for all instances: a connection over the loopback interface comes from 127.0.0.1
* whatever it leads to, and PD's peer port holds the source address against the names in the client's certificate.
*/
function placeOnLoopback(instances) {
	return placeHere(instances, "127.0.0.1");
}
/** A free port of an address of this machine for each port of each instance. All are taken at once, so that they differ. */
async function placeHere(instances, host) {
	const taken = [];
	try {
		const placements = [];
		for (const instance of instances) {
			const placement = {};
			for (const port of require_engine.portsOf(instance)) placement[port] = {
				host,
				port: await take(taken, host)
			};
			placements.push(placement);
		}
		return placements;
	} finally {
		await Promise.all(taken.map((server) => new Promise((resolve) => server.close(resolve))));
	}
}
/** Below the ports that systems give to outgoing connections (Linux: from 32768), so that none of these gets in between. */
const [lowest, highest] = [2e4, 32e3];
/** Listens on a port that is free, so that nobody else gets it meanwhile. */
async function take(taken, host) {
	for (let attempt = 0; attempt < 100; attempt++) {
		const port = (0, node_crypto.randomInt)(lowest, highest);
		const server = (0, node_net.createServer)();
		if (!await new Promise((resolve) => {
			server.once("error", () => resolve(false));
			server.listen(port, host, () => resolve(true));
		})) continue;
		taken.push(server);
		return port;
	}
	throw new PortTaken(`no free port between ${lowest} and ${highest} on ${host}`);
}

// src/prove/engines/log-tail.ts
/** The end of what a program says, in lines. What is older is forgotten, however much it says. */
var LogTail = class LogTail {
	static #mostLines = 400;
	static #longestLine = 2e3;
	#lines = [];
	#rest = "";
	#listeners = /* @__PURE__ */ new Set();
	/** Calls for each line from now on. */
	onLine(listener) {
		this.#listeners.add(listener);
	}
	push(chunk) {
		const pieces = (this.#rest + chunk.toString("utf8")).split("\n");
		this.#rest = (pieces.pop() ?? "").slice(0, LogTail.#longestLine);
		for (const piece of pieces) this.#add(piece);
	}
	/** Takes what is left as a line: the program ended. */
	end() {
		if (this.#rest !== "") this.#add(this.#rest);
		this.#rest = "";
	}
	get lines() {
		return this.#lines;
	}
	#add(text) {
		const line = text.slice(0, LogTail.#longestLine);
		this.#lines.push(line);
		if (this.#lines.length > LogTail.#mostLines) this.#lines.shift();
		for (const listener of this.#listeners) listener(line);
	}
};

// src/prove/engines/child.ts
/** After SIGTERM, until SIGKILL. PD ends at once, TiKV flushes first. */
const patienceMilliseconds = 3e3;
const running = /* @__PURE__ */ new Set();
/** Starts a program in a folder that is its home. */
function startChild(program, args, folder, env = bareEnvironment(folder)) {
	const child = (0, node_child_process.spawn)(program, args, {
		cwd: folder,
		env,
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		],
		detached: true
	});
	running.add(child);
	const takeBack = atTheEnd(() => signalGroup(child, "SIGKILL"));
	const log = new LogTail();
	for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => log.push(chunk));
	const ended = new Promise((resolve) => {
		const end = (result) => {
			running.delete(child);
			takeBack();
			log.end();
			resolve(result);
		};
		child.on("error", (error) => end({
			status: null,
			signal: null,
			error: error.message
		}));
		child.on("close", (status, signal) => end({
			status,
			signal
		}));
	});
	return {
		pid: child.pid,
		log,
		ended,
		stop: () => stopChild(child, ended)
	};
}
/** From scratch: no proxy, no GRPC_*, no SSL_CERT_FILE or OPENSSL_CONF changes what is tested, and no secret is passed on. */
function bareEnvironment(folder) {
	return {
		HOME: folder,
		TMPDIR: folder,
		PATH: "/usr/bin:/bin",
		TZ: "UTC"
	};
}
async function stopChild(child, ended) {
	if (!running.has(child)) return;
	signalGroup(child, "SIGTERM");
	const timer = setTimeout(() => signalGroup(child, "SIGKILL"), patienceMilliseconds);
	await ended;
	clearTimeout(timer);
	signalGroup(child, "SIGKILL");
}
function signalGroup({ pid }, signal) {
	if (pid === void 0) return;
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM"))) throw error;
	}
}

// src/prove/engines/docker-cli.ts
/** What the docker command needs of our environment to find its daemon and its credentials. Nothing of it gets into a container. */
const needed = [
	"PATH",
	"HOME",
	"DOCKER_HOST",
	"DOCKER_CONFIG",
	"DOCKER_CONTEXT",
	"DOCKER_TLS_VERIFY",
	"DOCKER_CERT_PATH"
];
const usualMilliseconds = 3e4;
/** The docker command with what it needs of an environment. */
function dockerOf(environment) {
	const own = Object.fromEntries(needed.flatMap((name) => environment[name] === void 0 ? [] : [[name, environment[name]]]));
	return {
		environment: own,
		async run(args, milliseconds = usualMilliseconds) {
			const child = startChild("docker", args, "/", own);
			let isLate = false;
			const timer = setTimeout(() => {
				isLate = true;
				child.stop();
			}, milliseconds);
			const { status, error } = await child.ended;
			clearTimeout(timer);
			const output = child.log.lines.join("\n").trim();
			if (status === 0) return {
				kind: "done",
				output
			};
			const said = error ?? child.log.lines.findLast((line) => line.trim() !== "") ?? "it says nothing";
			return {
				kind: "failed",
				because: isLate ? `docker ${args[0]} takes more than ${milliseconds / 1e3} s` : require_main.singleLine(said.slice(0, 300))
			};
		},
		runNow: (args) => void (0, node_child_process.spawnSync)("docker", args, {
			env: own,
			stdio: "ignore",
			timeout: 1e4
		})
	};
}

// src/prove/probe/presented.ts
/** What came over the wire has no place in a file. */
const onTheWire = {
	path: "(presented)",
	line: 1,
	column: 1,
	endLine: 1,
	endColumn: 1
};
/** Most certificates that are looked at in one chain; a proper one has two or three. */
const longest = 20;
/**
* DER of the certificates that the other side of a TLS connection sent, leaf first. Node follows issuers, also into the
* CA files of the connection's own context: that context must hold none, or none but the trust anchors.
*/
function presentedChain(socket) {
	const chain = [];
	let next = socket.getPeerCertificate(true);
	while (next?.raw !== void 0 && chain.length < longest) {
		const { raw } = next;
		if (chain.some((der) => raw.equals(der))) break;
		chain.push(raw);
		next = next.issuerCertificate ?? {};
	}
	return chain;
}
/** Reads a chain as it came; a text says why a certificate of it cannot be read. */
function readPresented(chain) {
	const read = [];
	for (const der of chain) {
		const certificate = require_x509.x509Reader.certificate(der, onTheWire);
		if ("because" in certificate) return `a certificate of the chain does not parse: ${certificate.because}`;
		read.push(certificate);
	}
	return read;
}

// src/prove/engines/model-answers.ts
/** tikv: src/server/status_server/mod.rs: these take any certificate of the CA. */
const exemptPaths = [
	"/metrics",
	"/status",
	"/config",
	"/debug/pprof/profile"
];
function httpAnswers(port) {
	const verdicts = /* @__PURE__ */ new WeakMap();
	const server = (0, node_http.createServer)((request, response) => {
		answerHttp(port, request, response, verdicts.get(request.socket) ?? { kind: "in" });
	});
	return { take(socket, verdict) {
		verdicts.set(socket, verdict);
		server.emit("connection", socket);
	} };
}
function answerHttp(port, { url = "/", method }, response, verdict) {
	const path = url.split("?")[0] ?? url;
	if (port === "tikv-status" && verdict.kind === "in-without-name" && !(method === "GET" && exemptPaths.includes(path))) {
		response.writeHead(403).end("certificate role error");
		return;
	}
	const body = httpBodies[port][path];
	response.writeHead(body === void 0 ? 404 : 200, { "content-type": "application/json" }).end(body ?? "{}");
}
const model = JSON.stringify({ version: "a model in tikv-tls-gate" });
const httpBodies = {
	"pd-client": {
		"/pd/api/v1/version": model,
		"/version": model,
		"/metrics": ""
	},
	"pd-peer": { "/version": model },
	"tikv-grpc": {},
	"tikv-status": {
		"/status": "",
		"/metrics": "",
		"/config": model
	}
};
const health = "/grpc.health.v1.Health/Check";
/** Serves gRPC on a connection: the SETTINGS frame comes at once, before the client says anything. */
function answerGrpc(port, socket, verdict) {
	const server = (0, node_http2.createServer)();
	server.on("stream", (stream, headers) => {
		stream.on("error", () => stream.destroy());
		answerCall(port, stream, headers[":path"], verdict);
	});
	server.on("sessionError", () => socket.destroy());
	server.emit("connection", socket);
}
function answerCall(port, stream, path, verdict) {
	const base = {
		":status": 200,
		"content-type": "application/grpc"
	};
	if (path !== health) stream.respond({
		...base,
		"grpc-status": 12
	}, { endStream: true });
	else if (port === "tikv-grpc" && verdict.kind === "in-without-name") stream.respond({
		...base,
		"grpc-status": 16,
		"grpc-message": "Common name check fail"
	}, { endStream: true });
	else {
		stream.respond(base, { waitForTrailers: true });
		stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": 0 }));
		stream.end(Buffer.from([
			0,
			0,
			0,
			0,
			2,
			8,
			1
		]));
	}
}

// src/prove/engines/model-judge.ts
/**
* Judges a client as the real port does, by the model's functions on what came over the wire. `source` is the address
* that it dials from; `at` in milliseconds since the epoch, UTC.
*/
function judgeClient(offer, presented, source, at) {
	const { check, instance, port } = offer;
	if (check.kind !== "certificate") return { kind: "in" };
	const chain = readPresented(presented);
	if (typeof chain === "string") return {
		kind: "out",
		because: chain
	};
	const [leaf, ...sent] = chain;
	if (leaf === void 0) return {
		kind: "out",
		because: "the client did not send a certificate"
	};
	const trust = require_engine.trustOf(instance.security, instance, "clientAuth");
	const verifier = require_engine.verifierOf(instance);
	const because = require_engine.peerKeyRefusal(leaf.publicKey, verifier, verifier);
	if (because !== void 0) return {
		kind: "out",
		because
	};
	const anchors = trust.kind === "held" ? trust.value : [];
	const verified = require_engine.verifyChain({
		leaf,
		sent,
		anchors,
		verifier,
		usage: "clientAuth",
		at
	});
	const result = port === "tikv-status" ? require_engine.endingInRoot(verified, anchors) : verified;
	if (result?.kind === "refused") return {
		kind: "out",
		because: result.detail
	};
	return judgeNames(offer, leaf, source);
}
function judgeNames(offer, leaf, source) {
	const { check, instance, port } = offer;
	const names = check.kind === "certificate" && check.names.kind === "listed" ? check.names : void 0;
	if (names !== void 0 && !require_engine.admits(names, leaf, offer)) {
		const commonName = require_engine.comparedCommonName(instance.component, leaf);
		const because = `${require_engine.inWords(commonName)} is not allowed`;
		return {
			kind: instance.component === "tikv" ? "in-without-name" : "out",
			because
		};
	}
	if (port === "pd-peer" && !fitsSource(leaf, source)) return {
		kind: "out",
		because: `${source} is not in the certificate`
	};
	return { kind: "in" };
}
/** etcd's checkCertSAN. It looks names up; the only one that leads to the loopback interface for certain is `localhost`. */
function fitsSource({ subjectAltName }, source) {
	const { dns = [], ip = [] } = subjectAltName ?? {};
	if (dns.length === 0 && ip.length === 0) return true;
	return ip.includes(source) || dns.some((name) => name.toLowerCase() === "localhost");
}

// src/prove/probe/probe-client.ts
function programOf(verify) {
	if (verify?.program !== void 0) return verify.program;
	const component = verify?.as === "grpc" ? "tikv" : "pd";
	return {
		component,
		version: require_engine.newestRelease[component]
	};
}
/** Reads the files of a client; a program that cannot use its own never dials. */
function clientMaterial({ credential, verify }) {
	const { component, version } = programOf(verify);
	const trust = verify && require_engine.loadTrust(component, version, pemFile("ca.pem", verify.ca), "serverAuth");
	if (trust?.kind === "refused") return unusable("CA file", trust.because);
	const anchors = trust?.anchors ?? [];
	if (credential === void 0) return {
		kind: "usable",
		anchors
	};
	const chain = pemFile("cert.pem", credential.certificate);
	const identity = require_engine.loadIdentity(component, version, chain);
	if (identity.kind === "refused") return unusable("certificate file", identity.because);
	const key = require_engine.loadKey(component, version, pemFile("key.pem", credential.key));
	if (key.kind === "refused") return unusable("key file", key.because);
	if (require_engine.keyFits(key.key, identity.leaf) === false) return unusable("key file", "it holds the key of another certificate");
	const at = verify?.at ?? Date.now();
	const added = require_engine.sentChain(identity, anchors, require_engine.verifierOf$1(component, version), at).filter((certificate) => !identity.sent.includes(certificate)).map(({ span }) => cutOut$1(verify?.ca ?? "", span));
	return {
		kind: "usable",
		certificate: [...[identity.leaf, ...identity.sent].map(({ span }) => cutOut$1(credential.certificate, span)), ...added].join("\n"),
		key: cutOut$1(credential.key, key.key.span),
		anchors
	};
}
function unusable(file, because) {
	return {
		kind: "unusable",
		because: `the client cannot use its own ${file}: ${because}`
	};
}
function pemFile(name, text) {
	return require_engine.readPem(require_engine.sourceFile(name, new TextEncoder().encode(text)), require_x509.x509Reader);
}
/** The lines of a PEM block, as a file of their own: this program's OpenSSL is to see what the imitated one sees. */
function cutOut$1(text, { line, endLine }) {
	return text.split("\n").slice(line - 1, endLine).join("\n").replace(/^\s+|\r/g, "").replaceAll("X509 CERTIFICATE", "CERTIFICATE");
}
/**
* Why the dialling program refuses the server that presents this chain; undefined when it does not. By the model's own
* functions on what came over the wire: the same rules that predict, on what is really there.
*/
function whyClientRefuses(verify, { anchors }, presented, at) {
	const chain = readPresented(presented);
	if (typeof chain === "string") return chain;
	const [leaf, ...sent] = chain;
	if (leaf === void 0) return "the server presents no certificate";
	const { component, version } = programOf(verify);
	const verifier = require_engine.verifierOf$1(component, version);
	const result = require_engine.verifyChain({
		leaf,
		sent,
		anchors,
		verifier,
		usage: "serverAuth",
		at
	});
	if (result.kind === "refused") return `the client refuses the certificate of the server: ${result.detail}`;
	const key = require_engine.peerKeyRefusal(leaf.publicKey, verifier, verifier);
	if (key !== void 0) return `the client cannot verify the key of the server: ${key}`;
	if (!require_engine.coversHost(leaf, verify.host, verify.as)) return `the certificate of the server does not name ${verify.host}`;
	const names = verify.names ?? [];
	const commonName = leaf.subject.commonNames.at(-1) ?? "";
	if (names.length === 0 || names.includes(commonName)) return void 0;
	return `the common name of the server's certificate, ${commonName === "" ? "which is empty" : commonName}, is not among those that the client allows`;
}

// src/prove/engines/model-tls.ts
const tls13$1 = [
	"TLS_AES_128_GCM_SHA256",
	"TLS_AES_256_GCM_SHA384",
	"TLS_CHACHA20_POLY1305_SHA256"
];
/** Each with an RSA and with an ECDSA certificate. */
function ecdhe(...ciphers) {
	return ciphers.flatMap((cipher) => [`ECDHE-ECDSA-${cipher}`, `ECDHE-RSA-${cipher}`]);
}
const goSuites = [...tls13$1, ...ecdhe("AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305", "AES128-SHA", "AES256-SHA")];
/** Up to v8.3 PD's Go takes static RSA too; also 3DES, which this program's OpenSSL no longer has. */
const olderGoSuites = [
	"AES128-GCM-SHA256",
	"AES256-GCM-SHA384",
	"AES128-SHA",
	"AES256-SHA"
];
function dialectOf(instance, port) {
	const base = {
		min: "TLSv1.2",
		max: "TLSv1.3",
		ownOrder: false
	};
	switch (port) {
		case "pd-client":
		case "pd-peer": {
			const suites = instance.component === "pd" && !require_engine.takesSeveralNames(instance) ? [...goSuites, ...olderGoSuites] : goSuites;
			return {
				...base,
				suites,
				groups: "X25519:P-256:P-384:P-521",
				protocols: ["h2", "http/1.1"],
				ownOrder: true
			};
		}
		case "tikv-grpc": return {
			...base,
			suites: [...tls13$1, ...ecdhe("AES128-GCM-SHA256", "AES256-GCM-SHA384")],
			groups: "P-256",
			protocols: ["h2", "grpc-exp"]
		};
		case "tikv-status": {
			const suites = ecdhe("AES256-GCM-SHA384", "CHACHA20-POLY1305", "AES128-GCM-SHA256", "AES256-SHA384", "AES128-SHA256");
			return {
				...base,
				max: "TLSv1.2",
				suites,
				groups: "X25519:P-256:P-384:P-521",
				protocols: []
			};
		}
		default: return port;
	}
}
/** What a TLS server of Node has to be told to speak as a port; `because`: the files do not make a TLS server. */
function tlsOptionsOf({ instance, port, check }, at) {
	const identity = require_engine.identityOf(instance.security, instance);
	if (identity.kind !== "held") return { because: identity.kind === "absent" ? "it has no certificate" : identity.because };
	const trust = require_engine.trustOf(instance.security, instance, "clientAuth");
	const dialect = dialectOf(instance, port);
	return {
		...pairOf(instance, identity.value, at),
		ca: trust.kind === "held" && require_engine.verifierOf(instance) !== "go" ? trust.value.map((anchor) => textOf$3(instance, anchor)) : [],
		requestCert: check.kind === "certificate",
		rejectUnauthorized: false,
		ciphers: `${dialect.suites.join(":")}:@SECLEVEL=0`,
		ecdhCurve: dialect.groups,
		minVersion: dialect.min,
		maxVersion: dialect.max,
		honorCipherOrder: dialect.ownOrder,
		...dialect.protocols.length === 0 ? {} : { ALPNProtocols: [...dialect.protocols] }
	};
}
function pairOf(instance, identity, at) {
	const { security } = instance;
	const { leaf, sent } = require_engine.presentationOf(security, instance, identity, at);
	const key = fileText(security.key);
	return {
		cert: [leaf, ...sent].map((certificate) => textOf$3(instance, certificate)).join("\n"),
		key
	};
}
/** A certificate as it stands in the file that it was read from: the own one, or the CA file for what OpenSSL adds. */
function textOf$3({ security }, { span }) {
	const owner = [security.certificate, security.ca].find((material) => material.kind === "seen" && material.file.path === span.path);
	return cutOut$1(owner === void 0 ? "" : fileText(owner), span);
}
/** The twins' paths are absolute and lead into the private folder. */
function fileText(material) {
	return material.kind === "absent" || material.path === void 0 ? "" : (0, node_fs.readFileSync)(material.path.value, "utf8");
}

// src/prove/engines/model-port.ts
/** Measured on gRPC core: a connection on which nothing happens is closed after so long. */
const idleMilliseconds = 12e4;
/** Opens a port that speaks as the real one would with the twin's settings. `at`: milliseconds since the epoch, UTC. */
async function openModelPort({ twin }, port, address, at) {
	const offer = require_engine.offerOf({
		instance: twin,
		port
	});
	if (offer === void 0 || offer.transport === "unknown") return { because: `what its ${port} port serves is not known: ${offer?.because ?? "it has none"}` };
	const secured = offer.transport === "plaintext" ? void 0 : securedPort(offer, at);
	if (secured !== void 0 && "because" in secured) return secured;
	const http = httpAnswers(port);
	secured?.on("secureConnection", (socket) => serveSecured(offer, socket, http, at));
	return listen(address, (socket) => serve(offer, socket, secured, http));
}
function securedPort(offer, at) {
	const options = tlsOptionsOf(offer, at);
	if ("because" in options) return options;
	try {
		const server = (0, node_tls.createServer)({
			...options,
			handshakeTimeout: idleMilliseconds
		});
		server.on("tlsClientError", (_error, socket) => socket.destroy());
		return server;
	} catch (error) {
		if (!(error instanceof Error) || !("code" in error)) throw error;
		return { because: `this program's OpenSSL cannot serve its certificate: ${require_main.singleLine(error.message)}` };
	}
}
const served = { kind: "in" };
/** The first byte tells TLS (22) from plaintext; only a plaintext gRPC port of TiKV speaks before it hears one. */
function serve(offer, socket, secured, http) {
	if (offer.port === "tikv-grpc" && secured === void 0) {
		answerGrpc(offer.port, socket, served);
		return;
	}
	socket.once("readable", () => {
		const heard = socket.read();
		if (heard === null) return;
		socket.unshift(heard);
		const isTls = heard[0] === 22;
		if (isTls && secured !== void 0) secured.emit("connection", socket);
		else if (offer.transport === "tls") socket.destroy();
		else if (isTls && offer.port === "pd-client") socket.destroy();
		else if (heard[0] === 80 && offer.port === "pd-client") answerPreface(offer, socket, heard, http);
		else http.take(socket, served);
	});
}
/** `PRI * HTTP/2.0`, or a method that begins with the same letter. */
function answerPreface({ port }, socket, heard, http) {
	if (heard.subarray(0, 3).toString("latin1") === "PRI") answerGrpc(port, socket, served);
	else http.take(socket, served);
}
function serveSecured(offer, socket, http, at) {
	socket.on("error", () => socket.destroy());
	const verdict = socket.isSessionReused() ? served : judgeClient(offer, presentedChain(socket), sourceOf(socket), at);
	if (verdict.kind === "out") {
		socket.destroy();
		return;
	}
	const speaksHttp2 = socket.alpnProtocol === "h2" || socket.alpnProtocol === "grpc-exp";
	switch (offer.port) {
		case "pd-client":
			if (speaksHttp2) answerGrpc(offer.port, socket, verdict);
			else http.take(socket, verdict);
			return;
		case "pd-peer":
			if (speaksHttp2) socket.end();
			else http.take(socket, verdict);
			return;
		case "tikv-grpc":
			if (speaksHttp2) answerGrpc(offer.port, socket, verdict);
			else socket.end();
			return;
		case "tikv-status":
			http.take(socket, verdict);
			return;
		default: offer.port;
	}
}
function sourceOf({ remoteAddress = "" }) {
	return remoteAddress.replace(/^::ffff:/, "");
}
function listen({ host, port }, onConnection) {
	const sockets = /* @__PURE__ */ new Set();
	const server = (0, node_net.createServer)((socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
		socket.on("error", () => socket.destroy());
		socket.setTimeout(idleMilliseconds, () => socket.destroy());
		onConnection(socket);
	});
	return new Promise((resolve) => {
		server.once("error", (error) => resolve({ because: `it cannot listen on ${host}:${port}: ${require_main.singleLine(error.message)}` }));
		server.listen(port, host, () => {
			resolve({ close: () => new Promise((closed) => {
				server.close(() => closed());
				for (const socket of sockets) socket.destroy();
			}) });
		});
	});
}

// src/prove/engines/loopback.ts
/**
* Servers of this program that speak as PD and TiKV were measured to. They show that the files fit together and that
* sockets say what the model says; that the real programs do so too, only the real programs show.
*/
function loopbackEngine(now = Date.now) {
	return {
		kind: "loopback",
		dialsAsInstance: true,
		programOf: (component) => ({
			program: `a model of ${require_engine.componentName[component]} in this program`,
			isReal: false
		}),
		place: placeOnLoopback,
		async start(stage, { progress }) {
			const open = [];
			const states = /* @__PURE__ */ new Map();
			for (const instance of stage.instances) {
				const state = await serveInstance(instance, open, now());
				states.set(instance.original.name, state);
				const { name } = instance.original;
				progress(state.kind === "running" ? `${name} is up (a model)` : `${name} does not start: ${state.because}`);
			}
			return {
				states,
				stop: async () => void await Promise.all(open.splice(0).map((port) => port.close()))
			};
		}
	};
}
/** Serves all ports of an instance by the model, unless the model says that the program would not come up. */
async function serveInstance(instance, open, at) {
	const start = require_engine.startOf(instance.twin, at);
	if (start.kind === "fails") return {
		kind: "stopped",
		because: start.detail
	};
	for (const [port, address] of Object.entries(instance.listens)) {
		const opened = await openModelPort(instance, port, address, at);
		if ("because" in opened) return {
			kind: "stopped",
			because: opened.because
		};
		open.push(opened);
	}
	return { kind: "running" };
}

// src/prove/stage/stage.ts
/** Host and port as an address writes them: `10.0.0.1:2379`, `[::1]:2379`. */
function addressText({ host, port }) {
	return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

// src/prove/probe/probe-connection.ts
/** Many times what a status line or a few HTTP/2 frames take. */
const mostBytes = 65536;
/**
* One connection under a limit: what was heard, and why it ended. It owns the socket: every event has a listener for as
* long as the socket lives, so that a late error hits nobody.
*/
var Line = class {
	socket;
	/** Does the TCP connection stand? */
	isOpen;
	#heard = Buffer.alloc(0);
	#ending;
	#wake = [];
	#release;
	constructor(socket, limits) {
		this.socket = socket;
		socket.on("data", (chunk) => this.#take(chunk));
		socket.on("end", () => this.#end({ kind: "closed" }));
		socket.on("close", () => this.#end({ kind: "closed" }));
		socket.on("error", (error) => this.#end(failure(error)));
		const timer = setTimeout(() => this.#end({ kind: "time" }), limits.milliseconds);
		const onAbort = () => this.#end({ kind: "aborted" });
		(0, node_events.setMaxListeners)(0, limits.signal);
		limits.signal.addEventListener("abort", onAbort);
		this.#release = () => {
			clearTimeout(timer);
			limits.signal.removeEventListener("abort", onAbort);
		};
		this.isOpen = this.happens("connect");
	}
	get ending() {
		return this.#ending;
	}
	/** True when the event comes, false when the connection ends before it. */
	async happens(event) {
		let happened = false;
		this.socket.once(event, () => {
			happened = true;
			this.#rouse();
		});
		while (!happened && this.#ending === void 0) await this.#news();
		return happened;
	}
	/** What `enough` makes of all that was heard so far, asked again with every piece; undefined when no more comes. */
	async hear(enough) {
		for (;;) {
			const isOver = this.#ending !== void 0;
			const value = enough(this.#heard, isOver);
			if (value !== void 0 || isOver) return value;
			await this.#news();
		}
	}
	say(bytes) {
		if (this.#ending === void 0 && this.socket.writable) this.socket.write(bytes);
	}
	close() {
		this.#end({ kind: "closed" });
		this.socket.destroy();
	}
	#take(chunk) {
		if (this.#ending !== void 0) return;
		this.#heard = Buffer.concat([this.#heard, chunk]);
		if (this.#heard.length > mostBytes) {
			this.#end({ kind: "flood" });
			this.socket.destroy();
		}
		this.#rouse();
	}
	#end(ending) {
		if (this.#ending === void 0) {
			this.#ending = ending;
			this.#release();
		}
		this.#rouse();
	}
	#news() {
		return new Promise((resolve) => this.#wake.push(resolve));
	}
	#rouse() {
		const waiting = this.#wake;
		this.#wake = [];
		for (const wake of waiting) wake();
	}
};
/** A plain TCP connection. */
function openPlaintext({ host, port }, limits) {
	return new Line((0, node_net.connect)({
		host,
		port
	}), limits);
}
function failure(error) {
	const code = typeof error.code === "string" ? error.code : "unknown error";
	const alert = /SSL alert number (\d+)/.exec(error.message)?.[1];
	return {
		kind: "failed",
		code,
		message: typeof error.reason === "string" ? error.reason : error.message,
		alert: alert === void 0 ? void 0 : Number(alert)
	};
}
/** RFC 8446 6. */
const alertNames = {
	10: "unexpected message",
	20: "bad record MAC",
	40: "handshake failure",
	42: "bad certificate",
	43: "unsupported certificate",
	44: "certificate revoked",
	45: "certificate expired",
	46: "certificate unknown",
	47: "illegal parameter",
	48: "unknown CA",
	49: "access denied",
	50: "decode error",
	51: "decrypt error",
	70: "protocol version",
	71: "insufficient security",
	80: "internal error",
	86: "inappropriate fallback",
	90: "user cancelled",
	109: "missing extension",
	112: "unrecognized name",
	116: "certificate required",
	120: "no application protocol"
};
/** A failure in words: `it sends alert 48, unknown CA`, `ECONNRESET`. */
function describeFailure({ code, message, alert }) {
	if (alert !== void 0) return `it sends alert ${alert}, ${alertNames[alert] ?? "which has no name"}`;
	if (code === "ECONNRESET" || code === "EPIPE") return `the connection is reset (${code})`;
	if (code.startsWith("E") && !code.startsWith("ERR_")) return code;
	return require_main.singleLine(message.slice(0, 200));
}

// src/prove/probe/hpack.ts
/** A header block of literals without indexing and without compression (RFC 7541 6.2.2); each text below 127 bytes. */
function encodeHeaders(headers) {
	return Buffer.concat(headers.flatMap(([name, value]) => [
		Buffer.from([0]),
		literal(name),
		literal(value)
	]));
}
function literal(text) {
	const bytes = Buffer.from(text, "latin1").subarray(0, 126);
	return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}
/** A block that is not as RFC 7541 wants it, or larger than any answer to a health check. */
var HpackError = class extends Error {};
/** Decodes the header blocks of one connection, in order: each may lean on those before it. */
var HpackDecoder = class {
	/** Newest first (RFC 7541 2.3.2). */
	#dynamic = [];
	decode(block) {
		const cursor = {
			block,
			at: 0
		};
		const headers = [];
		while (cursor.at < block.length) {
			const header = this.#next(cursor);
			if (header !== void 0) headers.push(header);
			if (headers.length > 200) throw new HpackError("more than 200 header fields");
		}
		return headers;
	}
	#next(cursor) {
		const first = byteAt(cursor, cursor.at);
		if (first >= 128) return this.#entry(readInteger(cursor, 7));
		if (first >= 32 && first < 64) {
			readInteger(cursor, 5);
			return;
		}
		const isIndexed = first >= 64;
		const index = readInteger(cursor, isIndexed ? 6 : 4);
		const header = [index === 0 ? readText(cursor) : this.#entry(index)[0], readText(cursor)];
		if (isIndexed) this.#dynamic.unshift(header);
		return header;
	}
	#entry(index) {
		const entry = index <= staticTable.length ? staticTable[index - 1] : this.#dynamic[index - staticTable.length - 1];
		if (entry === void 0) throw new HpackError(`no entry ${index} in the table`);
		return entry;
	}
};
function byteAt({ block }, at) {
	const byte = block[at];
	if (byte === void 0) throw new HpackError("the block ends early");
	return byte;
}
/** RFC 7541 5.1. */
function readInteger(cursor, prefix) {
	const most = 2 ** prefix - 1;
	let value = byteAt(cursor, cursor.at++) & most;
	if (value < most) return value;
	for (let shift = 0;; shift += 7) {
		const byte = byteAt(cursor, cursor.at++);
		value += (byte & 127) * 2 ** shift;
		if (shift > 21) throw new HpackError("an integer that is too large");
		if (byte < 128) return value;
	}
}
function readText(cursor) {
	const isCompressed = byteAt(cursor, cursor.at) >= 128;
	const length = readInteger(cursor, 7);
	const bytes = cursor.block.subarray(cursor.at, cursor.at + length);
	if (bytes.length < length) throw new HpackError("the block ends early");
	cursor.at += length;
	return isCompressed ? decompress(bytes) : bytes.toString("latin1");
}
function decompress(bytes) {
	let text = "";
	let code = 0;
	let size = 0;
	for (const byte of bytes) for (let bit = 7; bit >= 0; bit--) {
		code = code * 2 + (byte >> bit & 1);
		size++;
		const symbol = symbols.get(size * 2 ** 32 + code);
		if (symbol === void 0) continue;
		text += String.fromCharCode(symbol);
		code = 0;
		size = 0;
	}
	if (size > 7) throw new HpackError("text that is not compressed as it should be");
	return text;
}
/** Lengths of the Huffman codes of the bytes 0 to 255, in bits (RFC 7541 appendix B), one character each: `a` is 5. */
const codeLengths = "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhfibccccccccccccccccccccccdcdioijbkabababbbaccbbbabcbaabccccckgjixprpprrrsrssssststtrstssssqrsrsstrqprrssqsrrtqrssqqrqsrssprrrsrrsvvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwv";
const symbols = huffmanSymbols();
/** The codes are canonical: shorter ones first, and in the order of the bytes among those of one length. */
function huffmanSymbols() {
	const lengths = [...codeLengths].map((letter) => letter.charCodeAt(0) - 92);
	const found = /* @__PURE__ */ new Map();
	let code = 0;
	for (let size = 5; size <= 30; size++) {
		for (const [symbol, length] of lengths.entries()) if (length === size) found.set(size * 2 ** 32 + code++, symbol);
		code *= 2;
	}
	return found;
}
/** RFC 7541 appendix A, in order; `_` stands for a blank. */
const staticTable = `
:authority :method=GET :method=POST :path=/ :path=/index.html :scheme=http :scheme=https :status=200 :status=204
:status=206 :status=304 :status=400 :status=404 :status=500 accept-charset accept-encoding=gzip,_deflate
accept-language accept-ranges accept access-control-allow-origin age allow authorization cache-control
content-disposition content-encoding content-language content-length content-location content-range content-type
cookie date etag expect expires from host if-match if-modified-since if-none-match if-range if-unmodified-since
last-modified link location max-forwards proxy-authenticate proxy-authorization range referer refresh retry-after
server set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate
`.trim().split(/\s+/).map((entry) => {
	const [name = "", value = ""] = entry.split("=");
	return [name, value.replace("_", " ")];
});

// src/prove/probe/probe-grpc.ts
const frameTypes = {
	data: 0,
	headers: 1,
	reset: 3,
	settings: 4,
	goAway: 7,
	continuation: 9
};
const flags = {
	endStream: 1,
	endHeaders: 4,
	padded: 8,
	priority: 32,
	ack: 1
};
/** RFC 9113 4.2: what both sides may send before they agree on more. */
const mostFrameBytes = 16384;
/**
* Calls `/grpc.health.v1.Health/Check` and reads the answer; undefined when not even a SETTINGS frame comes. A method that
* the server has registered is called since TiKV checks names for these only (measured on gRPC core).
*/
async function askHealth(line, scheme, authority) {
	line.say(greeting(scheme, authority));
	const first = await line.hear(readFirst);
	if (first === void 0 || first.kind === "other") return first;
	line.say(frame(frameTypes.settings, flags.ack, 0));
	const found = new Answer();
	await line.hear((heard) => found.read(heard) ? true : void 0);
	return {
		kind: "settings",
		...found.status
	};
}
function greeting(scheme, authority) {
	const headers = [
		[":method", "POST"],
		[":scheme", scheme],
		[":path", "/grpc.health.v1.Health/Check"],
		[":authority", authority],
		["te", "trailers"],
		["content-type", "application/grpc"],
		["user-agent", "tikv-tls-gate"]
	];
	return Buffer.concat([
		Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
		frame(frameTypes.settings, 0, 0),
		frame(frameTypes.headers, flags.endHeaders, 1, encodeHeaders(headers)),
		frame(frameTypes.data, flags.endStream, 1, Buffer.alloc(5))
	]);
}
/** RFC 9113 4.1. */
function frame(type, flag, stream, payload = Buffer.alloc(0)) {
	const head = Buffer.alloc(9);
	head.writeUIntBE(payload.length, 0, 3);
	head[3] = type;
	head[4] = flag;
	head.writeUInt32BE(stream, 5);
	return Buffer.concat([head, payload]);
}
function readFirst(heard) {
	if (heard.length > 0 && heard[0] !== 0) return {
		kind: "other",
		starts: heard
	};
	if (heard.length < 9) return void 0;
	return heard[3] === frameTypes.settings && heard.readUInt32BE(5) === 0 && heard.readUIntBE(0, 3) <= mostFrameBytes ? { kind: "settings" } : {
		kind: "other",
		starts: heard
	};
}
/** Reads the frames of a connection until the answer on stream 1 is complete. */
var Answer = class {
	#decoder = new HpackDecoder();
	#at = 0;
	#block = [];
	#status = {};
	get status() {
		return this.#status;
	}
	/** True when nothing more is to be read. */
	read(heard) {
		while (heard.length >= this.#at + 9) {
			const size = heard.readUIntBE(this.#at, 3);
			if (size > mostFrameBytes) return true;
			const end = this.#at + 9 + size;
			if (heard.length < end) return false;
			const [type = 0, flag = 0] = heard.subarray(this.#at + 3, this.#at + 5);
			const stream = heard.readUInt32BE(this.#at + 5) & 2147483647;
			const payload = heard.subarray(this.#at + 9, end);
			this.#at = end;
			if (this.#take(type, flag, stream, payload)) return true;
		}
		return false;
	}
	#take(type, flag, stream, payload) {
		switch (type) {
			case frameTypes.headers:
				this.#block = [withoutPadding(payload, flag)];
				break;
			case frameTypes.continuation:
				this.#block.push(payload);
				break;
			case frameTypes.reset: return stream === 1;
			case frameTypes.goAway: return true;
			default: return false;
		}
		if ((flag & flags.endHeaders) === 0) return false;
		return this.#headers(Buffer.concat(this.#block));
	}
	#headers(block) {
		try {
			const headers = new Map(this.#decoder.decode(block));
			const number = (name) => /^\d{1,3}$/.test(headers.get(name) ?? "") ? Number(headers.get(name)) : void 0;
			this.#status = {
				httpStatus: number(":status") ?? this.#status.httpStatus,
				grpcStatus: number("grpc-status") ?? this.#status.grpcStatus,
				message: headers.get("grpc-message") ?? this.#status.message
			};
			return this.#status.grpcStatus !== void 0 || (this.#status.httpStatus ?? 200) !== 200;
		} catch (error) {
			if (error instanceof HpackError) return true;
			throw error;
		}
	}
};
function withoutPadding(payload, flag) {
	const isPadded = (flag & flags.padded) !== 0;
	const start = (isPadded ? 1 : 0) + ((flag & flags.priority) !== 0 ? 5 : 0);
	return payload.subarray(start, Math.max(start, payload.length - (isPadded ? payload[0] ?? 0 : 0)));
}

// src/prove/probe/probe-http.ts
/** Asks by HTTP/1.1 and reads the status line; undefined when none comes. */
async function askHttp(line, path, host) {
	line.say(Buffer.from(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: tikv-tls-gate\r\nConnection: close\r\n\r\n`));
	const first = await line.hear(readStatus);
	if (first?.kind !== "status" || first.status !== 400) return first;
	const wantsTls = await line.hear((heard, isOver) => /HTTPS/.test(heard.toString("latin1")) ? true : isOver ? false : void 0);
	return {
		...first,
		wantsTls: wantsTls === true
	};
}
function readStatus(heard) {
	const text = heard.subarray(0, 200).toString("latin1");
	const status = /^HTTP\/1\.[01] (\d{3})[ \r\n]/.exec(text)?.[1];
	if (status !== void 0) return {
		kind: "status",
		status: Number(status),
		wantsTls: false
	};
	return (!"HTTP/1.".startsWith(text.slice(0, 7)) || text.length > 20) && heard.length > 0 ? {
		kind: "other",
		starts: heard
	} : void 0;
}

// src/prove/probe/probe-tls.ts
/** What the dialling programs offer by themselves (Go: crypto/tls/defaults.go; gRPC: src/core/lib/security/security_connector/ssl_utils.cc). */
const offers = {
	go: {
		ciphers: "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA:ECDHE-RSA-AES256-SHA",
		groups: "X25519:P-256:P-384:P-521"
	},
	grpc: {
		ciphers: "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384",
		groups: "P-256"
	}
};
/** Dials by TLS; `because`: this program's OpenSSL cannot be brought to make such a connection. */
function openTls(request, material, limits) {
	let socket;
	try {
		socket = (0, node_tls.connect)(optionsOf(request, material));
	} catch (error) {
		if (!(error instanceof Error) || !("code" in error)) throw error;
		return { because: `this program's OpenSSL cannot dial so: ${require_main.singleLine(error.message)}` };
	}
	const line = new Line(socket, limits);
	return {
		line,
		isSecure: line.happens("secureConnect"),
		presented: () => presentedChain(socket),
		negotiated: () => negotiated(socket)
	};
}
function optionsOf({ address, speaks, verify, protocols, ...asked }, material) {
	const offer = offers[verify?.as ?? "go"];
	const options = {
		host: address.host,
		port: address.port,
		rejectUnauthorized: false,
		checkServerIdentity: () => void 0,
		ca: [],
		ciphers: anyStrength(asked.ciphers ?? offer.ciphers),
		ecdhCurve: asked.groups ?? offer.groups,
		minVersion: protocols?.min ?? "TLSv1.2",
		maxVersion: protocols?.max ?? "TLSv1.3",
		ALPNProtocols: [speaks === "grpc" ? "h2" : "http/1.1"]
	};
	if (verify !== void 0 && !require_engine.isIpLiteral(verify.host)) options.servername = verify.host;
	if (material.certificate !== void 0 && material.key !== void 0) {
		options.cert = material.certificate;
		options.key = material.key;
	}
	return options;
}
/** At its usual level OpenSSL offers and takes neither the old versions nor weak keys and signatures. */
function anyStrength(ciphers) {
	return ciphers.includes("@SECLEVEL") ? ciphers : `${ciphers}:@SECLEVEL=0`;
}
const groupNames = {
	prime256v1: "P-256",
	secp384r1: "P-384",
	secp521r1: "P-521"
};
function negotiated(socket) {
	const key = socket.getEphemeralKeyInfo();
	const group = key?.name ?? (key?.type === "DH" ? `DH ${key.size}` : void 0);
	return {
		protocol: socket.getProtocol() ?? void 0,
		suite: socket.getCipher()?.name,
		group: group === void 0 ? void 0 : groupNames[group] ?? group
	};
}

// src/prove/probe/probe.ts
/**
* Makes one connection and says what came of it. Whatever the other side does, the answer comes within the limit, and
* nothing is thrown. Acceptance is what the server says over the connection, never the end of the TLS handshake: in TLS
* 1.3 a client is done before the server has looked at its certificate (RFC 8446 4.4.2.4; measured on PD and gRPC core).
*/
async function probe(request, limits) {
	if (limits.signal.aborted) return {
		observed: inconclusive(endingWords({ kind: "aborted" }, limits)),
		presented: []
	};
	return request.transport === "plaintext" ? probePlainly(request, limits) : probeByTls(request, limits);
}
async function probePlainly(request, limits) {
	const line = openPlaintext(request.address, limits);
	try {
		if (!await line.isOpen) return {
			observed: unopened(line, limits),
			presented: []
		};
		return {
			observed: await converse(request, line, limits, { over: "plaintext" }),
			presented: []
		};
	} finally {
		line.close();
	}
}
async function probeByTls(request, limits) {
	const material = clientMaterial(request);
	if (material.kind === "unusable") return {
		observed: refusal("client", "handshake", material.because),
		presented: []
	};
	const opened = openTls(request, material, limits);
	if ("because" in opened) return {
		observed: inconclusive(opened.because),
		presented: []
	};
	const { line } = opened;
	try {
		if (!await line.isOpen) return {
			observed: unopened(line, limits),
			presented: []
		};
		if (!await opened.isSecure) return {
			observed: handshakeFailure(line, limits),
			presented: opened.presented()
		};
		return await probeSecured(request, opened, material, limits);
	} finally {
		line.close();
	}
}
async function probeSecured(request, opened, material, limits) {
	const presented = opened.presented();
	const objection = request.verify && whyClientRefuses(request.verify, material, presented, request.verify.at ?? Date.now());
	if (objection !== void 0) return {
		observed: refusal("client", "handshake", objection),
		presented
	};
	return {
		observed: await converse(request, opened.line, limits, {
			over: "tls",
			...opened.negotiated()
		}),
		presented
	};
}
async function converse({ speaks, address, path }, line, limits, over) {
	const host = addressText(address);
	return (speaks === "grpc" ? grpcAnswer(await askHealth(line, over.over === "tls" ? "https" : "http", host), over) : httpAnswer(await askHttp(line, path ?? "/status", host), over)) ?? withoutAnswer(line, limits, over);
}
function grpcAnswer(answer, over) {
	switch (answer?.kind) {
		case void 0: return;
		case "other": return otherAnswer(answer.starts, over);
		case "settings": {
			const { httpStatus, grpcStatus, message } = answer;
			if (grpcStatus === 16 || grpcStatus === 7) return refusal("server", "request", `it answers the health check with grpc-status ${grpcStatus}${message === void 0 ? "" : `: ${shown(message)}`}`);
			if (httpStatus === 401 || httpStatus === 403) return refusal("server", "request", `it answers with HTTP ${httpStatus}`);
			const status = grpcStatus === void 0 ? "" : `, grpc-status ${grpcStatus}`;
			return {
				kind: "accepted",
				...over,
				answer: `SETTINGS frame${status}`
			};
		}
		default: return answer;
	}
}
function httpAnswer(answer, over) {
	switch (answer?.kind) {
		case void 0: return;
		case "other": return otherAnswer(answer.starts, over);
		case "status":
			if (answer.wantsTls && over.over === "plaintext") return refusal("server", "transport", `it answers with HTTP ${answer.status} that it takes HTTPS only`);
			if (answer.status === 401 || answer.status === 403) return refusal("server", "request", `it answers with HTTP ${answer.status}`);
			return {
				kind: "accepted",
				...over,
				answer: `HTTP ${answer.status}`
			};
		default: return answer;
	}
}
/** Plaintext is answered by a TLS alert where a server takes TLS only (Go's crypto/tls does so). */
function otherAnswer(starts, { over }) {
	if (over === "plaintext" && starts[0] === 21 && starts[1] === 3) return refusal("server", "transport", "it answers plaintext with a TLS alert");
	return inconclusive(`it answers in another protocol, beginning with ${starts.subarray(0, 9).toString("hex")}`);
}
/** The connection stood, and not one byte of an answer came. */
function withoutAnswer(line, limits, { over, protocol }) {
	const ending = line.ending ?? { kind: "time" };
	if (ending.kind === "time" || ending.kind === "aborted" || ending.kind === "flood") return inconclusive(`the connection stands, and ${endingWords(ending, limits)}`);
	const how = ending.kind === "closed" ? "closes the connection without a byte" : `ends the connection: ${describeFailure(ending)}`;
	if (over === "plaintext") return refusal("server", "transport", `it ${how}`);
	if (protocol === "TLSv1.3") return refusal("server", "handshake", `it completes its half of the handshake and then ${how}`);
	return refusal("server", "request", `it completes the handshake and then ${how}`);
}
function unopened(line, limits) {
	const ending = line.ending ?? { kind: "time" };
	return inconclusive(ending.kind === "failed" ? `nobody answers at this address: ${describeFailure(ending)}` : endingWords(ending, limits));
}
function handshakeFailure(line, limits) {
	const ending = line.ending ?? { kind: "time" };
	switch (ending.kind) {
		case "closed": return refusal("server", "handshake", "it closes the connection in the handshake, without an alert");
		case "failed":
			if (/WRONG_VERSION_NUMBER|HTTP_REQUEST|UNEXPECTED_MESSAGE|RECORD_LENGTH|PACKET_LENGTH/.test(ending.code)) return refusal("client", "transport", "what the port answers is no TLS: it is plaintext");
			return refusal(ending.alert !== void 0 || /^(ECONNRESET|EPIPE)$/.test(ending.code) ? "server" : "client", "handshake", describeFailure(ending));
		default: return inconclusive(`${endingWords(ending, limits)} in the TLS handshake`);
	}
}
function refusal(by, during, detail) {
	return {
		kind: "refused",
		by,
		during,
		detail
	};
}
function inconclusive(because) {
	return {
		kind: "inconclusive",
		because
	};
}
function endingWords(ending, { milliseconds }) {
	switch (ending.kind) {
		case "time": return `no answer came in ${milliseconds / 1e3} s`;
		case "aborted": return "the test was stopped before an answer came";
		case "flood": return "more came than an answer can be";
		case "closed": return "the connection was closed";
		case "failed": return describeFailure(ending);
		default: return ending;
	}
}
/** Words of the other side, which may be anybody. */
function shown(text) {
	return require_main.singleLine(text.length > 200 ? `${text.slice(0, 200)}...` : text);
}

// src/prove/engines/readiness.ts
/** PD up to v8.3 takes up to 13 s to give up when it refuses itself (measured). */
const startMilliseconds = 25e3;
/** What a log says once: PD's leader and its followers, TiKV. */
const ready = /PD leader is ready to serve|TiKV is ready to serve/;
/** Waits until a server serves, gives up, or has had its time. */
async function untilServing(child, instance, signal) {
	const over = new AbortController();
	const limit = AbortSignal.any([signal, over.signal]);
	const said = new Promise((resolve) => child.log.onLine((line) => ready.test(line) && resolve(true)));
	try {
		const result = await Promise.race([
			said,
			asked(instance, limit),
			child.ended,
			timeOut(limit)
		]);
		if (result === true) return { kind: "running" };
		return {
			kind: "stopped",
			because: result === void 0 ? whyLate(child, signal) : whyEnded(result, child.log.lines)
		};
	} finally {
		over.abort();
	}
}
async function timeOut(signal) {
	await (0, node_timers_promises.setTimeout)(startMilliseconds, void 0, { signal }).catch(() => void 0);
}
/** A follower of PD says nothing that all versions have in common: it is asked. It answers 200 when it knows a leader. */
async function asked({ twin, listens, credential }, signal) {
	const port = twin.component === "pd" ? "pd-client" : "tikv-grpc";
	const address = listens[port];
	const transport = require_engine.offerOf({
		instance: twin,
		port
	})?.transport === "tls" ? "tls" : "plaintext";
	const speaks = twin.component === "pd" ? "http" : "grpc";
	while (address !== void 0 && !signal.aborted) {
		const { observed } = await probe({
			address,
			transport,
			speaks,
			credential,
			path: "/pd/api/v1/version"
		}, {
			signal,
			milliseconds: 2e3
		});
		if (observed.kind === "accepted" && (speaks === "grpc" || observed.answer === "HTTP 200")) return true;
		await (0, node_timers_promises.setTimeout)(100, void 0, { signal }).catch(() => void 0);
	}
	return new Promise(() => {});
}
function whyLate(child, signal) {
	if (signal.aborted) return "the test was stopped";
	const refused = child.log.lines.findLast((line) => line.includes("rejected connection"));
	const why = whyItEnded(refused === void 0 ? child.log.lines : [refused.replace(/\[WARN\]/, "[FATAL]")]);
	return `it does not serve after ${startMilliseconds / 1e3} s${why === "" ? "" : `; its log: ${why}`}`;
}
function whyEnded({ status, signal, error }, lines) {
	if (error !== void 0) return `it cannot be started: ${require_main.singleLine(error)}`;
	const how = signal === null ? `exits with status ${status}` : `is ended by ${signal}`;
	const why = whyItEnded(lines);
	return why === "" ? `it ${how} without a word` : `it ${how}: ${why}`;
}
/**
* The line that says why a server gives up: the last fatal one, or the last error, or a last line that is no log line (PD
* since v7.0 says so of a file that does not load). Made safe and short: it is text of another program.
*/
function whyItEnded(lines) {
	const last = (pattern) => lines.findLast((line) => pattern.test(line));
	const line = last(/\[FATAL\]|^docker: Error/) ?? last(/^[^[\s]/) ?? last(/\[ERROR\]/) ?? "";
	const text = (/\[error="((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? /\[error=([^\]]*)/.exec(line)?.[1] ?? line).replaceAll("\\\"", "\"").replace(/\s+/g, " ").trim();
	return require_main.singleLine(text.length > 300 ? `${text.slice(0, 300)}...` : text);
}

// src/prove/engines/server-cluster.ts
/** Real servers, and models where there are none. */
var ServerCluster = class ServerCluster {
	states = /* @__PURE__ */ new Map();
	/** Names of the instances that could not listen though nothing in their settings says so. */
	takenPorts = /* @__PURE__ */ new Set();
	#children = [];
	#models = [];
	#launch;
	#surroundings;
	#at;
	#onAbort = () => void this.stop();
	constructor(launch, surroundings, at) {
		this.#launch = launch;
		this.#surroundings = surroundings;
		this.#at = at;
		surroundings.signal.addEventListener("abort", this.#onAbort);
	}
	/** Starts all instances of a stage. Whatever goes wrong, nobody is left running when it rejects. */
	static async started(stage, launch, surroundings, at) {
		const cluster = new ServerCluster(launch, surroundings, at);
		try {
			await cluster.#start(stage);
			return cluster;
		} catch (error) {
			await cluster.stop();
			throw error;
		}
	}
	async stop() {
		this.#surroundings.signal.removeEventListener("abort", this.#onAbort);
		await Promise.all([...this.#children.map((child) => child.stop()), ...this.#models.splice(0).map((port) => port.close())]);
	}
	/** PDs that form the cluster together, then those that join it one after another, then TiKV, which looks for PD first. */
	async #start({ instances }) {
		const pds = instances.filter(({ twin }) => twin.component === "pd");
		const joining = pds.filter(({ twin }) => twin.component === "pd" && twin.join.kind === "known" && twin.join.value.length > 0);
		await Promise.all(pds.filter((instance) => !joining.includes(instance)).map((instance) => this.#startOne(instance)));
		for (const instance of joining) await this.#startOne(instance);
		await Promise.all(instances.filter(({ twin }) => twin.component === "tikv").map((instance) => this.#startOne(instance)));
	}
	async #startOne(instance) {
		const { name } = instance.original;
		const { state, isModel } = await this.#run(instance);
		this.states.set(name, state);
		const up = `${name} is up${isModel ? " (a model)" : ""}`;
		this.#surroundings.progress(state.kind === "running" ? up : `${name} does not start: ${state.because}`);
	}
	async #run(instance) {
		if (this.#surroundings.signal.aborted) return {
			state: {
				kind: "stopped",
				because: "the test was stopped"
			},
			isModel: false
		};
		const child = this.#launch(instance);
		if (child === void 0) return {
			state: await serveInstance(instance, this.#models, this.#at),
			isModel: true
		};
		this.#children.push(child);
		const state = await untilServing(child, instance, this.#surroundings.signal);
		const couldListen = require_engine.startOf(instance.twin, this.#at).kind !== "fails";
		if (state.kind === "stopped" && couldListen && whyItEnded(child.log.lines).includes("address already in use")) this.takenPorts.add(instance.original.name);
		return {
			state,
			isModel: false
		};
	}
};

// src/prove/engines/docker.ts
const pullMilliseconds = 3e5;
/** All that this program makes in docker has this label; its value says which process of ours made it. */
const label = "tikv-tls-gate.owner";
/**
* Runs the images of PD and TiKV in a network of their own that leads nowhere else. An image of TiKV that cannot be had is
* replaced by the model, and the report says so. `because`: there is no docker, or no image of PD.
*/
async function dockerEngine(options) {
	const docker = dockerOf(options.environment);
	const version = await docker.run([
		"version",
		"--format",
		"{{.Server.Version}}"
	]);
	if (version.kind === "failed") return { because: `there is no docker: ${version.because}` };
	await removeLeftovers(docker);
	const pd = await findImage(docker, options.images.pd, options.progress);
	if ("because" in pd) return { because: `there is no image ${require_main.singleLine(options.images.pd)}: ${pd.because}` };
	const tikv = await findImage(docker, options.images.tikv, options.progress);
	return new DockerEngine(docker, {
		pd,
		tikv: "because" in tikv ? void 0 : tikv
	}, options.now ?? Date.now);
}
async function findImage(docker, image, progress) {
	if (!/^[a-z0-9][\w./:@-]*$/i.test(image)) return { because: "this is no name of an image" };
	const look = () => docker.run([
		"image",
		"inspect",
		"--format",
		"{{.Id}}",
		image
	]);
	let found = await look();
	if (found.kind === "failed") {
		progress?.(`pulling ${image}`);
		const pulled = await docker.run([
			"pull",
			"--quiet",
			image
		], pullMilliseconds);
		if (pulled.kind === "failed") return { because: pulled.because };
		found = await look();
	}
	if (found.kind === "failed") return { because: found.because };
	return {
		id: found.output,
		name: `${image} (${found.output.slice(0, 19)})`
	};
}
var DockerEngine = class {
	kind = "docker";
	dialsAsInstance = false;
	#docker;
	#images;
	#now;
	#network;
	constructor(docker, images, now) {
		this.#docker = docker;
		this.#images = images;
		this.#now = now;
	}
	programOf(component) {
		const image = this.#images[component];
		return image === void 0 ? loopbackEngine().programOf(component) : {
			program: `${component}-server of ${image.name}`,
			isReal: true
		};
	}
	/** Each server has an address of its own, as in a real cluster; models listen on this machine's side of the network. */
	async place(instances) {
		this.#network ??= await openNetwork(this.#docker);
		const { prefix, gateway } = this.#network;
		const models = instances.filter(({ component }) => this.#images[component] === void 0);
		const here = await placeHere(models, gateway);
		return instances.map((instance, index) => {
			const model = here[models.indexOf(instance)];
			if (model !== void 0) return model;
			const host = `${prefix}.${firstHost + index}`;
			return Object.fromEntries(require_engine.portsOf(instance).map((port) => [port, {
				host,
				port: usualPorts[port]
			}]));
		});
	}
	async start(stage, surroundings) {
		const network = this.#network;
		if (network === void 0) throw new Error("a stage is started before it was placed");
		const launch = (instance) => {
			const image = this.#images[instance.twin.component];
			return image === void 0 ? void 0 : runContainer(this.#docker, image, network, stage, instance);
		};
		const leave = async () => {
			this.#network = void 0;
			await network.close();
		};
		try {
			const cluster = await ServerCluster.started(stage, launch, surroundings, this.#now());
			const stop = async () => {
				await cluster.stop();
				await leave();
			};
			return {
				states: cluster.states,
				stop
			};
		} catch (error) {
			await leave();
			throw error;
		}
	}
};
const usualPorts = {
	"pd-client": 2379,
	"pd-peer": 2380,
	"tikv-grpc": 20160,
	"tikv-status": 20180
};
/** Below it are the network's own address and this machine's. */
const firstHost = 10;
/** Networks of these are tried: docker gives fixed addresses in a range that was asked for only, and some may be in use. */
const mostTries = 20;
/** A bridge without a way out (`--internal`), of private addresses that docker finds free. */
async function openNetwork(docker) {
	const name = `tikv-tls-gate-${(0, node_crypto.randomBytes)(6).toString("hex")}`;
	const takeBack = atTheEnd(() => {
		docker.runNow([
			"rm",
			"--force",
			...containersIn(name)
		]);
		docker.runNow([
			"network",
			"rm",
			name
		]);
	});
	const close = async () => {
		await docker.run([
			"network",
			"rm",
			name
		]);
		takeBack();
	};
	let because = "";
	for (let attempt = 0; attempt < mostTries; attempt++) {
		const prefix = `10.${(0, node_crypto.randomInt)(100, 255)}.${(0, node_crypto.randomInt)(0, 255)}`;
		const options = [
			"--internal",
			"--subnet",
			`${prefix}.0/24`,
			"--gateway",
			`${prefix}.1`,
			"--label",
			`${label}=${ownMark()}`
		];
		const made = await docker.run([
			"network",
			"create",
			...options,
			name
		]);
		if (made.kind === "done") return {
			name,
			prefix,
			gateway: `${prefix}.1`,
			close
		};
		because = made.because;
		if (!/overlap/i.test(because)) break;
	}
	await close();
	throw new Error(`docker makes no network: ${because}`);
}
/** Containers are named after their network and a number, so that nobody has to be asked which there are. */
function containersIn(network) {
	return Array.from({ length: 20 }, (_, index) => `${network}-${index}`);
}
function runContainer(docker, image, network, stage, instance) {
	const name = `${network.name}-${stage.instances.indexOf(instance)}`;
	const host = Object.values(instance.listens)[0]?.host ?? "";
	(0, node_fs.mkdirSync)(instance.dataFolder, { recursive: true });
	const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
	const args = [
		...[
			"run",
			"--rm",
			"--pull",
			"never",
			"--name",
			name,
			"--label",
			`${label}=${ownMark()}`
		],
		...[
			"--network",
			network.name,
			"--ip",
			host
		],
		...[
			"--memory",
			"2g",
			"--memory-swap",
			"2g",
			"--pids-limit",
			"1024",
			"--cpus",
			"2"
		],
		...[
			"--cap-drop",
			"ALL",
			"--security-opt",
			"no-new-privileges",
			"--user",
			user
		],
		...[
			"--read-only",
			"--tmpfs",
			"/tmp:mode=1777",
			"--tmpfs",
			`${instance.dataFolder}:mode=1777,size=1g`
		],
		...[
			"--mount",
			`type=bind,source=${stage.folder},target=${stage.folder},readonly`,
			"--workdir",
			instance.folder
		],
		...[image.id, `--config=${instance.configFile}`]
	];
	const child = startChild("docker", args, "/", docker.environment);
	return {
		...child,
		async stop() {
			await docker.run([
				"rm",
				"--force",
				name
			]);
			await child.stop();
		}
	};
}
/** This process, such that no other, here or on another machine with the same daemon, is taken for it. */
function ownMark() {
	return `${(0, node_os.hostname)()}/${process.pid}/${startOfProcess$1(process.pid) ?? ""}`;
}
/** In clock ticks since boot (proc(5)); undefined: there is no such process, or no /proc. */
function startOfProcess$1(pid) {
	try {
		const stat = (0, node_fs.readFileSync)(`/proc/${pid}/stat`, "utf8");
		return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
	} catch {
		return;
	}
}
/** Removes what runs of this program that were killed have left in docker. */
async function removeLeftovers(docker) {
	for (const [list, remove] of [[["ps", "--all"], ["rm", "--force"]], [["network", "ls"], ["network", "rm"]]]) {
		const name = list[0] === "ps" ? "{{.Names}}" : "{{.Name}}";
		const found = await docker.run([
			...list,
			"--filter",
			`label=${label}`,
			"--format",
			`${name} {{.Label "${label}"}}`
		]);
		if (found.kind === "failed" || found.output === "") continue;
		const orphans = found.output.split("\n").map((line) => line.split(" ")).filter(([, mark = ""]) => !isAlive$1(mark)).map(([orphan]) => orphan);
		if (orphans.length > 0) await docker.run([...remove, ...orphans]);
	}
}
/** Of what others own nothing is known: it counts as alive. */
function isAlive$1(mark) {
	const [host, pid = "", started] = mark.split("/");
	if (host !== (0, node_os.hostname)() || !/^\d+$/.test(pid)) return true;
	if (started !== "") return startOfProcess$1(Number(pid)) === started;
	try {
		return process.kill(Number(pid), 0);
	} catch {
		return false;
	}
}

// src/prove/process-start.ts
/**
* When a process started, in clock ticks since boot: with its number this names it, as the number alone may have gone to
* another. Undefined where there is no such process, or no /proc. Field 22 of /proc/PID/stat; the name of the program
* before it stands in brackets and may hold anything (proc(5)).
*/
function startOfProcess(pid) {
	try {
		const stat = (0, node_fs.readFileSync)(`/proc/${pid}/stat`, "utf8");
		return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
	} catch {
		return;
	}
}

// src/prove/engines/leftovers.ts
const fileName = "processes.json";
/** Notes down in a private folder which processes were started for it, for whoever finds the folder after we were killed. */
function recordProcesses(folder, pids) {
	const entries = pids.flatMap((pid) => {
		const started = startOfProcess(pid);
		return started === void 0 ? [] : [{
			pid,
			started
		}];
	});
	(0, node_fs.writeFileSync)((0, node_path.join)(folder, fileName), JSON.stringify(entries), { mode: 384 });
}
/**
* Ends what a run that was killed has left running, as its private folder tells, and says how many that were. A process is
* ended only when it is still the one that was started: at the same tick, at home in this folder (Linux; elsewhere nothing
* is ended). Which program it is does not count: one that was started as a script may have become another.
*/
function endLeftovers(folder) {
	let ended = 0;
	for (const { pid, started } of readEntries(folder)) {
		if (startOfProcess(pid) !== started || !isAtHomeIn(folder, pid)) continue;
		try {
			process.kill(-pid, "SIGKILL");
			ended++;
		} catch (error) {
			if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
		}
	}
	return ended;
}
function readEntries(folder) {
	try {
		const entries = JSON.parse((0, node_fs.readFileSync)((0, node_path.join)(folder, fileName), "utf8"));
		return Array.isArray(entries) ? entries.filter(isEntry) : [];
	} catch {
		return [];
	}
}
function isEntry(value) {
	if (typeof value !== "object" || value === null) return false;
	const { pid, started } = value;
	return Number.isInteger(pid) && pid > 1 && typeof started === "string";
}
function isAtHomeIn(folder, pid) {
	try {
		const [home, own] = [(0, node_fs.readlinkSync)(`/proc/${pid}/cwd`), (0, node_fs.realpathSync)(folder)];
		return home === own || home.startsWith(`${own}/`);
	} catch {
		return false;
	}
}

// src/prove/engines/programs.ts
/**
* Finds `pd-server` or `tikv-server`: where the user says, else on the PATH. Relative folders of a PATH are left out:
* they may lead into the repository, from which nothing is ever run. Undefined: it is not there.
*/
async function findProgram(name, given, path) {
	const found = (given === void 0 ? (path ?? "").split(":").filter(node_path.isAbsolute).map((folder) => (0, node_path.join)(folder, name)) : [(0, node_path.resolve)(given)]).find(isProgram);
	if (found === void 0) return void 0;
	const file = (0, node_fs.realpathSync)(found);
	return {
		path: file,
		name: require_main.singleLine(`${name} ${await versionOf(file)} (${found})`)
	};
}
function isProgram(file) {
	try {
		(0, node_fs.accessSync)(file, node_fs.constants.X_OK);
		return (0, node_fs.statSync)(file).isFile();
	} catch {
		return false;
	}
}
const versionMilliseconds = 1e4;
/** What a server says for `-V`: `Release Version: v8.5.3` in PD, `Release Version:   8.5.3` in TiKV; built by hand: `None`. */
async function versionOf(file) {
	const child = startChild(file, ["-V"], "/");
	const timer = setTimeout(() => void child.stop(), versionMilliseconds);
	await child.ended;
	clearTimeout(timer);
	const version = child.log.lines.map((line) => /^Release Version:\s*(\S{1,60})/.exec(line)?.[1]).find((text) => text !== void 0);
	if (version === void 0 || version === "None") return "of no release";
	return version.startsWith("v") ? version : `v${version}`;
}

// src/prove/engines/process.ts
/**
* Runs the real `pd-server`, and the real `tikv-server` where it is there (else the model of TiKV, and the report says
* so). `because`: there is no `pd-server`.
*/
async function processEngine(options) {
	const [pd, tikv] = await Promise.all([findProgram("pd-server", options.pdServer, options.path), findProgram("tikv-server", options.tikvServer, options.path)]);
	const missing = (name, file) => ({ because: `${file} is no program that can be started: no ${name}` });
	if (options.tikvServer !== void 0 && tikv === void 0) return missing("tikv-server", options.tikvServer);
	if (pd === void 0) return options.pdServer === void 0 ? { because: "there is no pd-server on the PATH" } : missing("pd-server", options.pdServer);
	return engineOf({
		pd,
		tikv
	}, options.now ?? Date.now);
}
function engineOf(programs, now) {
	let mayRetry = true;
	return {
		kind: "process",
		dialsAsInstance: true,
		programOf(component) {
			const program = programs[component];
			return program === void 0 ? loopbackEngine().programOf(component) : {
				program: program.name,
				isReal: true
			};
		},
		place: placeOnLoopback,
		async start(stage, surroundings) {
			const pids = [];
			const launch = (instance) => {
				const program = programs[instance.twin.component];
				if (program === void 0) return void 0;
				const child = startChild(program.path, [`--config=${instance.configFile}`], instance.folder);
				if (child.pid !== void 0) pids.push(child.pid);
				try {
					recordProcesses(stage.folder, pids);
				} catch (error) {
					child.stop();
					throw error;
				}
				return child;
			};
			const cluster = await ServerCluster.started(stage, launch, surroundings, now());
			const taken = [...cluster.takenPorts];
			if (taken.length > 0 && mayRetry && !surroundings.signal.aborted) {
				mayRetry = false;
				await cluster.stop();
				throw new PortTaken(`${taken.join(" and ")} found a port taken`);
			}
			return cluster;
		}
	};
}

// src/prove/by-hand.ts
/** `10.0.0.1:2379` as a person dials a port from another machine; words in capitals for what the files do not say. */
function addressByHand(instance, port) {
	const [host, number] = instance.component === "pd" ? pdAddress(instance, port === "pd-peer" ? "peer" : "client") : tikvAddress(instance, port);
	return addressText({
		host,
		port: number
	});
}
function pdAddress(pd, which) {
	const targets = which === "client" ? require_engine.advertisedClientTargets(pd) : require_engine.advertisedPeerTargets(pd);
	const port = (which === "client" ? [pd.advertiseClientUrls, pd.clientUrls] : [pd.advertisePeerUrls, pd.peerUrls]).flatMap((stated) => stated.kind === "known" ? stated.value : []).find(({ value }) => value.port !== void 0)?.value.port ?? (which === "client" ? 2379 : 2380);
	return [targets.find(({ host }) => host !== void 0)?.host?.value ?? "PD_HOST", port];
}
function tikvAddress(tikv, port) {
	const isStatus = port === "tikv-status";
	const [advertised, listening] = isStatus ? [tikv.advertiseStatusAddress, tikv.statusAddress] : [tikv.advertiseAddress, tikv.address];
	const parts = [advertised, listening].flatMap((stated) => splitKnown(stated));
	const isDialled = (host) => host !== "" && host !== "0.0.0.0" && host !== "::" && !require_engine.hasPlaceholder(host);
	return [parts.find((part) => isDialled(part.host))?.host ?? "TIKV_HOST", parts.find((part) => part.port !== void 0)?.port ?? (isStatus ? 20180 : 20160)];
}
function splitKnown(stated) {
	return stated.kind === "known" ? [require_engine.splitAddress(stated.value)] : [];
}
/** The paths that an instance has in its own configuration: on its machine they are at hand. */
function filesByHand(instance) {
	const path = (name) => {
		const material = instance.security[name];
		const written = material.kind === "absent" ? void 0 : material.path?.value;
		return written === void 0 || written === "" ? require_engine.materialKeys[instance.component][name].toUpperCase() : written;
	};
	return {
		ca: path("ca"),
		certificate: path("certificate"),
		key: path("key")
	};
}
/** A command with which a person makes the same attempt on the real port. Nothing in it is taken for an option or a shell word. */
function commandByHand(instance, port, attempt) {
	return commandWith(addressByHand(instance, port), filesByHand(instance), port, attempt);
}
/** The same for an address (`HOST:PORT`) and files that somebody names. */
function commandWith(address, files, port, attempt) {
	if (attempt === "plaintext") return plaintextCommand(address, port);
	const shownFiles = credentialOptions(files, attempt);
	if (port === "tikv-grpc") return `openssl s_client -connect ${word$1(address)} -alpn h2 ${shownFiles} </dev/null`;
	const path = {
		"pd-client": "/pd/api/v1/version",
		"pd-peer": "/version",
		"tikv-status": "/status"
	}[port];
	return `curl --http1.1 ${shownFiles.replace("-CAfile ", "--cacert ").replace("-cert ", "--cert ").replace("-key ", "--key ")}${attempt === "wrong-server-name" ? ` --connect-to ::${word$1(address)}` : ""} ${word$1(`https://${attempt === "wrong-server-name" ? "another.invalid" : address}${path}`)}`;
}
/** TiKV's plaintext port talks first; PD's answers HTTP. */
function plaintextCommand(address, port) {
	if (port === "tikv-grpc") {
		const { host, port: number } = require_engine.splitAddress(address);
		return `timeout 3 nc ${word$1(host)} ${number ?? 20160} </dev/null | xxd | head -1`;
	}
	const path = {
		"pd-client": "/pd/api/v1/version",
		"pd-peer": "/version",
		"tikv-status": "/status"
	}[port];
	return `curl ${word$1(`http://${address}${path}`)}`;
}
/** What `right` files stand for, by attempt: the others are words in capitals that a person fills in. */
function credentialOptions(files, attempt) {
	const ca = `-CAfile ${word$1(files.ca)}`;
	const shows = (certificate, key) => `${ca} -cert ${word$1(certificate)} -key ${word$1(key)}`;
	switch (attempt) {
		case "right-client":
		case "wrong-server-name": return shows(files.certificate, files.key);
		case "no-certificate":
		case "plaintext": return ca;
		case "other-ca": return shows("CERTIFICATE_OF_ANOTHER_CA", "ITS_KEY");
		case "other-name": return shows("CERTIFICATE_WITH_ANOTHER_NAME", "ITS_KEY");
		case "expired-certificate": return shows("EXPIRED_CERTIFICATE", "ITS_KEY");
		case "no-client-usage": return shows("SERVER_ONLY_CERTIFICATE", "ITS_KEY");
		default: return attempt;
	}
}
/** One word of a POSIX shell. */
function word$1(text) {
	return /^[\w@%+=:,./[\]-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

// src/prove/attempts.ts
/** Every pair of this many instances is dialled; beyond it each dials itself and the first. */
const pairLimit = 5;
/**
* What to dial in a stage: every channel by its right client, and every port in the wrong ways that can be made. `at` is
* the present: milliseconds since the epoch, UTC.
*/
function attemptsOf(stage, at) {
	const dial = (ends, client, kind, shows) => {
		const address = ends.to.listens[ends.port];
		if (address === void 0 || client.transport === "unknown") return [];
		const { channel, from, to, port } = ends;
		return [{
			channel,
			from,
			to,
			port,
			kind,
			predicted: require_engine.handshake(client, {
				instance: to.twin,
				port
			}, at),
			request: requestOf$1(ends, address, client, shows, at),
			command: commandByHand(to.original, port, client.transport === "plaintext" ? "plaintext" : kind)
		}];
	};
	return [...betweenInstances(stage).flatMap(({ ends, client, shows }) => dial(ends, client, "right-client", shows)), ...stage.instances.flatMap((to) => outsiders(stage, to).flatMap(({ ends, client, kind, shows }) => dial(ends, client, kind, shows)))];
}
/** TiKV to PD, PD to PD on both ports, TiKV to TiKV, each with the material of the one that dials. */
function betweenInstances(stage) {
	const pds = stage.instances.filter(({ twin }) => twin.component === "pd");
	const tikvs = stage.instances.filter(({ twin }) => twin.component === "tikv");
	const dials = [];
	const add = (channel, from, to, port, client) => dials.push({
		ends: {
			channel,
			from: from.original.name,
			to,
			port
		},
		client,
		shows: from.credential
	});
	for (const [from, to] of pairsOf(tikvs, pds)) {
		const targets = require_engine.advertisedClientTargets(to.twin);
		for (const { host } of targets) add("tikv-pd", from, to, "pd-client", require_engine.tikvClient(from.twin, host));
	}
	for (const [from, to] of pairsOf(pds, pds)) {
		const [client, peer] = [require_engine.advertisedClientTargets(to.twin), require_engine.advertisedPeerTargets(to.twin)];
		for (const target of client) add("pd-pd-client", from, to, "pd-client", require_engine.pdClient(from.twin, target));
		for (const target of peer) add("pd-pd-peer", from, to, "pd-peer", require_engine.pdClient(from.twin, target));
	}
	for (const [from, to] of pairsOf(tikvs, tikvs)) {
		const host = require_engine.advertisedHost(to.twin);
		add("tikv-tikv", from, to, "tikv-grpc", require_engine.tikvClient(from.twin, host));
	}
	return dials;
}
function pairsOf(from, to) {
	const isSmall = from.length <= pairLimit && to.length <= pairLimit;
	return from.flatMap((a) => to.filter((b) => isSmall || b === to[0] || a === b).map((b) => [a, b]));
}
/** The channel of a client from outside, by the port that it dials. */
const outsideChannel = {
	"pd-client": "client-pd",
	"pd-peer": "pd-pd-peer",
	"tikv-grpc": "client-tikv",
	"tikv-status": "status-tikv"
};
/** Which credential each wrong way shows. */
const wrongWays = {
	"other-ca": "other-ca",
	"other-name": "other-name",
	"expired-certificate": "expired",
	"no-client-usage": "no-client-usage"
};
/** Clients from outside the cluster at every port of an instance: the right one and all wrong ones that can be made. */
function outsiders(stage, to) {
	return Object.keys(to.listens).flatMap((port) => {
		const offer = require_engine.offerOf({
			instance: to.twin,
			port
		});
		if (offer === void 0) return [];
		const name = port === "tikv-status" ? "monitoring" : "client";
		const ends = {
			channel: outsideChannel[port],
			from: name,
			to,
			port
		};
		const right = stage.clientOf(to, port, "right");
		const target = outsideTarget(to, port);
		const dials = [];
		const add = (kind, shows, more) => dials.push({
			ends,
			kind,
			shows,
			client: {
				name,
				program: "other",
				...target,
				security: shows?.security,
				...more
			}
		});
		const canBeRight = right !== void 0 || offer.check.kind === "none";
		if (port !== "pd-peer" && canBeRight) add("right-client", right, { transport: require_engine.transportTo({
			instance: to.twin,
			port
		}, target) });
		add("plaintext", void 0, { transport: "plaintext" });
		if (offer.transport === "plaintext") return dials;
		const secured = { transport: "tls" };
		if (right !== void 0) {
			const { ca, files } = right;
			add("no-certificate", {
				ca,
				certificate: "",
				key: "",
				files,
				security: withoutCertificate(right)
			}, secured);
			if (target.host !== void 0) add("wrong-server-name", right, {
				...secured,
				host: {
					...target.host,
					value: "another.invalid"
				}
			});
		}
		for (const [kind, which] of Object.entries(wrongWays)) {
			const shows = stage.clientOf(to, port, which);
			if (shows !== void 0) add(kind, shows, secured);
		}
		return dials;
	});
}
function outsideTarget({ twin }, port) {
	if (twin.component === "pd") return (port === "pd-peer" ? require_engine.advertisedPeerTargets(twin) : require_engine.advertisedClientTargets(twin))[0] ?? {
		host: void 0,
		transport: "unknown"
	};
	return {
		host: require_engine.advertisedHost(twin),
		transport: "unknown"
	};
}
function withoutCertificate({ security }) {
	return {
		...security,
		certificate: { kind: "absent" },
		key: { kind: "absent" }
	};
}
function requestOf$1({ port }, address, client, shows, at) {
	const host = client.host?.value;
	const isGo = client.program !== "tikv";
	const listed = require_engine.serverNamesOf(client);
	const names = listed?.kind === "known" ? listed.value.map(({ value }) => value) : void 0;
	const speaks = port === "tikv-grpc" || port === "pd-client" && client.program === "tikv" ? "grpc" : "http";
	if (client.transport === "plaintext") return {
		address,
		transport: "plaintext",
		speaks
	};
	return {
		address,
		transport: "tls",
		speaks,
		credential: shows === void 0 || shows.certificate === "" ? void 0 : shows,
		verify: shows === void 0 || host === void 0 ? void 0 : {
			ca: shows.ca,
			host,
			as: isGo ? "go" : "grpc",
			program: require_engine.programOf(client),
			names,
			at
		}
	};
}

// src/prove/prove.ts
/** The user or the system ended the test; everything that it started is stopped and removed. */
var Interrupted = class extends Error {
	name = "Interrupted";
	signal;
	constructor(signal) {
		super("interrupted; what the test had started is stopped and removed");
		this.signal = signal;
	}
};
/** Throws `Interrupted` once the signal says so. */
function stopIfInterrupted({ aborted, reason }) {
	if (aborted) throw new Interrupted(reason === "SIGTERM" ? "SIGTERM" : "SIGINT");
}
/** More instances of a component than these tell nothing new and cost time: these are started. */
const mostOfAComponent = 3;
const probeMilliseconds$1 = 3e3;
/** So many connections at once: PD and TiKV answer them side by side, and TiKV's status port one by one. */
const atOnce = 8;
/**
* Runs the handshake test of one environment: stages twins, starts them, dials every port right and wrong, asks what the
* TLS ports offer, and stops everything. Rejects when the stage cannot be made or started at all.
*/
async function proveEnvironment(environment, parts, surroundings) {
	const { engine } = parts;
	const began = surroundings.now();
	const chosen = ["pd", "tikv"].flatMap((component) => chooseOf(environment, component));
	surroundings.progress(`${environment.name}: starting ${chosen.map(({ name }) => name).join(", ")} (${engine.kind} engine)`);
	const { stage, cluster } = await startStage({
		...environment,
		instances: chosen
	}, parts, surroundings);
	try {
		stopIfInterrupted(surroundings.signal);
		const attempts = attemptsOf(stage, surroundings.now()).filter((attempt) => canBeMade(attempt, engine));
		surroundings.progress(`${environment.name}: ${attempts.length} attempts`);
		const limits = {
			signal: surroundings.signal,
			milliseconds: probeMilliseconds$1
		};
		const trials = await inTurns(attempts, (attempt) => tryOne$1(environment.name, attempt, cluster, parts, limits));
		stopIfInterrupted(surroundings.signal);
		surroundings.progress(`${environment.name}: asking for protocols and suites`);
		const surveys = await surveyAll(environment.name, stage, cluster, parts, limits);
		stopIfInterrupted(surroundings.signal);
		return {
			environment: environment.name,
			engine: {
				kind: engine.kind,
				parts: chosen.map((instance) => partOf(engine, instance))
			},
			trials,
			surveys,
			notes: [
				...peerNotes(engine, chosen),
				...versionNotes(engine, chosen),
				...leftOut(environment, chosen),
				...stage.notes
			],
			rewrites: stage.rewrites,
			milliseconds: surroundings.now() - began
		};
	} finally {
		await cluster.stop();
	}
}
/** A port can be taken between the moment it was found free and the start: then once more, on others. */
async function startStage(environment, { engine, makeStage }, surroundings) {
	for (let isLast = false;; isLast = true) {
		const stage = await makeStage(environment, await engine.place(environment.instances));
		try {
			return {
				stage,
				cluster: await engine.start(stage, surroundings)
			};
		} catch (error) {
			if (isLast || !(error instanceof PortTaken)) throw error;
		}
	}
}
/** The first ones, and those whose TLS settings are not like any before. */
function chooseOf({ instances }, component) {
	const own = instances.filter((instance) => instance.component === component);
	const seen = /* @__PURE__ */ new Set();
	const differing = own.filter(({ security }) => {
		const text = JSON.stringify([
			security.allowedCn.kind,
			security.ca.kind,
			security.certificate.kind,
			security.key.kind
		]);
		return seen.has(text) ? false : seen.add(text) !== void 0;
	});
	const ordered = [.../* @__PURE__ */ new Set([...differing, ...own])];
	const chosen = new Set(ordered.slice(0, Math.max(mostOfAComponent, differing.length)));
	return own.filter((instance) => chosen.has(instance)).slice(0, 6);
}
function canBeMade({ channel, kind }, { dialsAsInstance }) {
	return dialsAsInstance || channel !== "pd-pd-peer" || kind !== "right-client";
}
function peerNotes({ dialsAsInstance }, chosen) {
	if (dialsAsInstance || !chosen.some(({ component }) => component === "pd")) return [];
	return ["PD's peer ports were dialled in the wrong ways only: PD holds the address of who dials against the names in the certificate, and this program has not the address of a member."];
}
/** Predictions are made for the version that the files say, whatever program is at hand. */
function versionNotes(engine, chosen) {
	return ["pd", "tikv"].flatMap((component) => {
		const { program, isReal } = engine.programOf(component);
		const versions = new Set(chosen.filter((instance) => instance.component === component).map(({ version }) => version.text));
		if (!isReal || versions.size === 0) return [];
		return [`What was predicted holds for ${require_engine.componentName[component]} ${[...versions].join(", ")}; what ran is ${program}.`];
	});
}
function leftOut({ instances }, chosen) {
	const others = instances.filter((instance) => !chosen.includes(instance)).map(({ name }) => name);
	if (others.length === 0) return [];
	return [`${others.length > 5 ? `${others.slice(0, 5).join(", ")} and ${others.length - 5} more` : others.join(", ")} were not started: instances like them were.`];
}
function partOf(engine, { name, component }) {
	return {
		instance: name,
		...engine.programOf(component)
	};
}
async function tryOne$1(environment, attempt, cluster, parts, limits) {
	const { channel, from, to, port, kind, predicted, request, command } = attempt;
	const state = cluster.states.get(to.original.name);
	const observed = state?.kind === "stopped" ? {
		kind: "refused",
		by: "server",
		during: "start",
		detail: state.because
	} : (await parts.probe(request, limits)).observed;
	return {
		environment,
		channel,
		from,
		to: to.original.name,
		port,
		attempt: kind,
		predicted,
		observed,
		command
	};
}
async function surveyAll(environment, stage, cluster, parts, limits) {
	return (await inTurns(stage.instances.filter(({ original }) => cluster.states.get(original.name)?.kind !== "stopped").flatMap((instance) => Object.keys(instance.listens).map((port) => ({
		instance,
		port
	}))), async ({ instance, port }) => {
		const found = await parts.survey(stage, instance, port, limits);
		if (found === void 0) return [];
		return [{
			...found,
			environment,
			command: `openssl s_client -connect ${word$1(addressByHand(instance.original, port))}`
		}];
	})).flat();
}
/** Runs a task for each value, a few at once; results keep the order of the values. */
async function inTurns(values, run) {
	const results = new Array(values.length);
	let next = 0;
	const worker = async () => {
		for (let index = next++; index < values.length; index = next++) results[index] = await run(values[index]);
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, values.length) }, worker));
	return results;
}

// src/prove/twins/der-writer.ts
/** One DER element: tag, shortest length, content (X.690 8.1, 10.1). */
function der(tag, ...content) {
	const body = Buffer.concat(content);
	return Buffer.concat([Buffer.from([tag, ...lengthOctets(body.length)]), body]);
}
function lengthOctets(size) {
	if (size < 128) return [size];
	const octets = [];
	for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 255);
	return [128 | octets.length, ...octets];
}
function sequence(...parts) {
	return der(48, ...parts);
}
function octetString(content) {
	return der(4, content);
}
/** A BIT STRING of whole octets. */
function bitString(content) {
	return der(3, Uint8Array.of(0), content);
}
/** An INTEGER that is not negative. */
function integer(value) {
	const hex = value.toString(16);
	const digits = hex.length % 2 === 1 ? `0${hex}` : Number.parseInt(hex[0] ?? "0", 16) >= 8 ? `00${hex}` : hex;
	return der(2, Buffer.from(digits, "hex"));
}
function objectIdentifier(text) {
	const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
	const octets = [first * 40 + second, ...rest].flatMap((arc) => {
		const groups = [arc % 128];
		for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128)) groups.unshift(high % 128 | 128);
		return groups;
	});
	return der(6, Buffer.from(octets));
}
/** RFC 5280 4.1.2.5: UTCTime until 2049, GeneralizedTime from 2050 on. Milliseconds since the epoch, UTC; years 0 to 9999. */
function time(at) {
	const digits = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, "");
	const year = Number(digits.slice(0, 4));
	return year >= 1950 && year < 2050 ? der(23, Buffer.from(digits.slice(2))) : der(24, Buffer.from(digits));
}

// src/prove/twins/signing.ts
/** Signs with an algorithm; undefined where OpenSSL cannot with this key (MD2, a key too short for the hash). */
function signAs(algorithm, tbs, key) {
	const { kind, hash, saltLength } = algorithm;
	if (kind !== "ed25519" && kind !== "ed448" && hash === void 0) return void 0;
	try {
		switch (kind) {
			case "rsa":
			case "ecdsa":
			case "dsa": return (0, node_crypto.sign)(hash, tbs, key);
			case "rsa-pss": return (0, node_crypto.sign)(hash, tbs, {
				key,
				padding: node_crypto.constants.RSA_PKCS1_PSS_PADDING,
				...saltLength !== void 0 && { saltLength }
			});
			case "ed25519":
			case "ed448": return (0, node_crypto.sign)(null, tbs, key);
			case "unknown": return;
			default: return kind;
		}
	} catch {
		return;
	}
}
const none = der(5);
/** The AlgorithmIdentifier with which a key usually signs: SHA-256, PSS with a salt as long as the hash. */
function usualAlgorithm(key) {
	const raw = usualIdentifier(key);
	return {
		raw,
		algorithm: require_x509.readSignatureAlgorithm(require_x509.decodeDer(raw))
	};
}
function usualIdentifier(key) {
	switch (key.asymmetricKeyType) {
		case "ec": return sequence(objectIdentifier("1.2.840.10045.4.3.2"));
		case "dsa": return sequence(objectIdentifier("2.16.840.1.101.3.4.3.2"));
		case "ed25519": return sequence(objectIdentifier("1.3.101.112"));
		case "ed448": return sequence(objectIdentifier("1.3.101.113"));
		case "rsa-pss": return pssIdentifier(key);
		default: return sequence(objectIdentifier("1.2.840.113549.1.1.11"), none);
	}
}
const hashOids = {
	sha1: "1.3.14.3.2.26",
	sha256: "2.16.840.1.101.3.4.2.1",
	sha384: "2.16.840.1.101.3.4.2.2",
	sha512: "2.16.840.1.101.3.4.2.3"
};
/** A key may be bound to one hash and a least salt. */
function pssIdentifier(key) {
	const { hashAlgorithm = "sha256", saltLength = 32 } = key.asymmetricKeyDetails ?? {};
	const digest = sequence(objectIdentifier(hashOids[hashAlgorithm] ?? "2.16.840.1.101.3.4.2.1"), none);
	return sequence(objectIdentifier("1.2.840.113549.1.1.10"), sequence(der(160, digest), der(161, sequence(objectIdentifier("1.2.840.113549.1.1.8"), digest)), der(162, integer(BigInt(saltLength)))));
}

// src/prove/twins/issue-certificate.ts
/** Issues a well-formed certificate: X.509 v3, SHA-256. Returns its DER. */
function issueCertificate(request) {
	const { raw, algorithm } = usualAlgorithm(request.signer);
	const body = sequence(der(160, integer(2n)), integer(BigInt(`0x01${(0, node_crypto.randomBytes)(15).toString("hex")}`)), raw, request.issuer, sequence(time(request.from), time(request.until)), request.subject, request.spki, der(163, sequence(...extensionsOf$1(request))));
	const signature = signAs(algorithm, body, request.signer);
	if (signature === void 0) throw new Error("a key that was made to sign does not sign");
	return sequence(body, raw, bitString(signature));
}
function extensionsOf$1({ use, names = [], spki, subjectKeyId, authorityKeyId }) {
	const isCa = use === "ca";
	const extension = (oid, isCritical, value) => sequence(objectIdentifier(oid), ...isCritical ? [yes] : [], octetString(value));
	return [
		extension("2.5.29.19", true, isCa ? sequence(yes) : sequence()),
		extension("2.5.29.15", true, der(3, isCa ? Uint8Array.of(1, 6) : Uint8Array.of(7, 128))),
		...isCa ? [] : [extension("2.5.29.37", false, sequence(...use.map((usage) => objectIdentifier(usages[usage]))))],
		...names.length === 0 ? [] : [extension("2.5.29.17", false, sequence(...names.map(generalName)))],
		extension("2.5.29.14", false, octetString(subjectKeyId ?? keyIdOf(spki))),
		...authorityKeyId === void 0 ? [] : [extension("2.5.29.35", false, sequence(der(128, authorityKeyId)))]
	];
}
const yes = der(1, Uint8Array.of(255));
const usages = {
	serverAuth: "1.3.6.1.5.5.7.3.1",
	clientAuth: "1.3.6.1.5.5.7.3.2"
};
function generalName(name) {
	const address = require_engine.parseIp(name);
	return address === void 0 ? der(130, Buffer.from(name)) : der(135, address);
}
/** DER of a name with one common name, or of the empty name. */
function commonName(text) {
	if (text === void 0) return sequence();
	return sequence(der(49, sequence(objectIdentifier("2.5.4.3"), der(12, Buffer.from(text)))));
}
/** RFC 7093 2, method 1: the first 160 bits of a SHA-256. */
function keyIdOf(spki) {
	return (0, node_crypto.createHash)("sha256").update(spki).digest().subarray(0, 20);
}
/** A PEM block with a final newline. */
function pemOf(label, content) {
	return `-----BEGIN ${label}-----\n${(Buffer.from(content).toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;
}
/** PKCS#8 in PEM, as every program here reads it. */
function keyPemOf(key) {
	return key.export({
		type: "pkcs8",
		format: "pem"
	});
}

// src/prove/twins/twin-key.ts
/** Making one of 8192 bits takes half a minute, and no verifier tells the two apart. */
const largestRsa = 4096;
/** OpenSSL makes no smaller ones. */
const smallestRsa = 512;
/** Makes a key of the same kind; never rejects: what cannot be made is told as a flaw. */
async function makeTwinKey(original) {
	const { kind, bits, curve } = original.shape;
	try {
		return await makeKey(original);
	} catch {
		return keptKey(original, `a key of its kind (${curve === void 0 ? `${kind.toUpperCase()}, ${bits} bits` : `EC, ${curve}`}) cannot be made here`);
	}
}
async function makeKey(original) {
	const { kind, bits, curve } = original.shape;
	switch (kind) {
		case "rsa":
		case "rsa-pss": return makeRsaKey(original, kind);
		case "ec": return curve === "explicit" ? makeExplicitKey(original) : withAlgorithmOf(original, await ecKey(curve ?? "P-256", "named"));
		case "ed25519": return withAlgorithmOf(original, (await (0, node_util.promisify)(node_crypto.generateKeyPair)("ed25519")).privateKey);
		case "ed448": return withAlgorithmOf(original, (await (0, node_util.promisify)(node_crypto.generateKeyPair)("ed448")).privateKey);
		case "dsa": return makeDsaKey(original);
		case "unknown": return keptKey(original, "the kind of its key is not known");
		default: return kind;
	}
}
/** Nobody has the private half of a public key that is kept; a key of which only the kind is known becomes one of P-256. */
async function keptKey({ spki }, flaw) {
	if (spki !== void 0) return {
		spki,
		privateKey: void 0,
		flaw: `${flaw}: the twin has its public key, and nobody the private one`
	};
	const privateKey = await ecKey("P-256", "named");
	return {
		spki: spkiOf(privateKey),
		privateKey,
		flaw: `${flaw}: the twin's is P-256`
	};
}
async function makeRsaKey(original, kind) {
	const { bits, exponent = 65537n } = original.shape;
	const modulusLength = Math.min(Math.max(bits, smallestRsa), largestRsa);
	const isUsual = exponent >= 3n && exponent < 2n ** 32n && exponent % 2n === 1n;
	const publicExponent = isUsual ? Number(exponent) : 65537;
	const flaws = [...modulusLength === bits ? [] : [`its key of ${bits} bits has ${modulusLength} in the twin`], ...isUsual ? [] : ["the exponent of its key is 65537 in the twin"]];
	const flaw = flaws.length === 0 ? void 0 : flaws.join(", and ");
	if (kind === "rsa") {
		const { privateKey } = await (0, node_util.promisify)(node_crypto.generateKeyPair)("rsa", {
			modulusLength,
			publicExponent
		});
		return {
			...withAlgorithmOf(original, privateKey),
			flaw
		};
	}
	return {
		...withAlgorithmOf(original, await rsaPssKey({
			modulusLength,
			publicExponent,
			...pssRestrictions(original)
		})),
		flaw
	};
}
function rsaPssKey(options) {
	return new Promise((resolve, reject) => {
		(0, node_crypto.generateKeyPair)("rsa-pss", options, (error, _, privateKey) => {
			if (error) reject(error);
			else resolve(privateKey);
		});
	});
}
/** A key of kind id-RSASSA-PSS may say for which hash and salt it is (RFC 4055 1.2). */
function pssRestrictions({ spki }) {
	const algorithm = spki && require_x509.decodeDer(spki).children[0];
	if (algorithm?.children[1] === void 0) return {};
	const { hash, saltLength } = require_x509.readSignatureAlgorithm(algorithm);
	return {
		...hash && {
			hashAlgorithm: hash,
			mgf1HashAlgorithm: hash
		},
		...saltLength !== void 0 && { saltLength }
	};
}
/** Names under which OpenSSL knows the curves that the reader tells by other names. */
const openSslCurves = /* @__PURE__ */ new Map([
	["P-192", "prime192v1"],
	["P-224", "secp224r1"],
	["1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"],
	["1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"],
	["1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"]
]);
async function ecKey(curve, paramEncoding) {
	const namedCurve = openSslCurves.get(curve) ?? curve;
	return (await (0, node_util.promisify)(node_crypto.generateKeyPair)("ec", {
		namedCurve,
		paramEncoding
	})).privateKey;
}
/** Explicit parameters of a curve that has a name: found by its prime. */
async function makeExplicitKey(original) {
	const wanted = original.spki && primeOf(require_x509.decodeDer(original.spki));
	for (const curve of [
		"P-256",
		"P-384",
		"P-521",
		"P-224",
		"secp256k1"
	]) {
		const privateKey = await ecKey(curve, "explicit");
		if (wanted === void 0 || primeOf(require_x509.decodeDer(spkiOf(privateKey))) === wanted) return withAlgorithmOf(original, privateKey);
	}
	return keptKey(original, "the curve of its key has no name that is known");
}
/** ECParameters: version, FieldID { OID, prime }, ... (RFC 3279 2.3.5). */
function primeOf(spki) {
	const prime = spki.children[0]?.children[1]?.children[1]?.children[1];
	return prime === void 0 || prime.body.length > 256 ? void 0 : require_x509.integerOf(prime, "prime");
}
/** In the group of the original, which is public: making one takes a second and more. */
async function makeDsaKey(original) {
	const algorithm = original.spki && require_x509.decodeDer(original.spki).children[0];
	const [p, q, g] = (algorithm?.children[1]?.children ?? []).map((part) => require_x509.integerOf(part, "group"));
	const { bits } = original.shape;
	if (bits > 3072) return keptKey(original, `a DSA key of ${bits} bits takes too long`);
	if (algorithm === void 0 || p === void 0 || q === void 0 || g === void 0 || q < 2n) {
		if (original.spki !== void 0) return keptKey(original, "the group of its DSA key is not in the certificate");
		const { privateKey } = await (0, node_util.promisify)(node_crypto.generateKeyPair)("dsa", {
			modulusLength: bits,
			divisorLength: bits > 1024 ? 256 : 160
		});
		return withAlgorithmOf(original, privateKey);
	}
	const x = BigInt(`0x${(0, node_crypto.randomBytes)(64).toString("hex")}`) % (q - 1n) + 1n;
	const pkcs8 = sequence(integer(0n), algorithm.raw, octetString(integer(x)));
	return withAlgorithmOf(original, (0, node_crypto.createPrivateKey)({
		key: pkcs8,
		format: "der",
		type: "pkcs8"
	}));
}
/** The public key under the very algorithm identifier of the original, and its point compressed where the original's is. */
function withAlgorithmOf({ spki }, privateKey) {
	const own = spkiOf(privateKey);
	if (spki === void 0) return {
		spki: own,
		privateKey
	};
	const [algorithm, bits] = require_x509.decodeDer(spki).children;
	const made = require_x509.decodeDer(own).children[1];
	if (algorithm === void 0 || bits === void 0 || made === void 0) return {
		spki: own,
		privateKey
	};
	const form = bits.body[1] ?? 0;
	const isCompressed = require_x509.readPublicKey(require_x509.decodeDer(spki)).kind === "ec" && (form === 2 || form === 3);
	return {
		spki: sequence(algorithm.raw, isCompressed ? bitString(compressed(made.body.subarray(1))) : made.raw),
		privateKey
	};
}
/** SEC 1 2.3.3: the x coordinate, and whether y is odd. */
function compressed(point) {
	const x = point.subarray(1, 1 + (point.length - 1) / 2);
	return Uint8Array.of(2 | (point.at(-1) ?? 0) & 1, ...x);
}
/** The DER SubjectPublicKeyInfo of a private key. */
function spkiOf(privateKey) {
	return Buffer.from((0, node_crypto.createPublicKey)(privateKey).export({
		type: "spki",
		format: "der"
	}));
}

// src/prove/twins/stand-ins.ts
const day = 864e5;
/** From an hour before `now` to a week after it: longer than any test. Milliseconds since the epoch, UTC. */
function presentDates(now) {
	return {
		from: now - day / 24,
		until: now + 7 * day
	};
}
/** Makes the stand-ins of one environment. */
function makeStandIns(environment, twins, edits, now) {
	const dates = presentDates(now);
	const key = newKey();
	const name = commonName(`stand-in CA of ${environment.name}`.slice(0, 64));
	const own = issueCertificate({
		subject: name,
		issuer: name,
		spki: spkiOf(key),
		signer: key,
		use: "ca",
		...dates
	});
	const issuer = {
		name,
		keyId: void 0,
		key,
		title: "a stand-in CA"
	};
	let bundle;
	return {
		issuer,
		ca() {
			bundle ??= [
				own,
				...strangerCas(twins, dates),
				...committedCas(environment, twins, edits)
			].map((certificate) => pemOf("CERTIFICATE", certificate)).join("");
			return bundle;
		},
		leaf(instance, hosts) {
			const signer = issuerFor(instance, twins, now) ?? issuer;
			const leafKey = newKey();
			const certificate = issueCertificate({
				subject: commonName(commonNameFor(instance, environment)),
				issuer: signer.name,
				authorityKeyId: signer.keyId,
				spki: spkiOf(leafKey),
				signer: signer.key,
				use: ["serverAuth", "clientAuth"],
				names: [.../* @__PURE__ */ new Set([...hosts.filter(isHost), ...sansFor(instance)])],
				...dates
			});
			return {
				certificate: pemOf("CERTIFICATE", certificate),
				key: keyPemOf(leafKey),
				issuer: signer.title
			};
		}
	};
}
/** A key of the usual kind. */
function newKey() {
	return (0, node_crypto.generateKeyPairSync)("ec", { namedCurve: "P-256" }).privateKey;
}
/** Issuers of committed certificates that are not committed themselves. */
function strangerCas(twins, dates) {
	return twins.strangers.flatMap(({ name, keyId, key }) => {
		if (key.privateKey === void 0) return [];
		const { spki, privateKey: signer } = key;
		return [issueCertificate({
			subject: name,
			issuer: name,
			spki,
			signer,
			subjectKeyId: keyId,
			use: "ca",
			...dates
		})];
	});
}
/** The CAs that other instances of the environment trust: most likely the missing file holds one of them. */
function committedCas(environment, twins, edits) {
	const files = environment.instances.flatMap(({ security: { ca } }) => ca.kind === "seen" ? [ca.file] : []);
	const certificates = [...new Set(files)].flatMap(require_engine.certificatesOf).filter(isCa);
	return [...new Map(certificates.map((one) => [one.sha256, one])).values()].map((one) => twins.of(one, edits(one)).der);
}
function isCa(certificate) {
	return certificate.basicConstraints?.ca === true || certificate.basicConstraints === void 0 && require_engine.isSelfIssued(certificate);
}
/** A CA that the instance itself trusts, whose twin can sign and is valid now. */
function issuerFor({ security: { ca } }, twins, now) {
	if (ca.kind !== "seen") return void 0;
	const able = require_engine.certificatesOf(ca.file).flatMap((certificate) => issuerOf(certificate, twins) ?? []);
	return able.find(({ certificate }) => certificate.notAfter > now)?.issuer ?? able[0]?.issuer;
}
function issuerOf(certificate, twins) {
	const key = twins.keyOf(certificate.publicKey)?.privateKey;
	const maySign = certificate.keyUsage === void 0 || certificate.keyUsage.has("keyCertSign");
	if (key === void 0 || !isCa(certificate) || !maySign) return void 0;
	const { subject, subjectKeyId } = certificate;
	const keyId = subjectKeyId === void 0 ? void 0 : Buffer.from(subjectKeyId, "hex");
	const title = `the twin of ${subject.text || "a CA without a name"}`;
	return {
		certificate,
		issuer: {
			name: Buffer.from(subject.der, "hex"),
			keyId,
			key,
			title
		}
	};
}
/** A name that all lists of the environment admit, else the first that the instance's own list admits. */
function commonNameFor(instance, environment) {
	const own = entriesOf(instance.security.allowedCn);
	const everybody = environment.instances.flatMap(({ security }) => entriesOf(security.allowedCn)).map(({ value }) => value);
	const candidates = [
		...own.map(({ value }) => value),
		...everybody,
		instance.component
	].filter((value) => value !== "");
	const admits = (other, name) => {
		const entries = entriesOf(other.security.allowedCn);
		return entries.length === 0 || require_engine.listAdmits(entries, [name], require_engine.matchingOf(other.component, other.version));
	};
	const [best] = [candidates.find((name) => environment.instances.every((other) => admits(other, name))), candidates.find((name) => admits(instance, name))].filter((name) => name !== void 0);
	return best ?? (own.length > 0 ? void 0 : instance.component);
}
function sansFor(instance) {
	if (!require_engine.readsAllowedSan(instance.component, instance.version)) return [];
	return entriesOf(instance.security.allowedSan).slice(0, 1).map(({ value }) => value).filter(isHost);
}
function entriesOf(list) {
	return list.kind === "known" ? list.value : [];
}
/** What a subjectAltName can hold as a DNS name or an address. */
function isHost(name) {
	return /^[\x21-\x7e]{1,253}$/.test(name);
}

// src/prove/twins/twin-file.ts
/**
* A file of the same shape: the same blocks under the same labels, with the text between them, its line ends, byte-order
* mark and NUL bytes, and twins in place of certificates and private keys. No private key of the original is in it.
*/
function twinFile(file, twins, edits) {
	switch (file.format) {
		case "pem": return twinText(file, twins, edits);
		case "der": return twinObject(file.blocks[0], twins, edits);
		case "pkcs12": return emptyStore(file);
		case "jks": return javaStore(file);
		default: return file.format;
	}
}
/** Octets are spliced, not characters: what is no UTF-8 stays as it is. */
function twinText(file, twins, edits) {
	const source = require_engine.sourceOf(file);
	const text = source === void 0 ? void 0 : Buffer.from(source.bytes).toString("latin1");
	const places = text === void 0 ? [] : require_engine.findBlocks(text);
	const isWhole = places.length === file.blocks.length && places.every(({ label }, index) => label === file.blocks[index]?.label);
	if (text === void 0 || !isWhole) return Buffer.from(file.blocks.map((block) => pemOf(block.label, contentOf(block, twins, edits) ?? Buffer.alloc(0))).join(""));
	let made = "";
	let from = 0;
	for (const [index, place] of places.entries()) {
		made += text.slice(from, place.start) + twinBlock(file.blocks[index], place, text, twins, edits);
		from = place.end;
	}
	return Buffer.from(made + text.slice(from), "latin1");
}
function twinBlock(block, place, text, twins, edits) {
	const whole = text.slice(place.start, place.end);
	const isSecret = block.label.endsWith("PRIVATE KEY");
	if (block.kind === "broken") return isSecret ? brokenKey(block, place) : whole;
	const content = contentOf(block, twins, edits);
	if (content === void 0 || place.body === void 0) return isSecret ? brokenKey(block, place) : whole;
	const body = text.slice(place.body.start, place.body.end);
	if (block.kind === "private-key" && /^[ \t]*Proc-Type:/m.test(body)) return encryptedTraditional(block.label, twins.spare);
	return text.slice(place.start, place.body.start) + inShapeOf(body, content) + text.slice(place.body.end, place.end);
}
/** Line ends also stand as `\\n` where a text was quoted. */
const gap = String.raw`(?:\s|\\r|\\n)`;
/** Base64 with the line ends, the line length, the indent and the headers of another body. */
function inShapeOf(body, content) {
	const head = body.includes(":") ? /^\s*\S[\s\S]*?\n[ \t]*\r?\n/.exec(body)?.[0] ?? "" : "";
	const rest = body.slice(head.length);
	const lead = new RegExp(`^${gap}*`).exec(rest)?.[0] ?? "";
	const tail = new RegExp(`${gap}*$`).exec(rest.slice(lead.length))?.[0] ?? "";
	const old = rest.slice(lead.length, rest.length - tail.length);
	const separator = new RegExp(`${gap}+`).exec(old)?.[0];
	const base64 = Buffer.from(content).toString("base64");
	const width = separator === void 0 ? old.length > 76 ? base64.length : 64 : old.indexOf(separator);
	const lines = base64.match(new RegExp(`.{1,${Math.max(1, width)}}`, "g")) ?? [];
	return head + lead + lines.join(separator ?? (lead === "" ? "\n" : lead)) + tail;
}
/** DER of the twin of a block; undefined for what stays as it is. */
function contentOf(block, twins, edits) {
	if (block?.kind === "private-key") return twinKeyDer(block.key, twins);
	if (block?.kind !== "certificate") return void 0;
	const { certificate } = block;
	const made = twins.of(certificate, edits(certificate)).der;
	return block.label === "TRUSTED CERTIFICATE" ? withTrust(block, made) : made;
}
/** What OpenSSL puts behind the certificate in such a block says for what it is trusted (X509_CERT_AUX). */
function withTrust({ trust }, made) {
	if (trust === void 0) return made;
	const list = (usages) => usages.map((usage) => objectIdentifier(usageOids[usage] ?? usage));
	const rejected = trust.rejected.length === 0 ? [] : [Buffer.concat([Buffer.from([160]), sequence(...list(trust.rejected)).subarray(1)])];
	return Buffer.concat([made, sequence(...trust.trusted === void 0 ? [] : [sequence(...list(trust.trusted))], ...rejected)]);
}
const usageOids = {
	serverAuth: "1.3.6.1.5.5.7.3.1",
	clientAuth: "1.3.6.1.5.5.7.3.2",
	anyExtendedKeyUsage: "2.5.29.37.0"
};
/** The twin key in the encoding of the original. */
function twinKeyDer(key, twins) {
	if (key.encrypted) return encrypted(twins.spare);
	const twin = key.publicKey && twins.keyOf(key.publicKey)?.privateKey;
	if (twin === void 0) return keyOfNobody(key.encoding);
	try {
		switch (key.encoding) {
			case "pkcs1":
			case "sec1":
			case "pkcs8": return twin.export({
				type: key.encoding,
				format: "der"
			});
			case "dsa": return traditionalDsa(twin);
			default: return keyOfNobody(key.encoding);
		}
	} catch {
		return twin.export({
			type: "pkcs8",
			format: "der"
		});
	}
}
/** Encrypted under a password that is thrown away with it. */
function encrypted(key) {
	return key.export({
		type: "pkcs8",
		format: "der",
		cipher: "aes-256-cbc",
		passphrase: (0, node_crypto.randomUUID)()
	});
}
function encryptedTraditional(label, key) {
	return key.export({
		type: "sec1",
		format: "pem",
		cipher: "aes-256-cbc",
		passphrase: (0, node_crypto.randomUUID)()
	}).trimEnd().replaceAll("EC PRIVATE KEY", label);
}
/** DSAPrivateKey of OpenSSL: 0, p, q, g, y, x. */
function traditionalDsa(key) {
	const [, algorithm, secret] = require_x509.decodeDer(key.export({
		type: "pkcs8",
		format: "der"
	})).children;
	const open = require_x509.decodeDer(spkiOf(key)).children[1];
	const group = algorithm?.children[1]?.children.map(({ raw }) => raw) ?? [];
	return sequence(integer(0n), ...group, open?.body.subarray(1) ?? integer(0n), secret?.body ?? integer(0n));
}
/** What has the shape of a key in an encoding and is none: it stands for a key that no program here reads. */
function keyOfNobody(encoding) {
	const zeros = (count) => sequence(...Array.from({ length: count }, () => integer(0n)));
	switch (encoding) {
		case "pkcs1": return zeros(9);
		case "dsa": return zeros(6);
		case "sec1": return sequence(integer(1n), octetString(Buffer.alloc(32)));
		case "openssh": return Buffer.from("openssh-key-v1\0\0\0\0none\0\0\0none\0\0\0\0", "latin1");
		default: return sequence(integer(0n), sequence(objectIdentifier("1.3.6.1.4.1.5923")), octetString(Buffer.alloc(32)));
	}
}
function brokenKey(block, place) {
	const end = place.body === void 0 ? place.wrongEnd : block.label;
	const body = block.kind === "broken" && block.level === "pem" ? "*" : "AAAA";
	return `-----BEGIN ${block.label}-----\n${body}${end === void 0 ? "" : `\n-----END ${end}-----`}`;
}
function twinObject(block, twins, edits) {
	return contentOf(block, twins, edits) ?? sequence(integer(0n));
}
/** A PKCS#12 without content: no program here reads one, and what it holds is behind a password. */
function emptyStore(file) {
	const bags = file.blocks.flatMap((block) => block.kind === "private-key" ? [block.key] : []).map(({ encrypted: isShrouded }) => objectIdentifier(`1.2.840.113549.1.12.10.1.${isShrouded ? 2 : 1}`));
	return sequence(integer(3n), sequence(objectIdentifier("1.2.840.113549.1.7.1")), ...bags);
}
/** The head of a Java key store of version 2, which counts one entry where the original holds a key. */
function javaStore(file) {
	return Buffer.from(`feedfeed00000002000000${file.blocks.some(({ kind }) => kind === "private-key") ? "01" : "00"}`, "hex");
}

// src/prove/twins/twin-names.ts
const ipTag = 135;
const dnsTag = 130;
/**
* The change after which a certificate names an address as the rules of both programs are to see it. Go looks at IP names
* alone and takes ::ffff:a.b.c.d for a.b.c.d; gRPC core compares the text of the address with every name.
*/
function editFor(certificate, address, wanted) {
	const has = {
		go: require_engine.coversHost(certificate, address, "go"),
		grpc: require_engine.coversHost(certificate, address, "grpc")
	};
	const want = {
		go: wanted.go ?? has.go,
		grpc: wanted.grpc ?? has.grpc
	};
	if (want.go === has.go && want.grpc === has.grpc) return void 0;
	const bytes = require_engine.parseIp(address);
	if (bytes === void 0) return void 0;
	const mapped = bytes.length === 4 ? Uint8Array.of(...new Array(10).fill(0), 255, 255, ...bytes) : void 0;
	const forms = [der(ipTag, bytes), ...mapped ? [der(ipTag, mapped)] : []];
	const asText = [
		dnsTag,
		134,
		129
	].map((tag) => der(tag, Buffer.from(address, "latin1")));
	const added = want.go && want.grpc ? [der(ipTag, bytes)] : want.go ? [der(ipTag, mapped ?? bytes)] : want.grpc ? [der(dnsTag, Buffer.from(address, "latin1"))] : [];
	return {
		without: [...forms, ...asText],
		added
	};
}
/** Addresses and a name that nobody has (RFC 5737, RFC 3849, RFC 2606): they stand where a name was taken out. */
const nowhere = {
	4: der(ipTag, Uint8Array.of(192, 0, 2, 1)),
	16: der(ipTag, Uint8Array.of(32, 1, 13, 184, ...new Array(11).fill(0), 1))
};
const subjectAltName = Buffer.from("0603551d11", "hex");
const nameConstraints = Buffer.from("0603551d1e", "hex");
/** The list of extensions with a changed subjectAltName; one is added where there is none and something comes. */
function editNames(extensions, edits) {
	if (edits.length === 0) return extensions.map(({ raw }) => raw);
	const isNames = (extension) => extension.children[0] !== void 0 && subjectAltName.equals(extension.children[0].raw);
	const added = uniqueBytes(edits.flatMap((edit) => edit.added));
	if (!extensions.some(isNames)) {
		const more = added.length === 0 ? [] : [sequence(subjectAltName, der(4, sequence(...added)))];
		return [...extensions.map(({ raw }) => raw), ...more];
	}
	const gone = edits.flatMap((edit) => edit.without.map((name) => Buffer.from(name)));
	return extensions.map((extension) => {
		const value = extension.children.at(-1);
		if (!isNames(extension) || value === void 0) return extension.raw;
		const kept = require_x509.decodeDer(value.body).children.map((name) => {
			if (!gone.some((other) => other.equals(name.raw))) return name.raw;
			return name.tag === ipTag ? nowhere[name.body.length] ?? name.raw : der(name.tag, Buffer.from("removed.invalid"));
		});
		const fresh = added.filter((name) => !kept.some((other) => Buffer.compare(other, name) === 0));
		return withValue(extension, sequence(...kept, ...fresh));
	});
}
function withValue(extension, value) {
	return sequence(...extension.children.slice(0, -1).map(({ raw }) => raw), der(4, value));
}
function uniqueBytes(list) {
	return [...new Map(list.map((bytes) => [Buffer.from(bytes).toString("hex"), bytes])).values()];
}
/** Does a CA's constraints refuse an address? */
function refusesAddress({ nameConstraints: constraints }, address) {
	const bytes = require_engine.parseIp(address);
	if (constraints === void 0 || bytes === void 0) return false;
	const inside = (range) => isInside(bytes, range);
	const { permitted, excluded } = constraints;
	return permitted.ip.length > 0 && !permitted.ip.some(inside) || excluded.ip.some(inside);
}
function isInside(address, range) {
	const [base = "", prefix = ""] = range.split("/");
	const start = require_engine.parseIp(base);
	return start?.length === address.length && bitsOf(start).slice(0, Number(prefix)) === bitsOf(address).slice(0, Number(prefix));
}
function bitsOf(bytes) {
	return Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
}
/** The list of extensions with name constraints that let these addresses pass, and everything else as before. */
function widenConstraints(extensions, addresses) {
	return extensions.map((extension) => {
		const [id, value] = [extension.children[0], extension.children.at(-1)];
		if (id === void 0 || value === void 0 || addresses.length === 0 || !nameConstraints.equals(id.raw)) return extension.raw;
		const wanted = addresses.flatMap((address) => require_engine.parseIp(address) ?? []);
		const lists = require_x509.decodeDer(value.body).children.map((list) => {
			if (list.tag === 160) return der(160, ...permitting(list.children, wanted));
			if (list.tag === 161) return der(161, ...wanted.reduce((subtrees, address) => subtrees.flatMap((one) => cutOut(one, address)), list.children.map(({ raw }) => raw)));
			return list.raw;
		});
		return withValue(extension, sequence(...lists.filter((list) => list[1] !== 0)));
	});
}
function permitting(subtrees, addresses) {
	const raw = subtrees.map((subtree) => subtree.raw);
	if (!subtrees.some((subtree) => subtree.children[0]?.tag === ipTag)) return raw;
	return [...raw, ...addresses.map((address) => subtreeOf(bitsOf(address), address.length * 8, address.length))];
}
/** A range without one address: all its halves, quarters and so on in which the address is not. */
function cutOut(subtree, address) {
	const name = require_x509.decodeDer(subtree).children[0];
	if (name?.tag !== ipTag || name.body.length !== address.length * 2) return [subtree];
	const mask = bitsOf(name.body.subarray(address.length));
	const length = mask.indexOf("0") === -1 ? mask.length : mask.indexOf("0");
	const bits = bitsOf(address);
	if (bitsOf(name.body.subarray(0, address.length)).slice(0, length) !== bits.slice(0, length)) return [subtree];
	return Array.from({ length: bits.length - length }, (_, index) => {
		const at = length + index;
		return subtreeOf(bits.slice(0, at) + (bits[at] === "0" ? "1" : "0"), at + 1, address.length);
	});
}
/** GeneralSubtree of the addresses that begin with some bits. */
function subtreeOf(bits, prefix, octets) {
	const text = bits.slice(0, prefix).padEnd(octets * 8, "0") + "1".repeat(prefix).padEnd(octets * 8, "0");
	const bytes = Uint8Array.from({ length: octets * 2 }, (_, index) => Number.parseInt(text.slice(index * 8, index * 8 + 8), 2));
	return sequence(der(ipTag, bytes));
}

// src/prove/twins/twin-certificate.ts
/**
* A certificate with another key, signed anew, with every other byte as it was: serial number, names, extensions and both
* algorithm fields. `original` was read by this program's reader.
*/
function twinCertificate(request) {
	const [body, algorithm, signature] = require_x509.decodeDer(request.original).children;
	const tbs = twinBody(body, request);
	const made = request.signer && signAs(request.algorithm, tbs, request.signer);
	return {
		der: sequence(tbs, algorithm.raw, made ? bitString(made) : signature.raw),
		isSigned: made !== void 0
	};
}
/** RFC 5280 4.1: [0] version, serial, algorithm, issuer, validity, subject, key, [1] and [2] identifiers, [3] extensions. */
function twinBody(body, request) {
	const { names, permitted } = request;
	const isVersioned = body.children[0]?.tag === 160;
	const first = isVersioned ? 1 : 0;
	const list = body.children.find(({ tag }, index) => tag === 163 && index > first + 5)?.children[0];
	const isEdited = names.length > 0 || permitted.length > 0;
	const edited = isEdited ? editNames(asList(widenConstraints(list?.children ?? [], permitted)), names) : [];
	const needsVersion3 = edited.length > 0 && list === void 0;
	const parts = body.children.map((part, index) => {
		if (index === 0 && isVersioned) return needsVersion3 ? version3 : part.raw;
		if (index === first + 3) return request.shift === 0 ? part.raw : shifted(part, request.shift);
		if (index === first + 5) return request.spki;
		return part.tag === 163 && index > first + 5 && isEdited ? der(163, sequence(...edited)) : part.raw;
	});
	if (!needsVersion3) return sequence(...parts);
	return sequence(...isVersioned ? [] : [version3], ...parts, der(163, sequence(...edited)));
}
const version3 = der(160, der(require_x509.tags.integer, Uint8Array.of(2)));
function asList(extensions) {
	return extensions.map((raw) => require_x509.decodeDer(raw));
}
/** No date beyond the calendar of the encoding; the last one stands for "no end" (RFC 5280 4.1.2.5). */
function shifted(validity, shift) {
	return sequence(...validity.children.map((date) => {
		const at = require_x509.timeOf(date, "date");
		if (at >= lastDate) return date.raw;
		return time(Math.min(Math.max(at + shift, firstDate), lastDate));
	}));
}
const firstDate = Date.parse("0001-01-01T00:00:00Z");
const lastDate = Date.parse("9999-12-31T23:59:59Z");

// src/prove/twins/twins.ts
/** Beyond this many certificates an issuer is looked for by its name only. */
const searchLimit = 256;
/** Makes the keys, all at once: one for each public key, and one for each issuer that is not committed. */
async function makeTwins(request) {
	const certificates = [...new Map(request.certificates.map((one) => [one.sha256, one])).values()];
	const signers = new Map(certificates.map((one) => [one.sha256, signerOf(one, certificates)]));
	const wanted = /* @__PURE__ */ new Map();
	for (const { spki, ...shape } of request.keys) wanted.set(spki, { shape });
	for (const certificate of certificates) {
		const { spki, ...shape } = certificate.publicKey;
		wanted.set(spki, {
			shape,
			spki: spkiIn(certificate)
		});
	}
	for (const signer of signers.values()) if (signer.kind === "stranger") wanted.set(signer.id, { shape: signer.shape });
	const made = await Promise.all([...wanted].map(async ([id, key]) => [id, await makeTwinKey(key)]));
	return assembled(request, certificates, signers, new Map(made));
}
function assembled(request, certificates, signers, keys) {
	const made = /* @__PURE__ */ new Map();
	const byTwin = /* @__PURE__ */ new Map();
	for (const { spki, privateKey } of keys.values()) if (privateKey !== void 0) byTwin.set(require_x509.readPublicKey(require_x509.decodeDer(spki)).spki, privateKey);
	const keyOfSigner = (signer) => keys.get(signer.kind === "stranger" ? signer.id : signer.spki);
	const build = (certificate, edits) => {
		const original = require_x509.derOf(certificate);
		const key = keys.get(certificate.publicKey.spki);
		const signer = signers.get(certificate.sha256);
		if (original === void 0 || key === void 0 || signer === void 0) throw new Error("a certificate has no twin");
		return twinCertificate({
			original,
			algorithm: certificate.signature,
			spki: key.spki,
			signer: keyOfSigner(signer)?.privateKey,
			shift: request.shift,
			names: edits,
			permitted: request.addresses.filter((address) => refusesAddress(certificate, address))
		});
	};
	const of = (certificate, edits) => {
		const id = `${certificate.sha256} ${JSON.stringify(edits, (_, value) => value instanceof Uint8Array ? [...value] : value)}`;
		const twin = made.get(id) ?? build(certificate, edits);
		made.set(id, twin);
		return twin;
	};
	return {
		of,
		keyOf: ({ spki }) => keys.get(spki),
		privateKeyOf: ({ spki }) => byTwin.get(spki),
		strangers: strangersOf(certificates, signers, keys),
		spare: (0, node_crypto.generateKeyPairSync)("ec", { namedCurve: "P-256" }).privateKey,
		notes: flawsOf(request, certificates, keys, of)
	};
}
/** The key that signed a certificate: one of the environment, else one for each issuer by name and key identifier. */
function signerOf(certificate, all) {
	const named = all.filter(({ subject }) => subject.der === certificate.issuer.der);
	const others = all.length > searchLimit ? [] : all;
	const issuer = [...named, ...others].find((candidate) => certificate.isSignedBy(candidate));
	if (issuer !== void 0) return {
		kind: "known",
		spki: issuer.publicKey.spki
	};
	const shape = shapeOfSigner(certificate);
	const { issuer: name, authorityKeyId = "" } = certificate;
	return {
		kind: "stranger",
		id: `${name.der} ${authorityKeyId} ${shape.kind} ${shape.bits}`,
		shape
	};
}
/** What a signature shows of the key that made it: its kind, and by its length the size. */
function shapeOfSigner(certificate) {
	const { kind } = certificate.signature;
	const signature = require_x509.decodeDer(require_x509.derOf(certificate) ?? Uint8Array.of(48, 0)).children[2];
	const octets = Math.max(0, (signature?.body.length ?? 0) - 1);
	switch (kind) {
		case "rsa":
		case "rsa-pss": return {
			kind: "rsa",
			bits: Math.min(4096, Math.max(1024, octets * 8))
		};
		case "ecdsa": {
			const [curve, bits] = octets <= 73 ? ["P-256", 256] : octets <= 105 ? ["P-384", 384] : ["P-521", 521];
			return {
				kind: "ec",
				bits,
				curve
			};
		}
		case "ed25519": return {
			kind,
			bits: 256
		};
		case "ed448": return {
			kind,
			bits: 456
		};
		case "dsa":
		case "unknown": return {
			kind,
			bits: 0
		};
		default: return kind;
	}
}
function spkiIn(certificate) {
	const original = require_x509.derOf(certificate);
	const body = original && require_x509.decodeDer(original).children[0];
	return body?.children[(body.children[0]?.tag === 160 ? 1 : 0) + 5]?.raw;
}
/** A certificate that only pretends to be signed by itself has no issuer. */
function strangersOf(certificates, signers, keys) {
	const strangers = /* @__PURE__ */ new Map();
	for (const certificate of certificates) {
		const signer = signers.get(certificate.sha256);
		const key = signer?.kind === "stranger" ? keys.get(signer.id) : void 0;
		if (signer?.kind !== "stranger" || key?.privateKey === void 0 || require_engine.isSelfIssued(certificate)) continue;
		const { issuer, authorityKeyId } = certificate;
		const keyId = authorityKeyId === void 0 ? void 0 : Buffer.from(authorityKeyId, "hex");
		strangers.set(signer.id, {
			name: Buffer.from(issuer.der, "hex"),
			keyId,
			key
		});
	}
	return [...strangers.values()];
}
function flawsOf(request, certificates, keys, of) {
	return certificates.flatMap((certificate) => {
		const title = `The twin of ${certificate.span.path} (${certificate.subject.text || "no subject"})`;
		const flaw = keys.get(certificate.publicKey.spki)?.flaw;
		const widened = request.addresses.filter((address) => refusesAddress(certificate, address));
		const notes = flaw === void 0 ? [] : [`${title} is not quite like it: ${flaw}.`];
		if (!of(certificate, []).isSigned) notes.push(`${title} has no valid signature: its algorithm, or the key of its issuer, cannot be had here.`);
		if (widened.length > 0) notes.push(`${title} has name constraints that let ${widened.join(" and ")} pass, where the stage lies.`);
		return notes;
	});
}

// src/prove/stage/stage-clients.ts
/** Clients of the ports of a stage, each made when it is first asked for. */
function makeClients(request) {
	const made = /* @__PURE__ */ new Map();
	const stranger = {
		name: commonName("stranger CA"),
		keyId: void 0,
		key: newKey(),
		title: "a stranger"
	};
	return (instance, port, kind) => {
		const id = `${request.twin.instances.indexOf(instance.twin)}-${port}-${kind}`;
		if (!made.has(id)) made.set(id, makeClient(request, stranger, instance, port, kind, id));
		return made.get(id);
	};
}
function makeClient(request, stranger, { twin }, port, kind, id) {
	const offer = require_engine.offerOf({
		instance: twin,
		port
	});
	if (offer === void 0) return void 0;
	const ca = trustOfClient(request, twin);
	if (kind === "right") {
		const declared = declaredClient(request, ca);
		if (declared !== void 0) return credential(request, id, declared);
	}
	const asks = offer.check.kind !== "none";
	if (!asks && kind !== "right") return void 0;
	const issuer = kind === "other-ca" ? stranger : asks ? issuerOn(request, offer) : request.standIns.issuer;
	if (issuer === void 0) return void 0;
	const names = namesFor(offer, kind, request.environment);
	if (names === void 0) return void 0;
	const { from, until } = presentDates(request.now);
	const year = 31536e6;
	const dates = kind === "expired" ? {
		from: from - 2 * year,
		until: from - year
	} : {
		from,
		until
	};
	const key = newKey();
	const der = issueCertificate({
		subject: commonName(names.commonName),
		issuer: issuer.name,
		authorityKeyId: issuer.keyId,
		spki: spkiOf(key),
		signer: issuer.key,
		use: kind === "no-client-usage" ? ["serverAuth"] : ["serverAuth", "clientAuth"],
		names: names.sans,
		...dates
	});
	return credential(request, id, {
		certificate: pemOf("CERTIFICATE", der),
		key: keyPemOf(key),
		ca
	});
}
function credential({ workspace }, id, texts) {
	const folder = `clients/${id}`;
	const put = (name) => {
		const path = `${folder}/${name}.pem`;
		const bytes = new TextEncoder().encode(texts[name]);
		const absolute = workspace.write(path, bytes);
		return {
			absolute,
			material: seen(absolute, require_engine.readPem(require_engine.sourceFile(path, bytes), require_x509.x509Reader))
		};
	};
	const [certificate, key, ca] = [
		put("certificate"),
		put("key"),
		put("ca")
	];
	const security = {
		at: certificate.material.file.at,
		ca: ca.material,
		certificate: certificate.material,
		key: key.material,
		allowedCn: require_engine.absent,
		allowedSan: require_engine.absent
	};
	return {
		...texts,
		files: {
			certificate: certificate.absolute,
			key: key.absolute,
			ca: ca.absolute
		},
		security
	};
}
function seen(absolute, file) {
	return {
		kind: "seen",
		path: {
			value: absolute,
			span: file.at,
			origin: "form"
		},
		file
	};
}
/** The twin of the client that the config file declares: its certificate, and its CA where that is declared too. */
function declaredClient({ twin, twins, clients }, ca) {
	const certificate = twin.clients?.certificate;
	if (certificate?.kind !== "seen" || clients === void 0) return void 0;
	const [leaf] = require_engine.certificatesOf(certificate.file);
	const key = leaf && twins.privateKeyOf(leaf.publicKey);
	if (key === void 0) return void 0;
	const text = (file) => Buffer.from(clients.files.find(({ path }) => path === file.path)?.bytes ?? []).toString("utf8");
	const declared = twin.clients?.ca;
	return {
		certificate: text(certificate.file),
		key: keyPemOf(key),
		ca: declared?.kind === "seen" ? text(declared.file) : ca
	};
}
/** A CA that the port takes clients of, whose twin can sign: the first one with which a certificate really verifies. */
function issuerOn({ twins, standIns, now }, { instance }) {
	const trust = require_engine.trustOf(instance.security, instance, "clientAuth");
	if (trust.kind !== "held") return void 0;
	const standIn = (0, node_crypto.createHash)("sha256").update(spkiOf(standIns.issuer.key)).digest("hex");
	for (const anchor of trust.value) {
		const key = anchor.publicKey.spki === standIn ? standIns.issuer.key : twins.privateKeyOf(anchor.publicKey);
		const issuer = key && issuerWith(anchor, key);
		if (issuer !== void 0 && issuesFor(issuer, instance, trust.value, now)) return issuer;
	}
}
function issuerWith({ subject, subjectKeyId }, key) {
	const keyId = subjectKeyId === void 0 ? void 0 : Buffer.from(subjectKeyId, "hex");
	return {
		name: Buffer.from(subject.der, "hex"),
		keyId,
		key,
		title: subject.text
	};
}
function issuesFor(issuer, instance, anchors, now) {
	const request = {
		leaf: readCertificate(issueCertificate({
			subject: commonName("trial"),
			issuer: issuer.name,
			authorityKeyId: issuer.keyId,
			spki: spkiOf(newKey()),
			signer: issuer.key,
			use: ["clientAuth"],
			...presentDates(now)
		})),
		sent: [],
		anchors,
		verifier: require_engine.verifierOf(instance),
		usage: "clientAuth",
		at: now
	};
	return require_engine.verifyChain(request).kind === "verified";
}
function readCertificate(der) {
	const read = require_x509.x509Reader.certificate(der, {
		path: "client.pem",
		line: 1,
		column: 1,
		endLine: 1,
		endColumn: 1
	});
	if ("because" in read) throw new Error(`a certificate that was made is not read: ${read.because}`);
	return read;
}
const usual = "tikv-tls-gate";
/** A name that the port allows, or for `other-name` one that nobody meant; undefined where there is no list to refuse it. */
function namesFor(offer, kind, environment) {
	const rule = offer.check.kind === "certificate" ? offer.check.names : { kind: "any" };
	if (rule.kind !== "listed") return kind === "other-name" ? void 0 : {
		commonName: usual,
		sans: []
	};
	const { component, version } = offer.instance;
	const matching = require_engine.matchingOf(component, version);
	const entries = rule.commonNames.map(({ value }) => value);
	const sans = rule.sans.slice(0, 1).map(({ value }) => value).filter((value) => value !== "");
	if (kind === "other-name") {
		if (matching === "substring" && rule.commonNames.length > 0) return {
			commonName: intruder(entries, environment, offer),
			sans
		};
		return {
			commonName: rule.commonNames.length > 0 ? stranger$1(entries) : usual,
			sans: rule.commonNames.length > 0 ? sans : ["stranger.invalid"]
		};
	}
	const allowed = entries.find((value) => value !== "" && require_engine.listAdmits(rule.commonNames, [value], matching));
	return {
		commonName: rule.commonNames.length === 0 ? usual : allowed,
		sans
	};
}
/** TiKV's master looks for the entry anywhere in the name: one that a stranger could have, best a committed one. */
function intruder(entries, environment, { instance }) {
	const committed = environment.files.flatMap(require_engine.certificatesOf).filter(({ basicConstraints }) => basicConstraints?.ca !== true).map((certificate) => require_engine.comparedCommonName(instance.component, certificate));
	const entry = entries.find((value) => value !== "") ?? "";
	return committed.find((name) => !entries.includes(name) && require_engine.entryAdmits(entry, name, "substring")) ?? (entry.startsWith(".") ? `stranger${entry}` : `not-${entry}-really`);
}
function stranger$1(entries) {
	let name = "stranger";
	while (entries.includes(name)) name += "-x";
	return name;
}
/**
* What makes a Go client trust the server: the root of its chain alone, else with the intermediates that the server does
* not send, else the server's own certificate.
*/
function trustOfClient({ twin, twins, now }, instance) {
	const identity = require_engine.identityOf(instance.security, instance);
	if (identity.kind !== "held") return "";
	const presented = require_engine.presentationOf(instance.security, instance, identity.value, now);
	const known = [
		...presented.sent,
		...twin.files.flatMap(require_engine.certificatesOf),
		...strangerRoots(twins, now)
	];
	const above = [];
	for (let current = presented.leaf; current !== void 0 && above.length < 8;) {
		const child = current;
		current = known.find((one) => one.subject.der === child.issuer.der && child.isSignedBy(one) && !above.includes(one) && one !== child);
		if (current !== void 0) above.push(current);
	}
	const sets = [
		above.slice(-1),
		above,
		[presented.leaf]
	].filter((set) => set.length > 0);
	const { leaf, sent } = presented;
	const fits = (anchors) => require_engine.verifyChain({
		leaf,
		sent,
		anchors,
		verifier: "go",
		usage: "serverAuth",
		at: now
	}).kind === "verified";
	return (sets.find(fits) ?? sets[0] ?? []).flatMap((one) => require_x509.derOf(one) ?? []).map((der) => pemOf("CERTIFICATE", der)).join("");
}
const roots = /* @__PURE__ */ new WeakMap();
/** Issuers that are not committed have no certificate: clients get one of their own. */
function strangerRoots(twins, now) {
	let made = roots.get(twins);
	if (made === void 0) {
		made = twins.strangers.flatMap(({ name, keyId, key }) => {
			if (key.privateKey === void 0) return [];
			const { spki, privateKey: signer } = key;
			return [readCertificate(issueCertificate({
				subject: name,
				issuer: name,
				spki,
				signer,
				subjectKeyId: keyId,
				use: "ca",
				...presentDates(now)
			}))];
		});
		roots.set(twins, made);
	}
	return made;
}

// src/prove/stage/toml-writer.ts
/** Copies a configuration; what leaves is told by its dotted key, with the reason. */
function copyTable(table, leaving, told, route = []) {
	const copy = /* @__PURE__ */ new Map();
	for (const { key, node } of table.entries.values()) {
		const here = [...route, key];
		const because = leaving(here, node) ?? (isWhole(node) ? void 0 : "it is decided outside the files");
		if (because !== void 0) {
			told(here.join("."), because);
			continue;
		}
		const value = node.kind === "table" ? copyTable(node, leaving, told, here) : written(node);
		if (value !== void 0) copy.set(key, value);
	}
	return copy;
}
/** Tables are looked at entry by entry. */
function isWhole(node) {
	if (node.kind === "array") return node.items.every(isWhole);
	return node.kind !== "unknown";
}
function written(node) {
	switch (node.kind) {
		case "string": return node.value;
		case "boolean":
		case "datetime": return { text: String(node.value) };
		case "integer": return { text: String(node.value) };
		case "float": return { text: floatText(Number(node.value)) };
		case "array": return node.items.map(written).filter((item) => item !== void 0);
		case "table": return copyTable(node, () => void 0, () => void 0);
		case "unknown": return;
		default: return node;
	}
}
/** PD up to v8.5 does not take an integer for a float. */
function floatText(value) {
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
	const text = String(value);
	return /[.e]/.test(text) ? text : `${text}.0`;
}
/** Puts a value at the end of a way of keys, in place of what is there in any spelling that the program takes for it. */
function put(root, route, value, keyCase) {
	const [key = "", ...rest] = route;
	if (rest.length === 0) {
		for (const spelling of spellings(root, key, keyCase)) if (spelling !== key) root.delete(spelling);
		root.set(key, value);
		return;
	}
	const known = spellings(root, key, keyCase).map((spelling) => root.get(spelling)).find((entry) => entry instanceof Map);
	const table = known instanceof Map ? known : /* @__PURE__ */ new Map();
	if (known === void 0) put(root, [key], table, keyCase);
	put(table, rest, value, keyCase);
}
/** Takes a value out. */
function takeOut$1(root, route, keyCase) {
	const [key = "", ...rest] = route;
	if (rest.length === 0) drop(root, key, keyCase);
	else for (const spelling of spellings(root, key, keyCase)) {
		const table = root.get(spelling);
		if (table instanceof Map) takeOut$1(table, rest, keyCase);
	}
}
function drop(table, key, keyCase) {
	for (const spelling of spellings(table, key, keyCase)) table.delete(spelling);
}
/** An exact spelling wins. */
function spellings(table, key, keyCase) {
	return [...table.keys()].filter((other) => other === key || keyCase === "any-case" && other.toLowerCase() === key.toLowerCase()).sort((a, b) => Number(b === key) - Number(a === key));
}
/** TOML that every reader of PD and TiKV takes: no dotted keys, one value a line, tables under headers. */
function writeToml(root) {
	const lines = [];
	writeTable(root, [], lines);
	return lines.join("\n").concat("\n").replace(/^\n+/, "");
}
function writeTable(table, route, lines) {
	const later = [];
	for (const [key, value] of table) if (value instanceof Map || isTables(value)) later.push([key, value]);
	else lines.push(`${keyText(key)} = ${valueText(value)}`);
	for (const [key, value] of later) {
		const header = [...route, key];
		const name = header.map(keyText).join(".");
		for (const one of value instanceof Map ? [value] : value) {
			lines.push("", value instanceof Map ? `[${name}]` : `[[${name}]]`);
			writeTable(one, header, lines);
		}
	}
}
function isTables(value) {
	return Array.isArray(value) && value.length > 0 && value.every((item) => item instanceof Map);
}
function valueText(value) {
	if (typeof value === "string") return stringText(value);
	if (value instanceof Map) return `{ ${[...value].map(([key, item]) => `${keyText(key)} = ${valueText(item)}`).join(", ")} }`;
	if (isArray(value)) return `[${value.map(valueText).join(", ")}]`;
	return value.text;
}
function isArray(value) {
	return Array.isArray(value);
}
function keyText(key) {
	return /^[A-Za-z0-9_-]+$/.test(key) ? key : stringText(key);
}
/** A basic string: quotes, backslashes and control characters escaped. */
function stringText(value) {
	return `"${value.replace(/["\\]/g, "\\$&").replace(/[\p{Cc}\p{Cs}]/gu, (character) => {
		const code = character.codePointAt(0) ?? 0;
		return `\\u${(code >= 55296 ? 65533 : code).toString(16).padStart(4, "0")}`;
	})}"`;
}

// src/prove/stage/stage-config.ts
/** Why a setting does not come to the stage, by its dotted key in lower case; a table stands for all in it. */
const leavingKeys = {
	pd: /* @__PURE__ */ new Map([
		["log.file", "logs go to the standard output"],
		["metric", "nothing leaves the stage"],
		["metering", "nothing leaves the stage"],
		["controller.push-metrics-address", "nothing leaves the stage"],
		["pd-server.metric-storage", "nothing leaves the stage"],
		["dashboard.tidb-cacert-path", "the stage has no TiDB"],
		["dashboard.tidb-cert-path", "the stage has no TiDB"],
		["dashboard.tidb-key-path", "the stage has no TiDB"],
		["dashboard.enable-telemetry", "nothing leaves the stage"],
		["pd-server.dashboard-address", "nothing leaves the stage"],
		["security.encryption", "data at rest is not tested"],
		["security.sslcabytes", "a key inside a configuration is not imitated"],
		["security.sslcertbytes", "a key inside a configuration is not imitated"],
		["security.sslkeybytes", "a key inside a configuration is not imitated"]
	]),
	tikv: /* @__PURE__ */ new Map([
		["log.file", "logs go to the standard output"],
		["log-file", "logs go to the standard output"],
		["slow-log-file", "logs go to the standard output"],
		["metric", "nothing leaves the stage"],
		["resource-metering.receiver-address", "nothing leaves the stage"],
		["security.encryption", "data at rest is not tested"],
		["raftstore.raftdb-path", "data lies in a folder of the stage"],
		["raft-engine.dir", "data lies in a folder of the stage"],
		["raft-engine.spill-dir", "data lies in a folder of the stage"],
		["rocksdb.wal-dir", "data lies in a folder of the stage"],
		["rocksdb.info-log-dir", "data lies in a folder of the stage"],
		["rocksdb.titan.dirname", "data lies in a folder of the stage"],
		["raftdb.wal-dir", "data lies in a folder of the stage"],
		["raftdb.info-log-dir", "data lies in a folder of the stage"],
		["log-backup.temp-path", "data lies in a folder of the stage"],
		["coprocessor-v2.coprocessor-plugin-directory", "nothing of the repository is run"]
	])
};
/** Settings of which this module writes its own. */
const ownKeys = {
	pd: /* @__PURE__ */ new Set([
		"name",
		"data-dir",
		"client-urls",
		"peer-urls",
		"advertise-client-urls",
		"advertise-peer-urls",
		"initial-cluster",
		"join",
		"security.cacert-path",
		"security.cert-path",
		"security.key-path"
	]),
	tikv: /* @__PURE__ */ new Set([
		"server.addr",
		"server.advertise-addr",
		"server.status-addr",
		"server.advertise-status-addr",
		"pd.endpoints",
		"storage.data-dir",
		"storage.reserve-space",
		"security.ca-path",
		"security.cert-path",
		"security.key-path"
	])
};
/** A copy of what an instance's configuration file holds, without what would leave the machine or write elsewhere. */
function draftOf(instance) {
	const keyCase = require_engine.keyCaseOf[instance.component];
	const rewrites = [];
	return {
		instance,
		root: copyTable(instance.config, (route, node) => leavingReason(instance, route, node, keyCase), (key, because) => rewrites.push(`${instance.name}: ${key} left out: ${because}`)),
		keyCase,
		rewrites,
		notes: []
	};
}
function leavingReason({ component }, route, node, keyCase) {
	const written = route.join(".");
	const key = keyCase === "any-case" ? written.toLowerCase() : written;
	const known = leavingKeys[component].get(key);
	if (known !== void 0) return known;
	if (ownKeys[component].has(key)) return void 0;
	const secret = require_engine.secretBehind(route.at(-1) ?? "");
	if (secret !== void 0) return `it is ${secret}`;
	if (node.kind !== "string") return void 0;
	if (node.value.startsWith("/")) return "it is a path of another machine";
	return node.value.includes("://") ? "nothing leaves the stage" : void 0;
}
/** Writes a setting and tells what it was; `before` is the effective value, from wherever it came. */
function rewrite(draft, key, value, before) {
	put(draft.root, key.split("."), value, draft.keyCase);
	const shown = typeof value === "string" ? value : Array.isArray(value) ? value.join(",") : "";
	if (before === shown) return;
	const was = (before ?? "(not set)").replace(/\/\/[^/\s]*@/g, "//...@");
	draft.rewrites.push(`${draft.instance.name}: ${key} ${was} -> ${shown}`);
}
/** Takes a setting out that the stage cannot have. */
function leaveOut(draft, key, because) {
	takeOut$1(draft.root, key.split("."), draft.keyCase);
	draft.rewrites.push(`${draft.instance.name}: ${key} left out: ${because}`);
}
/** Paths of the three files; undefined where a path is not set. Lists that came from elsewhere than the file. */
function writeSecurity(draft, paths) {
	const { instance } = draft;
	const keys = require_engine.materialKeys[instance.component];
	for (const name of require_engine.materialNames) {
		const material = instance.security[name];
		const path = paths[name];
		const before = material.kind === "absent" ? void 0 : material.path?.value ?? "(decided outside the files)";
		if (path !== void 0) rewrite(draft, `security.${keys[name]}`, path, before);
	}
	writeList(draft, "security.cert-allowed-cn", instance.security.allowedCn);
	if (instance.component === "tikv") writeList(draft, "security.cert-allowed-san", instance.security.allowedSan);
}
function writeList(draft, key, list) {
	if (list.kind === "unknown") {
		draft.notes.push(`${key} of ${draft.instance.name} is decided outside the files: its twin has none.`);
		takeOut$1(draft.root, key.split("."), draft.keyCase);
	} else if (list.kind === "known" && list.origin !== "file") put(draft.root, key.split("."), list.value.map(({ value }) => value), draft.keyCase);
}

// src/prove/stage/stage-names.ts
/**
* Every host that is dialled becomes an address of the stage. So that each name check ends as it did, the twin of a
* certificate names the address exactly when the original names the host, by the rules of Go and of gRPC core each.
*/
function namingsOf(environment, placements) {
	const notes = [];
	const index = require_engine.endpointIndex(require_engine.pdsOf(environment));
	const endpoints = require_engine.tikvsOf(environment).map((tikv) => require_engine.endpointHosts(tikv, index));
	const wanted = /* @__PURE__ */ new Map();
	const hosts = /* @__PURE__ */ new Map();
	for (const instance of environment.instances) {
		const reaches = reachesOf(instance, placements.get(instance) ?? {}, endpoints);
		hosts.set(instance, [...new Set(reaches.flatMap((reach) => [...reach.hosts.map(({ value }) => value), reach.address]))]);
		const leaf = shownBy(instance);
		wanted.set(instance, leaf === void 0 ? /* @__PURE__ */ new Map() : coveragesOf(instance, leaf, reaches, notes));
	}
	const edits = new Map(environment.instances.map((instance) => [instance, editsFor(instance, environment.instances, wanted)]));
	const shared = /* @__PURE__ */ new Map();
	for (const instance of environment.instances) {
		const leaf = shownBy(instance);
		if (leaf !== void 0 && !shared.has(leaf.sha256)) shared.set(leaf.sha256, edits.get(instance) ?? []);
	}
	const sharedOf = ({ sha256 }) => shared.get(sha256) ?? [];
	const of = new Map(environment.instances.map((instance) => {
		const own = shownBy(instance)?.sha256;
		const ownEdits = edits.get(instance) ?? [];
		const editsOf = (certificate) => certificate.sha256 === own ? ownEdits : sharedOf(certificate);
		return [instance, {
			hosts: hosts.get(instance) ?? [],
			edits: editsOf
		}];
	}));
	const edited = environment.instances.filter((instance) => (edits.get(instance) ?? []).length > 0).map(({ name }) => name);
	if (edited.length > 0) notes.push(`On the stage every host is an address: the twins of the certificates of ${require_engine.shortListOf(edited, 6)} name it exactly where the originals name the host.`);
	return {
		of,
		shared: sharedOf,
		added: addedTo(environment.instances, wanted),
		notes
	};
}
/** The certificate that an instance shows; also one that it cannot use. */
function shownBy(instance) {
	const identity = require_engine.identityOf(instance.security, instance);
	if (identity.kind === "held") return identity.value.leaf;
	const { certificate } = instance.security;
	return certificate.kind === "seen" ? require_engine.certificatesOf(certificate.file)[0] : void 0;
}
function reachesOf(instance, placement, endpoints) {
	const reach = (port, hosts) => {
		const address = placement[port]?.host;
		return address === void 0 ? [] : [{
			port,
			address,
			hosts
		}];
	};
	const go = (targets) => targets.flatMap(({ host }) => host === void 0 ? [] : [{
		value: host.value,
		check: "go"
	}]);
	if (instance.component === "tikv") return tikvReaches(instance, reach, go);
	const clientHosts = go(require_engine.advertisedClientTargets(instance));
	const byTikv = endpoints.flatMap((endpoint) => dialledBy(endpoint, instance));
	const grpc = endpoints.length === 0 ? [] : [...clientHosts.map(({ value }) => value), ...byTikv];
	return [...reach("pd-client", [...clientHosts, ...grpc.map((value) => ({
		value,
		check: "grpc"
	}))]), ...reach("pd-peer", go(require_engine.advertisedPeerTargets(instance)))];
}
/** Where no entry leads to a committed PD, one that the certificate names may be the one that leads to it. */
function dialledBy(endpoint, pd) {
	const leaf = shownBy(pd);
	const candidates = endpoint.candidates.map(({ value }) => value);
	const fitting = leaf === void 0 ? candidates : candidates.filter((host) => require_engine.coversHost(leaf, host, "grpc"));
	return [...endpoint.hostsTo(pd).map(({ value }) => value), ...fitting.length > 0 ? fitting : candidates];
}
function tikvReaches(tikv, reach, go) {
	const hosts = go([{ host: require_engine.advertisedHost(tikv) }]);
	return [...reach("tikv-grpc", [...hosts, ...hosts.map(({ value }) => ({
		value,
		check: "grpc"
	}))]), ...reach("tikv-status", go([{ host: require_engine.advertisedStatusHost(tikv) }]))];
}
/** What the twin of a certificate names of the addresses at which it is dialled. The first port with an address decides. */
function coveragesOf(instance, leaf, reaches, notes) {
	const coverages = /* @__PURE__ */ new Map();
	const ordered = [...reaches].sort((a, b) => Number(a.hosts.length === 0) - Number(b.hosts.length === 0));
	for (const { port, address, hosts } of ordered) {
		const by = (check) => {
			const asked = hosts.filter((host) => host.check === check);
			return asked.length === 0 ? void 0 : asked.every(({ value }) => require_engine.coversHost(leaf, value, check));
		};
		const [go, grpc] = [by("go"), by("grpc")];
		if (hosts.filter(({ value, check }) => require_engine.coversHost(leaf, value, check) !== by(check)).length > 0) notes.push(severalHosts(instance, port, hosts));
		const before = coverages.get(address);
		if (go === void 0 && grpc === void 0) {
			if (before !== void 0) continue;
			notes.push(`The host by which the ${require_engine.portName[port]} of ${instance.name} is dialled is not in the files: the certificate of its twin names the address on the stage.`);
		}
		const coverage = {
			go: go ?? grpc ?? true,
			grpc: grpc ?? go ?? true
		};
		if (before === void 0) coverages.set(address, coverage);
		else if (before.go !== coverage.go) notes.push(conflict(instance, port, address, coverage.go));
	}
	if (instance.component === "pd") addSource(instance, leaf, reaches, coverages, notes);
	return coverages;
}
function severalHosts(instance, port, hosts) {
	const names = [...new Set(hosts.map(({ value }) => value))].join(", ");
	return `The ${require_engine.portName[port]} of ${instance.name} is dialled by several hosts (${names}), of which its certificate names some: on the stage all are one address, which it does not name.`;
}
function conflict(instance, port, address, isNamed) {
	const verb = isNamed ? "names" : "does not name";
	return `The certificate of ${instance.name} ${verb} the host by which its ${require_engine.portName[port]} is dialled, unlike that of the port before; both are at ${address} on the stage, and only one can be imitated.`;
}
/**
* PD's peer port compares the names of a client certificate with the address that it comes from (etcd:
* client/pkg/transport/listener_tls.go, checkCertSAN). On a loopback address that is 127.0.0.1 whatever was dialled.
*/
function addSource(pd, leaf, reaches, coverages, notes) {
	const host = require_engine.advertisedPeerTargets(pd)[0]?.host?.value;
	const address = reaches.find(({ port }) => port === "pd-peer")?.address;
	if (host === void 0 || address === void 0) return;
	const { dns = [], ip = [] } = leaf.subjectAltName ?? {};
	const isNamed = require_engine.coversHost(leaf, host, "go");
	const isRefused = !isNamed && ip.length > 0 && dns.length === 0 && require_engine.isIpLiteral(host);
	if (!isNamed && !isRefused) return;
	for (const source of /* @__PURE__ */ new Set([address, ...address.startsWith("127.") ? ["127.0.0.1"] : []])) {
		const known = coverages.get(source);
		if (known === void 0) coverages.set(source, { go: isNamed });
		else if (known.go !== isNamed && source !== address) notes.push(conflict(pd, "pd-peer", source, isNamed));
	}
}
/** Of its own addresses first; the addresses of others that show the same certificate as far as these do not contradict. */
function editsFor(instance, all, wanted) {
	const leaf = shownBy(instance);
	if (leaf === void 0) return [];
	const merged = new Map(wanted.get(instance));
	for (const other of all) {
		if (other === instance || shownBy(other)?.sha256 !== leaf.sha256) continue;
		for (const [address, coverage] of wanted.get(other) ?? []) if (!merged.has(address)) merged.set(address, coverage);
	}
	return [...merged].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([address, coverage]) => editFor(leaf, address, coverage) ?? []);
}
function addedTo(instances, wanted) {
	const leaves = instances.flatMap((instance) => shownBy(instance) ?? []);
	return [...new Set([...wanted.values()].flatMap((map) => [...map].flatMap(([address, { go }]) => go ? [address] : [])))].filter((address) => !leaves.some((leaf) => require_engine.coversHost(leaf, address, "go")));
}

// src/prove/stage/stage-material.ts
const what = {
	ca: "CA file",
	certificate: "certificate",
	key: "key"
};
/** Twins of what is committed, stand-ins for what is not. */
function materialOf$1(instance, naming, twins, standIns, notes, replaced) {
	const { security, name } = instance;
	const isPartial = require_engine.materialNames.some((other) => security[other].kind === "absent");
	const isLeft = (material) => material.kind === "absent" || material.kind === "unseen" && material.path === void 0 && isPartial;
	for (const which of require_engine.materialNames) {
		const material = security[which];
		if (material.kind !== "unseen" || material.path !== void 0) continue;
		const taken = isPartial ? "it is not set" : "it is set";
		notes.push(`Whether ${name} has a ${what[which]} is decided outside the files: on the stage ${taken}.`);
	}
	const { ca, certificate, key } = security;
	if (instance.component === "pd" && ca.kind === "absent" && certificate.kind !== "absent") notes.push(`${name} has no cacert-path: on the stage it trusts the CAs of this machine, which do not know its twin.`);
	const standIn = certificate.kind === "unseen" && !isLeft(certificate) ? standIns.leaf(instance, naming.hosts) : void 0;
	if (standIn !== void 0) replaced.push({
		what: "certificate",
		name,
		by: `a stand-in signed by ${standIn.issuer} serves`
	});
	if (ca.kind === "unseen" && !isLeft(ca)) replaced.push({
		what: "CA file",
		name,
		by: "a stand-in serves, with the issuers of the certificates that are"
	});
	const committed = (file) => {
		if (file.format === "pkcs12" || file.format === "jks") notes.push(`${file.path} is a key store: its twin is an empty one.`);
		return twinFile(file, twins, naming.edits);
	};
	return {
		ca: ca.kind === "seen" ? committed(ca.file) : isLeft(ca) ? void 0 : standIns.ca(),
		certificate: certificate.kind === "seen" ? committed(certificate.file) : standIn?.certificate,
		key: key.kind === "seen" ? committed(key.file) : isLeft(key) ? void 0 : standIn?.key ?? keyOf(instance, twins, notes)
	};
}
/** One sentence for all instances that have the same in place of the same. */
function replacedNotes(replaced) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of replaced) {
		const id = `${one.what} ${one.by}`;
		groups.set(id, [...groups.get(id) ?? [], one]);
	}
	return [...groups.values()].flatMap((group) => {
		const [first] = group;
		if (first === void 0) return [];
		const list = require_engine.shortListOf(group.map(({ name }) => name), 6);
		return `The ${first.what} of ${list} is not in the repository: ${first.by}.`;
	});
}
/** The key that belongs to the certificate that is shown. */
function keyOf(instance, twins, notes) {
	const leaf = shownBy(instance);
	const key = leaf && twins.keyOf(leaf.publicKey)?.privateKey;
	if (leaf !== void 0 && key === void 0) notes.push(`The twin of ${instance.name} has a key that does not fit its certificate: one that does cannot be made here.`);
	return keyPemOf(key ?? twins.spare);
}
/** All certificates and keys that the twins of these files need. */
function partsOf(files) {
	return {
		certificates: files.flatMap(require_engine.certificatesOf),
		keys: files.flatMap(require_engine.keysOf).flatMap(({ publicKey }) => publicKey === void 0 ? [] : [publicKey])
	};
}

// src/prove/stage/stage-urls.ts
/**
* A URL of PD at another address. Whatever PD refuses in it stays wrong: a blank before it, no scheme, no port, a name to
* listen on.
*/
function movedUrl(text, to, use, scheme) {
	const match = /^(\s*)(?:([^:/]*):\/\/)?(\[[^\]]*\]?|[^:/]*)(:[^/]*)?(.*)$/s.exec(text);
	if (match === null) return `${scheme}://${addressText(to)}`;
	const [, blank = "", written, host = "", port, rest = ""] = match;
	const isName = host !== "" && host !== "localhost" && !require_engine.isIpLiteral(host.replace(/^\[|\]$/g, "")) && !require_engine.hasPlaceholder(host);
	const place = use === "listen" && isName ? host : addressText({ ...to }).replace(/:\d+$/, "");
	return `${blank}${written === void 0 ? "" : `${require_engine.hasPlaceholder(written) ? scheme : written}://`}${place}${port === void 0 ? "" : `:${to.port}`}${require_engine.hasPlaceholder(rest) ? "" : rest}`;
}
/** URLs that listen on one port; where there are several, the one that is advertised. */
function urlsOfOnePort(listening, advertised) {
	const ports = listening.map(({ value }) => value.port).filter((port) => port !== void 0);
	const main = advertised.map(({ value }) => value.port).find((port) => port !== void 0 && ports.includes(port)) ?? ports[0];
	const isKept = ({ value }) => value.port === void 0 || value.port === main;
	return {
		kept: listening.filter(isKept),
		left: listening.filter((url) => !isKept(url))
	};
}

// src/prove/stage/stage-pd.ts
/** Writes names, folders and URLs of a PD; `members` are all PDs of the stage, this one too. */
function writePd(draft, own, members) {
	const { instance: pd } = own;
	const written = nameOf(pd);
	rewrite(draft, "name", memberName(own, members), written === "" ? void 0 : written);
	rewrite(draft, "data-dir", own.dataFolder, textAt$1(pd, "data-dir"));
	writeUrls(draft, own, "client-urls", "advertise-client-urls", addressOf(own, "pd-client"));
	writeUrls(draft, own, "peer-urls", "advertise-peer-urls", addressOf(own, "pd-peer"));
	writeInitialCluster(draft, own, members, writeJoin(draft, own, members));
}
function addressOf({ instance, placement }, port) {
	const address = placement[port];
	if (address === void 0) throw new Error(`${instance.name} has no address for ${port}`);
	return address;
}
function textAt$1({ config }, key) {
	const node = require_engine.lookup(config, [key], "any-case")?.node;
	return node?.kind === "string" ? node.value : void 0;
}
function nameOf(pd) {
	return textAt$1(pd, "name") ?? "";
}
/** Unique on the stage, and without what separates members in `initial-cluster`. */
function memberName({ instance }, members) {
	const clean = (name) => name.replace(/[,=\s]/g, "-");
	const name = clean(instance.name);
	return members.filter((other) => clean(other.instance.name) === name).length === 1 ? name : `${name}-${members.findIndex((other) => other.instance === instance)}`;
}
/** PD serves TLS where it has a certificate, as far as nobody says otherwise. */
function likelyScheme({ security }) {
	return require_engine.statedAs(security.certificate) === "absent" ? "http" : "https";
}
/** Advertised URLs are always written: the defaults on this machine would not tell where PD is dialled. */
function writeUrls(draft, { instance: pd }, listen, advertise, to) {
	const [listening, advertised] = listen === "client-urls" ? [pd.clientUrls, pd.advertiseClientUrls] : [pd.peerUrls, pd.advertisePeerUrls];
	const scheme = likelyScheme(pd);
	const move = (urls, use) => [...new Set(urls.map(({ value }) => movedUrl(value.text, to, use, scheme)))].join(",");
	const { kept, left } = urlsOfOnePort(listed(listening), listed(advertised));
	if (left.length > 0) {
		const texts = left.map(({ value }) => value.text).join(", ");
		draft.notes.push(`${pd.name} listens on several ports with ${listen}: the stage serves one of them, and not ${texts}.`);
	}
	for (const [key, stated] of [[listen, listening], [advertise, advertised]]) if (stated.kind === "unknown") draft.notes.push(`${key} of ${pd.name} is decided outside the files: its twin takes the likeliest.`);
	const fallback = `${scheme}://${addressText(to)}`;
	const listens = listening.kind === "known" ? move(kept, "listen") : schemesOf(advertised, to) || fallback;
	rewrite(draft, listen, listens, textOf$2(listening));
	const advertises = advertised === listening ? listening.kind === "known" ? move(kept, "advertise") : listens : void 0;
	rewrite(draft, advertise, advertises ?? (advertised.kind === "known" ? move(listed(advertised), "advertise") : firstUrl(listens)), textOf$2(advertised));
}
/** The schemes of what is advertised are those that are served. */
function schemesOf(advertised, to) {
	const urls = listed(advertised).filter(({ value }) => value.scheme === "http" || value.scheme === "https");
	return [...new Set(urls.map(({ value }) => `${value.scheme}://${addressText(to)}`))].join(",");
}
function firstUrl(urls) {
	return urls.split(",")[0] ?? "";
}
function listed(stated) {
	return stated.kind === "known" ? stated.value : [];
}
function textOf$2(stated) {
	if (stated.kind === "unknown") return "(decided outside the files)";
	return stated.kind === "known" && stated.origin !== "default" ? stated.value.map(({ value }) => value.text).join(",") : void 0;
}
/** Does this PD join others? The URLs become those of the members that they lead to. */
function writeJoin(draft, own, members) {
	const { join } = own.instance;
	if (join.kind === "absent") return false;
	const hosts = members.filter(({ instance }) => instance.join.kind === "absent");
	const elders = hosts.length > 0 ? hosts : members.slice(0, 1);
	if (elders.includes(own)) {
		leaveOut(draft, "join", "somebody has to be first on the stage");
		return false;
	}
	const index = require_engine.endpointIndex(elders.map(({ instance }) => instance));
	const scheme = likelyScheme(own.instance);
	const urls = listed(join).flatMap(({ value }) => {
		const found = index.get(`${value.host.toLowerCase()}:${value.port ?? ""}`) ?? [];
		return elders.filter(({ instance }) => found.includes(instance)).map((elder) => movedUrl(value.text, addressOf(elder, "pd-client"), "advertise", scheme));
	});
	const written = listed(join)[0]?.value.scheme ?? scheme;
	const all = elders.map((elder) => `${written}://${addressText(addressOf(elder, "pd-client"))}`);
	rewrite(draft, "join", [...new Set(urls.length > 0 ? urls : all)].join(","), textOf$2(join));
	return true;
}
function writeInitialCluster(draft, own, members, joins) {
	const { initialCluster } = own.instance;
	const entries = listed(initialCluster).flatMap((entry) => {
		const member = members.find(({ instance }) => entry.name === nameOf(instance) || entry.name === instance.name);
		return member === void 0 ? [] : [{
			entry,
			member
		}];
	});
	const before = initialCluster.kind === "known" ? listed(initialCluster).map((entry) => `${entry.name}=${entry.url.value.text}`).join(",") : void 0;
	if (entries.some(({ member }) => member === own)) {
		const texts = entries.map(({ entry, member }) => {
			const url = movedUrl(entry.url.value.text, addressOf(member, "pd-peer"), "advertise", likelyScheme(member.instance));
			return `${memberName(member, members)}=${url}`;
		});
		rewrite(draft, "initial-cluster", [...new Set(texts)].join(","), before);
		return;
	}
	if (initialCluster.kind !== "absent") leaveOut(draft, "initial-cluster", "it names no member of the stage");
	const founders = members.filter(({ instance }) => instance.join.kind === "absent");
	if (joins || founders.length < 2 || !founders.includes(own)) return;
	draft.notes.push(`The files do not say how the PDs find each other: on the stage ${founders.length} start as one cluster.`);
	const texts = founders.map((member) => `${memberName(member, members)}=${peerUrlOf(member)}`);
	rewrite(draft, "initial-cluster", texts.join(","), void 0);
}
function peerUrlOf(member) {
	const { instance } = member;
	const to = addressOf(member, "pd-peer");
	const [first] = listed(instance.advertisePeerUrls);
	const scheme = likelyScheme(instance);
	if (first === void 0) return firstUrl(schemesOf(instance.peerUrls, to) || `${scheme}://${addressText(to)}`);
	return movedUrl(first.value.text, to, "advertise", scheme);
}

// src/prove/stage/stage-tikv.ts
/** Where nobody listens: a TiKV of an environment without a PD dials there. */
const nobody = "127.0.0.1:1";
/** Writes addresses, the PDs to dial and the folder of a TiKV. */
function writeTikv(draft, tikv, placement, dataFolder, pds) {
	const grpc = placement["tikv-grpc"];
	const status = placement["tikv-status"];
	if (grpc === void 0) throw new Error(`${tikv.name} has no address for tikv-grpc`);
	rewrite(draft, "server.addr", addressText(grpc), textOf$1(tikv.address));
	rewrite(draft, "server.advertise-addr", addressText(grpc), textOf$1(tikv.advertiseAddress));
	if (tikv.statusAddress.kind !== "absent" && status !== void 0) {
		rewrite(draft, "server.status-addr", addressText(status), textOf$1(tikv.statusAddress));
		rewrite(draft, "server.advertise-status-addr", addressText(status), textOf$1(tikv.advertiseStatusAddress));
	} else rewrite(draft, "server.status-addr", "", textOf$1(tikv.statusAddress) ?? "");
	rewrite(draft, "pd.endpoints", endpointsOf(tikv, pds), tikv.pdEndpoints.kind === "known" ? tikv.pdEndpoints.value.map(({ value }) => value).join(",") : void 0);
	rewrite(draft, "storage.data-dir", dataFolder, textAt(tikv, ["storage", "data-dir"]));
	rewrite(draft, "storage.reserve-space", "0MB", textAt(tikv, ["storage", "reserve-space"]));
	if (pds.length === 0) draft.notes.push(`The files have no PD for ${tikv.name}: without one it does not come up on the stage.`);
}
function textOf$1(stated) {
	if (stated.kind === "unknown") return "(decided outside the files)";
	return stated.kind === "known" && stated.origin !== "default" ? stated.value : void 0;
}
function textAt({ config }, route) {
	const node = require_engine.lookup(config, route, "exact")?.node;
	return node?.kind === "string" ? node.value : void 0;
}
/** Each entry becomes the PD that it leads to; where none leads to one of the stage, all PDs. A scheme stays as it is written. */
function endpointsOf(tikv, pds) {
	const index = require_engine.endpointIndex(pds.map(({ instance }) => instance));
	const place = ({ placement }, prefix) => {
		const address = placement["pd-client"];
		return address === void 0 ? [] : [`${prefix}${addressText(address)}`];
	};
	const entries = tikv.pdEndpoints.kind === "known" ? tikv.pdEndpoints.value : [];
	const prefixOf = (text) => /^https?:\/\//.exec(text)?.[0] ?? "";
	const found = entries.flatMap(({ value }) => {
		const { host, port } = require_engine.splitAddress(value);
		const instances = index.get(`${host.toLowerCase()}:${port ?? ""}`) ?? [];
		return pds.filter(({ instance }) => instances.includes(instance)).flatMap((pd) => place(pd, prefixOf(value)));
	});
	const prefix = prefixOf(entries[0]?.value ?? "");
	const all = found.length > 0 ? found : pds.flatMap((pd) => place(pd, prefix));
	return all.length > 0 ? [...new Set(all)] : [nobody];
}

// src/prove/stage/make-stage.ts
/**
* Makes an environment ready to be started: twins of its certificates and keys, its configurations with other paths,
* addresses and folders, all written into the private folder, and the environment that these files make.
*/
async function makeStage(environment, request) {
	const { placements, workspace, at, now } = request;
	const placed = new Map(environment.instances.map((instance, index) => [instance, placements[index] ?? {}]));
	const namings = namingsOf(environment, placed);
	const shift = now - at;
	const twins = await makeTwins({
		...partsOf(filesOf(environment)),
		shift,
		addresses: namings.added
	});
	const standIns = makeStandIns(environment, twins, namings.shared, now);
	const notes = [
		...shift === 0 ? [] : [shiftNote(shift)],
		...namings.notes,
		...twins.notes
	];
	const rewrites = [];
	const written = writeInstances(environment, placed, {
		workspace,
		namings,
		twins,
		standIns
	}, {
		notes,
		rewrites
	});
	const clients = writeClients(environment, workspace, twins, namings);
	const twin = readBack(environment, written, clients, workspace.folder, now);
	const instances = written.map((one) => {
		const read = twin.instances.find(({ name, component }) => name === one.original.name && component === one.original.component);
		if (read === void 0) throw new Error(`the twin of ${one.original.name} is not read back`);
		const { original, listens, configFile, folder, dataFolder } = one;
		return {
			original,
			twin: read,
			listens,
			configFile,
			folder,
			dataFolder,
			credential: credentialOf(read, one)
		};
	});
	const clientOf = makeClients({
		environment,
		twin,
		workspace,
		twins,
		standIns,
		now,
		clients
	});
	return {
		environment,
		twin,
		folder: workspace.folder,
		instances,
		clientOf,
		rewrites,
		notes: [...new Set(notes)]
	};
}
function shiftNote(shift) {
	const days = Math.round(Math.abs(shift) / 864e5);
	return `All dates are ${days} ${days === 1 ? "day" : "days"} ${shift < 0 ? "earlier" : "later"} in the twins: what is expired at the time that is judged is expired now.`;
}
/** Files whose certificates may be shown or trusted, and the CAs of the environment, which may have issued them. */
function filesOf(environment) {
	const { instances, clients, files } = environment;
	const used = [
		...instances.flatMap(({ security }) => require_engine.materialNames.map((name) => security[name])),
		clients?.ca,
		clients?.certificate
	].flatMap((material) => material?.kind === "seen" ? [material.file] : []);
	const isCaFile = (file) => {
		const certificates = require_engine.certificatesOf(file);
		return certificates.length > 0 && certificates.every((one) => one.basicConstraints?.ca === true || require_engine.isSelfIssued(one));
	};
	return [.../* @__PURE__ */ new Set([...used, ...files.filter(isCaFile).slice(0, 64)])];
}
function writeInstances(environment, placed, { workspace, namings, twins, standIns }, told) {
	const width = String(environment.instances.length).length;
	const members = environment.instances.map((instance, index) => {
		const place = `${String(index + 1).padStart(width, "0")}-${instance.component}`;
		const folder = `${workspace.folder}/${place}`;
		return {
			instance,
			place,
			folder,
			dataFolder: `${folder}/data`,
			placement: placed.get(instance) ?? {}
		};
	});
	const pds = members.flatMap(({ instance, ...rest }) => instance.component === "pd" ? [{
		instance,
		...rest
	}] : []);
	const replaced = [];
	const written = members.map(({ instance, place, folder, dataFolder, placement }) => {
		const naming = namings.of.get(instance) ?? {
			hosts: [],
			edits: namings.shared
		};
		const content = materialOf$1(instance, naming, twins, standIns, told.notes, replaced);
		const file = (path, bytes) => bytes === void 0 ? void 0 : writeFile(workspace, path, bytes);
		const material = {
			ca: file(`${place}/tls/ca.pem`, content.ca),
			certificate: file(`${place}/tls/cert.pem`, content.certificate),
			key: file(`${place}/tls/key.pem`, content.key)
		};
		const draft = draftOf(instance);
		if (instance.component === "pd") {
			const own = pds.find((pd) => pd.instance === instance);
			if (own !== void 0) writePd(draft, own, pds);
		} else writeTikv(draft, instance, placement, dataFolder, pds);
		writeSecurity(draft, {
			ca: material.ca?.absolute,
			certificate: material.certificate?.absolute,
			key: material.key?.absolute
		});
		told.notes.push(...draft.notes);
		told.rewrites.push(...draft.rewrites.map((line) => line.replaceAll(workspace.folder, "STAGE")));
		const config = writeFile(workspace, `${place}/${instance.component}.toml`, writeToml(draft.root));
		return {
			original: instance,
			listens: placement,
			configFile: config.absolute,
			folder,
			dataFolder,
			config,
			material
		};
	});
	told.notes.push(...replacedNotes(replaced));
	return written;
}
function writeFile(workspace, path, content) {
	const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
	return {
		path,
		absolute: workspace.write(path, bytes),
		bytes
	};
}
function writeClients(environment, workspace, twins, namings) {
	if (environment.clients === void 0) return void 0;
	const files = [];
	const path = (name) => {
		const material = environment.clients?.[name];
		if (material === void 0 || material.kind === "absent") return void 0;
		const target = `clients/${name}.pem`;
		if (material.kind === "seen") files.push(writeFile(workspace, target, twinFile(material.file, twins, namings.shared)));
		return target;
	};
	return {
		declared: {
			ca: path("ca"),
			certificate: path("certificate")
		},
		files
	};
}
/** The environment that the written files make, read by the readers of the program. */
function readBack(environment, written, clients, folder, now) {
	const files = [...written.flatMap(({ material }) => require_engine.materialNames.flatMap((name) => material[name] ?? [])), ...clients?.files ?? []].map(({ path, bytes }) => require_engine.readPem(require_engine.sourceFile(path, bytes), require_x509.x509Reader));
	const { name, tier } = environment;
	const scope = { environments: [{
		name,
		tier,
		include: ["**"],
		mounts: [{
			server: folder,
			repository: ""
		}],
		clients: clients?.declared
	}] };
	const [twin] = require_engine.buildModel({
		instances: written.map(draftBack),
		files,
		problems: []
	}, scope, now).environments;
	return twin ?? {
		...environment,
		instances: [],
		files: [],
		channels: []
	};
}
function draftBack({ original, config }) {
	const text = Buffer.from(config.bytes).toString("utf8");
	const at = require_engine.firstLine(config.path, text);
	const result = require_engine.readToml(config.path, text);
	if (result.kind === "refused") throw new Error(`the configuration of the twin of ${original.name} does not parse: ${result.problem.message}`);
	const version = {
		value: original.version.text,
		span: at,
		origin: "form"
	};
	const { component, name } = original;
	return {
		component,
		form: "toml",
		path: config.path,
		at,
		config: result.root,
		tomlFeatures: result.features,
		name,
		version
	};
}
/** PD dials with its certificate where it has one, TiKV where it has a CA. */
function credentialOf({ component, security }, { material }) {
	if (component === "tikv" ? require_engine.statedAs(security.ca) === "absent" : material.certificate === void 0 || material.key === void 0) return void 0;
	const text = (name) => Buffer.from(material[name]?.bytes ?? []).toString("utf8");
	const path = (name) => material[name]?.absolute ?? "";
	return {
		certificate: text("certificate"),
		key: text("key"),
		ca: text("ca"),
		files: {
			certificate: path("certificate"),
			key: path("key"),
			ca: path("ca")
		},
		security
	};
}

// src/prove/stage/workspace.ts
const prefix = "tikv-tls-gate-";
const lockName = "owner.json";
/** A folder without a lock is one that is just being made, or whose maker died between two system calls. */
const unlockedFor = 6e5;
/** A folder of another run of a kernel: most likely this machine before it was started anew, else another one that shares the disk. */
const foreignFor = 864e5;
/**
* Makes a folder below `root` that goes away with this process, however it ends: `remove`, a normal end, an exception, a
* signal. Whoever else listens to the signal (to stop servers first) is left to end the process, and the folder goes
* then. After SIGKILL the next call removes what is left.
*/
function openWorkspace(root = (0, node_os.tmpdir)(), host = process) {
	removeStale(root, Date.now());
	const folder = (0, node_fs.mkdtempSync)((0, node_path.join)(root, prefix));
	const forget = atTheEnd(() => removeFolder(folder), host);
	try {
		(0, node_fs.writeFileSync)((0, node_path.join)(folder, lockName), JSON.stringify(ownerOf(host.pid)), {
			mode: 384,
			flag: "wx"
		});
	} catch (error) {
		forget();
		removeFolder(folder);
		throw error;
	}
	return {
		folder,
		write(path, content) {
			const target = (0, node_path.join)(folder, path);
			if (!target.startsWith(`${folder}/`)) throw new Error("a file would lie outside of the private folder");
			(0, node_fs.mkdirSync)((0, node_path.dirname)(target), {
				recursive: true,
				mode: 448
			});
			(0, node_fs.writeFileSync)(target, content, {
				mode: 384,
				flag: "wx"
			});
			return target;
		},
		remove() {
			forget();
			removeFolder(folder);
		}
	};
}
/** A server that was just killed may still be writing. Links are removed, never followed. */
function removeFolder(folder) {
	(0, node_fs.rmSync)(folder, {
		recursive: true,
		force: true,
		maxRetries: 5,
		retryDelay: 50
	});
}
function ownerOf(pid) {
	return {
		pid,
		started: startOfProcess(pid) ?? "",
		place: placeOfProcesses()
	};
}
function placeOfProcesses() {
	const boot = textOf("/proc/sys/kernel/random/boot_id").trim();
	try {
		return `${boot} ${(0, node_fs.readlinkSync)("/proc/self/ns/pid")}`;
	} catch (error) {
		if (!isSystemError(error)) throw error;
		return `${boot} ${(0, node_os.hostname)()}`;
	}
}
/** The content of a small system file; empty where there is none. */
function textOf(path) {
	try {
		return (0, node_fs.readFileSync)(path, "utf8");
	} catch (error) {
		if (!isSystemError(error)) throw error;
		return "";
	}
}
function isSystemError(error) {
	return error instanceof Error && "code" in error && "syscall" in error;
}
/**
* Removes folders of this user that processes left behind which live no more. `now`: milliseconds since the epoch, UTC.
* What cannot be looked at is left alone.
*/
function removeStale(root, now) {
	let names;
	try {
		names = (0, node_fs.readdirSync)(root);
	} catch (error) {
		if (!isSystemError(error)) throw error;
		return;
	}
	for (const name of names) {
		if (!name.startsWith(prefix)) continue;
		const folder = (0, node_path.join)(root, name);
		try {
			if (!isStale(folder, now)) continue;
			endLeftovers(folder);
			removeFolder(folder);
		} catch (error) {
			if (!isSystemError(error)) throw error;
		}
	}
}
function isStale(folder, now) {
	const about = (0, node_fs.lstatSync)(folder);
	if (!about.isDirectory() || about.uid !== process.getuid?.()) return false;
	const owner = readOwner((0, node_path.join)(folder, lockName));
	if (owner === void 0) return now - about.mtimeMs > unlockedFor;
	const here = placeOfProcesses();
	if (owner.place === here) return !isAlive(owner);
	return !(owner.place.split(" ")[0] === here.split(" ")[0]) && now - about.mtimeMs > foreignFor;
}
function readOwner(path) {
	let text = "";
	try {
		const about = (0, node_fs.lstatSync)(path);
		if (!about.isFile() || about.size > 4096) return void 0;
		text = (0, node_fs.readFileSync)(path, "utf8");
	} catch (error) {
		if (isSystemError(error) && error.code === "ENOENT") return void 0;
		throw error;
	}
	try {
		const read = JSON.parse(text);
		if (typeof read !== "object" || read === null) return void 0;
		const { pid, started, place } = read;
		return typeof pid === "number" && typeof started === "string" && typeof place === "string" ? {
			pid,
			started,
			place
		} : void 0;
	} catch (error) {
		if (error instanceof SyntaxError) return void 0;
		throw error;
	}
}
function isAlive({ pid, started }) {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if (!isSystemError(error)) throw error;
		return error.code === "EPERM";
	}
	const now = startOfProcess(pid) ?? "";
	return started === "" || now === "" || started === now;
}

// src/prove/probe/hello.ts
const tls13 = 772;
/**
* Writes a ClientHello (RFC 8446 4.1.2, RFC 5246 7.4.1.2). In TLS 1.3 it offers groups without a key share, so that the
* server answers by a HelloRetryRequest, which tells suite and group, and nobody has to compute anything.
*/
function writeHello({ version, suites, groups, serverName }) {
	const list = (codes) => Buffer.concat(codes.map(word));
	const body = Buffer.concat([
		word(Math.min(version, 771)),
		(0, node_crypto.randomBytes)(32),
		sized(1, version >= tls13 ? (0, node_crypto.randomBytes)(32) : Buffer.alloc(0)),
		sized(2, list(suites)),
		sized(1, Buffer.from([0])),
		...version >= 769 ? [sized(2, Buffer.concat(extensionsOf(version, groups, serverName)))] : []
	]);
	const message = Buffer.concat([Buffer.from([1]), sized(3, body)]);
	return Buffer.concat([
		Buffer.from([22]),
		word(Math.min(version, 769)),
		sized(2, message)
	]);
}
/** ECDSA, EdDSA, RSA-PSS and RSA with every hash, and DSA. */
const signatureSchemes = [
	1027,
	1283,
	1539,
	2055,
	2056,
	2052,
	2053,
	2054,
	2057,
	2058,
	2059,
	2074,
	2075,
	2076,
	1025,
	1281,
	1537,
	769,
	771,
	515,
	513,
	1026,
	770,
	514
];
function extensionsOf(version, groups, serverName) {
	const extension = (type, content) => Buffer.concat([word(type), sized(2, content)]);
	const words = (codes) => sized(2, Buffer.concat(codes.map(word)));
	const protocol = (name) => sized(1, Buffer.from(name));
	const common = [
		...serverName === void 0 ? [] : [extension(0, sized(2, Buffer.concat([Buffer.from([0]), sized(2, Buffer.from(serverName))])))],
		...groups.length === 0 ? [] : [extension(10, words(groups))],
		...version >= 771 ? [extension(13, words(signatureSchemes))] : [],
		extension(16, sized(2, Buffer.concat([protocol("h2"), protocol("http/1.1")])))
	];
	if (version >= tls13) {
		const noShare = sized(2, Buffer.alloc(0));
		return [
			...common,
			extension(43, sized(1, word(tls13))),
			extension(45, Buffer.from([1, 1])),
			extension(51, noShare)
		];
	}
	const older = [
		extension(11, Buffer.from([1, 0])),
		extension(23, Buffer.alloc(0)),
		extension(35, Buffer.alloc(0))
	];
	return [
		...common,
		...older,
		extension(65281, Buffer.from([0]))
	];
}
function word(value) {
	return Buffer.from([value >> 8, value & 255]);
}
/** A vector behind its length of so many bytes. */
function sized(bytes, content) {
	const length = Buffer.alloc(bytes);
	length.writeUIntBE(content.length, 0, bytes);
	return Buffer.concat([length, content]);
}
/**
* Reads what came so far; undefined: more is to come. `isOver`: nothing more comes. The answer is complete with the
* ServerHelloDone, or with the ServerHello in TLS 1.3, behind which all is encrypted.
*/
function readAnswer(heard, isOver) {
	const { handshake, alert, isOther } = readRecords(heard);
	if (isOther) return { kind: "other" };
	const flight = readFlight(handshake);
	if (flight.chosen !== void 0 && (flight.isComplete || isOver || alert !== void 0)) return flight.chosen;
	if (flight.isBroken) return { kind: "other" };
	return alert === void 0 ? void 0 : {
		kind: "alert",
		code: alert
	};
}
function readRecords(heard) {
	const handshake = [];
	for (let at = 0; at < heard.length;) {
		const type = heard[at];
		if (type === void 0 || type < 20 || type > 23 || (heard[at + 1] ?? 3) !== 3) return {
			handshake: Buffer.concat(handshake),
			isOther: handshake.length === 0
		};
		if (heard.length < at + 5) break;
		const end = at + 5 + heard.readUInt16BE(at + 3);
		if (heard.length < end) break;
		const content = heard.subarray(at + 5, end);
		if (type === 21) return {
			handshake: Buffer.concat(handshake),
			alert: content[1] ?? 0,
			isOther: false
		};
		if (type === 22) handshake.push(content);
		at = end;
	}
	return {
		handshake: Buffer.concat(handshake),
		isOther: false
	};
}
function readFlight(handshake) {
	let chosen;
	for (let at = 0; handshake.length >= at + 4;) {
		const type = handshake[at];
		const end = at + 4 + handshake.readUIntBE(at + 1, 3);
		if (handshake.length < end) break;
		const reader = new Reader(handshake.subarray(at + 4, end));
		at = end;
		if (type === 2) {
			chosen = readServerHello(reader);
			if (chosen === void 0) return {
				isComplete: true,
				isBroken: true
			};
			if (chosen.version >= tls13) return {
				chosen,
				isComplete: true,
				isBroken: false
			};
		} else if (chosen === void 0) return {
			isComplete: true,
			isBroken: true
		};
		else if (type === 14) return {
			chosen,
			isComplete: true,
			isBroken: false
		};
		else chosen = withMessage(chosen, type, reader);
	}
	return {
		chosen,
		isComplete: false,
		isBroken: false
	};
}
function withMessage(chosen, type, reader) {
	switch (type) {
		case 11: {
			const list = new Reader(reader.vector(3));
			const certificates = [];
			while (list.isMore) certificates.push(new Uint8Array(list.vector(3)));
			return {
				...chosen,
				certificates
			};
		}
		case 12: return reader.number(1) === 3 ? {
			...chosen,
			group: reader.number(2)
		} : chosen;
		default: return chosen;
	}
}
function readServerHello(reader) {
	const legacy = reader.number(2);
	reader.skip(32);
	const sessionId = reader.vector(1);
	const suite = reader.number(2);
	reader.skip(1);
	if (reader.isBroken) return void 0;
	const extensions = /* @__PURE__ */ new Map();
	const list = new Reader(reader.isMore ? reader.vector(2) : Buffer.alloc(0));
	while (list.isMore) extensions.set(list.number(2), new Reader(list.vector(2)));
	const version = extensions.get(43)?.number(2) ?? legacy;
	const resumption = extensions.has(35) ? "tickets" : version < tls13 && sessionId.length > 0 ? "session-ids" : "none";
	return {
		kind: "chosen",
		version,
		suite,
		group: extensions.get(51)?.number(2),
		resumption
	};
}
/** Reads numbers and vectors; past the end all is zero and empty. */
var Reader = class {
	#bytes;
	#at = 0;
	isBroken = false;
	constructor(bytes) {
		this.#bytes = bytes;
	}
	get isMore() {
		return !this.isBroken && this.#at < this.#bytes.length;
	}
	number(size) {
		const at = this.skip(size);
		return this.isBroken ? 0 : this.#bytes.readUIntBE(at, size);
	}
	vector(size) {
		const length = this.number(size);
		const at = this.skip(length);
		return this.isBroken ? Buffer.alloc(0) : this.#bytes.subarray(at, at + length);
	}
	/** Steps over bytes and says where they began. */
	skip(size) {
		const at = this.#at;
		this.#at += size;
		if (this.#at > this.#bytes.length) this.isBroken = true;
		return at;
	}
};

// src/prove/probe/suites.ts
const names = new Map(`
1301 TLS_AES_128_GCM_SHA256, 1302 TLS_AES_256_GCM_SHA384, 1303 TLS_CHACHA20_POLY1305_SHA256, 1304 TLS_AES_128_CCM_SHA256,
1305 TLS_AES_128_CCM_8_SHA256, 0000 NULL, 0001 NULL-MD5, 0002 NULL-SHA, 0003 EXP-RC4-MD5, 0004 RC4-MD5, 0005 RC4-SHA,
0006 EXP-RC2-CBC-MD5, 0007 IDEA-CBC-SHA, 0008 EXP-DES-CBC-SHA, 0009 DES-CBC-SHA, 000a DES-CBC3-SHA,
000b EXP-DH-DSS-DES-CBC-SHA, 000c DH-DSS-DES-CBC-SHA, 000d DH-DSS-DES-CBC3-SHA, 000e EXP-DH-RSA-DES-CBC-SHA,
000f DH-RSA-DES-CBC-SHA, 0010 DH-RSA-DES-CBC3-SHA, 0011 EXP-EDH-DSS-DES-CBC-SHA, 0012 EDH-DSS-DES-CBC-SHA,
0013 EDH-DSS-DES-CBC3-SHA, 0014 EXP-EDH-RSA-DES-CBC-SHA, 0015 EDH-RSA-DES-CBC-SHA, 0016 EDH-RSA-DES-CBC3-SHA,
0017 EXP-ADH-RC4-MD5, 0018 ADH-RC4-MD5, 0019 EXP-ADH-DES-CBC-SHA, 001a ADH-DES-CBC-SHA, 001b ADH-DES-CBC3-SHA,
002f AES128-SHA, 0030 DH-DSS-AES128-SHA, 0031 DH-RSA-AES128-SHA, 0032 DHE-DSS-AES128-SHA, 0033 DHE-RSA-AES128-SHA,
0034 ADH-AES128-SHA, 0035 AES256-SHA, 0036 DH-DSS-AES256-SHA, 0037 DH-RSA-AES256-SHA, 0038 DHE-DSS-AES256-SHA,
0039 DHE-RSA-AES256-SHA, 003a ADH-AES256-SHA, 003b NULL-SHA256, 003c AES128-SHA256, 003d AES256-SHA256,
003e DH-DSS-AES128-SHA256, 003f DH-RSA-AES128-SHA256, 0040 DHE-DSS-AES128-SHA256, 0041 CAMELLIA128-SHA,
0042 DH-DSS-CAMELLIA128-SHA, 0043 DH-RSA-CAMELLIA128-SHA, 0044 DHE-DSS-CAMELLIA128-SHA, 0045 DHE-RSA-CAMELLIA128-SHA,
0046 ADH-CAMELLIA128-SHA, 0060 EXP1024-RC4-MD5, 0061 EXP1024-RC2-CBC-MD5, 0062 EXP1024-DES-CBC-SHA,
0063 EXP1024-DHE-DSS-DES-CBC-SHA, 0064 EXP1024-RC4-SHA, 0065 EXP1024-DHE-DSS-RC4-SHA, 0066 DHE-DSS-RC4-SHA,
0067 DHE-RSA-AES128-SHA256, 0068 DH-DSS-AES256-SHA256, 0069 DH-RSA-AES256-SHA256, 006a DHE-DSS-AES256-SHA256,
006b DHE-RSA-AES256-SHA256, 006c ADH-AES128-SHA256, 006d ADH-AES256-SHA256, 0084 CAMELLIA256-SHA,
0085 DH-DSS-CAMELLIA256-SHA, 0086 DH-RSA-CAMELLIA256-SHA, 0087 DHE-DSS-CAMELLIA256-SHA, 0088 DHE-RSA-CAMELLIA256-SHA,
0089 ADH-CAMELLIA256-SHA, 0096 SEED-SHA, 0097 DH-DSS-SEED-SHA, 0098 DH-RSA-SEED-SHA, 0099 DHE-DSS-SEED-SHA,
009a DHE-RSA-SEED-SHA, 009b ADH-SEED-SHA, 009c AES128-GCM-SHA256, 009d AES256-GCM-SHA384, 009e DHE-RSA-AES128-GCM-SHA256,
009f DHE-RSA-AES256-GCM-SHA384, 00a0 DH-RSA-AES128-GCM-SHA256, 00a1 DH-RSA-AES256-GCM-SHA384, 00a2 DHE-DSS-AES128-GCM-SHA256,
00a3 DHE-DSS-AES256-GCM-SHA384, 00a4 DH-DSS-AES128-GCM-SHA256, 00a5 DH-DSS-AES256-GCM-SHA384, 00a6 ADH-AES128-GCM-SHA256,
00a7 ADH-AES256-GCM-SHA384, 00ba CAMELLIA128-SHA256, 00bb DH-DSS-CAMELLIA128-SHA256, 00bc DH-RSA-CAMELLIA128-SHA256,
00bd DHE-DSS-CAMELLIA128-SHA256, 00be DHE-RSA-CAMELLIA128-SHA256, 00bf ADH-CAMELLIA128-SHA256, 00c0 CAMELLIA256-SHA256,
00c1 DH-DSS-CAMELLIA256-SHA256, 00c2 DH-RSA-CAMELLIA256-SHA256, 00c3 DHE-DSS-CAMELLIA256-SHA256,
00c4 DHE-RSA-CAMELLIA256-SHA256, 00c5 ADH-CAMELLIA256-SHA256, 16b7 -, 16b8 -, 16b9 -, 16ba -, c001 ECDH-ECDSA-NULL-SHA,
c002 ECDH-ECDSA-RC4-SHA, c003 ECDH-ECDSA-DES-CBC3-SHA, c004 ECDH-ECDSA-AES128-SHA, c005 ECDH-ECDSA-AES256-SHA,
c006 ECDHE-ECDSA-NULL-SHA, c007 ECDHE-ECDSA-RC4-SHA, c008 ECDHE-ECDSA-DES-CBC3-SHA, c009 ECDHE-ECDSA-AES128-SHA,
c00a ECDHE-ECDSA-AES256-SHA, c00b ECDH-RSA-NULL-SHA, c00c ECDH-RSA-RC4-SHA, c00d ECDH-RSA-DES-CBC3-SHA,
c00e ECDH-RSA-AES128-SHA, c00f ECDH-RSA-AES256-SHA, c010 ECDHE-RSA-NULL-SHA, c011 ECDHE-RSA-RC4-SHA,
c012 ECDHE-RSA-DES-CBC3-SHA, c013 ECDHE-RSA-AES128-SHA, c014 ECDHE-RSA-AES256-SHA, c015 AECDH-NULL-SHA, c016 AECDH-RC4-SHA,
c017 AECDH-DES-CBC3-SHA, c018 AECDH-AES128-SHA, c019 AECDH-AES256-SHA, c023 ECDHE-ECDSA-AES128-SHA256,
c024 ECDHE-ECDSA-AES256-SHA384, c025 ECDH-ECDSA-AES128-SHA256, c026 ECDH-ECDSA-AES256-SHA384, c027 ECDHE-RSA-AES128-SHA256,
c028 ECDHE-RSA-AES256-SHA384, c029 ECDH-RSA-AES128-SHA256, c02a ECDH-RSA-AES256-SHA384, c02b ECDHE-ECDSA-AES128-GCM-SHA256,
c02c ECDHE-ECDSA-AES256-GCM-SHA384, c02d ECDH-ECDSA-AES128-GCM-SHA256, c02e ECDH-ECDSA-AES256-GCM-SHA384,
c02f ECDHE-RSA-AES128-GCM-SHA256, c030 ECDHE-RSA-AES256-GCM-SHA384, c031 ECDH-RSA-AES128-GCM-SHA256,
c032 ECDH-RSA-AES256-GCM-SHA384, c03c ARIA128-CBC-SHA256, c03d ARIA256-CBC-SHA384, c03e -, c03f -, c040 -, c041 -,
c042 DHE-DSS-ARIA128-CBC-SHA256, c043 DHE-DSS-ARIA256-CBC-SHA384, c044 DHE-RSA-ARIA128-CBC-SHA256,
c045 DHE-RSA-ARIA256-CBC-SHA384, c046 DH-anon-ARIA128-CBC-SHA256, c047 DH-anon-ARIA256-CBC-SHA384,
c048 ECDHE-ECDSA-ARIA128-CBC-SHA256, c049 ECDHE-ECDSA-ARIA256-CBC-SHA384, c04a -, c04b -, c04c ECDHE-RSA-ARIA128-CBC-SHA256,
c04d ECDHE-RSA-ARIA256-CBC-SHA384, c04e -, c04f -, c050 ARIA128-GCM-SHA256, c051 ARIA256-GCM-SHA384,
c052 DHE-RSA-ARIA128-GCM-SHA256, c053 DHE-RSA-ARIA256-GCM-SHA384, c054 DH-RSA-ARIA128-GCM-SHA256,
c055 DH-RSA-ARIA256-GCM-SHA384, c056 DHE-DSS-ARIA128-GCM-SHA256, c057 DHE-DSS-ARIA256-GCM-SHA384,
c058 DH-DSS-ARIA128-GCM-SHA256, c059 DH-DSS-ARIA256-GCM-SHA384, c05a ADH-ARIA128-GCM-SHA256, c05b ADH-ARIA256-GCM-SHA384,
c05c ECDHE-ECDSA-ARIA128-GCM-SHA256, c05d ECDHE-ECDSA-ARIA256-GCM-SHA384, c05e ECDH-ECDSA-ARIA128-GCM-SHA256,
c05f ECDH-ECDSA-ARIA256-GCM-SHA384, c060 ECDHE-ARIA128-GCM-SHA256, c061 ECDHE-ARIA256-GCM-SHA384,
c062 ECDH-ARIA128-GCM-SHA256, c063 ECDH-ARIA256-GCM-SHA384, c072 ECDHE-ECDSA-CAMELLIA128-SHA256,
c073 ECDHE-ECDSA-CAMELLIA256-SHA384, c074 ECDH-ECDSA-CAMELLIA128-SHA256, c075 ECDH-ECDSA-CAMELLIA256-SHA384,
c076 ECDHE-RSA-CAMELLIA128-SHA256, c077 ECDHE-RSA-CAMELLIA256-SHA384, c078 ECDH-RSA-CAMELLIA128-SHA256,
c079 ECDH-RSA-CAMELLIA256-SHA384, c07a -, c07b -, c07c -, c07d -, c07e -, c07f -, c080 -, c081 -, c082 -, c083 -, c084 -,
c085 -, c086 -, c087 -, c088 -, c089 -, c08a -, c08b -, c08c -, c08d -, c09c AES128-CCM, c09d AES256-CCM,
c09e DHE-RSA-AES128-CCM, c09f DHE-RSA-AES256-CCM, c0a0 AES128-CCM8, c0a1 AES256-CCM8, c0a2 DHE-RSA-AES128-CCM8,
c0a3 DHE-RSA-AES256-CCM8, c0ac ECDHE-ECDSA-AES128-CCM, c0ad ECDHE-ECDSA-AES256-CCM, c0ae ECDHE-ECDSA-AES128-CCM8,
c0af ECDHE-ECDSA-AES256-CCM8, cc13 ECDHE-RSA-CHACHA20-POLY1305-OLD, cc14 ECDHE-ECDSA-CHACHA20-POLY1305-OLD,
cc15 DHE-RSA-CHACHA20-POLY1305-OLD, cca8 ECDHE-RSA-CHACHA20-POLY1305, cca9 ECDHE-ECDSA-CHACHA20-POLY1305,
ccaa DHE-RSA-CHACHA20-POLY1305, fefe -, feff -, ffe0 -, ffe1 -
`.trim().split(/,\s+/).map((entry) => [Number.parseInt(entry.slice(0, 4), 16), entry.slice(5)]));
/** The suites of TLS 1.3 have numbers of their own (RFC 8446 B.4). */
function isOfTls13(code) {
	return code >> 8 === 19;
}
/** Every suite that a protocol version can have. */
function suitesOf(version) {
	return [...names.keys()].filter((code) => isOfTls13(code) === version >= 772);
}
/** The name of a suite; its number where it has none here. */
function suiteName(code) {
	return names.get(code) ?? `0x${code.toString(16).padStart(4, "0")}`;
}
/** Does a suite agree on its key by an elliptic curve that the client names? */
function hasCurve(code) {
	return /^(ECDHE|AECDH)-/.test(suiteName(code));
}
/** Groups by their number on the wire, as OpenSSL names them (RFC 8446 4.2.7, RFC 7919, RFC 8734, draft-ietf-tls-ecdhe-mlkem). */
const groups = {
	29: "X25519",
	23: "P-256",
	24: "P-384",
	25: "P-521",
	30: "X448",
	4588: "X25519MLKEM768",
	4587: "SecP256r1MLKEM768",
	4589: "SecP384r1MLKEM1024",
	256: "ffdhe2048",
	257: "ffdhe3072",
	258: "ffdhe4096",
	259: "ffdhe6144",
	260: "ffdhe8192",
	19: "P-192",
	21: "P-224",
	22: "secp256k1",
	26: "brainpoolP256r1",
	27: "brainpoolP384r1",
	28: "brainpoolP512r1"
};
/** Every group that is asked for. */
const groupCodes = Object.keys(groups).map(Number);
/** The name of a group; its number where it has none here. */
function groupName(code) {
	return groups[code] ?? `0x${code.toString(16).padStart(4, "0")}`;
}

// src/prove/survey.ts
const versions = [
	["SSLv3", 768],
	["TLSv1", 769],
	["TLSv1.1", 770],
	["TLSv1.2", 771],
	["TLSv1.3", 772]
];
/**
* Asks the port of a twin what it offers and compares the chain that it presents with the twin's; undefined when nobody
* answers there in TLS.
*/
async function survey(_stage, instance, port, limits) {
	const address = instance.listens[port];
	if (address === void 0) return void 0;
	const offered = await surveyAddress(address, limits);
	if (offered === void 0) return void 0;
	const { presented, ...found } = offered;
	return {
		instance: instance.original.name,
		port,
		...found,
		presentsTwin: presentsFilesOf(instance.twin, presented, Date.now())
	};
}
/**
* Asks a port for one thing at a time, as the well-known scanners do: all suites of a version are offered, the chosen one
* is taken out, until none is left that the server takes. The hellos are written by hand, so that it does not matter what
* this program's OpenSSL can do. Undefined: nobody answers in TLS. `serverName` is sent along where it is given.
*/
async function surveyAddress(address, limits, serverName) {
	const ask = (version, suites, groups) => sayHello(address, {
		version,
		suites,
		groups,
		serverName
	}, limits);
	const accepted = await Promise.all(versions.map(([, version]) => takeOut(suitesOf(version), (left) => ask(version, left, groupCodes), version)));
	const spoken = versions.map(([name, version], index) => ({
		name,
		version,
		answers: accepted[index] ?? []
	})).filter(({ answers }) => answers.length > 0);
	if (spoken.length === 0) return void 0;
	const clear = spoken.toReversed().flatMap(({ answers }) => answers).find(({ certificates }) => certificates !== void 0);
	return {
		protocols: spoken.map(({ name }) => name),
		askedProtocols: versions.map(([name]) => name),
		suites: spoken.flatMap(({ name, answers }) => answers.map(({ suite }) => ({
			protocol: name,
			name: suiteName(suite)
		}))),
		groups: await groupsOf(spoken, ask),
		preference: await preferenceOf(spoken, ask),
		resumption: clear?.resumption ?? "unknown",
		presented: clear?.certificates
	};
}
/** Offers suites, takes out the chosen one, and offers the rest. */
async function takeOut(suites, ask, version) {
	const found = [];
	for (let left = suites; left.length > 0;) {
		const answer = await ask(left);
		if (answer === void 0 || answer.version !== version || !left.includes(answer.suite)) break;
		found.push(answer);
		left = left.filter((suite) => suite !== answer.suite);
	}
	return found;
}
/** The same with groups: in the newest version and, where it is another, in TLS 1.2. */
async function groupsOf(spoken, ask) {
	const found = /* @__PURE__ */ new Set();
	for (const { version, answers } of spoken.toReversed()) {
		const suites = answers.map(({ suite }) => suite).filter((suite) => version >= 772 || hasCurve(suite));
		if (version < 771 || suites.length === 0) continue;
		const left = await takeOutGroups(found, (groups) => ask(version, suites, groups));
		if (version < 772 && found.size > 0) await addOneByOne(found, left, (groups) => ask(version, suites, groups));
	}
	return [...found].map(groupName);
}
async function takeOutGroups(found, ask) {
	for (let left = groupCodes; left.length > 0;) {
		const { group } = await ask(left) ?? {};
		if (group === void 0 || !left.includes(group)) return left;
		found.add(group);
		left = left.filter((code) => code !== group);
	}
	return [];
}
/**
* Up to TLS 1.2 the list of groups is also the list of curves that an ECDSA certificate may have (RFC 8422 5.1): a server
* falls silent when that of its certificate is taken out. The rest is offered one by one, before those that are known.
*/
async function addOneByOne(found, left, ask) {
	const known = [...found];
	for (const code of left) if (!found.has(code) && (await ask([code, ...known]))?.group === code) found.add(code);
}
/** Whoever keeps to its choice when the client turns its list round has an order of its own. */
async function preferenceOf(spoken, ask) {
	for (const { version, answers } of spoken) {
		const suites = answers.map(({ suite }) => suite);
		const [first] = suites;
		if (first === void 0 || suites.length < 2) continue;
		const turned = await ask(version, suites.toReversed(), groupCodes);
		if (turned !== void 0) return turned.suite === first ? "server" : "client";
	}
	return "unknown";
}
async function sayHello(address, hello, limits) {
	const line = openPlaintext(address, limits);
	try {
		if (!await line.isOpen) return void 0;
		line.say(writeHello(hello));
		const answer = await line.hear(readAnswer);
		return answer?.kind === "chosen" ? answer : void 0;
	} finally {
		line.close();
	}
}
/** Is a chain byte for byte what the instance's files (and, where OpenSSL completes a chain, its CA file) make it send? */
function presentsFilesOf(instance, presented, at) {
	const identity = require_engine.identityOf(instance.security, instance);
	if (presented === void 0 || identity.kind !== "held") return "unknown";
	const { leaf, sent, mayHoldMore } = require_engine.presentationOf(instance.security, instance, identity.value, at);
	const wanted = [leaf, ...sent].map((certificate) => certificate.sha256);
	const seen = presented.map((der) => require_x509.sha256(der));
	if (mayHoldMore && seen.length > wanted.length) seen.length = wanted.length;
	return seen.length === wanted.length && seen.every((digest, index) => digest === wanted[index]);
}

// src/cli/prove-environments.ts
/** Runs the handshake test of environments one after another, each in a private folder that goes with it. */
function proverOf(wish, surroundings) {
	return async (environments, config) => {
		const proofs = [];
		for (const environment of environments.filter(({ instances }) => instances.length > 0)) {
			const engine = await engineFor(wish, config, environment);
			let workspace;
			try {
				const parts = {
					engine,
					makeStage: async (own, placements) => {
						workspace?.remove();
						workspace = openWorkspace();
						const now = surroundings.now();
						return makeStage(own, {
							placements,
							workspace,
							at: wish.at ?? now,
							now
						});
					},
					probe,
					survey
				};
				proofs.push(await proveEnvironment(environment, parts, surroundings));
			} catch (error) {
				throw mistakeOf(error);
			} finally {
				workspace?.remove();
			}
		}
		return proofs;
	};
}
async function engineFor(wish, config, environment) {
	const { programs, environment: variables } = wish;
	const wanted = wish.engine ?? (Object.keys(programs).length > 0 ? "process" : config.handshake.engine);
	const real = () => processEngine({
		pdServer: programs.pd,
		tikvServer: programs.tikv,
		path: variables["PATH"]
	});
	switch (wanted) {
		case void 0: {
			const engine = await real();
			return "because" in engine ? loopbackEngine() : engine;
		}
		case "loopback": return loopbackEngine();
		case "process": return orMistake("process", await real(), wish);
		case "docker": return orMistake("docker", await dockerEngine({
			images: imagesOf(config, environment),
			environment: variables
		}), wish);
		default: return wanted;
	}
}
function orMistake(kind, engine, { chosenBy }) {
	if (!("because" in engine)) return engine;
	const isOption = chosenBy === "option";
	const how = kind === "process" ? `${isOption ? "name one with --pd-server FILE" : "put one on the PATH, outside of the workspace"}, or use` : "use";
	const other = isOption ? "--engine loopback" : "handshake: loopback";
	throw new require_main.UsageError(`the ${kind} engine cannot run: ${engine.because}; ${how} ${other}, which needs nothing`);
}
/** What the machine refuses (a full disk, no free port) is no fault of this program: one sentence. */
function mistakeOf(error) {
	const cannot = "the handshake test cannot run";
	if (error instanceof PortTaken) return new require_main.UsageError(`${cannot}: ${error.message}`);
	if (!(error instanceof Error && "code" in error && "syscall" in error)) return error;
	return error.syscall === "mkdtemp" ? new require_main.UsageError(`${cannot}: no private folder can be made in ${(0, node_os.tmpdir)()} (${error.code})`) : new require_main.UsageError(`${cannot}: its private folder cannot be written (${error.code})`);
}
/** The images of the config file, else the official ones of the version that the files say. */
function imagesOf({ handshake }, environment) {
	const versionOf = (component) => environment.instances.find((instance) => instance.component === component)?.version.text ?? require_engine.newestRelease[component].text;
	return {
		pd: handshake["pd-image"] ?? `pingcap/pd:${versionOf("pd")}`,
		tikv: handshake["tikv-image"] ?? `pingcap/tikv:${versionOf("tikv")}`
	};
}

// src/prove/runbook.ts
/** The verification of a real environment by hand, as Markdown: filled in with its addresses and the answers to expect. */
function runbookOf(environment) {
	const { name, instances } = environment;
	const sections = instances.flatMap((instance) => require_engine.portsOf(instance).map((port) => portSection(instance, port)));
	return `${[
		`# Verify the TLS of ${require_main.forMarkdown(name)} by hand`,
		"Run the commands where the named files are at hand (on a machine of the cluster, or with a client's own files). Words in capitals are to be filled in: the files do not say them. OpenSSL 1.1.1 or newer; `curl` and `nc` as they come.",
		"## 1. Logs",
		...logSteps(instances).map(stepText),
		"## 2. Every port",
		...sections,
		"## 3. A client",
		...clientSteps(instances).map(stepText),
		"## 4. Between the components",
		...betweenSteps(instances).map(stepText)
	].join("\n\n")}\n`;
}
function stepText({ say, command, expect }) {
	return `${say}\n\n${fence(command)}\n\n${expect}`;
}
/** A fence that no value can close: it is longer than every row of backticks in the text. */
function fence(command) {
	const lines = command.split("\n").map(require_main.singleLine);
	const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)));
	const mark = "`".repeat(longest + 1);
	return `${mark}sh\n${lines.join("\n")}\n${mark}`;
}
function portSection(instance, port) {
	const offer = require_engine.offerOf({
		instance,
		port
	});
	const title = `### ${require_main.forMarkdown(instance.name)}, ${require_engine.portName[port]} (${require_main.codeSpan(addressByHand(instance, port))})`;
	const posture = offer === void 0 ? "unknown" : require_engine.postureOf(offer);
	const steps = offer === void 0 ? [] : portSteps(instance, port, offer);
	return [
		title,
		`The files say: ${postureWords[posture]}.`,
		...steps.map(stepText)
	].join("\n\n");
}
const postureWords = {
	plaintext: "plaintext, whoever connects is served and can be overheard",
	tls: "TLS, no client certificate is asked for",
	mtls: "mutual TLS, every certificate of the CA is let in",
	"mtls-identity": "mutual TLS, and only the listed names are let in",
	unknown: "nothing certain; the answers below show what it is"
};
function portSteps(instance, port, offer) {
	const isSecured = offer.transport === "tls";
	const asksForCertificates = offer.check.kind === "certificate";
	return [
		{
			say: "The right client:",
			command: commandByHand(instance, port, isSecured || offer.transport === "unknown" ? "right-client" : "plaintext"),
			expect: isSecured ? servedText(port) : "An answer: the port serves plaintext."
		},
		...isSecured && asksForCertificates ? [{
			say: "The same without a certificate:",
			command: commandByHand(instance, port, "no-certificate"),
			expect: anonymousText(port)
		}] : [],
		...isSecured ? [{
			say: "Without TLS:",
			command: commandByHand(instance, port, "plaintext"),
			expect: "No answer: the connection is closed with not a byte sent. Any answer means that the port serves plaintext."
		}, {
			say: "An old version of TLS (OpenSSL needs its security level lowered to offer it):",
			command: `openssl s_client -connect ${word$1(addressByHand(instance, port))} -tls1_1 -cipher DEFAULT@SECLEVEL=0 </dev/null`,
			expect: "`no protocols available`, an alert `protocol version` or a closed connection; never a `Server certificate`."
		}] : []
	];
}
function servedText(port) {
	if (port === "tikv-grpc") return "`ALPN protocol: h2`, `Verify return code: 0 (ok)`, and the connection stays open until OpenSSL ends it. TLS 1.3 tells only after the handshake whether the client is let in: TiKV closes at once when not, and sends no alert.";
	if (port === "pd-peer") return "An answer such as `{\"etcdserver\":\"3.5.15\",\"etcdcluster\":\"3.5.0\"}`.";
	if (port === "pd-client") return "An answer such as `{\"version\":\"v8.5.3\"}`.";
	return "An answer with the versions of TiKV.";
}
function anonymousText(port) {
	return port === "tikv-grpc" ? "The connection is closed without an alert, in TLS 1.3 after `Verify return code`: look into the log, where it says `peer did not return a certificate`." : "A refusal: `alert certificate required` (TLS 1.3) or `handshake failure` (TLS 1.2). Any answer means that anybody is served.";
}
function logSteps(instances) {
	const has = (component) => instances.some((instance) => instance.component === component);
	return [...has("pd") ? [
		{
			say: "On every PD, who was refused and why:",
			command: `grep -F 'rejected connection' pd.log | tail`,
			expect: "Nothing new. `tls: client didn't provide a certificate`: a client without one; `certificate signed by unknown authority`: one of another CA; `tls: first record does not look like a TLS handshake`: plaintext. With two or more names in cert-allowed-cn each start logs one `remote error: tls: bad certificate` of PD's own gateway, which is harmless."
		},
		{
			say: "On every PD, whether certificates are set and not used:",
			command: `grep -E 'scheme is http or unix while key and cert files are present|undefined item' pd.log`,
			expect: "Nothing. The first means plaintext in spite of the certificates, the second a key of the file that PD does not know."
		},
		{
			say: "On every PD, that it came up:",
			command: `grep -F 'PD leader is ready to serve' pd.log | tail -1`,
			expect: "One line on the leader."
		}
	] : [], ...has("tikv") ? [{
		say: "On every TiKV, who was refused and why:",
		command: `grep -E 'Handshake failed with fatal error|Common name check fail' tikv.log | tail`,
		expect: "Nothing new. `peer did not return a certificate`: a client without one; `certificate verify failed`: another CA, an expired certificate or one that is not for clients; `wrong version number` or `http request`: plaintext; `Common name check fail`: a name that is not in cert-allowed-cn."
	}, {
		say: "On every TiKV, whether its own files serve:",
		command: `grep -E 'Invalid private key|Invalid cert chain file|Could not load any root certificate|PD failed to respond|should be all configured' tikv.log | tail`,
		expect: "Nothing new."
	}] : []];
}
function clientSteps(instances) {
	const pd = instances.find((instance) => instance.component === "pd");
	const tikv = instances.find((instance) => instance.component === "tikv");
	return [...pd === void 0 ? [] : [pdCtlStep(pd)], ...tikv === void 0 ? [] : [tikvCtlStep(tikv)]];
}
function pdCtlStep(pd) {
	const offer = require_engine.offerOf({
		instance: pd,
		port: "pd-client"
	});
	const files = filesByHand(pd);
	const isSecured = offer?.transport !== "plaintext";
	const url = `${isSecured ? "https" : "http"}://${addressByHand(pd, "pd-client")}`;
	const options = isSecured ? ` --cacert ${word$1(files.ca)} --cert ${word$1(files.certificate)} --key ${word$1(files.key)}` : "";
	return {
		say: "With PD's own tool:",
		command: `pd-ctl -u ${word$1(url)}${options} health`,
		expect: "JSON with every member healthy, exit status 0. `certificate required`: no client certificate was given; `unknown certificate authority`: one of another CA; `EOF`: one side speaks TLS and the other does not."
	};
}
function tikvCtlStep(tikv) {
	const offer = require_engine.offerOf({
		instance: tikv,
		port: "tikv-grpc"
	});
	const files = filesByHand(tikv);
	return {
		say: "With TiKV's own tool:",
		command: `tikv-ctl ${offer?.transport !== "plaintext" ? `--ca-path ${word$1(files.ca)} --cert-path ${word$1(files.certificate)} --key-path ${word$1(files.key)} ` : ""}--host ${word$1(addressByHand(tikv, "tikv-grpc"))} metrics`,
		expect: "Metrics. `UNAVAILABLE` means that the two sides do not agree on TLS, the CA or the name; the log of TiKV says which."
	};
}
function betweenSteps(instances) {
	const pds = instances.filter((instance) => instance.component === "pd");
	const tikvs = instances.filter((instance) => instance.component === "tikv");
	const [pd] = pds;
	const [tikv] = tikvs;
	const steps = [];
	if (pd !== void 0) {
		const offer = require_engine.offerOf({
			instance: pd,
			port: "pd-client"
		});
		const command = (path) => commandByHand(pd, "pd-client", offer?.transport === "plaintext" ? "plaintext" : "right-client").replace("/pd/api/v1/version", path);
		steps.push({
			say: "PD to PD: every member sees every other, by its peer port:",
			command: command("/pd/api/v1/health"),
			expect: "Every member with `\"health\":true`. A member that others cannot reach is missing or false."
		}, {
			say: "TiKV to PD: every store sends its heartbeats:",
			command: command("/pd/api/v1/stores"),
			expect: "Every store with `\"state_name\":\"Up\"` and a `last_heartbeat_ts` of the last minute."
		});
	}
	if (tikv !== void 0 && tikvs.length > 0) steps.push({
		say: "TiKV to TiKV: each store connects to the others by the addresses that they advertise (on every TiKV):",
		command: `grep -E 'connection established|wait connect timeout' tikv.log | tail`,
		expect: "`connection established` for every other store, and no `wait connect timeout` after it: that is a store which cannot be reached, or which does not let this one in."
	});
	if (pd !== void 0 && tikv !== void 0) steps.push({
		say: "The certificate of one instance as the client of the other (run on TiKV's machine):",
		command: `openssl s_client -connect ${word$1(addressByHand(pd, "pd-client"))} -alpn h2 ${filesText(tikv)} </dev/null`,
		expect: "`Verify return code: 0 (ok)`, `ALPN protocol: h2`, and no alert."
	});
	return steps;
}
function filesText(instance) {
	const files = filesByHand(instance);
	return `-CAfile ${word$1(files.ca)} -cert ${word$1(files.certificate)} -key ${word$1(files.key)}`;
}

// src/action/handshake.ts
var handshake_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ stepHandshake: () => stepHandshake });
function stepHandshake(engine, step) {
	const { toolkit, signal, at } = step;
	const tested = [];
	const environment = withoutJudged(step.environment, step.judged);
	const prove = proverOf({
		engine,
		programs: {},
		environment,
		chosenBy: "input",
		at
	}, {
		signal,
		now: step.now,
		progress: (line) => toolkit.info(require_main.singleLine(line))
	});
	return {
		async prove(environments, config) {
			toolkit.startGroup(`Handshake test (${engine} engine)`);
			try {
				const proofs = await prove(environments, config);
				tested.push(...environments.filter(({ name }) => proofs.some((proof) => proof.environment === name)));
				return proofs;
			} catch (error) {
				if (error instanceof require_main.UsageError || error instanceof Interrupted) throw new require_main.UsageError(error.message);
				throw new require_main.UsageError(`the handshake test cannot run: ${error instanceof Error ? error.message : String(error)}`);
			} finally {
				toolkit.endGroup();
			}
		},
		runbooks: (room) => runbookSections(tested, room)
	};
}
function runbookSections(environments, room) {
	let text = "";
	for (const environment of environments) {
		const title = `Verify the TLS of ${require_main.forHtml(environment.name)} by hand`;
		const whole = `\n<details><summary>${title}</summary>\n\n${runbookOf(environment)}\n</details>\n`;
		const short = `\n${title}: too long for this page, <code>tikv-tls-gate handshake --print</code> writes it.\n`;
		text += [whole, short].find((section) => Buffer.byteLength(text + section) <= room) ?? "";
	}
	return text;
}
/** What is started by its name: a link to it may lead into the workspace, too. */
const programs = [
	"pd-server",
	"tikv-server",
	"docker"
];
/** An environment that leads to no program in these folders, by no way that a workflow's step before may have set. */
function withoutJudged(environment, folders) {
	const judged = folders.flatMap((folder) => [(0, node_path.resolve)(folder), realPathOf(folder)]);
	const isJudged = (path) => [(0, node_path.resolve)(path), realPathOf(path)].some((own) => judged.some((folder) => require_engine.isInside(own, folder)));
	const folderIn = (name) => {
		const path = environment[name];
		return path === void 0 || !(0, node_path.isAbsolute)(path) || isJudged(path) ? void 0 : path;
	};
	const isSafe = (folder) => (0, node_path.isAbsolute)(folder) && !isJudged(folder) && programs.every((program) => !isJudged((0, node_path.join)(folder, program)));
	const path = (environment["PATH"] ?? "").split(node_path.delimiter).filter(isSafe);
	return {
		...environment,
		PATH: path.join(node_path.delimiter),
		HOME: folderIn("HOME"),
		DOCKER_CONFIG: folderIn("DOCKER_CONFIG")
	};
}
function realPathOf(path) {
	try {
		return (0, node_fs.realpathSync)(path);
	} catch {
		return (0, node_path.resolve)(path);
	}
}

// src/prove/target.ts
const probeMilliseconds = 3e3;
/**
* Dials a running port in the right way and in wrong ones, with the user's own files, and asks what it offers. It reads
* only: `GET /status`, gRPC's health check, and hellos that end before a session.
*/
async function proveTarget(target, surroundings) {
	const began = surroundings.now();
	const limits = {
		signal: surroundings.signal,
		milliseconds: probeMilliseconds
	};
	const { address, serverName, expected, port } = target;
	const name = expected?.instance.name ?? addressText(address);
	const trials = [];
	for (const attempt of attemptsAt(target, began)) {
		surroundings.progress(`${name}: ${attempt.kind}`);
		trials.push(await tryOne(target, name, attempt, began, limits));
		stopIfInterrupted(surroundings.signal);
	}
	surroundings.progress(`${name}: asking for protocols and suites`);
	const offered = await surveyAddress(address, limits, require_engine.isIpLiteral(serverName) ? void 0 : serverName);
	stopIfInterrupted(surroundings.signal);
	return {
		environment: expected?.environment ?? "",
		engine: {
			kind: "target",
			parts: [{
				instance: name,
				program: `what answers at ${addressText(address)}`,
				isReal: true
			}]
		},
		trials,
		surveys: offered === void 0 ? [] : [surveyOf(target, name, port, offered, began)],
		notes: notesOf(target),
		rewrites: [],
		milliseconds: surroundings.now() - began
	};
}
function surveyOf({ address, expected }, name, port, { presented, ...offered }, at) {
	return {
		environment: expected?.environment ?? "",
		instance: name,
		port,
		...offered,
		presentsTwin: expected === void 0 ? "unknown" : presentsFilesOf(expected.instance, presented, at),
		command: `openssl s_client -connect ${word$1(addressText(address))}`
	};
}
function notesOf({ address, ca, expected, identity }) {
	return [
		...expected === void 0 ? [`Nothing in the files says what ${addressText(address)} should do: what was seen is shown, and nothing was predicted.`] : [],
		...ca === void 0 ? ["Without --ca whoever answered was believed, and no other server name was tried."] : [],
		...identity === void 0 ? ["Without --cert and --key nobody dialled as the right client."] : []
	];
}
function attemptsAt({ identity, serverName, ca }, at) {
	const tls = {
		transport: "tls",
		host: serverName
	};
	const attempts = [
		{
			...tls,
			kind: "no-certificate",
			shows: void 0
		},
		{
			kind: "plaintext",
			transport: "plaintext",
			shows: void 0,
			host: serverName
		},
		{
			...tls,
			kind: "other-ca",
			shows: stranger(at)
		}
	];
	if (ca !== void 0) attempts.push({
		...tls,
		kind: "wrong-server-name",
		shows: identity,
		host: "another.invalid"
	});
	return identity === void 0 ? attempts : [{
		...tls,
		kind: "right-client",
		shows: identity
	}, ...attempts];
}
/** A client of a CA that nobody knows; it lives in memory only. */
function stranger(at) {
	const key = newKey();
	const der = issueCertificate({
		subject: commonName("tikv-tls-gate"),
		issuer: commonName("stranger CA"),
		spki: spkiOf(key),
		signer: newKey(),
		use: ["serverAuth", "clientAuth"],
		...presentDates(at)
	});
	return {
		certificate: {
			path: "stranger.pem",
			text: pemOf("CERTIFICATE", der)
		},
		key: {
			path: "stranger-key.pem",
			text: keyPemOf(key)
		}
	};
}
async function tryOne(target, name, attempt, at, limits) {
	const { address, port, expected, ca, identity } = target;
	const { observed } = await probe(requestOf(target, attempt), limits);
	const files = {
		ca: ca?.path ?? "CA",
		certificate: identity?.certificate.path ?? "CERTIFICATE",
		key: identity?.key.path ?? "KEY"
	};
	return {
		environment: expected?.environment ?? "",
		channel: outsideChannel[port],
		from: "client",
		to: name,
		port,
		attempt: attempt.kind,
		predicted: predictionOf(target, attempt, at),
		observed,
		command: commandWith(addressText(address), files, port, attempt.kind)
	};
}
function requestOf({ address, port, ca }, { transport, shows, host }) {
	const speaks = port === "tikv-grpc" ? "grpc" : "http";
	if (transport === "plaintext") return {
		address,
		transport,
		speaks
	};
	return {
		address,
		transport,
		speaks,
		credential: shows && {
			certificate: shows.certificate.text,
			key: shows.key.text
		},
		verify: ca && {
			ca: ca.text,
			host,
			as: "go"
		}
	};
}
function predictionOf({ ca, port, expected }, { transport, shows, host }, at) {
	if (expected === void 0) return {
		kind: "unknown",
		detail: "the files do not say what this port should do"
	};
	const client = {
		name: "client",
		program: "other",
		transport,
		host: {
			value: host,
			span: placeIn("the command line"),
			origin: "flag"
		},
		security: securityOf(ca, shows)
	};
	return require_engine.handshake(client, {
		instance: expected.instance,
		port
	}, at);
}
function securityOf(ca, shows) {
	return {
		at: placeIn("the command line"),
		ca: ca === void 0 ? {
			kind: "unseen",
			because: "no --ca was given"
		} : materialOf(ca),
		certificate: materialOf(shows?.certificate),
		key: materialOf(shows?.key),
		allowedCn: require_engine.absent,
		allowedSan: require_engine.absent
	};
}
function materialOf(file) {
	if (file === void 0) return { kind: "absent" };
	const { path, text } = file;
	return {
		kind: "seen",
		path: {
			value: path,
			span: placeIn(path),
			origin: "flag"
		},
		file: require_engine.readPem(require_engine.sourceFile(path, new TextEncoder().encode(text)), require_x509.x509Reader)
	};
}
function placeIn(path) {
	return {
		path,
		line: 1,
		column: 1,
		endLine: 1,
		endColumn: 1
	};
}
/** Is this an address at which the files say that an instance has this port? */
function isAddressOf(instance, port, address) {
	if (instance.component !== require_engine.componentOf$1(port)) return false;
	return [addressByHand(instance, port), ...statedAddresses(instance, port)].includes(addressText(address));
}
function statedAddresses(instance, port) {
	if (instance.component === "tikv") {
		const { advertiseAddress, address, advertiseStatusAddress, statusAddress } = instance;
		return (port === "tikv-status" ? [advertiseStatusAddress, statusAddress] : [advertiseAddress, address]).flatMap((one) => one.kind === "known" ? [one.value] : []);
	}
	const { advertisePeerUrls, peerUrls, advertiseClientUrls, clientUrls } = instance;
	return (port === "pd-peer" ? [advertisePeerUrls, peerUrls] : [advertiseClientUrls, clientUrls]).flatMap((list) => list.kind === "known" ? list.value : []).flatMap(({ value: { host, port: number } }) => number === void 0 ? [] : [addressText({
		host,
		port: number
	})]);
}

Object.defineProperty(exports, "addressText", {
  enumerable: true,
  get: function () {
    return addressText;
  }
});
Object.defineProperty(exports, "engineKinds", {
  enumerable: true,
  get: function () {
    return engineKinds;
  }
});
Object.defineProperty(exports, "handshake_exports", {
  enumerable: true,
  get: function () {
    return handshake_exports;
  }
});
Object.defineProperty(exports, "isAddressOf", {
  enumerable: true,
  get: function () {
    return isAddressOf;
  }
});
Object.defineProperty(exports, "proveTarget", {
  enumerable: true,
  get: function () {
    return proveTarget;
  }
});
Object.defineProperty(exports, "proverOf", {
  enumerable: true,
  get: function () {
    return proverOf;
  }
});
Object.defineProperty(exports, "runbookOf", {
  enumerable: true,
  get: function () {
    return runbookOf;
  }
});
})
