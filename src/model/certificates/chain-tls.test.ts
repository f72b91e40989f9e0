import { createServer, type Socket } from "node:net";
import { connect, createSecureContext, type SecureContextOptions, TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { issue } from "../../../test/support/issue.ts";
import { type ChainCase, type Party, randomChains } from "../../../test/support/random-chains.ts";
import { verifyChain } from "./chain.ts";

const peer = issue({ cn: "peer", ca: true });

// Node 24 carries the OpenSSL 3.5 that TiKV v8.5.5 and newer carries, with the same security level, and can accept partial
// chains as gRPC core does. It judges at the real time, so the certificates are made around it.
describe.skipIf(!process.versions.openssl.startsWith("3.5."))(
  "real handshakes of OpenSSL 3.5 say the same as our reading of it",
  () => {
    test("160 random chains, of servers and of clients", async () => {
      const now = Math.floor(Date.now() / 1000) * 1000;
      const cases = randomChains(240, 35, now)
        .filter((example) => isFitForNode(example, now))
        .slice(0, 160);
      const differences: string[] = [];
      let verified = 0;
      for (const [index, example] of cases.entries()) {
        const theirs = await handshake(example);
        const certificates = (list: readonly Party[]) => list.map(({ certificate }) => certificate);
        const ours = verifyChain({
          leaf: example.leaf.certificate,
          sent: certificates(example.sent),
          anchors: certificates(example.anchors),
          verifier: "openssl-3.5",
          usage: example.usage,
          at: Date.now(),
        });
        if (ours.kind === "verified") verified += 1;
        if ((ours.kind === "verified") !== (theirs === "OK")) {
          differences.push(`${index}: OpenSSL says ${theirs}, we say ${ours.kind === "refused" ? ours.detail : "verified"}`);
        }
      }
      expect(differences).toEqual([]);
      expect(verified).toBeGreaterThan(30);
      expect(verified).toBeLessThan(130);
    });
  },
);

/** Node loads the presented chain itself and refuses weak keys and hashes in it; some curves it cannot present in TLS. */
function isFitForNode({ leaf, sent, anchors, at }: ChainCase, now: number): boolean {
  const isPlain = ({ certificate: { publicKey } }: Party) =>
    publicKey.kind === "ed25519" ||
    ["P-256", "P-384"].includes(publicKey.curve ?? "") ||
    (publicKey.kind === "rsa" && publicKey.bits >= 2048);
  const isStrong = ({ certificate: { signature } }: Party) => signature.hash !== "sha1";
  return at === now && anchors.length > 0 && [leaf, ...sent, ...anchors].every(isPlain) && [leaf, ...sent].every(isStrong);
}

/** Shows the chain as its usage says, in a handshake over a local socket; gives the verdict of the other side. */
async function handshake({ leaf, sent, anchors, usage }: ChainCase): Promise<string> {
  const judged = { cert: [leaf, ...sent].map(({ issued }) => issued.pem).join(""), key: leaf.issued.keyPem };
  const other = { cert: peer.pem, key: peer.keyPem };
  const trusting = { ca: anchors.map(({ issued }) => issued.pem), allowPartialTrustChain: true };
  const isServer = usage === "serverAuth";
  const context = createSecureContext(isServer ? judged : { ...other, ...trusting });
  let client: TLSSocket | undefined;
  let accepted: Socket | undefined;
  const listener = createServer();
  const verdict = await new Promise<string>((resolve, reject) => {
    listener.on("connection", (socket) => {
      accepted = socket;
      const server = new TLSSocket(socket, {
        isServer: true,
        secureContext: context,
        requestCert: !isServer,
        rejectUnauthorized: false,
      });
      server.on("error", reject);
      if (!isServer) server.on("secure", () => resolve(verdictOf(server)));
    });
    listener.listen(0, "127.0.0.1", () => {
      const address = listener.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const credentials: SecureContextOptions = isServer ? trusting : judged;
      client = connect({
        host: "127.0.0.1",
        port,
        rejectUnauthorized: false,
        checkServerIdentity: () => undefined,
        ...credentials,
      });
      client.on("error", reject);
      const connected = client;
      if (isServer) client.on("secureConnect", () => resolve(verdictOf(connected)));
    });
  });
  client?.destroy();
  accepted?.destroy();
  listener.close();
  return verdict;
}

/** `authorizationError` is filled for sockets of `tls.Server` only; this is where it comes from. */
function verdictOf(socket: TLSSocket): string {
  const handle: unknown = Reflect.get(socket, "_handle");
  if (typeof handle !== "object" || handle === null || !("verifyError" in handle) || typeof handle.verifyError !== "function") {
    throw new Error("this Node does not show the result of the verification");
  }
  return handle.verifyError.call(handle)?.code ?? "OK";
}
