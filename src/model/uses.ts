import type { ServerPath } from "../text/span.ts";
import type { PemFile } from "./certificate.ts";
import type { Environment, Model } from "./environment.ts";
import { type Instance, type MaterialName, materialNames } from "./instance.ts";
import type { Setting } from "./setting.ts";

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
