import { type Environment, type Model, pdsOf } from "../../../model/environments/environment.ts";
import { identityOf, verifierOf } from "../../../model/handshake/credentials.ts";
import { peerKeyRefusal } from "../../../model/handshake/loading.ts";
import type { Failure } from "../../../model/handshake/outcome.ts";
import { hasAllMaterial, hasNoMaterial, type Instance, type TikvInstance } from "../../../model/instances/instance.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { missingIntermediates, ownChain } from "../../certificates/own-chain.ts";
import { trustGroups } from "../../certificates/trust-groups.ts";
import { type FailedChannel, failedChannels, placeKey } from "../../channels/channel-ends.ts";
import type { Rule, Statement } from "../../rule.ts";

export const handshakeFails: Rule = {
  id: "trust/handshake-fails",
  meta: () => ({
    title: "Two committed instances refuse each other",
    why: "Each configuration looks right by itself, and the two do not fit: the cluster does not form, or an instance that is restarted does not come back.",
    fix: "Change the side that is wrong so that transport, certificates and names of both fit.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1"],
    since: "0.1.0",
    sources: [
      "Go: crypto/tls; etcd: client/pkg/transport (PD)",
      "gRPC core: src/core/tsi/ssl_transport_security.cc; tikv: components/security/src/lib.rs",
      "measured on PD v5.4 to v26.3 and on TiKV's gRPC core",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig.replaceAll("https://", "http://"),
          "prod/tikv.toml": certificateExamples.tikvConfig.replace(`"/tls/ca.pem"`, `«"/tls/ca.pem"»`),
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/tikv.toml": certificateExamples.tikvConfig } },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      const causes = new Map<string, FailedChannel[]>();
      const saidOf = new SaidElsewhere(model, environment, now);
      for (const failed of failedChannels(environment)) {
        if (saidOf.includes(failed)) continue;
        // The other half is what many stumble over: the certificate, the URL, the instance without a certificate.
        const { step, reason, related, decidedBy } = failed.failure;
        const place = related ?? decidedBy;
        const key = `${step} ${reason} ${place === undefined ? failed.channel.to : placeKey(place)}`;
        const same = causes.get(key);
        if (same === undefined) causes.set(key, [failed]);
        else same.push(failed);
      }
      for (const same of causes.values()) yield statementOf(environment, same);
    }
  },
};

function statementOf(environment: Environment, same: readonly FailedChannel[]): Statement {
  const [first] = same as readonly [FailedChannel, ...FailedChannel[]];
  const { channel, failure, from, to } = first;
  const refusing = failure.by === "server" ? to : from;
  const pairs = new Set(same.map(({ channel: { from: a, to: b } }) => `${a} ${b}`));
  const more =
    pairs.size === 1 ? "" : `, and ${pairs.size - 1} more ${pairs.size === 2 ? "pair fails" : "pairs fail"} for the same reason`;
  return {
    at: failure.decidedBy ?? failure.related ?? environment.at,
    subject: `${channel.id} ${failure.step} ${failure.reason}`,
    environment: environment.name,
    component: refusing?.component,
    channels: [...new Set(same.map(({ channel: { id } }) => id))],
    message: `${channel.from} cannot connect to ${channel.to}: ${failure.detail}${more}`,
    help: helpFor(failure, channel.from, channel.to),
    related:
      failure.related === undefined
        ? []
        : [{ at: failure.related, message: `on the side of ${failure.by === "server" ? channel.from : channel.to}` }],
  };
}

function helpFor({ reason, step }: Failure, from: string, to: string): string {
  switch (reason) {
    case "plaintext-to-tls":
      return `set up TLS for ${from} as for ${to}: CA, certificate and key`;
    case "tls-to-plaintext":
      return `serve TLS on ${to}, with certificates and https URLs, before ${from} dials it so`;
    case "no-client-certificate":
      return `give ${from} a certificate and key of the CA that ${to} trusts`;
    case "client-not-allowed":
      return step === "client-source-address"
        ? `issue the certificate of ${from} with the address that it dials from`
        : `add the name of ${from} to the allow list of ${to}`;
    case "server-not-trusted":
      return `put the CA that issued the certificate of ${to} into the CA file of ${from}`;
    case "client-not-trusted":
      return `put the CA that issued the certificate of ${from} into the CA file of ${to}`;
    case "server-usage":
    case "client-usage":
      return "issue the certificate with both usages, serverAuth and clientAuth, by CAs that allow them";
    default:
      return `issue the certificate anew so that ${from} and ${to} both accept it`;
  }
}

/** Which refusals another rule says already, about the same fault. */
class SaidElsewhere {
  readonly #model: Model;
  readonly #environment: Environment;
  readonly #now: number;
  readonly #faulty = new Map<Instance, boolean>();
  readonly #groupOf: ReadonlyMap<Instance, number>;

  constructor(model: Model, environment: Environment, now: number) {
    this.#model = model;
    this.#environment = environment;
    this.#now = now;
    this.#groupOf = new Map(
      trustGroups(environment).flatMap(({ instances }, index) => instances.map((instance) => [instance, index] as const)),
    );
  }

  includes(failed: FailedChannel): boolean {
    const { failure, from, to } = failed;
    switch (failure.step) {
      case "server-start": // config/*, cert/unreadable, key/mismatch, trust/untrusted, trust/self-refused
      case "client-credentials": // the same, of the client
      case "server-name": // cert/san-mismatch, cert/san-missing
      case "server-allow-list": // trust/locked-out
      case "client-allow-list":
        return true;
      case "transport":
        return this.#isTransportSaid(failed);
      case "server-chain":
        return this.#isChainSaid(failed, to, from);
      case "client-chain":
        return this.#isChainSaid(failed, from, to);
      case "client-certificate": // env/instances-differ, among PDs
        return from !== undefined && from.component === to?.component;
      case "client-source-address":
        return false;
      default:
        return failure.step satisfies never;
    }
  }

  /**
   * config/tls-incomplete says what half of the material does, env/instances-differ that one kind is set up in two ways.
   * URLs that nobody wrote may come from a flag: config/tls-off and config/plaintext-url speak about them.
   */
  #isTransportSaid({ from, to }: FailedChannel): boolean {
    if (from !== undefined && !hasAllMaterial(from.security) && !hasNoMaterial(from.security)) return true;
    if (from?.component === to?.component) return true;
    if (from?.component === "tikv" && this.#leadsNowhere(from)) return true;
    return to?.component === "pd" && to.clientUrls.kind === "known" && to.clientUrls.origin === "default";
  }

  /** With several PDs in the folder and no pd.endpoints, nothing says which of them is dialled. */
  #leadsNowhere({ pdEndpoints }: TikvInstance): boolean {
    return (pdEndpoints.kind !== "known" || pdEndpoints.origin === "default") && pdsOf(this.#environment).length > 1;
  }

  #isChainSaid({ failure }: FailedChannel, presenter: Instance | undefined, verifier: Instance | undefined): boolean {
    // cert/expired, cert/not-yet-valid
    if (failure.reason === "server-expired" || failure.reason === "client-expired") return true;
    if (presenter === undefined) return false;
    const identity = identityOf(presenter.security, presenter);
    // cert/unreadable
    if (identity.kind !== "held") return true;
    const { leaf } = identity.value;
    if (failure.reason === "server-usage") return leaf.extendedKeyUsage !== undefined;
    if (failure.reason === "client-usage") return leaf.extendedKeyUsage?.has("clientAuth") === false;
    // cert/weak-key
    const verifying = verifier === undefined ? "go" : verifierOf(verifier);
    const isStrangeKey = peerKeyRefusal(leaf.publicKey, verifying, verifierOf(presenter)) !== undefined;
    return isStrangeKey || this.#isFaulty(presenter) || this.#isMismatched(presenter, verifier);
  }

  /** trust/untrusted, trust/chain-incomplete and the rules about one certificate speak. */
  #isFaulty(instance: Instance): boolean {
    let faulty = this.#faulty.get(instance);
    if (faulty === undefined) {
      const own = ownChain(instance, this.#now);
      const isRefused = own?.result.kind === "refused";
      faulty =
        isRefused || (own !== undefined && missingIntermediates(this.#model, this.#environment, own, this.#now) !== undefined);
      this.#faulty.set(instance, faulty);
    }
    return faulty;
  }

  /** trust/ca-mismatch */
  #isMismatched(a: Instance, b: Instance | undefined): boolean {
    const [groupA, groupB] = [this.#groupOf.get(a), b && this.#groupOf.get(b)];
    return groupA !== undefined && groupB !== undefined && groupA !== groupB;
  }
}
