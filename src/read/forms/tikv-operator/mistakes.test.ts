import { describe, expect, test } from "vitest";
import { formReader, overridesOf, posturesOf } from "../../../../test/support/form-reading.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { tlsOff } from "../../../judge/rules/config/tls-off.ts";

const { read, model, draft } = formReader("prod/tikv-cluster.yaml");

function cluster(config = "{}"): string {
  return `apiVersion: tikv.org/v1alpha1
kind: TikvCluster
metadata:
  name: basic
  namespace: kv
spec:
  version: v4.0.0
  pd:
    baseImage: pingcap/pd
    config: {}
  tikv:
    baseImage: pingcap/tikv
    config: ${config}
`;
}

describe("a TikvCluster", () => {
  test("is plaintext, and the form says why", async () => {
    expect(posturesOf(await model(cluster()))).toMatchObject({
      "client-pd": "plaintext",
      "pd-pd-peer": "plaintext",
      "client-tikv": "plaintext",
    });
    expect((await draft(cluster(), "pd")).deployment?.cannotDoTls).toBe(
      "tikv-operator writes http into every URL and mounts no certificates, whatever the resource says",
    );
  });

  test("has the names of its pods and the version of the resource", async () => {
    const pd = await draft(cluster(), "pd");
    expect(overridesOf(pd)["advertise-peer-urls"]).toBe("http://basic-pd-0.basic-pd-peer.kv.svc:2380");
    expect(pd.version && cut(cluster(), pd.version.span)).toBe("v4.0.0");
  });

  test("certificates of TiKV alone change nothing for PD", async () => {
    const text = cluster("{security: {ca-path: /tls/ca.pem, cert-path: /tls/t.pem, key-path: /tls/t.key}}");
    expect(posturesOf(await model(text))["client-pd"]).toBe("plaintext");
  });

  test("the switch of tidb-operator turns nothing on", async () => {
    const text = cluster().replace("spec:\n", "spec:\n  tlsCluster: {enabled: true}\n");
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "plaintext", "client-tikv": "plaintext" });
  });

  test("certificates and https URLs of PD by hand: the start script still says http", async () => {
    const config =
      "{client-urls: 'https://0.0.0.0:2379', security: {cacert-path: /tls/ca.pem, cert-path: /tls/p.pem, key-path: /tls/p.key}}";
    const text = cluster().replace("    config: {}", `    config: ${config}`);
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "plaintext", "pd-pd-peer": "plaintext" });
  });

  testRule(tlsOff, {
    valid: {
      "of another group": { files: { "prod/c.yaml": cluster().replace("tikv.org/v1alpha1", "example.com/v1") } },
    },
    invalid: {
      "each component is told": {
        files: { "prod/c.yaml": cluster().replace("  pd:", "  «pd»:").replace("  tikv:", "  «tikv»:") },
        says: [
          "PD serves in plaintext: tikv-operator writes http into every URL and mounts no certificates, whatever the resource says",
          "TiKV listens and dials in plaintext: tikv-operator writes http into every URL and mounts no certificates, whatever the resource says",
        ],
      },
    },
  });

  test("in a template is read as far as it goes", async () => {
    const made = await read(cluster().replace("name: basic", "name: {{ .Release.Name }}"));
    expect(made.problems.map(({ kind }) => kind)).toEqual(["template"]);
    expect(made.instances).toHaveLength(2);
  });
});
