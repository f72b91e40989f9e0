import type { Certificate } from "../../../model/certificates/certificate.ts";
import { keyText, wholeDays } from "../../../model/certificates/certificate-words.ts";
import { presentedCertificates } from "../../../model/certificates/uses.ts";
import { comparableEnvironments, type Environment, type Model } from "../../../model/environments/environment.ts";
import { type Component, componentName } from "../../../model/instances/instance.ts";
import { listOf } from "../../../text/list-of.ts";
import { compareSpans } from "../../../text/span.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import type { Rule } from "../../rule.ts";

const { tikvConfig, sound, serverOnly } = certificateExamples;

export const certificateProfileDiffers: Rule = {
  id: "env/certificate-profile-differs",
  phase: "files",
  meta: () => ({
    title: "Certificates of one component are made differently in two environments",
    why: "Another key kind, lifetime or usage behaves differently in a handshake: what works in a test does not have to work in production.",
    fix: "Issue the certificates of all environments by one profile.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:12.3.3"],
    policies: { baseline: "note", strict: "warning" },
    since: "0.1.0",
    sources: ["RFC 5280 4.2.1.12: what a usage permits", "pd: Go's crypto/x509", "tikv: gRPC core's OpenSSL"],
    example: {
      bad: {
        files: {
          "prod/tikv.toml": tikvConfig,
          "prod/tikv.pem": sound,
          "dev/tikv.toml": tikvConfig,
          "dev/tikv.pem": `«${serverOnly}»`,
        },
      },
      good: { files: { "prod/tikv.toml": tikvConfig, "prod/tikv.pem": sound, "dev/tikv.toml": tikvConfig } },
    },
  }),

  *check(model) {
    for (const component of ["pd", "tikv"] as const) {
      const profiles = profilesOf(model, component);
      const reference = profiles.find(({ environment }) => environment.tier === "production") ?? profiles[0];
      if (reference === undefined) continue;
      for (const profile of profiles) {
        const differences = profile === reference ? [] : differencesOf(profile, reference);
        if (differences.length === 0) continue;
        const { environment, certificate } = profile;
        yield {
          at: certificate.span,
          subject: certificate.sha256,
          environment: environment.name,
          component,
          message: `${environment.name}'s ${componentName[component]} certificate has ${listOf(differences)}, unlike ${reference.environment.name}'s`,
          help: `issue it by the profile of ${reference.environment.name} (${reference.certificate.span.path}:${reference.certificate.span.line}), or the other by this one`,
          related: [{ at: reference.certificate.span, message: `the certificate of ${reference.environment.name}` }],
        };
      }
    }
  },
};

interface Profile {
  readonly environment: Environment;
  /** The first by its place. */
  readonly certificate: Certificate;
  /** What all certificates of the component have in common here; undefined where they differ among themselves. */
  readonly key: string | undefined;
  readonly signature: string | undefined;
  readonly usages: string | undefined;
  /** In days. */
  readonly lifetime: number | undefined;
}

function profilesOf(model: Model, component: Component): readonly Profile[] {
  const byEnvironment = new Map<Environment, Set<Certificate>>();
  for (const { leaf, presenters } of presentedCertificates(model)) {
    for (const { environment, instance } of presenters) {
      if (instance.component !== component) continue;
      const leaves = byEnvironment.get(environment) ?? new Set();
      byEnvironment.set(environment, leaves.add(leaf));
    }
  }
  return comparableEnvironments(model).flatMap((environment): Profile[] => {
    const leaves = [...(byEnvironment.get(environment) ?? [])].sort((a, b) => compareSpans(a.span, b.span));
    const [certificate] = leaves;
    if (certificate === undefined) return [];
    const common = <T>(facet: (leaf: Certificate) => T) => {
      const values = new Set(leaves.map(facet));
      return values.size === 1 ? [...values][0] : undefined;
    };
    return [
      {
        environment,
        certificate,
        key: common((leaf) => keyText(leaf.publicKey)),
        signature: common(signatureText),
        usages: common(usagesText),
        lifetime: common((leaf) => wholeDays(leaf.notAfter - leaf.notBefore)),
      },
    ];
  });
}

function differencesOf(here: Profile, there: Profile): readonly string[] {
  const differences: string[] = [];
  const add = (mine: string | undefined, other: string | undefined, text: (value: string) => string) => {
    if (mine !== undefined && other !== undefined && mine !== other) differences.push(`${text(mine)} (not ${other})`);
  };
  add(here.key, there.key, (key) => `the key ${key}`);
  add(here.signature, there.signature, (signature) => `the signature ${signature}`);
  add(here.usages, there.usages, (usages) => `the usages ${usages}`);
  const [mine, other] = [here.lifetime, there.lifetime];
  // Months differ in length, and issuers set the begin back by hours: only a lifetime of another kind is told.
  if (mine !== undefined && other !== undefined && Math.max(mine, other) > 1.5 * Math.min(mine, other)) {
    differences.push(`a lifetime of ${mine} days (not ${other})`);
  }
  return differences;
}

function signatureText({ signature }: Certificate): string {
  return [signature.kind, signature.hash].filter((part) => part !== undefined).join(" with ");
}

function usagesText({ extendedKeyUsage }: Certificate): string {
  return extendedKeyUsage === undefined ? "any" : [...extendedKeyUsage].sort().join(" and ");
}
