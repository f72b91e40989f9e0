import type { Problem } from "../../../model/environments/environment.ts";
import { plainDeployment } from "../../../model/instances/deployment.ts";
import type { Reading } from "../../../model/instances/draft.ts";
import { fileName, LineIndex, type RepoPath } from "../../../text/span.ts";
import type { Form, FormContext } from "../../form.ts";
import { firstUnknown, type PlacedText } from "../../placed-text.ts";
import { configInRepository, configNamed, draftOfStart, type ServerStart, throughMounts } from "../../server-draft.ts";
import { serverCommand } from "../../shell/command-line.ts";
import { insecureClientIn } from "../../shell/insecure-client.ts";
import { type ShellCommand, shellCommands } from "../../shell/shell-commands.ts";
import { type SourceFile, sourceFile } from "../../source-file.ts";
import { readTomlText, type TomlText } from "../../toml/toml-text.ts";
import { holdsText } from "../../x509/pem.ts";
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
      "flags before file before default; variables that the script sets once to a text; `${X:-default}` as its default; the configuration file behind `--config`, or the template of it, when it lies beside the script, under the root, or is the only one that fits; mounts of `docker run -v`",
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

const telling = [
  "pd-server",
  "tikv-server",
  "pingcap/pd",
  "pingcap/tikv",
  "tikv/pd",
  "tikv/tikv",
  "tikv.toml",
  "pd.toml",
  ":2379",
  "/pd/api",
];

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
  const problems: Problem[] = [];
  const found = starts.map((start) => {
    const config = (path: PlacedText) => {
      const read = configOf(path, start, file.path, written, used, context);
      problems.push(...read.problems);
      return read.config;
    };
    return draftOfStart({ ...start, config });
  });
  const alone = [...written].flatMap(([path, text]) => (used.has(path) ? [] : [ownConfig(file.path, path, text)]));
  return {
    instances: [...found.map(({ draft }) => draft), ...alone.flatMap(({ instances }) => instances)],
    files: [],
    problems: withoutRepeats([...problems, ...alone.flatMap((each) => each.problems)]),
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
): TomlText {
  const own = written.get(path.value);
  if (own !== undefined) {
    used.add(path.value);
    return readTomlText(own, start.component, fileName(path.value));
  }
  const mounts = start.mounts ?? [];
  const mounted = throughMounts(path.value, mounts);
  const target = mounted ?? (mounts.length > 0 ? undefined : configNamed(path.value, script, start.component, context));
  if (target !== undefined) return { config: configInRepository(target, path.span, context), problems: [] };
  const because = firstUnknown(path)?.because ?? `${path.value} is not in the repository`;
  return { config: { kind: "unknown", because, span: path.span }, problems: [] };
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

/** A configuration that a script writes for a server that something else starts. */
function ownConfig(script: RepoPath, path: string, text: PlacedText): Pick<Reading, "instances" | "problems"> {
  const file = sourceFile(fileName(path) as RepoPath, new TextEncoder().encode(text.value));
  const component = componentOf(file);
  if (component === undefined) return { instances: [], problems: [] };
  const { config, problems } = readTomlText(text, component, fileName(path));
  if (config.kind !== "read") return { instances: [], problems };
  const at = text.slice(0, Math.max(0, text.value.indexOf("\n")));
  return {
    instances: [{ component, form: "script", path: script, at, config: config.root, tomlFeatures: config.features }],
    problems,
  };
}

/** Several starts may read one configuration. */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.at.line}:${problem.at.column}:${problem.kind}`, problem])).values()];
}

function templateProblem(lines: LineIndex, marker: RegExpExecArray): Problem {
  return {
    kind: "template",
    at: lines.span(marker.index, marker.index + marker[0].length),
    message: "this script is a template with conditions that is not rendered: how it starts the servers is not judged",
    help: "render it with the program that fills it in and check what comes out",
  };
}
