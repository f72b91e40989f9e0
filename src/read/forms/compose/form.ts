import type { Problem } from "../../../model/environments/environment.ts";
import type { InsecureClient } from "../../../model/instances/deployment.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import { fileName, folderOf, type RepoPath } from "../../../text/span.ts";
import type { Form, FormContext } from "../../form.ts";
import { insecureClientIn } from "../../shell/insecure-client.ts";
import type { SourceFile } from "../../source-file.ts";
import { holdsText } from "../../x509/pem.ts";
import { componentOf } from "../toml/recognise.ts";
import { type Project, projectsOf } from "./project.ts";
import { healthCheckOf, instanceOf } from "./service.ts";
import { ProjectVariables } from "./variables.ts";

/** docker compose files that run PD and TiKV. */
export const composeForm: Form = {
  meta: {
    id: "compose",
    title: "docker compose",
    reads:
      "`compose.yaml`, `docker-compose.yml` and any other YAML file with `services:` that run an image `pingcap/pd`, `pingcap/tikv` (also under `tikv/` and from mirrors), or `pd-server` and `tikv-server` by command: `command` and `entrypoint` as list, string or folded text, `volumes` in both syntaxes, `configs`, `secrets`, `extends`, `include`, `compose.override.yml`, anchors, `.env` (also its `COMPOSE_FILE`)",
    derives:
      "the configuration file behind `--config` through the mounts, flags before file before default, the version from the image's tag, certificates in mounted folders (of a path that no mount holds, that the server does not find it), one instance for each service. `${X:-default}` has its default unless `.env` sets it. A file that only changes services of the base file beside it is judged together with it, an included file together with the one that includes it",
    unknown:
      "variables without a default that no file sets, what volumes, folders of the machine, external configs and secrets hold, services that extend what is not in the repository, configuration files that are not mounted from the repository (all that they could set is unknown), start scripts that are not in the repository. `ports` and `expose` are not read: what a server speaks on a port does not depend on where it is published",
  },

  needs: ["yaml"],

  claims(file) {
    if (!/\.ya?ml$/i.test(file.path)) return false;
    if (/^(?:docker-)?compose\b.*\.ya?ml$/i.test(fileName(file.path))) return true;
    return (
      holdsText(file, "services:") && ["pingcap/", "tikv/", "pd-server", "tikv-server"].some((text) => holdsText(file, text))
    );
  },

  read(files, context) {
    const projects = projectsOf(files, context);
    const found = projects.map((project) => readProject(project, context));
    const withInstances = found.filter(({ instances }) => instances.length > 0);
    const projectsIn = countBy(withInstances.map(({ project }) => folderOf(project.path)));
    const consumed = new Set(found.flatMap((each) => each.consumed));
    const foldersOfOthers = foldersOf(context.files().filter((file) => !consumed.has(file.path) && isConfig(file)));
    return {
      instances: withInstances.flatMap(({ project, instances }) => {
        // Several projects in one folder are several clusters, and configurations that no service takes are of another one.
        const folder = folderOf(project.path);
        const isAlone = (projectsIn.get(folder) ?? 0) < 2 && !foldersOfOthers.has(folder);
        return isAlone ? instances : instances.map((draft) => inCluster(draft, project));
      }),
      files: [],
      problems: withoutRepeats([
        ...found.flatMap(({ problems }) => problems),
        ...files.flatMap((file) => problemsOf(file, context)),
      ]),
      consumed: [...consumed],
      insecureClients: withoutRepeats(found.flatMap(({ insecureClients }) => insecureClients)),
    };
  },
};

interface ReadProject {
  readonly project: Project;
  readonly instances: readonly InstanceDraft[];
  readonly consumed: readonly RepoPath[];
  readonly problems: readonly Problem[];
  readonly insecureClients: readonly InsecureClient[];
}

function readProject(project: Project, context: FormContext): ReadProject {
  const variables = new ProjectVariables(project, context);
  const found = project.services.flatMap(
    (service) => instanceOf(service, project, variables.of(service), context, undefined) ?? [],
  );
  const insecureClients = project.services.flatMap((service) =>
    healthCheckOf(service, project, variables.of(service), context).flatMap(
      (words) => insecureClientIn(words, `the health check of ${service.name}`) ?? [],
    ),
  );
  return {
    project,
    instances: found.map(({ draft }) => draft),
    consumed: found.flatMap(({ consumed }) => consumed),
    problems: found.flatMap(({ problems }) => problems),
    insecureClients,
  };
}

function inCluster(draft: InstanceDraft, project: Project): InstanceDraft {
  const stem = fileName(project.path).replace(/\.ya?ml$/i, "");
  const cluster = stem.replace(/(?:^|[._-])(?:docker[._-])?compose(?=$|[._-])/i, "").replace(/^[._-]+/, "");
  return { ...draft, environment: { ...draft.environment, cluster: cluster === "" ? "compose" : cluster } };
}

function isConfig(file: SourceFile): boolean {
  return /\.toml$/i.test(file.path) && componentOf(file) !== undefined;
}

/** All folders that have one of the files somewhere below. */
function foldersOf(files: readonly SourceFile[]): ReadonlySet<RepoPath> {
  const folders = new Set<RepoPath>();
  for (const { path } of files) {
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return folders;
}

/** A service of a base file stands in several projects. */
function withoutRepeats<T extends Pick<InsecureClient, "at">>(told: readonly T[]): readonly T[] {
  return [...new Map(told.map((each) => [`${each.at.path}:${each.at.line}:${each.at.column}`, each])).values()];
}

function countBy(keys: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** A compose file that cannot be read hides servers when it names them. */
function problemsOf(file: SourceFile, context: FormContext): ReturnType<Form["read"]>["problems"] {
  const names = ["pingcap/pd", "pingcap/tikv", "tikv-server", "pd-server"];
  const { problems } = context.yaml(file);
  const [first] = problems;
  if (first === undefined || !names.some((text) => holdsText(file, text))) return [];
  if (/\{\{|\{%|<%/.test(file.text)) {
    const help = "render it and check what comes out";
    return [
      {
        kind: "template",
        at: first.at,
        message: "this file is a template that is not rendered: the services in it are not judged",
        help,
      },
    ];
  }
  return [
    {
      kind: "syntax",
      at: first.at,
      message: `${lowerFirst(first.message)}: docker compose does not read this file`,
      help: "correct the YAML at this place",
    },
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
