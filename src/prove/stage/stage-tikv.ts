import { servesStatus } from "../../model/channels/channels.ts";
import { endpointIndex } from "../../model/channels/dialling.ts";
import { lookup } from "../../model/instances/config-tree.ts";
import type { TikvInstance } from "../../model/instances/instance.ts";
import type { Stated } from "../../model/instances/setting.ts";
import { splitAddress } from "../../model/instances/url.ts";
import { addressText, type Placement } from "./stage.ts";
import { type Draft, rewrite } from "./stage-config.ts";
import type { PdMember } from "./stage-pd.ts";

/** Where nobody listens: a TiKV of an environment without a PD dials there. */
const nobody = "127.0.0.1:1";

/** Writes addresses, the PDs to dial and the folder of a TiKV. */
export function writeTikv(
  draft: Draft,
  tikv: TikvInstance,
  placement: Placement,
  dataFolder: string,
  pds: readonly PdMember[],
): void {
  const grpc = placement["tikv-grpc"];
  const status = placement["tikv-status"];
  if (grpc === undefined) throw new Error(`${tikv.name} has no address for tikv-grpc`);
  rewrite(draft, "server.addr", addressText(grpc), textOf(tikv.address));
  rewrite(draft, "server.advertise-addr", addressText(grpc), textOf(tikv.advertiseAddress));
  if (servesStatus(tikv) && status !== undefined) {
    rewrite(draft, "server.status-addr", addressText(status), textOf(tikv.statusAddress));
    rewrite(draft, "server.advertise-status-addr", addressText(status), textOf(tikv.advertiseStatusAddress));
  } else {
    rewrite(draft, "server.status-addr", "", textOf(tikv.statusAddress) ?? "");
  }
  rewrite(
    draft,
    "pd.endpoints",
    endpointsOf(tikv, pds),
    tikv.pdEndpoints.kind === "known" ? tikv.pdEndpoints.value.map(({ value }) => value).join(",") : undefined,
  );
  rewrite(draft, "storage.data-dir", dataFolder, textAt(tikv, ["storage", "data-dir"]));
  // TiKV keeps 5 GiB free by a file of that size (storage.reserve-space).
  rewrite(draft, "storage.reserve-space", "0MB", textAt(tikv, ["storage", "reserve-space"]));
  if (pds.length === 0) draft.notes.push(`The files have no PD for ${tikv.name}: without one it does not come up on the stage.`);
}

function textOf(stated: Stated<string>): string | undefined {
  if (stated.kind === "unknown") return "(decided outside the files)";
  return stated.kind === "known" && stated.origin !== "default" ? stated.value : undefined;
}

function textAt({ config }: TikvInstance, route: readonly string[]): string | undefined {
  const node = lookup(config, route, "exact")?.node;
  return node?.kind === "string" ? node.value : undefined;
}

/** Each entry becomes the PD that it leads to; where none leads to one of the stage, all PDs. A scheme stays as it is written. */
function endpointsOf(tikv: TikvInstance, pds: readonly PdMember[]): readonly string[] {
  const index = endpointIndex(pds.map(({ instance }) => instance));
  const place = ({ placement }: PdMember, prefix: string) => {
    const address = placement["pd-client"];
    return address === undefined ? [] : [`${prefix}${addressText(address)}`];
  };
  const entries = tikv.pdEndpoints.kind === "known" ? tikv.pdEndpoints.value : [];
  const prefixOf = (text: string) => /^https?:\/\//.exec(text)?.[0] ?? "";
  const found = entries.flatMap(({ value }) => {
    const { host, port } = splitAddress(value);
    const instances = index.get(`${host.toLowerCase()}:${port ?? ""}`) ?? [];
    return pds.filter(({ instance }) => instances.includes(instance)).flatMap((pd) => place(pd, prefixOf(value)));
  });
  const prefix = prefixOf(entries[0]?.value ?? "");
  const all = found.length > 0 ? found : pds.flatMap((pd) => place(pd, prefix));
  return all.length > 0 ? [...new Set(all)] : [nobody];
}
