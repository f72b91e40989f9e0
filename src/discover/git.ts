import { spawn } from "node:child_process";
import { TreeError } from "./tree.ts";

/**
 * How `git` is called in a checkout that nobody vouches for: no shell, no program that its configuration names (hooks, file
 * system monitor, pager, credential helper, ssh command, remote helper), no object that something else replaces, no question.
 */
const settings: readonly string[] = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.alternateRefsCommand=true",
  "core.askPass=true",
  "core.sshCommand=false",
  "credential.helper=",
  "gc.auto=0",
  "maintenance.auto=false",
  "submodule.recurse=false",
  // It says which commit has which parents, and nothing checks that it says the truth.
  "core.commitGraph=false",
  // The folder may belong to another user, as in a container job; nothing of its configuration is run.
  "safe.directory=*",
  // A folder of the change that looks like a bare repository is none.
  "safe.bareRepository=explicit",
];

/** Variables that reach git; what would point it to another repository or run a program does not. */
const passed = [
  "PATH",
  "HOME",
  "USERPROFILE",
  "SystemRoot",
  "TMPDIR",
  "TEMP",
  "XDG_CONFIG_HOME",
  "GIT_CONFIG_GLOBAL",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
];

/** More than any listing of a tree that is within its limits. Bytes. */
const outputLimit = 256 * 1024 * 1024;

export function gitArguments(args: readonly string[]): string[] {
  return ["--no-pager", "--no-replace-objects", "--literal-pathspecs", ...settings.flatMap((item) => ["-c", item]), ...args];
}

/** `protocols`: those over which objects may be fetched, `:` between them. */
export function gitEnvironment(protocols = ""): Record<string, string> {
  const own = Object.fromEntries(passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
  return {
    ...own,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "true",
    // What a partial clone lacks is fetched at once, and when this program asks for it.
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    // History is what the commits say: nothing else puts parents in the place of theirs.
    GIT_GRAFT_FILE: "/dev/null",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_ALLOW_PROTOCOL: protocols,
  } as Record<string, string>;
}

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  /** Its first line, for a message. */
  readonly fault: string;
}

/** git ends after this time. Milliseconds. */
const longest = 120_000;

/**
 * Runs one git command to its end; it reaches the network over `protocols` alone. Rejects with `TreeError` when git is not there
 * or says too much.
 */
export function git(folder: string, args: readonly string[], protocols = ""): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", gitArguments(args), {
      cwd: folder,
      env: gitEnvironment(protocols),
      stdio: ["ignore", "pipe", "pipe"],
      shell: false,
      windowsHide: true,
      timeout: longest,
    });
    const parts: Buffer[] = [];
    let length = 0;
    let fault = "";
    child.stdout.on("data", (part: Buffer) => {
      length += part.length;
      if (length > outputLimit) child.kill();
      else parts.push(part);
    });
    child.stderr.on("data", (part: Buffer) => {
      if (fault.length < 2000) fault += part.toString("utf8");
    });
    child.once("error", (error: NodeJS.ErrnoException) => {
      reject(new TreeError(error.code === "ENOENT" ? "the program git is not here" : `git cannot be run (${error.code})`));
    });
    child.once("close", (status, signal) => {
      if (length > outputLimit) reject(new TreeError("git lists more than 256 MiB"));
      else if (signal !== null) reject(new TreeError(`git did not end within ${longest / 1000} seconds`));
      else resolve({ status: status ?? -1, stdout: Buffer.concat(parts), fault: firstLineOf(fault) });
    });
  });
}

function firstLineOf(text: string): string {
  const line = text
    .split("\n")
    .map((part) => part.trim())
    .find((part) => part !== "");
  return (line ?? "").replace(/^(?:fatal|error): /, "").slice(0, 300);
}

/** A text that git can take for nothing but the name of a commit: no option, no range, no path, no search. */
export function isCommitName(text: string): boolean {
  return (
    text.length <= 250 && /^[A-Za-z0-9_][A-Za-z0-9_./@{}^~+-]*$/.test(text) && !/\.\.|@\{[^0-9}]|\^\{(?!commit\}$)/.test(text)
  );
}

/** A full object id: SHA-1, or SHA-256 in repositories that use it. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
