import type { ChannelId } from "../../../model/channels/channel.ts";
import type { Posture } from "../../../model/handshake/outcome.ts";
import { componentName } from "../../../model/instances/instance.ts";
import { grouped } from "../../../text/grouped.ts";
import { listOf } from "../../../text/list-of.ts";
import type { Span } from "../../../text/span.ts";
import { placeKey } from "../../channels/channel-ends.ts";
import { postureText } from "../../channels/posture-differences.ts";
import { environmentPlans, lostInstances, placeText } from "../../channels/rollout.ts";
import type { Rule, Statement } from "../../rule.ts";

export const downgrade: Rule = {
  id: "rollout/downgrade",
  phase: "change",
  meta: () => ({
    title: "The change makes a channel weaker",
    why: "What was encrypted or proven before this change is not any more: traffic that nobody could read or change on the way can be read and changed once it is merged.",
    fix: "Keep the setting that protected the channel, or have the weaker posture accepted on its own, with a reason.",
    threats: ["eavesdropping", "man-in-the-middle", "impersonation"],
    controls: ["PCI-DSS-4.0.1:4.2.1", "PCI-DSS-4.0.1:6.5.1", "NIST-SP-800-52r2:3.1", "CWE-757"],
    policies: { baseline: "error", strict: "error" },
    since: "0.1.0",
    sources: ["pd: server/config/config.go", "tikv: components/security/src/lib.rs, SecurityManager::bind"],
    example: {
      bad: {
        files: { "prod/tikv.toml": `«[security]»\n` },
        base: {
          "prod/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
        },
      },
      good: {
        files: {
          "prod/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
        },
        base: { "prod/tikv.toml": "[security]\n" },
      },
    },
  }),

  *check(model, context) {
    for (const plan of environmentPlans(model, context)) {
      const falls = new Map<string, Fall>();
      for (const { id, before, after, direction, component } of plan.diff.changed) {
        if ((direction !== "weaker" && direction !== "hidden") || before === undefined || after === undefined) continue;
        const at = after.at ?? plan.match.head?.at;
        if (at === undefined) continue;
        const key = `${placeKey(at)} ${before.posture} ${after.posture}`;
        const known = falls.get(key);
        if (known !== undefined) known.channels.add(id);
        else
          falls.set(key, {
            at,
            was: before.at,
            before: before.posture,
            after: after.posture,
            component,
            channels: new Set([id]),
          });
      }
      for (const here of grouped([...falls.values()], ({ at }) => placeKey(at)).values()) yield statementOf(plan.name, here);
      for (const { component, at, was, posture, channels } of lostInstances(plan, model)) {
        yield {
          at,
          subject: `${component} removed`,
          environment: plan.name,
          component,
          channels,
          message: `no configuration of ${componentName[component]} is left in ${plan.name}: at ${placeText(was)} it gave ${postureText[posture]}, and nothing says what runs now`,
          help: `keep the configuration where it is recognised for as long as ${componentName[component]} runs`,
        };
      }
    }
  },
};

/** Channels that become weaker in the same way at the same place. */
interface Fall {
  readonly at: Span;
  readonly was: Span | undefined;
  readonly before: Posture | "unknown";
  readonly after: Posture | "unknown";
  readonly component: Statement["component"];
  readonly channels: Set<ChannelId>;
}

function statementOf(environment: string, falls: readonly Fall[]): Statement {
  const [first] = falls as readonly [Fall, ...Fall[]];
  const channels = [...new Set(falls.flatMap((fall) => [...fall.channels]))];
  const place = first.was === undefined ? "" : ` (before: ${placeText(first.was)})`;
  return {
    at: first.at,
    subject: falls.map((fall) => `${[...fall.channels].join(" ")} ${fall.after}`).join(" "),
    environment,
    component: first.component,
    channels,
    message: `${falls.map(clauseOf).join("; ")}${place}`,
    help: "keep the setting that protected the channel before",
  };
}

function clauseOf({ before, after, channels }: Fall): string {
  const [ids, isOne] = [listOf([...channels]), channels.size === 1];
  const old = before === "unknown" ? "what the files did not say" : postureText[before];
  if (after === "unknown") return `the files no longer say what ${ids} ${isOne ? "gives" : "give"}: it was ${old}`;
  return `${ids} ${isOne ? "falls" : "fall"} from ${old} to ${postureText[after]}`;
}
