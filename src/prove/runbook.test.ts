import { describe, expect, test } from "vitest";
import { modelOf } from "../../test/support/model-of.ts";
import { runbookOf } from "./runbook.ts";

const secured = (name: string) => `name = "${name}"
client-urls = "https://0.0.0.0:2379"
advertise-client-urls = "https://${name}.prod.svc:2379"
peer-urls = "https://0.0.0.0:2380"
advertise-peer-urls = "https://${name}.prod.svc:2380"
[security]
cacert-path = "/tls/ca.pem"
cert-path = "/tls/pd.pem"
key-path = "/tls/pd.key"
`;

async function runbook(files: Readonly<Record<string, string>>): Promise<string> {
  const { model } = await modelOf(files);
  const [environment] = model.environments;
  if (environment === undefined) throw new Error("no environment");
  return runbookOf(environment);
}

describe("the runbook", () => {
  test("has the real addresses and files of every port, and what to expect without a certificate", async () => {
    const text = await runbook({ "prod/pd.toml": secured("pd-0") });
    expect(text).toContain("### pd-0, client port (`pd-0.prod.svc:2379`)");
    expect(text).toContain("### pd-0, peer port (`pd-0.prod.svc:2380`)");
    expect(text).toContain(
      "curl --http1.1 --cacert /tls/ca.pem --cert /tls/pd.pem --key /tls/pd.key https://pd-0.prod.svc:2380/version",
    );
    expect(text).toContain("`alert certificate required` (TLS 1.3)");
    expect(text).toContain(
      "pd-ctl -u https://pd-0.prod.svc:2379 --cacert /tls/ca.pem --cert /tls/pd.pem --key /tls/pd.key health",
    );
  });

  test("asks a plaintext port in plaintext, and says what that means", async () => {
    const text = await runbook({ "dev/tikv.toml": `[server]\naddr = "10.0.0.1:20160"\nstatus-addr = ""\n[security]\n` });
    expect(text).toContain("The files say: plaintext, every client is served and can be eavesdropped on.");
    expect(text).toContain("timeout 3 nc 10.0.0.1 20160 </dev/null | xxd | head -1");
    expect(text).not.toContain("status port");
    expect(text).toContain("tikv-ctl --host 10.0.0.1:20160 metrics");
  });

  test("looks for the lines that PD and TiKV really log", async () => {
    const text = await runbook({ "prod/pd.toml": secured("pd-0"), "prod/tikv.toml": `[server]\naddr = "10.0.0.1:20160"\n` });
    for (const line of [
      "rejected connection",
      "PD leader is ready to serve",
      "Handshake failed with fatal error",
      "Common name check fail",
      "wait connect timeout",
    ]) {
      expect(text).toContain(line);
    }
  });

  test("no name of the repository breaks out of its fence or becomes a command", async () => {
    const text = await runbook({ "prod/pd.toml": secured("x`$(reboot)`\\n```\\n<b>") });
    const fences = [...text.matchAll(/^(`{3,})(?:sh)?$/gm)];
    expect(fences.length % 2).toBe(0);
    expect(text).not.toContain("<b>, client port");
    expect(text).not.toMatch(/^\$\(reboot\)/m);
    for (const [, command] of text.matchAll(/^`{3,}sh\n(.*)\n`{3,}$/gm)) {
      if (command?.includes("reboot")) expect(command).toMatch(/'[^']*\$\(reboot\)[^']*'/);
    }
  });
});
