import type { Mount } from "../../../model/instances/draft.ts";
import { type Component, materialKeys } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import type { ServerPath, Span } from "../../../text/span.ts";
import { filledInLater, hasPlaceholder } from "./placeholder.ts";

/** What is known of a part of a name: the text, or why it is not known. */
export type Part = { readonly text: string } | { readonly because: string };

/** The settings that an operator hands to a program by itself, by dotted key. */
export class Generated {
  readonly overrides = new Map<string, Setting<string>>();
  readonly unknownOverrides = new Map<string, { readonly because: string; readonly span: Span }>();

  /** Sets a value; where a part of it is decided outside the files the whole is unknown. */
  set(key: string, value: Part, span: Span): void {
    if ("text" in value) this.overrides.set(key, { value: value.text, span, origin: "form" });
    else this.unknownOverrides.set(key, { because: value.because, span });
  }
}

/** Joins parts; the first that is not known makes the whole unknown. */
export function joinParts(...parts: readonly (string | Part)[]): Part {
  let text = "";
  for (const part of parts) {
    if (typeof part === "string") text += part;
    else if ("text" in part) text += part.text;
    else return part;
  }
  return { text };
}

/** A name from a manifest. */
export function namePart(name: string): Part {
  return hasPlaceholder(name) ? { because: `the name ${filledInLater.replace("it ", "")}` } : { text: name };
}

/** A namespace from a manifest, which often leaves it to whoever applies it. */
export function namespacePart(namespace: string | undefined): Part {
  return namespace === undefined ? { because: "the manifest names no namespace" } : namePart(namespace);
}

/** The scheme of PD's URLs under a switch. */
export function schemePart(tls: { readonly kind: "on" | "off" } | { readonly kind: "unknown"; readonly because: string }): Part {
  if (tls.kind === "unknown") return { because: tls.because };
  return { text: tls.kind === "on" ? "https" : "http" };
}

/** Where both operators mount a component's Secret (tidb-operator: pkg/manager/member; v2: api/core/v1alpha1/names.go). */
export const certificateFolders: Readonly<Record<Component, string>> = { pd: "/var/lib/pd-tls", tikv: "/var/lib/tikv-tls" };

/** The keys of such a Secret, in the order CA, certificate, key. */
const secretKeys = { ca: "ca.crt", certificate: "tls.crt", key: "tls.key" } as const;

/** The three paths that an operator writes into the configuration, by dotted key. */
export function certificatePaths(component: Component): readonly (readonly [string, string])[] {
  const keys = materialKeys[component];
  return (["ca", "certificate", "key"] as const).map(
    (name) => [`security.${keys[name]}`, `${certificateFolders[component]}/${secretKeys[name]}`] as const,
  );
}

/** A Secret at a place of the server. */
export function secretMount(
  server: string,
  secret: { readonly name: string; readonly namespace: string | undefined },
  repository: Mount["repository"],
): Mount {
  return { server: server as ServerPath, repository, secret };
}
