import type { PublicKey, Sha256 } from "../../model/certificates/certificate.ts";
import { daysText, shortText, wholeDays } from "../../model/certificates/certificate-words.ts";
import { coversHost, type Named } from "../../model/certificates/host-name.ts";
import { type KeyLimits, weaknessOf } from "../../model/certificates/key-strength.ts";
import type { CertificateRequest } from "../../model/instances/deployment.ts";
import type { Component } from "../../model/instances/instance.ts";
import { knownValue, placeOf, type Setting, type Stated } from "../../model/instances/setting.ts";
import { isIpLiteral } from "../../model/instances/url.ts";
import { shortListOf } from "../../text/list-of.ts";
import type { Span } from "../../text/span.ts";
import { addItems, fixBy } from "../changes.ts";
import type { Fix, Safety } from "../rule.ts";
import { shown } from "../settings/shown.ts";
import type { Expectation } from "./issued-secrets.ts";
import { dialledHosts } from "./request-names.ts";

/** What is wrong with a request, named after the rule about certificates that it foretells. */
export interface RequestFault {
  readonly variant: "usage" | "names" | "weak-key" | "lifetime" | "renewal" | "self-signed";
  readonly at: Span;
  /** What follows the request's name. */
  readonly message: string;
  readonly help: string;
  readonly related?: readonly { readonly at: Span; readonly message: string }[] | undefined;
  readonly fix?: Fix | undefined;
}

/** What will be done with the certificate. */
export interface Role {
  /** Empty for a client's or a CA's. */
  readonly servers: ReadonlySet<Component>;
  readonly isClient: boolean;
  readonly isCa: boolean;
  readonly expecters: readonly Expectation[];
}

/** Usages of keys, which are no extended ones (cert-manager: pkg/apis/certmanager/v1/types.go; RFC 5280 4.2.1.3). */
const keyUsages = new Set(
  "signing,digital signature,content commitment,key encipherment,key agreement,data encipherment,cert sign,crl sign,encipher only,decipher only".split(
    ",",
  ),
);

const usageWords: Readonly<Record<string, string>> = { serverAuth: "server auth", clientAuth: "client auth" };

/** Usages that the certificate will lack. Without any extended usage it is good for all (RFC 5280 4.2.1.12). */
export function usageFault(request: CertificateRequest, { servers, isClient, isCa }: Role): RequestFault | undefined {
  const { usages, at } = request;
  if (usages.kind !== "known" || isCa || (servers.size === 0 && !isClient)) return undefined;
  const given = usages.value.map(({ value }) => value);
  const extended = given.filter((usage) => !keyUsages.has(usage));
  const wanted = servers.size > 0 ? ["serverAuth", "clientAuth"] : ["clientAuth"];
  const missing = wanted.filter((usage) => !extended.includes(usage));
  const place = usages.span ?? at;
  if (extended.length > 0 && missing.length > 0) {
    return {
      variant: "usage",
      at: place,
      message: `requests ${shortListOf(extended.map((usage) => usageWords[usage] ?? shortText(usage)))} without ${shortListOf(missing.map((usage) => usageWords[usage] ?? usage))}: ${consequenceOf(missing, servers)}`,
      help: `add ${shortListOf(missing.map((usage) => usageWords[usage] ?? usage))} to the usages`,
      fix: usagesFix(
        request,
        missing.map((usage) => usageWords[usage] ?? usage),
      ),
    };
  }
  const plain = given.filter((usage) => keyUsages.has(usage));
  const signs = plain.some((usage) => ["signing", "digital signature", "key agreement"].includes(usage));
  if (plain.length === 0 || signs || !servers.has("tikv")) return undefined;
  return {
    variant: "usage",
    at: place,
    message: `requests ${shortListOf(plain.map(shortText))} without digital signature: every other TiKV refuses TiKV when it dials`,
    help: "add digital signature to the usages",
    fix: usagesFix(request, ["digital signature"]),
  };
}

/** More usages refuse nobody. OpenSSL's own words are others. */
function usagesFix({ usages, renewBefore }: CertificateRequest, words: readonly string[]): Fix | undefined {
  if (usages.kind !== "known" || renewBefore === undefined) return undefined;
  return fixBy(`add ${shortListOf(words)}`, "safe", addItems(usages.value, words));
}

function consequenceOf(missing: readonly string[], servers: ReadonlySet<Component>): string {
  if (servers.size === 0) return "PD and TiKV refuse the client that shows it";
  if (servers.has("pd")) return "PD does not start, since it dials itself";
  if (missing.includes("serverAuth")) return "TiKV starts and every peer refuses it";
  return "PD and every other TiKV refuse TiKV when it dials them";
}

/** Names that peers dial and that the certificate will not have. */
export function namesFault(request: CertificateRequest, { servers, expecters, isCa }: Role): RequestFault | undefined {
  const { dnsNames, ipAddresses, commonName } = request;
  if (isCa || servers.size === 0 || dnsNames.kind === "unknown" || ipAddresses.kind === "unknown") return undefined;
  const dns = valuesOf(dnsNames);
  const ip = valuesOf(ipAddresses);
  const isPrivate = (name: string) => !name.includes(".") || /\.(?:svc|local|internal|lan|cluster)$|\.svc\./.test(name);
  const inside = dns.find(isPrivate) ?? ip[0];
  if (request.issuerType === "acme" && inside !== undefined && request.issuer.kind === "known") {
    return {
      variant: "names",
      at: request.issuer.span,
      message: `asks an ACME server for ${shown(inside)}: public CAs issue for public names only, and the certificate is never made`,
      help: "use an issuer with a CA of the cluster's own",
    };
  }
  const named: Named = {
    subject: { commonNames: commonName.kind === "known" ? [commonName.value] : [] },
    subjectAltName: dns.length + ip.length === 0 ? undefined : { dns, ip, uri: [], email: [] },
  };
  if (named.subjectAltName === undefined && request.renewBefore !== undefined) {
    return {
      variant: "names",
      at: placeOf(dnsNames) ?? request.at,
      message: "requests a certificate without names: every peer that dials the server refuses it",
      help: "list the names under which peers dial the server in dnsNames",
    };
  }
  const misses = expecters.flatMap(({ instance, environment }) =>
    dialledHosts(instance, environment).filter(({ host, check }) => !coversHost(named, host.value, check)),
  );
  const distinct = [...new Map(misses.map((miss) => [miss.host.value, miss])).values()];
  if (distinct.length === 0) return undefined;
  const hosts = distinct.map(({ host }) => host.value);
  return {
    variant: "names",
    at: placeOf(dnsNames) ?? request.at,
    message: `does not cover ${shortListOf(hosts.map(shortText))}: ${shortListOf([...new Set(distinct.map(({ who, host }) => `${who} ${shortText(host.value)}`))])} and will refuse the server`,
    help: `add ${shortListOf(
      hosts.map((host) => `${shortText(host)} to ${isIpLiteral(host) ? "ipAddresses" : "dnsNames"}`),
      6,
    )}`,
    fix: namesFix(request, hosts),
    related: distinct.slice(0, 3).map(({ host }) => ({ at: host.span, message: "the address that is dialled" })),
  };
}

/** Names that are added to lists which have some. */
function namesFix({ dnsNames, ipAddresses }: CertificateRequest, hosts: readonly string[]): Fix | undefined {
  const isIp = (host: string) => isIpLiteral(host);
  const dns = hosts.filter((host) => !isIp(host));
  const ip = hosts.filter(isIp);
  const changes = [
    ...(dns.length > 0 ? [dnsNames.kind === "known" ? addItems(dnsNames.value, dns) : undefined] : []),
    ...(ip.length > 0 ? [ipAddresses.kind === "known" ? addItems(ipAddresses.value, ip) : undefined] : []),
  ];
  return fixBy(`add ${shortListOf(hosts.map(shortText), 6)}`, "safe", ...changes);
}

/** A key that is too weak, or of a kind that PD or TiKV cannot use. */
export function keyFault(request: CertificateRequest, limits: KeyLimits): RequestFault | undefined {
  const { keyAlgorithm, keyBits, defaultKey = { algorithm: "rsa", bits: 2048 } } = request;
  if (keyAlgorithm.kind === "unknown" || keyBits.kind === "unknown") return undefined;
  const algorithm = knownValue(keyAlgorithm) ?? defaultKey.algorithm;
  const isDefaultKind = algorithm === defaultKey.algorithm;
  const bits = knownValue(keyBits) ?? (isDefaultKind ? defaultKey.bits : algorithm === "rsa" ? 2048 : 256);
  const kind = algorithm === "ecdsa" ? "ec" : algorithm;
  if (kind !== "rsa" && kind !== "ec") return undefined;
  const key: PublicKey = { kind, bits, curve: kind === "ec" ? `P-${bits}` : undefined, spki: "" as Sha256 };
  const weakness = weaknessOf(key, limits);
  if (weakness === undefined) return undefined;
  return {
    variant: "weak-key",
    at: placeOf(keyBits) ?? placeOf(keyAlgorithm) ?? request.at,
    message: `requests ${weakness.what}: ${weakness.kind === "curve" ? `the policy allows ${weakness.wanted}` : "anyone who breaks the key can pose as its owner"}`,
    help: `request ${weakness.wanted}`,
    fix: kind === "rsa" && keyBits.kind === "known" ? literalFix(keyBits, String(limits.rsaBits), "safe") : undefined,
  };
}

/** A lifetime that the policy forbids; `limit` in whole days, 0 for none. */
export function lifetimeFault(request: CertificateRequest, limit: number): RequestFault | undefined {
  const lifetime = effective(request.lifetime, request.defaultLifetime);
  if (lifetime === undefined || limit === 0 || wholeDays(lifetime) <= limit) return undefined;
  return {
    variant: "lifetime",
    at: placeOf(request.lifetime) ?? request.at,
    message: `requests ${wholeDays(lifetime)} days, the policy allows ${limit}: PD and TiKV check no revocation, so a stolen key opens the cluster until it expires`,
    help: `request ${limit} days or less`,
    // Who renews by hand has to be ready for it.
    fix: durationFix(request.lifetime, limit * 24, "unsafe"),
  };
}

/** A renewal that the tool refuses (cert-manager: internal/apis/certmanager/validation/certificate.go). */
export function renewalFault({ renewBefore, lifetime, defaultLifetime }: CertificateRequest): RequestFault | undefined {
  const whole = effective(lifetime, defaultLifetime);
  if (renewBefore?.kind !== "known" || whole === undefined) return undefined;
  const fiveMinutes = 300_000;
  if (renewBefore.value >= whole) {
    return {
      variant: "renewal",
      at: renewBefore.span,
      message: `is to be renewed ${daysText(renewBefore.value)} before its end and lives ${daysText(whole)}: cert-manager refuses it, and nothing is issued`,
      help: "give renewBefore a part of duration, a third for instance",
      fix: durationFix(renewBefore, whole / 3 / hour, "safe"),
    };
  }
  if (renewBefore.value >= fiveMinutes) return undefined;
  return {
    variant: "renewal",
    at: renewBefore.span,
    message: "is to be renewed less than five minutes before its end: cert-manager refuses it, and nothing is issued",
    help: "give renewBefore a part of duration, a third for instance",
    fix: durationFix(renewBefore, whole / 3 / hour, "safe"),
  };
}

/** A leaf from an issuer that lets every certificate sign itself. */
export function selfSignedFault(
  { issuer, issuerType }: CertificateRequest,
  { isCa, servers, isClient }: Role,
): RequestFault | undefined {
  if (isCa || issuerType !== "self-signed" || issuer.kind !== "known" || (servers.size === 0 && !isClient)) return undefined;
  return {
    variant: "self-signed",
    at: issuer.span,
    message: `comes from ${shown(issuer.value)}, which lets every certificate sign itself: its ca.crt is itself, and no peer trusts it`,
    help: "issue a CA with it, make an Issuer of that CA (spec.ca.secretName), and name that one here",
  };
}

function effective(stated: Stated<number>, fallback: number | undefined): number | undefined {
  return stated.kind === "unknown" ? undefined : (knownValue(stated) ?? fallback);
}

function valuesOf(stated: CertificateRequest["dnsNames"]): readonly string[] {
  return stated.kind === "known" ? stated.value.map(({ value }) => value) : [];
}

const hour = 3_600_000;

/** Another number of whole hours, in the notation of Go. */
function durationFix(stated: Stated<number>, hours: number, safety: Safety): Fix | undefined {
  if (stated.kind !== "known" || stated.origin !== "file" || hours < 1) return undefined;
  const text = `${Math.floor(hours)}h`;
  return fixBy(`write ${text}`, safety, { kind: "value", at: stated.span, was: undefined, to: text });
}

function literalFix({ value, span }: Setting<number>, to: string, safety: Safety): Fix | undefined {
  return fixBy(`write ${to}`, safety, { kind: "literal", at: span, was: String(value), to });
}
