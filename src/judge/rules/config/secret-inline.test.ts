import { testRule } from "../../../../test/support/rule-tester.ts";
import { secretInline } from "./secret-inline.ts";

const role = "everybody who can read this repository or its history has it";

testRule(secretInline, {
  valid: {
    "no secret at all": { tikv: `[security.encryption.master-key]\ntype = "kms"\nkey-id = "alias/tikv"` },
    "empty strings": { tikv: `[security.encryption.master-key.aws]\naccess-key = ""\nsecret-access-key = " "` },
    "placeholders of several kinds": {
      tikv: `
        [security.encryption.master-key.aws]
        access-key = "\${AWS_ACCESS_KEY_ID}"
        secret-access-key = "{{ vault_aws_secret }}"
        [security.encryption.master-key.azure]
        client-secret = "<client-secret>"
        client-certificate-password = "$PASSWORD"`,
    },
    "what was blanked out": { tikv: `[security.encryption.master-key.azure]\nclient-secret = "********"` },
    "references to a vault and ciphertext": {
      tikv: `
        [security.encryption.master-key.aws]
        access-key = "vault:secret/data/tikv#access"
        secret-access-key = "ENC[AES256_GCM,data:abc=,iv:def=,tag:ghi=,type:str]"`,
    },
    "the path of a certificate": { tikv: `[security.encryption.master-key.azure]\nclient-certificate = "/etc/tikv/azure.pfx"` },
    "paths of key files are no keys": { tikv: `[security]\nkey-path = "/tls/tikv.key"` },
    "a key in PEM is key/committed": {
      tikv: `[security.encryption.master-key.azure]\nclient-certificate = "-----BEGIN PRIVATE KEY-----\\nMC4C\\n-----END PRIVATE KEY-----"`,
    },
    "a URL without secrets": { pd: `[pd-server]\nmetric-storage = "http://prometheus:9090/path?a=b"` },
    "a hostile URL is read in one pass": { pd: `name = "a://${":".repeat(200_000)}"` },
    "a parameter without a value": { pd: `[backup]\nurl = "s3://bucket/p?passwords&password="` },
    "empty bytes": { pd: `[security]\nSSLKEYBytes = []` },
    "CA and certificate bytes are public": { pd: `[security]\nSSLCABytes = [45, 45]\nSSLCertBytes = [45, 45]` },
  },
  invalid: {
    "keys of AWS, and of the key before": {
      tikv: `
        [security.encryption.master-key]
        type = "kms"
        [security.encryption.master-key.aws]
        «access-key» = "AKIAIOSFODNN7EXAMPLE"
        «secret-access-key» = "wJalrXUtnFEMI/K7MDENG"
        [security.encryption.previous-master-key]
        aws = { «secret-access-key» = '/abc+def=' }`,
      says: [
        `security.encryption.master-key.aws.access-key holds an access key: ${role}`,
        `security.encryption.master-key.aws.secret-access-key holds a secret access key: ${role}`,
        `security.encryption.previous-master-key.aws.secret-access-key holds a secret access key: ${role}`,
      ],
      helps: new Array(3).fill(
        "revoke it, remove it from the file and let the deployment put a new one in, or give TiKV a role that needs none",
      ),
    },
    "secrets of Azure": {
      tikv: `
        [security.encryption.master-key.azure]
        «client-secret» = "s3cr3t~value"
        «client-certificate» = "MIIKcQIBAzCC"
        «client-certificate-password» = "hunter2"`,
      says: [
        `security.encryption.master-key.azure.client-secret holds a client secret: ${role}`,
        `security.encryption.master-key.azure.client-certificate holds a client certificate with its private key: ${role}`,
        `security.encryption.master-key.azure.client-certificate-password holds a password: ${role}`,
      ],
    },
    "a secret is one whether or not the version reads the key": {
      tikv: `
        [security.encryption.master-key]
        «secret_access_key» = "wJalrXUtnFEMI"`,
      version: "v5.4.3",
      says: `security.encryption.master-key.secret_access_key holds a secret access key: ${role}`,
    },
    "PD's key byte by byte, in any case": {
      pd: `
        [Security]
        «sslKeyBytes» = [45, 45, 45]`,
      says: `Security.sslKeyBytes holds a private key: ${role}`,
    },
    "PD's metering": {
      pd: `
        [metering.oss]
        «access-key» = "LTAI4G"
        «session-token» = "abc"
        [metering.azure]
        «sas-token» = "sv=2024"`,
      version: "v26.3.4",
      says: [
        `metering.oss.access-key holds an access key: ${role}`,
        `metering.oss.session-token holds a session token: ${role}`,
        `metering.azure.sas-token holds an access token: ${role}`,
      ],
    },
    "URLs, in arrays and tables of arrays too": {
      pd: `
        [pd-server]
        «metric-storage» = "https://prom:hunter2@prometheus:9090"
        [[backup]]
        «urls» = ["s3://safe/x", "s3://bucket/p?access-key=AKIA&endpoint=http://minio"]
        «azure» = "azure://c/p?sv=2024&sig=abc%3D"`,
      says: [
        `pd-server.metric-storage holds a password in its URL: ${role}`,
        `backup.urls holds an access key in its URL: ${role}`,
        `backup.azure holds a signature in its URL: ${role}`,
      ],
    },
  },
});
