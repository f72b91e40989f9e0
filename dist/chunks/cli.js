// 5a42aa7df6e657b535ab180f241746fb7caafdddf90fa35abee35a441885a091
(function (exports, require, module, __filename, __dirname) {
const require_main = require("./main.js");

// src/cli.ts
require_main.main(process.argv.slice(2), {
	cwd: process.cwd(),
	environment: process.env,
	stdout: new require_main.StandardStream(1),
	stderr: new require_main.StandardStream(2),
	now: Date.now(),
	elapsed: () => performance.now()
}).then((status) => {
	process.exitCode = status;
});

})
