import type { Node } from "../../../model/instances/config-tree.ts";
import type { Instance } from "../../../model/instances/instance.ts";
import { isAtLeast } from "../../../model/instances/version.ts";
import { fixBy } from "../../changes.ts";
import type { Change, Fix, Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { releaseOf } from "../../settings/tls-state.ts";
import { type Expected, type WrongType, wrongTypesOf } from "../../settings/wrong-types.ts";

export const wrongType: Rule = {
  id: "config/wrong-type",
  phase: "files",
  meta: () => ({
    title: "A setting of a type that the component rejects",
    why: "One value of a wrong type keeps the whole program from starting, and PD since v7.0 ends with status 0, so that a supervisor may take it for success.",
    fix: "Write the value as the type that the program expects.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1284"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    fixes: ["safe"],
    sources: [
      "tikv: cmd/tikv-server/src/main.rs (panics on a file that serde refuses)",
      "pd: BurntSushi/toml 0.3.1 up to v8.5 and 1.5.0 since v26.3, measured on pd-server",
    ],
    example: {
      bad: { tikv: `[security]\ncert-allowed-cn = «"tidb"»\n` },
      good: { tikv: `[security]\ncert-allowed-cn = ["tidb"]\n` },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        for (const wrong of wrongTypesOf(instance)) {
          const name = wrong.route.join(".");
          const isItem = wrong.node !== wrong.entry.node;
          yield {
            at: wrong.node.span,
            subject: name,
            environment: instance.environment,
            component: instance.component,
            message: `${isItem ? `an item of ${name}` : name} is ${kindName[wrong.node.kind]}, not ${expectedName[isItem ? "string" : wrong.expected]}: ${consequence(instance, wrong)}`,
            help: helpOf(wrong),
            fix: fixOf(wrong),
          };
        }
      }
    }
  },
};

const kindName: Readonly<Record<Node["kind"], string>> = {
  table: "a table",
  array: "a list",
  string: "a string",
  integer: "an integer",
  float: "a float",
  boolean: "a boolean",
  datetime: "a date",
  unknown: "a placeholder",
};

const expectedName: Readonly<Record<Expected, string>> = {
  string: "a string",
  list: "a list of strings",
  table: "a table",
  boolean: "a boolean",
  integer: "an integer",
  float: "a float",
  size: 'a size (`"8MiB"`)',
  duration: 'a duration (`"10s"`)',
};

function consequence(instance: Instance, wrong: WrongType): string {
  const printed = instance.component === "pd" ? printedByPd(instance, wrong) : printedByTikv(wrong);
  const does = `${releaseOf(instance)} does not start`;
  const status = instance.component === "pd" && isAtLeast(instance.version, "v7.0.0") ? " and exits with status 0" : "";
  return printed === undefined ? `${does}${status}` : `${does}${status} (${printed})`;
}

/** The words of `serde` in TiKV's panic message. Only for TLS settings: other values may be secrets. */
function printedByTikv({ route, node, entry, expected, isTlsSetting }: WrongType): string | undefined {
  const got = serdeName(node, isTlsSetting);
  const wants = node !== entry.node || expected === "string" ? "a string" : expected === "list" ? "a sequence" : undefined;
  if (got === undefined || wants === undefined) return undefined;
  return `invalid type: ${got}, expected ${wants} for key \`${route.join(".")}\``;
}

function serdeName(node: Node, showsValue: boolean): string | undefined {
  const value = "value" in node && showsValue ? node.value : undefined;
  if (value === undefined && "value" in node) return undefined;
  switch (node.kind) {
    case "string":
      return `string "${shown(node.value)}"`;
    case "integer":
      return `integer \`${value}\``;
    case "boolean":
      return `boolean \`${value}\``;
    case "float":
      return `floating point \`${value}\``;
    case "array":
      return "sequence";
    case "table":
    case "datetime":
      return "map";
    default:
      return undefined;
  }
}

/** BurntSushi/toml names Go types; the two versions word it differently. */
function printedByPd({ version }: Instance, { node, entry, expected }: WrongType): string | undefined {
  const got = goName[node.kind];
  const wants = node !== entry.node ? "string" : goExpected[expected];
  if (got === undefined || wants === undefined) return undefined;
  return isAtLeast(version, "v26.3.0")
    ? `incompatible types: TOML value has type ${got.replace("interface {}", "any")}; destination has type ${wants}`
    : `toml: cannot load TOML value of type ${got} into a Go ${wants}`;
}

const goName: Readonly<Partial<Record<Node["kind"], string>>> = {
  string: "string",
  integer: "int64",
  float: "float64",
  boolean: "bool",
  array: "[]interface {}",
  table: "map[string]interface {}",
  datetime: "time.Time",
};

const goExpected: Readonly<Partial<Record<Expected, string>>> = {
  string: "string",
  list: "slice",
  float: "float",
  boolean: "boolean",
  integer: "integer",
};

function helpOf({ node, entry, expected }: WrongType): string {
  if (node !== entry.node) return "write every item as a string in quotes";
  switch (expected) {
    case "list":
      return node.kind === "string" ? "put the string in brackets" : "write a list of strings";
    case "float":
      return node.kind === "integer" ? "write it with a decimal point" : "write a number with a decimal point";
    case "boolean":
      return "write true or false, without quotes";
    case "integer":
      return "write a whole number, without quotes";
    case "string":
      return node.kind === "array" ? "write one string, with commas between its parts" : "write it as a string in quotes";
    case "table":
      return "write its settings under a table header";
    case "size":
    case "duration":
      return "write it as a string in quotes, with a unit";
    default:
      return expected satisfies never;
  }
}

/** The program does not start with the value as it is: no other reading of it can lock anybody out. */
function fixOf(wrong: WrongType): Fix | undefined {
  const { node, entry } = wrong;
  return node === entry.node ? fixBy(helpOf(wrong), "safe", ...changesOf(wrong)) : undefined;
}

function changesOf({ node, expected }: WrongType): readonly (Change | undefined)[] {
  const start = { ...node.span, endLine: node.span.line, endColumn: node.span.column };
  const end = { ...node.span, line: node.span.endLine, column: node.span.endColumn };
  if (expected === "list" && node.kind === "string" && !/[,;\s]/.test(node.value) && node.value !== "") {
    return [
      { kind: "text", at: start, text: "[" },
      { kind: "text", at: end, text: "]" },
    ];
  }
  if (expected === "float" && node.kind === "integer") return [{ kind: "text", at: end, text: ".0" }];
  if (node.kind !== "string") return [undefined];
  const isWanted =
    (expected === "boolean" && /^(?:true|false)$/.test(node.value)) ||
    (expected === "integer" && /^(?:0|[1-9]\d{0,15})$/.test(node.value));
  return [isWanted ? { kind: "literal", at: node.span, was: node.value, to: node.value } : undefined];
}
