// a47a5cb8ed8a14def3eca03465a870c8a5e89c2eed092a7a4eea7a3413ad330c
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
	interruption: require_main.interruption
}).then((status) => {
	process.exitCode = status;
});

})
