import { certificatesOf, type PemFile } from "../../../model/certificates/certificate.ts";
import { usesOf } from "../../../model/certificates/uses.ts";
import type { Environment, Model } from "../../../model/environments/environment.ts";
import type { Component, Instance } from "../../../model/instances/instance.ts";
import { fileName } from "../../../text/span.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isCa } from "../../certificates/certificate-statement.ts";
import {
  expectationsOf,
  expectersOf,
  isMeantFor,
  isSameNamespace,
  roleOfSecret,
  type SecretName,
  secretOfRequest,
  sharedNamespace,
} from "../../certificates/issued-secrets.ts";
import type { Rule, Statement } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const certificateUnused: Rule = {
  id: "deploy/certificate-unused",
  phase: "files",
  meta: () => ({
    title: "A certificate of the cluster is not used",
    why: "A certificate that nothing mounts has a wrong name, or is a key that opens the cluster and that nobody maintains.",
    fix: "Use it where it belongs, or remove it.",
    threats: ["outage", "impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1.1"],
    policies: { baseline: "note", strict: "warning" },
    since: "0.1.0",
    sources: ["tidb-operator: the names of the Secrets it mounts (pkg/util/util.go; api/core/v1alpha1/cluster_types.go)"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": certificateExamples.sound,
          "prod/pd-old.pem": `«${certificateExamples.sound}»`,
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model) {
    yield* unusedRequests(model);
    yield* unusedFiles(model);
  },
};

/** Certificates with the name of a component's Secret, beside clusters that expect others. */
function* unusedRequests(model: Model): Generator<Statement> {
  const expectations = expectationsOf(model);
  const all = [...expectations.values()].flat();
  const told = new Set<string>();
  for (const request of model.requests ?? []) {
    const secret = secretOfRequest(request);
    const role = secret && roleOfSecret(secret.name);
    if (secret === undefined || (role !== "pd" && role !== "tikv") || request.renewBefore === undefined) continue;
    // Without a component that expects something there is no cluster to compare with.
    const near = all.find(
      ({ instance, expected, environment }) =>
        instance.component === role &&
        isSameNamespace(expected, secret) &&
        isMeantFor(environment, request.at, sharedNamespace(expected, secret), model),
    );
    const place = `${request.at.path}:${request.at.line}`;
    if (near === undefined || expectersOf(secret, expectations).length > 0 || told.has(place)) continue;
    told.add(place);
    yield {
      at: request.secretName.kind === "known" ? request.secretName.span : request.at,
      subject: secret.name,
      environment: near.environment.name,
      component: role,
      message: `${request.name} fills the Secret ${shown(secret.name)}, which no component mounts: ${near.instance.name} expects ${shown(near.expected.name)}`,
      help: isIssued(near.expected, model)
        ? "remove the Certificate"
        : `fill ${shown(near.expected.name)} instead, or remove the Certificate`,
      related: [{ at: near.expected.at, message: `${near.instance.name} expects ${near.expected.name}` }],
    };
  }
}

function isIssued(wanted: SecretName, model: Model): boolean {
  return (model.secrets ?? []).some((secret) => secret.name === wanted.name && isSameNamespace(secret, wanted));
}

/** Files whose name speaks of a component all of whose instances have their certificate in another file. */
function* unusedFiles(model: Model): Generator<Statement> {
  const uses = usesOf(model);
  for (const environment of model.environments) {
    const served = componentsWithCertificates(environment);
    if (served.size === 0) continue;
    for (const file of environment.files) {
      const [leaf] = certificatesOf(file);
      const component = componentOfFile(file);
      if (leaf === undefined || component === undefined || isCa(leaf) || uses.has(file) || !served.has(component)) continue;
      const name = file.secret === undefined ? file.path : `${file.secret.key} of the Secret ${file.secret.name}`;
      yield {
        at: leaf.span,
        subject: leaf.sha256,
        environment: environment.name,
        component,
        message: `no configuration names ${shown(name)}: every ${component === "pd" ? "PD" : "TiKV"} of ${environment.name} uses another certificate`,
        help: "remove it, with its key, or name it in the configuration that it is for",
      };
    }
  }
}

/** Components of which the certificate of every instance is in the repository. */
function componentsWithCertificates({ instances }: Environment): ReadonlySet<Component> {
  const isSeen = ({ security }: Instance) => security.certificate.kind === "seen";
  return new Set(
    (["pd", "tikv"] as const).filter((component) => {
      const own = instances.filter((instance) => instance.component === component);
      return own.length > 0 && own.every(isSeen);
    }),
  );
}

function componentOfFile({ path, secret }: PemFile): Component | undefined {
  const words = (secret?.name ?? fileName(path)).toLowerCase().split(/[^a-z]+/);
  if (words.includes("client") || words.includes("ctl")) return undefined;
  const [isPd, isTikv] = [words.includes("pd"), words.includes("tikv")];
  return isPd === isTikv ? undefined : isPd ? "pd" : "tikv";
}
