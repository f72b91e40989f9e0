import { pdsOf } from "../../../model/environments/environment.ts";
import type { PdInstance } from "../../../model/instances/instance.ts";
import type { Rule } from "../../rule.ts";
import { hasCertificate } from "../../settings/pd-urls.ts";
import { listensOnHttps, releaseOf } from "../../settings/tls-state.ts";

export const clientCertificateNotRequired: Rule = {
  id: "config/client-certificate-not-required",
  phase: "files",
  meta: () => ({
    title: "PD with certificate and key but no CA",
    why: "PD asks for a client certificate only when cacert-path is set. Without it anyone who reaches the port may read and change the cluster; with a private CA PD does not even start, since it does not trust itself.",
    fix: "Set cacert-path to the CA that issues the certificates of PD, TiKV and the clients.",
    threats: ["impersonation", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5", "CWE-306"],
    policies: { baseline: { severity: "error", tiers: { development: { severity: "warning" } } }, strict: "error" },
    since: "0.1.0",
    sources: ["pd: server/config/config.go (ClientTLSInfo.ClientCertAuth), measured on pd-server v6.5 to v26.3"],
    example: {
      bad: {
        pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncert-path = «"/tls/pd.pem"»\nkey-path = "/tls/pd.key"\n`,
      },
      good: {
        pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
      },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const pd of pdsOf(environment)) {
        // With http URLs no port is TLS at all: config/plaintext-url speaks.
        if (pd.security.ca.kind !== "absent" || !hasCertificate(pd) || !mayServeTls(pd)) continue;
        const list = pd.security.allowedCn.kind === "known" && pd.security.allowedCn.value.length > 0;
        const { certificate } = pd.security;
        const path = certificate.kind === "absent" ? undefined : certificate.path;
        yield {
          at: path?.span ?? pd.security.at,
          subject: "security.cert-path",
          environment: pd.environment,
          component: "pd",
          channels: ["client-pd", "tikv-pd", "pd-pd-client", "pd-pd-peer"],
          message: `cert-path and key-path are set but cacert-path is not: ${releaseOf(pd)} asks no client for a certificate${list ? ", cert-allowed-cn or not," : ""} and does not start unless the machine's own trust store holds the issuer of its certificate`,
          help: "set cacert-path to the CA that issues the certificates of PD, TiKV and the clients",
        };
      }
    }
  },
};

function mayServeTls(pd: PdInstance): boolean {
  return listensOnHttps(pd) || pd.clientUrls.kind === "unknown" || pd.peerUrls.kind === "unknown";
}
