import { componentName, hasNoMaterial, type Instance, materialKeys, type PdInstance } from "../../model/instances/instance.ts";
import { listOf } from "../../text/list-of.ts";
import { shown } from "./shown.ts";

/** The keys of the three pieces of TLS material, as a clause names them: `ca-path, cert-path and key-path`. */
export function materialClause({ component }: Instance, conjunction: "and" | "or" = "and"): string {
  const keys = materialKeys[component];
  return listOf([keys.ca, keys.certificate, keys.key], conjunction);
}

/** How an instance gets its TLS material, as a help says it: by its tool's switch, else in its own file. */
export function howToTurnOnTls(instance: Instance): string {
  return instance.deployment?.turnOnTls ?? `set ${materialClause(instance)} in ${securityTable(instance)}`;
}

/** `[security]`, with its file where that is not the one that starts the server. */
export function securityTable({ config, at }: Instance): string {
  return config.span.path === at.path ? "[security]" : `[security] of ${shown(config.span.path)}`;
}

/** `TiKV v8.5.7`. */
export function releaseOf({ component, version }: Instance): string {
  return `${componentName[component]} ${version.text}`;
}

/** Does one of PD's listen URLs say `https`? */
export function listensOnHttps({ clientUrls, peerUrls }: PdInstance): boolean {
  return [clientUrls, peerUrls].some((urls) => urls.kind === "known" && urls.value.some(({ value }) => value.scheme === "https"));
}

/** Does the program certainly not come up, or reach nobody, with the pieces of TLS material that are set? */
export function cannotRun(instance: Instance): boolean {
  if (instance.component === "tikv") return !hasNoMaterial(instance.security) && consequenceOfGap(instance) !== undefined;
  return consequenceOfGap(instance) === "PD does not start";
}

/**
 * What the program does with just the pieces of TLS material that are set; undefined when all three are.
 * TiKV looks at `ca_path` alone to choose TLS and dials PD before it validates (components/security/src/lib.rs,
 * components/server/src/server.rs); PD looks at certificate and key when a URL says https (measured).
 */
export function consequenceOfGap(instance: Instance): string | undefined {
  const { component, security } = instance;
  const isSet = {
    ca: security.ca.kind !== "absent",
    certificate: security.certificate.kind !== "absent",
    key: security.key.kind !== "absent",
  };
  if (isSet.ca && isSet.certificate && isSet.key) return undefined;
  if (component === "tikv") {
    if (hasNoMaterial(security)) return "this server listens in plaintext";
    return isSet.ca ? "TiKV never reaches PD and retries without end" : "TiKV dials PD in plaintext and does not come up";
  }
  if (isSet.certificate && isSet.key) return "PD asks no client for a certificate";
  if (isSet.certificate || isSet.key) return "PD does not start";
  if (listensOnHttps(instance)) return "PD does not start";
  return "this server listens in plaintext";
}
