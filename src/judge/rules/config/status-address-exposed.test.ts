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
    "an operator's address, which nobody can bind": {
      files: {
        "prod/tc.yaml":
          "apiVersion: pingcap.com/v1alpha1\nkind: TidbCluster\nmetadata: {name: basic}\nspec:\n  «tikv»: {replicas: 3, config: {}}\n",
      },
      says: "status-addr 0.0.0.0:20180 listens beyond this machine in plaintext: anyone who reaches it can read the configuration and POST /config",
      helps:
        "turn TLS on and set cert-allowed-cn, or let a NetworkPolicy admit only the metrics scraper to port 20180: tidb-operator v1 sets status-addr by itself",
    },
    "an operator that has no TLS": {
      files: {
        "prod/tc.yaml":
          "apiVersion: tikv.org/v1alpha1\nkind: TikvCluster\nmetadata: {name: basic}\nspec:\n  «tikv»: {replicas: 3, config: {}}\n",
      },
      says: "status-addr 0.0.0.0:20180 listens beyond this machine in plaintext: anyone who reaches it can read the configuration and POST /config",
      helps: "let a NetworkPolicy admit only the metrics scraper to port 20180: tikv-operator cannot turn TLS on",
    },
    "a flag without a configuration file": {
      files: {
        "prod/compose.yaml": "services:\n  tikv:\n    image: pingcap/tikv:v8.5.3\n    command: --status-addr=«0.0.0.0:20180»\n",
      },
      says: "status-addr 0.0.0.0:20180 listens beyond this machine in plaintext: anyone who reaches it can read the configuration and POST /config",
      helps:
        "bind status-addr to 127.0.0.1, or write ca-path, cert-path and key-path into [security] of a TOML file, mount it, and start TiKV with --config: it has no flags for TLS",
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
