import type { Certificate, PemFile } from "../../model/certificates/certificate.ts";
import { sentChain, verifyChain } from "../../model/certificates/chain.ts";
import { coversHost } from "../../model/certificates/host-name.ts";
import type { Program } from "../../model/handshake/credentials.ts";
import { keyFits, loadIdentity, loadKey, loadTrust, peerKeyRefusal, verifierOf } from "../../model/handshake/loading.ts";
import { newestRelease } from "../../model/instances/newest.ts";
import { sourceFile } from "../../read/source-file.ts";
import { readPem } from "../../read/x509/pem.ts";
import { x509Reader } from "../../read/x509/x509.ts";
import type { RepoPath, Span } from "../../text/span.ts";
import { readPresented } from "./presented.ts";
import type { ProbeRequest, Verification } from "./probe.ts";

/** What a client shows and trusts, read as the dialling program reads its files. */
export type ClientMaterial =
  | { readonly kind: "unusable"; readonly because: string }
  | {
      readonly kind: "usable";
      /** PEM, with what is sent behind the leaf. */
      readonly certificate?: string | undefined;
      readonly key?: string | undefined;
      readonly anchors: readonly Certificate[];
    };

function programOf(verify: Verification | undefined): Program {
  if (verify?.program !== undefined) return verify.program;
  const component = verify?.as === "grpc" ? "tikv" : "pd";
  return { component, version: newestRelease[component] };
}

/** Reads the files of a client; a program that cannot use its own never dials. */
export function clientMaterial({ credential, verify }: ProbeRequest): ClientMaterial {
  const program = programOf(verify);
  const { component, version } = program;
  const trust = verify && loadTrust(component, version, pemFile("ca.pem", verify.ca), "serverAuth");
  if (trust?.kind === "refused") return unusable("CA file", trust.because);
  const anchors = trust?.anchors ?? [];
  if (credential === undefined) return { kind: "usable", anchors };
  const chain = pemFile("cert.pem", credential.certificate);
  const identity = loadIdentity(component, version, chain);
  if (identity.kind === "refused") return unusable("certificate file", identity.because);
  const key = loadKey(component, version, pemFile("key.pem", credential.key));
  if (key.kind === "refused") return unusable("key file", key.because);
  if (keyFits(key.key, identity.leaf) === false) return unusable("key file", "it holds the key of another certificate");
  const at = verify?.at ?? Date.now();
  // OpenSSL completes a lone leaf from its own CA file; what it found there is the only thing to add.
  const sent = sentChain(identity, anchors, verifierOf(component, version), at);
  const added = sent
    .filter((certificate) => !identity.sent.includes(certificate))
    .map(({ span }) => cutOut(verify?.ca ?? "", span));
  const blocks = [identity.leaf, ...identity.sent].map(({ span }) => cutOut(credential.certificate, span));
  return { kind: "usable", certificate: [...blocks, ...added].join("\n"), key: cutOut(credential.key, key.key.span), anchors };
}

function unusable(file: string, because: string): ClientMaterial {
  return { kind: "unusable", because: `the client cannot use its own ${file}: ${because}` };
}

function pemFile(name: string, text: string): PemFile {
  return readPem(sourceFile(name as RepoPath, new TextEncoder().encode(text)), x509Reader);
}

/** The lines of a PEM block, as a file of their own: this program's OpenSSL is to see what the imitated one sees. */
export function cutOut(text: string, { line, endLine }: Span): string {
  const block = text
    .split("\n")
    .slice(line - 1, endLine)
    .join("\n");
  return block.replace(/^\s+|\r/g, "").replaceAll("X509 CERTIFICATE", "CERTIFICATE");
}

/**
 * Why the dialling program refuses the server that presents this chain; undefined when it does not. By the model's own
 * functions on what came over the wire: the same rules that predict, on what is really there.
 */
export function whyClientRefuses(
  verify: Verification,
  { anchors }: Extract<ClientMaterial, { kind: "usable" }>,
  presented: readonly Uint8Array[],
  at: number,
): string | undefined {
  const chain = readPresented(presented);
  if (typeof chain === "string") return chain;
  const [leaf, ...sent] = chain;
  if (leaf === undefined) return "the server presents no certificate";
  const { component, version } = programOf(verify);
  const verifier = verifierOf(component, version);
  const result = verifyChain({ leaf, sent, anchors, verifier, usage: "serverAuth", at });
  if (result.kind === "refused") return `the client refuses the certificate of the server: ${result.detail}`;
  const key = peerKeyRefusal(leaf.publicKey, verifier, verifier);
  if (key !== undefined) return `the client cannot verify the key of the server: ${key}`;
  if (!coversHost(leaf, verify.host, verify.as)) return `the certificate of the server does not name ${verify.host}`;
  const names = verify.names ?? [];
  const commonName = leaf.subject.commonNames.at(-1) ?? "";
  if (names.length === 0 || names.includes(commonName)) return undefined;
  return `the common name of the server's certificate, ${commonName === "" ? "which is empty" : commonName}, is not among those that the client allows`;
}
