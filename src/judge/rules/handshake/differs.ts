import type { Outcome } from "../../../model/handshake/outcome.ts";
import { type AttemptKind, agrees, type Trial } from "../../../model/handshake/trial.ts";
import { answered, atPd, securedPd } from "../../channels/trial-examples.ts";
import { startFault, statementsOf, surveysOf, trialsOf } from "../../channels/trials.ts";
import type { Rule } from "../../rule.ts";

const clients: Readonly<Record<AttemptKind, string>> = {
  "right-client": "the right client",
  "no-certificate": "a client without a certificate",
  "other-ca": "a client of another CA",
  "other-name": "a client whose name is not in the list",
  "expired-certificate": "a client with an expired certificate",
  "no-client-usage": "a client whose certificate is not for clients",
  plaintext: "a client without TLS",
  "wrong-server-name": "a client that dials another name",
};

const demanded: Outcome = { kind: "fails", by: "server", reason: "no-client-certificate", detail: "pd-0 demands a certificate" };

export const differs: Rule = {
  id: "handshake/differs",
  phase: "handshake",
  isWaivable: false,
  meta: () => ({
    title: "What was observed and what was predicted disagree",
    why: "The gate's other findings rest on predictions from the files. Where the wire shows another thing, either the cluster runs with something that is not in the files, or the gate is wrong: somebody must look before anybody relies on it.",
    fix: "Look whether environment variables, a proxy or another version of the program is in play; if not, report it as a fault of the gate with the two sentences of the finding.",
    threats: ["impersonation", "eavesdropping", "outage"],
    controls: ["NIST-SP-800-52r2:3.1"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["observed by the handshake test in this run"],
    example: {
      bad: {
        pd: securedPd(`"/tls/ca.pem"`),
        seen: { trials: [atPd("no-certificate", demanded, answered)] },
      },
      good: {
        pd: securedPd(),
        seen: {
          trials: [
            atPd("no-certificate", demanded, {
              kind: "refused",
              by: "server",
              during: "handshake",
              detail: "alert certificate required",
            }),
          ],
        },
      },
    },
  }),

  *check(model, context) {
    const differing = trialsOf(model, context).filter(({ trial }) => agrees(trial.predicted, trial.observed) === false);
    yield* statementsOf(differing, ({ trial }, servers) => ({
      message: messageOf(trial, servers),
      help: `find out what differs from the files (environment variables, a proxy, another version), or report it as a fault of the gate; this shows the same: ${trial.command}`,
    }));
    for (const { survey, at, component, server } of surveysOf(model, context)) {
      if (survey.presentsTwin !== false) continue;
      yield {
        at,
        subject: `${survey.port} presented`,
        environment: survey.environment,
        component,
        message: `${server} shows another certificate than the one in its cert-path`,
        help: `find out what answers on this port; this shows the same: ${survey.command} -showcerts </dev/null`,
      };
    }
  },
};

function messageOf(trial: Trial, servers: string): string {
  const { attempt, predicted, observed } = trial;
  const fault = startFault(trial);
  if (fault !== undefined) return `${servers} did not start (${fault}); predicted was to be served: ${predicted.detail}`;
  const seen =
    observed.kind === "accepted"
      ? `was served over ${observed.over === "tls" ? "TLS" : "plaintext"} (${observed.answer})`
      : `was refused (${observed.kind === "refused" ? observed.detail : ""})`;
  const expected = predicted.kind === "fails" ? "a refusal" : "to be served";
  return `${clients[attempt]} at ${servers} ${seen}; predicted was ${expected}: ${predicted.detail}`;
}
