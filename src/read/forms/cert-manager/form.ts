import { knownValue } from "../../../model/instances/setting.ts";
import type { Form } from "../../form.ts";
import { resourcesOf } from "../../kubernetes/resources.ts";
import { nodeAt } from "../../nodes.ts";
import { holdsText } from "../../x509/pem.ts";
import { issuerNameOf, requestOf, secretOf } from "./certificate.ts";
import { Issuers, issuerOf } from "./issuer.ts";

/** Certificates that cert-manager will issue. */
export const certManagerForm: Form = {
  meta: {
    id: "cert-manager",
    title: "cert-manager",
    reads:
      "resources of kind `Certificate`, `Issuer` and `ClusterIssuer` of `cert-manager.io` (v1 and the versions before it) and `certmanager.k8s.io`: names, usages, `duration`, `renewBefore`, `privateKey` (or the older `keyAlgorithm` and `keySize`), `isCA`, `issuerRef`",
    derives:
      "the Secret that a Certificate fills, and with cert-manager's defaults what will be in it: RSA 2048, 90 days, renewed after two thirds of them. Without `usages` a certificate has the key usages digital signature and key encipherment and no extended ones, and is good for servers and clients",
    unknown: "what an issuer that is not committed, or a Vault or ACME server, makes of a request; values with a placeholder",
  },
  needs: ["yaml"],

  claims: (file) =>
    /\.(?:ya?ml|json)$/i.test(file.path) &&
    (holdsText(file, "cert-manager.io/") || holdsText(file, "certmanager.k8s.io/")) &&
    /(?:^|[\s{,])"?kind"?\s*:\s*["']?(?:Certificate|Issuer|ClusterIssuer)\b/.test(file.text),

  read(files, context) {
    const resources = files
      .flatMap((file) => resourcesOf(file, context))
      .filter(({ apiVersion }) => /^(?:cert-manager\.io|certmanager\.k8s\.io)\//.test(apiVersion));
    const issuers = new Issuers(resources.filter(({ kind }) => kind === "Issuer" || kind === "ClusterIssuer").map(issuerOf));
    const certificates = resources.filter(({ kind }) => kind === "Certificate");
    return {
      instances: [],
      files: [],
      problems: [],
      secrets: certificates.flatMap(secretOf),
      requests: certificates.map((resource) => {
        const issuer = knownValue(issuerNameOf(nodeAt(resource.root, "spec")));
        return requestOf(resource, issuer === undefined ? undefined : issuers.find(issuer, resource.namespace));
      }),
    };
  },
};
