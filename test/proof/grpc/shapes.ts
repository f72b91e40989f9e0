import { type IssueOptions, issue } from "../../support/issue.ts";
import { type Authority, authorities, inDays } from "./authorities.ts";
import type { Files, WholeFiles } from "./peers.ts";

export type PairChannel = "tikv-tikv" | "client-tikv";

/** One side of a pair, as a person would set it up. */
export interface Side {
  /** Undefined: none of the three paths is set. */
  readonly material: Material | undefined;
  /** Release, of a TiKV. */
  readonly version: string;
}

export interface Material {
  readonly leaf: IssueOptions;
  readonly issuer: Authority;
  /** What stands behind the leaf in the certificate file. */
  readonly sends: readonly Authority[];
  /** What the CA file holds. */
  readonly trusts: readonly Authority[];
  /** A last change of the texts of the files, or the removal of one. */
  readonly edit?: ((files: WholeFiles) => Files) | undefined;
}

/** A client and the server that it dials. */
export interface Shape {
  readonly channel: PairChannel;
  /** What `advertise-addr` of the server says, and so what the client dials. */
  readonly host: string;
  readonly server: Side;
  readonly client: Side;
  /** Undefined: the setting is not written. */
  readonly allowedCn?: readonly string[] | undefined;
  readonly allowedSan?: readonly string[] | undefined;
}

export type Chance = <T>(...choices: readonly T[]) => T;

/** Releases by the OpenSSL that they carry. */
export const releases = { "1.1.1": ["v8.5.3", "v7.5.7"], "3.5": ["v8.5.7", "master"] } as const;

export const hostName = "tikv-0.tikv-peer.prod.svc";
export const hostAddress = "127.0.1.1";

/** The texts of the files that a side reads. */
export function filesOf({ material }: Side): Files {
  if (material === undefined) return {};
  const { leaf, issuer, sends, trusts, edit } = material;
  const made = issue({ from: inDays(-150), until: inDays(200), issuer: authorities[issuer], ...leaf });
  const pem = (names: readonly Authority[]) => names.map((name) => authorities[name].pem).join("");
  const files = { ca: pem(trusts), cert: made.pem + pem(sends), key: made.keyPem };
  return edit?.(files) ?? files;
}

/** A pair in which nothing is wrong, in one of the many ways in which people set up TLS rightly. */
export function soundShape(channel: PairChannel, versions: readonly string[], chance: Chance): Shape {
  const host = chance(hostName, hostAddress);
  const cn = chance("tidb", "tikv", "lightning");
  const version = chance(...versions);
  const server = chainShape(chance, true);
  const client = chainShape(chance, channel === "tikv-tikv");
  const isMaster = version === "master";
  return {
    channel,
    host,
    server: {
      version,
      material: {
        leaf: { cn: "tikv", san: serverNames(host, channel, server.issuer, chance), ...usualLeaf(chance) },
        issuer: server.issuer,
        sends: server.sends,
        trusts: bundle([...client.anchors, ...server.own], chance),
        edit: chance(undefined, undefined, ...harmlessEdits),
      },
    },
    client: {
      version: chance(...versions),
      material: {
        leaf: { cn, san: ["DNS:client.prod.svc", "IP:127.0.2.1"], ...usualLeaf(chance) },
        issuer: client.issuer,
        sends: client.sends,
        trusts: bundle([...server.anchors, ...client.own], chance),
      },
    },
    allowedCn: chance(undefined, undefined, [cn], ["nobody", cn], isMaster ? [cn.slice(1, 3)] : [cn], isMaster ? [""] : []),
    allowedSan: isMaster ? chance(undefined, undefined, ["client.prod.svc"], [".prod.", "0.2.1"]) : undefined,
  };
}

function usualLeaf(chance: Chance): IssueOptions {
  return {
    key: chance("p-256", "p-256", "p-256", "p-384", "rsa-2048", "rsa-3072"),
    usages: chance<NonNullable<IssueOptions["usages"]> | null>(["serverAuth", "clientAuth"], ["serverAuth", "clientAuth"], null),
    keyUsage: chance<NonNullable<IssueOptions["keyUsage"]> | null>(
      ["digitalSignature"],
      ["digitalSignature", "keyEncipherment"],
      null,
    ),
    hash: chance("sha256", "sha256", "sha384", "sha512"),
  };
}

function serverNames(host: string, channel: PairChannel, issuer: Authority, chance: Chance): readonly string[] {
  const isName = host === hostName;
  const plain = [`${isName ? "DNS" : "IP"}:${host}`, "DNS:tikv-0.prod.svc"];
  if (isName) return chance(plain, plain, ["DNS:*.tikv-peer.prod.svc"], [`DNS:${hostName.toUpperCase()}`]);
  // gRPC core compares an address with every alternative name as text.
  const isFree = channel === "tikv-tikv" && issuer !== "svc root";
  return isFree ? chance(plain, plain, [`DNS:${host}`]) : plain;
}

const noise = "subject=CN=who\nsome words\n";
const brokenBlock = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

/** What stands in files of real clusters and changes nothing. */
const harmlessEdits: readonly Material["edit"][] = [
  ({ ca, cert, key }) => ({ ca: noise + ca, cert: noise + cert, key: noise + key }),
  ({ ca, cert, key }) => ({ ca: crlf(ca), cert: crlf(cert), key: crlf(key) }),
  ({ ca, cert, key }) => ({ ca, cert: key + cert, key: cert + key }),
  // Reading stops there, and what was read before counts.
  ({ ca, cert, key }) => ({ ca: ca + brokenBlock, cert: cert + brokenBlock, key }),
];

function crlf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

interface ChainShape {
  readonly issuer: Authority;
  readonly sends: readonly Authority[];
  /** What the peer has to trust. */
  readonly anchors: readonly Authority[];
  /** What has to be in the own CA file, from where OpenSSL completes a lone leaf. */
  readonly own: readonly Authority[];
}

function chainShape(chance: Chance, isOpenSsl: boolean): ChainShape {
  const direct = (issuer: Authority): ChainShape => ({ issuer, sends: [], anchors: [issuer], own: [] });
  return chance<ChainShape>(
    direct("root"),
    direct("root"),
    direct("rsa root"),
    direct("P-384 root"),
    direct("nameless"),
    direct("svc root"),
    { issuer: "middle", sends: ["middle"], anchors: ["root"], own: [] },
    { issuer: "lower", sends: ["lower", "middle"], anchors: ["root"], own: [] },
    { issuer: "lower", sends: ["middle", "lower"], anchors: ["root"], own: [] },
    // An intermediate alone is an anchor, for OpenSSL as gRPC core calls it and for Go.
    direct("middle"),
    { issuer: "lower", sends: ["lower"], anchors: ["middle"], own: [] },
    isOpenSsl ? { issuer: "middle", sends: [], anchors: ["root"], own: ["middle"] } : direct("lower"),
  );
}

/** A CA file with these and, now and then, with what does no harm. */
function bundle(needed: readonly Authority[], chance: Chance): readonly Authority[] {
  return chance<readonly Authority[]>(needed, needed, [...needed, "other"], ["expired root", ...needed], [...needed, ...needed]);
}
