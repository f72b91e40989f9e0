import { describe, expect, test } from "vitest";
import { modelOf, posturesOf } from "../../../../test/support/model-of.ts";

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
tikv-server --config=$DIR/tikv.toml --pd-endpoints=pd:2379
`;
    const { model, reading } = await modelOf({ "start.sh": script });
    expect(reading.instances.map(({ component }) => component)).toEqual(["tikv"]);
    expect(posturesOf(model)).toMatchObject({ "client-tikv": "mtls", "tikv-tikv": "mtls" });
    const security = model.environments[0]?.instances[0]?.security;
    expect(security?.ca.kind === "absent" ? undefined : security?.ca.path?.span).toMatchObject({ line: 5, column: 11 });
  });
});
