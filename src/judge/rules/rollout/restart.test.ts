import { sound } from "../../../../test/rollout/change.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { restart } from "./restart.ts";

const text = (files: Readonly<Record<string, string | Uint8Array>>) => files as Readonly<Record<string, string>>;
const tikv = (security: string) => `[security]\nca-path = "/tls/ca.pem"\n${security}`;
const pair = (name: string) => `cert-path = "/tls/${name}.pem"\nkey-path = "/tls/${name}.key"\n`;
const changed = text(sound({ pds: 1, tikvs: 1, pd: () => ({ list: ["pd", "tikv"] }), tikv: () => ({ list: ["tikv"] }) }));

testRule(restart, {
  valid: {
    "no base": { tikv: tikv(pair("a")) },
    "nothing changes": { files: { "prod/tikv.toml": tikv(pair("a")) }, base: { "prod/tikv.toml": `# same\n${tikv(pair("a"))}` } },
    "a list in another order": {
      files: { "prod/tikv.toml": `${tikv(pair("a"))}cert-allowed-cn = ["a", "b"]\n` },
      base: { "prod/tikv.toml": `${tikv(pair("a"))}cert-allowed-cn = ["b", "a"]\n` },
    },
  },
  invalid: {
    "paths change, and the files do not show what to": {
      files: { "prod/tikv.toml": tikv(`cert-path = «"/tls/b.pem"»\nkey-path = "/tls/b.key"\n`) },
      base: { "prod/tikv.toml": tikv(pair("a")) },
      says: "TiKV reads cert-path and key-path at its start only: the change takes effect when it is restarted",
      helps: "restart TiKV one instance after the other; what else has to be kept the files do not decide",
    },
    "lists come to both components": {
      files: {
        ...changed,
        "prod/pd-0.toml": String(changed["prod/pd-0.toml"]).replace(`["pd","tikv"]`, `«["pd","tikv"]»`),
        "prod/tikv-1.toml": String(changed["prod/tikv-1.toml"]).replace(`["tikv"]`, `«["tikv"]»`),
      },
      base: text(sound({ pds: 1, tikvs: 1 })),
      says: [
        "PD reads cert-allowed-cn at its start only: the change takes effect when it is restarted",
        "TiKV reads cert-allowed-cn at its start only: the change takes effect when it is restarted",
      ],
      helps: ["restart PD and TiKV one after the other, in any order", "restart PD and TiKV one after the other, in any order"],
    },
  },
});
