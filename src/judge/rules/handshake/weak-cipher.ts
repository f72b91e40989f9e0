import type { Port } from "../../../model/handshake/offer.ts";
import { type SuiteFault, suiteFault } from "../../../model/handshake/suite.ts";
import { grouped } from "../../../text/grouped.ts";
import { listOf } from "../../../text/list-of.ts";
import { offeredByPd, securedPd } from "../../channels/trial-examples.ts";
import { surveysOf } from "../../channels/trials.ts";
import type { Rule } from "../../rule.ts";

type Case = "no-forward-secrecy" | "no-aead" | "outside-list";

const means: Readonly<Record<SuiteFault | "outside-list", string>> = {
  "no-encryption": "without encryption",
  "no-authentication": "without any proof of the server",
  "no-forward-secrecy": "without forward secrecy: anyone who gets the server's key later reads what was recorded",
  "no-aead": "without authenticated encryption (CBC)",
  "outside-list": "not in the policy's list",
};

export const weakCipher: Rule = {
  id: "handshake/weak-cipher",
  phase: "handshake",
  meta: () => ({
    title: "A port accepts a weak cipher suite, in the handshake test",
    why: "A suite without forward secrecy lets anyone who gets the key later read all recorded traffic; suites with CBC have a history of attacks. A client that prefers such a suite gets it.",
    fix: "Neither PD nor TiKV has a setting for suites. PD's are those of its Go: since v8.4 without static RSA and 3DES; those with CBC stay in every version. TiKV's can be widened by GRPC_SSL_CIPHER_SUITES: leave it unset.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.3.1", "CWE-327"],
    policies: {
      baseline: { severity: "error", variants: { "no-aead": "note", "outside-list": "note" } },
      strict: { severity: "error", variants: { "no-aead": "warning" } },
    },
    since: "0.1.0",
    sources: [
      "observed by the handshake test in this run",
      "measured on PD v6.5 to master: its suites follow its Go version",
      "measured on TiKV's gRPC core: four suites of TLS 1.2, all with GCM",
    ],
    variants: {
      "no-forward-secrecy": "the suite has no forward secrecy, or does not encrypt or prove anything",
      "no-aead": "the suite has forward secrecy and no authenticated encryption (CBC), as every version of PD accepts",
      "outside-list": "the suite is sound, and the policy's list does not have it",
    },
    parameters: {
      suites: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "the suites of TLS 1.2 and 1.3 that may be accepted, by their OpenSSL names; empty: every modern one",
      },
    },
    example: {
      bad: {
        pd: securedPd(`"/tls/ca.pem"`),
        seen: { surveys: [offeredByPd({ suites: [{ protocol: "TLSv1.2", name: "AES128-GCM-SHA256" }] })] },
      },
      good: { pd: securedPd(), seen: { surveys: [offeredByPd({})] } },
    },
  }),

  *check(model, context) {
    const found = surveysOf(model, context).flatMap(({ survey, at, component, server }) => {
      const environment = model.environments.find(({ name }) => name === survey.environment);
      const allowed = context.parameters(environment)["suites"] as readonly string[];
      const faulty: readonly FaultySuite[] = survey.suites.flatMap(({ name, protocol }) => {
        const fault = suiteFault(name) ?? (allowed.length > 0 && !allowed.includes(name) ? "outside-list" : undefined);
        return fault === undefined ? [] : [{ name, protocol, fault }];
      });
      const faults = grouped(faulty, ({ fault }) => fault);
      return [...faults].map(([fault, suites]) => ({ survey, at, component, server, fault, suites }));
    });
    // Ports of one kind are alike in all instances: one finding tells of all.
    const keyOf = ({ survey, component, fault, suites }: (typeof found)[number]) =>
      [survey.environment, component, survey.port === "tikv-status", fault, ...suites.map(({ name }) => name)].join("\n");
    for (const group of grouped(found, keyOf).values()) {
      const [first] = group as [(typeof found)[number], ...typeof found];
      const { survey, at, component, fault, suites } = first;
      const names = suites.map(({ name, protocol }) => `${name} (${protocol.replace("TLSv", "TLS ")})`);
      yield {
        at,
        subject: `${survey.port} ${fault}`,
        environment: survey.environment,
        component,
        variant: (fault === "no-aead" || fault === "outside-list" ? fault : "no-forward-secrecy") satisfies Case,
        message: `${serversText(group)} ${group.length === 1 ? "accepts" : "accept"} ${listOf(names)}, ${means[fault]}`,
        help: `${remedy[survey.port]}; this shows the same: ${survey.command} -tls1_2 -cipher ${suites.map(({ name }) => name).join(":")} </dev/null`,
      };
    }
  },
};

interface FaultySuite {
  readonly name: string;
  readonly protocol: string;
  readonly fault: keyof typeof means;
}

const remedy: Readonly<Record<Port, string>> = {
  "pd-client": "PD has no setting for it: have the clients offer modern suites only, or run a newer PD",
  "pd-peer": "PD has no setting for it: PDs choose a modern suite among themselves, or run a newer PD",
  "tikv-grpc": "leave GRPC_SSL_CIPHER_SUITES unset on TiKV",
  "tikv-status": "TiKV has no setting for it: let only the metrics scraper reach the status port",
};

/** `the client port of pd-0 and 3 more ports`. */
function serversText(group: readonly { readonly server: string }[]): string {
  const servers = group.map(({ server }) => server);
  return servers.length > 3 ? `${servers[0]} and ${servers.length - 1} more ports` : listOf(servers);
}
