import { describe, expect, test } from "vitest";
import { modelOf, overridesOf, posturesOf } from "../../../../test/support/model-of.ts";

const cluster = (tls: string, tikv: string, pd = "config: {}") => `apiVersion: pingcap.com/v1alpha1
kind: TidbCluster
metadata:
  name: basic
  namespace: prod
spec:
  version: v8.5.3
${tls}
  pd:
    baseImage: pingcap/pd
    replicas: 3
    ${pd}
  tikv:
    baseImage: pingcap/tikv
    replicas: 3
    ${tikv}
`;
const on = "  tlsCluster:\n    enabled: true";

describe("tidb-operator v1", () => {
  // tidb-operator: pkg/manager/member, pd_start_script.go and tikv_start_script.go
  test("TLS on: the operator's paths, https URLs and the names that peers dial", async () => {
    const { reading, model } = await modelOf({ "tc.yaml": cluster(on, "config: {}") });
    expect(posturesOf(model)).toMatchObject({
      "client-pd": "mtls",
      "pd-pd-peer": "mtls",
      "client-tikv": "mtls",
      "status-tikv": "tls",
    });
    const pd = overridesOf(reading.instances.find(({ component }) => component === "pd"));
    expect(pd["security.cacert-path"]).toBe("/var/lib/pd-tls/ca.crt");
    expect(pd["advertise-client-urls"]).toContain("https://basic-pd-0.basic-pd-peer.prod.svc:2379");
    const tikv = reading.instances.find(({ component }) => component === "tikv");
    expect(overridesOf(tikv)["security.key-path"]).toBe("/var/lib/tikv-tls/tls.key");
    expect(tikv?.deployment?.expects.map(({ name, namespace }) => `${namespace}/${name}`)).toContain(
      "prod/basic-tikv-cluster-secret",
    );
    expect(tikv?.version?.value).toBe("v8.5.3");
  });

  test("without tlsCluster everything is plaintext", async () => {
    const { model } = await modelOf({ "tc.yaml": cluster("", "config: {}") });
    expect(posturesOf(model)).toMatchObject({ "client-pd": "plaintext", "pd-pd-peer": "plaintext", "client-tikv": "plaintext" });
  });

  test("mistake: the map form drops what it does not know", async () => {
    const { reading } = await modelOf({ "tc.yaml": cluster(on, "config:\n      security:\n        redact-info-log: true") });
    const dropped = reading.instances.flatMap(({ deployment }) => deployment?.dropped ?? []);
    expect(dropped.map(({ key, at }) => [key, at.line])).toEqual([["security.redact-info-log", 19]]);
  });

  test("mistake: a path by hand under TLS is overwritten", async () => {
    const { reading } = await modelOf({ "tc.yaml": cluster(on, `config: |\n      [security]\n      ca-path = "/mine/ca.pem"`) });
    const managed = reading.instances.flatMap(({ deployment }) => deployment?.managed ?? []);
    expect(managed.map(({ key, effect, at }) => [key, effect, at.line])).toEqual([["security.ca-path", "overwritten", 19]]);
  });

  test("mistake: certificates by hand while TLS is off", async () => {
    const toml = `config: |\n      [security]\n      ca-path = "/mine/ca.pem"\n      cert-path = "/mine/t.pem"\n      key-path = "/mine/t.key"`;
    const { reading, model } = await modelOf({ "tc.yaml": cluster("", toml) });
    expect(reading.instances.flatMap(({ deployment }) => deployment?.contradictions ?? []).length).toBeGreaterThan(0);
    expect(posturesOf(model)).toMatchObject({ "client-pd": "plaintext", "client-tikv": "mtls" });
  });

  test("a template's switch is unknown", async () => {
    const { model } = await modelOf({ "tc.yaml": cluster("  tlsCluster:\n    enabled: {{ .Values.tls }}", "config: {}") });
    expect(posturesOf(model)).toMatchObject({ "client-pd": "unknown", "client-tikv": "unknown" });
  });

  test("another operator's cluster is none", async () => {
    const text = cluster(on, "config: {}").replace("pingcap.com/v1alpha1", "example.com/v1");
    expect((await modelOf({ "tc.yaml": text })).reading.instances).toEqual([]);
  });
});
