import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

// Every property with a seed of today, for FUZZ_SECONDS each: `npm run fuzz`, each night in a workflow.
const properties = globSync(["src/**/*.test.ts", "test/**/*.test.ts"]).filter((path) =>
  readFileSync(path, "utf8").includes('from "fast-check"'),
);

export default defineConfig({
  test: {
    include: properties,
    setupFiles: ["test/support/fuzz.ts"],
    isolate: false,
    pool: "threads",
    testTimeout: 3_600_000,
  },
});
