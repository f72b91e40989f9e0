import { describe, expect, test } from "vitest";
import { issue } from "../../../../test/support/issue.ts";
import { repository } from "../../../../test/support/repository.ts";
import type { RepoPath } from "../../../text/span.ts";
import { sourceFile } from "../../source-file.ts";
import { pemForm } from "./form.ts";

const ca = issue({ cn: "root", ca: true });
const pd = issue({ cn: "pd", issuer: ca, san: ["DNS:pd"] });
const config =
  'client-urls = "https://0.0.0.0:2379"\npeer-urls = "https://0.0.0.0:2380"\nadvertise-client-urls = "https://pd:2379"\nadvertise-peer-urls = "https://pd:2380"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n';

async function blocksOf(files: Readonly<Record<string, string | Uint8Array>>) {
  const { model } = await repository({ "prod/pd.toml": config, ...files });
  return model.files.map(({ path, blocks }) => [path, ...blocks.map(({ kind }) => kind)]);
}

const claims = (path: string, text: string) => pemForm.claims(sourceFile(path as RepoPath, new TextEncoder().encode(text)));

test("a sound pair: the certificates that the configuration names, and the channel that they give", async () => {
  const { model, instance } = await repository({
    "prod/pd.toml": config,
    "prod/tls/ca.pem": ca.pem,
    "prod/tls/pd.pem": `subject=CN = pd\n${pd.pem}`,
  });
  expect(instance("pd").security.certificate).toMatchObject({ kind: "seen", file: { path: "prod/tls/pd.pem" } });
  expect(instance("pd").security.key.kind).toBe("unseen");
  const peer = model.environments[0]?.channels.find(({ id }) => id === "pd-pd-peer");
  expect([peer?.posture, peer?.outcome.kind]).toEqual(["mtls", "succeeds"]);
});

describe("mistakes that files of certificates make easy", () => {
  test("the key in the file of the certificate", async () => {
    expect(await blocksOf({ "prod/tls/pd.pem": pd.keyPem + pd.pem })).toEqual([
      ["prod/tls/pd.pem", "private-key", "certificate"],
    ]);
  });

  test("a certificate whose end is cut off", async () => {
    const half = `${pd.pem.split("\n").slice(0, 4).join("\n")}\n`;
    expect(await blocksOf({ "prod/tls/pd.pem": half })).toEqual([["prod/tls/pd.pem", "broken"]]);
  });

  test("another kind of object under the name of a certificate", async () => {
    const publicKey =
      "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
    const [file] = await blocksOf({ "prod/tls/pd.pem": publicKey });
    expect(file?.[0]).toBe("prod/tls/pd.pem");
    expect(file).not.toContain("certificate");
  });
});

test("a template in the place of a certificate is no certificate, and no mistake of one", async () => {
  expect(await blocksOf({ "prod/tls/pd.pem.j2": "{{ pd_certificate }}\n" })).toEqual([]);
  const { instance } = await repository({ "prod/pd.toml": config, "prod/tls/pd.pem.j2": "{{ pd_certificate }}\n" });
  expect(instance("pd").security.certificate.kind).toBe("unseen");
});

test.each([
  ["Keynote's slides", "talk.key", "PK\u0003\u0004"],
  ["a script that holds a block", "make.sh", `#!/bin/sh\ncat <<EOF\n${pd.pem}EOF\n`],
  ["a page about certificates", "tls.md", `# TLS\n${pd.pem}`],
  ["a manifest, which other forms read", "secret.yaml", `stringData:\n  tls.crt: |\n    ${pd.pem}`],
  ["a public key of SSH", "id.pub", "ssh-ed25519 AAAA x"],
])("looks like one and is not: %s", (_, path, text) => {
  expect(claims(path, text)).toBe(false);
});

test.each([
  ["pd.crt", ""],
  ["chain", ca.pem],
  ["pd.key", pd.keyPem],
])("claims %s", (path, text) => {
  expect(claims(path, text)).toBe(true);
});
