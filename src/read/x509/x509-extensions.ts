import type { Certificate, KeyUsage, NameConstraints, SubjectAltName } from "../../model/certificates/certificate.ts";
import { ipText } from "../../model/certificates/ip-address.ts";
import { bitsOf, booleanOf, type Der, DerError, decodeDer, hexOf, integerOf, oidOf, tags } from "./x509-der.ts";
import { readName } from "./x509-name.ts";

type Extensions = Pick<
  Certificate,
  | "subjectAltName"
  | "basicConstraints"
  | "keyUsage"
  | "extendedKeyUsage"
  | "subjectKeyId"
  | "authorityKeyId"
  | "authority"
  | "nameConstraints"
  | "unknownCritical"
> & { readonly critical: readonly string[]; readonly repeated?: string | undefined };

const keyUsages: readonly KeyUsage[] = [
  "digitalSignature",
  "contentCommitment",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
];

const usageNames = new Map([
  ["1.3.6.1.5.5.7.3.1", "serverAuth"],
  ["1.3.6.1.5.5.7.3.2", "clientAuth"],
  ["2.5.29.37.0", "anyExtendedKeyUsage"],
]);

/** Critical extensions that Go (crypto/x509, processExtensions) or OpenSSL (X509_supported_extension) handles. */
const handled: ReadonlySet<string> = new Set([
  "2.5.29.14", // subjectKeyIdentifier
  "2.5.29.15", // keyUsage
  "2.5.29.17", // subjectAltName
  "2.5.29.19", // basicConstraints
  "2.5.29.30", // nameConstraints
  "2.5.29.31", // cRLDistributionPoints
  "2.5.29.32", // certificatePolicies
  "2.5.29.33", // policyMappings
  "2.5.29.35", // authorityKeyIdentifier
  "2.5.29.36", // policyConstraints
  "2.5.29.37", // extendedKeyUsage
  "2.5.29.54", // inhibitAnyPolicy
  "2.16.840.1.113730.1.1", // Netscape certificate type
  "1.3.6.1.5.5.7.1.7", // IP address blocks, RFC 3779
  "1.3.6.1.5.5.7.1.8", // autonomous system identifiers
  "1.3.6.1.5.5.7.1.14", // proxy certificate
  "1.3.6.1.5.5.7.48.1.5", // OCSP no check
]);

/** Reads the list of extensions. */
export function readExtensions(list: readonly Der[]): Extensions {
  const critical: string[] = [];
  const seen = new Set<string>();
  let repeated: string | undefined;
  let fields: Partial<Extensions> = {};
  for (const extension of list) {
    const [id, ...rest] = extension.children;
    const value = rest.at(-1);
    if (id === undefined || value?.tag !== tags.octets) throw new DerError("an extension is malformed");
    const oid = oidOf(id, "extension's identifier");
    if (rest.length === 2 && rest[0]?.tag === tags.boolean && booleanOf(rest[0])) critical.push(oid);
    if (seen.has(oid)) repeated ??= oid;
    seen.add(oid);
    fields = { ...fields, ...readExtension(oid, value.body) };
  }
  return { ...fields, critical, unknownCritical: critical.filter((oid) => !handled.has(oid)), repeated };
}

function readExtension(oid: string, value: Uint8Array): Partial<Extensions> {
  switch (oid) {
    case "2.5.29.14":
      return { subjectKeyId: hexOf(elementOf(value, tags.octets, "subject key identifier").body) };
    case "2.5.29.15":
      return { keyUsage: keyUsageOf(elementOf(value, tags.bits, "key usage")) };
    case "2.5.29.17":
      return { subjectAltName: namesOf(elementOf(value, tags.sequence, "subjectAltName").children).names };
    case "2.5.29.19":
      return { basicConstraints: basicConstraintsOf(elementOf(value, tags.sequence, "basicConstraints")) };
    case "2.5.29.30":
      return { nameConstraints: nameConstraintsOf(elementOf(value, tags.sequence, "nameConstraints")) };
    case "2.5.29.35":
      return authorityOf(elementOf(value, tags.sequence, "authority key identifier"));
    case "2.5.29.37": {
      return { extendedKeyUsage: new Set(elementOf(value, tags.sequence, "extended key usage").children.map(extendedUsage)) };
    }
    default:
      return {};
  }
}

/** `serverAuth`, `clientAuth`, `anyExtendedKeyUsage`, else the OID. */
export function extendedUsage(der: Der): string {
  const oid = oidOf(der, "extended key usage");
  return usageNames.get(oid) ?? oid;
}

function elementOf(value: Uint8Array, tag: number, what: string): Der {
  const der = decodeDer(value);
  if (der.tag !== tag) throw new DerError(`its ${what} is malformed`);
  return der;
}

/** RFC 5280 4.2.1.1. */
function authorityOf(der: Der): Partial<Extensions> {
  const field = (tag: number) => der.children.find((child) => child.tag === tag);
  const id = field(0x80);
  const serial = field(0x82);
  const directory = field(0xa1)?.children.find(({ tag }) => tag === 0xa4)?.children[0];
  if (serial !== undefined && serial.body.length > 1024) throw new DerError("its authority key identifier is malformed");
  return {
    ...(id !== undefined && { authorityKeyId: hexOf(id.body) }),
    ...((directory !== undefined || serial !== undefined) && {
      authority: {
        issuer: directory && readName(directory, "authority key identifier"),
        serial: serial && integerOf(serial, "authority key identifier"),
      },
    }),
  };
}

function keyUsageOf(der: Der): ReadonlySet<KeyUsage> {
  const bits = bitsOf(der);
  return new Set(keyUsages.filter((_, index) => ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0));
}

function basicConstraintsOf(der: Der): NonNullable<Certificate["basicConstraints"]> {
  const ca = der.children.find(({ tag }) => tag === tags.boolean);
  const length = der.children.find(({ tag }) => tag === tags.integer);
  if (length !== undefined && (length.body.length > 6 || integerOf(length, "path length") < 0n)) {
    throw new DerError("its path length is malformed");
  }
  return {
    ca: ca !== undefined && booleanOf(ca),
    ...(length !== undefined && { pathLength: Number(integerOf(length, "path length")) }),
  };
}

function nameConstraintsOf(der: Der): NameConstraints {
  const subtrees = (tag: number) =>
    namesOf(der.children.find((child) => child.tag === tag)?.children.flatMap(({ children }) => children.slice(0, 1)) ?? []);
  const permitted = subtrees(0xa0);
  const excluded = subtrees(0xa1);
  return {
    permitted: permitted.names,
    excluded: excluded.names,
    hasOtherForms: permitted.hasOtherForms || excluded.hasOtherForms,
  };
}

function namesOf(list: readonly Der[]): { names: SubjectAltName; hasOtherForms: boolean } {
  const names = { dns: [] as string[], ip: [] as string[], uri: [] as string[], email: [] as string[] };
  let hasOtherForms = false;
  for (const { tag, body } of list) {
    const text = () => Buffer.from(body).toString("latin1");
    if (tag === 0x81) names.email.push(text());
    else if (tag === 0x82) names.dns.push(text());
    else if (tag === 0x86) names.uri.push(text());
    else if (tag === 0x87) names.ip.push(addressOf(body));
    else hasOtherForms = true;
  }
  return { names, hasOtherForms };
}

/** Canonical text of an address, or of an address and its mask. */
function addressOf(body: Uint8Array): string {
  const half = body.length / 2;
  if (body.length === 4 || body.length === 16) return ipText(body);
  if (body.length === 8 || body.length === 32) return `${ipText(body.subarray(0, half))}/${prefixOf(body.subarray(half))}`;
  throw new DerError(`an address in it has ${body.length} bytes`);
}

function prefixOf(mask: Uint8Array): number {
  const bits = Array.from(mask, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const prefix = bits.indexOf("0") === -1 ? bits.length : bits.indexOf("0");
  if (bits.includes("1", prefix)) throw new DerError("a mask in its nameConstraints has gaps");
  return prefix;
}
