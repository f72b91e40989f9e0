import type { Certificate } from "../../../model/certificates/certificate.ts";
import { shortText } from "../../../model/certificates/certificate-words.ts";
import { ownCertificateIn } from "../../../model/certificates/chain-order.ts";
import type { ChannelId } from "../../../model/channels/channel.ts";
import type { Environment } from "../../../model/environments/environment.ts";
import { comparedCommonName } from "../../../model/handshake/allow-list.ts";
import { identityOf } from "../../../model/handshake/credentials.ts";
import { componentName, type Instance } from "../../../model/instances/instance.ts";
import { placeOf } from "../../../model/instances/setting.ts";
import { isAtLeast } from "../../../model/instances/version.ts";
import { shortListOf } from "../../../text/list-of.ts";
import type { Span } from "../../../text/span.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { type FailedChannel, failuresOf, placeKey } from "../../channels/channel-ends.ts";
import { completingFix } from "../../channels/connecting-names.ts";
import type { FailureKey, Rule, Statement } from "../../rule.ts";

/** The example's certificate is made for these names; its common name is pd-0. */
const tikvConfig = certificateExamples.tikvConfig.trim().replace("tikv-0.tikv-peer.prod.svc", "pd.prod.svc");

export const lockedOut: Rule = {
  id: "trust/locked-out",
  phase: "files",
  meta: () => ({
    title: "An allow list refuses a component that has to connect",
    why: "A certificate that verifies is not enough where a list of names is set: a client that is missing from it cannot connect, however often it retries. PD also refuses to dial a PD that it does not list.",
    fix: "List the common name of every component that connects, the component's own included.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: [
      "tikv: components/security/src/lib.rs, check_common_name",
      "pd: server/config/config.go; pkg/utils/grpcutil (the list works for PD's own dials too)",
    ],
    versions: "PD up to v8.3 takes one name; from v8.4 on two or more are enforced on the client port too.",
    example: {
      bad: {
        files: {
          "prod/tikv.toml": `${tikvConfig}\ncert-allowed-cn = «["tidb", "pd"]»\n`,
          "prod/tikv.pem": certificateExamples.sound,
          "prod/ca.pem": certificateExamples.ca,
        },
      },
      good: {
        files: {
          "prod/tikv.toml": `${tikvConfig}\ncert-allowed-cn = ["tidb", "pd", "pd-0"]\n`,
          "prod/tikv.pem": certificateExamples.sound,
          "prod/ca.pem": certificateExamples.ca,
        },
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      const locks = new Map<string, Lock>();
      for (const failed of failuresOf(environment, now).all) {
        const found = lockOf(environment, failed);
        if (found === undefined) continue;
        const lock = locks.get(placeKey(found.at)) ?? found;
        locks.set(placeKey(found.at), lock);
        for (const [name, certificate] of found.refused) lock.refused.set(name, certificate);
        lock.channels.add(failed.channel.id);
        lock.covers.push(failed.key);
      }
      for (const lock of locks.values()) yield statementOf(environment, lock);
    }
  },
};

/** One allow list, and whom it refuses: the certificates by the names of their owners. */
interface Lock {
  readonly at: Span;
  readonly owner: Instance;
  readonly refused: Map<string, Certificate>;
  readonly channels: Set<ChannelId>;
  readonly covers: FailureKey[];
}

function lockOf(environment: Environment, { channel, failure, from, to }: FailedChannel): Lock | undefined {
  const { step, decidedBy } = failure;
  if ((step !== "client-allow-list" && step !== "server-allow-list") || decidedBy === undefined) return undefined;
  const isListOfServer = step === "client-allow-list";
  const owner = isListOfServer ? to : from;
  const refused = isListOfServer ? (from ?? environment.clients) : to;
  const certificate = refused && certificateOf(refused);
  if (owner === undefined || certificate === undefined) return undefined;
  const name = isListOfServer ? channel.from : channel.to;
  return { at: decidedBy, owner, refused: new Map([[name, certificate]]), channels: new Set(), covers: [] };
}

function certificateOf(party: Instance | NonNullable<Environment["clients"]>): Certificate | undefined {
  if ("security" in party) {
    const identity = identityOf(party.security, party);
    return identity.kind === "held" ? identity.value.leaf : undefined;
  }
  return party.certificate.kind === "seen" ? ownCertificateIn(party.certificate.file) : undefined;
}

function statementOf(environment: Environment, { at, owner, refused, channels, covers }: Lock): Statement {
  const { component, name } = owner;
  const [first = ["", undefined] as const] = refused;
  const [who, certificate] = first;
  const names = new Set([...refused.values()].map((leaf) => comparedCommonName(component, leaf)));
  const missing = [...names].filter((commonName) => commonName !== "");
  const commonName = certificate === undefined ? "" : comparedCommonName(component, certificate);
  const others = refused.size === 1 ? "" : `, and ${refused.size - 1} more`;
  const called = commonName === "" ? "no common name" : `the common name ${shortText(commonName)}`;
  return {
    at,
    subject: "security.cert-allowed-cn",
    environment: environment.name,
    component,
    channels: [...channels],
    covers,
    message: `the allow list of ${name} refuses ${who === name ? "its own kind" : who}, whose certificate has ${called}${others}`,
    help: helpFor(owner, missing),
    fix: missing.length === names.size && at === placeOf(owner.security.allowedCn) ? completingFix(owner, missing) : undefined,
    related: [...refused].slice(0, 3).map(([party, leaf]) => ({ at: leaf.span, message: `the certificate of ${party}` })),
  };
}

function helpFor({ component, version }: Instance, missing: readonly string[]): string {
  if (missing.length === 0) return "issue the certificate with a common name, and add that to the list";
  if (component === "pd" && !isAtLeast(version, "v8.4.0")) {
    return `give all certificates one common name: ${componentName[component]} ${version.text} takes a single one in cert-allowed-cn`;
  }
  return `add ${shortListOf(missing.map(shortText), 6)} to the list`;
}
