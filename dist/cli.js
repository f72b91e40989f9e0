#!/usr/bin/env node
import nodeModule from "node:module";

// src/cli.ts
nodeModule.enableCompileCache?.();
const { main } = await import("./chunks/main2.js");
process.stdout.on("error", (error) => {
	if (error.code !== "EPIPE") throw error;
});
process.exitCode = await main(process.argv.slice(2), {
	cwd: process.cwd(),
	environment: process.env,
	stdout: process.stdout,
	stderr: process.stderr,
	now: Date.now(),
	elapsed: () => performance.now()
});

export {  };