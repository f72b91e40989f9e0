import type { Certificate } from "../../model/certificates/certificate.ts";

/**
 * Organisations whose business is to issue to the public, as they stand in the subjects of their roots and intermediates:
 * owners of roots in Mozilla's CA program (CCADB, "Included CA Certificates"), among them all of Node's own list. A
 * private CA does not carry these names.
 */
const organisations: ReadonlySet<string> = new Set([
  "Internet Security Research Group",
  "Let's Encrypt",
  "Digital Signature Trust Co.",
  "IdenTrust",
  "DigiCert Inc",
  "DigiCert, Inc.",
  "Baltimore",
  "GeoTrust Inc.",
  "GeoTrust, Inc.",
  "thawte, Inc.",
  "VeriSign, Inc.",
  "Symantec Corporation",
  "QuoVadis Limited",
  "GlobalSign",
  "GlobalSign nv-sa",
  "Sectigo Limited",
  "COMODO CA Limited",
  "Comodo CA Limited",
  "The USERTRUST Network",
  "AddTrust AB",
  "ZeroSSL",
  "ZeroSSL GmbH",
  "The Go Daddy Group, Inc.",
  "GoDaddy.com, Inc.",
  "Starfield Technologies, Inc.",
  "Google Trust Services",
  "Google Trust Services LLC",
  "Entrust, Inc.",
  "Entrust.net",
  "AffirmTrust",
  "SSL Corporation",
  "SSL Corp",
  "Buypass AS-983163327",
  "SwissSign AG",
  "Unizeto Technologies S.A.",
  "Asseco Data Systems S.A.",
  "Actalis S.p.A./03358520967",
  "Actalis S.p.A.",
  "Hellenic Academic and Research Institutions Cert. Authority",
  "Hellenic Academic and Research Institutions CA",
  "T-Systems Enterprise Services GmbH",
  "D-Trust GmbH",
  "TrustAsia Technologies, Inc.",
  "China Financial Certification Authority",
  "GUANG DONG CERTIFICATE AUTHORITY CO.,LTD.",
  "BEIJING CERTIFICATE AUTHORITY",
  "UniTrust",
  "iTrusChina Co.,Ltd.",
  "WoSign CA Limited",
  "TAIWAN-CA",
  "SECOM Trust.net",
  "SECOM Trust Systems CO.,LTD.",
  "SECOM Trust Systems Co., Ltd.",
  "Cybertrust Japan Co., Ltd.",
  "Certainly",
  "SecureTrust Corporation",
  "Trustwave Holdings, Inc.",
  "Dhimyotis",
  "Firmaprofesional SA",
  "WISeKey",
  "OISTE Foundation",
  "Disig a.s.",
  "Microsec Ltd.",
  "NetLock Kft.",
  "IZENPE S.A.",
  "ACCV",
  "FNMT-RCM",
  "Krajowa Izba Rozliczeniowa S.A.",
  "eMudhra Technologies Limited",
  "eMudhra Inc",
  "CERTSIGN SA",
  "ANF Autoridad de Certificacion",
  "Agence Nationale de Certification Electronique",
]);

/** Public roots and intermediates of owners that may well have private CAs too. */
const commonNames =
  /^Amazon Root CA \d$|^Amazon (RSA 2048|ECDSA \d+) M\d\d$|^Microsoft (RSA|ECC) Root Certificate Authority 2017$|^Microsoft Azure (RSA |ECC )?TLS Issuing CA \d\d$|^Atos TrustedRoot Root CA |^Telia (Root CA v2|(EC|RSA) TLS Root CA v\d)$|^NAVER Global Root Certification Authority$|^Telekom Security TLS (ECC|RSA) Root \d+$|^HiPKI Root CA - G1$|^Hongkong Post Root CA \d$|^TUBITAK Kamu SM SSL Kok Sertifikasi|^Autoridad de Certificacion Firmaprofesional |^\(STAGING\) /;

/** Is this a root or an intermediate of a CA that issues to everybody? By its names: nobody calls a private CA so. */
export function isPublicCa({ subject }: Certificate): boolean {
  const organisation = organisationOf(subject.text);
  return (
    (organisation !== undefined && organisations.has(organisation)) || subject.commonNames.some((name) => commonNames.test(name))
  );
}

/** The value of the first attribute `O` of an RFC 4514 text, its escapes undone. */
function organisationOf(text: string): string | undefined {
  const match = /(?:^|[^\\][,+])O=((?:\\.|[^,+\\])*)/.exec(text);
  return match?.[1]?.replaceAll(/\\(.)/g, "$1");
}

/** ISRG Root X2, a root of Let's Encrypt, for the page of the rule. */
export const publicCaExample = `-----BEGIN CERTIFICATE-----
MIICGzCCAaGgAwIBAgIQQdKd0XLq7qeAwSxs6S+HUjAKBggqhkjOPQQDAzBPMQsw
CQYDVQQGEwJVUzEpMCcGA1UEChMgSW50ZXJuZXQgU2VjdXJpdHkgUmVzZWFyY2gg
R3JvdXAxFTATBgNVBAMTDElTUkcgUm9vdCBYMjAeFw0yMDA5MDQwMDAwMDBaFw00
MDA5MTcxNjAwMDBaME8xCzAJBgNVBAYTAlVTMSkwJwYDVQQKEyBJbnRlcm5ldCBT
ZWN1cml0eSBSZXNlYXJjaCBHcm91cDEVMBMGA1UEAxMMSVNSRyBSb290IFgyMHYw
EAYHKoZIzj0CAQYFK4EEACIDYgAEzZvVn4CDCuwJSvMWSj5cz3es3mcFDR0HttwW
+1qLFNvicWDEukWVEYmO6gbf9yoWHKS5xcUy4APgHoIYOIvXRdgKam7mAHf7AlF9
ItgKbppbd9/w+kHsOdx1ymgHDB/qo0IwQDAOBgNVHQ8BAf8EBAMCAQYwDwYDVR0T
AQH/BAUwAwEB/zAdBgNVHQ4EFgQUfEKWrt5LSDv6kviejM9ti6lyN5UwCgYIKoZI
zj0EAwMDaAAwZQIwe3lORlCEwkSHRhtFcP9Ymd70/aTSVaYgLXTWNLxBo1BfASdW
tL4ndQavEi51mI38AjEAi/V3bNTIZargCyzuFJ0nN6T5U6VR5CmD1/iQMVtCnwr1
/q4AaOeMSQ+2b1tbFfLn
-----END CERTIFICATE-----`;
