import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { workingTree } from "../../src/discover/working-tree.ts";
import { baseOfRef } from "../../src/gate/find-base.ts";
import { judgeTree } from "../../src/gate/gate.ts";
import type { Report } from "../../src/report/report.ts";
import { type GitRepository, gitRepository } from "../support/git-repository.ts";
import { testTime } from "../support/issue.ts";

// Each attempt is a change by somebody who wants the gate to be green though production runs without TLS. The gate is
// run twice: with the base, and, as if the guard were not there, on the head alone. The attempt works on the latter.
const config = `policy: baseline
environments:
  - name: prod
    tier: production
    include: [deploy/prod/**]
  - name: dev
    tier: development
    include: [deploy/dev/**]
`;
const unsafe = `log-level = "info"\n\n[server]\naddr = "10.0.0.1:20160"\nadvertise-addr = "tikv-0.prod.example:20160"\nstatus-addr = "127.0.0.1:20180"\n\n[pd]\nendpoints = ["pd-0.prod.example:2379"]\n`;
const development = `log-level = "warn"\n\n[storage]\nreserve-space = "0MB"\n`;
const sound = `name = "pd-0"
client-urls = "https://10.0.0.2:2379"
peer-urls = "https://10.0.0.2:2380"
advertise-client-urls = "https://pd-0.prod.example:2379"
advertise-peer-urls = "https://pd-0.prod.example:2380"

[security]
cacert-path = "/etc/pd/tls/ca.pem"
cert-path = "/etc/pd/tls/pd.pem"
key-path = "/etc/pd/tls/pd.key"
cert-allowed-cn = ["pd", "tikv"]
`;
const files = {
  "tikv-tls-gate.yml": config,
  ".github/workflows/gate.yml": "on: pull_request\njobs: {gate: {steps: [{uses: tikv-tls-gate/tikv-tls-gate@v1}]}}\n",
  "deploy/prod/tikv.toml": unsafe,
  "deploy/dev/tikv.toml": development,
};
/** With a PD that is sound as far as the files tell: the environment is not empty when the other file is out of sight. */
const withSoundPd = { ...files, "deploy/prod/pd.toml": sound };
const waiver = (path: string) =>
  `waivers:\n  - {rule: config/tls-off, path: "${path}", reason: later, owner: me, until: 2026-12-31}\n`;
const comment = "# tikv-tls-gate: allow config/tls-off until 2026-12-31 by @me because later\n";
const withoutConfig = { ...files, "tikv-tls-gate.yml": undefined };

const open: GitRepository[] = [];
afterAll(() => {
  for (const repository of open) repository.remove();
});

interface Attempt {
  readonly base?: Readonly<Record<string, string | undefined>>;
  readonly change: Readonly<Record<string, string | undefined>>;
  readonly also?: (folder: string) => void;
  /** The rule, and a part of what the guard says. */
  readonly says: string;
}

const attempts: Readonly<Record<string, Attempt>> = {
  "takes the config file away and moves the cluster to a word of development": {
    change: { "tikv-tls-gate.yml": undefined, "deploy/prod/tikv.toml": undefined, "deploy/test/tikv.toml": unsafe },
    says: "the config file tikv-tls-gate.yml is removed",
  },
  "narrows include": {
    base: withSoundPd,
    change: { "tikv-tls-gate.yml": config.replace("deploy/prod/**", "deploy/prod/pd.toml") },
    says: "environment prod includes deploy/prod/pd.toml instead of deploy/prod/**",
  },
  "renames the environment and gives it less to do": {
    change: { "tikv-tls-gate.yml": config.replace("name: prod\n    tier: production", "name: lab\n    tier: development") },
    says: "environment prod is no longer declared",
  },
  "shortens the tier": {
    change: { "tikv-tls-gate.yml": config.replace("production", "development") },
    says: "environment prod becomes development instead of production",
  },
  "takes a softer policy": {
    change: {
      "tikv-tls-gate.yml": config.replace("policy: baseline", "policy: soft.yml"),
      "soft.yml": "name: soft\nextends: baseline\nrules:\n  config/tls-off: {severity: note}\n",
    },
    says: "policy baseline becomes soft",
  },
  "softens the policy file that is in use": {
    base: {
      ...files,
      "tikv-tls-gate.yml": config.replace("policy: baseline", "policy: own.yml"),
      "own.yml": "name: own\nextends: baseline\nrules:\n  config/tls-off: {severity: error}\n",
    },
    change: { "own.yml": "name: own\nextends: baseline\nrules:\n  config/tls-off: {severity: note}\n" },
    says: "config/tls-off becomes note instead of error",
  },
  "adds a waiver to the config file": {
    change: { "tikv-tls-gate.yml": `${config}${waiver("deploy/**")}` },
    says: "this change brings a waiver of config/tls-off until 2026-12-31: it counts after the merge, and would then cover 2 findings",
  },
  "adds a waiver as a comment": {
    change: { "deploy/prod/tikv.toml": `${comment}${unsafe}` },
    says: "this change brings a waiver of config/tls-off until 2026-12-31: it counts after the merge, and would then cover 1 finding",
  },
  "moves the file under a waiver of another place": {
    base: {
      ...files,
      "tikv-tls-gate.yml": config.replace("deploy/prod/**", "deploy/prod/**, deploy/old/**").concat(waiver("deploy/old/**")),
    },
    change: { "deploy/prod/tikv.toml": undefined, "deploy/old/tikv.toml": unsafe },
    says: "",
  },
  "moves the file into a vendored folder": {
    base: withSoundPd,
    change: { "deploy/prod/tikv.toml": undefined, "deploy/prod/node_modules/tikv.toml": unsafe },
    says: "it lies in a folder of other people's code or of build output",
  },
  "makes the folder of the file a vendored one": {
    base: { ...withSoundPd, "deploy/prod/tikv.toml": undefined, "deploy/prod/vendor/tikv.toml": unsafe },
    change: { "deploy/prod/go.mod": "module x\n" },
    says: "the base judged deploy/prod/vendor/tikv.toml, the head does not",
  },
  "makes the file a link": {
    base: withSoundPd,
    change: { "deploy/prod/tikv.toml": undefined, "deploy/prod/tikv.data": unsafe },
    also: (folder) => symlinkSync("tikv.data", join(folder, "deploy/prod/tikv.toml")),
    says: "it is a symbolic link",
  },
  "makes the file too large": {
    base: withSoundPd,
    change: { "deploy/prod/tikv.toml": unsafe + `# ${"x".repeat(100)}\n`.repeat(11_000) },
    says: "it is larger than 1 MiB",
  },
  "makes the file a template": {
    base: withSoundPd,
    change: { "deploy/prod/tikv.toml": `${unsafe}\n[security]\n{{ security }}\n` },
    says: "it is a template that is not rendered, and leaves its TLS settings open",
  },
  "renames the file to something that is no configuration": {
    base: withSoundPd,
    change: { "deploy/prod/tikv.toml": undefined, "deploy/prod/tikv.toml.txt.md": unsafe },
    says: "no file of this name is taken for a configuration",
  },
  "renames the file and pads it": {
    base: withSoundPd,
    change: { "deploy/prod/tikv.toml": undefined, "deploy/prod/notes.md": `${"some words of a page\n".repeat(200)}${unsafe}` },
    says: "the base judged this as deploy/prod/tikv.toml",
  },
  "moves the file out of every environment": {
    base: withSoundPd,
    change: { "deploy/prod/tikv.toml": undefined, "elsewhere/tikv.toml": unsafe },
    says: "",
  },
  "moves the file to the environment of development": {
    base: withSoundPd,
    change: { "deploy/prod/tikv.toml": undefined, "deploy/dev/main/tikv.toml": unsafe },
    says: "the base judged these files as production (environment prod), the head as development (environment dev)",
  },
  "renames the folder where no config file declares environments": {
    base: withoutConfig,
    change: { "deploy/prod/tikv.toml": undefined, "deploy/sandbox/tikv.toml": unsafe },
    says: "the base judged these files as production (environment prod), the head as development",
  },
  "brings a config file where the gate ran without one": {
    base: withoutConfig,
    change: { "tikv-tls-gate.yml": config.replace("production", "development") },
    says: "the gate gets its first config file tikv-tls-gate.yml",
  },
  "fills the paths of a weak file in later": {
    base: withSoundPd,
    change: {
      "deploy/prod/tikv.toml": `${unsafe}\n[security]\nca-path = "{{ ca }}"\ncert-path = "{{ cert }}"\nkey-path = "{{ key }}"\n`,
    },
    says: "leaves its TLS settings open",
  },
  "breaks the config file": {
    change: { "tikv-tls-gate.yml": "environments: [{name: prod}]\n" },
    says: "the gate cannot be configured with this after the merge",
  },
};

describe("an attempt to talk the gate round", () => {
  test.each(Object.entries(attempts))("%s", async (name, { base = files, change, also, says }) => {
    const repository = gitRepository(base);
    open.push(repository);
    repository.git("checkout", "--quiet", "-b", "topic");
    repository.write(change);
    also?.(repository.folder);
    repository.commit();
    const guarded = await judge(repository, "guarded");
    expect(guarded.conclusion, "with the guard the change is red").toBe("failure");
    const said = guarded.findings.filter(({ rule }) => rule === "policy/changed").map(({ message }) => message);
    if (says !== "") expect(said.join("\n")).toContain(says);
    // Broken configuration ends the run of a gate that trusts the head: there is nothing green to compare with.
    if (name !== "breaks the config file") expect((await judge(repository, "trusting")).conclusion).toBe("success");
  });
});

async function judge({ folder }: GitRepository, how: "guarded" | "trusting"): Promise<Report> {
  const result = await judgeTree({
    tree: workingTree(folder),
    now: testTime,
    failOn: "error",
    environments: [],
    base: how === "guarded" ? await baseOfRef(folder, "main") : undefined,
  });
  if (result.kind === "refused") throw new Error(result.mistakes.map(({ message }) => message).join());
  return result.report;
}
