import { testRule } from "../../../../test/support/rule-tester.ts";
import { addressInvalid } from "./address-invalid.ts";

testRule(addressInvalid, {
  valid: {
    "what TiKV takes": {
      tikv: `
        [server]
        addr = "0.0.0.0:20160"
        advertise-addr = "tikv-1.prod:20160"
        status-addr = "[::1]:20180"
        advertise-status-addr = "tikv-1.prod:20180"

        [pd]
        endpoints = ["pd-0:2379", "https://pd-1:2379/", "http://10.0.0.1:2379", "[::1]:2379"]

        [resource-metering]
        receiver-address = "10.0.0.9:9160"`,
    },
    "no status server": { tikv: `[server]\nstatus-addr = ""` },
    "an unspecified addr may be advertised by a flag": { tikv: `[server]\naddr = "0.0.0.0:20160"` },
    "what PD takes": {
      pd: `client-urls = "HTTPS://10.0.0.1:2379/"\npeer-urls = "http://[::1]:2380,http://localhost:2381"\nadvertise-client-urls = "https://pd.prod:2379/path"`,
    },
    "an empty advertised URL is not set": { pd: `client-urls = "http://10.0.0.1:2379"\nadvertise-client-urls = ""` },
  },
  invalid: {
    "a scheme in each of TiKV's addresses": {
      tikv: `
        [server]
        addr = «"https://10.0.0.1:20160"»
        advertise-addr = «"https://tikv:20160"»
        status-addr = «"https://10.0.0.1:20180"»
        advertise-status-addr = «"https://tikv:20180"»

        [resource-metering]
        receiver-address = «"https://10.0.0.9:9160"»`,
      says: [
        "server.addr is https://10.0.0.1:20160, but this address takes no scheme: TiKV does not start (invalid addr)",
        "server.advertise-addr is https://tikv:20160, but this address takes no scheme: TiKV does not start (invalid addr)",
        "server.status-addr is https://10.0.0.1:20180, but this address takes no scheme: TiKV does not start (invalid addr)",
        "server.advertise-status-addr is https://tikv:20180, but this address takes no scheme: TiKV does not start (invalid addr)",
        "resource-metering.receiver-address is https://10.0.0.9:9160, but this address takes no scheme: TiKV cannot resolve it and sends nothing",
      ],
    },
    "a host name where TiKV listens": {
      tikv: `[server]\naddr = «"localhost:20160"»\nstatus-addr = «"tikv-1:20180"»`,
      says: [
        "server.addr is localhost:20160, but TiKV listens on literal addresses only: TiKV does not start",
        "server.status-addr is tikv-1:20180, but TiKV listens on literal addresses only: TiKV runs on without its status server (failed to bind addr for status service)",
      ],
    },
    "no port, or none that exists": {
      tikv: `[server]\naddr = «"10.0.0.1"»\nadvertise-addr = «"tikv:70000"»`,
      says: [
        "server.addr is 10.0.0.1, which is no address:port: TiKV does not start (invalid addr)",
        "server.advertise-addr is tikv:70000, which is no address:port: TiKV does not start (invalid addr)",
      ],
    },
    "advertised addresses that nobody can dial or that are used twice": {
      tikv: `[server]\nadvertise-addr = «"0.0.0.0:20160"»\nadvertise-status-addr = «"[::]:20180"»`,
      says: [
        "server.advertise-addr is 0.0.0.0:20160, which nobody can dial: TiKV does not start (invalid advertise-addr)",
        "server.advertise-status-addr is [::]:20180, which nobody can dial: TiKV does not start (invalid advertise-status-addr)",
      ],
    },
    "the same advertised address twice": {
      tikv: `[server]\nadvertise-addr = "tikv:20160"\nadvertise-status-addr = «"tikv:20160"»`,
      says: "server.advertise-status-addr is tikv:20160, which is advertise-addr too: TiKV does not start (advertise-status-addr has already been used)",
    },
    "endpoints that TiKV cannot resolve": {
      tikv: `[pd]\nendpoints = [«"HTTPS://pd-0:2379"», «" pd-1:2379"», «"pd-2:2379,pd-3:2379"», «"pd-4"»]`,
      says: [
        "pd.endpoints is HTTPS://pd-0:2379, whose scheme TiKV does not cut off (it knows http and https in lower case): TiKV cannot resolve it and retries PD without end",
        "pd.endpoints is  pd-1:2379, with a blank at its start: TiKV cannot resolve it and retries PD without end",
        "pd.endpoints is pd-2:2379,pd-3:2379, several endpoints in one string: TiKV cannot resolve it and retries PD without end",
        "pd.endpoints is pd-4, without a port: TiKV does not dial 2379 by itself",
      ],
    },
    "PD's URLs": {
      pd: `client-urls = "«10.0.0.1:2379»"\npeer-urls = "https://10.0.0.1:2380,« https://10.0.0.2:2380»,«»"\nadvertise-client-urls = "«https://pd»"`,
      says: [
        "client-urls has 10.0.0.1:2379, without a scheme: PD does not start (ErrURLParse)",
        "peer-urls has  https://10.0.0.2:2380, with a blank at its start: PD does not start (ErrURLParse)",
        "peer-urls has an empty URL, left by a comma: PD does not start (missing port in address)",
        "advertise-client-urls has https://pd, without a port: PD does not start (missing port in address)",
      ],
    },
    "a name without a scheme": {
      pd: `advertise-client-urls = "«pd-1:2379»"`,
      says: "advertise-client-urls has pd-1:2379, without a scheme: PD does not start",
      helps: "write https://pd-1:2379",
    },
    "PD listens on literal addresses and localhost": {
      pd: `client-urls = "«https://pd.prod:2379»"\nadvertise-client-urls = "https://pd.prod:2379"`,
      says: "client-urls has https://pd.prod:2379, but PD listens on literal addresses only: it does not start (expected IP in URL for binding)",
    },
    "credentials in a URL are not shown": {
      tikv: `[pd]\nendpoints = [«"ftp://user:secret@pd"»]`,
      says: "pd.endpoints is ftp://…@pd, whose scheme TiKV does not cut off (it knows http and https in lower case): TiKV cannot resolve it and retries PD without end",
    },
  },
});
