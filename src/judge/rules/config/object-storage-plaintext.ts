import type { StringNode } from "../../../model/instances/config-tree.ts";
import { componentName, type Instance } from "../../../model/instances/instance.ts";
import { isAtLeast } from "../../../model/instances/version.ts";
import { fixBy, httpsFix } from "../../changes.ts";
import type { Rule, Statement } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { isLoopbackAddress, isPlainHttp } from "../../settings/url-scheme.ts";
import { stringsIn, writtenEntries, writtenText } from "../../settings/written.ts";

export const objectStoragePlaintext: Rule = {
  id: "config/object-storage-plaintext",
  phase: "files",
  meta: () => ({
    title: "An object store is accessed in plaintext",
    why: "A backup or a log backup is the data itself. With an http:// endpoint it crosses the network in plaintext, with the signatures of the requests beside it.",
    fix: "Use an https:// endpoint.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "HIPAA:164.312(e)(1)", "GDPR:32(1)(a)", "CWE-319"],
    policies: { baseline: "warning", strict: "error" },
    since: "0.1.0",
    fixes: ["unsafe"],
    sources: ["pd: server/config, metering.endpoint (since v26.3)", "br: storage URLs, parameter endpoint"],
    versions:
      "tikv.toml has no key for an object store, in any version: it comes with each backup task. Judged are storage URLs (s3://...?endpoint=http://...) wherever a configuration holds one, and PD's metering.endpoint since v26.3. A loopback address is not reported",
    example: {
      bad: { pd: `[metering]\ntype = "s3"\nbucket = "metering"\nendpoint = «"http://minio.prod:9000"»\n`, version: "v26.3.4" },
      good: { pd: `[metering]\ntype = "s3"\nbucket = "metering"\nendpoint = "https://minio.prod:9000"\n`, version: "v26.3.4" },
    },
  }),

  *check(model) {
    for (const instance of model.environments.flatMap((environment) => environment.instances)) {
      yield* meteringEndpoint(instance);
      for (const { route, entry } of writtenEntries(instance.config)) {
        for (const node of stringsIn(entry.node)) {
          const scheme = plainEndpoint(node.value);
          if (scheme !== undefined) yield storageUrl(instance, route, node, scheme);
        }
      }
    }
  },
};

function* meteringEndpoint(instance: Instance): Generator<Statement> {
  if (instance.component !== "pd" || !isAtLeast(instance.version, "v26.3.0")) return;
  const type = writtenText(instance, "metering.type");
  const endpoint = writtenText(instance, "metering.endpoint");
  if (type.kind === "known" && type.value === "localfs") return;
  if (endpoint.kind !== "known" || !isPlainHttp(endpoint.value) || isLoopbackAddress(endpoint.value)) return;
  yield {
    at: endpoint.span,
    subject: "metering.endpoint",
    environment: instance.environment,
    component: "pd",
    message: "metering.endpoint is an http:// URL: PD writes what it meters to the object store in plaintext",
    help: "write an https:// endpoint",
    fix: httpsFix(endpoint),
  };
}

function storageUrl({ environment, component }: Instance, route: string, node: StringNode, scheme: string): Statement {
  const { value, span } = node;
  return {
    at: span,
    subject: route,
    environment,
    component,
    ...(component === "tikv" && { channels: ["tikv-object-storage"] as const }),
    message: `${shown(route)} holds a ${scheme}:// URL with an http:// endpoint: what ${componentName[component]} keeps there crosses the network in plaintext`,
    help: "write an https:// endpoint into the URL",
    fix: fixBy("write https instead of http", "unsafe", {
      kind: "value",
      at: span,
      was: value,
      to: value.replace(/([?&]endpoint=http)(?=:|%3a)/i, "$1s"),
    }),
  };
}

/** The scheme of a storage URL whose `endpoint` parameter is plain http (percent-encoded or not). */
function plainEndpoint(text: string): string | undefined {
  if (!text.includes("://")) return undefined;
  const match = /^(s3|gs|gcs|azure|azblob|ks3|oss|cos):\/\/[^?#]*\?(?:[^#]*&)?endpoint=([^&#]*)/i.exec(text);
  const endpoint = match?.[2]?.replaceAll(/%3a/gi, ":").replaceAll(/%2f/gi, "/");
  if (match?.[1] === undefined || endpoint === undefined || !isPlainHttp(endpoint) || isLoopbackAddress(endpoint))
    return undefined;
  return match[1].toLowerCase();
}
