import { main } from "./commands/main.ts";
import { StandardStream } from "./commands/standard-stream.ts";

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  stdout: new StandardStream(1),
  stderr: new StandardStream(2),
  now: Date.now(),
  elapsed: () => performance.now(),
  interruption() {
    const controller = new AbortController();
    // Once: a second signal ends the process at once.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort(signal));
    return controller.signal;
  },
}).then((status) => {
  process.exitCode = status;
});
