import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cluster, pdToml, tikvToml } from "../../../test/support/cluster.ts";
import { issue } from "../../../test/support/issue.ts";
import { repository } from "../../../test/support/repository.ts";
import { judged, staged } from "../../../test/support/staged.ts";

const ca = issue({ cn: "ca", ca: true });

describe("the twin of an environment", () => {
  test("is known in every channel, for every example of the project", async () => {
    const folder = new URL("../../../examples/", import.meta.url).pathname;
    for (const example of readdirSync(folder)) {
      const { model } = await repository(filesBelow(join(folder, example)));
      for (const environment of model.environments) {
        await staged(environment, ({ twin, instances }) => {
          expect(instances.map(({ twin: { name } }) => name)).toEqual(environment.instances.map(({ name }) => name));
          const unknown = [...judged(twin).values()].filter(({ outcome }) => outcome.kind === "unknown");
          expect(unknown.map(({ id, from, to, outcome }) => `${example}: ${id} ${from} ${to} ${outcome.detail}`)).toEqual([]);
          for (const [id, { outcome, posture }] of judged(environment)) {
            if (outcome.kind !== "unknown") expect([id, judged(twin).get(id)?.outcome.kind]).toEqual([id, outcome.kind]);
            if (posture !== "unknown") expect([id, judged(twin).get(id)?.posture]).toEqual([id, posture]);
          }
        });
      }
    }
  }, 60_000);
});

function filesBelow(folder: string): Record<string, Uint8Array> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    paths.map(({ parentPath, name }) => [relative(folder, join(parentPath, name)), readFileSync(join(parentPath, name))]),
  );
}

const tlsFiles = {
  "tls/ca.pem": ca.pem,
  "tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["DNS:pd-0.svc"] }).pem,
  "tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["DNS:tikv-0.svc"] }).pem,
};

async function stageText(files: Readonly<Record<string, string>>, name: string, version = "v8.5.7") {
  const { environment } = await cluster(files, { version });
  return staged(environment, (stage, written) => {
    const instance = stage.instances.find(({ original }) => original.name === name);
    const config = (written.get(instance?.configFile ?? "") ?? "").replaceAll(stage.folder, "STAGE");
    const texts = instance?.credential;
    return { config, rewrites: stage.rewrites, notes: stage.notes, texts };
  });
}

describe("a configuration on the stage", () => {
  test("keeps all settings of PD but names, addresses and folders, and tells each that it changes", async () => {
    const toml = pdToml({
      client: "https://0.0.0.0:2379",
      peer: "https://0.0.0.0:2380",
      advertise: "https://pd-0.svc:2379",
      advertisePeer: "https://pd-0.svc:2380",
      list: ["pd", "tikv"],
      more: `lease = 3\ndata-dir = "/var/lib/pd"\ninitial-cluster = "pd-0=https://pd-0.svc:2380,pd-9=https://pd-9.svc:2380"\n[Log]\nlevel = "warn"\n[log.file]\nfilename = "/var/log/pd.log"\n[metric]\naddress = "push.example:9091"\n[schedule]\nlow-space-ratio = 1.0\n[pd-server]\nmetric-storage = "https://prometheus:9090"`,
    });
    const { config, rewrites } = await stageText({ ...tlsFiles, "pd-0.toml": toml }, "pd-0");
    expect(config).toBe(`name = "pd-0"
client-urls = "https://127.0.0.1:30000"
peer-urls = "https://127.0.0.1:30001"
advertise-client-urls = "https://127.0.0.1:30000"
advertise-peer-urls = "https://127.0.0.1:30001"
lease = 3
data-dir = "STAGE/1-pd/data"
initial-cluster = "pd-0=https://127.0.0.1:30001"

[Log]
level = "warn"

[log]
[schedule]
low-space-ratio = 1.0

[pd-server]
[security]
cacert-path = "STAGE/1-pd/tls/ca.pem"
cert-path = "STAGE/1-pd/tls/cert.pem"
key-path = "STAGE/1-pd/tls/key.pem"
cert-allowed-cn = [ "pd", "tikv" ]
`);
    expect(rewrites).toEqual([
      "pd-0: log.file left out: logs go to the standard output",
      "pd-0: metric left out: nothing leaves the stage",
      "pd-0: pd-server.metric-storage left out: nothing leaves the stage",
      "pd-0: data-dir /var/lib/pd -> STAGE/1-pd/data",
      "pd-0: client-urls https://0.0.0.0:2379 -> https://127.0.0.1:30000",
      "pd-0: advertise-client-urls https://pd-0.svc:2379 -> https://127.0.0.1:30000",
      "pd-0: peer-urls https://0.0.0.0:2380 -> https://127.0.0.1:30001",
      "pd-0: advertise-peer-urls https://pd-0.svc:2380 -> https://127.0.0.1:30001",
      "pd-0: initial-cluster pd-0=https://pd-0.svc:2380,pd-9=https://pd-9.svc:2380 -> pd-0=https://127.0.0.1:30001",
      "pd-0: security.cacert-path /tls/ca.pem -> STAGE/1-pd/tls/ca.pem",
      "pd-0: security.cert-path /tls/pd.pem -> STAGE/1-pd/tls/cert.pem",
      "pd-0: security.key-path /tls/pd-key.pem -> STAGE/1-pd/tls/key.pem",
    ]);
  });

  test("has no secret, no key management and no receiver of TiKV", async () => {
    const more = `[security.encryption]\ndata-encryption-method = "aes128-ctr"\n[security.encryption.master-key]\ntype = "kms"\nendpoint = "https://kms.example"\n[resource-metering]\nreceiver-address = "metrics:1234"\n[backup.s3]\nsecret-access-key = "hunter2"\nbucket = "s3://b"\n[raftstore]\nraftdb-path = "raft"`;
    const { config, rewrites } = await stageText({ ...tlsFiles, "tikv-0.toml": tikvToml({ more }) }, "tikv-0");
    expect(config).not.toMatch(/hunter2|kms|metrics|s3:|raftdb/);
    expect(rewrites.filter((line) => line.includes("left out"))).toEqual([
      "tikv-0: security.encryption left out: data at rest is not tested",
      "tikv-0: resource-metering.receiver-address left out: nothing leaves the stage",
      "tikv-0: backup.s3.secret-access-key left out: it is a secret access key",
      "tikv-0: backup.s3.bucket left out: nothing leaves the stage",
      "tikv-0: raftstore.raftdb-path left out: data lies in a folder of the stage",
    ]);
    expect(rewrites.join("\n")).not.toContain("hunter2");
  });

  test("of PD keeps what PD refuses in a URL", async () => {
    const urls = "pd-0:2379, https://10.0.0.1:2379,https://10.0.0.1,https://pd-0.svc:2379/";
    const { config } = await stageText({ ...tlsFiles, "pd-0.toml": pdToml({ client: urls }) }, "pd-0");
    const line = (key: string) => config.split("\n").find((text) => text.startsWith(`${key} = `));
    expect(line("client-urls")).toBe(
      'client-urls = "pd-0:30000, https://127.0.0.1:30000,https://127.0.0.1,https://pd-0.svc:30000/"',
    );
    expect(line("advertise-client-urls")).toBe(
      'advertise-client-urls = "127.0.0.1:30000, https://127.0.0.1:30000,https://127.0.0.1,https://127.0.0.1:30000/"',
    );
  });

  test("is told without a password that a URL holds", async () => {
    const toml = pdToml({ advertise: "https://admin:hunter2@pd-0.svc:2379" });
    const { rewrites, notes } = await stageText({ ...tlsFiles, "pd-0.toml": toml }, "pd-0");
    expect(rewrites.join("\n")).toContain("advertise-client-urls https://...@pd-0.svc:2379 -> ");
    expect([...rewrites, ...notes].join("\n")).not.toContain("hunter2");
  });

  test("joins where the original joins, and somebody is first", async () => {
    const [a, b] = ["a", "b"].map((name, index) =>
      pdToml({ name, client: `https://10.0.0.${index + 1}:2379`, more: 'join = "https://10.0.0.1:2379"' }),
    ) as [string, string];
    const files = { ...tlsFiles, "a.pd.toml": a.replace(/join.*/, ""), "b.pd.toml": b };
    expect((await stageText(files, "b")).config).toContain('join = "https://127.0.0.1:30000"');
    const { config, rewrites } = await stageText({ ...tlsFiles, "a.pd.toml": a, "b.pd.toml": b }, "a");
    expect(config).not.toContain("join");
    expect(rewrites).toContain("a: join left out: somebody has to be first on the stage");
  });
});

describe("what is not committed", () => {
  test("is stood in for, under a CA that the instance trusts and by a name that all lists admit", async () => {
    const files = {
      "tls/ca.pem": ca.pem,
      "pd-0.toml": pdToml({ list: ["pd", "tikv"] }),
      "tikv-0.toml": tikvToml({ list: ["tidb", "tikv"], addr: "tikv-0.svc:20160" }),
    };
    const { notes, texts } = await stageText(files, "tikv-0");
    expect(notes).toEqual([
      "The certificate of pd-0 and tikv-0 is not in the repository: a stand-in signed by the twin of CN=ca serves.",
    ]);
    const shown = new X509Certificate(texts?.certificate ?? "");
    expect([shown.subject, shown.issuer]).toEqual(["CN=tikv", "CN=ca"]);
    expect(shown.subjectAltName).toContain("DNS:tikv-0.svc, IP Address:127.0.0.2");
    expect(shown.verify(new X509Certificate(texts?.ca ?? "").publicKey)).toBe(true);
  });

  test("lets an environment of which only the leaves are committed form a cluster", async () => {
    const { "tls/ca.pem": _, ...leaves } = tlsFiles;
    const { environment } = await cluster({
      ...leaves,
      "pd-0.toml": pdToml({ advertise: "https://pd-0.svc:2379", advertisePeer: "https://pd-0.svc:2380" }),
      "tikv-0.toml": tikvToml({ addr: "tikv-0.svc:20160", status: "", endpoints: ["pd-0.svc:2379"] }),
    });
    await staged(environment, ({ twin }) => {
      expect([...judged(twin).values()].map(({ id, outcome }) => `${id} ${outcome.kind}`)).toEqual([
        "client-pd succeeds",
        "tikv-pd succeeds",
        "pd-pd-client succeeds",
        "pd-pd-peer succeeds",
        "client-tikv succeeds",
        "tikv-tikv succeeds",
      ]);
    });
  });

  test("and not even decided is taken as likeliest, and told", async () => {
    const { environment } = await cluster({
      "pd-0.toml": pdToml({
        client: "${SCHEME}://${HOST}:2379",
        peer: "https://${HOST}:2380",
        ca: "${CA}",
        cert: "${CERT}",
        key: "${KEY}",
      }),
    });
    await staged(environment, ({ twin, notes }) => {
      expect([...judged(twin).values()].map(({ outcome }) => outcome.kind)).toEqual(["succeeds", "succeeds", "succeeds"]);
      expect(notes.length).toBeGreaterThan(0);
    });
  });
});

test("whatever is missing, unknown or wrong in a configuration, a stage is made of it", async () => {
  const folder = new URL("../../../examples/sound/deploy/prod/", import.meta.url).pathname;
  const texts = ["pd-1.toml", "pd-2.toml", "tikv-1.toml"].map(
    (name) => [name, readFileSync(join(folder, name), "utf8").split("\n")] as const,
  );
  const change = fc.record({
    file: fc.nat(2),
    line: fc.nat(24),
    how: fc.constantFrom(
      "remove",
      "${X}",
      "a${X}b",
      "",
      "0",
      "http://[::1]:1",
      "https://{{ host }}:2379",
      "://",
      ",",
      "a=b,c",
      "unix:///x",
      "\\u0000",
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const files = Object.fromEntries(texts.map(([name, lines]) => [`prod/${name}`, [...lines]]));
      for (const { file, line, how } of changes) {
        const lines = files[`prod/${texts[file]?.[0]}`];
        if (lines?.[line] === undefined) continue;
        if (how === "remove") lines.splice(line, 1);
        else lines[line] = lines[line].replace(/"[^"]*"/, `"${how}"`);
      }
      const { model } = await repository({
        ...Object.fromEntries(Object.entries(files).map(([path, lines]) => [path, lines.join("\n")])),
        "prod/tls/ca.pem": readFileSync(join(folder, "tls/ca.pem")),
        "prod/tls/pd-1.pem": readFileSync(join(folder, "tls/pd-1.pem")),
      });
      for (const environment of model.environments) {
        await staged(environment, ({ twin, instances }) => {
          expect(instances).toHaveLength(environment.instances.length);
          expect([...judged(twin).keys()]).toEqual([...judged(environment).keys()]);
        });
      }
    }),
    { seed: 20261124, numRuns: 200 },
  );
}, 60_000);

test("certificates out of a Secret have twins too", async () => {
  const encoded = (text: string) => Buffer.from(text).toString("base64");
  const folder = new URL("../../../examples/secrets/", import.meta.url).pathname;
  const pd = issue({ cn: "pd", issuer: ca, san: ["DNS:*.pd-peer.tikv-prod.svc"] });
  const secret = `apiVersion: v1\nkind: Secret\nmetadata: { name: pd-tls, namespace: tikv-prod }\ntype: kubernetes.io/tls\ndata:\n  ca.crt: ${encoded(ca.pem)}\n  tls.crt: ${encoded(pd.pem)}\n`;
  const { model } = await repository({ ...filesBelow(folder), "secrets.yaml": secret });
  const [environment] = model.environments;
  const pds = environment?.instances.filter(
    ({ component, security }) => component === "pd" && security.certificate.kind === "seen",
  );
  expect(pds).toHaveLength(1);
  if (environment === undefined) return;
  await staged(environment, ({ instances }) => {
    const shown = instances.find(({ original }) => original.component === "pd")?.credential?.certificate ?? "";
    expect(new X509Certificate(shown).serialNumber).toBe(new X509Certificate(pd.pem).serialNumber);
    expect(shown).not.toBe(pd.pem);
  });
});
