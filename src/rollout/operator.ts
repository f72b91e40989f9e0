import type { Instance } from "../model/instances/instance.ts";
import type { EnvironmentPlan } from "./plan.ts";
import { runsOnSeveral } from "./states.ts";

/** What carries a change to the machines. */
export type Tool =
  | "tiup"
  | "tidb-operator-v1"
  | "tidb-operator-v2"
  | "compose"
  | "kubernetes"
  | "helm"
  | "systemd"
  | "ansible"
  | "none";

/** The tool of an instance, by the form in which it is committed. */
export function toolOf({ form }: Instance): Tool {
  if (form === "tiup" || form === "tidb-operator-v1" || form === "tidb-operator-v2" || form === "compose") return form;
  if (form === "systemd" || form === "ansible") return form;
  if (form === "helm-values") return "helm";
  return form === "workloads" || form === "kustomize" ? "kubernetes" : "none";
}

/** The tools of an environment before the change, and after it. */
export function toolsOf({ matches }: EnvironmentPlan): readonly Tool[] {
  return [
    ...new Set(
      matches.flatMap(({ base, head }) => [base, head].flatMap((instance) => (instance === undefined ? [] : [toolOf(instance)]))),
    ),
  ];
}

/** What the operator's own tool does with the change, or cannot do; whole sentences. */
export function toolNotes(plan: EnvironmentPlan): readonly string[] {
  return toolsOf(plan).flatMap((tool) => noteFor(tool, plan));
}

function noteFor(tool: Tool, plan: EnvironmentPlan): readonly string[] {
  const isSwitch = plan.verdict.kind === "full-stop";
  const pds = plan.matches.filter(({ base }) => base?.component === "pd");
  const isMany = pds.length > 1 || pds.some(({ base }) => base !== undefined && runsOnSeveral(base));
  switch (tool) {
    case "tiup":
      if (!isSwitch) return ["`edit-config` changes the configuration, `reload` restarts the instances one after the other."];
      return [
        "`edit-config` refuses a change of enable_tls: only `tiup cluster tls` changes it; it stops and restarts the cluster, and changes the peer URLs in etcd itself.",
        ...(isMany ? ["`tiup cluster tls` takes one PD only: scale PD in to one before it, and out again after it."] : []),
      ];
    case "tidb-operator-v1":
      if (!isSwitch) return ["The operator restarts the pods itself when the resource changes, PD first, then TiKV."];
      return [
        "The operator cannot roll this out: its documentation scales PD to one, patches tlsCluster and changes the peer URL in etcd by hand.",
      ];
    case "tidb-operator-v2":
      if (!isSwitch) return ["The operator restarts the pods itself when a group changes."];
      return ["spec.tlsCluster of a Cluster is immutable: TLS can only be set on a new cluster."];
    default:
      return [];
  }
}

/** Shell commands that restart one component, or one instance of it, where the form says enough for them. */
export function restartCommands(instances: readonly Instance[]): readonly string[] {
  return [...new Set(instances.flatMap(commandFor))];
}

function commandFor(instance: Instance): readonly string[] {
  const { component } = instance;
  const [name, path] = [forShell(instance.name), forShell(instance.path)];
  const tool = toolOf(instance);
  switch (tool) {
    case "tiup":
      return [`tiup cluster reload CLUSTER -R ${component}`];
    case "compose":
      return [`${composeFor(instance)} up -d --no-deps --force-recreate ${name}`];
    case "systemd":
      return [`systemctl restart ${unitOf(instance) ?? `UNIT   # ${name}`}`];
    case "ansible":
      return [`ansible-playbook PLAYBOOK   # one host at a time: ${name}`];
    case "helm":
      return [`helm upgrade RELEASE CHART -f ${path}`];
    case "tidb-operator-v1":
    case "tidb-operator-v2":
    case "kubernetes":
      return [
        instance.overlay === undefined ? `kubectl apply -f ${path}` : `kubectl apply -k ${forShell(instance.overlay || ".")}`,
      ];
    case "none": // A file alone does not say how its program is run.
      return [];
    default:
      return tool satisfies never;
  }
}

/** In a folder, compose joins the file of the usual name with its override; another file has to be named. */
function composeFor({ path }: Instance): string {
  const [folder, file] = [dirname(path), path.slice(path.lastIndexOf("/") + 1)];
  if (!/^(?:docker-)?compose(?:\.override)?\.ya?ml$/.test(file)) return `docker compose -f ${forShell(path)}`;
  return folder === "" ? "docker compose" : `cd ${forShell(folder)} && docker compose`;
}

/** `pd.service`; undefined for a template, which stands for units of several names. */
function unitOf({ path }: Instance): string | undefined {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return file.endsWith(".service") && !file.endsWith("@.service") ? forShell(file) : undefined;
}

function dirname(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** A name out of the repository as one word of a shell: whoever opened the pull request chose it, and somebody may paste it. */
function forShell(text: string): string {
  return /^[\w.@/][\w.@/-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
