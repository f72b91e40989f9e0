/** A command that GitHub's runner would carry out. */
export interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * What GitHub's runner reads from a step's output, written after its parser (runner: src/Runner.Common/ActionCommand.cs):
 * `::name key=value,...::data` at the start of a line, after blanks, and `##[name key=value;...]data` anywhere in a line.
 * This one takes any word for the name of a command.
 */
export function runnerCommands(output: string): readonly RunnerCommand[] {
  return output.split(/\r\n|[\r\n\u0085\u2028\u2029]/).flatMap((line) => {
    const second = /^[\s\u0085]*::(\S+?)(?: (.*?))?::(.*)$/s.exec(line);
    if (second !== null) return [commandOf(second, ",", unescapeProperty)];
    const first = /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/s.exec(line);
    return first === null ? [] : [commandOf(first, ";", unescapeProperty)];
  });
}

function commandOf([, name, list, data]: RegExpExecArray, separator: string, decode: (text: string) => string): RunnerCommand {
  const pairs = (list ?? "").split(separator).flatMap((pair) => {
    const [key, ...value] = pair.split("=");
    return key === undefined || value.length === 0 ? [] : [[key, decode(value.join("="))] as const];
  });
  return { name: name ?? "", properties: Object.fromEntries(pairs), data: unescapeData(data ?? "") };
}

function unescapeData(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  return text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
}
