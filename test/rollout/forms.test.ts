import { expect, test } from "vitest";
import { planReport } from "../../src/gate/change/reported-change.ts";
import { testTime } from "../support/issue.ts";
import { ca, environmentPlanFor, type Files, inShort, leaf, planFor } from "./change.ts";

const tiup = (tls: boolean, pds = 1, more = "") => ({
  "prod/topology.yaml": `global:
  user: tidb
  deploy_dir: /deploy
  enable_tls: ${tls}
server_configs:
  tikv:
    log.level: info
${more}pd_servers:
${["10.0.0.1", "10.0.0.2", "10.0.0.3"]
  .slice(0, pds)
  .map((host) => `  - host: ${host}\n`)
  .join("")}tikv_servers:
  - host: 10.0.1.1
  - host: 10.0.1.2
`,
});
const allowed = (...names: readonly string[]) => `  pd:\n    security.cert-allowed-cn: [${names.join(", ")}]\n`;

const tidbCluster = (tls: boolean, config = "") => ({
  "prod/cluster.yaml": `apiVersion: pingcap.com/v1alpha1
kind: TidbCluster
metadata:
  name: basic
  namespace: prod
spec:
  version: v8.5.7
  tlsCluster:
    enabled: ${tls}
  pd:
    replicas: 3
    config: |
      [log]
      level = "info"
  tikv:
    replicas: 3
    config: |
      [log]
      level = "info"
${config}`,
});

const compose = (tls: boolean, more: Readonly<Record<string, string>> = {}): Files => {
  const scheme = tls ? "https" : "http";
  const flags = (component: string) =>
    tls ? `\n      - --cacert=/tls/ca.pem\n      - --cert=/tls/${component}.pem\n      - --key=/tls/${component}.key` : "";
  const security = tls
    ? `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`
    : "[security]\n";
  return {
    "prod/docker-compose.yml": `services:
  pd0:
    image: pingcap/pd:v8.5.3
    command:
      - --name=pd0
      - --client-urls=${scheme}://0.0.0.0:2379
      - --peer-urls=${scheme}://0.0.0.0:2380
      - --advertise-client-urls=${scheme}://pd0:2379
      - --advertise-peer-urls=${scheme}://pd0:2380${flags("pd")}
    volumes: [./tls:/tls]
  tikv0:
    image: pingcap/tikv:v8.5.3
    command:
      - --addr=0.0.0.0:20160
      - --advertise-addr=tikv0:20160
      - --pd=pd0:2379
      - --config=/tikv.toml
    volumes: [./tls:/tls, ./tikv.toml:/tikv.toml]
`,
    "prod/tikv.toml": security,
    ...more,
  };
};
const files = (by: string) => ({
  "prod/tls/ca.pem": ca(by).pem,
  "prod/tls/pd.pem": leaf(`compose pd ${by}`, { cn: "pd", issuer: ca(by), san: ["DNS:pd0"] }).pem,
  "prod/tls/tikv.pem": leaf(`compose tikv ${by}`, { cn: "tikv", issuer: ca(by), san: ["DNS:tikv0"] }).pem,
});

/** Each verdict was written down before the simulation ran. */
const cases: Readonly<Record<string, { readonly before: Files; readonly after: Files; readonly verdict: RegExp }>> = {
  "TiUP: TLS is turned on with one PD": { before: tiup(false), after: tiup(true), verdict: /^full-stop/ },
  "TiUP: TLS is turned on with three PDs": { before: tiup(false, 3), after: tiup(true, 3), verdict: /^full-stop/ },
  "TiUP: TLS is turned off": { before: tiup(true), after: tiup(false), verdict: /^full-stop/ },
  "TiUP: PD gets an allow list, and no certificate is committed": {
    before: tiup(true),
    after: tiup(true, 1, allowed("pd", "tikv", "tidb")),
    verdict: /^unknown$/,
  },
  "TiUP: PD's allow list is widened": {
    before: tiup(true, 1, allowed("pd", "tikv")),
    after: tiup(true, 1, allowed("pd", "tikv", "tidb")),
    verdict: /^rolls any$/,
  },
  "TiUP: another log level": {
    before: tiup(true),
    after: { "prod/topology.yaml": tiup(true)["prod/topology.yaml"].replace("info", "warn") },
    verdict: /^nothing$/,
  },
  "TidbCluster: TLS is turned on": { before: tidbCluster(false), after: tidbCluster(true), verdict: /^full-stop/ },
  "TidbCluster: TLS is turned off": { before: tidbCluster(true), after: tidbCluster(false), verdict: /^full-stop/ },
  "TidbCluster: TiKV gets an allow list, and no certificate is committed": {
    before: tidbCluster(true),
    after: tidbCluster(true, `      [security]\n      cert-allowed-cn = ["TiDB"]\n`),
    verdict: /^unknown$/,
  },
  "TidbCluster: another log level": {
    before: tidbCluster(true),
    after: { "prod/cluster.yaml": tidbCluster(true)["prod/cluster.yaml"].replaceAll("info", "warn") },
    verdict: /^nothing$/,
  },
  "compose: TLS is turned on": { before: compose(false), after: compose(true, files("A")), verdict: /^full-stop/ },
  "compose: leaves are renewed": {
    before: compose(true, files("A")),
    after: compose(true, {
      ...files("A"),
      "prod/tls/tikv.pem": leaf("compose tikv A 2", { cn: "tikv", issuer: ca("A"), san: ["DNS:tikv0"] }).pem,
    }),
    verdict: /^rolls any$/,
  },
  // One store refuses no other: with it two steps do, where several stores need three.
  "compose: the CA is swapped in one step": {
    before: compose(true, files("A")),
    after: compose(true, files("B")),
    verdict: /^splits: ca=both any; ca=new certificate=new pd put-files > tikv put-files \+ tikv restart > pd restart$/,
  },
  "compose: PD's certificate loses its name": {
    before: compose(true, files("A")),
    after: compose(true, {
      ...files("A"),
      "prod/tls/pd.pem": leaf("compose pd odd", { cn: "pd", issuer: ca("A"), san: ["DNS:store"] }).pem,
    }),
    verdict: /^splits final$/,
  },
  "a TiUP topology becomes plain TOML with the same certificates' paths": {
    before: tiup(true),
    after: {
      "prod/pd.toml": `name = "pd-10.0.0.1-2379"\nclient-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n[security]\ncacert-path = "/deploy/pd-2379/tls/ca.crt"\ncert-path = "/deploy/pd-2379/tls/pd.crt"\nkey-path = "/deploy/pd-2379/tls/pd.pem"\n`,
      "prod/tikv-1.toml": `[server]\nadvertise-addr = "10.0.1.1:20160"\n[pd]\nendpoints = ["10.0.0.1:2379"]\n[security]\nca-path = "/deploy/tikv-20160/tls/ca.crt"\ncert-path = "/deploy/tikv-20160/tls/tikv.crt"\nkey-path = "/deploy/tikv-20160/tls/tikv.pem"\n`,
      "prod/tikv-2.toml": `[server]\nadvertise-addr = "10.0.1.2:20160"\n[pd]\nendpoints = ["10.0.0.1:2379"]\n[security]\nca-path = "/deploy/tikv-20160/tls/ca.crt"\ncert-path = "/deploy/tikv-20160/tls/tikv.crt"\nkey-path = "/deploy/tikv-20160/tls/tikv.pem"\n`,
    },
    verdict: /^rolls any$/,
  },
};

test.each(Object.entries(cases))("%s", async (_, { before, after, verdict }) => {
  const plan = await environmentPlanFor(before, after);
  expect(inShort(plan.verdict)).toMatch(verdict);
});

test("TiUP's limit of one PD is told where it stands in the way, and only there", async () => {
  const cautions = async (pds: number) =>
    planReport(await planFor(tiup(false, pds), tiup(true, pds)), "main", testTime, undefined)
      .environments.flatMap((one) => one.cautions)
      .join(" ");
  expect(await cautions(3)).toContain("`tiup cluster tls` takes one PD only");
  expect(await cautions(1)).not.toContain("takes one PD only");
  expect(await cautions(1)).toContain("only `tiup cluster tls` changes it");
});

const stepsFor = async (before: Files, after: Files) =>
  planReport(await planFor(before, after), "main", testTime, undefined).environments.flatMap(({ steps }) =>
    steps.map(({ change, order, commands }) => [change || order, ...commands]),
  );

test("TiUP turns TLS on and off with its own command, around one PD, and without a member update by hand", async () => {
  const turned = "TLS with TiUP: it stops the cluster, changes the peer URLs in etcd and starts it again";
  expect(await stepsFor(tiup(false), tiup(true))).toEqual([[`enable ${turned}`, "tiup cluster tls CLUSTER enable"]]);
  expect(await stepsFor(tiup(true, 3), tiup(false, 3))).toEqual([
    ["scale PD in to one", "tiup cluster scale-in CLUSTER -N 10.0.0.2:2379,10.0.0.3:2379"],
    [`disable ${turned}`, "tiup cluster tls CLUSTER disable"],
    ["scale PD out again", "tiup cluster scale-out CLUSTER TOPOLOGY"],
  ]);
  const [plan] = planReport(await planFor(tiup(false, 3), tiup(true, 3)), "main", testTime, undefined).environments;
  expect(plan?.pdSteps).toEqual([]);
  expect(plan?.cautions.join(" ")).not.toContain("member update");
});

const statefulSet = (level: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: tikv }
spec:
  serviceName: tikv
  template:
    metadata: { labels: { app: tikv } }
    spec:
      containers:
        - name: tikv
          image: pingcap/tikv:v8.5.3
          command: [/tikv-server]
          args: ["--addr=0.0.0.0:20160", "--advertise-addr=${level}:20160", "--pd=pd:2379"]
`;

test("what Kustomize builds is applied with -k and the folder of its overlay, other manifests by their file", async () => {
  const overlay = (name: string) => ({
    "deploy/base/tikv.yaml": statefulSet(name),
    "deploy/base/kustomization.yaml": "resources: [tikv.yaml]\n",
    "deploy/overlays/prod/kustomization.yaml": "resources: [../../base]\n",
  });
  expect(new Set((await stepsFor(overlay("a"), overlay("b"))).flatMap(([, ...commands]) => commands))).toEqual(
    new Set(["kubectl apply -k deploy/overlays/prod"]),
  );
  const plain = (name: string) => ({ "prod/tikv.yaml": statefulSet(name) });
  expect((await stepsFor(plain("a"), plain("b"))).flatMap(([, ...commands]) => commands)).toEqual([
    "kubectl apply -f prod/tikv.yaml",
  ]);
});

test("compose is run where its file lies, and a file of another name is named", async () => {
  const other = (all: Files): Files =>
    Object.fromEntries(Object.entries(all).map(([path, text]) => [path.replace("docker-compose.yml", "stack.yml"), text]));
  const commands = async (before: Files, after: Files) =>
    (await stepsFor(before, after)).flatMap(([, ...all]) => all).filter((command) => command.endsWith("tikv0"));
  expect(await commands(compose(false), compose(true, files("A")))).toEqual([
    "cd prod && docker compose up -d --no-deps --force-recreate tikv0",
  ]);
  expect(await commands(other(compose(false)), other(compose(true, files("A"))))).toEqual([
    "docker compose -f prod/stack.yml up -d --no-deps --force-recreate tikv0",
  ]);
});

test("tidb-operator's manual steps are told where TLS is turned on", async () => {
  const { environments } = planReport(await planFor(tidbCluster(false), tidbCluster(true)), "main", testTime, undefined);
  expect(environments.flatMap((one) => one.cautions).join(" ")).toContain("its documentation scales PD to one");
});
