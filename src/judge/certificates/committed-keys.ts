import type { Certificate, PemBlock, PemFile, PrivateKey, PublicKey } from "../../model/certificates/certificate.ts";
import { filesToJudge, type JudgedFile } from "../../model/certificates/uses.ts";
import type { Environment, Model } from "../../model/environments/environment.ts";
import type { Span } from "../../text/span.ts";
import { isCa, presentersOf } from "./certificate-statement.ts";

/** A private key in the repository that concerns an environment. */
export interface CommittedKey {
  readonly judged: JudgedFile;
  readonly key: PrivateKey;
  /** The key's first line. */
  readonly at: Span;
  /** The certificate that it belongs to, and the file in which that lies. */
  readonly unlocks?: { readonly judged: JudgedFile; readonly certificate: Certificate } | undefined;
}

const cache = new WeakMap<Model, ClassifiedKeys>();

interface ClassifiedKeys {
  readonly related: readonly CommittedKey[];
  readonly unrelated: readonly UnrelatedKey[];
}

/** A private key that has to do with nothing of PD or TiKV, as far as the files show. */
export interface UnrelatedKey {
  readonly file: PemFile;
  readonly at: Span;
}

/**
 * The private keys that a configuration names, that belong to a certificate or CA of an environment, wherever they lie, and
 * that lie where its configurations do. One that several environments rely on is there for each of them.
 */
export function committedKeys(model: Model): readonly CommittedKey[] {
  return classified(model).related;
}

/** The other private keys of the repository. */
export function unrelatedKeys(model: Model): readonly UnrelatedKey[] {
  return classified(model).unrelated;
}

function classified(model: Model): ClassifiedKeys {
  const cached = cache.get(model);
  if (cached !== undefined) return cached;
  const judgedFiles = filesToJudge(model);
  const owners = ownersByKey(judgedFiles);
  const places = new Map(judgedFiles.map((judged) => [judged.file, judged]));
  const related: CommittedKey[] = [];
  const unrelated: UnrelatedKey[] = [];
  for (const file of new Set([...places.keys(), ...model.files])) {
    for (const block of file.blocks) {
      if (block.kind !== "private-key") continue;
      const [key, at, place] = [block.key, firstLineOf(block), places.get(file)];
      const unlocks = ownerOf(key, owners);
      const environments = environmentsOf(place, unlocks);
      const isOfAnotherKind = file.isServiceAccount === true && unlocks === undefined && place?.uses.length === 0;
      if (environments.length === 0 || isOfAnotherKind) unrelated.push({ file, at });
      else
        for (const environment of environments)
          related.push({ judged: { file, uses: place?.uses ?? [], environment }, key, at, unlocks });
    }
  }
  const keys = { related, unrelated };
  cache.set(model, keys);
  return keys;
}

/** Who relies on a key: whose configurations name it, or the certificate that it unlocks; else where it lies. */
function environmentsOf(place: JudgedFile | undefined, unlocks: CommittedKey["unlocks"]): readonly Environment[] {
  const users = [...(place?.uses ?? []), ...(unlocks?.judged.uses ?? [])].map(({ environment }) => environment);
  const known = users.length > 0 ? users : [place?.environment ?? unlocks?.judged.environment];
  return [...new Set(known)].filter((environment) => environment !== undefined);
}

type Owners = ReadonlyMap<string, NonNullable<CommittedKey["unlocks"]>>;

function ownerOf(key: PrivateKey, owners: Owners): CommittedKey["unlocks"] {
  return key.publicKey === undefined ? undefined : owners.get(key.publicKey.spki);
}

/** The certificate of each key: a CA first, then one that somebody presents, else the first that has the key. */
function ownersByKey(files: readonly JudgedFile[]): Owners {
  const owners = new Map<string, NonNullable<CommittedKey["unlocks"]>>();
  const ranks = new Map<string, number>();
  for (const judged of files) {
    for (const block of judged.file.blocks) {
      if (block.kind !== "certificate") continue;
      const { certificate } = block;
      const rank = isCa(certificate) ? 3 : presentersOf(judged, certificate).length > 0 ? 2 : 1;
      const { spki } = certificate.publicKey;
      if (rank <= (ranks.get(spki) ?? 0)) continue;
      ranks.set(spki, rank);
      owners.set(spki, { judged, certificate });
    }
  }
  return owners;
}

/** The BEGIN line of a block; all of a binary file's span, which is one place already. */
function firstLineOf({ span, label }: PemBlock): Span {
  if (span.endLine === span.line) return span;
  return { ...span, endLine: span.line, endColumn: span.column + `-----BEGIN ${label}-----`.length };
}

/** What statements about one private key have in common; undefined for one that cannot be read. */
export function factOfKey(key: PublicKey | undefined): string | undefined {
  return key && `private key ${key.spki}`;
}
