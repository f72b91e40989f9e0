import type { ChannelId } from "../../model/channels/channel.ts";
import { statedAs } from "../../model/handshake/credentials.ts";
import type { PdInstance, Url } from "../../model/instances/instance.ts";
import type { Setting, Stated } from "../../model/instances/setting.ts";
import { setValue } from "../changes.ts";
import type { Change } from "../rule.ts";

/** PD's four lists of its own URLs, by port: what it listens on, and what it tells others to dial. */
export const pdPorts = ["client", "peer"] as const;
export type PdPort = (typeof pdPorts)[number];

export const channelsOfPort: Readonly<Record<PdPort, readonly ChannelId[]>> = {
  client: ["client-pd", "tikv-pd", "pd-pd-client"],
  peer: ["pd-pd-peer"],
};

/** The URLs of a port that the files show; empty where only the deployment knows them. */
export function listenUrls(pd: PdInstance, port: PdPort): readonly Setting<Url>[] {
  return shownUrls(port === "client" ? pd.clientUrls : pd.peerUrls);
}

/** The advertised URLs of a port where they are set by themselves; PD advertises its listen URLs otherwise. */
export function advertisedUrls(pd: PdInstance, port: PdPort): readonly Setting<Url>[] {
  const listen = port === "client" ? pd.clientUrls : pd.peerUrls;
  const advertised = port === "client" ? pd.advertiseClientUrls : pd.advertisePeerUrls;
  return advertised === listen ? [] : shownUrls(advertised);
}

/**
 * Does PD advertise its client URL in a scheme that it does not listen in? It dials itself there at start, and exits
 * (measured on v6.5 to v26.3).
 */
export function refusesItselfByScheme(pd: PdInstance): boolean {
  const schemes = new Set(listenUrls(pd, "client").map(({ value }) => value.scheme));
  return schemes.size === 1 && advertisedUrls(pd, "client").some(({ value }) => !schemes.has(value.scheme));
}

/** A URL with `https` for `http`; undefined where the file does not write it itself. */
export function withHttps(url: Setting<Url>): Change | undefined {
  return setValue({ ...url, value: url.value.text }, url.value.text.replace(/http/i, "https"));
}

/** The URLs of a stated list; none where it is absent or unknown. */
export function shownUrls(stated: Stated<readonly Setting<Url>[]>): readonly Setting<Url>[] {
  return stated.kind === "known" ? stated.value : [];
}

/** Are certificate and key both set, so that PD can serve TLS? */
export function hasCertificate({ security }: PdInstance): boolean {
  return security.certificate.kind !== "absent" && security.key.kind !== "absent";
}

/** Is neither of them? */
export function lacksCertificate({ security }: PdInstance): boolean {
  return security.certificate.kind === "absent" && security.key.kind === "absent";
}

/**
 * The ports that PD certainly serves in plaintext since its URLs say so, whatever the configuration file sets that is not
 * committed. None where a URL says https or a piece of TLS material is set: there the URLs contradict a set-up.
 */
export function plaintextPortsByUrls(pd: PdInstance): readonly PdPort[] {
  const { security } = pd;
  const stated = [security.ca, security.certificate, security.key].map(statedAs);
  if (stated.includes("set") || !stated.includes("undecided")) return [];
  const members = pd.initialCluster.kind === "known" ? pd.initialCluster.value.map(({ url }) => url) : [];
  const listening = pdPorts.map((port) => [port, listenUrls(pd, port)] as const);
  const all = [...listening.flatMap(([, urls]) => urls), ...pdPorts.flatMap((port) => advertisedUrls(pd, port)), ...members];
  if ([...all, ...shownUrls(pd.join)].some(({ value }) => value.scheme === "https")) return [];
  return listening.flatMap(([port, urls]) => (urls.some(({ value }) => value.scheme === "http") ? [port] : []));
}
