import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftAt, pemAt } from "../../../test/support/draft.ts";
import { testTime } from "../../../test/support/issue.ts";
import type { RepoPath } from "../../text/span.ts";
import { buildModel, type DeclaredEnvironment } from "../build.ts";
import type { InstanceDraft } from "../instances/draft.ts";
import type { Model } from "./environment.ts";

function modelOf(
  configs: readonly string[],
  files: readonly string[] = [],
  environments?: readonly DeclaredEnvironment[],
): Model {
  const reading = { instances: configs.map((path) => draftAt(path)), files: files.map(pemAt), problems: [] };
  return buildModel(reading, environments === undefined ? {} : { environments }, testTime);
}

function shown(model: Model): Record<string, readonly string[]> {
  return Object.fromEntries(
    model.environments.map(({ name, tier, instances, files }) => [
      `${name} ${tier}`,
      [...instances.map((instance) => instance.path), ...files.map((file) => file.path)],
    ]),
  );
}

const layouts: Record<string, { configs: string[]; files?: string[]; found: Record<string, string[]> }> = {
  "one cluster at the root is `default` and production": {
    configs: ["tikv.toml", "pd.toml"],
    files: ["tls/ca.pem", "certs/tikv/tikv.pem", "services/web/certs/web.pem"],
    found: { "default production": ["pd.toml", "tikv.toml", "certs/tikv/tikv.pem", "tls/ca.pem"] },
  },
  "one folder for each environment": {
    configs: ["deploy/prod/pd.toml", "deploy/prod/tikv.toml", "deploy/staging/tikv.toml", "deploy/dev/tikv.toml"],
    files: ["deploy/prod/tls/ca.pem", "deploy/dev/certs/issued/ca.pem", "deploy/ca.pem"],
    found: {
      "dev development": ["deploy/dev/tikv.toml", "deploy/dev/certs/issued/ca.pem"],
      "prod production": ["deploy/prod/pd.toml", "deploy/prod/tikv.toml", "deploy/prod/tls/ca.pem"],
      "staging staging": ["deploy/staging/tikv.toml"],
    },
  },
  "folders of components, machines and certificates do not separate": {
    configs: ["prod/pd/conf/pd.toml", "prod/tikv/tikv-1/etc/tikv.toml", "prod/tikv/10.0.1.5/tikv.toml", "prod/node3/tikv.toml"],
    files: ["prod/tikv/tikv-1/tls/tikv.pem"],
    found: {
      "prod production": [
        "prod/node3/tikv.toml",
        "prod/pd/conf/pd.toml",
        "prod/tikv/10.0.1.5/tikv.toml",
        "prod/tikv/tikv-1/etc/tikv.toml",
        "prod/tikv/tikv-1/tls/tikv.pem",
      ],
    },
  },
  "the component before the environment": {
    configs: ["pd/prod/pd.toml", "pd/dev/pd.toml", "tikv/prod/tikv.toml", "tikv/dev/tikv.toml"],
    found: {
      "dev development": ["pd/dev/pd.toml", "tikv/dev/tikv.toml"],
      "prod production": ["pd/prod/pd.toml", "tikv/prod/tikv.toml"],
    },
  },
  "words in file names beat the folder": {
    configs: [
      "eu/prod/tikv.toml",
      "eu/prod/tikv-test.toml",
      "config/pd.production.toml",
      "config/tikv-prod.toml",
      "config/tikv.dev.toml",
    ],
    files: ["config/certs/dev-ca.pem", "config/certs/prod-ca.pem"],
    found: {
      "production production": ["config/pd.production.toml", "config/tikv-prod.toml", "config/certs/prod-ca.pem"],
      "dev development": ["config/tikv.dev.toml", "config/certs/dev-ca.pem"],
      "eu/prod production": ["eu/prod/tikv.toml"],
      "test development": ["eu/prod/tikv-test.toml"],
    },
  },
  "certificates in a tree of their own belong to the only environment of that word": {
    configs: ["deploy/prod/tikv.toml", "deploy/dev/tikv.toml"],
    files: ["certs/prod/ca.pem", "certs/dev/ca.pem", "certs/root/ca.pem"],
    found: {
      "dev development": ["deploy/dev/tikv.toml", "certs/dev/ca.pem"],
      "prod production": ["deploy/prod/tikv.toml", "certs/prod/ca.pem"],
    },
  },
  "two clusters under one word in different folders are two": {
    configs: ["clusters/a/prod/tikv.toml", "clusters/b/prod/tikv.toml", "clusters/a/dev/tikv.toml"],
    files: ["clusters/a/prod/tls/ca.pem"],
    found: {
      "dev development": ["clusters/a/dev/tikv.toml"],
      "a/prod production": ["clusters/a/prod/tikv.toml", "clusters/a/prod/tls/ca.pem"],
      "b/prod production": ["clusters/b/prod/tikv.toml"],
    },
  },
  "two whole clusters below one environment's folder are two": {
    configs: ["prod/east/pd.toml", "prod/east/tikv.toml", "prod/west/pd/pd.toml", "prod/west/tikv/tikv.toml"],
    found: {
      "east production": ["prod/east/pd.toml", "prod/east/tikv.toml"],
      "west production": ["prod/west/pd/pd.toml", "prod/west/tikv/tikv.toml"],
    },
  },
  "parts of one cluster below its folder are one": {
    configs: ["prod/placement/pd.toml", "prod/storage/tikv.toml", "prod/storage-big/tikv.toml"],
    found: { "prod production": ["prod/placement/pd.toml", "prod/storage-big/tikv.toml", "prod/storage/tikv.toml"] },
  },
  "folders without a word are environments of production": {
    configs: ["terraform/masterdb/tikv.toml", "terraform/otherdb/conf/tikv.toml"],
    files: ["terraform/otherdb/pki/ca.pem"],
    found: {
      "terraform/masterdb production": ["terraform/masterdb/tikv.toml"],
      "terraform/otherdb production": ["terraform/otherdb/conf/tikv.toml", "terraform/otherdb/pki/ca.pem"],
    },
  },
  "Chinese names": {
    configs: ["01.生产集群/tikv.toml", "02.测试集群/tikv.toml", "03.预发/tikv.toml", "04.单机模拟集群/tikv.toml"],
    found: {
      "01.生产集群 production": ["01.生产集群/tikv.toml"],
      "02.测试集群 development": ["02.测试集群/tikv.toml"],
      "03.预发 staging": ["03.预发/tikv.toml"],
      "04.单机模拟集群 development": ["04.单机模拟集群/tikv.toml"],
    },
  },
  "/usr/local is no environment": {
    configs: ["roles/files/usr/local/etc/tikv.toml"],
    found: { "roles/files/usr/local production": ["roles/files/usr/local/etc/tikv.toml"] },
  },
  "a word within a word does not count": {
    configs: ["latest/tikv.toml", "contest/tikv.toml"],
    found: { "contest production": ["contest/tikv.toml"], "latest production": ["latest/tikv.toml"] },
  },
};

test.each(Object.entries(layouts))("%s", (_, { configs, files, found }) => {
  expect(shown(modelOf(configs, files))).toEqual(found);
});

test("the order of the files changes nothing", () => {
  const all = Object.values(layouts);
  fc.assert(
    fc.property(
      fc
        .constantFrom(...all)
        .chain(({ configs, files = [] }) =>
          fc.tuple(
            fc.constant({ configs, files }),
            fc.shuffledSubarray(configs, { minLength: configs.length }),
            fc.shuffledSubarray(files, { minLength: files.length }),
          ),
        ),
      ([{ configs, files }, shuffledConfigs, shuffledFiles]) => {
        expect(shown(modelOf(shuffledConfigs, shuffledFiles))).toEqual(shown(modelOf(configs, files)));
      },
    ),
    { numRuns: 60, seed: 4 },
  );
});

test("whatever the paths are, every config has one environment and every name is unique", () => {
  const part = fc.constantFrom(
    "prod",
    "dev",
    "a",
    "b",
    "pd",
    "tikv-1",
    "tls",
    "default",
    "prod-2",
    "pre-prod",
    "…",
    "生产",
    "x.y.z",
  );
  const path = fc.tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom("tikv.toml", "pd.toml", "tikv-prod.toml", "dev.toml"));
  fc.assert(
    fc.property(
      fc.uniqueArray(
        path.map(([folders, file]) => [...folders, file].join("/")),
        { maxLength: 12 },
      ),
      (paths) => {
        const model = modelOf(paths);
        const names = model.environments.map((environment) => environment.name);
        expect(new Set(names).size).toBe(names.length);
        expect(model.environments.flatMap(({ instances }) => instances.map((instance) => instance.path)).sort()).toEqual(
          [...paths].sort(),
        );
        for (const { name, instances } of model.environments) {
          expect(new Set(instances.map((instance) => instance.name)).size).toBe(instances.length);
          for (const instance of instances) expect(model.environmentOf(instance.path)?.name).toBe(name);
        }
      },
    ),
    { numRuns: 200, seed: 4 },
  );
});

describe("what a committed form knows of its cluster", () => {
  const inCluster = (path: string, namespace: string, cluster: string, label?: string, component: "pd" | "tikv" = "tikv") =>
    draftAt(path, { component, environment: { namespace, cluster, label } });
  const environmentsOf = (...instances: InstanceDraft[]) =>
    shown(buildModel({ instances, files: [], problems: [] }, {}, testTime));

  test("separates clusters in one folder, and namespaces tell the tier", () => {
    expect(
      environmentsOf(
        inCluster("k8s/tikv.yaml", "tidb-prod", "one"),
        inCluster("k8s/pd.yaml", "tidb-prod", "one"),
        inCluster("k8s/other.yaml", "tidb-dev", "two"),
      ),
    ).toEqual({ "prod production": ["k8s/pd.yaml", "k8s/tikv.yaml"], "dev development": ["k8s/other.yaml"] });
  });

  test("joins the objects of one namespace and name, in whatever folders they lie", () => {
    expect(
      environmentsOf(
        inCluster("apps/pd/00-pd.yaml", "tidb", "basic", undefined, "pd"),
        inCluster("stores/eu/01.yaml", "tidb", "basic"),
      ),
    ).toEqual({ "basic production": ["apps/pd/00-pd.yaml", "stores/eu/01.yaml"] });
  });

  test("but whole clusters of the same namespace and name in two folders are two", () => {
    const whole = (folder: string) => [
      inCluster(`${folder}/pd.yaml`, "tidb", "basic", undefined, "pd"),
      inCluster(`${folder}/tikv.yaml`, "tidb", "basic"),
    ];
    expect(environmentsOf(...whole("clusters/eu"), ...whole("clusters/us"))).toEqual({
      "clusters/eu/basic production": ["clusters/eu/pd.yaml", "clusters/eu/tikv.yaml"],
      "clusters/us/basic production": ["clusters/us/pd.yaml", "clusters/us/tikv.yaml"],
    });
  });

  test("a label says the tier before the namespace, both before the path, the cluster's name last", () => {
    expect(environmentsOf(inCluster("k8s/tikv.yaml", "tidb-dev", "a", "production"))).toEqual({
      "production production": ["k8s/tikv.yaml"],
    });
    expect(environmentsOf(inCluster("k8s/staging/tikv.yaml", "tidb-dev", "a"))).toEqual({
      "dev development": ["k8s/staging/tikv.yaml"],
    });
    expect(environmentsOf(inCluster("k8s/staging/tikv.yaml", "tidb", "a-dev"))).toEqual({
      "staging staging": ["k8s/staging/tikv.yaml"],
    });
    expect(environmentsOf(inCluster("k8s/tikv.yaml", "tidb", "a-dev"))).toEqual({ "dev development": ["k8s/tikv.yaml"] });
    expect(environmentsOf(inCluster("k8s/tikv.yaml", "生产", "a"))).toEqual({ "生产 production": ["k8s/tikv.yaml"] });
  });

  test("a cluster that has its name from a guide is no example for that", () => {
    expect(environmentsOf(inCluster("k8s/tikv.yaml", "tidb", "example"))).toEqual({
      "k8s/example production": ["k8s/tikv.yaml"],
    });
  });

  test("clusters whose folders have the same name are told apart by their own", () => {
    expect(environmentsOf(inCluster("examples/a.yaml", "tidb", "one"), inCluster("examples/b.yaml", "tidb", "two"))).toEqual({
      "examples/one development": ["examples/a.yaml"],
      "examples/two development": ["examples/b.yaml"],
    });
  });

  test("an example stays one, whatever its namespace is called", () => {
    expect(environmentsOf(inCluster("examples/tikv.yaml", "tidb-prod", "a"))).toEqual({
      "examples development": ["examples/tikv.yaml"],
    });
  });
});

test("what was assumed is said", () => {
  expect(modelOf(["prod/pd.toml", "prod/tikv.toml", "masterdb/tikv.toml"]).assumptions).toEqual([
    "No config file declares environments: masterdb (production) and prod (production) were found by folder and file names.",
    "No folder or file name says which tier masterdb belongs to: judged as production.",
    "No version is given for 2 TiKV configurations: judged as v8.5.7, the newest release known.",
    "No version is given for 1 PD configuration: judged as v8.5.7, the newest release known.",
  ]);
});

test("declared environments: the first match wins, and what lies outside is not judged but counted", () => {
  const declare = (name: string, ...include: string[]): DeclaredEnvironment => ({ name, tier: "staging", include, mounts: [] });
  const model = modelOf(
    ["a/one/tikv.toml", "a/two/tikv.toml", "b/tikv.toml", "prod/tikv.toml"],
    ["a/tls/ca.pem", "web/ca.pem"],
    [declare("one", "a/one/**"), declare("a", "a", "b/*.toml")],
  );
  expect(shown(model)).toEqual({
    "a staging": ["a/two/tikv.toml", "b/tikv.toml", "a/tls/ca.pem"],
    "one staging": ["a/one/tikv.toml"],
  });
  expect(model.files.map((file) => file.path)).toEqual(["a/tls/ca.pem"]);
  expect(model.environmentOf("prod/tikv.toml" as RepoPath)).toBeUndefined();
  expect(model.undeclared?.map(({ path }) => path)).toEqual(["prod/tikv.toml"]);
  expect(model.assumptions).toContain("1 file outside of all declared environments is not judged: web/ca.pem.");
});

test("instances are named after PD's own name, their file, or their machine's folder", () => {
  const at = draftAt("prod/pd.toml").at;
  const named = { kind: "table", span: at, entries: new Map() } as const;
  named.entries.set("Name", { key: "Name", keySpan: at, node: { kind: "string", value: "pd-main", span: at, slice: () => at } });
  const reading = {
    instances: [
      draftAt("prod/pd.toml", { config: named }),
      draftAt("prod/tikv-1/conf/tikv.toml"),
      draftAt("prod/tikv-2/conf/config.toml"),
      draftAt("prod/store-7.toml"),
      draftAt("prod/tikv.toml"),
      draftAt("prod/tikv/config.toml"),
    ],
    files: [],
    problems: [],
  };
  const [environment] = buildModel(reading, {}, testTime).environments;
  expect(environment?.instances.map(({ path, name }) => `${path}: ${name}`)).toEqual([
    "prod/pd.toml: pd-main",
    "prod/store-7.toml: store-7",
    "prod/tikv-1/conf/tikv.toml: tikv-1",
    "prod/tikv-2/conf/config.toml: tikv-2",
    "prod/tikv.toml: tikv",
    "prod/tikv/config.toml: tikv-3",
  ]);
});

test("a tool's name is no tier, and the word that decided is kept", () => {
  const tiers = (...paths: string[]) =>
    modelOf(paths, []).environments.map(({ tier, tierWord }) => `${tier}${tierWord === undefined ? "" : ` by ${tierWord}`}`);
  expect(tiers("swarm/docker-stack.yml")).toEqual(["production"]);
  expect(tiers("docker-swarm.yml")).toEqual(["production"]);
  expect(tiers("docker-compose.dev.yml")).toEqual(["development by dev"]);
  expect(tiers("docker/pd.toml")).toEqual(["development by docker"]);
  expect(tiers("manualTestEnv/pd.toml")).toEqual(["development by Test"]);
  expect(tiers(".github/config/pd.toml")).toEqual(["development by github"]);
});
