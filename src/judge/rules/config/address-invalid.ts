import { parseIp } from "../../../model/certificates/ip-address.ts";
import type { ChannelId } from "../../../model/channels/channel.ts";
import type { Instance, PdInstance, TikvInstance, Url } from "../../../model/instances/instance.ts";
import type { Setting, Stated } from "../../../model/instances/setting.ts";
import { before } from "../../../text/cut.ts";
import { fixBy, setValue } from "../../changes.ts";
import { startFailures } from "../../channels/covers.ts";
import type { Rule, Statement } from "../../rule.ts";
import { advertisedUrls, channelsOfPort, listenUrls, pdPorts } from "../../settings/pd-urls.ts";
import { shown } from "../../settings/shown.ts";
import { isPlaceholder, writtenText } from "../../settings/written.ts";

export const addressInvalid: Rule = {
  id: "config/address-invalid",
  phase: "files",
  meta: () => ({
    title: "An address that the component refuses or cannot resolve",
    why: "TiKV's addresses carry no scheme and PD's URLs must: people who turn TLS on change the wrong one, and the server does not start, dials nobody, or runs without its status port.",
    fix: "Write address:port for TiKV and scheme://address:port for PD.",
    threats: ["outage"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "CWE-1284"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    fixes: ["safe"],
    sources: [
      "tikv: components/tikv_util/src/config.rs (check_addr), components/server/src/common.rs, components/pd_client/src/util.rs",
      "pd: server/config/config.go and etcd's transport, measured on pd-server v8.5.7",
    ],
    example: {
      bad: { tikv: `[server]\naddr = «"https://0.0.0.0:20160"»\n` },
      good: { tikv: `[server]\naddr = "0.0.0.0:20160"\n` },
    },
  }),

  *check(model, { now }) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        if (instance.component === "tikv") yield* ofTikv(instance);
        else
          for (const found of ofPd(instance))
            yield { ...found, covers: startFailures(instance, { environment, now }, ["address"]) };
      }
    }
  },
};

interface Fault {
  readonly what: string;
  readonly help: string;
  /** What the value should be, where that follows from what it is; several strings for several items of its list. */
  readonly meant?: string | readonly string[];
}

function* ofTikv(tikv: TikvInstance): Generator<Statement> {
  const { address, statusAddress } = tikv;
  const advertise = tikv.advertiseAddress === address ? undefined : tikv.advertiseAddress;
  const advertiseStatus = tikv.advertiseStatusAddress === statusAddress ? undefined : tikv.advertiseStatusAddress;
  const refuses = "TiKV does not start (invalid addr)";
  yield* checked(tikv, "server.addr", address, (text) => formFault(text, refuses) ?? literalFault(text, "TiKV does not start"));
  yield* checked(
    tikv,
    "server.advertise-addr",
    advertise,
    (text) => formFault(text, refuses) ?? unspecifiedFault(text, "advertise-addr"),
  );
  const goesOn = "TiKV runs on without its status server (failed to bind addr for status service)";
  yield* checked(tikv, "server.status-addr", statusAddress, (text) => formFault(text, refuses) ?? literalFault(text, goesOn));
  yield* checked(
    tikv,
    "server.advertise-status-addr",
    advertiseStatus,
    (text) => formFault(text, refuses) ?? unspecifiedFault(text, "advertise-status-addr") ?? usedTwice(tikv, text),
  );
  yield* checked(tikv, "resource-metering.receiver-address", writtenText(tikv, "resource-metering.receiver-address"), (text) =>
    // What it would send goes in plaintext: no correction of ours starts it.
    withoutFix(schemeFault(text, "TiKV cannot resolve it and sends nothing")),
  );
  if (tikv.pdEndpoints.kind !== "known") return;
  for (const endpoint of tikv.pdEndpoints.value) {
    yield* checked(tikv, "pd.endpoints", { kind: "known", ...endpoint }, endpointFault, ["tikv-pd"]);
  }
}

function* checked(
  instance: Instance,
  key: string,
  stated: Stated<string> | undefined,
  faultOf: (text: string) => Fault | undefined,
  channels?: readonly ChannelId[],
): Generator<Statement> {
  if (stated?.kind !== "known" || stated.origin === "default" || isPlaceholder(stated.value)) return;
  const fault = faultOf(stated.value);
  if (fault === undefined) return;
  yield {
    at: stated.span,
    subject: `${key} ${stated.value}`,
    environment: instance.environment,
    component: instance.component,
    ...(channels && { channels }),
    message: `${key} is ${shown(stated.value)}, ${fault.what}`,
    help: fault.help,
    fix: fault.meant === undefined ? undefined : fixBy(fault.help, "safe", setValue(stated, fault.meant)),
  };
}

function withoutFix(fault: Fault | undefined): Fault | undefined {
  return fault && { what: fault.what, help: fault.help };
}

/** What TiKV's `check_addr` refuses: anything but `host:port`, `ip:port` and `[v6]:port`. */
function formFault(text: string, consequence: string): Fault | undefined {
  const withScheme = schemeFault(text, consequence);
  if (withScheme !== undefined) return withScheme;
  const port = /^(?:\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(text)?.[1];
  if (port !== undefined && Number(port) <= 65535) return undefined;
  return { what: `which is no address:port: ${consequence}`, help: "write address:port, an IPv6 address in brackets" };
}

function schemeFault(text: string, consequence: string): Fault | undefined {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1];
  if (scheme === undefined) return undefined;
  return {
    what: `but this address takes no scheme: ${consequence}`,
    help: `write it without ${scheme}://`,
    meant: text.slice(scheme.length + 3),
  };
}

/** Both listeners parse a literal socket address at run time: `localhost` is a name too. */
function literalFault(text: string, consequence: string): Fault | undefined {
  const host = text.slice(0, text.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1");
  if (parseIp(before(host, "%")) !== undefined) return undefined;
  return {
    what: `but TiKV listens on literal addresses only: ${consequence}`,
    help: "write the IP address, and the name in advertise-addr",
  };
}

function unspecifiedFault(text: string, key: string): Fault | undefined {
  const bytes = parseIp(text.slice(0, text.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1"));
  if (bytes === undefined || bytes.some((byte) => byte !== 0)) return undefined;
  return { what: `which nobody can dial: TiKV does not start (invalid ${key})`, help: "write the address that others dial" };
}

function usedTwice({ advertiseAddress }: TikvInstance, text: string): Fault | undefined {
  if (advertiseAddress.kind !== "known" || advertiseAddress.value !== text) return undefined;
  return {
    what: "which is advertise-addr too: TiKV does not start (advertise-status-addr has already been used)",
    help: "give it the port of status-addr",
  };
}

/** TiKV cuts lower-case `http://` and `https://` off and gives the rest to its resolver (measured on its gRPC core). */
function endpointFault(text: string): Fault | undefined {
  const retries = "TiKV cannot resolve it and retries PD without end";
  if (text.includes(","))
    return {
      what: `several endpoints in one string: ${retries}`,
      help: "write each endpoint as a string of its own",
      meant: text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    };
  if (/^\s|\s$/.test(text))
    return {
      what: `with a blank at its ${/^\s/.test(text) ? "start" : "end"}: ${retries}`,
      help: "remove the blank",
      meant: text.trim(),
    };
  const rest = text.replace(/^https?:\/\//, "");
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(rest)?.[1];
  if (scheme !== undefined) {
    return {
      what: `whose scheme TiKV does not cut off (it knows http and https in lower case): ${retries}`,
      help: `write it without ${scheme}://`,
      meant: rest.slice(scheme.length + 3),
    };
  }
  if (/:\d+\/?$/.test(rest)) return undefined;
  return { what: "without a port: TiKV does not dial 2379 by itself", help: "add the port of PD, :2379 by default" };
}

function* ofPd(pd: PdInstance): Generator<Statement> {
  for (const port of pdPorts) {
    for (const url of listenUrls(pd, port))
      yield* checkedUrl(pd, `${port}-urls`, url, urlFault(url.value) ?? bindFault(url.value), channelsOfPort[port]);
    for (const url of advertisedUrls(pd, port))
      yield* checkedUrl(pd, `advertise-${port}-urls`, url, urlFault(url.value), channelsOfPort[port]);
  }
}

function* checkedUrl(
  pd: PdInstance,
  key: string,
  url: Setting<Url>,
  fault: Fault | undefined,
  channels: readonly ChannelId[],
): Generator<Statement> {
  if (fault === undefined || url.origin === "default" || isPlaceholder(url.value.text)) return;
  const text = url.value.text === "" ? "an empty URL" : shown(url.value.text);
  yield {
    at: url.span,
    subject: `${key} ${url.value.text}`,
    environment: pd.environment,
    component: "pd",
    channels,
    message: `${key} has ${text}, ${fault.what}`,
    help: fault.help,
    fix:
      fault.meant === undefined ? undefined : fixBy(fault.help, "safe", setValue({ ...url, value: url.value.text }, fault.meant)),
  };
}

function urlFault({ text, scheme, host, port }: Url): Fault | undefined {
  if (text.trim() === "")
    return { what: "left by a comma: PD does not start (missing port in address)", help: "remove the comma" };
  if (/^\s|\s$/.test(text)) {
    return {
      what: `with a blank at its ${/^\s/.test(text) ? "start" : "end"}: PD does not start (ErrURLParse)`,
      help: "remove the blank",
      meant: text.trim(),
    };
  }
  if (scheme === undefined) {
    // Go takes `pd-1:2379` for a scheme and its rest, `10.0.0.1:2379` for a path with a colon.
    const printed = /^[\d[]/.test(text) ? " (ErrURLParse)" : "";
    return {
      what: `without a scheme: PD does not start${printed}`,
      help: `write https://${host}${port === undefined ? "" : `:${port}`}`,
    };
  }
  if (scheme !== "http" && scheme !== "https") return undefined;
  if (port === undefined && !/:\d+/.test(text.slice(scheme.length + 3))) {
    return { what: "without a port: PD does not start (missing port in address)", help: "add the port" };
  }
  return undefined;
}

function bindFault({ scheme, host }: Url): Fault | undefined {
  if (scheme !== "http" && scheme !== "https") return undefined;
  if (host === "localhost" || host === "" || parseIp(before(host, "%")) !== undefined) return undefined;
  return {
    what: "but PD listens on literal addresses only: it does not start (expected IP in URL for binding)",
    help: "listen on an IP address, such as 0.0.0.0, and keep the name in the advertised URL",
  };
}
