import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lookup, type Node } from "../../model/instances/config-tree.ts";
import { firstLine, LineIndex, type RepoPath, type Span } from "../../text/span.ts";
import { maskPlaceholders } from "../templates/placeholders.ts";
import { readTomlTemplate } from "./toml-template.ts";

const path = "tikv.toml.tpl" as RepoPath;

function read(text: string) {
  return readTomlTemplate(text, new LineIndex(path, text), firstLine(path, text));
}

/** What the settings of a text are: a value, `absent`, or why they are unknown. */
function settings(text: string, ...keys: string[]): readonly unknown[] {
  const result = read(text);
  if (result.kind === "refused") throw new Error(result.problem.message);
  return keys.map((key) => plain(lookup(result.root, key.split("."), "exact")?.node));
}

function plain(node: Node | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return "absent";
    case "unknown":
      return `unknown: ${node.because}`;
    case "array":
      return node.items.map(plain);
    case "table":
      return Object.fromEntries([...node.entries.values()].map((entry) => [entry.key, plain(entry.node)]));
    case "integer":
    case "float":
      return Number(node.value);
    default:
      return node?.value;
  }
}

const decidedBy = (what: string) => `unknown: decided by a template: ${what}`;

describe("a value that a template puts in is unknown, and its neighbours are not", () => {
  test.each([
    ["Go without quotes", `{{ .Values.tls.ca }}`, "{{ .Values.tls.ca }}"],
    ["Go in quotes", `"{{ .Values.tls.ca }}"`, "{{ .Values.tls.ca }}"],
    ["Go in single quotes", `'/tls/{{- .ca -}}.pem'`, "{{ .ca }}"],
    ["Go with quotes inside the quotes", `"{{ index .Values "ca" }}"`, "{{ … }}"],
    ["Go with a pipe", `{{ .Values.ca | quote }}`, "{{ .Values.ca }}"],
    ["what sticks to it", `{{ .size }}MB`, "{{ .size }}"],
    ["two side by side", `{{ .size }}{{ .unit }}`, "{{ .size }}"],
    ["a choice in one line", `{{ if .tls }}"/a"{{ else }}""{{ end }}`, "{{ … }}"],
    ["Jinja", `"{{ tls_dir }}/ca.pem"`, "{{ tls_dir }}"],
    ["ERB", `"<%= @ca %>"`, "<% … %>"],
    ["a shell variable", '"${CA_PATH}"', "${CA_PATH}"],
    ["a shell variable without quotes", "${CA_PATH}", "${CA_PATH}"],
    ["a shell variable without braces", '"$TLS_DIR/ca.pem"', "$TLS_DIR"],
    ["a command", '"$(tls dir)/ca.pem"', "$(…)"],
    ["autoconf", '"@TLS_DIR@/ca.pem"', "@TLS_DIR@"],
    ["underscores", '"__TLS_DIR__/ca.pem"', "__TLS_DIR__"],
  ])("%s", (_, value, shown) => {
    const text = `[security]\nca-path = ${value}\ncert-path = "/b" # {{ not this }}\n`;
    expect(settings(text, "security.ca-path", "security.cert-path", "security.key-path")).toEqual([
      decidedBy(shown),
      "/b",
      "absent",
    ]);
  });

  test("a literal inside a placeholder may be a secret and is not shown", () => {
    const text = 'a = "{{ "hunter2" }}"\nb = "${PASSWORD:-hunter2}"\nc = {{ .x | default "hunter2" }}\n';
    expect(settings(text, "a", "b", "c")).toEqual([decidedBy("{{ … }}"), decidedBy("${PASSWORD}"), decidedBy("{{ .x }}")]);
  });

  test.each([
    ["a word in underscores of lower case", '"/data/__pycache__/x"'],
    ["a price", '"$5"'],
    ["a dollar in a name", '"a$b"'],
    ["a mail address", '"ops@example.com"'],
    ["braces that are not closed", '"{{ x"'],
  ])("no placeholder: %s", (_, value) => {
    expect(settings(`x = ${value}`, "x")).toEqual([value.slice(1, -1)]);
  });

  test("a URL whose scheme is written stays a URL, since plaintext stays plaintext", () => {
    const text = `client-urls = "http://{{ .ip }}:2379,https://{{ .ip }}:2389"\npeer-urls = "{{ .scheme }}://pd:2380"\nx = {{ .x }}\n`;
    expect(settings(text, "client-urls", "peer-urls")).toEqual([
      "http://{{ .ip }}:2379,https://{{ .ip }}:2389",
      decidedBy("{{ .scheme }}"),
    ]);
  });

  test("a list with a placeholder has one unknown item; a list with a loop is unknown", () => {
    const text = `[pd]\nendpoints = ["a:2379", {{ .pd }}]\n[x]\nendpoints = [\n  {{ range .pds }}\n  "{{ . }}:2379",\n  {{ end }}\n]\ny = 1\n`;
    expect(settings(text, "pd.endpoints", "x.endpoints", "x.y", "x.z")).toEqual([
      ["a:2379", decidedBy("{{ .pd }}")],
      decidedBy("{{ … }}"),
      1,
      "absent",
    ]);
  });

  test("a key that a template writes leaves its table open", () => {
    expect(settings(`[security]\n{{ .key }} = "/a"\ncert-path = "/b"\n`, "security.ca-path", "security.cert-path")).toEqual([
      decidedBy("{{ .key }}"),
      "/b",
    ]);
  });
});

describe("what a branch may set is unknown, not absent", () => {
  const branches: readonly [string, string, string, string][] = [
    ["Go", "{{- if .Values.tls }}", "{{- else }}", "{{- end }}"],
    ["Jinja", "{% if tls %}", "{% else %}", "{% endif %}"],
    ["ERB", "<% if tls %>", "<% else %>", "<% end %>"],
  ];

  test.each(branches)("%s: keys of a branch, both sides of it", (_, open, otherwise, close) => {
    const text = `[security]\n${open}\nca-path = "/a"\nkey-path = "/k"\n${otherwise}\nca-path = "/b"\n${close}\ncert-path = "/c"\n[raftstore]\nsync-log = true\n`;
    const [ca, key, cert, allowed, sync] = settings(
      text,
      "security.ca-path",
      "security.key-path",
      "security.cert-path",
      "security.cert-allowed-cn",
      "raftstore.sync-log",
    );
    expect([ca, key]).toEqual([expect.stringMatching(/^unknown/), expect.stringMatching(/^unknown/)]);
    expect([cert, allowed, sync]).toEqual(["/c", "absent", true]);
  });

  test.each(branches)("%s: a whole table in a branch, and the keys behind it", (_, open, __, close) => {
    const text = `log-level = "info"\n[raftstore]\nsync-log = true\n${open}\n[security]\nca-path = "/a"\n${close}\ncert-path = "/c"\n[server]\naddr = "a"\n`;
    const [ca, cert, key, sync, addr, astray] = settings(
      text,
      "security.ca-path",
      "security.cert-path",
      "security.key-path",
      "raftstore.sync-log",
      "server.addr",
      "raftstore.cert-path",
    );
    expect([ca, cert, astray]).toEqual(new Array(3).fill(expect.stringMatching(/^unknown/)));
    expect([key, sync, addr]).toEqual(["absent", true, "a"]);
  });

  test("branches inside branches, loops, definitions and comments over many lines", () => {
    const text = `{{/* a\n [security]\n*/}}\n{{ define "x" }}\n[server]\naddr = "x"\n{{ end }}\n[security]\n{{ range .a }}\n{{ if . }}\nca-path = "/a"\n{{ end }}\n{{ end }}\nkey-path = "/k"\n`;
    expect(settings(text, "security.ca-path", "security.key-path", "security.cert-path")).toEqual([
      decidedBy("{{ … }}"),
      "/k",
      "absent",
    ]);
  });

  test("a branch that nobody closes goes on to the end", () => {
    expect(
      settings(`[security]\nca-path = "/a"\n{{ if .x }}\ncert-path = "/b"\n`, "security.ca-path", "security.cert-path"),
    ).toEqual(["/a", decidedBy("{{ … }}")]);
  });

  test("an inclusion may set any key of its table, and bring tables; the keys of others stay", () => {
    const text = `[server]\naddr = "a"\n{{ include "tls" . }}\n[log]\nlevel = "info"\n`;
    expect(settings(text, "server.addr", "server.status-addr", "security.ca-path", "log.format", "client-urls")).toEqual([
      "a",
      decidedBy("{{ … }}"),
      decidedBy("{{ … }}"),
      "absent",
      "absent",
    ]);
  });

  test("assignments and comments decide nothing", () => {
    const text = `{{- $tls := true }}\n{% set x = 1 %}\n{# note #}\n<%# note %>\n[security]\nx = {{ .x }}\n`;
    expect(settings(text, "security.ca-path", "server.addr")).toEqual(["absent", "absent"]);
  });

  test("a guard around the whole file says whether it is there, not what it says", () => {
    const text = `# config\n{{- if .Values.enabled }}\n[security]\nca-path = "/a"\n{{- if .x }}\nkey-path = "/k"\n{{- end }}\n{{- end }}\n`;
    expect(settings(text, "security.ca-path", "security.key-path", "security.cert-path")).toEqual([
      "/a",
      decidedBy("{{ … }}"),
      "absent",
    ]);
  });
});

describe("a hostile marker changes nothing that it does not decide", () => {
  const sound = `[log]\nlevel = "info"\n[security]\nca-path = ""\ncert-path = ""\n`;
  const wanted = ["security.ca-path", "security.cert-path", "security.key-path"] as const;

  test.each([
    ["in a comment", `# {{ if .x }}\n${sound}# {{ end }}\n`],
    ["in a comment behind a value", sound.replace('"info"', '"info" # {% if x %}')],
    ["in a string", sound.replace('"info"', '"{{ if .x }}"')],
    ["in a string over many lines", sound.replace('"info"', '"""\n{{ if .x }}\n"""')],
    ["in a literal string", sound.replace('"info"', "'{{ if .x }}'")],
    ["in a string in a template", `{{- $x := 1 }}\n${sound.replace('"info"', '"{{ if .x }}"')}`],
    ["in a comment in a template", `{{- $x := 1 }}\n# {{ if .x }}\n${sound}`],
    ["in another table", sound.replace('"info"', '"info"\n{{ if .x }}\nformat = "json"\n{{ end }}')],
    ["an end without a beginning in a comment", `{{- $x := 1 }}\n${sound}# {{ end }}\n`],
  ])("%s", (_, text) => {
    expect(settings(text, ...wanted)).toEqual(["", "", "absent"]);
  });
});

test("every span of a template cuts out of the original what it speaks of", () => {
  const text = `{{- /* x */ -}}\n[security]\n{{ if .a }}\nca-path = "/a"\n{{ end }}\ncert-path = {{ .cert }}\n"key-path" = "/k" # x\n`;
  const result = read(text);
  if (result.kind === "refused") throw new Error(result.problem.message);
  const at = (span: Span | undefined) => span && text.split("\n")[span.line - 1]?.slice(span.column - 1, span.endColumn - 1);
  const entry = (key: string) => lookup(result.root, ["security", key], "exact");
  expect(at(entry("ca-path")?.keySpan)).toBe("ca-path");
  expect(at(entry("cert-path")?.node.span)).toBe("{{ .cert }}");
  expect(at(entry("key-path")?.node.span)).toBe('"/k"');
  expect(at(lookup(result.root, ["security"], "exact")?.node.span)).toBe("[security]");
  expect(at(result.marker?.at)).toBe("{{- /* x */ -}}");
});

describe("whatever the text is", () => {
  const piece = fc.constantFrom(
    ...'{{ if .x }}|{{ end }}|{{ else }}|{{ .x }}|{% if x %}|{% endif %}|<% x %>|${X}|\n|[a]|[b.c]|k = |"|\'|"""|#|\\|1|x|[|]|{|}|,|\r\n| '.split(
      "|",
    ),
  );

  test("masking keeps length and lines, and nothing throws", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const masked = maskPlaceholders(text).text;
        expect(masked.length).toBe(text.length);
        expect(masked.split("\n").length).toBe(text.split("\n").length);
        read(text);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  test.each([
    ["openings", "{{"],
    ["placeholders in a line", "{{a}}"],
    ["placeholders, with blanks", "{{a}} "],
    ["branches", "{{if}}"],
    ["branches with keys", "{{if}}\nk=1\n{{end}}\n"],
    ["inclusions", "{{ include }}\n"],
    ["tables in branches", "{{if}}\n[a]\n{{end}}\nk=1\n"],
    ["one table in branches", "{{if}}\n[t]\n{{end}}\nk=1\n"],
    ["dollars", "${A"],
    ["underscores", "__A_"],
    ["commands", "$(a "],
  ])("a megabyte of %s is read in a moment", (_, unit) => {
    const start = performance.now();
    read(unit.repeat(1_000_000 / unit.length));
    read(Array.from({ length: 1_000_000 / (unit.length + 5) }, (_, index) => unit.replace(/\b[ka]\b/g, `$&${index}`)).join(""));
    read(`x = "${unit.replaceAll("\n", "").repeat(1_000_000 / unit.length)}`);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
