import { answered, atPd, securedPd, served } from "../../channels/trial-examples.ts";
import { type PlacedTrial, statementsOf, trialsOf } from "../../channels/trials.ts";
import type { Rule } from "../../rule.ts";

export const nameAccepted: Rule = {
  id: "handshake/name-accepted",
  phase: "handshake",
  meta: () => ({
    title: "A port serves a client whose name the allow list should refuse, in the handshake test",
    why: "The list of allowed names is there, and a client with another name was served: every holder of a certificate of this CA gets in.",
    fix: "On PD's client port list at least two names, since a list of one is not enforced there; on TiKV write whole names that are no part of others'.",
    threats: ["impersonation"],
    controls: ["PCI-DSS-4.0.1:7.2.5", "NIST-SP-800-52r2:3.5.2", "CWE-863"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["observed by the handshake test in this run", "pd: pkg/utils/grpcutil", "tikv: components/security/src/lib.rs"],
    example: {
      bad: {
        pd: securedPd(`["pd"]`, `cert-allowed-cn = ["pd"]\n`),
        seen: {
          trials: [atPd("other-name", { ...served, detail: "a list of one name is not enforced on the client port" }, answered)],
        },
      },
      good: {
        pd: securedPd(undefined, `cert-allowed-cn = ["pd", "tikv"]\n`),
        seen: {
          trials: [
            atPd(
              "other-name",
              { kind: "fails", by: "server", reason: "client-not-allowed", detail: "its name is not in the list" },
              { kind: "refused", by: "server", during: "handshake", detail: "alert bad certificate" },
            ),
          ],
        },
      },
    },
  }),

  *check(model, context) {
    // TiKV's status port exempts some requests from the name, and these are what a test may send.
    const open = trialsOf(model, context).filter(
      ({ trial: { attempt, observed, port } }) =>
        attempt === "other-name" && port !== "tikv-status" && observed.kind === "accepted" && observed.over === "tls",
    );
    yield* statementsOf(open.map(atList), ({ trial: { observed }, component }, servers) => ({
      message: `${servers} served a client whose common name is not in cert-allowed-cn: ${observed.kind === "accepted" ? observed.answer : ""}`,
      help:
        component === "pd"
          ? "list at least two names in cert-allowed-cn: PD's client port does not enforce a list of one"
          : "write whole common names into cert-allowed-cn that are no part of another's name",
    }));
  },
};

/** The finding is about the list, whatever decides what the port gives. */
function atList(placed: PlacedTrial): PlacedTrial {
  const list = placed.instance.security.allowedCn;
  return list.kind === "known" ? { ...placed, at: list.span } : placed;
}
