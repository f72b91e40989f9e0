import { testRule } from "../../../../test/support/rule-tester.ts";
import { tlsOff } from "./tls-off.ts";

testRule(tlsOff, {
  valid: {
    "all three are set": { tikv: `[security]\nca-path = "/a"\ncert-path = "/b"\nkey-path = "/c"` },
    "one is set: config/tls-incomplete speaks": { tikv: `[security]\nca-path = "/a"` },
    "PD with an https URL does not start: config/https-without-certificate speaks": { pd: `peer-urls = "https://10.0.0.1:2380"` },
  },
  invalid: {
    "no [security] at all": {
      tikv: `«log-level = "info"»`,
      says: "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
      helps: "set ca-path, cert-path and key-path in [security]",
    },
    "empty strings are not set": {
      pd: `client-urls = "http://10.0.0.1:2379"\n\n«[security]»\ncacert-path = ""\ncert-path = ""\nkey-path = ""`,
      says: "sets no cacert-path, cert-path or key-path: PD serves its client and peer ports in plaintext",
      helps: "set cacert-path, cert-path and key-path in [security], and write https into every URL",
    },
    "the guide's keys are the cause": {
      tikv: `«[security]»\nca-cert-path = "/a"\nserver-cert-path = "/b"\nserver-key-path = "/c"`,
      says: "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext, since it does not know security.ca-cert-path, security.server-cert-path and security.server-key-path",
    },
    "a misspelt table is the cause": {
      pd: `«[securty]»\ncacert-path = "/a"`,
      says: "sets no cacert-path, cert-path or key-path: PD serves its client and peer ports in plaintext, since it does not know securty",
    },
    "a wrong type is the cause": {
      tikv: `«[security]»\ncert-path = 1`,
      says: "sets no ca-path, cert-path or key-path that TiKV v8.5.7 can read: it does not start, since security.cert-path has a wrong type",
    },
    "a form that cannot do TLS at all": {
      files: {
        "prod/cluster.yaml":
          "apiVersion: tikv.org/v1alpha1\nkind: TikvCluster\nmetadata:\n  name: basic\nspec:\n  «tikv»: {replicas: 3, config: {}}\n",
      },
      says: "TiKV listens and dials in plaintext: tikv-operator writes http into every URL and mounts no certificates, whatever the resource says",
      helps: "deploy it with something that can turn TLS on: tikv-operator cannot",
    },
    "a configuration file that is not committed, and URLs that decide: one statement": {
      files: {
        "dev/docker-compose.yml":
          "services:\n  «pd»:\n    image: pingcap/pd:v8.5.2\n    command: --name=pd --config=/pd.toml --client-urls=http://0.0.0.0:2379 --peer-urls=http://0.0.0.0:2380 --advertise-client-urls=http://pd:2379 --initial-cluster=pd=http://pd:2380\n    volumes: [data:/data]\nvolumes: {data: {}}\n",
      },
      says: "client-urls and peer-urls say http: PD serves its client and peer ports in plaintext, whatever its configuration file sets",
    },
    "an unknown key that is not about material is no cause": {
      tikv: `«[security]»\ncert-allowed-cns = ["a"]`,
      says: "sets no ca-path, cert-path or key-path: TiKV listens in plaintext and dials PD and other stores in plaintext",
    },
  },
});
