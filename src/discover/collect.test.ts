import { describe, expect, test } from "vitest";
import { memoryTree } from "../../test/support/memory-tree.ts";
import { collect } from "./collect.ts";

const kept = async (files: Readonly<Record<string, string>>) => {
  const tree = memoryTree(files);
  return (await collect(tree, await tree.list())).files.map(({ path }) => path);
};

describe("collect", () => {
  test.each([
    ["deploy/topology.yaml", "pd_servers:\n  - host: 10.0.0.1\n"],
    ["meta.yaml", "tidb_version: v8.5.0\n"],
    ["cluster.yaml", "apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\n"],
    ["group.json", '{"apiVersion": "core.pingcap.com/v1alpha1", "kind": "PDGroup"}'],
    ["certificate.yml", "apiVersion: cert-manager.io/v1\nkind: Certificate\n"],
    ["secret.yaml", "apiVersion: v1\nkind: Secret\n"],
    ["sealed.yaml", "kind: SealedSecret\n"],
    ["external.json", '{"kind": "ExternalSecret"}'],
    ["list.yaml", "kind: List\nitems: []\n"],
    ["base/kustomization.yaml", "resources: []\n"],
    ["docker-compose.prod.yml", "services: {}\n"],
    ["stack.yml", "services:\n  a:\n    image: pingcap/pd\n"],
    [".env", "TAG=v8.5.0\n"],
    ["scripts/run_pd.sh", "exec bin/pd-server\n"],
    ["bin/start", "#!/bin/sh\nexec tikv-server\n"],
    ["pd.service", "ExecStart=/pd-server\n"],
    ["pd.service.d/env.conf", "[Service]\nEnvironment=A=b\n"],
    ["inventory.ini", "[pd_servers]\n"],
    ["hosts", "[all]\n"],
    ["conf/tikv.yml", "security:\n"],
    ["group_vars/all.yml", "enable_tls: true\n"],
    ["openssl.cnf", "[req]\ndistinguished_name = dn\n"],
    ["server.ext", "subjectAltName = DNS:pd\n"],
    ["ca-config.json", '{"signing": {}}'],
    ["csr.json", '{"CN": "pd", "key": {"algo": "rsa"}}'],
    ["templates/pd.yaml.tpl", "image: pingcap/pd\n"],
    ["run_tikv.sh.j2", "tikv-server\n"],
    ["cluster.jsonnet", "{ kind: 'TidbCluster', tikv: {} }"],
    ["notes.txt", "-----BEGIN PRIVATE KEY-----\n"],
  ])("keeps %s", async (path, text) => {
    expect(await kept({ [path]: text })).toEqual([path]);
  });

  test.each([
    ["app.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {secret: none}}\n"],
    ["config.json", '{"name": "web"}'],
    ["run.sh", "echo hello\n"],
    ["web.service", "ExecStart=/usr/bin/web\n"],
    ["my.cnf", "[mysqld]\n"],
    ["README.md", "pd-server tikv-server pingcap/tikv\n"],
    ["main.go", 'exec("tikv-server")'],
    ["package.json", '{"name": "tikv"}'],
  ])("leaves %s", async (path, text) => {
    expect(await kept({ [path]: text })).toEqual([]);
  });

  test("the search takes time in proportion to the file", async () => {
    const texts = ["kind: ", "\nkind: AAAA", "op: ", "client", 'kind": "', "tik"].map((part) =>
      part.repeat(Math.floor(1_000_000 / part.length)),
    );
    const start = performance.now();
    await kept(Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text])));
    await kept({ "a.yaml": `kind: ${"A".repeat(1_000_000)}` });
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});
