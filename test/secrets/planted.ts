import { createHash } from "node:crypto";
import fc from "fast-check";
import { issue } from "../support/issue.ts";

/** Texts of a repository with secrets in them, and what of each must not come out. */
export interface Planted {
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** 64 random bytes: fast-check itself likes zeros and short texts, of which no secret is made. */
const bytes = fc.integer().map((seed) => createHash("sha512").update(String(seed)).digest());
const hexadecimal = bytes.map((all) => all.toString("hex").slice(0, 40 + ((all[0] as number) % 24)));
/** From 32 bytes on they look random whatever stands around them. */
const random = bytes.map((all) => all.subarray(0, 32 + ((all[0] as number) % 16)).toString("base64"));
const randomForUrl = bytes.map((all) => all.subarray(0, 32 + ((all[0] as number) % 16)).toString("base64url"));
/** Letters and digits, which services make their tokens of. */
const plain = (length: number) => bytes.map((all) => all.toString("base64").replaceAll(/[+/=]/g, "").slice(0, length));
const token = fc.oneof(
  plain(36).map((rest) => `ghp_${rest}`),
  plain(16).map((rest) => `AKIA${rest.toUpperCase()}`),
  plain(40).map((rest) => `eyJhbGciOiJIUzI1NiJ9.eyJ${rest}.${rest.toLowerCase()}`),
);
/** As a person makes one up: it can be told by what stands around it alone. */
const chosen = fc
  .tuple(fc.constantFrom("hunter", "tr0ub4dor", "Sommer", "s3cret", "letmein"), plain(8))
  .map(([word, rest]) => `${word}-${rest}`);
const any = fc.oneof(random, randomForUrl, hexadecimal, chosen, token);
const bare = fc.oneof(randomForUrl, hexadecimal, chosen, token);

/** A place in a form; `§` is the secret. */
interface Place {
  readonly secret: fc.Arbitrary<string>;
  readonly line: string;
}

const inToml: readonly Place[] = [
  { secret: bare, line: 'advertise-client-urls = "http://root:§@pd-0:2379"' },
  { secret: bare, line: 'client-urls = "https://0.0.0.0:2379,http://root:§@pd-1:2379"' },
  { secret: bare, line: 'peer-urls = "http://pd-0:2380/?token=§"' },
  { secret: bare, line: '"Client-Urls" = "http://root:§@pd-0:2379"' },
  { secret: bare, line: 'join = "http://pd:2379?x=1&access_token=§"' },
  { secret: random, line: 'name = "§"' },
  { secret: random, line: 'data-dir = "§"' },
  { secret: any, line: "# password: §" },
  { secret: bare, line: "# curl -k -u admin:§ https://pd-0:2379/pd/api/v1/config" },
  { secret: random, line: 'security.cert-allowed-cn = ["§"]' },
  { secret: random, line: 'security.cert-allowed-cn = "§"' },
  { secret: any, line: 'security.SSLKEYBytes = "§"' },
  { secret: random, line: 'security.SSLCABytes = "§"' },
  { secret: random, line: 'security.cert-path = "§"' },
  { secret: random, line: 'security.key-path = "§"' },
  { secret: random, line: 'security.kye-path = "§"' },
  { secret: any, line: 'security.encryption.master-key.access-key = "§"' },
  { secret: any, line: 'security.encryption.master-key.aws.secret-access-key = "§"' },
  { secret: any, line: 'metering.aws.session-token = "§"' },
  { secret: bare, line: 'pd.endpoints = ["http://root:§@pd-0:2379"]' },
  { secret: bare, line: 'pd.endpoints = ["pd-0:2379", "http://pd-1:2379/?sig=§"]' },
  { secret: bare, line: 'server.addr = "http://root:§@0.0.0.0:20160"' },
  { secret: random, line: 'server.advertise-status-addr = "§"' },
  { secret: random, line: 'log-level = "§"' },
  { secret: bare, line: 'metric.address = "http://push:§@gateway:9091"' },
];
const inScripts: readonly Place[] = [
  { secret: bare, line: "curl -k -u admin:§ https://pd-0.prod:2379/pd/api/v1/stores" },
  { secret: bare, line: 'curl --insecure --user "admin:§" https://pd-0.prod:2379/pd/api/v1/stores' },
  { secret: bare, line: "curl -k -H 'Authorization: Bearer §' https://tikv-0.prod:20180/metrics" },
  { secret: bare, line: "curl -k https://admin:§@pd-0.prod:2379/pd/api/v1/stores" },
  { secret: bare, line: "wget --no-check-certificate --password=§ https://pd-0.prod:2379/pd/health" },
  { secret: any, line: "export VAULT_TOKEN=§" },
  { secret: any, line: 'MYSQL_PASSWORD="§" tikv-ctl --host tikv-0:20160 metrics' },
  { secret: bare, line: "pd-server --name=pd --client-urls=http://root:§@0.0.0.0:2379 --cacert=/tls/ca.pem" },
  { secret: random, line: "tikv-server --addr=0.0.0.0:20160 --cert-path=§ --config=/etc/tikv.toml" },
];
const inYaml: readonly Place[] = [
  { secret: bare, line: 'advertise-client-urls: "http://root:§@pd-0:2379"' },
  { secret: random, line: 'security.cert-allowed-cn: ["§"]' },
  { secret: random, line: 'security.cert-path: "§"' },
  { secret: any, line: "metering.aws.session-token: §" },
  { secret: bare, line: 'client-urls: "http://pd:2379/?password=§"' },
];

const keyPem = issue({ cn: "planted" }).keyPem;
/** A private key by its lines. */
const keyLines = keyPem.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));

const forms: readonly { readonly path: string; readonly places: readonly Place[]; file(lines: readonly string[]): string }[] = [
  { path: "prod/pd.toml", places: inToml, file: (lines) => `${lines.join("\n")}\n\n[replication]\nmax-replicas = 3\n` },
  { path: "prod/tikv.toml", places: inToml, file: (lines) => `${lines.join("\n")}\n\n[storage]\nreserve-space = "0MB"\n` },
  { path: "script/run.sh", places: inScripts, file: (lines) => `#!/bin/sh\n${lines.join("\n")}\n` },
  {
    path: "systemd/pd.service",
    places: inScripts.filter(({ line }) => !line.includes("export")),
    file: (lines) => `[Service]\n${lines.map((line) => `ExecStart=/usr/bin/${line}`).join("\nExecStart=\n")}\n`,
  },
  {
    path: "tiup/topology.yaml",
    places: inYaml,
    file: (lines) =>
      `server_configs:\n  pd:\n${lines.map((line) => `    ${line}\n`).join("")}pd_servers:\n  - host: 10.0.0.1\ntikv_servers:\n  - host: 10.0.0.2\n`,
  },
  {
    path: "compose/compose.yaml",
    places: inScripts.filter(({ line }) => !/["']/.test(line)),
    file: (lines) =>
      `services:\n  pd:\n    image: pingcap/pd:v8.5.0\n    command: --name=pd --client-urls=http://0.0.0.0:2379\n    healthcheck:\n      test: ${JSON.stringify(lines.join(" && "))}\n`,
  },
  {
    path: "workloads/pd.yaml",
    places: inScripts,
    file: (lines) =>
      `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: pd}\nspec:\n  template:\n    spec:\n      containers:\n        - name: pd\n          image: pingcap/pd:v8.5.0\n          command: ["/bin/sh", "-c"]\n          args:\n            - |\n${lines.map((line) => `              ${line}\n`).join("")}`,
  },
  {
    path: "waived/tikv.toml",
    places: [
      { secret: any, line: "# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @a because password=§" },
      { secret: bare, line: "# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @a because of http://u:§@wiki/x" },
      { secret: random, line: "# tikv-tls-gate: allow config/tls-off until § by @a because later" },
      { secret: random, line: "# tikv-tls-gate: allow config/§ until 2026-12-31 by @a because later" },
    ],
    file: (lines) => `${lines.join("\n")}\n[server]\naddr = "0.0.0.0:20160"\n`,
  },
  {
    path: "pem/tikv.toml",
    places: [
      { secret: fc.constant(keyPem), line: 'security.key-path = """§"""' },
      { secret: fc.constant(keyPem), line: "security.cert-path = '''\n§'''" },
    ],
    file: ([line = ""]) => `${line}\n[server]\naddr = "0.0.0.0:20160"\n`,
  },
];

/** Every form with every place once, in any order. */
export const planted: fc.Arbitrary<Planted> = fc
  .tuple(
    ...forms.map(({ path, places, file }) =>
      fc
        .tuple(...places.map(({ secret, line }) => secret.map((value) => ({ value, line: line.replaceAll("§", () => value) }))))
        .chain((lines) => fc.shuffledSubarray(lines, { minLength: Math.min(lines.length, 1) }))
        .map((lines) => ({ path, text: file(lines.map(({ line }) => line)), secrets: lines.map(({ value }) => value) })),
    ),
  )
  .map((files) => ({
    files: Object.fromEntries(files.map(({ path, text: content }) => [path, content])),
    secrets: files.flatMap(({ secrets }) => secrets).flatMap((secret) => (secret === keyPem ? keyLines : [secret])),
  }));
