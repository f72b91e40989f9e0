import type { Node } from "../../../model/instances/config-tree.ts";
import type { CertificateRequest, DeclaredSecret } from "../../../model/instances/deployment.ts";
import { absent, known, type Setting, type Stated } from "../../../model/instances/setting.ts";
import { hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { nodeAt, textAt } from "../../nodes.ts";
import { readGoDuration } from "./duration.ts";
import type { Issuer } from "./issuer.ts";

/** cert-manager: pkg/apis/certmanager/v1/types_certificate.go and const.go. */
const defaultLifetime = 90 * 24 * 3_600_000;
const defaultUsages = ["digital signature", "key encipherment"];

/** What a Certificate will issue. `issuer` is the committed one that it names. */
export function requestOf(resource: Resource, issuer: Issuer | undefined): CertificateRequest {
  const { root, name, namespace } = resource;
  const spec = nodeAt(root, "spec");
  const lifetime = durationAt(spec, "duration");
  return {
    name: `Certificate ${name}`,
    at: resource.nameSpan,
    namespace,
    secretName: textOf(textAt(spec, "secretName")),
    commonName:
      nodeAt(spec, "literalSubject") === undefined ? textOf(nodeAt(spec, "commonName")) : hidden(spec, "literalSubject"),
    dnsNames: textsOf(nodeAt(spec, "dnsNames")),
    ipAddresses: textsOf(nodeAt(spec, "ipAddresses")),
    usages: usagesOf(nodeAt(spec, "usages")),
    defaultUsages,
    lifetime,
    defaultLifetime,
    renewBefore: renewBeforeOf(spec, lifetime),
    // v1alpha2 and v1alpha3 have the last two beside the others.
    keyAlgorithm: lower(textOf(nodeAt(spec, "privateKey", "algorithm") ?? nodeAt(spec, "keyAlgorithm"))),
    keyBits: numberOf(nodeAt(spec, "privateKey", "size") ?? nodeAt(spec, "keySize")),
    hash: absent,
    isCa: booleanOf(nodeAt(spec, "isCA")),
    issuer: issuerNameOf(spec),
    issuerType: issuer?.type,
    issuerSecret: issuer?.secret,
  };
}

/** The Secret that a Certificate fills. */
export function secretOf({ root, namespace, name, nameSpan }: Resource): readonly DeclaredSecret[] {
  const secret = textAt(root, "spec", "secretName");
  if (secret === undefined || hasPlaceholder(secret.value)) return [];
  return [{ at: secret.span ?? nameSpan, name: secret.value, namespace, kind: "Certificate", resource: name }];
}

/** `Issuer/name`, as a Certificate names it; `kind` may be left out. */
export function issuerNameOf(spec: Node | undefined): Stated<string> {
  const name = textAt(spec, "issuerRef", "name");
  if (name === undefined) return absent;
  if (hasPlaceholder(name.value)) return unknown(name);
  return known(`${textAt(spec, "issuerRef", "kind")?.value ?? "Issuer"}/${name.value}`, name.span);
}

/** cert-manager renews after two thirds of the lifetime where nothing is said (pkg/util/pki/renewaltime.go). */
function renewBeforeOf(spec: Node | undefined, lifetime: Stated<number>): Stated<number> {
  const percentage = nodeAt(spec, "renewBeforePercentage");
  if (percentage?.kind !== "integer") return durationAt(spec, "renewBefore");
  if (lifetime.kind === "unknown") return unknown(percentage);
  const whole = lifetime.kind === "known" ? lifetime.value : defaultLifetime;
  return known((whole * Number(percentage.value)) / 100, percentage.span);
}

function usagesOf(node: Node | undefined): Stated<readonly Setting<string>[]> {
  const usages = textsOf(node);
  if (usages.kind !== "known") return usages;
  // An empty list has the default usages.
  if (usages.value.length === 0) return { kind: "absent", at: usages.span };
  return { ...usages, value: usages.value.map((usage) => ({ ...usage, value: usageName(usage.value) })) };
}

function usageName(text: string): string {
  return text === "server auth" ? "serverAuth" : text === "client auth" ? "clientAuth" : text;
}

function durationAt(spec: Node | undefined, key: string): Stated<number> {
  const node = nodeAt(spec, key);
  if (node === undefined) return absent;
  const value = node.kind === "string" ? readGoDuration(node.value) : undefined;
  return value === undefined ? unknown(node) : known(value, node.span);
}

function textOf(node: Node | undefined): Stated<string> {
  if (node === undefined) return absent;
  if (node.kind !== "string" || hasPlaceholder(node.value)) return unknown(node);
  return node.value === "" ? { kind: "absent", at: node.span } : known(node.value, node.span);
}

function textsOf(node: Node | undefined): Stated<readonly Setting<string>[]> {
  if (node === undefined) return absent;
  if (node.kind !== "array") return unknown(node);
  const values: Setting<string>[] = [];
  for (const item of node.items) {
    if (item.kind !== "string" || hasPlaceholder(item.value)) return unknown(item);
    values.push({ value: item.value, span: item.span, origin: "file" });
  }
  return known(values, node.span);
}

function numberOf(node: Node | undefined): Stated<number> {
  if (node === undefined) return absent;
  return node.kind === "integer" ? known(Number(node.value), node.span) : unknown(node);
}

function booleanOf(node: Node | undefined): Stated<boolean> {
  if (node === undefined) return absent;
  return node.kind === "boolean" ? known(node.value, node.span) : unknown(node);
}

function lower(stated: Stated<string>): Stated<string> {
  return stated.kind === "known" ? { ...stated, value: stated.value.toLowerCase() } : stated;
}

function hidden(spec: Node | undefined, key: string): Stated<never> {
  const node = nodeAt(spec, key);
  return node === undefined ? absent : unknown(node);
}

function unknown({ span }: Node): Stated<never> {
  return { kind: "unknown", because: "the manifest does not show it", span };
}
