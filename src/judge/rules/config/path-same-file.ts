import { certificatesOf, keysOf } from "../../../model/certificates/certificate.ts";
import { componentName, type Instance, type Material, materialKeys } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { fileName, type ServerPath } from "../../../text/span.ts";
import { fixBy, setValue } from "../../changes.ts";
import { startFailures } from "../../channels/covers.ts";
import type { Rule, Statement } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

type Finding = Pick<Statement, "at" | "message" | "help" | "related" | "fix">;

export const pathSameFile: Rule = {
  id: "config/path-same-file",
  phase: "files",
  meta: () => ({
    title: "CA, certificate and key settings name the same file, or are swapped",
    why: "A copied line or a swapped pair keeps the server from coming up: PD exits, and TiKV never reaches PD and retries without end. A private key in the file that serves as CA is moreover handed to everybody who gets the CA.",
    fix: "Let each setting name its own file. TiUP writes the certificate to NAME.crt and the private key to NAME.pem.",
    threats: ["outage", "impersonation"],
    controls: ["CWE-522"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    fixes: ["safe"],
    sources: [
      "measured on PD v7.5 to v26.3: a private key in cacert-path (malformed tbs certificate), swapped files (PEM inputs may have been switched)",
      "measured on TiKV's gRPC core: Could not load any root certificate, Invalid private key",
      "tiup: pkg/cluster/task/tls.go",
    ],
    versions: "all; certificate and key in one file, and a self-signed certificate that is its own CA, are legal and no finding",
    example: {
      bad: {
        tikv: `[security]\nca-path = "/tls/ca.crt"\ncert-path = «"/tls/tikv.pem"»\nkey-path = "/tls/tikv.crt"\n`,
      },
      good: {
        tikv: `[security]\nca-path = "/tls/ca.crt"\ncert-path = "/tls/tikv.crt"\nkey-path = "/tls/tikv.pem"\n`,
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        const finding = sameAsCa(instance) ?? sameAsCertificate(instance) ?? swapped(instance);
        if (finding === undefined) continue;
        const covers = startFailures(instance, { environment, now }, ["unreadable-material"]);
        yield { subject: "security", environment: instance.environment, component: instance.component, covers, ...finding };
      }
    }
  },
};

/** CA and key in one file: never in PD; in TiKV only where the file really holds both. */
function sameAsCa(instance: Instance): Finding | undefined {
  const { ca, key } = instance.security;
  const caPath = pathOf(ca);
  const keyPath = pathOf(key);
  if (caPath === undefined || keyPath === undefined || !isSamePath(caPath.value, keyPath.value)) return undefined;
  const keys = materialKeys[instance.component];
  const what = `${keys.ca} and ${keys.key} name the same file`;
  const about = {
    at: keyPath.span,
    help: `let ${keys.ca} name the CA's certificate and ${keys.key} the private key of this server`,
  };
  if (instance.component === "pd") {
    return { ...about, message: `${what}: PD does not start, a private key in its CA file is a malformed certificate to it` };
  }
  const content = contentOf(ca);
  switch (content) {
    case "both":
      return undefined;
    case "key":
      return { ...about, message: `${what}, which holds no certificate: ${neverComesUp(instance)}` };
    case "certificate":
      return { ...about, message: `${what}, which holds no private key: ${neverComesUp(instance)}` };
    case undefined:
      return {
        ...about,
        message: `${what}: TiKV comes up only if it holds both, and then everybody who gets the CA file gets the private key`,
      };
    default:
      return content satisfies never;
  }
}

/** Certificate and key in one file are legal; a file that is seen to lack one of them is not. */
function sameAsCertificate(instance: Instance): Finding | undefined {
  const { certificate, key } = instance.security;
  const certificatePath = pathOf(certificate);
  const keyPath = pathOf(key);
  if (certificatePath === undefined || keyPath === undefined) return undefined;
  const content = contentOf(certificate);
  if (!isSamePath(certificatePath.value, keyPath.value) || content === undefined || content === "both") return undefined;
  const [missing, wrong] = content === "key" ? ["certificate", certificatePath] : ["private key", keyPath];
  return {
    at: wrong.span,
    message: `cert-path and key-path name the same file, which holds no ${missing}: ${neverComesUp(instance)}`,
    help: `let ${content === "key" ? "cert-path" : "key-path"} name the file with the ${missing}`,
  };
}

/** By what the files hold, where they are seen; else by names that leave no doubt. */
function swapped(instance: Instance): Finding | undefined {
  const { certificate, key } = instance.security;
  const certificatePath = pathOf(certificate);
  const keyPath = pathOf(key);
  if (certificatePath === undefined || keyPath === undefined || isSamePath(certificatePath.value, keyPath.value))
    return undefined;
  const cert = { content: contentOf(certificate), name: kindByName(certificatePath.value) };
  const other = { content: contentOf(key), name: kindByName(keyPath.value) };
  const certIsKey = cert.content === "key" || (cert.content === undefined && cert.name !== "certificate");
  const keyIsCert = other.content === "certificate" || (other.content === undefined && other.name !== "key");
  const isSure = cert.content === "key" || other.content === "certificate" || cert.name === "key" || other.name === "certificate";
  if (!certIsKey || !keyIsCert || !isSure) return undefined;
  const reason = cert.content === "key" || other.content === "certificate" ? "by what they hold" : "by their names";
  return {
    at: certificatePath.span,
    message: `cert-path names ${shown(fileName(certificatePath.value))} and key-path ${shown(fileName(keyPath.value))}: ${reason}, certificate and key are swapped, and ${neverComesUp(instance)}`,
    help: `set cert-path to "${shown(keyPath.value)}" and key-path to "${shown(certificatePath.value)}"`,
    related: [{ at: keyPath.span, message: "this is the certificate" }],
    fix: fixBy(
      "swap cert-path and key-path",
      "safe",
      setValue(certificatePath, keyPath.value),
      setValue(keyPath, certificatePath.value),
    ),
  };
}

function neverComesUp({ component }: Instance): string {
  return component === "pd"
    ? `${componentName.pd} does not start`
    : `${componentName.tikv} never reaches PD and retries without end`;
}

function pathOf(material: Material): Setting<ServerPath> | undefined {
  return material.kind === "absent" ? undefined : material.path;
}

/** What a file holds; undefined when it is not seen, or holds something that cannot be read. */
function contentOf(material: Material): "certificate" | "key" | "both" | undefined {
  if (material.kind !== "seen" || material.file.blocks.some((block) => block.kind === "broken")) return undefined;
  const hasCertificate = certificatesOf(material.file).length > 0;
  const hasKey = keysOf(material.file).length > 0;
  if (hasCertificate) return hasKey ? "both" : "certificate";
  return hasKey ? "key" : undefined;
}

/** `.pem` alone says nothing: it is the certificate for most people and the private key for TiUP. */
function kindByName(path: string): "certificate" | "key" | undefined {
  const name = fileName(path).toLowerCase();
  if (/\.key$|(?:^|[-_.])key\.pem$/.test(name)) return "key";
  return /\.(?:crt|cer|cert)$|(?:^|[-_.])(?:cert|crt)\.pem$/.test(name) ? "certificate" : undefined;
}

function isSamePath(a: string, b: string): boolean {
  return normalized(a) === normalized(b);
}

function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !path.startsWith("/")) parts.push(part);
  }
  return `${path.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}
