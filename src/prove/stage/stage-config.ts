import { secretBehind } from "../../facts/secret-keys.ts";
import type { KeyCase, Node } from "../../model/instances/config-tree.ts";
import { type Instance, type MaterialName, materialKeys, materialNames } from "../../model/instances/instance.ts";
import type { Stated } from "../../model/instances/setting.ts";
import { keyCaseOf } from "../../model/instances/typed.ts";
import { copyTable, put, type Table, takeOut, type Value } from "./toml-writer.ts";

/** Why a setting does not come to the stage, by its dotted key in lower case; a table stands for all in it. */
const leavingKeys: Readonly<Record<Instance["component"], ReadonlyMap<string, string>>> = {
  pd: new Map([
    ["log.file", "logs go to the standard output"],
    ["metric", "nothing leaves the stage"],
    ["metering", "nothing leaves the stage"],
    ["controller.push-metrics-address", "nothing leaves the stage"],
    ["pd-server.metric-storage", "nothing leaves the stage"],
    ["dashboard.tidb-cacert-path", "the stage has no TiDB"],
    ["dashboard.tidb-cert-path", "the stage has no TiDB"],
    ["dashboard.tidb-key-path", "the stage has no TiDB"],
    ["dashboard.enable-telemetry", "nothing leaves the stage"],
    ["pd-server.dashboard-address", "nothing leaves the stage"],
    ["security.encryption", "data at rest is not tested"],
    ["security.sslcabytes", "a key inside a configuration is not imitated"],
    ["security.sslcertbytes", "a key inside a configuration is not imitated"],
    ["security.sslkeybytes", "a key inside a configuration is not imitated"],
  ]),
  tikv: new Map([
    ["log.file", "logs go to the standard output"],
    ["log-file", "logs go to the standard output"],
    ["slow-log-file", "logs go to the standard output"],
    ["metric", "nothing leaves the stage"],
    ["resource-metering.receiver-address", "nothing leaves the stage"],
    ["security.encryption", "data at rest is not tested"],
    ["raftstore.raftdb-path", "data lies in a folder of the stage"],
    ["raft-engine.dir", "data lies in a folder of the stage"],
    ["raft-engine.spill-dir", "data lies in a folder of the stage"],
    ["rocksdb.wal-dir", "data lies in a folder of the stage"],
    ["rocksdb.info-log-dir", "data lies in a folder of the stage"],
    ["rocksdb.titan.dirname", "data lies in a folder of the stage"],
    ["raftdb.wal-dir", "data lies in a folder of the stage"],
    ["raftdb.info-log-dir", "data lies in a folder of the stage"],
    ["log-backup.temp-path", "data lies in a folder of the stage"],
    ["coprocessor-v2.coprocessor-plugin-directory", "nothing of the repository is run"],
  ]),
};

/** Settings of which this module writes its own. */
const ownKeys: Readonly<Record<Instance["component"], ReadonlySet<string>>> = {
  pd: new Set([
    "name",
    "data-dir",
    "client-urls",
    "peer-urls",
    "advertise-client-urls",
    "advertise-peer-urls",
    "initial-cluster",
    "join",
    "security.cacert-path",
    "security.cert-path",
    "security.key-path",
  ]),
  tikv: new Set([
    "server.addr",
    "server.advertise-addr",
    "server.status-addr",
    "server.advertise-status-addr",
    "pd.endpoints",
    "storage.data-dir",
    "storage.reserve-space",
    "security.ca-path",
    "security.cert-path",
    "security.key-path",
  ]),
};

/** A configuration that is being rewritten, with what was told about it. */
export interface Draft {
  readonly instance: Instance;
  readonly root: Table;
  readonly keyCase: KeyCase;
  readonly rewrites: string[];
  readonly notes: string[];
}

/** A copy of what an instance's configuration file holds, without what would leave the machine or write elsewhere. */
export function draftOf(instance: Instance): Draft {
  const keyCase = keyCaseOf[instance.component];
  const rewrites: string[] = [];
  const notes: string[] = [];
  const root = copyTable(
    instance.config,
    (route, node) => leavingReason(instance, route, node, keyCase),
    (key, because) => rewrites.push(`${instance.name}: ${key} left out: ${because}`),
  );
  return { instance, root, keyCase, rewrites, notes };
}

function leavingReason({ component }: Instance, route: readonly string[], node: Node, keyCase: KeyCase): string | undefined {
  const written = route.join(".");
  const key = keyCase === "any-case" ? written.toLowerCase() : written;
  const known = leavingKeys[component].get(key);
  if (known !== undefined) return known;
  if (ownKeys[component].has(key)) return undefined;
  const secret = secretBehind(route.at(-1) ?? "");
  if (secret !== undefined) return `it is ${secret}`;
  if (node.kind !== "string") return undefined;
  if (node.value.startsWith("/")) return "it is a path of another machine";
  return node.value.includes("://") ? "nothing leaves the stage" : undefined;
}

/** Writes a setting and tells what it was; `before` is the effective value, from wherever it came. */
export function rewrite(draft: Draft, key: string, value: Value, before: string | undefined): void {
  put(draft.root, key.split("."), value, draft.keyCase);
  const shown = typeof value === "string" ? value : Array.isArray(value) ? value.join(",") : "";
  if (before === shown) return;
  // A URL may hold a password before its host.
  const was = (before ?? "(not set)").replace(/\/\/[^/\s]*@/g, "//...@");
  draft.rewrites.push(`${draft.instance.name}: ${key} ${was} -> ${shown}`);
}

/** Takes a setting out that the stage cannot have. */
export function leaveOut(draft: Draft, key: string, because: string): void {
  takeOut(draft.root, key.split("."), draft.keyCase);
  draft.rewrites.push(`${draft.instance.name}: ${key} left out: ${because}`);
}

/** Paths of the three files; undefined where a path is not set. Lists that came from elsewhere than the file. */
export function writeSecurity(draft: Draft, paths: Readonly<Record<MaterialName, string | undefined>>): void {
  const { instance } = draft;
  const keys = materialKeys[instance.component];
  for (const name of materialNames) {
    const material = instance.security[name];
    const path = paths[name];
    const before = material.kind === "absent" ? undefined : (material.path?.value ?? "(decided outside the files)");
    if (path !== undefined) rewrite(draft, `security.${keys[name]}`, path, before);
  }
  writeList(draft, "security.cert-allowed-cn", instance.security.allowedCn);
  if (instance.component === "tikv") writeList(draft, "security.cert-allowed-san", instance.security.allowedSan);
}

function writeList(draft: Draft, key: string, list: Stated<readonly { readonly value: string }[]>): void {
  if (list.kind === "unknown") {
    draft.notes.push(`${key} of ${draft.instance.name} is decided outside the files: its twin has none.`);
    takeOut(draft.root, key.split("."), draft.keyCase);
  } else if (list.kind === "known" && list.origin !== "file") {
    put(
      draft.root,
      key.split("."),
      list.value.map(({ value }) => value),
      draft.keyCase,
    );
  }
}
