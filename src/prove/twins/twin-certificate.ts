import type { KeyObject } from "node:crypto";
import type { SignatureAlgorithm } from "../../model/certificates/certificate.ts";
import { type Der, decodeDer, tags, timeOf } from "../../read/x509/x509-der.ts";
import { bitString, der, sequence, time } from "./der-writer.ts";
import { signAs } from "./signing.ts";
import { editNames, type NameEdit, widenConstraints } from "./twin-names.ts";

export interface TwinRequest {
  /** DER of the certificate that is imitated. */
  readonly original: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  /** DER SubjectPublicKeyInfo of the twin. */
  readonly spki: Uint8Array;
  /** The twin of the key that signed the original; undefined: the twin's signature does not verify. */
  readonly signer: KeyObject | undefined;
  /** Milliseconds by which its dates move. */
  readonly shift: number;
  readonly names: readonly NameEdit[];
  /** Addresses that its name constraints are to let pass. */
  readonly permitted: readonly string[];
}

export interface Twin {
  readonly der: Uint8Array;
  /** False where nobody could sign it: the signature of the original stands there and verifies no more. */
  readonly isSigned: boolean;
}

/**
 * A certificate with another key, signed anew, with every other byte as it was: serial number, names, extensions and both
 * algorithm fields. `original` was read by this program's reader.
 */
export function twinCertificate(request: TwinRequest): Twin {
  const [body, algorithm, signature] = decodeDer(request.original).children as [Der, Der, Der];
  const tbs = twinBody(body, request);
  const made = request.signer && signAs(request.algorithm, tbs, request.signer);
  return { der: sequence(tbs, algorithm.raw, made ? bitString(made) : signature.raw), isSigned: made !== undefined };
}

/** RFC 5280 4.1: [0] version, serial, algorithm, issuer, validity, subject, key, [1] and [2] identifiers, [3] extensions. */
function twinBody(body: Der, request: TwinRequest): Uint8Array {
  const { names, permitted } = request;
  const isVersioned = body.children[0]?.tag === 0xa0;
  const first = isVersioned ? 1 : 0;
  const list = body.children.find(({ tag }, index) => tag === 0xa3 && index > first + 5)?.children[0];
  const isEdited = names.length > 0 || permitted.length > 0;
  const edited = isEdited ? editNames(asList(widenConstraints(list?.children ?? [], permitted)), names) : [];
  const needsVersion3 = edited.length > 0 && list === undefined;
  const parts = body.children.map((part, index): Uint8Array => {
    if (index === 0 && isVersioned) return needsVersion3 ? version3 : part.raw;
    if (index === first + 3) return request.shift === 0 ? part.raw : shifted(part, request.shift);
    if (index === first + 5) return request.spki;
    return part.tag === 0xa3 && index > first + 5 && isEdited ? der(0xa3, sequence(...edited)) : part.raw;
  });
  if (!needsVersion3) return sequence(...parts);
  return sequence(...(isVersioned ? [] : [version3]), ...parts, der(0xa3, sequence(...edited)));
}

const version3 = der(0xa0, der(tags.integer, Uint8Array.of(2)));

function asList(extensions: readonly Uint8Array[]): readonly Der[] {
  return extensions.map((raw) => decodeDer(raw));
}

/** No date beyond the calendar of the encoding; the last one stands for "no end" (RFC 5280 4.1.2.5). */
function shifted(validity: Der, shift: number): Uint8Array {
  return sequence(
    ...validity.children.map((date) => {
      const at = timeOf(date, "date");
      if (at >= lastDate) return date.raw;
      return time(Math.min(Math.max(at + shift, firstDate), lastDate));
    }),
  );
}

const firstDate = Date.parse("0001-01-01T00:00:00Z");
const lastDate = Date.parse("9999-12-31T23:59:59Z");
