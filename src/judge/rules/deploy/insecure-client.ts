import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const insecureClient: Rule = {
  id: "deploy/insecure-client",
  phase: "files",
  meta: () => ({
    title: "A client of the cluster does not verify whom it talks to",
    why: "Anyone who answers in place of the server gets what the client sends, its credentials included, and the client believes what comes back.",
    fix: "Remove the option, and give the client the cluster's CA (and its own certificate).",
    threats: ["man-in-the-middle", "impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:4.5", "CWE-295"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["curl(1): -k, --insecure", "tidb-operator v2: api/core/v1alpha1/common_types.go (insecureSkipTLSVerify)"],
    example: {
      bad: { files: { "prod/pd.yaml": example("«-k», ") } },
      good: { files: { "prod/pd.yaml": example("--cacert, /tls/ca.crt, ") } },
    },
  }),

  *check(model) {
    for (const { at, setting, client } of model.insecureClients ?? []) {
      yield {
        at,
        subject: `${client} ${setting}`,
        message: `${client} runs with ${shown(setting)}: it trusts any server that answers, also one in between`,
        help: "remove it and name the cluster's CA instead (and a client certificate where the server asks for one)",
      };
    }
  },
};

/** A pod of PD whose probe runs curl with these options. */
function example(options: string): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: pd
spec:
  containers:
    - name: pd
      image: pingcap/pd:v8.5.5
      readinessProbe:
        exec:
          command: [curl, ${options}"https://pd:2379/health"]
`;
}
