import { interruption } from "./cli/interruption.ts";

// Loaded as a command of the command line is, so that the bundle's entries have only their first step in common.
void Promise.all([import("./action/action.ts"), import("./github/toolkit.ts")])
  .then(([{ runAction }, { githubToolkit }]) =>
    runAction(githubToolkit, {
      environment: process.env,
      now: Date.now(),
      elapsed: () => performance.now(),
      interruption,
    }),
  )
  .then((status) => {
    process.exitCode = status;
  });
