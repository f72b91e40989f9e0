import type { Files } from "./peers.ts";
import type { Material, Shape } from "./shapes.ts";

/** Where PyPI's gRPC core does something else than TiKV's own, which does what was predicted (docs/proof-grpc.md). */
export interface Difference {
  readonly name: string;
  applies(shape: Shape, dialling: Files): boolean;
}

/** The leaf alone is sent, and only the sender's own CA file holds its issuer. */
function sendsLoneLeaf(own: Material | undefined, peer: Material | undefined): boolean {
  if (own === undefined || peer === undefined || own.sends.length > 0) return false;
  return own.trusts.includes(own.issuer) && !peer.trusts.includes(own.issuer);
}

/** The materials that gRPC core presents as its own. */
function presented({ channel, server, client }: Shape): readonly Material[] {
  return [server, channel === "tikv-tikv" ? client : undefined].flatMap((side) => side?.material ?? []);
}

function anyMaterial({ server, client }: Shape, test: (material: Material) => boolean): boolean {
  return [server.material, client.material].some((material) => material !== undefined && test(material));
}

/**
 * A key for which TLS has no signature algorithm. Whose fault that is, is a matter of view: the prediction names the side that
 * could not verify it; on the wire a server with such a key ends the handshake itself, and a client shows no certificate.
 */
export function lacksAlgorithm(shape: Shape): boolean {
  return anyMaterial(shape, ({ leaf: { key } }) => ["p-224", "secp256k1", "brainpoolP256r1"].includes(String(key)));
}

const usualKeys = ["p-256", "p-384", "rsa-2048", "rsa-3072"];

export const differences: readonly Difference[] = [
  {
    name: "BoringSSL does not complete a lone leaf from the CA file",
    applies: ({ channel, server, client }) =>
      sendsLoneLeaf(server.material, client.material) ||
      (channel === "tikv-tikv" && sendsLoneLeaf(client.material, server.material)),
  },
  {
    name: "BoringSSL does not load a certificate whose key usage lacks digitalSignature",
    applies: (shape) =>
      presented(shape).some(({ leaf: { keyUsage } }) => keyUsage != null && !keyUsage.includes("digitalSignature")),
  },
  {
    name: "BoringSSL passes over an issuer that may not sign, and so does not find one",
    applies: (shape) => anyMaterial(shape, ({ issuer }) => issuer === "no sign"),
  },
  {
    name: "BoringSSL takes a chain that is one CA longer than its root allows",
    applies: ({ channel, server, client }) =>
      client.material?.issuer === "middle of short root" ||
      (channel === "tikv-tikv" && server.material?.issuer === "middle of short root"),
  },
  {
    name: "the newer core dials with a CA alone",
    applies: ({ channel }, { ca, cert }) => channel === "tikv-tikv" && ca !== undefined && cert === undefined,
  },
  {
    name: "BoringSSL has other kinds of keys and hashes, and no security level",
    applies: (shape) => anyMaterial(shape, ({ leaf: { key, hash } }) => !usualKeys.includes(String(key)) || hash === "sha1"),
  },
];
