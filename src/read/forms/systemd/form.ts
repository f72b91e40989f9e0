import { plainDeployment } from "../../../model/instances/deployment.ts";
import type { InstanceDraft } from "../../../model/instances/draft.ts";
import type { Component } from "../../../model/instances/instance.ts";
import { markSearch } from "../../../text/mark-search.ts";
import { fileName, folderOf, joinRepoPath, type RepoPath, toRepoPath } from "../../../text/span.ts";
import type { Form, FormContext } from "../../form.ts";
import { firstUnknown, PlacedBuilder, type PlacedText, partOf } from "../../placed-text.ts";
import { configInRepository, configNamed, draftOfStart, type ServerConfig, unknownDraft } from "../../server-draft.ts";
import { type ServerCommand, serverCommand } from "../../shell/command-line.ts";
import { Expansions, type Lookup } from "../../shell/interpolation.ts";
import { innerScript, shellCommands } from "../../shell/shell-commands.ts";
import { shellWords } from "../../shell/shell-words.ts";
import { holdsText } from "../../x509/pem.ts";
import { environmentFile } from "../compose/environment-file.ts";
import { isUnitPath, type Unit, unitsOf } from "./unit.ts";

/** systemd units and their drop-ins. */
export const systemdForm: Form = {
  meta: {
    id: "systemd",
    title: "systemd units",
    reads:
      "`*.service` and `*.service.d/*.conf` whose `ExecStart` runs `pd-server` or `tikv-server`, directly or through a shell: continued lines, quotes, `Environment`, `EnvironmentFile` when the repository has it, `ExecStart=` that resets",
    derives:
      "flags before file before default; a unit and its drop-ins are one instance; the configuration file behind `--config` when one file of the repository fits its path",
    unknown:
      "specifiers (`%i`), variables of files that are not in the repository, start scripts that are not in the repository (all that they could set is unknown)",
  },

  claims(file) {
    if (!isUnitPath(file.path)) return false;
    // A drop-in may hold nothing but a variable.
    const folder = fileName(folderOf(file.path));
    const isDropIn = /\.service\.d$/i.test(folder) && /pd|tikv/i.test(folder);
    return isDropIn || telling.some((text) => holdsText(file, text));
  },

  read(files, context) {
    const found = unitsOf(files).flatMap((unit) => instanceOf(unit, context) ?? []);
    return {
      instances: found.map(({ draft }) => draft),
      files: [],
      problems: [],
      consumed: found.flatMap(({ consumed }) => consumed),
    };
  },
};

const telling = ["pd-server", "tikv-server", "run_pd", "run_tikv"];

function instanceOf(
  unit: Unit,
  context: FormContext,
): { readonly draft: InstanceDraft; readonly consumed: readonly RepoPath[] } | undefined {
  const start = execStart(unit);
  if (start === undefined) return undefined;
  const words = wordsOf(start, lookupOf(unit, context));
  const base = { form: "systemd", path: unit.path, name: instanceName(unit), deployment: plainDeployment("systemd") } as const;
  const command = commandIn(words);
  if (command !== undefined) {
    const { component, program } = command;
    return draftOfStart({
      ...base,
      component,
      at: program.span,
      arguments: command.arguments,
      config: (path) => configOf(path, unit, component, context),
    });
  }
  const script = tiupScript(words);
  if (script === undefined || hasScript(script.path, unit.path, context)) return undefined;
  const because = `${fileName(script.path)} decides how it starts`;
  return {
    draft: unknownDraft({ ...base, component: script.component, at: script.at.span }, because, script.at.span),
    consumed: [],
  };
}

/** The last `ExecStart`; an empty one takes those before it away. */
function execStart(unit: Unit): PlacedText | undefined {
  let last: PlacedText | undefined;
  for (const { section, key, value } of unit.settings) {
    if (section !== "Service" || key !== "ExecStart") continue;
    last = value.value.trim() === "" ? undefined : value;
  }
  if (last === undefined) return undefined;
  // `-`, `@`, `+`, `!` and `:` before the program say how it is run.
  const prefix = /^\s*[-@+!:|]*/.exec(last.value)?.[0].length ?? 0;
  return partOf(last, prefix, last.value.length);
}

/** The words of a command, with specifiers and variables filled in; a variable that stands alone without braces splits. */
function wordsOf(start: PlacedText, lookup: Lookup): readonly PlacedText[] {
  return shellWords(start).flatMap((word): readonly PlacedText[] => {
    const filled = fill(word, lookup);
    return /^\$[A-Za-z_]\w*$/.test(word.value) && filled.unknowns === undefined ? shellWords(filled) : [filled];
  });
}

function fill(text: PlacedText, lookup: Lookup): PlacedText {
  if (!/[$%{]/.test(text.value)) return text;
  const builder = new PlacedBuilder(text);
  const { value } = text;
  const expansions = new Expansions(value);
  const placeholderEnd = markSearch(value, "}}");
  let at = 0;
  while (at < value.length) {
    const expansion = value[at] === "$" ? expansions.at(at) : undefined;
    const template = value.startsWith("{{", at) ? placeholderEnd(at) + 2 : 1;
    if (value.startsWith("$$", at) || value.startsWith("%%", at)) {
      builder.copy(at, at + 1);
      at += 2;
    } else if (expansion !== undefined) {
      const known = lookup(expansion.name);
      const shown = `\${${expansion.name}}`;
      if (known === undefined) builder.putUnknown(shown, `${shown} is set on the machine`, at, expansion.to);
      else builder.put(known, at, expansion.to);
      at = expansion.to;
    } else if (/^%[A-Za-z]/.test(value.slice(at, at + 2))) {
      builder.putUnknown("$(…)", `${value.slice(at, at + 2)} is filled in by systemd`, at, at + 2);
      at += 2;
    } else if (template > 1) {
      builder.putUnknown("$(…)", "it is filled in when the template is rendered", at, template);
      at = template;
    } else {
      builder.copy(at, at + 1);
      at += 1;
    }
  }
  return builder.build(0, value.length);
}

function lookupOf(unit: Unit, context: FormContext): Lookup {
  const variables = new Map<string, string | PlacedText>();
  for (const { section, key, value } of unit.settings) {
    if (section !== "Service") continue;
    if (key === "Environment") {
      for (const word of shellWords(value)) {
        const equals = word.value.indexOf("=");
        if (equals > 0) variables.set(word.value.slice(0, equals), partOf(word, equals + 1, word.value.length));
      }
    } else if (key === "EnvironmentFile") {
      const file = environmentFileAt(value.value.trim().replace(/^-/, ""), unit.path, context);
      for (const [name, text] of file === undefined ? [] : environmentFile(file)) variables.set(name, text);
    }
  }
  return (name) => variables.get(name);
}

/** A file of the machine lies in the repository under its whole path, or by its name beside the unit. */
function environmentFileAt(path: string, from: RepoPath, context: FormContext): string | undefined {
  const folder = folderOf(from);
  for (const target of [toRepoPath(path), joinRepoPath(folder, fileName(path))]) {
    const file = target === undefined ? undefined : context.file(target);
    if (file !== undefined) return file.text;
  }
  return undefined;
}

function commandIn(words: readonly PlacedText[]): ServerCommand | undefined {
  const direct = serverCommand(words);
  if (direct !== undefined) return direct;
  const script = innerScript(words);
  if (script === undefined) return undefined;
  for (const { words: inner } of shellCommands(script)) {
    const found = serverCommand(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `ExecStart=/bin/bash -c '/tidb-deploy/pd-2379/scripts/run_pd.sh'`, as TiUP and tidb-ansible write units. */
function tiupScript(
  words: readonly PlacedText[],
): { readonly component: Component; readonly path: string; readonly at: PlacedText } | undefined {
  for (const word of words) {
    const match = /(?:^|\s)(\S*\/?run_(pd|tikv)(?:-\w+)?\.sh)(?:\s|$)/.exec(word.value);
    if (match !== null) return { component: match[2] as Component, path: match[1] as string, at: word };
  }
  return undefined;
}

/** Then the script itself is the instance. */
function hasScript(path: string, from: RepoPath, context: FormContext): boolean {
  const name = fileName(path);
  const folder = folderOf(from);
  const near = [
    joinRepoPath(folder, name),
    joinRepoPath(folder, `scripts/${name}`),
    joinRepoPath(folder, `../scripts/${name}`),
    toRepoPath(path),
  ];
  return near.some((target) => target !== undefined && context.file(target) !== undefined);
}

function configOf(path: PlacedText, unit: Unit, component: Component, context: FormContext): ServerConfig {
  const unknown = firstUnknown(path);
  const target = configNamed(path.value, unit.path, component, context);
  if (target !== undefined) return configInRepository(target, path.span, context);
  return { kind: "unknown", because: unknown?.because ?? `${path.value} is not in the repository`, span: path.span };
}

/** `tikv@20160.service` is an instance of `tikv@.service`. */
function instanceName(unit: Unit): string {
  return unit.name.slice(0, /\.service/i.exec(unit.name)?.index).replace(/@$/, "");
}
