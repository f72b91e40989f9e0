import type { Problem } from "../../../model/environments/environment.ts";
import type { Entry, TableNode } from "../../../model/instances/config-tree.ts";
import { type Contradiction, type Deployment, statusPortOfPods } from "../../../model/instances/deployment.ts";
import type { InstanceDraft, Mount } from "../../../model/instances/draft.ts";
import { type Component, componentName } from "../../../model/instances/instance.ts";
import { isAtLeast, parseVersion } from "../../../model/instances/version.ts";
import type { Span } from "../../../text/span.ts";
import {
  type ConfigText,
  emptyConfig,
  isFilled,
  readConfigText,
  unknownConfig,
  without,
} from "../../kubernetes/operators/config-text.ts";
import {
  certificateFolders,
  certificatePaths,
  Generated,
  joinParts,
  namePart,
  type Part,
  schemePart,
  secretMount,
} from "../../kubernetes/operators/generated.ts";
import { imageTag } from "../../kubernetes/operators/image-tag.ts";
import { filledInLater, hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import { type TlsSwitch, tlsSwitchAt } from "../../kubernetes/operators/tls-switch.ts";
import { nodeAt, textAt } from "../../nodes.ts";
import type { ChartValues } from "./values.ts";

/** One release of the chart tidb-cluster: v1.0 knows no TLS, v1.1 to v1.5 have `tlsCluster.enabled`. */
interface Release extends ChartValues {
  readonly tls: TlsSwitch;
  readonly knowsTls: boolean;
  /** `clusterName`, else the release's name (the chart's _helpers.tpl, cluster.name). */
  readonly cluster: string | undefined;
  readonly at: Span;
}

/** The instances that the chart makes of some values. */
export function draftsOfChart(values: ChartValues): {
  readonly drafts: readonly InstanceDraft[];
  readonly problems: readonly Problem[];
} {
  const version = values.chartVersion && parseVersion(values.chartVersion.value);
  const knowsTls = version === undefined || isAtLeast(version, "v1.1.0");
  const at = values.values.entries.get("pd")?.keySpan ?? values.values.span;
  const written = tlsSwitchAt(values.values, ["tlsCluster", "enabled"], at);
  const release: Release = {
    ...values,
    tls: knowsTls ? written : { kind: "off", at: written.at, isWritten: false },
    knowsTls,
    cluster: textAt(values.values, "clusterName")?.value ?? values.release,
    at,
  };
  const drafts: InstanceDraft[] = [];
  const problems: Problem[] = [];
  for (const component of ["pd", "tikv"] as const) {
    const part = nodeAt(values.values, component);
    if (part?.kind !== "table") continue;
    const config = writtenConfig(part, component);
    drafts.push(draftOf(release, component, part, config));
    problems.push(...config.problems);
  }
  return { drafts, problems };
}

function writtenConfig(part: TableNode, component: Component): ConfigText {
  const node = nodeAt(part, "config");
  if (node === undefined) return { config: emptyConfig(part.span), problems: [] };
  if (node.kind === "string")
    return readConfigText(node, component, { tool: componentName[component], field: `${component}.config` });
  return { config: unknownConfig(component, node.span, filledInLater), problems: [] };
}

function draftOf(release: Release, component: Component, part: TableNode, written: ConfigText): InstanceDraft {
  const { file, cluster, namespace, values } = release;
  const at = values.entries.get(component)?.keySpan ?? part.span;
  const image = textAt(part, "image");
  const label = cluster === undefined || hasPlaceholder(cluster) ? undefined : cluster;
  const generated = settingsOf(release, component, at);
  const { config, contradictions } = againstSwitch(release, component, written.config);
  const secrets = secretsOf(release, component, at);
  const deployment: Deployment = {
    tool: "the chart tidb-cluster",
    turnOnTls: "set tlsCluster.enabled to true in these values",
    cannotDoTls: release.knowsTls
      ? undefined
      : `version ${release.chartVersion?.value} of the chart tidb-cluster writes http into every URL and reads no tlsCluster, which comes with v1.1`,
    shieldStatusPort: statusPortOfPods,
    dropped: droppedSwitch(release, component),
    managed: [],
    contradictions,
    expects: secrets.expects,
  };
  return {
    component,
    form: "helm-values",
    path: file.path,
    at,
    config,
    tomlFeatures: written.tomlFeatures,
    overrides: generated.overrides,
    unknownOverrides: generated.unknownOverrides,
    name: label === undefined ? component : `${label}-${component}`,
    version: image && imageTag(image),
    mounts: secrets.mounts,
    deployment,
    environment: label === undefined && namespace === undefined ? undefined : { namespace, cluster: label },
  };
}

function settingsOf(release: Release, component: Component, at: Span): Generated {
  const { tls, cluster } = release;
  const generated = new Generated();
  const own: Part = cluster === undefined ? { because: "the name of the release is not in the values" } : namePart(cluster);
  const namespace: Part =
    release.namespace === undefined
      ? { because: "the namespace of the release is not in the values" }
      : namePart(release.namespace);
  const host = joinParts(own, `-${component}-0.`, own, `-${component}-peer.`, namespace, ".svc");
  const place = tls.kind === "off" && !tls.isWritten ? at : tls.at;
  if (component === "pd") {
    const scheme = schemePart(tls);
    generated.set("client-urls", joinParts(scheme, "://0.0.0.0:2379"), place);
    generated.set("peer-urls", joinParts(scheme, "://0.0.0.0:2380"), place);
    generated.set("advertise-client-urls", joinParts(scheme, "://", host, ":2379"), place);
    generated.set("advertise-peer-urls", joinParts(scheme, "://", host, ":2380"), place);
  } else {
    generated.set("server.addr", { text: "0.0.0.0:20160" }, at);
    generated.set("server.advertise-addr", joinParts(host, ":20160"), at);
    generated.set("server.status-addr", { text: "0.0.0.0:20180" }, at);
    generated.set("pd.endpoints", joinParts(own, "-pd:2379"), at);
  }
  for (const [key, path] of certificatePaths(component)) {
    if (tls.kind === "unknown") generated.set(key, { because: tls.because }, tls.at);
    else if (tls.kind === "on") generated.set(key, { text: path }, tls.at);
  }
  return generated;
}

/**
 * With TLS on the chart writes a [security] table of its own behind the text (its _helpers.tpl, pd-configmap.data): one in
 * the text makes two, which no TOML reader takes. With TLS off the paths of the text reach the program next to http URLs.
 */
function againstSwitch(
  { tls }: Release,
  component: Component,
  written: TableNode,
): { readonly config: TableNode; readonly contradictions: readonly Contradiction[] } {
  const name = componentName[component];
  if (tls.kind === "unknown") return { config: written, contradictions: [] };
  if (tls.kind === "on") {
    const security = written.entries.get("security");
    if (security === undefined) return { config: written, contradictions: [] };
    const message = `tlsCluster is enabled, and the chart then writes a [security] table of its own behind ${component}.config: with this one there are two, and ${name} does not start`;
    const help = `remove [security] from ${component}.config; a list of allowed names needs a TidbCluster resource instead of the chart`;
    const related = { at: tls.at, message: "TLS is enabled here" };
    const config = withoutPaths(written, component).config;
    return { config, contradictions: [{ at: security.node.span, message, help, related }] };
  }
  const { found } = withoutPaths(written, component);
  const [first] = found;
  if (first === undefined) return { config: written, contradictions: [] };
  const follows = component === "pd" ? "PD's URLs stay http and it ignores its certificates" : "PD's URLs stay http";
  const contradiction: Contradiction = {
    at: tls.isWritten ? tls.at : first.entry.node.span,
    message: `tlsCluster is not enabled, but ${component}.config sets ${found.map(({ key }) => key).join(", ")}: ${follows}`,
    help: "set tlsCluster.enabled to true and leave the paths to the chart",
    ...(tls.isWritten && { related: { at: first.entry.node.span, message: `${first.key} is set here` } }),
  };
  return { config: written, contradictions: [contradiction] };
}

function withoutPaths(written: TableNode, component: Component) {
  let config = written;
  const found: { readonly key: string; readonly entry: Entry }[] = [];
  for (const [key] of certificatePaths(component)) {
    const { config: rest, taken } = without(config, key.split("."));
    config = rest;
    if (taken !== undefined && isFilled(taken.node)) found.push({ key, entry: taken });
  }
  return { config, found };
}

/** A switch that this version of the chart does not read. */
function droppedSwitch(release: Release, component: Component): Deployment["dropped"] {
  const entry = release.values.entries.get("tlsCluster");
  if (release.knowsTls || entry === undefined || component !== "pd") return [];
  return [
    {
      at: entry.keySpan,
      key: "tlsCluster",
      because: `version ${release.chartVersion?.value} of the chart tidb-cluster does not read it`,
      help: "use v1.1 of the chart or newer",
      concernsTls: true,
    },
  ];
}

function secretsOf(
  { tls, cluster, namespace, file }: Release,
  component: Component,
  at: Span,
): { readonly expects: Deployment["expects"]; readonly mounts: readonly Mount[] } {
  if (tls.kind !== "on" || cluster === undefined || hasPlaceholder(cluster)) return { expects: [], mounts: [] };
  const own = { name: `${cluster}-${component}-cluster-secret`, namespace };
  const client = component === "pd" ? [{ at: tls.at, name: `${cluster}-cluster-client-secret`, namespace }] : [];
  return { expects: [{ at, ...own }, ...client], mounts: [secretMount(certificateFolders[component], own, file.path)] };
}
