import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pathRelative } from "../../src/judge/rules/config/path-relative.ts";
import { unknownKey } from "../../src/judge/rules/config/unknown-key.ts";
import { testTime } from "../support/issue.ts";
import { repository } from "../support/repository.ts";

/** One way to write a text as the value of a key of YAML, and how what stands there reads as the text again. */
interface Style {
  write(text: string, indent: string): string;
  decode(cut: string): string;
}

const verbatim = (cut: string) => cut;
const indented = (text: string, indent: string) => text.replaceAll(/^(?=.)/gm, indent);
const fromDoubleQuotes = (cut: string) => JSON.parse(`"${cut.replaceAll(/\\\n[ \t]*/g, "")}"`) as string;

const block = (header: string, more = ""): Style => ({
  write: (text, indent) => `${header}\n${indented(text, indent + more)}`,
  decode: verbatim,
});

/** YAML 1.2.2, chapters 7 and 8. */
const styles: Readonly<Record<string, Style>> = {
  literal: block("|"),
  "literal, stripped": block("|-"),
  "literal, kept": block("|+"),
  "literal, further in": block("|", "     "),
  "literal with a comment": block("| # what PD reads"),
  "literal with an indentation indicator": block("|2"),
  "literal with both indicators": block("|2-"),
  "literal with both indicators, the other way": block("|+2"),
  // The indicator counts from the parent, the rest is part of the text.
  "literal whose lines are all indented": { write: (text, indent) => `|2\n${indented(text, `${indent}   `)}`, decode: verbatim },
  "with an anchor": block("&toml |"),
  "with a tag": block("!!str |-"),
  "with an anchor and a tag": block("&toml !!str |"),
  // A folded text has its line breaks doubled, unless a line is indented further.
  folded: { write: (text, indent) => `>\n${indented(text.replaceAll("\n", "\n\n"), indent)}`, decode: verbatim },
  "folded, stripped": { write: (text, indent) => `>-\n${indented(text.replaceAll("\n", "\n\n"), indent)}`, decode: verbatim },
  "folded with an indicator": {
    write: (text, indent) => `>2\n${indented(text.replaceAll("\n", "\n\n"), indent)}`,
    decode: verbatim,
  },
  "folded with lines that are indented further": {
    write: (text, indent) => `>\n${indent}#\n${indented(text, `${indent}  `)}`,
    decode: verbatim,
  },
  "in double quotes": { write: (text) => JSON.stringify(text), decode: fromDoubleQuotes },
  "in double quotes over several lines": {
    write: (text, indent) => JSON.stringify(text).replaceAll("\\n", `\\n\\\n${indent}`),
    decode: fromDoubleQuotes,
  },
  "in double quotes with escapes": {
    write: (text) => JSON.stringify(text).replaceAll("z", "\\x7a").replaceAll("/", "\\/"),
    decode: (cut) => fromDoubleQuotes(cut.replaceAll("\\x7a", "z")),
  },
  "in single quotes": {
    write: (text, indent) => `'${text.replaceAll("'", "''").replaceAll("\n", `\n\n${indent}`)}'`,
    decode: (cut) => cut.replaceAll("''", "'"),
  },
};

/** Where manifests hold a TOML text; the text is indented by two more than its key. */
const places: Readonly<Record<string, (write: (indent: string) => string) => string>> = {
  "a ConfigMap": (write) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tikv}\ndata:\n  tikv.toml: ${write("    ")}\n`,
  "the second document": (write) =>
    `# 生产 😀\napiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: tikv}\ndata:\n  tikv.toml: ${write("    ")}\n`,
  "an item of a List": (write) =>
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: tikv}\n  data:\n    tikv.toml: ${write("      ")}\n`,
  "an alias": (write) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: tikv\n  annotations: {}\nx-toml: &shared\n  tikv.toml: ${write("    ")}\ndata: *shared\n`,
  "a TidbCluster": (write) =>
    `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: a}\nspec:\n  version: v8.5.3\n  tikv:\n    replicas: 3\n    config: ${write("      ")}\n`,
  "a TiKVGroup": (write) =>
    `apiVersion: core.pingcap.com/v1alpha1\nkind: Cluster\nmetadata: {name: c}\nspec: {}\n---\napiVersion: core.pingcap.com/v1alpha1\nkind: TiKVGroup\nmetadata: {name: a}\nspec:\n  cluster: {name: c}\n  template:\n    spec:\n      version: v8.5.3\n      config: ${write("        ")}\n`,
  "a compose file": (write) =>
    `services:\n  tikv:\n    image: pingcap/tikv:v8.5.3\n    command: --config=/tikv.toml\n    configs: [{source: tikv, target: /tikv.toml}]\nconfigs:\n  tikv:\n    content: ${write("      ")}\n`,
};

const context = { now: testTime, parameters: () => ({}), gate: { waivers: [] } as never };
const comment = fc.stringMatching(/^# [a-z"'😀生产 ]{0,12}[a-z]$/u);
const tomls = fc
  .record({
    key: fc.stringMatching(/^zz-[a-z]{2,9}$/),
    path: fc.stringMatching(/^[a-zé😀]{1,6}(\/[a-z0-9-]{1,8}){0,2}\.(pem|crt)$/u),
    quote: fc.constantFrom('"', "'"),
    comments: fc.array(comment, { maxLength: 3 }),
  })
  .map(({ key, path, quote, comments }) => ({
    key,
    value: `${quote}${path}${quote}`,
    text: ["[raftstore]", `${key} = 1`, ...comments, "[security]", ...comments, `ca-path = ${quote}${path}${quote}`].join("\n"),
  }));

describe.each(Object.entries(places))("a finding in TOML inside %s", (_, place) => {
  test.each(Object.entries(styles))("holds exactly what is wrong, in a text %s", async (_, { write, decode }) => {
    await fc.assert(
      fc.asyncProperty(tomls, fc.constantFrom("\n", "\r\n"), async ({ key, value, text }, end) => {
        const yaml = place((indent) => write(text, indent)).replaceAll("\n", end);
        const { model, cut } = await repository({ "k8s/tikv.yaml": yaml });
        const found = [...unknownKey.check(model, context), ...pathRelative.check(model, context)];
        // Paths of certificates are the operator's own in v2: it refuses them (deploy/managed-setting).
        const expected = yaml.includes("TiKVGroup") ? [key] : [key, value];
        expect(found.map(({ at }) => decode(cut(at).replaceAll("\r\n", "\n")))).toEqual(expected);
      }),
      { seed: 7, numRuns: 12 },
    );
  });
});
