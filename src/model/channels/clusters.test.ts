import { describe, expect, it } from "vitest";
import { pdToml, tikvToml } from "../../../test/support/cluster.ts";
import { modelOf } from "../../../test/support/model-of.ts";

type Texts = Readonly<Record<string, string>>;

/** The clusters of the only environment, each as the sorted names of its instances. */
async function clusters(files: Texts): Promise<readonly string[]> {
  const { environments } = (await modelOf(files)).model;
  expect(environments.map(({ name }) => name)).toHaveLength(1);
  return (environments[0]?.clusters ?? []).map((names) => [...names].sort().join(" ")).sort();
}

/** The pairs that are refused, by their names. */
async function refused(files: Texts): Promise<readonly string[]> {
  const channels = (await modelOf(files)).model.environments.flatMap((environment) => environment.channels);
  return channels.filter(({ outcome }) => outcome.kind === "fails").map(({ from, to }) => `${from} ${to}`);
}

const plain = { ca: undefined, cert: undefined, key: undefined };
const pd = (host: string, options: Parameters<typeof pdToml>[0] = {}) =>
  pdToml({ name: host, client: `https://${host}:2379`, peer: `https://${host}:2380`, ...options });
const plainPd = (host: string) => pdToml({ name: host, client: `http://${host}:2379`, peer: `http://${host}:2380`, ...plain });
const tikv = (host: string, endpoint: string, options: Parameters<typeof tikvToml>[0] = {}) =>
  tikvToml({ addr: `${host}:20160`, status: `${host}:20180`, endpoints: [`${endpoint}:2379`], ...options });

const service = (name: string, flags: string) =>
  `  ${name}:\n    image: pingcap/${name.replace(/[-\d]+$/, "").replace(/^.*-/, "")}:v8.5.2\n    command: ${flags}\n`;
const pdService = (name: string, scheme = "http") =>
  service(
    name,
    `--name=${name} --client-urls=${scheme}://0.0.0.0:2379 --advertise-client-urls=${scheme}://${name}:2379 --peer-urls=${scheme}://0.0.0.0:2380 --advertise-peer-urls=${scheme}://${name}:2380`,
  );
const tikvService = (name: string, endpoint: string) =>
  service(name, `--addr=0.0.0.0:20160 --advertise-addr=${name}:20160 --pd-endpoints=${endpoint}:2379`);
const compose = (...services: readonly string[]) => `services:\n${services.join("")}`;

describe("who belongs together", () => {
  it("two clusters in one folder, by the addresses that are dialled", async () => {
    const files = {
      "prod/pd-a.toml": pd("10.0.0.1"),
      "prod/tikv-a.toml": tikv("10.0.0.2", "10.0.0.1"),
      "prod/pd-b.toml": plainPd("10.1.0.1"),
      "prod/tikv-b.toml": tikv("10.1.0.2", "10.1.0.1", plain),
    };
    expect(await clusters(files)).toEqual(["10.0.0.1 tikv-a", "10.1.0.1 tikv-b"]);
    expect(await refused(files)).toEqual([]);
  });

  it("two clusters in one compose file, by the names of its services", async () => {
    const text = compose(
      pdService("up-pd"),
      tikvService("up-tikv", "up-pd"),
      pdService("down-pd"),
      tikvService("down-tikv", "down-pd"),
    );
    expect(await clusters({ "prod/docker-compose.yml": text })).toEqual(["down-pd down-tikv", "up-pd up-tikv"]);
  });

  it("members of one initial-cluster, though each TiKV names another PD", async () => {
    const members = `initial-cluster = "a=https://10.0.0.1:2380,b=https://10.0.0.2:2380"`;
    const files = {
      "prod/pd-0.toml": pd("10.0.0.1", { more: members }),
      "prod/pd-1.toml": pd("10.0.0.2", { more: members }),
      "prod/tikv-0.toml": tikv("10.0.1.1", "10.0.0.1"),
      "prod/tikv-1.toml": tikv("10.0.1.2", "10.0.0.2"),
    };
    expect(await clusters(files)).toEqual(["10.0.0.1 10.0.0.2 tikv-0 tikv-1"]);
  });

  it("one that dials nobody known, with the only cluster there is", async () => {
    const files = {
      "prod/pd.toml": pd("10.0.0.1"),
      "prod/tikv-0.toml": tikv("10.0.1.1", "10.0.0.1"),
      "prod/tikv-1.toml": tikv("10.0.1.2", "pd.example.com", plain),
    };
    expect(await clusters(files)).toEqual(["10.0.0.1 tikv-0 tikv-1"]);
    expect(await refused(files)).toContain("tikv-1 tikv-0");
  });

  it("one that dials nobody known, with each of two clusters, and not these with each other", async () => {
    const files = {
      "prod/pd-a.toml": pd("10.0.0.1"),
      "prod/tikv-a.toml": tikv("10.0.0.2", "10.0.0.1"),
      "prod/pd-b.toml": pd("10.1.0.1"),
      "prod/tikv-b.toml": tikv("10.1.0.2", "10.1.0.1"),
      "prod/tikv-c.toml": tikv("10.2.0.2", "pd.example.com"),
    };
    expect(await clusters(files)).toEqual(["10.0.0.1 tikv-a tikv-c", "10.1.0.1 tikv-b tikv-c"]);
  });

  it("the folder, where no address decides", async () => {
    const bare = `[security]\nca-path = "/tls/ca.pem"\n`;
    expect(await clusters({ "prod/pd.toml": pdToml(), "prod/tikv-0.toml": bare, "prod/tikv-1.toml": bare })).toEqual([
      "pd-0 tikv-0 tikv-1",
    ]);
  });

  it("machines that say one address by a slip, together", async () => {
    const files = {
      "prod/pd.toml": pdToml(),
      "prod/tikv-0.toml": tikvToml(),
      "prod/tikv-1.toml": tikvToml(plain),
    };
    expect(await clusters(files)).toEqual(["pd-0 tikv-0 tikv-1"]);
    expect(await refused(files)).toContain("tikv-1 tikv-0");
  });

  it("variants by the files' names, each by itself", async () => {
    const files = {
      "fixtures/tikv/pd.toml": "[schedule]\nmax-merge-region-keys = 3\n",
      "fixtures/tikv/tikv.toml": "[coprocessor]\nregion-max-keys = 10\n",
      "fixtures/tikv/pd-tls.toml": pdToml({ client: "https://127.0.0.1:2379", peer: "https://127.0.0.1:2380" }),
      "fixtures/tikv/tikv-tls.toml": tikvToml({ addr: "127.0.0.1:20160", endpoints: ["127.0.0.1:2379"] }),
    };
    expect(await clusters(files)).toEqual(["pd tikv", "pd-0 tikv-tls"]);
    expect(await refused(files)).toEqual([]);
  });

  it("one address in files of two names: alternatives, each with what both run beside", async () => {
    const files = {
      "prod/pd.toml": pdToml(),
      "prod/tikv.toml": tikvToml(plain),
      "prod/tikv-tls.toml": tikvToml(),
    };
    expect(await clusters(files)).toEqual(["pd-0 tikv", "pd-0 tikv-tls"]);
    expect(await refused(files)).toEqual(["tikv pd-0"]);
  });

  it("two servers of one script by its variables", async () => {
    const start = (side: string) =>
      `pd-server --client-urls "http://\${${side}_PD}:2379" --advertise-client-urls "http://\${${side}_PD}:2379" &\ntikv-server --addr "\${${side}_TIKV}:20160" --pd "\${${side}_PD}:2379" &\n`;
    const found = await clusters({ "prod/start.sh": `#!/bin/sh\n${start("UP")}${start("DOWN")}` });
    expect(found).toHaveLength(2);
  });
});
