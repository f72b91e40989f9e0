import { testRule } from "../../../../test/support/rule-tester.ts";
import { keyAmbiguous } from "./key-ambiguous.ts";

testRule(keyAmbiguous, {
  valid: {
    "one spelling, whatever its case": { pd: `[Security]\nCACert-path = "/a"\ncert-path = "/b"` },
    "TiKV compares keys exactly": { tikv: `[security]\nca-path = "/a"\nCA-path = "/b"\n\n[Security]\nca-path = "/c"` },
    "one name in two tables": { pd: `name = "pd"\n\n[labels]\nName = "pd"` },
  },
  invalid: {
    "a URL": {
      pd: `client-urls = "https://10.0.0.1:2379"\n«Client-Urls» = "http://10.0.0.1:2379"`,
      says: "Client-Urls is the same key to PD as client-urls (pd.toml:1): chance decides at every start which of them counts",
      helps: "keep one spelling of client-urls, in lower case",
    },
    "a path of [security]": {
      pd: `[security]\ncacert-path = "/a"\n«CACert-path» = "/b"`,
      says: "CACert-path is the same key to PD as cacert-path (pd.toml:2): chance decides at every start which of them counts",
      helps: "keep one spelling of security.cacert-path, in lower case",
    },
    "a table": {
      pd: `[security]\ncacert-path = "/a"\n\n[«Security»]\ncert-path = "/b"`,
      says: "Security is the same table to PD as security (pd.toml:1): chance decides at every start which of them counts",
    },
    "three spellings, the last is shown": {
      pd: `name = "a"\nNAME = "b"\n«Name» = "c"`,
      says: "Name is the same key to PD as name (pd.toml:1): chance decides at every start which of them counts",
    },
    "a letter that Go folds into another": {
      pd: `name = "a"\n\n[security]\ncert-path = "/a"\n\n[«"\u017fecurity"»]\ncert-path = "/b"`,
      says: "\u017fecurity is the same table to PD as security (pd.toml:3): chance decides at every start which of them counts",
    },
    "a dotted key beside a table": {
      pd: `Security.cert-path = "/a"\n\n[«security»]\ncert-path = "/b"`,
      version: "v26.3.4",
      says: "security is the same table to PD as Security (pd.toml:1): chance decides at every start which of them counts",
    },
  },
});
