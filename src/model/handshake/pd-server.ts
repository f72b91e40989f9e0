import type { Span } from "../../text/span.ts";
import { connect } from "../channels/connection.ts";
import { advertisedClientTargets } from "../channels/dialling.ts";
import type { PdInstance, Url } from "../instances/instance.ts";
import type { Setting, Stated } from "../instances/setting.ts";
import { hasPlaceholder, isIpLiteral } from "../instances/url.ts";
import { isAtLeast } from "../instances/version.ts";
import { isOneEmptyEntry } from "./allow-list.ts";
import type { Client } from "./client.ts";
import { identityOf, materialPlace, statedAs, trustOf } from "./credentials.ts";
import { type ClientCheck, firstFault, type NameRule, type Offer, type Start, unreadable } from "./offer.ts";

/** Up to v8.3 PD takes one allowed name at most; from v8.4 on it takes several (pd#8518). */
export function takesSeveralNames(pd: PdInstance): boolean {
  return isAtLeast(pd.version, "v8.4.0");
}

const offers = new WeakMap<PdInstance, { readonly client: Offer; readonly peer: Offer }>();

/** What PD's client or peer port gives and asks (pd: server/config/config.go, etcd: embed/etcd.go). */
export function pdOffer(pd: PdInstance, port: "pd-client" | "pd-peer"): Offer {
  let both = offers.get(pd);
  if (both === undefined) {
    both = { client: readOffer(pd, "pd-client"), peer: readOffer(pd, "pd-peer") };
    offers.set(pd, both);
  }
  return port === "pd-client" ? both.client : both.peer;
}

function readOffer(pd: PdInstance, port: "pd-client" | "pd-peer"): Offer {
  const urls = port === "pd-client" ? pd.clientUrls : pd.peerUrls;
  const check = clientCheck(pd, port);
  if (urls.kind !== "known") {
    const because = urls.kind === "unknown" ? urls.because : "PD's listen URLs are not known";
    return { instance: pd, port, transport: "unknown", because, check, evidence: [pd.security.at] };
  }
  // The scheme of the listen URL decides, whatever [security] holds: with http PD ignores its certificates.
  const clear = urls.value.filter(({ value }) => value.scheme === "http");
  const secured = urls.value.filter(({ value }) => value.scheme === "https");
  const base = { instance: pd, port, check } as const;
  if (clear.length > 0) {
    const transport = secured.length > 0 ? "both" : "plaintext";
    return { ...base, transport, evidence: [...spans(clear), ...spans(secured)] };
  }
  if (secured.length === 0) {
    return { ...base, transport: "unknown", because: "its listen URLs have no scheme that is known", evidence: [urls.span] };
  }
  return { ...base, transport: "tls", evidence: [...checkEvidence(pd, check), ...spans(secured)] };
}

function spans(settings: readonly Setting<Url>[]): Span[] {
  return settings.map(({ span }) => span);
}

/** What decides comes first: the list where it is enforced, else the CA. */
function checkEvidence({ security }: PdInstance, check: ClientCheck): Span[] {
  const list = security.allowedCn;
  const evidence = list.kind === "absent" ? [] : [list.span];
  if (security.ca.kind !== "absent") {
    const ca = materialPlace(security, "ca");
    return check.kind === "certificate" && check.names.kind === "any" ? [ca, ...evidence] : [...evidence, ca];
  }
  // Without a CA the list is not looked at: that there is no CA decides.
  return [materialPlace(security, "certificate")];
}

/** cacert-path alone makes both ports ask for a client certificate (pd: server/config/config.go, genEmbedEtcdConfig). */
function clientCheck(pd: PdInstance, port: "pd-client" | "pd-peer"): ClientCheck {
  const { ca } = pd.security;
  switch (statedAs(ca)) {
    case "absent":
      return { kind: "none" };
    case "undecided":
      return { kind: "unknown", because: ca.kind === "unseen" ? ca.because : "cacert-path is not known" };
    default:
      return { kind: "certificate", names: pdNames(pd, port) };
  }
}

function pdNames(pd: PdInstance, port: "pd-client" | "pd-peer"): NameRule {
  const list = pd.security.allowedCn;
  if (list.kind === "unknown") return { kind: "unknown", because: list.because };
  if (list.kind === "absent" || list.value.length === 0) return { kind: "any" };
  // etcd 3.4 takes an empty allowed name for none at all.
  if (!takesSeveralNames(pd) && isOneEmptyEntry(list.value)) return { kind: "any" };
  // One single name is enforced on the peer port only; the client port stays open "to keep compatibility" (pd#2305).
  if (list.value.length === 1 && port === "pd-client") return { kind: "any" };
  return { kind: "listed", commonNames: list.value, sans: [], at: list.span };
}

const starts = new WeakMap<PdInstance, Map<number, Start>>();

/** Does PD come up? The checks in the order in which it stumbles over them, each as measured on real servers. */
export function pdStart(pd: PdInstance, at: number): Start {
  let byTime = starts.get(pd);
  if (byTime === undefined) {
    byTime = new Map();
    starts.set(pd, byTime);
  }
  let start = byTime.get(at);
  if (start === undefined) {
    start = firstFault([
      listThatVersionTakes(pd),
      bindableUrls(pd),
      addressTakenByHttp(pd),
      completePair(pd),
      readableMaterial(pd),
      certificateForHttps(pd),
      oneSchemePerPeerAddress(pd),
      advertisedScheme(pd),
    ]);
    // PD dials its advertised client URLs at last, when it listens already.
    if (start.kind !== "fails") start = firstFault([selfHandshake(pd, at), start]);
    byTime.set(at, start);
  }
  return start;
}

/** `KeyFile and CertFile must both be present`, whatever the URLs. */
function completePair({ security }: PdInstance): Start | undefined {
  const states = [statedAs(security.certificate), statedAs(security.key)] as const;
  if (states.includes("undecided")) return { kind: "unknown", because: "its certificate and key are decided outside the files" };
  if (states[0] === states[1]) return undefined;
  const [set, missing] = states[0] === "set" ? (["certificate", "key"] as const) : (["key", "certificate"] as const);
  const detail = `it sets ${set === "key" ? "key-path but not cert-path" : "cert-path but not key-path"}`;
  const decidedBy = materialPlace(security, set);
  return { kind: "fails", step: "incomplete-material", detail, decidedBy, related: materialPlace(security, missing) };
}

/** `only supports one CN` up to v8.3, also with http URLs. */
function listThatVersionTakes(pd: PdInstance): Start | undefined {
  const list = pd.security.allowedCn;
  if (takesSeveralNames(pd) || list.kind !== "known" || list.value.length < 2) return undefined;
  const detail = `it lists ${list.value.length} names in cert-allowed-cn, and PD ${pd.version.text} takes one`;
  return { kind: "fails", step: "allow-list-version", detail, decidedBy: list.span };
}

/** PD refuses a URL without scheme or port, one after a blank, and a host name to listen on. */
function bindableUrls(pd: PdInstance): Start | undefined {
  const lists = [
    ["client-urls", pd.clientUrls, "listen"],
    ["peer-urls", pd.peerUrls, "listen"],
    ["advertise-client-urls", pd.advertiseClientUrls, "advertise"],
    ["advertise-peer-urls", pd.advertisePeerUrls, "advertise"],
  ] as const;
  for (const [key, urls, use] of lists) {
    if (urls.kind !== "known") continue;
    for (const { value, span } of urls.value) {
      const fault = urlFault(value, use);
      if (fault !== undefined) return { kind: "fails", step: "address", detail: `it has ${fault} in ${key}`, decidedBy: span };
    }
  }
  return undefined;
}

function urlFault(url: Url, use: "listen" | "advertise"): string | undefined {
  if (hasPlaceholder(url.text)) return undefined;
  if (url.scheme === undefined) return "a URL without a scheme";
  if (/^\s/.test(url.text)) return "a blank before a URL";
  if (url.scheme !== "http" && url.scheme !== "https") return undefined;
  if (url.port === undefined) return "a URL without a port";
  const isName = url.host !== "" && url.host !== "localhost" && !isIpLiteral(url.host);
  return use === "listen" && isName ? "a host name, which PD cannot listen on," : undefined;
}

/** All files are loaded before a URL is looked at, so that http does not save a broken one. */
function readableMaterial(pd: PdInstance): Start | undefined {
  const { security } = pd;
  const program = { component: "pd", version: pd.version } as const;
  const identity = identityOf(security, program);
  // The CA file alone is not loaded for http URLs; with https PD stops for want of a certificate.
  if (identity.kind === "absent" || identity.kind === "undecided") return undefined;
  return unreadable(identity) ?? unreadable(trustOf(security, program, "clientAuth"));
}

/** `TLS key/cert must be provided for client url`, `KeyFile and CertFile are not presented`. */
function certificateForHttps({ clientUrls, peerUrls, security }: PdInstance): Start | undefined {
  if (statedAs(security.certificate) !== "absent" || statedAs(security.key) !== "absent") return undefined;
  const secured = [clientUrls, peerUrls].flatMap(listed).find(({ value }) => value.scheme === "https");
  if (secured === undefined) return undefined;
  const detail = `it listens on ${secured.value.text} without a certificate`;
  return { kind: "fails", step: "https-without-certificate", detail, decidedBy: secured.span, related: security.at };
}

/** Peer ports are opened in the order of their URLs; only one with https asks for a certificate (etcd: embed/etcd.go). */
function addressTakenByHttp(pd: PdInstance): Start | undefined {
  const first = listed(pd.peerUrls)[0];
  return first?.value.scheme === "http" ? oneSchemePerPeerAddress(pd) : undefined;
}

/** `bind: address already in use`; the client port, unlike this one, serves both on one address. */
function oneSchemePerPeerAddress({ peerUrls }: PdInstance): Start | undefined {
  const schemes = new Map<string, Setting<Url>>();
  for (const url of listed(peerUrls)) {
    const { scheme, host, port } = url.value;
    const address = `${host}:${port}`;
    const other = schemes.get(address);
    if (other !== undefined && other.value.scheme !== scheme) {
      const detail = `it listens with http and https on one peer address, ${address}`;
      return { kind: "fails", step: "two-schemes-on-peer-address", detail, decidedBy: url.span, related: other.span };
    }
    schemes.set(address, url);
  }
  return undefined;
}

/** PD cannot reach itself where it advertises one scheme and serves the other. */
function advertisedScheme({ clientUrls, advertiseClientUrls }: PdInstance): Start | undefined {
  if (advertiseClientUrls.kind === "unknown" || clientUrls.kind === "unknown") {
    return { kind: "unknown", because: "its client URLs are decided outside the files" };
  }
  const listening = new Map<number | undefined, { readonly first: Setting<Url>; readonly schemes: Set<string | undefined> }>();
  for (const url of listed(clientUrls)) {
    const known = listening.get(url.value.port);
    if (known === undefined) listening.set(url.value.port, { first: url, schemes: new Set([url.value.scheme]) });
    else known.schemes.add(url.value.scheme);
  }
  for (const { value, span } of listed(advertiseClientUrls)) {
    const behind = listening.get(value.port);
    // Another port: something between may well change the scheme.
    if (behind === undefined || behind.schemes.has(value.scheme)) continue;
    const detail = `it advertises ${value.text} and serves ${behind.first.value.scheme} on that port: it cannot reach itself`;
    return { kind: "fails", step: "advertised-scheme", detail, decidedBy: span, related: behind.first.span };
  }
  return undefined;
}

/** PD dials each advertised client URL as a TLS client and exits when none lets it in (pd: server/server.go, startEtcd). */
function selfHandshake(pd: PdInstance, at: number): Start | undefined {
  const offer = pdOffer(pd, "pd-client");
  const outcomes = advertisedClientTargets(pd).map((target) => {
    const client: Client = { name: pd.name, program: "pd", instance: pd, security: pd.security, ...target };
    return connect(client, offer, at);
  });
  const failures = outcomes.flatMap((outcome) => (outcome.kind === "fails" ? [outcome] : []));
  const [refusal] = failures;
  if (refusal !== undefined && failures.length === outcomes.length) {
    const { detail } = refusal;
    const decidedBy = refusal.decidedBy ?? pd.security.at;
    return {
      kind: "fails",
      step: "self-handshake",
      detail: `it is refused by itself when it dials its own client URL: ${detail}`,
      decidedBy,
      related: refusal.related,
      refusal,
    };
  }
  const doubt = outcomes.find((outcome) => outcome.kind !== "succeeds");
  return doubt === undefined ? undefined : { kind: "unknown", because: doubt.detail };
}

function listed<T>(stated: Stated<readonly T[]>): readonly T[] {
  return stated.kind === "known" ? stated.value : [];
}
