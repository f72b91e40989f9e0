import type { Certificate, PemBlock, PrivateKey } from "../../model/certificates/certificate.ts";
import { filesToJudge, type JudgedFile } from "../../model/certificates/uses.ts";
import type { Model } from "../../model/environments/environment.ts";
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

const cache = new WeakMap<Model, readonly CommittedKey[]>();

/**
 * The private keys of the environments' files and of the files that a configuration names, and those that lie elsewhere
 * and belong to a certificate of theirs. The keys of other programs in the repository are none of this gate's business.
 */
export function committedKeys(model: Model): readonly CommittedKey[] {
  const cached = cache.get(model);
  if (cached !== undefined) return cached;
  const judgedFiles = filesToJudge(model);
  const owners = ownersByKey(judgedFiles);
  const inside = new Set(judgedFiles.map(({ file }) => file));
  const keys = [
    ...judgedFiles.flatMap((judged) => keysIn(judged, owners)),
    ...model.files.flatMap((file) => {
      if (inside.has(file)) return [];
      return file.blocks.flatMap((block): CommittedKey[] => {
        const unlocks = block.kind === "private-key" ? ownerOf(block.key, owners) : undefined;
        if (block.kind !== "private-key" || unlocks === undefined) return [];
        const judged: JudgedFile = { file, environment: unlocks.judged.environment, uses: [] };
        return [{ judged, key: block.key, at: firstLineOf(block), unlocks }];
      });
    }),
  ];
  cache.set(model, keys);
  return keys;
}

type Owners = ReadonlyMap<string, NonNullable<CommittedKey["unlocks"]>>;

function keysIn(judged: JudgedFile, owners: Owners): CommittedKey[] {
  return judged.file.blocks.flatMap((block): CommittedKey[] =>
    block.kind === "private-key" ? [{ judged, key: block.key, at: firstLineOf(block), unlocks: ownerOf(block.key, owners) }] : [],
  );
}

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
