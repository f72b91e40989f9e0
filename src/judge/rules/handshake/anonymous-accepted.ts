import { answered, atPd, securedPd } from "../../channels/trial-examples.ts";
import { demandsCertificates, statementsOf, trialsOf } from "../../channels/trials.ts";
import type { Rule } from "../../rule.ts";

export const anonymousAccepted: Rule = {
  id: "handshake/anonymous-accepted",
  phase: "handshake",
  meta: () => ({
    title: "A port serves a client without a certificate, in the handshake test",
    why: "A client without a certificate was served over TLS: anyone who reaches this port can use it.",
    fix: "Have the port demand client certificates: PD does with cacert-path, TiKV's status port only with cert-allowed-cn.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:8.3.1", "NIST-SP-800-52r2:3.5", "HIPAA:164.312(d)", "CWE-306"],
    policies: { baseline: { severity: "error", variants: { status: "warning" } }, strict: "error" },
    since: "0.1.0",
    sources: ["observed by the handshake test in this run", "tikv: src/server/status_server/mod.rs"],
    variants: { status: "the port is TiKV's status port, which asks for certificates only when names are listed" },
    example: {
      bad: {
        pd: securedPd(`"/tls/pd.pem"`).replace(`cacert-path = "/tls/ca.pem"\n`, ""),
        seen: {
          trials: [
            atPd("no-certificate", { kind: "succeeds", posture: "tls", detail: "pd-0 asks nobody for a certificate" }, answered),
          ],
        },
      },
      good: {
        pd: securedPd(),
        seen: {
          trials: [
            atPd(
              "no-certificate",
              { kind: "fails", by: "server", reason: "no-client-certificate", detail: "pd-0 asks for a certificate" },
              { kind: "refused", by: "server", during: "handshake", detail: "alert certificate required" },
            ),
          ],
        },
      },
    },
  }),

  *check(model, context) {
    const open = trialsOf(model, context).filter(
      ({ trial }) => trial.attempt === "no-certificate" && trial.observed.kind === "accepted" && trial.observed.over === "tls",
    );
    yield* statementsOf(open, ({ trial: { observed, port }, component }, servers) => ({
      message: `${servers} served a client that showed no certificate: ${observed.kind === "accepted" ? observed.answer : ""}`,
      help:
        port === "tikv-status"
          ? "list in cert-allowed-cn the common names of all that connect, the metrics scraper's among them"
          : demandsCertificates(component),
      variant: port === "tikv-status" ? "status" : undefined,
    }));
  },
};
