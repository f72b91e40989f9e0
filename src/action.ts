import { runAction } from "./commands/action.ts";
import { githubToolkit } from "./github/toolkit.ts";

process.exitCode = await runAction(githubToolkit, {
  environment: process.env,
  now: Date.now(),
  elapsed: () => performance.now(),
});
