import type { ChannelId } from "../../../model/channels/channel.ts";
import type { Environment } from "../../../model/environments/environment.ts";
import { listOf } from "../../../text/list-of.ts";
import { postureDifferences, postureText, serverOf, type WeakerChannel } from "../../channels/posture-differences.ts";
import type { Rule } from "../../rule.ts";

export const postureDiffers: Rule = {
  id: "env/posture-differs",
  phase: "files",
  meta: () => ({
    title: "A channel is weaker in one environment than in another",
    why: "What is tested in one environment is not what runs in the other. When production is the weaker one, the protection that somebody set up never arrived where it counts.",
    fix: "Set the same CA, certificate, key and allow list in all environments; only names and files differ.",
    threats: ["eavesdropping", "man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:2.2.7", "PCI-DSS-4.0.1:4.2.1", "NIST-SP-800-52r2:3.1"],
    policies: { baseline: { severity: "warning", variants: { "production-weaker": "error" } }, strict: "error" },
    since: "0.1.0",
    sources: ["tikv: components/security/src/lib.rs", "pd: server/config/config.go"],
    variants: { "production-weaker": "a production environment gives less than another one" },
    example: {
      bad: {
        files: {
          "prod/tikv.toml": `«log-level = "info"»\n`,
          "dev/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
        },
      },
      good: {
        files: {
          "prod/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
          "dev/tikv.toml": `[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
        },
      },
    },
  }),

  *check(model) {
    for (const { environment, at, channels } of postureDifferences(model)) {
      const [first] = channels;
      if (first === undefined) continue;
      const isProduction = environment.tier === "production";
      const isWeaker = isProduction && channels.some(({ stronger }) => stronger.tier !== "production");
      yield {
        at,
        subject: channels.map(({ id }) => id).join(" "),
        environment: environment.name,
        component: serverOf(first.id),
        channels: channels.map(({ id }) => id),
        message: `${clausesOf(environment, channels)}${isWeaker ? ": production is the weaker one" : ""}`,
        help: `set here what ${first.stronger.name} sets (${first.strongerAt.path}:${first.strongerAt.line})`,
        related: [{ at: first.strongerAt, message: `${first.stronger.name} gives ${postureText[first.strongerPosture]}` }],
        ...(isProduction && { variant: "production-weaker" }),
      };
    }
  },
};

/** One clause for the channels that go from the same to the same. */
function clausesOf(environment: Environment, channels: readonly WeakerChannel[]): string {
  const groups = new Map<string, ChannelId[]>();
  for (const { id, posture, stronger, strongerPosture } of channels) {
    const end = `${postureText[posture]} in ${environment.name} and ${postureText[strongerPosture]} in ${stronger.name}`;
    const ids = groups.get(end);
    if (ids === undefined) groups.set(end, [id]);
    else ids.push(id);
  }
  return [...groups].map(([end, ids]) => `${listOf(ids)} ${ids.length === 1 ? "gives" : "give"} ${end}`).join("; ");
}
