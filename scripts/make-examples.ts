import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Issued, type IssueOptions, issue } from "../test/support/issue.ts";

// Writes examples/ anew, with new keys and certificates. Not part of `npm run generate`: keys are random, so the
// committed files are the examples, and this script is how they were made.

const from = "2026-11-01";
/** Within the ten years that the policy baseline allows a leaf, so that the examples stay sound for long. */
const until = "2036-11-01";

interface Site {
  readonly name: string;
  readonly network: string;
}

const sites: readonly Site[] = [
  { name: "dev", network: "10.10.0" },
  { name: "staging", network: "10.20.0" },
  { name: "prod", network: "10.30.0" },
];

const numbers = [1, 2, 3] as const;

/** A cluster as it should be: three environments, one CA each, one certificate per instance, no key committed. */
function sound(withCertificates: boolean): Record<string, string> {
  const files: Record<string, string> = {};
  for (const site of sites) {
    const ca = makeCa(`tikv ${site.name} CA`);
    const folder = `deploy/${site.name}`;
    if (withCertificates) files[`${folder}/tls/ca.pem`] = ca.pem;
    for (const number of numbers) {
      const pd = `pd-${number}.${site.name}.db.example`;
      const tikv = `tikv-${number}.${site.name}.db.example`;
      const pdAddress = `${site.network}.${10 + number}`;
      const tikvAddress = `${site.network}.${20 + number}`;
      files[`${folder}/pd-${number}.toml`] = pdConfig(`pd-${number}`, pd, pdAddress, site);
      files[`${folder}/tikv-${number}.toml`] = tikvConfig(tikv, tikvAddress, number, site);
      if (!withCertificates) continue;
      files[`${folder}/tls/pd-${number}.pem`] = leaf(ca, "pd", [`DNS:${pd}`, `IP:${pdAddress}`]).pem;
      files[`${folder}/tls/tikv-${number}.pem`] = leaf(ca, "tikv", [`DNS:${tikv}`, `IP:${tikvAddress}`]).pem;
    }
  }
  const mounts = sites.map(
    ({ name }) => `  - name: ${name}
    tier: ${{ dev: "development", staging: "staging", prod: "production" }[name]}
    include: ["deploy/${name}/**"]
${withCertificates ? `    certificates:\n      /etc/tikv/tls: deploy/${name}/tls\n` : ""}`,
  );
  files["tikv-tls-gate.yml"] = `version: v8.5\npolicy: baseline\nenvironments:\n${mounts.join("")}`;
  return files;
}

function pdConfig(name: string, host: string, address: string, site: Site): string {
  const members = numbers.map((number) => `pd-${number}=https://pd-${number}.${site.name}.db.example:2380`).join(",");
  return `name = "${name}"
data-dir = "/var/lib/pd"
client-urls = "https://${address}:2379"
peer-urls = "https://${address}:2380"
advertise-client-urls = "https://${host}:2379"
advertise-peer-urls = "https://${host}:2380"
initial-cluster = "${members}"

[security]
cacert-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/${name}.pem"
key-path = "/etc/tikv/tls/${name}-key.pem"
# PD enforces the list on its client port only when it has two names or more.
cert-allowed-cn = ["pd", "tikv", "tidb", "admin"]
`;
}

function tikvConfig(host: string, address: string, number: number, site: Site): string {
  const endpoints = numbers.map((each) => `"pd-${each}.${site.name}.db.example:2379"`).join(", ");
  return `[server]
addr = "${address}:20160"
advertise-addr = "${host}:20160"
status-addr = "${address}:20180"
advertise-status-addr = "${host}:20180"

[storage]
data-dir = "/var/lib/tikv"

[pd]
endpoints = [${endpoints}]

[security]
ca-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/tikv-${number}.pem"
key-path = "/etc/tikv/tls/tikv-${number}-key.pem"
# Raft needs TiKV's own name in it; with a list the status port asks for a certificate too.
cert-allowed-cn = ["tikv", "pd", "tidb", "admin", "prometheus"]
`;
}

/** The mistakes that people make: each file has at least one. */
function mistakes(): Record<string, string> {
  const ca = makeCa("db CA");
  const old = makeCa("old db CA");
  const key = issue({ cn: "tikv", issuer: ca, from, until, san: ["DNS:tikv-1.prod.db.example"] });
  return {
    "prod/tls/ca.pem": ca.pem,
    "prod/tls/pd.pem": leaf(ca, "pd", ["DNS:pd-1.prod.db.example"]).pem,
    "prod/tls/tikv.pem": key.pem,
    "prod/tls/tikv-key.pem": key.keyPem,
    "prod/pd.toml": `name = "pd-1"
client-urls = "https://10.30.0.11:2379"
advertise-client-urls = "https://pd.prod.db.example:2379"
peer-urls = "http://10.30.0.11:2380"

[security]
cacert-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/pd.pem"
key-path = "/etc/tikv/tls/pd-key.pem"
cert-allowed-cn = ["tikv"]
`,
    "prod/tikv.toml": `[server]
addr = "0.0.0.0:20160"
advertise-addr = "tikv-1.prod.db.example:20160"
status-addr = "0.0.0.0:20180"

[pd]
endpoints = ["https://pd.prod.db.example:2379"]

[security]
ca-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/tikv.pem"
key-path = "/etc/tikv/tls/tikv-key.pem"

[resource-metering]
receiver-address = "10.30.0.90:9160"
`,
    "staging/tls/ca.pem": old.pem,
    "staging/tls/pd.pem": leaf(old, "pd", ["DNS:pd.staging.db.example"], { until: "2026-11-10" }).pem,
    "staging/tls/tikv.pem": leaf(ca, "tikv", ["DNS:tikv.staging.db.example"], { key: "rsa-1024", usages: ["serverAuth"] }).pem,
    "staging/pd.toml": `client-urls = "https://10.20.0.11:2379"
advertise-client-urls = "https://pd.staging.db.example:2379"
peer-urls = "https://10.20.0.11:2380"
advertise-peer-urls = "https://pd.staging.db.example:2380"

[security]
cacert-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/pd.pem"
key-path = "/etc/tikv/tls/pd-key.pem"
`,
    "staging/tikv.toml": `[server]
addr = "10.20.0.21:20160"
advertise-addr = "tikv.staging.db.example:20160"

[pd]
endpoints = ["pd.staging.db.example:2379"]

[security]
ca-path = "/etc/tikv/tls/ca.pem"
cert-path = "/etc/tikv/tls/tikv.pem"
key-path = "/etc/tikv/tls/tikv-key.pem"
`,
    "dev/pd.toml": `client-urls = "http://0.0.0.0:2379"\npeer-urls = "http://0.0.0.0:2380"\n`,
    "dev/tikv.toml": `[server]\naddr = "0.0.0.0:20160"\n\n[security]\nca-path = ""\ncert-path = ""\nkey-path = ""\n`,
  };
}

/** The keys that guides print and no TiKV or PD reads: the cluster runs in plaintext and nobody is told. */
function guideKeys(): Record<string, string> {
  return {
    "tikv.toml": `[server]
addr = "0.0.0.0:20160"

[security]
ca-cert-path = "/etc/tikv/tls/ca.pem"
server-cert-path = "/etc/tikv/tls/tikv.pem"
server-key-path = "/etc/tikv/tls/tikv-key.pem"
`,
    "pd.toml": `client-urls = "http://0.0.0.0:2379"
peer-urls = "http://0.0.0.0:2380"

[security]
ca-path = "/etc/tikv/tls/ca.pem"
server-cert-path = "/etc/tikv/tls/pd.pem"
server-key-path = "/etc/tikv/tls/pd-key.pem"
`,
  };
}

/** P-256 as the leaves: OpenSSL in Node checks a signature by P-384 ten times slower. */
function makeCa(cn: string): Issued {
  return issue({ cn, ca: true, key: "p-256", from, until: "2046-10-01" });
}

function leaf(issuer: Issued, cn: string, san: readonly string[], more: Partial<IssueOptions> = {}): Issued {
  return issue({ cn, issuer, san, ca: false, from, until, key: "p-256", ...more });
}

const examples: Readonly<Record<string, Record<string, string>>> = {
  sound: sound(true),
  "configs-only": sound(false),
  mistakes: mistakes(),
  "guide-keys": guideKeys(),
};

for (const [example, files] of Object.entries(examples)) {
  rmSync(join("examples", example), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const target = join("examples", example, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
