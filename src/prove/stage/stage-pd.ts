import { endpointIndex } from "../../model/channels/dialling.ts";
import { statedAs } from "../../model/handshake/credentials.ts";
import { lookup } from "../../model/instances/config-tree.ts";
import type { PdInstance, Url } from "../../model/instances/instance.ts";
import type { Setting, Stated } from "../../model/instances/setting.ts";
import { type Address, addressText, type Placement } from "./stage.ts";
import { type Draft, leaveOut, rewrite } from "./stage-config.ts";
import { movedUrl, urlsOfOnePort } from "./stage-urls.ts";

/** A PD on the stage. */
export interface PdMember {
  readonly instance: PdInstance;
  readonly placement: Placement;
  readonly dataFolder: string;
}

/** Writes names, folders and URLs of a PD; `members` are all PDs of the stage, this one too. */
export function writePd(draft: Draft, own: PdMember, members: readonly PdMember[]): void {
  const { instance: pd } = own;
  const written = nameOf(pd);
  rewrite(draft, "name", memberName(own, members), written === "" ? undefined : written);
  rewrite(draft, "data-dir", own.dataFolder, textAt(pd, "data-dir"));
  writeUrls(draft, own, "client-urls", "advertise-client-urls", addressOf(own, "pd-client"));
  writeUrls(draft, own, "peer-urls", "advertise-peer-urls", addressOf(own, "pd-peer"));
  const joins = writeJoin(draft, own, members);
  writeInitialCluster(draft, own, members, joins);
}

function addressOf({ instance, placement }: PdMember, port: "pd-client" | "pd-peer"): Address {
  const address = placement[port];
  if (address === undefined) throw new Error(`${instance.name} has no address for ${port}`);
  return address;
}

function textAt({ config }: PdInstance, key: string): string | undefined {
  const node = lookup(config, [key], "any-case")?.node;
  return node?.kind === "string" ? node.value : undefined;
}

function nameOf(pd: PdInstance): string {
  return textAt(pd, "name") ?? "";
}

/** Unique on the stage, and without what separates members in `initial-cluster`. */
function memberName({ instance }: PdMember, members: readonly PdMember[]): string {
  const clean = (name: string) => name.replace(/[,=\s]/g, "-");
  const name = clean(instance.name);
  const isAlone = members.filter((other) => clean(other.instance.name) === name).length === 1;
  return isAlone ? name : `${name}-${members.findIndex((other) => other.instance === instance)}`;
}

/** PD serves TLS where it has a certificate, as far as nobody says otherwise. */
function likelyScheme({ security }: PdInstance): "http" | "https" {
  return statedAs(security.certificate) === "absent" ? "http" : "https";
}

/** Advertised URLs are always written: the defaults on this machine would not tell where PD is dialled. */
function writeUrls(
  draft: Draft,
  { instance: pd }: PdMember,
  listen: "client-urls" | "peer-urls",
  advertise: "advertise-client-urls" | "advertise-peer-urls",
  to: Address,
): void {
  const [listening, advertised] =
    listen === "client-urls" ? [pd.clientUrls, pd.advertiseClientUrls] : [pd.peerUrls, pd.advertisePeerUrls];
  const scheme = likelyScheme(pd);
  const move = (urls: readonly Setting<Url>[], use: "listen" | "advertise") =>
    [...new Set(urls.map(({ value }) => movedUrl(value.text, to, use, scheme)))].join(",");
  const { kept, left } = urlsOfOnePort(listed(listening), listed(advertised));
  if (left.length > 0) {
    const texts = left.map(({ value }) => value.text).join(", ");
    draft.notes.push(`${pd.name} listens on several ports with ${listen}: the stage serves one of them, and not ${texts}.`);
  }
  for (const [key, stated] of [
    [listen, listening],
    [advertise, advertised],
  ] as const) {
    if (stated.kind === "unknown")
      draft.notes.push(`${key} of ${pd.name} is decided outside the files: its twin takes the likeliest.`);
  }
  const fallback = `${scheme}://${addressText(to)}`;
  const listens = listening.kind === "known" ? move(kept, "listen") : schemesOf(advertised, to) || fallback;
  rewrite(draft, listen, listens, textOf(listening));
  const advertises = advertised === listening ? (listening.kind === "known" ? move(kept, "advertise") : listens) : undefined;
  rewrite(
    draft,
    advertise,
    advertises ?? (advertised.kind === "known" ? move(listed(advertised), "advertise") : firstUrl(listens)),
    textOf(advertised),
  );
}

/** The schemes of what is advertised are those that are served. */
function schemesOf(advertised: Stated<readonly Setting<Url>[]>, to: Address): string {
  const urls = listed(advertised).filter(({ value }) => value.scheme === "http" || value.scheme === "https");
  return [...new Set(urls.map(({ value }) => `${value.scheme}://${addressText(to)}`))].join(",");
}

function firstUrl(urls: string): string {
  return urls.split(",")[0] ?? "";
}

function listed<T>(stated: Stated<readonly T[]>): readonly T[] {
  return stated.kind === "known" ? stated.value : [];
}

function textOf(stated: Stated<readonly Setting<Url>[]>): string | undefined {
  if (stated.kind === "unknown") return "(decided outside the files)";
  return stated.kind === "known" && stated.origin !== "default"
    ? stated.value.map(({ value }) => value.text).join(",")
    : undefined;
}

/** Does this PD join others? The URLs become those of the members that they lead to. */
function writeJoin(draft: Draft, own: PdMember, members: readonly PdMember[]): boolean {
  const { join } = own.instance;
  if (join.kind === "absent") return false;
  const hosts = members.filter(({ instance }) => instance.join.kind === "absent");
  const elders = hosts.length > 0 ? hosts : members.slice(0, 1);
  if (elders.includes(own)) {
    leaveOut(draft, "join", "somebody has to be first on the stage");
    return false;
  }
  const index = endpointIndex(elders.map(({ instance }) => instance));
  const scheme = likelyScheme(own.instance);
  const urls = listed(join).flatMap(({ value }) => {
    const found = index.get(`${value.host.toLowerCase()}:${value.port ?? ""}`) ?? [];
    return elders
      .filter(({ instance }) => found.includes(instance))
      .map((elder) => movedUrl(value.text, addressOf(elder, "pd-client"), "advertise", scheme));
  });
  const written = listed(join)[0]?.value.scheme ?? scheme;
  const all = elders.map((elder) => `${written}://${addressText(addressOf(elder, "pd-client"))}`);
  rewrite(draft, "join", [...new Set(urls.length > 0 ? urls : all)].join(","), textOf(join));
  return true;
}

function writeInitialCluster(draft: Draft, own: PdMember, members: readonly PdMember[], joins: boolean): void {
  const { initialCluster } = own.instance;
  const entries = listed(initialCluster).flatMap((entry) => {
    const member = members.find(({ instance }) => entry.name === nameOf(instance) || entry.name === instance.name);
    return member === undefined ? [] : [{ entry, member }];
  });
  const before =
    initialCluster.kind === "known"
      ? listed(initialCluster)
          .map((entry) => `${entry.name}=${entry.url.value.text}`)
          .join(",")
      : undefined;
  if (entries.some(({ member }) => member === own)) {
    const texts = entries.map(({ entry, member }) => {
      const url = movedUrl(entry.url.value.text, addressOf(member, "pd-peer"), "advertise", likelyScheme(member.instance));
      return `${memberName(member, members)}=${url}`;
    });
    rewrite(draft, "initial-cluster", [...new Set(texts)].join(","), before);
    return;
  }
  if (initialCluster.kind !== "absent") leaveOut(draft, "initial-cluster", "it names no member of the stage");
  const founders = members.filter(({ instance }) => instance.join.kind === "absent");
  if (joins || founders.length < 2 || !founders.includes(own)) return;
  draft.notes.push(`The files do not say how the PDs find each other: on the stage ${founders.length} start as one cluster.`);
  const texts = founders.map((member) => `${memberName(member, members)}=${peerUrlOf(member)}`);
  rewrite(draft, "initial-cluster", texts.join(","), undefined);
}

function peerUrlOf(member: PdMember): string {
  const { instance } = member;
  const to = addressOf(member, "pd-peer");
  const [first] = listed(instance.advertisePeerUrls);
  const scheme = likelyScheme(instance);
  if (first === undefined) return firstUrl(schemesOf(instance.peerUrls, to) || `${scheme}://${addressText(to)}`);
  return movedUrl(first.value.text, to, "advertise", scheme);
}
