import type { Certificate, SubjectAltName } from "./certificate.ts";
import { isSelfIssued } from "./certificate.ts";
import { type Refused, refuse, titleOf } from "./chain-parts.ts";
import { parseIp } from "./ip-address.ts";

const forms = ["dns", "ip", "uri", "email"] as const satisfies readonly (keyof SubjectAltName)[];
type Form = (typeof forms)[number];
type Match = (form: Form, name: string, constraint: string, side: "permitted" | "excluded") => boolean;

/** Go's `checkChainConstraints`: every CA's constraints bind the alternative names of all certificates below it. */
export function goConstraintViolation(path: readonly Certificate[]): Refused | undefined {
  return violation(
    path,
    goMatches,
    () => true,
    (certificate) => certificate.subjectAltName,
  );
}

/** OpenSSL's `check_name_constraints`: self-issued CAs are left out, and a leaf without a DNS name is judged by its common names. */
export function openSslConstraintViolation(path: readonly Certificate[]): Refused | undefined {
  return violation(path, openSslMatches, (certificate, index) => index === 0 || !isSelfIssued(certificate), openSslNames);
}

function openSslNames(certificate: Certificate, index: number): SubjectAltName {
  const names = certificate.subjectAltName ?? { dns: [], ip: [], uri: [], email: [] };
  if (index !== 0 || names.dns.length > 0) return names;
  // cn2dnsid: only a common name that looks like a host name of two labels or more.
  const hosts = certificate.subject.commonNames.filter((name) =>
    /^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)+$/.test(name),
  );
  return { ...names, dns: hosts };
}

/** OpenSSL's bound (crypto/x509/v3_ncons.c, NAME_CONSTR_MAX_CHECK). Go before 1.26 stops earlier, Go 1.26 does not need one. */
const mostComparisons = 1 << 20;

function count(names: SubjectAltName | undefined): number {
  return forms.reduce((sum, form) => sum + (names?.[form].length ?? 0), 0);
}

function violation(
  path: readonly Certificate[],
  matches: Match,
  isJudged: (certificate: Certificate, index: number) => boolean,
  namesOf: (certificate: Certificate, index: number) => SubjectAltName | undefined,
): Refused | undefined {
  for (const [above, ca] of path.entries()) {
    const constraints = ca.nameConstraints;
    if (constraints === undefined) continue;
    for (const [index, certificate] of path.slice(0, above).entries()) {
      if (!isJudged(certificate, index)) continue;
      const names = namesOf(certificate, index);
      if (count(names) * (count(constraints.permitted) + count(constraints.excluded)) > mostComparisons) {
        return refuse("chain-invalid", certificate, `the name constraints of ${titleOf(ca)} take too many comparisons`);
      }
      for (const form of forms) {
        for (const name of names?.[form] ?? []) {
          const { permitted, excluded } = constraints;
          const isPermitted =
            permitted[form].length === 0 || permitted[form].some((entry) => matches(form, name, entry, "permitted"));
          if (isPermitted && !excluded[form].some((entry) => matches(form, name, entry, "excluded"))) continue;
          const verb = isPermitted ? "excludes" : "does not permit";
          return refuse("chain-invalid", certificate, `${titleOf(ca)} ${verb} the name ${name} (name constraints)`);
        }
      }
    }
  }
  return undefined;
}

const goMatches: Match = (form, name, constraint, side) => {
  switch (form) {
    case "ip":
      return isInRange(name, constraint);
    case "dns":
      return isBelow(lower(name), lower(constraint)) || (side === "excluded" && wildcardCovers(lower(name), lower(constraint)));
    case "uri":
      return isBelow(hostOf(name) ?? "", lower(constraint));
    case "email":
      return constraint.includes("@") ? sameMailbox(name, constraint) : isBelow(domainOf(name), lower(constraint));
    default:
      return form satisfies never;
  }
};

/** RFC 5280 leaves it open; Go lets an excluded `a.b` exclude `*.b` too. */
function wildcardCovers(name: string, constraint: string): boolean {
  const dot = constraint.indexOf(".");
  return name.startsWith("*") && dot > 0 && constraint.slice(dot) === name.slice(name.indexOf("."));
}

const openSslMatches: Match = (form, name, constraint) => {
  switch (form) {
    case "ip":
      return isInRange(name, constraint);
    case "dns":
      return isBelow(lower(name), lower(constraint));
    case "uri": {
      const host = hostOf(name);
      if (host === undefined) return false;
      return constraint.startsWith(".") ? host.endsWith(lower(constraint)) : host === lower(constraint);
    }
    case "email": {
      if (constraint.includes("@")) return sameMailbox(name, constraint);
      const domain = domainOf(name);
      return constraint.startsWith(".") ? domain.endsWith(lower(constraint)) : domain === lower(constraint);
    }
    default:
      return form satisfies never;
  }
};

/** `svc` covers itself and what is below it, `.svc` only what is below it, the empty text everything. */
function isBelow(name: string, constraint: string): boolean {
  if (constraint === "" || name === constraint) return true;
  return name.endsWith(constraint.startsWith(".") ? constraint : `.${constraint}`);
}

function isInRange(address: string, range: string): boolean {
  const [base = "", prefix = ""] = range.split("/");
  const [a, b] = [parseIp(address), parseIp(base)];
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  const bits = Number(prefix);
  return a.every((byte, index) => {
    const mask = 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - index * 8)));
    return (byte & mask) === ((b[index] ?? 0) & mask);
  });
}

function hostOf(uri: string): string | undefined {
  const match = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@]+)/.exec(uri);
  return match?.[1] === undefined ? undefined : lower(match[1]);
}

function domainOf(mailbox: string): string {
  return lower(mailbox.slice(mailbox.lastIndexOf("@") + 1));
}

function sameMailbox(a: string, b: string): boolean {
  const local = (mailbox: string) => mailbox.slice(0, Math.max(0, mailbox.lastIndexOf("@")));
  return local(a) === local(b) && domainOf(a) === domainOf(b);
}

function lower(text: string): string {
  return text.toLowerCase();
}
