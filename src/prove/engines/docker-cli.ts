import { spawnSync } from "node:child_process";
import { singleLine } from "../../text/safe.ts";
import { startChild } from "./child.ts";

/** What the docker command needs of our environment to find its daemon and its credentials. Nothing of it gets into a container. */
const needed = ["PATH", "HOME", "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"];

export type DockerResult =
  | { readonly kind: "done"; readonly output: string }
  | { readonly kind: "failed"; readonly because: string };

/** The docker command of this machine. */
export interface Docker {
  readonly environment: NodeJS.ProcessEnv;
  run(args: readonly string[], milliseconds?: number): Promise<DockerResult>;
  /** For the last moment: waits for the end, and for nothing else. */
  runNow(args: readonly string[]): void;
}

const usualMilliseconds = 30_000;

/** The docker command with what it needs of an environment. */
export function dockerOf(environment: NodeJS.ProcessEnv): Docker {
  const own = Object.fromEntries(needed.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])));
  return {
    environment: own,
    async run(args, milliseconds = usualMilliseconds) {
      const child = startChild("docker", args, "/", own);
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        void child.stop();
      }, milliseconds);
      const { status, error } = await child.ended;
      clearTimeout(timer);
      const output = child.log.lines.join("\n").trim();
      if (status === 0) return { kind: "done", output };
      const said = error ?? child.log.lines.findLast((line) => line.trim() !== "") ?? "it says nothing";
      const what = isLate ? `docker ${args[0]} takes more than ${milliseconds / 1000} s` : singleLine(said.slice(0, 300));
      return { kind: "failed", because: what };
    },
    runNow: (args) => void spawnSync("docker", args, { env: own, stdio: "ignore", timeout: 10_000 }),
  };
}
