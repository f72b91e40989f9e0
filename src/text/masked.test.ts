import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksRandom } from "./looks-random.ts";
import { masked, maskedLines, maskedThroughout } from "./masked.ts";

const random = "q8Zr0mTz4bKp1Xc7Wd9Ly2Nf5Gh3Js6V";

describe("a sentence", () => {
  test.each([
    ['"http://root:hunter2@pd-0:2379" has a password', '"http://root:…@pd-0:2379" has a password'],
    ["dials http://root:a@b/c@pd-0:2379,http://root:x@pd-1:2379", "dials http://root:…@pd-0:2379,http://root:…@pd-1:2379"],
    ["root:hunter2@pd-0:2379 is no address", "root:…@pd-0:2379 is no address"],
    ["s3://bucket/x?access-key=AK&secret-access-key=hunter2#x", "s3://bucket/x?access-key=…&secret-access-key=…#x"],
    ["runs curl -k -u admin:hunter2 https://pd", "runs curl -k -u admin:… https://pd"],
    ["runs pd-ctl --password hunter2 store", "runs pd-ctl --password … store"],
    ["runs pd-ctl --password='hunter 2' store", "runs pd-ctl --password=… store"],
    ["sends Authorization: Bearer hunter2", "sends Authorization: Bearer …"],
    [`does not allow "${random}"`, 'does not allow "…"'],
    ["no name is AKIAIOSFODNN7EXAMPLE here", "no name is … here"],
    [
      `-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----`,
      `-----BEGIN EC PRIVATE KEY-----\n…\n-----END EC PRIVATE KEY-----`,
    ],
    [`cut off: -----BEGIN PRIVATE KEY-----\\nMHcC`, "cut off: -----BEGIN PRIVATE KEY-----…"],
  ])("%s", (text, shown) => expect(masked(text)).toBe(shown));

  test.each([
    "holds a password in its URL: everybody who can read this repository or its history has it",
    "pd-0's certificate covers only pd-0.pd-peer.prod.svc, but tikv-1 dials pd.prod.svc:2379 (deploy/prod/tikv.toml:4)",
    "client-urls = http://0.0.0.0:2379,http://127.0.0.1:2379 is plaintext",
    "image pingcap/pd:v8.5.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "runs docker run --user 1000:1000 and mounts ./tls:/tls, git@github.com:org/repository.git",
    "reads /etc/kubernetes/secrets/tikv-cluster/certificates/token and --token-file /var/run/secrets/token",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 and GenEmbedEtcdConfig and TiKVCertificateAuthorityForProduction",
    "waived until 2026-12-31 by @storage-team because of https://tracker.example/STORAGE-12345",
  ])("without a secret stays as it is: %s", (text) => expect(masked(text)).toBe(text));
});

describe("a line of a file", () => {
  test.each([
    ["  password: hunter2 # from the vault", "  password: … # from the vault"],
    ["  clientSecret: two words", "  clientSecret: …"],
    ['access-key = "AK", region = "x"', 'access-key = …, region = "x"'],
    ['{"password": "hunter2", "user": "root"}', '{"password": …, "user": "root"}'],
    ['config: "{\\"password\\": \\"hunter2\\"}"', 'config: "{\\"password\\": …'],
    ["SSLKEYBytes = [45, 45, 45, 45, 45, 66, 69, 71]", "SSLKEYBytes = …]"],
    ["  45, 45, 45, 45, 45, 66, 69, 71, 73, 78,", "  …,"],
    ["MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg", "…"],
  ])("%s", (line, shown) => expect(maskedLines(line)).toBe(shown));

  test.each([
    "  secretName: tikv-cluster-secret",
    "  secret: {secretName: pd-tls}",
    "  token: {{ .Values.token }}",
    "  password: ${PASSWORD}",
    "  password: !vault |",
    "  tls.key: /etc/tikv/tls.key",
    "  automountServiceAccountToken: false",
    'key-path = "/tls/tikv.key"',
    'cert-allowed-cn = ["tikv", "pd"]',
  ])("without a secret stays as it is: %s", (line) => expect(maskedLines(line)).toBe(line));
});

test("the body of a certificate is public, and stays; what is none in its place does not", () => {
  const body = `${"MIIBszCCAVmgAwIBAgIUQ8Zr0mTz4bKp1Xc7Wd9Ly2Nf5Gh3Js6Vq8Zr0mTz4b\n".repeat(3)}`;
  const certificate = `-----BEGIN CERTIFICATE-----\n${body}-----END CERTIFICATE-----\n`;
  expect(maskedLines(certificate)).toBe(certificate);
  expect(maskedLines(certificate.replaceAll(/^/gm, "    "))).toBe(certificate.replaceAll(/^/gm, "    "));
  expect(maskedLines(`-----BEGIN CERTIFICATE-----\npassword: hunter2\n${body}-----END CERTIFICATE-----`)).not.toMatch(
    /hunter2|MIIB/,
  );
});

test("a text keeps its lines, and what is masked holds nothing more to mask", () => {
  const pieces = fc.constantFrom(
    "password",
    "token",
    ":",
    "=",
    " ",
    "\n",
    '"',
    "'",
    "\\",
    "http://",
    "u:p@h",
    "?",
    "&",
    "-u ",
    "--password ",
    ",",
    "[45, 45, 45, 45, 45, 45, 45, 45]",
    "-----BEGIN PRIVATE KEY-----",
    "-----END PRIVATE KEY-----",
    random,
    "word",
    "{",
    "}",
    "[",
    "]",
    "#",
    "/",
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")),
      (text) => {
        const shown = maskedLines(text);
        expect(shown.split("\n")).toHaveLength(text.split("\n").length);
        expect(shown).not.toContain(random);
        expect(masked(text)).not.toContain(random);
      },
    ),
  );
});

test("data keeps its shape, the names of its files and its fingerprints", () => {
  const hash = "0123456789abcdef".repeat(4);
  const data = { path: `a/${random}`, fingerprint: hash, line: 1, related: [{ message: `is ${random}`, until: null }] };
  expect(maskedThroughout(data)).toEqual({
    path: `a/${random}`,
    fingerprint: hash,
    line: 1,
    related: [{ message: "is …", until: null }],
  });
});

test.each([
  ["q8Zr0mTz4bKp1Xc7Wd9L", true],
  ["0123456789abcdef0123456789abcdef", true],
  ["tikv-server-certificate-production-2026", false],
  ["deploy/production/clusters/tikv/certificates", false],
  ["00000000000000000000000000000000", false],
])("%s looks random: %s", (run, expected) => expect(looksRandom(run)).toBe(expected));
