import { testRule } from "../../../../test/support/rule-tester.ts";
import { baseMissing } from "./base-missing.ts";

testRule(baseMissing, {
  valid: { "nothing is compared": { tikv: "[security]" } },
  invalid: {
    "a shallow clone without a token": {
      tikv: "«»[security]",
      baseMissing: "the checkout does not have it, and it cannot be fetched",
      says: "the base 0123456789ab could not be read (the checkout does not have it, and it cannot be fetched): the change is judged by the bundled policy alone, and its own config file, policies and waivers do not count",
      helps: "check out with fetch-depth: 0, or give the step a token that may read the repository",
    },
  },
});
