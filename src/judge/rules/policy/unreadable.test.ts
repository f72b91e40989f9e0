import { testRule } from "../../../../test/support/rule-tester.ts";
import { unreadable } from "./unreadable.ts";

testRule(unreadable, {
  valid: {
    "a file that was read": { tikv: `[security]\nca-path = "/tls/ca.pem"` },
    "a file that does not parse: config/syntax speaks": { tikv: "[security" },
  },
  invalid: {
    "a link out of the repository": {
      files: { "prod/tikv.toml": "«»/etc/passwd", "prod/pd.toml": "[security]\n" },
      unreadable: ["prod/tikv.toml"],
      says: "this file is a symbolic link that leaves the repository: it was not read, and what it says is not judged",
      helps: "commit it as a regular file of a usual size, or leave it out of the repository",
    },
  },
});
