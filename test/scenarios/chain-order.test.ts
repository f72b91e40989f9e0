import { describe, expect, test } from "vitest";
import { judgeTree } from "../../src/gate/gate.ts";
import { pdToml, tikvToml } from "../support/cluster.ts";
import { issue, testTime } from "../support/issue.ts";
import { memoryTree } from "../support/memory-tree.ts";

const ca = issue({ cn: "ca", ca: true });
const middle = issue({ cn: "middle", issuer: ca, ca: true });
const usages = ["serverAuth", "clientAuth"] as const;
const pd = issue({ cn: "pd", issuer: middle, san: ["IP:10.0.0.1"], usages });
const tikv = issue({ cn: "tikv", issuer: middle, san: ["IP:10.0.1.1"], usages });
const list = ["pd", "tikv"];
const configs = { "prod/pd.toml": pdToml({ list }), "prod/tikv.toml": tikvToml({ list }) };

/** Errors and warnings of the whole gate that a sound cluster of the same kind does not have. */
async function findingsOf(files: Readonly<Record<string, string>>) {
  const result = await judgeTree({ tree: memoryTree(files), now: testTime, failOn: "error", environments: [] });
  if (result.kind !== "judged") throw new Error("the gate does not judge");
  return result.report.findings.filter(({ severity }) => severity !== "note").map(({ rule, path }) => `${rule} ${path}`);
}

const sound = {
  ...configs,
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/pd.pem": pd.pem + middle.pem,
  "prod/tls/tikv.pem": tikv.pem + middle.pem,
};

describe("a CA before the certificate is one finding, on the file", () => {
  test.each([
    ["PD's", { "prod/tls/pd.pem": middle.pem + pd.pem }, ["cert/chain-order prod/tls/pd.pem"]],
    ["TiKV's", { "prod/tls/tikv.pem": middle.pem + tikv.pem }, ["cert/chain-order prod/tls/tikv.pem"]],
    [
      "both",
      { "prod/tls/pd.pem": middle.pem + pd.pem, "prod/tls/tikv.pem": ca.pem + middle.pem + tikv.pem },
      ["cert/chain-order prod/tls/pd.pem", "cert/chain-order prod/tls/tikv.pem"],
    ],
  ])("%s", async (_, files, expected) => {
    const before = await findingsOf(sound);
    const after = await findingsOf({ ...sound, ...files });
    expect(after.filter((finding) => !before.includes(finding))).toEqual(expected);
  });

  test("and behind the certificate it is none", async () => {
    expect((await findingsOf(sound)).filter((finding) => finding.includes(".pem"))).toEqual([]);
  });
});
