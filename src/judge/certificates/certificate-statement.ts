import type { Certificate, PemFile } from "../../model/certificates/certificate.ts";
import { subjectText } from "../../model/certificates/certificate-words.ts";
import { ownCertificateIn } from "../../model/certificates/chain-order.ts";
import type { JudgedFile, Use } from "../../model/certificates/uses.ts";
import type { ChannelId } from "../../model/channels/channel.ts";
import {
  type Component,
  type Instance,
  materialKeys,
  type PdInstance,
  type TikvInstance,
} from "../../model/instances/instance.ts";
import { shortListOf } from "../../text/list-of.ts";
import type { Statement } from "../rule.ts";

/** What rules about certificates and keys share: how they name a certificate, and what PD and TiKV make of a bad one. */

const userTexts = new WeakMap<readonly Use[], string>();

/** `pd-0`, `pd-0 and tikv-0`, `pd-0, pd-1 and 3 more`; clients have no names. Asked for each block of a file, so it is kept. */
export function usersText(uses: readonly Use[]): string {
  const known = userTexts.get(uses);
  if (known !== undefined) return known;
  const text = shortListOf([...new Set(uses.map((use) => use.instance?.name ?? "clients"))]);
  userTexts.set(uses, text);
  return text;
}

/** `pd-0's certificate`, `the certificate of pd-0 and tikv-0`. */
export function ownersText(uses: readonly Use[]): string {
  const names = usersText(uses);
  const [first] = uses;
  return new Set(uses.map((use) => use.instance?.name)).size === 1 && first?.instance !== undefined
    ? `${names}'s certificate`
    : `the certificate of ${names}`;
}

/** May issue certificates: says so, or is a version 1 certificate that signs itself (which cannot say it). */
export function isCa(certificate: Certificate): boolean {
  return certificate.basicConstraints?.ca ?? (certificate.version === 1 && isSelfSigned(certificate));
}

/** Subject and issuer are one name, and its own key verifies it. */
export function isSelfSigned(certificate: Certificate): boolean {
  return certificate.subject.der === certificate.issuer.der && certificate.isSignedBy(certificate);
}

/** The certificate of a file that its users call their own. */
function isLeafOf(file: PemFile, certificate: Certificate): boolean {
  return ownCertificateIn(file) === certificate;
}

/** The uses that present this certificate as their own. */
export function presentersOf({ file, uses }: JudgedFile, certificate: Certificate): readonly Use[] {
  return isLeafOf(file, certificate) ? uses.filter((use) => use.as === "certificate") : [];
}

/** How a message calls a certificate: by who presents it, else by its subject. */
export function titleOf(judged: JudgedFile, certificate: Certificate): string {
  const presenters = presentersOf(judged, certificate);
  if (presenters.length > 0) return ownersText(presenters);
  return `the ${isCa(certificate) ? "CA " : ""}certificate ${subjectText(certificate)}`;
}

/** A statement about one certificate, with the settings that name its file as related places. */
export function statementAbout(
  judged: JudgedFile,
  certificate: Certificate,
  words: Pick<Statement, "message" | "help" | "related" | "channels" | "covers" | "fact">,
): Statement {
  return {
    at: certificate.span,
    subject: certificate.sha256,
    environment: judged.environment.name,
    component: onlyComponent(judged.uses),
    related: usePlaces(judged.uses),
    ...words,
  };
}

const onlyComponents = new WeakMap<readonly Use[], { readonly component: Component | undefined }>();

/** The component, when all users are of one. Kept like the text above. */
export function onlyComponent(uses: readonly Use[]): Component | undefined {
  let only = onlyComponents.get(uses);
  if (only === undefined) {
    const first = uses[0]?.instance?.component;
    only = { component: uses.every((use) => use.instance?.component === first) ? first : undefined };
    onlyComponents.set(uses, only);
  }
  return only.component;
}

/** The settings that name a file, at most three. */
export function usePlaces(uses: readonly Use[]): NonNullable<Statement["related"]> {
  return uses.slice(0, 3).map((use) => ({ at: use.path.span, message: usePlaceText(use) }));
}

function usePlaceText({ instance, as }: Use): string {
  return instance === undefined ? "clients use it" : `${instance.name} names it as ${materialKeys[instance.component][as]}`;
}

/** The channels on which a component shows its certificate. */
export const channelsOfCertificate: Readonly<Record<Component, readonly ChannelId[]>> = {
  pd: ["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer"],
  tikv: ["client-tikv", "tikv-tikv", "status-tikv", "tikv-pd"],
};

/** What each program does with a bad certificate or key that it is given; undefined: it takes it. */
export interface Fates {
  readonly pd: (instance: PdInstance) => string | undefined;
  readonly tikv: (instance: TikvInstance) => string | undefined;
}

/** The consequences for all users, each once; `otherwise` when there are none. */
export function fatesText(uses: readonly Use[], fates: Fates, otherwise: string): string {
  const texts = new Set<string>();
  for (const { instance } of uses) {
    const text = instance === undefined ? undefined : fateOf(instance, fates);
    if (text !== undefined) texts.add(text);
  }
  return shortListOf([...texts], 4) || otherwise;
}

function fateOf(instance: Instance, fates: Fates): string | undefined {
  return instance.component === "pd" ? fates.pd(instance) : fates.tikv(instance);
}

/**
 * PD dials its own advertised client URL at start and exits when that fails; over `http://` it never looks at the
 * certificate (pd: server/server.go; measured on v6.5 to v26.3).
 */
export function pdDoesNotStart(instance: PdInstance): string {
  const urls = instance.advertiseClientUrls;
  const isTls = urls.kind === "known" && urls.value.some((url) => url.value.scheme === "https");
  return isTls ? "PD does not start" : "PD does not start with https URLs";
}

/** `TiKV v8.5.7`. */
export function tikvText(instance: TikvInstance): string {
  return `TiKV ${instance.version.text}`;
}
