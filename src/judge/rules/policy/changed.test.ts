import { testRule } from "../../../../test/support/rule-tester.ts";
import { changed } from "./changed.ts";

const environments = "environments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n";
const files = (config: string) => ({ "tikv-tls-gate.yml": config, "deploy/prod/tikv.toml": "[security]\n" });
const what = "have it reviewed as what it is, a change of the gate; put it into a pull request of its own where it can be";
const tail =
  "this counts after the merge, the change itself is judged by the base; the findings stay the same (0 errors, 0 warnings and 0 notes)";

testRule(changed, {
  valid: {
    "nothing is compared": { files: files(environments) },
    "only a comment differs": { files: files(environments), base: { "tikv-tls-gate.yml": `# ours\n${environments}` } },
    "a value is written in quotes": {
      files: files(environments),
      base: { "tikv-tls-gate.yml": environments.replace("production", '"production"') },
    },
  },
  invalid: {
    "an include that covers less": {
      files: files("environments:\n  - name: prod\n    tier: production\n«    include: [deploy/prod/a/**]»\n"),
      base: { "tikv-tls-gate.yml": environments },
      says: `environment prod includes deploy/prod/a/** instead of deploy/prod/**: ${tail}`,
      helps: what,
    },
    "an environment under another name": {
      files: files("environments:\n«  - name: live»\n    tier: production\n    include: [deploy/prod/**]\n"),
      base: { "tikv-tls-gate.yml": environments },
      says: `environment prod is no longer declared, environment live is declared: ${tail}`,
    },
    "a waiver is removed": {
      files: files("environments:\n  - name: prod\n    tier: production\n«    include: [deploy/prod/**]»\n"),
      base: {
        "tikv-tls-gate.yml": `${environments}waivers:\n  - {rule: config/tls-off, path: deploy/**, reason: r, owner: o, until: 2026-12-31}\n`,
      },
      says: `a waiver is removed or changed: ${tail}`,
    },
  },
});
