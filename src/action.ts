import { runAction } from "./action/action.ts";
import { interruption } from "./cli/interruption.ts";
import { githubToolkit } from "./github/toolkit.ts";

void runAction(githubToolkit, {
  environment: process.env,
  now: Date.now(),
  elapsed: () => performance.now(),
  interruption,
}).then((status) => {
  process.exitCode = status;
});
