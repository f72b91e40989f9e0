import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderCalendar } from "../../src/report/machine/calendar.ts";
import { renderExpiryIssue } from "../../src/report/markdown/expiry-issue.ts";
import type { Report, ReportCertificate } from "../../src/report/report.ts";
import { anyReport } from "./arbitrary-report.ts";
import { hostileTexts, withTexts } from "./hostile-report.ts";
import { runnerCommands } from "./runner-commands.ts";
import { sampleReport } from "./sample-report.ts";

const certificate = (more: Partial<ReportCertificate>): ReportCertificate => ({
  path: "prod/tls/pd.pem",
  line: 1,
  subject: "CN=pd",
  issuer: "CN=ca",
  notBefore: "2026-01-01T00:00:00Z",
  notAfter: "2026-12-20T08:30:00Z",
  sha256: "a".repeat(64),
  key: "P-256",
  signature: "ECDSA with SHA-256",
  roles: ["pd server"],
  environments: ["prod"],
  ...more,
});
const reportOf = (...certificates: readonly ReportCertificate[]): Report => ({
  ...sampleReport,
  now: "2026-11-24T00:00:00Z",
  certificates,
  waivers: [],
});

/** Reads a calendar as RFC 5545 says: lines end with CRLF, a line that begins with a blank goes on from the one before. */
function contentLines(text: string): readonly string[] {
  expect(text.endsWith("\r\n")).toBe(true);
  const lines = text.slice(0, -2).split("\r\n");
  for (const line of lines) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]/);
  }
  return lines.join("\n").replaceAll("\n ", "").split("\n");
}

const textOf = (value: string) => value.replaceAll(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));

describe("the calendar (RFC 5545)", () => {
  test("has an event with two reminders for each certificate, by its SHA-256", () => {
    const lines = contentLines(renderCalendar(reportOf(certificate({}))));
    expect(lines).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//tikv-tls-gate//0.1.0//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "X-WR-CALNAME:TLS certificates of TiKV clusters",
      "BEGIN:VEVENT",
      `UID:${"a".repeat(64)}@tikv-tls-gate`,
      "DTSTAMP:20261124T000000Z",
      "DTSTART:20261220T083000Z",
      "SUMMARY:Certificate of prod expires: CN=pd",
      `DESCRIPTION:prod/tls/pd.pem:1\\nserves as: pd server\\nissuer: CN=ca\\nSHA-256: ${"a".repeat(64)}`,
      "TRANSP:TRANSPARENT",
      ...["30", "7"].flatMap((days) => [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        `TRIGGER:-P${days}D`,
        "DESCRIPTION:Certificate of prod expires: CN=pd",
        "END:VALARM",
      ]),
      "END:VEVENT",
      "END:VCALENDAR",
    ]);
  });

  test("names a certificate that lies in several places once, with all of them", () => {
    const twice = reportOf(certificate({}), certificate({ path: "dev/pd.pem", environments: ["dev"], roles: ["tikv server"] }));
    const lines = contentLines(renderCalendar(twice));
    expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(1);
    expect(lines).toContain("SUMMARY:Certificate of dev\\, prod expires: CN=pd");
    const description = textOf(lines.find((line) => line.startsWith("DESCRIPTION:")) ?? "");
    expect(description).toContain("prod/tls/pd.pem:1\ndev/pd.pem:1\nserves as: pd server, tikv server");
  });

  test("holds a component also when there is no certificate", () => {
    expect(contentLines(renderCalendar(reportOf()))).toContain("BEGIN:VTIMEZONE");
  });

  test("folds within no character, and gives every text back", () => {
    const subject = `CN=${"名前🔒é".repeat(30)};\\,`;
    const lines = contentLines(renderCalendar(reportOf(certificate({ subject }))));
    expect(textOf(lines.find((line) => line.startsWith("SUMMARY:")) ?? "")).toBe(
      `SUMMARY:Certificate of prod expires: ${subject}`,
    );
  });

  test("is well-formed whatever strangers write, and no command of theirs", () => {
    const check = (report: Report) => {
      const text = renderCalendar(report);
      const opened: string[] = [];
      for (const line of contentLines(text)) {
        const [name, value] = [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)];
        expect(name).toMatch(/^[A-Z-]+$/);
        if (name === "BEGIN") opened.push(value);
        if (name === "END") expect(opened.pop()).toBe(value);
      }
      expect(opened).toEqual([]);
      expect(runnerCommands(text)).toEqual([]);
    };
    for (const text of hostileTexts) check(withTexts(sampleReport, text));
    fc.assert(fc.property(anyReport, check), { numRuns: 100 });
  });
});

describe("the living issue", () => {
  test("is not needed when all ends later than in 60 days", () => {
    const { markdown } = renderExpiryIssue(reportOf(certificate({ notAfter: "2027-01-24T00:00:01Z" })));
    expect(markdown).toBeUndefined();
  });

  test("tells what has ended and what will, per environment, the worst first", () => {
    const { markdown = "" } = renderExpiryIssue(
      reportOf(
        certificate({ environments: ["dev"], path: "dev/a.pem", sha256: "1".repeat(64), notAfter: "2027-01-20T00:00:00Z" }),
        certificate({ path: "prod/b.pem", sha256: "2".repeat(64), notAfter: "2026-12-20T00:00:00Z" }),
        certificate({ path: "prod/c.pem", sha256: "3".repeat(64), notAfter: "2026-11-20T00:00:00Z" }),
        certificate({ path: "prod/d.pem", sha256: "4".repeat(64), notAfter: "2026-11-30T00:00:00Z" }),
        certificate({ path: "prod/later.pem", sha256: "5".repeat(64), notAfter: "2028-01-01T00:00:00Z" }),
        certificate({ path: "prod/b-again.pem", sha256: "2".repeat(64), notAfter: "2026-12-20T00:00:00Z" }),
      ),
    );
    expect(markdown.split("\n").filter((line) => line.startsWith("###") || /^\| .*pem/.test(line))).toEqual([
      "### prod",
      "| ❌ expired on 2026-11-20 | `prod/c.pem:1` | CN=pd | pd server |",
      "| ⚠️ within 7 days: 2026-11-30 | `prod/d.pem:1` | CN=pd | pd server |",
      "| ⚠️ within 30 days: 2026-12-20 | `prod/b.pem:1`<br>`prod/b-again.pem:1` | CN=pd | pd server |",
      "### dev",
      "| within 60 days: 2027-01-20 | `dev/a.pem:1` | CN=pd | pd server |",
    ]);
    expect(markdown).toContain("4 certificates");
  });

  test("says the same on the next day", () => {
    const report = reportOf(certificate({}));
    expect(renderExpiryIssue({ ...report, now: "2026-11-25T06:00:00Z" })).toEqual(renderExpiryIssue(report));
  });

  test("tells waivers that end", () => {
    const waiver = {
      rule: "cert/expires-soon",
      path: "tikv-tls-gate.yml",
      line: 3,
      covers: "dev/**",
      reason: "soon",
      owner: "@team",
      until: "2026-12-31",
      findings: 1,
      state: "counts",
    } as const;
    const { markdown } = renderExpiryIssue({ ...reportOf(), waivers: [waiver] });
    expect(markdown).toContain("| 2026-12-31 | cert/expires-soon |");
    expect(markdown).toContain("@&#8203;team");
  });

  test("stays within what GitHub takes", () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      certificate({ sha256: String(index).padStart(64, "0"), environments: [`e${index % 3}`] }),
    );
    const { markdown = "" } = renderExpiryIssue(reportOf(...many));
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toContain("not shown here");
  });
});
