import { testRule } from "../../../../test/support/rule-tester.ts";
import { insecureClient } from "./insecure-client.ts";

const pod = (probe: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: pd}\nspec:\n  containers:\n  - name: pd\n    image: pingcap/pd:v8.5.2\n    livenessProbe: {exec: {command: ${probe}}}\n`;

testRule(insecureClient, {
  valid: {
    "a probe with the CA": { files: { "pd.yaml": pod('[curl, --cacert, /tls/ca.crt, "https://pd:2379/health"]') } },
    "an insecure look at another program": { files: { "pd.yaml": pod('[curl, -k, "https://example.com/"]') } },
    "a probe over HTTP": { files: { "pd.yaml": pod('[curl, "http://pd:2379/health"]') } },
  },
  invalid: {
    "curl -k": {
      files: { "pd.yaml": pod('[curl, «-k», "https://pd:2379/health"]') },
      says: "the liveness probe of pd runs with curl -k: it trusts any server that answers, also one in between",
    },
    "in a shell": {
      files: { "pd.yaml": pod('[sh, -c, "curl --silent «--insecure» https://pd:2379/health"]') },
      says: "the liveness probe of pd runs with curl --insecure: it trusts any server that answers, also one in between",
    },
    "tidb-operator v2": {
      files: {
        "c.yaml":
          "apiVersion: core.pingcap.com/v1alpha1\nkind: Cluster\nmetadata: {name: a}\nspec:\n  tlsCluster: {enabled: true}\n  security: {tls: {client: {insecureSkipTLSVerify: «true»}}}\n---\napiVersion: core.pingcap.com/v1alpha1\nkind: PDGroup\nmetadata: {name: pd}\nspec: {cluster: {name: a}}\n",
      },
      says: "tidb-operator runs with insecureSkipTLSVerify: true: it trusts any server that answers, also one in between",
    },
  },
});
