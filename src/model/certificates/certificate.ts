import type { RepoPath, Span } from "../../text/span.ts";

declare const sha256: unique symbol;
/** A SHA-256 in lower-case hexadecimal, without colons. */
export type Sha256 = string & { readonly [sha256]: true };

/** A distinguished name. */
export interface Name {
  /** RFC 4514 text, for people. */
  readonly text: string;
  /** The DER of the name in hexadecimal: what the verifiers compare. */
  readonly der: string;
  /** What OpenSSL compares: letter case, blanks and string types do not count there. Undefined: compare the DER. */
  readonly canonical?: string | undefined;
  /** Values of all commonName attributes, in order. PD checks the last one, TiKV the first (facts: pd.md section 4). */
  readonly commonNames: readonly string[];
}

export type KeyKind = "rsa" | "rsa-pss" | "ec" | "ed25519" | "ed448" | "dsa" | "unknown";

export interface PublicKey {
  readonly kind: KeyKind;
  /** RSA and DSA: modulus size; EC: size of the field. In bits; 0 when not known. */
  readonly bits: number;
  /** EC: `P-256`, `P-384`, `P-521`, `P-224`, `secp256k1`, else the OID; `explicit` for explicit parameters. */
  readonly curve?: string | undefined;
  /** RSA only. */
  readonly exponent?: bigint | undefined;
  /** SHA-256 of the DER SubjectPublicKeyInfo. */
  readonly spki: Sha256;
}

export interface SignatureAlgorithm {
  readonly kind: "rsa" | "rsa-pss" | "ecdsa" | "dsa" | "ed25519" | "ed448" | "unknown";
  /** Lower case: `sha256`, `sha1`, `md5`; undefined where the algorithm has none or is not known. */
  readonly hash?: string | undefined;
  /** RSA-PSS: salt length in bytes. */
  readonly saltLength?: number | undefined;
  readonly oid: string;
}

export type KeyUsage =
  | "digitalSignature"
  | "contentCommitment"
  | "keyEncipherment"
  | "dataEncipherment"
  | "keyAgreement"
  | "keyCertSign"
  | "cRLSign"
  | "encipherOnly"
  | "decipherOnly";

export interface SubjectAltName {
  readonly dns: readonly string[];
  /** Canonical text (`10.0.0.1`, `2001:db8::1`). */
  readonly ip: readonly string[];
  readonly uri: readonly string[];
  readonly email: readonly string[];
}

/** RFC 5280 4.2.1.10. IP ranges are `address/prefix` in canonical text. */
export interface NameConstraints {
  readonly permitted: SubjectAltName;
  readonly excluded: SubjectAltName;
  /** Constraints of forms that are none of DNS, IP, URI, e-mail (directory names, for instance). */
  readonly hasOtherForms: boolean;
}

export interface Certificate {
  /** The block in the file. */
  readonly span: Span;
  /** Of the DER. */
  readonly sha256: Sha256;
  readonly version: 1 | 2 | 3;
  /** Two's complement; RFC 5280 wants it positive. */
  readonly serial: bigint;
  readonly subject: Name;
  readonly issuer: Name;
  /** Milliseconds since the epoch, UTC. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  readonly signature: SignatureAlgorithm;
  /** Undefined when the extension is not there. The same holds for those below. */
  readonly subjectAltName?: SubjectAltName | undefined;
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength?: number | undefined } | undefined;
  readonly keyUsage?: ReadonlySet<KeyUsage> | undefined;
  /** `serverAuth`, `clientAuth`, `anyExtendedKeyUsage`, else the OID. */
  readonly extendedKeyUsage?: ReadonlySet<string> | undefined;
  /** Hexadecimal. */
  readonly subjectKeyId?: string | undefined;
  readonly authorityKeyId?: string | undefined;
  /** Name and serial number of the issuer's certificate, when the authority key identifier has them. OpenSSL compares them, Go does not. */
  readonly authority?: { readonly issuer?: Name | undefined; readonly serial?: bigint | undefined } | undefined;
  readonly nameConstraints?: NameConstraints | undefined;
  /** OIDs of critical extensions that neither Go nor OpenSSL handles. */
  readonly unknownCritical: readonly string[];
  /** OIDs of all critical extensions. Go and OpenSSL do not handle the same ones. */
  readonly critical?: readonly string[] | undefined;
  /** Why Go's crypto/x509 cannot even parse it, in Go's words; undefined when it can. OpenSSL is more lenient. */
  readonly goRefuses?: string | undefined;
  /**
   * Does the key of `issuer` verify the signature of this certificate? Computed when first asked. Names, usages,
   * dates and the strength of the hash are not looked at: whoever verifies a chain decides about them.
   */
  isSignedBy(issuer: Certificate): boolean;
}

/** RFC 5280 6.1: subject and issuer are the same name. */
export function isSelfIssued(certificate: Certificate): boolean {
  return certificate.subject.der === certificate.issuer.der;
}

export interface PrivateKey {
  readonly span: Span;
  readonly encoding: "pkcs1" | "pkcs8" | "sec1" | "dsa" | "openssh" | "pkcs12" | "jks" | "unknown";
  readonly encrypted: boolean;
  /** Public half of the key, where the key can be read without a password. */
  readonly publicKey?: PublicKey | undefined;
}

/** What a `TRUSTED CERTIFICATE` block of OpenSSL adds to its certificate: usages by name (`clientAuth`), else by OID. */
export interface TrustSettings {
  /** Undefined: trusted for everything that is not rejected. */
  readonly trusted?: readonly string[] | undefined;
  readonly rejected: readonly string[];
}

/** One block of a PEM file, or the one object of a binary file. */
export type PemBlock = PemContent & {
  /** Where its BEGIN stands in the text that a program reads, which is not where it stands in a manifest that holds the text. */
  readonly begins: "line" | "behind-byte-order-mark" | "inside-line";
};

/** What a block holds. */
export type PemContent =
  | {
      readonly kind: "certificate";
      readonly span: Span;
      readonly label: string;
      readonly certificate: Certificate;
      readonly trust?: TrustSettings | undefined;
    }
  | { readonly kind: "private-key"; readonly span: Span; readonly label: string; readonly key: PrivateKey }
  /** `pem`: no END line or a body that is not base64. `der`: valid base64 that is no certificate (or no key). */
  | {
      readonly kind: "broken";
      readonly span: Span;
      readonly label: string;
      readonly level: "pem" | "der";
      readonly because: string;
    }
  | { readonly kind: "other"; readonly span: Span; readonly label: string };

/** A file (or an entry of a Secret) with certificates and keys. */
export interface PemFile {
  readonly path: RepoPath;
  /** The entry of a Kubernetes Secret that it is; `path` is then the manifest. */
  readonly secret?: { readonly name: string; readonly namespace: string | undefined; readonly key: string } | undefined;
  /** The first line: what a finding about the whole file points at. */
  readonly at: Span;
  readonly format: "pem" | "der" | "pkcs12" | "jks";
  readonly blocks: readonly PemBlock[];
  readonly startsWithByteOrderMark: boolean;
  /** A NUL byte anywhere; DER always counts as having one (facts: grpc.md section 5, "aborts"). */
  readonly hasNul: boolean;
  /** A PEM block's BEGIN line that is indented; OpenSSL does not see such a block. */
  readonly hasIndentedBlock: boolean;
  /** The account of a cloud, as its JSON file says: the key is a secret, and none of TLS. */
  readonly isServiceAccount?: boolean | undefined;
  /** The executable bit of its mode in git; undefined where the tree does not say. */
  readonly executable?: boolean | undefined;
}

/** The certificates of a file, in order. */
export function certificatesOf(file: PemFile): readonly Certificate[] {
  let certificates = certificatesByFile.get(file);
  if (certificates === undefined) {
    certificates = file.blocks.flatMap((block) => (block.kind === "certificate" ? [block.certificate] : []));
    certificatesByFile.set(file, certificates);
  }
  return certificates;
}

const certificatesByFile = new WeakMap<PemFile, readonly Certificate[]>();

/** The private keys of a file, in order. */
export function keysOf(file: PemFile): readonly PrivateKey[] {
  return file.blocks.flatMap((block) => (block.kind === "private-key" ? [block.key] : []));
}
