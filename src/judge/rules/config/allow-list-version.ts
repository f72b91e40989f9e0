import type { Instance } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { isAtLeast } from "../../../model/instances/version.ts";
import { startFailures } from "../../channels/covers.ts";
import { hasEntries, nameListsOf } from "../../channels/name-lists.ts";
import { verifiesClients } from "../../channels/verification.ts";
import type { FailureKey, Rule, Statement } from "../../rule.ts";

export const allowListVersion: Rule = {
  id: "config/allow-list-version",
  phase: "files",
  meta: () => ({
    title: "An allow list that this version ignores or refuses to start with",
    why: "A list that the running version does not know is silently ignored: the file says who may connect, and everybody with a certificate of the CA does. A list that it refuses stops PD.",
    fix: "Use the list that the version enforces, or upgrade to one that knows this list.",
    threats: ["impersonation", "outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.5", "CWE-863"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "tikv: components/security/src/lib.rs; cert-allowed-san came after v9.0.0-beta.2 (pull request 17865), cert-allowed-cn with v3.1.0",
      "pd up to v8.3: pkg/utils/grpcutil, ErrSecurityConfig; lists since v8.4.0 (pull request 8518)",
    ],
    versions:
      "cert-allowed-san: every TiKV release; cert-allowed-cn: TiKV before v3.1, and PD up to v8.3 when it has two names or more",
    example: {
      bad: {
        tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-san = «["tidb.prod.svc"]»\n`,
        version: "v8.5.7",
      },
      good: {
        tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\ncert-allowed-cn = ["tidb", "tikv"]\n`,
        version: "v8.5.7",
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        if (instance.component === "tikv") yield* ignoredByTikv(instance);
        else yield* refusedByPd(instance, startFailures(instance, { environment, now }, ["allow-list-version"]));
      }
    }
  },
};

function* refusedByPd(instance: Instance, covers: readonly FailureKey[]): Generator<Statement> {
  const { allowedCn } = instance.security;
  if (allowedCn.kind !== "known" || isAtLeast(instance.version, "v8.4.0")) return;
  const second: Setting<string> | undefined = allowedCn.value[1];
  // PD checks this before it looks at its URLs: it also stops where nothing is TLS.
  if (second === undefined) return;
  yield {
    at: second.span,
    subject: "security.cert-allowed-cn",
    environment: instance.environment,
    component: "pd",
    covers,
    message: `PD ${instance.version.text} takes one name in cert-allowed-cn and this is the second: it does not start (only supports one CN)`,
    help: "leave the common name of PD's own certificates alone in the list, or upgrade PD to v8.4 or later",
  };
}

function* ignoredByTikv(instance: Instance): Generator<Statement> {
  if (verifiesClients(instance) === "no") return;
  const lists = nameListsOf(instance);
  const isEnforced = lists.some((list) => list.mayBeRead && hasEntries(list) !== "no");
  for (const list of lists) {
    if (list.mayBeRead || list.names.kind !== "known" || list.names.value.length === 0) continue;
    const rest = isEnforced ? "it checks cert-allowed-cn alone" : "any certificate of the CA may connect";
    yield {
      at: list.names.span,
      subject: `security.${list.key}`,
      environment: instance.environment,
      component: "tikv",
      channels: ["client-tikv", "tikv-tikv", "status-tikv"],
      message: `TiKV ${instance.version.text} does not know ${list.key} and ignores it: ${rest}`,
      help:
        list.key === "cert-allowed-san"
          ? "list common names in cert-allowed-cn: no release of TiKV reads cert-allowed-san"
          : "upgrade TiKV to v3.1 or later, the first that reads cert-allowed-cn",
    };
  }
}
