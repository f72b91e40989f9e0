import type { PemFile } from "../model/certificates/certificate.ts";
import type { Material } from "../model/instances/instance.ts";
import { certificatesOf } from "./material-change.ts";

const bundles = new WeakMap<PemFile, WeakMap<PemFile, PemFile>>();

/**
 * A CA file with the certificates of both, the newer ones first; one of the two where it holds all of the other's. What is
 * not in the repository cannot be put together: then it is the newer one.
 */
export function bundleOf(before: Material, after: Material): Material {
  if (before.kind !== "seen" || after.kind !== "seen") return after;
  if (holdsAll(after.file, before.file)) return after;
  if (holdsAll(before.file, after.file)) return before;
  let byHead = bundles.get(before.file);
  if (byHead === undefined) {
    byHead = new WeakMap();
    bundles.set(before.file, byHead);
  }
  let file = byHead.get(after.file);
  if (file === undefined) {
    file = { ...after.file, blocks: [...after.file.blocks, ...before.file.blocks] };
    byHead.set(after.file, file);
  }
  return { ...after, file };
}

/** Does a file made of certificates alone hold all of another such file? */
function holdsAll(file: PemFile, other: PemFile): boolean {
  const [own, wanted] = [certificatesOf(file), certificatesOf(other)];
  return own !== undefined && wanted !== undefined && [...wanted.keys()].every((sha256) => own.has(sha256));
}
