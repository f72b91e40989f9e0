import { listOf } from "../../../text/list-of.ts";
import { offeredByPd, securedPd } from "../../channels/trial-examples.ts";
import { surveysOf } from "../../channels/trials.ts";
import type { Rule } from "../../rule.ts";

const versions = ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
const words: Readonly<Record<string, string>> = {
  SSLv3: "SSL 3.0",
  TLSv1: "TLS 1.0",
  "TLSv1.1": "TLS 1.1",
  "TLSv1.2": "TLS 1.2",
  "TLSv1.3": "TLS 1.3",
};

export const weakProtocol: Rule = {
  id: "handshake/weak-protocol",
  phase: "handshake",
  meta: () => ({
    title: "A port accepts an old version of TLS, in the handshake test",
    why: "TLS 1.0 and 1.1 rest on hashes and modes that are broken, and RFC 8996 forbids them: an attacker between the two sides can make them fall back to these.",
    fix: "Run a version of PD and TiKV that refuses them: all since v4.0 do, so look also at proxies in front of the port.",
    threats: ["man-in-the-middle", "eavesdropping"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.1", "CWE-326"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["observed by the handshake test in this run", "RFC 8996"],
    parameters: {
      min: {
        type: "string",
        enum: versions,
        default: "TLSv1.2",
        description: "the oldest version of TLS that a port may accept",
      },
    },
    example: {
      bad: {
        pd: securedPd(`"/tls/ca.pem"`),
        seen: { surveys: [offeredByPd({ protocols: ["TLSv1", "TLSv1.1", "TLSv1.2"] })] },
      },
      good: { pd: securedPd(), seen: { surveys: [offeredByPd({})] } },
    },
  }),

  *check(model, context) {
    for (const { survey, at, component, server } of surveysOf(model, context)) {
      const environment = model.environments.find(({ name }) => name === survey.environment);
      const min = String(context.parameters(environment)["min"]);
      const weak = survey.protocols.filter((name) => versions.indexOf(name) < versions.indexOf(min));
      if (weak.length === 0) continue;
      yield {
        at,
        subject: `${survey.port} protocols`,
        environment: survey.environment,
        component,
        message: `${server} accepts ${listOf(weak.map((name) => words[name] ?? name))}`,
        help: `run a version that refuses ${weak.length === 1 ? "it" : "them"}, and look at proxies in front of the port; this shows the same: ${survey.command} ${options[weak[0] as string]} -cipher DEFAULT@SECLEVEL=0 </dev/null`,
      };
    }
  },
};

/** How OpenSSL is told to offer one version alone. */
const options: Readonly<Record<string, string>> = {
  SSLv3: "-ssl3",
  TLSv1: "-tls1",
  "TLSv1.1": "-tls1_1",
  "TLSv1.2": "-tls1_2",
  "TLSv1.3": "-tls1_3",
};
