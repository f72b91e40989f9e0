import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { planReport } from "../../src/gate/change/reported-change.ts";
import { renderPlanMarkdown } from "../../src/report/markdown/plan-markdown.ts";
import type { PlanReport } from "../../src/report/plan.ts";
import { renderPlanText } from "../../src/report/terminal/plan-text.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { testTime } from "../support/issue.ts";
import { ca, material, plainPd, plainTikv, planFor, sound } from "./change.ts";

let repository: GitRepository;
const text = (files: Readonly<Record<string, string | Uint8Array>>) => files as Readonly<Record<string, string>>;

beforeAll(() => {
  repository = gitRepository(text(sound()));
});
afterAll(() => repository.remove());

async function plan(
  ...args: readonly string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  let [out, err] = ["", ""];
  const status = await main(["plan", ...args], {
    cwd: repository.folder,
    environment: {},
    stdout: { write: (part: string) => (out += part), columns: 100 },
    stderr: { write: (part: string) => (err += part) },
    now: testTime,
    elapsed: () => 0,
  });
  return { status, out, err };
}

test("nothing changed against the last commit", async () => {
  repository.write(text(sound()));
  const { status, out } = await plan("--base", "main");
  expect(status).toBe(0);
  expect(out).toContain("nothing changes that decides who can talk");
});

test("a swapped CA is shown with its three steps, in every format", async () => {
  repository.write({ ...text(sound()), ...material("B") });
  const terminal = await plan("--base", "main");
  expect(terminal.status).toBe(0);
  expect(terminal.out).toContain("does not roll as one change: pd-0 with its old configuration and the new");
  expect(terminal.out).toContain("1. put the old and the new CA together into the CA files: restart PD and TiKV");
  expect(terminal.out).toContain("3. leave only the new CA in the CA files");
  const markdown = await plan("--base", "main", "--format", "markdown");
  expect(markdown.out.match(/^- \[ \] /gm)).toHaveLength(3);
  const json = JSON.parse((await plan("--base", "main", "--format", "json")).out) as PlanReport;
  expect(json.environments.map(({ name, verdict, steps }) => [name, verdict, steps.map(({ restarts }) => restarts)])).toEqual([
    ["prod", "splits", [true, false, true]],
  ]);
});

test("without a base, or with one that is not there, it says so and exits 2", async () => {
  expect(await plan()).toMatchObject({ status: 2, out: "" });
  const { status, err } = await plan("--base", "no-such-branch");
  expect(status).toBe(2);
  expect(err).toBe("tikv-tls-gate: --base no-such-branch: there is no such commit here\n");
});

test("an environment that neither side has is a mistake", async () => {
  const { status, err } = await plan("--base", "main", "--environment", "live");
  expect(status).toBe(2);
  expect(err).toContain("--environment live: there is no such environment on either side");
});

test("names out of the repository are no commands, no markup and no shell in what is printed", async () => {
  const evil = `::error::x\u001b[31m<img src=x>|$(rm -rf ~)'; echo`;
  const hostile = (tls: boolean) =>
    `name = ${JSON.stringify(evil)}\nclient-urls = "http${tls ? "s" : ""}://10.0.0.1:2379"\n[security]\n${tls ? `cacert-path = "/a"\ncert-path = "/b"\nkey-path = "/c"\n` : ""}`;
  const report = planReport(
    await planFor({ "prod/pd.toml": hostile(true) }, { "prod/pd.toml": hostile(false) }),
    evil,
    testTime,
    undefined,
  );
  const printed = [renderPlanText(report, { width: 80 }), renderPlanMarkdown(report)];
  for (const output of printed) {
    expect(output).not.toMatch(/^\s*::/m);
    expect(output).not.toContain("\u001b");
  }
  expect(printed[1]).not.toContain("<img");
});

test("a full stop lists what to do with etcd, and what PD could do alone", async () => {
  const report = planReport(await planFor(sound({ pd: plainPd, tikv: plainTikv }), sound()), "main", testTime, undefined);
  const [environment] = report.environments;
  expect(environment?.verdict).toBe("full-stop");
  expect(environment?.steps.map(({ change }) => change)).toEqual([
    "stop the clients, every TiKV and every PD",
    "put the new configuration and the new files everywhere, and leave peer-urls and advertise-peer-urls of PD as they are for now",
    "start every PD, then every TiKV, then the clients",
    "one PD after the other: change its peer URL in etcd (member update), then restart it with the new peer-urls",
  ]);
  expect(environment?.pdSteps).toHaveLength(2);
});

test("on the way back the peer URLs change first, while PD has its certificates", async () => {
  const report = planReport(await planFor(sound(), sound({ pd: plainPd, tikv: plainTikv })), "main", testTime, undefined);
  expect(report.environments[0]?.steps.map(({ change }) => change)).toEqual([
    "one PD after the other: change its peer URL in etcd (member update), then restart it with the new peer-urls",
    "stop the clients, every TiKV and every PD",
    "put the new configuration and the new files everywhere",
    "start every PD, then every TiKV, then the clients",
  ]);
});

test("a hundred stores with a swapped CA are planned within two seconds", async () => {
  const stores = (by: string) =>
    Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `prod/tikv-${index}.toml`,
        `[server]\nadvertise-addr = "10.0.1.1:${20_000 + index}"\n[pd]\nendpoints = ["10.0.0.1:2379"]\n[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n`,
      ]),
    ) as Record<string, string> & { by?: typeof by };
  const [before, after] = [
    { ...sound({ tikvs: 0 }), ...stores("A") },
    { ...sound({ tikvs: 0 }), ...stores("B"), ...material("B") },
  ];
  const begin = performance.now();
  const { environments } = await planFor(before, after);
  expect(environments[0]?.verdict.kind).toBe("splits");
  expect(performance.now() - begin).toBeLessThan(2000);
  expect(ca("A").pem).not.toBe(ca("B").pem);
});
