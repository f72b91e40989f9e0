import { expect, test } from "vitest";
import { type Cluster, cluster, dialler, pdToml } from "../../../test/support/cluster.ts";
import { issue, testTime } from "../../../test/support/issue.ts";
import { handshake, startOf } from "../handshake/handshake.ts";
import type { Outcome } from "../handshake/outcome.ts";

// Which of two faults a program names: each order was observed between a real pd-server and a Go client (docs/proof.md).

const ca = issue({ cn: "ca", ca: true });
const otherCa = issue({ cn: "other ca", ca: true });
const pd = issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] });
const small = issue({ cn: "client", issuer: ca, key: "p-224" });

async function cast(
  server: Parameters<typeof pdToml>[0],
  client: Parameters<typeof pdToml>[0],
  files: Readonly<Record<string, string>> = {},
): Promise<Cluster> {
  return cluster(
    {
      "tls/ca.pem": ca.pem,
      "tls/other-ca.pem": otherCa.pem,
      "tls/pd.pem": pd.pem,
      "tls/pd-key.pem": pd.keyPem,
      "tls/small.pem": small.pem,
      "tls/small-key.pem": small.keyPem,
      ...files,
      "pd.toml": pdToml(server),
      "client.pd.toml": pdToml({ name: "client", ...client }),
    },
    { version: "v8.0.0" },
  );
}

function meet({ pd }: Cluster, host: string, port: "pd-client" | "pd-peer" = "pd-client"): string {
  const server = pd("pd-0");
  const at = { value: host, span: server.at, origin: "file" } as const;
  const client = dialler(pd("client"), { program: "other", host: at, source: at });
  return inShort(handshake(client, { instance: server, port }, testTime));
}

function inShort(outcome: Outcome): string {
  return outcome.kind === "succeeds"
    ? outcome.posture
    : outcome.kind === "fails"
      ? `${outcome.reason} by ${outcome.by}`
      : "unknown";
}

test("Go misses the name before it misses the issuer", async () => {
  const made = await cast({}, { ca: "/tls/other-ca.pem" });
  expect(meet(made, "10.0.0.9")).toBe("server-name-mismatch by client");
  expect(meet(made, "10.0.0.1")).toBe("server-not-trusted by client");
});

test("Go sees that the server's own certificate has ended before it misses the name", async () => {
  const ended = issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"], until: "2026-11-01" });
  const http = { client: "http://10.0.0.1:2379", advertise: "http://10.0.0.1:2379" };
  const made = await cast(http, { cert: undefined, key: undefined }, { "tls/pd.pem": ended.pem, "tls/pd-key.pem": ended.keyPem });
  expect(meet(made, "10.0.0.9", "pd-peer")).toBe("server-expired by client");
});

test("a client that cannot use its own files never finds out that the port is plaintext", async () => {
  const http = { client: "http://10.0.0.1:2379", advertise: "http://10.0.0.1:2379" };
  expect(meet(await cast(http, { key: "/tls/small-key.pem" }), "10.0.0.1")).toBe("chain-invalid by client");
  expect(meet(await cast(http, {}), "10.0.0.1")).toBe("tls-to-plaintext by client");
});

test("Go loads a key on P-224: who is not asked for a certificate gets in with it, and who is asked does not", async () => {
  const files = { cert: "/tls/small.pem", key: "/tls/small-key.pem" };
  const both = {
    client: "http://10.0.0.1:2379,https://10.0.0.1:2379",
    advertise: "http://10.0.0.1:2379",
    peer: "https://10.0.0.1:2380",
  };
  expect(meet(await cast({ ...both, ca: undefined }, files), "10.0.0.1")).toBe("tls");
  expect(meet(await cast(both, files), "10.0.0.1")).toBe("chain-invalid by server");
  // Its chain and its name are judged before it has to sign.
  expect(meet(await cast({ ...both, list: ["pd"] }, files), "10.0.0.1", "pd-peer")).toBe("client-not-allowed by server");
  expect(meet(await cast({ ...both, ca: "/tls/other-ca.pem" }, files), "10.0.0.1")).toBe("client-not-trusted by server");
});

test("PD comes up with a key on P-224 where it does not have to dial itself by TLS", async () => {
  const own = { cert: "/tls/small.pem", key: "/tls/small-key.pem" };
  const plain = { client: "http://10.0.0.1:2379", peer: "http://10.0.0.1:2380", advertise: "http://10.0.0.1:2379" };
  expect(startOf((await cast({ ...own, ...plain }, {})).pd("pd-0"), testTime).kind).toBe("starts");
  expect(startOf((await cast(own, {})).pd("pd-0"), testTime)).toMatchObject({ kind: "fails", step: "self-handshake" });
});

test("a broken certificate behind the client's own is the server's to refuse", async () => {
  const broken = `${pd.pem}-----BEGIN CERTIFICATE-----\naGVsbG8gd29ybGQ=\n-----END CERTIFICATE-----\n`;
  const made = await cast({}, { cert: "/tls/broken.pem" }, { "tls/broken.pem": broken });
  expect(meet(made, "10.0.0.1")).toBe("chain-invalid by server");
});

test("PD counts the names of its list, reads its URLs and opens a peer port by http before it looks at its files", async () => {
  const half = { key: undefined };
  expect(startOf((await cast({ ...half, list: ["a", "b"] }, {})).pd("pd-0"), testTime)).toMatchObject({
    step: "allow-list-version",
  });
  expect(startOf((await cast({ ...half, peer: "10.0.0.1:2380" }, {})).pd("pd-0"), testTime)).toMatchObject({ step: "address" });
  expect(startOf((await cast(half, {})).pd("pd-0"), testTime)).toMatchObject({ step: "incomplete-material" });
  const taken = "http://10.0.0.1:2380,https://10.0.0.1:2380";
  const peers = { peer: taken, advertisePeer: "https://10.0.0.1:2380" };
  expect(startOf((await cast({ ...half, ...peers }, {})).pd("pd-0"), testTime)).toMatchObject({
    step: "two-schemes-on-peer-address",
  });
});
