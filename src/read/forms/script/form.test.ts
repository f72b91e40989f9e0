import { describe, expect, test } from "vitest";
import { modelOf, overridesOf, posturesOf } from "../../../../test/support/model-of.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { plaintextUrl } from "../../../judge/rules/config/plaintext-url.ts";

const security = '[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n';

describe("script", () => {
  // tiup: embed/templates/scripts/run_pd.sh.tpl, rendered
  test("TiUP's run_pd.sh and run_tikv.sh with TLS", async () => {
    const { reading, model } = await modelOf({
      "prod/scripts/run_pd.sh": `#!/bin/bash
set -e
DEPLOY_DIR=/tidb-deploy/pd-2379
cd "\${DEPLOY_DIR}" || exit 1
exec env GODEBUG=madvdontneed=1 bin/pd-server \\
    --name="pd-1" \\
    --client-urls="https://0.0.0.0:2379" \\
    --advertise-client-urls="https://10.0.0.1:2379" \\
    --peer-urls="https://0.0.0.0:2380" \\
    --advertise-peer-urls="https://10.0.0.1:2380" \\
    --data-dir="/data" \\
    --initial-cluster="pd-1=https://10.0.0.1:2380" \\
    --config=conf/pd.toml \\
    --log-file="/log/pd.log" 2>> "/log/pd_stderr.log"
`,
      "prod/conf/pd.toml": security.replace("ca-path", "cacert-path"),
      "prod/scripts/run_tikv.sh": `#!/bin/bash
exec bin/tikv-server --addr "0.0.0.0:20160" --advertise-addr "10.0.0.2:20160" --pd "10.0.0.1:2379" --config conf/tikv.toml
`,
      "prod/conf/tikv.toml": security,
    });
    expect(reading.instances.map(({ form, component, name }) => [form, component, name])).toEqual([
      ["script", "pd", "pd-1"],
      ["script", "tikv", undefined],
    ]);
    expect(posturesOf(model)).toMatchObject({
      "client-pd": "mtls",
      "pd-pd-peer": "mtls",
      "client-tikv": "mtls",
      "tikv-pd": "mtls",
    });
  });

  test("a scheme that the script sets once is known, and plaintext is plaintext whatever the host", async () => {
    const { model } = await modelOf({
      "run.sh": 'SCHEME=http\nsource ./env.sh\npd-server --client-urls="$SCHEME://$ip:2379" --peer-urls="$SCHEME://$ip:2380"\n',
    });
    expect(posturesOf(model)).toEqual({ "client-pd": "plaintext", "pd-pd-client": "plaintext", "pd-pd-peer": "plaintext" });
  });

  test("a scheme that a condition decides is unknown", async () => {
    const { model } = await modelOf({
      "run.sh": 'if [ "$TLS" = 1 ]; then S=https; else S=http; fi\npd-server --client-urls=$S://a:1 --peer-urls=$S://a:2\n',
    });
    expect(posturesOf(model)).toEqual({ "client-pd": "unknown", "pd-pd-client": "unknown", "pd-pd-peer": "unknown" });
  });

  test("a configuration that the script writes itself, with its places in the script", async () => {
    const script = `#!/bin/sh
DIR=/etc/tikv
cat > $DIR/tikv.toml <<EOF
[security]
ca-path = "/tls/ca.pem"
cert-path = "$DIR/tikv.pem"
key-path = "$DIR/tikv.key"
EOF
tikv-server --config=$DIR/tikv.toml --pd=a:2379
`;
    const { reading, model } = await modelOf({ "start.sh": script });
    expect(posturesOf(model)).toMatchObject({ "client-tikv": "mtls" });
    expect(reading.instances).toHaveLength(1);
    const [tikv] = model.environments[0]?.instances ?? [];
    const paths = [tikv?.security.ca, tikv?.security.certificate].map((material) =>
      material?.kind === "unseen" && material.path !== undefined
        ? [material.path.value, cut(script, material.path.span)]
        : undefined,
    );
    expect(paths).toEqual([
      ["/tls/ca.pem", '"/tls/ca.pem"'],
      ["/etc/tikv/tikv.pem", '"$DIR/tikv.pem"'],
    ]);
  });

  test("a template beside the script is its configuration once it is rendered, and both are of one cluster", async () => {
    const { reading, model } = await modelOf({
      "addons/tidb/scripts/pd_start.sh":
        'ARGS="--client-urls=$scheme://0.0.0.0:2379 --peer-urls=https://0.0.0.0:2380 --config=/etc/pd/pd.toml"\nexec /pd-server ${ARGS}\n',
      "addons/tidb/config/pd.toml.tpl":
        '[security]\n{{- if .tls }}\ncacert-path = "/tls/ca.pem"\n{{- end }}\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n',
      "addons/tidb/config/tikv.toml.tpl": "[raftstore]\nsync-log = {{ .sync }}\n[security]\n",
    });
    expect(reading.instances.map(({ component, form, path }) => [component, form, path])).toEqual([
      ["tikv", "toml", "addons/tidb/config/tikv.toml.tpl"],
      ["pd", "script", "addons/tidb/scripts/pd_start.sh"],
    ]);
    expect(model.environments.map(({ name }) => name)).toEqual(["addons/tidb"]);
    const pd = model.environments[0]?.instances.find(({ component }) => component === "pd");
    expect([pd?.security.ca.kind, pd?.security.certificate]).toMatchObject(["unseen", { path: { value: "/tls/pd.pem" } }]);
  });

  test("a heredoc with variables of the script is no template: what they decide is unknown, the rest is judged", async () => {
    const script = `#!/bin/sh
cat > /etc/tikv.toml <<EOF
log-level = $LEVEL
[server]
status-addr = "$(hostname -i):20180"
[security]
ca-path = "$TLS_DIR/ca.pem"
cert-path = "/tls/tikv.pem"
key-path = "/tls/tikv.key"
EOF
tikv-server --config=/etc/tikv.toml --pd=a:2379
`;
    const { reading, model } = await modelOf({ "start.sh": script });
    const [tikv] = model.environments[0]?.instances ?? [];
    expect(tikv?.security.ca).toMatchObject({ kind: "unseen", because: "${TLS_DIR} is set where the script runs" });
    expect(tikv?.security.certificate).toMatchObject({ kind: "unseen", path: { value: "/tls/tikv.pem" } });
    expect(reading.problems).toEqual([]);
  });

  test("a template inside of a heredoc is told, and the rest of it is judged", async () => {
    const script = `#!/bin/sh
cat > /etc/tikv.toml <<'EOF'
[security]
{% if tls %}
ca-path = "/tls/ca.pem"
{% endif %}
cert-path = "/tls/tikv.pem"
key-path = ""
EOF
`;
    const { reading, model } = await modelOf({ "start.sh": script });
    expect(reading.problems.map(({ kind, at }) => [kind, cut(script, at)])).toEqual([["template", "{% if tls %}"]]);
    const [tikv] = model.environments[0]?.instances ?? [];
    expect([tikv?.security.ca.kind, tikv?.security.certificate.kind, tikv?.security.key.kind]).toEqual([
      "unseen",
      "unseen",
      "absent",
    ]);
  });

  test("a heredoc that is no TOML is told where it is wrong", async () => {
    const script = "cat > /t/tikv.toml <<'EOF'\n[security\nca-path = 1\nEOF\ntikv-server --config=/t/tikv.toml --pd=a:1\n";
    const { reading } = await modelOf({ "start.sh": script });
    expect(reading.problems.map(({ kind, message, at }) => [kind, message, cut(script, at)])).toEqual([
      ["syntax", "the table header is not closed by ]: TiKV does not start with this file", "[security"],
    ]);
  });

  test("a configuration that a script writes for another starter is an instance", async () => {
    const { reading } = await modelOf({
      "setup.sh": `# for tikv-server\ntee /etc/tikv/tikv.toml > /dev/null <<'EOF'\n[raftstore]\nsync-log = true\n[security]\nca-path = ""\nEOF\n`,
    });
    expect(reading.instances.map(({ component, at }) => [component, at.line])).toEqual([["tikv", 3]]);
  });

  test("docker run: image, flags, mounts", async () => {
    const { reading, model } = await modelOf({
      "dev.sh": `docker run -d --name tikv0 \\
  -v $(pwd)/conf:/conf:ro -p 20160:20160 \\
  pingcap/tikv:v8.1.0 --addr=0.0.0.0:20160 --config=/conf/tikv.toml
sudo podman run -d --name=pd0 docker.io/pingcap/pd:latest --client-urls=http://0.0.0.0:2379
`,
      "conf/tikv.toml": security,
    });
    expect(reading.instances.map(({ name, component, version }) => [name, component, version?.value])).toEqual([
      ["tikv0", "tikv", "v8.1.0"],
      ["pd0", "pd", "latest"],
    ]);
    expect(posturesOf(model)).toMatchObject({ "client-tikv": "mtls", "client-pd": "plaintext" });
  });

  test("instances of a loop are one, with what the loop decides unknown", async () => {
    const { reading } = await modelOf({
      "up.sh": 'for i in 1 2 3; do\n  tikv-server --addr="127.0.0.1:2016$i" --config="tikv$i.toml" &\ndone\n',
    });
    expect(reading.instances.map(({ unknownOverrides }) => unknownOverrides?.get("security.ca-path")?.because)).toEqual([
      "${i} is decided when the script runs",
    ]);
  });

  test("what a function adds to the arguments is unknown, and what they had is judged", async () => {
    const { reading } = await modelOf({
      "pd_start.sh":
        'f() {\n  ARGS="${ARGS} --join=$j"\n}\nARGS="--client-urls=https://a:1 --peer-urls=$s://a:2"\nf\nexec /pd-server ${ARGS}\n',
    });
    const [pd] = reading.instances;
    expect(overridesOf(pd)).toEqual({ "client-urls": "https://a:1" });
    expect(pd?.unknownOverrides?.get("peer-urls")?.because).toBe("${s} is set where the script runs");
    expect(pd?.unknownOverrides?.get("join")?.because).toBe("${ARGS} is longer in some cases");
  });

  test("a template with conditions is told, and not judged", async () => {
    const { reading } = await modelOf({
      "run_pd.sh.j2":
        "#!/bin/bash\nexec bin/pd-server \\\n{% if enable_tls %}\n  --client-urls=https://a:1\n{% else %}\n  --client-urls=http://a:1\n{% endif %}\n",
    });
    expect(reading.instances).toEqual([]);
    expect(reading.problems.map(({ kind, at }) => [kind, at.line])).toEqual([["template", 3]]);
  });

  test("clients that verify nobody", async () => {
    const { reading } = await modelOf({
      "check.sh": "curl -k https://pd:2379/pd/api/v1/health\ncurl -k https://example.com\ncurl https://pd:2379/x\n",
    });
    expect(reading.insecureClients?.map(({ setting, client, at }) => [setting, client, at.line])).toEqual([
      ["curl -k", "the script check.sh", 1],
    ]);
  });

  test.each([
    ["downloads", "wget https://example.com/pd-server.tar.gz\ntar xf pd-server.tar.gz"],
    ["output", 'echo "start pd-server --client-urls=http://a:1"'],
    ["search", "ps aux | grep tikv-server | xargs kill"],
    ["comments", "# pd-server --client-urls=http://a:1"],
    ["versions", "tikv-server --version"],
    [
      "images of others",
      "docker pull pingcap/pd:v8.5.3; docker run --rm --entrypoint /pd-ctl pingcap/pd:v8.5.3 -u http://a:2379",
    ],
    ["text for a person", "cat <<EOF\nrun pd-server --client-urls=http://a:1\nEOF"],
  ])("looks like one and is not: %s", async (_, text) => {
    expect((await modelOf({ "x.sh": `#!/bin/sh\n${text}\n` })).reading.instances).toEqual([]);
  });
});

testRule(plaintextUrl, {
  valid: {
    "https in the script": {
      files: { "run.sh": "pd-server --client-urls=https://a:1 --peer-urls=https://a:2 --cert=/a --key=/b --cacert=/c" },
    },
  },
  invalid: {
    "http beside certificates, where the variable is set": {
      files: {
        "run.sh": 'URL="«http://a:1»"\npd-server --cert=/a --key=/b --cacert=/c --client-urls=$URL --peer-urls=https://a:2',
      },
      says: "client-urls has http://a:1 although certificate and key are set: PD serves its client port in plaintext and ignores the certificates",
    },
  },
});
