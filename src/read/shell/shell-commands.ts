import { PlacedBuilder, type PlacedText, partOf } from "../placed-text.ts";
import type { Lookup } from "./interpolation.ts";
import { type DecidedInside, ShellVariables, type Value } from "./shell-variables.ts";
import { indexOrEnd, ShellWordReader, skipParentheses } from "./shell-word-reader.ts";

/** One simple command of a shell script. */
export interface ShellCommand {
  readonly words: readonly PlacedText[];
  /** The files behind `>` and `>>`, and what stands behind `<<`. */
  readonly outputs: readonly PlacedText[];
  readonly heredoc: PlacedText | undefined;
}

interface Assignment {
  readonly name: string;
  /** `+=` */
  readonly isAppended: boolean;
  /** It keeps what the variable holds. */
  readonly isLonger: boolean;
  readonly text: PlacedText;
}

/** Scripts inside scripts (`bash -c '…'`) deeper than this are not looked into. */
const deepestScript = 3;

/**
 * The simple commands of a script, with the variables filled in that the script itself sets to a value which does not
 * depend on how it runs. What a condition, a loop, a function or another command decides is unknown. Runs nothing.
 */
export function shellCommands(script: PlacedText, lookup: Lookup = () => undefined): readonly ShellCommand[] {
  return commandsOf(script, lookup, 0);
}

function commandsOf(script: PlacedText, lookup: Lookup, depth: number): readonly ShellCommand[] {
  // What is assigned inside a condition is known only after the first walk; a function's body runs later than it stands.
  const first = new ShellReader(script, lookup, new Map());
  first.read();
  const { decidedInside } = first.variables;
  const reader = decidedInside.size === 0 ? first : new ShellReader(script, lookup, decidedInside);
  if (reader !== first) reader.read();
  if (depth >= deepestScript) return reader.commands;
  return reader.commands.flatMap((command) => {
    const inner = innerScript(command.words);
    return inner === undefined ? [command] : commandsOf(inner, lookup, depth + 1);
  });
}

/** The script of `bash -c SCRIPT`, also behind other programs. */
export function innerScript(words: readonly PlacedText[]): PlacedText | undefined {
  const shell = words.slice(0, 24).findIndex(({ value }) => /(?:^|\/)(?:ba|da|k|z|a)?sh$|^su$/.test(value));
  if (shell === -1) return undefined;
  for (let index = shell + 1; index < words.length; index++) {
    const word = (words[index] as PlacedText).value;
    if (/^-[a-z]*c$/.test(word)) return words[index + 1];
    const isOption = word.startsWith("-") || words[index - 1]?.value === "-o" || words[shell]?.value === "su";
    if (!isOption) return undefined;
  }
  return undefined;
}

const openers = new Set(["if", "for", "while", "until", "case", "select", "{"]);
const closers = new Set(["fi", "done", "esac", "}"]);
const silent = new Set(["then", "do", "else", "elif", "!", "in"]);
const declarations = new Set(["export", "local", "readonly", "declare", "typeset"]);

class ShellReader {
  readonly #text: PlacedText;
  readonly #value: string;
  readonly variables: ShellVariables;
  readonly #decided: DecidedInside;
  readonly #reader: ShellWordReader;
  readonly commands: ShellCommand[] = [];

  #at = 0;
  /** Compound commands around this place. */
  readonly #open: string[] = [];
  /** Behind `&&` or `||`. */
  #isConditional = false;
  #words: PlacedText[] = [];
  /** Where the words of this command begin and end, to tell `name=` from `"name="`. */
  #starts: number[] = [];
  #outputs: PlacedText[] = [];
  #heredoc: PlacedText | undefined;
  #waiting: { readonly end: string; readonly expands: boolean; readonly strips: boolean }[] = [];
  #isPattern = false;
  /** Reads the words of a list, which holds no lists. */
  #isList = false;

  constructor(text: PlacedText, lookup: Lookup, decided: DecidedInside) {
    this.#text = text;
    this.#value = text.value;
    this.variables = new ShellVariables(lookup, decided);
    this.#decided = decided;
    this.#reader = new ShellWordReader(text.value, this.variables);
  }

  read(): void {
    const value = this.#value;
    while (this.#at < value.length) {
      const character = value[this.#at] as string;
      if (character === "\n") this.#lineEnd();
      else if (/[ \t\r]/.test(character)) this.#at += 1;
      else if (character === "\\" && /^\\\r?\n/.test(value.slice(this.#at, this.#at + 3)))
        this.#at = value.indexOf("\n", this.#at) + 1;
      else if (character === "#") this.#at = indexOrEnd(value, "\n", this.#at);
      else if (/[;&|()<>]/.test(character)) this.#operator(character);
      else this.#word();
    }
    this.#lineEnd();
  }

  #lineEnd(): void {
    // A heredoc belongs to the command of its line, which may stand before a pipe.
    this.#at += 1;
    for (const waiting of this.#waiting.splice(0)) {
      const text = this.#readHeredoc(waiting);
      const last = this.commands.at(-1);
      if (this.#words.length > 0 || last === undefined) this.#heredoc = text;
      else if (last.heredoc === undefined) this.commands[this.commands.length - 1] = { ...last, heredoc: text };
    }
    this.#endCommand("\n");
  }

  #readHeredoc({ end, expands, strips }: { end: string; expands: boolean; strips: boolean }): PlacedText {
    const value = this.#value;
    const builder = new PlacedBuilder(this.#text);
    const start = this.#at;
    let at = start;
    while (at < value.length) {
      const lineEnd = indexOrEnd(value, "\n", at);
      const line = value.slice(at, lineEnd).replace(/\r$/, "");
      if ((strips ? line.replace(/^\t+/, "") : line) === end) break;
      const from = strips ? at + (/^\t*/.exec(line)?.[0].length ?? 0) : at;
      const to = Math.min(lineEnd + 1, value.length);
      if (expands) this.#reader.expandInto(builder, from, to);
      else builder.copy(from, to);
      at = lineEnd + 1;
    }
    this.#at = Math.min(indexOrEnd(value, "\n", at) + 1, value.length);
    return builder.build(start, Math.min(at, value.length));
  }

  #operator(character: string): void {
    const value = this.#value;
    if (character === "<" || character === ">") {
      this.#redirect();
      return;
    }
    if (character === "(" && this.#words.length === 1 && /^\(\s*\)/.test(value.slice(this.#at, this.#at + 40))) {
      // name() { … }: the name is no command.
      this.#words = [];
      this.#starts = [];
      this.#at = value.indexOf(")", this.#at) + 1;
      return;
    }
    if (character === "(" && this.#words.length === 0 && !this.#isPattern) {
      if (value[this.#at + 1] === "(") {
        this.#at = skipParentheses(value, this.#at);
        return;
      }
      this.#open.push("(");
      this.#at += 1;
      return;
    }
    if (character === ")") {
      if (this.#isPattern) {
        this.#words = [];
        this.#starts = [];
        this.#isPattern = false;
      } else {
        this.#endCommand(")");
        if (this.#open.at(-1) === "(") this.#open.pop();
      }
      this.#at += 1;
      return;
    }
    const operator = /^(?:&&|\|\||;;&?|;&|\|&|[;&|(])/.exec(value.slice(this.#at, this.#at + 3))?.[0] ?? character;
    this.#at += operator.length;
    if (this.#isPattern && operator === "|") return;
    this.#endCommand(operator);
    if (operator.startsWith(";;") && this.#open.at(-1) === "case") this.#isPattern = true;
  }

  #redirect(): void {
    const value = this.#value;
    const operator = /^(?:<<<|<<-?|<>|>>|>\||[<>]&|[<>])/.exec(value.slice(this.#at, this.#at + 3))?.[0] ?? ">";
    // The number of a descriptor stands right before it.
    const last = this.#words.at(-1);
    if (last !== undefined && /^\d$/.test(last.value) && this.#starts.at(-1) === this.#at - 1) {
      this.#words.pop();
      this.#starts.pop();
    }
    const isDescriptor = last !== this.#words.at(-1) && last?.value !== "1";
    if (operator === "<" && value[this.#at + 1] === "(") {
      this.#at = skipParentheses(value, this.#at + 1);
      return;
    }
    this.#at += operator.length;
    while (/[ \t]/.test(value[this.#at] ?? "")) this.#at += 1;
    if (/[\n;&|()<>]|^$/.test(value[this.#at] ?? "")) return;
    if (operator === "<<" || operator === "<<-") {
      const from = this.#at;
      const builder = new PlacedBuilder(this.#text);
      this.#at = this.#reader.readWord(from, builder, []);
      const word = value.slice(from, this.#at);
      const end = word.replaceAll(/["'\\]/g, "");
      if (end !== "") this.#waiting.push({ end, expands: word === end, strips: operator === "<<-" });
      return;
    }
    const target = this.#takeWord();
    if (operator.startsWith(">") && operator !== ">&" && !isDescriptor && target !== undefined) this.#outputs.push(target);
  }

  #takeWord(): PlacedText | undefined {
    const from = this.#at;
    const builder = new PlacedBuilder(this.#text);
    this.#at = this.#reader.readWord(from, builder, []);
    return this.#at > from ? builder.build(from, this.#at) : undefined;
  }

  #word(): void {
    const from = this.#at;
    const splits: number[] = [];
    const lists: PlacedText[][] = [];
    const builder = new PlacedBuilder(this.#text);
    this.#at = this.#reader.readWord(from, builder, splits, lists);
    if (this.#at === from) {
      this.#at += 1;
      return;
    }
    const source = this.#value.slice(from, this.#at);
    if (this.#words.length === 0 && this.#keyword(source)) return;
    const list = /^([A-Za-z_]\w*)(\+?)=$/.exec(source);
    if (list !== null && !this.#isList && this.#value[this.#at] === "(") {
      this.#assignList(list[1] as string, list[2] === "+");
      return;
    }
    const whole = builder.build(from, this.#at);
    const [words] = lists;
    for (const word of words ?? splitAt(whole, splits)) {
      this.#words.push(word);
      this.#starts.push(from);
    }
    // Nothing but expansions that are empty leaves no word.
  }

  /** Keywords count only as they stand, at the place of a command. */
  #keyword(source: string): boolean {
    if (silent.has(source)) {
      if (source === "in" && this.#open.at(-1) === "case") this.#isPattern = true;
      return true;
    }
    if (source === "esac" && this.#open.at(-1) === "case") this.#isPattern = false;
    else if (this.#isPattern) return false;
    if (openers.has(source)) {
      this.#open.push(source);
      if (source === "for" || source === "select") this.#loopVariable();
      if (source === "case") this.#caseWord();
      return true;
    }
    if (closers.has(source)) {
      this.#open.pop();
      return true;
    }
    if (source === "function") {
      const name = /^[ \t]+[\w:.-]+(?:[ \t]*\([ \t]*\))?/.exec(this.#value.slice(this.#at, this.#at + 200));
      this.#at += name?.[0].length ?? 0;
      return true;
    }
    return false;
  }

  #loopVariable(): void {
    const match = /^[ \t]+([A-Za-z_]\w*)/.exec(this.#value.slice(this.#at, this.#at + 200));
    if (match === null) return;
    this.variables.assign(match[1] as string, { kind: "unknown" }, true, false);
    // The list is no command.
    const end = this.#value.slice(this.#at).search(/[;\n]/);
    this.#at = end === -1 ? this.#value.length : this.#at + end;
  }

  #caseWord(): void {
    const match = /^[ \t][^\n]{0,400}?[ \t]in(?=\s)/.exec(this.#value.slice(this.#at, this.#at + 500));
    if (match === null) return;
    this.#at += match[0].length;
    this.#isPattern = true;
  }

  #assignList(name: string, isAppended: boolean): void {
    const close = skipParentheses(this.#value, this.#at);
    const inner = partOf(this.#text, this.#at + 1, Math.max(this.#at + 1, close - 1));
    const reader = new ShellReader(inner, (variable) => this.variables.text(variable), this.#decided);
    // A line end separates words here, and no commands.
    reader.#readWords();
    const before = isAppended ? this.variables.value(name) : undefined;
    const words = isAppended && before?.kind === "words" ? [...before.words, ...reader.#words] : reader.#words;
    this.#at = close;
    this.#assign(name, isAppended && before?.kind !== "words" ? { kind: "unknown" } : { kind: "words", words }, isAppended);
  }

  #readWords(): void {
    this.#isList = true;
    const value = this.#value;
    while (this.#at < value.length) {
      const character = value[this.#at] as string;
      if (/\s/.test(character)) this.#at += 1;
      else if (character === "#") this.#at = indexOrEnd(value, "\n", this.#at);
      else {
        const before = this.#words.length;
        const from = this.#at;
        this.#word();
        if (this.#words.length === before && this.#at === from) this.#at += 1;
      }
    }
  }

  #endCommand(operator: string): void {
    const [words, starts] = [this.#words, this.#starts];
    const command: ShellCommand = { words, outputs: this.#outputs, heredoc: this.#heredoc };
    this.#words = [];
    this.#starts = [];
    this.#outputs = [];
    this.#heredoc = undefined;
    if (words.length > 0) {
      const rest = this.#assignments(words, starts);
      if (rest.length > 0) this.commands.push({ ...command, words: rest });
      this.variables.endCommand();
    }
    if (operator !== "\n" || words.length > 0) this.#isConditional = operator === "&&" || operator === "||";
  }

  /** Takes the assignments at the beginning of a command; before a command they are its environment and change nothing. */
  #assignments(words: readonly PlacedText[], starts: readonly number[]): readonly PlacedText[] {
    const isDeclaration = declarations.has(words[0]?.value ?? "");
    let index = isDeclaration ? 1 : 0;
    const found: Assignment[] = [];
    for (; index < words.length; index++) {
      const word = words[index] as PlacedText;
      if (isDeclaration && /^-\w+$/.test(word.value)) continue;
      const match = /^([A-Za-z_]\w*)(\+?)=/.exec(this.#value.slice(starts[index], (starts[index] ?? 0) + 200));
      if (match === null || !word.value.startsWith(match[0])) break;
      const source = this.#value.slice(starts[index], starts[index + 1] ?? this.#at);
      const isAppended = match[2] === "+";
      const name = match[1] as string;
      const text = partOf(word, match[0].length, word.value.length);
      found.push({ name, isAppended, isLonger: isAppended || refersTo(source, name), text });
    }
    const rest = words.slice(index);
    if (words[0]?.value === "read" || words[0]?.value === "getopts") {
      for (const { value } of words.slice(1)) if (/^[A-Za-z_]\w*$/.test(value)) this.#assign(value, { kind: "unknown" }, false);
    }
    if (rest.length > 0 && !isDeclaration) return rest;
    for (const assignment of found) this.#assignText(assignment);
    return isDeclaration ? [] : rest;
  }

  #assignText({ name, isAppended, isLonger, text }: Assignment): void {
    if (!isAppended) {
      this.#assign(name, { kind: "text", text }, isLonger);
      return;
    }
    const before = this.variables.value(name);
    if (before?.kind !== "text") {
      this.#assign(name, { kind: "unknown" }, true);
      return;
    }
    const builder = new PlacedBuilder(text);
    builder.put(before.text, 0, 0);
    builder.copy(0, text.value.length);
    this.#assign(name, { kind: "text", text: builder.build(0, text.value.length) }, true);
  }

  #assign(name: string, value: Value, isLonger: boolean): void {
    this.variables.assign(name, value, this.#open.length > 0 || this.#isConditional, isLonger);
  }
}

/** Does an assignment use the variable that it sets? */
function refersTo(source: string, name: string): boolean {
  return source.includes(`\${${name}}`) || source.includes(`$${name}`);
}

function splitAt(word: PlacedText, splits: readonly number[]): readonly PlacedText[] {
  if (splits.length === 0) return [word];
  const parts: PlacedText[] = [];
  let from = 0;
  for (const split of [...splits, word.value.length]) {
    if (split > from) parts.push(partOf(word, from, split));
    from = split + 1;
  }
  return parts;
}
