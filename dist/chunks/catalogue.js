// 9751ca332193165ac0f5bfd7511c550cb5284f8f4eb5b6f553bcbcd41af1a419
(function (exports, require, module, __filename, __dirname) {
const require_rolldown_runtime = require("./rolldown-runtime.js");
const require_proof = require("./proof.js");
const require_change = require("./change.js");
const require_engine = require("./engine.js");

// src/judge/catalogue.ts
/** Every rule, in the order of the ids. */
const catalogue = [
	...require_engine.standingRules,
	...require_proof.handshakeRules,
	...require_change.rolloutRules
].sort((a, b) => a.id < b.id ? -1 : 1);

// src/judge/catalogue/described-rules.ts
var described_rules_exports = /* @__PURE__ */ require_rolldown_runtime.__exportAll({ describedRules: () => describedRules });
/** Every rule with what is written about it, in the order of the ids. */
function describedRules() {
	return catalogue.map(({ id, meta }) => ({
		id,
		...meta()
	}));
}

Object.defineProperty(exports, "catalogue", {
  enumerable: true,
  get: function () {
    return catalogue;
  }
});
Object.defineProperty(exports, "describedRules", {
  enumerable: true,
  get: function () {
    return describedRules;
  }
});
Object.defineProperty(exports, "described_rules_exports", {
  enumerable: true,
  get: function () {
    return described_rules_exports;
  }
});
})
