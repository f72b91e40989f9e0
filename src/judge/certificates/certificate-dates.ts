import { type Certificate, certificatesOf } from "../../model/certificates/certificate.ts";
import type { JudgedFile } from "../../model/certificates/uses.ts";
import { fatesText, isCa, pdDoesNotStart, presentersOf } from "./certificate-statement.ts";

/** Is it valid at a time (milliseconds since the epoch, UTC)? Both ends count (RFC 5280 4.1.2.5). */
function isValidAt(certificate: Certificate, at: number): boolean {
  return certificate.notBefore <= at && at <= certificate.notAfter;
}

/**
 * Is this a file of CAs of which at least one is valid? Then one that is not is a rotation, harmless by itself: what it
 * leaves untrusted shows where the certificates are verified, and trust/ca-bundle speaks about the dead weight.
 */
export function isRotation({ file, uses }: JudgedFile, at: number): boolean {
  if (uses.some((use) => use.as !== "ca")) return false;
  const all = certificatesOf(file);
  return all.every(isCa) && all.some((certificate) => isValidAt(certificate, at));
}

/** What follows from dates that are not met. */
export function fateOfDates(judged: JudgedFile, certificate: Certificate): string {
  const presenters = presentersOf(judged, certificate);
  if (presenters.length > 0) {
    const tikv = () => "TiKV starts and every peer refuses it";
    return fatesText(presenters, { pd: pdDoesNotStart, tikv }, "PD and TiKV refuse the clients that show it");
  }
  return isCa(certificate)
    ? "PD and TiKV refuse every certificate that it issued"
    : "PD and TiKV refuse every peer that shows it";
}
