import { interruption } from "./commands/interruption.ts";
import { main } from "./commands/main.ts";
import { StandardStream } from "./commands/standard-stream.ts";

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  stdout: new StandardStream(1),
  stderr: new StandardStream(2),
  now: Date.now(),
  elapsed: () => performance.now(),
  interruption,
}).then((status) => {
  process.exitCode = status;
});
