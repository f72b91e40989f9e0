#!/usr/bin/env node
// src/commands/main.ts
/** Runs one command; returns the exit status (0 met, 1 findings, 2 could not judge). */
async function main(_arguments, surroundings) {
	surroundings.stderr.write("tikv-tls-gate: no command yet\n");
	return 2;
}

// src/cli.ts
process.exitCode = await main(process.argv.slice(2), {
	cwd: process.cwd(),
	environment: process.env,
	stdout: process.stdout,
	stderr: process.stderr,
	now: Date.now()
});

export {  };