import { nearest } from "../../../text/nearest.ts";
import type { RepoPath } from "../../../text/span.ts";
import type { ConfiguredReference, Rule } from "../../rule.ts";

export const configStale: Rule = {
  id: "policy/config-stale",
  phase: "gate",
  isWaivable: false,
  meta: () => ({
    title: "The config file names what is not in the repository",
    why: "An environment whose patterns match no file is not judged at all, and a folder of certificates that is not there leaves every channel unknown: the check is green because it looks elsewhere.",
    fix: "Correct the pattern or path in the config file, or remove the entry.",
    threats: ["man-in-the-middle"],
    controls: ["PCI-DSS-4.0.1:2.2.7"],
    variants: { "environment-empty": "a declared environment has no configuration and no certificate" },
    policies: { baseline: { severity: "warning", variants: { "environment-empty": "error" } }, strict: "error" },
    since: "0.1.0",
    sources: ["this program's config file: docs/config-file.md"],
    example: {
      bad: {
        files: {
          "tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: «[deploy/prd/**]»\n",
          "deploy/prod/tikv.toml": "[security]\n",
        },
      },
      good: {
        files: {
          "tikv-tls-gate.yml": "environments:\n  - name: prod\n    tier: production\n    include: [deploy/prod/**]\n",
          "deploy/prod/tikv.toml": "[security]\n",
        },
      },
    },
  }),

  *check(model, { gate }) {
    const references = gate.references ?? [];
    if (references.length === 0) return;
    const byName = new Map(model.environments.map((environment) => [environment.name, environment]));
    const paths = new Set<string>();
    for (const { path } of model.files) for (const prefix of prefixesOf(path)) paths.add(prefix);
    for (const reference of references) {
      const { kind, environment, text, at } = reference;
      const found = byName.get(environment);
      const isThere = kind === "environment" ? (found?.instances.length ?? 0) + (found?.files.length ?? 0) > 0 : paths.has(text);
      if (isThere) continue;
      const near = kind === "environment" ? undefined : nearest(text, paths);
      yield {
        at,
        subject: `${kind} ${environment} ${text}`,
        environment,
        variant: kind === "environment" ? "environment-empty" : undefined,
        message: messageFor(reference),
        help: near === undefined ? "correct it, or remove it" : `correct it, or remove it; the nearest path is ${near}`,
      };
    }
  },
};

function messageFor({ kind, environment, text }: ConfiguredReference): string {
  switch (kind) {
    case "environment":
      return `no configuration and no certificate matches ${text}: environment ${environment} is not judged`;
    case "certificates":
      return `no certificate lies in ${text}: what environment ${environment} serves and trusts stays unknown`;
    case "client":
      return `${text} is not in the repository: the clients of environment ${environment} stay unknown`;
    default:
      return kind satisfies never;
  }
}

function* prefixesOf(path: RepoPath): Iterable<string> {
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) yield path.slice(0, end);
}
