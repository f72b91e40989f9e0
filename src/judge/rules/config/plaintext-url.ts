import type { ChannelId } from "../../../model/channels/channel.ts";
import { pdsOf } from "../../../model/environments/environment.ts";
import { statedAs } from "../../../model/handshake/credentials.ts";
import type { PdInstance, Url } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { fixBy } from "../../changes.ts";
import { startFailures, transportFailures } from "../../channels/covers.ts";
import type { Rule, Safety, Statement } from "../../rule.ts";
import {
  advertisedUrls,
  channelsOfPort,
  hasCertificate,
  listenUrls,
  type PdPort,
  pdPorts,
  plaintextPortsByUrls,
  refusesItselfByScheme,
  shownUrls,
  withHttps,
} from "../../settings/pd-urls.ts";
import { shown } from "../../settings/shown.ts";

export const plaintextUrl: Rule = {
  id: "config/plaintext-url",
  phase: "files",
  meta: () => ({
    title: "An http URL of PD although TLS is set up",
    why: "PD takes the scheme of each URL, not [security]: with http it serves plaintext next to a complete set of certificates and only logs that it ignores them.",
    fix: "Write https in every URL of PD; on a running cluster the peer URLs that etcd has stored have to change too.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.1", "HIPAA:164.312(e)(1)", "CWE-319"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    fixes: ["safe", "unsafe"],
    sources: ["pd: server/config/config.go and etcd's embed package, measured on pd-server v6.5 to v26.3"],
    example: {
      bad: {
        pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "«http://10.0.0.1:2380»"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
      },
      good: {
        pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const pd of pdsOf(environment)) {
        // Where nothing of TLS is seen beside the URLs, config/tls-off says what they give.
        if (!hasCertificate(pd) || plaintextPortsByUrls(pd).length > 0) continue;
        const where = { environment, now };
        const covers = [...startFailures(pd, where, ["two-schemes-on-peer-address"]), ...transportFailures(pd, where)];
        for (const found of statements(pd)) yield { ...found, covers };
      }
    }
  },
};

function* statements(pd: PdInstance): Generator<Statement> {
  yield* defaults(pd);
  for (const port of pdPorts) {
    yield* listening(pd, port);
    yield* advertised(pd, port);
  }
  yield* dialled(pd);
}

function isHttp({ value }: Setting<Url>): boolean {
  return value.scheme === "http";
}

/** Listen URLs that nobody set: a flag of the command line may, and this file does not show it. */
function* defaults(pd: PdInstance): Generator<Statement> {
  const unset = pdPorts.filter((port) => listenUrls(pd, port).some((url) => url.origin === "default" && isHttp(url)));
  if (unset.length === 0) return;
  const keys = unset.map((port) => `${port}-urls`);
  const isOne = keys.length === 1;
  const flags = keys.map((key) => `--${key}`).join(" and ");
  yield {
    at: pd.at,
    subject: keys.join(" "),
    environment: pd.environment,
    component: "pd",
    channels: unset.flatMap((port) => channelsOfPort[port]),
    message: `${keys.join(" and ")} ${isOne ? "is" : "are"} not set: PD listens in plaintext on ${isOne ? "its http default" : "their http defaults"} and ignores the certificates, unless ${flags} ${isOne ? "says" : "say"} https`,
    help: `set ${keys.join(" and ")} to https URLs in this file`,
  };
}

function* listening(pd: PdInstance, port: PdPort): Generator<Statement> {
  const urls = listenUrls(pd, port);
  const secure = urls.find(({ value }) => value.scheme === "https");
  for (const url of urls.filter((url) => isHttp(url) && url.origin !== "default")) {
    yield statement(pd, url, `${port}-urls`, listenConsequence(pd, port, url, secure), channelsOfPort[port]);
  }
}

function listenConsequence(pd: PdInstance, port: PdPort, { value }: Setting<Url>, secure: Setting<Url> | undefined): string {
  const ignored = isDecided(pd) ? " and ignores the certificates" : "";
  if (secure === undefined) return `PD serves its ${port} port in plaintext${ignored}`;
  const sharesPort = secure.value.host === value.host && secure.value.port === value.port;
  if (port === "peer" && sharesPort)
    return "PD cannot listen twice on one peer address and does not start (bind: address already in use)";
  return `PD accepts plaintext on its ${port} port beside TLS`;
}

function* advertised(pd: PdInstance, port: PdPort): Generator<Statement> {
  const who =
    port === "client"
      ? "PD advertises a plaintext URL to TiKV, other PDs and every client"
      : "PD advertises a plaintext URL to other PDs";
  for (const url of advertisedUrls(pd, port).filter(isHttp)) {
    yield statement(pd, url, `advertise-${port}-urls`, who, channelsOfPort[port]);
  }
}

function* dialled(pd: PdInstance): Generator<Statement> {
  for (const url of shownUrls(pd.join).filter(isHttp)) {
    yield statement(pd, url, "join", "PD asks the cluster in plaintext and cannot join one that serves TLS", ["pd-pd-client"]);
  }
  if (pd.initialCluster.kind !== "known") return;
  for (const { name, url } of pd.initialCluster.value) {
    if (!isHttp(url)) continue;
    const who = name === "" ? "the member" : name;
    yield statement(pd, url, "initial-cluster", `raft traffic to ${who} goes in plaintext`, ["pd-pd-peer"]);
  }
}

/** A configuration file that is not committed may set certificates or not: the scheme decides all the same. */
function circumstance(pd: PdInstance): string {
  return isDecided(pd) ? " although certificate and key are set" : ", which decides whatever certificates are set elsewhere";
}

function isDecided({ security }: PdInstance): boolean {
  return statedAs(security.certificate) === "set" && statedAs(security.key) === "set";
}

/** Where PD does not start as it stands, https locks nobody out; else the peers and clients of a running cluster follow. */
function safetyOf(pd: PdInstance, { value }: Setting<Url>, key: string): Safety {
  if (key === "client-urls" || key === "advertise-client-urls") return refusesItselfByScheme(pd) ? "safe" : "unsafe";
  const own = [...advertisedUrls(pd, "peer"), ...listenUrls(pd, "peer")][0]?.value;
  const isListedAsHttp = own?.scheme === "https" && own.host === value.host && own.port === value.port;
  return key === "initial-cluster" && isListedAsHttp ? "safe" : "unsafe";
}

function statement(
  pd: PdInstance,
  url: Setting<Url>,
  key: string,
  consequence: string,
  channels: readonly ChannelId[],
): Statement {
  // A list with this URL twice would be no better.
  const https = url.value.text.replace(/http/i, "https");
  const canFollow = !pdPorts.some(
    (port) => key === `${port}-urls` && listenUrls(pd, port).some(({ value }) => value.text === https),
  );
  return {
    at: url.span,
    subject: `${key} ${url.value.host}`,
    environment: pd.environment,
    component: "pd",
    channels,
    message: `${key} has ${shown(url.value.text.trim())}${circumstance(pd)}: ${consequence}`,
    help: "write https instead of http",
    fix: canFollow ? fixBy("write https instead of http", safetyOf(pd, url, key), withHttps(url)) : undefined,
  };
}
