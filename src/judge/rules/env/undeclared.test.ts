import { testRule } from "../../../../test/support/rule-tester.ts";
import { undeclared } from "./undeclared.ts";

const config = "environments:\n  - name: prod\n    tier: production\n    include: [prod/**]\n";
const inside = { "tikv-tls-gate.yml": config, "prod/tikv.toml": "[security]\n" };
const says = "no declared environment includes this configuration: it is not judged, and may run in plaintext";

testRule(undeclared, {
  valid: {
    "every file is in an environment": { files: inside },
    "no config file declares environments": { files: { "prod/tikv.toml": "[security]\n", "new/tikv.toml": "[security]\n" } },
    "a file of another program": { files: { ...inside, "new/tool.toml": "[server]\nport = 80\n" } },
  },
  invalid: {
    "one that lies elsewhere": { files: { ...inside, "new/tikv.toml": "«[security]»\n" }, says },
    "several instances of one file, once": {
      files: {
        ...inside,
        "new/docker-compose.yml":
          "services:\n  «pd»:\n    image: pingcap/pd:v8.5.2\n    command: --name=pd\n  tikv:\n    image: pingcap/tikv:v8.5.2\n    command: --pd=pd:2379\n",
      },
      says,
    },
  },
});
