import { isLoopback, readUrl, splitAddress } from "../../model/instances/url.ts";

/** Does a URL say `http`? Schemes have no case (RFC 3986 3.1). */
export function isPlainHttp(url: string): boolean {
  return readUrl(url).scheme === "http";
}

/** Does a URL or an `address:port` stay on the machine? What is sent there no network sees. */
export function isLoopbackAddress(text: string): boolean {
  const { scheme, host } = readUrl(text);
  return isLoopback(scheme === undefined ? splitAddress(text).host : host.replace(/^.*@/, ""));
}
