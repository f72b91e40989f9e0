import { ipText, parseIp } from "../../model/certificates/ip-address.ts";
import type { TikvInstance } from "../../model/instances/instance.ts";
import type { Setting } from "../../model/instances/setting.ts";
import { isLoopback } from "../../model/instances/url.ts";

/**
 * The address of TiKV's status server when other machines can reach it. TiKV needs a literal address here: with a host
 * name it runs on without a status server, and with a scheme it does not start (config/address-invalid says which).
 */
export function exposedStatusAddress({ statusAddress }: TikvInstance): Setting<string> | undefined {
  if (statusAddress.kind !== "known") return undefined;
  const match = /^(?:\[([^\]]+)\]|([\d.]+)):\d{1,5}$/.exec(statusAddress.value);
  const bytes = parseIp(match?.[1] ?? match?.[2] ?? "");
  if (bytes === undefined) return undefined;
  const canonical = ipText(bytes).replace(/^::ffff:/, "");
  return isLoopback(canonical) ? undefined : statusAddress;
}
