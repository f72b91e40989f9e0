import { describe, expect, test } from "vitest";
import { cut, placed } from "../../../test/support/placed.ts";
import { firstUnknown } from "../placed-text.ts";
import { shellCommands } from "./shell-commands.ts";

const commandsOf = (text: string) => shellCommands(placed(text)).map(({ words }) => words.map(({ value }) => value));
const last = (text: string) => commandsOf(text).at(-1);

describe("shellCommands", () => {
  test("finds simple commands between all that joins them", () => {
    expect(commandsOf("a 1; b 2 && c 3 || d | e &\n( f ) ; { g; }\nif h; then i; else j; fi # k")).toEqual([
      ["a", "1"],
      ["b", "2"],
      ["c", "3"],
      ["d"],
      ["e"],
      ["f"],
      ["g"],
      ["h"],
      ["i"],
      ["j"],
    ]);
  });

  test("joins continued lines and keeps redirections out of the words", () => {
    expect(commandsOf(`exec bin/pd-server \\\n  --name="pd1" \\\n  --log-file=x 2>> "./err.log" > out </dev/null`)).toEqual([
      ["exec", "bin/pd-server", "--name=pd1", "--log-file=x"],
    ]);
  });

  test("fills in what the script sets once", () => {
    expect(last('IP=10.0.0.1\nexport PORT="2379"\nURL="http://$IP:${PORT}"\npd-server --client-urls="$URL"')).toEqual([
      "pd-server",
      "--client-urls=http://10.0.0.1:2379",
    ]);
  });

  test("splits unquoted variables into words, and quoted ones not", () => {
    expect(last(`ARGS="--a=1 --b=2"\nrun $ARGS "$ARGS"`)).toEqual(["run", "--a=1", "--b=2", "--a=1 --b=2"]);
  });

  test("lists of words", () => {
    expect(last(`ARGS=(\n  --a="1 2" # first\n  --b=2\n)\nARGS+=(--c)\nrun "\${ARGS[@]}"`)).toEqual([
      "run",
      "--a=1 2",
      "--b=2",
      "--c",
    ]);
  });

  test.each([
    ["another command", "IP=$(hostname -i)\nrun http://$IP:1", "$(hostname -i)"],
    ["a command in the word", "run http://$(hostname -i):1", "$(hostname -i)"],
    ["backquotes", "run http://`hostname -i`:1", "`hostname -i`"],
    ["the environment", "run http://$IP:1", "$IP"],
    ["a condition", "if x; then IP=a; else IP=b; fi\nrun http://$IP:1", "$IP"],
    ["a condition behind a value", "IP=a\n[ -n x ] && IP=b\nrun http://$IP:1", "$IP"],
    ["a loop", "for IP in a b; do run http://$IP:1; done", "$IP"],
    ["a function that is called later", "f() {\n  IP=b\n}\nIP=a\nf\nrun http://$IP:1", "$IP"],
    ["an argument", "run http://$1:1", "$1"],
    ["a cut", "IP=a,b\nrun http://${IP%,*}:1", "${IP%,*}"],
    ["input", "read -r IP\nrun http://$IP:1", "$IP"],
    ["a template", "run http://{{ ip }}:1", "{{ ip }}"],
  ])("what %s decides is unknown", (_, script, at) => {
    const words = shellCommands(placed(script)).find((command) => command.words[0]?.value === "run")?.words ?? [];
    const unknown = firstUnknown(words[1] as never);
    expect(words[1]?.value).toMatch(/^http:\/\/\$[{(].*[})]:1$/);
    expect(cut(script, unknown?.span as never)).toBe(at);
  });

  test("a default stands for a variable that nobody sets", () => {
    expect(last('run "${SCHEME:-http}://x"')).toEqual(["run", "http://x"]);
  });

  test("what a function adds to a variable is unknown, and what it had stays", () => {
    const script = 'add() {\n  ARGS="${ARGS} --join=$j"\n}\nARGS="--name=pd --config=/c.toml"\nadd\nexec /pd-server ${ARGS}';
    expect(last(script)).toEqual(["exec", "/pd-server", "--name=pd", "--config=/c.toml", "${ARGS}"]);
  });

  test("heredocs belong to their command, filled in unless their end is quoted", () => {
    const [first, second] = shellCommands(
      placed('P=1\ncat > pd.toml <<EOF\na = "$P"\nEOF\ncat <<-\'END\' | tee t.toml\n\ta = "$P"\n\tEND\n'),
    );
    expect(first?.heredoc?.value).toBe('a = "1"\n');
    expect(first?.outputs.map(({ value }) => value)).toEqual(["pd.toml"]);
    expect(second?.words.map(({ value }) => value)).toEqual(["cat"]);
    expect([second?.heredoc?.value]).toEqual([undefined]);
  });

  test("looks into scripts inside scripts", () => {
    expect(commandsOf(`nohup bash -c 'pd-server --name="a b" &' &\nsu tidb -c "tikv-server -C x"`)).toEqual([
      ["pd-server", "--name=a b"],
      ["tikv-server", "-C", "x"],
    ]);
  });

  test("patterns of case are no commands", () => {
    expect(commandsOf('case "$1" in\n  pd|PD) run pd ;;\n  *)\n    run other\n    ;;\nesac\nend')).toEqual([
      ["run", "pd"],
      ["run", "other"],
      ["end"],
    ]);
  });

  test.each(["'", '"', "$(", "${", "`", "<<EOF", "if", "((", "a=(", "case x in", "{{", "\\", "f() {", ")", "}"])(
    "ends on %j and what stands behind it",
    (text) => {
      expect(() => commandsOf(`run ${text}`)).not.toThrow();
      expect(() => commandsOf(text)).not.toThrow();
      expect(() => commandsOf(`${text} x\ny`)).not.toThrow();
    },
  );

  test("takes time in proportion to the length of the script", () => {
    // Of this thread alone: what else the machine does costs nothing here.
    const start = process.threadCpuUsage();
    for (const part of [
      "a=$a$a\n",
      "a=$a\n",
      "a+=x\n",
      "a+=(x)\n",
      "a=($a)\n",
      "((",
      "if ",
      "$(",
      "<<E\n",
      "x <y >z\n",
      "${a:-",
      "a=(",
      '"',
      "case x in a) ",
    ]) {
      commandsOf(part.repeat(20_000));
    }
    expect(process.threadCpuUsage(start).user).toBeLessThan(10_000_000);
  });
});
