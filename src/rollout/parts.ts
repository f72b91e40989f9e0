import type { Instance, PdInstance, Security, TikvInstance, Url } from "../model/instances/instance.ts";
import type { Setting, Stated } from "../model/instances/setting.ts";
import { isLoopback } from "../model/instances/url.ts";
import { bundleOf } from "./bundle.ts";
import type { InstanceMatch } from "./match.ts";
import { materialChange, trustChange } from "./material-change.ts";
import { changesMaterial, dialsOtherwise, isSameOutside, type Outside } from "./outside.ts";

/** The parts of a configuration that can be changed one at a time. */
export const parts = ["ca", "certificate", "list", "client-urls", "advertise-client", "peer-urls", "clients", "rest"] as const;
export type Part = (typeof parts)[number];

/**
 * What a part is made of: as before, as after, or both at once (a bundle of the two CAs, the union of two allow lists, a
 * port that serves http and https).
 */
export type Blend = "old" | "both" | "new";

/** A configuration between before and after. Parts that the change leaves alone are not named. */
export type Choice = Readonly<Partial<Record<Part, Blend>>>;

/** Which parts of an environment change, and what each can be made of. */
export function blendsOf(matches: readonly InstanceMatch[]): ReadonlyMap<Part, readonly Blend[]> {
  const blends = new Map<Part, readonly Blend[]>();
  for (const part of parts) {
    let changes = false;
    let mixes = false;
    for (const { base, head } of matches) {
      if (base === undefined || head === undefined) {
        // What is added or removed comes and goes with the remaining settings.
        changes ||= part === "rest";
        continue;
      }
      if (!changesIn(part, base, head)) continue;
      changes = true;
      mixes ||= canBeBoth(part, base, head);
    }
    // Where TLS comes or goes, so do all its files: one without the others is no configuration.
    if (part === "certificate" && matches.some(turnsOn)) continue;
    if (changes) blends.set(part, mixes ? ["old", "both", "new"] : ["old", "new"]);
  }
  return blends;
}

function turnsOn({ base, head }: InstanceMatch): boolean {
  if (base === undefined || head === undefined) return false;
  return (base.security.ca.kind === "absent") !== (head.security.ca.kind === "absent");
}

/** Does one instance change in a part? */
export function changesIn(part: Part, base: Instance, head: Instance): boolean {
  switch (part) {
    case "ca":
      return trustChange(base.security.ca, head.security.ca) !== "same";
    case "certificate":
      return (["certificate", "key"] as const).some(
        (name) => materialChange(base.security[name], head.security[name]) !== "same",
      );
    case "list":
      return listText(base.security.allowedCn) !== listText(head.security.allowedCn) || sansOf(base) !== sansOf(head);
    case "client-urls":
      return bothPd(base, head, (pd) => urlsText(pd.clientUrls));
    case "advertise-client":
      return bothPd(base, head, (pd) => urlsText(pd.advertiseClientUrls));
    case "peer-urls":
      return bothPd(base, head, (pd) => `${urlsText(pd.peerUrls)}\n${urlsText(pd.advertisePeerUrls)}`);
    case "clients":
      return false;
    case "rest":
      return restOf(base) !== restOf(head);
    default:
      return part satisfies never;
  }
}

function bothPd(base: Instance, head: Instance, text: (pd: PdInstance) => string): boolean {
  return base.component === "pd" && head.component === "pd" && text(base) !== text(head);
}

/** What of the other settings decides who can talk. */
function restOf(instance: Instance): string {
  const { version } = instance;
  if (instance.component === "pd") return version.text;
  const { advertiseAddress, address, pdEndpoints } = instance;
  return [version.text, statedText(advertiseAddress), statedText(address), listText(pdEndpoints)].join("\n");
}

function sansOf({ security }: Instance): string {
  return listText(security.allowedSan);
}

function statedText(stated: Stated<string>): string {
  return stated.kind === "known" ? stated.value : stated.kind;
}

/** A list in words that are equal for equal lists; the order of names says nothing. An empty list is none. */
export function listText(stated: Stated<readonly Setting<string>[]>): string {
  if (stated.kind !== "known") return stated.kind === "absent" ? "" : `unknown ${stated.because}`;
  return stated.value
    .map(({ value }) => value)
    .sort()
    .join("\n");
}

export function urlsText(stated: Stated<readonly Setting<Url>[]>): string {
  return stated.kind === "known" ? stated.value.map(({ value }) => value.text.trim()).join(",") : stated.kind;
}

function canBeBoth(part: Part, base: Instance, head: Instance): boolean {
  const [before, after] = [base.security, head.security];
  switch (part) {
    case "ca":
      return canBundle(before, after);
    case "list":
      return listText(before.allowedCn) !== "" && listText(after.allowedCn) !== "" && bothKnown(before, after);
    case "client-urls":
      return base.component === "pd" && head.component === "pd" && schemesOf(base.clientUrls) !== schemesOf(head.clientUrls);
    default:
      return false;
  }
}

/** Can one CA file hold what two hold? */
export function canBundle({ ca: before }: Security, { ca: after }: Security): boolean {
  return before.kind === "seen" && after.kind === "seen" && materialChange(before, after) !== "path";
}

function bothKnown(before: Security, after: Security): boolean {
  return before.allowedCn.kind === "known" && after.allowedCn.kind === "known";
}

/** `http`, `https`, or both, in order. */
export function schemesOf(urls: Stated<readonly Setting<Url>[]>): string {
  if (urls.kind !== "known") return urls.kind;
  return [...new Set(urls.value.map(({ value }) => value.scheme ?? "none"))].sort().join(",");
}

/** One instance, or the clients, in a configuration between before and after. The same choice gives the same object. */
export class Blender {
  readonly #made = new Map<string, Instance | undefined>();
  readonly #clients = new Map<string, Outside>();

  /** Credentials of clients change with the files of the same kind of the servers: they need both CAs at the same time. */
  clients(before: Outside, after: Outside, choice: Choice): Outside {
    if (isSameOutside(before, after)) return before;
    if (dialsOtherwise(before, after)) return (choice.clients ?? "new") === "old" ? before : after;
    const blend = (part: Part): Blend => choice[part] ?? "new";
    const wanted = (["ca", "certificate"] as const).filter((part) => changesMaterial(part, before, after));
    if (wanted.every((part) => blend(part) === "old")) return before;
    if (wanted.every((part) => blend(part) === "new")) return after;
    const key = wanted.map((part) => `${part}=${blend(part)}`).join(" ");
    const [old, fresh] = [before.security as Security, after.security as Security];
    const made = this.#clients.get(key) ?? { ...after, security: blendedSecurity(old, fresh, blend) };
    this.#clients.set(key, made);
    return made;
  }

  instance({ id, base, head }: InstanceMatch, choice: Choice): Instance | undefined {
    if (base === undefined || head === undefined) return (choice.rest ?? "new") === "old" ? base : head;
    const wanted = parts.filter((part) => changesIn(part, base, head));
    const blend = (part: Part): Blend => choice[part] ?? (part === "certificate" ? choice.ca : undefined) ?? "new";
    if (wanted.every((part) => blend(part) === "old")) return base;
    if (wanted.every((part) => blend(part) === "new")) return head;
    const key = [id, ...wanted.map((part) => `${part}=${blend(part)}`)].join(" ");
    let made = this.#made.get(key);
    if (made === undefined) {
      made = blended(base, head, blend);
      this.#made.set(key, made);
    }
    return made;
  }
}

function blended(base: Instance, head: Instance, blend: (part: Part) => Blend): Instance {
  const security = blendedSecurity(base.security, head.security, blend);
  const rest = blend("rest") === "old" ? base : head;
  if (rest.component === "tikv") return { ...(rest as TikvInstance), name: head.name, security };
  return { ...(rest as PdInstance), ...blendedUrls(base as PdInstance, head as PdInstance, blend), name: head.name, security };
}

function blendedSecurity(base: Security, head: Security, blend: (part: Part) => Blend): Security {
  const pair = blend("certificate") === "old" ? base : head;
  const list = blend("list");
  return {
    at: head.at,
    ca: blend("ca") === "both" ? bundleOf(base.ca, head.ca) : blend("ca") === "old" ? base.ca : head.ca,
    certificate: pair.certificate,
    key: pair.key,
    allowedCn: list === "both" ? union(base.allowedCn, head.allowedCn) : (list === "old" ? base : head).allowedCn,
    allowedSan: list === "both" ? union(base.allowedSan, head.allowedSan) : (list === "old" ? base : head).allowedSan,
  };
}

function union(before: Stated<readonly Setting<string>[]>, after: Stated<readonly Setting<string>[]>): typeof after {
  if (before.kind !== "known" || after.kind !== "known") return after;
  // A list that one side does not have accepts everybody: so does both at once.
  if (before.value.length === 0 || after.value.length === 0) return before.value.length === 0 ? before : after;
  const names = new Set(after.value.map(({ value }) => value));
  return { ...after, value: [...after.value, ...before.value.filter(({ value }) => !names.has(value))] };
}

function blendedUrls(base: PdInstance, head: PdInstance, blend: (part: Part) => Blend): Partial<PdInstance> {
  const listen = blend("client-urls");
  const clientUrls = listen === "both" ? joined(base.clientUrls, head.clientUrls) : (listen === "old" ? base : head).clientUrls;
  const advertised = blend("advertise-client") === "old" ? base : head;
  const peer = blend("peer-urls") === "old" ? base : head;
  const isListening = advertised.advertiseClientUrls === advertised.clientUrls;
  const advertiseClientUrls = !isListening
    ? advertised.advertiseClientUrls
    : clientUrls === advertised.clientUrls
      ? clientUrls
      : withoutUnreliableHosts(advertised.clientUrls);
  return { clientUrls, advertiseClientUrls, peerUrls: peer.peerUrls, advertisePeerUrls: peer.advertisePeerUrls };
}

function joined(before: Stated<readonly Setting<Url>[]>, after: Stated<readonly Setting<Url>[]>): typeof after {
  return before.kind === "known" && after.kind === "known" ? { ...after, value: [...before.value, ...after.value] } : after;
}

/** A listen address that nobody wrote as the one to dial stays one of which nothing is known. */
function withoutUnreliableHosts(urls: Stated<readonly Setting<Url>[]>): Stated<readonly Setting<Url>[]> {
  if (urls.kind !== "known") return urls;
  const value = urls.value.map((url) =>
    isLoopback(url.value.host) || /^[0.:]+$/.test(url.value.host) ? { ...url, value: { ...url.value, host: "" } } : url,
  );
  return { ...urls, value };
}
