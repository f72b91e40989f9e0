// 25912c185bbff85a1d126b28145dd3111d1182b72bf3676ec85296e6587e894a
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_engine = require("./engine.js");
let node_crypto = require("node:crypto");

// src/read/x509/x509-der.ts
/** What the readers of this folder throw inside themselves; their public functions turn it into a sentence. */
var DerError = class extends Error {};
const maxDepth = 40;
const maxElements = 2e5;
/** Decodes one element that fills `bytes`. Indefinite lengths are no DER and are refused. */
function decodeDer(bytes) {
	if (bytes.length === 0) throw new DerError("it is empty");
	const cursor = new Cursor(bytes);
	const der = cursor.element(bytes.length, 0);
	if (cursor.offset !== bytes.length) throw new DerError(`${bytes.length - cursor.offset} bytes follow its end`);
	return der;
}
/** Decodes elements that stand one behind the other. */
function decodeAll(bytes) {
	const list = [];
	for (let rest = bytes; rest.length > 0 && list.length < 16;) {
		const cursor = new Cursor(rest);
		list.push(cursor.element(rest.length, 0));
		rest = rest.subarray(cursor.offset);
	}
	return list;
}
/** An element as places in the bytes that hold it: most are never looked at, and need no view of their own. */
var Element = class {
	tag;
	children;
	#bytes;
	#start;
	#bodyStart;
	#end;
	constructor(tag, bytes, start, bodyStart, end, children) {
		this.tag = tag;
		this.children = children;
		this.#bytes = bytes;
		this.#start = start;
		this.#bodyStart = bodyStart;
		this.#end = end;
	}
	get raw() {
		return this.#bytes.subarray(this.#start, this.#end);
	}
	get body() {
		return this.#bytes.subarray(this.#bodyStart, this.#end);
	}
};
const none = [];
/**
* Reads the elements of `bytes` from the front. Lengths that are longer than need be are let through: OpenSSL takes
* them in a certificate.
*/
var Cursor = class {
	offset = 0;
	#bytes;
	#elements = 0;
	constructor(bytes) {
		this.#bytes = bytes;
	}
	/** The element at the offset, which may not reach beyond `limit`. */
	element(limit, depth) {
		this.#elements += 1;
		if (depth > maxDepth || this.#elements > maxElements) throw malformed();
		const start = this.offset;
		const tag = this.#identifier(limit);
		const length = this.#length(limit);
		const bodyStart = this.offset;
		const end = bodyStart + length;
		if (end > limit) throw malformed();
		const isConstructed = (tag & 32) !== 0;
		if (tag < 64) this.#checkUniversal(tag, bodyStart, end);
		let children = none;
		if (isConstructed && length > 0) {
			const list = [];
			while (this.offset < end) list.push(this.element(end, depth + 1));
			children = list;
		}
		this.offset = end;
		return new Element(tag, this.#bytes, start, bodyStart, end, children);
	}
	#octet(limit) {
		if (this.offset >= limit) throw malformed();
		return this.#bytes[this.offset++] ?? 0;
	}
	/** The first identifier octet; those of a long tag behind it are passed. */
	#identifier(limit) {
		const tag = this.#octet(limit);
		if ((tag & 31) === 31) while (this.#octet(limit) >= 128);
		return tag;
	}
	#length(limit) {
		const first = this.#octet(limit);
		if (first < 128) return first;
		if (first === 128) throw new DerError("it has an indefinite length, which DER does not know");
		let length = 0;
		for (let count = first & 127; count > 0; count--) {
			length = length * 256 + this.#octet(limit);
			if (length > this.#bytes.length) throw malformed();
		}
		return length;
	}
	/** X.690: which universal types have parts, and what may stand in those that tell where they end. */
	#checkUniversal(tag, bodyStart, end) {
		const number = tag & 31;
		if (number === 0 || number === 15 || number === 31) throw malformed();
		if (tag >= 32) {
			if (number === 16 || number === 17 || number === 8 || number === 11) return;
			throw new DerError("it has a value in several parts, which DER does not know");
		}
		if (number === 16 || number === 17) throw malformed();
		if (bodyStart === end) return;
		if (tag === tags.bits && (this.#bytes[bodyStart] ?? 0) > 7) throw malformed();
		if ((tag === tags.oid || tag === tags.relativeOid) && (this.#bytes[end - 1] ?? 0) >= 128) throw malformed();
	}
};
function malformed() {
	return new DerError("it is no DER, or it is truncated");
}
/** The element at `index`; `what` is named when it is missing or of another kind. */
function at(parent, index, tag, what) {
	const child = parent.children[index];
	if (child === void 0 || child.tag !== tag) throw new DerError(`its ${what} is malformed`);
	return child;
}
const tags = {
	boolean: 1,
	integer: 2,
	bits: 3,
	octets: 4,
	null: 5,
	oid: 6,
	relativeOid: 13,
	sequence: 48,
	set: 49
};
/** A two's complement integer. */
function integerOf(der, what) {
	if (der.body.length === 0) throw new DerError(`its ${what} is malformed`);
	const hex = hexOf(der.body);
	const value = BigInt(`0x${hex}`);
	return (der.body[0] ?? 0) < 128 ? value : value - (1n << BigInt(4 * hex.length));
}
function booleanOf(der) {
	return der.body.some((byte) => byte !== 0);
}
/** The content of a BIT STRING without the octet that counts unused bits. */
function bitsOf(der) {
	return der.body.subarray(1);
}
function hexOf(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}
/** The dotted text of an OBJECT IDENTIFIER. Arcs beyond 49 bits, which nobody uses, are refused. */
function oidOf(der, what) {
	const { body } = der;
	if (der.tag !== tags.oid || body.length === 0 || (body.at(-1) ?? 128) >= 128) throw new DerError(`its ${what} is malformed`);
	let text = "";
	let arc = 0;
	for (const byte of body) {
		if (arc >= 2 ** 42) throw new DerError(`its ${what} is malformed`);
		arc = arc * 128 + (byte & 127);
		if (byte >= 128) continue;
		text += text === "" ? firstArcs(arc) : `.${arc}`;
		arc = 0;
	}
	return text;
}
/** The first number of the encoding holds two arcs: 40 times the first, which is 0, 1 or 2, and the second. */
function firstArcs(value) {
	const root = Math.min(2, Math.floor(value / 40));
	return `${root}.${value - root * 40}`;
}
/** The text of a string element, whatever its kind. */
function stringOf(der) {
	const bytes = Buffer.from(der.body.buffer, der.body.byteOffset, der.body.length);
	switch (der.tag) {
		case 30: return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString("utf16le") : bytes.toString("latin1");
		case 28: return Array.from({ length: bytes.length >> 2 }, (_, index) => codePoint(bytes.readUInt32BE(index * 4))).join("");
		case 12: return bytes.toString("utf8");
		default: return bytes.toString("latin1");
	}
}
function codePoint(value) {
	return value <= 1114111 ? String.fromCodePoint(value) : "\ufffd";
}
/** A UTCTime or GeneralizedTime, in milliseconds since the epoch. RFC 5280 4.1.2.5 */
function timeOf(der, what) {
	const text = der === void 0 ? "" : Buffer.from(der.body).toString("latin1");
	const match = der?.tag === 23 ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/.exec(text) : der?.tag === 24 ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/.exec(text) : null;
	if (match === null) throw new DerError(`its ${what} is no time`);
	const [, years = "", month = "", day = "", hour = "", minute = "", second = "00", zone = "Z"] = match;
	const year = years.length === 4 ? years : `${Number(years) < 50 ? 20 : 19}${years}`;
	const offset = zone === "Z" ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
	const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
	if (Number.isNaN(time) || Number(day) > new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()) throw new DerError(`its ${what} is no time`);
	return time;
}

// src/read/x509/x509-name.ts
/** Short names: RFC 4514 section 3, and three more that certificates really carry. */
const shortNames = /* @__PURE__ */ new Map([
	["2.5.4.3", "CN"],
	["2.5.4.7", "L"],
	["2.5.4.8", "ST"],
	["2.5.4.10", "O"],
	["2.5.4.11", "OU"],
	["2.5.4.6", "C"],
	["2.5.4.9", "STREET"],
	["0.9.2342.19200300.100.1.25", "DC"],
	["0.9.2342.19200300.100.1.1", "UID"],
	["2.5.4.5", "serialNumber"],
	["2.5.4.12", "title"],
	["1.2.840.113549.1.9.1", "emailAddress"]
]);
const commonName = "2.5.4.3";
const stringTags = /* @__PURE__ */ new Set([
	12,
	18,
	19,
	20,
	22,
	26,
	27,
	28,
	30
]);
/** Reads a distinguished name. */
function readName(der, what) {
	if (der.tag !== tags.sequence) throw new DerError(`its ${what} is malformed`);
	const parts = [];
	const canonical = [];
	const commonNames = [];
	for (const set of der.children) {
		if (set.tag !== tags.set) throw new DerError(`its ${what} is malformed`);
		const attributes = set.children.map((attribute) => readAttribute(attribute, what));
		parts.push(attributes.map(({ text }) => text).join("+"));
		canonical.push(attributes.map(({ canonical: value }) => value).join("+"));
		for (const { oid, value } of attributes) if (oid === commonName) commonNames.push(value);
	}
	return {
		text: parts.reverse().join(","),
		der: hexOf(der.raw),
		canonical: canonical.join(","),
		commonNames
	};
}
function readAttribute(der, what) {
	const [type, value] = der.children;
	if (type === void 0 || value === void 0) throw new DerError(`its ${what} is malformed`);
	const oid = oidOf(type, what);
	if (!stringTags.has(value.tag)) {
		const hex = `${oid}=#${hexOf(value.raw)}`;
		return {
			oid,
			value: hexOf(value.body),
			text: hex,
			canonical: hex
		};
	}
	const string = stringOf(value);
	return {
		oid,
		value: string,
		text: `${shortNames.get(oid) ?? oid}=${escaped(string)}`,
		canonical: `${oid}=${folded(string)}`
	};
}
/** RFC 4514 section 2.4. */
function escaped(value) {
	return value.replace(/[\\",+;<>]|^[ #]| $/g, "\\$&").replaceAll("\0", "\\00");
}
/** How OpenSSL compares attribute values: ASCII case folded, blanks trimmed and collapsed (crypto/x509/x_name.c, asn1_string_canon). */
function folded(value) {
	return JSON.stringify(value.replace(/[ \t-\r]+/g, " ").replace(/^ | $/g, "").replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
}

// src/read/x509/x509-extensions.ts
const keyUsages = [
	"digitalSignature",
	"contentCommitment",
	"keyEncipherment",
	"dataEncipherment",
	"keyAgreement",
	"keyCertSign",
	"cRLSign",
	"encipherOnly",
	"decipherOnly"
];
const usageNames = /* @__PURE__ */ new Map([
	["1.3.6.1.5.5.7.3.1", "serverAuth"],
	["1.3.6.1.5.5.7.3.2", "clientAuth"],
	["2.5.29.37.0", "anyExtendedKeyUsage"]
]);
/** Critical extensions that Go (crypto/x509, processExtensions) or OpenSSL (X509_supported_extension) handles. */
const handled = /* @__PURE__ */ new Set([
	"2.5.29.14",
	"2.5.29.15",
	"2.5.29.17",
	"2.5.29.19",
	"2.5.29.30",
	"2.5.29.31",
	"2.5.29.32",
	"2.5.29.33",
	"2.5.29.35",
	"2.5.29.36",
	"2.5.29.37",
	"2.5.29.54",
	"2.16.840.1.113730.1.1",
	"1.3.6.1.5.5.7.1.7",
	"1.3.6.1.5.5.7.1.8",
	"1.3.6.1.5.5.7.1.14",
	"1.3.6.1.5.5.7.48.1.5"
]);
/** Reads the list of extensions. */
function readExtensions(list) {
	const critical = [];
	const seen = /* @__PURE__ */ new Set();
	let repeated;
	let fields = {};
	for (const extension of list) {
		const [id, ...rest] = extension.children;
		const value = rest.at(-1);
		if (id === void 0 || value?.tag !== tags.octets) throw new DerError("an extension is malformed");
		const oid = oidOf(id, "extension's identifier");
		if (rest.length === 2 && rest[0]?.tag === tags.boolean && booleanOf(rest[0])) critical.push(oid);
		if (seen.has(oid)) repeated ??= oid;
		seen.add(oid);
		fields = {
			...fields,
			...readExtension(oid, value.body)
		};
	}
	return {
		...fields,
		critical,
		unknownCritical: critical.filter((oid) => !handled.has(oid)),
		repeated
	};
}
function readExtension(oid, value) {
	switch (oid) {
		case "2.5.29.14": return { subjectKeyId: hexOf(elementOf(value, tags.octets, "subject key identifier").body) };
		case "2.5.29.15": return { keyUsage: keyUsageOf(elementOf(value, tags.bits, "key usage")) };
		case "2.5.29.17": return { subjectAltName: namesOf(elementOf(value, tags.sequence, "subjectAltName").children).names };
		case "2.5.29.19": return { basicConstraints: basicConstraintsOf(elementOf(value, tags.sequence, "basicConstraints")) };
		case "2.5.29.30": return { nameConstraints: nameConstraintsOf(elementOf(value, tags.sequence, "nameConstraints")) };
		case "2.5.29.35": return authorityOf(elementOf(value, tags.sequence, "authority key identifier"));
		case "2.5.29.37": return { extendedKeyUsage: new Set(elementOf(value, tags.sequence, "extended key usage").children.map(extendedUsage)) };
		default: return {};
	}
}
/** `serverAuth`, `clientAuth`, `anyExtendedKeyUsage`, else the OID. */
function extendedUsage(der) {
	const oid = oidOf(der, "extended key usage");
	return usageNames.get(oid) ?? oid;
}
function elementOf(value, tag, what) {
	const der = decodeDer(value);
	if (der.tag !== tag) throw new DerError(`its ${what} is malformed`);
	return der;
}
/** RFC 5280 4.2.1.1. */
function authorityOf(der) {
	const field = (tag) => der.children.find((child) => child.tag === tag);
	const id = field(128);
	const serial = field(130);
	const directory = field(161)?.children.find(({ tag }) => tag === 164)?.children[0];
	if (serial !== void 0 && serial.body.length > 1024) throw new DerError("its authority key identifier is malformed");
	return {
		...id !== void 0 && { authorityKeyId: hexOf(id.body) },
		...(directory !== void 0 || serial !== void 0) && { authority: {
			issuer: directory && readName(directory, "authority key identifier"),
			serial: serial && integerOf(serial, "authority key identifier")
		} }
	};
}
function keyUsageOf(der) {
	const bits = bitsOf(der);
	return new Set(keyUsages.filter((_, index) => ((bits[index >> 3] ?? 0) & 128 >> (index & 7)) !== 0));
}
function basicConstraintsOf(der) {
	const ca = der.children.find(({ tag }) => tag === tags.boolean);
	const length = der.children.find(({ tag }) => tag === tags.integer);
	if (length !== void 0 && (length.body.length > 6 || integerOf(length, "path length") < 0n)) throw new DerError("its path length is malformed");
	return {
		ca: ca !== void 0 && booleanOf(ca),
		...length !== void 0 && { pathLength: Number(integerOf(length, "path length")) }
	};
}
function nameConstraintsOf(der) {
	const subtrees = (tag) => namesOf(der.children.find((child) => child.tag === tag)?.children.flatMap(({ children }) => children.slice(0, 1)) ?? []);
	const permitted = subtrees(160);
	const excluded = subtrees(161);
	return {
		permitted: permitted.names,
		excluded: excluded.names,
		hasOtherForms: permitted.hasOtherForms || excluded.hasOtherForms
	};
}
function namesOf(list) {
	const names = {
		dns: [],
		ip: [],
		uri: [],
		email: []
	};
	let hasOtherForms = false;
	for (const { tag, body } of list) {
		const text = () => Buffer.from(body).toString("latin1");
		if (tag === 129) names.email.push(text());
		else if (tag === 130) names.dns.push(text());
		else if (tag === 134) names.uri.push(text());
		else if (tag === 135) names.ip.push(addressOf(body));
		else hasOtherForms = true;
	}
	return {
		names,
		hasOtherForms
	};
}
/** Canonical text of an address, or of an address and its mask. */
function addressOf(body) {
	const half = body.length / 2;
	if (body.length === 4 || body.length === 16) return require_engine.ipText(body);
	if (body.length === 8 || body.length === 32) return `${require_engine.ipText(body.subarray(0, half))}/${prefixOf(body.subarray(half))}`;
	throw new DerError(`an address in it has ${body.length} bytes`);
}
function prefixOf(mask) {
	const bits = Array.from(mask, (byte) => byte.toString(2).padStart(8, "0")).join("");
	const prefix = bits.indexOf("0") === -1 ? bits.length : bits.indexOf("0");
	if (bits.includes("1", prefix)) throw new DerError("a mask in its nameConstraints has gaps");
	return prefix;
}

// src/read/x509/x509-go.ts
/**
* Why Go's crypto/x509 cannot parse a certificate that was read here: its words, from crypto/x509/parser.go. PD then
* exits, wherever the certificate stands. Undefined when Go can, or when it is not known that it cannot.
*/
function goRefusal(certificate, raw) {
	const { kind, curve } = certificate.publicKey;
	const parameters = raw.spki.children[0]?.children[1];
	if (raw.algorithmsDiffer) return "x509: inner and outer signature algorithm identifiers don't match";
	if (kind === "rsa" && parameters?.tag !== 5) return "x509: RSA key missing NULL parameters";
	if (kind === "ec" && (curve === "explicit" || curve === "unknown")) return "x509: invalid ECDSA parameters";
	if (kind === "ec" && !goCurves.has(curve ?? "")) return "x509: unsupported elliptic curve";
	if (raw.repeated !== void 0) return `x509: certificate contains duplicate extension with OID "${raw.repeated}"`;
	if (certificate.critical?.includes("2.5.29.14")) return "x509: subject key identifier incorrectly marked critical";
	if (certificate.critical?.includes("2.5.29.35")) return "x509: authority key identifier incorrectly marked critical";
	if (certificate.critical?.includes("1.3.6.1.5.5.7.1.1")) return "x509: authority info access incorrectly marked critical";
}
const goCurves = /* @__PURE__ */ new Set([
	"P-224",
	"P-256",
	"P-384",
	"P-521"
]);

// src/read/x509/x509-key.ts
/** Names of the curves that people know; any other is told by its OID. Bits of the field. */
const curves = /* @__PURE__ */ new Map([
	["1.2.840.10045.3.1.1", {
		name: "P-192",
		bits: 192
	}],
	["1.2.840.10045.3.1.7", {
		name: "P-256",
		bits: 256
	}],
	["1.3.132.0.33", {
		name: "P-224",
		bits: 224
	}],
	["1.3.132.0.34", {
		name: "P-384",
		bits: 384
	}],
	["1.3.132.0.35", {
		name: "P-521",
		bits: 521
	}],
	["1.3.132.0.10", {
		name: "secp256k1",
		bits: 256
	}],
	["1.3.36.3.3.2.8.1.1.7", {
		name: "1.3.36.3.3.2.8.1.1.7",
		bits: 256
	}],
	["1.3.36.3.3.2.8.1.1.11", {
		name: "1.3.36.3.3.2.8.1.1.11",
		bits: 384
	}],
	["1.3.36.3.3.2.8.1.1.13", {
		name: "1.3.36.3.3.2.8.1.1.13",
		bits: 512
	}]
]);
/** Reads a SubjectPublicKeyInfo. An algorithm that nobody knows is a key of kind `unknown`. */
function readPublicKey(der) {
	const algorithm = at(der, 0, tags.sequence, "public key");
	const oid = oidOf(at(algorithm, 0, tags.oid, "public key"), "public key");
	const key = bitsOf(at(der, 1, tags.bits, "public key"));
	return {
		...shapeOf$1(oid, algorithm.children[1], key),
		spki: sha256(der.raw)
	};
}
function shapeOf$1(oid, parameters, key) {
	switch (oid) {
		case "1.2.840.113549.1.1.1": return rsa("rsa", key);
		case "1.2.840.113549.1.1.10": return rsa("rsa-pss", key);
		case "1.2.840.10045.2.1": return ellipticCurve(parameters);
		case "1.3.101.112": return {
			kind: "ed25519",
			bits: 256
		};
		case "1.3.101.113": return {
			kind: "ed448",
			bits: 456
		};
		case "1.2.840.10040.4.1": return {
			kind: "dsa",
			bits: parameters?.children[0] === void 0 ? 0 : bitLength(parameters.children[0])
		};
		default: return {
			kind: "unknown",
			bits: 0
		};
	}
}
function rsa(kind, key) {
	const sequence = decodeDer(key);
	const modulus = at(sequence, 0, tags.integer, "public key");
	const exponent = at(sequence, 1, tags.integer, "public key");
	if (exponent.body.length > 2048) throw new DerError("its public key is malformed");
	return {
		kind,
		bits: bitLength(modulus),
		exponent: integerOf(exponent, "public key")
	};
}
function ellipticCurve(parameters) {
	if (parameters?.tag === tags.oid) {
		const oid = oidOf(parameters, "public key");
		const curve = curves.get(oid);
		return {
			kind: "ec",
			bits: curve?.bits ?? 0,
			curve: curve?.name ?? oid
		};
	}
	if (parameters?.tag !== tags.sequence) return {
		kind: "ec",
		bits: 0,
		curve: "unknown"
	};
	const prime = parameters.children[1]?.children[1];
	return {
		kind: "ec",
		bits: prime?.tag === tags.integer ? bitLength(prime) : 0,
		curve: "explicit"
	};
}
function bitLength(integer) {
	const first = integer.body.findIndex((byte) => byte !== 0);
	if (first === -1) return 0;
	return (integer.body.length - first) * 8 - (Math.clz32(integer.body[first] ?? 0) - 24);
}
/** SHA-256 of bytes. */
function sha256(bytes) {
	return (0, node_crypto.createHash)("sha256").update(bytes).digest("hex");
}

// src/read/x509/x509-private-key.ts
/** Reads a private key; the public half where no password stands before it. Nothing of the private half is kept. */
function readPrivateKey(bytes, span, label) {
	if (label === "OPENSSH PRIVATE KEY") return openSsh(bytes, span);
	const { encoding, encrypted } = shapeOf(decodeDer(bytes), label);
	if (encrypted) return {
		span,
		encoding,
		encrypted
	};
	return {
		span,
		encoding,
		encrypted,
		publicKey: publicHalf(bytes, encoding)
	};
}
/** By label where there is one; a binary file by the shape of its DER. */
function shapeOf(der, label) {
	if (der.tag !== tags.sequence) throw new DerError("it is no private key");
	const shape = der.children.map(({ tag }) => tag);
	const starts = (...wanted) => wanted.every((tag, index) => shape[index] === tag);
	if (starts(tags.sequence, tags.octets) && shape.length === 2) return {
		encoding: "pkcs8",
		encrypted: true
	};
	if (starts(tags.integer, tags.sequence, tags.octets)) return {
		encoding: "pkcs8",
		encrypted: false
	};
	if (starts(tags.integer, tags.octets) && label !== "RSA PRIVATE KEY") return {
		encoding: "sec1",
		encrypted: false
	};
	if (shape.every((tag) => tag === tags.integer)) {
		if (shape.length === 9) return {
			encoding: "pkcs1",
			encrypted: false
		};
		if (shape.length === 6) return {
			encoding: "dsa",
			encrypted: false
		};
	}
	throw new DerError("it is no private key");
}
function publicHalf(bytes, encoding) {
	try {
		const key = (0, node_crypto.createPublicKey)(importKey(Buffer.from(bytes), encoding));
		return readPublicKey(decodeDer(key.export({
			type: "spki",
			format: "der"
		})));
	} catch {
		return;
	}
}
function importKey(der, encoding) {
	switch (encoding) {
		case "pkcs1":
		case "pkcs8":
		case "sec1": return (0, node_crypto.createPrivateKey)({
			key: der,
			format: "der",
			type: encoding
		});
		default: {
			const label = encoding === "dsa" ? "DSA PRIVATE KEY" : "PRIVATE KEY";
			return (0, node_crypto.createPrivateKey)(`-----BEGIN ${label}-----\n${der.toString("base64")}\n-----END ${label}-----\n`);
		}
	}
}
/** openssh-key-v1: magic, cipher name, ... (OpenSSH PROTOCOL.key). */
function openSsh(bytes, span) {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	if (buffer.subarray(0, 15).toString("latin1") !== "openssh-key-v1\0" || buffer.length < 23) throw new DerError("it is no OpenSSH key");
	const length = buffer.readUInt32BE(15);
	return {
		span,
		encoding: "openssh",
		encrypted: buffer.subarray(19, 19 + Math.min(length, 64)).toString("latin1") !== "none"
	};
}

// src/read/x509/x509-signature.ts
const algorithms = /* @__PURE__ */ new Map([
	["1.2.840.113549.1.1.2", {
		kind: "rsa",
		hash: "md2"
	}],
	["1.2.840.113549.1.1.4", {
		kind: "rsa",
		hash: "md5"
	}],
	["1.2.840.113549.1.1.5", {
		kind: "rsa",
		hash: "sha1"
	}],
	["1.3.14.3.2.29", {
		kind: "rsa",
		hash: "sha1"
	}],
	["1.2.840.113549.1.1.14", {
		kind: "rsa",
		hash: "sha224"
	}],
	["1.2.840.113549.1.1.11", {
		kind: "rsa",
		hash: "sha256"
	}],
	["1.2.840.113549.1.1.12", {
		kind: "rsa",
		hash: "sha384"
	}],
	["1.2.840.113549.1.1.13", {
		kind: "rsa",
		hash: "sha512"
	}],
	["1.2.840.10045.4.1", {
		kind: "ecdsa",
		hash: "sha1"
	}],
	["1.2.840.10045.4.3.1", {
		kind: "ecdsa",
		hash: "sha224"
	}],
	["1.2.840.10045.4.3.2", {
		kind: "ecdsa",
		hash: "sha256"
	}],
	["1.2.840.10045.4.3.3", {
		kind: "ecdsa",
		hash: "sha384"
	}],
	["1.2.840.10045.4.3.4", {
		kind: "ecdsa",
		hash: "sha512"
	}],
	["1.2.840.10040.4.3", {
		kind: "dsa",
		hash: "sha1"
	}],
	["2.16.840.1.101.3.4.3.1", {
		kind: "dsa",
		hash: "sha224"
	}],
	["2.16.840.1.101.3.4.3.2", {
		kind: "dsa",
		hash: "sha256"
	}],
	["1.3.101.112", { kind: "ed25519" }],
	["1.3.101.113", { kind: "ed448" }]
]);
const hashes = /* @__PURE__ */ new Map([
	["1.2.840.113549.2.5", "md5"],
	["1.3.14.3.2.26", "sha1"],
	["2.16.840.1.101.3.4.2.4", "sha224"],
	["2.16.840.1.101.3.4.2.1", "sha256"],
	["2.16.840.1.101.3.4.2.2", "sha384"],
	["2.16.840.1.101.3.4.2.3", "sha512"]
]);
/** Reads an AlgorithmIdentifier of a signature; one that nobody knows is of kind `unknown`. */
function readSignatureAlgorithm(der) {
	const oid = oidOf(at(der, 0, tags.oid, "signature algorithm"), "signature algorithm");
	if (oid === "1.2.840.113549.1.1.10") return {
		kind: "rsa-pss",
		...pssParameters(der.children[1]),
		oid
	};
	return {
		...algorithms.get(oid) ?? { kind: "unknown" },
		oid
	};
}
/** RFC 4055 3.1: SHA-1 and 20 bytes of salt when nothing is said. */
function pssParameters(parameters) {
	let hash = "sha1";
	let saltLength = 20;
	for (const field of parameters?.children ?? []) {
		const [content] = field.children;
		if (content === void 0) throw new DerError("its signature algorithm is malformed");
		if (field.tag === 160) hash = hashes.get(oidOf(at(content, 0, tags.oid, "signature algorithm"), "signature algorithm"));
		if (field.tag === 162) {
			if (content.body.length > 4) throw new DerError("its signature algorithm is malformed");
			saltLength = Number(integerOf(content, "signature algorithm"));
		}
	}
	return {
		hash,
		saltLength
	};
}
/** A public key for `node:crypto`; undefined when it cannot use it. */
function importPublicKey(spki) {
	try {
		return (0, node_crypto.createPublicKey)({
			key: Buffer.from(spki),
			format: "der",
			type: "spki"
		});
	} catch {
		return;
	}
}
const keyTypes = {
	rsa: ["rsa"],
	"rsa-pss": ["rsa", "rsa-pss"],
	ecdsa: ["ec"],
	dsa: ["dsa"],
	ed25519: ["ed25519"],
	ed448: ["ed448"]
};
/** Does the key verify the signature? Strength of key and hash are not looked at. */
function isSignatureOf({ algorithm, tbs, signature }, key) {
	const way = wayToVerify(algorithm, key);
	try {
		return way !== void 0 && (0, node_crypto.verify)(way.hash, tbs, way.key, signature);
	} catch {
		return false;
	}
}
/** The same on another thread. */
function isSignatureLater({ algorithm, tbs, signature }, key) {
	return new Promise((resolve) => {
		const way = wayToVerify(algorithm, key);
		if (way === void 0) return resolve(false);
		try {
			(0, node_crypto.verify)(way.hash, tbs, way.key, signature, (error, verdict) => resolve(error === null && verdict));
		} catch {
			resolve(false);
		}
	});
}
/** Undefined for a signature that no key of this kind makes. */
function wayToVerify({ kind, hash, saltLength }, key) {
	if (kind === "unknown" || !keyTypes[kind].includes(key.asymmetricKeyType ?? "")) return void 0;
	switch (kind) {
		case "ed25519":
		case "ed448": return {
			hash: null,
			key
		};
		case "rsa-pss":
			if (saltLength === void 0) return void 0;
			return {
				hash,
				key: {
					key,
					padding: node_crypto.constants.RSA_PKCS1_PSS_PADDING,
					saltLength
				}
			};
		case "rsa":
		case "ecdsa":
		case "dsa": return {
			hash,
			key
		};
		default: return kind;
	}
}

// src/read/x509/x509.ts
var x509_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ x509Reader: () => x509Reader });
/**
* X.509 by a DER reader of this folder, signatures and digests by `node:crypto`. General decoders (`asn1js`, and
* `@peculiar/x509` above it) take ten times as long per certificate and to load; the tests hold this one against them.
*/
const x509Reader = {
	certificate: (der, span) => orSentence(() => readCertificate(der, span)),
	trustedCertificate: (der, span) => orSentence(() => readTrustedCertificate(der, span)),
	privateKey: (der, span, label) => orSentence(() => readPrivateKey(der, span, label)),
	verifyAhead
};
function orSentence(read) {
	try {
		return read();
	} catch (error) {
		if (error instanceof DerError) return { because: error.message };
		throw error;
	}
}
/** X509_AUX: a certificate and, behind it, X509_CERT_AUX { trust, reject [0], alias, ... } (OpenSSL, crypto/x509/x_x509a.c). */
function readTrustedCertificate(bytes, span) {
	const [first, aux] = decodeAll(bytes);
	if (first === void 0) throw new DerError("it is empty");
	const certificate = readCertificate(first.raw, span);
	if (aux === void 0) return {
		certificate,
		trust: void 0
	};
	const usages = (tag) => aux.children.find((list) => list.tag === tag)?.children.map(extendedUsage);
	return {
		certificate,
		trust: {
			trusted: usages(tags.sequence),
			rejected: usages(160) ?? []
		}
	};
}
const materials = /* @__PURE__ */ new WeakMap();
function readCertificate(bytes, span) {
	const der = decodeDer(bytes);
	if (der.tag !== tags.sequence) throw new DerError("it is no certificate");
	const tbs = at(der, 0, tags.sequence, "body");
	const algorithm = at(der, 1, tags.sequence, "signature algorithm");
	const signature = at(der, 2, tags.bits, "signature");
	if (der.children.length !== 3) throw new DerError("it is no certificate");
	const fields = readBody(tbs);
	const outer = readSignatureAlgorithm(algorithm);
	const { repeated, ...extensions } = readExtensions(fields.extensions);
	const read = {
		span,
		sha256: sha256(bytes),
		...fields.plain,
		publicKey: readPublicKey(fields.spki),
		signature: outer,
		...extensions
	};
	const algorithmsDiffer = Buffer.compare(fields.algorithm.raw, algorithm.raw) !== 0;
	const certificate = {
		...read,
		goRefuses: goRefusal(read, {
			spki: fields.spki,
			algorithmsDiffer,
			repeated
		}),
		isSignedBy: (issuer) => isSignedBy(certificate, issuer)
	};
	const signed = {
		tbs: tbs.raw,
		signature: bitsOf(signature),
		algorithm: outer
	};
	materials.set(certificate, {
		signed,
		spki: fields.spki.raw,
		der: bytes,
		algorithmsDiffer,
		verdicts: /* @__PURE__ */ new Map()
	});
	return certificate;
}
/** The DER of a certificate that this reader made; undefined for any other. */
function derOf(certificate) {
	return materials.get(certificate)?.der;
}
function isSignedBy(certificate, issuer) {
	const own = materials.get(certificate);
	const other = materials.get(issuer);
	if (own === void 0 || other === void 0) return false;
	const { spki } = issuer.publicKey;
	let verdict = own.verdicts.get(spki);
	if (verdict === void 0) {
		const key = own.algorithmsDiffer ? null : keyOf(other);
		verdict = key !== null && isSignatureOf(own.signed, key);
		own.verdicts.set(spki, verdict);
	}
	return verdict;
}
/** Null where `node:crypto` cannot use it. */
function keyOf(material) {
	if (material.key === void 0) material.key = importPublicKey(material.spki) ?? null;
	return material.key;
}
/** Up to so many signatures are verified sooner than threads are started. */
const fewSignatures = 200;
/** Of an issuer whose name and key identifier lead to several keys, the chain decides which are asked. */
async function verifyAhead(certificates) {
	if (certificates.length <= fewSignatures) return;
	const issuers = /* @__PURE__ */ new Map();
	const add = (key, certificate) => {
		const before = issuers.get(key);
		const isAlike = before !== "several" && (before === void 0 || before.publicKey.spki === certificate.publicKey.spki);
		issuers.set(key, isAlike ? certificate : "several");
	};
	for (const certificate of certificates) {
		add(certificate.subject.der, certificate);
		if (certificate.subjectKeyId !== void 0) add(`${certificate.subject.der}\n${certificate.subjectKeyId}`, certificate);
	}
	await Promise.all(certificates.map((certificate) => {
		const { issuer: name, authorityKeyId } = certificate;
		const issuer = (authorityKeyId === void 0 ? void 0 : issuers.get(`${name.der}\n${authorityKeyId}`)) ?? issuers.get(name.der);
		return issuer === void 0 || issuer === "several" ? void 0 : verifyOne(certificate, issuer);
	}));
}
async function verifyOne(certificate, issuer) {
	const { spki } = issuer.publicKey;
	const own = materials.get(certificate);
	const other = materials.get(issuer);
	if (own === void 0 || other === void 0 || own.algorithmsDiffer || own.verdicts.has(spki)) return;
	const key = keyOf(other);
	if (key !== null) own.verdicts.set(spki, await isSignatureLater(own.signed, key));
}
/** RFC 5280 4.1: TBSCertificate. */
function readBody(tbs) {
	const versioned = tbs.children[0]?.tag === 160;
	const first = versioned ? 1 : 0;
	const version = versionOf(versioned ? tbs.children[0]?.children[0] : void 0);
	const validity = at(tbs, first + 3, tags.sequence, "validity");
	const serial = at(tbs, first, tags.integer, "serial number");
	if (serial.body.length > 1024) throw new DerError("its serial number is malformed");
	const spki = at(tbs, first + 5, tags.sequence, "public key");
	const wrapped = tbs.children.slice(first + 6).find(({ tag }) => tag === 163);
	const extensions = wrapped === void 0 ? [] : at(wrapped, 0, tags.sequence, "list of extensions").children;
	return {
		algorithm: at(tbs, first + 1, tags.sequence, "signature algorithm"),
		spki,
		extensions: version === 3 ? extensions : [],
		plain: {
			version,
			serial: integerOf(serial, "serial number"),
			issuer: readName(at(tbs, first + 2, tags.sequence, "issuer"), "issuer"),
			notBefore: timeOf(validity.children[0], "begin of validity"),
			notAfter: timeOf(validity.children[1], "end of validity"),
			subject: readName(at(tbs, first + 4, tags.sequence, "subject"), "subject")
		}
	};
}
function versionOf(der) {
	const value = der === void 0 ? 0n : der.body.length > 8 ? -1n : integerOf(der, "version");
	if (value === 0n) return 1;
	if (value === 1n) return 2;
	if (value === 2n) return 3;
	throw new DerError("its version is none of 1, 2 and 3");
}

Object.defineProperty(exports, "decodeDer", {
  enumerable: true,
  get: function () {
    return decodeDer;
  }
});
Object.defineProperty(exports, "derOf", {
  enumerable: true,
  get: function () {
    return derOf;
  }
});
Object.defineProperty(exports, "integerOf", {
  enumerable: true,
  get: function () {
    return integerOf;
  }
});
Object.defineProperty(exports, "readPublicKey", {
  enumerable: true,
  get: function () {
    return readPublicKey;
  }
});
Object.defineProperty(exports, "readSignatureAlgorithm", {
  enumerable: true,
  get: function () {
    return readSignatureAlgorithm;
  }
});
Object.defineProperty(exports, "sha256", {
  enumerable: true,
  get: function () {
    return sha256;
  }
});
Object.defineProperty(exports, "tags", {
  enumerable: true,
  get: function () {
    return tags;
  }
});
Object.defineProperty(exports, "timeOf", {
  enumerable: true,
  get: function () {
    return timeOf;
  }
});
Object.defineProperty(exports, "x509Reader", {
  enumerable: true,
  get: function () {
    return x509Reader;
  }
});
Object.defineProperty(exports, "x509_exports", {
  enumerable: true,
  get: function () {
    return x509_exports;
  }
});
})
