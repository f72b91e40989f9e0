/** What in a text is a secret, as far as a line shows it by itself. */

const beginsPem = /-----BEGIN [A-Z0-9 ]{1,40}-----/;
const beginsPrivateKey = /-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----/;
/** `-----BEGIN ` in base64, as a Kubernetes Secret holds it. */
const encodedPem = /LS0tLS1CRUdJTi/;
/** A name that speaks of a secret, and what follows it up to the value. Paths and names of secrets are none. */
const secretName =
  /(?:secret|passw|passphrase|token|credential|(?:access|private|api|account|shared|ssl)[-_.]?key|client[-_.]?certificate|x[-_](?:amz|goog)[-_]signature|sas|\bsig)(?![\w.-]{0,60}(?:path|file|name|ref)\b)[\w.-]{0,60}["']?\s{0,20}[=:]\s*/i;
const credentialsInUrl = /:\/\/[^\s/:@"']{0,256}:(?=[^\s/@"']{1,512}@)/;
/** The body of a PEM block or another long run of base64. */
const longBase64 = /[A-Za-z0-9+/]{100}|^\s*[A-Za-z0-9+/]{40,}={0,2}\s*$/;

/** The part of a line that may be shown: all of it, or what stands before a secret and `…`. */
export function withoutSecrets(line: string, at: "a secret" | "any place"): string {
  const visible = line.slice(0, visibleLength(line, at === "a secret"));
  return visible === line ? line : `${visible}…`;
}

function visibleLength(line: string, isSecret: boolean): number {
  const cuts = [
    endOf(isSecret ? beginsPem : beginsPrivateKey, line),
    endOf(secretName, line),
    endOf(credentialsInUrl, line),
    startOf(encodedPem, line),
    startOf(longBase64, line),
  ].filter((cut) => cut !== undefined);
  const byName = isSecret && !beginsPem.test(line) ? (endOf(/^[^=:]{0,200}[=:]\s*/, line) ?? 0) : line.length;
  return Math.min(byName, ...cuts);
}

function endOf(pattern: RegExp, line: string): number | undefined {
  const match = pattern.exec(line);
  return match === null ? undefined : match.index + match[0].length;
}

function startOf(pattern: RegExp, line: string): number | undefined {
  return pattern.exec(line)?.index;
}

/** Does a line give a secret away: a key, the password of a URL, or the value of a name that speaks of a secret? */
export function holdsSecret(line: string): boolean {
  if (beginsPrivateKey.test(line) || encodedPem.test(line) || credentialsInUrl.test(line)) return true;
  const value = endOf(secretName, line);
  return value !== undefined && /[^\s"'{}[\],#]/.test(line.slice(value));
}
