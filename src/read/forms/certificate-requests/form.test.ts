import { describe, expect, test } from "vitest";
import { repository } from "../../../../test/support/repository.ts";
import type { CertificateRequest } from "../../../model/instances/deployment.ts";
import type { Setting, Stated } from "../../../model/instances/setting.ts";
import type { RepoPath } from "../../../text/span.ts";
import { sourceFile } from "../../source-file.ts";
import { certificateRequestsForm } from "./form.ts";

const hour = 3_600_000;
const values = (stated: Stated<readonly Setting<string>[]>) =>
  stated.kind === "known" ? stated.value.map(({ value }) => value) : stated.kind;

async function requestsIn(
  path: string,
  text: string,
): Promise<{ requests: readonly CertificateRequest[]; cut: (span: never) => string }> {
  const { reading, cut } = await repository({ [path]: text });
  return { requests: reading.requests ?? [], cut: cut as never };
}

describe("cfssl", () => {
  test("profiles: lifetime, usages, and the place of the expiry", async () => {
    const text = `{"signing": {"default": {"expiry": "8760h"}, "profiles": {
      "internal": {"expiry": "876000h", "usages": ["signing", "key encipherment", "server auth", "client auth"]},
      "client": {"usages": ["signing", "client auth"]}
    }}}`;
    const { requests, cut } = await requestsIn("conf/ssl/ca-config.json", text);
    expect(
      requests.map(({ name, lifetime, usages }) => [name, lifetime.kind === "known" && lifetime.value, values(usages)]),
    ).toEqual([
      ["the profile internal of ca-config.json", 876_000 * hour, ["signing", "key encipherment", "serverAuth", "clientAuth"]],
      ["the profile client of ca-config.json", 8760 * hour, ["signing", "clientAuth"]],
    ]);
    expect(requests[0]?.lifetime.kind === "known" && cut(requests[0].lifetime.span as never)).toBe('"876000h"');
  });

  test("a signing request of PD", async () => {
    const text = `{"CN": "TiDB", "hosts": ["127.0.0.1", "::1", "basic-pd"], "key": {"algo": "ecdsa", "size": 256}}`;
    const { requests, cut } = await requestsIn("pki/pd-server.json", text);
    expect(requests.length).toBe(1);
    const [request] = requests as [CertificateRequest];
    expect([values(request.dnsNames), values(request.ipAddresses)]).toEqual([["basic-pd"], ["127.0.0.1", "::1"]]);
    expect(request).toMatchObject({
      keyAlgorithm: { value: "ecdsa" },
      keyBits: { value: 256 },
      secretName: { value: "pd-server" },
    });
    expect(request.keyBits.kind === "known" && cut(request.keyBits.span as never)).toBe("256");
  });

  test.each([
    ["another program's request", "web.json", `{"CN": "web", "hosts": ["example.com"], "key": {"algo": "rsa", "size": 1024}}`],
    ["a word inside another", "update.json", `{"CN": "rapd", "hosts": ["updater"], "key": {"algo": "rsa", "size": 1024}}`],
    ["broken JSON", "pd.json", `{"CN": "pd", "key": {`],
  ])("%s gives nothing", async (_, path, text) => {
    expect((await requestsIn(path, text)).requests).toEqual([]);
  });
});

describe("OpenSSL", () => {
  const config = `[ req ]
default_bits = 1024 # short
distinguished_name = dn
req_extensions = v3_req
default_md = sha1
prompt = no

[ dn ]
CN = tikv

[ v3_req ]
basicConstraints = CA:FALSE
extendedKeyUsage = critical, serverAuth, clientAuth
subjectAltName = @alt_names

[ alt_names ]
DNS.1 = tikv
DNS.2 = *.tikv-peer.db.svc
IP.1 = 10.0.0.1
`;

  test("a request: names, usages, bits, hash, with their places", async () => {
    const { requests, cut } = await requestsIn("certs/openssl.cnf", config);
    const [request] = requests as [CertificateRequest];
    expect([values(request.dnsNames), values(request.ipAddresses), values(request.usages)]).toEqual([
      ["tikv", "*.tikv-peer.db.svc"],
      ["10.0.0.1"],
      ["serverAuth", "clientAuth"],
    ]);
    expect(request).toMatchObject({
      secretName: { value: "tikv" },
      commonName: { value: "tikv" },
      keyBits: { value: 1024 },
      hash: { value: "sha1" },
    });
    expect(request.keyBits.kind === "known" && cut(request.keyBits.span as never)).toBe("default_bits = 1024");
    expect(request.usages.kind === "known" && request.usages.value.map(({ span }) => cut(span as never))).toEqual([
      "serverAuth",
      "clientAuth",
    ]);
  });

  test("names in the line itself, in a file of extensions alone", async () => {
    const { requests } = await requestsIn("pd.ext", "[x]\nsubjectAltName = DNS:pd, IP:10.0.0.1\n");
    expect(requests.map(({ dnsNames, ipAddresses }) => [values(dnsNames), values(ipAddresses)])).toEqual([
      [["pd"], ["10.0.0.1"]],
    ]);
  });

  test("what openssl ca alone reads is no lifetime", async () => {
    const { requests } = await requestsIn("pd.cnf", `[ CA_default ]\ndefault_days = 365000\n${config}`);
    expect(requests.map(({ lifetime }) => lifetime.kind)).toEqual(["absent"]);
  });

  test("a request of another program gives nothing", async () => {
    expect((await requestsIn("web.cnf", config.replaceAll("tikv", "web"))).requests).toEqual([]);
  });
});

describe("a template", () => {
  test.each([
    ["Jinja", "DNS.1 = {{ pd_host }}"],
    ["the environment", "DNS.1 = $ENV::PD_HOST"],
    ["envsubst", "DNS.2 = ${PD_HOST}"],
  ])("of OpenSSL's configuration, by %s: its names are unknown, the rest is read", async (_, line) => {
    const text = `[req]\ndefault_bits = 1024\nreq_extensions = v3_req\n[v3_req]\nextendedKeyUsage = serverAuth\nsubjectAltName = @alt\n[alt]\n${line}\nIP.1 = 10.0.0.1\n`;
    const { requests } = await requestsIn("pd.cnf", text);
    expect(requests).toMatchObject([
      { dnsNames: { kind: "unknown" }, ipAddresses: { kind: "known" }, usages: { kind: "known" }, keyBits: { value: 1024 } },
    ]);
  });

  test("of a signing request: a host may be a name or an address", async () => {
    const { requests } = await requestsIn(
      "pd-csr.json",
      '{"CN": "pd", "key": {"algo": "rsa", "size": 1024}, "hosts": ["{{ host }}", "127.0.0.1"]}',
    );
    expect(requests).toMatchObject([
      { dnsNames: { kind: "unknown" }, ipAddresses: { kind: "unknown" }, keyBits: { value: 1024 } },
    ]);
  });
});

test.each([
  ["a package", "package.json", '{"name": "x", "key": 1}'],
  ["a server's configuration", "redis.conf", "port 1\n"],
])("does not claim %s", (_, path, text) => {
  expect(certificateRequestsForm.claims(sourceFile(path as RepoPath, new TextEncoder().encode(text)))).toBe(false);
});
