import { pdToml } from "../support/cluster.ts";
import type { Pki } from "./identities.ts";

/** Files by their path in the repository: one folder, one environment. */
export type Files = Readonly<Record<string, string>>;

export const memberNames = ["pd-0", "pd-1", "pd-2"] as const;
export type MemberName = (typeof memberNames)[number];

/** Loopback addresses; the ports are replaced when the cluster is started. */
export function hostOf(name: MemberName): string {
  return `127.0.0.${memberNames.indexOf(name) + 1}`;
}

/** What differs between the members of the proof's clusters. */
export interface MemberSettings {
  readonly client?: "http" | "https" | "both";
  /** Default: as it listens; https where it listens by both. */
  readonly advertise?: "http" | "https";
  readonly peer?: "http" | "https";
  readonly list?: readonly string[];
  /** Without material there are no paths in the configuration. */
  readonly material?: boolean;
  /** Its own certificate where it is not the shared one. */
  readonly certificate?: string;
  readonly key?: string;
}

/** A cluster of three PDs in plain TOML: every member with its own configuration, all with the files of `tls`. */
export function clusterFiles(
  settings: (name: MemberName) => MemberSettings,
  tls: { readonly ca: string; readonly certificate: string; readonly key: string } | undefined,
): Files {
  const initial = memberNames.map((name) => `${name}=${settings(name).peer ?? "https"}://${hostOf(name)}:2380`).join(",");
  const files: Record<string, string> = {};
  for (const name of memberNames) {
    const { client = "https", peer = "https", list, material = true, certificate, key, ...own } = settings(name);
    const url = (scheme: string) => `${scheme}://${hostOf(name)}:2379`;
    const advertise = own.advertise ?? (client === "both" ? "https" : client);
    files[`prod/${name}.toml`] = pdToml({
      name,
      client: client === "both" ? `${url("http")},${url("https")}` : url(client),
      advertise: url(advertise),
      peer: `${peer}://${hostOf(name)}:2380`,
      advertisePeer: `${peer}://${hostOf(name)}:2380`,
      more: `initial-cluster = "${initial}"`,
      ...(list && { list }),
      ...(!material && { ca: undefined, cert: undefined, key: undefined }),
      ...(certificate && { cert: `/tls/${name}.pem`, key: `/tls/${name}-key.pem` }),
    });
    if (certificate !== undefined && key !== undefined) {
      files[`prod/tls/${name}.pem`] = certificate;
      files[`prod/tls/${name}-key.pem`] = key;
    }
  }
  if (tls === undefined) return files;
  return { ...files, "prod/tls/ca.pem": tls.ca, "prod/tls/pd.pem": tls.certificate, "prod/tls/pd-key.pem": tls.key };
}

/** A certificate that names every member: on loopback addresses they all dial from 127.0.0.1. */
export function memberLeaf(pki: Pki, by: "root" | "other root", label = "", cn = "pd"): { certificate: string; key: string } {
  const san = memberNames.map((name) => `IP:${hostOf(name)}`);
  const { pem, keyPem } = pki.once(`member ${by} ${label} ${cn}`, { cn, issuer: pki.ca(by), san });
  return { certificate: pem, key: keyPem };
}
