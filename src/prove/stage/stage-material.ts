import { certificatesOf, keysOf, type PemFile } from "../../model/certificates/certificate.ts";
import { type Instance, type Material, type MaterialName, materialNames } from "../../model/instances/instance.ts";
import { shortListOf } from "../../text/list-of.ts";
import { keyPemOf } from "../twins/issue-certificate.ts";
import type { StandIns } from "../twins/stand-ins.ts";
import { twinFile } from "../twins/twin-file.ts";
import type { Twins } from "../twins/twins.ts";
import { type Naming, shownBy } from "./stage-names.ts";

/** The content of the files that an instance's twin has; undefined for a path that is not set. */
export type MaterialContent = Readonly<Record<MaterialName, string | Uint8Array | undefined>>;

const what: Readonly<Record<MaterialName, string>> = { ca: "CA file", certificate: "certificate", key: "key" };

/** Twins of what is committed, stand-ins for what is not. */
export function materialOf(
  instance: Instance,
  naming: Naming,
  twins: Twins,
  standIns: StandIns,
  notes: string[],
  replaced: Replaced[],
): MaterialContent {
  const { security, name } = instance;
  const isPartial = materialNames.some((other) => security[other].kind === "absent");
  const isLeft = (material: Material) =>
    material.kind === "absent" || (material.kind === "unseen" && material.path === undefined && isPartial);
  for (const which of materialNames) {
    const material = security[which];
    if (material.kind !== "unseen" || material.path !== undefined) continue;
    const taken = isPartial ? "it is not set" : "it is set";
    notes.push(`Whether ${name} has a ${what[which]} is decided outside the files: on the stage ${taken}.`);
  }
  const { ca, certificate, key } = security;
  if (instance.component === "pd" && ca.kind === "absent" && certificate.kind !== "absent") {
    notes.push(`${name} has no cacert-path: on the stage it trusts the CAs of this machine, which do not know its twin.`);
  }
  const standIn = certificate.kind === "unseen" && !isLeft(certificate) ? standIns.leaf(instance, naming.hosts) : undefined;
  if (standIn !== undefined) replaced.push({ what: "certificate", name, by: `a stand-in signed by ${standIn.issuer} serves` });
  if (ca.kind === "unseen" && !isLeft(ca)) {
    replaced.push({ what: "CA file", name, by: "a stand-in serves, with the issuers of the certificates that are" });
  }
  const committed = (file: PemFile) => {
    if (file.format === "pkcs12" || file.format === "jks") notes.push(`${file.path} is a key store: its twin is an empty one.`);
    return twinFile(file, twins, naming.edits);
  };
  return {
    ca: ca.kind === "seen" ? committed(ca.file) : isLeft(ca) ? undefined : standIns.ca(),
    certificate: certificate.kind === "seen" ? committed(certificate.file) : standIn?.certificate,
    key: key.kind === "seen" ? committed(key.file) : isLeft(key) ? undefined : (standIn?.key ?? keyOf(instance, twins, notes)),
  };
}

/** A file of an instance that is not committed, and what serves in its place. */
export interface Replaced {
  readonly what: "certificate" | "CA file";
  readonly name: string;
  /** A clause. */
  readonly by: string;
}

/** One sentence for all instances that have the same in place of the same. */
export function replacedNotes(replaced: readonly Replaced[]): readonly string[] {
  const groups = new Map<string, Replaced[]>();
  for (const one of replaced) {
    const id = `${one.what} ${one.by}`;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const list = shortListOf(
      group.map(({ name }) => name),
      6,
    );
    return `The ${first.what} of ${list} is not in the repository: ${first.by}.`;
  });
}

/** The key that belongs to the certificate that is shown. */
function keyOf(instance: Instance, twins: Twins, notes: string[]): string {
  const leaf = shownBy(instance);
  const key = leaf && twins.keyOf(leaf.publicKey)?.privateKey;
  if (leaf !== undefined && key === undefined)
    notes.push(`The twin of ${instance.name} has a key that does not fit its certificate: one that does cannot be made here.`);
  return keyPemOf(key ?? twins.spare);
}

/** All certificates and keys that the twins of these files need. */
export function partsOf(files: readonly PemFile[]) {
  return {
    certificates: files.flatMap(certificatesOf),
    keys: files.flatMap(keysOf).flatMap(({ publicKey }) => (publicKey === undefined ? [] : [publicKey])),
  };
}
