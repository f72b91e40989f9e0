import { pdsOf } from "../../../model/environments/environment.ts";
import { lookup } from "../../../model/instances/config-tree.ts";
import type { PdInstance, Url } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { compareSpans } from "../../../text/span.ts";
import { fixBy } from "../../changes.ts";
import { startFailures, transportFailures } from "../../channels/covers.ts";
import type { Fix, Rule, Safety, Statement } from "../../rule.ts";
import {
  advertisedUrls,
  channelsOfPort,
  hasCertificate,
  listenUrls,
  type PdPort,
  pdPorts,
  withHttps,
} from "../../settings/pd-urls.ts";
import { shown } from "../../settings/shown.ts";

export const schemeMismatch: Rule = {
  id: "config/scheme-mismatch",
  phase: "files",
  meta: () => ({
    title: "URLs of one PD, or members of an initial cluster, disagree on the scheme",
    why: "PD dials its own advertised client URL at start and exits when its port does not speak that scheme; members that are listed with another scheme are dialled in it, so that raft runs in plaintext to some of them or not at all.",
    fix: "Use one scheme in all URLs of the cluster.",
    threats: ["outage", "eavesdropping"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "CWE-319"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    fixes: ["safe", "unsafe"],
    sources: ["pd: server/server.go, ErrEtcdMemberList; etcd: server/embed; measured on pd-server v6.5 to v26.3"],
    example: {
      bad: {
        pd: `client-urls = "https://10.0.0.1:2379"\nadvertise-client-urls = "«http://10.0.0.1:2379»"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
      },
      good: {
        pd: `client-urls = "https://10.0.0.1:2379"\nadvertise-client-urls = "https://10.0.0.1:2379"\npeer-urls = "https://10.0.0.1:2380"\n\n[security]\ncacert-path = "/tls/ca.pem"\ncert-path = "/tls/pd.pem"\nkey-path = "/tls/pd.key"\n`,
      },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const pd of pdsOf(environment)) {
        const where = { environment, now };
        const covers = [...startFailures(pd, where, ["advertised-scheme"]), ...transportFailures(pd, where)];
        for (const port of pdPorts) for (const found of listenAgainstAdvertised(pd, port)) yield { ...found, covers };
        yield* members(pd);
      }
    }
  },
};

type Scheme = "http" | "https";

function schemeOf({ value }: Setting<Url>): Scheme | undefined {
  return value.scheme === "http" || value.scheme === "https" ? value.scheme : undefined;
}

function* listenAgainstAdvertised(pd: PdInstance, port: PdPort): Generator<Statement> {
  const listen = listenUrls(pd, port);
  const served = new Set(listen.map(schemeOf));
  const own = listen[0];
  if (own === undefined || served.has(undefined)) return;
  for (const url of advertisedUrls(pd, port)) {
    const scheme = schemeOf(url);
    if (scheme === undefined || served.has(scheme)) continue;
    const isListenLater =
      own.origin === "file" && url.origin === "file" && own.span.path === url.span.path && compareSpans(own.span, url.span) > 0;
    const [later, earlier] = isListenLater ? [own, url] : [url, own];
    const [laterKey, earlierKey] = isListenLater
      ? [`${port}-urls`, `advertise-${port}-urls`]
      : [`advertise-${port}-urls`, `${port}-urls`];
    const beside =
      earlier.origin === "default"
        ? `${earlierKey} is not set and ${schemeOf(earlier)} by default`
        : `${earlierKey} is ${schemeOf(earlier)}`;
    yield {
      at: later.span,
      subject: `${laterKey} ${later.value.host}`,
      environment: pd.environment,
      component: "pd",
      channels: channelsOfPort[port],
      message: `${laterKey} has ${shown(later.value.text.trim())} while ${beside}: ${consequence(port, scheme)}`,
      help: "use the same scheme in both, https where certificates are set",
      fix: httpsFix(pd, scheme === "http" ? url : own, port === "client" ? "safe" : "unsafe"),
      related: [{ at: earlier.span, message: `${earlierKey} has ${shown(earlier.value.text.trim())}` }],
    };
  }
}

function consequence(port: PdPort, advertised: Scheme): string {
  if (port === "peer") return "other PDs cannot dial this one";
  return advertised === "https"
    ? "PD dials itself with TLS, finds plaintext and exits (authentication handshake failed: EOF)"
    : "PD dials itself in plaintext, finds TLS and exits (error reading server preface: EOF)";
}

function* members(pd: PdInstance): Generator<Statement> {
  if (pd.initialCluster.kind !== "known") return;
  const list = pd.initialCluster.value;
  const ownName = nameOf(pd);
  const advertised = [...advertisedUrls(pd, "peer"), ...listenUrls(pd, "peer")][0];
  const first = list.find(({ url }) => schemeOf(url) !== undefined);
  for (const { name, url } of list) {
    const scheme = schemeOf(url);
    if (scheme === undefined || first === undefined) continue;
    const own = advertised === undefined ? undefined : schemeOf(advertised);
    const base = {
      at: url.span,
      subject: `initial-cluster ${name}`,
      environment: pd.environment,
      component: "pd" as const,
      channels: channelsOfPort.peer,
    };
    // A peer URL that nobody set may come from a flag, as the whole of initial-cluster often does.
    if (name === ownName && own !== undefined && own !== scheme && advertised?.origin !== "default") {
      yield {
        ...base,
        message: `initial-cluster lists this PD as ${shown(url.value.text.trim())}, but it advertises ${own} to its peers: PD does not start (--initial-cluster has ${scheme}, missing from --initial-advertise-peer-urls)`,
        help: "write the URL as in advertise-peer-urls",
        fix: scheme === "http" ? httpsFix(pd, url, "safe") : undefined,
        related: [{ at: advertised?.span ?? pd.at, message: `it advertises ${shown(advertised?.value.text.trim() ?? "")}` }],
      };
    } else if (scheme !== schemeOf(first.url)) {
      const clear = scheme === "http" ? name : first.name;
      yield {
        ...base,
        message: `initial-cluster lists ${name} with ${scheme} and ${first.name} with ${schemeOf(first.url)}: each member is dialled in its own scheme, ${clear} in plaintext`,
        help: "use one scheme for all members",
        fix: scheme === "http" ? httpsFix(pd, url, "unsafe") : undefined,
        related: [{ at: first.url.span, message: `${first.name} has ${schemeOf(first.url)}` }],
      };
    }
  }
}

/** Without certificates https cannot be served, and http would be no correction. */
function httpsFix(pd: PdInstance, url: Setting<Url>, safety: Safety): Fix | undefined {
  return hasCertificate(pd) ? fixBy("write https instead of http", safety, withHttps(url)) : undefined;
}

/** PD's `name`, which initial-cluster refers to; its default holds the machine's name. */
function nameOf({ config }: PdInstance): string | undefined {
  const node = lookup(config, ["name"], "any-case")?.node;
  return node?.kind === "string" ? node.value : undefined;
}
