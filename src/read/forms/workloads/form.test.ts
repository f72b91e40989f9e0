import { describe, expect, test } from "vitest";
import { repository } from "../../../../test/support/repository.ts";
import type { RepoPath } from "../../../text/span.ts";
import { sourceFile } from "../../source-file.ts";
import { workloadsForm } from "./form.ts";

interface Parts {
  readonly args?: string;
  readonly command?: string;
  readonly toml?: string;
  readonly env?: string;
  readonly more?: string;
}

/** A StatefulSet of PD with its ConfigMap and a Secret, as people write it by hand. */
function pd({ args, command, toml = "", env = "[]", more = "" }: Parts): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: pd-config
data:
  pd.toml: |
${toml.trimEnd().replaceAll(/^/gm, "    ")}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: pd
  namespace: db
spec:
  serviceName: pd-peer
  template:
    spec:
      containers:
        - name: pd
          image: registry.example.com/pingcap/pd:v8.5.2
${command === undefined ? "" : `          command: ${command}\n`}${args === undefined ? "" : `          args: ${args}\n`}          env: ${env}
          volumeMounts:
            - name: config
              mountPath: /etc/pd
            - name: tls
              mountPath: /tls
${more}      volumes:
        - name: config
          configMap:
            name: pd-config
        - name: tls
          secret:
            secretName: pd-tls
`;
}

const toml = '[security]\ncacert-path = "/tls/ca.crt"\ncert-path = "/tls/tls.crt"\nkey-path = "/tls/tls.key"\n';

describe("a workload", () => {
  test("with TLS: flags, ConfigMap, Secret, version and namespace", async () => {
    const args = '[--config=/etc/pd/pd.toml, "--client-urls=https://0.0.0.0:2379", --peer-urls, "https://0.0.0.0:2380"]';
    const { instance, cut } = await repository({ "k8s/pd.yaml": pd({ args, toml }) });
    const found = instance("pd");
    if (found.component !== "pd") throw new Error("no PD");
    expect(found.version.text).toBe("v8.5.2");
    expect(cut(found.versionSpan as never)).toBe("v8.5.2");
    expect(found.clientUrls.kind === "known" && found.clientUrls.value.map(({ span }) => cut(span))).toEqual([
      "https://0.0.0.0:2379",
    ]);
    expect(found.peerUrls.kind === "known" && found.peerUrls.value.map(({ value }) => value.scheme)).toEqual(["https"]);
    const { ca } = found.security;
    expect(ca.kind === "unseen" && ca.path && [cut(ca.path.span), ca.because]).toEqual([
      '"/tls/ca.crt"',
      "the Secret pd-tls is not in the repository",
    ]);
    expect(cut(found.security.at)).toBe("[security]");
    expect(found.deployment?.expects.map(({ name, namespace, at }) => [name, namespace, cut(at)])).toEqual([
      ["pd-tls", "db", "pd-tls"],
    ]);
  });

  test("without TLS: the flags say http", async () => {
    const { instance } = await repository({ "pd.yaml": pd({ args: '["--client-urls=http://0.0.0.0:2379"]' }) });
    const found = instance("pd");
    if (found.component !== "pd") throw new Error("no PD");
    expect(found.clientUrls.kind === "known" && found.clientUrls.value.map(({ value }) => value.scheme)).toEqual(["http"]);
    expect(found.security.ca.kind).toBe("absent");
  });

  test("a shell that starts the server, with variables of the pod", async () => {
    const command = `["/bin/sh", "-c", "exec /pd-server --name=$HOSTNAME --config=/etc/pd/pd.toml --advertise-client-urls=https://$(POD_NAME).pd-peer:2379"]`;
    const env = "[{name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]";
    const { instance, cut } = await repository({ "pd.yaml": pd({ command, env, toml }) });
    const found = instance("pd");
    if (found.component !== "pd" || found.advertiseClientUrls.kind !== "known") throw new Error("no PD");
    expect(found.advertiseClientUrls.value.map(({ value }) => value.host)).toEqual(["pd-0.pd-peer"]);
    expect(found.advertiseClientUrls.value.map(({ span }) => cut(span))).toEqual(["https://$(POD_NAME).pd-peer:2379"]);
    expect(found.security.ca.kind).toBe("unseen");
  });

  test("a script of a ConfigMap that starts the server", async () => {
    const script = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: pd-config}\ndata:\n  start.sh: |\n    #!/bin/sh\n    exec /pd-server \\\n      --client-urls=http://0.0.0.0:2379\n---\n`;
    const text = script + pd({ command: "[/bin/sh, /etc/pd/start.sh]" }).slice(pd({}).indexOf("---\n") + 4);
    const { instance, cut } = await repository({ "pd.yaml": text });
    const found = instance("pd");
    if (found.component !== "pd" || found.clientUrls.kind !== "known") throw new Error("no PD");
    expect(found.clientUrls.value.map(({ span }) => cut(span))).toEqual(["http://0.0.0.0:2379"]);
  });

  test("an address that only the running pod knows hides no scheme", async () => {
    const env = "[{name: POD_IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]";
    const { instance } = await repository({ "pd.yaml": pd({ args: '["--client-urls=http://$(POD_IP):2379"]', env }) });
    const found = instance("pd");
    expect(found.component === "pd" && found.clientUrls.kind === "known" && found.clientUrls.value[0]?.value.scheme).toBe("http");
  });

  test("entries of a Secret by items, subPath and projection", async () => {
    const secret = `apiVersion: v1\nkind: Secret\nmetadata: {name: pd-tls}\ndata:\n  cert.pem: LS0tLS1CRUdJTiBYLS0tLS0KLS0tLS1FTkQgWC0tLS0tCg==\n`;
    const mounted = (volume: string) =>
      pd({ args: "[--config=/etc/pd/pd.toml]", toml }).replace("secret:\n            secretName: pd-tls", volume);
    for (const volume of [
      "secret: {secretName: pd-tls, items: [{key: cert.pem, path: tls.crt}]}",
      "projected: {sources: [{secret: {name: pd-tls, items: [{key: cert.pem, path: tls.crt}]}}]}",
    ]) {
      const { instance } = await repository({ "pd.yaml": mounted(volume), "secret.yaml": secret });
      expect(instance("pd").security.certificate.kind, volume).toBe("seen");
    }
    const bySubPath = pd({ args: "[--config=/etc/pd/pd.toml]", toml }).replace(
      "mountPath: /tls",
      "mountPath: /tls/tls.crt\n              subPath: cert.pem",
    );
    const { instance } = await repository({ "pd.yaml": bySubPath, "secret.yaml": secret });
    expect(instance("pd").security.certificate.kind).toBe("seen");
  });
});

describe("mistakes that workloads make easy", () => {
  test("a --config whose file the ConfigMap does not have: nothing is known, and nothing is taken for plaintext", async () => {
    const { instance } = await repository({ "pd.yaml": pd({ args: "[--config=/etc/pd/config.toml]", toml }) });
    expect(instance("pd", instance("pd").environment).security.ca).toMatchObject({
      kind: "unseen",
      because: "nothing in the repository holds /etc/pd/config.toml",
    });
  });

  test("a ConfigMap without --config: the server never reads it", async () => {
    const { model } = await repository({ "pd.yaml": pd({ args: '["--client-urls=https://0.0.0.0:2379"]', toml }) });
    const found = model.environments.flatMap(({ instances }) => instances).map(({ name, security }) => [name, security.ca.kind]);
    expect(found).toEqual([
      ["pd-config", "unseen"],
      ["pd", "absent"],
    ]);
  });

  test("a probe that trusts whoever answers", async () => {
    const probe = `          readinessProbe:\n            exec:\n              command: [curl, -sk, "https://127.0.0.1:2379/health"]\n`;
    const { model, cut } = await repository({ "pd.yaml": pd({ args: "[--config=/etc/pd/pd.toml]", toml, more: probe }) });
    expect(model.insecureClients?.map(({ at, setting, client }) => [cut(at), setting, client])).toEqual([
      ["-sk", "curl -sk", "the readiness probe of pd"],
    ]);
  });

  test("TOML that does not parse is told at its place in the manifest", async () => {
    const { model, cut } = await repository({
      "pd.yaml": pd({ args: "[--config=/etc/pd/pd.toml]", toml: "[security\ncert-path = 1" }),
    });
    expect(model.problems.map(({ kind, message, at }) => [kind, message, cut(at)])).toEqual([
      ["syntax", "the table header is not closed by ]: PD does not start with this file", "[security"],
    ]);
  });
});

describe("ConfigMaps", () => {
  test("one that nothing mounts is an instance, under any key", async () => {
    const text =
      'apiVersion: v1\ndata:\n  config-file: |-\n    [raftstore]\n    sync-log = true\n    [security]\n    ca-path = ""\nkind: ConfigMap\nmetadata:\n  name: demo-tikv\n';
    const { instance, cut } = await repository({ "base/tikv-configmap.yaml": text });
    const found = instance("demo-tikv");
    expect([found.component, cut(found.at), cut(found.security.at)]).toEqual(["tikv", "config-file", "[security]"]);
  });

  test("placeholders in it are unknown, and the rest is read", async () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tikv}\ndata:\n  tikv.toml: |\n    [security]\n    ca-path = "{{ dir }}/ca.pem"\n    cert-path = "/tls/tikv.pem"\n';
    const { instance } = await repository({ "k8s/tikv.yaml": text });
    expect(instance("tikv").security.ca).toMatchObject({ kind: "unseen", because: "decided by a template: {{ dir }}" });
    expect(instance("tikv").security.certificate).toMatchObject({ path: { value: "/tls/tikv.pem" } });
  });

  test("a template inside of it: what a branch decides is unknown, the rest is judged, and the template is told once", async () => {
    const template = `log-level = "info"
cert-allowed = 1
[security]
{{- if .Values.tls }}
cacert-path = "/tls/ca.crt"
{{- end }}
cert-path = "/tls/tls.crt"
redact-info-log = {{ .Values.redact }}
`;
    const args = '[--config=/etc/pd/pd.toml, "--client-urls=https://0.0.0.0:2379", "--peer-urls=https://0.0.0.0:2380"]';
    const { instance, model, cut } = await repository({ "pd.yaml": pd({ args, toml: template }) });
    const { security } = instance("pd");
    expect([security.ca.kind, security.certificate, security.key.kind]).toMatchObject([
      "unseen",
      { path: { value: "/tls/tls.crt" } },
      "absent",
    ]);
    expect(model.problems.map(({ kind, message, at }) => [kind, message, cut(at)])).toEqual([
      [
        "template",
        "pd.toml of the ConfigMap pd-config is a template that is not rendered: what it leaves open is not judged, and PD may read anything there",
        "{{- if .Values.tls }}",
      ],
    ]);
  });

  test("a template nobody mounts that decides about PD's certificate leaves its URLs open too", async () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: pd}
data:
  pd.toml: |
    [security]
    cacert-path = "/tls/ca.crt"
    {{ if .Values.tls }}
    cert-path = "/tls/tls.crt"
    key-path = "/tls/tls.key"
    {{ end }}
`;
    const { model } = await repository({ "k8s/pd.yaml": text });
    const postures = model.environments.flatMap(({ channels }) => channels.map(({ id, posture }) => `${id} ${posture}`));
    expect(postures).toEqual(["client-pd unknown", "pd-pd-client unknown", "pd-pd-peer unknown"]);
  });

  test("a template that no reader understands leaves all unknown", async () => {
    const { instance, model } = await repository({
      "pd.yaml": pd({ args: "[--config=/etc/pd/pd.toml]", toml: "[security\n{{ . }}\ncert-path = \n" }),
    });
    expect(instance("pd").security.ca).toMatchObject({ kind: "unseen" });
    expect(model.problems.map(({ kind }) => kind)).toEqual(["template"]);
  });

  test.each([
    ["of another program", "app.toml: |\n    [server]\n    port = 1\n    [security]\n    x = 1"],
    ["of TiDB", 'config-file: |\n    [security]\n    ssl-ca = ""\n    [performance]\n    max-procs = 0'],
    ["with a script", "start.sh: |\n    [security]\n    client-urls = 1"],
  ])("one %s is none", async (_, entry) => {
    const { reading } = await repository({
      "a.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata:\n  ${entry}\n`,
    });
    expect(reading.instances).toEqual([]);
  });
});

test("clusters of one namespace are told apart by their names", async () => {
  const pod = (name: string, image: string) =>
    `apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: ${name}, namespace: db}\nspec:\n  template:\n    spec:\n      containers: [{name: c, image: pingcap/${image}:v8.5.2}]\n---\n`;
  const text = pod("one-pd", "pd") + pod("one-tikv", "tikv") + pod("two-pd", "pd") + pod("two-tikv", "tikv");
  const { model } = await repository({ "k8s/all.yaml": text });
  expect(model.environments.map(({ instances }) => instances.map(({ name }) => name))).toEqual([
    ["one-pd", "one-tikv"],
    ["two-pd", "two-tikv"],
  ]);
});

test("items of a List", async () => {
  const items = pd({ args: "[--config=/etc/pd/pd.toml]", toml })
    .split("---\n")
    .map((text) => `- ${text.trimEnd().replaceAll("\n", "\n  ")}\n`);
  const { instance } = await repository({ "list.yaml": `apiVersion: v1\nkind: List\nitems:\n${items.join("")}` });
  expect(instance("pd").security.ca.kind).toBe("unseen");
});

test("an unrendered chart is told", async () => {
  const text = pd({ args: "[--config=/etc/pd/pd.toml]", toml }).replace(
    "  template:\n",
    "  {{- if .Values.tls }}\n  template:\n",
  );
  const { model } = await repository({ "templates/pd.yaml": text });
  expect(model.problems.map(({ kind, message }) => [kind, message])).toEqual([
    ["template", "this file is a template that is not rendered: what it leaves open is not judged"],
  ]);
});

test("TiDB, pd-ctl and PD's microservices are no instances", async () => {
  const pod = (container: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [${container}]\n`;
  const { reading } = await repository({
    "a.yaml": pod("{name: a, image: pingcap/tidb:v8.5.2, args: [--path=pd:2379]}"),
    "b.yaml": pod("{name: b, image: pingcap/pd:v8.5.2, command: [/pd-ctl, health]}"),
    "c.yaml": pod("{name: c, image: pingcap/pd:v8.5.2, command: [/pd-server, services, tso]}"),
  });
  expect(reading.instances).toEqual([]);
});

test.each([
  ["a Service", "k8s/svc.yaml", "apiVersion: v1\nkind: Service\nspec:\n  ports: [{port: 2379}]\n"],
  ["a compose file", "docker-compose.yml", "services:\n  pd:\n    image: pingcap/pd\n"],
])("does not claim %s", (_, path, text) => {
  expect(workloadsForm.claims(sourceFile(path as RepoPath, new TextEncoder().encode(text)))).toBe(false);
});
