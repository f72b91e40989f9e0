import { testRule } from "../../../../test/support/rule-tester.ts";
import { componentMissing } from "./component-missing.ts";

testRule(componentMissing, {
  valid: {
    "one environment alone": { tikv: "[security]" },
    "no environment has it": { files: { "prod/tikv.toml": "[security]", "dev/tikv.toml": "[security]" } },
    "all have both": {
      files: {
        "prod/tikv.toml": "[security]",
        "prod/pd.toml": "[security]",
        "dev/tikv.toml": "[security]",
        "dev/pd.toml": "[security]",
      },
    },
  },
  invalid: {
    "no PD in development": {
      files: { "prod/tikv.toml": "[security]", "prod/pd.toml": "[security]", "dev/tikv.toml": "«[security]»\n" },
      says: "dev has no configuration of PD, prod has one: its channels to PD are not judged",
      helps: "commit it here, or declare in the config file which files belong to this environment",
      related: ["prod begins here"],
    },
    "each lacks what the other has": {
      files: { "prod/tikv.toml": "«[security]»", "dev/pd.toml": "«[security]»" },
      says: [
        "dev has no configuration of TiKV, prod has one: its channels to TiKV are not judged",
        "prod has no configuration of PD, dev has one: its channels to PD are not judged",
      ],
    },
  },
});
