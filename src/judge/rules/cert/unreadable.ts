import type { PemBlock, PemFile } from "../../../model/certificates/certificate.ts";
import { fingerprintText, shortText } from "../../../model/certificates/certificate-words.ts";
import { commonLimits, weaknessOf } from "../../../model/certificates/key-strength.ts";
import { filesToJudge, type InstanceUse, type JudgedFile } from "../../../model/certificates/uses.ts";
import { type LoadRefusal, loadIdentity, loadKey, loadTrust } from "../../../model/handshake/loading.ts";
import type { Instance } from "../../../model/instances/instance.ts";
import type { Span } from "../../../text/span.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { onlyComponent, pdDoesNotStart, tikvText, usePlaces, usersText } from "../../certificates/certificate-statement.ts";
import { refusalsOf, startFailures } from "../../channels/covers.ts";
import type { FailureKey, Rule, Statement } from "../../rule.ts";

export const unreadable: Rule = {
  id: "cert/unreadable",
  phase: "files",
  meta: () => ({
    title: "A certificate or key file cannot be read as what it is configured for",
    why: "PD does not start with a file that it cannot read, and says so. TiKV does not come up either, or silently drops the rest of a CA file; at a NUL byte (DER has one) its process aborts, also when the file changes under a running server.",
    fix: "Put PEM into the file: the leaf first and its intermediates behind it, or the CA certificates, or one unencrypted key.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "RFC 7468",
      "Go: crypto/tls, X509KeyPair; etcd: client/pkg/tlsutil, NewCertPool",
      "gRPC core 1.44: src/core/tsi/ssl_transport_security.cc; grpcio 0.10.4: src/security/credentials.rs (a NUL byte panics)",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig,
          "prod/pd.pem": "«-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIJ\n-----END CERTIFICATE-----»\n",
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    for (const judged of filesToJudge(model)) {
      const told = new Set<Span>();
      for (const fault of faultsOf(judged)) {
        told.add(fault.at);
        yield faultStatement(judged, fault, now);
      }
      for (const block of judged.file.blocks) {
        if (block.kind === "broken" && !told.has(block.span)) yield brokenStatement(judged, block);
      }
    }
  },
};

/** One reason why users of a file cannot use it, and all whom it hits alike. */
interface Fault {
  readonly at: Span;
  readonly because: string;
  readonly as: InstanceUse["as"];
  readonly hit: InstanceUse[];
  readonly consequences: Set<string>;
}

function faultsOf({ file, uses }: JudgedFile): readonly Fault[] {
  const faults = new Map<string, Fault>();
  const loaded = new Map<string, Refusal | undefined>();
  for (const use of uses) {
    if (use.instance === undefined) continue;
    const { component, version } = use.instance;
    const way = `${use.as} ${component} ${version.text}`;
    if (!loaded.has(way)) loaded.set(way, refusalOf(file, use.as, use.instance));
    const refusal = loaded.get(way);
    if (refusal === undefined || isToldElsewhere(file, refusal, use)) continue;
    const key = `${use.as} ${refusal.because}`;
    const fault = faults.get(key) ?? { ...refusal, as: use.as, hit: [], consequences: new Set<string>() };
    fault.hit.push(use as InstanceUse);
    fault.consequences.add(consequenceOf(refusal, use.instance));
    faults.set(key, fault);
  }
  return [...faults.values()];
}

/** `trusts-nobody`: PD reads such a CA file as an empty pool, and refuses itself when it dials itself. */
type Refusal = Omit<LoadRefusal, "effect"> & { readonly effect: LoadRefusal["effect"] | "trusts-nobody" };

function refusalOf(file: PemFile, as: InstanceUse["as"], { component, version }: Instance): Refusal | undefined {
  const result = loadAs(file, as, component, version);
  if (result.kind === "refused") return result;
  if (!("anchors" in result) || result.anchors.length > 0 || component !== "pd") return undefined;
  return { kind: "refused", because: whyEmpty(file), effect: "trusts-nobody", at: file.blocks[0]?.span ?? file.at };
}

function whyEmpty(file: PemFile): string {
  if (file.format !== "pem") return "it is no PEM file, and Go reads PEM only";
  if (file.startsWithByteOrderMark) return "it begins with a byte-order mark, behind which Go finds no PEM block";
  return "it holds no certificate that Go can see";
}

function loadAs(file: PemFile, as: InstanceUse["as"], component: Instance["component"], version: Instance["version"]) {
  switch (as) {
    case "certificate":
      return loadIdentity(component, version, file);
    case "ca":
      return loadTrust(component, version, file, "serverAuth");
    case "key":
      return loadKey(component, version, file);
    default:
      return as satisfies never;
  }
}

/**
 * A certificate that parses and is refused for its key, its hash or its serial number has a rule of its own, and so has an
 * encrypted key. A key block in a CA file is trust/ca-bundle's, certificate and key exchanged config/path-same-file's.
 */
function isToldElsewhere(file: PemFile, { at }: Refusal, { as, instance }: JudgedFile["uses"][number]): boolean {
  const block = file.blocks.find(({ span }) => span === at);
  switch (block?.kind) {
    case "certificate": {
      const { certificate, label } = block;
      if (as === "key") return isExchanged(instance);
      if (label !== "CERTIFICATE") return false;
      const isWeak = weaknessOf(certificate.publicKey, commonLimits) !== undefined || certificate.serial < 0n;
      return isWeak || certificate.goRefuses === undefined || instance?.component !== "pd";
    }
    case "private-key":
      if (as === "certificate") return isExchanged(instance);
      if (as === "ca") return file.blocks.some(({ kind }) => kind === "certificate");
      return block.key.encrypted || (block.key.publicKey && weaknessOf(block.key.publicKey, commonLimits)) !== undefined;
    default:
      return as === "key" && isExchanged(instance);
  }
}

/** cert-path leads to a key and key-path to a certificate. */
function isExchanged(instance: Instance | undefined): boolean {
  if (instance === undefined) return false;
  const { certificate, key } = instance.security;
  const holds = (file: PemFile, kind: PemBlock["kind"]) => file.blocks.some((block) => block.kind === kind);
  return (
    certificate.kind === "seen" &&
    key.kind === "seen" &&
    !holds(certificate.file, "certificate") &&
    holds(certificate.file, "private-key") &&
    !holds(key.file, "private-key") &&
    holds(key.file, "certificate")
  );
}

function consequenceOf({ effect }: Refusal, instance: Instance): string {
  if (instance.component === "pd") {
    if (effect === "trusts-nobody") return pdDoesNotStart(instance);
    return effect === "refuses-everybody" ? "every peer refuses PD" : pdFate(instance);
  }
  switch (effect) {
    case "aborts":
      return `${tikvText(instance)} aborts, also while it runs`;
    case "refuses-everybody":
      return `${tikvText(instance)} starts, and no handshake with it succeeds`;
    case "does-not-start":
    case "trusts-nobody":
      return `${tikvText(instance)} does not come up`;
    default:
      return effect satisfies never;
  }
}

/** Certificate and key are loaded whatever the scheme of the URLs (pd: measured on v6.5 to v26.3). */
function pdFate(instance: Extract<Instance, { component: "pd" }>): string {
  return instance.security.certificate.kind === "absent" ? pdDoesNotStart(instance) : "PD does not start";
}

const fileNames = { ca: "CA file", certificate: "certificate file", key: "key file" } as const;

function faultStatement(judged: JudgedFile, { at, because, as, hit, consequences }: Fault, now: number): Statement {
  return {
    at,
    subject: `${as} file: ${because}`,
    environment: judged.environment.name,
    component: onlyComponent(hit),
    message: `the ${fileNames[as]} of ${usersText(hit)} cannot be used (${shortText(because)}): ${[...consequences].join(", ")}`,
    help: helpFor(as),
    covers: hit.flatMap((use) => unusable(use, now)),
    related: usePlaces(hit),
  };
}

/** Who does not come up with the file, or comes up and is refused for what it holds. */
function unusable({ instance, environment, as }: InstanceUse, now: number): readonly FailureKey[] {
  const where = { environment, now };
  const started = startFailures(instance, where, ["unreadable-material"]);
  return as === "certificate" ? [...started, ...refusalsOf(instance, where, ["chain-invalid"])] : started;
}

function helpFor(as: InstanceUse["as"]): string {
  switch (as) {
    case "certificate":
      return "put the certificate into this file as PEM, and its intermediates behind it";
    case "ca":
      return "put the certificates of the CAs into this file as PEM, and nothing else";
    case "key":
      return "put the private key into this file as PEM, without a passphrase";
    default:
      return as satisfies never;
  }
}

/** A broken block that no user stumbles over, or none that is known. */
function brokenStatement(judged: JudgedFile, block: Extract<PemBlock, { kind: "broken" }>): Statement {
  return {
    at: block.span,
    subject: `broken ${block.label} in ${judged.file.path}`,
    environment: judged.environment.name,
    component: onlyComponent(judged.uses),
    message: `${block.label === "" ? "this file" : `this ${shortText(block.label)} block`} cannot be read (${shortText(block.because)})${whatIsLost(judged, block)}`,
    help: "replace it by the whole block, or remove it",
    related: usePlaces(judged.uses),
  };
}

/** OpenSSL stops at the first such block; those behind it are lost already. */
function whatIsLost({ file, uses }: JudgedFile, block: PemBlock): string {
  if (block !== file.blocks.find(({ kind }) => kind === "broken")) return "";
  const behind = file.blocks.slice(file.blocks.indexOf(block) + 1).filter(({ kind }) => kind === "certificate");
  const isTiKvs = uses.some(({ as, instance }) => as !== "key" && instance?.component === "tikv");
  if (!isTiKvs) return "";
  const [first] = behind;
  if (first?.kind !== "certificate") return ": TiKV silently drops it";
  const lost = shortText(first.certificate.subject.text) || fingerprintText(first.certificate.sha256);
  return `: TiKV silently drops it and all behind it (${lost}${behind.length > 1 ? ` and ${behind.length - 1} more` : ""})`;
}
