import type { ServerPath } from "../../text/span.ts";
import { type Environment, type Model, tiers } from "../environments/environment.ts";
import { type Instance, type MaterialName, materialNames } from "../instances/instance.ts";
import type { Setting } from "../instances/setting.ts";
import { type Certificate, certificatesOf, type PemFile } from "./certificate.ts";
import { hiddenLeafOf } from "./chain-order.ts";

/** One place in which a configuration names a file with certificates or a key. */
export interface Use {
  readonly environment: Environment;
  /** Undefined for the credentials of clients in the gate's config file. */
  readonly instance?: Instance | undefined;
  readonly as: MaterialName;
  readonly path: Setting<ServerPath>;
}

const cache = new WeakMap<Model, ReadonlyMap<PemFile, readonly Use[]>>();

/** Who uses which file of the repository as what. A file that nobody names is not in the map. */
export function usesOf(model: Model): ReadonlyMap<PemFile, readonly Use[]> {
  const cached = cache.get(model);
  if (cached !== undefined) return cached;
  const uses = new Map<PemFile, Use[]>();
  const add = (file: PemFile, use: Use) => {
    const list = uses.get(file);
    if (list === undefined) uses.set(file, [use]);
    else list.push(use);
  };
  for (const environment of model.environments) {
    for (const instance of environment.instances) {
      for (const as of materialNames) {
        const material = instance.security[as];
        if (material.kind === "seen") add(material.file, { environment, instance, as, path: material.path });
      }
    }
    for (const as of ["ca", "certificate"] as const) {
      const material = environment.clients?.[as];
      if (material?.kind === "seen") add(material.file, { environment, as, path: material.path });
    }
  }
  cache.set(model, uses);
  return uses;
}

/** A file with certificates or keys that belongs to an environment: a configuration there names it, or it lies there. */
export interface JudgedFile {
  readonly file: PemFile;
  /** That of its users: of several one of the highest tier, and the one where it lies if it can be. Where it lies when nobody names it. */
  readonly environment: Environment;
  readonly uses: readonly Use[];
}

const judgedFiles = new WeakMap<Model, readonly JudgedFile[]>();

/** The files that are judged, once each, in the order of the model. Keys and certificates of other programs stay alone. */
export function filesToJudge(model: Model): readonly JudgedFile[] {
  const cached = judgedFiles.get(model);
  if (cached !== undefined) return cached;
  const uses = usesOf(model);
  const inside = new Map<PemFile, Environment>();
  for (const environment of model.environments) {
    for (const file of environment.files) if (!inside.has(file)) inside.set(file, environment);
  }
  const judged = [...new Set([...model.files, ...inside.keys()])].flatMap((file): JudgedFile[] => {
    const users = uses.get(file) ?? [];
    const place = model.environmentOf(file.path) ?? inside.get(file);
    const environment = environmentOfUsers(users, place) ?? place;
    return environment === undefined || !(inside.has(file) || users.length > 0) ? [] : [{ file, environment, uses: users }];
  });
  judgedFiles.set(model, judged);
  return judged;
}

function environmentOfUsers(users: readonly Use[], place: Environment | undefined): Environment | undefined {
  const tier = tiers.find((candidate) => users.some(({ environment }) => environment.tier === candidate));
  const highest = users.map(({ environment }) => environment).filter((environment) => environment.tier === tier);
  return highest.find((environment) => environment === place) ?? highest[0];
}

/** A use by PD or TiKV, not by a client. */
export type InstanceUse = Use & { readonly instance: Instance };

/** A certificate that PD or TiKV shows to its peers, as server and as client. */
export interface Presented extends JudgedFile {
  /** Both programs take the first certificate of the file. */
  readonly leaf: Certificate;
  /** The certificates behind it, sent along. */
  readonly sent: readonly Certificate[];
  /** Who presents it; never empty. */
  readonly presenters: readonly InstanceUse[];
}

const presented = new WeakMap<Model, readonly Presented[]>();

/** The certificates that instances present, once per file. Where a CA stands before the certificate, nothing of use is presented. */
export function presentedCertificates(model: Model): readonly Presented[] {
  const cached = presented.get(model);
  if (cached !== undefined) return cached;
  const found = filesToJudge(model).flatMap((judged): Presented[] => {
    const presenters = judged.uses.filter(
      (use): use is InstanceUse =>
        use.as === "certificate" && use.instance !== undefined && hiddenLeafOf(use.instance.security) === undefined,
    );
    const [leaf, ...sent] = certificatesOf(judged.file);
    return leaf === undefined || presenters.length === 0 ? [] : [{ ...judged, leaf, sent, presenters }];
  });
  presented.set(model, found);
  return found;
}
