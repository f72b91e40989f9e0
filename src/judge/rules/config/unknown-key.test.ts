import { testRule } from "../../../../test/support/rule-tester.ts";
import { unknownKey } from "./unknown-key.ts";

const tls = 'ca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"';

testRule(unknownKey, {
  valid: {
    "PD takes any case": { pd: `[Security]\nCACERT-Path = "/tls/ca.pem"\nCert-Path = "/tls/pd.pem"\nKEY-PATH = "/tls/pd.key"` },
    "labels are the user's own": { tikv: `[server]\nlabels = { zone = "z1", host = "h1" }` },
    "a deprecated key is known": { tikv: `log-level = "info"` },
    "a list that only the main branch reads: config/allow-list-version speaks": {
      tikv: `[security]\n${tls}\ncert-allowed-san = ["a"]`,
    },
    "cert-allowed-san on the main branch": { tikv: `[security]\ncert-allowed-san = []`, version: "master" },
    "a cipher setting: config/cipher-setting-ignored speaks": { tikv: `[security]\ncipher-suites = ["a"]` },
    "an unlisted patch release may have a back-port": { tikv: `[security]\ncert-allowed-san = []`, version: "v8.5.9" },
    "a key of PD before the oldest release whose keys are known": {
      pd: `namespace-classifier = "table"`,
      version: "v3.0.0-rc.1",
    },
    "a key of its last release": { tikv: `[raftstore]\nsync-log = true`, version: "v4.0.16" },
    "a key of its first release": { pd: `[keyspace]\npre-alloc = []`, version: "v6.6.0" },
  },
  invalid: {
    "the guide's keys in TiKV": {
      tikv: `
        [security]
        «ca-cert-path» = "/tls/ca.pem"
        «server-cert-path» = "/tls/tikv.pem"
        «server-key-path» = "/tls/tikv.key"
        «tls-enabled» = true`,
      says: [
        "TiKV v8.5.7 does not know security.ca-cert-path and ignores it: this server listens in plaintext",
        "TiKV v8.5.7 does not know security.server-cert-path and ignores it: this server listens in plaintext",
        "TiKV v8.5.7 does not know security.server-key-path and ignores it: this server listens in plaintext",
        "TiKV v8.5.7 does not know security.tls-enabled and ignores it: this server listens in plaintext",
      ],
      helps: [
        "rename it to ca-path",
        "rename it to cert-path",
        "rename it to key-path",
        "remove it: TLS is on when ca-path, cert-path and key-path are set",
      ],
      variant: "tls-setting",
    },
    "TiKV's spelling in PD": {
      pd: `
        [security]
        «ca-path» = "/tls/ca.pem"
        cert-path = "/tls/pd.pem"
        key-path = "/tls/pd.key"`,
      says: "PD v8.5.7 does not know security.ca-path, TiKV's spelling of cacert-path, and only logs a warning: PD asks no client for a certificate",
      helps: "rename it to cacert-path",
      variant: "tls-setting",
    },
    "PD's spelling in TiKV": {
      tikv: `
        [security]
        «cacert-path» = "/tls/ca.pem"
        cert-path = "/tls/tikv.pem"
        key-path = "/tls/tikv.key"`,
      says: "TiKV v8.5.7 does not know security.cacert-path, PD's spelling of ca-path, and ignores it: TiKV dials PD in plaintext and does not come up",
      helps: "rename it to ca-path",
      variant: "tls-setting",
    },
    "wrong case in TiKV: one finding for the table": {
      tikv: `
        [«Security»]
        ca-path = "/tls/ca.pem"
        cert-path = "/tls/tikv.pem"
        key-path = "/tls/tikv.key"`,
      says: "TiKV v8.5.7 does not know Security and ignores it: this server listens in plaintext",
      helps: "rename it to [security]",
      variant: "tls-setting",
    },
    "an underscore leaves the CA out": {
      tikv: `
        [security]
        «ca_path» = "/tls/ca.pem"
        cert-path = "/tls/tikv.pem"
        key-path = "/tls/tikv.key"`,
      says: "TiKV v8.5.7 does not know security.ca_path and ignores it: TiKV dials PD in plaintext and does not come up",
      helps: "rename it to ca-path",
      variant: "tls-setting",
    },
    "the section header is missing": {
      tikv: `«ca-path» = "/tls/ca.pem"`,
      says: "TiKV v8.5.7 does not know ca-path and ignores it: this server listens in plaintext",
      helps: "move it to [security]",
      variant: "tls-setting",
    },
    "a security key in another table": {
      tikv: `[server]\n«cert_allowed_cn» = ["tidb"]\n\n[security]\n${tls}`,
      says: "TiKV v8.5.7 does not know server.cert_allowed_cn and ignores it: it keeps nobody out",
      helps: "move it to [security] as cert-allowed-cn",
      variant: "tls-setting",
    },
    "a misspelt table in PD": {
      pd: `[«securty»]\ncacert-path = "/tls/ca.pem"`,
      says: "PD v8.5.7 does not know securty and only logs a warning: this server listens in plaintext",
      helps: "rename it to [security]",
      variant: "tls-setting",
    },
    "a table for TLS that nobody reads": {
      pd: `client-urls = "https://10.0.0.1:2379"\n\n[«tls»]\nca = "/tls/ca.pem"`,
      says: "PD v8.5.7 does not know tls and only logs a warning: PD does not start",
      helps: "rename it to [security]",
      variant: "tls-setting",
    },
    "the right key stands beside the wrong one": {
      tikv: `[security]\n${tls}\n«client-cert-path» = "/tls/client.pem"`,
      says: "TiKV v8.5.7 does not know security.client-cert-path and ignores it: it has no effect",
      helps: "remove it: cert-path is set beside it",
      variant: "tls-setting",
    },
    "a key that is too new": {
      tikv: `[security.encryption.master-key]\ntype = "kms"\n\n[security.encryption.master-key.«aws»]\naccess-key = "a"`,
      version: "v8.3.0",
      says: "TiKV v8.3.0 does not know security.encryption.master-key.aws, which comes with v8.4.0, and ignores it, and --config-check does not report it either",
      helps: "remove it, or upgrade to v8.4.0",
    },
    "a key that is gone, in a table where --config-check is blind": {
      tikv: `[raftstore]\n«sync-log» = true`,
      version: "v5.0.0",
      says: "TiKV v5.0.0 does not know raftstore.sync-log, which went after v4.0.16, and ignores it, and --config-check does not report it either",
      helps: "remove it",
    },
    "TiKV's own template misspells a key": {
      tikv: `[raftstore]\n«raft_log_reserve_max_ticks» = 6`,
      says: "TiKV v8.5.7 does not know raftstore.raft_log_reserve_max_ticks and ignores it, and --config-check does not report it either",
      helps: "rename it to raft-log-reserve-max-ticks",
    },
    "an unknown key in [gc] of TiKV v3.1 is fatal": {
      tikv: `[gc]\n«ratio» = 1`,
      version: "v3.1.2",
      says: "TiKV v3.1.2 does not know gc.ratio and does not start",
    },
    "the same key in v4.0 is ignored": {
      tikv: `[gc]\n«ratio» = 1`,
      version: "v4.0.0",
      says: "TiKV v4.0.0 does not know gc.ratio and ignores it",
    },
    "a key of the other program": {
      pd: `[«raftstore»]\ncapacity = "10GB"`,
      says: "PD v8.5.7 does not know raftstore, a key of TiKV, and only logs a warning",
      helps: "remove it",
    },
    "a misspelt URL list decides about TLS": {
      pd: `«client-url» = "https://10.0.0.1:2379"`,
      says: "PD v8.5.7 does not know client-url and only logs a warning",
      helps: "rename it to client-urls",
      variant: "tls-setting",
    },
  },
});
