import { addressOf } from "./match.ts";
import { type Tool, toolOf } from "./operator.ts";
import type { EnvironmentPlan } from "./plan.ts";
import { runsOnSeveral } from "./states.ts";

/** What is done with a tool that has its own way to turn TLS on or off, and the commands for it. */
export interface SwitchStep {
  readonly change: string;
  readonly commands: readonly string[];
}

/**
 * The steps of a full stop in the words of the one tool that all of a cluster is deployed with; undefined where the
 * configuration is changed by hand. `tiup cluster tls` takes one PD, stops and starts all, and changes the peer URLs in etcd
 * itself (tiup: pkg/cluster/manager/tls.go, pkg/cluster/operation/pd_member.go).
 */
export function switchSteps(plan: Pick<EnvironmentPlan, "matches">): readonly SwitchStep[] | undefined {
  const sides = plan.matches.flatMap(({ base, head }) => [base, head].filter((instance) => instance !== undefined));
  const [tool, ...others] = new Set(sides.map(toolOf));
  if (tool === undefined || others.length > 0) return undefined;
  return stepsWith(tool, plan);
}

function stepsWith(tool: Tool, plan: Pick<EnvironmentPlan, "matches">): readonly SwitchStep[] | undefined {
  const turnsOn = plan.matches.some(({ head }) => head !== undefined && head.security.ca.kind !== "absent");
  switch (tool) {
    case "tiup":
      return aroundOnePd(plan, {
        change: `${turnsOn ? "enable" : "disable"} TLS with TiUP: it stops the cluster, changes the peer URLs in etcd and starts it again`,
        commands: [`tiup cluster tls CLUSTER ${turnsOn ? "enable" : "disable"}`],
      });
    case "tidb-operator-v1":
      if (!turnsOn) return undefined;
      return [
        { change: "scale PD in to one (spec.pd.replicas)", commands: [] },
        { change: "set spec.tlsCluster.enabled, and change the peer URL of PD in etcd by hand (member update)", commands: [] },
        { change: "scale PD out again", commands: [] },
      ];
    case "tidb-operator-v2":
      return [{ change: "make a new cluster with the wanted spec.tlsCluster, and move the data to it", commands: [] }];
    case "compose":
    case "helm":
    case "kubernetes":
    case "systemd":
    case "ansible":
    case "none":
      return undefined;
    default:
      return tool satisfies never;
  }
}

function aroundOnePd({ matches }: Pick<EnvironmentPlan, "matches">, step: SwitchStep): readonly SwitchStep[] {
  const pds = matches.flatMap(({ base }) => (base?.component === "pd" ? [base] : []));
  if (pds.length < 2 && !pds.some(runsOnSeveral)) return [step];
  const nodes = pds.slice(1).map((pd) => addressOf(pd) ?? "HOST:PORT");
  return [
    { change: "scale PD in to one", commands: [`tiup cluster scale-in CLUSTER -N ${nodes.join(",") || "HOST:PORT"}`] },
    step,
    { change: "scale PD out again", commands: ["tiup cluster scale-out CLUSTER TOPOLOGY"] },
  ];
}
