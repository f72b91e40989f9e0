import type { Channel } from "../../../model/channels/channel.ts";
import type { Environment } from "../../../model/environments/environment.ts";
import type { Failure } from "../../../model/handshake/outcome.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { type FailedChannel, failuresOf, placeKey } from "../../channels/channel-ends.ts";
import type { Rule, Statement } from "../../rule.ts";

export const handshakeFails: Rule = {
  id: "trust/handshake-fails",
  phase: "general",
  meta: () => ({
    title: "Two committed instances refuse each other",
    why: "Each configuration looks right by itself, and the two do not fit: the cluster does not form, or an instance that is restarted does not come back.",
    fix: "Change the side that is wrong so that transport, certificates and names of both fit.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1"],
    policies: { baseline: "error", strict: "error" },
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

  *check(model, { now, isCovered }) {
    for (const environment of model.environments) {
      const causes = new Map<string, FailedChannel[]>();
      for (const failed of failuresOf(environment, now).all) {
        if (isCovered?.(failed.key, environment)) continue;
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
    message:
      failure.step === "server-start"
        ? `${failure.detail}, so that nobody can connect to it`
        : `${channel.from} cannot connect to ${channel.to}: ${failure.detail}${more}`,
    help: helpFor(failure, channel.from, channel.to),
    related: failure.related === undefined ? [] : [{ at: failure.related, message: sideOf(failure, channel) }],
  };
}

/** Whose the other half is. */
function sideOf({ step, by }: Failure, { from, to }: Channel): string {
  switch (step) {
    case "server-start":
    case "client-credentials":
      return "what it does not fit";
    default:
      return `on the side of ${by === "server" ? from : to}`;
  }
}

function helpFor({ reason, step }: Failure, from: string, to: string): string {
  if (step === "client-credentials") return `give ${from} a CA file, a certificate and a key that it can use`;
  switch (reason) {
    case "server-does-not-start":
      return `change what is marked so that ${to} starts`;
    case "server-name-mismatch":
      return `issue the certificate of ${to} with the host that ${from} dials`;
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
      return `reissue the certificate so that ${from} and ${to} both accept it`;
  }
}
