import type { PemBlock } from "../../model/certificates/certificate.ts";
import { LineIndex, type Span } from "../../text/span.ts";
import type { X509Reader } from "../form.ts";
import { type SourceFile, sourceFile } from "../source-file.ts";
import type { PlacedBlock } from "./pem.ts";

/** `-----BEGIN ` in base64: so a PEM text begins that stands in base64 once more. */
export const encodedArmour = "LS0tLS1CRUdJTi";

/**
 * How private keys in DER begin in base64: PKCS#8 of RSA (its algorithm, behind two lengths), P-256 and Ed25519, PKCS#1 of 2048, 3072
 * and 4096 bits, SEC 1 of P-256 and P-384.
 */
const encodedKeys =
  /MII[A-Za-z0-9+/]{3}IBADANBgkqhkiG9w0BAQEFAASC|MIG[A-Za-z0-9+/]AgEAM[A-Za-z0-9+/]{2}GByqGSM49AgEG|MC4CAQAwBQYDK2VwBCIEI|MII[EGJ][A-Za-z0-9+/][A-Za-z0-9+/]IBAAK|MHcCAQEEI|MIGkAgEBBD/;

/** Does a text hold what may be a private key in base64? Cheap. */
export function mayHoldEncodedKey({ text }: SourceFile): boolean {
  return text.includes(encodedArmour) || encodedKeys.test(text);
}

/** A text in base64 that goes on over lines, as YAML folds it: its first line and all of it, without white space. */
interface Run {
  readonly at: Span;
  readonly base64: string;
}

/**
 * The private keys that stand in base64 in a text of any kind: in `binaryData` of a ConfigMap, in values of a chart, in the
 * `write_files` of cloud-init. What stands in a PEM block already (`blocks`, in order) is none of them. `readText` reads the PEM that comes out.
 */
export function encodedKeysIn(
  file: SourceFile,
  x509: X509Reader | undefined,
  blocks: readonly PlacedBlock[],
  readText: (file: SourceFile, span: Span) => readonly PemBlock[],
): readonly PemBlock[] {
  return runsOf(file, blocks).flatMap(({ at, base64 }): readonly PemBlock[] => {
    const bytes = Buffer.from(base64, "base64");
    if (base64.startsWith(encodedArmour)) return readText(sourceFile(file.path, bytes), at);
    const key = x509?.privateKey(bytes, at, undefined);
    return key === undefined || "because" in key
      ? []
      : [{ kind: "private-key", span: at, label: "PRIVATE KEY", key, begins: "inside-line" }];
  });
}

function runsOf({ path, text }: SourceFile, blocks: readonly PlacedBlock[]): readonly Run[] {
  const runs: Run[] = [];
  const lines = new LineIndex(path, text);
  let done = 0;
  let block = 0;
  for (const { 0: first, index } of text.matchAll(/[A-Za-z0-9+/]+={0,2}/g)) {
    while (block < blocks.length && (blocks[block] as PlacedBlock).end <= index) block += 1;
    if (
      index < done ||
      index >= (blocks[block]?.start ?? text.length) ||
      first.length < 40 ||
      !(first.startsWith(encodedArmour) || startsKey(first))
    )
      continue;
    const { base64, end } = continued(text, first, index + first.length);
    done = end;
    runs.push({ at: lines.span(index, index + first.length), base64 });
  }
  return runs;
}

function startsKey(run: string): boolean {
  return encodedKeys.exec(run.slice(0, 64))?.index === 0;
}

/** The lines below that hold nothing but base64. */
function continued(text: string, first: string, from: number): { readonly base64: string; readonly end: number } {
  const parts = [first];
  let end = from;
  const next = /\r?\n[ \t]*([A-Za-z0-9+/]+={0,2})[ \t]*(?=\r?\n|$)/y;
  while (!(parts.at(-1) as string).endsWith("=")) {
    next.lastIndex = end;
    const found = next.exec(text);
    if (found === null) break;
    parts.push(found[1] as string);
    end = next.lastIndex;
  }
  return { base64: parts.join(""), end };
}
