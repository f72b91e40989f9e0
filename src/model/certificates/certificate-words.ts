import type { Certificate, PublicKey, Sha256 } from "./certificate.ts";

/** How messages write what stands in certificates. Days are counted in UTC. */

const millisecondsPerDay = 86_400_000;

/** `2026-12-20`: the day in UTC of a time in milliseconds since the epoch. */
export function dayText(time: number): string {
  // Beyond these bounds there is no Date (ECMA-262, 21.4.1.1).
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString().slice(0, -"T00:00:00.000Z".length) : "an unknown day";
}

/** Whole days in a duration of milliseconds; a day that has begun does not count. */
export function wholeDays(duration: number): number {
  return Math.floor(duration / millisecondsPerDay);
}

/** `1 day`, `26 days`; below one day `less than a day`. */
export function daysText(duration: number): string {
  const days = wholeDays(duration);
  return days < 1 ? "less than a day" : `${days} ${days === 1 ? "day" : "days"}`;
}

/** `RSA 1024`, `P-256`, `Ed25519`. */
export function keyText(key: PublicKey): string {
  switch (key.kind) {
    case "rsa":
      return `RSA ${key.bits}`;
    case "rsa-pss":
      return `RSA-PSS ${key.bits}`;
    case "dsa":
      return key.bits === 0 ? "DSA" : `DSA ${key.bits}`;
    case "ec":
      return curveText(key.curve);
    case "ed25519":
      return "Ed25519";
    case "ed448":
      return "Ed448";
    case "unknown":
      return "of an unknown kind";
    default:
      return key.kind satisfies never;
  }
}

function curveText(curve: string | undefined): string {
  if (curve === undefined || curve === "unknown") return "EC on an unknown curve";
  if (curve === "explicit") return "EC with explicit parameters";
  return /^[0-9.]+$/.test(curve) ? `EC on the curve ${curve}` : curve;
}

/** `sha256:0123456789abcdef`: enough to find it, short enough to read. */
export function fingerprintText(hash: Sha256): string {
  return `sha256:${hash.slice(0, 16)}`;
}

/** The subject as messages write it, or the fingerprint where it is empty. Names are chosen by strangers: long ones are cut. */
export function subjectText(certificate: Certificate): string {
  return shortText(certificate.subject.text) || fingerprintText(certificate.sha256);
}

/** One line of at most 80 characters of a text that a stranger chose. */
export function shortText(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= 80 ? line : `${[...line.slice(0, 160)].slice(0, 79).join("")}…`;
}
