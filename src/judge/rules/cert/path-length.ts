import { type Certificate, certificatesOf, isSelfIssued, type PemFile } from "../../../model/certificates/certificate.ts";
import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { type JudgedFile, presentedCertificates } from "../../../model/certificates/uses.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { ownersText, statementAbout } from "../../certificates/certificate-statement.ts";
import { refusalsOf } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const pathLength: Rule = {
  id: "cert/path-length",
  phase: "files",
  meta: () => ({
    title: "A chain is deeper than one of its CAs allows",
    why: "A CA can limit how many CAs may stand below it. PD and TiKV refuse a chain that has more, though every signature in it is right.",
    fix: "Issue the certificate from the CA that stands one step higher, or reissue the CA with a larger path length.",
    threats: ["outage"],
    controls: ["NIST-SP-800-52r2:3.2"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "RFC 5280 4.2.1.9",
      "measured on TiKV's gRPC core: it starts, and is refused everywhere",
      "Go: crypto/x509, isValid (TooManyIntermediates)",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": certificateExamples.deepChain,
          "prod/ca.pem": `«${certificateExamples.shallowCa}»`,
        },
      },
      good: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": certificateExamples.sound,
          "prod/ca.pem": certificateExamples.ca,
        },
      },
    },
  }),

  *check(model, { now }) {
    const told = new Set<Certificate>();
    const byFile = new Map<PemFile, CaSet>();
    const caSetOf = (file: PemFile) => {
      const set = byFile.get(file) ?? caSet(certificatesOf(file));
      byFile.set(file, set);
      return set;
    };
    for (const presented of presentedCertificates(model)) {
      const anchorFiles = new Set(
        presented.presenters.flatMap(({ instance }) => (instance.security.ca.kind === "seen" ? [instance.security.ca.file] : [])),
      );
      // Without a CA file in sight the chain as it is sent must hold by itself.
      const ways = anchorFiles.size === 0 ? [caSet([])] : [...anchorFiles].map(caSetOf);
      for (const anchors of ways) {
        const overrun = overrunOf(presented.leaf, presented.sent, anchors);
        if (overrun === undefined || told.has(overrun.ca)) continue;
        told.add(overrun.ca);
        const allowed = overrun.ca.basicConstraints?.pathLength ?? 0;
        const judged: JudgedFile = { ...presented, uses: presented.presenters };
        yield statementAbout(judged, overrun.ca, {
          message: `the CA ${subjectText(overrun.ca)} allows ${countText(allowed)} below it, but the chain of ${ownersText(presented.presenters)} has ${overrun.below}: ${overrun.refusedBy}`,
          help: `issue the certificate from a CA with ${countText(allowed)} between, or reissue ${subjectText(overrun.ca)} with pathlen:${overrun.below}`,
          covers: presented.presenters.flatMap(({ instance, environment }) =>
            refusalsOf(instance, { environment, now }, ["chain-invalid"]),
          ),
        });
      }
    }
  },
};

function countText(count: number): string {
  return count === 0 ? "no CA" : `${count} ${count === 1 ? "CA" : "CAs"}`;
}

/** CA certificates by the name of their subject. */
interface CaSet {
  readonly bySubject: ReadonlyMap<string, readonly Certificate[]>;
  readonly hashes: ReadonlySet<string>;
}

function caSet(certificates: readonly Certificate[]): CaSet {
  const bySubject = new Map<string, Certificate[]>();
  for (const certificate of certificates) {
    const same = bySubject.get(certificate.subject.der);
    if (same === undefined) bySubject.set(certificate.subject.der, [certificate]);
    else same.push(certificate);
  }
  return { bySubject, hashes: new Set(certificates.map(({ sha256 }) => sha256)) };
}

interface Overrun {
  readonly ca: Certificate;
  readonly below: number;
  readonly refusedBy: string;
}

/**
 * Walks from the leaf upwards to the first trust anchor and counts the CAs on the way. RFC 5280 (6.1.4) and OpenSSL leave
 * out self-issued ones; Go counts them too (measured on Go 1.26).
 */
function overrunOf(leaf: Certificate, sent: readonly Certificate[], anchors: CaSet): Overrun | undefined {
  const sentSet = caSet(sent);
  const visited = new Set<string>([leaf.sha256]);
  let all = 0;
  let counted = 0;
  let current = leaf;
  while (!anchors.hashes.has(current.sha256)) {
    const issuers = issuersOf(current, [anchors, sentSet], visited);
    const next =
      issuers.find((issuer) => all <= limitOf(issuer)) ?? issuers.find((issuer) => counted <= limitOf(issuer)) ?? issuers[0];
    if (next === undefined) return undefined;
    if (counted > limitOf(next)) return { ca: next, below: counted, refusedBy: "every peer refuses it" };
    if (all > limitOf(next)) {
      return { ca: next, below: all, refusedBy: "PD and other Go programs refuse it, TiKV does not count self-issued CAs" };
    }
    visited.add(next.sha256);
    all += 1;
    if (!isSelfIssued(next)) counted += 1;
    current = next;
  }
  return undefined;
}

function limitOf({ basicConstraints }: Certificate): number {
  return basicConstraints?.pathLength ?? Number.POSITIVE_INFINITY;
}

/** As many CAs of one name are looked at; more than a handful never share a name for a good reason. */
const namesakeLimit = 32;

function issuersOf(certificate: Certificate, sets: readonly CaSet[], visited: ReadonlySet<string>): readonly Certificate[] {
  return sets
    .flatMap(({ bySubject }) => (bySubject.get(certificate.issuer.der) ?? []).slice(0, namesakeLimit))
    .filter((candidate) => !visited.has(candidate.sha256) && certificate.isSignedBy(candidate));
}
