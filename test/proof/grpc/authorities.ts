import { type Issued, type IssueOptions, issue } from "../../support/issue.ts";

const day = 86_400_000;

/** A time as certificates have it, some days from now: gRPC core and Go judge at the time of the machine. */
export function inDays(days: number): string {
  return new Date(Math.floor(Date.now() / 1000) * 1000 + days * day).toISOString();
}

const lasting = { ca: true, from: inDays(-1000), until: inDays(2000) } as const;

function authority(cn: string, options: IssueOptions = {}): Issued {
  return issue({ cn, ...lasting, ...options });
}

const root = authority("root");
const other = authority("other root");
const middle = authority("middle", { issuer: root });
const lower = authority("lower", { issuer: middle });
const shortRoot = authority("short root", { ca: 0 });
const nameless = authority("root", { withoutKeyIds: true });

/** The CAs of all pairs, right ones and wrong ones, by what is special about them. */
export const authorities = {
  root,
  other,
  middle,
  lower,
  "rsa root": authority("rsa root", { key: "rsa-2048" }),
  "P-384 root": authority("P-384 root", { key: "p-384" }),
  /** The name of the right root, and a key of its own. */
  namesake: authority("root"),
  /** The same, where no key identifier tells them apart. */
  nameless,
  "nameless namesake": authority("root", { withoutKeyIds: true }),
  "expired root": authority("expired root", { until: inDays(-10) }),
  "expired middle": authority("expired middle", { issuer: root, until: inDays(-10) }),
  "no CA": authority("no CA", { issuer: root, ca: false, keyUsage: ["digitalSignature", "keyCertSign"] }),
  "no sign": authority("no sign", { issuer: root, keyUsage: ["cRLSign"] }),
  "short root": shortRoot,
  "middle of short root": authority("middle of short root", { issuer: shortRoot }),
  "server middle": authority("server middle", { issuer: root, usages: ["serverAuth"] }),
  "client middle": authority("client middle", { issuer: root, usages: ["clientAuth"] }),
  "critical middle": authority("critical middle", {
    issuer: root,
    extensions: [{ oid: "1.2.3.4", critical: true, value: Buffer.from([5, 0]) }],
  }),
  "svc root": authority("svc root", { permitted: ["DNS:prod.svc"] }),
} as const satisfies Record<string, Issued>;

export type Authority = keyof typeof authorities;
