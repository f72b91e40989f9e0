import fc from "fast-check";
import { channelIds } from "../../src/model/channels/channel.ts";
import { postures, refusals } from "../../src/model/handshake/outcome.ts";
import { attemptKinds } from "../../src/model/handshake/trial.ts";
import type { Report, ReportChannel, ReportFinding, ReportProof } from "../../src/report/report.ts";
import { countFindings, isAtOrAbove } from "../../src/report/verdict.ts";
import { hostileTexts } from "./hostile-report.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(...hostileTexts),
  fc.tuple(fc.constantFrom(...hostileTexts), fc.constantFrom(...hostileTexts)).map((parts) => parts.join("")),
);

const place = fc
  .record({
    path: text,
    line: fc.integer({ min: 1, max: 500 }),
    column: fc.integer({ min: 1, max: 300 }),
    lines: fc.integer({ min: 0, max: 3 }),
    columns: fc.integer({ min: 0, max: 50 }),
  })
  .map(({ path, line, column, lines, columns }) => ({
    path,
    line,
    column,
    endLine: line + lines,
    endColumn: lines > 0 ? columns + 1 : column + columns,
  }));

const finding: fc.Arbitrary<ReportFinding> = fc
  .record({
    place,
    rule: fc.oneof(
      text.map((end) => `config/${end}`),
      fc.constantFrom("config/unknown-key", "key/committed"),
    ),
    severity: fc.constantFrom("error", "warning", "note"),
    message: text,
    help: text,
    environment: fc.option(text),
    component: fc.option(fc.constantFrom("pd", "tikv")),
    channels: fc.subarray([...channelIds]),
    threats: fc.array(text, { maxLength: 3 }),
    controls: fc.array(text, { maxLength: 3 }),
    related: fc.array(
      fc.tuple(place, text).map(([at, message]) => ({ ...at, message })),
      { maxLength: 2 },
    ),
    fix: fc.option(
      fc.record({
        description: text,
        safety: fc.constantFrom("safe", "unsafe"),
        edits: fc.array(
          fc.tuple(place, text).map(([at, inserted]) => ({ ...at, text: inserted })),
          { maxLength: 2 },
        ),
      }),
    ),
    fingerprint: fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 }),
    waiver: fc.option(fc.record({ reason: text, owner: text, until: text })),
  })
  .map(({ place: at, ...rest }) => ({ ...rest, ...at }) as ReportFinding);

const channel: fc.Arbitrary<ReportChannel> = fc
  .record({
    id: fc.constantFrom(...channelIds),
    from: text,
    to: text,
    posture: fc.constantFrom(...postures, "unknown" as const),
    handshake: fc.constantFrom("succeeds", "fails", "unknown"),
    reason: fc.constantFrom(...refusals),
    detail: text,
    evidence: fc.array(fc.record({ path: text, line: fc.integer({ min: 1, max: 99 }) }), { maxLength: 2 }),
  })
  .map((made) => ({ ...made, reason: made.handshake === "fails" ? made.reason : null }) as ReportChannel);

const port = fc.constantFrom("pd-client", "pd-peer", "tikv-grpc", "tikv-status");

const proof: fc.Arbitrary<ReportProof> = fc.record({
  environment: text,
  engine: fc.constantFrom("loopback", "process", "docker", "target"),
  parts: fc.array(fc.record({ instance: text, program: text, isReal: fc.boolean() }), { maxLength: 2 }),
  trials: fc.array(
    fc.record({
      channel: fc.constantFrom(...channelIds),
      from: text,
      to: text,
      port,
      attempt: fc.constantFrom(...attemptKinds),
      predicted: fc.constantFrom("succeeds", "fails", "unknown"),
      prediction: text,
      observed: fc.constantFrom("accepted", "refused", "inconclusive"),
      observation: text,
      agrees: fc.option(fc.boolean()),
      command: text,
    }),
    { maxLength: 4 },
  ),
  surveys: fc.array(
    fc.record({
      instance: text,
      port,
      protocols: fc.subarray(["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]),
      askedProtocols: fc.constant(["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"]),
      suites: fc.array(fc.record({ protocol: fc.constant("TLSv1.2"), name: text }), { maxLength: 2 }),
      groups: fc.array(text, { maxLength: 2 }),
      resumption: fc.constantFrom("none", "tickets", "session-ids", "unknown"),
      presentsTwin: fc.option(fc.boolean()),
      command: text,
    }),
    { maxLength: 2 },
  ),
  notes: fc.array(text, { maxLength: 2 }),
  rewrites: fc.array(text, { maxLength: 2 }),
  milliseconds: fc.integer({ min: 0, max: 100_000 }),
});

const date = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
  .map((value) => value.toISOString().replace(/\.\d+Z$/, "Z"));

/** Any report that a run could make, of hostile texts, with a conclusion that follows from its findings. */
export const anyReport: fc.Arbitrary<Report> = fc
  .record({
    now: date,
    policy: fc.record({ name: text, source: text }),
    configFile: fc.option(text),
    failOn: fc.constantFrom("error", "warning", "never"),
    assumptions: fc.array(text, { maxLength: 2 }),
    environments: fc.uniqueArray(
      fc.record({
        name: text,
        tier: fc.constantFrom("production", "staging", "development"),
        instances: fc.array(fc.record({ component: fc.constantFrom("pd", "tikv"), name: text, path: text }), { maxLength: 2 }),
        channels: fc.array(channel, { maxLength: 5 }),
      }),
      { maxLength: 4, selector: ({ name }) => name },
    ),
    certificates: fc.array(
      fc.record({
        path: text,
        line: fc.integer({ min: 1, max: 99 }),
        subject: text,
        issuer: text,
        notBefore: date,
        notAfter: date,
        sha256: fc.constant("0".repeat(64)),
        key: text,
        signature: text,
        roles: fc.array(text, { maxLength: 2 }),
      }),
      { maxLength: 3 },
    ),
    findings: fc.array(finding, { maxLength: 15 }),
    proofs: fc.option(fc.array(proof, { maxLength: 2 }), { nil: undefined }),
  })
  .map(({ proofs, ...made }) => {
    const fails = made.findings.some((one) => one.waiver === null && isAtOrAbove(one.severity, made.failOn as "error"));
    return {
      ...made,
      schemaVersion: 1,
      tool: { name: "tikv-tls-gate", version: "0.1.0" },
      conclusion: fails ? "failure" : "success",
      counts: countFindings(made.findings),
      ...(proofs !== undefined && { proofs }),
    } as Report;
  });
