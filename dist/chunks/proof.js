// f6673632074fecf21d5c983dfec4c9ffb6eaa6c7cc2920de1b5a8581d9d06f10
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_engine = require("./engine.js");

// src/judge/channels/trial-examples.ts
/** A PD with mutual TLS, for the examples of rules about the handshake test; \u00ab \u00bb stand around `marked`. */
function securedPd(marked, more = "") {
	const text = `name = "pd-0"\nclient-urls = "https://10.0.0.1:2379"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n${more}`;
	return marked === void 0 ? text : text.replace(marked, `\u00ab${marked}\u00bb`);
}
const served = {
	kind: "succeeds",
	posture: "mtls",
	detail: "both sides prove themselves"
};
/** What the client of an example sees that is let in. */
const answered = {
	kind: "accepted",
	over: "tls",
	protocol: "TLSv1.3",
	answer: "HTTP 200"
};
/** A client's attempt at the client port of `securedPd`. */
function atPd(attempt, predicted, observed) {
	return {
		channel: "client-pd",
		from: "client",
		to: "pd-0",
		port: "pd-client",
		attempt,
		predicted,
		observed
	};
}
/** What the client port of `securedPd` offers. */
function offeredByPd(offered) {
	return {
		instance: "pd-0",
		port: "pd-client",
		protocols: ["TLSv1.2", "TLSv1.3"],
		askedProtocols: [
			"SSLv3",
			"TLSv1",
			"TLSv1.1",
			"TLSv1.2",
			"TLSv1.3"
		],
		suites: [{
			protocol: "TLSv1.2",
			name: "ECDHE-RSA-AES128-GCM-SHA256"
		}],
		groups: ["P-256"],
		resumption: "tickets",
		presentsTwin: true,
		...offered
	};
}

// src/judge/channels/trials.ts
/** The trials of all handshake tests that ran, on instances which the model has. */
function trialsOf(model, context) {
	return (context.proofs ?? []).flatMap(({ environment, trials }) => {
		const own = model.environments.find(({ name }) => name === environment);
		if (own === void 0) return [];
		return trials.flatMap((trial) => {
			const instance = own.instances.find(({ name }) => name === trial.to);
			if (instance === void 0) return [];
			return [{
				trial,
				at: placeOfTrial(own, instance, trial),
				component: instance.component,
				instance
			}];
		});
	});
}
/** For the right client the channel's own evidence; for a wrong one what the port asks. */
function placeOfTrial(environment, instance, trial) {
	return (trial.attempt === "right-client" ? environment.channels.find(({ id, from, to }) => id === trial.channel && from === trial.from && to === trial.to) : void 0)?.evidence[0] ?? require_engine.offerOf({
		instance,
		port: trial.port
	})?.evidence[0] ?? instance.at;
}
/**
* One statement for the trials that went wrong in the same way at the same place; one for all that a server does not
* start for the same reason. `servers` is `the client port of pd-0`, or the instances alone where they do not start.
*/
function* statementsOf(placed, say) {
	for (const group of require_engine.grouped(placed, keyOf).values()) {
		const [first] = group;
		const { environment, attempt, port } = first.trial;
		const names = [...new Set(group.map(({ trial }) => trial.to))];
		const shownNames = require_engine.shortListOf(names, 4);
		yield {
			at: first.at,
			subject: startFault(first.trial) === void 0 ? `${port} ${attempt}` : "start",
			environment,
			component: first.component,
			channels: [...new Set(group.map(({ trial }) => trial.channel))],
			...say(first, startFault(first.trial) === void 0 ? `the ${require_engine.portName[port]} of ${shownNames}` : shownNames)
		};
	}
}
function keyOf({ at, trial }) {
	const fault = startFault(trial);
	return fault === void 0 ? `${require_engine.placeKey(at)} ${trial.environment} ${trial.port} ${trial.attempt}` : `${trial.environment} start ${fault}`;
}
/** Why the server of a trial did not start, as its log says; undefined where it did. */
function startFault({ observed }) {
	return observed.kind === "refused" && observed.during === "start" ? observed.detail : void 0;
}
/** The surveys of all handshake tests that ran. */
function surveysOf(model, context) {
	return (context.proofs ?? []).flatMap(({ environment, surveys }) => {
		const own = model.environments.find(({ name }) => name === environment);
		return surveys.flatMap((survey) => {
			const instance = own?.instances.find(({ name }) => name === survey.instance);
			if (instance === void 0) return [];
			return [{
				survey,
				at: require_engine.offerOf({
					instance,
					port: survey.port
				})?.evidence[0] ?? instance.at,
				component: instance.component,
				server: `the ${require_engine.portName[survey.port]} of ${instance.name}`
			}];
		});
	});
}
/** What to set so that a port demands certificates. */
function demandsCertificates(component) {
	return component === "pd" ? "set cacert-path, cert-path and key-path in PD's [security], and make every URL https" : `set ca-path, cert-path and key-path in ${require_engine.componentName.tikv}'s [security]`;
}

// src/judge/rules/handshake/anonymous-accepted.ts
const anonymousAccepted = {
	id: "handshake/anonymous-accepted",
	meta: () => ({
		title: "A port serves a client without a certificate, in the handshake test",
		why: "Somebody who proved nothing was served over TLS: whoever reaches this port is inside.",
		fix: "Have the port demand client certificates: PD does with cacert-path, TiKV's status port only with cert-allowed-cn.",
		threats: ["impersonation"],
		controls: [
			"PCI-DSS-4.0.1:8.3.1",
			"NIST-SP-800-52r2:3.5",
			"HIPAA:164.312(d)",
			"CWE-306"
		],
		since: "0.1.0",
		sources: ["observed by the handshake test in this run", "tikv: src/server/status_server/mod.rs"],
		variants: { status: "the port is TiKV's status port, which asks for certificates only when names are listed" },
		example: {
			bad: {
				pd: securedPd(`"/tls/pd.pem"`).replace(`cacert-path = "/tls/ca.pem"\n`, ""),
				seen: { trials: [atPd("no-certificate", {
					kind: "succeeds",
					posture: "tls",
					detail: "pd-0 asks nobody for a certificate"
				}, answered)] }
			},
			good: {
				pd: securedPd(),
				seen: { trials: [atPd("no-certificate", {
					kind: "fails",
					by: "server",
					reason: "no-client-certificate",
					detail: "pd-0 asks for a certificate"
				}, {
					kind: "refused",
					by: "server",
					during: "handshake",
					detail: "alert certificate required"
				})] }
			}
		}
	}),
	*check(model, context) {
		const open = trialsOf(model, context).filter(({ trial }) => trial.attempt === "no-certificate" && trial.observed.kind === "accepted" && trial.observed.over === "tls");
		yield* statementsOf(open, ({ trial: { observed, port }, component }, servers) => ({
			message: `${servers} served a client that showed no certificate: ${observed.kind === "accepted" ? observed.answer : ""}`,
			help: port === "tikv-status" ? "list in cert-allowed-cn the common names of all that connect, the metrics scraper's among them" : demandsCertificates(component),
			variant: port === "tikv-status" ? "status" : void 0
		}));
	}
};

// src/judge/rules/handshake/differs.ts
const clients = {
	"right-client": "the right client",
	"no-certificate": "a client without a certificate",
	"other-ca": "a client of another CA",
	"other-name": "a client whose name is not in the list",
	"expired-certificate": "a client with an expired certificate",
	"no-client-usage": "a client whose certificate is not for clients",
	plaintext: "a client without TLS",
	"wrong-server-name": "a client that dials another name"
};
const demanded = {
	kind: "fails",
	by: "server",
	reason: "no-client-certificate",
	detail: "pd-0 demands a certificate"
};
const differs = {
	id: "handshake/differs",
	meta: () => ({
		title: "What was observed and what was predicted disagree",
		why: "The gate's other findings rest on predictions from the files. Where the wire shows another thing, either the cluster runs with something that is not in the files, or the gate is wrong: somebody must look before anybody relies on it.",
		fix: "Look whether environment variables, a proxy or another version of the program is in play; if not, report it as a fault of the gate with the two sentences of the finding.",
		threats: [
			"impersonation",
			"eavesdropping",
			"outage"
		],
		controls: ["NIST-SP-800-52r2:3.1"],
		since: "0.1.0",
		sources: ["observed by the handshake test in this run"],
		example: {
			bad: {
				pd: securedPd(`"/tls/ca.pem"`),
				seen: { trials: [atPd("no-certificate", demanded, answered)] }
			},
			good: {
				pd: securedPd(),
				seen: { trials: [atPd("no-certificate", demanded, {
					kind: "refused",
					by: "server",
					during: "handshake",
					detail: "alert certificate required"
				})] }
			}
		}
	}),
	*check(model, context) {
		const differing = trialsOf(model, context).filter(({ trial }) => require_engine.agrees(trial.predicted, trial.observed) === false);
		yield* statementsOf(differing, ({ trial }, servers) => ({
			message: messageOf$1(trial, servers),
			help: `find out what differs from the files (environment variables, a proxy, another version), or report it as a fault of the gate; this shows the same: ${trial.command}`
		}));
		for (const { survey, at, component, server } of surveysOf(model, context)) {
			if (survey.presentsTwin !== false) continue;
			yield {
				at,
				subject: `${survey.port} presented`,
				environment: survey.environment,
				component,
				message: `${server} shows another certificate than the one in its cert-path`,
				help: `find out what answers on this port; this shows the same: ${survey.command} -showcerts </dev/null`
			};
		}
	}
};
function messageOf$1(trial, servers) {
	const { attempt, predicted, observed } = trial;
	const fault = startFault(trial);
	if (fault !== void 0) return `${servers} did not start (${fault}); predicted was to be served: ${predicted.detail}`;
	const seen = observed.kind === "accepted" ? `was served over ${observed.over === "tls" ? "TLS" : "plaintext"} (${observed.answer})` : `was refused (${observed.kind === "refused" ? observed.detail : ""})`;
	const expected = predicted.kind === "fails" ? "a refusal" : "to be served";
	return `${clients[attempt]} at ${servers} ${seen}; predicted was ${expected}: ${predicted.detail}`;
}

// src/judge/rules/handshake/failed.ts
const failed = {
	id: "handshake/failed",
	meta: () => ({
		title: "A channel that must work did not, in the handshake test",
		why: "Two parts of the cluster that have to talk were started with these settings and could not: in the real cluster they cannot either, and it does not form, or loses a member at its next restart.",
		fix: "Put right what the refusal names: the certificate, the CA file, the name or the scheme; then run the handshake test again.",
		threats: ["outage"],
		controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5"],
		since: "0.1.0",
		sources: ["observed by the handshake test in this run"],
		example: {
			bad: {
				pd: securedPd(`"/tls/ca.pem"`),
				seen: { trials: [atPd("right-client", {
					kind: "unknown",
					detail: "its certificate is not in the files"
				}, {
					kind: "refused",
					by: "client",
					during: "handshake",
					detail: "the certificate does not name 10.0.0.1"
				})] }
			},
			good: {
				pd: securedPd(),
				seen: { trials: [atPd("right-client", served, answered)] }
			}
		}
	}),
	*check(model, context) {
		const broken = trialsOf(model, context).filter(({ trial }) => trial.attempt === "right-client" && trial.observed.kind !== "accepted");
		yield* statementsOf(broken, ({ trial }, servers) => ({
			message: messageOf(trial, servers),
			help: `put right what the refusal names; on the real cluster this shows the same: ${trial.command}`
		}));
	}
};
function messageOf(trial, servers) {
	const { from, observed } = trial;
	const fault = startFault(trial);
	if (fault !== void 0) return `${servers} did not start in the handshake test: ${fault}`;
	return observed.kind === "refused" ? `${from} does not get through to ${servers} in the handshake test: ${observed.detail}` : `whether ${from} gets through to ${servers} could not be shown: ${observed.kind === "inconclusive" ? observed.because : ""}`;
}

// src/judge/rules/handshake/name-accepted.ts
const nameAccepted = {
	id: "handshake/name-accepted",
	meta: () => ({
		title: "A port serves a client whose name the allow list should refuse, in the handshake test",
		why: "The list of allowed names is there, and a client with another name was served: every holder of a certificate of this CA gets in.",
		fix: "On PD's client port list at least two names, since a list of one is not enforced there; on TiKV write whole names that are no part of others'.",
		threats: ["impersonation"],
		controls: [
			"PCI-DSS-4.0.1:7.2.5",
			"NIST-SP-800-52r2:3.5.2",
			"CWE-863"
		],
		since: "0.1.0",
		sources: [
			"observed by the handshake test in this run",
			"pd: pkg/utils/grpcutil",
			"tikv: components/security/src/lib.rs"
		],
		example: {
			bad: {
				pd: securedPd(`["pd"]`, `cert-allowed-cn = ["pd"]\n`),
				seen: { trials: [atPd("other-name", {
					...served,
					detail: "a list of one name is not enforced on the client port"
				}, answered)] }
			},
			good: {
				pd: securedPd(void 0, `cert-allowed-cn = ["pd", "tikv"]\n`),
				seen: { trials: [atPd("other-name", {
					kind: "fails",
					by: "server",
					reason: "client-not-allowed",
					detail: "its name is not in the list"
				}, {
					kind: "refused",
					by: "server",
					during: "handshake",
					detail: "alert bad certificate"
				})] }
			}
		}
	}),
	*check(model, context) {
		const open = trialsOf(model, context).filter(({ trial: { attempt, observed, port } }) => attempt === "other-name" && port !== "tikv-status" && observed.kind === "accepted" && observed.over === "tls");
		yield* statementsOf(open.map(atList), ({ trial: { observed }, component }, servers) => ({
			message: `${servers} served a client whose common name is not in cert-allowed-cn: ${observed.kind === "accepted" ? observed.answer : ""}`,
			help: component === "pd" ? "list at least two names in cert-allowed-cn: PD's client port does not enforce a list of one" : "write whole common names into cert-allowed-cn that are no part of another's name"
		}));
	}
};
/** The finding is about the list, whatever decides what the port gives. */
function atList(placed) {
	const list = placed.instance.security.allowedCn;
	return list.kind === "known" ? {
		...placed,
		at: list.span
	} : placed;
}

// src/judge/rules/handshake/plaintext-accepted.ts
const plaintextAccepted = {
	id: "handshake/plaintext-accepted",
	meta: () => ({
		title: "A port answers without TLS, in the handshake test",
		why: "Somebody connected without encryption and was served: what goes over this port can be read and changed on the way.",
		fix: "Give the port TLS with client certificates. PD serves plaintext on every http:// URL, also beside an https:// one; TiKV serves plaintext whenever ca-path is not set.",
		threats: [
			"eavesdropping",
			"man-in-the-middle",
			"impersonation"
		],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"HIPAA:164.312(e)(1)",
			"GDPR:32(1)(a)",
			"CWE-319"
		],
		since: "0.1.0",
		sources: ["observed by the handshake test in this run"],
		example: {
			bad: {
				tikv: `[server]\naddr = "10.0.0.1:20160"\n\u00ab[security]\u00bb\n`,
				seen: { trials: [{
					channel: "client-tikv",
					from: "client",
					to: "tikv",
					port: "tikv-grpc",
					attempt: "plaintext",
					predicted: {
						kind: "succeeds",
						posture: "plaintext",
						detail: "nothing is encrypted"
					},
					observed: {
						kind: "accepted",
						over: "plaintext",
						answer: "a SETTINGS frame"
					}
				}] }
			},
			good: {
				tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
				seen: { trials: [{
					channel: "client-tikv",
					from: "client",
					to: "tikv",
					port: "tikv-grpc",
					attempt: "plaintext",
					predicted: {
						kind: "fails",
						by: "server",
						reason: "plaintext-to-tls",
						detail: "tikv wants TLS"
					},
					observed: {
						kind: "refused",
						by: "server",
						during: "transport",
						detail: "it closed the connection"
					}
				}] }
			}
		}
	}),
	*check(model, context) {
		const open = trialsOf(model, context).filter(({ trial }) => trial.attempt === "plaintext" && trial.observed.kind === "accepted" && trial.observed.over === "plaintext");
		yield* statementsOf(open, ({ trial: { observed }, component }, servers) => ({
			message: `${servers} answered a client without TLS: ${observed.kind === "accepted" ? observed.answer : ""}`,
			help: demandsCertificates(component)
		}));
	}
};

// src/judge/rules/handshake/untrusted-accepted.ts
const untrusted = {
	kind: "fails",
	by: "server",
	reason: "client-not-trusted",
	detail: "pd-0 does not trust it"
};
const untrustedAccepted = {
	id: "handshake/untrusted-accepted",
	meta: () => ({
		title: "A port serves a client of a CA that it does not trust, in the handshake test",
		why: "The port asks for a certificate and does not verify it: anybody can make one and is served.",
		fix: "Name the CA that issues the clients' certificates, and it alone, in the CA file of this instance.",
		threats: ["impersonation", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:8.3.1",
			"NIST-SP-800-52r2:3.5.1",
			"CWE-295"
		],
		since: "0.1.0",
		sources: ["observed by the handshake test in this run"],
		example: {
			bad: {
				pd: securedPd(`"/tls/ca.pem"`),
				seen: { trials: [atPd("other-ca", untrusted, answered)] }
			},
			good: {
				pd: securedPd(),
				seen: { trials: [atPd("other-ca", untrusted, {
					kind: "refused",
					by: "server",
					during: "handshake",
					detail: "alert unknown ca"
				})] }
			}
		}
	}),
	*check(model, context) {
		const trials = trialsOf(model, context);
		const keyOf = ({ trial }) => `${trial.environment}\n${trial.to}\n${trial.port}`;
		const anonymous = new Set(trials.filter(({ trial }) => trial.attempt === "no-certificate" && trial.observed.kind === "accepted").map(keyOf));
		const open = trials.filter((placed) => placed.trial.attempt === "other-ca" && placed.trial.observed.kind === "accepted" && !anonymous.has(keyOf(placed)));
		yield* statementsOf(open, ({ trial: { observed }, component }, servers) => ({
			message: `${servers} served a client with a certificate of a CA that it does not name: ${observed.kind === "accepted" ? observed.answer : ""}`,
			help: demandsCertificates(component)
		}));
	}
};

// src/judge/rules/handshake/weak-cipher.ts
const means = {
	"no-encryption": "without encryption",
	"no-authentication": "without any proof of the server",
	"no-forward-secrecy": "without forward secrecy: who gets the server's key later reads what was recorded",
	"no-aead": "without authenticated encryption (CBC)",
	"outside-list": "not in the policy's list"
};
const weakCipher = {
	id: "handshake/weak-cipher",
	meta: () => ({
		title: "A port accepts a weak cipher suite, in the handshake test",
		why: "A suite without forward secrecy lets whoever gets the key later read all that was recorded; suites with CBC have a history of attacks. A client that prefers such a suite gets it.",
		fix: "Neither PD nor TiKV has a setting for suites. PD's are those of its Go: since v8.4 without static RSA and 3DES; those with CBC stay in every version. TiKV's can be widened by GRPC_SSL_CIPHER_SUITES: leave it unset.",
		threats: ["eavesdropping", "man-in-the-middle"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.3.1",
			"CWE-327"
		],
		since: "0.1.0",
		sources: [
			"observed by the handshake test in this run",
			"measured on PD v6.5 to master: its suites follow its Go version",
			"measured on TiKV's gRPC core: four suites of TLS 1.2, all with GCM"
		],
		variants: {
			"no-forward-secrecy": "the suite has no forward secrecy, or does not encrypt or prove anything",
			"no-aead": "the suite has forward secrecy and no authenticated encryption (CBC), as every version of PD accepts",
			"outside-list": "the suite is sound, and the policy's list does not have it"
		},
		parameters: { suites: {
			type: "array",
			items: { type: "string" },
			default: [],
			description: "the suites of TLS 1.2 and 1.3 that may be accepted, by their OpenSSL names; empty: every modern one"
		} },
		example: {
			bad: {
				pd: securedPd(`"/tls/ca.pem"`),
				seen: { surveys: [offeredByPd({ suites: [{
					protocol: "TLSv1.2",
					name: "AES128-GCM-SHA256"
				}] })] }
			},
			good: {
				pd: securedPd(),
				seen: { surveys: [offeredByPd({})] }
			}
		}
	}),
	*check(model, context) {
		const found = surveysOf(model, context).flatMap(({ survey, at, component, server }) => {
			const environment = model.environments.find(({ name }) => name === survey.environment);
			const allowed = context.parameters(environment)["suites"];
			const faulty = survey.suites.flatMap(({ name, protocol }) => {
				const fault = require_engine.suiteFault(name) ?? (allowed.length > 0 && !allowed.includes(name) ? "outside-list" : void 0);
				return fault === void 0 ? [] : [{
					name,
					protocol,
					fault
				}];
			});
			return [...require_engine.grouped(faulty, ({ fault }) => fault)].map(([fault, suites]) => ({
				survey,
				at,
				component,
				server,
				fault,
				suites
			}));
		});
		const keyOf = ({ survey, component, fault, suites }) => [
			survey.environment,
			component,
			survey.port === "tikv-status",
			fault,
			...suites.map(({ name }) => name)
		].join("\n");
		for (const group of require_engine.grouped(found, keyOf).values()) {
			const [first] = group;
			const { survey, at, component, fault, suites } = first;
			const names = suites.map(({ name, protocol }) => `${name} (${protocol.replace("TLSv", "TLS ")})`);
			yield {
				at,
				subject: `${survey.port} ${fault}`,
				environment: survey.environment,
				component,
				variant: fault === "no-aead" || fault === "outside-list" ? fault : "no-forward-secrecy",
				message: `${serversText(group)} ${group.length === 1 ? "accepts" : "accept"} ${require_engine.listOf(names)}, ${means[fault]}`,
				help: `${remedy[survey.port]}; this shows the same: ${survey.command} -tls1_2 -cipher ${suites.map(({ name }) => name).join(":")} </dev/null`
			};
		}
	}
};
const remedy = {
	"pd-client": "PD has no setting for it: have the clients offer modern suites only, or run a newer PD",
	"pd-peer": "PD has no setting for it: PDs choose a modern suite among themselves, or run a newer PD",
	"tikv-grpc": "leave GRPC_SSL_CIPHER_SUITES unset on TiKV",
	"tikv-status": "TiKV has no setting for it: let only the metrics scraper reach the status port"
};
/** `the client port of pd-0 and 3 more ports`. */
function serversText(group) {
	const servers = group.map(({ server }) => server);
	return servers.length > 3 ? `${servers[0]} and ${servers.length - 1} more ports` : require_engine.listOf(servers);
}

// src/judge/rules/handshake/weak-protocol.ts
const versions = [
	"SSLv3",
	"TLSv1",
	"TLSv1.1",
	"TLSv1.2",
	"TLSv1.3"
];
const words = {
	SSLv3: "SSL 3.0",
	TLSv1: "TLS 1.0",
	"TLSv1.1": "TLS 1.1",
	"TLSv1.2": "TLS 1.2",
	"TLSv1.3": "TLS 1.3"
};
const weakProtocol = {
	id: "handshake/weak-protocol",
	meta: () => ({
		title: "A port accepts an old version of TLS, in the handshake test",
		why: "TLS 1.0 and 1.1 rest on hashes and modes that are broken, and RFC 8996 forbids them: an attacker between the two sides can make them fall back to these.",
		fix: "Run a version of PD and TiKV that refuses them: all since v4.0 do, so look also at proxies in front of the port.",
		threats: ["man-in-the-middle", "eavesdropping"],
		controls: [
			"PCI-DSS-4.0.1:4.2.1",
			"NIST-SP-800-52r2:3.1",
			"CWE-326"
		],
		since: "0.1.0",
		sources: ["observed by the handshake test in this run", "RFC 8996"],
		parameters: { min: {
			type: "string",
			enum: versions,
			default: "TLSv1.2",
			description: "the oldest version of TLS that a port may accept"
		} },
		example: {
			bad: {
				pd: securedPd(`"/tls/ca.pem"`),
				seen: { surveys: [offeredByPd({ protocols: [
					"TLSv1",
					"TLSv1.1",
					"TLSv1.2"
				] })] }
			},
			good: {
				pd: securedPd(),
				seen: { surveys: [offeredByPd({})] }
			}
		}
	}),
	*check(model, context) {
		for (const { survey, at, component, server } of surveysOf(model, context)) {
			const environment = model.environments.find(({ name }) => name === survey.environment);
			const min = String(context.parameters(environment)["min"]);
			const weak = survey.protocols.filter((name) => versions.indexOf(name) < versions.indexOf(min));
			if (weak.length === 0) continue;
			yield {
				at,
				subject: `${survey.port} protocols`,
				environment: survey.environment,
				component,
				message: `${server} accepts ${require_engine.listOf(weak.map((name) => words[name] ?? name))}`,
				help: `run a version that refuses ${weak.length === 1 ? "it" : "them"}, and look at proxies in front of the port; this shows the same: ${survey.command} ${options[weak[0]]} -cipher DEFAULT@SECLEVEL=0 </dev/null`
			};
		}
	}
};
/** How OpenSSL is told to offer one version alone. */
const options = {
	SSLv3: "-ssl3",
	TLSv1: "-tls1",
	"TLSv1.1": "-tls1_1",
	"TLSv1.2": "-tls1_2",
	"TLSv1.3": "-tls1_3"
};

// src/judge/catalogue/handshake.ts
var handshake_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ handshakeRules: () => handshakeRules });
/** The rules of `handshake/`. */
const handshakeRules = [
	anonymousAccepted,
	differs,
	failed,
	nameAccepted,
	plaintextAccepted,
	untrustedAccepted,
	weakCipher,
	weakProtocol
];

Object.defineProperty(exports, "handshakeRules", {
  enumerable: true,
  get: function () {
    return handshakeRules;
  }
});
Object.defineProperty(exports, "handshake_exports", {
  enumerable: true,
  get: function () {
    return handshake_exports;
  }
});
})
