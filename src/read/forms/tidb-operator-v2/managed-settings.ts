import type { TableNode } from "../../../model/instances/config-tree.ts";
import type { ManagedSetting } from "../../../model/instances/deployment.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { isFilled, without } from "../../kubernetes/operators/config-text.ts";

/** What the operator sets by itself and refuses to take (pkg/configs/pd/config.go and tikv/config.go, Validate). */
const managedKeys: Readonly<Record<Component, readonly string[]>> = {
  pd: `name data-dir client-urls peer-urls advertise-client-urls advertise-peer-urls initial-cluster initial-cluster-state
  initial-cluster-token join security.cacert-path security.cert-path security.key-path`.split(/\s+/),
  tikv: `server.addr server.advertise-addr server.status-addr server.advertise-status-addr storage.data-dir pd.endpoints
  security.ca-path security.cert-path security.key-path`.split(/\s+/),
};

/** The settings that tidb-operator v2 refuses, and the configuration without them. */
export function managedSettings(
  written: TableNode,
  component: Component,
): { readonly config: TableNode; readonly managed: readonly ManagedSetting[] } {
  let config = written;
  const managed: ManagedSetting[] = [];
  for (const key of managedKeys[component]) {
    const { config: rest, taken } = without(config, key.split("."));
    config = rest;
    if (taken === undefined || !isFilled(taken.node)) continue;
    managed.push({
      at: taken.keySpan,
      key,
      effect: "refused",
      because:
        "tidb-operator v2 refuses it (field is managed by operator, cannot be set in config file), whether TLS is on or off",
      help: "remove it: the operator sets it by itself",
      entry: { key: taken.keySpan, value: taken.node.span },
    });
  }
  return { config, managed };
}
