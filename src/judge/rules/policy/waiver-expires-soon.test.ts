import { testRule } from "../../../../test/support/rule-tester.ts";
import { waiverExpiresSoon } from "./waiver-expires-soon.ts";

const waived = (until: string) =>
  `# tikv-tls-gate: allow config/tls-incomplete until ${until} by @a because b\n[security]\nca-path = "/ca.pem"`;
const marked = (until: string) => waived(until).replace(/^(.*)/, "«$1»");

testRule(waiverExpiresSoon, {
  valid: {
    "fifteen days ahead": { tikv: waived("2026-12-09"), now: "2026-11-24T00:00:00Z" },
    "one past its end: policy/waiver-expired speaks": { tikv: waived("2026-11-23"), now: "2026-11-24T00:00:00Z" },
    "one that covers nothing: policy/waiver-unused speaks": {
      tikv: "# tikv-tls-gate: allow config/tls-incomplete until 2026-11-25 by @a because b\n[security]",
      now: "2026-11-24T00:00:00Z",
    },
    "further ahead than the policy asks": { tikv: waived("2026-12-01"), now: "2026-11-24T00:00:00Z", parameters: { days: 6 } },
  },
  invalid: {
    "fourteen days ahead, late on that day": {
      tikv: marked("2026-12-08"),
      now: "2026-11-24T23:59:59Z",
      says: "this waiver of config/tls-incomplete by @a ends in 14 days (2026-12-08): from the day after the finding that it covers counts again",
      helps: "fix the cause and remove the waiver, or have it renewed with a later date",
    },
    "on its last day, which still counts": {
      tikv: marked("2026-11-24"),
      now: "2026-11-24T23:59:59Z",
      says: "this waiver of config/tls-incomplete by @a ends today (2026-11-24): from the day after the finding that it covers counts again",
    },
    "on the day before": {
      tikv: marked("2026-11-25"),
      now: "2026-11-24T12:00:00Z",
      says: "this waiver of config/tls-incomplete by @a ends tomorrow (2026-11-25): from the day after the finding that it covers counts again",
    },
  },
});
