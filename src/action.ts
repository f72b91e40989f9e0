import { runAction } from "./commands/action.ts";
import { githubToolkit } from "./github/toolkit.ts";

void runAction(githubToolkit, {
  environment: process.env,
  now: Date.now(),
  elapsed: () => performance.now(),
}).then((status) => {
  process.exitCode = status;
});
