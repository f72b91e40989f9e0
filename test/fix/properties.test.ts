import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pdToml, tikvToml } from "../support/cluster.ts";
import { expectBetter, type Files, fixing } from "../support/fixing.ts";
import { issue } from "../support/issue.ts";

/**
 * What may come to light when something is put right: a server whose settings were misspelt was not asked for its names, and
 * an environment that got better leaves another one behind.
 */
const mayComeToLight = [
  "config/allow-list-missing",
  "config/allow-list-single",
  "config/status-anonymous",
  "env/posture-differs",
  "env/setting-differs",
];

async function expectHonest(files: Files, policy: string, safeOnly: boolean): Promise<void> {
  const brought = await expectBetter(files, { policy, safeOnly });
  expect(brought.map(({ rule }) => rule).filter((rule) => !mayComeToLight.includes(rule))).toEqual([]);
}

function filesIn(folder: string): Files {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

describe.each(readdirSync("examples"))("examples/%s", (name) => {
  test.each(["baseline", "strict"])("is no worse after its fixes, under %s", async (policy) => {
    await expectHonest(filesIn(`examples/${name}`), policy, false);
    await expectHonest(filesIn(`examples/${name}`), policy, true);
  });
});

const ca = issue({ cn: "ca", ca: true });
const certificates = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] }).pem,
  "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] }).pem,
};
const sound = { pd: pdToml({ list: ["pd", "tikv"] }), tikv: tikvToml({ list: ["pd", "tikv"] }) };

/** Mistakes that people make, as a change of a sound configuration, and whether a safe fix has to take them back. */
const mistakes: Readonly<Record<string, { readonly of: "pd" | "tikv"; make(text: string): string }>> = {
  "a key in the words of a guide": { of: "tikv", make: (text) => text.replace("cert-path", "server-cert-path") },
  "the other program's key": { of: "pd", make: (text) => text.replace("cacert-path", "ca-path") },
  "an underscore": { of: "tikv", make: (text) => `${text}\n[raftstore]\nraft_log_reserve_max_ticks = 6` },
  "swapped paths": {
    of: "tikv",
    make: (text) => text.replace(/cert-path = "(.*)"\nkey-path = "(.*)"/, 'cert-path = "$2"\nkey-path = "$1"'),
  },
  "one URL in http": { of: "pd", make: (text) => text.replace(/(peer-urls = ".*?)https/, "$1http") },
  "a scheme before an endpoint": { of: "tikv", make: (text) => text.replace('"10.0.0.1:2379"', '"http://10.0.0.1:2379"') },
  "a scheme before an address": { of: "tikv", make: (text) => text.replace('addr = "0.0.0.0', 'addr = "https://0.0.0.0') },
  "endpoints in one string": { of: "tikv", make: (text) => text.replace('"10.0.0.1:2379"', '"10.0.0.1:2379,10.0.0.2:2379"') },
  "a name that is no list": { of: "tikv", make: (text) => text.replace('["pd","tikv"]', '"tikv"') },
  "names in one string": { of: "tikv", make: (text) => text.replace('["pd","tikv"]', '["pd,tikv"]') },
  "no names": { of: "tikv", make: (text) => text.replace(/\ncert-allowed-cn = .*/, "") },
  "one name of PD": { of: "pd", make: (text) => text.replace('["pd","tikv"]', '["pd"]') },
  "a table in capitals": { of: "tikv", make: (text) => text.replace("[security]", "[Security]") },
  "a cipher suite": { of: "pd", make: (text) => text.replace("[security]", '[security]\ncipher-suites = ["x"] # why') },
};

/** Ways of writing that have to survive. */
const styles: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  "carriage returns": (text) => text.replaceAll("\n", "\r\n"),
  // PD up to v8.5 does not start with one.
  "a byte-order mark": (text) => (text.includes("[server]") ? `\uFEFF${text}` : text),
  comments: (text) => text.replaceAll(/$/gm, " # 生产").replaceAll(/^(?=\w)/gm, '# above: [x] = "y"\n'),
  indentation: (text) => text.replaceAll(/^(?=\w)/gm, "\t"),
  "aligned signs": (text) => text.replaceAll(/^([\w-]+) =/gm, (_, key: string) => `${key.padEnd(24)} =`),
  "single quotes": (text) => text.replaceAll('"', "'"),
};

const cases = fc.record({
  made: fc.uniqueArray(fc.constantFrom(...Object.keys(mistakes)), { minLength: 1, maxLength: 4 }),
  style: fc.constantFrom(...Object.keys(styles)),
  policy: fc.constantFrom("baseline", "strict"),
  safeOnly: fc.boolean(),
});

function withMistakes(made: readonly string[], style: string): Files {
  const texts = { ...sound };
  for (const name of made) {
    const mistake = mistakes[name];
    if (mistake !== undefined) texts[mistake.of] = mistake.make(texts[mistake.of]);
  }
  const write = styles[style] ?? ((text: string) => text);
  return { ...certificates, "prod/pd.toml": write(texts.pd), "prod/tikv.toml": write(texts.tikv) };
}

test("whatever mistakes a configuration has, in whatever way it is written, it is no worse after its fixes", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ made, style, policy, safeOnly }) =>
      expectHonest(withMistakes(made, style), policy, safeOnly),
    ),
    { numRuns: 200, seed: 20261124 },
  );
}, 120_000);

test.each(Object.keys(mistakes))("%s is put right in every way of writing", async (name) => {
  for (const style of Object.keys(styles)) {
    const { run } = await fixing(withMistakes([name], style), { policy: "strict" });
    expect(run.applied.length, style).toBeGreaterThan(0);
    expect(
      run.after.findings.filter(({ severity }) => severity === "error").map(({ rule, message }) => `${rule} ${message}`),
      style,
    ).toEqual([]);
  }
});
