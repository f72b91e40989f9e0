import { folderOf, joinRepoPath, type RepoPath } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import type { Lookup } from "../../shell/interpolation.ts";
import { environmentFile } from "./environment-file.ts";
import type { Project, Service } from "./project.ts";

/** The variables that compose fills in: those of the `.env` file beside the compose file, for an included one also of its own. */
export class ProjectVariables {
  readonly #context: FormContext;
  readonly #own: ReadonlyMap<string, string>;
  readonly #byFolder = new Map<RepoPath, ReadonlyMap<string, string>>();

  constructor(project: Project, context: FormContext) {
    this.#context = context;
    this.#own = this.#in(folderOf(project.files[0]?.path ?? project.path));
  }

  /** Those of the file that includes a service's file win. */
  of({ includedFrom }: Service): Lookup {
    const included = includedFrom === undefined ? undefined : this.#in(includedFrom);
    return (name) => this.#own.get(name) ?? included?.get(name);
  }

  #in(folder: RepoPath): ReadonlyMap<string, string> {
    let variables = this.#byFolder.get(folder);
    if (variables === undefined) {
      const path = joinRepoPath(folder, ".env");
      const file = path === undefined ? undefined : this.#context.file(path);
      variables = new Map(file === undefined ? [] : environmentFile(file.text));
      this.#byFolder.set(folder, variables);
    }
    return variables;
  }
}
