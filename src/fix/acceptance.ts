import type { Report, ReportChannel, ReportFinding } from "../report/report.ts";

/** Weakest first. */
const strength = ["plaintext", "tls", "mtls", "mtls-identity"];
const gravity = ["note", "warning", "error"];

/**
 * Why the files are not better after some fixes than before, as a clause; undefined where they are: what was fixed is
 * gone, no channel is weaker, no handshake broken, no instance lost, and nothing is there that was not (but see
 * `uncovers`).
 */
export function objectionTo(fixed: readonly ReportFinding[], before: Report, after: Report): string | undefined {
  return remaining(fixed, before, after) ?? lostInstance(before, after) ?? worseChannel(before, after) ?? worse(before, after);
}

function remaining(fixed: readonly ReportFinding[], before: Report, after: Report): string | undefined {
  const count = (report: Report) => {
    const counts = new Map<string, number>();
    for (const finding of report.findings) counts.set(sentence(finding), (counts.get(sentence(finding)) ?? 0) + 1);
    return counts;
  };
  const [was, is] = [count(before), count(after)];
  const left = fixed.some((finding) => (is.get(sentence(finding)) ?? 0) >= (was.get(sentence(finding)) ?? 0));
  return left ? "the finding would stay" : undefined;
}

function sentence({ rule, environment, path, message }: ReportFinding): string {
  return [rule, environment ?? "", path, message].join("\n");
}

function lostInstance(before: Report, after: Report): string | undefined {
  const left = new Set(instancesOf(after).map(({ key }) => key));
  const lost = instancesOf(before).find(({ key }) => !left.has(key));
  return lost && `${lost.path} would not be read as the same configuration`;
}

function instancesOf({ environments }: Report) {
  return environments.flatMap(({ name, instances }) =>
    instances.map(({ component, path }) => ({ path, key: [name, component, path].join("\n") })),
  );
}

function worseChannel(before: Report, after: Report): string | undefined {
  const old = new Map(channelsOf(before));
  for (const [key, channel] of channelsOf(after)) {
    const was = old.get(key);
    if (was === undefined) continue;
    const name = `${channel.id} from ${channel.from} to ${channel.to}`;
    const isWeaker = strength.indexOf(was.posture) > strength.indexOf(channel.posture);
    if (isWeaker) return `${name} would be ${channel.posture} instead of ${was.posture}`;
    if (was.handshake === "succeeds" && channel.handshake === "fails") return `${name} would be refused`;
  }
  return undefined;
}

function channelsOf({ environments }: Report): readonly (readonly [string, ReportChannel])[] {
  return environments.flatMap(({ name, channels }) =>
    channels.map((channel) => [[name, channel.id, channel.from, channel.to].join("\n"), channel] as const),
  );
}

function worse(before: Report, after: Report): string | undefined {
  const brought = broughtBy(before, after);
  const [first] = brought;
  if (first === undefined || uncovers(brought, before, after)) return undefined;
  return `it would bring ${first.rule} in ${first.path}:${first.line}: ${first.message}`;
}

/** The findings from `warning` on that the state before does not have, or not as badly. */
export function broughtBy(before: Report, after: Report): readonly ReportFinding[] {
  const old = new Map(before.findings.map((finding) => [finding.fingerprint, gravity.indexOf(finding.severity)]));
  return after.findings.filter(
    ({ fingerprint, severity, waiver }) =>
      waiver === null && severity !== "note" && gravity.indexOf(severity) > (old.get(fingerprint) ?? -1),
  );
}

/**
 * A server whose TLS settings were misspelt was not asked for its allowed names. Corrected, it is: what comes to light so
 * must stop nothing, and be less than what is gone.
 */
function uncovers(brought: readonly ReportFinding[], before: Report, after: Report): boolean {
  if (brought.some(({ threats }) => threats.includes("outage"))) return false;
  const { counts: was } = before;
  const { counts: is } = after;
  return is.error < was.error || (is.error === was.error && is.warning < was.warning);
}
