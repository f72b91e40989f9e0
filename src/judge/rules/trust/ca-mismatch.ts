import type { Certificate } from "../../../model/certificates/certificate.ts";
import { subjectText } from "../../../model/certificates/certificate-words.ts";
import { clustersOf } from "../../../model/channels/clusters.ts";
import type { Environment } from "../../../model/environments/environment.ts";
import { materialPlace, trustOf } from "../../../model/handshake/credentials.ts";
import { type Instance, materialKeys } from "../../../model/instances/instance.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { type TrustGroup, trustGroups } from "../../certificates/trust-groups.ts";
import { type FailedChannel, failuresOf } from "../../channels/channel-ends.ts";
import { chainRefusals } from "../../channels/covers.ts";
import type { FailureKey, Rule } from "../../rule.ts";

export const caMismatch: Rule = {
  id: "trust/ca-mismatch",
  phase: "files",
  meta: () => ({
    title: "Instances of one environment trust different CAs",
    why: "A certificate that one side accepts the other refuses: the instances cannot talk to each other. Where it was meant as a change of the CA, the step with both CAs in every file is missing.",
    fix: "Give all instances the same CA file; during a change of the CA one that holds both.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "tikv: components/security/src/lib.rs",
      "pd: server/config/config.go",
      "PD and TiKV read their CA file only when they start",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd-1.toml": certificateExamples.pdConfig.replaceAll("pd-0", "pd-1"),
          "prod/tikv.toml": certificateExamples.tikvConfig.replace(`"/tls/ca.pem"`, `«"/tls/tikv-ca.pem"»`),
          "prod/ca.pem": certificateExamples.ca,
          "prod/tikv-ca.pem": certificateExamples.shallowCa,
        },
      },
      good: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/tikv.toml": certificateExamples.tikvConfig.replace("/tls/ca.pem", "/tls/tikv-ca.pem"),
          "prod/ca.pem": certificateExamples.ca,
          "prod/tikv-ca.pem": `${certificateExamples.shallowCa}\n${certificateExamples.ca}`,
        },
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments.flatMap(clustersOf)) {
      const groups = trustGroups(environment);
      const [most, ...others] = groups;
      if (most === undefined || others.length === 0) continue;
      const talking = talkingGroups(environment, groups);
      const failed = failuresBetween(groups, failuresOf(environment, now).all);
      for (const group of others) {
        const [first] = group.instances;
        if (first === undefined || talking.has(group)) continue;
        const { component, security } = first;
        const also = group.instances.length === 1 ? "" : ` and ${group.instances.length - 1} more`;
        yield {
          at: materialPlace(security, "ca"),
          subject: `security.${materialKeys[component].ca}`,
          environment: environment.name,
          component,
          channels: ["tikv-pd", "pd-pd-client", "pd-pd-peer", "tikv-tikv"],
          covers: failed.get(group) ?? [],
          message: `${first.name}${also} ${trusts(group)} ${casText(first)}, and ${shortListOf(most.instances.map(({ name }) => name))} ${trusts(most)} ${casText(most.instances[0])}: no CA is trusted by both, so they refuse each other`,
          help: "put the CAs of both into one file and give it to all instances",
          related: most.instances.slice(0, 1).map((other) => ({
            at: materialPlace(other.security, "ca"),
            message: `the CA file of ${other.name}`,
          })),
        };
      }
    }
  },
};

/**
 * The groups whose every TLS channel from and to the largest group succeeds all the same: each side sends a chain that
 * the other's CA leads to, as cross-signed CAs allow.
 */
function talkingGroups({ channels }: Environment, groups: readonly TrustGroup[]): ReadonlySet<TrustGroup> {
  const [most] = groups;
  const groupOf = new Map(groups.flatMap((group) => group.instances.map(({ name }) => [name, group] as const)));
  const talking = new Set<TrustGroup>();
  const silent = new Set<TrustGroup>();
  for (const { from, to, outcome } of channels) {
    const [a, b] = [groupOf.get(from), groupOf.get(to)];
    if (a === undefined || b === undefined || a === b || (a !== most && b !== most)) continue;
    const succeeds = outcome.kind === "succeeds" && outcome.posture !== "plaintext";
    (succeeds ? talking : silent).add(a === most ? b : a);
  }
  for (const group of silent) talking.delete(group);
  return talking;
}

/** The chains that one group shows and another does not trust, by either of the two. */
function failuresBetween(
  groups: readonly TrustGroup[],
  failures: readonly FailedChannel[],
): ReadonlyMap<TrustGroup, readonly FailureKey[]> {
  const groupOf = new Map(groups.flatMap((group) => group.instances.map((instance) => [instance, group] as const)));
  const between = new Map<TrustGroup, FailureKey[]>(groups.map((group) => [group, []]));
  for (const { key, cause } of failures) {
    const [a, b] = [cause.presenter && groupOf.get(cause.presenter), cause.verifier && groupOf.get(cause.verifier)];
    if (a === undefined || b === undefined || a === b || !chainRefusals.includes(cause.reason)) continue;
    for (const group of [a, b]) between.get(group)?.push(key);
  }
  return between;
}

function trusts({ instances }: TrustGroup): string {
  return instances.length === 1 ? "trusts" : "trust";
}

function casText(instance: Instance | undefined): string {
  if (instance === undefined) return "none";
  const trust = trustOf(instance.security, instance, "clientAuth");
  const anchors: readonly Certificate[] = trust.kind === "held" ? trust.value : [];
  return shortListOf(anchors.map(subjectText));
}
