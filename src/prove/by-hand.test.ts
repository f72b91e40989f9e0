import { describe, expect, test } from "vitest";
import { modelOf } from "../../test/support/model-of.ts";
import { addressByHand, commandByHand, word } from "./by-hand.ts";

const pd = `name = "pd-0"
client-urls = "https://0.0.0.0:2379"
advertise-client-urls = "https://pd-0.prod.svc:2379"
[security]
cacert-path = "/tls/ca.pem"
cert-path = "/tls/pd.pem"
key-path = "/tls/pd.key"
`;
const tikv = `[server]
addr = "0.0.0.0:20160"
advertise-addr = "tikv-0.prod.svc:20160"
[security]
ca-path = "/tls/ca.pem"
cert-path = "/tls/my tikv.pem"
key-path = "/tls/tikv.key"
`;

async function instances(files: Readonly<Record<string, string>>) {
  const { model } = await modelOf(files);
  return model.environments.flatMap((environment) => environment.instances);
}

describe("a command by hand", () => {
  test("dials what is advertised, with the files that the configuration names", async () => {
    const [instance] = await instances({ "prod/pd.toml": pd });
    expect(instance).toBeDefined();
    if (instance === undefined) return;
    expect(commandByHand(instance, "pd-client", "right-client")).toBe(
      "curl --http1.1 --cacert /tls/ca.pem --cert /tls/pd.pem --key /tls/pd.key https://pd-0.prod.svc:2379/pd/api/v1/version",
    );
    expect(commandByHand(instance, "pd-client", "no-certificate")).toBe(
      "curl --http1.1 --cacert /tls/ca.pem https://pd-0.prod.svc:2379/pd/api/v1/version",
    );
    expect(commandByHand(instance, "pd-client", "plaintext")).toBe("curl http://pd-0.prod.svc:2379/pd/api/v1/version");
    expect(commandByHand(instance, "pd-client", "wrong-server-name")).toBe(
      "curl --http1.1 --cacert /tls/ca.pem --cert /tls/pd.pem --key /tls/pd.key --connect-to ::pd-0.prod.svc:2379 https://another.invalid/pd/api/v1/version",
    );
  });

  test("quotes what a shell would take apart", async () => {
    const [instance] = await instances({ "prod/tikv.toml": tikv });
    if (instance === undefined) throw new Error("no instance");
    expect(commandByHand(instance, "tikv-grpc", "right-client")).toBe(
      "openssl s_client -connect tikv-0.prod.svc:20160 -alpn h2 -CAfile /tls/ca.pem -cert '/tls/my tikv.pem' -key /tls/tikv.key </dev/null",
    );
    expect(word("$(reboot)")).toBe("'$(reboot)'");
    expect(word("it's")).toBe(`'it'\\''s'`);
    expect(word("-rf")).toBe("'-rf'");
    expect(word("two\nlines")).toBe("'two\nlines'");
  });

  test("has words in capitals where the files do not say", async () => {
    const [instance] = await instances({ "prod/tikv.toml": `[server]\naddr = "0.0.0.0:20160"\n` });
    if (instance === undefined) throw new Error("no instance");
    expect(addressByHand(instance, "tikv-grpc")).toBe("TIKV_HOST:20160");
    expect(commandByHand(instance, "tikv-grpc", "no-certificate")).toBe(
      "openssl s_client -connect TIKV_HOST:20160 -alpn h2 -CAfile CA-PATH </dev/null",
    );
  });
});
