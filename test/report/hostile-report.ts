import type { Report } from "../../src/report/report.ts";
import { sampleProofs, sampleReport } from "./sample-report.ts";

/** What a stranger may put into names and values, to be obeyed somewhere. */
export const hostileTexts = [
  "a\nb\r\nc\rd",
  "::error::pwned",
  "\n::add-mask::pwned",
  "x ##[error]pwned",
  "##[add-path]/tmp",
  "%0A::error::pwned",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "<!-- hidden -->",
  "</details></td></table>",
  "@org/team",
  "#1 GH-1 org/repo#1",
  "a | b || c \\| d \\",
  "`code` ``` ~~~",
  "[text](https://evil.example) ![image](x)",
  "https://evil.example www.evil.example",
  "*bold* _under_ ~strike~ $math$",
  "\u001B[31mred\u001B[0m \u001B]8;;https://evil.example\u0007link",
  "\u009B31m C1",
  "\u202Eevil\u202C \u2066x\u2069 \u200Fy",
  "\u0000NUL\u0008\u007F",
  "lone \uD800 high, low \uDC00",
  "]]> &amp; &#60; <![CDATA[",
  "\u2028line\u2029paragraph\u0085next",
  "{0} {1} {{y}} %s %d",
  "]:,;=",
  ":smile: :+1:",
  "\uFEFF\uFFFE\uFFFF\u{1FFFE}",
  "# heading",
  "- [ ] task",
  "===",
] as const;

const hostileText: string = hostileTexts.join(" ");

/** A report in which every text that can come from a repository is replaced by `text`. */
export function withTexts(report: Report, text: string): Report {
  return {
    ...report,
    policy: { name: text, source: text },
    configFile: text,
    judged: text,
    assumptions: report.assumptions.map(() => text),
    environments: report.environments.map((environment) => ({
      ...environment,
      name: `${environment.name}${text}`,
      instances: environment.instances.map((instance) => ({ ...instance, name: text, path: text })),
      channels: environment.channels.map((channel) => ({
        ...channel,
        from: text,
        to: text,
        detail: text,
        evidence: channel.evidence.map(({ line }) => ({ path: text, line })),
      })),
    })),
    certificates: report.certificates.map((certificate) => ({
      ...certificate,
      path: text,
      subject: text,
      issuer: text,
      key: text,
      signature: text,
      roles: [text],
    })),
    findings: report.findings.map((finding) => ({
      ...finding,
      rule: text,
      message: text,
      help: text,
      path: text,
      environment: finding.environment === null ? null : `${finding.environment}${text}`,
      threats: [text],
      controls: [text],
      related: finding.related.map((place) => ({ ...place, path: text, message: text })),
      fix: finding.fix && {
        ...finding.fix,
        description: text,
        edits: finding.fix.edits.map((edit) => ({ ...edit, path: text, text })),
      },
      waiver: finding.waiver && { reason: text, owner: text, until: text },
    })),
    proofs: (report.proofs ?? []).map((proof) => ({
      ...proof,
      environment: text,
      parts: [{ instance: text, program: text, isReal: true }],
      trials: proof.trials.map((trial) => ({
        ...trial,
        from: text,
        to: text,
        prediction: text,
        observation: text,
        command: text,
      })),
      surveys: proof.surveys.map((survey) => ({ ...survey, instance: text, groups: [text], command: text })),
      notes: [text],
      rewrites: [text],
    })),
  };
}

export const hostileReport: Report = withTexts({ ...sampleReport, proofs: sampleProofs }, hostileText);
