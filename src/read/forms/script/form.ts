import { plainDeployment } from "../../../model/deployment.ts";
import type { Reading } from "../../../model/draft.ts";
import type { Problem } from "../../../model/environment.ts";
import { fileName, LineIndex, type RepoPath } from "../../../text/span.ts";
import { serverCommand } from "../../command-line.ts";
import type { Form, FormContext } from "../../form.ts";
import { insecureClientIn } from "../../insecure-client.ts";
import { holdsText } from "../../pem.ts";
import { firstUnknown, type PlacedText } from "../../placed-text.ts";
import {
  configInRepository,
  configNamed,
  draftOfStart,
  type ServerConfig,
  type ServerStart,
  throughMounts,
  withPlaceholders,
} from "../../server-draft.ts";
import { type ShellCommand, shellCommands } from "../../shell-commands.ts";
import { type SourceFile, sourceFile } from "../../source-file.ts";
import { readTomlAt } from "../../toml.ts";
import { componentOf } from "../toml/recognise.ts";
import { dockerRun } from "./docker-run.ts";

/** Shell scripts that start the servers, as TiUP, people and images have them. */
export const scriptForm: Form = {
  meta: {
    id: "script",
    title: "shell scripts",
    reads:
      "shell scripts that start `pd-server` or `tikv-server`, or run their images with docker, podman or nerdctl: quotes, continued lines, heredocs, `bash -c`; also TOML that a script writes with a heredoc",
    derives:
      "flags before file before default; variables that the script sets once to a text; `${X:-default}` as its default; the configuration file behind `--config` when it lies beside the script, under the root, or is the only one that fits; mounts of `docker run -v`",
    unknown:
      "what a condition, a loop, a function or another command decides; variables that come from outside; a script that is a template with conditions. A script that only mentions the servers is none",
  },

  claims(file) {
    if (!isScript(file)) return false;
    return telling.some((text) => holdsText(file, text));
  },

  read(files, context) {
    const readings = files.map((file) => readScript(file, context));
    return {
      instances: readings.flatMap(({ instances }) => instances),
      files: [],
      problems: readings.flatMap(({ problems }) => problems),
      consumed: readings.flatMap(({ consumed }) => consumed ?? []),
      insecureClients: readings.flatMap(({ insecureClients }) => insecureClients ?? []),
    };
  },
};

const telling = ["pd-server", "tikv-server", "pingcap/pd", "pingcap/tikv", "tikv/pd", "tikv/tikv", ":2379", "/pd/api"];

const scriptName = /\.(?:sh|bash|ksh|zsh|ash)(?:\.(?:tpl|tmpl|template|j2|jinja2?|erb|gotmpl|in))*$/i;

/** By its name, or by its first line. */
function isScript(file: SourceFile): boolean {
  if (scriptName.test(file.path)) return true;
  if (fileName(file.path).includes(".") || file.bytes[0] !== 0x23 || file.bytes[1] !== 0x21) return false;
  return /^#!.{0,80}\b(?:ba|da|k|z|a)?sh\b/.test(new TextDecoder().decode(file.bytes.subarray(0, 120)));
}

/** Conditions of template languages: what stands between them may not be in the script. */
const control = /\{%-?\s*(?:if|for|macro|set)\b|\{\{-?\s*(?:if|range|with|define|template|include)\b|<%-?\s*(?:if|for)\b/;

function readScript(file: SourceFile, context: FormContext): Reading {
  const lines = new LineIndex(file.path, file.text);
  const script: PlacedText = {
    value: file.text,
    span: lines.span(0, file.text.length),
    slice: (from, to) => lines.span(from, to),
  };
  const commands = shellCommands(script);
  const starts = commands.flatMap((command) => startIn(command, file.path) ?? []);
  const insecureClients = commands.flatMap(({ words }) => insecureClientIn(words, `the script ${fileName(file.path)}`) ?? []);
  const marker = starts.length === 0 ? undefined : control.exec(file.text);
  if (marker != null) {
    return { instances: [], files: [], problems: [templateProblem(lines, marker)], insecureClients };
  }
  const written = writtenConfigs(commands);
  const used = new Set<string>();
  const found = starts.map((start) =>
    draftOfStart({ ...start, config: (path) => configOf(path, start, file.path, written, used, context) }),
  );
  const alone = [...written].flatMap(([path, text]) => (used.has(path) ? [] : ownConfig(file.path, path, text)));
  return {
    instances: [...found.map(({ draft }) => draft), ...alone],
    files: [],
    problems: [],
    consumed: found.flatMap(({ consumed }) => consumed),
    insecureClients,
  };
}

function startIn({ words }: ShellCommand, path: RepoPath): Omit<ServerStart, "config"> | undefined {
  const run = dockerRun(words, path);
  const deployment = plainDeployment(run === undefined ? "the start script" : "docker run");
  if (run !== undefined) return { ...run, form: "script", path, at: run.at.span, deployment };
  const command = serverCommand(words);
  if (command === undefined) return undefined;
  const { component, program } = command;
  return { component, form: "script", path, at: program.span, arguments: command.arguments, deployment };
}

function configOf(
  path: PlacedText,
  start: Omit<ServerStart, "config">,
  script: RepoPath,
  written: ReadonlyMap<string, PlacedText>,
  used: Set<string>,
  context: FormContext,
): ServerConfig {
  const own = written.get(path.value);
  if (own !== undefined) {
    used.add(path.value);
    return tomlOf(own, script, path.value);
  }
  const mounts = start.mounts ?? [];
  const mounted = throughMounts(path.value, mounts);
  const target = mounted ?? (mounts.length > 0 ? undefined : configNamed(path.value, script, start.component, context));
  if (target !== undefined) return configInRepository(target, path.span, context);
  const unknown = firstUnknown(path);
  return { kind: "unknown", because: unknown?.because ?? `${path.value} is not in the repository`, span: path.span };
}

/** TOML files that the script writes itself: `cat > pd.toml <<EOF`, `tee tikv.toml <<EOF`. */
function writtenConfigs(commands: readonly ShellCommand[]): ReadonlyMap<string, PlacedText> {
  const written = new Map<string, PlacedText>();
  for (const { words, outputs, heredoc } of commands) {
    if (heredoc === undefined) continue;
    const isTee = words.some(({ value }) => value === "tee");
    const target = isTee ? words.at(-1) : outputs.at(-1);
    if (target !== undefined && /\.(?:toml|conf)$/.test(target.value)) written.set(target.value, heredoc);
  }
  return written;
}

function tomlOf(text: PlacedText, script: RepoPath, name: string): ServerConfig {
  const locator = { path: script, span: (from: number, to: number) => text.slice(from, to) };
  const result = readTomlAt(text.value, locator, text.span);
  if (result.kind === "read") return { kind: "read", root: withPlaceholders(result.root), features: result.features };
  const unknown = firstUnknown(text);
  const because = unknown?.because ?? `${name} cannot be read as TOML`;
  return { kind: "unknown", because, span: unknown?.span ?? result.problem.at };
}

/** A configuration that a script writes for a server that something else starts. */
function ownConfig(script: RepoPath, path: string, text: PlacedText): Reading["instances"] {
  const file = sourceFile(fileName(path) as RepoPath, new TextEncoder().encode(text.value));
  const component = componentOf(file);
  const config = tomlOf(text, script, path);
  if (component === undefined || config.kind !== "read") return [];
  const at = text.slice(0, Math.max(0, text.value.indexOf("\n")));
  return [{ component, form: "script", path: script, at, config: config.root, tomlFeatures: config.features }];
}

function templateProblem(lines: LineIndex, marker: RegExpExecArray): Problem {
  return {
    kind: "template",
    at: lines.span(marker.index, marker.index + marker[0].length),
    message: "this script is a template with conditions that is not rendered: how it starts the servers is not judged",
    help: "render it with the program that fills it in and check what comes out",
  };
}
