import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

/** When the test certificates are valid by default: in the middle of their year. Milliseconds since the epoch, UTC. */
export const testTime = Date.parse("2026-11-24T00:00:00Z");

export type KeySpec =
  | "rsa-1024"
  | "rsa-2048"
  | "rsa-3072"
  | "rsa-4096"
  | "rsa-pss-2048"
  | "rsa-2048-e3"
  | "p-224"
  | "p-256"
  | "p-384"
  | "p-521"
  | "secp256k1"
  | "brainpoolP256r1"
  | "p-256-explicit"
  | "ed25519"
  | "ed448"
  | "dsa-2048";

type ExtendedUsage = "serverAuth" | "clientAuth" | "anyExtendedKeyUsage" | "codeSigning";

export interface IssueOptions {
  /** One common name, several (one attribute each), or none for an empty subject. Default: none. */
  readonly cn?: string | readonly string[];
  /** Attribute O, before the common names. */
  readonly organization?: string;
  /** Default: signed by itself. */
  readonly issuer?: Issued;
  /** Signs with another key than the issuer's own: a certificate that pretends. */
  readonly signedWith?: KeyObject;
  /** Default `p-256`. Keys of one kind and label are made once per process. */
  readonly key?: KeySpec | KeyObject;
  /** Two certificates with the same label and kind share a key. Default: a label of its own. */
  readonly keyLabel?: string;
  /** `DNS:a`, `IP:10.0.0.1`, `URI:spiffe://x`, `email:a@b`; an empty list: no extension. */
  readonly san?: readonly string[];
  /** True: CA without path length; a number: its path length; false: an explicit CA:FALSE; undefined: no extension. */
  readonly ca?: boolean | number;
  /** Default: none for a CA, both serverAuth and clientAuth for a leaf. Null: no extension. */
  readonly usages?: readonly ExtendedUsage[] | null;
  /** Bit names; null: no extension. Default: keyCertSign and cRLSign for a CA, digitalSignature for a leaf. */
  readonly keyUsage?: readonly (keyof typeof usageBits)[] | null;
  /** RFC 3339. Default: 2026-06-01 to 2027-06-01, CAs 2024-01-01 to 2033-01-01. */
  readonly from?: string;
  readonly until?: string;
  readonly serial?: bigint;
  /** Default `sha256`. */
  readonly hash?: "md5" | "sha1" | "sha224" | "sha256" | "sha384" | "sha512";
  /** Sign with RSA-PSS: salt length in bytes. */
  readonly pssSalt?: number;
  /** Leave key identifiers out. */
  readonly withoutKeyIds?: boolean;
  readonly version?: 1 | 3;
  /** More extensions, as DER of the value. */
  readonly extensions?: readonly { readonly oid: string; readonly critical?: boolean; readonly value: Buffer }[];
  /** GeneralSubtrees as `DNS:svc`, `IP:10.0.0.0/8`. */
  readonly permitted?: readonly string[];
  readonly excluded?: readonly string[];
}

export interface Issued {
  readonly pem: string;
  readonly der: Buffer;
  readonly privateKey: KeyObject;
  /** PKCS#8. */
  readonly keyPem: string;
  readonly subject: Buffer;
  readonly keyId: Buffer;
}

/** Makes a certificate for tests, whatever is wrong with it. Not for production use: nothing is checked. */
export function issue(options: IssueOptions = {}): Issued {
  const privateKey = typeof options.key === "object" ? options.key : testKey(options.key ?? "p-256", options.keyLabel);
  const signer = options.signedWith ?? options.issuer?.privateKey ?? privateKey;
  const isCa = options.ca === true || typeof options.ca === "number";
  const spki = publicHalf(privateKey);
  const keyId = createHash("sha1").update(spki).digest();
  const subject = nameOf(options);
  const algorithm = signatureAlgorithm(signer, options);
  const extensions = extensionsOf(options, isCa, keyId);
  const body = sequence(
    ...(options.version === 1 ? [] : [tagged(0, integer(2n))]),
    integer(options.serial ?? BigInt(`0x01${randomBytes(8).toString("hex")}`)),
    algorithm,
    options.issuer?.subject ?? subject,
    sequence(
      time(options.from ?? (isCa ? "2024-01-01" : "2026-06-01")),
      time(options.until ?? (isCa ? "2033-01-01" : "2027-06-01")),
    ),
    subject,
    spki,
    ...(options.version === 1 || extensions.length === 0 ? [] : [tagged(3, sequence(...extensions))]),
  );
  const der = sequence(body, algorithm, bits(signature(body, signer, options)));
  return {
    pem: pemOf("CERTIFICATE", der),
    der,
    privateKey,
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
    subject,
    keyId,
  };
}

/** A PEM block with a final newline. */
export function pemOf(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** A PEM block between marks, for the rule tester: `«-----BEGIN ... -----END ...-----»`. */
export function marked(pem: string): string {
  return pem.replace(/-----BEGIN ([^-]+)-----[\s\S]*?-----END \1-----/, "«$&»");
}

const keys = new Map<string, KeyObject>();
let unlabelled = 0;

/** A private key of a kind, made once per process and label. RSA keys without a label come from a small pool: they are slow to make. */
export function testKey(spec: KeySpec, label?: string): KeyObject {
  const isSlow = spec.startsWith("rsa") || spec.startsWith("dsa");
  const id = `${spec} ${label ?? (isSlow ? `pool ${unlabelled++ % 4}` : `own ${unlabelled++}`)}`;
  let key = keys.get(id);
  if (key === undefined) {
    key = makeKey(spec);
    keys.set(id, key);
  }
  return key;
}

function makeKey(spec: KeySpec): KeyObject {
  const [kind, size] = spec.split("-");
  switch (spec) {
    case "rsa-pss-2048":
      return generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey;
    case "rsa-2048-e3":
      return generateKeyPairSync("rsa", { modulusLength: 2048, publicExponent: 3 }).privateKey;
    case "ed25519":
      return generateKeyPairSync("ed25519").privateKey;
    case "ed448":
      return generateKeyPairSync("ed448").privateKey;
    case "dsa-2048":
      return generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 256 }).privateKey;
    case "p-256-explicit":
      return generateKeyPairSync("ec", { namedCurve: "P-256", paramEncoding: "explicit" }).privateKey;
    case "p-224":
      return generateKeyPairSync("ec", { namedCurve: "secp224r1" }).privateKey;
    case "p-256":
    case "p-384":
    case "p-521":
    case "secp256k1":
    case "brainpoolP256r1":
      return generateKeyPairSync("ec", { namedCurve: spec.replace("p-", "P-") }).privateKey;
    default:
      return generateKeyPairSync(kind as "rsa", { modulusLength: Number(size) }).privateKey;
  }
}

function publicHalf(key: KeyObject): Buffer {
  // Node derives the public half when a private key is given where a public one is wanted.
  return Buffer.from(createPublicKey(key).export({ type: "spki", format: "der" }));
}

const usageBits = {
  digitalSignature: 0,
  contentCommitment: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyAgreement: 4,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

const extendedOids: Record<ExtendedUsage, string> = {
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  anyExtendedKeyUsage: "2.5.29.37.0",
};

function extensionsOf(options: IssueOptions, isCa: boolean, keyId: Buffer): Buffer[] {
  const list: Buffer[] = [];
  const add = (oid: string, critical: boolean, value: Buffer) =>
    list.push(sequence(objectId(oid), ...(critical ? [encode(0x01, Buffer.from([0xff]))] : []), octets(value)));
  if (options.ca !== undefined) {
    const pathLength = typeof options.ca === "number" ? [integer(BigInt(options.ca))] : [];
    add("2.5.29.19", true, isCa ? sequence(encode(0x01, Buffer.from([0xff])), ...pathLength) : sequence());
  }
  const keyUsage =
    options.keyUsage === undefined
      ? isCa
        ? (["keyCertSign", "cRLSign"] as const)
        : (["digitalSignature"] as const)
      : options.keyUsage;
  if (keyUsage !== null) {
    const byte = keyUsage.reduce((sum, name) => sum | (0x80 >> usageBits[name]), 0);
    const unused = byte === 0 ? 0 : 31 - Math.clz32(byte & -byte);
    add("2.5.29.15", true, encode(0x03, Buffer.from([unused, byte])));
  }
  const usages = options.usages === undefined ? (isCa ? null : (["serverAuth", "clientAuth"] as const)) : options.usages;
  if (usages !== null) add("2.5.29.37", false, sequence(...usages.map((usage) => objectId(extendedOids[usage]))));
  if (options.san !== undefined && options.san.length > 0) add("2.5.29.17", false, sequence(...options.san.map(generalName)));
  if (options.withoutKeyIds !== true) {
    add("2.5.29.14", false, octets(keyId));
    if (options.issuer !== undefined) add("2.5.29.35", false, sequence(encode(0x80, options.issuer.keyId)));
  }
  if (options.permitted !== undefined || options.excluded !== undefined) {
    const subtrees = (tag: number, names: readonly string[] | undefined) =>
      names === undefined ? [] : [tagged(tag, Buffer.concat(names.map((name) => sequence(generalName(name)))))];
    add("2.5.29.30", true, sequence(...subtrees(0, options.permitted), ...subtrees(1, options.excluded)));
  }
  for (const extension of options.extensions ?? []) add(extension.oid, extension.critical ?? false, extension.value);
  return list;
}

function generalName(text: string): Buffer {
  const colon = text.indexOf(":");
  const value = text.slice(colon + 1);
  switch (text.slice(0, colon)) {
    case "email":
      return encode(0x81, Buffer.from(value));
    case "DNS":
      return encode(0x82, Buffer.from(value));
    case "URI":
      return encode(0x86, Buffer.from(value));
    case "IP": {
      const [address, prefix] = value.split("/") as [string, string | undefined];
      const bytes = addressBytes(address);
      if (prefix === undefined) return encode(0x87, bytes);
      const mask = Buffer.from(bytes.map((_, index) => 256 - 2 ** (8 - Math.min(8, Math.max(0, Number(prefix) - index * 8)))));
      return encode(0x87, Buffer.concat([bytes, mask]));
    }
    default:
      throw new Error(`not a general name: ${text}`);
  }
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  const [head = "", tail] = address.split("::") as [string, string | undefined];
  const groups = (text: string) =>
    text
      .split(":")
      .filter((group) => group !== "")
      .map((group) => Number.parseInt(group, 16));
  const left = groups(head);
  const right = groups(tail ?? "");
  const all = [...left, ...new Array(8 - left.length - right.length).fill(0), ...right];
  return Buffer.from(all.flatMap((group: number) => [group >> 8, group & 0xff]));
}

function nameOf(options: IssueOptions): Buffer {
  const attribute = (oid: string, value: string) => encode(0x31, sequence(objectId(oid), encode(0x0c, Buffer.from(value))));
  const names = options.cn === undefined ? [] : typeof options.cn === "string" ? [options.cn] : options.cn;
  return sequence(
    ...(options.organization === undefined ? [] : [attribute("2.5.4.10", options.organization)]),
    ...names.map((name) => attribute("2.5.4.3", name)),
  );
}

const rsaOids = {
  md5: "1.2.840.113549.1.1.4",
  sha1: "1.2.840.113549.1.1.5",
  sha224: "1.2.840.113549.1.1.14",
  sha256: "1.2.840.113549.1.1.11",
  sha384: "1.2.840.113549.1.1.12",
  sha512: "1.2.840.113549.1.1.13",
} as const;
const ecdsaOids = {
  md5: "",
  sha1: "1.2.840.10045.4.1",
  sha224: "1.2.840.10045.4.3.1",
  sha256: "1.2.840.10045.4.3.2",
  sha384: "1.2.840.10045.4.3.3",
  sha512: "1.2.840.10045.4.3.4",
} as const;
const dsaOids = {
  md5: "",
  sha1: "1.2.840.10040.4.3",
  sha224: "2.16.840.1.101.3.4.3.1",
  sha256: "2.16.840.1.101.3.4.3.2",
  sha384: "",
  sha512: "",
} as const;
const hashOids = {
  md5: "",
  sha1: "1.3.14.3.2.26",
  sha224: "2.16.840.1.101.3.4.2.4",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
} as const;

function signatureAlgorithm(signer: KeyObject, options: IssueOptions): Buffer {
  const hash = options.hash ?? "sha256";
  switch (signer.asymmetricKeyType) {
    case "ec":
      return sequence(objectId(ecdsaOids[hash]));
    case "dsa":
      return sequence(objectId(dsaOids[hash]));
    case "ed25519":
      return sequence(objectId("1.3.101.112"));
    case "ed448":
      return sequence(objectId("1.3.101.113"));
    default: {
      if (signer.asymmetricKeyType !== "rsa-pss" && options.pssSalt === undefined) {
        return sequence(objectId(rsaOids[hash]), encode(0x05, Buffer.alloc(0)));
      }
      const digest = sequence(objectId(hashOids[hash]), encode(0x05, Buffer.alloc(0)));
      return sequence(
        objectId("1.2.840.113549.1.1.10"),
        sequence(
          tagged(0, digest),
          tagged(1, sequence(objectId("1.2.840.113549.1.1.8"), digest)),
          tagged(2, integer(BigInt(options.pssSalt ?? 32))),
        ),
      );
    }
  }
}

function signature(body: Buffer, signer: KeyObject, options: IssueOptions): Buffer {
  const hash = options.hash ?? "sha256";
  const type = signer.asymmetricKeyType;
  if (type === "ed25519" || type === "ed448") return sign(null, body, signer);
  if (type === "rsa-pss" || options.pssSalt !== undefined) {
    return sign(hash, body, { key: signer, padding: 6, saltLength: options.pssSalt ?? 32 });
  }
  return sign(hash, body, signer);
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const bytes: number[] = [];
  for (let rest = size; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** One DER element: tag, length, content. */
export function encode(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

export function sequence(...parts: Buffer[]): Buffer {
  return encode(0x30, Buffer.concat(parts));
}

function tagged(number: number, content: Buffer): Buffer {
  return encode(0xa0 | number, content);
}

function octets(content: Buffer): Buffer {
  return encode(0x04, content);
}

function bits(content: Buffer): Buffer {
  return encode(0x03, Buffer.concat([Buffer.from([0]), content]));
}

function integer(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(Number(BigInt.asUintN(8, rest)));
    rest >>= 8n;
  } while (!((rest === 0n && (bytes[0] as number) < 0x80) || (rest === -1n && (bytes[0] as number) >= 0x80)));
  return encode(0x02, Buffer.from(bytes));
}

export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128)) groups.unshift((high & 0x7f) | 0x80);
    return groups;
  });
  return encode(0x06, Buffer.from(bytes));
}

function time(date: string): Buffer {
  const iso = new Date(date).toISOString().replace(/[-:T]|\.\d+/g, "");
  return Number(iso.slice(0, 4)) < 2050 ? encode(0x17, Buffer.from(iso.slice(2))) : encode(0x18, Buffer.from(iso));
}
