import { testRule } from "../../../../test/support/rule-tester.ts";
import { receiverPlaintext } from "./receiver-plaintext.ts";

const tls = `[security]
        ca-path = "/tls/ca.pem"
        cert-path = "/tls/tikv.pem"
        key-path = "/tls/tikv.key"`;

testRule(receiverPlaintext, {
  valid: {
    "not set": { tikv: `[resource-metering]\nmax-resource-groups = 100` },
    "set to nothing": { tikv: `[resource-metering]\nreceiver-address = ""` },
    "a tunnel on the same machine": { tikv: `[resource-metering]\nreceiver-address = "127.0.0.1:10180"` },
    "a placeholder": { tikv: `[resource-metering]\nreceiver-address = "\${RECEIVER}"` },
    "the old key, which v5.2.2 does not read": {
      tikv: `[resource-metering]\nagent-address = "10.0.0.9:10180"`,
      version: "v5.2.2",
    },
    "the new key, which v5.2.1 does not read": {
      tikv: `[resource-metering]\nreceiver-address = "10.0.0.9:10180"`,
      version: "v5.2.1",
    },
    "another case is another key": { tikv: `[Resource-Metering]\nreceiver-address = "10.0.0.9:10180"` },
    "PD does not know the key": { pd: `[resource-metering]\nreceiver-address = "10.0.0.9:10180"` },
  },
  invalid: {
    "TLS is on": {
      tikv: `
        ${tls}
        [resource-metering]
        receiver-address = «"10.0.0.9:10180"»`,
      says: "TiKV sends its resource metering to 10.0.0.9:10180 in plaintext, whatever [security] says",
      helps:
        "leave resource-metering.receiver-address empty, or point it at a tunnel on this machine that encrypts: TiKV has no setting for TLS here",
    },
    "TLS is off, on the oldest version with this key": {
      tikv: `resource-metering.receiver-address = «'tidb-0.prod:10180'»`,
      version: "v5.2.2",
      says: "TiKV sends its resource metering to tidb-0.prod:10180 in plaintext, whatever [security] says",
    },
    "the key of v5.1 and v5.2.1": {
      tikv: `
        [resource-metering]
        agent-address = «"10.0.0.9:10180"»`,
      version: "v5.2.1",
      says: "TiKV sends its resource metering to 10.0.0.9:10180 in plaintext, whatever [security] says",
      helps:
        "leave resource-metering.agent-address empty, or point it at a tunnel on this machine that encrypts: TiKV has no setting for TLS here",
    },
  },
});
