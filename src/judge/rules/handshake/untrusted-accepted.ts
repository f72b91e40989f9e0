import type { Rule } from "../../rule.ts";
import { demandsCertificates, statementsOf, trialsOf } from "../../trials.ts";

export const untrustedAccepted: Rule = {
  meta: {
    id: "handshake/untrusted-accepted",
    title: "A port serves a client of a CA that it does not trust, in the handshake test",
    why: "The port asks for a certificate and does not verify it: anybody can make one and is served.",
    fix: "Name the CA that issues the clients' certificates, and it alone, in the CA file of this instance.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:8.3.1", "NIST-SP-800-52r2:3.5.1", "CWE-295"],
    since: "0.1.0",
    sources: ["observed by the handshake test in this run"],
    example: {
      bad: {
        pd: `name = "pd-0"\nclient-urls = "https://10.0.0.1:2379"\n[security]\ncacert-path = «"/tls/ca.pem"»\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
        seen: {
          trials: [
            {
              channel: "client-pd",
              from: "client",
              to: "pd-0",
              port: "pd-client",
              attempt: "other-ca",
              predicted: { kind: "fails", by: "server", reason: "client-not-trusted", detail: "pd-0 does not trust it" },
              observed: { kind: "accepted", over: "tls", protocol: "TLSv1.3", answer: "HTTP 200" },
            },
          ],
        },
      },
      good: {
        pd: `name = "pd-0"\nclient-urls = "https://10.0.0.1:2379"\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
        seen: {
          trials: [
            {
              channel: "client-pd",
              from: "client",
              to: "pd-0",
              port: "pd-client",
              attempt: "other-ca",
              predicted: { kind: "fails", by: "server", reason: "client-not-trusted", detail: "pd-0 does not trust it" },
              observed: { kind: "refused", by: "server", during: "handshake", detail: "alert unknown ca" },
            },
          ],
        },
      },
    },
  },

  *check(model, context) {
    const trials = trialsOf(model, context);
    const keyOf = ({ trial }: (typeof trials)[number]) => `${trial.environment}\n${trial.to}\n${trial.port}`;
    // Who lets anybody in without a certificate verifies none: that is told of it already.
    const anonymous = new Set(
      trials.filter(({ trial }) => trial.attempt === "no-certificate" && trial.observed.kind === "accepted").map(keyOf),
    );
    const open = trials.filter(
      (placed) =>
        placed.trial.attempt === "other-ca" && placed.trial.observed.kind === "accepted" && !anonymous.has(keyOf(placed)),
    );
    yield* statementsOf(open, ({ trial: { observed }, component }, servers) => ({
      message: `${servers} served a client with a certificate of a CA that it does not name: ${observed.kind === "accepted" ? observed.answer : ""}`,
      help: demandsCertificates(component),
    }));
  },
};
