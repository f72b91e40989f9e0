import { tikvsOf } from "../../../model/environments/environment.ts";
import type { TikvInstance } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { compareVersions, isAtLeast, parseVersion } from "../../../model/instances/version.ts";
import { fixBy, setValue } from "../../changes.ts";
import type { Rule, Statement } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { howToTurnOnTls } from "../../settings/tls-state.ts";

export const endpointScheme: Rule = {
  id: "config/endpoint-scheme",
  phase: "files",
  meta: () => ({
    title: "A scheme in pd.endpoints that says the opposite of what happens",
    why: "TiKV cuts the scheme off and decides by ca-path alone: https without certificates reads as protected and is plaintext.",
    fix: "Set the certificates, or write the endpoint without a scheme.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
    policies: { baseline: "warning", strict: "warning" },
    since: "0.1.0",
    fixes: ["safe"],
    sources: [
      "tikv: components/pd_client/src/util.rs (trim_http_prefix, the same in all tags)",
      "tikv v6.5 to v7.0: components/backup-stream/src/metadata/store/lazy_etcd.rs keeps the scheme",
    ],
    example: {
      bad: { tikv: `[pd]\nendpoints = [«"https://pd-0:2379"»]\n` },
      good: { tikv: `[pd]\nendpoints = ["pd-0:2379"]\n` },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const tikv of tikvsOf(environment)) {
        if (tikv.pdEndpoints.kind !== "known") continue;
        for (const endpoint of tikv.pdEndpoints.value) yield* judged(tikv, endpoint);
      }
    }
  },
};

function* judged(tikv: TikvInstance, endpoint: Setting<string>): Generator<Statement> {
  const scheme = /^https?:\/\//.exec(endpoint.value)?.[0];
  const { ca } = tikv.security;
  const base = {
    at: endpoint.span,
    subject: `pd.endpoints ${endpoint.value}`,
    environment: tikv.environment,
    component: "tikv" as const,
    channels: ["tikv-pd"] as const,
  };
  if (scheme === "https://" && ca.kind === "absent") {
    yield {
      ...base,
      message: `${shown(endpoint.value)} says https, but without ca-path TiKV cuts the scheme off and dials PD in plaintext`,
      help: howToTurnOnTls(tikv),
    };
  }
  if (scheme === "http://" && ca.kind !== "absent" && !(ca.kind === "unseen" && ca.path === undefined)) {
    const breaks = breaksLogBackup(tikv);
    const what = breaks ? "though log backup keeps it, dials PD in plaintext and fails" : "whatever the scheme says";
    const bare = endpoint.value.slice(scheme.length);
    yield {
      ...base,
      message: `${shown(endpoint.value)} says http, but with ca-path TiKV ${tikv.version.text} cuts the scheme off and dials PD with TLS, ${what}`,
      help: breaks ? "write https instead of http" : "write the endpoint without a scheme",
      fix: fixBy(
        breaks ? "write https instead of http" : "cut the scheme off, as TiKV does",
        "safe",
        setValue(endpoint, breaks ? `https://${bare}` : bare),
      ),
    };
  }
}

/** v6.5 to v7.0: log backup has an etcd client of its own that keeps a given scheme. */
function breaksLogBackup({ version }: TikvInstance): boolean {
  const end = parseVersion("v7.1.0");
  return isAtLeast(version, "v6.5.0") && end !== undefined && compareVersions(version, end) < 0;
}
