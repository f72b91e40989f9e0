import { describe, expect, test } from "vitest";
import { issue } from "../../../../test/support/issue.ts";
import { repository } from "../../../../test/support/repository.ts";
import { committedKeys } from "../../../judge/certificates/committed-keys.ts";
import type { RepoPath } from "../../../text/span.ts";
import { sourceFile } from "../../source-file.ts";
import { secretsForm } from "./form.ts";

const ca = issue({ cn: "root", ca: true });
const leaf = issue({ cn: "tikv", issuer: ca, san: ["DNS:tikv"] });
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString("base64");
const indented = (text: string, by: number) => text.trimEnd().replaceAll(/^/gm, " ".repeat(by));

const encoded = `apiVersion: v1
kind: Secret
metadata:
  name: tikv-tls
  namespace: db
type: kubernetes.io/tls
data:
  ca.crt: ${base64(ca.pem)}
  tls.crt: ${base64(leaf.pem)}
  tls.key: ${base64(leaf.keyPem)}
`;

const plain = `apiVersion: v1
kind: Secret
metadata:
  name: tikv-tls
stringData:
  tls.crt: |
${indented(leaf.pem, 4)}
  tls.key: |
${indented(leaf.keyPem, 4)}
`;

const workload = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: tikv
  namespace: db
spec:
  template:
    spec:
      containers:
        - name: tikv
          image: pingcap/tikv:v8.5.5
          args: [--config=/etc/tikv/tikv.toml]
          volumeMounts:
            - {name: config, mountPath: /etc/tikv}
            - {name: tls, mountPath: /tls}
      volumes:
        - {name: config, configMap: {name: tikv-config}}
        - {name: tls, secret: {secretName: tikv-tls}}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: tikv-config
  namespace: db
data:
  tikv.toml: |
    [security]
    ca-path = "/tls/ca.crt"
    cert-path = "/tls/tls.crt"
    key-path = "/tls/tls.key"
`;

describe("entries of a Secret", () => {
  test("base64 entries are the certificates of the server that mounts the Secret, and stand for their whole value", async () => {
    const { instance, cut } = await repository({ "k8s/secret.yaml": encoded, "k8s/tikv.yaml": workload });
    const { security } = instance("tikv");
    expect([security.ca.kind, security.certificate.kind, security.key.kind]).toEqual(["seen", "seen", "seen"]);
    if (security.certificate.kind !== "seen") return;
    const { file, path } = security.certificate;
    expect(file.secret).toEqual({ name: "tikv-tls", namespace: "db", key: "tls.crt" });
    expect(file.blocks.map((block) => cut(block.span))).toEqual([base64(leaf.pem)]);
    expect(cut(path.span)).toBe('"/tls/tls.crt"');
  });

  test("blocks of stringData are at their own lines", async () => {
    const { reading, cut } = await repository({ "secret.yaml": plain });
    const [certificate, key] = reading.files.flatMap(({ blocks }) => blocks);
    expect(cut(certificate?.span as never).replaceAll(/^ +/gm, "")).toBe(leaf.pem.trimEnd());
    expect(cut(key?.span as never).replaceAll(/^ +/gm, "")).toBe(leaf.keyPem.trimEnd());
    expect(key?.kind).toBe("private-key");
    // The key is an entry of the Secret, and not told once more as a key in some text.
    expect(reading.files.map(({ secret }) => secret?.key)).toEqual(["tls.crt", "tls.key"]);
  });

  test("a private key in a Secret is a committed key, encoded or not", async () => {
    const { model, cut } = await repository({ "k8s/secret.yaml": encoded, "k8s/tikv.yaml": workload });
    expect(committedKeys(model).map(({ at }) => cut(at))).toEqual([base64(leaf.keyPem)]);
  });

  test("key stores are seen by what they are", async () => {
    const store = base64(Buffer.from("feedfeed0000000200000000", "hex"));
    const { reading } = await repository({
      "s.yaml": `kind: Secret\napiVersion: v1\nmetadata: {name: a}\ndata:\n  keystore.jks: ${store}\n`,
    });
    expect(reading.files.map(({ format, secret }) => [format, secret?.key])).toEqual([["jks", "keystore.jks"]]);
  });

  test("of several Secrets of one name the one of the same environment is meant", async () => {
    const other = issue({ cn: "other", issuer: ca });
    const secret = (pem: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: {name: tikv-tls}\ndata:\n  tls.crt: ${base64(pem)}\n`;
    const { instance } = await repository({
      "prod/secret.yaml": secret(leaf.pem),
      "dev/secret.yaml": secret(other.pem),
      "prod/tikv.yaml": workload,
      "dev/tikv.yaml": workload,
    });
    const pathOf = (environment: string) => {
      const { certificate } = instance("tikv", environment).security;
      return certificate.kind === "seen" ? certificate.file.path : certificate.kind;
    };
    expect([pathOf("prod"), pathOf("dev")]).toEqual(["prod/secret.yaml", "dev/secret.yaml"]);
  });

  test("a Secret of another namespace is another one", async () => {
    const { instance } = await repository({
      "k8s/secret.yaml": encoded.replace("namespace: db", "namespace: web"),
      "k8s/tikv.yaml": workload,
    });
    const { certificate } = instance("tikv").security;
    expect(certificate).toMatchObject({ kind: "unseen", because: "the Secret tikv-tls is not in the repository" });
  });
});

describe("mistakes that Secrets make easy", () => {
  test("PEM under data, where base64 belongs", async () => {
    const text = plain.replace("stringData", "data");
    const { reading, cut } = await repository({ "secret.yaml": text, "web.yaml": text.replace("tikv-tls", "web-tls") });
    expect(reading.problems.map(({ message, help }) => [message, help])).toEqual([
      [
        "data.tls.crt of the Secret tikv-tls is PEM: Kubernetes refuses this Secret",
        "put it under stringData, or encode it with base64",
      ],
      [
        "data.tls.key of the Secret tikv-tls is PEM: Kubernetes refuses this Secret",
        "put it under stringData, or encode it with base64",
      ],
    ]);
    expect(cut(reading.problems[0]?.at as never).replaceAll(/^ +/gm, "")).toBe(leaf.pem.trimEnd());
  });

  test("base64 under stringData: the file that the server reads holds no block", async () => {
    const { instance } = await repository({
      "k8s/secret.yaml": encoded.replace("\ndata:", "\nstringData:"),
      "k8s/tikv.yaml": workload,
    });
    const { certificate } = instance("tikv").security;
    expect(certificate.kind === "seen" && certificate.file.blocks).toEqual([]);
  });

  test("a configuration that names another key than the Secret has", async () => {
    const { instance } = await repository({
      "k8s/secret.yaml": encoded,
      "k8s/tikv.yaml": workload.replace("/tls/tls.crt", "/tls/cert.pem"),
    });
    expect(instance("tikv").security.certificate).toMatchObject({
      kind: "unseen",
      because: "the Secret tikv-tls has no entry cert.pem",
      isAbsent: true,
    });
  });
});

describe("Secrets without content", () => {
  test.each([
    [
      "SealedSecret",
      "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: pd-tls, namespace: db}\nspec:\n  encryptedData: {tls.crt: AgB}\n",
      "pd-tls",
    ],
    [
      "ExternalSecret",
      "apiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret\nmetadata: {name: fetch}\nspec:\n  target: {name: pd-tls}\n",
      "pd-tls",
    ],
    [
      "VaultPKISecret",
      "apiVersion: secrets.hashicorp.com/v1beta1\nkind: VaultPKISecret\nmetadata: {name: pki}\nspec:\n  destination: {name: pd-tls}\n",
      "pd-tls",
    ],
    [
      "Secret",
      "apiVersion: v1\nkind: Secret\nmetadata: {name: pd-tls}\ndata:\n  tls.key: ENC[AES256_GCM,data:abc]\nsops:\n  mac: x\n",
      "pd-tls",
    ],
  ])("%s", async (kind, text, name) => {
    const { reading } = await repository({ "secret.yaml": text });
    expect(reading.secrets?.map((secret) => [secret.kind, secret.name])).toEqual([[kind, name]]);
    expect([reading.files, reading.problems]).toEqual([[], []]);
  });

  test("a template's values are nobody's certificates", async () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: pd-tls\nstringData:\n  tls.crt: "{{ $cert.Cert }}"\n  tls.key: '{{ .Values.key }}'\n`;
    const { reading } = await repository({ "templates/secret.yaml": text });
    expect([reading.files, reading.problems]).toEqual([[], []]);
  });
});

test.each([
  ["a password", "a.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: x}\n"],
  ["a role that reads Secrets", "a.yaml", "kind: Role\nrules:\n- resources: [Secrets]\n  verbs: [get] # tls\n"],
  ["a document", "a.md", encoded],
])("does not claim %s", (_, path, text) => {
  expect(secretsForm.claims(sourceFile(path as RepoPath, new TextEncoder().encode(text)))).toBe(false);
});
