import { join } from "node:path";
import type { GoProgram } from "./go-program.ts";

const proof = join(import.meta.dirname, "../../test/proof");

/**
 * A real PD: the only version that the Go module proxy serves, of 2024-04-07, between v8.0 and v8.1. It behaves as PD does
 * up to v8.3. Its go.mod stays at Go 1.21: from 1.22 on the etcd in it panics at its start (net/http.ServeMux).
 */
export const pdServer: GoProgram = {
  name: "pd-server",
  module: join(proof, "pd-server"),
  package: "github.com/tikv/pd/cmd/pd-server",
  tags: "without_dashboard",
};

/** Dials as PD dials, and guards servers (test/proof/go-client). */
export const goClient: GoProgram = { name: "go-client", module: join(proof, "go-client"), package: "." };
