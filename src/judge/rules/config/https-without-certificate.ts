import { pdsOf } from "../../../model/environments/environment.ts";
import type { PdInstance, Url } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { startFailures } from "../../channels/covers.ts";
import type { Rule, Statement } from "../../rule.ts";
import { channelsOfPort, lacksCertificate, listenUrls, pdPorts, shownUrls } from "../../settings/pd-urls.ts";
import { shown } from "../../settings/shown.ts";
import { howToTurnOnTls } from "../../settings/tls-state.ts";

export const httpsWithoutCertificate: Rule = {
  id: "config/https-without-certificate",
  phase: "files",
  meta: () => ({
    title: "An https URL of PD without a certificate",
    why: "PD cannot serve TLS without a certificate and its key: it exits at start.",
    fix: "Set cacert-path, cert-path and key-path in [security].",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-1188"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["etcd: server/embed, ErrStartEtcd of PD, measured on pd-server v6.5 to v26.3"],
    example: {
      bad: { pd: `client-urls = "«https://10.0.0.1:2379»"\n` },
      good: {
        pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const pd of pdsOf(environment)) {
        if (!lacksCertificate(pd)) continue;
        const covers = startFailures(pd, { environment, now }, ["https-without-certificate"]);
        for (const found of judged(pd)) yield { ...found, covers };
      }
    }
  },
};

const prints = {
  client: "TLS key/cert (--cert-file, --key-file) must be provided",
  peer: "cannot listen on TLS: KeyFile and CertFile are not presented",
} as const;

function* judged(pd: PdInstance): Generator<Statement> {
  for (const port of pdPorts) {
    for (const url of listenUrls(pd, port)) {
      if (url.value.scheme !== "https") continue;
      yield {
        ...place(pd, url, `${port}-urls`),
        channels: channelsOfPort[port],
        message: `${port}-urls has ${shown(url.value.text.trim())} but cert-path and key-path are not set: PD does not start (${prints[port]})`,
      };
    }
  }
  if (pd.security.ca.kind !== "absent") return;
  for (const url of shownUrls(pd.join)) {
    if (url.value.scheme !== "https") continue;
    yield {
      ...place(pd, url, "join"),
      channels: ["pd-pd-client"],
      message: `join has ${shown(url.value.text.trim())} but cacert-path, cert-path and key-path are not set: PD does not join a cluster with a private CA and exits`,
    };
  }
}

function place(pd: PdInstance, url: Setting<Url>, key: string) {
  return {
    at: url.span,
    subject: `${key} ${url.value.host}`,
    environment: pd.environment,
    component: "pd" as const,
    help: howToTurnOnTls(pd),
  };
}
