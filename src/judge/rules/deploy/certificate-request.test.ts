import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateRequest } from "./certificate-request.ts";

interface Fields {
  readonly name?: string;
  readonly duration?: string;
  readonly renewBefore?: string;
  readonly usages?: string;
  readonly dns?: string;
  readonly issuer?: string;
  readonly more?: string;
}

/** A Certificate, sound where nothing else is said. */
function certificate({
  name = "basic-pd-cluster-secret",
  duration = "8760h",
  renewBefore = "360h",
  usages = "[server auth, client auth]",
  dns = '[basic-pd, basic-pd.db, "*.basic-pd-peer.db.svc"]',
  issuer = "basic-issuer",
  more = "",
}: Fields = {}): string {
  const line = (key: string, value: string) => (value === "" ? "" : `  ${key}: ${value}\n`);
  return `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: ${name}\n  namespace: db\nspec:\n  secretName: ${name}\n${line("duration", duration)}${line("renewBefore", renewBefore)}${line("usages", usages)}${line("dnsNames", dns)}${more}  issuerRef:\n    name: ${issuer}\n---\n`;
}

const issuer = (spec: string) =>
  `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata:\n  name: basic-issuer\n  namespace: db\nspec: ${spec}\n---\n`;

/** A cluster of tidb-operator v1 that expects the Secrets. */
const cluster = `apiVersion: pingcap.com/v1alpha1
kind: TidbCluster
metadata:
  name: basic
  namespace: db
spec:
  version: v8.5.2
  tlsCluster:
    enabled: true
  pd: {replicas: 3, config: {}}
  tikv: {replicas: 3, config: {}}
`;
const of = (text: string) => ({ files: { "prod/certificates.yaml": text, "prod/cluster.yaml": cluster } });
const tikv = { name: "basic-tikv-cluster-secret", dns: '[basic-tikv, "*.basic-tikv-peer.db.svc"]' };
const client = { name: "basic-cluster-client-secret", usages: "[client auth]", dns: "" };

testRule(certificateRequest, {
  valid: {
    "the documented Certificates": of(certificate() + certificate(tikv) + certificate(client)),
    "no usages: no extended ones, which is any (RFC 5280 4.2.1.12)": of(certificate({ usages: "" })),
    "key usages alone are no extended ones": of(certificate({ ...tikv, usages: "[digital signature, key encipherment]" })),
    "no renewBefore: cert-manager renews after two thirds": of(certificate({ renewBefore: "" })),
    "no duration is 90 days": of(certificate({ duration: "" })),
    "another program's Certificate": of(certificate({ name: "web-tls", usages: "[server auth]", duration: "876000h" })),
    "a CA of ten years": of(
      certificate({ name: "basic-ca-secret", usages: "", dns: "", duration: "87600h", more: "  isCA: true\n", issuer: "root" }) +
        issuer("{ca: {secretName: basic-ca-secret}}") +
        certificate(),
    ),
    "a CA that signs itself": of(
      certificate({ name: "basic-ca-secret", usages: "", dns: "", more: "  isCA: true\n" }) + issuer("{selfSigned: {}}"),
    ),
    "fields that a template fills in": of(
      certificate({ duration: '"{{ days }}h"', dns: '["{{ name }}-pd"]', usages: '["{{ usage }}"]' }),
    ),
    "a policy that allows no more than a year": { ...of(certificate()), parameters: { days: 365 } },
    "an OpenSSL request without usages": {
      files: { "prod/pd.toml": "[security]\n", "prod/openssl.cnf": "[v3_req]\nsubjectAltName = DNS:pd\n" },
    },
    "a cfssl profile far from any cluster": {
      files: {
        "prod/pd.toml": "[security]\n",
        "web/deploy/ca-config.json": '{"signing": {"profiles": {"server": {"expiry": "876000h", "usages": []}}}}',
      },
    },
  },
  invalid: {
    "a server that may not dial": {
      ...of(certificate({ usages: "«[server auth]»" })),
      says: "Certificate basic-pd-cluster-secret requests server auth without client auth: PD does not start, since it dials itself",
      helps: "add client auth to the usages",
      variant: "usage",
    },
    "a TiKV that nobody may dial": {
      ...of(certificate({ ...tikv, usages: "«[digital signature, client auth]»" })),
      says: "Certificate basic-tikv-cluster-secret requests client auth without server auth: TiKV starts and every peer refuses it",
      variant: "usage",
    },
    "a client that may not dial, without any cluster beside it": {
      files: { "prod/certificates.yaml": certificate({ ...client, usages: "«[server auth]»" }) },
      says: "Certificate basic-cluster-client-secret requests server auth without client auth: PD and TiKV refuse the client that shows it",
      variant: "usage",
    },
    "TiKV without digital signature": {
      ...of(certificate({ ...tikv, usages: "«[key encipherment, server auth, client auth]»" })),
      says: "Certificate basic-tikv-cluster-secret requests key encipherment without digital signature: every other TiKV refuses TiKV when it dials",
      variant: "usage",
    },
    "the service's name is missing": {
      ...of(certificate({ dns: '«["*.basic-pd-peer.db.svc"]»' })),
      says: "Certificate basic-pd-cluster-secret does not cover basic-pd: basic-tikv dials basic-pd and will refuse the server",
      helps: "add basic-pd to dnsNames",
      variant: "names",
    },
    "names of another namespace": {
      ...of(certificate({ ...tikv, dns: '«[basic-tikv, "*.basic-tikv-peer.web.svc"]»' })),
      says: "Certificate basic-tikv-cluster-secret does not cover basic-tikv-0.basic-tikv-peer.db.svc: TiDB and other TiKVs dial basic-tikv-0.basic-tikv-peer.db.svc and will refuse the server",
      variant: "names",
    },
    "no names at all": {
      ...of(certificate({ dns: "" }).replace("name: basic-pd-cluster-secret", "name: «basic-pd-cluster-secret»")),
      says: "Certificate basic-pd-cluster-secret requests a certificate without names: every peer that dials the server refuses it",
      variant: "names",
    },
    "an ACME server for names inside the cluster": {
      ...of(certificate({ issuer: "«basic-issuer»" }) + issuer("{acme: {server: https://acme.example.com}}")),
      says: "Certificate basic-pd-cluster-secret asks an ACME server for basic-pd: public CAs issue for public names only, and the certificate is never made",
      variant: "names",
    },
    "an issuer that lets it sign itself": {
      ...of(certificate({ issuer: "«basic-issuer»" }) + issuer("{selfSigned: {}}")),
      says: "Certificate basic-pd-cluster-secret comes from Issuer/basic-issuer, which lets every certificate sign itself: its ca.crt is itself, and no peer trusts it",
      variant: "self-signed",
    },
    "a weak key, in the older field": {
      ...of(certificate({ more: "  keySize: «1024»\n" })),
      says: "Certificate basic-pd-cluster-secret requests an RSA key of 1024 bits: anyone who breaks the key can pose as its owner",
      variant: "weak-key",
    },
    "a curve that the policy does not allow": {
      ...of(certificate({ more: "  privateKey: {algorithm: ECDSA, size: «521»}\n" })),
      parameters: { curves: ["P-256", "P-384"] },
      says: "Certificate basic-pd-cluster-secret requests a key on the curve P-521: the policy allows RSA of 2048 bits or more, P-256 or P-384",
      variant: "weak-key",
    },
    "a lifetime beyond the policy": {
      ...of(certificate({ duration: "«8760h»" })),
      parameters: { days: 90 },
      says: "Certificate basic-pd-cluster-secret requests 365 days, the policy allows 90: PD and TiKV check no revocation, so a stolen key opens the cluster until it expires",
      helps: "request 90 days or less",
      variant: "lifetime",
    },
    "a CA beyond the policy": {
      ...of(
        certificate({
          name: "basic-ca-secret",
          usages: "",
          dns: "",
          duration: "«876000h»",
          more: "  isCA: true\n",
          issuer: "root",
        }) +
          issuer("{ca: {secretName: basic-ca-secret}}") +
          certificate(),
      ),
      parameters: { "ca-days": 3650 },
      says: "Certificate basic-ca-secret requests 36500 days, the policy allows 3650: PD and TiKV check no revocation, so a stolen key opens the cluster until it expires",
      variant: "lifetime",
    },
    "a renewal as long as the lifetime": {
      ...of(certificate({ duration: "", renewBefore: "«2160h»" })),
      says: "Certificate basic-pd-cluster-secret is to be renewed 90 days before its end and lives 90 days: cert-manager refuses it, and nothing is issued",
      variant: "renewal",
    },
    "a Secret that a workload mounts": {
      files: {
        "prod/certificates.yaml": certificate({ name: "tls", usages: "«[server auth]»", dns: "[pd]" }),
        "prod/pd.yaml": `apiVersion: v1\nkind: Pod\nmetadata: {name: pd, namespace: db}\nspec:\n  containers:\n  - {name: pd, image: "pingcap/pd:v8.5.2", volumeMounts: [{name: t, mountPath: /tls}]}\n  volumes: [{name: t, secret: {secretName: tls}}]\n`,
      },
      says: "Certificate tls requests server auth without client auth: PD does not start, since it dials itself",
    },
    "cfssl's profile of a hundred years beside the cluster's configuration": {
      files: {
        "prod/pd.toml": "[security]\n",
        "prod/ssl/ca-config.json":
          '{"signing": {"profiles": {"server": {"expiry": «"876000h"», "usages": ["server auth", "client auth"]}}}}',
      },
      says: "the profile server of ca-config.json requests 36500 days, the policy allows 3680: PD and TiKV check no revocation, so a stolen key opens the cluster until it expires",
      variant: "lifetime",
    },
    "an OpenSSL request for servers alone": {
      files: {
        "prod/pd.toml": "[security]\n",
        "prod/pd.cnf": "[v3_req]\n«extendedKeyUsage = serverAuth»\nsubjectAltName = DNS:pd\n",
      },
      says: "pd.cnf requests server auth without client auth: PD does not start, since it dials itself",
      variant: "usage",
    },
    "a base that two overlays build is told once for each": {
      files: {
        "base/kustomization.yaml": "resources: [cluster.yaml, certificates.yaml]\n",
        "base/cluster.yaml": cluster,
        "base/certificates.yaml": certificate({ usages: "««[server auth]»»" }),
        "overlays/prod/kustomization.yaml": "resources: [../../base]\n",
        "overlays/dev/kustomization.yaml": "resources: [../../base]\n",
      },
      says: [
        "Certificate basic-pd-cluster-secret requests server auth without client auth: PD does not start, since it dials itself",
        "Certificate basic-pd-cluster-secret requests server auth without client auth: PD does not start, since it dials itself",
      ],
    },
  },
});
