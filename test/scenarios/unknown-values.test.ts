import { expect, test } from "vitest";
import type { Example, Rule } from "../../src/judge/rule.ts";
import { allowListLoose } from "../../src/judge/rules/config/allow-list-loose.ts";
import { allowListMissing } from "../../src/judge/rules/config/allow-list-missing.ts";
import { allowListSingle } from "../../src/judge/rules/config/allow-list-single.ts";
import { allowListVersion } from "../../src/judge/rules/config/allow-list-version.ts";
import { dashboardTlsIncomplete } from "../../src/judge/rules/config/dashboard-tls-incomplete.ts";
import { kmsPlaintext } from "../../src/judge/rules/config/kms-plaintext.ts";
import { metricsPlaintext } from "../../src/judge/rules/config/metrics-plaintext.ts";
import { objectStoragePlaintext } from "../../src/judge/rules/config/object-storage-plaintext.ts";
import { pathNotFound } from "../../src/judge/rules/config/path-not-found.ts";
import { pathRelative } from "../../src/judge/rules/config/path-relative.ts";
import { pathSameFile } from "../../src/judge/rules/config/path-same-file.ts";
import { receiverPlaintext } from "../../src/judge/rules/config/receiver-plaintext.ts";
import { secretInline } from "../../src/judge/rules/config/secret-inline.ts";
import { statusAddressExposed } from "../../src/judge/rules/config/status-address-exposed.ts";
import { statusAnonymous } from "../../src/judge/rules/config/status-anonymous.ts";
import { buildModel } from "../../src/model/build.ts";
import type { Node, TableNode } from "../../src/model/instances/config-tree.ts";
import type { Reading } from "../../src/model/instances/draft.ts";
import { parseVersion } from "../../src/model/instances/version.ts";
import { readFiles } from "../../src/read/read.ts";
import { sourceFile } from "../../src/read/source-file.ts";
import { readToml } from "../../src/read/toml/toml.ts";
import type { RepoPath } from "../../src/text/span.ts";
import { draftAt } from "../support/draft.ts";
import { testTime } from "../support/issue.ts";

const rules: readonly Rule[] = [
  allowListLoose,
  allowListMissing,
  allowListSingle,
  allowListVersion,
  dashboardTlsIncomplete,
  kmsPlaintext,
  metricsPlaintext,
  objectStoragePlaintext,
  pathNotFound,
  pathRelative,
  pathSameFile,
  receiverPlaintext,
  secretInline,
  statusAddressExposed,
  statusAnonymous,
];

test.each(rules.map((rule) => [rule.id, rule] as const))(
  "%s says nothing about values that only the deployment knows",
  async (_, rule) => {
    const { bad } = rule.meta().example;
    const reading = await read(bad);
    expect(stated(rule, bad, reading)).toBeGreaterThan(0);
    const instances = reading.instances.map((draft) => ({ ...draft, config: withoutValues(draft.config) as TableNode }));
    expect(stated(rule, bad, { ...reading, instances })).toBe(0);
  },
);

function stated(rule: Rule, example: Example, reading: Reading): number {
  const version = example.version === undefined ? undefined : parseVersion(example.version);
  const model = buildModel(reading, version === undefined ? {} : { version: { pd: version, tikv: version } }, testTime);
  return [...rule.check(model, { now: testTime, gate: { waivers: [] }, parameters: () => ({}) })].length;
}

function read(example: Example): Promise<Reading> {
  const files = {
    ...example.files,
    ...(example.pd !== undefined && { "pd.toml": example.pd }),
    ...(example.tikv !== undefined && { "tikv.toml": example.tikv }),
  };
  return readFiles(
    Object.entries(files).map(([path, text]) =>
      sourceFile(path as RepoPath, new TextEncoder().encode(text.replaceAll(/[«»]/g, ""))),
    ),
  );
}

const pdTls = `[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`;
const tikvTls = `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`;
const open = `[server]\nstatus-addr = "0.0.0.0:20180"\n`;
const bothHttps = `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n`;

/** Rule, the text of a file, the routes that become placeholders, and how many findings then remain. */
const partlyUnknown: readonly (readonly [Rule, string, string, readonly string[], number])[] = [
  [dashboardTlsIncomplete, "pd.toml", `[dashboard]\ntidb-cacert-path = "/ca"\ntidb-cert-path = "/c"\n`, [], 1],
  [
    dashboardTlsIncomplete,
    "pd.toml",
    `[dashboard]\ntidb-cacert-path = "/ca"\ntidb-cert-path = "/c"\n`,
    ["dashboard.tidb-cert-path"],
    0,
  ],
  [dashboardTlsIncomplete, "pd.toml", `[dashboard]\ntidb-cacert-path = "/ca"\ntidb-cert-path = "\${CERT}"\n`, [], 0],
  [
    dashboardTlsIncomplete,
    "pd.toml",
    `[dashboard]\ntidb-cacert-path = "/ca"\ntidb-key-path = "/k"\ntidb-cert-path = "/c"\n`,
    ["dashboard.tidb-cert-path"],
    0,
  ],
  [allowListMissing, "tikv.toml", tikvTls, [], 1],
  [allowListMissing, "tikv.toml", tikvTls, ["security.key-path"], 0],
  [allowListMissing, "tikv.toml", `${tikvTls}cert-allowed-cn = []\n`, ["security.cert-allowed-cn"], 0],
  [allowListMissing, "pd.toml", bothHttps + pdTls, ["client-urls"], 1],
  [allowListMissing, "pd.toml", bothHttps + pdTls, ["client-urls", "peer-urls"], 0],
  [allowListMissing, "pd.toml", `client-urls = "https://10.0.0.1:2379"\n${pdTls}`, ["client-urls"], 0],
  [allowListSingle, "pd.toml", `${bothHttps + pdTls}cert-allowed-cn = ["pd"]\n`, ["client-urls"], 0],
  [allowListSingle, "pd.toml", `${bothHttps + pdTls}cert-allowed-cn = ["{{ names }}"]\n`, [], 0],
  // What a list says is wrong whether or not TLS is on after all; where TLS is off for certain nobody reads it.
  [allowListLoose, "tikv.toml", `${tikvTls}cert-allowed-cn = ["*.prod"]\n`, ["security.key-path"], 1],
  [allowListLoose, "pd.toml", `${bothHttps + pdTls}cert-allowed-cn = ["*.prod", "pd"]\n`, ["client-urls", "peer-urls"], 1],
  [allowListLoose, "pd.toml", `client-urls = "x"\n${pdTls}cert-allowed-cn = ["*.prod", "pd"]\n`, ["client-urls"], 1],
  [allowListLoose, "tikv.toml", `${tikvTls}cert-allowed-cn = ["\${TIDB_CN}", "{{ tikv }}", "$CN"]\n`, [], 0],
  [statusAnonymous, "tikv.toml", open + tikvTls, [], 1],
  [statusAnonymous, "tikv.toml", open + tikvTls, ["server.status-addr"], 0],
  [statusAnonymous, "tikv.toml", open + tikvTls, ["security.ca-path"], 0],
  [statusAddressExposed, "tikv.toml", open, ["server.status-addr"], 0],
  [statusAddressExposed, "tikv.toml", `${open}[security]\nca-path = "x"\n`, ["security.ca-path"], 0],
  [secretInline, "tikv.toml", `[a]\naccess-key = "\${KEY}"\npassword = "{{ p }}"\nclient-secret = "s3cret"\n`, [], 1],
  [metricsPlaintext, "pd.toml", `[metric]\naddress = "\${PUSH}"\n[pd-server]\nmetric-storage = "http://\${PROM}:9090"\n`, [], 0],
  [receiverPlaintext, "tikv.toml", `resource-metering.receiver-address = "\${RECEIVER}:10180"\n`, [], 0],
];

test.each(partlyUnknown.map((row, index) => [`${row[0].id}, case ${index + 1}`, ...row] as const))(
  "what is known is still judged: %s",
  (_, rule, path, text, unknown, expected) => {
    const result = readToml(path as RepoPath, text);
    if (result.kind !== "read") throw new Error(result.problem.message);
    const config = withoutValues(result.root, new Set(unknown)) as TableNode;
    expect(stated(rule, {}, { instances: [draftAt(path, { config })], files: [], problems: [] })).toBe(expected);
  },
);

/** The same tree with a placeholder for every value that is no table, or for those at the given routes. */
function withoutValues(node: Node, routes?: ReadonlySet<string>, route = ""): Node {
  if (node.kind !== "table") {
    const isHidden = routes === undefined || routes.has(route);
    return isHidden ? { kind: "unknown", span: node.span, because: "a placeholder" } : node;
  }
  const entries = [...node.entries].map(([key, entry]) => {
    const below = route === "" ? key : `${route}.${key}`;
    return [key, { ...entry, node: withoutValues(entry.node, routes, below) }] as const;
  });
  return { ...node, entries: new Map(entries) };
}
