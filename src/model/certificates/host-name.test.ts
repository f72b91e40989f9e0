import { describe, expect, test } from "vitest";
import { issueAndRead } from "../../../test/support/read-certificate.ts";
import { coversHost } from "./host-name.ts";
import { ipText, parseIp } from "./ip-address.ts";

const certificate = (san: readonly string[], cn: string | readonly string[] = "host.svc") =>
  issueAndRead({ cn, san }).certificate;

/** What TiKV (gRPC core) and PD (Go) say; the first sixteen were measured with the real libraries. */
const cases: readonly [string, readonly string[], string, { grpc: boolean; go: boolean }][] = [
  ["a name of its own", ["DNS:a.b.svc"], "a.b.svc", { grpc: true, go: true }],
  ["in another letter case", ["DNS:A.b.SVC"], "a.B.svc", { grpc: true, go: true }],
  ["no alternative name, common name of the host: TiKV only", [], "host.svc", { grpc: true, go: false }],
  ["any alternative name switches the common name off", ["URI:spiffe://x"], "host.svc", { grpc: false, go: false }],
  ["a DNS name, dialled by address", ["DNS:host.svc"], "10.0.0.1", { grpc: false, go: false }],
  ["an address, dialled by name", ["IP:10.0.0.1"], "host.svc", { grpc: false, go: false }],
  ["an address", ["IP:10.0.0.1"], "10.0.0.1", { grpc: true, go: true }],
  ["an address written as a DNS name: TiKV only", ["DNS:10.0.0.1"], "10.0.0.1", { grpc: true, go: false }],
  ["a wildcard for one label", ["DNS:*.b.svc"], "a.b.svc", { grpc: true, go: true }],
  ["a wildcard does not stand for two labels", ["DNS:*.b.svc"], "x.a.b.svc", { grpc: false, go: false }],
  ["a wildcard does not stand for none", ["DNS:*.b.svc"], "b.svc", { grpc: false, go: false }],
  ["a wildcard above a single label: PD only", ["DNS:*.svc"], "a.svc", { grpc: false, go: true }],
  ["a short name is not matched by any wildcard", ["DNS:*.b.svc"], "a", { grpc: false, go: false }],
  ["a bare star", ["DNS:*"], "a", { grpc: false, go: false }],
  ["a wildcard inside a label", ["DNS:a*.b.svc"], "ab.b.svc", { grpc: false, go: false }],
  ["a wildcard that is dialled as it is", ["DNS:*.b.svc"], "*.b.svc", { grpc: true, go: true }],
  ["a wildcard that is not the first label", ["DNS:a.*.svc"], "a.b.svc", { grpc: false, go: false }],
  ["a trailing dot in what is dialled", ["DNS:a.b.svc"], "a.b.svc.", { grpc: true, go: true }],
  ["a trailing dot in the certificate: TiKV only", ["DNS:a.b.svc."], "a.b.svc", { grpc: true, go: false }],
  ["an underscore", ["DNS:a_b.svc"], "a_b.svc", { grpc: true, go: true }],
  ["IPv6 in canonical text", ["IP:2001:db8::1"], "2001:db8::1", { grpc: true, go: true }],
  ["IPv6 in another spelling: PD only", ["IP:2001:db8::1"], "2001:DB8:0:0::1", { grpc: false, go: true }],
  ["IPv4 as mapped IPv6: PD only", ["IP:10.0.0.1"], "::ffff:10.0.0.1", { grpc: false, go: true }],
  ["another address", ["IP:10.0.0.1"], "10.0.0.2", { grpc: false, go: false }],
  ["the end of a name is not the name", ["DNS:b.svc"], "ab.svc", { grpc: false, go: false }],
  ["an empty name", ["DNS:"], "a", { grpc: false, go: false }],
];

describe("TiKV and PD agree or differ on whether a certificate covers a host", () => {
  test.each(cases)("%s", (_, san, host, expected) => {
    const subject = certificate(san);
    expect({ grpc: coversHost(subject, host, "grpc"), go: coversHost(subject, host, "go") }).toEqual(expected);
  });

  test("only the first common name counts for TiKV", () => {
    const subject = certificate([], ["a.svc", "b.svc"]);
    expect([coversHost(subject, "a.svc", "grpc"), coversHost(subject, "b.svc", "grpc")]).toEqual([true, false]);
  });

  test("a common name never stands for an address", () => {
    expect(coversHost(certificate([], "10.0.0.1"), "10.0.0.1", "grpc")).toBe(false);
  });

  test("an empty host is covered by nothing", () => {
    for (const check of ["grpc", "go"] as const) expect(coversHost(certificate(["DNS:a", "DNS:"]), "", check)).toBe(false);
  });
});

describe("literal addresses", () => {
  test.each([
    ["10.0.0.1", "10.0.0.1"],
    ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
    ["::", "::"],
    ["1::", "1::"],
    ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"],
    ["1:0:3:4:5:6:7:8", "1:0:3:4:5:6:7:8"],
    ["::ffff:1.2.3.4", "::ffff:1.2.3.4"],
    ["64:ff9b::1.2.3.4", "64:ff9b::102:304"],
  ])("%s is %s", (text, canonical) => {
    const bytes = parseIp(text);
    expect(bytes && ipText(bytes)).toBe(canonical);
  });

  test.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "01.2.3.4",
    "256.1.1.1",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7::8:9",
    "12345::",
    "::1%eth0",
    "[::1]",
    "1.2.3.4::",
    "host",
  ])("%s is none", (text) => {
    expect(parseIp(text)).toBeUndefined();
  });
});
