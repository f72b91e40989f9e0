import type { Component } from "../../model/instances/instance.ts";
import type { Setting } from "../../model/instances/setting.ts";
import { isWhollyUnknown, type PlacedText, partOf } from "../placed-text.ts";

/** An image of PD or TiKV. */
export interface ServerImage {
  readonly component: Component;
  /** The tag; undefined for a digest alone, no tag, or one that only the deployment knows. */
  readonly version: Setting<string> | undefined;
}

/** `pingcap/pd:v8.5.5`, `registry.example.com:5000/mirror/pingcap/tikv@sha256:…`, `tikv/pd`. */
const reference = /^(?:.*\/)?(?:pingcap|tikv)\/(pd|tikv)(?::([^@:/\s]+))?(?:@sha256:[0-9a-f]+)?$/;

/** Reads the name of an image; undefined when it is none of PD or TiKV. */
export function serverImage(image: PlacedText): ServerImage | undefined {
  const match = reference.exec(image.value);
  if (match === null) return undefined;
  const [, component, tag] = match;
  return { component: component as Component, version: tag === undefined ? undefined : versionOf(image, tag) };
}

function versionOf(image: PlacedText, tag: string): Setting<string> | undefined {
  const from = image.value.lastIndexOf(`:${tag}`) + 1;
  const part = partOf(image, from, from + tag.length);
  if (part.unknowns !== undefined || isWhollyUnknown(part)) return undefined;
  // A tag for one architecture is the same release.
  return { value: tag.replace(/-(?:amd64|arm64|alpine|enterprise)$/, ""), span: part.span, origin: "form" };
}
