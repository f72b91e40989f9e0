import type { Program } from "./key-catalogue.ts";

/** The settings that decide about TLS, by dotted name. */
const tlsSettings: Readonly<Record<Program, ReadonlySet<string>>> = {
  tikv: new Set([
    "security",
    "security.ca-path",
    "security.cert-path",
    "security.key-path",
    "security.cert-allowed-cn",
    "security.cert-allowed-san",
  ]),
  pd: new Set([
    "security",
    "security.cacert-path",
    "security.cert-path",
    "security.key-path",
    "security.cert-allowed-cn",
    // The scheme of each URL decides whether its port speaks TLS.
    "client-urls",
    "peer-urls",
    "advertise-client-urls",
    "advertise-peer-urls",
    "initial-cluster",
    "join",
    "dashboard.tidb-cacert-path",
    "dashboard.tidb-cert-path",
    "dashboard.tidb-key-path",
  ]),
};

/** Is this one of the settings that decide about TLS? `name` as the program's reference writes it. */
export function isTlsSetting(program: Program, name: string): boolean {
  return tlsSettings[program].has(name);
}

/** Words that say nothing about which piece is meant: `server-cert-path`, `ssl-cert`, `client-cert-file` are all a certificate. */
const fillers = new Set([
  "server",
  "client",
  "peer",
  "cluster",
  "ssl",
  "tls",
  "path",
  "file",
  "pem",
  "trusted",
  "x509",
  "mtls",
  "public",
]);
const tlsWords = new Set(["tls", "ssl", "mtls", "https"]);
const caWords = new Set([
  "ca",
  "cacert",
  "cacerts",
  "ca-cert",
  "ca-certs",
  "ca-crt",
  "ca-certificate",
  "ca-bundle",
  "root-ca",
  "root-cert",
]);
const certificateWords = new Set(["cert", "certs", "crt", "certificate"]);
const keyWords = new Set(["key", "private-key", "privatekey", "pkey", "cert-key"]);
/** `verify-cn`, `cert-verify-cn`, `allowed-cns`, `cert-allowed-names`: who may connect, by name. */
const allowWords = /^(?:cert-)?(?:(?:allow(?:ed)?|verify|verified|check|expected)-)(?:cns?|common-names?|names)$/;
const switchWords = new Set(["enabled", "enable", "enforce", "require", "required", "mode", "on"]);
const verifyWords = new Set([
  "verify",
  "client-auth",
  "cert-auth",
  "verify-client",
  "verify-peer",
  "verify-mode",
  "require-client-cert",
  "client-cert-auth",
  "insecure-skip-verify",
  "skip-verify",
]);

/**
 * What was meant by a key in the words of guides and of other programs: the dotted name of a setting, `switch` for one
 * that neither program has (both take TLS from the paths alone), or undefined.
 */
export function meantMaterial(program: Program, route: readonly string[]): string | "switch" | undefined {
  const last = words(route.at(-1) ?? "");
  const inSecurity = route.length === 2 && words(route[0] ?? "").join("-") === "security";
  const outside = route.slice(0, -1).flatMap(words);
  const isAboutTls = inSecurity || last.some((word) => tlsWords.has(word)) || outside.some((word) => tlsWords.has(word));
  const whole = last.join("-");
  const rest = last.filter((word) => !fillers.has(word)).join("-");
  const names = { ca: program === "pd" ? "cacert-path" : "ca-path", certificate: "cert-path", key: "key-path" };
  if (caWords.has(rest) || caWords.has(whole)) return isAboutTls || route.length === 1 ? `security.${names.ca}` : undefined;
  const hasPlace = isAboutTls || (route.length === 1 && last.length > 1);
  if (!hasPlace) return undefined;
  if (certificateWords.has(rest)) return `security.${names.certificate}`;
  if (keyWords.has(rest)) return `security.${names.key}`;
  if (allowWords.test(rest) || allowWords.test(whole)) return "security.cert-allowed-cn";
  if (verifyWords.has(rest) || verifyWords.has(whole)) return "switch";
  if (isTlsTable(route) && rest === "") return "security";
  const saysTls = last.some((word) => tlsWords.has(word));
  return (rest === "" && saysTls) || switchWords.has(rest) ? "switch" : undefined;
}

/** `[tls]`, `[ssl]`, `[security.tls]`: a table that says TLS and nothing else. */
function isTlsTable(route: readonly string[]): boolean {
  const last = words(route.at(-1) ?? "");
  return last.length === 1 && tlsWords.has(last[0] ?? "");
}

function words(text: string): string[] {
  return text
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[-_.]/)
    .filter((word) => word !== "");
}

/** Names of cipher and protocol settings that neither program has, by what they would choose. */
const cipherName =
  /^(?:(?:ssl|tls|tls1?3|grpc|https?|client|server|cluster|peer)-)*(?:cipher(?:s|-suites?|-list|s-list)?|(?:min|max|minimum|maximum)-(?:tls|ssl)?-?(?:protocol-)?(?:version|protocol)|(?:tls|ssl)-(?:min|max|minimum|maximum)-(?:protocol-)?version|min-(?:tls|ssl)|(?:tls|ssl)-(?:protocol-)?versions?|(?:tls|ssl)-protocols?|(?:tls|ssl)-(?:min|max)|protocols?|ecdh-curves?|curves?|curve-preferences)$/;

/** Is this a name for a cipher suite or TLS version setting? `name` is one key, not a route. */
export function isCipherName(name: string): boolean {
  const whole = words(name).join("-");
  return whole.length <= 64 && cipherName.test(whole);
}
