import { describe, expect, test } from "vitest";
import { parseVersion } from "../model/instances/version.ts";
import { keyCatalogue, type Program } from "./key-catalogue.ts";
import { isBlindTable, knows, typeIn, verdict } from "./keys.ts";
import { readsKey } from "./releases.ts";

function version(text: string) {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`not a version: ${text}`);
  return parsed;
}

function of(program: Program, release: string, name: string) {
  return verdict(program, version(release), name.split("."));
}

function known(program: Program, release: string, name: string): boolean {
  return knows(program, version(release), name.split("."));
}

/** The correction of an unknown key, as `kind -> target`. */
function correction(program: Program, release: string, name: string): string {
  const answer = of(program, release, name);
  if (answer.kind !== "unknown") return answer.kind;
  if (answer.correction === undefined) return "unknown";
  return "to" in answer.correction && answer.correction.to !== undefined
    ? `${answer.correction.kind} -> ${answer.correction.to}`
    : answer.correction.kind;
}

describe("the catalogues", () => {
  test.each([
    ["pd", 246],
    ["tikv", 1025],
  ] as const)("%s has all its keys", (program, count) => {
    expect(keyCatalogue(program).all()).toHaveLength(count);
  });

  test.each(["pd", "tikv"] as const)("every key of %s is known in the newest version that has it", (program) => {
    const catalogue = keyCatalogue(program);
    const missing = catalogue.all().filter((key) => {
      const newest = catalogue.versions.findLast((_, index) => readsKey(catalogue, key, index));
      if (newest === undefined) return true;
      const route = key.name.replaceAll("[]", "").split(".");
      return verdict(program, version(newest), route).kind !== "known" && !route.includes("*");
    });
    expect(missing).toEqual([]);
  });

  // The numbers of keys that TiKV's sources have at these releases, counted apart from the catalogue's ranges.
  test.each([
    ["v3.0.0", 420],
    ["v4.0.16", 532],
    ["v5.1.5", 622],
    ["v6.5.0", 740],
    ["v7.5.7", 843],
    ["v8.5.3", 876],
    ["v8.5.7", 917],
    ["v9.0.0-beta.2.pre", 880],
    ["HEAD", 924],
  ])("TiKV %s reads %i keys", (release, count) => {
    const catalogue = keyCatalogue("tikv");
    const index = catalogue.versions.indexOf(release);
    expect(catalogue.all().filter((key) => readsKey(catalogue, key, index))).toHaveLength(count);
  });
});

describe("versions", () => {
  test("a key begins with its release and not before", () => {
    expect(known("tikv", "v3.1.0", "security.cert-allowed-cn")).toBe(true);
    expect(known("tikv", "v3.0.20", "security.cert-allowed-cn")).toBe(false);
    expect(known("tikv", "v8.4.0", "security.encryption.master-key.aws.access-key")).toBe(true);
    expect(known("tikv", "v8.3.0", "security.encryption.master-key.aws.access-key")).toBe(false);
    expect(known("pd", "v6.6.0", "keyspace")).toBe(true);
    expect(known("pd", "v6.5.12", "keyspace")).toBe(false);
  });

  test("a key ends with its last release", () => {
    expect(known("tikv", "v3.1.2", "security.cipher-file")).toBe(true);
    expect(known("tikv", "v4.0.0", "security.cipher-file")).toBe(false);
    expect(known("tikv", "v4.0.16", "raftstore.sync-log")).toBe(true);
    expect(known("tikv", "v5.0.0", "raftstore.sync-log")).toBe(false);
  });

  test("a back-port is absent in the releases between", () => {
    expect(known("tikv", "v8.5.7", "backup.gcp-v2-enable")).toBe(true);
    expect(known("tikv", "v9.0.0-beta.1", "backup.gcp-v2-enable")).toBe(false);
    expect(known("tikv", "master", "backup.gcp-v2-enable")).toBe(true);
    expect(known("pd", "v7.1.6", "controller.ltb-token-rpc-max-delay")).toBe(true);
    expect(known("pd", "v8.0.0", "controller.ltb-token-rpc-max-delay")).toBe(false);
  });

  test("a version without a patch number is its newest patch release", () => {
    expect(of("tikv", "v8.5", "backup.gcp-v2-enable").kind).toBe("known");
    expect(of("tikv", "v8.5.6", "backup.gcp-v2-enable").kind).toBe("unknown");
    expect(of("tikv", "v8", "backup.gcp-v2-enable").kind).toBe("known");
  });

  test("only the main branch reads cert-allowed-san; master, nightly and HEAD are that branch", () => {
    expect(of("tikv", "v8.5.7", "security.cert-allowed-san")).toEqual({
      kind: "unknown",
      correction: { kind: "too-new", since: "HEAD", before: undefined },
    });
    for (const name of ["master", "nightly", "HEAD"]) expect(of("tikv", name, "security.cert-allowed-san").kind).toBe("known");
  });

  test("about a patch release, a hot fix or a beta that nobody read the catalogue is unsure where a later version knows the key", () => {
    for (const release of ["v8.5.9", "v8.5.4-20260811", "v9.0.0-beta.3"]) {
      expect(of("tikv", release, "security.cert-allowed-san").kind, release).toBe("unsure");
      expect(of("tikv", release, "security.server-cert-path").kind, release).toBe("unknown");
    }
  });

  test("about a version before the oldest it is unsure of every key that may have gone, and sure of mistakes", () => {
    expect(of("tikv", "v2.1", "security.cert-allowed-cn").kind).toBe("unsure");
    expect(of("tikv", "v2.1", "security.server-cert-path").kind).toBe("unknown");
    expect(of("pd", "v3.0.0-rc.1", "namespace-classifier").kind).toBe("unsure");
    expect(of("pd", "v3.0.0-rc.1", "security.ca-path").kind).toBe("unknown");
  });

  test("of a version after the newest it knows mistakes, and leaves new keys alone", () => {
    expect(correction("pd", "v27.0.0", "security.ca-path")).toBe("other-program -> security.cacert-path");
    expect(correction("pd", "v27.0.0", "brand-new-feature-of-tomorrow")).toBe("unsure");
  });

  test("types follow the version", () => {
    const key = (name: string) => {
      const answer = of("tikv", "v8.5.7", name);
      if (answer.kind !== "known") throw new Error(name);
      return answer.key;
    };
    expect(typeIn("tikv", version("v8.2.0"), key("security.redact-info-log"))).toBe("boolean");
    expect(typeIn("tikv", version("v8.3.0"), key("security.redact-info-log"))).toBe("enum");
    expect(typeIn("tikv", version("v8.5.7"), key("security.ca-path"))).toBe("string");
  });
});

describe("PD compares keys without regard to case, TiKV exactly", () => {
  test.each(["SECURITY.CACERT-PATH", "Security.Cert-Path", "Client-URLs", "security.sslcertbytes", "forcenewcluster"])(
    "PD knows %s",
    (name) => {
      expect(known("pd", "v8.5.7", name)).toBe(true);
    },
  );

  test.each(["SECURITY", "security.CA-path", "Server"])("TiKV does not know %s", (name) => {
    expect(correction("tikv", "v8.5.7", name)).toBe(`other-spelling -> ${name.toLowerCase()}`);
  });

  test("every key of PD is known in capitals", () => {
    const { versions, all } = keyCatalogue("pd");
    const catalogue = keyCatalogue("pd");
    const head = versions.length - 1;
    const names = all().filter((key) => readsKey(catalogue, key, head) && !/[*[]/.test(key.name));
    expect(names.filter(({ name }) => !known("pd", "master", name.toUpperCase()))).toEqual([]);
  });
});

describe("free names", () => {
  test("labels are the user's own", () => {
    expect(of("tikv", "v8.5.7", "server.labels.zone").kind).toBe("free");
    expect(of("pd", "v8.5.7", "labels.zone").kind).toBe("free");
  });

  test("a map of tables has free names over known keys", () => {
    expect(of("pd", "v8.5.7", "schedule.store-limit.1.add-peer").kind).toBe("known");
    expect(of("pd", "v8.5.7", "schedule.store-limit.1.add").kind).toBe("unknown");
  });

  test("a quoted key with a dot in it is one name", () => {
    expect(verdict("tikv", version("v8.5.7"), ["security.ca-path"])).toEqual({
      kind: "unknown",
      correction: { kind: "other-spelling", to: "security.ca-path" },
    });
    expect(verdict("tikv", version("v8.5.7"), ["server", "labels", "a.b"]).kind).toBe("free");
  });
});

describe("what was meant", () => {
  test.each([
    ["security.server-cert-path", "tls-words -> security.cert-path"],
    ["security.ca-cert-path", "tls-words -> security.ca-path"],
    ["security.server-key-path", "tls-words -> security.key-path"],
    ["security.client-cert-path", "tls-words -> security.cert-path"],
    ["security.client-key-path", "tls-words -> security.key-path"],
    ["security.ssl-ca", "tls-words -> security.ca-path"],
    ["security.cluster-ssl-cert", "tls-words -> security.cert-path"],
    ["security.cert-file", "tls-words -> security.cert-path"],
    ["security.trusted-ca-file", "tls-words -> security.ca-path"],
    ["security.cert-verify-cn", "tls-words -> security.cert-allowed-cn"],
    ["security.cert-allowed-names", "tls-words -> security.cert-allowed-cn"],
    ["security.cluster-verify-cn", "tls-words -> security.cert-allowed-cn"],
    ["security.tls-enabled", "no-switch"],
    ["security.enable-tls", "no-switch"],
    ["security.client-cert-auth", "no-switch"],
    ["ssl-cert", "tls-words -> security.cert-path"],
    ["tls", "tls-words -> security"],
    ["security.tls", "tls-words -> security"],
    ["server.security", "other-table -> security"],
    ["ca-path", "other-table -> security.ca-path"],
    ["server.cert-path", "other-table -> security.cert-path"],
    ["security.cacert-path", "other-program -> security.ca-path"],
    ["security.ca_path", "other-spelling -> security.ca-path"],
    ["security.caPath", "other-spelling -> security.ca-path"],
    ["security.CertAllowedCN", "other-spelling -> security.cert-allowed-cn"],
    ["securty", "near -> security"],
    ["security.cert-allowed-cm", "near -> security.cert-allowed-cn"],
    ["server.adr", "near -> server.addr"],
    ["security.override-ssl-target", "unknown"],
    ["raftstore.raft_log_reserve_max_ticks", "misspelt -> raftstore.raft-log-reserve-max-ticks"],
    ["readpool.storage.max-tasks-high", "renamed -> readpool.storage.max-tasks-per-worker-high"],
    ["raftstore.report-min-resolved-ts-interval", "removed -> raftstore.pd-report-min-resolved-ts-interval"],
    ["raftstore.sync-log", "removed"],
    ["security.encryption.master-key.endpiont", "near -> security.encryption.master-key.endpoint"],
    ["client-urls", "of-other-program"],
    ["zzzzzzzz", "unknown"],
  ])("TiKV v8.5.7, %s: %s", (name, expected) => {
    expect(correction("tikv", "v8.5.7", name)).toBe(expected);
  });

  test.each([
    ["security.ca-path", "other-program -> security.cacert-path"],
    ["ca-path", "other-program -> security.cacert-path"],
    ["security.ca-cert-path", "tls-words -> security.cacert-path"],
    ["security.cacert_path", "other-spelling -> security.cacert-path"],
    ["security.server-cert-path", "tls-words -> security.cert-path"],
    ["security.ssl-ca", "tls-words -> security.cacert-path"],
    ["security.cert-allowed-san", "of-other-program"],
    ["securty", "near -> security"],
    ["client-url", "near -> client-urls"],
    ["force-new-cluster", "other-spelling -> ForceNewCluster"],
    ["enable-grpc-gateway", "other-spelling -> EnableGRPCGateway"],
    ["raftstore", "of-other-program"],
    ["dashboard.disable-telemetry", "removed"],
  ])("PD v8.5.7, %s: %s", (name, expected) => {
    expect(correction("pd", "v8.5.7", name)).toBe(expected);
  });

  test("a correction is always a key that the version reads", () => {
    for (const program of ["pd", "tikv"] as const) {
      const mistakes = keyCatalogue(program)
        .all()
        .flatMap(({ name }) => [name.replaceAll("-", "_"), `${name}s`, name.slice(1), name.toUpperCase()]);
      for (const name of mistakes) {
        const answer = of(program, "v7.5.7", name);
        const to = answer.kind === "unknown" && answer.correction && "to" in answer.correction ? answer.correction.to : undefined;
        if (to !== undefined)
          expect(of(program, "v7.5.7", to.replaceAll("[]", "").replaceAll("*", "x")).kind, `${name} -> ${to}`).toBe("known");
      }
    }
  });

  test("a key longer than any real one is not compared letter by letter", () => {
    expect(correction("tikv", "v8.5.7", `security.ca-path${"h".repeat(100_000)}`)).toBe("unknown");
  });
});

test("TiKV's own check is blind in four tables and below them", () => {
  const at = version("v8.5.7");
  for (const table of ["raftstore", "raft-engine", "security.encryption.master-key", "security.encryption.master-key.aws"]) {
    expect(isBlindTable("tikv", at, table), table).toBe(true);
  }
  for (const table of ["", "security", "security.encryption", "raftdb"])
    expect(isBlindTable("tikv", at, table), table).toBe(false);
  expect(isBlindTable("tikv", version("v3.1.2"), "raftstore")).toBe(false);
  expect(isBlindTable("pd", at, "security")).toBe(false);
});
