import { TreeError } from "../discover/tree.ts";
import { singleLine } from "../text/safe.ts";
import { toolVersion } from "../text/tool.ts";
import type { Command, Surroundings } from "./command.ts";
import { suggestion, UsageError } from "./options.ts";

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import("./check.ts")).checkCommand,
  channels: async () => (await import("./channels.ts")).channelsCommand,
  plan: async () => (await import("./plan.ts")).planCommand,
  fix: async () => (await import("./fix.ts")).fixCommand,
  handshake: async () => (await import("./handshake.ts")).handshakeCommand,
  rules: async () => (await import("./rules.ts")).rulesCommand,
  explain: async () => (await import("./explain.ts")).explainCommand,
};

/** Commands that the program will have; asked for today they say so instead of guessing. */
const later: Readonly<Record<string, string>> = {
  init: "writing a starting config",
};

const usage = `tikv-tls-gate ${toolVersion}: a policy gate for TLS in TiKV clusters

Usage:
  tikv-tls-gate check [PATH] [options]      judge a repository or a folder, default "."
  tikv-tls-gate channels [PATH] [options]   show who talks to whom, and how safely
  tikv-tls-gate plan [PATH] --base REF      show what changes against a commit, and how to roll it out
  tikv-tls-gate fix [PATH] [--write]        fix automatically what can be fixed, as a diff or in the files
  tikv-tls-gate handshake [PATH] [options]  show by real handshakes what the files say
  tikv-tls-gate rules [--format json]       list the rules
  tikv-tls-gate explain RULE                show one rule's page

Each command has --help. Exit status: 0 the policy is met, 1 findings, 2 could not judge.

Examples:
  tikv-tls-gate check
  tikv-tls-gate check deploy --policy strict --format text --format sarif=gate.sarif
  tikv-tls-gate channels --format mermaid
  tikv-tls-gate explain config/tls-off
`;

/** Runs the command line; returns the exit status. Bad input and bad usage end in one sentence on standard error and 2. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    surroundings.stderr.write(usage);
    return 2;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    surroundings.stdout.write(usage);
    return 0;
  }
  if (name === "--version" || name === "-V") {
    surroundings.stdout.write(`${toolVersion}\n`);
    return 0;
  }
  try {
    return await (await find(name, args)).run(rest, surroundings);
  } catch (error) {
    if (error instanceof UsageError || error instanceof TreeError) {
      surroundings.stderr.write(`tikv-tls-gate: ${singleLine(error.message)}\n`);
      return 2;
    }
    if (error instanceof Error && error.name === "Interrupted") {
      surroundings.stderr.write(`tikv-tls-gate: ${error.message}\n`);
      return "signal" in error && error.signal === "SIGTERM" ? 143 : 130;
    }
    const message = error instanceof Error ? error.message : String(error);
    surroundings.stderr.write(`tikv-tls-gate: internal error, please report it: ${singleLine(message)}\n`);
    if (surroundings.environment["TIKV_TLS_GATE_DEBUG"] !== undefined && error instanceof Error)
      surroundings.stderr.write(`${error.stack}\n`);
    return 2;
  }
}

async function find(name: string, args: readonly string[]): Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    if (Object.hasOwn(later, name)) throw new UsageError(`${name}: ${later[name]} is not part of version ${toolVersion} yet`);
    const hint = name.startsWith("-") ? "; options follow the command" : suggestion(name, Object.keys(commands));
    throw new UsageError(`unknown command ${name}${hint}; see: tikv-tls-gate --help`);
  }
  const command = await load();
  if (!args.includes("--help") && !args.includes("-h")) return command;
  return {
    ...command,
    async run(_, { stdout }) {
      stdout.write(command.help);
      return 0;
    },
  };
}
