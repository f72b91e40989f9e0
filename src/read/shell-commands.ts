import { decide, expansionAt, type Lookup } from "./interpolation.ts";
import { PlacedBuilder, type PlacedText, partOf } from "./placed-text.ts";
import { copyEscaped } from "./shell-words.ts";

/** One simple command of a shell script. */
export interface ShellCommand {
  readonly words: readonly PlacedText[];
  /** The files behind `>` and `>>`, and what stands behind `<<`. */
  readonly outputs: readonly PlacedText[];
  readonly heredoc: PlacedText | undefined;
}

/** A variable of a script: a text, a list of words, or something computed. */
type Value =
  | { readonly kind: "text"; readonly text: PlacedText }
  | { readonly kind: "words"; readonly words: readonly PlacedText[] }
  | { readonly kind: "unknown" };

interface Assignment {
  readonly name: string;
  /** `+=` */
  readonly isAppended: boolean;
  /** It keeps what the variable holds. */
  readonly isLonger: boolean;
  readonly text: PlacedText;
}

/** A longer value, or one made of values made of values beyond this, is computed rather than written: scripts are hostile. */
const longestValue = 16_384;
const deepestValue = 32;

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
  const reader = first.decidedInside.size === 0 ? first : new ShellReader(script, lookup, first.decidedInside);
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
  readonly #lookup: Lookup;
  readonly #decided: ReadonlyMap<string, "appended" | "replaced">;
  readonly #variables = new Map<string, Value>();
  /** How many values stand inside each other in a variable's. */
  readonly #depths = new Map<string, number>();
  /** The deepest of the variables that this command uses. */
  #used = 0;
  /** Variables that get a value where it is not certain that, or how often, the script comes by. */
  readonly decidedInside = new Map<string, "appended" | "replaced">();
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

  constructor(text: PlacedText, lookup: Lookup, decided: ReadonlyMap<string, "appended" | "replaced">) {
    this.#text = text;
    this.#value = text.value;
    this.#lookup = lookup;
    this.#decided = decided;
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
      if (expands) this.#expandInto(builder, from, to);
      else builder.copy(from, to);
      at = lineEnd + 1;
    }
    this.#at = Math.min(indexOrEnd(value, "\n", at) + 1, value.length);
    return builder.build(start, Math.min(at, value.length));
  }

  #expandInto(builder: PlacedBuilder, from: number, to: number): void {
    const value = this.#value;
    let at = from;
    while (at < to) {
      const character = value[at] as string;
      if (character === "$" || character === "`") at = this.#expand(builder, at, true, []);
      else if (character === "\\" && /[\\$`]/.test(value[at + 1] ?? "")) {
        builder.copy(at + 1, at + 2);
        at += 2;
      } else {
        const next = value.slice(at + 1, to).search(/[$`\\]/);
        const end = next === -1 ? to : at + 1 + next;
        builder.copy(at, end);
        at = end;
      }
    }
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
      this.#at = this.#readWord(from, builder, []);
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
    this.#at = this.#readWord(from, builder, []);
    return this.#at > from ? builder.build(from, this.#at) : undefined;
  }

  #word(): void {
    const from = this.#at;
    const splits: number[] = [];
    const lists: PlacedText[][] = [];
    const builder = new PlacedBuilder(this.#text);
    this.#at = this.#readWord(from, builder, splits, lists);
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
    this.#variables.set(match[1] as string, { kind: "unknown" });
    this.decidedInside.set(match[1] as string, "replaced");
    // The list is no command.
    const end = this.#value.slice(this.#at).search(/[;\n]/);
    this.#at = end === -1 ? this.#value.length : this.#at + end;
  }

  #caseWord(): void {
    const match = /^[ \t]+[^\n]{0,400}?[ \t]in(?=\s)/.exec(this.#value.slice(this.#at, this.#at + 500));
    if (match === null) return;
    this.#at += match[0].length;
    this.#isPattern = true;
  }

  #assignList(name: string, isAppended: boolean): void {
    const close = skipParentheses(this.#value, this.#at);
    const inner = partOf(this.#text, this.#at + 1, Math.max(this.#at + 1, close - 1));
    const reader = new ShellReader(inner, (variable) => this.#known(variable), this.#decided);
    // A line end separates words here, and no commands.
    reader.#readWords();
    const before = this.#variables.get(name);
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
      this.#used = 0;
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
    const before = this.#variables.get(name);
    if (!isAppended) {
      this.#assign(name, { kind: "text", text }, isLonger);
      return;
    }
    if (before?.kind !== "text") {
      this.#assign(name, { kind: "unknown" }, true);
      return;
    }
    this.#used = Math.max(this.#used, this.#depths.get(name) ?? 0);
    const builder = new PlacedBuilder(text);
    builder.put(before.text, 0, 0);
    builder.copy(0, text.value.length);
    this.#assign(name, { kind: "text", text: builder.build(0, text.value.length) }, true);
  }

  #assign(name: string, value: Value, isLonger: boolean): void {
    const isInside = this.#open.length > 0 || this.#isConditional;
    if (isInside && this.decidedInside.get(name) !== "replaced") this.decidedInside.set(name, isLonger ? "appended" : "replaced");
    const decided = this.#decided.get(name);
    const isWritten = this.#used < deepestValue && lengthOf(value) <= longestValue;
    if (isInside || decided === "replaced" || !isWritten) this.#variables.set(name, { kind: "unknown" });
    else this.#variables.set(name, value);
    this.#depths.set(name, isWritten ? this.#used + 1 : 0);
  }

  #known(name: string): string | PlacedText | undefined {
    const value = this.#variables.get(name);
    this.#used = Math.max(this.#used, this.#depths.get(name) ?? 0);
    if (value === undefined) return this.#decided.has(name) ? undefined : this.#lookup(name);
    return value.kind === "text" && this.#decided.get(name) !== "replaced" ? value.text : undefined;
  }

  /** Reads one word from `from`; returns where it ends. `splits` gets the blanks that an unquoted expansion brings. */
  #readWord(from: number, builder: PlacedBuilder, splits: number[], lists?: PlacedText[][]): number {
    const value = this.#value;
    let at = from;
    while (at < value.length && !/[\s;&|()<>]/.test(value[at] as string)) {
      const character = value[at] as string;
      if (character === "'") {
        const close = indexOrEnd(value, "'", at + 1);
        builder.copy(at + 1, close);
        at = Math.min(close + 1, value.length);
      } else if (character === '"') at = this.#doubleQuoted(at + 1, builder, from, lists);
      else if (character === "\\") at = copyEscaped(value, at, builder);
      else if (character === "`" || character === "$") {
        if (value[at + 1] === "'" || value[at + 1] === '"') at += 1;
        else at = this.#expand(builder, at, false, splits, at === from ? lists : undefined);
      } else if (character === "{" && value[at + 1] === "{") {
        // A placeholder of Go or Jinja templates.
        const close = value.indexOf("}}", at);
        const end = close === -1 ? at + 2 : close + 2;
        const shown = value.slice(at, end);
        builder.putUnknown(
          "$(…)",
          `${shown.length > 60 ? "{{ … }}" : shown} is filled in when the template is rendered`,
          at,
          end,
        );
        at = end;
      } else {
        builder.copy(at, at + 1);
        at += 1;
      }
    }
    return at;
  }

  #doubleQuoted(start: number, builder: PlacedBuilder, wordStart: number, lists: PlacedText[][] | undefined): number {
    const value = this.#value;
    let at = start;
    while (at < value.length && value[at] !== '"') {
      const character = value[at] as string;
      if (character === "\\" && /[\\$`"\n]/.test(value[at + 1] ?? "")) {
        if (value[at + 1] !== "\n") builder.copy(at + 1, at + 2);
        at += 2;
      } else if (character === "$" || character === "`") {
        const isWhole = start === wordStart + 1 && at === start && /^\$\{\w+\[@\]\}"(?:\s|$)/.test(value.slice(at, at + 200));
        at = this.#expand(builder, at, true, [], isWhole ? lists : undefined);
      } else if (character === "{" && value[at + 1] === "{") {
        const close = value.indexOf("}}", at);
        const end = close === -1 ? at + 2 : close + 2;
        builder.putUnknown("$(…)", "it is filled in when the template is rendered", at, end);
        at = end;
      } else {
        builder.copy(at, at + 1);
        at += 1;
      }
    }
    return Math.min(at + 1, value.length);
  }

  /** Expands what begins at a `$` or a backquote; returns where it ends. */
  #expand(builder: PlacedBuilder, at: number, isQuoted: boolean, splits: number[], lists?: PlacedText[][]): number {
    const value = this.#value;
    if (value[at] === "`" || value[at + 1] === "(") {
      const end = value[at] === "`" ? Math.min(indexOrEnd(value, "`", at + 1) + 1, value.length) : skipParentheses(value, at + 1);
      const source = value.slice(at, end);
      builder.putUnknown(
        "$(…)",
        `${source.length > 60 || source.includes("\n") ? "it" : source} is computed when the script runs`,
        at,
        end,
      );
      return end;
    }
    const expansion = expansionAt(value, at);
    if (expansion === undefined) {
      builder.copy(at, at + 1);
      return at + 1;
    }
    const { name, to } = expansion;
    const list = this.#variables.get(name.replace(/\[[@*]\]$/, ""));
    if (name.endsWith("]") && list?.kind === "words" && lists !== undefined) {
      this.#used = Math.max(this.#used, this.#depths.get(name.replace(/\[[@*]\]$/, "")) ?? 0);
      lists.push([...list.words]);
      return to;
    }
    const expanded = decide(expansion, (variable) => this.#known(variable));
    const start = builder.length;
    if (expanded.kind === "text") builder.put(expanded.text, at, to);
    else if (expanded.kind === "word") this.#expandInto(builder, ...withoutQuotes(value, expansion.word));
    else builder.putUnknown(`\${${name}}`, `\${${name}} is ${this.#whereSet(name)}`, at, to);
    if (!isQuoted && expanded.kind === "text") {
      const text = typeof expanded.text === "string" ? expanded.text : expanded.text.value;
      for (const blank of text.matchAll(/\s/g)) splits.push(start + blank.index);
    }
    // A condition or a function may have added words to it.
    if (expanded.kind === "text" && this.#decided.get(name) === "appended") {
      splits.push(builder.length);
      builder.put(" ", at, to);
      builder.putUnknown(`\${${name}}`, `\${${name}} is longer in some cases`, at, to);
    }
    return to;
  }

  #whereSet(name: string): string {
    return this.#variables.has(name) || this.#decided.has(name) ? "decided when the script runs" : "set where the script runs";
  }
}

function lengthOf(value: Value): number {
  if (value.kind === "text") return value.text.value.length;
  return value.kind === "words" ? value.words.reduce((sum, word) => sum + word.value.length + 1, 0) : 0;
}

function withoutQuotes(value: string, [from, to]: readonly [number, number]): readonly [number, number] {
  const isQuoted = to - from >= 2 && value[from] === '"' && value[to - 1] === '"';
  return isQuoted ? [from + 1, to - 1] : [from, to];
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

/** Behind the parenthesis that closes the one at `at`, quotes taken into account. */
function skipParentheses(value: string, at: number): number {
  let depth = 0;
  for (let index = at; index < value.length; index++) {
    const character = value[index];
    if (character === "\\") index += 1;
    else if (character === "'") index = indexOrEnd(value, "'", index + 1);
    else if (character === "(") depth += 1;
    else if (character === ")" && --depth === 0) return index + 1;
  }
  return value.length;
}

function indexOrEnd(value: string, wanted: string, from: number): number {
  const found = value.indexOf(wanted, from);
  return found === -1 ? value.length : found;
}
