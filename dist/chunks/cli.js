// c168f8a7acd862d2b31b3677d41d5e627fa280a171064c571b4e617baf4b0a2b
(function (exports, require, module, __filename, __dirname) {
const require_main = require("./main.js");

// src/cli.ts
require_main.main(process.argv.slice(2), {
	cwd: process.cwd(),
	environment: process.env,
	stdout: new require_main.StandardStream(1),
	stderr: new require_main.StandardStream(2),
	now: Date.now(),
	elapsed: () => performance.now(),
	interruption() {
		const controller = new AbortController();
		for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort(signal));
		return controller.signal;
	}
}).then((status) => {
	process.exitCode = status;
});

})
