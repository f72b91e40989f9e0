import { describe, expect, test } from "vitest";
import { noContext } from "../../../../test/support/form-context.ts";
import type { RepoPath } from "../../../text/span.ts";
import { sourceFile } from "../../source-file.ts";
import { tomlForm } from "./form.ts";
import { componentOf } from "./recognise.ts";

function file(path: string, text: string) {
  return sourceFile(path as RepoPath, new TextEncoder().encode(text));
}

function read(path: string, text: string) {
  return tomlForm.read([file(path, text)], noContext);
}

const pdKeys = `client-urls = "https://0.0.0.0:2379"\n[security]\ncacert-path = "/tls/ca.pem"\n`;
const tikvKeys = `[raftstore]\nsync-log = true\n[security]\nca-path = "/tls/ca.pem"\n`;
const tls = `[security]\nca-path = "/a"\ncert-path = "/b"\nkey-path = "/c"\n`;

describe("a configuration is recognised", () => {
  test.each([
    ["by its name, when it is empty", "tikv.toml", "", "tikv"],
    ["by its name, when all of it is a comment", "deploy/pd.toml", "# [security]\n", "pd"],
    ["in capitals", "TiKV.toml", "", "tikv"],
    ["with a word behind", "tikv-TLS.toml", tls, "tikv"],
    ["with an environment", "tikv.prod.toml", tls, "tikv"],
    ["with a number", "pd-0.toml", "", "pd"],
    ["with a number at the word", "pd1.toml", "", "pd"],
    ["with an underscore", "pd_config.toml", "", "pd"],
    ["with a word before", "prod-tikv2.toml", "", "tikv"],
    ["when it is broken", "tikv.toml", "[security\nca-path = ", "tikv"],
    ["by its name, though a key is the other's", "tikv.toml", `[security]\ncacert-path = "/a"`, "tikv"],
    ["by its name, though a key is the other's (PD)", "pd.toml", `[security]\nca-path = "/a"`, "pd"],
    ["by TiKV's keys", "store-1.toml", tikvKeys, "tikv"],
    ["by TLS keys alone under a telling word", "store-1.toml", tls, "tikv"],
    ["by TiKV's keys under any name", "deploy/x.toml", tikvKeys, "tikv"],
    ["by PD's keys", "config.toml", pdKeys, "pd"],
    ["by PD's keys in any case", "config.toml", `[Security]\nCACERT-path = "/a"`, "pd"],
    ["by a dotted key", "config.toml", `security.cacert-path = "/a"`, "pd"],
    ["by keys behind a byte-order mark", "config.toml", `\uFEFFclient-urls = ""`, "pd"],
    ["by keys with Windows line ends", "config.toml", tikvKeys.replaceAll("\n", "\r\n"), "tikv"],
    ["by its folder and a weak key", "tikv/config.toml", `[server]\naddr = "0.0.0.0:20160"`, "tikv"],
    ["by its folder and a weak key (PD)", "prod/pd/config.toml", "[replication]\nmax-replicas = 3", "pd"],
    ["as a template by its name", "pd.toml.j2", "", "pd"],
    ["as another suffix, by name and keys", "tikv.conf", tikvKeys, "tikv"],
    ["though a table that TiKV ignores is another program's", "tikv.toml", `${tikvKeys}[package]\nname = "x"`, "tikv"],
    ["though all its keys are TiDB's", "tikv.toml", `[security]\nssl-ca = "/a"\nssl-cert = "/b"`, "tikv"],
    ["though its keys are TiDB's, dotted", "pd.toml", `security.ssl-ca = "/a"`, "pd"],
    ["though its keys are DM's", "pd.toml", `ssl-ca = "/a"`, "pd"],
    ["though a key that PD ignores is another program's", "pd.toml", `listen-addr = "x"\n${pdKeys}`, "pd"],
  ])("%s: %s", (_, path, text, component) => {
    expect(componentOf(file(path, text))).toBe(component);
    expect(tomlForm.claims(file(path, text))).toBe(true);
  });
});

describe("a file of something else stays alone", () => {
  test.each([
    ["another program's config.toml", "config.toml", `[server]\naddr = "0.0.0.0:80"\n[log]\nlevel = "info"`],
    ["TLS paths without a telling word", "config.toml", tls],
    ["an empty config.toml in TiKV's folder", "tikv/config.toml", ""],
    ["a config.toml of something else in PD's folder", "pd/config.toml", `[tool]\nx = 1`],
    ["TiDB", "tidb.toml", `host = "0.0.0.0"\n[security]\ncluster-ssl-ca = "/a"\n[performance]\nmax-procs = 0`],
    ["TiDB under TiKV's name", "tikv-client.toml", `[tikv-client]\ngrpc-connection-count = 4`],
    ["TiFlash", "tiflash.toml", `tcp_port = 9000\n[flash]\nservice_addr = "x"`],
    ["TiFlash's proxy", "tiflash-learner.toml", `[server]\nengine-addr = "x"\n[raftstore]\nx = 1\n[security]\nca-path = "/a"`],
    [
      "TiFlash's proxy by its name alone",
      "tiflash_wn_proxy.toml",
      `[storage]\nenable-ttl = true\n[raftstore]\ncapacity = "1GB"\n${tls}`,
    ],
    ["the same, with TiKV in its name", "tikv-proxy.toml", `[raftstore]\ncapacity = "1GB"\n${tls}`],
    ["the importer", "tikv-importer.toml", `[rocksdb]\nwal-dir = "x"\n[import]\nnum-threads = 8\n${tls}`],
    ["a TiKV worker", "tikv-worker.toml", `[schema-manager]\ndir = "/d"\n[raftstore]\nx = 1\n${tls}`],
    ["Lightning", "tidb-lightning.toml", `[lightning]\nlevel = "info"\n[tikv-importer]\nbackend = "local"\n${tls}`],
    ["Lightning under another name", "import.toml", `[mydumper]\ndata-source-dir = "/d"\n[tikv-importer]\n${tls}`],
    ["TiCDC", "cdc.toml", `${tls}per-table-memory-quota = 1`],
    ["NgMonitoring", "ng.toml", `address = "x"\nadvertise-address = "y"\n[pd]\nendpoints = ["z"]\n${tls}`],
    ["DM", "dm-master.toml", `master-addr = ":8261"\npeer-urls = "http://x"\ninitial-cluster = "a=b"`],
    ["PD's TSO service", "pd-tso.toml", `backend-endpoints = "http://pd:2379"\nlisten-addr = "http://0.0.0.0:3379"`],
    ["a scheduling service", "scheduling.toml", `backend-endpoints = "x"\n[security]\ncacert-path = "/a"`],
    ["Cargo.toml with TiKV's words", "tikv/Cargo.toml", `[package]\nname = "tikv"\n[dependencies]\nraftstore = "1"`],
    ["a crate called tikv", "tikv.toml", `[package]\nname = "tikv"\n[dependencies]`],
    ["pyproject.toml", "pyproject.toml", `[tool.pd]\nx = 1`],
    ["a name with pd inside a word", "update.toml", ""],
    ["both names and no keys", "tikv-pd.toml", ""],
    ["a text that is no TOML by name", "tikv.txt", tikvKeys],
    ["another suffix without keys", "tikv.conf", "upstream tikv { server 10.0.0.1; }"],
    ["keys in comments", "config.toml", "# client-urls = ''\n# [pd-server]\n"],
  ])("%s: %s", (_, path, text) => {
    expect(componentOf(file(path, text))).toBeUndefined();
    expect(tomlForm.claims(file(path, text))).toBe(false);
  });
});

describe("what is read", () => {
  test("an instance with its tree", () => {
    const { instances, problems } = read("deploy/tikv.toml", tls);
    expect(problems).toEqual([]);
    expect(instances).toMatchObject([
      { component: "tikv", form: "toml", path: "deploy/tikv.toml", at: { line: 1, endColumn: 11 } },
    ]);
  });

  test("a mistake is one problem of the component, and nothing else is said of the file", () => {
    const { instances, problems } = read("tikv.toml", `[security]\nca-path = "/a\ncert-path = 1 2`);
    expect(instances).toEqual([]);
    expect(problems).toEqual([
      {
        kind: "syntax",
        component: "tikv",
        at: { path: "tikv.toml", line: 2, column: 11, endLine: 2, endColumn: 14 },
        message: "the string that begins here has no closing quote on its line: TiKV does not start with this file",
        help: "close the quote",
      },
    ]);
  });

  test("what only some versions of PD read is kept for the version to decide", () => {
    const { instances, problems } = read("pd.toml", `security.cacert-path = "/a"`);
    expect(problems).toEqual([]);
    expect(instances[0]?.tomlFeatures).toMatchObject([{ feature: "dotted-key", at: { line: 1, column: 1, endColumn: 21 } }]);
  });

  test("what no version of TiKV reads is a mistake at once", () => {
    const { instances, problems } = read("tikv.toml", `server = { addr = "x", }`);
    expect(instances).toEqual([]);
    expect(problems[0]?.message).toBe(
      "TiKV does not read a comma after the last entry of an inline table and does not start with this file",
    );
  });

  test("a text in another encoding than UTF-8", () => {
    const bytes = Buffer.from("# caf\xe9\n[server]\n", "latin1");
    const context = noContext;
    expect(tomlForm.read([sourceFile("tikv.toml" as RepoPath, bytes)], context).problems[0]?.message).toBe(
      "TiKV does not read bytes that are not UTF-8 and does not start with this file",
    );
    const inUtf16 = Buffer.from("\uFEFF[server]\n", "utf16le");
    expect(tomlForm.read([sourceFile("tikv.toml" as RepoPath, inUtf16)], context).problems).toHaveLength(1);
  });
});

const readInPart = (program: string) =>
  `this file is a template that is not rendered: what it leaves open is not judged, and ${program} may read anything there`;
const notRead = (program: string) =>
  `this file is a template that is not rendered: what ${program} reads in its place is not judged`;

describe("a template that is not rendered is said to be one, at its first marker, and the rest of it is read", () => {
  test.each([
    ["Go", "tikv.toml", `[security]\n{{- if .tls }}\nca-path = "/a"\n{{- end }}`, 2, "helm"],
    ["a Go value", "tikv.toml", `[server]\naddr = {{ .addr }}`, 2, "helm"],
    ["Jinja", "tikv.toml", `[security]\n{% if tls %}\nca-path = "/a"\n{% endif %}`, 2, "jinja2"],
    ["ERB", "pd.toml", `<% if tls %>\n[security]\n<% end %>`, 1, "erb"],
    ["shell", "pd.toml", `client-urls = \${CLIENT_URLS}`, 1, "envsubst"],
    ["autoconf", "pd.toml.in", `client-urls = @CLIENT_URLS@`, 1, "envsubst"],
    ["a comment of a template over many lines", "pd.toml.tpl", `{{/*\n a\n*/}}\n[security]`, 1, "helm"],
    ["a marker in the value of a setting that concerns TLS", "tikv.toml", `[security]\nca-path = "{{ tls }}/ca.pem"`, 2, "helm"],
    ["a shell marker in a URL", "pd.toml", `client-urls = "https://\${POD_IP}:2379"`, 1, "envsubst"],
    ["a marker in a list", "tikv.toml", `[pd]\nendpoints = ["pd:2379", "\${PD}"]`, 2, "envsubst"],
    ["a marker in a dotted key's value", "tikv.toml", 'security.ca-path = "{{ a }}"', 1, "helm"],
  ])("%s: %s", (_, path, text, line, help) => {
    const { instances, problems } = read(path, text);
    expect(instances).toHaveLength(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ kind: "template", at: { line } });
    expect(problems[0]?.message).toBe(readInPart(path.startsWith("pd") ? "PD" : "TiKV"));
    expect(problems[0]?.help).toContain(help);
  });

  test("the span is the marker", () => {
    expect(read("tikv.toml", `[security]\nca-path = "/x/{{ tls }}/ca.pem"`).problems[0]?.at).toMatchObject({
      line: 2,
      column: 15,
      endColumn: 24,
    });
  });

  test.each([
    ["a key that a template writes in half", "tikv.toml.tpl", 'x = "{{ a }}"\nif\n'],
    ["a value that goes on in a branch", "tikv.toml", `[security]\nca-path = {{ if .tls }}\n"/a"\n{{ end }}`],
  ])("what is no TOML even so is not read: %s", (_, path, text) => {
    const { instances, problems } = read(path, text);
    expect(instances).toEqual([]);
    expect(problems.map(({ kind, message }) => [kind, message])).toEqual([["template", notRead("TiKV")]]);
  });
});

describe("a marker that decides nothing about TLS does not stop the reading", () => {
  test.each([
    ["in a comment", "tikv.toml", `# ca-path = "{{ tls }}"\n# {% if %} \${X}\n${tls}`],
    ["in a comment behind a value", "tikv.toml", `${tls}# \${X}`],
    ["in the format of a log", "tikv.toml", `[log]\nformat = "\${time} {{level}}"\n${tls}`],
    ["a dollar without a name", "tikv.toml", `[security]\nca-path = "/a/$/b\${"`],
    ["a template's name without a marker", "tikv.toml.tpl", tls],
  ])("%s", (_, path, text) => {
    const { instances, problems } = read(path, text);
    expect(problems).toEqual([]);
    expect(instances).toHaveLength(1);
  });

  test("and a mistake elsewhere stays a mistake", () => {
    const { problems } = read("tikv.toml", `[log]\nformat = "\${time}"\n[security\nca-path = "/a"`);
    expect(problems).toMatchObject([{ kind: "syntax", at: { line: 3 } }]);
  });
});
