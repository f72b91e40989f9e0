import type { Certificate } from "./certificate.ts";
import { ipText, parseIp } from "./ip-address.ts";

/** Which program checks the name: PD is Go (`crypto/x509`), TiKV is gRPC core (`tsi_ssl_peer_matches_name`). */
export type NameCheck = "go" | "grpc";

/** The names of a certificate, or of one that will be issued. */
export interface Named {
  readonly subject: Pick<Certificate["subject"], "commonNames">;
  readonly subjectAltName?: Certificate["subjectAltName"];
}

/**
 * Does the certificate name the host that was dialled? `host` is a name or a literal address, without brackets and port.
 * Go: crypto/x509/verify.go, VerifyHostname. gRPC: src/core/tsi/ssl_transport_security.cc, tsi_ssl_peer_matches_name.
 */
export function coversHost(certificate: Named, host: string, check: NameCheck): boolean {
  let answers = covered[check].get(certificate);
  if (answers === undefined) {
    answers = new Map();
    covered[check].set(certificate, answers);
  }
  let answer = answers.get(host);
  if (answer === undefined) {
    answer = check === "go" ? goCovers(certificate, host) : grpcCovers(certificate, host);
    answers.set(host, answer);
  }
  return answer;
}

/** Everybody dials a server by the same few hosts. */
const covered: Readonly<Record<NameCheck, WeakMap<Named, Map<string, boolean>>>> = { go: new WeakMap(), grpc: new WeakMap() };

function goCovers(certificate: Named, host: string): boolean {
  const names = certificate.subjectAltName;
  const address = parseIp(host);
  if (address !== undefined) {
    const wanted = ipv4Mapped(address);
    return names?.ip.some((ip) => ip === host || sameAddress(parseIp(ip), wanted)) ?? false;
  }
  const candidate = lower(host);
  const isValidHost = isGoHostName(candidate, "input");
  return (
    names?.dns.some((pattern) =>
      isValidHost && isGoHostName(pattern, "pattern") ? goMatches(lower(pattern), candidate) : goEquals(pattern, host),
    ) ?? false
  );
}

/** Names that are no host names must be equal as they are (matchExactly). */
function goEquals(pattern: string, host: string): boolean {
  return host !== "" && host !== "." && pattern !== "" && pattern !== "." && lower(pattern) === lower(host);
}

/** `validHostname`: in the name that is dialled a trailing dot is fine; in a pattern the first label may be `*`. */
function isGoHostName(name: string, as: "input" | "pattern"): boolean {
  const host = as === "input" ? name.replace(/\.$/, "") : name;
  if (host === "" || host === "*") return false;
  return host.split(".").every((part, index) => {
    if (part === "*" && as === "pattern" && index === 0) return true;
    return /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(part);
  });
}

/** `matchHostnames`: a wildcard is a whole first label and stands for exactly one. */
function goMatches(pattern: string, name: string): boolean {
  const patterns = pattern.split(".");
  const parts = name.replace(/\.$/, "").split(".");
  if (patterns.length !== parts.length) return false;
  return patterns.every((part, index) => (index === 0 && part === "*") || part === parts[index]);
}

function ipv4Mapped(address: Uint8Array): Uint8Array {
  const mapped =
    address.length === 16 && address.subarray(0, 10).every((byte) => byte === 0) && address[10] === 255 && address[11] === 255;
  return mapped ? address.subarray(12) : address;
}

function sameAddress(a: Uint8Array | undefined, wanted: Uint8Array): boolean {
  return a !== undefined && ipText(ipv4Mapped(a)) === ipText(wanted);
}

/**
 * gRPC keeps all alternative names in one list and compares an address as text with every one of them, so that an
 * address written as a DNS name matches too. The common name counts only when there is no alternative name at all.
 */
function grpcCovers(certificate: Named, host: string): boolean {
  const names = certificate.subjectAltName ?? { dns: [], ip: [], uri: [], email: [] };
  const all = [...names.dns, ...names.uri, ...names.email, ...names.ip];
  if (parseIp(host) !== undefined) return all.includes(host);
  if (all.some((entry) => grpcMatches(host, entry))) return true;
  const commonName = certificate.subject.commonNames[0];
  return all.length === 0 && commonName !== undefined && grpcMatches(host, commonName);
}

/** `does_entry_match_name`. */
function grpcMatches(host: string, entry: string): boolean {
  if (entry === "") return false;
  const name = host.replace(/\.$/, "");
  const pattern = entry.replace(/\.$/, "");
  if (lower(name) === lower(pattern)) return true;
  if (!pattern.startsWith("*")) return false;
  // "Wildchar subdomain matching": `*.` and two labels behind it at least.
  if (pattern.length < 3 || pattern[1] !== ".") return false;
  const dot = name.indexOf(".");
  if (dot === -1 || dot >= name.length - 2) return false;
  const subdomain = name.slice(dot + 1);
  if (!subdomain.includes(".") || subdomain.indexOf(".") === subdomain.length - 1) return false;
  return lower(pattern.slice(2)) === lower(subdomain);
}

function lower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
