import { pdsOf } from "../../../model/environments/environment.ts";
import { startOf } from "../../../model/handshake/handshake.ts";
import type { Failure } from "../../../model/handshake/outcome.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { isUntrusted, ownChain } from "../../certificates/own-chain.ts";
import { startFailures } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const selfRefused: Rule = {
  id: "trust/self-refused",
  phase: "files",
  meta: () => ({
    title: "PD refuses itself at start",
    why: "PD dials its own advertised client URL when it starts, as a TLS client with its own certificate, CA file and allow list. What does not survive a full mutual handshake with itself does not come up: it exits after some seconds, up to v8.3 with nothing but a timeout in its log.",
    fix: "Make the certificate fit its own configuration: its CA in cacert-path, the advertised host among its names, both usages, valid dates, and its own common name in cert-allowed-cn.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["pd: server/server.go, startEtcd; pkg/utils/grpcutil", "measured on PD v5.4 to v26.3"],
    example: {
      bad: {
        files: {
          "prod/pd.toml": `${certificateExamples.pdConfig.trim()}\ncert-allowed-cn = «["tikv", "tidb"]»\n`,
          "prod/pd.pem": certificateExamples.sound,
          "prod/ca.pem": certificateExamples.ca,
        },
      },
      good: {
        files: {
          "prod/pd.toml": `${certificateExamples.pdConfig.trim()}\ncert-allowed-cn = ["pd-0", "tikv", "tidb"]\n`,
          "prod/pd.pem": certificateExamples.sound,
          "prod/ca.pem": certificateExamples.ca,
        },
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const pd of pdsOf(environment)) {
        const start = startOf(pd, now);
        if (start.kind !== "fails" || start.refusal === undefined) continue;
        // trust/untrusted and trust/chain-incomplete speak about its CA file.
        const own = ownChain(pd, now);
        if (own !== undefined && isUntrusted(own)) continue;
        const { by, detail, step } = start.refusal;
        yield {
          at: start.decidedBy,
          subject: `self-handshake ${step}`,
          environment: environment.name,
          component: "pd",
          channels: ["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer"],
          message: `PD does not start: it dials its own client URL and refuses itself, as the ${by}, by ${checkOf(start.refusal)}: ${detail}`,
          covers: startFailures(pd, { environment, now }, ["self-handshake"]),
          help: helpFor(start.refusal),
          related: start.related === undefined ? [] : [{ at: start.related, message: "the certificate in question" }],
        };
      }
    }
  },
};

/** The step of the handshake, in words. */
function checkOf({ reason, step }: Failure): string {
  switch (reason) {
    case "server-expired":
    case "client-expired":
      return "the dates of its certificate";
    case "server-usage":
    case "client-usage":
      return "the extended key usage of its certificate";
    case "server-name-mismatch":
      return "the names of its certificate";
    default:
      return step === "server-allow-list" || step === "client-allow-list" ? "its own cert-allowed-cn" : "its own CA file";
  }
}

function helpFor({ reason, step }: Failure): string {
  switch (reason) {
    case "server-expired":
    case "client-expired":
      return "issue a certificate that is valid today";
    case "server-usage":
    case "client-usage":
      return "issue the certificate with both usages, serverAuth and clientAuth";
    case "server-name-mismatch":
      return "issue the certificate with the host of advertise-client-urls, or advertise a host that it names";
    default:
      return step === "server-allow-list" || step === "client-allow-list"
        ? "add the common name of PD's own certificate to cert-allowed-cn"
        : "put the CA that issued the certificate into the file of cacert-path";
  }
}
