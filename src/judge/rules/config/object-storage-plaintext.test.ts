import { testRule } from "../../../../test/support/rule-tester.ts";
import { objectStoragePlaintext } from "./object-storage-plaintext.ts";

testRule(objectStoragePlaintext, {
  valid: {
    "https endpoints": { tikv: `[backup]\nurl = "s3://bucket/p?endpoint=https://minio:9000"` },
    "no endpoint: the cloud's own": { tikv: `[backup]\nurl = "s3://bucket/p?region=eu"` },
    "http in another parameter, or behind a fragment": {
      tikv: `[backup]\na = "s3://b/p?xendpoint=http://m"\nb = "s3://b/p#endpoint=http://m"`,
    },
    "no storage URL": { pd: `[pd-server]\nmetric-storage = "http://prom:9090?endpoint=http://x"` },
    "on the same machine": { tikv: `[backup]\nurl = "s3://bucket/p?endpoint=http://127.0.0.1:9000"` },
    "PD before v26.3 does not know metering": { pd: `[metering]\nendpoint = "http://minio:9000"`, version: "v8.5.7" },
    "metering to files": { pd: `[metering]\ntype = "localfs"\nendpoint = "http://minio:9000"`, version: "v26.3.0" },
    "TiKV knows no metering": { tikv: `[metering]\nendpoint = "http://minio:9000"`, version: "v26.3.0" },
  },
  invalid: {
    "PD's metering, key in any case": {
      pd: `
        [Metering]
        Endpoint = «"http://minio.prod:9000"»`,
      version: "v26.3.0",
      says: "metering.endpoint is an http:// URL: PD writes what it meters to the object store in plaintext",
      helps: "write an https:// endpoint",
    },
    "storage URLs in any setting, encoded too": {
      tikv: `
        [log-backup]
        storage = «"s3://bucket/p?region=eu&endpoint=http://minio.prod:9000"»
        [[backup]]
        urls = ["s3://fine/x", «'S3://bucket/p?endpoint=HTTP%3A%2F%2Fminio'»]`,
      says: [
        "log-backup.storage holds a s3:// URL with an http:// endpoint: what TiKV keeps there crosses the network in plaintext",
        "backup.urls holds a s3:// URL with an http:// endpoint: what TiKV keeps there crosses the network in plaintext",
      ],
      helps: new Array(2).fill("write an https:// endpoint into the URL"),
    },
  },
});
