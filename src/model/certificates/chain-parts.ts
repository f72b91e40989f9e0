import type { Certificate, Name } from "./certificate.ts";
import type { ChainResult } from "./chain.ts";

export type Refused = Extract<ChainResult, { kind: "refused" }>;

/** A refusal that is about a certificate. */
export function refuse(reason: Refused["reason"], certificate: Certificate, detail: string): Refused {
  return { kind: "refused", reason, certificate, detail };
}

/** Out of its dates at a time (milliseconds since the epoch)? Both ends are inclusive. */
export function outOfDate(certificate: Certificate, at: number): Refused | undefined {
  const date = (time: number) => new Date(time).toISOString().slice(0, 10);
  if (at < certificate.notBefore) {
    return refuse("not-yet-valid", certificate, `${titleOf(certificate)} is not yet valid (from ${date(certificate.notBefore)})`);
  }
  if (at > certificate.notAfter) {
    return refuse("expired", certificate, `${titleOf(certificate)} expired on ${date(certificate.notAfter)}`);
  }
  return undefined;
}

/** How a message calls a certificate. */
export function titleOf(certificate: Certificate): string {
  return nameText(certificate.subject) ?? "a certificate without a name";
}

/** The text of a name; undefined for the empty one. */
function nameText(name: Name): string | undefined {
  return name.text === "" ? undefined : name.text;
}

export function issuerTitle(certificate: Certificate): string {
  return nameText(certificate.issuer) ?? "a CA without a name";
}

/** Groups anchors by a key of their subject; made once per list. */
export function bySubject(
  cache: WeakMap<readonly Certificate[], ReadonlyMap<string, readonly Certificate[]>>,
  list: readonly Certificate[],
  key: (name: Name) => string,
): ReadonlyMap<string, readonly Certificate[]> {
  const cached = cache.get(list);
  if (cached !== undefined) return cached;
  const groups = new Map<string, Certificate[]>();
  for (const certificate of list) {
    const group = groups.get(key(certificate.subject));
    if (group === undefined) groups.set(key(certificate.subject), [certificate]);
    else group.push(certificate);
  }
  cache.set(list, groups);
  return groups;
}
