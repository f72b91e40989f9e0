import { materialKeys } from "../../../model/instances/instance.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { environmentPlans, type InstanceMatch } from "../../channels/rollout.ts";
import type { Rule, Statement } from "../../rule.ts";
import { shown } from "../../settings/shown.ts";

export const notSeen: Rule = {
  id: "policy/not-seen",
  phase: "change",
  meta: () => ({
    title: "The change takes something out of the gate's sight",
    why: "What the gate cannot see it cannot judge: a certificate that was checked and is now on a volume that nobody commits, or a configuration that nothing mounts any more, would let a weaker cluster pass in silence.",
    fix: "Keep what decides about TLS where the repository shows it; or merge its removal on its own, with a reason.",
    policies: { baseline: "error", strict: "error" },
    threats: ["man-in-the-middle", "eavesdropping"],
    controls: ["PCI-DSS-4.0.1:6.5.1", "PCI-DSS-4.0.1:4.2.1"],
    since: "0.1.0",
    sources: ["this program's own model of mounts and files: docs/forms.md"],
    example: {
      bad: {
        files: {
          "prod/compose.yaml":
            "services:\n  tikv:\n    image: pingcap/tikv:v8.5.2\n    command: [--config=/etc/tikv.toml]\n    volumes: [./tikv.toml:/etc/tikv.toml, certs:/tls]\n",
          "prod/tikv.toml": '[security]\nca-path = «"/tls/ca.pem"»\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n',
          "prod/tls/ca.pem": certificateExamples.ca,
        },
        base: {
          "prod/compose.yaml":
            "services:\n  tikv:\n    image: pingcap/tikv:v8.5.2\n    command: [--config=/etc/tikv.toml]\n    volumes: [./tikv.toml:/etc/tikv.toml, ./tls:/tls]\n",
        },
      },
      good: {
        files: {
          "prod/compose.yaml":
            "services:\n  tikv:\n    image: pingcap/tikv:v8.5.2\n    command: [--config=/etc/tikv.toml]\n    volumes: [./tikv.toml:/etc/tikv.toml, ./tls:/tls]\n",
          "prod/tikv.toml": '[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n',
          "prod/tls/ca.pem": certificateExamples.ca,
        },
        base: { "prod/tikv.toml": "[security]\n" },
      },
    },
  }),

  *check(model, context) {
    for (const { name, matches } of environmentPlans(model, context)) {
      for (const match of matches) {
        yield* lostMaterial(name, match);
        yield* unmountedConfig(name, match);
      }
    }
  },
};

/** A certificate that the base found in the repository and the head does not. A key is better off elsewhere. */
function* lostMaterial(environment: string, { base, head }: InstanceMatch): Generator<Statement> {
  if (base === undefined || head === undefined) return;
  for (const name of ["ca", "certificate"] as const) {
    const [before, after] = [base.security[name], head.security[name]];
    // Of a path that leads nowhere, or to public CAs, other rules say more.
    if (before.kind !== "seen" || after.kind !== "unseen" || after.path === undefined) continue;
    if (after.isAbsent === true || after.publicStore !== undefined) continue;
    const key = materialKeys[head.component][name];
    yield {
      at: after.path.span,
      subject: `not seen security.${key}`,
      environment,
      component: head.component,
      message: `${key} "${shown(after.path.value)}" is no longer seen: the base found ${shown(before.file.path)} there, and now ${after.because}`,
      help: "keep the certificate where the configuration leads to it, or set in the gate's config file (certificates:) where it lies",
    };
  }
}

/** A configuration that a workload mounted, and that stands alone now: whatever runs reads another one. */
function* unmountedConfig(environment: string, { base, head }: InstanceMatch): Generator<Statement> {
  if (head?.deployment?.isUnmounted !== true || base?.deployment === undefined || base.deployment.isUnmounted === true) return;
  yield {
    at: head.at,
    subject: `not seen ${head.component} unmounted`,
    environment,
    component: head.component,
    message: `nothing in the repository mounts ${shown(head.deployment.tool)} any more: in the base ${shown(base.deployment.tool)} read it, and what runs now is not seen`,
    help: "keep the workload that mounts it where the gate reads it, or remove the ConfigMap with it",
  };
}
