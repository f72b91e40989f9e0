import { describe } from "vitest";
import { ca } from "../rollout/change.ts";
import { type Attempt, testAttempts } from "../support/attempt.ts";
import { soundTexts } from "../support/pull-request.ts";

// Whoever gets a certificate from a public CA may connect when the CA file is the system's store, and a CA that the gate no
// longer finds may be any.

const base = soundTexts();
const tikv = base["prod/tikv-1.toml"] ?? "";
const trusting = (path: string): Attempt => ({
  base,
  change: { "prod/tikv-1.toml": tikv.replace('"/tls/ca.pem"', `"${path}"`) },
  says: "trust/public-ca prod/tikv-1.toml",
});

describe("trust in strangers", () => {
  testAttempts({
    "Debian's bundle": trusting("/etc/ssl/certs/ca-certificates.crt"),
    "Red Hat's bundle": trusting("/etc/pki/tls/certs/ca-bundle.crt"),
    "Red Hat's extracted bundle": trusting("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
    "Alpine's bundle": trusting("/etc/ssl/cert.pem"),
    "SUSE's bundle": trusting("/var/lib/ca-certificates/ca-bundle.pem"),
    "the folder of the store": trusting("/etc/ssl/certs"),
    "one root of the store": trusting("/etc/ssl/certs/ISRG_Root_X1.pem"),
    "one root by its hash": trusting("/etc/ssl/certs/4042bcee.0"),
    "one root as the package has it": trusting("/usr/share/ca-certificates/mozilla/GTS_Root_R1.crt"),
    "by a detour": trusting("/etc/tikv/../ssl//certs/./ca-certificates.crt"),
    "of a Python package": trusting("/usr/lib/python3/dist-packages/certifi/cacert.pem"),
    "with a private CA of that name in the repository": {
      base,
      change: {
        "prod/tikv-1.toml": tikv.replace('"/tls/ca.pem"', '"/etc/ssl/certs/ca-certificates.crt"'),
        "prod/tls/ca-certificates.crt": ca("A").pem,
      },
      says: "trust/public-ca prod/tikv-1.toml",
    },
    "a decoy of the CA's name": {
      base,
      change: { "prod/tls/ca.pem": undefined, "prod/a/tls/ca.pem": ca("A").pem, "prod/b/tls/ca.pem": ca("B").pem },
      says: "policy/not-seen prod/",
    },
    "the CA goes out of the repository": { base, change: { "prod/tls/ca.pem": undefined }, says: "policy/not-seen prod/" },
    "the leaf goes out of the repository": {
      base,
      change: { "prod/tls/tikv.pem": undefined },
      says: "policy/not-seen prod/tikv-1.toml",
    },
    "the path leads to where nothing is": {
      base,
      change: { "prod/tikv-1.toml": tikv.replace('"/tls/ca.pem"', '"/opt/other.pem"') },
      says: "policy/not-seen prod/tikv-1.toml",
    },
  });
});
