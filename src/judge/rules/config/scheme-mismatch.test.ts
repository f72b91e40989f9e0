import { testRule } from "../../../../test/support/rule-tester.ts";
import { schemeMismatch } from "./scheme-mismatch.ts";

testRule(schemeMismatch, {
  valid: {
    "PD advertises its listen URLs when nothing else is set": { pd: `client-urls = "https://10.0.0.1:2379"` },
    "a client port that serves both may advertise either": {
      pd: `client-urls = "http://10.0.0.1:2379,https://10.0.0.1:2379"\nadvertise-client-urls = "https://pd:2379"`,
    },
    "one port https and the other http: each as its scheme says": {
      pd: `client-urls = "https://10.0.0.1:2379"\npeer-urls = "http://10.0.0.1:2380"`,
    },
    "one scheme for all members": {
      pd: `name = "a"\npeer-urls = "https://10.0.0.1:2380"\ninitial-cluster = "a=https://10.0.0.1:2380,b=https://10.0.0.2:2380"`,
    },
    "peer URLs that a flag may set": { pd: `name = "a"\ninitial-cluster = "a=https://10.0.0.1:2380"` },
  },
  invalid: {
    "listens on TLS, advertises plaintext": {
      pd: `client-urls = "https://10.0.0.1:2379"\nadvertise-client-urls = "«http://pd:2379»"`,
      says: "advertise-client-urls has http://pd:2379 while client-urls is https: PD dials itself in plaintext, finds TLS and exits (error reading server preface: EOF)",
      helps: "use the same scheme in both, https where certificates are set",
      related: ["client-urls has https://10.0.0.1:2379"],
    },
    "listens in plaintext, advertises TLS; the later URL is the listen URL": {
      pd: `advertise-client-urls = "https://pd:2379"\nclient-urls = "«http://10.0.0.1:2379»"`,
      says: "client-urls has http://10.0.0.1:2379 while advertise-client-urls is https: PD dials itself with TLS, finds plaintext and exits (authentication handshake failed: EOF)",
    },
    "the default listens in plaintext": {
      pd: `advertise-client-urls = "«https://pd:2379»"`,
      says: "advertise-client-urls has https://pd:2379 while client-urls is not set and http by default: PD dials itself with TLS, finds plaintext and exits (authentication handshake failed: EOF)",
    },
    "peer URLs": {
      pd: `peer-urls = "https://10.0.0.1:2380"\nadvertise-peer-urls = "«http://pd:2380»"`,
      says: "advertise-peer-urls has http://pd:2380 while peer-urls is https: other PDs cannot dial this one",
    },
    "its own entry in initial-cluster": {
      pd: `name = "a"\npeer-urls = "https://10.0.0.1:2380"\ninitial-cluster = "a=«http://10.0.0.1:2380»"`,
      says: "initial-cluster lists this PD as http://10.0.0.1:2380, but it advertises https to its peers: PD does not start (--initial-cluster has http, missing from --initial-advertise-peer-urls)",
      helps: "write the URL as in advertise-peer-urls",
    },
    "another member": {
      pd: `name = "a"\npeer-urls = "https://10.0.0.1:2380"\ninitial-cluster = "a=https://10.0.0.1:2380,b=«http://10.0.0.2:2380»,c=https://10.0.0.3:2380"`,
      says: "initial-cluster lists b with http and a with https: each member is dialled in its own scheme, b in plaintext",
      related: ["a has https"],
    },
    "peer URLs, with certificates": {
      pd: `peer-urls = "https://10.0.0.1:2380"\nadvertise-peer-urls = "«http://pd:2380»"\n[security]\ncert-path = "/a"\nkey-path = "/b"`,
      says: "advertise-peer-urls has http://pd:2380 while peer-urls is https: other PDs cannot dial this one",
    },
  },
});
