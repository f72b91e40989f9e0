import type { Component, Instance, Material, MaterialName, PdInstance } from "../model/instances/instance.ts";
import { componentName, materialKeys, materialNames } from "../model/instances/instance.ts";
import type { Setting, Stated } from "../model/instances/setting.ts";
import type { Span } from "../text/span.ts";
import type { InstanceMatch } from "./match.ts";
import { changeOf, isReplaced } from "./material-change.ts";
import { changesIn, listText, type Part, urlsText } from "./parts.ts";

/** When a change takes effect in a process that runs. */
export type Effect = "next-handshake" | "restart";

/** One changed thing of one instance that decides who can talk. */
export interface Change {
  readonly instance: Instance;
  readonly component: Component;
  readonly part: Part;
  /** The key, or what lies behind it: `ca-path`, `the CA file`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
  /** Where it stands after the change; for what went, where it belongs. */
  readonly at: Span;
  /** Where it stood. */
  readonly was: Span;
  readonly effect: Effect;
  /** A file behind an unchanged path. */
  readonly isFile: boolean;
}

/** What a change does to one instance that exists before and after. */
export function changesOf({ base, head }: InstanceMatch): readonly Change[] {
  if (base === undefined || head === undefined || base === head) return [];
  return [
    ...materialNames.flatMap((name) => materialChanges(name, base, head)),
    ...listChanges(base, head),
    ...addressChanges(base, head),
  ];
}

function materialChanges(name: MaterialName, base: Instance, head: Instance): readonly Change[] {
  const [before, after] = [base.security[name], head.security[name]];
  const kind = changeOf(name, base.security, head.security);
  if (kind === "same") return [];
  const isFile = kind === "content" || (kind === "unseen" && pathOf(before) === pathOf(after));
  const fileName = { ca: "CA file", certificate: "certificate file", key: "key file" }[name];
  const part = name === "ca" ? "ca" : "certificate";
  return [
    {
      instance: head,
      component: head.component,
      part,
      what: isFile ? `the ${fileName}` : materialKeys[head.component][name],
      before: isFile ? contentText(before) : pathOf(before),
      after: isFile ? contentText(after) : pathOf(after),
      at: isFile ? fileSpan(after, head) : placeOf(after, head),
      was: isFile ? fileSpan(before, base) : placeOf(before, base),
      effect: isFile && isReadAnew(name, base, head) ? "next-handshake" : "restart",
      isFile,
    },
  ];
}

/** PD reads certificate and key at every handshake; TiKV all three when the time of the certificate file changes. */
function isReadAnew(name: MaterialName, base: Instance, head: Instance): boolean {
  if (head.component === "pd") return name !== "ca";
  return isReplaced("certificate", base.security, head.security);
}

function pathOf(material: Material): string {
  return material.kind === "absent" ? "not set" : (material.path?.value ?? "set by the deployment");
}

function contentText(material: Material): string {
  if (material.kind !== "seen") return "not in the repository";
  const names = material.file.blocks.flatMap((block) =>
    block.kind === "certificate"
      ? [`${block.certificate.subject.text || "no subject"} (${block.certificate.sha256.slice(0, 8)})`]
      : [],
  );
  return names.length === 0 ? "no certificate" : names.slice(0, 3).join(", ");
}

function placeOf(material: Material, { security }: Instance): Span {
  if (material.kind === "absent") return material.at ?? security.at;
  return material.path?.span ?? security.at;
}

/** A new file's first certificate or key: the file itself is the changed place. */
function fileSpan(material: Material, instance: Instance): Span {
  if (material.kind !== "seen") return placeOf(material, instance);
  return material.file.blocks[0]?.span ?? material.file.at;
}

function listChanges(base: Instance, head: Instance): readonly Change[] {
  return (
    [
      ["cert-allowed-cn", "allowedCn"],
      ["cert-allowed-san", "allowedSan"],
    ] as const
  ).flatMap(([what, name]) => {
    const [before, after] = [base.security[name], head.security[name]];
    if (listText(before) === listText(after)) return [];
    return [made(base, head, "list", what, stated(before), stated(after), placed(before, base), placed(after, head))];
  });
}

function stated(list: Stated<readonly Setting<string>[]>): string {
  if (list.kind === "unknown") return "set by the deployment";
  if (list.kind === "absent" || list.value.length === 0) return "not set";
  return list.value.map(({ value }) => value).join(", ");
}

function placed(value: Stated<unknown>, { security }: Instance): Span {
  return value.kind === "absent" ? (value.at ?? security.at) : value.span;
}

function addressChanges(base: Instance, head: Instance): readonly Change[] {
  const changes: Change[] = [];
  const add = (part: Part, what: string, before: string, after: string, was: Span, at: Span) => {
    if (before !== after) changes.push(made(base, head, part, what, before, after, was, at));
  };
  if (base.component === "pd" && head.component === "pd") {
    const urls = (part: Part, what: string, of: (pd: PdInstance) => PdInstance["clientUrls"]) =>
      add(part, what, urlsText(of(base)), urlsText(of(head)), placed(of(base), base), placed(of(head), head));
    const isOwn = (name: "advertiseClientUrls" | "advertisePeerUrls", listen: "clientUrls" | "peerUrls") =>
      base[name] !== base[listen] || head[name] !== head[listen];
    urls("client-urls", "client-urls", (pd) => pd.clientUrls);
    if (isOwn("advertiseClientUrls", "clientUrls"))
      urls("advertise-client", "advertise-client-urls", (pd) => pd.advertiseClientUrls);
    urls("peer-urls", "peer-urls", (pd) => pd.peerUrls);
    if (isOwn("advertisePeerUrls", "peerUrls")) urls("peer-urls", "advertise-peer-urls", (pd) => pd.advertisePeerUrls);
  }
  if (base.component === "tikv" && head.component === "tikv") {
    const text = (value: Stated<string>) => (value.kind === "known" ? value.value : value.kind);
    const [before, after] = [base.advertiseAddress, head.advertiseAddress];
    add("rest", "server.advertise-addr", text(before), text(after), placed(before, base), placed(after, head));
    const [old, fresh] = [base.pdEndpoints, head.pdEndpoints];
    add("rest", "pd.endpoints", stated(old), stated(fresh), placed(old, base), placed(fresh, head));
  }
  if (base.version.text !== head.version.text) {
    add("rest", "version", base.version.text, head.version.text, base.versionSpan ?? base.at, head.versionSpan ?? head.at);
  }
  return changes;
}

function made(
  base: Instance,
  head: Instance,
  part: Part,
  what: string,
  before: string,
  after: string,
  was: Span,
  at: Span,
): Change {
  return { instance: head, component: base.component, part, what, before, after, at, was, effect: "restart", isFile: false };
}

/** Does the change matter to who can talk at all? */
export function isTouched({ base, head }: InstanceMatch): boolean {
  if (base === undefined || head === undefined) return true;
  const every: readonly Part[] = ["ca", "certificate", "list", "client-urls", "advertise-client", "peer-urls", "rest"];
  return base !== head && every.some((part) => changesIn(part, base, head));
}

/** `PD`, `TiKV`; what dials from outside. */
export function memberKind(component: Component | "client"): string {
  return component === "client" ? "clients" : componentName[component];
}
