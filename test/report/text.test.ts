import { describe, expect, test } from "vitest";
import { renderChannels } from "../../src/report/channels.ts";
import { cellText, matrixOf } from "../../src/report/matrix.ts";
import type { Report, ReportChannel } from "../../src/report/report.ts";
import { renderText } from "../../src/report/terminal/text.ts";
import { sampleLineOf, sampleProofs, sampleReport } from "./sample-report.ts";

describe("the text for a terminal", () => {
  test("the sample, whole", () => {
    expect(renderText(sampleReport, { lineOf: sampleLineOf, elapsedMs: 1234.5, width: 100 })).toBe(
      [
        "prod (production): 2 errors, 1 warning",
        "",
        "error key/committed  deploy/prod/tls/tikv.key:1:1",
        "  1 | -----BEGIN PRIVATE KEY-----",
        "    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "  an unencrypted private key that unlocks the certificate of tikv-0",
        "  help: take it out of the repository and reissue the certificate",
        "",
        "error config/unknown-key  deploy/prod/tikv.toml:3:1",
        '  3 | server-cert-path = "/tls/tikv.pem"',
        "    | ^^^^^^^^^^^^^^^^",
        "  TiKV v8.5 does not know security.server-cert-path and ignores it: this server listens in plaintext",
        "  help: rename it to cert-path",
        "  fix (safe): rename the key to cert-path",
        "",
        "warning cert/expires-soon  deploy/prod/tls/tikv.pem:1:1",
        "  tikv-0's certificate expires on 2026-12-20, in 26 days; policy strict asks for 45",
        "  help: replace the key file first, the certificate file last",
        "  deploy/prod/tikv.toml:2:11",
        '  2 | ca-path = "/tls/ca.pem"',
        "    |           ^^^^^^^^^^^^^",
        "  the CA that issued it",
        "",
        "Channels",
        "",
        "  channel      prod                            dev",
        "  client-pd    ◆ mTLS + names                  ● mTLS",
        "  tikv-pd      ◆ mTLS + names, 1 of 2 refused  –",
        "  client-tikv  ✗ plaintext                     –",
        "  status-tikv  ? unknown                       –",
        "",
        "  ✗ plaintext      anyone on the path reads and changes the traffic",
        "  ? unknown        the files do not say",
        "  ● mTLS           encrypted, both sides hold a certificate of a trusted CA",
        "  ◆ mTLS + names   as mTLS, and only listed names are accepted",
        "  refused          the handshake of a pair fails",
        "",
        "Certificates that expire within 90 days",
        "",
        "  2026-12-20, in 26 days  deploy/prod/tls/tikv.pem:1  CN=tikv (tikv client, tikv server)",
        "",
        "Assumed",
        "",
        "  - No file names a version: judged as v8.5.7, the newest release that is known",
        "",
        "✗ failed: 2 errors, 1 warning, 1 waived (policy strict, config file .github/tikv-tls-gate.yml; 2 environments, 3 instances, 1 certificate; 1.2 s; --verbose shows what is waived)",
        "",
      ].join("\n"),
    );
  });

  test("quiet: findings and verdict only", () => {
    const text = renderText(sampleReport, { quiet: true });
    expect(text).toContain("config/unknown-key");
    expect(text).toContain("✗ failed: ");
    for (const section of ["Channels", "Certificates", "Assumed"]) expect(text).not.toContain(section);
  });

  test("verbose: what is waived, with reason, owner and date, and the bearings of each finding", () => {
    const text = renderText(sampleReport, { verbose: true });
    expect(text).toContain("waived warning cert/expires-soon  deploy/dev/tls/pd.pem:1:1");
    expect(text).toContain("  waived until 2026-12-31 by @storage-team: replaced by the new issuer in December");
    expect(text).toContain(
      "  channels: client-tikv, tikv-tikv\n  threats: eavesdropping\n  controls: PCI-DSS-4.0.1:4.2.1, CWE-319\n",
    );
  });

  test("not verbose: no word of a waived finding but its number", () => {
    expect(renderText(sampleReport, {})).not.toContain("deploy/dev/tls/pd.pem");
  });

  test("colours only when they are asked for, and then nothing else differs", () => {
    const colored = renderText(sampleReport, { color: true, lineOf: sampleLineOf });
    const plain = renderText(sampleReport, { lineOf: sampleLineOf });
    expect(colored).toContain("\u001B[31merror\u001B[0m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours themselves
    expect(colored.replaceAll(/\u001B\[\d+m/g, "")).toBe(plain);
    expect(plain).not.toContain("\u001B");
  });

  test("a success says so, also when there is nothing at all", () => {
    const nothing: Report = {
      ...sampleReport,
      conclusion: "success",
      counts: { error: 0, warning: 0, note: 0, waived: 0 },
      findings: [],
      environments: [],
      certificates: [],
      assumptions: [],
    };
    expect(renderText(nothing, {})).toBe(
      "✓ passed: no findings (policy strict, config file .github/tikv-tls-gate.yml; 0 environments, 0 instances, 0 certificates)\n",
    );
  });

  test("a message breaks between words at the width that is given", () => {
    for (const line of renderText(sampleReport, { width: 60, quiet: true }).split("\n").slice(0, -2)) {
      expect(line.length).toBeLessThanOrEqual(60);
    }
  });

  test("a table too wide for the terminal goes on below itself", () => {
    const environments = Array.from(
      { length: 9 },
      (_, index) => ({ ...sampleReport.environments[1], name: `prod-${index}` }) as never,
    );
    const text = renderText({ ...sampleReport, environments, findings: [] }, { width: 100 });
    expect(text.match(/^ {2}channel /gm)?.length).toBeGreaterThan(1);
    for (let index = 0; index < 9; index += 1) expect(text).toContain(`prod-${index}`);
    for (const line of text.split("\n").filter((row) => row.startsWith("  "))) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe("the matrix", () => {
  const cell = (...pairs: readonly Partial<ReportChannel>[]) => {
    const channels = pairs.map(
      (pair) => ({ ...sampleReport.environments[1]?.channels[0], id: "tikv-pd", ...pair }) as ReportChannel,
    );
    return matrixOf({ ...sampleReport, environments: [{ ...sampleReport.environments[1], channels } as never] }).rows[0]
      ?.cells[0];
  };

  test.each<readonly [readonly ReportChannel["posture"][], ReportChannel["posture"]]>([
    [["mtls", "mtls-identity", "mtls"], "mtls"],
    [["mtls", "tls"], "tls"],
    [["mtls", "plaintext", "unknown"], "plaintext"],
    [["mtls", "unknown"], "unknown"],
    [["unknown", "tls"], "unknown"],
    [["unknown", "plaintext"], "plaintext"],
  ])("%j show as %s: the unknown hides behind nothing that is stronger than plaintext", (given, shown) => {
    expect(cell(...given.map((posture) => ({ posture })))?.posture).toBe(shown);
  });

  test("a cell says whether a pair is refused, or may be", () => {
    expect(cellText(cell({ posture: "mtls", handshake: "fails" }))).toBe("● mTLS, refused");
    expect(cellText(cell({ posture: "mtls", handshake: "fails" }, { posture: "mtls", handshake: "unknown" }))).toBe(
      "● mTLS, 1 of 2 refused",
    );
    expect(cellText(cell({ posture: "mtls", handshake: "unknown" }, { posture: "mtls" }))).toBe("● mTLS ~");
    expect(cellText(cell({ posture: "unknown", handshake: "unknown" }))).toBe("? unknown");
  });

  test("refused pairs are counted", () => {
    expect(cell({ handshake: "fails" }, { handshake: "succeeds" }, { handshake: "unknown" })).toMatchObject({
      pairs: 3,
      failed: 1,
      undecided: 1,
    });
  });
});

describe("the channels", () => {
  test("pairs that are refused, plaintext or unknown come with reason and place; verbose names all", () => {
    const text = renderChannels(sampleReport, {});
    expect(text).toContain(
      [
        "  tikv-pd  tikv-0 -> pd-0  ◆ mTLS + names",
        "    the handshake fails (client-not-allowed): pd-0 does not list the common name tikv",
        "    deploy/prod/tikv.toml:1",
      ].join("\n"),
    );
    expect(text).not.toContain("tikv-1 -> pd-0");
    expect(renderChannels(sampleReport, { verbose: true })).toContain("tikv-1 -> pd-0");
  });

  test("a repository without instances has none", () => {
    expect(renderChannels({ ...sampleReport, environments: [] }, {})).toBe(
      "no channels: no PD or TiKV configuration was found\n",
    );
  });

  test("the handshake test: predicted beside observed, and how to see by hand what differs", () => {
    const text = renderText({ ...sampleReport, proofs: sampleProofs }, { lineOf: sampleLineOf });
    expect(text).toContain(
      [
        "Handshake test",
        "",
        "  prod: process engine (pd-server v8.5.3 for pd-0; a model of TiKV in this program for tikv-0)",
        "  2 attempts: 1 as predicted, 1 not as predicted; 4.2 s",
        "",
        "    channel    attempt         predicted  observed",
        "  ✓ client-pd  right client    served     served    ×1",
        "  ✗ client-pd  no certificate  refused    served    ×1",
        "      served over TLSv1.3 (HTTP 200)",
        "      curl --http1.1 --cacert /tls/ca.pem https://pd-0:2379/pd/api/v1/version",
        "",
        "  - pd-0 (pd-client): TLS 1.2, TLS 1.3; TLS_AES_128_GCM_SHA256; groups X25519, P-256; resumption by",
        "    tickets",
        "  - The certificate of tikv-0 is not in the repository: a stand-in serves.",
        "  - 1 setting rewritten to run here (paths, addresses, data folders); --verbose names them",
      ].join("\n"),
    );
  });
});
