import { describe, expect, test } from "vitest";
import { modelOf, overridesOf, posturesOf } from "../../../../test/support/model-of.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { plaintextUrl } from "../../../judge/rules/config/plaintext-url.ts";

const unit = (...lines: readonly string[]) =>
  `[Unit]\nDescription=pd-server\n\n[Service]\n${lines.join("\n")}\n\n[Install]\nWantedBy=multi-user.target\n`;
const security =
  '[security]\ncacert-path = "/etc/pd/tls/ca.pem"\ncert-path = "/etc/pd/tls/pd.pem"\nkey-path = "/etc/pd/tls/pd.key"\n';

// systemd.syntax(7), systemd.service(5), "Command lines"
describe("systemd", () => {
  test("a sound PD: continued lines, quotes, and the configuration file that fits its path", async () => {
    const { reading, model } = await modelOf({
      "units/pd.service": unit(
        "ExecStart=/usr/bin/pd-server --name=pd \\",
        "  # a comment between continued lines",
        '  "--client-urls=https://10.0.0.1:2379" \\',
        "  --peer-urls=https://10.0.0.1:2380 \\",
        "  --config=/etc/pd/pd.toml",
      ),
      "etc/pd/pd.toml": security,
    });
    expect(posturesOf(model)).toEqual({ "client-pd": "mtls", "pd-pd-client": "mtls", "pd-pd-peer": "mtls" });
    expect(reading.instances.map(({ form, name, path }) => [form, name, path])).toEqual([["systemd", "pd", "units/pd.service"]]);
  });

  test("TiKV without a configuration file is plaintext", async () => {
    const { model } = await modelOf({ "tikv.service": unit("ExecStart=/opt/tikv/bin/tikv-server --pd=10.0.0.1:2379") });
    expect(posturesOf(model)).toEqual({ "client-tikv": "plaintext", "tikv-tikv": "plaintext", "status-tikv": "plaintext" });
  });

  test("a drop-in resets ExecStart and sets another one", async () => {
    const drop = "[Service]\nExecStart=\nExecStart=/bin/pd-server --client-urls=https://a:1\n";
    const { reading } = await modelOf({
      "pd.service": unit("ExecStart=/bin/pd-server --client-urls=http://a:1"),
      "pd.service.d/tls.conf": drop,
    });
    const [pd] = reading.instances;
    expect(reading.instances.map(overridesOf)).toEqual([{ "client-urls": "https://a:1" }]);
    expect(cut(drop, pd?.overrides?.get("client-urls")?.span as never)).toBe("https://a:1");
  });

  test("variables of the unit, of a file beside it, and of nowhere", async () => {
    const { reading } = await modelOf({
      "deploy/pd.service": unit(
        'Environment="SCHEME=https" PORT=2379',
        "EnvironmentFile=-/etc/default/pd",
        "ExecStart=/bin/pd-server --client-urls=${SCHEME}://0.0.0.0:${PORT} --join=${JOIN} --peer-urls=${PEER} $EXTRA",
      ),
      "deploy/pd": 'JOIN="https://pd-1:2379"\nEXTRA=--cert=/a --key=/b\n',
    });
    const [pd] = reading.instances;
    expect(overridesOf(pd)).toEqual({
      "client-urls": "https://0.0.0.0:2379",
      join: "https://pd-1:2379",
      "security.cert-path": "/a",
      "security.key-path": "/b",
    });
    expect(pd?.unknownOverrides?.get("peer-urls")?.because).toBe("${PEER} is set on the machine");
  });

  test("a drop-in that only sets a variable decides the scheme", async () => {
    const { reading } = await modelOf({
      "pd.service": unit("Environment=SCHEME=http", "ExecStart=/bin/pd-server --client-urls=${SCHEME}://a:1"),
      "pd.service.d/10-tls.conf": "[Service]\nEnvironment=SCHEME=https\n",
    });
    expect(reading.instances.map(overridesOf)).toEqual([{ "client-urls": "https://a:1" }]);
  });

  test("specifiers are filled in by systemd", async () => {
    const { reading } = await modelOf({
      "tikv@.service": unit("ExecStart=-/bin/tikv-server --addr=%i:20160 --config=/etc/tikv/%i.toml"),
    });
    const [tikv] = reading.instances;
    expect(tikv?.name).toBe("tikv");
    expect(tikv?.unknownOverrides?.get("security.ca-path")?.because).toBe("%i is filled in by systemd");
  });

  test("TiUP's unit: its script is the instance when it is committed, else all is unknown", async () => {
    const tiup = unit("ExecStart=/bin/bash -c '/tidb-deploy/pd-2379/scripts/run_pd.sh'");
    const alone = await modelOf({ "systemd/pd-2379.service": tiup });
    expect(posturesOf(alone.model)).toEqual({ "client-pd": "unknown", "pd-pd-client": "unknown", "pd-pd-peer": "unknown" });
    const both = await modelOf({
      "systemd/pd-2379.service": tiup,
      "scripts/run_pd.sh": "#!/bin/bash\nexec bin/pd-server --client-urls=http://0.0.0.0:2379 2>> x.log\n",
    });
    expect(both.reading.instances.map(({ form }) => form)).toEqual(["script"]);
  });

  test("a shell's command", async () => {
    const { reading } = await modelOf({
      "pd.service": unit("ExecStart=/bin/sh -c 'ulimit -n 1000; exec /bin/pd-server --client-urls=https://a:1'"),
    });
    expect(reading.instances.map(overridesOf)).toEqual([{ "client-urls": "https://a:1" }]);
  });

  test("a template's placeholders are unknown, the rest is judged", async () => {
    const { reading } = await modelOf({
      "pd.service.j2": unit("ExecStart={{ deploy }}/bin/pd-server --client-urls=http://{{ ip }}:2379 --join={{ join }}"),
    });
    expect(reading.instances.map((draft) => [overridesOf(draft), [...(draft.unknownOverrides?.keys() ?? [])]])).toEqual([
      [{ "client-urls": "http://$(…):2379" }, ["join"]],
    ]);
  });

  test.each([
    ["a client", unit("After=pd-server.service", "ExecStart=/bin/tidb-server --store=tikv")],
    ["a command before the start", unit("ExecStartPre=/bin/pd-server --version", "ExecStart=/bin/true")],
    ["a commented start", unit("# ExecStart=/bin/pd-server", "ExecStart=/bin/true")],
    ["no start", unit("Type=simple")],
  ])("looks like one and is not: %s", async (_, text) => {
    expect((await modelOf({ "x.service": text })).reading.instances).toEqual([]);
  });
});

testRule(plaintextUrl, {
  valid: {
    "https in the unit": {
      files: {
        "pd.service": unit(
          "ExecStart=/pd-server --client-urls=https://a:1 --peer-urls=https://a:2 --cert=/a --key=/b --cacert=/c",
        ),
      },
    },
  },
  invalid: {
    "http in a continued line beside certificates": {
      files: {
        "pd.service": unit(
          "ExecStart=/pd-server --cert=/a --key=/b --cacert=/c \\",
          "  --client-urls=«http://a:1» --peer-urls=https://a:2",
        ),
      },
      says: "client-urls has http://a:1 although certificate and key are set: PD serves its client port in plaintext and ignores the certificates",
    },
  },
});
