import type { Entry, TableNode } from "../../../model/instances/config-tree.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { isAtLeast, parseVersion } from "../../../model/instances/version.ts";
import type { Span } from "../../../text/span.ts";
import { booleanAt, textAt } from "../../nodes.ts";

/** Where the operator mounts the Secret of TiDB's MySQL clients (pkg/manager/member/pd_member_manager.go). */
const folder = "/var/lib/tidb-client-tls";

/** With `tidb.tlsClient` the operator makes PD's dashboard dial TiDB by TLS, whatever `config` says (getPDConfigMap). */
export function withDashboard(config: TableNode, root: TableNode, version: Setting<string> | undefined): TableNode {
  const enabled = booleanAt(root, "spec", "tidb", "tlsClient", "enabled");
  if (enabled?.value !== true) return config;
  const skip = textAt(root, "metadata", "annotations", "tidb.tidb.pingcap.com/skip-tls-when-connect-tidb");
  const release = version && parseVersion(version.value);
  if (skip !== undefined || (release !== undefined && !isAtLeast(release, "v4.0.0"))) return config;
  const skipsCa = booleanAt(root, "spec", "tidb", "tlsClient", "skipInternalClientCA")?.value === true;
  const at = enabled.span;
  const dashboard = config.entries.get("dashboard");
  if (dashboard !== undefined && dashboard.node.kind !== "table") return config;
  const entries = new Map(dashboard?.node.kind === "table" ? dashboard.node.entries : []);
  const set = (key: string, file: string) => entries.set(key, textEntry(key, `${folder}/${file}`, at));
  if (!skipsCa) set("tidb-cacert-path", "ca.crt");
  set("tidb-cert-path", "tls.crt");
  set("tidb-key-path", "tls.key");
  const node: TableNode = { kind: "table", span: dashboard?.node.span ?? at, entries };
  return {
    ...config,
    entries: new Map([...config.entries, ["dashboard", { key: "dashboard", keySpan: dashboard?.keySpan ?? at, node }]]),
  };
}

function textEntry(key: string, value: string, at: Span): Entry {
  return { key, keySpan: at, node: { kind: "string", span: at, value, slice: () => at } };
}
