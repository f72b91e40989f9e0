/** A repository with one overlay to build, and the constructs that its overlay is made of. */
export interface OverlayCase {
  readonly files: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly constructs: readonly string[];
}

/** The same cases for the same seed. */
export function overlayCases(seed: number, count: number): readonly OverlayCase[] {
  return Array.from({ length: count }, (_, index) => new Maker(seed * 100_003 + index).make());
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const folder = "overlays/prod";
const tls = '[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n';
const plain = 'log-level = "info"\n[schedule]\nmax-merge-region-size = 20\n';

class Maker {
  #state: number;
  readonly #files: Record<string, string> = {};
  readonly #constructs: string[] = [];
  #patches = 0;
  readonly #kind: string;
  readonly #apiVersion: string;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
    for (let round = 0; round < 8; round++) this.#random();
    [this.#apiVersion, this.#kind] = this.#one([
      ["apps/v1", "StatefulSet"],
      ["apps/v1", "StatefulSet"],
      ["apps/v1", "Deployment"],
      ["argoproj.io/v1alpha1", "Rollout"],
      ["v1", "Pod"],
    ] as const);
  }

  make(): OverlayCase {
    const base = this.#base();
    let inner = "../../base";
    if (this.#chance(0.25)) {
      this.#constructs.push("a base in between");
      this.#write("middle/kustomization.yaml", { resources: ["../base"], ...this.#changes("middle", this.#count(1)) });
      inner = "../../middle";
    }
    const overlay = { resources: [inner], ...this.#changes(folder, 1 + this.#count(3)) };
    this.#write("base/kustomization.yaml", base);
    const name = this.#one(["kustomization.yaml", "kustomization.yaml", "kustomization.yml", "Kustomization"]);
    this.#write(`${folder}/${name}`, overlay);
    return { files: this.#files, folder, constructs: this.#constructs };
  }

  // ---- what the base holds

  #base(): Record<string, Json> {
    const kustomization: Record<string, Json> = {};
    const objects: Json[] = [this.#workload()];
    const resources = ["pd.yaml"];
    const toml = this.#one([tls, tls, plain]);
    switch (this.#count(3)) {
      case 0:
        objects.push({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "pd-config" }, data: { "pd.toml": toml } });
        break;
      case 1:
        kustomization["configMapGenerator"] = [{ name: "pd-config", files: ["pd.toml=conf/server.txt"] }];
        this.#files["base/conf/server.txt"] = toml;
        break;
      case 2:
        kustomization["configMapGenerator"] = [{ name: "pd-config", literals: [`pd.toml=${toml}`] }];
        break;
      default:
        kustomization["configMapGenerator"] = [
          { name: "pd-config", files: ["pd.toml"], envs: ["words.env"], options: { disableNameSuffixHash: true } },
        ];
        this.#files["base/pd.toml"] = toml;
        this.#files["base/words.env"] = "# words\nOTHER=1\n";
    }
    if (this.#chance(0.5)) {
      resources.push("cluster.yaml");
      this.#write("base/cluster.yaml", this.#cluster());
    }
    if (this.#chance(0.2)) this.#write("base/pd.yaml", { apiVersion: "v1", kind: "List", items: objects });
    else this.#files["base/pd.yaml"] = objects.map((object) => yaml(object)).join("---\n");
    return { ...kustomization, resources };
  }

  #scheme(): string {
    return this.#one(["https", "https", "http"]);
  }

  #args(scheme = this.#scheme()): readonly string[] {
    return [
      "--name=pd",
      `--client-urls=${scheme}://0.0.0.0:2379`,
      `--peer-urls=${scheme}://0.0.0.0:2380`,
      "--config=/etc/pd/pd.toml",
    ];
  }

  #workload(): Json {
    const spec: Json = {
      containers: [
        {
          name: "pd",
          image: "pingcap/pd:v8.5.2",
          command: ["/pd-server"],
          args: this.#args(),
          env: [{ name: "SCHEME", value: "https" }],
          volumeMounts: [
            { name: "config", mountPath: "/etc/pd" },
            { name: "tls", mountPath: "/tls" },
          ],
        },
        ...(this.#chance(0.4) ? [{ name: "sidecar", image: "busybox", args: ["sleep", "1"] }] : []),
      ],
      volumes: [
        { name: "config", configMap: { name: "pd-config" } },
        { name: "tls", secret: { secretName: "pd-tls" } },
      ],
    };
    const metadata = {
      name: "pd",
      labels: { app: "pd" },
      ...(this.#chance(0.2) && { annotations: { "config.kubernetes.io/local-config": this.#one(["true", "false"]) } }),
      ...(this.#chance(0.2) && { namespace: "db" }),
    };
    const { apiVersion, kind } = { apiVersion: this.#apiVersion, kind: this.#kind };
    if (kind === "Pod") return { apiVersion, kind, metadata, spec };
    return { apiVersion, kind, metadata, spec: { template: { metadata: { labels: { app: "pd" } }, spec } } };
  }

  #cluster(): Json {
    return {
      apiVersion: "pingcap.com/v1alpha1",
      kind: "TidbCluster",
      metadata: { name: "basic", labels: { app: "tidb" } },
      spec: {
        version: "v8.5.2",
        tlsCluster: { enabled: this.#chance(0.6) },
        pd: { replicas: 3, config: '[log]\nlevel = "info"\n' },
        tikv: { replicas: 3, config: 'log-level = "info"\n' },
      },
    };
  }

  // ---- what a kustomization changes

  #changes(at: string, count: number): Record<string, Json> {
    const made: Record<string, Json> = {};
    const add = (key: string, ...items: readonly Json[]) => {
      const before = made[key];
      made[key] = [...(Array.isArray(before) ? before : []), ...items];
    };
    for (let index = 0; index < count; index++) this.#change(at, made, add);
    return made;
  }

  #change(at: string, made: Record<string, Json>, add: (key: string, ...items: readonly Json[]) => void): void {
    const construct = this.#one(constructs);
    this.#constructs.push(construct);
    switch (construct) {
      case "merge patch":
        add("patches", { path: this.#patchFile(at, this.#mergePatch()) });
        break;
      case "merge patch inline":
        add("patches", { patch: yaml(this.#mergePatch()) });
        break;
      case "merge patch with target":
        add("patches", { patch: yaml(this.#mergePatch()), target: this.#target() });
        break;
      case "several merge patches":
        add("patches", {
          path: this.#patchText(at, [this.#mergePatch(), this.#mergePatch()].map((patch) => yaml(patch)).join("---\n")),
        });
        break;
      case "a list of patches":
        add("patches", { path: this.#patchFile(at, { apiVersion: "v1", kind: "List", items: [this.#mergePatch()] }) });
        break;
      case "patchesStrategicMerge":
        add("patchesStrategicMerge", this.#chance(0.5) ? this.#patchFile(at, this.#mergePatch()) : yaml(this.#mergePatch()));
        break;
      case "json patch":
        add("patches", { patch: yaml(this.#operations()), target: this.#target() });
        break;
      case "json patch in a file":
        add("patches", { path: this.#patchText(at, JSON.stringify(this.#operations())), target: this.#target() });
        break;
      case "patchesJson6902":
        add("patchesJson6902", { target: this.#exactTarget(), patch: yaml(this.#operations()) });
        break;
      case "names":
        Object.assign(made, this.#one([{ namePrefix: "a-" }, { nameSuffix: "-b" }, { namespace: "tikv" }]));
        break;
      case "generator":
        add("configMapGenerator", this.#generator(at));
        break;
      case "images":
        add(
          "images",
          this.#one([
            { name: "pingcap/pd", newTag: "v7.5.7" },
            { name: "pingcap/pd", newName: "mirror.example/pingcap/pd" },
            { name: "busybox", newTag: "1" },
          ]),
        );
        break;
      case "replacement":
        add("replacements", this.#replacement());
        break;
      case "component":
        add("components", this.#component(at));
        break;
      case "vars":
        add("vars", {
          name: "SCHEME",
          objref: { apiVersion: this.#apiVersion, kind: this.#kind, name: "pd" },
          fieldref: { fieldpath: "metadata.name" },
        });
        break;
      case "labels":
        if (this.#chance(0.5)) made["commonLabels"] = { team: "db" };
        else add("labels", { pairs: { team: "db" }, includeSelectors: this.#chance(0.5) });
        break;
      case "annotations":
        made["commonAnnotations"] = this.#one([
          { note: "x" },
          { "sidecar.istio.io/inject": "true" },
          { "vault.hashicorp.com/agent-inject": "true" },
        ]);
        break;
      case "transformer":
        add("transformers", this.#transformer(at));
        break;
      case "resource":
        add("resources_", this.#resource(at));
        break;
      case "replicas":
        add("replicas", { name: "pd", count: 1 });
        break;
      default:
        construct satisfies never;
    }
    // A key of its own while it is made: `resources` starts with the base.
    const more = made["resources_"];
    if (Array.isArray(more)) {
      made["transformers"] ??= [];
      made["components"] = [...(Array.isArray(made["components"]) ? made["components"] : []), ...more];
      delete made["resources_"];
    }
  }

  #component(at: string): string {
    const name = `part${this.#patches++}`;
    const inner = `${at}/${name}`;
    const nested = this.#chance(0.2) ? { components: [this.#component(inner)] } : {};
    const own = this.#changes(inner, 1);
    this.#write(`${inner}/kustomization.yaml`, {
      apiVersion: "kustomize.config.k8s.io/v1alpha1",
      kind: "Component",
      ...nested,
      ...own,
      ...("components" in own && "components" in nested
        ? { components: [...(nested["components"] as string[]), ...(own["components"] as string[])] }
        : {}),
    });
    return name;
  }

  /** A component that brings an object of its own. */
  #resource(at: string): string {
    const name = `more${this.#patches++}`;
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "other" }, data: { "pd.toml": plain } };
    this.#write(`${at}/${name}/map.yaml`, map);
    this.#write(`${at}/${name}/kustomization.yaml`, {
      apiVersion: "kustomize.config.k8s.io/v1alpha1",
      kind: "Component",
      resources: ["map.yaml"],
    });
    return name;
  }

  #transformer(at: string): string {
    const metadata = { name: "own" };
    const builtin = "builtin";
    return this.#patchFile(
      at,
      this.#one<Json>([
        { apiVersion: builtin, kind: "PrefixTransformer", metadata, prefix: "t-", fieldSpecs: [{ path: "metadata/name" }] },
        { apiVersion: builtin, kind: "PatchTransformer", metadata, patch: yaml(this.#mergePatch()) },
        {
          apiVersion: builtin,
          kind: "AnnotationsTransformer",
          metadata,
          annotations: { a: "b" },
          fieldSpecs: [{ path: "metadata/annotations", create: true }],
        },
        {
          apiVersion: builtin,
          kind: "LabelTransformer",
          metadata,
          labels: { a: "b" },
          fieldSpecs: [{ path: "spec/tlsCluster", create: true }],
        },
      ]),
    );
  }

  #generator(at: string): Json {
    const behavior = this.#one(["merge", "replace"]);
    const toml = this.#one([tls, plain]);
    switch (this.#count(2)) {
      case 0:
        return { name: "pd-config", behavior, literals: [`pd.toml=${toml}`] };
      case 1: {
        const name = `conf${this.#patches++}.any`;
        this.#files[`${at}/${name}`] = toml;
        return { name: "pd-config", behavior, files: [`pd.toml=${name}`] };
      }
      default: {
        const name = `env${this.#patches++}`;
        this.#files[`${at}/${name}`] = 'pd.toml=log-level = "info"\n';
        return { name: "pd-config", behavior, envs: [name] };
      }
    }
  }

  #replacement(): Json {
    const route = this.#podRoute();
    const source = { kind: this.#kind, name: "pd", fieldPath: "metadata.name" };
    const target = (fieldPaths: readonly string[], options?: Json): Json => ({
      source,
      targets: [{ select: { kind: this.#kind, name: "pd" }, fieldPaths, ...(options !== undefined && { options }) }],
    });
    return this.#one<Json>([
      target([`${route}.containers.[name=pd].args.1`]),
      target([`${route}.containers.0.args.1`]),
      target([`${route}.containers.*.args.1`]),
      target([`${route}.containers.[name=pd].args.1`], { delimiter: "=", index: 1 }),
      target(["metadata.annotations.note"], { create: true }),
      { source, targets: [{ select: { kind: "ConfigMap" }, fieldPaths: ["data.pd\\.toml"] }] },
    ]);
  }

  #podRoute(): string {
    return this.#kind === "Pod" ? "spec" : "spec.template.spec";
  }

  #inPods(spec: Json): Json {
    return this.#kind === "Pod" ? { spec } : { spec: { template: { spec } } };
  }

  #mergePatch(): Json {
    const metadata = { name: "pd" };
    const head = { apiVersion: this.#apiVersion, kind: this.#kind, metadata };
    const pods = (spec: Json): Json => ({ ...head, ...(this.#inPods(spec) as Record<string, Json>) });
    const cluster = (spec: Json): Json => ({
      apiVersion: "pingcap.com/v1alpha1",
      kind: "TidbCluster",
      metadata: { name: "basic" },
      spec,
    });
    const map = (data: Json): Json => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "pd-config" }, data });
    const own = { name: "pd", image: "pingcap/pd:v8.5.2", command: ["/pd-server"] };
    return this.#one<() => Json>([
      () => pods({ containers: [{ name: "pd", args: this.#args() }] }),
      () => pods({ containers: [{ name: "pd", args: this.#args("http") }] }),
      () => pods({ containers: [{ name: "pd", args: null }] }),
      () => pods({ containers: [{ name: "pd", env: [{ name: "MORE", value: "1" }] }] }),
      () => pods({ containers: [{ name: "new", image: "busybox" }] }),
      () => pods({ containers: [{ name: "pd", $patch: "delete" }] }),
      () => pods({ containers: [{ $patch: "replace" }, { ...own, args: this.#args("http") }] }),
      () =>
        pods({
          containers: [
            { name: "pd", $patch: "replace", image: "pingcap/pd:v8.5.2", command: ["/pd-server"], args: this.#args("http") },
          ],
        }),
      () => pods({ containers: [] }),
      () => pods({ initContainers: [{ name: "init", image: "busybox" }] }),
      () => pods({ volumes: [{ name: "config", configMap: { name: "absent" } }] }),
      () => pods({ volumes: [{ name: "tls", $patch: "delete" }] }),
      () => pods({ volumes: [{ name: "tls", secret: null, emptyDir: {} }] }),
      () => pods({ containers: [{ name: "pd", volumeMounts: [{ mountPath: "/etc/pd", name: "tls" }] }] }),
      () => pods({ containers: [{ name: "pd", volumeMounts: [{ mountPath: "/other", name: "tls" }] }] }),
      () => ({ ...head, $patch: "delete" }),
      () => ({
        ...head,
        $patch: "replace",
        ...(this.#inPods({ containers: [{ ...own, args: this.#args("http") }] }) as Record<string, Json>),
      }),
      () => ({
        ...head,
        ...(this.#inPods({ $patch: "replace", containers: [{ ...own, args: this.#args("http") }] }) as Record<string, Json>),
      }),
      () => cluster({ tlsCluster: { enabled: this.#chance(0.5) } }),
      () => cluster({ tlsCluster: null }),
      () => cluster({ tlsCluster: { $patch: "delete" } }),
      () => cluster({ pd: { config: "[security]\ncert-allowed-cn = ['pd']\n" } }),
      () => cluster({ tikv: null }),
      () => map({ "pd.toml": this.#one([tls, plain]) }),
      () => map({ "pd.toml": null }),
      () => map({ other: "x" }),
      () => map({ $patch: "replace", "pd.toml": plain }),
    ])();
  }

  #operations(): Json {
    const pods = this.#kind === "Pod" ? "/spec" : "/spec/template/spec";
    const pd = `${pods}/containers/0`;
    return this.#one<() => readonly Json[]>([
      () => [{ op: "replace", path: `${pd}/args/1`, value: "--client-urls=http://0.0.0.0:2379" }],
      () => [{ op: "replace", path: `${pd}/args`, value: this.#args() }],
      () => [{ op: "add", path: `${pd}/args/-`, value: "--client-urls=http://1.2.3.4:2379" }],
      () => [{ op: "add", path: `${pd}/args/0`, value: "--peer-urls=http://1.2.3.4:2380" }],
      () => [{ op: "remove", path: `${pd}/args` }],
      () => [{ op: "remove", path: `${pd}/args/1` }],
      () => [
        { op: "test", path: `${pd}/args/0`, value: "--name=pd" },
        { op: "remove", path: `${pd}/args/2` },
      ],
      () => [{ op: "move", from: `${pd}/args`, path: `${pd}/command` }],
      () => [{ op: "copy", from: `${pd}/args/1`, path: `${pd}/args/2` }],
      () => [{ op: "replace", path: "", value: this.#workload() }],
      () => [{ op: "add", path: `${pods}/containers/-`, value: { name: "last", image: "busybox" } }],
      () => [{ op: "add", path: `${pods}/containers/0`, value: { name: "first", image: "busybox", args: [] } }],
      () => [{ op: "remove", path: `${pods}/volumes/0` }],
      () => [{ op: "add", path: "/metadata/annotations", value: { a: "b" } }],
      () => [{ op: "replace", path: "/data/pd.toml", value: plain }],
      () => [{ op: "add", path: "/data/a~1b", value: "x" }],
      () => [{ op: "replace", path: "/spec/tlsCluster/enabled", value: false }],
      () => [{ op: "remove", path: "/spec/tlsCluster" }],
    ])();
  }

  #target(): Json {
    return this.#one<Json>([
      { kind: this.#kind, name: "pd" },
      { kind: this.#kind, name: "pd" },
      { kind: this.#kind },
      { kind: this.#kind, name: "p.*" },
      { kind: this.#kind, name: "p" },
      { kind: this.#kind, name: "a-pd" },
      { kind: this.#kind, name: "(pd|other)" },
      { kind: this.#kind, name: "pd|other" },
      { kind: this.#kind, name: "^pd$" },
      { kind: this.#kind, labelSelector: "app=pd" },
      { kind: this.#kind, labelSelector: "app=other" },
      { kind: this.#kind, namespace: "default" },
      { kind: this.#kind, namespace: "db" },
      { group: "apps", version: "v1", kind: this.#kind },
      { name: "pd" },
      { kind: "TidbCluster" },
      { kind: "TidbCluster", name: "basic" },
      { kind: "ConfigMap", name: "pd-config" },
      { kind: "ConfigMap", name: "pd-config.*" },
      { kind: `${this.#kind}|Job`, name: "pd" },
    ]);
  }

  #exactTarget(): Json {
    const group = this.#apiVersion.includes("/") ? { group: this.#apiVersion.split("/")[0] as string } : {};
    return { ...group, version: this.#apiVersion.split("/").at(-1) as string, kind: this.#kind, name: "pd" };
  }

  #patchFile(at: string, patch: Json): string {
    return this.#patchText(at, yaml(patch));
  }

  #patchText(at: string, text: string): string {
    const name = `patch${this.#patches++}${this.#one([".yaml", ".yaml", ".json", ".txt", ""])}`;
    this.#files[`${at}/${name}`] = text;
    return name;
  }

  #write(path: string, value: Json): void {
    this.#files[path] = yaml(value);
  }

  // ---- chance

  #random(): number {
    // xorshift32
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    this.#state >>>= 0;
    return this.#state / 2 ** 32;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  /** 0 to `most`. */
  #count(most: number): number {
    return Math.floor(this.#random() * (most + 1));
  }

  #one<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)] as T;
  }
}

const constructs = [
  "merge patch",
  "merge patch",
  "merge patch inline",
  "merge patch with target",
  "several merge patches",
  "a list of patches",
  "patchesStrategicMerge",
  "json patch",
  "json patch",
  "json patch in a file",
  "patchesJson6902",
  "names",
  "generator",
  "images",
  "replacement",
  "component",
  "vars",
  "labels",
  "annotations",
  "transformer",
  "resource",
  "replicas",
] as const;

/** JSON is YAML; in block style so that texts of several lines and nulls stand as people write them. */
function yaml(value: Json): string {
  return `${block(value, 0)}\n`;
}

function block(value: Json, indent: number): string {
  const pad = "  ".repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return `${pad}[]`;
    return value.map((item: Json) => `${pad}- ${block(item, indent + 1).trimStart()}`).join("\n");
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return `${pad}{}`;
    return entries
      .map(([key, inner]) => {
        const name = /^[\w./-]+$/.test(key) ? key : JSON.stringify(key);
        const isEmpty = Array.isArray(inner)
          ? inner.length === 0
          : typeof inner === "object" && inner !== null && Object.keys(inner).length === 0;
        if (typeof inner !== "object" || inner === null || isEmpty)
          return `${pad}${name}: ${block(inner, indent + 1).trimStart()}`;
        return `${pad}${name}:\n${block(inner, indent + 1)}`;
      })
      .join("\n");
  }
  if (typeof value === "string" && value.includes("\n") && value.endsWith("\n") && !/^\s|\n\n/.test(value))
    return `${pad}|\n${value.trimEnd().replaceAll(/^/gm, "  ".repeat(indent + 1))}`;
  return `${pad}${JSON.stringify(value)}`;
}
