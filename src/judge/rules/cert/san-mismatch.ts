import type { Certificate } from "../../../model/certificates/certificate.ts";
import { shortText } from "../../../model/certificates/certificate-words.ts";
import { coversHost, type NameCheck } from "../../../model/certificates/host-name.ts";
import { presentedCertificates } from "../../../model/certificates/uses.ts";
import { clusterAround } from "../../../model/channels/clusters.ts";
import {
  advertisedClientTargets,
  advertisedHost,
  advertisedPeerTargets,
  type EndpointHosts,
  endpointHosts,
  endpointIndex,
  type Target,
} from "../../../model/channels/dialling.ts";
import { type Environment, pdsOf, tikvsOf } from "../../../model/environments/environment.ts";
import type { PdInstance, TikvInstance } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { isIpLiteral } from "../../../model/instances/url.ts";
import { shortListOf } from "../../../text/list-of.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import {
  channelsOfCertificate,
  onlyComponent,
  ownersText,
  pdDoesNotStart,
  statementAbout,
} from "../../certificates/certificate-statement.ts";
import { refusalsOf } from "../../channels/covers.ts";
import type { Rule } from "../../rule.ts";

export const sanMismatch: Rule = {
  id: "cert/san-mismatch",
  phase: "files",
  meta: () => ({
    title: "A server's certificate does not name an address that peers dial",
    why: "The dialling side compares the host that it dialled with the names in the certificate and closes the connection when none matches. TiKV's log shows nothing of it; PD, which dials itself at start, does not come up.",
    fix: "Issue the certificate with every name and address under which peers dial the server.",
    threats: ["outage", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.2", "CWE-297"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: [
      "Go: crypto/x509, VerifyHostname",
      "gRPC core 1.44: src/core/tsi/ssl_transport_security.cc, tsi_ssl_peer_matches_name",
      "pd: server/server.go (PD dials its advertised client URLs at start)",
    ],
    example: {
      bad: {
        files: {
          "prod/pd.toml": certificateExamples.pdConfig.replace("pd-0.pd-peer.prod.svc", "10.0.0.1"),
          "prod/pd.pem": `«${certificateExamples.sound}»`,
        },
      },
      good: { files: { "prod/pd.toml": certificateExamples.pdConfig, "prod/pd.pem": certificateExamples.sound } },
    },
  }),

  *check(model, { now }) {
    const endpoints = new Map<Environment, readonly EndpointGroup[]>();
    const groupsOf = (environment: Environment) => {
      const known = endpoints.get(environment) ?? endpointGroups(environment);
      endpoints.set(environment, known);
      return known;
    };
    for (const presented of presentedCertificates(model)) {
      const { leaf, presenters } = presented;
      const names = [...(leaf.subjectAltName?.dns ?? []), ...(leaf.subjectAltName?.ip ?? [])];
      // One without any is cert/san-missing.
      if (names.length === 0) continue;
      const missed = presenters.flatMap(({ instance, environment }) =>
        instance.component === "pd"
          ? missedOfPd(instance, leaf, groupsOf(clusterAround(instance, environment)))
          : missedOfTikv(instance, leaf),
      );
      const distinct = [...new Map(missed.map((miss) => [`${miss.host.value} ${miss.consequence}`, miss])).values()];
      if (distinct.length === 0) continue;
      const component = onlyComponent(presenters);
      const hosts = [...new Set(distinct.map(({ host }) => host.value))];
      yield statementAbout({ ...presented, uses: presenters }, leaf, {
        message: `${ownersText(presenters)} covers only ${shortListOf(names.map(shortText))}: ${shortListOf(distinct.map(({ consequence }) => consequence))}`,
        help: `reissue it with ${shortListOf(hosts.map(nameText), 6)} as well`,
        channels: component === undefined ? undefined : channelsOfCertificate[component],
        covers: presenters.flatMap(({ instance, environment }) =>
          refusalsOf(instance, { environment, now }, ["server-name-mismatch"]),
        ),
        related: distinct.slice(0, 5).map(({ host }) => ({ at: host.span, message: "the address that is dialled" })),
      });
    }
  },
};

/** An address that the certificate does not cover. */
interface Miss {
  readonly host: Setting<string>;
  readonly consequence: string;
}

function nameText(host: string): string {
  return `${isIpLiteral(host) ? "IP" : "DNS"}:${shortText(host)}`;
}

function missedOfPd(pd: PdInstance, leaf: Certificate, endpoints: readonly EndpointGroup[]): readonly Miss[] {
  const own = secured(advertisedClientTargets(pd));
  const isReachable = own.some((host) => coversHost(leaf, host.value, "go"));
  return [
    // PD comes up when one of its advertised URLs lets it in.
    ...misses(own, leaf, "go", (host) =>
      isReachable ? `clients refuse it at ${host}` : `${pdDoesNotStart(pd)}, since it dials itself as ${host}`,
    ),
    ...misses(secured(advertisedPeerTargets(pd)), leaf, "go", (host) => `other PDs dial ${host} and refuse it`),
    ...endpoints.flatMap((group) => missedOfEndpoints(pd, leaf, group)),
  ];
}

function secured(targets: readonly Target[]): readonly Setting<string>[] {
  return targets.flatMap(({ host, transport }) => (host === undefined || transport !== "tls" ? [] : [host]));
}

function missedOfEndpoints(pd: PdInstance, leaf: Certificate, { tikv, hosts }: EndpointGroup): readonly Miss[] {
  const words = (host: string) => `${tikv.name} dials ${host} and refuses it`;
  // Entries that lead to no committed PD: this one is behind one of them, nobody knows which.
  const missed = misses(hosts.candidates, leaf, "grpc", words);
  const guessed = missed.length === hosts.candidates.length ? missed : [];
  return [...misses(hosts.hostsTo(pd), leaf, "grpc", words), ...guessed];
}

function missedOfTikv(tikv: TikvInstance, leaf: Certificate): readonly Miss[] {
  const host = advertisedHost(tikv);
  if (host === undefined) return [];
  const byTikv = misses([host], leaf, "grpc", (value) => `other TiKVs and TiDB dial ${value} and refuse it`);
  if (byTikv.length > 0) return byTikv;
  // gRPC core also compares an address with DNS names, Go does not.
  return misses([host], leaf, "go", (value) => `TiDB and other Go programs dial ${value} and refuse it`);
}

function misses(
  hosts: readonly Setting<string>[],
  leaf: Certificate,
  check: NameCheck,
  words: (host: string) => string,
): readonly Miss[] {
  return hosts
    .filter((host) => !coversHost(leaf, host.value, check))
    .map((host) => ({ host, consequence: words(shortText(host.value)) }));
}

/** TiKVs with the same entries in pd.endpoints, and one of them that speaks for all. */
interface EndpointGroup {
  readonly tikv: TikvInstance;
  readonly hosts: EndpointHosts;
}

/** As many different lists of endpoints are looked at; an environment has one, as a rule, and the work stays linear. */
const groupLimit = 64;

function endpointGroups(environment: Environment): readonly EndpointGroup[] {
  const index = endpointIndex(pdsOf(environment));
  const groups = new Map<string, EndpointGroup>();
  for (const tikv of tikvsOf(environment)) {
    const { pdEndpoints, security } = tikv;
    if (pdEndpoints.kind !== "known" || security.ca.kind === "absent" || groups.size >= groupLimit) continue;
    const key = pdEndpoints.value.map(({ value }) => value).join(" ");
    if (!groups.has(key)) groups.set(key, { tikv, hosts: endpointHosts(tikv, index) });
  }
  return [...groups.values()];
}
