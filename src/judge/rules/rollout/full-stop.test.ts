import { testRule } from "../../../../test/support/rule-tester.ts";
import { fullStop } from "./full-stop.ts";

const tikv = (security: string) =>
  `[server]\nadvertise-addr = "10.0.1.1:20160"\n[pd]\nendpoints = ["10.0.0.1:2379"]\n[security]\n${security}`;
const material = (ca: string) => `${ca} = "/tls/ca.pem"\ncert-path = "/tls/x.pem"\nkey-path = "/tls/x.key"\n`;
const pd = (scheme: string, security: string) =>
  `name = "pd-0"\nclient-urls = "${scheme}://10.0.0.1:2379"\npeer-urls = "${scheme}://10.0.0.1:2380"\n[security]\n${security}`;

testRule(fullStop, {
  valid: {
    "no base": { files: { "prod/tikv.toml": tikv("") } },
    "a new environment has nothing to stop": { files: { "prod/tikv.toml": tikv("") }, base: { "prod/tikv.toml": "" } },
    "TLS stays on": {
      files: { "prod/tikv.toml": tikv(material("ca-path")) },
      base: { "prod/tikv.toml": `# as before\n${tikv(material("ca-path"))}` },
    },
  },
  invalid: {
    "TLS is turned on for PD and TiKV": {
      files: {
        "prod/pd.toml": pd("https", material("cacert-path")).replace(`"https://10.0.0.1:2379"`, `«"https://10.0.0.1:2379"»`),
        "prod/tikv.toml": tikv(material("ca-path")),
      },
      base: { "prod/pd.toml": pd("http", ""), "prod/tikv.toml": tikv("") },
      says: "this change needs all of prod stopped, since tikv restarted with its new configuration and pd-0 with its old configuration do not connect: tikv dials with TLS and the client port of pd-0 is plaintext",
      helps:
        "stop PD, TiKV and their clients, change all of them, and start them again; leave the peer URLs out of it, and after it, one PD after the other: change its peer URL in etcd (member update), then restart it with the new peer-urls; PD alone can be rolled: (1) set CA, certificate and key and let PD listen with http and https on one port (client-urls with both): restart PD; (2) leave PD only its new client-urls, advertise the new client URLs, give each PD its new peer URL, in etcd by member update and then in peer-urls and let the clients dial in the new way: change the peer URL of every PD in etcd (member update) and let the clients dial in the new way; then restart every PD with the new configuration",
    },
    "TLS is turned off for TiKV": {
      files: { "prod/tikv.toml": tikv("").replace("[security]", "«[security]»") },
      base: { "prod/tikv.toml": tikv(material("ca-path")) },
      says: "this change needs all of prod stopped, since clients outside (TiDB, pd-ctl) as they dial today and tikv restarted with its new configuration do not connect: a client dials with TLS and the gRPC port of tikv is plaintext",
      helps: "stop PD, TiKV and their clients, change all of them, and start them again",
    },
  },
});
