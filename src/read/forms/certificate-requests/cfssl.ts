import type { Entry, Node, TableNode } from "../../../model/instances/config-tree.ts";
import type { CertificateRequest } from "../../../model/instances/deployment.ts";
import { absent, known, type Setting, type Stated } from "../../../model/instances/setting.ts";
import { fileName, type RepoPath } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import { nodeAt, textAt } from "../../nodes.ts";
import type { SourceFile } from "../../source-file.ts";
import { readGoDuration } from "../cert-manager/duration.ts";
import { isFilledIn, namesServer, statedNames } from "./names.ts";

/** cfssl: config/config.go, DefaultConfig: one year, for signing, key encipherment and servers. */
const year = 8760 * 3_600_000;
/** cfssl: csr/csr.go, NewKeyRequest: ECDSA of 256 bits. */
const defaultKey = { algorithm: "ecdsa", bits: 256 };
/** cfssl: initca/initca.go: a CA lives for five years. */
const caYears = 5 * year;

/** The profiles of a signing configuration, or a signing request. JSON is YAML. */
export function readCfssl(file: SourceFile, context: FormContext): readonly CertificateRequest[] {
  const root = context.yaml(file).documents[0]?.root;
  if (root === undefined) return [];
  const signing = nodeAt(root, "signing");
  if (signing?.kind === "table") return profilesOf(signing, file.path);
  const request = requestOf(root, file.path);
  return request === undefined ? [] : [request];
}

function profilesOf(signing: TableNode, path: RepoPath): readonly CertificateRequest[] {
  const profiles = nodeAt(signing, "profiles");
  const named = profiles?.kind === "table" ? [...profiles.entries.values()] : [];
  const fallback = signing.entries.get("default");
  const entries: readonly Entry[] = named.length > 0 ? named : fallback === undefined ? [] : [fallback];
  return entries.flatMap(({ key, keySpan, node }) => {
    if (node.kind !== "table") return [];
    const expiry = nodeAt(node, "expiry") ?? nodeAt(fallback?.node, "expiry");
    const isForClients = /client/i.test(key);
    return [
      {
        ...emptyRequest(`the profile ${key} of ${fileName(path)}`, keySpan),
        secretName: known(isForClients ? "client" : key, keySpan),
        usages: usagesOf(nodeAt(node, "usages") ?? nodeAt(fallback?.node, "usages")),
        lifetime: durationOf(expiry),
        isCa: booleanOf(nodeAt(node, "ca_constraint", "is_ca")),
      },
    ];
  });
}

function requestOf(root: TableNode, path: RepoPath): CertificateRequest | undefined {
  const commonName = textAt(root, "CN");
  const key = nodeAt(root, "key");
  if (commonName === undefined || key?.kind !== "table") return undefined;
  const hosts = nodeAt(root, "hosts");
  const names = hosts?.kind === "array" ? hosts.items.flatMap((item) => (item.kind === "string" ? [item] : [])) : [];
  if (![fileName(path), commonName.value, ...names.map(({ value }) => value)].some(namesServer)) return undefined;
  const settings = names.map(({ value, span }): Setting<string> => ({ value, span, origin: "file" }));
  const isIp = ({ value }: Setting<string>) => /^[\d.]+$|:/.test(value);
  const ca = nodeAt(root, "ca");
  return {
    ...emptyRequest(fileName(path), commonName.span),
    secretName: known(fileName(path).replace(/(?:-csr)?\.json$/i, ""), commonName.span),
    commonName: known(commonName.value, commonName.span),
    dnsNames:
      hosts === undefined
        ? absent
        : statedNames(
            settings.filter((name) => !isIp(name) || isFilledIn(name.value)),
            hosts.span,
          ),
    ipAddresses:
      hosts === undefined
        ? absent
        : statedNames(
            settings.filter((name) => isIp(name) || isFilledIn(name.value)),
            hosts.span,
          ),
    // Who signs it with which profile is on the command line.
    lifetime: ca === undefined ? absent : durationOf(nodeAt(ca, "expiry")),
    defaultLifetime: ca === undefined ? undefined : caYears,
    keyAlgorithm: lower(textAt(key, "algo")),
    keyBits: numberOf(nodeAt(key, "size")),
    isCa: ca === undefined ? absent : known(true, ca.span),
  };
}

function emptyRequest(name: string, at: CertificateRequest["at"]): CertificateRequest {
  return {
    name,
    at,
    namespace: undefined,
    secretName: absent,
    commonName: absent,
    dnsNames: absent,
    ipAddresses: absent,
    usages: absent,
    defaultUsages: [],
    lifetime: absent,
    defaultLifetime: undefined,
    renewBefore: undefined,
    keyAlgorithm: absent,
    keyBits: absent,
    hash: absent,
    isCa: absent,
    issuer: absent,
    defaultKey,
  };
}

function usagesOf(node: Node | undefined): Stated<readonly Setting<string>[]> {
  if (node?.kind !== "array") return absent;
  const names: Readonly<Record<string, string>> = { "server auth": "serverAuth", "client auth": "clientAuth" };
  const usages = node.items.flatMap((item): Setting<string>[] =>
    item.kind === "string" ? [{ value: names[item.value] ?? item.value, span: item.span, origin: "file" }] : [],
  );
  return known(usages, node.span);
}

function durationOf(node: Node | undefined): Stated<number> {
  if (node === undefined) return absent;
  const value = node.kind === "string" ? readGoDuration(node.value) : undefined;
  return value === undefined ? { kind: "unknown", because: "it is no duration", span: node.span } : known(value, node.span);
}

function numberOf(node: Node | undefined): Stated<number> {
  return node?.kind === "integer" ? known(Number(node.value), node.span) : absent;
}

function booleanOf(node: Node | undefined): Stated<boolean> {
  return node?.kind === "boolean" ? known(node.value, node.span) : absent;
}

function lower(node: ReturnType<typeof textAt>): Stated<string> {
  return node === undefined ? absent : known(node.value.toLowerCase(), node.span);
}
