import { createHash, type KeyObject, randomBytes } from "node:crypto";
import { parseIp } from "../../model/certificates/ip-address.ts";
import { bitString, der, integer, objectIdentifier, octetString, sequence, time } from "./der-writer.ts";
import { signAs, usualAlgorithm } from "./signing.ts";

export interface CertificateRequest {
  /** DER of the names; `commonName` makes one. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly signer: KeyObject;
  /** Of the issuer, where it has one. */
  readonly authorityKeyId?: Uint8Array | undefined;
  readonly subjectKeyId?: Uint8Array | undefined;
  /** Milliseconds since the epoch, UTC. */
  readonly from: number;
  readonly until: number;
  readonly use: "ca" | readonly ("serverAuth" | "clientAuth")[];
  /** DNS names and literal addresses. */
  readonly names?: readonly string[] | undefined;
}

/** Issues a well-formed certificate: X.509 v3, SHA-256. Returns its DER. */
export function issueCertificate(request: CertificateRequest): Uint8Array {
  const { raw, algorithm } = usualAlgorithm(request.signer);
  const body = sequence(
    der(0xa0, integer(2n)),
    integer(BigInt(`0x01${randomBytes(15).toString("hex")}`)),
    raw,
    request.issuer,
    sequence(time(request.from), time(request.until)),
    request.subject,
    request.spki,
    der(0xa3, sequence(...extensionsOf(request))),
  );
  const signature = signAs(algorithm, body, request.signer);
  if (signature === undefined) throw new Error("a key that was made to sign does not sign");
  return sequence(body, raw, bitString(signature));
}

function extensionsOf({ use, names = [], spki, subjectKeyId, authorityKeyId }: CertificateRequest): readonly Buffer[] {
  const isCa = use === "ca";
  const extension = (oid: string, isCritical: boolean, value: Uint8Array) =>
    sequence(objectIdentifier(oid), ...(isCritical ? [yes] : []), octetString(value));
  return [
    extension("2.5.29.19", true, isCa ? sequence(yes) : sequence()),
    // keyCertSign and cRLSign, or digitalSignature: bits from the left, unused ones counted before.
    extension("2.5.29.15", true, der(0x03, isCa ? Uint8Array.of(1, 0x06) : Uint8Array.of(7, 0x80))),
    ...(isCa ? [] : [extension("2.5.29.37", false, sequence(...use.map((usage) => objectIdentifier(usages[usage]))))]),
    ...(names.length === 0 ? [] : [extension("2.5.29.17", false, sequence(...names.map(generalName)))]),
    extension("2.5.29.14", false, octetString(subjectKeyId ?? keyIdOf(spki))),
    ...(authorityKeyId === undefined ? [] : [extension("2.5.29.35", false, sequence(der(0x80, authorityKeyId)))]),
  ];
}

const yes = der(0x01, Uint8Array.of(0xff));
const usages = { serverAuth: "1.3.6.1.5.5.7.3.1", clientAuth: "1.3.6.1.5.5.7.3.2" } as const;

function generalName(name: string): Buffer {
  const address = parseIp(name);
  return address === undefined ? der(0x82, Buffer.from(name)) : der(0x87, address);
}

/** DER of a name with one common name, or of the empty name. */
export function commonName(text: string | undefined): Buffer {
  if (text === undefined) return sequence();
  return sequence(der(0x31, sequence(objectIdentifier("2.5.4.3"), der(0x0c, Buffer.from(text)))));
}

/** RFC 7093 2, method 1: the first 160 bits of a SHA-256. */
export function keyIdOf(spki: Uint8Array): Buffer {
  return createHash("sha256").update(spki).digest().subarray(0, 20);
}

/** A PEM block with a final newline. */
export function pemOf(label: string, content: Uint8Array): string {
  const lines =
    Buffer.from(content)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** PKCS#8 in PEM, as every program here reads it. */
export function keyPemOf(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }) as string;
}
