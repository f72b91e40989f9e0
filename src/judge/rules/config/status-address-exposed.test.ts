import { testRule } from "../../../../test/support/rule-tester.ts";
import { statusAddressExposed } from "./status-address-exposed.ts";

testRule(statusAddressExposed, {
  valid: {
    "the default is loopback": { tikv: `log-level = "info"` },
    "loopback by another number": { tikv: `[server]\nstatus-addr = "127.0.1.1:20180"` },
    "no status server": { tikv: `[server]\nstatus-addr = ""` },
    "with TLS config/status-anonymous speaks": {
      tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n[security]\nca-path = "/ca"\ncert-path = "/c"\nkey-path = "/k"`,
    },
    "a part of the material: TiKV does not come up": {
      tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n[security]\ncert-path = "/c"\nkey-path = "/k"`,
    },
    "a host name: TiKV runs without a status server": { tikv: `[server]\nstatus-addr = "tikv-0.prod:20180"` },
    "PD's keys": { pd: `[server]\nstatus-addr = "0.0.0.0:20180"` },
  },
  invalid: {
    "all interfaces": {
      tikv: `
        [server]
        status-addr = «"0.0.0.0:20180"»`,
      says: "status-addr 0.0.0.0:20180 listens beyond this machine in plaintext: anyone who reaches it can read the configuration and POST /config",
      helps: "set ca-path, cert-path, key-path and cert-allowed-cn in [security], or bind status-addr to 127.0.0.1",
    },
    "empty paths are no TLS": {
      tikv: `
        server.status-addr = «'[2001:db8::5]:20180'»
        [security]
        ca-path = ""
        cert-path = ""
        key-path = ""`,
      says: "status-addr [2001:db8::5]:20180 listens beyond this machine in plaintext: anyone who reaches it can read the configuration and POST /config",
    },
  },
});
