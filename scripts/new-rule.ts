import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

// `npm run new-rule config/some-name`: makes a rule's file and its test, with placeholders on which the tests fail.
const [id = ""] = process.argv.slice(2);
const match = /^([a-z]+)\/([a-z]+(?:-[a-z]+)*)$/.exec(id);
if (match === null) {
  console.error("usage: npm run new-rule GROUP/NAME, such as config/tls-off");
  process.exit(2);
}
const name = (match[2] as string).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const phase =
  ({ policy: "gate", rollout: "change", handshake: "handshake" } as Record<string, string>)[id.split("/")[0] ?? ""] ?? "files";
const path = `src/judge/rules/${id}.ts`;
if (existsSync(path)) {
  console.error(`${path} exists`);
  process.exit(2);
}
mkdirSync(dirname(path), { recursive: true });
writeFileSync(
  path,
  `import type { Rule } from "../../rule.ts";

export const ${name}: Rule = {
  id: "${id}",
  phase: "${phase}",
  meta: () => ({
    title: "PLACEHOLDER: what is found",
    why: "PLACEHOLDER: what an attacker or an outage gains from it.",
    fix: "PLACEHOLDER: how to correct it.",
    threats: [],
    controls: [],
    policies: { baseline: "PLACEHOLDER", strict: "PLACEHOLDER" },
    since: "PLACEHOLDER",
    sources: ["PLACEHOLDER: file of PD or TiKV, or RFC section"],
    example: { bad: { tikv: "«»\\n" }, good: { tikv: "\\n" } },
  }),

  *check(model) {
    for (const environment of model.environments) {
      for (const instance of environment.instances) {
        yield { at: instance.at, subject: "PLACEHOLDER", message: "PLACEHOLDER", help: "PLACEHOLDER" };
      }
    }
  },
};
`,
);
writeFileSync(
  path.replace(/\.ts$/, ".test.ts"),
  `import { testRule } from "../../../../test/support/rule-tester.ts";
import { ${name} } from "./${match[2]}.ts";

testRule(${name}, {
  valid: { PLACEHOLDER: { tikv: "" } },
  invalid: { PLACEHOLDER: { tikv: "«»", says: "" } },
});
`,
);
console.log(`made ${path} and its test; then fill both in, and run: npm run generate`);
