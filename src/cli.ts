#!/usr/bin/env node
import nodeModule from "node:module";

// Node 22 and newer keep the compiled code of a program in the temporary folder: the next start is quicker.
nodeModule.enableCompileCache?.();

const { main } = await import("./commands/main.ts");

// A reader that goes away (`| head`) is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: Date.now(),
  elapsed: () => performance.now(),
});
