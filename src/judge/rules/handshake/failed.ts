import type { Trial } from "../../../model/handshake/trial.ts";
import { answered, atPd, securedPd, served } from "../../channels/trial-examples.ts";
import { startFault, statementsOf, trialsOf } from "../../channels/trials.ts";
import type { Rule } from "../../rule.ts";

export const failed: Rule = {
  id: "handshake/failed",
  phase: "handshake",
  meta: () => ({
    title: "A channel that must work did not, in the handshake test",
    why: "Two parts of the cluster that have to talk were started with these settings and could not: in the real cluster they cannot either, and it does not form, or loses a member at its next restart.",
    fix: "Fix what the refusal names: the certificate, the CA file, the name or the scheme; then run the handshake test again.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["observed by the handshake test in this run"],
    example: {
      bad: {
        pd: securedPd(`"/tls/ca.pem"`),
        seen: {
          trials: [
            atPd(
              "right-client",
              { kind: "unknown", detail: "its certificate is not in the files" },
              { kind: "refused", by: "client", during: "handshake", detail: "the certificate does not name 10.0.0.1" },
            ),
          ],
        },
      },
      good: { pd: securedPd(), seen: { trials: [atPd("right-client", served, answered)] } },
    },
  }),

  *check(model, context) {
    const broken = trialsOf(model, context).filter(
      ({ trial }) => trial.attempt === "right-client" && trial.observed.kind !== "accepted",
    );
    yield* statementsOf(broken, ({ trial }, servers) => ({
      message: messageOf(trial, servers),
      help: `fix what the refusal names; on the real cluster this shows the same: ${trial.command}`,
    }));
  },
};

function messageOf(trial: Trial, servers: string): string {
  const { from, observed } = trial;
  const fault = startFault(trial);
  if (fault !== undefined) return `${servers} did not start in the handshake test: ${fault}`;
  return observed.kind === "refused"
    ? `${from} does not get through to ${servers} in the handshake test: ${observed.detail}`
    : `whether ${from} gets through to ${servers} could not be shown: ${observed.kind === "inconclusive" ? observed.because : ""}`;
}
