import { testRule } from "../../../../test/support/rule-tester.ts";
import { metricsPlaintext } from "./metrics-plaintext.ts";

testRule(metricsPlaintext, {
  valid: {
    "nothing set": { pd: `[metric]\njob = "pd"` },
    "empty strings": { pd: `[metric]\naddress = ""\n[pd-server]\nmetric-storage = ""` },
    "https, in any case": { pd: `[metric]\naddress = "HTTPS://push:9091"\n[pd-server]\nmetric-storage = "https://prom:9090"` },
    "a metric storage without a scheme is refused": { pd: `[pd-server]\nmetric-storage = "prom:9090"` },
    "a gateway on the same machine": {
      pd: `[metric]\naddress = "127.0.0.1:9091"\n[pd-server]\nmetric-storage = "http://[::1]:9090"`,
    },
    "pushing is turned off": { pd: `[metric]\naddress = "10.0.0.9:9091"\ninterval = "0s"` },
    "a placeholder": { pd: `[metric]\naddress = "\${PUSH}"` },
    "TiKV since v5.0 pushes nothing": { tikv: `[metric]\naddress = "10.0.0.9:9091"`, version: "v5.0.0" },
    "TiKV has no metric storage": { tikv: `[pd-server]\nmetric-storage = "http://prom:9090"`, version: "v4.0.16" },
  },
  invalid: {
    "PD pushes to an address without a scheme": {
      pd: `
        [metric]
        address = «"10.0.0.9:9091"»
        interval = "15s"`,
      says: "PD pushes its metrics to 10.0.0.9:9091 in plaintext: an address without a scheme is http",
      helps: "write an https:// URL, or leave metric.address empty",
    },
    "http in any case, keys in any case": {
      pd: `
        [Metric]
        Address = «'HTTP://push.prod:9091'»
        [PD-Server]
        Metric-Storage = «"http://admin:hunter2@prom.prod:9090/x"»`,
      says: [
        "PD pushes its metrics to HTTP://push.prod:9091 in plaintext",
        "PD queries metrics at http://…@prom.prod:9090/x in plaintext",
      ],
      helps: [
        "write an https:// URL, or leave metric.address empty",
        "write an https:// URL, or leave pd-server.metric-storage empty",
      ],
    },
    "TiKV until v4.0": {
      tikv: `
        [metric]
        address = «"10.0.0.9:9091"»`,
      version: "v4.0.16",
      says: "TiKV pushes its metrics to 10.0.0.9:9091 in plaintext: an address without a scheme is http",
    },
  },
});
