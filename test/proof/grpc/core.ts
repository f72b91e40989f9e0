import { hasGo } from "../../support/go-oracle.ts";
import { installGrpcio } from "./grpcio.ts";
import type { Core } from "./peers.ts";

/**
 * The gRPC core to ask on this machine: PyPI's, or the one that TiKV pins where TIKV_CORE_PEER names the program built from
 * `tikv-core/` (and TIKV_CORE_OPENSSL its OpenSSL, 3.5 or 1.1.1).
 */
export function coreHere(): Core | { readonly kind: "missing"; readonly because: string } {
  if (!hasGo) return { kind: "missing", because: "there is no Go for the client" };
  const program = process.env["TIKV_CORE_PEER"];
  if (program !== undefined) {
    return { kind: "tikv", program, openssl: process.env["TIKV_CORE_OPENSSL"] === "1.1.1" ? "1.1.1" : "3.5" };
  }
  const installed = installGrpcio();
  return installed.kind === "missing" ? installed : { kind: "grpcio", folder: installed.folder };
}
