import { advertisedClientTargets, advertisedPeerTargets } from "../model/channels/dialling.ts";
import type { Port } from "../model/handshake/offer.ts";
import type { AttemptKind } from "../model/handshake/trial.ts";
import {
  type Instance,
  type MaterialName,
  materialKeys,
  type PdInstance,
  type TikvInstance,
} from "../model/instances/instance.ts";
import type { Stated } from "../model/instances/setting.ts";
import { hasPlaceholder, splitAddress } from "../model/instances/url.ts";
import { addressText } from "./stage/stage.ts";

/** Files that a person verifies with, as paths or as words in capitals where the files do not say. */
export interface HandFiles {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** `10.0.0.1:2379` as a person dials a port from another machine; words in capitals for what the files do not say. */
export function addressByHand(instance: Instance, port: Port): string {
  const [host, number] =
    instance.component === "pd" ? pdAddress(instance, port === "pd-peer" ? "peer" : "client") : tikvAddress(instance, port);
  return addressText({ host, port: number });
}

function pdAddress(pd: PdInstance, which: "client" | "peer"): readonly [string, number] {
  const targets = which === "client" ? advertisedClientTargets(pd) : advertisedPeerTargets(pd);
  const lists = which === "client" ? [pd.advertiseClientUrls, pd.clientUrls] : [pd.advertisePeerUrls, pd.peerUrls];
  const urls = lists.flatMap((stated) => (stated.kind === "known" ? stated.value : []));
  const port = urls.find(({ value }) => value.port !== undefined)?.value.port ?? (which === "client" ? 2379 : 2380);
  return [targets.find(({ host }) => host !== undefined)?.host?.value ?? "PD_HOST", port];
}

function tikvAddress(tikv: TikvInstance, port: Port): readonly [string, number] {
  const isStatus = port === "tikv-status";
  const [advertised, listening] = isStatus
    ? [tikv.advertiseStatusAddress, tikv.statusAddress]
    : [tikv.advertiseAddress, tikv.address];
  const parts = [advertised, listening].flatMap((stated) => splitKnown(stated));
  const isDialled = (host: string) => host !== "" && host !== "0.0.0.0" && host !== "::" && !hasPlaceholder(host);
  const host = parts.find((part) => isDialled(part.host))?.host ?? "TIKV_HOST";
  return [host, parts.find((part) => part.port !== undefined)?.port ?? (isStatus ? 20180 : 20160)];
}

function splitKnown(stated: Stated<string>): readonly { readonly host: string; readonly port?: number | undefined }[] {
  return stated.kind === "known" ? [splitAddress(stated.value)] : [];
}

/** The paths that an instance has in its own configuration: on its machine they are at hand. */
export function filesByHand(instance: Instance): HandFiles {
  const path = (name: MaterialName) => {
    const material = instance.security[name];
    const written = material.kind === "absent" ? undefined : material.path?.value;
    return written === undefined || written === "" ? materialKeys[instance.component][name].toUpperCase() : written;
  };
  return { ca: path("ca"), certificate: path("certificate"), key: path("key") };
}

/** A command with which a person makes the same attempt on the real port. Nothing in it is taken for an option or a shell word. */
export function commandByHand(instance: Instance, port: Port, attempt: AttemptKind): string {
  return commandWith(addressByHand(instance, port), filesByHand(instance), port, attempt);
}

/** The same for an address (`HOST:PORT`) and files that somebody names. */
export function commandWith(address: string, files: HandFiles, port: Port, attempt: AttemptKind): string {
  if (attempt === "plaintext") return plaintextCommand(address, port);
  const shownFiles = credentialOptions(files, attempt);
  if (port === "tikv-grpc") return `openssl s_client -connect ${word(address)} -alpn h2 ${shownFiles} </dev/null`;
  const path = { "pd-client": "/pd/api/v1/version", "pd-peer": "/version", "tikv-status": "/status" }[port];
  const curl = shownFiles.replace("-CAfile ", "--cacert ").replace("-cert ", "--cert ").replace("-key ", "--key ");
  const name = attempt === "wrong-server-name" ? ` --connect-to ::${word(address)}` : "";
  const host = attempt === "wrong-server-name" ? "another.invalid" : address;
  return `curl --http1.1 ${curl}${name} ${word(`https://${host}${path}`)}`;
}

/** TiKV's plaintext port talks first; PD's answers HTTP. */
function plaintextCommand(address: string, port: Port): string {
  if (port === "tikv-grpc") {
    const { host, port: number } = splitAddress(address);
    return `timeout 3 nc ${word(host)} ${number ?? 20160} </dev/null | xxd | head -1`;
  }
  const path = { "pd-client": "/pd/api/v1/version", "pd-peer": "/version", "tikv-status": "/status" }[port];
  return `curl ${word(`http://${address}${path}`)}`;
}

/** What `right` files stand for, by attempt: the others are words in capitals that a person fills in. */
function credentialOptions(files: HandFiles, attempt: AttemptKind): string {
  const ca = `-CAfile ${word(files.ca)}`;
  const shows = (certificate: string, key: string) => `${ca} -cert ${word(certificate)} -key ${word(key)}`;
  switch (attempt) {
    case "right-client":
    case "wrong-server-name":
      return shows(files.certificate, files.key);
    case "no-certificate":
    case "plaintext":
      return ca;
    case "other-ca":
      return shows("CERTIFICATE_OF_ANOTHER_CA", "ITS_KEY");
    case "other-name":
      return shows("CERTIFICATE_WITH_ANOTHER_NAME", "ITS_KEY");
    case "expired-certificate":
      return shows("EXPIRED_CERTIFICATE", "ITS_KEY");
    case "no-client-usage":
      return shows("SERVER_ONLY_CERTIFICATE", "ITS_KEY");
    default:
      return attempt satisfies never;
  }
}

/** One word of a POSIX shell. */
export function word(text: string): string {
  return /^[\w@%+=:,./[\]-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
