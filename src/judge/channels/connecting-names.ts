import { ownCertificateIn } from "../../model/certificates/chain-order.ts";
import { clusterAround } from "../../model/channels/clusters.ts";
import type { Environment } from "../../model/environments/environment.ts";
import { comparedCommonName } from "../../model/handshake/allow-list.ts";
import { identityOf } from "../../model/handshake/credentials.ts";
import type { Instance } from "../../model/instances/instance.ts";
import { isAtLeast } from "../../model/instances/version.ts";
import { addEntry, addItems, fillList, fixBy } from "../changes.ts";
import type { Fix } from "../rule.ts";
import { shown } from "../settings/shown.ts";

/**
 * The common names of all that connects to an instance, as far as the files show it: the environment's instances, and its
 * clients where the config file names them. Undefined where a certificate of them is not committed or has no name, and
 * where the instance's version cannot enforce a list of these names.
 */
export function connectingNames(instance: Instance, environment: Environment): readonly string[] | undefined {
  const { component, version } = instance;
  const leaves = clusterAround(instance, environment).instances.map((other) => {
    const identity = identityOf(other.security, other);
    return identity.kind === "held" ? identity.value.leaf : undefined;
  });
  const client = environment.clients?.certificate;
  if (client !== undefined) leaves.push(client.kind === "seen" ? ownCertificateIn(client.file) : undefined);
  const names = new Set(leaves.map((leaf) => (leaf === undefined ? "" : comparedCommonName(component, leaf))));
  if (names.has("")) return undefined;
  // PD up to v8.3 takes one name, and every version enforces a single one on the peer port alone.
  if (component === "pd" && (names.size < 2 || !isAtLeast(version, "v8.4.0"))) return undefined;
  return [...names].sort();
}

/** A list of all that connects, where an instance has none. Who is not in the files (TiDB, a scraper) is kept out by it. */
export function listingFix(instance: Instance, environment: Environment): Fix | undefined {
  const names = connectingNames(instance, environment);
  if (names === undefined) return undefined;
  const { allowedCn } = instance.security;
  const change =
    allowedCn.kind === "absent" ? addEntry(instance, ["security"], "cert-allowed-cn", names) : fillList(allowedCn, names);
  return fixBy(`allow the common names of the committed certificates: ${names.map(shown).join(", ")}`, "unsafe", change);
}

/** The same for a list that has names, but not all. */
export function completingFix(instance: Instance, names: readonly string[]): Fix | undefined {
  const { allowedCn } = instance.security;
  if (allowedCn.kind !== "known") return undefined;
  const missing = names.filter((name) => allowedCn.value.every(({ value }) => value !== name));
  return fixBy(`allow ${missing.map(shown).join(", ")} too`, "unsafe", addItems(allowedCn.value, missing));
}
