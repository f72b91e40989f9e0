import type { Span } from "../../text/span.ts";
import type { Certificate, PemBlock, PemFile, PrivateKey, PublicKey } from "../certificates/certificate.ts";
import type { Verifier } from "../certificates/chain.ts";
import { isStrongKey, isWeakHash } from "../certificates/chain-openssl.ts";
import type { Component } from "../instances/instance.ts";
import { isAtLeast, type Version } from "../instances/version.ts";

/** A file that a program cannot use, and what follows. */
export interface LoadRefusal {
  readonly kind: "refused";
  /** One clause: `it holds no certificate`. */
  readonly because: string;
  /** `aborts`: the process dies, also when it is running already. `refuses-everybody`: it starts, and no handshake succeeds. */
  readonly effect: "does-not-start" | "aborts" | "refuses-everybody";
  readonly at: Span;
}

export interface LoadedIdentity {
  readonly kind: "loaded";
  readonly leaf: Certificate;
  /** What stands behind the leaf and is sent with it, in order. */
  readonly sent: readonly Certificate[];
}

export interface LoadedTrust {
  readonly kind: "loaded";
  /** In order. Empty for PD: it starts reading with an empty pool and then trusts nobody. */
  readonly anchors: readonly Certificate[];
  /** The block at which TiKV stopped reading, without a word in its log; what stands behind it is lost. */
  readonly stoppedAt?: PemBlock | undefined;
}

export interface LoadedKey {
  readonly kind: "loaded";
  readonly key: PrivateKey;
}

/** Whose verification a program uses. TiKV v8.5.5 and newer carries OpenSSL 3.5, all before it and the betas of v9.0 carry 1.1.1. */
export function verifierOf(program: Component, version: Version): Verifier {
  if (program === "pd") return "go";
  const isBeta = version.major === 9 && /-(alpha|beta|rc)/.test(version.text);
  return isAtLeast(version, "v8.5.5") && !isBeta ? "openssl-3.5" : "openssl-1.1.1";
}

/**
 * How a program reads `cert-path`. PD: `tls.X509KeyPair` of Go; TiKV: `ssl_ctx_use_certificate_chain` of gRPC core.
 * Both measured, block by block.
 */
export function loadIdentity(program: Component, version: Version, file: PemFile): LoadedIdentity | LoadRefusal {
  const verifier = verifierOf(program, version);
  return verifier === "go" ? goIdentity(file) : openSslIdentity(file, verifier);
}

/** How a program reads its CA file. `usage` is what it verifies with it: OpenSSL obeys the settings of `TRUSTED CERTIFICATE`. */
export function loadTrust(
  program: Component,
  version: Version,
  file: PemFile,
  usage: "serverAuth" | "clientAuth",
): LoadedTrust | LoadRefusal {
  const verifier = verifierOf(program, version);
  return verifier === "go" ? goTrust(file) : openSslTrust(file, verifier, usage);
}

/** How a program reads `key-path`. */
export function loadKey(program: Component, version: Version, file: PemFile): LoadedKey | LoadRefusal {
  const verifier = verifierOf(program, version);
  return verifier === "go" ? goKey(file) : openSslKey(file, verifier);
}

/** Does the key belong to the certificate? Undefined when the key does not show its public half. */
export function keyFits(key: PrivateKey, certificate: Certificate): boolean | undefined {
  return key.publicKey && key.publicKey.spki === certificate.publicKey.spki;
}

function refused(at: Span, because: string, effect: LoadRefusal["effect"] = "does-not-start"): LoadRefusal {
  return { kind: "refused", because, effect, at };
}

/** Blocks whose BEGIN is where both programs look for it: at the start of a line, and not behind a byte-order mark. */
function visibleBlocks(file: PemFile, verifier: Verifier): readonly PemBlock[] {
  if (file.format !== "pem") return [];
  return file.blocks.filter(
    ({ begins }) => begins === "line" || (begins === "behind-byte-order-mark" && verifier === "openssl-3.5"),
  );
}

/** `encoding/pem` passes over a block without an END line or with a body that is not base64. */
function goBlocks(file: PemFile): readonly PemBlock[] {
  return visibleBlocks(file, "go").filter((block) => block.kind !== "broken" || block.level === "der");
}

function noPem(file: PemFile): string {
  if (file.format !== "pem") return `it is ${formatNames[file.format]}, and Go reads PEM only`;
  if (file.startsWithByteOrderMark) return "it begins with a byte-order mark, behind which Go finds no PEM block";
  return "it holds no PEM block";
}

const formatNames = { der: "a DER file", pkcs12: "a PKCS#12 store", jks: "a Java key store" } as const;

function goIdentity(file: PemFile): LoadedIdentity | LoadRefusal {
  const blocks = goBlocks(file);
  if (blocks.length === 0) return refused(file.at, noPem(file));
  const [first, ...rest] = blocks.filter(({ label }) => label === "CERTIFICATE");
  const found = blocks[0] as PemBlock;
  if (first === undefined) {
    if (blocks.some(({ label }) => isKeyLabel(label)))
      return refused(found.span, "it holds a private key where the certificate should be");
    return refused(found.span, `it has a ${found.label} block, and Go reads CERTIFICATE blocks only`);
  }
  if (first.kind !== "certificate") return refused(first.span, `its first certificate does not parse: ${becauseOf(first)}`);
  const wrong = first.certificate.goRefuses ?? goKeyKindRefusal(first.certificate.publicKey);
  if (wrong !== undefined) return refused(first.span, `Go refuses the certificate (${wrong})`);
  const sent: Certificate[] = [];
  for (const block of rest) {
    // Go sends what stands behind the leaf unread; a peer that cannot parse all of it ends the handshake.
    if (block.kind !== "certificate") {
      return refused(block.span, `a certificate behind the first does not parse: ${becauseOf(block)}`, "refuses-everybody");
    }
    sent.push(block.certificate);
  }
  return { kind: "loaded", leaf: first.certificate, sent };
}

function becauseOf(block: PemBlock): string {
  return block.kind === "broken" ? block.because : "it is no certificate";
}

/** Keys that `tls.X509KeyPair` does not take. It takes P-224, with which no handshake of TLS 1.3 succeeds (`peerKeyRefusal`). */
function goKeyKindRefusal({ kind }: PublicKey): string | undefined {
  switch (kind) {
    case "rsa":
    case "ed25519":
    case "ec":
      return undefined;
    case "rsa-pss":
    case "dsa":
    case "ed448":
    case "unknown":
      return "tls: unknown public key algorithm";
    default:
      return kind satisfies never;
  }
}

function isKeyLabel(label: string): boolean {
  return label === "PRIVATE KEY" || label.endsWith(" PRIVATE KEY");
}

/** etcd's `tlsutil.NewCertPool`: every block, whatever its label, must be a certificate. */
function goTrust(file: PemFile): LoadedTrust | LoadRefusal {
  const anchors: Certificate[] = [];
  for (const block of goBlocks(file)) {
    switch (block.kind) {
      case "certificate":
        if (block.trust !== undefined) return refused(block.span, "Go refuses a TRUSTED CERTIFICATE block (x509: trailing data)");
        if (block.certificate.goRefuses !== undefined) {
          return refused(block.span, `Go refuses the certificate (${block.certificate.goRefuses})`);
        }
        anchors.push(block.certificate);
        break;
      case "private-key":
        return refused(block.span, "a private key stands in it, and PD reads every block as a certificate");
      case "broken":
        return refused(block.span, `a ${block.label} block in it is no certificate: ${block.because}`);
      case "other":
        return refused(block.span, `a ${block.label} block stands in it, and PD reads every block as a certificate`);
      default:
        return block satisfies never;
    }
  }
  return { kind: "loaded", anchors };
}

/** `tls.X509KeyPair`: the first block whose label says private key decides. */
function goKey(file: PemFile): LoadedKey | LoadRefusal {
  const blocks = goBlocks(file);
  if (blocks.length === 0) return refused(file.at, noPem(file));
  const block = blocks.find(({ label }) => isKeyLabel(label));
  if (block === undefined) {
    const holds = blocks[0]?.label === "CERTIFICATE" ? "a certificate" : `a ${blocks[0]?.label} block`;
    return refused((blocks[0] as PemBlock).span, `it holds ${holds} where the private key should be`);
  }
  if (block.kind !== "private-key") return refused(block.span, `the key does not parse: ${becauseOf(block)}`);
  const { key } = block;
  if (key.encrypted) return refused(block.span, "the key is encrypted, and PD cannot ask for a password");
  if (key.encoding === "openssh" || key.encoding === "dsa") return refused(block.span, `Go cannot use a ${block.label} block`);
  const kind = key.publicKey && (goKeyKindRefusal(key.publicKey) ?? goCurveRefusal(key.publicKey));
  return kind === undefined ? { kind: "loaded", key } : refused(block.span, `Go refuses the key (${kind})`);
}

function goCurveRefusal({ curve }: PublicKey): string | undefined {
  if (curve === undefined || ["P-224", "P-256", "P-384", "P-521"].includes(curve)) return undefined;
  return "x509: unknown elliptic curve";
}

type OpenSsl = Exclude<Verifier, "go">;

/** A NUL byte ends TiKV's process: its bindings make a C string of the file. DER always has one. */
function nulRefusal(file: PemFile): LoadRefusal | undefined {
  if (!file.hasNul) return undefined;
  const what = file.format === "pem" ? "it holds a NUL byte" : `it is ${formatNames[file.format]}`;
  return refused(file.at, `${what}, at which the process aborts`, "aborts");
}

/** Labels that OpenSSL reads as a certificate. */
const certificateLabels = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

/** The certificates of a file up to the first block that OpenSSL cannot read, and that block. */
function openSslCertificates(file: PemFile, verifier: OpenSsl) {
  const certificates: Extract<PemBlock, { kind: "certificate" }>[] = [];
  for (const block of visibleBlocks(file, verifier)) {
    if (block.kind === "certificate") certificates.push(block);
    else if (block.kind === "broken" && (block.level === "pem" || certificateLabels.includes(block.label))) {
      return { certificates, stoppedAt: block };
    }
  }
  return { certificates, stoppedAt: undefined };
}

function openSslIdentity(file: PemFile, verifier: OpenSsl): LoadedIdentity | LoadRefusal {
  const nul = nulRefusal(file);
  if (nul !== undefined) return nul;
  const { certificates, stoppedAt } = openSslCertificates(file, verifier);
  const [first, ...rest] = certificates;
  if (first === undefined) {
    return refused(
      stoppedAt?.span ?? file.at,
      stoppedAt ? `its first block does not parse: ${stoppedAt.because}` : noCertificate(file),
    );
  }
  if (first.label === "TRUSTED CERTIFICATE")
    return refused(first.span, "gRPC refuses a TRUSTED CERTIFICATE block as its own certificate");
  const weak = weakness(first.certificate, verifier);
  if (weak !== undefined) return refused(first.span, weak);
  // PEM_read_bio_X509 does not know the label that PEM_read_bio_X509_AUX knows.
  const sent = rest.filter(({ label }) => label !== "TRUSTED CERTIFICATE");
  for (const { certificate, span } of sent) {
    const why = weakness(certificate, verifier);
    if (why !== undefined) return refused(span, `behind the first certificate: ${why}`, "refuses-everybody");
  }
  return { kind: "loaded", leaf: first.certificate, sent: sent.map(({ certificate }) => certificate) };
}

function noCertificate(file: PemFile): string {
  if (file.hasIndentedBlock) return "its PEM blocks are indented, and OpenSSL does not see such a block";
  if (file.startsWithByteOrderMark && file.blocks.length > 0)
    return "it begins with a byte-order mark, behind which OpenSSL 1.1.1 finds no block";
  return "it holds no certificate";
}

/** What OpenSSL's security level refuses in a certificate that a program presents (`ssl_security_cert`). */
function weakness(certificate: Certificate, verifier: OpenSsl): string | undefined {
  const { kind, bits, curve } = certificate.publicKey;
  if (!isStrongKey(certificate.publicKey, verifier)) {
    return `OpenSSL refuses the key (${curve ?? `${kind.toUpperCase()}, ${bits} bits`})`;
  }
  const { hash } = certificate.signature;
  const isSelfSigned = certificate.subject.der === certificate.issuer.der;
  if (isSelfSigned || hash === undefined || !isWeakHash(hash, verifier)) return undefined;
  return `OpenSSL refuses the signature hash ${hash.toUpperCase()}`;
}

function openSslTrust(file: PemFile, verifier: OpenSsl, usage: "serverAuth" | "clientAuth"): LoadedTrust | LoadRefusal {
  const nul = nulRefusal(file);
  if (nul !== undefined) return nul;
  const { certificates, stoppedAt } = openSslCertificates(file, verifier);
  if (certificates.length === 0) {
    return refused(
      stoppedAt?.span ?? file.at,
      stoppedAt ? `its first block does not parse: ${stoppedAt.because}` : noCertificate(file),
    );
  }
  const anchors = certificates.filter(({ trust }) => trust === undefined || isTrustedFor(trust, usage));
  return { kind: "loaded", anchors: anchors.map(({ certificate }) => certificate), stoppedAt };
}

function isTrustedFor(
  trust: { readonly trusted?: readonly string[] | undefined; readonly rejected: readonly string[] },
  usage: string,
): boolean {
  const names = [usage, "anyExtendedKeyUsage"];
  if (trust.rejected.some((name) => names.includes(name))) return false;
  return trust.trusted === undefined || trust.trusted.some((name) => names.includes(name));
}

/** `PEM_read_bio_PrivateKey`: the first block with a label of a key that OpenSSL knows. */
function openSslKey(file: PemFile, verifier: OpenSsl): LoadedKey | LoadRefusal {
  const nul = nulRefusal(file);
  if (nul !== undefined) return nul;
  for (const block of visibleBlocks(file, verifier)) {
    if (block.kind === "broken" && (block.level === "pem" || openSslKeyLabels.includes(block.label))) {
      return refused(block.span, `a ${block.label} block does not parse: ${block.because}`);
    }
    if (block.kind !== "private-key" || !openSslKeyLabels.includes(block.label)) continue;
    if (block.key.encrypted) return refused(block.span, "the key is encrypted, and TiKV cannot ask for a password");
    return { kind: "loaded", key: block.key };
  }
  return refused(file.at, file.hasIndentedBlock ? noCertificate(file) : "it holds no private key that OpenSSL reads");
}

const openSslKeyLabels = ["PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY"];

/**
 * Why a handshake fails on the kind of the peer's key, whatever its chain: TLS needs a signature algorithm that both
 * sides have. Undefined when it does not. Measured pair by pair with gRPC core on both OpenSSLs and with Go.
 */
export function peerKeyRefusal({ kind, curve, bits }: PublicKey, by: Verifier, peer: Verifier): string | undefined {
  const none = (what: string) => `TLS has no signature algorithm for ${what}`;
  switch (kind) {
    case "rsa":
      return by === "go" && bits > 8192 ? "Go refuses an RSA key of more than 8192 bits" : undefined;
    case "ed25519":
      return undefined;
    case "rsa-pss":
    case "ed448":
      return by === "go" ? `Go does not know ${kind === "ed448" ? "Ed448" : "RSA-PSS"} keys` : undefined;
    case "ec":
      if (curve === undefined || ["P-256", "P-384", "P-521"].includes(curve)) return undefined;
      if (curve === "explicit")
        return by === "openssl-1.1.1" && peer === "openssl-1.1.1" ? undefined : none("explicit curve parameters");
      if (brainpool.test(curve) && by === "openssl-3.5" && peer === "openssl-3.5") return undefined;
      return none(curve);
    case "dsa":
    case "unknown":
      return none(kind === "dsa" ? "DSA keys" : "a key of this kind");
    default:
      return kind satisfies never;
  }
}

/** brainpoolP256r1, P384r1, P512r1: the ones with a TLS 1.3 code point (RFC 8734). */
const brainpool = /^1\.3\.36\.3\.3\.2\.8\.1\.1\.(7|11|13)$/;
