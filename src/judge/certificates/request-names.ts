import type { NameCheck } from "../../model/certificates/host-name.ts";
import { clusterAround } from "../../model/channels/clusters.ts";
import {
  advertisedClientTargets,
  advertisedHost,
  advertisedPeerTargets,
  endpointHosts,
  endpointIndex,
  type Target,
} from "../../model/channels/dialling.ts";
import { type Environment, pdsOf, tikvsOf } from "../../model/environments/environment.ts";
import type { Instance } from "../../model/instances/instance.ts";
import type { Setting } from "../../model/instances/setting.ts";
import { hasPlaceholder } from "../../model/instances/url.ts";

/** A host under which somebody dials an instance, and who compares it with the certificate. */
export interface DialledHost {
  readonly host: Setting<string>;
  readonly check: NameCheck;
  /** `other PDs dial`, `tikv dials`. */
  readonly who: string;
}

const dialled = new WeakMap<Environment, WeakMap<Instance, readonly DialledHost[]>>();
const endpointsOf = new WeakMap<Environment, ReturnType<typeof endpointGroups>>();

/** The hosts of which the files say that an instance is dialled under them, by TLS. */
export function dialledHosts(instance: Instance, wider: Environment): readonly DialledHost[] {
  const environment = clusterAround(instance, wider);
  const known = dialled.get(environment) ?? new WeakMap<Instance, readonly DialledHost[]>();
  dialled.set(environment, known);
  const hosts = known.get(instance) ?? (instance.component === "pd" ? hostsOfPd(instance, environment) : hostsOfTikv(instance));
  known.set(instance, hosts);
  return hosts;
}

function hostsOfPd(pd: Extract<Instance, { component: "pd" }>, environment: Environment): readonly DialledHost[] {
  const groups = endpointsOf.get(environment) ?? endpointGroups(environment);
  endpointsOf.set(environment, groups);
  return [
    ...secured(advertisedClientTargets(pd)).map((host): DialledHost => ({ host, check: "go", who: "PD and its clients dial" })),
    ...secured(advertisedPeerTargets(pd)).map((host): DialledHost => ({ host, check: "go", who: "other PDs dial" })),
    ...groups.flatMap(({ name, hosts }) =>
      // Where no entry leads to a committed PD, the service that stands before all of them is meant.
      [...hosts.hostsTo(pd), ...(pdsOf(environment).length === 1 ? hosts.candidates.slice(0, 1) : [])].map(
        (host): DialledHost => ({ host, check: "grpc", who: `${name} dials` }),
      ),
    ),
  ].filter(isTelling);
}

function hostsOfTikv(tikv: Extract<Instance, { component: "tikv" }>): readonly DialledHost[] {
  const host = advertisedHost(tikv);
  return host === undefined ? [] : [{ host, check: "go" as const, who: "TiDB and other TiKVs dial" }].filter(isTelling);
}

function isTelling({ host }: DialledHost): boolean {
  return host.value !== "" && !hasPlaceholder(host.value);
}

function secured(targets: readonly Target[]): readonly Setting<string>[] {
  return targets.flatMap(({ host, transport }) => (host === undefined || transport !== "tls" ? [] : [host]));
}

/** One TiKV for each list of endpoints; an environment has one list, as a rule. */
function endpointGroups(environment: Environment): readonly { name: string; hosts: ReturnType<typeof endpointHosts> }[] {
  const index = endpointIndex(pdsOf(environment));
  const groups = new Map<string, { name: string; hosts: ReturnType<typeof endpointHosts> }>();
  for (const tikv of tikvsOf(environment)) {
    const { pdEndpoints, security } = tikv;
    if (pdEndpoints.kind !== "known" || security.ca.kind === "absent" || groups.size >= 64) continue;
    const key = pdEndpoints.value.map(({ value }) => value).join(" ");
    if (!groups.has(key)) groups.set(key, { name: tikv.name, hosts: endpointHosts(tikv, index) });
  }
  return [...groups.values()];
}
