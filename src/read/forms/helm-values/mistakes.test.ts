import { describe, expect, test } from "vitest";
import { formReader, overridesOf, posturesOf } from "../../../../test/support/form-reading.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { settingDropped } from "../../../judge/rules/deploy/setting-dropped.ts";
import { tlsFlagDiffers } from "../../../judge/rules/deploy/tls-flag-differs.ts";

const { read, model, draft } = formReader("prod/values.yaml");

/** Values of the chart tidb-cluster as its own values.yaml writes them. */
function values(parts: { readonly top?: string; readonly pd?: string; readonly tikv?: string } = {}): string {
  const { top = "", pd = "", tikv = "" } = parts;
  return `${top}pd:
  replicas: 3
  image: pingcap/pd:v5.0.6
${pd}tikv:
  replicas: 3
  image: pingcap/tikv:v5.0.6
${tikv}`;
}

const on = "tlsCluster:\n  enabled: true\n";
const chart = (version: string) => `name: mine\ndependencies:\n- name: tidb-cluster\n  version: ${version}\n`;

describe("the chart tidb-cluster", () => {
  test("with tlsCluster writes https URLs and the paths of the operator", async () => {
    const pd = await draft(values({ top: on }), "pd");
    expect(overridesOf(pd)).toMatchObject({
      "client-urls": "https://0.0.0.0:2379",
      "security.cert-path": "/var/lib/pd-tls/tls.crt",
    });
    expect(posturesOf(await model(values({ top: on })))).toMatchObject({ "client-pd": "mtls", "client-tikv": "mtls" });
  });

  test("without it everything is plaintext", async () => {
    expect(posturesOf(await model(values()))).toMatchObject({ "client-pd": "plaintext", "client-tikv": "plaintext" });
  });

  test("the release's name is unknown, unless clusterName says it", async () => {
    expect((await draft(values(), "tikv")).unknownOverrides?.has("pd.endpoints")).toBe(true);
    const named = await draft(values({ top: "clusterName: basic\n" }), "tikv");
    expect(overridesOf(named)["pd.endpoints"]).toBe("basic-pd:2379");
  });

  test("a HelmRelease says the release's name and namespace", async () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: basic
  namespace: db
spec:
  chart:
    spec:
      chart: tidb-cluster
      version: v1.5.0
  values:
${`${on}${values()}`.replace(/^(?=.)/gm, "    ")}`;
    const pd = await draft(release, "pd");
    expect(overridesOf(pd)["advertise-client-urls"]).toBe("https://basic-pd-0.basic-pd-peer.db.svc:2379");
    expect(pd.deployment?.expects.map(({ name }) => name)).toEqual(["basic-pd-cluster-secret", "basic-cluster-client-secret"]);
    expect(pd.version && cut(release, pd.version.span)).toBe("v5.0.6");
  });

  test("values of a parent chart stand under its name", async () => {
    const parent = `tidb-cluster:\n${values({ top: on }).replace(/^(?=.)/gm, "  ")}`;
    expect(overridesOf(await draft(parent, "pd"))["client-urls"]).toBe("https://0.0.0.0:2379");
  });

  test("v1.0 knows no TLS", async () => {
    const files = { "prod/Chart.yaml": chart("v1.0.6"), "prod/values.yaml": values() };
    expect((await draft(files, "pd")).deployment?.cannotDoTls).toBe(
      "version v1.0.6 of the chart tidb-cluster writes http into every URL and reads no tlsCluster, which comes with v1.1",
    );
  });

  testRule(settingDropped, {
    valid: {
      "v1.1 reads the switch": { files: { "prod/Chart.yaml": chart("v1.1.15"), "prod/values.yaml": values({ top: on }) } },
    },
    invalid: {
      "v1.0 does not": {
        files: {
          "prod/Chart.yaml": chart("v1.0.6"),
          "prod/values.yaml": values({ top: on.replace("tlsCluster", "«tlsCluster»") }),
        },
        says: "tlsCluster never reaches PD: version v1.0.6 of the chart tidb-cluster does not read it",
        variant: "tls-setting",
      },
    },
  });

  testRule(tlsFlagDiffers, {
    valid: {
      "on, and no [security] in the text": {
        files: { "prod/values.yaml": values({ top: on, pd: "  config: |\n    lease = 3\n" }) },
      },
    },
    invalid: {
      "on, and a [security] table in the text": {
        files: {
          "prod/values.yaml": values({ top: on, pd: '  config: |\n    «[security]»\n    cert-allowed-cn = ["TiDB"]\n' }),
        },
        says: "tlsCluster is enabled, and the chart then writes a [security] table of its own behind pd.config: with this one there are two, and PD does not start",
        related: ["TLS is enabled here"],
      },
      "off, and a certificate path in the text": {
        files: { "prod/values.yaml": values({ tikv: "  config: |\n    [security]\n    ca-path = «'/tls/ca.crt'»\n" }) },
        says: "tlsCluster is not enabled, but tikv.config sets security.ca-path: PD's URLs stay http",
      },
    },
  });

  test("a switch that helmfile fills in is unknown", async () => {
    const made = await model({ "prod/values.yaml": values({ top: "tlsCluster:\n  enabled: {{ .Values.tls }}\n" }) });
    expect(posturesOf(made)).toMatchObject({ "client-pd": "unknown", "client-tikv": "unknown" });
  });
});

describe("KubeBlocks", () => {
  const switched = (value: string) => `extra:\n  enableTLSBetweenComponents: ${value}\n`;

  test("with the switch on shares one certificate of a hundred years", async () => {
    expect(posturesOf(await model(switched("true")))).toMatchObject({ "client-pd": "mtls", "client-tikv": "mtls" });
    const { requests } = await read(switched("true"));
    expect(requests?.map(({ lifetime }) => lifetime.kind === "known" && lifetime.value / 86_400_000)).toEqual([36_500, 36_500]);
  });

  test("with the switch off is plaintext, at the switch", async () => {
    const text = switched("false");
    expect(posturesOf(await model(text))).toMatchObject({ "client-pd": "plaintext", "client-tikv": "plaintext" });
    expect(cut(text, (await draft(text, "pd")).at)).toBe("false");
  });
});

describe("what is none of ours", () => {
  test.each([
    ["values with a pd of PagerDuty", "pd:\n  replicas: 1\n  image: pagerduty/agent:1\ntikv:\n  enabled: false\n"],
    ["the chart tidb-drainer", "clusterName: basic\ntlsCluster:\n  enabled: true\n  certAllowedCN:\n  - TiDB\n"],
    [
      "a TidbCluster",
      "apiVersion: pingcap.com/v1alpha1\nkind: List\nmetadata:\n  name: x\npd: {image: pingcap/pd:v5}\ntikv: {}\n",
    ],
  ])("%s", async (_, text) => {
    expect((await read(text)).instances).toEqual([]);
  });
});
