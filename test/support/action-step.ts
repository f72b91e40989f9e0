import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type RunnerCommand, runnerCommands } from "../report/runner-commands.ts";
import type { GithubServer } from "./github-server.ts";

export interface StepOptions {
  readonly event: string;
  readonly payload: unknown;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface StepResult {
  readonly status: number;
  readonly log: string;
  readonly commands: readonly RunnerCommand[];
  readonly warnings: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the built action as a runner does, with GitHub's API at the server's address. */
export class ActionStep {
  readonly #folder = mkdtempSync(join(tmpdir(), "tikv-tls-gate-step-"));
  readonly #server: GithubServer;
  readonly #entry: string;
  #runs = 0;

  constructor(server: GithubServer, entry = "dist/action.js") {
    this.#server = server;
    this.#entry = resolve(entry);
  }

  async run(workspace: string, { event, payload, inputs = {}, environment = {} }: StepOptions): Promise<StepResult> {
    const folder = join(this.#folder, String(++this.#runs));
    mkdirSync(folder);
    writeFileSync(join(folder, "event.json"), JSON.stringify(payload));
    for (const file of ["output", "summary"]) writeFileSync(join(folder, file), "");
    const given = { now: "2026-11-24T00:00:00Z", token: "the-token", ...inputs };
    const child = spawn(process.execPath, [this.#entry], {
      cwd: workspace,
      env: {
        PATH: process.env["PATH"],
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: workspace,
        GITHUB_REPOSITORY: "o/r",
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_API_URL: this.#server.address,
        GITHUB_GRAPHQL_URL: `${this.#server.address}/graphql`,
        GITHUB_WORKFLOW: "TLS gate",
        GITHUB_JOB: "tls-gate",
        GITHUB_RUN_ID: String(1000 + this.#runs),
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_EVENT_NAME: event,
        GITHUB_EVENT_PATH: join(folder, "event.json"),
        GITHUB_OUTPUT: join(folder, "output"),
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
        ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
        ...environment,
      },
    });
    let log = "";
    child.stdout.on("data", (part) => (log += part));
    child.stderr.on("data", (part) => (log += part));
    const status = await new Promise<number>((done) => child.once("close", (code) => done(code ?? -1)));
    const commands = runnerCommands(log);
    const outputs = readFileSync(join(folder, "output"), "utf8").matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm);
    return {
      status,
      log,
      commands,
      warnings: commands.flatMap(({ name, data, properties }) =>
        name === "warning" && properties["file"] === undefined ? [data] : [],
      ),
      outputs: Object.fromEntries([...outputs].map(([, name = "", , value = ""]) => [name, value])),
      summary: readFileSync(join(folder, "summary"), "utf8"),
    };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
