import { expect, test } from "vitest";
import { draftAt, pemAt } from "../../../test/support/draft.ts";
import { issue } from "../../../test/support/issue.ts";
import { readFiles } from "../../read/read.ts";
import { sourceFile } from "../../read/source-file.ts";
import type { RepoPath, ServerPath } from "../../text/span.ts";
import type { DeclaredEnvironment } from "../build.ts";
import { declaredEnvironments, foundEnvironments } from "../environments/environments.ts";
import type { Mount } from "../instances/draft.ts";
import type { MaterialName } from "../instances/instance.ts";
import type { PemFile } from "./certificate.ts";
import { MaterialResolver } from "./material.ts";

interface Case {
  readonly config: string;
  readonly path: string;
  /** Files with certificates; other configs beside. */
  readonly files: readonly string[];
  readonly others?: readonly string[];
  readonly mounts?: Readonly<Record<string, string>>;
  readonly formMounts?: Readonly<Record<string, string>>;
  readonly gives: string;
}

function mountsOf(mounts: Readonly<Record<string, string>> = {}): Mount[] {
  return Object.entries(mounts).map(([server, repository]) => ({
    server: server as ServerPath,
    repository: repository as RepoPath,
  }));
}

function resolve(one: Omit<Case, "gives" | "files">, files: readonly PemFile[], as: MaterialName = "certificate") {
  const draft = draftAt(one.config, { mounts: mountsOf(one.formMounts) });
  const drafts = [draft, ...(one.others ?? []).map((path) => draftAt(path))];
  const declared: DeclaredEnvironment = { name: "all", tier: "production", include: ["**"], mounts: mountsOf(one.mounts) };
  const map = one.mounts === undefined ? foundEnvironments(drafts) : declaredEnvironments([declared], drafts);
  const plan = map.of(draft.path);
  if (plan === undefined) throw new Error("the config lies in no environment");
  const path = { value: one.path as ServerPath, span: draft.at, origin: "file" } as const;
  return new MaterialResolver(files, map).resolve(path, as, draft, plan);
}

const nowhere = "the file is not in the repository";
const cases: Record<string, Case> = {
  "beside the config": {
    config: "prod/tikv.toml",
    path: "/etc/tikv/tls/tikv.pem",
    files: ["prod/tikv.pem"],
    gives: "prod/tikv.pem",
  },
  "in a folder beside": {
    config: "prod/conf/tikv.toml",
    path: "/etc/tikv/tls/ca.pem",
    files: ["prod/tls/ca.pem"],
    gives: "prod/tls/ca.pem",
  },
  "the longest common end": {
    config: "prod/tikv.toml",
    path: "/etc/tls/new/ca.pem",
    files: ["prod/tls/old/ca.pem", "prod/tls/new/ca.pem", "prod/ca.pem"],
    gives: "prod/tls/new/ca.pem",
  },
  "the file's name must match": {
    config: "prod/tikv.toml",
    path: "/tls/ca.pem",
    files: ["prod/tls/root-ca.pem", "prod/tls/ca.crt"],
    gives: nowhere,
  },
  "two that fit equally": {
    config: "prod/tikv.toml",
    path: "/etc/tls/server.pem",
    files: ["prod/a/server.pem", "prod/b/server.pem"],
    gives: "several files fit: prod/a/server.pem, prod/b/server.pem",
  },
  "the folder of the config's own machine wins": {
    config: "prod/tikv-1/tikv.toml",
    others: ["prod/tikv-0/tikv.toml"],
    path: "/etc/tls/server.pem",
    files: ["prod/tikv-0/tls/server.pem", "prod/tikv-1/tls/server.pem"],
    gives: "prod/tikv-1/tls/server.pem",
  },
  "another machine's file is not taken": {
    config: "prod/tikv-1/tikv.toml",
    others: ["prod/tikv-0/tikv.toml"],
    path: "/etc/tls/server.pem",
    files: ["prod/tikv-0/tls/server.pem"],
    gives: nowhere,
  },
  "nor the other component's": {
    config: "prod/tikv.toml",
    others: ["prod/pd.toml"],
    path: "/etc/tls/server.pem",
    files: ["prod/pd/tls/server.pem"],
    gives: nowhere,
  },
  "unless the path names it": {
    config: "prod/tikv.toml",
    others: ["prod/pd.toml"],
    path: "/etc/pd/server.pem",
    files: ["prod/pd/tls/server.pem"],
    gives: "prod/pd/tls/server.pem",
  },
  "of two components' folders the own one": {
    config: "prod/tikv.toml",
    others: ["prod/pd.toml"],
    path: "/etc/tls/server.pem",
    files: ["prod/tls/pd/server.pem", "prod/tls/tikv/server.pem"],
    gives: "prod/tls/tikv/server.pem",
  },
  "folders that only say `certificates` do not outweigh the component": {
    config: "prod/tikv/tikv.toml",
    others: ["prod/pd/pd.toml"],
    path: "/etc/tikv/tls/ca.pem",
    files: ["prod/tikv/certs/ca.pem", "prod/pd/tls/ca.pem"],
    gives: "prod/tikv/certs/ca.pem",
  },
  "never a file of another environment": {
    config: "prod/tikv.toml",
    others: ["dev/tikv.toml"],
    path: "/etc/tls/ca.pem",
    files: ["dev/tls/ca.pem"],
    gives: nowhere,
  },
  "not even one whose name alone says so": {
    config: "tikv-prod.toml",
    others: ["tikv-dev.toml"],
    path: "/etc/tls/dev-ca.pem",
    files: ["tls/dev-ca.pem"],
    gives: nowhere,
  },
  "a file in a folder above is shared": {
    config: "deploy/prod/tikv.toml",
    others: ["deploy/dev/tikv.toml"],
    path: "/etc/tls/ca.pem",
    files: ["deploy/ca.pem"],
    gives: "deploy/ca.pem",
  },
  "even where another environment is at home": {
    config: "deploy/prod/tikv.toml",
    others: ["deploy/tikv.toml"],
    path: "/etc/tls/ca.pem",
    files: ["deploy/tls/ca.pem"],
    gives: "deploy/tls/ca.pem",
  },
  "the own file before the shared one": {
    config: "deploy/prod/tikv.toml",
    others: ["deploy/dev/tikv.toml"],
    path: "/etc/tls/ca.pem",
    files: ["deploy/tls/ca.pem", "deploy/prod/ca.pem"],
    gives: "deploy/prod/ca.pem",
  },
  "a relative path from the config's folder": {
    config: "prod/conf/tikv.toml",
    path: "../tls/x/ca.pem",
    files: ["prod/tls/x/ca.pem", "prod/conf/ca.pem"],
    gives: "prod/tls/x/ca.pem",
  },
  "a relative path from the root": {
    config: "config/tikv.toml",
    path: "./config/cert/ca.pem",
    files: ["config/cert/ca.pem"],
    gives: "config/cert/ca.pem",
  },
  "a declared folder": {
    config: "prod/tikv.toml",
    path: "/etc/tikv/tls/ca.pem",
    files: ["elsewhere/ca.pem", "prod/ca.pem"],
    mounts: { "/etc/tikv/tls": "elsewhere" },
    gives: "elsewhere/ca.pem",
  },
  "the longest declared folder wins": {
    config: "prod/tikv.toml",
    path: "/etc/tikv/tls/ca.pem",
    files: ["a/tls/ca.pem", "b/ca.pem"],
    mounts: { "/etc/tikv": "a", "/etc/tikv/tls/": "b" },
    gives: "b/ca.pem",
  },
  "a declared folder without the file is the last word": {
    config: "prod/tikv.toml",
    path: "/etc/tikv/tls/ca.pem",
    files: ["prod/ca.pem"],
    mounts: { "/etc/tikv/tls": "elsewhere" },
    gives: "elsewhere/ca.pem is not in the repository",
  },
  "a folder's name is not cut in the middle": {
    config: "prod/tikv.toml",
    path: "/etc/tikv-tls/ca.pem",
    files: ["elsewhere/ca.pem", "prod/ca.pem"],
    mounts: { "/etc/tikv": "elsewhere" },
    gives: "prod/ca.pem",
  },
  "a mount of the form": {
    config: "docker/tikv.toml",
    path: "/tls/ca.pem",
    files: ["pki/out/ca.pem"],
    formMounts: { "/tls": "pki/out" },
    gives: "pki/out/ca.pem",
  },
  "a mount that leaves the repository leads nowhere": {
    config: "docker/tikv.toml",
    path: "/tls/../../../ca.pem",
    files: ["ca.pem"],
    formMounts: { "/tls": "pki" },
    gives: "ca.pem",
  },
  "no file at all": { config: "prod/tikv.toml", path: "/", files: ["prod/ca.pem"], gives: nowhere },
};

test.each(Object.entries(cases))("%s", (_, { files, gives, ...one }) => {
  const material = resolve(one, files.map(pemAt));
  expect(material.kind === "seen" ? material.file.path : material.kind === "unseen" && material.because).toBe(gives);
});

async function pemFiles(contents: Readonly<Record<string, string>>): Promise<readonly PemFile[]> {
  const sources = Object.entries(contents).map(([path, text]) => sourceFile(path as RepoPath, new TextEncoder().encode(text)));
  return (await readFiles(sources)).files;
}

test("a missing file is expected where its environment commits others of its kind", async () => {
  const ca = issue({ cn: "ca", ca: true });
  const leaf = issue({ cn: "tikv", issuer: ca });
  const at = { config: "prod/tikv.toml", path: "/etc/tls/missing.pem" };
  const expected = async (files: Record<string, string>, as: MaterialName) => {
    const material = resolve(at, await pemFiles(files), as);
    return material.kind === "unseen" && material.expected;
  };
  expect(await expected({}, "ca")).toBe(false);
  expect(await expected({ "prod/ca.pem": ca.pem }, "ca")).toBe(true);
  // A CA is committed often, the certificates of the machines seldom.
  expect(await expected({ "prod/ca.pem": ca.pem }, "certificate")).toBe(false);
  expect(await expected({ "prod/ca.pem": ca.pem, "prod/other.pem": leaf.pem }, "certificate")).toBe(true);
  expect(await expected({ "prod/ca.pem": ca.pem }, "key")).toBe(false);
  expect(await expected({ "elsewhere/x/ca.pem": ca.pem }, "ca")).toBe(false);
});

test("copies of one certificate are one file", async () => {
  const ca = issue({ cn: "ca", ca: true }).pem;
  const files = await pemFiles({ "prod/a/ca.pem": ca, "prod/b/ca.pem": ca });
  const material = resolve({ config: "prod/tikv.toml", path: "/etc/tls/ca.pem" }, files);
  expect(material.kind === "seen" && material.file.path).toBe("prod/a/ca.pem");
});

test("ten thousand configs and files cost ten times what a thousand do, not a hundred", () => {
  const cost = (count: number) => {
    const drafts = Array.from({ length: count }, (_, index) => draftAt(`prod/cluster/node-${index}/tikv.toml`));
    const files = drafts.map((_, index) => pemAt(`prod/cluster/node-${index}/tls/server.pem`));
    const map = foundEnvironments(drafts);
    const started = process.cpuUsage();
    const resolver = new MaterialResolver(files, map);
    for (const draft of drafts) {
      const plan = map.of(draft.path);
      if (plan === undefined) throw new Error("the config lies in no environment");
      const path = { value: "/etc/tls/server.pem" as ServerPath, span: draft.at, origin: "file" } as const;
      const material = resolver.resolve(path, "certificate", draft, plan);
      expect(material.kind === "seen" && material.file.path).toBe(draft.path.replace("tikv.toml", "tls/server.pem"));
    }
    return process.cpuUsage(started).user;
  };
  cost(1000);
  expect(cost(10_000)).toBeLessThan(30 * Math.max(cost(1000), 5000));
});
