import { expect, test } from "vitest";
import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue, testTime } from "../../../../test/support/issue.ts";
import { modelOf } from "../../../../test/support/model-of.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { resolvedPolicies } from "../../../config/bundled-policies.ts";
import { buildModel } from "../../../model/build.ts";
import type { RepoPath } from "../../../text/span.ts";
import { knownRules } from "../../catalogue/known-rules.ts";
import { standingRules } from "../../catalogue/standing.ts";
import { judge } from "../../judge.ts";
import type { Policy, Severity } from "../../policy.ts";
import { waiverOf } from "../../waivers.ts";
import { handshakeFails } from "./handshake-fails.ts";

const ca = issue({ cn: "ca", ca: true });
const other = issue({ cn: "other ca", ca: true });
const material = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/both.pem": ca.pem + other.pem,
  "prod/tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] }).pem,
  "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] }).pem,
  "prod/tls/stranger.pem": issue({ cn: "tikv", issuer: other, san: ["IP:10.0.1.1"] }).pem,
};
const none = { ca: undefined, cert: undefined, key: undefined };
const mark = (toml: string, value: string) => toml.replace(value, `«${value}»`);
const http = { client: "http://10.0.0.1:2379", peer: "http://10.0.0.1:2380" };

testRule(handshakeFails, {
  valid: {
    "both sides fit": { files: { ...material, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml() } },
    "nothing is known of the certificates": { files: { "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml() } },
  },
  invalid: {
    "TiKV in plaintext at a PD with TLS": {
      files: { "prod/pd.toml": mark(pdToml(), "https://10.0.0.1:2379"), "prod/tikv.toml": tikvToml(none) },
      says: "tikv cannot connect to pd-0: tikv dials in plaintext and the client port of pd-0 takes TLS only",
      helps: "set up TLS for tikv as for pd-0: CA, certificate and key",
    },
    "two TiKVs with TLS at a PD in plaintext are one cause": {
      files: {
        "prod/pd.toml": pdToml(http),
        "prod/tikv-0.toml": mark(tikvToml(), `"/tls/ca.pem"`),
        "prod/tikv-1.toml": tikvToml({ addr: "10.0.1.2:20160" }),
      },
      says: "tikv-0 cannot connect to pd-0: tikv-0 dials with TLS and the client port of pd-0 is plaintext, and 1 more pair fails for the same reason",
      helps: "serve TLS on pd-0, with certificates and https URLs, before tikv-0 dials it so",
    },
    "PD trusts one CA, TiKV two, and TiKV's certificate is of the second": {
      files: {
        ...material,
        "prod/pd.toml": mark(pdToml(), `"/tls/ca.pem"`),
        "prod/tikv.toml": tikvToml({ ca: "/tls/both.pem", cert: "/tls/stranger.pem" }),
      },
      says: "tikv cannot connect to pd-0: pd-0 refuses the certificate of tikv: its issuer CN=other ca is not in the CA file",
      helps: "put the CA that issued the certificate of tikv into the CA file of pd-0",
      related: ["on the side of tikv"],
    },
    "a PD dials the peer port of another from an address that its certificate does not name": {
      files: {
        ...material,
        "prod/tls/pd-1.pem": issue({ cn: "pd-1", issuer: ca, san: ["IP:10.0.0.2"] }).pem,
        "prod/pd-0.toml": mark(pdToml(), `"/tls/ca.pem"`),
        "prod/pd-1.toml": pdToml({
          name: "pd-1",
          cert: "/tls/pd-1.pem",
          client: "https://10.0.0.2:2379",
          peer: "https://10.0.0.3:2380",
        }).replace("https://10.0.0.3:2380", "«$&»"),
      },
      says: [
        "pd-1 cannot connect to pd-0: the certificate of pd-1 names 10.0.0.2, and it dials the peer port of pd-0 from 10.0.0.3",
        "pd-0 cannot connect to pd-1: pd-0 dials 10.0.0.3, which the certificate of pd-1 does not name, and 1 more pair fails for the same reason",
      ],
      helps: [
        "issue the certificate of pd-1 with the address that it dials from",
        "issue the certificate of pd-1 with the host that pd-0 dials",
      ],
    },
    "a TiKV that does not start": {
      files: { ...material, "prod/tikv.toml": mark(tikvToml({ ca: undefined }), `"/tls/tikv.pem"`) },
      says: "tikv does not start: it sets cert-path and key-path but not ca-path, so that nobody can connect to it",
      helps: "change what is marked so that tikv starts",
      related: ["what it does not fit"],
    },
    "a TiKV that cannot use its own key": {
      files: {
        ...material,
        "prod/tls/wrong.key": other.keyPem,
        "prod/pd.toml": pdToml(),
        "prod/tikv.toml": mark(tikvToml({ key: "/tls/wrong.key" }), `"/tls/wrong.key"`).replace(
          `«"/tls/wrong.key"»`,
          `««"/tls/wrong.key"»»`,
        ),
      },
      says: [
        "tikv cannot connect to pd-0: tikv cannot use its own files: its key-path holds the key of another certificate",
        "tikv does not start: its key-path holds the key of another certificate, so that nobody can connect to it",
      ],
      helps: ["give tikv a CA file, a certificate and a key that it can use", "change what is marked so that tikv starts"],
    },
  },
});

interface Precedence {
  readonly files: Readonly<Record<string, string>>;
  readonly now?: string;
  /** What the general rule says where no other speaks. */
  readonly says: readonly string[];
}

/** Who is heard under `baseline`, and what is left to say when all other rules are off. */
const specific: Readonly<Record<string, Precedence>> = {
  "config/tls-incomplete": {
    files: { ...material, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml({ ca: undefined }) },
    says: [
      "tikv cannot connect to pd-0: tikv dials in plaintext and the client port of pd-0 takes TLS only",
      "tikv does not start: it sets cert-path and key-path but not ca-path, so that nobody can connect to it",
    ],
  },
  "cert/san-mismatch": {
    files: { ...material, "prod/tikv.toml": tikvToml({ addr: "10.9.9.9:20160" }) },
    says: ["tikv cannot connect to tikv: tikv dials 10.9.9.9, which the certificate of tikv does not name"],
  },
  "cert/expired": {
    files: { ...material, "prod/tikv.toml": tikvToml() },
    now: "2028-01-01T00:00:00Z",
    says: [
      "client cannot connect to tikv: client refuses the certificate of tikv: CN=tikv expired on 2027-06-01, and 2 more pairs fail for the same reason",
    ],
  },
  "trust/locked-out": {
    files: { ...material, "prod/tikv.toml": tikvToml({ list: ["x"] }) },
    says: ["tikv cannot connect to tikv: the certificate of tikv has the common name tikv, which tikv does not allow"],
  },
  "trust/self-refused": {
    files: { ...material, "prod/pd.toml": pdToml({ list: ["x", "y"] }) },
    says: [
      "pd-0 does not start: it is refused by itself when it dials its own client URL: the certificate of pd-0 has the common name pd, which is not in cert-allowed-cn of pd-0, so that nobody can connect to it",
    ],
  },
  "trust/untrusted": {
    files: { ...material, "prod/pd.toml": pdToml(), "prod/tikv.toml": tikvToml({ cert: "/tls/stranger.pem" }) },
    says: [
      "tikv cannot connect to pd-0: pd-0 refuses the certificate of tikv: its issuer CN=other ca is not in the CA file",
      "tikv cannot connect to tikv: tikv refuses the certificate of tikv: its issuer CN=other ca is not in the CA file",
    ],
  },
  "cert/weak-key": {
    files: {
      ...material,
      "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, key: "p-224", san: ["IP:10.0.1.1"] }).pem,
      "prod/pd.toml": pdToml(),
      "prod/tikv.toml": tikvToml(),
    },
    says: [
      "tikv cannot connect to pd-0: pd-0 cannot verify the key of tikv: TLS has no signature algorithm for P-224",
      "client cannot connect to tikv: client cannot verify the key of tikv: TLS has no signature algorithm for P-224, and 2 more pairs fail for the same reason",
    ],
  },
  "trust/ca-mismatch": {
    files: {
      ...material,
      "prod/other.pem": other.pem,
      "prod/pd.toml": pdToml(),
      "prod/tikv.toml": tikvToml({ ca: "/tls/other.pem", cert: "/tls/stranger.pem" }),
    },
    says: ["tikv cannot connect to pd-0: tikv refuses the certificate of pd-0: its issuer CN=ca is not in the CA file"],
  },
  "config/plaintext-url": {
    files: {
      "prod/pd-0.toml": pdToml(http),
      "prod/pd-1.toml": pdToml({ name: "pd-1", client: "http://10.0.0.2:2379", peer: "http://10.0.0.2:2380" }),
    },
    says: [
      "pd-1 cannot connect to pd-0: pd-1 dials with TLS and the client port of pd-0 is plaintext",
      "pd-0 cannot connect to pd-1: pd-0 dials with TLS and the client port of pd-1 is plaintext",
    ],
  },
  "config/tls-off": {
    files: { ...material, "prod/tikv-0.toml": tikvToml(), "prod/tikv-1.toml": tikvToml({ ...none, addr: "10.0.1.2:20160" }) },
    says: [
      "tikv-0 cannot connect to tikv-1: tikv-0 dials with TLS and the gRPC port of tikv-1 is plaintext",
      "tikv-1 cannot connect to tikv-0: tikv-1 dials in plaintext and the gRPC port of tikv-0 takes TLS only",
    ],
  },
  "config/plaintext-url, PD's URLs may come from flags": {
    files: { "prod/pd.toml": pdToml().replace(/(client|peer)-urls.*/g, ""), "prod/tikv.toml": tikvToml() },
    says: ["tikv cannot connect to pd-0: tikv dials with TLS and the client port of pd-0 is plaintext"],
  },
  "config/tls-off, two PDs, one without TLS, and nothing says which one TiKV dials": {
    files: {
      "prod/pd-0.toml": pdToml(),
      "prod/pd-1.toml": pdToml({ name: "pd-1", ...http, ...none }),
      "prod/tikv.toml": tikvToml().replace(/endpoints.*/, ""),
    },
    says: [
      "pd-1 cannot connect to pd-0: pd-1 has no certificate and the client port of pd-0 demands one",
      "tikv cannot connect to pd-1: tikv dials with TLS and the client port of pd-1 is plaintext, and 1 more pair fails for the same reason",
    ],
  },
};

const [baseline] = resolvedPolicies() as [Policy];
const alone: Policy = { ...baseline, rules: { [handshakeFails.id]: { severity: "error" } } };

test.each(Object.entries(specific))("gives way to %s, and speaks where that is off", async (name, { files, now, says }) => {
  const at = now === undefined ? testTime : Date.parse(now);
  const { reading } = await modelOf(files);
  const model = buildModel(reading, {}, at);
  const judged = (policy: Policy) =>
    judge(model, { rules: standingRules, now: at, policyOf: () => policy, gate: { waivers: [] } });
  const heard = judged(baseline).map(({ rule }) => rule.id);
  expect(heard).toContain(name.split(",")[0]);
  expect(heard).not.toContain(handshakeFails.id);
  expect(judged(alone).map(({ statement }) => statement.message)).toEqual(says);
});

test("a specific finding that is less severe does not cover", async () => {
  const { model } = await modelOf(specific["trust/locked-out"]?.files ?? {});
  const graded = (severity: Severity, own: Severity) => {
    const rules = { ...alone.rules, "trust/locked-out": { severity }, [handshakeFails.id]: { severity: own } };
    const policy = { ...baseline, rules };
    const findings = judge(model, { rules: standingRules, now: testTime, policyOf: () => policy, gate: { waivers: [] } });
    return findings.map(({ rule }) => rule.id);
  };
  expect(graded("warning", "error")).toEqual(["trust/handshake-fails", "trust/locked-out"]);
  expect(graded("warning", "warning")).toEqual(["trust/locked-out"]);
  expect(graded("error", "note")).toEqual(["trust/locked-out"]);
  expect(graded("off", "note")).toEqual(["trust/handshake-fails"]);
});

test("a waived finding covers: its waiver says that the refusal is accepted", async () => {
  const { model } = await modelOf(specific["trust/locked-out"]?.files ?? {});
  const draft = { rule: "trust/locked-out", path: "**", until: "2026-12-10", owner: "@a", reason: "b" };
  const place = { path: "tikv-tls-gate.yml" as RepoPath, line: 1, column: 1, endLine: 1, endColumn: 2 };
  const gate = { waivers: [waiverOf({ ...draft, at: place }, knownRules)] };
  const policy: Policy = { ...alone, rules: { ...alone.rules, "trust/locked-out": { severity: "error" } } };
  const findings = judge(model, { rules: standingRules, now: testTime, policyOf: () => policy, gate });
  expect(findings.map(({ rule, waiver }) => [rule.id, waiver?.reason])).toEqual([["trust/locked-out", "b"]]);
});
