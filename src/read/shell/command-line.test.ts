import { describe, expect, test } from "vitest";
import { cut, placed } from "../../../test/support/placed.ts";
import { commandLine, serverCommand } from "./command-line.ts";
import { interpolate } from "./interpolation.ts";
import { shellWords } from "./shell-words.ts";

const wordsOf = (text: string) => shellWords(interpolate(placed(text), () => undefined));
const read = (component: "pd" | "tikv", text: string) => {
  const line = commandLine(component, wordsOf(text));
  const values = Object.fromEntries([...line.overrides].map(([key, { value }]) => [key, value]));
  return { ...line, values };
};

describe("commandLine", () => {
  // pd: cmd/pd-server/main.go
  test("all flags of PD that concern transport, with = and without", () => {
    expect(
      read(
        "pd",
        `--name=pd-0 --client-urls=https://0.0.0.0:2379 --advertise-client-urls https://pd:2379 --peer-urls=https://0.0.0.0:2380
        --advertise-peer-urls=https://pd:2380 --initial-cluster pd-0=https://pd:2380 --join=https://pd-1:2379 --config /pd.toml
        --cacert=/tls/ca.pem --cert /tls/pd.pem --key=/tls/pd.key --data-dir /data --force-new-cluster`,
      ),
    ).toMatchObject({
      name: "pd-0",
      config: { value: "/pd.toml" },
      values: {
        "client-urls": "https://0.0.0.0:2379",
        "advertise-client-urls": "https://pd:2379",
        "peer-urls": "https://0.0.0.0:2380",
        "advertise-peer-urls": "https://pd:2380",
        "initial-cluster": "pd-0=https://pd:2380",
        join: "https://pd-1:2379",
        "security.cacert-path": "/tls/ca.pem",
        "security.cert-path": "/tls/pd.pem",
        "security.key-path": "/tls/pd.key",
      },
    });
  });

  test("one dash, as PD's older releases take it", () => {
    expect(read("pd", "-client-urls=http://a:1 -config=/c.toml -L debug -peer-urls http://b:2")).toMatchObject({
      config: { value: "/c.toml" },
      values: { "client-urls": "http://a:1", "peer-urls": "http://b:2" },
    });
  });

  // tikv: cmd/tikv-server/src/main.rs
  test.each(["--pd=a:1,b:2", "--pd-endpoints a:1,b:2", "--pd-endpoint=a:1 --pd b:2", "--pd a:1 b:2"])(
    "endpoints of TiKV: %s",
    (text) => {
      expect(read("tikv", text).values).toEqual({ "pd.endpoints": "a:1,b:2" });
    },
  );

  test.each(["-C /c.toml -A 0.0.0.0:1", "-C/c.toml --addr=0.0.0.0:1", "--config=/c.toml --addr 0.0.0.0:1"])(
    "short flags of TiKV: %s",
    (text) => {
      expect(read("tikv", `${text} --status-addr=x:2 --advertise-status-addr=y:3 --advertise-addr z:4`)).toMatchObject({
        config: { value: "/c.toml" },
        values: {
          "server.addr": "0.0.0.0:1",
          "server.status-addr": "x:2",
          "server.advertise-status-addr": "y:3",
          "server.advertise-addr": "z:4",
        },
      });
    },
  );

  test("an empty flag overrides nothing, a later one beats an earlier one, unknown ones are ignored", () => {
    expect(read("pd", `--client-urls= --peer-urls=http://a:1 --peer-urls=https://a:1 --colour blue`).values).toEqual({
      "peer-urls": "https://a:1",
    });
  });

  test("TiKV has no flags for TLS", () => {
    expect(read("tikv", "--cacert=/ca --cert=/c --key=/k").values).toEqual({});
  });

  test("a URL whose host is a variable is known to be plaintext", () => {
    expect(read("pd", "--client-urls=http://${IP}:${PORT}").values).toEqual({ "client-urls": "http://${IP}:${PORT}" });
  });

  test("a URL whose scheme is a variable is unknown, at the variable", () => {
    const text = "--client-urls=${SCHEME}://pd:2379 --peer-urls=https://a:1,${MORE}";
    const { values, unknownOverrides } = read("pd", text);
    expect(values).toEqual({});
    expect([...unknownOverrides].map(([key, { because, span }]) => [key, because, cut(text, span)])).toEqual([
      ["client-urls", "${SCHEME} is set where compose runs", "${SCHEME}"],
      ["peer-urls", "${MORE} is set where compose runs", "${MORE}"],
    ]);
  });

  test("a word that is a variable may be any flag", () => {
    const { unknownOverrides, values } = read("pd", "--config=/c.toml --client-urls=https://a:1 ${ARGS}");
    expect(values).toEqual({ "client-urls": "https://a:1" });
    expect([...unknownOverrides.keys()].sort()).toEqual([
      "advertise-client-urls",
      "advertise-peer-urls",
      "initial-cluster",
      "join",
      "peer-urls",
      "security.cacert-path",
      "security.cert-path",
      "security.key-path",
    ]);
  });

  test("each part of a list has its own place", () => {
    const text = '--client-urls="https://a:1,http://b:2"';
    const override = read("pd", text).overrides.get("client-urls");
    expect(cut(text, override?.slice?.(12, 22) as never)).toBe("http://b:2");
    const twice = "--pd=a:1 --pd=b:2";
    const endpoints = read("tikv", twice).overrides.get("pd.endpoints");
    expect([cut(twice, endpoints?.slice?.(0, 3) as never), cut(twice, endpoints?.slice?.(4, 7) as never)]).toEqual([
      "a:1",
      "b:2",
    ]);
  });
});

describe("serverCommand", () => {
  const start = (text: string) => {
    const found = serverCommand(wordsOf(text));
    return found && [found.component, ...found.arguments.map(({ value }) => value)].join(" ");
  };

  test.each([
    ["/pd-server --name=pd", "pd --name=pd"],
    ["exec bin/tikv-server -C x", "tikv -C x"],
    ["sudo -u tidb env A=b numactl --cpunodebind=0 tikv-server", "tikv"],
    ["A=b ./pd-server", "pd"],
    ["pd-server services api --name=x", "pd --name=x"],
  ])("%s", (text, expected) => {
    expect(start(text)).toBe(expected);
  });

  test.each([
    "pd-server services tso --listen-addr=x",
    "tikv-server --version",
    "pd-server -V",
    "tikv-server --config-check --config x",
    "echo pd-server",
    "wget https://x/pd-server",
    "grep tikv-server",
    "pkill pd-server",
    "pd-ctl -u x",
    "",
  ])("%s starts none", (text) => {
    expect(start(text)).toBeUndefined();
  });
});
