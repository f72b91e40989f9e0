import { folderOf, joinRepoPath } from "../../../text/span.ts";
import type { FormContext } from "../../form.ts";
import type { Lookup } from "../../interpolation.ts";
import type { Project } from "./project.ts";

/** The variables that compose fills in: those of the `.env` file beside the compose file. */
export function variablesOf(project: Project, context: FormContext): Lookup {
  const variables = new Map<string, string>();
  for (const { path } of project.files.slice(0, 1)) {
    const env = joinRepoPath(folderOf(path), ".env");
    const file = env === undefined ? undefined : context.file(env);
    for (const [name, value] of file === undefined ? [] : environmentFile(file.text)) variables.set(name, value);
  }
  return (name) => variables.get(name);
}

/** The lines `NAME=value` of an environment file, as compose and systemd read them; a value that refers to others is left out. */
export function environmentFile(text: string): readonly (readonly [string, string])[] {
  return text.split(/\r?\n/).flatMap((line): (readonly [string, string])[] => {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line);
    if (match === null) return [];
    const [, name, written = ""] = match;
    const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(written);
    const value = quoted === null ? written.replace(/\s+#.*$/, "") : (quoted[2] as string);
    const isComputed = quoted?.[1] !== "'" && value.includes("$");
    return isComputed ? [] : [[name as string, value]];
  });
}
