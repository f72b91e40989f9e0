import { pdToml, tikvToml } from "../../../../test/support/cluster.ts";
import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { statusAnonymous } from "./status-anonymous.ts";

const tls = `[security]
        ca-path = "/tls/ca.pem"
        cert-path = "/tls/tikv.pem"
        key-path = "/tls/tikv.key"`;

const ca = issue({ cn: "ca", ca: true });
const certificates = {
  "prod/tls/ca.pem": ca.pem,
  "prod/tls/pd.pem": issue({ cn: "pd", issuer: ca, san: ["IP:10.0.0.1"] }).pem,
  "prod/tls/tikv.pem": issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.1.1"] }).pem,
};

testRule(statusAnonymous, {
  valid: {
    "the default address is loopback": { tikv: tls },
    "loopback of IPv6": { tikv: `server.status-addr = "[::1]:20180"\n${tls}` },
    "no status server": { tikv: `[server]\nstatus-addr = ""\n${tls}` },
    "a list of names": { tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n${tls}\ncert-allowed-cn = ["tikv"]` },
    "a bare name is no list: TiKV does not start": {
      tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n${tls}\ncert-allowed-cn = "tikv"`,
    },
    "a list of SANs on master": {
      tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n${tls}\ncert-allowed-san = ["tikv.prod"]`,
      version: "master",
    },
    "a list of SANs on a patch release that may have them from master": {
      tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n${tls}\ncert-allowed-san = ["tikv.prod"]`,
      version: "v8.5.9",
    },
    "without TLS config/status-address-exposed speaks": { tikv: `[server]\nstatus-addr = "0.0.0.0:20180"` },
    "a part of the material: TiKV does not come up": {
      tikv: `[server]\nstatus-addr = "0.0.0.0:20180"\n[security]\nca-path = "/tls/ca.pem"`,
    },
    "a host name: TiKV runs without a status server": { tikv: `[server]\nstatus-addr = "tikv-0.prod:20180"\n${tls}` },
    "a scheme: TiKV does not start": { tikv: `[server]\nstatus-addr = "https://0.0.0.0:20180"\n${tls}` },
    "PD has no status port": { pd: `[server]\nstatus-addr = "0.0.0.0:20180"\n${tls}` },
  },
  invalid: {
    "all interfaces": {
      tikv: `
        [server]
        status-addr = «"0.0.0.0:20180"»
        ${tls}`,
      says: "status-addr 0.0.0.0:20180 asks for no client certificate, since no names are allowed in cert-allowed-cn: anyone who reaches it can POST /config",
      helps:
        "set cert-allowed-cn to the common names of all that connect, the metrics scraper's among them, or bind status-addr to 127.0.0.1",
    },
    "TiUP's address, which nobody can bind alone": {
      files: {
        "prod/topology.yaml":
          "«global»:\n  enable_tls: true\npd_servers:\n  - host: 10.0.0.1\ntikv_servers:\n  - host: 10.0.0.2\n",
      },
      says: "status-addr 0.0.0.0:20180 asks for no client certificate, since no names are allowed in cert-allowed-cn: anyone who reaches it can POST /config",
      helps:
        "set cert-allowed-cn to the common names of all that connect, the metrics scraper's among them, or let a firewall admit only the monitoring hosts to that port: TiUP sets status-addr by itself",
    },
    "all interfaces of IPv6, and an empty list": {
      tikv: `
        server.status-addr = «"[::]:20180"»
        ${tls}
        cert-allowed-cn = []`,
      version: "v5.4.3",
      says: "status-addr [::]:20180 asks for no client certificate, since no names are allowed in cert-allowed-cn: anyone who reaches it can POST /config",
    },
    "a list of SANs that a release does not read": {
      tikv: `
        [server]
        status-addr = «"10.0.0.5:20180"»
        ${tls}
        cert-allowed-san = ["tikv.prod"]`,
      version: "v8.5.7",
      says: "status-addr 10.0.0.5:20180 asks for no client certificate, since no names are allowed in cert-allowed-cn: anyone who reaches it can POST /config",
    },
    "the names that connect are in the committed certificates": {
      files: {
        ...certificates,
        "prod/pd.toml": pdToml({ list: ["pd", "tikv"] }),
        "prod/tikv.toml": tikvToml({ status: "0.0.0.0:20180" }).replace('"0.0.0.0:20180"', "«$&»"),
      },
      says: "status-addr 0.0.0.0:20180 asks for no client certificate, since no names are allowed in cert-allowed-cn: anyone who reaches it can POST /config",
    },
  },
});
