import type { PemFile } from "../../../model/certificates/certificate.ts";
import type { Problem } from "../../../model/environments/environment.ts";
import type { StringNode } from "../../../model/instances/config-tree.ts";
import type { Locator } from "../../../text/span.ts";
import type { X509Reader } from "../../form.ts";
import { hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { nodeAt } from "../../nodes.ts";
import { sourceFile } from "../../source-file.ts";
import { readPemAt } from "../../x509/pem.ts";
import { binaryFormat, readBinary } from "../../x509/x509-binary-store.ts";

/** What the entries of one Secret hold. */
export interface SecretEntries {
  readonly files: readonly PemFile[];
  readonly problems: readonly Problem[];
}

/** Names of entries that hold certificates or keys whatever is in them. */
const certificateKey = /\.(?:crt|pem|key|cer|cert|der|p12|pfx|jks|keystore|truststore)$/i;

/** Broken Secrets of other programs are none of this gate's business. */
const clusterName = /(?:^|[-_.])(?:pd|tikv|tidb)(?:[-_.]|$)|-cluster-client-secret$/;

/** Reads the certificates and keys in `data` and `stringData`. Of two entries with one key that of `stringData` counts. */
export function readSecretEntries(resource: Resource, x509: X509Reader | undefined): SecretEntries {
  const files: PemFile[] = [];
  const problems: Problem[] = [];
  const plain = textsIn(resource, "stringData");
  for (const [key, node] of plain) {
    const file = sourceFile(node.span.path, new TextEncoder().encode(node.value));
    if (!certificateKey.test(key) && !node.value.includes("-----BEGIN ")) continue;
    const locator: Locator = { path: node.span.path, span: (start, end) => node.slice(start, end) };
    files.push({ ...readPemAt(file, locator, node.span, x509), secret: identity(resource, key) });
  }
  for (const [key, node] of textsIn(resource, "data")) {
    if (plain.has(key)) continue;
    const bytes = decoded(node.value);
    if (bytes === undefined) {
      if (certificateKey.test(key) && clusterName.test(resource.name)) problems.push(notBase64(resource, key, node));
      continue;
    }
    const file = readEncoded(key, node, bytes, x509);
    if (file !== undefined) files.push({ ...file, secret: identity(resource, key) });
  }
  return { files, problems };
}

function readEncoded(key: string, node: StringNode, bytes: Uint8Array, x509: X509Reader | undefined): PemFile | undefined {
  const file = sourceFile(node.span.path, bytes);
  const format = binaryFormat(bytes);
  if (format !== undefined && (certificateKey.test(key) || format !== "der")) return readBinary(file, format, x509, node.span);
  if (!certificateKey.test(key) && !file.text.includes("-----BEGIN ")) return undefined;
  // A block inside base64 has no lines of its own; what is said about it is still not said about the whole entry.
  return readPemAt(file, { path: node.span.path, span: () => ({ ...node.span }) }, node.span, x509);
}

function textsIn(resource: Resource, field: "data" | "stringData"): ReadonlyMap<string, StringNode> {
  const table = nodeAt(resource.root, field);
  const texts = new Map<string, StringNode>();
  if (table?.kind !== "table") return texts;
  for (const [key, { node }] of table.entries) {
    if (node.kind === "string" && node.value.trim() !== "" && !hasPlaceholder(node.value)) texts.set(key, node);
  }
  return texts;
}

function identity({ name, namespace }: Resource, key: string): PemFile["secret"] {
  return { name, namespace, key };
}

/** Undefined for what Kubernetes refuses: Go's `encoding/json` takes padded standard base64, line ends do not matter. */
function decoded(text: string): Uint8Array | undefined {
  const packed = text.replaceAll(/[\r\n]/g, "");
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  return Buffer.from(packed, "base64");
}

function notBase64({ name }: Resource, key: string, node: StringNode): Problem {
  const isPem = node.value.includes("-----BEGIN ");
  return {
    kind: "syntax",
    at: isPem ? node.slice(0, node.value.trimEnd().length) : node.span,
    message: `data.${key} of the Secret ${name} is ${isPem ? "PEM" : "no base64"}: Kubernetes refuses this Secret`,
    help: isPem ? "put it under stringData, or encode it with base64" : "encode it with base64",
  };
}
