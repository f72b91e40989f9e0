import type { Outcome } from "../../../model/handshake/outcome.ts";
import { answered, atPd, securedPd } from "../../channels/trial-examples.ts";
import { demandsCertificates, statementsOf, trialsOf } from "../../channels/trials.ts";
import type { Rule } from "../../rule.ts";

const untrusted: Outcome = { kind: "fails", by: "server", reason: "client-not-trusted", detail: "pd-0 does not trust it" };

export const untrustedAccepted: Rule = {
  id: "handshake/untrusted-accepted",
  phase: "handshake",
  meta: () => ({
    title: "A port serves a client of a CA that it does not trust, in the handshake test",
    why: "The port asks for a certificate and does not verify it: anybody can make one and is served.",
    fix: "Name the CA that issues the clients' certificates, and it alone, in the CA file of this instance.",
    threats: ["impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:8.3.1", "NIST-SP-800-52r2:3.5.1", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["observed by the handshake test in this run"],
    example: {
      bad: { pd: securedPd(`"/tls/ca.pem"`), seen: { trials: [atPd("other-ca", untrusted, answered)] } },
      good: {
        pd: securedPd(),
        seen: {
          trials: [
            atPd("other-ca", untrusted, { kind: "refused", by: "server", during: "handshake", detail: "alert unknown ca" }),
          ],
        },
      },
    },
  }),

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
