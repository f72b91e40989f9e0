import type { Component } from "../../../model/instances/instance.ts";
import { fileName } from "../../../text/span.ts";
import type { SourceFile } from "../../source-file.ts";

/** How telling a key is, by its full dotted name; three points make a file a component's without a telling name. */
type Points = Readonly<Record<string, number>>;

/** Keys and tables that TiKV knows and PD does not, with what they weigh against other programs that have them too. */
const tikvKeys: Points = {
  raftstore: 3,
  rocksdb: 2,
  raftdb: 3,
  "raft-engine": 3,
  readpool: 3,
  coprocessor: 2,
  "coprocessor-v2": 3,
  "resolved-ts": 3,
  "causal-ts": 3,
  "in-memory-engine": 3,
  "resource-metering": 3,
  "log-backup": 2,
  quota: 1,
  storage: 1,
  server: 1,
  "storage.block-cache": 3,
  "storage.reserve-space": 3,
  "storage.enable-ttl": 3,
  "storage.api-version": 3,
  "storage.scheduler-concurrency": 3,
  "storage.scheduler-worker-pool-size": 3,
  "server.addr": 1,
  "server.advertise-addr": 1,
  "server.status-addr": 1,
  "server.advertise-status-addr": 2,
  "server.grpc-concurrency": 2,
  "server.labels": 2,
  "pd.endpoints": 2,
  // TiCDC, TiDB Lightning and NgMonitoring have these too.
  "security.ca-path": 2,
};

/** The same for PD, in lower case: it compares keys without regard to case. */
const pdKeys: Points = {
  "client-urls": 3,
  "advertise-client-urls": 3,
  "peer-urls": 3,
  "advertise-peer-urls": 3,
  "initial-cluster": 3,
  "initial-cluster-state": 1,
  "tso-save-interval": 3,
  "tso-update-physical-interval": 3,
  "quota-backend-bytes": 2,
  "election-interval": 2,
  "enable-local-tso": 3,
  "pd-server": 3,
  "replication-mode": 3,
  "label-property": 2,
  schedule: 2,
  replication: 1,
  dashboard: 1,
  "schedule.max-merge-region-size": 3,
  "schedule.leader-schedule-limit": 3,
  "schedule.region-schedule-limit": 3,
  "schedule.replica-schedule-limit": 3,
  "schedule.low-space-ratio": 3,
  "replication.max-replicas": 2,
  "replication.location-labels": 3,
  "security.cacert-path": 3,
};

/** Keys of other programs of the family: such a file is none of ours, unless its name says so. */
const foreignKeys = new Set(
  // PD's microservices, which have a server of their own; TiDB; TiFlash and its proxy; Lightning and Importer; DM; Binlog;
  // TiCDC; TiProxy; NgMonitoring.
  `backend-endpoints listen-addr advertise-listen-addr
  tidb tikv-client performance plan-cache prepared-plan-cache opentracing isolation-read security.cluster-ssl-ca security.ssl-ca
  flash profiles users quotas tcp_port http_port mark_cache_size server.engine-addr raftstore.enable-region-cache-engine
  lightning mydumper tikv-importer checkpoint post-restore
  master-addr source-id relay-dir from mysql-instances ssl-ca
  syncer pd-urls drainer
  sink mounter changefeed per-table-memory-quota
  proxy balance tsdb continuous-profiling advertise-address`.split(/\s+/),
);

/** Tables of build tools: Rust and Python. A crate may be called tikv. */
const buildKeys = new Set("package workspace dependencies dev-dependencies features build-system tool".split(" "));

/** A file name with one of these words names a program beside the servers. */
const otherPrograms = new Set(
  "client importer lightning ctl recover dump tso scheduling proxy learner tiflash flash br cdc".split(" "),
);

/** Programs with an engine of TiKV inside: their files hold its keys, whatever program the rest of the name speaks of. */
const engineHolders = new Set("tiflash flash proxy learner importer lightning tiproxy".split(" "));

/** What only a TiKV worker's file holds, whose name alone might be that of a machine. */
const workerKeys = new Set(["schema-manager"]);

const configName = /\.toml(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$|\.(?:conf|cfg|config)$/i;
/** Build tools' files by name, whatever is in them. */
const buildName = /^(?:cargo|pyproject|rustfmt|clippy|deny|netlify|book|pipfile|poetry|uv|rust-toolchain)\b/i;

const recognised = new WeakMap<SourceFile, { readonly component: Component | undefined }>();

/** Whose configuration a file is, by its name and content; undefined when it is none, or when nobody can tell. */
export function componentOf(file: SourceFile): Component | undefined {
  let known = recognised.get(file);
  if (known === undefined) {
    known = { component: recognise(file) };
    recognised.set(file, known);
  }
  return known.component;
}

function recognise(file: SourceFile): Component | undefined {
  const name = fileName(file.path);
  if (!configName.test(name) || buildName.test(name)) return undefined;
  const named = componentNamed(name);
  const isToml = /\.toml/i.test(name);
  if (!isToml && named === undefined) return undefined;
  const keys = keysOf(file.text);
  const points = {
    tikv: sum(keys, tikvKeys) + (/(?:^|[^a-z])(?:store|kv)(?:[^a-z]|$)/i.test(name) ? 1 : 0),
    pd: sum(inLowerCase(keys), pdKeys),
  };
  const isOfBuild = holdsOneOf(keys, buildKeys);
  if (isOfEngineHolder(name) || (/worker/i.test(name) && holdsOneOf(keys, workerKeys))) return undefined;
  const isForeign = isOfBuild || holdsOneOf(keys, foreignKeys);
  // PD and TiKV ignore keys that they do not know (TiDB's ssl-ca is copied into tikv.toml): these must not hide a configuration.
  const isTelling = isToml ? !isOfBuild : !isForeign && named !== undefined && points[named] > 0;
  if (named !== undefined && (points[named] >= 3 || isTelling)) return named;
  if (isForeign) return undefined;
  const likelier = points.tikv > points.pd ? "tikv" : "pd";
  if (points.tikv === points.pd) return undefined;
  const isHinted = componentNamed(file.path.slice(0, -name.length)) === likelier;
  return points[likelier] >= (isHinted ? 1 : 3) ? likelier : undefined;
}

function isOfEngineHolder(name: string): boolean {
  return wordsOf(name).some((word) => engineHolders.has(word));
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

/** The component that a name speaks of, when it speaks of one alone and of no program beside it. */
function componentNamed(text: string): Component | undefined {
  const words = wordsOf(text);
  if (words.some((word) => otherPrograms.has(word))) return undefined;
  const isTikv = words.some((word) => word.includes("tikv"));
  const isPd = words.includes("pd");
  return isTikv === isPd ? undefined : isTikv ? "tikv" : "pd";
}

function sum(keys: ReadonlySet<string>, points: Points): number {
  let total = 0;
  for (const key of keys) if (Object.hasOwn(points, key)) total += points[key] ?? 0;
  return total;
}

/** A header or a key at the beginning of a line. Every repetition is bounded: the text is hostile. */
const line =
  /^[ \t]{0,32}(?:\[{1,2}[ \t]{0,8}([\w."'-]{1,120})[ \t]{0,8}\]|([\w."'-]{1,120}(?:[ \t]{0,4}\.[ \t]{0,4}[\w"'-]{1,60}){0,4})[ \t]{0,32}=)/gm;

/**
 * The full names of the keys and tables of a text, with those of the tables around them. Looks at lines alone, so that
 * it works for a broken file and a template too.
 */
function keysOf(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  let table = "";
  const searched = text.startsWith("\uFEFF") ? text.slice(1) : text;
  line.lastIndex = 0;
  for (let found = line.exec(searched); found !== null; found = line.exec(searched)) {
    const header = found[1];
    const route = plain(header ?? found[2] ?? "");
    if (header !== undefined) table = `${route}.`;
    const full = header === undefined ? table + route : route;
    keys.add(full);
    const dot = full.indexOf(".");
    if (dot === -1) continue;
    const next = full.indexOf(".", dot + 1);
    keys.add(full.slice(0, dot));
    if (next !== -1) keys.add(full.slice(0, next));
  }
  return keys;
}

function inLowerCase(keys: ReadonlySet<string>): ReadonlySet<string> {
  const lower = new Set<string>();
  for (const key of keys) lower.add(key.toLowerCase());
  return lower;
}

function holdsOneOf(keys: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  for (const key of keys) if (wanted.has(key)) return true;
  return false;
}

function plain(key: string): string {
  return /["' \t]/.test(key) ? key.replaceAll(/["' \t]/g, "") : key;
}
