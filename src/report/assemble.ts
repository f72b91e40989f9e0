import type { Finding } from "../judge/judge.ts";
import type { Waiver } from "../judge/rule.ts";
import { isExpired } from "../judge/waivers.ts";
import { certificatesOf, type PublicKey, type SignatureAlgorithm } from "../model/certificates/certificate.ts";
import { filesToJudge, type Use } from "../model/certificates/uses.ts";
import { type Channel, type ChannelId, channelIds } from "../model/channels/channel.ts";
import type { Environment, Model } from "../model/environments/environment.ts";
import { agrees, observedText, type Proof, type Trial } from "../model/handshake/trial.ts";
import type { Instance } from "../model/instances/instance.ts";
import { maskedThroughout, maskingMemo, secretsInLines } from "../text/masked.ts";
import { compareSpans, type Span } from "../text/span.ts";
import { countBy } from "./matrix.ts";
import {
  type FailOn,
  type Report,
  type ReportCertificate,
  type ReportChannel,
  type ReportEnvironment,
  type ReportFinding,
  type ReportFixed,
  type ReportPlace,
  type ReportProof,
  type ReportTrial,
  type ReportWaiver,
  withheldEdits,
} from "./report.ts";
import { compareTexts, countFindings, isAtOrAbove, severities } from "./verdict.ts";

export interface AssembleOptions {
  /** Version of this program. */
  readonly version: string;
  /** Milliseconds since the epoch, UTC. */
  readonly now: number;
  readonly policy: { readonly name: string; readonly source: string };
  /** The config file that counts; undefined where there is none. */
  readonly configFile?: string | undefined;
  /** The folder or file that is reported on; undefined or empty for all. */
  readonly judged?: string | undefined;
  /** The model that `model` is a part of: it says who uses a certificate. */
  readonly whole?: Model | undefined;
  readonly failOn: FailOn;
  readonly waivers?: readonly Waiver[] | undefined;
  readonly proofs?: readonly Proof[] | undefined;
  readonly comparison?:
    | {
        readonly base: string;
        readonly config: "base" | "head";
        readonly only: "all" | "new";
        readonly fixed: readonly Finding[];
      }
    | undefined;
}

/** Makes the one report of a run. The order of everything in it depends on its content alone. */
export function assemble(model: Model, findings: readonly Finding[], options: AssembleOptions): Report {
  const { comparison } = options;
  const mask = maskingMemo();
  const shown = (finding: Finding) => shownFinding(finding, mask);
  const reported = findings.map(shown).sort(compareFindings);
  const isCounted = (finding: ReportFinding) =>
    finding.waiver === null && !(comparison?.only === "new" && finding.state === "unchanged");
  const fails = reported.some((finding) => isCounted(finding) && isAtOrAbove(finding.severity, options.failOn));
  return {
    schemaVersion: 1,
    tool: { name: "tikv-tls-gate", version: options.version },
    now: timestamp(options.now),
    policy: { name: options.policy.name, source: options.policy.source },
    configFile: options.configFile ?? null,
    ...(options.judged !== undefined && options.judged !== "" && { judged: options.judged }),
    conclusion: fails ? "failure" : "success",
    failOn: options.failOn,
    counts: countFindings(reported),
    assumptions: model.assumptions.map(mask),
    environments: model.environments
      .map((environment) => reportEnvironment(environment, mask))
      .sort((a, b) => compareTexts(a.name, b.name)),
    certificates: maskedThroughout(reportCertificates(model, options.whole ?? model), mask),
    findings: reported,
    ...(comparison !== undefined && {
      comparison: {
        base: comparison.base,
        config: comparison.config,
        only: comparison.only,
        counts: {
          new: reported.filter(({ state }) => state === "new").length,
          worsened: reported.filter(({ state }) => state === "worsened").length,
          unchanged: reported.filter(({ state }) => state === "unchanged").length,
          fixed: comparison.fixed.length,
        },
        fixed: comparison.fixed.map(shown).sort(compareFindings).map(reportFixed),
      },
    }),
    ...(options.waivers !== undefined && {
      waivers: options.waivers.map((waiver) => maskedThroughout(reportWaiver(waiver, options.now), mask)).sort(compareWaivers),
    }),
    ...(options.proofs !== undefined && { proofs: options.proofs.map((proof) => maskedThroughout(reportProof(proof), mask)) }),
  };
}

function reportProof({ environment, engine, trials, surveys, notes, rewrites, milliseconds }: Proof): ReportProof {
  return {
    environment,
    engine: engine.kind,
    parts: engine.parts.map(({ instance, program, isReal }) => ({ instance, program, isReal })),
    trials: trials.map(reportTrial),
    surveys: surveys.map(({ environment: _, presentsTwin, ...survey }) => ({
      ...survey,
      presentsTwin: presentsTwin === "unknown" ? null : presentsTwin,
    })),
    notes: [...notes],
    rewrites: [...rewrites],
    milliseconds: Math.round(milliseconds),
  };
}

function reportTrial({ channel, from, to, port, attempt, predicted, observed, command }: Trial): ReportTrial {
  return {
    channel,
    from,
    to,
    port,
    attempt,
    predicted: predicted.kind,
    prediction: predicted.detail,
    observed: observed.kind,
    observation: observedText(observed),
    agrees: agrees(predicted, observed) ?? null,
    command,
  };
}

function reportFixed({ rule, severity, message, path, line, environment, fingerprint }: ReportFinding): ReportFixed {
  return { rule, severity, message, path, line, environment, fingerprint };
}

function reportWaiver(waiver: Waiver, now: number): ReportWaiver {
  const { rule, path, at, reason, owner, until, matches } = waiver;
  const place = { rule, path: at.path, line: at.line, covers: path };
  const words = { reason: reason ?? null, owner: owner ?? null, until: until ?? null };
  return { ...place, ...words, findings: matches, state: stateOf(waiver, now) };
}

function stateOf(waiver: Waiver, now: number): ReportWaiver["state"] {
  if (waiver.invalid !== undefined) return "invalid";
  if (isExpired(waiver, now)) return "expired";
  return waiver.standing ?? "counts";
}

function compareWaivers(a: ReportWaiver, b: ReportWaiver): number {
  return compareTexts(a.path, b.path) || a.line - b.line || compareTexts(a.rule, b.rule) || compareTexts(a.covers, b.covers);
}

function reportEnvironment(environment: Environment, mask: Mask): ReportEnvironment {
  const byComponent = (a: Instance, b: Instance) =>
    compareTexts(a.component, b.component) || compareTexts(a.path, b.path) || compareTexts(a.name, b.name);
  let channels: readonly ReportChannel[] | undefined;
  const report: ReportEnvironment = {
    name: mask(environment.name),
    tier: environment.tier,
    tierFrom: tierFromOf(environment),
    ...((environment.clusters?.length ?? 0) > 1 && {
      clusters: (environment.clusters ?? []).map((names) => [...names].sort(compareTexts)),
    }),
    ...(environment.policy !== undefined && { policy: environment.policy }),
    instances: [...environment.instances]
      .sort(byComponent)
      .map(({ component, name, path }) => ({ component, name: mask(name), path })),
    // A large repository has hundreds of thousands of pairs, and not every reporter looks at them.
    get channels() {
      const linesOf = lineCollector();
      channels ??= sortedChannels(environment.channels).map((channel) => reportChannel(channel, linesOf, mask));
      return channels;
    },
  };
  countBy(report, () => environment.channels.map(({ id, posture, outcome }) => ({ id, posture, handshake: outcome.kind })));
  return report;
}

function tierFromOf({ tierIsAssumed, tierWord }: Environment): string {
  if (tierWord !== undefined) return `the word ${tierWord}`;
  return tierIsAssumed === true ? "assumed" : "the config file";
}

/** In the order of the ids; pairs by their names. */
function sortedChannels(channels: readonly Channel[]): readonly Channel[] {
  const byId = new Map<ChannelId, Channel[]>(channelIds.map((id) => [id, []]));
  for (const channel of channels) byId.get(channel.id)?.push(channel);
  const byNames = (a: Channel, b: Channel) => compareTexts(a.from, b.from) || compareTexts(a.to, b.to);
  return [...byId.values()].flatMap((pairs) => pairs.sort(byNames));
}

type LineCollector = (places: readonly Span[]) => ReportChannel["evidence"];

function reportChannel({ id, from, to, posture, outcome, evidence }: Channel, linesOf: LineCollector, mask: Mask): ReportChannel {
  return {
    id,
    from: mask(from),
    to: mask(to),
    posture,
    handshake: outcome.kind,
    reason: outcome.kind === "fails" ? outcome.reason : null,
    detail: mask(outcome.detail),
    evidence: linesOf(evidence),
  };
}

/** The distinct lines of some places; channels that rest on the same list of places share theirs. */
function lineCollector(): LineCollector {
  const known = new Map<readonly Span[], ReportChannel["evidence"]>();
  return (places) => {
    let lines = known.get(places);
    if (lines === undefined) {
      lines = distinctLines(places);
      known.set(places, lines);
    }
    return lines;
  };
}

function distinctLines(places: readonly Span[]): ReportChannel["evidence"] {
  const lines = new Map<string, { readonly path: string; readonly line: number }>();
  for (const { path, line } of places) lines.set(`${line} ${path}`, { path, line });
  return [...lines.values()];
}

type Mask = (text: string) => string;

/** A fix whose edits would write down a secret keeps them to itself: a masked one would destroy what it stands for. */
function shownFinding(finding: Finding, mask: Mask): ReportFinding {
  const { fix, ...rest } = reportFinding(finding);
  if (fix === null) return { ...maskedThroughout(rest, mask), fix };
  const holdsSecret = fix.edits.some(({ text }) => secretsInLines(text).length > 0);
  const shown = { ...fix, description: mask(fix.description) };
  return {
    ...maskedThroughout(rest, mask),
    fix: holdsSecret ? { ...shown, edits: [], [withheldEdits]: fix.edits } : shown,
  };
}

function reportFinding({
  rule,
  severity,
  statement,
  environment,
  fingerprint,
  isSecret,
  waiver,
  state,
  fix,
}: Finding): ReportFinding {
  const { at, message, help, component, channels, related } = statement;
  const { threats, controls } = rule.meta();
  return {
    rule: rule.id,
    severity,
    message,
    help,
    ...placeOf(at),
    environment: environment?.name ?? null,
    component: component ?? null,
    channels: channelIds.filter((id) => channels?.includes(id)),
    threats: [...threats],
    controls: [...controls],
    related: (related ?? []).map((other) => ({ ...placeOf(other.at), message: other.message })),
    fix:
      fix === undefined
        ? null
        : {
            description: fix.description,
            safety: fix.safety,
            edits: fix.edits.map((edit) => ({ ...placeOf(edit.at), text: edit.text })),
          },
    fingerprint,
    ...(isSecret === true && { secret: true as const }),
    ...(state !== undefined && { state }),
    // A waiver that is not well-formed excuses nothing, whoever attached it.
    waiver:
      waiver === undefined || waiver.invalid !== undefined
        ? null
        : { reason: waiver.reason ?? "", owner: waiver.owner ?? "", until: waiver.until ?? "" },
  };
}

function placeOf({ path, line, column, endLine, endColumn }: Span): ReportPlace {
  return { path, line, column, endLine, endColumn };
}

function compareFindings(a: ReportFinding, b: ReportFinding): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    compareTexts(a.path, b.path) ||
    a.line - b.line ||
    a.column - b.column ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn ||
    compareTexts(a.rule, b.rule) ||
    compareTexts(a.environment ?? "", b.environment ?? "") ||
    compareTexts(a.message, b.message) ||
    compareTexts(a.fingerprint, b.fingerprint)
  );
}

function reportCertificates({ files }: Model, whole: Model): readonly ReportCertificate[] {
  const own = new Set(files);
  const judged = filesToJudge(whole).filter(({ file }) => own.has(file));
  const found = judged.flatMap(({ file, uses, environment }) => {
    const names = [environment, ...uses.map((use) => use.environment)].map(({ name }) => name);
    const environments = [...new Set(names)].sort(compareTexts);
    return certificatesOf(file).map((certificate, index) => ({ certificate, roles: rolesOf(uses, index), environments }));
  });
  return found
    .sort((a, b) => compareSpans(a.certificate.span, b.certificate.span))
    .map(({ certificate, roles, environments }) => ({
      path: certificate.span.path,
      line: certificate.span.line,
      subject: certificate.subject.text,
      issuer: certificate.issuer.text,
      notBefore: timestamp(certificate.notBefore),
      notAfter: timestamp(certificate.notAfter),
      sha256: certificate.sha256,
      key: keyText(certificate.publicKey),
      signature: signatureText(certificate.signature),
      roles,
      environments,
    }));
}

/** What the certificate at a place in its file serves as. PD and TiKV dial with the certificate that they serve with. */
function rolesOf(uses: readonly Use[], index: number): readonly string[] {
  const roles = new Set<string>();
  for (const { instance, as } of uses) {
    const party = instance?.component ?? "client";
    if (as === "ca") roles.add(`trust anchor of ${party}`);
    if (as !== "certificate") continue;
    if (index > 0) roles.add(`intermediate of ${party}`);
    else if (party === "client") roles.add("client");
    else roles.add(`${party} server`).add(`${party} client`);
  }
  return [...roles].sort(compareTexts);
}

function keyText({ kind, bits, curve }: PublicKey): string {
  switch (kind) {
    case "rsa":
      return `RSA ${bits}`;
    case "rsa-pss":
      return `RSA-PSS ${bits}`;
    case "dsa":
      return `DSA ${bits}`;
    case "ec":
      return curve ?? `EC ${bits}`;
    case "ed25519":
      return "Ed25519";
    case "ed448":
      return "Ed448";
    case "unknown":
      return "unknown";
    default:
      return kind satisfies never;
  }
}

function signatureText({ kind, hash, oid }: SignatureAlgorithm): string {
  const names = { rsa: "RSA", "rsa-pss": "RSA-PSS", ecdsa: "ECDSA", dsa: "DSA", ed25519: "Ed25519", ed448: "Ed448" };
  if (kind === "unknown") return oid === "" ? "unknown" : oid;
  return hash === undefined ? names[kind] : `${names[kind]} with ${hash.replace(/^sha(?=\d)/, "SHA-").replace("md5", "MD5")}`;
}

/** RFC 3339 in UTC, to the second. Years of more than four digits, which RFC 3339 cannot write, become 9999. */
function timestamp(milliseconds: number): string {
  const latest = Date.UTC(9999, 11, 31, 23, 59, 59);
  const earliest = Date.UTC(1900, 0, 1);
  const writable = Number.isNaN(milliseconds) ? 0 : Math.min(Math.max(milliseconds, earliest), latest);
  return new Date(writable).toISOString().replace(/\.\d{3}Z$/, "Z");
}
