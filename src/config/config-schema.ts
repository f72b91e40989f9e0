import { choice, type Mistake } from "./mistake.ts";
import { pointerStep, type YamlDocument } from "./yaml-document.ts";

/** What the compiled validators tell (ajv, `verbose`). */
interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly additionalProperty?: string;
    readonly propertyName?: string;
    readonly missingProperty?: string;
    readonly allowedValues?: readonly unknown[];
    readonly type?: string | readonly string[];
  };
  readonly message?: string | undefined;
  readonly propertyName?: string | undefined;
  readonly schema?: unknown;
  readonly parentSchema?: unknown;
}

/** A compiled validator: its errors are a property of the function, as ajv makes it. */
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/** Holds a document against a schema and tells each difference in the user's words. */
export function mistakesOf(document: YamlDocument, validate: Validator): readonly Mistake[] {
  if (validate(document.value)) return [];
  const errors = validate.errors ?? [];
  // What is said of a misspelt rule's own content follows from the misspelling.
  const unknown = errors
    .filter((error) => error.keyword === "propertyNames")
    .map((error) => error.instancePath + step(error.params.propertyName));
  return errors
    .filter((error) => error.propertyName === undefined && !unknown.some((pointer) => error.instancePath.startsWith(pointer)))
    .map((error) => mistakeOf(document, error));
}

function mistakeOf(document: YamlDocument, error: SchemaError): Mistake {
  const { instancePath, keyword, params } = error;
  const where = placeText(instancePath);
  switch (keyword) {
    case "additionalProperties": {
      const key = String(params.additionalProperty);
      const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
      const at = document.keySpanOf(instancePath + step(key));
      return { at, message: `${where} has no setting "${key}"`, help: choice(key, known) };
    }
    case "propertyNames": {
      const key = String(params.propertyName);
      const known = (error.schema as { enum?: readonly string[] } | undefined)?.enum ?? [];
      return { at: document.keySpanOf(instancePath + step(key)), message: `there is no rule "${key}"`, help: choice(key, known) };
    }
    case "required": {
      const key = String(params.missingProperty);
      return { at: document.keySpanOf(instancePath), message: `${where} has no "${key}"`, help: `add ${key}` };
    }
    case "enum": {
      const allowed = (params.allowedValues ?? []).map(String);
      const value = valueAt(document.value, instancePath);
      return {
        at: document.spanOf(instancePath),
        message: `${where} cannot be ${shown(value)}`,
        help: choice(String(value), allowed),
      };
    }
    case "type":
      return {
        at: document.spanOf(instancePath),
        message: `${where} is not ${typeText(params.type)}`,
        help: `write ${typeText(params.type)}`,
      };
    case "minItems":
    case "pattern":
      return {
        at: document.spanOf(instancePath),
        message: `${where} is empty`,
        help: "write at least one value, or leave it out",
      };
    default:
      return {
        at: document.spanOf(instancePath),
        message: `${where} ${error.message ?? "is not valid"}`,
        help: "correct the value",
      };
  }
}

function step(key: unknown): string {
  return pointerStep(String(key));
}

/** `environments[0].tier` of `/environments/0/tier`; `the file` of the whole. */
function placeText(pointer: string): string {
  if (pointer === "") return "the file";
  const parts = pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : `${index === 0 ? "" : "."}${part}`)).join("");
}

function valueAt(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function shown(value: unknown): string {
  const text =
    typeof value === "string" ? `"${value}"` : typeof value === "object" && value !== null ? "a list or map" : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function typeText(type: unknown): string {
  const names: Readonly<Record<string, string>> = {
    object: "a map (key: value)",
    array: "a list",
    string: "a text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
  };
  const types = Array.isArray(type) ? type.map(String) : String(type).split(",");
  return types.map((name) => names[name] ?? name).join(" or ");
}
