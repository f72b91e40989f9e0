import { expect, test } from "vitest";
import { repository } from "../../../../test/support/repository.ts";
import type { CertificateRequest } from "../../../model/instances/deployment.ts";
import type { RepoPath } from "../../../text/span.ts";
import { sourceFile } from "../../source-file.ts";
import { readGoDuration } from "./duration.ts";
import { certManagerForm } from "./form.ts";

const hour = 3_600_000;

const documented = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: basic-pd-cluster-secret
  namespace: db
spec:
  secretName: basic-pd-cluster-secret
  duration: 8760h # 365d
  renewBefore: 360h # 15d
  subject:
    organizations:
    - PingCAP
  commonName: "TiDB"
  usages:
    - server auth
    - client auth
  dnsNames:
  - "basic-pd"
  - "*.basic-pd-peer.db.svc"
  ipAddresses:
  - 127.0.0.1
  issuerRef:
    name: basic-issuer
    kind: Issuer
    group: cert-manager.io
`;

async function only(text: string): Promise<{ request: CertificateRequest; cut: (span: never) => string }> {
  const { reading, cut } = await repository({ "tls/certificates.yaml": text });
  const { requests = [] } = reading;
  expect(requests.length).toBe(1);
  return { request: requests[0] as CertificateRequest, cut: cut as never };
}

test("the documented Certificate, with the place of every field", async () => {
  const { request, cut } = await only(documented);
  expect(request).toMatchObject({
    name: "Certificate basic-pd-cluster-secret",
    namespace: "db",
    secretName: { value: "basic-pd-cluster-secret" },
    commonName: { value: "TiDB" },
    lifetime: { value: 8760 * hour },
    renewBefore: { value: 360 * hour },
    isCa: { kind: "absent" },
    issuer: { value: "Issuer/basic-issuer" },
  });
  const { usages, dnsNames, ipAddresses, lifetime } = request;
  if (usages.kind !== "known" || dnsNames.kind !== "known" || ipAddresses.kind !== "known" || lifetime.kind !== "known")
    throw new Error("unknown");
  expect(usages.value.map(({ value }) => value)).toEqual(["serverAuth", "clientAuth"]);
  expect(dnsNames.value.map(({ span }) => cut(span as never))).toEqual(['"basic-pd"', '"*.basic-pd-peer.db.svc"']);
  expect(cut(lifetime.span as never)).toBe("8760h");
});

test("what is not said has cert-manager's defaults: 90 days, no extended usage", async () => {
  const { request } = await only(
    "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a}\nspec:\n  secretName: a\n  issuerRef: {name: ca}\n",
  );
  expect(request).toMatchObject({
    defaultLifetime: 90 * 24 * hour,
    defaultUsages: ["digital signature", "key encipherment"],
    usages: { kind: "absent" },
    lifetime: { kind: "absent" },
    renewBefore: { kind: "absent" },
    keyAlgorithm: { kind: "absent" },
    issuer: { value: "Issuer/ca" },
  });
});

test("fields under their older names", async () => {
  const { request } = await only(
    "apiVersion: cert-manager.io/v1alpha2\nkind: Certificate\nmetadata: {name: a}\nspec:\n  secretName: a\n  organization: [PingCAP]\n  keySize: 1024\n  keyAlgorithm: rsa\n  keyEncoding: pkcs1\n  issuerRef: {name: ca, kind: ClusterIssuer}\n",
  );
  expect(request).toMatchObject({
    keyAlgorithm: { value: "rsa" },
    keyBits: { value: 1024 },
    issuer: { value: "ClusterIssuer/ca" },
  });
});

test("the issuer's kind comes from the committed Issuer of the same namespace", async () => {
  const issuer = (namespace: string, spec: string) =>
    `---\napiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: basic-issuer, namespace: ${namespace}}\nspec: ${spec}\n`;
  const of = async (rest: string) => (await only(documented + rest)).request;
  expect((await of(issuer("db", "{ca: {secretName: basic-ca-secret}}"))).issuerSecret).toEqual({
    name: "basic-ca-secret",
    namespace: "db",
  });
  expect((await of(issuer("db", "{selfSigned: {}}"))).issuerType).toBe("self-signed");
  expect((await of(issuer("db", "{acme: {server: x}}"))).issuerType).toBe("acme");
  expect((await of(issuer("db", "{vault: {path: x}}"))).issuerType).toBe("other");
  expect((await of(issuer("web", "{selfSigned: {}}"))).issuerType).toBeUndefined();
});

test("it fills a Secret", async () => {
  const { reading } = await repository({ "c.yaml": documented });
  expect(reading.secrets).toMatchObject([{ kind: "Certificate", name: "basic-pd-cluster-secret", namespace: "db" }]);
});

test("a placeholder is unknown, and the rest is still read", async () => {
  const { request } = await only(
    documented.replace("8760h # 365d", '"{{ .Values.duration }}"').replace('"basic-pd"', '"{{ name }}-pd"'),
  );
  expect([request.lifetime.kind, request.dnsNames.kind, request.usages.kind]).toEqual(["unknown", "unknown", "known"]);
});

test("a renewal in percent of the lifetime", async () => {
  const { request } = await only(documented.replace("renewBefore: 360h # 15d", "renewBeforePercentage: 25"));
  expect(request.renewBefore).toMatchObject({ value: 2190 * hour });
});

test.each([
  ["8760h", 8760 * hour],
  ["2160h0m0s", 2160 * hour],
  ["1.5h", 1.5 * hour],
  ["90d", undefined],
  ["8760", undefined],
  ["", undefined],
])("the duration %s", (text, milliseconds) => {
  expect(readGoDuration(text)).toBe(milliseconds);
});

test.each([
  ["a CertificateSigningRequest", "apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\n"],
  ["a chart's values for cert-manager", "cert-manager.io/cluster-issuer: letsencrypt\nkind: Ingress\n"],
])("does not claim %s", (_, text) => {
  expect(certManagerForm.claims(sourceFile("a.yaml" as RepoPath, new TextEncoder().encode(text)))).toBe(false);
});

test("a Certificate of another API group is none", async () => {
  const { reading } = await repository({ "c.yaml": documented.replace("cert-manager.io/v1", "networking.gke.io/v1") });
  expect(reading.requests).toEqual([]);
});
