import type { Url } from "../../model/instances/instance.ts";
import type { Setting } from "../../model/instances/setting.ts";
import { hasPlaceholder, isIpLiteral } from "../../model/instances/url.ts";
import { type Address, addressText } from "./stage.ts";

/**
 * A URL of PD at another address. Whatever PD refuses in it stays wrong: a blank before it, no scheme, no port, a name to
 * listen on.
 */
export function movedUrl(text: string, to: Address, use: "listen" | "advertise", scheme: "http" | "https"): string {
  const match = /^(\s*)(?:([^:/]*):\/\/)?(\[[^\]]*\]?|[^:/]*)(:[^/]*)?(.*)$/s.exec(text);
  if (match === null) return `${scheme}://${addressText(to)}`;
  const [, blank = "", written, host = "", port, rest = ""] = match;
  const isName = host !== "" && host !== "localhost" && !isIpLiteral(host.replace(/^\[|\]$/g, "")) && !hasPlaceholder(host);
  const place = use === "listen" && isName ? host : addressText({ ...to }).replace(/:\d+$/, "");
  const prefix = written === undefined ? "" : `${hasPlaceholder(written) ? scheme : written}://`;
  return `${blank}${prefix}${place}${port === undefined ? "" : `:${to.port}`}${hasPlaceholder(rest) ? "" : rest}`;
}

/** URLs that listen on one port; where there are several, the one that is advertised. */
export function urlsOfOnePort(
  listening: readonly Setting<Url>[],
  advertised: readonly Setting<Url>[],
): { readonly kept: readonly Setting<Url>[]; readonly left: readonly Setting<Url>[] } {
  const ports = listening.map(({ value }) => value.port).filter((port) => port !== undefined);
  const main = advertised.map(({ value }) => value.port).find((port) => port !== undefined && ports.includes(port)) ?? ports[0];
  const isKept = ({ value }: Setting<Url>) => value.port === undefined || value.port === main;
  return { kept: listening.filter(isKept), left: listening.filter((url) => !isKept(url)) };
}
