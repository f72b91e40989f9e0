import type { Entry, TableNode } from "../../../model/instances/config-tree.ts";
import type { DroppedSetting } from "../../../model/instances/deployment.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { withUnknowns } from "../../kubernetes/operators/config-text.ts";

/**
 * The fields of the structs through which tidb-operator v1 passes a `config` that is a mapping (pkg/apis/pingcap/v1alpha1:
 * pd_config.go, tikv_config.go): whatever else stands there never reaches the program.
 */
const topFields: Readonly<Record<Component, ReadonlySet<string>>> = {
  pd: new Set(
    `force-new-cluster enable-grpc-gateway initial-cluster-token lease log log-file log-level tso-save-interval metric schedule
    replication namespace pd-server cluster-version quota-backend-bytes auto-compaction-mode auto-compaction-retention-v2
    tikv-interval election-interval enable-prevote security label-property namespace-classifier dashboard`.split(/\s+/),
  ),
  tikv: new Set(
    `log-level log-file log-format slow-log-file slow-log-threshold log-rotation-timespan log-rotation-size
    refresh-config-interval panic-when-unexpected-key-or-data server storage raftstore rocksdb coprocessor readpool raftdb
    import gc pd security pessimistic-txn backup`.split(/\s+/),
  ),
};

const securityFields: Readonly<Record<Component, ReadonlySet<string>>> = {
  pd: new Set("cacert-path cert-path key-path cert-allowed-cn".split(" ")),
  tikv: new Set("ca-path cert-path key-path cert-allowed-cn override-ssl-target cipher-file encryption".split(" ")),
};

/** A `config` that is a mapping, as it reaches the program, and what is lost on the way. */
export function readMapForm(
  map: TableNode,
  component: Component,
): { readonly config: TableNode; readonly dropped: readonly DroppedSetting[] } {
  const dropped: DroppedSetting[] = [];
  const field = `spec.${component}.config`;
  const drop = (entry: Entry, key: string) => {
    const isDotted = entry.key.includes(".");
    dropped.push({
      at: entry.keySpan,
      key,
      because: isDotted
        ? `the map form of ${field} takes no dotted keys, and tidb-operator v1 silently drops it`
        : `the map form of ${field} has no such field, and tidb-operator v1 silently drops it`,
      help: isDotted
        ? "write it under the key of its table, or the whole config as a TOML text (config: |)"
        : "write the config as a TOML text (config: |), which reaches the program as it is",
      concernsTls: /^security(?:\.|$)|(?:^|\.)(?:tls|ssl|ca|cert|key)-/.test(key),
    });
  };
  const kept = (table: TableNode, prefix: string, fields: ReadonlySet<string>): TableNode => {
    const entries = new Map<string, Entry>();
    for (const [key, entry] of table.entries) {
      if (fields.has(key)) entries.set(key, entry);
      else drop(entry, `${prefix}${key}`);
    }
    return { ...table, entries };
  };
  const top = kept(map, "", topFields[component]);
  const security = top.entries.get("security");
  const entries = new Map(top.entries);
  if (security?.node.kind === "table") {
    entries.set("security", { ...security, node: kept(security.node, "security.", securityFields[component]) });
  }
  return { config: headed(withUnknowns({ ...top, entries })), dropped };
}

/** A table of a manifest is known by its key, as one of TOML is by its header. */
function headed(table: TableNode): TableNode {
  const entries = [...table.entries].map(([key, entry]): [string, Entry] => {
    const { node } = entry;
    return [key, node.kind === "table" ? { ...entry, node: headed({ ...node, span: entry.keySpan }) } : entry];
  });
  return { ...table, entries: new Map(entries) };
}
