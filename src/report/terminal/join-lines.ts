/**
 * Joins lines of output so that GitHub's runner takes none of them for a command. It reads `::name::` at the start of a
 * line, after blanks, and `##[name]` anywhere in it (runner: src/Runner.Common/ActionCommand.cs).
 */
export function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line.replaceAll("##[", "##\\[").replace(/^(\s*)::/, "$1\\::")}\n`).join("");
}
