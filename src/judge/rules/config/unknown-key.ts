import type { Correction } from "../../../facts/corrections.ts";
import { isBlindTable } from "../../../facts/keys.ts";
import { entryOf, lookup } from "../../../model/instances/config-tree.ts";
import { hasAllMaterial, type Instance } from "../../../model/instances/instance.ts";
import { keyCaseOf } from "../../../model/instances/typed.ts";
import { compareVersions, parseVersion } from "../../../model/instances/version.ts";
import { fixBy, moveEntry, removeEntry } from "../../changes.ts";
import { verifiesClients } from "../../channels/verification.ts";
import type { Fix, Rule, Safety } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";
import { cannotRun, consequenceOfGap, materialClause, releaseOf } from "../../settings/tls-state.ts";
import { countMeaning, targetOf, type UnknownKey, unknownKeysOf } from "../../settings/unknown-keys.ts";
import { refusesValue } from "../../settings/wrong-types.ts";

export const unknownKey: Rule = {
  id: "config/unknown-key",
  phase: "files",
  meta: () => ({
    title: "A key that this version does not know",
    why: "TiKV silently ignores unknown keys and PD logs one warning, so a misspelt TLS setting leaves a server that looks protected in its file and listens in plaintext.",
    fix: "Rename the key to the one that the version reads, or remove it.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "PCI-DSS-4.0.1:4.2.1", "CWE-319", "CWE-1188"],
    policies: { baseline: { severity: "warning", variants: { "tls-setting": "error" } }, strict: "error" },
    since: "0.1.0",
    fixes: ["safe", "unsafe"],
    sources: [
      "tikv: src/config/mod.rs and the structs that it holds, at every release tag",
      "pd: server/config/config.go, by reflection over Config, at 18 releases and the main branch",
    ],
    variants: { "tls-setting": "the key is, or is near to, a TLS setting" },
    example: {
      bad: { tikv: `[security]\nca-path = "/tls/ca.pem"\n«server-cert-path» = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
      good: { tikv: `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n` },
    },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        for (const unknown of unknownKeysOf(instance)) {
          if (unknown.choosesCiphers || isIgnoredAllowList(instance, unknown)) continue;
          const fix = fixOf(instance, unknown);
          yield {
            at: unknown.entry.keySpan,
            subject: unknown.route.join("."),
            environment: instance.environment,
            component: instance.component,
            message: messageOf(instance, unknown),
            help: helpOf(instance, unknown),
            ...(unknown.concernsTls && { variant: "tls-setting" }),
            ...(fix && { fix }),
          };
        }
      }
    }
  },
};

/** A list of allowed names that only another version reads: config/allow-list-version says who may connect instead. */
function isIgnoredAllowList(instance: Instance, { route, entry, correction }: UnknownKey): boolean {
  const isAllowList = /^security\.cert-allowed-(cn|san)$/.test(route.join("."));
  const isFilled = entry.node.kind === "array" && entry.node.items.length > 0;
  return (
    instance.component === "tikv" &&
    isAllowList &&
    isFilled &&
    correction?.kind === "too-new" &&
    verifiesClients(instance) !== "no"
  );
}

function messageOf(instance: Instance, unknown: UnknownKey): string {
  const name = shown(unknown.route.join("."));
  const aside = asideOf(instance, unknown.correction);
  const who = `${releaseOf(instance)} does not know ${name}${aside === "" ? "" : `, ${aside},`}`;
  if (isGcOfTikv3(instance, unknown)) return `${who} and does not start`;
  const what = instance.component === "pd" ? "and only logs a warning" : "and ignores it";
  const consequence = unknown.concernsTls ? consequenceOf(instance, unknown) : undefined;
  if (consequence !== undefined) return `${who} ${what}: ${consequence}`;
  const isHidden = isBlindTable(instance.component, instance.version, unknown.route.slice(0, -1).join("."));
  return `${who} ${what}${isHidden ? ", and --config-check does not report it either" : ""}`;
}

/** TiKV v3.0.6 to v3.1.2 is the one that refuses an unknown key, in `[gc]`. */
function isGcOfTikv3({ component, version }: Instance, { route }: UnknownKey): boolean {
  const from = parseVersion("v3.0.6");
  const to = parseVersion("v3.1.2");
  if (component !== "tikv" || route[0] !== "gc" || route.length < 2 || from === undefined || to === undefined) return false;
  return compareVersions(version, from) >= 0 && compareVersions(version, to) <= 0;
}

function asideOf(instance: Instance, correction: Correction | undefined): string {
  const other = instance.component === "pd" ? "TiKV" : "PD";
  switch (correction?.kind) {
    case "too-new":
      return correction.before === undefined
        ? `which comes with ${releaseName(correction.since)}`
        : `which ${correction.before} had and ${releaseName(correction.since)} has again`;
    case "removed":
      return `which went after ${correction.lastIn}`;
    case "other-program":
      return `${other}'s spelling of ${lastPart(correction.to)}`;
    case "of-other-program":
      return `a key of ${other}`;
    default:
      return "";
  }
}

function releaseName(version: string): string {
  return version === "HEAD" || version === "master" ? "the unreleased main branch" : version;
}

/** What follows for the connections of this instance, when the key was meant to protect them. */
function consequenceOf(instance: Instance, unknown: UnknownKey): string | undefined {
  const meant = targetOf(unknown) ?? unknown.route.join(".");
  if (meant.toLowerCase().startsWith("security.cert-allowed-")) return "it keeps nobody out";
  if (unknown.correction !== undefined && "to" in unknown.correction && !meant.startsWith("security")) return undefined;
  return consequenceOfGap(instance) ?? "it has no effect";
}

function helpOf(instance: Instance, unknown: UnknownKey): string {
  const { correction } = unknown;
  if (correction === undefined) return "remove it";
  switch (correction.kind) {
    case "of-other-program":
      return "remove it";
    case "too-new":
      return /^v/.test(correction.since) ? `remove it, or upgrade to ${correction.since}` : "remove it until a release reads it";
    case "no-switch":
      return `remove it: TLS is on when ${materialClause(instance)} are set`;
    case "removed":
      return correction.to === undefined ? "remove it" : moveTo(instance, unknown, correction.to);
    default:
      return moveTo(instance, unknown, correction.to);
  }
}

function isTable({ entry }: UnknownKey): boolean {
  return entry.node.kind === "table";
}

function moveTo(instance: Instance, unknown: UnknownKey, to: string): string {
  const target = lastPart(to);
  if (isTable(unknown)) return `rename it to [${to}]`;
  const parent = parentOf(to);
  const here = unknown.route.slice(0, -1).join(".");
  const isHere = instance.component === "pd" ? here.toLowerCase() === parent.toLowerCase() : here === parent;
  if (isHere) return isTaken(instance, unknown, target) ? `remove it: ${target} is set beside it` : `rename it to ${target}`;
  const where = parent === "" ? "the top of the file" : `[${parent}]`;
  return unknown.entry.key === target ? `move it to ${where}` : `move it to ${where} as ${target}`;
}

function isTaken({ component }: Instance, { table }: UnknownKey, key: string): boolean {
  return entryOf(table, key, keyCaseOf[component]) !== undefined;
}

/**
 * What `helpOf` says, as changes. One that sets a TLS setting changes what the server speaks, and a guess or a successor may
 * mean something else: a person has to decide those, unless the server cannot run as it stands.
 */
function fixOf(instance: Instance, unknown: UnknownKey): Fix | undefined {
  const { entry, correction, concernsTls } = unknown;
  const help = helpOf(instance, unknown);
  if (help.startsWith("remove it")) {
    const isCertain = correction?.kind === "of-other-program" || correction?.kind === "removed" || help.includes(" beside it");
    const isSwitchOfTls = correction?.kind === "no-switch" && hasAllMaterial(instance.security);
    if (!isCertain && correction?.kind !== "no-switch") return undefined;
    return fixBy(`remove ${shown(entry.key)}`, !concernsTls || isSwitchOfTls ? "safe" : "unsafe", removeEntry(entry));
  }
  const to = targetOf(unknown);
  if (to === undefined || countMeaning(instance, unknown.table, to) > 1 || refusesValue(instance, to, entry.node))
    return undefined;
  if (help.startsWith("rename")) {
    const name = isTable(unknown) ? to : lastPart(to);
    if (isTable(unknown) && !isOneHeader(instance, unknown, to)) return undefined;
    const change = { kind: "value", at: entry.keySpan, was: entry.key, to: name } as const;
    return fixBy(`rename ${shown(entry.key)} to ${name}`, safetyOf(instance, unknown, to), change);
  }
  if (isTable(unknown) || isSet(instance, to)) return undefined;
  const table = parentOf(to) === "" ? [] : parentOf(to).split(".");
  return fixBy(
    help.replace(/^move it/, `move ${shown(entry.key)}`),
    safetyOf(instance, unknown, to),
    moveEntry(instance, entry, table, lastPart(to)),
  );
}

function safetyOf(instance: Instance, { correction, concernsTls }: UnknownKey, to: string): Safety {
  if (to.startsWith("security.cert-allowed-")) return "unsafe";
  if (concernsTls) return cannotRun(instance) && correction?.kind !== "near" ? "safe" : "unsafe";
  return correction?.kind === "other-spelling" || correction?.kind === "misspelt" ? "safe" : "unsafe";
}

/** A table at the top that stands under one header, next to none of the right name. */
function isOneHeader(instance: Instance, { route, entry }: UnknownKey, to: string): boolean {
  if (route.length > 1 || to.includes(".") || isSet(instance, to) || entry.node.kind !== "table") return false;
  return [...entry.node.entries.values()].every(({ node }) => node.kind !== "table");
}

function isSet({ config, component }: Instance, to: string): boolean {
  return lookup(config, to.split("."), keyCaseOf[component]) !== undefined;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** The table of a dotted name; `[]` in it marks a list of tables. */
function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("."))).replaceAll("[]", "");
}
