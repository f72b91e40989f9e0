import { describe, expect, test } from "vitest";
import { modelOf, overridesOf, posturesOf } from "../../../../test/support/model-of.ts";
import { cut } from "../../../../test/support/placed.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { plaintextUrl } from "../../../judge/rules/config/plaintext-url.ts";
import { tlsOff } from "../../../judge/rules/config/tls-off.ts";

const material = (ca: string, name: string) =>
  `[security]\n${ca}-path = "/tls/ca.pem"\ncert-path = "/tls/${name}.pem"\nkey-path = "/tls/${name}.key"\n`;
const tomls = {
  "conf/pd.toml": `client-urls = "http://127.0.0.1:2379"\n${material("cacert", "pd")}`,
  "conf/tikv.toml": material("ca", "tikv"),
};

const sound = `services:
  pd0:
    image: pingcap/pd:v8.5.3
    command:
      - --client-urls=https://0.0.0.0:2379
      - --peer-urls=https://0.0.0.0:2380
      - --advertise-client-urls=https://pd0:2379
      - --advertise-peer-urls=https://pd0:2380
      - --initial-cluster=pd0=https://pd0:2380
      - --config=/conf/pd.toml
    volumes: [./conf:/conf:ro]
  tikv0:
    image: registry.example.com:5000/pingcap/tikv:\${TAG:-v8.5.3}
    command: --addr=0.0.0.0:20160 --advertise-addr=tikv0:20160 --pd pd0:2379 --config=/etc/tikv.toml
    volumes:
      - type: bind
        source: ./conf/tikv.toml
        target: /etc/tikv.toml
`;

const tls = {
  "client-pd": "mtls",
  "tikv-pd": "mtls",
  "pd-pd-client": "mtls",
  "pd-pd-peer": "mtls",
  "client-tikv": "mtls",
  "tikv-tikv": "mtls",
  "status-tikv": "tls",
};
const clear = Object.fromEntries(Object.keys(tls).map((id) => [id, "plaintext"]));

/** Services of a PD that is all flags and a TiKV with a TOML of the repository, with lines put in. */
const pdWith = (...lines: readonly string[]) =>
  `services:\n  pd:\n    image: pingcap/pd:v8.5.3\n${lines.map((line) => `    ${line}\n`).join("")}`;

describe("compose", () => {
  test("a cluster with TLS: flags beat the file, the file gives the certificates", async () => {
    const { reading, model } = await modelOf({ "compose.yaml": sound, ...tomls });
    expect(posturesOf(model)).toEqual(tls);
    expect(reading.instances.map(({ name, component, form, version }) => [name, component, form, version?.value])).toEqual([
      ["pd0", "pd", "compose", "v8.5.3"],
      ["tikv0", "tikv", "compose", "v8.5.3"],
    ]);
    expect(model.environments).toHaveLength(1);
    expect(reading.problems).toEqual([]);
  });

  test("a cluster without TLS", async () => {
    const { model } = await modelOf({
      "docker-compose.yml":
        "services:\n  pd:\n    image: pingcap/pd\n  tikv:\n    image: tikv/tikv@sha256:0a\n    command: [--pd, pd:2379]\n",
    });
    expect(posturesOf(model)).toEqual(clear);
    expect(model.environments.map(({ tier }) => tier)).toEqual(["production"]);
  });

  test.each([
    ["a list", ["command:", "  - --client-urls=https://0.0.0.0:2379", "  - --join", "  - https://pd1:2379"]],
    ["a string", ["command: --client-urls=https://0.0.0.0:2379 --join 'https://pd1:2379'"]],
    ["a folded text", ["command: >", "  --client-urls=https://0.0.0.0:2379", "  --join=https://pd1:2379"]],
    ["with the program", ["command: /pd-server --client-urls=https://0.0.0.0:2379 --join https://pd1:2379"]],
    ["an entrypoint", ["entrypoint: [/pd-server, --client-urls=https://0.0.0.0:2379]", "command: --join=https://pd1:2379"]],
    [
      "a shell",
      ["entrypoint: sh", 'command: ["-c", "exec /pd-server --client-urls=https://0.0.0.0:2379 --join=https://pd1:2379"]'],
    ],
    ["an anchor", ["command: &c [--client-urls=https://0.0.0.0:2379, --join=https://pd1:2379]"]],
  ])("the command as %s", async (_, lines) => {
    const { reading } = await modelOf({ "compose.yaml": pdWith(...lines) });
    expect(overridesOf(reading.instances[0])).toEqual({
      "client-urls": "https://0.0.0.0:2379",
      join: "https://pd1:2379",
    });
  });

  test("a variable of the container is unknown to compose", async () => {
    const { reading } = await modelOf({ "compose.yaml": pdWith('command: ["sh", "-c", "/pd-server --join=$$JOIN"]') });
    expect(reading.instances[0]?.unknownOverrides?.get("join")?.because).toBe("${JOIN} is set where the script runs");
  });

  test("every URL has its own place in a folded command", async () => {
    const text =
      "services:\n  pd:\n    image: pingcap/pd:v8.5.3\n    command: >\n      --client-urls=https://a:1,http://b:2\n      --name=pd\n";
    const { model } = await modelOf({ "compose.yaml": text });
    const [pd] = model.environments[0]?.instances ?? [];
    const urls = pd?.component === "pd" && pd.clientUrls.kind === "known" ? pd.clientUrls.value : [];
    expect(urls.map(({ span, origin }) => [cut(text, span), origin])).toEqual([
      ["https://a:1", "flag"],
      ["http://b:2", "flag"],
    ]);
  });

  test("endpoints of the command line lead to PD, with their places", async () => {
    const text = "services:\n  tikv:\n    image: pingcap/tikv:v8.5.3\n    command: --pd=pd0:2379,pd1:2379\n";
    const { model } = await modelOf({ "compose.yaml": text });
    const [tikv] = model.environments[0]?.instances ?? [];
    const endpoints = tikv?.component === "tikv" && tikv.pdEndpoints.kind === "known" ? tikv.pdEndpoints.value : [];
    expect(endpoints.map(({ value, span }) => [value, cut(text, span)])).toEqual([
      ["pd0:2379", "pd0:2379"],
      ["pd1:2379", "pd1:2379"],
    ]);
  });

  test("a configuration file that is not in the repository leaves its settings unknown, and no flag", async () => {
    const { model, reading } = await modelOf({
      "compose.yaml": `${pdWith("command: --client-urls=http://0.0.0.0:2379 --config=/c/pd.toml", "volumes: [./c:/c]")}  tikv:\n    image: pingcap/tikv\n    command: -C /tikv.toml\n`,
    });
    expect(posturesOf(model)).toMatchObject({ "client-pd": "plaintext", "pd-pd-peer": "unknown", "client-tikv": "unknown" });
    expect(reading.instances.map(({ unknownOverrides }) => unknownOverrides?.get("security.cert-path")?.because)).toEqual([
      "c/pd.toml is not in the repository",
      "/tikv.toml is not mounted from the repository",
    ]);
  });

  test("two services with one file are two instances, and the file is none", async () => {
    const tikv = (name: string) =>
      `  ${name}:\n    image: pingcap/tikv\n    command: --config=/tikv.toml\n    volumes: ["./conf/tikv.toml:/tikv.toml:ro"]\n`;
    const { reading } = await modelOf({
      "compose.yaml": `services:\n${tikv("a")}${tikv("b")}`,
      "conf/tikv.toml": material("ca", "tikv"),
    });
    expect(reading.instances.map(({ name, form }) => [name, form])).toEqual([
      ["a", "compose"],
      ["b", "compose"],
    ]);
  });

  test("variables: .env, defaults, and what nothing sets", async () => {
    const command = "command: --client-urls=${SCHEME}://0.0.0.0:2379 --peer-urls=${OTHER:-https}://0.0.0.0:2380 --join=${JOIN}";
    const files = { "compose.yaml": pdWith(command) };
    const withEnv = await modelOf({ ...files, ".env": "# test\nSCHEME=https\nOTHER='http' # later\n" });
    expect(overridesOf(withEnv.reading.instances[0])).toEqual({
      "client-urls": "https://0.0.0.0:2379",
      "peer-urls": "http://0.0.0.0:2380",
    });
    const without = await modelOf(files);
    expect(overridesOf(without.reading.instances[0])).toEqual({ "peer-urls": "https://0.0.0.0:2380" });
    expect([...(without.reading.instances[0]?.unknownOverrides?.keys() ?? [])]).toEqual(["client-urls", "join"]);
  });

  test("extends a service of the same and of another file", async () => {
    const base =
      "services:\n  base:\n    image: pingcap/pd:v7.5.0\n    command: --client-urls=http://0.0.0.0:2379\n    volumes: [./conf:/conf]\n";
    const { reading } = await modelOf({
      "deploy/compose.yaml":
        "services:\n  pd:\n    extends: {file: ../base/common.yml, service: base}\n    command: --config=/conf/pd.toml\n  pd1:\n    extends: pd\n",
      "base/common.yml": base,
      "base/conf/pd.toml": material("cacert", "pd"),
    });
    const own = reading.instances.filter(({ path }) => path === "deploy/compose.yaml");
    expect(
      own.map((draft) => [draft.name, draft.version?.value, overridesOf(draft), draft.config.entries.has("security")]),
    ).toEqual([
      ["pd", "v7.5.0", {}, true],
      ["pd1", "v7.5.0", {}, true],
    ]);
  });

  test("an override beside the file changes it; a partial file of an environment is judged with its base", async () => {
    const base = pdWith("command: --client-urls=http://0.0.0.0:2379");
    const { reading, model } = await modelOf({
      "compose.yaml": base,
      "compose.override.yaml": "services:\n  pd:\n    command: --client-urls=http://127.0.0.1:2379\n",
      "compose.prod.yaml": "services:\n  pd:\n    command: --client-urls=https://0.0.0.0:2379\n",
    });
    expect(reading.instances.map((draft) => [draft.path, overridesOf(draft)["client-urls"]])).toEqual([
      ["compose.prod.yaml", "https://0.0.0.0:2379"],
      ["compose.yaml", "http://127.0.0.1:2379"],
    ]);
    expect(model.environments.map(({ name }) => name).sort()).toEqual(["compose", "prod"]);
  });

  test("configs and secrets of the top level are files in the container; a content stands in the compose file", async () => {
    const text = `services:
  tikv:
    image: pingcap/tikv
    command: --config=/tikv.toml
    configs: [{source: t, target: /tikv.toml}]
  pd:
    image: pingcap/pd
    command: --config=/inline
    configs: [inline]
configs:
  t: {file: ./t.toml}
  inline:
    content: |
      [security]
      cacert-path = "/run/secrets/ca"
secrets:
  ca: {file: ./ca.pem}
`;
    const { reading } = await modelOf({ "compose.yaml": text, "t.toml": '[security]\nca-path = "/x"\n' });
    expect(reading.instances.map(({ config }) => config.entries.has("security"))).toEqual([true, true]);
    const security = reading.instances[1]?.config.entries.get("security")?.node;
    const path = security?.kind === "table" ? security.entries.get("cacert-path")?.node : undefined;
    expect(cut(text, path?.span as never)).toBe('"/run/secrets/ca"');
  });

  test("a content with variables and a template: both are unknown, the rest is judged, the template is told", async () => {
    const text = `services:
  pd:
    image: pingcap/pd
    command: --config=/inline --client-urls=https://0.0.0.0:2379
    configs: [inline]
configs:
  inline:
    content: |
      peer-urls = "\${SCHEME}://0.0.0.0:2380"
      [security]
      cacert-path = "/tls/ca.pem"
      {{ if tls }}
      cert-path = "/tls/pd.pem"
      key-path = "/tls/pd.key"
      {{ end }}
`;
    const { reading, model } = await modelOf({ "compose.yaml": text });
    // With an https URL and no certificate PD does not start: it never serves in plaintext there.
    expect(posturesOf(model)).toMatchObject({ "client-pd": "mtls", "pd-pd-peer": "unknown" });
    expect(reading.problems.map(({ kind, message, at }) => [kind, message, cut(text, at)])).toEqual([
      [
        "template",
        "the content of the config inline is a template that is not rendered: what it leaves open is not judged, and PD may read anything there",
        "{{ if tls }}",
      ],
    ]);
    expect(model.environments[0]?.instances[0]?.security.ca).toMatchObject({ path: { value: "/tls/ca.pem" } });
  });

  test("an included file runs with the one that includes it, with its own folder and .env", async () => {
    const { reading, model } = await modelOf({
      "prod/compose.yaml": "include:\n  - ../base/tikv/compose.yaml\n  - path: [../base/pd.yaml]\n",
      "prod/.env": "TAG=v8.5.3\n",
      "base/pd.yaml": pdWith("command: --client-urls=http://0.0.0.0:2379").replace("v8.5.3", "${TAG}"),
      "base/tikv/compose.yaml":
        "services:\n  tikv:\n    image: pingcap/tikv:${TAG}\n    command: --config=/${NAME}.toml --pd=pd:2379\n    volumes: [./tikv.toml:/tikv.toml]\n",
      "base/tikv/.env": "TAG=v7.5.0\nNAME=tikv\n",
      "base/tikv/tikv.toml": material("ca", "tikv"),
    });
    expect(reading.instances.map(({ name, path, at, version }) => [name, path, at.path, version?.value])).toEqual([
      ["tikv", "prod/compose.yaml", "base/tikv/compose.yaml", "v8.5.3"],
      ["pd", "prod/compose.yaml", "base/pd.yaml", "v8.5.3"],
    ]);
    expect(model.environments.map(({ name }) => name)).toEqual(["prod"]);
    expect(posturesOf(model)).toMatchObject({ "client-pd": "plaintext", "client-tikv": "mtls" });
  });

  test("an include circle ends, and what is on another server is left out", async () => {
    const { reading } = await modelOf({
      "compose.yaml": "include: [other.yaml, oci://example.com/x]\nservices:\n  a: {image: pingcap/pd}\n",
      "other.yaml": "include: [compose.yaml]\nservices:\n  b: {image: pingcap/tikv}\n",
    });
    expect(reading.instances.map(({ name }) => name).sort()).toEqual(["a", "b"]);
  });

  test("health checks that verify nobody", async () => {
    const { reading } = await modelOf({
      "compose.yaml":
        pdWith("healthcheck:", '  test: ["CMD", "curl", "-fsk", "https://localhost:2379/pd/api/v1/health"]') +
        "  other:\n    image: x\n    healthcheck: {test: curl --insecure https://localhost:8443/}\n" +
        "  third:\n    image: x\n    healthcheck: {test: [CMD-SHELL, 'curl -f https://tikv:20180/status || wget --no-check-certificate https://tikv:20180/']}\n",
    });
    expect(reading.insecureClients?.map(({ setting, client }) => [setting, client])).toEqual([
      ["curl -fsk", "the health check of pd"],
      ["wget --no-check-certificate", "the health check of third"],
    ]);
  });

  test.each([
    [
      "an application that only names them",
      "services:\n  app:\n    image: example/app\n    environment: {PD: pd-server, IMAGE: pingcap/pd}\n    command: --pd=pd:2379\n",
    ],
    [
      "tools of the image",
      "services:\n  ctl:\n    image: pingcap/pd\n    entrypoint: /pd-ctl\n    command: -u http://pd:2379 member\n",
    ],
    ["another manifest with services", "apiVersion: v1\nservices:\n  pd: {image: pingcap/pd}\n"],
    ["services of another tool", "services:\n  pd: pingcap/pd\n"],
    ["a microservice of PD", "services:\n  tso:\n    image: pingcap/pd\n    entrypoint: /pd-server services tso\n"],
    ["an image with a longer name", "services:\n  x: {image: pingcap/pd-extra}\n"],
  ])("looks like one and is not: %s", async (_, text) => {
    expect((await modelOf({ "docker-compose.yml": text })).reading.instances).toEqual([]);
  });

  test("a template that is no YAML is told, and not judged", async () => {
    const { reading } = await modelOf({
      "compose.yaml": "services:\n  pd:\n    image: pingcap/pd\n{% if tls %}\n    command: [a\n{% endif %}\n",
    });
    expect(reading.problems.map(({ kind }) => kind)).toEqual(["template"]);
  });

  test("a start script of the image leaves all unknown", async () => {
    const { model, reading } = await modelOf({ "compose.yaml": pdWith("entrypoint: /start.sh") });
    expect(posturesOf(model)).toEqual({ "client-pd": "unknown", "pd-pd-client": "unknown", "pd-pd-peer": "unknown" });
    expect(reading.instances[0]?.unknownOverrides?.get("client-urls")?.because).toBe("/start.sh decides how it starts");
  });

  test("an extends circle ends", async () => {
    const { reading } = await modelOf({ "compose.yaml": "services:\n  a: {image: pingcap/pd, extends: b}\n  b: {extends: a}\n" });
    expect(reading.instances.map(({ name }) => name)).toEqual(["a", "b"]);
  });
});

testRule(tlsOff, {
  valid: { "a sound compose file": { files: { "compose.yaml": sound, ...tomls } } },
  invalid: {
    "TiKV in compose without a configuration file has no TLS": {
      files: { "compose.yaml": "services:\n  «tikv»:\n    image: pingcap/tikv:v8.5.3\n    command: --pd=https://pd:2379\n" },
      says: "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
      helps:
        "write ca-path, cert-path and key-path into [security] of a TOML file, mount it, and start TiKV with --config: it has no flags for TLS",
    },
    "PD without a configuration file has flags for TLS": {
      files: { "compose.yaml": "services:\n  «pd»:\n    image: pingcap/pd:v8.5.3\n" },
      says: "sets no cacert-path, cert-path or key-path: PD serves its client and peer ports in plaintext",
      helps: "start it with --cacert, --cert and --key, and write https into every URL",
    },
    "an http flag is plaintext whatever a file says that is not committed": {
      files: {
        "compose.yaml":
          "services:\n  «pd»:\n    image: pingcap/pd:v8.5.3\n    command: --client-urls=http://0.0.0.0:2379 --config=/pd.toml\n",
      },
      says: "client-urls says http: PD serves its client port in plaintext, whatever its configuration file sets",
    },
    "a mounted file without TLS is the one to change": {
      files: {
        "compose.yaml":
          "services:\n  «tikv»:\n    image: pingcap/tikv:v8.5.3\n    command: --config=/tikv.toml\n    volumes: [./conf/tikv.toml:/tikv.toml]\n",
        "conf/tikv.toml": 'log-level = "info"\n',
      },
      says: "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
      helps: "set ca-path, cert-path and key-path in [security] of conf/tikv.toml",
    },
  },
});

testRule(plaintextUrl, {
  valid: { "https flags beat http in the file": { files: { "compose.yaml": sound, ...tomls } } },
  invalid: {
    "an http flag beats a file with certificates": {
      files: {
        "compose.yaml": sound.replace("--peer-urls=https://0.0.0.0:2380", "--peer-urls=«http://0.0.0.0:2380»"),
        ...tomls,
      },
      says: "peer-urls has http://0.0.0.0:2380 although certificate and key are set: PD serves its peer port in plaintext and ignores the certificates",
    },
  },
});
