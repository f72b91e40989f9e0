#!/usr/bin/env node
import { main } from "./commands/main.ts";

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now(),
});
