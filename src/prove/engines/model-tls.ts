import { readFileSync } from "node:fs";
import type { TlsOptions } from "node:tls";
import type { Certificate } from "../../model/certificates/certificate.ts";
import { type Identity, identityOf, presentationOf, trustOf, verifierOf } from "../../model/handshake/credentials.ts";
import type { Offer, Port } from "../../model/handshake/offer.ts";
import { takesSeveralNames } from "../../model/handshake/pd-server.ts";
import type { Instance, Material } from "../../model/instances/instance.ts";
import { cutOut } from "../probe/probe-client.ts";

/** How a port speaks TLS, as measured on the real ones. */
interface Dialect {
  readonly min: "TLSv1.2";
  readonly max: "TLSv1.2" | "TLSv1.3";
  readonly suites: readonly string[];
  readonly groups: string;
  readonly protocols: readonly string[];
  /** Whose order of suites decides. */
  readonly ownOrder: boolean;
}

const tls13 = ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"];

/** Each with an RSA and with an ECDSA certificate. */
function ecdhe(...ciphers: readonly string[]): string[] {
  return ciphers.flatMap((cipher) => [`ECDHE-ECDSA-${cipher}`, `ECDHE-RSA-${cipher}`]);
}

const goSuites = [...tls13, ...ecdhe("AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305", "AES128-SHA", "AES256-SHA")];

/** Up to v8.3 PD's Go takes static RSA too; also 3DES, which this program's OpenSSL no longer has. */
const olderGoSuites = ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA"];

function dialectOf(instance: Instance, port: Port): Dialect {
  const base = { min: "TLSv1.2", max: "TLSv1.3", ownOrder: false } as const;
  switch (port) {
    case "pd-client":
    case "pd-peer": {
      const isOlder = instance.component === "pd" && !takesSeveralNames(instance);
      const suites = isOlder ? [...goSuites, ...olderGoSuites] : goSuites;
      return { ...base, suites, groups: "X25519:P-256:P-384:P-521", protocols: ["h2", "http/1.1"], ownOrder: true };
    }
    case "tikv-grpc":
      return {
        ...base,
        suites: [...tls13, ...ecdhe("AES128-GCM-SHA256", "AES256-GCM-SHA384")],
        groups: "P-256",
        protocols: ["h2", "grpc-exp"],
      };
    case "tikv-status": {
      const suites = ecdhe("AES256-GCM-SHA384", "CHACHA20-POLY1305", "AES128-GCM-SHA256", "AES256-SHA384", "AES128-SHA256");
      return { ...base, max: "TLSv1.2", suites, groups: "X25519:P-256:P-384:P-521", protocols: [] };
    }
    default:
      return port satisfies never;
  }
}

/** What a TLS server of Node has to be told to speak as a port; `because`: the files do not make a TLS server. */
export function tlsOptionsOf({ instance, port, check }: Offer, at: number): TlsOptions | { readonly because: string } {
  const identity = identityOf(instance.security, instance);
  if (identity.kind !== "held") return { because: identity.kind === "absent" ? "it has no certificate" : identity.because };
  const trust = trustOf(instance.security, instance, "clientAuth");
  const dialect = dialectOf(instance, port);
  return {
    ...pairOf(instance, identity.value, at),
    // gRPC core tells its clients whom it trusts. So does PD, but OpenSSL would complete PD's chain from these, and Go does not.
    ca: trust.kind === "held" && verifierOf(instance) !== "go" ? trust.value.map((anchor) => textOf(instance, anchor)) : [],
    requestCert: check.kind === "certificate",
    // The model decides about the client's chain (model-port.ts): OpenSSL lets everything pass, however weak.
    rejectUnauthorized: false,
    ciphers: `${dialect.suites.join(":")}:@SECLEVEL=0`,
    ecdhCurve: dialect.groups,
    minVersion: dialect.min,
    maxVersion: dialect.max,
    honorCipherOrder: dialect.ownOrder,
    ...(dialect.protocols.length === 0 ? {} : { ALPNProtocols: [...dialect.protocols] }),
  };
}

function pairOf(instance: Instance, identity: Identity, at: number): Pick<TlsOptions, "cert" | "key"> {
  const { security } = instance;
  const { leaf, sent } = presentationOf(security, instance, identity, at);
  const key = fileText(security.key);
  return { cert: [leaf, ...sent].map((certificate) => textOf(instance, certificate)).join("\n"), key };
}

/** A certificate as it stands in the file that it was read from: the own one, or the CA file for what OpenSSL adds. */
function textOf({ security }: Instance, { span }: Certificate): string {
  const owner = [security.certificate, security.ca].find(
    (material) => material.kind === "seen" && material.file.path === span.path,
  );
  return cutOut(owner === undefined ? "" : fileText(owner), span);
}

/** The twins' paths are absolute and lead into the private folder. */
function fileText(material: Material): string {
  return material.kind === "absent" || material.path === undefined ? "" : readFileSync(material.path.value, "utf8");
}
