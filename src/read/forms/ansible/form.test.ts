import { describe, expect, test } from "vitest";
import { formReader, overridesOf, posturesOf } from "../../../../test/support/form-reading.ts";
import { issue } from "../../../../test/support/issue.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { tlsOff } from "../../../judge/rules/config/tls-off.ts";
import { committed } from "../../../judge/rules/key/committed.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import type { Span } from "../../../text/span.ts";

const { read, model, draft } = formReader("inventory.ini");

const inventory = (tls: string, more = "") => `[pd_servers]
10.0.1.1

[tikv_servers]
tikv-1 ansible_host=10.0.1.2

${more}
[all:vars]
deploy_dir = /home/tidb/deploy
tidb_version = v4.0.16
${tls}
`;

describe("what the roles generate with TLS on", () => {
  const text = inventory("enable_tls = True");

  test("PD gets https URLs with the address of the machine, and paths with it", async () => {
    const pd = await draft(text, "pd");
    expect(overridesOf(pd)).toEqual({
      "security.cacert-path": "/home/tidb/deploy/conf/ssl/ca.pem",
      "security.cert-path": "/home/tidb/deploy/conf/ssl/pd-server-10.0.1.1.pem",
      "security.key-path": "/home/tidb/deploy/conf/ssl/pd-server-10.0.1.1-key.pem",
      "client-urls": "https://10.0.1.1:2379",
      "advertise-client-urls": "https://10.0.1.1:2379",
      "peer-urls": "https://10.0.1.1:2380",
      "advertise-peer-urls": "https://10.0.1.1:2380",
    });
    expect(cut(text, pd.overrides?.get("client-urls")?.span as Span)).toBe("True");
    expect(pd.version?.value).toBe("v4.0.16");
  });

  test("TiKV has the address of ansible_host", async () => {
    const tikv = await draft(text, "tikv");
    expect(overridesOf(tikv)).toEqual({
      "security.ca-path": "/home/tidb/deploy/conf/ssl/ca.pem",
      "security.cert-path": "/home/tidb/deploy/conf/ssl/tikv-server-10.0.1.2.pem",
      "security.key-path": "/home/tidb/deploy/conf/ssl/tikv-server-10.0.1.2-key.pem",
      "server.addr": "0.0.0.0:20160",
      "server.advertise-addr": "10.0.1.2:20160",
      "server.status-addr": "10.0.1.2:20180",
      "pd.endpoints": "10.0.1.1:2379",
    });
    expect(cut(text, tikv.overrides?.get("server.advertise-addr")?.span as Span)).toBe("10.0.1.2");
    expect(cut(text, tikv.overrides?.get("pd.endpoints")?.slice?.(0, 13) as Span)).toBe("10.0.1.1");
    expect(tikv.name).toBe("tikv-1");
  });

  test("every channel is mutual TLS", async () => {
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "mtls", "pd-pd-peer": "mtls", "client-tikv": "mtls" });
  });

  test("certificates in conf/ssl of the checkout are those of the instances", async () => {
    const ca = issue({ cn: "TiDB", ca: true });
    const leaf = (cn: string, host: string) => issue({ cn, issuer: ca, san: [`IP:${host}`, "IP:127.0.0.1"] }).pem;
    const made = await model({
      "inventory.ini": text,
      "conf/pd.yml": "global:\n",
      "conf/ssl/ca.pem": ca.pem,
      "conf/ssl/pd-server-10.0.1.1.pem": leaf("pd-server", "10.0.1.1"),
      "conf/ssl/tikv-server-10.0.1.2.pem": leaf("tikv-server", "10.0.1.2"),
    });
    const [environment] = made.environments;
    const files = environment?.instances.map(
      ({ security }) => security.certificate.kind === "seen" && security.certificate.file.path,
    );
    expect(files?.sort()).toEqual(["conf/ssl/pd-server-10.0.1.1.pem", "conf/ssl/tikv-server-10.0.1.2.pem"]);
    expect(environment?.channels.filter(({ outcome }) => outcome.kind === "fails")).toEqual([]);
  });

  testRule(committed, {
    valid: {
      "certificates without keys": { files: { "inventory.ini": text, "conf/ssl/ca.pem": issue({ cn: "a", ca: true }).pem } },
    },
    invalid: {
      "the keys that the roles leave in conf/ssl": {
        files: {
          "inventory.ini": text,
          "conf/ssl/pd-server-10.0.1.1-key.pem": issue({ cn: "pd-server" }).keyPem.replace("-----BEGIN PRIVATE KEY-----", "«$&»"),
        },
        says: "the private key of pd_10.0.1.1 is committed (P-256): anyone who can read the repository can pose as pd_10.0.1.1",
      },
    },
  });
});

describe("TLS off", () => {
  test("without enable_tls everything is plaintext", async () => {
    expect(posturesOf(await model(inventory("")))).toMatchObject({ "client-pd": "plaintext", "client-tikv": "plaintext" });
  });

  testRule(tlsOff, {
    valid: { "TLS is on": { files: { "inventory.ini": inventory("enable_tls = True") } } },
    invalid: {
      "the switch is what a person changes, whatever else conf/tikv.yml sets": {
        files: {
          "inventory.ini": inventory("enable_tls = ««False»»  # not yet"),
          "conf/tikv.yml": "security:\n  cert-allowed-cn: [tidb-server]\n",
        },
        says: [
          "sets no cacert-path, cert-path or key-path: PD serves its client and peer ports in plaintext",
          "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
        ],
      },
    },
  });

  test("false in lower case is a text: nobody knows which of Ansible's tests takes it for true", async () => {
    expect(posturesOf(await model(inventory("enable_tls = false")))).toMatchObject({
      "client-pd": "unknown",
      "client-tikv": "unknown",
    });
  });
});

describe("conf/pd.yml and conf/tikv.yml", () => {
  const off = inventory("enable_tls = False");
  const on = inventory("enable_tls = True");

  test("keys of global are top-level keys, with their places in the file", async () => {
    const conf = "global:\n  log-level: warn\nserver:\n  grpc-concurrency: 4\n";
    const { config } = await draft({ "inventory.ini": on, "conf/tikv.yml": conf }, "tikv");
    expect([...config.entries.keys()].sort()).toEqual(["log-level", "security", "server"]);
    expect(cut(conf, config.entries.get("log-level")?.keySpan as Span)).toBe("log-level");
  });

  test("paths in it beat those of the roles", async () => {
    const conf = "security:\n  ca-path: /mine/ca.pem\n";
    const tikv = await draft({ "inventory.ini": on, "conf/tikv.yml": conf }, "tikv");
    expect(overridesOf(tikv)["security.ca-path"]).toBeUndefined();
    const [environment] = (await model({ "inventory.ini": on, "conf/tikv.yml": conf })).environments;
    const typed = environment?.instances.find(({ component }) => component === "tikv");
    expect(typed?.security.ca).toMatchObject({ path: { value: "/mine/ca.pem" } });
  });

  test("paths under a switch that is off contradict it", async () => {
    const conf = 'security:\n  cacert-path: "/mine/ca.pem"\n  cert-path: ""\n';
    const { deployment } = await draft({ "inventory.ini": off, "conf/pd.yml": conf }, "pd");
    expect(deployment?.contradictions.map(({ at, message }) => [cut(conf, at), message])).toEqual([
      [
        '"/mine/ca.pem"',
        "enable_tls is off, but security.cacert-path is set for PD: PD listens on http URLs and ignores its certificates",
      ],
    ]);
  });

  test("a list without the name of the component's own certificates", async () => {
    const conf = "security:\n  cert-allowed-cn: [tidb-server]\n";
    const { deployment } = await draft({ "inventory.ini": on, "conf/pd.yml": conf }, "pd");
    expect(deployment?.contradictions.map(({ message }) => message)).toEqual([
      "this list lacks pd-server, the common name that tidb-ansible gives the certificates of PD: PD refuses itself and does not start",
    ]);
  });

  test("the nearest conf above an inventory counts, and each inventory is a cluster", async () => {
    const made = await model({
      "inventories/prod/hosts.ini": on,
      "inventories/dev/hosts.ini": off,
      "conf/tikv.yml": "security:\n  cert-allowed-cn: [tikv-server]\n",
    });
    const lists = made.environments.map(({ name, instances }) => {
      const tikv = instances.find(({ component }) => component === "tikv");
      return [name, tikv?.security.allowedCn.kind, tikv?.security.ca.kind];
    });
    expect(lists.sort()).toEqual([
      ["dev", "known", "absent"],
      ["prod", "known", "unseen"],
    ]);
  });

  test("a file that is no YAML", async () => {
    const { problems, instances } = await read({ "inventory.ini": on, "conf/pd.yml": "security: [\n" });
    expect(problems).toMatchObject([{ kind: "syntax", at: { path: "conf/pd.yml" }, component: "pd" }]);
    expect(instances).toEqual([]);
  });
});

describe("variables", () => {
  test("the host's own beat those of its group, and these those of all", async () => {
    const text = `[pd_servers]
10.0.1.1 pd_client_port=3379
[tikv_servers]
10.0.1.2
[pd_servers:vars]
pd_client_port = 4379
pd_peer_port = 4380
[all:vars]
enable_tls = True
deploy_dir = "/data/deploy"
pd_peer_port = 5380
`;
    expect(overridesOf(await draft(text, "pd"))).toMatchObject({
      "client-urls": "https://10.0.1.1:3379",
      "peer-urls": "https://10.0.1.1:4380",
      "security.cacert-path": "/data/deploy/conf/ssl/ca.pem",
    });
  });

  test("group_vars and host_vars beside the inventory are read, and names in braces followed", async () => {
    const made = await draft(
      {
        "inventory.ini": "[pd_servers]\npd-1\n[tikv_servers]\n10.0.1.2\n",
        "group_vars/all.yml": "enable_tls: yes\ndeploy_dir: /data\n",
        "group_vars/pd_servers.yml": 'pd_cert_dir: "{{ deploy_dir }}/ssl"\n',
        "host_vars/pd-1.yml": "ansible_host: 10.0.1.1\n",
      },
      "pd",
    );
    expect(overridesOf(made)).toMatchObject({
      "client-urls": "https://10.0.1.1:2379",
      "security.cert-path": "/data/ssl/pd-server-10.0.1.1.pem",
    });
  });

  test("what Ansible alone knows is unknown, and the rest is judged", async () => {
    const made = await model(inventory("enable_tls = \"{{ lookup('env', 'TLS') }}\""));
    expect(posturesOf(made)).toMatchObject({ "client-pd": "unknown", "client-tikv": "unknown" });
    const known = inventory("enable_tls = True").replace("ansible_host=10.0.1.2", "ansible_host={{tikv_ip}}");
    expect(posturesOf(await model(known))).toMatchObject({ "client-tikv": "mtls" });
    expect((await draft(known, "tikv")).unknownOverrides?.get("server.advertise-addr")).toMatchObject({
      because: "the address is decided by Ansible",
    });
  });

  test("ranges, child groups and hosts in several groups", async () => {
    const text = `[stores]
10.0.2.[1:3]
[tikv_servers:children]
stores
[pd_servers]
10.0.1.1
[ips]
10.0.1.1 ansible_host=10.9.9.9
[all:vars]
enable_tls = True
`;
    const { instances } = await read(text);
    expect(instances.map(({ name }) => name).sort()).toEqual(["10.0.2.1", "10.0.2.2", "10.0.2.3", "pd_10.0.1.1"]);
    expect(overridesOf(await draft(text, "pd"))["client-urls"]).toBe("https://10.9.9.9:2379");
  });
});

describe("an inventory in YAML", () => {
  const text = `all:
  vars:
    enable_tls: true
    deploy_dir: /data
  children:
    pd_servers:
      hosts:
        10.0.1.1:
        10.0.1.3: # the second
    tikv_servers:
      hosts:
        tikv-1:
          ansible_host: 10.0.1.2
      vars:
        tikv_port: 20161
`;

  test("hosts without variables count", async () => {
    const { instances } = await read({ "hosts.yml": text });
    expect(instances.map(({ name, at }) => [name, cut(text, at)])).toEqual([
      ["pd_10.0.1.1", "10.0.1.1"],
      ["pd_10.0.1.3", "10.0.1.3"],
      ["tikv-1", "tikv-1"],
    ]);
    expect(overridesOf(instances[2] as InstanceDraft)).toMatchObject({
      "server.advertise-addr": "10.0.1.2:20161",
      "pd.endpoints": "10.0.1.1:2379,10.0.1.3:2379",
    });
  });
});

describe("what is none of tidb-ansible", () => {
  test.each([
    [
      "groups of another playbook",
      "inventory.ini",
      "[pd_servers]\n10.0.1.1\n[tikv_servers]\n10.0.1.2\n[all:vars]\nmy_tls = on\n",
    ],
    ["other groups", "inventory.ini", "[web]\n10.0.1.1\n[all:vars]\nenable_tls = True\n"],
    ["a topology of TiUP", "hosts.yml", "pd_servers:\n  - hosts: a\n"],
  ])("%s", async (_, path, text) => {
    const { instances, problems } = await read({ [path]: text });
    expect([instances, problems]).toEqual([[], []]);
  });
});

test("ranges of ranges cost little", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `n${index}-[1:999999]`).join("\n");
  // Of this thread alone: what else the machine does costs nothing here.
  const start = process.threadCpuUsage();
  await read(`[pd_servers]\n${lines}\n[tikv_servers]\n${lines}\n[all:vars]\nenable_tls = True\n`);
  expect(process.threadCpuUsage(start).user).toBeLessThan(5_000_000);
});
