import { clientSecurity, tikvClient } from "../../../src/model/channels/channels.ts";
import { advertisedHost } from "../../../src/model/channels/dialling.ts";
import { matchingOf, readsAllowedSan } from "../../../src/model/handshake/allow-list.ts";
import type { Client } from "../../../src/model/handshake/client.ts";
import { handshake } from "../../../src/model/handshake/handshake.ts";
import type { Outcome } from "../../../src/model/handshake/outcome.ts";
import type { TikvInstance } from "../../../src/model/instances/instance.ts";
import { knownValue } from "../../../src/model/instances/setting.ts";
import type { RepoPath } from "../../../src/text/span.ts";
import { cluster, tikvToml } from "../../support/cluster.ts";
import type { Files, Serving } from "./peers.ts";
import { filesOf, type Shape } from "./shapes.ts";

/** What the product says about a pair, and with what the real programs are to be set up. */
export interface Meeting {
  readonly outcome: Outcome;
  readonly host: string;
  readonly serving: Serving;
  readonly dialling: Files;
}

/** Writes both sides as people commit them, reads them with the product's readers and asks `handshake()` at this time. */
export async function meetingOf(shape: Shape): Promise<Meeting> {
  const files = { server: filesOf(shape.server), client: filesOf(shape.client) };
  const now = Date.now();
  const list = { ...(shape.allowedCn && { list: shape.allowedCn }), ...(shape.allowedSan && { sans: shape.allowedSan }) };
  const server = (
    await cluster(committed("serving", files.server, { addr: `${shape.host}:20160`, ...list }), {
      version: shape.server.version,
      now,
    })
  ).tikv("serving");
  const client =
    shape.channel === "tikv-tikv" ? await tikv(shape, files.client, server, now) : await other(files.client, server, now);
  return {
    outcome: handshake(client, { instance: server, port: "tikv-grpc" }, now),
    host: client.host?.value ?? shape.host,
    serving: servingOf(server, files.server),
    dialling: files.client,
  };
}

function committed(name: string, files: Files, config: Parameters<typeof tikvToml>[0]): Record<string, string> {
  const path = (what: keyof Files) => (files[what] === undefined ? undefined : `/tls/${name}-${what}.pem`);
  return {
    [`${name}.toml`]: tikvToml({ ca: path("ca"), cert: path("cert"), key: path("key"), ...config }),
    ...Object.fromEntries(Object.entries(files).map(([what, text]) => [`tls/${name}-${what}.pem`, text])),
  };
}

async function tikv({ client }: Shape, files: Files, server: TikvInstance, now: number): Promise<Client> {
  const made = await cluster(committed("dialling", files, { addr: "127.0.2.1:20160" }), { version: client.version, now });
  return tikvClient(made.tikv("dialling"), advertisedHost(server));
}

/** TiDB or pd-ctl: what the gate's config file declares as the credentials of clients. */
async function other(files: Files, server: TikvInstance, now: number): Promise<Client> {
  const path = (what: "ca" | "cert") => (files[what] === undefined ? undefined : (`prod/tls/client-${what}.pem` as RepoPath));
  const [ca, certificate] = [path("ca"), path("cert")];
  const place = { path: "tikv-tls-gate.yml" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 2 };
  const clients = {
    ...(ca && { ca, caSpan: place }),
    ...(certificate && { certificate, certificateSpan: place }),
  };
  const made = await cluster(
    {
      "tikv.toml": tikvToml(),
      ...Object.fromEntries(Object.entries(files).map(([what, text]) => [`tls/client-${what}.pem`, text])),
    },
    { now, scope: { environments: [{ name: "prod", tier: "production", include: ["prod/**"], mounts: [], clients }] } },
  );
  const declared = made.environment.clients;
  return {
    name: "client",
    program: "other",
    security: declared && clientSecurity(declared),
    transport: files.ca === undefined ? "plaintext" : "tls",
    host: advertisedHost(server),
  };
}

/** TiKV hands its settings to gRPC core as they are; which names it compares and how is a matter of its version. */
function servingOf({ security, version }: TikvInstance, files: Files): Serving {
  const entries = (list: typeof security.allowedCn) => (knownValue(list) ?? []).map(({ value }) => value);
  return {
    files,
    allowedCn: entries(security.allowedCn),
    allowedSan: readsAllowedSan("tikv", version) ? entries(security.allowedSan) : [],
    matching: matchingOf("tikv", version),
  };
}
