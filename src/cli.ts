#!/usr/bin/env node
import { interruption } from "./cli/interruption.ts";
import { main } from "./cli/main.ts";
import { StandardStream } from "./cli/standard-stream.ts";

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
