import { createPublicKey, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cluster, pdToml, tikvToml } from "../../../test/support/cluster.ts";
import { issue, testTime } from "../../../test/support/issue.ts";
import type { Scope } from "../../model/build.ts";
import { certificatesOf } from "../../model/certificates/certificate.ts";
import type { Client } from "../../model/handshake/client.ts";
import { handshake } from "../../model/handshake/handshake.ts";
import type { Port } from "../../model/handshake/offer.ts";
import type { RepoPath } from "../../text/span.ts";
import { makeStage } from "./make-stage.ts";
import type { Credential, CredentialKind, Placement, Stage } from "./stage.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

const root = mkdtempSync(join(tmpdir(), "stage-clients-"));
const open: Workspace[] = [];
afterAll(() => {
  for (const workspace of open) workspace.remove();
  rmSync(root, { recursive: true, force: true });
});

const ca = issue({ cn: "prod ca", ca: true });
const pd = issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] });
const tikv = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] });
const files = { "tls/ca.pem": ca.pem, "tls/pd.pem": pd.pem, "tls/tikv.pem": tikv.pem };

async function stageOf(
  configs: Readonly<Record<string, string>>,
  options: { readonly version?: string; readonly scope?: Scope } = {},
): Promise<Stage> {
  const { environment } = await cluster({ ...files, ...configs }, { version: "v8.5.7", ...options });
  const workspace = openWorkspace(root);
  open.push(workspace);
  const placements = environment.instances.map(
    (instance, index): Placement =>
      instance.component === "pd"
        ? {
            "pd-client": { host: "127.0.0.1", port: 2379 + index * 10 },
            "pd-peer": { host: "127.0.0.1", port: 2380 + index * 10 },
          }
        : { "tikv-grpc": { host: "127.0.0.1", port: 20160 + index }, "tikv-status": { host: "127.0.0.1", port: 20180 + index } },
  );
  return makeStage(environment, { placements, workspace, at: testTime, now: testTime });
}

/** What the one function says of a client at a port of the first instance of a component. */
function said(stage: Stage, component: "pd" | "tikv", port: Port, kind: CredentialKind): string {
  const instance = stage.instances.find(({ twin }) => twin.component === component);
  const shows = instance && stage.clientOf(instance, port, kind);
  if (instance === undefined || shows === undefined) return "none";
  const { at } = instance.twin;
  const host = { value: instance.listens[port]?.host ?? "", span: at, origin: "file" } as const;
  const client: Client = { name: "client", program: "other", security: shows.security, transport: "tls", host };
  const outcome = handshake(client, { instance: instance.twin, port }, testTime);
  return outcome.kind === "fails" ? outcome.reason : outcome.kind === "succeeds" ? outcome.posture : `unknown: ${outcome.detail}`;
}

const kinds = ["right", "other-ca", "other-name", "expired", "no-client-usage"] as const;

function row(stage: Stage, component: "pd" | "tikv", port: Port): string {
  return kinds.map((kind) => said(stage, component, port, kind)).join(", ");
}

describe("clients of a port", () => {
  test("of TiKV with a list are let in or refused as each is made to be", async () => {
    const stage = await stageOf({ "pd-0.toml": pdToml(), "tikv-0.toml": tikvToml({ list: ["tikv", "tidb"] }) });
    expect(row(stage, "tikv", "tikv-grpc")).toBe(
      "mtls-identity, client-not-trusted, client-not-allowed, client-expired, client-usage",
    );
    // The status port takes any certificate of the CA on four of its paths.
    expect(row(stage, "tikv", "tikv-status")).toBe("mtls-identity, client-not-trusted, mtls, client-expired, client-usage");
  });

  test("of PD with two names are refused by name on both ports, with one on the peer port only", async () => {
    const two = await stageOf({ "pd-0.toml": pdToml({ list: ["pd", "tikv"] }) });
    expect(row(two, "pd", "pd-client")).toBe(
      "mtls-identity, client-not-trusted, client-not-allowed, client-expired, client-usage",
    );
    expect(row(two, "pd", "pd-peer")).toBe("mtls-identity, client-not-trusted, client-not-allowed, client-expired, client-usage");
    const one = await stageOf({ "pd-0.toml": pdToml({ list: ["pd"] }) });
    expect(row(one, "pd", "pd-client")).toBe("mtls, client-not-trusted, none, client-expired, client-usage");
    expect(row(one, "pd", "pd-peer")).toBe("mtls-identity, client-not-trusted, client-not-allowed, client-expired, client-usage");
  });

  test("of a port that asks nobody are the right one alone", async () => {
    const stage = await stageOf({ "tikv-0.toml": tikvToml() });
    expect(row(stage, "tikv", "tikv-status")).toBe("tls, none, none, none, none");
  });

  test("of TiKV's master with a name that nobody meant get in", async () => {
    const stage = await stageOf({ "tikv-0.toml": tikvToml({ list: ["tikv"] }) }, { version: "master" });
    expect(said(stage, "tikv", "tikv-grpc", "other-name")).toBe("mtls-identity");
    const shows = stage.instances[0] && stage.clientOf(stage.instances[0], "tikv-grpc", "other-name");
    expect(new X509Certificate(shows?.certificate ?? "").subject).toBe("CN=not-tikv-really");
  });

  test("have no common name where the list admits only that", async () => {
    const nameless = issue({ issuer: ca, san: ["IP:10.0.0.1"] });
    const stage = await stageOf({ "tls/pd.pem": nameless.pem, "pd-0.toml": pdToml({ list: [""] }) });
    expect(row(stage, "pd", "pd-peer")).toBe(
      "mtls-identity, client-not-trusted, client-not-allowed, client-expired, client-usage",
    );
  });

  test("are signed by a CA of the port that can sign, though others stand before it", async () => {
    const bundle = [
      issue({ cn: "gone", ca: true, until: "2026-01-01" }),
      issue({ cn: "leaf" }),
      issue({ cn: "no signing", ca: true, keyUsage: ["digitalSignature"] }),
      ca,
    ];
    const stage = await stageOf({
      "tls/ca.pem": bundle.map(({ pem }) => pem).join(""),
      "tikv-0.toml": tikvToml({ list: ["tikv"] }),
    });
    expect(said(stage, "tikv", "tikv-grpc", "right")).toBe("mtls-identity");
  });

  test("of a CA file in which nothing can sign are none, but for those of another CA", async () => {
    const self = issue({ cn: "tikv", san: ["IP:10.0.1.1"], keyUsage: ["digitalSignature"], ca: false });
    const stage = await stageOf({ "tls/ca.pem": self.pem, "tls/tikv.pem": self.pem, "tikv-0.toml": tikvToml() });
    expect(row(stage, "tikv", "tikv-grpc")).toBe("none, client-not-trusted, none, none, none");
  });

  test("trust the root of the server's chain alone, so that a chain with a gap shows", async () => {
    const middle = issue({ cn: "middle", issuer: ca, ca: true });
    const below = issue({ cn: "tikv", issuer: middle, san: ["IP:10.0.1.1"] });
    const stage = await stageOf({ "tls/tikv.pem": below.pem + middle.pem, "tikv-0.toml": tikvToml() });
    const shows = stage.instances[0] && stage.clientOf(stage.instances[0], "tikv-grpc", "right");
    expect(caNames(shows)).toEqual(["CN=prod ca"]);
  });

  test("trust an issuer that is not committed", async () => {
    const absent = issue({ cn: "absent ca", ca: true });
    const stage = await stageOf({
      "tls/ca.pem": ca.pem + issue({ cn: "other", ca: true }).pem,
      "tls/tikv.pem": issue({ cn: "tikv", issuer: absent, san: ["IP:10.0.1.1"] }).pem,
      "tikv-0.toml": tikvToml(),
    });
    expect(said(stage, "tikv", "tikv-grpc", "right")).toBe("mtls");
  });

  test("have files and texts that are the same, with keys that fit", async () => {
    const stage = await stageOf({ "tikv-0.toml": tikvToml({ list: ["tikv"] }) });
    const [instance] = stage.instances;
    for (const kind of kinds) {
      const shows = instance && stage.clientOf(instance, "tikv-grpc", kind);
      if (shows === undefined) throw new Error(`no client ${kind}`);
      for (const name of ["certificate", "key", "ca"] as const) expect(readFileSync(shows.files[name], "utf8")).toBe(shows[name]);
      expect(new X509Certificate(shows.certificate).publicKey.equals(createPublicKey(shows.key))).toBe(true);
      expect(instance && stage.clientOf(instance, "tikv-grpc", kind)).toBe(shows);
    }
  });
});

function caNames(shows: Credential | undefined): readonly string[] {
  const file = shows?.security.ca;
  return file?.kind === "seen" ? certificatesOf(file.file).map(({ subject }) => subject.text) : [];
}

test("the client that the config file declares is the right one, with its own faults", async () => {
  const declared = issue({ cn: "tidb", issuer: ca, usages: ["serverAuth"] });
  const clients = { certificate: "prod/tls/tidb.pem" as RepoPath, ca: "prod/tls/ca.pem" as RepoPath };
  const scope: Scope = { environments: [{ name: "prod", tier: "production", include: ["prod/**"], mounts: [], clients }] };
  const stage = await stageOf({ "tls/tidb.pem": declared.pem, "tikv-0.toml": tikvToml({ list: ["tikv", "tidb"] }) }, { scope });
  expect(said(stage, "tikv", "tikv-grpc", "right")).toBe("client-usage");
  expect(stage.twin.channels.find(({ id }) => id === "client-tikv")?.outcome).toMatchObject({
    kind: "fails",
    reason: "client-usage",
  });
  const [instance] = stage.instances;
  const shows = instance && stage.clientOf(instance, "tikv-grpc", "right");
  expect(new X509Certificate(shows?.certificate ?? "").subject).toBe("CN=tidb");
});

test("an instance shows as a client what it serves with, and nothing where it dials in plaintext", async () => {
  const stage = await stageOf({
    "pd-0.toml": pdToml(),
    "tikv-0.toml": tikvToml({ ca: undefined, cert: undefined, key: undefined }),
  });
  const [first, second] = stage.instances;
  expect([first?.original.component, first?.credential?.security]).toEqual(["pd", first?.twin.security]);
  expect(second?.credential).toBeUndefined();
});
