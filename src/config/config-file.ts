import type { ConfiguredReference, KnownRules, Waiver } from "../judge/rule.ts";
import { waiverOf } from "../judge/waivers.ts";
import type { DeclaredClients, DeclaredEnvironment, Scope } from "../model/build.ts";
import type { Tier } from "../model/environments/environment.ts";
import type { Mount } from "../model/instances/draft.ts";
import { parseVersion, type Version } from "../model/instances/version.ts";
import { validate } from "../schemas/generated/config-file.ts";
import { parseGlob } from "../text/glob.ts";
import { joinRepoPath, type RepoPath, type ServerPath, toRepoPath } from "../text/span.ts";
import { mistakesOf } from "./config-schema.ts";
import type { PolicyReference } from "./load-policy.ts";
import { type Mistake, type Refused, refused } from "./mistake.ts";
import { pointerStep, readYaml, type YamlDocument } from "./yaml-document.ts";

/** What the config file says, checked. */
export interface GateConfig {
  readonly kind: "config";
  readonly path: RepoPath;
  readonly scope: Scope;
  readonly policy?: PolicyReference | undefined;
  /** The policies that environments name, in the order of the file. */
  readonly environmentPolicies: readonly PolicyReference[];
  readonly waivers: readonly Waiver[];
  readonly references: readonly ConfiguredReference[];
  readonly handshake: HandshakeConfig;
}

/** Programs to run are never named in the repository that is judged: images are, and their containers see nothing of the machine. */
export interface HandshakeConfig {
  readonly engine?: "loopback" | "process" | "docker" | undefined;
  readonly "pd-image"?: string | undefined;
  readonly "tikv-image"?: string | undefined;
}

/** The file's shape, as src/schemas/config-file.schema.json has it. */
interface Written {
  readonly version?: string | { readonly pd?: string; readonly tikv?: string };
  readonly policy?: string;
  readonly environments?: readonly WrittenEnvironment[];
  readonly waivers?: readonly {
    readonly rule: string;
    readonly path: string;
    readonly reason?: string;
    readonly owner?: string;
    readonly until?: string;
  }[];
  readonly handshake?: HandshakeConfig;
}

interface WrittenEnvironment {
  readonly name: string;
  readonly tier: Tier;
  readonly include: readonly string[];
  readonly policy?: string;
  readonly certificates?: Readonly<Record<string, string>>;
  readonly clients?: { readonly ca?: string; readonly certificate?: string };
}

/** The config file, and the folder to which the paths and patterns in it are relative. */
export interface ConfigPlace {
  readonly path: RepoPath;
  readonly folder: RepoPath;
}

/** Reads the config file. `known` holds every rule, for the waivers. Loading this module loads the YAML reader. */
export function readConfigFile({ path, folder }: ConfigPlace, text: string, known: KnownRules): GateConfig | Refused {
  const document = readYaml(path, text, "strings");
  if (document.kind === "refused") return document;
  const differences = mistakesOf(document, validate);
  if (differences.length > 0) return refused(differences);
  const written = document.value as Written;
  const reader = new Reader(document, folder);
  const config: GateConfig = {
    kind: "config",
    path,
    scope: {
      ...reader.version(written.version),
      ...(written.environments !== undefined && { environments: reader.environments(written.environments) }),
    },
    policy: reader.policy(written.policy, "/policy"),
    environmentPolicies: (written.environments ?? []).flatMap(
      (environment, index) => reader.policy(environment.policy, `/environments/${index}/policy`) ?? [],
    ),
    waivers: (written.waivers ?? []).map((waiver, index) =>
      waiverOf({ ...waiver, path: patternIn(folder, waiver.path), at: document.spanOf(`/waivers/${index}`) }, known),
    ),
    references: reader.references,
    handshake: written.handshake ?? {},
  };
  return reader.mistakes.length > 0 ? refused(reader.mistakes) : config;
}

/** A pattern of a config file that speaks of a folder, as the root sees it. What would be a wildcard in the folder's name stands for any character. */
function patternIn(folder: RepoPath, pattern: string): string {
  return folder === "" || "because" in parseGlob(pattern) ? pattern : `${folder.replaceAll(/[*?[\]{}\\]/g, "?")}/${pattern}`;
}

/** Turns what the schema allows into what it means; collects what it does not mean anything. */
class Reader {
  readonly mistakes: Mistake[] = [];
  readonly references: ConfiguredReference[] = [];
  readonly #document: YamlDocument;
  readonly #folder: RepoPath;

  constructor(document: YamlDocument, folder: RepoPath) {
    this.#document = document;
    this.#folder = folder;
  }

  version(written: Written["version"]): Pick<Scope, "version" | "versionSpan"> {
    if (written === undefined) return {};
    const versionSpan = this.#document.spanOf("/version");
    if (typeof written === "string") {
      const version = this.#release(written, "/version");
      return { version: { pd: version, tikv: version }, versionSpan };
    }
    const part = (name: "pd" | "tikv") => {
      const text = written[name];
      return text === undefined ? undefined : this.#release(text, `/version/${name}`);
    };
    return { version: { pd: part("pd"), tikv: part("tikv") }, versionSpan };
  }

  policy(text: string | undefined, pointer: string): PolicyReference | undefined {
    if (text === undefined) return undefined;
    if (text.trim() === "")
      this.#refuse(pointer, "the policy has no name", "write baseline, strict, pci-dss-4, tiup or a file's path");
    return { text, at: this.#document.spanOf(pointer) };
  }

  environments(written: readonly WrittenEnvironment[]): readonly DeclaredEnvironment[] {
    const names = new Map<string, number>();
    return written.map((environment, index) => {
      const pointer = `/environments/${index}`;
      const { name } = environment;
      const first = names.get(name);
      if (first !== undefined)
        this.#refuse(`${pointer}/name`, `environments[${first}] is called ${name} too`, "give each its own name");
      names.set(name, first ?? index);
      for (const [number, pattern] of environment.include.entries()) {
        const glob = parseGlob(patternIn(this.#folder, pattern));
        if ("because" in glob)
          this.#refuse(`${pointer}/include/${number}`, `"${pattern}" is no pattern: ${glob.because}`, "write deploy/prod/**");
      }
      const at = this.#document.spanOf(`${pointer}/include`);
      this.references.push({ kind: "environment", environment: name, text: environment.include.join(", "), at });
      return {
        name,
        tier: environment.tier,
        include: environment.include.map((pattern) => patternIn(this.#folder, pattern)),
        policy: environment.policy,
        mounts: this.#mounts(environment, `${pointer}/certificates`),
        clients: this.#clients(environment, `${pointer}/clients`),
        at: this.#document.spanOf(`${pointer}/name`),
      };
    });
  }

  #mounts(environment: WrittenEnvironment, pointer: string): readonly Mount[] {
    return Object.entries(environment.certificates ?? {}).flatMap(([server, text]) => {
      const inner = pointer + pointerStep(server);
      if (!server.startsWith("/")) {
        this.#refuseKey(inner, `"${server}" is no path on a server`, "write it from the root: /etc/tikv/tls");
        return [];
      }
      const repository = this.#inside(text, inner, environment.name, "certificates");
      return repository === undefined ? [] : [{ server: server as ServerPath, repository }];
    });
  }

  #clients(environment: WrittenEnvironment, pointer: string): DeclaredClients | undefined {
    const { clients, name } = environment;
    if (clients === undefined) return undefined;
    const path = (key: "ca" | "certificate") => {
      const text = clients[key];
      return text === undefined ? undefined : this.#inside(text, `${pointer}/${key}`, name, "client");
    };
    return {
      ca: path("ca"),
      certificate: path("certificate"),
      caSpan: this.#document.spanOf(`${pointer}/ca`),
      certificateSpan: this.#document.spanOf(`${pointer}/certificate`),
    };
  }

  /** A path of the repository, noted so that a rule can look whether anything is there. */
  #inside(text: string, pointer: string, environment: string, kind: ConfiguredReference["kind"]): RepoPath | undefined {
    const inside = toRepoPath(text);
    const path = inside && joinRepoPath(this.#folder, inside);
    if (path === undefined || inside === "") {
      const why = path === undefined ? "leaves the repository" : "names nothing";
      this.#refuse(pointer, `"${text}" ${why}`, "write a path from the root of the repository: deploy/prod/tls");
      return undefined;
    }
    this.references.push({ kind, environment, text: path, at: this.#document.spanOf(pointer) });
    return path;
  }

  #release(text: string, pointer: string): Version | undefined {
    const version = parseVersion(text);
    if (version === undefined) this.#refuse(pointer, `"${text}" is no version`, "write v8.5 or v8.5.7");
    return version;
  }

  #refuse(pointer: string, message: string, help: string): void {
    this.mistakes.push({ at: this.#document.spanOf(pointer), message, help });
  }

  #refuseKey(pointer: string, message: string, help: string): void {
    this.mistakes.push({ at: this.#document.keySpanOf(pointer), message, help });
  }
}
