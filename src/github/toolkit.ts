import * as core from "@actions/core";

const annotations = { error: core.error, warning: core.warning, notice: core.notice } as const;

/** Where an annotation points. Lines and columns count from 1; columns are there when it stays on one line. */
export interface AnnotationPlace {
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** What the action needs of a workflow runner. */
export interface Toolkit {
  /** The value of an input; the empty string when it is not given. */
  input(name: string): string;
  lines(name: string): readonly string[];
  output(name: string, value: string | number): void;
  annotate(level: "error" | "warning" | "notice", message: string, place: AnnotationPlace): void;
  info(text: string): void;
  /** From here to `endGroup` the log is folded under a title. Groups do not nest. */
  startGroup(title: string): void;
  endGroup(): void;
  warning(text: string): void;
  /** Writes the job summary, in place of what this step wrote before. */
  summary(markdown: string): Promise<void>;
  /** Ends the step as failed, with one sentence. */
  fail(message: string): void;
}

/** The toolkit of GitHub's runner. */
export const githubToolkit: Toolkit = {
  input: (name) => core.getInput(name),
  lines: (name) => core.getMultilineInput(name),
  output: (name, value) => core.setOutput(name, value),
  annotate(level, message, { title, file, line, column, endColumn }) {
    const columns = column === undefined || endColumn === undefined ? {} : { startColumn: column, endColumn };
    annotations[level](message, { title, file, startLine: line, endLine: line, ...columns });
  },
  info: (text) => core.info(text),
  startGroup: (title) => core.startGroup(title),
  endGroup: () => core.endGroup(),
  warning: (text) => core.warning(text),
  async summary(markdown) {
    await core.summary.addRaw(markdown, true).write({ overwrite: true });
  },
  fail: (message) => core.setFailed(message),
};
