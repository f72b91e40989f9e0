import { testRule } from "../../../../test/support/rule-tester.ts";
import { certificateExamples } from "../../certificates/certificate-examples.ts";
import { notSeen } from "./not-seen.ts";

const tikv = '[security]\nca-path = "/tls/ca.pem"\ncert-path = "/tls/tikv.pem"\nkey-path = "/tls/tikv.key"\n';
const marked = tikv.replace('"/tls/ca.pem"', '«"/tls/ca.pem"»');
const configMap = (mark = "") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tikv}\ndata:\n  ${mark === "" ? "tikv.toml" : "«tikv.toml»"}: |\n    [security]\n    ca-path = "/tls/ca.pem"\n`;
const workload = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: tikv}
spec:
  template:
    spec:
      containers:
        - name: tikv
          image: pingcap/tikv:v8.5.2
          command: [/tikv-server, --config=/etc/tikv/tikv.toml]
          volumeMounts: [{name: config, mountPath: /etc/tikv}]
      volumes: [{name: config, configMap: {name: tikv}}]
`;

testRule(notSeen, {
  valid: {
    "a path that never led to a file": { files: { "prod/tikv.toml": tikv }, base: { "prod/tikv.toml": `# before\n${tikv}` } },
    "a file that comes": {
      files: { "prod/tikv.toml": tikv, "prod/ca.pem": certificateExamples.ca },
      base: { "prod/ca.pem": "" },
    },
    "a ConfigMap that nobody mounted before": {
      files: { "prod/map.yaml": configMap() },
      base: { "prod/map.yaml": `# before\n${configMap()}` },
    },
    "the path leads to the system's store: trust/public-ca": {
      files: {
        "prod/tikv.toml": tikv.replace("/tls/ca.pem", "/etc/ssl/certs/ca-certificates.crt"),
        "prod/ca.pem": certificateExamples.ca,
      },
      base: { "prod/tikv.toml": tikv },
    },
  },
  invalid: {
    "a file that goes": {
      files: { "prod/tikv.toml": marked },
      base: { "prod/ca.pem": certificateExamples.ca },
      says: 'ca-path "/tls/ca.pem" is no longer seen: the base found prod/ca.pem there, and now the file is not in the repository',
      helps:
        "keep the certificate where the configuration leads to it, or set in the gate's config file (certificates:) where it lies",
    },
    "a second file that fits as well": {
      files: {
        "prod/tikv.toml": marked,
        "prod/a/ca.pem": certificateExamples.ca,
        "prod/b/ca.pem": certificateExamples.sound,
      },
      base: { "prod/b/ca.pem": "" },
      says: 'ca-path "/tls/ca.pem" is no longer seen: the base found prod/a/ca.pem there, and now several files fit: prod/a/ca.pem, prod/b/ca.pem',
    },
    "a workload that goes, while its ConfigMap stays": {
      files: { "prod/map.yaml": configMap("marked") },
      base: { "prod/workload.yaml": workload },
      says: "nothing in the repository mounts the ConfigMap tikv any more: in the base the StatefulSet tikv read it, and what runs now is not seen",
    },
  },
});
