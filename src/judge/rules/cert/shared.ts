import type { Certificate, PemFile } from "../../../model/certificates/certificate.ts";
import { fingerprintText } from "../../../model/certificates/certificate-words.ts";
import { type InstanceUse, presentedCertificates } from "../../../model/certificates/uses.ts";
import { clustersOf } from "../../../model/channels/clusters.ts";
import { componentName } from "../../../model/instances/instance.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { compareSpans } from "../../../text/span.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { usersText } from "../../certificates/certificate-statement.ts";
import type { Context, Rule, Statement } from "../../rule.ts";

export const shared: Rule = {
  id: "cert/shared",
  phase: "files",
  meta: () => ({
    title: "One certificate serves several components, instances or environments",
    why: "Anyone who takes the key from one place can pose as all the others, and an allow list cannot distinguish them. Replacing it touches all of them at once.",
    fix: "Issue a certificate with a key of its own for each component of each environment.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1.1", "NIST-SP-800-52r2:3.2"],
    policies: {
      baseline: {
        severity: "note",
        variants: { "across-tiers": "error" },
        parameters: { components: true, instances: false, environments: true },
      },
      strict: {
        severity: "warning",
        variants: { "across-tiers": "error" },
        parameters: { components: true, instances: true, environments: true },
      },
    },
    since: "0.1.0",
    sources: ["NIST SP 800-57 part 1, 5.2: a key serves one purpose", "tikv and pd: allow lists compare names of certificates"],
    variants: { "across-tiers": "production and another tier share it" },
    parameters: {
      components: { type: "boolean", description: "Is it a finding when one certificate serves PD and TiKV?", default: true },
      instances: {
        type: "boolean",
        description: "Is it a finding when it serves several instances of one component?",
        default: false,
      },
      environments: { type: "boolean", description: "Is it a finding when it serves several environments?", default: true },
    },
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/tikv.toml": certificateExamples.tikvConfig.replace('"/tls/tikv.pem"', '«"/tls/pd.pem"»'),
          "prod/pd.pem": certificateExamples.sound,
        },
      },
      good: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/tikv.toml": certificateExamples.tikvConfig,
          "prod/pd.pem": certificateExamples.sound,
        },
      },
    },
  }),

  *check(model, { parameters }) {
    const byKey = new Map<string, Entry[]>();
    for (const { file, leaf, presenters } of presentedCertificates(model)) {
      for (const use of presenters) {
        const entry: Entry = { file, leaf, use };
        const same = byKey.get(leaf.publicKey.spki);
        if (same === undefined) byKey.set(leaf.publicKey.spki, [entry]);
        else same.push(entry);
      }
    }
    for (const entries of byKey.values()) {
      if (entries.length < 2) continue;
      entries.sort((a, b) => compareSpans(a.use.path.span, b.use.path.span));
      yield* acrossEnvironments(entries, parameters);
      for (const inside of groups(entries, ({ use }) => use.environment.name).flatMap(byCluster)) {
        yield* acrossComponents(inside, parameters);
        for (const alike of groups(inside, ({ use }) => use.instance.component)) yield* acrossInstances(alike, parameters);
      }
    }
  },
};

interface Entry {
  readonly file: PemFile;
  readonly leaf: Certificate;
  readonly use: InstanceUse;
}

function isAsked(parameters: Readonly<Record<string, unknown>>, kind: "components" | "instances" | "environments"): boolean {
  return parameters[kind] === true;
}

function groups(entries: readonly Entry[], by: (entry: Entry) => string): readonly Entry[][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(by(entry));
    if (group === undefined) groups.set(by(entry), [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

/** What serves in one cluster, for each cluster of an environment. */
function byCluster(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const [first] = entries;
  if (first === undefined) return [];
  return clustersOf(first.use.environment).map(({ instances }) => {
    const own = new Set(instances);
    return entries.filter(({ use }) => own.has(use.instance));
  });
}

function* acrossEnvironments(entries: readonly Entry[], parameters: Context["parameters"]): Generator<Statement> {
  const [first] = entries;
  const second = entries.find(({ use }) => use.environment !== first?.use.environment);
  if (first === undefined || second === undefined || !isAsked(parameters(second.use.environment), "environments")) return;
  const environments = [...new Set(entries.map(({ use }) => use.environment))];
  const others = environments.filter(({ tier }) => tier !== "production");
  const isAcrossTiers = others.length > 0 && others.length < environments.length;
  const names = shortListOf(environments.map(({ name }) => name));
  yield statement(first, second, {
    message: isAcrossTiers
      ? `${names} share ${whatIsShared(first, second)}: anyone who takes the key from ${shortListOf(others.map(({ name }) => name))} can pose as a server of production`
      : `${names} share ${whatIsShared(first, second)}: anyone who takes the key from one can pose as a server of the others`,
    help: "issue certificates with keys of their own for each environment",
    variant: isAcrossTiers ? "across-tiers" : undefined,
  });
}

function* acrossComponents(entries: readonly Entry[], parameters: Context["parameters"]): Generator<Statement> {
  const [first] = entries;
  const second = entries.find(({ use }) => use.instance.component !== first?.use.instance.component);
  if (first === undefined || second === undefined || !isAsked(parameters(second.use.environment), "components")) return;
  yield statement(first, second, {
    message: `PD and TiKV (${usersText(entries.map(({ use }) => use))}) share ${whatIsShared(first, second)}: anyone who takes the key from one can pose as the other, and an allow list cannot distinguish them`,
    help: "issue a certificate with a key of its own for each component",
  });
}

function* acrossInstances(entries: readonly Entry[], parameters: Context["parameters"]): Generator<Statement> {
  const [first, second] = entries;
  if (first === undefined || second === undefined || !isAsked(parameters(second.use.environment), "instances")) return;
  yield statement(first, second, {
    message: `${usersText(entries.map(({ use }) => use))} share ${whatIsShared(first, second)}: anyone who takes the key from one can pose as the others`,
    help: `issue a certificate with a key of its own for each ${componentName[first.use.instance.component]}`,
  });
}

function whatIsShared(first: Entry, second: Entry): string {
  return first.leaf.sha256 === second.leaf.sha256
    ? `one certificate (${fingerprintText(first.leaf.sha256)})`
    : "one key, in different certificates";
}

/** Points at the second use: the path in its configuration, or the block where it has a file of its own. */
function statement(first: Entry, second: Entry, words: Pick<Statement, "message" | "help" | "variant">): Statement {
  const isCopy = first.file !== second.file;
  return {
    at: isCopy ? second.leaf.span : second.use.path.span,
    subject: second.leaf.publicKey.spki,
    environment: second.use.environment.name,
    component: second.use.instance.component,
    related: [{ at: isCopy ? first.leaf.span : first.use.path.span, message: `${first.use.instance.name} uses it first` }],
    ...words,
  };
}
