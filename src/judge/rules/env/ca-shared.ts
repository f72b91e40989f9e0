import { type Certificate, certificatesOf } from "../../../model/certificates/certificate.ts";
import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { type InstanceUse, presentedCertificates } from "../../../model/certificates/uses.ts";
import type { Environment, Model } from "../../../model/environments/environment.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { compareSpans, type Span } from "../../../text/span.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import type { Rule } from "../../rule.ts";

const { tikvConfig, ca } = certificateExamples;

export const caShared: Rule = {
  id: "env/ca-shared",
  phase: "files",
  meta: () => ({
    title: "Production trusts a CA that serves another tier too",
    why: "A certificate that was issued for a test machine opens production: the CA is all that a server without an allow list asks for.",
    fix: "Give each tier a CA of its own, and trust only that one.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "PCI-DSS-4.0.1:6.5.3", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["tikv: components/security/src/lib.rs", "pd: server/config/config.go: every certificate of the CA is accepted"],
    example: {
      bad: {
        files: {
          "prod/tikv.toml": tikvConfig.replace('"/tls/ca.pem"', '«"/tls/ca.pem"»'),
          "prod/ca.pem": ca,
          "dev/tikv.toml": tikvConfig,
          "dev/ca.pem": ca,
        },
      },
      good: { files: { "prod/tikv.toml": tikvConfig, "prod/ca.pem": ca, "dev/tikv.toml": tikvConfig } },
    },
  }),

  *check(model) {
    const elsewhere = otherTiers(model);
    if (elsewhere.size === 0) return;
    for (const environment of model.environments) {
      if (environment.tier !== "production") continue;
      const told = new Set<string>();
      const trusted = environment.instances.flatMap((instance) => {
        const material = instance.security.ca;
        return material.kind === "seen" ? [{ instance, at: material.path.span, cas: certificatesOf(material.file) }] : [];
      });
      trusted.sort((a, b) => compareSpans(a.at, b.at));
      for (const { instance, at, cas } of trusted) {
        const shared = cas.filter(
          (certificate) => !told.has(keyOf(certificate)) && evidenceFor(certificate, elsewhere).length > 0,
        );
        const [first] = shared;
        if (first === undefined) continue;
        for (const certificate of shared) told.add(keyOf(certificate));
        const evidence = shared.flatMap((certificate) => evidenceFor(certificate, elsewhere));
        const others = [...new Set(evidence.map((one) => one.environment.name))];
        yield {
          at,
          subject: shared.map((certificate) => certificate.publicKey.spki).join(" "),
          environment: environment.name,
          component: instance.component,
          message: `${environment.name} trusts ${shortListOf([...new Set(shared.map(subjectText))])}, which issues for ${shortListOf(others)} too: a certificate from there opens ${environment.name}`,
          help: `give ${environment.name} a CA of its own`,
          related: firstOfEach(evidence).map((one) => ({ at: one.at, message: one.message })),
        };
      }
    }
  },
};

/** What ties another tier to a CA. */
interface Evidence {
  readonly environment: Environment;
  readonly at: Span;
  readonly message: string;
  /** The certificate that is the CA, or that it has issued. */
  readonly certificate: Certificate;
}

type Others = ReadonlyMap<string, readonly Evidence[]>;

/** CAs that other tiers trust, by their own name, and by their issuer's; certificates that they present, by their issuer's. */
function otherTiers(model: Model): Others {
  const byName = new Map<string, Evidence[]>();
  const add = (name: string, evidence: Evidence) => {
    const list = byName.get(name);
    if (list === undefined) byName.set(name, [evidence]);
    // Beyond this many nothing is added to what is said, and the work stays linear.
    else if (list.length < maximumEvidence) list.push(evidence);
  };
  for (const environment of model.environments) {
    if (environment.tier === "production") continue;
    for (const { security } of environment.instances) {
      if (security.ca.kind !== "seen") continue;
      const at = security.ca.path.span;
      for (const certificate of certificatesOf(security.ca.file)) {
        const evidence = { environment, at, certificate, message: `${environment.name} trusts it here` };
        add(certificate.subject.der, evidence);
        if (certificate.issuer.der !== certificate.subject.der) {
          add(certificate.issuer.der, { ...evidence, message: `${environment.name} trusts a CA here that it has issued` });
        }
      }
    }
  }
  for (const { leaf, presenters } of presentedCertificates(model)) {
    for (const { environment, path } of presenters as readonly InstanceUse[]) {
      if (environment.tier === "production") continue;
      add(leaf.issuer.der, {
        environment,
        at: path.span,
        certificate: leaf,
        message: `${environment.name} presents a certificate of it here`,
      });
    }
  }
  return byName;
}

const maximumEvidence = 256;

function evidenceFor(ca: Certificate, others: Others): readonly Evidence[] {
  return (others.get(ca.subject.der) ?? []).filter(
    ({ certificate }) =>
      keyOf(certificate) === keyOf(ca) || (certificate.issuer.der === ca.subject.der && certificate.isSignedBy(ca)),
  );
}

function keyOf({ subject, publicKey }: Certificate): string {
  return `${subject.der} ${publicKey.spki}`;
}

function firstOfEach(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<Environment>();
  return evidence.filter(({ environment }) => !seen.has(environment) && seen.add(environment)).slice(0, 6);
}
