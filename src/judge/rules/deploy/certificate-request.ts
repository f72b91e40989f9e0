import type { Environment, Model } from "../../../model/environments/environment.ts";
import type { CertificateRequest } from "../../../model/instances/deployment.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { knownValue } from "../../../model/instances/setting.ts";
import {
  type Expectations,
  expectationsOf,
  expectersOf,
  isSameNamespace,
  roleOfSecret,
  secretOfRequest,
} from "../../certificates/issued-secrets.ts";
import {
  keyFault,
  lifetimeFault,
  namesFault,
  type RequestFault,
  type Role,
  renewalFault,
  selfSignedFault,
  usageFault,
} from "../../certificates/request-faults.ts";
import type { Rule, Statement } from "../../rule.ts";

export const certificateRequest: Rule = {
  id: "deploy/certificate-request",
  phase: "files",
  meta: () => ({
    title: "A certificate will be issued that the cluster refuses or the policy forbids",
    why: "What is wrong in the request shows when the certificate is issued or renewed: pods that no longer start, peers that refuse each other, at a time that nobody chose.",
    fix: "Correct the request before the certificate is made.",
    threats: ["outage", "impersonation", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2"],
    policies: {
      baseline: {
        severity: "warning",
        variants: {
          usage: "error",
          names: "error",
          "weak-key": "error",
          lifetime: "note",
          renewal: "error",
          "self-signed": "error",
        },
        parameters: { days: 3680, "ca-days": 0, "rsa-bits": 2048, curves: ["P-256", "P-384", "P-521"] },
      },
      strict: { severity: "error", parameters: { days: 398, "ca-days": 3650, "rsa-bits": 2048, curves: ["P-256", "P-384"] } },
    },
    since: "0.1.0",
    fixes: ["safe", "unsafe"],
    sources: [
      "cert-manager: pkg/apis/certmanager/v1/types_certificate.go, pkg/util/pki/renewaltime.go, internal/apis/certmanager/validation/certificate.go",
      "RFC 5280 4.2.1.12 (no extended key usage: any)",
      "cfssl: config/config.go, csr/csr.go",
    ],
    variants: {
      usage: "the certificate will not be for servers and clients, as PD and TiKV need it",
      names: "it will not have a name that peers dial",
      "weak-key": "its key will be weak",
      lifetime: "it will live longer than the policy allows",
      renewal: "its renewal does not fit its lifetime, so that it is never issued",
      "self-signed": "it will sign itself, so that nobody trusts it",
    },
    parameters: {
      days: {
        type: "integer",
        minimum: 1,
        description: "The longest lifetime of a certificate that is no CA, in whole days.",
        default: 3680,
      },
      "ca-days": {
        type: "integer",
        minimum: 0,
        description: "The longest lifetime of a CA, in whole days; 0: no limit.",
        default: 0,
      },
      "rsa-bits": { type: "integer", minimum: 1024, description: "The smallest RSA modulus, in bits.", default: 2048 },
      curves: {
        type: "array",
        items: { type: "string", enum: ["P-256", "P-384", "P-521"] },
        description: "The curves of EC keys that are allowed.",
        default: ["P-256", "P-384", "P-521"],
      },
    },
    example: {
      bad: { files: { "prod/certificates.yaml": example("«[server auth]»") } },
      good: { files: { "prod/certificates.yaml": example("[server auth, client auth]") } },
    },
  }),

  *check(model, { parameters }) {
    const expectations = expectationsOf(model);
    const cas = secretsOfCas(model, expectations);
    const told = new Set<string>();
    for (const request of model.requests ?? []) {
      const whole = roleOf(request, expectations, cas, model);
      for (const [environment, role] of whole === undefined ? [] : byEnvironment(whole, request, model)) {
        const limits = parameters(environment);
        const { curves: allowed } = limits;
        const curves = Array.isArray(allowed) ? allowed.map(String) : [];
        const faults = [
          usageFault(request, role),
          namesFault(request, role),
          selfSignedFault(request, role),
          keyFault(request, { rsaBits: Number(limits["rsa-bits"]), curves }),
          lifetimeFault(request, Number(limits[role.isCa ? "ca-days" : "days"])),
          renewalFault(request),
        ];
        for (const fault of faults) {
          if (fault === undefined) continue;
          // A base gives its requests once for each overlay.
          const place = `${environment?.name ?? ""}\n${fault.at.path}:${fault.at.line}:${fault.at.column}\n${fault.message}`;
          if (told.has(place)) continue;
          told.add(place);
          yield statementOf(request, role, fault, environment);
        }
      }
    }
  },
};

function statementOf(
  request: CertificateRequest,
  { servers }: Role,
  fault: RequestFault,
  environment: Environment | undefined,
): Statement {
  const [component, other] = [...servers];
  const { at, variant, help, related, fix } = fault;
  return {
    at,
    subject: `${request.name} ${variant}`,
    environment: environment?.name,
    component: other === undefined ? component : undefined,
    message: `${request.name} ${fault.message}`,
    help,
    variant,
    related,
    fix,
  };
}

/**
 * Environments use the same names: a request is for the instances of its own environment where these expect it, else for
 * those of every environment that does.
 */
function byEnvironment(role: Role, { at }: CertificateRequest, model: Model): ReadonlyMap<Environment | undefined, Role> {
  const own = model.environmentOf(at.path);
  const environments = new Set(role.expecters.map(({ environment }) => environment));
  if (environments.size === 0) return new Map([[own, role]]);
  const meant = own !== undefined && environments.has(own) ? [own] : [...environments];
  return new Map(
    meant.map((environment) => [
      environment,
      { ...role, expecters: role.expecters.filter((expectation) => expectation.environment === environment) },
    ]),
  );
}

/** What a request is for; undefined when it is another program's. */
function roleOf(
  request: CertificateRequest,
  expectations: Expectations,
  cas: ReadonlySet<string>,
  model: Model,
): Role | undefined {
  const secret = secretOfRequest(request);
  if (secret === undefined) return undefined;
  const expecters = expectersOf(secret, expectations);
  const isCa = knownValue(request.isCa) === true;
  if (isCa) return cas.has(secret.name) ? { servers: new Set(), isClient: false, isCa, expecters } : undefined;
  if (request.renewBefore === undefined) return roleOfFile(secret.name, request, model);
  const byName = roleOfSecret(secret.name);
  // An operator's own client certificate is expected by the servers' pods too.
  if (byName === "client") return { servers: new Set(), isClient: true, isCa, expecters: [] };
  const servers = new Set<Component>(expecters.map(({ instance }) => instance.component));
  if (byName !== undefined && servers.size === 0) servers.add(byName);
  return servers.size === 0 ? undefined : { servers, isClient: false, isCa, expecters };
}

/** A file of cfssl or OpenSSL, which concerns the cluster whose configurations lie with it. */
function roleOfFile(name: string, { at }: CertificateRequest, model: Model): Role | undefined {
  if (model.environmentOf(at.path) === undefined) return undefined;
  const words = name.toLowerCase().split(/[^a-z]+/);
  const servers = new Set<Component>((["pd", "tikv"] as const).filter((component) => words.includes(component)));
  return { servers, isClient: servers.size === 0 && words.includes("client"), isCa: false, expecters: [] };
}

/** The Secrets that hold the CAs of the cluster's issuers. */
function secretsOfCas(model: Model, expectations: Expectations): ReadonlySet<string> {
  const requests = model.requests ?? [];
  const names = new Set<string>();
  for (const request of requests) {
    const secret = secretOfRequest(request);
    if (secret === undefined || request.issuerSecret === undefined) continue;
    const isOurs = roleOfSecret(secret.name) !== undefined || expectersOf(secret, expectations).length > 0;
    if (isOurs && isSameNamespace(request.issuerSecret, request)) names.add(request.issuerSecret.name);
  }
  return names;
}

/** A Certificate for PD with these usages. */
function example(usages: string): string {
  return `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: basic-pd-cluster-secret
  namespace: db
spec:
  secretName: basic-pd-cluster-secret
  duration: 8760h
  renewBefore: 360h
  usages: ${usages}
  dnsNames: [basic-pd, "*.basic-pd-peer.db.svc"]
  issuerRef:
    name: basic-ca
`;
}
