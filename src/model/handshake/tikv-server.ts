import type { Span } from "../../text/span.ts";
import { type MaterialName, materialKeys, materialNames, type TikvInstance } from "../instances/instance.ts";
import { knownValue } from "../instances/setting.ts";
import { admitsEveryName, matchingOf, readsAllowedSan } from "./allow-list.ts";
import { identityOf, materialPlace, statedAs, trustOf } from "./credentials.ts";
import { type ClientCheck, firstFault, type NameRule, type Offer, type Start, unreadable } from "./offer.ts";

const offers = new WeakMap<TikvInstance, { readonly grpc: Offer; readonly status: Offer }>();

/** What TiKV's gRPC or status port gives and asks. */
export function tikvOffer(tikv: TikvInstance, port: "tikv-grpc" | "tikv-status"): Offer {
  let both = offers.get(tikv);
  if (both === undefined) {
    both = { grpc: grpcOffer(tikv), status: statusOffer(tikv) };
    offers.set(tikv, both);
  }
  return port === "tikv-grpc" ? both.grpc : both.status;
}

/**
 * One test switches TLS: `ca_path.is_empty()`. With a CA the port demands a client certificate that verifies, for every
 * service; there is no dual mode (tikv: components/security/src/lib.rs, SecurityManager::bind).
 */
function grpcOffer(tikv: TikvInstance): Offer {
  const { security } = tikv;
  const base = { instance: tikv, port: "tikv-grpc" } as const;
  const evidence = [materialPlace(security, "ca")];
  switch (statedAs(security.ca)) {
    case "absent":
      return { ...base, transport: "plaintext", check: { kind: "none" }, evidence };
    case "undecided": {
      const because = security.ca.kind === "unseen" ? security.ca.because : "ca-path is not known";
      return { ...base, transport: "unknown", because, check: { kind: "unknown", because }, evidence };
    }
    default: {
      const check: ClientCheck = { kind: "certificate", names: tikvNames(tikv) };
      return { ...base, transport: "tls", check, evidence: [...listPlaces(tikv), ...evidence] };
    }
  }
}

/**
 * The status port is TLS only with all three paths, and asks for a client certificate only when a list of names is set;
 * four paths are exempt from the name (tikv: src/server/status_server/mod.rs).
 */
function statusOffer(tikv: TikvInstance): Offer {
  const { security } = tikv;
  const base = { instance: tikv, port: "tikv-status" } as const;
  const states = materialNames.map((name) => statedAs(security[name]));
  const missing = materialNames.filter((_, index) => states[index] === "absent");
  if (missing.length > 0) {
    const evidence = missing.slice(0, 1).map((name) => materialPlace(security, name));
    return { ...base, transport: "plaintext", check: { kind: "none" }, evidence };
  }
  const evidence = [...listPlaces(tikv), materialPlace(security, "ca")];
  if (states.includes("undecided")) {
    const because = "its certificate paths are decided outside the files";
    return { ...base, transport: "unknown", because, check: { kind: "unknown", because }, evidence };
  }
  return { ...base, transport: "tls", check: statusCheck(tikv), evidence };
}

function statusCheck(tikv: TikvInstance): ClientCheck {
  const { allowedCn } = tikv.security;
  const names = tikvNames(tikv);
  if (names.kind === "unknown") return names;
  const setSan = readsAllowedSan("tikv", tikv.version) ? (knownValue(tikv.security.allowedSan) ?? []) : [];
  if ((knownValue(allowedCn) ?? []).length === 0 && setSan.length === 0) return { kind: "none" };
  const exempt = "GET /metrics, /status, /config and /debug/pprof/profile";
  return { kind: "certificate", names: names.kind === "listed" ? { ...names, exempt } : names };
}

/** Where the lists stand, set or not: without one, `[security]` is where it belongs. */
function listPlaces({ security, version }: TikvInstance): Span[] {
  const lists = readsAllowedSan("tikv", version) ? [security.allowedCn, security.allowedSan] : [security.allowedCn];
  return lists.flatMap((list) => (list.kind === "absent" ? [] : [list.span]));
}

/** Both lists have to admit the client where both are set. A list that admits everybody is none. */
function tikvNames(tikv: TikvInstance): NameRule {
  const { allowedCn, allowedSan } = tikv.security;
  const matching = matchingOf("tikv", tikv.version);
  const readsSan = readsAllowedSan("tikv", tikv.version);
  for (const list of readsSan ? [allowedCn, allowedSan] : [allowedCn]) {
    if (list.kind === "unknown") return { kind: "unknown", because: list.because };
  }
  const commonNames = knownValue(allowedCn) ?? [];
  const sans = readsSan ? (knownValue(allowedSan) ?? []) : [];
  const tellsApart = (entries: typeof commonNames) => entries.length > 0 && !admitsEveryName(entries, matching);
  if (!tellsApart(commonNames) && !tellsApart(sans)) return { kind: "any" };
  const at =
    commonNames.length > 0 && allowedCn.kind === "known"
      ? allowedCn.span
      : allowedSan.kind === "known"
        ? allowedSan.span
        : tikv.security.at;
  return { kind: "listed", commonNames, sans, at };
}

const starts = new WeakMap<TikvInstance, Start>();

/**
 * Does TiKV come up? It dials PD before it validates its configuration, so that a gap shows as an endless retry. It looks
 * at no date, name or usage of its own certificate.
 */
export function tikvStart(tikv: TikvInstance): Start {
  let start = starts.get(tikv);
  if (start === undefined) {
    start = firstFault([completeMaterial(tikv), readableMaterial(tikv)]);
    starts.set(tikv, start);
  }
  return start;
}

/** `ca, cert and private key should be all configured.` (tikv: components/security/src/lib.rs, SecurityConfig::validate). */
function completeMaterial({ security }: TikvInstance): Start | undefined {
  const having = (wanted: ReturnType<typeof statedAs>) => materialNames.filter((name) => statedAs(security[name]) === wanted);
  const [set, missing] = [having("set"), having("absent")];
  if (missing.length === 0 || missing.length === 3) {
    return set.length === 3 || missing.length === 3 ? undefined : undecidedMaterial;
  }
  if (set.length === 0) return undecidedMaterial;
  const keys = (names: readonly MaterialName[]) => names.map((name) => materialKeys.tikv[name]).join(" and ");
  return {
    kind: "fails",
    step: "incomplete-material",
    detail: `it sets ${keys(set)} but not ${keys(missing)}`,
    decidedBy: materialPlace(security, set[0] ?? "ca"),
    related: materialPlace(security, missing[0] ?? "ca"),
  };
}

const undecidedMaterial: Start = { kind: "unknown", because: "its certificate paths are decided outside the files" };

/** A fault in a file shows as `BindFail`; DER or a NUL byte aborts the process (grpcio: src/security/credentials.rs). */
function readableMaterial({ security, version }: TikvInstance): Start | undefined {
  if (statedAs(security.ca) !== "set") return undefined;
  const program = { component: "tikv", version } as const;
  return unreadable(trustOf(security, program, "clientAuth")) ?? unreadable(identityOf(security, program));
}
