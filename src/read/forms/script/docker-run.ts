import type { Mount } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import type { Setting } from "../../../model/instances/setting.ts";
import { fileName, folderOf, joinRepoPath, type RepoPath, type ServerPath } from "../../../text/span.ts";
import { firstUnknown, type PlacedText } from "../../placed-text.ts";
import { endsAtOnce, serverCommand } from "../../shell/command-line.ts";
import { serverImage } from "../../shell/image.ts";
import { volumeWords } from "../../shell/volume.ts";

/** `docker run … pingcap/pd:v8.5 --name=pd …`, and what it mounts. */
export interface DockerRun {
  readonly component: Component;
  /** What a reader takes for the instance: the image. */
  readonly at: PlacedText;
  readonly arguments: readonly PlacedText[];
  readonly version: Setting<string> | undefined;
  readonly name: string | undefined;
  readonly mounts: readonly Mount[];
}

const engines = /^(?:docker|podman|nerdctl)$/;

/** Reads a run of a container of PD or TiKV; undefined for any other command. */
export function dockerRun(words: readonly PlacedText[], script: RepoPath): DockerRun | undefined {
  const engine = words.slice(0, 6).findIndex(({ value }) => engines.test(fileName(value)));
  if (engine === -1) return undefined;
  const run = words.findIndex(({ value }, index) => index > engine && (value === "run" || value === "create"));
  if (run === -1 || run > engine + 4) return undefined;
  const image = words.findIndex((word, index) => index > run && isImage(words, index, word));
  const found = image === -1 ? undefined : serverImage(words[image] as PlacedText);
  if (found === undefined) return undefined;
  const options = words.slice(run + 1, image);
  const rest = words.slice(image + 1);
  const entrypoint = optionsNamed(options, "--entrypoint")[0];
  const started = serverCommand(entrypoint === undefined ? rest : [entrypoint, ...rest]);
  const isOther = entrypoint !== undefined && entrypoint.value !== "" && started === undefined;
  if (isOther || endsAtOnce(rest)) return undefined;
  const name = optionsNamed(options, "--name")[0];
  return {
    component: found.component,
    at: words[image] as PlacedText,
    arguments: started?.arguments ?? rest,
    version: found.version,
    name: name === undefined || firstUnknown(name) !== undefined ? undefined : name.value,
    mounts: [...optionsNamed(options, "-v", "--volume").flatMap((word) => volume(word.value, script))],
  };
}

/** The image is the first word that is neither an option nor the value of one, and names a server. */
function isImage(words: readonly PlacedText[], index: number, word: PlacedText): boolean {
  if (word.value.startsWith("-") || serverImage(word) === undefined) return false;
  return !/^(?:--name|--hostname|-h|-e|--env|-v|--volume|-l|--label)$/.test(words[index - 1]?.value ?? "");
}

/** The values of an option, as the next word or behind `=`. */
function optionsNamed(options: readonly PlacedText[], ...names: readonly string[]): readonly PlacedText[] {
  return options.flatMap((word, index): PlacedText[] => {
    if (names.includes(word.value)) return options[index + 1] === undefined ? [] : [options[index + 1] as PlacedText];
    const name = names.find((each) => each.startsWith("--") && word.value.startsWith(`${each}=`));
    if (name === undefined) return [];
    const value = word.value.slice(name.length + 1);
    return [{ value, span: word.span, slice: () => word.span, unknowns: word.unknowns }];
  });
}

function volume(text: string, script: RepoPath): readonly Mount[] {
  const words = volumeWords(text);
  if (words === undefined) return [];
  const { source, target } = words;
  // A folder that is computed or a variable is mostly the script's own (`$(pwd)`, `$PWD`, `$DIR`).
  const relative = source.replace(/^(?:\$\{PWD\}|\$\(…\))(?=\/|$)/, ".");
  if (!/^\.{1,2}(?:\/|$)/.test(relative)) return [];
  const repository = joinRepoPath(folderOf(script), relative);
  return repository === undefined ? [] : [{ server: target as ServerPath, repository }];
}
