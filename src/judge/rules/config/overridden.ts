import { lookup } from "../../../model/instances/config-tree.ts";
import { type Instance, materialKeys, materialNames, type PdInstance, type Url } from "../../../model/instances/instance.ts";
import type { Origin, Setting, Stated } from "../../../model/instances/setting.ts";
import { keyCaseOf } from "../../../model/instances/typed.ts";
import { readUrl } from "../../../model/instances/url.ts";
import { listOf } from "../../../text/list-of.ts";
import type { Span } from "../../../text/span.ts";
import type { Rule } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const overridden: Rule = {
  id: "config/overridden",
  phase: "files",
  meta: () => ({
    title: "A TLS setting without effect, since something else overrides it",
    why: "A flag, TiUP or the operator beats the configuration file. A reviewer of the file sees a setting that the server never uses.",
    fix: "Give the setting one value, or leave it out of the file.",
    threats: ["eavesdropping"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1188"],
    policies: { baseline: "warning", strict: "warning" },
    since: "0.1.0",
    sources: ["pd: server/config/config.go (flag, then file, then default; measured)", "tikv: components/server/src/setup.rs"],
    example: {
      bad: {
        pd: `client-urls = «"https://10.0.0.1:2379"»\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
        flags: { "client-urls": "http://10.0.0.1:2379" },
      },
      good: {
        pd: `client-urls = "https://10.0.0.1:2379"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
        flags: { "client-urls": "https://10.0.0.1:2379" },
      },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        for (const { key, value, span, origin, misleads } of effectiveSettings(instance)) {
          if (origin === "default" || origin === "file") continue;
          const written = lookup(instance.config, key.split("."), keyCaseOf[instance.component])?.node;
          if (written?.kind !== "string" || written.value === "" || !misleads(written.value)) continue;
          const who = origin === "flag" ? "a command line flag" : "the deployment";
          yield {
            at: written.span,
            subject: key,
            environment: instance.environment,
            component: instance.component,
            message: `${key} is ${shown(written.value)} here, but ${who} sets ${shown(value)}: this line has no effect`,
            help: "write the same value in both places, or remove it from this file",
            related: [{ at: span, message: `${who} sets ${shown(value)}` }],
          };
        }
      }
    }
  },
};

interface Effective {
  readonly key: string;
  readonly value: string;
  readonly span: Span;
  readonly origin: Origin;
  /** Does the file's value say something else about TLS? */
  misleads(written: string): boolean;
}

function effectiveSettings(instance: Instance): readonly Effective[] {
  return [...paths(instance), ...(instance.component === "pd" ? urlLists(instance) : [])];
}

function paths({ component, security }: Instance): readonly Effective[] {
  return materialNames.flatMap((name) => {
    const material = security[name];
    const path = material.kind === "absent" ? undefined : material.path;
    if (path === undefined) return [];
    const key = `security.${materialKeys[component][name]}`;
    return [
      { key, value: path.value, span: path.span, origin: path.origin, misleads: (written: string) => written !== path.value },
    ];
  });
}

/** Of URLs only the scheme decides about TLS; a flag with another address is how deployments are made. */
function urlLists(pd: PdInstance): readonly Effective[] {
  const lists: readonly (readonly [string, Stated<readonly Setting<Url>[]>])[] = [
    ["client-urls", pd.clientUrls],
    ["peer-urls", pd.peerUrls],
    ["advertise-client-urls", pd.advertiseClientUrls],
    ["advertise-peer-urls", pd.advertisePeerUrls],
    ["join", pd.join],
  ];
  return lists.flatMap(([key, stated]) => {
    if (stated.kind !== "known") return [];
    const value = stated.value.map((url) => url.value.text).join(",");
    const misleads = (written: string) =>
      schemesOf(written.split(",").map(readUrl)) !== schemesOf(stated.value.map((url) => url.value));
    return [{ key, value, span: stated.span, origin: stated.origin, misleads }];
  });
}

function schemesOf(urls: readonly Url[]): string {
  return listOf([...new Set(urls.map(({ scheme }) => scheme ?? ""))].sort());
}
