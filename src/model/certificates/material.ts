import { digits, withoutTrailing } from "../../text/cut.ts";
import type { RepoPath, ServerPath } from "../../text/span.ts";
import { fileName, folderOf, joinRepoPath, toRepoPath } from "../../text/span.ts";
import { isMachine, isTransparent } from "../environments/environment-word.ts";
import { type EnvironmentMap, type EnvironmentPlan, foldersAbove } from "../environments/environments.ts";
import type { DeclaredSecret } from "../instances/deployment.ts";
import type { InstanceDraft, Mount } from "../instances/draft.ts";
import type { Component, Material, MaterialName } from "../instances/instance.ts";
import { mountOf, plainPath } from "../instances/mounts.ts";
import type { Setting } from "../instances/setting.ts";
import { certificatesOf, isSelfIssued, type PemFile } from "./certificate.ts";
import { isPublicStore } from "./public-store.ts";

/** Beyond this many files of one name the place does not tell them apart, and the search stays linear. */
const maximumCandidates = 64;

/** Finds the file of the repository behind a path on the server. */
export class MaterialResolver {
  readonly #files: ReadonlyMap<RepoPath, PemFile>;
  readonly #environments: EnvironmentMap;
  /** By environment (or none), then by file name, or by the last two telling parts of the path. */
  readonly #byName = new Map<EnvironmentPlan | undefined, Map<string, PemFile[]>>();
  /** By name and the folder above that is neither of certificates, nor of a component, nor of a machine. */
  readonly #byFolder = new Map<string, PemFile[]>();
  /** By name and the folder above that is not of certificates: the machine's, where machines have folders. */
  readonly #byHome = new Map<string, PemFile[]>();
  /** Entries of Kubernetes Secrets, by the Secret's name and the key; and all entries of a Secret by its name. */
  readonly #secrets = new Map<string, PemFile[]>();
  readonly #secretNames = new Map<string, PemFile[]>();
  readonly #fileNames: ReadonlySet<string>;
  readonly #commits = new Map<EnvironmentPlan | undefined, Set<MaterialName>>();

  readonly #declared = new Map<string, DeclaredSecret[]>();

  constructor(files: readonly PemFile[], environments: EnvironmentMap, secrets: readonly DeclaredSecret[] = []) {
    for (const secret of secrets) push(this.#declared, secret.name, secret);
    this.#files = new Map(files.filter((file) => file.secret === undefined).map((file) => [file.path, file]));
    this.#fileNames = new Set(files.map((file) => fileName(file.path)));
    this.#environments = environments;
    for (const file of files) {
      const environment = environments.of(file.path);
      if (file.secret !== undefined) {
        push(this.#secrets, entryKey(file.secret.name, file.secret.key), file);
        push(this.#secretNames, file.secret.name, file);
        this.#commit(environment, file);
        continue;
      }
      const names = this.#byName.get(environment) ?? new Map<string, PemFile[]>();
      this.#byName.set(environment, names);
      const telling = tellingParts(file.path);
      push(names, fileName(file.path), file);
      if (telling.length > 1) push(names, telling.slice(-2).join("/"), file);
      push(this.#byFolder, `${folderWithout(file.path, isTransparent)}\n${fileName(file.path)}`, file);
      push(this.#byHome, `${folderWithout(file.path, isCertificateFolder)}\n${fileName(file.path)}`, file);
      this.#commit(environment, file);
    }
  }

  /** Declared folders first (the longest that fits), then the form's, then by place and name in the environment. */
  resolve(path: Setting<ServerPath>, as: MaterialName, draft: InstanceDraft, environment: EnvironmentPlan): Material {
    const unseen = (because: string): Material => ({
      kind: "unseen",
      path,
      because,
      expected: this.#commits.get(environment)?.has(as) === true,
    });
    const unknown = (because: string) => ({ kind: "unseen", path, because, expected: false }) as const;
    const place = plainPath(path.value);
    const target = mounted(place, environment.declared?.mounts ?? []) ?? mounted(place, draft.mounts ?? []);
    switch (target?.kind) {
      case "secret":
        return this.#inSecret({ path, as }, target.secret, draft, environment);
      case "file": {
        const file = this.#files.get(target.file);
        return file === undefined ? unseen(`${target.file} is not in the repository`) : { kind: "seen", path, file };
      }
      case "host":
        if (as === "ca" && isPublicStore(target.path)) return { ...unknown(publicStoreClause), publicStore: target.path };
        return unknown(`it is ${target.path} of the machine`);
      case "hidden":
        return unknown(target.because);
      case "absent":
        return { ...unknown(target.because), isAbsent: true };
    }
    // A committed file of such a name is not what a machine has there.
    if (as === "ca" && isPublicStore(place)) return { ...unknown(publicStoreClause), publicStore: place };
    if (draft.unmounted !== undefined) {
      const { kind, because } = draft.unmounted;
      return kind === "absent" && place.startsWith("/") ? { ...unknown(because), isAbsent: true } : unknown(because);
    }
    const direct = this.#relative(path.value, draft.path);
    if (direct !== undefined) return { kind: "seen", path, file: direct };
    const fitting = this.#fitting(path.value, draft, environment);
    const [first, second] = fitting;
    if (first === undefined) return unseen("the file is not in the repository");
    if (second === undefined || fitting.every((file) => hasSameContent(file, first))) return { kind: "seen", path, file: first };
    return { kind: "unseen", path, because: `several files fit: ${first.path}, ${second.path}`, expected: false };
  }

  /**
   * The entry of a Secret. Manifests seldom say their namespace and environments use the same names: one that names it
   * comes first, then one of the same environment, then the one that lies closest.
   */
  #inSecret(
    { path, as }: { readonly path: Setting<ServerPath>; readonly as: MaterialName },
    wanted: SecretEntry,
    draft: InstanceDraft,
    environment: EnvironmentPlan,
  ): Material {
    const { name, namespace, key } = wanted;
    const isInNamespace = (file: PemFile) =>
      namespace === undefined || file.secret?.namespace === undefined || file.secret.namespace === namespace;
    let fitting = (this.#secrets.get(entryKey(name, key)) ?? []).filter(isInNamespace);
    if (fitting.length === 0) {
      if (wanted.isOptional !== true && as !== "key" && this.#lacks(wanted))
        return { kind: "unseen", path, because: `the Secret ${name} has no entry ${key}`, expected: false, isAbsent: true };
      const hasOthers = (this.#secretNames.get(name) ?? []).some(isInNamespace);
      const because = hasOthers
        ? `the Secret ${name} has no certificate under ${key}`
        : `the Secret ${name} is not in the repository`;
      return { kind: "unseen", path, because, expected: false };
    }
    if (fitting.length > maximumCandidates)
      return { kind: "unseen", path, because: `many Secrets are called ${name}`, expected: false };
    for (const rank of [
      (file: PemFile) => Number(file.secret?.namespace === namespace),
      (file: PemFile) => Number(this.#environments.of(file.path) === environment),
      (file: PemFile) => commonStart(partsOf(file.path), partsOf(draft.path)),
    ]) {
      if (fitting.length < 2) break;
      const highest = Math.max(...fitting.map(rank));
      fitting = fitting.filter((file) => rank(file) === highest);
    }
    const [first, second] = fitting as [PemFile, ...PemFile[]];
    if (second === undefined || fitting.every((file) => hasSameContent(file, first))) return { kind: "seen", path, file: first };
    return { kind: "unseen", path, because: `several Secrets are called ${name}`, expected: false };
  }

  /** Is every Secret of this name in the repository known to have no such entry? A key that is not committed may still be there. */
  #lacks({ name, namespace, key }: SecretEntry): boolean {
    const declared = (this.#declared.get(name) ?? []).filter(
      (secret) => namespace === undefined || secret.namespace === undefined || secret.namespace === namespace,
    );
    return declared.length > 0 && declared.every(({ keys }) => keys !== undefined && !keys.includes(key));
  }

  /** A path that is relative to the config's folder or to the root names its file outright. */
  #relative(path: string, from: RepoPath): PemFile | undefined {
    if (path.startsWith("/")) return undefined;
    for (const target of [joinRepoPath(folderOf(from), path), toRepoPath(path)]) {
      const file = target === undefined ? undefined : this.#files.get(target);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** The best files, all equally good. Own files first, then files of the folders above, then files of no environment. */
  #fitting(path: string, draft: InstanceDraft, environment: EnvironmentPlan): readonly PemFile[] {
    const name = fileName(path);
    if (!this.#fileNames.has(name)) return [];
    const own = best(this.#named(environment, path, draft), path, draft);
    if (own.length > 0) return own;
    for (const folder of foldersAbove(draft.path)) {
      const shared = this.#byFolder.get(`${folder}\n${name}`) ?? [];
      if (shared.length > maximumCandidates) continue;
      const found = best(
        shared.filter((file) => this.#isShared(file, environment)),
        path,
        draft,
      );
      if (found.length > 0) return found;
    }
    return best(this.#named(undefined, path, draft), path, draft);
  }

  #named(environment: EnvironmentPlan | undefined, path: string, draft: InstanceDraft): readonly PemFile[] {
    const names = this.#byName.get(environment);
    const telling = tellingParts(path);
    const close = telling.length > 1 ? names?.get(telling.slice(-2).join("/")) : undefined;
    const found = close ?? names?.get(fileName(path)) ?? [];
    if (found.length <= maximumCandidates) return found;
    const home = this.#byHome.get(`${folderWithout(draft.path, isCertificateFolder)}\n${fileName(path)}`) ?? [];
    return home.length > maximumCandidates ? [] : home.filter((file) => this.#environments.of(file.path) === environment);
  }

  /** A file in a folder above is shared, unless its own words give it to another environment. */
  #isShared(file: PemFile, environment: EnvironmentPlan): boolean {
    const owner = this.#environments.of(file.path);
    if (owner === undefined || owner === environment) return true;
    return environment.declared === undefined && !this.#environments.isNamedFor(file.path);
  }

  #commit(environment: EnvironmentPlan | undefined, file: PemFile): void {
    const roles = this.#commits.get(environment) ?? new Set<MaterialName>();
    this.#commits.set(environment, roles);
    for (const certificate of certificatesOf(file)) {
      roles.add(certificate.basicConstraints?.ca === true || isSelfIssued(certificate) ? "ca" : "certificate");
    }
  }
}

interface SecretEntry {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly key: string;
  readonly isOptional?: boolean | undefined;
}

const publicStoreClause = "it is the machine's store of public CAs";

function entryKey(name: string, key: string): string {
  return `${name}\n${key}`;
}

type Mounted =
  | { readonly kind: "file"; readonly file: RepoPath }
  | { readonly kind: "secret"; readonly secret: SecretEntry }
  | { readonly kind: "host"; readonly path: string }
  | { readonly kind: "hidden" | "absent"; readonly because: string };

/** Where the longest mount that covers a path leads to; undefined when none does. */
function mounted(path: string, mounts: readonly Mount[]): Mounted | undefined {
  const longest = mountOf(path, mounts);
  if (longest === undefined) return undefined;
  const { mount, below } = longest;
  if (mount.hidden !== undefined) return { kind: "hidden", because: mount.hidden };
  if (mount.absent !== undefined) return { kind: "absent", because: mount.absent };
  if (mount.host !== undefined) return { kind: "host", path: plainPath(mount.host + below) };
  if (mount.secret !== undefined) {
    const { name, namespace, key = below.replace(/^\/+/, ""), isOptional } = mount.secret;
    return { kind: "secret", secret: { name, namespace, key, isOptional } };
  }
  const file = joinRepoPath(mount.repository, below);
  return file === undefined ? { kind: "hidden", because: "it lies outside of the repository" } : { kind: "file", file };
}

/** Those with the longest common end, then the closest to the config, then with the longest end as written. */
function best(files: readonly PemFile[], path: string, draft: InstanceDraft): readonly PemFile[] {
  const name = fileName(path);
  const wanted = tellingParts(path);
  const written = partsOf(path);
  const isOfAnother = otherOwner(path, draft);
  let fitting = files.filter((file) => fileName(file.path) === name && !isOfAnother(file.path));
  for (const rank of [
    (file: PemFile) => commonEnd(tellingParts(file.path), wanted),
    (file: PemFile) => commonStart(partsOf(file.path), partsOf(draft.path)),
    (file: PemFile) => commonEnd(partsOf(file.path), written),
  ]) {
    if (fitting.length < 2) return fitting;
    const highest = Math.max(...fitting.map(rank));
    fitting = fitting.filter((file) => rank(file) === highest);
  }
  return fitting;
}

/**
 * Does a file lie in a folder of the other component, or of another machine than the config's, that the path does not
 * name? Then it is not the file meant, however well its name fits.
 */
function otherOwner(path: string, draft: InstanceDraft): (file: RepoPath) => boolean {
  const config = partsOf(draft.path).slice(0, -1);
  const wanted = partsOf(path);
  const hasMachine = config.some(isMachine);
  const isOther = (part: string) =>
    !wanted.includes(part) && (isOfOther(part, draft.component) || (hasMachine && isMachine(part)));
  return (file) => {
    const parts = partsOf(file);
    return parts.slice(commonStart(parts, config), -1).some(isOther);
  };
}

function isOfOther(part: string, component: Component): boolean {
  const tokens = part.toLowerCase().split(/[\s._-]+/);
  const has = (name: Component) =>
    tokens.some((token) => withoutTrailing(token, digits) === name || withoutTrailing(token, digits) === `${name}s`);
  return component === "pd" ? has("tikv") && !has("pd") : has("pd") && !has("tikv");
}

function hasSameContent(a: PemFile, b: PemFile): boolean {
  const digests = (file: PemFile) =>
    file.blocks.map((block) => (block.kind === "certificate" ? block.certificate.sha256 : block.kind)).join(" ");
  const isTelling = a.blocks.length > 0 && a.blocks.every((block) => block.kind === "certificate");
  return a === b || (isTelling && digests(a) === digests(b));
}

/** The parts of a path without folders that only say "certificates lie here"; the file's name stays. */
function tellingParts(path: string): readonly string[] {
  const parts = partsOf(path);
  return parts.filter((part, index) => index === parts.length - 1 || !isCertificateFolder(part));
}

function isCertificateFolder(part: string): boolean {
  return /^(?:tls|ssl|certs?|certificates?|pki|pem|secrets?|keys?|conf|configs?|etc|security)$/i.test(part);
}

/** The folder of a file without trailing folders of some sort. */
function folderWithout(path: RepoPath, isSilent: (part: string) => boolean): string {
  const parts = partsOf(path).slice(0, -1);
  while (parts.length > 0 && isSilent(parts[parts.length - 1] as string)) parts.pop();
  return parts.join("/");
}

function partsOf(path: string): string[] {
  const parts = path.split("/");
  return parts.includes("") || parts.includes(".") ? parts.filter((part) => part !== "" && part !== ".") : parts;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
