import type { StringNode } from "../../../model/instances/config-tree.ts";
import type { Setting } from "../../../model/instances/setting.ts";

/** The tag of an image, with its place; undefined where it has none, or a digest alone. */
export function imageTag(image: StringNode): Setting<string> | undefined {
  const match = /:([\w][\w.-]*)(?:@sha256:[0-9a-f]+)?$/.exec(image.value);
  const tag = match?.[1];
  if (match === null || tag === undefined || image.value.slice(0, match.index).endsWith("@sha256")) return undefined;
  return { value: tag, span: image.slice(match.index + 1, match.index + 1 + tag.length), origin: "form" };
}
