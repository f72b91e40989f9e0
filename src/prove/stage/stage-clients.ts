import { createHash, type KeyObject } from "node:crypto";
import type { DeclaredClients } from "../../model/build.ts";
import { type Certificate, certificatesOf, type PemFile } from "../../model/certificates/certificate.ts";
import { verifyChain } from "../../model/certificates/chain.ts";
import type { Environment } from "../../model/environments/environment.ts";
import { comparedCommonName, entryAdmits, listAdmits, matchingOf } from "../../model/handshake/allow-list.ts";
import { identityOf, presentationOf, trustOf, verifierOf } from "../../model/handshake/credentials.ts";
import { offerOf } from "../../model/handshake/handshake.ts";
import type { NameRule, Offer, Port } from "../../model/handshake/offer.ts";
import type { Instance, Material, Security } from "../../model/instances/instance.ts";
import { absent } from "../../model/instances/setting.ts";
import { sourceFile } from "../../read/source-file.ts";
import { readPem } from "../../read/x509/pem.ts";
import { derOf, x509Reader } from "../../read/x509/x509.ts";
import type { RepoPath, ServerPath } from "../../text/span.ts";
import { commonName, issueCertificate, keyPemOf, pemOf } from "../twins/issue-certificate.ts";
import { type Issuer, newKey, presentDates, type StandIns } from "../twins/stand-ins.ts";
import { spkiOf } from "../twins/twin-key.ts";
import type { Twins } from "../twins/twins.ts";
import type { Credential, CredentialKind, Stage, TwinInstance } from "./stage.ts";
import type { Workspace } from "./workspace.ts";

/** Twins of the credentials that the config file declares for clients. */
export interface WrittenClients {
  readonly declared: DeclaredClients;
  readonly files: readonly { readonly path: RepoPath; readonly bytes: Uint8Array }[];
}

export interface ClientsRequest {
  readonly environment: Environment;
  readonly twin: Environment;
  readonly workspace: Workspace;
  readonly twins: Twins;
  readonly standIns: StandIns;
  readonly now: number;
  readonly clients: WrittenClients | undefined;
}

/** Clients of the ports of a stage, each made when it is first asked for. */
export function makeClients(request: ClientsRequest): Stage["clientOf"] {
  const made = new Map<string, Credential | undefined>();
  const stranger: Issuer = { name: commonName("stranger CA"), keyId: undefined, key: newKey(), title: "a stranger" };
  return (instance, port, kind) => {
    const id = `${request.twin.instances.indexOf(instance.twin)}-${port}-${kind}`;
    if (!made.has(id)) made.set(id, makeClient(request, stranger, instance, port, kind, id));
    return made.get(id);
  };
}

function makeClient(
  request: ClientsRequest,
  stranger: Issuer,
  { twin }: TwinInstance,
  port: Port,
  kind: CredentialKind,
  id: string,
): Credential | undefined {
  const offer = offerOf({ instance: twin, port });
  if (offer === undefined) return undefined;
  const ca = trustOfClient(request, twin);
  if (kind === "right") {
    const declared = declaredClient(request, ca);
    if (declared !== undefined) return credential(request, id, declared);
  }
  const asks = offer.check.kind !== "none";
  if (!asks && kind !== "right") return undefined;
  const issuer = kind === "other-ca" ? stranger : asks ? issuerOn(request, offer) : request.standIns.issuer;
  if (issuer === undefined) return undefined;
  const names = namesFor(offer, kind, request.environment);
  if (names === undefined) return undefined;
  const { from, until } = presentDates(request.now);
  const year = 365 * 24 * 60 * 60_000;
  const dates = kind === "expired" ? { from: from - 2 * year, until: from - year } : { from, until };
  const key = newKey();
  const der = issueCertificate({
    subject: commonName(names.commonName),
    issuer: issuer.name,
    authorityKeyId: issuer.keyId,
    spki: spkiOf(key),
    signer: issuer.key,
    use: kind === "no-client-usage" ? ["serverAuth"] : ["serverAuth", "clientAuth"],
    names: names.sans,
    ...dates,
  });
  return credential(request, id, { certificate: pemOf("CERTIFICATE", der), key: keyPemOf(key), ca });
}

interface Texts {
  readonly certificate: string;
  readonly key: string;
  readonly ca: string;
}

function credential({ workspace }: ClientsRequest, id: string, texts: Texts): Credential {
  const folder = `clients/${id}`;
  const put = (name: keyof Texts) => {
    const path = `${folder}/${name}.pem`;
    const bytes = new TextEncoder().encode(texts[name]);
    const absolute = workspace.write(path, bytes);
    const file = readPem(sourceFile(path as RepoPath, bytes), x509Reader);
    return { absolute, material: seen(absolute, file) };
  };
  const [certificate, key, ca] = [put("certificate"), put("key"), put("ca")];
  const security: Security = {
    at: certificate.material.file.at,
    ca: ca.material,
    certificate: certificate.material,
    key: key.material,
    allowedCn: absent,
    allowedSan: absent,
  };
  return { ...texts, files: { certificate: certificate.absolute, key: key.absolute, ca: ca.absolute }, security };
}

function seen(absolute: string, file: PemFile): Extract<Material, { kind: "seen" }> {
  return { kind: "seen", path: { value: absolute as ServerPath, span: file.at, origin: "form" }, file };
}

/** The twin of the client that the config file declares: its certificate, and its CA where that is declared too. */
function declaredClient({ twin, twins, clients }: ClientsRequest, ca: string): Texts | undefined {
  const certificate = twin.clients?.certificate;
  if (certificate?.kind !== "seen" || clients === undefined) return undefined;
  const [leaf] = certificatesOf(certificate.file);
  const key = leaf && twins.privateKeyOf(leaf.publicKey);
  if (key === undefined) return undefined;
  const text = (file: PemFile) => Buffer.from(clients.files.find(({ path }) => path === file.path)?.bytes ?? []).toString("utf8");
  const declared = twin.clients?.ca;
  return { certificate: text(certificate.file), key: keyPemOf(key), ca: declared?.kind === "seen" ? text(declared.file) : ca };
}

/** A CA that the port takes clients of, whose twin can sign: the first one with which a certificate really verifies. */
function issuerOn({ twins, standIns, now }: ClientsRequest, { instance }: Offer): Issuer | undefined {
  const trust = trustOf(instance.security, instance, "clientAuth");
  if (trust.kind !== "held") return undefined;
  const standIn = createHash("sha256").update(spkiOf(standIns.issuer.key)).digest("hex");
  for (const anchor of trust.value) {
    const key = anchor.publicKey.spki === standIn ? standIns.issuer.key : twins.privateKeyOf(anchor.publicKey);
    const issuer = key && issuerWith(anchor, key);
    if (issuer !== undefined && issuesFor(issuer, instance, trust.value, now)) return issuer;
  }
  return undefined;
}

function issuerWith({ subject, subjectKeyId }: Certificate, key: KeyObject): Issuer {
  const keyId = subjectKeyId === undefined ? undefined : Buffer.from(subjectKeyId, "hex");
  return { name: Buffer.from(subject.der, "hex"), keyId, key, title: subject.text };
}

function issuesFor(issuer: Issuer, instance: Instance, anchors: readonly Certificate[], now: number): boolean {
  const leaf = readCertificate(
    issueCertificate({
      subject: commonName("trial"),
      issuer: issuer.name,
      authorityKeyId: issuer.keyId,
      spki: spkiOf(newKey()),
      signer: issuer.key,
      use: ["clientAuth"],
      ...presentDates(now),
    }),
  );
  const request = { leaf, sent: [], anchors, verifier: verifierOf(instance), usage: "clientAuth", at: now } as const;
  return verifyChain(request).kind === "verified";
}

function readCertificate(der: Uint8Array): Certificate {
  const read = x509Reader.certificate(der, { path: "client.pem" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 1 });
  if ("because" in read) throw new Error(`a certificate that was made is not read: ${read.because}`);
  return read;
}

interface Names {
  readonly commonName: string | undefined;
  readonly sans: readonly string[];
}

const usual = "tikv-tls-gate";

/** A name that the port allows, or for `other-name` one that nobody meant; undefined where there is no list to refuse it. */
function namesFor(offer: Offer, kind: CredentialKind, environment: Environment): Names | undefined {
  const rule: NameRule = offer.check.kind === "certificate" ? offer.check.names : { kind: "any" };
  if (rule.kind !== "listed") return kind === "other-name" ? undefined : { commonName: usual, sans: [] };
  const { component, version } = offer.instance;
  const matching = matchingOf(component, version);
  const entries = rule.commonNames.map(({ value }) => value);
  const sans = rule.sans
    .slice(0, 1)
    .map(({ value }) => value)
    .filter((value) => value !== "");
  if (kind === "other-name") {
    if (matching === "substring" && rule.commonNames.length > 0)
      return { commonName: intruder(entries, environment, offer), sans };
    return {
      commonName: rule.commonNames.length > 0 ? stranger(entries) : usual,
      sans: rule.commonNames.length > 0 ? sans : ["stranger.invalid"],
    };
  }
  // An entry that is empty stands for certificates without a common name.
  const allowed = entries.find((value) => value !== "" && listAdmits(rule.commonNames, [value], matching));
  return { commonName: rule.commonNames.length === 0 ? usual : allowed, sans };
}

/** TiKV's master looks for the entry anywhere in the name: one that a stranger could have, best a committed one. */
function intruder(entries: readonly string[], environment: Environment, { instance }: Offer): string {
  const committed = environment.files
    .flatMap(certificatesOf)
    .filter(({ basicConstraints }) => basicConstraints?.ca !== true)
    .map((certificate) => comparedCommonName(instance.component, certificate));
  const entry = entries.find((value) => value !== "") ?? "";
  const found = committed.find((name) => !entries.includes(name) && entryAdmits(entry, name, "substring"));
  return found ?? (entry.startsWith(".") ? `stranger${entry}` : `not-${entry}-really`);
}

function stranger(entries: readonly string[]): string {
  let name = "stranger";
  while (entries.includes(name)) name += "-x";
  return name;
}

/**
 * What makes a Go client trust the server: the root of its chain alone, else with the intermediates that the server does
 * not send, else the server's own certificate.
 */
function trustOfClient({ twin, twins, now }: ClientsRequest, instance: Instance): string {
  const identity = identityOf(instance.security, instance);
  if (identity.kind !== "held") return "";
  const presented = presentationOf(instance.security, instance, identity.value, now);
  const known = [...presented.sent, ...twin.files.flatMap(certificatesOf), ...strangerRoots(twins, now)];
  const above: Certificate[] = [];
  for (let current: Certificate | undefined = presented.leaf; current !== undefined && above.length < 8; ) {
    const child: Certificate = current;
    current = known.find(
      (one) => one.subject.der === child.issuer.der && child.isSignedBy(one) && !above.includes(one) && one !== child,
    );
    if (current !== undefined) above.push(current);
  }
  const sets = [above.slice(-1), above, [presented.leaf]].filter((set) => set.length > 0);
  const { leaf, sent } = presented;
  const fits = (anchors: readonly Certificate[]) =>
    verifyChain({ leaf, sent, anchors, verifier: "go", usage: "serverAuth", at: now }).kind === "verified";
  const chosen = sets.find(fits) ?? sets[0] ?? [];
  return chosen
    .flatMap((one) => derOf(one) ?? [])
    .map((der) => pemOf("CERTIFICATE", der))
    .join("");
}

const roots = new WeakMap<Twins, readonly Certificate[]>();

/** Issuers that are not committed have no certificate: clients get one of their own. */
function strangerRoots(twins: Twins, now: number): readonly Certificate[] {
  let made = roots.get(twins);
  if (made === undefined) {
    made = twins.strangers.flatMap(({ name, keyId, key }) => {
      if (key.privateKey === undefined) return [];
      const { spki, privateKey: signer } = key;
      return [
        readCertificate(
          issueCertificate({ subject: name, issuer: name, spki, signer, subjectKeyId: keyId, use: "ca", ...presentDates(now) }),
        ),
      ];
    });
    roots.set(twins, made);
  }
  return made;
}
