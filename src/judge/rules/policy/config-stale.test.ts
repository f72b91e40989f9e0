import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { configStale } from "./config-stale.ts";

const ca = issue({ cn: "ca", ca: true }).pem;
const environment = "environments:\n  - name: prod\n    tier: production\n    include: [prod]\n";

testRule(configStale, {
  valid: {
    "without a config file": { tikv: "[security]" },
    "all that it names is there": {
      files: {
        "tikv-tls-gate.yml": `${environment}    certificates: {/etc/tls: shared/tls}\n    clients: {ca: shared/tls/ca.pem}\n`,
        "prod/tikv.toml": "[security]",
        "shared/tls/ca.pem": ca,
      },
    },
  },
  invalid: {
    "a folder and a file that moved": {
      files: {
        "tikv-tls-gate.yml": `${environment}    certificates: {/etc/tls: «shared/tsl»}\n    clients: {ca: «shared/tls/root.pem»}\n`,
        "prod/tikv.toml": "[security]",
        "prod/tls/ca.pem": ca,
      },
      says: [
        "no certificate lies in shared/tsl: what environment prod serves and trusts stays unknown",
        "shared/tls/root.pem is not in the repository: the clients of environment prod stay unknown",
      ],
      helps: ["correct it, or remove it", "correct it, or remove it"],
    },
    "the nearest path is told": {
      files: {
        "tikv-tls-gate.yml": `${environment}    certificates: {/etc/tls: «prod/tsl»}\n`,
        "prod/tikv.toml": "[security]",
        "prod/tls/ca.pem": ca,
      },
      says: "no certificate lies in prod/tsl: what environment prod serves and trusts stays unknown",
      helps: "correct it, or remove it; the nearest path is prod/tls",
    },
    "one environment of two matches nothing": {
      files: {
        ".github/tikv-tls-gate.yml": `${environment}  - name: dev\n    tier: development\n    include: «[deploy/dev/**, dve]»\n`,
        "prod/tikv.toml": "[security]",
        "dev/tikv.toml": "[security]",
      },
      says: "no configuration and no certificate matches deploy/dev/**, dve: environment dev is not judged",
    },
  },
});
