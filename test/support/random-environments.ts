import fc from "fast-check";
import { pdToml, tikvToml } from "./cluster.ts";
import { type Issued, issue } from "./issue.ts";

const ca = issue({ cn: "ca", ca: true });
const otherCa = issue({ cn: "other ca", ca: true });
const unseenCa = issue({ cn: "unseen ca", ca: true });
const middle = issue({ cn: "middle", issuer: ca, ca: true });
const bound = issue({ cn: "bound", ca: true, permitted: ["DNS:svc", "IP:10.0.0.0/8"], excluded: ["IP:127.0.0.0/8"] });
const issuers = { ca, otherCa, unseenCa, middle, bound } as const;

function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 3 * others.length, arbitrary: fc.constant(usual) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  );
}

const names = ["own", "both", "wildcard", "ip as dns", "other", "none", "loopback", "cn"] as const;

const leaf = fc.record({
  issuer: mostly<keyof typeof issuers>("ca", "middle", "otherCa", "unseenCa", "bound"),
  cn: mostly<string | undefined>("a", "b", undefined),
  names: mostly<(typeof names)[number]>("both", ...names),
  usages: mostly<readonly ("serverAuth" | "clientAuth")[] | null>(
    ["serverAuth", "clientAuth"],
    null,
    ["serverAuth"],
    ["clientAuth"],
  ),
  dates: mostly<"valid" | "expired" | "future">("valid", "valid", "expired", "future"),
  key: mostly<"p-256" | "p-384" | "ed25519" | "rsa-2048">("p-256", "p-384", "ed25519"),
  hash: mostly<"sha256" | "sha1" | "sha512">("sha256", "sha256", "sha512", "sha1"),
  sendsMiddle: fc.boolean(),
});

/** One instance of a random environment: its certificate, what it trusts, its list and its URLs, right or wrong. */
export const party = fc.record({
  component: fc.constantFrom<("pd" | "tikv")[]>("pd", "tikv"),
  scheme: mostly<"http" | "https" | "both">("https", "http", "both"),
  host: mostly<"name" | "ip">("name", "ip"),
  bundle: mostly<readonly (keyof typeof issuers)[] | "absent">(
    ["ca"],
    ["ca", "otherCa"],
    ["otherCa"],
    ["middle"],
    ["bound", "ca"],
    "absent",
  ),
  certificate: fc.oneof({ weight: 12, arbitrary: leaf }, { weight: 1, arbitrary: fc.constant("absent" as const) }),
  key: mostly<"set" | "absent" | "committed" | "of another">("set", "committed", "committed", "absent", "of another"),
  list: fc.constantFrom<(readonly string[] | undefined)[]>(undefined, undefined, [], ["a"], ["a", "b"], [""], ["", "a"]),
});

type Party = typeof party extends fc.Arbitrary<infer T> ? T : never;
type Leaf = Exclude<Party["certificate"], "absent">;

const known = new Map<string, Issued>();

function certificateOf(spec: Leaf, name: string, ip: string): Issued {
  const id = JSON.stringify([spec, name, ip]);
  const san = {
    own: [`DNS:${name}`],
    both: [`DNS:${name}`, `IP:${ip}`],
    wildcard: ["DNS:*.svc", "DNS:*.cluster.svc"],
    "ip as dns": [`DNS:${ip}`, `DNS:${name}`],
    other: ["IP:10.9.9.9"],
    none: [],
    loopback: [`DNS:${name}`, "IP:127.0.0.1", "DNS:localhost"],
    cn: [],
  }[spec.names];
  const dates = {
    valid: {},
    expired: { from: "2025-01-01", until: "2026-01-01" },
    future: { from: "2027-01-01", until: "2028-01-01" },
  };
  const cn = spec.names === "cn" ? name : spec.cn;
  const { key, hash } = spec;
  const made =
    known.get(id) ??
    issue({
      issuer: issuers[spec.issuer],
      san,
      key,
      hash,
      usages: spec.usages,
      ...(cn !== undefined && { cn }),
      ...dates[spec.dates],
    });
  known.set(id, made);
  return made;
}

/** The files of an environment in which these are the instances, in their order. */
export function filesOf(parties: readonly Party[]): Record<string, string> {
  const files: Record<string, string> = {};
  const addresses = parties.map((_, index) => `10.0.0.${index + 1}`);
  const hosts = parties.map(({ host, component }, index) =>
    host === "ip" ? (addresses[index] as string) : `${component}-${index}.svc`,
  );
  const endpoints = parties.flatMap(({ component }, index) => (component === "pd" ? [`${hosts[index]}:2379`] : []));
  for (const [index, spec] of parties.entries()) {
    const { component } = spec;
    const name = `${component}-${index}`;
    const [ip, host] = [addresses[index] as string, hosts[index] as string];
    const path = (what: string) => `/tls/${name}-${what}.pem`;
    if (spec.bundle !== "absent") files[`tls/${name}-ca.pem`] = spec.bundle.map((issuer) => issuers[issuer].pem).join("# next\n");
    if (spec.certificate !== "absent") {
      const { pem, keyPem } = certificateOf(spec.certificate, `${name}.svc`, ip);
      files[`tls/${name}-cert.pem`] = spec.certificate.sendsMiddle ? pem + middle.pem : pem;
      if (spec.key === "committed") files[`tls/${name}-key.pem`] = keyPem;
      if (spec.key === "of another") files[`tls/${name}-key.pem`] = ca.keyPem;
    }
    const material = {
      ca: spec.bundle === "absent" ? undefined : path("ca"),
      cert: spec.certificate === "absent" ? undefined : path("cert"),
      key: spec.key === "absent" || spec.certificate === "absent" ? undefined : path("key"),
      ...(spec.list && { list: spec.list }),
    };
    const url = (at: string, port: number) =>
      (spec.scheme === "both" ? (port === 2379 ? ["http", "https"] : ["https"]) : [spec.scheme])
        .map((scheme) => `${scheme}://${at}:${port}`)
        .join(",");
    files[`${name}.toml`] =
      component === "pd"
        ? pdToml({
            name,
            client: url(ip, 2379),
            peer: url(ip, 2380),
            advertise: url(host, 2379),
            advertisePeer: url(host, 2380),
            ...material,
          })
        : tikvToml({
            addr: `${host}:20160`,
            status: `${ip}:20180`,
            endpoints: endpoints.length > 0 ? endpoints : ["10.0.9.9:2379"],
            ...material,
          });
  }
  return files;
}
