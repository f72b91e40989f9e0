import { describe, expect, test } from "vitest";
import { formReader, overridesOf, posturesOf } from "../../../../test/support/form-reading.ts";
import { issue } from "../../../../test/support/issue.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { caKeyCommitted } from "../../../judge/rules/trust/ca-key-committed.ts";
import type { Span } from "../../../text/span.ts";

const { model, draft } = formReader("topology.yaml");

/** The smallest cluster: one PD and one TiKV. `more` follows at the top level. */
const cluster = (global: string, more = "") => `global:
  user: tidb
${global}
${more}
pd_servers:
  - host: 10.0.1.1
tikv_servers:
  - host: 10.0.1.2
`;

const on = "  enable_tls: true";

describe("what TiUP generates with TLS on", () => {
  const text = cluster(on);

  test("PD gets https URLs, its members and the paths of TiUP's certificates", async () => {
    expect(overridesOf(await draft(text, "pd"))).toEqual({
      "security.cacert-path": "/home/tidb/deploy/pd-2379/tls/ca.crt",
      "security.cert-path": "/home/tidb/deploy/pd-2379/tls/pd.crt",
      "security.key-path": "/home/tidb/deploy/pd-2379/tls/pd.pem",
      "client-urls": "https://0.0.0.0:2379",
      "peer-urls": "https://0.0.0.0:2380",
      "advertise-client-urls": "https://10.0.1.1:2379",
      "advertise-peer-urls": "https://10.0.1.1:2380",
      "initial-cluster": "pd-10.0.1.1-2379=https://10.0.1.1:2380",
    });
  });

  test("TiKV gets addresses without a scheme", async () => {
    expect(overridesOf(await draft(text, "tikv"))).toEqual({
      "security.ca-path": "/home/tidb/deploy/tikv-20160/tls/ca.crt",
      "security.cert-path": "/home/tidb/deploy/tikv-20160/tls/tikv.crt",
      "security.key-path": "/home/tidb/deploy/tikv-20160/tls/tikv.pem",
      "server.addr": "0.0.0.0:20160",
      "server.advertise-addr": "10.0.1.2:20160",
      "server.status-addr": "0.0.0.0:20180",
      "server.advertise-status-addr": "10.0.1.2:20180",
      "pd.endpoints": "10.0.1.1:2379",
    });
  });

  test("URLs and paths have the place of the switch, endpoints that of the host", async () => {
    const [pd, tikv] = [await draft(text, "pd"), await draft(text, "tikv")];
    for (const key of ["client-urls", "advertise-peer-urls", "security.cert-path"]) {
      expect(cut(text, pd.overrides?.get(key)?.span as Span)).toBe("true");
    }
    expect(cut(text, tikv.overrides?.get("pd.endpoints")?.slice?.(0, 13) as Span)).toBe("10.0.1.1");
    expect(cut(text, pd.at)).toBe("host: 10.0.1.1");
  });

  test("every channel is mutual TLS", async () => {
    const made = posturesOf(await model(text));
    expect(made).toMatchObject({ "client-pd": "mtls", "pd-pd-peer": "mtls", "tikv-pd": "mtls", "client-tikv": "mtls" });
  });

  test("fields of the instance beat those of global, and IPv6 gets brackets", async () => {
    const made = await draft(
      `global: { enable_tls: yes, listen_host: 10.9.9.9, deploy_dir: /tidb-deploy }
tikv_servers: [{ host: "10.0.1.2" }]
pd_servers:
  - { host: "fd00::1", name: one, client_port: 3379, deploy_dir: /data/pd, peer_port: 3380 }
  - { host: 10.0.1.1, listen_host: 10.0.1.1 }
`,
      "pd",
    );
    expect(made.name).toBe("one");
    expect(overridesOf(made)).toMatchObject({
      "client-urls": "https://10.9.9.9:3379",
      "advertise-client-urls": "https://[fd00::1]:3379",
      "security.key-path": "/data/pd/tls/pd.pem",
      "initial-cluster": "one=https://[fd00::1]:3380,pd-10.0.1.1-2379=https://10.0.1.1:2380",
    });
  });

  test("the certificates that TiUP keeps beside a meta.yaml are those of the instances", async () => {
    const ca = issue({ cn: "ca", ca: true });
    const leaf = (cn: string, host: string) =>
      issue({ cn, issuer: ca, san: ["DNS:localhost", "IP:127.0.0.1", `IP:${host}`] }).pem;
    const made = await model({
      "clusters/orders/meta.yaml": `user: tidb
tidb_version: v7.5.7
topology:
  global: { enable_tls: true, deploy_dir: /tidb-deploy }
  pd_servers: [{ host: 10.0.1.1, client_port: 2379 }]
  tikv_servers: [{ host: 10.0.1.2, port: 20160, config: { security.ca-path: /tidb-deploy/tikv-20160/tls/ca.crt } }]
`,
      "clusters/orders/tls/ca.crt": ca.pem,
      "clusters/orders/tls/client.crt": issue({ cn: "orders-client", issuer: ca }).pem,
      "clusters/orders/config-cache/pd-10.0.1.1-2379.crt": leaf("pd", "10.0.1.1"),
      "clusters/orders/config-cache/tikv-10.0.1.2-20160.crt": leaf("tikv", "10.0.1.2"),
    });
    const [environment] = made.environments;
    expect(made.environments).toHaveLength(1);
    expect(environment?.instances.map(({ version }) => version.text)).toEqual(["v7.5.7", "v7.5.7"]);
    const failing = environment?.channels.filter(({ outcome }) => outcome.kind === "fails");
    expect(failing).toEqual([]);
    expect(environment?.channels.find(({ id }) => id === "tikv-pd")?.outcome.kind).not.toBe("fails");
    const files = environment?.instances.map(
      ({ security }) => security.certificate.kind === "seen" && security.certificate.file.path,
    );
    expect(files?.sort()).toEqual([
      "clusters/orders/config-cache/pd-10.0.1.1-2379.crt",
      "clusters/orders/config-cache/tikv-10.0.1.2-20160.crt",
    ]);
  });
});

describe("the folder of a cluster on the control machine, committed", () => {
  const ca = issue({ cn: "orders", ca: true });
  const meta =
    "user: tidb\ntidb_version: v8.5.3\ntopology:\n  global: { enable_tls: true }\n  pd_servers:\n    - host: 10.0.1.1\n";

  testRule(caKeyCommitted, {
    valid: { "the certificate of the CA": { files: { "orders/meta.yaml": meta, "orders/tls/ca.crt": ca.pem } } },
    invalid: {
      "ca.pem holds the key of the CA, for all its name": {
        files: {
          "orders/meta.yaml": meta,
          "orders/tls/ca.crt": ca.pem,
          "orders/tls/ca.pem": ca.keyPem.replace("-----BEGIN PRIVATE KEY-----", "«$&»"),
        },
        says: "this is the private key of the CA CN=orders, which 10.0.1.1:2379 trusts: anyone who can read the repository can issue a certificate with any name",
      },
    },
  });
});
