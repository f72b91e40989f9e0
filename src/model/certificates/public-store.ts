import { withoutTrailing } from "../../text/cut.ts";

/**
 * Where systems keep the CAs that they trust for the web, as one file: Go's list (crypto/x509/root_linux.go, root_bsd.go,
 * root_darwin.go), the packages ca-certificates of Debian, Red Hat, Alpine, SUSE and Arch, and OpenSSL's own default.
 */
const files: ReadonlySet<string> = new Set([
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/ssl/certs/ca-bundle.crt",
  "/etc/ssl/certs/ca-bundle.trust.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
  "/etc/ssl1.1/cert.pem",
  "/etc/pki/tls/cert.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/pki/tls/certs/ca-bundle.trust.crt",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/pki/ca-trust/extracted/openssl/ca-bundle.trust.crt",
  "/etc/ca-certificates/extracted/tls-ca-bundle.pem",
  "/etc/certs/ca-certificates.crt",
  "/etc/openssl/certs/ca-certificates.crt",
  "/var/lib/ca-certificates/ca-bundle.pem",
  "/usr/lib/ssl/cert.pem",
  "/usr/local/etc/ssl/cert.pem",
  "/usr/local/etc/openssl/cert.pem",
  "/usr/local/share/certs/ca-root-nss.crt",
  "/usr/local/ssl/cert.pem",
  "/opt/homebrew/etc/ca-certificates/cert.pem",
  "/usr/local/etc/ca-certificates/cert.pem",
]);

/** The same as folders; only files that a system puts there itself, since people put their own CA beside them. */
const folders: ReadonlySet<string> = new Set([
  "/etc/ssl/certs",
  "/etc/pki/tls/certs",
  "/etc/pki/ca-trust/extracted/pem",
  "/etc/pki/ca-trust/extracted/pem/directory-hash",
  "/usr/lib/ssl/certs",
  "/usr/share/ca-certificates",
  "/usr/share/ca-certificates/mozilla",
  "/var/lib/ca-certificates/pem",
  "/var/lib/ca-certificates/openssl",
  "/system/etc/security/cacerts",
]);

/** Mozilla's roots as Debian and Red Hat name their files: `ISRG_Root_X1.pem`, `DigiCert_Global_Root_G2.crt`. */
const rootFile =
  /^(?:AC_RAIZ|ACCVRAIZ|AffirmTrust|Actalis|Amazon_Root|Atos_Trusted|Baltimore|Buypass|CFCA|COMODO|Certainly|Certigna|Certum|D-TRUST|DigiCert|Entrust|GDCA|GTS_Root|GlobalSign|Go_Daddy|HARICA|Hongkong_Post|ISRG_Root|IdenTrust|Izenpe|Let_s_Encrypt|Microsec|Microsoft_RSA|Microsoft_ECC|NetLock|OISTE|QuoVadis|SSL\.com|SecureSign|SecureTrust|Security_Communication|Sectigo|Starfield|SwissSign|T-TeleSec|TWCA|TrustAsia|Trustwave|USERTrust|UCA_|VeriSign|XRamp|certSIGN|ePKI|emSign|vTrus)/;

/** Is this path of a machine the system's store of public CAs, or a part of it? */
export function isPublicStore(path: string): boolean {
  const plain = withoutTrailing(path, "/");
  if (files.has(plain) || folders.has(plain)) return true;
  if (plain.startsWith("/usr/share/ca-certificates/mozilla/")) return true;
  if (/\/certifi\/cacert\.pem$/.test(plain)) return true;
  const slash = plain.lastIndexOf("/");
  const name = plain.slice(slash + 1);
  return folders.has(plain.slice(0, slash)) && (rootFile.test(name) || /^[0-9a-f]{8}\.\d$/.test(name));
}
