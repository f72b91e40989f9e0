import type { Certificate } from "../../src/model/certificates/certificate.ts";
import { type Issued, type IssueOptions, type KeySpec, testTime } from "./issue.ts";
import { issueAndRead } from "./read-certificate.ts";

export interface Party {
  readonly issued: Issued;
  readonly certificate: Certificate;
  readonly options: IssueOptions;
}

export interface ChainCase {
  readonly leaf: Party;
  readonly sent: readonly Party[];
  readonly anchors: readonly Party[];
  readonly usage: "serverAuth" | "clientAuth";
  readonly at: number;
}

/** A generator of numbers in [0, 1) with a fixed seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Makes chains in which each thing is mostly right and sometimes wrong: dates, usages, path lengths, key kinds, hashes,
 * key identifiers, names shared by two CAs, missing or strange intermediates, leaves that are trusted themselves.
 */
export function randomChains(count: number, seed: number, now = testTime): ChainCase[] {
  const random = seeded(seed);
  const date = (days: number) => new Date(now + days * 86_400_000).toISOString();
  const rarely = (chance: number) => random() < chance;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const make = (options: IssueOptions): Party => ({ ...issueAndRead(options), options });

  const caKeys: readonly KeySpec[] = [
    "p-256",
    "p-256",
    "p-256",
    "p-384",
    "rsa-2048",
    "ed25519",
    "rsa-pss-2048",
    "p-256-explicit",
    "secp256k1",
    "p-224",
    "ed448",
    "rsa-1024",
  ];
  const ca = (issuer: Party | undefined, cn: string): Party =>
    make({
      cn,
      ...(issuer && { issuer: issuer.issued }),
      key: rarely(0.25) ? pick(caKeys) : "p-256",
      keyLabel: rarely(0.5) ? `shared ${cn}` : `own ${random()}`,
      ca: rarely(0.05) ? false : rarely(0.3) ? pick([0, 1, 2]) : true,
      ...(rarely(0.06) && { keyUsage: pick([null, ["digitalSignature"] as const, ["cRLSign"] as const]) }),
      ...(rarely(0.08) && {
        usages: pick([
          ["serverAuth"] as const,
          ["clientAuth"] as const,
          ["anyExtendedKeyUsage"] as const,
          ["codeSigning"] as const,
        ]),
      }),
      from: date(rarely(0.04) ? 40 : -1000),
      until: date(rarely(0.06) ? -300 : 2000),
      ...(rarely(0.15) && { withoutKeyIds: true }),
      ...(rarely(0.05) && { hash: "sha1" as const }),
      ...(rarely(0.04) && {
        permitted: pick([
          ["DNS:svc"],
          ["DNS:.svc"],
          ["DNS:a.svc", "IP:10.0.0.0/8"],
          ["DNS:other"],
          ["IP:10.0.0.0/8"],
          ["IP:2001:db8::/32"],
        ]),
      }),
      ...(rarely(0.04) && { excluded: pick([["DNS:a.svc"], ["DNS:x.a.svc"], ["IP:10.0.0.0/30"], ["DNS:"]]) }),
      ...(rarely(0.02) && { extensions: [{ oid: "1.2.3.4", critical: true, value: Buffer.from([5, 0]) }] }),
      ...(rarely(0.02) && { serial: -5n }),
      ...(rarely(0.03) && { version: 1 as const }),
    });

  const roots = ["root", "root", "root two", "other"].flatMap((cn) => [
    ca(undefined, cn),
    ca(undefined, cn),
    ca(undefined, cn),
    ca(undefined, cn),
  ]);
  const middles = Array.from({ length: 40 }, () => ca(pick(roots), pick(["middle", "middle", "middle two", "root"])));
  const lower = Array.from({ length: 30 }, () => ca(pick(middles), pick(["lower", "middle", "root two"])));
  const issuers = [...roots, ...middles, ...middles, ...lower];

  return Array.from({ length: count }, (): ChainCase => {
    const issuer = rarely(0.05) ? undefined : pick(issuers);
    const leaf = make({
      from: date(-150),
      until: date(190),
      cn: pick(["pd", "a.svc", "x.a.svc"]),
      ...(issuer && { issuer: issuer.issued }),
      ...(rarely(0.06) && { signedWith: pick(issuers).issued.privateKey }),
      ...(rarely(0.1) && { key: pick(caKeys), keyLabel: "leaf" }),
      san: pick([
        ["DNS:a.svc", "IP:10.0.0.1"],
        ["DNS:*.a.svc"],
        ["DNS:*.svc"],
        ["DNS:10.0.0.1"],
        [],
        ["IP:10.0.0.1"],
        ["DNS:A.svc", "DNS:svc"],
        ["URI:spiffe://a.svc/x"],
        ["email:a@a.svc"],
      ]),
      ...(rarely(0.15) && {
        usages: pick([
          null,
          ["serverAuth"] as const,
          ["clientAuth"] as const,
          ["anyExtendedKeyUsage"] as const,
          ["codeSigning"] as const,
        ]),
      }),
      ...(rarely(0.1) && {
        keyUsage: pick([null, ["keyEncipherment"] as const, ["keyAgreement"] as const, ["dataEncipherment"] as const]),
      }),
      ...(rarely(0.05) && { ca: pick([true, false, 0]) }),
      ...(rarely(0.05) && { hash: pick(["sha1", "sha384", "sha512", "sha224"] as const) }),
      ...(rarely(0.1) && { withoutKeyIds: true }),
      ...(rarely(0.02) && { extensions: [{ oid: "1.2.3.4", critical: true, value: Buffer.from([5, 0]) }] }),
    });
    const above: Party[] = [];
    for (let next = issuer; next !== undefined; next = issuers.find(({ issued }) => issued === next?.options.issuer))
      above.push(next);
    const isRoot = (party: Party) => party.options.issuer === undefined;
    const sent = [
      ...above.filter((party) => !isRoot(party) && !rarely(0.12)),
      ...(rarely(0.3) ? [pick(issuers), pick(issuers)] : []),
    ];
    const anchors = [
      ...(rarely(0.2) ? [pick(issuers), pick(issuers)] : []),
      ...above.filter((party) => (isRoot(party) ? !rarely(0.1) : rarely(0.15))),
      ...(rarely(0.06) ? [leaf] : []),
      ...(rarely(0.3) ? [pick(roots)] : []),
    ];
    if (rarely(0.3)) sent.reverse();
    const at = rarely(0.05) ? Date.parse(date(pick([-1400, 400, 5000]))) : now;
    return { leaf, sent, anchors, usage: pick(["serverAuth", "clientAuth"] as const), at };
  });
}
