import { describe } from "vitest";
import { ca, leaf } from "../rollout/change.ts";
import { testAttempts } from "../support/attempt.ts";
import { pdToml, tikvToml } from "../support/cluster.ts";

// Which instances belong together is decided by addresses. Running ones do not part because a change writes another.

const list = ["pd", "tikv"];
const pd = (number: number, more: Parameters<typeof pdToml>[0] = {}) =>
  pdToml({ name: `pd-${number}`, client: `https://10.0.0.${number}:2379`, peer: `https://10.0.0.${number}:2380`, list, ...more });
const tikv = (number: number, pdNumber: number, more: Parameters<typeof tikvToml>[0] = {}) =>
  tikvToml({ addr: `10.0.1.${number}:20160`, status: "127.0.0.1:20180", endpoints: [`10.0.0.${pdNumber}:2379`], list, ...more });
const members = { more: `initial-cluster = "pd-1=https://10.0.0.1:2380,pd-2=https://10.0.0.2:2380"` };
const base = {
  "prod/tls/ca.pem": ca("A").pem,
  "prod/tls/old.pem": ca("B").pem,
  "prod/tls/pd.pem": leaf("pd of two", { cn: "pd", issuer: ca("A"), san: ["IP:10.0.0.1", "IP:10.0.0.2"] }).pem,
  "prod/tls/tikv.pem": leaf("tikv of two", { cn: "tikv", issuer: ca("A"), san: ["IP:10.0.1.1", "IP:10.0.1.2"] }).pem,
  "prod/pd-1.toml": pd(1, members),
  "prod/pd-2.toml": pd(2, members),
  "prod/tikv-1.toml": tikv(1, 1),
  "prod/tikv-2.toml": tikv(2, 2),
};

describe("parting by another address", () => {
  testAttempts({
    "two PDs that no longer name each other, and one CA for each half": {
      base,
      change: {
        "prod/pd-1.toml": pd(1, { ca: "/tls/old.pem" }),
        "prod/pd-2.toml": pd(2),
        "prod/tikv-1.toml": tikv(1, 1, { ca: "/tls/old.pem" }),
      },
      says: "trust/ca-mismatch prod/",
    },
    "a TiKV in plaintext that dials a PD of its own": {
      base,
      change: {
        "prod/tikv-2.toml": tikv(2, 9, { ca: undefined, cert: undefined, key: undefined }),
      },
      says: "rollout/downgrade prod/tikv-2.toml",
    },
  });
});

const declared = {
  ...base,
  "tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: [prod/**]\n",
};

describe("out of sight", () => {
  testAttempts({
    "a TiKV beside the declared environments": {
      base: declared,
      change: { "new/tikv.toml": tikv(3, 1, { ca: undefined, cert: undefined, key: undefined }) },
      says: "env/undeclared new/tikv.toml",
    },
    "the key of the CA among the tests of another program": {
      base: declared,
      change: { "web/testdata/site.key": ca("A").keyPem },
      says: "trust/ca-key-committed web/testdata/site.key",
    },
    "a TiKV under the name of TiFlash's proxy": {
      base,
      change: {
        "prod/tikv-2.toml": undefined,
        "prod/tikv-proxy.toml": tikv(2, 2, { ca: undefined, cert: undefined, key: undefined }),
      },
      says: "policy/",
    },
  });
});
