import { describe, expect, test } from "vitest";
import type { RepoPath } from "../../text/span.ts";
import { readFiles } from "../read.ts";
import { sourceFile } from "../source-file.ts";

async function notes(files: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  const sources = Object.entries(files).map(([path, text]) => sourceFile(path as RepoPath, new TextEncoder().encode(text)));
  const { problems } = await readFiles(sources);
  return problems.map(({ kind, at, message }) => [kind, `${at.path}:${at.line}:${at.column}`, message]);
}

const cluster = (tls: string) =>
  `apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata:\n  name: basic\nspec:\n  tlsCluster:\n    enabled: ${tls}\n  pd:\n    config: {}\n  tikv:\n    config: {}\n`;

describe("a template that was read all the same is said to be one", () => {
  test("a chart's manifest, once, at its first directive", async () => {
    expect(await notes({ "chart/templates/tc.yaml": cluster("{{ .Values.tls }}") })).toEqual([
      [
        "template",
        "chart/templates/tc.yaml:7:14",
        "this file is a template that is not rendered: what it leaves open is not judged",
      ],
    ]);
  });

  test("a chart's manifest with a name of the release", async () => {
    const text = cluster("{{ .Values.tls }}").replace("basic", "{{ .Release.Name }}");
    expect(await notes({ "chart/templates/tc.yaml": text })).toMatchObject([
      ["template", "chart/templates/tc.yaml:4:9", expect.any(String)],
    ]);
  });

  test("a topology whose servers all come from loops", async () => {
    const text = "global:\n  user: tidb\n{{ if .PD }}\npd_servers:\n{{ range .PD }}\n  - host: {{ . }}\n{{ end }}\n{{ end }}\n";
    expect(await notes({ "topology.yaml.tpl": text })).toEqual([
      [
        "template",
        "topology.yaml.tpl:3:1",
        "this file is a template that is not rendered: what it says about PD and TiKV is not judged",
      ],
    ]);
  });

  test("a plain manifest is none", async () => {
    expect(await notes({ "tc.yaml": cluster("true") })).toEqual([]);
  });
});

describe("a program that writes a cluster is told only when it plainly does, and nothing that it wrote lies beside it", () => {
  const jsonnet = "{\n  kind: 'TidbCluster',\n}\n";

  test("jsonnet and Terraform", async () => {
    expect(
      await notes({
        "a/tc.jsonnet": jsonnet,
        "b/main.tf": 'resource "kubernetes_manifest" "tc" {\n  manifest = {\n    kind = "TidbCluster"\n  }\n}\n',
        "c/pd.libsonnet": "{ command: ['/pd-server', '--name=pd'] }\n",
      }),
    ).toEqual([
      ["template", "a/tc.jsonnet:2:3", "this file is a program for jsonnet: the TidbCluster that it writes is not judged"],
      ["template", "b/main.tf:3:5", "this file is a program for terraform: the TidbCluster that it writes is not judged"],
      ["template", "c/pd.libsonnet:1:13", "this file is a program for jsonnet: the pd-server that it writes is not judged"],
    ]);
  });

  test.each([
    ["the manifest lies beside it", { "a/tc.jsonnet": jsonnet, "a/tc.yaml": cluster("true") }],
    ["it only talks of TiKV", { "a/dashboard.jsonnet": "{ title: 'TiKV', expr: 'tikv_grpc_msg' }\n" }],
    ["Terraform for the machines", { "a/main.tf": 'resource "aws_instance" "tikv" {\n  count = 3\n}\n' }],
  ])("silence: %s", async (_, files) => {
    expect(await notes(files)).toEqual([]);
  });
});
