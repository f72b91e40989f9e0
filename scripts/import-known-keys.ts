import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes src/facts/known-key-hashes.ts: the SHA-256 of the public half of every private key that lies in clear in public
 * test suites and examples. Run: node scripts/import-known-keys.ts owner/name=FOLDER ..., where each folder is a copy of
 * that public repository (or of the part of it that holds keys). Keys themselves are never written.
 */
const output = "src/facts/known-key-hashes.ts";
const blockPattern = /-----BEGIN ((?:[A-Z]+ )?(?:PRIVATE|TESTING) KEY)-----[\s\S]*?-----END \1-----/g;
/** Files above this size (bytes) hold no key. */
const sizeLimit = 1 << 20;

const known = new Map<string, string>();
for (const argument of process.argv.slice(2)) {
  const [repository, folder] = argument.split("=") as [string, string | undefined];
  if (folder === undefined) throw new Error(`not owner/name=FOLDER: ${argument}`);
  const before = known.size;
  for (const path of globSync("**", { cwd: folder }).sort()) {
    const file = join(folder, path);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat?.isFile() || stat.size > sizeLimit) continue;
    for (const hash of hashesIn(readFileSync(file, "latin1"))) {
      // A suffix `~1a2b3c4` marks an older version of the same file.
      if (!known.has(hash)) known.set(hash, `${repository}: ${path.replace(/~[0-9a-f]+$/, "")}`);
    }
  }
  console.log(`${repository}: ${known.size - before} keys`);
}
if (known.size > 0) writeFileSync(output, source());

function hashesIn(text: string): string[] {
  return [...text.matchAll(blockPattern)].flatMap(([block]) => {
    // Go's own tests write TESTING for PRIVATE, to be left alone by scanners; in its source code the lines are indented.
    const pem = block.replaceAll("TESTING KEY", "PRIVATE KEY").replaceAll(/^[ \t"`]+|\\n"?[ +]*$/gm, "");
    try {
      const spki = createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "der" });
      return [createHash("sha256").update(spki).digest("hex")];
    } catch {
      // Encrypted, or broken on purpose: test suites have both.
      return [];
    }
  });
}

function source(): string {
  const entries = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  return `// Written by scripts/import-known-keys.ts; do not edit.

/** SHA-256 of the DER SubjectPublicKeyInfo, and one public place of the private key: repository and path. */
export const knownKeyHashes: ReadonlyMap<string, string> = new Map([
${entries.map(([hash, place]) => `  [${JSON.stringify(hash)}, ${JSON.stringify(place)}],`).join("\n")}
]);
`;
}
