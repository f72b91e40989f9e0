import type { CertificateRequest } from "../../../model/instances/deployment.ts";
import type { Form } from "../../form.ts";
import { holdsText } from "../../x509/pem.ts";
import { readCfssl } from "./cfssl.ts";
import { isOpensslRequest, readOpensslConfig } from "./openssl.ts";

/** Requests for certificates that cfssl and OpenSSL make. */
export const certificateRequestsForm: Form = {
  meta: {
    id: "certificate-requests",
    title: "cfssl and OpenSSL requests",
    reads:
      "cfssl's `ca-config.json` (profiles with `expiry` and `usages`) and signing requests (`CN`, `hosts`, `key`, `ca.expiry`); OpenSSL configurations with `[req]`, their `req_extensions` or `[v3_req]`, `subjectAltName` sections and `default_bits`",
    derives:
      "what a certificate that is made with them will be. Only files that concern the cluster are looked at: a configuration or a certificate of PD or TiKV lies with them, or they name PD and TiKV",
    unknown: "what the command line adds: `openssl x509 -days`, `-extfile`, cfssl's `-profile` and `-hostname`",
  },
  needs: ["yaml"],

  claims(file) {
    if (/\.json$/i.test(file.path)) {
      return (
        (holdsText(file, '"expiry"') && holdsText(file, '"usages"')) || (holdsText(file, '"CN"') && holdsText(file, '"key"'))
      );
    }
    return /\.(?:cnf|conf|cfg|ext)$/i.test(file.path) && isOpensslRequest(file.text);
  },

  read(files, context) {
    const requests: CertificateRequest[] = [];
    for (const file of files) {
      if (/\.json$/i.test(file.path)) requests.push(...readCfssl(file, context));
      else requests.push(...readOpensslConfig(file));
    }
    return { instances: [], files: [], problems: [], requests };
  },
};
