import { issue } from "../../../../test/support/issue.ts";
import { testRule } from "../../../../test/support/rule-tester.ts";
import { pathSameFile } from "./path-same-file.ts";

const ca = issue({ cn: "ca", ca: true });
const leaf = issue({ cn: "tikv", issuer: ca, san: ["IP:10.0.0.1"] });
const certAndKey = leaf.pem + leaf.keyPem;

const tikv = (caPath: string, certPath: string, keyPath: string) => `[security]
ca-path = ${caPath}
cert-path = ${certPath}
key-path = ${keyPath}
`;
const pd = (caPath: string, certPath: string, keyPath: string) =>
  tikv(caPath, certPath, keyPath).replace("ca-path", "cacert-path");
const never = "TiKV never reaches PD and retries without end";

testRule(pathSameFile, {
  valid: {
    "three files": { tikv: tikv('"/tls/ca.pem"', '"/tls/tikv.pem"', '"/tls/tikv.key"') },
    "TiUP's names": { tikv: tikv('"/tls/ca.crt"', '"/tls/tikv.crt"', '"/tls/tikv.pem"') },
    "names that say nothing": { pd: pd('"/tls/a"', '"/tls/b.pem"', '"/tls/c.pem"') },
    "certificate and key in one file that is not committed": { pd: pd('"/tls/ca.pem"', '"/tls/pd.pem"', '"/tls/pd.pem"') },
    "certificate and key in one committed file": {
      files: { "tikv.toml": tikv('"/tls/ca.pem"', '"/tls/tikv.pem"', '"/tls/./tikv.pem"'), "tikv.pem": certAndKey },
    },
    "a self-signed certificate that is its own CA": {
      tikv: tikv('"/tls/tikv.pem"', '"/tls/tikv.pem"', '"/tls/tikv.key"'),
    },
    "all in one committed file, in TiKV": {
      files: { "tikv.toml": tikv('"/tls/all.pem"', '"/tls/all.pem"', '"/tls/all.pem"'), "all.pem": certAndKey },
    },
    "empty strings are no file": { tikv: tikv('""', '""', '""') },
    "odd names, and contents that are right": {
      files: { "tikv.toml": tikv('"/tls/ca.pem"', '"/tls/x.key"', '"/tls/y.crt"'), "x.key": leaf.pem, "y.crt": leaf.keyPem },
    },
    "a certificate without a key, and a key without a certificate: config/tls-incomplete speaks": {
      files: {
        "a/tikv.toml": tikv('"/tls/ca.pem"', '"/tls/tikv.key"', '""'),
        "b/tikv.toml": tikv('"/tls/ca.pem"', '""', '"/tls/tikv.crt"'),
      },
    },
    "two certificates are not a swapped pair": {
      files: { "tikv.toml": tikv('"/tls/ca.pem"', '"/tls/a.pem"', '"/tls/b.pem"'), "a.pem": leaf.pem, "b.pem": ca.pem },
    },
    "two keys are not a swapped pair": {
      files: { "tikv.toml": tikv('"/tls/ca.pem"', '"/tls/a.pem"', '"/tls/b.pem"'), "a.pem": leaf.keyPem, "b.pem": ca.keyPem },
    },
    "a path one folder up is another file": { tikv: tikv('"../tls.pem"', '"tls/cert.pem"', '"tls.pem"') },
  },
  invalid: {
    "CA and key in PD": {
      pd: pd('"/tls/pd.pem"', '"/tls/cert.pem"', '«"/tls//pd.pem"»'),
      says: "cacert-path and key-path name the same file: PD does not start, a private key in its CA file is a malformed certificate to it",
      helps: "let cacert-path name the CA's certificate and key-path the private key of this server",
    },
    "all three in PD": {
      files: { "pd.toml": pd('"/tls/all.pem"', '"/tls/all.pem"', '«"/tls/all.pem"»'), "all.pem": certAndKey },
      says: "cacert-path and key-path name the same file: PD does not start, a private key in its CA file is a malformed certificate to it",
    },
    "all three in TiKV, not committed": {
      tikv: tikv('"/tls/all.pem"', '"/tls/all.pem"', '«"/tls/all.pem"»'),
      says: "ca-path and key-path name the same file: TiKV comes up only if it holds both, and then everybody who gets the CA file gets the private key",
    },
    "CA and key in TiKV, a committed file with a certificate alone": {
      files: { "tikv.toml": tikv('"/tls/ca.pem"', '"/tls/tikv.pem"', '«"/tls/ca.pem"»'), "ca.pem": ca.pem },
      says: `ca-path and key-path name the same file, which holds no private key: ${never}`,
    },
    "CA and key in TiKV, a committed file with a key alone": {
      files: { "tikv.toml": tikv('"/tls/tikv.key"', '"/tls/tikv.pem"', '«"/tls/tikv.key"»'), "tikv.key": leaf.keyPem },
      says: `ca-path and key-path name the same file, which holds no certificate: ${never}`,
    },
    "certificate and key in one committed file without a key": {
      files: { "pd.toml": pd('"/tls/ca.pem"', '"/tls/pd.pem"', '«"/tls/pd.pem"»'), "pd.pem": leaf.pem },
      says: "cert-path and key-path name the same file, which holds no private key: PD does not start",
      helps: "let key-path name the file with the private key",
    },
    "certificate and key in one committed file without a certificate": {
      files: { "tikv.toml": tikv('"/tls/ca.pem"', '«"/tls/tikv.key"»', '"/tls/tikv.key"'), "tikv.key": leaf.keyPem },
      says: `cert-path and key-path name the same file, which holds no certificate: ${never}`,
      helps: "let cert-path name the file with the certificate",
    },
    "swapped, both committed": {
      files: {
        "tikv.toml": tikv('"/tls/ca.pem"', '«"/tls/a.pem"»', '"/tls/b.pem"'),
        "a.pem": leaf.keyPem,
        "b.pem": leaf.pem,
      },
      says: `cert-path names a.pem and key-path b.pem: by what they hold, certificate and key are swapped, and ${never}`,
      helps: 'set cert-path to "/tls/b.pem" and key-path to "/tls/a.pem"',
      related: ["this is the certificate"],
    },
    "TiUP's .pem taken for the certificate, the key not committed": {
      files: { "pd.toml": pd('"/tls/ca.crt"', '«"/tls/pd.pem"»', '"/tls/pd.crt"'), "pd.crt": leaf.pem },
      says: "cert-path names pd.pem and key-path pd.crt: by what they hold, certificate and key are swapped, and PD does not start",
    },
    "a private key as the certificate, the other file not committed": {
      files: { "tikv.toml": tikv('"/tls/ca.pem"', '«"/tls/a.pem"»', '"/tls/b.pem"'), "a.pem": leaf.keyPem },
      says: `cert-path names a.pem and key-path b.pem: by what they hold, certificate and key are swapped, and ${never}`,
    },
    "TiUP's names, nothing committed": {
      tikv: tikv('"/tls/ca.crt"', '«"/tls/tikv.pem"»', '"/tls/tikv.crt"'),
      says: `cert-path names tikv.pem and key-path tikv.crt: by their names, certificate and key are swapped, and ${never}`,
    },
    "names that leave no doubt": {
      pd: pd('"/tls/ca.pem"', '«"/tls/pd-key.pem"»', '"/tls/pd.pem"'),
      says: "cert-path names pd-key.pem and key-path pd.pem: by their names, certificate and key are swapped, and PD does not start",
    },
  },
});
