import { createPrivateKey } from "node:crypto";
import type { Refusal } from "../../../src/model/handshake/outcome.ts";
import { type IssueOptions, issue, type KeySpec } from "../../support/issue.ts";
import { type Authority, authorities, inDays } from "./authorities.ts";
import type { Files, WholeFiles } from "./peers.ts";
import { hostAddress, hostName, type Material, type PairChannel, type Shape } from "./shapes.ts";

type Which = "server" | "client";

/** One thing that is set up wrongly. */
export interface Fault {
  readonly name: string;
  /** What comes of it when all else is right; undefined where it hangs on the version. */
  readonly gives: { readonly by: Which; readonly reason: Refusal } | undefined;
  /** Undefined: both. */
  readonly channel?: PairChannel | undefined;
  apply(shape: Shape): Shape;
}

function on(shape: Shape, which: Which, change: (material: Material) => Material): Shape {
  const side = shape[which];
  return side.material === undefined ? shape : { ...shape, [which]: { ...side, material: change(side.material) } };
}

const leaf =
  (which: Which, options: IssueOptions) =>
  (shape: Shape): Shape =>
    on(shape, which, (material) => ({ ...material, leaf: { ...material.leaf, ...options } }));

/** Who signs the leaf, what is sent behind it, and what the other side trusts. The other side has the simplest chain. */
const chain =
  (which: Which, issuer: Authority, sends: readonly Authority[], trusted: readonly Authority[]) =>
  (shape: Shape): Shape => {
    const other = which === "server" ? "client" : "server";
    const changed = on(shape, which, (material) => ({ ...material, issuer, sends, trusts: ["rsa root"] }));
    return on(changed, other, (material) => ({ ...material, issuer: "rsa root", sends: [], trusts: trusted }));
  };

const edit =
  (which: Which, change: (files: WholeFiles) => Files) =>
  (shape: Shape): Shape =>
    on(shape, which, (material) => ({ ...material, edit: change }));

const dialled =
  (host: string, san: readonly string[], cn = "tikv") =>
  (shape: Shape): Shape =>
    // A root without constraints: it is the name that is to be refused.
    chain("server", "root", [], ["root"])(leaf("server", { san, cn })({ ...shape, host }));

const allowing =
  (allowedCn: readonly string[] | undefined, version?: string, allowedSan?: readonly string[]) =>
  (shape: Shape): Shape => ({
    ...shape,
    server: { ...shape.server, version: version ?? shape.server.version },
    allowedCn,
    allowedSan,
  });

const expired = { from: inDays(-300), until: inDays(-2) };
const early = { from: inDays(2), until: inDays(300) };
const critical = { extensions: [{ oid: "1.2.3.4", critical: true, value: Buffer.from([5, 0]) }] };
const stranger = issue({ cn: "stranger" });
const selfSigned = issue({ cn: "self", san: [`DNS:${hostName}`, `IP:${hostAddress}`], from: inDays(-9), until: inDays(9) });
const garbled = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

function locked(key: string): string {
  return createPrivateKey(key).export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }) as string;
}

function leafLast(cert: string): string {
  const blocks = cert.match(/-----BEGIN CERT[\s\S]*?-----END CERTIFICATE-----\n/g) ?? [];
  return [authorities.middle.pem, ...blocks].join("");
}

const transport: readonly Fault[] = [
  {
    name: "the client dials in plaintext",
    gives: { by: "server", reason: "plaintext-to-tls" },
    apply: (shape) => ({ ...shape, client: { ...shape.client, material: undefined } }),
  },
  {
    name: "a TiKV with certificate and key and no CA dials in plaintext",
    gives: { by: "server", reason: "plaintext-to-tls" },
    channel: "tikv-tikv",
    apply: edit("client", ({ cert, key }) => ({ cert, key })),
  },
  {
    name: "the server is plaintext",
    gives: { by: "client", reason: "tls-to-plaintext" },
    apply: (shape) => ({ ...shape, server: { ...shape.server, material: undefined } }),
  },
];

/** Both sides verify each other; what a fault of the one gives, the same fault of the other gives mirrored. */
function mirrored(which: Which): readonly Fault[] {
  const by = which === "server" ? "client" : "server";
  const fault = (name: string, reason: Refusal | undefined, apply: Fault["apply"], channel?: PairChannel): Fault => ({
    name: `${which}: ${name}`,
    gives: reason && { by, reason },
    channel,
    apply,
  });
  // What OpenSSL alone looks at: the server is one always, the client when it is a TiKV.
  const byOpenSsl: PairChannel | undefined = by === "server" ? undefined : "tikv-tikv";
  const notTrusted = `${which}-not-trusted` as const;
  const usage = `${which}-usage` as const;
  const outOfDate = `${which}-expired` as const;
  const usages: IssueOptions["usages"] = which === "server" ? ["clientAuth"] : ["serverAuth"];
  return [
    fault("another CA", notTrusted, chain(which, "other", [], ["root"])),
    fault("a CA of the same name", notTrusted, chain(which, "root", [], ["namesake"])),
    fault("a CA of the same name without key identifiers", notTrusted, chain(which, "nameless", [], ["nameless namesake"])),
    fault("the intermediate is missing", notTrusted, chain(which, "middle", [], ["root"])),
    fault("an intermediate in between is missing", notTrusted, chain(which, "lower", ["lower"], ["root"])),
    fault(
      "signed by itself",
      notTrusted,
      edit(which, ({ ca }) => ({ ca, cert: selfSigned.pem, key: selfSigned.keyPem })),
    ),
    fault("signed with another key than its issuer's", notTrusted, (shape) =>
      leaf(which, { signedWith: authorities.other.privateKey })(chain(which, "root", [], ["root"])(shape)),
    ),
    fault(
      "its CA stands behind a garbled block",
      notTrusted,
      (shape) =>
        edit(by, (files) => ({ ...files, ca: authorities.other.pem + garbled + files.ca }))(
          chain(which, "root", [], ["root"])(shape),
        ),
      byOpenSsl,
    ),
    fault("expired", outOfDate, leaf(which, expired)),
    fault("not yet valid", outOfDate, leaf(which, early)),
    fault("an expired CA", outOfDate, chain(which, "expired root", [], ["expired root"])),
    fault("an expired intermediate", outOfDate, chain(which, "expired middle", ["expired middle"], ["root"])),
    fault("the other usage alone", usage, leaf(which, { usages })),
    fault("a usage that is none of both", usage, leaf(which, { usages: ["codeSigning"] })),
    fault("any usage", usage, leaf(which, { usages: ["anyExtendedKeyUsage"] }), byOpenSsl),
    fault("a key usage that cannot sign", usage, leaf(which, { keyUsage: ["dataEncipherment"] }), byOpenSsl),
    fault(
      "an intermediate for the other usage",
      usage,
      which === "server"
        ? chain(which, "client middle", ["client middle"], ["root"])
        : chain(which, "server middle", ["server middle"], ["root"]),
    ),
    fault("a critical extension that nobody knows", "chain-invalid", leaf(which, critical)),
    fault(
      "an intermediate with such an extension",
      "chain-invalid",
      chain(which, "critical middle", ["critical middle"], ["root"]),
    ),
    fault("signed by a leaf", "chain-invalid", chain(which, "no CA", ["no CA"], ["root"])),
    fault("its intermediate may not sign", undefined, chain(which, "no sign", ["no sign"], ["root"]), byOpenSsl),
    fault(
      "a chain longer than its root allows",
      "chain-invalid",
      chain(which, "middle of short root", ["middle of short root"], ["short root"]),
    ),
    fault("a name outside of what its root may certify", "chain-invalid", (shape) =>
      leaf(which, { san: [`DNS:${hostName}`, `IP:${hostAddress}`, "DNS:outside.example"] })(
        chain(which, "svc root", [], ["svc root"])(shape),
      ),
    ),
  ];
}

const names: readonly Fault[] = (
  [
    ["another name", undefined, dialled(hostName, ["DNS:tikv-1.tikv-peer.prod.svc"])],
    ["another address", undefined, dialled(hostAddress, ["IP:127.0.1.2", "DNS:tikv-0"])],
    ["an address alone, dialled by name", undefined, dialled(hostName, [`IP:${hostAddress}`])],
    ["a name alone, dialled by address", undefined, dialled(hostAddress, [`DNS:${hostName}`])],
    ["an address as common name", undefined, dialled(hostAddress, [], hostAddress)],
    ["a wildcard for another level", undefined, dialled(hostName, ["DNS:*.prod.svc"])],
    ["a URI alone and the name as common name", undefined, dialled(hostName, [`URI:spiffe://${hostName}`], hostName)],
    ["a wildcard above one label", "tikv-tikv", dialled("tikv-0.svc", ["DNS:*.svc"])],
    ["the name as common name alone", "client-tikv", dialled(hostName, [], hostName)],
    ["the address as a DNS name", "client-tikv", dialled(hostAddress, [`DNS:${hostAddress}`])],
  ] as const
).map(
  ([name, channel, apply]): Fault => ({
    name: `server: it names ${name}`,
    gives: { by: "client", reason: "server-name-mismatch" },
    channel,
    apply,
  }),
);

const lists: readonly Fault[] = (
  [
    ["a name that is not listed", allowing(["nobody"])],
    ["a part of the name under a release", allowing(["ti", "lightn"], "v8.5.7")],
    ["a pattern", allowing(["*"])],
    ["another case", allowing(["TIDB", "TIKV", "LIGHTNING"])],
    ["an empty entry under a release", allowing([""], "v7.5.7")],
    ["a second common name", (shape: Shape) => allowing(["second"])(leaf("client", { cn: ["first", "second"] })(shape))],
    ["no common name", (shape: Shape) => allowing(["tidb"])(leaf("client", { cn: [] })(shape))],
    ["another alternative name under master", allowing(undefined, "master", ["nobody"])],
    ["one list of two under master", allowing(["ti", "li"], "master", ["nobody"])],
  ] as const
).map(([name, apply]): Fault => ({ name: `list: ${name}`, gives: { by: "server", reason: "client-not-allowed" }, apply }));

const starts: readonly Fault[] = (
  [
    ["no CA file", ({ cert, key }) => ({ cert, key })],
    ["no certificate file", ({ ca, key }) => ({ ca, key })],
    ["no key file", ({ ca, cert }) => ({ ca, cert })],
    ["the key of another", (files) => ({ ...files, key: stranger.keyPem })],
    ["an encrypted key", (files) => ({ ...files, key: locked(files.key) })],
    ["an indented key", (files) => ({ ...files, key: files.key.replaceAll(/^/gm, "  ") })],
    ["a certificate in place of the key", (files) => ({ ...files, key: files.cert })],
    ["a CA file of words", (files) => ({ ...files, ca: "no certificate here\n" })],
    ["a CA file that begins with a garbled block", (files) => ({ ...files, ca: garbled + files.ca })],
    ["a certificate cut short", (files) => ({ ...files, cert: files.cert.slice(0, 200) })],
    ["an intermediate before the leaf", (files) => ({ ...files, cert: leafLast(files.cert) })],
  ] satisfies [string, (files: WholeFiles) => Files][]
).map(
  ([name, change]): Fault => ({
    name: `start: ${name}`,
    gives: { by: "server", reason: "server-does-not-start" },
    apply: edit("server", change),
  }),
);

const clientFiles: readonly Fault[] = (
  [
    ["no certificate", "client-tikv", "server", "no-client-certificate", ({ ca }) => ({ ca })],
    ["the CA alone", "tikv-tikv", "client", "no-client-certificate", ({ ca }) => ({ ca })],
    ["the key of another", "tikv-tikv", "client", "chain-invalid", (files) => ({ ...files, key: stranger.keyPem })],
    ["an encrypted key", "tikv-tikv", "client", "chain-invalid", (files) => ({ ...files, key: locked(files.key) })],
    ["a CA file of words", "tikv-tikv", "client", "chain-invalid", (files) => ({ ...files, ca: "no certificate here\n" })],
    ["a certificate cut short", undefined, "client", "chain-invalid", (files) => ({ ...files, cert: files.cert.slice(0, 200) })],
  ] satisfies [string, PairChannel | undefined, "client" | "server", Refusal, (files: WholeFiles) => Files][]
).map(
  ([name, channel, by, reason, change]): Fault => ({
    name: `client files: ${name}`,
    gives: { by, reason },
    channel,
    apply: edit("client", change),
  }),
);

/** Keys and signatures of which one OpenSSL takes what the other refuses, and TLS some not at all. */
function strangeKeys(which: Which): readonly Fault[] {
  const kinds = [
    "rsa-1024",
    "rsa-pss-2048",
    "p-521",
    "p-224",
    "secp256k1",
    "brainpoolP256r1",
    "p-256-explicit",
    "ed25519",
    "ed448",
  ];
  const strange: readonly (readonly [string, IssueOptions])[] = [
    ...kinds.map((key) => [`a key of kind ${key}`, { key: key as KeySpec }] as const),
    ["a signature with SHA-1", { hash: "sha1" }],
  ];
  // Go's own reading of such keys is not gRPC core's matter.
  return strange.map(([name, options]) => ({
    name: `${which}: ${name}`,
    gives: undefined,
    channel: "tikv-tikv",
    apply: leaf(which, options),
  }));
}

export const faults: readonly Fault[] = [
  ...transport,
  ...mirrored("server"),
  ...mirrored("client"),
  ...names,
  ...lists,
  ...starts,
  ...clientFiles,
  ...strangeKeys("server"),
  ...strangeKeys("client"),
];
