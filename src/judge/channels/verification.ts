import {
  type Instance,
  type Material,
  materialNames,
  type PdInstance,
  type Security,
  type Url,
} from "../../model/instances/instance.ts";
import type { Setting, Stated } from "../../model/instances/setting.ts";

/** `unknown` where the files do not show it: neither "yes" nor "no". */
export type Answer = "yes" | "no" | "unknown";

/**
 * Does at least one port demand and verify client certificates? TiKV: when CA, certificate and key are set
 * (components/security/src/lib.rs, bind). PD: when they are, on each port whose listen URL is `https` (etcd's transport).
 */
export function verifiesClients(instance: Instance): Answer {
  if (instance.component === "tikv") return hasMaterial(instance.security);
  return either(verifiesOnPort(instance, "client"), verifiesOnPort(instance, "peer"));
}

/** The same of one port of PD. */
export function verifiesOnPort(pd: PdInstance, port: "client" | "peer"): Answer {
  return both(hasMaterial(pd.security), servesHttps(port === "client" ? pd.clientUrls : pd.peerUrls));
}

/** Are CA, certificate and key all set? A path that is a placeholder may turn out to be empty. */
function hasMaterial(security: Security): Answer {
  return materialNames.map((name) => isConfigured(security[name])).reduce(both);
}

function isConfigured(material: Material): Answer {
  if (material.kind === "absent") return "no";
  return material.kind === "unseen" && material.path === undefined ? "unknown" : "yes";
}

function servesHttps(urls: Stated<readonly Setting<Url>[]>): Answer {
  if (urls.kind === "unknown") return "unknown";
  return urls.kind === "known" && urls.value.some(({ value }) => value.scheme === "https") ? "yes" : "no";
}

function both(a: Answer, b: Answer): Answer {
  if (a === "no" || b === "no") return "no";
  return a === "unknown" || b === "unknown" ? "unknown" : "yes";
}

function either(a: Answer, b: Answer): Answer {
  if (a === "yes" || b === "yes") return "yes";
  return a === "unknown" || b === "unknown" ? "unknown" : "no";
}
