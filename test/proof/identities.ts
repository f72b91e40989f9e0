import type { KeyObject } from "node:crypto";
import { type Issued, type IssueOptions, issue, type KeySpec, pemOf } from "../support/issue.ts";

/** Files as PD and a client read them. */
export interface IdentityFiles {
  readonly certificate: string | Uint8Array;
  readonly key: string | Uint8Array;
}

const day = 86_400_000;

/** The certificates of the proof, valid around the time at which the real programs run: they look at the clock. */
export class Pki {
  readonly #now: number;
  readonly #made = new Map<string, Issued>();

  /** Milliseconds since the epoch, UTC. */
  constructor(now: number) {
    this.#now = now;
  }

  date(days: number): string {
    return new Date(this.#now + days * day).toISOString();
  }

  /** A certificate, made once for each name. */
  once(name: string, options: IssueOptions): Issued {
    let issued = this.#made.get(name);
    if (issued === undefined) {
      const isCa = options.ca === true || typeof options.ca === "number";
      issued = issue({ from: this.date(isCa ? -400 : -30), until: this.date(isCa ? 3000 : 300), ...options });
      this.#made.set(name, issued);
    }
    return issued;
  }

  ca(name: CaName): Issued {
    return this.once(`ca ${name}`, { cn: name, ca: true, ...this.#caOptions(name) });
  }

  #caOptions(name: CaName): IssueOptions {
    switch (name) {
      case "root":
      case "other root":
        return {};
      case "rsa root":
        return { key: "rsa-2048", keyLabel: "rsa root" };
      case "intermediate":
        return { issuer: this.ca("root") };
      case "expired intermediate":
        return { issuer: this.ca("root"), until: this.date(-1) };
      case "expired root":
        return { until: this.date(-1) };
      case "flat root":
        return { ca: 0 };
      case "too deep":
        return { issuer: this.ca("flat root") };
      case "constrained root":
        return { permitted: ["DNS:svc", "IP:127.0.0.0/8"] };
      case "no signer":
        return { issuer: this.ca("root"), keyUsage: ["cRLSign"] };
      case "client root":
        return { usages: ["clientAuth"] };
      default:
        return name satisfies never;
    }
  }
}

type CaName =
  | "root"
  | "other root"
  | "rsa root"
  | "intermediate"
  | "expired intermediate"
  | "expired root"
  | "flat root"
  | "too deep"
  | "constrained root"
  | "no signer"
  | "client root";

/** How a certificate comes to its trust anchor, and what is wrong with it. */
interface Chain {
  readonly issuer: CaName | "itself" | "a leaf";
  readonly options?: IssueOptions;
  /** What stands behind the leaf in the file. */
  readonly sent?: readonly CaName[];
  readonly days?: readonly [from: number, until: number];
  /** Signed with the key of another root. */
  readonly isForged?: true;
}

const kinds = (keys: readonly KeySpec[]): Record<string, Chain> =>
  Object.fromEntries(keys.map((key) => [`key ${key}`, { issuer: "root", options: { key } }]));

/** Every shape of a certificate, by name. */
export const chains: Readonly<Record<string, Chain>> = {
  plain: { issuer: "root" },
  ...kinds(["rsa-1024", "rsa-2048", "rsa-3072", "p-384", "p-521", "ed25519", "p-224", "secp256k1"]),
  "by rsa root": { issuer: "rsa root" },
  "rsa-pss salt 32": { issuer: "rsa root", options: { pssSalt: 32 } },
  "rsa-pss salt 20": { issuer: "rsa root", options: { pssSalt: 20 } },
  sha512: { issuer: "rsa root", options: { hash: "sha512" } },
  sha1: { issuer: "rsa root", options: { hash: "sha1" } },
  "ecdsa sha1": { issuer: "root", options: { hash: "sha1" } },
  "by other root": { issuer: "other root" },
  forged: { issuer: "root", isForged: true },
  "with intermediate": { issuer: "intermediate", sent: ["intermediate"] },
  "with intermediate and root": { issuer: "intermediate", sent: ["intermediate", "root"] },
  "without its intermediate": { issuer: "intermediate" },
  "with expired intermediate": { issuer: "expired intermediate", sent: ["expired intermediate"] },
  "with intermediate that may not sign": { issuer: "no signer", sent: ["no signer"] },
  "too deep": { issuer: "too deep", sent: ["too deep"] },
  "by a leaf": { issuer: "a leaf" },
  "by expired root": { issuer: "expired root" },
  "by constrained root": { issuer: "constrained root" },
  "by client root": { issuer: "client root" },
  "self-signed": { issuer: "itself" },
  expired: { issuer: "root", days: [-60, -1] },
  "not yet valid": { issuer: "root", days: [1, 60] },
  "expired, by other root": { issuer: "other root", days: [-60, -1] },
  "serverAuth only": { issuer: "root", options: { usages: ["serverAuth"] } },
  "clientAuth only": { issuer: "root", options: { usages: ["clientAuth"] } },
  "codeSigning only": { issuer: "root", options: { usages: ["codeSigning"] } },
  "any usage": { issuer: "root", options: { usages: ["anyExtendedKeyUsage"] } },
  "no extended usage": { issuer: "root", options: { usages: null } },
  "keyEncipherment only": { issuer: "root", options: { keyUsage: ["keyEncipherment"] } },
  "no key usage": { issuer: "root", options: { keyUsage: null } },
  "CA:FALSE": { issuer: "root", options: { ca: false } },
  "a CA itself": { issuer: "root", options: { ca: true, usages: ["serverAuth", "clientAuth"] } },
};

/** Common names; several are one attribute each. */
export const commonNames: Readonly<Record<string, string | readonly string[] | undefined>> = {
  pd: "pd",
  client: "client",
  none: undefined,
  "client, pd": ["client", "pd"],
  "pd, client": ["pd", "client"],
  PD: "PD",
};

export const alternativeNames: Readonly<Record<string, readonly string[]>> = {
  "address and name": ["IP:127.0.0.1", "DNS:pd.svc"],
  address: ["IP:127.0.0.1"],
  "both addresses": ["IP:127.0.0.9", "IP:127.0.0.1"],
  "other address": ["IP:127.0.0.9"],
  "foreign name": ["DNS:pd.elsewhere"],
  wildcard: ["DNS:*.svc", "IP:127.0.0.1"],
  "address as name": ["DNS:127.0.0.1"],
  none: [],
};

/** What is done to the files. */
export const fileKinds = [
  "as they are",
  "key of another",
  "encrypted key",
  "swapped",
  "DER",
  "byte-order mark",
  "empty certificate",
  "empty key",
  "X509 label",
  "in one file",
  "old key encoding",
  "text between",
  "indented",
  "a broken certificate behind",
] as const;
export type FileKind = (typeof fileKinds)[number];

export interface IdentityDesign {
  readonly chain: string;
  readonly cn: string;
  readonly san: string;
  readonly files: FileKind;
}

export function identityFiles(pki: Pki, design: IdentityDesign, role: "server" | "client"): IdentityFiles {
  const { issued, sent } = issuedFor(pki, design, role);
  const certificate = [issued.pem, ...sent.map((ca) => pki.ca(ca).pem)].join("");
  const key = issued.keyPem;
  switch (design.files) {
    case "as they are":
      return { certificate, key };
    case "key of another":
      return { certificate, key: pki.once("another", { cn: "another" }).keyPem };
    case "encrypted key":
      return { certificate, key: encrypted(issued.privateKey) };
    case "swapped":
      return { certificate: key, key: certificate };
    case "DER":
      return { certificate: issued.der, key };
    case "byte-order mark":
      return { certificate: `\ufeff${certificate}`, key };
    case "empty certificate":
      return { certificate: "", key };
    case "empty key":
      return { certificate, key: "" };
    case "X509 label":
      return { certificate: pemOf("X509 CERTIFICATE", issued.der), key };
    case "in one file":
      return { certificate: `${key}${certificate}`, key: `${certificate}${key}` };
    case "old key encoding":
      return { certificate, key: oldEncoding(issued.privateKey) };
    case "text between":
      return { certificate: `subject: pd\n\n${certificate}\n# end\n`, key: `a key\n${key}` };
    case "indented":
      return { certificate: certificate.replace(/^/gm, "  "), key };
    case "a broken certificate behind":
      return { certificate: `${certificate}${pemOf("CERTIFICATE", Buffer.from("hello world"))}`, key };
    default:
      return design.files satisfies never;
  }
}

function issuedFor(pki: Pki, { chain, cn, san }: IdentityDesign, role: string): { issued: Issued; sent: readonly CaName[] } {
  const { issuer, options, sent = [], days, isForged } = chains[chain] as Chain;
  const common = commonNames[cn];
  const issued = pki.once(`${role} ${chain} ${cn} ${san}`, {
    ...(common !== undefined && { cn: common }),
    san: alternativeNames[san] ?? [],
    ...(issuer === "a leaf" && { issuer: pki.once("a leaf", { cn: "a leaf", issuer: pki.ca("root"), san: ["DNS:leaf.svc"] }) }),
    ...(issuer !== "a leaf" && issuer !== "itself" && { issuer: pki.ca(issuer) }),
    ...(isForged && { signedWith: pki.ca("other root").privateKey }),
    ...(days && { from: pki.date(days[0]), until: pki.date(days[1]) }),
    ...options,
  });
  return { issued, sent };
}

function encrypted(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" }).toString();
}

/** PKCS#1 and SEC1, as older tools write them; Ed25519 has none. */
function oldEncoding(key: KeyObject): string {
  const type = key.asymmetricKeyType === "rsa" ? "pkcs1" : key.asymmetricKeyType === "ec" ? "sec1" : "pkcs8";
  return key.export({ type, format: "pem" }).toString();
}

/** A CA file, and the root in it for which a stranger's certificate can be made. */
interface TrustDesign {
  readonly content: (pki: Pki) => string | Uint8Array;
  readonly stranger?: CaName;
}

const bundle =
  (...names: readonly CaName[]) =>
  (pki: Pki) =>
    names.map((name) => pki.ca(name).pem).join("");

export const trusts: Readonly<Record<string, TrustDesign>> = {
  root: { content: bundle("root"), stranger: "root" },
  "rsa root": { content: bundle("rsa root"), stranger: "rsa root" },
  "other root": { content: bundle("other root"), stranger: "other root" },
  "both roots": { content: bundle("root", "other root"), stranger: "root" },
  "all roots": {
    content: bundle("root", "rsa root", "other root", "flat root", "constrained root", "client root"),
    stranger: "root",
  },
  "root and intermediate": { content: bundle("root", "intermediate"), stranger: "root" },
  "intermediate alone": { content: bundle("intermediate"), stranger: "intermediate" },
  "flat root": { content: bundle("flat root"), stranger: "flat root" },
  "constrained root": { content: bundle("constrained root"), stranger: "constrained root" },
  "client root": { content: bundle("client root"), stranger: "client root" },
  "expired root": { content: bundle("expired root") },
  "expired root beside root": { content: bundle("expired root", "root"), stranger: "root" },
  "a leaf": { content: (pki) => pki.once("a leaf", { cn: "a leaf", issuer: pki.ca("root"), san: ["DNS:leaf.svc"] }).pem },
  "text between": {
    content: (pki) => `root:\n${pki.ca("root").pem}\nother:\n${pki.ca("other root").pem}`,
    stranger: "root",
  },
  "a broken block before": {
    content: (pki) => `-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n${pki.ca("root").pem}`,
    stranger: "root",
  },
  "no certificate in a block": { content: (pki) => `${pki.ca("root").pem}${pemOf("CERTIFICATE", Buffer.from("hello world"))}` },
  "a key in it": { content: (pki) => `${pki.ca("root").pem}${pki.once("another", { cn: "another" }).keyPem}` },
  empty: { content: () => "" },
  DER: { content: (pki) => pki.ca("root").der },
  "byte-order mark": { content: (pki) => `\ufeff${pki.ca("root").pem}` },
};

/** The CA file with which an identity verifies, where there is one. */
export function fittingTrust(chain: string): string {
  const issuer = chains[chain]?.issuer;
  switch (issuer) {
    case "rsa root":
    case "other root":
    case "expired root":
    case "constrained root":
    case "client root":
    case "flat root":
      return issuer;
    case "too deep":
      return "flat root";
    case "a leaf":
      return "a leaf";
    default:
      return "root";
  }
}

/** A certificate of a root in a CA file whose name is on no list. */
export function strangerFor(pki: Pki, trust: string): IdentityFiles | undefined {
  const root = trusts[trust]?.stranger;
  if (root === undefined) return undefined;
  const { pem, keyPem } = pki.once(`stranger ${root}`, { cn: "stranger", issuer: pki.ca(root) });
  return { certificate: pem, key: keyPem };
}
