import type { Certificate } from "../certificates/certificate.ts";
import type { Component } from "../instances/instance.ts";
import type { Setting } from "../instances/setting.ts";
import type { Version } from "../instances/version.ts";

/** How an entry is compared with a name: never with wildcards, always with regard to case. */
export type Matching = "exact" | "substring";

/**
 * Every release of PD and TiKV compares whole names (pd: etcd's transport, AllowedCNs; tikv: components/security/src/lib.rs,
 * match_peer_names). TiKV's unreleased master asks `name.contains(entry)`, so that an empty entry admits everybody.
 */
export function matchingOf(component: Component, version: Version): Matching {
  return component === "tikv" && readsAllowedSan(component, version) ? "substring" : "exact";
}

/** Does this version know `cert-allowed-san`? TiKV's unreleased master alone. */
export function readsAllowedSan(component: Component, version: Version): boolean {
  return component === "tikv" && version.major === Number.POSITIVE_INFINITY;
}

/** Does one entry admit one name? */
export function entryAdmits(entry: string, name: string, matching: Matching): boolean {
  return matching === "substring" ? name.includes(entry) : name === entry;
}

/**
 * The common name that a program compares: PD the last one (Go's pkix.Name keeps the last), TiKV the first (gRPC core's
 * x509_common_name). A certificate without one counts as the empty name in both.
 */
export function comparedCommonName(component: Component, certificate: Certificate): string {
  const names = certificate.subject.commonNames;
  return (component === "pd" ? names.at(-1) : names[0]) ?? "";
}

/** The names that TiKV's master holds against `cert-allowed-san`; the status server does not look at e-mail addresses. */
export function comparedSans(certificate: Certificate, port: "tikv-grpc" | "tikv-status"): readonly string[] {
  const names = certificate.subjectAltName;
  if (names === undefined) return [];
  return [...names.dns, ...names.uri, ...names.ip, ...(port === "tikv-grpc" ? names.email : [])];
}

/** Does a list of entries admit at least one of these names? */
export function listAdmits(entries: readonly Setting<string>[], names: readonly string[], matching: Matching): boolean {
  return entries.some(({ value }) => names.some((name) => entryAdmits(value, name, matching)));
}

/** Does a list tell nobody apart? A substring match with an empty entry admits every name. */
export function admitsEveryName(entries: readonly Setting<string>[], matching: Matching): boolean {
  return matching === "substring" && entries.some(({ value }) => value === "");
}

/** Is the list made of one empty entry? */
export function isOneEmptyEntry(entries: readonly Setting<string>[]): boolean {
  return entries.length === 1 && entries[0]?.value === "";
}
