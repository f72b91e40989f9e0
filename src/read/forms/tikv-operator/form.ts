import type { Problem } from "../../../model/environments/environment.ts";
import type { TableNode } from "../../../model/instances/config-tree.ts";
import { statusPortOfPods } from "../../../model/instances/deployment.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import type { Span } from "../../../text/span.ts";
import type { Form } from "../../form.ts";
import {
  type ConfigText,
  emptyConfig,
  readConfigText,
  unknownConfig,
  withUnknowns,
} from "../../kubernetes/operators/config-text.ts";
import { environmentHint } from "../../kubernetes/operators/environment-hint.ts";
import { Generated, joinParts, namePart, namespacePart, type Part } from "../../kubernetes/operators/generated.ts";
import { imageTag } from "../../kubernetes/operators/image-tag.ts";
import { mayHold, problemsOf, resourcesOfKinds } from "../../kubernetes/operators/manifests.ts";
import { filledInLater, hasPlaceholder } from "../../kubernetes/operators/placeholder.ts";
import type { Resource } from "../../kubernetes/resources.ts";
import { nodeAt, textAt } from "../../nodes.ts";

const group = "tikv.org";
const kinds = ["TikvCluster"];

/** A TikvCluster of tikv-operator, which knows no TLS. */
export const tikvOperatorForm: Form = {
  meta: {
    id: "tikv-operator",
    title: "tikv-operator",
    reads:
      "resources of kind `TikvCluster` (`tikv.org/v1alpha1`): `spec.pd` and `spec.tikv` with their `config`, versions and images",
    derives:
      "that nothing is encrypted: the operator writes `http` into all URLs, and no setting of the resource changes that; the names that are dialled, `<cluster>-pd` and `<cluster>-pd-0.<cluster>-pd-peer.<namespace>.svc`",
    unknown: "host names, where the manifest names no namespace; values with a placeholder, and manifests that are templates",
    example: "examples/tikv-operator-plaintext",
  },
  needs: ["yaml"],

  claims: (file) => mayHold(file, `${group}/`, kinds),

  read(files, context) {
    const instances: InstanceDraft[] = [];
    const problems: Problem[] = [];
    for (const file of files) {
      const resources = resourcesOfKinds(file, context, group, kinds);
      problems.push(...problemsOf(file, context, group, kinds, resources.length));
      for (const resource of resources) {
        for (const component of ["pd", "tikv"] as const) {
          const spec = nodeAt(resource.root, "spec", component);
          if (spec?.kind !== "table") continue;
          const written = writtenConfig(spec, component);
          instances.push(draftOf(resource, component, spec, written.config));
          problems.push(...written.problems);
        }
      }
    }
    return { instances, files: [], problems };
  },
};

function draftOf(resource: Resource, component: Component, spec: TableNode, config: TableNode): InstanceDraft {
  const parent = nodeAt(resource.root, "spec");
  const at = (parent?.kind === "table" ? parent.entries.get(component)?.keySpan : undefined) ?? resource.at;
  return {
    component,
    form: tikvOperatorForm.meta.id,
    path: resource.path,
    at,
    config,
    ...settingsOf(resource, component, at),
    name: hasPlaceholder(resource.name) ? component : `${resource.name}-${component}`,
    version: versionOf(resource, spec),
    deployment: {
      tool: "tikv-operator",
      cannotDoTls: "tikv-operator writes http into every URL and mounts no certificates, whatever the resource says",
      shieldStatusPort: statusPortOfPods,
      dropped: [],
      managed: [],
      contradictions: [],
      expects: [],
    },
    environment: environmentHint(resource, resource.name),
  };
}

/** What the start scripts say (tikv-operator: pkg/manager/member/template.go); the scheme is always http (helper.go, Scheme). */
function settingsOf(
  { name, namespace }: Resource,
  component: Component,
  at: Span,
): Pick<InstanceDraft, "overrides" | "unknownOverrides"> {
  const generated = new Generated();
  const own = namePart(name);
  const host: Part = joinParts(own, `-${component}-0.`, own, `-${component}-peer.`, namespacePart(namespace), ".svc");
  if (component === "pd") {
    generated.set("client-urls", { text: "http://0.0.0.0:2379" }, at);
    generated.set("peer-urls", { text: "http://0.0.0.0:2380" }, at);
    generated.set("advertise-client-urls", joinParts("http://", host, ":2379"), at);
    generated.set("advertise-peer-urls", joinParts("http://", host, ":2380"), at);
  } else {
    generated.set("server.addr", { text: "0.0.0.0:20160" }, at);
    generated.set("server.advertise-addr", joinParts(host, ":20160"), at);
    generated.set("server.status-addr", { text: "0.0.0.0:20180" }, at);
    generated.set("pd.endpoints", joinParts(own, "-pd:2379"), at);
  }
  return { overrides: generated.overrides, unknownOverrides: generated.unknownOverrides };
}

function versionOf(resource: Resource, spec: TableNode): Setting<string> | undefined {
  const version = textAt(spec, "version") ?? textAt(resource.root, "spec", "version");
  if (version !== undefined) return { value: version.value, span: version.span, origin: "form" };
  const image = textAt(spec, "image") ?? textAt(spec, "baseImage");
  return image && imageTag(image);
}

function writtenConfig(spec: TableNode, component: Component): ConfigText {
  const node = nodeAt(spec, "config");
  switch (node?.kind) {
    case "table":
      return { config: withUnknowns(node), problems: [] };
    case "string":
      return readConfigText(node, component, { tool: "tikv-operator", field: `spec.${component}.config` });
    case "unknown":
      return { config: unknownConfig(component, node.span, filledInLater), problems: [] };
    default:
      return { config: emptyConfig(spec.span), problems: [] };
  }
}
