import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { type Certificate, certificatesOf, isSelfIssued } from "../../model/certificates/certificate.ts";
import type { Environment } from "../../model/environments/environment.ts";
import { listAdmits, matchingOf, readsAllowedSan } from "../../model/handshake/allow-list.ts";
import type { Instance } from "../../model/instances/instance.ts";
import type { Setting, Stated } from "../../model/instances/setting.ts";
import { commonName, issueCertificate, keyPemOf, pemOf } from "./issue-certificate.ts";
import type { EditsOf } from "./twin-file.ts";
import { spkiOf } from "./twin-key.ts";
import type { Twins } from "./twins.ts";

/** A certificate that can issue others, with its key. */
export interface Issuer {
  /** DER of its name. */
  readonly name: Uint8Array;
  readonly keyId: Uint8Array | undefined;
  readonly key: KeyObject;
  /** As a note calls it: `a stand-in CA`, `the twin of CN=prod CA`. */
  readonly title: string;
}

/** What serves where the repository does not hold a file, as it should not for keys. */
export interface StandIns {
  /** A CA file in PEM: it makes the cluster work as far as the files leave it open. */
  ca(): string;
  /** A certificate and key in PEM for an instance, that names these hosts. */
  leaf(
    instance: Instance,
    hosts: readonly string[],
  ): { readonly certificate: string; readonly key: string; readonly issuer: string };
  /** Issues for clients where a port asks nobody for a certificate. */
  readonly issuer: Issuer;
}

const day = 24 * 60 * 60_000;

/** From an hour before `now` to a week after it: longer than any test. Milliseconds since the epoch, UTC. */
export function presentDates(now: number): { readonly from: number; readonly until: number } {
  return { from: now - day / 24, until: now + 7 * day };
}

/** Makes the stand-ins of one environment. */
export function makeStandIns(environment: Environment, twins: Twins, edits: EditsOf, now: number): StandIns {
  const dates = presentDates(now);
  const key = newKey();
  const name = commonName(`stand-in CA of ${environment.name}`.slice(0, 64));
  const own = issueCertificate({ subject: name, issuer: name, spki: spkiOf(key), signer: key, use: "ca", ...dates });
  const issuer: Issuer = { name, keyId: undefined, key, title: "a stand-in CA" };
  let bundle: string | undefined;
  return {
    issuer,
    ca() {
      bundle ??= [own, ...strangerCas(twins, dates), ...committedCas(environment, twins, edits)]
        .map((certificate) => pemOf("CERTIFICATE", certificate))
        .join("");
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
        names: [...new Set([...hosts.filter(isHost), ...sansFor(instance)])],
        ...dates,
      });
      return { certificate: pemOf("CERTIFICATE", certificate), key: keyPemOf(leafKey), issuer: signer.title };
    },
  };
}

/** A key of the usual kind. */
export function newKey(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

/** Issuers of committed certificates that are not committed themselves. */
function strangerCas(twins: Twins, dates: { readonly from: number; readonly until: number }): readonly Uint8Array[] {
  return twins.strangers.flatMap(({ name, keyId, key }) => {
    if (key.privateKey === undefined) return [];
    const { spki, privateKey: signer } = key;
    return [issueCertificate({ subject: name, issuer: name, spki, signer, subjectKeyId: keyId, use: "ca", ...dates })];
  });
}

/** The CAs that other instances of the environment trust: most likely the missing file holds one of them. */
function committedCas(environment: Environment, twins: Twins, edits: EditsOf): readonly Uint8Array[] {
  const files = environment.instances.flatMap(({ security: { ca } }) => (ca.kind === "seen" ? [ca.file] : []));
  const certificates = [...new Set(files)].flatMap(certificatesOf).filter(isCa);
  return [...new Map(certificates.map((one) => [one.sha256, one])).values()].map((one) => twins.of(one, edits(one)).der);
}

function isCa(certificate: Certificate): boolean {
  return certificate.basicConstraints?.ca === true || (certificate.basicConstraints === undefined && isSelfIssued(certificate));
}

/** A CA that the instance itself trusts, whose twin can sign and is valid now. */
function issuerFor({ security: { ca } }: Instance, twins: Twins, now: number): Issuer | undefined {
  if (ca.kind !== "seen") return undefined;
  const able = certificatesOf(ca.file).flatMap((certificate) => issuerOf(certificate, twins) ?? []);
  return able.find(({ certificate }) => certificate.notAfter > now)?.issuer ?? able[0]?.issuer;
}

export function issuerOf(
  certificate: Certificate,
  twins: Twins,
): { readonly certificate: Certificate; readonly issuer: Issuer } | undefined {
  const key = twins.keyOf(certificate.publicKey)?.privateKey;
  const maySign = certificate.keyUsage === undefined || certificate.keyUsage.has("keyCertSign");
  if (key === undefined || !isCa(certificate) || !maySign) return undefined;
  const { subject, subjectKeyId } = certificate;
  const keyId = subjectKeyId === undefined ? undefined : Buffer.from(subjectKeyId, "hex");
  const title = `the twin of ${subject.text || "a CA without a name"}`;
  return { certificate, issuer: { name: Buffer.from(subject.der, "hex"), keyId, key, title } };
}

/** A name that all lists of the environment admit, else the first that the instance's own list admits. */
function commonNameFor(instance: Instance, environment: Environment): string | undefined {
  const own = entriesOf(instance.security.allowedCn);
  const everybody = environment.instances.flatMap(({ security }) => entriesOf(security.allowedCn)).map(({ value }) => value);
  const candidates = [...own.map(({ value }) => value), ...everybody, instance.component].filter((value) => value !== "");
  const admits = (other: Instance, name: string) => {
    const entries = entriesOf(other.security.allowedCn);
    return entries.length === 0 || listAdmits(entries, [name], matchingOf(other.component, other.version));
  };
  const [best] = [
    candidates.find((name) => environment.instances.every((other) => admits(other, name))),
    candidates.find((name) => admits(instance, name)),
  ].filter((name) => name !== undefined);
  // An only entry that is empty admits certificates without a common name.
  return best ?? (own.length > 0 ? undefined : instance.component);
}

function sansFor(instance: Instance): readonly string[] {
  if (!readsAllowedSan(instance.component, instance.version)) return [];
  return entriesOf(instance.security.allowedSan)
    .slice(0, 1)
    .map(({ value }) => value)
    .filter(isHost);
}

function entriesOf(list: Stated<readonly Setting<string>[]>): readonly Setting<string>[] {
  return list.kind === "known" ? list.value : [];
}

/** What a subjectAltName can hold as a DNS name or an address. */
function isHost(name: string): boolean {
  return /^[\x21-\x7e]{1,253}$/.test(name);
}
