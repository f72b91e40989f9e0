import { describe, expect, test } from "vitest";
import { fixed, fixing } from "../support/fixing.ts";
import { issue } from "../support/issue.ts";

const rename = "config/unknown-key";

describe("a changed word", () => {
  test("stands in the quotes of the old one, and nothing else moves", async () => {
    const text = (endpoint: string) =>
      `# ours\n[pd]   # here\nendpoints = [ ${endpoint} , ]  # both\n\n[security]\nca-path='/a'\n`;
    expect(await fixed("tikv.toml", text("'http://pd:2379'"), "config/endpoint-scheme")).toBe(text("'pd:2379'"));
    expect(await fixed("tikv.toml", text('"http://pd:2379"'), "config/endpoint-scheme")).toBe(text('"pd:2379"'));
  });

  test("keeps a byte-order mark, carriage returns and a last line without an end", async () => {
    const text = (key: string) => `\uFEFF[raftstore]\r\n${key} = 6 # six\r\n\r\n[server]\r\naddr = "127.0.0.1:20160"`;
    expect(await fixed("tikv.toml", text("raft_log_reserve_max_ticks"), rename)).toBe(text("raft-log-reserve-max-ticks"));
  });

  test("is written in characters, not in bytes", async () => {
    const text = (key: string) => `log-level = "info" # 生产 😀\n[raftstore]\n${key} = 6 # é\n`;
    expect(await fixed("tikv.toml", text("raft_log_reserve_max_ticks"), rename)).toBe(text("raft-log-reserve-max-ticks"));
  });

  test("stays away where the value is not what is written: an escape", async () => {
    const text = `[pd]\nendpoints = ["http:\\u002f/pd:2379"]\n[security]\nca-path = "/a"\n`;
    expect(await fixed("tikv.toml", text, "config/endpoint-scheme")).toBe(text);
  });
});

const ca = issue({ cn: "ca", ca: true });
const material = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["DNS:tikv", "IP:10.0.1.1"] }).pem,
};

/** A TiKV without a list of names, between two pieces of text. */
async function listed(path: string, text: string): Promise<string> {
  const { files } = await fixing({ ...material, [path]: text }, { policy: "strict", rule: "config/allow-list-missing" });
  return String(files[path]);
}

const head = `[server]\naddr = "0.0.0.0:20160"\nadvertise-addr = "10.0.1.1:20160"\n`;

describe("a new line", () => {
  test.each<[string, string, string]>([
    [
      "behind the last entry of its table, with the comment of that line left where it is",
      `${head}[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/k.pem" # the key\n`,
      `\n[security.encryption]\n`,
    ],
    [
      "in a file with carriage returns",
      `${head}[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/k.pem"\n`.replaceAll(
        "\n",
        "\r\n",
      ),
      "\r\n[log]\r\n",
    ],
    [
      "at the end of a file without a last line end",
      `${head}[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/k.pem"`,
      "",
    ],
  ])("%s", async (_, before, after) => {
    const end = before.includes("\r") ? "\r\n" : "\n";
    const line = `cert-allowed-cn = ["tikv"]`;
    const expected = before.endsWith("\n") ? `${before}${line}${end}${after}` : `${before}${end}${line}${after}`;
    expect(await listed("prod/tikv.toml", `${before}${after}`)).toBe(expected);
  });

  test("takes the indentation of its neighbours, and keeps equals signs below each other", async () => {
    const text = (more: string) =>
      `${head}[security]\n\tca-path         = "/tls/ca.pem"\n\tcert-path       = "/tls/tikv.pem"\n\tkey-path        = "/tls/k.pem"\n${more}`;
    expect(await listed("prod/tikv.toml", text(""))).toBe(text(`\tcert-allowed-cn = ["tikv"]\n`));
  });

  test("takes the tables of dotted keys", async () => {
    const text = (more: string) =>
      `security.ca-path = "/tls/ca.pem"\nsecurity.cert-path = "/tls/tikv.pem"\nsecurity.key-path = "/tls/k.pem"\n${more}\n${head}`;
    expect(await listed("prod/tikv.toml", text(""))).toBe(text(`security.cert-allowed-cn = ["tikv"]\n`));
  });

  test("has no place in an inline table", async () => {
    const text = `security = { ca-path = "/tls/ca.pem", cert-path = "/tls/tikv.pem", key-path = "/tls/k.pem" }\n${head}`;
    expect(await listed("prod/tikv.toml", text)).toBe(text);
  });

  const configMap = (config: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: tikv\ndata:\n  tikv.toml: ${config}\n`;

  test("in the block scalar of a manifest stands as deep as the scalar", async () => {
    const toml = `${head}[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/k.pem"\n`;
    const block = (text: string) => `|\n${text.replaceAll(/^(?=.)/gm, "    ")}`;
    expect(await listed("prod/tikv.yaml", configMap(block(toml)))).toBe(configMap(block(`${toml}cert-allowed-cn = ["tikv"]\n`)));
  });

  test("has no place in a quoted scalar", async () => {
    const toml = `${head}[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/k.pem"\n`;
    const text = configMap(JSON.stringify(toml));
    expect(await listed("prod/tikv.yaml", text)).toBe(text);
  });
});

describe("a moved line", () => {
  test("goes with its value and comment, and leaves the others as they are", async () => {
    const before = `[server]\n# where\nca-path = "/a" # the CA\naddr = "127.0.0.1:20160"\n\n[security]\ncert-path = "/b"\nkey-path = "/c"\n`;
    const after = `[server]\n# where\naddr = "127.0.0.1:20160"\n\n[security]\ncert-path = "/b"\nkey-path = "/c"\nca-path = "/a" # the CA\n`;
    expect(await fixed("tikv.toml", before, rename)).toBe(after);
  });

  test("gets a table where there is none", async () => {
    const before = `[server]\nca-path = "/a"\ncert-path = "/b"\nkey-path = "/c"\naddr = "127.0.0.1:20160"`;
    const after = `[server]\naddr = "127.0.0.1:20160"\n\n[security]\nca-path = "/a"\ncert-path = "/b"\nkey-path = "/c"`;
    expect(await fixed("tikv.toml", before, rename)).toBe(after);
  });
});

describe("a removed line", () => {
  test("goes with its comment and its end", async () => {
    const text = (line: string) => `# first\n[security]\nca-path = "/a"\n${line}# last\nkey-path = "/c"\ncert-path = "/b"\n`;
    expect(await fixed("tikv.toml", text("cipher-suites = [\n  'x', # one\n]  # why\n"), "config/cipher-setting-ignored")).toBe(
      text(""),
    );
  });

  test("at the end of the file takes the end of the line before", async () => {
    expect(await fixed("pd.toml", `name = "pd"\n[security]\ncipher-suites = ["x"]`, "config/cipher-setting-ignored")).toBe(
      `name = "pd"\n[security]`,
    );
  });
});

const certificate = (usages: string) => `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: basic-pd, namespace: db }
spec:
  secretName: basic-pd-cluster-secret
  duration: 8760h
  renewBefore: 360h
  usages:${usages}
  dnsNames: [basic-pd, "*.basic-pd-peer.db.svc"]
  issuerRef: { name: basic-ca }
`;

describe("more items of a list", () => {
  test.each<[string, string, string]>([
    ["in brackets", " [server auth]", " [server auth, client auth]"],
    ["in brackets and quotes", ` [ "server auth" ] # for both`, ` [ "server auth", "client auth" ] # for both`],
    ["with dashes", "\n    - server auth # serves\n", "\n    - server auth # serves\n    - client auth\n"],
    [
      "on lines of their own",
      `\n    [\n      'server auth',\n    ]`,
      `\n    [\n      'server auth',\n      'client auth',\n    ]`,
    ],
    [
      "on lines without a last comma",
      `\n    [\n      server auth # a\n    ]`,
      `\n    [\n      server auth, # a\n      client auth\n    ]`,
    ],
  ])("%s", async (_, before, after) => {
    const { files } = await fixing(
      { "prod/c.yaml": certificate(before), "prod/pd.toml": `client-urls = "http://127.0.0.1:2379"\n` },
      { rule: "deploy/certificate-request" },
    );
    expect(files["prod/c.yaml"]).toBe(certificate(after));
  });
});

describe("other forms", () => {
  test("the map of a TiUP topology: dotted keys, nested maps, fields of a host", async () => {
    const topology = (shared: string, host: string, pd: string) => `# ours
global:
  enable_tls: true # on
server_configs:
  tikv:
${shared}  pd:
${pd}    schedule.leader-schedule-limit: 4
pd_servers:
  - host: 10.0.0.1
    advertise_client_addr: ${host} # dialled
tikv_servers:
  - host: 10.0.1.1
`;
    const before = topology(
      `    raftstore.raft_log_reserve_max_ticks: 6\n    security.cert-allowed-cn: tikv\n    readpool:\n      storage:\n        high_concurrency: 4\n`,
      "http://10.0.0.1:2379",
      `    security.cacert-path: "/mine/ca.pem" # mine\n`,
    );
    const after = topology(
      `    raftstore.raft-log-reserve-max-ticks: 6\n    security.cert-allowed-cn: [tikv]\n    readpool:\n      storage:\n        high-concurrency: 4\n`,
      "https://10.0.0.1:2379",
      "",
    );
    const { files } = await fixing({ "prod/topology.yaml": before }, { safeOnly: true });
    expect(files["prod/topology.yaml"]).toBe(after);
  });

  test("a block scalar of tidb-operator v2", async () => {
    const group = (config: string) => `apiVersion: core.pingcap.com/v1alpha1
kind: Cluster
metadata: {name: basic, namespace: db}
spec: {tlsCluster: {enabled: true}}
---
apiVersion: core.pingcap.com/v1alpha1
kind: TiKVGroup
metadata: {name: tikv, namespace: db}
spec:
  cluster: {name: basic}
  template:
    spec:
      version: v8.5.2
      config: |
        # tikv
${config}        [log]
        level = "info"
`;
    const before = `        [security]\n        ca-path = "/x"\n        cert-allowed-cn = "tikv" # us\n`;
    const after = `        [security]\n        cert-allowed-cn = ["tikv"] # us\n`;
    const { files } = await fixing({ "prod/tikv.yaml": group(before) }, { safeOnly: true });
    expect(files["prod/tikv.yaml"]).toBe(group(after));
  });

  test("the command line of a container", async () => {
    const compose = (url: string) => `services:
  pd:
    image: pingcap/pd:v8.5.2
    command:
      - --client-urls=https://0.0.0.0:2379 # listens
      - "--advertise-client-urls=${url}"
      - --peer-urls=https://0.0.0.0:2380
      - --cacert=/tls/ca.pem
      - --cert=/tls/pd.pem
      - --key=/tls/pd.key
`;
    const { files } = await fixing({ "prod/compose.yaml": compose("http://pd:2379") }, { safeOnly: true });
    expect(files["prod/compose.yaml"]).toBe(compose("https://pd:2379"));
  });
});
