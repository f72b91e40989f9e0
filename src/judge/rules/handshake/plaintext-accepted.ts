import { demandsCertificates, statementsOf, trialsOf } from "../../channels/trials.ts";
import type { Rule } from "../../rule.ts";

export const plaintextAccepted: Rule = {
  id: "handshake/plaintext-accepted",
  phase: "handshake",
  meta: () => ({
    title: "A port answers without TLS, in the handshake test",
    why: "Somebody connected without encryption and was served: what goes over this port can be read and changed on the way.",
    fix: "Give the port TLS with client certificates. PD serves plaintext on every http:// URL, also beside an https:// one; TiKV serves plaintext whenever ca-path is not set.",
    threats: ["eavesdropping", "man-in-the-middle", "impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "GDPR:32(1)(a)", "CWE-319"],
    policies: {
      baseline: { severity: "error", tiers: { staging: { severity: "warning" }, development: { severity: "note" } } },
      strict: "error",
    },
    since: "0.1.0",
    sources: ["observed by the handshake test in this run"],
    example: {
      bad: {
        tikv: `[server]\naddr = "10.0.0.1:20160"\n«[security]»\n`,
        seen: {
          trials: [
            {
              channel: "client-tikv",
              from: "client",
              to: "tikv",
              port: "tikv-grpc",
              attempt: "plaintext",
              predicted: { kind: "succeeds", posture: "plaintext", detail: "nothing is encrypted" },
              observed: { kind: "accepted", over: "plaintext", answer: "a SETTINGS frame" },
            },
          ],
        },
      },
      good: {
        tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
        seen: {
          trials: [
            {
              channel: "client-tikv",
              from: "client",
              to: "tikv",
              port: "tikv-grpc",
              attempt: "plaintext",
              predicted: { kind: "fails", by: "server", reason: "plaintext-to-tls", detail: "tikv wants TLS" },
              observed: { kind: "refused", by: "server", during: "transport", detail: "it closed the connection" },
            },
          ],
        },
      },
    },
  }),

  *check(model, context) {
    const open = trialsOf(model, context).filter(
      ({ trial }) => trial.attempt === "plaintext" && trial.observed.kind === "accepted" && trial.observed.over === "plaintext",
    );
    yield* statementsOf(open, ({ trial: { observed }, component }, servers) => ({
      message: `${servers} answered a client without TLS: ${observed.kind === "accepted" ? observed.answer : ""}`,
      help: demandsCertificates(component),
    }));
  },
};
