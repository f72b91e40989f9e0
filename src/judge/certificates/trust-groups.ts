import type { Certificate } from "../../model/certificates/certificate.ts";
import type { Environment } from "../../model/environments/environment.ts";
import { trustOf } from "../../model/handshake/credentials.ts";
import type { Instance } from "../../model/instances/instance.ts";
import { Joined } from "../../text/joined.ts";

/** Instances whose CA files overlap, directly or through others. */
export interface TrustGroup {
  readonly instances: readonly Instance[];
}

const cache = new WeakMap<Environment, readonly TrustGroup[]>();

/**
 * The instances of an environment whose CA files are in the repository, by what they trust: two belong together when they
 * trust one key of one name, or one trusts what a CA of the other issued. The largest group comes first.
 */
export function trustGroups(environment: Environment): readonly TrustGroup[] {
  const cached = cache.get(environment);
  if (cached !== undefined) return cached;
  const groups = grouped(environment);
  cache.set(environment, groups);
  return groups;
}

function grouped(environment: Environment): readonly TrustGroup[] {
  const stores = new Map<readonly Certificate[], Instance[]>();
  for (const instance of environment.instances) {
    const trust = trustOf(instance.security, instance, "clientAuth");
    // PD with an empty pool trusts nobody: it refuses itself, and that is said there.
    if (trust.kind !== "held" || trust.value.length === 0) continue;
    const users = stores.get(trust.value);
    if (users === undefined) stores.set(trust.value, [instance]);
    else users.push(instance);
  }
  const joined = new Joined<string>();
  const certificates = new Map(
    [...stores.keys()].flatMap((anchors) => anchors.map((anchor) => [anchor.sha256, anchor] as const)),
  );
  for (const anchors of stores.keys()) {
    for (const anchor of anchors) joined.join(keyOf(anchors[0] ?? anchor), keyOf(anchor));
  }
  const bySubject = new Map<string, Certificate[]>();
  for (const certificate of certificates.values()) {
    const same = bySubject.get(certificate.subject.der);
    if (same === undefined) bySubject.set(certificate.subject.der, [certificate]);
    else if (same.length < sameNameLimit) same.push(certificate);
  }
  for (const certificate of certificates.values()) {
    for (const issuer of bySubject.get(certificate.issuer.der) ?? []) {
      if (issuer !== certificate && certificate.isSignedBy(issuer)) joined.join(keyOf(issuer), keyOf(certificate));
    }
  }
  const groups = new Map<string, Instance[]>();
  for (const [anchors, instances] of stores) {
    const root = joined.rootOf(anchors[0] === undefined ? "" : keyOf(anchors[0]));
    groups.set(root, [...(groups.get(root) ?? []), ...instances]);
  }
  return [...groups.values()].map((instances) => ({ instances })).sort((a, b) => b.instances.length - a.instances.length);
}

/** As many CAs of one name are compared: nobody has more, and the work stays linear. */
const sameNameLimit = 16;

function keyOf({ subject, publicKey }: Certificate): string {
  return `${subject.der} ${publicKey.spki}`;
}
