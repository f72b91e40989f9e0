import { itemsAt, textAt } from "../../nodes.ts";
import { PlacedBuilder, type PlacedText } from "../../placed-text.ts";
import type { Lookup } from "../../shell/interpolation.ts";
import type { Container } from "./pods.ts";

/** The variables of a container's environment, as far as the manifest shows them. The name of the pod stands for all replicas. */
export function variablesOf({ table, pods }: Container): Lookup {
  const values = new Map<string, string | PlacedText | undefined>();
  for (const item of itemsAt(table, "env")) {
    const name = textAt(item, "name")?.value;
    if (name === undefined) continue;
    const value = textAt(item, "value");
    const field = textAt(item, "valueFrom", "fieldRef", "fieldPath")?.value;
    if (value !== undefined)
      values.set(
        name,
        expanded(value, (inner) => values.get(inner)),
      );
    else if (field === "metadata.name") values.set(name, pods.firstName);
    else if (field === "metadata.namespace") values.set(name, pods.resource.namespace);
    else values.set(name, undefined);
  }
  if (!values.has("HOSTNAME")) values.set("HOSTNAME", pods.firstName);
  return (name) => values.get(name);
}

/** A text of `command`, `args` or `env` as the kubelet expands it: `$(NAME)` alone, `$$(` is a `$(`. */
export function expanded(text: PlacedText, lookup: Lookup): PlacedText {
  if (!text.value.includes("$(")) return text;
  const builder = new PlacedBuilder(text);
  const { value } = text;
  let from = 0;
  for (const match of value.matchAll(/\$?\$\(([A-Za-z_][\w.-]*)\)/g)) {
    const [whole, name = ""] = match;
    const end = match.index + whole.length;
    builder.copy(from, match.index);
    from = end;
    const known = lookup(name);
    if (whole.startsWith("$$")) builder.copy(match.index + 1, end);
    else if (known === undefined) builder.putUnknown(`\${${name}}`, `$(${name}) is known when the pod runs`, match.index, end);
    else builder.put(known, match.index, end);
  }
  builder.copy(from, value.length);
  return builder.build(0, value.length);
}
