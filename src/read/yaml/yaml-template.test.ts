import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lookup, type Node } from "../../model/instances/config-tree.ts";
import type { RepoPath, Span } from "../../text/span.ts";
import { readYaml } from "./yaml.ts";
import { maskYamlTemplate } from "./yaml-template.ts";

const path = "cluster.yaml" as RepoPath;

function plain(node: Node | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return "absent";
    case "unknown":
      return `? ${node.because.replace("decided by a template: ", "")}`;
    case "array":
      return node.items.map(plain);
    case "table": {
      const entries = [...node.entries.values()].map((entry): [string, unknown] => [entry.key, plain(entry.node)]);
      return Object.fromEntries(node.open === undefined ? entries : [...entries, ["…", "open"]]);
    }
    case "integer":
    case "float":
      return Number(node.value);
    default:
      return node?.value;
  }
}

function documents(text: string): readonly unknown[] {
  const { documents: found, problems } = readYaml(path, text);
  expect(problems).toEqual([]);
  return found.map(({ node }) => plain(node));
}

function cut(text: string, span: Span | undefined): string | undefined {
  return span && text.split("\n")[span.line - 1]?.slice(span.column - 1, span.endColumn - 1);
}

describe("a YAML template is read as far as it goes", () => {
  test.each<[string, string, unknown]>([
    ["a value", "a: {{ .Values.a }}\nb: 1\n", { a: "? {{ .Values.a }}", b: 1 }],
    ["a part of a value", "image: pingcap/pd:{{ .Values.tag }}\n", { image: "? {{ .Values.tag }}" }],
    ["Jinja", "a: {{ a | default('x') }}\nb: 1\n", { a: "? {{ a }}", b: 1 }],
    ["ERB", "a: <%= @a %>\nb: 1\n", { a: "? <% … %>", b: 1 }],
    ["a literal that may be a secret", 'a: {{ .x | default "hunter2" | quote }}\n', { a: "? {{ .x }}" }],
    ["quotes inside quotes", 'a: "{{ default "x" .Values.a }}"\nb: 1\n', { a: "? {{ … }}", b: 1 }],
    ["in quotes it is a text as it stands", 'a: "{{ x }}"\nb: {{ y }}\n', { a: "{{ x }}", b: "? {{ y }}" }],
    ["a choice in one line", "a: {{ if .x }}1{{ else }}2{{ end }}\nb: 1\n", { a: "? {{ … }}", b: 1 }],
    ["a choice over several lines", "a: {{ if .x }}\n  1\n  {{ end }}\nb: 1\n", { a: "? {{ … }}", b: 1 }],
    ["items", "a:\n- {{ .x }}\n- b\n", { a: ["? {{ .x }}", "b"] }],
    ["a flow list", "a: [{{ .x }}, b]\n", { a: ["? {{ .x }}", "b"] }],
    ["a key", "a:\n  {{ .k }}: 1\n  b: 2\n", { a: { b: 2, "…": "open" } }],
    [
      "keys of a branch",
      "spec:\n  a: 1\n  {{- if .tls }}\n  tlsCluster:\n    enabled: true\n  {{- else }}\n  b: 2\n  {{- end }}\n  c: 3\n",
      { spec: { a: 1, tlsCluster: "? {{ … }}", b: "? {{ … }}", c: 3 } },
    ],
    [
      "a branch at the margin",
      "spec:\n  a: 1\n{{- if .tls }}\n  b: 2\n{{- end }}\n  c: 3\n",
      { spec: { a: 1, b: "? {{ … }}", c: 3 } },
    ],
    [
      "a branch in front of the first key",
      "spec:\n  {{- if .x }}\n  a: 1\n  {{- end }}\n  b: 2\n",
      { spec: { b: 2, a: "? {{ … }}" } },
    ],
    ["all of a value in a branch", "spec:\n  {{- if .x }}\n  a: 1\n  {{- end }}\nb: 2\n", { spec: "? {{ … }}", b: 2 }],
    ["items of a branch", "args:\n- a\n{{- if .x }}\n- b\n{{- end }}\n- c\n", { args: ["a", "c", "? {{ … }}"] }],
    ["an inclusion in a map", "spec:\n  a: 1\n  {{- toYaml .x | nindent 2 }}\nb: 1\n", { spec: { a: 1, "…": "open" }, b: 1 }],
    ["an inclusion at the margin", "spec:\n  a: 1\n{{ toYaml .x | indent 2 }}\nb: 1\n", { spec: { a: 1, "…": "open" }, b: 1 }],
    ["an inclusion in front of keys", "spec:\n  {{ .x }}\n  a: 1\nb: 1\n", { spec: { a: 1, "…": "open" }, b: 1 }],
    ["an inclusion that is a value", "spec:\n  {{- toYaml .x | nindent 2 }}\nb: 1\n", { spec: "? {{ … }}", b: 1 }],
    ["an inclusion behind a key", "spec: {{- toYaml .x | nindent 2 }}\nb: 1\n", { spec: "? {{ … }}", b: 1 }],
    ["comments and assignments", "{{/* x\n y: 1 */}}\n{{- $x := 1 }}\n{# a: 2 #}\nb: 1\n", { b: 1 }],
    ["a template in a comment", "# {{ if .x }}\na: 1 # {{ end }}\n", { a: 1 }],
    [
      "a text that holds a template",
      "c: |\n  {{ if .x }}\n  a = {{ .a }}\n  {{ end }}\nb: {{ .b }}\n",
      { c: "{{ if .x }}\na = {{ .a }}\n{{ end }}\n", b: "? {{ .b }}" },
    ],
    [
      "a text with directives at the margin",
      "c: |\n  x = 1\n{{- if .x }}\n  a = 1\n{{- end }}\nb: 1\n",
      { c: "? {{ … }}", b: 1 },
    ],
  ])("%s", (_, text, expected) => {
    expect(documents(text)).toEqual([expected]);
  });

  test("a branch around whole documents says whether they are there, not what they say", () => {
    const text = "{{- if .Values.tls }}\nkind: A\n{{- if .x }}\nspec: 1\n{{- end }}\n---\nkind: B\n{{- end }}\n";
    expect(documents(text)).toEqual([{ kind: "A", spec: "? {{ … }}" }, { kind: "B" }]);
  });

  test("a loop over documents", () => {
    expect(documents("{{ range .x }}\n---\nkind: A\nname: {{ .n }}\n{{ end }}\n")).toEqual([{ kind: "A", name: "? {{ .n }}" }]);
  });

  test("what an open table may have is unknown, not absent", () => {
    const { documents: found } = readYaml(path, "spec:\n  a: 1\n  {{- toYaml .x | nindent 2 }}\n");
    const root = found[0]?.root;
    if (root === undefined) throw new Error("no document");
    expect(lookup(root, ["spec", "tlsCluster", "enabled"], "exact")?.node.kind).toBe("unknown");
    expect(lookup(root, ["other"], "exact")).toBeUndefined();
  });

  test("every span cuts out of the original what it speaks of", () => {
    const text = "{{- if .x }}\na: {{ .a }}\nb:\n- c\n{{- end }}\n";
    const { documents: found, template } = readYaml(path, text);
    const root = found[0]?.root;
    expect(cut(text, root?.entries.get("a")?.node.span)).toBe("{{ .a }}");
    expect(cut(text, root?.entries.get("b")?.keySpan)).toBe("b");
    expect(cut(text, template?.at)).toBe("{{- if .x }}");
  });

  test("a plain text is no template", () => {
    for (const text of ["a: {b: {c: 1}}\n", 'a: "{{ x }}"\n', "a: |\n  {{ x }}\n", "# {{ x }}\na: 1\n", "a: ${X}\n"]) {
      expect(readYaml(path, text).template).toBeUndefined();
    }
  });
});

describe("whatever the text is", () => {
  const pieces = [
    "{{ if .x }}",
    "{{ end }}",
    "{{ else }}",
    "{{ .x }}",
    "{% if x %}",
    "{% endif %}",
    "<% x %>",
    "\n",
    "  ",
    "a",
    ": ",
    "- ",
    "|",
    '"',
    "'",
    "#",
    "---",
    "[",
    "]",
    "{",
    "}",
    ",",
  ];

  test("masking keeps length and lines, and nothing throws", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const masked = maskYamlTemplate(text)?.text ?? text;
        expect(masked.length).toBe(text.length);
        expect(masked.split("\n").length).toBe(text.split("\n").length);
        readYaml(path, text);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  test.each([
    ["openings", "{{"],
    ["branches that nobody closes", "{{ if .x }}\n"],
    ["branches", "{{ if .x }}\na: 1\n{{ end }}\n"],
    ["branches around documents", "{{ if .x }}\na: 1\n{{ end }}\n---\n"],
    ["inclusions", "{{ include }}\n"],
    ["items", "- {{ a }}\n"],
    ["ends", "{{ end }}\n"],
    ["values", "{{ a }}"],
  ])("300 kB of %s are masked in a moment", (_, unit) => {
    const start = performance.now();
    maskYamlTemplate(unit.repeat(300_000 / unit.length));
    maskYamlTemplate(`a: |\n  x\n${unit.repeat(300_000 / unit.length)}`);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
