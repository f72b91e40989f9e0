/** Texts that grow by repetition, in every form and every place of it. */

/** One file of a form; `§` is where the text grows. */
interface Place {
  readonly path: string;
  readonly text: string;
}

export type Files = Readonly<Record<string, string>>;

const toml = (text: string): readonly Place[] => [
  { path: "prod/tikv.toml", text },
  { path: "prod/pd.toml", text },
];
const yaml = (path: string, lines: readonly string[]): Place => ({ path, text: `${lines.join("\n")}\n` });
const workload = (args: string) =>
  yaml("prod/pd.yaml", [
    "apiVersion: apps/v1",
    "kind: StatefulSet",
    "metadata: {name: pd}",
    "spec: {template: {spec: {containers: [{name: pd, image: 'pingcap/pd:v8.5.0',",
    `  command: ["/bin/sh", "-c", "pd-server ${args}"]}]}}}`,
  ]);
const certificate = "-----BEGIN CERTIFICATE-----";

const places: readonly Place[] = [
  ...toml("§\n"),
  ...toml('[security]\nca-path = "§"\n'),
  ...toml("[security]\nca-path = '§'\n"),
  ...toml('[security]\nca-path = """§"""\n'),
  ...toml("[security]\ncert-allowed-cn = [§]\n"),
  ...toml('[security]\ncert-allowed-cn = ["tikv"]\n# §\n'),
  ...toml("[§]\na = 1\n"),
  ...toml('client-urls = "http://§:2379"\naddr = "http://§"\n'),
  { path: "prod/tikv.toml.j2", text: '[security]\nca-path = "{{ §"\n' },
  { path: "prod/tls/ca.pem", text: "§" },
  { path: "prod/tls/ca.pem", text: `${certificate}\n§\n-----END CERTIFICATE-----\n` },
  { path: "prod/run_tikv.sh", text: "#!/bin/sh\n§\nexec tikv-server --addr=a:20160\n" },
  { path: "prod/run_tikv.sh", text: '#!/bin/sh\nexec tikv-server --addr="§"\n' },
  { path: "prod/run_tikv.sh", text: "#!/bin/sh\nA=§\nexec tikv-server --addr=$A --ca=${A:-§}\n" },
  { path: "prod/run_tikv.sh", text: "#!/bin/sh\ncase § in a) exec tikv-server --addr=a:1;; esac\n" },
  { path: "prod/run_tikv.sh", text: "#!/bin/sh\ndocker run -v ./§:/tls pingcap/tikv:v8.5.0 --addr=a:20160\n" },
  { path: "prod/run_tikv.sh", text: "#!/bin/sh\ncurl -k https://§/pd/api\ncat <<§\na\n§\n" },
  { path: "prod/tikv.service", text: "[Service]\n§\nExecStart=/bin/tikv-server --addr=a:20160\n" },
  { path: "prod/tikv.service", text: "[Service]\nEnvironment=A=§\nExecStart=/bin/tikv-server --addr=${A}§\n" },
  { path: "prod/inventory.ini", text: "[pd_servers]\n§\n[tikv_servers]\nn[1:§]\n" },
  { path: "prod/inventory.ini", text: "[tikv_servers]\na b=§\n[pd_servers:vars]\nx='§'\n" },
  yaml("prod/compose.yaml", ["services:", "  pd:", "    image: pingcap/pd:v8.5.0", "    command: --name=pd §"]),
  yaml("prod/compose.yaml", [
    "services:",
    "  pd:",
    "    image: pingcap/pd:v8.5.0",
    "    volumes: ['./§:/tls']",
    "    environment: {A: '§'}",
  ]),
  { path: "prod/.env", text: "A=§\nB='§'\n" },
  yaml("prod/values.yaml", [
    "pd:",
    "  image: pingcap/pd:v8.5.0",
    "  config: |",
    "    §",
    "tikv: {image: pingcap/tikv}",
    "tlsCluster: {enabled: true}",
  ]),
  yaml("prod/values.yaml", ["§", "pd: {image: pingcap/pd}", "tikv: {image: pingcap/tikv}"]),
  yaml("prod/topology.yaml", [
    "global: {enable_tls: true}",
    "server_configs: {pd: {'§': 1}}",
    "pd_servers: [{host: '§'}]",
    "tikv_servers: []",
  ]),
  yaml("prod/topology.yaml", ["pd_servers:", "§", "tikv_servers:", "  - host: a"]),
  yaml("prod/cluster.yaml", [
    "apiVersion: pingcap.com/v1alpha1",
    "kind: TidbCluster",
    "metadata: {name: a}",
    "spec:",
    "  pd:",
    "    config: |",
    "      §",
  ]),
  yaml("prod/cluster.yaml", [
    "apiVersion: pingcap.com/v1alpha1",
    "kind: TidbCluster",
    "metadata: {name: '§'}",
    "spec: {pd: {}, tikv: {}}",
  ]),
  yaml("prod/certificate.yaml", [
    "apiVersion: cert-manager.io/v1",
    "kind: Certificate",
    "metadata: {name: pd}",
    "spec: {secretName: pd, dnsNames: ['§'], duration: '§'}",
  ]),
  yaml("prod/secret.yaml", [
    "apiVersion: v1",
    "kind: Secret",
    "metadata: {name: tikv-tls}",
    "data: {tls.crt: '§'}",
    "stringData: {tls.key: '§'}",
  ]),
  yaml("prod/kustomization.yaml", [
    "resources: [pd.yaml]",
    "patches: [{target: {kind: '§', name: '§'}, patch: '§'}]",
    "replacements: [{targets: [{fieldPaths: ['§']}]}]",
  ]),
  workload("--client-urls=§"),
  workload("--name=$(§) §"),
  yaml("prod/pd.yaml", ["§", "apiVersion: v1", "kind: ConfigMap", "metadata: {name: pd}", "data: {pd.toml: '§'}"]),
  {
    path: "prod/openssl.cnf",
    text: "[ req ]\ndistinguished_name = §\nreq_extensions = v3\n[§]\nsubjectAltName = DNS:pd,§\n[v3]\nbasicConstraints=§\n",
  },
  { path: "prod/pd.json", text: '{"CN": "pd", "hosts": ["§"], "key": {"algo": "rsa", "size": 2048}}' },
  { path: "prod/main.jsonnet", text: "{ kind: 'TidbCluster', §: 1, c: '/pd-server §' }\n" },
  { path: "tikv-tls-gate.yml", text: "environments:\n  - {name: prod, tier: production, include: ['§/**']}\n" },
  { path: "tikv-tls-gate.yml", text: "policy: §\nenvironments: [{name: '§', include: [prod/**]}]\n" },
  { path: "policy.json", text: '{"name": "§", "rules": {"§": "error"}}' },
];

/** What is written again and again. */
const units: readonly string[] = [
  ..." \t\"'\\$`-{[(]})#/.,:;=&*|>@%!A0é\r\u00a0~?<^_".split(""),
  ...[
    "${",
    "${A:-",
    "$(",
    "$$",
    "{{",
    "{{ a }}",
    "{%",
    "<%",
    "{#",
    "\\\n",
    "\n",
    "\n\n",
    " #",
    "# a\n",
    "--a ",
    "-a=b ",
    "a.b.",
    "a/",
    "../",
    "http://",
    "http://u:p@h,",
  ],
  ...[
    "pd-",
    "tikv.",
    "DNS:a,",
    '"a",',
    "'a',",
    "[a]\n",
    "[[a]]\n",
    "a = 1\n",
    "a: 1\n",
    "- a\n",
    "---\n",
    "&a ",
    "*a, ",
    "? ",
    "<<: ",
    "| ",
    "> ",
    "kind: Secret\n",
  ],
  ...[
    "-----BEGIN ",
    `${certificate}\n`,
    "-----END CERTIFICATE-----\n",
    "LS0tLS1CRUdJTi",
    "MHcCAQEEI",
    "in ",
    "case a ",
    "<<A\n",
    "if a; then ",
    "password=",
    "-u a:b ",
    "[1:2]",
  ],
];

/** Lines of which each is another. */
const rows: Readonly<Record<string, readonly [string, (at: number) => string]>> = {
  "keys of TOML": ["prod/tikv.toml", (at) => `key-${at} = ${at}`],
  "tables of TOML": ["prod/tikv.toml", (at) => `[table-${at}]\nca-path = "/tls/${at}.pem"`],
  "one table again and again": ["prod/tikv.toml", () => "[security]\nca-path = '/tls/ca.pem'"],
  "arrays of tables": ["prod/tikv.toml", (at) => `[[security.x]]\na = ${at}`],
  "configurations with placeholders": [
    "prod/tikv.toml",
    (at) => `{{ if a${at} }}\n[security]\nca-path = "{{ x${at} }}"\n{{ end }}`,
  ],
  "waivers above each other": [
    "prod/tikv.toml",
    () => "# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @a because later",
  ],
  "waivers behind values": [
    "prod/tikv.toml",
    (at) => `k${at} = 1 # tikv-tls-gate: allow config/unknown-key until 2026-12-31 by @a because later`,
  ],
  "anchors and aliases": ["prod/topology.yaml", (at) => `a${at}: &a${at} {b: 1}\nc${at}: *a${at}`],
  "one anchor, many aliases": ["prod/topology.yaml", (at) => (at === 0 ? "x: &x {host: a}" : `k${at}: *x`)],
  "merge keys": ["prod/topology.yaml", (at) => (at === 0 ? "x: &x {a: 1, b: 2}" : `k${at}: {<<: *x}`)],
  "keys of YAML that stand twice": ["prod/topology.yaml", () => "pd_servers: []"],
  "documents of YAML": [
    "prod/pd.yaml",
    (at) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${at}}\ndata: {pd.toml: "name = 'a'"}`,
  ],
  "one object again and again": [
    "prod/pd.yaml",
    () => "---\napiVersion: v1\nkind: Secret\nmetadata: {name: pd-tls}\ndata: {tls.crt: aGk=}",
  ],
  "certificate requests": [
    "prod/certs.yaml",
    (at) =>
      `---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c${at}}\nspec: {secretName: s${at}, dnsNames: [pd-${at}]}`,
  ],
  "commands of a shell": ["prod/run_tikv.sh", (at) => `A${at}=\${A${at - 1}:-x}\ncurl -k https://pd-0:2379/pd/api/v1/${at}`],
  "servers of a script": ["prod/run_tikv.sh", (at) => `tikv-server --addr=10.0.0.1:${at} --ca=/tls/ca.pem &`],
  "hosts of an inventory": ["prod/inventory.ini", (at) => (at === 0 ? "[tikv_servers]" : `host-${at} ansible_host=10.0.0.${at}`)],
  "lines of a unit": [
    "prod/tikv.service",
    (at) => (at === 0 ? "[Service]\nExecStart=/bin/tikv-server" : `Environment=A${at}=$A${at - 1}`),
  ],
  "variables of compose": ["prod/.env", (at) => `A${at}="b" # c`],
  "headers of PEM": ["prod/tls/ca.pem", () => certificate],
  "sections of OpenSSL": ["prod/openssl.cnf", (at) => `[ s${at} ]\nsubjectAltName = @s${at + 1}\nDNS.${at} = pd`],
};

/** All texts by name; the argument is how long what grows is, in characters. */
export function* growingTexts(): Generator<readonly [string, (length: number) => Files]> {
  for (const [index, { path, text }] of places.entries()) {
    for (const unit of units) {
      const grown = (length: number) => unit.repeat(Math.ceil(length / unit.length));
      yield [`${path} ${index} ${JSON.stringify(unit)}`, (length) => ({ [path]: text.replaceAll("§", () => grown(length)) })];
    }
  }
  for (const [name, [path, row]] of Object.entries(rows)) {
    const grown = (length: number) =>
      Array.from({ length: Math.ceil(length / row(1).length) }, (_, at) => `${row(at)}\n`).join("");
    yield [name, (length) => ({ [path]: grown(length) })];
  }
}
